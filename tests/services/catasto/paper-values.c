/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records whose every text stands nowhere else, to look for on paper. */
#include "config.h"

#include "paper-values.h"

void
paper_walk (SptNode        *node,
            PaperFieldFunc  func,
            gpointer        user_data)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      if (*spt_node_get (node, i) != '\0' && spt_node_is_visible (node, i))
        func (node, &def->fields[i], user_data);
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      for (guint j = 0; spt_node_shows_group (node, i) && j < spt_node_get_n_children (node, i); j++)
        paper_walk (spt_node_get_child (node, i, j), func, user_data);
    }
}

static void
make_unique (SptNode           *node,
             const SptFieldDef *field,
             gpointer           user_data)
{
  GPtrArray *expected = user_data;
  guint n = expected->len;
  g_autofree char *text = NULL;
  char *shown = NULL;

  switch ((int) field->kind)
    {
    case SPT_FIELD_DATE:
      text = g_strdup_printf ("%04u-%02u-%02u", 1900 + n / 336, 1 + n / 28 % 12, 1 + n % 28);
      shown = g_strdup_printf ("%02u/%02u/%04u", 1 + n % 28, 1 + n / 28 % 12, 1900 + n / 336);
      break;
    case SPT_FIELD_DECIMAL:
      text = g_strdup_printf ("%u.50", 100000 + n);
      shown = g_strdup_printf ("%u,50", 100000 + n);
      break;
    case SPT_FIELD_INTEGER:
      text = g_strdup_printf ("%u", 300000 + n);
      break;
    case SPT_FIELD_CHOICE:
    case SPT_FIELD_BOOLEAN:
    case SPT_FIELD_XML:
      return;
    default:
      text = g_strdup_printf ("testo%05u", n);
      break;
    }
  spt_node_set (node, field->index, text, -1);
  g_ptr_array_add (expected, shown != NULL ? shown : g_strdup (text));
}

void
paper_make_unique (SptRecord *record,
                   GPtrArray *expected)
{
  paper_walk (spt_record_get_root (record), make_unique, expected);
}
