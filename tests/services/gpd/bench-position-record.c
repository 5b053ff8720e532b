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

/* What each field is given. By name: the table of fields is not in the order of the service's document, and changes. */
typedef struct
{
  const char *name;
  const char *text;
  guint       index;
} Value;

static Value position_values[] = {
  { "type", "F", 0 }, { "fiscalCode", "RSSMRA80A01H501U", 0 }, { "fullName", "Mario Rossi", 0 },
  { "country", "IT", 0 }, { "switchToExpired", "false", 0 }, { "companyName", "Comune di Esempio", 0 }
};
static Value option_values[] = {
  { "iuv", "02123456789012356", 0 }, { "amount", "120,00", 0 }, { "description", "TARI 2026", 0 },
  { "isPartialPayment", "false", 0 }, { "dueDate", "16/12/2026", 0 }
};
static Value transfer_values[] = {
  { "amount", "120,00", 0 }, { "remittanceInformation", "TARI 2026", 0 }, { "category", "9/0101100IM/", 0 },
  { "iban", "IT60X0542811101000000123456", 0 }
};

static guint
find (const SptGroupDef *group,
      const char        *name)
{
  const SptFieldDef *field = spt_group_def_find_field (group, name);

  g_assert_nonnull (field);
  return field->index;
}

static void
find_all (const SptGroupDef *group,
          Value             *values,
          guint              n)
{
  g_assert_nonnull (group);
  for (guint i = 0; i < n; i++)
    values[i].index = find (group, values[i].name);
}

static void
set_all (SptNode     *node,
         const Value *values,
         guint        n)
{
  for (guint i = 0; i < n; i++)
    spt_node_set (node, values[i].index, values[i].text, -1);
}

static void
fill (SptRecord *record,
      guint      iupd,
      guint      i)
{
  SptNode *root = spt_record_get_root (record);
  SptNode *option;
  char text[64];

  g_snprintf (text, sizeof text, "77777777777-2026-%06u", i);
  spt_node_set (root, iupd, text, -1);
  set_all (root, position_values, G_N_ELEMENTS (position_values));
  option = spt_node_add_child (root, 0);
  set_all (option, option_values, G_N_ELEMENTS (option_values));
  set_all (spt_node_add_child (option, 0), transfer_values, G_N_ELEMENTS (transfer_values));
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptSchema) schema = spt_schema_load ("gpd/position.json", "gpd", &error);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (100);
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  const SptGroupDef *position;
  const SptGroupDef *option;
  guint iupd;
  gint64 start;

  g_assert_no_error (error);
  position = spt_schema_get_root (schema);
  option = spt_group_def_find_group (position, "paymentOption");
  iupd = find (position, "iupd");
  find_all (position, position_values, G_N_ELEMENTS (position_values));
  find_all (option, option_values, G_N_ELEMENTS (option_values));
  find_all (spt_group_def_find_group (option, "transfer"), transfer_values,
            G_N_ELEMENTS (transfer_values));
  record = spt_record_new (schema);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < N_RECORDS; i++)
    {
      spt_record_reset (record);
      fill (record, iupd, i);
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
