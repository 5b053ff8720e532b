/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An efficiency report that begins: heading and descriptions from the libretto and from the report before it; what a
 * technician attests is left empty (catasto facts 8.1 to 8.5, 13). */

#define G_LOG_DOMAIN "spt-catasto-plant-begin-report"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#define FIRM        "datiManutentore"
#define CONTROL     "A_F_dataControllo"
#define THIRD_TITLE "4"
#define SECTION     "sezione_E"

typedef struct
{
  SptCatastoBegin      *begin;
  SptCatastoTree       *out;
  xmlNodePtr            report;
  guint                 type;
  const SptCatastoKind *kind;
  SptCatastoTree       *previous; /* (nullable) */
  xmlNodePtr            earlier;  /* (nullable): the report in it, where it is of the same type */
  GArray               *generators;
} Report;

/* --- which one ---------------------------------------------------------------------------------------- */

SptCatastoTree *
spt_catasto_begin_load_previous (SptCatastoBegin *begin)
{
  const char *text = begin->wish != NULL ? begin->wish->previous : NULL;
  g_autoptr (GError) error = NULL;
  SptCatastoTree *tree = text != NULL ? spt_catasto_tree_parse (text, -1, &error) : NULL;

  if (error != NULL)
    g_warning ("the report before this one cannot be read: %s", error->message);

  return tree;
}

GArray *
spt_catasto_begin_list_numbers (SptCatastoBegin      *begin,
                                const SptCatastoKind *kind)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  GPtrArray *wished = begin->wish != NULL ? begin->wish->components : NULL;

  for (guint i = 0; wished != NULL && i < wished->len; i++)
    {
      guint number;

      if (spt_catasto_parse_component (g_ptr_array_index (wished, i), &number) == kind && number > 0)
        g_array_append_val (numbers, number);
    }
  if (wished == NULL || wished->len == 0)
    {
      g_autoptr (GArray) generators = spt_catasto_list_generators (begin->libretto);

      for (guint i = 0; i < generators->len; i++)
        {
          const SptCatastoGenerator *generator = &g_array_index (generators, SptCatastoGenerator, i);

          if (generator->kind == kind)
            g_array_append_val (numbers, generator->number);
        }
    }

  return numbers;
}

/* What was chosen, else what the report before was about, else the first generators that have one. */
static guint
find_type (SptCatastoBegin *begin,
           SptCatastoTree  *previous)
{
  GPtrArray *wished = begin->wish != NULL ? begin->wish->components : NULL;
  g_autoptr (GArray) generators = NULL;
  guint type = 0;

  for (guint i = 0; wished != NULL && i < wished->len; i++)
    {
      guint number;
      const SptCatastoKind *kind = spt_catasto_parse_component (g_ptr_array_index (wished, i), &number);

      if (kind != NULL && spt_catasto_get_report_type (kind) > 0)
        return spt_catasto_get_report_type (kind);
    }
  if (previous != NULL && spt_catasto_find_report (previous, &type) != NULL)
    return type;
  generators = spt_catasto_list_generators (begin->libretto);
  for (guint i = 0; i < generators->len && type == 0; i++)
    type = spt_catasto_get_report_type (g_array_index (generators, SptCatastoGenerator, i).kind);

  return type;
}

static const SptCatastoGenerator *
find_generator (Report *report,
                guint   number)
{
  for (guint i = 0; i < report->generators->len; i++)
    {
      const SptCatastoGenerator *generator = &g_array_index (report->generators, SptCatastoGenerator, i);

      if (generator->kind == report->kind && generator->number == number)
        return generator;
    }

  return NULL;
}

/* --- heading, A and C --------------------------------------------------------------------------------- */

static void
add_heading (Report *report)
{
  static const char *const whole[] = { FIRM, NULL };
  GHashTable *firm = report->begin->wish != NULL ? report->begin->wish->firm : NULL;
  const char *code = spt_catasto_wish_get (firm, "fiscalCode");
  xmlNodePtr node;

  /* The sticker is a new one each time (catasto facts 9.2). */
  if (firm == NULL)
    spt_catasto_tree_copy_fields (report->out, report->report, report->earlier, whole);
  else
    {
      node = spt_catasto_tree_add (report->out, report->report, FIRM);
      spt_catasto_tree_add_text (report->out, node, "siglaREA", spt_catasto_wish_get (firm, "reaProvince"));
      spt_catasto_tree_add_text (report->out, node, "numeroREA", spt_catasto_wish_get (firm, "reaNumber"));
      spt_catasto_tree_add_text (report->out, node, "codiceFiscale", *code != '\0' ? code
                                 : spt_catasto_wish_get (firm, "vatNumber"));
      spt_catasto_tree_add_text (report->out, node, "ragioneSociale", spt_catasto_wish_get (firm, "name"));
    }
  spt_catasto_tree_add_text (report->out, report->report, CONTROL,
                             spt_catasto_wish_get_day (report->begin->wish));
}

/* A third responsible in charge on the day signs in the owner's place (catasto facts 8.2). */
static gboolean
has_third (Report *report)
{
  SptCatastoTree *libretto = report->begin->libretto;
  const char *day = spt_catasto_wish_get_day (report->begin->wish);
  xmlNodePtr scheda = spt_catasto_tree_first (libretto->plant, "scheda_3_terzo_responsabile");

  if (*day == '\0')
    day = report->begin->today;
  for (xmlNodePtr node = spt_catasto_tree_first (scheda, "terzo_responsabile"); node != NULL;
       node = spt_catasto_tree_next (node))
    {
      const char *from = spt_catasto_tree_get (libretto, node, "L3dataValiditaContrattoDal");
      const char *to = spt_catasto_tree_get (libretto, node, "L3dataValiditaContrattoAl");
      const char *ended = spt_catasto_tree_get (libretto, spt_catasto_tree_first (node, "L3cessazione"), "data");

      if (*from != '\0' && strcmp (from, day) <= 0 && strcmp (to, day) >= 0 &&
          (*ended == '\0' || strcmp (ended, day) > 0))
        return TRUE;
    }

  return FALSE;
}

static void
add_section_a (Report *report)
{
  xmlNodePtr node = spt_catasto_tree_add (report->out, report->report, "sezione_A");
  g_autoptr (GString) power = g_string_new (NULL);
  xmlNodePtr responsible;
  gint64 total = 0;

  for (guint i = 0; i < report->generators->len; i++)
    {
      const SptCatastoGenerator *generator = &g_array_index (report->generators, SptCatastoGenerator, i);

      /* Of machines that only cool it is the cooling power that the type 2 is about. */
      total += report->type == 2 && generator->kind == report->kind ? generator->power : generator->heat;
    }
  if (total > 0)
    {
      g_string_printf (power, "%" G_GINT64_FORMAT ".%02d", total / SPT_CATASTO_ONE,
                       (int) (total % SPT_CATASTO_ONE / 100));
      spt_catasto_tree_add_text (report->out, node, "A_A_potenzaTermicaNomTotMax", power->str);
    }
  if (report->begin->libretto == NULL)
    return;
  responsible = spt_catasto_tree_first (report->begin->libretto->plant, "scheda_1_6_responsabile");
  spt_catasto_tree_add_text (report->out, node, "A_A_titoloResponsabile", has_third (report) ? THIRD_TITLE
                             : spt_catasto_tree_get (report->begin->libretto, responsible, "L1_6titolo"));
}

typedef struct
{
  const char *scheda;
  const char *none;
  const char *filter;
  const char *softener;
  const char *chemical;
  const char *out_none;
  const char *out_group;
  const char *out_flags[3];
} Treatment;

static const Treatment treatments[] = {
  { "scheda_2_3_trattamento_riscaldamento", "L2_3trattAcquaAssente", "L2_3trattAcquaFiltrazione",
    "L2_3trattamentoAcquaAddolcimento", "L2_3trattAcquaChimico", "A_C_flagTrattH2OAssente", "A_C_TrattH2O",
    { "A_C_flagTrattH2OFiltr", "A_C_flagTrattH2OAddolc", "A_C_flagTrattH2OChimico" } },
  { "scheda_2_4_trattamento_acs", "L2_4trattAcquaAcsAssente", "L2_4trattAcquaAcsFiltrazione",
    "L2_4trattamentoAcquaAcsAddolcimento", "L2_4trattAcquaAcsChimico", "A_C_flagTrattAcsAssente", "A_C_TrattAcs",
    { "A_C_flagTrattAcsFiltr", "A_C_flagTrattAcsAddolc", "A_C_flagTrattAcsChimico" } },
};

/* Whether none is required at all the libretto does not say: what it does not say stays open. */
static void
add_treatment (Report          *report,
               xmlNodePtr       section,
               const Treatment *treatment)
{
  SptCatastoTree *libretto = report->begin->libretto;
  xmlNodePtr scheda = spt_catasto_tree_first (libretto->plant, treatment->scheda);
  gboolean is_there[3];
  xmlNodePtr group;

  if (scheda == NULL)
    return;
  if (spt_catasto_tree_is_true (libretto, scheda, treatment->none))
    {
      spt_catasto_tree_add_text (report->out, section, treatment->out_none, "true");
      return;
    }
  is_there[0] = spt_catasto_tree_is_true (libretto, scheda, treatment->filter);
  is_there[1] = *spt_catasto_tree_get (libretto, scheda, treatment->softener) != '\0';
  is_there[2] = spt_catasto_tree_is_true (libretto, scheda, treatment->chemical);
  if (!is_there[0] && !is_there[1] && !is_there[2])
    return;
  group = spt_catasto_tree_add (report->out, section, treatment->out_group);
  for (guint i = 0; i < G_N_ELEMENTS (is_there); i++)
    spt_catasto_tree_add_text (report->out, group, treatment->out_flags[i], is_there[i] ? "true" : "false");
}

static void
add_section_c (Report *report)
{
  SptCatastoTree *libretto = report->begin->libretto;
  xmlNodePtr section = spt_catasto_tree_add (report->out, report->report, "sezione_C");

  if (libretto == NULL)
    return;
  spt_catasto_tree_add_text (report->out, section, "A_C_durezza",
                             spt_catasto_tree_get (libretto, spt_catasto_tree_first (libretto->plant, "scheda_2_2_durezza"),
                                                   "L2_2durezzaAcqua"));
  add_treatment (report, section, &treatments[0]);
  /* Types 2 and 4 know one treatment only. */
  if (report->type == 1 || report->type == 3)
    add_treatment (report, section, &treatments[1]);
}

/* --- E ------------------------------------------------------------------------------------------------ */

/* Where the plant has one service, or one generator, it is clear what that serves. */
static void
add_services (Report     *report,
              xmlNodePtr  section)
{
  static const char *const names[][2] = {
    { "A_E_flagClimatizInv", "L1_3servizioClimaInv" }, { "A_E_flagProduzACS", "L1_3servizioACS" }
  };
  SptCatastoTree *libretto = report->begin->libretto;
  xmlNodePtr scheda = libretto != NULL ? spt_catasto_tree_first (libretto->plant, "scheda_1_3_servizi") : NULL;
  gboolean is_served[G_N_ELEMENTS (names)];
  guint n = 0;

  if (scheda == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      is_served[i] = *spt_catasto_tree_get (libretto, scheda, names[i][1]) != '\0';
      n += is_served[i];
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (!is_served[i] || n == 1 || report->generators->len == 1)
        spt_catasto_tree_set_text (report->out, section, names[i][0], is_served[i] ? "true" : "false");
    }
}

/* The earlier report speaks of what stands there now. */
static xmlNodePtr
find_earlier_section (Report                    *report,
                      const SptCatastoGenerator *generator,
                      guint                      number)
{
  const char *control = report->earlier != NULL ? spt_catasto_tree_get (report->previous, report->earlier, CONTROL) : "";
  const char *installed = generator != NULL
                          ? spt_catasto_tree_get_own (report->begin->libretto, generator->item, report->kind,
                                                      SPT_CATASTO_INSTALLED) : "";

  if (*control != '\0' && *installed != '\0' && strcmp (installed, control) > 0)
    return NULL;
  for (xmlNodePtr section = spt_catasto_tree_first (report->earlier, SECTION); section != NULL;
       section = spt_catasto_tree_next (section))
    {
      if (spt_catasto_tree_get_number (report->previous, section, spt_catasto_get_report_number (report->type)) == number)
        return section;
    }

  return NULL;
}

static gboolean
are_measures_due (const SptCatastoGenerator *generator)
{
  SptCatastoFuel fuel = generator != NULL ? spt_catasto_fuel_from_code (generator->fuel) : SPT_CATASTO_FUEL_UNKNOWN;

  return generator == NULL || (fuel != SPT_CATASTO_FUEL_SOLID &&
                               (generator->power == 0 ||
                                generator->power >= spt_catasto_get_limits ()->measures_from_kw));
}

/* One row for each module, or circuit, with nothing but its number: the analyser fills in the rest. */
static void
add_rows (Report                    *report,
          xmlNodePtr                 section,
          const SptCatastoGenerator *generator)
{
  const char *name = report->type == 1 ? "A_E_moduloTermico" : "A_E_numCircuito";
  guint n = 1;

  if (report->type > 2 || (report->type == 1 && !are_measures_due (generator)))
    return;
  if (generator != NULL)
    n = MAX (1, spt_catasto_tree_get_number (report->begin->libretto, generator->item, report->type == 1
                                             ? "L4_1numeroAnalisiFumi" : "L4_4numCircuiti"));
  for (guint i = 1; i <= MIN (n, 99); i++)
    spt_catasto_tree_add_number (report->out, spt_catasto_tree_add (report->out, section, "rowFumi"), name, i);
}

/* A heat pump is always tried in the mode of its first verification (catasto facts 7, 11.2). */
static void
add_mode (Report     *report,
          xmlNodePtr  section,
          guint       number)
{
  SptCatastoTree *libretto = report->begin->libretto;
  xmlNodePtr scheda = libretto != NULL ? spt_catasto_tree_first (libretto->plant, "scheda_11_2_verifiche_gf") : NULL;

  if (report->type != 2)
    return;
  for (xmlNodePtr node = spt_catasto_tree_first (scheda, "L11_2GF"); node != NULL; node = spt_catasto_tree_next (node))
    {
      xmlNodePtr circuit = spt_catasto_tree_first (spt_catasto_tree_first (node, "L11_2verifica"), "L11_2circuito");

      if (spt_catasto_tree_get_number (libretto, node, "L11_2numero") != number)
        continue;
      if (spt_catasto_tree_is_true (libretto, circuit, "L11_2flagRaffr"))
        spt_catasto_tree_set_text (report->out, section, "A_E_flagModalita", "RAF");
      else if (spt_catasto_tree_is_true (libretto, circuit, "L11_2flagRisc"))
        spt_catasto_tree_set_text (report->out, section, "A_E_flagModalita", "RIS");
    }
}

static void
add_section_e (Report *report,
               guint   number)
{
  /* What a boiler is, not how it was found. */
  static const char *const lasting[] = {
    "A_E_potenzaFocolare", "A_E_flagClimatizInv", "A_E_flagProduzACS", "A_E_altroRifNormativo", "A_E_flagEvacFumi",
    "A_E_flagModalita", "A_E_combustibile", "A_E_fluidoVett", "A_E_potenzaAssorbita", "A_E_potenzaTermByPass", NULL
  };
  const SptCatastoGenerator *generator = find_generator (report, number);
  xmlNodePtr section = spt_catasto_tree_add (report->out, report->report, SECTION);
  xmlNodePtr earlier = find_earlier_section (report, generator, number);

  spt_catasto_tree_add_number (report->out, section, spt_catasto_get_report_number (report->type), number);
  spt_catasto_tree_copy_fields (report->out, section, earlier, lasting);
  if (earlier == NULL && report->type != 2 && report->type != 4)
    add_services (report, section);
  if (earlier == NULL)
    add_mode (report, section, number);
  add_rows (report, section, generator);
}

/* --- F and all of it ------------------------------------------------------------------------------------ */

static void
add_section_f (Report *report)
{
  static const char *const names[] = { "A_F_nomeTecnico", "A_F_cognomeTecnico", NULL };
  GHashTable *technician = report->begin->wish != NULL ? report->begin->wish->technician : NULL;
  xmlNodePtr section = spt_catasto_tree_add (report->out, report->report, "sezione_F");

  if (technician == NULL)
    {
      spt_catasto_tree_copy_fields (report->out, section, spt_catasto_tree_first (report->earlier, "sezione_F"), names);
      return;
    }
  spt_catasto_tree_add_text (report->out, section, names[0], spt_catasto_wish_get (technician, "name"));
  spt_catasto_tree_add_text (report->out, section, names[1], spt_catasto_wish_get (technician, "surname"));
}

/**
 * spt_catasto_begin_report:
 * @begin: what begins
 *
 * Begins the report of the type that fits, with its heading, power, title, treatment and one section for each generator.
 */
void
spt_catasto_begin_report (SptCatastoBegin *begin)
{
  g_autoptr (SptCatastoTree) previous = spt_catasto_begin_load_previous (begin);
  g_autoptr (GArray) generators = spt_catasto_list_generators (begin->libretto);
  guint type = find_type (begin, previous);
  g_autofree char *name = g_strdup_printf ("rcee_tipo_%u", type);
  Report report = { .begin = begin, .out = begin->out, .type = type, .previous = previous, .generators = generators };
  g_autoptr (GArray) numbers = NULL;

  if (type == 0)
    return;
  report.kind = spt_catasto_get_report_kind (type);
  report.report = spt_catasto_tree_add (begin->out, begin->out->plant, name);
  report.earlier = previous != NULL ? spt_catasto_tree_first (previous->plant, name) : NULL;
  add_heading (&report);
  add_section_a (&report);
  add_section_c (&report);
  numbers = spt_catasto_begin_list_numbers (begin, report.kind);
  for (guint i = 0; i < numbers->len; i++)
    add_section_e (&report, g_array_index (numbers, guint, i));
  add_section_f (&report);
}
