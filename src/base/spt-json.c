/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole JSON document as a tree, after strict checks, and members of it by type with their path
 * in the error. */
#define G_LOG_DOMAIN "spt-json"

#include "config.h"

#include "base/spt-json-private.h"

#include <errno.h>
#include <math.h>

#define MAX_PARSE_BYTES (64 * 1024 * 1024)

/* The containers that are open, innermost last. The tree is built from our own tokens, not by
 * JsonParser: what is refused and what is read can then never differ (style 4.3). */
typedef struct
{
  JsonNode *root;                        /* (owned) (nullable) */
  JsonNode *open[SPT_JSON_MAX_DEPTH];    /* (element-type JsonNode) borrowed from the tree */
  char     *keys[SPT_JSON_MAX_DEPTH];    /* (owned) (nullable) by level: waits for its value */
  guint     depth;
} Builder;

static void
clear_builder (Builder *builder)
{
  guint i;

  for (i = 0; i < SPT_JSON_MAX_DEPTH; i++)
    g_clear_pointer (&builder->keys[i], g_free);
  g_clear_pointer (&builder->root, json_node_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Builder, clear_builder)

/* Puts @node (transfer full) where the next value belongs. */
static void
add_node (Builder  *builder,
          JsonNode *node)
{
  JsonNode *parent;

  if (builder->depth == 0)
    {
      g_assert (builder->root == NULL);
      builder->root = node;
      return;
    }

  parent = builder->open[builder->depth - 1];
  if (JSON_NODE_HOLDS_OBJECT (parent))
    {
      json_object_set_member (json_node_get_object (parent), builder->keys[builder->depth - 1],
                              node);
      g_clear_pointer (&builder->keys[builder->depth - 1], g_free);
    }
  else
    {
      json_array_add_element (json_node_get_array (parent), node);
    }
}

static void
open_node (Builder  *builder,
           JsonNode *node)
{
  add_node (builder, node);
  builder->open[builder->depth++] = node;
}

static JsonNode *
make_object (void)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, json_object_new ());

  return node;
}

static JsonNode *
make_array (void)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, json_array_new ());

  return node;
}

/* @text is a number by JSON's grammar; %NULL when neither gint64 nor a finite double holds it. */
static JsonNode *
make_number (const char *text)
{
  if (strpbrk (text, ".eE") == NULL)
    {
      gint64 value;

      errno = 0;
      value = g_ascii_strtoll (text, NULL, 10);
      if (errno == ERANGE)
        return NULL;
      return json_node_init_int (json_node_alloc (), value);
    }
  else
    {
      double value = g_ascii_strtod (text, NULL);

      if (!isfinite (value))
        return NULL;
      return json_node_init_double (json_node_alloc (), value);
    }
}

/* Adds one token to the tree. */
static gboolean
add_token (Builder           *builder,
           SptJsonTokenizer  *tokenizer,
           SptJsonTokenType   type,
           GError           **error)
{
  const char *text = spt_json_tokenizer_get_text (tokenizer, NULL);
  JsonNode *node;

  switch (type)
    {
    case SPT_JSON_TOKEN_OBJECT_START:
      open_node (builder, make_object ());
      break;

    case SPT_JSON_TOKEN_ARRAY_START:
      open_node (builder, make_array ());
      break;

    case SPT_JSON_TOKEN_OBJECT_END:
    case SPT_JSON_TOKEN_ARRAY_END:
      builder->depth--;
      break;

    case SPT_JSON_TOKEN_KEY:
      if (json_object_has_member (json_node_get_object (builder->open[builder->depth - 1]), text))
        {
          g_propagate_error (error,
                             spt_json_tokenizer_fail_token (tokenizer, SPT_JSON_ERROR_DUPLICATE,
                                                            "this key stands twice in one object"));
          return FALSE;
        }
      builder->keys[builder->depth - 1] = g_strdup (text);
      break;

    case SPT_JSON_TOKEN_STRING:
      add_node (builder, json_node_init_string (json_node_alloc (), text));
      break;

    case SPT_JSON_TOKEN_NUMBER:
      node = make_number (text);
      if (node == NULL)
        {
          g_propagate_error (error, spt_json_tokenizer_fail_token (tokenizer, SPT_JSON_ERROR_SIZE,
                                                                   "this number is too large"));
          return FALSE;
        }
      add_node (builder, node);
      break;

    case SPT_JSON_TOKEN_TRUE:
    case SPT_JSON_TOKEN_FALSE:
      add_node (builder, json_node_init_boolean (json_node_alloc (), type == SPT_JSON_TOKEN_TRUE));
      break;

    case SPT_JSON_TOKEN_NULL:
      add_node (builder, json_node_new (JSON_NODE_NULL));
      break;

    case SPT_JSON_TOKEN_END:
    default:
      g_assert_not_reached ();
    }

  return TRUE;
}

/**
 * spt_json_parse:
 * @data: (array length=length): the document; need not end with a NUL
 * @length: bytes
 * @max_bytes: the most that is accepted; never more than 64 MiB
 * @error: an #SptJsonError with line and column
 *
 * Reads a whole document that must be JSON to the letter (style 4.3): no comments, no single
 * quotes, no leading zeros, one root, no key twice in an object, no lone surrogate, at most
 * %SPT_JSON_MAX_DEPTH levels. An integer must fit gint64 and any other number a finite double, else
 * %SPT_JSON_ERROR_SIZE: exact or larger numbers are for #SptJsonTokenizer.
 *
 * Returns: (transfer full): the root, never %NULL without @error
 */
JsonNode *
spt_json_parse (const char  *data,
                gsize        length,
                gsize        max_bytes,
                GError     **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (SptJsonTokenizer) tokenizer = NULL;
  g_auto (Builder) builder = { 0 };

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  max_bytes = MIN (max_bytes, MAX_PARSE_BYTES);
  if (length > max_bytes)
    {
      g_set_error (error, SPT_JSON_ERROR, SPT_JSON_ERROR_SIZE,
                   "the document is longer than %" G_GSIZE_FORMAT " bytes", max_bytes);
      return NULL;
    }

  stream = g_memory_input_stream_new_from_data (data, (gssize) length, NULL);
  tokenizer = spt_json_tokenizer_new (stream, max_bytes);
  spt_json_tokenizer_set_max_token (tokenizer, max_bytes);

  for (;;)
    {
      SptJsonTokenType type;

      if (!spt_json_tokenizer_next (tokenizer, &type, NULL, error))
        return NULL;
      if (type == SPT_JSON_TOKEN_END)
        break;
      if (!add_token (&builder, tokenizer, type, error))
        return NULL;
    }

  return g_steal_pointer (&builder.root);
}

/* The member, or %NULL when it is absent or null. */
static JsonNode *
find_member (JsonObject *object,
             const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

/* TRUE for a value (no container) of @type. */
static gboolean
holds_value (JsonNode *node,
             GType     type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static gboolean
fail_type (JsonObject  *object,
           const char  *member,
           const char  *path_prefix,
           const char  *expected,
           GError     **error)
{
  g_set_error (error, SPT_JSON_ERROR, SPT_JSON_ERROR_TYPE, "%s/%s: %s expected, %s",
               path_prefix != NULL ? path_prefix : "", member, expected,
               !json_object_has_member (object, member) ? "it is missing" :
               find_member (object, member) == NULL ? "it is null" : "it is something else");

  return FALSE;
}

/**
 * spt_json_get_string:
 * @object: an object
 * @member: the member's name
 * @path_prefix: (nullable): where @object stands, for the error: "/items/3"
 * @out: (out) (transfer none): the text, borrowed from @object
 * @error: %SPT_JSON_ERROR_TYPE when the member is missing, null or no string
 *
 * Reads a member that must be a string.
 *
 * Returns: %FALSE on error, with @out untouched
 */
gboolean
spt_json_get_string (JsonObject  *object,
                     const char  *member,
                     const char  *path_prefix,
                     const char **out,
                     GError     **error)
{
  JsonNode *node;

  g_return_val_if_fail (object != NULL && member != NULL && out != NULL, FALSE);

  node = find_member (object, member);
  if (!holds_value (node, G_TYPE_STRING))
    return fail_type (object, member, path_prefix, "string", error);

  *out = json_node_get_string (node);

  return TRUE;
}

/**
 * spt_json_get_int:
 * @object: an object
 * @member: the member's name
 * @path_prefix: (nullable): where @object stands, for the error
 * @out: (out): the number
 * @error: %SPT_JSON_ERROR_TYPE when the member is missing, null or no integer ("1.0" and a string
 *   are none)
 *
 * Reads a member that must be an integer.
 *
 * Returns: %FALSE on error, with @out untouched
 */
gboolean
spt_json_get_int (JsonObject  *object,
                  const char  *member,
                  const char  *path_prefix,
                  gint64      *out,
                  GError     **error)
{
  JsonNode *node;

  g_return_val_if_fail (object != NULL && member != NULL && out != NULL, FALSE);

  node = find_member (object, member);
  if (!holds_value (node, G_TYPE_INT64))
    return fail_type (object, member, path_prefix, "integer", error);

  *out = json_node_get_int (node);

  return TRUE;
}

/**
 * spt_json_get_bool:
 * @object: an object
 * @member: the member's name
 * @path_prefix: (nullable): where @object stands, for the error
 * @out: (out): the value
 * @error: %SPT_JSON_ERROR_TYPE when the member is missing, null or neither true nor false
 *
 * Reads a member that must be true or false.
 *
 * Returns: %FALSE on error, with @out untouched
 */
gboolean
spt_json_get_bool (JsonObject  *object,
                   const char  *member,
                   const char  *path_prefix,
                   gboolean    *out,
                   GError     **error)
{
  JsonNode *node;

  g_return_val_if_fail (object != NULL && member != NULL && out != NULL, FALSE);

  node = find_member (object, member);
  if (!holds_value (node, G_TYPE_BOOLEAN))
    return fail_type (object, member, path_prefix, "true or false", error);

  *out = json_node_get_boolean (node);

  return TRUE;
}

/**
 * spt_json_get_object:
 * @object: an object
 * @member: the member's name
 * @path_prefix: (nullable): where @object stands, for the error
 * @out: (out) (transfer none): the member, borrowed from @object
 * @error: %SPT_JSON_ERROR_TYPE when the member is missing, null or no object
 *
 * Reads a member that must be an object.
 *
 * Returns: %FALSE on error, with @out untouched
 */
gboolean
spt_json_get_object (JsonObject  *object,
                     const char  *member,
                     const char  *path_prefix,
                     JsonObject **out,
                     GError     **error)
{
  JsonNode *node;

  g_return_val_if_fail (object != NULL && member != NULL && out != NULL, FALSE);

  node = find_member (object, member);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fail_type (object, member, path_prefix, "object", error);

  *out = json_node_get_object (node);

  return TRUE;
}

/**
 * spt_json_get_array:
 * @object: an object
 * @member: the member's name
 * @path_prefix: (nullable): where @object stands, for the error
 * @out: (out) (transfer none): the member, borrowed from @object
 * @error: %SPT_JSON_ERROR_TYPE when the member is missing, null or no array
 *
 * Reads a member that must be an array.
 *
 * Returns: %FALSE on error, with @out untouched
 */
gboolean
spt_json_get_array (JsonObject  *object,
                    const char  *member,
                    const char  *path_prefix,
                    JsonArray  **out,
                    GError     **error)
{
  JsonNode *node;

  g_return_val_if_fail (object != NULL && member != NULL && out != NULL, FALSE);

  node = find_member (object, member);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return fail_type (object, member, path_prefix, "array", error);

  *out = json_node_get_array (node);

  return TRUE;
}

/**
 * spt_json_opt_string:
 * @object: an object
 * @member: the member's name
 *
 * Reads a member that need not be there; something else than a string counts as absent.
 *
 * Returns: (nullable) (transfer none): the text, borrowed from @object
 */
const char *
spt_json_opt_string (JsonObject *object,
                     const char *member)
{
  JsonNode *node;

  g_return_val_if_fail (object != NULL && member != NULL, NULL);

  node = find_member (object, member);

  return holds_value (node, G_TYPE_STRING) ? json_node_get_string (node) : NULL;
}

/**
 * spt_json_opt_int:
 * @object: an object
 * @member: the member's name
 * @fallback: what an absent member counts as
 *
 * Reads a member that need not be there; something else than an integer counts as absent.
 *
 * Returns: the number or @fallback
 */
gint64
spt_json_opt_int (JsonObject *object,
                  const char *member,
                  gint64      fallback)
{
  JsonNode *node;

  g_return_val_if_fail (object != NULL && member != NULL, fallback);

  node = find_member (object, member);

  return holds_value (node, G_TYPE_INT64) ? json_node_get_int (node) : fallback;
}
