/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check of one voucher as one types, and where what it finds is shown. */
#define G_LOG_DOMAIN "spt-voucher-check"

#include "config.h"

#include "ui/voucher/spt-voucher-page-private.h"

#include <glib/gi18n.h>

#include "outbox/spt-dossiers.h"

static void
append_loose_row (GtkListBox *list,
                  const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_add_css_class (icon, "warning");
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (list, row);
}

static void
update_issues (SptVoucherPage *self)
{
  g_auto (GStrv) loose = spt_form_dup_loose_issues (self->form);
  g_autoptr (GPtrArray) overridable = g_ptr_array_new ();
  guint n_errors = spt_issue_list_get_n_errors (self->issues);
  g_autofree char *text = NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->loose_list))) != NULL)
    gtk_list_box_remove (self->loose_list, row);
  for (guint i = 0; loose[i] != NULL; i++)
    append_loose_row (self->loose_list, loose[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->loose_list), loose[0] != NULL);

  for (guint i = 0; i < spt_issue_list_get_n (self->issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (self->issues, i);
      SptFormField *field = issue->path != NULL ? spt_form_find_field (self->form, issue->path)
                                                : NULL;

      if (field != NULL && issue->overridable && issue->level == SPT_ISSUE_ERROR)
        g_ptr_array_add (overridable, field);
    }
  spt_form_view_set_overridable (self->form_view, overridable);

  text = g_strdup_printf (ngettext ("%u thing to complete or correct",
                                    "%u things to complete or correct", n_errors), n_errors);
  /* What is wrong with the step itself has no field to go to: it is said here. */
  if (spt_form_find_error (self->form, NULL) == NULL && loose[0] != NULL)
    {
      g_free (text);
      text = g_strdup (loose[0]);
    }
  g_object_set (self->issues_strip, "text", text, "button-label",
                spt_form_find_error (self->form, NULL) != NULL ? _("Go to the First") : NULL,
                "revealed", n_errors > 0 && self->id != 0 && !self->closed, NULL);
}

/* An error that a person has taken upon herself is a warning as long as the value stays; the archive
 * knows which. */
static gboolean
was_overridden (SptVoucherPage *self,
                const SptIssue *issue)
{
  if (!issue->overridable || self->stored_issues == NULL)
    return FALSE;

  for (guint i = 0; i < spt_issue_list_get_n (self->stored_issues); i++)
    {
      const SptIssue *stored = spt_issue_list_get (self->stored_issues, i);

      if (stored->overridable && stored->level == SPT_ISSUE_WARNING &&
          strcmp (stored->code, issue->code) == 0 && g_strcmp0 (stored->path, issue->path) == 0 &&
          g_strcmp0 (stored->value, issue->value) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * _spt_voucher_page_check:
 * @self: the page
 *
 * Checks what the form would ask of the service next, and shows what that finds at the fields, above
 * them and in the strip.
 */
void
_spt_voucher_page_check (SptVoucherPage *self)
{
  g_autoptr (SptRecord) record = spt_form_dup_record (self->form);
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);
  const SptDossierData *data = _spt_voucher_page_get_data (self);
  SptIssueList *issues = spt_issue_list_new (0);

  g_free (self->next_operation);
  self->next_operation =
    g_strdup (spt_dossier_check (record, data, _spt_voucher_page_get_account (self), self->done,
                                 spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self))), found));

  for (guint i = 0; i < spt_issue_list_get_n (found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (found, i);
      gboolean overridden = issue->level == SPT_ISSUE_ERROR && was_overridden (self, issue);

      spt_issue_list_add (issues, overridden ? SPT_ISSUE_WARNING : issue->level, issue->domain,
                          issue->code, issue->row, issue->path, issue->value, issue->limit);
      if (issue->overridable)
        spt_issue_list_set_overridable (issues);
    }

  g_clear_pointer (&self->issues, spt_issue_list_free);
  self->issues = issues;
  /* Nobody is told what is wrong before he has begun. */
  if (self->id != 0 || spt_form_get_modified (self->form))
    spt_form_set_issues (self->form, issues);
  update_issues (self);
}
