/* SPDX-License-Identifier: GPL-3.0-or-later */
/* account iuv: how the notice numbers of an account's body stand, and which one comes next. */
#define G_LOG_DOMAIN "spt-cli-iuv"

#include "config.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "base/spt-iuv.h"
#include "cli/spt-cli-private.h"
#include "cli/spt-cli-table.h"
#include "outbox/spt-fill.h"

typedef struct
{
  SptAccount  *account;     /* borrowed */
  const char  *who;         /* borrowed */
  gint64       confirm;     /* 0 = only look */

  char        *segregation; /* (owned) (nullable): the body's accounts have no code */
  SptIuvState  state;
} IuvJob;

/* The counter is the body's, whichever of its accounts is named; the code is this account's where it has one. */
static gboolean
iuv_job (SptDb         *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  IuvJob *job = data;
  const char *body = spt_account_get_body (job->account);
  g_autoptr (GError) local_error = NULL;
  gint64 first;

  if (!spt_fill_find_code (db, body, spt_account_get_id (job->account), &job->segregation, &first,
                           &local_error))
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (job->confirm != 0 &&
      !spt_db_confirm_iuvs (db, body, job->segregation, job->confirm, job->who, error))
    return FALSE;

  return spt_db_get_iuv_state (db, body, job->segregation, first, &job->state, error);
}

static void
print_state (SptCli       *cli,
             const IuvJob *job)
{
  const char *body = spt_account_get_body (job->account);
  g_autofree char *next = g_strdup_printf ("%" G_GINT64_FORMAT, job->state.next);
  g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, job->state.last_seen);
  g_autofree char *iuv = spt_iuv_make ((guint) g_ascii_strtoull (job->segregation, NULL, 10),
                                       (guint64) job->state.next);

  if (cli->json)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      SptJsonWriter writer;

      spt_json_writer_init (&writer, out);
      spt_json_writer_begin_object (&writer);
      spt_json_writer_put_string (&writer, "account", spt_account_get_name (job->account));
      spt_json_writer_put_string (&writer, "organization", body);
      spt_json_writer_put_string (&writer, "segregation", job->segregation);
      spt_json_writer_key (&writer, "next");
      spt_json_writer_int (&writer, job->state.next);
      spt_json_writer_put_string (&writer, "iuv", iuv);
      spt_json_writer_key (&writer, "last_seen");
      spt_json_writer_int (&writer, job->state.last_seen);
      spt_json_writer_key (&writer, "confirmed");
      spt_json_writer_bool (&writer, job->state.confirmed);
      spt_json_writer_end_object (&writer);
      spt_cli_print_json (out);
    }
  else
    {
      SptCliTable *table = spt_cli_table_new ("ll");

      spt_cli_table_add (table, _("Body"), body, NULL);
      spt_cli_table_add (table, _("Segregation code"), job->segregation, NULL);
      spt_cli_table_add (table, _("Largest number seen"), last, NULL);
      if (job->state.confirmed)
        {
          spt_cli_table_add (table, _("Next number"), next, NULL);
          spt_cli_table_add (table, _("Next IUV"), iuv, NULL);
        }
      else
        {
          spt_cli_table_add (table, _("Next number"), _("to be confirmed with --next"), NULL);
        }
      spt_cli_table_print (table);
      spt_cli_table_free (table);
    }
}

SptExit
spt_cli_run_iuv (SptCli  *cli,
                 char   **argv)
{
  g_autofree char *next = NULL;
  const GOptionEntry entries[] = {
    { "next", 0, 0, G_OPTION_ARG_STRING, &next, NULL, NULL },
    { NULL }
  };
  g_autoptr (SptAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree char *segregation = NULL;
  IuvJob job = { 0 };

  if (!spt_cli_parse (&argv, entries, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  if (next != NULL && !g_ascii_string_to_signed (next, 10, 1, SPT_IUV_BASE_MAX, &job.confirm, NULL))
    {
      spt_cli_complain (_("the next number has 13 digits at most, without the segregation code and the check digits"));
      return SPT_EXIT_USAGE;
    }
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  account = spt_cli_find_account (cli, words[1]);
  if (account == NULL)
    return SPT_EXIT_USAGE;

  job.account = account;
  job.who = cli->who;
  if (spt_account_get_body (account) != NULL &&
      !spt_store_run_sync (cli->store, next != NULL ? SPT_STORE_WRITE : SPT_STORE_READ, iuv_job, &job,
                           NULL, &error))
    {
      g_free (job.segregation);
      if (!g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT))
        return spt_cli_fail (cli, error);
      spt_cli_complain (_("number %s was used already: an IUV used twice cannot be paid"), next);
      return SPT_EXIT_REFUSED;
    }
  segregation = job.segregation;
  if (segregation == NULL)
    {
      spt_cli_complain (_("no account of the body has a segregation code: Sportello gives it no notice numbers"));
      return SPT_EXIT_REFUSED;
    }
  print_state (cli, &job);

  return SPT_EXIT_OK;
}
