/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands of one file lend to another. */
#pragma once

#include "cli/spt-cli.h"
#include "store/spt-store-submissions.h"

G_BEGIN_DECLS

SptExit    spt_cli_print_prepared    (SptCli           *cli,
                                      const char       *operation,
                                      SptPrepareResult *result);
/* @attempts, @items and @note may be NULL. */
void       spt_cli_write_submission  (SptJsonWriter    *writer,
                                      SptSubmission    *submission,
                                      GPtrArray        *attempts,
                                      GPtrArray        *items,
                                      const char       *note);
/* (transfer full) (element-type SptSubmission), in the order of @ids. */
GPtrArray *spt_cli_get_submissions   (SptDb            *db,
                                      GArray           *ids,
                                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void       spt_cli_print_submissions (SptCli           *cli,
                                      GPtrArray        *submissions);
SptExit    spt_cli_run_send          (SptCli           *cli,
                                      char            **argv);
SptExit    spt_cli_run_ask_again     (SptCli           *cli,
                                      char            **argv);
SptExit    spt_cli_run_settle        (SptCli           *cli,
                                      char            **argv);
SptExit    spt_cli_run_follow        (SptCli           *cli,
                                      char            **argv);
SptExit    spt_cli_run_uploads       (SptCli           *cli,
                                      char            **argv);
SptExit    spt_cli_run_iuv           (SptCli           *cli,
                                      char            **argv);
SptExit    spt_cli_run_schemas       (SptCli           *cli,
                                      char            **argv);
SptExit    spt_cli_run_schemas_import (SptCli          *cli,
                                      char            **argv);
SptExit    spt_cli_run_schemas_restore (SptCli         *cli,
                                      char            **argv);
SptExit    spt_cli_run_proof         (SptCli           *cli,
                                      char            **argv);
/* spt-cli-consumption.c */
SptExit    spt_cli_import_consumption (SptCli          *cli,
                                       const char      *path,
                                       gboolean         dry_run);
SptExit    spt_cli_run_plants_present (SptCli          *cli,
                                      char            **argv);
SptExit    spt_cli_run_plants_documents (SptCli        *cli,
                                      char            **argv);
/* A date as people write it becomes ISO; FALSE after saying that it is none. */
gboolean   spt_cli_parse_day         (char            **text);

G_END_DECLS
