/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents that begin: every operation, what is filled in, what is left empty, numbers. */
#include "config.h"

#include <string.h>

#include "plant-test.h"

#define DAY "2026-11-20"
#define GT  "impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT"

static const char *const all[] = {
  "1", "2", "3", "4", "5", "8", "9", "10", "16", "52", "58", "84", "85", "86", "87", "88", "99", NULL
};

static GPtrArray *
make_components (const char *first,
                 const char *second)
{
  GPtrArray *components = g_ptr_array_new ();

  g_ptr_array_add (components, (gpointer) first);
  if (second != NULL)
    g_ptr_array_add (components, (gpointer) second);

  return components;
}

/* Once what is needed and empty is filled in, no schema and no rule has an error to say. */
static void
test_valid (void)
{
  for (guint i = 0; all[i] != NULL; i++)
    {
      g_auto (PlantTest) plant = { { NULL } };
      SptPlantWish wish = { .day = DAY };
      g_autoptr (SptRecord) record = NULL;
      g_autoptr (GPtrArray) components = NULL;
      g_autofree char *document = NULL;

      plant_test_init (&plant, plant_test_load (NULL));
      if (strcmp (all[i], "4") == 0)
        plant.data.standing = SPT_PLANT_UNKNOWN;
      if (strcmp (all[i], "16") == 0)
        components = make_components ("BR", "SR1");
      if (strcmp (all[i], "52") == 0)
        components = make_components ("GT1", "GF1");
      if (strcmp (all[i], "58") == 0)
        components = make_components ("BR1", NULL);
      wish.components = components;
      record = plant_test_begin (&plant, all[i], &wish);
      g_assert_cmpstr (spt_node_get_named (spt_record_get_root (record), "L1_codice_impianto"), ==, "PROVA0001");
      plant_test_fill (record);
      document = plant_test_finish (&plant, all[i], record);
      g_assert_nonnull (strstr (document, all[i]));
    }
}

/* The same from nothing, and without a wish. */
static void
test_from_nothing (void)
{
  for (guint i = 0; all[i] != NULL; i++)
    {
      g_auto (PlantTest) plant = { { NULL } };
      g_autoptr (SptRecord) record = NULL;
      g_autoptr (SptRecord) of_names = NULL;

      plant_test_init (&plant, NULL);
      plant.data.code = "";
      record = plant_test_begin (&plant, all[i], NULL);
      g_assert_cmpuint (spt_node_get_n_children (spt_record_get_root (record), 0), ==, 1);

      /* A libretto that says nothing that we know. */
      plant.data.libretto = "<api_call_2 xmlns=\"api_call_2\"><impianto><altro><nome>x</nome></altro></impianto></api_call_2>";
      of_names = plant_test_begin (&plant, all[i], NULL);
      plant.data.libretto = "<api_call_2 xmlns=\"api_call_2\"/>";
      spt_record_free (plant_test_begin (&plant, all[i], NULL));
    }
}

static void
test_bad_libretto (void)
{
  static const char *const bad[] = { "", "<a", "<altro/>", "<!DOCTYPE a><api_call_2 xmlns=\"api_call_2\"/>", "<api_call_2/>", NULL };
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_autoptr (SptXsd) xsd = ops->ref_xsd (service, "catasto.9", NULL);
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));
  g_auto (PlantTest) plant = { { NULL } };

  plant_test_init (&plant, NULL);
  for (guint i = 0; bad[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      plant.data.libretto = bad[i];
      g_assert_false (ops->begin (service, "catasto.9", &plant.data, NULL, SERVICE_TEST_NOW, record, &error));
      g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT);
    }
}

static void
test_whole (void)
{
  static const char *const changes[] = {
    "  </impianto>=>    <novita><parte>vive</parte></novita></impianto><fuori>anche</fuori>", NULL
  };
  g_auto (PlantTest) plant = { { NULL } };
  SptPlantWish wish = { .day = DAY };
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptRecord) simple = NULL;

  plant_test_init (&plant, plant_test_load (changes));
  record = plant_test_begin (&plant, "5", &wish);
  g_assert_cmpstr (plant_test_get (record, "L1_1dataIntervento"), ==, DAY);
  g_assert_cmpstr (plant_test_get (record, "L1_1tipoIntervento"), ==, "2");
  g_assert_cmpstr (plant_test_get (record, "API_ID"), ==, "5");
  g_assert_cmpstr (plant_test_get (record, GT "[0].L4_1gruppoTermicoSostituito[0].L4_1modello"), ==, "Zero");
  g_assert_nonnull (strstr (plant_test_get (record, "impianto[0].#rest"), "vive"));
  g_assert_nonnull (strstr (plant_test_get (record, "#rest"), "anche"));
  /* Names of one call become names of the other. */
  simple = plant_test_begin (&plant, "99", NULL);
  g_assert_cmpstr (plant_test_get (simple, GT "[1].L4_1gruppoTermico[0].L4_1modello"), ==, "Tre");
  g_assert_cmpstr (plant_test_get (simple, "L1_1dataIntervento"), ==, "2026-11-21");
  g_assert_null (strstr (plant_test_get (simple, "impianto[0].#rest"), "scheda"));
}

/* A correction that stays here keeps all that it is. */
static void
test_local (void)
{
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_auto (PlantTest) plant = { { NULL } };
  g_autoptr (GError) error = NULL;
  g_autoptr (SptXsd) xsd = ops->ref_xsd (service, "libretto", &error);
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *document = NULL;
  g_autofree char *after = NULL;

  g_assert_no_error (error);
  record = spt_record_new (spt_xsd_get_schema (xsd));
  plant_test_init (&plant, plant_test_load (NULL));
  g_assert_true (ops->begin (service, "libretto", &plant.data, NULL, SERVICE_TEST_NOW, record, NULL));
  g_assert_cmpstr (plant_test_get (record, "L1_1dataIntervento"), ==, "2020-10-15");
  bytes = spt_xsd_write (xsd, record);
  document = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  after = ops->apply (service, "libretto", plant.libretto, document, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (after, ==, document);
  /* Of a plant of which nothing is known a libretto begins. */
  plant.data.libretto = NULL;
  g_assert_true (ops->begin (service, "libretto", &plant.data, NULL, SERVICE_TEST_NOW, record, NULL));
  g_assert_cmpstr (plant_test_get (record, "L1_codice_impianto"), ==, "PROVA0001");
}

static void
test_replace (void)
{
  g_autoptr (GPtrArray) components = make_components ("GT1", NULL);
  g_auto (PlantTest) plant = { { NULL } };
  SptPlantWish wish = { .components = components, .replace = TRUE, .day = DAY };
  g_autoptr (SptRecord) record = NULL;

  plant_test_init (&plant, plant_test_load (NULL));
  record = plant_test_begin (&plant, "10", &wish);
  g_assert_cmpstr (plant_test_get (record, "L1_1tipoIntervento"), ==, "3");
  g_assert_cmpstr (plant_test_get (record, GT "[0].L4_1numero"), ==, "1");
  g_assert_cmpstr (plant_test_get (record, GT "[0].L4_1gruppoTermico[0].L4_1modello"), ==, "");
  g_assert_cmpstr (plant_test_get (record, GT "[0].L4_1gruppoTermico[0].L4_1dataInstallazione"), ==, DAY);
  g_assert_cmpstr (plant_test_get (record, GT "[0].L4_1gruppoTermicoSostituito[0].L4_1modello"), ==, "Zero");
  g_assert_cmpstr (plant_test_get (record, GT "[0].L4_1gruppoTermicoSostituito[1].L4_1modello"), ==, "Uno");
  g_assert_cmpstr (plant_test_get (record, GT "[0].L4_1gruppoTermicoSostituito[1].L4_1dataDismissione"), ==, DAY);
  /* What is not concerned stays out. */
  g_assert_cmpstr (plant_test_get (record, GT "[1].L4_1numero"), ==, "");
  g_assert_cmpstr (plant_test_get (record, "impianto[0].scheda_7_emissione[0].L7_1radiatori"), ==, "");
}

/* GT2 is free in the libretto, but was there once; GT4 is on its way. */
static void
test_numbers (void)
{
  g_autoptr (GPtrArray) components = make_components ("GT", "GT");
  g_auto (PlantTest) plant = { { NULL } };
  SptPlantWish wish = { .components = components, .day = DAY };
  SptPlantPart *part = g_new0 (SptPlantPart, 1);
  g_autofree char *open = NULL;
  g_autoptr (SptRecord) first = NULL;
  g_autoptr (SptRecord) second = NULL;
  g_autoptr (SptRecord) third = NULL;

  plant_test_init (&plant, plant_test_load (NULL));
  first = plant_test_begin (&plant, "10", &wish);
  g_assert_cmpstr (plant_test_get (first, GT "[0].L4_1numero"), ==, "4");
  g_assert_cmpstr (plant_test_get (first, GT "[1].L4_1numero"), ==, "5");
  part->kind = "GT";
  part->number = 7;
  g_ptr_array_add (plant.parts, part);
  second = plant_test_begin (&plant, "10", NULL);
  g_assert_cmpstr (plant_test_get (second, GT "[0].L4_1numero"), ==, "8");
  plant_test_fill (second);
  open = plant_test_finish (&plant, "10", second);
  plant_test_add (&plant, "catasto.10", open, FALSE);
  third = plant_test_begin (&plant, "10", NULL);
  g_assert_cmpstr (plant_test_get (third, GT "[0].L4_1numero"), ==, "9");
}

static void
test_accessories (void)
{
  static const char scheda[] = "impianto[0].scheda_5_1_regolazione_primaria[0]";
  g_autoptr (GPtrArray) components = make_components ("SR", "7");
  g_autoptr (GPtrArray) vessel = make_components ("VX", "5.2");
  g_auto (PlantTest) plant = { { NULL } };
  SptPlantWish wish = { .components = components, .day = DAY };
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptRecord) other = NULL;
  g_autofree char *number = g_strconcat (scheda, ".L5_1SR[1].L5_1numeroSR", NULL);
  g_autofree char *flag = g_strconcat (scheda, ".L5_1flagRegolazioneCurvaIndipendente", NULL);

  plant_test_init (&plant, plant_test_load (NULL));
  record = plant_test_begin (&plant, "16", &wish);
  g_assert_cmpstr (plant_test_get (record, number), ==, "2");
  g_assert_cmpstr (plant_test_get (record, flag), ==, "true");
  g_assert_cmpstr (plant_test_get (record, "impianto[0].scheda_7_emissione[0].L7_1radiatori"), ==, "true");
  wish.components = vessel;
  other = plant_test_begin (&plant, "16", &wish);
  g_assert_cmpstr (plant_test_get (other, "impianto[0].scheda_6_3_vasi_espansione[0].L6_3VX[1].L6_3numero"), ==, "2");
  g_assert_cmpstr (plant_test_get (other, "impianto[0].scheda_6_3_vasi_espansione[0].L6_3VX[0].L6_3capacita"), ==, "18");
}

static GHashTable *
make_fields (const char *const *pairs)
{
  GHashTable *fields = g_hash_table_new (g_str_hash, g_str_equal);

  for (; pairs[0] != NULL; pairs += 2)
    g_hash_table_insert (fields, (gpointer) pairs[0], (gpointer) pairs[1]);

  return fields;
}

static void
test_people (void)
{
  static const char *const body[] = {
    "type", "G", "companyName", "Condominio di prova", "fiscalCode", "12345678903", "streetName", "Via Uno", "city", "Bari",
    "province", "BA", "postalCode", "70121", "mobile", "0800000000", NULL
  };
  static const char *const foreign[] = {
    "type", "F", "surname", "Rossi", "name", "Mario", "fiscalCode", "RSSMRA80A01H501U", "country", "FR", "postalCode", "F-1",
    NULL
  };
  static const char *const firm[] = { "name", "Ditta di prova", "vatNumber", "12345678903", "reaProvince", "BA", "reaNumber", "77", NULL };
  static const char one[] = "impianto[0].scheda_1_6_responsabile[0]";
  g_autoptr (GHashTable) person = make_fields (body);
  g_autoptr (GHashTable) abroad = make_fields (foreign);
  g_autoptr (GHashTable) catalogue = make_fields (firm);
  g_auto (PlantTest) plant = { { NULL } };
  SptPlantWish wish = { .person = person, .day = DAY };
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptRecord) other = NULL;
  g_autoptr (SptRecord) third = NULL;
  const SptFieldDef *field;
  SptNode *node;

  plant_test_init (&plant, plant_test_load (NULL));
  record = plant_test_begin (&plant, "2", &wish);
  g_assert_true (spt_record_find_path (record, one, &node, &field));
  g_assert_cmpstr (spt_node_get_named (node, "L1_6tipoSoggetto"), ==, "2");
  g_assert_cmpstr (spt_node_get_named (node, "L1_6ragSociale"), ==, "Condominio di prova");
  g_assert_cmpstr (spt_node_get_named (node, "L1_6cf"), ==, "12345678903");
  g_assert_cmpstr (spt_node_get_named (node, "L1_6cap"), ==, "70121");
  g_assert_cmpstr (spt_node_get_named (node, "L1_6telefono"), ==, "0800000000");
  /* Whoever represents it, and why, nobody knows yet. */
  g_assert_cmpstr (spt_node_get_named (node, "L1_6cognome"), ==, "");
  g_assert_cmpstr (spt_node_get_named (node, "L1_6titolo"), ==, "");
  wish.person = abroad;
  other = plant_test_begin (&plant, "2", &wish);
  g_assert_true (spt_record_find_path (other, one, &node, &field));
  g_assert_cmpstr (spt_node_get_named (node, "L1_6cognome"), ==, "Rossi");
  g_assert_cmpstr (spt_node_get_named (node, "L1_6cap"), ==, "");

  wish.person = NULL;
  wish.firm = catalogue;
  third = plant_test_begin (&plant, "3", &wish);
  node = spt_node_get_first (spt_node_get_first (spt_node_get_first (spt_record_get_root (third), "impianto"),
                                                 "scheda_3_terzo_responsabile"), "terzo_responsabile");
  g_assert_cmpstr (spt_node_get_named (node, "L3cognome"), ==, "Rossi");
  g_assert_cmpstr (spt_node_get_named (node, "#choice"), ==, "L3flagProprietario");
  g_assert_cmpstr (spt_node_get_named (node, "L3ragSocialeDitta"), ==, "Ditta di prova");
  g_assert_cmpstr (spt_node_get_named (node, "L3cciaa"), ==, "BA 77");
  g_assert_cmpstr (spt_node_get_named (node, "L3apparecchiature"), ==, "GT-1, GT-3, GF-1");
  g_assert_cmpstr (spt_node_get_named (node, "L3dataValiditaContrattoAl"), ==, "");
}

#define REPORT "impianto[0].rcee_tipo_1[0]"

static void
test_report (void)
{
  static const char *const firm[] = { "name", "Ditta di prova", "vatNumber", "12345678903", "reaProvince", "BA", "reaNumber", "77", NULL };
  static const char *const technician[] = { "name", "Ada", "surname", "Verdi", NULL };
  g_autoptr (GHashTable) catalogue = make_fields (firm);
  g_autoptr (GHashTable) person = make_fields (technician);
  g_auto (PlantTest) plant = { { NULL } };
  SptPlantWish wish = { .firm = catalogue, .technician = person };
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptRecord) chiller = NULL;
  g_autoptr (GPtrArray) components = make_components ("GF1", NULL);

  plant_test_init (&plant, plant_test_load (NULL));
  record = plant_test_begin (&plant, "84", &wish);
  g_assert_cmpstr (plant_test_get (record, REPORT ".datiManutentore[0].numeroREA"), ==, "77");
  g_assert_cmpstr (plant_test_get (record, REPORT ".datiManutentore[0].codiceFiscale"), ==, "12345678903");
  /* 24 + 30 of the boilers, 11 of the heat pump. */
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_A[0].A_A_potenzaTermicaNomTotMax"), ==, "65.00");
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_A[0].A_A_titoloResponsabile"), ==, "1");
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_C[0].A_C_durezza"), ==, "15.00");
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_C[0].A_C_TrattH2O[0].A_C_flagTrattH2OFiltr"), ==, "true");
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_C[0].A_C_TrattH2O[0].A_C_flagTrattH2OAddolc"), ==, "false");
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_C[0].#choice~2"), ==, "A_C_flagTrattAcsAssente");
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_E[0].A_E_numGT"), ==, "1");
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_E[0].rowFumi[2].A_E_moduloTermico"), ==, "3");
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_E[0].rowFumi[2].A_E_tempFumi"), ==, "");
  /* Solid fuel: no flue analysis. */
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_E[1].A_E_numGT"), ==, "3");
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_E[1].rowFumi[0].A_E_moduloTermico"), ==, "");
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_F[0].A_F_cognomeTecnico"), ==, "Verdi");
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_F[0].A_F_firmaTecnico"), ==, "");
  g_assert_cmpstr (plant_test_get (record, REPORT ".A_F_dataControllo"), ==, "");
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_B[0].A_B_flagDichiarazConf"), ==, "");
  g_assert_cmpstr (plant_test_get (record, REPORT ".sezione_D[0].A_D_flagInterno"), ==, "");

  wish.components = components;
  chiller = plant_test_begin (&plant, "84", &wish);
  g_assert_cmpstr (plant_test_get (chiller, "impianto[0].#choice"), ==, "rcee_tipo_2");
  g_assert_cmpstr (plant_test_get (chiller, "impianto[0].rcee_tipo_2[0].sezione_E[0].A_E_flagModalita"), ==, "RIS");
  g_assert_cmpstr (plant_test_get (chiller, "impianto[0].rcee_tipo_2[0].sezione_E[0].rowFumi[1].A_E_numCircuito"), ==, "2");
}

/* What is measured with stands with the measures of each machine; when nobody chose it, it is left to be filled in. */
static void
test_instrument (void)
{
  static const char *const fields[] = { "maker", "Prova", "model", "Analisi 3", "serial", "AN-77", NULL };
  g_autoptr (GHashTable) instrument = make_fields (fields);
  g_auto (PlantTest) plant = { { NULL } };
  SptPlantWish wish = { .instrument = instrument };
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptRecord) plain = NULL;
  g_autofree char *doc = NULL;
  g_autofree char *plain_doc = NULL;

  plant_test_init (&plant, plant_test_load (NULL));
  record = plant_test_begin (&plant, "88", &wish);
  doc = spt_record_dup_doc (record);
  g_assert_nonnull (strstr (doc, "<strumentoMarca>Prova</strumentoMarca>"));
  g_assert_nonnull (strstr (doc, "<strumentoModello>Analisi 3</strumentoModello>"));
  g_assert_nonnull (strstr (doc, "<strumentoMatricola>AN-77</strumentoMatricola>"));
  g_assert_nonnull (strstr (doc, "<strumento>Prova Analisi 3 AN-77</strumento>"));
  wish.instrument = NULL;
  plain = plant_test_begin (&plant, "88", &wish);
  plain_doc = spt_record_dup_doc (plain);
  g_assert_nonnull (strstr (plain_doc, "generatore_GT"));
  g_assert_null (strstr (plain_doc, "strumento"));
}

/* What does not expire comes along, of the machine that is still there. */
static void
test_previous (void)
{
  g_autoptr (GPtrArray) both = make_components ("GT1", "GT3");
  g_auto (PlantTest) plant = { { NULL } };
  SptPlantWish wish = { .components = both, .day = "2024-01-10" };
  g_autoptr (SptRecord) first = NULL;
  g_autoptr (SptRecord) next = NULL;
  g_autofree char *document = NULL;

  plant_test_init (&plant, plant_test_load (NULL));
  first = plant_test_begin (&plant, "84", &wish);
  plant_test_fill (first);
  plant_test_set (first, REPORT ".codiceBollino=BA123");
  plant_test_set (first, REPORT ".sezione_E[0].A_E_potenzaFocolare=26.7");
  plant_test_set (first, REPORT ".sezione_E[1].A_E_potenzaFocolare=33");
  plant_test_set (first, REPORT ".sezione_F[0].A_F_prescrizioni=Una");
  plant_test_set (first, REPORT ".sezione_F[0].A_F_flagFunzImp=false");
  document = plant_test_finish (&plant, "84", first);
  wish.day = NULL;
  wish.previous = document;
  /* GT3 was replaced since. */
  g_free (plant.libretto);
  plant.libretto = plant_test_load ((const char *const[]) { "2015-05-10=>2025-05-10", NULL });
  plant.data.libretto = plant.libretto;
  next = plant_test_begin (&plant, "84", &wish);
  g_assert_cmpstr (plant_test_get (next, REPORT ".datiManutentore[0].numeroREA"), ==, "123456");
  g_assert_cmpstr (plant_test_get (next, REPORT ".codiceBollino"), ==, "");
  g_assert_cmpstr (plant_test_get (next, REPORT ".A_F_dataControllo"), ==, "");
  g_assert_cmpstr (plant_test_get (next, REPORT ".sezione_B[0].A_B_flagDichiarazConf"), ==, "");
  g_assert_cmpstr (plant_test_get (next, REPORT ".sezione_E[0].A_E_potenzaFocolare"), ==, "26.7");
  g_assert_cmpstr (plant_test_get (next, REPORT ".sezione_E[0].A_E_flagEvacFumi"), ==, "F");
  g_assert_cmpstr (plant_test_get (next, REPORT ".sezione_E[0].A_E_flagRisultati"), ==, "");
  g_assert_cmpstr (plant_test_get (next, REPORT ".sezione_E[0].rowFumi[0].A_E_tempFumi"), ==, "");
  g_assert_cmpstr (plant_test_get (next, REPORT ".sezione_E[1].A_E_numGT"), ==, "3");
  g_assert_cmpstr (plant_test_get (next, REPORT ".sezione_E[1].A_E_potenzaFocolare"), ==, "");
  g_assert_cmpstr (plant_test_get (next, REPORT ".sezione_F[0].A_F_prescrizioni"), ==, "");
  g_assert_cmpstr (plant_test_get (next, REPORT ".sezione_F[0].A_F_firmaTecnico"), ==, "");
  g_assert_cmpstr (plant_test_get (next, REPORT ".sezione_F[0].A_F_cognomeTecnico"), ==, "Prova");
}

static void
test_consumption (void)
{
  static const char fuel[] = "impianto[0].scheda_14_1_combustibile[0].L14_1blocco[0].L14_1riga[0]";
  g_auto (PlantTest) plant = { { NULL } };
  g_autoptr (SptRecord) record = NULL;
  const SptFieldDef *field;
  SptNode *row;

  plant_test_init (&plant, plant_test_load (NULL));
  record = plant_test_begin (&plant, "87", NULL);
  g_assert_true (spt_record_find_path (record, fuel, &row, &field));
  g_assert_cmpstr (spt_node_get_named (row, "L14_1esercizioDa"), ==, "2025");
  g_assert_cmpstr (spt_node_get_named (row, "L14_1esercizioA"), ==, "2026");
  g_assert_cmpstr (spt_node_get_named (row, "L14_1letturaIniziale"), ==, "1800.5");
  g_assert_cmpstr (spt_node_get_named (row, "L14_1letturaFinale"), ==, "");
  g_assert_cmpstr (plant_test_get (record, "impianto[0].scheda_14_1_combustibile[0].L14_1blocco[0].L14_1unitaMisura"), ==, "1");
  /* A season of one year is followed by the next year. */
  g_assert_cmpstr (plant_test_get (record, "impianto[0].scheda_14_2_energia_elettrica[0].L14_2riga[0].L14_2esercizioDa"), ==, "2026");
  g_assert_cmpstr (plant_test_get (record, "impianto[0].scheda_14_2_energia_elettrica[0].L14_2riga[0].L14_2esercizioA"), ==, "2026");
  g_assert_cmpstr (plant_test_get (record, "impianto[0].scheda_14_2_energia_elettrica[0].L14_2riga[0].L14_2letturaIniziale"), ==, "120");
}

/* A table may name them in Italian or in English, whatever the language of the window. */
static void
test_meters (void)
{
  g_auto (PlantTest) plant = { { NULL } };
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GPtrArray) meters = NULL;
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);

  plant_test_init (&plant, plant_test_load (NULL));
  record = plant_test_begin (&plant, "87", NULL);
  meters = ops->list_meters (service, record);
  g_assert_cmpuint (meters->len, ==, 2);
  for (guint i = 0; i < meters->len; i++)
    {
      const SptPlantMeter *meter = g_ptr_array_index (meters, i);
      const char *const words[] = { i == 0 ? "Gas naturale" : "energia elettrica", i == 0 ? "Natural gas" : "electricity" };

      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        {
          g_test_message ("%s in “%s”", words[j], meter->names);
          g_assert_nonnull (strstr (meter->names, words[j]));
        }
    }
}

/* The fields that documents are filled in from are those of the catalogues' tables. */
static void
test_catalogues (void)
{
  static const struct
  {
    const char *table;
    const char *fields[6];
  } tables[] = {
    { "catasto/firm.json", { "name", "vatNumber", "fiscalCode", "reaProvince", "reaNumber", NULL } },
    { "catasto/technician.json", { "name", "surname", NULL } },
    { "catasto/instrument.json", { "maker", "model", "serial", "calibrationDue", NULL } },
    { "subject.json", { "type", "companyName", "fiscalCode", "vatNumber", "mobile", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SptSchema) schema = spt_schema_load (tables[i].table, "catasto", &error);

      g_assert_no_error (error);
      for (guint j = 0; tables[i].fields[j] != NULL; j++)
        g_assert_nonnull (spt_group_def_find_field (spt_schema_get_root (schema), tables[i].fields[j]));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catasto/plant-begin/valid", test_valid);
  g_test_add_func ("/catasto/plant-begin/from-nothing", test_from_nothing);
  g_test_add_func ("/catasto/plant-begin/bad-libretto", test_bad_libretto);
  g_test_add_func ("/catasto/plant-begin/whole", test_whole);
  g_test_add_func ("/catasto/plant-begin/local", test_local);
  g_test_add_func ("/catasto/plant-begin/replace", test_replace);
  g_test_add_func ("/catasto/plant-begin/numbers", test_numbers);
  g_test_add_func ("/catasto/plant-begin/accessories", test_accessories);
  g_test_add_func ("/catasto/plant-begin/people", test_people);
  g_test_add_func ("/catasto/plant-begin/report", test_report);
  g_test_add_func ("/catasto/plant-begin/instrument", test_instrument);
  g_test_add_func ("/catasto/plant-begin/previous", test_previous);
  g_test_add_func ("/catasto/plant-begin/consumption", test_consumption);
  g_test_add_func ("/catasto/plant-begin/meters", test_meters);
  g_test_add_func ("/catasto/plant-begin/catalogues", test_catalogues);

  return g_test_run ();
}
