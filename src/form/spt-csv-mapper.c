/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Applying a mapping to 100,000 rows: templates are taken apart once, names become numbers. */
#define G_LOG_DOMAIN "spt-csv-mapper"

#include "config.h"

#include "form/spt-csv-mapper.h"

#include <string.h>

#include "form/spt-csv-header.h"
#include "form/spt-csv-mapping-private.h"

/* How amounts of one column are written, as far as it was seen. */
typedef struct
{
  guint n_comma;           /* "12,50": cannot be read otherwise */
  guint n_point;           /* "12.50" */
  guint n_grouped_comma;   /* "1,234" and nothing else */
  guint row;               /* of the first that speaks against the ones before */
} Decimals;

typedef struct
{
  guint           column;     /* of the layout */
  GArray         *pieces;     /* (owned) (element-type SptCsvPiece) */
  guint          *sources;    /* (owned) of each piece its cell */
  gboolean        is_money;   /* a single cell, an amount */
  gboolean        has_point;  /* its decimal sign is the point, and the comma groups */
  Decimals        decimals;
} Target;

struct _SptCsvMapper
{
  const SptCsvMapping *mapping;   /* borrowed */
  const SptCsvColumn  *columns;   /* borrowed */
  GPtrArray           *names;     /* (owned) (element-type utf8) */
  GArray              *targets;   /* (owned) (element-type Target) */
  GHashTable          *corrected; /* (owned) (nullable) rows with mended cells */
  const char         **cells;     /* (owned) of the row at hand */
  GString             *out;       /* (owned) */
  GString             *cell;      /* (owned) */
};

static void
target_clear (Target *self)
{
  g_clear_pointer (&self->pieces, g_array_unref);
  g_clear_pointer (&self->sources, g_free);
}

/* --- making ---------------------------------------------------------------------------------- */

static gboolean
resolve (SptCsvMapper *self,
         Target       *target,
         const char   *name,
         const char   *domain,
         guint         row,
         SptIssueList *issues)
{
  target->sources = g_new0 (guint, target->pieces->len);
  for (guint i = 0; i < target->pieces->len; i++)
    {
      const SptCsvPiece *piece = &g_array_index (target->pieces, SptCsvPiece, i);

      if (piece->is_column &&
          !g_ptr_array_find_with_equal_func (self->names, piece->text, g_str_equal,
                                             &target->sources[i]))
        {
          spt_issue_list_add (issues, SPT_ISSUE_ERROR, domain, "mapping-column", row, name,
                              piece->text, NULL);
          return FALSE;
        }
    }

  return TRUE;
}

static void
add_target (SptCsvMapper *self,
            guint         column,
            const char   *text,
            const char   *domain,
            guint         row,
            SptIssueList *issues)
{
  const SptCsvColumn *ours = &self->columns[column];
  Target target = { .column = column };

  target.pieces = spt_csv_template_split (text);
  if (target.pieces == NULL)
    {
      spt_issue_list_add (issues, SPT_ISSUE_ERROR, domain, "mapping-template", row, ours->name,
                          text, NULL);
      return;
    }
  if (!resolve (self, &target, ours->name, domain, row, issues))
    {
      target_clear (&target);
      return;
    }
  target.is_money = ours->kind == SPT_FIELD_MONEY && target.pieces->len == 1 &&
                    g_array_index (target.pieces, SptCsvPiece, 0).is_column;
  g_array_append_val (self->targets, target);
}

static void
add_plain_targets (SptCsvMapper *self,
                   SptCsvReader *reader,
                   guint         n_columns,
                   const char   *domain,
                   SptIssueList *issues)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GArray) found = NULL;

  for (guint i = 0; i < n_columns; i++)
    g_ptr_array_add (names, (gpointer) self->columns[i].name);
  found = spt_csv_header_match (reader, names, domain, issues);
  for (guint i = 0; i < found->len && i < self->names->len; i++)
    {
      guint column = g_array_index (found, guint, i);

      if (column != SPT_CSV_NO_COLUMN)
        {
          g_autofree char *text =
            spt_csv_mapping_dup_column (g_ptr_array_index (self->names, i));

          add_target (self, column, text, domain, spt_csv_reader_get_row (reader), issues);
        }
    }
}

static gboolean
has_target (SptCsvMapper *self,
            guint         column)
{
  for (guint i = 0; i < self->targets->len; i++)
    {
      if (g_array_index (self->targets, Target, i).column == column)
        return TRUE;
    }

  return FALSE;
}

/* A cell may be mended in a column that nothing of theirs comes into: elsewhere it stays empty. */
static void
add_corrected_targets (SptCsvMapper *self,
                       guint         n_columns,
                       const char   *domain,
                       SptIssueList *issues)
{
  GHashTable *corrections = spt_csv_mapping_get_corrections (self->mapping);
  GHashTableIter iter;
  gpointer key;

  if (corrections == NULL)
    return;
  g_hash_table_iter_init (&iter, corrections);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const char *name = strchr (key, ' ') + 1;

      for (guint i = 0; i < n_columns; i++)
        {
          if (strcmp (self->columns[i].name, name) == 0 && !has_target (self, i))
            add_target (self, i, "", domain, 0, issues);
        }
    }
}

static GHashTable *
list_corrected (const SptCsvMapping *mapping)
{
  GHashTable *corrections = spt_csv_mapping_get_corrections (mapping);
  GHashTable *rows;
  GHashTableIter iter;
  gpointer key;

  if (corrections == NULL || g_hash_table_size (corrections) == 0)
    return NULL;

  rows = g_hash_table_new (NULL, NULL);
  g_hash_table_iter_init (&iter, corrections);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (rows, GUINT_TO_POINTER ((guint) g_ascii_strtoull (key, NULL, 10)));

  return rows;
}

/**
 * spt_csv_mapper_new:
 * @mapping: a mapping
 * @reader: a file, on its header
 * @columns: (array length=n_columns): our layout
 * @n_columns: how many
 * @domain: of the issues
 * @issues: takes what is wrong with the mapping for this file
 *
 * Makes a mapping ready for a file. One without templates takes the columns by their names, as the plain layout does.
 *
 * Returns: (transfer full): the mapper
 */
SptCsvMapper *
spt_csv_mapper_new (const SptCsvMapping *mapping,
                    SptCsvReader        *reader,
                    const SptCsvColumn  *columns,
                    guint                n_columns,
                    const char          *domain,
                    SptIssueList        *issues)
{
  SptCsvMapper *self = g_new0 (SptCsvMapper, 1);
  guint n_fields = spt_csv_reader_get_n_fields (reader);
  g_autofree const char **fields = g_new0 (const char *, n_fields + 1);

  for (guint i = 0; i < n_fields; i++)
    fields[i] = spt_csv_reader_get_field (reader, i);
  self->mapping = mapping;
  self->columns = columns;
  self->names = spt_csv_header_list_names (fields, n_fields);
  /* Columns without a name at the end stay columns: a row is counted by them. */
  while (self->names->len < n_fields)
    g_ptr_array_add (self->names, g_strdup (""));
  self->targets = g_array_new (FALSE, TRUE, sizeof (Target));
  g_array_set_clear_func (self->targets, (GDestroyNotify) target_clear);
  self->corrected = list_corrected (mapping);
  self->cells = g_new0 (const char *, n_fields + 1);
  self->out = g_string_sized_new (1024);
  self->cell = g_string_new (NULL);

  if (spt_csv_mapping_is_empty (mapping))
    add_plain_targets (self, reader, n_columns, domain, issues);
  for (guint i = 0; i < n_columns; i++)
    {
      const char *text = spt_csv_mapping_get_template (mapping, columns[i].name);

      if (text != NULL)
        add_target (self, i, text, domain, spt_csv_reader_get_row (reader), issues);
    }
  add_corrected_targets (self, n_columns, domain, issues);

  return self;
}

/**
 * spt_csv_mapper_free:
 * @self: (transfer full) (nullable): a mapper
 *
 * Frees it.
 */
void
spt_csv_mapper_free (SptCsvMapper *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->names);
  g_array_unref (self->targets);
  g_clear_pointer (&self->corrected, g_hash_table_unref);
  g_free (self->cells);
  g_string_free (self->out, TRUE);
  g_string_free (self->cell, TRUE);
  g_free (self);
}

/**
 * spt_csv_mapper_get_n:
 * @self: a mapper
 *
 * Returns: how many of our columns it gives
 */
guint
spt_csv_mapper_get_n (SptCsvMapper *self)
{
  return self->targets->len;
}

/**
 * spt_csv_mapper_get_column:
 * @self: a mapper
 * @index: from 0
 *
 * Returns: which column of the layout that is
 */
guint
spt_csv_mapper_get_column (SptCsvMapper *self,
                           guint         index)
{
  return g_array_index (self->targets, Target, index).column;
}

/* --- amounts --------------------------------------------------------------------------------- */

/* Notes how an amount is written; what cannot be told apart ("12", "1.234.567") says nothing. */
static void
note_amount (Decimals   *decimals,
             const char *text,
             guint       row)
{
  const char *last = NULL;
  guint n_commas = 0;
  guint n_points = 0;
  gsize n_behind = 0;
  gboolean is_comma;

  for (const char *p = text; *p != '\0'; p++)
    {
      n_commas += *p == ',';
      n_points += *p == '.';
      if (*p == ',' || *p == '.')
        {
          last = p;
          n_behind = 0;
        }
      else if (g_ascii_isdigit (*p))
        {
          n_behind++;
        }
    }
  if (last == NULL)
    return;

  is_comma = *last == ',';
  if (n_commas > 0 && n_points > 0)
    {
      /* The last one divides. */
    }
  else if (n_commas + n_points > 1)
    {
      is_comma = !is_comma; /* it groups, so the other divides */
    }
  else if (n_behind == 3)
    {
      decimals->n_grouped_comma += is_comma ? 1 : 0;
      return;
    }

  if (is_comma)
    decimals->n_comma++;
  else
    decimals->n_point++;
  if (decimals->row == 0 && decimals->n_comma > 0 && decimals->n_point > 0)
    decimals->row = row;
}

/**
 * spt_csv_mapper_look:
 * @self: a mapper
 * @reader: on a row
 *
 * Looks at how the amounts of a row are written.
 */
void
spt_csv_mapper_look (SptCsvMapper *self,
                     SptCsvReader *reader)
{
  if (spt_csv_mapping_get_decimal (self->mapping) != SPT_DECIMAL_AUTO)
    return;

  for (guint i = 0; i < self->targets->len; i++)
    {
      Target *target = &g_array_index (self->targets, Target, i);

      if (target->is_money)
        {
          const char *text = spt_csv_reader_get_field (reader, target->sources[0]);

          if (text != NULL)
            note_amount (&target->decimals, text, spt_csv_reader_get_row (reader));
        }
    }
}

/**
 * spt_csv_mapper_decide:
 * @self: a mapper
 * @domain: of the issues
 * @issues: takes a warning for each column whose amounts are written in two ways
 *
 * Decides over the whole file which sign the decimals of each column have. Where both occur each amount is read by itself.
 */
void
spt_csv_mapper_decide (SptCsvMapper *self,
                       const char   *domain,
                       SptIssueList *issues)
{
  SptDecimalSign sign = spt_csv_mapping_get_decimal (self->mapping);

  for (guint i = 0; i < self->targets->len; i++)
    {
      Target *target = &g_array_index (self->targets, Target, i);
      const Decimals *decimals = &target->decimals;
      const char *name;

      if (!target->is_money)
        continue;
      target->has_point = sign == SPT_DECIMAL_POINT;
      if (sign != SPT_DECIMAL_AUTO)
        continue;
      /* With "1,234" alone there is no other reading: no amount has three decimals. */
      target->has_point = decimals->n_comma == 0 &&
                          (decimals->n_point > 0 || decimals->n_grouped_comma > 0);
      name = g_ptr_array_index (self->names, target->sources[0]);
      if (decimals->n_comma > 0 && decimals->n_point > 0)
        spt_issue_list_add (issues, SPT_ISSUE_WARNING, domain, "amounts-mixed", decimals->row,
                            self->columns[target->column].name, name, NULL);
    }
}

/* With a decimal point "1,234" is one thousand, which the reader of amounts takes for three decimals. */
static void
drop_grouping (GString *out,
               gsize    start)
{
  gsize to = start;
  gsize n = 0;
  gboolean has_point = FALSE;

  for (gsize i = start; i < out->len; i++)
    {
      char c = out->str[i];

      if (c == '.' && has_point)
        return; /* "1.234.567": as it is */
      has_point |= c == '.';
    }
  /* Only groups of three are groups. */
  for (gsize i = out->len; i > start; i--)
    {
      char c = out->str[i - 1];

      if (g_ascii_isdigit (c))
        n++;
      else if (c == '.')
        n = 0;
      else if (c == ',' && n != 3)
        return;
      else if (c == ',')
        n = 0;
    }
  for (gsize i = start; i < out->len; i++)
    {
      char c = out->str[i];

      if (c == ',')
        continue;
      /* The reader takes a comma for the decimal sign in any case. */
      out->str[to++] = c == '.' ? ',' : c;
    }
  g_string_truncate (out, to);
}

/* --- rows ------------------------------------------------------------------------------------ */

typedef struct
{
  const Target      *target;
  const char *const *cells;
} CellData;

static const char *
get_cell_cb (guint    piece,
             gpointer user_data)
{
  CellData *data = user_data;

  return data->cells[data->target->sources[piece]];
}

static void
append_target (const Target      *target,
               const char *const *cells,
               GString           *out)
{
  gsize start = out->len;
  const SptCsvPiece *pieces = (const SptCsvPiece *) (gpointer) target->pieces->data;

  if (target->pieces->len == 1)
    {
      if (pieces->is_column)
        spt_csv_cell_append (cells[target->sources[0]], out);
      else
        g_string_append (out, pieces->text);
      if (target->has_point)
        drop_grouping (out, start);
      return;
    }

  {
    CellData data = { target, cells };

    spt_csv_template_append (pieces, target->pieces->len, get_cell_cb, &data, out);
  }
}

static const char *
find_correction (SptCsvMapper *self,
                 const Target *target,
                 guint         row)
{
  if (self->corrected == NULL ||
      !g_hash_table_contains (self->corrected, GUINT_TO_POINTER (row)))
    return NULL;

  return spt_csv_mapping_get_correction (self->mapping, row, self->columns[target->column].name);
}

/**
 * spt_csv_mapper_get_cell:
 * @self: a mapper
 * @reader: on a row that has as many cells as the header
 * @index: one of our columns that it gives
 *
 * Makes one cell.
 *
 * Returns: the text, valid until the next call
 */
const char *
spt_csv_mapper_get_cell (SptCsvMapper *self,
                         SptCsvReader *reader,
                         guint         index)
{
  const Target *target = &g_array_index (self->targets, Target, index);
  const char *text = find_correction (self, target, spt_csv_reader_get_row (reader));

  if (text != NULL)
    return text;
  for (guint i = 0; i < target->pieces->len; i++)
    {
      const char *cell = spt_csv_reader_get_field (reader, target->sources[i]);

      self->cells[target->sources[i]] = cell != NULL ? cell : "";
    }
  g_string_truncate (self->cell, 0);
  append_target (target, self->cells, self->cell);

  return self->cell->str;
}

/**
 * spt_csv_mapper_apply:
 * @self: a mapper, after spt_csv_mapper_decide()
 * @row: the row's number
 * @packed: their cells and the row's own text, each ended by a NUL
 *
 * Makes a row of ours.
 *
 * Returns: the same of our columns; valid until the next call
 */
const char *
spt_csv_mapper_apply (SptCsvMapper *self,
                      guint         row,
                      const char   *packed)
{
  const char *p = packed;

  for (guint i = 0; i < self->names->len; i++, p += strlen (p) + 1)
    self->cells[i] = p;

  g_string_truncate (self->out, 0);
  for (guint i = 0; i < self->targets->len; i++)
    {
      const Target *target = &g_array_index (self->targets, Target, i);
      const char *text = find_correction (self, target, row);

      if (text != NULL)
        g_string_append (self->out, text);
      else
        append_target (target, self->cells, self->out);
      g_string_append_c (self->out, '\0');
    }
  g_string_append (self->out, p);

  return self->out->str;
}
