/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service's own document into an item (services facts 2.6). Pure. */

#define G_LOG_DOMAIN "spt-tsdigital-read"

#include "config.h"

#include "services/tsdigital/spt-tsdigital-record.h"

#include <string.h>

#include "base/spt-json.h"
#include "base/spt-text.h"

typedef struct
{
  SptAccount   *account; /* (nullable) */
  SptNode      *root;
  SptIssueList *issues;
} Reading;

static void
report (Reading       *reading,
        SptIssueLevel  level,
        const char    *code,
        const char    *path,
        const char    *value)
{
  spt_issue_list_add (reading->issues, level, SPT_TSDIGITAL_DOMAIN, code, 1, path, value, NULL);
}

static gboolean
holds (JsonNode *value,
       GType     type)
{
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == type;
}

/* A number that is no midnight would not leave as it came. */
static void
read_date (Reading    *reading,
           SptNode    *node,
           const char *name,
           const char *path,
           gint64      ms)
{
  gboolean rome = spt_tsdigital_is_rome (reading->account);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, ms);
  g_autofree char *text = NULL;
  SptDatetime date;

  if (!spt_tsdigital_date_from_ms (ms, rome, &date))
    {
      report (reading, SPT_ISSUE_ERROR, "date-range", path, number);
      return;
    }
  text = g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
  spt_node_set_named (node, name, text);
  if (ms == 0)
    report (reading, SPT_ISSUE_WARNING, "date-zero", path, number);
  else if (spt_tsdigital_date_to_ms (&date, rome) != ms)
    report (reading, SPT_ISSUE_WARNING, "date-no-midnight", path, number);
}

static gboolean
read_words (SptNode    *node,
            const char *name,
            JsonNode   *value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;
  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *word = json_array_get_element (array, i);

      if (!holds (word, G_TYPE_STRING) || strpbrk (json_node_get_string (word), " ,;") != NULL)
        return FALSE;
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", json_node_get_string (word));
    }
  spt_node_set_named (node, name, text->str);

  return TRUE;
}

static void
read_value (Reading                  *reading,
            SptNode                  *node,
            const SptTsdigitalMember *member,
            const char               *path,
            JsonNode                 *value)
{
  gboolean right = TRUE;

  if (JSON_NODE_HOLDS_NULL (value))
    return;
  switch (member->form)
    {
    case SPT_TSDIGITAL_DATE:
      right = holds (value, G_TYPE_INT64);
      if (right)
        read_date (reading, node, member->field, path, json_node_get_int (value));
      break;
    case SPT_TSDIGITAL_BOOLEAN:
      right = holds (value, G_TYPE_BOOLEAN);
      if (right)
        spt_node_set_named (node, member->field, json_node_get_boolean (value) ? "true" : "false");
      break;
    case SPT_TSDIGITAL_WORDS:
      right = read_words (node, member->field, value);
      break;
    case SPT_TSDIGITAL_TEXT:
    case SPT_TSDIGITAL_MONEY:
    case SPT_TSDIGITAL_OBJECTS:
    case SPT_TSDIGITAL_TEXTS:
    default:
      right = holds (value, G_TYPE_STRING);
      if (right)
        spt_node_set_named (node, member->field, json_node_get_string (value));
      break;
    }
  if (!right)
    report (reading, SPT_ISSUE_ERROR, "member-type", path, NULL);
}

static const SptTsdigitalMember *
find (const SptTsdigitalMember *members,
      guint                     n_members,
      const char               *wire)
{
  for (guint i = 0; i < n_members; i++)
    {
      if (strcmp (members[i].wire, wire) == 0)
        return &members[i];
    }

  return NULL;
}

static void
read_element (Reading                  *reading,
              const SptTsdigitalMember *group,
              SptNode                  *node,
              const char               *path,
              JsonNode                 *value)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (group->form == SPT_TSDIGITAL_TEXTS)
    {
      read_value (reading, node, &group->members[0], path, value);
      return;
    }
  if (!JSON_NODE_HOLDS_OBJECT (value))
    {
      report (reading, SPT_ISSUE_ERROR, "member-type", path, NULL);
      return;
    }
  json_object_iter_init_ordered (&iter, json_node_get_object (value));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      const SptTsdigitalMember *found = find (group->members, group->n_members, name);
      g_autofree char *inner = g_strconcat (path, ".", name, NULL);

      if (found != NULL)
        read_value (reading, node, found, inner, member);
      else
        report (reading, SPT_ISSUE_ERROR, "member-unknown", inner, name);
    }
}

static void
read_group (Reading                  *reading,
            const SptTsdigitalMember *group,
            JsonNode                 *value)
{
  const SptGroupDef *def =
    spt_group_def_find_group (spt_node_get_def (reading->root), group->field);
  JsonArray *array;

  if (JSON_NODE_HOLDS_NULL (value))
    return;
  if (!JSON_NODE_HOLDS_ARRAY (value) || def == NULL)
    {
      report (reading, SPT_ISSUE_ERROR, "member-type", group->field, NULL);
      return;
    }
  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s[%u]", group->field, i);

      read_element (reading, group, spt_node_add_child (reading->root, def->index), path,
                    json_array_get_element (array, i));
    }
}

static void
read_object (Reading    *reading,
             const char *around,
             JsonObject *object)
{
  const SptTsdigitalMember *members;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  guint n_members;

  members = spt_tsdigital_list_members (&n_members);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_autofree char *wire = g_strconcat (around, *around != '\0' ? "." : "", name, NULL);
      g_autofree char *inside = g_strconcat (wire, ".", NULL);
      const SptTsdigitalMember *member = find (members, n_members, wire);
      gboolean is_known = FALSE;

      if (member != NULL && member->n_members > 0)
        read_group (reading, member, value);
      else if (member != NULL)
        read_value (reading, reading->root, member, member->field, value);
      if (member != NULL)
        continue;

      for (guint i = 0; i < n_members && !is_known; i++)
        is_known = g_str_has_prefix (members[i].wire, inside);
      if (is_known && JSON_NODE_HOLDS_OBJECT (value))
        read_object (reading, wire, json_node_get_object (value));
      else if (!is_known)
        report (reading, SPT_ISSUE_ERROR, "member-unknown", wire, name);
      else if (!JSON_NODE_HOLDS_NULL (value))
        report (reading, SPT_ISSUE_ERROR, "member-type", wire, NULL);
    }
}

/* Which of the two it is the document does not say. */
static void
guess_subject (SptNode *root)
{
  static const char *const personal[] = { "lastName", "firstName", "gender", "birthDate" };
  gboolean person = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (personal); i++)
    person = person || !spt_text_is_blank (spt_node_get_named (root, personal[i]));
  spt_node_set_named (root, "subjectType", person ? "person" : "company");
}

/**
 * spt_tsdigital_read_document:
 * @account: (nullable): which it goes with: the zone of dates
 * @operation: the only one
 * @text: a body as the service takes it
 * @length: its length, bytes
 * @record: takes it
 * @issues: what is wrong with the document as such
 * @error: (out) (optional): %SPT_SERVICE_ERROR_DOCUMENT when it is no JSON object
 *
 * Reads the service's own document. Members that it does not have are errors: they would get lost.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_tsdigital_read_document (SptAccount    *account,
                             const char    *operation,
                             const char    *text,
                             gsize          length,
                             SptRecord     *record,
                             SptIssueList  *issues,
                             GError       **error)
{
  Reading reading = { .account = account, .issues = issues };
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) json_error = NULL;

  spt_record_reset (record);
  node = spt_json_parse (text, length, SPT_JSON_MAX_TREE, &json_error);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT, "%s",
                   json_error != NULL ? json_error->message : "not an object");
      return FALSE;
    }

  reading.root = spt_record_get_root (record);
  read_object (&reading, "", json_node_get_object (node));
  guess_subject (reading.root);

  return TRUE;
}
