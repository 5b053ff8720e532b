/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is remembered between two calls, as JSON. What does not read starts afresh: a note is a help
 * and never needed. */

#define G_LOG_DOMAIN "spt-trovapec-note"

#include "config.h"

#include "services/trovapec/spt-trovapec-note.h"

#include <string.h>

#include "base/spt-json.h"

#define MAX_STEP     100000
/* A batch of hundreds asks once before and once after. */
#define MAX_BALANCES 20

static JsonNode *
parse (const char *text)
{
  JsonNode *root = text != NULL && *text != '\0' ? spt_json_parse (text, strlen (text), SPT_JSON_MAX_TREE, NULL)
                                                 : NULL;

  if (root != NULL && !JSON_NODE_HOLDS_OBJECT (root))
    g_clear_pointer (&root, json_node_unref);

  return root;
}

void
spt_trovapec_note_load (SptTrovapecNote *self,
                        const char      *text)
{
  g_autoptr (JsonNode) root = parse (text);

  memset (self, 0, sizeof *self);
  if (root == NULL)
    return;
  self->step = (guint) CLAMP (spt_json_opt_int (json_node_get_object (root), "step", 0), 0, MAX_STEP);
  self->since = spt_json_opt_int (json_node_get_object (root), "since", 0);
  self->last = spt_json_opt_int (json_node_get_object (root), "last", 0);
}

char *
spt_trovapec_note_dup_text (const SptTrovapecNote *self)
{
  GString *out = g_string_new (NULL);
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_put_int (&writer, "step", self->step);
  spt_json_writer_put_int (&writer, "since", self->since);
  spt_json_writer_put_int (&writer, "last", self->last);
  spt_json_writer_end_object (&writer);

  return g_string_free (out, FALSE);
}

/* --- balances ------------------------------------------------------------------------------------- */

GArray *
spt_trovapec_balances_load (const char *text)
{
  GArray *balances = g_array_new (FALSE, FALSE, sizeof (SptTrovapecBalance));
  g_autoptr (JsonNode) root = parse (text);
  JsonNode *node = root != NULL ? json_object_get_member (json_node_get_object (root), "balances") : NULL;
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      SptTrovapecBalance balance;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        continue;
      balance.utc = spt_json_opt_int (json_node_get_object (element), "utc", 0);
      balance.cents = spt_json_opt_int (json_node_get_object (element), "cents", 0);
      if (balance.utc > 0)
        g_array_append_val (balances, balance);
    }

  return balances;
}

char *
spt_trovapec_balances_add (const char *text,
                           gint64      utc,
                           gint64      cents)
{
  g_autoptr (GArray) balances = spt_trovapec_balances_load (text);
  const SptTrovapecBalance last = { utc, cents };
  GString *out = g_string_new (NULL);
  SptJsonWriter writer;

  g_array_append_val (balances, last);
  if (balances->len > MAX_BALANCES)
    g_array_remove_range (balances, 0, balances->len - MAX_BALANCES);

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_key (&writer, "balances");
  spt_json_writer_begin_array (&writer);
  for (guint i = 0; i < balances->len; i++)
    {
      const SptTrovapecBalance *balance = &g_array_index (balances, SptTrovapecBalance, i);

      spt_json_writer_begin_object (&writer);
      spt_json_writer_put_int (&writer, "utc", balance->utc);
      spt_json_writer_put_int (&writer, "cents", balance->cents);
      spt_json_writer_end_object (&writer);
    }
  spt_json_writer_end_array (&writer);
  spt_json_writer_end_object (&writer);

  return g_string_free (out, FALSE);
}

gboolean
spt_trovapec_balances_find (const char         *text,
                            gint64              utc,
                            SptTrovapecBalance *out)
{
  g_autoptr (GArray) balances = spt_trovapec_balances_load (text);

  for (guint i = balances->len; i > 0; i--)
    {
      *out = g_array_index (balances, SptTrovapecBalance, i - 1);
      if (out->utc <= utc)
        return TRUE;
    }

  return FALSE;
}
