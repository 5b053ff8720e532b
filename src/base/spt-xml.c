/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML documents, read with nothing of XML that reaches outside of them. */

#define G_LOG_DOMAIN "spt-xml"

#include "config.h"

#include "base/spt-xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemastypes.h>
#include <string.h>

G_DEFINE_QUARK (spt_xml_error_quark, spt_xml_error)

static GPrivate served;

/* libxml2 asks for every address here, those of a schema's includes too, which its flag for "no
 * network" does not reach. */
static xmlParserInputPtr
load_entity (const char       *url,
             const char       *id,
             xmlParserCtxtPtr  context)
{
  GHashTable *files = g_private_get (&served);
  xmlParserInputBufferPtr buffer;
  xmlParserInputPtr input;
  GBytes *bytes = NULL;
  const char *name = url;

  if (files != NULL && url != NULL)
    {
      if (g_str_has_prefix (url, SPT_XML_BASE))
        name = url + strlen (SPT_XML_BASE);
      bytes = g_hash_table_lookup (files, name);
    }
  /* What an address was made of by libxml2: "Schemi%20Regione/tipi.xsd". */
  if (bytes == NULL && files != NULL && name != NULL)
    {
      g_autofree char *plain = g_uri_unescape_string (name, NULL);

      bytes = plain != NULL ? g_hash_table_lookup (files, plain) : NULL;
    }
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return NULL;

  buffer = xmlParserInputBufferCreateMem (g_bytes_get_data (bytes, NULL),
                                          (int) g_bytes_get_size (bytes), XML_CHAR_ENCODING_NONE);
  if (buffer == NULL)
    return NULL;
  input = xmlNewIOInputStream (context, buffer, XML_CHAR_ENCODING_NONE);
  if (input == NULL)
    {
      xmlFreeParserInputBuffer (buffer);
      return NULL;
    }
  input->filename = (char *) xmlStrdup ((const xmlChar *) url);

  return input;
}

static void
ensure_ready (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      xmlInitParser ();
      /* Two schemas that are compiled at once would both do it, in each other's way. */
      xmlSchemaInitTypes ();
      xmlSetExternalEntityLoader (load_entity);
      g_once_init_leave (&ready, 1);
    }
}

/* Before anything that the document type declares. */
static void
refuse_document_type (void          *user_data,
                      const xmlChar *name,
                      const xmlChar *external_id,
                      const xmlChar *system_id)
{
  xmlParserCtxtPtr context = user_data;

  *(gboolean *) context->_private = TRUE;
  xmlStopParser (context);
}

/* Some errors find no parser to go to, and would be printed. */
static void
ignore_error (void           *user_data,
              const xmlError *error)
{
}

/**
 * spt_xml_parse:
 * @data: (array length=length): the text of a document, in any encoding that it declares
 * @length: in bytes
 * @max_bytes: how long it may be
 * @name: what it is called, for messages
 * @error: return location for a #GError
 *
 * Reads a document. One with a document type is refused before that is read (catasto facts 2.3).
 *
 * Returns: (transfer full): the document, for xmlFreeDoc(); %NULL with %SPT_XML_ERROR
 */
xmlDocPtr
spt_xml_parse (const char  *data,
               gsize        length,
               gsize        max_bytes,
               const char  *name,
               GError     **error)
{
  const int options = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                      XML_PARSE_BIG_LINES | XML_PARSE_COMPACT;
  const xmlStructuredErrorFunc handler = xmlStructuredError;
  void *const handler_data = xmlStructuredErrorContext;
  gboolean has_type = FALSE;
  xmlParserCtxtPtr context;
  xmlDocPtr document;

  g_return_val_if_fail (data != NULL || length == 0, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  ensure_ready ();
  if (length > max_bytes || length > G_MAXINT)
    {
      g_set_error (error, SPT_XML_ERROR, SPT_XML_ERROR_SIZE,
                   "“%s” has %" G_GSIZE_FORMAT " bytes, more than %" G_GSIZE_FORMAT, name, length,
                   max_bytes);
      return NULL;
    }
  if (length == 0)
    {
      g_set_error (error, SPT_XML_ERROR, SPT_XML_ERROR_SYNTAX, "“%s” is empty", name);
      return NULL;
    }

  context = xmlNewParserCtxt ();
  if (context == NULL)
    g_error ("no memory for an XML parser");
  context->_private = &has_type;
  context->sax->internalSubset = refuse_document_type;
  xmlSetStructuredErrorFunc (NULL, (xmlStructuredErrorFunc) (void (*)(void))ignore_error);
  document = xmlCtxtReadMemory (context, data, (int) length, NULL, NULL, options);
  xmlSetStructuredErrorFunc (handler_data, handler);

  if (has_type || document == NULL)
    {
      const xmlError *last = xmlCtxtGetLastError (context);

      if (has_type)
        g_set_error (error, SPT_XML_ERROR, SPT_XML_ERROR_DTD, "“%s” has a document type", name);
      else
        {
          g_autofree char *words = g_strdup (last != NULL && last->message != NULL ? last->message
                                                                                   : "not XML");

          g_strchomp (words);
          if (!g_utf8_validate (words, -1, NULL))
            {
              g_autofree char *valid = g_utf8_make_valid (words, -1);

              g_free (words);
              words = g_steal_pointer (&valid);
            }
          g_set_error (error, SPT_XML_ERROR, SPT_XML_ERROR_SYNTAX, "“%s”, line %d: %s", name,
                       last != NULL ? last->line : 0, words);
        }
      g_clear_pointer (&document, xmlFreeDoc);
    }
  xmlFreeParserCtxt (context);

  return document;
}

/**
 * spt_xml_serve:
 * @files: (nullable) (element-type utf8 GBytes): by name, and by address where one stands for it;
 *   borrowed until the call with %NULL
 *
 * Says what libxml2 gets in this thread where it asks for a document by its address: names stand
 * below %SPT_XML_BASE.
 */
void
spt_xml_serve (GHashTable *files)
{
  ensure_ready ();
  g_private_set (&served, files);
}
