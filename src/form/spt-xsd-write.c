/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as a document of its schema: in its order, nothing empty, what was kept in its place. */

#define G_LOG_DOMAIN "spt-xsd-write"

#include "config.h"

#include "form/spt-xsd-private.h"

#include <libxml/parser.h>
#include <string.h>

#include "base/spt-datetime.h"
#include "base/spt-text.h"
#include "base/spt-xml.h"

typedef struct
{
  xmlDocPtr   document;
  GHashTable *places; /* (nullable) */
} Writer;

/* The content of one element while it is written. */
typedef struct
{
  Writer           *writer;
  const SptXsdPart *whole;
  xmlNodePtr        element;
  SptNode          *node;
  xmlDocPtr         rest;   /* (nullable) */
  gboolean          filled; /* something that somebody filled in stands in it */
} Content;

static void write_part (Content          *content,
                        const SptXsdPart *part);

static void
note_place (Writer     *writer,
            xmlNodePtr  at,
            SptNode    *node,
            guint       field)
{
  SptXsdPlace *place;

  if (writer->places == NULL)
    return;
  place = g_new (SptXsdPlace, 1);
  place->node = node;
  place->field = field != SPT_XSD_NONE ? &spt_node_get_def (node)->fields[field] : NULL;
  g_hash_table_insert (writer->places, at, place);
}

/* As XML has it: people type days, numbers and answers their own way. What cannot be understood goes as
 * it is, and is objected to. */
static char *
dup_wire_text (const SptFieldDef *field,
               const char        *text)
{
  SptDatetime datetime;
  gboolean answer;
  char *wire = NULL;

  switch ((guint) field->kind)
    {
    case SPT_FIELD_DATE:
      if (spt_datetime_parse (text, &datetime, NULL) && !datetime.has_time)
        wire = g_strdup_printf ("%04d-%02d-%02d", datetime.year, datetime.month, datetime.day);
      break;
    case SPT_FIELD_DECIMAL:
      wire = spt_record_dup_decimal (text);
      break;
    case SPT_FIELD_BOOLEAN:
      if (!g_str_equal (text, "1") && !g_str_equal (text, "0") &&
          spt_record_parse_boolean (text, &answer))
        wire = g_strdup (answer ? "true" : "false");
      break;
    default:
      break;
    }
  if (wire == NULL)
    wire = g_strdup (text);

  /* No XML can hold these; the check has said so. */
  for (char *c = wire; *c != '\0'; c++)
    {
      if ((guchar) *c < ' ' && *c != '\t' && *c != '\n' && *c != '\r')
        *c = '?';
    }

  return wire;
}

static const char *
get_text (Content *content,
          guint    field)
{
  const char *text = field != SPT_XSD_NONE ? spt_node_get (content->node, field) : "";

  return spt_text_is_blank (text) ? "" : text;
}

static xmlNsPtr
get_namespace (Content    *content,
               const char *ns)
{
  xmlNodePtr root;
  xmlNsPtr found;
  g_autofree char *prefix = NULL;

  if (*ns == '\0')
    return NULL;
  found = xmlSearchNsByHref (content->writer->document, content->element, (const xmlChar *) ns);
  if (found != NULL)
    return found;
  root = xmlDocGetRootElement (content->writer->document);
  for (guint i = 1; found == NULL; i++)
    {
      g_free (prefix);
      prefix = g_strdup_printf ("n%u", i);
      found = xmlNewNs (root, (const xmlChar *) ns, (const xmlChar *) prefix);
    }

  return found;
}

static xmlNodePtr
add_element (Content          *content,
             const SptXsdPart *part)
{
  xmlNodePtr element = xmlNewDocNode (content->writer->document, NULL, (const xmlChar *) part->name,
                                      NULL);

  xmlAddChild (content->element, element);
  /* An element in no namespace inside a default one says so; libxml2 writes xmlns="" for it. */
  xmlSetNs (element, get_namespace (content, part->ns));
  if (*part->ns == '\0' && xmlSearchNs (content->writer->document, content->element, NULL) != NULL)
    xmlSetNs (element, xmlNewNs (element, (const xmlChar *) "", NULL));

  return element;
}

static void
add_text (xmlNodePtr  element,
          const char *text)
{
  xmlAddChild (element, xmlNewDocText (element->doc, (const xmlChar *) text));
}

static void
replace_namespace (xmlNodePtr node,
                   xmlNsPtr   from,
                   xmlNsPtr   to)
{
  for (; node != NULL; node = node->next)
    {
      if (node->type != XML_ELEMENT_NODE)
        continue;
      if (node->ns == from)
        node->ns = to;
      for (xmlAttrPtr attribute = node->properties; attribute != NULL; attribute = attribute->next)
        {
          if (attribute->ns == from)
            attribute->ns = to;
        }
      replace_namespace (node->children, from, to);
    }
}

/* What is declared around it needs no second declaration. @element is the last of its parent. */
static void
drop_known_namespaces (xmlNodePtr element)
{
  xmlNsPtr *at = &element->nsDef;

  while (*at != NULL)
    {
      xmlNsPtr own = *at;
      xmlNsPtr known = xmlSearchNs (element->doc, element->parent, own->prefix);

      if (known != NULL && xmlStrEqual (known->href, own->href))
        {
          replace_namespace (element, own, known);
          *at = own->next;
          xmlFreeNs (own);
        }
      else
        at = &own->next;
    }
}

static void
take_kept (Content    *content,
           xmlNodePtr  kept)
{
  /* A copy: the names of the other belong to the dictionary of its document. */
  xmlNodePtr copy = xmlDocCopyNode (kept, content->writer->document, 1);
  gboolean is_element = kept->type == XML_ELEMENT_NODE;

  xmlUnlinkNode (kept);
  xmlFreeNode (kept);
  content->filled = TRUE;
  if (copy == NULL)
    return;
  /* A text may be merged into the one before it, and gone. */
  xmlAddChild (content->element, copy);
  if (is_element)
    {
      xmlReconciliateNs (content->writer->document, copy);
      drop_known_namespaces (copy);
      note_place (content->writer, copy, content->node, content->whole->rest);
    }
}

/* Kept elements that belong in the place of @part; NULL: all there are. */
static void
write_kept (Content          *content,
            const SptXsdPart *part)
{
  xmlNodePtr kept;
  xmlNodePtr next;

  if (content->rest == NULL)
    return;
  for (kept = xmlDocGetRootElement (content->rest)->children; kept != NULL; kept = next)
    {
      gboolean belongs = part == NULL;

      next = kept->next;
      if (part != NULL && kept->type == XML_ELEMENT_NODE)
        {
          belongs = TRUE;
          if (part->name != NULL || part->members != NULL)
            belongs = spt_xsd_part_claims (part, kept);
          for (guint i = 0; part->name == NULL && part->members == NULL && belongs && content->whole->parts != NULL &&
               i < content->whole->parts->len; i++)
            belongs = !spt_xsd_part_claims (g_ptr_array_index (content->whole->parts, i), kept);
        }
      if (belongs)
        take_kept (content, kept);
    }
}

static gboolean
has_kept (Content          *content,
          const SptXsdPart *part)
{
  xmlNodePtr kept = content->rest != NULL ? xmlDocGetRootElement (content->rest)->children : NULL;

  for (; kept != NULL; kept = kept->next)
    {
      if (kept->type == XML_ELEMENT_NODE && spt_xsd_part_claims (part, kept))
        return TRUE;
    }

  return FALSE;
}

static void
open_rest (Content          *content,
           const SptXsdPart *part)
{
  const char *text = get_text (content, part->rest);

  if (*text != '\0')
    content->rest = spt_xml_parse (text, strlen (text), SPT_XSD_MAX_DOCUMENT, "#rest", NULL);
}

static void
write_attributes (Content          *content,
                  const SptXsdPart *part)
{
  for (guint i = 0; part->attributes != NULL && i < part->attributes->len; i++)
    {
      const SptXsdAttribute *attribute = g_ptr_array_index (part->attributes, i);
      const char *text = get_text (content, attribute->field);
      g_autofree char *wire = NULL;
      xmlAttrPtr written;

      if (attribute->field != SPT_XSD_NONE && *text != '\0')
        {
          wire = dup_wire_text (&spt_node_get_def (content->node)->fields[attribute->field], text);
          content->filled = TRUE;
        }
      else if (attribute->field == SPT_XSD_NONE)
        wire = g_strdup (attribute->fixed);
      if (wire == NULL)
        continue;
      written = xmlNewNsProp (content->element, get_namespace (content, attribute->ns),
                              (const xmlChar *) attribute->name, (const xmlChar *) wire);
      note_place (content->writer, (xmlNodePtr) written, content->node, attribute->field);
    }

  for (xmlAttrPtr kept = content->rest != NULL ? xmlDocGetRootElement (content->rest)->properties : NULL;
       kept != NULL; kept = kept->next)
    {
      xmlChar *text = xmlNodeGetContent ((xmlNodePtr) kept);
      xmlNsPtr space = NULL;

      if (kept->ns != NULL)
        {
          space = xmlSearchNsByHref (content->writer->document, content->element, kept->ns->href);
          if (space == NULL || space->prefix == NULL)
            space = xmlNewNs (xmlDocGetRootElement (content->writer->document), kept->ns->href,
                              kept->ns->prefix);
        }
      xmlNewNsProp (content->element, space, kept->name, text);
      xmlFree (text);
    }
}

/* Gives whether anything that somebody filled in was written. */
static gboolean
write_content (Writer           *writer,
               const SptXsdPart *part,
               xmlNodePtr        element,
               SptNode          *node)
{
  Content content = { writer, part, element, node, NULL, FALSE };
  const char *text;

  note_place (writer, element, node, part->text);
  open_rest (&content, part);
  write_attributes (&content, part);
  text = get_text (&content, part->text);
  if (*text != '\0')
    {
      g_autofree char *wire = dup_wire_text (&spt_node_get_def (node)->fields[part->text], text);

      add_text (element, wire);
      content.filled = TRUE;
    }
  for (guint i = 0; part->parts != NULL && i < part->parts->len; i++)
    write_part (&content, g_ptr_array_index (part->parts, i));
  write_kept (&content, NULL);
  g_clear_pointer (&content.rest, xmlFreeDoc);

  return content.filled;
}

static void
drop_element (Writer     *writer,
              xmlNodePtr  element)
{
  if (writer->places != NULL)
    g_hash_table_remove (writer->places, element);
  for (xmlNodePtr child = element->children; child != NULL && writer->places != NULL;
       child = child->next)
    g_hash_table_remove (writer->places, child);
  xmlUnlinkNode (element);
  xmlFreeNode (element);
}

static void
write_constant (Content          *content,
                const SptXsdPart *part)
{
  xmlNodePtr element = add_element (content, part);
  Content inner = { content->writer, part, element, content->node, NULL, FALSE };

  note_place (content->writer, element, content->node, SPT_XSD_NONE);
  if (part->fixed != NULL)
    {
      add_text (element, part->fixed);
      return;
    }
  write_attributes (&inner, part);
  for (guint i = 0; part->parts != NULL && i < part->parts->len; i++)
    write_part (&inner, g_ptr_array_index (part->parts, i));
}

static void
write_element (Content          *content,
               const SptXsdPart *part)
{
  const char *text = get_text (content, part->field);

  if (part->group != SPT_XSD_NONE)
    {
      guint n = spt_node_get_n_children (content->node, part->group);

      for (guint i = 0; i < n && spt_node_shows_group (content->node, part->group); i++)
        {
          SptNode *child = spt_node_get_child (content->node, part->group, i);
          xmlNodePtr element = add_element (content, part);

          if (write_content (content->writer, part, element, child) || part->only_empty ||
              part->is_constant)
            content->filled = TRUE;
          else
            drop_element (content->writer, element);
        }
    }
  else if (part->field != SPT_XSD_NONE)
    {
      if (*text != '\0')
        {
          const SptFieldDef *field = &spt_node_get_def (content->node)->fields[part->field];
          g_autofree char *wire = dup_wire_text (field, text);
          xmlNodePtr element = add_element (content, part);

          add_text (element, wire);
          note_place (content->writer, element, content->node, part->field);
          content->filled = TRUE;
        }
    }
  else if (!part->optional && !has_kept (content, part))
    write_constant (content, part);
  write_kept (content, part);
}

/* What is chosen; NULL where nothing is. */
static const SptXsdPart *
find_alternative (Content          *content,
                  const SptXsdPart *part)
{
  const char *chosen = spt_node_get (content->node, part->field);

  for (guint i = 0; part->parts != NULL && i < part->parts->len; i++)
    {
      const SptXsdPart *inner = g_ptr_array_index (part->parts, i);

      if (strcmp (inner->alternative, chosen) == 0)
        return inner;
    }

  return NULL;
}

static gboolean
is_constant_alternative (const SptXsdPart *part)
{
  return part->kind == SPT_XSD_PART_ELEMENT && part->field == SPT_XSD_NONE &&
         part->group == SPT_XSD_NONE;
}

static void
write_turns (Content          *content,
             const SptXsdPart *part)
{
  guint n = spt_node_get_n_children (content->node, part->group);

  for (guint i = 0; i < n && spt_node_shows_group (content->node, part->group); i++)
    {
      Content inner = {
        content->writer, part, content->element,
        spt_node_get_child (content->node, part->group, i), NULL, FALSE
      };

      open_rest (&inner, part);
      write_part (&inner, g_ptr_array_index (part->parts, 0));
      write_kept (&inner, NULL);
      g_clear_pointer (&inner.rest, xmlFreeDoc);
      content->filled = content->filled || inner.filled;
    }
}

/* Left out where nobody filled in any of it, but for what is always there. */
static void
write_optional_sequence (Content          *content,
                         const SptXsdPart *part)
{
  xmlNodePtr last = content->element->last;
  gboolean filled = content->filled;

  content->filled = FALSE;
  for (guint i = 0; part->parts != NULL && i < part->parts->len; i++)
    write_part (content, g_ptr_array_index (part->parts, i));
  while (!content->filled && content->element->last != last)
    drop_element (content->writer, content->element->last);
  content->filled = content->filled || filled;
}

static void
write_part (Content          *content,
            const SptXsdPart *part)
{
  const SptXsdPart *chosen;

  switch (part->kind)
    {
    case SPT_XSD_PART_ELEMENT:
      write_element (content, part);
      break;
    case SPT_XSD_PART_SEQUENCE:
      if (part->optional)
        write_optional_sequence (content, part);
      else
        for (guint i = 0; part->parts != NULL && i < part->parts->len; i++)
          write_part (content, g_ptr_array_index (part->parts, i));
      break;
    case SPT_XSD_PART_CHOICE:
      chosen = find_alternative (content, part);
      if (chosen != NULL)
        {
          write_part (content, chosen);
          content->filled = content->filled || is_constant_alternative (chosen);
        }
      break;
    case SPT_XSD_PART_TURN:
      write_turns (content, part);
      break;
    case SPT_XSD_PART_KEPT:
    default:
      write_kept (content, part);
      break;
    }
}

/*
 * spt_xsd_write_tree:
 * @self: a schema
 * @record: of the form's schema
 * @places: (nullable) (element-type xmlNode SptXsdPlace): what each node came from
 *
 * Makes the document of a record.
 *
 * Returns: (transfer full): the document, for xmlFreeDoc()
 */
xmlDocPtr
spt_xsd_write_tree (SptXsd     *self,
                    SptRecord  *record,
                    GHashTable *places)
{
  xmlDocPtr document = xmlNewDoc ((const xmlChar *) "1.0");
  xmlNodePtr root = xmlNewDocNode (document, NULL, (const xmlChar *) self->root->name, NULL);
  Writer writer = { document, places };

  xmlDocSetRootElement (document, root);
  if (*self->root->ns != '\0')
    xmlSetNs (root, xmlNewNs (root, (const xmlChar *) self->root->ns, NULL));
  write_content (&writer, self->root, root, spt_record_get_root (record));

  return document;
}
