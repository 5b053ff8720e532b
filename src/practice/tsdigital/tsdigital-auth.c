/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nonces, tokens and who is let in (TSDigital facts 2.4). */
#define G_LOG_DOMAIN "spt-practice"

#include "tsdigital.h"

#include <string.h>

/* The desktop program gives the second one to every account of the practice. */
static const char *const practice_secrets[] = { "segreto-di-prova", "chiave-di-prova" };

/* A token pasted by hand, of the key that stands after it. */
static const struct
{
  const char *token;
  const char *key;
} pasted[] = {
  { "token-di-prova", "chiave-di-prova" },
  { "chiave-di-prova", "chiave-di-prova" },
  { "token-applicativo", "chiave-applicativa" },
};

static const char *
text_member (JsonNode   *root,
             const char *name)
{
  const char *text = prc_rule_text (json_node_get_object (root), name, NULL);

  return text != NULL && *text != '\0' ? text : NULL;
}

static char *
draw (guint bytes)
{
  GString *text = g_string_new (NULL);

  for (; bytes >= 4; bytes -= 4)
    g_string_append_printf (text, "%08x", g_random_int ());
  return g_string_free (text, FALSE);
}

static guint
good_status (const PrcRequest *request)
{
  JsonObject *rule = prc_rules_find (request->rules, "ok-status");

  return (guint) CLAMP (prc_rule_int (rule, "status", 200), 200, 299);
}

/* What both calls of the log-in need: method, headers, type, JSON and the members named. */
static JsonNode *
take_login (PrcTsdigital      *self,
            const PrcRequest  *request,
            PrcReply          *reply,
            const char        *second,
            const char       **id,
            const char       **value)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GPtrArray) faulty = g_ptr_array_new_with_free_func (g_free);

  if (!prc_tsdigital_take_headers (self, request, reply))
    return NULL;
  root = prc_tsdigital_take_body (self, request, reply);
  if (root == NULL)
    return NULL;
  *id = text_member (root, "id");
  *value = second != NULL ? text_member (root, second) : NULL;
  if (*id == NULL)
    prc_tsdigital_blame (faulty, "id", "parametro obbligatorio mancante");
  if (second != NULL && *value == NULL)
    prc_tsdigital_blame (faulty, second, "parametro obbligatorio mancante");
  if (faulty->len > 0)
    {
      prc_tsdigital_error (self, request, reply, 400, "Parametri mancanti", faulty);
      return NULL;
    }
  return prc_tsdigital_asked_error (self, request, reply, FALSE) ? NULL : g_steal_pointer (&root);
}

/**
 * prc_tsdigital_nonce:
 * @self: the twin
 * @request: the request
 * @reply: the answer to fill
 *
 * Gives a nonce to whoever asks: whether the key is known shows only afterwards.
 */
void
prc_tsdigital_nonce (PrcTsdigital     *self,
                     const PrcRequest *request,
                     PrcReply         *reply)
{
  gint64 expires = prc_now_us (self->context);
  const char *id = NULL;
  const char *none = NULL;
  g_autoptr (JsonNode) root = take_login (self, request, reply, NULL, &id, &none);
  g_autofree char *nonce = NULL;

  if (root == NULL)
    return;
  nonce = draw (16);
  if (prc_rules_find (request->rules, "stale-nonce") == NULL)
    expires += prc_settings_number (self->settings, "nonce_ms") * 1000;
  if (prc_settings_is (self->settings, "nonces", "latest"))
    prc_db_run (self->db, "DELETE FROM tsdigital_nonce WHERE id = ?1", "s", id);
  prc_db_run (self->db, "DELETE FROM tsdigital_nonce WHERE rowid <= (SELECT max (rowid) FROM "
              "tsdigital_nonce) - 1000", "");
  prc_db_run (self->db, "INSERT INTO tsdigital_nonce (nonce, id, expires) VALUES (?1, ?2, ?3)",
              "ssi", nonce, id, expires);
  prc_reply_set (reply, good_status (request), "application/json;charset=UTF-8", NULL);
  if (prc_rules_find (request->rules, "no-nonce") != NULL)
    g_string_append (reply->body, "{\"id\":null}");
  else
    g_string_append_printf (reply->body, "{\"nonce\":\"%s\"}", nonce);
}

static char *
digest_of (const char *id,
           const char *secret,
           const char *nonce)
{
  g_autofree char *pair = g_strconcat (id, secret, NULL);
  g_autofree char *inner = g_compute_checksum_for_string (G_CHECKSUM_SHA256, pair, -1);
  g_autofree char *whole = g_strconcat (inner, nonce, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
}

static gboolean
digest_good (const PrcTsdigitalKey *key,
             const char            *nonce,
             const char            *digest)
{
  g_autofree char *own = key->secret != NULL ? digest_of (key->id, key->secret, nonce) : NULL;
  guint i;

  if (own != NULL)
    return g_str_equal (own, digest);
  for (i = 0; i < G_N_ELEMENTS (practice_secrets); i++)
    {
      g_autofree char *other = digest_of (key->id, practice_secrets[i], nonce);

      if (g_str_equal (other, digest))
        return TRUE;
    }
  return FALSE;
}

/* Every nonce of the key is used up by the attempt, good or bad. */
static gboolean
proves (PrcTsdigital          *self,
        const PrcTsdigitalKey *key,
        const char            *id,
        const char            *digest)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT nonce FROM tsdigital_nonce WHERE id = ?1 AND "
                                     "expires > ?2", "si", id, prc_now_us (self->context));
  g_autofree char *used = NULL;

  while (prc_db_next (rows))
    {
      const char *nonce = prc_db_text (rows, 0);

      if (key != NULL && used == NULL && digest_good (key, nonce, digest))
        used = g_strdup (nonce);
    }
  if (prc_settings_is (self->settings, "nonces", "latest"))
    prc_db_run (self->db, "DELETE FROM tsdigital_nonce WHERE id = ?1", "s", id);
  else if (used != NULL)
    prc_db_run (self->db, "DELETE FROM tsdigital_nonce WHERE nonce = ?1", "s", used);
  return used != NULL;
}

static gboolean
locked (PrcTsdigital *self,
        const char   *id)
{
  return prc_db_number (self->db, "SELECT 1 FROM tsdigital_failure WHERE id = ?1 AND until > ?2", "si",
                        id, prc_now_us (self->context)) != 0;
}

/* After so many failures in a row the key is locked for a quarter of an hour. */
static void
note_failure (PrcTsdigital *self,
              const char   *id)
{
  gint64 limit = prc_settings_number (self->settings, "lockout");

  prc_db_run (self->db, "INSERT INTO tsdigital_failure (id, count, until) VALUES (?1, 1, 0) ON "
              "CONFLICT (id) DO UPDATE SET count = count + 1", "s", id);
  if (limit > 0)
    prc_db_run (self->db, "UPDATE tsdigital_failure SET count = 0, until = ?2 WHERE id = ?1 AND "
                "count >= ?3", "sii", id, prc_now_us (self->context) + 900 * G_USEC_PER_SEC, limit);
}

static char *
encode (const char *data,
        gsize       length)
{
  char *text = g_base64_encode ((const guchar *) data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

/* A JWT signed with a key that nobody else needs: the token is looked up when it comes back. */
static char *
make_jwt (PrcTsdigital          *self,
          const PrcTsdigitalKey *key,
          const PrcRequest      *request,
          gint64                 life_s)
{
  static const char head[] = "{\"typ\":\"JWT\",\"alg\":\"HS256\"}";
  gint64 now = prc_now_us (self->context) / G_USEC_PER_SEC +
               prc_settings_number (self->settings, "clock_ahead_s") -
               prc_settings_number (self->settings, "clock_behind_s");
  gboolean text = prc_rules_find (request->rules, "exp-text") != NULL;
  g_autoptr (GString) claims = g_string_new ("{\"sub\":");
  g_autofree char *jti = draw (16);
  g_autofree char *first = encode (head, sizeof head - 1);
  g_autofree char *second = NULL;
  g_autofree char *signed_part = NULL;
  g_autofree char *third = NULL;
  g_autofree char *secret = draw (32);
  guint8 digest[32];
  gsize size = sizeof digest;
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret));

  prc_append_json (claims, key->id);
  g_string_append_printf (claims, ",\"iss\":\"pratica\",\"iat\":%" G_GINT64_FORMAT ",\"jti\":\"%s\"",
                          now, jti);
  if (!key->no_exp && prc_rules_find (request->rules, "no-exp") == NULL)
    g_string_append_printf (claims, text ? ",\"exp\":\"%" G_GINT64_FORMAT "\""
                            : ",\"exp\":%" G_GINT64_FORMAT, now + life_s);
  g_string_append_c (claims, '}');
  second = encode (claims->str, claims->len);
  signed_part = g_strconcat (first, ".", second, NULL);
  g_hmac_update (hmac, (const guchar *) signed_part, -1);
  g_hmac_get_digest (hmac, digest, &size);
  third = encode ((const char *) digest, size);
  return g_strconcat (signed_part, ".", third, NULL);
}

static void
issue (PrcTsdigital          *self,
       const PrcTsdigitalKey *key,
       const PrcRequest      *request,
       PrcReply              *reply)
{
  JsonObject *brief = prc_rules_find (request->rules, "short-token");
  JsonObject *early = prc_rules_find (request->rules, "early-end");
  gint64 life = key->life_s > 0 ? key->life_s : prc_settings_number (self->settings, "token_s");
  g_autofree char *token = NULL;
  gint64 real;

  if (brief != NULL)
    life = CLAMP (prc_rule_int (brief, "seconds", 5), 0, 86400);
  real = early != NULL ? CLAMP (prc_rule_int (early, "seconds", 5), 0, 86400) : life;
  token = prc_rules_find (request->rules, "opaque-token") != NULL ? draw (40)
          : make_jwt (self, key, request, life);
  /* By number and not by age: the practice clock may be turned back. */
  prc_db_run (self->db, "DELETE FROM tsdigital_token WHERE rowid <= (SELECT max (rowid) FROM "
              "tsdigital_token) - 1000", "");
  prc_db_run (self->db, "INSERT INTO tsdigital_token (token, id, expires) VALUES (?1, ?2, ?3)",
              "ssi", token, key->id, prc_now_us (self->context) + real * G_USEC_PER_SEC);
  prc_reply_set (reply, good_status (request), "application/json;charset=UTF-8", NULL);
  g_string_append_printf (reply->body, "{\"%s\":\"%s\"}",
                          prc_rules_find (request->rules, "no-token") != NULL ? "token"
                          : "accessToken", token);
}

/**
 * prc_tsdigital_token:
 * @self: the twin
 * @request: the request
 * @reply: the answer to fill
 *
 * Compares the digest with the nonce given before and gives a token.
 */
void
prc_tsdigital_token (PrcTsdigital     *self,
                     const PrcRequest *request,
                     PrcReply         *reply)
{
  const char *id = NULL;
  const char *digest = NULL;
  g_autoptr (JsonNode) root = take_login (self, request, reply, "digest", &id, &digest);
  g_autoptr (PrcTsdigitalKey) key = NULL;

  if (root == NULL)
    return;
  key = prc_tsdigital_find_key (self, id);
  if (locked (self, id))
    {
      prc_tsdigital_error (self, request, reply, 403, "Utenza bloccata per troppi tentativi", NULL);
      return;
    }
  if (!proves (self, key, id, digest) || !key->active)
    {
      note_failure (self, id);
      prc_tsdigital_error (self, request, reply, 401, "Credenziali non valide", NULL);
      return;
    }
  prc_db_run (self->db, "DELETE FROM tsdigital_failure WHERE id = ?1", "s", id);
  issue (self, key, request, reply);
}

static PrcTsdigitalKey *
find_owner (PrcTsdigital *self,
            const char   *token)
{
  g_autoptr (PrcTsdigitalKey) key = NULL;
  sqlite3_stmt *rows;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (pasted); i++)
    {
      if (g_str_equal (pasted[i].token, token))
        return prc_tsdigital_find_key (self, pasted[i].key);
    }
  rows = prc_db_query (self->db, "SELECT id FROM tsdigital_token WHERE token = ?1 AND expires > ?2",
                       "si", token, prc_now_us (self->context));
  {
    g_autofree char *id = NULL;

    while (prc_db_next (rows))
      {
        g_free (id);
        id = g_strdup (prc_db_text (rows, 0));
      }
    if (id != NULL)
      key = prc_tsdigital_find_key (self, id);
  }
  return key != NULL && key->active && !key->revoked ? g_steal_pointer (&key) : NULL;
}

/**
 * prc_tsdigital_admit:
 * @self: the twin
 * @request: the request
 * @reply: filled with the refusal
 *
 * Checks the token, then the standard headers.
 *
 * Returns: (transfer full) (nullable): the key that calls
 */
PrcTsdigitalKey *
prc_tsdigital_admit (PrcTsdigital     *self,
                     const PrcRequest *request,
                     PrcReply         *reply)
{
  const char *authorization = soup_message_headers_get_one (request->headers, "Authorization");
  g_autoptr (PrcTsdigitalKey) key = NULL;

  if (authorization != NULL && g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0)
    key = find_owner (self, authorization + 7);
  if (key == NULL)
    {
      prc_tsdigital_error (self, request, reply, 401, "Il token autorizzativo è scaduto, invalido o "
                           "non è stato specificato", NULL);
      return NULL;
    }
  return prc_tsdigital_take_headers (self, request, reply) ? g_steal_pointer (&key) : NULL;
}
