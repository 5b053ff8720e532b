/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long one edit of 100,000 positions takes: tried, made, taken back; and the memory for it. */
#include "config.h"

#include <string.h>
#include <sys/resource.h>

#include "outbox/spt-bulk-change.h"
#include "services/spt-services-table.h"
#include "spt-test.h"
#include "store/spt-store-positions.h"

#define N_ROWS 100000
#define BAR_S  5.0

static gboolean
list_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const SptPositionQuery query = { .sort = SPT_POSITION_SORT_IMPORT };
  GArray **ids = data;

  *ids = spt_db_query_positions (db, &query, cancellable, error);
  return *ids != NULL;
}

static void
import_rows (SptStore *store)
{
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "rows.csv", NULL);
  g_autoptr (GString) csv = g_string_new ("iupd;fiscalCode;fullName;switchToExpired;companyName;iuv;"
                                          "amount;description;isPartialPayment;dueDate;transfer.1."
                                          "remittanceInformation;transfer.1.category;transfer.1.iban\n");
  SptImportOptions options = { .kind = "debt-positions", .path = path, .who = "Rosa" };
  SptImportResult *result;
  GError *error = NULL;

  for (guint i = 0; i < N_ROWS; i++)
    {
      guint64 number = G_GUINT64_CONSTANT (302) * G_GUINT64_CONSTANT (10000000000000) + i;

      g_string_append_printf (csv, "P-%06u;RSSMRA80A01H501U;Debitore %u;false;Comune di Esempio;"
                              "02%013u%02u;%u,50;TARI 2026;false;2039-12-16;TARI 2026;"
                              "9/0101100TS/;IT60X0542811101000000123456\n", i, i, i,
                              (guint) (number % 93), 10 + i % 500);
    }
  g_assert_true (g_file_set_contents (path, csv->str, (gssize) csv->len, NULL));
  result = spt_import_file (store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_good, ==, N_ROWS);
  spt_import_result_free (result);
}

static gint64
measure (SptStore       *store,
         const char     *name,
         SptBulkOptions *options)
{
  gint64 started = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SptBulkResult) result = spt_bulk_change (store, options, NULL, &error);
  double seconds = (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC;
  struct rusage usage;

  g_assert_no_error (error);
  g_assert_cmpuint (result->n_changed, ==, N_ROWS);
  getrusage (RUSAGE_SELF, &usage);
  g_print ("bench bulk-%s: ours %.2f s, peak %ld MB, bar %.1f s\n", name, seconds,
           usage.ru_maxrss / 1024, BAR_S);

  return result->change_id;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *path = NULL;
  g_autoptr (SptClock) clock = spt_clock_new_system ();
  g_autoptr (GArray) ids = NULL;
  SptBulkOptions options = { .label = "bench", .who = "Rosa" };
  SptStore *store;
  GError *error = NULL;

  g_test_init (&argc, &argv, NULL);
  spt_services_register_all ();
  path = g_build_filename (spt_test_make_dir (), "archive.db", NULL);
  store = spt_store_open (path, clock, &error);
  g_assert_no_error (error);
  import_rows (store);
  g_assert_true (spt_store_run_sync (store, SPT_STORE_READ, list_job, &ids, NULL, NULL));

  options.ids = (const gint64 *) (void *) ids->data;
  options.n_ids = ids->len;
  options.edit = (SptBulkEdit) { SPT_BULK_ADD_DAYS, "paymentOption.dueDate", NULL, NULL, NULL, 30 };
  options.dry_run = TRUE;
  measure (store, "try", &options);
  options.dry_run = FALSE;
  options.undo = measure (store, "make", &options);
  measure (store, "undo", &options);

  spt_store_close (store);
  g_object_unref (store);

  return 0;
}
