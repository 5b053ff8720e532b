/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which file of a set is which document. */
#define G_LOG_DOMAIN "spt-official-recognise"

#include "config.h"

#include "service/spt-official-private.h"

#include <string.h>

#include "base/spt-xml.h"

#define XSD_NS "http://www.w3.org/2001/XMLSchema"

static gboolean
is_schema (xmlNodePtr node)
{
  return node != NULL && node->ns != NULL && xmlStrEqual (node->name, (const xmlChar *) "schema") &&
         xmlStrEqual (node->ns->href, (const xmlChar *) XSD_NS);
}

char *
_spt_official_dup_attribute (xmlNodePtr  node,
                             const char *name)
{
  xmlChar *value = xmlGetNoNsProp (node, (const xmlChar *) name);
  char *copy = value != NULL ? g_strdup ((const char *) value) : NULL;

  xmlFree (value);

  return copy;
}

int
_spt_official_find_document (const SptOfficialKind *kind,
                             const char            *root)
{
  for (guint i = 0; i < kind->n_documents; i++)
    {
      if (strcmp (kind->documents[i].root, root) == 0)
        return (int) i;
    }

  return -1;
}

/* "urn:x:api_call_1" and "https://…/api_call_1/" mean api_call_1. */
static int
find_by_namespace (const SptOfficialKind *kind,
                   const char            *ns)
{
  g_auto (GStrv) parts = g_strsplit_set (ns != NULL ? ns : "", "/:#", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      int found = _spt_official_find_document (kind, parts[i]);

      if (found >= 0)
        return found;
    }

  return -1;
}

typedef struct
{
  int   weight; /* of what was found for the document last */
  char *twice;  /* (owned) (nullable): another file as good */
  char *meant;  /* (owned) (nullable): a file of the document's namespace */
} Candidate;

static void
offer (SptOfficialSet *self,
       Candidate      *candidates,
       int             document,
       const char     *name,
       int             weight)
{
  Candidate *candidate = &candidates[document];

  if (weight > candidate->weight)
    {
      candidate->weight = weight;
      g_clear_pointer (&candidate->twice, g_free);
      g_free (self->mains[document]);
      self->mains[document] = g_strdup (name);
    }
  else if (weight == candidate->weight &&
           !g_bytes_equal (g_hash_table_lookup (self->files, name),
                           g_hash_table_lookup (self->files, self->mains[document])))
    {
      g_free (candidate->twice);
      candidate->twice = g_strdup (name);
    }
}

static void
look_at_schema (SptOfficialSet *self,
                Candidate      *candidates,
                const char     *name,
                xmlNodePtr      schema)
{
  g_autofree char *ns = _spt_official_dup_attribute (schema, "targetNamespace");
  int meant = find_by_namespace (self->kind, ns);

  for (xmlNodePtr node = schema->children; node != NULL; node = node->next)
    {
      g_autofree char *element = NULL;
      int document;

      if (node->type != XML_ELEMENT_NODE || !xmlStrEqual (node->name, (const xmlChar *) "element"))
        continue;
      element = _spt_official_dup_attribute (node, "name");
      document = element != NULL ? _spt_official_find_document (self->kind, element) : -1;
      if (document < 0)
        continue;
      offer (self, candidates, document, name, document == meant ? 3 : meant < 0 ? 2 : 1);
    }
  /* What it includes may define it: only where nothing does, it is told. */
  if (meant >= 0 && candidates[meant].meant == NULL)
    candidates[meant].meant = g_strdup (name);
}

/* Not what it should be: what is said of it in the user's language. */
static void
say_unreadable (SptOfficialSet *self,
                const char     *name,
                const GError   *error)
{
  const char *code = "set-not-xml";

  if (g_error_matches (error, SPT_XML_ERROR, SPT_XML_ERROR_DTD))
    code = "set-doctype";
  else if (g_error_matches (error, SPT_XML_ERROR, SPT_XML_ERROR_SIZE))
    code = "set-size";
  _spt_official_set_say (self, SPT_ISSUE_ERROR, code, NULL, name, error->message);
}

/* A sample document among the schemas is nothing of ours; a schema may be called "….xml" all the same. */
static gboolean
is_named_schema (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, ".xsd");
}

void
_spt_official_set_recognise (SptOfficialSet *self)
{
  g_autoptr (GPtrArray) names = _spt_official_list_names (self->files);
  g_autofree Candidate *candidates = g_new0 (Candidate, self->kind->n_documents);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      gsize length;
      const char *data = g_bytes_get_data (g_hash_table_lookup (self->files, name), &length);
      g_autoptr (GError) error = NULL;
      xmlDocPtr document = spt_xml_parse (data != NULL ? data : "", length, SPT_OFFICIAL_MAX_XSD_BYTES, name, &error);
      xmlNodePtr root = document != NULL ? xmlDocGetRootElement (document) : NULL;

      if (is_schema (root))
        look_at_schema (self, candidates, name, root);
      else if (is_named_schema (name) && document != NULL)
        _spt_official_set_say (self, SPT_ISSUE_ERROR, "set-not-schema", NULL, name, NULL);
      else if (document == NULL && (is_named_schema (name) || !g_error_matches (error, SPT_XML_ERROR, SPT_XML_ERROR_SYNTAX)))
        say_unreadable (self, name, error);
      if (document != NULL && !is_schema (root))
        g_hash_table_remove (self->files, name);
      if (document != NULL)
        xmlFreeDoc (document);
    }
  for (guint i = 0; i < self->kind->n_documents; i++)
    {
      if (candidates[i].twice != NULL)
        _spt_official_set_say (self, SPT_ISSUE_ERROR, "set-twice", self->kind->documents[i].root, self->mains[i],
                               candidates[i].twice);
      if (self->mains[i] == NULL && candidates[i].meant != NULL)
        _spt_official_set_say (self, SPT_ISSUE_WARNING, "set-no-root", self->kind->documents[i].root, candidates[i].meant,
                               self->kind->documents[i].root);
      g_free (candidates[i].twice);
      g_free (candidates[i].meant);
    }
}
