/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How records are laid out on paper: a table of chapters, titles, signatures and heads, in data/. */

#define G_LOG_DOMAIN "spt-paper-layout"

#include "config.h"

#include <string.h>

#include "base/spt-data.h"
#include "form/spt-paper-private.h"

static const SptPaperGroup plain_group = { .chapter = G_MAXUINT, .position = G_MAXUINT };

static JsonNode *
get_member (JsonObject  *object,
            const char  *name,
            JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_TYPE (node) == type ? node : NULL;
}

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object,
           const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

static const char *
get_string (JsonNode *node)
{
  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  return get_object (object, name) != NULL ? spt_data_text (object, name) : NULL;
}

static JsonObject *
get_element (JsonArray *array,
             guint      index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
is_true (JsonObject *object,
         const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (node);
}

static SptPaperGroup *
ensure_group (SptPaperLayout *self,
              const char     *name)
{
  SptPaperGroup *group = g_hash_table_lookup (self->groups, name);

  if (group == NULL)
    {
      group = g_memdup2 (&plain_group, sizeof plain_group);
      g_hash_table_insert (self->groups, g_strdup (name), group);
    }

  return group;
}

static void
read_groups (SptPaperLayout *self)
{
  JsonObject *groups = get_object (self->root, "groups");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (groups == NULL)
    return;
  json_object_iter_init (&iter, groups);
  while (json_object_iter_next (&iter, &name, &node))
    {
      SptPaperGroup *group = ensure_group (self, name);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (object == NULL)
        continue;
      group->title = get_text (object, "title");
      group->boxes = is_true (object, "boxes");
      group->is_inline = is_true (object, "inline");
      group->is_table = is_true (object, "table");
      group->flatten = get_string (json_object_get_member (object, "flatten"));
      group->signatures = get_array (object, "signatures");
      group->beside = get_array (object, "beside");
    }
}

static void
read_chapters (SptPaperLayout *self)
{
  JsonArray *chapters = get_array (self->root, "chapters");
  guint position = 0;

  for (guint i = 0; chapters != NULL && i < json_array_get_length (chapters); i++)
    {
      JsonObject *chapter = get_element (chapters, i);
      JsonArray *groups = get_array (chapter, "groups");
      const char *title = chapter != NULL ? get_text (chapter, "title") : NULL;

      g_ptr_array_add (self->chapters, g_strdup (title != NULL ? title : ""));
      for (guint j = 0; groups != NULL && j < json_array_get_length (groups); j++)
        {
          const char *name = get_string (json_array_get_element (groups, j));
          SptPaperGroup *group = name != NULL ? ensure_group (self, name) : NULL;

          if (group == NULL)
            continue;
          group->chapter = i;
          group->position = position++;
        }
    }
}

static void
read_units (SptPaperLayout *self)
{
  JsonObject *units = get_object (self->root, "units");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (units == NULL)
    return;
  json_object_iter_init (&iter, units);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const char *unit = get_string (node);

      if (unit == NULL)
        continue;
      g_hash_table_insert (self->units, g_strdup (name), g_strdup (unit));
      g_hash_table_add (self->is_unit, g_strdup (unit));
    }
}

/**
 * spt_paper_layout_new:
 * @table: (transfer none): the table
 * @error: return location for an error
 *
 * Makes a layout.
 *
 * Returns: (transfer full): the layout, or %NULL with %SPT_SCHEMA_ERROR
 */
SptPaperLayout *
spt_paper_layout_new (JsonNode  *table,
                      GError   **error)
{
  SptPaperLayout *self;

  g_return_val_if_fail (table != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (table))
    {
      g_set_error_literal (error, SPT_SCHEMA_ERROR, SPT_SCHEMA_ERROR_INVALID,
                           "a layout of papers is an object");
      return NULL;
    }
  self = g_new0 (SptPaperLayout, 1);
  self->table = json_node_ref (table);
  self->root = json_node_get_object (table);
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->chapters = g_ptr_array_new_with_free_func (g_free);
  self->units = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->is_unit = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_groups (self);
  read_chapters (self);
  read_units (self);

  return self;
}

/**
 * spt_paper_layout_load:
 * @path: of the table, below data/
 * @error: return location for an error
 *
 * Reads a layout, the user's copy before ours.
 *
 * Returns: (transfer full): the layout, or %NULL
 */
SptPaperLayout *
spt_paper_layout_load (const char  *path,
                       GError     **error)
{
  g_autoptr (JsonNode) table = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  table = spt_data_load_json (path, error);

  return table != NULL ? spt_paper_layout_new (table, error) : NULL;
}

/**
 * spt_paper_layout_free:
 * @self: (transfer full): a layout
 *
 * Lets go of it; papers made by it stay.
 */
void
spt_paper_layout_free (SptPaperLayout *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->groups);
  g_hash_table_unref (self->units);
  g_hash_table_unref (self->is_unit);
  g_ptr_array_unref (self->chapters);
  json_node_unref (self->table);
  g_free (self);
}

/**
 * spt_paper_layout_get_word:
 * @self: a layout
 * @name: of a text among its "words"
 *
 * Gets a text in the user's language.
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
spt_paper_layout_get_word (SptPaperLayout *self,
                           const char     *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return get_text (get_object (self->root, "words"), name);
}

const SptPaperGroup *
spt_paper_layout_get (SptPaperLayout *self,
                      const char     *name)
{
  const SptPaperGroup *known = g_hash_table_lookup (self->groups, name);

  return known != NULL ? known : &plain_group;
}

gboolean
spt_paper_layout_is_number (SptPaperLayout *self,
                            const char     *field)
{
  JsonArray *numbers = get_array (self->root, "numbers");

  for (guint i = 0; numbers != NULL && i < json_array_get_length (numbers); i++)
    {
      const char *suffix = get_string (json_array_get_element (numbers, i));

      if (suffix != NULL && g_str_has_suffix (field, suffix))
        return TRUE;
    }

  return FALSE;
}

const char *
spt_paper_layout_get_history (SptPaperLayout *self)
{
  return get_string (json_object_get_member (self->root, "history"));
}

const char *
spt_paper_layout_get_beside (JsonArray  *beside,
                             guint       index,
                             const char *name)
{
  JsonObject *object = get_element (beside, index);

  return object != NULL ? get_string (json_object_get_member (object, name)) : NULL;
}

const char *
spt_paper_layout_get_signature (JsonArray   *signatures,
                                guint        index,
                                const char **field)
{
  JsonObject *object = get_element (signatures, index);
  const char *title = object != NULL ? get_text (object, "title") : NULL;

  *field = object != NULL ? get_string (json_object_get_member (object, "field")) : NULL;

  return title != NULL ? title : "";
}

/* The first text of a field, or instance with something in it of a group, of that name. */
static char *
find_text (const SptNode *node,
           const char    *name)
{
  const SptGroupDef *def = spt_node_get_def (node);
  const SptFieldDef *field = spt_group_def_find_field (def, name);

  if (g_str_equal (def->name, name) && !spt_node_is_empty (node))
    return g_strdup (name);
  if (field != NULL && spt_node_is_visible (node, field->index) &&
      *spt_node_get (node, field->index) != '\0')
    return spt_paper_dup_value (field, spt_node_get (node, field->index));
  for (guint i = 0; i < def->n_groups; i++)
    {
      /* Whatever repeats without end says nothing of the whole. */
      if (spt_node_get_n_children (node, i) > 0 && spt_node_shows_group (node, i))
        {
          char *text = find_text (spt_node_get_child (node, i, 0), name);

          if (text != NULL)
            return text;
        }
    }

  return NULL;
}

/**
 * spt_paper_layout_dup_head:
 * @self: a layout
 * @record: a record
 * @name: of a line among its "heading"
 *
 * Makes a line out of fields of @record: those of one part with blanks between, the parts with commas.
 *
 * Returns: (transfer full): the line, "" for none
 */
char *
spt_paper_layout_dup_head (SptPaperLayout *self,
                           SptRecord      *record,
                           const char     *name)
{
  JsonArray *parts;
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (record != NULL, NULL);

  parts = get_array (get_object (self->root, "heading"), name);
  out = g_string_new (NULL);
  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonNode *node = json_array_get_element (parts, i);
      JsonArray *fields = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      g_autoptr (GString) part = g_string_new (NULL);

      for (guint j = 0; fields != NULL && j < json_array_get_length (fields); j++)
        {
          const char *field = get_string (json_array_get_element (fields, j));
          g_autofree char *text = field != NULL ? find_text (spt_record_get_root (record), field) : NULL;

          if (text == NULL)
            continue;
          if (part->len > 0)
            g_string_append_c (part, ' ');
          g_string_append (part, text);
        }
      if (part->len == 0)
        continue;
      if (out->len > 0)
        g_string_append (out, ", ");
      g_string_append (out, part->str);
    }

  return g_string_free (out, FALSE);
}

const char *
spt_paper_layout_get_title (SptPaperLayout  *self,
                            SptRecord       *record,
                            SptXsd          *xsd,
                            JsonArray      **signatures)
{
  JsonArray *documents = get_array (self->root, "documents");

  *signatures = NULL;
  for (guint i = 0; documents != NULL && i < json_array_get_length (documents); i++)
    {
      JsonObject *document = get_element (documents, i);
      const char *root;
      const char *group;

      if (document == NULL)
        continue;
      root = get_string (json_object_get_member (document, "root"));
      group = get_string (json_object_get_member (document, "group"));
      if (root != NULL && !g_str_equal (root, spt_xsd_get_root_name (xsd)))
        continue;
      if (group != NULL)
        {
          g_autofree char *found = find_text (spt_record_get_root (record), group);

          if (found == NULL)
            continue;
        }
      *signatures = get_array (document, "signatures");
      return get_text (document, "title");
    }

  return NULL;
}
