/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A selection that is a set of record ids: it survives refresh, filter and sort of the list below it. */
#define G_LOG_DOMAIN "spt-id-selection"

#include "config.h"

#include "spt-id-selection.h"

struct _SptIdSelection
{
  GObject     parent_instance;

  SptRowList *model;       /* (owned) */
  GHashTable *ids;         /* (owned): the set; keys are ids */
  GHashTable *range;       /* (owned): ids that the last Shift selection brought in */
  guint       n_hidden;
};

typedef enum
{
  PROP_MODEL = 1,
  PROP_N_SELECTED,
  PROP_N_HIDDEN,
  N_PROPS
} SptIdSelectionProperty;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void list_model_iface_init (GListModelInterface        *iface);
static void selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SptIdSelection, spt_id_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      selection_model_iface_init))

/* Row ids are small positive integers: they fit a pointer, and 200,000 of them need no allocation each. */
static inline gpointer
key_of (gint64 id)
{
  return GSIZE_TO_POINTER ((gsize) id);
}

static void
count_hidden (SptIdSelection *self)
{
  const gint64 *ids;
  guint n_ids = 0;
  guint n_shown = 0;
  guint n_selected = g_hash_table_size (self->ids);
  guint n_hidden;

  if (n_selected > 0)
    {
      ids = spt_row_list_get_ids (self->model, &n_ids);
      for (guint i = 0; i < n_ids && n_shown < n_selected; i++)
        n_shown += g_hash_table_contains (self->ids, key_of (ids[i]));
    }

  n_hidden = n_selected - n_shown;
  if (n_hidden != self->n_hidden)
    {
      self->n_hidden = n_hidden;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_HIDDEN]);
    }
}

/* @n_items 0: no row of the list shows it. */
static void
set_changed (SptIdSelection *self,
             guint           position,
             guint           n_items)
{
  count_hidden (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
  if (n_items > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, n_items);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
whole_set_changed (SptIdSelection *self)
{
  set_changed (self, 0, g_list_model_get_n_items (G_LIST_MODEL (self->model)));
}

static void
items_changed_cb (SptIdSelection *self,
                  guint           position,
                  guint           removed,
                  guint           added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
refreshed_cb (SptIdSelection *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  count_hidden (self);
  /* Another query may have turned rows into its own without a change of the items. */
  if (n_items > 0 && g_hash_table_size (self->ids) > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n_items);
}

static GType
get_item_type (GListModel *model)
{
  SptIdSelection *self = SPT_ID_SELECTION (model);

  return g_list_model_get_item_type (G_LIST_MODEL (self->model));
}

static guint
get_n_items (GListModel *model)
{
  SptIdSelection *self = SPT_ID_SELECTION (model);

  return g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  SptIdSelection *self = SPT_ID_SELECTION (model);

  return g_list_model_get_item (G_LIST_MODEL (self->model), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model,
             guint              position)
{
  SptIdSelection *self = SPT_ID_SELECTION (model);
  guint n_ids = 0;
  const gint64 *ids = spt_row_list_get_ids (self->model, &n_ids);

  return position < n_ids && g_hash_table_contains (self->ids, key_of (ids[position]));
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model,
                        guint              position,
                        guint              n_items)
{
  SptIdSelection *self = SPT_ID_SELECTION (model);
  GtkBitset *result = gtk_bitset_new_empty ();
  guint n_ids = 0;
  const gint64 *ids = spt_row_list_get_ids (self->model, &n_ids);
  guint end = (guint) MIN ((guint64) position + n_items, n_ids);

  if (g_hash_table_size (self->ids) == 0)
    return result;

  for (guint i = position; i < end; i++)
    {
      if (g_hash_table_contains (self->ids, key_of (ids[i])))
        gtk_bitset_add (result, i);
    }
  return result;
}

static gboolean
select_item (GtkSelectionModel *model,
             guint              position,
             gboolean           unselect_rest)
{
  SptIdSelection *self = SPT_ID_SELECTION (model);
  gint64 id;

  /* A plain click or an arrow key: taken as done, so that ten minutes of ticking are not lost by one click beside a box. */
  if (unselect_rest)
    {
      g_hash_table_remove_all (self->range);
      return TRUE;
    }

  id = spt_row_list_get_id (self->model, position);
  g_hash_table_remove_all (self->range);
  if (id > 0 && g_hash_table_add (self->ids, key_of (id)))
    set_changed (self, position, 1);
  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model,
               guint              position)
{
  SptIdSelection *self = SPT_ID_SELECTION (model);
  gint64 id = spt_row_list_get_id (self->model, position);

  g_hash_table_remove_all (self->range);
  if (g_hash_table_remove (self->ids, key_of (id)))
    set_changed (self, position, 1);
  return TRUE;
}

static gboolean
select_range (GtkSelectionModel *model,
              guint              position,
              guint              n_items,
              gboolean           unselect_rest)
{
  SptIdSelection *self = SPT_ID_SELECTION (model);
  g_autoptr (GHashTable) range = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer key;
  guint n_ids = 0;
  const gint64 *ids = spt_row_list_get_ids (self->model, &n_ids);
  guint end = (guint) MIN ((guint64) position + n_items, n_ids);

  for (guint i = position; i < end; i++)
    {
      key = key_of (ids[i]);
      if (g_hash_table_add (self->ids, key) || g_hash_table_contains (self->range, key))
        g_hash_table_add (range, key);
    }

  /* Shift going back: what it brought in and no longer covers leaves again; what was ticked before stays. */
  if (unselect_rest)
    {
      g_hash_table_iter_init (&iter, self->range);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        {
          if (!g_hash_table_contains (range, key))
            g_hash_table_remove (self->ids, key);
        }
    }
  g_hash_table_unref (self->range);
  self->range = g_steal_pointer (&range);

  whole_set_changed (self);
  return TRUE;
}

static gboolean
unselect_range (GtkSelectionModel *model,
                guint              position,
                guint              n_items)
{
  SptIdSelection *self = SPT_ID_SELECTION (model);
  guint n_ids = 0;
  const gint64 *ids = spt_row_list_get_ids (self->model, &n_ids);
  guint end = (guint) MIN ((guint64) position + n_items, n_ids);

  for (guint i = position; i < end; i++)
    g_hash_table_remove (self->ids, key_of (ids[i]));
  g_hash_table_remove_all (self->range);

  whole_set_changed (self);
  return TRUE;
}

static gboolean
select_all (GtkSelectionModel *model)
{
  SptIdSelection *self = SPT_ID_SELECTION (model);
  guint n_ids = 0;
  const gint64 *ids = spt_row_list_get_ids (self->model, &n_ids);

  for (guint i = 0; i < n_ids; i++)
    g_hash_table_add (self->ids, key_of (ids[i]));
  g_hash_table_remove_all (self->range);

  whole_set_changed (self);
  return TRUE;
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  spt_id_selection_clear (SPT_ID_SELECTION (model));
  return TRUE;
}

static gboolean
set_selection (GtkSelectionModel *model,
               GtkBitset         *selected,
               GtkBitset         *mask)
{
  SptIdSelection *self = SPT_ID_SELECTION (model);
  GtkBitsetIter iter;
  guint position;
  guint n_ids = 0;
  const gint64 *ids = spt_row_list_get_ids (self->model, &n_ids);

  if (gtk_bitset_iter_init_first (&iter, mask, &position))
    {
      do
        {
          if (position >= n_ids)
            break;
          if (gtk_bitset_contains (selected, position))
            g_hash_table_add (self->ids, key_of (ids[position]));
          else
            g_hash_table_remove (self->ids, key_of (ids[position]));
        }
      while (gtk_bitset_iter_next (&iter, &position));
    }
  g_hash_table_remove_all (self->range);

  whole_set_changed (self);
  return TRUE;
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
  iface->set_selection = set_selection;
}

static void
spt_id_selection_constructed (GObject *object)
{
  SptIdSelection *self = SPT_ID_SELECTION (object);

  G_OBJECT_CLASS (spt_id_selection_parent_class)->constructed (object);

  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "refreshed", G_CALLBACK (refreshed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
spt_id_selection_finalize (GObject *object)
{
  SptIdSelection *self = SPT_ID_SELECTION (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->range, g_hash_table_unref);

  G_OBJECT_CLASS (spt_id_selection_parent_class)->finalize (object);
}

static void
spt_id_selection_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  SptIdSelection *self = SPT_ID_SELECTION (object);

  switch ((SptIdSelectionProperty) prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, spt_id_selection_get_n_selected (self));
      break;
    case PROP_N_HIDDEN:
      g_value_set_uint (value, self->n_hidden);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_id_selection_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SptIdSelection *self = SPT_ID_SELECTION (object);

  switch ((SptIdSelectionProperty) prop_id)
    {
    case PROP_MODEL:
      self->model = g_value_dup_object (value);
      break;
    case PROP_N_SELECTED:
    case PROP_N_HIDDEN:
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_id_selection_class_init (SptIdSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = spt_id_selection_constructed;
  object_class->finalize = spt_id_selection_finalize;
  object_class->get_property = spt_id_selection_get_property;
  object_class->set_property = spt_id_selection_set_property;

  properties[PROP_MODEL] =
    g_param_spec_object ("model", NULL, NULL, SPT_TYPE_ROW_LIST,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_SELECTED] =
    g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_HIDDEN] =
    g_param_spec_uint ("n-hidden", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
spt_id_selection_init (SptIdSelection *self)
{
  self->ids = g_hash_table_new (NULL, NULL);
  self->range = g_hash_table_new (NULL, NULL);
}

/**
 * spt_id_selection_new:
 * @model: the list
 *
 * Makes an empty selection over @model.
 *
 * Returns: (transfer full): the selection
 */
SptIdSelection *
spt_id_selection_new (SptRowList *model)
{
  return g_object_new (SPT_TYPE_ID_SELECTION, "model", model, NULL);
}

/**
 * spt_id_selection_get_model:
 * @self: the selection
 *
 * The list below it.
 *
 * Returns: (transfer none): the list
 */
SptRowList *
spt_id_selection_get_model (SptIdSelection *self)
{
  g_return_val_if_fail (SPT_IS_ID_SELECTION (self), NULL);

  return self->model;
}

/**
 * spt_id_selection_get_n_selected:
 * @self: the selection
 *
 * How many records are selected, in the list or not.
 *
 * Returns: the number
 */
guint
spt_id_selection_get_n_selected (SptIdSelection *self)
{
  g_return_val_if_fail (SPT_IS_ID_SELECTION (self), 0);

  return g_hash_table_size (self->ids);
}

/**
 * spt_id_selection_get_n_hidden:
 * @self: the selection
 *
 * How many of the selected records the list does not hold now.
 *
 * Returns: the number
 */
guint
spt_id_selection_get_n_hidden (SptIdSelection *self)
{
  g_return_val_if_fail (SPT_IS_ID_SELECTION (self), 0);

  return self->n_hidden;
}

/**
 * spt_id_selection_contains:
 * @self: the selection
 * @id: a record
 *
 * Whether a record is selected.
 *
 * Returns: %TRUE if it is
 */
gboolean
spt_id_selection_contains (SptIdSelection *self,
                           gint64          id)
{
  g_return_val_if_fail (SPT_IS_ID_SELECTION (self), FALSE);

  return g_hash_table_contains (self->ids, key_of (id));
}

/**
 * spt_id_selection_toggle:
 * @self: the selection
 * @id: a record
 *
 * Puts a record into the selection, or takes it out.
 */
void
spt_id_selection_toggle (SptIdSelection *self,
                         gint64          id)
{
  guint position;

  g_return_if_fail (SPT_IS_ID_SELECTION (self));
  g_return_if_fail (id > 0);

  if (!g_hash_table_remove (self->ids, key_of (id)))
    g_hash_table_add (self->ids, key_of (id));
  g_hash_table_remove_all (self->range);

  position = spt_row_list_find (self->model, id);
  set_changed (self, position, position == G_MAXUINT ? 0 : 1);
}

/**
 * spt_id_selection_remove:
 * @self: the selection
 * @ids: (array length=n_ids): records
 * @n_ids: how many
 *
 * Takes records out of the selection, such as those that were removed.
 */
void
spt_id_selection_remove (SptIdSelection *self,
                         const gint64   *ids,
                         guint           n_ids)
{
  guint n_before;

  g_return_if_fail (SPT_IS_ID_SELECTION (self));

  n_before = g_hash_table_size (self->ids);
  for (guint i = 0; i < n_ids; i++)
    g_hash_table_remove (self->ids, key_of (ids[i]));
  g_hash_table_remove_all (self->range);
  if (g_hash_table_size (self->ids) != n_before)
    whole_set_changed (self);
}

/**
 * spt_id_selection_clear:
 * @self: the selection
 *
 * Empties the selection.
 */
void
spt_id_selection_clear (SptIdSelection *self)
{
  g_return_if_fail (SPT_IS_ID_SELECTION (self));

  g_hash_table_remove_all (self->range);
  if (g_hash_table_size (self->ids) == 0)
    return;
  g_hash_table_remove_all (self->ids);
  whole_set_changed (self);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/**
 * spt_id_selection_dup_ids:
 * @self: the selection
 *
 * The selected ids, ascending.
 *
 * Returns: (transfer full) (element-type gint64): the ids
 */
GArray *
spt_id_selection_dup_ids (SptIdSelection *self)
{
  GArray *ids;
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (SPT_IS_ID_SELECTION (self), NULL);

  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), g_hash_table_size (self->ids));
  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      gint64 id = (gint64) GPOINTER_TO_SIZE (key);

      g_array_append_val (ids, id);
    }
  g_array_sort (ids, compare_ids);
  return ids;
}
