/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of a plant beside its libretto: its numbered parts, its dates, its timeline. */
#define G_LOG_DOMAIN "spt-store-plants-parts"

#include "config.h"

#include <string.h>

#include "store/spt-store-plants-private.h"

#define CONTRACT_N 1000000 /* behind all that a libretto tells */

/* --- parts --------------------------------------------------------------------------------------- */

static gboolean
insert_part (SptDb               *db,
             gint64               id,
             const SptPlantPart  *part,
             GError             **error)
{
  return spt_db_exec (db, error,
                      "INSERT INTO plant_part (plant_id, kind, number, turn, title, serial, detail, installed, "
                      "gone, is_generator, path) VALUES (?1, ?2, ?3, ?4, ifnull (?5, ''), ifnull (?6, ''), "
                      "ifnull (?7, ''), ?8, ?9, ?10, ifnull (?11, ''))", "itiitttttit", id, part->kind,
                      (gint64) part->number, (gint64) part->turn, part->title, part->serial, part->detail,
                      part->installed, part->removed, (gint64) (part->is_generator != FALSE), part->path);
}

/* Its serial numbers are what it is looked for by, too. */
static gboolean
keep_serials (SptDb   *db,
              gint64   id,
              GError **error)
{
  g_autofree char *words = spt_db_dup_plant_words (db, id, error);

  return words != NULL &&
         spt_db_exec (db, error, "UPDATE plant SET serials = ifnull ((SELECT group_concat (serial, ' ') FROM "
                      "(SELECT DISTINCT serial FROM plant_part WHERE plant_id = ?1 AND serial <> '' ORDER BY "
                      "serial)), '') WHERE id = ?1", "i", id) &&
         spt_db_index_plant (db, id, words, error);
}

/**
 * spt_db_set_plant_parts:
 * @db: a writing connection
 * @id: the plant
 * @parts: (element-type SptPlantPart): as its libretto has them now
 * @error: (out) (optional): why not
 *
 * Keeps the numbered parts of a plant. What it had before, and its libretto has not any more, stays known
 * behind what is there: replaced, where the number has another part now.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_plant_parts (SptDb      *db,
                        gint64      id,
                        GPtrArray  *parts,
                        GError    **error)
{
  g_autoptr (GPtrArray) before = spt_db_list_plant_parts (db, id, error);
  g_autoptr (GPtrArray) all = NULL;

  g_return_val_if_fail (parts != NULL, FALSE);

  if (before == NULL ||
      !spt_db_exec (db, error, "DELETE FROM plant_part WHERE plant_id = ?1", "i", id))
    return FALSE;

  spt_db_mark (db, SPT_CHANGED_PLANTS);
  all = spt_plant_parts_merge (before, parts);
  for (guint i = 0; i < all->len; i++)
    {
      if (!insert_part (db, id, g_ptr_array_index (all, i), error))
        return FALSE;
    }

  return keep_serials (db, id, error);
}

static gpointer
read_part (sqlite3_stmt *stmt)
{
  SptPlantPart *part = g_new0 (SptPlantPart, 1);

  part->kind = g_intern_string (spt_db_column_text (stmt, 0));
  part->number = (guint) sqlite3_column_int64 (stmt, 1);
  part->turn = (guint) sqlite3_column_int64 (stmt, 2);
  part->title = spt_db_dup_text (stmt, 3);
  part->serial = spt_db_dup_text (stmt, 4);
  part->detail = spt_db_dup_text (stmt, 5);
  part->installed = spt_db_dup_text (stmt, 6);
  part->removed = spt_db_dup_text (stmt, 7);
  part->is_generator = sqlite3_column_int64 (stmt, 8) != 0;
  part->path = spt_db_dup_text (stmt, 9);

  return part;
}

/* @read (sqlite3_stmt *) gives a row (transfer full). */
static GPtrArray *
list_rows (SptDb           *db,
           const char      *sql,
           gint64           id,
           gpointer (      *read ) (sqlite3_stmt *stmt),
           GDestroyNotify   free_func,
           GError         **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_func);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id))
    return NULL;
  for (;;)
    {
      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read (stmt));
    }
}

/**
 * spt_db_list_plant_parts:
 * @db: a connection
 * @id: the plant
 * @error: (out) (optional): why not
 *
 * Lists all parts of a plant that were ever known.
 *
 * Returns: (transfer full) (element-type SptPlantPart) (nullable): by kind, number and turn
 */
GPtrArray *
spt_db_list_plant_parts (SptDb   *db,
                         gint64   id,
                         GError **error)
{
  return list_rows (db, "SELECT kind, number, turn, title, serial, detail, installed, gone, is_generator, path "
                    "FROM plant_part WHERE plant_id = ?1 ORDER BY kind, number, turn", id,
                    read_part, (GDestroyNotify) spt_plant_part_free, error);
}

/**
 * spt_db_get_next_part:
 * @db: a connection
 * @id: the plant
 * @kind: "GT"
 * @error: (out) (optional): why not
 *
 * Says which number a new part gets: one behind all that there ever were (catasto facts 6).
 *
 * Returns: the number, from 1; 0 on an error
 */
guint
spt_db_get_next_part (SptDb       *db,
                      gint64       id,
                      const char  *kind,
                      GError     **error)
{
  gint64 next;

  return spt_db_query_int (db, 0, &next, error, "SELECT ifnull (max (number), 0) + 1 FROM plant_part WHERE "
                           "plant_id = ?1 AND kind = ?2", "it", id, kind) ? (guint) next : 0;
}

/**
 * spt_db_find_plant_serial:
 * @db: a connection
 * @serial: a serial number as it is written; capitals do not count
 * @id: (out): a plant that has, or had, such a part; 0 = none
 * @error: (out) (optional): why not
 *
 * Finds out whether something is a serial number that the archive knows.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_find_plant_serial (SptDb       *db,
                          const char  *serial,
                          gint64      *id,
                          GError     **error)
{
  return spt_db_query_int (db, 0, id, error, "SELECT q.plant_id FROM plant_part AS q JOIN plant AS p ON p.id = "
                           "q.plant_id WHERE q.serial <> '' AND q.serial = ?1 COLLATE NOCASE AND p.removed IS NULL "
                           "ORDER BY p.id LIMIT 1", "t", serial);
}

/* --- dates --------------------------------------------------------------------------------------- */

static gboolean
set_next_due (SptDb   *db,
              gint64   id,
              GError **error)
{
  spt_db_mark (db, SPT_CHANGED_PLANTS);

  return spt_db_exec (db, error, "UPDATE plant SET (due_date, due_kind) = (SELECT date, kind FROM plant_due WHERE "
                      "plant_id = ?1 ORDER BY date, n LIMIT 1) WHERE id = ?1", "i", id);
}

static char *
join_contract (const char *since,
               const char *until)
{
  return until != NULL ? g_strdup_printf ("%s/%s", since != NULL ? since : "", until) : NULL;
}

/**
 * spt_db_set_plant_dues:
 * @db: a writing connection
 * @id: the plant
 * @dues: (element-type SptPlantDue): its dates; they replace those that it had
 * @error: (out) (optional): why not
 *
 * Keeps the dates of a plant. What the office noted itself stays: spt_db_set_plant_contract().
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_plant_dues (SptDb      *db,
                       gint64      id,
                       GPtrArray  *dues,
                       GError    **error)
{
  g_return_val_if_fail (dues != NULL, FALSE);

  if (!spt_db_exec (db, error, "DELETE FROM plant_due WHERE plant_id = ?1 AND kind <> '" SPT_DUE_CONTRACT "'", "i",
                    id))
    return FALSE;
  spt_db_mark (db, SPT_CHANGED_PLANTS);
  for (guint i = 0; i < dues->len; i++)
    {
      const SptPlantDue *due = g_ptr_array_index (dues, i);

      if (!spt_db_exec (db, error, "INSERT INTO plant_due (plant_id, n, kind, component, date, since, estimated, "
                        "operation) VALUES (?1, ?2, ?3, ifnull (?4, ''), ?5, ?6, ?7, ifnull (?8, ''))",
                        "iittttit", id, (gint64) i, due->kind, due->component, due->date, due->since,
                        (gint64) (due->estimated != FALSE), due->operation))
        return FALSE;
    }

  return set_next_due (db, id, error);
}

/**
 * spt_db_set_plant_contract:
 * @db: a writing connection
 * @id: the plant
 * @since: (nullable): from when the contract holds, ISO
 * @until: (nullable): its last day, ISO; %NULL = there is none any more
 * @who: (nullable): who says so
 * @error: (out) (optional): why not
 *
 * Notes when the office's own contract about a plant ends (Issue 6 point 7). What was noted before stays in the
 * plant's history: a fact "contract", "2026-01-01/2026-12-31" before and after.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_plant_contract (SptDb       *db,
                           gint64       id,
                           const char  *since,
                           const char  *until,
                           const char  *who,
                           GError     **error)
{
  g_autofree char *before_since = NULL;
  g_autofree char *before_until = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (!spt_db_get_plant_contract (db, id, &before_since, &before_until, error))
    return FALSE;
  before = join_contract (before_since, before_until);
  after = join_contract (since, until);
  if (g_strcmp0 (before, after) == 0)
    return TRUE;
  if (!spt_db_exec (db, error, "DELETE FROM plant_due WHERE plant_id = ?1 AND kind = '" SPT_DUE_CONTRACT "'", "i",
                    id))
    return FALSE;
  if (until != NULL && !spt_db_exec (db, error, "INSERT INTO plant_due (plant_id, n, kind, date, since) VALUES "
                                     "(?1, ?2, '" SPT_DUE_CONTRACT "', ?3, ?4)", "iitt", id,
                                     (gint64) CONTRACT_N, until, since))
    return FALSE;

  return spt_db_add_plant_fact (db, id, "contract", before, after, who, error) && set_next_due (db, id, error);
}

/**
 * spt_db_get_plant_contract:
 * @db: a connection
 * @id: the plant
 * @since: (out) (transfer full) (nullable): from when, ISO
 * @until: (out) (transfer full) (nullable): its last day, ISO; %NULL = none was noted
 * @error: (out) (optional): why not
 *
 * Asks when the office's own contract about a plant ends.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_plant_contract (SptDb   *db,
                           gint64   id,
                           char   **since,
                           char   **until,
                           GError **error)
{
  g_autoptr (GPtrArray) dues = spt_db_list_plant_dues (db, id, error);

  *since = NULL;
  *until = NULL;
  if (dues == NULL)
    return FALSE;
  for (guint i = 0; i < dues->len && *until == NULL; i++)
    {
      const SptPlantDue *due = g_ptr_array_index (dues, i);

      if (strcmp (due->kind, SPT_DUE_CONTRACT) == 0)
        {
          *since = g_strdup (due->since);
          *until = g_strdup (due->date);
        }
    }

  return TRUE;
}

/**
 * spt_db_restore_plant_contract:
 * @db: a writing connection
 * @id: the plant
 * @who: (nullable): who says so
 * @error: (out) (optional): why not
 *
 * Notes again what was noted before it was taken away last.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_restore_plant_contract (SptDb       *db,
                               gint64       id,
                               const char  *who,
                               GError     **error)
{
  g_autoptr (GPtrArray) facts = spt_db_list_plant_facts (db, id, error);

  if (facts == NULL)
    return FALSE;
  for (guint i = facts->len; i-- > 0;)
    {
      const SptDossierFact *fact = g_ptr_array_index (facts, i);
      g_auto (GStrv) days = NULL;

      if (strcmp (fact->kind, "contract") != 0 || fact->before == NULL)
        continue;
      days = g_strsplit (fact->before, "/", 2);
      return spt_db_set_plant_contract (db, id, *days[0] != '\0' ? days[0] : NULL, days[1], who, error);
    }

  return TRUE;
}

/**
 * spt_db_list_due_refresh:
 * @db: a connection
 * @today: ISO; %NULL = all plants that are there
 * @error: (out) (optional): why not
 *
 * Lists plants whose dates may not be right any more: a guess that the day has overtaken is guessed anew.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the plants
 */
GArray *
spt_db_list_due_refresh (SptDb       *db,
                         const char  *today,
                         GError     **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT p.id FROM plant AS p WHERE p.removed IS NULL AND (?1 IS NULL OR "
                                       "EXISTS (SELECT 1 FROM plant_due AS d WHERE d.plant_id = p.id AND d.estimated "
                                       "<> 0 AND d.date < ?1)) ORDER BY p.id", error);

  return stmt != NULL && spt_db_bind (db, stmt, error, "t", today) ? spt_db_list_ids (db, stmt, error) : NULL;
}

static gpointer
read_due (sqlite3_stmt *stmt)
{
  SptPlantDue *due = g_new0 (SptPlantDue, 1);

  due->kind = g_intern_string (spt_db_column_text (stmt, 0));
  due->component = spt_db_dup_text (stmt, 1);
  due->date = spt_db_dup_text (stmt, 2);
  due->since = spt_db_dup_text (stmt, 3);
  due->estimated = sqlite3_column_int64 (stmt, 4) != 0;
  due->operation = g_intern_string (spt_db_column_text (stmt, 5));

  return due;
}

/**
 * spt_db_list_plant_dues:
 * @db: a connection
 * @id: the plant
 * @error: (out) (optional): why not
 *
 * Lists the dates of a plant.
 *
 * Returns: (transfer full) (element-type SptPlantDue) (nullable): the next first
 */
GPtrArray *
spt_db_list_plant_dues (SptDb   *db,
                        gint64   id,
                        GError **error)
{
  return list_rows (db, "SELECT kind, component, date, since, estimated, operation FROM plant_due WHERE plant_id "
                    "= ?1 ORDER BY date, n", id, read_due,
                    (GDestroyNotify) spt_plant_due_free, error);
}

/* *INDENT-OFF* */
static const SptMember due_members[] = {
  SPT_MEMBER (SptDuePlant, INT, plant_id),
  SPT_MEMBER (SptDuePlant, INT, account_id),
  SPT_MEMBER (SptDuePlant, INT, created),
  SPT_MEMBER (SptDuePlant, TEXT, code),
  SPT_MEMBER (SptDuePlant, TEXT, name),
  SPT_MEMBER (SptDuePlant, TEXT, place),
  SPT_MEMBER (SptDuePlant, TEXT, city),
  SPT_MEMBER (SptDuePlant, TEXT, kind),
  SPT_MEMBER (SptDuePlant, TEXT, component),
  SPT_MEMBER (SptDuePlant, TEXT, date),
  SPT_MEMBER (SptDuePlant, TEXT, since),
  SPT_MEMBER (SptDuePlant, BOOLEAN, estimated),
  SPT_MEMBER (SptDuePlant, TEXT, operation),
};
/* *INDENT-ON* */

static const SptStruct due_struct = SPT_STRUCT (SptDuePlant, due_members);

/**
 * spt_due_plant_free:
 * @self: (transfer full) (nullable): a date
 *
 * Frees it.
 */
void
spt_due_plant_free (SptDuePlant *self)
{
  spt_struct_free (&due_struct, self);
}

/**
 * spt_db_list_due_plants:
 * @db: a connection
 * @from: (nullable): the first day, ISO; %NULL = also what is long over
 * @until: (nullable): the last day, ISO; %NULL = all that there is
 * @kind: (nullable): %SPT_DUE_REPORT and so on; %NULL = of every kind
 * @account_id: of plants of that account; 0 = of any
 * @error: (out) (optional): why not
 *
 * Lists the dates of all plants that are there. Of what the register has
 * dismissed only reports that are still to be sent.
 *
 * Returns: (transfer full) (element-type SptDuePlant) (nullable): the next first
 */
GPtrArray *
spt_db_list_due_plants (SptDb       *db,
                        const char  *from,
                        const char  *until,
                        const char  *kind,
                        gint64       account_id,
                        GError     **error)
{
  return spt_db_list_structs (db, &due_struct, (GDestroyNotify) spt_due_plant_free, error,
                              "SELECT p.id, p.account_id, p.created, p.code, p.name, p.place, p.city, d.kind, d.component, "
                              "d.date, d.since, d.estimated, d.operation FROM plant_due AS d JOIN plant AS p ON "
                              "p.id = d.plant_id WHERE p.removed IS NULL AND (p.is_over = 0 OR d.kind = '" SPT_DUE_SEND
                              "') AND (?1 IS NULL OR d.date >= ?1) AND (?2 IS NULL OR d.date <= ?2) AND (?3 IS NULL OR d.kind = ?3) "
                              "AND (?4 = 0 OR p.account_id = ?4) ORDER BY d.date, p.city COLLATE NOCASE, "
                              "p.place COLLATE NOCASE, p.id, d.n", "ttti", from, until, kind, account_id);
}

/* --- the timeline -------------------------------------------------------------------------------- */

/**
 * spt_db_add_plant_fact:
 * @db: a writing connection
 * @id: the plant
 * @kind: "applied", "present", "revoked"
 * @before: (nullable): what was there
 * @after: (nullable): what is
 * @who: (nullable): who says so; %NULL = the program
 * @error: (out) (optional): why not
 *
 * Writes down what became known of a plant beside what was sent of it.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_add_plant_fact (SptDb       *db,
                       gint64       id,
                       const char  *kind,
                       const char  *before,
                       const char  *after,
                       const char  *who,
                       GError     **error)
{
  spt_db_mark (db, SPT_CHANGED_PLANTS);

  return spt_db_exec (db, error, "INSERT INTO plant_fact (plant_id, utc, kind, who, before, after) VALUES (?1, ?2, "
                      "?3, ?4, ?5, ?6)", "iitttt", id, spt_db_now (db), kind, who != NULL ? who : "", before,
                      after);
}

/**
 * spt_db_count_plant_news:
 * @db: a connection
 * @since: UTC milliseconds
 * @n: (out): how many
 * @error: (out) (optional): why not
 *
 * Counts plants whose libretto followed, by itself, what the register accepted.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_count_plant_news (SptDb   *db,
                         gint64   since,
                         guint   *n,
                         GError **error)
{
  gint64 count;

  if (!spt_db_query_int (db, 0, &count, error, "SELECT count(DISTINCT f.plant_id) FROM plant_fact AS f JOIN plant AS p "
                         "ON p.id = f.plant_id WHERE f.utc > ?1 AND f.kind = 'applied' AND f.who = '' AND p.removed IS "
                         "NULL", "i", since))
    return FALSE;
  *n = (guint) count;
  return TRUE;
}

static gpointer
read_fact (sqlite3_stmt *stmt)
{
  SptDossierFact *fact = g_new0 (SptDossierFact, 1);

  fact->utc = sqlite3_column_int64 (stmt, 0);
  fact->kind = spt_db_dup_text (stmt, 1);
  fact->who = spt_db_dup_text (stmt, 2);
  fact->before = spt_db_dup_text (stmt, 3);
  fact->after = spt_db_dup_text (stmt, 4);

  return fact;
}

/**
 * spt_db_list_plant_facts:
 * @db: a connection
 * @id: the plant
 * @error: (out) (optional): why not
 *
 * Lists what became known of a plant beside what was sent of it.
 *
 * Returns: (transfer full) (element-type SptDossierFact) (nullable): oldest first
 */
GPtrArray *
spt_db_list_plant_facts (SptDb   *db,
                         gint64   id,
                         GError **error)
{
  return list_rows (db, "SELECT utc, kind, who, before, after FROM plant_fact WHERE plant_id = ?1 ORDER BY id", id,
                    read_fact, (GDestroyNotify) spt_dossier_fact_free, error);
}
