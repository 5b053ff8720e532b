/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on the schede that identify a plant: place, services, kinds of generators (facts 7, 11). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <string.h>

#define PLACE "scheda_1_2_ubicazione"
#define SERVICES "scheda_1_3_servizi"
#define CARRIER "scheda_1_4_fluido_vettore"
#define KINDS "scheda_1_5_tipologia_generatori"

#define WITH_PARTS (PRC_CATASTO_WHOLE | PRC_CATASTO_CALL (4) | PRC_CATASTO_CALL (5))
#define WITH_PLACE (WITH_PARTS | PRC_CATASTO_CALL (1) | PRC_CATASTO_CALL (6))

/* A box that is ticked, or a text or number that is given. */
static gboolean
is_chosen (PrcCatastoCheck *check,
           const xmlNode   *node)
{
  const char *text;

  if (node == NULL)
    return FALSE;
  text = prc_catasto_own (check, node);
  return prc_catasto_first (node) != NULL || (!g_str_equal (text, "false") &&
                                              !g_str_equal (text, "0"));
}

static gboolean
has_choice (PrcCatastoCheck *check,
            const xmlNode   *sheet,
            guint            among)
{
  xmlNode *node;
  guint i = 0;

  prc_catasto_each (node, sheet)
  {
    const char *name = (const char *) node->name;

    /* Of 1.5 only the kinds count, not what they are for nor what is added to them. */
    if (among == 0 || (!g_str_has_prefix (name, "L1_5tipoPer") &&
                       !g_str_has_prefix (name, "L1_5tipoIntegrazione")))
      i += is_chosen (check, node);
  }
  return i > 0;
}

static void
check_services (PrcCatastoCheck *check)
{
  static const char *const names[] = { SERVICES, CARRIER, KINDS };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (names); i++)
    {
      xmlNode *sheet = prc_catasto_given (check, names[i]);

      if (sheet != NULL && !has_choice (check, sheet, i == 2))
        prc_catasto_blame (check, sheet, NULL);
    }
}

/* 5.1 and 7 want something chosen; a plant for hot water or air alone may do without (facts 4). */
static void
check_chosen (PrcCatastoCheck *check)
{
  static const char *const names[] = { "scheda_5_1_regolazione_primaria", "scheda_7_emissione" };
  xmlNode *services = prc_catasto_sheet (check, SERVICES);
  xmlNode *carrier = prc_catasto_sheet (check, CARRIER);
  gboolean spare;
  guint i;

  spare = (prc_catasto_child (services, "L1_3servizioACS") != NULL &&
           prc_catasto_child (services, "L1_3servizioClimaInv") == NULL &&
           prc_catasto_child (services, "L1_3servizioClimaEst") == NULL) ||
          (prc_catasto_truth (check, carrier, "L1_4fluidoAria") &&
           !prc_catasto_truth (check, carrier, "L1_4fluidoAcqua"));
  for (i = 0; i < G_N_ELEMENTS (names); i++)
    {
      xmlNode *sheet = prc_catasto_given (check, names[i]);

      if (sheet == NULL || has_choice (check, sheet, 0))
        continue;
      if (spare)
        prc_catasto_warn (check, sheet, "Nella scheda non è scelta nessuna voce.");
      else
        prc_catasto_blame (check, sheet, "Nella scheda non è scelta nessuna voce.");
    }
}

static void
check_volume (PrcCatastoCheck *check)
{
  static const char *const pairs[][2] = { { "L1_3servizioClimaInv", "L1_2volLordoRisc" },
                                          { "L1_3servizioClimaEst", "L1_2volLordoRaffr" } };
  xmlNode *place = prc_catasto_sheet (check, PLACE);
  xmlNode *services = prc_catasto_sheet (check, SERVICES);
  xmlNode *given = prc_catasto_given (check, PLACE);
  guint i;

  if (given == NULL)
    given = prc_catasto_given (check, SERVICES);
  for (i = 0; given != NULL && i < G_N_ELEMENTS (pairs); i++)
    {
      if (prc_catasto_child (services, pairs[i][0]) != NULL &&
          prc_catasto_child (place, pairs[i][1]) == NULL)
        prc_catasto_blame (check, given, "Manca %s per il servizio %s.", pairs[i][1], pairs[i][0]);
    }
}

static const struct
{
  const char *name;
  const char *value;             /* that asks for a description */
  const char *description;
} others[] = {
  { "L4_1combustibile", "1", "L4_1combustibileAltro" },
  { "L4_1fluido", "1", "L4_1fluidoAltro" },
  { "L5_1flagAltroSistemaRegolazione", "true", "L5_1descrizioneAltroSistemaRegolazione" },
  { "L5_1flagAltroSistemaRegolazione", "1", "L5_1descrizioneAltroSistemaRegolazione" },
  { "valutazione", "4", "motivo" },
};

static void
visit_other (PrcCatastoCheck *check,
             xmlNode         *node)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (prc_catasto_is (node, others[i].name) &&
          g_strcmp0 (prc_catasto_own (check, node), others[i].value) == 0 &&
          prc_catasto_child (node->parent, others[i].description) == NULL)
        prc_catasto_blame (check, node, "Manca la descrizione (%s).", others[i].description);
    }
}

static void
check_others (PrcCatastoCheck *check)
{
  prc_catasto_walk (check, check->root, visit_other);
}

static void
check_generator (PrcCatastoCheck *check)
{
  guint i;

  for (i = 0; i < check->given->len; i++)
    {
      const PrcCatastoItem *item = g_ptr_array_index (check->given, i);

      if (item->kind->generator)
        return;
    }
  prc_catasto_blame (check, prc_catasto_plant (check), NULL);
}

static guint
count_active (PrcCatastoCheck *check,
              const char      *kind,
              gint64          *power)
{
  guint count = 0, i;

  for (i = 0; i < check->after->len; i++)
    {
      const PrcCatastoItem *item = g_ptr_array_index (check->after, i);

      if (item->replaced || item->dismissed != NULL ||
          (kind != NULL ? !g_str_equal (item->kind->kind, kind) : !item->kind->generator))
        continue;
      count++;
      if (power != NULL)
        *power += item->power;
    }
  return count;
}

static void
check_coherence (PrcCatastoCheck *check)
{
  static const struct { const char *first, *second, *kind; } pairs[] = {
    { "L1_5tipoGeneratore", NULL, "GT" },
    { "L1_5tipoPompa", "L1_5tipoFrigo", "GF" },
    { "L1_5tipoTelerisc", "L1_5tipoTeleraff", "SC" },
    { "L1_5tipoCogen", NULL, "CG" },
    { "L1_5tipoIntegrazionePannelli", NULL, "CS" },
    { "L1_5tipoAltro", "L1_5tipoIntegrazioneAltro", "AG" },
  };
  xmlNode *sheet = prc_catasto_sheet (check, KINDS);
  xmlNode *given = prc_catasto_given (check, KINDS);
  guint i;

  if (sheet == NULL || (given == NULL && check->given->len == 0))
    return;
  for (i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      gboolean ticked = is_chosen (check, prc_catasto_child (sheet, pairs[i].first)) ||
                        (pairs[i].second != NULL &&
                         is_chosen (check, prc_catasto_child (sheet, pairs[i].second)));

      if (ticked != (count_active (check, pairs[i].kind, NULL) > 0))
        prc_catasto_blame (check, given != NULL ? given : prc_catasto_plant (check),
                           "La scheda 1.5 e la scheda 4 non concordano sui generatori %s.",
                           pairs[i].kind);
    }
}

static void
check_power (PrcCatastoCheck *check)
{
  static const char *const names[] = { "L1_3servizioACS", "L1_3servizioClimaInv",
                                       "L1_3servizioClimaEst" };
  xmlNode *sheet = prc_catasto_given (check, SERVICES);
  gint64 sum = 0;
  guint i;

  if (sheet == NULL || count_active (check, NULL, &sum) == 0 || sum == 0)
    return;
  for (i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (prc_catasto_decimal (check, sheet, names[i]) > sum)
        prc_catasto_blame (check, prc_catasto_child (sheet, names[i]), NULL);
    }
}

static void
check_unit_doubles (PrcCatastoCheck *check)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  xmlNode *place = prc_catasto_given (check, PLACE);
  xmlNode *node;

  prc_catasto_each (node, place)
  {
    const char *section = prc_catasto_text (check, node, "L1_2sezione");

    if (prc_catasto_is (node, "unita_immobiliare") &&
        !g_hash_table_add (seen, g_strdup_printf ("%s/%s/%s/%s", section != NULL ? section : "",
                                                  prc_catasto_text (check, node, "L1_2foglio"),
                                                  prc_catasto_text (check, node, "L1_2particella"),
                                                  prc_catasto_text (check, node, "L1_2sub"))))
      prc_catasto_blame (check, node, "L'unità immobiliare è ripetuta.");
  }
}

static guint
count_units (PrcCatastoCheck *check,
             const xmlNode   *place,
             const char      *with)
{
  xmlNode *node;
  guint count = 0;

  prc_catasto_each (node, place)
  count += prc_catasto_is (node, "unita_immobiliare") &&
           (with == NULL || prc_catasto_child (node, with) != NULL);
  return count;
}

static void
check_single (PrcCatastoCheck *check)
{
  xmlNode *place = prc_catasto_given (check, PLACE);

  if (prc_catasto_truth (check, place, "L1_2flagUnitaImmSingle") &&
      count_units (check, place, NULL) > 1)
    prc_catasto_blame (check, prc_catasto_child (place, "L1_2flagUnitaImmSingle"), NULL);
}

/* The province towns, whose cadastral codes the facts give, and the provinces by their ISTAT code. */
static const struct
{
  const char *name;
  const char *code;
  const char *province;
} towns[] = {
  { "Bari", "A662", "BA" },       { "Foggia", "D643", "FG" },  { "Taranto", "L049", "TA" },
  { "Brindisi", "B180", "BR" },   { "Lecce", "E506", "LE" },   { "Barletta", "A669", "BT" },
  { "Andria", "A285", "BT" },     { "Trani", "L328", "BT" },
  { NULL, "071", "FG" }, { NULL, "072", "BA" }, { NULL, "073", "TA" },
  { NULL, "074", "BR" }, { NULL, "075", "LE" }, { NULL, "110", "BT" },
};

/* Why the place cannot be: a code or a name that belongs elsewhere, or nowhere in Puglia. */
static const char *
judge_place (const char *name,
             const char *code,
             const char *province)
{
  gboolean known_province = FALSE;
  gboolean known_code = code == NULL || !g_ascii_isdigit (*code);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (towns); i++)
    {
      gboolean here = g_str_equal (towns[i].province, province);

      known_province = known_province || here;
      if (towns[i].name == NULL && code != NULL && g_str_has_prefix (code, towns[i].code))
        {
          known_code = TRUE;
          if (!here)
            return "Il codice del comune è di un'altra provincia.";
        }
      if (towns[i].name == NULL)
        continue;
      if (g_ascii_strcasecmp (towns[i].name, name) == 0 && !here)
        return "Il comune è di un'altra provincia.";
      if (g_strcmp0 (towns[i].code, code) == 0 && (!here || g_ascii_strcasecmp (towns[i].name, name) != 0))
        return "Il codice è di un altro comune.";
    }
  if (!known_province || !known_code)
    return "Il comune non è in Puglia.";
  return g_ascii_strcasecmp (name, "Atlantide") == 0 ? "Il comune non esiste." : NULL;
}

static void
check_town (PrcCatastoCheck *check)
{
  xmlNode *place = prc_catasto_given (check, PLACE);
  const char *fault;

  if (place == NULL)
    return;
  fault = judge_place (prc_catasto_text (check, place, "L1_2comune"),
                       prc_catasto_text (check, place, "L1_2codiceComune"),
                       prc_catasto_text (check, place, "L1_2prov"));
  if (fault != NULL)
    prc_catasto_blame (check, prc_catasto_child (place, "L1_2comune"), "%s", fault);
}

static void
check_meters (PrcCatastoCheck *check)
{
  xmlNode *place = prc_catasto_sheet (check, PLACE);
  gboolean gas = FALSE;
  gboolean pump = FALSE;
  guint i;

  if (place == NULL || (check->given->len == 0 && prc_catasto_given (check, PLACE) == NULL))
    return;
  for (i = 0; i < check->after->len; i++)
    {
      const PrcCatastoItem *item = g_ptr_array_index (check->after, i);

      if (item->replaced || item->dismissed != NULL)
        continue;
      gas = gas || (item->kind->report == 1 && item->fuel == 2);
      pump = pump || item->heats;
    }
  if (gas && count_units (check, place, "L1_2pdr") == 0)
    prc_catasto_blame (check, prc_catasto_plant (check), "Gas naturale senza PDR.");
  if (pump && count_units (check, place, "L1_2pod") == 0)
    prc_catasto_blame (check, prc_catasto_plant (check), "Pompa di calore senza POD.");
}

static const PrcCatastoRule rules[] = {
  { "E-SERVIZI", PRC_CATASTO_SHEETS, WITH_PLACE, check_services,
    "Nella scheda non è scelta nessuna voce." },
  { "E-SCHEDA-MANCANTE", PRC_CATASTO_SHEETS, WITH_PARTS, check_chosen,
    "Nella scheda non è scelta nessuna voce." },
  { "E-VOLUME", PRC_CATASTO_SHEETS, WITH_PLACE, check_volume,
    "Manca il volume servito." },
  { "E-ALTRO", PRC_CATASTO_SHEETS, PRC_CATASTO_ALL, check_others,
    "«Altro» vuole una descrizione." },
  { "E-GENERATORE", PRC_CATASTO_SHEETS, PRC_CATASTO_WHOLE | PRC_CATASTO_CALL (4), check_generator,
    "Manca almeno un generatore." },
  { "W-COERENZA-15-4", PRC_CATASTO_SHEETS, WITH_PLACE, check_coherence,
    "La scheda 1.5 e la scheda 4 non concordano." },
  { "W-POTENZA-SERVIZIO", PRC_CATASTO_SHEETS, WITH_PLACE, check_power,
    "La potenza del servizio supera quella dei generatori attivi." },
  { "E-CATASTO", PRC_CATASTO_SHEETS, WITH_PLACE, check_unit_doubles,
    "L'unità immobiliare è ripetuta." },
  { "W-UNITA-SINGOLA", PRC_CATASTO_SHEETS, WITH_PLACE, check_single,
    "È detta singola unità immobiliare, ma ce n'è più di una." },
  { "E-COMUNE", PRC_CATASTO_SHEETS, WITH_PLACE, check_town,
    "Il comune non esiste o è di un'altra provincia." },
  { "W-PDR-GAS", PRC_CATASTO_SHEETS, WITH_PLACE, check_meters,
    "Manca il PDR del gas naturale o il POD della pompa di calore." },
};

/**
 * prc_catasto_sheet_rules:
 *
 * Returns: the rules on the schede that identify a plant
 */
PrcCatastoRules
prc_catasto_sheet_rules (void)
{
  return (PrcCatastoRules) { rules, G_N_ELEMENTS (rules) };
}
