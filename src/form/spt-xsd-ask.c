/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What libxml2 has against a document, and what it does not mind: empty elements. */

#define G_LOG_DOMAIN "spt-xsd-ask"

#include "config.h"

#include "form/spt-xsd-private.h"

#include <libxml/xmlerror.h>
#include <string.h>

#include "base/spt-text.h"

/* What libxml2 says of one document; more helps nobody. */
#define MAX_OBJECTIONS 500

static void
clear_objection (gpointer data)
{
  SptXsdObjection *objection = data;

  g_free (objection->words);
}

static void
collect_cb (void           *user_data,
            const xmlError *error)
{
  GArray *objections = user_data;
  SptXsdObjection objection = { error->code, error->node, NULL };

  if (error->level < XML_ERR_ERROR || objections->len >= MAX_OBJECTIONS)
    return;
  objection.words = g_strchomp (g_utf8_make_valid (error->message != NULL ? error->message : "", -1));
  g_array_append_val (objections, objection);
}

/* An address in a document would make libxml2 look for a schema there, and change the shared one. */
static void
drop_addresses (xmlNodePtr element)
{
  for (; element != NULL; element = element->next)
    {
      xmlAttrPtr next;

      for (xmlAttrPtr attribute = element->type == XML_ELEMENT_NODE ? element->properties : NULL;
           attribute != NULL; attribute = next)
        {
          next = attribute->next;
          if (attribute->ns != NULL && xmlStrEqual (attribute->ns->href, SPT_XSI_NS) &&
              g_str_has_suffix ((const char *) attribute->name, "chemaLocation"))
            xmlRemoveProp (attribute);
        }
      if (element->type == XML_ELEMENT_NODE)
        drop_addresses (element->children);
    }
}

/* What stands after something that lacks, libxml2 has not looked at. */
static void
ask_further (SptXsd    *self,
             xmlDocPtr  document,
             GArray    *objections)
{
  g_autoptr (GArray) more = NULL;

  if (!self->has_tried_lenient)
    {
      self->has_tried_lenient = TRUE;
      self->lenient = spt_xsd_set_compile_lenient (self->set, self->set->main_name);
      if (self->lenient != NULL)
        self->lenient_context = xmlSchemaNewValidCtxt (self->lenient);
    }
  if (self->lenient_context == NULL)
    return;

  more = g_array_new (FALSE, FALSE, sizeof (SptXsdObjection));
  xmlSchemaSetValidStructuredErrors (self->lenient_context,
                                     (xmlStructuredErrorFunc) (void (*)(void))collect_cb, more);
  xmlSchemaValidateDoc (self->lenient_context, document);
  for (guint i = 0; i < more->len; i++)
    {
      SptXsdObjection *objection = &g_array_index (more, SptXsdObjection, i);
      gboolean known = objection->code == XML_SCHEMAV_ELEMENT_CONTENT;

      for (guint j = 0; j < objections->len && !known; j++)
        {
          const SptXsdObjection *other = &g_array_index (objections, SptXsdObjection, j);

          known = other->node == objection->node && other->code == objection->code;
        }
      if (known)
        g_free (objection->words);
      else
        g_array_append_val (objections, *objection);
    }
}

/* (element-type SptXsdObjection) (transfer full): what libxml2 has against a document; nothing where it is
 * valid. */
GArray *
spt_xsd_ask (SptXsd    *self,
             xmlDocPtr  document)
{
  GArray *objections = g_array_new (FALSE, FALSE, sizeof (SptXsdObjection));
  xmlDictPtr names = document->dict;
  gboolean is_partial = FALSE;
  int result;

  g_array_set_clear_func (objections, clear_objection);
  /* All names of a document that was parsed are in its dictionary. */
  if (names == NULL || xmlDictExists (names, (const xmlChar *) "schemaLocation", -1) != NULL ||
      xmlDictExists (names, (const xmlChar *) "noNamespaceSchemaLocation", -1) != NULL)
    drop_addresses (xmlDocGetRootElement (document));
  g_mutex_lock (&self->lock);
  xmlSchemaSetValidStructuredErrors (self->context,
                                     (xmlStructuredErrorFunc) (void (*)(void))collect_cb,
                                     objections);
  result = xmlSchemaValidateDoc (self->context, document);
  for (guint i = 0; i < objections->len; i++)
    is_partial = is_partial ||
                 g_array_index (objections, SptXsdObjection, i).code == XML_SCHEMAV_ELEMENT_CONTENT;
  if (is_partial)
    ask_further (self, document, objections);
  g_mutex_unlock (&self->lock);
  if (result != 0 && objections->len == 0)
    {
      SptXsdObjection objection = { XML_SCHEMAV_MISC, xmlDocGetRootElement (document), NULL };

      objection.words = g_strdup_printf ("libxml2 gave up (%d)", result);
      g_array_append_val (objections, objection);
    }

  return objections;
}

/* Texts that only fill a place (catasto facts 11, E-RIEMPITIVO). */
static gboolean
is_filler (const char *text)
{
  static const char *const words[] = { "nd", "n.d.", "n/a", "n.a.", "xxx", NULL };
  g_autofree char *folded = NULL;
  const char *first = text;

  while (g_ascii_isspace (*first))
    first++;
  if (*first == '\0' || strchr ("-*._/nNxX", *first) == NULL)
    return FALSE;
  folded = g_strstrip (g_ascii_strdown (text, -1));

  return *folded != '\0' && (strspn (folded, "-*._/ \t\r\n") == strlen (folded) ||
                             g_strv_contains (words, folded));
}

/* What is wrong with an element without elements in it; @text: (out) (nullable): of @element. */
const char *
spt_xsd_get_empty_code (xmlNodePtr   element,
                        const char **text)
{
  xmlNodePtr child = element->children;

  *text = NULL;
  if (child == NULL || (child->next == NULL && child->type == XML_TEXT_NODE &&
                        spt_text_is_blank ((const char *) child->content)))
    return element->properties == NULL ? "xsd-empty" : NULL;
  if (child->type != XML_TEXT_NODE || child->next != NULL)
    return NULL;
  *text = (const char *) child->content;

  return is_filler (*text) ? "xsd-filler" : NULL;
}

gboolean
spt_xsd_has_empty (xmlNodePtr element)
{
  gboolean has_elements = FALSE;
  const char *text;

  for (xmlNodePtr child = element->children; child != NULL; child = child->next)
    {
      if (child->type != XML_ELEMENT_NODE)
        continue;
      has_elements = TRUE;
      if (spt_xsd_has_empty (child))
        return TRUE;
    }

  return !has_elements && spt_xsd_get_empty_code (element, &text) != NULL;
}
