/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What benchmarks beside a peer share: both run as programs of their own, in turn, and one line
 * says how they compare. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BENCH_ROUNDS 5

typedef struct
{
  double seconds;     /* by the clock on the wall */
  double cpu_seconds; /* of the program and of what it waited for */
  double megabytes;   /* the most it held */
} BenchRun;

/* Runs a program to its end; a bad end is ours too. */
void   bench_run     (const char *const *argv,
                      BenchRun          *run);
/* Both in turn, @prepare (nullable) before each of ours; prints the line, and one about the time of
 * the processor. FALSE when @bar or @max_megabytes (0 = none) is passed. */
gboolean bench_compare (const char        *name,
                        const char *const *ours,
                        const char *const *peer,
                        void             (*prepare) (gpointer user_data),
                        gpointer           user_data,
                        double             bar,
                        double             max_megabytes);
double bench_median  (double *values,
                      guint   n);
/* The one form of a line: "bench NAME: ours S s, peer S s, ratio R, peak M MB, bar B", with "(missed)"
 * where @bar or @max_megabytes (0 = none) is passed, which gives FALSE. @peer: 0 = missing. */
gboolean bench_print (const char *name,
                      double      ours,
                      double      peer,
                      double      peak,
                      double      bar,
                      double      max_megabytes);
/* The same of what has no peer; @bar: seconds, 0 = none. */
gboolean bench_print_alone (const char *name,
                            double      ours,
                            double      peak,
                            double      bar);
/* Rows to work on: the environment's BENCH_ROWS, else @usual. */
guint  bench_get_rows (guint usual);
/* The most memory that this process has held, MB. Not getrusage(): a child begins there with what its
 * parent had. */
double bench_get_peak (void);
/* A file of @n positions in the plain layout of docs/csv.md, all of them good. @noisy: as badly as
 * real ones compress: names, streets and codes without a pattern. */
void   bench_write_csv (const char *path,
                        guint       n,
                        gboolean    noisy);
/* A folder for the benchmark's files, beside the build and not in /tmp, which may be memory. */
char  *bench_make_folder   (void);
void   bench_remove_folder (const char *path);

G_END_DECLS
