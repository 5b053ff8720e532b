/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that tell of a set of schemas and lists, of what is wrong with it, and of what it changes. */
#define G_LOG_DOMAIN "spt-official-rows"

#include "config.h"

#include "spt-official-rows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/spt-messages.h"
#include "ui/spt-ui.h"

/* More rows than anybody reads; what is over is counted. */
#define MAX_ROWS 200

static char *
dup_calls (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  /* Translators: %s is a number of calls (documents that may be sent) that have a schema */
  return g_strdup_printf (ngettext ("%s call", "%s calls", n), number);
}

/**
 * spt_official_dup_what:
 * @set: a set in use
 * @now_utc_ms: now
 *
 * Says what a set is.
 *
 * Returns: (transfer full): one line
 */
char *
spt_official_dup_what (SptOfficialSet *set,
                       gint64          now_utc_ms)
{
  g_autofree char *calls = dup_calls (spt_official_set_get_n_documents (set));
  g_autofree char *when = spt_ui_format_time (spt_official_set_get_taken_utc_ms (set), now_utc_ms);
  const char *label = spt_official_set_get_label (set);

  switch (spt_official_set_get_origin (set))
    {
    case SPT_OFFICIAL_TAKEN:
      /* Translators: %1$s is the name of a file, %2$s a day and time, %3$s "11 calls" */
      return g_strdup_printf (_("%1$s, imported %2$s · %3$s"), label != NULL ? label : _("Put there by hand"), when,
                              calls);
    case SPT_OFFICIAL_BY_HAND:
      /* Translators: %s is "11 calls" */
      return g_strdup_printf (_("Put into the data folder by hand · %s"), calls);
    case SPT_OFFICIAL_SHIPPED:
    case SPT_OFFICIAL_OFFERED:
    default:
      /* Translators: %s is "11 calls" */
      return g_strdup_printf (_("Supplied with Sportello · %s"), calls);
    }
}

/**
 * spt_official_dup_former:
 * @former: a set that was taken over
 * @now_utc_ms: now
 *
 * Says what there is of a former set.
 *
 * Returns: (transfer full): one line
 */
char *
spt_official_dup_former (const SptOfficialFormer *former,
                         gint64                   now_utc_ms)
{
  g_autofree char *when = spt_ui_format_time (former->taken_utc_ms, now_utc_ms);
  g_autofree char *calls = former->n_documents > 0 ? dup_calls (former->n_documents) : g_strdup (_("Lists only"));

  /* Translators: %1$s is a day and time, %2$s "11 calls" */
  return g_strdup_printf (_("Imported %1$s · %2$s"), when, calls);
}

/**
 * spt_official_row_new:
 * @title: plain text
 * @subtitle: (nullable): plain text
 * @icon_name: (nullable): what stands first
 * @css_class: (nullable): of the icon
 *
 * Makes a row whose texts may be long.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
spt_official_row_new (const char *title,
                      const char *subtitle,
                      const char *icon_name,
                      const char *css_class)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "title-lines", 0,
                                 "subtitle-lines", 0, NULL);

  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (icon_name != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

      if (css_class != NULL)
        gtk_widget_add_css_class (icon, css_class);
      gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }

  return row;
}

static const char *
find_label (const SptOfficialKind *kind,
            const char            *root)
{
  for (guint i = 0; root != NULL && i < kind->n_documents; i++)
    {
      if (strcmp (kind->documents[i].root, root) == 0)
        return _(kind->documents[i].label);
    }

  return NULL;
}

static GtkWidget *
new_finding (const SptOfficialKind *kind,
             const SptIssue        *issue)
{
  static const struct { const char *icon; const char *css_class; } looks[] = {
    [SPT_ISSUE_NOTE] = { "dialog-information-symbolic", "dim-label" },
    [SPT_ISSUE_WARNING] = { "dialog-warning-symbolic", "warning" },
    [SPT_ISSUE_ERROR] = { "dialog-error-symbolic", "error" },
  };
  const SptMessage *message = spt_messages_find (issue->domain, issue->code);
  const char *label = find_label (kind, issue->path);
  g_autofree char *text = spt_issue_dup_message (issue, label);
  g_autofree char *next = message != NULL && message->next != NULL && issue->level == SPT_ISSUE_ERROR
                          ? g_strdup_printf ("%s\n%s", text, message->next) : g_strdup (text);
  g_autofree char *title = NULL;

  /* What no form shows is about an element of a call, which its sentence does not name. */
  if (issue->level == SPT_ISSUE_NOTE && label != NULL && issue->value != NULL)
    title = g_strdup_printf ("%s: %s", message != NULL ? message->title : issue->code, issue->value);
  else
    title = g_strdup (message != NULL ? message->title : issue->code);

  return spt_official_row_new (title, next, looks[issue->level].icon, looks[issue->level].css_class);
}

/**
 * spt_official_findings_new:
 * @kind: what is published
 * @set: a set, checked
 *
 * Makes a group of what was found; the same sentence once.
 *
 * Returns: (transfer floating) (nullable): the group
 */
GtkWidget *
spt_official_findings_new (const SptOfficialKind *kind,
                           SptOfficialSet        *set)
{
  SptIssueList *issues = spt_official_set_check (set);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *group = adw_preferences_group_new ();
  guint n = 0;

  for (int level = SPT_ISSUE_ERROR; level >= SPT_ISSUE_NOTE; level--)
    {
      for (guint i = 0; i < spt_issue_list_get_n (issues) && n < MAX_ROWS; i++)
        {
          const SptIssue *issue = spt_issue_list_get (issues, i);
          const char *root = strcmp (issue->code, "set-lacks") == 0 || issue->level != SPT_ISSUE_NOTE ? issue->path : NULL;

          if ((int) issue->level != level ||
              !g_hash_table_add (seen, g_strdup_printf ("%s\n%s\n%s\n%s", issue->code, root != NULL ? root : "",
                                                        issue->value != NULL ? issue->value : "",
                                                        issue->limit != NULL ? issue->limit : "")))
            continue;
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_finding (kind, issue));
          n++;
        }
    }
  if (n == 0)
    {
      g_object_ref_sink (group);
      g_object_unref (group);
      return NULL;
    }
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("To Look At"));

  return group;
}

/* --- changes ------------------------------------------------------------------------------------------------- */

/**
 * spt_official_dup_counts:
 * @look: what was looked at
 * @document: number of a document, -1: of the lists
 *
 * Counts what changes.
 *
 * Returns: (transfer full) (nullable): "3 added · 1 removed"; %NULL: nothing changes
 */
char *
spt_official_dup_counts (const SptOfficialLook *look,
                         int                    document)
{
  guint n[3] = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; look->changes != NULL && i < look->changes->len; i++)
    {
      const SptOfficialChange *change = look->changes->pdata[i];

      n[change->kind] += change->document == document;
    }
  for (guint i = 0; i < G_N_ELEMENTS (n); i++)
    {
      g_autofree char *number = spt_ui_format_count (n[i]);
      g_autofree char *part = NULL;

      if (n[i] == 0)
        continue;
      if (i == SPT_XSD_CHANGE_ADDED)
        part = g_strdup_printf (ngettext ("%s addition", "%s additions", n[i]), number);
      else if (i == SPT_XSD_CHANGE_REMOVED)
        part = g_strdup_printf (ngettext ("%s removal", "%s removals", n[i]), number);
      else
        part = g_strdup_printf (ngettext ("%s change", "%s changes", n[i]), number);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static GtkWidget *
new_change (const SptOfficialChange *change)
{
  static const struct { const char *icon; const char *css_class; } looks[] = {
    [SPT_XSD_CHANGE_ADDED] = { "list-add-symbolic", "success" },
    [SPT_XSD_CHANGE_REMOVED] = { "list-remove-symbolic", "error" },
    [SPT_XSD_CHANGE_CHANGED] = { "document-edit-symbolic", "accent" },
  };

  return spt_official_row_new (change->label, change->text, looks[change->kind].icon, looks[change->kind].css_class);
}

/**
 * spt_official_fill_changes:
 * @box: emptied first
 * @look: what was looked at
 * @document: number of a document, -1: of the lists
 *
 * Shows the changes of one document, by scheda.
 */
void
spt_official_fill_changes (GtkBox                *box,
                           const SptOfficialLook *look,
                           int                    document)
{
  GtkWidget *group = NULL;
  const char *page = NULL;
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (guint i = 0; look->changes != NULL && i < look->changes->len; i++)
    {
      const SptOfficialChange *change = look->changes->pdata[i];

      if (change->document != document || ++n > MAX_ROWS)
        continue;
      if (group == NULL || g_strcmp0 (page, change->page) != 0)
        {
          g_autofree char *title = change->page != NULL ? g_markup_escape_text (change->page, -1) : NULL;

          group = adw_preferences_group_new ();
          page = change->page;
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title != NULL ? title : _("General"));
          gtk_box_append (box, group);
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_change (change));
    }
  if (n > MAX_ROWS)
    {
      g_autofree char *number = spt_ui_format_count (n - MAX_ROWS);
      g_autofree char *text = g_strdup_printf (ngettext ("and %s more change", "and %s more changes", n - MAX_ROWS),
                                               number);

      gtk_box_append (box, gtk_label_new (text));
    }
}
