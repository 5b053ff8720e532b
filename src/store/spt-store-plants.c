/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants: saving, finding, listing, where they stand at the register, taking away and bringing back. */
#define G_LOG_DOMAIN "spt-store-plants"

#include "config.h"

#include "store/spt-store-plants.h"

#include <string.h>

#include "store/spt-store-plants-private.h"

#define N_WORDS 9

/* What a clerk has to look at comes first. */
#define SQL_STATE_RANK \
  "CASE state WHEN 'to-fix' THEN 0 WHEN 'refused' THEN 1 WHEN 'uncertain' THEN 2 " \
  "WHEN 'not-sent' THEN 3 WHEN 'ready' THEN 4 WHEN 'sending' THEN 5 WHEN 'waiting' THEN 6 " \
  "WHEN 'draft' THEN 7 WHEN 'done' THEN 8 ELSE 9 END"

static const char *const sorts[][3] = {
  [SPT_PLANT_SORT_UPDATED] = { "updated", NULL, NULL },
  [SPT_PLANT_SORT_CODE] = { "code COLLATE NOCASE", NULL, NULL },
  [SPT_PLANT_SORT_NAME] = { "name COLLATE NOCASE", NULL, NULL },
  [SPT_PLANT_SORT_PLACE] = { "place COLLATE NOCASE", NULL, NULL },
  [SPT_PLANT_SORT_CITY] = { "city COLLATE NOCASE", "place COLLATE NOCASE", NULL },
  [SPT_PLANT_SORT_GENERATORS] = { "generators COLLATE NOCASE", NULL, NULL },
  [SPT_PLANT_SORT_POWER] = { "power_w", NULL, NULL },
  [SPT_PLANT_SORT_DUE] = { "due_date IS NULL", "due_date", NULL },
  [SPT_PLANT_SORT_STATE] = { SQL_STATE_RANK, NULL, NULL },
  [SPT_PLANT_SORT_IMPORT] = { "import_id", "import_row", NULL },
};

#define SQL_OPEN "d.plant_id = p.id AND d.removed IS NULL AND d.is_over = 0"

const SptListKind spt_plants_kind = {
  .get_type = spt_plant_get_type,
  .type = &spt_plant_struct,
  .what = "plant",
  .changed = SPT_CHANGED_PLANTS | SPT_CHANGED_DOSSIERS,
  .sql_row = "SELECT p.code, p.name, p.name_code, p.third, p.third_code, p.place, p.city, p.units, "
             "p.generators, p.fuel, p.power_w, p.standing, p.stage, p.present_utc NOT NULL, "
             "p.present_date, p.present_source, p.present_who, p.due_date, p.due_kind, p.state, "
             "p.n_errors, p.n_warnings, (SELECT doc NOT NULL FROM plant_doc WHERE id = p.id), (SELECT "
             "count (*) FROM dossier AS d WHERE " SQL_OPEN "), (SELECT d.type FROM dossier AS d WHERE "
             SQL_OPEN " ORDER BY d.id LIMIT 1), p.schema_sha256, p.account_id, a.name, a.environment, "
             "p.subject_id, p.third_id, i.label, p.import_row, p.updated FROM plant AS p LEFT JOIN "
             "account AS a ON a.id = p.account_id LEFT JOIN import_batch AS i ON i.id = p.import_id "
             "WHERE p.id = ?1",
  .from = " FROM plant WHERE removed IS NULL",
  .where_search = " AND id IN (SELECT rowid FROM plant_search WHERE plant_search MATCH ?)",
  .where_import = " AND (import_id = ? OR id IN (SELECT plant_id FROM plant_undo WHERE import_id = ?))",
  /* Its interventions are what is sent. */
  .where_submission = " AND id IN (SELECT d.plant_id FROM item AS i JOIN dossier AS d ON d.id = "
                      "i.record_id WHERE i.record_kind = '" SPT_KIND_INTERVENTIONS "' AND "
                      "i.submission_id = ?)",
  .where_work = " AND (is_over = 0 OR state <> 'done')",
  .sorts = sorts,
  .n_sorts = G_N_ELEMENTS (sorts),
};

/* --- the index --------------------------------------------------------------------------------- */

/* Contentless: to take a row out of it, this text must come out the same. */
char *
spt_db_dup_plant_words (SptDb   *db,
                        gint64   id,
                        GError **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT code, name, name_code, third, third_code, place, city, units, serials "
                    "FROM plant WHERE id = ?1 AND removed IS NULL", error);
  GString *text;
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !spt_db_step (db, stmt, &row, error))
    return NULL;
  if (!row)
    {
      spt_db_set_not_found ("plant", id, error);
      return NULL;
    }

  text = g_string_new (NULL);
  for (int i = 0; i < N_WORDS; i++)
    {
      const char *part = spt_db_column_text (stmt, i);

      if (part != NULL && *part != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", part);
    }
  sqlite3_reset (stmt);

  return g_string_free (text, FALSE);
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
          spt_db_exec (db, error, "INSERT INTO plant_search (plant_search, rowid, text) VALUES "
                       "('delete', ?1, ?2)", "it", id, before)) &&
         (after == NULL ||
          spt_db_exec (db, error, "INSERT INTO plant_search (rowid, text) VALUES (?1, ?2)", "it", id,
                       after));
}

gboolean
spt_db_index_plant (SptDb       *db,
                    gint64       id,
                    const char  *before,
                    GError     **error)
{
  g_autofree char *after = spt_db_dup_plant_words (db, id, error);

  return after != NULL && change_words (db, id, before, after, error);
}

/* --- saving ------------------------------------------------------------------------------------ */

static gboolean
save_issues (SptDb         *db,
             gint64         id,
             SptIssueList  *issues,
             GError       **error)
{
  guint n = issues != NULL ? spt_issue_list_get_n (issues) : 0;

  if (!spt_db_exec (db, error, "DELETE FROM plant_issue WHERE plant_id = ?1", "i", id))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      if (!spt_db_insert_issue (db, "INSERT INTO plant_issue (plant_id, " SPT_SQL_ISSUE_VALUES, id, i,
                                issue, issue->level, error))
        return FALSE;
    }

  return spt_db_exec (db, error,
                      "UPDATE plant SET (n_errors, n_warnings) = (SELECT count (*) FILTER (WHERE "
                      "level = 'error'), count (*) FILTER (WHERE level = 'warning') FROM plant_issue "
                      "WHERE plant_id = ?1) WHERE id = ?1", "i", id);
}

static gint64
insert_plant (SptDb   *db,
              gint64   import_id,
              guint    import_row,
              GError **error)
{
  gint64 id;

  if (!spt_db_exec (db, error, "INSERT INTO plant (import_id, import_row, created, updated) VALUES "
                    "(NULLIF (?1, 0), NULLIF (?2, 0), ?3, ?3)", "iii", import_id,
                    (gint64) import_row, spt_db_now (db)))
    return 0;
  id = spt_db_last_id (db);

  return spt_db_exec (db, error, "INSERT INTO plant_doc (id, doc) VALUES (?1, NULL)", "i", id) ? id : 0;
}

/**
 * spt_db_save_plant:
 * @db: a writing connection
 * @id: the plant; 0 = a new one
 * @doc: (nullable): its libretto; %NULL = nothing is known of it
 * @columns: what of it is kept in columns
 * @schema_sha256: (nullable): of the schema that it was checked with
 * @issues: (nullable): what a check found; replaces what was stored
 * @import_id: for a new one: the import it came with; 0 = none
 * @import_row: for a new one: the row it stood in, from 1; 0 = none
 * @who: (nullable): the clerk; %NULL = the program, by what was accepted
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when it is gone
 *
 * Saves what is known of a plant. Its parts and dates are saved by themselves.
 *
 * Returns: the id; 0 on an error
 */
gint64
spt_db_save_plant (SptDb                  *db,
                   gint64                  id,
                   const char             *doc,
                   const SptPlantColumns  *columns,
                   const char             *schema_sha256,
                   SptIssueList           *issues,
                   gint64                  import_id,
                   guint                   import_row,
                   const char             *who,
                   GError                **error)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (columns != NULL, 0);

  spt_db_mark (db, SPT_CHANGED_PLANTS);

  if (id == 0)
    {
      id = insert_plant (db, import_id, import_row, error);
      if (id == 0)
        return 0;
    }
  else
    {
      words = spt_db_dup_plant_words (db, id, error);
      if (words == NULL)
        return 0;
    }

  if (!spt_db_exec (db, error, "UPDATE plant_doc SET doc = ?2 WHERE id = ?1", "it", id, doc) ||
      !spt_db_exec (db, error,
                    "UPDATE plant SET code = ?2, name = ?3, name_code = ?4, third = ?5, third_code = "
                    "?6, place = ?7, city = ?8, units = ?9, generators = ?10, fuel = ?11, power_w = "
                    "?12, schema_sha256 = ?13 WHERE id = ?1", "ittttttttttit", id, columns->code,
                    columns->name, columns->name_code, columns->third, columns->third_code,
                    columns->place, columns->city, columns->units, columns->generators, columns->fuel,
                    columns->power_w, schema_sha256) ||
      (who != NULL &&
       !spt_db_exec (db, error, "UPDATE plant SET updated = ?2, updated_by = ?3 WHERE id = ?1", "iit",
                     id, spt_db_now (db), who)) ||
      !save_issues (db, id, issues, error) ||
      !spt_db_index_plant (db, id, words, error))
    return 0;

  return id;
}

/* --- reading ----------------------------------------------------------------------------------- */

/**
 * spt_db_get_plant_doc:
 * @db: a connection
 * @id: the plant
 * @issues: (out) (optional) (transfer full): what the last check found
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets the libretto of a plant, of a removed one too.
 *
 * Returns: (transfer full) (nullable): its XML, "" where nothing is known of it
 */
char *
spt_db_get_plant_doc (SptDb         *db,
                      gint64         id,
                      SptIssueList **issues,
                      GError       **error)
{
  return spt_db_dup_doc (db, "plant", id, "SELECT IFNULL (doc, '') FROM plant_doc WHERE id = ?1",
                         "SELECT i.level, i.overridable, i.domain, i.code, i.path, i.value, i.lim, "
                         "IFNULL (p.import_row, 0) FROM plant_issue AS i JOIN plant AS p ON p.id = "
                         "i.plant_id WHERE i.plant_id = ?1 ORDER BY i.n",
                         issues, error);
}

/* *INDENT-OFF* */
static const SptMember brief_members[] = {
  SPT_MEMBER (SptPlantBrief, INT, account_id),
  SPT_MEMBER (SptPlantBrief, TEXT, code),
  SPT_MEMBER (SptPlantBrief, TEXT, standing),
  SPT_MEMBER (SptPlantBrief, BOOLEAN, is_present),
  SPT_MEMBER (SptPlantBrief, TEXT, doc),
};
/* *INDENT-ON* */

static const SptStruct brief_struct = SPT_STRUCT (SptPlantBrief, brief_members);

/**
 * spt_plant_brief_clear:
 * @self: what is known of a plant in short
 *
 * Lets go of its strings.
 */
void
spt_plant_brief_clear (SptPlantBrief *self)
{
  spt_struct_clear (&brief_struct, self);
}

/**
 * spt_db_get_plant_brief:
 * @db: a connection
 * @id: the plant
 * @brief: (out caller-allocates): what documents of it are held against; to be cleared on an error as well
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets of a plant, of a removed one too, what a check needs and no list.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_plant_brief (SptDb          *db,
                        gint64          id,
                        SptPlantBrief  *brief,
                        GError        **error)
{
  *brief = (SptPlantBrief) { 0 };

  return spt_db_get_struct (db, &brief_struct, brief, "plant", id,
                            "SELECT p.account_id, p.code, p.standing, p.present_utc NOT NULL, IFNULL (x.doc, '') "
                            "FROM plant AS p JOIN plant_doc AS x ON x.id = p.id WHERE p.id = ?1", error);
}

/**
 * spt_db_get_plant:
 * @db: a connection
 * @id: the plant
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets a plant as an object of its own, with every property set.
 *
 * Returns: (transfer full) (nullable): the plant
 */
SptPlant *
spt_db_get_plant (SptDb   *db,
                  gint64   id,
                  GError **error)
{
  return spt_db_get_row (db, &spt_plants_kind, id, error);
}

/**
 * spt_db_find_plant:
 * @db: a connection
 * @code: the register's
 * @account_id: with which account it goes, or with none yet; 0 = with any
 * @error: (out) (optional): why not
 *
 * Finds a plant by its code.
 *
 * Returns: its id, of one that is bound first; 0 = there is none; -1 on an error
 */
gint64
spt_db_find_plant (SptDb       *db,
                   const char  *code,
                   gint64       account_id,
                   GError     **error)
{
  gint64 id;

  g_return_val_if_fail (code != NULL, -1);

  if (*code == '\0')
    return 0;
  if (!spt_db_query_int (db, 0, &id, error,
                         "SELECT id FROM plant WHERE code = ?1 AND removed IS NULL AND (?2 = 0 OR "
                         "IFNULL (account_id, ?2) = ?2) ORDER BY account_id IS NULL, id LIMIT 1", "ti",
                         code, account_id))
    return -1;

  return id;
}

/**
 * spt_db_list_subject_plants:
 * @db: a connection
 * @subject_id: somebody of the directory
 * @error: (out) (optional): why not
 *
 * Lists plants that somebody is responsible for, or third responsible of: linked, or by the codes in the libretto.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): their ids, by town and street
 */
GArray *
spt_db_list_subject_plants (SptDb   *db,
                            gint64   subject_id,
                            GError **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT p.id FROM plant AS p, subject AS s WHERE s.id = ?1 AND p.removed IS NULL "
                    "AND (s.id IN (p.subject_id, p.third_id) OR (p.name_code <> '' AND p.name_code IN "
                    "(s.fiscal_code, s.vat_number)) OR (p.third_code <> '' AND p.third_code IN "
                    "(s.fiscal_code, s.vat_number))) ORDER BY p.city COLLATE NOCASE, p.place COLLATE "
                    "NOCASE, p.id", error);

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", subject_id))
    return NULL;

  return spt_db_list_ids (db, stmt, error);
}

/* --- where it stands --------------------------------------------------------------------------- */

static gboolean
check_changed (SptDb   *db,
               gint64   id,
               GError **error)
{
  if (spt_db_n_changed (db) == 0)
    return spt_db_set_not_found ("plant", id, error);
  spt_db_mark (db, SPT_CHANGED_PLANTS);

  return TRUE;
}

/**
 * spt_db_set_plant_standing:
 * @db: a writing connection
 * @id: the plant
 * @standing: %SPT_PLANT_ACTIVE and so on
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Keeps what a plant is at the register.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_plant_standing (SptDb       *db,
                           gint64       id,
                           const char  *standing,
                           GError     **error)
{
  return spt_db_exec (db, error, "UPDATE plant SET standing = ?2 WHERE id = ?1", "it", id, standing) &&
         check_changed (db, id, error);
}

/**
 * spt_db_set_plant_present:
 * @db: a writing connection
 * @id: the plant
 * @date: (nullable): since when, ISO
 * @source: (nullable): how that is known
 * @who: (nullable): who says so
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Keeps that other software sent a plant already: that counts as its first submission.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_plant_present (SptDb       *db,
                          gint64       id,
                          const char  *date,
                          const char  *source,
                          const char  *who,
                          GError     **error)
{
  return spt_db_exec (db, error, "UPDATE plant SET present_date = ?2, present_source = ?3, present_who = "
                      "?4, present_utc = ?5 WHERE id = ?1", "ittti", id, date,
                      source != NULL ? source : "", who != NULL ? who : "", spt_db_now (db)) &&
         check_changed (db, id, error) &&
         spt_db_add_plant_fact (db, id, "present", date, source, who, error);
}

/**
 * spt_db_revoke_plant_present:
 * @db: a writing connection
 * @id: the plant
 * @who: (nullable): who says so
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT once something of it is prepared, or may have
 *   left; %SPT_STORE_ERROR_CONFLICT when nobody said so
 *
 * Takes back that other software sent a plant already.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_revoke_plant_present (SptDb       *db,
                             gint64       id,
                             const char  *who,
                             GError     **error)
{
  gint64 sent;

  if (!spt_db_query_int (db, 0, &sent, error, "SELECT " SPT_SQL_PLANT_WAS_SENT " FROM plant WHERE id = ?1",
                         "i", id))
    return FALSE;
  if (sent != 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "Something of plant %" G_GINT64_FORMAT " was sent or is prepared", id);
      return FALSE;
    }
  if (!spt_db_exec (db, error, "UPDATE plant SET present_date = NULL, present_source = NULL, present_who = "
                    "NULL, present_utc = NULL WHERE id = ?1 AND present_utc NOT NULL", "i", id))
    return FALSE;
  if (spt_db_n_changed (db) == 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT,
                   "Nobody said of plant %" G_GINT64_FORMAT " that it is there already", id);
      return FALSE;
    }
  spt_db_mark (db, SPT_CHANGED_PLANTS);

  return spt_db_add_plant_fact (db, id, "revoked", NULL, NULL, who, error);
}

/* --- taking away --------------------------------------------------------------------------------- */

/* @since 0: all that are there go; else those come back that went with the plant. */
static gboolean
move_interventions (SptDb   *db,
                    gint64   id,
                    gint64   since,
                    GError **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT id FROM dossier WHERE plant_id = ?1 AND CASE WHEN ?2 = 0 THEN "
                                       "removed IS NULL ELSE removed >= ?2 END", error);
  g_autoptr (GArray) ids = NULL;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "ii", id, since))
    return FALSE;
  ids = spt_db_list_ids (db, stmt, error);

  return ids != NULL && spt_db_remove_dossiers (db, (const gint64 *) (gpointer) ids->data, ids->len, since != 0,
                                                NULL, error);
}

static gboolean
remove_plant (SptDb     *db,
              gint64     id,
              gboolean  *done,
              GError   **error)
{
  GError *local_error = NULL;
  g_autofree char *words = spt_db_dup_plant_words (db, id, &local_error);

  *done = FALSE;
  if (g_error_matches (local_error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND))
    {
      g_error_free (local_error);
      return TRUE;
    }
  if (words == NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (!spt_db_exec (db, error, "UPDATE plant SET removed = ?2 WHERE id = ?1 AND standing = '' AND NOT "
                    SPT_SQL_PLANT_WAS_SENT, "ii", id, spt_db_now (db)))
    return FALSE;
  *done = spt_db_n_changed (db) > 0;

  return !*done || (change_words (db, id, words, NULL, error) && move_interventions (db, id, 0, error));
}

static gboolean
restore_plant (SptDb     *db,
               gint64     id,
               gboolean  *done,
               GError   **error)
{
  gint64 since;

  if (!spt_db_query_int (db, 0, &since, error, "SELECT removed FROM plant WHERE id = ?1", "i", id))
    return FALSE;
  *done = since != 0;

  return !*done || (spt_db_exec (db, error, "UPDATE plant SET removed = NULL WHERE id = ?1", "i", id) &&
                    spt_db_index_plant (db, id, NULL, error) &&
                    move_interventions (db, id, since, error));
}

/**
 * spt_db_remove_plants:
 * @db: a writing connection
 * @ids: (array length=n_ids): plants
 * @n_ids: their number
 * @restore: brings back what was removed
 * @n_done: (out) (optional): how many were changed; what the register has, or something of which is prepared
 *   or may have left, stays
 * @error: (out) (optional): why not
 *
 * Takes plants away, or brings them back. Their interventions go and come with them: nothing shows them
 * without their plant.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_remove_plants (SptDb         *db,
                      const gint64  *ids,
                      guint          n_ids,
                      gboolean       restore,
                      guint         *n_done,
                      GError       **error)
{
  guint n = 0;

  spt_db_mark (db, SPT_CHANGED_PLANTS | SPT_CHANGED_DOSSIERS);

  for (guint i = 0; i < n_ids; i++)
    {
      gboolean done;

      if (!(restore ? restore_plant (db, ids[i], &done, error) : remove_plant (db, ids[i], &done, error)))
        return FALSE;
      n += done;
    }
  if (n_done != NULL)
    *n_done = n;

  return TRUE;
}

/* --- what it goes with ---------------------------------------------------------------------------- */

/**
 * spt_db_set_plant_subjects:
 * @db: a writing connection
 * @id: the plant
 * @subject_id: who is responsible, of the directory; 0 = nobody
 * @third_id: the third responsible; 0 = nobody
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Notes whose plant it is.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_plant_subjects (SptDb   *db,
                           gint64   id,
                           gint64   subject_id,
                           gint64   third_id,
                           GError **error)
{
  return spt_db_exec (db, error, "UPDATE plant SET subject_id = NULLIF (?2, 0), third_id = NULLIF (?3, 0) "
                      "WHERE id = ?1", "iii", id, subject_id, third_id) &&
         check_changed (db, id, error);
}

/**
 * spt_db_set_plant_account:
 * @db: a writing connection
 * @id: the plant
 * @account_id: where what is sent of it goes; 0 = not decided
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT when something of it went with another, or is prepared
 *
 * Says with which account a plant goes.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_plant_account (SptDb   *db,
                          gint64   id,
                          gint64   account_id,
                          GError **error)
{
  gint64 sent;

  if (!spt_db_query_int (db, 0, &sent, error,
                         "SELECT IFNULL (account_id, ?2) <> ?2 AND " SPT_SQL_PLANT_WAS_SENT
                         " FROM plant WHERE id = ?1", "ii", id, account_id))
    return FALSE;
  if (sent != 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "Plant %" G_GINT64_FORMAT " belongs to another account", id);
      return FALSE;
    }

  return spt_db_exec (db, error, "UPDATE plant SET account_id = NULLIF (?2, 0) WHERE id = ?1", "ii", id,
                      account_id) &&
         check_changed (db, id, error);
}

/**
 * spt_db_bind_plant:
 * @db: a writing connection
 * @id: the plant
 * @account_id: with which something of it is prepared
 * @error: (out) (optional): why not
 *
 * Binds a plant to the account of the first thing that is prepared of it; one that is bound stays so.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_bind_plant (SptDb   *db,
                   gint64   id,
                   gint64   account_id,
                   GError **error)
{
  spt_db_mark (db, SPT_CHANGED_PLANTS);

  return spt_db_exec (db, error, "UPDATE plant SET account_id = ?2 WHERE id = ?1 AND account_id IS NULL", "ii", id,
                      account_id);
}

/**
 * spt_db_get_plant_note:
 * @db: a connection
 * @id: the plant
 * @note: (out) (transfer full): what clerks wrote
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets the note on a plant.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_plant_note (SptDb   *db,
                       gint64   id,
                       char   **note,
                       GError **error)
{
  g_autoptr (GPtrArray) texts = spt_db_list_texts (db, error, "SELECT note FROM plant WHERE id = ?1", id);

  if (texts == NULL)
    return FALSE;
  if (texts->len == 0)
    return spt_db_set_not_found ("plant", id, error);
  *note = g_strdup (g_ptr_array_index (texts, 0));

  return TRUE;
}

/**
 * spt_db_set_plant_note:
 * @db: a writing connection
 * @id: the plant
 * @note: what clerks write
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Keeps the note on a plant.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_plant_note (SptDb       *db,
                       gint64       id,
                       const char  *note,
                       GError     **error)
{
  if (!spt_db_exec (db, error, "UPDATE plant SET note = ?2 WHERE id = ?1", "it", id, note))
    return FALSE;

  return spt_db_n_changed (db) == 1 || spt_db_set_not_found ("plant", id, error);
}

/**
 * spt_db_set_dossier_plant:
 * @db: a writing connection
 * @id: an intervention that was just made
 * @plant_id: what it is about
 * @error: (out) (optional): %SPT_STORE_ERROR_CONFLICT when it is about another
 *
 * Says which plant an intervention is about.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_dossier_plant (SptDb   *db,
                          gint64   id,
                          gint64   plant_id,
                          GError **error)
{
  if (!spt_db_exec (db, error, "UPDATE dossier SET plant_id = ?2 WHERE id = ?1 AND kind = '" SPT_KIND_INTERVENTIONS
                    "' AND ifnull (plant_id, ?2) = ?2", "ii", id, plant_id))
    return FALSE;
  if (spt_db_n_changed (db) == 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT,
                   "Intervention %" G_GINT64_FORMAT " is about another plant", id);
      return FALSE;
    }
  spt_db_mark (db, SPT_CHANGED_PLANTS | SPT_CHANGED_DOSSIERS);

  return TRUE;
}
