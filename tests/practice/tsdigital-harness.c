/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log-in by nonce and digest, items and calls of the TSDigital tests. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "tsdigital-harness.h"

#include <string.h>

/* A call with the standard headers; without a token no Authorization. */
Answer *
ts_call (Practice   *practice,
         const char *method,
         const char *path,
         const char *token,
         const char *headers,
         const char *body)
{
  g_autoptr (GString) all = g_string_new (TS_HEADERS);

  if (token != NULL)
    g_string_append_printf (all, "Authorization: Bearer %s\r\n", token);
  if (headers != NULL)
    g_string_append (all, headers);
  return practice_call (practice, method, path, all->str, body, body != NULL ? strlen (body) : 0);
}

char *
ts_digest (const char *id,
           const char *secret,
           const char *nonce)
{
  g_autoptr (GChecksum) inner = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GChecksum) outer = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (inner, (const guchar *) id, -1);
  g_checksum_update (inner, (const guchar *) secret, -1);
  g_checksum_update (outer, (const guchar *) g_checksum_get_string (inner), -1);
  g_checksum_update (outer, (const guchar *) nonce, -1);
  return g_strdup (g_checksum_get_string (outer));
}

/* A nonce; fails the test if none comes. */
char *
ts_nonce (Practice   *practice,
          const char *base,
          const char *id)
{
  g_autofree char *path = g_strconcat (base, "/api/v3/nonces", NULL);
  g_autofree char *body = g_strdup_printf ("{\"id\":\"%s\"}", id);
  g_autoptr (Answer) answer = ts_call (practice, "POST", path, NULL, TS_JSON, body);
  char *nonce;

  g_assert_cmpuint (answer->status, ==, 200);
  nonce = answer_text (answer, "nonce");
  g_assert_nonnull (nonce);
  return nonce;
}

Answer *
ts_log_in (Practice   *practice,
           const char *base,
           const char *id,
           const char *digest)
{
  g_autofree char *path = g_strconcat (base, "/api/v3/tokens", NULL);
  g_autofree char *body = g_strdup_printf ("{\"id\":\"%s\",\"digest\":\"%s\"}", id, digest);

  return ts_call (practice, "POST", path, NULL, TS_JSON, body);
}

/* A token; fails the test if none comes. */
char *
ts_token (Practice   *practice,
          const char *id)
{
  g_autofree char *nonce = ts_nonce (practice, TS, id);
  g_autofree char *digest = ts_digest (id, TS_SECRET, nonce);
  g_autoptr (Answer) answer = ts_log_in (practice, TS, id, digest);

  g_assert_cmpuint (answer->status, ==, 200);
  return answer_text (answer, "accessToken");
}

char *
ts_item (const char *tax_id,
         const char *name)
{
  return g_strdup_printf ("{\"item\":{\"base\":{\"identifier\":{\"taxRegion\":\"IT\",\"taxId\":"
                          "\"%s\"},\"details\":{\"description\":\"%s\",\"addresses\":[{\"types\":["
                          "\"REGISTERED_OFFICE\"],\"streetName\":\"Via di Prova\",\"zipCode\":"
                          "\"20121\",\"city\":\"Milano\",\"province\":\"MI\",\"country\":\"IT\"}]}},"
                          "\"preferences\":{\"language\":\"it\"}},\"noKeys\":true}", tax_id, name);
}

Answer *
ts_create (Practice   *practice,
           const char *token,
           const char *body)
{
  return ts_call (practice, "POST", TS_ITEMS, token, TS_JSON, body);
}

/* The body of a GET that must have this status. */
char *
ts_read (Practice   *practice,
         const char *token,
         const char *path,
         guint       status)
{
  g_autoptr (Answer) answer = ts_call (practice, "GET", path, token, NULL, NULL);

  g_assert_cmpuint (answer->status, ==, status);
  return g_strdup (answer->body->str);
}
