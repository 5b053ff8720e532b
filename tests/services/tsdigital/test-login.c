/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log-in as text: digest, answers, the end of a token (services facts 2.4). */
#include "config.h"

#include <string.h>

#include "services/tsdigital/spt-tsdigital-flow.h"
#include "tsdigital-test.h"

/* Services facts 2.4: the test vector. */
static void
test_digest (void)
{
  g_autofree char *digest = spt_tsdigital_dup_digest ("chiave-di-prova", "segreto-di-prova",
                                                      "nonce-0001");
  g_autofree char *other = spt_tsdigital_dup_digest ("chiave-di-prova", "segreto-di-prova",
                                                     "nonce-0002");

  g_assert_cmpstr (digest, ==, "c8bbcb16f27e9f7df55a8d4efc854fa10aeb86e2b74db64a85f4e5fb1e360ef3");
  g_assert_cmpstr (digest, !=, other);
}

static const struct
{
  guint       status;
  const char *member;
  const char *body;
  const char *text; /* (nullable) */
  const char *code; /* (nullable) */
  gboolean    transient;
} answers[] = {
  { 200, "nonce", "{\"nonce\":\"n-1\"}", "n-1", NULL, FALSE },
  { 201, "nonce", "{\"nonce\":\"n-1\",\"x\":1}", "n-1", NULL, FALSE },
  { 200, "accessToken", "{\"accessToken\":\"a.b.c\"}", "a.b.c", NULL, FALSE },
  { 200, "accessToken", "{\"token\":\"a.b.c\"}", NULL, "tsdigital-login-unreadable", FALSE },
  { 200, "nonce", "{\"nonce\":\"\"}", NULL, "tsdigital-login-unreadable", FALSE },
  { 200, "nonce", "{\"nonce\":\"a b\"}", NULL, "tsdigital-login-unreadable", FALSE },
  { 200, "nonce", "{\"nonce\":\"a\\nb\"}", NULL, "tsdigital-login-unreadable", FALSE },
  { 200, "nonce", "<html>", NULL, "tsdigital-login-unreadable", FALSE },
  { 200, "nonce", "", NULL, "tsdigital-login-unreadable", FALSE },
  { 400, "nonce", "{\"message\":\"id?\"}", NULL, "tsdigital-key-rejected", FALSE },
  { 401, "accessToken", "", NULL, "tsdigital-key-rejected", FALSE },
  { 403, "accessToken", "<html>", NULL, "tsdigital-key-rejected", FALSE },
  { 404, "nonce", "<html>", NULL, "tsdigital-login-address", FALSE },
  { 404, "nonce", "{\"code\":\"404\",\"message\":\"no such key\"}", NULL, "tsdigital-key-rejected",
    FALSE },
  { 407, "nonce", "", NULL, "proxy", FALSE },
  { 429, "nonce", "", NULL, "tsdigital-login-throttled", TRUE },
  { 301, "nonce", "", NULL, "redirect", FALSE },
  { 500, "nonce", "", NULL, "tsdigital-login-unavailable", TRUE },
  { 503, "accessToken", "<html>", NULL, "tsdigital-login-unavailable", TRUE },
};

static void
test_answers (void)
{
  const char *const secrets[] = { "s3cret-text", NULL };
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (answers[i].body, strlen (answers[i].body));
      const SptHttpAnswer answer = {
        .result = SPT_HTTP_ANSWERED, .status = answers[i].status, .headers = headers, .body = body,
        .body_complete = TRUE, .retry_after_ms = -1,
      };
      g_autofree char *text = NULL;
      g_autoptr (SptOutcome) trouble =
        spt_tsdigital_login_read (&answer, answers[i].member, secrets, &text);

      g_test_message ("%u %s", answers[i].status, answers[i].body);
      g_assert_cmpstr (text, ==, answers[i].text);
      g_assert_true ((trouble == NULL) == (text != NULL));
      if (trouble == NULL)
        continue;
      g_assert_cmpint (trouble->kind, ==, SPT_OUTCOME_NOT_SENT);
      g_assert_cmpstr (trouble->code, ==, answers[i].code);
      g_assert_cmpint (trouble->transient, ==, answers[i].transient);
      if (answers[i].status == 429)
        g_assert_cmpint (trouble->retry_after_ms, ==, 60000);
    }
}

static char *
make_token (const char *payload)
{
  g_autofree char *encoded = g_base64_encode ((const guchar *) payload, strlen (payload));

  g_strdelimit (g_strdelimit (encoded, "+", '-'), "/", '_');
  *strchrnul (encoded, '=') = '\0';

  return g_strconcat ("eyJhbGciOiJub25lIn0.", encoded, ".sig", NULL);
}

static const struct
{
  const char *payload;
  gint64      exp; /* 0 = none */
} ends[] = {
  { "{\"exp\":1795266000}", 1795266000 },
  { "{\"exp\":1795266000.5,\"sub\":\"x\"}", 1795266000 },
  { "{\"sub\":\"\xc3\xbf\xc3\xbe?>~\",\"exp\":1795266000}", 1795266000 },
  { "{\"exp\":\"1795266000\"}", 0 },
  { "{\"exp\":0}", 0 },
  { "{\"exp\":-5}", 0 },
  { "{\"exp\":9223372036854775807}", 0 },
  { "{\"exp\":1e300}", 0 },
  { "{\"exp\":null}", 0 },
  { "{}", 0 },
  { "[]", 0 },
  { "nothing", 0 },
  { "", 0 },
};

static void
test_end (void)
{
  static const char *const none[] = { "", ".", "abc", "a.b", "..", "a.!!!.c", "a.e30" };
  gint64 exp;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *token = make_token (ends[i].payload);

      g_test_message ("%s", ends[i].payload);
      g_assert_true (spt_tsdigital_read_exp (token, &exp) == (ends[i].exp != 0));
      g_assert_cmpint (exp, ==, ends[i].exp);
    }
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_false (spt_tsdigital_read_exp (none[i], &exp));
}

/* Until two minutes before its end; a quarter of an hour when it does not say; never more than a day,
 * never less than nothing. */
static void
test_use (void)
{
  const gint64 now = G_GINT64_CONSTANT (1795262400000);
  g_autofree char *hour = make_token ("{\"exp\":1795266000}");
  g_autofree char *minute = make_token ("{\"exp\":1795262460}");
  g_autofree char *past = make_token ("{\"exp\":1700000000}");
  g_autofree char *silent = make_token ("{}");
  g_autofree char *far = make_token ("{\"exp\":200000000000}");

  g_assert_cmpint (spt_tsdigital_get_use_ms (hour, now), ==, 3480000);
  g_assert_cmpint (spt_tsdigital_get_use_ms (minute, now), ==, 0);
  g_assert_cmpint (spt_tsdigital_get_use_ms (past, now), ==, 0);
  g_assert_cmpint (spt_tsdigital_get_use_ms (silent, now), ==, 900000);
  g_assert_cmpint (spt_tsdigital_get_use_ms (far, now), ==, 86400000);
}

static void
test_bearer (void)
{
  static const char *const pasted[][2] = {
    { "a.b.c", "a.b.c" }, { "  a.b.c\n", "a.b.c" }, { "Bearer a.b.c", "a.b.c" },
    { "bearer  a.b.c ", "a.b.c" }, { "a b", NULL }, { "", NULL },
    { "a\xc3\xa8", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pasted); i++)
    {
      g_autofree char *token = spt_tsdigital_dup_bearer (pasted[i][0]);

      g_assert_cmpstr (token, ==, pasted[i][1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tsdigital/login/digest", test_digest);
  g_test_add_func ("/tsdigital/login/answers", test_answers);
  g_test_add_func ("/tsdigital/login/end", test_end);
  g_test_add_func ("/tsdigital/login/use", test_use);
  g_test_add_func ("/tsdigital/login/bearer", test_bearer);

  return g_test_run ();
}
