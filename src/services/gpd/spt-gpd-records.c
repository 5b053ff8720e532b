/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of the archive made into uploads: the caller's thread reads documents and takes requests,
 * a second one checks and builds. */
#define G_LOG_DOMAIN "spt-gpd-records"

#include "config.h"

#include "services/gpd/spt-gpd-records.h"

#include <string.h>

#include "services/gpd/spt-gpd-build.h"

/* Documents are handed over in lots of about this many bytes, this many lots ahead. */
#define LOT_BYTES  (64 * 1024)
#define MAX_LOTS   3
/* Parts of requests that wait for the caller. */
#define MAX_PARTS  4

typedef struct
{
  gsize  start;
  gsize  length;
  gint64 record_id;
  guint  row;
} LotEntry;

typedef struct
{
  GString *text;    /* (owned) */
  GArray  *entries; /* (owned) (element-type LotEntry) */
} Lot;

/* A part of a request with all it points to. */
typedef struct
{
  SptPreparedRequest  request;
  char               *path;         /* (owned) */
  char               *content_type; /* (owned) (nullable) */
  GBytes             *body;         /* (owned) (nullable) */
  GString            *text;         /* (owned) of the keys */
  GPtrArray          *keys;         /* (owned) (element-type utf8) */
  GArray             *rows;         /* (owned) (element-type guint) */
  GArray             *record_ids;   /* (owned) (element-type gint64) */
} Part;

typedef struct
{
  const SptGpdRecords *in;
  SptIssueList        *found;       /* (owned): of one record; the builder's thread */
  guint                n_stopping;  /* the builder's thread */

  GMutex               lock;
  GCond                changed;
  GQueue               lots;        /* (mutex lock) (element-type Lot) */
  GQueue               parts;       /* (mutex lock) (element-type Part) */
  gboolean             no_more;     /* (mutex lock) no lot will come */
  gboolean             again;       /* (mutex lock) the records are wanted from the first on */
  gboolean             stopped;     /* (mutex lock) the caller wants nothing more */
  gboolean             finished;    /* (mutex lock) the builder's thread is through */
  GError              *error;       /* (owned) (nullable) of the builder's thread */
} Line;

static void
lot_free (gpointer data)
{
  Lot *lot = data;

  g_string_free (lot->text, TRUE);
  g_array_unref (lot->entries);
  g_free (lot);
}

static void
part_free (gpointer data)
{
  Part *part = data;

  g_free (part->path);
  g_free (part->content_type);
  g_clear_pointer (&part->body, g_bytes_unref);
  g_string_free (part->text, TRUE);
  g_ptr_array_unref (part->keys);
  g_array_unref (part->rows);
  g_array_unref (part->record_ids);
  g_free (part);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Lot, lot_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Part, part_free)

static Part *
part_new (const SptPreparedRequest * request)
{
  Part *part = g_new0 (Part, 1);

  part->request = *request;
  part->path = g_strdup (request->path);
  part->content_type = g_strdup (request->content_type);
  part->body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  part->text = g_string_new (NULL);
  part->keys = g_ptr_array_sized_new (request->n_items);
  part->rows = g_array_sized_new (FALSE, FALSE, sizeof (guint), request->n_items);
  part->record_ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), request->n_items);
  for (guint i = 0; i < request->n_items; i++)
    {
      const char *key = request->keys[i];

      g_ptr_array_add (part->keys, GSIZE_TO_POINTER (part->text->len));
      g_string_append_len (part->text, key, (gssize) strlen (key) + 1);
    }
  for (guint i = 0; i < request->n_items; i++)
    part->keys->pdata[i] = part->text->str + GPOINTER_TO_SIZE (part->keys->pdata[i]);
  if (request->n_items > 0)
    g_array_append_vals (part->rows, request->rows, request->n_items);
  if (request->record_ids != NULL)
    g_array_append_vals (part->record_ids, request->record_ids, request->n_items);
  part->request.path = part->path;
  part->request.content_type = part->content_type;
  part->request.body = part->body;
  part->request.keys = (const char *const *) part->keys->pdata;
  part->request.rows = (const guint *) (gpointer) part->rows->data;
  part->request.record_ids = request->record_ids != NULL
    ? (const gint64 *) (gpointer) part->record_ids->data : NULL;

  return part;
}

static gboolean
set_stopped (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nobody wants it any more");

  return FALSE;
}

/* --- the builder's thread -------------------------------------------------------------------- */

static gboolean
hand_over (const SptPreparedRequest  *request,
           gpointer                   user_data,
           GError                   **error)
{
  Line *line = user_data;
  Part *part = part_new (request);
  gboolean stopped;

  g_mutex_lock (&line->lock);
  while (line->parts.length >= MAX_PARTS && !line->stopped)
    g_cond_wait (&line->changed, &line->lock);
  stopped = line->stopped;
  if (!stopped)
    {
      g_queue_push_tail (&line->parts, part);
      g_cond_broadcast (&line->changed);
    }
  g_mutex_unlock (&line->lock);

  if (!stopped)
    return TRUE;
  part_free (part);

  return set_stopped (error);
}

/* The next lot; %NULL at the end, or when nothing more is wanted. */
static Lot *
wait_for_lot (Line *line)
{
  Lot *lot = NULL;

  g_mutex_lock (&line->lock);
  while (line->lots.length == 0 && !line->no_more && !line->stopped)
    g_cond_wait (&line->changed, &line->lock);
  if (!line->stopped)
    lot = g_queue_pop_head (&line->lots);
  g_cond_broadcast (&line->changed);
  g_mutex_unlock (&line->lock);

  return lot;
}

static void
pass_issues (SptIssueList *from,
             SptIssueList *to)
{
  for (guint i = 0; i < spt_issue_list_get_n (from); i++)
    {
      const SptIssue *issue = spt_issue_list_get (from, i);

      spt_issue_list_add_copy (to, issue, issue->row);
    }
  spt_issue_list_reset (from);
}

static gboolean
build_lot (Line           *line,
           Lot            *lot,
           SptGpdBuilder  *builder,
           SptRecord      *record,
           GError        **error)
{
  const SptGpdRecords *in = line->in;

  for (guint i = 0; i < lot->entries->len; i++)
    {
      const LotEntry *entry = &g_array_index (lot->entries, LotEntry, i);

      if (!spt_record_read (record, lot->text->str + entry->start, (gssize) entry->length, error))
        return FALSE;
      spt_gpd_rules_check (in->fields, in->seen, in->account, in->operation, record, entry->row,
                           in->now_utc_ms, line->found);
      /* Errors that a person may override (identifiers) do not stop records: which of them were
       * overridden, on record, is known to the archive alone, which gets them all. */
      line->n_stopping += spt_issue_list_get_n_stopping (line->found);
      pass_issues (line->found, in->issues);
      if (line->n_stopping == 0 &&
          !spt_gpd_builder_add (builder, record, entry->row, entry->record_id, error))
        return FALSE;
    }

  return TRUE;
}

/* Says of each record what was found when all had been seen. */
static gboolean
compare_lot (Line       *line,
             Lot        *lot,
             SptRecord  *record,
             GError    **error)
{
  const SptGpdRecords *in = line->in;

  for (guint i = 0; i < lot->entries->len; i++)
    {
      const LotEntry *entry = &g_array_index (lot->entries, LotEntry, i);

      if (!spt_record_read (record, lot->text->str + entry->start, (gssize) entry->length, error))
        return FALSE;
      spt_gpd_rules_check_late (in->fields, in->seen, in->operation, record, entry->row,
                                line->found);
      line->n_stopping += spt_issue_list_get_n_stopping (line->found);
      pass_issues (line->found, in->issues);
    }

  return TRUE;
}

/* All lots; with no @builder they are only compared. */
static gboolean
take_lots (Line           *line,
           SptGpdBuilder  *builder,
           SptRecord      *record,
           GError        **error)
{
  gboolean stopped;

  for (;;)
    {
      g_autoptr (Lot) lot = wait_for_lot (line);

      if (lot == NULL)
        break;
      if (!(builder != NULL ? build_lot (line, lot, builder, record, error)
                            : compare_lot (line, lot, record, error)))
        return FALSE;
    }

  g_mutex_lock (&line->lock);
  stopped = line->stopped;
  g_mutex_unlock (&line->lock);

  return !stopped || set_stopped (error);
}

static gboolean
build_all (Line           *line,
           SptGpdBuilder  *builder,
           GError        **error)
{
  g_autoptr (SptRecord) record = spt_record_new (line->in->fields->schema);
  gboolean any;

  if (!take_lots (line, builder, record, error) ||
      !spt_gpd_seen_compare (line->in->seen, &any, error))
    return FALSE;
  if (any)
    {
      g_mutex_lock (&line->lock);
      line->again = TRUE;
      line->no_more = FALSE;
      g_cond_broadcast (&line->changed);
      g_mutex_unlock (&line->lock);
      if (!take_lots (line, NULL, record, error))
        return FALSE;
    }

  if (line->n_stopping > 0)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES,
                   "%u errors: nothing was prepared", spt_issue_list_get_n_errors (line->in->issues));
      return FALSE;
    }

  return spt_gpd_builder_finish (builder, error);
}

static gpointer
run_builder (gpointer data)
{
  Line *line = data;
  const SptGpdRecords *in = line->in;
  g_autoptr (SptGpdBuilder) builder = NULL;

  builder = spt_gpd_builder_new (in->fields, in->account, in->operation, &spt_gpd_limits, hand_over,
                                 line, in->issues, &line->error);
  if (builder != NULL)
    build_all (line, builder, &line->error);

  g_mutex_lock (&line->lock);
  line->finished = TRUE;
  g_cond_broadcast (&line->changed);
  g_mutex_unlock (&line->lock);

  return NULL;
}

/* --- the caller's thread --------------------------------------------------------------------- */

/* Reads the next documents; @lot: (out) (nullable): %NULL at their end. */
static gboolean
read_lot (const SptGpdRecords  *in,
          Lot                 **lot,
          GError              **error)
{
  g_autoptr (Lot) read = g_new0 (Lot, 1);
  g_autoptr (GError) failure = NULL;

  read->text = g_string_sized_new (LOT_BYTES + 4096);
  read->entries = g_array_new (FALSE, FALSE, sizeof (LotEntry));
  while (read->text->len < LOT_BYTES)
    {
      LotEntry entry = { .start = read->text->len };

      if (!in->source (read->text, &entry.record_id, &entry.row, in->source_data, &failure))
        break;
      entry.length = read->text->len - entry.start;
      g_array_append_val (read->entries, entry);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  *lot = read->entries->len > 0 ? g_steal_pointer (&read) : NULL;

  return TRUE;
}

/* One thing at a time, a lot for the builder first: it is what the rest waits for. */
static gboolean
feed (Line    *line,
      GError **error)
{
  const SptGpdRecords *in = line->in;

  for (;;)
    {
      g_autoptr (Part) part = NULL;
      gboolean wants_lot;
      gboolean again;
      Lot *lot;

      if (g_cancellable_set_error_if_cancelled (in->cancellable, error))
        return FALSE;

      g_mutex_lock (&line->lock);
      while ((line->no_more || line->lots.length >= MAX_LOTS) && line->parts.length == 0 &&
             !line->finished)
        g_cond_wait (&line->changed, &line->lock);
      wants_lot = !line->no_more && line->lots.length < MAX_LOTS && !line->finished;
      again = wants_lot && line->again;
      if (again)
        line->again = FALSE;
      if (!wants_lot)
        part = g_queue_pop_head (&line->parts);
      g_cond_broadcast (&line->changed);
      g_mutex_unlock (&line->lock);

      if (part != NULL)
        {
          if (!in->func (&part->request, in->user_data, error))
            return FALSE;
        }
      else if (!wants_lot)
        {
          return TRUE;
        }
      else
        {
          if (again && !in->source (NULL, NULL, NULL, in->source_data, error))
            return FALSE;
          if (!read_lot (in, &lot, error))
            return FALSE;
          g_mutex_lock (&line->lock);
          if (lot != NULL)
            g_queue_push_tail (&line->lots, lot);
          else
            line->no_more = TRUE;
          g_cond_broadcast (&line->changed);
          g_mutex_unlock (&line->lock);
        }
    }
}

/**
 * spt_gpd_records_prepare:
 * @records: what to prepare, and for whom
 * @error: return location for an error
 *
 * Makes uploads of records: their documents are read and the uploads received on this thread, while
 * another checks and builds. What comes out does not depend on how the two take turns.
 *
 * Returns: %FALSE with @error set; with %SPT_SERVICE_ERROR_ISSUES when the check found errors
 */
gboolean
spt_gpd_records_prepare (const SptGpdRecords  *records,
                         GError              **error)
{
  Line line = { .in = records };
  GThread *thread;
  gboolean ok;

  g_mutex_init (&line.lock);
  g_cond_init (&line.changed);
  line.found = spt_issue_list_new (0);
  spt_gpd_seen_reset (records->seen);
  spt_gpd_seen_set_limit (records->seen,
                          records->max_seen != 0 ? records->max_seen : SPT_GPD_RECORDS_SEEN);
  thread = g_thread_new ("spt-gpd-builder", run_builder, &line);

  ok = feed (&line, error);
  g_mutex_lock (&line.lock);
  line.stopped = TRUE;
  g_cond_broadcast (&line.changed);
  g_mutex_unlock (&line.lock);
  g_thread_join (thread);

  if (ok && line.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&line.error));
      ok = FALSE;
    }
  g_clear_error (&line.error);
  spt_issue_list_free (line.found);
  spt_gpd_seen_reset (records->seen);
  g_queue_clear_full (&line.lots, lot_free);
  g_queue_clear_full (&line.parts, part_free);
  g_cond_clear (&line.changed);
  g_mutex_clear (&line.lock);

  return ok;
}
