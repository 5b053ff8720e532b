/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records made into uploads: what is there twice is found however little is kept in memory. */
#include "config.h"

#include <string.h>

#include "base/spt-iuv.h"
#include "gpd-test.h"
#include "services/gpd/spt-gpd-records.h"

typedef struct
{
  guint    n;
  guint    next;
  guint    n_rewinds;
  guint    n_items;
  gboolean clean;   /* nothing stands twice */
} Desk;

static void
fill_position (SptRecord  *record,
               guint       i,
               const char *iupd,
               const char *iuv,
               const char *nav)
{
  const SptGpdFields *fields = gpd_test_fields ();
  SptNode *root = spt_record_get_root (record);
  SptNode *option;
  SptNode *transfer;

  spt_node_set (root, fields->position_index[GPD_IUPD], iupd, -1);
  spt_node_set (root, fields->position_index[GPD_TYPE], "F", -1);
  spt_node_set (root, fields->position_index[GPD_FISCAL_CODE], "RSSMRA80A01H501U", -1);
  spt_node_set (root, fields->position_index[GPD_FULL_NAME], "Mario Rossi", -1);
  spt_node_set (root, fields->position_index[GPD_SWITCH_TO_EXPIRED], "false", -1);
  spt_node_set (root, fields->position_index[GPD_COMPANY_NAME], "Comune di Esempio", -1);
  option = spt_node_add_child (root, fields->option->index);
  spt_node_set (option, fields->option_index[GPD_IUV], iuv, -1);
  if (nav != NULL)
    spt_node_set (option, fields->option_index[GPD_NAV], nav, -1);
  spt_node_set (option, fields->option_index[GPD_AMOUNT], "120,00", -1);
  spt_node_set (option, fields->option_index[GPD_DESCRIPTION], "TARI 2026", -1);
  spt_node_set (option, fields->option_index[GPD_IS_PARTIAL], "false", -1);
  spt_node_set (option, fields->option_index[GPD_DUE_DATE], "16/12/2026", -1);
  transfer = spt_node_add_child (option, fields->transfer->index);
  spt_node_set (transfer, fields->transfer_index[GPD_TR_AMOUNT], "120,00", -1);
  spt_node_set (transfer, fields->transfer_index[GPD_TR_REMITTANCE], "TARI 2026", -1);
  spt_node_set (transfer, fields->transfer_index[GPD_TR_CATEGORY], "9/0101100IM/", -1);
  spt_node_set (transfer, fields->transfer_index[GPD_TR_IBAN], "IT60X0542811101000000123456", -1);
}

/* Every kind of meeting, near and far: the same IUPD, the same IUV, an IUV and somebody's own NAV
 * that is made like the one that would follow from it, the other way round, two own NAVs. */
static gboolean
next_record (GString  *doc,
             gint64   *record_id,
             guint    *row,
             gpointer  user_data,
             GError  **error)
{
  Desk *desk = user_data;
  g_autoptr (SptRecord) record = NULL;
  g_autofree char *iupd = NULL;
  g_autofree char *iuv = NULL;
  g_autofree char *other = NULL;
  g_autofree char *nav = NULL;
  guint i = desk->next + 1;
  guint of = i;

  if (doc == NULL)
    {
      desk->next = 0;
      desk->n_rewinds++;
      return TRUE;
    }
  if (desk->next == desk->n)
    return FALSE;

  if (!desk->clean)
    of = i % 50 == 0 ? i - 3 : i % 61 == 0 ? i - 40 : i % 83 == 0 ? 1 : i;
  iupd = g_strdup_printf ("P-%u", i % 7 < 4 ? of : i);
  iuv = spt_iuv_make (2, i % 3 > 0 ? of : i);
  if (!desk->clean && (i % 41 == 0 || of % 41 == 0))
    {
      other = spt_iuv_make (2, i % 2 == 0 && of > 5 ? of - 5 : of);
      nav = g_strdup_printf ("3%s", other);
    }
  record = spt_record_new (gpd_test_fields ()->schema);
  fill_position (record, i, iupd, iuv, nav);
  spt_record_write (record, doc);
  *record_id = i;
  *row = i;
  desk->next++;

  return TRUE;
}

static gboolean
take_request (const SptPreparedRequest  *request,
              gpointer                   user_data,
              GError                   **error)
{
  ((Desk *) user_data)->n_items += request->n_items;

  return TRUE;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The findings, in no order of theirs. */
static char *
prepare (Desk  *desk,
         gsize  max_seen)
{
  g_autoptr (SptAccount) account = gpd_test_account ("https://example.invalid/v2",
                                                     SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptGpdSeen) seen = spt_gpd_seen_new ();
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  SptGpdRecords records = {
    .fields = gpd_test_fields (),
    .seen = seen,
    .account = account,
    .operation = "gpd.create",
    .now_utc_ms = GPD_TEST_NOW,
    .source = next_record,
    .source_data = desk,
    .func = take_request,
    .user_data = desk,
    .issues = issues,
    .max_seen = max_seen,
  };
  gboolean ok;

  desk->next = 0;
  desk->n_items = 0;
  desk->n_rewinds = 0;
  ok = spt_gpd_records_prepare (&records, &error);
  if (ok)
    g_assert_no_error (error);
  else
    g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES);
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      /* Which of several earlier rows is named depends on what is remembered. */
      if (g_str_has_prefix (issue->code, "duplicate-"))
        g_assert_cmpuint (g_ascii_strtoull (issue->limit, NULL, 10), <, issue->row);
      g_ptr_array_add (lines, g_strdup_printf ("%05u %s %s %s", issue->row, issue->code, issue->path,
                                               issue->value));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
test_repeated (void)
{
  Desk desk = { .n = 3000 };
  g_autofree char *wanted = prepare (&desk, 1000000);
  const gsize limits[] = { 10, 33, 100, 1000, 2500, 5000 };

  g_assert_cmpuint (desk.n_rewinds, ==, 0);
  g_assert_nonnull (strstr (wanted, "duplicate-iupd"));
  g_assert_nonnull (strstr (wanted, "duplicate-iuv"));
  g_assert_nonnull (strstr (wanted, "duplicate-nav"));
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *found = prepare (&desk, limits[i]);

      g_assert_cmpuint (desk.n_rewinds, ==, 1);
      g_assert_cmpstr (found, ==, wanted);
    }
}

static void
test_clean (void)
{
  Desk desk = { .n = 3000, .clean = TRUE };
  const gsize limits[] = { 10, 1000, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *found = prepare (&desk, limits[i]);

      g_assert_cmpstr (found, ==, "");
      g_assert_cmpuint (desk.n_items, ==, 3000);
      g_assert_cmpuint (desk.n_rewinds, ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  gpd_test_service ();

  g_test_add_func ("/gpd/records/repeated", test_repeated);
  g_test_add_func ("/gpd/records/clean", test_clean);

  result = g_test_run ();
  gpd_test_free_fields ();

  return result;
}
