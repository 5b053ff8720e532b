/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of record kinds, and debt positions as one of them: their rules are a service's. */
#define G_LOG_DOMAIN "spt-record-kind"

#include "config.h"

#include "outbox/spt-record-kind.h"

#include "store/spt-store-positions.h"
#include "store/spt-store-submissions.h"

#define POSITIONS "debt-positions"

static const SptRecordKind *const kinds[] = {
  &spt_record_kind_positions,
  &spt_record_kind_beneficiaries,
  &spt_record_kind_vouchers,
  &spt_record_kind_registry_items,
  &spt_record_kind_lookups,
  &spt_record_kind_plants,
  &spt_record_kind_interventions,
};

/**
 * spt_record_kind_find:
 * @id: "debt-positions", "beneficiaries", "vouchers", "registry-items", "lookups", "plants", "interventions"
 *
 * Finds a kind of records by its word on the command line.
 *
 * Returns: (nullable): the kind; %NULL when there is none, or nobody here knows its rules
 */
const SptRecordKind *
spt_record_kind_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (kinds[i]->id, id) == 0)
        return kinds[i]->get_schema () != NULL ? kinds[i] : NULL;
    }

  return NULL;
}

/* --- debt positions ----------------------------------------------------------------------------- */

static SptService *
get_service (void)
{
  return spt_services_find_kind (POSITIONS);
}

static SptSchema *
get_schema (void)
{
  SptService *service = get_service ();

  return service != NULL ? SPT_SERVICE_GET_CLASS (service)->get_record_schema (service) : NULL;
}

static void
check_begin (void)
{
  SptService *service = get_service ();

  if (SPT_SERVICE_GET_CLASS (service)->check_begin != NULL)
    SPT_SERVICE_GET_CLASS (service)->check_begin (service);
}

static const char *
operation_of_record (const char *record_operation)
{
  const SptServiceInfo *info = spt_service_get_info (get_service ());

  for (guint i = 0; i < info->n_operations; i++)
    {
      if (g_strcmp0 (info->operations[i].record_operation, record_operation) == 0)
        return info->operations[i].id;
    }

  return NULL;
}

static gboolean
check (SptDb           *db,
       SptRecordEntry  *entry,
       SptIssueList    *issues,
       GError         **error)
{
  SptService *service = get_service ();
  g_autoptr (SptUnique) unique = NULL;
  gboolean accepted = FALSE;

  if (entry->id != 0 && !spt_db_get_position_was_accepted (db, entry->id, &accepted, error))
    return FALSE;
  SPT_SERVICE_GET_CLASS (service)->check_record (service, NULL,
                                                 operation_of_record (accepted ? "update"
                                                                               : "create"),
                                                 entry->record, entry->row, entry->now_utc_ms,
                                                 issues);
  unique = spt_unique_new (db, FALSE, error);

  return unique != NULL &&
         spt_unique_check (unique, entry->record, entry->id, TRUE, entry->row, issues, error);
}

static void
describe (SptRecordEntry *entry)
{
  SptService *service = get_service ();

  SPT_SERVICE_GET_CLASS (service)->get_position_columns (service, entry->record,
                                                         &entry->columns.position);
  entry->key = entry->columns.position.iupd;
}

/* What is in the archive already stays as it is; but what was to fix, and never got anywhere, is
 * what a second import mends. An import does not mend what it brought itself: that is a
 * duplicate. */
static gboolean
match (SptDb           *db,
       SptRecordEntry  *entry,
       GError         **error)
{
  const SptPositionColumns *columns = &entry->columns.position;
  SptPositionMatch found;
  gint64 open;

  if (columns->iupd == NULL || *columns->iupd == '\0')
    return TRUE;
  if (!spt_db_match_position (db, columns->iupd, columns->organization, &found, error))
    return FALSE;
  entry->id = found.id;
  if (found.id == 0 || !found.is_to_fix ||
      (entry->import_id != 0 && found.import_id == entry->import_id) ||
      (entry->mended != NULL && g_hash_table_contains (entry->mended, &found.id)))
    return TRUE;

  open = spt_db_find_open_submission (db, POSITIONS, found.id, error);
  if (open < 0)
    return FALSE;
  entry->may_mend = open == 0;

  return TRUE;
}

static gboolean
find (SptDb           *db,
      SptRecordEntry  *entry,
      SptIssueList    *issues,
      GError         **error)
{
  describe (entry);

  return match (db, entry, error) &&
         (entry->unique == NULL || (entry->id != 0 && !entry->may_mend) ||
          spt_unique_check (entry->unique, entry->record, entry->id, FALSE, entry->row, issues,
                            error));
}

static gint64
save (SptDb           *db,
      SptRecordEntry  *entry,
      SptIssueList    *issues,
      GError         **error)
{
  g_string_truncate (entry->doc, 0);
  spt_record_write (entry->record, entry->doc);

  return spt_db_save_position (db, entry->id, entry->doc->str, &entry->columns.position, issues,
                               entry->import_id, entry->row, entry->who, error);
}

static gboolean
read_csv (SptCsvReader          *reader,
          const SptReadOptions  *options,
          SptRecordFunc          func,
          gpointer               user_data,
          GCancellable          *cancellable,
          GError               **error)
{
  SptService *service = get_service ();

  return SPT_SERVICE_GET_CLASS (service)->read_csv (service, reader, options, func, user_data,
                                                    cancellable, error);
}

static gboolean
read_document (GInputStream   *document,
               gint64          now_utc_ms,
               SptRecordFunc   func,
               gpointer        user_data,
               GCancellable   *cancellable,
               GError        **error)
{
  SptService *service = get_service ();
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);

  if (klass->read_document == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "Records of this kind come from CSV files only");
      return FALSE;
    }

  return klass->read_document (service, operation_of_record ("create"), document, now_utc_ms, func,
                               user_data, cancellable, error);
}

static void
append_csv (SptRecord  *record,
            const char *aside,
            gboolean    for_spreadsheet,
            GString    *out)
{
  SptService *service = get_service ();

  SPT_SERVICE_GET_CLASS (service)->append_csv (service, record, for_spreadsheet, out);
}

static char *
dup_csv_column (const char *path)
{
  SptService *service = get_service ();
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);

  return klass->dup_csv_column != NULL ? klass->dup_csv_column (service, path) : NULL;
}

static const SptCsvColumn *
list_csv_columns (guint *n_columns)
{
  SptService *service = get_service ();
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);

  *n_columns = 0;

  return klass->list_csv_columns != NULL ? klass->list_csv_columns (service, n_columns) : NULL;
}

static gboolean
undo (SptDb       *db,
      gint64       import_id,
      gint64       now_utc_ms,
      const char  *who,
      guint       *n_undone,
      guint       *n_kept,
      GError     **error)
{
  *n_kept = 0;

  return spt_db_undo_import (db, import_id, n_undone, error);
}

const SptRecordKind spt_record_kind_positions = {
  .id = POSITIONS,
  .key_path = "iupd",
  .list = &spt_positions_kind,
  .sort_import = SPT_POSITION_SORT_IMPORT,
  .has_notices = TRUE,
  .get_schema = get_schema,
  .check_begin = check_begin,
  .check = check,
  .describe = describe,
  .find = find,
  .match = match,
  .save = save,
  .read_csv = read_csv,
  .read_document = read_document,
  .append_csv = append_csv,
  .dup_csv_column = dup_csv_column,
  .list_csv_columns = list_csv_columns,
  .get_doc = spt_db_get_position_doc,
  .undo = undo,
};
