/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every code that the room can give has its words in both languages, and every word a code that
 * is given. */
#include "config.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-messages.h"
#include "gpd-test.h"
#include "services/gpd/spt-gpd-answer.h"

/* What looks like a code in the sources and is none. */
static const char *const no_codes[] = {
  "api-version", "base-url", "broker-code", "debt-positions", "organization-fiscal-code", "subscription-key",
  "x-continuation-token", "00-45", "2026-12-16", "due-rule", "due-days", "due-day", "due-months", "month-end", "percent-net",
  "codice-fiscale", "instalment-description", "iuv-segregation", NULL
};

static void
assert_words (const char *code)
{
  static const char *const languages[] = { "it", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      const SptMessage *message;

      spt_data_set_language (languages[i]);
      message = spt_messages_find ("gpd", code);
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

/* The codes in the room's sources: quoted words with a hyphen, but for those that are names of
 * something else. */
static GHashTable *
collect_codes (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "src", "services", "gpd", NULL);
  g_autoptr (GRegex) regex = g_regex_new ("\"([a-z0-9]+(?:-[a-z0-9]+)+|stuck|required|settings|forbidden|redirect|proxy)\"", 0, 0, NULL);
  GHashTable *codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  g_auto (GStrv) table = spt_gpd_answer_list_codes ();
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GMatchInfo) match = NULL;

      if (!g_str_has_suffix (name, ".c"))
        continue;
      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      for (g_regex_match (regex, text, 0,
                          &match); g_match_info_matches (match); g_match_info_next (match, NULL))
        {
          char *code = g_match_info_fetch (match, 1);

          if (g_strv_contains (no_codes, code) || g_str_has_prefix (code, "spt-"))
            g_free (code);
          else
            g_hash_table_add (codes, code);
        }
    }
  for (guint i = 0; table[i] != NULL; i++)
    g_hash_table_add (codes, g_strdup (table[i]));
  /* An import's own, in the words of its kind (src/outbox/spt-import-store.c). */
  g_hash_table_add (codes, g_strdup ("row-in-archive"));

  return codes;
}

static void
test_given (void)
{
  g_autoptr (GHashTable) codes = collect_codes ();
  GHashTableIter iter;
  gpointer code;

  g_assert_cmpuint (g_hash_table_size (codes), >, 100);
  g_hash_table_iter_init (&iter, codes);
  while (g_hash_table_iter_next (&iter, &code, NULL))
    assert_words (code);
}

static void
test_needed (void)
{
  g_autoptr (GHashTable) codes = collect_codes ();
  g_auto (GStrv) table = spt_messages_list ("gpd");

  for (guint i = 0; table[i] != NULL; i++)
    {
      if (!g_hash_table_contains (codes, table[i]))
        {
          g_test_message ("nothing gives “%s”", table[i]);
          g_test_fail ();
        }
    }
}

/* An issue fills {value}, {limit} and {field}, a submission {message}: any other placeholder would
 * be shown as it stands. */
static void
test_placeholders (void)
{
  static const char *const languages[] = { "it", "en" };
  g_auto (GStrv) table = spt_messages_list ("gpd");
  g_autoptr (GRegex) regex = g_regex_new ("\\{(?!value\\}|limit\\}|field\\}|message\\})", 0, 0, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      spt_data_set_language (languages[i]);
      for (guint j = 0; table[j] != NULL; j++)
        {
          const SptMessage *message = spt_messages_find ("gpd", table[j]);

          g_assert_false (g_regex_match (regex, message->text, 0, NULL));
          g_assert_false (g_regex_match (regex, message->title, 0, NULL));
        }
    }
}

static void
test_account (void)
{
  SptService *service = gpd_test_service ();
  g_autoptr (SptAccount) account = gpd_test_account ("https://example.invalid/v2",
                                                     SPT_ENVIRONMENT_TEST);
  g_autoptr (SptAccount) bare = spt_account_new ("gpd", "vuoto", SPT_ENVIRONMENT_TEST);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  SptSchema *schema = spt_service_get_account_schema (service, &error);
  const SptGroupDef *root;
  g_autofree char *said = NULL;
  g_autofree char *wrong = NULL;

  g_assert_no_error (error);
  root = spt_schema_get_root (schema);
  for (guint i = 0; i < root->n_fields; i++)
    g_assert_nonnull (root->fields[i].help);
  g_assert_true (g_str_has_suffix (spt_service_get_default_base_url (service, SPT_ENVIRONMENT_TEST),
                                   "/debt-positions-service"));
  g_assert_cmpstr (spt_service_get_default_base_url (service, SPT_ENVIRONMENT_PRODUCTION), !=,
                   spt_service_get_default_base_url (service, SPT_ENVIRONMENT_TEST));
  g_assert_null (spt_service_get_default_base_url (service, SPT_ENVIRONMENT_PRACTICE));

  spt_service_check_account (service, account, issues);
  g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 0);

  spt_service_check_account (service, bare, issues);
  said = gpd_test_describe (issues);
  g_assert_cmpstr (said, ==,
                   "E required 0 base-url\nE required 0 organization-fiscal-code\nE required 0 broker-code");

  spt_issue_list_reset (issues);
  g_object_set (account, "base-url", "http://example.invalid", NULL);
  spt_account_set_setting (account, "broker-code", "12");
  spt_account_set_setting (account, "flavour", "x");
  spt_service_check_account (service, account, issues);
  wrong = gpd_test_describe (issues);
  g_assert_cmpstr (wrong, ==,
                   "E bad-base-url 0 base-url\nE bad-pattern 0 broker-code\nE bad-choice 0 flavour");
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gpd/messages/given", test_given);
  g_test_add_func ("/gpd/messages/needed", test_needed);
  g_test_add_func ("/gpd/messages/placeholders", test_placeholders);
  g_test_add_func ("/gpd/account", test_account);

  status = g_test_run ();
  gpd_test_free_fields ();

  return status;
}
