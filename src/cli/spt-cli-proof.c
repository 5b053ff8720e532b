/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outbox proof: what was sent and answered, with what it takes to verify it elsewhere. */
#define G_LOG_DOMAIN "spt-cli"

#include "config.h"

#include "cli/spt-cli-private.h"

/**
 * spt_cli_run_proof:
 * @cli: the command line
 * @argv: the command's words
 *
 * Writes the proof of one submission.
 *
 * Returns: the exit status
 */
SptExit
spt_cli_run_proof (SptCli  *cli,
                   char   **argv)
{
  return SPT_EXIT_USAGE;
}
