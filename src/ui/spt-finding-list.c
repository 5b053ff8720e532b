/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings as a list of rows that are made, and read, as they are looked at: there may be 100,000. Without GTK. */
#define G_LOG_DOMAIN "spt-finding-list"

#include "config.h"

#include "spt-finding-list.h"

/* Rows are made by pages; only the pages looked at last are kept. */
#define PAGE       64
#define PAGES_KEPT 16

/* A number that no issue has: the name alone is asked for. */
#define NO_ISSUE G_MAXINT64

struct _SptFindingList
{
  GObject          parent_instance;

  SptStore        *store;     /* (owned) (nullable) */
  char            *kind;      /* (owned): of the records */
  SptSchema       *schema;    /* (owned) */
  GCancellable    *cancellable; /* (owned) */
  GArray          *places;    /* (owned) (nullable) (element-type SptIssuePlace) */
  SptIssueList    *issues;    /* (owned) (nullable) */
  GArray          *order;     /* (owned) (nullable) (element-type guint): of @issues, errors first */
  GArray          *ids;       /* (owned) (nullable) (element-type gint64) */
  SptIssueLevel    least;     /* of @issues, the slightest that is listed */
  SptColumnFunc    column;
  gpointer         column_data;
  SptColumnFunc    target;
  gpointer         target_data;
  SptFindingFilter filter;
  gpointer         filter_data;
  GQueue           pages;     /* (element-type Page): the one looked at last first */
  guint            n_items;
};

typedef struct
{
  guint      number;
  GPtrArray *rows;   /* (owned) (element-type SptIssueRow) */
} Page;

/* What one page asks of the archive. */
typedef struct
{
  guint      page;
  char      *kind;   /* (owned) */
  GArray    *places; /* (owned) (element-type SptIssuePlace) */
  GPtrArray *named;  /* (owned) (nullable) (element-type SptNamedIssue) */
} Read;

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SptFindingList, spt_finding_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
page_free (Page *page)
{
  g_ptr_array_unref (page->rows);
  g_free (page);
}

static void
read_free (gpointer data)
{
  Read *job = data;

  g_free (job->kind);
  g_array_unref (job->places);
  g_clear_pointer (&job->named, g_ptr_array_unref);
  g_free (job);
}

static Page *
find_page (SptFindingList *self,
           guint           number)
{
  for (GList *l = self->pages.head; l != NULL; l = l->next)
    {
      Page *page = l->data;

      if (page->number == number)
        {
          g_queue_unlink (&self->pages, l);
          g_queue_push_head_link (&self->pages, l);
          return page;
        }
    }
  return NULL;
}

/* --- what the archive says ----------------------------------------------------------------------------- */

static gboolean
read_named (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Read *job = data;

  job->named = spt_db_get_named_issues (db, job->kind,
                                        (const SptIssuePlace *) (gpointer) job->places->data,
                                        job->places->len, error);
  return job->named != NULL;
}

static void
named_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Read *job = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptFindingList *self = user_data;
  Page *page;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (job == NULL)
    {
      g_warning ("Findings could not be read: %s", error->message);
      return;
    }

  page = find_page (self, job->page);
  if (page == NULL)
    return; /* nobody looks at it any more */
  for (guint i = 0; i < job->named->len; i++)
    {
      SptNamedIssue *named = g_ptr_array_index (job->named, i);
      SptIssueRow *row = g_ptr_array_index (page->rows, i);

      spt_issue_row_set_record (row, named->record_id, named->name);
      if (named->is_there)
        spt_issue_row_fill (row, &named->issue, self->schema, self->kind, NULL);
    }
}

static void
ask_page (SptFindingList *self,
          guint           number,
          guint           n_rows)
{
  Read *job = g_new0 (Read, 1);
  guint first = number * PAGE;

  job->page = number;
  job->kind = g_strdup (self->kind);
  job->places = g_array_sized_new (FALSE, FALSE, sizeof (SptIssuePlace), n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      SptIssuePlace place = { 0, NO_ISSUE };

      if (self->places != NULL)
        {
          place = g_array_index (self->places, SptIssuePlace, first + i);
        }
      else
        {
          guint row = spt_issue_list_get (self->issues, g_array_index (self->order, guint, first + i))->row;

          if (row > 0 && row <= self->ids->len)
            place.record_id = g_array_index (self->ids, gint64, row - 1);
        }
      g_array_append_val (job->places, place);
    }
  spt_store_run_async (self->store, SPT_STORE_READ, read_named, job, read_free, self->cancellable,
                       named_cb, self);
}

/* --- the list ------------------------------------------------------------------------------------------ */

static SptIssueRow *
new_row (SptFindingList *self,
         guint           position)
{
  SptIssueRow *row = spt_issue_row_new ();

  if (self->places != NULL)
    {
      /* Whom it is about is known at once: a row can be opened before its words have come. */
      spt_issue_row_set_record (row, g_array_index (self->places, SptIssuePlace, position).record_id,
                                "…");
    }
  else
    {
      const SptIssue *issue = spt_issue_list_get (self->issues,
                                                  g_array_index (self->order, guint, position));
      g_autofree char *column = NULL;

      if (self->column != NULL && issue->path != NULL)
        column = self->column (self->column_data, issue->path);
      spt_issue_row_fill (row, issue, self->schema, self->kind, column);
      if (self->target != NULL && issue->path != NULL)
        {
          g_autofree char *target = self->target (self->target_data, issue->path);

          spt_issue_row_set_target (row, target);
        }
      if (self->ids != NULL && issue->row > 0 && issue->row <= self->ids->len)
        spt_issue_row_set_record (row, g_array_index (self->ids, gint64, issue->row - 1), "…");
    }
  return row;
}

static GType
get_item_type (GListModel *model)
{
  return SPT_TYPE_ISSUE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return SPT_FINDING_LIST (model)->n_items;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  SptFindingList *self = SPT_FINDING_LIST (model);
  guint number = position / PAGE;
  Page *page;

  if (position >= self->n_items)
    return NULL;

  page = find_page (self, number);
  if (page == NULL)
    {
      guint n_rows = MIN (PAGE, self->n_items - number * PAGE);

      page = g_new0 (Page, 1);
      page->number = number;
      page->rows = g_ptr_array_new_full (n_rows, g_object_unref);
      for (guint i = 0; i < n_rows; i++)
        g_ptr_array_add (page->rows, new_row (self, number * PAGE + i));
      g_queue_push_head (&self->pages, page);
      while (self->pages.length > PAGES_KEPT)
        page_free (g_queue_pop_tail (&self->pages));
      if (self->places != NULL || self->ids != NULL)
        ask_page (self, number, n_rows);
    }
  return g_object_ref (g_ptr_array_index (page->rows, position % PAGE));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
spt_finding_list_dispose (GObject *object)
{
  SptFindingList *self = SPT_FINDING_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (spt_finding_list_parent_class)->dispose (object);
}

static void
spt_finding_list_finalize (GObject *object)
{
  SptFindingList *self = SPT_FINDING_LIST (object);

  g_free (self->kind);
  g_queue_clear_full (&self->pages, (GDestroyNotify) page_free);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->issues, spt_issue_list_free);
  g_clear_pointer (&self->order, g_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->schema, spt_schema_unref);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (spt_finding_list_parent_class)->finalize (object);
}

static void
spt_finding_list_class_init (SptFindingListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = spt_finding_list_dispose;
  object_class->finalize = spt_finding_list_finalize;
}

static void
spt_finding_list_init (SptFindingList *self)
{
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->pages);
}

static SptFindingList *
new_list (SptStore   *store,
          const char *kind,
          SptSchema  *schema)
{
  SptFindingList *self = g_object_new (SPT_TYPE_FINDING_LIST, NULL);

  g_set_object (&self->store, store);
  self->kind = g_strdup (kind);
  self->schema = spt_schema_ref (schema);
  return self;
}

/* The errors first, otherwise in their order. */
static GArray *
make_order (SptFindingList *self,
            SptIssueList   *issues)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (int level = SPT_ISSUE_ERROR; level >= (int) self->least; level--)
    {
      for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
        {
          const SptIssue *issue = spt_issue_list_get (issues, i);

          if ((int) issue->level == level && (self->filter == NULL || self->filter (self->filter_data, issue)))
            g_array_append_val (order, i);
        }
    }
  return order;
}

static gboolean
is_same (SptIssueList *issues,
         GArray       *order,
         guint         at,
         SptIssueList *other_issues,
         GArray       *other_order,
         guint         other_at)
{
  const SptIssue *issue = spt_issue_list_get (issues, g_array_index (order, guint, at));
  const SptIssue *other = spt_issue_list_get (other_issues, g_array_index (other_order, guint, other_at));

  return issue == other ||
         (issue->row == other->row && issue->level == other->level && g_str_equal (issue->code, other->code) &&
          g_strcmp0 (issue->path, other->path) == 0 && g_strcmp0 (issue->value, other->value) == 0);
}

/* Nothing that stays moves: only what lies between the same beginning and the same end changes. Both are taken. */
static void
take_order (SptFindingList *self,
            SptIssueList   *issues,
            GArray         *order)
{
  GArray *before = self->order;
  guint n_same = 0;
  guint n_end = 0;

  while (n_same < MIN (before->len, order->len) &&
         is_same (self->issues, before, n_same, issues, order, n_same))
    n_same++;
  while (n_end < MIN (before->len, order->len) - n_same &&
         is_same (self->issues, before, before->len - 1 - n_end, issues, order, order->len - 1 - n_end))
    n_end++;

  g_queue_clear_full (&self->pages, (GDestroyNotify) page_free);
  g_queue_init (&self->pages);
  if (self->issues != issues)
    {
      spt_issue_list_free (self->issues);
      self->issues = issues;
    }
  self->order = order;
  self->n_items = order->len;
  if (before->len != order->len || n_same + n_end < order->len)
    g_list_model_items_changed (G_LIST_MODEL (self), n_same, before->len - n_same - n_end,
                                order->len - n_same - n_end);
  g_array_unref (before);
}

/**
 * spt_finding_list_set_target:
 * @self: a list of issues that nobody has looked at
 * @target: (nullable): says which of our columns a path stands for
 * @data: for @target; has to live as long as the list
 *
 * Makes its rows say what could be mended there.
 */
void
spt_finding_list_set_target (SptFindingList *self,
                             SptColumnFunc   target,
                             gpointer        data)
{
  g_return_if_fail (SPT_IS_FINDING_LIST (self));

  self->target = target;
  self->target_data = data;
}

/**
 * spt_finding_list_set_filter:
 * @self: a list of issues
 * @filter: (nullable): says whether an issue is listed; %NULL = all are
 * @data: for @filter; has to live as long as the list
 *
 * Lists only some of the issues.
 */
void
spt_finding_list_set_filter (SptFindingList   *self,
                             SptFindingFilter  filter,
                             gpointer          data)
{
  g_return_if_fail (SPT_IS_FINDING_LIST (self));
  g_return_if_fail (self->issues != NULL);

  self->filter = filter;
  self->filter_data = data;
  take_order (self, self->issues, make_order (self, self->issues));
}

/**
 * spt_finding_list_replace:
 * @self: a list of issues
 * @issues: (transfer full): what another check found
 *
 * Lists those instead; what is the same stays where it is.
 */
void
spt_finding_list_replace (SptFindingList *self,
                          SptIssueList   *issues)
{
  g_return_if_fail (SPT_IS_FINDING_LIST (self));
  g_return_if_fail (self->issues != NULL && issues != NULL);

  take_order (self, issues, make_order (self, issues));
}

/**
 * spt_finding_list_new_places:
 * @store: the archive
 * @kind: of the records: "debt-positions"
 * @schema: what they are made of
 * @places: (element-type SptIssuePlace): which issues; copied
 *
 * Lists issues of the archive, each under the name of its record.
 *
 * Returns: (transfer full): the list
 */
SptFindingList *
spt_finding_list_new_places (SptStore   *store,
                             const char *kind,
                             SptSchema  *schema,
                             GArray     *places)
{
  SptFindingList *self;

  g_return_val_if_fail (SPT_IS_STORE (store), NULL);
  g_return_val_if_fail (schema != NULL && places != NULL, NULL);

  self = new_list (store, kind, schema);
  self->places = g_array_copy (places);
  self->n_items = places->len;
  return self;
}

/**
 * spt_finding_list_new_issues:
 * @store: (nullable): the archive; needed where there are @ids
 * @kind: of the records: "debt-positions"
 * @schema: what they are made of
 * @issues: (transfer full): what a check found
 * @least: the slightest that is listed
 * @ids: (nullable) (element-type gint64): the record of row n is the n-th; copied
 * @column: (nullable): says the column of a path
 * @column_data: for @column; has to live as long as the list
 *
 * Lists what a check has found, the errors first, otherwise in its order.
 *
 * Returns: (transfer full): the list
 */
SptFindingList *
spt_finding_list_new_issues (SptStore      *store,
                             const char    *kind,
                             SptSchema     *schema,
                             SptIssueList  *issues,
                             SptIssueLevel  least,
                             GArray        *ids,
                             SptColumnFunc  column,
                             gpointer       column_data)
{
  SptFindingList *self;

  g_return_val_if_fail (schema != NULL && issues != NULL, NULL);
  g_return_val_if_fail (ids == NULL || SPT_IS_STORE (store), NULL);

  self = new_list (store, kind, schema);
  self->issues = issues;
  self->ids = ids != NULL ? g_array_copy (ids) : NULL;
  self->column = column;
  self->column_data = column_data;
  self->least = least;
  self->order = make_order (self, issues);
  self->n_items = self->order->len;
  return self;
}

/**
 * spt_finding_list_dup_faulty:
 * @self: a list of issues with ids
 *
 * Collects the records that have an error. One error that is about no record leaves none to collect: then leaving records out would
 * not help.
 *
 * Returns: (transfer full) (element-type gint64): each once
 */
GArray *
spt_finding_list_dup_faulty (SptFindingList *self)
{
  g_autoptr (GArray) faulty = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_return_val_if_fail (SPT_IS_FINDING_LIST (self), NULL);
  g_return_val_if_fail (self->issues != NULL && self->ids != NULL, NULL);

  for (guint i = 0; i < spt_issue_list_get_n (self->issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (self->issues, i);

      if (issue->level != SPT_ISSUE_ERROR)
        continue;
      if (issue->row == 0 || issue->row > self->ids->len)
        {
          g_array_set_size (faulty, 0);
          break;
        }
      if (g_hash_table_add (seen, GUINT_TO_POINTER (issue->row)))
        g_array_append_val (faulty, g_array_index (self->ids, gint64, issue->row - 1));
    }
  return g_steal_pointer (&faulty);
}
