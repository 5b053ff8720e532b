/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On the page of a plant: what is to be corrected in its libretto, each leading to where it stands there. */
#define G_LOG_DOMAIN "spt-plant-findings"

#include "config.h"

#include "ui/catasto/spt-plant-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-issue-row.h"

/* A libretto read from elsewhere may have hundreds: the rest stands in the libretto itself. */
#define MAX_ROWS 12

static GtkWidget *
new_icon (SptIssueRow *found)
{
  GtkWidget *icon;
  g_autofree char *name = NULL;
  g_autofree char *word = NULL;
  g_auto (GStrv) classes = NULL;

  g_object_get (found, "icon-name", &name, "icon-classes", &classes, "level-word", &word, NULL);
  icon = gtk_image_new_from_icon_name (name);
  gtk_widget_set_css_classes (icon, (const char **) classes);
  gtk_widget_set_tooltip_text (icon, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);

  return icon;
}

static GtkWidget *
new_row (SptPlantPage   *self,
         const SptIssue *issue)
{
  g_autoptr (SptIssueRow) found = spt_issue_row_new ();
  g_autofree char *text = NULL;
  g_autofree char *place = NULL;
  g_autofree char *next = NULL;
  g_autoptr (GString) more = g_string_new (NULL);
  GtkWidget *row;

  spt_issue_row_fill (found, issue, spt_xsd_get_schema (self->loaded->xsd), SPT_KIND_PLANTS, NULL);
  g_object_get (found, "text", &text, "place", &place, "next", &next, NULL);
  g_string_append (more, next);
  if (*place != '\0')
    g_string_append_printf (more, "%s%s", more->len > 0 ? "\n" : "", place);
  row = spt_ui_new_row (text, more->str);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), new_icon (found));
  if (issue->path != NULL)
    {
      spt_ui_lead_row (row, "plant.show-place", g_variant_new_string (issue->path));
    }

  return row;
}

/* Errors first, as far as @n_left goes. */
static void
add_level (SptPlantPage  *self,
           GtkWidget     *list,
           SptIssueLevel  level,
           guint         *n_left)
{
  for (guint i = 0; i < spt_issue_list_get_n (self->loaded->issues) && *n_left > 0; i++)
    {
      const SptIssue *issue = spt_issue_list_get (self->loaded->issues, i);

      if (issue->level != level)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list), new_row (self, issue));
      (*n_left)--;
    }
}

static void
add_rest (GtkWidget *list,
          guint      n)
{
  g_autofree char *number = spt_ui_format_count (n);
  /* Translators: %s is a number, of things to correct */
  g_autofree char *text = g_strdup_printf (ngettext ("And %s more in the libretto", "And %s more in the libretto", n), number);

  gtk_list_box_append (GTK_LIST_BOX (list), spt_ui_new_row (text, NULL));
}

/**
 * _spt_plant_page_add_findings:
 * @self: the page
 * @errors: whether it stands where errors are shown, or where mere warnings are
 *
 * Shows what the rules find in the libretto, errors first. What has errors is the first thing to be seen; warnings
 * alone do not come before what the office has to do.
 */
void
_spt_plant_page_add_findings (SptPlantPage *self,
                              gboolean      errors)
{
  SptIssueList *issues = self->loaded->issues;
  guint n_errors = issues != NULL ? spt_issue_list_get_n_errors (issues) : 0;
  guint n = n_errors + (issues != NULL ? spt_issue_list_get_n_warnings (issues) : 0);
  guint n_left = MIN (n, MAX_ROWS);
  GtkWidget *list, *group, *button;

  if (n == 0 || (n_errors > 0) != errors)
    return;
  list = _spt_plant_page_add_group (self, n_errors > 0 ? _("To Correct in the Libretto") : _("To Look at in the Libretto"),
                                    NULL, NULL);
  group = gtk_widget_get_ancestor (list, ADW_TYPE_PREFERENCES_GROUP);
  /* Nothing is typed in the libretto itself. */
  button = gtk_button_new_with_mnemonic (_("C_orrect…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "plant.complete");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Correct the libretto, without sending anything"), -1);
  gtk_widget_set_tooltip_text (button, _("Correct the libretto, without sending anything"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  add_level (self, list, SPT_ISSUE_ERROR, &n_left);
  add_level (self, list, SPT_ISSUE_WARNING, &n_left);
  if (n > MAX_ROWS)
    add_rest (list, n - MAX_ROWS);
}
