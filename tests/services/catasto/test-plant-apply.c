/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an accepted document makes of a libretto: each operation, a life of a plant, parts, what lists show, steps. */
#include "config.h"

#include <string.h>

#include "plant-test.h"

#define DAY  "2026-11-20"
#define HEAD(call, api_id) "<api_call_" call " xmlns=\"api_call_" call "\"><versione VersioneCorrente=\"2.2\"/>" \
  "<L1_codice_impianto>PROVA0001</L1_codice_impianto><API_ID>" api_id "</API_ID><impianto>"
#define TAIL(call) "</impianto></api_call_" call ">"

static char *
apply (const char *api_id,
       const char *libretto,
       const char *document)
{
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_autofree char *operation = g_strconcat ("catasto.", api_id, NULL);
  g_autoptr (GError) error = NULL;
  char *after = ops->apply (service, operation, libretto, document, &error);

  g_assert_no_error (error);

  return after;
}

static SptRecord *
read_doc (const char *doc)
{
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_autofree char *operation = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  SptRecord *record = NULL;
  g_autoptr (GError) error = NULL;

  ops->read (service, doc, strlen (doc), &operation, &xsd, &record, &error);
  g_assert_no_error (error);

  return record;
}

/* "GT1.0 Prova Uno PRV-0001 installed removed", one a line. */
static char *
describe_parts (const char *libretto,
                const char *only)
{
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_autoptr (SptRecord) record = read_doc (libretto);
  g_autoptr (GPtrArray) parts = ops->list_parts (service, record);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const SptPlantPart *part = g_ptr_array_index (parts, i);
      const SptFieldDef *field;
      SptNode *node;

      g_assert_true (spt_record_find_path (record, part->path, &node, &field));
      if (only == NULL || strcmp (only, part->kind) == 0)
        g_string_append_printf (text, "%s%u.%u %s %s %s %s\n", part->kind, part->number, part->turn, part->title, part->serial,
                                part->installed != NULL ? part->installed : "-", part->removed != NULL ? part->removed : "-");
    }

  return g_string_free (text, FALSE);
}

/* Where the libretto before has no errors, the one after has none. */
static void
test_round_trips (void)
{
  static const char *const all[] = { "1", "2", "3", "5", "8", "9", "10", "16", "52", "58", "84", "85", "86", "87", "88", "99", NULL };

  for (guint i = 0; all[i] != NULL; i++)
    {
      g_auto (PlantTest) plant = { { NULL } };
      g_autoptr (GPtrArray) components = g_ptr_array_new ();
      SptPlantWish wish = { .day = DAY, .components = components, .replace = TRUE };
      g_autofree char *document = NULL;
      g_autofree char *after = NULL;
      g_autofree char *twice = NULL;
      g_autofree char *found = NULL;

      if (strcmp (all[i], "16") == 0 || strcmp (all[i], "58") == 0)
        g_ptr_array_add (components, (gpointer) "BR1");
      if (strcmp (all[i], "10") == 0 || strcmp (all[i], "52") == 0)
        g_ptr_array_add (components, (gpointer) "GF1");
      plant_test_init (&plant, plant_test_load (NULL));
      document = plant_test_live (&plant, all[i], &wish, NULL);
      found = plant_test_check_libretto (&plant);
      if (strstr (found, "E ") != NULL || strstr (found, "O ") != NULL)
        g_error ("%s: %s", all[i], found);
      /* Once more changes nothing. */
      after = g_strdup (plant.libretto);
      twice = apply (all[i], after, document);
      g_assert_cmpstr (twice, ==, after);
    }
}

static void
test_unknown_elements (void)
{
  static const char *const changes[] = {
    "          <L4_1fabbricante>Prova</L4_1fabbricante>=>          <colore>blu</colore><L4_1fabbricante>Prova</L4_1fabbricante>",
    "  </impianto>=>    <novita><parte>vive</parte></novita></impianto>", NULL
  };
  static const char document[] =
    HEAD ("4", "10") "<scheda_4_1_gruppi_termici><L4_1GT><L4_1numero>1</L4_1numero><L4_1gruppoTermico>"
    "<L4_1dataInstallazione>2026-11-20</L4_1dataInstallazione><L4_1fabbricante>B</L4_1fabbricante><wifi>si</wifi>"
    "</L4_1gruppoTermico></L4_1GT></scheda_4_1_gruppi_termici>" TAIL ("4");
  g_autofree char *libretto = plant_test_load (changes);
  g_autofree char *after = apply ("10", libretto, document);
  g_autofree char *parts = describe_parts (after, "GT");

  g_assert_nonnull (strstr (after, "<colore>blu</colore>"));
  g_assert_nonnull (strstr (after, "<wifi>si</wifi>"));
  g_assert_nonnull (strstr (after, "<parte>vive</parte>"));
  g_assert_null (strstr (after, "api_call_4"));
  /* The document did not tell of what stood there: its place in the history was found. */
  g_assert_cmpstr (parts, ==, "GT1.0 B  2026-11-20 -\n"
                   "GT1.1 Prova Zero PRV-0000 1999-10-01 2012-02-28\n"
                   "GT1.2 Prova Uno PRV-0001 2012-02-29 2026-11-20\n"
                   "GT3.0 Prova Tre PRV-0003 2015-05-10 -\n");
}

/* The same machine with another model is a correction, no replacement. */
static void
test_corrected (void)
{
  static const char document[] =
    HEAD ("4", "10") "<scheda_4_1_gruppi_termici><L4_1GT><L4_1numero>1</L4_1numero><L4_1gruppoTermico>"
    "<L4_1dataInstallazione>2012-02-29</L4_1dataInstallazione><L4_1fabbricante>Prova</L4_1fabbricante>"
    "<L4_1modello>Corretto</L4_1modello><L4_1matricola>prv-0001</L4_1matricola>"
    "</L4_1gruppoTermico></L4_1GT></scheda_4_1_gruppi_termici>" TAIL ("4");
  g_autofree char *libretto = plant_test_load (NULL);
  g_autofree char *after = apply ("10", libretto, document);
  g_autofree char *parts = describe_parts (after, "GT");

  g_assert_cmpstr (parts, ==, "GT1.0 Prova Corretto prv-0001 2012-02-29 -\n"
                   "GT1.1 Prova Zero PRV-0000 1999-10-01 2012-02-28\n"
                   "GT3.0 Prova Tre PRV-0003 2015-05-10 -\n");
}

static void
test_accessories (void)
{
  static const char document[] =
    HEAD ("5", "16") "<scheda_5_1_regolazione_primaria><L5_1flagRegolazioneOnOff>true</L5_1flagRegolazioneOnOff>"
    "</scheda_5_1_regolazione_primaria><scheda_7_emissione><L7_1bocchette>true</L7_1bocchette></scheda_7_emissione>" TAIL ("5");
  g_autofree char *libretto = plant_test_load (NULL);
  g_autofree char *after = apply ("16", libretto, document);
  g_autoptr (SptRecord) record = read_doc (after);
  g_autofree char *parts = describe_parts (after, "SR");

  /* What the scheda says is replaced, what has a number is never lost. */
  g_assert_cmpstr (plant_test_get (record, "impianto[0].scheda_7_emissione[0].L7_1radiatori"), ==, "");
  g_assert_cmpstr (plant_test_get (record, "impianto[0].scheda_7_emissione[0].L7_1bocchette"), ==, "true");
  g_assert_cmpstr (plant_test_get (record, "impianto[0].scheda_5_1_regolazione_primaria[0].L5_1flagRegolazioneCurvaIndipendente"),
                   ==, "");
  g_assert_cmpstr (parts, ==, "SR1.0 Prova Regola  2012-02-29 -\n");
}

static void
test_dismissals (void)
{
  static const char document[] =
    HEAD ("7", "58") "<parte_dismessa><tipoComponente>BR</tipoComponente><numero>1</numero><dataDismissione>2026-11-20"
    "</dataDismissione></parte_dismessa><parte_dismessa><tipoComponente>VX</tipoComponente><numero>1</numero>"
    "<dataDismissione>2026-11-20</dataDismissione></parte_dismessa><parte_dismessa><tipoComponente>AC</tipoComponente>"
    "<numero>9</numero></parte_dismessa>" TAIL ("7");
  g_autofree char *libretto = plant_test_load (NULL);
  g_autofree char *after = apply ("58", libretto, document);
  g_autofree char *burners = describe_parts (after, "BR");
  g_autofree char *vessels = describe_parts (after, "VX");

  g_assert_cmpstr (burners, ==, "BR1.0 Prova Fiamma BRU-0001 2012-02-29 2026-11-20\n");
  g_assert_cmpstr (vessels, ==, "");
  g_assert_null (strstr (after, "scheda_6_3"));
}

static void
test_rows (void)
{
  static const char seasons[] =
    HEAD ("10", "87") "<scheda_14_1_combustibile><L14_1blocco><L14_1combustibile>2</L14_1combustibile>"
    "<L14_1unitaMisura>1</L14_1unitaMisura><L14_1riga><L14_1esercizioDa>2024</L14_1esercizioDa><L14_1esercizioA>2025"
    "</L14_1esercizioA><L14_1consumo>801</L14_1consumo></L14_1riga><L14_1riga><L14_1esercizioDa>2025</L14_1esercizioDa>"
    "<L14_1esercizioA>2026</L14_1esercizioA><L14_1consumo>700</L14_1consumo></L14_1riga></L14_1blocco><L14_1blocco>"
    "<L14_1combustibile>6</L14_1combustibile><L14_1unitaMisura>2</L14_1unitaMisura><L14_1riga><L14_1esercizioDa>2025"
    "</L14_1esercizioDa><L14_1esercizioA>2026</L14_1esercizioA><L14_1consumo>50</L14_1consumo></L14_1riga></L14_1blocco>"
    "</scheda_14_1_combustibile>" TAIL ("10");
  static const char fuel[] = "impianto[0].scheda_14_1_combustibile[0].L14_1blocco";
  g_autofree char *libretto = plant_test_load (NULL);
  g_autofree char *after = apply ("87", libretto, seasons);
  g_autoptr (SptRecord) record = read_doc (after);
  g_autofree char *first = g_strconcat (fuel, "[0].L14_1riga[0].L14_1consumo", NULL);
  g_autofree char *second = g_strconcat (fuel, "[0].L14_1riga[1].L14_1consumo", NULL);
  g_autofree char *third = g_strconcat (fuel, "[0].L14_1riga[2].L14_1consumo", NULL);
  g_autofree char *other = g_strconcat (fuel, "[1].L14_1riga[0].L14_1consumo", NULL);

  g_assert_cmpstr (plant_test_get (record, first), ==, "801");
  g_assert_cmpstr (plant_test_get (record, second), ==, "700");
  g_assert_cmpstr (plant_test_get (record, third), ==, "");
  g_assert_cmpstr (plant_test_get (record, other), ==, "50");
  g_assert_cmpstr (plant_test_get (record, "impianto[0].scheda_14_2_energia_elettrica[0].L14_2riga[0].L14_2consumo"), ==, "120");
}

/* Of a plant that other software sent nothing may be known but this. */
static void
test_without_libretto (void)
{
  static const char place[] =
    HEAD ("1", "1") "<scheda_1_2_ubicazione><L1_2indirizzo>Via Nuova</L1_2indirizzo></scheda_1_2_ubicazione>" TAIL ("1");
  g_autofree char *after = apply ("1", NULL, place);
  g_autoptr (SptRecord) record = read_doc (after);

  g_assert_cmpstr (plant_test_get (record, "L1_codice_impianto"), ==, "PROVA0001");
  g_assert_cmpstr (plant_test_get (record, "API_ID"), ==, "9");
  g_assert_cmpstr (plant_test_get (record, "impianto[0].scheda_1_2_ubicazione[0].L1_2indirizzo"), ==, "Via Nuova");
}

static void
test_bad_input (void)
{
  static const char *const bad[] = { "", "<a>", "<a/>", "<api_call_12 xmlns=\"api_call_12\"/>", "<api_call_2 xmlns=\"x\"/>", NULL };
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_autofree char *libretto = plant_test_load (NULL);
  g_autofree char *of_names = NULL;

  for (guint i = 0; bad[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) other = NULL;
      g_autofree char *operation = NULL;
      g_autoptr (SptXsd) xsd = NULL;
      g_autoptr (SptRecord) record = NULL;

      g_assert_null (ops->apply (service, "catasto.1", libretto, bad[i], &error));
      g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT);
      g_assert_false (ops->read (service, bad[i], strlen (bad[i]), &operation, &xsd, &record, &other));
      g_assert_error (other, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT);
    }
  /* Other names: nothing is understood, nothing is lost. */
  of_names = apply ("8", "<api_call_2 xmlns=\"api_call_2\"><impianto><caldaia><nr>1</nr></caldaia></impianto></api_call_2>",
                    HEAD ("3", "8") "<dataDismissione>2026-11-20</dataDismissione>" TAIL ("3"));
  g_assert_nonnull (strstr (of_names, "<nr>1</nr>"));
}

static void
test_huge (void)
{
  g_autoptr (GString) document = g_string_new (HEAD ("4", "10") "<scheda_4_1_gruppi_termici>");
  g_autofree char *libretto = plant_test_load (NULL);
  g_autofree char *after = NULL;
  g_autofree char *parts = NULL;
  gint64 began = g_get_monotonic_time ();

  for (guint i = 1; i <= 900; i++)
    g_string_append_printf (document, "<L4_1GT><L4_1numero>%u</L4_1numero><L4_1gruppoTermico><L4_1matricola>M%u"
                            "</L4_1matricola></L4_1gruppoTermico></L4_1GT>", i, i);
  g_string_append (document, "</scheda_4_1_gruppi_termici>" TAIL ("4"));
  after = apply ("10", libretto, document->str);
  parts = describe_parts (after, "GT");
  g_assert_nonnull (strstr (parts, "GT900.0"));
  g_test_message ("900 generators: %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - began) / 1000);
}

/* --- a life ------------------------------------------------------------------------------------------------ */

static void
assert_parts (PlantTest  *plant,
              const char *only,
              const char *expected)
{
  g_autofree char *parts = describe_parts (plant->libretto, only);

  g_assert_cmpstr (parts, ==, expected);
}

static void
live (PlantTest          *plant,
      const char         *api_id,
      const SptPlantWish *wish,
      const char         *changes)
{
  g_autofree char *document = plant_test_live (plant, api_id, wish, changes);

  g_assert_nonnull (document);
}

static void
test_life (void)
{
  static const char *const firm[] = { "name", "Ditta di prova", "vatNumber", "12345678903", "reaProvince", "BA", "reaNumber", "77", NULL };
  g_autoptr (GHashTable) catalogue = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) boiler = g_ptr_array_new ();
  g_auto (PlantTest) plant = { { NULL } };
  SptPlantWish wish = { .components = boiler, .replace = TRUE, .day = "2026-09-01" };
  g_autoptr (SptRecord) record = NULL;
  g_autofree char *found = NULL;

  for (guint i = 0; firm[i] != NULL; i += 2)
    g_hash_table_insert (catalogue, (gpointer) firm[i], (gpointer) firm[i + 1]);
  g_ptr_array_add (boiler, (gpointer) "GT1");
  plant_test_init (&plant, NULL);
  plant.data.libretto = plant.libretto = plant_test_load (NULL);
  live (&plant, "9", &(SptPlantWish) { .day = "2026-08-01" }, NULL);
  g_assert_cmpstr (plant.data.standing, ==, SPT_PLANT_ACTIVE);
  live (&plant, "10", &wish, "impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[0].L4_1gruppoTermico[0].L4_1combustibile=2");
  assert_parts (&plant, "GT", "GT1.0 Prova Prova NEW-0009 2026-09-01 -\n"
                "GT1.1 Prova Zero PRV-0000 1999-10-01 2012-02-28\n"
                "GT1.2 Prova Uno PRV-0001 2012-02-29 2026-09-01\n"
                "GT3.0 Prova Tre PRV-0003 2015-05-10 -\n");
  live (&plant, "84", &(SptPlantWish) { .components = boiler, .firm = catalogue, .day = "2026-09-02" },
        "impianto[0].rcee_tipo_1[0].sezione_F[0].A_F_raccomandazioni=Pulire");
  record = read_doc (plant.libretto);
  g_assert_cmpstr (plant_test_get (record, "impianto[0].scheda_12_interventi_controllo[0].L12intervento[0].L12dataControllo"), ==,
                   "2026-09-02");
  g_assert_cmpstr (plant_test_get (record, "impianto[0].scheda_12_interventi_controllo[0].L12intervento[0].L12cciaa"), ==, "BA 77");
  g_assert_cmpstr (plant_test_get (record, "impianto[0].scheda_12_interventi_controllo[0].L12intervento[0].L12flagRaccomandazioni"),
                   ==, "true");
  live (&plant, "87", NULL, NULL);
  live (&plant, "3", &(SptPlantWish) { .firm = catalogue, .day = "2026-09-03" }, NULL);
  live (&plant, "52", &(SptPlantWish) { .components = boiler, .day = "2026-10-01" }, NULL);
  assert_parts (&plant, "GT", "GT1.0 Prova Prova NEW-0009 2026-09-01 2026-10-01\n"
                "GT1.1 Prova Zero PRV-0000 1999-10-01 2012-02-28\n"
                "GT1.2 Prova Uno PRV-0001 2012-02-29 2026-09-01\n"
                "GT3.0 Prova Tre PRV-0003 2015-05-10 -\n");
  live (&plant, "8", &(SptPlantWish) { .day = "2026-11-01" }, NULL);
  g_assert_cmpstr (plant.data.standing, ==, SPT_PLANT_DISMISSED);
  assert_parts (&plant, "GF", "GF1.0 Prova Pompa GF-0001 2021-06-01 2026-11-01\n");
  found = plant_test_check_libretto (&plant);
  g_assert_null (strstr (found, "E "));
}

/* --- what lists show ---------------------------------------------------------------------------------------- */

static void
test_describe (void)
{
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_autofree char *libretto = plant_test_load (NULL);
  g_autoptr (SptRecord) record = read_doc (libretto);
  g_autoptr (GString) scratch = g_string_new ("before");
  g_autoptr (SptXsd) xsd = ops->ref_xsd (service, "catasto.9", NULL);
  g_autoptr (SptRecord) nothing = spt_record_new (spt_xsd_get_schema (xsd));
  SptPlantColumns columns;

  ops->describe (service, record, SERVICE_TEST_NOW, scratch, &columns);
  g_assert_cmpstr (columns.code, ==, "PROVA0001");
  g_assert_cmpstr (columns.name, ==, "Rossi Mario");
  g_assert_cmpstr (columns.name_code, ==, "RSSMRA80A01H501U");
  g_assert_cmpstr (columns.place, ==, "Via di Prova 10");
  g_assert_cmpstr (columns.city, ==, "Bari (BA)");
  g_assert_cmpstr (columns.units, ==, "12/34/5 IT001E12345678 01234567890123");
  g_assert_cmpstr (columns.generators, ==, "GT1, GT3, GF1");
  g_assert_cmpstr (columns.third, ==, "");
  g_assert_cmpint (columns.power_w, ==, 66500);
  g_assert_true (strcmp (columns.fuel, "Natural gas") == 0 || strcmp (columns.fuel, "Gas naturale") == 0);
  g_assert_true (g_str_has_prefix (scratch->str, "before"));
  ops->describe (service, nothing, SERVICE_TEST_NOW, scratch, &columns);
  g_assert_cmpstr (columns.generators, ==, "");
  g_assert_cmpint (columns.power_w, ==, -1);
}

static void
test_describe_document (void)
{
  static const struct
  {
    const char *api_id;
    const char *component;
    const char *detail;
  } cases[] = {
    { "1", NULL, "Via di Prova 10" }, { "2", NULL, "Rossi Mario" }, { "8", NULL, "" }, { "9", NULL, "GT1, GT3, GF1" },
    { "10", "GT1", "GT1" }, { "52", "GT3", "GT3" }, { "84", NULL, "GT1, GT3" }, { "87", NULL, "2025/2026, 2026/2026" },
    { "88", NULL, "GT1, GT3, GF1" },
  };
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (PlantTest) plant = { { NULL } };
      g_autoptr (GPtrArray) components = g_ptr_array_new ();
      SptPlantWish wish = { .components = components, .replace = TRUE };
      g_autofree char *operation = g_strconcat ("catasto.", cases[i].api_id, NULL);
      g_autoptr (SptRecord) record = NULL;
      g_autoptr (GString) scratch = g_string_new (NULL);
      SptDossierColumns columns;

      if (cases[i].component != NULL)
        g_ptr_array_add (components, (gpointer) cases[i].component);
      plant_test_init (&plant, plant_test_load (NULL));
      record = plant_test_begin (&plant, cases[i].api_id, &wish);
      ops->describe_document (service, operation, record, scratch, &columns);
      g_assert_cmpstr (columns.key, ==, "PROVA0001");
      g_assert_cmpstr (columns.detail, ==, cases[i].detail);
      g_assert_cmpstr (columns.next_operation, ==, cases[i].api_id);
    }
}

/* --- steps and check ------------------------------------------------------------------------------------------ */

static void
add_step (const SptStep *step,
          gpointer       user_data)
{
  static const char letters[] = "npdc";

  g_string_append_printf (user_data, "%s%c%s%s ", step->operation + strlen ("catasto."), letters[step->kind],
                          step->inferred ? "" : "!", step->reason != NULL ? "r" : "");
  g_assert_true (step->kind != SPT_STEP_CLOSED || step->reason != NULL);
  g_assert_true (step->kind != SPT_STEP_DOUBTFUL || step->reason != NULL);
}

static void
assert_steps (PlantTest  *plant,
              const char *expected)
{
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_autoptr (GString) steps = g_string_new (NULL);

  ops->list_steps (service, NULL, &plant->data, add_step, steps);
  g_assert_cmpstr (steps->str, ==, expected);
}

static void
test_steps (void)
{
  g_auto (PlantTest) plant = { { NULL } };
  g_autofree char *libretto = plant_test_load (NULL);

  plant_test_init (&plant, NULL);
  assert_steps (&plant, "4n 9n 5pr 1c!r 2c!r 3c!r 10c!r 16c!r 52c!r 58c!r 8c!r 84c!r 87c!r 88c!r 85pr 86pr 99dr 6c!r 7c!r ");
  /* What other software sent counts as the first sending. */
  plant.data.is_present = TRUE;
  assert_steps (&plant, "4cr 9p 5p 1p 2p 3p 10p 16p 52p 58p 8p 84p 87p 88p 85p 86p 99p 6c!r 7c!r ");
  plant.data.standing = SPT_PLANT_DISMISSED;
  assert_steps (&plant, "4dr 9dr 5dr 1dr 2dr 3dr 10dr 16dr 52dr 58dr 8dr 84dr 87dr 88dr 85p 86p 99dr 6c!r 7c!r ");
  /* A report belongs to what was just sent. */
  plant.data.standing = SPT_PLANT_ACTIVE;
  plant.data.libretto = libretto;
  plant_test_add (&plant, "catasto.4", libretto, TRUE);
  assert_steps (&plant, "4cr 9p 5p 1p 2p 3p 10p 16p 52p 58p 8p 84n 87p 88p 85p 86p 99p 6c!r 7c!r ");
}

static void
test_standing (void)
{
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);

  g_assert_cmpstr (ops->get_standing (service, "catasto.9", SPT_PLANT_UNKNOWN), ==, SPT_PLANT_ACTIVE);
  g_assert_cmpstr (ops->get_standing (service, "catasto.84", SPT_PLANT_ACTIVE), ==, SPT_PLANT_ACTIVE);
  g_assert_cmpstr (ops->get_standing (service, "catasto.8", SPT_PLANT_ACTIVE), ==, SPT_PLANT_DISMISSED);
  g_assert_cmpstr (ops->get_standing (service, "catasto.8", SPT_PLANT_UNKNOWN), ==, SPT_PLANT_DISMISSED);
  g_assert_cmpstr (ops->get_standing (service, "catasto.85", SPT_PLANT_DISMISSED), ==, SPT_PLANT_DISMISSED);
  g_assert_cmpstr (ops->get_standing (service, "catasto.99", SPT_PLANT_UNKNOWN), ==, SPT_PLANT_ACTIVE);
  g_assert_cmpstr (ops->get_standing (service, "libretto", SPT_PLANT_UNKNOWN), ==, SPT_PLANT_UNKNOWN);
}

static char *
check (PlantTest  *plant,
       const char *operation,
       const char *doc)
{
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_autofree char *own = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  g_assert_true (ops->read (service, doc, strlen (doc), &own, &xsd, &record, NULL));
  ops->check (service, NULL, operation, xsd, record, &plant->data, SERVICE_TEST_NOW, issues);
  service_test_words (issues);

  return service_test_describe (issues);
}

static void
test_check (void)
{
  static const char end[] = HEAD ("3", "8") "<dataDismissione>2026-11-20</dataDismissione>" TAIL ("3");
  static const char reused[] =
    HEAD ("4", "10") "<scheda_4_1_gruppi_termici><L4_1GT><L4_1numero>2</L4_1numero></L4_1GT></scheda_4_1_gruppi_termici>" TAIL ("4");
  g_auto (PlantTest) plant = { { NULL } };
  SptPlantPart *part = g_new0 (SptPlantPart, 1);
  g_autofree char *libretto = plant_test_load (NULL);
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *number = NULL;
  g_autofree char *code = NULL;

  part->kind = "GT";
  part->number = 2;
  plant_test_init (&plant, plant_test_load (NULL));
  g_ptr_array_add (plant.parts, part);
  lost = check (&plant, "catasto.9", libretto);
  g_assert_cmpstr (lost, ==, "W W-COMPONENTI-PERSI:storia impianto[0].scheda_4_1_gruppi_termici");
  number = check (&plant, "catasto.10", reused);
  g_assert_nonnull (strstr (number, "O E-NUMERO-COMP:usato impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[0].L4_1numero"));
  again = check (&plant, "catasto.4", libretto);
  g_assert_nonnull (strstr (again, "O E-GIA-PRESENTE L1_codice_impianto"));
  plant.data.standing = SPT_PLANT_DISMISSED;
  gone = check (&plant, "catasto.8", end);
  g_assert_cmpstr (gone, ==, "O E-IMPIANTO-DISMESSO L1_codice_impianto");
  plant.data.standing = SPT_PLANT_UNKNOWN;
  first = check (&plant, "catasto.8", end);
  g_assert_cmpstr (first, ==, "E E-PRIMO-INVIO L1_codice_impianto");
  plant.data.standing = SPT_PLANT_ACTIVE;
  plant.data.code = "ALTRO";
  code = check (&plant, "catasto.8", end);
  g_assert_cmpstr (code, ==, "E E-CODICE:altro L1_codice_impianto");
}

static void
add_firm (GPtrArray  *firms,
          const char *vat_number,
          const char *valid_until,
          const char *fgas)
{
  SptPlantFirm *firm = g_new0 (SptPlantFirm, 1);

  firm->vat_number = g_strdup (vat_number);
  firm->fiscal_code = g_strdup ("");
  firm->valid_until = g_strdup (valid_until);
  firm->fgas = g_strdup (fgas);
  firm->fgas_until = g_strdup ("");
  g_ptr_array_add (firms, firm);
}

/* What a check says of the firm of a report on @type; the catalogue has @vat_number, or nobody. */
static void
assert_firm (guint       type,
             const char *vat_number,
             const char *valid_until,
             const char *fgas,
             const char *expected)
{
  g_auto (PlantTest) plant = { { NULL } };
  g_autoptr (GPtrArray) firms = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_firm_free);
  g_autofree char *name = g_strdup_printf ("84-rcee-%u.xml", type);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "practice", "catasto", name, NULL);
  g_autofree char *doc = NULL;
  g_autofree char *found = NULL;
  g_autofree char *line = expected != NULL ? g_strdup_printf ("W %s impianto[0].rcee_tipo_%u[0].datiManutentore[0].codiceFiscale",
                                                              expected, type) : NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &doc, NULL, &error);
  g_assert_no_error (error);
  plant_test_init (&plant, plant_test_load (NULL));
  if (vat_number != NULL)
    add_firm (firms, vat_number, valid_until, fgas);
  plant.data.firms = firms;
  found = check (&plant, "catasto.84", doc);
  if (line == NULL)
    g_assert_null (strstr (found, "W-DITTA"));
  else
    g_assert_nonnull (strstr (found, line));
}

/* The firm of a report beside the office's catalogue: nothing is said where nobody keeps one. */
static void
test_firm (void)
{
  assert_firm (1, NULL, NULL, NULL, NULL);
  assert_firm (1, "12345678903", "", "", NULL);
  assert_firm (1, "00743110157", "", "", "W-DITTA");
  assert_firm (1, "12345678903", "2026-02-25", "", NULL);
  assert_firm (1, "12345678903", "2026-02-24", "", "W-DITTA:scaduta");
  assert_firm (2, "12345678903", "", "", "W-DITTA:fgas");
  assert_firm (2, "12345678903", "", "FGAS-1", NULL);
}

static void
test_schede (void)
{
  static const struct
  {
    const char *operation;
    guint       n;
    const char *first;
  } cases[] = {
    { "catasto.1", 4, "impianto.scheda_1_2_ubicazione" }, { "catasto.2", 1, "impianto.scheda_1_6_responsabile" },
    { "catasto.3", 1, "impianto.scheda_3_terzo_responsabile" }, { "catasto.9", 46, "impianto.scheda_1_2_ubicazione" },
    { "catasto.52", 5, "impianto.scheda_1_2_ubicazione" }, { "catasto.87", 4, "impianto.scheda_14_1_combustibile" },
    { "catasto.84", 4, "impianto.rcee_tipo_1" },
  };
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) schede = ops->list_schede (service, cases[i].operation);
      const SptPlantScheda *first = &g_array_index (schede, SptPlantScheda, 0);

      g_assert_cmpuint (schede->len, ==, cases[i].n);
      g_assert_cmpstr (first->page, ==, cases[i].first);
      g_assert_true (first->title != NULL && *first->title != '\0');
      if (strcmp (cases[i].operation, "catasto.9") == 0)
        {
          g_assert_true (first->mandatory);
          g_assert_true (first->documented);
          g_assert_nonnull (first->hint);
        }
      if (strcmp (cases[i].operation, "catasto.84") == 0)
        g_assert_true (first->one_of);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catasto/plant-apply/round-trips", test_round_trips);
  g_test_add_func ("/catasto/plant-apply/unknown-elements", test_unknown_elements);
  g_test_add_func ("/catasto/plant-apply/corrected", test_corrected);
  g_test_add_func ("/catasto/plant-apply/accessories", test_accessories);
  g_test_add_func ("/catasto/plant-apply/dismissals", test_dismissals);
  g_test_add_func ("/catasto/plant-apply/rows", test_rows);
  g_test_add_func ("/catasto/plant-apply/without-libretto", test_without_libretto);
  g_test_add_func ("/catasto/plant-apply/bad-input", test_bad_input);
  g_test_add_func ("/catasto/plant-apply/huge", test_huge);
  g_test_add_func ("/catasto/plant-apply/life", test_life);
  g_test_add_func ("/catasto/plant-apply/describe", test_describe);
  g_test_add_func ("/catasto/plant-apply/describe-document", test_describe_document);
  g_test_add_func ("/catasto/plant-apply/steps", test_steps);
  g_test_add_func ("/catasto/plant-apply/standing", test_standing);
  g_test_add_func ("/catasto/plant-apply/check", test_check);
  g_test_add_func ("/catasto/plant-apply/firm", test_firm);
  g_test_add_func ("/catasto/plant-apply/schede", test_schede);

  return g_test_run ();
}
