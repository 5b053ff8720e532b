/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of a plant beside its libretto: its numbered parts, its dates, its timeline. */
#define G_LOG_DOMAIN "spt-store-plants-parts"

#include "config.h"

#include <string.h>

#include "store/spt-store-plants-private.h"

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

/* --- dates --------------------------------------------------------------------------------------- */

/**
 * spt_db_set_plant_dues:
 * @db: a writing connection
 * @id: the plant
 * @dues: (element-type SptPlantDue): its dates; they replace those that it had
 * @error: (out) (optional): why not
 *
 * Keeps the dates of a plant.
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

  if (!spt_db_exec (db, error, "DELETE FROM plant_due WHERE plant_id = ?1", "i", id))
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

  return spt_db_exec (db, error, "UPDATE plant SET (due_date, due_kind) = (SELECT date, kind FROM plant_due WHERE "
                      "plant_id = ?1 ORDER BY date, n LIMIT 1) WHERE id = ?1", "i", id);
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
 * Lists the dates of all plants that are there. What the register has dismissed has none.
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
                              "SELECT p.id, p.account_id, p.code, p.name, p.place, p.city, d.kind, d.component, "
                              "d.date, d.since, d.estimated, d.operation FROM plant_due AS d JOIN plant AS p ON "
                              "p.id = d.plant_id WHERE p.removed IS NULL AND p.is_over = 0 AND (?1 IS NULL OR "
                              "d.date >= ?1) AND (?2 IS NULL OR d.date <= ?2) AND (?3 IS NULL OR d.kind = ?3) "
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
