/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The asynchronous worker: chunks, retries, counting, and its known faults (GPD facts 11, 13). */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd.h"

#include <string.h>

#define MAX_ATTEMPTS 3

typedef struct
{
  PrcGpd    *self;
  char      *file_id;
  char      *service;
  char      *ec;
  PrcOp      op;
  gint64     total;
  gint64     processed;
  gint64     chunks;
  gint64     next_chunk;
  gint64     per_tick;
  guint      pause_ms;
  guint      retry_ms;
  gint64     stuck_after;    /* chunks; -1: never */
  GPtrArray *rules;          /* JsonObject */
  guint      timer;
} PrcWork;

/**
 * prc_worker_free:
 * @work: (transfer full): an upload in progress
 *
 * Stops working on an upload; the state keeps what is left to do.
 */
void
prc_worker_free (gpointer work)
{
  PrcWork *self = work;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_ptr_array_unref (self->rules);
  g_free (self->file_id);
  g_free (self->service);
  g_free (self->ec);
  g_free (self);
}

static void
item_free (gpointer item)
{
  /* IUPDs are on the heap, positions in the arena; see read_chunk(). */
  g_free (item);
}

/* One JSON value a line: positions, or IUPDs for a deletion. */
static GPtrArray *
read_items (PrcWork    *work,
            const char *text,
            gsize       length,
            PrcArena   *arena)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (work->op == PRC_OP_DELETE ? item_free : NULL);
  const char *end = text + length;
  const char *next;

  for (; text < end; text = next + 1)
    {
      next = memchr (text, '\n', (gsize) (end - text));
      if (next == NULL)
        break;
      if (work->op == PRC_OP_DELETE)
        {
          PrcJson json;

          prc_json_init (&json, text, (gsize) (next - text), NULL);
          if (prc_json_string (&json))
            g_ptr_array_add (items, g_strdup (json.text->str));
          prc_json_clear (&json);
        }
      else
        {
          PrcPosition *position = prc_position_read (text, (gsize) (next - text), arena);

          if (position != NULL)
            g_ptr_array_add (items, position);
        }
    }
  return items;
}

static const char *
iupd_of (PrcWork       *work,
         gconstpointer  item)
{
  return work->op == PRC_OP_DELETE ? item : ((const PrcPosition *) item)->iupd;
}

/* Whether a fault rule or a magic ending makes the core fail for this row at this attempt. */
static gboolean
forced_500 (PrcWork    *work,
            const char *iupd,
            gint64      attempt)
{
  guint i;

  if (g_str_has_suffix (iupd, "-RIGA500"))
    return TRUE;
  if (g_str_has_suffix (iupd, "-RIGA500-UNA"))
    return attempt == 1;
  for (i = 0; i < work->rules->len; i++)
    {
      JsonObject *rule = g_ptr_array_index (work->rules, i);

      if (g_str_equal (prc_rule_text (rule, "fault", ""), "row-500") &&
          (!json_object_has_member (rule, "iupds") || prc_rule_has_text (rule, "iupds", iupd)) &&
          attempt <= prc_rule_int (rule, "times", MAX_ATTEMPTS))
        return TRUE;
    }
  return FALSE;
}

static void
record (PrcWork          *work,
        const char       *iupd,
        const PrcOutcome *outcome)
{
  PrcDb *db = work->self->db;
  gint64 id;

  prc_db_run (db, "INSERT OR IGNORE INTO response (file_id, code, message) VALUES (?1, ?2, ?3)",
              "sis", work->file_id, (gint64) outcome->code, outcome->message);
  id = prc_db_number (db, "SELECT id FROM response WHERE file_id = ?1 AND code = ?2 AND message = ?3",
                      "sis", work->file_id, (gint64) outcome->code, outcome->message);
  prc_db_run (db, "INSERT INTO response_item (response, iupd) VALUES (?1, ?2)", "is", id, iupd);
}

static void
keep_for_retry (PrcWork       *work,
                gconstpointer  item)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) payload = NULL;

  if (work->op == PRC_OP_DELETE)
    prc_append_json (text, item);
  else
    prc_position_write (item, FALSE, text);
  g_string_append_c (text, '\n');
  payload = g_bytes_new (text->str, text->len);
  prc_db_run (work->self->db, "INSERT INTO retry (file_id, iupd, payload, attempts)"
              " VALUES (?1, ?2, ?3, 1)", "ssb", work->file_id, iupd_of (work, item), payload);
}

/* One by one: outcomes are keyed by IUPD, so that a repeated IUPD counts once (trap T1). */
static gint64
record_single (PrcWork   *work,
               GPtrArray *items,
               GPtrArray *outcomes,
               gboolean   again)
{
  g_autoptr (GHashTable) last = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 counted = 0;
  guint i;

  for (i = 0; i < items->len; i++)
    g_hash_table_insert (last, (gpointer) iupd_of (work, g_ptr_array_index (items, i)),
                         GUINT_TO_POINTER (i));
  for (i = 0; i < items->len; i++)
    {
      gpointer item = g_ptr_array_index (items, i);
      const PrcOutcome *outcome = g_ptr_array_index (outcomes, i);
      const char *iupd = iupd_of (work, item);

      if (GPOINTER_TO_UINT (g_hash_table_lookup (last, iupd)) != i)
        continue;
      if (outcome->code >= 500)
        {
          if (!again)
            keep_for_retry (work, item);
          continue;
        }
      record (work, iupd, outcome);
      counted++;
    }
  return counted;
}

/* Returns how many rows count as processed. */
static gint64
process_items (PrcWork   *work,
               GPtrArray *items,
               gboolean   again)
{
  g_autoptr (GPtrArray) outcomes = g_ptr_array_new_with_free_func (prc_outcome_free);
  gboolean forced = FALSE;
  gboolean bulk = FALSE;
  guint i;

  for (i = 0; !forced && i < items->len; i++)
    forced = forced_500 (work, iupd_of (work, g_ptr_array_index (items, i)), 1);
  if (!forced)
    {
      prc_core_chunk (work->self, work->service, work->ec, work->op, items, outcomes, &bulk);
    }
  else
    {
      for (i = 0; i < items->len; i++)
        {
          gpointer item = g_ptr_array_index (items, i);
          PrcOutcome *outcome = g_new0 (PrcOutcome, 1);

          if (forced_500 (work, iupd_of (work, item), 1))
            prc_outcome (outcome, 500, "Internal Server Error");
          else
            prc_core_one (work->self, work->service, work->ec, work->op, item, outcome);
          g_ptr_array_add (outcomes, outcome);
        }
    }
  if (!bulk)
    return record_single (work, items, outcomes, again);
  for (i = 0; i < items->len; i++)
    record (work, iupd_of (work, g_ptr_array_index (items, i)), g_ptr_array_index (outcomes, i));
  return items->len;
}

static gboolean
wants_double (PrcWork   *work,
              GPtrArray *items)
{
  guint i;

  if (prc_rules_find (work->rules, "double") != NULL)
    return TRUE;
  for (i = 0; i < items->len; i++)
    {
      if (g_str_has_suffix (iupd_of (work, g_ptr_array_index (items, i)), "-DOPPIO"))
        return TRUE;
    }
  return FALSE;
}

static void
process_chunk (PrcWork *work)
{
  PrcArena *arena = prc_arena_new ();
  g_autoptr (GPtrArray) items = NULL;
  sqlite3_stmt *rows = prc_db_query (work->self->db, "SELECT payload FROM chunk WHERE file_id = ?1"
                                     " AND number = ?2", "si", work->file_id, work->next_chunk);
  JsonObject *twice;

  while (prc_db_next (rows))
    {
      g_clear_pointer (&items, g_ptr_array_unref);
      items = read_items (work, sqlite3_column_blob (rows, 0), (gsize) sqlite3_column_bytes (rows,
                                                                                             0),
                          arena);
    }
  if (items != NULL)
    {
      work->processed += process_items (work, items, FALSE);
      if (wants_double (work, items))
        {
          gint64 more = process_items (work, items, TRUE);

          twice = prc_rules_find (work->rules, "double");
          if (twice != NULL && prc_rule_int (twice, "count", 0) != 0)
            work->processed += more;
        }
    }
  prc_db_run (work->self->db, "DELETE FROM chunk WHERE file_id = ?1 AND number = ?2", "si",
              work->file_id, work->next_chunk);
  work->next_chunk++;
  prc_arena_free (arena);
}

typedef struct
{
  gint64  id;
  gint64  attempts;
  GBytes *payload;
} Retry;

static void
retry_free (gpointer data)
{
  Retry *retry = data;

  g_bytes_unref (retry->payload);
  g_free (retry);
}

static void
process_retries (PrcWork *work)
{
  PrcDb *db = work->self->db;
  g_autoptr (GPtrArray) retries = g_ptr_array_new_with_free_func (retry_free);
  sqlite3_stmt *rows = prc_db_query (db, "SELECT id, attempts, payload FROM retry WHERE file_id = "
                                     "?1 ORDER BY id", "s", work->file_id);
  guint i;

  while (prc_db_next (rows))
    {
      Retry *retry = g_new0 (Retry, 1);

      retry->id = sqlite3_column_int64 (rows, 0);
      retry->attempts = sqlite3_column_int64 (rows, 1) + 1;
      retry->payload = g_bytes_new (sqlite3_column_blob (rows, 2),
                                    (gsize) sqlite3_column_bytes (rows, 2));
      g_ptr_array_add (retries, retry);
    }
  for (i = 0; i < retries->len; i++)
    {
      Retry *retry = g_ptr_array_index (retries, i);
      PrcArena *arena = prc_arena_new ();
      g_autoptr (GPtrArray) items = NULL;
      gsize length;
      const char *text = g_bytes_get_data (retry->payload, &length);
      PrcOutcome outcome = { 0, NULL };

      items = read_items (work, text, length, arena);
      if (items->len == 0)
        prc_outcome (&outcome, 500, "Internal Server Error");
      else if (forced_500 (work, iupd_of (work, g_ptr_array_index (items, 0)), retry->attempts))
        prc_outcome (&outcome, 500, "Internal Server Error");
      else
        prc_core_one (work->self, work->service, work->ec, work->op, g_ptr_array_index (items, 0),
                      &outcome);
      if (outcome.code >= 500 && retry->attempts < MAX_ATTEMPTS)
        {
          prc_db_run (db, "UPDATE retry SET attempts = ?2 WHERE id = ?1", "ii", retry->id,
                      retry->attempts);
        }
      else
        {
          if (items->len > 0)
            record (work, iupd_of (work, g_ptr_array_index (items, 0)), &outcome);
          prc_db_run (db, "DELETE FROM retry WHERE id = ?1", "i", retry->id);
          work->processed++;
        }
      g_free (outcome.message);
      prc_arena_free (arena);
    }
}

static gboolean
retries_left (PrcWork *work)
{
  return prc_db_number (work->self->db, "SELECT 1 FROM retry WHERE file_id = ?1 LIMIT 1", "s",
                        work->file_id) != 0;
}

static void
end_upload (PrcWork *work)
{
  PrcGpd *self = work->self;
  JsonObject *gap = prc_rules_find (work->rules, "completed-gap");
  gint64 now = prc_now_us (self->context);
  gint64 gap_until = 0;

  if (gap != NULL)
    gap_until = now + 1000 * CLAMP (prc_rule_int (gap, "ms", 2000), 0, 3600000);
  /* Counted too little (T1) or too much: the worker waits for an equality that never comes. */
  if (work->processed == work->total)
    prc_db_run (self->db, "UPDATE upload SET ended = ?2, gap_until = ?3 WHERE file_id = ?1", "sii",
                work->file_id, now, gap_until);
}

static gboolean
on_tick (gpointer data)
{
  PrcWork *work = data;
  PrcGpd *self = work->self;
  gboolean more = TRUE;
  guint pause = work->pause_ms;
  gint64 i;

  work->timer = 0;
  prc_db_run (self->db, "BEGIN IMMEDIATE", "");
  if (work->next_chunk < work->chunks)
    {
      for (i = 0; i < work->per_tick && work->next_chunk < work->chunks &&
           work->next_chunk != work->stuck_after; i++)
        process_chunk (work);
    }
  else
    {
      process_retries (work);
    }
  if (work->next_chunk == work->chunks)
    {
      more = retries_left (work);
      pause = work->retry_ms;
    }
  prc_db_run (self->db, "UPDATE upload SET processed = ?2, next_chunk = ?3 WHERE file_id = ?1",
              "sii", work->file_id, work->processed, work->next_chunk);
  if (!more)
    end_upload (work);
  prc_db_run (self->db, "COMMIT", "");
  if (!more || work->next_chunk == work->stuck_after)
    g_hash_table_remove (self->work, work->file_id);
  else
    work->timer = g_timeout_add (pause, on_tick, work);
  return G_SOURCE_REMOVE;
}

static GPtrArray *
parse_rules (const char *text)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (JsonNode) root = prc_parse_small_json (text, -1, NULL);
  JsonArray *array;
  guint i;

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return rules;
  array = json_node_get_array (root);
  for (i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        g_ptr_array_add (rules, json_object_ref (json_node_get_object (node)));
    }
  return rules;
}

/* A demonstration should take a second or three, whatever the size; --fast next to nothing. */
static void
plan (PrcWork *work)
{
  gboolean fast = work->self->context->fast;
  gint64 ticks = CLAMP (work->chunks, 1, fast ? 100 : 15);
  JsonObject *slow = prc_rules_find (work->rules, "slow-processing");
  JsonObject *stuck = prc_rules_find (work->rules, "stuck");

  work->per_tick = (work->chunks + ticks - 1) / ticks;
  work->pause_ms = fast ? 2 : (guint) (1500 / ticks);
  work->retry_ms = fast ? 20 : 2000;
  if (slow != NULL)
    {
      work->per_tick = 1;
      work->pause_ms = (guint) CLAMP (prc_rule_int (slow, "ms", 1000), 0, 600000);
    }
  work->stuck_after = stuck != NULL ? prc_rule_int (stuck, "after", 0) : -1;
}

/**
 * prc_worker_start:
 * @self: the twin
 * @file_id: an upload
 *
 * Starts, or goes on, processing an upload that is neither ended nor stuck.
 */
void
prc_worker_start (PrcGpd     *self,
                  const char *file_id)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT service, ec, operation, total, processed, "
                                     "chunks, next_chunk, rules FROM upload WHERE file_id = ?1 AND "
                                     "stuck = 0 AND ended IS NULL", "s", file_id);
  PrcWork *work = NULL;

  while (prc_db_next (rows))
    {
      if (work != NULL)
        prc_worker_free (work);
      work = g_new0 (PrcWork, 1);
      work->self = self;
      work->file_id = g_strdup (file_id);
      work->service = g_strdup (prc_db_text (rows, 0));
      work->ec = g_strdup (prc_db_text (rows, 1));
      prc_op_parse (prc_db_text (rows, 2), &work->op);
      work->total = sqlite3_column_int64 (rows, 3);
      work->processed = sqlite3_column_int64 (rows, 4);
      work->chunks = sqlite3_column_int64 (rows, 5);
      work->next_chunk = sqlite3_column_int64 (rows, 6);
      work->rules = parse_rules (prc_db_text (rows, 7));
      plan (work);
    }
  if (work == NULL)
    return;
  g_hash_table_replace (self->work, work->file_id, work);
  work->timer = g_timeout_add (self->context->fast ? 2 : 1000, on_tick, work);
}

/**
 * prc_worker_resume:
 * @self: the twin
 *
 * Goes on with what a former process left undone.
 */
void
prc_worker_resume (PrcGpd *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT file_id FROM upload WHERE stuck = 0"
                                     " AND ended IS NULL AND (next_chunk < chunks OR EXISTS"
                                     " (SELECT 1 FROM retry WHERE retry.file_id = upload.file_id))"
                                     " ORDER BY seq", "");
  guint i;

  while (prc_db_next (rows))
    g_ptr_array_add (ids, g_strdup (prc_db_text (rows, 0)));
  for (i = 0; i < ids->len; i++)
    prc_worker_start (self, g_ptr_array_index (ids, i));
}
