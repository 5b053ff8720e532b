/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day's efficiency reports: which plants and generators they may be of, and the drafts that are made of those chosen. Without
 * GTK. */
#define G_LOG_DOMAIN "spt-day-reports-work"

#include "config.h"

#include "ui/catasto/spt-day-reports-work.h"

#include <string.h>

#include <json-glib/json-glib.h>

#define TYPE        "84"
#define FIRMS       "plant.firm"
#define TECHNICIANS "plant.technician"

/* --- one report -------------------------------------------------------------------------------------- */

/**
 * spt_day_report_ref:
 * @self: a report
 *
 * Returns: (transfer full): the same
 */
SptDayReport *
spt_day_report_ref (SptDayReport *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_report (gpointer data)
{
  SptDayReport *self = data;

  g_free (self->code);
  g_free (self->name);
  g_free (self->place);
  g_free (self->due);
  g_ptr_array_unref (self->components);
}

/**
 * spt_day_report_unref:
 * @self: (transfer full): a report
 *
 * Frees it once nobody has it.
 */
void
spt_day_report_unref (SptDayReport *self)
{
  g_rc_box_release_full (self, clear_report);
}

/**
 * spt_day_report_dup_parts:
 * @self: a report
 *
 * Returns: (transfer full): the generators it is on
 */
char *
spt_day_report_dup_parts (const SptDayReport *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->components->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (self->components, i));
  return g_string_free (text, FALSE);
}

/**
 * spt_day_report_is_same:
 * @self: a report
 * @other: another
 *
 * Returns: whether both are of one type and plant
 */
gboolean
spt_day_report_is_same (const SptDayReport *self,
                        const SptDayReport *other)
{
  return self->plant_id == other->plant_id && self->components->len > 0 && other->components->len > 0 &&
         strcmp (g_ptr_array_index (self->components, 0), g_ptr_array_index (other->components, 0)) == 0;
}

/* --- finding ----------------------------------------------------------------------------------------- */

typedef struct
{
  char      *words;     /* (owned) (nullable) */
  char      *until;     /* (owned) (nullable) */
  GArray    *plant_ids; /* (owned) (nullable) */
  guint      max;
  GPtrArray *found;     /* (owned) */
} Find;

static void
find_free (Find *find)
{
  g_free (find->words);
  g_free (find->until);
  g_clear_pointer (&find->plant_ids, g_array_unref);
  g_clear_pointer (&find->found, g_ptr_array_unref);
  g_free (find);
}

/* The last report on this kind of generator, and one that is begun. */
static gboolean
find_reports (SptDb         *db,
              SptDayReport  *report,
              const char    *kind,
              GPtrArray     *rows,
              GError       **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const SptInterventionRow *row = g_ptr_array_index (rows, i);
      g_autoptr (SptDossier) dossier = NULL;

      if (strcmp (row->type, TYPE) != 0)
        continue;
      dossier = spt_db_get_dossier (db, row->id, error);
      if (dossier == NULL)
        return FALSE;
      if (!g_str_has_prefix (spt_dossier_get_data (dossier)->detail, kind))
        continue;
      /* What was accepted comes first, as it was; then what is open. */
      if (row->is_accepted)
        report->previous = row->id;
      else if (!row->is_queued)
        report->open_id = row->id;
    }
  return TRUE;
}

/* One type of report for each kind of generators. */
static gboolean
add_plant (SptDb      *db,
           Find       *find,
           gint64      plant_id,
           GError    **error)
{
  static const char *const kinds[] = { "GT", "GF", "SC", "CG" };
  g_autoptr (SptPlant) plant = spt_db_get_plant (db, plant_id, error);
  g_autoptr (GPtrArray) parts = plant != NULL ? spt_db_list_plant_parts (db, plant_id, error) : NULL;
  g_autoptr (GPtrArray) rows = parts != NULL ? spt_db_list_plant_interventions (db, plant_id, error) : NULL;
  const SptPlantRow *row;

  if (rows == NULL)
    return FALSE;
  row = spt_plant_get_row (plant);
  if (g_strcmp0 (row->standing, SPT_PLANT_DISMISSED) == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      SptDayReport *report = g_rc_box_new0 (SptDayReport);

      report->plant_id = plant_id;
      report->code = g_strdup (row->code);
      report->name = g_strdup (row->name);
      report->place = *row->city != '\0' ? g_strdup_printf ("%s, %s", row->place, row->city) : g_strdup (row->place);
      report->components = g_ptr_array_new_with_free_func (g_free);
      for (guint j = 0; j < parts->len; j++)
        {
          const SptPlantPart *part = g_ptr_array_index (parts, j);

          if (strcmp (part->kind, kinds[i]) == 0 && part->turn == 0 && part->removed == NULL)
            g_ptr_array_add (report->components, g_strdup_printf ("%s%u", part->kind, part->number));
        }
      if (report->components->len == 0)
        {
          spt_day_report_unref (report);
          continue;
        }
      g_ptr_array_add (find->found, report);
      if (!find_reports (db, report, kinds[i], rows, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_due (SptDb         *db,
         Find          *find,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr (GPtrArray) dues = spt_db_list_due_plants (db, NULL, find->until, SPT_DUE_REPORT, 0, error);
  g_autoptr (GHashTable) dates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint n_kept = 0;

  if (dues == NULL)
    return FALSE;
  for (guint i = 0; i < dues->len; i++)
    {
      SptDuePlant *due = g_ptr_array_index (dues, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_hash_table_insert (dates, g_strdup_printf ("%" G_GINT64_FORMAT "/%.2s", due->plant_id, due->component), due->date);
      if (g_hash_table_add (seen, g_memdup2 (&due->plant_id, sizeof (gint64))) && !add_plant (db, find, due->plant_id, error))
        return FALSE;
    }
  /* Of a plant with several generators only those whose turn it is. */
  for (guint i = 0; i < find->found->len; i++)
    {
      SptDayReport *report = g_ptr_array_index (find->found, i);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "/%.2s", report->plant_id,
                                              (const char *) g_ptr_array_index (report->components, 0));
      g_autofree char *whole = g_strdup_printf ("%" G_GINT64_FORMAT "/", report->plant_id);
      const char *date = g_hash_table_lookup (dates, key);

      date = date != NULL ? date : g_hash_table_lookup (dates, whole);
      if (date == NULL)
        continue;
      report->due = g_strdup (date);
      g_ptr_array_index (find->found, i) = g_ptr_array_index (find->found, n_kept);
      g_ptr_array_index (find->found, n_kept++) = report;
    }
  g_ptr_array_set_size (find->found, n_kept);

  return TRUE;
}

static gboolean
find_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Find *find = data;
  const SptListQuery query = { .search = find->words, .sort = SPT_PLANT_SORT_CODE };
  g_autoptr (GArray) ids = NULL;

  find->found = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_day_report_unref);
  if (find->until != NULL)
    return add_due (db, find, cancellable, error);
  ids = find->plant_ids != NULL ? g_array_ref (find->plant_ids)
                                : spt_db_query_list (db, &spt_plants_kind, &query, cancellable, error);
  for (guint i = 0; ids != NULL && i < ids->len && find->found->len < find->max; i++)
    {
      if (!add_plant (db, find, g_array_index (ids, gint64, i), error))
        return FALSE;
    }
  return ids != NULL;
}

/**
 * spt_day_reports_find_async:
 * @store: the archive
 * @words: (nullable): what plants are looked for by
 * @until: (nullable): instead: those whose report is due by that day, ISO
 * @plant_ids: (nullable) (element-type gint64): instead: those
 * @max: so many, at least
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Finds reports that may be made: one for each kind of generators of a plant.
 */
void
spt_day_reports_find_async (SptStore            *store,
                            const char          *words,
                            const char          *until,
                            GArray              *plant_ids,
                            guint                max,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Find *find = g_new0 (Find, 1);

  find->words = g_strdup (words);
  find->until = g_strdup (until);
  find->plant_ids = plant_ids != NULL ? g_array_copy (plant_ids) : NULL;
  find->max = max;
  spt_store_run_async (store, SPT_STORE_READ, find_job, find, (GDestroyNotify) find_free, cancellable, callback, user_data);
}

/**
 * spt_day_reports_find_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_day_reports_find_async().
 *
 * Returns: (transfer full) (element-type SptDayReport) (nullable): the reports
 */
GPtrArray *
spt_day_reports_find_finish (SptStore      *store,
                             GAsyncResult  *result,
                             GError       **error)
{
  Find *find = spt_store_run_finish (store, result, error);

  return find != NULL ? g_steal_pointer (&find->found) : NULL;
}

/* --- firms and technicians --------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *firms;       /* (owned) */
  GPtrArray *technicians; /* (owned) */
} Choices;

static void
choices_free (Choices *choices)
{
  g_clear_pointer (&choices->firms, g_ptr_array_unref);
  g_clear_pointer (&choices->technicians, g_ptr_array_unref);
  g_free (choices);
}

static gboolean
choices_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Choices *choices = data;

  choices->firms = spt_db_list_catalogue (db, FIRMS, 0, error);
  choices->technicians = choices->firms != NULL ? spt_db_list_catalogue (db, TECHNICIANS, 0, error) : NULL;
  return choices->technicians != NULL;
}

/**
 * spt_day_reports_choices_async:
 * @store: the archive
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Reads who may make and sign reports.
 */
void
spt_day_reports_choices_async (SptStore            *store,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  spt_store_run_async (store, SPT_STORE_READ, choices_job, g_new0 (Choices, 1), (GDestroyNotify) choices_free, cancellable,
                       callback, user_data);
}

/**
 * spt_day_reports_choices_finish:
 * @store: the archive
 * @result: what the callback got
 * @firms: (out) (transfer full) (element-type SptCatalogueEntry): firms
 * @technicians: (out) (transfer full) (element-type SptCatalogueEntry): technicians
 * @error: (out) (optional): why not
 *
 * Ends spt_day_reports_choices_async().
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_day_reports_choices_finish (SptStore      *store,
                                GAsyncResult  *result,
                                GPtrArray    **firms,
                                GPtrArray    **technicians,
                                GError       **error)
{
  Choices *choices = spt_store_run_finish (store, result, error);

  if (choices == NULL)
    return FALSE;
  *firms = g_steal_pointer (&choices->firms);
  *technicians = g_steal_pointer (&choices->technicians);
  return TRUE;
}

/* --- making ------------------------------------------------------------------------------------------ */

typedef struct
{
  GPtrArray  *reports;    /* (owned) */
  char       *day;        /* (owned) */
  GHashTable *firm;       /* (owned) (nullable) */
  GHashTable *technician; /* (owned) (nullable) */
  char       *who;        /* (owned) (nullable) */
  gint64      now;
  GArray     *ids;        /* (owned) */
} Make;

static void
make_free (Make *make)
{
  g_ptr_array_unref (make->reports);
  g_clear_pointer (&make->firm, g_hash_table_unref);
  g_clear_pointer (&make->technician, g_hash_table_unref);
  g_clear_pointer (&make->ids, g_array_unref);
  g_free (make->day);
  g_free (make->who);
  g_free (make);
}

static gboolean
make_one (SptDb         *db,
          Make          *make,
          SptDayReport  *report,
          GError       **error)
{
  SptInterventionSave save = { .plant_id = report->plant_id, .type = TYPE, .who = make->who };
  SptPlantWish wish = { .components = report->components, .day = make->day, .firm = make->firm, .technician = make->technician };
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autofree char *previous = NULL;

  if (report->open_id != 0)
    {
      g_array_append_val (make->ids, report->open_id);
      return TRUE;
    }
  if (report->previous != 0)
    {
      previous = spt_db_get_dossier_doc (db, report->previous, NULL, error);
      if (previous == NULL)
        return FALSE;
      wish.previous = previous;
    }
  record = spt_intervention_begin (db, report->plant_id, TYPE, &wish, make->now, &xsd, error);
  if (record == NULL || !spt_intervention_save (db, &save, record, make->now, issues, error))
    return FALSE;
  g_array_append_val (make->ids, save.id);

  return TRUE;
}

static gboolean
make_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Make *make = data;

  make->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < make->reports->len; i++)
    {
      if (!make_one (db, make, g_ptr_array_index (make->reports, i), error))
        return FALSE;
    }
  return TRUE;
}

/* An entry of a catalogue by its fields; one that cannot be read is as good as none. */
static GHashTable *
read_fields (const char *doc)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  GHashTable *fields;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (doc == NULL || !json_parser_load_from_data (parser, doc, -1, NULL) ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return NULL;
  fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  json_object_iter_init (&iter, json_node_get_object (json_parser_get_root (parser)));
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_hash_table_insert (fields, g_strdup (name), g_strdup (json_node_get_string (node)));
    }
  return fields;
}

/**
 * spt_day_reports_make_async:
 * @store: the archive
 * @reports: (element-type SptDayReport): those, in their order
 * @day: of all, ISO
 * @firm: (nullable): the document of a firm
 * @technician: (nullable): the document of a technician
 * @who: (nullable): the clerk
 * @now_utc_ms: now
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Begins a draft of each from the report before: measures, outcomes and what a technician signs for are empty in it.
 */
void
spt_day_reports_make_async (SptStore            *store,
                            GPtrArray           *reports,
                            const char          *day,
                            const char          *firm,
                            const char          *technician,
                            const char          *who,
                            gint64               now_utc_ms,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Make *make = g_new0 (Make, 1);

  make->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_day_report_unref);
  for (guint i = 0; i < reports->len; i++)
    g_ptr_array_add (make->reports, spt_day_report_ref (g_ptr_array_index (reports, i)));
  make->day = g_strdup (day);
  make->firm = read_fields (firm);
  make->technician = read_fields (technician);
  make->who = g_strdup (who);
  make->now = now_utc_ms;
  spt_store_run_async (store, SPT_STORE_WRITE, make_job, make, (GDestroyNotify) make_free, cancellable, callback, user_data);
}

/**
 * spt_day_reports_make_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_day_reports_make_async().
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the drafts, in the order of the reports
 */
GArray *
spt_day_reports_make_finish (SptStore      *store,
                             GAsyncResult  *result,
                             GError       **error)
{
  Make *make = spt_store_run_finish (store, result, error);

  return make != NULL ? g_steal_pointer (&make->ids) : NULL;
}
