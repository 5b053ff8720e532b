/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outbox list, show, cancel, resend-failed. */
#define G_LOG_DOMAIN "spt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "base/spt-messages.h"
#include "cli/spt-cli-table.h"
#include "cli/spt-cli-private.h"
#include "cli/spt-cli.h"
#include "outbox/spt-submission-json.h"
#include "service/spt-official-checked.h"
#include "store/spt-store-submissions.h"

/* --- one submission ------------------------------------------------------------------------- */

static gboolean
show_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return spt_submission_whole_load (data, db, error);
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
      spt_submission_json_write_attempt (writer, attempt);
      spt_json_writer_end_object (writer);
    }
  spt_json_writer_end_array (writer);
}

/* What the service's answer named, each at its place; nothing where it names none. */
static void
add_answer_issues (SptSubmission *submission,
                   const char    *note,
                   SptIssueList  *issues)
{
  g_autofree char *id = NULL;
  g_autofree char *operation = NULL;
  SptService *service;

  g_object_get (submission, "service", &id, "operation", &operation, NULL);
  service = spt_services_find (id);
  if (note != NULL && service != NULL && SPT_SERVICE_GET_CLASS (service)->add_answer_issues != NULL)
    SPT_SERVICE_GET_CLASS (service)->add_answer_issues (service, operation, note, issues);
}

/* What a person has to look at, as findings: what the answer named, else the submission itself (row 0);
 * then its items. */
static SptIssueList *
list_issues (SptSubmission *submission,
             GPtrArray     *items,
             const char    *note)
{
  SptIssueList *issues = spt_issue_list_new (0);
  g_autofree char *service = NULL;
  g_autofree char *code = NULL;
  g_autofree char *message = NULL;
  const char *domain;
  SptState state;

  g_object_get (submission, "service", &service, "code", &code, "message", &message,
                "state", &state, NULL);
  domain = g_intern_string (service);
  add_answer_issues (submission, note, issues);
  if (spt_issue_list_get_n (issues) == 0 && code != NULL && spt_state_needs_person (state))
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, domain, code, 0, NULL, message, message);

  for (guint i = 0; i < items->len; i++)
    {
      SptItem *item = g_ptr_array_index (items, i);

      if (item->code != NULL && g_strcmp0 (item->code, code) != 0 &&
          spt_state_needs_person (item->state))
        spt_issue_list_add (issues, SPT_ISSUE_ERROR, domain, item->code, item->row, NULL, item->key,
                            item->message);
    }

  return issues;
}

/* The schema that it was checked with, where there was one. */
static void
write_checked (SptJsonWriter *writer,
               const char    *note)
{
  g_autoptr (SptOfficialChecked) checked = spt_official_checked_read (note);

  if (checked == NULL)
    return;
  spt_json_writer_key (writer, "schema");
  spt_json_writer_begin_object (writer);
  spt_json_writer_put_string (writer, "file", checked->file);
  spt_json_writer_put_string (writer, "version", checked->version);
  spt_json_writer_put_string (writer, "origin", checked->file != NULL ? spt_official_origin_to_string (checked->origin) : NULL);
  spt_json_writer_put_string (writer, "label", checked->set);
  spt_json_writer_put_string (writer, "sha256", checked->hash);
  spt_json_writer_end_object (writer);
}

/**
 * spt_cli_write_submission:
 * @writer: a writer
 * @submission: a submission
 * @attempts: (nullable) (element-type SptAttempt): its attempts
 * @items: (nullable) (element-type SptItem): its items
 * @note: (nullable): what the service remembers of it
 *
 * Writes a submission as list (without attempts and items) and show print it (design 5).
 */
void
spt_cli_write_submission (SptJsonWriter *writer,
                          SptSubmission *submission,
                          GPtrArray     *attempts,
                          GPtrArray     *items,
                          const char    *note)
{
  spt_json_writer_begin_object (writer);
  spt_submission_json_write_head (writer, submission);
  if (attempts != NULL)
    write_attempts (writer, attempts);
  if (items != NULL)
    {
      g_autoptr (SptIssueList) issues = list_issues (submission, items, note);

      write_checked (writer, note);
      spt_submission_json_write_items (writer, items);
      spt_cli_write_issues (writer, issues);
    }
  spt_json_writer_end_object (writer);
}

/* --- for people ----------------------------------------------------------------------------- */

static char *
dup_count (SptSubmission *submission)
{
  guint n_items, n_done, n_refused;

  g_object_get (submission, "n-items", &n_items, "n-done", &n_done, "n-refused", &n_refused, NULL);
  return n_refused > 0 ? g_strdup_printf (_("%u of %u, %u refused"), n_done, n_items, n_refused)
                       : g_strdup_printf (_("%u of %u"), n_done, n_items);
}

static void
add_submission (SptCliTable   *table,
                SptSubmission *submission)
{
  g_autofree char *operation = NULL;
  g_autofree char *account = NULL;
  g_autofree char *number = NULL;
  g_autofree char *count = dup_count (submission);
  g_autofree char *date = NULL;
  gint64 id, created;
  SptState state;

  g_object_get (submission, "id", &id, "operation", &operation, "account-name", &account,
                "state", &state, "created", &created, NULL);
  number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  date = spt_cli_dup_local_time (created);
  spt_cli_table_add (table, number, spt_state_to_string (state), operation, account, count, date,
                     NULL);
}

/* What happened and what to do, of those that need a person. */
static void
print_advice (SptSubmission *submission)
{
  g_autofree char *service = NULL;
  g_autofree char *code = NULL;
  g_autofree char *said = NULL;
  const SptMessage *message;
  SptState state;
  gint64 id;

  g_object_get (submission, "id", &id, "service", &service, "code", &code, "message", &said,
                "state", &state, NULL);
  message = code != NULL && state != SPT_STATE_DONE ? spt_messages_find (service, code) : NULL;
  if (message == NULL)
    return;

  {
    g_autofree char *text = spt_message_dup_sentence (message, said);
    g_autofree char *printable = spt_cli_dup_printable (text);

    printf ("%" G_GINT64_FORMAT ": %s%s%s\n", id, printable, message->next != NULL ? " " : "",
            message->next != NULL ? message->next : "");
  }
}

static void
print_list (GPtrArray *submissions)
{
  SptCliTable *table = spt_cli_table_new ("rlllll");

  spt_cli_table_add (table, _("ID"), _("State"), _("Operation"), _("Account"), _("Accepted"),
                     _("Created"), NULL);
  for (guint i = 0; i < submissions->len; i++)
    add_submission (table, g_ptr_array_index (submissions, i));
  spt_cli_table_print (table);
  spt_cli_table_free (table);
  for (guint i = 0; i < submissions->len; i++)
    print_advice (g_ptr_array_index (submissions, i));
}

static void
print_attempts (GPtrArray *attempts)
{
  SptCliTable *table = spt_cli_table_new ("llrll");

  spt_cli_table_add (table, _("Call"), _("Started"), _("HTTP"), _("Outcome"), _("What was said"),
                     NULL);
  for (guint i = 0; i < attempts->len; i++)
    {
      SptAttempt *attempt = g_ptr_array_index (attempts, i);
      g_autofree char *date = spt_cli_dup_local_time (attempt->started);
      g_autofree char *status =
        attempt->http_status != 0 ? g_strdup_printf ("%u", attempt->http_status) : g_strdup ("");

      spt_cli_table_add (table, attempt->kind, date, status,
                         attempt->outcome != NULL ? attempt->outcome : "",
                         attempt->message != NULL ? attempt->message
                         : attempt->code != NULL ? attempt->code : "", NULL);
    }
  printf ("\n");
  spt_cli_table_print (table);
  spt_cli_table_free (table);
}

static void
print_items (GPtrArray *items)
{
  SptCliTable *table = spt_cli_table_new ("rlll");

  spt_cli_table_add (table, _("Row"), _("Key"), _("State"), _("What was said"), NULL);
  for (guint i = 0; i < items->len; i++)
    {
      SptItem *item = g_ptr_array_index (items, i);
      g_autofree char *row = g_strdup_printf ("%u", item->row);

      spt_cli_table_add (table, row, item->key, spt_state_to_string (item->state),
                         item->message != NULL ? item->message
                         : item->code != NULL ? item->code : "", NULL);
    }
  printf ("\n");
  spt_cli_table_print (table);
  spt_cli_table_free (table);
}

/* What the answer named, one a line with its place; the sentence on the whole stands above. */
static void
print_findings (SptSubmission *submission,
                const char    *note)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  add_answer_issues (submission, note, issues);
  if (spt_issue_list_get_n (issues) == 0)
    return;
  printf ("\n");
  spt_cli_print_issues (issues);
}

static void
print_checked (const char *note)
{
  g_autoptr (SptOfficialChecked) checked = spt_official_checked_read (note);
  g_autofree char *words = checked != NULL ? spt_official_checked_dup_words (checked) : NULL;

  if (words != NULL)
    printf ("\n%s\nSHA-256 %s\n", words, checked->hash);
}

static SptExit
run_show (SptCli  *cli,
          char   **argv)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  g_auto (SptSubmissionWhole) whole = { 0 };
  SptJsonWriter writer;

  if (!spt_cli_parse (&argv, NULL, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  if (!spt_cli_parse_id (words[1], &whole.id))
    return SPT_EXIT_USAGE;
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, show_job, &whole, NULL, &error))
    return spt_cli_fail (cli, error);

  if (cli->json)
    {
      spt_json_writer_init (&writer, out);
      spt_cli_write_submission (&writer, whole.submission, whole.attempts, whole.items,
                                whole.note);
      spt_cli_print_json (out);
    }
  else
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();

      g_ptr_array_add (one, whole.submission);
      print_list (one);
      if (whole.attempts->len > 0)
        print_attempts (whole.attempts);
      print_items (whole.items);
      print_findings (whole.submission, whole.note);
      print_checked (whole.note);
    }

  return SPT_EXIT_OK;
}

/* --- several -------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *submissions; /* (owned) (nullable) (element-type SptSubmission) */
} ListJob;

static gboolean
list_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (GArray) ids = spt_db_query_submissions (db, 0, 0, error);
  ListJob *job = data;

  if (ids == NULL)
    return FALSE;
  job->submissions = spt_cli_get_submissions (db, ids, error);

  return job->submissions != NULL;
}

/**
 * spt_cli_get_submissions:
 * @db: a connection
 * @ids: (element-type gint64): which
 * @error: return location for an error
 *
 * Loads several submissions, in the order of @ids.
 *
 * Returns: (transfer full) (element-type SptSubmission) (nullable): they
 */
GPtrArray *
spt_cli_get_submissions (SptDb   *db,
                         GArray  *ids,
                         GError **error)
{
  g_autoptr (GPtrArray) submissions = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < ids->len; i++)
    {
      SptSubmission *submission =
        spt_db_get_submission (db, g_array_index (ids, gint64, i), error);

      if (submission == NULL)
        return NULL;
      g_ptr_array_add (submissions, submission);
    }

  return g_steal_pointer (&submissions);
}

/**
 * spt_cli_print_submissions:
 * @cli: the command line
 * @submissions: (element-type SptSubmission): what to print
 *
 * Prints submissions as list and send do.
 */
void
spt_cli_print_submissions (SptCli    *cli,
                           GPtrArray *submissions)
{
  g_autoptr (GString) out = NULL;
  SptJsonWriter writer;

  if (!cli->json)
    {
      if (submissions->len > 0)
        print_list (submissions);
      return;
    }

  out = g_string_new (NULL);
  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_key (&writer, "submissions");
  spt_json_writer_begin_array (&writer);
  for (guint i = 0; i < submissions->len; i++)
    spt_cli_write_submission (&writer, g_ptr_array_index (submissions, i), NULL, NULL, NULL);
  spt_json_writer_end_array (&writer);
  spt_json_writer_end_object (&writer);
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
    return spt_cli_fail (cli, error);

  spt_cli_print_submissions (cli, job.submissions);
  g_ptr_array_unref (job.submissions);

  return SPT_EXIT_OK;
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

/* --- resend --------------------------------------------------------------------------------- */

static SptExit
run_resend (SptCli  *cli,
            char   **argv)
{
  gboolean whole_job = FALSE;
  GOptionEntry entries[] = {
    { "whole-job", 0, 0, G_OPTION_ARG_NONE, &whole_job, NULL, NULL },
    { NULL }
  };
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) submissions = NULL;
  g_auto (GStrv) words = NULL;
  SptPrepareResult *result;
  g_auto (SptSubmissionWhole) whole = { 0 };
  g_autofree char *operation = NULL;
  SptExit status;
  gint64 id;

  if (!spt_cli_parse (&argv, entries, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  if (!spt_cli_parse_id (words[1], &id))
    return SPT_EXIT_USAGE;
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;

  submissions = spt_resend_failed (cli->store, id, whole_job, whole_job, FALSE, cli->who, issues,
                                   &error);
  if (submissions == NULL && !g_error_matches (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES))
    return spt_cli_fail (cli, error);

  whole.id = submissions != NULL ? g_array_index (submissions, gint64, 0) : id;
  g_clear_error (&error);
  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, show_job, &whole, NULL, &error))
    return spt_cli_fail (cli, error);
  result = g_new0 (SptPrepareResult, 1);
  g_object_get (whole.submission, "operation", &operation, NULL);
  if (submissions != NULL)
    g_object_get (whole.submission, "job", &result->job_id, NULL);
  result->submissions = submissions != NULL ? g_array_ref (submissions)
                                            : g_array_new (FALSE, FALSE, sizeof (gint64));
  result->issues = g_steal_pointer (&issues);
  status = spt_cli_print_prepared (cli, operation, result);
  spt_prepare_result_free (result);

  return status;
}

const SptCliCommand spt_cli_outbox_commands[] = {
  { "outbox list", "", N_("all submissions, newest first"), run_list },
  { "outbox show", "ID", N_("one submission with its attempts and items"), run_show },
  { "outbox send", "[ID...] [--wait SECONDS]",
    N_("orders what is named, or all that is ready, and sends it"), spt_cli_run_send },
  { "outbox cancel", "ID", N_("withdraws what has not left"), run_cancel },
  { "outbox settle", "ID... [--saw accepted|refused|nothing] [--note TEXT]",
    N_("finds out what became of uncertain submissions, without sending anything"),
    spt_cli_run_settle },
  { "outbox ask-again", "ID",
    N_("asks once more for the report of what has ended: late corrections come in"),
    spt_cli_run_ask_again },
  { "outbox resend-failed", "ID [--whole-job]", N_("a new submission of only what failed, in the same job"),
    run_resend },
  { "outbox uploads", "--account NAME [--from DAY] [--to DAY]",
    N_("what the service has been sent by anybody, a week unless said otherwise"),
    spt_cli_run_uploads },
  { "outbox follow", "UPLOAD --account NAME [--operation OPERATION]",
    N_("follows an upload that was made with other software"), spt_cli_run_follow },
  { "outbox proof", "ID FILE", N_("what was sent and answered, for somebody else to verify"),
    spt_cli_run_proof },
  { NULL }
};
