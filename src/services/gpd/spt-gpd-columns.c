/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list shows of a position. */

#define G_LOG_DOMAIN "spt-gpd-columns"

#include "config.h"

#include "services/gpd/spt-gpd-columns.h"

#include <string.h>

#include "services/gpd/spt-gpd-wire.h"

static const char *
get_or_null (const char *text)
{
  return *text != '\0' ? text : NULL;
}

/* The single payment's amount, else the sum of the instalments; -1 when one does not read. */
static gint64
get_amount (const SptGpdFields *fields,
            const SptNode      *root)
{
  guint n = spt_node_get_n_children (root, fields->option->index);
  gint64 single = -1;
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    {
      const SptNode *option = spt_node_get_child (root, fields->option->index, i);
      gboolean is_partial;
      gint64 amount;

      if (!spt_node_get_money (option, fields->option_index[GPD_AMOUNT], &amount) || amount <= 0)
        return -1;
      if (!spt_node_get_boolean (option, fields->option_index[GPD_IS_PARTIAL], &is_partial))
        is_partial = FALSE;
      if (!is_partial && single < 0)
        single = amount;
      sum += amount;
    }
  if (n == 0)
    return -1;

  return single >= 0 ? single : sum;
}

static void
put_number (char  *out,
            guint  number,
            guint  n_digits)
{
  for (guint i = n_digits; i > 0; i--, number /= 10)
    out[i - 1] = (char) ('0' + number % 10);
}

/* "2026-12-16T23:59:59"; by hand, because an import writes one for each row. */
static void
write_due_date (const SptDatetime *date,
                char               out[20])
{
  memcpy (out, "0000-00-00T00:00:00", 20);
  put_number (out, (guint) date->year, 4);
  put_number (out + 5, (guint) date->month, 2);
  put_number (out + 8, (guint) date->day, 2);
  put_number (out + 11, (guint) date->hour, 2);
  put_number (out + 14, (guint) date->minute, 2);
  put_number (out + 17, (guint) date->second, 2);
}

/**
 * spt_gpd_columns_read:
 * @fields: where everything is
 * @record: a position
 * @columns: (out caller-allocates): what a list shows of it; lasts as long as the record
 *
 * Reads the typed columns of a position.
 */
void
spt_gpd_columns_read (const SptGpdFields *fields,
                      SptRecord          *record,
                      SptPositionColumns *columns)
{
  const SptNode *root = spt_record_get_root (record);
  SptDatetime earliest = { 0 };
  gboolean has_due = FALSE;

  memset (columns, 0, sizeof *columns);
  columns->iupd = get_or_null (spt_gpd_position_get (fields, root, GPD_IUPD));
  if (fields->organization >= 0)
    columns->organization = get_or_null (spt_node_get (root, (guint) fields->organization));
  columns->debtor_code = get_or_null (spt_gpd_position_get (fields, root, GPD_FISCAL_CODE));
  columns->debtor_name = get_or_null (spt_gpd_position_get (fields, root, GPD_FULL_NAME));
  columns->amount = get_amount (fields, root);
  columns->n_options = spt_node_get_n_children (root, fields->option->index);
  for (guint i = 0; i < columns->n_options; i++)
    {
      const SptNode *option = spt_node_get_child (root, fields->option->index, i);
      SptDatetime due;

      if (i == 0)
        {
          columns->description = get_or_null (spt_gpd_option_get (fields, option, GPD_DESCRIPTION));
          columns->iuv = get_or_null (spt_gpd_option_get (fields, option, GPD_IUV));
        }
      if (spt_gpd_wire_get_datetime (option, fields->option_index[GPD_DUE_DATE], &due) &&
          (!has_due || spt_datetime_compare (&due, &earliest) < 0))
        {
          earliest = due;
          has_due = TRUE;
        }
    }
  if (has_due)
    {
      write_due_date (&earliest, columns->buffer);
      columns->due_date = columns->buffer;
    }
}
