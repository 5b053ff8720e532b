/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an accepted call changes on the register (facts 12.3). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <string.h>

/* A scheda as a document of its own. */
static char *
dump (xmlDoc  *doc,
      xmlNode *node)
{
  xmlBuffer *buffer = xmlBufferCreate ();
  /* The namespace is declared further up: a copy has a declaration of its own. */
  xmlNode *copy = xmlDocCopyNode (node, doc, 1);
  char *text;

  xmlNodeDump (buffer, doc, copy, 0, 0);
  text = g_strdup ((const char *) xmlBufferContent (buffer));
  xmlFreeNode (copy);
  xmlBufferFree (buffer);
  return text;
}

static gboolean
is_superseded (PrcCatastoCheck *check,
               const xmlNode   *kept,
               const xmlNode   *sheet)
{
  xmlNode *node;

  prc_catasto_each (node, sheet)
  {
    if (g_strcmp0 (prc_catasto_text (check, node, "L3cciaa"),
                   prc_catasto_text (check, kept, "L3cciaa")) == 0 &&
        g_strcmp0 (prc_catasto_text (check, node, "L3dataValiditaContrattoDal"),
                   prc_catasto_text (check, kept, "L3dataValiditaContrattoDal")) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Appointments add up: the ones on file stay, unless the same firm's from the same day is given. */
static void
keep_appointments (PrcCatastoCheck *check,
                   xmlNode         *sheet)
{
  xmlDoc *doc = prc_catasto_load_sheet (check->twin, check->code, (const char *) sheet->name);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  xmlNode *node;
  guint i;

  if (doc == NULL)
    return;
  prc_catasto_each (node, xmlDocGetRootElement (doc))
  {
    if (!is_superseded (check, node, sheet))
      g_ptr_array_add (kept, node);
  }
  for (i = 0; i < kept->len; i++)
    {
      xmlNode *copy = xmlDocCopyNode (g_ptr_array_index (kept, i), check->doc, 1);

      xmlAddChild (sheet, copy);
    }
  xmlFreeDoc (doc);
}

static gboolean
save_season (PrcCatastoCheck *check,
             xmlNode         *sheet,
             xmlNode         *row)
{
  g_autofree char *prefix = g_strndup ((const char *) row->name,
                                       strlen ((const char *) row->name) - strlen ("riga"));
  g_autofree char *from = g_strconcat (prefix, "esercizioDa", NULL);
  g_autofree char *xml = dump (check->doc, row);
  const char *fuel = prc_catasto_text (check, row->parent, "L14_1combustibile");
  const char *product = prc_catasto_text (check, row, "L14_4nomeProdotto");
  g_autofree char *key = g_strdup_printf ("%s/%s", prc_catasto_text (check, row, from),
                                          fuel != NULL ? fuel : product != NULL ? product : "");

  return prc_db_run (check->twin->db, "INSERT OR REPLACE INTO catasto_season (code, sheet, key, xml) "
                     "VALUES (?1, ?2, ?3, ?4)", "ssss", check->code, sheet->name, key, xml);
}

/* A season that is sent again replaces the one on file (facts 8.7). */
static gboolean
save_seasons (PrcCatastoCheck *check,
              xmlNode         *sheet,
              xmlNode         *parent)
{
  gboolean good = TRUE;
  xmlNode *node;

  prc_catasto_each (node, parent)
  good = good && (prc_catasto_ends (node, "riga") ? save_season (check, sheet, node)
                    : save_seasons (check, sheet, node));
  return good;
}

static gboolean
save_sheets (PrcCatastoCheck *check,
             xmlNode         *plant)
{
  gboolean good = TRUE;
  xmlNode *node;

  prc_catasto_each (node, plant)
  {
    const char *name = (const char *) node->name;
    g_autofree char *xml = NULL;

    if (!g_str_has_prefix (name, "scheda_") || !good)
      continue;
    if (g_str_has_prefix (name, "scheda_14_"))
      {
        good = save_seasons (check, node, node);
        continue;
      }
    if (prc_catasto_is (node, "scheda_3_terzo_responsabile"))
      keep_appointments (check, node);
    xml = dump (check->doc, node);
    good = prc_catasto_save_sheet (check->twin, check->code, name, xml);
  }
  return good;
}

static gboolean
save_report (PrcCatastoCheck *check,
             const char      *what,
             const char      *kind,
             gint64           number,
             const char      *date,
             const char      *sticker,
             const char      *firm,
             const char      *protocol,
             gboolean         positive)
{
  return prc_db_run (check->twin->db, "INSERT INTO catasto_report (code, what, kind, number, date, "
                     "sticker, firm, protocol, positive) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                     "sssissssi", check->code, what, kind, number, date, sticker, firm, protocol,
                     (gint64) positive);
}

static gboolean
save_rcee (PrcCatastoCheck *check,
           xmlNode         *report,
           const char      *protocol)
{
  static const char *const kinds[] = { "GT", "GF", "SC", "CG" };
  guint type = (guint) g_ascii_digit_value (report->name[strlen ("rcee_tipo_")]);
  g_autofree char *what = g_strdup_printf ("rcee%u", type);
  g_autofree char *number = g_strdup_printf ("A_E_num%s", kinds[type - 1]);
  xmlNode *firm = prc_catasto_child (report, "datiManutentore");
  gboolean works = prc_catasto_truth (check, prc_catasto_child (report, "sezione_F"),
                                      "A_F_flagFunzImp");
  gboolean good = TRUE;
  xmlNode *node;

  prc_catasto_each (node, report)
  {
    if (good && prc_catasto_is (node, "sezione_E"))
      good = save_report (check, what, kinds[type - 1], prc_catasto_whole (check, node, number),
                          prc_catasto_text (check, report, "A_F_dataControllo"),
                          prc_catasto_text (check, report, "codiceBollino"),
                          prc_catasto_text (check, firm, "codiceFiscale"), protocol, works);
  }
  return good;
}

static gboolean
save_inspection (PrcCatastoCheck *check,
                 xmlNode         *report,
                 const char      *protocol)
{
  xmlNode *general = prc_catasto_child (report, "dati_generali");
  const char *date = prc_catasto_text (check, general, "data");
  gboolean positive = TRUE;
  gboolean good = TRUE;
  xmlNode *node;

  prc_catasto_each (node, report)
  {
    gboolean lawful;

    if (!g_str_has_prefix ((const char *) node->name, "generatore_") || !good)
      continue;
    lawful = prc_catasto_truth (check, prc_catasto_child (node, "esito"), "flagNorma");
    positive = positive && lawful;
    good = save_report (check, "prova", (const char *) node->name + strlen ("generatore_"),
                        prc_catasto_whole (check, node, "numero"), date, NULL,
                        prc_catasto_text (check, general, "ente"), protocol, lawful);
  }
  return good && prc_db_run (check->twin->db, "UPDATE catasto_plant SET outcome = ?1 WHERE code = ?2",
                             "ss", positive ? "positivo" : "negativo", check->code);
}

static gboolean
save_reports (PrcCatastoCheck *check,
              xmlNode         *plant,
              const char      *protocol)
{
  xmlNode *node = prc_catasto_first (plant);

  if (check->call == 8)
    return save_rcee (check, node, protocol);
  return check->call != 9 || save_inspection (check, node, protocol);
}

/* From so much power on, a report is due (facts 9.1); in the units of an item. */
static gboolean
is_over_threshold (const PrcCatastoItem *item)
{
  static const gint64 limits[] = { G_MAXINT64, 100000, 120000, 100000, 0 };

  return item->power > limits[item->kind->report];
}

static void
expect_reports (PrcCatastoCheck *check)
{
  guint i, j;

  for (i = 0; check->operation->rcee_due && i < check->after->len; i++)
    {
      const PrcCatastoItem *item = g_ptr_array_index (check->after, i);

      if (item->kind->report == 0 || item->replaced || item->dismissed != NULL || item->node == NULL ||
          !is_over_threshold (item))
        continue;
      /* What was there before and is only told of again is not new. */
      for (j = 0; check->call == 4 && j < check->before->len; j++)
        {
          const PrcCatastoItem *old = g_ptr_array_index (check->before, j);

          if (!old->replaced && prc_catasto_same (old, item))
            break;
        }
      if (check->call != 4 || j == check->before->len)
        g_ptr_array_add (check->expected, g_strdup_printf ("%s-%" G_GINT64_FORMAT, item->kind->kind,
                                                           item->number));
    }
}

static gboolean
clear_libretto (PrcCatastoCheck *check)
{
  PrcDb *db = check->twin->db;

  return prc_db_run (db, "DELETE FROM catasto_sheet WHERE code = ?1", "s", check->code) &&
         prc_db_run (db, "DELETE FROM catasto_season WHERE code = ?1", "s", check->code);
}

/**
 * prc_catasto_apply:
 * @check: a check that has come through all stages
 * @protocol: the number of the submission
 *
 * Changes the plant: calls 2 and 11 put a whole libretto in the place of the one on file, 3 ends the
 * plant, all others add to it. Runs inside the caller's transaction. Works out which reports are
 * expected.
 *
 * Returns: %FALSE if it could not be stored
 */
gboolean
prc_catasto_apply (PrcCatastoCheck *check,
                   const char      *protocol)
{
  gboolean whole = (PRC_CATASTO_CALL (check->call) & PRC_CATASTO_WHOLE) != 0;
  const char *state = check->call == 3 ? "dismissed" : check->state != NULL ? check->state : "active";
  const char *province = prc_catasto_text (check, prc_catasto_given (check, "scheda_1_2_ubicazione"),
                                           "L1_2prov");
  gboolean good = !whole || clear_libretto (check);
  xmlNode *plant;

  good = good && prc_catasto_save_plant (check->twin, check->code, state, province,
                                         whole || check->libretto) &&
         prc_catasto_save_items (check->twin, check->code, check->after);
  prc_catasto_each (plant, check->root)
  {
    if (prc_catasto_is (plant, "impianto"))
      good = good && save_sheets (check, plant) && save_reports (check, plant, protocol);
  }
  if (good)
    expect_reports (check);
  return good;
}
