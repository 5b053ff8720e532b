/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands above the form of one debt position, and what can be done with it now. */
#define G_LOG_DOMAIN "spt-position-head"

#include "config.h"

#include "spt-position-page-private.h"

#include <glib/gi18n.h>

static const char *
step_label (SptPositionPage *self)
{
  switch (self->record->state)
    {
    case SPT_STATE_READY:
      return self->record->open_submission == 0 ? _("_Send…") : NULL;
    case SPT_STATE_UNCERTAIN:
      return _("_Verify Outcome…");
    case SPT_STATE_NOT_SENT:
      return _("_Open Submission");
    /* What is to be mended has its strip, which leads to the first field. */
    case SPT_STATE_TO_FIX:
    case SPT_STATE_REFUSED:
    case SPT_STATE_DRAFT:
    case SPT_STATE_SENDING:
    case SPT_STATE_WAITING:
    case SPT_STATE_DONE:
    case SPT_STATE_PARTLY_DONE:
    case SPT_STATE_CANCELLED:
    default:
      return NULL;
    }
}

/**
 * _spt_position_page_update_actions:
 * @page: the page
 *
 * What can be done, anew: after each key that is typed.
 */
void
_spt_position_page_update_actions (SptRecordPage *page)
{
  SptPositionPage *self = SPT_POSITION_PAGE (page);
  gboolean editable = !self->record->closed && !self->record->saving;
  const char *step = step_label (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "position.step", !self->record->saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "position.divide",
                                 editable && _spt_position_divide_is_possible (self));

  gtk_widget_set_visible (self->step_button, step != NULL);
  if (step != NULL)
    gtk_button_set_label (GTK_BUTTON (self->step_button), step);
  if (self->record->state == SPT_STATE_READY || self->record->state == SPT_STATE_UNCERTAIN)
    gtk_widget_add_css_class (self->step_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->step_button, "suggested-action");
}

char *
_spt_position_page_dup_name (SptRecordPage *page)
{
  return g_strdup (spt_form_get_text (SPT_POSITION_PAGE (page)->record->form, "fullName"));
}

char *
_spt_position_page_dup_what (SptRecordPage *page)
{
  SptPositionPage *self = SPT_POSITION_PAGE (page);
  g_autofree char *amount = NULL;
  g_autofree char *due = NULL;
  g_autoptr (GString) what =
    g_string_new (spt_form_get_text (self->record->form, "paymentOption[0].description"));

  if (self->position != NULL)
    g_object_get (self->position, "amount-text", &amount, "due-date-text", &due, NULL);
  if (amount != NULL && *amount != '\0')
    g_string_append_printf (what, "%s%s €", what->len > 0 ? " · " : "", amount);
  if (due != NULL && *due != '\0')
    {
      /* Translators: %s is a date: by when an amount is to be paid */
      g_autofree char *by = g_strdup_printf (_("due %s"), due);

      g_string_append_printf (what, "%s%s", what->len > 0 ? " · " : "", by);
    }

  return g_strdup (what->str);
}

void
_spt_position_page_update (SptRecordPage *page)
{
  SptPositionPage *self = SPT_POSITION_PAGE (page);
  gboolean marked = FALSE;

  if (self->position != NULL)
    g_object_get (self->position, "marked-delete", &marked, NULL);
  g_object_set (self->marked_strip, "revealed", marked && !self->record->closed, NULL);
}

/**
 * _spt_position_page_show_reason:
 * @self: the page
 * @reason: (nullable): why the position is marked for deletion
 *
 * Sets the words of the strip that says so.
 */
void
_spt_position_page_show_reason (SptPositionPage *self,
                                const char      *reason)
{
  g_autofree char *text = NULL;

  if (reason != NULL)
    /* Translators: %s is why a position is deleted: "Loaded by mistake" */
    text = g_strdup_printf (_("Marked for deletion at the service (%s). Nothing leaves until the deletion is sent."),
                            reason);
  g_object_set (self->marked_strip, "text", text != NULL ? text
                : _("Marked for deletion at the service. Nothing leaves until the deletion is sent."), NULL);
}
