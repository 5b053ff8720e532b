/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTTP room against a server that misbehaves on purpose: outcomes, counts of what really left,
 * no secret on record. */
#define G_LOG_DOMAIN "test-http"

#include <string.h>

#include "net/spt-http.h"
#include "spt-fake-clock.h"
#include "spt-test-server.h"
#include "spt-test.h"

#define SECRET "s3cr3t/key+of the test"

typedef struct
{
  SptClock      *clock;
  SptHttp       *http;
  SptTestServer *server;
} Fixture;

typedef struct
{
  SptHttp       *http;
  SptHttpAnswer *answer;
  GError        *error;
  gboolean       done;
} Call;

static const char *const secrets[] = { SECRET, NULL };

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Call *call = user_data;

  call->answer = spt_http_send_finish (call->http, result, &call->error);
  call->done = TRUE;
}

static gboolean
call_is_done (gpointer user_data)
{
  return ((Call *) user_data)->done;
}

static void
wait_for_call (Call *call)
{
  g_assert_true (spt_test_wait (call_is_done, call, SPT_TEST_TIMEOUT_MS));
}

static SptHttpAnswer *
send_request (SptHttp              *http,
              const SptHttpRequest *request)
{
  Call call = { .http = http };

  spt_http_send_async (http, request, NULL, sent_cb, &call);
  g_assert_false (call.done);
  wait_for_call (&call);
  g_assert_no_error (call.error);
  g_assert_nonnull (call.answer);
  g_assert_nonnull (call.answer->exchange);
  g_assert_nonnull (call.answer->headers);
  g_assert_nonnull (call.answer->body);
  g_assert_cmpint (call.answer->ended_utc_ms, >=, call.answer->started_utc_ms);
  g_assert_true (g_utf8_validate (call.answer->exchange, -1, NULL));

  return call.answer;
}

static SptHttpAnswer *
send_simple (Fixture    *fixture,
             const char *method,
             gboolean    changes_something,
             const char *body)
{
  g_autofree char *url = g_strconcat (spt_test_server_get_url (fixture->server), "/path?q=1", NULL);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  SptHttpRequest request = {
    .method = method,
    .url = url,
    .secrets = secrets,
    .content_type = body != NULL ? "application/json" : NULL,
    .body = bytes,
    .changes_something = changes_something,
  };

  return send_request (fixture->http, &request);
}

static char *
read_data (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "net", "data", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  certificate)
{
  g_autofree char *pem = certificate != NULL ? read_data (certificate) : NULL;

  fixture->clock = spt_clock_new_system ();
  fixture->http = spt_http_new (fixture->clock, "Sportello/test");
  fixture->server = spt_test_server_new (pem);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  certificate)
{
  g_assert_finalize_object (fixture->http);
  g_assert_finalize_object (fixture->clock);
  spt_test_server_free (fixture->server);
}

#define assert_body(answer, text) \
  g_assert_cmpmem (g_bytes_get_data ((answer)->body, NULL), g_bytes_get_size ((answer)->body), \
                   (text), strlen (text))

static void
test_answered (Fixture       *fixture,
               gconstpointer  certificate)
{
  static const struct
  {
    guint       status;
    const char *headers;
    const char *body;
    gint64      retry_after_ms;
  } rows[] = {
    { 200, "Content-Type: application/json\r\n", "{\"a\":1}", -1 },
    { 202, "Location: brokers/1/file/x/status\r\nRetry-After: 2000 ms\r\n", "", 2000 },
    { 204, "", "", -1 },
    { 301, "Location: http://127.0.0.1:1/elsewhere\r\n", "moved", -1 },
    { 307, "Location: http://127.0.0.1:1/elsewhere\r\n", "moved", -1 },
    { 400, "Content-Type: text/html\r\n", "<html>", -1 },
    { 401, "WWW-Authenticate: Basic realm=\"x\"\r\n", "{}", -1 },
    { 407, "Proxy-Authenticate: Basic realm=\"x\"\r\n", "{}", -1 },
    { 408, "", "", -1 },
    { 409, "", "conflict", -1 },
    { 417, "", "", -1 },
    { 421, "", "misdirected", -1 },
    { 425, "", "", -1 },
    { 426, "Upgrade: h2c\r\n", "", -1 },
    { 429, "Retry-After: 120\r\n", "{}", 120000 },
    { 500, "", "oops", -1 },
    { 503, "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\nDate: Sun, 06 Nov 1994 08:49:07 GMT\r\n", "x", 30000 },
  };
  static const char *const methods[] = { "GET", "POST", "PUT", "DELETE" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize m = 0; m < G_N_ELEMENTS (methods); m++)
      for (int changes = 0; changes < 2; changes++)
        {
          g_autoptr (SptHttpAnswer) answer = NULL;
          guint before = spt_test_server_get_n_requests (fixture->server);

          spt_test_server_push (fixture->server, SPT_TEST_ANSWER, rows[i].status, rows[i].headers, rows[i].body);
          answer = send_simple (fixture, methods[m], changes, m == 0 ? NULL : "{}");
          g_assert_cmpint (answer->result, ==, SPT_HTTP_ANSWERED);
          g_assert_cmpuint (answer->status, ==, rows[i].status);
          g_assert_cmpstr (answer->reason, ==, "Scripted");
          g_assert_cmpstr (answer->code, ==, NULL);
          g_assert_true (answer->body_complete);
          g_assert_cmpint (answer->retry_after_ms, ==, rows[i].retry_after_ms);
          assert_body (answer, rows[i].body);
          g_assert_cmpuint (spt_test_server_get_n_requests (fixture->server), ==, before + 1);
        }
}

static void
test_request_as_sent (Fixture       *fixture,
                      gconstpointer  certificate)
{
  g_autofree char *url = g_strconcat (spt_test_server_get_url (fixture->server), "/a%20b/c?x=%2F&y", NULL);
  g_autoptr (GBytes) body = g_bytes_new_static ("\0\1\2", 3);
  const char *const headers[] = { "Ocp-Apim-Subscription-Key", SECRET, "X-Other", "one, two", NULL };
  SptHttpRequest request = {
    .method = "DELETE",
    .url = url,
    .headers = headers,
    .secrets = secrets,
    .content_type = "multipart/form-data; boundary=b",
    .body = body,
    .changes_something = TRUE,
  };
  g_autoptr (SptHttpAnswer) answer = NULL;
  g_autoptr (SptHttpAnswer) empty = NULL;
  g_autoptr (GBytes) seen = NULL;
  g_autofree char *head = NULL;
  g_autofree char *empty_head = NULL;

  spt_test_server_push (fixture->server, SPT_TEST_ANSWER, 200, "X-A: 1\r\nx-a: 2\r\nSet-Cookie: c=1\r\n", "");
  answer = send_request (fixture->http, &request);
  head = spt_test_server_get_head (fixture->server, 0);
  seen = spt_test_server_get_body (fixture->server, 0);
  g_assert_true (g_str_has_prefix (head, "DELETE /a%20b/c?x=%2F&y HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (head, "Ocp-Apim-Subscription-Key: " SECRET "\r\n"));
  g_assert_nonnull (strstr (head, "Content-Type: multipart/form-data; boundary=b\r\n"));
  g_assert_nonnull (strstr (head, "Content-Length: 3\r\n"));
  g_assert_nonnull (strstr (head, "User-Agent: Sportello/test\r\n"));
  g_assert_nonnull (strstr (head, "Accept-Encoding: identity\r\n"));
  g_assert_null (strstr (head, "Expect:"));
  g_assert_true (g_bytes_equal (seen, body));
  g_assert_cmpint (answer->bytes_sent, ==, strlen (head) + 3);
  g_assert_cmpstr (spt_http_answer_get_header (answer, "x-a"), ==, "1, 2");
  g_assert_nonnull (strstr (answer->exchange, "[3 bytes, SHA-256 "
                            "ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc]"));

  /* No cookie comes back, and an empty POST says its length. */
  empty = send_simple (fixture, "POST", TRUE, NULL);
  empty_head = spt_test_server_get_head (fixture->server, 1);
  g_assert_null (strstr (empty_head, "Cookie"));
  g_assert_nonnull (strstr (empty_head, "Content-Length: 0\r\n"));
}

/* The one that everything rests on: the server reads the whole request on a connection that
 * served before, and drops it. Alone, libsoup 3.2.3 sends a PUT or DELETE again. */
static void
test_read_then_drop (Fixture       *fixture,
                     gconstpointer  certificate)
{
  static const char *const methods[] = { "POST", "PUT", "DELETE", "GET", "PATCH" };
  static const SptTestFault faults[] = { SPT_TEST_READ_THEN_DROP, SPT_TEST_READ_THEN_RESET };

  for (gsize m = 0; m < G_N_ELEMENTS (methods); m++)
    for (gsize f = 0; f < G_N_ELEMENTS (faults); f++)
      {
        g_autoptr (SptHttpAnswer) first = NULL;
        g_autoptr (SptHttpAnswer) second = NULL;
        guint before = spt_test_server_get_n_requests (fixture->server);
        guint connections;

        /* A connection that can be used again. */
        first = send_simple (fixture, "GET", FALSE, NULL);
        g_assert_cmpint (first->result, ==, SPT_HTTP_ANSWERED);
        connections = spt_test_server_get_n_connections (fixture->server);

        spt_test_server_push (fixture->server, faults[f], 0, NULL, NULL);
        second = send_simple (fixture, methods[m], TRUE, strcmp (methods[m], "GET") == 0 ? NULL : "{\"n\":1}");
        g_assert_cmpint (second->result, ==, SPT_HTTP_UNKNOWN);
        g_assert_cmpstr (second->code, ==, "answer-lost");
        g_assert_nonnull (second->detail);
        g_assert_cmpuint (second->status, ==, 0);
        g_assert_cmpint (second->bytes_sent, >, 0);
        g_assert_cmpuint (spt_test_server_get_n_requests (fixture->server), ==, before + 2);
        g_assert_cmpuint (spt_test_server_get_n_connections (fixture->server), ==, connections + 1);
      }
}

/* That the test above can fail: without changes_something the library does repeat. */
static void
test_library_repeats (Fixture       *fixture,
                      gconstpointer  certificate)
{
  g_autoptr (SptHttpAnswer) first = NULL;
  g_autoptr (SptHttpAnswer) second = NULL;

  first = send_simple (fixture, "GET", FALSE, NULL);
  spt_test_server_push (fixture->server, SPT_TEST_READ_THEN_DROP, 0, NULL, NULL);
  second = send_simple (fixture, "PUT", FALSE, "{}");
  g_assert_cmpint (second->result, ==, SPT_HTTP_ANSWERED);
  g_assert_cmpuint (spt_test_server_get_n_requests (fixture->server), ==, 3);
}

static void
test_drop_before_reading (Fixture       *fixture,
                          gconstpointer  certificate)
{
  static const SptTestFault faults[] = { SPT_TEST_DROP_BEFORE_READING, SPT_TEST_RESET_BEFORE_READING };

  for (gsize f = 0; f < G_N_ELEMENTS (faults); f++)
    {
      g_autoptr (SptHttpAnswer) answer = NULL;

      spt_test_server_push (fixture->server, faults[f], 0, NULL, NULL);
      answer = send_simple (fixture, "PUT", TRUE, "{}");
      /* A reset may come so early that the connection was never made. Else, in clear, the
       * request is out before the drop is seen, and nobody can prove that it was not read;
       * encrypted, the handshake failed and nothing left. */
      if (faults[f] == SPT_TEST_RESET_BEFORE_READING && strcmp (answer->code, "refused-connection") == 0)
        g_assert_cmpint (answer->result, ==, SPT_HTTP_NOT_SENT);
      else if (certificate == NULL)
        {
          g_assert_cmpint (answer->result, ==, SPT_HTTP_UNKNOWN);
          g_assert_cmpstr (answer->code, ==, "answer-lost");
        }
      else
        {
          g_assert_cmpint (answer->result, ==, SPT_HTTP_NOT_SENT);
          g_assert_cmpstr (answer->code, ==, "tls");
        }
      if (answer->result == SPT_HTTP_NOT_SENT)
        g_assert_cmpint (answer->bytes_sent, ==, 0);
    }
  g_assert_cmpuint (spt_test_server_get_n_requests (fixture->server), ==, 0);
  g_assert_cmpuint (spt_test_server_get_n_connections (fixture->server), ==, G_N_ELEMENTS (faults));
}

static void
test_broken_answers (Fixture       *fixture,
                     gconstpointer  certificate)
{
  static const struct
  {
    SptTestFault fault;
    const char  *code;
    guint        status;
    const char  *body;
  } rows[] = {
    { SPT_TEST_GARBAGE, "answer-lost", 0, "" },
    { SPT_TEST_CUT_HEAD, "answer-lost", 0, "" },
    { SPT_TEST_CUT_BODY, "answer-truncated", 202, "01234" },
    { SPT_TEST_CUT_BODY_CLOSE, "answer-truncated", 202, "01234" },
    { SPT_TEST_CUT_CHUNKED, "answer-truncated", 202, "0123456789" },
  };
  static const char *const methods[] = { "GET", "POST", "PUT", "DELETE" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize m = 0; m < G_N_ELEMENTS (methods); m++)
      {
        g_autoptr (SptHttpAnswer) answer = NULL;
        guint before = spt_test_server_get_n_requests (fixture->server);

        spt_test_server_push (fixture->server, rows[i].fault, 202, "X-Y: z\r\n", "0123456789");
        answer = send_simple (fixture, methods[m], m > 0, m > 0 ? "{}" : NULL);
        g_test_message ("%s, fault %u:\n%s", methods[m], rows[i].fault, answer->exchange);
        g_assert_cmpint (answer->result, ==, SPT_HTTP_UNKNOWN);
        g_assert_cmpstr (answer->code, ==, rows[i].code);
        g_assert_cmpuint (answer->status, ==, rows[i].status);
        g_assert_false (answer->body_complete);
        assert_body (answer, rows[i].body);
        g_assert_cmpuint (spt_test_server_get_n_requests (fixture->server), ==, before + 1);
      }
}

static void
test_odd_answers (Fixture       *fixture,
                  gconstpointer  certificate)
{
  static const SptTestFault faults[] = { SPT_TEST_CHUNKED, SPT_TEST_UNTIL_CLOSE, SPT_TEST_EARLY_HINTS };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (SptHttpAnswer) answer = NULL;

      spt_test_server_push (fixture->server, faults[i], 201, "", "0123456789");
      answer = send_simple (fixture, "POST", TRUE, "{}");
      g_assert_cmpstr (answer->code, ==, NULL);
      g_assert_cmpint (answer->result, ==, SPT_HTTP_ANSWERED);
      g_assert_cmpuint (answer->status, ==, 201);
      g_assert_true (answer->body_complete);
      assert_body (answer, "0123456789");
    }
}

static void
test_too_large (Fixture       *fixture,
                gconstpointer  certificate)
{
  g_autofree char *url = g_strconcat (spt_test_server_get_url (fixture->server), "/", NULL);
  SptHttpRequest request = { .method = "GET", .url = url, .max_answer = 100000 };
  g_autoptr (SptHttpAnswer) huge = NULL;
  g_autoptr (SptHttpAnswer) just = NULL;
  g_autoptr (SptHttpAnswer) one_more = NULL;
  g_autofree char *text = g_strnfill (100001, 'y');

  spt_test_server_push (fixture->server, SPT_TEST_HUGE, 200, NULL, NULL);
  huge = send_request (fixture->http, &request);
  g_assert_cmpint (huge->result, ==, SPT_HTTP_UNKNOWN);
  g_assert_cmpstr (huge->code, ==, "answer-too-large");
  g_assert_cmpuint (huge->status, ==, 200);
  g_assert_false (huge->body_complete);
  g_assert_cmpuint (g_bytes_get_size (huge->body), ==, 100000);

  spt_test_server_push (fixture->server, SPT_TEST_ANSWER, 200, NULL, text);
  one_more = send_request (fixture->http, &request);
  g_assert_cmpstr (one_more->code, ==, "answer-too-large");

  spt_test_server_push (fixture->server, SPT_TEST_ANSWER, 200, NULL, text + 1);
  just = send_request (fixture->http, &request);
  g_assert_cmpint (just->result, ==, SPT_HTTP_ANSWERED);
  g_assert_cmpuint (g_bytes_get_size (just->body), ==, 100000);
}

static void
test_refused_connection (Fixture       *fixture,
                         gconstpointer  certificate)
{
  g_autoptr (SptHttpAnswer) answer = NULL;
  SptTestServer *gone = spt_test_server_new (NULL);
  g_autofree char *url = g_strconcat (spt_test_server_get_url (gone), "/", NULL);
  SptHttpRequest request = { .method = "POST", .url = url, .changes_something = TRUE };

  spt_test_server_free (gone);
  answer = send_request (fixture->http, &request);
  g_assert_cmpint (answer->result, ==, SPT_HTTP_NOT_SENT);
  g_assert_cmpstr (answer->code, ==, "refused-connection");
  g_assert_cmpint (answer->bytes_sent, ==, 0);
  g_assert_nonnull (strstr (answer->exchange, "[refused-connection: "));
}

static void
test_tls (Fixture       *fixture,
          gconstpointer  certificate)
{
  g_autofree char *ca = read_data ("ca-test-only.pem");
  g_autoptr (SptHttpAnswer) untrusted = NULL;
  g_autoptr (SptHttpAnswer) trusted = NULL;

  untrusted = send_simple (fixture, "POST", TRUE, "{}");
  g_assert_cmpint (untrusted->result, ==, SPT_HTTP_NOT_SENT);
  g_assert_cmpstr (untrusted->code, ==, "tls");
  g_assert_nonnull (strstr (untrusted->detail, "its issuer is not trusted"));
  g_assert_nonnull (strstr (untrusted->detail, "Sportello test authority"));
  g_assert_cmpuint (spt_test_server_get_n_requests (fixture->server), ==, 0);

  spt_http_set_test_ca (fixture->http, ca);
  trusted = send_simple (fixture, "POST", TRUE, "{}");
  if (strcmp (certificate, "localhost-test-only.pem") == 0)
    {
      g_assert_cmpint (trusted->result, ==, SPT_HTTP_ANSWERED);
      g_assert_cmpuint (spt_test_server_get_n_requests (fixture->server), ==, 1);
      return;
    }

  g_assert_cmpint (trusted->result, ==, SPT_HTTP_NOT_SENT);
  g_assert_cmpstr (trusted->code, ==, "tls");
  g_assert_nonnull (strstr (trusted->detail, strcmp (certificate, "other-test-only.pem") == 0
                            ? "it is for another host" : "it has expired"));
  g_assert_cmpuint (spt_test_server_get_n_requests (fixture->server), ==, 0);
}

static void
set_up_trusted (Fixture       *fixture,
                gconstpointer  certificate)
{
  g_autofree char *ca = read_data ("ca-test-only.pem");

  set_up (fixture, certificate);
  spt_http_set_test_ca (fixture->http, ca);
}

/* An http server where https is asked for. */
static void
test_no_tls (Fixture       *fixture,
             gconstpointer  certificate)
{
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/", spt_test_server_get_port (fixture->server));
  SptHttpRequest request = { .method = "PUT", .url = url, .changes_something = TRUE };
  g_autoptr (SptHttpAnswer) answer = NULL;

  spt_test_server_push (fixture->server, SPT_TEST_DROP_BEFORE_READING, 0, NULL, NULL);
  answer = send_request (fixture->http, &request);
  g_assert_cmpint (answer->result, ==, SPT_HTTP_NOT_SENT);
  g_assert_cmpstr (answer->code, ==, "tls");
}

/* Proxies ------------------------------------------------------------------------------------- */

static SptHttpAnswer *
send_through_proxy (Fixture       *fixture,
                    SptTestServer *proxy)
{
  g_autofree char *proxy_url = g_strdup_printf ("http://127.0.0.1:%u", spt_test_server_get_port (proxy));
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (proxy_url, NULL);
  const char *const headers[] = { "Authorization", "Bearer " SECRET, NULL };
  SptHttpRequest request = {
    .method = "POST",
    .url = "https://service.invalid/path",
    .headers = headers,
    .secrets = secrets,
    .changes_something = TRUE,
  };

  spt_http_set_test_proxy (fixture->http, resolver);

  return send_request (fixture->http, &request);
}

static void
test_proxy_refuses (Fixture       *fixture,
                    gconstpointer  certificate)
{
  static const struct
  {
    SptTestFault fault;
    guint        status;
    const char  *headers;
  } rows[] = {
    { SPT_TEST_ANSWER, 403, "" },
    { SPT_TEST_ANSWER, 407, "Proxy-Authenticate: Basic realm=\"p\"\r\n" },
    { SPT_TEST_ANSWER, 502, "" },
    { SPT_TEST_ANSWER, 302, "Location: https://other.invalid/\r\n" },
    { SPT_TEST_READ_THEN_DROP, 0, "" },
    { SPT_TEST_READ_THEN_RESET, 0, "" },
    { SPT_TEST_GARBAGE, 0, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SptTestServer *proxy = spt_test_server_new (NULL);
      g_autoptr (SptHttpAnswer) answer = NULL;
      g_autofree char *head = NULL;

      spt_test_server_push (proxy, rows[i].fault, rows[i].status, rows[i].headers, "no");
      answer = send_through_proxy (fixture, proxy);
      g_test_message ("row %u: %s, %s", (guint) i, answer->code, answer->detail);
      g_assert_cmpint (answer->result, ==, SPT_HTTP_NOT_SENT);
      g_assert_cmpstr (answer->code, ==, "proxy");
      g_assert_cmpint (answer->bytes_sent, ==, 0);
      g_assert_cmpuint (answer->status, ==, 0);
      g_assert_cmpuint (spt_test_server_get_n_requests (proxy), >=, 1);
      head = spt_test_server_get_head (proxy, 0);
      g_assert_true (g_str_has_prefix (head, "CONNECT service.invalid:443 "));
      g_assert_null (strstr (head, SECRET));
      spt_test_server_free (proxy);
    }
}

static void
test_proxy_away (Fixture       *fixture,
                 gconstpointer  certificate)
{
  SptTestServer *proxy = spt_test_server_new (NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", spt_test_server_get_port (proxy));
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (url, NULL);
  SptHttpRequest request = { .method = "POST", .url = "https://service.invalid/", .changes_something = TRUE };
  g_autoptr (SptHttpAnswer) answer = NULL;

  spt_test_server_free (proxy);
  spt_http_set_test_proxy (fixture->http, resolver);
  answer = send_request (fixture->http, &request);
  g_assert_cmpint (answer->result, ==, SPT_HTTP_NOT_SENT);
  g_assert_cmpstr (answer->code, ==, "proxy");
}

static void
test_proxy_never_for_loopback (Fixture       *fixture,
                               gconstpointer  certificate)
{
  SptTestServer *proxy = spt_test_server_new (NULL);
  g_autofree char *proxy_url = g_strdup_printf ("http://127.0.0.1:%u", spt_test_server_get_port (proxy));
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (proxy_url, NULL);
  static const char *const hosts[] = { "127.0.0.1", "localhost", "LocalHost" };

  spt_http_set_test_proxy (fixture->http, resolver);
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *url =
        g_strdup_printf ("http://%s:%u/", hosts[i], spt_test_server_get_port (fixture->server));
      SptHttpRequest request = { .method = "POST", .url = url, .changes_something = TRUE };
      g_autoptr (SptHttpAnswer) answer = send_request (fixture->http, &request);

      g_assert_cmpint (answer->result, ==, SPT_HTTP_ANSWERED);
    }
  g_assert_cmpuint (spt_test_server_get_n_connections (proxy), ==, 0);
  spt_test_server_free (proxy);
}

/* Addresses ----------------------------------------------------------------------------------- */

static void
test_check_url (void)
{
  static const struct
  {
    const char *url;
    int         code; /* -1: allowed */
    gboolean    loopback;
  } rows[] = {
    { "https://example.invalid/x", -1, FALSE },
    { "https://example.invalid", -1, FALSE },
    { "HTTPS://example.invalid:8443/x?y=1", -1, FALSE },
    { "http://127.0.0.1:8080/x", -1, TRUE },
    { "http://127.3.2.1/", -1, TRUE },
    { "http://[::1]:80/", -1, TRUE },
    { "http://localhost/", -1, TRUE },
    { "https://localhost/", -1, TRUE },
    { "http://example.invalid/", SPT_HTTP_ERROR_INSECURE, FALSE },
    { "http://localhost.example.invalid/", SPT_HTTP_ERROR_INSECURE, FALSE },
    { "http://127.0.0.1.example.invalid/", SPT_HTTP_ERROR_INSECURE, FALSE },
    { "http://127.1/", SPT_HTTP_ERROR_INSECURE, FALSE },
    { "http://0.0.0.0/", SPT_HTTP_ERROR_INSECURE, FALSE },
    { "http://[::ffff:10.0.0.1]/", SPT_HTTP_ERROR_INSECURE, FALSE },
    { "http://127.0.0.1@example.invalid/", SPT_HTTP_ERROR_URL, FALSE },
    { "https://user:password@example.invalid/", SPT_HTTP_ERROR_URL, FALSE },
    { "ftp://example.invalid/", SPT_HTTP_ERROR_URL, FALSE },
    { "https:///x", SPT_HTTP_ERROR_URL, FALSE },
    { "https:", SPT_HTTP_ERROR_URL, FALSE },
    { "example.invalid/x", SPT_HTTP_ERROR_URL, FALSE },
    { "https://exa mple.invalid/", SPT_HTTP_ERROR_URL, FALSE },
    { "https://example.invalid:99999/", SPT_HTTP_ERROR_URL, FALSE },
    { "", SPT_HTTP_ERROR_URL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean allowed = spt_http_check_url (rows[i].url, &error);

      g_test_message ("%s: %s", rows[i].url, error != NULL ? error->message : "allowed");
      g_assert_cmpint (allowed, ==, rows[i].code == -1);
      if (!allowed)
        g_assert_error (error, SPT_HTTP_ERROR, rows[i].code);
      g_assert_cmpint (spt_http_url_is_loopback (rows[i].url), ==, rows[i].loopback);
    }
}

static void
test_invalid_requests (Fixture       *fixture,
                       gconstpointer  certificate)
{
  static const char *const broken_value[] = { "X-Key", "one\ntwo", NULL };
  static const char *const broken_name[] = { "X Key", "one", NULL };
  static const char *const odd[] = { "X-Key", NULL };
  const SptHttpRequest requests[] = {
    { .method = "GET", .url = "http://example.invalid/" },
    { .method = "GET", .url = "nothing" },
    { .method = "GET\r\nX: y", .url = "https://example.invalid/" },
    { .method = "GET", .url = "https://example.invalid/", .headers = broken_value },
    { .method = "GET", .url = "https://example.invalid/", .headers = broken_name },
    { .method = "GET", .url = "https://example.invalid/", .headers = odd },
    { .method = "GET", .url = "https://example.invalid/", .content_type = "a\r\nb" },
  };
  static const int codes[] = {
    SPT_HTTP_ERROR_INSECURE, SPT_HTTP_ERROR_URL, SPT_HTTP_ERROR_HEADER, SPT_HTTP_ERROR_HEADER,
    SPT_HTTP_ERROR_HEADER, SPT_HTTP_ERROR_HEADER, SPT_HTTP_ERROR_HEADER,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      Call call = { .http = fixture->http };

      spt_http_send_async (fixture->http, &requests[i], NULL, sent_cb, &call);
      wait_for_call (&call);
      g_assert_null (call.answer);
      g_assert_error (call.error, SPT_HTTP_ERROR, codes[i]);
      g_clear_error (&call.error);
    }
}

static void
test_retry_after (void)
{
  const gint64 now = G_GINT64_CONSTANT (784111777000); /* Sun, 06 Nov 1994 08:49:37 GMT */
  static const struct
  {
    const char *text;
    gint64      ms;
  } rows[] = {
    { "120", 120000 },
    { " 5 ", 5000 },
    { "0", 0 },
    { "2000 ms", 2000 },
    { "2000ms", 2000 },
    { "10000 MS", 10000 },
    { "3 s", 3000 },
    { "Sun, 06 Nov 1994 08:50:37 GMT", 60000 },
    { "Sun, 06 Nov 1994 08:48:37 GMT", 0 },
    { "99999999999999999999999", G_GINT64_CONSTANT (31536000000) },
    { "-5", -1 },
    { "1.5", -1 },
    { "5 minutes", -1 },
    { "soon", -1 },
    { "", -1 },
    { NULL, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (spt_http_parse_retry_after (rows[i].text, now), ==, rows[i].ms);
    }
}

static void
test_multipart (void)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("PK\0\3", 4);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GBytes) quoted = NULL;
  g_autoptr (GBytes) collides = NULL;
  static const char expected[] = "--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.zip\"\r\n"
                                 "Content-Type: application/zip\r\n\r\nPK\0\3\r\n--b0--\r\n";
  static const char expected_quoted[] = "--b0\r\nContent-Disposition: form-data; name=\"file\"; "
                                        "filename=\"a%22b%0D%0A.zip\"\r\nContent-Type: application/zip\r\n\r\n\r\n--b0--\r\n";

  body = spt_multipart_build ("b0", "file", "x.zip", "application/zip", content);
  again = spt_multipart_build ("b0", "file", "x.zip", "application/zip", content);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), expected, sizeof expected - 1);
  g_assert_true (g_bytes_equal (body, again));

  quoted = spt_multipart_build ("b0", "file", "a\"b\r\n.zip", "application/zip", empty);
  g_assert_cmpmem (g_bytes_get_data (quoted, NULL), g_bytes_get_size (quoted), expected_quoted,
                   sizeof expected_quoted - 1);

  collides = spt_multipart_build ("PK", "file", "x.zip", "application/zip", content);
  g_assert_null (collides);
}

#define LOCALHOST "localhost-test-only.pem"
#define add(path, certificate, up, func) g_test_add (path, Fixture, certificate, up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/url", test_check_url);
  g_test_add_func ("/net/retry-after", test_retry_after);
  g_test_add_func ("/net/multipart", test_multipart);
  add ("/net/http/invalid-requests", NULL, set_up, test_invalid_requests);
  add ("/net/http/answered", NULL, set_up, test_answered);
  add ("/net/http/request-as-sent", NULL, set_up, test_request_as_sent);
  add ("/net/http/read-then-drop", NULL, set_up, test_read_then_drop);
  add ("/net/http/library-repeats", NULL, set_up, test_library_repeats);
  add ("/net/http/drop-before-reading", NULL, set_up, test_drop_before_reading);
  add ("/net/http/broken-answers", NULL, set_up, test_broken_answers);
  add ("/net/http/odd-answers", NULL, set_up, test_odd_answers);
  add ("/net/http/too-large", NULL, set_up, test_too_large);
  add ("/net/http/refused-connection", NULL, set_up, test_refused_connection);
  add ("/net/http/no-tls", NULL, set_up, test_no_tls);
  add ("/net/https/answered", LOCALHOST, set_up_trusted, test_answered);
  add ("/net/https/read-then-drop", LOCALHOST, set_up_trusted, test_read_then_drop);
  add ("/net/https/drop-before-reading", LOCALHOST, set_up_trusted, test_drop_before_reading);
  add ("/net/https/broken-answers", LOCALHOST, set_up_trusted, test_broken_answers);
  add ("/net/https/odd-answers", LOCALHOST, set_up_trusted, test_odd_answers);
  add ("/net/https/too-large", LOCALHOST, set_up_trusted, test_too_large);
  add ("/net/tls/localhost", LOCALHOST, set_up, test_tls);
  add ("/net/tls/other-host", "other-test-only.pem", set_up, test_tls);
  add ("/net/tls/expired", "expired-test-only.pem", set_up, test_tls);
  add ("/net/proxy/refuses", NULL, set_up, test_proxy_refuses);
  add ("/net/proxy/away", NULL, set_up, test_proxy_away);
  add ("/net/proxy/never-for-loopback", NULL, set_up, test_proxy_never_for_loopback);

  return g_test_run ();
}
