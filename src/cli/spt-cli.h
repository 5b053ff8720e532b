/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: a contract for scripts (design 5). What its files share. */
#pragma once

#include "base/spt-json.h"
#include "outbox/spt-intake.h"
#include "outbox/spt-outbox.h"
#include "secrets/spt-keyring.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

/* Exit status (design 5); of several the one that stands first in spt_cli_worst() wins. */
typedef enum
{
  SPT_EXIT_OK        = 0,
  SPT_EXIT_REFUSED   = 1, /* something refused, or an issue of level error */
  SPT_EXIT_USAGE     = 2,
  SPT_EXIT_UNCERTAIN = 3,
  SPT_EXIT_NOT_SENT  = 4,
  SPT_EXIT_WAITING   = 5
} SptExit;

typedef struct
{
  char       *archive_path; /* (owned) */
  gboolean    json;
  SptClock   *clock;        /* (owned) */
  SptStore   *store;        /* (owned) (nullable): see spt_cli_open() */
  SptKeyring *keyring;      /* (owned) (nullable) */
  SptKeyring *credentials;  /* (owned) (nullable): the systemd directory, part of @keyring */
  SptHttp    *http;         /* (owned) (nullable) */
  SptOutbox  *outbox;       /* (owned) (nullable) */
  char       *who;          /* (owned): who signs */
} SptCli;

/**
 * SptCliCommand:
 * @name: one or two words ("account add")
 * @usage: what follows the name
 * @summary: one line
 * @run: gets its own arguments, the name first
 */
typedef struct
{
  const char *name;
  const char *usage;
  const char *summary;
  SptExit   (*run) (SptCli  *cli,
                    char   **argv);
} SptCliCommand;

extern const SptCliCommand spt_cli_account_commands[];
extern const SptCliCommand spt_cli_records_commands[];
extern const SptCliCommand spt_cli_outbox_commands[];
extern const SptCliCommand spt_cli_archive_commands[];

/* Opens the archive once, with keyring and outbox; FALSE after saying why. */
gboolean    spt_cli_open          (SptCli              *cli);
/* Parses options strictly and checks how many words are left; FALSE after saying why (usage).
 * @argv is replaced by what is left, the name first. */
gboolean    spt_cli_parse         (char              ***argv,
                                   const GOptionEntry  *entries,
                                   guint                n_min,
                                   guint                n_max);
/* "sportello-cli: ..." on standard error. */
void        spt_cli_complain      (const char          *format,
                                   ...) G_GNUC_PRINTF (1, 2);
/* Says an error in people's words; gives the exit status that fits it. */
SptExit     spt_cli_fail          (SptCli              *cli,
                                   const GError        *error);
/* The worse of two, in the order 3, 4, 1, 5, 0. */
SptExit     spt_cli_worst         (SptExit              a,
                                   SptExit              b);
SptExit     spt_cli_exit_of_state (SptState             state);

/* Output. */
void        spt_cli_print_json    (GString             *json);
void        spt_cli_write_issues  (SptJsonWriter       *writer,
                                   SptIssueList        *issues);
void        spt_cli_print_issues  (SptIssueList        *issues);

/* Waits for an async call without a window: pass spt_cli_take_result as callback and the
 * GAsyncResult* as user data. */
void        spt_cli_take_result   (GObject             *object,
                                   GAsyncResult        *result,
                                   gpointer             user_data);
void        spt_cli_wait_result   (GAsyncResult       **result);
/* A secret typed without echo; NULL when standard input is no terminal, or nothing was typed. */
char       *spt_cli_ask_secret    (const char          *prompt);
/* One account by name; NULL after saying why. */
SptAccount *spt_cli_find_account  (SptCli              *cli,
                                   const char          *name);
/* Fit for a terminal and for one line of it. */
char       *spt_cli_dup_printable (const char          *text) G_GNUC_WARN_UNUSED_RESULT;
/* "21/11/2026 22:05", the wall clock here; "" for 0. */
char       *spt_cli_dup_local_time (gint64              utc_ms) G_GNUC_WARN_UNUSED_RESULT;
/* A positive whole number; FALSE after saying so. */
gboolean    spt_cli_parse_id      (const char          *text,
                                   gint64              *id);

G_END_DECLS
