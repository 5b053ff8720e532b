/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log-in as text: the digest, what the two calls answer, how long a token lives (services facts
 * 2.4). Pure. */

#define G_LOG_DOMAIN "spt-tsdigital-login-read"

#include "config.h"

#include <string.h>

#include "base/spt-json.h"
#include "base/spt-text.h"
#include "service/spt-reply.h"
#include "services/tsdigital/spt-tsdigital-flow.h"

#define SECOND_MS       G_GINT64_CONSTANT (1000)
/* So long before its end a token is not used any more. */
#define MARGIN_MS       (120 * SECOND_MS)
/* For one that does not say when it ends. */
#define FALLBACK_MS     (15 * 60 * SECOND_MS)
#define LONGEST_MS      (24 * 3600 * SECOND_MS)
#define DEFAULT_WAIT_MS (60 * SECOND_MS)
#define LONGEST_TEXT    (32 * 1024)
/* The year 9999. */
#define LAST_EXP        G_GINT64_CONSTANT (253402300799)

/**
 * spt_tsdigital_dup_digest:
 * @key_id: the technical key's identifier
 * @secret: its secret
 * @nonce: what the service gave for this log-in
 *
 * Makes what proves the secret: hexadecimal texts are joined, not bytes.
 *
 * Returns: (transfer full): 64 lower-case hexadecimal digits
 */
char *
spt_tsdigital_dup_digest (const char *key_id,
                          const char *secret,
                          const char *nonce)
{
  g_autofree char *pair = g_strconcat (key_id, secret, NULL);
  g_autofree char *inner = spt_text_sha256_hex (pair, strlen (pair));
  g_autofree char *outer = g_strconcat (inner, nonce, NULL);
  char *digest = spt_text_sha256_hex (outer, strlen (outer));

  explicit_bzero (pair, strlen (pair));
  explicit_bzero (inner, strlen (inner));
  explicit_bzero (outer, strlen (outer));

  return digest;
}

static SptOutcome *
make_trouble (const SptHttpAnswer *answer,
              const char          *code,
              gboolean             transient,
              const char          *message)
{
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_NOT_SENT, code);

  outcome->transient = transient;
  outcome->http_status = answer->status;
  outcome->message = g_strdup (message);
  outcome->retry_after_ms = answer->retry_after_ms;

  return outcome;
}

/* It goes into a header, or into a hash, as it is. */
static gboolean
is_usable (const char *text)
{
  if (text == NULL || *text == '\0' || strlen (text) > LONGEST_TEXT)
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text))
      return FALSE;

  return TRUE;
}

static SptOutcome *
read_refusal (const SptHttpAnswer *answer,
              const char *const   *secrets)
{
  gboolean is_error;
  g_autofree char *words = spt_tsdigital_dup_error (answer, secrets, &is_error);
  SptOutcome *outcome;

  if (answer->status >= 300 && answer->status < 400)
    {
      g_autofree char *place =
        spt_reply_dup_shown (g_hash_table_lookup (answer->headers, "location"), secrets);

      return make_trouble (answer, "redirect", FALSE, place);
    }
  switch (answer->status)
    {
    case 407:
      return make_trouble (answer, "proxy", FALSE, NULL);
    case 408:
      return make_trouble (answer, "tsdigital-login-unavailable", TRUE, words);
    case 429:
      outcome = make_trouble (answer, "tsdigital-login-throttled", TRUE, words);
      if (outcome->retry_after_ms < 0)
        outcome->retry_after_ms = DEFAULT_WAIT_MS;
      return outcome;
    case 400:
    case 401:
    case 403:
      return make_trouble (answer, "tsdigital-key-rejected", FALSE, words);
    case 404:
    case 405:
      /* With the service's own words it is the key that is not there. */
      return make_trouble (answer, is_error ? "tsdigital-key-rejected" : "tsdigital-login-address",
                           FALSE, words);
    default:
      if (answer->status >= 500)
        return make_trouble (answer, "tsdigital-login-unavailable", TRUE, words);
      return make_trouble (answer, "tsdigital-login-unreadable", FALSE, words);
    }
}

/**
 * spt_tsdigital_login_read:
 * @answer: what came of a call of the log-in
 * @member: what it is to have: "nonce", "accessToken"
 * @secrets: (array zero-terminated=1): texts that no message may show
 * @text: (out): what it has
 *
 * Reads an answer of the authentication. A failure never changes anything: nothing was sent to the
 * registry.
 *
 * Returns: (transfer full) (nullable): why there is none; %NULL when there is one
 */
SptOutcome *
spt_tsdigital_login_read (const SptHttpAnswer  *answer,
                          const char           *member,
                          const char *const    *secrets,
                          char                **text)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *found = NULL;
  gsize size = 0;
  const char *data;

  *text = NULL;
  if (answer->result == SPT_HTTP_NOT_SENT || answer->result == SPT_HTTP_CANCELLED)
    return make_trouble (answer, answer->code, spt_tsdigital_is_transient (answer->code),
                         answer->detail);
  if (answer->result != SPT_HTTP_ANSWERED)
    return make_trouble (answer, "tsdigital-login-unavailable", TRUE, answer->detail);
  if (answer->status < 200 || answer->status >= 300)
    return read_refusal (answer, secrets);

  data = answer->body != NULL ? g_bytes_get_data (answer->body, &size) : NULL;
  if (size > 0 && answer->body_complete)
    root = spt_json_parse (data, size, SPT_JSON_MAX_TREE, NULL);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    found = spt_reply_dup_member (json_node_get_object (root), member);
  if (!is_usable (found))
    {
      if (found != NULL)
        explicit_bzero (found, strlen (found));
      return make_trouble (answer, "tsdigital-login-unreadable", FALSE, NULL);
    }
  *text = g_steal_pointer (&found);

  return NULL;
}

/* --- the token --------------------------------------------------------------------------------- */

/**
 * spt_tsdigital_read_exp:
 * @token: a token
 * @exp: (out): when it ends, seconds since 1970
 *
 * Reads the end of a JWT out of its payload, without a look at its signature, which is the
 * service's business.
 *
 * Returns: %FALSE when it is no JWT, or says nothing sensible
 */
gboolean
spt_tsdigital_read_exp (const char *token,
                        gint64     *exp)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", 4);
  g_autoptr (GString) encoded = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree guchar *payload = NULL;
  JsonNode *node;
  gsize length = 0;

  *exp = 0;
  if (g_strv_length (parts) < 2 || strlen (parts[1]) > LONGEST_TEXT || *parts[1] == '\0')
    return FALSE;

  encoded = g_string_new (g_strdelimit (g_strdelimit (parts[1], "-", '+'), "_", '/'));
  while (encoded->len % 4 != 0)
    g_string_append_c (encoded, '=');
  payload = g_base64_decode (encoded->str, &length);
  if (length > 0)
    root = spt_json_parse ((const char *) payload, length, SPT_JSON_MAX_TREE, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  node = json_object_get_member (json_node_get_object (root), "exp");
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  /* "NumericDate" may have a fraction. */
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    *exp = json_node_get_int (node);
  else if (json_node_get_value_type (node) == G_TYPE_DOUBLE &&
           json_node_get_double (node) > 0 && json_node_get_double (node) < (double) LAST_EXP)
    *exp = (gint64) json_node_get_double (node);
  if (*exp <= 0 || *exp > LAST_EXP)
    {
      *exp = 0;
      return FALSE;
    }

  return TRUE;
}

/**
 * spt_tsdigital_get_use_ms:
 * @token: a token
 * @now_utc_ms: now
 *
 * Says for how long a token is used: until two minutes before its end; a quarter of an hour when it
 * does not say when that is. For one that ends sooner, not beyond what it was got for.
 *
 * Returns: milliseconds, 0 or more
 */
gint64
spt_tsdigital_get_use_ms (const char *token,
                          gint64      now_utc_ms)
{
  gint64 exp;

  if (!spt_tsdigital_read_exp (token, &exp))
    return FALLBACK_MS;

  return CLAMP (exp * SECOND_MS - now_utc_ms - MARGIN_MS, 0, LONGEST_MS);
}

/**
 * spt_tsdigital_dup_bearer:
 * @pasted: (nullable): what somebody pasted
 *
 * Takes the token out of a pasted text.
 *
 * Returns: (transfer full) (nullable): the token; %NULL when the text cannot be one
 */
char *
spt_tsdigital_dup_bearer (const char *pasted)
{
  g_autofree char *text = g_strdup (pasted != NULL ? pasted : "");

  g_strstrip (text);
  if (g_ascii_strncasecmp (text, "Bearer ", 7) == 0)
    {
      memmove (text, text + 7, strlen (text + 7) + 1);
      g_strstrip (text);
    }
  if (!is_usable (text))
    {
      explicit_bzero (text, strlen (text));
      return NULL;
    }

  return g_steal_pointer (&text);
}
