/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items of one submission, a page of 100 at a time: there may be 100,000. */
#define G_LOG_DOMAIN "spt-item-list"

#include "config.h"

#include "ui/spt-item-list.h"

#include "store/spt-store-after.h"
#include "store/spt-store-orders.h"

#define PAGE 100

/* --- one row ---------------------------------------------------------------------------------- */

struct _SptItemRow
{
  GObject  parent_instance;

  SptItem *item; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SptItemRow, spt_item_row, G_TYPE_OBJECT)

static guint row_changed_signal;

static void
spt_item_row_finalize (GObject *object)
{
  g_clear_pointer (&SPT_ITEM_ROW (object)->item, spt_item_free);

  G_OBJECT_CLASS (spt_item_row_parent_class)->finalize (object);
}

static void
spt_item_row_class_init (SptItemRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spt_item_row_finalize;

  /**
   * SptItemRow::changed:
   *
   * It was read, or read again.
   */
  row_changed_signal = g_signal_new ("changed", SPT_TYPE_ITEM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
}

static void
spt_item_row_init (SptItemRow *self)
{
}

/**
 * spt_item_row_get:
 * @self: an item row
 *
 * Returns: (transfer none) (nullable): the item; %NULL before it is read
 */
const SptItem *
spt_item_row_get (SptItemRow *self)
{
  g_return_val_if_fail (SPT_IS_ITEM_ROW (self), NULL);
  return self->item;
}

/* --- the list --------------------------------------------------------------------------------- */

struct _SptItemList
{
  GObject       parent_instance;

  SptStore     *store;
  GCancellable *cancellable;
  gint64        submission_id;
  GHashTable   *pages; /* number -> GPtrArray of PAGE SptItemRow */
  guint         n_items;
  SptItemChoice choice;
  guint         states; /* of SPT_ITEMS_ORDER; 0 = all */
};

typedef struct
{
  gint64         submission_id;
  SptItemChoice  choice;
  guint          states;
  guint          page;
  GPtrArray     *items; /* (nullable) */
} Read;

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SptItemList, spt_item_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
read_free (gpointer data)
{
  Read *job = data;

  g_clear_pointer (&job->items, g_ptr_array_unref);
  g_free (job);
}

static gboolean
read_page (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Read *job = data;

  switch (job->choice)
    {
    case SPT_ITEMS_ORDER:
      job->items = spt_db_list_order_items (db, job->submission_id, job->states, job->page * PAGE,
                                            PAGE, error);
      break;
    case SPT_ITEMS_FAILED:
      job->items = spt_db_list_failed (db, job->submission_id, TRUE, FALSE, job->page * PAGE, PAGE,
                                       error);
      break;
    case SPT_ITEMS_ALL:
    case SPT_ITEMS_PROBLEMS:
    default:
      job->items = spt_db_list_items (db, job->submission_id, job->choice == SPT_ITEMS_PROBLEMS,
                                      job->page * PAGE, PAGE, error);
      break;
    }
  return job->items != NULL;
}

static void
page_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Read *job = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptItemList *self = user_data;
  GPtrArray *rows = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (job == NULL)
    {
      g_warning ("Items could not be read: %s", error->message);
      return;
    }

  rows = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (job->page));
  if (rows == NULL || job->choice != self->choice || job->states != self->states)
    return;
  g_ptr_array_set_free_func (job->items, NULL);
  for (guint i = 0; i < job->items->len; i++)
    {
      SptItem *item = g_ptr_array_index (job->items, i);

      if (i < rows->len)
        {
          SptItemRow *row = g_ptr_array_index (rows, i);

          g_clear_pointer (&row->item, spt_item_free);
          row->item = item;
          g_signal_emit (row, row_changed_signal, 0);
        }
      else
        spt_item_free (item);
    }
}

static void
ask_page (SptItemList *self,
          guint        page)
{
  Read *job = g_new0 (Read, 1);

  job->submission_id = self->submission_id;
  job->choice = self->choice;
  job->states = self->states;
  job->page = page;
  spt_store_run_async (self->store, SPT_STORE_READ, read_page, job, read_free, self->cancellable,
                       page_read_cb, self);
}

static GType
get_item_type (GListModel *model)
{
  return SPT_TYPE_ITEM_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return SPT_ITEM_LIST (model)->n_items;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  SptItemList *self = SPT_ITEM_LIST (model);
  GPtrArray *rows = NULL;

  if (position >= self->n_items)
    return NULL;

  rows = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (position / PAGE));
  if (rows == NULL)
    {
      rows = g_ptr_array_new_full (PAGE, g_object_unref);
      for (guint i = 0; i < PAGE; i++)
        g_ptr_array_add (rows, g_object_new (SPT_TYPE_ITEM_ROW, NULL));
      g_hash_table_insert (self->pages, GUINT_TO_POINTER (position / PAGE), rows);
      ask_page (self, position / PAGE);
    }
  return g_object_ref (g_ptr_array_index (rows, position % PAGE));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
spt_item_list_dispose (GObject *object)
{
  SptItemList *self = SPT_ITEM_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (spt_item_list_parent_class)->dispose (object);
}

static void
spt_item_list_finalize (GObject *object)
{
  SptItemList *self = SPT_ITEM_LIST (object);

  g_hash_table_unref (self->pages);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (spt_item_list_parent_class)->finalize (object);
}

static void
spt_item_list_class_init (SptItemListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_item_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_item_list_finalize;
}

static void
spt_item_list_init (SptItemList *self)
{
  self->cancellable = g_cancellable_new ();
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * spt_item_list_new:
 * @store: the archive
 * @submission_id: whose
 *
 * Makes the list of a submission's items, read page by page.
 *
 * Returns: (transfer full): the list
 */
SptItemList *
spt_item_list_new (SptStore *store,
                   gint64    submission_id)
{
  SptItemList *self = NULL;

  g_return_val_if_fail (SPT_IS_STORE (store), NULL);

  self = g_object_new (SPT_TYPE_ITEM_LIST, NULL);
  self->store = g_object_ref (store);
  self->submission_id = submission_id;
  return self;
}

/**
 * spt_item_list_set:
 * @self: a list
 * @choice: which items
 * @n_items: how many there are of them
 *
 * Says what is listed. The same question with the same count changes nothing in the list.
 */
void
spt_item_list_set (SptItemList   *self,
                   SptItemChoice  choice,
                   guint          n_items)
{
  guint before = 0;

  g_return_if_fail (SPT_IS_ITEM_LIST (self));

  before = self->n_items;
  if (choice != self->choice)
    {
      g_hash_table_remove_all (self->pages);
      self->choice = choice;
      self->n_items = n_items;
      g_list_model_items_changed (G_LIST_MODEL (self), 0, before, n_items);
    }
  else if (n_items > before)
    {
      self->n_items = n_items;
      g_list_model_items_changed (G_LIST_MODEL (self), before, 0, n_items - before);
    }
  else if (n_items < before)
    {
      self->n_items = n_items;
      g_list_model_items_changed (G_LIST_MODEL (self), n_items, before - n_items, 0);
    }
}

/**
 * spt_item_list_set_order:
 * @self: a list whose submission is a job
 * @states: bit set of 1 << SptState; 0 = all
 * @n_items: how many there are of them
 *
 * Lists the records of an order of single requests, each as its newest request stands.
 */
void
spt_item_list_set_order (SptItemList *self,
                         guint        states,
                         guint        n_items)
{
  guint before;

  g_return_if_fail (SPT_IS_ITEM_LIST (self));

  before = self->n_items;
  if (self->states != states && before > 0)
    {
      /* Other rows: none of those that are shown stays what it is. */
      g_hash_table_remove_all (self->pages);
      self->n_items = 0;
      g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 0);
    }
  self->states = states;
  spt_item_list_set (self, SPT_ITEMS_ORDER, n_items);
}

/**
 * spt_item_list_refresh:
 * @self: a list
 *
 * Reads the pages again that were looked at; rows stay where they are.
 */
void
spt_item_list_refresh (SptItemList *self)
{
  GHashTableIter iter;
  gpointer page = NULL;

  g_return_if_fail (SPT_IS_ITEM_LIST (self));

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &page, NULL))
    ask_page (self, GPOINTER_TO_UINT (page));
}
