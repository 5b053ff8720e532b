/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sportello-cli: the program without a display. */
#define G_LOG_DOMAIN "spt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/spt-data.h"
#include "cli/spt-cli.h"
#include "services/spt-services-table.h"

static const SptCliCommand *const tables[] = {
  spt_cli_records_commands,
  spt_cli_account_commands,
  spt_cli_outbox_commands,
  spt_cli_archive_commands,
};

static void
print_usage (FILE *out)
{
  fprintf (out, "sportello-cli [--archive FILE] [--format text|json] COMMAND\n\n");
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      for (const SptCliCommand *command = tables[i]; command->name != NULL; command++)
        fprintf (out, "  %s%s%s\n        %s\n", command->name, *command->usage != '\0' ? " " : "",
                 command->usage, command->summary);
    }
  fprintf (out, "\nExit status: 0 all accepted or done, 1 something refused or wrong, 2 usage,\n"
                "3 something uncertain, 4 not sent, 5 still waiting.\n");
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
      g_autofree char *name = value != NULL ? g_strndup (option, value - option) : g_strdup (option);

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
      else if (strcmp (name, "--format") == 0 &&
               (g_strcmp0 (value, "json") == 0 || g_strcmp0 (value, "text") == 0))
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
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("sportello-cli");

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
  if (argv[0] == NULL || argv[0][0] == '-')
    {
      print_usage (argv[0] == NULL ? stderr : stdout);
      status = argv[0] == NULL ? SPT_EXIT_USAGE : SPT_EXIT_OK;
      goto out;
    }

  command = find_command (&argv);
  if (command == NULL)
    {
      spt_cli_complain (_("there is no command “%s”"), argv[0]);
      print_usage (stderr);
      goto out;
    }
  status = command->run (&cli, argv);
  if (status == SPT_EXIT_USAGE)
    fprintf (stderr, "sportello-cli %s %s\n", command->name, command->usage);

out:
  cli_clear (&cli);
  return status;
}
