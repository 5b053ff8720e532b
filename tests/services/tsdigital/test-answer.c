/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each answer proves and says, and the field that its words mean (services facts 2.7). */
#include "config.h"

#include <string.h>

#include "services/tsdigital/spt-tsdigital-flow.h"
#include "services/tsdigital/spt-tsdigital-record.h"
#include "tsdigital-test.h"

#define ERROR(status, message, more) \
  "{\"code\":\"" #status "\",\"message\":\"" message "\",\"status\":\"x\"" more \
  ",\"timestamp\":\"21-11-2026 12:00:00\"}"
#define HTML "<html><body>502 Bad Gateway</body></html>"

static const struct
{
  guint           status;
  const char     *body;
  SptOutcomeKind  kind;
  gboolean        transient;
  const char     *code;
  const char     *message; /* (nullable) */
} answers[] = {
  { 202, "{\"id\":\"i-1\"}", SPT_OUTCOME_ACCEPTED, FALSE, "tsdigital-taken", NULL },
  { 202, "{\"id\":7,\"more\":{}}", SPT_OUTCOME_ACCEPTED, FALSE, "tsdigital-taken", NULL },
  { 202, "{\"id\":\"\"}", SPT_OUTCOME_UNKNOWN, FALSE, "tsdigital-no-id", NULL },
  { 202, "{\"id\":null}", SPT_OUTCOME_UNKNOWN, FALSE, "tsdigital-no-id", NULL },
  { 202, "{\"item\":\"i-1\"}", SPT_OUTCOME_UNKNOWN, FALSE, "tsdigital-no-id", NULL },
  { 202, "", SPT_OUTCOME_UNKNOWN, FALSE, "tsdigital-no-id", NULL },
  { 202, HTML, SPT_OUTCOME_UNKNOWN, FALSE, "tsdigital-no-id", NULL },
  { 202, "[\"i-1\"]", SPT_OUTCOME_UNKNOWN, FALSE, "tsdigital-no-id", NULL },
  { 200, "{\"id\":\"i-1\"}", SPT_OUTCOME_UNKNOWN, FALSE, "tsdigital-other-success", NULL },
  { 201, "{\"id\":\"i-1\"}", SPT_OUTCOME_UNKNOWN, FALSE, "tsdigital-other-success", NULL },
  { 204, "", SPT_OUTCOME_UNKNOWN, FALSE, "tsdigital-other-success", NULL },
  { 302, "", SPT_OUTCOME_NOT_SENT, FALSE, "redirect", "https://elsewhere.invalid/" },
  { 400, ERROR (400, "Richiesta errata", ""), SPT_OUTCOME_REFUSED, FALSE, "tsdigital-bad-request",
    "Richiesta errata" },
  { 400, "{\"code\":400,\"message\":\"no\",\"subErrors\":null}", SPT_OUTCOME_REFUSED, FALSE,
    "tsdigital-bad-request", "no" },
  { 400, ERROR (400, "no", ",\"subErrors\":[{\"field\":\"taxId\",\"message\":\"manca\"},\"altro\","
                "{\"x\":{\"y\":1}},null,{\"path\":\"a.b\"}]"),
    SPT_OUTCOME_REFUSED, FALSE, "tsdigital-bad-request",
    "no; [taxId] manca; altro; {\"x\":{\"y\":1}}; [a.b]" },
  { 400, ERROR (400, "no", ",\"subErrors\":{\"field\":\"taxId\",\"reason\":\"manca\"}"),
    SPT_OUTCOME_REFUSED, FALSE, "tsdigital-bad-request", "no; [taxId] manca" },
  { 400, HTML, SPT_OUTCOME_REFUSED, FALSE, "tsdigital-bad-request", NULL },
  { 401, ERROR (401, "scaduto", ""), SPT_OUTCOME_NOT_SENT, FALSE, "tsdigital-token-rejected",
    "scaduto" },
  { 403, ERROR (403, "vietato", ""), SPT_OUTCOME_REFUSED, FALSE, "tsdigital-forbidden", "vietato" },
  { 404, ERROR (404, "dove", ""), SPT_OUTCOME_NOT_SENT, FALSE, "tsdigital-address", "dove" },
  { 405, "", SPT_OUTCOME_NOT_SENT, FALSE, "tsdigital-address", NULL },
  { 407, "", SPT_OUTCOME_NOT_SENT, FALSE, "proxy", NULL },
  { 408, "", SPT_OUTCOME_UNKNOWN, FALSE, "answer-lost", NULL },
  { 409, ERROR (409, "esiste", ""), SPT_OUTCOME_REFUSED, FALSE, "tsdigital-conflict", "esiste" },
  { 409, HTML, SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood", NULL },
  { 415, "", SPT_OUTCOME_REFUSED, FALSE, "tsdigital-bad-request", NULL },
  { 418, ERROR (418, "no", ""), SPT_OUTCOME_REFUSED, FALSE, "tsdigital-refused", "no" },
  { 418, "{\"what\":1}", SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood", NULL },
  { 422, ERROR (422, "no", ""), SPT_OUTCOME_REFUSED, FALSE, "tsdigital-bad-request", "no" },
  { 429, "", SPT_OUTCOME_NOT_SENT, TRUE, "rate-limited", NULL },
  { 500, ERROR (500, "Errore interno del server", ""), SPT_OUTCOME_UNKNOWN, FALSE, "server-error",
    "Errore interno del server" },
  { 502, ERROR (502, "auth", ""), SPT_OUTCOME_UNKNOWN, FALSE, "tsdigital-dependency", "auth" },
  { 502, HTML, SPT_OUTCOME_UNKNOWN, FALSE, "tsdigital-dependency", NULL },
  { 503, "", SPT_OUTCOME_UNKNOWN, FALSE, "server-error", NULL },
  { 504, HTML, SPT_OUTCOME_UNKNOWN, FALSE, "server-error", NULL },
  { 500, "{\"message\":\"the s3cret-text\"}", SPT_OUTCOME_UNKNOWN, FALSE, "server-error",
    "the [REDACTED]" },
};

static void
test_answers (void)
{
  const char *const secrets[] = { "s3cret-text", NULL };
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (headers, (gpointer) "location", (gpointer) "https://elsewhere.invalid/");
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (answers[i].body, strlen (answers[i].body));
      g_autoptr (SptOutcome) outcome = NULL;
      const SptHttpAnswer answer = {
        .result = SPT_HTTP_ANSWERED, .status = answers[i].status, .headers = headers, .body = body,
        .body_complete = TRUE, .retry_after_ms = -1,
      };

      g_test_message ("%u %s", answers[i].status, answers[i].body);
      outcome = spt_tsdigital_read_answer (&answer, "00743110157", secrets);
      g_assert_cmpint (outcome->kind, ==, answers[i].kind);
      g_assert_cmpint (outcome->transient, ==, answers[i].transient);
      g_assert_cmpstr (outcome->code, ==, answers[i].code);
      if (answers[i].message == NULL || strstr (answers[i].message, "REDACTED") == NULL)
        g_assert_cmpstr (outcome->message, ==, answers[i].message);
      else
        g_assert_null (strstr (outcome->message, "s3cret"));
      g_assert_cmpuint (outcome->http_status, ==, answers[i].status);
    }
}

static void
test_taken (void)
{
  const char *const none[] = { NULL };
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"id\":\"i-1\"}", 12);
  const SptHttpAnswer answer = {
    .result = SPT_HTTP_ANSWERED, .status = 202, .body = body, .body_complete = TRUE,
    .retry_after_ms = -1,
  };
  g_autoptr (SptOutcome) outcome = spt_tsdigital_read_answer (&answer, "00743110157", none);
  const SptDossierNews *news;

  g_assert_cmpstr (outcome->remote_id, ==, "i-1");
  g_assert_cmpuint (outcome->news->len, ==, 1);
  news = g_ptr_array_index (outcome->news, 0);
  g_assert_cmpstr (news->key, ==, "00743110157");
  g_assert_cmpstr (news->remote_id, ==, "i-1");
  /* Never "created": no call says so. */
  g_assert_cmpstr (news->phase, ==, "presa in carico");
  g_assert_cmpstr (news->stage, ==, "taken");
}

/* Cut, it proves nothing. */
static void
test_cut (void)
{
  const char *const none[] = { NULL };
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"id\":\"i-1\"}", 12);
  const SptHttpAnswer answer = {
    .result = SPT_HTTP_ANSWERED, .status = 202, .body = body, .body_complete = FALSE,
    .retry_after_ms = -1,
  };
  const SptHttpAnswer lost = { .result = SPT_HTTP_UNKNOWN, .retry_after_ms = -1 };
  const SptHttpAnswer away = {
    .result = SPT_HTTP_NOT_SENT, .code = (char *) "refused-connection", .retry_after_ms = -1,
  };
  g_autoptr (SptOutcome) cut = spt_tsdigital_read_answer (&answer, NULL, none);
  g_autoptr (SptOutcome) gone = spt_tsdigital_read_answer (&lost, NULL, none);
  g_autoptr (SptOutcome) unsent = spt_tsdigital_read_answer (&away, NULL, none);

  g_assert_cmpint (cut->kind, ==, SPT_OUTCOME_UNKNOWN);
  g_assert_cmpint (gone->kind, ==, SPT_OUTCOME_UNKNOWN);
  g_assert_cmpstr (gone->code, ==, "answer-lost");
  g_assert_cmpint (unsent->kind, ==, SPT_OUTCOME_NOT_SENT);
  g_assert_true (unsent->transient);
}

static const struct
{
  const char *message;
  const char *path; /* (nullable) */
} paths[] = {
  { "no; [taxId] manca", "taxId" },
  { "no; [item.base.identifier.vatNumber] errata", "vatNumber" },
  { "no; [identifier.vatNumber] errata", "vatNumber" },
  { "no; [addresses[1].zipCode] errato", "addresses[1].zipCode" },
  { "no; [item.base.details.addresses[0].city] errato", "addresses[0].city" },
  { "no; [/item/base/details/addresses/2/city] x", "addresses[2].city" },
  { "no; [item.base.details.addresses] mancano", "addresses" },
  { "no; [ownerIds[3]] x", "owners[3].id" },
  { "no; [mainActivity.code] x", "economics.mainActivity" },
  { "no; [TAXID] x", "taxId" },
  { "no; [code] x", NULL },
  { "no; [registrationDate] x", NULL },
  { "no; [professionalRegister.registrationDate] x", "professionalRegister.registrationDate" },
  { "no; [boh] x; [birthDate] y", "birthDate" },
  { "no; [boh] x", NULL },
  { "taxId non valido", "taxId" },
  { "il campo 'gender' manca", "gender" },
  { "Invalid value", NULL },
  { "the city is wrong", NULL },
  { "economics.rea troppo lungo", "economics.rea" },
  { "{\"taxId\":[\"manca\"]}", "taxId" },
  { "no; [", NULL },
  { "[]", NULL },
  { "", NULL },
  { NULL, NULL },
};

static void
test_paths (void)
{
  SptService *service = tsdigital_test_service ();
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *path = klass->dup_answer_path (service, SPT_TSDIGITAL_OPERATION, "00743110157",
                                                      "tsdigital-bad-request", paths[i].message);
      g_autofree char *other = klass->dup_answer_path (service, SPT_TSDIGITAL_OPERATION, NULL,
                                                       "tsdigital-forbidden", paths[i].message);

      g_test_message ("%s", paths[i].message);
      g_assert_cmpstr (path, ==, paths[i].path);
      g_assert_null (other);
      if (path != NULL)
        {
          g_autoptr (SptRecord) record =
            tsdigital_test_record (TRUE, "addresses[2].city=x\nowners[3].id=x");
          SptNode *node;
          const SptFieldDef *field;

          g_assert_true (spt_record_find_path (record, path, &node, &field));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  tsdigital_test_service ();
  g_test_add_func ("/tsdigital/answer/each", test_answers);
  g_test_add_func ("/tsdigital/answer/taken", test_taken);
  g_test_add_func ("/tsdigital/answer/cut", test_cut);
  g_test_add_func ("/tsdigital/answer/paths", test_paths);
  result = g_test_run ();
  tsdigital_test_clear ();

  return result;
}
