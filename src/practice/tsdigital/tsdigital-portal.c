/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page at which a person looks whether an item is there. */
#define G_LOG_DOMAIN "spt-practice"

#include "tsdigital.h"

#include <string.h>

static const char head[] =
  "<!DOCTYPE html>\n<html lang=\"it\">\n<head>\n<meta charset=\"utf-8\">\n"
  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
  "<title>Anagrafica (simulazione)</title>\n<style>\n"
  "body { font: 1rem/1.5 sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }\n"
  "table { border-collapse: collapse; width: 100%; }\n"
  "th, td { border-bottom: 1px solid #888; padding: .4rem .6rem; text-align: left; }\n"
  "</style>\n</head>\n<body>\n<h1>Anagrafica (simulazione)</h1>\n";

static void
append_text (GString    *out,
             const char *tag,
             const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);

  g_string_append_printf (out, "<%s>%s</%s>", tag, escaped, tag);
}

static gboolean
matches (const PrcTsdigitalItem *item,
         const char             *wanted)
{
  const char *values[] = { item->id, item->tax_id, item->vat, item->name };
  g_autofree char *needle = g_utf8_casefold (wanted, -1);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *folded = g_utf8_casefold (values[i] != NULL ? values[i] : "", -1);

      if (strstr (folded, needle) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
append_row (GString                *out,
            const PrcTsdigitalItem *item)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (item->created / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *moment = local != NULL ? g_date_time_format (local, "%d/%m/%Y %H:%M") : NULL;

  g_string_append (out, "<tr>");
  append_text (out, "td", item->name);
  append_text (out, "td", item->tax_id);
  append_text (out, "td", item->vat);
  append_text (out, "td", item->state != NULL ? item->state : "–");
  append_text (out, "td", moment);
  append_text (out, "td", item->id);
  g_string_append (out, "</tr>\n");
}

/**
 * prc_tsdigital_portal:
 * @self: the twin
 * @request: the request; the query "q" filters
 * @reply: the answer to fill
 *
 * Shows what is visible by now, newest first. No log-in: it is the person's own practice.
 */
void
prc_tsdigital_portal (PrcTsdigital     *self,
                      const PrcRequest *request,
                      PrcReply         *reply)
{
  const char *wanted = request->query != NULL ? g_hash_table_lookup (request->query, "q") : NULL;
  g_autofree char *escaped = g_markup_escape_text (wanted != NULL ? wanted : "", -1);
  g_autoptr (GPtrArray) list = prc_tsdigital_list (self, TRUE);
  guint count = 0;
  guint i;

  prc_reply_set (reply, 200, "text/html; charset=utf-8", head);
  g_string_append_printf (reply->body, "<form><label>Denominazione, codice fiscale, partita IVA o "
                          "identificativo <input name=\"q\" value=\"%s\" autofocus></label> "
                          "<button>Cerca</button></form>\n<table>\n<tr><th>Denominazione</th>"
                          "<th>Codice fiscale</th><th>Partita IVA</th><th>Stato</th><th>Creato</th>"
                          "<th>Identificativo</th></tr>\n", escaped);
  for (i = list->len; i > 0; i--)
    {
      const PrcTsdigitalItem *item = g_ptr_array_index (list, i - 1);

      if (wanted != NULL && !matches (item, wanted))
        continue;
      append_row (reply->body, item);
      count++;
    }
  g_string_append (reply->body, "</table>\n");
  if (count == 0)
    g_string_append (reply->body, "<p>Nessuna anagrafica trovata. Una richiesta presa in carico può "
                     "comparire dopo qualche tempo.</p>\n");
  g_string_append (reply->body, "</body>\n</html>\n");
}
