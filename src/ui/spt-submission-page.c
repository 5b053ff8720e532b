/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One submission: read at once, shown, read again when the archive changes; nothing moves that
 * did not change. */
#define G_LOG_DOMAIN "spt-submission-page"

#include "config.h"

#include "service/spt-service.h"
#include "store/spt-store-after.h"
#include "store/spt-store-events.h"
#include "store/spt-store-submissions.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-submission-page-private.h"
#include "ui/spt-ui.h"

G_DEFINE_FINAL_TYPE (SptSubmissionPage, spt_submission_page, SPT_TYPE_READ_PAGE)

static void
look_free (gpointer data)
{
  SptSubmissionLook *look = data;

  g_clear_object (&look->submission);
  g_clear_pointer (&look->attempts, g_ptr_array_unref);
  g_clear_pointer (&look->events, g_ptr_array_unref);
  g_clear_pointer (&look->resends, g_ptr_array_unref);
  g_clear_pointer (&look->originals, g_array_unref);
  g_clear_pointer (&look->labels, g_ptr_array_unref);
  g_free (look->note);
  g_free (look->key);
  g_free (look);
}

static gboolean
take_record (SptDb                *db,
             SptSubmissionLook    *look,
             GError              **error)
{
  g_autoptr (GPtrArray) items = NULL;
  guint n_items = 0;

  g_object_get (look->submission, "n-items", &n_items, NULL);
  if (n_items != 1)
    return TRUE;
  items = spt_db_list_items (db, look->id, FALSE, 0, 1, error);
  if (items == NULL)
    return FALSE;
  if (items->len == 1)
    {
      const SptItem *item = g_ptr_array_index (items, 0);

      look->record = item->record_id;
      look->key = g_strdup (item->key);
    }
  return TRUE;
}

static gboolean
take_note (SptDb                *db,
           SptSubmissionLook    *look,
           GError              **error)
{
  g_autoptr (SptSubmissionRow) row = spt_db_get_submission_row (db, look->id, error);

  if (row == NULL)
    return FALSE;
  look->note = g_steal_pointer (&row->note);
  return TRUE;
}

static gboolean
take_look (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GArray) resends = NULL;
  SptSubmissionLook *look = data;
  guint n_faulty = 0;

  look->submission = spt_db_get_submission (db, look->id, error);
  if (look->submission == NULL || !take_note (db, look, error) || !take_record (db, look, error) ||
      !spt_db_find_order_place (db, look->id, look->order_states, &look->place, error))
    return FALSE;
  look->attempts = spt_db_list_attempts (db, look->id, error);
  if (look->attempts == NULL)
    return FALSE;
  look->events = spt_db_list_events (db, look->id, error);
  if (look->events == NULL)
    return FALSE;
  resends = spt_db_list_resends (db, look->id, error);
  if (resends == NULL)
    return FALSE;
  look->resends = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < resends->len; i++)
    {
      SptSubmission *resend = spt_db_get_submission (db, g_array_index (resends, gint64, i), error);

      if (resend == NULL)
        return FALSE;
      g_ptr_array_add (look->resends, resend);
    }
  look->originals = spt_db_list_originals (db, look->id, &look->labels, error);
  if (look->originals == NULL)
    return FALSE;
  /* While it goes on nothing is to be sent again. */
  if (spt_state_is_final (spt_submission_get_state (look->submission)) &&
      spt_submission_get_state (look->submission) != SPT_STATE_CANCELLED)
    return spt_db_count_failed (db, look->id, FALSE, &look->n_own, &n_faulty, error) &&
           spt_db_count_failed (db, look->id, TRUE, &look->n_failed, &n_faulty, error);
  return TRUE;
}

const SptRecordPages *
_spt_submission_page_find_pages (SptSubmissionPage *self)
{
  g_autofree char *service_id = NULL;
  const SptRecordPages *pages = NULL;
  SptService *service;

  g_object_get (self->submission, "service", &service_id, NULL);
  service = spt_services_find (service_id);
  if (service != NULL && spt_service_get_info (service)->record_kind != NULL)
    pages = spt_record_pages_find (spt_service_get_info (service)->record_kind);
  /* Of many in a file each row leads to its own. */
  return pages != NULL && pages->send != NULL && pages->send->is_single ? pages : NULL;
}

static void
spt_submission_page_prepare (SptReadPage *page,
                             gpointer     loaded)
{
  ((SptSubmissionLook *) loaded)->order_states = SPT_SUBMISSION_PAGE (page)->order_states;
}

static void
spt_submission_page_show (SptReadPage *page,
                          gpointer     loaded)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (page);
  const SptSubmissionLook *look = loaded;
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));
  g_autofree char *service = NULL;

  self->look = look;
  self->submission = look->submission;
  self->last_sent = 0;
  for (guint i = 0; i < look->attempts->len; i++)
    {
      const SptAttempt *attempt = g_ptr_array_index (look->attempts, i);

      if (g_str_equal (attempt->kind, "send"))
        self->last_sent = attempt->started;
    }
  g_object_get (self->submission, "service", &service, NULL);
  _spt_submission_order_show (self, &look->place);
  _spt_submission_show_header (self);
  _spt_submission_show_checked (self, look->note);
  _spt_submission_show_links (self, look);
  spt_item_view_update (self->item_view, self->submission);
  spt_timeline_set (self->timeline, look->events, look->attempts, service,
                    spt_desk_get_now (desk));
  spt_exchanges_set (self->exchanges, desk, look->attempts);
}

void
_spt_submission_page_set_working (SptSubmissionPage *self,
                                  gboolean           working)
{
  self->working = working;
  if (self->submission != NULL)
    _spt_submission_show_buttons (self);
}

/* --- callbacks and overrides ------------------------------------------------------------------ */

static gboolean
tick_cb (gpointer user_data)
{
  SptSubmissionPage *self = user_data;

  if (self->submission != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    _spt_submission_show_header (self);
  return G_SOURCE_CONTINUE;
}

/* Not the first button: a key pressed too much must send nothing. */
static void
spt_submission_page_shown (SptPage *page)
{
  if (!_spt_submission_order_focus (SPT_SUBMISSION_PAGE (page)))
    gtk_widget_child_focus (GTK_WIDGET (SPT_SUBMISSION_PAGE (page)->switcher), GTK_DIR_TAB_FORWARD);
}

static void
spt_submission_page_dispose (GObject *object)
{
  g_clear_handle_id (&SPT_SUBMISSION_PAGE (object)->tick, g_source_remove);

  G_OBJECT_CLASS (spt_submission_page_parent_class)->dispose (object);
}

static void
spt_submission_page_finalize (GObject *object)
{
  g_ptr_array_unref (SPT_SUBMISSION_PAGE (object)->aids);

  G_OBJECT_CLASS (spt_submission_page_parent_class)->finalize (object);
}

static void
spt_submission_page_class_init (SptSubmissionPageClass *klass)
{
  static const SptReadPageKind kind = {
    .changed = SPT_CHANGED_SUBMISSIONS,
    .size = sizeof (SptSubmissionLook),
    .read = take_look,
    .free = look_free,
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptReadPageClass *read_class = SPT_READ_PAGE_CLASS (klass);

  object_class->dispose = spt_submission_page_dispose;
  object_class->finalize = spt_submission_page_finalize;
  SPT_PAGE_CLASS (klass)->shown = spt_submission_page_shown;
  read_class->prepare = spt_submission_page_prepare;
  read_class->show = spt_submission_page_show;
  spt_read_page_class_set_kind (read_class, &kind, APPLICATION_PATH "/ui/spt-submission-page.ui");

  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_STATE_LABEL);
  g_type_ensure (SPT_TYPE_ITEM_VIEW);
  g_type_ensure (SPT_TYPE_TIMELINE);
  g_type_ensure (SPT_TYPE_EXCHANGES);

  _spt_submission_page_install_actions (widget_class);
  _spt_submission_decide_install_actions (widget_class);
  _spt_submission_files_install_actions (widget_class);
  _spt_submission_order_install_actions (widget_class);

  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, order_bar);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, order_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, order_label);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, previous_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, heading);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, summary);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, remote_id);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, next_step);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, service_words);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, checked);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, progress);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, uncertain_pane);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, known);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, unknown);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, verify);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, send_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, settle_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, settle_spinner);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, match_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, no_match_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, record_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, watch_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, decide_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, attention_pane);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, attention_title);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, attention_text);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, attention_next);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, links);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, resend_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, item_view);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, exchanges);
}

static void
spt_submission_page_init (SptSubmissionPage *self)
{
  self->parts = spt_read_page_get_parts (SPT_READ_PAGE (self));
  self->aids = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), FALSE);
  self->tick = g_timeout_add_seconds (5, tick_cb, self);
}

/**
 * spt_submission_page_new:
 * @desk: what it works with
 * @id: the submission
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_submission_page_new (SptDesk *desk,
                         gint64   id)
{
  return spt_submission_page_new_filtered (desk, id, 0);
}

/**
 * spt_submission_page_new_filtered:
 * @desk: what it works with
 * @id: the submission, one of an order
 * @states: bit set of 1 << SptState: the ones beside it are among those; 0 = all
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_submission_page_new_filtered (SptDesk *desk,
                                  gint64   id,
                                  guint    states)
{
  SptSubmissionPage *self = NULL;

  g_return_val_if_fail (SPT_IS_DESK (desk), NULL);

  self = g_object_new (SPT_TYPE_SUBMISSION_PAGE, "desk", desk, NULL);
  self->order_states = states;
  spt_item_view_set_submission (self->item_view, desk, id);
  spt_read_page_begin (SPT_READ_PAGE (self), id);
  return SPT_PAGE (self);
}

/**
 * spt_submission_page_get_id:
 * @self: a submission page
 *
 * Returns: the submission it shows
 */
gint64
spt_submission_page_get_id (SptSubmissionPage *self)
{
  g_return_val_if_fail (SPT_IS_SUBMISSION_PAGE (self), 0);
  return self->parts->id;
}
