/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages with the form of one record share. */
#define G_LOG_DOMAIN "spt-record-form"

#include "config.h"

#include "ui/spt-record-form.h"

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "ui/spt-issue-row.h"
#include "ui/spt-window.h"

/**
 * spt_record_form_follow:
 * @view: shows the form
 * @fresh: another record is shown from now on
 * @doc: (inout) (transfer full) (nullable): the document that it had
 * @loaded: the one that the archive has
 *
 * Puts into a form what the archive has. What somebody is typing is never swept away by it.
 *
 * Returns: %FALSE when it cannot be read, which was said: nothing may be saved over it
 */
gboolean
spt_record_form_follow (SptFormView  *view,
                        gboolean      fresh,
                        char        **doc,
                        const char   *loaded)
{
  SptForm *form = spt_form_view_get_form (view);
  gboolean done = TRUE;

  if (fresh || (!spt_form_get_modified (form) && g_strcmp0 (*doc, loaded) != 0))
    {
      g_autoptr (SptRecord) record = spt_record_new (spt_form_get_schema (form));
      g_autoptr (GError) error = NULL;

      done = spt_record_read (record, loaded, -1, &error);
      if (done)
        spt_form_load (form, record);
      else
        spt_ui_report_error (GTK_WIDGET (view), error);
    }
  g_free (*doc);
  *doc = g_strdup (loaded);
  return done;
}

/**
 * spt_record_form_focus_place:
 * @view: shows the form, as the page "data" of @views
 * @views: what it stands in
 * @place: (inout) (transfer full): where in the record, as issues have it; %NULL then
 *
 * Leads to one field.
 *
 * Returns: %FALSE where the form has no such field
 */
gboolean
spt_record_form_focus_place (SptFormView   *view,
                             AdwViewStack  *views,
                             char         **place)
{
  SptForm *form = spt_form_view_get_form (view);
  g_autofree char *path = spt_issue_dup_field_path (spt_form_get_schema (form), *place);
  SptFormField *field = path != NULL ? spt_form_find_field (form, path) : NULL;

  g_clear_pointer (place, g_free);
  adw_view_stack_set_visible_child_name (views, "data");
  return field != NULL && spt_form_view_focus_field (view, field);
}

/**
 * spt_record_form_turn_save:
 * @button: saves the record
 * @adaptive: says how wide the page is
 *
 * Shows a word or, where a telephone's header bar has no room for two of them, an icon.
 */
void
spt_record_form_turn_save (GtkButton      *button,
                           SptAdaptiveBin *adaptive)
{
  gboolean narrow = FALSE;

  g_object_get (adaptive, "narrow", &narrow, NULL);
  if (narrow)
    gtk_button_set_icon_name (button, "document-save-symbolic");
  else
    gtk_button_set_label (button, _("_Save"));
}

/* --- overriding ------------------------------------------------------------------------------------- */

/**
 * spt_override_clear:
 * @self: part of a page
 *
 * Forgets what was being taken upon oneself.
 */
void
spt_override_clear (SptOverride *self)
{
  self->issue.code = NULL;
  g_clear_pointer (&self->issue.path, g_free);
  g_clear_pointer (&self->issue.value, g_free);
  g_clear_pointer (&self->reason, g_free);
}

typedef struct
{
  SptOverride *override; /* (unowned): part of the page, which the question holds */
  GtkWidget   *entry;    /* (owned) */
} Question;

static void
answered_cb (GObject      *page,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree char *answer = spt_ui_ask_finish (result, NULL);
  g_autofree Question *question = user_data;
  g_autoptr (GtkWidget) entry = question->entry;
  g_autofree char *reason = NULL;

  if (g_strcmp0 (answer, "override") != 0)
    return;

  reason = spt_text_strip (gtk_editable_get_text (GTK_EDITABLE (entry)));
  if (*reason == '\0')
    {
      spt_window_toast (spt_window_of (GTK_WIDGET (page)), _("A reason is needed"), NULL, NULL, NULL);
      return;
    }
  g_free (question->override->reason);
  question->override->reason = g_steal_pointer (&reason);
  question->override->done (GTK_WIDGET (page));
}

/**
 * spt_override_ask:
 * @self: part of @page
 * @page: what asks
 * @form: its form
 * @field: where somebody does not want to correct
 * @issues: what is wrong in the form
 * @body: what is kept with the record, and how long it holds
 * @cancellable: of the page
 * @done: called with the page when a reason was written
 *
 * Asks why an error is to be accepted, where it may be.
 */
void
spt_override_ask (SptOverride     *self,
                  GtkWidget       *page,
                  SptForm         *form,
                  SptFormField    *field,
                  SptIssueList    *issues,
                  const char      *body,
                  GCancellable    *cancellable,
                  SptOverrideFunc  done)
{
  const char *responses[] = { "cancel", _("_Cancel"), "override", _("_Accept Anyway"), NULL };
  Question *question;

  spt_override_clear (self);
  self->done = done;
  for (guint i = 0; i < spt_issue_list_get_n (issues) && self->issue.code == NULL; i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      if (issue->overridable && issue->level == SPT_ISSUE_ERROR && issue->path != NULL &&
          spt_form_find_field (form, issue->path) == field)
        {
          self->issue.code = issue->code;
          self->issue.path = g_strdup (issue->path);
          self->issue.value = g_strdup (issue->value);
        }
    }
  if (self->issue.code == NULL)
    return;

  question = g_new0 (Question, 1);
  question->override = self;
  question->entry = g_object_ref_sink (gtk_entry_new ());
  gtk_entry_set_placeholder_text (GTK_ENTRY (question->entry), _("Seen on the identity document…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (question->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Reason"), -1);
  spt_ui_ask_async (page, _("Accept this code although its check fails?"), body, question->entry, responses,
                    cancellable, answered_cb, question);
}
