/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and companies as a kind of records: what is kept of one, and what a file completes. */
#define G_LOG_DOMAIN "spt-subjects"

#include "config.h"

#include "outbox/spt-subjects-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/spt-fiscal-code.h"
#include "base/spt-text.h"
#include "outbox/spt-flat-csv.h"

#define DOMAIN "subject"

/**
 * spt_subject_get_schema:
 *
 * Gets what a person or company consists of (data/subject.json).
 *
 * Returns: (transfer none) (nullable): the schema; %NULL when the user's own table is broken
 */
SptSchema *
spt_subject_get_schema (void)
{
  static SptSchemaOnce once;

  return spt_schema_load_once (&once, "subject.json", DOMAIN);
}

/* --- columns ------------------------------------------------------------------------------------- */

typedef struct
{
  SptSubjectColumns columns;
  char             *name;       /* (owned) */
  char             *name_key;   /* (owned) */
  char             *birth_date; /* (owned) (nullable) */
} Description;

static void
clear_description (Description *self)
{
  g_free (self->name);
  g_free (self->name_key);
  g_free (self->birth_date);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Description, clear_description)

static const char *
code_or_null (const char *text)
{
  return spt_fiscal_code_check (text) != SPT_FISCAL_CODE_BAD_FORM ? text : NULL;
}

/* Borrows from @record. */
static void
describe (SptRecord   *record,
          Description *self)
{
  SptNode *root = spt_record_get_root (record);
  const SptFieldDef *birth = spt_group_def_find_field (spt_node_get_def (root), "birthDate");
  const char *vat = code_or_null (_spt_subject_get (root, "vatNumber"));
  SptDatetime date;

  self->name = spt_subject_dup_name (record);
  self->name_key = _spt_subject_dup_key (self->name);
  if (*spt_node_get (root, birth->index) != '\0' &&
      spt_node_get_datetime (root, birth->index, &date))
    self->birth_date = g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);

  self->columns = (SptSubjectColumns) {
    .kind = strcmp (_spt_subject_get (root, "type"), "G") == 0 ? "G" : "F",
    .fiscal_code = code_or_null (_spt_subject_get (root, "fiscalCode")),
    .vat_number = vat != NULL && strlen (vat) == 11 ? vat : NULL,
    .name = self->name,
    .name_key = self->name_key,
    .birth_date = self->birth_date,
    .city = _spt_subject_get (root, "city"),
    .email = _spt_subject_get (root, "email"),
    .pec = _spt_subject_get (root, "pec"),
  };
}

/* --- saving -------------------------------------------------------------------------------------- */

/* Somebody else with one of its codes is worth a word, and a look. */
static gboolean
check_twin (SptDb                    *db,
            gint64                    id,
            const SptSubjectColumns  *columns,
            guint                     row,
            SptIssueList             *issues,
            GError                  **error)
{
  gint64 twin = spt_db_find_subject_twin (db, id, columns->fiscal_code, columns->vat_number, error);
  g_autoptr (SptSubject) other = NULL;
  gboolean by_code;

  if (twin <= 0)
    return twin == 0;
  other = spt_db_get_subject (db, twin, error);
  if (other == NULL)
    return FALSE;

  by_code = columns->fiscal_code != NULL &&
            strcmp (spt_subject_get_code (other), columns->fiscal_code) == 0;
  spt_issue_list_add (issues, SPT_ISSUE_WARNING, DOMAIN, "subject-twin", row,
                      by_code || columns->vat_number == NULL ? "fiscalCode" : "vatNumber",
                      by_code || columns->vat_number == NULL ? columns->fiscal_code
                                                             : columns->vat_number,
                      spt_subject_get_name (other));

  return TRUE;
}

/* Keeps what was checked; @import_id and @row are of a new one alone. @doc: scratch; has the
 * document afterwards. */
gint64
_spt_subject_keep (SptDb         *db,
                   gint64         id,
                   SptRecord     *record,
                   SptIssueList  *issues,
                   gint64         import_id,
                   guint          row,
                   const char    *who,
                   GString       *doc,
                   GError       **error)
{
  g_auto (Description) description = { 0 };

  describe (record, &description);
  if (!check_twin (db, id, &description.columns, row, issues, error))
    return 0;
  g_string_truncate (doc, 0);
  spt_record_write (record, doc);

  return spt_db_save_subject (db, id, doc->str, &description.columns, issues,
                              id == 0 ? import_id : 0, id == 0 ? row : 0, who, error);
}

static gboolean
agree (const SptNode     *a,
       const SptNode     *b,
       const SptFieldDef *field)
{
  const char *left = spt_node_get (a, field->index);
  const char *right = spt_node_get (b, field->index);
  g_autofree char *folded_left = NULL;
  g_autofree char *folded_right = NULL;
  SptDatetime x;
  SptDatetime y;

  if (field->kind == SPT_FIELD_DATETIME && spt_node_get_datetime (a, field->index, &x) &&
      spt_node_get_datetime (b, field->index, &y))
    return spt_datetime_compare (&x, &y) == 0;

  folded_left = spt_text_fold (left);
  folded_right = spt_text_fold (right);

  return strcmp (folded_left, folded_right) == 0;
}

static void
copy_texts (SptNode       *to,
            const SptNode *from)
{
  const SptGroupDef *def = spt_node_get_def (to);

  for (guint i = 0; i < def->n_fields; i++)
    spt_node_set (to, i, spt_node_get (from, i), -1);
}

static gboolean
has_child_like (SptNode       *root,
                guint          group,
                const SptNode *child)
{
  const SptGroupDef *def = spt_node_get_def (child);

  for (guint n = 0; n < spt_node_get_n_children (root, group); n++)
    {
      SptNode *other = spt_node_get_child (root, group, n);
      gboolean same = TRUE;

      for (guint i = 0; same && i < def->n_fields; i++)
        same = agree (other, child, &def->fields[i]);
      if (same)
        return TRUE;
    }

  return FALSE;
}

/* A file fills what is empty and overwrites nothing: what it says otherwise is told, row by row. */
static void
fill_empty (SptRecord    *kept,
            SptRecord    *record,
            guint         row,
            SptIssueList *issues)
{
  SptNode *to = spt_record_get_root (kept);
  SptNode *from = spt_record_get_root (record);
  const SptGroupDef *def = spt_node_get_def (to);

  for (guint i = 0; i < def->n_fields; i++)
    {
      const char *text = spt_node_get (from, i);
      const char *there = spt_node_get (to, i);

      if (*text == '\0')
        continue;
      if (*there == '\0')
        spt_node_set (to, i, text, -1);
      else if (!agree (to, from, &def->fields[i]))
        spt_node_add_issue (from, &def->fields[i], issues, SPT_ISSUE_WARNING, DOMAIN, "kept-other",
                            row, text, there);
    }
  for (guint g = 0; g < def->n_groups; g++)
    {
      for (guint n = 0; n < spt_node_get_n_children (from, g); n++)
        {
          SptNode *child = spt_node_get_child (from, g, n);

          if (!has_child_like (to, g, child) &&
              spt_node_get_n_children (to, g) < def->groups[g]->max)
            copy_texts (spt_node_add_child (to, g), child);
        }
    }
}

/* What the whole has wrong, but for errors in fields of which the row says nothing: they were there
 * before. */
static void
add_findings (SptRecord    *row_record,
              SptRecord    *whole,
              guint         row,
              SptIssueList *issues)
{
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);

  spt_subject_check (whole, row, found);
  for (guint i = 0; i < spt_issue_list_get_n (found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (found, i);
      const SptFieldDef *field = NULL;
      SptNode *node = NULL;

      if (issue->level != SPT_ISSUE_ERROR || issue->path == NULL ||
          !spt_record_find_path (row_record, issue->path, &node, &field) || field == NULL ||
          *spt_node_get (node, field->index) != '\0')
        spt_issue_list_add_copy (issues, issue, row);
    }
}

/* The record becomes the whole of what the archive has and the row adds. */
static gboolean
complete_record (SptDb           *db,
                 SptRecordEntry  *entry,
                 SptIssueList    *issues,
                 GError         **error)
{
  g_autofree char *before = spt_db_get_subject_doc (db, entry->id, NULL, error);
  g_autoptr (SptRecord) whole = spt_record_new (spt_subject_get_schema ());
  gboolean adds;

  if (before == NULL || !spt_record_read (whole, before, -1, error))
    return FALSE;

  spt_issue_list_reset (issues);
  fill_empty (whole, entry->record, entry->row, issues);
  add_findings (entry->record, whole, entry->row, issues);
  g_string_truncate (entry->doc, 0);
  spt_record_write (whole, entry->doc);
  adds = strcmp (entry->doc->str, before) != 0;
  if (adds)
    spt_issue_list_add (issues, SPT_ISSUE_NOTE, DOMAIN, "completed", entry->row, NULL, NULL, NULL);

  return spt_record_read (entry->record, entry->doc->str, (gssize) entry->doc->len, error);
}

static gint64
save_completed (SptDb           *db,
                SptRecordEntry  *entry,
                GError         **error)
{
  g_autofree char *before = spt_db_get_subject_doc (db, entry->id, NULL, error);
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);

  if (before == NULL)
    return 0;
  g_string_truncate (entry->doc, 0);
  spt_record_write (entry->record, entry->doc);
  if (strcmp (entry->doc->str, before) == 0)
    return entry->id;

  spt_subject_check (entry->record, 0, found);
  if (!spt_db_note_subject_before (db, entry->import_id, entry->id, before, error) ||
      _spt_subject_keep (db, entry->id, entry->record, found, 0, 0, entry->who, entry->doc,
                         error) == 0 ||
      !spt_db_note_subject_after (db, entry->import_id, entry->id, entry->doc->str, error))
    return 0;

  return entry->id;
}

/* --- what a service gave ------------------------------------------------------------------------- */

/**
 * spt_subject_keep_registry_id:
 * @db: a writing connection
 * @id: a subject
 * @service: the id of a service
 * @account: the name of the account with which it was entered
 * @registry_id: the identifier that the service gave
 * @utc_ms: when
 * @error: (out) (optional): why not
 *
 * Keeps under which identifier a service has a subject, on whoever it is by now: one that was merged
 * is the other. Where there is no room for one more the identifier stands with what was sent alone.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_subject_keep_registry_id (SptDb       *db,
                              gint64       id,
                              const char  *service,
                              const char  *account,
                              const char  *registry_id,
                              gint64       utc_ms,
                              GError     **error)
{
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptIssueList) issues = NULL;
  g_autoptr (GString) doc = NULL;
  g_autofree char *before = NULL;
  gboolean live;
  gint64 merged_into = 0;

  if (!spt_db_get_subject_is_live (db, id, &live, &merged_into, error))
    return FALSE;
  if (!live && merged_into != 0)
    {
      id = merged_into;
      if (!spt_db_get_subject_is_live (db, id, &live, &merged_into, error))
        return FALSE;
    }
  if (!live || spt_subject_get_schema () == NULL)
    return TRUE;

  before = spt_db_get_subject_doc (db, id, NULL, error);
  if (before == NULL)
    return FALSE;
  record = spt_record_new (spt_subject_get_schema ());
  if (!spt_record_read (record, before, -1, error))
    return FALSE;
  if (!spt_subject_set_registry_id (record, service, account != NULL ? account : "", registry_id,
                                    utc_ms))
    return TRUE;
  issues = spt_issue_list_new (0);
  doc = g_string_new (NULL);
  spt_subject_check (record, 0, issues);

  return _spt_subject_keep (db, id, record, issues, 0, 0, NULL, doc, error) != 0;
}

/* --- the kind ------------------------------------------------------------------------------------ */

static gboolean
check (SptDb           *db,
       SptRecordEntry  *entry,
       SptIssueList    *issues,
       GError         **error)
{
  spt_subject_check (entry->record, entry->row, issues);

  return TRUE;
}

static void
describe_entry (SptRecordEntry *entry)
{
  SptNode *root = spt_record_get_root (entry->record);

  entry->key = code_or_null (_spt_subject_get (root, "fiscalCode"));
  if (entry->key == NULL)
    entry->key = code_or_null (_spt_subject_get (root, "vatNumber"));
}

static gboolean
find (SptDb           *db,
      SptRecordEntry  *entry,
      SptIssueList    *issues,
      GError         **error)
{
  g_auto (Description) description = { 0 };
  const SptSubjectColumns *columns = &description.columns;

  describe (entry->record, &description);
  describe_entry (entry);
  entry->id = columns->fiscal_code != NULL || columns->vat_number != NULL
              ? spt_db_find_subject (db, columns->fiscal_code, columns->vat_number, error)
              : spt_db_find_subject_by_name (db, columns->name_key, columns->birth_date, error);
  entry->may_mend = entry->id > 0;

  if (entry->id < 0 || (entry->id > 0 && !complete_record (db, entry, issues, error)))
    return FALSE;
  describe_entry (entry); /* its texts are the record's */

  return TRUE;
}

static gint64
save (SptDb           *db,
      SptRecordEntry  *entry,
      SptIssueList    *issues,
      GError         **error)
{
  if (entry->id != 0 && entry->import_id != 0)
    return save_completed (db, entry, error);

  return _spt_subject_keep (db, entry->id, entry->record, issues, entry->import_id, entry->row,
                            entry->who, entry->doc, error);
}

static const char *
refuse_row (SptRecord          *record,
            const char *const  *extra_texts,
            const char        **value)
{
  SptNode *root = spt_record_get_root (record);
  g_autofree char *name = spt_subject_dup_name (record);

  return *name != '\0' || *_spt_subject_get (root, "fiscalCode") != '\0' ||
         *_spt_subject_get (root, "vatNumber") != '\0' ? NULL : "row-nobody";
}

static void
complete_row (SptRecord         *record,
              const char *const *extra_texts)
{
  _spt_subject_complete (record, extra_texts[0]);
}

static const SptFlatExtra extras[] = {
  { "fullName", N_("Full name or company name") },
};

static const SptFlatCsv flat_csv = {
  .get_schema = spt_subject_get_schema,
  .extras = extras,
  .n_extras = G_N_ELEMENTS (extras),
  .complete = complete_row,
  .refuse = refuse_row,
  .check = spt_subject_check,
};

static gboolean
read_csv (SptCsvReader          *reader,
          const SptReadOptions  *options,
          SptRecordFunc          func,
          gpointer               user_data,
          GCancellable          *cancellable,
          GError               **error)
{
  return spt_flat_csv_read (&flat_csv, reader, options, func, user_data, cancellable, error);
}

static const SptCsvColumn *
list_csv_columns (guint *n_columns)
{
  return spt_flat_csv_list_columns (&flat_csv, n_columns);
}

static void
append_csv (SptRecord  *record,
            const char *aside,
            gboolean    for_spreadsheet,
            GString    *out)
{
  spt_flat_csv_append (&flat_csv, record, aside, for_spreadsheet, out);
}

static gboolean
restore (SptDb       *db,
         gint64       id,
         const char  *before,
         gpointer     user_data,
         GError     **error)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_subject_get_schema ());
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GString) doc = g_string_new (NULL);

  if (!spt_record_read (record, before, -1, error))
    return FALSE;
  spt_subject_check (record, 0, issues);

  return _spt_subject_keep (db, id, record, issues, 0, 0, user_data, doc, error) != 0;
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
  return spt_db_undo_subjects (db, import_id, restore, (gpointer) who, n_undone, n_kept, error);
}

const SptRecordKind spt_record_kind_beneficiaries = {
  .id = SPT_KIND_BENEFICIARIES,
  .key_path = "fiscalCode",
  .list = &spt_subjects_kind,
  .sort_import = SPT_SUBJECT_SORT_IMPORT,
  .get_schema = spt_subject_get_schema,
  .check = check,
  .describe = describe_entry,
  .find = find,
  .save = save,
  .read_csv = read_csv,
  .append_csv = append_csv,
  .dup_csv_column = spt_flat_csv_dup_column,
  .list_csv_columns = list_csv_columns,
  .get_doc = spt_db_get_subject_doc,
  .undo = undo,
};
