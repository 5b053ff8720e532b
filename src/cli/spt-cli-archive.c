/* SPDX-License-Identifier: GPL-3.0-or-later */
/* archive verify, backup, restore. */
#define G_LOG_DOMAIN "spt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "cli/spt-cli.h"
#include "store/spt-store-events.h"

static gboolean
verify_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return spt_db_verify (db, data, cancellable, error);
}

static void
print_verify (SptCli                *cli,
              const SptVerifyResult *result)
{
  g_autoptr (GString) out = NULL;
  SptJsonWriter writer;

  if (!cli->json)
    {
      /* As texts: translators' tools do not know the formats of 64-bit numbers. */
      g_autofree char *events = g_strdup_printf ("%" G_GINT64_FORMAT, result->n_events);
      g_autofree char *payloads = g_strdup_printf ("%" G_GINT64_FORMAT, result->n_payloads);
      g_autofree char *erased = g_strdup_printf ("%" G_GINT64_FORMAT, result->n_erased);
      g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, result->first_bad_seq);

      if (result->problem == NULL)
        printf (_("The chain holds: %s events, %s payloads (and %s erased).\nHead: %s\n"), events,
                payloads, erased, result->head);
      else if (result->first_bad_seq != 0)
        printf (_("The archive is not intact, from event %s on: %s\n"), first, result->problem);
      else
        printf (_("The archive is not intact: %s\n"), result->problem);
      return;
    }

  out = g_string_new (NULL);
  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_put_bool (&writer, "ok", result->problem == NULL);
  spt_json_writer_put_int (&writer, "events", result->n_events);
  spt_json_writer_put_int (&writer, "payloads", result->n_payloads);
  spt_json_writer_put_int (&writer, "erased", result->n_erased);
  spt_json_writer_key (&writer, "first_bad");
  if (result->first_bad_seq != 0)
    spt_json_writer_int (&writer, result->first_bad_seq);
  else
    spt_json_writer_null (&writer);
  spt_json_writer_put_string (&writer, "problem", result->problem);
  spt_json_writer_put_string (&writer, "head", result->head);
  spt_json_writer_end_object (&writer);
  spt_cli_print_json (out);
}

static SptExit
run_verify (SptCli  *cli,
            char   **argv)
{
  SptVerifyResult result = { 0 };
  g_autoptr (GError) error = NULL;
  SptExit status;

  if (!spt_cli_parse (&argv, NULL, 0, 0))
    return SPT_EXIT_USAGE;
  g_strfreev (argv);
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, verify_job, &result, NULL, &error))
    return spt_cli_fail (cli, error);

  print_verify (cli, &result);
  status = result.problem == NULL ? SPT_EXIT_OK : SPT_EXIT_REFUSED;
  spt_verify_result_clear (&result);

  return status;
}

static SptExit
run_backup (SptCli  *cli,
            char   **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  if (!spt_cli_parse (&argv, NULL, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  if (!spt_store_backup (cli->store, words[1], NULL, &error))
    return spt_cli_fail (cli, error);

  return SPT_EXIT_OK;
}

static SptExit
run_restore (SptCli  *cli,
             char   **argv)
{
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  if (!spt_cli_parse (&argv, NULL, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  if (!spt_store_restore (cli->archive_path, words[1], cli->clock, &kept, &error))
    return spt_cli_fail (cli, error);

  if (cli->json)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      SptJsonWriter writer;

      spt_json_writer_init (&writer, out);
      spt_json_writer_begin_object (&writer);
      spt_json_writer_put_string (&writer, "archive", cli->archive_path);
      spt_json_writer_put_string (&writer, "kept", kept);
      spt_json_writer_end_object (&writer);
      spt_cli_print_json (out);
    }
  else
    {
      if (kept != NULL)
        printf (_("The archive that was here is kept as %s.\n"), kept);
      printf (_("Restored. Nothing leaves before the list of submissions has been gone through.\n"));
    }

  return SPT_EXIT_OK;
}

const SptCliCommand spt_cli_archive_commands[] = {
  { "archive verify", "", N_("recomputes the chain of evidence"), run_verify },
  { "archive backup", "FILE", N_("copies the archive, also while it is in use"), run_backup },
  { "archive restore", "FILE", N_("puts a backup in the archive's place and keeps the old one"),
    run_restore },
  { NULL }
};
