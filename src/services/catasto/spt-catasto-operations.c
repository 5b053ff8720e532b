/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seventeen operations and their calls, and which schede each may have (data/catasto/matrix.json). */

#define G_LOG_DOMAIN "spt-catasto-operations"

#include "config.h"

#include "services/catasto/spt-catasto-operations.h"

#include "base/spt-data.h"

#define MATRIX "catasto/matrix.json"

/* Catasto facts 11, E-API-ID. */
static const SptCatastoOperation operations[] = {
  { "catasto.1", "1", 1 },
  { "catasto.2", "2", 1 },
  { "catasto.3", "3", 1 },
  { "catasto.4", "4", 2 },
  { "catasto.5", "5", 2 },
  { "catasto.8", "8", 3 },
  { "catasto.9", "9", 2 },
  { "catasto.10", "10", 4 },
  { "catasto.16", "16", 5 },
  { "catasto.52", "52", 6 },
  { "catasto.58", "58", 7 },
  { "catasto.84", "84", 8 },
  { "catasto.85", "85", 2 },
  { "catasto.86", "86", 2 },
  { "catasto.87", "87", 10 },
  { "catasto.88", "88", 9 },
  { "catasto.99", "99", 11 },
};

typedef struct
{
  JsonNode   *node;     /* (owned) */
  GHashTable *rows;     /* (owned) (element-type utf8 SptCatastoRow) */
  GHashTable *refused;  /* (owned) (element-type utf8 utf8) */
} Matrix;

/**
 * spt_catasto_operation_find:
 * @id: "catasto.9"
 *
 * Returns: (transfer none) (nullable): the operation
 */
const SptCatastoOperation *
spt_catasto_operation_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      if (g_strcmp0 (operations[i].id, id) == 0)
        return &operations[i];
    }

  return NULL;
}

/**
 * spt_catasto_operation_find_api_id:
 * @api_id: "9"
 *
 * Returns: (transfer none) (nullable): the operation
 */
const SptCatastoOperation *
spt_catasto_operation_find_api_id (const char *api_id)
{
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      if (g_strcmp0 (operations[i].api_id, api_id) == 0)
        return &operations[i];
    }

  return NULL;
}

/* --- the matrix ------------------------------------------------------------------------------------ */

static gboolean
has_scheda (JsonObject *operation,
            const char *name,
            const char *scheda)
{
  JsonNode *node = json_object_get_member (operation, name);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) == G_TYPE_STRING &&
          g_str_equal (json_node_get_string (element), scheda))
        return TRUE;
    }

  return FALSE;
}

static SptCatastoNeed
get_need (JsonObject *operation,
          const char *scheda)
{
  if (has_scheda (operation, "mandatory", scheda))
    return SPT_CATASTO_MANDATORY;
  if (has_scheda (operation, "one-of", scheda))
    return SPT_CATASTO_ONE_OF;
  if (has_scheda (operation, "conditional", scheda))
    return SPT_CATASTO_CONDITIONAL;
  if (has_scheda (operation, "optional", scheda) || has_scheda (operation, "documented", scheda))
    return SPT_CATASTO_OPTIONAL;

  return SPT_CATASTO_ABSENT;
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

static SptCatastoRow *
read_row (JsonArray  *schede,
          JsonObject *operation)
{
  SptCatastoRow *row = g_new0 (SptCatastoRow, 1);

  row->cells = g_array_new (FALSE, FALSE, sizeof (SptCatastoCell));
  row->intervention = get_text (operation, "intervention");
  row->has_squares = json_object_has_member (operation, "documented");
  row->is_rcee_due = g_strcmp0 (get_text (operation, "rcee"), "due") == 0;
  for (guint i = 0; i < json_array_get_length (schede); i++)
    {
      JsonObject *scheda = json_array_get_object_element (schede, i);
      SptCatastoCell cell = { .scheda = get_text (scheda, "id") };

      if (cell.scheda == NULL)
        continue;
      cell.element = get_text (scheda, "element");
      cell.title = spt_data_text (scheda, "title");
      cell.need = get_need (operation, cell.scheda);
      cell.documented = has_scheda (operation, "documented", cell.scheda);
      cell.warned = has_scheda (operation, "warned", cell.scheda);
      cell.hint = spt_data_text (scheda, "hint");
      g_array_append_val (row->cells, cell);
    }

  return row;
}

static gboolean
is_objects (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (json_node_get_array (node), i)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_matrix (JsonNode *node)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return object != NULL && is_objects (json_object_get_member (object, "schede")) &&
         is_objects (json_object_get_member (object, "operations"));
}

/* A user's copy that is none is told, and the shipped one is used. */
static JsonNode *
load_matrix (void)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = spt_data_load_json (MATRIX, &error);

  if (is_matrix (node))
    return node;
  g_warning ("%s: %s", MATRIX, error != NULL ? error->message : "not a matrix");
  g_clear_pointer (&node, json_node_unref);
  g_clear_error (&error);
  node = spt_data_load_shipped_json (MATRIX, &error);
  if (!is_matrix (node))
    g_error ("%s: %s", MATRIX, error != NULL ? error->message : "not a matrix");

  return node;
}

static const Matrix *
get_matrix (void)
{
  static Matrix matrix;
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      JsonObject *object;
      JsonArray *schede;
      JsonArray *rows;

      matrix.node = load_matrix ();
      matrix.rows = g_hash_table_new (g_str_hash, g_str_equal);
      matrix.refused = g_hash_table_new (g_str_hash, g_str_equal);
      object = json_node_get_object (matrix.node);
      schede = json_object_get_array_member (object, "schede");
      rows = json_object_get_array_member (object, "operations");
      for (guint i = 0; i < json_array_get_length (rows); i++)
        {
          JsonObject *operation = json_array_get_object_element (rows, i);
          const char *api_id = get_text (operation, "api-id");
          JsonNode *invokable = json_object_get_member (operation, "invokable");

          if (api_id == NULL)
            continue;
          if (invokable != NULL && json_node_get_value_type (invokable) == G_TYPE_BOOLEAN &&
              !json_node_get_boolean (invokable))
            g_hash_table_insert (matrix.refused, (gpointer) api_id,
                                 (gpointer) spt_data_text (operation, "reason"));
          else
            g_hash_table_insert (matrix.rows, (gpointer) api_id, read_row (schede, operation));
        }
      g_once_init_leave (&once, 1);
    }

  return &matrix;
}

/**
 * spt_catasto_matrix_get:
 * @api_id: an operation
 *
 * Returns: (transfer none) (nullable): what it may have (catasto facts 3, 4)
 */
const SptCatastoRow *
spt_catasto_matrix_get (const char *api_id)
{
  return g_hash_table_lookup (get_matrix ()->rows, api_id);
}

/**
 * spt_catasto_matrix_get_json:
 *
 * Returns: (transfer none): the table
 */
JsonObject *
spt_catasto_matrix_get_json (void)
{
  return json_node_get_object (get_matrix ()->node);
}

/**
 * spt_catasto_why_not_invokable:
 * @api_id: an operation of the document's table
 *
 * Returns: (transfer none) (nullable): why it cannot be sent (catasto facts 3); %NULL if it can, or
 *   is none
 */
const char *
spt_catasto_why_not_invokable (const char *api_id)
{
  return g_hash_table_lookup (get_matrix ()->refused, api_id);
}
