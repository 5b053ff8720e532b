/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every code that the room can give has its words in both languages, and every word a code that
 * is given. */
#include "config.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-messages.h"
#include "gpd-test.h"
#include "service-test.h"
#include "services/gpd/spt-gpd-answer.h"

/* What looks like a code in the sources and is none. */
static const char *const no_codes[] = {
  "api-version", "base-url", "broker-code", "debt-positions", "organization-fiscal-code", "subscription-key",
  "x-continuation-token", "00-45", "2026-12-16", "due-rule", "due-days", "due-day", "due-months", "month-end", "percent-net",
  "codice-fiscale", "instalment-description", "iuv-segregation", NULL
};

static const char *const sources[] = { "services/gpd", NULL };

static ServiceTestWords words = {
  .domain = "gpd",
  .sources = sources,
  .no_codes = no_codes,
  .bare = "stuck|required|settings|forbidden|redirect|proxy",
};

static void
test_given (void)
{
  service_test_words_given (&words, 100);
}

static void
test_needed (void)
{
  service_test_words_needed (&words);
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
  g_autoptr (GStrvBuilder) also = g_strv_builder_new ();
  g_auto (GStrv) codes = NULL;
  g_auto (GStrv) table = spt_gpd_answer_list_codes ();
  int status;

  g_test_init (&argc, &argv, NULL);
  /* An import's own, in the words of its kind (src/outbox/spt-import-store.c). */
  g_strv_builder_add (also, "row-in-archive");
  g_strv_builder_addv (also, (const char **) table);
  codes = g_strv_builder_end (also);
  words.also = (const char *const *) codes;
  g_test_add_func ("/gpd/messages/given", test_given);
  g_test_add_func ("/gpd/messages/needed", test_needed);
  g_test_add_func ("/gpd/messages/placeholders", test_placeholders);
  g_test_add_func ("/gpd/account", test_account);

  status = g_test_run ();
  gpd_test_free_fields ();

  return status;
}
