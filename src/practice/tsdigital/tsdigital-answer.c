/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error body that all calls share, and the checks that come before any of them (facts 2.5, 2.7). */
#define G_LOG_DOMAIN "spt-practice"

#include "tsdigital.h"

#include <string.h>

static void
append_sub_errors (GString   *out,
                   GPtrArray *faulty)
{
  guint i;

  g_string_append_c (out, '[');
  for (i = 0; faulty != NULL && i + 1 < faulty->len; i += 2)
    {
      g_string_append (out, i > 0 ? ",{\"field\":" : "{\"field\":");
      prc_append_json (out, g_ptr_array_index (faulty, i));
      g_string_append (out, ",\"message\":");
      prc_append_json (out, g_ptr_array_index (faulty, i + 1));
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

/* Nobody says what is in a subError: something else than last time. */
#define ODD_SUB_ERRORS "[{\"path\":[\"item\",0,{\"x\":null}],\"reasons\":[[\"uno\"],2,true]},{}," \
  "{\"cause\":{\"cause\":{\"cause\":\"<b>dentro</b>\"}}}]"

static void
fill (PrcReply   *reply,
      guint       status,
      const char *message,
      GPtrArray  *faulty,
      GPtrArray  *rules,
      gint64      now_us)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (now, "%d-%m-%Y %H:%M:%S");
  gboolean number = prc_rules_find (rules, "code-number") != NULL;

  prc_reply_set (reply, status, "application/json;charset=UTF-8", NULL);
  g_string_append_printf (reply->body, number ? "{\"code\":%u,\"message\":"
                          : "{\"code\":\"%u\",\"message\":", status);
  prc_append_json (reply->body, message);
  g_string_append (reply->body, ",\"status\":");
  prc_append_json (reply->body, soup_status_get_phrase (status));
  if (prc_rules_find (rules, "sub-null") != NULL)
    {
      g_string_append (reply->body, ",\"subErrors\":null");
    }
  else if (prc_rules_find (rules, "sub-odd") != NULL)
    {
      g_string_append (reply->body, ",\"subErrors\":" ODD_SUB_ERRORS);
    }
  else if (prc_rules_find (rules, "sub-absent") == NULL)
    {
      g_string_append (reply->body, ",\"subErrors\":");
      append_sub_errors (reply->body, faulty);
    }
  g_string_append_printf (reply->body, ",\"timestamp\":\"%s\"}", stamp);
}

/**
 * prc_tsdigital_error:
 * @self: the twin
 * @request: the request, whose rules may change the shape
 * @reply: the answer to fill
 * @status: HTTP status
 * @message: what is wrong
 * @faulty: (nullable) (element-type utf8): field, message, field, message
 *
 * Answers with the error body of the service, or what a rule makes of it.
 */
void
prc_tsdigital_error (PrcTsdigital     *self,
                     const PrcRequest *request,
                     PrcReply         *reply,
                     guint             status,
                     const char       *message,
                     GPtrArray        *faulty)
{
  if (prc_rules_find (request->rules, "html-error") != NULL)
    prc_reply_html (reply, status);
  else if (prc_rules_find (request->rules, "gateway-error") != NULL)
    prc_reply_set (reply, status, "application/json", "{\"error\":\"upstream\",\"path\":\"/api\"}");
  else if (prc_rules_find (request->rules, "bare-error") != NULL)
    prc_reply_set (reply, status, NULL, NULL);
  else
    fill (reply, status, message, faulty, request->rules, prc_now_us (self->context));
}

/**
 * prc_tsdigital_refuse:
 * @operation: the operation's word
 * @reply: the answer to fill
 * @status: 401, 403 or 429
 *
 * What a transport fault wants; the authentication service answers a flood in plain text.
 */
void
prc_tsdigital_refuse (const char *operation,
                      PrcReply   *reply,
                      guint       status)
{
  gboolean login = g_str_equal (operation, "nonce") || g_str_equal (operation, "token");

  if (status == 429)
    prc_reply_header (reply, "Retry-After", login ? "60" : "1");
  if (status == 429 && login)
    prc_reply_set (reply, 429, "text/plain; charset=utf-8", "Too many requests.");
  else
    fill (reply, status, status == 401 ? "Il token autorizzativo è scaduto, invalido o assente"
          : status == 403 ? "Permessi insufficienti" : "Troppe richieste", NULL, NULL,
          g_get_real_time ());
}

/**
 * prc_tsdigital_take_headers:
 * @self: the twin
 * @request: the request
 * @reply: filled with the refusal
 *
 * Checks the headers that every call must have: User-Agent, X-App-Name, X-App-Version, and with the
 * setting "headers" strict Accept-Language. Counts how often an X-Request-ID was used.
 *
 * Returns: %FALSE if one is missing
 */
gboolean
prc_tsdigital_take_headers (PrcTsdigital     *self,
                            const PrcRequest *request,
                            PrcReply         *reply)
{
  static const char *const names[] = { "User-Agent", "X-App-Name", "X-App-Version",
                                       "Accept-Language" };
  g_autoptr (GPtrArray) faulty = g_ptr_array_new_with_free_func (g_free);
  const char *request_id = soup_message_headers_get_one (request->headers, "X-Request-ID");
  guint count = prc_settings_is (self->settings, "headers", "strict") ? 4 : 3;
  guint i;

  if (request_id != NULL && *request_id != '\0')
    {
      g_autofree char *text = g_utf8_make_valid (request_id, -1);

      prc_tsdigital_seen (self, text);
    }
  for (i = 0; i < count; i++)
    {
      const char *value = soup_message_headers_get_one (request->headers, names[i]);

      if (value == NULL || *value == '\0')
        prc_tsdigital_blame (faulty, names[i], "header obbligatorio mancante");
    }
  if (faulty->len == 0)
    return TRUE;
  prc_tsdigital_error (self, request, reply, 400, "Header obbligatori mancanti", faulty);
  return FALSE;
}

/**
 * prc_tsdigital_take_body:
 * @self: the twin
 * @request: the request
 * @reply: filled with the refusal
 *
 * Reads a body that must be a JSON object sent as such.
 *
 * Returns: (transfer full) (nullable): the object's node
 */
JsonNode *
prc_tsdigital_take_body (PrcTsdigital     *self,
                         const PrcRequest *request,
                         PrcReply         *reply)
{
  const char *type = soup_message_headers_get_content_type (request->headers, NULL);
  JsonNode *root;

  if (type == NULL || g_ascii_strcasecmp (type, "application/json") != 0)
    {
      prc_tsdigital_error (self, request, reply, 415, "Content-Type non supportato", NULL);
      return NULL;
    }
  root = prc_parse_strict (request->body);
  if (root == NULL)
    prc_tsdigital_error (self, request, reply, 400, "Il body della richiesta non è un oggetto JSON",
                         NULL);
  return root;
}

/**
 * prc_tsdigital_asked_error:
 * @self: the twin
 * @request: the request
 * @reply: the answer to fill
 * @done: whether the work is done
 *
 * Applies the fault "error": a good request that is answered with an error of the service's own
 * shape, before its work or (with "done") after it.
 *
 * Returns: %TRUE if the answer is given
 */
gboolean
prc_tsdigital_asked_error (PrcTsdigital     *self,
                           const PrcRequest *request,
                           PrcReply         *reply,
                           gboolean          done)
{
  JsonObject *rule = prc_rules_find (request->rules, "error");
  guint status = (guint) CLAMP (prc_rule_int (rule, "status", 500), 400, 599);
  g_autoptr (GPtrArray) faulty = g_ptr_array_new_with_free_func (g_free);
  const char *field = prc_rule_text (rule, "field", NULL);

  if (rule == NULL || (prc_rule_int (rule, "done", 0) != 0) != done)
    return FALSE;
  if (field != NULL)
    prc_tsdigital_blame (faulty, field, "valore non ammesso");
  prc_tsdigital_error (self, request, reply, status,
                       prc_rule_text (rule, "message", "Errore interno del server"), faulty);
  return TRUE;
}
