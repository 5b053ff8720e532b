/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Code lists as files: our own table, or CSV with code and description; what a new one changes. */
#define G_LOG_DOMAIN "spt-official-lists"

#include "config.h"

#include "service/spt-official-private.h"

#include <string.h>

#include "base/spt-csv.h"
#include "base/spt-data.h"
#include "base/spt-json.h"
#include "base/spt-text.h"

#define MAX_LIST_BYTES (4 * 1024 * 1024)
#define MAX_VALUES 20000
#define MAX_TEXT 500

static void
say (SptIssueList  *issues,
     SptIssueLevel  level,
     const char    *code,
     const char    *value,
     const char    *limit)
{
  spt_issue_list_add (issues, level, "base", code, 0, NULL, value, limit);
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object,
           const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonArray *
get_lists (JsonNode *root)
{
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? get_array (json_node_get_object (root), "lists") : NULL;
}

static JsonObject *
get_row (JsonArray *array,
         guint      i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static guint
get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

static JsonObject *
find_row (JsonArray  *array,
          const char *member,
          const char *text)
{
  for (guint i = 0; text != NULL && i < get_length (array); i++)
    {
      JsonObject *row = get_row (array, i);

      if (row != NULL && g_strcmp0 (get_text (row, member), text) == 0)
        return row;
    }

  return NULL;
}

/* Every value has a text of its own. */
static gboolean
is_list (JsonObject *list)
{
  JsonArray *values = list != NULL ? get_array (list, "values") : NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (values == NULL || get_text (list, "id") == NULL || get_length (values) > MAX_VALUES)
    return FALSE;
  for (guint i = 0; i < get_length (values); i++)
    {
      JsonObject *value = get_row (values, i);
      const char *text = value != NULL ? get_text (value, "value") : NULL;

      if (text == NULL || *text == '\0' || !g_hash_table_add (seen, (gpointer) text) ||
          spt_data_text (value, "label") == NULL)
        return FALSE;
    }

  return get_length (values) > 0;
}

/* --- in place of another -------------------------------------------------------------------------------------- */

/* @list in place of the one of its id. */
static void
put_list (JsonNode   *base,
          JsonObject *list)
{
  JsonArray *old = get_lists (base);
  JsonArray *array = json_array_new ();
  const char *id = get_text (list, "id");
  gboolean done = FALSE;

  for (guint i = 0; i < get_length (old); i++)
    {
      JsonObject *row = get_row (old, i);
      gboolean same = row != NULL && g_strcmp0 (get_text (row, "id"), id) == 0;

      json_array_add_element (array, same && !done ? json_node_init_object (json_node_alloc (), list)
                                                   : json_node_copy (json_array_get_element (old, i)));
      done |= same;
    }
  if (!done)
    json_array_add_object_element (array, json_object_ref (list));
  json_object_set_array_member (json_node_get_object (base), "lists", array);
}

static JsonNode *
copy_base (JsonNode *base)
{
  JsonNode *copy;

  if (get_lists (base) != NULL)
    {
      g_autofree char *text = json_to_string (base, FALSE);

      copy = json_from_string (text, NULL);
    }
  else
    {
      copy = json_node_init_object (json_node_alloc (), json_object_new ());
      json_object_set_array_member (json_node_get_object (copy), "lists", json_array_new ());
    }

  return copy;
}

static JsonNode *
merge_json (JsonNode     *base,
            const char   *name,
            GBytes       *bytes,
            SptIssueList *issues)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = spt_json_parse (data != NULL ? data : "", length, MAX_LIST_BYTES, &error);
  JsonArray *lists = get_lists (root);
  JsonNode *merged;

  if (root == NULL)
    {
      say (issues, SPT_ISSUE_ERROR, "set-list-broken", name, error->message);
      return NULL;
    }
  if (lists == NULL)
    return NULL;
  merged = copy_base (base);
  for (guint i = 0; i < get_length (lists); i++)
    {
      JsonObject *list = get_row (lists, i);
      const char *id = list != NULL ? get_text (list, "id") : NULL;

      if (!is_list (list))
        say (issues, SPT_ISSUE_ERROR, "set-list-invalid", name, id != NULL ? id : "–");
      else
        put_list (merged, list);
    }

  return merged;
}

/* --- CSV ------------------------------------------------------------------------------------------------------ */

/* "C1_combustibili.csv", "Combustibile.csv", "c1.csv": by the code or the name of a list; the last vowel of Italian
 * plurals does not count. */
static JsonObject *
find_list (JsonNode   *base,
           const char *name)
{
  g_autofree char *stem = g_path_get_basename (name);
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;
  JsonArray *lists = get_lists (base);

  *strrchr (stem, '.') = '\0';
  folded = spt_text_fold (stem);
  words = g_strsplit_set (folded, "_- .", -1);
  for (guint i = 0; i < get_length (lists); i++)
    {
      JsonObject *list = get_row (lists, i);
      const char *id = list != NULL ? get_text (list, "id") : NULL;
      g_autofree char *code = list != NULL && get_text (list, "code") != NULL ? spt_text_fold (get_text (list, "code"))
                                                                               : g_strdup ("");
      gsize length = id != NULL ? strlen (id) : 0;

      if (id == NULL)
        continue;
      if (strcmp (folded, id) == 0)
        return list;
      for (guint j = 0; words[j] != NULL; j++)
        {
          if ((*code != '\0' && strcmp (words[j], code) == 0) ||
              (length > 3 && strlen (words[j]) == length && strncmp (words[j], id, length - 1) == 0))
            return list;
        }
    }

  return NULL;
}

/* What stands first in the columns' header, not a value. */
static gboolean
is_header (const char *text)
{
  static const char *const words[] = { "codice", "code", "valore", "value", "cod", "id", NULL };
  g_autofree char *folded = spt_text_fold (text);

  return g_strv_contains (words, folded);
}

/* What only we know of a value stays with it, as long as it is called the same. */
static JsonObject *
new_value (JsonArray  *before,
           const char *code,
           const char *description)
{
  JsonObject *old = find_row (before, "value", code);
  JsonObject *value = json_object_new ();
  JsonObject *label = json_object_new ();
  g_autofree char *was = old != NULL && spt_data_text (old, "label") != NULL ? NULL : g_strdup ("");

  json_object_set_string_member (value, "value", code);
  json_object_set_string_member (label, "it", description);
  if (old != NULL && was == NULL)
    {
      JsonObject *texts = json_object_get_object_member (old, "label");
      const char *italian = get_text (texts, "it");
      g_autofree char *folded = spt_text_fold (description);
      g_autofree char *old_folded = spt_text_fold (italian != NULL ? italian : "");

      if (strcmp (folded, old_folded) == 0)
        {
          if (get_text (texts, "en") != NULL)
            json_object_set_string_member (label, "en", get_text (texts, "en"));
          if (get_text (old, "class") != NULL)
            json_object_set_string_member (value, "class", get_text (old, "class"));
        }
    }
  json_object_set_object_member (value, "label", label);

  return value;
}

static gboolean
has_classes (JsonArray *values)
{
  for (guint i = 0; i < get_length (values); i++)
    {
      JsonObject *value = get_row (values, i);

      if (value != NULL && get_text (value, "class") != NULL)
        return TRUE;
    }

  return FALSE;
}

/* FALSE: it is no list; said. */
static gboolean
read_values (SptCsvReader *reader,
             JsonArray    *before,
             JsonArray    *values,
             const char   *name,
             SptIssueList *issues)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean classes = has_classes (before);
  g_autoptr (GError) error = NULL;

  while (spt_csv_reader_next (reader, NULL, &error))
    {
      g_autofree char *code = g_strstrip (g_strdup (spt_csv_reader_get_field (reader, 0)));
      g_autofree char *description = spt_csv_reader_get_n_fields (reader) > 1
                                     ? g_strstrip (g_strdup (spt_csv_reader_get_field (reader, 1))) : NULL;
      g_autofree char *line = g_strdup_printf ("%u", spt_csv_reader_get_line (reader));
      JsonObject *value;

      if (get_length (values) == 0 && is_header (code))
        continue;
      if (*code == '\0' || description == NULL || *description == '\0' || strlen (code) > MAX_TEXT ||
          strlen (description) > MAX_TEXT || get_length (values) >= MAX_VALUES)
        {
          say (issues, SPT_ISSUE_ERROR, "set-list-line", name, line);
          return FALSE;
        }
      if (!g_hash_table_add (seen, g_strdup (code)))
        {
          say (issues, SPT_ISSUE_ERROR, "set-list-twice", code, name);
          return FALSE;
        }
      value = new_value (before, code, description);
      if (classes && get_text (value, "class") == NULL)
        say (issues, SPT_ISSUE_WARNING, "set-list-class", description, name);
      json_array_add_object_element (values, value);
    }
  if (error != NULL || get_length (values) == 0)
    {
      say (issues, SPT_ISSUE_ERROR, "set-list-broken", name, error != NULL ? error->message : "no rows");
      return FALSE;
    }

  return TRUE;
}

static JsonNode *
merge_csv (JsonNode     *base,
           const char   *name,
           GBytes       *bytes,
           SptIssueList *issues)
{
  JsonObject *old = find_list (base, name);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (SptCsvReader) reader = spt_csv_reader_new (stream, 0);
  g_autoptr (JsonObject) list = NULL;
  JsonArray *values;
  JsonNode *merged;
  GList *members;

  if (old == NULL)
    {
      say (issues, SPT_ISSUE_WARNING, "set-list-unknown", name, NULL);
      return NULL;
    }
  values = json_array_new ();
  if (!read_values (reader, get_array (old, "values"), values, name, issues))
    {
      json_array_unref (values);
      return NULL;
    }
  list = json_object_new ();
  members = json_object_get_members (old);
  for (GList *at = members; at != NULL; at = at->next)
    {
      if (strcmp (at->data, "values") != 0)
        json_object_set_member (list, at->data, json_node_copy (json_object_get_member (old, at->data)));
    }
  g_list_free (members);
  json_object_set_string_member (list, "source", name);
  json_object_set_array_member (list, "values", values);
  merged = copy_base (base);
  put_list (merged, list);

  return merged;
}

/*
 * _spt_official_lists_merge:
 * @base: (nullable): the lists that there are
 * @name: of the file
 * @bytes: it
 * @issues: what is found is added
 *
 * Reads a file of code lists.
 *
 * Returns: (transfer full) (nullable): @base with what it brings; %NULL: nothing
 */
JsonNode *
_spt_official_lists_merge (JsonNode     *base,
                           const char   *name,
                           GBytes       *bytes,
                           SptIssueList *issues)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (g_bytes_get_size (bytes) > MAX_LIST_BYTES)
    {
      say (issues, SPT_ISSUE_ERROR, "set-size", name, NULL);
      return NULL;
    }

  return g_str_has_suffix (lower, ".json") ? merge_json (base, name, bytes, issues)
                                           : merge_csv (base, name, bytes, issues);
}

/* --- what changes ---------------------------------------------------------------------------------------------- */

static void
tell (GPtrArray        *changes,
      SptXsdChangeKind  kind,
      const char       *code,
      JsonObject       *list,
      const char       *label,
      const char       *value,
      const char       *limit)
{
  SptOfficialChange *change = g_new0 (SptOfficialChange, 1);
  SptIssue words = { .domain = "base", .code = code, .value = (char *) value, .limit = (char *) limit };

  change->document = -1;
  change->kind = kind;
  change->page = g_strdup (get_text (list, "id"));
  change->label = g_strdup (label);
  change->path = g_strdup (get_text (list, "id"));
  change->text = spt_issue_dup_message (&words, label);
  g_ptr_array_add (changes, change);
}

static char *
dup_label (JsonObject *value)
{
  const char *label = spt_data_text (value, "label");

  return g_strdup_printf ("%s (%s)", get_text (value, "value"), label != NULL ? label : "");
}

static void
compare_values (JsonObject *list,
                JsonArray  *before,
                JsonArray  *after,
                GPtrArray  *changes)
{
  for (guint i = 0; i < get_length (after); i++)
    {
      JsonObject *value = get_row (after, i);
      JsonObject *old = value != NULL ? find_row (before, "value", get_text (value, "value")) : NULL;
      g_autofree char *label = value != NULL ? dup_label (value) : NULL;

      if (value == NULL)
        continue;
      if (old == NULL)
        tell (changes, SPT_XSD_CHANGE_ADDED, "set-value-added", list, label, NULL, NULL);
      else if (g_strcmp0 (spt_data_text (old, "label"), spt_data_text (value, "label")) != 0)
        tell (changes, SPT_XSD_CHANGE_CHANGED, "set-label", list, label, spt_data_text (old, "label"),
              spt_data_text (value, "label"));
      else if (g_strcmp0 (get_text (old, "class"), get_text (value, "class")) != 0)
        tell (changes, SPT_XSD_CHANGE_CHANGED, "set-value-class", list, label, get_text (old, "class"),
              get_text (value, "class"));
    }
  for (guint i = 0; i < get_length (before); i++)
    {
      JsonObject *value = get_row (before, i);
      g_autofree char *label = value != NULL ? dup_label (value) : NULL;

      if (value != NULL && find_row (after, "value", get_text (value, "value")) == NULL)
        tell (changes, SPT_XSD_CHANGE_REMOVED, "set-value-removed", list, label, NULL, NULL);
    }
}

/* A file of lists, as a tree; NULL for anything else. */
JsonNode *
_spt_official_lists_parse (GBytes  *bytes,
                           GError **error)
{
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  JsonNode *root = spt_json_parse (data != NULL ? data : "", length, MAX_LIST_BYTES, error);

  if (root != NULL && get_lists (root) == NULL)
    {
      g_set_error_literal (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_BROKEN, "no “lists” in it");
      g_clear_pointer (&root, json_node_unref);
    }

  return root;
}

/* The text of a member of one value; NULL where there is none. */
const char *
_spt_official_lists_find (JsonNode   *lists,
                          const char *list,
                          const char *value,
                          const char *member)
{
  JsonObject *row = find_row (get_lists (lists), "id", list);
  JsonObject *found = row != NULL ? find_row (get_array (row, "values"), "value", value) : NULL;

  return found != NULL ? get_text (found, member) : NULL;
}

/*
 * _spt_official_lists_dup_labels:
 * @lists: as parsed
 * @list: id of a list
 * @value: a value of it
 *
 * Returns: (transfer full) (nullable): what it is called in each language, one a line
 */
char *
_spt_official_lists_dup_labels (JsonNode   *lists,
                                const char *list,
                                const char *value)
{
  JsonObject *row = find_row (get_lists (lists), "id", list);
  JsonObject *found = row != NULL ? find_row (get_array (row, "values"), "value", value) : NULL;
  JsonNode *label = found != NULL ? json_object_get_member (found, "label") : NULL;
  g_autoptr (GList) texts = label != NULL && JSON_NODE_HOLDS_OBJECT (label)
                            ? json_object_get_values (json_node_get_object (label)) : NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  for (GList *at = texts; at != NULL; at = at->next)
    {
      if (json_node_get_value_type (at->data) == G_TYPE_STRING)
        g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", json_node_get_string (at->data));
    }

  return out->len > 0 ? g_strdup (out->str) : NULL;
}

/*
 * _spt_official_lists_compare:
 * @before: (nullable): a file of lists
 * @after: (nullable): another one
 * @changes: (element-type SptOfficialChange): added to
 *
 * Lists what values came, went, or are called differently.
 */
void
_spt_official_lists_compare (GBytes    *before,
                             GBytes    *after,
                             GPtrArray *changes)
{
  g_autoptr (JsonNode) old_root = before != NULL ? _spt_official_lists_parse (before, NULL) : NULL;
  g_autoptr (JsonNode) new_root = after != NULL ? _spt_official_lists_parse (after, NULL) : NULL;
  JsonArray *old_lists = get_lists (old_root);
  JsonArray *new_lists = get_lists (new_root);

  for (guint i = 0; i < get_length (new_lists); i++)
    {
      JsonObject *list = get_row (new_lists, i);
      JsonObject *old = list != NULL ? find_row (old_lists, "id", get_text (list, "id")) : NULL;

      if (list == NULL)
        continue;
      if (old == NULL)
        tell (changes, SPT_XSD_CHANGE_ADDED, "set-list-added", list, get_text (list, "id"), NULL, NULL);
      else
        compare_values (list, get_array (old, "values"), get_array (list, "values"), changes);
    }
  for (guint i = 0; i < get_length (old_lists); i++)
    {
      JsonObject *list = get_row (old_lists, i);

      if (list != NULL && find_row (new_lists, "id", get_text (list, "id")) == NULL)
        tell (changes, SPT_XSD_CHANGE_REMOVED, "set-list-removed", list, get_text (list, "id"), NULL, NULL);
    }
}
