/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dates of a plant: reports by annex A, reports to be sent, the third responsible's contract (catasto facts 9.1, 9.2). */

#define G_LOG_DOMAIN "spt-catasto-plant-dues"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#define REPORT_OPERATION "catasto.84"
#define THIRD_OPERATION  "catasto.3"

/* One generator in one efficiency report. */
typedef struct
{
  const SptCatastoKind *kind;
  guint                 number;
  guint                 day; /* g_date_get_julian(); 0 = not said yet */
  gboolean              is_accepted;
  guint                 document; /* which of the plant's */
} Control;

/* --- what is known of the past --------------------------------------------------------------------------- */

static void
add_controls (GArray                 *controls,
              const SptPlantDocument *document,
              guint                   index)
{
  g_autoptr (SptCatastoTree) tree = spt_catasto_tree_parse (document->doc, -1, NULL);
  guint type = 0;
  xmlNodePtr report = tree != NULL ? spt_catasto_find_report (tree, &type) : NULL;
  Control control = { .is_accepted = document->is_accepted, .document = index };

  if (report == NULL)
    return;
  control.kind = spt_catasto_get_report_kind (type);
  spt_catasto_parse_day (spt_catasto_tree_get (tree, report, "A_F_dataControllo"), &control.day);
  for (xmlNodePtr section = spt_catasto_tree_first (report, "sezione_E"); section != NULL; section = spt_catasto_tree_next (section))
    {
      control.number = spt_catasto_tree_get_number (tree, section, spt_catasto_get_report_number (type));
      if (control.number > 0)
        g_array_append_val (controls, control);
    }
}

static GArray *
list_controls (const SptPlantData *plant)
{
  GArray *controls = g_array_new (FALSE, TRUE, sizeof (Control));

  for (guint i = 0; plant->documents != NULL && i < plant->documents->len; i++)
    {
      const SptPlantDocument *document = g_ptr_array_index (plant->documents, i);

      if (document->doc != NULL && g_strcmp0 (document->operation, REPORT_OPERATION) == 0)
        add_controls (controls, document, i);
    }

  return controls;
}

/* The last accepted control since @since; 0 = there is none. */
static guint
find_last_control (GArray               *controls,
                   const SptCatastoKind *kind,
                   guint                 number,
                   guint                 since)
{
  guint last = 0;

  for (guint i = 0; i < controls->len; i++)
    {
      const Control *control = &g_array_index (controls, Control, i);

      if (control->is_accepted && control->kind == kind && control->number == number && control->day >= since)
        last = MAX (last, control->day);
    }

  return last;
}

/* Before there were documents here: what scheda 12 of the libretto tells, which names the kind of report and no number. A row that a
 * document here made is that document's. */
static guint
find_last_row (SptCatastoTree       *libretto,
               GArray               *controls,
               const SptCatastoKind *kind,
               guint                 since)
{
  xmlNodePtr scheda = spt_catasto_tree_first (libretto->plant, "scheda_12_interventi_controllo");
  guint last = 0;

  for (xmlNodePtr row = spt_catasto_tree_first (scheda, "L12intervento"); row != NULL; row = spt_catasto_tree_next (row))
    {
      gboolean is_known = FALSE;
      guint day;

      if (spt_catasto_tree_get_number (libretto, row, "L12tipoAllegato") != spt_catasto_get_report_type (kind) ||
          !spt_catasto_parse_day (spt_catasto_tree_get (libretto, row, "L12dataControllo"), &day) || day < since)
        continue;
      for (guint i = 0; i < controls->len && !is_known; i++)
        is_known = g_array_index (controls, Control, i).kind == kind && g_array_index (controls, Control, i).day == day;
      if (!is_known)
        last = MAX (last, day);
    }

  return last;
}

/* --- dates ------------------------------------------------------------------------------------------------ */

static char *
dup_day (guint day)
{
  GDate date;

  g_date_set_julian (&date, day);

  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
}

static void
add_due (GPtrArray  *dues,
         const char *kind,
         const char *component,
         guint       day,
         guint       since,
         gboolean    estimated,
         const char *operation)
{
  SptPlantDue *due = g_new0 (SptPlantDue, 1);

  due->kind = kind;
  due->component = g_strdup (component);
  due->date = dup_day (day);
  due->since = since > 0 ? dup_day (since) : NULL;
  due->estimated = estimated;
  due->operation = operation;
  g_ptr_array_add (dues, due);
}

/* --- annex A ----------------------------------------------------------------------------------------------- */

static gboolean
ask_table (const SptCatastoGenerator *generator,
           gint64                     power,
           guint                     *years,
           gboolean                  *estimated)
{
  SptCatastoFuel fuel = spt_catasto_fuel_from_code (generator->fuel);
  SptCatastoMachine machine = generator->machine;
  guint type;

  *estimated = FALSE;
  /* What the table does not have is asked about where it is strictest. */
  if (strcmp (generator->kind->kind, "GT") == 0 && (fuel == SPT_CATASTO_FUEL_OTHER || fuel == SPT_CATASTO_FUEL_UNKNOWN))
    {
      fuel = SPT_CATASTO_FUEL_SOLID;
      *estimated = TRUE;
    }
  if (strcmp (generator->kind->kind, "GF") == 0 && machine == SPT_CATASTO_MACHINE_UNKNOWN)
    {
      machine = SPT_CATASTO_MACHINE_RECOVERY;
      *estimated = TRUE;
    }

  return spt_catasto_cadence (generator->kind->kind, fuel, machine, (double) power / (double) SPT_CATASTO_ONE, years, &type);
}

/* Generators of one distribution add up (catasto facts 9.1); which ones share one no libretto says. Where it would make a
 * difference the shorter time is taken, and it is said that it was guessed. */
static gboolean
get_cadence (GArray                    *generators,
             const SptCatastoGenerator *generator,
             guint                     *years,
             gboolean                  *estimated)
{
  gint64 total = 0;
  gboolean has_own = ask_table (generator, generator->cadence, years, estimated);
  gboolean is_guess;
  guint together;

  for (guint i = 0; i < generators->len; i++)
    {
      const SptCatastoGenerator *other = &g_array_index (generators, SptCatastoGenerator, i);

      if (other->kind == generator->kind)
        total += other->cadence;
    }
  if (total == generator->cadence || !ask_table (generator, total, &together, &is_guess))
    return has_own;
  if (!has_own || together < *years)
    {
      *years = together;
      *estimated = TRUE;
    }

  return TRUE;
}

static void
append_name (GString              *out,
             const SptCatastoKind *kind,
             guint                 number)
{
  g_string_append_printf (out, "%s%s%u", out->len > 0 ? ", " : "", kind->kind, number);
}

static guint
get_installed (SptCatastoTree            *libretto,
               const SptCatastoGenerator *generator)
{
  guint day = 0;

  spt_catasto_parse_day (spt_catasto_tree_get_own (libretto, generator->item, generator->kind, SPT_CATASTO_INSTALLED), &day);

  return day;
}

/* --- the first report after a new plant or generator -------------------------------------------------------- */

/* When what the document brings was made: its own day of 1.1, else the day when it was accepted. */
static guint
get_made (SptCatastoTree         *tree,
          const SptPlantDocument *document)
{
  g_autofree char *accepted = spt_catasto_dup_today (document->utc);
  guint day = 0;

  if (!spt_catasto_parse_day (spt_catasto_tree_get (tree, tree->root, SPT_CATASTO_DAY), &day))
    spt_catasto_parse_day (accepted, &day);

  return day;
}

/* Generators that came with @document and of which no later report was accepted. Days by "GT1". */
static void
find_awaited (const SptPlantData     *plant,
              guint                   index,
              GArray                 *controls,
              GArray                 *generators,
              GHashTable             *awaited)
{
  const SptPlantDocument *document = g_ptr_array_index (plant->documents, index);
  const SptCatastoOperation *operation = spt_catasto_operation_find (document->operation);
  const SptCatastoRow *row = operation != NULL ? spt_catasto_matrix_get (operation->api_id) : NULL;
  g_autoptr (SptCatastoTree) tree = NULL;
  guint made;

  if (row == NULL || !row->is_rcee_due || !document->is_accepted || document->doc == NULL)
    return;
  tree = spt_catasto_tree_parse (document->doc, -1, NULL);
  if (tree == NULL)
    return;
  made = get_made (tree, document);
  for (guint i = 0; i < generators->len; i++)
    {
      const SptCatastoGenerator *generator = &g_array_index (generators, SptCatastoGenerator, i);
      xmlNodePtr part = spt_catasto_tree_find_part (tree, generator->kind, generator->number);
      g_autofree char *name = g_strdup_printf ("%s%u", generator->kind->kind, generator->number);
      gboolean is_reported = FALSE;
      gboolean estimated;
      guint years;

      if (part == NULL || !get_cadence (generators, generator, &years, &estimated))
        continue;
      for (guint j = 0; j < controls->len && !is_reported; j++)
        {
          const Control *control = &g_array_index (controls, Control, j);

          is_reported = control->is_accepted && control->kind == generator->kind && control->number == generator->number &&
                        (control->document > index || control->day >= made);
        }
      if (is_reported)
        g_hash_table_remove (awaited, name);
      else
        g_hash_table_insert (awaited, g_steal_pointer (&name), GUINT_TO_POINTER (made));
    }
}

/* (element-type utf8 guint) */
static GHashTable *
list_awaited (const SptPlantData *plant,
              GArray             *controls,
              GArray             *generators)
{
  GHashTable *awaited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; plant->documents != NULL && i < plant->documents->len; i++)
    find_awaited (plant, i, controls, generators, awaited);

  return awaited;
}

gboolean
spt_catasto_awaits_report (const SptPlantData *plant,
                           SptCatastoTree     *libretto)
{
  g_autoptr (GArray) generators = spt_catasto_list_generators (libretto);
  g_autoptr (GArray) controls = list_controls (plant);
  g_autoptr (GHashTable) awaited = list_awaited (plant, controls, generators);

  return g_hash_table_size (awaited) > 0;
}

static void
add_reports (GPtrArray          *dues,
             const SptPlantData *plant,
             SptCatastoTree     *libretto,
             GArray             *controls)
{
  g_autoptr (GArray) generators = spt_catasto_list_generators (libretto);
  g_autoptr (GHashTable) awaited = list_awaited (plant, controls, generators);

  for (guint i = 0; i < generators->len; i++)
    {
      const SptCatastoGenerator *generator = &g_array_index (generators, SptCatastoGenerator, i);
      g_autofree char *name = g_strdup_printf ("%s%u", generator->kind->kind, generator->number);
      guint installed = get_installed (libretto, generator);
      guint last = find_last_control (controls, generator->kind, generator->number, installed);
      guint made = GPOINTER_TO_UINT (g_hash_table_lookup (awaited, name));
      gboolean estimated;
      guint years;

      if (!get_cadence (generators, generator, &years, &estimated))
        continue;
      if (last == 0)
        {
          last = find_last_row (libretto, controls, generator->kind, installed);
          estimated |= spt_catasto_tree_count_in_use (libretto, generator->kind) > 1;
        }
      /* The check belongs to the works; how many days it may be sent later counts from it. */
      if (made > 0)
        add_due (dues, SPT_DUE_FIRST_REPORT, name, made + spt_catasto_get_limits ()->send_days, made, TRUE, REPORT_OPERATION);
      else if (last > 0)
        add_due (dues, SPT_DUE_REPORT, name, spt_catasto_next_due (last, years), last, estimated, REPORT_OPERATION);
      else if (installed > 0)
        add_due (dues, SPT_DUE_REPORT, name, spt_catasto_next_due (installed, years), installed, TRUE, REPORT_OPERATION);
    }
}

/* --- reports that were made and not sent ------------------------------------------------------------------- */

static void
add_sendings (GPtrArray *dues,
              GArray    *controls)
{
  for (guint i = 0; i < controls->len;)
    {
      const Control *first = &g_array_index (controls, Control, i);
      g_autoptr (GString) names = g_string_new (NULL);

      for (; i < controls->len && g_array_index (controls, Control, i).document == first->document; i++)
        append_name (names, g_array_index (controls, Control, i).kind, g_array_index (controls, Control, i).number);
      if (!first->is_accepted && first->day > 0)
        add_due (dues, SPT_DUE_SEND, names->str, first->day + spt_catasto_get_limits ()->send_days, first->day, FALSE,
                 REPORT_OPERATION);
    }
}

/* --- the third responsible ---------------------------------------------------------------------------------- */

/* Of an appointment that goes on by itself it is not known for how long: a year more is a guess. */
static guint
renew (guint to,
       guint today)
{
  guint next = to;

  for (guint years = 1; next < today && years < 200; years++)
    next = spt_catasto_next_due (to, years);

  return next;
}

static void
add_third (GPtrArray      *dues,
           SptCatastoTree *libretto,
           guint           today)
{
  xmlNodePtr scheda = spt_catasto_tree_first (libretto->plant, "scheda_3_terzo_responsabile");
  guint last = 0;
  guint last_from = 0;
  gboolean last_renews = FALSE;

  /* The one that ends last is the one that counts: the others were followed by it. */
  for (xmlNodePtr node = spt_catasto_tree_first (scheda, "terzo_responsabile"); node != NULL; node = spt_catasto_tree_next (node))
    {
      gboolean renews = spt_catasto_tree_is_true (libretto, node, "L3tacitoRinnovo");
      guint from = 0;
      guint to;

      if (spt_catasto_tree_first (node, "L3cessazione") != NULL ||
          !spt_catasto_parse_day (spt_catasto_tree_get (libretto, node, "L3dataValiditaContrattoAl"), &to))
        continue;
      spt_catasto_parse_day (spt_catasto_tree_get (libretto, node, "L3dataValiditaContrattoDal"), &from);
      if (renews)
        to = renew (to, today);
      if (to < last)
        continue;
      last = to;
      last_from = from;
      last_renews = renews;
    }
  if (last > 0)
    add_due (dues, SPT_DUE_THIRD, "", last, last_from, last_renews, THIRD_OPERATION);
}

/* --- all of them ---------------------------------------------------------------------------------------------- */

static int
compare_dues (gconstpointer a,
              gconstpointer b)
{
  const SptPlantDue *one = *(SptPlantDue *const *) a;
  const SptPlantDue *other = *(SptPlantDue *const *) b;
  int order = strcmp (one->date, other->date);

  return order != 0 ? order : strcmp (one->component, other->component);
}

/**
 * spt_catasto_plant_list_dues:
 * @service: the service
 * @plant: the plant
 * @now_utc_ms: now
 *
 * Lists what is due, soonest first. Of a plant that was decommissioned only what is still to be sent.
 *
 * Returns: (transfer full) (element-type SptPlantDue): the dates
 */
GPtrArray *
spt_catasto_plant_list_dues (SptService         *service,
                             const SptPlantData *plant,
                             gint64              now_utc_ms)
{
  GPtrArray *dues = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_due_free);
  g_autoptr (SptCatastoTree) libretto = plant->libretto != NULL ? spt_catasto_tree_parse (plant->libretto, -1, NULL) : NULL;
  g_autoptr (GArray) controls = list_controls (plant);
  g_autofree char *now = spt_catasto_dup_today (now_utc_ms);
  guint today = 0;

  spt_catasto_parse_day (now, &today);
  if (libretto != NULL && g_strcmp0 (plant->standing, SPT_PLANT_DISMISSED) != 0)
    {
      add_reports (dues, plant, libretto, controls);
      add_third (dues, libretto, today);
    }
  add_sendings (dues, controls);
  g_ptr_array_sort (dues, compare_dues);

  return dues;
}
