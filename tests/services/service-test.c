/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the services' rules share: a record with changes, findings in a line each. */
#define G_LOG_DOMAIN "service-test"

#include "config.h"

#include "service-test.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-messages.h"

void
service_test_apply (SptRecord  *record,
                    const char *change)
{
  const char *equals = strchr (change, '=');
  g_autofree char *path = g_strndup (change, equals - change);
  SptNode *node = spt_record_get_root (record);
  char *name = path;
  char *bracket = strchr (path, '[');
  const SptFieldDef *field;

  if (bracket != NULL)
    {
      guint position = (guint) g_ascii_strtoull (bracket + 1, &name, 10);
      const SptGroupDef *group;

      *bracket = '\0';
      group = spt_group_def_find_group (spt_node_get_def (node), path);
      g_assert_nonnull (group);
      while (spt_node_get_n_children (node, group->index) <= position)
        spt_node_add_child (node, group->index);
      node = spt_node_get_child (node, group->index, position);
      g_assert_cmpint (*name, ==, ']');
      name++;
      if (*name == '\0')
        return;
      name++;
    }

  field = spt_group_def_find_field (spt_node_get_def (node), name);
  g_assert_nonnull (field);
  spt_node_set (node, field->index, equals + 1, -1);
}

void
service_test_apply_lines (SptRecord  *record,
                          const char *changes)
{
  g_auto (GStrv) lines = g_strsplit (changes != NULL ? changes : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    service_test_apply (record, lines[i]);
}

char *
service_test_describe (SptIssueList *issues)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      g_string_append_printf (out, "%s%c %s", i > 0 ? "\n" : "",
                              issue->overridable ? 'O' : "NWE"[issue->level], issue->code);
      if (issue->path != NULL)
        g_string_append_printf (out, " %s", issue->path);
    }

  return g_string_free (out, FALSE);
}

void
service_test_words (SptIssueList *issues)
{
  static const char *const languages[] = { "it", "en" };

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      for (guint j = 0; j < G_N_ELEMENTS (languages); j++)
        {
          g_autofree char *said = NULL;
          const SptMessage *message;

          spt_data_set_language (languages[j]);
          message = spt_messages_find (issue->domain, issue->code);
          if (message == NULL)
            g_error ("no words for “%s”", issue->code);
          g_assert_cmpstr (message->title, !=, "");
          g_assert_nonnull (message->next);
          said = spt_issue_dup_message (issue, "Campo");
          g_assert_cmpstr (said, !=, "");
          /* What a text of its own holds in braces is another matter. */
          if (g_regex_match_simple ("\\{[a-z]+\\}", said, 0, 0))
            g_error ("“%s” of “%s” is not filled in", said, issue->code);
        }
    }
}
