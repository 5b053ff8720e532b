/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interventions and librettos on their way into the archive: found, checked beside what their plant will be, kept. */
#define G_LOG_DOMAIN "spt-plants-save"

#include "config.h"

#include <string.h>

#include "outbox/spt-plants-private.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-subjects.h"

/* --- an intervention ------------------------------------------------------------------------------- */

typedef struct
{
  const SptPlantOps *ops;       /* borrowed */
  SptService        *service;   /* borrowed */
  const char        *type;      /* interned */
  const char        *operation; /* static: by which its form is described; of a local one its type */
  gboolean           is_local;
  SptXsd            *xsd;       /* (owned) */
  SptRecord         *record;    /* (owned): in the form in force */
  SptAccount        *account;   /* (owned) (nullable) */
  gint64             plant_id;  /* 0 = a new one */
  gint64             account_id;
  GString           *scratch;   /* (owned) */
  SptDossierColumns  columns;   /* borrowed from @record and @scratch */
} Entry;

static void
clear_entry (Entry *self)
{
  g_clear_pointer (&self->record, spt_record_free);
  g_clear_pointer (&self->xsd, spt_xsd_unref);
  g_clear_object (&self->account);
  if (self->scratch != NULL)
    g_string_free (self->scratch, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entry, clear_entry)

/* The set may have been swapped while the form was open. */
static gboolean
take_record (Entry      *self,
             SptRecord  *record,
             GError    **error)
{
  g_autofree char *doc = spt_record_dup_doc (record);

  self->record = spt_record_new (spt_xsd_get_schema (self->xsd));

  return spt_record_read (self->record, doc, -1, error);
}

static void
describe (Entry *self)
{
  self->scratch = g_string_new (NULL);
  self->columns = (SptDossierColumns) { "", "", "", "", "", "", NULL };
  self->ops->describe_document (self->service, self->operation, self->record, self->scratch, &self->columns);
  self->columns.type = self->type;
  self->columns.next_operation = self->is_local ? NULL : self->type;
}

static gboolean
check_open (const SptDossierData *data,
            gint64                id,
            GError              **error)
{
  if (!data->is_over)
    return TRUE;
  g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT,
               "Intervention %" G_GINT64_FORMAT " is over: it is not edited any more", id);

  return FALSE;
}

/* What it is of: in the archive, else what the caller says. */
static gboolean
find_standing (SptDb                     *db,
               const SptInterventionSave *save,
               Entry                     *self,
               GError                   **error)
{
  g_autoptr (SptDossier) dossier = NULL;
  const SptDossierData *data;

  self->type = g_intern_string (save->type);
  self->plant_id = save->plant_id;
  self->account_id = save->account_id;
  if (save->id == 0)
    return TRUE;
  dossier = spt_db_get_dossier (db, save->id, error);
  if (dossier == NULL)
    return FALSE;
  data = spt_dossier_get_data (dossier);
  self->type = g_intern_string (data->type);
  self->plant_id = data->plant_id;
  self->account_id = data->account_id;

  return check_open (data, save->id, error);
}

static gboolean
load_entry (SptDb                     *db,
            const SptInterventionSave *save,
            SptRecord                 *record,
            Entry                     *self,
            GError                   **error)
{
  gint64 account_id;

  self->ops = _spt_plants_get_ops (&self->service, error);
  if (self->ops == NULL || !find_standing (db, save, self, error))
    return FALSE;
  if (self->type == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED, "Nobody says which intervention it is");
      return FALSE;
    }
  self->is_local = strcmp (self->type, SPT_INTERVENTION_LOCAL) == 0;
  self->operation = self->is_local ? self->type : spt_intervention_find_operation (self->type);
  self->xsd = spt_intervention_ref_xsd (self->type, error);
  if (self->xsd == NULL || !take_record (self, record, error))
    return FALSE;
  describe (self);

  /* A plant has one place in the archive: what is typed for a code that is there is about that one. */
  if (self->plant_id == 0 && *self->columns.key != '\0')
    {
      self->plant_id = spt_db_find_plant (db, self->columns.key, self->account_id, error);
      if (self->plant_id < 0)
        return FALSE;
    }
  account_id = self->account_id;
  if (self->plant_id != 0)
    {
      g_autoptr (SptPlant) plant = spt_db_get_plant (db, self->plant_id, error);

      if (plant == NULL)
        return FALSE;
      if (spt_plant_get_row (plant)->account_id != 0)
        account_id = spt_plant_get_row (plant)->account_id;
    }
  self->account_id = account_id;
  if (account_id == 0)
    return TRUE;
  self->account = spt_db_get_account (db, account_id, error);

  return self->account != NULL;
}

static gboolean
check_entry (SptDb         *db,
             gint64         id,
             Entry         *self,
             gint64         now_utc_ms,
             SptIssueList  *issues,
             GError       **error)
{
  g_autoptr (SptPlantProjection) plant = spt_plant_data_load (db, self->plant_id, id, SPT_PLANT_PLANNED, NULL, error);

  if (plant == NULL)
    return FALSE;
  spt_intervention_check (plant, self->account, self->type, self->xsd, self->record, now_utc_ms, issues);

  return TRUE;
}

/* Nothing is known of it but its code, until its first document is accepted. */
static gint64
add_plant (SptDb       *db,
           const Entry *self,
           const char  *who,
           GError     **error)
{
  const SptPlantColumns columns = {
    .code = self->columns.key, .name = "", .name_code = "", .third = "", .third_code = "", .place = "", .city = "",
    .units = "", .generators = "", .fuel = "", .power_w = -1,
  };
  gint64 id = spt_db_save_plant (db, 0, NULL, &columns, NULL, NULL, 0, 0, who != NULL ? who : "", error);

  return id != 0 && (self->account_id == 0 || spt_db_set_plant_account (db, id, self->account_id, error)) ? id : 0;
}

/* What its document does not say, the plant does. */
static gboolean
complete_columns (SptDb     *db,
                  Entry     *self,
                  SptPlant **plant,
                  GError   **error)
{
  const SptPlantRow *row;

  *plant = spt_db_get_plant (db, self->plant_id, error);
  if (*plant == NULL)
    return FALSE;
  row = spt_plant_get_row (*plant);
  if (*self->columns.key == '\0')
    self->columns.key = row->code;
  if (*self->columns.name == '\0')
    self->columns.name = row->name;
  if (*self->columns.place == '\0')
    self->columns.place = *row->city != '\0' ? row->city : row->place;

  return TRUE;
}

/* Until something of it was accepted, the first of its documents names a plant. */
static gboolean
name_plant (SptDb       *db,
            gint64       id,
            const Entry *self,
            const char  *doc,
            gint64       now_utc_ms,
            GError     **error)
{
  g_autoptr (GPtrArray) rows = spt_db_list_plant_interventions (db, self->plant_id, error);

  if (rows == NULL)
    return FALSE;

  return ((const SptInterventionRow *) g_ptr_array_index (rows, 0))->id != id ||
         _spt_plant_describe_draft (db, self->plant_id, self->operation, doc, now_utc_ms, error);
}

static gint64
keep_entry (SptDb                     *db,
            gint64                     id,
            Entry                     *self,
            SptIssueList              *issues,
            const SptInterventionSave *save,
            gint64                     now_utc_ms,
            GError                   **error)
{
  g_autofree char *doc = spt_record_dup_doc (self->record);
  g_autoptr (SptPlant) plant = NULL;
  const char *who = save->who;
  gboolean is_new = id == 0;

  if (self->plant_id == 0)
    self->plant_id = add_plant (db, self, who, error);
  if (self->plant_id == 0 || !complete_columns (db, self, &plant, error))
    return 0;
  id = spt_db_save_dossier (db, SPT_KIND_INTERVENTIONS, id, doc, &self->columns, issues, is_new ? save->import_id : 0,
                            is_new ? save->import_row : 0, who, error);
  if (id == 0 ||
      (is_new && (!spt_db_set_dossier_plant (db, id, self->plant_id, error) ||
                  (self->account_id != 0 && !spt_db_set_dossier_account (db, id, self->account_id, error)))) ||
      (!spt_plant_get_row (plant)->has_libretto &&
       !name_plant (db, id, self, doc, now_utc_ms, error)) ||
      !spt_plant_recheck (db, self->plant_id, id, now_utc_ms, error) ||
      !_spt_plant_refresh_dues (db, self->plant_id, now_utc_ms, error))
    return 0;

  return id;
}

/**
 * spt_intervention_save:
 * @db: a writing connection
 * @save: which; @id and @plant_id are set
 * @record: what was typed, however incomplete; of the form in force, or of the one before
 * @now_utc_ms: what dates are compared with
 * @issues: takes what is found
 * @error: return location for an error of the archive: %SPT_STORE_ERROR_CONSTRAINT while it is in a submission
 *   that goes on, %SPT_STORE_ERROR_CONFLICT when it is over
 *
 * Checks an intervention beside what its plant will be, and keeps it. With the first of a new plant the plant is
 * made. Those behind it are checked again.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_intervention_save (SptDb                *db,
                       SptInterventionSave  *save,
                       SptRecord            *record,
                       gint64                now_utc_ms,
                       SptIssueList         *issues,
                       GError              **error)
{
  g_auto (Entry) entry = { 0 };

  g_return_val_if_fail (save != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);
  g_return_val_if_fail (issues != NULL, FALSE);

  if (!load_entry (db, save, record, &entry, error) ||
      !check_entry (db, save->id, &entry, now_utc_ms, issues, error))
    return FALSE;
  save->id = keep_entry (db, save->id, &entry, issues, save, now_utc_ms, error);
  save->plant_id = entry.plant_id;

  return save->id != 0;
}

static gboolean
recheck (SptDb                    *db,
         const SptInterventionRow *row,
         gint64                    plant_id,
         gint64                    now_utc_ms,
         GError                  **error)
{
  const SptInterventionSave save = { .id = row->id };
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_auto (Entry) entry = { 0 };
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GError) local_error = NULL;

  /* A set that cannot be read, a document of another call: it is as it was, and preparing it says why. */
  record = spt_intervention_load (db, row->id, &xsd, NULL, &local_error);
  if (record == NULL)
    {
      g_message ("intervention %" G_GINT64_FORMAT " cannot be checked: %s", row->id, local_error->message);
      return TRUE;
    }

  return load_entry (db, &save, record, &entry, error) &&
         check_entry (db, row->id, &entry, now_utc_ms, issues, error) &&
         spt_db_recheck_dossier (db, row->id, NULL, entry.columns.next_operation, issues, error);
}

/**
 * spt_plant_recheck:
 * @db: a writing connection
 * @plant_id: the plant
 * @after: only what stands behind this intervention; 0 = all
 * @now_utc_ms: what dates are compared with
 * @error: return location for an error of the archive
 *
 * Finds out again what speaks against the open interventions of a plant, since what stands before them is another.
 * What is in a submission that goes on, or was refused, is left alone.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_plant_recheck (SptDb   *db,
                   gint64   plant_id,
                   gint64   after,
                   gint64   now_utc_ms,
                   GError **error)
{
  g_autoptr (GPtrArray) rows = spt_db_list_plant_interventions (db, plant_id, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const SptInterventionRow *row = g_ptr_array_index (rows, i);

      if (row->is_accepted || row->is_under_way || row->id <= after || row->state == SPT_STATE_REFUSED)
        continue;
      if (!recheck (db, row, plant_id, now_utc_ms, error))
        return FALSE;
    }

  return TRUE;
}

/* --- a libretto from elsewhere --------------------------------------------------------------------- */

/* Whom of the directory it names. */
static gboolean
find_subject (SptDb       *db,
              const char  *code,
              gint64      *id,
              GError     **error)
{
  *id = 0;
  if (*code == '\0')
    return TRUE;
  *id = spt_db_find_subject (db, code, strlen (code) == 11 ? code : NULL, error);

  return *id >= 0;
}

/**
 * spt_plant_save_libretto:
 * @db: a writing connection
 * @plant_id: of which plant; 0 = of the one of its code, else a new one
 * @libretto: (array length=length): a document of a whole libretto
 * @length: in bytes
 * @account_id: with which account a new one goes; 0 = not decided
 * @import_id: the import it comes with; 0 = none
 * @import_row: its row there
 * @who: (nullable): the clerk
 * @now_utc_ms: what dates are compared with
 * @issues: takes what is found
 * @is_new: (out) (optional): whether the plant is new
 * @error: return location for an error: what it is no libretto, or the archive
 *
 * Keeps a libretto that came from elsewhere: with faults, too, which are the plant's then. It says nothing about
 * whether the register has it.
 *
 * Returns: the plant; 0 on an error
 */
gint64
spt_plant_save_libretto (SptDb         *db,
                         gint64         plant_id,
                         const char    *libretto,
                         gsize          length,
                         gint64         account_id,
                         gint64         import_id,
                         guint          import_row,
                         const char    *who,
                         gint64         now_utc_ms,
                         SptIssueList  *issues,
                         gboolean      *is_new,
                         GError       **error)
{
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, error);
  g_autofree char *operation = NULL;
  g_autofree char *before = NULL;
  g_autofree char *doc = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GString) scratch = g_string_new (NULL);
  SptPlantColumns columns = { "", "", "", "", "", "", "", "", "", "", -1 };
  gint64 subject_id, third_id;
  gint64 id;

  if (ops == NULL || !ops->read (service, libretto, length, &operation, &xsd, &record, error))
    return 0;
  ops->describe (service, record, now_utc_ms, scratch, &columns);
  ops->check (service, NULL, SPT_INTERVENTION_LOCAL, xsd, record, NULL, now_utc_ms, issues);
  if (plant_id == 0 && *columns.code != '\0')
    {
      plant_id = spt_db_find_plant (db, columns.code, account_id, error);
      if (plant_id < 0)
        return 0;
    }
  if (is_new != NULL)
    *is_new = plant_id == 0;
  if (plant_id != 0)
    {
      before = spt_db_get_plant_doc (db, plant_id, NULL, error);
      if (before == NULL)
        return 0;
    }

  doc = spt_record_dup_doc (record);
  id = spt_db_save_plant (db, plant_id, doc, &columns, spt_xsd_get_hash (xsd), issues,
                          plant_id == 0 ? import_id : 0, plant_id == 0 ? import_row : 0, who != NULL ? who : "",
                          error);
  if (id == 0 || !find_subject (db, columns.name_code, &subject_id, error) ||
      !find_subject (db, columns.third_code, &third_id, error) ||
      !spt_db_set_plant_subjects (db, id, subject_id, third_id, error) ||
      (plant_id == 0 && account_id != 0 && !spt_db_set_plant_account (db, id, account_id, error)) ||
      (plant_id != 0 && import_id != 0 && !spt_db_note_plant_undo (db, import_id, id, before, doc, error)) ||
      !spt_plant_refresh (db, id, NULL, now_utc_ms, error) ||
      !spt_plant_recheck (db, id, 0, now_utc_ms, error))
    return 0;

  return id;
}

typedef struct
{
  gint64      now_utc_ms;
  const char *who;
} Undo;

static gboolean
restore (SptDb       *db,
         gint64       id,
         const char  *before,
         gpointer     user_data,
         GError     **error)
{
  const Undo *how = user_data;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  if (*before != '\0')
    return spt_plant_save_libretto (db, id, before, strlen (before), 0, 0, 0, how->who, how->now_utc_ms, issues, NULL,
                                    error) != 0;

  return spt_plant_refresh (db, id, "", how->now_utc_ms, error);
}

/**
 * spt_plants_undo_import:
 * @db: a writing connection
 * @import_id: an import of librettos
 * @now_utc_ms: now
 * @who: (nullable): the clerk
 * @n_undone: (out): plants that went, or have the libretto that they had
 * @n_kept: (out): plants that were changed since
 * @error: return location for an error; %SPT_STORE_ERROR_CONSTRAINT once something of it was sent
 *
 * Takes an import of librettos back, and with it that plants were there already, as far as nothing of them was sent or
 * prepared on that since.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_plants_undo_import (SptDb       *db,
                        gint64       import_id,
                        gint64       now_utc_ms,
                        const char  *who,
                        guint       *n_undone,
                        guint       *n_kept,
                        GError     **error)
{
  Undo how = { now_utc_ms, who };
  g_autoptr (GArray) marked = NULL;

  if (!spt_db_undo_plants (db, import_id, restore, &how, n_undone, n_kept, error))
    return FALSE;
  marked = spt_db_list_import_present (db, import_id, error);

  return marked != NULL &&
         spt_plants_revoke_present (db, (const gint64 *) (gpointer) marked->data, marked->len, who != NULL ? who : "", now_utc_ms,
                                    NULL, error);
}
