/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Debt positions: saving, what their state is, taking away and bringing back. */
#define G_LOG_DOMAIN "spt-store-positions"

#include "config.h"

#include "store/spt-store-positions.h"

#include "store/spt-store-iuv.h"
#include "store/spt-store-private.h"
#include "store/spt-store-submissions.h"

/* Whether something of a record is on its way: it may not be edited, removed or marked then. */
#define SQL_UNDER_WAY "EXISTS " SPT_SQL_OPEN_SUBMISSION ("1")
/* What nobody says anything about any more is where its document has it. */
#define SQL_SET_IDLE \
  "UPDATE position_now SET state = " SPT_SQL_IDLE_STATE ", next_operation = " \
  SPT_SQL_NEXT_OPERATION " FROM position AS p WHERE p.id = position_now.id AND "

typedef struct
{
  gint64    accepted;
  gboolean  gone;
  char     *doc;          /* (owned) */
  char     *accepted_doc; /* (owned) (nullable) */
  char     *search_text;  /* (owned) */
} OldPosition;

static void
clear_old (OldPosition *old)
{
  g_free (old->doc);
  g_free (old->accepted_doc);
  g_free (old->search_text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OldPosition, clear_old)

static gboolean
check_not_under_way (SptDb   *db,
                     gint64   id,
                     GError **error)
{
  gint64 submission = spt_db_find_open_submission (db, SPT_RECORD_POSITIONS, id, error);

  if (submission > 0)
    g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT, "Position %"
                 G_GINT64_FORMAT " is in submission %"
                 G_GINT64_FORMAT ", which is not finished", id, submission);

  return submission == 0;
}

static gboolean
load_old (SptDb        *db,
          gint64        id,
          OldPosition  *old,
          GError      **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT w.accepted, p.gone, d.doc, d.accepted_doc, p.iupd, p.iuv, "
                    "p.debtor_code, p.debtor_name, p.description, p.organization FROM position AS "
                    "p JOIN position_now AS w ON w.id = p.id JOIN position_doc AS d ON d.id = p.id "
                    "WHERE p.id = ?1 AND p.removed IS NULL",
                    error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (!row)
    {
      spt_db_set_not_found ("position", id, error);
      return FALSE;
    }

  old->accepted = sqlite3_column_int64 (stmt, 0);
  old->gone = sqlite3_column_int64 (stmt, 1) != 0;
  old->doc = spt_db_dup_text (stmt, 2);
  old->accepted_doc = spt_db_dup_text (stmt, 3);
  old->search_text = spt_search_dup_text (stmt, 4);
  sqlite3_reset (stmt);

  return TRUE;
}

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
                         "SELECT count (*) FROM position_override WHERE position_id = ?1 AND code "
                         "= ?2 AND path = ?3 AND value = ?4",
                         "ittt", id, issue->code, issue->path != NULL ? issue->path : "",
                         issue->value != NULL ? issue->value : ""))
    return FALSE;
  *overridden = n > 0;

  return TRUE;
}

/* @n_errors, @n_warnings: (out): as they count after overrides. */
static gboolean
save_issues (SptDb         *db,
             gint64         id,
             SptIssueList  *issues,
             guint         *n_errors,
             guint         *n_warnings,
             GError       **error)
{
  guint n = issues != NULL ? spt_issue_list_get_n (issues) : 0;

  *n_errors = issues != NULL ? spt_issue_list_get_n_errors (issues) : 0;
  *n_warnings = issues != NULL ? spt_issue_list_get_n_warnings (issues) : 0;

  if (!spt_db_exec (db, error, "DELETE FROM position_issue WHERE position_id = ?1", "i", id))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      SptIssueLevel level = issue->level;
      gboolean overridden = FALSE;

      if (!is_overridden (db, id, issue, &overridden, error))
        return FALSE;
      if (overridden)
        {
          level = SPT_ISSUE_WARNING;
          *n_errors -= 1;
          *n_warnings += 1;
        }

      if (!spt_position_insert_issue (db, id, i, issue, level, error))
        return FALSE;
    }

  return TRUE;
}

/* The accepted document is copied only now that it would be lost: accepting 100,000 records
 * moves no documents. */
static gboolean
update_doc (SptDb              *db,
            gint64              id,
            const OldPosition  *old,
            const char         *doc,
            gint64             *accepted,
            GError            **error)
{
  *accepted = old->accepted;

  if (strcmp (doc, old->doc) == 0)
    return TRUE;

  if (old->accepted == 1)
    {
      *accepted = 2;
      return spt_db_exec (db, error,
                          "UPDATE position_doc SET accepted_doc = doc, doc = ?2 WHERE id = ?1",
                          "it", id, doc);
    }
  if (old->accepted == 2 && g_strcmp0 (doc, old->accepted_doc) == 0)
    {
      *accepted = 1;
      return spt_db_exec (db, error,
                          "UPDATE position_doc SET accepted_doc = NULL, doc = ?2 WHERE id = ?1",
                          "it", id, doc);
    }

  return spt_db_exec (db, error, "UPDATE position_doc SET doc = ?2 WHERE id = ?1", "it", id, doc);
}

static gboolean
update_position (SptDb                     *db,
                 gint64                     id,
                 const char                *doc,
                 const SptPositionColumns  *columns,
                 SptIssueList              *issues,
                 const char                *who,
                 GError                   **error)
{
  g_auto (OldPosition) old = { 0 };
  g_autofree char *text = spt_search_join_columns (columns);
  gint64 accepted;
  guint n_errors;
  guint n_warnings;

  if (!check_not_under_way (db, id, error) || !load_old (db, id, &old, error) ||
      !update_doc (db, id, &old, doc, &accepted, error) ||
      !spt_db_index_notices (db, id, FALSE, columns->n_options, columns->iuv, doc, error) ||
      !save_issues (db, id, issues, &n_errors, &n_warnings, error))
    return FALSE;

  /* Who edits what is deleted at the service wants it again. */
  if (old.gone && strcmp (doc, old.doc) != 0 &&
      !spt_db_exec (db, error, "UPDATE position SET gone = 0, marked_delete = 0 WHERE id = ?1", "i",
                    id))
    return FALSE;

  if (!spt_db_exec (db, error,
                    "UPDATE position SET iupd = ?2, organization = ?3, debtor_code = ?4, "
                    "debtor_name = ?5, description = ?6, iuv = ?7, amount = ?8, due_date = ?9, "
                    "n_options = ?10, n_errors = ?11, n_warnings = ?12, updated = ?13, "
                    "updated_by = ?14 WHERE id = ?1", "itttttti" "tiiiit",
                    id, columns->iupd, columns->organization, columns->debtor_code,
                    columns->debtor_name, columns->description,
                    columns->iuv, columns->amount, columns->due_date, (gint64) columns->n_options,
                    (gint64) n_errors,
                    (gint64) n_warnings, spt_db_now (db), who != NULL ? who : "") ||
      !spt_db_exec (db, error, "UPDATE position_now SET accepted = ?2 WHERE id = ?1", "ii", id,
                    accepted) ||
      !spt_db_exec (db, error, SQL_SET_IDLE "position_now.id = ?1", "i", id))
    return FALSE;

  return spt_search_update (db, id, old.search_text, text, error);
}

/**
 * spt_db_save_position:
 * @db: a writing connection
 * @id: the position; 0 = a new one
 * @doc: its document, however incomplete
 * @columns: what of it is valid
 * @issues: (nullable): what a check found; replaces what was stored
 * @import_id: for a new one: the import it came with; 0 = none
 * @import_row: for a new one: the row it stood in, from 1; 0 = none
 * @who: (nullable): the clerk
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT while it is under way
 *
 * Saves a position. Its state follows: to fix with errors; ready when the service never accepted it
 * or it differs from what was accepted; done when it is what was accepted (design 3, Records). New
 * ones of an import reach the search index soon after the commit, all others with it.
 *
 * Returns: the id; 0 on an error
 */
gint64
spt_db_save_position (SptDb                     *db,
                      gint64                     id,
                      const char                *doc,
                      const SptPositionColumns  *columns,
                      SptIssueList              *issues,
                      gint64                     import_id,
                      guint                      import_row,
                      const char                *who,
                      GError                   **error)
{
  SptNewPosition position = { .doc = doc, .issues = issues, .import_row = import_row };

  g_return_val_if_fail (doc != NULL, 0);
  g_return_val_if_fail (columns != NULL, 0);

  if (id != 0)
    {
      spt_db_mark (db, SPT_CHANGED_POSITIONS);
      return update_position (db, id, doc, columns, issues, who, error) ? id : 0;
    }

  position.columns = *columns;

  return spt_db_insert_positions (db, &position, 1, import_id, who, error);
}

/**
 * spt_db_get_position_doc:
 * @db: a connection
 * @id: the position
 * @issues: (out) (optional) (transfer full): what the last check found, overridden errors as
 *   warnings
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets the document of a position, a removed one too.
 *
 * Returns: (transfer full) (nullable): its text
 */
char *
spt_db_get_position_doc (SptDb         *db,
                         gint64         id,
                         SptIssueList **issues,
                         GError       **error)
{
  return spt_db_dup_doc (db, "position", id, "SELECT doc FROM position_doc WHERE id = ?1",
                         "SELECT i.level, i.overridable, i.domain, i.code, i.path, i.value, i.lim, "
                         "p.import_row FROM position_issue AS i JOIN position AS p ON p.id = "
                         "i.position_id WHERE i.position_id = ?1 ORDER BY i.n",
                         issues, error);
}

/**
 * spt_db_find_position_by_iupd:
 * @db: a connection
 * @iupd: the position's own identifier
 * @organization: (nullable): the creditor body; %NULL = one without
 * @error: (out) (optional): why not
 *
 * Finds a position that is not removed.
 *
 * Returns: its id; 0 = none; -1 on an error
 */
gint64
spt_db_find_position_by_iupd (SptDb       *db,
                              const char  *iupd,
                              const char  *organization,
                              GError     **error)
{
  gint64 id;

  if (!spt_db_query_int (db, 0, &id, error,
                         "SELECT id FROM position WHERE iupd = ?1 AND organization IS ?2 AND "
                         "removed IS NULL ORDER BY id LIMIT 1",
                         "tt", iupd, organization))
    return -1;

  return id;
}

/**
 * spt_db_get_position_was_accepted:
 * @db: a connection
 * @id: the position
 * @accepted: (out): whether the service has it: then the next operation is an update
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Says whether the service accepted a position and has not deleted it since.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_position_was_accepted (SptDb     *db,
                                  gint64     id,
                                  gboolean  *accepted,
                                  GError   **error)
{
  gint64 value;

  if (!spt_db_query_int (db, -1, &value, error, "SELECT accepted FROM position_now WHERE id = ?1",
                         "i", id))
    return FALSE;
  if (value < 0)
    return spt_db_set_not_found ("position", id, error);
  *accepted = value != 0;

  return TRUE;
}

/* The ids of a call, as a table statements can join. */
static gboolean
pick (SptDb         *db,
      const gint64  *ids,
      guint          n_ids,
      GError       **error)
{
  if (!spt_db_exec (db, error, "CREATE TEMP TABLE IF NOT EXISTS pick (id INTEGER PRIMARY KEY, "
                    "mark INTEGER NOT NULL DEFAULT 0)", "") ||
      !spt_db_exec (db, error, "DELETE FROM pick", ""))
    return FALSE;

  for (guint i = 0; i < n_ids; i++)
    {
      if (!spt_db_exec (db, error, "INSERT OR IGNORE INTO pick (id) VALUES (?1)", "i", ids[i]))
        return FALSE;
    }

  return TRUE;
}

/* Runs an UPDATE and adds the rows it changed to @n_done. */
static gboolean
update_counting (SptDb       *db,
                 const char  *sql,
                 gint64       value,
                 guint       *n_done,
                 GError     **error)
{
  if (!spt_db_exec (db, error, sql, "i", value))
    return FALSE;
  *n_done += (guint) spt_db_n_changed (db);

  return TRUE;
}

/* Only what the service has can be marked; the mark comes off whatever has it, and what is gone
 * is new then. */
static gboolean
mark_picked (SptDb     *db,
             gboolean   mark,
             guint     *n_done,
             GError   **error)
{
  return spt_db_exec (db, error,
                      "UPDATE pick SET mark = 1 WHERE id IN (SELECT p.id FROM position AS p JOIN "
                      "position_now AS w ON w.id = p.id WHERE p.id IN (SELECT id FROM pick) AND "
                      "p.removed IS NULL AND p.marked_delete <> ?1 AND (?1 = 0 OR w.accepted <> 0) "
                      "AND NOT " SQL_UNDER_WAY ")", "i", (gint64) mark) &&
         update_counting (db,
                          "UPDATE position SET marked_delete = ?1, gone = 0 WHERE id IN (SELECT id "
                          "FROM pick WHERE mark = 1)", mark, n_done, error) &&
         spt_db_exec (db, error, SQL_SET_IDLE "p.id IN (SELECT id FROM pick WHERE mark = 1)", "");
}

/**
 * spt_db_remove_positions:
 * @db: a writing connection
 * @ids: (array length=n_ids): positions
 * @n_ids: their number
 * @restore: brings back what was removed, and takes marks for deletion off
 * @n_done: (out) (optional): how many were changed; those under way never are
 * @error: (out) (optional): why not
 *
 * Takes positions away. One that the service has is not removed but marked to be deleted there.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_remove_positions (SptDb         *db,
                         const gint64  *ids,
                         guint          n_ids,
                         gboolean       restore,
                         guint         *n_done,
                         GError       **error)
{
  guint n = 0;

  if (!pick (db, ids, n_ids, error))
    return FALSE;

  if (restore)
    {
      if (!mark_picked (db, FALSE, &n, error) ||
          !update_counting (db,
                            "UPDATE position SET removed = NULL WHERE id IN (SELECT id FROM pick) "
                            "AND removed IS NOT NULL AND ?1 = 0", 0, &n, error))
        return FALSE;
    }
  else
    {
      if (!mark_picked (db, TRUE, &n, error) ||
          !update_counting (db,
                            "UPDATE position AS p SET removed = ?1 WHERE id IN (SELECT id FROM "
                            "pick) AND removed IS NULL AND (SELECT accepted FROM position_now AS w WHERE "
                            "w.id = p.id) = 0 AND NOT " SQL_UNDER_WAY, spt_db_now (db), &n, error))
        return FALSE;
    }

  if (n_done != NULL)
    *n_done = n;
  spt_db_mark (db, SPT_CHANGED_POSITIONS);

  return TRUE;
}

/**
 * spt_db_mark_delete_positions:
 * @db: a writing connection
 * @ids: (array length=n_ids): positions
 * @n_ids: their number
 * @mark: %FALSE takes the mark off; of one already deleted at the service that makes a new one to
 *   create
 * @n_done: (out) (optional): how many were changed; those under way, or not at the service, never
 *   are
 * @error: (out) (optional): why not
 *
 * Marks positions to be deleted at the service: their next operation.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_mark_delete_positions (SptDb         *db,
                              const gint64  *ids,
                              guint          n_ids,
                              gboolean       mark,
                              guint         *n_done,
                              GError       **error)
{
  guint n = 0;

  if (!pick (db, ids, n_ids, error) || !mark_picked (db, mark, &n, error))
    return FALSE;

  if (n_done != NULL)
    *n_done = n;
  spt_db_mark (db, SPT_CHANGED_POSITIONS);

  return TRUE;
}

/**
 * spt_db_override_position_issue:
 * @db: a writing connection
 * @id: the position
 * @code: the issue's code
 * @path: (nullable): where it is
 * @value: (nullable): the value it is about
 * @reason: why the clerk takes it upon himself
 * @who: the clerk
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when no such error may be overridden
 *
 * Turns an identifier error into a warning, on record, as long as the value stays the same.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_override_position_issue (SptDb       *db,
                                gint64       id,
                                const char  *code,
                                const char  *path,
                                const char  *value,
                                const char  *reason,
                                const char  *who,
                                GError     **error)
{
  gint64 n;

  if (!check_not_under_way (db, id, error))
    return FALSE;

  if (!spt_db_exec (db, error,
                    "UPDATE position_issue SET level = 'warning' WHERE position_id = ?1 AND code = "
                    "?2 AND path IS ?3 AND value IS ?4 AND level = 'error' AND overridable = 1",
                    "ittt", id, code, path,
                    value))
    return FALSE;
  n = spt_db_n_changed (db);
  if (n == 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND,
                   "Position %" G_GINT64_FORMAT " has no error “%s” that may be overridden", id,
                   code);
      return FALSE;
    }

  spt_db_mark (db, SPT_CHANGED_POSITIONS);

  return spt_db_exec (db, error,
                      "INSERT INTO position_override (position_id, code, path, value, reason, who, "
                      "utc) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (position_id, code, "
                      "path) DO UPDATE SET value = excluded.value, reason = excluded.reason, who = "
                      "excluded.who, utc = excluded.utc", "ittttti",
                      id, code, path != NULL ? path : "", value != NULL ? value : "", reason != NULL
                        ? reason : "",
                      who != NULL ? who : "", spt_db_now (db)) &&
         spt_db_exec (db, error,
                      "UPDATE position SET n_errors = n_errors - ?2, n_warnings = n_warnings + ?2 "
                      "WHERE id = ?1", "ii",
                      id, n) &&
         /* What the service refused stays so until somebody edits it. */
         spt_db_exec (db, error,
                      "UPDATE position_now SET state = " SPT_SQL_IDLE_STATE " FROM position AS p "
                      "WHERE p.id = position_now.id AND p.id = ?1 AND state = 'to-fix'", "i", id);
}
