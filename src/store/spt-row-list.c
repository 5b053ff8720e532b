/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of records by ids: all ids in order, rows loaded a page at a time when they are looked
 * at. */
#define G_LOG_DOMAIN "spt-row-list"

#include "config.h"

#include "store/spt-row-list.h"

#include "store/spt-store-private.h"

#define PAGE_SIZE 64
#define RING_SIZE 1024
/* A view of GTK 4.8 has some 205 rows made, wherever it looks; another query turns these into its own. */
#define N_TURNED  256

/* What the list knows of one id: at most one live object, whoever holds it. */
typedef struct
{
  SptRowList *list;      /* (borrowed) (nullable) NULL once the list is gone */
  GObject    *object;    /* (borrowed) a weak reference sees to it */
  gint64      id;
  guint       requested : 1;
  guint       loaded : 1;
} Row;

struct _SptRowList
{
  GObject            parent_instance;

  SptStore          *store;            /* (owned) */
  const SptListKind *kind;

  GArray            *ids;              /* (owned) (element-type gint64) */
  guint              n_shown;          /* how many of them the model has: all, but for a moment */
  guint              head;             /* how many an empty list begins with; 0 = all */
  GHashTable        *rows;             /* (owned) (element-type gint64 Row) */
  GObject           *ring[RING_SIZE];  /* (owned) (nullable) what was looked at last stays */
  guint              ring_next;

  SptListQuery       query;            /* its texts are owned */

  GCancellable      *cancellable;      /* (owned) (nullable) of the spine under way */
  GCancellable      *pages;            /* (owned) of all pages under way */
  gulong             changed_handler;
  guint              n_loads;          /* pages asked for so far */
  guint              n_late;           /* so many at the top may still show what stood there before */
  guint              is_kept : 1;      /* nothing was found, and the rows of before are still there */
  guint              from_top : 1;     /* another query: whoever looks at it begins at its top */
  guint              is_busy : 1;
  guint              has_query : 1;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SptRowList, spt_row_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum
{
  PROP_BUSY = 1,
  N_PROPS
} SptRowListProperty;

static GParamSpec *properties[N_PROPS];

enum
{
  REFRESHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A page on its way: ids out, plain data back. */
typedef struct
{
  GWeakRef           list;
  const SptListKind *kind;
  guint              n_ids;
  gint64             ids[PAGE_SIZE];
  gpointer           data[PAGE_SIZE]; /* (owned) (nullable) of @kind->type */
} PageRequest;

typedef struct
{
  GWeakRef           list;
  const SptListKind *kind;
  SptListQuery       query; /* its texts are owned */
  GArray            *ids;   /* (owned) (nullable) the answer */
  gpointer           first[PAGE_SIZE]; /* (owned) (nullable) the first rows of it, of @kind->type */
} SpineRequest;

static SptListQuery
copy_query (const SptListQuery *query)
{
  SptListQuery copy = *query;

  copy.search = g_strdup (query->search);
  copy.next_operation = g_strdup (query->next_operation);
  copy.organization = g_strdup (query->organization);
  copy.stage = g_strdup (query->stage);
  copy.due_until = g_strdup (query->due_until);

  return copy;
}

static void
clear_query (SptListQuery *query)
{
  g_free ((char *) query->search);
  g_free ((char *) query->next_operation);
  g_free ((char *) query->organization);
  g_free ((char *) query->stage);
  g_free ((char *) query->due_until);
}

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
free_spine_request (gpointer data)
{
  SpineRequest *request = data;

  g_weak_ref_clear (&request->list);
  g_clear_pointer (&request->ids, g_array_unref);
  for (guint i = 0; i < PAGE_SIZE; i++)
    spt_struct_free (request->kind->type, request->first[i]);
  clear_query (&request->query);
  g_free (request);
}

static void
set_busy (SptRowList *self,
          gboolean    busy)
{
  if (self->is_busy == busy)
    return;

  self->is_busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static gint64
get_nth (SptRowList *self,
         guint       position)
{
  return g_array_index (self->ids, gint64, position);
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
static Row *
ensure_row (SptRowList *self,
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
static gboolean
load_rows (SptDb              *db,
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

  return load_rows (db, request->kind, request->ids, request->n_ids, request->data, error);
}

static void
take_row (SptRowList    *self,
          gint64         id,
          gconstpointer  data)
{
  Row *row = ensure_row (self, id);

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
        take_row (self, request->ids[i], request->data[i]);
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

static void
request_page (SptRowList *self,
              guint       position)
{
  guint first = position - position % PAGE_SIZE;
  guint n = MIN (PAGE_SIZE, self->ids->len - first);
  gint64 ids[PAGE_SIZE];
  guint n_ids = 0;

  for (guint i = first; i < first + n; i++)
    {
      Row *row = ensure_row (self, get_nth (self, i));

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
static void
reload_rows (SptRowList *self)
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
        request_page (self, i);
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
        take_row (self, g_array_index (request->ids, gint64, i), request->first[i]);
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
         load_rows (db, request->kind, (const gint64 *) (void *) request->ids->data,
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

  set_busy (self, FALSE);
  if (ok)
    g_signal_emit (self, signals[REFRESHED], 0);
}

static void
store_changed_cb (SptStore   *store,
                  guint       changed,
                  SptRowList *self)
{
  if ((changed & (self->kind->changed | SPT_CHANGED_ELSEWHERE)) == 0)
    return;

  reload_rows (self);
  self->n_late = 0;
  if (self->has_query)
    spt_row_list_refresh (self);
}

static GType
spt_row_list_get_item_type (GListModel *model)
{
  return SPT_ROW_LIST (model)->kind->get_type ();
}

static guint
spt_row_list_get_n_items (GListModel *model)
{
  return SPT_ROW_LIST (model)->n_shown;
}

static gpointer
spt_row_list_get_item (GListModel *model,
                       guint       position)
{
  SptRowList *self = SPT_ROW_LIST (model);
  GObject *object;
  Row *row;

  if (position >= self->n_shown)
    return NULL;

  row = ensure_row (self, get_nth (self, position));
  object = g_object_ref (row->object);
  if (!row->loaded && !row->requested)
    request_page (self, position);

  return object;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = spt_row_list_get_item_type;
  iface->get_n_items = spt_row_list_get_n_items;
  iface->get_item = spt_row_list_get_item;
}

static void
spt_row_list_dispose (GObject *object)
{
  SptRowList *self = SPT_ROW_LIST (object);

  g_cancellable_cancel (self->pages);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_signal_handler (&self->changed_handler, self->store);

  for (guint i = 0; i < RING_SIZE; i++)
    g_clear_object (&self->ring[i]);

  G_OBJECT_CLASS (spt_row_list_parent_class)->dispose (object);
}

static void
spt_row_list_finalize (GObject *object)
{
  SptRowList *self = SPT_ROW_LIST (object);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((Row *) value)->list = NULL; /* alive elsewhere: the object's end frees the row */
  g_hash_table_unref (self->rows);
  g_array_unref (self->ids);
  clear_query (&self->query);
  g_object_unref (self->pages);
  g_object_unref (self->store);

  G_OBJECT_CLASS (spt_row_list_parent_class)->finalize (object);
}

static void
spt_row_list_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SptRowList *self = SPT_ROW_LIST (object);

  switch ((SptRowListProperty) prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, self->is_busy);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_row_list_class_init (SptRowListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = spt_row_list_dispose;
  object_class->finalize = spt_row_list_finalize;
  object_class->get_property = spt_row_list_get_property;

  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REFRESHED] = g_signal_new ("refreshed", SPT_TYPE_ROW_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
}

static void
spt_row_list_init (SptRowList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, NULL);
  self->pages = g_cancellable_new ();
}

/**
 * spt_row_list_new:
 * @store: the archive
 * @kind: of what; static
 *
 * Makes an empty list; spt_row_list_set_query() fills it.
 *
 * Returns: (transfer full): a list model of the kind's [class@Row]
 */
SptRowList *
spt_row_list_new (SptStore          *store,
                  const SptListKind *kind)
{
  SptRowList *self;

  g_return_val_if_fail (SPT_IS_STORE (store), NULL);

  self = g_object_new (SPT_TYPE_ROW_LIST, NULL);
  self->store = g_object_ref (store);
  self->kind = kind;
  self->changed_handler = g_signal_connect (store, "changed", G_CALLBACK (store_changed_cb), self);

  return self;
}

/**
 * spt_row_list_new_positions:
 * @store: the archive
 *
 * Makes an empty list of positions; spt_row_list_set_query() fills it.
 *
 * Returns: (transfer full): a list model of [class@DebtPosition]
 */
SptRowList *
spt_row_list_new_positions (SptStore *store)
{
  return spt_row_list_new (store, &spt_positions_kind);
}

/**
 * spt_row_list_new_submissions:
 * @store: the archive
 *
 * Makes an empty list of submissions; spt_row_list_set_states() fills it.
 *
 * Returns: (transfer full): a list model of [class@Submission]
 */
SptRowList *
spt_row_list_new_submissions (SptStore *store)
{
  SptRowList *self = spt_row_list_new (store, &spt_submissions_kind);

  if (self != NULL)
    self->query.descending = TRUE;

  return self;
}

/**
 * spt_row_list_set_query:
 * @self: a list
 * @query: what it shall show; copied
 *
 * Asks anew; what was under way is given up.
 */
void
spt_row_list_set_query (SptRowList         *self,
                        const SptListQuery *query)
{
  SptListQuery old;

  g_return_if_fail (SPT_IS_ROW_LIST (self));
  g_return_if_fail (query != NULL);
  g_return_if_fail (query->sort < self->kind->n_sorts);

  old = self->query;
  self->query = copy_query (query);
  clear_query (&old);
  self->has_query = TRUE;
  self->from_top = TRUE;

  spt_row_list_refresh (self);
}

/**
 * spt_row_list_set_states:
 * @self: a list of submissions
 * @states: bit set of 1 << SptState; 0 = all
 * @account_id: 0 = any
 *
 * Asks anew for the newest first; what was under way is given up.
 */
void
spt_row_list_set_states (SptRowList *self,
                         guint       states,
                         gint64      account_id)
{
  const SptListQuery query = { .states = states, .account_id = account_id, .descending = TRUE };

  spt_row_list_set_query (self, &query);
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
  request->query = copy_query (&self->query);

  set_busy (self, TRUE);
  spt_store_run_async (self->store, SPT_STORE_READ, load_spine, request, free_spine_request,
                       self->cancellable, spine_loaded_cb,
                       request);
}

/**
 * spt_row_list_set_head:
 * @self: a list
 * @n_rows: how many rows it begins with; 0 = all
 *
 * Lets a list begin with its first rows when it was empty or shows another query. A view of GTK 4.8
 * makes two hundred rows as soon as there are as many, and the window waits for them; whoever sets this
 * calls spt_row_list_show_rest() when those in sight have been painted.
 */
void
spt_row_list_set_head (SptRowList *self,
                       guint       n_rows)
{
  g_return_if_fail (SPT_IS_ROW_LIST (self));

  self->head = n_rows;
}

/**
 * spt_row_list_has_rest:
 * @self: a list
 *
 * Whether it has rows that spt_row_list_show_rest() is to show.
 *
 * Returns: %TRUE if it has
 */
gboolean
spt_row_list_has_rest (SptRowList *self)
{
  g_return_val_if_fail (SPT_IS_ROW_LIST (self), FALSE);

  return self->is_kept || self->n_shown < self->ids->len || self->n_late > 0;
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

/**
 * spt_row_list_get_id:
 * @self: a list
 * @position: below the number of items
 *
 * Gets the id at a position.
 *
 * Returns: the id
 */
gint64
spt_row_list_get_id (SptRowList *self,
                     guint       position)
{
  g_return_val_if_fail (SPT_IS_ROW_LIST (self), 0);
  g_return_val_if_fail (position < self->ids->len, 0);

  return get_nth (self, position);
}

/**
 * spt_row_list_find:
 * @self: a list
 * @id: a record
 *
 * Finds where a record stands.
 *
 * Returns: its position; %G_MAXUINT when it is not in the list
 */
guint
spt_row_list_find (SptRowList *self,
                   gint64      id)
{
  g_return_val_if_fail (SPT_IS_ROW_LIST (self), G_MAXUINT);

  if (self->is_kept)
    return G_MAXUINT;
  for (guint i = 0; i < self->n_shown; i++)
    {
      if (get_nth (self, i) == id)
        return i;
    }

  return G_MAXUINT;
}

/**
 * spt_row_list_get_length:
 * @self: a list
 *
 * Counts what was found, also what the model does not have yet, or still has (spt_row_list_set_head()).
 *
 * Returns: the number
 */
guint
spt_row_list_get_length (SptRowList *self)
{
  g_return_val_if_fail (SPT_IS_ROW_LIST (self), 0);

  return self->is_kept ? 0 : self->ids->len;
}

/**
 * spt_row_list_get_ids:
 * @self: a list
 * @n_ids: (out): their number
 *
 * Gets all ids in order, also those that the model does not have yet (spt_row_list_set_head()).
 *
 * Returns: (transfer none) (array length=n_ids): valid until the next refresh
 */
const gint64 *
spt_row_list_get_ids (SptRowList *self,
                      guint      *n_ids)
{
  g_return_val_if_fail (SPT_IS_ROW_LIST (self), NULL);
  g_return_val_if_fail (n_ids != NULL, NULL);

  *n_ids = spt_row_list_get_length (self);

  return (const gint64 *) (gpointer) self->ids->data;
}

/**
 * spt_row_list_test_get_n_loads:
 * @self: a list
 *
 * Counts the pages asked for so far, for tests.
 *
 * Returns: the number
 */
guint
spt_row_list_test_get_n_loads (SptRowList *self)
{
  return self->n_loads;
}
