/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sportello-cli: the program without a display. */
#define G_LOG_DOMAIN "spt-cli"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/spt-data.h"
#include "base/spt-log.h"
#include "cli/spt-cli.h"
#include "services/spt-services-table.h"

static const SptCliCommand *const tables[] = {
  spt_cli_records_commands,
  spt_cli_account_commands,
  spt_cli_outbox_commands,
  spt_cli_archive_commands,
};

static void
print_command (FILE                *out,
               const SptCliCommand *command)
{
  fprintf (out, "  %s%s%s\n        %s\n", command->name, *command->usage != '\0' ? " " : "",
           command->usage, _(command->summary));
}

/* @group: (nullable): only commands whose first word it is; FALSE when there are none. */
static gboolean
print_usage (FILE       *out,
             const char *group)
{
  gsize length = group != NULL ? strlen (group) : 0;
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      for (const SptCliCommand *command = tables[i]; command->name != NULL; command++)
        {
          if (group != NULL &&
              (strncmp (command->name, group, length) != 0 || command->name[length] != ' '))
            continue;
          if (!any)
            fprintf (out, "sportello-cli [--archive FILE] [--format text|json] %s\n\n",
                     group != NULL ? group : _("COMMAND"));
          any = TRUE;
          print_command (out, command);
        }
    }
  if (any)
    fprintf (out, "\n%s\n", _("Exit status: 0 all accepted or done, 1 something refused or wrong, 2 usage,\n"
                              "3 something uncertain, 4 not sent, 5 still waiting."));

  return any;
}

static void
print_command_usage (FILE                *out,
                     const SptCliCommand *command)
{
  fprintf (out, "sportello-cli [--archive FILE] [--format text|json] %s%s%s\n", command->name,
           *command->usage != '\0' ? " " : "", command->usage);
}

/* A command of two words is named by both; @argv is moved to its last word. */
static const SptCliCommand *
find_command (char ***argv)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      for (const SptCliCommand *command = tables[i]; command->name != NULL; command++)
        {
          const char *space = strchr (command->name, ' ');
          gsize length = space != NULL ? (gsize) (space - command->name) : strlen (command->name);

          if (strlen ((*argv)[0]) != length || strncmp ((*argv)[0], command->name, length) != 0)
            continue;
          if (space == NULL)
            return command;
          if ((*argv)[1] != NULL && strcmp ((*argv)[1], space + 1) == 0)
            {
              (*argv)++;
              return command;
            }
        }
    }

  return NULL;
}

/* "help", "--help", "-h", before a command, behind it, or in its place; all the same. TRUE when
 * help was asked for. */
static gboolean
give_help (char   **argv,
           SptExit *status)
{
  const SptCliCommand *command;
  gboolean wanted = FALSE;
  char **words = argv;

  for (guint i = 0; argv[i] != NULL && strcmp (argv[i], "--") != 0; i++)
    wanted |= strcmp (argv[i], "--help") == 0 || strcmp (argv[i], "-h") == 0 ||
              (i == 0 && strcmp (argv[i], "help") == 0);
  if (!wanted)
    return FALSE;

  if (words[0][0] == '-' || strcmp (words[0], "help") == 0)
    words++;
  *status = SPT_EXIT_OK;
  if (words[0] == NULL || words[0][0] == '-')
    {
      print_usage (stdout, NULL);
    }
  else if ((command = find_command (&words)) != NULL)
    {
      print_command_usage (stdout, command);
      printf ("\n%s\n", _(command->summary));
    }
  else if (!print_usage (stdout, words[0]))
    {
      spt_cli_complain (_("there is no command “%s”"), words[0]);
      *status = SPT_EXIT_USAGE;
    }

  return TRUE;
}

static void
cli_clear (SptCli *cli)
{
  g_clear_object (&cli->outbox);
  if (cli->store != NULL)
    spt_store_close (cli->store);
  g_clear_object (&cli->store);
  g_clear_object (&cli->http);
  g_clear_object (&cli->keyring);
  g_clear_object (&cli->credentials);
  g_clear_object (&cli->clock);
  g_clear_pointer (&cli->archive_path, g_free);
  g_clear_pointer (&cli->who, g_free);
}

/* The options before the command; FALSE after saying what is wrong. */
static gboolean
take_global_options (SptCli   *cli,
                     char   ***argv)
{
  while ((*argv)[0] != NULL && (*argv)[0][0] == '-')
    {
      const char *option = (*argv)[0];
      const char *value = strchr (option, '=');
      g_autofree char *name = g_strndup (option, strcspn (option, "="));

      if (strcmp (name, "--help") == 0 || strcmp (name, "-h") == 0)
        return TRUE;
      if (strcmp (name, "--version") == 0)
        return TRUE;
      if (value != NULL)
        value++;
      else if ((value = (*argv)[1]) != NULL)
        (*argv)++;
      (*argv)++;

      if (strcmp (name, "--archive") == 0 && value != NULL && *value != '\0')
        {
          g_free (cli->archive_path);
          cli->archive_path = g_strdup (value);
        }
      else if (strcmp (name, "--format") == 0 && value != NULL &&
               (strcmp (value, "json") == 0 || strcmp (value, "text") == 0))
        {
          cli->json = strcmp (value, "json") == 0;
        }
      else
        {
          spt_cli_complain (_("%s is not understood"), option);
          return FALSE;
        }
    }

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  const char *locale_dir = g_getenv ("SPORTELLO_LOCALEDIR");
  const SptCliCommand *command;
  SptCli cli = { 0 };
  SptExit status = SPT_EXIT_USAGE;

  /* libsoup repeats what changes something on HTTP/2 by itself (design 3). */
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
  spt_log_install ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("sportello-cli");
  /* Standard output belongs to the command's answer, whatever is being debugged. */
  g_log_writer_default_set_use_stderr (TRUE);

  spt_services_register_all ();
  cli.clock = spt_clock_new_system ();
  cli.archive_path = g_build_filename (g_get_user_data_dir (), "sportello", "sportello.db", NULL);

  argv++;
  if (!take_global_options (&cli, &argv))
    goto out;
  if (argv[0] != NULL && strcmp (argv[0], "--version") == 0)
    {
      printf ("sportello-cli %s\n", VERSION);
      status = SPT_EXIT_OK;
      goto out;
    }
  if (argv[0] == NULL)
    {
      print_usage (stderr, NULL);
      goto out;
    }
  if (give_help (argv, &status))
    goto out;

  command = find_command (&argv);
  if (command == NULL)
    {
      if (!print_usage (stderr, argv[0]))
        spt_cli_complain (_("there is no command “%s”; “sportello-cli --help” lists them"), argv[0]);
      goto out;
    }
  status = command->run (&cli, argv);
  if (status == SPT_EXIT_USAGE)
    print_command_usage (stderr, command);

out:
  /* A script must not take half a document for a whole one. */
  if (fflush (stdout) != 0 || ferror (stdout))
    {
      spt_cli_complain (_("standard output could not be written: %s"), g_strerror (errno));
      status = spt_cli_worst (status, SPT_EXIT_REFUSED);
    }
  cli_clear (&cli);
  return status;
}
