/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of a plant, by hand from annex A (catasto facts 9.1, 9.2). */
#include "config.h"

#include <string.h>

#include "plant-test.h"

/* "kind component date since estimated", one a line. Now is 2026-11-21. */
static char *
describe (PlantTest *plant)
{
  const SptPlantOps *ops;
  SptService *service = plant_test_get_service (&ops);
  g_autoptr (GPtrArray) dues = ops->list_dues (service, &plant->data, SERVICE_TEST_NOW);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < dues->len; i++)
    {
      const SptPlantDue *due = g_ptr_array_index (dues, i);

      g_assert_cmpstr (due->operation, ==, strcmp (due->kind, SPT_DUE_THIRD) == 0 ? "catasto.3" : "catasto.84");
      g_string_append_printf (text, "%s%s %s %s %s%s", i > 0 ? "\n" : "", due->kind, due->component, due->date,
                              due->since != NULL ? due->since : "-", due->estimated ? " ~" : "");
    }

  return g_string_free (text, FALSE);
}

static void
assert_dues (PlantTest  *plant,
             const char *expected)
{
  g_autofree char *found = describe (plant);

  g_assert_cmpstr (found, ==, expected);
}

/* A report of one generator: only what dates are read from. */
static char *
make_report (guint       type,
             const char *number,
             const char *day)
{
  static const char *const names[] = { "A_E_numGT", "A_E_numGF", "A_E_numSC", "A_E_numCG" };
  const char *name = names[type - 1];
  g_autoptr (GString) sections = g_string_new (NULL);
  g_auto (GStrv) numbers = g_strsplit (number, ",", -1);

  for (guint i = 0; numbers[i] != NULL; i++)
    g_string_append_printf (sections, "<sezione_E><%s>%s</%s></sezione_E>", name, numbers[i], name);

  return g_strdup_printf ("<api_call_8 xmlns=\"api_call_8\"><API_ID>84</API_ID><impianto><rcee_tipo_%u><A_F_dataControllo>%s"
                          "</A_F_dataControllo>%s</rcee_tipo_%u></impianto></api_call_8>", type, day, sections->str, type);
}

static void
add_report (PlantTest  *plant,
            guint       type,
            const char *number,
            const char *day,
            gboolean    is_accepted)
{
  g_autofree char *document = make_report (type, number, day);

  plant_test_add (plant, "catasto.84", document, is_accepted);
}

/* A libretto of these generators, each as the schema has its item. */
static char *
make_libretto (const char *schede)
{
  return g_strdup_printf ("<api_call_2 xmlns=\"api_call_2\"><API_ID>9</API_ID><impianto>%s</impianto></api_call_2>", schede);
}

#define BOILER(number, installed, fuel, power) \
  "<L4_1GT><L4_1numero>" number "</L4_1numero><L4_1gruppoTermico><L4_1dataInstallazione>" installed "</L4_1dataInstallazione>" \
  "<L4_1combustibile>" fuel "</L4_1combustibile><L4_1potenza>" power "</L4_1potenza></L4_1gruppoTermico></L4_1GT>"
#define BOILERS(list) "<scheda_4_1_gruppi_termici>" list "</scheda_4_1_gruppi_termici>"
#define CHILLER(element, cold, heat) \
  "<scheda_4_4_gruppi_frigo><L4_4GF><L4_4numero>1</L4_4numero><L4_4gruppoFrigo><L4_4dataInstallazione>2020-02-29" \
  "</L4_4dataInstallazione><" element ">true</" element "><L4_4raffPotenzaNominale>" cold "</L4_4raffPotenzaNominale>" \
  "<L4_4riscPotenzaNominale>" heat "</L4_4riscPotenzaNominale></L4_4gruppoFrigo></L4_4GF></scheda_4_4_gruppi_frigo>"
#define EXCHANGER(power) \
  "<scheda_4_5_scambiatori><L4_5SC><L4_5numero>1</L4_5numero><L4_5scambiatore><L4_5dataInstallazione>2020-02-29" \
  "</L4_5dataInstallazione><L4_5potenzaNominaleTotale>" power "</L4_5potenzaNominaleTotale></L4_5scambiatore></L4_5SC>" \
  "</scheda_4_5_scambiatori>"
#define COGENERATOR(electric) \
  "<scheda_4_6_cogeneratori><L4_6CG><L4_6numero>1</L4_6numero><L4_6cogeneratore><L4_6dataInstallazione>2020-02-29" \
  "</L4_6dataInstallazione><L4_6potenzaTermicaNominale>900</L4_6potenzaTermicaNominale><L4_6potenzaElettricaNominale>" electric \
  "</L4_6potenzaElettricaNominale></L4_6cogeneratore></L4_6CG></scheda_4_6_cogeneratori>"
#define DAY "2020-02-29"

/* Without a report it counts from the installation, and that is a guess. Of 29 February: the 28th, but in leap years. */
static void
test_annex_a (void)
{
  static const struct
  {
    const char *schede;
    const char *expected;
  } cases[] = {
    { BOILERS (BOILER ("1", DAY, "2", "24")), "report GT1 2024-02-29 2020-02-29 ~" },
    { BOILERS (BOILER ("1", DAY, "2", "99.99")), "report GT1 2024-02-29 2020-02-29 ~" },
    { BOILERS (BOILER ("1", DAY, "3", "100")), "report GT1 2022-02-28 2020-02-29 ~" },
    { BOILERS (BOILER ("1", DAY, "4", "24")), "report GT1 2022-02-28 2020-02-29 ~" },
    { BOILERS (BOILER ("1", DAY, "7", "100")), "report GT1 2021-02-28 2020-02-29 ~" },
    { BOILERS (BOILER ("1", DAY, "2", "10")), "" },
    { BOILERS (BOILER ("1", DAY, "2", "10.01")), "report GT1 2024-02-29 2020-02-29 ~" },
    { BOILERS (BOILER ("1", DAY, "1", "24")), "report GT1 2022-02-28 2020-02-29 ~" },
    { CHILLER ("L4_4compressioneMotoreElettrico", "12", "12"), "" },
    { CHILLER ("L4_4compressioneMotoreElettrico", "12.50", "11"), "report GF1 2024-02-29 2020-02-29 ~" },
    { CHILLER ("L4_4compressioneMotoreElettrico", "90", "100"), "report GF1 2022-02-28 2020-02-29 ~" },
    { CHILLER ("L4_4compressioneMotoreEndotermico", "12", "9"), "report GF1 2024-02-29 2020-02-29 ~" },
    { CHILLER ("L4_4assorbimentoPerRecupero", "12", "9"), "report GF1 2022-02-28 2020-02-29 ~" },
    { EXCHANGER ("10"), "" },
    { EXCHANGER ("10.5"), "report SC1 2024-02-29 2020-02-29 ~" },
    { COGENERATOR ("49.9"), "report CG1 2024-02-29 2020-02-29 ~" },
    { COGENERATOR ("50"), "report CG1 2022-02-28 2020-02-29 ~" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (PlantTest) plant = { { NULL } };

      plant_test_init (&plant, make_libretto (cases[i].schede));
      assert_dues (&plant, cases[i].expected);
    }
}

static void
test_last_report (void)
{
  g_auto (PlantTest) plant = { { NULL } };

  plant_test_init (&plant, make_libretto (BOILERS (BOILER ("1", "2015-05-10", "2", "24"))));
  add_report (&plant, 1, "1", "2010-01-01", TRUE); /* of what stood there before */
  assert_dues (&plant, "report GT1 2019-05-10 2015-05-10 ~");
  add_report (&plant, 1, "1", "2024-02-29", TRUE);
  add_report (&plant, 1, "1", "2020-03-01", TRUE);
  add_report (&plant, 2, "1", "2026-01-01", TRUE); /* of another kind */
  add_report (&plant, 1, "2", "2026-01-01", TRUE); /* of another number */
  assert_dues (&plant, "report GT1 2028-02-29 2024-02-29");
}

#define CONTROLLED(day, type) \
  "<scheda_12_interventi_controllo><L12intervento><L12dataControllo>" day "</L12dataControllo><L12tipoAllegato>" type \
  "</L12tipoAllegato></L12intervento></scheda_12_interventi_controllo>"

/* A libretto that other software kept tells of reports that are not here; of several boilers not of which. */
static void
test_rows (void)
{
  g_auto (PlantTest) one = { { NULL } };
  g_auto (PlantTest) two = { { NULL } };
  g_auto (PlantTest) other = { { NULL } };

  plant_test_init (&one, make_libretto (BOILERS (BOILER ("1", DAY, "2", "24")) CONTROLLED ("2025-03-01", "1")));
  assert_dues (&one, "report GT1 2029-03-01 2025-03-01");
  plant_test_init (&other, make_libretto (BOILERS (BOILER ("1", DAY, "2", "24")) CONTROLLED ("2025-03-01", "2")));
  assert_dues (&other, "report GT1 2024-02-29 2020-02-29 ~");
  plant_test_init (&two, make_libretto (BOILERS (BOILER ("1", DAY, "2", "24") BOILER ("2", DAY, "2", "24"))
                                        CONTROLLED ("2025-03-01", "1")));
  assert_dues (&two, "report GT1 2029-03-01 2025-03-01 ~\nreport GT2 2029-03-01 2025-03-01 ~");
  /* The row is that of a report of the first: of the second nothing is known. */
  add_report (&two, 1, "1", "2025-03-01", TRUE);
  assert_dues (&two, "report GT2 2024-02-29 2020-02-29 ~\nreport GT1 2029-03-01 2025-03-01");
}

/* Which generators share a distribution no libretto says: where it matters the shorter time, as a guess. */
static void
test_powers_together (void)
{
  g_auto (PlantTest) apart = { { NULL } };
  g_auto (PlantTest) together = { { NULL } };
  g_auto (PlantTest) small = { { NULL } };

  plant_test_init (&apart, make_libretto (BOILERS (BOILER ("1", DAY, "2", "24") BOILER ("2", DAY, "2", "30"))));
  add_report (&apart, 1, "1,2", "2024-03-01", TRUE);
  assert_dues (&apart, "report GT1 2028-03-01 2024-03-01\nreport GT2 2028-03-01 2024-03-01");
  plant_test_init (&together, make_libretto (BOILERS (BOILER ("1", DAY, "2", "60") BOILER ("2", DAY, "2", "60"))));
  add_report (&together, 1, "1,2", "2024-03-01", TRUE);
  assert_dues (&together, "report GT1 2026-03-01 2024-03-01 ~\nreport GT2 2026-03-01 2024-03-01 ~");
  plant_test_init (&small, make_libretto (BOILERS (BOILER ("1", DAY, "2", "8") BOILER ("2", DAY, "2", "8"))));
  add_report (&small, 1, "1", "2024-03-01", TRUE);
  assert_dues (&small, "report GT2 2024-02-29 2020-02-29 ~\nreport GT1 2028-03-01 2024-03-01 ~");
}

static void
test_first_report (void)
{
  static const char replaced[] =
    "<api_call_4 xmlns=\"api_call_4\"><L1_1dataIntervento>2026-11-10</L1_1dataIntervento><API_ID>10</API_ID><impianto>"
    BOILERS (BOILER ("1", "2026-11-10", "2", "24")) "</impianto></api_call_4>";
  g_auto (PlantTest) plant = { { NULL } };

  plant_test_init (&plant, make_libretto (BOILERS (BOILER ("1", "2026-11-10", "2", "24") BOILER ("2", DAY, "2", "24"))));
  add_report (&plant, 1, "1,2", "2025-03-01", TRUE);
  plant_test_add (&plant, "catasto.10", replaced, FALSE);
  assert_dues (&plant, "report GT2 2029-03-01 2025-03-01\nreport GT1 2030-11-10 2026-11-10 ~");
  /* 45 days from the works. */
  plant_test_add (&plant, "catasto.10", replaced, TRUE);
  assert_dues (&plant, "first-report GT1 2026-12-25 2026-11-10 ~\nreport GT2 2029-03-01 2025-03-01");
  add_report (&plant, 1, "1", "2026-11-11", TRUE);
  assert_dues (&plant, "report GT2 2029-03-01 2025-03-01\nreport GT1 2030-11-11 2026-11-11");
}

static void
test_sending (void)
{
  g_auto (PlantTest) plant = { { NULL } };

  plant_test_init (&plant, make_libretto (BOILERS (BOILER ("1", DAY, "2", "24"))));
  plant.data.standing = SPT_PLANT_DISMISSED;
  add_report (&plant, 1, "1,2", "2026-10-01", FALSE);
  add_report (&plant, 1, "1", "", FALSE);
  add_report (&plant, 1, "1", "2026-09-01", TRUE);
  plant_test_add (&plant, "catasto.84", "<bad", FALSE);
  assert_dues (&plant, "send GT1, GT2 2026-11-15 2026-10-01");
}

#define APPOINTMENT(from, to, rest) \
  "<terzo_responsabile><L3dataValiditaContrattoDal>" from "</L3dataValiditaContrattoDal><L3dataValiditaContrattoAl>" to \
  "</L3dataValiditaContrattoAl>" rest "</terzo_responsabile>"
#define THIRD(list) "<scheda_3_terzo_responsabile>" list "</scheda_3_terzo_responsabile>"

static void
test_third (void)
{
  static const struct
  {
    const char *schede;
    const char *expected;
  } cases[] = {
    { THIRD (APPOINTMENT ("2024-01-01", "2025-12-31", "")), "third  2025-12-31 2024-01-01" },
    { THIRD (APPOINTMENT ("2024-01-01", "2025-12-31", "") APPOINTMENT ("2026-01-01", "2027-12-31", "")),
      "third  2027-12-31 2026-01-01" },
    { THIRD (APPOINTMENT ("2024-01-01", "2027-12-31", "<L3cessazione><data>2025-01-01</data></L3cessazione>")), "" },
    { THIRD (APPOINTMENT ("2024-01-01", "2024-02-29", "<L3tacitoRinnovo>true</L3tacitoRinnovo>")), "third  2027-02-28 2024-01-01 ~" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (PlantTest) plant = { { NULL } };

      plant_test_init (&plant, make_libretto (cases[i].schede));
      assert_dues (&plant, cases[i].expected);
    }
}

static void
test_nothing (void)
{
  g_auto (PlantTest) plant = { { NULL } };

  plant_test_init (&plant, NULL);
  assert_dues (&plant, "");
  plant.data.libretto = "<bad";
  assert_dues (&plant, "");
  plant.data.documents = NULL;
  assert_dues (&plant, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catasto/plant-dues/annex-a", test_annex_a);
  g_test_add_func ("/catasto/plant-dues/last-report", test_last_report);
  g_test_add_func ("/catasto/plant-dues/rows", test_rows);
  g_test_add_func ("/catasto/plant-dues/powers-together", test_powers_together);
  g_test_add_func ("/catasto/plant-dues/first-report", test_first_report);
  g_test_add_func ("/catasto/plant-dues/sending", test_sending);
  g_test_add_func ("/catasto/plant-dues/third", test_third);
  g_test_add_func ("/catasto/plant-dues/nothing", test_nothing);

  return g_test_run ();
}
