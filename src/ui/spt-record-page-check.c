/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check of one record as one types, and where what it finds is shown. */
#define G_LOG_DOMAIN "spt-record-page-check"

#include "config.h"

#include "ui/spt-record-page-private.h"

#include <glib/gi18n.h>

static SptFormField *
find_field (SptRecordPagePrivate *priv,
            const SptIssue       *issue)
{
  return issue->path != NULL ? spt_form_find_field (priv->parts.form, issue->path) : NULL;
}

static void
append_loose_row (GtkListBox *list,
                  const char *text,
                  gboolean    is_error)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (is_error ? "dialog-error-symbolic"
                                                           : "dialog-warning-symbolic");
  GtkWidget *row = spt_ui_new_row (text, NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_add_css_class (icon, is_error ? "error" : "warning");
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (list, row);
}

/* What is about no field; the sentences stand with the errors first. */
static void
show_loose (SptRecordPagePrivate *priv,
            char                **loose)
{
  guint n_errors = 0;
  GtkWidget *row;

  for (guint i = 0; i < spt_issue_list_get_n (priv->parts.issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (priv->parts.issues, i);

      if (issue->level == SPT_ISSUE_ERROR && find_field (priv, issue) == NULL)
        n_errors++;
    }
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (priv->loose_list))) != NULL)
    gtk_list_box_remove (priv->loose_list, row);
  for (guint i = 0; loose[i] != NULL; i++)
    append_loose_row (priv->loose_list, loose[i], i < n_errors);
  /* Pages say themselves what is wrong with each. */
  gtk_widget_set_visible (GTK_WIDGET (priv->loose_list), loose[0] != NULL && priv->parts.pages == NULL);
}

static void
show_overridable (SptRecordPage *self)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  for (guint i = 0; i < spt_issue_list_get_n (priv->parts.issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (priv->parts.issues, i);
      SptFormField *field = find_field (priv, issue);

      if (field != NULL && issue->overridable && issue->level == SPT_ISSUE_ERROR)
        g_ptr_array_add (fields, field);
    }
  _spt_record_page_set_overridable (self, fields);
}

static void
show_issues (SptRecordPage *self)
{
  SptRecordPageClass *klass = SPT_RECORD_PAGE_GET_CLASS (self);
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  g_auto (GStrv) loose = spt_form_dup_loose_issues (priv->parts.form);
  guint n_errors = spt_issue_list_get_n_errors (priv->parts.issues);
  gboolean leads = _spt_record_page_has_error (self);
  g_autofree char *text = NULL;

  show_loose (priv, loose);
  show_overridable (self);
  /* What has no field to go to is said here. */
  if (!leads && loose[0] != NULL)
    text = g_strdup (loose[0]);
  else if (klass->dup_errors != NULL)
    text = klass->dup_errors (n_errors);
  else
    text = g_strdup_printf (ngettext ("%u thing to correct", "%u things to correct", n_errors), n_errors);
  g_object_set (priv->issues_strip, "text", text, "button-label", leads ? _("Go to the First") : NULL,
                "revealed", n_errors > 0 && priv->parts.id != 0 && !priv->parts.closed, NULL);
}

/* An error that a person has taken upon herself is a warning as long as the value stays; the archive
 * knows which. */
static gboolean
was_overridden (SptRecordPagePrivate *priv,
                const SptIssue       *issue)
{
  if (!issue->overridable || issue->level != SPT_ISSUE_ERROR || priv->stored_issues == NULL)
    return FALSE;

  for (guint i = 0; i < spt_issue_list_get_n (priv->stored_issues); i++)
    {
      const SptIssue *stored = spt_issue_list_get (priv->stored_issues, i);

      if (stored->overridable && stored->level == SPT_ISSUE_WARNING &&
          strcmp (stored->code, issue->code) == 0 && g_strcmp0 (stored->path, issue->path) == 0 &&
          g_strcmp0 (stored->value, issue->value) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
add_issue (SptIssueList   *issues,
           const SptIssue *issue,
           SptIssueLevel   level)
{
  spt_issue_list_add (issues, level, issue->domain, issue->code, issue->row, issue->path, issue->value,
                      issue->limit);
  if (issue->overridable)
    spt_issue_list_set_overridable (issues);
}

/* That another record has a number only the archive knows: it holds as long as the value stays. */
static void
add_archive_issues (SptRecordPagePrivate *priv,
                    SptIssueList         *issues)
{
  for (guint i = 0; priv->stored_issues != NULL && i < spt_issue_list_get_n (priv->stored_issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (priv->stored_issues, i);
      SptFormField *field;

      if (!g_str_has_suffix (issue->code, "-in-archive"))
        continue;
      field = find_field (priv, issue);
      if (field != NULL && g_strcmp0 (spt_form_field_get_text (field), issue->value) == 0)
        add_issue (issues, issue, issue->level);
    }
}

/* Some kinds know better than the messages what the service said, and say it themselves. */
static gboolean
has_said (SptIssueList *found)
{
  for (guint i = 0; i < spt_issue_list_get_n (found); i++)
    {
      if (strcmp (spt_issue_list_get (found, i)->code, SPT_ISSUE_SERVICE_SAID) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * spt_record_page_check:
 * @self: the page
 *
 * Checks what stands in the form, and shows what that finds at the fields, above them and in the
 * strip.
 */
void
spt_record_page_check (SptRecordPage *self)
{
  SptRecordPageClass *klass = SPT_RECORD_PAGE_GET_CLASS (self);
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptIssueList) found = NULL;
  SptIssueList *issues;

  if (priv->parts.form == NULL)
    return; /* not known yet what it is */
  record = spt_form_dup_record (priv->parts.form);
  found = spt_issue_list_new (0);
  issues = spt_issue_list_new (0);
  klass->check (self, record, found);
  if (!has_said (found))
    _spt_record_page_add_refused (self, issues);
  for (guint i = 0; i < spt_issue_list_get_n (found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (found, i);

      if (klass->skips_issue == NULL || !klass->skips_issue (self, issue))
        add_issue (issues, issue, was_overridden (priv, issue) ? SPT_ISSUE_WARNING : issue->level);
    }
  add_archive_issues (priv, issues);

  g_clear_pointer (&priv->parts.issues, spt_issue_list_free);
  priv->parts.issues = issues;
  /* Nobody is told what is wrong before he has begun. */
  if (priv->parts.id != 0 || spt_form_get_modified (priv->parts.form))
    spt_form_set_issues (priv->parts.form, issues);
  show_issues (self);
}
