/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every code that the room can give has its words in both languages, and every word a code that is
 * given. */
#include "config.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-messages.h"
#include "tsdigital-test.h"

/* What looks like a code in the sources and is none: settings, headers, operations. */
static const char *const no_codes[] = {
  "app-name", "auth-url", "base-url", "bearer-token", "date-zone", "item-path", "key-id", "key-kind",
  "key-secret", "special-role", "studio-id", "create-item", "registry-items", NULL
};

/* Of the shared table, and told here in words of the registry's own: there is no look-up to be used
 * after a lost answer. Given by HTTP or by the engine. */
static const char *const elsewhere[] = {
  "answer-truncated", "found-sending", "row-nobody", "twin-created", "twin-uncertain", NULL
};

static GHashTable *
collect_codes (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "src", "services", "tsdigital",
                                                 NULL);
  g_autoptr (GRegex) regex = g_regex_new ("\"([a-z0-9]+(?:-[a-z0-9]+)+|redirect|proxy|settings)\"",
                                          0, 0, NULL);
  GHashTable *codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GMatchInfo) match = NULL;

      if (!g_str_has_suffix (name, ".c"))
        continue;
      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
           g_match_info_next (match, NULL))
        {
          g_autofree char *code = g_match_info_fetch (match, 1);

          if (!g_strv_contains (no_codes, code) && !g_str_has_prefix (code, "spt-"))
            g_hash_table_add (codes, g_steal_pointer (&code));
        }
    }
  for (guint i = 0; elsewhere[i] != NULL; i++)
    g_hash_table_add (codes, g_strdup (elsewhere[i]));
  /* A setting, and what may be wrong with it. */
  g_hash_table_add (codes, g_strdup ("auth-url"));

  return codes;
}

static void
test_given (void)
{
  static const char *const languages[] = { "it", "en" };
  g_autoptr (GHashTable) codes = collect_codes ();
  GHashTableIter iter;
  gpointer code;

  g_assert_cmpuint (g_hash_table_size (codes), >, 50);
  g_hash_table_iter_init (&iter, codes);
  while (g_hash_table_iter_next (&iter, &code, NULL))
    {
      for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
        {
          const SptMessage *message;

          spt_data_set_language (languages[i]);
          message = spt_messages_find ("tsdigital", code);
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
  g_auto (GStrv) table = spt_messages_list ("tsdigital");

  g_assert_cmpuint (g_strv_length (table), >, 40);
  for (guint i = 0; table[i] != NULL; i++)
    {
      const SptMessage *message = spt_messages_find ("tsdigital", table[i]);

      if (!g_hash_table_contains (codes, table[i]))
        {
          g_test_message ("nothing gives “%s”", table[i]);
          g_test_fail ();
        }
      /* Whoever reads of a trouble reads what to do about it. */
      g_assert_nonnull (message->next);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tsdigital/messages/given", test_given);
  g_test_add_func ("/tsdigital/messages/needed", test_needed);

  return g_test_run ();
}
