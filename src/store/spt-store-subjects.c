/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and companies: saving, finding, taking away and bringing back, their debt positions. */
#define G_LOG_DOMAIN "spt-store-subjects"

#include "config.h"

#include "store/spt-store-subjects.h"

#include "store/spt-store-private.h"

#define SQL_STATE "CASE WHEN n_errors > 0 THEN 'to-fix' ELSE 'ready' END"

static const char *const sorts[][3] = {
  [SPT_SUBJECT_SORT_NAME] = { "name COLLATE NOCASE", NULL, NULL },
  [SPT_SUBJECT_SORT_CODE] = { "IFNULL (fiscal_code, vat_number)", NULL, NULL },
  [SPT_SUBJECT_SORT_CITY] = { "city COLLATE NOCASE", NULL, NULL },
  [SPT_SUBJECT_SORT_PEC] = { "pec COLLATE NOCASE", NULL, NULL },
  [SPT_SUBJECT_SORT_STATE] = { "state = 'ready'", "n_warnings = 0", NULL },
  [SPT_SUBJECT_SORT_UPDATED] = { "updated", NULL, NULL },
  [SPT_SUBJECT_SORT_IMPORT] = { "import_id", "import_row", NULL },
};

const SptListKind spt_subjects_kind = {
  .get_type = spt_subject_get_type,
  .type = &spt_subject_struct,
  .what = "subject",
  .changed = SPT_CHANGED_SUBJECTS,
  .sql_row = "SELECT kind, fiscal_code, vat_number, IFNULL (fiscal_code, vat_number), name, "
             "birth_date, city, email, pec, state, n_errors, n_warnings, updated FROM subject "
             "WHERE id = ?1",
  .from = " FROM subject WHERE removed IS NULL",
  .where_search = " AND id IN (SELECT rowid FROM subject_search WHERE subject_search MATCH ?)",
  /* What was there before and was completed is of the import as well. */
  .where_import = " AND (import_id = ? OR id IN (SELECT subject_id FROM subject_undo WHERE "
                  "import_id = ?))",
  .sorts = sorts,
  .n_sorts = G_N_ELEMENTS (sorts),
};

/* --- the index --------------------------------------------------------------------------------- */

/* Contentless: to take a row out of it, this text must come out the same. */
static char *
join_words (const char *const *parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 6; i++)
    {
      if (parts[i] != NULL && *parts[i] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", parts[i]);
    }

  return g_string_free (text, FALSE);
}

static char *
words_of (const SptSubjectColumns *columns)
{
  const char *const parts[] = { columns->fiscal_code, columns->vat_number, columns->name,
                                columns->city, columns->email, columns->pec };

  return join_words (parts);
}

/* NULL without an error: there is no such live subject. */
static char *
words_in_archive (SptDb   *db,
                  gint64   id,
                  GError **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT fiscal_code, vat_number, name, city, email, pec FROM subject "
                    "WHERE id = ?1 AND removed IS NULL", error);
  const char *parts[6];
  char *text;
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !spt_db_step (db, stmt, &row, error))
    return NULL;
  if (!row)
    {
      spt_db_set_not_found ("subject", id, error);
      return NULL;
    }

  for (int i = 0; i < 6; i++)
    parts[i] = spt_db_column_text (stmt, i);
  text = join_words (parts);
  sqlite3_reset (stmt);

  return text;
}

/* --- saving ------------------------------------------------------------------------------------ */

static gboolean
save_issues (SptDb         *db,
             gint64         id,
             SptIssueList  *issues,
             GError       **error)
{
  guint n = issues != NULL ? spt_issue_list_get_n (issues) : 0;

  if (!spt_db_exec (db, error, "DELETE FROM subject_issue WHERE subject_id = ?1", "i", id))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      if (!spt_db_insert_issue (db, "INSERT INTO subject_issue (subject_id, " SPT_SQL_ISSUE_VALUES,
                                id, i, issue, issue->level, error))
        return FALSE;
    }

  return TRUE;
}

static gint64
insert_subject (SptDb                    *db,
                const char               *doc,
                const SptSubjectColumns  *columns,
                gint64                    n_errors,
                gint64                    n_warnings,
                gint64                    import_id,
                guint                     import_row,
                const char               *who,
                GError                  **error)
{
  g_autofree char *words = words_of (columns);
  gint64 id;

  if (!spt_db_exec (db, error,
                    "INSERT INTO subject (kind, fiscal_code, vat_number, name, name_key, "
                    "birth_date, city, email, pec, n_errors, n_warnings, state, import_id, "
                    "import_row, created, updated, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                    "?8, ?9, ?10, ?11, CASE WHEN ?10 > 0 THEN 'to-fix' ELSE 'ready' END, "
                    "NULLIF (?12, 0), NULLIF (?13, 0), ?14, ?14, ?15)", "tttttttttiiiiit",
                    columns->kind, columns->fiscal_code, columns->vat_number, columns->name,
                    columns->name_key, columns->birth_date, columns->city, columns->email,
                    columns->pec, n_errors, n_warnings, import_id, (gint64) import_row,
                    spt_db_now (db), who != NULL ? who : ""))
    return 0;
  id = spt_db_last_id (db);

  if (!spt_db_exec (db, error, "INSERT INTO subject_doc (id, doc) VALUES (?1, ?2)", "it", id,
                    doc) ||
      !spt_db_exec (db, error, "INSERT INTO subject_search (rowid, text) VALUES (?1, ?2)", "it",
                    id, words))
    return 0;

  return id;
}

static gboolean
update_subject (SptDb                    *db,
                gint64                    id,
                const char               *doc,
                const SptSubjectColumns  *columns,
                gint64                    n_errors,
                gint64                    n_warnings,
                const char               *who,
                GError                  **error)
{
  g_autofree char *before = words_in_archive (db, id, error);
  g_autofree char *after = words_of (columns);

  if (before == NULL)
    return FALSE;
  if (strcmp (before, after) != 0 &&
      (!spt_db_exec (db, error, "INSERT INTO subject_search (subject_search, rowid, text) VALUES "
                     "('delete', ?1, ?2)", "it", id, before) ||
       !spt_db_exec (db, error, "INSERT INTO subject_search (rowid, text) VALUES (?1, ?2)", "it",
                     id, after)))
    return FALSE;

  return spt_db_exec (db, error,
                      "UPDATE subject SET kind = ?2, fiscal_code = ?3, vat_number = ?4, name = ?5, "
                      "name_key = ?6, birth_date = ?7, city = ?8, email = ?9, pec = ?10, "
                      "n_errors = ?11, n_warnings = ?12, updated = ?13, updated_by = ?14, "
                      "edits = edits + 1 WHERE id = ?1", "itttttttttiiit", id, columns->kind,
                      columns->fiscal_code, columns->vat_number, columns->name, columns->name_key,
                      columns->birth_date, columns->city, columns->email, columns->pec, n_errors,
                      n_warnings, spt_db_now (db), who != NULL ? who : "") &&
         spt_db_exec (db, error, "UPDATE subject SET state = " SQL_STATE " WHERE id = ?1", "i",
                      id) &&
         spt_db_exec (db, error, "UPDATE subject_doc SET doc = ?2 WHERE id = ?1", "it", id, doc);
}

/**
 * spt_db_save_subject:
 * @db: a writing connection
 * @id: the subject; 0 = a new one
 * @doc: its document, however incomplete
 * @columns: what of it is valid; kind, name, name_key, city, email and pec are not %NULL
 * @issues: (nullable): what a check found; replaces what was stored
 * @import_id: for a new one: the import it came with; 0 = none
 * @import_row: for a new one: the row it stood in, from 1; 0 = none
 * @who: (nullable): the clerk
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when it is gone
 *
 * Saves a person or company: to fix with errors, else ready.
 *
 * Returns: the id; 0 on an error
 */
gint64
spt_db_save_subject (SptDb                    *db,
                     gint64                    id,
                     const char               *doc,
                     const SptSubjectColumns  *columns,
                     SptIssueList             *issues,
                     gint64                    import_id,
                     guint                     import_row,
                     const char               *who,
                     GError                  **error)
{
  gint64 n_errors = issues != NULL ? spt_issue_list_get_n_errors (issues) : 0;
  gint64 n_warnings = issues != NULL ? spt_issue_list_get_n_warnings (issues) : 0;

  g_return_val_if_fail (doc != NULL, 0);
  g_return_val_if_fail (columns != NULL, 0);

  spt_db_mark (db, SPT_CHANGED_SUBJECTS);

  if (id == 0)
    {
      id = insert_subject (db, doc, columns, n_errors, n_warnings, import_id, import_row, who,
                           error);
      if (id == 0)
        return 0;
    }
  else if (!update_subject (db, id, doc, columns, n_errors, n_warnings, who, error))
    {
      return 0;
    }

  return save_issues (db, id, issues, error) ? id : 0;
}

/* --- reading ----------------------------------------------------------------------------------- */

/**
 * spt_db_get_subject_doc:
 * @db: a connection
 * @id: the subject
 * @issues: (out) (optional) (transfer full): what the last check found
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets the document of a subject, a removed one too.
 *
 * Returns: (transfer full) (nullable): its text
 */
char *
spt_db_get_subject_doc (SptDb         *db,
                        gint64         id,
                        SptIssueList **issues,
                        GError       **error)
{
  return spt_db_dup_doc (db, "subject", id, "SELECT doc FROM subject_doc WHERE id = ?1",
                         "SELECT level, overridable, domain, code, path, value, lim, 0 FROM "
                         "subject_issue WHERE subject_id = ?1 ORDER BY n",
                         issues, error);
}

/**
 * spt_db_get_subject:
 * @db: a connection
 * @id: the subject
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets a subject as an object of its own, with every property set.
 *
 * Returns: (transfer full) (nullable): the subject
 */
SptSubject *
spt_db_get_subject (SptDb   *db,
                    gint64   id,
                    GError **error)
{
  return spt_db_get_row (db, &spt_subjects_kind, id, error);
}

/**
 * spt_db_get_subject_is_live:
 * @db: a connection
 * @id: the subject
 * @live: (out): whether lists show it
 * @merged_into: (out) (optional): the subject it is part of now; 0 = of none
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Says whether a subject is in the directory still.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_subject_is_live (SptDb     *db,
                            gint64     id,
                            gboolean  *live,
                            gint64    *merged_into,
                            GError   **error)
{
  gint64 value;

  if (!spt_db_query_int (db, -1, &value, error, "SELECT removed IS NULL FROM subject WHERE id = ?1",
                         "i", id))
    return FALSE;
  if (value < 0)
    return spt_db_set_not_found ("subject", id, error);
  *live = value != 0;

  return merged_into == NULL ||
         spt_db_query_int (db, 0, merged_into, error,
                           "SELECT merged_into FROM subject WHERE id = ?1", "i", id);
}

/**
 * spt_db_find_subject:
 * @db: a connection
 * @fiscal_code: (nullable): codice fiscale
 * @vat_number: (nullable): partita IVA
 * @error: (out) (optional): why not
 *
 * Finds whom a row of a file means. The codice fiscale decides; a partita IVA does only where one
 * of the two has no codice fiscale, for companies of one VAT group share it. A company's codice
 * fiscale may stand in the other column.
 *
 * Returns: its id; 0 = none; -1 on an error
 */
gint64
spt_db_find_subject (SptDb       *db,
                     const char  *fiscal_code,
                     const char  *vat_number,
                     GError     **error)
{
  gint64 id = 0;

  if (fiscal_code != NULL &&
      (!spt_db_query_int (db, 0, &id, error,
                          "SELECT id FROM subject WHERE fiscal_code = ?1 AND removed IS NULL "
                          "ORDER BY id LIMIT 1", "t", fiscal_code) ||
       (id == 0 &&
        !spt_db_query_int (db, 0, &id, error,
                           "SELECT id FROM subject WHERE vat_number = ?1 AND fiscal_code IS NULL "
                           "AND removed IS NULL ORDER BY id LIMIT 1", "t", fiscal_code))))
    return -1;
  if (id != 0 || vat_number == NULL)
    return id;

  if (!spt_db_query_int (db, 0, &id, error,
                         "SELECT id FROM subject WHERE vat_number = ?1 AND removed IS NULL AND "
                         "(fiscal_code IS NULL OR ?2 IS NULL) ORDER BY id LIMIT 1", "tt",
                         vat_number, fiscal_code) ||
      (id == 0 && fiscal_code == NULL &&
       !spt_db_query_int (db, 0, &id, error,
                          "SELECT id FROM subject WHERE fiscal_code = ?1 AND removed IS NULL "
                          "ORDER BY id LIMIT 1", "t", vat_number)))
    return -1;

  return id;
}

/**
 * spt_db_find_subject_by_name:
 * @db: a connection
 * @name_key: the words of the name, folded and sorted
 * @birth_date: (nullable): ISO
 * @error: (out) (optional): why not
 *
 * Finds whom a row without any code means: somebody without any code either.
 *
 * Returns: its id; 0 = none; -1 on an error
 */
gint64
spt_db_find_subject_by_name (SptDb       *db,
                             const char  *name_key,
                             const char  *birth_date,
                             GError     **error)
{
  gint64 id;

  if (!spt_db_query_int (db, 0, &id, error,
                         "SELECT id FROM subject WHERE name_key = ?1 AND birth_date IS ?2 AND "
                         "fiscal_code IS NULL AND vat_number IS NULL AND removed IS NULL "
                         "ORDER BY id LIMIT 1", "tt", name_key, birth_date))
    return -1;

  return id;
}

/**
 * spt_db_find_subject_twin:
 * @db: a connection
 * @id: a subject, which does not count; 0 = a new one
 * @fiscal_code: (nullable): its codice fiscale
 * @vat_number: (nullable): its partita IVA
 * @error: (out) (optional): why not
 *
 * Finds another subject that has one of these codes in either place.
 *
 * Returns: its id; 0 = none; -1 on an error
 */
gint64
spt_db_find_subject_twin (SptDb       *db,
                          gint64       id,
                          const char  *fiscal_code,
                          const char  *vat_number,
                          GError     **error)
{
  gint64 twin;

  if (!spt_db_query_int (db, 0, &twin, error,
                         "SELECT min (id) FROM (SELECT id FROM subject WHERE removed IS NULL AND "
                         "id <> ?1 AND fiscal_code IN (?2, ?3) UNION ALL SELECT id FROM subject "
                         "WHERE removed IS NULL AND id <> ?1 AND vat_number IN (?2, ?3))", "itt",
                         id, fiscal_code, vat_number))
    return -1;

  return twin;
}

/**
 * spt_db_remove_subjects:
 * @db: a writing connection
 * @ids: (array length=n_ids): subjects
 * @n_ids: their number
 * @restore: brings back what was removed; what was merged stays where it is
 * @n_done: (out) (optional): how many were changed
 * @error: (out) (optional): why not
 *
 * Takes subjects out of the directory. Their debt positions have copies of their data and stay.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_remove_subjects (SptDb         *db,
                        const gint64  *ids,
                        guint          n_ids,
                        gboolean       restore,
                        guint         *n_done,
                        GError       **error)
{
  guint n = 0;

  for (guint i = 0; i < n_ids; i++)
    {
      if (!spt_db_exec (db, error,
                        restore
                        ? "UPDATE subject SET removed = NULL WHERE id = ?1 AND removed IS NOT NULL "
                        "AND merged_into IS NULL AND ?2 > 0"
                        : "UPDATE subject SET removed = ?2 WHERE id = ?1 AND removed IS NULL", "ii",
                        ids[i], spt_db_now (db)))
        return FALSE;
      n += (guint) spt_db_n_changed (db);
    }

  if (n_done != NULL)
    *n_done = n;
  spt_db_mark (db, SPT_CHANGED_SUBJECTS);

  return TRUE;
}

/* --- positions --------------------------------------------------------------------------------- */

/**
 * spt_db_list_subject_positions:
 * @db: a connection
 * @id: the subject
 * @max: at most so many; 0 = all
 * @n_all: (out) (optional): how many there are
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why not
 *
 * Finds the debt positions of a debtor: those linked to it, and those with one of its codes.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): their ids, the last changed first
 */
GArray *
spt_db_list_subject_positions (SptDb         *db,
                               gint64         id,
                               guint          max,
                               guint         *n_all,
                               GCancellable  *cancellable,
                               GError       **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT p.id FROM subject AS s, position AS p WHERE s.id = ?1 AND "
                    "p.removed IS NULL AND (p.subject_id = s.id OR (p.subject_id IS NULL AND "
                    "(p.debtor_code = s.fiscal_code OR p.debtor_code = s.vat_number))) "
                    "ORDER BY p.updated DESC, p.id DESC", error);
  GArray *ids;

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || stmt == NULL ||
      !spt_db_bind (db, stmt, error, "i", id))
    return NULL;
  ids = spt_db_list_ids (db, stmt, error);
  if (ids == NULL)
    return NULL;

  if (n_all != NULL)
    *n_all = ids->len;
  if (max != 0 && ids->len > max)
    g_array_set_size (ids, max);

  return ids;
}

/**
 * spt_db_get_position_subject:
 * @db: a connection
 * @position_id: a debt position
 * @error: (out) (optional): why not
 *
 * Gets the subject that a position's debtor was taken from.
 *
 * Returns: its id, if it is in the directory still; 0 = none; -1 on an error
 */
gint64
spt_db_get_position_subject (SptDb   *db,
                             gint64   position_id,
                             GError **error)
{
  gint64 id;

  if (!spt_db_query_int (db, 0, &id, error,
                         "SELECT s.id FROM position AS p JOIN subject AS s ON s.id = p.subject_id "
                         "WHERE p.id = ?1 AND s.removed IS NULL", "i", position_id))
    return -1;

  return id;
}

/**
 * spt_db_link_position:
 * @db: a writing connection
 * @position_id: a debt position
 * @subject_id: the subject its debtor was taken from; 0 = none
 * @error: (out) (optional): why not
 *
 * Keeps the link from a position to a subject. Its document, and what the service has, stay as they
 * are.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_link_position (SptDb   *db,
                      gint64   position_id,
                      gint64   subject_id,
                      GError **error)
{
  return spt_db_exec (db, error,
                      "UPDATE position SET subject_id = NULLIF (?2, 0) WHERE id = ?1", "ii",
                      position_id, subject_id);
}

/**
 * spt_db_list_new_debtors:
 * @db: a connection
 * @import_id: only of this import of positions; 0 = of all
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why not
 *
 * Finds the debtors whom the directory lacks, told apart by their code; who is anonymous is
 * nobody.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the newest position of each
 */
GArray *
spt_db_list_new_debtors (SptDb         *db,
                         gint64         import_id,
                         GCancellable  *cancellable,
                         GError       **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT max (p.id) FROM position AS p WHERE p.removed IS NULL AND "
                    "(?1 = 0 OR p.import_id = ?1) AND p.debtor_code <> '' AND "
                    "p.debtor_code <> 'ANONIMO' AND "
                    "NOT EXISTS (SELECT 1 FROM subject AS s WHERE s.fiscal_code = p.debtor_code "
                    "AND s.removed IS NULL) AND "
                    "NOT EXISTS (SELECT 1 FROM subject AS s WHERE s.vat_number = p.debtor_code "
                    "AND s.removed IS NULL) GROUP BY p.debtor_code ORDER BY 1", error);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || stmt == NULL ||
      !spt_db_bind (db, stmt, error, "i", import_id))
    return NULL;

  return spt_db_list_ids (db, stmt, error);
}

/**
 * spt_db_link_new_debtors:
 * @db: a writing connection
 * @import_id: the change that brought the subjects
 * @error: (out) (optional): why not
 *
 * Links all positions of the debtors that one change brought into the directory.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_link_new_debtors (SptDb   *db,
                         gint64   import_id,
                         GError **error)
{
  return spt_db_exec (db, error,
                      "WITH new (id, code) AS MATERIALIZED (SELECT id, IFNULL (fiscal_code, "
                      "vat_number) FROM subject WHERE import_id = ?1 AND removed IS NULL) "
                      "UPDATE position SET subject_id = new.id FROM new WHERE "
                      "position.debtor_code = new.code AND position.subject_id IS NULL AND "
                      "position.removed IS NULL", "i", import_id);
}
