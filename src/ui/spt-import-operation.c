/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows of an import ask for, where a kind of record has several operations: told by the columns, or by a person. */
#define G_LOG_DOMAIN "spt-import-operation"

#include "config.h"

#include "spt-import-work-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "ui/spt-import-choice.h"

/* So many of the columns that begin a record make a row one that begins it; an activation has a few of them as well. */
#define BEGINS_WITH 6

static gboolean
maps_cb (const char *column,
         gpointer    user_data)
{
  return _spt_import_work_maps (user_data, column);
}

static gboolean
is_column_of (const SptCsvColumn *column,
              const char         *operation)
{
  gsize length = strlen (operation);

  return column->group_label != NULL && strncmp (column->name, operation, length) == 0 &&
         column->name[length] == '.';
}

static const SptImportOperation *
find_operation (SptImportWork *self,
                const char    *id)
{
  for (guint i = 0; id != NULL && i < self->kind->n_operations; i++)
    {
      if (g_str_equal (self->kind->operations[i].id, id))
        return &self->kind->operations[i];
    }
  return NULL;
}

/* The column that says it of each row, or says one thing of all. */
static gboolean
read_column (SptImportWork *self)
{
  const char *template_text = spt_import_work_get_template (self, self->records->operation_column);
  g_auto (SptImportChoice) choice = { 0 };

  if (!_spt_import_work_maps (self, self->records->operation_column))
    return FALSE;
  spt_import_choice_read (&choice, template_text, self->look->header);
  if (choice.kind == SPT_IMPORT_FIXED && find_operation (self, choice.text) != NULL)
    self->operation = find_operation (self, choice.text)->id;
  return TRUE;
}

static gboolean
has_stem (const SptImportOperation *operation,
          const char               *text)
{
  g_autofree char *folded = spt_text_fold (text);
  g_auto (GStrv) words = g_strsplit_set (folded, " _-.,;:()/'", -1);

  for (guint i = 0; operation->stems[i] != NULL; i++)
    {
      for (guint j = 0; words[j] != NULL; j++)
        {
          if (g_str_has_prefix (words[j], operation->stems[i]))
            return TRUE;
        }
    }
  return FALSE;
}

/* What nothing says for sure: the names of columns first, then the name of the file. */
static const SptImportOperation *
find_likely (SptImportWork *self)
{
  g_autofree char *name = spt_import_work_dup_name (self);

  for (guint i = 0; i < self->kind->n_operations; i++)
    {
      for (guint j = 0; j < self->look->header->len; j++)
        {
          if (has_stem (&self->kind->operations[i], g_ptr_array_index (self->look->header, j)))
            return &self->kind->operations[i];
        }
    }
  for (guint i = 0; i < self->kind->n_operations; i++)
    {
      if (has_stem (&self->kind->operations[i], name))
        return &self->kind->operations[i];
    }
  return &self->kind->operations[self->kind->likely_operation];
}

/* After a look: what its columns say, and what is likely where they say nothing. */
void
_spt_import_work_guess_operation (SptImportWork *self)
{
  const char *step = NULL;
  guint n_steps = 0, n_first = 0, n;
  const SptCsvColumn *columns;

  self->operation = NULL;
  self->operation_is_clear = TRUE;
  g_clear_pointer (&self->mapping_before, spt_csv_mapping_free);
  if (self->kind->n_operations == 0 || self->look == NULL || self->look->format == SPT_INTAKE_DOCUMENT ||
      read_column (self))
    return;

  columns = spt_import_work_get_columns (self, &n);
  for (guint i = 0; i < n; i++)
    n_first += columns[i].group_label == NULL && columns[i].required &&
               _spt_import_work_maps (self, columns[i].name);
  for (guint i = 0; i < self->kind->n_operations; i++)
    {
      gboolean has_some = FALSE;

      for (guint j = 0; j < n && !has_some; j++)
        has_some = is_column_of (&columns[j], self->kind->operations[i].id) &&
                   _spt_import_work_maps (self, columns[j].name);
      if (has_some)
        step = self->kind->operations[i].id;
      n_steps += has_some;
    }

  if (n_steps == 1 && n_first < BEGINS_WITH)
    self->operation = step;
  else if (n_steps == 0 && n_first >= BEGINS_WITH)
    self->operation = self->kind->operations[0].id;
  else if (n_steps == 0)
    {
      self->operation = find_likely (self)->id;
      self->operation_is_clear = FALSE;
    }
}

/* --- what a person says -------------------------------------------------------------------------------- */

/* A file of our own layout has no templates as long as nothing is changed. */
static void
spell_out (SptImportWork *self)
{
  guint n;
  const SptCsvColumn *columns = spt_import_work_get_columns (self, &n);

  if (!spt_csv_mapping_is_empty (self->mapping))
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *template_text = NULL;

      if (!g_ptr_array_find_with_equal_func (self->look->header, columns[i].name, g_str_equal, NULL))
        continue;
      template_text = spt_csv_mapping_dup_column (columns[i].name);
      spt_csv_mapping_set_template (self->mapping, columns[i].name, template_text);
    }
}

static gboolean
is_used (SptImportWork *self,
         guint          column)
{
  guint n;
  const SptCsvColumn *columns = spt_import_work_get_columns (self, &n);

  for (guint i = 0; i < n; i++)
    {
      const char *template_text = spt_import_work_get_template (self, columns[i].name);
      g_autoptr (GArray) taken = NULL;

      if (template_text == NULL)
        continue;
      taken = spt_import_template_get_columns (template_text, self->look->header, NULL);
      for (guint j = 0; j < taken->len; j++)
        {
          if (g_array_index (taken, guint, j) == column)
            return TRUE;
        }
    }
  return FALSE;
}

/* "Data" alone is the date of what the rows ask for. */
static void
map_date (SptImportWork *self,
          const char    *target)
{
  static const char *const words[] = { "data", "date", "dal ", "decorrenza", "il " };

  for (guint i = 0; i < self->look->header->len; i++)
    {
      const char *name = g_ptr_array_index (self->look->header, i);
      g_autofree char *folded = spt_text_fold (name);

      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        {
          g_autofree char *template_text = NULL;

          if (!g_str_has_prefix (folded, words[j]) || is_used (self, i))
            continue;
          template_text = spt_csv_mapping_dup_column (name);
          spt_csv_mapping_set_template (self->mapping, target, template_text);
          return;
        }
    }
}

static void
map_step (SptImportWork *self,
          const char    *operation)
{
  guint n;
  const SptCsvColumn *columns = spt_import_work_get_columns (self, &n);

  for (guint i = 0; i < self->kind->n_moves; i++)
    {
      const SptImportMove *move = &self->kind->moves[i];
      g_autofree char *template_text = g_strdup (spt_import_work_get_template (self, move->from));

      if (!g_str_equal (move->operation, operation) || template_text == NULL ||
          spt_import_work_get_template (self, move->to) != NULL)
        continue;
      spt_csv_mapping_set_template (self->mapping, move->from, NULL);
      spt_csv_mapping_set_template (self->mapping, move->to, template_text);
    }
  for (guint i = 0; i < n; i++)
    {
      if (is_column_of (&columns[i], operation) && columns[i].kind == SPT_FIELD_DATETIME &&
          spt_import_work_get_template (self, columns[i].name) == NULL)
        map_date (self, columns[i].name);
    }
}

/**
 * spt_import_work_set_operation:
 * @self: an import whose file was looked at
 * @operation: (nullable): of the kind's operations; %NULL = each row says it
 *
 * Says what the rows ask for, and fits the columns to it. Saying the same once more changes nothing.
 */
void
spt_import_work_set_operation (SptImportWork *self,
                               const char    *operation)
{
  const SptImportOperation *found;
  g_auto (SptImportChoice) choice = { .kind = SPT_IMPORT_FIXED };
  g_autofree char *template_text = NULL;
  gboolean was_said;

  g_return_if_fail (SPT_IS_IMPORT_WORK (self));
  g_return_if_fail (self->look != NULL && self->kind->n_operations > 0);

  found = find_operation (self, operation);
  was_said = self->operation_said;
  self->operation_said = TRUE;
  if (self->look->format == SPT_INTAKE_DOCUMENT ||
      ((was_said || self->operation_is_clear) && self->operation == (found != NULL ? found->id : NULL)))
    return;

  self->operation = found != NULL ? found->id : NULL;
  if (self->mapping == NULL)
    self->mapping = spt_csv_mapping_new ();
  if (self->mapping_before == NULL)
    {
      self->mapping_before = spt_csv_mapping_copy (self->mapping);
    }
  else
    {
      spt_csv_mapping_free (self->mapping);
      self->mapping = spt_csv_mapping_copy (self->mapping_before);
    }
  spell_out (self);
  if (found == NULL)
    {
      g_auto (SptImportChoice) before = { 0 };

      spt_import_choice_read (&before, spt_import_work_get_template (self, self->records->operation_column),
                              self->look->header);
      if (before.kind == SPT_IMPORT_FIXED)
        spt_csv_mapping_set_template (self->mapping, self->records->operation_column, NULL);
      return;
    }
  map_step (self, found->id);
  choice.text = g_strdup (found->id);
  template_text = spt_import_choice_dup_template (&choice, self->look->header);
  spt_csv_mapping_set_template (self->mapping, self->records->operation_column, template_text);
}

/**
 * spt_import_work_get_operation:
 * @self: an import whose file was looked at
 *
 * Says what the rows ask for, as far as it is known.
 *
 * Returns: (nullable): its words; %NULL where each row says it, or the kind knows no operations
 */
const SptImportOperation *
spt_import_work_get_operation (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return find_operation (self, self->operation);
}

/**
 * spt_import_work_requires:
 * @self: an import whose file was looked at
 * @column: one of our columns
 *
 * Says whether something has to come into a column, for what the rows ask for.
 *
 * Returns: whether it has to
 */
gboolean
spt_import_work_requires (SptImportWork      *self,
                          const SptCsvColumn *column)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), FALSE);

  if (self->records->requires == NULL)
    return column->required;
  return self->records->requires (self->operation, column, maps_cb, self);
}

/**
 * spt_import_work_is_step:
 * @self: an import whose file was looked at
 *
 * Says whether the rows ask for a step of records that are there, which needs a few columns only.
 *
 * Returns: whether they do
 */
gboolean
spt_import_work_is_step (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), FALSE);
  return self->operation != NULL && !g_str_equal (self->operation, self->kind->operations[0].id);
}

const char *
spt_import_work_get_operation_column (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->records->operation_column;
}
