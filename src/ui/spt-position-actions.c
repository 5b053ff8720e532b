/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with one debt position: save, override, duplicate, delete, the one natural next step. */
#define G_LOG_DOMAIN "spt-position-actions"

#include "config.h"

#include "spt-position-page-private.h"

#include <glib/gi18n.h>

#include "ui/form/spt-form-row.h"
#include "ui/spt-positions-work.h"
#include "ui/spt-delete-reason.h"
#include "ui/spt-undo.h"
#include "ui/spt-window.h"

static SptDesk *
get_desk (SptPositionPage *self)
{
  return spt_page_get_desk (SPT_PAGE (self));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  _spt_position_page_save (SPT_POSITION_PAGE (widget), AFTER_SAVE_STAY);
}

static void
save_next_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptPositionPage *self = SPT_POSITION_PAGE (widget);

  if (spt_form_get_modified (self->form) || self->id == 0)
    _spt_position_page_save (self, AFTER_SAVE_NEXT);
  else
    {
      self->after_save = AFTER_SAVE_NEXT;
      _spt_position_page_go_on (self);
    }
}

/* --- overriding ---------------------------------------------------------------------------------------- */

static void
save_overridden (GtkWidget *page)
{
  _spt_position_page_save (SPT_POSITION_PAGE (page), AFTER_SAVE_OVERRIDE);
}

static void
override_clicked_cb (SptPositionPage *self,
                     SptFormField    *field)
{
  spt_override_ask (&self->override, GTK_WIDGET (self), self->form, field, self->issues,
                    _("The reason is kept with the position, with name and time. It holds as long as the code stays the same."),
                    self->cancellable, save_overridden);
}

/* --- other actions ------------------------------------------------------------------------------------- */

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptPositionPage *self = SPT_POSITION_PAGE (widget);

  switch (self->state)
    {
    case SPT_STATE_READY:
      if (spt_form_get_modified (self->form))
        {
          _spt_position_page_save (self, AFTER_SAVE_SEND);
        }
      else
        {
          self->after_save = AFTER_SAVE_SEND;
          _spt_position_page_go_on (self);
        }
      break;

    case SPT_STATE_UNCERTAIN:
    case SPT_STATE_NOT_SENT:
      gtk_widget_activate_action (widget, "position.open-submission", NULL);
      break;

    case SPT_STATE_DRAFT:
    case SPT_STATE_TO_FIX:
    case SPT_STATE_REFUSED:
    case SPT_STATE_SENDING:
    case SPT_STATE_WAITING:
    case SPT_STATE_DONE:
    case SPT_STATE_PARTLY_DONE:
    case SPT_STATE_CANCELLED:
    default:
      break;
    }
}

static void
next_error_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  _spt_position_page_focus_error (SPT_POSITION_PAGE (widget), TRUE);
}

static void
open_submission_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  SptPositionPage *self = SPT_POSITION_PAGE (widget);
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->history_list));

  if (self->open_submission != 0)
    spt_window_open_submission (spt_window_of (widget), self->open_submission);
  else if (first != NULL)
    _spt_position_page_open_entry (self, GTK_LIST_BOX_ROW (first));
}

/* A copy begins without what may exist only once: its own code, and those of its notices. */
static void
clear_unique_codes (SptFormGroup *group)
{
  const SptGroupDef *def = spt_form_group_get_def (group);

  for (guint i = 0; i < def->n_fields; i++)
    {
      if (def->fields[i].kind == SPT_FIELD_IUV || def->fields[i].kind == SPT_FIELD_NAV ||
          strcmp (def->fields[i].name, "iupd") == 0)
        spt_form_field_set_text (spt_form_group_get_field (group, i), "");
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      GListModel *children = spt_form_group_get_children (group, i);

      for (guint j = 0; j < g_list_model_get_n_items (children); j++)
        {
          g_autoptr (SptFormGroup) child = g_list_model_get_item (children, j);

          clear_unique_codes (child);
        }
    }
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptPositionPage *self = SPT_POSITION_PAGE (widget);
  g_autoptr (SptRecord) record = spt_form_dup_record (self->form);
  SptPositionPage *copy = SPT_POSITION_PAGE (spt_position_page_new (get_desk (self), 0));

  spt_form_load (copy->form, record);
  clear_unique_codes (spt_form_get_root (copy->form));
  spt_form_set_modified (copy->form, TRUE);
  _spt_position_page_check (copy);
  _spt_position_page_update (copy);
  spt_window_push (spt_window_of (widget), SPT_PAGE (copy));
}

/* The page goes away with the record: what brings it back holds on to the archive instead. */
static void
restore_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (spt_positions_remove_finish (SPT_STORE (object), result, &error) == NULL)
    g_warning ("The position was not brought back: %s", error->message);
}

static void
undo_delete (gpointer owner)
{
  SptStore *store = owner;
  GArray *ids = g_object_get_data (G_OBJECT (store), "spt-last-removed");

  if (ids != NULL)
    spt_positions_remove_async (store, ids, FALSE, TRUE, NULL, restore_cb, NULL);
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptPositionsRemoval *removal = spt_positions_remove_finish (SPT_STORE (object), result, &error);
  SptPositionPage *self = user_data;
  SptWindow *window;

  if (spt_ui_is_cancelled (error))
    return;
  if (removal == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  if (removal->restore)
    {
      _spt_position_page_load (self);
      return;
    }

  window = spt_window_of (GTK_WIDGET (self));
  if (self->accepted)
    {
      _spt_position_page_load (self); /* marked: it stays, and says so */
      return;
    }
  g_object_set_data_full (object, "spt-last-removed", g_array_ref (removal->ids),
                          (GDestroyNotify) g_array_unref);
  spt_form_set_modified (self->form, FALSE);
  spt_undo_toast (window, _("Position deleted"), object, undo_delete);
  spt_window_back (window);
}

static void
remove_record (SptPositionPage *self,
               gboolean         restore)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, self->id);
  spt_positions_remove_async (spt_page_get_store (SPT_PAGE (self)), ids, FALSE, restore,
                              self->cancellable, deleted_cb, self);
}

static void
delete_answer_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = spt_ui_ask_finish (result, &error);
  g_autoptr (GtkWidget) widget = user_data;
  g_autofree char *reason = spt_delete_reason_dup (widget);

  if (g_strcmp0 (answer, "mark") == 0 && reason != NULL)
    {
      SptPositionPage *self = SPT_POSITION_PAGE (object);
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

      g_array_append_val (ids, self->id);
      spt_positions_mark_async (spt_page_get_store (SPT_PAGE (self)), ids, reason,
                                self->cancellable, deleted_cb, self);
    }
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptPositionPage *self = SPT_POSITION_PAGE (widget);
  const char *responses[] = { "cancel", _("_Cancel"), "!mark", _("_Mark for Deletion"), NULL };

  GtkWidget *reason;

  if (!self->accepted)
    {
      remove_record (self, FALSE);
      return;
    }
  reason = g_object_ref_sink (spt_delete_reason_new ("mark"));
  spt_ui_ask_async (widget, _("Delete this position at the service?"),
                    _("The service has accepted it, and the payer may hold the notice. It is marked for deletion; "
                      "nothing leaves until the deletion is sent. Its notice number can never serve for another debt, "
                      "and the service may not take its code again."),
                    reason, responses, self->cancellable, delete_answer_cb, reason);
}

static void
unmark_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  remove_record (SPT_POSITION_PAGE (widget), TRUE);
}

/* --- form view ----------------------------------------------------------------------------------------- */

/**
 * _spt_position_page_follow_form:
 * @self: the page
 *
 * Answers what the form view asks: an override, an undo.
 */
void
_spt_position_page_follow_form (SptPositionPage *self)
{
  g_signal_connect_object (self->form_view, "override-clicked", G_CALLBACK (override_clicked_cb),
                           self, G_CONNECT_SWAPPED);
  spt_undo_follow_form_view (self->form_view);
}

/**
 * _spt_position_page_install_actions:
 * @widget_class: the class of the page
 *
 * Installs what the page can do and its keys.
 */
void
_spt_position_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "position.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "position.save-next", NULL, save_next_action);
  gtk_widget_class_install_action (widget_class, "position.step", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "position.next-error", NULL, next_error_action);
  gtk_widget_class_install_action (widget_class, "position.open-submission", NULL,
                                   open_submission_action);
  gtk_widget_class_install_action (widget_class, "position.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "position.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "position.unmark", NULL, unmark_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "position.save",
                                       NULL);
  /* The one added last is the one that a menu shows. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "position.save-next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "position.save-next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "position.next-error", NULL);
}
