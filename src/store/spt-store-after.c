/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After sending: what failed and was sent again, uploads made elsewhere, what a person should
 * know of, why something is deleted. */
#define G_LOG_DOMAIN "spt-store-after"

#include "config.h"

#include "store/spt-store-after.h"

#include "store/spt-store-accounts.h"
#include "store/spt-store-events.h"
#include "store/spt-store-private.h"

/* Of item i whose record is no position. */
#define DOSSIER \
  "FROM dossier AS d WHERE p.id IS NULL AND d.id = i.record_id AND d.kind = i.record_kind AND "
#define NOT_REMOVED "NOT EXISTS (SELECT 1 " DOSSIER "d.removed NOT NULL)"
#define IS_FAULTY   "(IFNULL (p.n_errors, 0) > 0 OR EXISTS (SELECT 1 " DOSSIER "d.n_errors > 0))"

/* What failed and nobody took care of since. A record that has been in a later submission is
 * that one's matter, whatever became of it there; one without a record was sent again when a
 * submission that resends this one has its key. What was withdrawn was not sent. */
#define FAILED(where)                                                                             \
  "FROM submission AS s JOIN item AS i ON i.submission_id = s.id LEFT JOIN position AS p ON "     \
  "i.record_kind = '" SPT_RECORD_POSITIONS "' AND p.id = i.record_id WHERE " where " AND "        \
  "s.followed = 0 AND " SPT_SQL_ITEM_STATE " IN ('refused', 'uncertain') AND CASE WHEN "           \
  "i.record_id IS NOT NULL THEN p.removed IS NULL AND IFNULL (p.gone, 0) = 0 AND " NOT_REMOVED     \
  " AND "                                                                                         \
  "NOT EXISTS (SELECT 1 FROM item AS j JOIN submission AS t ON t.id = j.submission_id WHERE "     \
  "j.record_kind = i.record_kind AND j.record_id = i.record_id AND j.submission_id > s.id AND "   \
  "t.state <> 'cancelled' AND t.followed = 0) ELSE NOT EXISTS (SELECT 1 FROM submission AS t "    \
  "JOIN item AS j ON j.submission_id = t.id WHERE t.resend_of = s.id AND j.key = i.key AND "      \
  "t.state <> 'cancelled') END"

#define FAILED_OF_ONE FAILED ("s.id = ?1")
/* What has no record is sent again from the body it was in: that is each submission's own matter. */
#define FAILED_OF_JOB                                                                             \
  FAILED ("s.job_id = (SELECT job_id FROM submission WHERE id = ?1) AND s.state IN ('done', "     \
          "'partly-done', 'refused') AND (s.id = ?1 OR i.record_id IS NOT NULL)")

#define WITHOUT_ERRORS " AND (?2 = 0 OR NOT " IS_FAULTY ")"

/**
 * spt_db_list_failed:
 * @db: a connection
 * @id: a submission
 * @whole_job: also those of the other submissions of its job that have ended
 * @leave_faulty: leaves out what has errors to mend first
 * @first: from 0
 * @count: most items
 * @error: (out) (optional): why not
 *
 * Lists what is still to be sent again: refused, or passed over, and in no later submission.
 *
 * Returns: (transfer full) (element-type SptItem) (nullable): the items
 */
GPtrArray *
spt_db_list_failed (SptDb     *db,
                    gint64     id,
                    gboolean   whole_job,
                    gboolean   leave_faulty,
                    guint      first,
                    guint      count,
                    GError   **error)
{
  return spt_db_list_items_where (db, error,
                                  whole_job ? FAILED_OF_JOB WITHOUT_ERRORS
                                            : FAILED_OF_ONE WITHOUT_ERRORS, id, leave_faulty,
                                  first, count);
}

/**
 * spt_db_count_failed:
 * @db: a connection
 * @id: a submission
 * @whole_job: also those of the other submissions of its job that have ended
 * @n_failed: (out): what spt_db_list_failed() would list
 * @n_faulty: (out): those of them with errors to mend
 * @error: (out) (optional): why not
 *
 * Counts what is still to be sent again.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_count_failed (SptDb   *db,
                     gint64   id,
                     gboolean whole_job,
                     guint   *n_failed,
                     guint   *n_faulty,
                     GError **error)
{
  gint64 failed, faulty;

  if (!spt_db_query_int (db, 0, &failed, error,
                         whole_job ? "SELECT count (*) " FAILED_OF_JOB
                                   : "SELECT count (*) " FAILED_OF_ONE, "i", id) ||
      !spt_db_query_int (db, 0, &faulty, error,
                         whole_job ? "SELECT count (*) " FAILED_OF_JOB " AND " IS_FAULTY
                                   : "SELECT count (*) " FAILED_OF_ONE " AND " IS_FAULTY,
                         "i", id))
    return FALSE;
  *n_failed = (guint) failed;
  *n_faulty = (guint) faulty;

  return TRUE;
}

/**
 * spt_db_list_resends:
 * @db: a connection
 * @id: a submission
 * @error: (out) (optional): why not
 *
 * Lists the submissions that send again what failed in @id: alone, or together with what failed in
 * others of its job.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): their ids, oldest first
 */
GArray *
spt_db_list_resends (SptDb   *db,
                     gint64   id,
                     GError **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT t.id FROM submission AS s JOIN submission AS t "
                                       "ON t.job_id = s.job_id AND t.id > s.id WHERE s.id = ?1 AND "
                                       "t.resend_of IS NOT NULL AND (t.resend_of = s.id OR EXISTS "
                                       "(SELECT 1 FROM item AS j JOIN item AS i ON i.record_kind = "
                                       "j.record_kind AND i.record_id = j.record_id AND "
                                       "i.submission_id = s.id WHERE j.submission_id = t.id)) ORDER "
                                       "BY t.id", error);

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id))
    return NULL;

  return spt_db_list_ids (db, stmt, error);
}

/**
 * spt_db_list_done_keys:
 * @db: a connection
 * @id: a submission
 * @error: (out) (optional): why not
 *
 * Lists the keys of the items that the service called done already.
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the keys
 */
GPtrArray *
spt_db_list_done_keys (SptDb   *db,
                       gint64   id,
                       GError **error)
{
  return spt_db_list_texts (db, error, "SELECT i.key FROM item AS i JOIN submission AS s ON s.id = "
                            "i.submission_id WHERE s.id = ?1 AND " SPT_SQL_ITEM_STATE " = 'done' "
                            "ORDER BY i.n", id);
}

#define ORIGINALS                                                                                 \
  "FROM (SELECT p.import_id FROM item AS i JOIN position AS p ON p.id = i.record_id WHERE "        \
  "i.submission_id = ?1 AND i.record_kind = '" SPT_RECORD_POSITIONS "' UNION ALL SELECT "         \
  "d.import_id FROM item AS i JOIN dossier AS d ON d.id = i.record_id AND d.kind = "              \
  "i.record_kind WHERE i.submission_id = ?1 UNION ALL SELECT u.import_id FROM item AS i JOIN "    \
  "dossier AS d ON d.id = i.record_id AND d.kind = i.record_kind JOIN dossier_undo AS u ON "      \
  "u.dossier_id = d.id JOIN submission AS s ON s.id = i.submission_id JOIN import_batch AS m ON " \
  "m.id = u.import_id AND m.created <= s.created WHERE i.submission_id = ?1) AS c JOIN "          \
  "import_source AS o ON o.import_id = c.import_id JOIN import_batch AS b ON b.id = c.import_id " \
  "GROUP BY b.id ORDER BY count (*) DESC, b.id DESC LIMIT 5"

/**
 * spt_db_list_originals:
 * @db: a connection
 * @id: a submission
 * @labels: (out) (transfer full) (element-type utf8): what the imports are called
 * @error: (out) (optional): why not
 *
 * Lists the imports whose file can be given back with what became of its rows in a submission.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): their ids, most rows first
 */
GArray *
spt_db_list_originals (SptDb      *db,
                       gint64      id,
                       GPtrArray **labels,
                       GError    **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT b.id " ORIGINALS, error);
  g_autoptr (GArray) ids = NULL;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id))
    return NULL;
  ids = spt_db_list_ids (db, stmt, error);
  if (ids == NULL)
    return NULL;
  *labels = spt_db_list_texts (db, error, "SELECT b.label " ORIGINALS, id);

  return *labels != NULL ? g_steal_pointer (&ids) : NULL;
}

/* --- what a person should know of ------------------------------------------------------------ */

static gboolean
count_attention (SptDb       *db,
                 gint64       id,
                 const char  *code,
                 gint64      *n,
                 GError     **error)
{
  return spt_db_query_int (db, 0, n, error,
                           "SELECT count (*) FROM event WHERE submission_id = ?1 AND kind = "
                           "'attention' AND (?2 IS NULL OR text = ?2)", "it", id, code);
}

/**
 * spt_db_note_attention:
 * @db: a writing connection
 * @id: a submission that goes on
 * @code: what a person should know
 * @is_new: (out): whether it was not noted before
 * @error: (out) (optional): why not
 *
 * Notes, once for each code, that something goes on but not as it should.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_note_attention (SptDb       *db,
                       gint64       id,
                       const char  *code,
                       gboolean    *is_new,
                       GError     **error)
{
  gint64 n;

  *is_new = FALSE;
  if (!count_attention (db, id, code, &n, error))
    return FALSE;
  if (n > 0)
    return TRUE;

  *is_new = TRUE;
  return spt_db_add_event (db, "attention", id, 0, 0, "sportello", code, error);
}

/**
 * spt_db_has_attention:
 * @db: a connection
 * @id: a submission
 * @has: (out): whether it ever went on as it should not
 * @error: (out) (optional): why not
 *
 * Says whether a person may decide about a submission that still goes on.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_has_attention (SptDb     *db,
                      gint64     id,
                      gboolean  *has,
                      GError   **error)
{
  gint64 n;

  if (!count_attention (db, id, NULL, &n, error))
    return FALSE;
  *has = n > 0;

  return TRUE;
}

/* --- uploads made with other software --------------------------------------------------------- */

/**
 * spt_db_find_remote:
 * @db: a connection
 * @service: a service
 * @remote_id: the service's id of an upload
 * @error: (out) (optional): why not
 *
 * Finds the submission that an upload belongs to, through whichever account.
 *
 * Returns: its id; 0 = none; -1 on an error
 */
gint64
spt_db_find_remote (SptDb       *db,
                    const char  *service,
                    const char  *remote_id,
                    GError     **error)
{
  gint64 id;

  if (!spt_db_query_int (db, 0, &id, error,
                         "SELECT id FROM submission WHERE service = ?1 AND remote_id = ?2 ORDER BY "
                         "followed, id LIMIT 1",
                         "tt", service, remote_id))
    return -1;

  return id;
}

/**
 * spt_db_follow_upload:
 * @db: a writing connection
 * @account_id: the account it can be asked about with
 * @service: its service
 * @operation: what it was, as far as is known
 * @remote_id: the service's id of it
 * @title: what the clerk sees
 * @who: (nullable): the clerk
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT when the archive has it already
 *
 * Adds a submission for an upload that was made with other software: no body, no rows yet, waiting
 * for its report like any other. Nothing of ours is claimed to be in it.
 *
 * Returns: the submission's id; 0 on an error
 */
gint64
spt_db_follow_upload (SptDb       *db,
                      gint64       account_id,
                      const char  *service,
                      const char  *operation,
                      const char  *remote_id,
                      const char  *title,
                      const char  *who,
                      GError     **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *lane = g_strdup_printf ("account:%" G_GINT64_FORMAT, account_id);
  gint64 now = spt_db_now (db);
  gint64 known = spt_db_find_remote (db, service, remote_id, error);
  gint64 job_id, id;

  if (known < 0)
    return 0;
  if (known > 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "That upload is submission %" G_GINT64_FORMAT " already", known);
      return 0;
    }

  job_id = spt_db_add_job (db, service, operation, account_id, title, who, error);
  if (job_id == 0)
    return 0;
  if (!spt_db_exec (db, error,
                    "INSERT INTO submission (uuid, job_id, account_id, service, operation, lane, "
                    "state, state_since, method, path, body_sha256, remote_id, next_check, "
                    "followed, created, updated) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', ?7, "
                    "'', '', '', ?8, ?7, 1, ?7, ?7)", "tiitttit",
                    uuid, job_id, account_id, service, operation, lane, now, remote_id))
    return 0;
  id = spt_db_last_id (db);
  spt_db_mark (db, SPT_CHANGED_SUBMISSIONS);

  return spt_db_add_event (db, "followed", id, 0, 0, who, remote_id, error) ? id : 0;
}

/**
 * spt_db_add_followed_items:
 * @db: a writing connection
 * @id: a followed submission
 * @account_id: its account
 * @organization: (nullable): the creditor body of the account
 * @keys: (array length=n_keys): what the report names
 * @n_keys: their number
 * @error: (out) (optional): why not
 *
 * Adds the rows that a followed upload turned out to have. They are never open and no record takes
 * its state from them: what was in them nobody here knows.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_add_followed_items (SptDb              *db,
                           gint64              id,
                           gint64              account_id,
                           const char         *organization,
                           const char *const  *keys,
                           guint               n_keys,
                           GError            **error)
{
  for (guint i = 0; i < n_keys; i++)
    {
      if (!spt_db_exec (db, error,
                        "INSERT INTO item (submission_id, n, key, row, record_kind, record_id, "
                        "state) SELECT ?1, ?2, ?3, ?2, CASE WHEN r IS NULL THEN NULL ELSE '"
                        SPT_RECORD_POSITIONS "' END, r, 'draft' FROM (SELECT (SELECT id FROM "
                        "position JOIN position_now USING (id) WHERE iupd = ?3 AND "
                        "removed IS NULL AND (account_id = ?4 OR "
                        "(account_id IS NULL AND IFNULL (organization, ?5) IS ?5)) ORDER BY id "
                        "DESC LIMIT 1) AS r)", "iitit",
                        id, (gint64) i + 1, keys[i], account_id, organization))
        return FALSE;
    }

  return spt_db_exec (db, error,
                      "UPDATE submission SET n_items = (SELECT count (*) FROM item WHERE "
                      "submission_id = ?1) WHERE id = ?1", "i", id);
}

/* --- positions -------------------------------------------------------------------------------- */

/**
 * spt_db_set_delete_reason:
 * @db: a writing connection
 * @ids: (array length=n_ids): positions
 * @n_ids: their number
 * @reason: (nullable): why; %NULL forgets it
 * @error: (out) (optional): why not
 *
 * Keeps why positions are deleted at the service.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_delete_reason (SptDb         *db,
                          const gint64  *ids,
                          guint          n_ids,
                          const char    *reason,
                          GError       **error)
{
  for (guint i = 0; i < n_ids; i++)
    {
      if (!spt_db_exec (db, error,
                        "UPDATE position AS p SET delete_reason = ?2 WHERE id = ?1 AND "
                        "delete_reason IS NOT ?2 AND (?2 IS NULL OR marked_delete = 1) AND NOT EXISTS "
                        SPT_SQL_OPEN_SUBMISSION ("1"), "it", ids[i], reason))
        return FALSE;
    }
  spt_db_mark (db, SPT_CHANGED_POSITIONS);

  return TRUE;
}

/**
 * spt_db_get_delete_reason:
 * @db: a connection
 * @id: a position
 * @error: (out) (optional): why not
 *
 * Gets why a position is, or was, to be deleted at the service.
 *
 * Returns: (transfer full) (nullable): the reason; %NULL without @error set when none was given
 */
char *
spt_db_get_delete_reason (SptDb   *db,
                          gint64   id,
                          GError **error)
{
  g_autoptr (GPtrArray) texts =
    spt_db_list_texts (db, error, "SELECT delete_reason FROM position WHERE id = ?1 AND "
                       "delete_reason IS NOT NULL", id);

  return texts != NULL && texts->len > 0 ? g_strdup (g_ptr_array_index (texts, 0)) : NULL;
}

/**
 * spt_db_get_position_docs:
 * @db: a connection
 * @id: a position
 * @doc: (out) (transfer full): as it is
 * @accepted: (out) (transfer full) (nullable): as the service has it, where that is something else
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets both documents of a position that is to be updated.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_position_docs (SptDb   *db,
                          gint64   id,
                          char   **doc,
                          char   **accepted,
                          GError **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT d.doc, CASE WHEN w.accepted = 2 THEN d.accepted_doc END FROM "
                    "position_doc AS d JOIN position_now AS w ON w.id = d.id WHERE d.id = ?1",
                    error);
  gboolean row;

  *doc = NULL;
  *accepted = NULL;
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (!row)
    return spt_db_set_not_found ("position", id, error);

  *doc = spt_db_dup_text (stmt, 0);
  *accepted = spt_db_dup_text (stmt, 1);
  sqlite3_reset (stmt);

  return TRUE;
}
