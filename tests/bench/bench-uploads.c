/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uploads made from 100,000 positions of the archive, beside Python's json and zipfile: split under
 * every limit, JSON, zip, hashes, outbox committed. BENCH_ROWS asks for another number: the memory stays. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "bench-desk.h"
#include "bench.h"
#include "outbox/spt-intake.h"

#define N_POSITIONS   100000
#define BAR           0.35
#define MAX_MEGABYTES 32

typedef struct
{
  const char *kept;    /* the archive with nothing sent yet */
  const char *archive; /* the copy that a round works on */
} Round;

/* What the child does, and nothing else. */
static int
make_uploads (const char *path)
{
  SptStore *store = bench_desk_open (path);
  SptPrepareOptions options = { .operation = "gpd.create", .account_id = 1, .who = "bench" };
  SptPrepareResult *result;
  g_autoptr (GError) error = NULL;
  gboolean ok;

  result = spt_prepare (store, &options, NULL, &error);
  g_assert_no_error (error);
  ok = result->n_items == bench_get_rows (N_POSITIONS) && result->submissions->len == result->n_requests;
  if (!ok)
    g_printerr ("%u items in %u requests, %u findings\n", result->n_items, result->n_requests,
                spt_issue_list_get_n (result->issues));
  if (g_getenv ("BENCH_VERBOSE") != NULL)
    printf ("%u requests\n", result->n_requests);
  spt_prepare_result_free (result);
  bench_desk_close (store);

  return ok ? 0 : 1;
}

static void
copy_archive (gpointer user_data)
{
  const Round *round = user_data;
  const char *const remove[] = { "rm", "-f", round->archive, NULL };
  const char *const copy[] = { "cp", round->kept, round->archive, NULL };
  const char *const sync[] = { "sync", round->archive, NULL };
  BenchRun run;

  bench_run (remove, &run);
  bench_run (copy, &run);
  bench_run (sync, &run);
}

static gboolean
compare (const char *name,
         const char *self,
         gboolean    noisy)
{
  g_autofree char *folder = bench_make_folder ();
  g_autofree char *csv = g_build_filename (folder, "positions.csv", NULL);
  g_autofree char *kept = g_build_filename (folder, "kept.db", NULL);
  g_autofree char *archive = g_build_filename (folder, "archive.db", NULL);
  g_autofree char *table = g_build_filename (folder, "table.db", NULL);
  g_autofree char *script = g_build_filename (g_getenv ("BENCH_SRCDIR"), "peer-uploads.py", NULL);
  const char *const make[] = { self, noisy ? "--make-noisy" : "--make", csv, kept, NULL };
  const char *const make_table[] = { "python3", script, "table", csv, table, NULL };
  const char *const ours[] = { self, "--ours", archive, NULL };
  const char *const peer[] = { "python3", script, "uploads", table, folder, NULL };
  Round round = { kept, archive };
  BenchRun run;
  gboolean ok;

  /* In a process of its own: a child's peak begins with what its parent holds. */
  bench_run (make, &run);
  bench_run (make_table, &run);
  ok = bench_compare (name, ours, peer, copy_archive, &round, BAR, MAX_MEGABYTES);
  if (g_getenv ("BENCH_KEEP") == NULL)
    bench_remove_folder (folder);

  return ok;
}

int
main (int   argc,
      char *argv[])
{
  gboolean ok;

  if (argc == 3 && strcmp (argv[1], "--ours") == 0)
    return make_uploads (argv[2]);

  if (argc == 4)
    {
      guint n = bench_get_rows (N_POSITIONS);

      bench_write_csv (argv[2], n, strcmp (argv[1], "--make-noisy") == 0);
      bench_desk_make (argv[2], argv[3], n, "https://service.invalid");
      return 0;
    }

  ok = compare ("uploads", argv[0], FALSE);
  ok = compare ("uploads-noisy", argv[0], TRUE) && ok;

  return ok ? 0 : 1;
}
