/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a voucher account's settings, and where its requests go (services facts 4.2 to 4.4,
 * 4.11). */
#include "config.h"

#include "service/spt-expiry.h"
#include "services/voucher/spt-voucher-record.h"
#include "voucher-test.h"

static const struct
{
  const char     *name;
  SptEnvironment  environment;
  const char     *key;
  const char     *value;
  const char     *said;
} cases[] = {
  { "good", SPT_ENVIRONMENT_PRODUCTION, NULL, NULL, "" },
  { "good-test", SPT_ENVIRONMENT_TEST, NULL, NULL, "" },
  /* the shared number of the test environment fails its check */
  { "operator-test", SPT_ENVIRONMENT_TEST, "partita-iva-operatore", "12345678900",
    "W operator-vat-shared partita-iva-operatore" },
  { "operator-practice", SPT_ENVIRONMENT_PRACTICE, "partita-iva-operatore", "12345678900",
    "W operator-vat-shared partita-iva-operatore" },
  { "operator-production", SPT_ENVIRONMENT_PRODUCTION, "partita-iva-operatore", "12345678900",
    "O operator-vat partita-iva-operatore" },
  { "operator-zeros", SPT_ENVIRONMENT_PRODUCTION, "partita-iva-operatore", "00000000000",
    "O operator-vat partita-iva-operatore" },
  { "operator-10", SPT_ENVIRONMENT_TEST, "partita-iva-operatore", "1234567890",
    "E bad-pattern partita-iva-operatore" },
  { "operator-missing", SPT_ENVIRONMENT_TEST, "partita-iva-operatore", "",
    "E required partita-iva-operatore" },
  { "scope-form", SPT_ENVIRONMENT_PRODUCTION, "scope", "https://example.invalid/app",
    "W scope-form scope" },
  { "scope-missing", SPT_ENVIRONMENT_PRODUCTION, "scope", "", "E required scope" },
  { "token-plain", SPT_ENVIRONMENT_PRODUCTION, "token-url", "http://example.invalid/token",
    "E token-url token-url" },
  { "token-loopback", SPT_ENVIRONMENT_PRACTICE, "token-url", "http://127.0.0.1:8080/t/token", "" },
  { "token-user", SPT_ENVIRONMENT_PRODUCTION, "token-url", "https://io@example.invalid/token",
    "E token-url token-url" },
  { "token-words", SPT_ENVIRONMENT_PRODUCTION, "token-url", "portale", "E token-url token-url" },
  { "token-missing", SPT_ENVIRONMENT_PRODUCTION, "token-url", "", "E required token-url" },
  { "client-missing", SPT_ENVIRONMENT_PRODUCTION, "client-id", "", "E required client-id" },
  { "path", SPT_ENVIRONMENT_TEST, "path-isee", "/colesitoisee/getprenotazioni", "" },
  { "path-no-slash", SPT_ENVIRONMENT_TEST, "path-attivazione", "col/attivazione",
    "E bad-path path-attivazione" },
  { "path-blank", SPT_ENVIRONMENT_TEST, "path-isee", "/esito iseeprenotazioni",
    "E bad-path path-isee" },
  { "path-query", SPT_ENVIRONMENT_TEST, "path-disdetta", "/disdetta?a=1", "E bad-path path-disdetta" },
  { "send-dates", SPT_ENVIRONMENT_TEST, "send-dates", "yes", "E bad-choice send-dates" },
  { "date-zone", SPT_ENVIRONMENT_TEST, "date-zone", "+01:00", "E bad-choice date-zone" },
  { "days-0", SPT_ENVIRONMENT_TEST, "activation-days", "0", "E bad-pattern activation-days" },
  { "days-1", SPT_ENVIRONMENT_TEST, "activation-days", "1", "" },
};

static void
test_setting (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (SptAccount) account = voucher_test_account (cases[i].environment);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autofree char *said = NULL;

  if (cases[i].key != NULL)
    spt_account_set_setting (account, cases[i].key, cases[i].value);
  spt_service_check_account (voucher_test_service (), account, issues);
  said = service_test_describe (issues);
  g_assert_cmpstr (said, ==, cases[i].said);
  service_test_words (issues);
}

/* What a person accepted is a warning, as long as it is that very number. */
static void
test_accepted (void)
{
  g_autoptr (SptAccount) account = voucher_test_account (SPT_ENVIRONMENT_PRODUCTION);
  static const char *const numbers[][2] = {
    { "12345678900", "W operator-vat partita-iva-operatore" },
    { "12345678901", "O operator-vat partita-iva-operatore" },
    { "1234567890", "E bad-pattern partita-iva-operatore" },
  };

  spt_account_set_setting (account, SPT_SETTING_ACCEPTED "partita-iva-operatore", "12345678900");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      g_autofree char *said = NULL;

      spt_account_set_setting (account, "partita-iva-operatore", numbers[i][0]);
      spt_service_check_account (voucher_test_service (), account, issues);
      said = service_test_describe (issues);
      g_assert_cmpstr (said, ==, numbers[i][1]);
    }
}

/* Who works there has to know that others do too (services facts 4.2). */
static void
test_notice (void)
{
  SptService *service = voucher_test_service ();

  g_assert_nonnull (spt_service_get_notice (service, SPT_ENVIRONMENT_TEST));
  g_assert_null (spt_service_get_notice (service, SPT_ENVIRONMENT_PRODUCTION));
  g_assert_null (spt_service_get_notice (service, SPT_ENVIRONMENT_PRACTICE));
}

/* SERVICE_TEST_NOW is 13:00 of 21 November 2026 in Italy. */
static const struct
{
  const char    *date;
  SptExpiryKind  kind;
  int            days;
} expiries[] = {
  { "", SPT_EXPIRY_NONE, 99 },
  { "31/02/2026", SPT_EXPIRY_NONE, 99 },
  { "22/12/2026", SPT_EXPIRY_NONE, 99 },
  { "21/12/2026", SPT_EXPIRY_SOON, 30 },
  { "2026-11-29", SPT_EXPIRY_SOON, 8 },
  { "28/11/2026", SPT_EXPIRY_URGENT, 7 },
  { "22/11/2026 00:00", SPT_EXPIRY_URGENT, 1 },
  { "21/11/2026", SPT_EXPIRY_OVER, 0 },
  { "21/11/2025", SPT_EXPIRY_OVER, -365 },
};

static void
test_expiry (void)
{
  g_autoptr (SptAccount) account = voucher_test_account (SPT_ENVIRONMENT_PRODUCTION);

  for (guint i = 0; i < G_N_ELEMENTS (expiries); i++)
    {
      int days = 99;

      spt_account_set_setting (account, "secret-expiry", expiries[i].date);
      g_assert_cmpint (spt_expiry_of (voucher_test_service (), account, SERVICE_TEST_NOW, &days,
                                      NULL), ==, expiries[i].kind);
      g_assert_cmpint (days, ==, expiries[i].days);
    }
  /* The day is Italy's: half past eleven in the evening of UTC is the next one. */
  spt_account_set_setting (account, "secret-expiry", "22/11/2026");
  g_assert_cmpint (spt_expiry_of (voucher_test_service (), account,
                                  SERVICE_TEST_NOW + G_GINT64_CONSTANT (41400000), NULL, NULL), ==,
                   SPT_EXPIRY_OVER);
}

/* The test environment has no address that is known: nobody may end up in production by leaving
 * something empty. */
static void
test_base_urls (void)
{
  SptService *service = voucher_test_service ();

  g_assert_null (spt_service_get_default_base_url (service, SPT_ENVIRONMENT_TEST));
  g_assert_null (spt_service_get_default_base_url (service, SPT_ENVIRONMENT_PRACTICE));
  g_assert_true (g_str_has_prefix (spt_service_get_default_base_url (service,
                                                                     SPT_ENVIRONMENT_PRODUCTION),
                                   "https://"));
}

/* What stands in a new account's fields: all of it good, and nothing of production. */
static void
test_proposals (void)
{
  static const struct
  {
    SptEnvironment  environment;
    const char     *base_url;
    const char     *name;
    const char     *text;
  } fields[] = {
    { SPT_ENVIRONMENT_PRACTICE, "http://127.0.0.1:8080/voucher", "token-url",
      "http://127.0.0.1:8080/voucher/prova/oauth2/v2.0/token" },
    { SPT_ENVIRONMENT_PRACTICE, "", "token-url", NULL },
    { SPT_ENVIRONMENT_PRACTICE, NULL, "token-url", NULL },
    { SPT_ENVIRONMENT_PRACTICE, NULL, "client-id", "client-prova" },
    { SPT_ENVIRONMENT_PRACTICE, NULL, "client-secret", "segreto-di-prova" },
    { SPT_ENVIRONMENT_PRACTICE, NULL, "owner", NULL },
    /* Of appendix B; that of the client is masked there, and the gateway is not given. */
    { SPT_ENVIRONMENT_TEST, "", "partita-iva-operatore", "12345678900" },
    { SPT_ENVIRONMENT_TEST, "", "client-id", NULL },
    { SPT_ENVIRONMENT_TEST, "", "client-secret", NULL },
    { SPT_ENVIRONMENT_PRODUCTION, "https://example.invalid", "token-url", NULL },
    { SPT_ENVIRONMENT_PRODUCTION, "https://example.invalid", "partita-iva-operatore", NULL },
    { SPT_ENVIRONMENT_PRODUCTION, "https://example.invalid", "client-secret", NULL },
  };
  SptService *service = voucher_test_service ();
  g_autofree char *url = spt_service_dup_proposal (service, SPT_ENVIRONMENT_TEST, "token-url", "");
  g_autofree char *scope = spt_service_dup_proposal (service, SPT_ENVIRONMENT_TEST, "scope", "");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = spt_service_dup_proposal (service, fields[i].environment,
                                                        fields[i].name, fields[i].base_url);

      g_assert_cmpstr (text, ==, fields[i].text);
    }
  g_assert_true (g_str_has_prefix (url, "https://"));
  g_assert_true (g_str_has_suffix (url, "/oauth2/v2.0/token"));
  g_assert_true (g_str_has_suffix (scope, "/.default"));
  g_assert_nonnull (spt_service_get_address_help (service, SPT_ENVIRONMENT_TEST));
  g_assert_null (spt_service_get_address_help (service, SPT_ENVIRONMENT_PRACTICE));
}

/* A practice account is whole with what is proposed. */
static void
test_proposed_account (void)
{
  SptService *service = voucher_test_service ();
  const SptGroupDef *root = spt_schema_get_root (spt_service_get_account_schema (service, NULL));
  g_autoptr (SptAccount) account = spt_account_new ("voucher", "prova", SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autofree char *said = NULL;

  g_object_set (account, "base-url", "http://127.0.0.1:8080/voucher", NULL);
  for (guint i = 0; i < root->n_fields; i++)
    {
      g_autofree char *text = spt_service_dup_proposal (service, SPT_ENVIRONMENT_PRACTICE,
                                                        root->fields[i].name,
                                                        "http://127.0.0.1:8080/voucher");

      if (root->fields[i].kind == SPT_FIELD_SECRET)
        g_assert_true (!root->fields[i].required || text != NULL);
      else if (text != NULL)
        spt_account_set_setting (account, root->fields[i].name, text);
    }
  spt_service_check_account (service, account, issues);
  said = service_test_describe (issues);
  g_assert_cmpstr (said, ==, "");
}

static void
test_paths (void)
{
  static const char *const paths[][2] = {
    { "voucher.prenotazione", "/apitibcoprenotazione/v1/prenotazione" },
    { "voucher.attivazione", "/apitibcoattivazione/v1/attivazione" },
    { "voucher.cessazione", "/apitibcocessazione/v1/cessazione" },
    { "voucher.disdetta", "/apitibcodisdetta/v1/disdetta" },
    { "voucher.isee", "/esitoiseeprenotazioni/getprenotazioni" },
  };
  g_autoptr (SptAccount) account = voucher_test_account (SPT_ENVIRONMENT_TEST);

  voucher_test_service ();
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *key = g_strconcat ("path-", spt_voucher_get_verb (paths[i][0]), NULL);

      g_assert_cmpstr (spt_voucher_get_path (account, paths[i][0]), ==, paths[i][1]);
      spt_account_set_setting (account, key, "/col/altro");
      g_assert_cmpstr (spt_voucher_get_path (account, paths[i][0]), ==, "/col/altro");
      spt_account_set_setting (account, key, "");
      g_assert_cmpstr (spt_voucher_get_path (account, paths[i][0]), ==, paths[i][1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/voucher/account/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_setting);
    }
  g_test_add_func ("/voucher/account/base-urls", test_base_urls);
  g_test_add_func ("/voucher/account/proposals", test_proposals);
  g_test_add_func ("/voucher/account/proposed", test_proposed_account);
  g_test_add_func ("/voucher/account/accepted", test_accepted);
  g_test_add_func ("/voucher/account/notice", test_notice);
  g_test_add_func ("/voucher/account/expiry", test_expiry);
  g_test_add_func ("/voucher/account/paths", test_paths);

  status = g_test_run ();
  voucher_test_clear ();

  return status;
}
