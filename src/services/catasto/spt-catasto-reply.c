/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register's envelope, read out of any bytes (catasto facts 12.2). */

#define G_LOG_DOMAIN "spt-catasto-reply"

#include "config.h"

#include <string.h>

#include "base/spt-xml.h"
#include "services/catasto/spt-catasto-answer.h"

#define ROOT         "risposta"
#define NAMESPACE    "urn:catasto:risposta:1"
#define MAX_BYTES    (1024 * 1024)
#define MAX_FINDINGS 500

static void
finding_free (gpointer data)
{
  SptCatastoFinding *finding = data;

  g_free (finding->code);
  g_free (finding->xpath);
  g_free (finding->message);
  g_free (finding);
}

/**
 * spt_catasto_reply_free:
 * @self: (transfer full): an answer
 *
 * Lets go of it.
 */
void
spt_catasto_reply_free (SptCatastoReply *self)
{
  g_free (self->code);
  g_free (self->message);
  g_free (self->remote_id);
  g_free (self->call);
  g_free (self->api_id);
  g_free (self->plant);
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->rcee);
  g_free (self);
}

static gboolean
is_named (xmlNodePtr  node,
          const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0 &&
         node->ns != NULL && strcmp ((const char *) node->ns->href, NAMESPACE) == 0;
}

static xmlNodePtr
find_child (xmlNodePtr  parent,
            const char *name)
{
  for (xmlNodePtr node = parent->children; node != NULL; node = node->next)
    {
      if (is_named (node, name))
        return node;
    }

  return NULL;
}

static char *
dup_text (xmlNodePtr  parent,
          const char *name)
{
  xmlNodePtr node = find_child (parent, name);
  xmlChar *text = node != NULL ? xmlNodeGetContent (node) : NULL;
  char *copy = g_strstrip (g_strdup (text != NULL ? (const char *) text : ""));

  xmlFree (text);

  return copy;
}

static gboolean
read_result (xmlNodePtr        root,
             SptCatastoResult *result)
{
  static const char *const words[] = { "ACCETTATO", "ACCETTATO_CON_AVVISI", "RIFIUTATO" };
  g_autofree char *word = dup_text (root, "esito");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (words[i], word) == 0)
        {
          *result = (SptCatastoResult) i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
read_findings (xmlNodePtr root,
               GPtrArray *findings)
{
  xmlNodePtr list = find_child (root, "segnalazioni");

  for (xmlNodePtr node = list != NULL ? list->children : NULL;
       node != NULL && findings->len < MAX_FINDINGS; node = node->next)
    {
      SptCatastoFinding *finding;
      g_autofree char *level = NULL;
      g_autofree char *line = NULL;
      guint64 number;

      if (!is_named (node, "segnalazione"))
        continue;
      level = dup_text (node, "livello");
      line = dup_text (node, "riga");
      finding = g_new0 (SptCatastoFinding, 1);
      /* What is not said to be a mere warning is none. */
      finding->is_error = strcmp (level, "AVVISO") != 0;
      finding->code = dup_text (node, "codice");
      finding->xpath = dup_text (node, "xpath");
      finding->message = dup_text (node, "messaggio");
      if (g_ascii_string_to_unsigned (line, 10, 0, G_MAXINT, &number, NULL))
        finding->line = (guint) number;
      g_ptr_array_add (findings, finding);
    }
}

static void
read_rcee (xmlNodePtr root,
           GPtrArray *rcee)
{
  xmlNodePtr list = find_child (root, "rcee_attesi");

  for (xmlNodePtr node = list != NULL ? list->children : NULL; node != NULL && rcee->len < MAX_FINDINGS;
       node = node->next)
    {
      xmlChar *text;

      if (!is_named (node, "componente"))
        continue;
      text = xmlNodeGetContent (node);
      g_ptr_array_add (rcee, g_strstrip (g_strdup (text != NULL ? (const char *) text : "")));
      xmlFree (text);
    }
}

/**
 * spt_catasto_reply_parse:
 * @data: (array length=length): the body of an answer
 * @length: in bytes
 *
 * Reads an answer.
 *
 * Returns: (transfer full) (nullable): what it says; %NULL for what is no envelope, of another
 *   namespace, or without one of the three outcomes
 */
SptCatastoReply *
spt_catasto_reply_parse (const char *data,
                         gsize       length)
{
  xmlDocPtr document = spt_xml_parse (data, length, MAX_BYTES, "answer", NULL);
  xmlNodePtr root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  SptCatastoReply *self = NULL;
  SptCatastoResult result;

  if (root != NULL && is_named (root, ROOT) && read_result (root, &result))
    {
      self = g_new0 (SptCatastoReply, 1);
      self->result = result;
      self->code = dup_text (root, "codice");
      self->message = dup_text (root, "messaggio");
      self->remote_id = dup_text (root, "id_invio");
      self->call = dup_text (root, "api_call");
      self->api_id = dup_text (root, "API_ID");
      self->plant = dup_text (root, "L1_codice_impianto");
      self->findings = g_ptr_array_new_with_free_func (finding_free);
      self->rcee = g_ptr_array_new_with_free_func (g_free);
      read_findings (root, self->findings);
      read_rcee (root, self->rcee);
    }
  g_clear_pointer (&document, xmlFreeDoc);

  return self;
}
