/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One debt position: its form, checked as one types, and its history. */
#define G_LOG_DOMAIN "spt-position-page"

#include "config.h"

#include "spt-position-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-subject-picker.h"
#include "ui/spt-leave.h"
#include "ui/spt-position-body.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-window.h"

#define CHECK_DELAY_MS 300

typedef enum
{
  PROP_ID = 1,
  N_PROPS
} SptPositionPageProperty;

G_DEFINE_FINAL_TYPE (SptPositionPage, spt_position_page, SPT_TYPE_PAGE)

static GParamSpec *properties[N_PROPS];

static SptDesk *
get_desk (SptPositionPage *self)
{
  return spt_page_get_desk (SPT_PAGE (self));
}

/* --- the form ------------------------------------------------------------------------------------------ */

static void
check_cb (gpointer user_data)
{
  SptPositionPage *self = user_data;

  self->check_timeout = 0;
  _spt_position_due_follow (self);
  _spt_position_page_check (self);
  _spt_position_page_update (self);
}

static void
form_changed_cb (SptPositionPage *self)
{
  g_clear_handle_id (&self->check_timeout, g_source_remove);
  self->check_timeout = g_timeout_add_once (CHECK_DELAY_MS, check_cb, self);
  _spt_position_page_update_actions (self);
}

void
_spt_position_page_focus_error (SptPositionPage *self,
                                gboolean         further)
{
  adw_view_stack_set_visible_child_name (self->views, "data");
  spt_form_view_focus_error (self->form_view, further);
}

/* --- loading ------------------------------------------------------------------------------------------- */

static void
show_loaded (SptPositionPage *self,
             SptPositionLoad *loaded)
{
  gboolean fresh = self->position == NULL || self->id != loaded->id;

  self->id = loaded->id;
  self->accepted = loaded->accepted;
  self->open_submission = loaded->open_submission;
  self->due_id = loaded->due_type_id;
  self->closed = loaded->open_submission != 0;
  g_set_object (&self->position, loaded->position);
  self->state = spt_debt_position_get_state (loaded->position);
  g_clear_pointer (&self->stored_issues, spt_issue_list_free);
  self->stored_issues = g_steal_pointer (&loaded->issues);

  if (!spt_record_form_follow (self->form_view, fresh, &self->doc, loaded->doc))
    self->closed = TRUE;
  if (!spt_form_get_modified (self->form))
    spt_subject_picker_set_record (spt_subject_picker_of (GTK_WIDGET (self)), self->id);

  spt_form_view_set_read_only (self->form_view, self->closed);
  _spt_position_page_show_history (self, loaded->history);
  _spt_position_page_show_reason (self, loaded->delete_reason);
  _spt_position_page_check (self);
  _spt_position_page_update (self);
  if (fresh && self->focus_first && self->place == NULL && spt_form_find_error (self->form, NULL) == NULL)
    self->place = _spt_position_page_dup_refused_place (self, loaded->history);
  if (fresh && self->focus_first && (self->place == NULL || !spt_record_form_focus_place (self->form_view, self->views, &self->place)))
    _spt_position_page_focus_error (self, FALSE);
  self->focus_first = FALSE;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptPositionLoad *loaded = spt_position_load_finish (SPT_STORE (object), result, &error);
  SptPositionPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (loaded == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      self->closed = TRUE;
      _spt_position_page_update_actions (self);
      return;
    }
  /* An answer about a record that was left meanwhile. */
  if (self->id != 0 && loaded->id != self->id)
    return;
  show_loaded (self, loaded);
}

void
_spt_position_page_load (SptPositionPage *self)
{
  spt_position_load_async (spt_page_get_store (SPT_PAGE (self)), self->id, self->cancellable,
                           loaded_cb, self);
}

static void
store_changed_cb (SptPositionPage *self,
                  guint            what)
{
  if (self->id != 0 && !self->saving &&
      (what & (SPT_CHANGED_POSITIONS | SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ELSEWHERE)) != 0)
    _spt_position_page_load (self);
}

/* --- saving -------------------------------------------------------------------------------------------- */

static void
next_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = spt_position_next_finish (SPT_STORE (object), result, &error);
  SptPositionPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (error != NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  if (id == 0)
    {
      SptWindow *window = spt_window_of (GTK_WIDGET (self));

      spt_window_toast (window, _("Nothing left to correct"), NULL, NULL, NULL);
      /* Where it came from the next step waits: sending again, or what is ready. */
      if (self->queue != NULL && self->queue_kind != SPT_QUEUE_FIRST)
        {
          spt_form_set_modified (self->form, FALSE);
          spt_window_back (window);
        }
      return;
    }

  g_clear_object (&self->position);
  self->id = id;
  self->focus_first = TRUE;
  spt_form_set_modified (self->form, FALSE);
  _spt_position_page_load (self);
}

static void
overridden_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_position_override_finish (SPT_STORE (object), result, &error);
  SptPositionPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (!done)
    spt_ui_report_error (GTK_WIDGET (self), error);
  _spt_position_page_load (self);
}

void
_spt_position_page_go_on (SptPositionPage *self)
{
  AfterSave after = self->after_save;

  self->after_save = AFTER_SAVE_STAY;
  switch (after)
    {
    case AFTER_SAVE_LEAVE:
      spt_leave_answer (SPT_PAGE (self), TRUE);
      break;

    case AFTER_SAVE_NEXT:
      spt_position_next_async (spt_page_get_store (SPT_PAGE (self)), self->id, self->queue,
                               self->queue_kind, self->cancellable, next_cb, self);
      break;

    case AFTER_SAVE_OVERRIDE:
      if (self->override.issue.code != NULL)
        spt_position_override_async (spt_page_get_store (SPT_PAGE (self)), self->id,
                                     &self->override.issue, self->override.reason,
                                     spt_desk_get_who (get_desk (self)),
                                     self->cancellable, overridden_cb, self);
      break;

    case AFTER_SAVE_SEND:
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

      g_array_append_val (ids, self->id);
      gtk_window_present (spt_send_dialog_new (GTK_WIDGET (self), get_desk (self), SPT_KIND_POSITIONS, ids));
    }
    break;

    case AFTER_SAVE_DIVIDED:
      _spt_position_divide_done (self);
      break;

    case AFTER_SAVE_STAY:
    default:
      spt_window_toast (spt_window_of (GTK_WIDGET (self)), _("Saved"), NULL, NULL, NULL);
      break;
    }
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = spt_position_save_finish (SPT_STORE (object), result, &error);
  SptPositionPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;

  self->saving = FALSE;
  if (id == 0)
    {
      AfterSave after = self->after_save;

      self->after_save = AFTER_SAVE_STAY;
      if (!_spt_position_buttons_ask (self, error, after))
        spt_ui_report_error (GTK_WIDGET (self), error);
      spt_leave_answer (SPT_PAGE (self), FALSE);
      _spt_position_page_update_actions (self);
      return;
    }

  self->id = id;
  spt_subject_picker_keep (spt_subject_picker_of (GTK_WIDGET (self)), id);
  spt_form_set_modified (self->form, FALSE);
  _spt_position_page_update_actions (self);
  if (self->after_save != AFTER_SAVE_NEXT)
    _spt_position_page_load (self);
  _spt_position_page_go_on (self);
}

void
_spt_position_page_save (SptPositionPage *self,
                         AfterSave        after)
{
  if (self->saving || self->closed)
    return;

  _spt_position_due_follow (self);
  /* The focus may be in a field whose text stands as typed; the record takes it from the form, which has it already. */
  self->saving = TRUE;
  self->after_save = after;
  _spt_position_page_update_actions (self);
  spt_position_save_async (spt_page_get_store (SPT_PAGE (self)), self->id,
                           spt_form_dup_record (self->form), self->due_id, self->assign_iuv,
                           spt_desk_get_who (get_desk (self)), self->cancellable, saved_cb, self);
}

/* --- leaving ------------------------------------------------------------------------------------------- */

static void
save_and_leave (SptPage *page)
{
  _spt_position_page_save (SPT_POSITION_PAGE (page), AFTER_SAVE_LEAVE);
}

static void
spt_position_page_can_leave_async (SptPage             *page,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  SptPositionPage *self = SPT_POSITION_PAGE (page);

  spt_leave_ask_async (page, !self->closed && spt_form_get_modified (self->form),
                       _("A position can be saved however incomplete it is; without saving, the changes are lost."),
                       save_and_leave, self->cancellable, callback, user_data);
}

/* --- the page ------------------------------------------------------------------------------------------ */

static void
width_changed_cb (SptPositionPage *self)
{
  spt_record_form_turn_save (self->save_button, self->adaptive);
}

static void
spt_position_page_refresh (SptPage *page)
{
  if (SPT_POSITION_PAGE (page)->id != 0)
    _spt_position_page_load (SPT_POSITION_PAGE (page));
}

static void
spt_position_page_create_new (SptPage *page)
{
  spt_window_open_record (spt_window_of (GTK_WIDGET (page)), "debt-positions", 0, NULL);
}

static void
spt_position_page_constructed (GObject *object)
{
  SptPositionPage *self = SPT_POSITION_PAGE (object);
  SptService *registered;
  SptSchema *schema;

  G_OBJECT_CLASS (spt_position_page_parent_class)->constructed (object);

  if (get_desk (self) == NULL)
    return; /* a test of the template alone */

  registered = spt_services_find_kind (SPT_KIND_POSITIONS);
  g_return_if_fail (registered != NULL);
  self->service = g_object_new (G_OBJECT_TYPE (registered), NULL);
  schema = SPT_SERVICE_GET_CLASS (registered)->get_record_schema (registered);
  self->form = spt_form_new (schema);
  spt_form_view_set_form (self->form_view, self->form);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (spt_page_get_store (SPT_PAGE (self)), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);

  spt_subject_picker_attach (GTK_WIDGET (self), &spt_picker_debtors, self->form, get_desk (self));
  self->state = SPT_STATE_DRAFT;
  self->issues = spt_issue_list_new (0);
  gtk_stack_set_visible_child_name (self->history_stack, "empty");
  _spt_position_page_update (self);
  _spt_position_due_start (self);
  _spt_position_buttons_start (self);
  if (self->id != 0)
    {
      self->focus_first = TRUE;
      _spt_position_page_load (self);
    }
  else
    {
      spt_position_fill_body (self->form, spt_page_get_store (SPT_PAGE (self)), self->cancellable);
    }
}

static void
spt_position_page_dispose (GObject *object)
{
  SptPositionPage *self = SPT_POSITION_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->check_timeout, g_source_remove);
  spt_leave_answer (SPT_PAGE (self), TRUE);
  _spt_position_due_stop (self);
  g_clear_object (&self->form);
  g_clear_object (&self->service);
  g_clear_object (&self->position);

  G_OBJECT_CLASS (spt_position_page_parent_class)->dispose (object);
}

static void
spt_position_page_finalize (GObject *object)
{
  SptPositionPage *self = SPT_POSITION_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->issues, spt_issue_list_free);
  g_clear_pointer (&self->stored_issues, spt_issue_list_free);
  g_clear_pointer (&self->doc, g_free);
  g_clear_pointer (&self->queue, g_array_unref);
  spt_override_clear (&self->override);
  g_clear_pointer (&self->override.reason, g_free);
  g_clear_pointer (&self->place, g_free);

  G_OBJECT_CLASS (spt_position_page_parent_class)->finalize (object);
}

static void
spt_position_page_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((SptPositionPageProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, SPT_POSITION_PAGE (object)->id);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_position_page_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch ((SptPositionPageProperty) prop_id)
    {
    case PROP_ID:
      SPT_POSITION_PAGE (object)->id = g_value_get_int64 (value);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_position_page_class_init (SptPositionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptPageClass *page_class = SPT_PAGE_CLASS (klass);

  object_class->constructed = spt_position_page_constructed;
  object_class->dispose = spt_position_page_dispose;
  object_class->finalize = spt_position_page_finalize;
  object_class->get_property = spt_position_page_get_property;
  object_class->set_property = spt_position_page_set_property;
  page_class->refresh = spt_position_page_refresh;
  page_class->create_new = spt_position_page_create_new;
  page_class->can_leave_async = spt_position_page_can_leave_async;
  page_class->can_leave_finish = spt_leave_ask_finish;

  properties[PROP_ID] =
    g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_FORM_VIEW);
  g_type_ensure (SPT_TYPE_STATE_LABEL);
  g_type_ensure (SPT_TYPE_STRIP);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-position-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, adaptive);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, step_button);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, what_label);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, closed_strip);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, marked_strip);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, refused_strip);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, issues_strip);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, views);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, kind_group);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, loose_list);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, form_view);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, history_stack);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, history_list);
  gtk_widget_class_bind_template_callback (widget_class, _spt_position_page_open_entry);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, _spt_position_due_choose_kind);

  _spt_position_page_install_actions (widget_class);
  _spt_position_due_install_actions (widget_class);
  _spt_position_divide_install_actions (widget_class);
}

static void
spt_position_page_init (SptPositionPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  _spt_position_page_follow_form (self);
}

/**
 * spt_position_page_new:
 * @desk: what it works with
 * @id: the position, 0 = a new one
 *
 * Makes the page of a position.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_position_page_new (SptDesk *desk,
                       gint64   id)
{
  return g_object_new (SPT_TYPE_POSITION_PAGE, "desk", desk, "id", id, NULL);
}

/**
 * spt_position_page_set_queue:
 * @self: the page
 * @ids: (element-type gint64): the list one came from, in its order
 * @kind: what belongs to it, and whether anything comes after it
 *
 * Says what "save and next to fix" goes through.
 */
void
spt_position_page_set_queue (SptPositionPage *self,
                             GArray          *ids,
                             SptQueueKind     kind)
{
  g_return_if_fail (SPT_IS_POSITION_PAGE (self));

  self->queue_kind = kind;
  g_clear_pointer (&self->queue, g_array_unref);
  self->queue = g_array_ref (ids);
}

/**
 * spt_position_page_show_place:
 * @self: the page
 * @path: where in the record, as issues have it
 *
 * Leads to one field: at once, or when the record has been read.
 */
void
spt_position_page_show_place (SptPositionPage *self,
                              const char      *path)
{
  g_return_if_fail (SPT_IS_POSITION_PAGE (self));
  g_return_if_fail (path != NULL);

  g_free (self->place);
  self->place = g_strdup (path);
  if (self->position != NULL)
    spt_record_form_focus_place (self->form_view, self->views, &self->place);
}

/**
 * spt_position_page_get_id:
 * @self: the page
 *
 * The position it shows.
 *
 * Returns: its id; 0 while it is not in the archive
 */
gint64
spt_position_page_get_id (SptPositionPage *self)
{
  g_return_val_if_fail (SPT_IS_POSITION_PAGE (self), 0);

  return self->id;
}
