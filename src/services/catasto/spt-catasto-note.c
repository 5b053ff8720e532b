/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is remembered with a submission: the schema it was held against, what the register found, which
 * reports it expects. JSON. */

#define G_LOG_DOMAIN "spt-catasto-note"

#include "config.h"

#include <string.h>

#include "base/spt-json.h"
#include "base/spt-messages.h"
#include "service/spt-reply.h"
#include "services/catasto/spt-catasto-answer.h"
#include "services/catasto/spt-catasto-schemas.h"

#define MAX_NOTE (1024 * 1024)
#define MAX_KEPT 200

/* --- writing -------------------------------------------------------------------------------------------- */

static char *
to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

static JsonObject *
load (const char *note)
{
  g_autoptr (JsonNode) node =
    note != NULL && *note != '\0' ? spt_json_parse (note, strlen (note), MAX_NOTE, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_dup_object (node);

  return json_object_new ();
}

/**
 * spt_catasto_note_new:
 * @schema: of the set in force
 *
 * Begins the note of a submission.
 *
 * Returns: (transfer full): JSON
 */
char *
spt_catasto_note_new (const SptOfficialChecked *schema)
{
  g_autoptr (JsonObject) object = json_object_new ();

  spt_official_checked_put (schema, object);

  return to_text (object);
}

static void
set_shown (JsonObject        *object,
           const char        *name,
           const char        *text,
           const char *const *secrets)
{
  g_autofree char *shown = spt_reply_dup_shown (text, secrets);

  if (shown != NULL)
    json_object_set_string_member (object, name, shown);
}

/**
 * spt_catasto_note_add:
 * @note: (nullable): the note so far
 * @reply: a recognised answer
 * @secrets: (array zero-terminated=1): texts that may not be kept
 *
 * Adds what an answer says.
 *
 * Returns: (transfer full): JSON
 */
char *
spt_catasto_note_add (const char            *note,
                      const SptCatastoReply *reply,
                      const char *const     *secrets)
{
  g_autoptr (JsonObject) object = load (note);

  json_object_remove_member (object, "findings");
  json_object_remove_member (object, "rcee");
  if (reply->findings->len > 0)
    {
      JsonArray *findings = json_array_new ();

      for (guint i = 0; i < reply->findings->len && i < MAX_KEPT; i++)
        {
          const SptCatastoFinding *finding = g_ptr_array_index (reply->findings, i);
          JsonObject *entry = json_object_new ();

          json_object_set_boolean_member (entry, "error", finding->is_error);
          set_shown (entry, "code", finding->code, secrets);
          set_shown (entry, "xpath", finding->xpath, secrets);
          set_shown (entry, "message", finding->message, secrets);
          if (finding->line > 0)
            json_object_set_int_member (entry, "line", finding->line);
          json_array_add_object_element (findings, entry);
        }
      json_object_set_array_member (object, "findings", findings);
    }
  if (reply->rcee->len > 0)
    {
      JsonArray *rcee = json_array_new ();

      for (guint i = 0; i < reply->rcee->len && i < MAX_KEPT; i++)
        {
          g_autofree char *shown = spt_reply_dup_shown (g_ptr_array_index (reply->rcee, i), secrets);

          if (shown != NULL)
            json_array_add_string_element (rcee, shown);
        }
      json_object_set_array_member (object, "rcee", rcee);
    }

  return to_text (object);
}

/* --- reading -------------------------------------------------------------------------------------------- */

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
}

static JsonArray *
get_array (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * spt_catasto_note_list_rcee:
 * @note: (nullable): a submission's note
 *
 * Returns: (transfer full) (element-type utf8): components whose report is to follow (catasto facts 5)
 */
GPtrArray *
spt_catasto_note_list_rcee (const char *note)
{
  g_autoptr (JsonObject) object = load (note);
  JsonArray *rcee = get_array (object, "rcee");
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; rcee != NULL && i < json_array_get_length (rcee); i++)
    {
      JsonNode *node = json_array_get_element (rcee, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (list, json_node_dup_string (node));
    }

  return list;
}

/* "ns:a[2]" or "a": the name, and the position from 0. */
static char *
split_step (const char *step,
            guint      *position)
{
  const char *bracket = strchr (step, '[');
  const char *end = bracket != NULL ? bracket : step + strlen (step);
  const char *colon = memchr (step, ':', (gsize) (end - step));
  guint64 number = bracket != NULL ? g_ascii_strtoull (bracket + 1, NULL, 10) : 1;

  *position = number > 0 && number <= G_MAXINT ? (guint) number - 1 : 0;
  if (colon != NULL)
    step = colon + 1;

  return g_strndup (step, (gsize) (end - step));
}

/**
 * spt_catasto_dup_path:
 * @operation: what was sent
 * @xpath: "/api_call_8/impianto[1]/rcee_tipo_1/sezione_E[2]/A_E_numGT"
 *
 * Finds the place that an XPath of simple steps names.
 *
 * Returns: (transfer full) (nullable): the path of a field or group in a record of the operation's
 *   schema, as deep as its names are known; %NULL for none
 */
char *
spt_catasto_dup_path (const SptCatastoOperation *operation,
                      const char                *xpath)
{
  g_autoptr (SptXsd) xsd = spt_catasto_schemas_ref (operation->call, NULL);
  g_auto (GStrv) steps = g_strsplit (xpath, "/", -1);
  g_autoptr (GString) path = g_string_new (NULL);
  const SptGroupDef *group;
  guint first = 0;

  if (xsd == NULL)
    return NULL;
  group = spt_schema_get_root (spt_xsd_get_schema (xsd));
  while (steps[first] != NULL && *steps[first] == '\0')
    first++;
  /* The first step is the root element itself. */
  for (guint i = first + (*xpath == '/'); first < g_strv_length (steps) && steps[i] != NULL; i++)
    {
      guint position;
      g_autofree char *name = split_step (steps[i], &position);
      const SptFieldDef *field = spt_group_def_find_field (group, name);
      const SptGroupDef *inner = spt_group_def_find_group (group, name);

      if (field == NULL && inner == NULL)
        break;
      if (path->len > 0)
        g_string_append_c (path, '.');
      g_string_append (path, name);
      if (inner == NULL)
        break;
      g_string_append_printf (path, "[%u]", position);
      group = inner;
    }

  return path->len > 0 ? g_string_free (g_steal_pointer (&path), FALSE) : NULL;
}

/**
 * spt_catasto_note_add_issues:
 * @note: (nullable): a submission's note
 * @operation: what was sent
 * @issues: what the register found is added, at the fields
 *
 * Gives what an answer found fault with as findings like our own.
 */
void
spt_catasto_note_add_issues (const char                *note,
                             const SptCatastoOperation *operation,
                             SptIssueList              *issues)
{
  g_autoptr (JsonObject) object = load (note);
  JsonArray *findings = get_array (object, "findings");

  for (guint i = 0; findings != NULL && i < json_array_get_length (findings); i++)
    {
      JsonNode *node = json_array_get_element (findings, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autofree char *path = NULL;
      const char *code;
      const char *message;

      if (entry == NULL)
        continue;
      code = get_text (entry, "code");
      message = get_text (entry, "message");
      path = *get_text (entry, "xpath") != '\0' ? spt_catasto_dup_path (operation, get_text (entry, "xpath"))
                                                : NULL;
      if (*code == '\0' || spt_messages_find (SPT_CATASTO_DOMAIN, code) == NULL)
        code = "catasto-finding";
      spt_issue_list_add (issues, !json_object_has_member (entry, "error") ||
                          json_object_get_boolean_member (entry, "error") ? SPT_ISSUE_ERROR : SPT_ISSUE_WARNING,
                          SPT_CATASTO_DOMAIN, g_intern_string (code),
                          (guint) CLAMP (json_object_get_int_member_with_default (entry, "line", 0), 0, G_MAXINT),
                          path, message, *message != '\0' ? message : NULL);
    }
}
