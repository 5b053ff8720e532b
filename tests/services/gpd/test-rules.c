/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every rule of a position: one change to a good one, and exactly what is then said (GPD facts 5
 * to 8, 7bis, 12, 13). */
#include "config.h"

#include <string.h>

#include "base/spt-iuv.h"
#include "gpd-test.h"

/* Says all there is about a document. */
static char *
check_text (const char     *operation,
            const char     *document,
            gboolean        with_account,
            SptEnvironment  environment)
{
  SptService *service = gpd_test_service ();
  g_autoptr (SptAccount) account = with_account ? gpd_test_account ("http://127.0.0.1:1",
                                                                    environment) : NULL;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (document, -1, NULL);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;

  SPT_SERVICE_GET_CLASS (service)->check_document (service, account, operation, stream,
                                                   GPD_TEST_NOW, issues, NULL, &error);
  g_assert_no_error (error);

  return gpd_test_describe (issues);
}

#define OPTION    "paymentOption[0]"
#define TRANSFER  OPTION ".transfer[0]"
#define TRANSFER2 OPTION ".transfer[1]"

static const struct
{
  const char *name;
  const char *from; /* NULL = nothing changed */
  const char *to;
  const char *said;
} cases[] = {
  { "good", NULL, NULL, "" },

  /* 6.1 */
  { "iupd-missing", "\"iupd\":\"77777777777-2026-TARI-000001\",", "", "E required 1 iupd" },
  { "iupd-blank", "77777777777-2026-TARI-000001", "  ", "E required 1 iupd" },
  { "iupd-slash", "77777777777-2026-TARI-000001", "TARI/2026", "O iupd-characters 1 iupd" },
  { "type-unknown", "\"type\":\"F\"", "\"type\":\"X\"", "E bad-choice 1 type" },
  { "type-lower", "\"type\":\"F\"", "\"type\":\"f\"", "E bad-choice 1 type" },
  { "type-derived", "\"type\":\"F\",", "", "" },
  { "type-body", "\"type\":\"F\"", "\"type\":\"G\"", "W type-body-with-person 1 type" },
  { "type-person", "\"fiscalCode\":\"RSSMRA80A01H501U\"", "\"fiscalCode\":\"12345678903\"",
    "W type-person-with-body 1 type" },
  { "fiscal-missing", "\"fiscalCode\":\"RSSMRA80A01H501U\",", "", "E required 1 fiscalCode" },
  { "fiscal-check", "RSSMRA80A01H501U", "RSSMRA80A01H501X", "O bad-fiscal-check 1 fiscalCode" },
  { "fiscal-form", "RSSMRA80A01H501U", "RSSMRA", "O bad-fiscal-code 1 fiscalCode" },
  { "anonymous", "RSSMRA80A01H501U", "ANONIMO", "N special-value 1 fiscalCode" },
  { "name-missing", "\"fullName\":\"Mario Rossi\",", "", "E required 1 fullName" },
  { "name-70", "Mario Rossi",
    "1234567890123456789012345678901234567890123456789012345678901234567890", "" },
  { "name-71", "Mario Rossi",
    "12345678901234567890123456789012345678901234567890123456789012345678901", "W long-text 1 fullName" },
  { "country", "\"type\":\"F\",", "\"type\":\"F\",\"country\":\"Italia\",",
    "E bad-pattern 1 country" },
  { "country-good", "\"type\":\"F\",", "\"type\":\"F\",\"country\":\"IT\",", "" },
  { "email", "\"type\":\"F\",", "\"type\":\"F\",\"email\":\"mario\",", "E bad-email 1 email" },
  { "expired-missing", "\"switchToExpired\":false,", "", "E required 1 switchToExpired" },
  { "company-missing", "\"companyName\":\"Comune di Esempio\",", "", "E required 1 companyName" },
  { "stand-in-absent", "\"payStandIn\":true,", "", "N stand-in-absent 1 payStandIn" },
  { "no-options", "\"paymentOption\":[{", "\"paymentOption\":[],\"x\":[{",
    "E unknown-field 1 x\nE too-few 1 paymentOption" },
  { "options-null", "\"paymentOption\":[{", "\"paymentOption\":null,\"x\":[{",
    "E wrong-type 1 paymentOption\nE unknown-field 1 x\nE too-few 1 paymentOption" },

  /* 6.2 */
  { "nav-good", "\"iuv\":", "\"nav\":\"302123456789012356\",\"iuv\":", "" },
  { "nav-other", "\"iuv\":", "\"nav\":\"301000000000000144\",\"iuv\":",
    "W nav-not-iuv 1 " OPTION ".nav" },
  { "nav-bad", "\"iuv\":", "\"nav\":\"302123456789012357\",\"iuv\":",
    "O bad-nav-check 1 " OPTION ".nav\nW nav-not-iuv 1 " OPTION ".nav" },
  { "iuv-missing", "\"iuv\":\"02123456789012356\",", "", "E required 1 " OPTION ".iuv" },
  { "iuv-is-nav", "02123456789012356", "302123456789012356", "E iuv-is-nav 1 " OPTION ".iuv" },
  { "iuv-16", "02123456789012356", "0212345678901235", "O bad-iuv 1 " OPTION ".iuv" },
  { "iuv-check", "02123456789012356", "02123456789012357", "O bad-iuv-check 1 " OPTION ".iuv" },
  { "iuv-central", "02123456789012356", "47000000000000129",
    "O bad-iuv-check 1 " OPTION ".iuv\nW segregation-central 1 " OPTION ".iuv" },
  { "amount-zero", "\"amount\":12000", "\"amount\":0",
    "E negative-or-zero 1 " OPTION ".amount\nE amount-sum 1 " OPTION ".amount" },
  { "amount-negative", "\"amount\":12000", "\"amount\":-12000",
    "E negative-or-zero 1 " OPTION ".amount\nE amount-sum 1 " OPTION ".amount" },
  { "amount-sum", "\"amount\":12000", "\"amount\":12001", "E amount-sum 1 " OPTION ".amount" },
  { "amount-decimals", "\"amount\":12000", "\"amount\":120.9",
    "E amount-decimals 1 " OPTION ".amount\nE required 1 " OPTION ".amount" },
  { "amount-exponent", "\"amount\":12000", "\"amount\":12e3",
    "E amount-decimals 1 " OPTION ".amount\nE required 1 " OPTION ".amount" },
  { "amount-text", "\"amount\":12000", "\"amount\":\"12000\"",
    "W number-as-text 1 " OPTION ".amount" },
  { "amount-euro-text", "\"amount\":12000", "\"amount\":\"120,00\"",
    "E amount-not-cents 1 " OPTION ".amount\nE required 1 " OPTION ".amount" },
  { "amount-huge", "\"amount\":12000", "\"amount\":9223372036854775808",
    "E amount-too-large 1 " OPTION ".amount\nE required 1 " OPTION ".amount" },
  { "amount-null", "\"amount\":12000", "\"amount\":null", "E required 1 " OPTION ".amount" },
  { "description-missing", "\"description\":\"TARI 2026\",", "",
    "E required 1 " OPTION ".description" },
  { "description-code", "\"description\":\"TARI 2026\"",
    "\"description\":\"Tari rssmra80a01h501u\"", "W personal-data 1 " OPTION ".description" },
  { "partial-missing", "\"isPartialPayment\":false,", "",
    "E required 1 " OPTION ".isPartialPayment" },
  { "partial-text", "\"isPartialPayment\":false", "\"isPartialPayment\":\"false\"",
    "W boolean-as-text 1 " OPTION ".isPartialPayment" },
  { "partial-wrong", "\"isPartialPayment\":false", "\"isPartialPayment\":\"no\"",
    "E wrong-type 1 " OPTION ".isPartialPayment\nE required 1 " OPTION ".isPartialPayment" },
  { "one-instalment", "\"isPartialPayment\":false", "\"isPartialPayment\":true",
    "W one-instalment 1" },
  { "due-missing", "\"dueDate\":\"2026-12-16T23:59:59\",", "", "E required 1 " OPTION ".dueDate" },
  { "fee", "\"iuv\":", "\"fee\":100,\"notificationFee\":0,\"iuv\":",
    "N ignored-field 1 " OPTION ".fee\nN ignored-field 1 " OPTION ".notificationFee" },
  { "metadata-null", "\"transfer\":[{", "\"paymentOptionMetadata\":null,\"transfer\":[{", "" },
  { "metadata-empty", "\"transfer\":[{", "\"paymentOptionMetadata\":[],\"transfer\":[{", "" },
  { "metadata-no-value", "\"transfer\":[{",
    "\"paymentOptionMetadata\":[{\"key\":\"a\"}],\"transfer\":[{",
    "E required 1 " OPTION ".paymentOptionMetadata[0].value" },
  { "metadata-reserved", "\"transfer\":[{",
    "\"paymentOptionMetadata\":[{\"key\":\"NOTIFICATION_FEE\",\"value\":\"1\"}],\"transfer\":[{",
    "E metadata-reserved 1 " OPTION ".paymentOptionMetadata[0].key" },
  { "metadata-duplicate", "\"transfer\":[{",
    "\"paymentOptionMetadata\":[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"a\",\"value\":\"2\"}],\"transfer\":[{",
    "E metadata-duplicate 1 " OPTION ".paymentOptionMetadata[1].key" },

  /* 6.3 */
  { "id-missing", "\"idTransfer\":\"1\",", "", "E required 1 " TRANSFER ".idTransfer" },
  { "id-null", "\"idTransfer\":\"1\"", "\"idTransfer\":null",
    "E required 1 " TRANSFER ".idTransfer" },
  { "id-6", "\"idTransfer\":\"1\"", "\"idTransfer\":\"6\"",
    "E id-transfer 1 " TRANSFER ".idTransfer" },
  { "id-order", "\"idTransfer\":\"1\"", "\"idTransfer\":\"3\"",
    "W id-transfer-order 1 " TRANSFER ".idTransfer" },
  { "beneficiary-short", "12345678903", "0000000001",
    "E bad-pattern 1 " TRANSFER2 ".organizationFiscalCode" },
  { "beneficiary-check", "12345678903", "80000000000",
    "W organization-check 1 " TRANSFER2 ".organizationFiscalCode" },
  { "category", "9/0101100IM/", "TARI", "O category-syntax 1 " TRANSFER ".category" },
  { "category-open", "9/0101100IM/", "9/0101100IM", "O category-syntax 1 " TRANSFER ".category" },
  { "category-reason", "9/0101100IM/", "9/0101100XX/",
    "O category-syntax 1 " TRANSFER ".category" },
  { "category-prefix", "9/0101100IM/", "0101100IM/", "O category-prefix 1 " TRANSFER ".category" },
  { "category-5", "9/0101100IM/", "5/0101100IM/", "O category-syntax 1 " TRANSFER ".category" },
  { "category-6", "9/0101100IM/", "6/0101100IM/", "N category-no-rtp 1 " TRANSFER ".category" },
  { "iban-none", "\"iban\":\"IT60X0542811101000000123456\"", "\"iban\":null",
    "E iban-or-stamp 1 " TRANSFER ".iban" },
  { "iban-check", "IT60X0542811101000000123456", "IT61X0542811101000000123456",
    "O bad-iban 1 " TRANSFER ".iban" },
  { "iban-and-stamp", "\"iban\":\"IT60X0542811101000000123456\"",
    "\"iban\":\"IT60X0542811101000000123456\",\"stamp\":{\"hashDocument\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\","
    "\"stampType\":\"01\",\"provincialResidence\":\"RM\"}",
    "E iban-and-stamp 1 " TRANSFER ".iban" },
  { "stamp-good", "\"iban\":\"IT60X0542811101000000123456\"",
    "\"stamp\":{\"hashDocument\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\",\"stampType\":\"01\",\"provincialResidence\":\"RM\"}",
    "" },
  { "stamp-part", "\"iban\":\"IT60X0542811101000000123456\"", "\"stamp\":{\"stampType\":\"01\"}",
    "E stamp-incomplete 1 " TRANSFER ".stamp.hashDocument\nE stamp-incomplete 1 " TRANSFER ".stamp.provincialResidence" },
  { "stamp-empty", "\"iban\":\"IT60X0542811101000000123456\"", "\"stamp\":{}",
    "E iban-or-stamp 1 " TRANSFER ".iban" },
  { "stamp-type", "\"iban\":\"IT60X0542811101000000123456\"",
    "\"stamp\":{\"hashDocument\":\"abc\",\"stampType\":\"02\",\"provincialResidence\":\"RM\"}",
    "W stamp-type 1 " TRANSFER ".stamp.stampType\nW stamp-hash 1 " TRANSFER ".stamp.hashDocument" },
  { "stamp-text", "\"iban\":\"IT60X0542811101000000123456\"", "\"stamp\":\"01\"",
    "E wrong-type 1 " TRANSFER ".stamp\nE iban-or-stamp 1 " TRANSFER ".iban" },
  { "stamp-unknown", "\"iban\":\"IT60X0542811101000000123456\"",
    "\"iban\":\"IT60X0542811101000000123456\",\"stamp\":{\"colour\":1}", "E unknown-field 1 " TRANSFER ".stamp.colour" },
  { "postal-alone", "\"iban\":\"IT60X0542811101000000123456\"",
    "\"postalIban\":\"IT60X0542811101000000123456\"",
    "W postal-iban-some 1 " OPTION "\nE iban-or-stamp 1 " TRANSFER ".iban\nE postal-iban-alone 1 " TRANSFER ".postalIban" },
  { "postal-other", "\"iban\":\"IT60X0542811101000000123456\"",
    "\"iban\":\"IT60X0542811101000000123456\",\"postalIban\":\"IT60X0542811101000000123456\"",
    "W postal-iban-some 1 " OPTION "\nW postal-iban-not-postal 1 " TRANSFER ".postalIban" },

  /* 7 */
  { "due-date-only", "2026-12-16T23:59:59", "2026-12-16", "E date-format 1 " OPTION ".dueDate" },
  { "due-italian", "2026-12-16T23:59:59", "16/12/2026", "E date-format 1 " OPTION ".dueDate" },
  { "due-blank-between", "2026-12-16T23:59:59", "2026-12-16 23:59:59",
    "E date-format 1 " OPTION ".dueDate" },
  { "due-zulu", "2026-12-16T23:59:59", "2026-12-16T23:59:59Z", "W date-zulu 1 " OPTION ".dueDate" },
  { "due-offset", "2026-12-16T23:59:59", "2026-12-16T23:59:59+02:00",
    "E date-zone 1 " OPTION ".dueDate" },
  { "due-minutes", "2026-12-16T23:59:59", "2026-12-16T23:59", "" },
  { "due-nanoseconds", "2026-12-16T23:59:59", "2026-12-16T23:59:59.123456789", "" },
  { "due-31-february", "2026-12-16T23:59:59", "2027-02-31T23:59:59",
    "E date-impossible 1 " OPTION ".dueDate" },
  { "due-24", "2026-12-16T23:59:59", "2026-12-16T24:00:00",
    "E date-impossible 1 " OPTION ".dueDate" },
  { "due-number", "\"2026-12-16T23:59:59\"", "20261216",
    "E wrong-type 1 " OPTION ".dueDate\nE required 1 " OPTION ".dueDate" },
  { "due-past", "2026-12-16T23:59:59", "2026-11-21T11:59:59", "E due-past 1 " OPTION ".dueDate" },
  { "due-now", "2026-12-16T23:59:59", "2026-11-21T12:00:00", "W due-today 1 " OPTION ".dueDate" },
  { "due-2099", "2026-12-16T23:59:59", "2099-12-31T23:59:59", "W due-far 1 " OPTION ".dueDate" },
  { "validity-null", "\"type\":\"F\",", "\"type\":\"F\",\"validityDate\":null,", "" },
  { "validity-future", "\"type\":\"F\",",
    "\"type\":\"F\",\"validityDate\":\"2026-11-22T00:00:00\",", "" },
  { "validity-now", "\"type\":\"F\",", "\"type\":\"F\",\"validityDate\":\"2026-11-21T12:00:00\",",
    "E validity-past 1 validityDate" },
  { "validity-after-due", "\"type\":\"F\",",
    "\"type\":\"F\",\"validityDate\":\"2026-12-17T00:00:00\",",
    "E due-before-validity 1 " OPTION ".dueDate" },
  { "retention-early", "\"isPartialPayment\":",
    "\"retentionDate\":\"2026-12-16T23:59:58\",\"isPartialPayment\":",
    "E retention-before-due 1 " OPTION ".retentionDate" },
  { "retention-same", "\"isPartialPayment\":",
    "\"retentionDate\":\"2026-12-16T23:59:59\",\"isPartialPayment\":", "" },

  /* 5 */
  { "aca", "\"type\":\"F\",", "\"type\":\"F\",\"aca\":false,", "E unknown-field 1 aca" },
  { "operation", "{\"paymentPositions\"", "{\"operation\":\"CREATE\",\"paymentPositions\"",
    "E unknown-field 0 operation" },
  { "case", "\"iupd\"", "\"IUPD\"", "E unknown-field 1 IUPD\nE required 1 iupd" },
  { "organization", "\"type\":\"F\",", "\"type\":\"F\",\"organization\":\"77777777777\",",
    "E unknown-field 1 organization" },
  { "dotted", "\"iban\":", "\"stamp.stampType\":\"01\",\"iban\":",
    "E unknown-field 1 " TRANSFER ".stamp.stampType" },
  { "read-only", "\"type\":\"F\",", "\"type\":\"F\",\"status\":\"VALID\",\"paymentDate\":null,",
    "N ignored-field 1 status\nN ignored-field 1 paymentDate" },
  { "duplicate-key", "\"type\":\"F\",", "\"type\":\"G\",\"type\":\"F\",",
    "W duplicate-key 1 type" },
  { "number-for-text", "\"type\":\"F\",", "\"type\":\"F\",\"postalCode\":20100,",
    "W text-as-number 1 postalCode" },
  { "object-for-text", "\"type\":\"F\",", "\"type\":\"F\",\"city\":{\"a\":[1,2]},",
    "E wrong-type 1 city" },
  { "object-for-array", "\"transfer\":[{", "\"transferMetadata\":1,\"transfer\":[{",
    "E unknown-field 1 " OPTION ".transferMetadata" },
  { "transfer-text", "\"transfer\":[{", "\"transfer\":[\"a\",{",
    "E wrong-type 1 " OPTION ".transfer[0]" },
};

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *document = gpd_test_document (cases[i].from, cases[i].to);
  g_autofree char *said = check_text ("gpd.create", document, FALSE, SPT_ENVIRONMENT_PRODUCTION);

  g_assert_cmpstr (said, ==, cases[i].said);
}

/* An update may leave a passed due date, but not when the position expires (GPD facts 7). */
static void
test_update (void)
{
  g_autofree char *past = gpd_test_document ("2026-12-16", "2026-11-01");
  GString *expiring = g_string_new (past);
  g_autofree char *validity = gpd_test_document ("\"type\":\"F\",",
                                                 "\"type\":\"F\",\"validityDate\":\"2026-01-01T00:00:00\",");
  g_autofree char *said_past = check_text ("gpd.update", past, FALSE, 0);
  g_autofree char *said_validity = check_text ("gpd.update", validity, FALSE, 0);
  g_autofree char *said_expiring = NULL;

  g_string_replace (expiring, "\"switchToExpired\":false", "\"switchToExpired\":true", 1);
  said_expiring = check_text ("gpd.update", expiring->str, FALSE, 0);
  g_string_free (expiring, TRUE);

  g_assert_cmpstr (said_past, ==, "W due-past-update 1 " OPTION ".dueDate");
  g_assert_cmpstr (said_validity, ==, "");
  g_assert_cmpstr (said_expiring, ==, "E due-past 1 " OPTION ".dueDate");
}

/* Check characters are remarks where made-up codes are the rule, errors to be overridden in
 * production (GPD facts 8). */
static void
test_strictness (void)
{
  static const struct
  {
    gboolean        with_account;
    SptEnvironment  environment;
    const char     *said;
  } levels[] = {
    { FALSE, 0, "O bad-iban 1 " TRANSFER ".iban" },
    { TRUE, SPT_ENVIRONMENT_PRODUCTION, "O bad-iban 1 " TRANSFER ".iban" },
    { TRUE, SPT_ENVIRONMENT_TEST, "W bad-iban 1 " TRANSFER ".iban" },
    { TRUE, SPT_ENVIRONMENT_PRACTICE, "W bad-iban 1 " TRANSFER ".iban" },
  };
  g_autofree char *document = gpd_test_document ("IT60X0542811101000000123456",
                                                 "IT61X0542811101000000123456");

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autofree char *said = check_text ("gpd.create", document, levels[i].with_account,
                                          levels[i].environment);

      g_assert_cmpstr (said, ==, levels[i].said);
    }
}

/* ACA never had the older version (GPD facts 1). */
static void
test_flavour (void)
{
  SptService *service = gpd_test_service ();
  g_autoptr (SptAccount) account = gpd_test_account ("https://example.invalid/upload/gpd/x",
                                                     SPT_ENVIRONMENT_TEST);
  static const struct
  {
    const char *flavour;
    const char *version;
    const char *said;
  } cases_of_account[] = {
    { "gpd", "v1", "" }, { "aca", "v2", "" }, { "aca", NULL, "" }, { "aca", "v1",
                                                                     "E aca-version 0 api-version" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases_of_account); i++)
    {
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      g_autofree char *said = NULL;

      spt_account_set_setting (account, "flavour", cases_of_account[i].flavour);
      spt_account_set_setting (account, "api-version", cases_of_account[i].version);
      spt_service_check_account (service, account, issues);
      said = gpd_test_describe (issues);
      g_assert_cmpstr (said, ==, cases_of_account[i].said);
    }
}

/* Beyond 45 are the central services (GPD facts 7bis): said, not refused. */
static void
test_segregation (void)
{
  SptService *service = gpd_test_service ();
  g_autoptr (SptAccount) account = gpd_test_account ("https://example.invalid/upload/gpd/x",
                                                     SPT_ENVIRONMENT_TEST);
  static const struct
  {
    const char *code;
    const char *said;
  } codes[] = {
    { NULL, "" }, { "00", "" }, { "45", "" },
    { "46", "W segregation-reserved 0 iuv-segregation" },
    { "99", "W segregation-reserved 0 iuv-segregation" },
    { "4", "E bad-pattern 0 iuv-segregation" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      g_autofree char *said = NULL;

      spt_account_set_setting (account, "iuv-segregation", codes[i].code);
      spt_service_check_account (service, account, issues);
      said = gpd_test_describe (issues);
      g_assert_cmpstr (said, ==, codes[i].said);
    }
}

/* Two positions with what may stand only once (GPD facts 13, T1). */
static void
test_duplicates (void)
{
  g_autofree char *iuv = spt_iuv_make (2, 77);
  g_autofree char *first = gpd_test_position ("A", "02123456789012356");
  g_autofree char *same_iupd = gpd_test_position ("A", iuv);
  g_autofree char *same_iuv = gpd_test_position ("B", "02123456789012356");
  GString *same_nav = g_string_new (NULL);
  struct
  {
    const char *second;
    const char *said;
  } pairs[] = {
    { same_iupd, "E duplicate-iupd 2 iupd" },
    { same_iuv, "E duplicate-iuv 2 " OPTION ".iuv" },
    { NULL, "W nav-not-iuv 2 " OPTION ".nav" "\nE duplicate-nav 2 " OPTION ".nav" },
  };
  g_autofree char *other = gpd_test_position ("C", iuv);

  g_string_append (same_nav, other);
  g_string_replace (same_nav, "\"iuv\":", "\"nav\":\"302123456789012356\",\"iuv\":", 1);
  pairs[2].second = same_nav->str;
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *document = g_strdup_printf ("{\"paymentPositions\":[%s,%s]}", first,
                                                   pairs[i].second);
      g_autofree char *said = check_text ("gpd.create", document, FALSE, 0);
      g_auto (GStrv) lines = g_strsplit (pairs[i].said, "\n", -1);

      for (guint j = 0; lines[j] != NULL; j++)
        g_assert_nonnull (strstr (said, lines[j]));
    }
  g_string_free (same_nav, TRUE);

  /* A new session forgets. */
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *document = g_strdup_printf ("{\"paymentPositions\":[%s]}", first);
      g_autofree char *said = check_text ("gpd.create", document, FALSE, 0);

      g_assert_cmpstr (said, ==, "");
    }
}

static void
append_option (GString    *out,
               const char *iuv,
               int         amount,
               const char *is_partial)
{
  g_string_append_printf (out,
                          "{\"iuv\":\"%s\",\"amount\":%d,\"description\":\"x\",\"isPartialPayment\":%s,"
                          "\"dueDate\":\"2026-12-16T23:59:59\",\"transfer\":[{\"idTransfer\":\"1\",\"amount\":%d,"
                          "\"remittanceInformation\":\"x\",\"category\":\"9/0101100IM/\","
                          "\"iban\":\"IT60X0542811101000000123456\"}]}", iuv, amount, is_partial, amount);
}

/* A plan of instalments beside a single payment. */
static void
test_plan (void)
{
  g_autofree char *iuv_1 = spt_iuv_make (2, 1);
  g_autofree char *iuv_2 = spt_iuv_make (2, 2);
  g_autofree char *iuv_3 = spt_iuv_make (3, 3);
  static const struct
  {
    int         second;
    gboolean    other_segregation;
    const char *said;
  } plans[] = {
    { 6000, FALSE, "" },
    { 5000, FALSE, "W plan-sum 1 " OPTION ".amount" },
    { 6000, TRUE, "W segregation-differs 1 paymentOption[2].iuv" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autoptr (GString) options = g_string_new (NULL);
      g_autofree char *document = NULL;
      g_autofree char *said = NULL;

      append_option (options, "02123456789012356", 12000, "false");
      g_string_append_c (options, ',');
      append_option (options, iuv_1, 6000, "true");
      g_string_append_c (options, ',');
      append_option (options, plans[i].other_segregation ? iuv_3 : iuv_2, plans[i].second, "true");
      document = g_strdup_printf ("{\"paymentPositions\":[{\"iupd\":\"A\",\"type\":\"F\",\"payStandIn\":true,"
                                  "\"fiscalCode\":\"RSSMRA80A01H501U\",\"fullName\":\"Mario Rossi\","
                                  "\"switchToExpired\":false,\"companyName\":\"Comune\",\"paymentOption\":[%s]}]}",
                                  options->str);
      said = check_text ("gpd.create", document, FALSE, 0);
      g_assert_cmpstr (said, ==, plans[i].said);
    }
}

static void
test_delete (void)
{
  static const struct
  {
    const char *document;
    const char *said;
  } documents[] = {
    { "{\"paymentPositionIUPDs\":[\"A\",\"B\"]}", "" },
    { "{\"paymentPositionIUPDs\":[\"A\",\"A\"]}", "E duplicate-iupd 2 iupd" },
    { "{\"paymentPositionIUPDs\":[\"\"]}", "E required 1 iupd" },
    { "{\"paymentPositionIUPDs\":[1]}", "E wrong-type 1 paymentPositionIUPDs" },
    { "{\"paymentPositionIUPDs\":[null]}", "E wrong-type 1 paymentPositionIUPDs" },
    { "{\"paymentPositionIUPDs\":[]}", "E no-positions 0 paymentPositionIUPDs" },
    { "{\"paymentPositionIUPDs\":null}",
      "E wrong-type 0 paymentPositionIUPDs\nE no-positions 0 paymentPositionIUPDs" },
    { "{\"paymentPositionIUPDs\":[\"A\"],\"x\":1}", "E unknown-field 0 x" },
    { "{\"paymentPositions\":[{}]}", "E wrong-kind 0 paymentPositions" },
    { "{}", "E no-positions 0 paymentPositionIUPDs" },
    { "[]", "E wrong-type 0 paymentPositionIUPDs" },
    { "", "E file-empty 0" },
  };
  g_autofree char *mixed = check_text ("gpd.create", "{\"paymentPositionIUPDs\":[\"A\"]}", FALSE,
                                       0);

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *said = check_text ("gpd.delete", documents[i].document, FALSE, 0);

      g_assert_cmpstr (said, ==, documents[i].said);
    }
  g_assert_cmpstr (mixed, ==, "E wrong-kind 0 paymentPositionIUPDs");
}

/* What is no JSON: a finding, never a crash, and quick. */
static void
test_broken (void)
{
  GString *deep = g_string_new ("{\"paymentPositions\":");
  static const char *const broken[] = {
    "{\"paymentPositions\":[", "{\"paymentPositions\":[{\"iupd\":\"A", "not json", "{\"paymentPositions\":[]} junk",
    "{\"paymentPositions\":[{\"iupd\":\"\xff\"}]}", "{\"paymentPositions\":[{\"iupd\":\"a\\u0000b\"}]}",
    "{\"paymentPositions\":[{\"amount\":01}]}", "{'paymentPositions':[]}", "{\"paymentPositions\":[1,]}", "   ",
    "{\"paymentPositions\":[{\"iupd\":\"a\nb\"}]}",
  };

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i <= G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *said = check_text ("gpd.create",
                                          i < G_N_ELEMENTS (broken) ? broken[i] : deep->str, FALSE, 0);

      g_assert_true (strstr (said, "E file-not-json") != NULL ||
                     strstr (said, "E file-empty") != NULL);
    }
  g_string_free (deep, TRUE);
}

/* GPD facts 7bis. */
static void
test_iuv_vectors (void)
{
  static const struct
  {
    guint       segregation;
    guint64     base;
    const char *iuv;
  } vectors[] = {
    { 1, 1, "01000000000000144" },
    { 0, 0, "00000000000000003" },
    { 2, 1234567890123, "02123456789012356" },
    { 45, 9999999999999, "45999999999999975" },
    { 12, 31, "12000000000003149" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *iuv = spt_iuv_make (vectors[i].segregation, vectors[i].base);

      g_assert_cmpstr (iuv, ==, vectors[i].iuv);
      g_assert_cmpint (spt_iuv_check (iuv), ==, SPT_IUV_OK);
    }
  g_assert_cmpint (spt_nav_check ("348175498304559315"), ==, SPT_IUV_OK);
}

static void
test_template (void)
{
  SptService *service = gpd_test_service ();
  static const char *const operations[] = { "gpd.create", "gpd.update", "gpd.delete" };

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = SPT_SERVICE_GET_CLASS (service)->dup_template (service, operations[i], GPD_TEST_NOW, &error);
      g_autofree char *said = NULL;

      g_assert_no_error (error);
      said = check_text (operations[i], text, FALSE, 0);
      g_assert_cmpstr (said, ==, "");
    }
}

/* The example of GPD facts 6.5 has nothing that stops it. */
static void
test_minimal (void)
{
  g_autofree char *document = gpd_test_fixture ("minimal.json");
  g_autofree char *said = check_text ("gpd.create", document, FALSE, 0);

  g_assert_cmpstr (said, ==, "W organization-check 1 " TRANSFER2 ".organizationFiscalCode");
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/gpd/rules/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/gpd/rules/update", test_update);
  g_test_add_func ("/gpd/rules/strictness", test_strictness);
  g_test_add_func ("/gpd/rules/flavour", test_flavour);
  g_test_add_func ("/gpd/rules/segregation", test_segregation);
  g_test_add_func ("/gpd/rules/duplicates", test_duplicates);
  g_test_add_func ("/gpd/rules/plan", test_plan);
  g_test_add_func ("/gpd/rules/delete", test_delete);
  g_test_add_func ("/gpd/rules/broken", test_broken);
  g_test_add_func ("/gpd/rules/iuv-vectors", test_iuv_vectors);
  g_test_add_func ("/gpd/rules/template", test_template);
  g_test_add_func ("/gpd/rules/minimal", test_minimal);

  status = g_test_run ();
  gpd_test_free_fields ();

  return status;
}
