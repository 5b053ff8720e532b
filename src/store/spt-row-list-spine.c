/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spine of a list: all its ids in order, and how the model becomes those of another query or of another day. */
#define G_LOG_DOMAIN "spt-row-list-spine"

#include "config.h"

#include "store/spt-row-list-private.h"

/* A view of GTK 4.8 has some 205 rows made, wherever it looks; another query turns these into its own. */
#define N_TURNED  256

typedef struct
{
  GWeakRef           list;
  const SptListKind *kind;
  SptListQuery       query; /* its texts are owned */
  GArray            *ids;   /* (owned) (nullable) the answer */
  gpointer           first[PAGE_SIZE]; /* (owned) (nullable) the first rows of it, of @kind->type */
} SpineRequest;

static void
free_spine_request (gpointer data)
{
  SpineRequest *request = data;

  g_weak_ref_clear (&request->list);
  g_clear_pointer (&request->ids, g_array_unref);
  for (guint i = 0; i < PAGE_SIZE; i++)
    spt_struct_free (request->kind->type, request->first[i]);
  _spt_row_list_clear_query (&request->query);
  g_free (request);
}

static void
change_items (SptRowList *self,
              guint       position,
              guint       n_removed,
              guint       n_added)
{
  self->n_shown += n_added - n_removed;
  if (n_removed > 0 || n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* The rows at the top become those of another query: the same objects, so that a view keeps its widgets
 * and only the words in them change. Returns how many positions that was done for. */
static guint
turn_rows (SptRowList *self,
           GArray     *ids)
{
  guint n = MIN (MIN (self->n_shown, ids->len), N_TURNED);
  Row *rows[N_TURNED];

  /* All names are free before one is given away again. */
  for (guint i = 0; i < n; i++)
    {
      gint64 id = get_nth (self, i);

      rows[i] = g_hash_table_lookup (self->rows, &id);
      if (rows[i] != NULL)
        g_hash_table_remove (self->rows, &id);
    }
  for (guint i = 0; i < n; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      Row *other;

      if (rows[i] == NULL)
        continue;
      /* It stood further down, or was only kept: the list knows one object of an id. */
      other = g_hash_table_lookup (self->rows, &id);
      if (other != NULL)
        {
          g_hash_table_remove (self->rows, &id);
          other->list = NULL;
        }
      if (rows[i]->id != id)
        {
          rows[i]->id = id;
          rows[i]->loaded = FALSE;
          rows[i]->requested = FALSE;
          spt_row_turn (SPT_ROW (rows[i]->object), id);
        }
      g_hash_table_insert (self->rows, &rows[i]->id, rows[i]);
    }

  return n;
}

/* Those that were turned and not loaded, because they are not in sight. */
static void
load_late (SptRowList *self)
{
  guint n = MIN (self->n_late, self->n_shown);

  self->n_late = 0;
  for (guint i = 0; i < n; i++)
    {
      gint64 id = get_nth (self, i);
      Row *row = g_hash_table_lookup (self->rows, &id);

      if (row != NULL && !row->loaded && !row->requested)
        _spt_row_list_request_page (self, i);
    }
}

/* What came along with the answer. */
static void
take_first (SptRowList   *self,
            SpineRequest *request,
            guint         n)
{
  for (guint i = 0; i < MIN (n, PAGE_SIZE); i++)
    {
      if (request->first[i] != NULL)
        _spt_row_list_take_row (self, g_array_index (request->ids, gint64, i), request->first[i]);
    }
}

/* Another query, looked at from its top. */
static void
take_other_spine (SptRowList   *self,
                  SpineRequest *request)
{
  GArray *ids = request->ids;
  guint n;
  guint n_first;

  /* A list of nothing is not looked at: to take 205 widgets apart has time, and the next letter may need them. */
  self->is_kept = ids->len == 0 && self->n_shown > 0;
  if (self->is_kept)
    return;

  n = turn_rows (self, ids);
  g_array_unref (self->ids);
  self->ids = g_array_ref (ids);
  self->n_late = n;
  /* What is turned and not in sight has time. */
  take_first (self, request, n > 0 ? self->head : ids->len);
  change_items (self, n, self->n_shown - n, 0);
  /* With so many no view makes a widget for what comes below. */
  n_first = n == N_TURNED ? ids->len : MIN (MAX (n, self->head), ids->len);
  change_items (self, n, 0, n_first - n);
}

/* Keeps the equal head and tail: one change, the smallest that is one. But where rows went, a view of
 * GTK 4.8 takes every single row that came, to see whether it is one of those, and all of them would be
 * loaded: so a list with a head lets many come in a change of their own. */
static void
take_same_spine (SptRowList *self,
                 GArray     *ids)
{
  g_autoptr (GArray) old = self->ids;
  guint n_old = self->n_shown;
  guint head = 0;
  guint tail = 0;
  guint shorter = MIN (n_old, ids->len);
  guint n_removed;
  guint n_added;

  while (head < shorter && g_array_index (old, gint64, head) == g_array_index (ids, gint64, head))
    head++;
  while (tail < shorter - head &&
         g_array_index (old, gint64, n_old - 1 - tail) == g_array_index (ids, gint64, ids->len - 1 - tail))
    tail++;
  n_removed = n_old - head - tail;
  n_added = ids->len - head - tail;

  if (self->head > 0 && n_removed > 0 && n_added > self->head)
    {
      /* The rows that are gone must not be asked for: for the time of the first change the model has the new ones of before and
       * after. */
      self->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), head + tail);
      g_array_append_vals (self->ids, ids->data, head);
      g_array_append_vals (self->ids, &g_array_index (ids, gint64, ids->len - tail), tail);
      change_items (self, head, n_removed, 0);
      g_array_unref (self->ids);
      self->ids = g_array_ref (ids);
      change_items (self, head, 0, n_added);
    }
  else
    {
      self->ids = g_array_ref (ids);
      change_items (self, head, n_removed, n_added);
    }
}

static void
take_spine (SptRowList   *self,
            SpineRequest *request)
{
  gboolean other = self->head > 0 && (self->from_top || self->n_shown == 0);

  self->from_top = FALSE;
  if (other)
    {
      take_other_spine (self, request);
      return;
    }
  self->is_kept = FALSE;
  take_first (self, request, request->ids->len);
  take_same_spine (self, request->ids);
}

/* On the archive's thread. Whoever shows a list looks at its beginning: that comes along. */
static gboolean
load_spine (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  SpineRequest *request = data;

  request->ids = spt_db_query_list (db, request->kind, &request->query, cancellable, error);

  return request->ids != NULL &&
         _spt_row_list_load_rows (db, request->kind, (const gint64 *) (void *) request->ids->data,
                                  MIN (request->ids->len, PAGE_SIZE), request->first, error);
}

static void
spine_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  SpineRequest *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptRowList) self = g_weak_ref_get (&request->list);
  gboolean ok = spt_store_run_finish (SPT_STORE (source), result, &error) != NULL;

  /* One that was overtaken says nothing, not even that it is over. */
  if (self == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  if (ok)
    take_spine (self, request);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_warning ("A list could not be made: %s", error->message);

  _spt_row_list_set_busy (self, FALSE);
  if (ok)
    g_signal_emit_by_name (self, "refreshed");
}

/**
 * spt_row_list_refresh:
 * @self: a list
 *
 * Asks the same again.
 */
void
spt_row_list_refresh (SptRowList *self)
{
  SpineRequest *request;

  g_return_if_fail (SPT_IS_ROW_LIST (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  request = g_new0 (SpineRequest, 1);
  g_weak_ref_init (&request->list, self);
  request->kind = self->kind;
  request->query = _spt_row_list_copy_query (&self->query);

  _spt_row_list_set_busy (self, TRUE);
  spt_store_run_async (self->store, SPT_STORE_READ, load_spine, request, free_spine_request,
                       self->cancellable, spine_loaded_cb,
                       request);
}

/**
 * spt_row_list_show_rest:
 * @self: a list
 *
 * Shows what spt_row_list_set_head() left out, and lets go of what it kept: with a head a list of another query that finds
 * nothing keeps the rows of before for the model until now.
 */
void
spt_row_list_show_rest (SptRowList *self)
{
  g_return_if_fail (SPT_IS_ROW_LIST (self));

  if (self->is_kept)
    {
      self->is_kept = FALSE;
      self->n_late = 0;
      g_array_unref (self->ids);
      self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      change_items (self, 0, self->n_shown, 0);
    }
  load_late (self);
  change_items (self, self->n_shown, 0, self->ids->len - self->n_shown);
}
