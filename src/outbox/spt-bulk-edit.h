/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One edit for many records: which field, what becomes of its text. Pure: no archive, no clock. */
#pragma once

#include "form/spt-record.h"

G_BEGIN_DECLS

typedef enum
{
  SPT_BULK_SET,      /* @text */
  SPT_BULK_CLEAR,
  SPT_BULK_REPLACE,  /* every @find by @text, as it is written */
  SPT_BULK_ADD_DAYS, /* @number days; what is no date stays */
  SPT_BULK_COPY,     /* from @source; what is empty there is not copied */
  SPT_BULK_PERCENT,  /* @number hundredths of a percent more, or less, half a cent up */
  SPT_BULK_ROUND     /* to the nearest @number cents, halves up */
} SptBulkAction;

#define SPT_N_BULK_ACTIONS (SPT_BULK_ROUND + 1)

/**
 * SptBulkEdit:
 * @action: what becomes of the text
 * @field: its path without places: "paymentOption.transfer.iban" means those of all instances
 * @text: (nullable): see @action
 * @find: (nullable): see @action
 * @source: (nullable): the path of a field beside @field, or further out
 * @number: see @action
 *
 * One edit for many records. Strings are borrowed.
 */
typedef struct
{
  SptBulkAction  action;
  const char    *field;
  const char    *text;
  const char    *find;
  const char    *source;
  gint64         number;
} SptBulkEdit;

/* Which actions suit a field: bit set of 1 << SptBulkAction. */
guint              spt_bulk_edit_get_actions (const SptFieldDef *field);
/* The field of a path without places, and (out) (optional) the group it is in; NULL for none. */
const SptFieldDef *spt_bulk_edit_find_field  (SptSchema         *schema,
                                              const char        *path,
                                              const SptGroupDef **group);
/* Whether it can be done at all: the field is there, the action suits it and has what it needs. */
gboolean           spt_bulk_edit_is_valid    (const SptBulkEdit *self,
                                              SptSchema         *schema);
/* TRUE when a text of @record changed; of the first one (out) (optional) (transfer full) what it
 * was and what it is. @self is valid. */
gboolean           spt_bulk_edit_apply       (const SptBulkEdit *self,
                                              SptRecord         *record,
                                              char             **before,
                                              char             **after);

G_END_DECLS
