/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a plant stands at the register, and what that takes then (catasto facts 5; data/catasto/matrix.json, "states"). */

#define G_LOG_DOMAIN "spt-catasto-states"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#include "base/spt-data.h"

#define UNKNOWN "unknown" /* what the table calls a plant that was never sent */

static JsonArray *
get_array (JsonObject *object,
           const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
has_word (JsonArray  *array,
          const char *word)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING && strcmp (json_node_get_string (node), word) == 0)
        return TRUE;
    }

  return FALSE;
}

static JsonObject *
get_row (JsonArray *array,
         guint      i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_id (const char *standing)
{
  return standing != NULL && *standing != '\0' ? standing : UNKNOWN;
}

static JsonObject *
find_state (const char *standing)
{
  JsonArray *states = get_array (spt_catasto_matrix_get_json (), "states");

  for (guint i = 0; states != NULL && i < json_array_get_length (states); i++)
    {
      if (g_strcmp0 (get_text (get_row (states, i), "id"), get_id (standing)) == 0)
        return get_row (states, i);
    }

  return NULL;
}

/**
 * spt_catasto_states_judge:
 * @standing: %SPT_PLANT_ACTIVE and so on
 * @api_id: an operation
 * @code: (out) (optional): the code that the register refuses it with
 *
 * Says what the register does with an operation on a plant that stands there.
 *
 * Returns: how sure that is
 */
SptCatastoVerdict
spt_catasto_states_judge (const char  *standing,
                          const char  *api_id,
                          const char **code)
{
  JsonObject *table = spt_catasto_matrix_get_json ();
  JsonObject *state = find_state (standing);
  const char *refusal = get_text (get_object (state, "refuses"), api_id);

  if (code != NULL)
    *code = NULL;
  if (state == NULL)
    return SPT_CATASTO_TAKEN;
  if (refusal == NULL && has_word (get_array (state, "accepts"), api_id))
    return has_word (get_array (state, "warned"), api_id) ? SPT_CATASTO_TAKEN_UNUSUALLY : SPT_CATASTO_TAKEN;
  if (refusal == NULL)
    refusal = get_text (get_object (table, "refusals"), get_id (standing));
  if (code != NULL)
    *code = refusal;

  /* A switch of the register may let it in. */
  return !has_word (get_array (state, "switched"), api_id) && refusal != NULL &&
         has_word (get_array (table, "documented-refusals"), refusal) ? SPT_CATASTO_REFUSED_BY_RULE : SPT_CATASTO_DOUBTFUL;
}

const char *
spt_catasto_states_get_reason (const char *id)
{
  JsonObject *reasons = get_object (spt_catasto_matrix_get_json (), "reasons");

  return reasons != NULL && id != NULL && json_object_has_member (reasons, id) ? spt_data_text (reasons, id) : NULL;
}

const char *
spt_catasto_states_get_next (const char *standing,
                             const char *api_id)
{
  JsonArray *transitions = get_array (spt_catasto_matrix_get_json (), "transitions");

  for (guint i = 0; transitions != NULL && i < json_array_get_length (transitions); i++)
    {
      JsonObject *row = get_row (transitions, i);

      if (g_strcmp0 (get_text (row, "from"), get_id (standing)) == 0 && has_word (get_array (row, "api-ids"), api_id))
        return get_text (row, "to");
    }

  return NULL;
}

const char *
spt_catasto_get_standing_of (const SptPlantData *plant)
{
  const char *standing = plant->standing != NULL ? plant->standing : SPT_PLANT_UNKNOWN;

  return *standing == '\0' && plant->is_present ? SPT_PLANT_ACTIVE : standing;
}
