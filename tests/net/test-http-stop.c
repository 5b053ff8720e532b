/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an exchange ends early: times on a clock that a test moves, cancelling at every stage, names
 * that do not resolve. */
#define G_LOG_DOMAIN "test-http-stop"

#include <string.h>

#include "net/spt-http.h"
#include "spt-fake-clock.h"
#include "spt-test-server.h"
#include "spt-test.h"

#define NOW G_GINT64_CONSTANT (1767225600000)

typedef struct
{
  SptFakeClock  *clock;
  SptHttp       *http;
  SptTestServer *server;
  char          *url;
} Fixture;

typedef struct
{
  SptHttp       *http;
  SptHttpAnswer *answer;
  gboolean       done;
} Call;

static void
call_clear (Call *call)
{
  g_clear_pointer (&call->answer, spt_http_answer_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Call, call_clear)

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Call *call = user_data;
  g_autoptr (GError) error = NULL;

  call->answer = spt_http_send_finish (call->http, result, &error);
  g_assert_no_error (error);
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
  g_assert_nonnull (call->answer);
}

static void
start (Fixture      *fixture,
       Call         *call,
       GCancellable *cancellable)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  SptHttpRequest request = {
    .method = "POST",
    .url = fixture->url,
    .content_type = "application/json",
    .body = body,
    .changes_something = TRUE,
  };

  call->http = fixture->http;
  spt_http_send_async (fixture->http, &request, cancellable, sent_cb, call);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  certificate)
{
  g_autofree char *pem = NULL;
  g_autofree char *ca = NULL;
  g_autofree char *path = NULL;
  g_autofree char *ca_path = NULL;

  fixture->clock = spt_fake_clock_new (NOW);
  fixture->http = spt_http_new (SPT_CLOCK (fixture->clock), "Sportello/test");
  if (certificate != NULL)
    {
      path = g_test_build_filename (G_TEST_DIST, "net", "data", certificate, NULL);
      ca_path = g_test_build_filename (G_TEST_DIST, "net", "data", "ca-test-only.pem", NULL);
      g_assert_true (g_file_get_contents (path, &pem, NULL, NULL));
      g_assert_true (g_file_get_contents (ca_path, &ca, NULL, NULL));
      spt_http_set_test_ca (fixture->http, ca);
    }
  fixture->server = spt_test_server_new (pem);
  fixture->url = g_strconcat (spt_test_server_get_url (fixture->server), "/", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  certificate)
{
  g_assert_cmpuint (spt_fake_clock_get_n_timers (fixture->clock), ==, 0);
  g_assert_finalize_object (fixture->http);
  g_assert_finalize_object (fixture->clock);
  spt_test_server_free (fixture->server);
  g_free (fixture->url);
}

/* Whatever ended early, the session still serves: a read, which may meet an old connection, and
 * a change. */
static void
assert_still_serves (Fixture *fixture)
{
  SptHttpRequest request = { .method = "GET", .url = fixture->url };
  g_auto (Call) get = { .http = fixture->http };
  g_auto (Call) post = { 0 };

  spt_http_send_async (fixture->http, &request, NULL, sent_cb, &get);
  wait_for_call (&get);
  g_assert_cmpint (get.answer->result, ==, SPT_HTTP_ANSWERED);
  g_assert_cmpuint (get.answer->status, ==, 200);
  start (fixture, &post, NULL);
  wait_for_call (&post);
  g_assert_cmpint (post.answer->result, ==, SPT_HTTP_ANSWERED);
}

#define assert_outcome(call, expected_result, expected_code) \
  G_STMT_START { \
    g_test_message ("%s", (call)->answer->exchange); \
    g_assert_cmpint ((call)->answer->result, ==, expected_result); \
    g_assert_cmpstr ((call)->answer->code, ==, expected_code); \
  } G_STMT_END

/* The handshake of TLS belongs to connecting: no byte of the request leaves before it is done. */
static void
test_connect_timeout (Fixture       *fixture,
                      gconstpointer  certificate)
{
  g_auto (Call) call = { 0 };

  spt_test_server_push (fixture->server, SPT_TEST_HANG_BEFORE_READING, 0, NULL, NULL);
  start (fixture, &call, NULL);
  g_assert_true (spt_test_server_wait_connections (fixture->server, 1));
  spt_fake_clock_advance (fixture->clock, 9999);
  g_assert_false (call.done);
  spt_fake_clock_advance (fixture->clock, 1);
  wait_for_call (&call);
  assert_outcome (&call, SPT_HTTP_NOT_SENT, "timeout");
  g_assert_cmpint (call.answer->bytes_sent, ==, 0);
  g_assert_nonnull (strstr (call.answer->detail, "10 s"));
  g_assert_cmpint (call.answer->started_utc_ms, ==, NOW);
  g_assert_cmpint (call.answer->ended_utc_ms, ==, NOW + 10000);
  assert_still_serves (fixture);
}

static void
test_total_timeout (Fixture       *fixture,
                    gconstpointer  certificate)
{
  g_auto (Call) call = { 0 };

  spt_test_server_push (fixture->server, SPT_TEST_HANG, 0, NULL, NULL);
  start (fixture, &call, NULL);
  g_assert_true (spt_test_server_wait_requests (fixture->server, 1));
  spt_fake_clock_advance (fixture->clock, 29999);
  g_assert_false (call.done);
  spt_fake_clock_advance (fixture->clock, 1);
  wait_for_call (&call);
  assert_outcome (&call, SPT_HTTP_UNKNOWN, "answer-lost");
  g_assert_nonnull (strstr (call.answer->detail, "30 s"));
  g_assert_cmpint (call.answer->bytes_sent, >, 0);
  g_assert_cmpuint (call.answer->status, ==, 0);
  assert_still_serves (fixture);
  g_assert_cmpuint (spt_test_server_get_n_requests (fixture->server), ==, 3);
}

static void
test_own_times (Fixture       *fixture,
                gconstpointer  certificate)
{
  SptHttpRequest request = {
    .method = "GET",
    .url = fixture->url,
    .timeout_s = 250,
    .connect_timeout_s = 5,
  };
  g_auto (Call) call = { .http = fixture->http };

  spt_test_server_push (fixture->server, SPT_TEST_HANG, 0, NULL, NULL);
  spt_http_send_async (fixture->http, &request, NULL, sent_cb, &call);
  g_assert_true (spt_test_server_wait_requests (fixture->server, 1));
  spt_fake_clock_advance (fixture->clock, 249999);
  g_assert_false (call.done);
  spt_fake_clock_advance (fixture->clock, 1);
  wait_for_call (&call);
  assert_outcome (&call, SPT_HTTP_UNKNOWN, "answer-lost");
}

/* Bytes that keep coming do not move the deadline. */
static void
test_slow_drip (Fixture       *fixture,
                gconstpointer  certificate)
{
  g_auto (Call) call = { 0 };

  spt_test_server_push (fixture->server, SPT_TEST_DRIP, 202, "X-Y: z\r\n", NULL);
  start (fixture, &call, NULL);
  for (guint i = 1; i <= 29; i++)
    {
      g_assert_true (spt_test_server_wait_dripped (fixture->server, i));
      spt_fake_clock_advance (fixture->clock, 1000);
      g_assert_false (call.done);
    }
  spt_fake_clock_advance (fixture->clock, 1000);
  wait_for_call (&call);
  assert_outcome (&call, SPT_HTTP_UNKNOWN, "answer-lost");
  g_assert_cmpuint (call.answer->status, ==, 202);
  g_assert_cmpstr (spt_http_answer_get_header (call.answer, "x-y"), ==, "z");
  g_assert_cmpuint (g_bytes_get_size (call.answer->body), >, 0);
  g_assert_false (call.answer->body_complete);
  assert_still_serves (fixture);
}

/* A server that takes the connection and never reads: the upload stands still in the middle. */
static void
test_stuck_upload (Fixture       *fixture,
                   gconstpointer  certificate)
{
  gsize size = 32 * 1024 * 1024;
  g_autoptr (GBytes) body = g_bytes_new_take (g_malloc0 (size), size);
  SptHttpRequest request = {
    .method = "PUT",
    .url = fixture->url,
    .content_type = "application/zip",
    .body = body,
    .changes_something = TRUE,
  };
  g_auto (Call) call = { .http = fixture->http };

  spt_test_server_push (fixture->server, SPT_TEST_HANG_BEFORE_READING, 0, NULL, NULL);
  spt_http_send_async (fixture->http, &request, NULL, sent_cb, &call);
  g_assert_true (spt_test_server_wait_connections (fixture->server, 1));
  spt_fake_clock_advance (fixture->clock, 30000);
  wait_for_call (&call);
  assert_outcome (&call, SPT_HTTP_UNKNOWN, "answer-lost");
  g_assert_cmpint (call.answer->bytes_sent, >, 0);
  g_assert_cmpint (call.answer->bytes_sent, <, (goffset) size);
}

static void
test_cut_upload (Fixture       *fixture,
                 gconstpointer  certificate)
{
  gsize size = 32 * 1024 * 1024;
  g_autoptr (GBytes) body = g_bytes_new_take (g_malloc0 (size), size);
  static const char *const methods[] = { "POST", "PUT", "DELETE" };

  for (gsize m = 0; m < G_N_ELEMENTS (methods); m++)
    {
      SptHttpRequest request = {
        .method = methods[m],
        .url = fixture->url,
        .content_type = "application/zip",
        .body = body,
        .changes_something = TRUE,
      };
      g_auto (Call) call = { .http = fixture->http };

      assert_still_serves (fixture);
      spt_test_server_push (fixture->server, SPT_TEST_READ_HALF_THEN_RESET, 0, NULL, NULL);
      spt_http_send_async (fixture->http, &request, NULL, sent_cb, &call);
      wait_for_call (&call);
      assert_outcome (&call, SPT_HTTP_UNKNOWN, "answer-lost");
      g_assert_cmpuint (spt_test_server_get_n_requests (fixture->server), ==, 3 * (m + 1));
    }
}

static void
test_cancelled_before (Fixture       *fixture,
                       gconstpointer  certificate)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GCancellable) cancellable_connecting = g_cancellable_new ();
  g_autoptr (GCancellable) cancellable_at_once = g_cancellable_new ();
  g_auto (Call) before = { 0 };
  g_auto (Call) at_once = { 0 };
  g_auto (Call) connecting = { 0 };

  g_cancellable_cancel (cancellable);
  start (fixture, &before, cancellable);
  g_assert_false (before.done);
  wait_for_call (&before);
  assert_outcome (&before, SPT_HTTP_CANCELLED, "stopped-by-user");
  g_assert_cmpuint (spt_test_server_get_n_connections (fixture->server), ==, 0);

  if (certificate != NULL)
    {
      guint connections = spt_test_server_get_n_connections (fixture->server);

      spt_test_server_push (fixture->server, SPT_TEST_HANG_BEFORE_READING, 0, NULL, NULL);
      start (fixture, &connecting, cancellable_connecting);
      g_assert_true (spt_test_server_wait_connections (fixture->server, connections + 1));
      g_cancellable_cancel (cancellable_connecting);
      wait_for_call (&connecting);
      assert_outcome (&connecting, SPT_HTTP_CANCELLED, "stopped-by-user");
      g_assert_cmpint (connecting.answer->bytes_sent, ==, 0);
    }

  /* Last: its connection may reach the server after all, and would be taken for that of the case
   * before. */
  start (fixture, &at_once, cancellable_at_once);
  g_cancellable_cancel (cancellable_at_once);
  wait_for_call (&at_once);
  assert_outcome (&at_once, SPT_HTTP_CANCELLED, "stopped-by-user");

  g_assert_cmpuint (spt_test_server_get_n_requests (fixture->server), ==, 0);
  assert_still_serves (fixture);
}

static void
test_cancelled_after (Fixture       *fixture,
                      gconstpointer  certificate)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Call) waiting = { 0 };
  g_auto (Call) reading = { 0 };
  g_auto (Call) answered = { 0 };

  spt_test_server_push (fixture->server, SPT_TEST_HANG, 0, NULL, NULL);
  start (fixture, &waiting, cancellable);
  g_assert_true (spt_test_server_wait_requests (fixture->server, 1));
  g_cancellable_cancel (cancellable);
  wait_for_call (&waiting);
  assert_outcome (&waiting, SPT_HTTP_UNKNOWN, "stopped-by-user");
  g_assert_cmpint (waiting.answer->bytes_sent, >, 0);

  g_cancellable_reset (cancellable);
  spt_test_server_push (fixture->server, SPT_TEST_DRIP, 200, NULL, NULL);
  start (fixture, &reading, cancellable);
  g_assert_true (spt_test_server_wait_dripped (fixture->server, 30));
  g_cancellable_cancel (cancellable);
  wait_for_call (&reading);
  assert_outcome (&reading, SPT_HTTP_UNKNOWN, "stopped-by-user");
  g_assert_cmpuint (reading.answer->status, ==, 200);

  g_cancellable_reset (cancellable);
  start (fixture, &answered, cancellable);
  wait_for_call (&answered);
  g_cancellable_cancel (cancellable);
  assert_outcome (&answered, SPT_HTTP_ANSWERED, NULL);
  assert_still_serves (fixture);
}

/* The owner lets go while an exchange is under way: the exchange ends in its own time, nothing
 * leaks. */
static void
test_dropped (Fixture       *fixture,
              gconstpointer  certificate)
{
  g_auto (Call) call = { 0 };
  SptHttp *http = fixture->http;

  g_object_add_weak_pointer (G_OBJECT (http), (gpointer *) &http);
  start (fixture, &call, NULL);
  g_clear_object (&fixture->http);
  g_assert_nonnull (http);
  wait_for_call (&call);
  g_assert_cmpint (call.answer->result, ==, SPT_HTTP_ANSWERED);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_null (http);
  fixture->http = spt_http_new (SPT_CLOCK (fixture->clock), "Sportello/test");
}

/* Names
 * ----------------------------------------------------------------------------------------- */

#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver parent_instance;

  int       code;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static void
lookup_flags_async (GResolver                *resolver,
                    const char               *name,
                    GResolverNameLookupFlags  flags,
                    GCancellable             *cancellable,
                    GAsyncReadyCallback       callback,
                    gpointer                  user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_new_error (task, G_RESOLVER_ERROR, TEST_RESOLVER (resolver)->code, "No such %s", name);
}

static void
lookup_async (GResolver           *resolver,
              const char          *name,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  lookup_flags_async (resolver, name, 0, cancellable, callback, user_data);
}

static GList *
lookup_finish (GResolver     *resolver,
               GAsyncResult  *result,
               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_async = lookup_async;
  resolver_class->lookup_by_name_finish = lookup_finish;
  resolver_class->lookup_by_name_with_flags_async = lookup_flags_async;
  resolver_class->lookup_by_name_with_flags_finish = lookup_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

static void
test_names (Fixture       *fixture,
            gconstpointer  certificate)
{
  static const struct
  {
    int         code;
    const char *expected;
  } rows[] = {
    { G_RESOLVER_ERROR_NOT_FOUND, "dns" },
    { G_RESOLVER_ERROR_INTERNAL, "dns" },
    { G_RESOLVER_ERROR_TEMPORARY_FAILURE, "offline" },
  };
  g_autoptr (GResolver) usual = g_resolver_get_default ();
  g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (GProxyResolver) no_proxy = g_simple_proxy_resolver_new (NULL, NULL);
  SptHttpRequest request = {
    .method = "POST",
    .url = "https://service.invalid/",
    .changes_something = TRUE,
  };

  spt_http_set_test_proxy (fixture->http, no_proxy);
  g_resolver_set_default (G_RESOLVER (resolver));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Call) call = { .http = fixture->http };

      resolver->code = rows[i].code;
      spt_http_send_async (fixture->http, &request, NULL, sent_cb, &call);
      wait_for_call (&call);
      assert_outcome (&call, SPT_HTTP_NOT_SENT, rows[i].expected);
    }
  g_resolver_set_default (usual);
}

/* TCP to the broadcast address fails inside this machine, as every address does without a
 * network. */
static void
test_unreachable (Fixture       *fixture,
                  gconstpointer  certificate)
{
  g_autoptr (GProxyResolver) no_proxy = g_simple_proxy_resolver_new (NULL, NULL);
  SptHttpRequest request = {
    .method = "POST",
    .url = "https://255.255.255.255/",
    .changes_something = TRUE,
  };
  g_auto (Call) call = { .http = fixture->http };

  spt_http_set_test_proxy (fixture->http, no_proxy);
  spt_http_send_async (fixture->http, &request, NULL, sent_cb, &call);
  wait_for_call (&call);
  assert_outcome (&call, SPT_HTTP_NOT_SENT, "offline");
}

#define LOCALHOST "localhost-test-only.pem"
#define add(path, certificate, func) g_test_add (path, Fixture, certificate, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/net/stop/connect-timeout", LOCALHOST, test_connect_timeout);
  add ("/net/stop/total-timeout", NULL, test_total_timeout);
  add ("/net/stop/total-timeout-tls", LOCALHOST, test_total_timeout);
  add ("/net/stop/own-times", NULL, test_own_times);
  add ("/net/stop/slow-drip", NULL, test_slow_drip);
  add ("/net/stop/slow-drip-tls", LOCALHOST, test_slow_drip);
  add ("/net/stop/stuck-upload", NULL, test_stuck_upload);
  add ("/net/stop/cut-upload", NULL, test_cut_upload);
  add ("/net/stop/cut-upload-tls", LOCALHOST, test_cut_upload);
  add ("/net/stop/cancelled-before", NULL, test_cancelled_before);
  add ("/net/stop/cancelled-before-tls", LOCALHOST, test_cancelled_before);
  add ("/net/stop/cancelled-after", NULL, test_cancelled_after);
  add ("/net/stop/cancelled-after-tls", LOCALHOST, test_cancelled_after);
  add ("/net/stop/dropped", NULL, test_dropped);
  add ("/net/stop/names", NULL, test_names);
  add ("/net/stop/unreachable", NULL, test_unreachable);

  return g_test_run ();
}
