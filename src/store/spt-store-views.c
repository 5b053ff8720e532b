/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages ask of the archive beyond lists: a plan of what can be sent, kinds of issues, a
 * record's history. */
#define G_LOG_DOMAIN "spt-store-views"

#include "config.h"

#include "store/spt-store-views.h"

#include "store/spt-store-private.h"

#define SQL_PLAN \
  "SELECT id, account_id, amount, n_warnings, state, next_operation, organization, " \
  SPT_SQL_OPEN_SUBMISSION ("i.submission_id") ", accepted FROM position AS p JOIN position_now " \
  "USING (id) WHERE removed IS NULL AND "

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
  /* Three operations and a handful of bodies: interning keeps a row free of allocations. */
  row.operation = g_intern_string (spt_db_column_text (stmt, 5));
  row.organization = g_intern_string (spt_db_column_text (stmt, 6));
  row.open_submission = sqlite3_column_int64 (stmt, 7);
  row.accepted = sqlite3_column_int64 (stmt, 8) != 0;
  g_array_append_val (rows, row);
}

/**
 * spt_db_plan_positions:
 * @db: a connection
 * @ids: (array length=n_ids) (nullable): positions; %NULL = every one that is ready
 * @n_ids: their number
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why not
 *
 * Says of each position what would be sent of it, with which account it is bound, and what it is in
 * already (design 3, Records).
 *
 * Returns: (transfer full) (nullable) (element-type SptPlanRow): the rows
 */
GArray *
spt_db_plan_positions (SptDb         *db,
                       const gint64  *ids,
                       guint          n_ids,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GArray) rows = g_array_sized_new (FALSE, FALSE, sizeof (SptPlanRow), n_ids);
  sqlite3_stmt *stmt;
  gboolean row;

  if (ids == NULL)
    {
      stmt = spt_db_prepare (db, SQL_PLAN "state = 'ready' ORDER BY id", error);
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
      stmt = spt_db_prepare (db, SQL_PLAN "id = ?1", error);
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
 * @ids: (array length=n_ids): positions
 * @n_ids: their number
 * @n_sent: (out): how many of them
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why not
 *
 * Counts the positions that were in a request that left, or may have left, whatever came of it.
 *
 * Returns: %FALSE with @error set
 */
gboolean
spt_db_count_sent (SptDb         *db,
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
                             "WHERE item.record_kind = '" SPT_RECORD_POSITIONS "' "
                             "AND item.record_id = ?1 AND attempt.kind = 'send' "
                             "AND COALESCE (attempt.outcome, 'unknown') <> 'not-sent' LIMIT 1", error);
      if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", ids[i]) ||
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

  if (x->n_positions != y->n_positions)
    return x->n_positions < y->n_positions ? 1 : -1;
  return strcmp (x->code, y->code);
}

/**
 * spt_db_list_issue_kinds:
 * @db: a connection
 * @level: which issues
 * @ids: (array length=n_ids): positions
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
                         SptIssueLevel  level,
                         const gint64  *ids,
                         guint          n_ids,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (GPtrArray) kinds =
    g_ptr_array_new_with_free_func ((GDestroyNotify) spt_issue_kind_free);
  g_autoptr (GHashTable) by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n_ids; i++)
    {
      sqlite3_stmt *stmt;
      gboolean row;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      stmt = spt_db_prepare (db, "SELECT domain, code, n FROM position_issue "
                             "WHERE position_id = ?1 AND level = ?2 ORDER BY n", error);
      if (stmt == NULL ||
          !spt_db_bind (db, stmt, error, "it", ids[i], spt_issue_level_to_string (level)))
        return NULL;
      for (;;)
        {
          g_autofree char *key = NULL;
          SptIssuePlace place = { ids[i], 0 };
          SptIssueKind *kind;

          if (!spt_db_step (db, stmt, &row, error))
            return NULL;
          if (!row)
            break;
          key = g_strconcat (spt_db_column_text (stmt, 0), "/", spt_db_column_text (stmt, 1), NULL);
          kind = g_hash_table_lookup (by_code, key);
          if (kind == NULL)
            {
              kind = g_new0 (SptIssueKind, 1);
              kind->domain = spt_db_dup_text (stmt, 0);
              kind->code = spt_db_dup_text (stmt, 1);
              kind->level = level;
              kind->places = g_array_new (FALSE, FALSE, sizeof (SptIssuePlace));
              g_ptr_array_add (kinds, kind);
              g_hash_table_insert (by_code, g_steal_pointer (&key), kind);
            }
          place.n = sqlite3_column_int64 (stmt, 2);
          if (kind->places->len == 0 ||
              g_array_index (kind->places, SptIssuePlace, kind->places->len - 1).position_id != ids[i])
            kind->n_positions++;
          g_array_append_val (kind->places, place);
        }
    }
  g_ptr_array_sort (kinds, compare_kinds);
  return g_steal_pointer (&kinds);
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
 * @places: (array length=n_places): which issues
 * @n_places: their number
 * @error: (out) (optional): why not
 *
 * Reads issues together with the debtors' names, for a list that shows a page of them.
 *
 * Returns: (transfer full) (nullable) (element-type SptNamedIssue): as many as @places, in their order
 */
GPtrArray *
spt_db_get_named_issues (SptDb                *db,
                         const SptIssuePlace  *places,
                         guint                 n_places,
                         GError              **error)
{
  g_autoptr (GPtrArray) named =
    g_ptr_array_new_with_free_func ((GDestroyNotify) spt_named_issue_free);

  for (guint i = 0; i < n_places; i++)
    {
      SptNamedIssue *entry = g_new0 (SptNamedIssue, 1);
      sqlite3_stmt *stmt;
      gboolean row;

      entry->position_id = places[i].position_id;
      g_ptr_array_add (named, entry);
      stmt = spt_db_prepare (db, "SELECT p.debtor_name, i.level, i.overridable, i.domain, i.code, "
                             "i.path, i.value, i.lim FROM position AS p LEFT JOIN position_issue AS i "
                             "ON i.position_id = p.id AND i.n = ?2 WHERE p.id = ?1", error);
      if (stmt == NULL || !spt_db_bind (db, stmt, error, "ii", places[i].position_id, places[i].n) ||
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
