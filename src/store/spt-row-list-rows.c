/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a list: one object for each id that somebody looks at, loaded a page at a time. */
#define G_LOG_DOMAIN "spt-row-list-rows"

#include "config.h"

#include "store/spt-row-list-private.h"

/* A page on its way: ids out, plain data back. */
typedef struct
{
  GWeakRef           list;
  const SptListKind *kind;
  guint              n_ids;
  gint64             ids[PAGE_SIZE];
  gpointer           data[PAGE_SIZE]; /* (owned) (nullable) of @kind->type */
} PageRequest;

static void
free_page_request (gpointer data)
{
  PageRequest *request = data;

  g_weak_ref_clear (&request->list);
  for (guint i = 0; i < request->n_ids; i++)
    spt_struct_free (request->kind->type, request->data[i]);
  g_free (request);
}

static void
row_gone_cb (gpointer  user_data,
             GObject  *where_the_object_was)
{
  Row *row = user_data;

  if (row->list != NULL)
    g_hash_table_remove (row->list->rows, &row->id);
  g_free (row);
}

static void
keep_in_ring (SptRowList *self,
              GObject    *object)
{
  GObject *old = self->ring[self->ring_next];

  self->ring[self->ring_next] = g_object_ref (object);
  self->ring_next = (self->ring_next + 1) % RING_SIZE;
  g_clear_object (&old);
}

/* The one object of an id, made when there is none; kept alive by the ring for a while.
 * Borrowed. */
Row *
_spt_row_list_ensure_row (SptRowList *self,
                          gint64      id)
{
  Row *row = g_hash_table_lookup (self->rows, &id);
  g_autoptr (GObject) object = NULL;

  if (row != NULL)
    return row;

  object = g_object_new (self->kind->get_type (), "id", id, NULL);
  row = g_new0 (Row, 1);
  row->list = self;
  row->object = object;
  row->id = id;
  g_object_weak_ref (object, row_gone_cb, row);
  g_hash_table_insert (self->rows, &row->id, row);
  keep_in_ring (self, object);

  return row;
}

/* On the archive's thread. @data gets what each row shows, NULL where there is none. */
gboolean
_spt_row_list_load_rows (SptDb              *db,
                         const SptListKind  *kind,
                         const gint64       *ids,
                         guint               n_ids,
                         gpointer           *data,
                         GError            **error)
{
  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr (GError) local_error = NULL;

      data[i] = spt_db_load_row (db, kind, ids[i], &local_error);
      /* Gone since the spine was made: the next one will lack it. */
      if (local_error != NULL &&
          !g_error_matches (local_error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
load_page (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  PageRequest *request = data;

  return _spt_row_list_load_rows (db, request->kind, request->ids, request->n_ids, request->data, error);
}

void
_spt_row_list_take_row (SptRowList    *self,
                        gint64         id,
                        gconstpointer  data)
{
  Row *row = _spt_row_list_ensure_row (self, id);

  spt_row_update (SPT_ROW (row->object), data);
  row->loaded = TRUE;
}

static void
page_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  PageRequest *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptRowList) self = g_weak_ref_get (&request->list);
  gboolean ok = spt_store_run_finish (SPT_STORE (source), result, &error) != NULL;

  if (self == NULL)
    return;

  for (guint i = 0; i < request->n_ids; i++)
    {
      Row *row = g_hash_table_lookup (self->rows, &request->ids[i]);

      if (row != NULL)
        row->requested = FALSE;
    }

  if (!ok)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
          !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        g_warning ("Rows could not be loaded: %s", error->message);
      return;
    }

  for (guint i = 0; i < request->n_ids; i++)
    {
      if (request->data[i] != NULL)
        _spt_row_list_take_row (self, request->ids[i], request->data[i]);
    }
}

static void
request_ids (SptRowList   *self,
             const gint64 *ids,
             guint         n_ids)
{
  PageRequest *request = g_new0 (PageRequest, 1);

  g_assert (n_ids <= PAGE_SIZE);

  g_weak_ref_init (&request->list, self);
  request->kind = self->kind;
  request->n_ids = n_ids;
  memcpy (request->ids, ids, n_ids * sizeof *ids);
  self->n_loads++;

  spt_store_run_async (self->store, SPT_STORE_READ, load_page, request, free_page_request,
                       self->pages, page_loaded_cb, request);
}

void
_spt_row_list_request_page (SptRowList *self,
                            guint       position)
{
  guint first = position - position % PAGE_SIZE;
  guint n = MIN (PAGE_SIZE, self->ids->len - first);
  gint64 ids[PAGE_SIZE];
  guint n_ids = 0;

  for (guint i = first; i < first + n; i++)
    {
      Row *row = _spt_row_list_ensure_row (self, get_nth (self, i));

      if (!row->loaded && !row->requested)
        {
          row->requested = TRUE;
          ids[n_ids++] = row->id;
        }
    }

  if (n_ids > 0)
    request_ids (self, ids, n_ids);
}

/* Rows that somebody shows are loaded again; those that only the ring holds are let go, and
 * loaded when looked at. */
void
_spt_row_list_reload_rows (SptRowList *self)
{
  GHashTableIter iter;
  gpointer value;
  gint64 ids[PAGE_SIZE];
  guint n_ids = 0;

  for (guint i = 0; i < RING_SIZE; i++)
    {
      if (self->ring[i] != NULL && self->ring[i]->ref_count == 1)
        g_clear_object (&self->ring[i]);
    }

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Row *row = value;

      row->requested = TRUE;
      ids[n_ids++] = row->id;
      if (n_ids == PAGE_SIZE)
        {
          request_ids (self, ids, n_ids);
          n_ids = 0;
        }
    }
  if (n_ids > 0)
    request_ids (self, ids, n_ids);
}
