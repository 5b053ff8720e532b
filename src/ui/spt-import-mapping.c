/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns of a file come into which of ours, as a layout that has a name, and cells that were mended. */
#define G_LOG_DOMAIN "spt-import-mapping"

#include "config.h"

#include "spt-import-work-private.h"

#include <string.h>

#include "store/spt-store-imports.h"

gboolean
_spt_import_work_maps (SptImportWork *self,
                       const char    *target)
{
  if (self->look == NULL || self->look->header == NULL)
    return FALSE;
  if (self->mapping != NULL && !spt_csv_mapping_is_empty (self->mapping))
    return spt_csv_mapping_get_template (self->mapping, target) != NULL;
  return g_ptr_array_find_with_equal_func (self->look->header, target, g_str_equal, NULL);
}

static SptCsvMapping *
ensure_mapping (SptImportWork *self)
{
  if (self->mapping == NULL)
    self->mapping = spt_csv_mapping_new ();
  return self->mapping;
}

const SptCsvColumn *
spt_import_work_get_columns (SptImportWork *self,
                             guint         *n_columns)
{
  *n_columns = 0;
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);

  return self->records->list_csv_columns (n_columns);
}

const char *
spt_import_work_get_template (SptImportWork *self,
                              const char    *target)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->mapping != NULL ? spt_csv_mapping_get_template (self->mapping, target) : NULL;
}

void
spt_import_work_set_template (SptImportWork *self,
                              const char    *target,
                              const char    *template_text)
{
  g_return_if_fail (SPT_IS_IMPORT_WORK (self));
  spt_csv_mapping_set_template (ensure_mapping (self), target, template_text);
}

SptDecimalSign
spt_import_work_get_decimal (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), SPT_DECIMAL_AUTO);
  return self->mapping != NULL ? spt_csv_mapping_get_decimal (self->mapping) : SPT_DECIMAL_AUTO;
}

void
spt_import_work_set_decimal (SptImportWork  *self,
                             SptDecimalSign  decimal)
{
  g_return_if_fail (SPT_IS_IMPORT_WORK (self));
  spt_csv_mapping_set_decimal (ensure_mapping (self), decimal);
}

const char *
spt_import_work_get_mapping_name (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->mapping_name;
}

void
spt_import_work_set_mapping_name (SptImportWork *self,
                                  const char    *name)
{
  g_return_if_fail (SPT_IS_IMPORT_WORK (self));
  g_free (self->mapping_name);
  self->mapping_name = name != NULL && *name != '\0' ? g_strdup (name) : NULL;
}

static gboolean
name_is_taken (SptImportWork *self,
               const char    *name)
{
  for (guint i = 0; i < self->names->len; i++)
    {
      if (g_str_equal (((SptStoredMapping *) g_ptr_array_index (self->names, i))->name, name))
        return TRUE;
    }
  return FALSE;
}

/**
 * spt_import_work_dup_proposed_name:
 * @self: an import whose file was looked at
 *
 * Proposes a name for a layout: the file's without its ending and without the month or number that differs each time, and not
 * that of another layout.
 *
 * Returns: (transfer full): the name
 */
char *
spt_import_work_dup_proposed_name (SptImportWork *self)
{
  g_autofree char *name = NULL;
  g_autofree char *base = NULL;
  char *dot;
  gsize end;

  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);

  base = spt_import_work_dup_name (self);
  dot = strrchr (base, '.');
  if (dot != NULL && dot != base)
    *dot = '\0';
  name = g_strstrip (g_strdelimit (g_strdup (base), "_", ' '));
  end = strlen (name);
  while (end > 0 && strchr ("0123456789-. ()", name[end - 1]) != NULL)
    end--;
  if (end > 0)
    name[end] = '\0';

  for (guint i = 2; name_is_taken (self, name); i++)
    {
      char *cut = strrchr (name, ' ');
      g_autofree char *next = NULL;

      if (i > 2 && cut != NULL)
        *cut = '\0';
      next = g_strdup_printf ("%s %u", name, i);
      g_free (name);
      name = g_steal_pointer (&next);
    }
  return g_steal_pointer (&name);
}

/**
 * spt_import_work_dup_sample:
 * @self: an import whose file was looked at
 * @target: one of our columns
 * @n: which of the rows looked at, from 0
 *
 * Shows what would come in.
 *
 * Returns: (transfer full): the text; "" for nothing
 */
char *
spt_import_work_dup_sample (SptImportWork *self,
                            const char    *target,
                            guint          n)
{
  const SptImportLook *look;
  const char *const *fields;

  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);

  look = self->look;
  if (look == NULL || self->mapping == NULL || n >= look->rows->len)
    return g_strdup ("");
  fields = g_ptr_array_index (look->rows, n);
  return spt_csv_mapping_apply (self->mapping, (const char *const *) look->header->pdata,
                                look->header->len, fields, g_strv_length ((GStrv) fields), target);
}

/**
 * spt_import_work_list_missing:
 * @self: an import
 *
 * Lists what has to be there and is not.
 *
 * Returns: (transfer full) (element-type utf8): labels of our columns
 */
GPtrArray *
spt_import_work_list_missing (SptImportWork *self)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);
  const SptCsvColumn *columns;
  guint n;

  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), missing);

  columns = spt_import_work_get_columns (self, &n);
  for (guint i = 0; i < n; i++)
    {
      if (spt_import_work_requires (self, &columns[i]) && spt_import_work_get_template (self, columns[i].name) == NULL &&
          spt_import_work_get_source (self, columns[i].name) == NULL)
        g_ptr_array_add (missing, g_strdup (columns[i].label));
    }
  return missing;
}

/**
 * spt_import_work_correct:
 * @self: an import that was checked
 * @row: of the file
 * @target: one of our columns
 * @text: what it should have been
 *
 * Mends one cell, for this import alone.
 */
void
spt_import_work_correct (SptImportWork *self,
                         guint          row,
                         const char    *target,
                         const char    *text)
{
  g_return_if_fail (SPT_IS_IMPORT_WORK (self));
  spt_csv_mapping_correct (ensure_mapping (self), row, target, text);
}

char *
spt_import_work_dup_target (SptImportWork *self,
                            const char    *path)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return path != NULL ? self->records->dup_csv_column (path) : NULL;
}

char *
spt_import_work_dup_column (SptImportWork *self,
                            const char    *path)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return spt_import_dup_column (self->kind->id, self->mapping, path);
}
