/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the plain CSV layout of debt positions (design 5): which there are, what a path or a record has in them. */

#define G_LOG_DOMAIN "spt-gpd-csv-columns"

#include "config.h"

#include <string.h>

#include "base/spt-iuv.h"
#include "services/gpd/spt-gpd-csv.h"

#define MAX_TRANSFERS 5

/* --- the layout ------------------------------------------------------------------------------ */

static void
add_columns (GArray            *columns,
             const SptGroupDef *group,
             guint              transfer,
             const char        *group_label)
{
  for (guint i = 0; i < group->n_fields; i++)
    {
      const SptFieldDef *field = &group->fields[i];
      g_autofree char *name =
        transfer > 0 ? g_strdup_printf ("transfer.%u.%s", transfer, field->name) : NULL;
      SptCsvColumn column = {
        .name = name != NULL ? g_intern_string (name) : field->name,
        .label = field->label,
        .group_label = group_label,
        /* One transfer takes the amount of its payment; further ones need not be there at all. */
        .required = field->required && transfer < 2 &&
                    !(transfer == 1 && strcmp (field->name, "amount") == 0),
        .kind = field->kind,
      };

      g_array_append_val (columns, column);
    }
}

/**
 * spt_gpd_csv_list_columns:
 * @fields: where the fields stand
 * @n_columns: (out): how many
 *
 * Lists the plain layout (design 5): position, payment, then five times a transfer.
 *
 * Returns: (transfer full) (array length=n_columns): the columns; free with g_free()
 */
SptCsvColumn *
spt_gpd_csv_list_columns (const SptGpdFields *fields,
                          guint              *n_columns)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (SptCsvColumn));

  add_columns (columns, fields->root, 0, NULL);
  add_columns (columns, fields->option, 0, fields->option->label);
  for (guint i = 1; i <= MAX_TRANSFERS; i++)
    {
      g_autofree char *label = g_strdup_printf ("%s %u", fields->transfer->label, i);

      add_columns (columns, fields->transfer, i, g_intern_string (label));
    }
  *n_columns = columns->len;

  return (SptCsvColumn *) (gpointer) g_array_free (columns, FALSE);
}

/**
 * spt_gpd_csv_dup_cell:
 * @fields: where the fields stand
 * @record: a position
 * @part: the payment, from 0
 * @column: "iuv", "nav" or another column of position or payment
 *
 * Says what a row of the position has in a column. A notice number that is left out is the one that the service makes (GPD facts 6.2).
 *
 * Returns: (transfer full) (nullable): the text; %NULL when there is none
 */
char *
spt_gpd_csv_dup_cell (const SptGpdFields *fields,
                      SptRecord          *record,
                      guint               part,
                      const char         *column)
{
  const SptNode *root = spt_record_get_root (record);
  const SptNode *option = spt_node_get_child (root, fields->option->index, part);
  const SptFieldDef *field = option != NULL
    ? spt_group_def_find_field (fields->option, column) : NULL;
  const char *text;

  if (field == NULL)
    {
      field = spt_group_def_find_field (fields->root, column);
      option = root;
    }
  text = field != NULL ? spt_node_get (option, field->index) : "";
  if (*text != '\0')
    return g_strdup (text);

  if (option != root && strcmp (column, "nav") == 0)
    {
      const char *iuv = spt_gpd_option_get (fields, option, GPD_IUV);

      return spt_iuv_check (iuv) == SPT_IUV_OK ? spt_iuv_to_nav (iuv) : NULL;
    }

  return NULL;
}

/* --- paths ----------------------------------------------------------------------------------- */

/* What stands behind "name[", its number and "]."; NULL when @path does not begin so. */
static const char *
skip_step (const char *path,
           const char *name,
           guint      *index)
{
  char *end = NULL;

  if (!g_str_has_prefix (path, name))
    return NULL;
  *index = (guint) g_ascii_strtoull (path + strlen (name), &end, 10);

  return g_str_has_prefix (end, "].") ? end + 2 : NULL;
}

/**
 * spt_gpd_csv_dup_column:
 * @path: the path of an issue
 *
 * Says which column of the file a path stands for (design 5): "transfer.2.iban" for "paymentOption[3].transfer[1].iban". The
 * payment is the row, hence in no name.
 *
 * Returns: (transfer full) (nullable): the column's name; %NULL for a payment or a transfer as a whole
 */
char *
spt_gpd_csv_dup_column (const char *path)
{
  const char *rest;
  guint index;

  g_return_val_if_fail (path != NULL, NULL);

  rest = skip_step (path, "paymentOption[", &index);
  if (rest != NULL)
    path = rest;
  rest = skip_step (path, "transfer[", &index);
  if (rest != NULL)
    return g_strdup_printf ("transfer.%u.%s", index + 1, rest);

  return strchr (path, '[') == NULL ? g_strdup (path) : NULL;
}
