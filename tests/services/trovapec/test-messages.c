/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every code that the room can give has its words in both languages, and every word a code that is
 * given. */
#include "config.h"

#include "base/spt-data.h"
#include "base/spt-messages.h"
#include "spt-test.h"

/* What looks like a code in the sources and is none: settings, stages, parameters. */
static const char *const no_codes[] = {
  "again-days", "base-url", "cf-delete", "not-found", NULL
};

static const char *const sources[] = {
  "services/trovapec/spt-trovapec-answer.c", "services/trovapec/spt-trovapec-calls.c",
  "services/trovapec/spt-trovapec-document.c", "services/trovapec/spt-trovapec-service.c",
  "outbox/spt-dossiers.c", "outbox/spt-dossiers-lookups.c",
};

static GHashTable *
collect_codes (void)
{
  g_autoptr (GRegex) regex = g_regex_new ("\"([a-z0-9]+(?:-[a-z0-9]+)+|redirect|proxy|settings)\"", 0, 0, NULL);
  GHashTable *codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "src", sources[i], NULL);
      g_autofree char *text = NULL;
      g_autoptr (GMatchInfo) match = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
        {
          char *code = g_match_info_fetch (match, 1);

          if (g_strv_contains (no_codes, code) || g_str_has_prefix (code, "spt-"))
            g_free (code);
          else
            g_hash_table_add (codes, code);
        }
    }

  return codes;
}

static void
test_given (void)
{
  static const char *const languages[] = { "it", "en" };
  g_autoptr (GHashTable) codes = collect_codes ();
  GHashTableIter iter;
  gpointer code;

  g_assert_cmpuint (g_hash_table_size (codes), >, 25);
  g_hash_table_iter_init (&iter, codes);
  while (g_hash_table_iter_next (&iter, &code, NULL))
    {
      for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
        {
          const SptMessage *message;

          spt_data_set_language (languages[i]);
          message = spt_messages_find ("trovapec", code);
          if (message == NULL)
            g_error ("no words for “%s”", (char *) code);
          g_assert_cmpstr (message->title, !=, "");
          g_assert_cmpstr (message->text, !=, "");
        }
    }
}

static void
test_needed (void)
{
  g_autoptr (GHashTable) codes = collect_codes ();
  g_auto (GStrv) table = spt_messages_list ("trovapec");

  for (guint i = 0; table[i] != NULL; i++)
    {
      if (!g_hash_table_contains (codes, table[i]))
        g_error ("nothing gives “%s”", table[i]);
    }
}

/* Who has to do something is told what. */
static void
test_next_step (void)
{
  static const char *const plain[] = { "trovapec-found", "trovapec-balance", NULL };
  g_auto (GStrv) table = spt_messages_list ("trovapec");

  for (guint i = 0; table[i] != NULL; i++)
    {
      if (!g_strv_contains (plain, table[i]))
        g_assert_nonnull (spt_messages_find ("trovapec", table[i])->next);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trovapec/messages/given", test_given);
  g_test_add_func ("/trovapec/messages/needed", test_needed);
  g_test_add_func ("/trovapec/messages/next-step", test_next_step);

  return g_test_run ();
}
