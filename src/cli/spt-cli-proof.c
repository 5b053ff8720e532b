/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outbox proof: what was sent and answered, with what it takes to verify it elsewhere
 * (docs/proof.md). */
#define G_LOG_DOMAIN "spt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "cli/spt-cli-private.h"
#include "outbox/spt-proof.h"

static void
print_made (SptCli             *cli,
            gint64              id,
            const SptProofInfo *info,
            const char         *path)
{
  g_autoptr (GString) out = NULL;
  SptJsonWriter writer;

  if (!cli->json)
    {
      g_autofree char *printable = spt_cli_dup_printable (path);

      printf (ngettext ("The proof, with %u event, is in %s.\n", "The proof, with %u events, is in %s.\n",
                        info->n_events), info->n_events, printable);
      return;
    }

  out = g_string_new (NULL);
  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_put_int (&writer, "submission", id);
  spt_json_writer_put_string (&writer, "file", path);
  spt_json_writer_put_int (&writer, "events", info->n_events);
  spt_json_writer_put_string (&writer, "head", info->head);
  spt_json_writer_end_object (&writer);
  spt_cli_print_json (out);
}

/**
 * spt_cli_run_proof:
 * @cli: the command line
 * @argv: the command's words
 *
 * Writes the proof of one submission with spt_proof_save() and says what is in it.
 *
 * Returns: the exit status
 */
SptExit
spt_cli_run_proof (SptCli  *cli,
                   char   **argv)
{
  g_auto (SptProofInfo) info = { 0 };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  gint64 id;

  if (!spt_cli_parse (&argv, NULL, 2, 2))
    return SPT_EXIT_USAGE;
  words = argv;
  if (!spt_cli_parse_id (words[1], &id))
    return SPT_EXIT_USAGE;
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  if (!spt_proof_save (cli->store, id, words[2], cli->who, &info, NULL, &error))
    return spt_cli_fail (cli, error);
  print_made (cli, id, &info, words[2]);

  return SPT_EXIT_OK;
}
