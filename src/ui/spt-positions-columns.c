/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the grid of positions. */
#define G_LOG_DOMAIN "spt-positions-columns"

#include "config.h"

#include "ui/spt-list-columns.h"

#include <glib/gi18n.h>

#include "model/spt-debt-position.h"
#include "service/spt-service.h"
#include "store/spt-store-positions.h"
#include "ui/spt-position-work.h"
#include "ui/spt-ui.h"

/* --- properties that are no text --------------------------------------------------------------------- */

/* The words of a choice. The first argument is the list item: what an expression is watched on. */
static char *
dup_type_cb (gpointer    item,
             const char *type,
             gpointer    user_data)
{
  SptService *service = spt_services_find_kind (SPT_KIND_POSITIONS);
  SptSchema *schema = service != NULL ? SPT_SERVICE_GET_CLASS (service)->get_record_schema (service)
                                      : NULL;
  const SptFieldDef *field =
    schema != NULL ? spt_group_def_find_field (spt_schema_get_root (schema), "type") : NULL;

  for (guint i = 0; field != NULL && i < field->n_choices; i++)
    {
      if (g_strcmp0 (field->choices[i].value, type) == 0)
        return g_strdup (field->choices[i].label);
    }
  return g_strdup (type != NULL ? type : "");
}

static char *
dup_euro_cb (gpointer    item,
             const char *amount,
             gpointer    user_data)
{
  return amount != NULL && *amount != '\0' ? g_strdup_printf ("%s €", amount) : g_strdup ("");
}

/* *INDENT-OFF* */
static const SptListColumn columns[] = {
  { "debtor", N_("Debtor"), "debtor-name", SPT_POSITION_SORT_NAME, -1, TRUE, TRUE, NULL, FALSE, NULL },
  { "description", N_("Description"), "description", SPT_POSITION_SORT_DESCRIPTION, -1, TRUE, TRUE, NULL, FALSE, NULL },
  { "amount", N_("Amount"), "amount-text", SPT_POSITION_SORT_AMOUNT, -1, TRUE, FALSE, "numeric", TRUE, NULL },
  { "due", N_("Due Date"), "due-date-text", SPT_POSITION_SORT_DUE, -1, TRUE, FALSE, "numeric", FALSE, NULL },
  { "state", N_("State"), NULL, SPT_POSITION_SORT_STATE, -1, TRUE, FALSE, NULL, FALSE, NULL },
  { "debtor-code", N_("Tax Code"), "debtor-code", -1, -1, FALSE, FALSE, "monospace", FALSE, NULL },
  { "type", N_("Person or Company"), "type", -1, -1, FALSE, FALSE, NULL, FALSE, G_CALLBACK (dup_type_cb) },
  { "city", N_("Town"), "city", -1, -1, FALSE, FALSE, NULL, FALSE, NULL },
  { "iupd", N_("IUPD"), "iupd", SPT_POSITION_SORT_IUPD, -1, FALSE, FALSE, "monospace", FALSE, NULL },
  { "iuv", N_("IUV"), "iuv", -1, -1, FALSE, FALSE, "monospace", FALSE, NULL },
  { "nav", N_("Notice Number"), "nav", -1, -1, FALSE, FALSE, "monospace", FALSE, NULL },
  { "options", N_("Payments"), "n-options", -1, -1, FALSE, FALSE, "numeric", TRUE, G_CALLBACK (spt_list_cells_dup_number) },
  { "validity", N_("Payable From"), "validity-date-text", -1, -1, FALSE, FALSE, "numeric", FALSE, NULL },
  { "due-type", N_("Kind of Due"), "due-type", -1, -1, FALSE, FALSE, NULL, FALSE, NULL },
  { "organization", N_("Body"), "organization", SPT_POSITION_SORT_BODY, -1, FALSE, FALSE, "monospace", FALSE, NULL },
  { "body-name", N_("Name of the Body"), "body-name", -1, -1, FALSE, FALSE, NULL, FALSE, NULL },
  { "account", N_("Account"), "account-name", -1, -1, FALSE, FALSE, NULL, FALSE, NULL },
  { "import", N_("Import"), "import-label", -1, -1, FALSE, FALSE, NULL, FALSE, NULL },
  { "import-row", N_("Row in the File"), "import-row", SPT_POSITION_SORT_IMPORT, -1, FALSE, FALSE, "numeric", TRUE, G_CALLBACK (spt_list_cells_dup_number) },
  { "updated", N_("Last Change"), "updated", SPT_POSITION_SORT_UPDATED, -1, FALSE, FALSE, "numeric", FALSE, G_CALLBACK (spt_list_cells_dup_time) },
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
  .beside_dup_text = G_CALLBACK (dup_euro_cb),
  .below_property = "due-date-text",
};
