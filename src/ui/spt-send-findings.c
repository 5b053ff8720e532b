/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists that the send sheet leads to: all positions with one kind of warning, and what the service would refuse. */
#define G_LOG_DOMAIN "spt-send-findings"

#include "config.h"

#include "spt-send-dialog-private.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "ui/spt-window.h"

static SptSchema *
get_schema (SptSendDialog *self)
{
  return SPT_SERVICE_GET_CLASS (self->service)->get_record_schema (self->service);
}

static void
show (SptSendDialog  *self,
      const char     *title,
      const char     *text,
      SptFindingList *list,
      GtkWidget      *from)
{
  gtk_label_set_text (self->findings_title, title);
  gtk_label_set_text (self->findings_text, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->findings_text), text != NULL);
  gtk_widget_hide (GTK_WIDGET (self->leave_out_button));
  gtk_widget_hide (self->to_fix_button);
  g_set_weak_pointer (&self->shown_from, from);
  spt_finding_view_set_list (self->findings_view, list, title);
  _spt_send_go_to (self, "findings");
  spt_finding_view_focus (self->findings_view);
}

void
_spt_send_show_kind (SptSendDialog *self,
                     SptIssueKind  *kind,
                     GtkWidget     *from)
{
  const SptMessage *message = spt_messages_find (kind->domain, kind->code);
  g_autoptr (SptFindingList) list =
    spt_finding_list_new_places (spt_desk_get_store (self->desk), self->kind, get_schema (self), kind->places);

  show (self, message != NULL ? message->title : kind->code,
        message != NULL ? message->next : NULL, list, from);
}

void
_spt_send_show_faults (SptSendDialog  *self,
                       SptFindingList *findings,
                       GtkWidget      *from)
{
  show (self, _("What the Service Would Refuse"),
        _("Each can be opened and corrected. Nothing of this order leaves as it is."), findings,
        from);

  g_clear_pointer (&self->faulty, g_array_unref);
  self->faulty = spt_finding_list_dup_faulty (findings);
  if (self->faulty->len > 0 && self->faulty->len < spt_send_plan_count (self->plan))
    {
      g_autofree char *label = spt_count_text_dup (&self->words->leave_out, self->faulty->len);

      gtk_button_set_label (self->leave_out_button, label);
      gtk_widget_show (GTK_WIDGET (self->leave_out_button));
    }
}

void
_spt_send_show_refused (SptSendDialog *self,
                        SptIssueList  *issues,
                        GArray        *ids)
{
  g_autoptr (SptFindingList) list =
    spt_finding_list_new_issues (spt_desk_get_store (self->desk), self->kind, get_schema (self), issues,
                                 SPT_ISSUE_ERROR, ids, NULL, NULL);

  show (self, _("Nothing Was Sent"),
        _("The check just before sending found what the service would refuse."), list, NULL);
  gtk_widget_show (self->to_fix_button);
}

static void
leave_out_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptSendDialog *self = SPT_SEND_DIALOG (widget);

  if (self->faulty == NULL)
    return;
  g_array_append_vals (self->left_out, self->faulty->data, self->faulty->len);
  g_clear_pointer (&self->faulty, g_array_unref);
  _spt_send_plan (self);
}

static void
opened_cb (SptSendDialog  *self,
           SptIssueRow    *row,
           SptFindingView *view)
{
  g_autoptr (SptIssueRow) kept = g_object_ref (row);
  SptWindow *window = spt_window_of (GTK_WIDGET (self));

  gtk_window_close (GTK_WINDOW (self));
  if (window != NULL)
    spt_window_open_record (window, self->kind, spt_issue_row_get_record_id (kept),
                            spt_issue_row_get_path (kept));
}

void
_spt_send_install_findings (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_install_action (widget_class, "send.leave-out", NULL, leave_out_action);
}
