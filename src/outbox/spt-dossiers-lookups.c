/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Look-ups of addresses as a kind of dossiers: each is one question, which is paid for; what was found
 * goes back into the file it came from. */
#define G_LOG_DOMAIN "spt-dossiers-lookups"

#include "config.h"

#include <string.h>

#include "base/spt-datetime.h"
#include "base/spt-text.h"
#include "outbox/spt-dossiers-private.h"
#include "outbox/spt-subjects.h"
#include "store/spt-db.h"
#include "store/spt-store-subjects.h"

#define CODE         "codice"
#define NAME         "nome"
#define CANCEL       "cancel"
#define RESULT       "risultato"
#define AGAIN_DAYS   "again-days"
#define DEFAULT_DAYS 180
#define DAY_MS       G_GINT64_CONSTANT (86400000)

static SptSchema *
lookups_get_schema (void)
{
  return _spt_dossiers_get_schema (&spt_dossier_kind_lookups);
}

static const SptGroupDef *
find_group (SptRecord  *record,
            const char *name)
{
  return spt_group_def_find_group (spt_node_get_def (spt_record_get_root (record)), name);
}

/* "IT00743110157"; and what an export brought along is no question. */
static void
complete_row (SptRecord         *record,
              const char *const *extra_texts)
{
  SptNode *root = spt_record_get_root (record);
  const SptGroupDef *result = find_group (record, RESULT);
  const char *code = _spt_dossiers_get (record, CODE);
  g_autofree char *rest = NULL;

  while (result != NULL && spt_node_get_n_children (root, result->index) > 0)
    spt_node_remove_child (root, result->index, 0);
  if (strlen (code) != 13 || !g_str_has_prefix (code, "IT") || strspn (code + 2, "0123456789") != 11)
    return;
  rest = g_strdup (code + 2);
  _spt_dossiers_set (record, CODE, rest);
}

static const char *
refuse_row (SptRecord          *record,
            const char *const  *extra_texts,
            const char        **value)
{
  return spt_text_is_blank (_spt_dossiers_get (record, CODE)) ? "row-nobody" : NULL;
}

static gint64
get_days (SptAccount *account)
{
  const char *text = account != NULL ? spt_account_get_setting (account, AGAIN_DAYS) : NULL;
  guint64 days;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, 9999, &days, NULL))
    return DEFAULT_DAYS;

  return (gint64) days;
}

/* Whoever has the code in the directory; 0 = nobody, -1 on an error. */
static gint64
find_subject (SptDb       *db,
              const char  *code,
              GError     **error)
{
  gboolean is_number = strlen (code) == 11;
  gint64 id = spt_db_find_subject (db, code, is_number ? code : NULL, error);

  /* The VAT number of a firm that has another tax code. */
  return id == 0 && is_number ? spt_db_find_subject (db, NULL, code, error) : id;
}

/* What the directory has from elsewhere, a register or the owner, need not be paid for. */
static gboolean
check_directory (SptDb         *db,
                 const char    *code,
                 gint64         max_age_ms,
                 guint          row,
                 SptIssueList  *issues,
                 GError       **error)
{
  gint64 id = find_subject (db, code, error);
  g_autofree char *doc = NULL;
  g_autofree char *day = NULL;
  g_autofree char *what = NULL;
  g_autoptr (SptRecord) subject = NULL;
  const char *address;
  SptDatetime date;

  if (id <= 0)
    return id == 0;
  doc = spt_db_get_subject_doc (db, id, NULL, error);
  subject = doc != NULL ? spt_record_new (spt_subject_get_schema ()) : NULL;
  if (subject == NULL || !spt_record_read (subject, doc, -1, error))
    return FALSE;
  if (!spt_subject_knows_pec (subject, spt_db_now (db), max_age_ms))
    return TRUE;

  address = _spt_dossiers_get (subject, "pec");
  if (spt_datetime_parse (_spt_dossiers_get (subject, "pecDate"), &date, NULL))
    day = spt_datetime_to_italian (&date, FALSE);
  what = day != NULL ? g_strdup_printf ("%s, %s", day, address) : g_strdup (address);
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, _spt_dossiers_get_domain (&spt_dossier_kind_lookups),
                      "address-known", row, CODE, code, what);
  spt_issue_list_set_overridable (issues);

  return TRUE;
}

/* To ask again costs again: a person says that it is worth it (issue 5, TrovaPEC 3). */
static gboolean
check_lately (SptDb         *db,
              gint64         id,
              SptRecord     *record,
              SptAccount    *account,
              guint          row,
              SptIssueList  *issues,
              GError       **error)
{
  const SptGroupDef *cancel = find_group (record, CANCEL);
  const char *code = _spt_dossiers_get (record, CODE);
  const char *environment =
    account != NULL ? spt_environment_to_string (spt_account_get_environment (account)) : NULL;
  g_auto (SptDossierResult) before = { 0 };
  g_autofree char *day = NULL;
  g_autofree char *what = NULL;
  gboolean is_asked;
  SptDatetime date;

  if (spt_text_is_blank (code) ||
      (cancel != NULL && spt_node_get_n_children (spt_record_get_root (record), cancel->index) > 0))
    return TRUE;
  if (!spt_db_is_dossier_asked (db, SPT_KIND_LOOKUPS, id, code, environment, &is_asked, error))
    return FALSE;
  /* The service would say that it is there already. */
  if (is_asked)
    spt_issue_list_add (issues, SPT_ISSUE_WARNING, _spt_dossiers_get_domain (&spt_dossier_kind_lookups),
                        "asked-now", row, CODE, code, NULL);
  if (!spt_db_find_dossier_result (db, SPT_KIND_LOOKUPS, id, code, environment, get_days (account) * DAY_MS,
                                   &before, error))
    return FALSE;
  if (before.id == 0)
    return check_directory (db, code, get_days (account) * DAY_MS, row, issues, error);

  spt_datetime_from_utc_ms_in_italy (&date, before.utc, NULL);
  day = spt_datetime_to_italian (&date, FALSE);
  what = g_strdup_printf ("%s, %s", day, *before.result != '\0' ? before.result : before.phase);
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, _spt_dossiers_get_domain (&spt_dossier_kind_lookups),
                      "asked-lately", row, CODE, code, what);
  spt_issue_list_set_overridable (issues);

  return TRUE;
}

const SptDossierKind spt_dossier_kind_lookups = {
  .id = SPT_KIND_LOOKUPS,
  .code = CODE,
  .name = NAME,
  .csv = {
    .get_schema = lookups_get_schema,
    .complete = complete_row,
    .refuse = refuse_row,
  },
  .check = check_lately,
};

/* --- with what was found ---------------------------------------------------------------------- */

static char *
dup_day (gint64 utc_ms)
{
  SptDatetime date;

  spt_datetime_from_utc_ms_in_italy (&date, utc_ms, NULL);

  return g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
}

/* The document as a file is to have it: with the result beside the question. */
static char *
lookups_get_doc (SptDb         *db,
                 gint64         id,
                 SptIssueList **issues,
                 GError       **error)
{
  g_autofree char *doc = spt_db_get_dossier_doc (db, id, issues, error);
  g_autoptr (SptDossier) dossier = doc != NULL ? spt_db_get_dossier (db, id, error) : NULL;
  const SptDossierData *data = dossier != NULL ? spt_dossier_get_data (dossier) : NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autofree char *day = NULL;
  const SptGroupDef *group;
  SptNode *node;

  if (data == NULL)
    return NULL;
  record = spt_record_new (lookups_get_schema ());
  group = find_group (record, RESULT);
  if (*data->phase == '\0' || group == NULL)
    return g_steal_pointer (&doc);
  if (!spt_record_read (record, doc, -1, error))
    return NULL;

  day = dup_day (data->phase_since);
  node = spt_node_add_child (spt_record_get_root (record), group->index);
  spt_node_set_named (node, "indirizzo", data->result);
  spt_node_set_named (node, "stato", data->phase);
  spt_node_set_named (node, "data", day);

  return spt_record_dup_doc (record);
}

static gboolean
lookups_read_csv (SptCsvReader          *reader,
                  const SptReadOptions  *options,
                  SptRecordFunc          func,
                  gpointer               user_data,
                  GCancellable          *cancellable,
                  GError               **error)
{
  return spt_flat_csv_read (&spt_dossier_kind_lookups.csv, reader, options, func, user_data, cancellable,
                            error);
}

static const SptCsvColumn *
lookups_list_csv_columns (guint *n_columns)
{
  return spt_flat_csv_list_columns (&spt_dossier_kind_lookups.csv, n_columns);
}

static void
lookups_append_csv (SptRecord  *record,
                    const char *aside,
                    gboolean    for_spreadsheet,
                    GString    *out)
{
  spt_flat_csv_append (&spt_dossier_kind_lookups.csv, record, aside, for_spreadsheet, out);
}

static gboolean
lookups_undo (SptDb       *db,
              gint64       import_id,
              gint64       now_utc_ms,
              const char  *who,
              guint       *n_undone,
              guint       *n_kept,
              GError     **error)
{
  return _spt_dossiers_undo (&spt_dossier_kind_lookups, db, import_id, now_utc_ms, who, n_undone, n_kept,
                             error);
}

const SptRecordKind spt_record_kind_lookups = {
  .id = SPT_KIND_LOOKUPS,
  .key_path = CODE,
  .list = &spt_lookups_kind,
  .sort_import = SPT_DOSSIER_SORT_IMPORT,
  .get_schema = lookups_get_schema,
  .check = _spt_dossiers_check,
  .describe = _spt_dossiers_describe,
  .find = _spt_dossiers_find,
  .save = _spt_dossiers_save,
  .read_csv = lookups_read_csv,
  .append_csv = lookups_append_csv,
  .dup_csv_column = spt_flat_csv_dup_column,
  .list_csv_columns = lookups_list_csv_columns,
  .get_doc = lookups_get_doc,
  .undo = lookups_undo,
};
