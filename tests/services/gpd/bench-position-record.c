/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record costs: 100,000 debt positions filled, checked, written and read, one after the
 * other. */
#include "config.h"

#include <stdio.h>

#include "form/spt-record.h"

#define N_RECORDS 100000

static void
print_rate (const char *name,
            gint64      start)
{
  double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  printf ("bench %s: %.3f s (%.2f us a record)\n", name, seconds, seconds * 1e6 / N_RECORDS);
}

static void
fill (SptRecord *record,
      guint      i)
{
  SptNode *root = spt_record_get_root (record);
  SptNode *option;
  SptNode *transfer;
  char text[64];

  g_snprintf (text, sizeof text, "77777777777-2026-%06u", i);
  spt_node_set (root, 0, text, -1);
  spt_node_set (root, 1, "F", 1);
  spt_node_set (root, 3, "RSSMRA80A01H501U", -1);
  spt_node_set (root, 4, "Mario Rossi", -1);
  spt_node_set (root, 11, "IT", -1);
  spt_node_set (root, 14, "false", -1);
  spt_node_set (root, 15, "Comune di Esempio", -1);
  option = spt_node_add_child (root, 0);
  spt_node_set (option, 1, "02123456789012356", -1);
  spt_node_set (option, 2, "120,00", -1);
  spt_node_set (option, 3, "TARI 2026", -1);
  spt_node_set (option, 4, "false", -1);
  spt_node_set (option, 5, "16/12/2026", -1);
  transfer = spt_node_add_child (option, 0);
  spt_node_set (transfer, 0, "120,00", -1);
  spt_node_set (transfer, 3, "TARI 2026", -1);
  spt_node_set (transfer, 4, "9/0101100IM/", -1);
  spt_node_set (transfer, 5, "IT60X0542811101000000123456", -1);
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptSchema) schema = spt_schema_load ("gpd/position.json", "gpd", &error);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (100);
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  gint64 start;

  g_assert_no_error (error);
  record = spt_record_new (schema);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < N_RECORDS; i++)
    {
      spt_record_reset (record);
      fill (record, i);
    }
  print_rate ("record-fill", start);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < N_RECORDS; i++)
    spt_record_check (record, i, TRUE, issues);
  print_rate ("record-check", start);
  g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 0);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_string_truncate (out, 0);
      spt_record_write (record, out);
    }
  print_rate ("record-write", start);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < N_RECORDS; i++)
    g_assert_true (spt_record_read (record, out->str, (gssize) out->len, NULL));
  print_rate ("record-read", start);

  return 0;
}
