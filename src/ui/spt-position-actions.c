/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with one debt position beside what all records can: its one natural next step, its deletion at the service. */
#define G_LOG_DOMAIN "spt-position-actions"

#include "config.h"

#include "spt-position-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-positions-work.h"
#include "ui/spt-delete-reason.h"
#include "ui/spt-window.h"

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptPositionPage *self = SPT_POSITION_PAGE (widget);

  switch (self->record->state)
    {
    case SPT_STATE_READY:
      spt_record_page_save_first (SPT_RECORD_PAGE (self), SPT_RECORD_SEND);
      break;

    case SPT_STATE_UNCERTAIN:
    case SPT_STATE_NOT_SENT:
      gtk_widget_activate_action (widget, "record.open-submission", NULL);
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

void
_spt_position_page_copy (SptRecordPage *page,
                         SptRecordPage *copy)
{
  clear_unique_codes (spt_form_get_root (SPT_POSITION_PAGE (copy)->record->form));
}

/* Marked, or no longer: it stays, and says so. */
static void
marked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptPositionsRemoval *removal = spt_positions_remove_finish (SPT_STORE (object), result, &error);
  SptRecordPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (removal == NULL)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else
    spt_record_page_load (self);
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

      g_array_append_val (ids, self->record->id);
      spt_positions_mark_async (spt_page_get_store (SPT_PAGE (self)), ids, reason,
                                self->record->cancellable, marked_cb, self);
    }
}

void
_spt_position_page_remove (SptRecordPage *page)
{
  const char *responses[] = { "cancel", _("_Cancel"), "!mark", _("_Mark for Deletion"), NULL };
  SptPositionPage *self = SPT_POSITION_PAGE (page);
  SptRecordPageClass *parent = g_type_class_peek (SPT_TYPE_RECORD_PAGE);
  GtkWidget *reason;

  if (!self->accepted)
    {
      parent->remove (page);
      return;
    }
  reason = g_object_ref_sink (spt_delete_reason_new ("mark"));
  spt_ui_ask_async (GTK_WIDGET (self), _("Delete this position at the service?"),
                    _("The service has accepted it, and the payer may hold the notice. It is marked for deletion; "
                      "nothing leaves until the deletion is sent. Its notice number can never serve for another debt, "
                      "and the service may not take its code again."),
                    reason, responses, self->record->cancellable, delete_answer_cb, reason);
}

static void
unmark_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptPositionPage *self = SPT_POSITION_PAGE (widget);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, self->record->id);
  spt_positions_remove_async (spt_page_get_store (SPT_PAGE (self)), ids, FALSE, TRUE,
                              self->record->cancellable, marked_cb, self);
}

/**
 * _spt_position_page_install_actions:
 * @widget_class: the class of the page
 *
 * Installs what the page can do.
 */
void
_spt_position_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "position.step", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "position.unmark", NULL, unmark_action);
}
