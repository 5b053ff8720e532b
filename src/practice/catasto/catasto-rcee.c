/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on efficiency reports, types 1 to 4 (facts 8, 11). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <stdlib.h>
#include <string.h>

#define REPORT PRC_CATASTO_REPORTS, PRC_CATASTO_CALL (8)
#define SCALE 10000
#define YES 1
#define NO 0

/* One section E: what is checked, and what stood under its number that day. */
typedef struct
{
  guint                 type;
  const char           *date;      /* of the control */
  xmlNode              *report;
  xmlNode              *node;
  const PrcCatastoKind *kind;
  gint64                number;
  const PrcCatastoItem *item;      /* NULL: nothing stood there */
} Part;

typedef void (*Judge) (PrcCatastoCheck *check,
                       const Part      *part);

static const char *const number_names[] = { "", "A_E_numGT", "A_E_numGF", "A_E_numSC", "A_E_numCG" };
static const char *const kind_words[] = { "", "GT", "GF", "SC", "CG" };

static void
for_parts (PrcCatastoCheck *check,
           Judge            judge)
{
  xmlNode *plant, *report, *node;

  prc_catasto_each (plant, check->root)
  {
    prc_catasto_each (report, plant)
    {
      Part part = { 0, };

      if (!g_str_has_prefix ((const char *) report->name, "rcee_tipo_"))
        continue;
      part.type = (guint) g_ascii_digit_value (report->name[strlen ("rcee_tipo_")]);
      part.report = report;
      part.date = prc_catasto_text (check, report, "A_F_dataControllo");
      part.kind = prc_catasto_kind (kind_words[part.type]);
      prc_catasto_each (node, report)
      {
        if (!prc_catasto_is (node, "sezione_E"))
          continue;
        part.node = node;
        part.number = prc_catasto_whole (check, node, number_names[part.type]);
        part.item = prc_catasto_item_at (check->after, part.kind, part.number, part.date);
        judge (check, &part);
      }
    }
  }
}

static xmlNode *
part_child (const Part *part,
            const char *name)
{
  xmlNode *node = prc_catasto_child (part->node, name);

  return node != NULL ? node : part->node;
}

static void
judge_type (PrcCatastoCheck *check,
            const Part      *part)
{
  guint i;

  for (i = 0; i < check->after->len; i++)
    {
      const PrcCatastoItem *item = g_ptr_array_index (check->after, i);

      if (item->kind == part->kind)
        return;
    }
  prc_catasto_blame (check, part->report, "L'impianto non ha componenti %s: il tipo di rapporto non "
                     "corrisponde.", part->kind->kind);
}

static void
check_type (PrcCatastoCheck *check)
{
  for_parts (check, judge_type);
}

static guint
count_rows (const Part *part)
{
  xmlNode *node;
  guint count = 0;

  prc_catasto_each (node, part->node)
  count += prc_catasto_is (node, "rowFumi");
  return count;
}

/* Measures are due from 10 kW on, and not for solid or other fuels. */
static gboolean
measures_due (PrcCatastoCheck *check,
              const Part      *part)
{
  xmlNode *section = prc_catasto_child (part->report, "sezione_A");
  char fuel = part->item != NULL ? prc_catasto_fuel (part->item->fuel) : '-';

  return part->type == 1 && (fuel == 'g' || fuel == 'l') &&
         prc_catasto_decimal (check, section, "A_A_potenzaTermicaNomTotMax") >= 10 * SCALE;
}

static void
judge_rows (PrcCatastoCheck *check,
            const Part      *part)
{
  const char *name = part->type == 1 ? "A_E_moduloTermico" : "A_E_numCircuito";
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  gint64 parts = MAX (part->item->parts, 1);
  guint count = count_rows (part);
  xmlNode *node;

  if (count != parts && !(count == 0 && !measures_due (check, part)) && count > 0)
    prc_catasto_blame (check, part->node, "Il libretto prevede %" G_GINT64_FORMAT " %s, il rapporto ne "
                       "ha %u.", parts, part->type == 1 ? "analisi" : "circuiti", count);
  prc_catasto_each (node, part->node)
  {
    gint64 number = prc_catasto_is (node, "rowFumi") ? prc_catasto_whole (check, node, name) : 0;

    if (number > 0 && (number > parts || !g_hash_table_add (seen, GINT_TO_POINTER ((int) number))))
      prc_catasto_blame (check, node, "Il numero %" G_GINT64_FORMAT " è ripetuto o non è nel libretto.",
                         number);
  }
}

static void
judge_component (PrcCatastoCheck *check,
                 const Part      *part)
{
  xmlNode *node;

  if (part->item == NULL)
    {
      prc_catasto_blame (check, part->node, "%s-%" G_GINT64_FORMAT " non c'è o era dismesso il %s.",
                         part->kind->kind, part->number, part->date);
      return;
    }
  prc_catasto_each (node, part->report)
  {
    if (node == part->node)
      break;
    if (prc_catasto_whole (check, node, number_names[part->type]) == part->number)
      {
        prc_catasto_blame (check, part->node, "%s-%" G_GINT64_FORMAT " è ripetuto nel rapporto.",
                           part->kind->kind, part->number);
        break;
      }
  }
  if (part->type <= 2)
    judge_rows (check, part);
}

static void
check_component (PrcCatastoCheck *check)
{
  for_parts (check, judge_component);
}

static void
judge_double (PrcCatastoCheck *check,
              const Part      *part)
{
  g_autofree char *what = g_strdup_printf ("rcee%u", part->type);

  if (prc_db_number (check->twin->db, "SELECT 1 FROM catasto_report WHERE code = ?1 AND kind = ?2 AND "
                     "number = ?3 AND date = ?4 AND what = ?5", "ssiss", check->code,
                     part->kind->kind, part->number, part->date, what) != 0)
    prc_catasto_blame (check, part->node, NULL);
}

static void
check_double (PrcCatastoCheck *check)
{
  for_parts (check, judge_double);
}

static xmlNode *
the_report (PrcCatastoCheck *check)
{
  return prc_catasto_first (prc_catasto_plant (check));
}

static void
judge_restore (PrcCatastoCheck *check,
               const Part      *part)
{
  xmlNode *node;

  prc_catasto_each (node, part->node)
  {
    const char *restore = prc_catasto_text (check, node, "A_E_dataRipristino");

    if (part->type != 2 || !prc_catasto_is (node, "rowFumi"))
      continue;
    if (restore != NULL && strcmp (restore, part->date) <= 0)
      prc_catasto_blame (check, prc_catasto_child (node, "A_E_dataRipristino"),
                         "Il ripristino non è dopo il controllo.");
    if (restore == NULL && !prc_catasto_truth (check, node, "A_E_Verifica"))
      prc_catasto_blame (check, node, "Verifica non superata senza data di ripristino.");
  }
}

static void
check_dates (PrcCatastoCheck *check)
{
  xmlNode *report = the_report (check);
  xmlNode *section = prc_catasto_child (report, "sezione_F");
  const char *next = prc_catasto_text (check, section, "A_F_dataIntervento");

  if (next != NULL && strcmp (next, prc_catasto_text (check, report, "A_F_dataControllo")) <= 0)
    prc_catasto_blame (check, prc_catasto_child (section, "A_F_dataIntervento"),
                       "L'intervento raccomandato non è dopo il controllo.");
  if (strcmp (prc_catasto_text (check, section, "A_F_orarioPartenza"),
              prc_catasto_text (check, section, "A_F_orarioArrivo")) < 0)
    prc_catasto_blame (check, prc_catasto_child (section, "A_F_orarioPartenza"),
                       "La partenza è prima dell'arrivo.");
  for_parts (check, judge_restore);
}

static void
judge_service (PrcCatastoCheck *check,
               const Part      *part)
{
  if ((part->type == 1 || part->type == 3) &&
      !prc_catasto_truth (check, part->node, "A_E_flagClimatizInv") &&
      !prc_catasto_truth (check, part->node, "A_E_flagProduzACS"))
    prc_catasto_blame (check, part->node, NULL);
}

static void
check_service (PrcCatastoCheck *check)
{
  for_parts (check, judge_service);
}

static void
judge_rate (PrcCatastoCheck *check,
            const Part      *part)
{
  xmlNode *node;

  prc_catasto_each (node, part->node)
  {
    if ((prc_catasto_child (node, "A_E_valorePortata") != NULL) !=
        (prc_catasto_child (node, "A_E_portataCombu") != NULL))
      prc_catasto_blame (check, node, NULL);
  }
}

static void
check_rate (PrcCatastoCheck *check)
{
  for_parts (check, judge_rate);
}

static void
judge_draught (PrcCatastoCheck *check,
               const Part      *part)
{
  if (g_strcmp0 (prc_catasto_text (check, part->node, "A_E_flagEvacFumi"), "N") == 0 &&
      prc_catasto_child (part->node, "A_E_depressCanaleFumo") == NULL)
    prc_catasto_blame (check, part_child (part, "A_E_flagEvacFumi"), NULL);
}

static void
check_draught (PrcCatastoCheck *check)
{
  for_parts (check, judge_draught);
}

static void
judge_row_measures (PrcCatastoCheck *check,
                    const Part      *part,
                    xmlNode         *row)
{
  static const char *const smoke[] = { "A_E_bacharach1", "A_E_bacharach2", "A_E_bacharach3" };
  char fuel = part->item != NULL ? prc_catasto_fuel (part->item->fuel) : '-';
  guint count = 0, i;

  for (i = 0; i < G_N_ELEMENTS (smoke); i++)
    count += prc_catasto_child (row, smoke[i]) != NULL;
  if (fuel == 'l' && count < 3)
    prc_catasto_blame (check, row, "Con un combustibile liquido servono i tre indici di Bacharach.");
  if (fuel != 'l' && count > 0)
    prc_catasto_blame (check, row, "L'indice di Bacharach vale solo per i combustibili liquidi.");
  if (fuel == 'l' && prc_catasto_child (row, "A_E_rispettoIndBacharach") == NULL)
    prc_catasto_blame (check, row, "Manca il rispetto dell'indice di Bacharach.");
  if (prc_catasto_child (row, "A_E_O2") == NULL && prc_catasto_child (row, "A_E_CO2") == NULL)
    prc_catasto_blame (check, row, "Manca O2 o CO2.");
  if (prc_catasto_decimal (check, row, "A_E_tempFumi") <= prc_catasto_decimal (check, row, "A_E_tempAria"))
    prc_catasto_blame (check, row, "I fumi non sono più caldi dell'aria.");
}

static void
judge_measures (PrcCatastoCheck *check,
                const Part      *part)
{
  xmlNode *node;

  if (part->type != 1)
    return;
  if (measures_due (check, part) && count_rows (part) == 0)
    prc_catasto_blame (check, part->node, NULL);
  prc_catasto_each (node, part->node)
  {
    if (prc_catasto_is (node, "rowFumi"))
      judge_row_measures (check, part, node);
  }
}

static void
check_measures (PrcCatastoCheck *check)
{
  for_parts (check, judge_measures);
}

/* Why the measures of a row are against the law; NULL if they are not. */
static const char *
unlawful (PrcCatastoCheck *check,
          const Part      *part,
          const xmlNode   *row)
{
  static const char *const smoke[] = { "A_E_bacharach1", "A_E_bacharach2", "A_E_bacharach3" };
  gint64 limit = part->item == NULL ? 9 : part->item->fuel == 4 ? 2 : part->item->fuel == 5 ? 6 : 9;
  guint i;

  if (prc_catasto_decimal (check, row, "A_E_COcorretto") > 1000 * SCALE)
    return "CO corretto oltre 1000 ppm";
  for (i = 0; i < G_N_ELEMENTS (smoke); i++)
    {
      if (prc_catasto_whole (check, row, smoke[i]) > limit)
        return "indice di Bacharach oltre il limite";
    }
  /* Two points of measuring uncertainty are for the owner. */
  if (prc_catasto_decimal (check, row, "A_E_rendimCombu") + 2 * SCALE <
      prc_catasto_decimal (check, row, "A_E_rendimentoLegge"))
    return "rendimento sotto il minimo";
  return NULL;
}

static void
judge_outcome (PrcCatastoCheck *check,
               const Part      *part)
{
  xmlNode *node;

  if (part->type != 1 || prc_catasto_whole (check, part->node, "A_E_flagRisultati") != YES)
    return;
  prc_catasto_each (node, part->node)
  {
    const char *fault = prc_catasto_is (node, "rowFumi") ? unlawful (check, part, node) : NULL;

    if (fault != NULL)
      prc_catasto_blame (check, part_child (part, "A_E_flagRisultati"), "Risultati detti conformi, ma %s.",
                         fault);
  }
}

static void
check_outcome (PrcCatastoCheck *check)
{
  for_parts (check, judge_outcome);
}

/* ISO, and let through by the schema. */
static void
set_date (GDate      *date,
          const char *text)
{
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) atoi (text + 8), atoi (text + 5), (GDateYear) atoi (text));
}

static void
check_term (PrcCatastoCheck *check)
{
  xmlNode *node = prc_catasto_child (the_report (check), "A_F_dataControllo");
  GDate control, today;

  set_date (&control, prc_catasto_own (check, node));
  set_date (&today, check->today);
  if (g_date_days_between (&control, &today) > 45)
    prc_catasto_blame (check, node, NULL);
}

/* Sì/No/NC of sections D and E; here "riflusso" is the one where Sì is bad. */
static guint
count_bad (PrcCatastoCheck *check,
           const xmlNode   *section)
{
  xmlNode *node;
  guint count = 0;

  prc_catasto_each (node, section)
  {
    const char *name = (const char *) node->name;

    if (prc_catasto_first (node) != NULL || strstr (name, "_flag") == NULL ||
        prc_catasto_is (node, "A_E_flagClimatizInv") || prc_catasto_is (node, "A_E_flagProduzACS"))
      continue;
    count += g_strcmp0 (prc_catasto_own (check, node),
                        prc_catasto_is (node, "A_E_flagRiflusso") ? "1" : "0") == 0;
  }
  return count;
}

static void
check_prescriptions (PrcCatastoCheck *check)
{
  static const char *const notes[] = { "A_F_osservazioni", "A_F_raccomandazioni", "A_F_prescrizioni" };
  xmlNode *report = the_report (check);
  xmlNode *section = prc_catasto_child (report, "sezione_F");
  xmlNode *node;
  guint bad = 0, said = 0, i;

  for (i = 0; i < G_N_ELEMENTS (notes); i++)
    said += prc_catasto_child (section, notes[i]) != NULL;
  prc_catasto_each (node, report)
  {
    if (prc_catasto_is (node, "sezione_D") || prc_catasto_is (node, "sezione_E"))
      bad += count_bad (check, node);
  }
  if (prc_catasto_child (section, "A_F_prescrizioni") != NULL &&
      prc_catasto_truth (check, section, "A_F_flagFunzImp"))
    prc_catasto_blame (check, prc_catasto_child (section, "A_F_prescrizioni"), NULL);
  if (bad > 0 && said == 0)
    prc_catasto_blame (check, section, "Ci sono esiti negativi senza osservazioni, raccomandazioni o "
                       "prescrizioni.");
}

static void
check_sticker (PrcCatastoCheck *check)
{
  xmlNode *node = prc_catasto_child (the_report (check), "codiceBollino");
  const char *text = prc_catasto_own (check, node);

  if (text == NULL)
    return;
  if (g_str_has_suffix (text, "999"))
    prc_catasto_blame (check, node, "Il bollino è di un'altra impresa.");
  else if (prc_db_number (check->twin->db, "SELECT 1 FROM catasto_report WHERE sticker = ?1", "s",
                          text) != 0)
    prc_catasto_blame (check, node, "Il bollino è già stato usato.");
}

static void
check_firm (PrcCatastoCheck *check)
{
  static const struct { gint64 number; const char *fault; } firms[] = {
    { 999001, "L'impresa non è registrata." },
    { 999002, "L'impresa è cessata." },
    { 999003, "L'impresa è sospesa." },
    { 999004, "L'impresa è stata cancellata." },
  };
  xmlNode *firm = prc_catasto_child (the_report (check), "datiManutentore");
  guint i;

  for (i = 0; i < G_N_ELEMENTS (firms); i++)
    {
      if (prc_catasto_whole (check, firm, "numeroREA") == firms[i].number)
        prc_catasto_blame (check, prc_catasto_child (firm, "numeroREA"), "%s", firms[i].fault);
    }
}

static const PrcCatastoRule rules[] = {
  { "E-RCEE-TIPO", REPORT, check_type, "Il tipo di rapporto non corrisponde al componente." },
  { "E-RCEE-DOPPIO", REPORT, check_double,
    "Il rapporto su questo componente e questa data è già in catasto." },
  { "E-RCEE-COMP", REPORT, check_component,
    "Il componente del rapporto non corrisponde al libretto." },
  { "E-MANUTENTORE", REPORT, check_firm, "L'impresa non può inviare rapporti." },
  { "E-BOLLINO", REPORT, check_sticker, "Il bollino non è valido." },
  { "E-RCEE-DATE", REPORT, check_dates, "Le date del rapporto non sono coerenti." },
  { "E-RCEE-SERVIZIO", REPORT, check_service,
    "Manca il servizio: climatizzazione invernale o acqua calda sanitaria." },
  { "E-RCEE-PORTATA", REPORT, check_rate, "La portata di combustibile vuole valore e unità." },
  { "E-RCEE-TIRAGGIO", REPORT, check_draught,
    "Con evacuazione naturale serve la depressione nel canale da fumo." },
  { "E-RCEE-MISURE", REPORT, check_measures, "Mancano le misure dei fumi." },
  { "E-RCEE-ESITO", REPORT, check_outcome, "I risultati non possono essere conformi." },
  { "W-RCEE-TERMINE", REPORT, check_term, "Il controllo è di oltre 45 giorni fa." },
  { "W-RCEE-PRESCR", REPORT, check_prescriptions,
    "Ci sono prescrizioni, ma l'impianto è detto in grado di funzionare." },
};

/**
 * prc_catasto_rcee_rules:
 *
 * Returns: the rules on efficiency reports
 */
PrcCatastoRules
prc_catasto_rcee_rules (void)
{
  return (PrcCatastoRules) { rules, G_N_ELEMENTS (rules) };
}
