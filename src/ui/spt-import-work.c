/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One import from the file to the archive and back: which file it is, and what was decided of it. Without GTK. */
#define G_LOG_DOMAIN "spt-import-work"

#include "config.h"

#include "spt-import-work-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (SptImportWork, spt_import_work, G_TYPE_OBJECT)

/* --- the file ------------------------------------------------------------------------------------------ */

void
_spt_import_work_forget_look (SptImportWork *self)
{
  g_clear_pointer (&self->look, spt_import_look_free);
  g_clear_pointer (&self->mapping, spt_csv_mapping_free);
  g_clear_pointer (&self->mapping_name, g_free);
  g_clear_pointer (&self->kept_name, g_free);
  g_clear_pointer (&self->mapping_before, spt_csv_mapping_free);
  g_clear_pointer (&self->checked, spt_import_result_free);
  g_clear_pointer (&self->done, spt_import_result_free);
  self->operation = NULL;
  self->operation_said = FALSE;
  self->is_known = FALSE;
}

/**
 * spt_import_work_set_paths:
 * @self: an import
 * @paths: (array zero-terminated=1): a file of this computer, or several that come in as one
 *
 * Begins with other files: all that was known is forgotten.
 */
void
spt_import_work_set_paths (SptImportWork     *self,
                           const char *const *paths)
{
  g_return_if_fail (SPT_IS_IMPORT_WORK (self));
  g_return_if_fail (paths != NULL && paths[0] != NULL);
  g_return_if_fail (!self->is_running);

  _spt_import_work_forget_look (self);
  g_clear_pointer (&self->sheet, g_free);
  g_clear_pointer (&self->rejects_path, g_free);
  self->header_row = 0;
  spt_import_work_set_due_type (self, 0);
  g_clear_pointer (&self->several, spt_import_several_free);
  g_strfreev (self->paths);
  self->paths = g_strdupv ((char **) paths);
}

gboolean
spt_import_work_get_has_file (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), FALSE);
  return self->paths != NULL;
}

/**
 * spt_import_work_dup_name:
 * @self: an import
 *
 * Says which file it is, or which files.
 *
 * Returns: (transfer full): its name
 */
char *
spt_import_work_dup_name (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);

  return self->paths != NULL ? spt_import_dup_name ((const char *const *) self->paths) : g_strdup ("");
}

static const char *
separator_word (char separator)
{
  switch (separator)
    {
    case ';':
      return _("separated by semicolons");
    case ',':
      return _("separated by commas");
    case '\t':
      return _("separated by tabs");
    case '|':
      return _("separated by vertical bars");
    default:
      return NULL;
    }
}

/**
 * spt_import_work_dup_format:
 * @self: an import whose file was looked at
 *
 * Says what was found of the file: its format, separator and encoding, or its sheet.
 *
 * Returns: (transfer full): in words
 */
char *
spt_import_work_dup_format (SptImportWork *self)
{
  const SptImportLook *look;
  const char *sheet = NULL;

  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);

  look = self->look;
  if (look == NULL)
    return g_strdup ("");
  switch (look->format)
    {
    case SPT_INTAKE_SHEET:
      sheet = spt_import_work_get_sheet (self);
      /* Translators: %s is the name of one sheet of a workbook */
      return sheet != NULL ? g_strdup_printf (_("Workbook, sheet “%s”"), sheet) : g_strdup (_("Workbook"));

    case SPT_INTAKE_DOCUMENT:
      return g_strdup (self->kind->has_present ? _("XML documents") : _("The service's own JSON"));

    case SPT_INTAKE_CSV:
    default:
    {
      const char *separator = separator_word (look->separator);

      return g_strjoin (", ", "CSV", look->encoding == SPT_CSV_UTF8 ? "UTF-8" : "Windows-1252", separator,
                        NULL);
    }
    }
}

const SptImportLook *
spt_import_work_get_look (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->look;
}

/**
 * spt_import_work_get_asks:
 * @self: an import whose file was looked at
 *
 * Says what only a person can know of the file.
 *
 * Returns: of #SptImportAsks; 0 = nothing
 */
guint
spt_import_work_get_asks (SptImportWork *self)
{
  guint asks = 0;

  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), 0);

  if (self->look == NULL || self->look->format == SPT_INTAKE_DOCUMENT)
    return 0;
  if (self->look->sheets != NULL && g_strv_length (self->look->sheets) > 1 &&
      self->look->mapping_name == NULL)
    asks |= SPT_IMPORT_ASKS_SHEET;
  if (self->kind->has_accounts && self->accounts->len > 1 && !_spt_import_work_maps (self, SPT_IMPORT_COLUMN_BODY))
    asks |= SPT_IMPORT_ASKS_ACCOUNT;
  if (spt_import_work_can_generate_iuv (self) && !self->generate_said)
    asks |= SPT_IMPORT_ASKS_IUV;
  if (!self->operation_is_clear && !self->operation_said && self->look->mapping_name == NULL)
    asks |= SPT_IMPORT_ASKS_OPERATION;
  return asks;
}

gboolean
spt_import_work_get_is_known (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), FALSE);
  return self->is_known;
}

/**
 * spt_import_work_set_sheet:
 * @self: an import
 * @sheet: (nullable): the name of a sheet; %NULL = the first
 *
 * Chooses a sheet of the workbook; the next look finds its columns.
 */
void
spt_import_work_set_sheet (SptImportWork *self,
                           const char    *sheet)
{
  g_return_if_fail (SPT_IS_IMPORT_WORK (self));

  if (g_strcmp0 (self->sheet, sheet) != 0)
    self->header_row = 0;
  g_free (self->sheet);
  self->sheet = g_strdup (sheet);
}

/**
 * spt_import_work_get_sheet:
 * @self: an import
 *
 * Says which sheet of the workbook is read.
 *
 * Returns: (nullable): its name
 */
const char *
spt_import_work_get_sheet (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);

  if (self->sheet != NULL)
    return self->sheet;
  if (self->mapping != NULL && spt_csv_mapping_get_sheet (self->mapping) != NULL)
    return spt_csv_mapping_get_sheet (self->mapping);
  return self->look != NULL && self->look->sheets != NULL ? self->look->sheets[0] : NULL;
}

/**
 * spt_import_work_set_header_row:
 * @self: an import
 * @header_row: which row has the names, from 1; 0 = to be guessed
 *
 * Says where the names of the columns are; the next look reads them there.
 */
void
spt_import_work_set_header_row (SptImportWork *self,
                                guint          header_row)
{
  g_return_if_fail (SPT_IS_IMPORT_WORK (self));
  self->header_row = header_row;
}

void
spt_import_work_set_present (SptImportWork *self,
                             const char    *date,
                             const char    *source)
{
  g_return_if_fail (SPT_IS_IMPORT_WORK (self));

  g_free (self->present_date);
  self->present_date = g_strdup (date);
  g_free (self->present_source);
  self->present_source = g_strdup (source);
}

void
spt_import_work_set_as_drafts (SptImportWork *self,
                               gboolean       as_drafts)
{
  g_return_if_fail (SPT_IS_IMPORT_WORK (self));

  self->as_drafts = as_drafts;
}

void
spt_import_work_set_rejects_path (SptImportWork *self,
                                  const char    *path)
{
  g_return_if_fail (SPT_IS_IMPORT_WORK (self));
  g_free (self->rejects_path);
  self->rejects_path = g_strdup (path);
}

const char *
spt_import_work_get_rejects_path (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->rejects_path;
}

/* --- the object ---------------------------------------------------------------------------------------- */

const SptImportKind *
spt_import_work_get_kind (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->kind;
}

SptDesk *
spt_import_work_get_desk (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->desk;
}

SptSchema *
spt_import_work_get_schema (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->records->get_schema ();
}

static void
spt_import_work_finalize (GObject *object)
{
  SptImportWork *self = SPT_IMPORT_WORK (object);

  _spt_import_work_forget_look (self);
  g_clear_pointer (&self->dues, g_ptr_array_unref);
  g_clear_pointer (&self->due_columns, g_hash_table_unref);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->several, spt_import_several_free);
  g_strfreev (self->paths);
  g_free (self->sheet);
  g_free (self->present_date);
  g_free (self->present_source);
  g_free (self->rejects_path);
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->names);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (spt_import_work_parent_class)->finalize (object);
}

static void
spt_import_work_class_init (SptImportWorkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spt_import_work_finalize;
}

static void
spt_import_work_init (SptImportWork *self)
{
  g_mutex_init (&self->lock);
  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  self->names = g_ptr_array_new ();
}

/**
 * spt_import_work_new:
 * @desk: what it works with
 * @kind: which records: "debt-positions"
 *
 * Makes an import that has no file yet.
 *
 * Returns: (transfer full): the import
 */
SptImportWork *
spt_import_work_new (SptDesk    *desk,
                     const char *kind)
{
  SptImportWork *self;

  g_return_val_if_fail (SPT_IS_DESK (desk), NULL);
  g_return_val_if_fail (spt_record_kind_find (kind) != NULL, NULL);

  self = g_object_new (SPT_TYPE_IMPORT_WORK, NULL);
  self->desk = g_object_ref (desk);
  self->kind = spt_import_kind_find (kind);
  self->records = spt_record_kind_find (kind);
  return self;
}
