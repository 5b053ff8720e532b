/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of an intervention and the sheet that starts one ask of the archive. */
#define G_LOG_DOMAIN "spt-intervention-work"

#include "config.h"

#include "ui/catasto/spt-intervention-work.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "store/spt-store-subjects.h"
#include "store/spt-store-submissions.h"

#define FIRMS       "plant.firm"
#define TECHNICIANS "plant.technician"
#define INSTRUMENTS "plant.instrument"
#define MAX_PEOPLE  6

/* --- loading --------------------------------------------------------------------------------------- */

static void
load_free (gpointer data)
{
  SptInterventionLoad *self = data;

  spt_dossier_load_clear (&self->dossier);
  g_clear_object (&self->plant);
  g_clear_pointer (&self->projection, spt_plant_projection_free);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_clear_pointer (&self->answer, spt_issue_list_free);
  g_free (self->before_type);
  g_free (self);
}

static gboolean
load_before (SptDb                *db,
             SptInterventionLoad  *self,
             GError              **error)
{
  gint64 submission = self->dossier.record.open_submission;
  g_autoptr (SptDossier) before = NULL;

  if (!(submission != 0 ? spt_db_get_queue_reason (db, submission, &self->before, error)
                        : spt_db_get_intervention_reason (db, self->dossier.record.id, &self->before, error)))
    return FALSE;
  if (self->before == 0)
    return TRUE;
  before = spt_db_get_dossier (db, self->before, error);
  if (before == NULL)
    return FALSE;
  self->before_type = g_strdup (spt_dossier_get_data (before)->type);
  self->before_state = spt_dossier_get_data (before)->state;

  return TRUE;
}

static gboolean
list_reports (SptDb       *db,
              gint64       plant_id,
              GPtrArray  **reports,
              GError     **error)
{
  *reports = spt_db_list_plant_dues (db, plant_id, error);
  if (*reports == NULL)
    return FALSE;
  for (guint i = (*reports)->len; i > 0; i--)
    {
      const SptPlantDue *due = g_ptr_array_index (*reports, i - 1);

      if (g_strcmp0 (due->kind, SPT_DUE_FIRST_REPORT) != 0)
        g_ptr_array_remove_index (*reports, i - 1);
    }

  return TRUE;
}

/* Out of what is kept of the answer, never out of its words: a register may write anything into them. */
static gboolean
load_answer (SptDb                *db,
             SptInterventionLoad  *self,
             GError              **error)
{
  GPtrArray *history = self->dossier.record.history;
  const SptRecordHistory *last = history != NULL && history->len > 0 ? g_ptr_array_index (history, 0) : NULL;
  g_autoptr (SptSubmissionRow) row = NULL;
  SptService *service;

  if (last == NULL || last->state != SPT_STATE_REFUSED)
    return TRUE;
  row = spt_db_get_submission_row (db, last->submission_id, error);
  if (row == NULL)
    return FALSE;
  service = spt_services_find (row->service);
  if (service == NULL || SPT_SERVICE_GET_CLASS (service)->add_answer_issues == NULL)
    return TRUE;
  self->answer = spt_issue_list_new (0);
  SPT_SERVICE_GET_CLASS (service)->add_answer_issues (service, row->operation, row->note, self->answer);

  return TRUE;
}

static gboolean
load (SptDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  SptInterventionLoad *self = data;
  gint64 plant_id;

  if (!spt_dossier_load (db, SPT_KIND_INTERVENTIONS, &self->dossier, error))
    return FALSE;
  if (self->dossier.record.id == 0)
    return TRUE;
  plant_id = spt_dossier_get_data (self->dossier.dossier)->plant_id;
  self->plant = spt_db_get_plant (db, plant_id, error);
  if (self->plant == NULL)
    return FALSE;
  self->projection = spt_plant_data_load (db, plant_id, self->dossier.record.id, SPT_PLANT_PLANNED, NULL, error);

  return self->projection != NULL && load_before (db, self, error) && list_reports (db, plant_id, &self->reports, error) &&
         load_answer (db, self, error);
}

/**
 * spt_intervention_load_async:
 * @store: the archive
 * @id: the intervention; 0 = a new one: the accounts only
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Reads all that the page of one shows: an #SptInterventionLoad.
 */
void
spt_intervention_load_async (SptStore            *store,
                             gint64               id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  SptInterventionLoad *self = g_new0 (SptInterventionLoad, 1);

  self->dossier.record.id = id;
  spt_store_run_async (store, SPT_STORE_READ, load, self, load_free, cancellable, callback, user_data);
}

/* --- beginning ------------------------------------------------------------------------------------- */

typedef struct
{
  SptInterventionPlan   plan;
  char                 *code;       /* (owned) (nullable) */
  char                 *day;        /* (owned) (nullable) */
  char                 *firm;       /* (owned) (nullable) */
  char                 *technician; /* (owned) (nullable) */
  char                 *instrument; /* (owned) (nullable) */
  gint64                now;
  SptInterventionBegun *begun;      /* (owned) (nullable): the answer */
} Begin;

/**
 * spt_intervention_begun_free:
 * @self: (transfer full): what begins
 *
 * Frees it.
 */
void
spt_intervention_begun_free (SptInterventionBegun *self)
{
  g_clear_pointer (&self->record, spt_record_free);
  g_clear_pointer (&self->xsd, spt_xsd_unref);
  g_clear_object (&self->plant);
  g_clear_pointer (&self->projection, spt_plant_projection_free);
  g_free (self);
}

static void
begin_free (gpointer data)
{
  Begin *self = data;

  g_clear_pointer (&self->plan.components, g_ptr_array_unref);
  g_clear_pointer (&self->begun, spt_intervention_begun_free);
  g_free (self->code);
  g_free (self->day);
  g_free (self->firm);
  g_free (self->technician);
  g_free (self->instrument);
  g_free (self);
}

/* Fields of a flat document by their names; NULL for none. */
static GHashTable *
read_fields (const char  *doc,
             GError     **error)
{
  g_autoptr (JsonNode) node = NULL;
  GHashTable *fields;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  node = json_from_string (doc, error);
  if (node == NULL)
    return NULL;
  fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fields;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    {
      if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
        g_hash_table_insert (fields, g_strdup (name), g_strdup (json_node_get_string (value)));
    }

  return fields;
}

static gboolean
read_wish (SptDb                      *db,
           const SptInterventionPlan  *plan,
           SptPlantWish               *wish,
           char                      **previous,
           GError                    **error)
{
  g_autofree char *person = NULL;

  wish->components = plan->components;
  wish->replace = plan->replace;
  wish->day = plan->day;
  if (plan->previous != 0)
    {
      *previous = spt_db_get_dossier_doc (db, plan->previous, NULL, error);
      if (*previous == NULL)
        return FALSE;
      wish->previous = *previous;
    }
  if (plan->subject_id != 0)
    {
      person = spt_db_get_subject_doc (db, plan->subject_id, NULL, error);
      wish->person = person != NULL ? read_fields (person, error) : NULL;
      if (wish->person == NULL)
        return FALSE;
    }
  if (plan->firm != NULL && (wish->firm = read_fields (plan->firm, error)) == NULL)
    return FALSE;

  if (plan->technician != NULL && (wish->technician = read_fields (plan->technician, error)) == NULL)
    return FALSE;

  return plan->instrument == NULL || (wish->instrument = read_fields (plan->instrument, error)) != NULL;
}

static gboolean
begin_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Begin *self = data;
  const SptInterventionPlan *plan = &self->plan;
  SptInterventionBegun *begun = g_new0 (SptInterventionBegun, 1);
  SptPlantWish wish = { 0 };
  g_autofree char *previous = NULL;
  gboolean done;

  g_clear_pointer (&self->begun, spt_intervention_begun_free);
  self->begun = begun;
  begun->plant_id = plan->plant_id;
  begun->type = plan->type;
  begun->account_id = plan->account_id;
  if (plan->plant_id == 0 && self->code != NULL && *self->code != '\0')
    {
      begun->existing = spt_db_find_plant (db, self->code, plan->account_id, error);
      if (begun->existing != 0)
        return begun->existing > 0;
    }
  done = read_wish (db, plan, &wish, &previous, error) &&
         (begun->record = spt_intervention_begin (db, plan->plant_id, plan->type, &wish, self->now, &begun->xsd,
                                                  error)) != NULL;
  g_clear_pointer (&wish.person, g_hash_table_unref);
  g_clear_pointer (&wish.firm, g_hash_table_unref);
  g_clear_pointer (&wish.technician, g_hash_table_unref);
  g_clear_pointer (&wish.instrument, g_hash_table_unref);
  if (!done)
    return FALSE;
  if (plan->plant_id == 0)
    {
      /* Of a plant that the archive does not know the code is what was typed. */
      if (self->code != NULL && *self->code != '\0')
        spt_node_set_named (spt_record_get_root (begun->record), "L1_codice_impianto", self->code);
    }
  else if ((begun->plant = spt_db_get_plant (db, plan->plant_id, error)) == NULL)
    {
      return FALSE;
    }
  if (begun->plant != NULL)
    begun->account_id = spt_plant_get_row (begun->plant)->account_id;
  begun->projection = spt_plant_data_load (db, plan->plant_id, 0, SPT_PLANT_PLANNED, NULL, error);

  return begun->projection != NULL;
}

/**
 * spt_intervention_begin_async:
 * @store: the archive
 * @plan: what was chosen; copied
 * @now_utc_ms: now
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Begins an intervention with all that is known already. Nothing is kept yet.
 */
void
spt_intervention_begin_async (SptStore                   *store,
                              const SptInterventionPlan  *plan,
                              gint64                      now_utc_ms,
                              GCancellable               *cancellable,
                              GAsyncReadyCallback         callback,
                              gpointer                    user_data)
{
  Begin *self = g_new0 (Begin, 1);

  self->plan = *plan;
  self->plan.type = g_intern_string (plan->type);
  self->plan.code = self->code = g_strdup (plan->code);
  self->plan.day = self->day = g_strdup (plan->day);
  self->plan.firm = self->firm = g_strdup (plan->firm);
  self->plan.technician = self->technician = g_strdup (plan->technician);
  self->plan.instrument = self->instrument = g_strdup (plan->instrument);
  if (plan->components != NULL)
    {
      self->plan.components = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < plan->components->len; i++)
        g_ptr_array_add (self->plan.components, g_strdup (g_ptr_array_index (plan->components, i)));
    }
  self->now = now_utc_ms;
  spt_store_run_async (store, SPT_STORE_READ, begin_job, self, begin_free, cancellable, callback, user_data);
}

/**
 * spt_intervention_begin_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_intervention_begin_async().
 *
 * Returns: (transfer full) (nullable): what begins
 */
SptInterventionBegun *
spt_intervention_begin_finish (SptStore      *store,
                               GAsyncResult  *result,
                               GError       **error)
{
  Begin *self = spt_store_run_finish (store, result, error);

  return self != NULL ? g_steal_pointer (&self->begun) : NULL;
}

/* --- what there is to choose from ------------------------------------------------------------------ */

static void
earlier_free (SptInterventionEarlier *self)
{
  g_free (self->detail);
  g_free (self);
}

static void
choices_free (gpointer data)
{
  SptInterventionChoices *self = data;

  g_clear_object (&self->plant);
  g_clear_pointer (&self->projection, spt_plant_projection_free);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->firms, g_ptr_array_unref);
  g_clear_pointer (&self->technicians, g_ptr_array_unref);
  g_clear_pointer (&self->instruments, g_ptr_array_unref);
  g_clear_pointer (&self->earlier, g_ptr_array_unref);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_free (self);
}

/* Those that were accepted, and those that are on their way; the one that somebody begins next stands last. */
static gboolean
list_earlier (SptDb                   *db,
              SptInterventionChoices  *self,
              GError                 **error)
{
  g_autoptr (GPtrArray) rows = spt_db_list_plant_interventions (db, self->plant_id, error);

  self->earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) earlier_free);
  if (rows == NULL)
    return FALSE;
  for (guint i = rows->len; i > 0; i--)
    {
      const SptInterventionRow *row = g_ptr_array_index (rows, i - 1);
      g_autoptr (SptDossier) dossier = NULL;
      SptInterventionEarlier *earlier;

      if (strcmp (row->type, self->type) != 0)
        continue;
      dossier = spt_db_get_dossier (db, row->id, error);
      if (dossier == NULL)
        return FALSE;
      earlier = g_new0 (SptInterventionEarlier, 1);
      earlier->id = row->id;
      earlier->detail = g_strdup (spt_dossier_get_data (dossier)->detail);
      earlier->utc = row->utc;
      earlier->is_accepted = row->is_accepted;
      g_ptr_array_add (self->earlier, earlier);
    }

  return TRUE;
}

static gboolean
choices_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  SptInterventionChoices *self = data;
  SptDossierLoad load = { 0 };
  gint64 account_id = 0;

  if (!spt_dossier_load (db, SPT_KIND_INTERVENTIONS, &load, error))
    return FALSE;
  self->accounts = g_steal_pointer (&load.accounts);
  spt_dossier_load_clear (&load);
  if (self->plant_id != 0)
    {
      self->plant = spt_db_get_plant (db, self->plant_id, error);
      if (self->plant == NULL || !list_earlier (db, self, error) ||
          !list_reports (db, self->plant_id, &self->reports, error))
        return FALSE;
      account_id = spt_plant_get_row (self->plant)->account_id;
    }
  self->projection = spt_plant_data_load (db, self->plant_id, 0, SPT_PLANT_PLANNED, NULL, error);
  self->firms = self->projection != NULL ? spt_db_list_catalogue (db, FIRMS, account_id, error) : NULL;
  self->technicians = self->firms != NULL ? spt_db_list_catalogue (db, TECHNICIANS, account_id, error) : NULL;
  self->instruments = self->technicians != NULL ? spt_db_list_catalogue (db, INSTRUMENTS, account_id, error) : NULL;

  return self->instruments != NULL;
}

/**
 * spt_intervention_choices_async:
 * @store: the archive
 * @plant_id: of which plant; 0 = a new one
 * @type: "84", %SPT_INTERVENTION_LOCAL
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Reads what a person may choose from before an intervention begins.
 */
void
spt_intervention_choices_async (SptStore            *store,
                                gint64               plant_id,
                                const char          *type,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  SptInterventionChoices *self = g_new0 (SptInterventionChoices, 1);

  self->plant_id = plant_id;
  self->type = g_intern_string (type);
  spt_store_run_async (store, SPT_STORE_READ, choices_job, self, choices_free, cancellable, callback, user_data);
}

/**
 * spt_intervention_choices_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_intervention_choices_async().
 *
 * Returns: (transfer none) (nullable): as long as @result lives
 */
SptInterventionChoices *
spt_intervention_choices_finish (SptStore      *store,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return spt_store_run_finish (store, result, error);
}

typedef struct
{
  char      *words; /* (owned) */
  GPtrArray *found; /* (owned) (element-type SptSubject) */
} Find;

static void
find_free (gpointer data)
{
  Find *self = data;

  g_free (self->words);
  g_ptr_array_unref (self->found);
  g_free (self);
}

static gboolean
find_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Find *self = data;
  const SptListQuery query = { .search = self->words, .sort = SPT_SUBJECT_SORT_NAME };
  g_autoptr (GArray) ids = spt_db_query_list (db, &spt_subjects_kind, &query, cancellable, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len && i < MAX_PEOPLE; i++)
    {
      SptSubject *subject = spt_db_get_subject (db, g_array_index (ids, gint64, i), error);

      if (subject == NULL)
        return FALSE;
      g_ptr_array_add (self->found, subject);
    }

  return TRUE;
}

/**
 * spt_intervention_find_people_async:
 * @store: the archive
 * @words: a name, a code
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Looks for people and companies of the directory.
 */
void
spt_intervention_find_people_async (SptStore            *store,
                                    const char          *words,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  Find *self = g_new0 (Find, 1);

  self->words = g_strdup (words);
  self->found = g_ptr_array_new_with_free_func (g_object_unref);
  spt_store_run_async (store, SPT_STORE_READ, find_job, self, find_free, cancellable, callback, user_data);
}

/**
 * spt_intervention_find_people_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_intervention_find_people_async().
 *
 * Returns: (transfer none) (nullable) (element-type SptSubject): as long as @result lives
 */
GPtrArray *
spt_intervention_find_people_finish (SptStore      *store,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  Find *self = spt_store_run_finish (store, result, error);

  return self != NULL ? self->found : NULL;
}

/* --- decisions ------------------------------------------------------------------------------------- */

typedef struct
{
  gint64                   id;
  SptInterventionDecision  decision;
  char                    *who; /* (owned) (nullable) */
  gint64                   now;
} Decide;

static void
decide_free (gpointer data)
{
  Decide *self = data;

  g_free (self->who);
  g_free (self);
}

static gboolean
decide (SptDb         *db,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  Decide *self = data;

  if (self->decision == SPT_INTERVENTION_APPLY)
    return spt_intervention_apply_local (db, self->id, self->who, self->now, error);

  return spt_intervention_abandon (db, self->id, self->decision == SPT_INTERVENTION_REOPEN, self->who, self->now,
                                   error);
}

/**
 * spt_intervention_decide_async:
 * @store: the archive
 * @id: the intervention
 * @decision: what a person decides
 * @who: the clerk
 * @now_utc_ms: now
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Keeps what a person decides of an intervention.
 */
void
spt_intervention_decide_async (SptStore                *store,
                               gint64                   id,
                               SptInterventionDecision  decision,
                               const char              *who,
                               gint64                   now_utc_ms,
                               GCancellable            *cancellable,
                               GAsyncReadyCallback      callback,
                               gpointer                 user_data)
{
  Decide *self = g_new0 (Decide, 1);

  self->id = id;
  self->decision = decision;
  self->who = g_strdup (who);
  self->now = now_utc_ms;
  spt_store_run_async (store, SPT_STORE_WRITE, decide, self, decide_free, cancellable, callback, user_data);
}
