/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The API gateway in front of the five operations: key, rate, token, x-source (facts 4.7, 4.12). */
#define G_LOG_DOMAIN "spt-practice"

#include "voucher.h"

#include <string.h>

#define CALLS_A_SECOND 10

typedef struct
{
  gint64 window;
  guint  calls;
} Rate;

/**
 * prc_voucher_gateway:
 * @reply: the answer to fill
 * @status: HTTP status
 * @message: what is wrong
 *
 * Answers in the gateway's shape.
 */
void
prc_voucher_gateway (PrcReply   *reply,
                     guint       status,
                     const char *message)
{
  g_autofree char *start = g_strdup_printf ("{ \"statusCode\": %u, \"message\": ", status);

  prc_reply_set (reply, status, "application/json", start);
  prc_append_json (reply->body, message);
  g_string_append (reply->body, " }");
}

static void
refuse_key (PrcReply   *reply,
            const char *message)
{
  prc_voucher_gateway (reply, 401, message);
  prc_reply_header (reply, "WWW-Authenticate", "AzureApiManagementKey realm=\"practice\","
                    "name=\"Ocp-Apim-Subscription-Key\",type=\"header\"");
}

static void
refuse_token (PrcReply   *reply,
              const char *message)
{
  prc_voucher_gateway (reply, 401, message);
}

static void
refuse_rate (PrcReply *reply)
{
  prc_voucher_gateway (reply, 429, "Rate limit is exceeded. Try again in 1 seconds.");
  prc_reply_header (reply, "Retry-After", "1");
}

/**
 * prc_voucher_refuse:
 * @operation: the operation's word
 * @reply: the answer to fill
 * @status: 401, 403 or 429
 *
 * What a fault rule wants: the gateway's refusals, and those of the token endpoint, which answers a
 * flood in plain text.
 */
void
prc_voucher_refuse (const char *operation,
                    PrcReply   *reply,
                    guint       status)
{
  if (g_str_equal (operation, "token") && status == 429)
    {
      prc_reply_set (reply, 429, "text/plain; charset=utf-8", "Too many requests.");
      prc_reply_header (reply, "Retry-After", "60");
    }
  else if (g_str_equal (operation, "token"))
    {
      prc_reply_set (reply, status, "application/json; charset=utf-8",
                     "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: the "
                     "client secret is not valid.\",\"error_codes\":[7000215]}");
    }
  else if (status == 429)
    {
      refuse_rate (reply);
    }
  else if (status == 403)
    {
      prc_voucher_gateway (reply, 403, "Out of call volume quota. Quota will be replenished in "
                           "00:59:59.");
    }
  else if (status == 401)
    {
      refuse_token (reply, "Unauthorized. Access token is missing or invalid.");
    }
  else
    {
      prc_voucher_gateway (reply, status, "Resource not found");
    }
}

static gboolean
within_rate (PrcVoucher *self,
             const char *key)
{
  gboolean limited = g_str_equal (key, "chiave-limitata");
  gint64 now = g_get_monotonic_time ();
  Rate *rate;

  if (self->context->fast && !limited)
    return TRUE;
  if (g_hash_table_size (self->rates) > 1000)
    g_hash_table_remove_all (self->rates);
  rate = g_hash_table_lookup (self->rates, key);
  if (rate == NULL)
    {
      rate = g_new0 (Rate, 1);
      rate->window = now;
      g_hash_table_insert (self->rates, g_strdup (key), rate);
    }
  if (now - rate->window >= G_USEC_PER_SEC)
    {
      rate->window = now;
      rate->calls = 0;
    }
  return ++rate->calls <= (limited ? 1 : CALLS_A_SECOND);
}

static gboolean
admit_key (PrcVoucher *self,
           const char *key,
           PrcReply   *reply)
{
  if (key == NULL || *key == '\0')
    {
      refuse_key (reply, "Access denied due to missing subscription key. Make sure to include "
                  "subscription key when making requests to an API.");
      return FALSE;
    }
  if (g_str_equal (key, "chiave-errata"))
    {
      refuse_key (reply, "Access denied due to invalid subscription key. Make sure to provide a "
                  "valid key for an active subscription.");
      return FALSE;
    }
  if (g_str_equal (key, "chiave-esaurita"))
    {
      prc_voucher_refuse ("", reply, 403);
      return FALSE;
    }
  if (!within_rate (self, key))
    {
      refuse_rate (reply);
      return FALSE;
    }
  return TRUE;
}

static char *
find_client (PrcVoucher *self,
             const char *service,
             const char *token,
             gboolean   *expired)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT client, expires FROM voucher_token WHERE "
                                     "token = ?1 AND service = ?2", "ss", token, service);
  char *client = NULL;

  *expired = FALSE;
  while (prc_db_next (rows))
    {
      g_free (client);
      client = g_strdup (prc_db_text (rows, 0));
      *expired = sqlite3_column_int64 (rows, 1) <= prc_now_us (self->context);
    }
  return client;
}

/**
 * prc_voucher_admit:
 * @self: the twin
 * @service: the environment
 * @request: the request
 * @client: (out) (transfer full): the client id to which the token was given
 * @reply: filled with the refusal
 *
 * Checks the subscription key, the rate, the token and the constant header, in that order: a wrong
 * key hides a wrong token.
 *
 * Returns: %TRUE if the call may reach the service
 */
gboolean
prc_voucher_admit (PrcVoucher        *self,
                   const char        *service,
                   const PrcRequest  *request,
                   char             **client,
                   PrcReply          *reply)
{
  const char *authorization = soup_message_headers_get_one (request->headers, "Authorization");
  const char *source = soup_message_headers_get_one (request->headers, "x-source");
  gboolean expired = FALSE;

  *client = NULL;
  if (!admit_key (self, soup_message_headers_get_one (request->headers,
                                                      "Ocp-Apim-Subscription-Key"), reply))
    return FALSE;
  if (authorization != NULL && g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0)
    *client = find_client (self, service, authorization + 7, &expired);
  if (*client == NULL || g_str_equal (*client, "client-revocato"))
    {
      refuse_token (reply, "Unauthorized. Access token is missing or invalid.");
      g_clear_pointer (client, g_free);
      return FALSE;
    }
  if (expired)
    {
      refuse_token (reply, "Unauthorized. Access token is expired.");
      g_clear_pointer (client, g_free);
      return FALSE;
    }
  if (g_strcmp0 (source, "external") != 0)
    {
      prc_voucher_gateway (reply, 400, "Missing or invalid header: x-source");
      g_clear_pointer (client, g_free);
      return FALSE;
    }
  return TRUE;
}
