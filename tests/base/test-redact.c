/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Masking: headers, texts in every way a secret is written, URLs; and that what is no secret stays.
 * */
#include "base/spt-redact.h"

#include <string.h>

static void
test_headers (void)
{
  static const char *const secret[] = {
    "Authorization", "authorization", "Proxy-Authorization", "Ocp-Apim-Subscription-Key", "Cookie",
    "Set-Cookie", "WWW-Authenticate", "X-API-Key", "X-Auth-Token", "X-Amz-Security-Token",
    "Client-Secret",
  };
  static const char *const open[] = {
    "Content-Type", "Content-Length", "Accept-Language", "User-Agent", "X-Request-ID",
    "X-Correlation-ID", "X-App-Name", "Location", "Retry-After", "ETag", "Date", "X-User-ID",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (secret); i++)
    if (!spt_redact_is_secret_header (secret[i]))
      g_test_fail_printf ("%s is shown", secret[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    if (spt_redact_is_secret_header (open[i]))
      g_test_fail_printf ("%s is hidden", open[i]);
}

static void
test_text (void)
{
  static const struct
  {
    const char *secrets[3];
    const char *text;
    const char *expected;
  } cases[] = {
    { { "segreto" }, "la chiave è segreto.", "la chiave è •••." },
    { { "segreto" }, "segretosegreto e segreto", "••• e •••" },
    { { "segreto" }, "Segreto SEGRETO segret", "Segreto SEGRETO segret" },
    { { "abcabd" }, "abcabcabd", "abc•••" },
    { { "abcdef", "defghi" }, "xabcdefghiy", "x•••y" },
    { { "abc" }, "abc", "abc" }, /* too short */
    { { "" }, "abc", "abc" },
    { { NULL }, "abc", "abc" },
    { { "segreto" }, "", "" },
    { { "però4" }, "però4!", "•••!" },
    /* percent-encoded, wholly or in part, in either case */
    { { "a/b+c d&é" }, "k=a%2Fb%2Bc%20d%26%C3%A9&x=1", "k=•••&x=1" },
    { { "a/b+c d&é" }, "k=a%2fb%2bc+d%26%c3%a9", "k=•••" },
    { { "a/b+c d&é" }, "k=%61/b+c%20d&%C3%a9", "k=•••" },
    { { "100%ab" }, "k=100%25ab&100%ab", "k=•••&•••" },
    { { "abcd" }, "abc%6", "abc%6" },
    /* JSON */
    { { "a\"b\\c/d" }, "{\"k\":\"a\\\"b\\\\c\\/d\"}", "{\"k\":\"•••\"}" },
    { { "a&b<c" }, "{\"k\":\"a\\u0026b\\u003Cc\"}", "{\"k\":\"•••\"}" },
    /* XML */
    { { "a&b<c>d\"e'f" }, "<k>a&amp;b&lt;c&gt;d&quot;e&#39;f</k>", "<k>•••</k>" },
    /* Base64, alone and after one, two and three bytes; what is shared with the neighbours goes too
     * */
    { { "segreto" }, "x c2VncmV0bw== y", "x ••• y" },
    { { "segreto" }, "Basic YTpzZWdyZXRv", "Basic YT•••" },
    { { "segreto" }, "Basic YWI6c2VncmV0bw==", "Basic YWI6•••" },
    { { "segreto" }, "Basic YWJjOnNlZ3JldG8=", "Basic YWJjO•••" },
    { { "segreto" }, "eDpzZWdyZXRvOno=", "eD•••Ono=" },
    { { "\xff\xfe\xfd" "abc?>" }, "__79YWJjPz4 //79YWJjPz4=", "••• •••" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = spt_redact_text (cases[i].text, cases[i].secrets);

      g_test_message ("<%s>", cases[i].text);
      g_assert_cmpstr (masked, ==, cases[i].expected);
    }
  g_assert_null (spt_redact_text (NULL, cases[0].secrets));
  {
    g_autofree char *same = spt_redact_text ("abcd", NULL);

    g_assert_cmpstr (same, ==, "abcd");
  }
}

/* A secret of any bytes, written in any way, between any neighbours, is never left readable. */
static void
test_random_secrets (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (64);

  for (guint i = 0; i < 3000; i++)
    {
      char secret[24] = { 0 };
      char before[8] = { 0 };
      const char *secrets[] = { secret, NULL };
      g_autofree char *pair = NULL;
      g_autofree char *base64 = NULL;
      g_autofree char *percent = NULL;
      g_autofree char *xml = NULL;
      g_autofree char *plain = NULL;
      const char *texts[5];

      for (gint32 n = g_rand_int_range (rand, 8, 23), j = 0; j < n; j++)
        secret[j] = g_rand_int_range (rand, 33, 127);
      for (gint32 n = g_rand_int_range (rand, 0, 7), j = 0; j < n; j++)
        before[j] = g_rand_int_range (rand, 'a', 'z' + 1);

      pair = g_strdup_printf ("%s:%s", before, secret);
      base64 = g_base64_encode ((const guchar *) pair, strlen (pair));
      percent = g_uri_escape_string (pair, NULL, FALSE);
      xml = g_markup_escape_text (pair, -1);
      plain = g_strdup_printf ("<%s>", pair);
      texts[0] = base64;
      texts[1] = percent;
      texts[2] = xml;
      texts[3] = plain;
      texts[4] = NULL;

      for (guint k = 0; texts[k] != NULL; k++)
        {
          g_autofree char *masked = spt_redact_text (texts[k], secrets);
          const char *dots = strstr (masked, SPT_REDACTED);

          g_assert_nonnull (dots);
          g_assert_null (strstr (masked, secret));
          if (k == 0)
            {
              /* What still decodes of it is at most the name before the secret. */
              g_autofree char *head = g_strndup (masked, dots - masked);

              g_assert_cmpuint (strlen (head) * 6 / 8, <=, strlen (before) + 1);
              g_assert_cmpstr (dots + strlen (SPT_REDACTED), ==, "");
            }
        }
    }
}

static void
test_url (void)
{
  static const char *const cases[][2] = {
    { "https://example.org/a/b?x=1&y=2", "https://example.org/a/b?x=1&y=2" },
    { "https://user:pass@example.org/a", "https://example.org/a" },
    { "https://user@example.org:8443/a@b", "https://example.org:8443/a@b" },
    { "https://a:b@c@example.org/", "https://example.org/" },
    { "//user:pass@example.org/a", "//example.org/a" },
    { "https://example.org/a?to=http://x:y@z", "https://example.org/a?to=http://x:y@z" },
    { "https://example.org?key=abc", "https://example.org?key=•••" },
    { "/service?key=abc&cf=X&token=def#top", "/service?key=•••&cf=X&token=•••#top" },
    { "/a?subscription-key=abc", "/a?subscription-key=•••" },
    { "/a?Client_Secret=abc;x=1", "/a?Client_Secret=•••;x=1" },
    { "/a?k%65y=abc", "/a?k%65y=•••" },
    { "/a?sig=abc&code=def&design=1", "/a?sig=•••&code=•••&design=1" },
    { "/a?key=&key&x=key", "/a?key=&key&x=key" },
    { "/cb#access_token=abc&state=1", "/cb#access_token=•••&state=1" },
    { "/a?key=a=b=c&x=1", "/a?key=•••&x=1" },
    { "/a?key=a?b&x=1", "/a?key=•••&x=1" },
    { "key@home", "key@home" },
    { "", "" },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = spt_redact_url (cases[i][0]);

      g_assert_cmpstr (masked, ==, cases[i][1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/redact/headers", test_headers);
  g_test_add_func ("/base/redact/text", test_text);
  g_test_add_func ("/base/redact/random-secrets", test_random_secrets);
  g_test_add_func ("/base/redact/url", test_url);

  return g_test_run ();
}
