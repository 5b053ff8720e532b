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

static void
add_codes (const ServiceTestWords *words,
           const char             *file,
           GHashTable             *codes)
{
  g_autofree char *pattern = g_strdup_printf ("\"([a-z0-9]+(?:-[a-z0-9]+)+|%s)\"", words->bare);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *code = g_match_info_fetch (match, 1);

      if (!g_strv_contains (words->no_codes, code) && !g_str_has_prefix (code, "spt-"))
        g_hash_table_add (codes, g_steal_pointer (&code));
    }
}

static GHashTable *
collect_codes (const ServiceTestWords *words)
{
  GHashTable *codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; words->sources[i] != NULL; i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "src", words->sources[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      if (dir == NULL)
        add_codes (words, path, codes);
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *file = g_build_filename (path, name, NULL);

          if (g_str_has_suffix (name, ".c"))
            add_codes (words, file, codes);
        }
    }
  for (guint i = 0; words->also != NULL && words->also[i] != NULL; i++)
    g_hash_table_add (codes, g_strdup (words->also[i]));

  return codes;
}

void
service_test_words_given (const ServiceTestWords *words,
                          guint                   least)
{
  static const char *const languages[] = { "it", "en" };
  g_autoptr (GHashTable) codes = collect_codes (words);
  GHashTableIter iter;
  gpointer code;

  g_assert_cmpuint (g_hash_table_size (codes), >, least);
  g_hash_table_iter_init (&iter, codes);
  while (g_hash_table_iter_next (&iter, &code, NULL))
    {
      for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
        {
          const SptMessage *message;

          spt_data_set_language (languages[i]);
          message = spt_messages_find (words->domain, code);
          if (message == NULL)
            {
              g_test_message ("no words for “%s”", (char *) code);
              g_test_fail ();
              break;
            }
          g_assert_cmpstr (message->title, !=, "");
          g_assert_cmpstr (message->text, !=, "");
        }
    }
}

void
service_test_words_needed (const ServiceTestWords *words)
{
  g_autoptr (GHashTable) codes = collect_codes (words);
  g_auto (GStrv) table = spt_messages_list (words->domain);

  g_assert_cmpuint (g_strv_length (table), >, 0);
  for (guint i = 0; table[i] != NULL; i++)
    {
      if (!g_hash_table_contains (codes, table[i]))
        {
          g_test_message ("nothing gives “%s”", table[i]);
          g_test_fail ();
        }
    }
}

void
service_test_words_next (const ServiceTestWords *words)
{
  g_auto (GStrv) table = spt_messages_list (words->domain);

  for (guint i = 0; table[i] != NULL; i++)
    {
      if (words->plain == NULL || !g_strv_contains (words->plain, table[i]))
        g_assert_nonnull (spt_messages_find (words->domain, table[i])->next);
    }
}
