/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of an exchange: readable, bounded, and without a secret in any of the ways in which it
 * may be written. */
#define G_LOG_DOMAIN "test-http-record"

#include <string.h>

#include "base/spt-redact.h"
#include "net/spt-http.h"
#include "spt-test-server.h"
#include "spt-test.h"

#define SECRET "s3cr3t/key+of=the test\"&"
#define WEB_TOKEN "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLWhlcmU"

typedef struct
{
  SptHttp       *http;
  SptHttpAnswer *answer;
  gboolean       done;
} Call;

typedef struct
{
  SptClock      *clock;
  SptHttp       *http;
  SptTestServer *server;
} Fixture;

static const char *const secrets[] = { SECRET, NULL };

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

static SptHttpAnswer *
send_body (Fixture           *fixture,
           const char        *method,
           const char        *path,
           const char *const *headers,
           const char        *type,
           const char        *text)
{
  g_autofree char *url = g_strconcat (spt_test_server_get_url (fixture->server), path, NULL);
  g_autoptr (GBytes) body = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  SptHttpRequest request = {
    .method = method,
    .url = url,
    .headers = headers,
    .secrets = secrets,
    .content_type = type,
    .body = body,
    .changes_something = TRUE,
  };
  Call call = { .http = fixture->http };

  spt_http_send_async (fixture->http, &request, NULL, sent_cb, &call);
  g_assert_true (spt_test_wait (call_is_done, &call, SPT_TEST_TIMEOUT_MS));
  g_assert_nonnull (call.answer);
  g_assert_true (g_utf8_validate (call.answer->exchange, -1, NULL));

  return call.answer;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->clock = spt_clock_new_system ();
  fixture->http = spt_http_new (fixture->clock, "Sportello/test");
  fixture->server = spt_test_server_new (NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->http);
  g_assert_finalize_object (fixture->clock);
  spt_test_server_free (fixture->server);
}

static char **
list_disguises (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *percent = g_uri_escape_string (SECRET, NULL, FALSE);
  g_autofree char *lower = g_strdup (percent);
  g_autofree char *base64 = g_base64_encode ((const guchar *) SECRET, strlen (SECRET));
  g_autofree char *basic = g_base64_encode ((const guchar *) "user:" SECRET, strlen ("user:" SECRET));
  g_auto (GStrv) words = g_strsplit (percent, "%20", -1);
  g_autofree char *form = g_strjoinv ("+", words);

  for (char *p = lower; *p != '\0'; p++)
    if (*p == '%')
      {
        p[1] = g_ascii_tolower (p[1]);
        p[2] = g_ascii_tolower (p[2]);
      }
  g_strv_builder_add_many (builder, SECRET, percent, lower, base64, basic, form, "s3cr3t/key+of=the test\\\"&",
                           NULL);

  return g_strv_builder_end (builder);
}

static void
assert_no_secret (const char *text)
{
  g_auto (GStrv) disguises = list_disguises ();

  for (gsize i = 0; disguises[i] != NULL; i++)
    if (strstr (text, disguises[i]) != NULL)
      g_error ("%s in the record:\n%s", disguises[i], text);
  /* What all the disguises but Base64 begin with. */
  g_assert_null (strstr (text, "s3cr3t"));
  g_assert_nonnull (strstr (text, SPT_REDACTED));
}

static void
test_no_secret (Fixture       *fixture,
                gconstpointer  data)
{
  g_auto (GStrv) disguises = list_disguises ();

  for (gsize i = 0; disguises[i] != NULL; i++)
    {
      g_autofree char *path = NULL;
      g_autofree char *authorization = g_strconcat ("Basic ", disguises[i], NULL);
      g_autofree char *text = g_strdup_printf ("before %s after", disguises[i]);
      g_autofree char *answer_headers = NULL;
      /* What cannot stand in a URL as it is would be disguised twice there. */
      const char *url_part = strpbrk (disguises[i], " \"=") != NULL ? disguises[1] : disguises[i];
      const char *const headers[] = {
        "Authorization", authorization, "Ocp-Apim-Subscription-Key", SECRET, "X-Echo", text, NULL,
      };
      g_autoptr (SptHttpAnswer) answer = NULL;

      path = g_strdup_printf ("/in/%s/path?subscription-key=%s&other=%s", url_part, url_part, url_part);
      answer_headers = g_strdup_printf ("Content-Type: text/plain\r\nX-Echo: %s\r\nLocation: https://x.invalid/?k=%s\r\n",
                                        text, disguises[i]);
      spt_test_server_push (fixture->server, SPT_TEST_ANSWER, 302, answer_headers, text);
      answer = send_body (fixture, "POST", path, headers, "text/plain", text);
      g_test_message ("%s", answer->exchange);
      assert_no_secret (answer->exchange);
      g_assert_nonnull (strstr (answer->exchange, "\nbefore "));
      g_assert_nonnull (strstr (answer->exchange, " after\n"));
      g_assert_nonnull (strstr (answer->exchange, "Ocp-Apim-Subscription-Key: " SPT_REDACTED "\n"));
      g_assert_nonnull (strstr (answer->exchange, "HTTP 302 Scripted\n"));
    }
}

/* Secrets that nobody could know before the answer. */
static void
test_tokens (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct
  {
    const char *text;
    const char *shown;
  } rows[] = {
    { "{\"access_token\": \"abc\\\"def\", \"expires_in\":3599}", "{\"access_token\": \"•••\", \"expires_in\":3599}" },
    { "{\"refresh_token\":\"abcdef\",\"id_token\":\"ghi\"}", "{\"refresh_token\":\"•••\",\"id_token\":\"•••\"}" },
    { "{\"accessToken\":\"abcdef\"}", "{\"accessToken\":\"•••\"}" },
    { "{\"token\":\"" WEB_TOKEN "\"}", "{\"token\":\"•••\"}" },
    { "{\"other\":\"" WEB_TOKEN "\"}", "{\"other\":\"•••\"}" },
    { "{\"tokenType\":\"Bearer\"}", "{\"tokenType\":\"Bearer\"}" },
    { "{\"iupd\":\"abc\",\"fileId\":\"a_b_c\"}", "{\"iupd\":\"abc\",\"fileId\":\"a_b_c\"}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SptHttpAnswer) answer = NULL;
      gsize size;

      spt_test_server_push (fixture->server, SPT_TEST_ANSWER, 200, "Content-Type: application/json\r\n", rows[i].text);
      answer = send_body (fixture, "POST", "/token", NULL, "application/x-www-form-urlencoded",
                          "grant_type=client_credentials&client_secret=neverknown&x=1");
      g_assert_nonnull (strstr (answer->exchange, rows[i].shown));
      g_assert_nonnull (strstr (answer->exchange, "client_secret=" SPT_REDACTED "&x=1\n"));
      g_assert_null (strstr (answer->exchange, "neverknown"));
      /* The answer itself is what came. */
      size = g_bytes_get_size (answer->body);
      g_assert_cmpmem (g_bytes_get_data (answer->body, NULL), size, rows[i].text, strlen (rows[i].text));
    }
}

static void
test_bodies (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *just = g_strnfill (4096, 'a');
  g_autofree char *larger = g_strnfill (4097, 'a');
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, larger, -1);
  g_autofree char *note = g_strdup_printf ("\n[4097 bytes, SHA-256 %s]\n", digest);
  g_autoptr (GBytes) binary = g_bytes_new_static ("a\0b\xff" "c", 5);
  g_autoptr (SptHttpAnswer) shown = NULL;
  g_autoptr (SptHttpAnswer) summed_up = NULL;
  g_autoptr (SptHttpAnswer) zip = NULL;
  g_autoptr (SptHttpAnswer) not_utf8 = NULL;

  shown = send_body (fixture, "POST", "/", NULL, "application/json; charset=utf-8", just);
  g_assert_nonnull (strstr (shown->exchange, just));
  summed_up = send_body (fixture, "POST", "/", NULL, "application/json", larger);
  g_assert_nonnull (strstr (summed_up->exchange, note));
  g_assert_null (strstr (summed_up->exchange, "aaaa"));
  zip = send_body (fixture, "POST", "/", NULL, "application/zip", "short");
  g_assert_nonnull (strstr (zip->exchange, "\n[5 bytes, SHA-256 "));
  g_assert_null (strstr (zip->exchange, "short"));

  spt_test_server_push_bytes (fixture->server, SPT_TEST_ANSWER, 200, "", binary);
  not_utf8 = send_body (fixture, "POST", "/", NULL, "text/plain", "caf\xe9");
  g_assert_nonnull (strstr (not_utf8->exchange, "\n[4 bytes, SHA-256 "));
  g_assert_nonnull (strstr (not_utf8->exchange, "c\n"));
  g_assert_cmpuint (g_bytes_get_size (not_utf8->body), ==, 5);
}

/* A secret that lies across every cut that the recorder makes. */
static void
test_long_answer (Fixture       *fixture,
                  gconstpointer  data)
{
  for (gsize shift = 0; shift < 30; shift += 3)
    for (int many = 0; many < 2; many++)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        g_autofree char *filler = g_strnfill (shift, 'x');
        g_autoptr (SptHttpAnswer) answer = NULL;

        g_string_append (text, filler);
        while (text->len < 300 * 1024)
          g_string_append (text, many ? SECRET "-" : "filler filler filler filler " SECRET);
        spt_test_server_push (fixture->server, SPT_TEST_ANSWER, 200, "", text->str);
        answer = send_body (fixture, "GET", "/", NULL, NULL, NULL);
        assert_no_secret (answer->exchange);
        g_assert_cmpuint (strlen (answer->exchange), <, 66 * 1024);
        g_assert_nonnull (strstr (answer->exchange, "bytes in all]\n"));
        g_assert_cmpuint (g_bytes_get_size (answer->body), ==, text->len);
      }
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SptHttpAnswer) answer = NULL;

  spt_test_server_push (fixture->server, SPT_TEST_READ_THEN_DROP, 0, NULL, NULL);
  answer = send_body (fixture, "PUT", "/x?key=abcdef", NULL, "text/plain", "x");
  g_assert_nonnull (strstr (answer->exchange, "PUT http://127.0.0.1"));
  g_assert_nonnull (strstr (answer->exchange, "?key=" SPT_REDACTED "\n"));
  g_assert_nonnull (strstr (answer->exchange, "\n[answer-lost: "));
  g_assert_null (strstr (answer->exchange, "\nHTTP "));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/net/record/no-secret", Fixture, NULL, set_up, test_no_secret, tear_down);
  g_test_add ("/net/record/tokens", Fixture, NULL, set_up, test_tokens, tear_down);
  g_test_add ("/net/record/bodies", Fixture, NULL, set_up, test_bodies, tear_down);
  g_test_add ("/net/record/long-answer", Fixture, NULL, set_up, test_long_answer, tear_down);
  g_test_add ("/net/record/failure", Fixture, NULL, set_up, test_failure, tear_down);

  return g_test_run ();
}
