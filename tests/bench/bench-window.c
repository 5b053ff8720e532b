/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the start of the program to its first frame with a filled list that scrolls, over an archive
 * of 100,000 positions, beside the first frame of an empty libadwaita window: both in turn, on the
 * same display. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "bench-session.h"
#include "bench.h"

#define ROUNDS 9
#define BAR    1.5

typedef struct
{
  double seconds;       /* to the first frame with what is in sight */
  double cpu_seconds;
  double megabytes;
  double whole_seconds; /* to the first whose list has all rows */
} Start;

static void
start (const char *const *program,
       const char        *what,
       Start             *start)
{
  gint64 began = 0;
  g_autofree char *output = session_run (program, what, NULL, &began);
  gint64 frame = 0;
  gint64 whole = 0;
  const char *second = strchr (output, '\n');

  if (sscanf (output, "frame %" G_GINT64_FORMAT " %lf %lf", &frame, &start->cpu_seconds,
              &start->megabytes) != 3)
    g_error ("%s: %s", program[0], output);
  start->seconds = (double) (frame - began) / G_USEC_PER_SEC;
  if (second != NULL)
    sscanf (second, " whole %" G_GINT64_FORMAT, &whole);
  start->whole_seconds = (double) (whole - began) / G_USEC_PER_SEC;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *archive = NULL;
  double wall[2][ROUNDS];
  double cpu[2][ROUNDS];
  double whole[ROUNDS];
  double peak[2] = { 0, 0 };
  double ratio;

  session_enter (&argc, &argv, "window");
  folder = bench_make_folder ();
  archive = g_build_filename (folder, "archive.db", NULL);
  session_prepare (folder, archive, NULL);
  {
    const char *ours[] = { g_getenv ("BENCH_SPORTELLO"), "--archive", archive, NULL };
    const char *peer[] = { g_getenv ("BENCH_BARE"), NULL };

    /* One of each not counted: libraries, fonts and icons are in memory for both, as on any desk. */
    for (guint i = 0; i <= ROUNDS; i++)
      {
        for (guint j = 0; j < 2; j++)
          {
            Start one;

            start (j == 0 ? ours : peer, j == 0 ? "list" : "frame", &one);
            if (i == 0)
              continue;
            wall[j][i - 1] = one.seconds;
            cpu[j][i - 1] = one.cpu_seconds;
            peak[j] = MAX (peak[j], one.megabytes);
            if (j == 0)
              whole[i - 1] = one.whole_seconds;
          }
      }
  }
  bench_remove_folder (folder);

  for (guint j = 0; j < 2; j++)
    {
      wall[j][0] = bench_median (wall[j], ROUNDS);
      cpu[j][0] = bench_median (cpu[j], ROUNDS);
    }
  ratio = wall[0][0] / wall[1][0];
  printf ("bench window: ours %.3f s, peer %.3f s, ratio %.3f, peak %.1f MB, bar %.2f%s\n",
          wall[0][0], wall[1][0], ratio, peak[0], BAR, ratio > BAR ? " (missed)" : "");
  /* A frame or two later: the rows below those in sight (spt_row_list_set_head()). */
  whole[0] = bench_median (whole, ROUNDS);
  printf ("bench window-whole: ours %.3f s, peer %.3f s, ratio %.3f\n", whole[0], wall[1][0],
          whole[0] / wall[1][0]);
  printf ("bench window-cpu: ours %.3f s, peer %.3f s, ratio %.3f, peer's peak %.1f MB\n", cpu[0][0],
          cpu[1][0], cpu[0][0] / cpu[1][0], peak[1]);

  return ratio > BAR;
}
