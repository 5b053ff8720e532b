/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A debt position as lists and page headers show it; editing goes through forms, never through this
 * object. */
#pragma once

#include "model/spt-row.h"

G_BEGIN_DECLS

/**
 * SptPositionColumns:
 *
 * The typed columns of a position: only valid values; what is not valid stays in the document
 * alone. Strings are borrowed by whoever receives the struct.
 */
typedef struct
{
  const char *iupd;         /* (nullable) */
  const char *organization; /* (nullable) creditor body's tax code */
  const char *debtor_code;  /* (nullable) */
  const char *debtor_name;  /* (nullable) */
  const char *description;  /* (nullable) of the first option */
  const char *iuv;          /* (nullable) of the first option */
  gint64      amount;       /* cents; -1 = not valid; the single payment's amount, or the sum of the instalments */
  const char *due_date;     /* (nullable) ISO, the earliest; may point into @buffer */
  guint       n_options;
  char        buffer[32];
} SptPositionColumns;

/**
 * SptDebtPositionData:
 * @columns: the typed columns
 * @state: the computed state of the record (design 3, "Records")
 * @n_errors: errors of its last check that nobody overrode
 * @n_warnings: warnings of its last check
 * @next_operation: (nullable): what `--all-ready` would do with it: "create", "update" or "delete"
 * @marked_delete: whether it is to be deleted at the service
 * @account_id: the account it is bound to, 0 = none yet
 * @updated: milliseconds since the epoch, UTC
 * @nav: (nullable): notice number of the first option: its own, or what its IUV makes it
 * @type: (nullable): kind of debtor, as the service spells it
 * @validity_date: (nullable): as it was typed
 * @city: (nullable): of the debtor
 * @import_label: (nullable): the import it came with
 * @import_row: the row it stood in, from 1; 0 = none
 * @account_name: (nullable): the account it is bound to
 * @body_name: (nullable): what an account calls its creditor body
 * @due_type: (nullable): its kind of due
 *
 * Everything that a row shows. Strings are borrowed by whoever receives the struct.
 */
typedef struct
{
  SptPositionColumns  columns;
  SptState            state;
  guint               n_errors;
  guint               n_warnings;
  const char         *next_operation;
  gboolean            marked_delete;
  gint64              account_id;
  gint64              updated;
  const char         *nav;
  const char         *type;
  const char         *validity_date;
  const char         *city;
  const char         *import_label;
  guint               import_row;
  const char         *account_name;
  const char         *body_name;
  const char         *due_type;
} SptDebtPositionData;

#define SPT_TYPE_DEBT_POSITION (spt_debt_position_get_type ())

/* Properties, all readable, all notifying (id is construct-only): id (int64), loaded (boolean),
 * iupd, organization, debtor-code, debtor-name, description, iuv (strings or NULL), amount (int64
 * cents, -1 = not valid), amount-text ("1.234,50" or ""), due-date (ISO or NULL), due-date-text
 * ("16/12/2026" or ""), n-options (uint), state (SptState), n-errors, n-warnings (uint),
 * next-operation (string or NULL), marked-delete (boolean), account-id (int64, 0 = none), updated
 * (int64 UTC ms), nav, type, validity-date (strings or NULL), validity-date-text ("16/12/2026" or
 * what was typed), city, import-label (strings or NULL), import-row (uint), account-name,
 * body-name, due-type (strings or NULL). */
G_DECLARE_FINAL_TYPE (SptDebtPosition, spt_debt_position, SPT, DEBT_POSITION, SptRow)

/* What a row shows, in this order: its properties, and the columns that the archive reads. */
extern const SptStruct spt_debt_position_struct;

gint64   spt_debt_position_get_id    (SptDebtPosition *self);
SptState spt_debt_position_get_state (SptDebtPosition *self);

G_END_DECLS
