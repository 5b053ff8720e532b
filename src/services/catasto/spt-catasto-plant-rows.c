/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an accepted report adds to the libretto: a row of scheda 12, or of 13 (catasto facts 7, 12.3). */

#define G_LOG_DOMAIN "spt-catasto-plant-rows"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#define CONTROLS    "scheda_12_interventi_controllo"
#define INSPECTIONS "scheda_13_ispezioni"

/* A row that says the same already is the row of this report: several reports of one visit have one. */
static void
drop_if_there (SptCatastoTree *libretto,
               xmlNodePtr      row)
{
  for (xmlNodePtr other = spt_catasto_tree_first (row->parent, (const char *) row->name); other != row;
       other = spt_catasto_tree_next (other))
    {
      gboolean is_same = TRUE;

      for (xmlNodePtr field = xmlFirstElementChild (row); field != NULL && is_same; field = xmlNextElementSibling (field))
        is_same = strcmp (spt_catasto_tree_get_text (libretto, field),
                          spt_catasto_tree_get (libretto, other, (const char *) field->name)) == 0;
      if (is_same)
        {
          spt_catasto_tree_remove (row);
          return;
        }
    }
}

/**
 * spt_catasto_add_report_row:
 * @libretto: the libretto
 * @document: an accepted document of call 8
 *
 * Adds the row of an efficiency report to scheda 12.
 */
void
spt_catasto_add_report_row (SptCatastoTree *libretto,
                            SptCatastoTree *document)
{
  guint type;
  xmlNodePtr report = spt_catasto_find_report (document, &type);
  xmlNodePtr firm = spt_catasto_tree_first (report, "datiManutentore");
  xmlNodePtr end = spt_catasto_tree_first (report, "sezione_F");
  const char *name = spt_catasto_tree_get (document, firm, "ragioneSociale");
  g_autofree char *rea = NULL;
  xmlNodePtr row;

  if (report == NULL)
    return;
  row = spt_catasto_tree_add (libretto, spt_catasto_tree_need_scheda (libretto, CONTROLS), "L12intervento");
  rea = g_strstrip (g_strdup_printf ("%s %s", spt_catasto_tree_get (document, firm, "siglaREA"),
                                     spt_catasto_tree_get (document, firm, "numeroREA")));
  spt_catasto_tree_add_text (libretto, row, "L12dataControllo", spt_catasto_tree_get (document, report, "A_F_dataControllo"));
  /* The report need not give a name, the row has to. */
  spt_catasto_tree_add_text (libretto, row, "L12ragioneSociale", *name != '\0' ? name
                             : spt_catasto_tree_get (document, firm, "codiceFiscale"));
  spt_catasto_tree_add_text (libretto, row, "L12cciaa", rea);
  spt_catasto_tree_add_number (libretto, row, "L12tipoAllegato", type);
  spt_catasto_tree_add_text (libretto, row, "L12flagRaccomandazioni",
                             *spt_catasto_tree_get (document, end, "A_F_raccomandazioni") != '\0' ? "true" : "false");
  spt_catasto_tree_add_text (libretto, row, "L12flagPrescrizioni",
                             *spt_catasto_tree_get (document, end, "A_F_prescrizioni") != '\0' ? "true" : "false");
  drop_if_there (libretto, row);
}

/* Lawful is what is lawful for each generator. */
static gboolean
is_positive (SptCatastoTree *document,
             xmlNodePtr      report)
{
  for (xmlNodePtr node = xmlFirstElementChild (report); node != NULL; node = xmlNextElementSibling (node))
    {
      if (g_str_has_prefix ((const char *) node->name, "generatore_") &&
          !spt_catasto_tree_is_true (document, spt_catasto_tree_first (node, "esito"), "flagNorma"))
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_catasto_add_test_row:
 * @libretto: the libretto
 * @document: an accepted document of call 9
 *
 * Adds the row of an inspection to scheda 13.
 */
void
spt_catasto_add_test_row (SptCatastoTree *libretto,
                          SptCatastoTree *document)
{
  static const char *const pairs[][2] = {
    { "L13dataIspez", "data" }, { "L13cognomeTecnico", "cognomeIspettore" }, { "L13nomeTecnico", "nomeIspettore" },
    { "L13codiceFiscale", "codiceFiscaleIspettore" }, { "L13enteCompetente", "ente" }
  };
  xmlNodePtr report = spt_catasto_tree_first (document->plant, "rapporto_prova");
  xmlNodePtr general = spt_catasto_tree_first (report, "dati_generali");
  xmlNodePtr row;

  if (report == NULL)
    return;
  row = spt_catasto_tree_add (libretto, spt_catasto_tree_need_scheda (libretto, INSPECTIONS), "L13ispezione");
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    spt_catasto_tree_add_text (libretto, row, pairs[i][0], spt_catasto_tree_get (document, general, pairs[i][1]));
  spt_catasto_tree_add_text (libretto, row, is_positive (document, report) ? "L13flagPositivo" : "L13flagNegativo", "true");
  spt_catasto_tree_add_text (libretto, row, "L13rapportoProva", spt_catasto_tree_get (document, general, "numero"));
  drop_if_there (libretto, row);
}
