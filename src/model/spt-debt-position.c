/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A debt position as lists and page headers show it. */

#define G_LOG_DOMAIN "spt-debt-position"

#include "config.h"

#include "model/spt-debt-position.h"

#include "base/spt-datetime.h"
#include "base/spt-money.h"

struct _SptDebtPosition
{
  SptRow              parent_instance;

  SptDebtPositionData data;
};

G_DEFINE_FINAL_TYPE (SptDebtPosition, spt_debt_position, SPT_TYPE_ROW)

static char *
dup_amount_text (gconstpointer data)
{
  const SptPositionColumns *columns = data;

  return columns->amount >= 0 ? spt_money_format (columns->amount) : g_strdup ("");
}

static char *
dup_due_date_text (gconstpointer data)
{
  const SptPositionColumns *columns = data;
  SptDatetime due_date;

  if (columns->due_date == NULL || !spt_datetime_parse (columns->due_date, &due_date, NULL))
    return g_strdup ("");

  return spt_datetime_to_italian (&due_date, FALSE);
}

static char *
dup_validity_date_text (gconstpointer data)
{
  const char *text = ((const SptDebtPositionData *) data)->validity_date;
  SptDatetime date;

  if (text == NULL || !spt_datetime_parse (text, &date, NULL))
    return g_strdup (text != NULL ? text : "");

  return spt_datetime_to_italian (&date, FALSE);
}

/* *INDENT-OFF* */
#define COLUMN(KIND, member) SPT_MEMBER_AT (SptDebtPositionData, KIND, #member, columns.member)
#define MEMBER(KIND, member) SPT_MEMBER (SptDebtPositionData, KIND, member)

static const SptMember members[] = {
  COLUMN (TEXT, iupd),
  COLUMN (TEXT, organization),
  COLUMN (TEXT, debtor_code),
  COLUMN (TEXT, debtor_name),
  COLUMN (TEXT, description),
  COLUMN (TEXT, iuv),
  COLUMN (INT, amount),
  SPT_SHOWN ("amount_text", dup_amount_text),
  COLUMN (TEXT, due_date),
  SPT_SHOWN ("due_date_text", dup_due_date_text),
  COLUMN (UINT, n_options),
  MEMBER (STATE, state),
  MEMBER (UINT, n_errors),
  MEMBER (UINT, n_warnings),
  MEMBER (TEXT, next_operation),
  MEMBER (BOOLEAN, marked_delete),
  MEMBER (INT, account_id),
  MEMBER (INT, updated),
  MEMBER (TEXT, nav),
  MEMBER (TEXT, type),
  MEMBER (TEXT, validity_date),
  SPT_SHOWN ("validity_date_text", dup_validity_date_text),
  MEMBER (TEXT, city),
  MEMBER (TEXT, import_label),
  MEMBER (UINT, import_row),
  MEMBER (TEXT, account_name),
  MEMBER (TEXT, body_name),
  MEMBER (TEXT, due_type),
};
/* *INDENT-ON* */

G_STATIC_ASSERT (G_STRUCT_OFFSET (SptDebtPositionData, columns) == 0);

const SptStruct spt_debt_position_struct = SPT_STRUCT (SptDebtPositionData, members);

static void
spt_debt_position_class_init (SptDebtPositionClass *klass)
{
  spt_row_class_set_struct (SPT_ROW_CLASS (klass), &spt_debt_position_struct,
                            G_STRUCT_OFFSET (SptDebtPosition, data));
}

static void
spt_debt_position_init (SptDebtPosition *self)
{
  self->data.columns.amount = -1;
}

/**
 * spt_debt_position_get_id:
 * @self: a position
 *
 * Gets the row id in the archive.
 *
 * Returns: the id
 */
gint64
spt_debt_position_get_id (SptDebtPosition *self)
{
  return spt_row_get_id (SPT_ROW (self));
}

/**
 * spt_debt_position_get_state:
 * @self: a position
 *
 * Gets the state; draft until it is loaded.
 *
 * Returns: the state
 */
SptState
spt_debt_position_get_state (SptDebtPosition *self)
{
  g_return_val_if_fail (SPT_IS_DEBT_POSITION (self), SPT_STATE_DRAFT);

  return self->data.state;
}
