/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desktop session and an archive for the benchmarks of the window itself. */
#include "config.h"

#include "bench-session.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "bench-desk.h"
#include "bench.h"
#include "store/spt-store-accounts.h"

#define INSIDE "--inside"
#define SKIPPED 77

void
session_enter (int         *argc,
               char      ***argv,
               const char  *name)
{
  /* xprop and xdotool are in packages of their own */
  static const char *const needed[] = { "Xvfb", "openbox", "dbus-daemon", "xprop", "xdotool" };
  g_autoptr (GError) error = NULL;
  g_autofree char *self = NULL;
  int status = 0;

  if (*argc > 1 && g_str_equal ((*argv)[1], INSIDE))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_autofree char *path = g_find_program_in_path (needed[i]);

      if (path == NULL)
        {
          printf ("bench %s: skipped, %s is not installed\n", name, needed[i]);
          exit (SKIPPED);
        }
    }
  self = g_file_read_link ("/proc/self/exe", NULL);
  /* As a person's desktop is: its own bus, a reader of the screen may ask, things move. */
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  g_setenv ("GUI_ANIMATIONS", "1", TRUE);
  if (!g_spawn_sync (NULL, (char *[]) { (char *) g_getenv ("BENCH_SESSION"), (char *) "-k",
                                        (char *) "none", (char *) "-s", (char *) "1400x1000", self,
                                        (char *) INSIDE, NULL }, NULL,
                     G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL, NULL, &status, &error))
    g_error ("%s", error->message);
  exit (WIFEXITED (status) ? WEXITSTATUS (status) : 1);
}

static gboolean
set_clerk (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return spt_db_set_setting (db, SPT_SETTING_CLERK, data, error);
}

void
session_prepare (const char *folder,
                 const char *archive,
                 const char *columns)
{
  g_autofree char *csv = g_build_filename (folder, "positions.csv", NULL);
  g_autofree char *settings = g_build_filename (g_get_user_config_dir (), "glib-2.0", "settings",
                                                NULL);
  g_autofree char *keyfile = g_build_filename (settings, "keyfile", NULL);
  g_autofree char *text =
    g_strdup_printf ("[io/github/sportello/Sportello]\nlast-page='positions'\nlist-columns=[%s]\n",
                     columns != NULL ? columns : "");
  g_autoptr (GError) error = NULL;
  SptStore *store;

  bench_write_csv (csv, SESSION_ROWS, FALSE);
  bench_desk_make (csv, archive, SESSION_ROWS, "http://127.0.0.1:9");
  store = bench_desk_open (archive);
  spt_store_run_sync (store, SPT_STORE_WRITE, set_clerk, (gpointer) "bench", NULL, &error);
  g_assert_no_error (error);
  bench_desk_close (store);

  g_mkdir_with_parents (settings, 0700);
  g_file_set_contents (keyfile, text, -1, &error);
  g_assert_no_error (error);
}

char *
session_run (const char *const *program,
             const char        *what,
             const char        *keys,
             gint64            *began)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status = 0;

  environment = g_environ_setenv (environment, "LD_PRELOAD", g_getenv ("BENCH_PROBE_LIBRARY"), TRUE);
  environment = g_environ_setenv (environment, "BENCH_PROBE", what, TRUE);
  environment = g_environ_setenv (environment, "BENCH_ROWS", G_STRINGIFY (SESSION_ROWS), TRUE);
  if (keys != NULL)
    environment = g_environ_setenv (environment, "BENCH_KEYS", keys, TRUE);
  *began = g_get_monotonic_time ();
  if (!g_spawn_sync (NULL, (char **) program, environment, G_SPAWN_DEFAULT, NULL, NULL, &output,
                     NULL, &status, &error))
    g_error ("%s: %s", program[0], error->message);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", program[0], error->message);

  return output;
}
