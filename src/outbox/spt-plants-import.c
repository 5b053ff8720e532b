/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants as a row of the table of record kinds: what comes with a file is found in the archive, completed, kept; what is
 * there goes back to a table. */
#define G_LOG_DOMAIN "spt-plants-import"

#include "config.h"

#include <string.h>

#include "base/spt-csv.h"
#include "outbox/spt-plants-private.h"

/* --- found in the archive --------------------------------------------------------------------------------- */

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
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, NULL);
  g_autoptr (GString) scratch = g_string_new (NULL);
  SptPlantColumns columns;

  entry->key = NULL;
  if (ops == NULL)
    return;
  ops->describe (service, entry->record, entry->now_utc_ms, scratch, &columns);
  entry->key = *columns.code != '\0' ? columns.code : NULL;
}

/* A column of a plant that the file makes another. */
static void
tell_change (SptRecordEntry *entry,
             SptIssueList   *issues,
             const char     *domain,
             const char     *code,
             const char     *before,
             const char     *after)
{
  if (strcmp (before, after) != 0)
    spt_issue_list_add (issues, SPT_ISSUE_WARNING, domain, code, entry->row, NULL, *after != '\0' ? after : "–",
                        *before != '\0' ? before : "–");
}

static gboolean
has_part (GPtrArray          *parts,
          const SptPlantPart *wanted)
{
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    {
      const SptPlantPart *part = g_ptr_array_index (parts, i);

      if (part->number == wanted->number && strcmp (part->kind, wanted->kind) == 0)
        return TRUE;
    }

  return FALSE;
}

/* What a libretto from a file makes of the one that is there: said before it is taken. */
static gboolean
tell_changes (SptDb           *db,
              SptRecordEntry  *entry,
              SptIssueList    *issues,
              GError         **error)
{
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, error);
  g_autoptr (SptPlant) plant = ops != NULL ? spt_db_get_plant (db, entry->id, error) : NULL;
  g_autoptr (GPtrArray) before = plant != NULL ? spt_db_list_plant_parts (db, entry->id, error) : NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GString) scratch = g_string_new (NULL);
  const char *domain = spt_schema_get_domain (spt_record_get_schema (entry->record));
  const SptPlantRow *row;
  SptPlantColumns columns;

  if (before == NULL)
    return FALSE;
  row = spt_plant_get_row (plant);
  ops->describe (service, entry->record, entry->now_utc_ms, scratch, &columns);
  if (row->has_libretto)
    {
      tell_change (entry, issues, domain, "libretto-responsible", row->name, columns.name);
      tell_change (entry, issues, domain, "libretto-third", row->third, columns.third);
      tell_change (entry, issues, domain, "libretto-place", row->place, columns.place);
      tell_change (entry, issues, domain, "libretto-units", row->units, columns.units);
      tell_change (entry, issues, domain, "libretto-generators", row->generators, columns.generators);
    }
  after = ops->list_parts (service, entry->record);
  for (guint i = 0; i < before->len; i++)
    {
      const SptPlantPart *part = g_ptr_array_index (before, i);
      g_autofree char *name = g_strdup_printf ("%s%u", part->kind, part->number);

      if (part->turn == 0 && !has_part (after, part))
        spt_issue_list_add (issues, SPT_ISSUE_WARNING, domain, "libretto-lost", entry->row, NULL, name, part->title);
    }

  return TRUE;
}

/* The record becomes the whole of what the archive has and the row adds. */
static gboolean
complete (SptDb           *db,
          SptRecordEntry  *entry,
          SptIssueList    *issues,
          GError         **error)
{
  SptService *service;
  const SptPlantTable *table = _spt_plants_get_table (&service);
  g_autofree char *before = spt_db_get_plant_doc (db, entry->id, NULL, error);
  g_autofree char *row = spt_record_dup_doc (entry->record);
  g_autofree char *whole = NULL;

  if (before == NULL || *before == '\0')
    return before != NULL;
  whole = table->complete (service, before, row, entry->row, issues, error);
  if (whole == NULL)
    return FALSE;
  if (strcmp (whole, before) != 0)
    spt_issue_list_add (issues, SPT_ISSUE_NOTE, spt_schema_get_domain (spt_record_get_schema (entry->record)), "completed", entry->row,
                        NULL, NULL, NULL);

  return spt_record_read (entry->record, whole, -1, error);
}

/* The same document of the same plant came before. */
static gboolean
is_known_document (SptDb           *db,
                   SptRecordEntry  *entry,
                   gboolean        *known,
                   GError         **error)
{
  g_autoptr (GPtrArray) rows = spt_db_list_plant_interventions (db, entry->id, error);
  g_auto (GStrv) parts = g_strsplit (entry->aside + 1, SPT_PLANT_ASIDE_END, 2);
  g_autoptr (SptXsd) xsd = rows != NULL ? spt_intervention_ref_xsd (spt_intervention_get_type (parts[0]), error) : NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autofree char *doc = NULL;

  *known = FALSE;
  if (xsd == NULL)
    return FALSE;
  record = spt_record_new (spt_xsd_get_schema (xsd));
  if (!spt_record_read (record, parts[1], -1, error))
    return FALSE;
  doc = spt_record_dup_doc (record);
  for (guint i = 0; i < rows->len; i++)
    *known |= g_strcmp0 (((const SptInterventionRow *) g_ptr_array_index (rows, i))->doc, doc) == 0;

  return TRUE;
}

static gboolean
find (SptDb           *db,
      SptRecordEntry  *entry,
      SptIssueList    *issues,
      GError         **error)
{
  char what = entry->aside != NULL ? *entry->aside : '\0';
  gboolean known = FALSE;

  describe (entry);
  entry->id = entry->key != NULL ? spt_db_find_plant (db, entry->key, entry->account_id, error) : 0;
  entry->may_mend = entry->id > 0;
  if (entry->id < 0)
    return FALSE;
  if (entry->key == NULL)
    {
      entry->refused = "row-no-code";
      return TRUE;
    }
  if (what == SPT_PLANT_ASIDE_DOCUMENT)
    {
      if (entry->id != 0 && !is_known_document (db, entry, &known, error))
        return FALSE;
      entry->refused = entry->id == 0 ? "document-no-plant" : known ? "document-there" : NULL;
      entry->refused_value = entry->key;
      return TRUE;
    }
  if (entry->id == 0)
    return TRUE;
  if (what == SPT_PLANT_ASIDE_LIBRETTO)
    return tell_changes (db, entry, issues, error);

  return what != SPT_PLANT_ASIDE_ROW || complete (db, entry, issues, error);
}

/* --- kept -------------------------------------------------------------------------------------------------- */

static gboolean
mark_present (SptDb           *db,
              SptRecordEntry  *entry,
              gint64           id,
              GError         **error)
{
  g_auto (GStrv) said = NULL;
  g_autofree char *import = NULL;
  guint n_marked = 0;
  const char *date = entry->present_date;
  const char *source = entry->present_source;
  const char *who = entry->who;

  if (entry->aside != NULL && *entry->aside == SPT_PLANT_ASIDE_ROW)
    {
      said = g_strsplit (entry->aside + 1, SPT_PLANT_ASIDE_END, 3);
      if (*said[0] != '\0')
        date = said[0];
      if (said[1] != NULL && *said[1] != '\0')
        source = said[1];
      if (said[1] != NULL && said[2] != NULL && *said[2] != '\0')
        who = said[2];
    }
  if ((date == NULL || *date == '\0') && (source == NULL || *source == '\0'))
    return TRUE;
  if (!spt_plants_mark_present (db, &id, 1, date, source, who != NULL ? who : "", entry->now_utc_ms, &n_marked, error))
    return FALSE;
  if (n_marked == 0)
    return TRUE;

  /* Whoever takes the import back takes this back with it. */
  import = g_strdup_printf ("%" G_GINT64_FORMAT, entry->import_id);
  return spt_db_add_plant_fact (db, id, "present-import", NULL, import, who != NULL ? who : "", error);
}

static gboolean
save_document (SptDb           *db,
               SptRecordEntry  *entry,
               SptIssueList    *issues,
               GError         **error)
{
  g_auto (GStrv) parts = g_strsplit (entry->aside + 1, SPT_PLANT_ASIDE_END, 2);
  const char *type = spt_intervention_get_type (parts[0]);
  g_autoptr (SptXsd) xsd = spt_intervention_ref_xsd (type, error);
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  SptInterventionSave save = {
    .plant_id = entry->id, .type = type, .who = entry->who, .import_id = entry->import_id, .import_row = entry->row,
  };

  if (xsd == NULL)
    return FALSE;
  record = spt_record_new (spt_xsd_get_schema (xsd));
  before = spt_db_get_plant_doc (db, entry->id, NULL, error);
  if (before == NULL || !spt_record_read (record, parts[1], -1, error) ||
      !spt_intervention_save (db, &save, record, entry->now_utc_ms, found, error))
    return FALSE;
  if (entry->as_draft)
    return TRUE;
  if (!spt_intervention_accept_elsewhere (db, save.id, entry->present_source, entry->who, entry->now_utc_ms, error))
    return FALSE;
  after = spt_db_get_plant_doc (db, entry->id, NULL, error);

  return after != NULL && spt_db_note_plant_undo (db, entry->import_id, entry->id, before, after, error);
}

static gint64
save (SptDb           *db,
      SptRecordEntry  *entry,
      SptIssueList    *issues,
      GError         **error)
{
  /* What was found in the file is its own; what the archive's check finds is the plant's. */
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);
  g_autofree char *doc = NULL;
  gint64 id = entry->id;

  if (entry->aside != NULL && *entry->aside == SPT_PLANT_ASIDE_DOCUMENT)
    {
      if (!save_document (db, entry, issues, error))
        return 0;
    }
  else
    {
      doc = spt_record_dup_doc (entry->record);
      id = spt_plant_save_libretto (db, entry->id, doc, strlen (doc), entry->account_id, entry->import_id, entry->row, entry->who,
                                    entry->now_utc_ms, entry->import_id != 0 ? found : issues, NULL, error);
    }

  return id != 0 && entry->import_id != 0 && !mark_present (db, entry, id, error) ? 0 : id;
}

/* --- and back to a table ------------------------------------------------------------------------------------ */

static void
append_header (gboolean  for_spreadsheet,
               GString  *out)
{
  guint n_columns;
  const SptCsvColumn *columns = _spt_plants_list_columns (&n_columns);
  g_autofree const char **cells = g_new0 (const char *, n_columns + 1);

  for (guint i = 0; i < n_columns; i++)
    cells[i] = columns[i].name;
  _spt_plants_append_cells (cells, n_columns, for_spreadsheet, out);
}

static const char *
get_standing_text (const SptPlantRow *row,
                   const char        *column)
{
  if (strcmp (column, SPT_PLANT_COLUMN_PRESENT_DATE) == 0)
    return row->is_present ? row->present_date : NULL;
  if (strcmp (column, SPT_PLANT_COLUMN_PRESENT_SOURCE) == 0)
    return row->is_present ? row->present_source : NULL;
  if (strcmp (column, SPT_PLANT_COLUMN_PRESENT_WHO) == 0)
    return row->is_present ? row->present_who : NULL;

  return NULL;
}

static gboolean
append_plant (SptDb     *db,
              gint64     id,
              gboolean   for_spreadsheet,
              GString   *out,
              GError   **error)
{
  SptService *service;
  const SptPlantTable *table = _spt_plants_get_table (&service);
  g_autoptr (SptPlant) plant = NULL;
  g_autofree char *doc = NULL;
  g_autofree const char **cells = NULL;
  const SptCsvColumn *columns;
  char **texts = NULL;
  guint n_columns;

  if (table == NULL)
    return TRUE;
  if (id == 0)
    {
      append_header (for_spreadsheet, out);
      return TRUE;
    }
  plant = spt_db_get_plant (db, id, error);
  doc = plant != NULL ? spt_db_get_plant_doc (db, id, NULL, error) : NULL;
  if (doc == NULL)
    return FALSE;
  columns = table->list_columns (service, &n_columns);
  if (*doc != '\0')
    {
      texts = table->list_texts (service, doc, error);
      if (texts == NULL)
        return FALSE;
    }
  cells = g_new0 (const char *, n_columns + 1);
  for (guint i = 0; i < n_columns; i++)
    {
      cells[i] = texts != NULL ? texts[i] : NULL;
      if (cells[i] == NULL)
        cells[i] = get_standing_text (spt_plant_get_row (plant), columns[i].name);
    }
  if (cells[0] == NULL)
    cells[0] = spt_plant_get_row (plant)->code;
  _spt_plants_append_cells (cells, n_columns, for_spreadsheet, out);
  for (guint i = 0; texts != NULL && i < n_columns; i++)
    g_free (texts[i]);
  g_free (texts);

  return TRUE;
}

const SptRecordKind spt_record_kind_plants = {
  .id = SPT_KIND_PLANTS,
  .key_path = "codice",
  .list = &spt_plants_kind,
  .sort_import = SPT_PLANT_SORT_IMPORT,
  .has_own_schemas = TRUE,
  .get_schema = _spt_plants_get_schema,
  .check = check,
  .describe = describe,
  .find = find,
  .save = save,
  .read_csv = _spt_plants_read_csv,
  .read_files = _spt_plants_read_files,
  .append_row = append_plant,
  .dup_csv_column = _spt_plants_dup_column,
  .list_csv_columns = _spt_plants_list_columns,
  .get_doc = spt_db_get_plant_doc,
  .undo = spt_plants_undo_import,
};
