/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages ask of the archive beyond lists: a plan of what can be sent, kinds of issues, a
 * record's history. */
#define G_LOG_DOMAIN "spt-store-views"

#include "config.h"

#include "store/spt-store-views.h"

#include "store/spt-store-dossiers.h"
#include "store/spt-store-private.h"
#include "store/spt-store-subjects.h"

/* What the queries of this file ask of a kind of records; all but @name read rows of @plan. */
typedef struct
{
  const char *id;
  const char *plan;   /* what SptPlanRow holds, in its order; a condition follows */
  const char *ready;  /* the condition for all that could leave */
  const char *one;    /* for the one that is ?1 */
  const char *issues; /* of the record ?1 and the level ?2 */
  const char *named;  /* the issue ?2 of the record ?1, under the record's name */
} RecordKind;

/* *INDENT-OFF* */
/* A kind of dossiers: all of them stand in one table. */
#define DOSSIERS(dossiers) \
  { \
    .id = dossiers, \
    .plan = "SELECT id, account_id, 0, n_warnings, state, next_operation, NULL, (SELECT s.id FROM " \
            "item AS i JOIN submission AS s ON s.id = i.submission_id WHERE i.record_kind = d.kind " \
            "AND i.record_id = d.id AND " SPT_SQL_IS_OPEN "), phase <> '' FROM dossier AS d WHERE " \
            "kind = '" dossiers "' AND removed IS NULL AND ", \
    .ready = "state = 'ready' AND next_operation IS NOT NULL ORDER BY id", \
    .one = "id = ?1", \
    .issues = "SELECT domain, code, n FROM dossier_issue WHERE dossier_id = ?1 AND level = ?2 " \
              "ORDER BY n", \
    .named = "SELECT IIF (d.name = '', d.key, d.name), i.level, i.overridable, i.domain, i.code, " \
             "i.path, i.value, i.lim FROM dossier AS d LEFT JOIN dossier_issue AS i ON " \
             "i.dossier_id = d.id AND i.n = ?2 WHERE d.id = ?1", \
  }

static const RecordKind kinds[] = {
  {
    .id = SPT_RECORD_POSITIONS,
    .plan = "SELECT id, account_id, amount, n_warnings, state, next_operation, organization, "
            SPT_SQL_OPEN_SUBMISSION ("i.submission_id") ", accepted FROM position AS p JOIN "
            "position_now USING (id) WHERE removed IS NULL AND ",
    .ready = "state = 'ready' ORDER BY id",
    .one = "id = ?1",
    .issues = "SELECT domain, code, n FROM position_issue WHERE position_id = ?1 AND level = ?2 "
              "ORDER BY n",
    .named = "SELECT p.debtor_name, i.level, i.overridable, i.domain, i.code, i.path, i.value, "
             "i.lim FROM position AS p LEFT JOIN position_issue AS i ON i.position_id = p.id AND "
             "i.n = ?2 WHERE p.id = ?1",
  },
  DOSSIERS (SPT_KIND_VOUCHERS),
  DOSSIERS (SPT_KIND_REGISTRY_ITEMS),
  DOSSIERS (SPT_KIND_LOOKUPS),
  DOSSIERS (SPT_KIND_INTERVENTIONS),
};
/* *INDENT-ON* */

static const RecordKind *
find_kind (const char  *id,
           GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (kinds[i].id, id) == 0)
        return &kinds[i];
    }

  g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND,
               "Records of the kind \"%s\" cannot be sent", id);
  return NULL;
}

/* *INDENT-OFF* */
static const SptMember history_members[] = {
  SPT_MEMBER (SptRecordHistory, INT, submission_id),
  SPT_MEMBER (SptRecordHistory, TEXT, operation),
  SPT_MEMBER (SptRecordHistory, TEXT, account_name),
  SPT_MEMBER (SptRecordHistory, TEXT, job_title),
  SPT_MEMBER (SptRecordHistory, INT, created),
  SPT_MEMBER (SptRecordHistory, INT, state_since),
  SPT_MEMBER (SptRecordHistory, STATE, submission_state),
  SPT_MEMBER (SptRecordHistory, STATE, state),
  SPT_MEMBER (SptRecordHistory, TEXT, code),
  SPT_MEMBER (SptRecordHistory, TEXT, message),
  SPT_MEMBER (SptRecordHistory, TEXT, reason),
};
/* *INDENT-ON* */

static const SptStruct history_struct = SPT_STRUCT (SptRecordHistory, history_members);

static void
append_plan_row (GArray       *rows,
                 sqlite3_stmt *stmt)
{
  SptPlanRow row = { 0, };

  row.id = sqlite3_column_int64 (stmt, 0);
  row.account_id = sqlite3_column_int64 (stmt, 1);
  row.amount = sqlite3_column_int64 (stmt, 2);
  row.n_warnings = (guint) sqlite3_column_int64 (stmt, 3);
  spt_state_from_string (spt_db_column_text (stmt, 4), &row.state);
  /* A few operations and a handful of bodies: interning keeps a row free of allocations. */
  row.operation = g_intern_string (spt_db_column_text (stmt, 5));
  row.organization = g_intern_string (spt_db_column_text (stmt, 6));
  row.open_submission = sqlite3_column_int64 (stmt, 7);
  row.accepted = sqlite3_column_int64 (stmt, 8) != 0;
  g_array_append_val (rows, row);
}

/**
 * spt_db_plan_records:
 * @db: a connection
 * @kind: "debt-positions", "vouchers"
 * @ids: (array length=n_ids) (nullable): records; %NULL = every one that is ready
 * @n_ids: their number
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why not
 *
 * Says of each record what would be sent of it, with which account it is bound, and what it is in
 * already (design 3, Records).
 *
 * Returns: (transfer full) (nullable) (element-type SptPlanRow): the rows
 */
GArray *
spt_db_plan_records (SptDb         *db,
                     const char    *kind,
                     const gint64  *ids,
                     guint          n_ids,
                     GCancellable  *cancellable,
                     GError       **error)
{
  const RecordKind *known = find_kind (kind, error);
  g_autoptr (GArray) rows = g_array_sized_new (FALSE, FALSE, sizeof (SptPlanRow), n_ids);
  sqlite3_stmt *stmt;
  g_autofree char *sql = NULL;
  gboolean row;

  if (known == NULL)
    return NULL;
  sql = g_strconcat (known->plan, ids == NULL ? known->ready : known->one, NULL);
  if (ids == NULL)
    {
      stmt = spt_db_prepare (db, sql, error);
      if (stmt == NULL)
        return NULL;
      for (;;)
        {
          if (!spt_db_step (db, stmt, &row, error))
            return NULL;
          if (!row)
            return g_steal_pointer (&rows);
          append_plan_row (rows, stmt);
        }
    }

  for (guint i = 0; i < n_ids; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      stmt = spt_db_prepare (db, sql, error);
      if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", ids[i]) ||
          !spt_db_step (db, stmt, &row, error))
        return NULL;
      if (row)
        append_plan_row (rows, stmt);
      sqlite3_reset (stmt);
    }
  return g_steal_pointer (&rows);
}

/**
 * spt_db_count_sent:
 * @db: a connection
 * @kind: "debt-positions", "vouchers"
 * @ids: (array length=n_ids): records
 * @n_ids: their number
 * @n_sent: (out): how many of them
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why not
 *
 * Counts the records that were in a request that left, or may have left, whatever came of it.
 *
 * Returns: %FALSE with @error set
 */
gboolean
spt_db_count_sent (SptDb         *db,
                   const char    *kind,
                   const gint64  *ids,
                   guint          n_ids,
                   guint         *n_sent,
                   GCancellable  *cancellable,
                   GError       **error)
{
  *n_sent = 0;
  for (guint i = 0; i < n_ids; i++)
    {
      sqlite3_stmt *stmt;
      gboolean row;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      stmt = spt_db_prepare (db, "SELECT 1 FROM item JOIN attempt "
                             "ON attempt.submission_id = item.submission_id "
                             "WHERE item.record_kind = ?2 AND item.record_id = ?1 AND attempt.kind = 'send' "
                             "AND COALESCE (attempt.outcome, 'unknown') <> 'not-sent' LIMIT 1", error);
      if (stmt == NULL || !spt_db_bind (db, stmt, error, "it", ids[i], kind) ||
          !spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (row)
        (*n_sent)++;
      sqlite3_reset (stmt);
    }
  return TRUE;
}

/**
 * spt_issue_kind_free:
 * @self: (transfer full): a kind
 *
 * Frees a kind of issue.
 */
void
spt_issue_kind_free (SptIssueKind *self)
{
  g_free (self->domain);
  g_free (self->code);
  g_array_unref (self->places);
  g_free (self);
}

static int
compare_kinds (gconstpointer a,
               gconstpointer b)
{
  const SptIssueKind *x = *(SptIssueKind *const *) a;
  const SptIssueKind *y = *(SptIssueKind *const *) b;

  if (x->n_records != y->n_records)
    return x->n_records < y->n_records ? 1 : -1;
  return strcmp (x->code, y->code);
}

/**
 * spt_db_list_issue_kinds:
 * @db: a connection
 * @kind: "debt-positions", "vouchers"
 * @level: which issues
 * @ids: (array length=n_ids): records
 * @n_ids: their number
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why not
 *
 * Groups the issues of @ids by their code: what the send sheet shows of warnings.
 *
 * Returns: (transfer full) (nullable) (element-type SptIssueKind): the kinds, the most frequent
 *   first
 */
GPtrArray *
spt_db_list_issue_kinds (SptDb         *db,
                         const char    *kind,
                         SptIssueLevel  level,
                         const gint64  *ids,
                         guint          n_ids,
                         GCancellable  *cancellable,
                         GError       **error)
{
  const RecordKind *known = find_kind (kind, error);
  g_autoptr (GPtrArray) found =
    g_ptr_array_new_with_free_func ((GDestroyNotify) spt_issue_kind_free);
  g_autoptr (GHashTable) by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (known == NULL)
    return NULL;
  for (guint i = 0; i < n_ids; i++)
    {
      sqlite3_stmt *stmt;
      gboolean row;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      stmt = spt_db_prepare (db, known->issues, error);
      if (stmt == NULL ||
          !spt_db_bind (db, stmt, error, "it", ids[i], spt_issue_level_to_string (level)))
        return NULL;
      for (;;)
        {
          g_autofree char *key = NULL;
          SptIssuePlace place = { ids[i], 0 };
          SptIssueKind *one;

          if (!spt_db_step (db, stmt, &row, error))
            return NULL;
          if (!row)
            break;
          key = g_strconcat (spt_db_column_text (stmt, 0), "/", spt_db_column_text (stmt, 1), NULL);
          one = g_hash_table_lookup (by_code, key);
          if (one == NULL)
            {
              one = g_new0 (SptIssueKind, 1);
              one->domain = spt_db_dup_text (stmt, 0);
              one->code = spt_db_dup_text (stmt, 1);
              one->level = level;
              one->places = g_array_new (FALSE, FALSE, sizeof (SptIssuePlace));
              g_ptr_array_add (found, one);
              g_hash_table_insert (by_code, g_steal_pointer (&key), one);
            }
          place.n = sqlite3_column_int64 (stmt, 2);
          if (one->places->len == 0 ||
              g_array_index (one->places, SptIssuePlace, one->places->len - 1).record_id != ids[i])
            one->n_records++;
          g_array_append_val (one->places, place);
        }
    }
  g_ptr_array_sort (found, compare_kinds);
  return g_steal_pointer (&found);
}

/**
 * spt_named_issue_free:
 * @self: (transfer full): an issue
 *
 * Frees an issue with its name.
 */
void
spt_named_issue_free (SptNamedIssue *self)
{
  g_free (self->name);
  spt_issue_clear (&self->issue);
  g_free (self);
}

/**
 * spt_db_get_named_issues:
 * @db: a connection
 * @kind: "debt-positions", "vouchers"
 * @places: (array length=n_places): which issues
 * @n_places: their number
 * @error: (out) (optional): why not
 *
 * Reads issues together with their records' names, for a list that shows a page of them.
 *
 * Returns: (transfer full) (nullable) (element-type SptNamedIssue): as many as @places, in their order
 */
GPtrArray *
spt_db_get_named_issues (SptDb                *db,
                         const char           *kind,
                         const SptIssuePlace  *places,
                         guint                 n_places,
                         GError              **error)
{
  const RecordKind *known = find_kind (kind, error);
  g_autoptr (GPtrArray) named =
    g_ptr_array_new_with_free_func ((GDestroyNotify) spt_named_issue_free);

  if (known == NULL)
    return NULL;
  for (guint i = 0; i < n_places; i++)
    {
      SptNamedIssue *entry = g_new0 (SptNamedIssue, 1);
      sqlite3_stmt *stmt;
      gboolean row;

      entry->record_id = places[i].record_id;
      g_ptr_array_add (named, entry);
      stmt = spt_db_prepare (db, known->named, error);
      if (stmt == NULL || !spt_db_bind (db, stmt, error, "ii", places[i].record_id, places[i].n) ||
          !spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        continue;

      entry->name = spt_db_dup_text (stmt, 0);
      entry->is_there = spt_issue_level_from_string (spt_db_column_text (stmt, 1),
                                                     &entry->issue.level);
      entry->issue.overridable = sqlite3_column_int64 (stmt, 2) != 0;
      entry->issue.domain = g_intern_string (spt_db_column_text (stmt, 3));
      entry->issue.code = g_intern_string (spt_db_column_text (stmt, 4));
      entry->issue.path = spt_db_dup_text (stmt, 5);
      entry->issue.value = spt_db_dup_text (stmt, 6);
      entry->issue.limit = spt_db_dup_text (stmt, 7);
      sqlite3_reset (stmt);
    }
  return g_steal_pointer (&named);
}

/**
 * spt_record_history_free:
 * @self: (transfer full): an entry
 *
 * Frees an entry of a record's history.
 */
void
spt_record_history_free (SptRecordHistory *self)
{
  spt_struct_free (&history_struct, self);
}

/**
 * spt_db_list_record_history:
 * @db: a connection
 * @record_kind: "debt-positions"
 * @record_id: a record
 * @error: (out) (optional): why not
 *
 * Lists the submissions that a record was in and what became of it in each. An item of which nothing
 * was said alone follows its submission.
 *
 * Returns: (transfer full) (nullable) (element-type SptRecordHistory): the entries, newest first
 */
GPtrArray *
spt_db_list_record_history (SptDb       *db,
                            const char  *record_kind,
                            gint64       record_id,
                            GError     **error)
{
  return spt_db_list_structs (db, &history_struct, (GDestroyNotify) spt_record_history_free, error,
                              "SELECT s.id, s.operation, a.name, j.title, s.created, "
                              "s.state_since, s.state, " SPT_SQL_ITEM_STATE ", IFNULL ("
                              SPT_SQL_ITEM_CODE ", s.code), IFNULL (" SPT_SQL_ITEM_MESSAGE ", "
                              "s.message), CASE WHEN s.operation LIKE '%.delete' AND i.record_kind "
                              "= '" SPT_RECORD_POSITIONS "' THEN (SELECT delete_reason FROM position "
                              "WHERE id = i.record_id) END FROM item AS i JOIN submission AS s ON s.id = "
                              "i.submission_id JOIN account AS a ON a.id = s.account_id JOIN job "
                              "AS j ON j.id = s.job_id WHERE i.record_kind = ?1 AND i.record_id = "
                              "?2 ORDER BY s.id DESC", "ti", record_kind, record_id);
}

/**
 * spt_db_get_record_is_live:
 * @db: a connection
 * @record_kind: "debt-positions", "beneficiaries", "vouchers"
 * @record_id: a record
 * @live: (out): whether lists show it
 * @joined_into: (out): the record that it is part of now; 0 = of none
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there never was such a one
 *
 * Says whether a record was taken away, or joined with another.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_record_is_live (SptDb       *db,
                           const char  *record_kind,
                           gint64       record_id,
                           gboolean    *live,
                           gint64      *joined_into,
                           GError     **error)
{
  gboolean is_position = strcmp (record_kind, SPT_RECORD_POSITIONS) == 0;
  gint64 value;

  *joined_into = 0;
  if (strcmp (record_kind, "beneficiaries") == 0)
    return spt_db_get_subject_is_live (db, record_id, live, joined_into, error);
  if (!spt_db_query_int (db, -1, &value, error,
                         is_position ? "SELECT removed IS NULL FROM position WHERE id = ?1"
                                     : "SELECT removed IS NULL FROM dossier WHERE id = ?1", "i", record_id))
    return FALSE;
  if (value < 0)
    return spt_db_set_not_found ("record", record_id, error);
  *live = value != 0;

  return *live || is_position || spt_db_get_joined_into (db, record_id, joined_into, error);
}
