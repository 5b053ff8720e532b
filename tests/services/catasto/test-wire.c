/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests and what their answers prove, against a scripted server (catasto facts 12.2). */
#define G_LOG_DOMAIN "test-wire"

#include "config.h"

#include <string.h>

#include "call-test.h"
#include "services/catasto/spt-catasto-answer.h"
#include "services/catasto/spt-catasto-schemas.h"
#include "services/catasto/spt-catasto-service.h"
#include "spt-test.h"

#define SECRET "segreto-di-prova"
#define UUID   "0f0f0f0f-0000-4000-8000-000000000001"
#define NOTE   "{\"schema\":\"abc\"}"
#define HEAD   "<?xml version=\"1.0\"?><risposta xmlns=\"urn:catasto:risposta:1\">"
#define OK     HEAD "<esito>ACCETTATO</esito><codice>OK</codice><id_invio>2026-000001</id_invio>" \
  "<api_call>api_call_2</api_call><API_ID>9</API_ID><L1_codice_impianto>PROVA0001</L1_codice_impianto></risposta>"
#define NO(code) HEAD "<esito>RIFIUTATO</esito><codice>" code "</codice><messaggio>No.</messaggio></risposta>"
#define FOUND HEAD "<esito>RIFIUTATO</esito><codice>E-CAP</codice><messaggio>Due errori</messaggio><segnalazioni>" \
  "<segnalazione><livello>ERRORE</livello><codice>E-CAP</codice><riga>12</riga>" \
  "<xpath>/api_call_2/impianto[1]/scheda_1_2_ubicazione/L1_2cap</xpath><messaggio>CAP errato</messaggio></segnalazione>" \
  "<segnalazione><livello>AVVISO</livello><codice>X-NUOVO</codice><xpath>/c:api_call_2/c:impianto/c:scheda_4_1_gruppi_termici/c:L4_1GT[2]/c:ignoto</xpath>" \
  "<messaggio>Da vedere</messaggio></segnalazione></segnalazioni></risposta>"

static const char *const hidden[] = { SECRET, "dWZmaWNpbzpzZWdyZXRvLWRpLXByb3Zh", NULL };

static CallTest *
wire_new (const char *authorization)
{
  CallTest *self = call_test_new (SPT_TYPE_CATASTO_SERVICE, "catasto.9", SPT_ENVIRONMENT_TEST,
                                  "/api_call_2", "application/xml; charset=utf-8", "<api_call_2/>");

  call_test_hide (hidden);
  spt_account_set_setting (self->account, "authorization", authorization);
  spt_account_set_setting (self->account, "username", "ufficio");
  spt_account_set_setting (self->account, "header-name", "X-Api-Key");
  call_test_set_secret (self, "password", SECRET);
  call_test_set_secret (self, "token", SECRET);
  g_ptr_array_add (self->keys, g_strdup ("PROVA0001"));
  self->call.uuid = UUID;
  self->call.note = NOTE;

  return self;
}

static void
assert_head (const char *authorization,
             const char *line)
{
  g_autoptr (CallTest) wire = wire_new (authorization);
  g_autoptr (SptOutcome) outcome = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *head = NULL;

  call_test_push (wire, 200, "Content-Type: application/xml\r\n", OK);
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_cmpstr (outcome->remote_id, ==, "2026-000001");
  g_assert_cmpstr (outcome->code, ==, "catasto-accepted");
  head = spt_test_server_get_head (wire->server, 0);
  body = spt_test_server_get_body (wire->server, 0);
  g_assert_true (g_str_has_prefix (head, "POST /api_call_2 HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (head, "\r\nX-Id-Richiesta: " UUID "\r\n"));
  g_assert_nonnull (strstr (head, "\r\nAccept: application/xml\r\n"));
  g_assert_nonnull (strstr (head, "\r\nContent-Type: application/xml; charset=utf-8\r\n"));
  g_assert_true (g_bytes_equal (body, wire->body));
  if (line != NULL)
    g_assert_nonnull (strstr (head, line));
  else
    g_assert_null (strstr (head, SECRET));
}

static void
test_heads (void)
{
  assert_head ("none", NULL);
  assert_head ("basic", "\r\nAuthorization: Basic dWZmaWNpbzpzZWdyZXRvLWRpLXByb3Zh\r\n");
  assert_head ("bearer", "\r\nAuthorization: Bearer " SECRET "\r\n");
  assert_head ("header", "\r\nX-Api-Key: " SECRET "\r\n");
}

static void
test_missing (void)
{
  static const struct
  {
    const char *authorization;
    const char *setting;
    const char *secret;
    const char *code;
  } cases[] = {
    { "basic", "username", NULL, "settings" },
    { "header", "header-name", NULL, "settings" },
    { "wrong", NULL, NULL, "settings" },
    { "basic", NULL, "password", "no-credentials" },
    { "bearer", NULL, "token", "no-credentials" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CallTest) wire = wire_new (cases[i].authorization);
      g_autoptr (SptOutcome) outcome = NULL;

      if (cases[i].setting != NULL)
        spt_account_set_setting (wire->account, cases[i].setting, "");
      if (cases[i].secret != NULL)
        g_hash_table_remove (wire->secrets, cases[i].secret);
      outcome = call_test_run (wire, SPT_CALL_SEND);
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_NOT_SENT);
      g_assert_cmpstr (outcome->code, ==, cases[i].code);
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 0);
    }
}

/* *INDENT-OFF* */
static const struct
{
  guint           status;
  const char     *body;
  SptOutcomeKind  kind;
  const char     *code;
  SptOutcomeKind  settled;
  const char     *settled_code;
} answers[] = {
  { 200, OK, SPT_OUTCOME_ACCEPTED, "catasto-accepted", SPT_OUTCOME_ACCEPTED, "catasto-accepted" },
  { 200, HEAD "<esito>ACCETTATO_CON_AVVISI</esito></risposta>", SPT_OUTCOME_ACCEPTED, "catasto-accepted-warnings", SPT_OUTCOME_ACCEPTED, "catasto-accepted-warnings" },
  { 200, NO ("E-CAP"), SPT_OUTCOME_REFUSED, "E-CAP", SPT_OUTCOME_REFUSED, "E-CAP" },
  { 200, NO ("X-MAI-VISTO"), SPT_OUTCOME_REFUSED, "catasto-refused", SPT_OUTCOME_REFUSED, "catasto-refused" },
  { 200, "", SPT_OUTCOME_UNKNOWN, "answer-not-understood", SPT_OUTCOME_UNKNOWN, "answer-not-understood" },
  { 200, "<html><body>Proxy</body></html>", SPT_OUTCOME_UNKNOWN, "answer-not-understood", SPT_OUTCOME_UNKNOWN, "answer-not-understood" },
  { 200, "<risposta xmlns=\"urn:altro\"><esito>ACCETTATO</esito></risposta>", SPT_OUTCOME_UNKNOWN, "answer-not-understood", SPT_OUTCOME_UNKNOWN, "answer-not-understood" },
  { 200, HEAD "<esito>FORSE</esito></risposta>", SPT_OUTCOME_UNKNOWN, "answer-not-understood", SPT_OUTCOME_UNKNOWN, "answer-not-understood" },
  { 200, HEAD "<esito>ACCETTATO</esito>", SPT_OUTCOME_UNKNOWN, "answer-not-understood", SPT_OUTCOME_UNKNOWN, "answer-not-understood" },
  { 200, HEAD "<esito>ACCETTATO</esito><L1_codice_impianto>ALTRO</L1_codice_impianto></risposta>", SPT_OUTCOME_UNKNOWN, "catasto-other", SPT_OUTCOME_UNKNOWN, "catasto-other" },
  { 200, HEAD "<esito>ACCETTATO</esito><API_ID>4</API_ID></risposta>", SPT_OUTCOME_UNKNOWN, "catasto-other", SPT_OUTCOME_UNKNOWN, "catasto-other" },
  { 422, OK, SPT_OUTCOME_UNKNOWN, "catasto-contradiction", SPT_OUTCOME_UNKNOWN, "catasto-contradiction" },
  { 400, NO ("E-XML"), SPT_OUTCOME_REFUSED, "E-XML", SPT_OUTCOME_REFUSED, "E-XML" },
  { 400, "<html/>", SPT_OUTCOME_REFUSED, "catasto-defect", SPT_OUTCOME_UNKNOWN, "catasto-defect" },
  { 401, NO ("E-COMPETENZA"), SPT_OUTCOME_NOT_SENT, "auth-rejected", SPT_OUTCOME_UNKNOWN, "auth-rejected" },
  { 403, NO ("E-COMPETENZA"), SPT_OUTCOME_REFUSED, "E-COMPETENZA", SPT_OUTCOME_REFUSED, "E-COMPETENZA" },
  { 403, "<html/>", SPT_OUTCOME_NOT_SENT, "forbidden", SPT_OUTCOME_UNKNOWN, "forbidden" },
  { 404, "", SPT_OUTCOME_NOT_SENT, "catasto-address", SPT_OUTCOME_UNKNOWN, "catasto-address" },
  { 409, NO ("E-PRIMO-INVIO"), SPT_OUTCOME_REFUSED, "E-PRIMO-INVIO", SPT_OUTCOME_REFUSED, "E-PRIMO-INVIO" },
  { 409, NO ("E-GIA-PRESENTE"), SPT_OUTCOME_REFUSED, "E-GIA-PRESENTE", SPT_OUTCOME_UNKNOWN, "catasto-settle-already" },
  { 409, NO ("E-RCEE-DOPPIO"), SPT_OUTCOME_REFUSED, "E-RCEE-DOPPIO", SPT_OUTCOME_UNKNOWN, "catasto-settle-already" },
  { 409, "<html/>", SPT_OUTCOME_UNKNOWN, "answer-not-understood", SPT_OUTCOME_UNKNOWN, "answer-not-understood" },
  { 413, "", SPT_OUTCOME_REFUSED, "catasto-defect", SPT_OUTCOME_UNKNOWN, "catasto-defect" },
  { 415, "", SPT_OUTCOME_REFUSED, "catasto-defect", SPT_OUTCOME_UNKNOWN, "catasto-defect" },
  { 422, FOUND, SPT_OUTCOME_REFUSED, "E-CAP", SPT_OUTCOME_REFUSED, "E-CAP" },
  { 429, "", SPT_OUTCOME_NOT_SENT, "rate-limited", SPT_OUTCOME_UNKNOWN, "rate-limited" },
  { 503, "", SPT_OUTCOME_NOT_SENT, "catasto-busy", SPT_OUTCOME_UNKNOWN, "catasto-busy" },
  { 500, NO ("E-CAP"), SPT_OUTCOME_UNKNOWN, "server-error", SPT_OUTCOME_UNKNOWN, "server-error" },
  { 502, "<html/>", SPT_OUTCOME_UNKNOWN, "server-error", SPT_OUTCOME_UNKNOWN, "server-error" },
  { 504, "", SPT_OUTCOME_UNKNOWN, "server-error", SPT_OUTCOME_UNKNOWN, "server-error" },
  { 302, "", SPT_OUTCOME_NOT_SENT, "redirect", SPT_OUTCOME_UNKNOWN, "redirect" },
};
/* *INDENT-ON* */

/* The same number and the same bytes, sent and settled; each leaves once. */
static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (CallTest) wire = wire_new ("none");
      g_autoptr (SptOutcome) sent = NULL;
      g_autoptr (SptOutcome) settled = NULL;
      g_autofree char *head = NULL;
      g_autoptr (GBytes) body = NULL;

      call_test_push (wire, answers[i].status, NULL, answers[i].body);
      call_test_push (wire, answers[i].status, NULL, answers[i].body);
      sent = call_test_run (wire, SPT_CALL_SEND);
      settled = call_test_run (wire, SPT_CALL_SETTLE);
      g_test_message ("%u %s", answers[i].status, answers[i].body);
      g_assert_cmpstr (sent->code, ==, answers[i].code);
      g_assert_cmpint (sent->kind, ==, answers[i].kind);
      g_assert_cmpstr (settled->code, ==, answers[i].settled_code);
      g_assert_cmpint (settled->kind, ==, answers[i].settled);
      g_assert_cmpint (sent->transient, ==, answers[i].status == 429 || answers[i].status == 503);
      g_assert_false (settled->transient);
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 2);
      head = spt_test_server_get_head (wire->server, 1);
      body = spt_test_server_get_body (wire->server, 1);
      g_assert_nonnull (strstr (head, "\r\nX-Id-Richiesta: " UUID "\r\n"));
      g_assert_true (g_bytes_equal (body, wire->body));
    }
}

/* A page from a proxy is shown, in one line. */
static void
test_raw (void)
{
  g_autoptr (CallTest) wire = wire_new ("basic");
  g_autoptr (SptOutcome) outcome = NULL;

  call_test_push (wire, 200, NULL, "<html>\n<body>Manutenzione " SECRET "</body></html>");
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_nonnull (strstr (outcome->message, "Manutenzione"));
  g_assert_null (strchr (outcome->message, '\n'));
}

/* What the register found stands at the fields, with the schema's hash kept beside. */
static void
test_findings (void)
{
  g_autoptr (CallTest) wire = wire_new ("none");
  SptService *service = spt_services_find ("catasto");
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptOutcome) outcome = NULL;
  g_autofree char *path = NULL;
  const SptIssue *issue;

  call_test_push (wire, 422, NULL, FOUND);
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_nonnull (strstr (outcome->note, "\"schema\":\"abc\""));
  klass->add_answer_issues (service, "catasto.9", outcome->note, issues);
  g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 2);
  issue = spt_issue_list_get (issues, 0);
  g_assert_cmpstr (issue->code, ==, "E-CAP");
  g_assert_cmpint (issue->level, ==, SPT_ISSUE_ERROR);
  g_assert_cmpuint (issue->row, ==, 12);
  g_assert_cmpstr (issue->path, ==, "impianto[0].scheda_1_2_ubicazione[0].L1_2cap");
  issue = spt_issue_list_get (issues, 1);
  g_assert_cmpstr (issue->code, ==, "catasto-finding");
  g_assert_cmpint (issue->level, ==, SPT_ISSUE_WARNING);
  g_assert_cmpstr (issue->path, ==, "impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[1]");
  g_assert_cmpstr (issue->value, ==, "Da vedere");
  path = klass->dup_answer_path (service, "catasto.9", "PROVA0001", outcome->code, outcome->message);
  g_assert_cmpstr (path, ==, "impianto[0].scheda_1_2_ubicazione[0].L1_2cap");
}

static void
test_rcee (void)
{
  g_autoptr (CallTest) wire = wire_new ("none");
  g_autoptr (SptOutcome) outcome = NULL;
  g_autoptr (GPtrArray) rcee = NULL;
  g_autoptr (GPtrArray) none = spt_catasto_note_list_rcee ("[1]");

  call_test_push (wire, 200, NULL, HEAD "<esito>ACCETTATO</esito><rcee_attesi><componente>GT-1</componente>"
                  "<componente>GF-2</componente></rcee_attesi></risposta>");
  outcome = call_test_run (wire, SPT_CALL_SEND);
  rcee = spt_catasto_note_list_rcee (outcome->note);
  g_assert_cmpuint (rcee->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (rcee, 1), ==, "GF-2");
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_account (void)
{
  g_autoptr (CallTest) wire = wire_new ("header");
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptOutcome) outcome = NULL;
  SptService *service = spt_services_find ("catasto");

  outcome = call_test_run (wire, SPT_CALL_TEST);
  g_assert_cmpstr (outcome->code, ==, "catasto-tested");
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 0);
  spt_service_check_account (service, wire->account, issues);
  g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 0);
  g_assert_true (spt_service_needs (service, wire->account, "token"));
  g_assert_false (spt_service_needs (service, wire->account, "password"));
  spt_account_set_setting (wire->account, "header-name", "X Api: Key");
  g_object_set (wire->account, "base-url", "http://127.0.0.1:9/api_call_2", NULL);
  spt_service_check_account (service, wire->account, issues);
  g_assert_cmpuint (spt_issue_list_get_n_errors (issues), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catasto/wire/heads", test_heads);
  g_test_add_func ("/catasto/wire/missing", test_missing);
  g_test_add_func ("/catasto/wire/answers", test_answers);
  g_test_add_func ("/catasto/wire/raw", test_raw);
  g_test_add_func ("/catasto/wire/findings", test_findings);
  g_test_add_func ("/catasto/wire/rcee", test_rcee);
  g_test_add_func ("/catasto/wire/account", test_account);
  status = g_test_run ();
  spt_catasto_schemas_forget ();

  return status;
}
