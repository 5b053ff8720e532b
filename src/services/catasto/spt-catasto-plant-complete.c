/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A libretto that a row of a table completes: what it lacks comes in, what it says stays (docs/csv.md, "plants"). */

#define G_LOG_DOMAIN "spt-catasto-plant-complete"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

typedef struct
{
  SptCatastoTree *to;
  SptCatastoTree *from;
  guint           row;
  SptIssueList   *issues;
} Merge;

/* Elements of which one of a set stands there: another is no gap. */
static const char *const choices[][4] = {
  { "L4_1tipoGruppoTermico", "L4_1numeroAnalisiFumi" },
  { "L4_4assorbimentoPerRecupero", "L4_4combustibileAssorbimentoFiammaDiretta", "L4_4compressioneMotoreElettrico",
    "L4_4compressioneMotoreEndotermico" },
};

/* What stands several times, and by which of its fields it is the same. */
static const struct
{
  const char *name;
  const char *keys[4];
} lists[] = {
  { "unita_immobiliare", { "L1_2sezione", "L1_2foglio", "L1_2particella", "L1_2sub" } },
  { "terzo_responsabile", { "L3ragSocialeDitta", "L3dataValiditaContrattoDal" } },
  { "L12intervento", { "L12dataControllo" } },
};

static guint
get_position (xmlNodePtr node)
{
  guint n = 0;

  for (xmlNodePtr at = node->prev; at != NULL; at = at->prev)
    n += at->type == XML_ELEMENT_NODE && strcmp ((const char *) at->name, (const char *) node->name) == 0;

  return n;
}

/* As a record's paths are: groups have a position, fields have none. */
static char *
dup_path (Merge      *self,
          xmlNodePtr  node)
{
  GString *path = g_string_new (NULL);

  for (xmlNodePtr at = node; at != self->from->root; at = at->parent)
    {
      g_autofree char *step = xmlFirstElementChild (at) != NULL ? g_strdup_printf ("%s[%u]", (const char *) at->name, get_position (at))
                              : g_strdup ((const char *) at->name);

      if (path->len > 0)
        g_string_prepend_c (path, '.');
      g_string_prepend (path, step);
    }

  return g_string_free (path, FALSE);
}

static void
tell_other (Merge      *self,
            xmlNodePtr  node,
            const char *kept)
{
  g_autofree char *path = dup_path (self, node);

  spt_issue_list_add (self->issues, SPT_ISSUE_WARNING, SPT_CATASTO_DOMAIN, "kept-other", self->row, path,
                      spt_catasto_tree_get_text (self->from, node), kept);
}

static gboolean
agree (const char *a,
       const char *b)
{
  gint64 x;
  gint64 y;

  return g_ascii_strcasecmp (a, b) == 0 ||
         (spt_catasto_parse_decimal (a, &x) && spt_catasto_parse_decimal (b, &y) && x == y);
}

static xmlNodePtr
find_other_choice (xmlNodePtr  to,
                   const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      gboolean is_one = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (choices[i]) && choices[i][j] != NULL; j++)
        is_one |= strcmp (choices[i][j], name) == 0;
      for (guint j = 0; is_one && j < G_N_ELEMENTS (choices[i]) && choices[i][j] != NULL; j++)
        {
          xmlNodePtr other = spt_catasto_tree_first (to, choices[i][j]);

          if (other != NULL)
            return other;
        }
    }

  return NULL;
}

static const SptCatastoKind *
find_kind (const char *group)
{
  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      if (spt_catasto_kinds[i].item != NULL && strcmp (spt_catasto_kinds[i].group, group) == 0)
        return &spt_catasto_kinds[i];
    }

  return NULL;
}

static const char *
get_serial (SptCatastoTree       *tree,
            xmlNodePtr            part,
            const SptCatastoKind *kind)
{
  xmlNodePtr item = spt_catasto_tree_get_item (part, kind);

  return item != NULL ? spt_catasto_tree_get_own (tree, item, kind, "matricola") : "";
}

static void fill (Merge      *self,
                  xmlNodePtr  to,
                  xmlNodePtr  from);

/* The same is what has the same serial number; where one of the two has none, what has the same number. Anything else is
 * one more, and numbers are never given twice. */
static void
fill_part (Merge                *self,
           xmlNodePtr            scheda,
           xmlNodePtr            from,
           const SptCatastoKind *kind)
{
  const char *serial = get_serial (self->from, from, kind);
  guint number = spt_catasto_tree_get_number (self->from, from, kind->number);
  xmlNodePtr there = NULL;
  xmlNodePtr copy;

  for (xmlNodePtr part = spt_catasto_tree_first_part (self->to, kind); part != NULL && there == NULL && *serial != '\0';
       part = spt_catasto_tree_next (part))
    {
      if (g_ascii_strcasecmp (get_serial (self->to, part, kind), serial) == 0)
        there = part;
    }
  if (there == NULL)
    {
      there = spt_catasto_tree_find_part (self->to, kind, number);
      if (there != NULL && *serial != '\0' && *get_serial (self->to, there, kind) != '\0')
        {
          number = spt_catasto_tree_get_last (self->to, kind) + 1;
          there = NULL;
        }
    }
  if (there != NULL)
    {
      xmlNodePtr to_item = spt_catasto_tree_get_item (there, kind);
      xmlNodePtr from_item = spt_catasto_tree_get_item (from, kind);

      if (to_item != NULL && from_item != NULL)
        fill (self, to_item, from_item);
      return;
    }
  copy = spt_catasto_tree_copy (self->to, scheda, from);
  spt_catasto_tree_remove (spt_catasto_tree_first (copy, kind->number));
  spt_catasto_tree_add_number (self->to, copy, kind->number, number);
}

static gboolean
is_same (Merge      *self,
         xmlNodePtr  to,
         xmlNodePtr  from,
         guint       list)
{
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (lists[list].keys) && lists[list].keys[i] != NULL; i++)
    {
      const char *a = spt_catasto_tree_get (self->to, to, lists[list].keys[i]);
      const char *b = spt_catasto_tree_get (self->from, from, lists[list].keys[i]);

      if (*a != '\0' && *b != '\0' && !agree (a, b))
        return FALSE;
      any |= *a != '\0' && *b != '\0';
    }

  return any;
}

static void
fill_list (Merge      *self,
           xmlNodePtr  to,
           xmlNodePtr  from,
           guint       list)
{
  for (xmlNodePtr node = spt_catasto_tree_first (to, lists[list].name); node != NULL; node = spt_catasto_tree_next (node))
    {
      if (is_same (self, node, from, list))
        {
          fill (self, node, from);
          return;
        }
    }
  spt_catasto_tree_copy (self->to, to, from);
}

static void
fill_one (Merge      *self,
          xmlNodePtr  to,
          xmlNodePtr  node)
{
  const char *name = (const char *) node->name;
  xmlNodePtr there = spt_catasto_tree_first (to, name);
  const char *text = spt_catasto_tree_get_text (self->from, node);

  if (there == NULL)
    there = find_other_choice (to, name);
  if (there == NULL)
    {
      spt_catasto_tree_copy (self->to, to, node);
      return;
    }
  if (xmlFirstElementChild (node) != NULL)
    fill (self, there, node);
  else if (strcmp ((const char *) there->name, name) != 0 || !agree (text, spt_catasto_tree_get_text (self->to, there)))
    tell_other (self, node, spt_catasto_tree_get_text (self->to, there));
}

static void
fill (Merge      *self,
      xmlNodePtr  to,
      xmlNodePtr  from)
{
  for (xmlNodePtr node = xmlFirstElementChild (from); node != NULL; node = xmlNextElementSibling (node))
    {
      const SptCatastoKind *kind = find_kind ((const char *) node->name);
      guint list = 0;

      while (list < G_N_ELEMENTS (lists) && strcmp (lists[list].name, (const char *) node->name) != 0)
        list++;
      if (kind != NULL)
        fill_part (self, to, node, kind);
      else if (list < G_N_ELEMENTS (lists))
        fill_list (self, to, node, list);
      else
        fill_one (self, to, node);
    }
}

/**
 * spt_catasto_plant_complete:
 * @service: the service
 * @libretto: XML: what is known
 * @row_libretto: XML: what a row says
 * @row: the row, for findings
 * @issues: takes what the row says otherwise
 * @error: return location for an error
 *
 * Fills what a libretto lacks by what a row of a table says; nothing of it is overwritten.
 *
 * Returns: (transfer full): XML; the same as before where the row adds nothing
 */
char *
spt_catasto_plant_complete (SptService    *service,
                            const char    *libretto,
                            const char    *row_libretto,
                            guint          row,
                            SptIssueList  *issues,
                            GError       **error)
{
  g_autoptr (SptCatastoTree) to = spt_catasto_tree_parse (libretto, -1, error);
  g_autoptr (SptCatastoTree) from = to != NULL ? spt_catasto_tree_parse (row_libretto, -1, error) : NULL;
  Merge self = { to, from, row, issues };

  if (from == NULL)
    return NULL;
  if (to->plant == NULL)
    to->plant = spt_catasto_tree_add (to, to->root, SPT_CATASTO_PLANT);
  /* Of the head only the day may be missing: what it is, and where it goes, the libretto says. */
  if (*spt_catasto_tree_get (to, to->root, SPT_CATASTO_DAY) == '\0')
    spt_catasto_tree_add_text (to, to->root, SPT_CATASTO_DAY, spt_catasto_tree_get (from, from->root, SPT_CATASTO_DAY));
  if (from->plant != NULL)
    fill (&self, to->plant, from->plant);

  return spt_catasto_write_libretto (to, error);
}
