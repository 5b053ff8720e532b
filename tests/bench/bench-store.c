/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the archive takes for large numbers: saving, indexing, spines, counts, search,
 * preparing, applying outcomes. */
#include "config.h"

#include <glib/gstdio.h>
#include <sys/resource.h>

#include "store/spt-store-accounts.h"
#include "store/spt-store-events.h"
#include "store/spt-store-positions.h"
#include "store/spt-store-private.h"
#include "store/spt-store-submissions.h"
#include "spt-test.h"

#define N_POSITIONS 100000
#define N_SPINE     200000

typedef struct
{
  SptDb  *db;
  gint64  account;
  guint   n_saved;
} Bench;

static gint64 started;

static void
start (void)
{
  started = g_get_monotonic_time ();
}

static void
stop (const char *name,
      guint       n)
{
  struct rusage usage;
  double ms = (g_get_monotonic_time () - started) / 1000.0;

  getrusage (RUSAGE_SELF, &usage);
  g_print ("bench store-%s: %.1f ms (%u, peak %ld KiB)\n", name, ms, n, usage.ru_maxrss);
}

static void
check (gboolean  ok,
       GError  **error)
{
  if (!ok)
    g_error ("%s", *error != NULL ? (*error)->message : "failed without a word");
}

/* A document of the usual size, in the order of a file. */
static void
save_many (Bench *bench,
           guint  n)
{
  static const char *const names[] = { "Rossi", "Bianchi", "Esposito", "D'Amico", "Ferrari",
                                       "Nicolò", "Greco", "Conti" };
  g_autofree char *padding = g_strnfill (600, 'x');
  GError *error = NULL;
  gint64 import_id;

  check (spt_db_begin (bench->db, &error), &error);
  import_id = spt_db_add_import (bench->db, SPT_RECORD_POSITIONS, "bench.csv", &error);
  check (import_id != 0, &error);

  for (guint i = bench->n_saved; i < bench->n_saved + n; i++)
    {
      char iupd[32];
      char iuv[32];
      char name[64];
      char code[32];
      char *doc = g_strdup_printf ("{\"iupd\":\"TARI-%u\",\"padding\":\"%s\"}", i, padding);
      const SptPositionColumns columns = {
        .iupd = iupd, .organization = "00000000018", .debtor_code = code, .debtor_name = name,
        .description = "TARI 2026 prima rata", .iuv = iuv, .amount = 100 + i * 7 % 90000,
        .due_date = "2026-12-16T23:59:59", .n_options = 1,
      };

      g_snprintf (iupd, sizeof iupd, "2026-TARI-%06u", i);
      g_snprintf (iuv, sizeof iuv, "%017u", i);
      g_snprintf (name, sizeof name, "%s Maria %u", names[i % G_N_ELEMENTS (names)], i % 1000);
      g_snprintf (code, sizeof code, "RSSMRA%02uA01F%03uX", i % 100, i % 1000);
      check (spt_db_save_position (bench->db, 0, doc, &columns, NULL, import_id, i + 1, "Anna",
                                   &error) != 0, &error);
      g_free (doc);
    }

  check (spt_db_finish_import (bench->db, import_id, n, 0, 0, &error), &error);
  check (spt_db_commit (bench->db, &error), &error);
  bench->n_saved += n;
}

static void
index_all (Bench *bench)
{
  GError *error = NULL;
  gboolean more = TRUE;

  while (more)
    {
      check (spt_db_begin (bench->db, &error), &error);
      check (spt_search_index_some (bench->db, SPT_SEARCH_SLICE, &more, &error), &error);
      check (spt_db_commit (bench->db, &error), &error);
    }
}

static GArray *
time_spine (Bench           *bench,
            const char      *name,
            SptPositionSort  sort,
            gboolean         descending,
            const char      *search,
            guint            states)
{
  SptPositionQuery query = { .sort = sort, .descending = descending, .search = search,
                             .states = states };
  g_autofree char *title = g_strdup_printf ("spine-%s", name);
  GError *error = NULL;
  GArray *ids = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&ids, g_array_unref);
      check (spt_db_begin (bench->db, &error), &error);
      start ();
      ids = spt_db_query_positions (bench->db, &query, NULL, &error);
      check (ids != NULL, &error);
      if (i == 1)
        stop (title, ids->len);
      check (spt_db_commit (bench->db, &error), &error);
    }

  return ids;
}

static void
send_many (Bench        *bench,
           const gint64 *ids,
           guint         n)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint *rows = g_new (guint, n);
  g_autofree SptItemChange *changes = g_new0 (SptItemChange, n);
  g_autoptr (GBytes) body = g_bytes_new_static ("body", 4);
  GError *error = NULL;
  SptNewSubmission submission = {
    .account_id = bench->account, .service = "sample", .operation = "sample.create",
    .lane = "account:1", .method = "POST", .path = "/",
    .body = body, .record_kind = SPT_RECORD_POSITIONS, .n_items = n, .rows = rows,
    .record_ids = ids,
  };
  SptStateChange change = { .expected = SPT_STATE_SENDING, .state = SPT_STATE_WAITING,
                            .event_kind = "answer", .rest_state = SPT_STATE_WAITING };
  gint64 id;

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (keys, g_strdup_printf ("2026-TARI-%06u", i));
      rows[i] = i + 1;
      changes[i] = (SptItemChange) { keys->pdata[i], i % 100 == 0 ? SPT_STATE_REFUSED
                                     : SPT_STATE_DONE, i % 100 == 0 ? "duplicate" : NULL, NULL };
    }
  submission.keys = (const char *const *) keys->pdata;

  start ();
  check (spt_db_begin (bench->db, &error), &error);
  submission.job_id = spt_db_add_job (bench->db, "sample", "sample.create", bench->account, "bench",
                                      "Anna", &error);
  id = spt_db_add_submission (bench->db, &submission, "Anna", &error);
  check (id != 0, &error);
  check (spt_db_commit (bench->db, &error), &error);
  stop ("prepare", n);

  start ();
  check (spt_db_begin (bench->db, &error), &error);
  check (spt_db_order_submission (bench->db, id, "Anna", &error), &error);
  check (spt_db_begin_attempt (bench->db, id, &error) != 0, &error);
  check (spt_db_commit (bench->db, &error), &error);
  stop ("begin-attempt", n);

  start ();
  check (spt_db_begin (bench->db, &error), &error);
  check (spt_db_change_submission (bench->db, id, &change, NULL, &error), &error);
  check (spt_db_commit (bench->db, &error), &error);
  stop ("to-waiting", n);

  change = (SptStateChange) { .expected = SPT_STATE_WAITING, .state = SPT_STATE_PARTLY_DONE,
                              .items = changes, .n_items = n,
                              .rest_state = SPT_STATE_UNCERTAIN, .rest_code = "not-in-report",
                              .event_kind = "answer" };
  start ();
  check (spt_db_begin (bench->db, &error), &error);
  check (spt_db_change_submission (bench->db, id, &change, NULL, &error), &error);
  check (spt_db_commit (bench->db, &error), &error);
  stop ("apply-outcomes", n);
}

static void
small_changes (Bench *bench)
{
  GError *error = NULL;

  start ();
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *value = g_strdup_printf ("%u", i);

      check (spt_db_begin (bench->db, &error), &error);
      check (spt_db_set_setting (bench->db, "bench", value, &error), &error);
      check (spt_db_commit (bench->db, &error), &error);
    }
  stop ("commit", 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SptClock) clock = spt_clock_new_system ();
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  SptDb *reader = NULL;
  Bench bench = { 0 };
  GError *error = NULL;
  g_autoptr (GArray) ids = NULL;
  guint counts[SPT_N_STATES];
  SptPositionQuery query = { .search = "rossi" };
  SptVerifyResult result;

  /* Beside the build and not in /tmp, which may be memory. */
  folder = g_strdup (argc > 1 ? argv[1] : ".");
  path = g_build_filename (folder, "bench-store.db", NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *file = g_strconcat (path, i == 0 ? "" : i == 1 ? "-wal" : "-shm", NULL);

      g_remove (file);
    }

  check (spt_store_open_connections (path, clock, &bench.db, &reader, &error), &error);
  {
    g_autoptr (SptAccount) account = spt_account_new ("sample", "bench", SPT_ENVIRONMENT_TEST);

    check (spt_db_begin (bench.db, &error), &error);
    check (spt_db_save_account (bench.db, account, &error), &error);
    check (spt_db_commit (bench.db, &error), &error);
    bench.account = spt_account_get_id (account);
  }

  start ();
  save_many (&bench, N_POSITIONS);
  stop ("save", N_POSITIONS);
  start ();
  index_all (&bench);
  stop ("index", N_POSITIONS);

  ids = time_spine (&bench, "100k-updated", SPT_POSITION_SORT_UPDATED, TRUE, NULL, 0);
  send_many (&bench, (const gint64 *) (gpointer) ids->data, ids->len);

  save_many (&bench, N_SPINE - N_POSITIONS);
  index_all (&bench);
  g_array_unref (time_spine (&bench, "updated", SPT_POSITION_SORT_UPDATED, TRUE, NULL, 0));
  g_array_unref (time_spine (&bench, "name", SPT_POSITION_SORT_NAME, FALSE, NULL, 0));
  g_array_unref (time_spine (&bench, "description", SPT_POSITION_SORT_DESCRIPTION, FALSE, NULL, 0));
  g_array_unref (time_spine (&bench, "amount", SPT_POSITION_SORT_AMOUNT, FALSE, NULL, 0));
  g_array_unref (time_spine (&bench, "state", SPT_POSITION_SORT_STATE, FALSE, NULL, 0));
  g_array_unref (time_spine (&bench, "import", SPT_POSITION_SORT_IMPORT, FALSE, NULL, 0));
  g_array_unref (time_spine (&bench, "only-ready", SPT_POSITION_SORT_UPDATED, TRUE, NULL,
                             1u << SPT_STATE_READY));
  g_array_unref (time_spine (&bench, "only-refused", SPT_POSITION_SORT_UPDATED, TRUE, NULL,
                             1u << SPT_STATE_REFUSED));
  g_array_unref (time_spine (&bench, "search-r", SPT_POSITION_SORT_UPDATED, TRUE, "r", 0));
  g_array_unref (time_spine (&bench, "search-ro", SPT_POSITION_SORT_UPDATED, TRUE, "ro", 0));
  g_array_unref (time_spine (&bench, "search-rossi", SPT_POSITION_SORT_UPDATED, TRUE, "rossi", 0));
  g_array_unref (time_spine (&bench, "search-rossi-maria-7", SPT_POSITION_SORT_UPDATED, TRUE,
                             "rossi maria 7", 0));
  g_array_unref (time_spine (&bench, "search-iupd", SPT_POSITION_SORT_UPDATED, TRUE,
                             "2026-TARI-000777", 0));
  g_array_unref (time_spine (&bench, "search-nothing", SPT_POSITION_SORT_UPDATED, TRUE, "zzz", 0));

  start ();
  check (spt_db_count_positions (bench.db, NULL, counts, &error), &error);
  stop ("count", N_SPINE);
  start ();
  check (spt_db_count_positions (bench.db, &query, counts, &error), &error);
  stop ("count-search", N_SPINE);
  small_changes (&bench);
  start ();
  check (spt_store_copy (bench.db->handle, "bench-store.copy", NULL, &error), &error);
  stop ("backup", N_SPINE);
  start ();
  check (spt_db_verify (bench.db, &result, NULL, &error), &error);
  stop ("verify", (guint) result.n_events);
  if (result.problem != NULL)
    g_error ("%s", result.problem);
  spt_verify_result_clear (&result);

  spt_db_close (reader);
  spt_db_close (bench.db);
  g_remove (path);
  g_remove ("bench-store.copy");

  return 0;
}
