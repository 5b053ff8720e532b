/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of codes, records, the forms they become, steps, accounts. */
#include "config.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-messages.h"
#include "services/trovapec/spt-trovapec-document.h"
#include "services/trovapec/spt-trovapec-service.h"
#include "spt-test.h"

#define PERSON "RSSMRA80A01H501U"
#define FIRM   "00743110157"
#define OTHER  "07643520567"

static SptService *
service (void)
{
  static gboolean registered;

  if (!registered)
    {
      const GType types[] = { SPT_TYPE_TROVAPEC_SERVICE, G_TYPE_INVALID };

      spt_services_set_types (types);
      registered = TRUE;
    }

  return spt_services_find ("trovapec");
}

static char *
describe (SptIssueList *issues)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      g_string_append_printf (out, "%s%c%s %u", i > 0 ? "," : "", issue->overridable ? 'O' : "NWE"[issue->level],
                              issue->code, issue->row);
      g_assert_nonnull (spt_messages_find (issue->domain, issue->code));
    }

  return g_string_free (out, FALSE);
}

/* "CODE@line …" and the findings behind a bar. */
static void
assert_codes (SptEnvironment  environment,
              const char     *text,
              const char     *expected)
{
  g_autoptr (SptAccount) account = spt_account_new ("trovapec", "a", environment);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GPtrArray) codes = spt_trovapec_read_codes (account, text, strlen (text), issues);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *findings = describe (issues);

  for (guint i = 0; i < codes->len; i++)
    {
      const SptTrovapecCode *code = g_ptr_array_index (codes, i);

      g_string_append_printf (out, "%s%s@%u", i > 0 ? " " : "", code->code, code->row);
    }
  g_string_append_printf (out, "|%s", findings);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_lists (void)
{
  assert_codes (SPT_ENVIRONMENT_PRODUCTION, PERSON "\n" FIRM "\n", PERSON "@1 " FIRM "@2|");
  assert_codes (SPT_ENVIRONMENT_PRODUCTION, "\xef\xbb\xbf" PERSON "\r\n\r\n# prova\r\n" FIRM, PERSON "@1 " FIRM "@4|");
  assert_codes (SPT_ENVIRONMENT_PRODUCTION, PERSON "\r" FIRM, PERSON "@1 " FIRM "@2|");
  assert_codes (SPT_ENVIRONMENT_PRODUCTION, "codice fiscale;nome\n rssmra80a01 h501u ;Rossi\n\"IT" FIRM "\"\tDitta\n",
                PERSON "@2 " FIRM "@3|");
  assert_codes (SPT_ENVIRONMENT_PRODUCTION, FIRM "\n" OTHER "\n" FIRM "\n", FIRM "@1 " OTHER "@2|Ncode-twice 3");
  assert_codes (SPT_ENVIRONMENT_PRODUCTION, FIRM "\nditta\n123\n", FIRM "@1|Ebad-fiscal-code 2,Ebad-fiscal-code 3");
  assert_codes (SPT_ENVIRONMENT_PRODUCTION, "00743110158\n" FIRM, FIRM "@2|Ebad-fiscal-check 1");
  assert_codes (SPT_ENVIRONMENT_PRACTICE, "00743110158\n" FIRM, "00743110158@1 " FIRM "@2|Wbad-fiscal-check 1");
  assert_codes (SPT_ENVIRONMENT_PRODUCTION, "", "|Eno-codes 0");
  assert_codes (SPT_ENVIRONMENT_PRODUCTION, "codice\n\n", "|Eno-codes 0");
}

/* What is sent again is the code that was sent. */
static void
test_resent (void)
{
  g_autoptr (GBytes) body = spt_trovapec_build ("trovapec.lookup", FIRM);
  g_autoptr (GBytes) balance = spt_trovapec_build ("trovapec.balance", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) document =
    SPT_SERVICE_GET_CLASS (service ())->dup_document (service (), "trovapec.lookup", body, NULL, &error);
  g_autoptr (GBytes) none = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  g_assert_cmpstr (text, ==, FIRM);
  none = SPT_SERVICE_GET_CLASS (service ())->dup_document (service (), "trovapec.balance", balance, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT);
}

typedef struct
{
  GString *out;
} Given;

static gboolean
take_request (const SptPreparedRequest  *request,
              gpointer                   user_data,
              GError                   **error)
{
  Given *given = user_data;
  gsize length;
  const char *body = g_bytes_get_data (request->body, &length);

  g_assert_false (request->goes_on);
  g_assert_cmpstr (request->content_type, ==, "application/x-www-form-urlencoded");
  g_string_append_printf (given->out, "%s %s%.*s %u %s\n", request->method, request->path, (int) length, body,
                          request->n_items, request->n_items > 0 ? request->keys[0] : "-");

  return TRUE;
}

static char *
prepare (const char  *operation,
         const char  *text,
         GError     **error)
{
  g_autoptr (SptAccount) account = spt_account_new ("trovapec", "a", SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GInputStream) stream =
    text != NULL ? g_memory_input_stream_new_from_data (text, -1, NULL) : NULL;
  Given given = { g_string_new (NULL) };
  gboolean done = SPT_SERVICE_GET_CLASS (service ())->prepare_document (service (), account, operation, stream, 0,
                                                                        take_request, &given, issues, NULL, error);

  if (!done)
    g_assert_cmpuint (given.out->len, ==, 0);

  return g_string_free (given.out, !done);
}

/* One request for each code, one parameter in each, and the key in none. */
static void
test_requests (void)
{
  g_autofree char *lookup = prepare ("trovapec.lookup", PERSON "\n" FIRM "\n" PERSON, NULL);
  g_autofree char *cancel = prepare ("trovapec.cancel", FIRM, NULL);
  g_autofree char *balance = prepare ("trovapec.balance", NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *wrong = prepare ("trovapec.lookup", "ABC1", &error);

  g_assert_cmpstr (lookup, ==, "POST cf=" PERSON " 1 " PERSON "\nPOST cf=" FIRM " 1 " FIRM "\n");
  g_assert_cmpstr (cancel, ==, "POST cf-delete=" FIRM " 1 " FIRM "\n");
  g_assert_cmpstr (balance, ==, "POST saldo= 0 -\n");
  g_assert_null (wrong);
  g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES);
}

static const char *
next_of (const char *doc,
         const char *phase)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_trovapec_get_schema ());
  g_autoptr (GError) error = NULL;
  SptDossierColumns columns = { 0 };

  spt_record_read (record, doc, -1, &error);
  g_assert_no_error (error);
  SPT_SERVICE_GET_CLASS (service ())->get_dossier_columns (service (), record, phase, &columns);

  return columns.next_operation;
}

static void
test_next (void)
{
  static const char plain[] = "{\"codice\":\"" FIRM "\"}";
  static const char cancels[] = "{\"codice\":\"" FIRM "\",\"cancel\":[{\"motivo\":\"persa\"}]}";
  static const char silent[] = "{\"codice\":\"" FIRM "\",\"cancel\":[{}]}";

  service ();
  g_assert_cmpstr (next_of (plain, ""), ==, "lookup");
  g_assert_cmpstr (next_of (plain, "annullata"), ==, "lookup");
  g_assert_cmpstr (next_of (plain, "pec trovata"), ==, NULL);
  g_assert_cmpstr (next_of (plain, "richiesta arrivata, risposta persa"), ==, NULL);
  g_assert_cmpstr (next_of (cancels, ""), ==, "cancel");
  g_assert_cmpstr (next_of (silent, ""), ==, "cancel");
  g_assert_cmpstr (next_of (cancels, "richiesta arrivata, risposta persa"), ==, "cancel");
  g_assert_cmpstr (next_of (cancels, "annullata"), ==, "lookup");
  g_assert_cmpstr (next_of (cancels, "pec non trovata"), ==, NULL);
}

static void
step_cb (const SptStep *step,
         gpointer       user_data)
{
  g_string_append_printf (user_data, "%s%s %u", ((GString *) user_data)->len > 0 ? "," : "", step->operation,
                          (guint) step->kind);
  if (step->kind == SPT_STEP_DOUBTFUL || step->kind == SPT_STEP_CLOSED)
    g_assert_nonnull (step->reason);
}

static void
assert_steps (const char *stage,
              const char *expected)
{
  const SptDossierData data = { .phase = "x", .stage = stage };
  g_autoptr (GString) out = g_string_new (NULL);

  SPT_SERVICE_GET_CLASS (service ())->list_steps (service (), NULL, &data, step_cb, out);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_steps (void)
{
  assert_steps ("", "trovapec.lookup 0,trovapec.cancel 1");
  assert_steps ("found", "trovapec.lookup 3,trovapec.cancel 3");
  assert_steps ("not-found", "trovapec.lookup 3,trovapec.cancel 3");
  assert_steps ("check", "trovapec.lookup 3,trovapec.cancel 3");
  assert_steps ("cancelled", "trovapec.lookup 0,trovapec.cancel 2");
  assert_steps ("lost", "trovapec.lookup 2,trovapec.cancel 0");
}

static char *
check_account (const char *base_url,
               const char *name,
               const char *value)
{
  g_autoptr (SptAccount) account = spt_account_new ("trovapec", "a", SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  g_object_set (account, "base-url", base_url, NULL);
  if (name != NULL)
    spt_account_set_setting (account, name, value);
  spt_service_check_account (service (), account, issues);

  return describe (issues);
}

static void
test_accounts (void)
{
  static const struct
  {
    const char *base_url;
    const char *name;
    const char *value;
    const char *expected;
  } accounts[] = {
    { "https://service.example/index_ws.php", NULL, NULL, "" },
    { "https://service.example/index_ws.php", "price", "1,20", "" },
    { "https://service.example/index_ws.php", "price", "tanto", "Ebad-money 0" },
    { "https://service.example/index_ws.php", "again-days", "0", "" },
    { "https://service.example/index_ws.php", "again-days", "mai", "Ebad-number 0,Ebad-pattern 0" },
    { "https://service.example/index_ws.php", "company-code", "codice-fiscale", "" },
    { "https://service.example/index_ws.php", "company-code", "x", "Ebad-choice 0" },
    { "https://service.example/index_ws.php?key=1", NULL, NULL, "Eaddress-parameters 0" },
    { "", NULL, NULL, "Erequired 0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autofree char *found = check_account (accounts[i].base_url, accounts[i].name, accounts[i].value);

      g_assert_cmpstr (found, ==, accounts[i].expected);
    }
  {
    g_autoptr (SptAccount) account = spt_account_new ("trovapec", "a", SPT_ENVIRONMENT_TEST);
    g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
    g_autofree char *found = NULL;

    g_object_set (account, "base-url", "https://service.example/x", NULL);
    spt_service_check_account (service (), account, issues);
    found = describe (issues);
    g_assert_cmpstr (found, ==, "Eno-environment 0");
  }
  g_assert_true (spt_service_has_environment (service (), SPT_ENVIRONMENT_PRACTICE));
  g_assert_false (spt_service_has_environment (service (), SPT_ENVIRONMENT_TEST));
  g_assert_true (spt_service_has_environment (service (), SPT_ENVIRONMENT_PRODUCTION));
  g_assert_nonnull (spt_service_get_default_base_url (service (), SPT_ENVIRONMENT_PRODUCTION));
  g_assert_null (spt_service_get_default_base_url (service (), SPT_ENVIRONMENT_TEST));
}

/* What is shown to begin with can be sent. */
static void
test_template (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = SPT_SERVICE_GET_CLASS (service ())->dup_template (service (), "trovapec.lookup", 0, NULL);
  g_autofree char *none = SPT_SERVICE_GET_CLASS (service ())->dup_template (service (), "trovapec.balance", 0, &error);

  assert_codes (SPT_ENVIRONMENT_PRODUCTION, text, PERSON "@1 " FIRM "@2|");
  g_assert_null (none);
  g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trovapec/document/lists", test_lists);
  g_test_add_func ("/trovapec/document/requests", test_requests);
  g_test_add_func ("/trovapec/document/resent", test_resent);
  g_test_add_func ("/trovapec/document/next", test_next);
  g_test_add_func ("/trovapec/document/steps", test_steps);
  g_test_add_func ("/trovapec/document/accounts", test_accounts);
  g_test_add_func ("/trovapec/document/template", test_template);

  status = g_test_run ();
  spt_services_set_types (NULL);

  return status;
}
