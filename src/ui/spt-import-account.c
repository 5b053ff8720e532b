/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose the rows of an import are, and what their account adds: its body, notice numbers. */
#define G_LOG_DOMAIN "spt-import-account"

#include "config.h"

#include "spt-import-work-private.h"

#include <glib/gi18n.h>

#include "ui/spt-ui.h"

/* Where a record says what its body is called (docs/csv.md). */
#define COLUMN_BODY_NAME "companyName"

/* Of the account: from which on notice numbers can be generated. */
#define SETTING_SEGREGATION "iuv-segregation"

/* What it says of its body. */
#define SETTING_BODY      "organization-fiscal-code"
#define SETTING_BODY_NAME "organization-name"

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
