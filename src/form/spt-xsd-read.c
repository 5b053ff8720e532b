/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document into a record, by the parts of its schema; what has no place is kept as it is. */

#define G_LOG_DOMAIN "spt-xsd-read"

#include "config.h"

#include "form/spt-xsd-private.h"

#include <string.h>

typedef struct
{
  SptXsd     *xsd;
  GHashTable *places; /* (nullable) (element-type xmlNode SptXsdPlace) */
  gboolean    disordered;
  gboolean    altered; /* the record does not say it all as the document does */
} Reader;

/* The content of one element while it is read. */
typedef struct
{
  Reader           *reader;
  const SptXsdPart *whole; /* the element that it is the content of, or the turn */
  xmlNodePtr        at;    /* (nullable): the next element */
  xmlDocPtr         rest;  /* (nullable): what is kept */
  SptNode          *rest_node;
  guint             rest_field;
} Content;

static void read_part (Content          *content,
                       const SptXsdPart *part,
                       SptNode          *node);

static xmlNodePtr
skip_to_element (xmlNodePtr node)
{
  while (node != NULL && node->type != XML_ELEMENT_NODE)
    node = node->next;

  return node;
}

static void
note_place (Reader     *reader,
            xmlNodePtr  at,
            SptNode    *node,
            guint       field)
{
  SptXsdPlace *place;

  if (reader->places == NULL)
    return;
  place = g_new (SptXsdPlace, 1);
  place->node = node;
  place->field = field != SPT_XSD_NONE ? &spt_node_get_def (node)->fields[field] : NULL;
  g_hash_table_insert (reader->places, at, place);
}

static gboolean
is_named (const SptXsdPart *part,
          xmlNodePtr        node)
{
  return (part->name != NULL || part->members != NULL) && node != NULL &&
         spt_xsd_part_claims (part, node);
}

static xmlNodePtr
get_rest_root (Content *content)
{
  content->reader->altered = TRUE;
  if (content->rest == NULL)
    {
      content->rest = xmlNewDoc ((const xmlChar *) "1.0");
      xmlDocSetRootElement (content->rest,
                            xmlNewDocNode (content->rest, NULL, (const xmlChar *) "_", NULL));
    }

  return xmlDocGetRootElement (content->rest);
}

static void
keep_node (Content    *content,
           xmlNodePtr  node)
{
  xmlNodePtr root = get_rest_root (content);
  xmlNodePtr copy = xmlDocCopyNode (node, content->rest, 1);

  if (copy == NULL)
    return;
  xmlAddChild (root, copy);
  xmlReconciliateNs (content->rest, copy);
  if (content->rest_field != SPT_XSD_NONE)
    note_place (content->reader, node, content->rest_node, content->rest_field);
}

/* Into the record, as the text of one element. */
static void
store_rest (Content *content)
{
  xmlBufferPtr buffer;

  if (content->rest == NULL)
    return;
  if (content->rest_field != SPT_XSD_NONE)
    {
      buffer = xmlBufferCreate ();
      xmlNodeDump (buffer, content->rest, xmlDocGetRootElement (content->rest), 0, 0);
      spt_node_set (content->rest_node, content->rest_field, (const char *) xmlBufferContent (buffer),
                    -1);
      xmlBufferFree (buffer);
    }
  g_clear_pointer (&content->rest, xmlFreeDoc);
}

static gboolean
has_elements (xmlNodePtr node)
{
  return skip_to_element (node->children) != NULL;
}

/* Says nothing that the document needs: where schemas are, which nobody here goes to. */
static gboolean
is_idle_attribute (xmlAttrPtr attribute)
{
  return attribute->ns != NULL && xmlStrEqual (attribute->ns->href, SPT_XSI_NS) &&
         (xmlStrEqual (attribute->name, (const xmlChar *) "schemaLocation") ||
          xmlStrEqual (attribute->name, (const xmlChar *) "noNamespaceSchemaLocation"));
}

static gboolean
is_typed_otherwise (xmlNodePtr node)
{
  for (xmlAttrPtr attribute = node->properties; attribute != NULL; attribute = attribute->next)
    {
      if (attribute->ns != NULL && xmlStrEqual (attribute->ns->href, SPT_XSI_NS) &&
          !is_idle_attribute (attribute))
        return TRUE;
    }

  return FALSE;
}

static char *
dup_content (xmlNodePtr node)
{
  xmlChar *text = xmlNodeGetContent (node);
  char *copy = g_strdup (text != NULL ? (const char *) text : "");

  xmlFree (text);

  return copy;
}

static void
store_text (Reader     *reader,
            SptNode    *node,
            guint       field,
            xmlNodePtr  at)
{
  g_autofree char *copy = NULL;
  const char *text;

  /* Nearly always it is one text, which needs no copy to be put together in. */
  if (at->children == NULL)
    text = "";
  else if (at->children->type == XML_TEXT_NODE && at->children->next == NULL && at->children->content != NULL)
    text = (const char *) at->children->content;
  else
    text = copy = dup_content (at);
  spt_node_set (node, field, text, -1);
  if (strcmp (spt_node_get (node, field), text) != 0)
    reader->altered = TRUE;
  note_place (reader, at, node, field);
}

static void
read_attributes (Content          *content,
                 const SptXsdPart *part,
                 xmlNodePtr        element,
                 SptNode          *node)
{
  for (xmlAttrPtr attribute = element->properties; attribute != NULL; attribute = attribute->next)
    {
      const char *ns = attribute->ns != NULL ? (const char *) attribute->ns->href : "";
      const SptXsdAttribute *known = NULL;

      for (guint i = 0; part->attributes != NULL && known == NULL && i < part->attributes->len; i++)
        {
          const SptXsdAttribute *candidate = g_ptr_array_index (part->attributes, i);

          if (strcmp (candidate->name, (const char *) attribute->name) == 0 &&
              strcmp (candidate->ns, ns) == 0)
            known = candidate;
        }
      if (known == NULL)
        {
          xmlNodePtr root = get_rest_root (content);
          g_autofree char *text = dup_content ((xmlNodePtr) attribute);
          xmlNsPtr space = NULL;

          if (attribute->ns != NULL)
            {
              space = xmlSearchNsByHref (content->rest, root, attribute->ns->href);
              if (space == NULL)
                space = xmlNewNs (root, attribute->ns->href, attribute->ns->prefix);
            }
          xmlNewNsProp (root, space, attribute->name, (const xmlChar *) text);
          note_place (content->reader, (xmlNodePtr) attribute, node, content->rest_field);
        }
      else if (known->field != SPT_XSD_NONE)
        store_text (content->reader, node, known->field, (xmlNodePtr) attribute);
      else
        note_place (content->reader, (xmlNodePtr) attribute, node, SPT_XSD_NONE);
    }
}

static void
keep_stray_texts (Content    *content,
                  xmlNodePtr  element)
{
  for (xmlNodePtr child = element->children; child != NULL; child = child->next)
    {
      if (child->type == XML_TEXT_NODE && !xmlIsBlankNode (child))
        xmlAddChild (get_rest_root (content), xmlDocCopyNode (child, content->rest, 1));
    }
}

/* All that is left has no place where it stands: out of order, or unknown. */
static void
read_leftovers (Content          *content,
                const SptXsdPart *part,
                SptNode          *node)
{
  while (content->at != NULL)
    {
      xmlNodePtr before = content->at;

      for (guint i = 0; part->parts != NULL && i < part->parts->len; i++)
        read_part (content, g_ptr_array_index (part->parts, i), node);
      if (content->at == before)
        {
          keep_node (content, before);
          content->at = skip_to_element (before->next);
        }
      else
        content->reader->disordered = TRUE;
    }
}

static void
read_element (Reader           *reader,
              const SptXsdPart *part,
              xmlNodePtr        element,
              SptNode          *node)
{
  Content content = { reader, part, skip_to_element (element->children), NULL, node, part->rest };

  note_place (reader, element, node, SPT_XSD_NONE);
  read_attributes (&content, part, element, node);
  if (part->text != SPT_XSD_NONE && !has_elements (element))
    store_text (reader, node, part->text, element);
  else
    {
      for (guint i = 0; part->parts != NULL && i < part->parts->len; i++)
        read_part (&content, g_ptr_array_index (part->parts, i), node);
      read_leftovers (&content, part, node);
      keep_stray_texts (&content, element);
    }
  store_rest (&content);
}

/* Whether no part of the content claims the next element by its name. */
static gboolean
is_unclaimed (Content *content)
{
  for (guint i = 0; content->whole->parts != NULL && i < content->whole->parts->len; i++)
    {
      if (spt_xsd_part_claims (g_ptr_array_index (content->whole->parts, i), content->at))
        return FALSE;
    }

  return TRUE;
}

/* Whether a part can begin with the next element; @anywhere: also after parts that may not be left
 * out. */
static gboolean
part_starts (Content          *content,
             const SptXsdPart *part,
             gboolean          anywhere)
{
  if (content->at == NULL)
    return FALSE;
  if (part->kind == SPT_XSD_PART_KEPT && part->name == NULL && part->members == NULL)
    return is_unclaimed (content);
  if (part->name != NULL || part->members != NULL)
    return is_named (part, content->at);
  for (guint i = 0; part->parts != NULL && i < part->parts->len; i++)
    {
      const SptXsdPart *inner = g_ptr_array_index (part->parts, i);

      if (part_starts (content, inner, anywhere))
        return TRUE;
      if (part->kind == SPT_XSD_PART_SEQUENCE && !anywhere && !inner->optional)
        return FALSE;
    }

  return FALSE;
}

static void
advance (Content *content)
{
  content->at = skip_to_element (content->at->next);
}

static gboolean
is_plain (xmlNodePtr element)
{
  if (has_elements (element))
    return FALSE;
  for (xmlAttrPtr attribute = element->properties; attribute != NULL; attribute = attribute->next)
    {
      if (!is_idle_attribute (attribute))
        return FALSE;
    }

  return TRUE;
}

/* What is written by itself may be dropped here; anything else there is kept. */
static void
read_constant (Content          *content,
               const SptXsdPart *part,
               SptNode          *node)
{
  xmlNodePtr element = content->at;
  gboolean known = part->fixed != NULL ? is_plain (element) : TRUE;

  if (part->fixed == NULL)
    {
      guint n = 0;

      for (xmlAttrPtr attribute = element->properties; attribute != NULL; attribute = attribute->next)
        n++;
      known = n <= (part->attributes != NULL ? part->attributes->len : 0) &&
              (part->parts != NULL || !has_elements (element));
    }
  note_place (content->reader, element, node, SPT_XSD_NONE);
  for (xmlAttrPtr attribute = element->properties; known && attribute != NULL;
       attribute = attribute->next)
    note_place (content->reader, (xmlNodePtr) attribute, node, SPT_XSD_NONE);
  if (!known)
    keep_node (content, element);
  /* Nobody's to fill in, and not needed: it would not be written again. */
  if (part->optional)
    content->reader->altered = TRUE;
  advance (content);
}

static void
read_named (Content          *content,
            const SptXsdPart *part,
            SptNode          *node)
{
  if (part->group != SPT_XSD_NONE)
    {
      while (content->at != NULL && is_named (part, content->at))
        {
          if (is_typed_otherwise (content->at))
            keep_node (content, content->at);
          else
            read_element (content->reader, part, content->at, spt_node_add_child (node, part->group));
          advance (content);
        }
      return;
    }
  if (!is_named (part, content->at))
    return;
  if (part->field == SPT_XSD_NONE)
    {
      read_constant (content, part, node);
      return;
    }
  /* A second one, or one with more than a text. */
  if (*spt_node_get (node, part->field) != '\0' || !is_plain (content->at))
    keep_node (content, content->at);
  else
    store_text (content->reader, node, part->field, content->at);
  advance (content);
}

static void
read_choice (Content          *content,
             const SptXsdPart *part,
             SptNode          *node)
{
  const SptXsdPart *chosen = NULL;
  const char *before = spt_node_get (node, part->field);

  for (guint anywhere = 0; chosen == NULL && anywhere < 2; anywhere++)
    {
      for (guint i = 0; part->parts != NULL && chosen == NULL && i < part->parts->len; i++)
        {
          const SptXsdPart *inner = g_ptr_array_index (part->parts, i);

          if (part_starts (content, inner, anywhere > 0) &&
              (*before == '\0' || strcmp (before, inner->alternative) == 0))
            chosen = inner;
        }
    }
  if (chosen == NULL)
    return;
  spt_node_set (node, part->field, chosen->alternative, -1);
  read_part (content, chosen, node);
}

static void
read_turns (Content          *content,
            const SptXsdPart *part,
            SptNode          *node)
{
  const SptXsdPart *body = g_ptr_array_index (part->parts, 0);

  while (content->at != NULL && part_starts (content, body, FALSE))
    {
      xmlNodePtr before = content->at;
      SptNode *turn = spt_node_add_child (node, part->group);
      Content inner = { content->reader, content->whole, content->at, NULL, turn, part->rest };

      read_part (&inner, body, turn);
      store_rest (&inner);
      content->at = inner.at;
      if (content->at == before)
        {
          spt_node_remove_child (node, part->group, spt_node_get_n_children (node, part->group) - 1);
          break;
        }
    }
}

static void
read_part (Content          *content,
           const SptXsdPart *part,
           SptNode          *node)
{
  if (content->at == NULL)
    return;

  switch (part->kind)
    {
    case SPT_XSD_PART_ELEMENT:
      read_named (content, part, node);
      break;
    case SPT_XSD_PART_SEQUENCE:
      for (guint i = 0; part->parts != NULL && i < part->parts->len; i++)
        read_part (content, g_ptr_array_index (part->parts, i), node);
      break;
    case SPT_XSD_PART_CHOICE:
      read_choice (content, part, node);
      break;
    case SPT_XSD_PART_TURN:
      read_turns (content, part, node);
      break;
    case SPT_XSD_PART_KEPT:
    default:
      while (content->at != NULL && part_starts (content, part, FALSE))
        {
          keep_node (content, content->at);
          advance (content);
        }
      break;
    }
}

/*
 * spt_xsd_read_tree:
 * @self: a schema
 * @document: a document
 * @record: of the form's schema; reset first
 * @places: (nullable) (element-type xmlNode SptXsdPlace): where each node went
 * @disordered: (out) (optional): whether elements stood in another order than the schema's
 * @altered: (out) (optional): whether something was kept as it came, or a text is another in the record
 * @error: return location for a #GError
 *
 * Reads a document, valid or not.
 *
 * Returns: %FALSE with %SPT_XSD_ERROR_ROOT where it is one of another schema
 */
gboolean
spt_xsd_read_tree (SptXsd     *self,
                   xmlDocPtr   document,
                   SptRecord  *record,
                   GHashTable *places,
                   gboolean   *disordered,
                   gboolean   *altered,
                   GError    **error)
{
  xmlNodePtr root = xmlDocGetRootElement (document);
  Reader reader = { self, places, FALSE, FALSE };

  spt_record_reset (record);
  if (disordered != NULL)
    *disordered = FALSE;
  if (altered != NULL)
    *altered = FALSE;
  if (root == NULL || !is_named (self->root, root))
    {
      g_set_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_ROOT,
                   "the document is “%s” of “%s”, not “%s” of “%s”",
                   root != NULL ? (const char *) root->name : "",
                   root != NULL && root->ns != NULL ? (const char *) root->ns->href : "",
                   self->root->name, self->root->ns);
      return FALSE;
    }
  read_element (&reader, self->root, root, spt_record_get_root (record));
  if (disordered != NULL)
    *disordered = reader.disordered;
  if (altered != NULL)
    *altered = reader.altered;

  return TRUE;
}
