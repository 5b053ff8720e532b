/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue of a plant: its interventions in their order, which waits for which, and what becomes of one that is
 * over. */
#define G_LOG_DOMAIN "spt-store-plants-queue"

#include "config.h"

#include "store/spt-store-plants-private.h"

/* *INDENT-OFF* */
static const SptMember row_members[] = {
  SPT_MEMBER (SptInterventionRow, INT, id),
  SPT_MEMBER (SptInterventionRow, TEXT, type),
  SPT_MEMBER (SptInterventionRow, TEXT, doc),
  SPT_MEMBER (SptInterventionRow, STATE, state),
  SPT_MEMBER (SptInterventionRow, UINT, n_errors),
  SPT_MEMBER (SptInterventionRow, INT, utc),
  SPT_MEMBER (SptInterventionRow, BOOLEAN, is_accepted),
  SPT_MEMBER (SptInterventionRow, BOOLEAN, is_queued),
  SPT_MEMBER (SptInterventionRow, BOOLEAN, is_under_way),
  SPT_MEMBER (SptInterventionRow, INT, applied),
};
/* *INDENT-ON* */

static const SptStruct row_struct = SPT_STRUCT (SptInterventionRow, row_members);

/**
 * spt_intervention_row_free:
 * @self: (transfer full) (nullable): an intervention
 *
 * Frees it.
 */
void
spt_intervention_row_free (SptInterventionRow *self)
{
  spt_struct_free (&row_struct, self);
}

/**
 * spt_db_list_plant_interventions:
 * @db: a connection
 * @plant_id: the plant
 * @error: (out) (optional): why not
 *
 * Lists what was accepted of a plant and what is open, with its documents.
 *
 * Returns: (transfer full) (element-type SptInterventionRow) (nullable): what was accepted, in the order it was;
 *   then what is open, in the order it is sent
 */
GPtrArray *
spt_db_list_plant_interventions (SptDb   *db,
                                 gint64   plant_id,
                                 GError **error)
{
  return spt_db_list_structs (db, &row_struct, (GDestroyNotify) spt_intervention_row_free, error,
                              "SELECT dossier.id, dossier.type, x.doc, dossier.state, dossier.n_errors, ifnull "
                              "(dossier.applied, dossier.created), dossier.phase IN ('" SPT_INTERVENTION_ACCEPTED
                              "', '" SPT_INTERVENTION_APPLIED "'), " SPT_SQL_WAS_QUEUED ("dossier") ", "
                              SPT_SQL_DOSSIER_UNDER_WAY ", dossier.applied FROM dossier JOIN dossier_doc AS x ON "
                              "x.id = dossier.id WHERE dossier.plant_id = ?1 AND dossier.removed IS NULL AND "
                              "dossier.phase <> '" SPT_INTERVENTION_ABANDONED "' ORDER BY dossier.is_over DESC, "
                              "dossier.applied, dossier.id", "i", plant_id);
}

/**
 * spt_db_get_queue_reason:
 * @db: a connection
 * @submission_id: a submission
 * @intervention_id: (out): what it waits for; 0 = nothing: it may go
 * @error: (out) (optional): why not
 *
 * Says which intervention of the same plant stands before what is to be sent: refused, not sent, of unknown outcome
 * or still on its way. Other plants' go on.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_queue_reason (SptDb   *db,
                         gint64   submission_id,
                         gint64  *intervention_id,
                         GError **error)
{
  return spt_db_query_int (db, 0, intervention_id, error, "SELECT " SPT_SQL_WAITS_FOR " FROM submission AS s WHERE "
                           "s.id = ?1", "i", submission_id);
}

/**
 * spt_db_is_held:
 * @db: a connection
 * @submission_id: a submission
 * @is_held: (out): whether somebody has to do something before it can go
 * @error: (out) (optional): why not
 *
 * Says whether what is to be sent waits for an intervention that does not go on by itself. Of what stands before it
 * the first decides: nothing stands before that one.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_is_held (SptDb     *db,
                gint64     submission_id,
                gboolean  *is_held,
                GError   **error)
{
  gint64 before, moves = 0;

  if (!spt_db_get_queue_reason (db, submission_id, &before, error) ||
      (before != 0 &&
       !spt_db_query_int (db, 0, &moves, error, "SELECT EXISTS (SELECT 1 FROM item AS i JOIN submission AS s ON s.id = "
                          "i.submission_id WHERE i.record_kind = '" SPT_KIND_INTERVENTIONS "' AND i.record_id = ?1 AND "
                          "(s.state IN ('sending', 'waiting') OR (s.state = 'ready' AND s.ordered_at NOT NULL)))", "i",
                          before)))
    return FALSE;
  *is_held = before != 0 && moves == 0;

  return TRUE;
}

/**
 * spt_db_get_intervention_reason:
 * @db: a connection
 * @id: an intervention, prepared or not
 * @before: (out): what it waits for, or would; 0 = nothing
 * @error: (out) (optional): why not
 *
 * The same of an intervention.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_intervention_reason (SptDb   *db,
                                gint64   id,
                                gint64  *before,
                                GError **error)
{
  return spt_db_query_int (db, 0, before, error, "SELECT b.id FROM dossier AS d JOIN dossier AS b ON " SPT_SQL_STANDS_BEFORE
                           " WHERE d.id = ?1 ORDER BY b.id LIMIT 1", "i", id);
}

/**
 * spt_db_sum_queues:
 * @db: a connection
 * @ids: (array length=n_ids): interventions that are to be sent
 * @n_ids: their number
 * @sum: (out caller-allocates): what waits for what
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why not
 *
 * Says, before an order, how much of it goes at once and how much when something before it is accepted. Of what
 * stands before the first decides, as in spt_db_is_held().
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_sum_queues (SptDb         *db,
                   const gint64  *ids,
                   guint          n_ids,
                   SptQueueSum   *sum,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (GHashTable) plants = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  *sum = (SptQueueSum) { 0 };
  for (guint i = 0; i < n_ids; i++)
    {
      sqlite3_stmt *stmt;
      gint64 plant, before;
      gboolean row, moves, again;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      stmt = spt_db_prepare (db, "SELECT d.plant_id, b.id, EXISTS (SELECT 1 FROM item AS i JOIN submission AS s ON s.id = "
                             "i.submission_id WHERE i.record_kind = 'interventions' AND i.record_id = b.id AND (s.state IN "
                             "('sending', 'waiting') OR (s.state = 'ready' AND s.ordered_at NOT NULL))) FROM dossier AS d "
                             "LEFT JOIN dossier AS b ON b.id = (SELECT b.id FROM dossier AS b WHERE " SPT_SQL_STANDS_BEFORE
                             " ORDER BY b.id LIMIT 1) WHERE d.id = ?1", error);
      if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", ids[i]) || !spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        continue;
      plant = sqlite3_column_int64 (stmt, 0);
      before = sqlite3_column_int64 (stmt, 1);
      moves = sqlite3_column_int64 (stmt, 2) != 0;
      sqlite3_reset (stmt);

      again = !g_hash_table_add (plants, g_memdup2 (&plant, sizeof plant));
      if (before != 0 && !moves)
        {
          sum->n_held++;
          sum->held_by = sum->held_by == 0 ? before : sum->held_by;
        }
      else if (before != 0 || again)
        {
          sum->n_behind++;
        }
    }
  sum->n_plants = g_hash_table_size (plants);

  return TRUE;
}

/* One that nothing goes on with. */
static gboolean
check_free (SptDb   *db,
            gint64   id,
            GError **error)
{
  gint64 under_way;

  if (!spt_db_query_int (db, 0, &under_way, error, "SELECT " SPT_SQL_DOSSIER_UNDER_WAY " FROM dossier WHERE id = ?1",
                         "i", id))
    return FALSE;
  if (under_way != 0)
    g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                 "Intervention %" G_GINT64_FORMAT " is in a submission that is not finished", id);

  return under_way == 0;
}

static gboolean
check_changed (SptDb   *db,
               gint64   id,
               GError **error)
{
  if (spt_db_n_changed (db) == 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT,
                   "Intervention %" G_GINT64_FORMAT " is not what it was", id);
      return FALSE;
    }
  spt_db_mark (db, SPT_CHANGED_DOSSIERS | SPT_CHANGED_PLANTS);

  return TRUE;
}

/**
 * spt_db_set_intervention_applied:
 * @db: a writing connection
 * @id: an intervention
 * @is_local: it was sent nowhere
 * @error: (out) (optional): %SPT_STORE_ERROR_CONFLICT when it is already
 *
 * Writes down that its document became part of its plant's libretto.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_intervention_applied (SptDb    *db,
                                 gint64    id,
                                 gboolean  is_local,
                                 GError  **error)
{
  return spt_db_exec (db, error, is_local
                      ? "UPDATE dossier SET applied = ?2, is_over = 1, state = 'done', next_operation = NULL, phase = "
                      "'" SPT_INTERVENTION_APPLIED "', stage = '" SPT_INTERVENTION_APPLIED "' WHERE id = ?1 AND "
                      "is_over = 0"
                      : "UPDATE dossier SET applied = ?2 WHERE id = ?1 AND applied IS NULL AND phase = '"
                      SPT_INTERVENTION_ACCEPTED "'", "ii", id, spt_db_now (db)) &&
         check_changed (db, id, error);
}

/**
 * spt_db_accept_intervention:
 * @db: a writing connection
 * @id: an open intervention
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT while it is in a submission that goes on,
 *   %SPT_STORE_ERROR_CONFLICT when it is over
 *
 * Keeps that the register has it, though nothing was sent from here.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_accept_intervention (SptDb   *db,
                            gint64   id,
                            GError **error)
{
  return check_free (db, id, error) &&
         spt_db_exec (db, error, "UPDATE dossier SET is_over = 1, state = 'done', next_operation = NULL, phase = '"
                      SPT_INTERVENTION_ACCEPTED "', stage = '" SPT_INTERVENTION_ACCEPTED "' WHERE id = ?1 AND is_over = 0 AND "
                      "kind = '" SPT_KIND_INTERVENTIONS "'", "i", id) &&
         check_changed (db, id, error);
}

/**
 * spt_db_abandon_intervention:
 * @db: a writing connection
 * @id: an intervention that was refused, or never left
 * @undo: it is open again
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT while it is in a submission that goes on;
 *   %SPT_STORE_ERROR_CONFLICT when it is over otherwise
 *
 * Takes an intervention out of its plant's queue for good; it stays as history.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_abandon_intervention (SptDb     *db,
                             gint64     id,
                             gboolean   undo,
                             GError   **error)
{
  return check_free (db, id, error) &&
         spt_db_exec (db, error, undo
                      ? "UPDATE dossier SET is_over = 0, phase = '', stage = '' WHERE id = ?1 AND phase = '"
                      SPT_INTERVENTION_ABANDONED "'"
                      : "UPDATE dossier SET is_over = 1, phase = '" SPT_INTERVENTION_ABANDONED "', stage = '"
                      SPT_INTERVENTION_ABANDONED "' WHERE id = ?1 AND is_over = 0 AND kind = '" SPT_KIND_INTERVENTIONS
                      "'", "i", id) &&
         check_changed (db, id, error);
}
