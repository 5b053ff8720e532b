/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every code that the room can give has its words in both languages, and every word a code that is
 * given. */
#include "config.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-messages.h"
#include "spt-test.h"
#include "wire-test.h"

/* What looks like a code in the sources and is none: settings, headers, stages. */
static const char *const no_codes[] = {
  "activation-days", "base-url", "client-id", "client-secret", "content-type", "date-zone",
  "partita-iva-operatore", "send-dates", "subscription-key", "token-url", "www-authenticate",
  "x-source", "00-45", "path-", "secret-expiry", "multi-technology", "multi-tecnologia", NULL
};

static void
assert_words (const char *code)
{
  static const char *const languages[] = { "it", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      const SptMessage *message;

      spt_data_set_language (languages[i]);
      message = spt_messages_find ("voucher", code);
      if (message == NULL)
        {
          g_test_message ("no words for “%s”", code);
          g_test_fail ();
          return;
        }
      g_assert_cmpstr (message->title, !=, "");
      g_assert_cmpstr (message->text, !=, "");
    }
}

/* Quoted words with a hyphen in the room's sources, but for those that are names of something
 * else. "token-url" is a setting and a code. */
static void
add_codes (GHashTable *codes,
           GRegex     *regex,
           const char *file)
{
  g_autofree char *text = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      char *code = g_match_info_fetch (match, 1);

      if (g_strv_contains (no_codes, code) || g_str_has_prefix (code, "spt-"))
        g_free (code);
      else
        g_hash_table_add (codes, code);
    }
}

/* Of the room, and of the records that an order is made of. */
static GHashTable *
collect_codes (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "src", "services", "voucher",
                                                 NULL);
  static const char *const records[] = { "spt-dossiers.c", "spt-dossiers-vouchers.c", "spt-import-store.c" };
  g_autoptr (GRegex) regex =
    g_regex_new ("\"([a-z0-9]+(?:-[a-z0-9]+)+|redirect|proxy|settings)\"", 0, 0, NULL);
  GHashTable *codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (g_str_has_suffix (name, ".c"))
        add_codes (codes, regex, file);
    }
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autofree char *file = g_test_build_filename (G_TEST_DIST, "..", "src", "outbox", records[i], NULL);

      add_codes (codes, regex, file);
    }
  g_hash_table_add (codes, g_strdup ("token-url"));

  return codes;
}

static void
test_given (void)
{
  g_autoptr (GHashTable) codes = collect_codes ();
  GHashTableIter iter;
  gpointer code;

  g_assert_cmpuint (g_hash_table_size (codes), >, 50);
  g_hash_table_iter_init (&iter, codes);
  while (g_hash_table_iter_next (&iter, &code, NULL))
    assert_words (code);
}

static void
test_needed (void)
{
  g_autoptr (GHashTable) codes = collect_codes ();
  g_auto (GStrv) table = spt_messages_list ("voucher");

  for (guint i = 0; table[i] != NULL; i++)
    {
      if (!g_hash_table_contains (codes, table[i]))
        {
          g_test_message ("nothing gives “%s”", table[i]);
          g_test_fail ();
        }
    }
}

/* Whoever reads of a trouble reads what to do about it, but where there is nothing to be done. */
static void
test_next (void)
{
  g_auto (GStrv) table = spt_messages_list ("voucher");

  for (guint i = 0; table[i] != NULL; i++)
    {
      const SptMessage *message = spt_messages_find ("voucher", table[i]);

      if (!g_str_equal (table[i], "settled-found"))
        g_assert_nonnull (message->next);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/voucher/messages/given", test_given);
  g_test_add_func ("/voucher/messages/needed", test_needed);
  g_test_add_func ("/voucher/messages/next", test_next);

  return g_test_run ();
}
