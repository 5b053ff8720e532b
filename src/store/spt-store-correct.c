/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Late corrections: what a report says when it is asked for again after a submission has ended. */
#define G_LOG_DOMAIN "spt-store-correct"

#include "config.h"

#include "store/spt-store-events.h"
#include "store/spt-store-private.h"
#include "store/spt-store-submissions.h"

/* So many items are corrected with one statement. */
#define CORRECTED_AT_ONCE 500

/* The records of the items in "batch" with the new state ?2, but for those that a later submission
 * of ours has: whatever became of them there is that one's matter. ?1 is the submission. */
#define SQL_RECORDS \
  "(SELECT i.record_id FROM batch JOIN item AS i ON i.submission_id = ?1 AND i.n = c0 WHERE " \
  "c1 = ?2 AND i.record_kind = '" SPT_RECORD_POSITIONS "' AND NOT EXISTS (SELECT 1 FROM item AS j " \
  "JOIN submission AS t ON t.id = j.submission_id WHERE j.record_kind = i.record_kind AND " \
  "j.record_id = i.record_id AND j.submission_id > ?1 AND t.state <> 'cancelled' AND " \
  "t.followed = 0))"

/* As the submission left them; anything else was done by a person since. */
#define SQL_UNTOUCHED "state IN ('refused', 'uncertain')"
#define SQL_EDITED    "state IN ('ready', 'to-fix', 'done')"

#define SQL_IDLE \
  "UPDATE position_now SET state = " SPT_SQL_IDLE_STATE ", next_operation = " \
  SPT_SQL_NEXT_OPERATION " FROM position AS p WHERE p.id = position_now.id AND position_now."

/* What becomes of one item. */
typedef struct
{
  guint     n;
  gboolean  is_better; /* otherwise only @also is new */
  SptState  state;
  char     *code;      /* (owned) (nullable) */
  char     *message;   /* (owned) (nullable) */
  char     *also;      /* (owned) (nullable) */
} Corrected;

static void
corrected_clear (gpointer data)
{
  Corrected *item = data;

  g_free (item->code);
  g_free (item->message);
  g_free (item->also);
}

static void
give_corrected (sqlite3_context *context,
                gpointer         data,
                guint            row,
                int              column)
{
  const Corrected *item = &((const Corrected *) data)[row];
  const char *text = NULL;

  switch (column)
    {
    case 0:
      sqlite3_result_int64 (context, item->n);
      return;
    case 1:
      text = item->is_better ? spt_state_to_string (item->state) : NULL;
      break;
    case 2:
      text = item->code;
      break;
    case 3:
      text = item->message;
      break;
    case 4:
      text = item->also;
      break;
    default:
      break;
    }
  if (text != NULL)
    sqlite3_result_text (context, text, -1, SQLITE_STATIC);
}

/* --- what is new --------------------------------------------------------------------------------- */

static const char *
get_word (const char *message,
          const char *code,
          const char *state)
{
  return message != NULL ? message : code != NULL ? code : state;
}

/* Of two words for one key in one report a success wins, else the last is the newer one. */
static GHashTable *
sort_by_key (const SptItemChange *items,
             guint                n_items)
{
  GHashTable *by_key = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n_items; i++)
    {
      const SptItemChange *before = g_hash_table_lookup (by_key, items[i].key);

      if (before == NULL ||
          spt_store_rank_word (items[i].state) >= spt_store_rank_word (before->state))
        g_hash_table_replace (by_key, (gpointer) items[i].key, (gpointer) &items[i]);
    }

  return by_key;
}

/* Adds what @said changes of an item that is in the row of @stmt. */
static void
compare_item (GArray              *corrected,
              SptCorrection       *correction,
              sqlite3_stmt        *stmt,
              const SptItemChange *said)
{
  const char *word = spt_db_column_text (stmt, 2);
  const char *earlier = get_word (spt_db_column_text (stmt, 4), spt_db_column_text (stmt, 3), word);
  const char *also = spt_db_column_text (stmt, 5);
  Corrected item = { (guint) sqlite3_column_int64 (stmt, 0) };
  const char *beside = NULL;
  SptState had = SPT_STATE_UNCERTAIN;

  spt_state_from_string (word, &had);
  if (spt_store_rank_word (said->state) > spt_store_rank_word (had))
    {
      item.is_better = TRUE;
      item.state = said->state;
      item.code = g_strdup (said->code);
      item.message = g_strdup (said->message);
      /* What was only a doubt is no word of the service's. */
      beside = had == SPT_STATE_REFUSED ? earlier : said->also != NULL ? said->also : also;
      correction->n_corrected++;
      correction->n_refused += said->state == SPT_STATE_REFUSED;
    }
  else if (had == SPT_STATE_DONE && said->state == SPT_STATE_REFUSED)
    {
      beside = get_word (said->message, said->code, spt_state_to_string (said->state));
      if (g_strcmp0 (beside, also) == 0)
        return;
      correction->n_against++;
    }
  else if (said->state == had && also == NULL && said->also != NULL)
    {
      beside = said->also;
      correction->n_against++;
    }
  else
    {
      return;
    }
  item.also = g_strdup (beside);
  g_array_append_val (corrected, item);
}

/* (element-type Corrected): in the items' order; NULL on an error. */
static GArray *
find_corrected (SptDb                 *db,
                gint64                 id,
                const SptStateChange  *change,
                SptCorrection         *correction,
                GError               **error)
{
  g_autoptr (GArray) corrected = g_array_new (FALSE, FALSE, sizeof (Corrected));
  g_autoptr (GHashTable) by_key = sort_by_key (change->items, change->n_items);
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT i.n, i.key, " SPT_SQL_ITEM_STATE ", " SPT_SQL_ITEM_CODE ", "
                    SPT_SQL_ITEM_MESSAGE ", i.also FROM item AS i JOIN submission AS s ON s.id = "
                    "i.submission_id WHERE i.submission_id = ?1 ORDER BY i.n", error);
  gboolean row;

  g_array_set_clear_func (corrected, corrected_clear);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id))
    return NULL;

  for (;;)
    {
      const SptItemChange *said;

      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&corrected);
      said = g_hash_table_lookup (by_key, spt_db_column_text (stmt, 1));
      if (said != NULL)
        compare_item (corrected, correction, stmt, said);
    }
}

/* --- writing it ---------------------------------------------------------------------------------- */

static gboolean
run (SptDb            *db,
     const Corrected  *items,
     guint             n_items,
     gint64            id,
     SptState          state,
     const char       *sql,
     GError          **error)
{
  return spt_db_exec_batch (db, n_items, give_corrected, (gpointer) items, error, sql, "it", id,
                            spt_state_to_string (state));
}

/* The service has it, or has it no more. What was edited since it left stays as it was edited, and
 * goes on from what the service has: which document that is only the body of the submission says. */
static gboolean
move_records_done (SptDb            *db,
                   const Corrected  *items,
                   guint             n_items,
                   gint64            id,
                   gboolean          is_delete,
                   GError          **error)
{
  if (!is_delete)
    return run (db, items, n_items, id, SPT_STATE_DONE,
                "UPDATE position_doc SET accepted_doc = NULL WHERE id IN (SELECT id FROM "
                "position_now WHERE " SQL_EDITED " AND id IN " SQL_RECORDS ")", error) &&
           run (db, items, n_items, id, SPT_STATE_DONE,
                "UPDATE position_now SET accepted = 2 WHERE " SQL_EDITED " AND id IN " SQL_RECORDS,
                error) &&
           run (db, items, n_items, id, SPT_STATE_DONE,
                SQL_IDLE SQL_EDITED " AND p.id IN " SQL_RECORDS, error) &&
           run (db, items, n_items, id, SPT_STATE_DONE,
                "UPDATE position_now SET state = 'done', next_operation = NULL, accepted = 1 WHERE "
                SQL_UNTOUCHED " AND id IN " SQL_RECORDS, error);

  return run (db, items, n_items, id, SPT_STATE_DONE,
              "UPDATE position SET gone = 1 WHERE marked_delete = 1 AND id IN (SELECT id FROM "
              "position_now WHERE (" SQL_UNTOUCHED " OR " SQL_EDITED ") AND id IN " SQL_RECORDS ")",
              error) &&
         run (db, items, n_items, id, SPT_STATE_DONE,
              "UPDATE position_now SET accepted = 0 WHERE (" SQL_UNTOUCHED " OR " SQL_EDITED
              ") AND id IN " SQL_RECORDS, error) &&
         run (db, items, n_items, id, SPT_STATE_DONE,
              SQL_IDLE "id IN (SELECT id FROM position_now WHERE " SQL_UNTOUCHED " OR " SQL_EDITED
              ") AND p.id IN " SQL_RECORDS, error);
}

static gboolean
move_records (SptDb            *db,
              const Corrected  *items,
              guint             n_items,
              gint64            id,
              gboolean          is_delete,
              GError          **error)
{
  return run (db, items, n_items, id, SPT_STATE_REFUSED,
              "UPDATE position_now SET state = 'refused', next_operation = " SPT_SQL_NEXT_OPERATION
              " FROM position AS p WHERE p.id = position_now.id AND position_now.state = "
              "'uncertain' AND p.id IN " SQL_RECORDS, error) &&
         move_records_done (db, items, n_items, id, is_delete, error);
}

/* How many of the items have a record that a later submission has. */
static gboolean
count_elsewhere (SptDb            *db,
                 const Corrected  *items,
                 guint             n_items,
                 gint64            id,
                 guint            *n_elsewhere,
                 GError          **error)
{
  static const char sql[] =
    "SELECT 1 FROM item AS i JOIN item AS j ON j.record_kind = i.record_kind AND j.record_id = "
    "i.record_id AND j.submission_id > ?1 JOIN submission AS t ON t.id = j.submission_id AND "
    "t.state <> 'cancelled' AND t.followed = 0 WHERE i.submission_id = ?1 AND i.n = ?2 LIMIT 1";

  for (guint i = 0; i < n_items; i++)
    {
      gint64 is_elsewhere = 0;

      if (items[i].is_better &&
          !spt_db_query_int (db, 0, &is_elsewhere, error, sql, "ii", id, (gint64) items[i].n))
        return FALSE;
      *n_elsewhere += is_elsewhere != 0;
    }

  return TRUE;
}

static gboolean
write_items (SptDb          *db,
             const GArray   *corrected,
             gint64          id,
             const char     *operation,
             gboolean        moves_records,
             SptCorrection  *correction,
             GError        **error)
{
  gboolean is_delete = g_str_has_suffix (operation, ".delete");

  for (guint i = 0; i < corrected->len; i += CORRECTED_AT_ONCE)
    {
      const Corrected *items = &g_array_index (corrected, Corrected, i);
      guint n = MIN (CORRECTED_AT_ONCE, corrected->len - i);

      if (!spt_db_exec_batch (db, n, give_corrected, (gpointer) items, error,
                              "UPDATE item SET state = IFNULL (c1, state), code = CASE WHEN c1 IS "
                              "NULL THEN code ELSE c2 END, message = CASE WHEN c1 IS NULL THEN "
                              "message ELSE c3 END, also = c4 FROM batch WHERE submission_id = ?1 "
                              "AND n = c0", "i", id))
        return FALSE;
      if (moves_records &&
          (!count_elsewhere (db, items, n, id, &correction->n_elsewhere, error) ||
           !move_records (db, items, n, id, is_delete, error)))
        return FALSE;
    }

  return TRUE;
}

/* Where the items come to by now. */
static gboolean
find_state (SptDb     *db,
            gint64     id,
            gint64    *n_done,
            gint64    *n_refused,
            SptState  *state,
            GError   **error)
{
  static const char sql[] =
    "SELECT count (*) FROM item AS i JOIN submission AS s ON s.id = i.submission_id WHERE s.id = "
    "?1 AND (?2 IS NULL OR " SPT_SQL_ITEM_STATE " = ?2)";
  gint64 n_items;

  if (!spt_db_query_int (db, 0, &n_items, error, sql, "it", id, NULL) ||
      !spt_db_query_int (db, 0, n_done, error, sql, "it", id, "done") ||
      !spt_db_query_int (db, 0, n_refused, error, sql, "it", id, "refused"))
    return FALSE;
  if (*n_done == n_items)
    *state = SPT_STATE_DONE;
  else if (*n_done > 0)
    *state = SPT_STATE_PARTLY_DONE;

  return TRUE;
}

static gboolean
write_submission (SptDb                 *db,
                  gint64                 id,
                  const SptStateChange  *change,
                  gint64                 report_id,
                  SptCorrection         *correction,
                  GError               **error)
{
  gint64 n_done;
  gint64 n_refused;
  gboolean moves;

  if (!find_state (db, id, &n_done, &n_refused, &correction->state, error))
    return FALSE;
  moves = correction->state != change->expected;
  if (moves && !spt_state_can_correct (change->expected, correction->state))
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_FAILED,
                   "No submission goes from %s to %s by a late report",
                   spt_state_to_string (change->expected), spt_state_to_string (correction->state));
      return FALSE;
    }

  if (!spt_db_exec (db, error,
                    "UPDATE submission SET state = ?3, state_since = CASE WHEN ?4 THEN ?5 ELSE "
                    "state_since END, code = CASE WHEN ?4 THEN NULL ELSE code END, message = CASE "
                    "WHEN ?4 THEN NULL ELSE message END, updated = ?5, n_done = ?6, n_refused = "
                    "?7, report_id = IFNULL (NULLIF (?8, 0), report_id) WHERE id = ?1 AND state = "
                    "?2", "ittiiiii", id, spt_state_to_string (change->expected),
                    spt_state_to_string (correction->state), (gint64) moves, spt_db_now (db),
                    n_done, n_refused, report_id))
    return FALSE;
  if (spt_db_n_changed (db) == 1)
    return TRUE;

  g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT,
               "Submission %" G_GINT64_FORMAT " is not %s any more", id,
               spt_state_to_string (change->expected));

  return FALSE;
}

static char *
dup_event_text (const SptStateChange *change,
                const SptCorrection  *correction)
{
  GString *text = g_string_new (change->event_text);

  g_string_append_printf (text, "%s%s to %s; %u corrected", text->len > 0 ? "; " : "",
                          spt_state_to_string (change->expected),
                          spt_state_to_string (correction->state), correction->n_corrected);
  if (correction->n_elsewhere > 0)
    g_string_append_printf (text, ", %u of them in a later submission", correction->n_elsewhere);
  if (correction->n_against > 0)
    g_string_append_printf (text, "; %u results say otherwise than before", correction->n_against);

  return g_string_free (text, FALSE);
}

/* What the submission was when it ended, in words that its items can go on following when it is
 * something else. */
static gboolean
keep_rest (SptDb    *db,
           gint64    id,
           GError  **error)
{
  return spt_db_exec (db, error, "UPDATE submission SET rest_state = state WHERE id = ?1 AND "
                      "rest_state IS NULL", "i", id);
}

/* What there is of the submission: its operation, and whether records take their state from it. */
static gboolean
load (SptDb                 *db,
      gint64                 id,
      const SptStateChange  *change,
      char                 **operation,
      gboolean              *followed,
      GError               **error)
{
  g_autoptr (GPtrArray) words =
    spt_db_list_texts (db, error, "SELECT operation FROM submission WHERE id = ?1", id);
  gint64 found;

  if (words == NULL)
    return FALSE;
  if (words->len == 0)
    return spt_db_set_not_found ("submission", id, error);
  *operation = g_strdup (g_ptr_array_index (words, 0));
  if (!spt_db_query_int (db, -1, &found, error, "SELECT followed FROM submission WHERE id = ?1 AND "
                         "state = ?2", "it", id, spt_state_to_string (change->expected)))
    return FALSE;
  if (found < 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT,
                   "Submission %" G_GINT64_FORMAT " is not %s", id,
                   spt_state_to_string (change->expected));
      return FALSE;
    }
  *followed = found != 0;

  return TRUE;
}

/**
 * spt_db_correct_submission:
 * @db: a writing connection
 * @id: a submission that is done, partly done or refused
 * @change: what its report says now
 * @correction: (out): what that changed
 * @error: (out) (optional): %SPT_STORE_ERROR_CONFLICT when it is not in the state expected,
 *   %SPT_STORE_ERROR_FAILED when that state is not one that can be corrected
 *
 * Takes in what the report of a submission that has ended says when it is asked for again: a
 * success wins over a refusal, a verdict over a doubt, and the other word is kept beside it (GPD
 * facts 13 T11). Nothing gets worse. Items that the report does not name stay as they are, and so
 * does a record that has a later submission. What was edited since keeps its edit.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_correct_submission (SptDb                 *db,
                           gint64                 id,
                           const SptStateChange  *change,
                           SptCorrection         *correction,
                           GError               **error)
{
  g_autoptr (GArray) corrected = NULL;
  g_autofree char *operation = NULL;
  g_autofree char *text = NULL;
  gboolean followed = FALSE;
  gint64 exchange_id = 0;
  gint64 report_id = 0;

  *correction = (SptCorrection) { .state = change->expected };
  if (!spt_state_is_final (change->expected) || change->expected == SPT_STATE_CANCELLED)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_FAILED,
                   "What is %s has no report to be corrected by",
                   spt_state_to_string (change->expected));
      return FALSE;
    }
  if (!load (db, id, change, &operation, &followed, error))
    return FALSE;
  corrected = find_corrected (db, id, change, correction, error);
  if (corrected == NULL)
    return FALSE;

  spt_db_mark (db, SPT_CHANGED_SUBMISSIONS);
  /* The same words again: that it was asked is all there is to keep. */
  if (corrected->len == 0)
    return spt_db_end_attempt (db, id, change, 0, error);

  if ((change->exchange != NULL &&
       (exchange_id = spt_db_add_payload (db, change->exchange, error)) == 0) ||
      (change->report != NULL &&
       (report_id = spt_db_add_payload (db, change->report, error)) == 0) ||
      !spt_db_end_attempt (db, id, change, exchange_id, error) || !keep_rest (db, id, error) ||
      !write_items (db, corrected, id, operation, !followed, correction, error) ||
      !write_submission (db, id, change, report_id, correction, error))
    return FALSE;
  if (!followed)
    spt_db_mark (db, SPT_CHANGED_POSITIONS);

  text = dup_event_text (change, correction);
  if (!spt_db_add_event (db, "corrected", id, change->attempt_id,
                         report_id != 0 ? report_id : exchange_id, change->actor, text, error))
    return FALSE;

  return report_id == 0 || exchange_id == 0 ||
         spt_db_add_event (db, "answer", id, change->attempt_id, exchange_id, change->actor, "",
                           error);
}
