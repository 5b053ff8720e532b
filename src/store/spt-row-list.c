/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of records by ids: all ids in order, rows loaded a page at a time when they are looked
 * at. */
#define G_LOG_DOMAIN "spt-row-list"

#include "config.h"

#include "store/spt-row-list-private.h"

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

SptListQuery
_spt_row_list_copy_query (const SptListQuery *query)
{
  SptListQuery copy = *query;

  copy.search = g_strdup (query->search);
  copy.next_operation = g_strdup (query->next_operation);
  copy.organization = g_strdup (query->organization);
  copy.stage = g_strdup (query->stage);
  copy.due_until = g_strdup (query->due_until);

  return copy;
}

void
_spt_row_list_clear_query (SptListQuery *query)
{
  g_free ((char *) query->search);
  g_free ((char *) query->next_operation);
  g_free ((char *) query->organization);
  g_free ((char *) query->stage);
  g_free ((char *) query->due_until);
}

void
_spt_row_list_set_busy (SptRowList *self,
                        gboolean    busy)
{
  if (self->is_busy == busy)
    return;

  self->is_busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
store_changed_cb (SptStore   *store,
                  guint       changed,
                  SptRowList *self)
{
  if ((changed & (self->kind->changed | SPT_CHANGED_ELSEWHERE)) == 0)
    return;

  _spt_row_list_reload_rows (self);
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

  row = _spt_row_list_ensure_row (self, get_nth (self, position));
  object = g_object_ref (row->object);
  if (!row->loaded && !row->requested)
    _spt_row_list_request_page (self, position);

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
  _spt_row_list_clear_query (&self->query);
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
  self->query = _spt_row_list_copy_query (query);
  _spt_row_list_clear_query (&old);
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
