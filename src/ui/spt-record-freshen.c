/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the day changes of records follows it, in the background: some records of a kind at a time. */
#define G_LOG_DOMAIN "spt-record-freshen"

#include "config.h"

#include "ui/spt-record-pages.h"

typedef struct
{
  gint64                now; /* UTC milliseconds */
  const SptRecordPages *pages; /* what is done now */
  guint                 kind; /* which of spt_record_pages_list() that is */
  gint64                after; /* the last of its records that was done */
  gboolean              more; /* of this kind */
} Freshen;

static void go_on (SptStore      *store,
                   const Freshen *where,
                   GCancellable  *cancellable);

static gboolean
freshen_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Freshen *self = data;

  return self->pages->freshen (db, self->now, &self->after, &self->more, error);
}

static void
freshened_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GCancellable) cancellable = user_data;
  g_autoptr (GError) error = NULL;
  const Freshen *done = spt_store_run_finish (SPT_STORE (object), result, &error);
  Freshen next;

  if (done == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Records do not follow the day: %s", error->message);
      return;
    }
  next = *done;
  if (!done->more)
    {
      next.kind++;
      next.after = 0;
    }
  go_on (SPT_STORE (object), &next, cancellable);
}

/* Whatever kind has something to do is next. */
static void
go_on (SptStore      *store,
       const Freshen *where,
       GCancellable  *cancellable)
{
  GPtrArray *kinds = spt_record_pages_list ();
  Freshen next = *where;

  while (next.kind < kinds->len && ((const SptRecordPages *) g_ptr_array_index (kinds, next.kind))->freshen == NULL)
    next.kind++;
  if (next.kind >= kinds->len)
    return;
  next.pages = g_ptr_array_index (kinds, next.kind);
  spt_store_run_async (store, SPT_STORE_WRITE, freshen_job, g_memdup2 (&next, sizeof next), g_free, cancellable,
                       freshened_cb, cancellable != NULL ? g_object_ref (cancellable) : NULL);
}

/**
 * spt_record_pages_freshen:
 * @store: the archive
 * @now_utc_ms: now
 * @cancellable: (nullable): stops it, between two calls
 *
 * Makes what the day changes of records follow it, kind by kind; others may write in between. Whoever shows them hears
 * of it as of every change. What could not be done is said in the log and tried again on the next day, or when the list
 * of it is opened.
 */
void
spt_record_pages_freshen (SptStore     *store,
                          gint64        now_utc_ms,
                          GCancellable *cancellable)
{
  const Freshen begin = { .now = now_utc_ms };

  g_return_if_fail (SPT_IS_STORE (store));

  go_on (store, &begin, cancellable);
}
