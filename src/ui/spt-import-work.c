/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One import from the file to the archive and back: what is known, what was decided, what is under way. Without GTK. */
#define G_LOG_DOMAIN "spt-import-work"

#include "config.h"

#include "spt-import-work-private.h"

#include <glib/gi18n.h>

#include "service/spt-service.h"
#include "store/spt-store-dues.h"
#include "store/spt-store-imports.h"
#include "ui/spt-ui.h"

/* Where a record says what its body is called (docs/csv.md). */
#define COLUMN_BODY_NAME "companyName"

/* Of the account: from which on notice numbers can be generated. */
#define SETTING_SEGREGATION "iuv-segregation"

/* What it says of its body. */
#define SETTING_BODY      "organization-fiscal-code"
#define SETTING_BODY_NAME "organization-name"

G_DEFINE_FINAL_TYPE (SptImportWork, spt_import_work, G_TYPE_OBJECT)

/* --- the file ------------------------------------------------------------------------------------------ */

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

/* Whether notice numbers are missing, as far as the file was looked at: where all are there, nobody
 * needs to be asked whether to generate them. */
gboolean
_spt_import_work_lacks_iuv (SptImportWork *self)
{
  gboolean is_mapped = self->mapping != NULL && !spt_csv_mapping_is_empty (self->mapping);
  guint column = 0;

  if (self->look == NULL || self->look->header == NULL)
    return FALSE;
  if (!_spt_import_work_maps (self, SPT_IMPORT_COLUMN_IUV))
    return TRUE;

  g_ptr_array_find_with_equal_func (self->look->header, SPT_IMPORT_COLUMN_IUV, g_str_equal, &column);
  for (guint i = 0; i < self->look->rows->len; i++)
    {
      const char *const *fields = g_ptr_array_index (self->look->rows, i);
      g_autofree char *text =
        is_mapped ? spt_import_work_dup_sample (self, SPT_IMPORT_COLUMN_IUV, i)
                  : g_strdup (column < g_strv_length ((GStrv) fields) ? fields[column] : "");

      if (*g_strstrip (text) == '\0')
        return TRUE;
    }
  return FALSE;
}

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
 * spt_import_work_set_path:
 * @self: an import
 * @path: a file of this computer
 *
 * Begins with another file: all that was known is forgotten.
 */
void
spt_import_work_set_path (SptImportWork *self,
                          const char    *path)
{
  g_return_if_fail (SPT_IS_IMPORT_WORK (self));
  g_return_if_fail (!self->is_running);

  _spt_import_work_forget_look (self);
  g_clear_pointer (&self->sheet, g_free);
  g_clear_pointer (&self->rejects_path, g_free);
  self->header_row = 0;
  spt_import_work_set_due_type (self, 0);
  g_free (self->path);
  self->path = g_strdup (path);
}

const char *
spt_import_work_get_path (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->path;
}

/**
 * spt_import_work_dup_name:
 * @self: an import
 *
 * Says which file it is.
 *
 * Returns: (transfer full): its name
 */
char *
spt_import_work_dup_name (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->path != NULL ? g_filename_display_basename (self->path) : g_strdup ("");
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

/* --- whose it is --------------------------------------------------------------------------------------- */

GPtrArray *
spt_import_work_get_accounts (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->accounts;
}

gint64
spt_import_work_get_account_id (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), 0);
  return self->account_id;
}

void
spt_import_work_set_account_id (SptImportWork *self,
                                gint64         account_id)
{
  g_return_if_fail (SPT_IS_IMPORT_WORK (self));
  self->account_id = account_id;
}

SptAccount *
_spt_import_work_find_account (SptImportWork *self,
                               gint64         id,
                               const char    *uuid)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (self->accounts, i);

      if (uuid != NULL ? g_str_equal (spt_account_get_uuid (account), uuid)
                       : spt_account_get_id (account) == id)
        return account;
    }
  return NULL;
}

static gboolean
has_setting (SptAccount *account,
             const char *key)
{
  const char *text = spt_account_get_setting (account, key);

  return text != NULL && *text != '\0';
}

/**
 * spt_import_dup_account_word:
 * @account: an account
 *
 * Says whose it is: its name alone may be one that only the office's broker understands.
 *
 * Returns: (transfer full): its name and its body's; of one without a body, where it leads
 */
char *
spt_import_dup_account_word (SptAccount *account)
{
  const char *key = has_setting (account, SETTING_BODY_NAME) ? SETTING_BODY_NAME : SETTING_BODY;

  return g_strdup_printf ("%s · %s", spt_account_get_name (account),
                          has_setting (account, key) ? spt_account_get_setting (account, key)
                                                     : spt_ui_environment_word (spt_account_get_environment (account)));
}

/**
 * spt_import_work_dup_body:
 * @self: an import
 *
 * Says which body all rows are taken for, where a person had to say it.
 *
 * Returns: (transfer full) (nullable): the account's name and its body's tax code
 */
char *
spt_import_work_dup_body (SptImportWork *self)
{
  SptAccount *account;

  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);

  if ((spt_import_work_get_asks (self) & SPT_IMPORT_ASKS_ACCOUNT) == 0)
    return NULL;
  account = _spt_import_work_find_account (self, self->account_id, NULL);
  if (account == NULL)
    return NULL;
  return spt_import_dup_account_word (account);
}

/**
 * spt_import_work_can_generate_iuv:
 * @self: an import
 *
 * Says whether the account has what notice numbers are generated from, and the file lacks some.
 *
 * Returns: whether it has
 */
gboolean
spt_import_work_can_generate_iuv (SptImportWork *self)
{
  SptAccount *account;

  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), FALSE);

  account = self->account_id != 0 ? _spt_import_work_find_account (self, self->account_id, NULL) : NULL;
  return account != NULL && has_setting (account, SETTING_SEGREGATION) &&
         _spt_import_work_lacks_iuv (self);
}

gboolean
spt_import_work_get_generate_iuv (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), FALSE);
  return self->generate_iuv && spt_import_work_can_generate_iuv (self);
}

void
spt_import_work_set_generate_iuv (SptImportWork *self,
                                  gboolean       generate)
{
  g_return_if_fail (SPT_IS_IMPORT_WORK (self));
  self->generate_iuv = generate;
  self->generate_said = TRUE;
}

/* --- the columns --------------------------------------------------------------------------------------- */

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

/* The account that completes rows: where there is just one, all rows are its body's anyway, and it is asked only for what
 * nobody else says; positions of one body then stay alike, with its code or without. */
gint64
_spt_import_work_get_filling (SptImportWork *self)
{
  SptAccount *account = _spt_import_work_find_account (self, self->account_id, NULL);

  if (!self->kind->has_accounts || account == NULL)
    return 0;
  if (self->accounts->len > 1 || self->kind->goes_with_account || spt_import_work_get_generate_iuv (self))
    return self->account_id;
  return has_setting (account, SETTING_BODY_NAME) && !_spt_import_work_maps (self, COLUMN_BODY_NAME)
         ? self->account_id : 0;
}

/**
 * spt_import_work_get_source:
 * @self: an import
 * @target: one of our columns
 *
 * Says where a column comes from that none of theirs fills.
 *
 * Returns: (nullable): in words; %NULL = from nowhere
 */
const char *
spt_import_work_get_source (SptImportWork *self,
                            const char    *target)
{
  SptAccount *account;

  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);

  if (g_str_equal (target, SPT_IMPORT_COLUMN_IUV) && spt_import_work_get_generate_iuv (self))
    return _("Generated");
  if (self->due_columns != NULL && g_hash_table_contains (self->due_columns, target))
    return _("From the kind of due");
  account = _spt_import_work_find_account (self, _spt_import_work_get_filling (self), NULL);
  if (account == NULL)
    return NULL;
  if (g_str_equal (target, SPT_IMPORT_COLUMN_BODY))
    return has_setting (account, SETTING_BODY) ? _("From the account") : NULL;
  if (g_str_equal (target, COLUMN_BODY_NAME))
    return has_setting (account, SETTING_BODY_NAME) ? _("From the account") : NULL;
  return NULL;
}

/* --- kinds of dues ------------------------------------------------------------------------------------- */

GPtrArray *
spt_import_work_get_dues (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->dues;
}

gint64
spt_import_work_get_due_type (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), 0);
  return self->due_type_id;
}

/* A payment of a hundred euros, which the shares of a kind are reckoned from. */
static void
add_payments (SptNode *root)
{
  const SptGroupDef *def = spt_node_get_def (root);

  for (guint i = 0; i < def->n_groups; i++)
    {
      const SptGroupDef *group = def->groups[i];
      SptNode *child = spt_node_add_child (root, i);

      for (guint j = 0; j < group->n_fields; j++)
        {
          if (group->fields[j].kind == SPT_FIELD_MONEY)
            spt_node_set (child, j, "100,00", -1);
        }
    }
}

static void
list_filled (SptImportWork *self,
             SptNode       *node,
             gboolean       is_asked)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      g_autoptr (GString) path = g_string_new (NULL);
      char *column;

      /* The amount was ours. */
      if (*spt_node_get (node, i) == '\0' || (is_asked && def->fields[i].kind == SPT_FIELD_MONEY))
        continue;
      spt_node_append_path (node, &def->fields[i], path);
      column = self->records->dup_csv_column (path->str);
      if (column != NULL)
        g_hash_table_add (self->due_columns, column);
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      for (guint j = 0; j < spt_node_get_n_children (node, i); j++)
        list_filled (self, spt_node_get_child (node, i, j), spt_node_get_parent (node) == NULL);
    }
}

/**
 * spt_import_work_set_due_type:
 * @self: an import
 * @due_type_id: one of its kinds of dues; 0 = none
 *
 * Says from which kind of due comes what the file does not say.
 */
void
spt_import_work_set_due_type (SptImportWork *self,
                              gint64         due_type_id)
{
  SptService *service = spt_services_find_kind (self->kind->id);
  const SptDuesTable *table = service != NULL && SPT_SERVICE_GET_CLASS (service)->get_dues != NULL
                              ? SPT_SERVICE_GET_CLASS (service)->get_dues (service) : NULL;

  self->due_type_id = 0;
  g_clear_pointer (&self->due_columns, g_hash_table_unref);
  for (guint i = 0; table != NULL && self->dues != NULL && due_type_id != 0 && i < self->dues->len; i++)
    {
      const SptDueType *kind = g_ptr_array_index (self->dues, i);
      g_autoptr (SptRecord) due = spt_record_new (table->get_schema (service));
      g_autoptr (SptRecord) record = spt_record_new (self->records->get_schema ());
      g_autoptr (GError) error = NULL;

      if (kind->id != due_type_id)
        continue;
      if (!spt_record_read (due, kind->doc, -1, &error))
        {
          g_warning ("A kind of due cannot be read: %s", error->message);
          return;
        }
      self->due_type_id = due_type_id;
      self->due_columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      add_payments (spt_record_get_root (record));
      table->apply (service, due, record, spt_desk_get_now (self->desk));
      list_filled (self, spt_record_get_root (record), FALSE);
    }
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
  g_free (self->path);
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
