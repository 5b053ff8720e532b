/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands of one file lend to another. */
#pragma once

#include "cli/spt-cli.h"
#include "store/spt-store-submissions.h"

G_BEGIN_DECLS

SptExit spt_cli_print_prepared   (SptCli           *cli,
                                  const char       *operation,
                                  SptPrepareResult *result);
/* @attempts and @items may be NULL. */
void    spt_cli_write_submission (SptJsonWriter    *writer,
                                  SptSubmission    *submission,
                                  GPtrArray        *attempts,
                                  GPtrArray        *items);
SptExit spt_cli_run_proof        (SptCli           *cli,
                                  char            **argv);

G_END_DECLS
