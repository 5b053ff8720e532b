/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of what is said to people: code -> title, sentence, next step, from data tables. */
#define G_LOG_DOMAIN "spt-messages"

#include "config.h"

#include "base/spt-messages.h"
#include "base/spt-data.h"
#include "base/spt-text.h"

#include <string.h>

#define SHARED_DOMAIN "base"

/* One code in both languages; the strings are never freed: callers keep them as long as they like. */
typedef struct
{
  SptMessage it;
  SptMessage en;
} Entry;

static GMutex catalogue_lock;
/* domain -> code -> Entry; never emptied, for callers keep what they were given. */
static GHashTable *catalogue; /* (owned) (nullable) (mutex catalogue_lock) */
/* What the catalogue says. No quarks: thousands of sentences would fill GLib's table of them. */
static GStringChunk *words; /* (owned) (nullable) (mutex catalogue_lock) */

static const char *
get_text (JsonObject *object,
          const char *name,
          const char *language)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonNode *text;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  text = json_object_get_member (json_node_get_object (node), language);
  if (text == NULL || json_node_get_value_type (text) != G_TYPE_STRING)
    return NULL;

  return g_string_chunk_insert_const (words, json_node_get_string (text));
}

static gboolean
fill_message (SptMessage *message,
              JsonObject *object,
              const char *language)
{
  JsonNode *action = json_object_get_member (object, "action");
  JsonNode *field = json_object_get_member (object, "field");

  message->title = get_text (object, "title", language);
  message->text = get_text (object, "text", language);
  message->next = get_text (object, "next", language);
  if (action != NULL && json_node_get_value_type (action) == G_TYPE_STRING)
    message->action = g_string_chunk_insert_const (words, json_node_get_string (action));
  if (field != NULL && json_node_get_value_type (field) == G_TYPE_STRING)
    message->field = g_string_chunk_insert_const (words, json_node_get_string (field));

  return message->title != NULL && message->text != NULL;
}

/* Adds what stands in @root, over what is there already. */
static void
add_entries (GHashTable *table,
             JsonNode   *root,
             const char *path)
{
  JsonObjectIter iter;
  const char *code;
  JsonNode *node;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_warning ("%s: an object was expected", path);
      return;
    }

  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &code, &node))
    {
      g_autofree Entry *entry = g_new0 (Entry, 1);

      if (!JSON_NODE_HOLDS_OBJECT (node)
          || !fill_message (&entry->it, json_node_get_object (node), "it")
          || !fill_message (&entry->en, json_node_get_object (node), "en"))
        g_warning ("%s: \"%s\" lacks a title or a text in one of the languages", path, code);
      else
        g_hash_table_replace (table, g_string_chunk_insert_const (words, code), g_steal_pointer (&entry));
    }
}

/* Adds a whole table, if there is one. What cannot be used is logged: it is no reason to say
 * nothing to people. */
static void
add_table (GHashTable *table,
           JsonNode   *root,
           GError     *error,
           const char *path)
{
  if (root != NULL)
    add_entries (table, root, path);
  else if (!g_error_matches (error, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND))
    g_warning ("%s", error->message);
}

/* The shipped table with the user's over it: an old copy of the user's does not hide the codes that
 * came later. */
static GHashTable *
load_table (const char *domain)
{
  gboolean shared = strcmp (domain, SHARED_DOMAIN) == 0;
  g_autofree char *path = g_build_path ("/", shared ? "" : domain, "messages.json", NULL);
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GError) shipped_error = NULL;
  g_autoptr (JsonNode) shipped = spt_data_load_shipped_json (path, &shipped_error);

  add_table (table, shipped, shipped_error, path);
  if (spt_data_has_user_copy (path))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = spt_data_load_json (path, &error);

      add_table (table, root, error, path);
    }

  return table;
}

/* Call with the lock held. */
static GHashTable *
ensure_table (const char *domain)
{
  GHashTable *table;

  if (catalogue == NULL)
    {
      catalogue = g_hash_table_new_full (g_str_hash, g_str_equal,
                                         g_free, (GDestroyNotify) g_hash_table_unref);
      words = g_string_chunk_new (16 * 1024);
    }
  table = g_hash_table_lookup (catalogue, domain);
  if (table == NULL)
    {
      table = load_table (domain);
      g_hash_table_insert (catalogue, g_strdup (domain), table);
    }

  return table;
}

/**
 * spt_messages_find:
 * @domain: the folder under data/ of a service, or "base"
 * @code: a code of that service, or a shared one
 *
 * Looks up what to say, in @domain's table first and then in the shared one, in the language of
 * spt_data_language(). Tables are read at the first question. Thread-safe.
 *
 * Returns: (nullable): the message, valid until the process ends
 */
const SptMessage *
spt_messages_find (const char *domain,
                   const char *code)
{
  Entry *entry;

  g_return_val_if_fail (domain != NULL, NULL);
  g_return_val_if_fail (code != NULL, NULL);

  g_mutex_lock (&catalogue_lock);
  entry = g_hash_table_lookup (ensure_table (domain), code);
  if (entry == NULL && strcmp (domain, SHARED_DOMAIN) != 0)
    entry = g_hash_table_lookup (ensure_table (SHARED_DOMAIN), code);
  g_mutex_unlock (&catalogue_lock);

  if (entry == NULL)
    return NULL;

  return strcmp (spt_data_language (), "it") == 0 ? &entry->it : &entry->en;
}

/* A check writes the value and the limit into the sentence; who only has an outcome's code does not know them. */
static gboolean
has_place (const char *text)
{
  const char *open = strchr (text, '{');

  return open != NULL && g_ascii_islower (open[1]) && strchr (open, '}') != NULL;
}

/**
 * spt_message_dup_sentence:
 * @self: a message
 * @said: (nullable): the service's own words
 *
 * Says an outcome: the message's sentence with the service's words in their place. A sentence about a value that is not known here
 * gives way to the message's title with the service's words.
 *
 * Returns: (transfer full): one sentence, or two
 */
char *
spt_message_dup_sentence (const SptMessage *self,
                          const char       *said)
{
  g_autofree char *without = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  without = spt_text_fill (self->text, "message", "", "detail", "", "setting", "", NULL);
  if (has_place (without))
    return said != NULL && *said != '\0' ? g_strdup_printf ("%s: %s", self->title, said) : g_strdup (self->title);

  return spt_text_fill (self->text, "message", said, "detail", said, "setting", said, NULL);
}

/**
 * spt_messages_list:
 * @domain: the folder under data/ of a service, or "base"
 *
 * Lists the codes of one table in alphabetical order, without the shared ones.
 *
 * Returns: (transfer full): the codes; free with g_strfreev()
 */
char **
spt_messages_list (const char *domain)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  g_autoptr (GList) keys = NULL;

  g_return_val_if_fail (domain != NULL, NULL);

  g_mutex_lock (&catalogue_lock);
  keys = g_list_sort (g_hash_table_get_keys (ensure_table (domain)), (GCompareFunc) strcmp);
  g_mutex_unlock (&catalogue_lock);

  for (GList *l = keys; l != NULL; l = l->next)
    g_ptr_array_add (codes, g_strdup (l->data));
  g_ptr_array_add (codes, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&codes), FALSE);
}
