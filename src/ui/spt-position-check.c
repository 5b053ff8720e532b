/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check of one debt position as one types, and where what it finds is shown. */
#define G_LOG_DOMAIN "spt-position-check"

#include "config.h"

#include "spt-position-page-private.h"

#include <glib/gi18n.h>

/* "gpd.create", "gpd.update": the service says which of its operations serves a record. */
static const char *
find_operation (SptPositionPage *self,
                const char      *record_operation)
{
  const SptServiceInfo *info = spt_service_get_info (self->service);

  for (guint i = 0; i < info->n_operations; i++)
    {
      if (g_strcmp0 (info->operations[i].record_operation, record_operation) == 0)
        return info->operations[i].id;
    }
  return NULL;
}

static GtkWidget *
make_loose_row (const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_add_css_class (icon, "error");
  return row;
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
update_issues (SptPositionPage *self)
{
  g_auto (GStrv) loose = spt_form_dup_loose_issues (self->form);
  g_autoptr (GPtrArray) overridable = g_ptr_array_new ();
  guint n_errors = spt_issue_list_get_n_errors (self->issues);
  g_autofree char *text = NULL;

  clear_list (self->loose_list);
  for (guint i = 0; loose[i] != NULL; i++)
    gtk_list_box_append (self->loose_list, make_loose_row (loose[i]));
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

  text = g_strdup_printf (ngettext ("%u thing to correct", "%u things to correct", n_errors),
                          n_errors);
  g_object_set (self->issues_strip, "text", text, "revealed", n_errors > 0 && !self->closed, NULL);
}

/* An error that a person has taken upon herself is a warning as long as the value stays; the archive knows which. */
static gboolean
was_overridden (SptPositionPage *self,
                const SptIssue  *issue)
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

/* That another position has a number only the archive knows: it holds as long as the value stays. */
static void
add_archive_issues (SptPositionPage *self,
                    SptIssueList    *issues)
{
  for (guint i = 0; self->stored_issues != NULL && i < spt_issue_list_get_n (self->stored_issues);
       i++)
    {
      const SptIssue *issue = spt_issue_list_get (self->stored_issues, i);
      SptFormField *field;

      if (!g_str_has_suffix (issue->code, "-in-archive") || issue->path == NULL)
        continue;
      field = spt_form_find_field (self->form, issue->path);
      if (field != NULL && g_strcmp0 (spt_form_field_get_text (field), issue->value) == 0)
        spt_issue_list_add (issues, issue->level, issue->domain, issue->code, issue->row,
                            issue->path, issue->value, issue->limit);
    }
}

/**
 * _spt_position_page_check:
 * @self: the page
 *
 * Checks what stands in the form, and shows what that finds at the fields, above them and in the strip.
 */
void
_spt_position_page_check (SptPositionPage *self)
{
  g_autoptr (SptRecord) record = spt_form_dup_record (self->form);
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (self->service);
  SptIssueList *issues = spt_issue_list_new (0);

  if (klass->check_begin != NULL)
    klass->check_begin (self->service);
  klass->check_record (self->service, NULL,
                       find_operation (self, self->accepted ? "update" : "create"), record, 0,
                       spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self))), found);

  for (guint i = 0; i < spt_issue_list_get_n (found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (found, i);
      gboolean overridden = issue->level == SPT_ISSUE_ERROR && was_overridden (self, issue);

      if (_spt_position_buttons_will_mend (self, issue))
        continue;
      spt_issue_list_add (issues, overridden ? SPT_ISSUE_WARNING : issue->level, issue->domain,
                          issue->code, issue->row, issue->path, issue->value, issue->limit);
      if (issue->overridable)
        spt_issue_list_set_overridable (issues);
    }

  add_archive_issues (self, issues);
  g_clear_pointer (&self->issues, spt_issue_list_free);
  self->issues = issues;
  spt_form_set_issues (self->form, issues);
  update_issues (self);
}
