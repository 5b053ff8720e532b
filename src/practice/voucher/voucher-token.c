/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The token endpoint: client credentials by form POST, errors with AADSTS numbers (facts 4.4). */
#define G_LOG_DOMAIN "spt-practice"

#include "voucher.h"

#include <string.h>

#define LIFETIME_S      3599
#define TOKENS_A_MINUTE 20

/* A secret that arrives whole only if it was percent-encoded. */
#define ENCODED_SECRET "S~8Q+prova/BUL=2026&x%41 z"

typedef struct
{
  gint64 window;
  guint  count;
} Flow;

/* The wording is ours: clients decide on `error` only. */
static void
refuse (PrcVoucher *self,
        PrcReply   *reply,
        guint       status,
        const char *error,
        guint       number,
        const char *text)
{
  g_autofree char *trace = g_uuid_string_random ();
  g_autofree char *correlation = g_uuid_string_random ();
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (prc_now_us (self->context) /
                                                             G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%d %H:%M:%SZ");
  g_autofree char *description = NULL;

  description = g_strdup_printf ("AADSTS%u: %s\r\nTrace ID: %s\r\nCorrelation ID: %s\r\n"
                                 "Timestamp: %s", number, text, trace, correlation, stamp);
  prc_reply_set (reply, status, "application/json; charset=utf-8", "{\"error\":");
  prc_append_json (reply->body, error);
  g_string_append (reply->body, ",\"error_description\":");
  prc_append_json (reply->body, description);
  g_string_append_printf (reply->body, ",\"error_codes\":[%u],\"timestamp\":\"%s\",\"trace_id\":"
                          "\"%s\",\"correlation_id\":\"%s\"", number, stamp, trace, correlation);
  if (status == 401)
    g_string_append_printf (reply->body, ",\"error_uri\":\"https://accesso.example/error?code=%u\"",
                            number);
  g_string_append_c (reply->body, '}');
  prc_reply_header (reply, "Cache-Control", "no-store, no-cache");
}

static void
refuse_missing (PrcVoucher *self,
                PrcReply   *reply,
                const char *name)
{
  g_autofree char *text = g_strdup_printf ("The request body must contain the following "
                                           "parameter: '%s'.", name);

  refuse (self, reply, 400, "invalid_request", 900144, text);
}

static char *
decode (const char *text)
{
  g_autofree char *copy = g_strdelimit (g_strdup (text), "+", ' ');
  g_autofree char *plain = g_uri_unescape_string (copy, NULL);

  return plain != NULL && g_utf8_validate (plain, -1, NULL) ? g_steal_pointer (&plain) : NULL;
}

/* The members of the form; NULL if one stands twice or cannot be decoded. */
static GHashTable *
read_form (GBytes *body)
{
  g_autoptr (GHashTable) form = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autofree char *text = length > 0 ? g_strndup (data, length) : g_strdup ("");
  g_auto (GStrv) parts = g_strsplit (text, "&", 100);
  guint i;

  for (i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (equals != NULL)
        *equals = '\0';
      name = decode (parts[i]);
      value = decode (equals != NULL ? equals + 1 : "");
      if (name == NULL || value == NULL || g_hash_table_contains (form, name))
        return NULL;
      g_hash_table_insert (form, g_steal_pointer (&name), g_steal_pointer (&value));
    }
  return g_steal_pointer (&form);
}

static gboolean
is_form (const PrcRequest *request)
{
  const char *type = soup_message_headers_get_content_type (request->headers, NULL);

  return type != NULL && g_ascii_strcasecmp (type, "application/x-www-form-urlencoded") == 0;
}

static const char *
parameter (GHashTable *form,
           const char *name)
{
  const char *value = g_hash_table_lookup (form, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

static gboolean
check_parameters (PrcVoucher *self,
                  GHashTable *form,
                  PrcReply   *reply)
{
  const char *grant = parameter (form, "grant_type");

  if (grant == NULL)
    refuse_missing (self, reply, "grant_type");
  else if (!g_str_equal (grant, "client_credentials"))
    refuse (self, reply, 400, "unsupported_grant_type", 70003,
            "The app requested an unsupported grant type.");
  else if (parameter (form, "client_id") == NULL)
    refuse_missing (self, reply, "client_id");
  else if (parameter (form, "scope") == NULL)
    refuse_missing (self, reply, "scope");
  else if (parameter (form, "client_secret") == NULL)
    refuse (self, reply, 401, "invalid_client", 7000218, "The request body must contain the "
            "following parameter: 'client_assertion' or 'client_secret'.");
  else
    return TRUE;
  return FALSE;
}

static gboolean
within_flow (PrcVoucher *self,
             const char *client)
{
  gint64 now = g_get_monotonic_time ();
  Flow *flow;

  if (self->context->fast)
    return TRUE;
  if (g_hash_table_size (self->tokens) > 1000)
    g_hash_table_remove_all (self->tokens);
  flow = g_hash_table_lookup (self->tokens, client);
  if (flow == NULL)
    {
      flow = g_new0 (Flow, 1);
      flow->window = now;
      g_hash_table_insert (self->tokens, g_strdup (client), flow);
    }
  if (now - flow->window >= 60 * G_USEC_PER_SEC)
    {
      flow->window = now;
      flow->count = 0;
    }
  return ++flow->count <= TOKENS_A_MINUTE;
}

static gboolean
check_credentials (PrcVoucher *self,
                   GHashTable *form,
                   PrcReply   *reply)
{
  const char *client = parameter (form, "client_id");
  const char *secret = parameter (form, "client_secret");
  const char *scope = parameter (form, "scope");

  if (g_str_equal (client, "client-limitato") || !within_flow (self, client))
    prc_voucher_refuse ("token", reply, 429);
  else if (g_str_equal (client, "client-occupato"))
    refuse (self, reply, 503, "temporarily_unavailable", 90006,
            "The service is temporarily unavailable. Please retry later.");
  else if (g_str_equal (client, "client-sconosciuto"))
    refuse (self, reply, 400, "unauthorized_client", 700016,
            "The application was not found in the directory.");
  else if (g_str_equal (secret, "segreto-scaduto"))
    refuse (self, reply, 401, "invalid_client", 7000222,
            "The provided client secret keys for the app are expired.");
  else if (g_str_equal (secret, "segreto-errato") ||
           (g_str_equal (client, "client-segreto") && !g_str_equal (secret, ENCODED_SECRET)))
    refuse (self, reply, 401, "invalid_client", 7000215, "Invalid client secret provided.");
  else if (strchr (scope, ' ') != NULL || !g_str_has_suffix (scope, "/.default"))
    refuse (self, reply, 400, "invalid_scope", 70011,
            "The provided value for the input parameter 'scope' is not valid.");
  else if (strstr (scope, "inesistente") != NULL)
    refuse (self, reply, 400, "invalid_resource", 500011,
            "The resource principal named in the scope was not found in the tenant.");
  else
    return TRUE;
  return FALSE;
}

/* Three long parts with points between them, as such tokens look; they mean nothing. */
static char *
draw_token (void)
{
  guint8 bytes[900];
  g_autofree char *text = NULL;
  guint i;

  for (i = 0; i + 4 <= sizeof bytes; i += 4)
    {
      guint32 value = g_random_int ();

      memcpy (bytes + i, &value, 4);
    }
  text = g_base64_encode (bytes, sizeof bytes);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  return g_strdup_printf ("eyJ0%.60s.%.840s.%.280s", text, text + 60, text + 900);
}

/* What the answer says about its life, as text; NULL: nothing at all. */
static char *
expires_text (JsonObject *rule,
              const char *client,
              gint64      lifetime)
{
  JsonNode *value = rule != NULL ? json_object_get_member (rule, "value") : NULL;

  if (value != NULL)
    return json_to_string (value, FALSE);
  if (rule != NULL || g_str_equal (client, "client-senza-scadenza"))
    return NULL;
  if (g_str_equal (client, "client-zero"))
    return g_strdup ("0");
  return g_strdup_printf (g_str_equal (client, "client-testo") ? "\"%" G_GINT64_FORMAT "\""
                          : "%" G_GINT64_FORMAT, lifetime);
}

static void
issue (PrcVoucher       *self,
       const char       *service,
       const char       *client,
       const PrcRequest *request,
       PrcReply         *reply)
{
  JsonObject *brief = prc_rules_find (request->rules, "short-token");
  JsonObject *early = prc_rules_find (request->rules, "early-end");
  gint64 now = prc_now_us (self->context);
  gint64 lifetime = LIFETIME_S;
  gint64 real;
  g_autofree char *token = draw_token ();
  g_autofree char *expires = NULL;

  if (brief != NULL || g_str_equal (client, "client-breve"))
    lifetime = CLAMP (prc_rule_int (brief, "seconds", 5), 0, 86400);
  else if (g_str_equal (client, "client-giornaliero"))
    lifetime = 86399;
  real = early != NULL ? CLAMP (prc_rule_int (early, "seconds", 5), 0, 86400) : lifetime;
  expires = expires_text (prc_rules_find (request->rules, "expires-in"), client, lifetime);
  /* By number and not by age: the practice clock may be turned back. */
  prc_db_run (self->db, "DELETE FROM voucher_token WHERE rowid <= (SELECT max (rowid) FROM "
              "voucher_token) - 1000", "");
  if (!prc_db_run (self->db, "INSERT INTO voucher_token (token, service, client, expires) VALUES "
                   "(?1, ?2, ?3, ?4)", "sssi", token, service, client,
                   now + real * G_USEC_PER_SEC))
    {
      refuse (self, reply, 503, "temporarily_unavailable", 90006, "The token was not stored.");
      return;
    }
  prc_reply_set (reply, 200, "application/json; charset=utf-8", "{\"token_type\":\"Bearer\"");
  if (expires != NULL)
    g_string_append_printf (reply->body, ",\"expires_in\":%s,\"ext_expires_in\":%s", expires,
                            expires);
  g_string_append_printf (reply->body, ",\"access_token\":\"%s\"}", token);
  prc_reply_header (reply, "Cache-Control", "no-store, no-cache");
}

/**
 * prc_voucher_token:
 * @self: the twin
 * @service: the environment for which the token will be good
 * @tenant: the tenant in the path
 * @request: the request
 * @reply: the answer to fill
 *
 * Gives a token, or says why not. Parameters in the address or in JSON are not looked at, as in the
 * real service.
 */
void
prc_voucher_token (PrcVoucher       *self,
                   const char       *service,
                   const char       *tenant,
                   const PrcRequest *request,
                   PrcReply         *reply)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GHashTable) form = NULL;

  if (!g_str_equal (request->method, "POST"))
    {
      g_autofree char *text = g_strdup_printf ("The endpoint only accepts POST requests. Received a "
                                               "%s request.", request->method);

      refuse (self, reply, 400, "invalid_request", 900561, text);
      return;
    }
  if (g_str_equal (tenant, "tenant-inesistente") ||
      g_str_equal (tenant, "00000000-0000-0000-0000-000000000000"))
    {
      refuse (self, reply, 400, "invalid_request", 90002, "The tenant was not found.");
      return;
    }
  form = read_form (is_form (request) ? request->body : nothing);
  if (form == NULL)
    {
      refuse (self, reply, 400, "invalid_request", 9000411,
              "The request is not properly formatted: a parameter is duplicated or malformed.");
      return;
    }
  if (check_parameters (self, form, reply) && check_credentials (self, form, reply))
    issue (self, service, parameter (form, "client_id"), request, reply);
}
