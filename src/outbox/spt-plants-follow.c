/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows for a plant: what was accepted becomes part of its libretto, in the transaction of the answer; what
 * a person says of it. */
#define G_LOG_DOMAIN "spt-plants-follow"

#include "config.h"

#include <string.h>

#include "outbox/spt-plants-private.h"

/* --- what is kept beside a libretto ----------------------------------------------------------------- */

gboolean
_spt_plant_refresh_dues (SptDb   *db,
                         gint64   plant_id,
                         gint64   now_utc_ms,
                         GError **error)
{
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, error);
  g_autoptr (SptPlantProjection) plant = NULL;
  g_autoptr (GPtrArray) dues = NULL;

  if (ops == NULL)
    return FALSE;
  plant = spt_plant_data_load (db, plant_id, 0, SPT_PLANT_AS_IT_IS, NULL, error);
  if (plant == NULL)
    return FALSE;
  dues = ops->list_dues (service, &plant->data, now_utc_ms);

  return dues == NULL || spt_db_set_plant_dues (db, plant_id, dues, error);
}

/* Columns and document; what was found of it when it came is only of interest while it is the same. */
static gboolean
keep_libretto (SptDb              *db,
               gint64              id,
               SptService         *service,
               const SptPlantOps  *ops,
               const char         *libretto,
               gint64              now_utc_ms,
               GPtrArray         **parts,
               GError            **error)
{
  g_autofree char *operation = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autoptr (SptIssueList) issues = NULL;
  g_autoptr (SptPlant) plant = spt_db_get_plant (db, id, error);
  g_autofree char *before = NULL;
  SptPlantColumns columns = { "", "", "", "", "", "", "", "", "", "", -1 };

  before = plant != NULL ? spt_db_get_plant_doc (db, id, &issues, error) : NULL;
  if (before == NULL || !ops->read (service, libretto, strlen (libretto), &operation, &xsd, &record, error))
    return FALSE;
  ops->describe (service, record, now_utc_ms, scratch, &columns);
  if (*columns.code == '\0')
    columns.code = spt_plant_get_row (plant)->code;
  *parts = ops->list_parts (service, record);

  return spt_db_save_plant (db, id, libretto, &columns, spt_xsd_get_hash (xsd),
                            strcmp (before, libretto) == 0 ? issues : NULL, 0, 0, NULL, error) != 0;
}

/**
 * spt_plant_refresh:
 * @db: a writing connection
 * @plant_id: the plant
 * @libretto: (nullable): its libretto from now on; %NULL = as the archive has it; "" = it has none
 * @now_utc_ms: now
 * @error: return location for an error: a libretto that cannot be read, or the archive
 *
 * Makes columns, parts and dates of a plant follow its libretto.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_plant_refresh (SptDb       *db,
                   gint64       plant_id,
                   const char  *libretto,
                   gint64       now_utc_ms,
                   GError     **error)
{
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, error);
  g_autofree char *own = NULL;
  g_autoptr (GPtrArray) parts = NULL;

  if (ops == NULL)
    return FALSE;
  if (libretto == NULL)
    {
      own = spt_db_get_plant_doc (db, plant_id, NULL, error);
      if (own == NULL)
        return FALSE;
      libretto = own;
    }
  if (*libretto == '\0')
    {
      g_autoptr (SptPlant) plant = spt_db_get_plant (db, plant_id, error);
      SptPlantColumns columns = { "", "", "", "", "", "", "", "", "", "", -1 };

      if (plant == NULL)
        return FALSE;
      columns.code = spt_plant_get_row (plant)->code;
      columns.name = spt_plant_get_row (plant)->name;
      columns.place = spt_plant_get_row (plant)->place;
      columns.city = spt_plant_get_row (plant)->city;
      return spt_db_save_plant (db, plant_id, NULL, &columns, NULL, NULL, 0, 0, NULL, error) != 0 &&
             _spt_plant_refresh_dues (db, plant_id, now_utc_ms, error);
    }
  if (!keep_libretto (db, plant_id, service, ops, libretto, now_utc_ms, &parts, error))
    return FALSE;

  return (parts == NULL || spt_db_set_plant_parts (db, plant_id, parts, error)) &&
         _spt_plant_refresh_dues (db, plant_id, now_utc_ms, error);
}

/* A list of nameless plants helps nobody: until its first document is accepted, that names it. */
gboolean
_spt_plant_describe_draft (SptDb       *db,
                           gint64       plant_id,
                           const char  *operation,
                           const char  *doc,
                           gint64       now_utc_ms,
                           GError     **error)
{
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, error);
  g_autofree char *libretto = NULL;
  g_autofree char *found = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GString) scratch = g_string_new (NULL);
  SptPlantColumns columns = { "", "", "", "", "", "", "", "", "", "", -1 };
  g_autoptr (SptPlant) plant = NULL;

  if (ops == NULL)
    return FALSE;
  libretto = ops->apply (service, operation, NULL, doc, NULL);
  if (libretto == NULL || !ops->read (service, libretto, strlen (libretto), &found, &xsd, &record, NULL))
    return TRUE;
  plant = spt_db_get_plant (db, plant_id, error);
  if (plant == NULL)
    return FALSE;
  ops->describe (service, record, now_utc_ms, scratch, &columns);
  if (*columns.code == '\0')
    columns.code = spt_plant_get_row (plant)->code;

  return spt_db_save_plant (db, plant_id, NULL, &columns, NULL, NULL, 0, 0, NULL, error) != 0;
}

/* --- what was accepted ------------------------------------------------------------------------------- */

/* What cannot become part of the libretto is accepted all the same: that is written down, and tried again later. */
static gboolean
apply_document (SptDb       *db,
                gint64       plant_id,
                gint64       id,
                const char  *operation,
                const char  *who,
                gint64       now_utc_ms,
                GError     **error)
{
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, error);
  g_autoptr (SptPlantProjection) plant = NULL;
  g_autofree char *doc = NULL;
  g_autofree char *libretto = NULL;
  g_autofree char *word = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (GError) local_error = NULL;
  const char *standing;

  if (ops == NULL)
    return FALSE;
  plant = spt_plant_data_load (db, plant_id, 0, SPT_PLANT_AS_IT_IS, NULL, error);
  if (plant == NULL)
    return FALSE;
  doc = spt_db_get_dossier_doc (db, id, NULL, error);
  if (doc == NULL)
    return FALSE;
  standing = ops->get_standing (service, operation,
                                _spt_plant_get_standing_before (plant->standing, plant->data.is_present));
  if (!spt_db_set_plant_standing (db, plant_id, standing, error))
    return FALSE;

  libretto = ops->apply (service, operation, plant->libretto, doc, &local_error);
  if (libretto != NULL && !spt_plant_refresh (db, plant_id, libretto, now_utc_ms, &local_error) &&
      local_error->domain == SPT_STORE_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (local_error != NULL)
    {
      g_warning ("intervention %" G_GINT64_FORMAT " was accepted and is not in the libretto: %s", id,
                 local_error->message);
      return spt_db_add_plant_fact (db, plant_id, "not-applied", word, local_error->message, who, error);
    }

  return spt_db_set_intervention_applied (db, id, FALSE, error) &&
         spt_db_add_plant_fact (db, plant_id, "applied", NULL, word, who, error);
}

static gboolean
apply_and_follow (SptDb       *db,
                  gint64       plant_id,
                  gint64       id,
                  const char  *type,
                  const char  *who,
                  gint64       now_utc_ms,
                  GError     **error)
{
  const char *operation = spt_intervention_find_operation (type);

  return operation == NULL ||
         (apply_document (db, plant_id, id, operation, who, now_utc_ms, error) &&
          _spt_plant_refresh_dues (db, plant_id, now_utc_ms, error) &&
          spt_plant_recheck (db, plant_id, 0, now_utc_ms, error));
}

/**
 * spt_plants_follow_accepted:
 * @db: a writing connection, in the transaction of the answer
 * @submission_id: a submission that is done
 * @who: (nullable): the person who says so; %NULL = the service
 * @now_utc_ms: now
 * @error: return location for an error of the archive
 *
 * Makes a plant follow what was accepted: its libretto, columns, parts, dates and standing, once. What is open of
 * it is checked again.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_plants_follow_accepted (SptDb       *db,
                            gint64       submission_id,
                            const char  *who,
                            gint64       now_utc_ms,
                            GError     **error)
{
  g_autoptr (SptDossier) dossier = NULL;
  const SptDossierData *data;
  gint64 id;

  if (spt_plants_get_service (NULL) == NULL)
    return TRUE;
  if (!spt_db_find_submitted_dossier (db, submission_id, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  dossier = spt_db_get_dossier (db, id, error);
  if (dossier == NULL)
    return FALSE;
  data = spt_dossier_get_data (dossier);
  if (data->plant_id == 0 || data->applied != 0 || g_strcmp0 (data->phase, SPT_INTERVENTION_ACCEPTED) != 0)
    return TRUE;

  return apply_and_follow (db, data->plant_id, id, data->type, who, now_utc_ms, error);
}

/**
 * spt_intervention_accept_elsewhere:
 * @db: a writing connection
 * @id: an open intervention that was never prepared
 * @source: how it is known
 * @who: (nullable): the person
 * @now_utc_ms: now
 * @error: return location for an error; %SPT_STORE_ERROR_CONFLICT when it is over
 *
 * Keeps that the register accepted a document from elsewhere: it is history, its document becomes part of the
 * libretto, dates count from it. It says nothing about the plant's first submission.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_intervention_accept_elsewhere (SptDb       *db,
                                   gint64       id,
                                   const char  *source,
                                   const char  *who,
                                   gint64       now_utc_ms,
                                   GError     **error)
{
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, error);
  g_autofree char *standing = NULL;
  g_autoptr (SptPlant) plant = NULL;
  const SptDossierData *data;

  if (dossier == NULL || !spt_db_accept_intervention (db, id, error) ||
      !spt_db_add_dossier_fact (db, id, "elsewhere", NULL, source, who, error))
    return FALSE;
  data = spt_dossier_get_data (dossier);
  plant = spt_db_get_plant (db, data->plant_id, error);
  if (plant == NULL)
    return FALSE;
  standing = g_strdup (spt_plant_get_row (plant)->standing);

  return apply_and_follow (db, data->plant_id, id, data->type, who, now_utc_ms, error) &&
         spt_db_set_plant_standing (db, data->plant_id, standing, error) &&
         spt_plant_recheck (db, data->plant_id, 0, now_utc_ms, error);
}

/**
 * spt_plant_apply_pending:
 * @db: a writing connection
 * @plant_id: the plant
 * @now_utc_ms: now
 * @error: return location for an error of the archive
 *
 * Tries again what was accepted and could not become part of the libretto, because a set of schemas was missing or
 * broken then, in the order in which it was accepted.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_plant_apply_pending (SptDb   *db,
                         gint64   plant_id,
                         gint64   now_utc_ms,
                         GError **error)
{
  g_autoptr (GPtrArray) rows = spt_db_list_plant_interventions (db, plant_id, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const SptInterventionRow *row = g_ptr_array_index (rows, i);

      if (row->is_accepted && row->applied == 0 &&
          !apply_and_follow (db, plant_id, row->id, row->type, NULL, now_utc_ms, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_intervention_apply_local:
 * @db: a writing connection
 * @id: an intervention that is sent nowhere
 * @who: the person
 * @now_utc_ms: now
 * @error: return location for an error; %SPT_STORE_ERROR_CONFLICT when it is over, or is to be sent
 *
 * Makes a correction or completion of a libretto hold. What was found of it is the plant's from now on.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_intervention_apply_local (SptDb       *db,
                              gint64       id,
                              const char  *who,
                              gint64       now_utc_ms,
                              GError     **error)
{
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, error);
  const SptDossierData *data;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autofree char *word = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *doc = NULL;

  if (dossier == NULL)
    return FALSE;
  data = spt_dossier_get_data (dossier);
  if (strcmp (data->type, SPT_INTERVENTION_LOCAL) != 0 || data->is_over)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT,
                   "Intervention %" G_GINT64_FORMAT " is over, or is to be sent", id);
      return FALSE;
    }
  doc = spt_db_get_dossier_doc (db, id, NULL, error);

  return doc != NULL &&
         spt_plant_save_libretto (db, data->plant_id, doc, strlen (doc), 0, 0, 0, who, now_utc_ms, issues, NULL,
                                  error) != 0 &&
         spt_db_set_intervention_applied (db, id, TRUE, error) &&
         spt_db_add_plant_fact (db, data->plant_id, "libretto", NULL, word, who, error);
}

/**
 * spt_intervention_abandon:
 * @db: a writing connection
 * @id: an intervention that was refused, or never sent
 * @undo: it is open again
 * @who: the person
 * @now_utc_ms: now
 * @error: return location for an error; %SPT_STORE_ERROR_CONSTRAINT while it is in a submission that goes on,
 *   %SPT_STORE_ERROR_CONFLICT when it was accepted
 *
 * Takes an intervention out of its plant's queue for good: what waits behind it goes on without it, and is checked
 * again as the plant will be now.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_intervention_abandon (SptDb       *db,
                          gint64       id,
                          gboolean     undo,
                          const char  *who,
                          gint64       now_utc_ms,
                          GError     **error)
{
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, error);
  gint64 plant_id = dossier != NULL ? spt_dossier_get_data (dossier)->plant_id : 0;

  return dossier != NULL && spt_db_abandon_intervention (db, id, undo, error) &&
         spt_db_add_dossier_fact (db, id, undo ? "taken-up" : "abandoned", NULL, NULL, who, error) &&
         spt_plant_recheck (db, plant_id, 0, now_utc_ms, error) &&
         _spt_plant_refresh_dues (db, plant_id, now_utc_ms, error);
}

/* --- what a person says ------------------------------------------------------------------------------ */

static gboolean
follow_person (SptDb   *db,
               gint64   id,
               gint64   now_utc_ms,
               GError **error)
{
  return _spt_plant_refresh_dues (db, id, now_utc_ms, error) && spt_plant_recheck (db, id, 0, now_utc_ms, error);
}

/**
 * spt_plants_mark_present:
 * @db: a writing connection
 * @ids: (array length=n_ids): plants
 * @n_ids: their number
 * @date: (nullable): since when, ISO
 * @source: (nullable): how that is known
 * @who: who says so
 * @now_utc_ms: now
 * @n_done: (out) (optional): of how many nobody had said so, and nothing was accepted
 * @error: return location for an error of the archive
 *
 * Keeps that other software sent these plants already: that counts as their first submission.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_plants_mark_present (SptDb         *db,
                         const gint64  *ids,
                         guint          n_ids,
                         const char    *date,
                         const char    *source,
                         const char    *who,
                         gint64         now_utc_ms,
                         guint         *n_done,
                         GError       **error)
{
  guint n = 0;

  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr (SptPlant) plant = spt_db_get_plant (db, ids[i], error);
      const SptPlantRow *row = plant != NULL ? spt_plant_get_row (plant) : NULL;

      if (row == NULL)
        return FALSE;
      if (row->is_present || *row->standing != '\0')
        continue;
      if (!spt_db_set_plant_present (db, ids[i], date, source, who, error) ||
          !follow_person (db, ids[i], now_utc_ms, error))
        return FALSE;
      n++;
    }
  if (n_done != NULL)
    *n_done = n;

  return TRUE;
}

/**
 * spt_plants_revoke_present:
 * @db: a writing connection
 * @ids: (array length=n_ids): plants
 * @n_ids: their number
 * @who: who says so
 * @now_utc_ms: now
 * @n_done: (out) (optional): of how many it could be taken back: nothing was sent or is prepared
 * @error: return location for an error of the archive
 *
 * Takes back that other software sent these plants.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_plants_revoke_present (SptDb         *db,
                           const gint64  *ids,
                           guint          n_ids,
                           const char    *who,
                           gint64         now_utc_ms,
                           guint         *n_done,
                           GError       **error)
{
  guint n = 0;

  for (guint i = 0; i < n_ids; i++)
    {
      GError *local_error = NULL;

      if (spt_db_revoke_plant_present (db, ids[i], who, &local_error))
        {
          if (!follow_person (db, ids[i], now_utc_ms, error))
            return FALSE;
          n++;
          continue;
        }
      if (!g_error_matches (local_error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT) &&
          !g_error_matches (local_error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT))
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      g_error_free (local_error);
    }
  if (n_done != NULL)
    *n_done = n;

  return TRUE;
}

/**
 * spt_plant_copy:
 * @db: a writing connection
 * @plant_id: a plant
 * @account_id: with which account the copy goes
 * @who: the person
 * @now_utc_ms: now
 * @error: return location for an error; %SPT_STORE_ERROR_CONSTRAINT when that account has it already
 *
 * Copies a plant for another account: its libretto. What was sent with the first says nothing there.
 *
 * Returns: the copy; 0 on an error
 */
gint64
spt_plant_copy (SptDb       *db,
                gint64       plant_id,
                gint64       account_id,
                const char  *who,
                gint64       now_utc_ms,
                GError     **error)
{
  g_autoptr (SptPlant) plant = spt_db_get_plant (db, plant_id, error);
  g_autofree char *doc = plant != NULL ? spt_db_get_plant_doc (db, plant_id, NULL, error) : NULL;
  const SptPlantRow *row;
  SptPlantColumns columns;
  gint64 there;
  gint64 id;

  if (doc == NULL)
    return 0;
  row = spt_plant_get_row (plant);
  there = spt_db_find_plant (db, row->code, account_id, error);
  if (there < 0)
    return 0;
  if (there != 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "The account has plant %" G_GINT64_FORMAT " of that code", there);
      return 0;
    }
  columns = (SptPlantColumns) {
    row->code, row->name, row->name_code, row->third, row->third_code, row->place, row->city, row->units,
    row->generators, row->fuel, row->power_w
  };
  id = spt_db_save_plant (db, 0, *doc != '\0' ? doc : NULL, &columns, row->schema_sha256, NULL, 0, 0, who, error);

  return id != 0 && spt_db_set_plant_account (db, id, account_id, error) &&
         spt_db_set_plant_subjects (db, id, row->subject_id, row->third_id, error) &&
         spt_plant_refresh (db, id, NULL, now_utc_ms, error) ? id : 0;
}
