/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The token: how it is asked for, how long it is kept, who waits for whom, what each answer means
 * (services facts 4.4). */
#include "config.h"

#include <string.h>

#include "base/spt-messages.h"
#include "services/voucher/spt-voucher-answer.h"
#include "spt-test.h"
#include "wire-test.h"

#define AAD(error, numbers) \
  "{\"error\":\"" error "\",\"error_description\":\"AADSTS: something.\\r\\nTrace ID: aaaa-1\"," \
  "\"error_codes\":[" numbers "],\"timestamp\":\"2026-11-21 12:00:00Z\"," \
  "\"trace_id\":\"aaaa-1\",\"correlation_id\":\"bbbb-2\"}"
#define HTML "<html><body>Log in</body></html>"

/* --- reading ---------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  guint       status;
  const char *body;
  const char *code;      /* NULL = there is a token */
  gboolean    transient;
  gint64      life_ms;
} answers[] = {
  { "number", 200, WIRE_TOKEN_BODY (WIRE_TOKEN, "3599"), NULL, FALSE, 3599000 },
  { "text", 200, WIRE_TOKEN_BODY (WIRE_TOKEN, "\"3599\""), NULL, FALSE, 3599000 },
  { "text-blanks", 200, WIRE_TOKEN_BODY (WIRE_TOKEN, "\" 60 \""), NULL, FALSE, 60000 },
  { "zero", 200, WIRE_TOKEN_BODY (WIRE_TOKEN, "0"), NULL, FALSE, 300000 },
  { "negative", 200, WIRE_TOKEN_BODY (WIRE_TOKEN, "-5"), NULL, FALSE, 300000 },
  { "one", 200, WIRE_TOKEN_BODY (WIRE_TOKEN, "1"), NULL, FALSE, 1000 },
  { "day", 200, WIRE_TOKEN_BODY (WIRE_TOKEN, "86400"), NULL, FALSE, 86400000 },
  { "more-than-a-day", 200, WIRE_TOKEN_BODY (WIRE_TOKEN, "86401"), NULL, FALSE, 300000 },
  { "words", 200, WIRE_TOKEN_BODY (WIRE_TOKEN, "\"an hour\""), NULL, FALSE, 300000 },
  { "fraction", 200, WIRE_TOKEN_BODY (WIRE_TOKEN, "3599.5"), NULL, FALSE, 300000 },
  { "null", 200, WIRE_TOKEN_BODY (WIRE_TOKEN, "null"), NULL, FALSE, 300000 },
  { "absent", 200, "{\"token_type\":\"Bearer\",\"access_token\":\"" WIRE_TOKEN "\"}", NULL, FALSE,
    300000 },
  { "lower-bearer", 200, "{\"token_type\":\"bearer\",\"access_token\":\"" WIRE_TOKEN "\"}", NULL,
    FALSE, 300000 },
  { "no-type", 200, "{\"access_token\":\"" WIRE_TOKEN "\"}", NULL, FALSE, 300000 },
  { "other-type", 200, "{\"token_type\":\"mac\",\"access_token\":\"" WIRE_TOKEN "\"}",
    "voucher-token-unreadable", FALSE, 0 },
  { "no-token", 200, "{\"token_type\":\"Bearer\"}", "voucher-token-unreadable", FALSE, 0 },
  { "empty-token", 200, "{\"access_token\":\"\"}", "voucher-token-unreadable", FALSE, 0 },
  { "number-token-list", 200, "{\"access_token\":[1]}", "voucher-token-unreadable", FALSE, 0 },
  { "line-break", 200, "{\"access_token\":\"a\\r\\nX: y\"}", "voucher-token-unreadable", FALSE, 0 },
  { "not-ascii", 200, "{\"access_token\":\"à\"}", "voucher-token-unreadable", FALSE, 0 },
  { "array", 200, "[]", "voucher-token-unreadable", FALSE, 0 },
  { "html", 200, HTML, "voucher-token-unreadable", FALSE, 0 },
  { "empty", 200, "", "voucher-token-unreadable", FALSE, 0 },
  { "cut", 200, "{\"access_token\":\"" WIRE_TOKEN, "voucher-token-unreadable", FALSE, 0 },
  { "wrong-secret", 401, AAD ("invalid_client", "7000215"), "voucher-secret-rejected", FALSE, 0 },
  { "expired-secret", 401, AAD ("invalid_client", "7000222"), "voucher-secret-expired", FALSE, 0 },
  { "expired-words", 401,
    "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000222: expired\"}",
    "voucher-secret-expired", FALSE, 0 },
  { "missing-secret", 401, AAD ("invalid_client", "7000218"), "voucher-secret-rejected", FALSE, 0 },
  /* The number alone decides nothing. */
  { "number-elsewhere", 400, AAD ("invalid_scope", "7000222"), "voucher-scope-rejected", FALSE, 0 },
  { "unknown-client", 400, AAD ("unauthorized_client", "700016"), "voucher-client-unknown", FALSE,
    0 },
  { "unknown-tenant", 400, AAD ("invalid_request", "90002"), "voucher-token-request", FALSE, 0 },
  { "get-used", 400, AAD ("invalid_request", "900561"), "voucher-token-request", FALSE, 0 },
  { "scope", 400, AAD ("invalid_scope", "70011"), "voucher-scope-rejected", FALSE, 0 },
  { "resource", 400, AAD ("invalid_resource", "500011"), "voucher-scope-rejected", FALSE, 0 },
  { "grant", 400, AAD ("unsupported_grant_type", "70003"), "voucher-token-refused", FALSE, 0 },
  { "busy", 400, AAD ("temporarily_unavailable", "90006"), "voucher-token-unavailable", TRUE, 0 },
  { "busy-503", 503, AAD ("temporarily_unavailable", "90024"), "voucher-token-unavailable", TRUE,
    0 },
  { "new-error", 400, AAD ("something_new", "1"), "voucher-token-refused", FALSE, 0 },
  { "html-400", 400, HTML, "voucher-token-unreadable", FALSE, 0 },
  { "html-502", 502, HTML, "voucher-token-unavailable", TRUE, 0 },
  { "empty-500", 500, "", "voucher-token-unavailable", TRUE, 0 },
  { "not-found", 404, "", "voucher-token-unreadable", FALSE, 0 },
  { "proxy", 407, HTML, "proxy", FALSE, 0 },
  { "redirect", 302, "", "redirect", FALSE, 0 },
  { "throttled", 429, "slow down, please", "voucher-token-throttled", TRUE, 0 },
};

static void
test_read (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) body = g_bytes_new_static (answers[i].body, strlen (answers[i].body));
  SptHttpAnswer answer = {
    .result = SPT_HTTP_ANSWERED, .status = answers[i].status, .headers = headers, .body = body,
    .body_complete = TRUE, .retry_after_ms = -1,
  };
  g_autoptr (SptOutcome) outcome = NULL;
  g_autofree char *token = NULL;
  gint64 life_ms;

  outcome = spt_voucher_token_read (&answer, WIRE_SECRET, &token, &life_ms);
  if (answers[i].code == NULL)
    {
      g_assert_null (outcome);
      g_assert_cmpstr (token, ==, WIRE_TOKEN);
      g_assert_cmpint (life_ms, ==, answers[i].life_ms);
      return;
    }
  g_assert_null (token);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_NOT_SENT);
  g_assert_cmpstr (outcome->code, ==, answers[i].code);
  g_assert_cmpint (outcome->transient, ==, answers[i].transient);
  g_assert_cmpuint (outcome->http_status, ==, answers[i].status);
  g_assert_nonnull (spt_messages_find ("voucher", outcome->code));
  wire_assert_clean (outcome->message);
  if (answers[i].status == 429)
    g_assert_cmpint (outcome->retry_after_ms, ==, 60000);
  if (strstr (answers[i].body, "correlation_id") != NULL)
    {
      /* For the service's support, each once. */
      g_assert_nonnull (strstr (outcome->message, "aaaa-1"));
      g_assert_true (strstr (outcome->message, "aaaa-1") == g_strrstr (outcome->message, "aaaa-1"));
      g_assert_nonnull (strstr (outcome->message, "correlation_id: bbbb-2"));
      g_assert_null (strchr (outcome->message, '\n'));
    }
}

static void
test_use (void)
{
  g_assert_cmpint (spt_voucher_token_get_use_ms (3599000), ==, 3299000);
  g_assert_cmpint (spt_voucher_token_get_use_ms (86400000), ==, 86100000);
  g_assert_cmpint (spt_voucher_token_get_use_ms (600000), ==, 300000);
  g_assert_cmpint (spt_voucher_token_get_use_ms (300000), ==, 150000);
  g_assert_cmpint (spt_voucher_token_get_use_ms (1000), ==, 500);
}

/* A secret that comes back in the words of the service is not shown. */
static void
test_secret_said (void)
{
  g_autofree char *text =
    g_strdup_printf ("{\"error\":\"invalid_client\",\"error_description\":\"no good: %s\"}",
                     WIRE_SECRET);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  SptHttpAnswer answer = {
    .result = SPT_HTTP_ANSWERED, .status = 401, .body = body, .body_complete = TRUE,
    .retry_after_ms = -1,
  };
  g_autofree char *token = NULL;
  gint64 life_ms;
  g_autoptr (SptOutcome) outcome = spt_voucher_token_read (&answer, WIRE_SECRET, &token, &life_ms);

  g_assert_nonnull (strstr (outcome->message, "no good"));
  wire_assert_clean (outcome->message);
}

/* --- asking ------------------------------------------------------------------------------------ */

static SptVoucherCredentials
get_credentials (CallTest *wire)
{
  return (SptVoucherCredentials) { wire->url, "client-1", WIRE_SECRET, WIRE_SCOPE };
}

static void
begin (CallTest                     *wire,
       SptTokenCache                *tokens,
       const SptVoucherCredentials  *credentials,
       const char                   *refused,
       GCancellable                 *cancellable,
       GAsyncResult                **slot)
{
  spt_voucher_token_get_async (tokens, wire->http, SPT_CLOCK (wire->fake_clock), credentials,
                               refused, cancellable, spt_test_async_cb, slot);
}

static SptToken *
end (SptTokenCache     *tokens,
     GAsyncResult     **slot)
{
  g_autoptr (GAsyncResult) result = spt_test_await (slot, SPT_TEST_TIMEOUT_MS);
  g_autoptr (GError) error = NULL;
  SptToken *token = spt_token_cache_get_finish (tokens, result, &error);

  g_assert_no_error (error);
  g_assert_true ((token->text != NULL) != (token->trouble != NULL));
  wire_assert_clean (token->exchange);

  return token;
}

static SptToken *
get (CallTest                    *wire,
     SptTokenCache               *tokens,
     const SptVoucherCredentials *credentials,
     const char                  *refused)
{
  GAsyncResult *slot = NULL;

  begin (wire, tokens, credentials, refused, NULL, &slot);

  return end (tokens, &slot);
}

/* POST, a form, everything percent-encoded: never an address with the secret in it (services facts
 * 4.11, 1). */
static void
test_request (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptTokenCache) tokens = spt_token_cache_new ();
  SptVoucherCredentials credentials = get_credentials (wire);
  g_autoptr (SptToken) token = NULL;
  g_autofree char *head = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *form = NULL;

  wire_push_token (wire, WIRE_TOKEN, "3599");
  token = get (wire, tokens, &credentials, NULL);
  g_assert_cmpstr (token->text, ==, WIRE_TOKEN);
  g_assert_nonnull (token->exchange);

  head = spt_test_server_get_head (wire->auth, 0);
  g_assert_true (g_str_has_prefix (head, "POST /tenant/oauth2/v2.0/token HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (head, "Content-Type: application/x-www-form-urlencoded\r\n"));
  body = spt_test_server_get_body (wire->auth, 0);
  form = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_assert_cmpstr (form, ==,
                   "grant_type=client_credentials&client_id=client-1&client_secret="
                   "n0t~a%2Bsecret%2Fat%3Dall%26really%20%25zz&scope="
                   "https%3A%2F%2Fexample.invalid%2Fapp%2F.default");
}

/* Kept until five minutes before its end, on the clock that goes on in suspend; the wall clock may
 * jump as it likes. */
static void
test_kept (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptTokenCache) tokens = spt_token_cache_new ();
  SptVoucherCredentials credentials = get_credentials (wire);

  wire_push_token (wire, WIRE_TOKEN, "3599");
  wire_push_token (wire, WIRE_TOKEN_2, "3599");
  for (guint i = 0; i < 4; i++)
    {
      static const gint64 steps[] = { 0, 3298999, 1, 3298999 };
      static const char *const expected[] = { WIRE_TOKEN, WIRE_TOKEN, WIRE_TOKEN_2, WIRE_TOKEN_2 };
      g_autoptr (SptToken) token = NULL;

      spt_fake_clock_advance (wire->fake_clock, steps[i]);
      spt_fake_clock_jump_utc (wire->fake_clock, i % 2 == 0 ? 86400000 : -86400000 * 9);
      token = get (wire, tokens, &credentials, NULL);
      g_assert_cmpstr (token->text, ==, expected[i]);
      /* What was kept was exchanged before. */
      g_assert_true ((token->exchange != NULL) == (i == 0 || i == 2));
    }
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 2);
}

/* A token below the margin is good for one use, and is not asked for again and again. */
static void
test_short (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptTokenCache) tokens = spt_token_cache_new ();
  SptVoucherCredentials credentials = get_credentials (wire);
  g_autoptr (SptToken) first = NULL;
  g_autoptr (SptToken) second = NULL;
  g_autoptr (SptToken) third = NULL;

  wire_push_token (wire, WIRE_TOKEN, "0");
  first = get (wire, tokens, &credentials, NULL);
  second = get (wire, tokens, &credentials, NULL);
  g_assert_cmpstr (first->text, ==, WIRE_TOKEN);
  g_assert_cmpstr (second->text, ==, WIRE_TOKEN);
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 1);

  wire_push_token (wire, WIRE_TOKEN_2, "5");
  third = get (wire, tokens, &credentials, WIRE_TOKEN);
  g_assert_cmpstr (third->text, ==, WIRE_TOKEN_2);
  spt_fake_clock_advance (wire->fake_clock, 2500);
  wire_push_token (wire, WIRE_TOKEN, "5");
  g_clear_pointer (&third, spt_token_free);
  third = get (wire, tokens, &credentials, NULL);
  g_assert_cmpstr (third->text, ==, WIRE_TOKEN);
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 3);
}

/* Twenty at once: one request. */
static void
test_single_flight (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptTokenCache) tokens = spt_token_cache_new ();
  SptVoucherCredentials credentials = get_credentials (wire);
  GAsyncResult *slots[20] = { NULL };

  wire_push_token (wire, WIRE_TOKEN, "3599");
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    begin (wire, tokens, &credentials, NULL, NULL, &slots[i]);
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_autoptr (SptToken) token = end (tokens, &slots[i]);

      g_assert_cmpstr (token->text, ==, WIRE_TOKEN);
    }
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 1);
}

/* They fail together as well, and the next one asks anew. */
static void
test_single_failure (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptTokenCache) tokens = spt_token_cache_new ();
  SptVoucherCredentials credentials = get_credentials (wire);
  GAsyncResult *slots[3] = { NULL };
  g_autoptr (SptToken) later = NULL;

  spt_test_server_push (wire->auth, SPT_TEST_ANSWER, 401, WIRE_JSON,
                        AAD ("invalid_client", "7000215"));
  wire_push_token (wire, WIRE_TOKEN, "3599");
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    begin (wire, tokens, &credentials, NULL, NULL, &slots[i]);
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_autoptr (SptToken) token = end (tokens, &slots[i]);

      g_assert_cmpstr (token->trouble->code, ==, "voucher-secret-rejected");
    }
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 1);
  later = get (wire, tokens, &credentials, NULL);
  g_assert_cmpstr (later->text, ==, WIRE_TOKEN);
}

static void
assert_cancelled (SptTokenCache     *tokens,
                  GAsyncResult     **slot)
{
  g_autoptr (GAsyncResult) result = spt_test_await (slot, SPT_TEST_TIMEOUT_MS);
  g_autoptr (GError) error = NULL;

  g_assert_null (spt_token_cache_get_finish (tokens, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* One that gives up costs the others nothing; with the last the request ends, and the next who asks
 * begins anew. */
static void
test_cancel (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptTokenCache) tokens = spt_token_cache_new ();
  SptVoucherCredentials credentials = get_credentials (wire);
  g_autoptr (GCancellable) first = g_cancellable_new ();
  g_autoptr (GCancellable) second = g_cancellable_new ();
  g_autoptr (GCancellable) before = g_cancellable_new ();
  GAsyncResult *slots[3] = { NULL };
  g_autoptr (SptToken) token = NULL;

  /* The request hangs in the server; the second waits for the same one. */
  spt_test_server_push (wire->auth, SPT_TEST_HANG, 200, NULL, "");
  begin (wire, tokens, &credentials, NULL, first, &slots[0]);
  begin (wire, tokens, &credentials, NULL, second, &slots[1]);
  g_assert_true (spt_test_server_wait_requests (wire->auth, 1));
  g_cancellable_cancel (first);
  assert_cancelled (tokens, &slots[0]);
  g_assert_null (slots[1]);
  g_cancellable_cancel (second);
  assert_cancelled (tokens, &slots[1]);

  g_cancellable_cancel (before);
  begin (wire, tokens, &credentials, NULL, before, &slots[2]);
  assert_cancelled (tokens, &slots[2]);
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 1);

  wire_push_token (wire, WIRE_TOKEN, "3599");
  token = get (wire, tokens, &credentials, NULL);
  g_assert_cmpstr (token->text, ==, WIRE_TOKEN);
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 2);
}

static void
test_cancel_one (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptTokenCache) tokens = spt_token_cache_new ();
  SptVoucherCredentials credentials = get_credentials (wire);
  g_autoptr (GCancellable) first = g_cancellable_new ();
  GAsyncResult *slots[2] = { NULL };
  g_autoptr (SptToken) token = NULL;

  wire_push_token (wire, WIRE_TOKEN, "3599");
  begin (wire, tokens, &credentials, NULL, first, &slots[0]);
  begin (wire, tokens, &credentials, NULL, NULL, &slots[1]);
  g_cancellable_cancel (first);
  assert_cancelled (tokens, &slots[0]);
  token = end (tokens, &slots[1]);
  g_assert_cmpstr (token->text, ==, WIRE_TOKEN);
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 1);
}

/* Only the one that was refused is dropped: who comes late with it gets the new one. */
static void
test_refused (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptTokenCache) tokens = spt_token_cache_new ();
  SptVoucherCredentials credentials = get_credentials (wire);
  g_autoptr (SptToken) first = NULL;
  g_autoptr (SptToken) second = NULL;
  g_autoptr (SptToken) third = NULL;

  wire_push_token (wire, WIRE_TOKEN, "3599");
  wire_push_token (wire, WIRE_TOKEN_2, "3599");
  first = get (wire, tokens, &credentials, NULL);
  second = get (wire, tokens, &credentials, WIRE_TOKEN);
  third = get (wire, tokens, &credentials, WIRE_TOKEN);
  g_assert_cmpstr (first->text, ==, WIRE_TOKEN);
  g_assert_cmpstr (second->text, ==, WIRE_TOKEN_2);
  g_assert_cmpstr (third->text, ==, WIRE_TOKEN_2);
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 2);
}

/* Each part of the credentials tells; what was got with an older secret is gone. */
static void
test_changed (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptTokenCache) tokens = spt_token_cache_new ();
  const SptVoucherCredentials old = get_credentials (wire);

  for (guint i = 0; i < 4; i++)
    {
      SptVoucherCredentials changed = old;
      g_autoptr (SptToken) before = NULL;
      g_autoptr (SptToken) after = NULL;
      g_autoptr (SptToken) again = NULL;
      g_autofree char *url = g_strconcat (wire->url, "2", NULL);
      guint n = spt_test_server_get_n_requests (wire->auth);

      if (i == 0)
        changed.client_id = "client-2";
      else if (i == 1)
        changed.scope = "other/.default";
      else if (i == 2)
        changed.url = url;
      else
        changed.secret = "another-secret";
      if (i == 0)
        wire_push_token (wire, WIRE_TOKEN, "3599");
      before = get (wire, tokens, &old, NULL);
      g_assert_cmpstr (before->text, ==, WIRE_TOKEN);
      wire_push_token (wire, WIRE_TOKEN_2, "3599");
      after = get (wire, tokens, &changed, NULL);
      g_assert_cmpstr (after->text, ==, WIRE_TOKEN_2);
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, n + (i == 0 ? 2 : 1));
      if (i < 3)
        continue;
      wire_push_token (wire, WIRE_TOKEN, "3599");
      again = get (wire, tokens, &old, NULL);
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, n + 2);
    }
}

/* After a 429 nobody asks there, with whatever credentials, until the time has passed. */
static void
test_throttled (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptTokenCache) tokens = spt_token_cache_new ();
  SptVoucherCredentials credentials = get_credentials (wire);
  SptVoucherCredentials other = credentials;
  g_autoptr (SptToken) first = NULL;
  g_autoptr (SptToken) second = NULL;
  g_autoptr (SptToken) third = NULL;

  other.client_id = "client-2";
  spt_test_server_push (wire->auth, SPT_TEST_ANSWER, 429,
                        "Retry-After: 90\r\nContent-Type: text/plain\r\n", "slow down");
  first = get (wire, tokens, &credentials, NULL);
  g_assert_cmpstr (first->trouble->code, ==, "voucher-token-throttled");
  g_assert_true (first->trouble->transient);
  g_assert_cmpint (first->trouble->retry_after_ms, ==, 90000);
  g_assert_cmpstr (first->trouble->message, ==, "slow down");

  spt_fake_clock_advance (wire->fake_clock, 30000);
  second = get (wire, tokens, &other, NULL);
  g_assert_cmpstr (second->trouble->code, ==, "voucher-token-throttled");
  g_assert_true (second->trouble->transient);
  g_assert_cmpint (second->trouble->retry_after_ms, ==, 60000);
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 1);

  spt_fake_clock_advance (wire->fake_clock, 60000);
  wire_push_token (wire, WIRE_TOKEN, "3599");
  third = get (wire, tokens, &other, NULL);
  g_assert_cmpstr (third->text, ==, WIRE_TOKEN);
}

/* --- as a call sees it --------------------------------------------------------------------------- */

/* Nothing of the request leaves without a token, whatever keeps it away. */
static void
test_faults (void)
{
  static const struct
  {
    SptTestFault  fault;
    guint         status;
    const char   *body;
    const char   *code;
    gboolean      transient;
  } faults[] = {
    { SPT_TEST_READ_THEN_DROP, 200, "", "voucher-token-unavailable", TRUE },
    { SPT_TEST_READ_THEN_RESET, 200, "", "voucher-token-unavailable", TRUE },
    { SPT_TEST_GARBAGE, 200, "", "voucher-token-unavailable", TRUE },
    { SPT_TEST_CUT_HEAD, 200, "", "voucher-token-unavailable", TRUE },
    { SPT_TEST_CUT_BODY, 200, WIRE_TOKEN_BODY (WIRE_TOKEN, "3599"), "voucher-token-unavailable",
      TRUE },
    { SPT_TEST_CUT_CHUNKED, 200, "{\"access_token\":\"" WIRE_TOKEN "\"", "voucher-token-unavailable",
      TRUE },
    { SPT_TEST_HUGE, 200, "x", "voucher-token-unavailable", TRUE },
    { SPT_TEST_ANSWER, 200, HTML, "voucher-token-unreadable", FALSE },
    { SPT_TEST_ANSWER, 200, "", "voucher-token-unreadable", FALSE },
    { SPT_TEST_ANSWER, 401, AAD ("invalid_client", "7000222"), "voucher-secret-expired", FALSE },
    { SPT_TEST_ANSWER, 429, "slow down", "voucher-token-throttled", TRUE },
    { SPT_TEST_ANSWER, 302, "", "redirect", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
      g_autoptr (SptOutcome) sent = NULL;
      g_autoptr (SptOutcome) settled = NULL;

      spt_test_server_push (wire->auth, faults[i].fault, faults[i].status,
                            "Location: https://example.invalid/login\r\n", faults[i].body);
      sent = call_test_run (wire, SPT_CALL_SEND);
      g_assert_cmpint (sent->kind, ==, SPT_OUTCOME_NOT_SENT);
      g_assert_cmpstr (sent->code, ==, faults[i].code);
      g_assert_cmpint (sent->transient, ==, faults[i].transient);
      g_assert_nonnull (sent->exchange);
      if (faults[i].status == 302)
        g_assert_cmpstr (sent->message, ==, "https://example.invalid/login");
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 0);
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 1);

      /* From a look-up "not sent" would mean that nothing had happened. */
      spt_test_server_push (wire->auth, faults[i].fault, faults[i].status, NULL, faults[i].body);
      settled = call_test_run (wire, SPT_CALL_SETTLE);
      g_assert_cmpint (settled->kind, ==, SPT_OUTCOME_UNKNOWN);
      g_assert_cmpstr (settled->code, ==, faults[i].code);
      g_assert_true ((settled->retry_after_ms >= 0) == faults[i].transient);
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 0);
    }
}

static void
test_nobody_there (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptTestServer) gone = spt_test_server_new (NULL);
  g_autofree char *url = g_strdup (spt_test_server_get_url (gone));
  g_autoptr (SptOutcome) outcome = NULL;
  g_autoptr (SptOutcome) bad = NULL;

  g_clear_pointer (&gone, spt_test_server_free);
  spt_account_set_setting (wire->account, "token-url", url);
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_NOT_SENT);
  g_assert_true (outcome->transient);
  g_assert_cmpstr (outcome->code, ==, "refused-connection");

  spt_account_set_setting (wire->account, "token-url", "http://example.invalid/token");
  bad = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (bad->kind, ==, SPT_OUTCOME_NOT_SENT);
  g_assert_false (bad->transient);
  g_assert_cmpstr (bad->code, ==, "settings");
  g_assert_cmpstr (bad->message, ==, "token-url");
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/voucher/token/read/%s", answers[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_read);
    }
  g_test_add_func ("/voucher/token/use", test_use);
  g_test_add_func ("/voucher/token/secret-said", test_secret_said);
  g_test_add_func ("/voucher/token/request", test_request);
  g_test_add_func ("/voucher/token/kept", test_kept);
  g_test_add_func ("/voucher/token/short", test_short);
  g_test_add_func ("/voucher/token/single-flight", test_single_flight);
  g_test_add_func ("/voucher/token/single-failure", test_single_failure);
  g_test_add_func ("/voucher/token/cancel", test_cancel);
  g_test_add_func ("/voucher/token/cancel-one", test_cancel_one);
  g_test_add_func ("/voucher/token/refused", test_refused);
  g_test_add_func ("/voucher/token/changed", test_changed);
  g_test_add_func ("/voucher/token/throttled", test_throttled);
  g_test_add_func ("/voucher/token/faults", test_faults);
  g_test_add_func ("/voucher/token/nobody-there", test_nobody_there);

  return g_test_run ();
}
