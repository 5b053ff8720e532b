/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the grid of positions. */
#define G_LOG_DOMAIN "spt-positions-columns"

#include "config.h"

#include "ui/spt-list-columns.h"

#include <glib/gi18n.h>

#include "model/spt-debt-position.h"
#include "store/spt-store-positions.h"

/* *INDENT-OFF* */
static const SptListColumn columns[] = {
  { "debtor",       N_("Debtor"),     "debtor-name",   SPT_POSITION_SORT_NAME,        -1,  TRUE,  TRUE,  NULL,        FALSE },
  { "description",  N_("Description"), "description",   SPT_POSITION_SORT_DESCRIPTION, -1,  TRUE,  TRUE,  NULL,        FALSE },
  { "amount",       N_("Amount"),     "amount-text",   SPT_POSITION_SORT_AMOUNT,      -1,  TRUE,  FALSE, "numeric",   TRUE },
  { "due",          N_("Due Date"),   "due-date-text", SPT_POSITION_SORT_DUE,         -1,  TRUE,  FALSE, "numeric",   FALSE },
  { "state",        N_("State"),      NULL,            SPT_POSITION_SORT_STATE,       -1,  TRUE,  FALSE, NULL,        FALSE },
  { "debtor-code",  N_("Tax Code"),   "debtor-code",   -1,                            -1,  FALSE, FALSE, "monospace", FALSE },
  { "iupd",         N_("IUPD"),       "iupd",          SPT_POSITION_SORT_IUPD,        -1,  FALSE, FALSE, "monospace", FALSE },
  { "iuv",          N_("IUV"),        "iuv",           -1,                            -1,  FALSE, FALSE, "monospace", FALSE },
  { "organization", N_("Body"),       "organization",  -1,                            -1,  FALSE, FALSE, "monospace", FALSE },
};
/* *INDENT-ON* */

const SptListLayout spt_positions_layout = {
  .name = "positions",
  .get_type = spt_debt_position_get_type,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .default_sort = SPT_POSITION_SORT_UPDATED,
  .default_descending = TRUE,
  .name_property = "debtor-name",
  .state_shown_property = "loaded", /* until then it has no state to show */
  .beside_property = "amount-text",
  .below_property = "due-date-text",
};
