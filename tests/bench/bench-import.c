/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import of an office's sheet, checked to the last field, beside `sqlite3 .import --csv`, which
 * checks nothing. Each import runs in a process of its own. */
#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench-csv.h"
#include "bench.h"
#include "outbox/spt-intake.h"
#include "services/spt-services-table.h"

#define N_ROWS 100000

#define DATABASE "bench-import.db"
#define SHEET    "bench-import.csv"

#define MAX_ROUNDS 32

#define BAR           2.0
#define MAX_MEGABYTES 64
/* Nothing left after a click, and searchable, seconds. */
#define CANCEL_BAR    0.1
#define INDEX_BAR     3

/* Wall clock of a program to its end; @output: (nullable) (out) (transfer full). */
static double
run_program (const char *const  *argv,
             char              **output)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 begun = g_get_monotonic_time ();
  double seconds;
  int status;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL,
                     &status, &error))
    g_error ("%s: %s", argv[0], error->message);
  seconds = (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC;
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", argv[0], error->message);

  if (output != NULL)
    *output = g_steal_pointer (&text);

  return seconds;
}

static void
remove_database (void)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", ".sender", ".window" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (DATABASE, suffixes[i], NULL);

      g_remove (path);
    }
}

/* The child: one import, and what it took. */
static int
import (const char *path,
        gboolean    dry_run)
{
  g_autoptr (SptClock) clock = spt_clock_new_system ();
  g_autoptr (SptStore) store = NULL;
  g_autoptr (GError) error = NULL;
  SptImportOptions options = { .kind = "debt-positions", .path = path, .who = "Anna",
                               .dry_run = dry_run };
  SptImportResult *result;
  double committed;
  double indexed;
  double peak;
  gint64 begun;

  spt_services_register_all ();
  store = spt_store_open (DATABASE, clock, &error);
  g_assert_no_error (error);

  begun = g_get_monotonic_time ();
  result = spt_import_file (store, &options, NULL, &error);
  g_assert_no_error (error);
  committed = (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC;
  peak = bench_get_peak ();
  /* Closing brings the index up to date, slice by slice as it would be done anyway. */
  spt_store_close (store);
  indexed = (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC - committed;

  printf ("%.6f %.6f %.3f %.3f %u %u %u\n", committed, indexed, peak, bench_get_peak (),
          result->n_good, result->n_faulty, result->n_rejected);
  spt_import_result_free (result);

  return 0;
}

typedef struct
{
  GCancellable *cancellable;
  gint64        cancelled; /* monotonic */
} Stop;

static void
stop_half_way_cb (gint64   done,
                  gint64   total,
                  gpointer user_data)
{
  Stop *stop = user_data;

  if (done > total / 2 && stop->cancelled == 0)
    {
      stop->cancelled = g_get_monotonic_time ();
      g_cancellable_cancel (stop->cancellable);
    }
}

/* The child: an import that is given up half way, and how long that took. */
static int
cancel (const char *path)
{
  g_autoptr (SptClock) clock = spt_clock_new_system ();
  g_autoptr (SptStore) store = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Stop stop = { cancellable, 0 };
  SptImportOptions options = { .kind = "debt-positions", .path = path, .who = "Anna",
                               .progress = stop_half_way_cb, .progress_data = &stop };
  SptImportResult *result;

  spt_services_register_all ();
  store = spt_store_open (DATABASE, clock, &error);
  g_assert_no_error (error);
  result = spt_import_file (store, &options, cancellable, &error);
  g_assert_null (result);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  printf ("%.6f\n", (double) (g_get_monotonic_time () - stop.cancelled) / G_USEC_PER_SEC);
  spt_store_close (store);

  return 0;
}

/* One child a round; its first number. */
static double
run_child (const char *program,
           const char *what,
           guint       n_rounds)
{
  const char *const argv[] = { program, what, SHEET, NULL };
  double seconds[MAX_ROUNDS];

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *output = NULL;

      remove_database ();
      run_program (argv, &output);
      seconds[i] = g_ascii_strtod (output, NULL);
    }
  remove_database ();

  return bench_median (seconds, n_rounds);
}

static gboolean
run_scenario (const char   *program,
              const char   *name,
              BenchCsvKind  kind,
              guint         n_rows,
              guint         n_rounds,
              double        bar)
{
  const char *const ours[] = { program, "--import", SHEET, NULL };
  const char *const peer[] = { SQLITE3, DATABASE, "PRAGMA journal_mode=WAL;",
                               "PRAGMA synchronous=FULL;", ".import --csv " SHEET " sheet", NULL };
  g_autofree char *index_name = g_strconcat (name, "-index", NULL);
  g_autofree char *dry_name = g_strconcat (name, "-dry-run", NULL);
  g_autofree char *cancel_name = g_strconcat (name, "-cancel", NULL);
  gboolean has_peer = *SQLITE3 != '\0';
  double committed[MAX_ROUNDS];
  double peers[MAX_ROUNDS];
  double indexed[MAX_ROUNDS];
  double peak = 0;
  double peak_indexed = 0;
  guint n_good = 0;
  guint n_faulty = 0;
  gboolean ok;

  bench_csv_write (SHEET, kind, n_rows);
  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *output = NULL;
      g_auto (GStrv) words = NULL;

      remove_database ();
      run_program (ours, &output);
      words = g_strsplit (output, " ", -1);
      g_assert_cmpuint (g_strv_length (words), ==, 7);
      committed[i] = g_ascii_strtod (words[0], NULL);
      peak = MAX (peak, g_ascii_strtod (words[2], NULL));
      indexed[i] = g_ascii_strtod (words[1], NULL);
      peak_indexed = MAX (peak_indexed, g_ascii_strtod (words[3], NULL));
      n_good = (guint) g_ascii_strtoull (words[4], NULL, 10);
      n_faulty = (guint) g_ascii_strtoull (words[5], NULL, 10);
      g_assert_cmpuint (n_good + n_faulty, ==, n_rows);
      g_assert_cmpuint (n_faulty, ==, kind == BENCH_CSV_FAULTY ? n_rows : 0);

      remove_database ();
      if (has_peer)
        peers[i] = run_program (peer, NULL);
    }

  ok = bench_print (name, bench_median (committed, n_rounds),
                    has_peer ? bench_median (peers, n_rounds) : 0, peak, bar, MAX_MEGABYTES);
  ok = bench_print_alone (index_name, bench_median (indexed, n_rounds), peak_indexed, INDEX_BAR) && ok;
  if (kind == BENCH_CSV_NOISY)
    {
      bench_print_alone (dry_name, run_child (program, "--dry-run", n_rounds), 0, 0);
      ok = bench_print_alone (cancel_name, run_child (program, "--cancel", n_rounds), 0, CANCEL_BAR) &&
           ok;
    }

  remove_database ();
  g_remove (SHEET);

  return ok;
}

int
main (int   argc,
      char *argv[])
{
  guint n_rows = bench_get_rows (N_ROWS);
  guint n_rounds = BENCH_ROUNDS;
  gboolean ok;

  if (argc == 3 && g_str_equal (argv[1], "--import"))
    return import (argv[2], FALSE);
  if (argc == 3 && g_str_equal (argv[1], "--dry-run"))
    return import (argv[2], TRUE);
  if (argc == 3 && g_str_equal (argv[1], "--cancel"))
    return cancel (argv[2]);
  /* For a profile: --make plain|noisy|faulty PATH ROWS */
  if (argc == 5 && g_str_equal (argv[1], "--make"))
    {
      bench_csv_write (argv[3], *argv[2] == 'p' ? BENCH_CSV_PLAIN : *argv[2] == 'n' ?
                       BENCH_CSV_NOISY : BENCH_CSV_FAULTY, (guint) atoi (argv[4]));
      return 0;
    }
  if (argc > 1)
    n_rows = (guint) atoi (argv[1]);
  if (argc > 2)
    n_rounds = CLAMP ((guint) atoi (argv[2]), 1, MAX_ROUNDS);

  ok = run_scenario (argv[0], "import", BENCH_CSV_PLAIN, n_rows, n_rounds, BAR);
  ok = run_scenario (argv[0], "import-noisy", BENCH_CSV_NOISY, n_rows, n_rounds, BAR) && ok;
  ok = run_scenario (argv[0], "import-all-wrong", BENCH_CSV_FAULTY, n_rows, n_rounds, 0) && ok;

  return ok ? 0 : 1;
}
