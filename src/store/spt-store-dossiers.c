/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers: saving, finding, listing, taking away and bringing back. */
#define G_LOG_DOMAIN "spt-store-dossiers"

#include "config.h"

#include "store/spt-store-dossiers.h"

#include <string.h>

#include "store/spt-store-private.h"

#define N_WORDS 7

/* What a clerk has to look at comes first. */
#define SQL_STATE_RANK \
  "CASE state WHEN 'to-fix' THEN 0 WHEN 'refused' THEN 1 WHEN 'uncertain' THEN 2 " \
  "WHEN 'not-sent' THEN 3 WHEN 'ready' THEN 4 WHEN 'draft' THEN 5 WHEN 'sending' THEN 6 " \
  "WHEN 'waiting' THEN 7 WHEN 'done' THEN 8 ELSE 9 END"

/* Where a dossier stands when nothing of it is under way and nobody refused it. */
#define SQL_IDLE_STATE \
  "CASE WHEN n_errors > 0 THEN 'to-fix' WHEN next_operation IS NOT NULL OR phase = '' THEN " \
  "'ready' ELSE 'done' END"

static const char *const sorts[][3] = {
  [SPT_DOSSIER_SORT_UPDATED] = { "updated", NULL, NULL },
  [SPT_DOSSIER_SORT_NAME] = { "name COLLATE NOCASE", NULL, NULL },
  [SPT_DOSSIER_SORT_KEY] = { "key", NULL, NULL },
  [SPT_DOSSIER_SORT_DETAIL] = { "detail COLLATE NOCASE", NULL, NULL },
  [SPT_DOSSIER_SORT_PLACE] = { "place COLLATE NOCASE", NULL, NULL },
  [SPT_DOSSIER_SORT_PHASE] = { "stage", "phase", NULL },
  [SPT_DOSSIER_SORT_DUE] = { "due_date IS NULL", "due_date", NULL },
  [SPT_DOSSIER_SORT_STATE] = { SQL_STATE_RANK, NULL, NULL },
  [SPT_DOSSIER_SORT_IMPORT] = { "import_id", "import_row", NULL },
};

#define SQL_ROW \
  "SELECT d.kind, d.key, d.name, d.type, d.detail, d.place, d.result, d.remote_id, d.phase, d.stage, " \
  "d.phase_since, d.taken, d.listed, d.due_date, d.due_confirmed, d.is_found, d.is_over, " \
  "d.state, d.n_errors, d.n_warnings, d.next_operation, d.account_id, a.name, a.environment, " \
  "d.subject_id, d.plant_id, d.applied, w.type, w.state, i.label, d.import_row, d.updated FROM dossier AS d LEFT JOIN " \
  "account AS a ON a.id = d.account_id LEFT JOIN import_batch AS i ON i.id = d.import_id LEFT JOIN dossier AS w ON " \
  "w.id = (SELECT b.id FROM dossier AS b WHERE d.is_over = 0 AND " SPT_SQL_STANDS_BEFORE " ORDER BY b.id LIMIT 1) " \
  "WHERE d.id = ?1"

/* A kind of dossiers: all of them stand in one table. What an import only completed came with it as
 * well. */
/* *INDENT-OFF* */
#define DOSSIERS(kind, word, work) \
  { \
    .get_type = spt_dossier_get_type, \
    .type = &spt_dossier_struct, \
    .what = word, \
    .changed = SPT_CHANGED_DOSSIERS, \
    .sql_row = SQL_ROW, \
    .from = " FROM dossier WHERE kind = '" kind "' AND removed IS NULL", \
    .where_search = " AND id IN (SELECT rowid FROM dossier_search WHERE dossier_search MATCH ?)", \
    .where_import = " AND (import_id = ? OR id IN (SELECT dossier_id FROM dossier_undo WHERE " \
                    "import_id = ?))", \
    .where_submission = " AND id IN (SELECT record_id FROM item WHERE record_kind = '" kind \
                        "' AND submission_id = ?)", \
    .where_work = work, \
    .sorts = sorts, \
    .n_sorts = G_N_ELEMENTS (sorts), \
  }

const SptListKind spt_vouchers_kind = DOSSIERS (SPT_KIND_VOUCHERS, "voucher", " AND is_over = 0");
const SptListKind spt_registry_items_kind = DOSSIERS (SPT_KIND_REGISTRY_ITEMS, "registry-item",
                                                              " AND is_over = 0");
/* What was found is what they are there for. */
const SptListKind spt_lookups_kind = DOSSIERS (SPT_KIND_LOOKUPS, "lookup", NULL);
/* What was accepted is the history of a plant. */
const SptListKind spt_interventions_kind = DOSSIERS (SPT_KIND_INTERVENTIONS, "intervention", NULL);
/* *INDENT-ON* */

/* --- the index --------------------------------------------------------------------------------- */

/* Contentless: to take a row out of it, this text must come out the same. */
static char *
join_words (const char *const parts[N_WORDS])
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_WORDS; i++)
    {
      if (parts[i] != NULL && *parts[i] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", parts[i]);
    }

  return g_string_free (text, FALSE);
}

char *
spt_db_dup_dossier_words (SptDb   *db,
                          gint64   id,
                          GError **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT key, name, detail, place, remote_id, phase, result FROM dossier WHERE "
                    "id = ?1 AND removed IS NULL", error);
  const char *parts[N_WORDS];
  char *text;
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !spt_db_step (db, stmt, &row, error))
    return NULL;
  if (!row)
    {
      spt_db_set_not_found ("dossier", id, error);
      return NULL;
    }

  for (int i = 0; i < N_WORDS; i++)
    parts[i] = spt_db_column_text (stmt, i);
  text = join_words (parts);
  sqlite3_reset (stmt);

  return text;
}

/* Each NULL = there was none, there will be none. */
static gboolean
change_words (SptDb       *db,
              gint64       id,
              const char  *before,
              const char  *after,
              GError     **error)
{
  if (g_strcmp0 (before, after) == 0)
    return TRUE;

  return (before == NULL ||
          spt_db_exec (db, error, "INSERT INTO dossier_search (dossier_search, rowid, text) VALUES "
                       "('delete', ?1, ?2)", "it", id, before)) &&
         (after == NULL ||
          spt_db_exec (db, error, "INSERT INTO dossier_search (rowid, text) VALUES (?1, ?2)", "it",
                       id, after));
}

gboolean
spt_db_index_dossier (SptDb       *db,
                      gint64       id,
                      const char  *before,
                      GError     **error)
{
  g_autofree char *after = spt_db_dup_dossier_words (db, id, error);

  return after != NULL && change_words (db, id, before, after, error);
}

/* --- saving ------------------------------------------------------------------------------------ */

static gboolean
is_overridden (SptDb           *db,
               gint64           id,
               const SptIssue  *issue,
               gboolean        *overridden,
               GError         **error)
{
  gint64 n = 0;

  if (issue->level == SPT_ISSUE_ERROR && issue->overridable &&
      !spt_db_query_int (db, 0, &n, error,
                         "SELECT count (*) FROM dossier_override WHERE dossier_id = ?1 AND code = "
                         "?2 AND path = ?3 AND value = ?4", "ittt", id, issue->code,
                         issue->path != NULL ? issue->path : "",
                         issue->value != NULL ? issue->value : ""))
    return FALSE;
  *overridden = n > 0;

  return TRUE;
}

static gboolean
save_issues (SptDb         *db,
             gint64         id,
             SptIssueList  *issues,
             GError       **error)
{
  guint n = issues != NULL ? spt_issue_list_get_n (issues) : 0;

  if (!spt_db_exec (db, error, "DELETE FROM dossier_issue WHERE dossier_id = ?1", "i", id))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      gboolean overridden = FALSE;

      if (!is_overridden (db, id, issue, &overridden, error) ||
          !spt_db_exec (db, error,
                        "INSERT INTO dossier_issue (dossier_id, n, level, overridable, domain, "
                        "code, path, value, lim) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                        "iitittttt", id, (gint64) i,
                        spt_issue_level_to_string (overridden ? SPT_ISSUE_WARNING : issue->level),
                        (gint64) issue->overridable, issue->domain, issue->code, issue->path,
                        issue->value, issue->limit))
        return FALSE;
    }

  return spt_db_exec (db, error,
                      "UPDATE dossier SET (n_errors, n_warnings) = (SELECT count (*) FILTER (WHERE "
                      "level = 'error'), count (*) FILTER (WHERE level = 'warning') FROM "
                      "dossier_issue WHERE dossier_id = ?1) WHERE id = ?1", "i", id);
}

static gboolean
check_not_under_way (SptDb   *db,
                     gint64   id,
                     GError **error)
{
  gint64 under_way;

  if (!spt_db_query_int (db, 0, &under_way, error,
                         "SELECT " SPT_SQL_DOSSIER_UNDER_WAY " FROM dossier WHERE id = ?1", "i", id))
    return FALSE;
  if (under_way != 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "Dossier %" G_GINT64_FORMAT " is in a submission that is not finished", id);
      return FALSE;
    }

  return TRUE;
}

static gint64
insert_dossier (SptDb       *db,
                const char  *kind,
                const char  *doc,
                gint64       import_id,
                guint        import_row,
                GError     **error)
{
  gint64 id;

  if (!spt_db_exec (db, error,
                    "INSERT INTO dossier (kind, import_id, import_row, state, created, updated) "
                    "VALUES (?1, NULLIF (?2, 0), NULLIF (?3, 0), 'ready', ?4, ?4)", "tiii", kind,
                    import_id, (gint64) import_row, spt_db_now (db)))
    return 0;
  id = spt_db_last_id (db);

  return spt_db_exec (db, error, "INSERT INTO dossier_doc (id, doc) VALUES (?1, ?2)", "it", id,
                      doc) ? id : 0;
}

/**
 * spt_db_save_dossier:
 * @db: a writing connection
 * @kind: "vouchers"
 * @id: the dossier; 0 = a new one
 * @doc: its document, however incomplete
 * @columns: what of it is kept in columns
 * @issues: (nullable): what a check found; replaces what was stored
 * @import_id: for a new one: the import it came with; 0 = none
 * @import_row: for a new one: the row it stood in, from 1; 0 = none
 * @who: (nullable): the clerk
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT while it is under way
 *
 * Saves a dossier. To fix with errors; ready when something is prepared, or nothing was ever asked;
 * else done.
 *
 * Returns: the id; 0 on an error
 */
gint64
spt_db_save_dossier (SptDb                    *db,
                     const char               *kind,
                     gint64                    id,
                     const char               *doc,
                     const SptDossierColumns  *columns,
                     SptIssueList             *issues,
                     gint64                    import_id,
                     guint                     import_row,
                     const char               *who,
                     GError                  **error)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (doc != NULL, 0);
  g_return_val_if_fail (columns != NULL, 0);

  spt_db_mark (db, SPT_CHANGED_DOSSIERS);

  if (id == 0)
    {
      id = insert_dossier (db, kind, doc, import_id, import_row, error);
      if (id == 0)
        return 0;
    }
  else
    {
      words = spt_db_dup_dossier_words (db, id, error);
      if (words == NULL || !check_not_under_way (db, id, error) ||
          !spt_db_exec (db, error, "UPDATE dossier_doc SET doc = ?2 WHERE id = ?1", "it", id, doc))
        return 0;
    }

  if (!spt_db_exec (db, error,
                    "UPDATE dossier SET key = ?2, name = trim (?3 || ' ' || ?10), type = ?4, "
                    "detail = ?5, place = ?6, next_operation = ?7, updated = ?8, updated_by = ?9 "
                    "WHERE id = ?1", "ittttttitt", id, columns->key, columns->name, columns->type,
                    columns->detail, columns->place, columns->next_operation, spt_db_now (db),
                    who != NULL ? who : "", columns->given_name) ||
      !save_issues (db, id, issues, error) ||
      !spt_db_exec (db, error, "UPDATE dossier SET state = " SQL_IDLE_STATE " WHERE id = ?1", "i",
                    id) ||
      !spt_db_index_dossier (db, id, words, error))
    return 0;

  return id;
}

/**
 * spt_db_recheck_dossier:
 * @db: a writing connection
 * @id: a dossier that is in no submission that goes on
 * @doc: (nullable): its document, where it became another one by itself; %NULL = as it was
 * @next_operation: (nullable): what the document asks for where it stands now
 * @issues: what a check found there
 * @error: (out) (optional): why not
 *
 * Keeps what holds of a dossier since the service brought it elsewhere. No person edited it.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_recheck_dossier (SptDb         *db,
                        gint64         id,
                        const char    *doc,
                        const char    *next_operation,
                        SptIssueList  *issues,
                        GError       **error)
{
  spt_db_mark (db, SPT_CHANGED_DOSSIERS);

  return (doc == NULL ||
          spt_db_exec (db, error, "UPDATE dossier_doc SET doc = ?2 WHERE id = ?1", "it", id, doc)) &&
         save_issues (db, id, issues, error) &&
         spt_db_exec (db, error, "UPDATE dossier SET next_operation = ?2 WHERE id = ?1", "it", id,
                      next_operation) &&
         spt_db_exec (db, error, "UPDATE dossier SET state = " SQL_IDLE_STATE " WHERE id = ?1", "i",
                      id);
}

/**
 * spt_db_override_dossier:
 * @db: a writing connection
 * @id: the dossier
 * @code: the issue's code
 * @path: (nullable): where it is
 * @value: (nullable): the value it is about
 * @reason: why the clerk takes it upon himself
 * @who: the clerk
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when no such error may be overridden
 *
 * Turns an error into a warning, on record, as long as the value stays the same.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_override_dossier (SptDb       *db,
                         gint64       id,
                         const char  *code,
                         const char  *path,
                         const char  *value,
                         const char  *reason,
                         const char  *who,
                         GError     **error)
{
  gint64 n;

  if (!check_not_under_way (db, id, error) ||
      !spt_db_exec (db, error,
                    "UPDATE dossier_issue SET level = 'warning' WHERE dossier_id = ?1 AND code = "
                    "?2 AND path IS ?3 AND value IS ?4 AND level = 'error' AND overridable = 1",
                    "ittt", id, code, path, value))
    return FALSE;
  n = spt_db_n_changed (db);
  if (n == 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND,
                   "Dossier %" G_GINT64_FORMAT " has no error “%s” that may be overridden", id,
                   code);
      return FALSE;
    }

  spt_db_mark (db, SPT_CHANGED_DOSSIERS);

  return spt_db_exec (db, error,
                      "INSERT INTO dossier_override (dossier_id, code, path, value, reason, who, "
                      "utc) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (dossier_id, code, "
                      "path) DO UPDATE SET value = excluded.value, reason = excluded.reason, who = "
                      "excluded.who, utc = excluded.utc", "ittttti", id, code,
                      path != NULL ? path : "", value != NULL ? value : "",
                      reason != NULL ? reason : "", who != NULL ? who : "", spt_db_now (db)) &&
         spt_db_exec (db, error,
                      "UPDATE dossier SET n_errors = n_errors - ?2, n_warnings = n_warnings + ?2 "
                      "WHERE id = ?1", "ii", id, n) &&
         spt_db_exec (db, error,
                      "UPDATE dossier SET state = " SQL_IDLE_STATE " WHERE id = ?1 AND state = "
                      "'to-fix'", "i", id);
}

/* *INDENT-OFF* */
static const SptMember override_members[] = {
  SPT_MEMBER (SptDossierOverride, TEXT, code),
  SPT_MEMBER (SptDossierOverride, TEXT, path),
  SPT_MEMBER (SptDossierOverride, TEXT, value),
  SPT_MEMBER (SptDossierOverride, TEXT, reason),
  SPT_MEMBER (SptDossierOverride, TEXT, who),
  SPT_MEMBER (SptDossierOverride, INT, utc),
};
/* *INDENT-ON* */

static const SptStruct override_struct = SPT_STRUCT (SptDossierOverride, override_members);

/**
 * spt_dossier_override_free:
 * @self: (transfer full) (nullable): what somebody took upon himself
 *
 * Frees it.
 */
void
spt_dossier_override_free (SptDossierOverride *self)
{
  spt_struct_free (&override_struct, self);
}

/**
 * spt_db_list_dossier_overrides:
 * @db: a connection
 * @id: a dossier
 * @error: (out) (optional): why not
 *
 * Lists the errors of a dossier that people took upon themselves, with their reasons; of one code
 * and place the last.
 *
 * Returns: (transfer full) (nullable) (element-type SptDossierOverride): oldest first
 */
GPtrArray *
spt_db_list_dossier_overrides (SptDb   *db,
                               gint64   id,
                               GError **error)
{
  return spt_db_list_structs (db, &override_struct, (GDestroyNotify) spt_dossier_override_free,
                              error, "SELECT code, path, value, reason, who, utc FROM "
                              "dossier_override WHERE dossier_id = ?1 ORDER BY utc, code, path", "i",
                              id);
}

/* --- reading ----------------------------------------------------------------------------------- */

/**
 * spt_db_get_dossier_doc:
 * @db: a connection
 * @id: the dossier
 * @issues: (out) (optional) (transfer full): what the last check found, overridden errors as
 *   warnings
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets the document of a dossier, a removed one too.
 *
 * Returns: (transfer full) (nullable): its text
 */
char *
spt_db_get_dossier_doc (SptDb         *db,
                        gint64         id,
                        SptIssueList **issues,
                        GError       **error)
{
  return spt_db_dup_doc (db, "dossier", id, "SELECT doc FROM dossier_doc WHERE id = ?1",
                         "SELECT i.level, i.overridable, i.domain, i.code, i.path, i.value, i.lim, "
                         "IFNULL (d.import_row, 0) FROM dossier_issue AS i JOIN dossier AS d ON "
                         "d.id = i.dossier_id WHERE i.dossier_id = ?1 ORDER BY i.n",
                         issues, error);
}

/**
 * spt_db_get_dossier:
 * @db: a connection
 * @id: the dossier
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets a dossier as an object of its own, with every property set.
 *
 * Returns: (transfer full) (nullable): the dossier
 */
SptDossier *
spt_db_get_dossier (SptDb   *db,
                    gint64   id,
                    GError **error)
{
  return spt_db_get_row (db, &spt_vouchers_kind, id, error);
}

/**
 * spt_db_find_dossiers:
 * @db: a connection
 * @kind: "vouchers"
 * @key: what the service knows it by
 * @account_id: whose, those of no account too; 0 = of any
 * @error: (out) (optional): why not
 *
 * Finds what goes on for somebody.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): live dossiers that are not over, the
 *   newest first
 */
GArray *
spt_db_find_dossiers (SptDb       *db,
                      const char  *kind,
                      const char  *key,
                      gint64       account_id,
                      GError     **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT id FROM dossier WHERE kind = ?1 AND key = ?2 AND removed IS NULL "
                    "AND is_over = 0 AND (?3 = 0 OR IFNULL (account_id, ?3) = ?3) ORDER BY id DESC",
                    error);

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "tti", kind, key, account_id))
    return NULL;

  return spt_db_list_ids (db, stmt, error);
}

/**
 * spt_db_list_ready_dossiers:
 * @db: a connection
 * @kind: "vouchers"
 * @operation: the last word of an operation's id
 * @account_id: whose, those of no account too; 0 = of any
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why not
 *
 * Lists what is ready to leave with an operation, as the rows stood in their files. What was refused
 * is not sent again without a word: somebody names it, or edits it.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): dossiers
 */
GArray *
spt_db_list_ready_dossiers (SptDb         *db,
                            const char    *kind,
                            const char    *operation,
                            gint64         account_id,
                            GCancellable  *cancellable,
                            GError       **error)
{
  sqlite3_stmt *stmt;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  stmt = spt_db_prepare (db, "SELECT id FROM dossier WHERE kind = ?1 AND next_operation = ?2 AND "
                         "removed IS NULL AND state = 'ready' AND n_errors = 0 AND (?3 = 0 "
                         "OR IFNULL (account_id, ?3) = ?3) ORDER BY import_id, import_row, id",
                         error);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "tti", kind, operation, account_id))
    return NULL;

  return spt_db_list_ids (db, stmt, error);
}

/**
 * spt_db_count_dossier_stages:
 * @db: a connection
 * @kind: their kind as lists show it
 * @query: (nullable): what to count, its stage left aside; %NULL = all
 * @stages: (array zero-terminated=1): names of stages
 * @counts: (out caller-allocates): one for each
 * @error: (out) (optional): why not
 *
 * Counts dossiers by where they stand.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_count_dossier_stages (SptDb              *db,
                             const SptListKind  *kind,
                             const SptListQuery *query,
                             const char *const  *stages,
                             guint              *counts,
                             GError            **error)
{
  for (guint i = 0; stages[i] != NULL; i++)
    {
      SptListQuery of_stage = { 0 };
      guint states[SPT_N_STATES];

      if (query != NULL)
        of_stage = *query;
      of_stage.stage = stages[i];
      if (!spt_db_count_list (db, kind, &of_stage, states, error))
        return FALSE;

      counts[i] = 0;
      for (guint state = 0; state < SPT_N_STATES; state++)
        counts[i] += states[state];
    }

  return TRUE;
}

/* --- taking away --------------------------------------------------------------------------------- */

/**
 * spt_db_remove_dossiers:
 * @db: a writing connection
 * @ids: (array length=n_ids): dossiers
 * @n_ids: their number
 * @restore: brings back what was removed
 * @n_done: (out) (optional): how many were changed; what was sent, or is at the service, stays
 * @error: (out) (optional): why not
 *
 * Takes dossiers away, or brings them back.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_remove_dossiers (SptDb         *db,
                        const gint64  *ids,
                        guint          n_ids,
                        gboolean       restore,
                        guint         *n_done,
                        GError       **error)
{
  guint n = 0;

  spt_db_mark (db, SPT_CHANGED_DOSSIERS);

  for (guint i = 0; i < n_ids; i++)
    {
      g_autofree char *words = NULL;

      if (restore)
        {
          if (!spt_db_exec (db, error,
                            "UPDATE dossier SET removed = NULL WHERE id = ?1 AND removed NOT NULL",
                            "i", ids[i]))
            return FALSE;
          if (spt_db_n_changed (db) == 0)
            continue;
          if (!spt_db_index_dossier (db, ids[i], NULL, error))
            return FALSE;
        }
      else
        {
          GError *local_error = NULL;

          words = spt_db_dup_dossier_words (db, ids[i], &local_error);
          if (g_error_matches (local_error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND))
            {
              g_error_free (local_error);
              continue;
            }
          if (words == NULL)
            {
              g_propagate_error (error, local_error);
              return FALSE;
            }
          if (!spt_db_exec (db, error,
                            "UPDATE dossier SET removed = ?2 WHERE id = ?1 AND phase = '' AND NOT "
                            SPT_SQL_DOSSIER_UNDER_WAY " AND NOT " SPT_SQL_DOSSIER_WAS_SENT, "ii", ids[i], spt_db_now (db)))
            return FALSE;
          if (spt_db_n_changed (db) == 0)
            continue;
          if (!change_words (db, ids[i], words, NULL, error))
            return FALSE;
        }
      n++;
    }
  if (n_done != NULL)
    *n_done = n;

  return TRUE;
}
