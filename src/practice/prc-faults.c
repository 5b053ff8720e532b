/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fault rules from a file (read again when it changes) and from the control endpoint. */
#define G_LOG_DOMAIN "spt-practice"

#include "prc-faults.h"

#include <sys/stat.h>

typedef struct
{
  JsonObject *rule;
  gint64      seen;     /* calls that matched service and operation since the rule was loaded */
} Entry;

struct _PrcFaults
{
  char            *path;
  struct timespec  stamp;
  gint64           size;
  GPtrArray       *from_file;
  GPtrArray       *from_control;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  json_object_unref (entry->rule);
  g_free (entry);
}

/**
 * prc_faults_new:
 * @path: (nullable): a JSON file of rules; it may appear later
 *
 * Makes the set of fault rules.
 *
 * Returns: (transfer full): the set
 */
PrcFaults *
prc_faults_new (const char *path)
{
  PrcFaults *self = g_new0 (PrcFaults, 1);

  self->path = g_strdup (path);
  self->size = -1;
  self->from_file = g_ptr_array_new_with_free_func (entry_free);
  self->from_control = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

/**
 * prc_faults_free:
 * @self: (transfer full): the set
 *
 * Frees the set.
 */
void
prc_faults_free (PrcFaults *self)
{
  g_free (self->path);
  g_ptr_array_unref (self->from_file);
  g_ptr_array_unref (self->from_control);
  g_free (self);
}

static GPtrArray *
parse_rules (const char  *json,
             gssize       length,
             GError     **error)
{
  g_autoptr (JsonNode) root = prc_parse_small_json (json, length, error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  JsonArray *array;
  guint i;

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (root))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "an array of rules is expected");
      return NULL;
    }
  array = json_node_get_array (root);
  for (i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      Entry *entry;

      if (!JSON_NODE_HOLDS_OBJECT (node) ||
          prc_rule_text (json_node_get_object (node), "fault", NULL) == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "rule %u: an object with a text member \"fault\" is expected", i + 1);
          return NULL;
        }
      entry = g_new0 (Entry, 1);
      entry->rule = json_object_ref (json_node_get_object (node));
      g_ptr_array_add (entries, entry);
    }
  return g_steal_pointer (&entries);
}

static void
refresh_file (PrcFaults *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *text = NULL;
  struct stat info;
  gsize length;

  if (self->path == NULL)
    return;
  if (stat (self->path, &info) != 0)
    {
      g_ptr_array_set_size (self->from_file, 0);
      self->size = -1;
      return;
    }
  if (info.st_size == self->size && info.st_mtim.tv_sec == self->stamp.tv_sec &&
      info.st_mtim.tv_nsec == self->stamp.tv_nsec)
    return;
  self->size = info.st_size;
  self->stamp = info.st_mtim;
  if (g_file_get_contents (self->path, &text, &length, &error))
    entries = parse_rules (text, (gssize) length, &error);
  if (entries == NULL)
    {
      /* A file caught half-written is no reason to lose the rules in force. */
      g_message ("fault rules not read: %s", error->message);
      return;
    }
  g_ptr_array_unref (self->from_file);
  self->from_file = g_steal_pointer (&entries);
}

/**
 * prc_faults_set:
 * @self: the set
 * @json: an array of rules
 * @length: its length in bytes, or -1
 * @append: keep the rules set before
 * @error: return location
 *
 * Sets the rules that came through the control endpoint; their counters start at zero.
 *
 * Returns: %TRUE if the rules were understood
 */
gboolean
prc_faults_set (PrcFaults   *self,
                const char  *json,
                gssize       length,
                gboolean     append,
                GError     **error)
{
  g_autoptr (GPtrArray) entries = parse_rules (json, length, error);

  if (entries == NULL)
    return FALSE;
  if (!append)
    g_ptr_array_set_size (self->from_control, 0);
  while (entries->len > 0)
    g_ptr_array_add (self->from_control, g_ptr_array_steal_index (entries, 0));
  return TRUE;
}

static gboolean
call_matches (JsonNode *call,
              gint64    seen)
{
  guint i;

  if (call == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (call))
    {
      JsonArray *array = json_node_get_array (call);

      for (i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *element = json_array_get_element (array, i);

          if (JSON_NODE_HOLDS_VALUE (element) &&
              json_node_get_value_type (element) == G_TYPE_INT64 &&
              json_node_get_int (element) == seen)
            return TRUE;
        }
      return FALSE;
    }
  if (JSON_NODE_HOLDS_VALUE (call) && json_node_get_value_type (call) == G_TYPE_INT64)
    return json_node_get_int (call) == seen;
  return JSON_NODE_HOLDS_VALUE (call) && json_node_get_value_type (call) == G_TYPE_STRING &&
         g_str_equal (json_node_get_string (call), "all");
}

static void
match_list (GPtrArray  *entries,
            const char *service,
            const char *operation,
            GPtrArray  *found)
{
  guint i;

  for (i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);
      const char *wanted_service = prc_rule_text (entry->rule, "service", "any");
      const char *wanted_operation = prc_rule_text (entry->rule, "operation", "any");

      if (!g_str_equal (wanted_service, "any") && !g_str_equal (wanted_service, service))
        continue;
      if (!g_str_equal (wanted_operation, "any") && !g_str_equal (wanted_operation, operation))
        continue;
      entry->seen++;
      if (call_matches (json_object_get_member (entry->rule, "call"), entry->seen))
        g_ptr_array_add (found, json_object_ref (entry->rule));
    }
}

/**
 * prc_faults_match:
 * @self: the set
 * @service: the service's id
 * @operation: the operation's id
 *
 * Counts one call and returns the rules it meets. A rule's `call` is the n-th call that matches its
 * service and operation, counted from 1 since the rule was loaded.
 *
 * Returns: (transfer full) (element-type JsonObject): the rules, perhaps none
 */
GPtrArray *
prc_faults_match (PrcFaults  *self,
                  const char *service,
                  const char *operation)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  refresh_file (self);
  match_list (self->from_file, service, operation, found);
  match_list (self->from_control, service, operation, found);
  return found;
}

/**
 * prc_faults_dump:
 * @self: the set
 *
 * Lists the rules in force with the number of calls each has seen.
 *
 * Returns: (transfer full): a JSON array
 */
char *
prc_faults_dump (PrcFaults *self)
{
  GPtrArray *lists[] = { self->from_file, self->from_control };
  g_autoptr (GString) out = g_string_new ("[");
  guint i, j;

  for (i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      for (j = 0; j < lists[i]->len; j++)
        {
          Entry *entry = g_ptr_array_index (lists[i], j);
          g_autoptr (JsonNode) node = json_node_alloc ();
          g_autofree char *text = NULL;

          json_node_init_object (node, entry->rule);
          text = json_to_string (node, FALSE);
          g_string_append_printf (out, "%s{\"seen\":%" G_GINT64_FORMAT ",\"rule\":%s}",
                                  out->len > 1 ? "," : "", entry->seen, text);
        }
    }
  g_string_append_c (out, ']');
  return g_string_free (g_steal_pointer (&out), FALSE);
}
