/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a document: children, texts, numbers, and the path that an answer gives. */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <string.h>

static xmlNode *
element_from (xmlNode *node)
{
  while (node != NULL && node->type != XML_ELEMENT_NODE)
    node = node->next;
  return node;
}

/**
 * prc_catasto_first:
 * @parent: (nullable): an element
 *
 * Returns: (nullable) (transfer none): its first child element
 */
xmlNode *
prc_catasto_first (const xmlNode *parent)
{
  return parent != NULL ? element_from (parent->children) : NULL;
}

/**
 * prc_catasto_next:
 * @node: an element
 *
 * Returns: (nullable) (transfer none): the element after it
 */
xmlNode *
prc_catasto_next (const xmlNode *node)
{
  return element_from (node->next);
}

/**
 * prc_catasto_is:
 * @node: an element
 * @name: a local name
 *
 * Returns: whether the element has that name
 */
gboolean
prc_catasto_is (const xmlNode *node,
                const char    *name)
{
  return strcmp ((const char *) node->name, name) == 0;
}

/**
 * prc_catasto_ends:
 * @node: an element
 * @end: the end of a local name
 *
 * Returns: whether the element's name ends so
 */
gboolean
prc_catasto_ends (const xmlNode *node,
                  const char    *end)
{
  return g_str_has_suffix ((const char *) node->name, end);
}

/**
 * prc_catasto_child:
 * @parent: (nullable): an element
 * @name: a local name
 *
 * Returns: (nullable) (transfer none): the first child element of that name
 */
xmlNode *
prc_catasto_child (const xmlNode *parent,
                   const char    *name)
{
  xmlNode *node;

  prc_catasto_each (node, parent)
  {
    if (prc_catasto_is (node, name))
      return node;
  }
  return NULL;
}

/**
 * prc_catasto_own:
 * @check: the check, which keeps the text
 * @node: (nullable): an element
 *
 * Reads the text of an element without the blanks around it.
 *
 * Returns: (nullable) (transfer none): the text
 */
const char *
prc_catasto_own (PrcCatastoCheck *check,
                 const xmlNode   *node)
{
  xmlChar *content = node != NULL ? xmlNodeGetContent (node) : NULL;
  const char *text;

  if (content == NULL)
    return node != NULL ? "" : NULL;
  text = g_string_chunk_insert (check->texts, g_strstrip ((char *) content));
  xmlFree (content);
  return text;
}

/**
 * prc_catasto_text:
 * @check: the check, which keeps the text
 * @parent: (nullable): an element
 * @name: the local name of a child
 *
 * Reads the text of a child.
 *
 * Returns: (nullable) (transfer none): the text; %NULL without the child
 */
const char *
prc_catasto_text (PrcCatastoCheck *check,
                  const xmlNode   *parent,
                  const char      *name)
{
  return prc_catasto_own (check, prc_catasto_child (parent, name));
}

/**
 * prc_catasto_truth:
 * @check: the check
 * @parent: (nullable): an element
 * @name: the local name of a child
 *
 * Reads a yes or no.
 *
 * Returns: %TRUE if the child is there and says yes
 */
gboolean
prc_catasto_truth (PrcCatastoCheck *check,
                   const xmlNode   *parent,
                   const char      *name)
{
  const char *text = prc_catasto_text (check, parent, name);

  return g_strcmp0 (text, "true") == 0 || g_strcmp0 (text, "1") == 0;
}

/**
 * prc_catasto_whole:
 * @check: the check
 * @parent: (nullable): an element
 * @name: the local name of a child
 *
 * Reads a whole number.
 *
 * Returns: the number; -1 without the child
 */
gint64
prc_catasto_whole (PrcCatastoCheck *check,
                   const xmlNode   *parent,
                   const char      *name)
{
  const char *text = prc_catasto_text (check, parent, name);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : -1;
}

/**
 * prc_catasto_scaled:
 * @text: a decimal number that the schema has let through
 *
 * Reads a number exactly: limits such as 1000.00 are met or not, whatever binary fractions say.
 *
 * Returns: the number in units of 1/10000
 */
gint64
prc_catasto_scaled (const char *text)
{
  gboolean negative = *text == '-';
  gint64 value = 0;
  int decimals = -1;

  for (text += *text == '-' || *text == '+'; *text != '\0' && decimals < 4; text++)
    {
      if (*text == '.')
        {
          decimals = 0;
          continue;
        }
      if (!g_ascii_isdigit (*text) || value > G_MAXINT64 / 100000)
        break;
      value = value * 10 + (*text - '0');
      decimals += decimals >= 0;
    }
  for (decimals = MAX (decimals, 0); decimals < 4; decimals++)
    value *= 10;
  return negative ? -value : value;
}

/**
 * prc_catasto_decimal:
 * @check: the check
 * @parent: (nullable): an element
 * @name: the local name of a child
 *
 * Reads a decimal number.
 *
 * Returns: the number in units of 1/10000; %G_MININT64 without the child
 */
gint64
prc_catasto_decimal (PrcCatastoCheck *check,
                     const xmlNode   *parent,
                     const char      *name)
{
  const char *text = prc_catasto_text (check, parent, name);

  return text != NULL ? prc_catasto_scaled (text) : G_MININT64;
}

/* Which of its brothers of the same name it is, from 1; 0 if it is the only one. */
static guint
place (const xmlNode *node)
{
  const xmlNode *other;
  guint before = 0;

  for (other = node->prev; other != NULL; other = other->prev)
    before += other->type == XML_ELEMENT_NODE && prc_catasto_is (other, (const char *) node->name);
  for (other = node->next; before == 0 && other != NULL; other = other->next)
    {
      if (other->type == XML_ELEMENT_NODE && prc_catasto_is (other, (const char *) node->name))
        return 1;
    }
  return before > 0 ? before + 1 : 0;
}

/**
 * prc_catasto_path:
 * @node: an element
 *
 * Writes where an element stands, by local names.
 *
 * Returns: (transfer full): an XPath such as "/api_call_2/impianto/scheda_1_3_servizi"
 */
char *
prc_catasto_path (const xmlNode *node)
{
  GString *path = g_string_new (NULL);

  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    {
      guint number = place (node);
      g_autofree char *step = number > 0 ? g_strdup_printf ("/%s[%u]", node->name, number)
                              : g_strconcat ("/", node->name, NULL);

      g_string_prepend (path, step);
    }
  return g_string_free (path, FALSE);
}

/**
 * prc_catasto_walk:
 * @check: the check
 * @node: an element
 * @visit: called for it and all elements below it, in document order
 *
 * Visits elements. The parser bounds the depth.
 */
void
prc_catasto_walk (PrcCatastoCheck *check,
                  xmlNode         *node,
                  PrcCatastoVisit  visit)
{
  xmlNode *child;

  visit (check, node);
  prc_catasto_each (child, node)
  prc_catasto_walk (check, child, visit);
}

/**
 * prc_catasto_plant:
 * @check: the check
 *
 * Returns: (nullable) (transfer none): the document's first "impianto"
 */
xmlNode *
prc_catasto_plant (PrcCatastoCheck *check)
{
  return prc_catasto_child (check->root, "impianto");
}

/**
 * prc_catasto_given:
 * @check: the check
 * @name: a container
 *
 * Finds a scheda in the document.
 *
 * Returns: (nullable) (transfer none): the first one of that name
 */
xmlNode *
prc_catasto_given (PrcCatastoCheck *check,
                   const char      *name)
{
  xmlNode *plant;

  prc_catasto_each (plant, check->root)
  {
    xmlNode *node = prc_catasto_is (plant, "impianto") ? prc_catasto_child (plant, name) : NULL;

    if (node != NULL)
      return node;
  }
  return NULL;
}

/**
 * prc_catasto_sheet:
 * @check: the check
 * @name: a container
 *
 * Finds a scheda as it will stand: in the document, or else on the register if the call does not
 * replace the whole libretto.
 *
 * Returns: (nullable) (transfer none): the scheda
 */
xmlNode *
prc_catasto_sheet (PrcCatastoCheck *check,
                   const char      *name)
{
  xmlNode *node = prc_catasto_given (check, name);
  gpointer doc;

  if (node != NULL || (PRC_CATASTO_CALL (check->call) & PRC_CATASTO_WHOLE) != 0)
    return node;
  if (!g_hash_table_lookup_extended (check->sheets, name, NULL, &doc))
    {
      doc = prc_catasto_load_sheet (check->twin, check->code, name);
      g_hash_table_insert (check->sheets, g_strdup (name), doc);
    }
  return doc != NULL ? xmlDocGetRootElement (doc) : NULL;
}
