/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log-in and the request against scripted servers: what leaves, how often, and what is kept of it
 * (services facts 2.4, 2.5, 2.7). */
#define G_LOG_DOMAIN "test-wire"

#include "config.h"

#include <string.h>

#include "call-test.h"
#include "services/tsdigital/spt-tsdigital-service.h"
#include "spt-test.h"

#define NOW     CALL_TEST_NOW
#define SECRET  "segreto-di-prova"
#define DIGEST  "c8bbcb16f27e9f7df55a8d4efc854fa10aeb86e2b74db64a85f4e5fb1e360ef3"
#define UUID    "0f0f0f0f-0000-4000-8000-000000000001"
#define JSON    "Content-Type: application/json\r\n"
/* {"exp":1795266000}, an hour on; {"exp":1795262000}, in the past. Unsigned, of nobody. */
#define TOKEN   "eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTUyNjYwMDB9.not-a-real-one"
#define TOKEN_2 "eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTUyNjYwMDB9.not-a-real-one-2"
#define OLD     "eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTUyNjIwMDB9.not-a-real-one"
#define TAKEN   "{\"id\":\"11111111-2222-4333-8444-555555555555\"}"
#define ERROR   "{\"code\":\"400\",\"message\":\"Richiesta errata\",\"status\":\"Bad Request\"," \
  "\"subErrors\":[{\"field\":\"taxId\",\"message\":\"manca\"}],\"timestamp\":" \
  "\"21-11-2026 12:00:00\"}"

static const char *const hidden[] = { SECRET, DIGEST, "not-a-real-one", NULL };

static CallTest *
wire_new (void)
{
  CallTest *self = call_test_new (SPT_TYPE_TSDIGITAL_SERVICE, "tsdigital.create-item",
                                  SPT_ENVIRONMENT_TEST, "/api/v3/items", "application/json",
                                  "{\"item\":{}}");

  call_test_hide (hidden);
  spt_account_set_setting (self->account, "auth-url", spt_test_server_get_url (self->auth));
  spt_account_set_setting (self->account, "item-path", "/api/v3/items");
  spt_account_set_setting (self->account, "key-id", "chiave-di-prova");
  call_test_set_secret (self, "key-secret", SECRET);
  g_ptr_array_add (self->keys, g_strdup ("00743110157"));
  self->call.uuid = UUID;

  return self;
}

static void
push_login (CallTest       *self,
            const char     *token)
{
  g_autofree char *body = g_strdup_printf ("{\"accessToken\":\"%s\"}", token);

  spt_test_server_push (self->auth, SPT_TEST_ANSWER, 200, JSON, "{\"nonce\":\"nonce-0001\"}");
  spt_test_server_push (self->auth, SPT_TEST_ANSWER, 200, JSON, body);
}

static void
push (CallTest       *self,
      guint           status,
      const char     *body)
{
  spt_test_server_push (self->server, SPT_TEST_ANSWER, status, JSON, body);
}

static void
assert_run (CallTest           *self,
            SptCallKind         call,
            SptOutcomeKind      kind,
            const char         *code,
            guint               n_auth,
            guint               n_registry)
{
  g_autoptr (SptOutcome) outcome = call_test_run (self, call);

  g_assert_cmpstr (outcome->code, ==, code);
  g_assert_cmpint (outcome->kind, ==, kind);
  g_assert_cmpuint (spt_test_server_get_n_requests (self->auth), ==, n_auth);
  g_assert_cmpuint (spt_test_server_get_n_requests (self->server), ==, n_registry);
}

static char *
dup_header (const char *head,
            const char *name)
{
  g_autofree char *start = g_strdup_printf ("\r\n%s: ", name);
  const char *at = strstr (head, start);
  const char *end = at != NULL ? strstr (at + 2, "\r\n") : NULL;

  return at != NULL && end != NULL
         ? g_strndup (at + strlen (start), (gsize) (end - at - (gssize) strlen (start))) : NULL;
}

/* --- what leaves ----------------------------------------------------------------------------------- */

static void
test_taken (void)
{
  g_autoptr (CallTest) wire = wire_new ();
  g_autoptr (SptOutcome) outcome = NULL;
  g_autofree char *nonce_head = NULL;
  g_autofree char *token_head = NULL;
  g_autofree char *head = NULL;
  g_autoptr (GBytes) nonce_body = NULL;
  g_autoptr (GBytes) token_body = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *ids[3] = { NULL };
  const char *heads[3];

  push_login (wire, TOKEN);
  push (wire, 202, TAKEN);
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_cmpstr (outcome->remote_id, ==, "11111111-2222-4333-8444-555555555555");
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 2);
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 1);

  heads[0] = nonce_head = spt_test_server_get_head (wire->auth, 0);
  heads[1] = token_head = spt_test_server_get_head (wire->auth, 1);
  heads[2] = head = spt_test_server_get_head (wire->server, 0);
  nonce_body = spt_test_server_get_body (wire->auth, 0);
  token_body = spt_test_server_get_body (wire->auth, 1);
  body = spt_test_server_get_body (wire->server, 0);
  g_assert_true (g_str_has_prefix (nonce_head, "POST /api/v3/nonces HTTP/1.1\r\n"));
  g_assert_true (g_str_has_prefix (token_head, "POST /api/v3/tokens HTTP/1.1\r\n"));
  g_assert_true (g_str_has_prefix (head, "POST /api/v3/items HTTP/1.1\r\n"));
  g_assert_cmpmem (g_bytes_get_data (nonce_body, NULL), g_bytes_get_size (nonce_body),
                   "{\"id\":\"chiave-di-prova\"}", 24);
  g_assert_cmpmem (g_bytes_get_data (token_body, NULL), g_bytes_get_size (token_body),
                   "{\"id\":\"chiave-di-prova\",\"digest\":\"" DIGEST "\"}", 100);
  g_assert_true (g_bytes_equal (body, wire->body));

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *language = dup_header (heads[i], "Accept-Language");
      g_autofree char *type = dup_header (heads[i], "Content-Type");
      g_autofree char *app = dup_header (heads[i], "X-App-Name");
      g_autofree char *version = dup_header (heads[i], "X-App-Version");
      g_autofree char *correlation = dup_header (heads[i], "X-Correlation-ID");
      g_autofree char *agent = dup_header (heads[i], "User-Agent");
      g_autofree char *bearer = dup_header (heads[i], "Authorization");

      g_assert_cmpstr (language, ==, "it-IT");
      g_assert_cmpstr (type, ==, "application/json");
      g_assert_cmpstr (app, ==, "Sportello");
      g_assert_cmpstr (version, ==, VERSION);
      g_assert_cmpstr (correlation, ==, UUID);
      g_assert_cmpstr (agent, ==, "sportello-test");
      g_assert_cmpstr (bearer, ==, i == 2 ? "Bearer " TOKEN : NULL);
      ids[i] = dup_header (heads[i], "X-Request-ID");
      g_assert_true (g_uuid_string_is_valid (ids[i]));
      /* What support asks for is kept. */
      g_assert_nonnull (strstr (outcome->exchange, ids[i]));
    }
  g_assert_nonnull (strstr (outcome->exchange, UUID));
  g_assert_cmpstr (ids[0], !=, ids[1]);
  g_assert_cmpstr (ids[1], !=, ids[2]);
  g_clear_pointer (&ids[1], g_free);
  g_clear_pointer (&ids[2], g_free);
}

/* A token is asked for once, however much is sent with it; each request is another one. */
static void
test_kept (void)
{
  g_autoptr (CallTest) wire = wire_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *first_id = NULL;
  g_autofree char *second_id = NULL;

  spt_account_set_setting (wire->account, "app-name", "Prova");
  push_login (wire, TOKEN);
  push (wire, 202, TAKEN);
  push (wire, 202, TAKEN);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_ACCEPTED, "tsdigital-taken", 2, 1);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_ACCEPTED, "tsdigital-taken", 2, 2);
  first = spt_test_server_get_head (wire->server, 0);
  second = spt_test_server_get_head (wire->server, 1);
  g_assert_nonnull (strstr (first, "\r\nX-App-Name: Prova\r\n"));
  first_id = dup_header (first, "X-Request-ID");
  second_id = dup_header (second, "X-Request-ID");
  g_assert_cmpstr (first_id, !=, second_id);

  /* Two minutes before its end it is not used any more: suspend counts. */
  spt_fake_clock_advance (wire->fake_clock, 58 * 60 * 1000 + 1);
  push_login (wire, TOKEN_2);
  push (wire, 202, TAKEN);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_ACCEPTED, "tsdigital-taken", 4, 3);
}

/* --- the token ------------------------------------------------------------------------------------- */

/* Renewed once, sent once more; a second 401 is the end. */
static void
test_renewed (void)
{
  g_autoptr (CallTest) wire = wire_new ();

  push_login (wire, TOKEN);
  push (wire, 401, "{}");
  push_login (wire, TOKEN_2);
  push (wire, 202, TAKEN);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_ACCEPTED, "tsdigital-taken", 4, 2);

  push (wire, 401, "{}");
  push_login (wire, TOKEN);
  push (wire, 401, "{}");
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_NOT_SENT, "tsdigital-token-rejected", 6, 4);
}

/* A nonce may be too old: once more with a fresh one. */
static void
test_nonce (void)
{
  g_autoptr (CallTest) wire = wire_new ();

  spt_test_server_push (wire->auth, SPT_TEST_ANSWER, 200, JSON, "{\"nonce\":\"nonce-0000\"}");
  spt_test_server_push (wire->auth, SPT_TEST_ANSWER, 401, JSON, "{\"message\":\"nonce expired\"}");
  push_login (wire, TOKEN);
  push (wire, 202, TAKEN);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_ACCEPTED, "tsdigital-taken", 4, 1);
}

/* Three refusals in a row, and the key is left alone; a person may try once more, and another secret
 * is another matter. */
static void
test_stopped (void)
{
  g_autoptr (CallTest) wire = wire_new ();

  for (guint i = 0; i < 4; i++)
    {
      spt_test_server_push (wire->auth, SPT_TEST_ANSWER, 200, JSON, "{\"nonce\":\"n\"}");
      spt_test_server_push (wire->auth, SPT_TEST_ANSWER, 401, JSON, "{\"message\":\"no\"}");
    }
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_NOT_SENT, "tsdigital-key-rejected", 4, 0);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_NOT_SENT, "tsdigital-key-rejected", 6, 0);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_NOT_SENT, "tsdigital-login-stopped", 6, 0);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_NOT_SENT, "tsdigital-login-stopped", 6, 0);
  assert_run (wire, SPT_CALL_TEST, SPT_OUTCOME_NOT_SENT, "tsdigital-key-rejected", 8, 0);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_NOT_SENT, "tsdigital-login-stopped", 8, 0);

  call_test_set_secret (wire, "key-secret", "altro-segreto");
  push_login (wire, TOKEN);
  push (wire, 202, TAKEN);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_ACCEPTED, "tsdigital-taken", 10, 1);
}

/* Once a person found it to be right, it is used again. */
static void
test_tested (void)
{
  g_autoptr (CallTest) wire = wire_new ();

  for (guint i = 0; i < 3; i++)
    spt_test_server_push (wire->auth, SPT_TEST_ANSWER, 403, JSON, "{\"message\":\"no\"}");
  for (guint i = 0; i < 3; i++)
    assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_NOT_SENT, "tsdigital-key-rejected", i + 1, 0);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_NOT_SENT, "tsdigital-login-stopped", 3, 0);
  push_login (wire, TOKEN);
  assert_run (wire, SPT_CALL_TEST, SPT_OUTCOME_ACCEPTED, "tsdigital-tested", 5, 0);
  push (wire, 202, TAKEN);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_ACCEPTED, "tsdigital-taken", 5, 1);
}

/* After a 429 nobody knocks before the time that it named. */
static void
test_throttled (void)
{
  g_autoptr (CallTest) wire = wire_new ();
  g_autoptr (SptOutcome) outcome = NULL;

  spt_test_server_push (wire->auth, SPT_TEST_ANSWER, 429, "Retry-After: 30\r\n", "");
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpstr (outcome->code, ==, "tsdigital-login-throttled");
  g_assert_true (outcome->transient);
  g_assert_cmpint (outcome->retry_after_ms, ==, 30000);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_NOT_SENT, "tsdigital-login-throttled", 1, 0);
  spt_fake_clock_advance (wire->fake_clock, 30001);
  push_login (wire, TOKEN);
  push (wire, 202, TAKEN);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_ACCEPTED, "tsdigital-taken", 3, 1);
}

/* The log-in fails in other ways: nothing leaves for the registry, and it may go by itself later. */
static void
test_login_away (void)
{
  static const SptTestFault faults[] = {
    SPT_TEST_DROP_BEFORE_READING, SPT_TEST_READ_THEN_DROP, SPT_TEST_GARBAGE, SPT_TEST_CUT_BODY
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (CallTest) wire = wire_new ();
      g_autoptr (SptOutcome) outcome = NULL;

      spt_test_server_push (wire->auth, faults[i], 200, JSON, "{\"nonce\":\"n\"}");
      outcome = call_test_run (wire, SPT_CALL_SEND);
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_NOT_SENT);
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 0);
    }
}

/* --- a pasted token ---------------------------------------------------------------------------------- */

static void
test_pasted (void)
{
  g_autoptr (CallTest) wire = wire_new ();
  g_autofree char *head = NULL;

  g_hash_table_remove (wire->secrets, "key-secret");
  call_test_set_secret (wire, "bearer-token", "Bearer " TOKEN "\n");
  push (wire, 202, TAKEN);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_ACCEPTED, "tsdigital-taken", 0, 1);
  head = spt_test_server_get_head (wire->server, 0);
  g_assert_nonnull (strstr (head, "\r\nAuthorization: Bearer " TOKEN "\r\n"));
  assert_run (wire, SPT_CALL_TEST, SPT_OUTCOME_ACCEPTED, "tsdigital-tested-bearer", 0, 1);

  push (wire, 401, "{}");
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_NOT_SENT, "tsdigital-bearer-rejected", 0, 2);
  call_test_set_secret (wire, "bearer-token", OLD);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_NOT_SENT, "tsdigital-bearer-expired", 0, 2);
  call_test_set_secret (wire, "bearer-token", "a b c");
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_NOT_SENT, "tsdigital-bearer-unusable", 0, 2);
}

/* With a key beside it, the key takes over where the pasted one ends. */
static void
test_pasted_and_key (void)
{
  g_autoptr (CallTest) wire = wire_new ();

  call_test_set_secret (wire, "bearer-token", OLD);
  push_login (wire, TOKEN_2);
  push (wire, 202, TAKEN);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_ACCEPTED, "tsdigital-taken", 2, 1);

  call_test_set_secret (wire, "bearer-token", TOKEN);
  push (wire, 401, "{}");
  push (wire, 202, TAKEN);
  assert_run (wire, SPT_CALL_SEND, SPT_OUTCOME_ACCEPTED, "tsdigital-taken", 2, 3);
}

/* --- what an account lacks --------------------------------------------------------------------------- */

static void
test_settings (void)
{
  static const struct
  {
    const char *setting;
    const char *code;
  } lacks[] = {
    { "item-path", "settings" }, { "auth-url", "settings" }, { "key-id", "settings" },
    { "base-url", "settings" }, { "key-secret", "no-credentials" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lacks); i++)
    {
      g_autoptr (CallTest) wire = wire_new ();
      g_autoptr (SptOutcome) outcome = NULL;

      if (g_str_equal (lacks[i].setting, "base-url"))
        g_object_set (wire->account, "base-url", "", NULL);
      else if (g_str_equal (lacks[i].setting, "key-secret"))
        g_hash_table_remove (wire->secrets, "key-secret");
      else
        spt_account_set_setting (wire->account, lacks[i].setting, NULL);
      outcome = call_test_run (wire, SPT_CALL_SEND);
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_NOT_SENT);
      g_assert_cmpstr (outcome->code, ==, lacks[i].code);
      if (g_str_equal (lacks[i].code, "settings"))
        g_assert_cmpstr (outcome->message, ==, lacks[i].setting);
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 0);
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 0);
    }
}

/* A line break in a name would be a header of its own. */
static void
test_bad_header (void)
{
  g_autoptr (CallTest) wire = wire_new ();
  g_autoptr (SptOutcome) outcome = NULL;

  spt_account_set_setting (wire->account, "app-name", "a\r\nX-Evil: 1");
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpstr (outcome->code, ==, "settings");
  g_assert_cmpstr (outcome->message, ==, "app-name");
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 0);
}

/* --- exactly once ------------------------------------------------------------------------------------- */

static const struct
{
  SptTestFault   fault;
  SptOutcomeKind kind;
} faults[] = {
  { SPT_TEST_READ_THEN_DROP, SPT_OUTCOME_UNKNOWN },
  { SPT_TEST_READ_THEN_RESET, SPT_OUTCOME_UNKNOWN },
  { SPT_TEST_GARBAGE, SPT_OUTCOME_UNKNOWN },
  { SPT_TEST_CUT_HEAD, SPT_OUTCOME_UNKNOWN },
  { SPT_TEST_CUT_BODY, SPT_OUTCOME_UNKNOWN },
  { SPT_TEST_CUT_CHUNKED, SPT_OUTCOME_UNKNOWN },
  { SPT_TEST_CHUNKED, SPT_OUTCOME_ACCEPTED },
};

static void
test_once (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (CallTest) wire = wire_new ();
      g_autoptr (SptOutcome) outcome = NULL;

      push_login (wire, TOKEN);
      spt_test_server_push (wire->server, faults[i].fault, 202, JSON, TAKEN);
      outcome = call_test_run (wire, SPT_CALL_SEND);
      g_test_message ("fault %u: %s", (guint) faults[i].fault, outcome->code);
      g_assert_cmpint (outcome->kind, ==, faults[i].kind);
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 1);
    }
}

static void
test_refused (void)
{
  g_autoptr (CallTest) wire = wire_new ();
  g_autoptr (SptOutcome) outcome = NULL;

  push_login (wire, TOKEN);
  push (wire, 400, ERROR);
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_REFUSED);
  g_assert_cmpstr (outcome->message, ==, "Richiesta errata; [taxId] manca");
  /* The whole of it is kept. */
  g_assert_nonnull (strstr (outcome->exchange, "subErrors"));
}

/* No redirect is followed: its place is told. */
static void
test_redirect (void)
{
  g_autoptr (CallTest) wire = wire_new ();
  g_autoptr (SptOutcome) outcome = NULL;

  push_login (wire, TOKEN);
  spt_test_server_push (wire->server, SPT_TEST_ANSWER, 307, "Location: /elsewhere\r\n", "");
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpstr (outcome->code, ==, "redirect");
  g_assert_cmpstr (outcome->message, ==, "/elsewhere");
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 1);
}

static void
test_cancelled (void)
{
  g_autoptr (CallTest) wire = wire_new ();
  SptService *service = spt_services_find ("tsdigital");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  wire->cancellable = g_cancellable_new ();
  g_cancellable_cancel (wire->cancellable);
  spt_service_call_async (service, SPT_CALL_SEND, &wire->call, wire->cancellable, spt_test_async_cb,
                          &slot);
  result = spt_test_await (&slot, SPT_TEST_TIMEOUT_MS);
  g_assert_null (spt_service_call_finish (service, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 0);
}

/* Given up while the log-in hangs: no byte of the request left. */
static void
test_cancelled_late (void)
{
  g_autoptr (CallTest) wire = wire_new ();
  SptService *service = spt_services_find ("tsdigital");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  gint64 deadline = g_get_monotonic_time () + SPT_TEST_TIMEOUT_MS * 1000;

  wire->cancellable = g_cancellable_new ();
  spt_test_server_push (wire->auth, SPT_TEST_HANG, 200, JSON, "");
  spt_service_call_async (service, SPT_CALL_SEND, &wire->call, wire->cancellable, spt_test_async_cb,
                          &slot);
  while (spt_test_server_get_n_requests (wire->auth) == 0 && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (wire->cancellable);
  result = spt_test_await (&slot, SPT_TEST_TIMEOUT_MS);
  g_assert_nonnull (result);
  g_assert_null (spt_service_call_finish (service, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tsdigital/wire/taken", test_taken);
  g_test_add_func ("/tsdigital/wire/kept", test_kept);
  g_test_add_func ("/tsdigital/wire/renewed", test_renewed);
  g_test_add_func ("/tsdigital/wire/nonce", test_nonce);
  g_test_add_func ("/tsdigital/wire/stopped", test_stopped);
  g_test_add_func ("/tsdigital/wire/tested", test_tested);
  g_test_add_func ("/tsdigital/wire/throttled", test_throttled);
  g_test_add_func ("/tsdigital/wire/login-away", test_login_away);
  g_test_add_func ("/tsdigital/wire/pasted", test_pasted);
  g_test_add_func ("/tsdigital/wire/pasted-and-key", test_pasted_and_key);
  g_test_add_func ("/tsdigital/wire/settings", test_settings);
  g_test_add_func ("/tsdigital/wire/bad-header", test_bad_header);
  g_test_add_func ("/tsdigital/wire/once", test_once);
  g_test_add_func ("/tsdigital/wire/refused", test_refused);
  g_test_add_func ("/tsdigital/wire/redirect", test_redirect);
  g_test_add_func ("/tsdigital/wire/cancelled", test_cancelled);
  g_test_add_func ("/tsdigital/wire/cancelled-late", test_cancelled_late);

  return g_test_run ();
}
