/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with debt positions in the grid: open, copy, delete, send, go to the next fault. */
#define G_LOG_DOMAIN "spt-positions-actions"

#include "config.h"

#include "spt-positions-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-bulk-edit-dialog.h"
#include "ui/spt-bulk-edit-undo.h"
#include "ui/spt-position-page.h"
#include "ui/spt-position-work.h"
#include "ui/spt-positions-work.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-subject-work.h"
#include "ui/spt-delete-reason.h"
#include "ui/spt-window.h"

#define COPY_MAX 50000
#define TO_FIX (1u << SPT_STATE_TO_FIX)

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptListPage *self = SPT_LIST_PAGE (widget);
  g_autoptr (GArray) ids = spt_list_page_dup_targets (self);

  if (ids->len > 1)
    spt_list_page_present (self, spt_bulk_edit_dialog_new (widget, spt_page_get_desk (SPT_PAGE (self)), ids));
  else if (ids->len == 1)
    SPT_LIST_PAGE_GET_CLASS (self)->open (self, g_array_index (ids, gint64, 0));
}

static void
edit_many_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptListPage *self = SPT_LIST_PAGE (widget);
  g_autoptr (GArray) ids = spt_list_page_dup_all (self);

  if (ids->len > 0)
    spt_list_page_present (self, spt_bulk_edit_dialog_new (widget, spt_page_get_desk (SPT_PAGE (self)), ids));
}

static void
undo_edit_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  spt_bulk_edit_ask_undo (widget, spt_page_get_desk (SPT_PAGE (widget)));
}

/* Of the import that is shown, or of all positions. */
static void
add_debtors_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  spt_subjects_offer_debtors (widget, spt_page_get_desk (SPT_PAGE (widget)),
                              spt_list_page_get_query (SPT_LIST_PAGE (widget)).import_id);
}

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptListPage *self = SPT_LIST_PAGE (widget);
  g_autoptr (GArray) ids = spt_id_selection_dup_ids (spt_list_page_get_selection (self));

  spt_list_page_present (self, spt_send_dialog_new (widget, spt_page_get_desk (SPT_PAGE (self)),
                                                    SPT_KIND_POSITIONS, ids->len > 0 ? ids
                                                          : SPT_POSITIONS_PAGE (self)->tally.scope));
}

/* First the list of what is to be mended, with the focus on the first record; then the record with the focus. In a record the
 * same key goes from field to field, and saving to the next record. */
static void
next_fault_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SptListPage *self = SPT_LIST_PAGE (widget);
  gint64 focused = spt_list_page_get_focused (self);
  guint n_ids = 0;
  const gint64 *ids;

  if (spt_list_page_get_query (self).states != TO_FIX)
    {
      spt_list_page_choose_states (self, TO_FIX);
      return;
    }
  ids = spt_row_list_get_ids (spt_list_page_get_list (self), &n_ids);
  if (n_ids > 0)
    SPT_LIST_PAGE_GET_CLASS (self)->open (self, focused > 0 ? focused : ids[0]);
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  const char *text = spt_positions_copy_finish (SPT_STORE (object), result, &error);
  SptListPage *self = user_data;

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
  SptListPage *self = SPT_LIST_PAGE (widget);
  SptIdSelection *selection = spt_list_page_get_selection (self);
  SptRowList *list = spt_list_page_get_list (self);
  g_autoptr (GArray) targets = spt_list_page_dup_targets (self);
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

  /* In the order of the list; what the filter hides comes after, and what has only the focus alone. */
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), targets->len);
  shown = spt_row_list_get_ids (list, &n_shown);
  for (guint i = 0; i < n_shown; i++)
    {
      if (spt_id_selection_contains (selection, shown[i]))
        g_array_append_val (ids, shown[i]);
    }
  for (guint i = 0; i < targets->len && ids->len < targets->len; i++)
    {
      gint64 id = g_array_index (targets, gint64, i);

      if (!spt_id_selection_contains (selection, id) || spt_row_list_find (list, id) == G_MAXUINT)
        g_array_append_val (ids, id);
    }
  spt_positions_copy_async (spt_page_get_store (SPT_PAGE (self)), ids, spt_list_page_get_cancellable (self), copied_cb,
                            self);
}

/* --- deletion ------------------------------------------------------------------------------------------ */

static void
refresh (SptListPage *self)
{
  spt_list_page_follow (self, FALSE);
  spt_list_page_count (self);
}

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptPositionsRemoval *removal = spt_positions_remove_finish (SPT_STORE (object), result, &error);
  SptListPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (removal == NULL)
    spt_ui_report_error (GTK_WIDGET (self), error);
  refresh (self);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptPositionsRemoval *removal = spt_positions_remove_finish (SPT_STORE (object), result, &error);
  SptListPage *self = user_data;
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
  else if (removal->reason != NULL)
    /* Translators: of what the service has: the deletion has still to be sent */
    text = g_strdup_printf (ngettext ("%s position marked for deletion",
                                      "%s positions marked for deletion", removal->n_done), number);
  else
    text = g_strdup_printf (ngettext ("%s position deleted", "%s positions deleted",
                                      removal->n_done), number);

  if (removal->n_done > 0)
    spt_list_page_say_removed (self, removal->ids, text);
  else
    spt_window_toast (spt_window_of (GTK_WIDGET (self)), text, NULL, NULL, NULL);
  refresh (self);
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
  SptListPage *self;
  g_autoptr (DeleteQuestion) question = user_data;
  g_autofree char *reason = NULL;
  GArray *ids = question->ids;

  if (answer == NULL || strcmp (answer, "cancel") == 0)
    return;

  self = SPT_LIST_PAGE (object);
  reason = spt_delete_reason_dup (question->reason);
  if (strcmp (answer, "mark") == 0 && reason != NULL)
    spt_positions_mark_async (spt_page_get_store (SPT_PAGE (self)), ids, reason, spt_list_page_get_cancellable (self), removed_cb, self);
  else if (strcmp (answer, "drafts") == 0)
    spt_positions_remove_async (spt_page_get_store (SPT_PAGE (self)), ids, TRUE, FALSE, spt_list_page_get_cancellable (self), removed_cb,
                                self);
}

typedef struct
{
  GArray *ids;        /* (owned) */
  guint   n_hidden;   /* of them, not in the list that is seen */
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
  g_autoptr (GArray) rows = spt_db_plan_records (db, SPT_KIND_POSITIONS, (const gint64 *) (void *) look->ids->data,
                                                 look->ids->len, cancellable, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    look->n_accepted += g_array_index (rows, SptPlanRow, i).accepted;
  return TRUE;
}

static void
hidden_answer_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = spt_ui_ask_finish (result, &error);
  g_autoptr (GArray) ids = user_data;
  SptListPage *self;

  if (g_strcmp0 (answer, "delete") != 0)
    return;
  self = SPT_LIST_PAGE (object);
  spt_positions_remove_async (spt_page_get_store (SPT_PAGE (self)), ids, FALSE, FALSE, spt_list_page_get_cancellable (self), removed_cb,
                              self);
}

/* A selection made under another filter: the key would delete what nobody looks at. */
static void
ask_for_hidden (SptListPage      *self,
                const DeleteLook *look)
{
  g_autofree char *number = spt_ui_format_count (look->ids->len);
  g_autofree char *hidden = spt_ui_format_count (look->n_hidden);
  g_autofree char *heading =
    g_strdup_printf (ngettext ("Delete %s position?", "Delete %s positions?", look->ids->len), number);
  g_autofree char *body =
    g_strdup_printf (ngettext ("%s of the selected ones is hidden by the filter.",
                               "%s of the selected ones are hidden by the filter.", look->n_hidden),
                     hidden);
  const char *responses[] = { "cancel", _("_Cancel"), "!delete", _("_Delete"), NULL };

  spt_ui_ask_async (GTK_WIDGET (self), heading, body, NULL, responses, spt_list_page_get_cancellable (self),
                    hidden_answer_cb, g_array_ref (look->ids));
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  DeleteLook *look = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptListPage *self = user_data;
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
  /* What only this computer knows comes back with one click: no question, unless it is not seen what goes. */
  if (look->n_accepted == 0 && look->n_hidden > 0)
    {
      ask_for_hidden (self, look);
      return;
    }
  if (look->n_accepted == 0)
    {
      spt_positions_remove_async (spt_page_get_store (SPT_PAGE (self)), look->ids, FALSE, FALSE, spt_list_page_get_cancellable (self),
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
                    question->reason, responses, spt_list_page_get_cancellable (self), delete_answer_cb, question);
}

/* What the service has is marked for deletion there; a question first, where that or more than is seen goes. */
void
_spt_positions_page_remove (SptListPage *page,
                            GArray      *ids,
                            gboolean     restore)
{
  DeleteLook *look;

  if (restore)
    {
      spt_positions_remove_async (spt_page_get_store (SPT_PAGE (page)), ids, FALSE, TRUE,
                                  spt_list_page_get_cancellable (page), restored_cb, page);
      return;
    }
  look = g_new0 (DeleteLook, 1);
  look->ids = g_array_ref (ids);
  look->n_hidden = MIN (spt_id_selection_get_n_hidden (spt_list_page_get_selection (page)), ids->len);
  spt_store_run_async (spt_page_get_store (SPT_PAGE (page)), SPT_STORE_READ, look_before_delete, look,
                       (GDestroyNotify) delete_look_free, spt_list_page_get_cancellable (page), looked_cb, page);
}

static void
show_ready_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  spt_list_page_choose_states (SPT_LIST_PAGE (widget), 1u << SPT_STATE_READY);
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
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "positions.edit", edit_action },
    { "positions.edit-many", edit_many_action },
    { "positions.undo-edit", undo_edit_action },
    { "positions.add-debtors", add_debtors_action },
    { "positions.send", send_action },
    { "positions.copy", copy_action },
    { "positions.show-ready", show_ready_action },
    { "positions.next-fault", next_fault_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "positions.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "positions.next-fault", NULL);
}
