/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interventions as a row of the table of record kinds, and the form of librettos. */
#define G_LOG_DOMAIN "spt-plants-kinds"

#include "config.h"

#include <string.h>

#include "base/spt-csv.h"
#include "outbox/spt-plants-private.h"

#define SEPARATOR ';'

/* Each intervention has a form of its own (spt_intervention_ref_xsd()); what asks for one of all gets that of a
 * libretto, which others may hold for as long as the process lives. */
SptSchema *
_spt_plants_get_schema (void)
{
  static GMutex lock;
  static GPtrArray *known; /* (element-type SptXsd): one for each set that was in force */
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, NULL);

  if (ops == NULL)
    return NULL;
  xsd = ops->ref_xsd (service, SPT_INTERVENTION_LOCAL, &error);
  if (xsd == NULL)
    {
      g_warning ("the form of librettos: %s", error->message);
      return NULL;
    }
  locker = g_mutex_locker_new (&lock);
  if (known == NULL)
    known = g_ptr_array_new ();
  if (!g_ptr_array_find (known, xsd, NULL))
    g_ptr_array_add (known, spt_xsd_ref (xsd));

  return spt_xsd_get_schema (xsd);
}

/* --- interventions --------------------------------------------------------------------------------- */

/* Checked as it is saved, for only then it is known beside what. */
static gboolean
check (SptDb           *db,
       SptRecordEntry  *entry,
       SptIssueList    *issues,
       GError         **error)
{
  return TRUE;
}

static void
describe (SptRecordEntry *entry)
{
  entry->key = NULL;
}

static gboolean
find (SptDb           *db,
      SptRecordEntry  *entry,
      SptIssueList    *issues,
      GError         **error)
{
  return TRUE;
}

static gint64
save (SptDb           *db,
      SptRecordEntry  *entry,
      SptIssueList    *issues,
      GError         **error)
{
  SptInterventionSave how = {
    .id = entry->id,
    .plant_id = entry->plant_id,
    .type = entry->type,
    .account_id = entry->account_id,
    .who = entry->who,
  };

  return spt_intervention_save (db, &how, entry->record, entry->now_utc_ms, issues, error) ? how.id : 0;
}

static gboolean
undo_nothing (SptDb       *db,
              gint64       import_id,
              gint64       now_utc_ms,
              const char  *who,
              guint       *n_undone,
              guint       *n_kept,
              GError     **error)
{
  g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND, "There is no import %" G_GINT64_FORMAT " to undo",
               import_id);

  return FALSE;
}

/* A row of a table that says what lists say; of no form. */
void
_spt_plants_append_cells (const char *const *cells,
                          guint              n_cells,
                          gboolean           for_spreadsheet,
                          GString           *out)
{
  for (guint i = 0; i < n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (out, SEPARATOR);
      spt_csv_append_field (out, cells[i] != NULL ? cells[i] : "", SEPARATOR, for_spreadsheet);
    }
  g_string_append (out, "\r\n");
}

static gboolean
append_intervention (SptDb     *db,
                     gint64     id,
                     gboolean   for_spreadsheet,
                     GString   *out,
                     GError   **error)
{
  static const char *const header[] = {
    "codice", "responsabile", "operazione", "dettaglio", "luogo", "stato", "esito", "scheda", "account"
  };
  g_autoptr (SptDossier) dossier = NULL;
  const SptDossierData *data;

  if (id == 0)
    {
      _spt_plants_append_cells (header, G_N_ELEMENTS (header), for_spreadsheet, out);
      return TRUE;
    }
  dossier = spt_db_get_dossier (db, id, error);
  if (dossier == NULL)
    return FALSE;
  data = spt_dossier_get_data (dossier);
  {
    g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
    const char *const cells[] = {
      data->key, data->name, data->type, data->detail, data->place, spt_state_to_string (data->state), data->phase,
      number, data->account_name
    };

    _spt_plants_append_cells (cells, G_N_ELEMENTS (cells), for_spreadsheet, out);
  }

  return TRUE;
}

const SptRecordKind spt_record_kind_interventions = {
  .id = SPT_KIND_INTERVENTIONS,
  .list = &spt_interventions_kind,
  .sort_import = SPT_DOSSIER_SORT_IMPORT,
  .has_own_schemas = TRUE,
  .get_schema = _spt_plants_get_schema,
  .check = check,
  .describe = describe,
  .find = find,
  .save = save,
  .append_row = append_intervention,
  .get_doc = spt_db_get_dossier_doc,
  .undo = undo_nothing,
};
