/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clock, replies and the reading of small JSON documents (fault rules, control bodies). */
#define G_LOG_DOMAIN "spt-practice"

#include "prc-context.h"

#include "prc-json.h"

#include <string.h>

/**
 * prc_now_us:
 * @self: the context
 *
 * The practice clock: real time plus the offset set through the control endpoint.
 *
 * Returns: microseconds since the epoch, UTC
 */
gint64
prc_now_us (PrcContext *self)
{
  return g_get_real_time () + self->clock_offset_us;
}

/**
 * prc_reply_new:
 *
 * Makes an empty 200 answer.
 *
 * Returns: (transfer full): the answer
 */
PrcReply *
prc_reply_new (void)
{
  PrcReply *self = g_new0 (PrcReply, 1);

  self->status = 200;
  self->body = g_string_new (NULL);
  self->headers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * prc_reply_free:
 * @self: (transfer full): the answer
 *
 * Frees an answer.
 */
void
prc_reply_free (PrcReply *self)
{
  g_free (self->content_type);
  g_string_free (self->body, TRUE);
  g_ptr_array_unref (self->headers);
  g_free (self);
}

/**
 * prc_reply_reset:
 * @self: the answer
 *
 * Takes everything out of an answer, headers included.
 */
void
prc_reply_reset (PrcReply *self)
{
  self->status = 200;
  self->cut = FALSE;
  self->delay_ms = 0;
  g_clear_pointer (&self->content_type, g_free);
  g_string_truncate (self->body, 0);
  g_ptr_array_set_size (self->headers, 0);
}

/**
 * prc_reply_set:
 * @self: the answer
 * @status: HTTP status
 * @content_type: (nullable): media type
 * @body: (nullable): body text
 *
 * Sets status, media type and body; headers stay.
 */
void
prc_reply_set (PrcReply   *self,
               guint       status,
               const char *content_type,
               const char *body)
{
  self->status = status;
  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
  g_string_assign (self->body, body != NULL ? body : "");
}

/**
 * prc_reply_header:
 * @self: the answer
 * @name: header name
 * @value: header value
 *
 * Adds one response header.
 */
void
prc_reply_header (PrcReply   *self,
                  const char *name,
                  const char *value)
{
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

/**
 * prc_reply_html:
 * @self: the answer
 * @status: HTTP status
 *
 * Makes the page an ingress in front of the service would show.
 */
void
prc_reply_html (PrcReply *self,
                guint     status)
{
  g_autofree char *page = NULL;
  const char *phrase = soup_status_get_phrase (status);

  page = g_strdup_printf ("<html>\r\n<head><title>%u %s</title></head>\r\n<body>\r\n"
                          "<center><h1>%u %s</h1></center>\r\n<hr><center>practice</center>\r\n"
                          "</body>\r\n</html>\r\n", status, phrase, status, phrase);
  prc_reply_reset (self);
  prc_reply_set (self, status, "text/html", page);
}

/**
 * prc_append_json:
 * @out: where to append
 * @text: (nullable): UTF-8 text
 *
 * Appends @text as a JSON string with its quotes, or `null`.
 */
void
prc_append_json (GString    *out,
                 const char *text)
{
  const char *run = text;

  if (text == NULL)
    {
      g_string_append (out, "null");
      return;
    }
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      guchar c = (guchar) *text;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      g_string_append_len (out, run, text - run);
      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else
        g_string_append_printf (out, "\\u%04x", c);
      run = text + 1;
    }
  g_string_append_len (out, run, text - run);
  g_string_append_c (out, '"');
}

/**
 * prc_parse_small_json:
 * @data: the text
 * @length: its length in bytes, or -1
 * @error: return location
 *
 * Parses a rule file or control body; refuses what is over 1 MiB or nested deeper than 32, because
 * json-glib 1.6 recurses without a limit.
 *
 * Returns: (transfer full): the root, or %NULL
 */
JsonNode *
prc_parse_small_json (const char  *data,
                      gssize       length,
                      GError     **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size = length < 0 ? strlen (data) : (gsize) length;
  guint depth = 0;
  gsize i;
  JsonNode *root;

  for (i = 0; i < size; i++)
    {
      /* Counting inside strings as well only makes the guard stricter. */
      if (data[i] == '[' || data[i] == '{')
        depth++;
      else if ((data[i] == ']' || data[i] == '}') && depth > 0)
        depth--;
      if (depth > 32)
        break;
    }
  if (size > 1024 * 1024 || depth > 32 || !g_utf8_validate (data, (gssize) size, NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "too large, too deep or not UTF-8");
      return NULL;
    }
  if (!json_parser_load_from_data (parser, data, (gssize) size, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "empty document");
      return NULL;
    }
  return json_node_ref (root);
}

static JsonNode *
scalar_member (JsonObject *rule,
               const char *name)
{
  JsonNode *node = rule != NULL ? json_object_get_member (rule, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

/**
 * prc_parse_object:
 * @body: what came
 *
 * Reads a small JSON object.
 *
 * Returns: (transfer full) (nullable): its node; %NULL if it is none
 */
JsonNode *
prc_parse_object (GBytes *body)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  JsonNode *root = prc_parse_small_json (length > 0 ? data : "", (gssize) length, NULL);

  if (root != NULL && !JSON_NODE_HOLDS_OBJECT (root))
    g_clear_pointer (&root, json_node_unref);
  return root;
}

/**
 * prc_parse_strict:
 * @body: what came
 *
 * Reads a JSON object to the letter: json-glib takes comments and more.
 *
 * Returns: (transfer full) (nullable): its node; %NULL if it is none
 */
JsonNode *
prc_parse_strict (GBytes *body)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  PrcJson reader;
  gboolean good;

  prc_json_init (&reader, length > 0 ? data : "", length, NULL);
  good = prc_json_skip (&reader) && prc_json_peek (&reader) == PRC_JSON_END;
  prc_json_clear (&reader);
  return good ? prc_parse_object (body) : NULL;
}

/**
 * prc_rule_text:
 * @rule: (nullable): an object
 * @name: member name
 * @fallback: (nullable): what to return otherwise
 *
 * Reads a text member without ever complaining about another type.
 *
 * Returns: (nullable): the text, owned by @rule, or @fallback
 */
const char *
prc_rule_text (JsonObject *rule,
               const char *name,
               const char *fallback)
{
  JsonNode *node = scalar_member (rule, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : fallback;
}

/**
 * prc_rule_int:
 * @rule: (nullable): an object
 * @name: member name
 * @fallback: what to return otherwise
 *
 * Reads a whole-number or boolean member.
 *
 * Returns: the number, 1 for true, 0 for false, or @fallback
 */
gint64
prc_rule_int (JsonObject *rule,
              const char *name,
              gint64      fallback)
{
  JsonNode *node = scalar_member (rule, name);

  if (node == NULL)
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node) ? 1 : 0;
  return fallback;
}

/**
 * prc_rule_has_text:
 * @rule: an object
 * @name: the name of a member that is an array of strings
 * @text: what to look for
 *
 * Says whether the array holds @text.
 *
 * Returns: %TRUE if so
 */
gboolean
prc_rule_has_text (JsonObject *rule,
                   const char *name,
                   const char *text)
{
  JsonNode *node = json_object_get_member (rule, name);
  JsonArray *array;
  guint i;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  for (i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING &&
          g_str_equal (json_node_get_string (element), text))
        return TRUE;
    }
  return FALSE;
}

/**
 * prc_rules_find:
 * @rules: (nullable) (element-type JsonObject): matched rules
 * @fault: the name of a fault
 *
 * Finds the first rule of one fault.
 *
 * Returns: (nullable) (transfer none): the rule
 */
JsonObject *
prc_rules_find (GPtrArray  *rules,
                const char *fault)
{
  guint i;

  for (i = 0; rules != NULL && i < rules->len; i++)
    {
      JsonObject *rule = g_ptr_array_index (rules, i);

      if (g_strcmp0 (prc_rule_text (rule, "fault", NULL), fault) == 0)
        return rule;
    }
  return NULL;
}
