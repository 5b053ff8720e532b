/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a schema says of simple types, and the words that it has for people. */

#define G_LOG_DOMAIN "spt-xsd-type"

#include "config.h"

#include "form/spt-xsd-private.h"

#include <string.h>

#include "base/spt-data.h"

#define MAX_DEPTH 32
/* Longer annotations are help. */
#define MAX_LABEL 80

gboolean
spt_xsd_is (xmlNodePtr  node,
            const char *name)
{
  return node != NULL && node->type == XML_ELEMENT_NODE && node->ns != NULL &&
         xmlStrEqual (node->ns->href, SPT_XSD_NS) &&
         strcmp ((const char *) node->name, name) == 0;
}

xmlNodePtr
spt_xsd_next (xmlNodePtr node)
{
  while (node != NULL &&
         (node->type != XML_ELEMENT_NODE || node->ns == NULL ||
          !xmlStrEqual (node->ns->href, SPT_XSD_NS)))
    node = node->next;

  return node;
}

xmlNodePtr
spt_xsd_first_child (xmlNodePtr  node,
                     const char *name)
{
  if (node == NULL)
    return NULL;
  for (xmlNodePtr child = spt_xsd_next (node->children); child != NULL;
       child = spt_xsd_next (child->next))
    {
      if (spt_xsd_is (child, name))
        return child;
    }

  return NULL;
}

char *
spt_xsd_dup_attribute (xmlNodePtr  node,
                       const char *name)
{
  xmlChar *text = xmlGetNoNsProp (node, (const xmlChar *) name);
  char *copy;

  if (text == NULL)
    return NULL;
  copy = g_strstrip (g_strdup ((const char *) text));
  xmlFree (text);

  return copy;
}

void
spt_xsd_value_clear (SptXsdValue *value)
{
  g_clear_pointer (&value->choices, g_ptr_array_unref);
}

static SptFieldKind
read_builtin (const char *name)
{
  static const char *const integers[] = {
    "integer", "nonPositiveInteger", "negativeInteger", "nonNegativeInteger", "positiveInteger",
    "long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
    "gYear", NULL
  };
  static const char *const codes[] = {
    "time", "dateTime", "duration", "gYearMonth", "gMonthDay", "gDay", "gMonth", "hexBinary",
    "base64Binary", "anyURI", "QName", "ID", "IDREF", "NCName", "NMTOKEN", "Name", NULL
  };

  if (g_str_equal (name, "boolean"))
    return SPT_FIELD_BOOLEAN;
  if (g_str_equal (name, "date"))
    return SPT_FIELD_DATE;
  if (g_str_equal (name, "decimal"))
    return SPT_FIELD_DECIMAL;
  if (g_strv_contains (integers, name))
    return SPT_FIELD_INTEGER;
  if (g_strv_contains (codes, name))
    return SPT_FIELD_CODE;

  return SPT_FIELD_TEXT;
}

/* The facets of one step of derivation stand over those below it. */
void
spt_xsd_value_restrict (xmlNodePtr   restriction,
                        SptXsdValue *value)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();

  for (xmlNodePtr facet = spt_xsd_next (restriction->children); facet != NULL;
       facet = spt_xsd_next (facet->next))
    {
      g_autofree char *text = spt_xsd_dup_attribute (facet, "value");

      if (text == NULL)
        continue;
      if (spt_xsd_is (facet, "enumeration"))
        g_ptr_array_add (choices, facet);
      else if (spt_xsd_is (facet, "maxLength") || spt_xsd_is (facet, "length"))
        {
          guint64 n = g_ascii_strtoull (text, NULL, 10);

          if (n > 0 && n <= G_MAXINT)
            value->max_length = (guint) n;
        }
      else if (spt_xsd_is (facet, "fractionDigits"))
        value->fraction = (guint) MIN (g_ascii_strtoull (text, NULL, 10), 1000) + 1;
    }
  if (choices->len > 0)
    {
      g_clear_pointer (&value->choices, g_ptr_array_unref);
      value->choices = g_steal_pointer (&choices);
      value->kind = SPT_FIELD_CHOICE;
    }
}

/*
 * spt_xsd_value_read:
 * @set: the files
 * @view: where @type stands
 * @type: (nullable): a simpleType
 * @builtin: (nullable): the name of one of XML Schema's own types, where @type is %NULL
 * @depth: of the derivation
 * @value: (out): what is known; for spt_xsd_value_clear()
 *
 * Goes down the derivation of a type. Lists and unions are texts: libxml2 says what may be in them.
 */
void
spt_xsd_value_read (SptXsdSet        *set,
                    const SptXsdView *view,
                    xmlNodePtr        type,
                    const char       *builtin,
                    guint             depth,
                    SptXsdValue      *value)
{
  xmlNodePtr restriction;
  const SptXsdGlobal *base;
  g_autofree char *base_builtin = NULL;

  if (type == NULL || depth > MAX_DEPTH)
    {
      *value = (SptXsdValue) { .kind = builtin != NULL ? read_builtin (builtin) : SPT_FIELD_TEXT };
      return;
    }
  restriction = spt_xsd_first_child (type, "restriction");
  if (restriction == NULL)
    {
      *value = (SptXsdValue) { .kind = SPT_FIELD_TEXT };
      return;
    }
  base = spt_xsd_set_resolve (set, view, restriction, "base", "type", &base_builtin);
  if (base != NULL)
    spt_xsd_value_read (set, base->view, base->node, NULL, depth + 1, value);
  else if (base_builtin != NULL)
    spt_xsd_value_read (set, view, NULL, base_builtin, depth + 1, value);
  else
    spt_xsd_value_read (set, view, spt_xsd_first_child (restriction, "simpleType"), NULL, depth + 1,
                        value);
  spt_xsd_value_restrict (restriction, value);
}

/* How well a language fits: the user's, Italian, none, any other. */
static guint
rank_language (xmlNodePtr node)
{
  xmlChar *language = xmlNodeGetLang (node);
  guint rank;

  if (language == NULL)
    return 2;
  if (g_str_has_prefix ((const char *) language, spt_data_language ()))
    rank = 0;
  else if (g_str_has_prefix ((const char *) language, "it"))
    rank = 1;
  else
    rank = 3;
  xmlFree (language);

  return rank;
}

static char *
dup_text (xmlNodePtr node)
{
  xmlChar *content = xmlNodeGetContent (node);
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  if (content == NULL)
    return g_strdup ("");
  words = g_strsplit_set ((const char *) content, " \t\r\n", -1);
  xmlFree (content);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_ptr_array_add (kept, words[i]);
    }
  g_ptr_array_add (kept, NULL);

  return g_strjoinv (" ", (char **) kept->pdata);
}

static gboolean
read_annotation (xmlNodePtr   node,
                 char       **label,
                 char       **help)
{
  xmlNodePtr annotation = spt_xsd_first_child (node, "annotation");
  guint best = G_MAXUINT;

  if (annotation == NULL)
    return FALSE;
  for (xmlNodePtr child = spt_xsd_next (annotation->children); child != NULL;
       child = spt_xsd_next (child->next))
    {
      if (spt_xsd_is (child, "documentation"))
        best = MIN (best, rank_language (child));
    }
  for (xmlNodePtr child = spt_xsd_next (annotation->children); child != NULL;
       child = spt_xsd_next (child->next))
    {
      g_autofree char *text = NULL;

      if (!spt_xsd_is (child, "documentation") || rank_language (child) != best)
        continue;
      text = dup_text (child);
      if (*text == '\0')
        continue;
      if (*label == NULL && *help == NULL && g_utf8_strlen (text, -1) <= MAX_LABEL)
        *label = g_steal_pointer (&text);
      else if (*help == NULL)
        *help = g_steal_pointer (&text);
    }

  return *label != NULL || *help != NULL;
}

/*
 * spt_xsd_dup_words:
 * @name: of an element ("L4_1dataInstallazione")
 *
 * Makes words of a name: "Data installazione". A code in front ("L4_1", "A_E_") goes.
 *
 * Returns: (transfer full): the words; @name itself where nothing would be left
 */
char *
spt_xsd_dup_words (const char *name)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const char *at = name;
  gunichar first;
  char *rest;

  /* "L4_1", "L12", "A_E_": capitals, digits and strokes before the first small letter, but for a
   * capital right before it. */
  if (g_ascii_isupper (at[0]) && (g_ascii_isdigit (at[1]) || at[1] == '_'))
    {
      const char *end = at;

      while (g_ascii_isupper (*end) || g_ascii_isdigit (*end) || *end == '_')
        end++;
      if (*end != '\0' && end > at && g_ascii_isupper (end[-1]))
        end--;
      if (*end != '\0')
        at = end;
      else
        while (*at != '\0' && (g_ascii_isdigit (at[0]) || at[0] == '_' || at == name ||
                               (at[1] == '_')))
          at++;
      if (*at == '\0')
        at = name;
    }

  for (const char *c = at; *c != '\0'; c++)
    {
      gboolean starts = g_ascii_isupper (*c) && c > at &&
                        (g_ascii_islower (c[-1]) || (g_ascii_isupper (c[-1]) && g_ascii_islower (c[1])));

      if (*c == '_' || *c == '.' || *c == '-')
        {
          if (words->len > 0 && words->str[words->len - 1] != ' ')
            g_string_append_c (words, ' ');
          continue;
        }
      if (starts && words->len > 0 && words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
      /* "Data Installazione" has one capital; "ACS" keeps its own. */
      if (g_ascii_isupper (*c) && g_ascii_islower (c[1]))
        g_string_append_c (words, g_ascii_tolower (*c));
      else
        g_string_append_c (words, *c);
    }
  g_strchomp (words->str);
  if (*words->str == '\0')
    return g_strdup (name);

  first = g_unichar_toupper (g_utf8_get_char (words->str));
  rest = g_utf8_next_char (words->str);
  {
    char capital[7] = { 0 };

    g_unichar_to_utf8 (first, capital);
    return g_strconcat (capital, rest, NULL);
  }
}

/*
 * spt_xsd_dup_label:
 * @node: an element, attribute or enumeration of a schema
 * @type: (nullable): its type, whose annotation is the next best
 * @name: its name
 * @help: (out) (transfer full) (nullable): a sentence more
 *
 * Finds what people are to read.
 *
 * Returns: (transfer full): the label
 */
char *
spt_xsd_dup_label (xmlNodePtr   node,
                   xmlNodePtr   type,
                   const char  *name,
                   char       **help)
{
  char *label = NULL;

  *help = NULL;
  if (!read_annotation (node, &label, help) && type != NULL)
    read_annotation (type, &label, help);
  if (label == NULL)
    label = spt_xsd_dup_words (name);

  return label;
}
