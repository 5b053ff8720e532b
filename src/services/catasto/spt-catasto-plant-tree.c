/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call's document as a tree of elements that is taken apart and put together by the schema's names. */

#define G_LOG_DOMAIN "spt-catasto-plant-tree"

#include "config.h"

#include "services/catasto/spt-catasto-plant-tree.h"

#include <string.h>

#include "base/spt-xml.h"
#include "service/spt-service.h"

#define MAX_BYTES (5 * 1024 * 1024) /* catasto facts 12.2 */
#define MAX_PART  9999              /* what a number of a component may be, and more */
#define CALL      "api_call_"
#define REPLACED  "Sostituito"

static SptCatastoTree *
take_document (xmlDocPtr doc)
{
  SptCatastoTree *self = g_new0 (SptCatastoTree, 1);

  self->doc = doc;
  self->root = xmlDocGetRootElement (doc);
  self->plant = spt_catasto_tree_first (self->root, SPT_CATASTO_PLANT);
  self->texts = g_string_chunk_new (1024);

  return self;
}

/**
 * spt_catasto_tree_new:
 * @call: 1 to 11
 *
 * Begins a document.
 *
 * Returns: (transfer full): the tree, with an empty plant
 */
SptCatastoTree *
spt_catasto_tree_new (guint call)
{
  g_autofree char *name = g_strdup_printf (CALL "%u", call);
  xmlDocPtr doc = xmlNewDoc ((const xmlChar *) "1.0");
  xmlNodePtr root = xmlNewDocNode (doc, NULL, (const xmlChar *) name, NULL);
  SptCatastoTree *self;

  xmlDocSetRootElement (doc, root);
  xmlSetNs (root, xmlNewNs (root, (const xmlChar *) name, NULL));
  self = take_document (doc);
  self->plant = spt_catasto_tree_add (self, root, SPT_CATASTO_PLANT);

  return self;
}

/**
 * spt_catasto_tree_parse:
 * @text: XML
 * @length: in bytes; -1 = it ends with NUL
 * @error: return location for an error
 *
 * Reads a document of any call, valid or not.
 *
 * Returns: (transfer full): the tree; %NULL with %SPT_SERVICE_ERROR_DOCUMENT
 */
SptCatastoTree *
spt_catasto_tree_parse (const char  *text,
                        gssize       length,
                        GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SptCatastoTree) self = NULL;
  xmlDocPtr doc = spt_xml_parse (text, length < 0 ? strlen (text) : (gsize) length, MAX_BYTES, "XML",
                                 &local_error);

  if (doc == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT, "%s", local_error->message);
      return NULL;
    }
  self = take_document (doc);
  if (spt_catasto_tree_get_call (self) == 0)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                   "the document begins with “%s”, which is no call of the register",
                   self->root != NULL ? (const char *) self->root->name : "");
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * spt_catasto_tree_free:
 * @self: a tree
 *
 * Lets go of it, and of all texts that were read of it.
 */
void
spt_catasto_tree_free (SptCatastoTree *self)
{
  xmlFreeDoc (self->doc);
  g_string_chunk_free (self->texts);
  g_free (self);
}

/**
 * spt_catasto_tree_get_call:
 * @self: a tree
 *
 * Returns: the call that name and namespace of the root give (catasto facts 2.1); 0 for none
 */
guint
spt_catasto_tree_get_call (SptCatastoTree *self)
{
  const char *name = self->root != NULL ? (const char *) self->root->name : "";
  guint64 call;

  if (!g_str_has_prefix (name, CALL) || self->root->ns == NULL ||
      strcmp ((const char *) self->root->ns->href, name) != 0 ||
      !g_ascii_string_to_unsigned (name + strlen (CALL), 10, 1, SPT_CATASTO_N_CALLS, &call, NULL))
    return 0;

  return (guint) call;
}

/**
 * spt_catasto_tree_read:
 * @self: a tree
 * @xsd: the schema of its call
 * @record: of that schema
 * @error: return location for an error
 *
 * Fills a record with it, each element in its place.
 *
 * Returns: whether it could be read
 */
gboolean
spt_catasto_tree_read (SptCatastoTree  *self,
                       SptXsd          *xsd,
                       SptRecord       *record,
                       GError         **error)
{
  xmlChar *bytes = NULL;
  int length = 0;
  gboolean success;

  xmlDocDumpMemoryEnc (self->doc, &bytes, &length, "UTF-8");
  success = spt_xsd_read (xsd, (const char *) bytes, (gsize) length, record, NULL, error);
  xmlFree (bytes);

  return success;
}

/* --- reading ------------------------------------------------------------------------------------- */

static gboolean
is_named (xmlNodePtr  node,
          const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0;
}

xmlNodePtr
spt_catasto_tree_first (xmlNodePtr  parent,
                        const char *name)
{
  for (xmlNodePtr node = parent != NULL ? parent->children : NULL; node != NULL; node = node->next)
    {
      if (is_named (node, name))
        return node;
    }

  return NULL;
}

xmlNodePtr
spt_catasto_tree_next (xmlNodePtr node)
{
  for (xmlNodePtr next = node->next; next != NULL; next = next->next)
    {
      if (is_named (next, (const char *) node->name))
        return next;
    }

  return NULL;
}

const char *
spt_catasto_tree_get_text (SptCatastoTree *self,
                           xmlNodePtr      node)
{
  xmlChar *content;
  const char *text;

  if (node == NULL || xmlFirstElementChild (node) != NULL)
    return "";
  content = xmlNodeGetContent (node);
  text = content != NULL ? g_string_chunk_insert (self->texts, g_strstrip ((char *) content)) : "";
  xmlFree (content);

  return text;
}

const char *
spt_catasto_tree_get (SptCatastoTree *self,
                      xmlNodePtr      parent,
                      const char     *name)
{
  return spt_catasto_tree_get_text (self, spt_catasto_tree_first (parent, name));
}

gboolean
spt_catasto_tree_is_true (SptCatastoTree *self,
                          xmlNodePtr      parent,
                          const char     *name)
{
  gboolean value;

  return spt_record_parse_boolean (spt_catasto_tree_get (self, parent, name), &value) && value;
}

guint
spt_catasto_tree_get_number (SptCatastoTree *self,
                             xmlNodePtr      parent,
                             const char     *name)
{
  guint64 number;

  return g_ascii_string_to_unsigned (spt_catasto_tree_get (self, parent, name), 10, 0, MAX_PART, &number,
                                     NULL) ? (guint) number : 0;
}

gint64
spt_catasto_tree_get_decimal (SptCatastoTree *self,
                              xmlNodePtr      parent,
                              const char     *name)
{
  gint64 value;

  return spt_catasto_parse_decimal (spt_catasto_tree_get (self, parent, name), &value) ? value : 0;
}

/* --- putting together ------------------------------------------------------------------------------ */

xmlNodePtr
spt_catasto_tree_add (SptCatastoTree *self,
                      xmlNodePtr      parent,
                      const char     *name)
{
  xmlNodePtr node = xmlNewDocNode (self->doc, self->root->ns, (const xmlChar *) name, NULL);

  return xmlAddChild (parent, node);
}

void
spt_catasto_tree_add_text (SptCatastoTree *self,
                           xmlNodePtr      parent,
                           const char     *name,
                           const char     *text)
{
  if (text == NULL || *text == '\0')
    return;
  xmlAddChild (spt_catasto_tree_add (self, parent, name), xmlNewDocText (self->doc, (const xmlChar *) text));
}

void
spt_catasto_tree_add_number (SptCatastoTree *self,
                             xmlNodePtr      parent,
                             const char     *name,
                             guint           number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  spt_catasto_tree_add_text (self, parent, name, text);
}

void
spt_catasto_tree_set_text (SptCatastoTree *self,
                           xmlNodePtr      parent,
                           const char     *name,
                           const char     *text)
{
  xmlNodePtr node;

  while ((node = spt_catasto_tree_first (parent, name)) != NULL)
    spt_catasto_tree_remove (node);
  spt_catasto_tree_add_text (self, parent, name, text);
}

/* A declaration that nothing uses any more would be written, and read again as meant. */
static void
drop_declaration (xmlNodePtr     node,
                  const xmlChar *href)
{
  for (xmlNsPtr *at = &node->nsDef; *at != NULL;)
    {
      xmlNsPtr own = *at;

      if (own->prefix != NULL || !xmlStrEqual (own->href, href))
        {
          at = &own->next;
          continue;
        }
      *at = own->next;
      xmlFreeNs (own);
    }
}

static void
move_namespace (xmlNodePtr     node,
                const xmlChar *from,
                xmlNsPtr       to)
{
  if (node->type != XML_ELEMENT_NODE)
    return;
  if (node->ns != NULL && xmlStrEqual (node->ns->href, from))
    node->ns = to;
  for (xmlNodePtr child = node->children; child != NULL; child = child->next)
    move_namespace (child, from, to);
  drop_declaration (node, from);
}

xmlNodePtr
spt_catasto_tree_copy (SptCatastoTree *self,
                       xmlNodePtr      parent,
                       xmlNodePtr      from)
{
  xmlNodePtr root = xmlDocGetRootElement (from->doc);
  xmlNodePtr copy = xmlDocCopyNode (from, self->doc, 1);

  xmlAddChild (parent, copy);
  if (root != NULL && root->ns != NULL)
    move_namespace (copy, root->ns->href, self->root->ns);

  return copy;
}

void
spt_catasto_tree_copy_fields (SptCatastoTree    *self,
                              xmlNodePtr         parent,
                              xmlNodePtr         from,
                              const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      xmlNodePtr node = spt_catasto_tree_first (from, names[i]);

      if (node != NULL)
        spt_catasto_tree_copy (self, parent, node);
    }
}

void
spt_catasto_tree_remove (xmlNodePtr node)
{
  xmlUnlinkNode (node);
  xmlFreeNode (node);
}

xmlNodePtr
spt_catasto_tree_need_scheda (SptCatastoTree *self,
                              const char     *name)
{
  xmlNodePtr scheda = spt_catasto_tree_first (self->plant, name);

  return scheda != NULL ? scheda : spt_catasto_tree_add (self, self->plant, name);
}

/* --- components ---------------------------------------------------------------------------------- */

/**
 * spt_catasto_parse_component:
 * @text: "GT1", "GT-1", "GT"
 * @number: (out): 0 = it has none
 *
 * Returns: (transfer none) (nullable): its kind
 */
const SptCatastoKind *
spt_catasto_parse_component (const char *text,
                             guint      *number)
{
  gsize length = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  g_autofree char *kind = g_strndup (text, length);
  guint64 value = 0;

  text += length;
  text += strspn (text, "- ");
  *number = 0;
  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 1, MAX_PART, &value, NULL))
    return NULL;
  *number = (guint) value;

  return spt_catasto_kind_find (kind);
}

xmlNodePtr
spt_catasto_tree_first_part (SptCatastoTree       *self,
                             const SptCatastoKind *kind)
{
  return self != NULL ? spt_catasto_tree_first (spt_catasto_tree_first (self->plant, kind->scheda), kind->group)
                      : NULL;
}

xmlNodePtr
spt_catasto_tree_find_part (SptCatastoTree       *self,
                            const SptCatastoKind *kind,
                            guint                 number)
{
  for (xmlNodePtr part = spt_catasto_tree_first_part (self, kind); part != NULL; part = spt_catasto_tree_next (part))
    {
      if (number > 0 && spt_catasto_tree_get_number (self, part, kind->number) == number)
        return part;
    }

  return NULL;
}

xmlNodePtr
spt_catasto_tree_get_item (xmlNodePtr            part,
                           const SptCatastoKind *kind)
{
  return kind->item != NULL ? spt_catasto_tree_first (part, kind->item) : part;
}

const char *
spt_catasto_tree_get_own (SptCatastoTree       *self,
                          xmlNodePtr            item,
                          const SptCatastoKind *kind,
                          const char           *suffix)
{
  g_autofree char *name = g_strconcat (kind->prefix, suffix, NULL);

  return spt_catasto_tree_get (self, item, name);
}

void
spt_catasto_tree_set_own (SptCatastoTree       *self,
                          xmlNodePtr            item,
                          const SptCatastoKind *kind,
                          const char           *suffix,
                          const char           *text)
{
  g_autofree char *name = g_strconcat (kind->prefix, suffix, NULL);

  spt_catasto_tree_set_text (self, item, name, text);
}

gboolean
spt_catasto_tree_is_in_use (SptCatastoTree       *self,
                            xmlNodePtr            part,
                            const SptCatastoKind *kind)
{
  xmlNodePtr item = spt_catasto_tree_get_item (part, kind);

  return item != NULL && *spt_catasto_tree_get_own (self, item, kind, SPT_CATASTO_DISMISSED) == '\0';
}

guint
spt_catasto_tree_count_in_use (SptCatastoTree       *self,
                               const SptCatastoKind *kind)
{
  guint n = 0;

  for (xmlNodePtr part = spt_catasto_tree_first_part (self, kind); part != NULL; part = spt_catasto_tree_next (part))
    n += spt_catasto_tree_is_in_use (self, part, kind);

  return n;
}

guint
spt_catasto_tree_get_last (SptCatastoTree       *self,
                           const SptCatastoKind *kind)
{
  guint last = 0;

  for (xmlNodePtr part = spt_catasto_tree_first_part (self, kind); part != NULL; part = spt_catasto_tree_next (part))
    last = MAX (last, spt_catasto_tree_get_number (self, part, kind->number));

  return last;
}

/**
 * spt_catasto_tree_replace_item:
 * @self: a tree
 * @part: a component of it
 * @kind: its kind
 * @dismissed: (nullable): the day on which what stands there went; one that it has already stays
 *
 * Moves what stands there into the history of the same number (catasto facts 16).
 */
void
spt_catasto_tree_replace_item (SptCatastoTree       *self,
                               xmlNodePtr            part,
                               const SptCatastoKind *kind,
                               const char           *dismissed)
{
  xmlNodePtr item = spt_catasto_tree_get_item (part, kind);
  g_autofree char *name = kind->item != NULL ? g_strconcat (kind->item, REPLACED, NULL) : NULL;

  if (item == NULL || name == NULL)
    return;
  if (*spt_catasto_tree_get_own (self, item, kind, SPT_CATASTO_DISMISSED) == '\0')
    spt_catasto_tree_set_own (self, item, kind, SPT_CATASTO_DISMISSED, dismissed != NULL ? dismissed : "");
  xmlUnlinkNode (item);
  xmlNodeSetName (item, (const xmlChar *) name);
  xmlAddChild (part, item);
}
