/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An inspection test report that begins (catasto facts 8.6): what the libretto and the reports before it say; what the inspector
 * finds is left empty. */

#define G_LOG_DOMAIN "spt-catasto-plant-begin-test"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#define REPORT  "rapporto_prova"
#define PLACE   "scheda_1_2_ubicazione"
#define CONTROL "A_F_dataControllo"

#define MAX_INSTRUMENT 100 /* characters: as the schema has it */

typedef struct
{
  SptCatastoBegin *begin;
  SptCatastoTree  *out;
  xmlNodePtr       report;
  SptCatastoTree  *previous; /* (nullable) */
  xmlNodePtr       earlier;  /* (nullable): the report in it */
  SptCatastoTree  *control;  /* (owned) (nullable): the last efficiency report that the register has */
  xmlNodePtr       rcee;     /* (nullable): the report in it */
} Test;

static void
load_last_control (Test *test)
{
  GPtrArray *documents = test->begin->plant->documents;

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const SptPlantDocument *document = g_ptr_array_index (documents, i);
      SptCatastoTree *tree;
      guint type;

      if (!document->is_accepted || document->doc == NULL || strcmp (document->operation, "catasto.84") != 0)
        continue;
      tree = spt_catasto_tree_parse (document->doc, -1, NULL);
      if (tree == NULL || spt_catasto_find_report (tree, &type) == NULL)
        {
          g_clear_pointer (&tree, spt_catasto_tree_free);
          continue;
        }
      g_clear_pointer (&test->control, spt_catasto_tree_free);
      test->control = tree;
      test->rcee = spt_catasto_find_report (tree, &type);
    }
}

static const char *
get_first_installed (GArray         *generators,
                     SptCatastoTree *libretto)
{
  const char *first = "";

  for (guint i = 0; i < generators->len; i++)
    {
      const SptCatastoGenerator *generator = &g_array_index (generators, SptCatastoGenerator, i);
      const char *day = spt_catasto_tree_get_own (libretto, generator->item, generator->kind, SPT_CATASTO_INSTALLED);

      if (*day != '\0' && (*first == '\0' || strcmp (day, first) < 0))
        first = day;
    }

  return first;
}

static void
add_general (Test   *test,
             GArray *generators)
{
  static const char *const lasting[] = {
    "cognomeIspettore", "nomeIspettore", "codiceFiscaleIspettore", "numeroIscrizione", "ente", NULL
  };
  static const char *const rest[] = { "codiceFiscaleIspettore", "numeroIscrizione", "ente", NULL };
  GHashTable *technician = test->begin->wish != NULL ? test->begin->wish->technician : NULL;
  xmlNodePtr node = spt_catasto_tree_add (test->out, test->report, "dati_generali");
  xmlNodePtr earlier = spt_catasto_tree_first (test->earlier, "dati_generali");
  g_autofree char *power = NULL;
  gint64 total = 0;

  spt_catasto_tree_add_text (test->out, node, "data", spt_catasto_wish_get_day (test->begin->wish));
  if (test->rcee != NULL)
    {
      spt_catasto_tree_add_text (test->out, node, "flagREE", "true");
      spt_catasto_tree_add_text (test->out, node, "codiceBollino",
                                 spt_catasto_tree_get (test->control, test->rcee, "codiceBollino"));
      spt_catasto_tree_add_text (test->out, node, "dataREE", spt_catasto_tree_get (test->control, test->rcee, CONTROL));
    }
  if (technician != NULL)
    {
      spt_catasto_tree_add_text (test->out, node, "cognomeIspettore", spt_catasto_wish_get (technician, "surname"));
      spt_catasto_tree_add_text (test->out, node, "nomeIspettore", spt_catasto_wish_get (technician, "name"));
    }
  /* Code, number and body belong to whoever inspected then. */
  if (technician == NULL)
    spt_catasto_tree_copy_fields (test->out, node, earlier, lasting);
  else if (earlier != NULL && strcmp (spt_catasto_tree_get (test->previous, earlier, "cognomeIspettore"),
                                      spt_catasto_wish_get (technician, "surname")) == 0)
    spt_catasto_tree_copy_fields (test->out, node, earlier, rest);
  for (guint i = 0; i < generators->len; i++)
    total += g_array_index (generators, SptCatastoGenerator, i).heat;
  if (total > 0)
    power = g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", total / SPT_CATASTO_ONE, (int) (total % SPT_CATASTO_ONE / 100));
  spt_catasto_tree_add_text (test->out, node, "dataPrimaInstallazione",
                             get_first_installed (generators, test->begin->libretto));
  spt_catasto_tree_add_text (test->out, node, "potenzaUtile", power);
}

static void
add_use (Test *test)
{
  static const char *const lasting[] = { "uso", NULL };
  SptCatastoTree *libretto = test->begin->libretto;
  xmlNodePtr node = spt_catasto_tree_add (test->out, test->report, "destinazione");
  xmlNodePtr place = libretto != NULL ? spt_catasto_tree_first (libretto->plant, PLACE) : NULL;

  if (place != NULL)
    {
      const char *volume = spt_catasto_tree_get (libretto, place, "L1_2volLordoRisc");

      spt_catasto_tree_add_text (test->out, node, "categoria", spt_catasto_tree_get (libretto, place, "L1_2categoria"));
      spt_catasto_tree_add_text (test->out, node, "flagUnitaSingola",
                                 spt_catasto_tree_get (libretto, place, "L1_2flagUnitaImmSingle"));
      spt_catasto_tree_add_text (test->out, node, "volume", *volume != '\0' ? volume
                                 : spt_catasto_tree_get (libretto, place, "L1_2volLordoRaffr"));
    }
  spt_catasto_tree_copy_fields (test->out, node, spt_catasto_tree_first (test->earlier, "destinazione"), lasting);
}

static xmlNodePtr
find_numbered (SptCatastoTree *tree,
               xmlNodePtr      parent,
               const char     *group,
               const char     *number_name,
               guint           number)
{
  for (xmlNodePtr node = spt_catasto_tree_first (parent, group); node != NULL; node = spt_catasto_tree_next (node))
    {
      if (spt_catasto_tree_get_number (tree, node, number_name) == number)
        return node;
    }

  return NULL;
}

/* What is measured with stands with each measure: of a boiler in three fields, of a chiller in one (catasto facts 8.6). */
static void
add_instrument (Test       *test,
                xmlNodePtr  measures,
                gboolean    is_boiler)
{
  GHashTable *instrument = test->begin->wish != NULL ? test->begin->wish->instrument : NULL;
  const char *maker, *model, *serial;
  g_autofree char *all = NULL;

  if (instrument == NULL)
    return;
  maker = spt_catasto_wish_get (instrument, "maker");
  model = spt_catasto_wish_get (instrument, "model");
  serial = spt_catasto_wish_get (instrument, "serial");
  if (is_boiler)
    {
      spt_catasto_tree_add_text (test->out, measures, "strumentoMarca", maker);
      spt_catasto_tree_add_text (test->out, measures, "strumentoModello", model);
      spt_catasto_tree_add_text (test->out, measures, "strumentoMatricola", serial);
      return;
    }
  all = g_strstrip (g_strdup_printf ("%s %s %s", maker, model, serial));
  /* Maker and model may be long: what tells instruments apart is the serial number. */
  spt_catasto_tree_add_text (test->out, measures, "strumento", g_utf8_strlen (all, -1) <= MAX_INSTRUMENT ? all : serial);
}

static void
add_generator (Test       *test,
               const char *kind_name,
               guint       number)
{
  static const char *const lasting[] = {
    "evacuazione", "tipo", "classe", "potenzaFocolare", "campoDa", "campoA", "flagInverter", NULL
  };
  const SptCatastoKind *kind = spt_catasto_kind_find (kind_name);
  g_autofree char *group = g_strconcat ("generatore_", kind_name, NULL);
  gboolean is_boiler = strcmp (kind_name, "GT") == 0;
  xmlNodePtr node = spt_catasto_tree_add (test->out, test->report, group);
  xmlNodePtr earlier = test->earlier != NULL ? find_numbered (test->previous, test->earlier, group, "numero", number) : NULL;
  xmlNodePtr part = spt_catasto_tree_find_part (test->begin->libretto, kind, number);
  xmlNodePtr item = part != NULL ? spt_catasto_tree_get_item (part, kind) : NULL;
  xmlNodePtr section;
  xmlNodePtr said = NULL;
  guint n = 1;

  spt_catasto_tree_add_number (test->out, node, "numero", number);
  section = spt_catasto_tree_add (test->out, node, "sezione_6");
  if (earlier != NULL)
    spt_catasto_tree_copy_fields (test->out, section, spt_catasto_tree_first (earlier, "sezione_6"), lasting);
  else if (is_boiler && test->rcee != NULL)
    said = find_numbered (test->control, test->rcee, "sezione_E", "A_E_numGT", number);
  if (said != NULL)
    {
      spt_catasto_tree_add_text (test->out, section, "evacuazione", spt_catasto_tree_get (test->control, said, "A_E_flagEvacFumi"));
      spt_catasto_tree_add_text (test->out, section, "potenzaFocolare",
                                 spt_catasto_tree_get (test->control, said, "A_E_potenzaFocolare"));
    }
  if (item != NULL)
    n = MAX (1, spt_catasto_tree_get_number (test->begin->libretto, item, is_boiler ? "L4_1numeroAnalisiFumi"
                                             : "L4_4numCircuiti"));
  for (guint i = 1; i <= MIN (n, 99); i++)
    {
      xmlNodePtr measures = spt_catasto_tree_add (test->out, node, "misure");

      spt_catasto_tree_add_number (test->out, measures, is_boiler ? "numModulo" : "numCircuito", i);
      add_instrument (test, measures, is_boiler);
    }
}

/**
 * spt_catasto_begin_test:
 * @begin: what begins
 *
 * Begins a test report with one section for each boiler and chiller.
 */
void
spt_catasto_begin_test (SptCatastoBegin *begin)
{
  static const char *const kinds[] = { "GT", "GF" };
  g_autoptr (SptCatastoTree) previous = spt_catasto_begin_load_previous (begin);
  g_autoptr (GArray) generators = spt_catasto_list_generators (begin->libretto);
  Test test = { .begin = begin, .out = begin->out, .previous = previous };

  test.report = spt_catasto_tree_add (begin->out, begin->out->plant, REPORT);
  test.earlier = previous != NULL ? spt_catasto_tree_first (previous->plant, REPORT) : NULL;
  load_last_control (&test);
  add_general (&test, generators);
  add_use (&test);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GArray) numbers = spt_catasto_begin_list_numbers (begin, spt_catasto_kind_find (kinds[i]));

      for (guint j = 0; j < numbers->len; j++)
        add_generator (&test, kinds[i], g_array_index (numbers, guint, j));
    }
  g_clear_pointer (&test.control, spt_catasto_tree_free);
}
