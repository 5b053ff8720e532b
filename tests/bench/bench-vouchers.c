/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of 20,000 vouchers, as a service's answer and as the list of the window: read, brought into the archive the first time,
 * the same once more, one in twenty moved; then what the list of the window asks for. Seconds of the processor. */
#include "config.h"

#include <sys/resource.h>

#include "bench.h"
#include "services/voucher/spt-voucher-list.h"
#include "spt-fake-clock.h"
#include "spt-test.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-private.h"

#define START_MS G_GINT64_CONSTANT (1795000000000)
#define ROWS     20000
#define ROUNDS   5

static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static GBytes *
make_body (guint n,
           guint n_moved)
{
  GString *out = g_string_new ("{\"Voucher\":[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%s{\"PARTITA_IVA_OPERATORE\":\"00743110157\",\"CODICE_FISCALE_BENEFICIARIO\":\"BNC%03uA80A%05u\","
                            "\"PROTOCOLLO\":\"VB%010u\",\"DATA_PRENOTAZIONE\":\"2026-10-20T10:%02u:00.1234567+02:00\","
                            "\"FASE_OPERATIVA\":\"%s\"}", i > 0 ? "," : "", i / 100000, i % 100000, i, i % 60,
                            i < n_moved ? "Prenotata" : "Attesa controllo ISEE");
  g_string_append (out, "]}");
  return g_string_free_to_bytes (out);
}

/* What one answer costs, from its bytes to the end of the transaction. */
static void
take (SptDb      *db,
      SptAccount *account,
      guint       n,
      guint       n_moved,
      const char *name,
      guint       n_expected)
{
  g_autoptr (GBytes) body = make_body (n, n_moved);
  g_auto (SptNewsSum) sum = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) news = NULL;
  g_autofree SptDossierNews *all = NULL;
  g_autofree char *reading = g_strconcat (name, "-read", NULL);
  double began = get_cpu ();
  double read;

  list = spt_voucher_list_read (body, "00743110157", NULL, &error);
  g_assert_no_error (error);
  news = spt_voucher_list_make_news (list, account, START_MS);
  read = get_cpu ();
  all = g_new0 (SptDossierNews, news->len);
  for (guint i = 0; i < news->len; i++)
    all[i] = *(SptDossierNews *) g_ptr_array_index (news, i);
  spt_db_begin (db, &error);
  g_assert_no_error (error);
  spt_db_apply_news (db, SPT_KIND_VOUCHERS, spt_account_get_id (account), all, news->len, FALSE, &sum, &error);
  g_assert_no_error (error);
  spt_db_commit (db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sum.n_changed, ==, n_expected);
  bench_print_alone (reading, read - began, bench_get_peak (), 0);
  bench_print_alone (name, get_cpu () - read, bench_get_peak (), 0);
}

static void
query (SptDb      *db,
       const char *name,
       const char *search,
       const char *stage,
       guint       sort,
       guint       n_expected)
{
  double times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      const SptListQuery wanted = { .search = search, .stage = stage, .sort = sort };
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) ids = NULL;
      guint counts[SPT_N_STATES];
      double began = get_cpu ();

      ids = spt_db_query_list (db, &spt_vouchers_kind, &wanted, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (ids->len, ==, n_expected);
      spt_db_count_list (db, &spt_vouchers_kind, &wanted, counts, &error);
      g_assert_no_error (error);
      times[i] = get_cpu () - began;
    }
  bench_print_alone (name, bench_median (times, ROUNDS), bench_get_peak (), 0);
}

int
main (int    argc,
      char **argv)
{
  guint n = bench_get_rows (ROWS);
  SptFakeClock *clock = spt_fake_clock_new (START_MS);
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "sportello.db", NULL);
  g_autoptr (SptAccount) account = spt_account_new ("voucher", "bench", SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) pairs = NULL;
  SptDb *db = NULL;
  SptDb *reader = NULL;
  double began;

  spt_store_open_connections (path, SPT_CLOCK (clock), &db, &reader, &error);
  g_assert_no_error (error);
  g_object_set (account, "base-url", "https://example.invalid", NULL);
  spt_db_begin (db, &error);
  spt_db_save_account (db, account, &error);
  spt_db_commit (db, &error);
  g_assert_no_error (error);

  take (db, account, n, 0, "vouchers-first", n);
  take (db, account, n, 0, "vouchers-same", 0);
  take (db, account, n, n / 20, "vouchers-moved", n / 20);

  query (reader, "vouchers-list", NULL, NULL, SPT_DOSSIER_SORT_UPDATED, n);
  query (reader, "vouchers-by-name", NULL, NULL, SPT_DOSSIER_SORT_NAME, n);
  query (reader, "vouchers-stage", NULL, "open", SPT_DOSSIER_SORT_UPDATED, n / 20);
  query (reader, "vouchers-search", "vb00000000", NULL, SPT_DOSSIER_SORT_UPDATED, MIN (n, 100));
  began = get_cpu ();
  pairs = spt_db_list_same_dossiers (reader, SPT_KIND_VOUCHERS, 0, 1000, &error);
  g_assert_no_error (error);
  bench_print_alone ("vouchers-pairs", get_cpu () - began, bench_get_peak (), 0);

  g_clear_pointer (&reader, spt_db_close);
  g_clear_pointer (&db, spt_db_close);
  g_object_unref (clock);
  return 0;
}
