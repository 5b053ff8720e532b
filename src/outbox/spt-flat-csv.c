/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of one row each: the plain CSV layout that a field table gives by itself. */
#define G_LOG_DOMAIN "spt-flat-csv"

#include "config.h"

#include "outbox/spt-flat-csv.h"

#include <glib/gi18n.h>
#include <string.h>

#include "form/spt-csv-header.h"
#include "form/spt-csv-mapper.h"

#define SEPARATOR ';'

/* Where a column goes; @group %NULL = the root, @field %NULL = an extra column, the @instance-th. */
typedef struct
{
  const SptGroupDef *group;
  guint              instance;
  const SptFieldDef *field;
} Target;

typedef struct
{
  GArray    *columns; /* (owned) (element-type SptCsvColumn): their names are interned */
  GArray    *targets; /* (owned) (element-type Target) */
} Layout;

static void
clear_layout (Layout *layout)
{
  g_clear_pointer (&layout->columns, g_array_unref);
  g_clear_pointer (&layout->targets, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Layout, clear_layout)

static void
add_column (Layout            *layout,
            const char        *domain,
            const SptGroupDef *group,
            guint              instance,
            const SptFieldDef *field)
{
  const Target target = { group, instance, field };
  g_autofree char *name = NULL;
  g_autofree char *group_label = NULL;
  g_autofree char *words = NULL;
  SptCsvColumn column = {
    .label = field->label,
    .required = field->required && field->initial_value == NULL,
    .kind = field->kind,
  };

  if (group != NULL)
    {
      name = g_strdup_printf ("%s.%u.%s", group->name, instance + 1, field->name);
      group_label = group->max == 1 ? g_strdup (group->label)
                                    : g_strdup_printf ("%s %u", group->label, instance + 1);
    }
  column.name = g_intern_string (name != NULL ? name : field->name);
  words = g_strdup_printf ("%s:%s", domain, column.name);
  column.words = g_intern_string (words);
  column.group_label = group_label != NULL ? g_intern_string (group_label) : NULL;
  g_array_append_val (layout->columns, column);
  g_array_append_val (layout->targets, target);
}

static void
make_layout (Layout           *layout,
             const SptFlatCsv *csv)
{
  const SptGroupDef *root = spt_schema_get_root (csv->get_schema ());
  const char *domain = spt_schema_get_domain (csv->get_schema ());

  layout->columns = g_array_new (FALSE, FALSE, sizeof (SptCsvColumn));
  layout->targets = g_array_new (FALSE, FALSE, sizeof (Target));
  for (guint i = 0; i < root->n_fields; i++)
    add_column (layout, domain, NULL, 0, &root->fields[i]);
  for (guint g = 0; g < root->n_groups; g++)
    {
      const SptGroupDef *group = root->groups[g];

      for (guint n = 0; n < group->max; n++)
        {
          for (guint i = 0; i < group->n_fields; i++)
            add_column (layout, domain, group, n, &group->fields[i]);
        }
    }
  for (guint i = 0; i < csv->n_extras; i++)
    {
      const Target target = { NULL, i, NULL };
      g_autofree char *words = g_strdup_printf ("%s:%s", domain, csv->extras[i].name);
      const SptCsvColumn column = {
        .name = csv->extras[i].name,
        .label = _(csv->extras[i].label),
        .words = g_intern_string (words),
      };

      g_array_append_val (layout->columns, column);
      g_array_append_val (layout->targets, target);
    }
}

/**
 * spt_flat_csv_list_columns:
 * @self: how rows become records
 * @n_columns: (out): how many
 *
 * Lists the columns of the plain layout in their order, the extra ones last.
 *
 * Returns: (transfer none) (array length=n_columns): the columns, for good
 */
const SptCsvColumn *
spt_flat_csv_list_columns (const SptFlatCsv *self,
                           guint            *n_columns)
{
  static GHashTable *lists;
  static GMutex lock;
  Layout *layout;

  g_mutex_lock (&lock);
  if (lists == NULL)
    lists = g_hash_table_new (NULL, NULL);
  layout = g_hash_table_lookup (lists, self);
  if (layout == NULL)
    {
      layout = g_new0 (Layout, 1);
      make_layout (layout, self);
      g_hash_table_insert (lists, (gpointer) self, layout);
    }
  g_mutex_unlock (&lock);

  *n_columns = layout->columns->len;

  return (const SptCsvColumn *) (gpointer) layout->columns->data;
}

/* --- reading ----------------------------------------------------------------------------------- */

typedef struct
{
  const SptFlatCsv     *csv;
  SptCsvReader         *reader;
  SptRecord            *record; /* (owned) */
  SptIssueList         *issues; /* (owned) */
  GArray               *columns; /* (owned) (nullable) (element-type guint): of ours, by column */
  SptCsvMapper         *mapper; /* (owned) (nullable) */
  Layout                layout;
  guint                 width; /* cells of a row */
  const SptReadOptions *options;
  GString              *extras[SPT_FLAT_EXTRAS]; /* (owned) */
  const char           *domain;
} Reading;

static void
clear_reading (Reading *self)
{
  g_clear_pointer (&self->record, spt_record_free);
  g_clear_pointer (&self->issues, spt_issue_list_free);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->mapper, spt_csv_mapper_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->extras); i++)
    {
      if (self->extras[i] != NULL)
        g_string_free (self->extras[i], TRUE);
    }
  clear_layout (&self->layout);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear_reading)

/* The instance of a group that a column goes to; made for a text alone. */
static SptNode *
node_of (Reading * self,
         const Target * target,
         gboolean make)
{
  SptNode *root = spt_record_get_root (self->record);

  if (target->group == NULL)
    return root;
  while (make && spt_node_get_n_children (root, target->group->index) <= target->instance)
    spt_node_add_child (root, target->group->index);

  return spt_node_get_n_children (root, target->group->index) > target->instance
         ? spt_node_get_child (root, target->group->index, target->instance) : NULL;
}

/* Somebody may fill the second and leave the first empty. */
static void
drop_gaps (SptNode *root)
{
  const SptGroupDef *def = spt_node_get_def (root);

  for (guint g = 0; g < def->n_groups; g++)
    {
      for (guint n = spt_node_get_n_children (root, g); n > 0; n--)
        {
          if (spt_node_is_empty (spt_node_get_child (root, g, n - 1)))
            spt_node_remove_child (root, g, n - 1);
        }
    }
}

static void
fill_record (Reading *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->extras); i++)
    g_string_truncate (self->extras[i], 0);
  spt_record_reset (self->record);
  for (guint i = 0; i < self->columns->len; i++)
    {
      guint n = g_array_index (self->columns, guint, i);
      const char *text;
      const Target *target;
      SptNode *node;

      if (n == SPT_CSV_NO_COLUMN)
        continue;
      text = self->mapper != NULL ? spt_csv_mapper_get_cell (self->mapper, self->reader, i)
                                  : spt_csv_reader_get_field (self->reader, i);
      target = &g_array_index (self->layout.targets, Target, n);
      if (target->field == NULL)
        {
          g_string_assign (self->extras[target->instance], text);
          continue;
        }
      node = node_of (self, target, strspn (text, " \t") != strlen (text));
      if (node != NULL)
        spt_node_read (node, target->field->index, text);
    }

  drop_gaps (spt_record_get_root (self->record));
}

static void
reject (Reading    *self,
        const char *code,
        const char *value,
        const char *limit)
{
  spt_issue_list_add (self->issues, SPT_ISSUE_ERROR, self->domain, code,
                      spt_csv_reader_get_row (self->reader), NULL, value, limit);
  spt_issue_list_set_rejects (self->issues, SPT_ISSUE_UNREADABLE);
}

/* Fills the record or says why it cannot be one. */
static gboolean
read_row (Reading *self)
{
  const char *extras[SPT_FLAT_EXTRAS];
  const char *what = NULL;
  const char *refused;
  guint n;

  /* A spreadsheet's rows end with their last cell; that of a text file that is too short was cut. */
  if (self->options->is_ragged)
    spt_csv_reader_fit (self->reader, self->width);
  n = spt_csv_reader_get_n_fields (self->reader);
  if (n != self->width)
    {
      char value[16];
      char limit[16];

      g_snprintf (value, sizeof value, "%u", n);
      g_snprintf (limit, sizeof limit, "%u", self->width);
      reject (self, "row-columns", value, limit);
      return FALSE;
    }

  fill_record (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->extras); i++)
    extras[i] = self->extras[i]->str;
  if (self->csv->complete != NULL)
    self->csv->complete (self->record, extras);
  refused = self->csv->refuse (self->record, extras, &what);
  if (refused != NULL)
    {
      reject (self, refused, what, NULL);
      return FALSE;
    }
  for (guint i = 0; i < self->csv->n_extras; i++)
    {
      if (self->options->aside != NULL && g_strcmp0 (self->csv->extras[i].name, self->csv->aside) == 0)
        self->options->aside (extras[i], self->options->aside_data);
    }
  if (self->csv->check != NULL)
    self->csv->check (self->record, spt_csv_reader_get_row (self->reader), self->issues);

  return TRUE;
}

/* Goes to the row with the names. FALSE without @error: there is none. */
static gboolean
find_header (Reading       *self,
             GCancellable  *cancellable,
             GError       **error)
{
  const SptCsvMapping *mapping = self->options->mapping;
  guint wanted = mapping != NULL ? spt_csv_mapping_get_header_row (mapping) : 1;

  do
    {
      if (!spt_csv_reader_next (self->reader, cancellable, error))
        return FALSE;
    }
  while (spt_csv_reader_get_row (self->reader) < wanted);

  return TRUE;
}

/* Which column of ours each one is: of the file, or of what the mapping makes of it. */
static void
match_columns (Reading *self)
{
  const SptCsvMapping *mapping = self->options->mapping;
  const SptCsvColumn *columns = (const SptCsvColumn *) (gpointer) self->layout.columns->data;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  self->width = spt_csv_reader_get_n_fields (self->reader);
  if (mapping != NULL && (!spt_csv_mapping_is_empty (mapping) ||
                          spt_csv_mapping_get_n_corrections (mapping) > 0))
    {
      self->mapper = spt_csv_mapper_new (mapping, self->reader, columns, self->layout.columns->len,
                                         self->domain, self->issues);
      self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint i = 0; i < spt_csv_mapper_get_n (self->mapper); i++)
        {
          guint n = spt_csv_mapper_get_column (self->mapper, i);

          g_array_append_val (self->columns, n);
        }
      return;
    }

  for (guint i = 0; i < self->layout.columns->len; i++)
    g_ptr_array_add (names, (gpointer) columns[i].name);
  self->columns = spt_csv_header_match (self->reader, names, self->domain, self->issues);
}

/**
 * spt_flat_csv_read:
 * @self: how rows become records
 * @reader: the table
 * @options: how it is read
 * @func: receives each record, or what is wrong with a row
 * @user_data: for @func
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why it could not be read, or what @func said
 *
 * Reads records of one row each (docs/csv.md).
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_flat_csv_read (const SptFlatCsv      *self,
                   SptCsvReader          *reader,
                   const SptReadOptions  *options,
                   SptRecordFunc          func,
                   gpointer               user_data,
                   GCancellable          *cancellable,
                   GError               **error)
{
  g_auto (Reading) reading = {
    .csv = self,
    .reader = reader,
    .options = options,
    .record = spt_record_new (self->get_schema ()),
    .issues = spt_issue_list_new (0),
    .domain = spt_schema_get_domain (self->get_schema ()),
  };
  g_autoptr (GError) failure = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (reading.extras); i++)
    reading.extras[i] = g_string_new (NULL);
  make_layout (&reading.layout, self);
  if (!find_header (&reading, cancellable, &failure))
    {
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      spt_issue_list_add (reading.issues, SPT_ISSUE_ERROR, reading.domain, "file-empty", 0, NULL,
                          NULL, NULL);
      spt_issue_list_set_rejects (reading.issues, SPT_ISSUE_UNREADABLE);
      return func (NULL, 0, reading.issues, NULL, user_data, error);
    }

  match_columns (&reading);
  if (spt_issue_list_get_n_errors (reading.issues) > 0)
    return func (NULL, spt_csv_reader_get_row (reader), reading.issues,
                 spt_csv_reader_get_raw (reader), user_data, error);

  while (spt_csv_reader_next (reader, cancellable, &failure))
    {
      gboolean usable = read_row (&reading);

      if (!func (usable ? reading.record : NULL, spt_csv_reader_get_row (reader), reading.issues,
                 spt_csv_reader_get_raw (reader), user_data, error))
        return FALSE;
      spt_issue_list_reset (reading.issues);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

/* --- writing ----------------------------------------------------------------------------------- */

/**
 * spt_flat_csv_append:
 * @self: how rows become records
 * @record: (nullable): a record; %NULL = the header
 * @aside: (nullable): what the column beside the record has
 * @for_spreadsheet: whether formulas are neutralised
 * @out: gets one line
 *
 * Writes a record in the plain layout.
 */
void
spt_flat_csv_append (const SptFlatCsv *self,
                     SptRecord        *record,
                     const char       *aside,
                     gboolean          for_spreadsheet,
                     GString          *out)
{
  g_auto (Layout) layout = { 0 };

  make_layout (&layout, self);
  for (guint i = 0; i < layout.targets->len; i++)
    {
      const Target *target = &g_array_index (layout.targets, Target, i);
      const char *text = g_array_index (layout.columns, SptCsvColumn, i).name;

      /* What is made of other columns when it is read. */
      if (target->field == NULL && g_strcmp0 (text, self->aside) != 0)
        continue;
      if (record != NULL && target->field == NULL)
        text = aside != NULL ? aside : "";
      else if (record != NULL)
        {
          SptNode *node = spt_record_get_root (record);

          if (target->group != NULL)
            node = spt_node_get_n_children (node, target->group->index) > target->instance
                   ? spt_node_get_child (node, target->group->index, target->instance) : NULL;
          text = node != NULL ? spt_node_get (node, target->field->index) : "";
        }
      if (i > 0)
        g_string_append_c (out, SEPARATOR);
      spt_csv_append_field (out, text, SEPARATOR, for_spreadsheet);
    }
  g_string_append (out, "\r\n");
}

/**
 * spt_flat_csv_dup_column:
 * @path: the path of an issue
 *
 * Says which column a path stands for: "otherAddress.1.city" for "otherAddress[0].city".
 *
 * Returns: (transfer full) (nullable): the column's name; %NULL for a group as a whole
 */
char *
spt_flat_csv_dup_column (const char *path)
{
  const char *open = strchr (path, '[');
  char *end = NULL;
  guint64 n;

  if (open == NULL)
    return g_strdup (path);
  n = g_ascii_strtoull (open + 1, &end, 10);
  if (!g_str_has_prefix (end, "]."))
    return NULL;

  return g_strdup_printf ("%.*s.%" G_GUINT64_FORMAT ".%s", (int) (open - path), path, n + 1,
                          end + 2);
}
