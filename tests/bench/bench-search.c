/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a key that reaches the search entry of the page of positions to the frame that shows the filtered list, over 100,000
 * rows: the program itself, a real key. Beside it stands the time that sqlite3 needs to look through the same rows by LIKE,
 * which also says how many rows there must be. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench-session.h"
#include "bench.h"

#define ROUNDS 3
#define BAR    0.050

/* Typed letter by letter, and taken back in the same way; with + at once. The first letters of "rossi" are those of "rata"
 * too, which every row has; the last finds nothing. */
static const char *const words[] = { "rossi", "bianchi", "012345", "lomb mar", "rox", "+rossi", "+043210" };

static char *
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL,
                     &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", argv[0], error->message);

  return output;
}

/* How many rows have a word that begins with each of @typed. */
static guint
count_rows (const char *archive,
            const char *typed,
            GArray     *seconds)
{
  g_auto (GStrv) parts = g_strsplit (typed, " ", -1);
  g_autoptr (GString) sql = g_string_new ("SELECT id FROM position WHERE removed IS NULL");
  const char *argv[] = { SQLITE3, archive, NULL, NULL };
  g_autofree char *output = NULL;
  gint64 start = g_get_monotonic_time ();
  double needed;
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0')
        g_string_append_printf (sql, " AND ' ' || replace (iupd, '-', ' ') || ' ' || ifnull (iuv, '') || ' ' || debtor_code || "
                                "' ' || replace (debtor_name, '''', ' ') || ' ' || description LIKE '%% %s%%'",
                                parts[i]);
    }
  g_string_append (sql, " ORDER BY updated DESC, id DESC");
  argv[2] = sql->str;
  output = run (argv);
  needed = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_array_append_val (seconds, needed);
  for (const char *at = output; *at != '\0'; at++)
    n += *at == '\n';

  return n;
}

static void
add_step (GString    *keys,
          const char *name,
          guint       rows)
{
  g_string_append_printf (keys, "%s%s=%u", keys->len > 0 ? " " : "", name, rows);
}

static char *
make_keys (const char *archive,
           GArray     *peer)
{
  GString *keys = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gboolean fast = *words[i] == '+';
      const char *word = words[i] + fast;
      guint n = (guint) strlen (word);
      g_autofree guint *rows = g_new (guint, n + 1);

      for (guint j = 0; j <= n; j++)
        {
          g_autofree char *typed = g_strndup (word, j);

          rows[j] = count_rows (archive, typed, peer);
        }
      if (fast)
        add_step (keys, words[i], rows[n]);
      for (guint j = 1; !fast && j <= n; j++)
        {
          const char key[] = { word[j - 1], '\0' };

          add_step (keys, word[j - 1] == ' ' ? "space" : key, rows[j]);
        }
      for (guint j = n; j > 0; j--)
        add_step (keys, "BackSpace", rows[j - 1]);
    }

  return g_string_free (keys, FALSE);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *archive = NULL;
  g_autofree char *keys = NULL;
  g_autofree char *worst_name = NULL;
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) peer = g_array_new (FALSE, FALSE, sizeof (double));
  double worst = 0, median, peer_median, peak = 0;

  if (*SQLITE3 == '\0')
    {
      printf ("bench search: skipped, sqlite3 is not installed\n");
      return 77;
    }
  session_enter (&argc, &argv, "search");
  folder = bench_make_folder ();
  archive = g_build_filename (folder, "archive.db", NULL);
  /* With the codes: what is found must be seen to be the right thing. */
  session_prepare (folder, archive, "'positions:iupd:-1','positions:iuv:-1','positions:debtor-code:-1'");
  keys = make_keys (archive, peer);

  for (guint i = 0; i < ROUNDS; i++)
    {
      const char *program[] = { g_getenv ("BENCH_SPORTELLO"), "--archive", archive, NULL };
      gint64 began;
      g_autofree char *output = session_run (program, "search", keys, &began);
      g_auto (GStrv) lines = g_strsplit (output, "\n", -1);

      for (guint j = 0; lines[j] != NULL; j++)
        {
          char name[64], change[8], step[160];
          gint64 us, cpu;
          double seconds, megabytes;

          if (sscanf (lines[j], "peak %lf", &megabytes) == 1)
            peak = MAX (peak, megabytes);
          if (sscanf (lines[j], "key %63s %" G_GINT64_FORMAT " %7s %159s %" G_GINT64_FORMAT, name, &us, change, step,
                      &cpu) != 5)
            continue;
          if (g_getenv ("BENCH_VERBOSE") != NULL)
            printf ("# %s %s %.1f ms, %.1f ms of the window's thread, %s\n", name, change, (double) us / 1000,
                    (double) cpu / 1000, step);
          /* Where the list stays the same, there is nothing to wait for. */
          if (strcmp (change, "new") != 0)
            continue;
          seconds = (double) us / G_USEC_PER_SEC;
          g_array_append_val (ours, seconds);
          if (seconds > worst)
            {
              worst = seconds;
              g_free (worst_name);
              worst_name = g_strdup (name);
            }
        }
    }
  bench_remove_folder (folder);

  if (ours->len == 0)
    g_error ("no key was timed");
  median = bench_median ((double *) (void *) ours->data, ours->len);
  peer_median = bench_median ((double *) (void *) peer->data, peer->len);
  printf ("bench search: ours %.4f s, peer %.4f s, ratio %.3f, peak %.1f MB, bar %.3f s%s\n", median,
          peer_median, median / peer_median, peak, BAR, median > BAR ? " (missed)" : "");
  printf ("bench search-worst: ours %.4f s (%s), of %u keys, bar %.3f s%s\n", worst, worst_name,
          ours->len, BAR, worst > BAR ? " (missed)" : "");

  return median > BAR || worst > BAR;
}
