/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of items: matched with their keys, and written down where they differ from the
 * rest. */
#define G_LOG_DOMAIN "spt-store-said"

#include "config.h"

#include <string.h>

#include "store/spt-store-private.h"
#include "store/spt-store-submissions.h"

/* What was said is written for so many items with one statement. */
#define SAID_AT_ONCE 500

/* Nothing was said of it. */
#define UNSAID G_MAXUINT

typedef struct
{
  guint    n;
  guint    change; /* which of the changes says something of it; UNSAID */
  SptState had;    /* what was said of it before: done, refused, or nothing of these */
  gboolean has_also;
} ItemMatch;

/* What is said of the rest: of items that nothing is said about one by one. */
typedef struct
{
  SptState    state;
  const char *code;    /* (nullable) */
  const char *message; /* (nullable) */
} Rest;

static SptState
read_verdict (const char *state)
{
  return g_str_equal (state, "done") ? SPT_STATE_DONE
         : g_str_equal (state, "refused") ? SPT_STATE_REFUSED : SPT_STATE_DRAFT;
}

/* What was said of items, in the order of their numbers. */
typedef struct
{
  const ItemMatch     *matches;
  const SptItemChange *changes;
  const Rest          *rest;
} SaidItems;

static void
give_said_item (sqlite3_context *context,
                gpointer         data,
                guint            row,
                int              column)
{
  const SaidItems *items = data;
  const ItemMatch *match = &items->matches[row];
  const SptItemChange *change = match->change != UNSAID ? &items->changes[match->change] : NULL;
  const char *text = NULL;

  switch (column)
    {
    case 0:
      sqlite3_result_int64 (context, match->n);
      return;
    case 1:
      text = spt_state_to_string (change != NULL ? change->state : items->rest->state);
      break;
    case 2:
      text = change != NULL ? change->code : items->rest->code;
      break;
    case 3:
      text = change != NULL ? change->message : items->rest->message;
      break;
    case 4:
      text = change != NULL ? change->also : NULL;
      break;
    case 5:
      sqlite3_result_int (context, change == NULL);
      return;
    default:
      break;
    }
  if (text != NULL)
    sqlite3_result_text (context, text, -1, SQLITE_STATIC);
}

/* Goes through the items in their order and puts down what is said of each: by @by_key, or, without
 * it, as the changes come. FALSE on an error; @in_order: whether they did come so, one for each
 * item. */
static gboolean
go_through_items (SptDb                *db,
                  gint64                submission_id,
                  const SptItemChange  *items,
                  guint                 n_items,
                  GHashTable           *by_key,
                  GArray               *matches,
                  gboolean             *in_order,
                  GError              **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT n, key, state, also NOT NULL FROM item WHERE "
                                       "submission_id = ?1 ORDER BY n", error);
  gboolean row;

  *in_order = TRUE;
  g_array_set_size (matches, 0);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", submission_id))
    return FALSE;

  for (;;)
    {
      ItemMatch match;
      const char *key;

      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        break;

      match.n = (guint) sqlite3_column_int64 (stmt, 0);
      match.had = read_verdict (spt_db_column_text (stmt, 2));
      match.has_also = sqlite3_column_int (stmt, 3) != 0;
      key = spt_db_column_text (stmt, 1);
      if (by_key != NULL)
        /* 0 is none. */
        match.change = GPOINTER_TO_UINT (g_hash_table_lookup (by_key, key)) - 1;
      else if (matches->len < n_items && strcmp (items[matches->len].key, key) == 0)
        match.change = matches->len;
      else
        {
          *in_order = FALSE;
          sqlite3_reset (stmt);
          return TRUE;
        }
      g_array_append_val (matches, match);
    }
  *in_order = matches->len == n_items;

  return TRUE;
}

/* (element-type ItemMatch): all items in their order; NULL on an error. */
static GArray *
match_items (SptDb                *db,
             gint64                submission_id,
             const SptItemChange  *items,
             guint                 n_items,
             guint                *n_foreign,
             GError              **error)
{
  g_autoptr (GArray) matches = g_array_sized_new (FALSE, FALSE, sizeof (ItemMatch), n_items);
  g_autoptr (GHashTable) by_key = NULL;
  g_autofree guint8 *seen = NULL;
  gboolean in_order;

  *n_foreign = 0;
  /* A large report comes as the items go: nothing has to be looked up. */
  if (!go_through_items (db, submission_id, items, n_items, NULL, matches, &in_order, error))
    return NULL;
  if (in_order)
    return g_steal_pointer (&matches);

  /* Of two results for one key the last counts: it is the newer word. */
  by_key = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n_items; i++)
    g_hash_table_insert (by_key, (gpointer) items[i].key, GUINT_TO_POINTER (i + 1));
  if (!go_through_items (db, submission_id, items, n_items, by_key, matches, &in_order, error))
    return NULL;

  seen = g_new0 (guint8, n_items);
  for (guint i = 0; i < matches->len; i++)
    {
      guint change = g_array_index (matches, ItemMatch, i).change;

      if (change != UNSAID)
        seen[change] = 1;
    }
  for (guint i = 0; i < n_items; i++)
    {
      guint last = GPOINTER_TO_UINT (g_hash_table_lookup (by_key, items[i].key)) - 1;

      if (!seen[last])
        *n_foreign += 1;
    }

  return g_steal_pointer (&matches);
}

/* What holds of the items that nothing is said about one by one; draft = what the submission is. */
static gboolean
write_rest (SptDb       *db,
            gint64       submission_id,
            SptState     state,
            const char  *code,
            const char  *message,
            GError     **error)
{
  return spt_db_exec (db, error,
                      "UPDATE submission SET rest_state = NULLIF (?2, 'draft'), rest_code = ?3, "
                      "rest_message = ?4 WHERE id = ?1", "ittt",
                      submission_id, spt_state_to_string (state), code, message);
}

int
spt_store_rank_word (SptState state)
{
  return state == SPT_STATE_DONE ? 2 : state == SPT_STATE_REFUSED ? 1 : 0;
}

/* A later word about an item of which something else was said: the better one stands, the other is
 * kept beside it. */
static gboolean
change_said_item (SptDb                *db,
                  gint64                submission_id,
                  const ItemMatch      *match,
                  const SptItemChange  *change,
                  GError              **error)
{
  /* What was said before goes into "also" when it gives way. */
  if (spt_store_rank_word (change->state) > spt_store_rank_word (match->had))
    return spt_db_exec (db, error,
                        "UPDATE item SET also = COALESCE (message, code, state), state = ?3, code "
                        "= ?4, message = ?5 WHERE submission_id = ?1 AND n = ?2", "iittt",
                        submission_id, match->n, spt_state_to_string (change->state), change->code,
                        change->message);

  return spt_db_exec (db, error,
                      "UPDATE item SET also = ?3 WHERE submission_id = ?1 AND n = ?2", "iit",
                      submission_id, match->n, change->message != NULL ? change->message
                      : change->code != NULL ? change->code : spt_state_to_string (change->state));
}

static gboolean
is_said_alike (const SptItemChange *a,
               const SptItemChange *b)
{
  return a->state == b->state &&
         (a->code == b->code || g_strcmp0 (a->code, b->code) == 0) &&
         (a->message == b->message || g_strcmp0 (a->message, b->message) == 0);
}

/* What is said of more than half of the items in the same words, and of nothing else that was said
 * of them: a vote in which every other word takes one away leaves nobody else. NULL = there is no
 * such thing. */
static const SptItemChange *
find_common_word (const GArray        *matches,
                  const SptItemChange *items)
{
  const SptItemChange *common = NULL;
  guint votes = 0;
  guint n = 0;

  for (guint i = 0; i < matches->len; i++)
    {
      const ItemMatch *match = &g_array_index (matches, ItemMatch, i);
      const SptItemChange *change;

      if (match->change == UNSAID)
        continue;
      change = &items[match->change];
      if (votes == 0)
        common = change;
      if (is_said_alike (change, common))
        votes++;
      else
        votes--;
    }
  for (guint i = 0; common != NULL && i < matches->len; i++)
    {
      const ItemMatch *match = &g_array_index (matches, ItemMatch, i);

      n += match->change != UNSAID && is_said_alike (&items[match->change], common);
    }

  return n > matches->len / 2 ? common : NULL;
}

/* Whether an item of which nothing was said so far is told all by what is said of the rest. */
static gboolean
follows (const ItemMatch     *match,
         const SptItemChange *items,
         const SptItemChange *common)
{
  const SptItemChange *change;

  if (match->change == UNSAID || match->had != SPT_STATE_DRAFT || match->has_also)
    return FALSE;
  change = &items[match->change];

  return change->also == NULL && is_said_alike (change, common);
}

static gboolean
write_said_items (SptDb                *db,
                  gint64                submission_id,
                  const GArray         *matches,
                  const SptItemChange  *items,
                  const Rest           *rest,
                  GError              **error)
{
  for (guint i = 0; i < matches->len; i += SAID_AT_ONCE)
    {
      SaidItems said = { &g_array_index (matches, ItemMatch, i), items, rest };

      if (!spt_db_exec_batch (db, MIN (SAID_AT_ONCE, matches->len - i), give_said_item, &said,
                              error, "UPDATE item SET state = c1, code = c2, message = c3, also = "
                              "CASE WHEN c5 THEN also ELSE c4 END FROM batch WHERE submission_id = "
                              "?1 AND n = c0", "i", submission_id))
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_db_change_items:
 * @db: a writing connection
 * @submission_id: whose
 * @change: what was said about single items, and the rest as spt_db_change_rest() has written it
 * @n_foreign: (out): results for keys that were never sent
 * @n_against: (out): results that say otherwise than an earlier word did
 * @error: (out) (optional): why not
 *
 * Writes the outcome of single items, some hundred at once, by primary key in its order. A success
 * once said is never taken back by a later word (GPD facts 13 T11). When a submission becomes final
 * what holds of more than half of its items is written once, with the submission, and the others
 * one by one.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_change_items (SptDb                 *db,
                     gint64                 submission_id,
                     const SptStateChange  *change,
                     guint                 *n_foreign,
                     guint                 *n_against,
                     GError               **error)
{
  const SptItemChange *items = change->items;
  const SptItemChange *common;
  const Rest rest = { change->rest_state, change->rest_code, change->rest_message };
  g_autoptr (GArray) matches = NULL;
  guint n_plain = 0;

  *n_foreign = 0;
  *n_against = 0;
  if (change->n_items == 0)
    return TRUE;

  matches = match_items (db, submission_id, items, change->n_items, n_foreign, error);
  if (matches == NULL)
    return FALSE;

  /* What is final changes no more: only then nothing can be said later that would have to be told
   * from it. */
  common = spt_state_is_final (change->state) && change->rest_state != SPT_STATE_DRAFT
             ? find_common_word (matches, items) : NULL;
  if (common != NULL &&
      !write_rest (db, submission_id, common->state, common->code, common->message, error))
    return FALSE;

  for (guint i = 0; i < matches->len; i++)
    {
      const ItemMatch *match = &g_array_index (matches, ItemMatch, i);
      const SptItemChange *said = match->change != UNSAID ? &items[match->change] : NULL;

      if (said != NULL && match->had != SPT_STATE_DRAFT && match->had != said->state)
        {
          *n_against += 1;
          if (!change_said_item (db, submission_id, match, said, error))
            return FALSE;
        }
      else if (common != NULL ? !follows (match, items, common) &&
               (said != NULL || match->had == SPT_STATE_DRAFT) : said != NULL)
        {
          g_array_index (matches, ItemMatch, n_plain++) = *match;
        }
    }
  g_array_set_size (matches, n_plain);

  return write_said_items (db, submission_id, matches, items, &rest, error);
}

/**
 * spt_db_change_rest:
 * @db: a writing connection
 * @submission_id: whose
 * @state: for the items of which neither done nor refused was said
 * @submission_state: the state the submission gets
 * @code: (nullable): why
 * @message: (nullable): the service's words
 * @error: (out) (optional): why not
 *
 * Gives a state to all items that have no outcome yet. It is written once, with the submission, and
 * they follow; but for a verdict before the end, which has to be told apart from what comes later.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_change_rest (SptDb       *db,
                    gint64       submission_id,
                    SptState     state,
                    SptState     submission_state,
                    const char  *code,
                    const char  *message,
                    GError     **error)
{
  gboolean is_own = state == submission_state && code == NULL && message == NULL;

  if ((state == SPT_STATE_DONE || state == SPT_STATE_REFUSED) &&
      !spt_state_is_final (submission_state))
    return spt_db_exec (db, error,
                        "UPDATE item SET state = ?2, code = ?3, message = ?4 WHERE submission_id = "
                        "?1 AND state NOT IN ('done', 'refused')", "ittt",
                        submission_id, spt_state_to_string (state), code, message);

  return spt_db_exec (db, error,
                      "UPDATE item SET state = 'draft', code = NULL, message = NULL WHERE "
                      "submission_id = ?1 AND state <> 'draft' AND state NOT IN ('done', "
                      "'refused')", "i",
                      submission_id) &&
         write_rest (db, submission_id, is_own ? SPT_STATE_DRAFT : state, code, message, error);
}
