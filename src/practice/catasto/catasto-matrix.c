/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The matrix of the operations, the kinds of components and the classes of fuels (facts 4, 7, 10). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

/* The recommended reading of the matrix: a letter a scheda, 1.1 first. W is optional with a warning:
 * only an inspector has results of inspections. */
static const PrcCatastoOperation operations[] = {
  { 1, 1, 0, FALSE, "OMOOOXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX" },
  { 2, 1, 0, FALSE, "OXXXXMXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX" },
  { 3, 1, 0, FALSE, "OXXXXXXXXXXMXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX" },
  { 4, 2, 1, TRUE, "MMMMMMOOOOOOGOOGGGGGMOOOOOOOMOOOOOOOOCCCCCWOOOO" },
  { 5, 2, 2, TRUE, "MMMMMMOOOOOOGOOGGGGGMOOOOOOOMOOOOOOOOCCCCCWOOOO" },
  { 9, 2, 4, FALSE, "MMMMMMOOOOOOGOOGGGGGMOOOOOOOMOOOOOOOOOOOOOOOOOO" },
  { 85, 2, 0, FALSE, "MMMMMMOOOOOOGOOGGGGGMOOOOOOOMOOOOOOOOOOOOOOOOOO" },
  { 86, 2, 0, FALSE, "MMMMMMOOOOOOGOOGGGGGMOOOOOOOMOOOOOOOOOOOOOMOOOO" },
  { 8, 3, 0, FALSE, "OXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX" },
  { 10, 4, 3, TRUE, "MOOOOOOOOOOOGOOGGGGGOOOOOOOOOOOOOOOOOCCCCCWOOOO" },
  { 16, 5, 0, FALSE, "OXXXXXXXXXXXXGGOOOOOGGGGGGGGGGGGGGGGGOOOOOWOOOO" },
  { 52, 6, 0, FALSE, "OOOOOOXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX" },
  { 58, 7, 0, FALSE, "OXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX" },
  { 84, 8, 0, FALSE, "OXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX" },
  { 88, 9, 0, FALSE, "OXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX" },
  { 87, 10, 0, FALSE, "OXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXGGGG" },
  { 99, 11, 0, FALSE, "MMOOOMOOOOOOGOOGGGGGOOOOOOOOOOOOOOOOOOOOOOOOOOO" },
};

/* The containers of the schede from 1.2 on; 1.1 stands in the header. */
static const char *const sheets[] = {
  "scheda_1_2_ubicazione",
  "scheda_1_3_servizi",
  "scheda_1_4_fluido_vettore",
  "scheda_1_5_tipologia_generatori",
  "scheda_1_6_responsabile",
  "scheda_2_1_contenuto_acqua",
  "scheda_2_2_durezza",
  "scheda_2_3_trattamento_riscaldamento",
  "scheda_2_4_trattamento_acs",
  "scheda_2_5_trattamento_raffrescamento",
  "scheda_3_terzo_responsabile",
  "scheda_4_1_gruppi_termici",
  "scheda_4_2_bruciatori",
  "scheda_4_3_recuperatori",
  "scheda_4_4_gruppi_frigo",
  "scheda_4_5_scambiatori",
  "scheda_4_6_cogeneratori",
  "scheda_4_7_campi_solari",
  "scheda_4_8_altri_generatori",
  "scheda_5_1_regolazione_primaria",
  "scheda_5_2_regolazione_ambiente",
  "scheda_5_3_telelettura",
  "scheda_5_4_contabilizzazione",
  "scheda_6_1_distribuzione",
  "scheda_6_2_coibentazione",
  "scheda_6_3_vasi_espansione",
  "scheda_6_4_pompe",
  "scheda_7_emissione",
  "scheda_8_1_accumuli",
  "scheda_9_1_torri_evaporative",
  "scheda_9_2_raffreddatori",
  "scheda_9_3_scambiatori_intermedi",
  "scheda_9_4_circuiti_interrati",
  "scheda_9_5_unita_trattamento_aria",
  "scheda_9_6_recuperatori_aria",
  "scheda_10_1_ventilazione",
  "scheda_11_1_verifiche_gt",
  "scheda_11_2_verifiche_gf",
  "scheda_11_3_verifiche_sc",
  "scheda_11_4_verifiche_cg",
  "scheda_12_interventi_controllo",
  "scheda_13_ispezioni",
  "scheda_14_1_combustibile",
  "scheda_14_2_energia_elettrica",
  "scheda_14_3_acqua_reintegro",
  "scheda_14_4_prodotti_chimici",
  NULL
};

static const PrcCatastoKind kinds[] = {
  { "GT", "scheda_4_1_gruppi_termici",
    "L4_1GT", "L4_1numero", "L4_1gruppoTermico", "L4_1gruppoTermicoSostituito", "L4_1", TRUE, 1, "L4_1potenza", "L4_1numeroAnalisiFumi" },
  { "BR", "scheda_4_2_bruciatori",
    "L4_2BR", "L4_2numero", "L4_2bruciatore", "L4_2bruciatoreSostituito", "L4_2", FALSE, 0, "L4_2portataMaxNominale", NULL },
  { "RC", "scheda_4_3_recuperatori",
    "L4_3RC", "L4_3numero", "L4_3recuperatore", "L4_3recuperatoreSostituito", "L4_3", FALSE, 0, "L4_3potenzaNominaleTotale", NULL },
  { "GF", "scheda_4_4_gruppi_frigo",
    "L4_4GF", "L4_4numero", "L4_4gruppoFrigo", "L4_4gruppoFrigoSostituito", "L4_4", TRUE, 2, "L4_4raffPotenzaNominale", "L4_4numCircuiti" },
  { "SC", "scheda_4_5_scambiatori",
    "L4_5SC", "L4_5numero", "L4_5scambiatore", "L4_5scambiatoreSostituito", "L4_5", TRUE, 3, "L4_5potenzaNominaleTotale", NULL },
  { "CG", "scheda_4_6_cogeneratori",
    "L4_6CG", "L4_6numero", "L4_6cogeneratore", "L4_6cogeneratoreSostituito", "L4_6", TRUE, 4, "L4_6potenzaTermicaNominale", NULL },
  { "CS", "scheda_4_7_campi_solari",
    "L4_7CS", "L4_7numero", "L4_7campoSolare", "L4_7campoSolareSostituito", "L4_7", TRUE, 0, NULL, NULL },
  { "AG", "scheda_4_8_altri_generatori",
    "L4_8AG", "L4_8numero", "L4_8altroGeneratore", "L4_8altroGeneratoreSostituito", "L4_8", TRUE, 0, "L4_8potenzaNominaleTotale", NULL },
  { "SR", "scheda_5_1_regolazione_primaria",
    "L5_1SR", "L5_1numeroSR", "L5_1sistemaRegolazione", "L5_1sistemaRegolazioneSostituito", "L5_1", FALSE, 0, NULL, NULL },
  { "VR", "scheda_5_1_regolazione_primaria",
    "L5_1VR", "L5_1numeroVR", "L5_1valvolaRegolazione", "L5_1valvolaRegolazioneSostituito", "L5_1", FALSE, 0, NULL, NULL },
  { "VX", "scheda_6_3_vasi_espansione",
    "L6_3VX", "L6_3numero", NULL, NULL, "L6_3", FALSE, 0, NULL, NULL },
  { "PO", "scheda_6_4_pompe",
    "L6_4PO", "L6_4numero", "L6_4pompa", "L6_4pompaSostituito", "L6_4", FALSE, 0, NULL, NULL },
  { "AC", "scheda_8_1_accumuli",
    "L8_1AC", "L8_1numero", "L8_1accumulo", "L8_1accumuloSostituito", "L8_1", FALSE, 0, NULL, NULL },
  { "TE", "scheda_9_1_torri_evaporative",
    "L9_1TE", "L9_1numero", "L9_1torre", "L9_1torreSostituito", "L9_1", FALSE, 0, NULL, NULL },
  { "RV", "scheda_9_2_raffreddatori",
    "L9_2RV", "L9_2numero", "L9_2raffreddatore", "L9_2raffreddatoreSostituito", "L9_2", FALSE, 0, NULL, NULL },
  { "SCX", "scheda_9_3_scambiatori_intermedi",
    "L9_3SCX", "L9_3numero", "L9_3scambiatore", "L9_3scambiatoreSostituito", "L9_3", FALSE, 0, NULL, NULL },
  { "CI", "scheda_9_4_circuiti_interrati",
    "L9_4CI", "L9_4numero", "L9_4circuito", "L9_4circuitoSostituito", "L9_4", FALSE, 0, NULL, NULL },
  { "UT", "scheda_9_5_unita_trattamento_aria",
    "L9_5UT", "L9_5numero", "L9_5unitaTrattamento", "L9_5unitaTrattamentoSostituito", "L9_5", FALSE, 0, NULL, NULL },
  { "RCX", "scheda_9_6_recuperatori_aria",
    "L9_6RCX", "L9_6numero", "L9_6recuperatore", "L9_6recuperatoreSostituito", "L9_6", FALSE, 0, NULL, NULL },
  { "VM", "scheda_10_1_ventilazione",
    "L10_1VM", "L10_1numero", "L10_1impiantoVentilazione", "L10_1impiantoVentilazioneSostituito", "L10_1", FALSE, 0, NULL, NULL },
};

/* Class of a fuel of list C1: g gas, l liquid, s solid, - other. */
static const char fuels[] = "--ggllssssggllg";

/**
 * prc_catasto_operation:
 * @call: the number of the call
 * @api_id: what the document says
 *
 * Finds an operation; 6 and 7 are none.
 *
 * Returns: (nullable): the operation, %NULL if the call has none of that number
 */
const PrcCatastoOperation *
prc_catasto_operation (guint       call,
                       const char *api_id)
{
  guint64 number;
  guint i;

  if (api_id == NULL || !g_ascii_string_to_unsigned (api_id, 10, 0, 999, &number, NULL))
    return NULL;
  for (i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      if (operations[i].call == call && operations[i].api_id == number)
        return &operations[i];
    }
  return NULL;
}

/**
 * prc_catasto_sheets:
 *
 * The containers in the order of the matrix, from its second column on.
 *
 * Returns: (transfer none): a %NULL-terminated list
 */
const char *const *
prc_catasto_sheets (void)
{
  return sheets;
}

/**
 * prc_catasto_kinds:
 * @count: (out): how many there are
 *
 * The kinds of components.
 *
 * Returns: (transfer none): the table
 */
const PrcCatastoKind *
prc_catasto_kinds (guint *count)
{
  *count = G_N_ELEMENTS (kinds);
  return kinds;
}

/**
 * prc_catasto_kind:
 * @word: "GT" and the like
 *
 * Finds a kind by its word.
 *
 * Returns: (nullable): the kind
 */
const PrcCatastoKind *
prc_catasto_kind (const char *word)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (kinds[i].kind, word) == 0)
        return &kinds[i];
    }
  return NULL;
}

/**
 * prc_catasto_fuel:
 * @fuel: a number of list C1
 *
 * Tells the class of a fuel.
 *
 * Returns: g gas, l liquid, s solid, - other or none
 */
char
prc_catasto_fuel (gint64 fuel)
{
  return fuel > 0 && fuel < (gint64) sizeof fuels - 1 ? fuels[fuel] : '-';
}
