/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs run in turn with their time and memory, and made-up positions for them. */
#include "config.h"

#include "bench.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/spt-fiscal-code.h"
#include "base/spt-iuv.h"

static double
to_seconds (const struct timeval *time)
{
  return (double) time->tv_sec + (double) time->tv_usec / 1e6;
}

void
bench_run (const char *const *argv,
           BenchRun          *run)
{
  gint64 start = g_get_monotonic_time ();
  struct rusage usage;
  int status = 0;
  int code;
  pid_t pid;

  code = posix_spawnp (&pid, argv[0], NULL, NULL, (char *const *) argv, environ);
  if (code != 0)
    g_error ("%s: %s", argv[0], g_strerror (code));
  while (wait4 (pid, &status, 0, &usage) != pid)
    {
      if (errno != EINTR)
        g_error ("wait4: %s", g_strerror (errno));
    }
  run->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
    g_error ("%s ended badly (%d)", argv[0], status);
  run->cpu_seconds = to_seconds (&usage.ru_utime) + to_seconds (&usage.ru_stime);
  run->megabytes = (double) usage.ru_maxrss / 1024;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double *x = a;
  const double *y = b;

  return *x < *y ? -1 : *x > *y;
}

double
bench_median (double *values,
              guint   n)
{
  qsort (values, n, sizeof (double), compare_doubles);

  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

gboolean
bench_print (const char *name,
             double      ours,
             double      peer,
             double      peak,
             double      bar,
             double      max_megabytes)
{
  g_autofree char *beside = peer > 0 ? g_strdup_printf ("peer %.3f s, ratio %.3f", peer, ours / peer)
                                     : g_strdup ("peer missing");
  gboolean missed = (bar > 0 && peer > 0 && ours / peer > bar) ||
                    (max_megabytes > 0 && peak > max_megabytes);

  printf ("bench %s: ours %.3f s, %s, peak %.1f MB, bar %.2f%s\n", name, ours, beside, peak, bar,
          missed ? " (missed)" : "");
  fflush (stdout);

  return !missed;
}

gboolean
bench_print_alone (const char *name,
                   double      ours,
                   double      peak,
                   double      bar)
{
  gboolean missed = bar > 0 && ours > bar;

  printf ("bench %s: ours %.3f s, peer none, peak %.1f MB, bar %.2f s%s\n", name, ours, peak, bar,
          missed ? " (missed)" : "");
  fflush (stdout);

  return !missed;
}

guint
bench_get_rows (guint usual)
{
  const char *rows = g_getenv ("BENCH_ROWS");
  guint64 n = rows != NULL ? g_ascii_strtoull (rows, NULL, 10) : 0;

  return n > 0 && n <= 10000000 ? (guint) n : usual;
}

double
bench_get_peak (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmHWM:");

  return line != NULL ? (double) g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10) / 1024 : 0;
}

gboolean
bench_compare (const char        *name,
               const char *const *ours,
               const char *const *peer,
               void (            *prepare ) (gpointer user_data),
               gpointer           user_data,
               double             bar,
               double             max_megabytes)
{
  double wall[2][BENCH_ROUNDS];
  double cpu[2][BENCH_ROUNDS];
  g_autofree char *cpu_name = NULL;
  double peak = 0;
  gboolean ok;

  for (guint i = 0; i < BENCH_ROUNDS; i++)
    {
      for (guint j = 0; j < 2; j++)
        {
          BenchRun run;

          if (j == 0 && prepare != NULL)
            prepare (user_data);
          bench_run (j == 0 ? ours : peer, &run);
          wall[j][i] = run.seconds;
          cpu[j][i] = run.cpu_seconds;
          if (j == 0)
            peak = MAX (peak, run.megabytes);
        }
    }

  for (guint j = 0; j < 2; j++)
    {
      wall[j][0] = bench_median (wall[j], BENCH_ROUNDS);
      cpu[j][0] = bench_median (cpu[j], BENCH_ROUNDS);
    }
  ok = bench_print (name, wall[0][0], wall[1][0], peak, bar, max_megabytes);
  cpu_name = g_strdup_printf ("%s-cpu", name);
  bench_print (cpu_name, cpu[0][0], cpu[1][0], peak, 0, 0);

  return ok;
}

/* --- positions ------------------------------------------------------------------------------- */

static const char *const surnames[] = {
  "Rossi", "Bianchi", "Esposito", "D'Amico", "Ferrari", "Greco", "Conti", "Marino", "Gallo",
  "De Luca", "Fontana", "Caruso", "Rinaldi", "Moretti", "Barbieri", "Lombardi"
};
static const char *const names[] = {
  "Maria", "Anna", "Giuseppe", "Nicol\xc3\xb2", "Lucia", "Paolo", "Carla", "Enzo", "Sara", "Piero"
};
static const char *const streets[] = {
  "Via Roma", "Via Garibaldi", "Corso Italia", "Piazza Dante", "Viale della Libert\xc3\xa0",
  "Via dei Mille", "Largo Marconi"
};

static void
append_letters (GString *out,
                GRand   *rand,
                guint    n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (out, (char) ((i == 0 ? 'A' : 'a') + g_rand_int_range (rand, 0, 26)));
}

static char *
make_code (GRand *rand)
{
  char code[17];

  g_snprintf (code, sizeof code, "%c%c%c%c%c%c%02dA%02dF%03dX",
              g_rand_int_range (rand, 'B', 'E'), g_rand_int_range (rand, 'B', 'Z'), 'S',
              g_rand_int_range (rand, 'B', 'Z'), 'R', g_rand_int_range (rand, 'A', 'Z'),
              g_rand_int_range (rand, 30, 99), g_rand_int_range (rand, 1, 29),
              g_rand_int_range (rand, 1, 900));
  for (code[15] = 'A'; spt_fiscal_code_check (code) != SPT_FISCAL_CODE_OK; code[15]++)
    g_assert (code[15] < 'Z');

  return g_strdup (code);
}

void
bench_write_csv (const char *path,
                 guint       n,
                 gboolean    noisy)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  FILE *file = fopen (path, "w");

  g_assert (file != NULL);
  for (guint i = 0; i < (noisy ? n : 500); i++)
    g_ptr_array_add (codes, make_code (rand));
  fputs ("iupd;type;payStandIn;fiscalCode;fullName;streetName;civicNumber;postalCode;city;province;"
         "region;country;email;phone;switchToExpired;companyName;officeName;iuv;amount;description;"
         "isPartialPayment;dueDate;transfer.1.remittanceInformation;transfer.1.category;"
         "transfer.1.iban\n", file);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      g_autoptr (GString) street = g_string_new (NULL);
      g_autoptr (GString) iupd = g_string_new ("2026-TARI-");
      g_autofree char *iuv = NULL;

      if (noisy)
        {
          append_letters (name, rand, (guint) g_rand_int_range (rand, 4, 12));
          g_string_append_c (name, ' ');
          append_letters (name, rand, (guint) g_rand_int_range (rand, 4, 12));
          g_string_append (street, "Via ");
          append_letters (street, rand, (guint) g_rand_int_range (rand, 5, 18));
          append_letters (iupd, rand, 16);
          g_string_append_printf (iupd, "%u", i);
          iuv = spt_iuv_make (1, (guint64) g_rand_int_range (rand, 0, 1 << 22) << 20 | i);
        }
      else
        {
          g_string_printf (name, "%s %s", surnames[i % G_N_ELEMENTS (surnames)],
                           names[i / 7 % G_N_ELEMENTS (names)]);
          g_string_assign (street, streets[i % G_N_ELEMENTS (streets)]);
          g_string_append_printf (iupd, "%06u", i);
          iuv = spt_iuv_make (1, i);
        }
      fprintf (file, "%s;F;true;%s;%s;%s;%u;%05u;%s;%s;%s;IT;%s%u@example.org;0%u;false;"
               "Comune di Esempio;Ufficio tributi;%s;%u,%02u;TARI 2026 rata unica;false;16/12/2030;"
               "TARI 2026 rata unica;9/0101100IM/;IT60X0542811101000000123456\n", iupd->str,
               (char *) g_ptr_array_index (codes, i % codes->len), name->str, street->str,
               1 + i % 200, 10000 + i * 7919u % 80000, "Esempio sul Fiume", "RM", "Lazio",
               noisy ? street->str + 4 : "posta", i % 1000,
               noisy ? g_rand_int (rand) % 1000000000 : 61234567 + i % 100, iuv, 20 + i * 7 % 900,
               i * 13 % 100);
    }
  if (fclose (file) != 0)
    g_error ("%s: %s", path, g_strerror (errno));
}

char *
bench_make_folder (void)
{
  char *path = g_strdup ("bench-XXXXXX");

  if (g_mkdtemp (path) == NULL)
    g_error ("%s: %s", path, g_strerror (errno));

  return path;
}

void
bench_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_DIR) && !g_file_test (file, G_FILE_TEST_IS_SYMLINK))
        bench_remove_folder (file);
      else
        g_remove (file);
    }
  g_rmdir (path);
}
