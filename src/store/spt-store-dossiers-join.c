/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person says that two dossiers are one, and may take that back: what each was before stays with
 * what was said. */
#define G_LOG_DOMAIN "spt-store-dossiers-join"

#include "config.h"

#include "store/spt-store-dossiers.h"

#include "store/spt-store-private.h"

/* What the service says of a dossier: that goes from one to the other. */
#define SERVICE_COLUMNS \
  "phase, stage, phase_since, taken, listed, due_date, due_confirmed, is_over"

/* What the kept one (k) was, and what came to it from the found one (?2): the last attempt before the
 * joining says what was sent after it. */
#define BEFORE                                                                                    \
  "json_object ('account_id', k.account_id, 'phase', k.phase, 'stage', k.stage, 'phase_since', "  \
  "k.phase_since, 'taken', k.taken, 'listed', k.listed, 'due_date', k.due_date, 'due_confirmed', " \
  "k.due_confirmed, 'is_over', k.is_over, 'state', k.state, 'next_operation', k.next_operation, " \
  "'updated', k.updated, 'open', (SELECT s.id FROM item AS i JOIN submission AS s ON s.id = "     \
  "i.submission_id WHERE i.record_kind = k.kind AND i.record_id = k.id AND " SPT_SQL_IS_OPEN      \
  "), 'attempt', (SELECT IFNULL (max (id), 0) FROM attempt), 'facts', (SELECT json_group_array "  \
  "(id) FROM dossier_fact WHERE dossier_id = ?2))"

#define OLD(name) "j.before ->> '$." name "'"

/* The joining of a dossier d that holds, as a person said it: nobody took it back. */
#define SQL_JOINING                                                                               \
  "dossier_fact AS j WHERE j.dossier_id = d.id AND j.kind = 'joined' AND j.before NOT NULL AND "  \
  "NOT EXISTS (SELECT 1 FROM dossier_fact AS p WHERE p.dossier_id = d.id AND p.kind = 'parted' "  \
  "AND p.id > j.id)"

/**
 * spt_db_join_dossiers:
 * @db: a writing connection
 * @kept: the dossier made here
 * @found: the same as the service's list showed it
 * @who: the clerk who says so
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT when they are not such a pair
 *
 * Makes one of two: the service's number and where it stands go over, @found goes. What was there
 * before is kept with what was said, for spt_db_part_dossiers().
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_join_dossiers (SptDb       *db,
                      gint64       kept,
                      gint64       found,
                      const char  *who,
                      GError     **error)
{
  g_autofree char *words = spt_db_dup_dossier_words (db, kept, error);
  g_autofree char *gone = NULL;
  gint64 fits;

  if (words == NULL)
    return FALSE;
  gone = spt_db_dup_dossier_words (db, found, error);
  if (gone == NULL ||
      !spt_db_query_int (db, 0, &fits, error,
                         "SELECT 1 FROM dossier AS k JOIN dossier AS f ON f.kind = k.kind AND "
                         "f.account_id = IFNULL (k.account_id, f.account_id) WHERE k.id = ?1 AND "
                         "f.id = ?2 AND k.remote_id IS NULL AND f.is_found = 1 AND NOT EXISTS "
                         "(SELECT 1 FROM item WHERE record_kind = f.kind AND record_id = f.id)",
                         "ii", kept, found))
    return FALSE;
  if (fits == 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "Dossiers %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " cannot be joined", kept,
                   found);
      return FALSE;
    }

  spt_db_mark (db, SPT_CHANGED_DOSSIERS);

  return spt_db_exec (db, error,
                      "INSERT INTO dossier_fact (dossier_id, utc, kind, who, before, after) SELECT "
                      "k.id, ?3, 'joined', ?4, " BEFORE ", CAST (?2 AS TEXT) FROM dossier AS k WHERE "
                      "k.id = ?1", "iiit", kept, found, spt_db_now (db),
                      who != NULL && *who != '\0' ? who : "?") &&
         spt_db_exec (db, error,
                      "UPDATE dossier SET (account_id, remote_id, " SERVICE_COLUMNS ") = (SELECT "
                      "account_id, remote_id, " SERVICE_COLUMNS " FROM dossier WHERE id = ?2), "
                      "state = CASE WHEN n_errors > 0 THEN 'to-fix' ELSE 'done' END, "
                      "next_operation = NULL WHERE id = ?1", "ii", kept, found) &&
         spt_db_exec (db, error, "UPDATE dossier_fact SET dossier_id = ?1 WHERE dossier_id = ?2",
                      "ii", kept, found) &&
         spt_db_exec (db, error, "INSERT INTO dossier_search (dossier_search, rowid, text) VALUES "
                      "('delete', ?1, ?2)", "it", found, gone) &&
         spt_db_exec (db, error, "UPDATE dossier SET removed = ?2, remote_id = NULL WHERE id = ?1",
                      "ii", found, spt_db_now (db)) &&
         spt_db_index_dossier (db, kept, words, error);
}

static gboolean
find_joining (SptDb   *db,
              gint64   id,
              gint64  *fact,
              gint64  *found,
              GError **error)
{
  *found = 0;

  /* Nothing of it left since, nothing is about to, and what was in doubt then still is. */
  return spt_db_query_int (db, 0, fact, error,
                           "SELECT j.id FROM dossier AS d, " SQL_JOINING " AND d.id = ?1 AND "
                           "d.removed IS NULL AND d.remote_id NOT NULL AND EXISTS (SELECT 1 FROM "
                           "dossier AS f WHERE f.id = CAST (j.after AS INTEGER) AND f.removed NOT "
                           "NULL) AND NOT EXISTS (SELECT 1 FROM item AS i JOIN submission AS s ON "
                           "s.id = i.submission_id WHERE i.record_kind = d.kind AND i.record_id = "
                           "d.id AND ((s.id IS NOT " OLD ("open") " AND (" SPT_SQL_IS_OPEN ")) OR "
                           "(s.id IS " OLD ("open") " AND NOT (" SPT_SQL_IS_OPEN ")) OR EXISTS "
                           "(SELECT 1 FROM attempt AS a WHERE a.submission_id = s.id AND a.kind = "
                           "'send' AND a.id > " OLD ("attempt") ")))", "i", id) &&
         (*fact == 0 ||
          spt_db_query_int (db, 0, found, error, "SELECT CAST (after AS INTEGER) FROM dossier_fact "
                            "WHERE id = ?1", "i", *fact));
}

/**
 * spt_db_get_joined:
 * @db: a connection
 * @id: a dossier made here
 * @found: (out): the one of the service's list that a person joined with it; 0 = none, or nothing that
 *   could be taken back
 * @error: (out) (optional): why not
 *
 * Says whether a joining can be taken back: as long as nothing of the dossier was sent after it, or
 * is about to be.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_joined (SptDb   *db,
                   gint64   id,
                   gint64  *found,
                   GError **error)
{
  gint64 fact;

  return find_joining (db, id, &fact, found, error);
}

/**
 * spt_db_get_joined_into:
 * @db: a connection
 * @id: a dossier that the service's list showed, which is removed
 * @kept: (out): the one that a person joined it with; 0 = none
 * @error: (out) (optional): why not
 *
 * Says where a dossier went.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_joined_into (SptDb   *db,
                        gint64   id,
                        gint64  *kept,
                        GError **error)
{
  return spt_db_query_int (db, 0, kept, error, "SELECT d.id FROM dossier AS d, " SQL_JOINING " AND "
                           "CAST (j.after AS INTEGER) = ?1 AND d.removed IS NULL ORDER BY j.id DESC "
                           "LIMIT 1", "i", id);
}

/* What the list said of it goes back to the found one, with what it said since, and what a person said
 * of its date. */
static gboolean
give_back (SptDb   *db,
           gint64   kept,
           gint64   found,
           gint64   fact,
           GError **error)
{
  return spt_db_exec (db, error,
                      "UPDATE dossier SET removed = NULL, (remote_id, " SERVICE_COLUMNS ") = (SELECT "
                      "remote_id, " SERVICE_COLUMNS " FROM dossier WHERE id = ?1) WHERE id = ?2",
                      "ii", kept, found) &&
         spt_db_exec (db, error,
                      "UPDATE dossier_fact SET dossier_id = ?2 WHERE dossier_id = ?1 AND (id IN (SELECT "
                      "e.value FROM dossier_fact AS j, json_each (j.before, '$.facts') AS e WHERE "
                      "j.id = ?3) OR (id > ?3 AND (who = '' OR kind = 'due')))", "iii", kept, found,
                      fact) &&
         spt_db_exec (db, error,
                      "UPDATE dossier SET remote_id = NULL, (account_id, " SERVICE_COLUMNS ", state, "
                      "next_operation) = (SELECT " OLD ("account_id") ", " OLD ("phase") ", "
                      OLD ("stage") ", " OLD ("phase_since") ", " OLD ("taken") ", " OLD ("listed")
                      ", " OLD ("due_date") ", " OLD ("due_confirmed") ", " OLD ("is_over") ", "
                      OLD ("state") ", " OLD ("next_operation") " FROM dossier_fact AS j WHERE j.id "
                      "= ?2) WHERE id = ?1", "ii", kept, fact);
}

/**
 * spt_db_part_dossiers:
 * @db: a writing connection
 * @kept: a dossier that a person joined with one that the service's list showed
 * @who: the clerk who takes that back
 * @check: finds out again what holds of a dossier, by spt_db_recheck_dossier(); called for both
 * @user_data: for it
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT when there is nothing that could be taken back
 *
 * Makes two of one again: each is what it was, and the found one has what the service said of it since.
 * What was typed stays with @kept. Both timelines say so.
 *
 * Returns: the dossier that is there again; 0 on an error
 */
gint64
spt_db_part_dossiers (SptDb                *db,
                      gint64                kept,
                      const char           *who,
                      SptDossierCheckFunc   check,
                      gpointer              user_data,
                      GError              **error)
{
  const char *clerk = who != NULL && *who != '\0' ? who : "?";
  g_autofree char *words = spt_db_dup_dossier_words (db, kept, error);
  g_autofree char *kept_text = g_strdup_printf ("%" G_GINT64_FORMAT, kept);
  g_autofree char *found_text = NULL;
  gint64 found;
  gint64 fact;
  gint64 stays;

  if (words == NULL || !find_joining (db, kept, &fact, &found, error))
    return 0;
  if (found == 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "Dossier %" G_GINT64_FORMAT " was not joined, or something was sent since", kept);
      return 0;
    }
  found_text = g_strdup_printf ("%" G_GINT64_FORMAT, found);
  /* What its last request left it as, as long as nobody edited it. */
  if (!spt_db_query_int (db, 0, &stays, error,
                         "SELECT " OLD ("state") " NOT IN ('to-fix', 'ready', 'done') AND ("
                         OLD ("open") " NOT NULL OR " OLD ("updated") " = d.updated) FROM dossier AS "
                         "d, dossier_fact AS j WHERE d.id = ?1 AND j.id = ?2", "ii", kept, fact) ||
      !give_back (db, kept, found, fact, error) ||
      !spt_db_index_dossier (db, kept, words, error) ||
      !spt_db_index_dossier (db, found, NULL, error) ||
      !check (db, kept, user_data, error) || !check (db, found, user_data, error) ||
      (stays != 0 &&
       !spt_db_exec (db, error, "UPDATE dossier SET state = (SELECT " OLD ("state") " FROM dossier_fact "
                     "AS j WHERE j.id = ?2) WHERE id = ?1", "ii", kept, fact)) ||
      !spt_db_add_dossier_fact (db, kept, "parted", NULL, found_text, clerk, error) ||
      !spt_db_add_dossier_fact (db, found, "parted", NULL, kept_text, clerk, error))
    return 0;

  return found;
}
