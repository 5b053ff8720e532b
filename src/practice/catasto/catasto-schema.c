/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The XSDs of the calls: their text, their labels, the parser in front of them and their verdict. */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlschemas.h>

#define RESOURCE "/io/github/sportello/practice/catasto/"
#define SCHEME "prc-catasto:///"
/* Nobody reads more, and a document of 10,000 faults must not cost an answer of megabytes. */
#define MESSAGE_LIMIT 300

struct _PrcCatastoSchemas
{
  xmlSchemaPtr  calls[PRC_CATASTO_CALLS + 1];
  GHashTable   *labels;          /* element name → its label */
};

/* The codes of their own that facts 11 gives to what a schema can find. */
static const struct
{
  const char *name;
  const char *code;
} named[] = {
  { "versione", "E-VERSIONE" },          { "API_ID", "E-API-ID" },
  { "L1_2cap", "E-CAP" },                { "L1_6cap", "E-CAP" },
  { "L1_2pod", "E-POD" },                { "L1_2pdr", "E-PDR" },
  { "L1_6cf", "E-CF" },                  { "L3codiceFiscale", "E-CF" },
  { "L13codiceFiscale", "E-CF" },        { "codiceFiscale", "E-CF" },
  { "codiceFiscaleIspettore", "E-CF" },  { "L1_6piva", "E-PIVA" },
  { "L3piva", "E-PIVA" },                { "L3pivaDitta", "E-PIVA" },
  { "codiceBollino", "E-BOLLINO" },      { "L1_2codiceComune", "E-COMUNE" },
  { "L1_2prov", "E-COMUNE" },            { "L1_2foglio", "E-CATASTO" },
  { "L1_2particella", "E-CATASTO" },     { "L1_2sub", "E-CATASTO" },
  { "L1_2sezione", "E-CATASTO" },
};

/**
 * prc_catasto_schema_bytes:
 * @name: "api_call_2.xsd"
 *
 * Reads a schema as it is.
 *
 * Returns: (transfer full) (nullable): its text
 */
GBytes *
prc_catasto_schema_bytes (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE "xsd/", name, NULL);

  return strchr (name, '/') == NULL
         ? g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL) : NULL;
}

static int
on_match (const char *uri)
{
  return g_str_has_prefix (uri, SCHEME);
}

static void *
on_open (const char *uri)
{
  g_autoptr (GBytes) bytes = prc_catasto_schema_bytes (uri + strlen (SCHEME));

  return bytes != NULL ? g_memory_input_stream_new_from_bytes (bytes) : NULL;
}

static int
on_read (void *context,
         char *buffer,
         int   length)
{
  return (int) g_input_stream_read (context, buffer, (gsize) length, NULL, NULL);
}

static int
on_close (void *context)
{
  g_object_unref (context);
  return 0;
}

static void
on_schema_error (void        *data,
                 xmlErrorPtr  error)
{
  GString *text = data;

  /* A namespace that is no address is only worth a warning. */
  if (error->level > XML_ERR_WARNING && text->len < 2000)
    g_string_append_printf (text, "%s:%d: %s", error->file != NULL ? error->file : "", error->line,
                            error->message);
}

/* The first documentation of each named element. */
static void
read_labels (PrcCatastoSchemas *self,
             xmlNode           *node)
{
  xmlNode *child = prc_catasto_child (prc_catasto_child (node, "annotation"), "documentation");
  xmlChar *name = prc_catasto_is (node, "element") ? xmlGetProp (node, BAD_CAST "name") : NULL;
  xmlChar *text = child != NULL && name != NULL ? xmlNodeGetContent (child) : NULL;

  if (text != NULL && !g_hash_table_contains (self->labels, name))
    g_hash_table_insert (self->labels, g_strdup ((char *) name),
                         g_strdup (g_strstrip ((char *) text)));
  xmlFree (text);
  xmlFree (name);
  prc_catasto_each (child, node)
  read_labels (self, child);
}

static void
read_all_labels (PrcCatastoSchemas *self)
{
  g_auto (GStrv) names = g_resources_enumerate_children (RESOURCE "xsd",
                                                         G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  guint i;

  for (i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *uri = g_strconcat (SCHEME, names[i], NULL);
      xmlDoc *doc = xmlReadFile (uri, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR |
                                 XML_PARSE_NOWARNING);

      if (doc == NULL)
        continue;
      read_labels (self, xmlDocGetRootElement (doc));
      xmlFreeDoc (doc);
    }
}

/**
 * prc_catasto_schemas_new:
 * @error: return location
 *
 * Compiles the schemas of all calls.
 *
 * Returns: (transfer full): the schemas, or %NULL
 */
PrcCatastoSchemas *
prc_catasto_schemas_new (GError **error)
{
  PrcCatastoSchemas *self = g_new0 (PrcCatastoSchemas, 1);
  g_autoptr (GString) text = g_string_new (NULL);
  guint i;

  xmlInitParser ();
  xmlRegisterInputCallbacks (on_match, on_open, on_read, on_close);
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (i = 1; i <= PRC_CATASTO_CALLS; i++)
    {
      g_autofree char *uri = g_strdup_printf (SCHEME "api_call_%u.xsd", i);
      xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt (uri);

      xmlSchemaSetParserStructuredErrors (parser, on_schema_error, text);
      /* The documents of a schema are read by parsers that only ask the process. */
      xmlSetStructuredErrorFunc (text, on_schema_error);
      self->calls[i] = xmlSchemaParse (parser);
      xmlSetStructuredErrorFunc (NULL, NULL);
      xmlSchemaFreeParserCtxt (parser);
      if (self->calls[i] == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: %s", uri, text->str);
          prc_catasto_schemas_free (self);
          return NULL;
        }
    }
  read_all_labels (self);
  return self;
}

/**
 * prc_catasto_schemas_free:
 * @self: (transfer full): the schemas
 *
 * Frees them.
 */
void
prc_catasto_schemas_free (PrcCatastoSchemas *self)
{
  guint i;

  for (i = 1; i <= PRC_CATASTO_CALLS; i++)
    {
      if (self->calls[i] != NULL)
        xmlSchemaFree (self->calls[i]);
    }
  g_hash_table_unref (self->labels);
  g_free (self);
}

/**
 * prc_catasto_label:
 * @self: the schemas
 * @node: an element
 *
 * Finds what people call an element.
 *
 * Returns: (nullable) (transfer none): the label of the schema
 */
const char *
prc_catasto_label (PrcCatastoSchemas *self,
                   const xmlNode     *node)
{
  return g_hash_table_lookup (self->labels, node->name);
}

static void
on_dtd (void          *data,
        const xmlChar *name,
        const xmlChar *external,
        const xmlChar *system)
{
  xmlParserCtxtPtr parser = data;

  /* Stopped before its first declaration is read: no entity ever comes to be. */
  *(gboolean *) parser->_private = TRUE;
  xmlStopParser (parser);
}

/* Bytes and declaration both say UTF-8. */
static gboolean
is_utf8 (const xmlDoc *doc)
{
  return doc->encoding == NULL || g_ascii_strcasecmp ((char *) doc->encoding, "UTF-8") == 0;
}

/**
 * prc_catasto_parse:
 * @check: the check; gets its document, or a finding E-XML
 * @body: what came
 *
 * Reads a body that must be well-formed XML in UTF-8 without a DTD. No entity is expanded and
 * nothing is fetched.
 */
void
prc_catasto_parse (PrcCatastoCheck *check,
                   GBytes          *body)
{
  xmlParserCtxtPtr parser;
  gboolean dtd = FALSE;
  const xmlError *problem;
  g_autofree char *message = NULL;
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  if (size == 0 || !g_utf8_validate_len (data, size, NULL))
    {
      prc_catasto_accuse (check, "E-XML", NULL, 0, size == 0 ? "Il documento è vuoto."
                          : "Il documento non è in UTF-8.");
      return;
    }
  parser = xmlNewParserCtxt ();
  parser->_private = &dtd;
  parser->sax->internalSubset = on_dtd;
  check->doc = xmlCtxtReadMemory (parser, data, (int) size, NULL, NULL, XML_PARSE_NONET |
                                  XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES);
  problem = xmlCtxtGetLastError (parser);
  if (dtd)
    {
      prc_catasto_accuse (check, "E-XML", NULL, 1, "Il documento contiene un DTD, che non è ammesso.");
    }
  else if (check->doc == NULL)
    {
      message = g_utf8_make_valid (problem != NULL && problem->message != NULL ? problem->message : "",
                                   -1);
      prc_catasto_accuse (check, "E-XML", NULL, problem != NULL ? problem->line : 0,
                          g_strstrip (message));
    }
  else if (!is_utf8 (check->doc))
    {
      prc_catasto_accuse (check, "E-XML", NULL, 1, "Il documento non dichiara la codifica UTF-8.");
    }
  else
    {
      check->root = xmlDocGetRootElement (check->doc);
    }
  xmlFreeParserCtxt (parser);
}

typedef struct
{
  PrcCatastoCheck *check;
  GHashTable      *seen;         /* a value is told of once, not once a type it is no value of */
} Verdict;

static const char *
own_code (const xmlError *error,
          const xmlNode  *node)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (named); i++)
    {
      if (prc_catasto_is (node, named[i].name))
        return named[i].code;
    }
  if (error->code == XML_SCHEMAV_CVC_MININCLUSIVE_VALID && strstr (error->message, "1900-01-01") != NULL)
    return "E-DATA-1900";
  return "E-XSD";
}

static void
on_invalid (void        *data,
            xmlErrorPtr  error)
{
  Verdict *self = data;
  PrcCatastoCheck *check = self->check;
  gboolean content = error->code == XML_SCHEMAV_ELEMENT_CONTENT;
  xmlNode *node = error->node;
  g_autofree char *valid = NULL;
  g_autofree char *message = NULL;

  if (error->level <= XML_ERR_WARNING)
    return;
  if (node != NULL && node->type == XML_ATTRIBUTE_NODE)
    node = node->parent;
  if (node == NULL)
    node = check->root;
  if (g_hash_table_contains (check->faulty, node) ||
      (content && g_hash_table_contains (check->faulty, node->parent)) ||
      !g_hash_table_add (self->seen, node))
    return;
  valid = g_utf8_make_valid (error->message != NULL ? error->message : "", -1);
  message = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MESSAGE_LIMIT));
  prc_catasto_accuse (check, content ? "E-XSD" : own_code (error, node), node, 0,
                      g_strstrip (message));
}

/**
 * prc_catasto_validate:
 * @check: the check, with its document and the findings of the rules on structure
 *
 * Adds what the schema of the call finds. Where a rule with a code of its own has spoken of an
 * element, the schema's word on it is left out.
 */
void
prc_catasto_validate (PrcCatastoCheck *check)
{
  xmlSchemaValidCtxtPtr valid = xmlSchemaNewValidCtxt (check->twin->schemas->calls[check->call]);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Verdict verdict = { check, seen };

  xmlSchemaSetValidStructuredErrors (valid, on_invalid, &verdict);
  if (xmlSchemaValidateDoc (valid, check->doc) < 0)
    prc_catasto_accuse (check, "E-XSD", check->root, 0, "Il documento non si può validare.");
  xmlSchemaFreeValidCtxt (valid);
}
