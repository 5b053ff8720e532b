/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of a plant asks of the archive: all it shows, and the decisions made on it. Knows no widget. */
#define G_LOG_DOMAIN "spt-plant-work"

#include "config.h"

#include "ui/catasto/spt-plant-work.h"

#include <string.h>

#include "store/spt-store-accounts.h"

/* --- what it is made of ------------------------------------------------------------------------------ */

static void
item_free (SptPlantItem *item)
{
  g_clear_object (&item->dossier);
  g_free (item->before_type);
  g_free (item);
}

static void
step_free (SptPlantStep *step)
{
  g_free (step->type);
  g_free (step->reason);
  g_free (step);
}

static void
event_free (SptPlantEvent *event)
{
  g_free (event->type);
  g_free (event->detail);
  g_clear_pointer (&event->sent, spt_record_history_free);
  g_clear_pointer (&event->fact, spt_dossier_fact_free);
  g_free (event);
}

/**
 * spt_plant_load_free:
 * @self: (transfer full): what was read
 *
 * Frees it.
 */
void
spt_plant_load_free (SptPlantLoad *self)
{
  g_clear_object (&self->plant);
  g_clear_object (&self->account);
  g_free (self->note);
  g_free (self->doc);
  g_clear_pointer (&self->libretto, spt_record_free);
  g_clear_pointer (&self->xsd, spt_xsd_unref);
  g_clear_pointer (&self->issues, spt_issue_list_free);
  g_free (self->trouble);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->dues, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_free (self);
}

/* --- the libretto ------------------------------------------------------------------------------------ */

/* One that no set in force can read is kept as it is, and said. */
static gboolean
load_libretto (SptDb         *db,
               SptPlantLoad  *self,
               GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SptPlantProjection) plant = NULL;
  g_autoptr (SptIssueList) stored = NULL;

  self->doc = spt_db_get_plant_doc (db, self->id, &stored, error);
  if (self->doc == NULL)
    return FALSE;
  if (*self->doc == '\0')
    return TRUE;

  self->xsd = spt_intervention_ref_xsd (SPT_INTERVENTION_LOCAL, &local_error);
  if (self->xsd != NULL)
    self->libretto = spt_record_new (spt_xsd_get_schema (self->xsd));
  if (self->xsd == NULL || !spt_record_read (self->libretto, self->doc, -1, &local_error))
    {
      self->trouble = g_strdup (local_error->message);
      g_clear_pointer (&self->libretto, spt_record_free);
      return TRUE;
    }
  plant = spt_plant_data_load (db, self->id, 0, SPT_PLANT_AS_IT_IS, NULL, error);
  if (plant == NULL)
    return FALSE;
  self->issues = spt_issue_list_new (0);
  spt_intervention_check (plant, self->account, SPT_INTERVENTION_LOCAL, self->xsd, self->libretto, self->now, self->issues);
  /* Its state follows what was found when it came: as long as that says “to fix” the page says what. */
  if (spt_issue_list_get_n_errors (self->issues) == 0 && stored != NULL && spt_issue_list_get_n_errors (stored) > 0)
    {
      spt_issue_list_free (self->issues);
      self->issues = g_steal_pointer (&stored);
    }

  return TRUE;
}

/* --- interventions, and what happened ------------------------------------------------------------------ */

static void
add_event (SptPlantLoad       *self,
           gint64              utc,
           const SptPlantItem *item,
           SptRecordHistory   *sent,
           SptDossierFact     *fact)
{
  SptPlantEvent *event = g_new0 (SptPlantEvent, 1);

  event->utc = utc;
  event->sent = sent;
  event->fact = fact;
  if (item != NULL)
    {
      const SptDossierData *data = spt_dossier_get_data (item->dossier);

      event->type = g_strdup (data->type);
      event->detail = g_strdup (data->detail);
      event->intervention = spt_row_get_id (SPT_ROW (item->dossier));
    }
  g_ptr_array_add (self->events, event);
}

static gboolean
add_facts (SptDb               *db,
           SptPlantLoad        *self,
           const SptPlantItem  *item, /* (nullable): of the plant */
           GError             **error)
{
  g_autoptr (GPtrArray) facts = item == NULL ? spt_db_list_plant_facts (db, self->id, error)
                                : spt_db_list_dossier_facts (db, spt_row_get_id (SPT_ROW (item->dossier)), error);

  if (facts == NULL)
    return FALSE;
  while (facts->len > 0)
    {
      SptDossierFact *fact = g_ptr_array_steal_index (facts, facts->len - 1);

      add_event (self, fact->utc, item, NULL, fact);
    }
  return TRUE;
}

static gboolean
is_final (SptState state)
{
  return state == SPT_STATE_DONE || state == SPT_STATE_PARTLY_DONE || state == SPT_STATE_REFUSED ||
         state == SPT_STATE_CANCELLED;
}

static gboolean
add_history (SptDb         *db,
             SptPlantLoad  *self,
             SptPlantItem  *item,
             GError       **error)
{
  gint64 id = spt_row_get_id (SPT_ROW (item->dossier));
  g_autoptr (GPtrArray) history = spt_db_list_record_history (db, SPT_KIND_INTERVENTIONS, id, error);

  if (history == NULL)
    return FALSE;
  if (history->len > 0)
    item->is_under_way = !is_final (((SptRecordHistory *) g_ptr_array_index (history, 0))->submission_state);
  while (history->len > 0)
    {
      SptRecordHistory *sent = g_ptr_array_steal_index (history, history->len - 1);

      add_event (self, sent->created, item, sent, NULL);
    }

  return add_facts (db, self, item, error);
}

static gboolean
load_reason (SptDb         *db,
             SptPlantItem  *item,
             GError       **error)
{
  g_autoptr (SptDossier) before = NULL;

  if (spt_dossier_get_data (item->dossier)->is_over)
    return TRUE;
  if (!spt_db_get_intervention_reason (db, spt_row_get_id (SPT_ROW (item->dossier)), &item->before, error))
    return FALSE;
  if (item->before == 0)
    return TRUE;
  before = spt_db_get_dossier (db, item->before, error);
  if (before == NULL)
    return FALSE;
  item->before_type = g_strdup (spt_dossier_get_data (before)->type);
  item->before_state = spt_dossier_get_data (before)->state;

  return TRUE;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static gboolean
load_items (SptDb         *db,
            SptPlantLoad  *self,
            GError       **error)
{
  const SptListQuery query = { .plant_id = self->id };
  g_autoptr (GArray) ids = spt_db_query_list (db, &spt_interventions_kind, &query, NULL, error);

  if (ids == NULL)
    return FALSE;
  /* The order of a queue. */
  g_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    {
      SptPlantItem *item = g_new0 (SptPlantItem, 1);

      g_ptr_array_add (self->items, item);
      item->dossier = spt_db_get_dossier (db, g_array_index (ids, gint64, i), error);
      if (item->dossier == NULL || !load_reason (db, item, error) || !add_history (db, self, item, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const SptPlantEvent *left = *(SptPlantEvent *const *) a;
  const SptPlantEvent *right = *(SptPlantEvent *const *) b;

  return left->utc < right->utc ? 1 : left->utc > right->utc ? -1 : 0;
}

/* --- steps --------------------------------------------------------------------------------------------- */

static void
step_cb (const SptStep *step,
         gpointer       user_data)
{
  SptPlantLoad *self = user_data;
  SptPlantStep *copy = g_new0 (SptPlantStep, 1);
  const char *type = spt_intervention_get_type (step->operation);

  copy->type = g_strdup (type);
  copy->is_known = spt_intervention_find_operation (type) != NULL;
  copy->kind = step->kind;
  copy->reason = g_strdup (step->reason);
  g_ptr_array_add (self->steps, copy);
}

/* --- loading --------------------------------------------------------------------------------------------- */

/**
 * spt_plant_load:
 * @db: the archive
 * @data: a #SptPlantLoad that knows its id and the time
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when it is not there
 *
 * Reads all that the page of a plant shows, on the store's thread.
 *
 * Returns: whether it is read
 */
gboolean
spt_plant_load (SptDb         *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  SptPlantLoad *self = data;
  gint64 account_id;

  self->plant = spt_db_get_plant (db, self->id, error);
  if (self->plant == NULL || !spt_db_get_plant_note (db, self->id, &self->note, error))
    return FALSE;
  account_id = spt_plant_get_row (self->plant)->account_id;
  if (account_id != 0)
    {
      self->account = spt_db_get_account (db, account_id, error);
      if (self->account == NULL)
        return FALSE;
    }
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  self->parts = spt_db_list_plant_parts (db, self->id, error);
  if (self->parts == NULL)
    return FALSE;
  self->dues = spt_db_list_plant_dues (db, self->id, error);
  if (self->dues == NULL || !add_facts (db, self, NULL, error) || !load_items (db, self, error))
    return FALSE;
  g_ptr_array_sort (self->events, compare_events);

  return load_libretto (db, self, error) &&
         spt_plant_list_steps (db, self->id, self->account, step_cb, self, error);
}

/* --- decisions ------------------------------------------------------------------------------------------- */

typedef struct
{
  SptPlantDecision  decision;
  gint64            id;
  char             *text; /* (owned) (nullable) */
  char             *who;  /* (owned) */
  gint64            now;
  guint             n_done;
} Decision;

static void
decision_free (Decision *self)
{
  g_free (self->text);
  g_free (self->who);
  g_free (self);
}

static gboolean
decide (SptDb         *db,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  Decision *self = data;

  self->n_done = 1;
  switch (self->decision)
    {
    case SPT_PLANT_ABANDON:
    case SPT_PLANT_TAKE_UP:
      return spt_intervention_abandon (db, self->id, self->decision == SPT_PLANT_TAKE_UP, self->who, self->now, error);
    case SPT_PLANT_APPLY:
      return spt_intervention_apply_local (db, self->id, self->who, self->now, error);
    case SPT_PLANT_REVOKE:
      return spt_plants_revoke_present (db, &self->id, 1, self->who, self->now, &self->n_done, error);
    case SPT_PLANT_NOTE:
      return spt_db_set_plant_note (db, self->id, self->text, error);
    case SPT_PLANT_REMOVE:
    case SPT_PLANT_RESTORE:
    default:
      return spt_db_remove_plants (db, &self->id, 1, self->decision == SPT_PLANT_RESTORE, &self->n_done, error);
    }
}

/**
 * spt_plant_decide_async:
 * @store: the archive
 * @decision: what
 * @id: of which intervention or plant
 * @text: (nullable): a note
 * @who: the person
 * @now_utc_ms: now
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Keeps what a person decides.
 */
void
spt_plant_decide_async (SptStore            *store,
                        SptPlantDecision     decision,
                        gint64               id,
                        const char          *text,
                        const char          *who,
                        gint64               now_utc_ms,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Decision *self = g_new0 (Decision, 1);

  self->decision = decision;
  self->id = id;
  self->text = g_strdup (text);
  self->who = g_strdup (who);
  self->now = now_utc_ms;
  spt_store_run_async (store, SPT_STORE_WRITE, decide, self, (GDestroyNotify) decision_free, cancellable, callback,
                       user_data);
}

/**
 * spt_plant_decide_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_plant_decide_async().
 *
 * Returns: whether something came of it; %FALSE without an error: what was sent, or is at the register, stays
 */
gboolean
spt_plant_decide_finish (SptStore      *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  const Decision *self = spt_store_run_finish (store, result, error);

  return self != NULL && self->n_done > 0;
}

/* --- paper ----------------------------------------------------------------------------------------------- */

static void
paper_free (SptPlantPaper *self)
{
  g_clear_object (&self->dossier);
  g_clear_pointer (&self->record, spt_record_free);
  g_clear_pointer (&self->xsd, spt_xsd_unref);
  g_clear_pointer (&self->libretto, spt_record_free);
  g_clear_pointer (&self->libretto_xsd, spt_xsd_unref);
  g_free (self);
}

static gboolean
load_paper (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  SptPlantPaper *self = data;
  gint64 plant_id;
  g_autofree char *doc = NULL;

  self->dossier = spt_db_get_dossier (db, self->id, error);
  if (self->dossier == NULL)
    return FALSE;
  self->record = spt_intervention_load (db, self->id, &self->xsd, NULL, error);
  plant_id = spt_dossier_get_data (self->dossier)->plant_id;
  if (self->record == NULL || plant_id == 0)
    return self->record != NULL;
  doc = spt_db_get_plant_doc (db, plant_id, NULL, error);
  if (doc == NULL)
    return FALSE;
  /* Without it the paper has less. */
  self->libretto_xsd = *doc != '\0' ? spt_intervention_ref_xsd (SPT_INTERVENTION_LOCAL, NULL) : NULL;
  if (self->libretto_xsd != NULL)
    self->libretto = spt_record_new (spt_xsd_get_schema (self->libretto_xsd));
  if (self->libretto != NULL && !spt_record_read (self->libretto, doc, -1, NULL))
    g_clear_pointer (&self->libretto, spt_record_free);

  return TRUE;
}

/**
 * spt_plant_paper_load_async:
 * @store: the archive
 * @intervention: which document
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Reads a document of a plant, with what stands beside it on paper.
 */
void
spt_plant_paper_load_async (SptStore            *store,
                            gint64               intervention,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  SptPlantPaper *self = g_new0 (SptPlantPaper, 1);

  self->id = intervention;
  spt_store_run_async (store, SPT_STORE_READ, load_paper, self, (GDestroyNotify) paper_free, cancellable, callback,
                       user_data);
}

/**
 * spt_plant_paper_load_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_plant_paper_load_async().
 *
 * Returns: (transfer none) (nullable): the document, as long as @result lives
 */
SptPlantPaper *
spt_plant_paper_load_finish (SptStore      *store,
                             GAsyncResult  *result,
                             GError       **error)
{
  return spt_store_run_finish (store, result, error);
}
