/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outbox list, show, send, cancel, settle, resend-failed, proof. */
#define G_LOG_DOMAIN "spt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "base/spt-messages.h"
#include "cli/spt-cli-private.h"
#include "cli/spt-cli.h"
#include "store/spt-store-submissions.h"

/* How often the command line looks where things stand while another process sends. */
#define LOOK_EVERY_MS 200

/* A settle that finds the upload still being worked on asks again for this long before it gives the command's answer. */
#define SETTLE_FOR_MS 20000

/* --- one submission ------------------------------------------------------------------------- */

typedef struct
{
  gint64         id;
  SptSubmission *submission; /* (owned) */
  GPtrArray     *attempts;   /* (owned) */
  GPtrArray     *items;      /* (owned) */
} ShowJob;

static void
show_job_clear (ShowJob *job)
{
  g_clear_object (&job->submission);
  g_clear_pointer (&job->attempts, g_ptr_array_unref);
  g_clear_pointer (&job->items, g_ptr_array_unref);
}

static gboolean
show_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  ShowJob *job = data;

  job->submission = spt_db_get_submission (db, job->id, error);
  if (job->submission == NULL)
    return FALSE;
  job->attempts = spt_db_list_attempts (db, job->id, error);
  if (job->attempts == NULL)
    return FALSE;
  job->items = spt_db_list_items (db, job->id, FALSE, 0, G_MAXUINT, error);

  return job->items != NULL;
}

/* The keys that list and show share. */
static void
write_head (SptJsonWriter *writer,
            SptSubmission *submission)
{
  g_autofree char *service = NULL;
  g_autofree char *operation = NULL;
  g_autofree char *account = NULL;
  g_autofree char *remote_id = NULL;
  g_autofree char *code = NULL;
  g_autofree char *message = NULL;
  g_autofree char *phase = NULL;
  gint64 id, job, created, updated, next_check, ordered_at, resend_of;
  guint n_items, n_done, n_refused;
  SptState state;

  g_object_get (submission, "id", &id, "job", &job, "service", &service, "operation", &operation,
                "account-name", &account, "remote-id", &remote_id, "code", &code,
                "message", &message, "phase", &phase, "created", &created, "updated", &updated,
                "next-check", &next_check, "ordered-at", &ordered_at, "resend-of", &resend_of,
                "n-items", &n_items, "n-done", &n_done, "n-refused", &n_refused, "state", &state,
                NULL);

  spt_json_writer_key (writer, "id");
  spt_json_writer_int (writer, id);
  spt_json_writer_key (writer, "job");
  spt_json_writer_int (writer, job);
  spt_cli_write_text (writer, "service", service);
  spt_cli_write_text (writer, "operation", operation);
  spt_cli_write_text (writer, "account", account);
  spt_cli_write_text (writer, "state", spt_state_to_string (state));
  spt_cli_write_text (writer, "phase", phase);
  spt_cli_write_text (writer, "remote_id", remote_id);
  spt_cli_write_text (writer, "code", code);
  spt_cli_write_text (writer, "message", message);
  spt_cli_write_time (writer, "created", created);
  spt_cli_write_time (writer, "updated", updated);
  spt_cli_write_time (writer, "ordered", ordered_at);
  spt_cli_write_time (writer, "next_check", next_check);
  spt_json_writer_key (writer, "resend_of");
  if (resend_of != 0)
    spt_json_writer_int (writer, resend_of);
  else
    spt_json_writer_null (writer);
  spt_json_writer_key (writer, "n_items");
  spt_json_writer_int (writer, n_items);
  spt_json_writer_key (writer, "n_done");
  spt_json_writer_int (writer, n_done);
  spt_json_writer_key (writer, "n_refused");
  spt_json_writer_int (writer, n_refused);
}

static void
write_attempts (SptJsonWriter *writer,
                GPtrArray     *attempts)
{
  spt_json_writer_key (writer, "attempts");
  spt_json_writer_begin_array (writer);
  for (guint i = 0; i < attempts->len; i++)
    {
      SptAttempt *attempt = g_ptr_array_index (attempts, i);

      spt_json_writer_begin_object (writer);
      spt_cli_write_text (writer, "kind", attempt->kind);
      spt_cli_write_time (writer, "started", attempt->started);
      spt_cli_write_time (writer, "ended", attempt->ended);
      spt_cli_write_text (writer, "outcome", attempt->outcome);
      spt_json_writer_key (writer, "http_status");
      spt_json_writer_int (writer, attempt->http_status);
      spt_cli_write_text (writer, "code", attempt->code);
      spt_cli_write_text (writer, "message", attempt->message);
      spt_json_writer_end_object (writer);
    }
  spt_json_writer_end_array (writer);
}

static void
write_items (SptJsonWriter *writer,
             GPtrArray     *items)
{
  spt_json_writer_key (writer, "items");
  spt_json_writer_begin_array (writer);
  for (guint i = 0; i < items->len; i++)
    {
      SptItem *item = g_ptr_array_index (items, i);

      spt_json_writer_begin_object (writer);
      spt_cli_write_text (writer, "key", item->key);
      spt_json_writer_key (writer, "row");
      spt_json_writer_int (writer, item->row);
      spt_cli_write_text (writer, "state", spt_state_to_string (item->state));
      spt_cli_write_text (writer, "code", item->code);
      spt_cli_write_text (writer, "message", item->message);
      spt_json_writer_end_object (writer);
    }
  spt_json_writer_end_array (writer);
}

/**
 * spt_cli_write_submission:
 * @writer: a writer
 * @submission: a submission
 * @attempts: (nullable) (element-type SptAttempt): its attempts
 * @items: (nullable) (element-type SptItem): its items
 *
 * Writes a submission as list (without attempts and items) and show print it (design 5).
 */
void
spt_cli_write_submission (SptJsonWriter *writer,
                          SptSubmission *submission,
                          GPtrArray     *attempts,
                          GPtrArray     *items)
{
  spt_json_writer_begin_object (writer);
  write_head (writer, submission);
  if (attempts != NULL)
    write_attempts (writer, attempts);
  if (items != NULL)
    {
      write_items (writer, items);
      spt_json_writer_key (writer, "issues");
      spt_json_writer_begin_array (writer);
      spt_json_writer_end_array (writer);
    }
  spt_json_writer_end_object (writer);
}

static void
print_submission (SptSubmission *submission)
{
  g_autofree char *operation = NULL;
  g_autofree char *account = NULL;
  g_autofree char *code = NULL;
  g_autofree char *service = NULL;
  const SptMessage *message;
  guint n_items, n_done, n_refused;
  SptState state;
  gint64 id;

  g_object_get (submission, "id", &id, "operation", &operation, "account-name", &account,
                "state", &state, "n-items", &n_items, "n-done", &n_done, "n-refused", &n_refused,
                "code", &code, "service", &service, NULL);
  printf ("%" G_GINT64_FORMAT "\t%s\t%s\t%s\t%u/%u/%u\n", id, spt_state_to_string (state),
          operation, account, n_done, n_refused, n_items);
  message = code != NULL ? spt_messages_find (service, code) : NULL;
  if (message != NULL && state != SPT_STATE_DONE)
    printf ("\t%s%s%s\n", message->text, message->next != NULL ? " " : "",
            message->next != NULL ? message->next : "");
}

static SptExit
run_show (SptCli  *cli,
          char   **argv)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  ShowJob job = { 0 };
  SptJsonWriter writer;

  if (!spt_cli_parse (&argv, NULL, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  if (!spt_cli_parse_id (words[1], &job.id))
    return SPT_EXIT_USAGE;
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, show_job, &job, NULL, &error))
    {
      show_job_clear (&job);
      return spt_cli_fail (cli, error);
    }

  if (cli->json)
    {
      spt_json_writer_init (&writer, out);
      spt_cli_write_submission (&writer, job.submission, job.attempts, job.items);
      spt_cli_print_json (out);
    }
  else
    {
      print_submission (job.submission);
      for (guint i = 0; i < job.items->len; i++)
        {
          SptItem *item = g_ptr_array_index (job.items, i);

          printf ("  %u\t%s\t%s%s%s\n", item->row, item->key, spt_state_to_string (item->state),
                  item->message != NULL ? "\t" : "", item->message != NULL ? item->message : "");
        }
    }
  show_job_clear (&job);

  return SPT_EXIT_OK;
}

/* --- several -------------------------------------------------------------------------------- */

typedef struct
{
  GArray    *ids;         /* (owned) (nullable) (element-type gint64): NULL = all */
  GPtrArray *submissions; /* (owned) (element-type SptSubmission) */
} ListJob;

static gboolean
list_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  ListJob *job = data;

  if (job->ids == NULL)
    job->ids = spt_db_query_submissions (db, 0, 0, error);
  if (job->ids == NULL)
    return FALSE;

  g_clear_pointer (&job->submissions, g_ptr_array_unref);
  job->submissions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < job->ids->len; i++)
    {
      SptSubmission *submission =
        spt_db_get_submission (db, g_array_index (job->ids, gint64, i), error);

      if (submission == NULL)
        return FALSE;
      g_ptr_array_add (job->submissions, submission);
    }

  return TRUE;
}

static void
list_job_clear (ListJob *job)
{
  g_clear_pointer (&job->ids, g_array_unref);
  g_clear_pointer (&job->submissions, g_ptr_array_unref);
}

static void
print_list (SptCli    *cli,
            GPtrArray *submissions)
{
  g_autoptr (GString) out = g_string_new (NULL);
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_key (&writer, "submissions");
  spt_json_writer_begin_array (&writer);
  for (guint i = 0; i < submissions->len; i++)
    {
      if (cli->json)
        spt_cli_write_submission (&writer, g_ptr_array_index (submissions, i), NULL, NULL);
      else
        print_submission (g_ptr_array_index (submissions, i));
    }
  spt_json_writer_end_array (&writer);
  spt_json_writer_end_object (&writer);
  if (cli->json)
    spt_cli_print_json (out);
}

static SptExit
run_list (SptCli  *cli,
          char   **argv)
{
  g_autoptr (GError) error = NULL;
  ListJob job = { 0 };

  if (!spt_cli_parse (&argv, NULL, 0, 0))
    return SPT_EXIT_USAGE;
  g_strfreev (argv);
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, list_job, &job, NULL, &error))
    {
      list_job_clear (&job);
      return spt_cli_fail (cli, error);
    }

  print_list (cli, job.submissions);
  list_job_clear (&job);

  return SPT_EXIT_OK;
}

/* --- send ----------------------------------------------------------------------------------- */

typedef struct
{
  GArray     *ids;      /* borrowed (element-type gint64) */
  const char *who;
  gboolean    all;      /* order everything that is ready */
  const char *code;     /* not-sent with this code, when it ends */
} OrderJob;

static gboolean
order_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  OrderJob *job = data;

  if (job->all)
    {
      g_autoptr (GArray) ready = spt_db_query_submissions (db, 1u << SPT_STATE_READY, 0, error);

      if (ready == NULL)
        return FALSE;
      /* Newest first is for people; what was prepared first leaves first. */
      for (guint i = ready->len; i > 0; i--)
        g_array_append_val (job->ids, g_array_index (ready, gint64, i - 1));
    }

  for (guint i = 0; i < job->ids->len; i++)
    {
      if (!spt_db_order_submission (db, g_array_index (job->ids, gint64, i), job->who, error))
        return FALSE;
    }

  return TRUE;
}

/* What is still ready when the command ends has nobody to send it: it is said, not left to chance (design 3). */
static gboolean
give_up_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  OrderJob *job = data;

  for (guint i = 0; i < job->ids->len; i++)
    {
      gint64 id = g_array_index (job->ids, gint64, i);
      g_autoptr (SptSubmissionRow) row = spt_db_get_submission_row (db, id, error);
      SptStateChange change = {
        .expected = SPT_STATE_READY,
        .state = SPT_STATE_NOT_SENT,
        .code = job->code,
        .progress_done = -1,
        .progress_total = -1,
        .clear_order = TRUE,
        .rest_state = SPT_STATE_NOT_SENT,
        .rest_code = job->code,
        .event_kind = "not-sent",
        .event_text = job->code,
        .actor = job->who,
      };

      if (row == NULL)
        return FALSE;
      if (row->state == SPT_STATE_READY &&
          !spt_db_change_submission (db, id, &change, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
tick_cb (gpointer user_data)
{
  gboolean *ticked = user_data;

  *ticked = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Whether there is still something to wait for. */
static gboolean
is_under_way (GPtrArray *submissions,
              gboolean   to_the_end,
              gboolean  *any_failed_try)
{
  gboolean under_way = FALSE;

  for (guint i = 0; i < submissions->len; i++)
    {
      SptSubmission *submission = g_ptr_array_index (submissions, i);
      SptState state = spt_submission_get_state (submission);
      g_autofree char *code = NULL;

      g_object_get (submission, "code", &code, NULL);
      if (state == SPT_STATE_READY && code != NULL && !to_the_end)
        *any_failed_try = TRUE;
      else if (state == SPT_STATE_READY || state == SPT_STATE_SENDING ||
               (to_the_end && state == SPT_STATE_WAITING))
        under_way = TRUE;
    }

  return under_way;
}

/* Drives the outbox, or watches the process that does, until what was ordered has left (or has ended), or time is up. */
static gboolean
drive (SptCli    *cli,
       ListJob   *list,
       int        wait_s,
       GError   **error)
{
  gint64 end = spt_clock_get_boot_ms (cli->clock) + (gint64) MAX (wait_s, 0) * 1000;
  g_autoptr (GAsyncResult) stopped = NULL;
  gboolean ticked = FALSE, failed_try = FALSE, ok;
  guint timer;

  spt_store_watch (cli->store);
  spt_outbox_start (cli->outbox);
  timer = g_timeout_add (LOOK_EVERY_MS, tick_cb, &ticked);
  while ((ok = spt_store_run_sync (cli->store, SPT_STORE_READ, list_job, list, NULL, error)) &&
         is_under_way (list->submissions, wait_s >= 0, &failed_try) &&
         (wait_s < 0 || spt_clock_get_boot_ms (cli->clock) < end))
    {
      ticked = FALSE;
      while (!ticked)
        g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (timer);

  spt_outbox_stop_async (cli->outbox, spt_cli_take_result, &stopped);
  spt_cli_wait_result (&stopped);
  return ok && spt_outbox_stop_finish (cli->outbox, stopped, error);
}

static SptExit
send_all (SptCli  *cli,
          GArray  *ids,
          gboolean all,
          int      wait_s)
{
  OrderJob order = { .ids = ids, .who = cli->who, .all = all, .code = "wait-ended" };
  ListJob list = { 0 };
  g_autoptr (GError) error = NULL;
  SptExit status = SPT_EXIT_OK;

  if (!spt_store_run_sync (cli->store, SPT_STORE_WRITE, order_job, &order, NULL, &error))
    return spt_cli_fail (cli, error);
  if (ids->len == 0)
    {
      print_list (cli, g_ptr_array_new ());
      return SPT_EXIT_OK;
    }

  list.ids = g_array_ref (ids);
  if (!drive (cli, &list, wait_s, &error) ||
      !spt_store_run_sync (cli->store, SPT_STORE_WRITE, give_up_job, &order, NULL, &error) ||
      !spt_store_run_sync (cli->store, SPT_STORE_READ, list_job, &list, NULL, &error))
    {
      status = spt_cli_fail (cli, error);
    }
  else
    {
      print_list (cli, list.submissions);
      for (guint i = 0; i < list.submissions->len; i++)
        status = spt_cli_worst (status, spt_cli_exit_of_state (spt_submission_get_state (
                                          g_ptr_array_index (list.submissions, i))));
    }
  list_job_clear (&list);

  return status;
}

static SptExit
run_send (SptCli  *cli,
          char   **argv)
{
  int wait_s = -1;
  GOptionEntry entries[] = {
    { "wait", 0, 0, G_OPTION_ARG_INT, &wait_s, NULL, NULL },
    { NULL }
  };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (GStrv) words = NULL;

  if (!spt_cli_parse (&argv, entries, 0, G_MAXUINT))
    return SPT_EXIT_USAGE;
  words = argv;
  for (guint i = 1; words[i] != NULL; i++)
    {
      gint64 id;

      if (!spt_cli_parse_id (words[i], &id))
        return SPT_EXIT_USAGE;
      g_array_append_val (ids, id);
    }
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;

  return send_all (cli, ids, ids->len == 0, wait_s);
}

/* --- cancel --------------------------------------------------------------------------------- */

typedef struct
{
  gint64      id;
  const char *who;
} CancelJob;

static gboolean
cancel_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  CancelJob *job = data;

  return spt_db_cancel_submission (db, job->id, FALSE, job->who, error);
}

static SptExit
run_cancel (SptCli  *cli,
            char   **argv)
{
  CancelJob job = { 0 };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  if (!spt_cli_parse (&argv, NULL, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  if (!spt_cli_parse_id (words[1], &job.id))
    return SPT_EXIT_USAGE;
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  job.who = cli->who;
  if (!spt_store_run_sync (cli->store, SPT_STORE_WRITE, cancel_job, &job, NULL, &error))
    return spt_cli_fail (cli, error);

  return SPT_EXIT_OK;
}

/* --- settle --------------------------------------------------------------------------------- */

static SptExit
report_one (SptCli *cli,
            gint64  id)
{
  g_autoptr (GError) error = NULL;
  ListJob list = { 0 };
  SptExit status;

  list.ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (list.ids, id);
  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, list_job, &list, NULL, &error))
    {
      list_job_clear (&list);
      return spt_cli_fail (cli, error);
    }

  print_list (cli, list.submissions);
  status = spt_cli_exit_of_state (spt_submission_get_state (g_ptr_array_index (list.submissions, 0)));
  list_job_clear (&list);

  return status;
}

static gboolean
look_up (SptCli    *cli,
         gint64     id,
         SptState  *state,
         GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  spt_outbox_settle_async (cli->outbox, id, NULL, spt_cli_take_result, &result);
  spt_cli_wait_result (&result);

  return spt_outbox_settle_finish (cli->outbox, result, state, error);
}

static SptExit
settle (SptCli     *cli,
        gint64      id,
        const char *saw,
        const char *note)
{
  g_autoptr (GError) error = NULL;
  ListJob list = { 0 };
  SptState state = SPT_STATE_UNCERTAIN;

  if (saw != NULL)
    {
      if (!spt_decide (cli->store, id, saw, note, cli->who, &error))
        return spt_cli_fail (cli, error);
      return report_one (cli, id);
    }

  if (!look_up (cli, id, &state, &error))
    return spt_cli_fail (cli, error);
  if (state == SPT_STATE_WAITING)
    {
      /* Found, and still being worked on: a moment's patience often gives the whole answer. */
      gboolean ok;

      list.ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_val (list.ids, id);
      ok = drive (cli, &list, SETTLE_FOR_MS / 1000, &error);
      list_job_clear (&list);
      if (!ok)
        return spt_cli_fail (cli, error);
    }

  return report_one (cli, id);
}

static SptExit
run_settle (SptCli  *cli,
            char   **argv)
{
  g_autofree char *saw = NULL;
  g_autofree char *note = NULL;
  GOptionEntry entries[] = {
    { "saw", 0, 0, G_OPTION_ARG_STRING, &saw, NULL, NULL },
    { "note", 0, 0, G_OPTION_ARG_STRING, &note, NULL, NULL },
    { NULL }
  };
  g_auto (GStrv) words = NULL;
  gint64 id;

  if (!spt_cli_parse (&argv, entries, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  if (!spt_cli_parse_id (words[1], &id))
    return SPT_EXIT_USAGE;
  if (saw != NULL && strcmp (saw, "accepted") != 0 && strcmp (saw, "refused") != 0 &&
      strcmp (saw, "nothing") != 0)
    {
      spt_cli_complain (_("--saw is accepted, refused or nothing"));
      return SPT_EXIT_USAGE;
    }
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;

  return settle (cli, id, saw, note);
}

/* --- resend --------------------------------------------------------------------------------- */

static SptExit
run_resend (SptCli  *cli,
            char   **argv)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) submissions = NULL;
  g_auto (GStrv) words = NULL;
  SptPrepareResult *result;
  ShowJob job = { 0 };
  g_autofree char *operation = NULL;
  SptExit status;
  gint64 id;

  if (!spt_cli_parse (&argv, NULL, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  if (!spt_cli_parse_id (words[1], &id))
    return SPT_EXIT_USAGE;
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;

  submissions = spt_resend_failed (cli->store, id, cli->who, issues, &error);
  if (submissions == NULL && !g_error_matches (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES))
    return spt_cli_fail (cli, error);

  job.id = submissions != NULL ? g_array_index (submissions, gint64, 0) : id;
  g_clear_error (&error);
  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, show_job, &job, NULL, &error))
    {
      show_job_clear (&job);
      return spt_cli_fail (cli, error);
    }
  result = g_new0 (SptPrepareResult, 1);
  g_object_get (job.submission, "operation", &operation, NULL);
  if (submissions != NULL)
    g_object_get (job.submission, "job", &result->job_id, NULL);
  result->submissions = submissions != NULL ? g_array_ref (submissions)
                                            : g_array_new (FALSE, FALSE, sizeof (gint64));
  result->issues = g_steal_pointer (&issues);
  show_job_clear (&job);
  status = spt_cli_print_prepared (cli, operation, result);
  spt_prepare_result_free (result);

  return status;
}

const SptCliCommand spt_cli_outbox_commands[] = {
  { "outbox list", "", N_("all submissions, newest first"), run_list },
  { "outbox show", "ID", N_("one submission with its attempts and items"), run_show },
  { "outbox send", "[ID...] [--wait SECONDS]",
    N_("orders what is named, or all that is ready, and sends it"), run_send },
  { "outbox cancel", "ID", N_("withdraws what has not left"), run_cancel },
  { "outbox settle", "ID [--saw accepted|refused|nothing] [--note TEXT]",
    N_("finds out what became of an uncertain submission, without sending anything"), run_settle },
  { "outbox resend-failed", "ID", N_("a new submission of what failed, in the same job"),
    run_resend },
  { "outbox proof", "ID FILE", N_("what was sent and answered, for somebody else to verify"),
    spt_cli_run_proof },
  { NULL }
};
