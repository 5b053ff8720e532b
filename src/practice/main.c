/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sportello-practice: options, life cycle and the ready line. */
#define G_LOG_DOMAIN "spt-practice"

#include "prc-context.h"
#include "prc-db.h"
#include "prc-faults.h"
#include "prc-ledger.h"
#include "prc-server.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gstdio.h>

static int option_port;
static char *option_state;
static char *option_faults;
static gboolean option_fast;
static int option_parent_pipe = -1;

static const GOptionEntry entries[] = {
  { "port", 0, 0, G_OPTION_ARG_INT, &option_port, "TCP port on 127.0.0.1; 0 takes a free one",
    "N" },
  { "state", 0, 0, G_OPTION_ARG_FILENAME, &option_state,
    "Keep ledger and positions in DIR (default: a folder that is removed at the end)", "DIR" },
  { "faults", 0, 0, G_OPTION_ARG_FILENAME, &option_faults,
    "Fault rules, read again when the file changes", "FILE" },
  { "fast", 0, 0, G_OPTION_ARG_NONE, &option_fast, "Near-zero delays and no rate limits", NULL },
  { "parent-pipe", 0, 0, G_OPTION_ARG_INT, &option_parent_pipe,
    "End when this descriptor reaches its end", "FD" },
  { NULL }
};

static gboolean
on_signal (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_parent (gint         fd,
           GIOCondition condition,
           gpointer     data)
{
  char buffer[256];
  gssize got = read (fd, buffer, sizeof buffer);

  if (got > 0 || (got < 0 && (errno == EINTR || errno == EAGAIN)))
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
watch_parent (GMainLoop *loop)
{
  struct stat info;

  if (option_parent_pipe >= 0)
    g_unix_fd_add (option_parent_pipe, G_IO_IN | G_IO_HUP | G_IO_ERR | G_IO_NVAL, on_parent,
                   loop);
  /* A terminal or /dev/null says nothing about a parent; a pipe does. */
  if (option_parent_pipe != STDIN_FILENO && fstat (STDIN_FILENO, &info) == 0 &&
      (S_ISFIFO (info.st_mode) || S_ISSOCK (info.st_mode)))
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR | G_IO_NVAL, on_parent, loop);
}

static void
remove_state (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static gboolean
open_state (PrcContext  *context,
            GError     **error)
{
  g_autofree char *database = NULL;
  g_autofree char *ledger = NULL;
  sqlite3_stmt *statement;

  if (option_state != NULL)
    {
      context->state_dir = g_strdup (option_state);
      if (g_mkdir_with_parents (context->state_dir, 0700) != 0)
        {
          int saved = errno;

          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s: %s",
                       context->state_dir, g_strerror (saved));
          return FALSE;
        }
    }
  else
    {
      context->state_dir = g_dir_make_tmp ("sportello-practice-XXXXXX", error);
      if (context->state_dir == NULL)
        return FALSE;
      context->state_is_temporary = TRUE;
    }
  ledger = g_build_filename (context->state_dir, "ledger.jsonl", NULL);
  context->ledger = prc_ledger_open (ledger, !context->fast, error);
  if (context->ledger == NULL)
    return FALSE;
  database = g_build_filename (context->state_dir, "practice.db", NULL);
  context->db = prc_db_open (database, error);
  if (context->db == NULL ||
      !prc_db_exec (context->db, "CREATE TABLE IF NOT EXISTS meta "
                    "(name TEXT PRIMARY KEY, value TEXT)", error) ||
      !prc_pending_open (context, error))
    return FALSE;
  statement = prc_db_query (context->db, "SELECT value FROM meta WHERE name = 'clock'", "");
  while (prc_db_next (statement))
    context->clock_offset_us = sqlite3_column_int64 (statement, 0) * G_USEC_PER_SEC;
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GOptionContext) options = g_option_context_new (NULL);
  g_autoptr (GMainLoop) loop = NULL;
  g_autoptr (GError) error = NULL;
  PrcContext context = { FALSE, };
  PrcServer *server = NULL;
  int status = EXIT_SUCCESS;

  signal (SIGPIPE, SIG_IGN);
  umask (0077);
  g_option_context_add_main_entries (options, entries, NULL);
  g_option_context_set_summary (options, "Practice twins of the services, on loopback only.");
  g_option_context_set_description (options, "When ready it prints one line of JSON with the base "
                                    "URL of each service and of the control endpoints.\n"
                                    "The README of its sources lists keys, faults and controls.");
  if (!g_option_context_parse (options, &argc, &argv, &error) || argc > 1 ||
      option_port < 0 || option_port > 65535)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "see --help");
      return 2;
    }

  loop = g_main_loop_new (NULL, FALSE);
  context.fast = option_fast;
  context.faults = prc_faults_new (option_faults);
  context.tally = prc_tally_new ();
  if (open_state (&context, &error))
    server = prc_server_new (&context, (guint) option_port, &error);
  if (server != NULL)
    {
      g_autofree char *ready = prc_server_ready (server);

      g_unix_signal_add (SIGTERM, on_signal, loop);
      g_unix_signal_add (SIGINT, on_signal, loop);
      watch_parent (loop);
      puts (ready);
      fflush (stdout);
      g_main_loop_run (loop);
      prc_server_free (server);
    }
  else
    {
      g_printerr ("%s\n", error->message);
      status = EXIT_FAILURE;
    }

  g_clear_pointer (&context.db, prc_db_close);
  g_clear_pointer (&context.ledger, prc_ledger_close);
  if (context.state_is_temporary)
    remove_state (context.state_dir);
  prc_faults_free (context.faults);
  prc_tally_free (context.tally);
  g_free (context.state_dir);
  g_free (option_state);
  g_free (option_faults);
  return status;
}
