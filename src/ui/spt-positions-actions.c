/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with debt positions in the grid: open, copy, delete, send, go to the next fault. */
#define G_LOG_DOMAIN "spt-positions-actions"

#include "config.h"

#include "spt-positions-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-bulk-edit-dialog.h"
#include "ui/spt-bulk-edit-undo.h"
#include "ui/spt-import-dialog.h"
#include "ui/spt-imports-dialog.h"
#include "ui/spt-position-page.h"
#include "ui/spt-list-columns.h"
#include "ui/spt-position-work.h"
#include "ui/spt-positions-work.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-subject-work.h"
#include "ui/spt-delete-reason.h"
#include "ui/spt-undo.h"
#include "ui/spt-window.h"

#define COPY_MAX 50000

static SptStore *
get_store (SptPositionsPage *self)
{
  return spt_desk_get_store (spt_page_get_desk (SPT_PAGE (self)));
}

/* The row with the focus, 0 = none. */
gint64
_spt_positions_page_get_focused (SptPositionsPage *self)
{
  return spt_list_columns_get_focused (_spt_positions_page_is_narrow (self)
                                       ? GTK_WIDGET (self->list_view) : GTK_WIDGET (self->grid));
}

/* What an action works on: the selection, else the row with the focus. */
static GArray *
dup_targets (SptPositionsPage *self)
{
  GArray *ids = spt_id_selection_dup_ids (self->selection);

  if (ids->len == 0)
    {
      gint64 id = _spt_positions_page_get_focused (self);

      if (id > 0)
        g_array_append_val (ids, id);
    }
  return ids;
}

void
_spt_positions_page_open (SptPositionsPage *self,
                          gint64            id)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));
  SptPage *page;
  g_autoptr (GArray) queue = NULL;
  guint n_ids = 0;
  const gint64 *ids;

  if (window == NULL)
    return;

  /* "Next to fix" goes on in the list as it is filtered and sorted here. */
  page = spt_position_page_new (spt_page_get_desk (SPT_PAGE (self)), id);
  ids = spt_row_list_get_ids (self->list, &n_ids);
  queue = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
  if (n_ids > 0)
    g_array_append_vals (queue, ids, n_ids);
  spt_position_page_set_queue (SPT_POSITION_PAGE (page), queue,
                               self->import_id != 0 || self->submission_id != 0 ? SPT_QUEUE_ONLY : SPT_QUEUE_FIRST);
  spt_window_push (window, page);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (widget);
  gint64 id = _spt_positions_page_get_focused (self);

  if (id > 0)
    _spt_positions_page_open (self, id);
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (widget);
  g_autoptr (GArray) ids = dup_targets (self);

  if (ids->len > 1)
    _spt_positions_page_present (self, spt_bulk_edit_dialog_new (widget, spt_page_get_desk (SPT_PAGE (self)), ids));
  else if (ids->len == 1)
    _spt_positions_page_open (self, g_array_index (ids, gint64, 0));
}

/* The selection; without one all that the list shows. */
static void
edit_many_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (widget);
  g_autoptr (GArray) ids = spt_id_selection_dup_ids (self->selection);

  if (ids->len == 0)
    {
      guint n_shown = 0;
      const gint64 *shown = spt_row_list_get_ids (self->list, &n_shown);

      if (n_shown == 0)
        return;
      g_array_append_vals (ids, shown, n_shown);
    }
  _spt_positions_page_present (self, spt_bulk_edit_dialog_new (widget, spt_page_get_desk (SPT_PAGE (self)), ids));
}

static void
undo_edit_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  spt_bulk_edit_ask_undo (widget, spt_page_get_desk (SPT_PAGE (widget)));
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  _spt_positions_page_open (SPT_POSITIONS_PAGE (widget), 0);
}

void
_spt_positions_page_present (SptPositionsPage *self,
                             GtkWindow        *dialog)
{
  g_set_weak_pointer (&self->dialog, dialog);
  gtk_window_present (dialog);
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (widget);

  _spt_positions_page_present (self, spt_import_dialog_new (widget, spt_page_get_desk (SPT_PAGE (self)), NULL));
}

static void
imports_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (widget);

  _spt_positions_page_present (self, spt_imports_dialog_new (widget, spt_page_get_desk (SPT_PAGE (self)),
                                                             spt_import_kind_find (SPT_KIND_POSITIONS)));
}

/* Of the import that is shown, or of all positions. */
static void
add_debtors_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  spt_subjects_offer_debtors (widget, spt_page_get_desk (SPT_PAGE (widget)),
                              SPT_POSITIONS_PAGE (widget)->import_id);
}

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (widget);
  g_autoptr (GArray) ids = spt_id_selection_dup_ids (self->selection);

  _spt_positions_page_present (self, spt_send_dialog_new (widget, spt_page_get_desk (SPT_PAGE (self)),
                                                          SPT_KIND_POSITIONS, ids->len > 0 ? ids : self->tally.scope));
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (widget);

  spt_row_list_refresh (self->list);
  _spt_positions_page_count (self, FALSE);
}

static void
select_all_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (SPT_POSITIONS_PAGE (widget)->selection));
}

static void
unselect_all_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  spt_id_selection_clear (SPT_POSITIONS_PAGE (widget)->selection);
}

/* First the list of what is to be mended, with the focus on the first record; then the record with the focus. In a record the
 * same key goes from field to field, and saving to the next record. */
static void
next_fault_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (widget);
  gint64 focused = _spt_positions_page_get_focused (self);
  guint n_ids = 0;
  const gint64 *ids;

  if (self->states != (1u << SPT_STATE_TO_FIX))
    {
      _spt_positions_page_filter (self, (1u << SPT_STATE_TO_FIX), self->import_id, self->submission_id);
      return;
    }
  ids = spt_row_list_get_ids (self->list, &n_ids);
  if (n_ids > 0)
    _spt_positions_page_open (self, focused > 0 ? focused : ids[0]);
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  const char *text = spt_positions_copy_finish (SPT_STORE (object), result, &error);
  SptPositionsPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (text == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  spt_window_toast (spt_window_of (GTK_WIDGET (self)), _("Copied"), NULL, NULL, NULL);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (widget);
  g_autoptr (GArray) targets = dup_targets (self);
  g_autoptr (GArray) ids = NULL;
  guint n_shown = 0;
  const gint64 *shown;

  if (targets->len == 0)
    return;
  if (targets->len > COPY_MAX)
    {
      spt_window_toast (spt_window_of (GTK_WIDGET (self)), _("Too many rows to copy: 50,000 at most"), NULL, NULL,
                        NULL);
      return;
    }
  if (spt_id_selection_get_n_selected (self->selection) == 0)
    {
      spt_positions_copy_async (get_store (self), targets, self->cancellable, copied_cb, self);
      return;
    }

  /* In the order of the list; what the filter hides comes after. */
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), targets->len);
  shown = spt_row_list_get_ids (self->list, &n_shown);
  for (guint i = 0; i < n_shown; i++)
    {
      if (spt_id_selection_contains (self->selection, shown[i]))
        g_array_append_val (ids, shown[i]);
    }
  for (guint i = 0; i < targets->len && ids->len < targets->len; i++)
    {
      gint64 id = g_array_index (targets, gint64, i);

      if (spt_row_list_find (self->list, id) == G_MAXUINT)
        g_array_append_val (ids, id);
    }
  spt_positions_copy_async (get_store (self), ids, self->cancellable, copied_cb, self);
}

/* --- deletion ------------------------------------------------------------------------------------------ */

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptPositionsRemoval *removal = spt_positions_remove_finish (SPT_STORE (object), result, &error);
  SptPositionsPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (removal == NULL)
    spt_ui_report_error (GTK_WIDGET (self), error);
  spt_row_list_refresh (self->list);
  _spt_positions_page_count (self, FALSE);
}

static void
undo_delete (gpointer owner)
{
  SptPositionsPage *self = owner;
  g_autoptr (GArray) ids = g_steal_pointer (&self->removed);

  if (ids != NULL)
    spt_positions_remove_async (get_store (self), ids, FALSE, TRUE, self->cancellable, restored_cb,
                                self);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptPositionsRemoval *removal = spt_positions_remove_finish (SPT_STORE (object), result, &error);
  SptPositionsPage *self = user_data;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  guint n_left;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (removal == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  n_left = removal->ids->len - removal->n_done;
  number = spt_ui_format_count (removal->n_done);
  if (removal->n_done == 0)
    text = g_strdup (_("Nothing deleted: these positions are under way"));
  else if (n_left > 0)
    text = g_strdup_printf (ngettext ("%s position deleted, those under way left as they are",
                                      "%s positions deleted, those under way left as they are",
                                      removal->n_done), number);
  else
    text = g_strdup_printf (ngettext ("%s position deleted", "%s positions deleted",
                                      removal->n_done), number);

  g_clear_pointer (&self->removed, g_array_unref);
  if (removal->n_done > 0)
    {
      self->removed = g_array_ref (removal->ids);
      spt_id_selection_remove (self->selection, (const gint64 *) (void *) removal->ids->data,
                               removal->ids->len);
    }
  if (removal->n_done > 0)
    spt_undo_toast (spt_window_of (GTK_WIDGET (self)), text, G_OBJECT (self), undo_delete);
  else
    spt_window_toast (spt_window_of (GTK_WIDGET (self)), text, NULL, NULL, NULL);
  spt_row_list_refresh (self->list);
  _spt_positions_page_count (self, FALSE);
}

typedef struct
{
  GArray    *ids;    /* (owned) */
  GtkWidget *reason; /* (owned) */
} DeleteQuestion;

static void
delete_question_free (DeleteQuestion *question)
{
  g_array_unref (question->ids);
  g_object_unref (question->reason);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeleteQuestion, delete_question_free)

static void
delete_answer_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = spt_ui_ask_finish (result, &error);
  SptPositionsPage *self;
  g_autoptr (DeleteQuestion) question = user_data;
  g_autofree char *reason = NULL;
  GArray *ids = question->ids;

  if (answer == NULL || strcmp (answer, "cancel") == 0)
    return;

  self = SPT_POSITIONS_PAGE (object);
  reason = spt_delete_reason_dup (question->reason);
  if (strcmp (answer, "mark") == 0 && reason != NULL)
    spt_positions_mark_async (get_store (self), ids, reason, self->cancellable, removed_cb, self);
  else if (strcmp (answer, "drafts") == 0)
    spt_positions_remove_async (get_store (self), ids, TRUE, FALSE, self->cancellable, removed_cb,
                                self);
}

typedef struct
{
  GArray *ids;        /* (owned) */
  guint   n_accepted;
} DeleteLook;

static void
delete_look_free (DeleteLook *look)
{
  g_array_unref (look->ids);
  g_free (look);
}

static gboolean
look_before_delete (SptDb         *db,
                    gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  DeleteLook *look = data;
  g_autoptr (GArray) rows = spt_db_plan_positions (db, (const gint64 *) (void *) look->ids->data,
                                                   look->ids->len, cancellable, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    look->n_accepted += g_array_index (rows, SptPlanRow, i).accepted;
  return TRUE;
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  DeleteLook *look = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptPositionsPage *self = user_data;
  g_autofree char *number = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *mark = NULL;
  const char *responses[9] = { NULL, };
  DeleteQuestion *question;
  guint n = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (look == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  /* What only this computer knows comes back with one click: no question. */
  if (look->n_accepted == 0)
    {
      spt_positions_remove_async (get_store (self), look->ids, FALSE, FALSE, self->cancellable,
                                  removed_cb, self);
      return;
    }

  number = spt_ui_format_count (look->n_accepted);
  heading = g_strdup_printf (ngettext ("Delete %s position at the service?",
                                       "Delete %s positions at the service?", look->n_accepted),
                             number);
  mark = g_strdup_printf (ngettext ("_Mark %s for Deletion", "_Mark %s for Deletion",
                                    look->n_accepted), number);
  responses[n++] = "cancel";
  responses[n++] = _("_Cancel");
  if (look->n_accepted < look->ids->len)
    {
      responses[n++] = "drafts";
      responses[n++] = _("Delete _Drafts Only");
    }
  responses[n++] = "!mark";
  responses[n++] = mark;
  question = g_new0 (DeleteQuestion, 1);
  question->ids = g_array_ref (look->ids);
  question->reason = g_object_ref_sink (spt_delete_reason_new ("mark"));
  spt_ui_ask_async (GTK_WIDGET (self), heading,
                    _("The service has accepted them, and payers may hold their notices. They are marked for deletion; "
                      "nothing leaves until the deletion is sent. Their notice numbers can never serve for another "
                      "debt, and the service may not take their codes again."),
                    question->reason, responses, self->cancellable, delete_answer_cb, question);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (widget);
  g_autoptr (GArray) ids = dup_targets (self);
  DeleteLook *look;

  if (ids->len == 0)
    return;
  look = g_new0 (DeleteLook, 1);
  look->ids = g_steal_pointer (&ids);
  spt_store_run_async (get_store (self), SPT_STORE_READ, look_before_delete, look,
                       (GDestroyNotify) delete_look_free, self->cancellable, looked_cb, self);
}

static void
clear_filter_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (widget);

  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  g_clear_pointer (&self->search, g_free);
  spt_body_filter_clear (self->body_filter, TRUE);
  spt_positions_page_set_filter (self, 0, 0, 0);
}

static void
show_ready_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (widget);

  _spt_positions_page_filter (self, 1u << SPT_STATE_READY, self->import_id, self->submission_id);
}

/**
 * _spt_positions_page_install_actions:
 * @widget_class: the class of the page
 *
 * Installs what the page can do and its keys.
 */
void
_spt_positions_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "positions.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "positions.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "positions.edit-many", NULL, edit_many_action);
  gtk_widget_class_install_action (widget_class, "positions.undo-edit", NULL, undo_edit_action);
  gtk_widget_class_install_action (widget_class, "positions.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "positions.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "positions.imports", NULL, imports_action);
  gtk_widget_class_install_action (widget_class, "positions.add-debtors", NULL,
                                   add_debtors_action);
  gtk_widget_class_install_action (widget_class, "positions.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "positions.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "positions.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "positions.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "positions.clear-filter", NULL,
                                   clear_filter_action);
  gtk_widget_class_install_action (widget_class, "positions.show-ready", NULL, show_ready_action);
  gtk_widget_class_install_action (widget_class, "positions.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "positions.unselect-all", NULL,
                                   unselect_all_action);
  gtk_widget_class_install_action (widget_class, "positions.next-fault", NULL, next_fault_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "positions.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "positions.next-fault", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "positions.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "positions.unselect-all", NULL);
}
