/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain CSV layout of debt positions (design 4, 5): the rows of one IUPD, neighbours or not, make
 * one record. */

#define G_LOG_DOMAIN "spt-gpd-csv"

#include "config.h"

#include "services/gpd/spt-gpd-csv.h"

#include <string.h>

#include "form/spt-csv-header.h"
#include "form/spt-csv-mapper.h"
#include "services/gpd/spt-gpd-csv-groups.h"
#include "services/gpd/spt-gpd-wire.h"

#define MAX_TRANSFERS 5

/* IUPD and IUV; for so many rows room is made beforehand. */
#define IDENTIFIERS_A_ROW 2
#define MAX_RESERVED      1000000

/* Where a column goes. */
typedef enum
{
  COLUMN_NONE,
  COLUMN_POSITION,
  COLUMN_OPTION,
  COLUMN_TRANSFER
} ColumnKind;

typedef struct
{
  ColumnKind kind;
  guint      transfer;    /* from 0 */
  guint      field_index;
} Column;

/* Transfers of an option, from @transfer on, that a row of their own brought. */
typedef struct
{
  guint option;
  guint transfer;
  guint row;
} Further;

typedef struct
{
  const SptGpdFields   *fields;
  SptGpdSeen           *seen;
  SptCsvReader         *reader;
  SptRecord            *record; /* (owned) */
  SptRecord            *scratch; /* (owned) the row being compared */
  SptIssueList         *issues; /* (owned) */
  SptIssueList         *found;  /* (owned) */
  SptRecordFunc         func;
  gpointer              user_data;
  GCancellable         *cancellable;
  const SptReadOptions *options; /* (borrowed) */
  const SptCsvColumn   *layout; /* (borrowed) */
  guint                 n_layout;
  SptCsvMapper         *mapper; /* (owned) (nullable) */
  guint                 width;  /* cells of a row of the file */
  guint                 header_row;

  GArray               *columns; /* (owned) (element-type Column) */
  guint                 key;    /* column of the IUPD */

  const char           *loaded; /* (borrowed) fields and text of the row at hand */
  GByteArray           *derived; /* (owned) by option: 1 when its one transfer carries its amount */
  GArray               *option_rows; /* (owned) (element-type guint) */
  GArray               *further; /* (owned) (element-type Further) */
  GString              *raw;    /* (owned) */
} Csv;

static void
csv_clear (Csv *self)
{
  g_clear_pointer (&self->record, spt_record_free);
  g_clear_pointer (&self->scratch, spt_record_free);
  g_clear_pointer (&self->issues, spt_issue_list_free);
  g_clear_pointer (&self->found, spt_issue_list_free);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->mapper, spt_csv_mapper_free);
  g_clear_pointer (&self->derived, g_byte_array_unref);
  g_clear_pointer (&self->option_rows, g_array_unref);
  g_clear_pointer (&self->further, g_array_unref);
  if (self->raw != NULL)
    g_string_free (g_steal_pointer (&self->raw), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Csv, csv_clear)

/* --- header ---------------------------------------------------------------------------------- */

/* Where the columns of the layout go, in the order of spt_gpd_csv_list_columns(). */
static void
add_targets (GArray            *targets,
             const SptGroupDef *group,
             ColumnKind         kind,
             guint              transfer)
{
  for (guint i = 0; i < group->n_fields; i++)
    {
      Column column = { kind, transfer, i };

      g_array_append_val (targets, column);
    }
}

static GArray *
list_targets (Csv *self)
{
  GArray *targets = g_array_new (FALSE, FALSE, sizeof (Column));

  add_targets (targets, self->fields->root, COLUMN_POSITION, 0);
  add_targets (targets, self->fields->option, COLUMN_OPTION, 0);
  for (guint i = 0; i < MAX_TRANSFERS; i++)
    add_targets (targets, self->fields->transfer, COLUMN_TRANSFER, i);

  return targets;
}

/* Delivers what is said about no record. */
static gboolean
deliver_loose (Csv         *self,
               guint        row,
               const char  *raw,
               GError     **error)
{
  gboolean ok = self->func (NULL, row, self->issues, raw, self->user_data, error);

  spt_issue_list_reset (self->issues);

  return ok;
}

/* A mapping that says no more than where the header is costs nothing. */
static gboolean
needs_mapper (const SptCsvMapping *mapping)
{
  return mapping != NULL &&
         (!spt_csv_mapping_is_empty (mapping) || spt_csv_mapping_get_n_corrections (mapping) > 0 ||
          spt_csv_mapping_get_decimal (mapping) != SPT_DECIMAL_AUTO);
}

/* Goes to the row with the names. FALSE without @error: there is none. */
static gboolean
find_header (Csv     *self,
             GError **error)
{
  const SptCsvMapping *mapping = self->options->mapping;
  guint wanted = mapping != NULL ? spt_csv_mapping_get_header_row (mapping) : 1;

  do
    {
      if (!spt_csv_reader_next (self->reader, self->cancellable, error))
        return FALSE;
    }
  while (spt_csv_reader_get_row (self->reader) < wanted);

  return TRUE;
}

/* Which column of ours each one is: of the file, or of what the mapping makes of it. */
static void
match_columns (Csv *self)
{
  g_autoptr (GArray) targets = list_targets (self);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GArray) columns = NULL;

  self->width = spt_csv_reader_get_n_fields (self->reader);
  if (needs_mapper (self->options->mapping))
    {
      self->mapper = spt_csv_mapper_new (self->options->mapping, self->reader, self->layout,
                                         self->n_layout, SPT_GPD_DOMAIN, self->issues);
      for (guint i = 0; i < spt_csv_mapper_get_n (self->mapper); i++)
        {
          guint n = spt_csv_mapper_get_column (self->mapper, i);

          g_array_append_val (self->columns, g_array_index (targets, Column, n));
        }
      return;
    }

  for (guint i = 0; i < self->n_layout; i++)
    g_ptr_array_add (names, (gpointer) self->layout[i].name);
  columns = spt_csv_header_match (self->reader, names, SPT_GPD_DOMAIN, self->issues);
  for (guint i = 0; i < columns->len; i++)
    {
      guint n = g_array_index (columns, guint, i);
      Column column = { COLUMN_NONE, 0, 0 };

      if (n != SPT_CSV_NO_COLUMN)
        column = g_array_index (targets, Column, n);
      g_array_append_val (self->columns, column);
    }
}

/* FALSE without @error: the header cannot be worked with, which its issues say. */
static gboolean
read_header (Csv       *self,
             gboolean  *usable,
             GError   **error)
{
  guint key = self->fields->position_index[GPD_IUPD];
  gboolean has_key = FALSE;

  *usable = FALSE;
  if (!find_header (self, error))
    {
      if (error != NULL && *error != NULL)
        return FALSE;
      spt_issue_list_add (self->issues, SPT_ISSUE_ERROR, SPT_GPD_DOMAIN, "file-empty", 0, NULL,
                          NULL, NULL);
      spt_issue_list_set_rejects (self->issues, SPT_ISSUE_UNREADABLE);
      return deliver_loose (self, 0, NULL, error);
    }

  self->header_row = spt_csv_reader_get_row (self->reader);
  match_columns (self);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      if (column->kind == COLUMN_POSITION && column->field_index == key)
        {
          has_key = TRUE;
          self->key = i;
        }
    }
  if (!has_key && spt_issue_list_get_n_errors (self->issues) == 0)
    {
      spt_issue_list_add (self->issues, SPT_ISSUE_ERROR, SPT_GPD_DOMAIN,
                          self->mapper != NULL ? "mapping-no-key" : "column-missing",
                          spt_csv_reader_get_row (self->reader), "iupd", "iupd", NULL);
      spt_issue_list_set_rejects (self->issues, SPT_ISSUE_UNREADABLE);
    }

  *usable = spt_issue_list_get_n_errors (self->issues) == 0;
  if (spt_issue_list_get_n (self->issues) == 0)
    return TRUE;

  return deliver_loose (self, spt_csv_reader_get_row (self->reader),
                        *usable ? NULL : spt_csv_reader_get_raw (self->reader), error);
}

/* --- rows ----------------------------------------------------------------------------------- */

static gboolean
reject_row (Csv         *self,
            const char  *code,
            const char  *value,
            const char  *limit,
            GError     **error)
{
  guint row = spt_csv_reader_get_row (self->reader);

  spt_issue_list_add (self->issues, SPT_ISSUE_ERROR, SPT_GPD_DOMAIN, code, row, NULL, value, limit);
  spt_issue_list_set_rejects (self->issues, SPT_ISSUE_UNREADABLE);

  return deliver_loose (self, row, spt_csv_reader_get_raw (self->reader), error);
}

/* An #SptGpdCsvGroupFuncs.judge. */
static gboolean
judge_row (GString   *row_key,
           gboolean   first_look,
           gboolean   tell,
           gpointer   user_data,
           GError   **error)
{
  Csv *self = user_data;
  const char *key;
  gsize length;
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
      return !tell || reject_row (self, "row-columns", value, limit, error);
    }

  if (self->mapper != NULL && first_look)
    spt_csv_mapper_look (self->mapper, self->reader);
  key = self->mapper != NULL ? spt_csv_mapper_get_cell (self->mapper, self->reader, self->key)
    : spt_csv_reader_get_field (self->reader, self->key);
  while (g_ascii_isspace (*key))
    key++;
  length = strlen (key);
  while (length > 0 && g_ascii_isspace (key[length - 1]))
    length--;
  if (length == 0)
    return !tell || reject_row (self, "row-no-key", NULL, NULL, error);

  g_string_append_len (row_key, key, (gssize) length);

  return TRUE;
}

/* --- records ------------------------------------------------------------------------------ */

/* Columns of payer and position must agree on all rows of one IUPD (design 4). */
static void
compare_position (Csv                *self,
                  const SptGpdCsvRow *entry,
                  guint               field_index,
                  const char         *text)
{
  SptNode *root = spt_record_get_root (self->record);
  SptNode *other = spt_record_get_root (self->scratch);
  const char *first = spt_node_get (root, field_index);
  const SptFieldDef *field = &self->fields->root->fields[field_index];

  /* Through a record, so that blanks and case that do not matter do not matter here. */
  spt_node_read (other, field_index, text);
  if (!g_str_equal (spt_node_get (other, field_index), first))
    spt_issue_list_add (self->issues, SPT_ISSUE_ERROR, SPT_GPD_DOMAIN, "row-disagrees", entry->row,
                        field->name, spt_node_get (other, field_index), first);
}

static void
fill_transfers (Csv     *self,
                SptNode *option)
{
  const char *p = self->loaded;
  guint n_used = 0;

  /* How far the filled columns go: a gap stays a transfer, whose emptiness the check tells. */
  for (guint i = 0; i < self->columns->len; i++, p += strlen (p) + 1)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      if (column->kind == COLUMN_TRANSFER && strspn (p, " \t") != strlen (p))
        n_used = MAX (n_used, column->transfer + 1);
    }
  for (guint i = 0; i < n_used; i++)
    spt_node_add_child (option, self->fields->transfer->index);

  p = self->loaded;
  for (guint i = 0; i < self->columns->len; i++, p += strlen (p) + 1)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      if (column->kind == COLUMN_TRANSFER && column->transfer < n_used)
        spt_node_read (spt_node_get_child (option, self->fields->transfer->index, column->transfer),
                       column->field_index, p);
    }
}

/* One transfer carries the whole amount unless it says another (design 5). */
static void
derive_amounts (Csv *self)
{
  const SptNode *root = spt_record_get_root (self->record);
  guint n = spt_node_get_n_children (root, self->fields->option->index);

  g_byte_array_set_size (self->derived, n);
  for (guint i = 0; i < n; i++)
    {
      SptNode *option = spt_node_get_child (root, self->fields->option->index, i);
      SptNode *transfer = spt_node_get_n_children (option, self->fields->transfer->index) == 1
        ? spt_node_get_child (option, self->fields->transfer->index, 0) : NULL;

      self->derived->data[i] = transfer != NULL &&
                               *spt_gpd_transfer_get (self->fields, transfer, GPD_TR_AMOUNT) == '\0';
      if (self->derived->data[i] != 0)
        spt_node_set (transfer, self->fields->transfer_index[GPD_TR_AMOUNT],
                      spt_gpd_option_get (self->fields, option, GPD_AMOUNT), -1);
    }
}

/* The option among the first @n that a row goes on with: the one of the same IUV; where a row has none of IUV, amount and date,
 * the last. NULL: it is one of its own. */
static SptNode *
find_option (Csv           *self,
             const SptNode *option,
             guint          n,
             guint         *part)
{
  const SptNode *root = spt_record_get_root (self->record);
  const char *iuv = spt_gpd_option_get (self->fields, option, GPD_IUV);

  if (n == 0)
    return NULL;
  for (*part = 0; *iuv != '\0' && *part < n; *part += 1)
    {
      SptNode *other = spt_node_get_child (root, self->fields->option->index, *part);

      if (g_str_equal (spt_gpd_option_get (self->fields, other, GPD_IUV), iuv))
        return other;
    }
  if (*iuv != '\0' || *spt_gpd_option_get (self->fields, option, GPD_AMOUNT) != '\0' ||
      *spt_gpd_option_get (self->fields, option, GPD_DUE_DATE) != '\0' ||
      spt_node_get_n_children (option, self->fields->transfer->index) == 0)
    return NULL;
  *part = n - 1;

  return spt_node_get_child (root, self->fields->option->index, n - 1);
}

static gboolean
are_equal (const SptNode *a,
           const SptNode *b,
           gboolean       or_empty)
{
  const SptGroupDef *group = spt_node_get_def (a);

  for (guint i = 0; i < group->n_fields; i++)
    {
      const char *text = spt_node_get (b, i);

      if (!(or_empty && *text == '\0') && !g_str_equal (spt_node_get (a, i), text))
        return FALSE;
    }

  return TRUE;
}

/* Further beneficiaries of one notice, a row each (docs/csv.md): all that the row says of the notice is what was said before, and one
 * of its transfers at least is new. FALSE when it only repeats, or contradicts, what is there. */
static gboolean
take_transfers (Csv           *self,
                SptNode       *option,
                const SptNode *from)
{
  guint group = self->fields->transfer->index;
  guint n_there = spt_node_get_n_children (option, group);
  guint n = spt_node_get_n_children (from, group);
  guint n_new = 0;

  if (!are_equal (option, from, TRUE))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const SptNode *transfer = spt_node_get_child (from, group, i);
      gboolean is_new = TRUE;

      for (guint j = 0; j < n_there && is_new; j++)
        is_new = !are_equal (spt_node_get_child (option, group, j), transfer, FALSE);
      n_new += is_new ? 1 : 0;
    }
  if (n_new == 0)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const SptNode *transfer = spt_node_get_child (from, group, i);
      SptNode *copy = spt_node_add_child (option, group);

      for (guint j = 0; j < self->fields->transfer->n_fields; j++)
        spt_node_set (copy, j, spt_node_get (transfer, j), -1);
    }

  return TRUE;
}

/* Adds the loaded row to the record; FALSE when it repeats an option that is there, which
 * rejects it. @part: (out): the option it belongs to. */
static gboolean
add_row (Csv                *self,
         const SptGpdCsvRow *entry,
         gboolean            is_first,
         guint              *part)
{
  SptNode *root = spt_record_get_root (self->record);
  guint group = self->fields->option->index;
  SptNode *option = spt_node_add_child (root, group);
  SptNode *other;
  const char *p = self->loaded;
  guint n;

  for (guint i = 0; i < self->columns->len; i++, p += strlen (p) + 1)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      if (column->kind == COLUMN_OPTION)
        spt_node_read (option, column->field_index, p);
      else if (column->kind == COLUMN_POSITION && is_first)
        spt_node_read (root, column->field_index, p);
    }
  fill_transfers (self, option);

  n = spt_node_get_n_children (root, group) - 1;
  other = find_option (self, option, n, part);
  if (other != NULL)
    {
      Further further = { *part, spt_node_get_n_children (other, self->fields->transfer->index),
                          entry->row };
      gboolean taken = take_transfers (self, other, option);

      spt_node_remove_child (root, group, n);
      if (!taken)
        return FALSE;
      g_array_append_val (self->further, further);
    }
  else
    {
      *part = n;
      g_array_append_val (self->option_rows, entry->row);
    }

  if (!is_first)
    {
      p = self->loaded;
      spt_record_reset (self->scratch);
      for (guint i = 0; i < self->columns->len; i++, p += strlen (p) + 1)
        {
          const Column *column = &g_array_index (self->columns, Column, i);

          if (column->kind == COLUMN_POSITION)
            compare_position (self, entry, column->field_index, p);
        }
    }

  return TRUE;
}

static const char *
get_loaded_raw (Csv *self)
{
  const char *p = self->loaded;

  for (guint i = 0; i < self->columns->len; i++)
    p += strlen (p) + 1;

  return p;
}

/* A fault in an amount is told once: where the clerk wrote it, not where it was copied to as
 * well. */
static gboolean
is_of_copy (Csv            *self,
            const SptIssue *issue,
            guint64         option)
{
  const char *rest = strchr (issue->path, ']');

  return option < self->derived->len && self->derived->data[option] != 0 && rest != NULL &&
         g_str_equal (rest, "].transfer[0].amount");
}

/* The row that a finding about a payment, or a transfer of it, came from. */
static guint
find_row (Csv        *self,
          const char *path,
          guint64     option)
{
  const char *rest = strchr (path, ']');
  guint64 transfer;
  guint row = g_array_index (self->option_rows, guint, option);

  if (self->further->len == 0 || rest == NULL || !g_str_has_prefix (rest, "].transfer["))
    return row;
  transfer = g_ascii_strtoull (rest + strlen ("].transfer["), NULL, 10);
  for (guint i = 0; i < self->further->len; i++)
    {
      const Further *further = &g_array_index (self->further, Further, i);

      if (further->option == option && further->transfer <= transfer)
        row = further->row;
    }

  return row;
}

/* Findings about an option belong to the row it came from. */
static void
give_rows (Csv *self)
{
  for (guint i = 0; i < spt_issue_list_get_n (self->found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (self->found, i);
      guint row = issue->row;

      if (issue->path != NULL && g_str_has_prefix (issue->path, "paymentOption["))
        {
          guint64 n = g_ascii_strtoull (issue->path + strlen ("paymentOption["), NULL, 10);

          if (is_of_copy (self, issue, n))
            continue;
          if (n < self->option_rows->len)
            row = find_row (self, issue->path, n);
        }
      spt_issue_list_add_copy (self->issues, issue, row);
    }
  spt_issue_list_reset (self->found);
}

static gboolean
reject_repeated (Csv                 *self,
                 const SptGpdCsvRow  *entry,
                 guint                first_row,
                 GError             **error)
{
  char limit[16];

  g_snprintf (limit, sizeof limit, "%u", first_row);
  /* The record's own findings are not in the list yet but for rows that disagree: those wait. */
  spt_issue_list_add (self->found, SPT_ISSUE_ERROR, SPT_GPD_DOMAIN, "row-duplicate", entry->row,
                      NULL,
                      spt_gpd_position_get (self->fields, spt_record_get_root (self->record),
                                            GPD_IUPD),
                      limit);
  spt_issue_list_set_rejects (self->found, SPT_ISSUE_DUPLICATE);
  if (!self->func (NULL, entry->row, self->found, get_loaded_raw (self), self->user_data, error))
    return FALSE;
  spt_issue_list_reset (self->found);

  return TRUE;
}

/* An #SptGpdCsvGroupFuncs.take. */
static gboolean
deliver_group (SptCsvRows          *rows,
               const SptGpdCsvRow  *entries,
               guint32              first,
               gpointer             user_data,
               GError             **error)
{
  Csv *self = user_data;
  guint first_row = entries[first].row;

  spt_record_reset (self->record);
  g_array_set_size (self->option_rows, 0);
  g_array_set_size (self->further, 0);
  g_string_truncate (self->raw, 0);
  for (guint32 i = first; i != SPT_GPD_CSV_NO_ROW; i = entries[i].next)
    {
      const SptGpdCsvRow *entry = &entries[i];
      guint part;

      self->loaded = spt_csv_rows_load (rows, &entry->place, error);
      if (self->loaded == NULL)
        return FALSE;
      if (self->mapper != NULL)
        self->loaded = spt_csv_mapper_apply (self->mapper, entry->row, self->loaded);
      if (!add_row (self, entry, i == first, &part))
        {
          if (!reject_repeated (self, entry, first_row, error))
            return FALSE;
          continue;
        }
      if (i != first && self->options->join != NULL)
        self->options->join (entry->row, first_row, part, self->options->join_data);
      if (self->raw->len > 0)
        g_string_append_c (self->raw, SPT_RAW_ROW_END);
      g_string_append (self->raw, get_loaded_raw (self));
    }
  derive_amounts (self);

  if (self->options->fill != NULL &&
      !self->options->fill (self->record, first_row, self->found, self->options->fill_data, error))
    return FALSE;
  spt_gpd_rules_check (self->fields, self->seen, NULL, NULL, self->record, first_row,
                       self->options->now_utc_ms, self->found);
  give_rows (self);
  if (!self->func (self->record, first_row, self->issues, self->raw->str, self->user_data, error))
    return FALSE;
  spt_issue_list_reset (self->issues);

  return TRUE;
}

/* An #SptGpdCsvGroupFuncs.begin: what the mapping makes of all rows together. */
static gboolean
begin_records (guint     n_rows,
               gpointer  user_data,
               GError  **error)
{
  Csv *self = user_data;

  spt_gpd_seen_reserve (self->seen, (gsize) MIN (n_rows, MAX_RESERVED) * IDENTIFIERS_A_ROW);
  if (self->mapper == NULL)
    return TRUE;
  spt_csv_mapper_decide (self->mapper, SPT_GPD_DOMAIN, self->issues);

  return spt_issue_list_get_n (self->issues) == 0 ||
         deliver_loose (self, self->header_row, NULL, error);
}

/**
 * spt_gpd_csv_read:
 * @fields: where the fields stand
 * @seen: what was seen in this session
 * @reader: the file, at its header
 * @layout: (array length=n_layout): what spt_gpd_csv_list_columns() gave
 * @n_layout: how many
 * @options: what else
 * @func: gets each record with its findings, and each row that cannot come in, without a record
 * @user_data: for @func
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Reads the plain layout (design 5). Records come in the order of their first rows. A header that
 * cannot be worked with is delivered as one loose finding list, and nothing else.
 *
 * Returns: %FALSE with @error set when the file or @func failed
 */
gboolean
spt_gpd_csv_read (const SptGpdFields   *fields,
                  SptGpdSeen           *seen,
                  SptCsvReader         *reader,
                  const SptCsvColumn   *layout,
                  guint                 n_layout,
                  const SptReadOptions *options,
                  SptRecordFunc         func,
                  gpointer              user_data,
                  GCancellable         *cancellable,
                  GError              **error)
{
  static const SptGpdCsvGroupFuncs funcs = { judge_row, begin_records, deliver_group };
  g_auto (Csv) self = {
    .fields = fields,
    .seen = seen,
    .reader = reader,
    .func = func,
    .user_data = user_data,
    .cancellable = cancellable,
    .layout = layout,
    .n_layout = n_layout,
    .options = options,
  };
  g_autoptr (GError) failure = NULL;
  gboolean usable;

  self.record = spt_record_new (fields->schema);
  self.scratch = spt_record_new (fields->schema);
  self.issues = spt_issue_list_new (0);
  self.found = spt_issue_list_new (0);
  self.columns = g_array_new (FALSE, FALSE, sizeof (Column));
  self.derived = g_byte_array_new ();
  self.option_rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self.further = g_array_new (FALSE, FALSE, sizeof (Further));
  self.raw = g_string_new (NULL);

  if (!read_header (&self, &usable, &failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!usable)
    return TRUE;

  return spt_gpd_csv_groups_read (reader, &funcs, &self, cancellable, error);
}
