/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prepare, resend, decide: each is whole or nothing. Import needs records and is tested with a real
 * service (tests/cli). */
#include "desk.h"

#include "base/spt-messages.h"
#include "outbox/spt-proof.h"
#include "user-data.h"

#include <glib/gstdio.h>

#define MINUTE 60000

static SptPrepareResult *
prepare_text (Desk        *desk,
              const char  *operation,
              const char  *lines,
              GError     **error)
{
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "lines.txt", NULL);
  SptPrepareOptions options = {
    .operation = operation, .account_id = desk->account_id, .path = path, .who = "Anna",
  };

  g_assert_true (g_file_set_contents (path, lines, -1, NULL));
  return spt_prepare (desk->store, &options, NULL, error);
}

static gboolean
count_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  guint *n = data;
  g_autoptr (GArray) ids = spt_db_query_submissions (db, 0, 0, error);

  if (ids == NULL)
    return FALSE;
  *n = ids->len;

  return TRUE;
}

static guint
count_submissions (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  spt_store_run_sync (desk->store, SPT_STORE_READ, count_job, &n, NULL, &error);
  g_assert_no_error (error);

  return n;
}

static void
test_an_error_prepares_nothing (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;
  SptPrepareResult *result = prepare_text (desk, "fake.write", "a\nb\nbad\n", &error);

  g_assert_no_error (error);
  g_assert_cmpint (result->job_id, ==, 0);
  g_assert_cmpuint (result->submissions->len, ==, 0);
  g_assert_cmpuint (spt_issue_list_get_n_errors (result->issues), ==, 1);
  g_assert_cmpuint (spt_issue_list_get (result->issues, 0)->row, ==, 3);
  spt_prepare_result_free (result);
  g_assert_cmpuint (count_submissions (desk), ==, 0);
}

static SptPrepareResult *
rehearse (Desk          *desk,
          const char    *lines,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "lines.txt", NULL);
  SptPrepareOptions options = {
    .operation = "fake.write", .account_id = desk->account_id, .path = path, .who = "Anna",
    .order = TRUE, .dry_run = TRUE,
  };

  g_assert_true (g_file_set_contents (path, lines, -1, NULL));
  return spt_prepare (desk->store, &options, cancellable, error);
}

/* A rehearsal says what would leave, or why not, and keeps nothing: not even what it is told to order. */
static void
test_dry_run (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  SptPrepareResult *result = rehearse (desk, "a\nb c\n", NULL, &error);
  SptPrepareResult *real;

  g_assert_no_error (error);
  g_assert_cmpint (result->job_id, ==, 0);
  g_assert_cmpuint (result->n_requests, ==, 2);
  g_assert_cmpuint (result->n_items, ==, 3);
  g_assert_cmpuint (result->submissions->len, ==, 0);
  g_assert_cmpuint (count_submissions (desk), ==, 0);
  spt_prepare_result_free (result);

  result = rehearse (desk, "a\nbad\n", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_requests, ==, 0);
  g_assert_cmpuint (result->n_items, ==, 0);
  g_assert_cmpuint (spt_issue_list_get_n_errors (result->issues), ==, 1);
  spt_prepare_result_free (result);

  g_cancellable_cancel (cancelled);
  g_assert_null (rehearse (desk, "a\n", cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  real = prepare_text (desk, "fake.write", "a\nb c\n", NULL);
  g_assert_cmpuint (real->n_requests, ==, 2);
  g_assert_cmpuint (real->submissions->len, ==, 2);
  spt_prepare_result_free (real);
}

/* Everything about the file itself is in tests/cli/test-proof.py; here is what the window leans on. */
static void
test_proof (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", FALSE);
  gint64 id = g_array_index (ids, gint64, 0);
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "proof.json", NULL);
  g_autofree char *nowhere = g_build_filename (spt_test_make_dir (), "no", "proof.json", NULL);
  g_autofree char *text = NULL;
  g_auto (SptProofInfo) info = { 0 };
  g_autoptr (GError) error = NULL;
  GStatBuf stat_buf;

  g_assert_true (g_file_set_contents (path, "what was there", -1, NULL));
  g_assert_true (spt_proof_save (desk->store, id, path, "Anna", &info, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (info.n_events, ==, 1);
  g_assert_cmpuint (strlen (info.head), ==, 64);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "{\"format\":\"sportello-proof-1\""));
  g_assert_nonnull (strstr (text, "\"made_by\":\"Anna\""));
  g_assert_nonnull (strstr (text, info.head));
  g_assert_cmpint (g_stat (path, &stat_buf), ==, 0);
  g_assert_cmpint (stat_buf.st_mode & 0777, ==, 0600);

  g_assert_false (spt_proof_save (desk->store, id, nowhere, "Anna", NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (spt_proof_save (desk->store, id + 1, path, "Anna", NULL, NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
}

static void
test_unknown_operation (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (prepare_text (desk, "fake.nothing", "a\n", &error));
  g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED);
}

static void
test_one_job_many_submissions (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;
  SptPrepareResult *result = prepare_text (desk, "fake.write", "a\nb c\n", &error);

  g_assert_no_error (error);
  g_assert_cmpint (result->job_id, !=, 0);
  g_assert_cmpuint (result->submissions->len, ==, 2);
  g_assert_cmpint (desk_get_state (desk, g_array_index (result->submissions, gint64, 0)), ==,
                   SPT_STATE_READY);
  spt_prepare_result_free (result);
}

static void
test_resend_only_what_failed (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a b c\n", TRUE);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GArray) again = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = g_array_index (ids, gint64, 0);
  SptOutcome *report = spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL);

  spt_outcome_add_result (report, "a", SPT_STATE_DONE, NULL, NULL);
  spt_outcome_add_result (report, "b", SPT_STATE_REFUSED, "too-long", "too long");
  /* "c" is not named: in doubt, and so part of what failed. */
  fake_service_script (desk->service, SPT_CALL_SEND, report);
  desk_start (desk);
  desk_wait_state (desk, id, SPT_STATE_PARTLY_DONE, MINUTE);

  again = spt_resend_failed (desk->store, id, FALSE, FALSE, FALSE, "Anna", issues, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 1);
  /* The first stays as it was. */
  g_assert_cmpint (desk_get_state (desk, id), ==, SPT_STATE_PARTLY_DONE);

  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_order (desk, g_array_index (again, gint64, 0));
  desk_wait_state (desk, g_array_index (again, gint64, 0), SPT_STATE_DONE, MINUTE);
  g_assert_cmpstr (fake_service_get_body (desk->service), ==, "b c");
}

static void
test_nothing_to_resend (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", FALSE);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;

  g_assert_null (spt_resend_failed (desk->store, g_array_index (ids, gint64, 0), FALSE, FALSE, FALSE, "Anna", issues,
                                    &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
}

static void
test_decisions (void)
{
  static const struct
  {
    const char *saw;
    SptState    state;
  } table[] = {
    { "accepted", SPT_STATE_DONE },
    { "refused", SPT_STATE_REFUSED },
    { "nothing", SPT_STATE_NOT_SENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (Desk) desk = desk_new ();
      g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
      gint64 id = g_array_index (ids, gint64, 0);
      g_autoptr (GError) error = NULL;

      /* Before it is uncertain there is nothing to decide. */
      g_assert_false (spt_decide (desk->store, id, table[i].saw, NULL, "Anna", &error));
      g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
      g_clear_error (&error);

      fake_service_script (desk->service, SPT_CALL_SEND,
                           spt_outcome_new (SPT_OUTCOME_UNKNOWN, "answer-lost"));
      desk_start (desk);
      desk_wait_state (desk, id, SPT_STATE_UNCERTAIN, MINUTE);

      g_assert_false (spt_decide (desk->store, id, "maybe", NULL, "Anna", &error));
      g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED);
      g_clear_error (&error);
      g_assert_true (spt_decide (desk->store, id, table[i].saw, "on the portal", "Anna", &error));
      g_assert_no_error (error);
      g_assert_cmpint (desk_get_state (desk, id), ==, table[i].state);
    }
}

/* Every code that the outbox itself gives has its words. */
static void
test_codes_have_words (void)
{
  static const char *const codes[] = {
    "row-in-archive", "nothing-ready", "not-in-report", "decided", "found-sending", "found-asking", "wait-ended",
    "no-credentials", "keyring-locked", "keyring-missing", "settings", "stopped-by-user",
    "restored",
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_nonnull (spt_messages_find ("base", codes[i]));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  user_data_init ();

  g_test_add_func ("/intake/an-error-prepares-nothing", test_an_error_prepares_nothing);
  g_test_add_func ("/intake/dry-run", test_dry_run);
  g_test_add_func ("/intake/proof", test_proof);
  g_test_add_func ("/intake/unknown-operation", test_unknown_operation);
  g_test_add_func ("/intake/one-job", test_one_job_many_submissions);
  g_test_add_func ("/intake/resend-only-what-failed", test_resend_only_what_failed);
  g_test_add_func ("/intake/nothing-to-resend", test_nothing_to_resend);
  g_test_add_func ("/intake/decisions", test_decisions);
  g_test_add_func ("/intake/codes-have-words", test_codes_have_words);

  status = g_test_run ();
  spt_services_set_types (NULL);
  user_data_finish ();

  return status;
}
