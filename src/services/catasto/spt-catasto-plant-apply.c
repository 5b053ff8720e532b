/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an accepted document makes of a plant's libretto (catasto facts 12.3). */

#define G_LOG_DOMAIN "spt-catasto-plant-apply"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#include "services/catasto/spt-catasto-schemas.h"

#define EXISTING "4" /* 1.1: a libretto of a plant that was there before */
#define WHOLE    "9" /* the operation that says so */

/* --- whole librettos ------------------------------------------------------------------------------------ */

static gboolean
is_simplified (SptCatastoTree *document)
{
  return spt_catasto_tree_get_call (document) == 11;
}

/* The simplified libretto may leave out what the libretto must have: that stays as it was. */
static void
keep_what_is_needed (SptCatastoTree *after,
                     SptCatastoTree *before)
{
  const SptCatastoRow *row = spt_catasto_matrix_get (WHOLE);

  for (guint i = 0; before != NULL && row != NULL && i < row->cells->len; i++)
    {
      const SptCatastoCell *cell = &g_array_index (row->cells, SptCatastoCell, i);
      xmlNodePtr known = cell->element != NULL ? spt_catasto_tree_first (before->plant, cell->element) : NULL;

      if (cell->need == SPT_CATASTO_MANDATORY && known != NULL &&
          spt_catasto_tree_first (after->plant, cell->element) == NULL)
        spt_catasto_tree_copy (after, after->plant, known);
    }
}

static SptCatastoTree *
take_whole (SptCatastoTree *document,
            SptCatastoTree *before)
{
  SptCatastoTree *after = spt_catasto_tree_new (SPT_CATASTO_LIBRETTO_CALL);

  for (xmlNodePtr node = xmlFirstElementChild (document->root); node != NULL; node = xmlNextElementSibling (node))
    {
      if (node == document->plant)
        {
          spt_catasto_tree_remove (after->plant);
          after->plant = spt_catasto_tree_copy (after, after->root, node);
        }
      else if (strcmp ((const char *) node->name, "versione") != 0)
        spt_catasto_tree_copy (after, after->root, node);
    }
  if (is_simplified (document))
    {
      keep_what_is_needed (after, before);
      spt_catasto_tree_set_text (after, after->root, SPT_CATASTO_API_ID, WHOLE);
      spt_catasto_tree_set_text (after, after->root, SPT_CATASTO_SORT, EXISTING);
    }

  return after;
}

/* --- parts of it ------------------------------------------------------------------------------------------ */

/* Of a plant that other software sent nothing else may be known. */
static SptCatastoTree *
begin_libretto (SptCatastoTree *document)
{
  SptCatastoTree *libretto = spt_catasto_tree_new (SPT_CATASTO_LIBRETTO_CALL);

  spt_catasto_tree_add_text (libretto, libretto->root, SPT_CATASTO_CODE,
                             spt_catasto_tree_get (document, document->root, SPT_CATASTO_CODE));
  spt_catasto_tree_add_text (libretto, libretto->root, SPT_CATASTO_SORT, EXISTING);
  spt_catasto_tree_add_text (libretto, libretto->root, SPT_CATASTO_API_ID, WHOLE);

  return libretto;
}

static void
merge_schede (SptCatastoTree *libretto,
              SptCatastoTree *document)
{
  for (xmlNodePtr node = document->plant != NULL ? xmlFirstElementChild (document->plant) : NULL; node != NULL;
       node = xmlNextElementSibling (node))
    {
      if (g_str_has_prefix ((const char *) node->name, "scheda_"))
        spt_catasto_merge_scheda (libretto, document, node);
    }
}

static void
dismiss_part (SptCatastoTree       *libretto,
              xmlNodePtr            part,
              const SptCatastoKind *kind,
              const char           *day)
{
  xmlNodePtr scheda = part->parent;

  if (kind->item != NULL)
    {
      xmlNodePtr item = spt_catasto_tree_get_item (part, kind);

      if (item != NULL && *spt_catasto_tree_get_own (libretto, item, kind, SPT_CATASTO_DISMISSED) == '\0')
        spt_catasto_tree_set_own (libretto, item, kind, SPT_CATASTO_DISMISSED, day);
      return;
    }
  /* A vessel has no days in the schema: the archive's list of parts keeps it. */
  spt_catasto_tree_remove (part);
  if (xmlFirstElementChild (scheda) == NULL)
    spt_catasto_tree_remove (scheda);
}

static void
dismiss_listed (SptCatastoTree *libretto,
                SptCatastoTree *document)
{
  const char *name = spt_catasto_tree_get_call (document) == 6 ? "generatore_dismesso" : "parte_dismessa";

  for (xmlNodePtr node = spt_catasto_tree_first (document->plant, name); node != NULL; node = spt_catasto_tree_next (node))
    {
      const SptCatastoKind *kind = spt_catasto_kind_find (spt_catasto_tree_get (document, node, "tipoComponente"));
      guint number = spt_catasto_tree_get_number (document, node, "numero");
      xmlNodePtr part = kind != NULL ? spt_catasto_tree_find_part (libretto, kind, number) : NULL;

      if (part != NULL)
        dismiss_part (libretto, part, kind, spt_catasto_tree_get (document, node, "dataDismissione"));
    }
}

/* The plant ends, and with it all that stands there. */
static void
dismiss_all (SptCatastoTree *libretto,
             SptCatastoTree *document)
{
  const char *day = spt_catasto_tree_get (document, document->plant, "dataDismissione");

  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      const SptCatastoKind *kind = &spt_catasto_kinds[i];

      if (kind->item == NULL)
        continue;
      for (xmlNodePtr part = spt_catasto_tree_first_part (libretto, kind); part != NULL; part = spt_catasto_tree_next (part))
        dismiss_part (libretto, part, kind, day);
    }
}

static void
take_part (SptCatastoTree *libretto,
           SptCatastoTree *document)
{
  switch (spt_catasto_tree_get_call (document))
    {
    case 3:
      dismiss_all (libretto, document);
      break;
    case 6:
    case 7:
      merge_schede (libretto, document);
      dismiss_listed (libretto, document);
      break;
    case 8:
      spt_catasto_add_report_row (libretto, document);
      break;
    case 9:
      spt_catasto_add_test_row (libretto, document);
      break;
    default:
      merge_schede (libretto, document);
      break;
    }
}

/**
 * spt_catasto_write_libretto:
 * @libretto: a tree of call 2
 * @error: return location for an error: the set in force is broken
 *
 * Writes a libretto in the order of the schema, nothing empty, what the schema does not know in its place.
 *
 * Returns: (transfer full): XML
 */
char *
spt_catasto_write_libretto (SptCatastoTree  *libretto,
                            GError         **error)
{
  g_autoptr (SptXsd) xsd = spt_catasto_schemas_ref (SPT_CATASTO_LIBRETTO_CALL, error);
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const char *data;

  if (xsd == NULL)
    return NULL;
  record = spt_record_new (spt_xsd_get_schema (xsd));
  if (!spt_catasto_tree_read (libretto, xsd, record, error))
    return NULL;
  bytes = spt_xsd_write (xsd, record);
  data = g_bytes_get_data (bytes, &length);

  return g_strndup (data, length);
}

/**
 * spt_catasto_plant_apply:
 * @service: the service
 * @operation: what was accepted; the document's own call is what counts
 * @libretto: (nullable): the plant's libretto before, XML
 * @document: XML
 * @error: return location for an error
 *
 * Works out the libretto after a document was accepted: calls 2 and 11 put a whole one in its place, 3 ends all that stands
 * there, 6 and 7 what they name, 8 and 9 add a row, all others what they have.
 *
 * Returns: (transfer full): XML, a document of call 2; %NULL when something cannot be read
 */
char *
spt_catasto_plant_apply (SptService  *service,
                         const char  *operation,
                         const char  *libretto,
                         const char  *document,
                         GError     **error)
{
  g_autoptr (SptCatastoTree) given = spt_catasto_tree_parse (document, -1, error);
  g_autoptr (SptCatastoTree) before = NULL;
  g_autoptr (SptCatastoTree) after = NULL;

  if (given == NULL)
    return NULL;
  if (libretto != NULL)
    {
      before = spt_catasto_tree_parse (libretto, -1, error);
      if (before == NULL)
        return NULL;
    }
  if (spt_catasto_tree_get_call (given) == SPT_CATASTO_LIBRETTO_CALL || is_simplified (given))
    {
      after = take_whole (given, before);
      return spt_catasto_write_libretto (after, error);
    }
  if (before == NULL)
    before = begin_libretto (given);
  if (before->plant == NULL)
    before->plant = spt_catasto_tree_add (before, before->root, SPT_CATASTO_PLANT);
  take_part (before, given);

  return spt_catasto_write_libretto (before, error);
}
