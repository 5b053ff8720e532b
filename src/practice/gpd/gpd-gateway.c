/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The API gateway in front of the service: keys, enabled bodies, rate limits (GPD facts 2). */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd.h"

#include <string.h>

typedef struct
{
  gboolean    enabled;
  GHashTable *organizations;   /* NULL: every body */
} PrcKey;

typedef struct
{
  gint64 last_upload;
  gint64 window;
  guint  calls;
} PrcRate;

static void
key_free (gpointer data)
{
  PrcKey *key = data;

  g_clear_pointer (&key->organizations, g_hash_table_unref);
  g_free (key);
}

/**
 * prc_gateway_open:
 * @self: the twin
 *
 * Sets up keys and rates.
 */
void
prc_gateway_open (PrcGpd *self)
{
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, key_free);
  self->rates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * prc_gateway_close:
 * @self: the twin
 *
 * Forgets keys and rates.
 */
void
prc_gateway_close (PrcGpd *self)
{
  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_clear_pointer (&self->rates, g_hash_table_unref);
}

/**
 * prc_gateway_error:
 * @reply: the answer to fill
 * @status: 401, 403, 404 or 429
 *
 * Answers in the gateway's shape, which is not the service's problem JSON.
 */
void
prc_gateway_error (PrcReply *reply,
                   guint     status)
{
  const char *message = "Resource not found";
  g_autofree char *body = NULL;

  if (status == 401)
    message = "Access denied due to invalid subscription key. Make sure to provide a valid key for "
              "an active subscription.";
  else if (status == 403)
    message = "You are not allowed to access this resource.";
  else if (status == 429)
    message = "Rate limit is exceeded. Try again in 1 seconds.";
  body = g_strdup_printf ("{ \"statusCode\": %u, \"message\": \"%s\" }", status, message);
  prc_reply_set (reply, status, "application/json", body);
  if (status == 429)
    prc_reply_header (reply, "Retry-After", "1");
}

/* SANP: one upload a second, ten other calls a second, each per key. */
static gboolean
within_rate (PrcGpd     *self,
             const char *key,
             gboolean    upload)
{
  gint64 now = g_get_monotonic_time ();
  PrcRate *rate;

  if (g_str_equal (key, "chiave-senza-limiti") ||
      (self->context->fast && !g_str_equal (key, "chiave-limitata")))
    return TRUE;
  if (g_hash_table_size (self->rates) > 1000)
    g_hash_table_remove_all (self->rates);
  rate = g_hash_table_lookup (self->rates, key);
  if (rate == NULL)
    {
      rate = g_new0 (PrcRate, 1);
      rate->last_upload = now - 2 * G_USEC_PER_SEC;
      g_hash_table_insert (self->rates, g_strdup (key), rate);
    }
  if (upload)
    {
      if (now - rate->last_upload < G_USEC_PER_SEC)
        return FALSE;
      rate->last_upload = now;
      return TRUE;
    }
  if (now - rate->window >= G_USEC_PER_SEC)
    {
      rate->window = now;
      rate->calls = 0;
    }
  return ++rate->calls <= 10;
}

/**
 * prc_gateway_admit:
 * @self: the twin
 * @request: the request
 * @ec: (nullable): the creditor body in the path
 * @upload: whether the stricter rate limit applies
 * @reply: filled with the refusal
 *
 * Checks key, enabled bodies and rate, in that order; the broker code is not checked.
 *
 * Returns: %TRUE if the call may reach the service
 */
gboolean
prc_gateway_admit (PrcGpd           *self,
                   const PrcRequest *request,
                   const char       *ec,
                   gboolean          upload,
                   PrcReply         *reply)
{
  const char *key = soup_message_headers_get_one (request->headers, "Ocp-Apim-Subscription-Key");
  PrcKey *known;

  if (key == NULL && request->query != NULL)
    key = g_hash_table_lookup (request->query, "subscription-key");
  if (key != NULL && g_str_equal (key, "chiave-401-vuota"))
    {
      prc_reply_set (reply, 401, NULL, NULL);
      return FALSE;
    }
  known = key != NULL ? g_hash_table_lookup (self->keys, key) : NULL;
  if (key == NULL || *key == '\0' || g_str_equal (key, "chiave-errata") ||
      (known != NULL && !known->enabled))
    {
      prc_gateway_error (reply, 401);
      return FALSE;
    }
  if (ec != NULL && (g_str_equal (key, "chiave-senza-ente") ||
                     (known != NULL && known->organizations != NULL &&
                      !g_hash_table_contains (known->organizations, ec))))
    {
      prc_gateway_error (reply, 403);
      return FALSE;
    }
  if (!within_rate (self, key, upload))
    {
      prc_gateway_error (reply, 429);
      return FALSE;
    }
  return TRUE;
}

/**
 * prc_gateway_set_key:
 * @self: the twin
 * @object: `{"key": text, "organizations": [codes] or null, "enabled": boolean}`
 *
 * Limits a key to some bodies, or suspends it.
 *
 * Returns: %FALSE if @object has no key
 */
gboolean
prc_gateway_set_key (PrcGpd     *self,
                     JsonObject *object)
{
  const char *name = prc_rule_text (object, "key", NULL);
  JsonNode *list = json_object_get_member (object, "organizations");
  PrcKey *key;
  guint i;

  if (name == NULL)
    return FALSE;
  key = g_new0 (PrcKey, 1);
  key->enabled = prc_rule_int (object, "enabled", 1) != 0;
  if (list != NULL && JSON_NODE_HOLDS_ARRAY (list))
    {
      JsonArray *array = json_node_get_array (list);

      key->organizations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *node = json_array_get_element (array, i);

          if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
            g_hash_table_add (key->organizations, json_node_dup_string (node));
        }
    }
  g_hash_table_insert (self->keys, g_strdup (name), key);
  return TRUE;
}
