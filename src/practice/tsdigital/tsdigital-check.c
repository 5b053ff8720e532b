/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shape of the request body, member by member, and the combinations of 2.6. */
#define G_LOG_DOMAIN "spt-practice"

#include "tsdigital.h"

#include <string.h>

/* s text, b boolean, i whole number, o object, t array of texts, a array of objects. The paths are
 * those of the page's sample; an element of an array is written []. */
static const struct
{
  const char *path;
  char        kind;
} members[] = {
  { "item", 'o' },
  { "noKeys", 'b' },
  { "noOwnership", 'b' },
  { "ownerIds", 't' },
  { "studioId", 's' },
  { "validated", 'b' },
  { "certified", 'b' },
  { "item.base", 'o' },
  { "item.preferences", 'o' },
  { "item.preferences.hidden", 'b' },
  { "item.preferences.language", 's' },
  { "item.base.identifier", 'o' },
  { "item.base.identifier.govCode", 's' },
  { "item.base.identifier.taxId", 's' },
  { "item.base.identifier.taxRegion", 's' },
  { "item.base.identifier.vatNumber", 's' },
  { "item.base.details", 'o' },
  { "item.base.details.addresses", 'a' },
  { "item.base.details.addresses[].city", 's' },
  { "item.base.details.addresses[].country", 's' },
  { "item.base.details.addresses[].province", 's' },
  { "item.base.details.addresses[].streetName", 's' },
  { "item.base.details.addresses[].streetNumber", 's' },
  { "item.base.details.addresses[].types", 't' },
  { "item.base.details.addresses[].zipCode", 's' },
  { "item.base.details.birthDate", 'i' },
  { "item.base.details.classifier", 's' },
  { "item.base.details.contacts", 'a' },
  { "item.base.details.contacts[].label", 's' },
  { "item.base.details.contacts[].type", 's' },
  { "item.base.details.contacts[].value", 's' },
  { "item.base.details.description", 's' },
  { "item.base.details.economics", 'o' },
  { "item.base.details.economics.balanceSheetDate", 'i' },
  { "item.base.details.economics.capitalStock", 's' },
  { "item.base.details.economics.cciaa", 's' },
  { "item.base.details.economics.economicActivities", 'o' },
  { "item.base.details.economics.economicActivities.mainActivity", 'o' },
  { "item.base.details.economics.economicActivities.mainActivity.code", 's' },
  { "item.base.details.economics.liquidationState", 's' },
  { "item.base.details.economics.rea", 's' },
  { "item.base.details.economics.registrationDate", 'i' },
  { "item.base.details.economics.soleShareholder", 's' },
  { "item.base.details.economics.taxRegime", 's' },
  { "item.base.details.firstName", 's' },
  { "item.base.details.gender", 's' },
  { "item.base.details.lastName", 's' },
  { "item.base.details.legalClass", 's' },
  { "item.base.details.legalForm", 'o' },
  { "item.base.details.legalForm.code", 's' },
  { "item.base.details.professionalRegister", 'o' },
  { "item.base.details.professionalRegister.code", 's' },
  { "item.base.details.professionalRegister.description", 's' },
  { "item.base.details.professionalRegister.province", 's' },
  { "item.base.details.professionalRegister.registrationDate", 'i' },
};

typedef struct
{
  PrcTsdigital *self;
  GPtrArray    *faulty;
} Check;

static void check_object (Check      *check,
                          JsonObject *object,
                          const char *pattern,
                          const char *path);

/**
 * prc_tsdigital_blame:
 * @faulty: (element-type utf8): field, message, field, message
 * @field: the field
 * @message: what is wrong
 *
 * Adds a fault.
 */
void
prc_tsdigital_blame (GPtrArray  *faulty,
                     const char *field,
                     const char *message)
{
  g_ptr_array_add (faulty, g_strdup (field));
  g_ptr_array_add (faulty, g_strdup (message));
}

/**
 * prc_tsdigital_part:
 * @root: the request
 * @path: names with points between them
 *
 * Finds an object inside the request.
 *
 * Returns: (transfer none) (nullable): the object, %NULL if it is not there
 */
JsonObject *
prc_tsdigital_part (JsonObject *root,
                    const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  guint i;

  for (i = 0; root != NULL && names[i] != NULL; i++)
    {
      JsonNode *node = json_object_get_member (root, names[i]);

      root = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    }
  return root;
}

static char
find_kind (const char *pattern)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (g_str_equal (members[i].path, pattern))
        return members[i].kind;
    }
  return '\0';
}

static gboolean
holds (JsonNode *node,
       GType     type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static void
check_text (Check      *check,
            JsonNode   *node,
            const char *path)
{
  if (!holds (node, G_TYPE_STRING))
    prc_tsdigital_blame (check->faulty, path, "stringa attesa");
  else if (*json_node_get_string (node) == '\0' &&
           prc_settings_is (check->self->settings, "empty", "refuse"))
    prc_tsdigital_blame (check->faulty, path, "stringa vuota");
}

static void
check_array (Check      *check,
             JsonNode   *node,
             gboolean    texts,
             const char *pattern,
             const char *path)
{
  g_autofree char *inner = g_strconcat (pattern, "[]", NULL);
  JsonArray *array;
  guint i;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      prc_tsdigital_blame (check->faulty, path, "elenco atteso");
      return;
    }
  array = json_node_get_array (node);
  for (i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s[%u]", path, i);
      JsonNode *element = json_array_get_element (array, i);

      if (texts)
        check_text (check, element, place);
      else if (!JSON_NODE_HOLDS_OBJECT (element))
        prc_tsdigital_blame (check->faulty, place, "oggetto atteso");
      else
        check_object (check, json_node_get_object (element), inner, place);
    }
}

static void
check_member (Check      *check,
              JsonNode   *node,
              const char *pattern,
              const char *path)
{
  switch (find_kind (pattern))
    {
    case 's':
      check_text (check, node, path);
      break;
    case 'b':
      if (!holds (node, G_TYPE_BOOLEAN))
        prc_tsdigital_blame (check->faulty, path, "valore booleano atteso");
      break;
    case 'i':
      if (!holds (node, G_TYPE_INT64))
        prc_tsdigital_blame (check->faulty, path, "numero intero atteso");
      break;
    case 'o':
      if (JSON_NODE_HOLDS_OBJECT (node))
        check_object (check, json_node_get_object (node), pattern, path);
      else
        prc_tsdigital_blame (check->faulty, path, "oggetto atteso");
      break;
    case 't':
    case 'a':
      check_array (check, node, find_kind (pattern) == 't', pattern, path);
      break;
    default:
      if (prc_settings_is (check->self->settings, "unknown", "refuse"))
        prc_tsdigital_blame (check->faulty, path, "campo sconosciuto");
      break;
    }
}

static void
check_object (Check      *check,
              JsonObject *object,
              const char *pattern,
              const char *path)
{
  g_autoptr (GList) names = json_object_get_members (object);
  GList *l;

  for (l = names; l != NULL; l = l->next)
    {
      const char *dot = *path != '\0' ? "." : "";
      g_autofree char *below = g_strconcat (pattern, dot, l->data, NULL);
      g_autofree char *place = g_strconcat (path, dot, l->data, NULL);

      check_member (check, json_object_get_member (object, l->data), below, place);
    }
}

/**
 * prc_tsdigital_check:
 * @self: the twin
 * @root: the request
 * @faulty: (element-type utf8): where to add field, message, field, message
 *
 * Checks names and types of all members, then what must be there and what must not stand together.
 */
void
prc_tsdigital_check (PrcTsdigital *self,
                     JsonObject   *root,
                     GPtrArray    *faulty)
{
  Check check = { self, faulty };
  JsonObject *identifier = prc_tsdigital_part (root, "item.base.identifier");
  JsonNode *owners = json_object_get_member (root, "ownerIds");

  check_object (&check, root, "", "");
  if (!json_object_has_member (root, "item"))
    prc_tsdigital_blame (faulty, "item", "parametro obbligatorio mancante");
  if (*prc_rule_text (identifier, "taxId", "") == '\0' &&
      *prc_rule_text (identifier, "vatNumber", "") == '\0')
    {
      prc_tsdigital_blame (faulty, "item.base.identifier.taxId", "taxId o vatNumber obbligatorio");
      prc_tsdigital_blame (faulty, "item.base.identifier.vatNumber",
                           "taxId o vatNumber obbligatorio");
    }
  if (owners != NULL && prc_rule_int (root, "noOwnership", 0) != 0)
    {
      prc_tsdigital_blame (faulty, "ownerIds", "non combinabile con noOwnership=true");
      prc_tsdigital_blame (faulty, "noOwnership", "non combinabile con ownerIds");
    }
  if (prc_rule_int (root, "certified", 0) != 0 && prc_rule_int (root, "validated", 0) == 0)
    prc_tsdigital_blame (faulty, "certified", "richiede validated=true");
}
