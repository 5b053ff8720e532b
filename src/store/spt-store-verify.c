/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recomputes the chain of events and the digests of payloads, and asks SQLite about its own
 * structure. */
#define G_LOG_DOMAIN "spt-store-verify"

#include "config.h"

#include "store/spt-store-chain.h"
#include "store/spt-store-events.h"
#include "store/spt-store-plants.h"
#include "store/spt-store-private.h"

#define CANCEL_EVERY 256

static gboolean
note_problem (SptVerifyResult *result,
              gint64           seq,
              char            *problem)
{
  if (result->problem == NULL)
    {
      result->first_bad_seq = seq;
      result->problem = problem;
    }
  else
    {
      g_free (problem);
    }

  return FALSE;
}

static gboolean
is_equal (sqlite3_stmt *stmt,
          int           column,
          const guint8 *bytes)
{
  return sqlite3_column_bytes (stmt, column) == SPT_CHAIN_SIZE &&
         memcmp (sqlite3_column_blob (stmt, column), bytes, SPT_CHAIN_SIZE) == 0;
}

/* FALSE when the event on the row breaks the chain; @head: the hash before, then this one's. */
static gboolean
check_event (sqlite3_stmt    *stmt,
             guint8          *head,
             SptVerifyResult *result)
{
  SptChainEvent event = { 0 };
  guint8 hash[SPT_CHAIN_SIZE];
  gint64 expected = result->n_events;

  event.seq = sqlite3_column_int64 (stmt, 0);
  event.utc = sqlite3_column_int64 (stmt, 1);
  event.kind = spt_db_column_text (stmt, 2);
  event.submission_id = sqlite3_column_int64 (stmt, 3);
  event.attempt_id = sqlite3_column_int64 (stmt, 4);
  event.actor = spt_db_column_text (stmt, 5);
  event.text = spt_db_column_text (stmt, 6);
  event.prev = head;

  if (event.seq != expected)
    return note_problem (result, event.seq, g_strdup_printf ("Event %"
                                                             G_GINT64_FORMAT " is missing",
                                                             expected));
  if (!is_equal (stmt, 9, head))
    return note_problem (result, event.seq, g_strdup_printf ("Event %" G_GINT64_FORMAT " does not "
                                                             "follow the one before",
                                                             event.seq));

  if (sqlite3_column_type (stmt, 8) != SQLITE_NULL)
    {
      if (sqlite3_column_bytes (stmt, 8) != SPT_CHAIN_SIZE)
        return note_problem (result, event.seq,
                             g_strdup_printf ("Event %" G_GINT64_FORMAT " was changed", event.seq));
      event.payload_digest = sqlite3_column_blob (stmt, 8);
    }

  spt_chain_hash_event (&event, hash);
  if (!is_equal (stmt, 10, hash))
    return note_problem (result, event.seq, g_strdup_printf ("Event %"
                                                             G_GINT64_FORMAT " was changed",
                                                             event.seq));

  /* A digest without its payload, or with another one. */
  if ((sqlite3_column_type (stmt, 7) != SQLITE_NULL) != (event.payload_digest != NULL) ||
      (event.payload_digest != NULL && !is_equal (stmt, 11, event.payload_digest)))
    return note_problem (result, event.seq,
                         g_strdup_printf ("The payload of event %"
                                          G_GINT64_FORMAT " is not the one recorded", event.seq));

  memcpy (head, hash, SPT_CHAIN_SIZE);

  return TRUE;
}

static gboolean
check_events (SptDb            *db,
              SptVerifyResult  *result,
              GCancellable     *cancellable,
              GError          **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db,
                                       "SELECT e.seq, e.utc, e.kind, e.submission_id, "
                                       "e.attempt_id, e.actor, e.text, e.payload_id, "
                                       "e.payload_digest, e.prev, e.hash, p.digest FROM event AS e "
                                       "LEFT JOIN payload AS p ON p.id = e.payload_id ORDER BY "
                                       "e.seq", error);
  guint8 head[SPT_CHAIN_SIZE] = { 0 };
  GString *hex;
  gboolean row;

  if (stmt == NULL)
    return FALSE;

  for (;;)
    {
      if (result->n_events % CANCEL_EVERY == 0 &&
          g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          sqlite3_reset (stmt);
          return FALSE;
        }
      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        break;

      result->n_events++;
      if (!check_event (stmt, head, result))
        {
          sqlite3_reset (stmt);
          return TRUE;
        }
    }

  hex = g_string_new (NULL);
  for (guint i = 0; i < SPT_CHAIN_SIZE; i++)
    g_string_append_printf (hex, "%02x", head[i]);
  result->head = g_string_free (hex, FALSE);

  return TRUE;
}

/* FALSE when the digest is not that of the data. */
static gboolean
check_payload (sqlite3_stmt    *stmt,
               SptVerifyResult *result)
{
  guint8 digest[SPT_CHAIN_SIZE];

  if (sqlite3_column_type (stmt, 3) == SQLITE_NULL)
    {
      result->n_erased++;
      return TRUE;
    }

  result->n_payloads++;
  spt_chain_hash_payload (sqlite3_column_blob (stmt, 1), sqlite3_column_bytes (stmt, 1),
                          sqlite3_column_blob (stmt, 3), sqlite3_column_bytes (stmt, 3), digest);

  return is_equal (stmt, 2, digest);
}

static gboolean
check_payloads (SptDb            *db,
                SptVerifyResult  *result,
                GCancellable     *cancellable,
                GError          **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db,
                                       "SELECT id, salt, digest, data FROM payload ORDER BY id",
                                       error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;

  for (;;)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          sqlite3_reset (stmt);
          return FALSE;
        }
      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      if (!check_payload (stmt, result))
        {
          gint64 id = sqlite3_column_int64 (stmt, 0);
          gint64 seq;

          sqlite3_reset (stmt);
          if (!spt_db_query_int (db, 0, &seq, error,
                                 "SELECT min (seq) FROM event WHERE payload_id = ?1", "i", id))
            return FALSE;
          note_problem (result, seq, g_strdup_printf ("Payload %" G_GINT64_FORMAT " was changed",
                                                      id));
          return TRUE;
        }
    }
}

/* A pragma that gives "ok", or lines of complaint. */
static gboolean
check_structure (SptDb            *db,
                 SptVerifyResult  *result,
                 GError          **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "PRAGMA integrity_check (1)", error);
  g_autoptr (GError) local_error = NULL;
  gboolean row;

  if (stmt == NULL)
    return FALSE;

  if (!spt_db_step (db, stmt, &row, &local_error))
    {
      if (g_error_matches (local_error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED))
        {
          note_problem (result, 0, g_strdup (local_error->message));
          return TRUE;
        }
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (row && g_strcmp0 (spt_db_column_text (stmt, 0), "ok") != 0)
    note_problem (result, 0, spt_db_dup_text (stmt, 0));
  sqlite3_reset (stmt);

  stmt = spt_db_prepare (db, "PRAGMA foreign_key_check", error);
  if (stmt == NULL || !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (row)
    {
      note_problem (result, 0, g_strdup_printf ("A row of “%s” refers to what is not there",
                                                spt_db_column_text (stmt, 0)));
      sqlite3_reset (stmt);
    }

  return TRUE;
}

/* Notes what is wrong where @sql finds the id of something. */
static gboolean
check_none (SptDb            *db,
            SptVerifyResult  *result,
            const char       *sql,
            const char       *before,
            const char       *after,
            GError          **error)
{
  gint64 id;

  if (!spt_db_query_int (db, 0, &id, error, sql, ""))
    return FALSE;
  if (id != 0)
    note_problem (result, 0, g_strdup_printf ("%s %" G_GINT64_FORMAT " %s", before, id, after));

  return TRUE;
}

/* What no reference of the tables says: each position stands somewhere, each dossier has a document,
 * each intervention a plant, which stands where its interventions say, what was sent for a dossier has one, one that was joined with another is away as long as nobody took
 * that back, and no record is in two submissions that are not final. */
static gboolean
check_records (SptDb            *db,
               SptVerifyResult  *result,
               GError          **error)
{
  return check_none (db, result, "SELECT id FROM position WHERE id NOT IN (SELECT id FROM "
                     "position_now) LIMIT 1", "Position", "has no state", error) &&
         check_none (db, result, "SELECT id FROM dossier WHERE id NOT IN (SELECT id FROM dossier_doc) "
                     "LIMIT 1", "Dossier", "has no document", error) &&
         check_none (db, result, "SELECT id FROM plant WHERE id NOT IN (SELECT id FROM plant_doc) LIMIT 1", "Plant",
                     "has no libretto's place", error) &&
         check_none (db, result, "SELECT id FROM dossier WHERE (kind = '" SPT_KIND_INTERVENTIONS "') IS NOT (plant_id NOT NULL) "
                     "LIMIT 1", "Intervention", "is about no plant", error) &&
         check_none (db, result, "SELECT p.id FROM plant AS p JOIN plant_state AS s ON s.id = p.id WHERE p.state <> s.state "
                     "LIMIT 1", "Plant", "stands elsewhere than its interventions say", error) &&
         check_none (db, result, "SELECT i.submission_id FROM item AS i WHERE i.record_kind <> '"
                     SPT_RECORD_POSITIONS "' AND i.record_id NOT IN (SELECT id FROM dossier) LIMIT 1",
                     "Submission", "is of a dossier that is not there", error) &&
         check_none (db, result, "SELECT j.dossier_id FROM dossier_fact AS j WHERE j.kind = 'joined' AND "
                     "j.before NOT NULL AND NOT EXISTS (SELECT 1 FROM dossier_fact AS p WHERE "
                     "p.dossier_id = j.dossier_id AND p.kind = 'parted' AND p.id > j.id) AND NOT EXISTS "
                     "(SELECT 1 FROM dossier AS f WHERE f.id = CAST (j.after AS INTEGER) AND f.removed "
                     "NOT NULL AND f.remote_id IS NULL) LIMIT 1", "Dossier",
                     "was joined with another that is still there", error) &&
         check_none (db, result, "SELECT i.record_id FROM submission AS s JOIN item AS i ON "
                     "i.submission_id = s.id WHERE i.record_id NOT NULL AND " SPT_SQL_IS_OPEN
                     " GROUP BY i.record_kind, i.record_id HAVING count (*) > 1 LIMIT 1", "Record",
                     "is in two submissions that are not finished", error);
}

/**
 * spt_db_verify:
 * @db: a connection
 * @result: (out caller-allocates): what was found; clear it with spt_verify_result_clear()
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why it could not be done
 *
 * Recomputes the chain of events and the digest of every payload, then runs SQLite's own check and one of
 * what records and submissions say of each other.
 * What is wrong is in the result, the first of it only. A chain whose end was cut off looks whole:
 * compare the head with one kept elsewhere.
 *
 * Returns: %FALSE only when it could not be done
 */
gboolean
spt_db_verify (SptDb            *db,
               SptVerifyResult  *result,
               GCancellable     *cancellable,
               GError          **error)
{
  g_autoptr (GError) local_error = NULL;

  *result = (SptVerifyResult) { 0 };

  if (!check_events (db, result, cancellable, &local_error) ||
      !check_payloads (db, result, cancellable, &local_error) ||
      !check_structure (db, result, &local_error) ||
      (result->problem == NULL && !check_records (db, result, &local_error)))
    {
      /* Damage is what was looked for, so it is a finding and no failure. */
      if (g_error_matches (local_error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED))
        {
          note_problem (result, 0, g_strdup (local_error->message));
        }
      else
        {
          spt_verify_result_clear (result);
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  if (result->head == NULL)
    result->head = g_strdup ("");

  return TRUE;
}

/**
 * spt_verify_result_clear:
 * @self: a result
 *
 * Frees what it owns.
 */
void
spt_verify_result_clear (SptVerifyResult *self)
{
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->head, g_free);
}
