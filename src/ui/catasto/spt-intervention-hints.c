/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions beside fields: what formulas and tables give. Never written by themselves (catasto facts 9.1, 9.3). */
#define G_LOG_DOMAIN "spt-intervention-hints"

#include "config.h"

#include "ui/catasto/spt-intervention-page-private.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "base/spt-text.h"
#include "outbox/spt-consumption.h"
#include "services/catasto/spt-catasto-plant.h"
#include "services/catasto/spt-catasto-rules.h"

#define MAX_READINGS 9
#define LINE         "riga" /* of a season's consumption: "L14_1riga" */

/* As the rules have them; a foreign set has none of these, and then there is nothing to suggest. */
typedef struct
{
  const char *group;
  const char *number;  /* (nullable): the boiler's, of the group around it */
  const char *co;
  const char *co_corrected;
  const char *o2;
  const char *co2;
  const char *flue;
  const char *air;
  const char *efficiency;
  const char *minimum; /* (nullable) */
} Names;

static const Names all_names[] = {
  { "rowFumi", "A_E_numGT", "A_E_COfumiSecchi", "A_E_COcorretto", "A_E_O2", "A_E_CO2", "A_E_tempFumi", "A_E_tempAria",
    "A_E_rendimCombu", "A_E_rendimentoLegge" },
  { "L11_1modulo", "L11_1numero", "L11_1CO", "L11_1COsenzaAria", "L11_1O2", "L11_1CO2", "L11_1tempFumi",
    "L11_1tempAriaComb", "L11_1rendimentoCombu", "L11_1percMinimoLegge" },
  { "misure", "numero", "CO", "COsenzaAria", "O2", "CO2", "tempFumi", "tempAria", "rendimento", NULL },
};

typedef struct
{
  SptInterventionPage *page;         /* borrowed */
  SptXsd              *xsd;          /* (owned) (nullable): of @libretto */
  SptRecord           *libretto;     /* (owned) (nullable): what the plant will be */
  SptNode             *plant;        /* of @libretto; NULL = nothing is known */
  GHashTable          *hinted;       /* (owned): fields that have one now */
  const char          *boiler_page;  /* interned (nullable): where a least efficiency could be told if the class were */
  gboolean             numbers_new;  /* the document may tell of components that nobody knew */
  guint                last[SPT_CATASTO_N_KINDS]; /* number that is taken, of each kind; 0 = not looked for yet */
} Hints;

/* --- readings ------------------------------------------------------------------------------------------ */

static const char *
get (SptFormGroup *group,
     const char   *name)
{
  SptFormField *field = name != NULL ? spt_form_group_find_field (group, name) : NULL;

  return field != NULL ? spt_form_field_get_text (field) : "";
}

static gboolean
get_number (SptFormGroup *group,
            const char   *name,
            double       *out)
{
  g_autofree char *text = spt_record_dup_decimal (get (group, name));

  if (text == NULL || *text == '\0')
    return FALSE;
  *out = g_ascii_strtod (text, NULL);

  return TRUE;
}

static gboolean
get_day (const char *text,
         guint      *day)
{
  SptDatetime parsed;
  GDate date;

  if (*text == '\0' || !spt_datetime_parse (text, &parsed, NULL))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) parsed.day, (GDateMonth) parsed.month, (GDateYear) parsed.year);
  *day = g_date_get_julian (&date);

  return TRUE;
}

/* The name may stand in a group further up: a check has many modules. */
static const char *
get_around (SptFormGroup *group,
            const char   *name)
{
  for (SptFormGroup *at = spt_form_group_get_parent (group); at != NULL; at = spt_form_group_get_parent (at))
    {
      if (spt_form_group_find_field (at, name) != NULL)
        return get (at, name);
    }

  return "";
}

static SptNode *
find_boiler (Hints      *hints,
             const char *number)
{
  SptNode *boiler = hints->plant != NULL && *number != '\0'
                    ? spt_catasto_find_component (hints->plant, spt_catasto_kind_find ("GT"), number) : NULL;

  return boiler != NULL ? spt_catasto_get_item (boiler, spt_catasto_kind_find ("GT")) : NULL;
}

/* --- showing ------------------------------------------------------------------------------------------- */

static void
set_hint (Hints        *hints,
          SptFormGroup *group,
          const char   *name,
          const char   *shown,
          const char   *value)
{
  SptFormField *field = spt_form_group_find_field (group, name);

  if (field == NULL)
    return;
  spt_form_pages_set_hint (hints->page->record->pages, field, shown, value);
  g_hash_table_add (hints->hinted, g_object_ref (field));
}

/* "65,6": what stands there already needs no saying. */
static void
suggest (Hints        *hints,
         SptFormGroup *group,
         const char   *name,
         const char   *words,
         double        number,
         int           decimals)
{
  char value[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *format = g_strdup_printf ("%%.%df", decimals);
  g_autofree char *local = NULL;
  g_autofree char *shown = NULL;
  double there;

  if (get_number (group, name, &there) && fabs (there - number) < 0.5 * pow (10, -decimals) + 1e-9)
    return;
  g_ascii_formatd (value, sizeof value, format, number);
  local = g_strdup (value);
  g_strdelimit (local, ".", *localeconv ()->decimal_point);
  shown = spt_text_fill (words, "value", local, NULL);
  set_hint (hints, group, name, shown, value);
}

/* --- combustion ---------------------------------------------------------------------------------------- */

/* Whoever reads the analyser three times may type all three: "62,5 63 62". */
static gboolean
get_mean (const char *text,
          double     *mean)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " ;/", MAX_READINGS + 1);
  double sum = 0;
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *number = NULL;

      if (*parts[i] == '\0')
        continue;
      number = spt_record_dup_decimal (parts[i]);
      if (number == NULL)
        return FALSE;
      sum += g_ascii_strtod (number, NULL);
      n++;
    }
  if (n < 2)
    return FALSE;
  *mean = sum / n;

  return TRUE;
}

static void
suggest_means (Hints        *hints,
               SptFormGroup *group,
               const Names  *names)
{
  const char *const fields[] = { names->flue, names->air, names->o2, names->co2, names->co };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      double mean;

      if (get_mean (get (group, fields[i]), &mean))
        suggest (hints, group, fields[i], _("Mean {value}"), mean, 2);
    }
}

/* The name of the page of the form that a group stands on; "" = on none. */
static const char *
find_page (SptFormGroup *group)
{
  for (SptFormGroup *at = group; at != NULL; at = spt_form_group_get_parent (at))
    {
      if (spt_form_group_get_def (at)->page)
        return g_intern_string (spt_form_group_get_def (at)->name);
    }

  return "";
}

static void
suggest_minimum (Hints        *hints,
                 SptFormGroup *group,
                 const Names  *names,
                 SptNode      *item)
{
  guint installed;
  gint64 power;
  double percent;

  if (names->minimum == NULL || item == NULL || spt_form_group_find_field (group, names->minimum) == NULL ||
      !spt_catasto_node_get_day (item, "L4_1dataInstallazione", &installed) ||
      !spt_catasto_node_get_decimal (item, "L4_1potenza", &power))
    return;
  if (hints->boiler_page == NULL)
    hints->boiler_page = find_page (group);
  if (hints->page->boiler >= 0 &&
      spt_catasto_minimum_percent ((SptCatastoBoiler) hints->page->boiler, installed, (double) power / (double) SPT_CATASTO_ONE,
                                   &percent))
    suggest (hints, group, names->minimum, _("By annex B {value}"), percent, 2);
}

static void
suggest_combustion (Hints        *hints,
                    SptFormGroup *group,
                    const Names  *names)
{
  SptNode *item = find_boiler (hints, get_around (group, names->number));
  const char *fuel = item != NULL ? spt_catasto_node_get (item, "L4_1combustibile") : "";
  double co = 0, o2 = -1, co2 = -1, flue = 0, air = 0;
  double computed, loss;
  gboolean has_o2 = get_number (group, names->o2, &o2);
  gboolean has_co2 = get_number (group, names->co2, &co2);

  suggest_means (hints, group, names);
  if (has_o2 && get_number (group, names->co, &co) && spt_catasto_co_corrected_ppm (co, o2, &computed))
    suggest (hints, group, names->co_corrected, _("Computed {value}"), computed, 1);
  if ((has_o2 || has_co2) && get_number (group, names->flue, &flue) && get_number (group, names->air, &air) &&
      spt_catasto_flue_loss (fuel, flue, air, has_o2 ? o2 : -1, has_co2 ? co2 : -1, 0, &loss, &computed))
    suggest (hints, group, names->efficiency, _("Computed {value}"), computed, 1);
  suggest_minimum (hints, group, names, item);
}

/* --- consumption --------------------------------------------------------------------------------------- */

/* The group itself has it, or what stands around it. */
static SptFormField *
find_field (SptFormGroup *group,
            const char   *prefix,
            const char   *suffix)
{
  g_autofree char *name = g_strconcat (prefix, suffix, NULL);
  SptFormField *found = NULL;

  for (SptFormGroup *at = group; at != NULL && found == NULL; at = spt_form_group_get_parent (at))
    found = spt_form_group_find_field (at, name);

  return found;
}

static const char *
get_found (SptFormField *field)
{
  return field != NULL ? spt_form_field_get_text (field) : "";
}

/* "m³" rather than its code. */
static const char *
get_unit (SptFormGroup *line,
          const char   *prefix)
{
  SptFormField *field = find_field (line, prefix, "unitaMisura");
  const SptFieldDef *def = field != NULL ? spt_form_field_get_def (field) : NULL;

  for (guint i = 0; def != NULL && i < def->n_choices; i++)
    {
      if (*def->choices[i].value != '\0' && strcmp (def->choices[i].value, get_found (field)) == 0)
        return def->choices[i].label;
    }

  return strcmp (prefix, "L14_2") == 0 ? "kWh" : get_found (field);
}

/* What the readings of a season's line give: the end less the beginning; of what is kept in stock the beginning and what was bought, less
 * the end (catasto facts 7). Less than nothing is no consumption. */
static void
suggest_used (Hints        *hints,
              SptFormGroup *line,
              const char   *prefix)
{
  SptCatastoFuel fuel = spt_catasto_fuel_from_code (get_found (find_field (line, prefix, "combustibile")));
  const SptConsumptionLine readings = {
    .is_metered = TRUE,
    .in_stock = fuel == SPT_CATASTO_FUEL_LIQUID || fuel == SPT_CATASTO_FUEL_SOLID,
    .first = (char *) get_found (find_field (line, prefix, "letturaIniziale")),
    .last = (char *) get_found (find_field (line, prefix, "letturaFinale")),
    .bought = (char *) get_found (find_field (line, prefix, "acquisti")),
  };
  g_autofree char *name = g_strconcat (prefix, "consumo", NULL);
  g_autofree char *used = spt_consumption_line_dup_used (&readings);
  const char *unit = get_unit (line, prefix);
  g_autofree char *local = NULL;
  g_autofree char *shown = NULL;
  double there;

  if (used == NULL || *used == '-' || (get_number (line, name, &there) && fabs (there - g_ascii_strtod (used, NULL)) < 1e-9))
    return;
  local = g_strdelimit (g_strdup (used), ".", *localeconv ()->decimal_point);
  shown = *unit != '\0' ? spt_text_fill (_("By the readings {value} {unit}"), "value", local, "unit", unit, NULL)
          : spt_text_fill (_("By the readings {value}"), "value", local, NULL);
  set_hint (hints, line, name, shown, used);
}

/* --- the next check ------------------------------------------------------------------------------------ */

/* Of all generators of the report the one that is due first. */
static guint
find_next_due (Hints        *hints,
               SptFormGroup *report,
               guint         type,
               guint         day)
{
  const SptGroupDef *section = spt_group_def_find_group (spt_form_group_get_def (report), "sezione_E");
  GListModel *sections = section != NULL ? spt_form_group_get_children (report, section->index) : NULL;
  g_autoptr (SptCatastoTree) libretto = spt_catasto_tree_parse (hints->page->projection->libretto, -1, NULL);
  g_autoptr (GArray) generators = spt_catasto_list_generators (libretto);
  guint next = 0;

  for (guint i = 0; sections != NULL && i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr (SptFormGroup) group = g_list_model_get_item (sections, i);
      guint64 number = g_ascii_strtoull (get (group, spt_catasto_get_report_number (type)), NULL, 10);

      for (guint j = 0; j < generators->len; j++)
        {
          const SptCatastoGenerator *generator = &g_array_index (generators, SptCatastoGenerator, j);
          guint years, its_type, due;

          if (generator->number != number || generator->kind != spt_catasto_get_report_kind (type) ||
              !spt_catasto_cadence (generator->kind->kind, spt_catasto_fuel_from_code (generator->fuel), generator->machine,
                                    (double) generator->cadence / (double) SPT_CATASTO_ONE, &years, &its_type))
            continue;
          due = spt_catasto_next_due (day, years);
          next = next == 0 ? due : MIN (next, due);
        }
    }

  return next;
}

static void
suggest_next (Hints        *hints,
              SptFormGroup *end)
{
  SptFormGroup *report = spt_form_group_get_parent (end);
  const char *name = report != NULL ? spt_form_group_get_def (report)->name : "";
  guint type = g_str_has_prefix (name, "rcee_tipo_") ? (guint) g_ascii_strtoull (name + strlen ("rcee_tipo_"), NULL, 10) : 0;
  SptDatetime date = { 0 };
  GDate found;
  guint day, there, next;
  g_autofree char *value = NULL;
  g_autofree char *italian = NULL;
  g_autofree char *shown = NULL;

  if (type < 1 || type > 4 || hints->page->projection == NULL || hints->page->projection->libretto == NULL ||
      spt_form_group_find_field (end, "A_F_dataIntervento") == NULL ||
      !get_day (get (report, "A_F_dataControllo"), &day))
    return;
  next = find_next_due (hints, report, type, day);
  if (next == 0 || (get_day (get (end, "A_F_dataIntervento"), &there) && there == next))
    return;
  g_date_clear (&found, 1);
  g_date_set_julian (&found, next);
  date.year = (gint16) g_date_get_year (&found);
  date.month = (gint8) g_date_get_month (&found);
  date.day = (gint8) g_date_get_day (&found);
  value = g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
  italian = spt_datetime_to_italian (&date, FALSE);
  /* Translators: %s is a date: when the next check is due by annex A of the decree */
  shown = g_strdup_printf (_("Next check by annex A %s"), italian);
  set_hint (hints, end, "A_F_dataIntervento", shown, value);
}

/* --- numbers of components ----------------------------------------------------------------------------- */

/* Calls 4 and 5 bring components, a libretto tells of all; what else has one tells of one that is there. */
static gboolean
has_new_numbers (SptInterventionPage *page)
{
  const char *id = spt_intervention_find_operation (page->type);
  const SptCatastoOperation *operation = id != NULL ? spt_catasto_operation_find (id) : NULL;

  return _spt_intervention_page_is_local (page) ||
         (operation != NULL && (operation->call == 2 || operation->call == 4 || operation->call == 5));
}

/* Of all components of that kind beside @group, which is one. */
static guint
get_last_of_form (SptFormGroup         *group,
                  const SptCatastoKind *kind)
{
  GListModel *all = spt_form_group_get_children (spt_form_group_get_parent (group), spt_form_group_get_def (group)->index);
  guint last = 0;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (SptFormGroup) one = g_list_model_get_item (all, i);
      guint64 number = g_ascii_strtoull (get (one, kind->number), NULL, 10);

      if (number < G_MAXINT)
        last = MAX (last, (guint) number);
    }

  return last;
}

/* Never used again, whatever became of the component (catasto facts 7). Where several have none yet, one after the other. */
static void
suggest_number (Hints        *hints,
                SptFormGroup *group)
{
  const char *name = spt_form_group_get_def (group)->name;
  SptFormGroup *scheda = spt_form_group_get_parent (group);
  const char *scheda_name = scheda != NULL ? spt_form_group_get_def (scheda)->name : "";
  const SptPlantProjection *plant = hints->page->projection;
  g_autofree char *value = NULL;
  g_autofree char *shown = NULL;
  guint i = 0;

  while (i < SPT_CATASTO_N_KINDS &&
         (strcmp (spt_catasto_kinds[i].group, name) != 0 || strcmp (spt_catasto_kinds[i].scheda, scheda_name) != 0))
    i++;
  if (i == SPT_CATASTO_N_KINDS || spt_form_group_find_field (group, spt_catasto_kinds[i].number) == NULL ||
      *get (group, spt_catasto_kinds[i].number) != '\0')
    return;
  if (hints->last[i] == 0)
    {
      g_autoptr (SptCatastoTree) libretto = plant != NULL && plant->libretto != NULL
                                            ? spt_catasto_tree_parse (plant->libretto, -1, NULL) : NULL;

      hints->last[i] = get_last_of_form (group, &spt_catasto_kinds[i]);
      if (plant != NULL)
        hints->last[i] = MAX (hints->last[i],
                              spt_catasto_plant_get_last_number (&plant->data, libretto, &spt_catasto_kinds[i]));
    }
  hints->last[i]++;
  value = g_strdup_printf ("%u", hints->last[i]);
  shown = spt_text_fill (_("First number never used {value}"), "value", value, NULL);
  set_hint (hints, group, spt_catasto_kinds[i].number, shown, value);
}

/* --- all of them ----------------------------------------------------------------------------------------- */

static void
walk (Hints        *hints,
      SptFormGroup *group)
{
  const SptGroupDef *def = spt_form_group_get_def (group);

  for (guint i = 0; i < G_N_ELEMENTS (all_names); i++)
    {
      if (strcmp (def->name, all_names[i].group) == 0 && spt_form_group_find_field (group, all_names[i].co) != NULL)
        suggest_combustion (hints, group, &all_names[i]);
    }
  if (strcmp (def->name, "sezione_F") == 0)
    suggest_next (hints, group);
  if (g_str_has_prefix (def->name, "L14_") && g_str_has_suffix (def->name, LINE))
    {
      g_autofree char *prefix = g_strndup (def->name, strlen (def->name) - strlen (LINE));

      suggest_used (hints, group, prefix);
    }
  if (hints->numbers_new)
    suggest_number (hints, group);
  for (guint i = 0; i < def->n_groups; i++)
    {
      GListModel *children = spt_form_group_get_children (group, i);

      for (guint j = 0; j < g_list_model_get_n_items (children); j++)
        {
          g_autoptr (SptFormGroup) child = g_list_model_get_item (children, j);

          walk (hints, child);
        }
    }
}

/* A whole libretto tells of its own boilers, a report of those of the plant. */
static void
find_plant (Hints     *hints,
            SptRecord *record)
{
  const char *doc = hints->page->projection != NULL ? hints->page->projection->libretto : NULL;
  SptNode *own = spt_node_get_first (spt_record_get_root (record), "impianto");

  if (own != NULL && spt_node_get_first (own, "scheda_4_1_gruppi_termici") != NULL)
    hints->plant = own;
  else if (doc != NULL && (hints->xsd = spt_intervention_ref_xsd (SPT_INTERVENTION_LOCAL, NULL)) != NULL)
    {
      hints->libretto = spt_record_new (spt_xsd_get_schema (hints->xsd));
      if (spt_record_read (hints->libretto, doc, -1, NULL))
        hints->plant = spt_node_get_first (spt_record_get_root (hints->libretto), "impianto");
    }
}

/**
 * _spt_intervention_hints_update:
 * @self: the page
 * @record: what stands in its form
 *
 * Says beside the fields what formulas and tables give (catasto facts 9.1, 9.3): a person takes it over, or not.
 */
void
_spt_intervention_hints_update (SptInterventionPage *self,
                                SptRecord           *record)
{
  Hints hints = { .page = self };
  GHashTableIter iter;
  gpointer field;

  if (self->record->pages == NULL || self->record->form == NULL)
    return;
  hints.hinted = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  if (!self->record->closed && !_spt_intervention_page_get_data (self)->is_over)
    {
      find_plant (&hints, record);
      hints.numbers_new = has_new_numbers (self);
      walk (&hints, spt_form_get_root (self->record->form));
    }
  /* What stays as it is is not touched: the focus may be there. */
  if (self->hinted != NULL)
    {
      g_hash_table_iter_init (&iter, self->hinted);
      while (g_hash_table_iter_next (&iter, &field, NULL))
        {
          if (!g_hash_table_contains (hints.hinted, field))
            spt_form_pages_set_hint (self->record->pages, field, NULL, NULL);
        }
      g_hash_table_unref (self->hinted);
    }
  self->hinted = hints.hinted;
  self->boiler_page = hints.boiler_page;
  _spt_intervention_hints_page_changed (self);
  g_clear_pointer (&hints.libretto, spt_record_free);
  g_clear_pointer (&hints.xsd, spt_xsd_unref);
}

/**
 * _spt_intervention_hints_page_changed:
 * @self: the page
 *
 * Asks for the class of the boiler where something can be told from it: no document says which it is.
 */
void
_spt_intervention_hints_page_changed (SptInterventionPage *self)
{
  g_autofree char *page = spt_form_pages_dup_page (self->record->pages);
  const char *dot = page != NULL ? strrchr (page, '.') : NULL;

  gtk_widget_set_visible (self->boiler_bar, self->boiler_page != NULL && page != NULL &&
                          strcmp (dot != NULL ? dot + 1 : page, self->boiler_page) == 0);
}
