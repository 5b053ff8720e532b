/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading back: one item by id, or those of a tax code (facts 2.9; the real calls are unknown). */
#define G_LOG_DOMAIN "spt-practice"

#include "tsdigital.h"

#include <string.h>

static void
append_item (GString                *out,
             const PrcTsdigitalItem *item)
{
  g_string_append (out, "{\"id\":");
  prc_append_json (out, item->id);
  if (item->state != NULL)
    g_string_append_printf (out, ",\"state\":\"%s\"", item->state);
  g_string_append_printf (out, ",\"item\":%s}", item->document);
}

static gboolean
same (const char *wanted,
      const char *value)
{
  return wanted == NULL || (value != NULL && g_ascii_strcasecmp (wanted, value) == 0);
}

/**
 * prc_tsdigital_read:
 * @self: the twin
 * @id: (nullable): an item's id; %NULL looks for taxId and vatNumber of the query
 * @request: the request
 * @reply: the answer to fill
 *
 * Answers with what is visible by now: the item, or {"count":N,"items":[…]}.
 */
void
prc_tsdigital_read (PrcTsdigital     *self,
                    const char       *id,
                    const PrcRequest *request,
                    PrcReply         *reply)
{
  g_autoptr (PrcTsdigitalKey) key = prc_tsdigital_admit (self, request, reply);
  const char *tax_id = request->query != NULL ? g_hash_table_lookup (request->query, "taxId") : NULL;
  const char *vat = request->query != NULL ? g_hash_table_lookup (request->query, "vatNumber")
                    : NULL;
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GPtrArray) list = NULL;
  guint count = 0;
  guint i;

  if (key == NULL || prc_tsdigital_asked_error (self, request, reply, FALSE))
    return;
  if (id == NULL && tax_id == NULL && vat == NULL)
    {
      prc_tsdigital_error (self, request, reply, 400, "taxId o vatNumber obbligatorio", NULL);
      return;
    }
  list = prc_tsdigital_list (self, TRUE);
  for (i = 0; i < list->len && prc_rules_find (request->rules, "not-yet") == NULL; i++)
    {
      const PrcTsdigitalItem *item = g_ptr_array_index (list, i);

      if (id != NULL ? !g_str_equal (id, item->id)
          : !same (tax_id, item->tax_id) || !same (vat, item->vat))
        continue;
      if (count++ > 0)
        g_string_append_c (found, ',');
      append_item (found, item);
    }
  if (id != NULL && count == 0)
    {
      prc_tsdigital_error (self, request, reply, 404, "Item non trovato", NULL);
      return;
    }
  prc_reply_set (reply, 200, "application/json;charset=UTF-8", NULL);
  if (id != NULL)
    g_string_append_len (reply->body, found->str, (gssize) found->len);
  else
    g_string_append_printf (reply->body, "{\"count\":%u,\"items\":[%s]}", count, found->str);
}
