/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outbox follow, uploads: what was uploaded with other software. */
#define G_LOG_DOMAIN "spt-cli-follow"

#include "config.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "base/spt-messages.h"
#include "cli/spt-cli-private.h"
#include "cli/spt-cli-table.h"
#include "outbox/spt-follow.h"
#include "store/spt-store-submissions.h"

#define DAY_MS       G_GINT64_CONSTANT (86400000)
/* Without a wish: the week that ends today, as the service itself understands it. */
#define DEFAULT_DAYS 6

typedef struct
{
  gint64            id;
  SptSubmissionRow *row; /* (owned) (nullable) */
} RowJob;

static gboolean
row_job (SptDb         *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  RowJob *job = data;

  job->row = spt_db_get_submission_row (db, job->id, error);

  return job->row != NULL;
}

SptExit
spt_cli_run_follow (SptCli  *cli,
                    char   **argv)
{
  g_autofree char *account_name = NULL;
  g_autofree char *operation = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account_name, NULL, NULL },
    { "operation", 0, 0, G_OPTION_ARG_STRING, &operation, NULL, NULL },
    { NULL }
  };
  g_autoptr (SptAccount) account = NULL;
  g_autoptr (GString) out = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  RowJob job = { 0 };
  SptJsonWriter writer;

  if (!spt_cli_parse (&argv, entries, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  if (account_name == NULL)
    {
      spt_cli_complain (_("--account is missing"));
      return SPT_EXIT_USAGE;
    }
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  account = spt_cli_find_account (cli, account_name);
  if (account == NULL)
    return SPT_EXIT_USAGE;

  job.id = spt_follow_upload (cli->store, spt_account_get_id (account), operation, words[1],
                              _("Upload made with other software"), cli->who, &error);
  if (job.id == 0 ||
      !spt_store_run_sync (cli->store, SPT_STORE_READ, row_job, &job, NULL, &error))
    return spt_cli_fail (cli, error);

  if (!cli->json)
    {
      printf ("%" G_GINT64_FORMAT "\n", job.id);
    }
  else
    {
      out = g_string_new (NULL);
      spt_json_writer_init (&writer, out);
      spt_json_writer_begin_object (&writer);
      spt_json_writer_put_int (&writer, "job", job.row->job_id);
      spt_json_writer_key (&writer, "submissions");
      spt_json_writer_begin_array (&writer);
      spt_json_writer_begin_object (&writer);
      spt_json_writer_put_int (&writer, "id", job.id);
      spt_json_writer_put_string (&writer, "operation", job.row->operation);
      spt_json_writer_put_string (&writer, "state", spt_state_to_string (job.row->state));
      spt_json_writer_put_string (&writer, "remote_id", job.row->remote_id);
      spt_json_writer_end_object (&writer);
      spt_json_writer_end_array (&writer);
      spt_json_writer_end_object (&writer);
      spt_cli_print_json (out);
    }
  spt_submission_row_free (job.row);

  return SPT_EXIT_OK;
}

/* --- the service's list ----------------------------------------------------------------------- */

/* The middle of a day, which is the same day wherever it is looked at from. */
static gboolean
parse_day (const char *text,
           gint64      fallback,
           gint64     *out)
{
  SptDatetime day = { 0 };
  g_autoptr (GDateTime) noon = NULL;

  *out = fallback;
  if (text == NULL)
    return TRUE;
  if (!spt_datetime_parse (text, &day, NULL))
    {
      spt_cli_complain (_("“%s” is not a day (2026-12-31)"), text);
      return FALSE;
    }
  noon = g_date_time_new_utc (day.year, day.month, day.day, 12, 0, 0);
  *out = g_date_time_to_unix (noon) * 1000;

  return TRUE;
}

static void
print_uploads (SptCli     *cli,
               SptAccount *account,
               SptOutcome *outcome,
               GArray     *known)
{
  g_autoptr (GString) out = NULL;
  SptJsonWriter writer;

  if (!cli->json)
    {
      SptCliTable *table = spt_cli_table_new ("lr");

      spt_cli_table_add (table, _("Upload"), _("Submission"), NULL);
      for (guint i = 0; i < outcome->uploads->len; i++)
        {
          gint64 id = g_array_index (known, gint64, i);
          g_autofree char *number = id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id)
                                            : g_strdup ("");

          spt_cli_table_add (table, g_ptr_array_index (outcome->uploads, i), number, NULL);
        }
      spt_cli_table_print (table);
      spt_cli_table_free (table);
      return;
    }

  out = g_string_new (NULL);
  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_put_string (&writer, "account", spt_account_get_name (account));
  /* Not null: the list is not whole, and why. */
  spt_json_writer_put_string (&writer, "code", outcome->code);
  spt_json_writer_key (&writer, "uploads");
  spt_json_writer_begin_array (&writer);
  for (guint i = 0; i < outcome->uploads->len; i++)
    {
      gint64 id = g_array_index (known, gint64, i);

      spt_json_writer_begin_object (&writer);
      spt_json_writer_put_string (&writer, "remote_id", g_ptr_array_index (outcome->uploads, i));
      spt_json_writer_key (&writer, "submission");
      if (id != 0)
        spt_json_writer_int (&writer, id);
      else
        spt_json_writer_null (&writer);
      spt_json_writer_end_object (&writer);
    }
  spt_json_writer_end_array (&writer);
  spt_json_writer_end_object (&writer);
  spt_cli_print_json (out);
}

SptExit
spt_cli_run_uploads (SptCli  *cli,
                     char   **argv)
{
  g_autofree char *account_name = NULL;
  g_autofree char *from_text = NULL;
  g_autofree char *to_text = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account_name, NULL, NULL },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from_text, NULL, NULL },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to_text, NULL, NULL },
    { NULL }
  };
  g_autoptr (SptAccount) account = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SptOutcome) outcome = NULL;
  g_autoptr (GArray) known = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now, from, to;

  if (!spt_cli_parse (&argv, entries, 0, 0))
    return SPT_EXIT_USAGE;
  g_strfreev (argv);
  if (account_name == NULL)
    {
      spt_cli_complain (_("--account is missing"));
      return SPT_EXIT_USAGE;
    }
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  now = spt_clock_get_utc_ms (cli->clock);
  if (!parse_day (to_text, now, &to) ||
      !parse_day (from_text, to - DEFAULT_DAYS * DAY_MS, &from))
    return SPT_EXIT_USAGE;
  account = spt_cli_find_account (cli, account_name);
  if (account == NULL)
    return SPT_EXIT_USAGE;

  spt_outbox_list_async (cli->outbox, account, from, to, NULL, spt_cli_take_result, &result);
  spt_cli_wait_result (&result);
  outcome = spt_outbox_list_finish (cli->outbox, result, &error);
  if (outcome == NULL)
    return spt_cli_fail (cli, error);
  if (outcome->kind != SPT_OUTCOME_ACCEPTED)
    {
      const SptMessage *message = spt_messages_find (spt_account_get_service (account),
                                                     outcome->code);

      spt_cli_complain ("%s", message != NULL ? message->text : outcome->code);
      return SPT_EXIT_NOT_SENT;
    }

  known = spt_follow_find_known (cli->store, spt_account_get_service (account), outcome->uploads,
                                 &error);
  if (known == NULL)
    return spt_cli_fail (cli, error);
  print_uploads (cli, account, outcome, known);

  return SPT_EXIT_OK;
}
