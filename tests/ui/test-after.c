/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After sending, with a display: what failed is gone through and sent again alone, what is stuck is explained, an update says what
 * it replaces, a deletion why, and an upload of other software is followed. */
#include "config.h"

#include <string.h>

#include "office.h"

#include "outbox/spt-follow.h"
#include "services/spt-services-table.h"
#include "spt-test-server.h"
#include "store/spt-db.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-after.h"
#include "store/spt-store-events.h"
#include "store/spt-store-submissions.h"
#include "tab-walk.h"
#include "ui/spt-delete-reason.h"
#include "ui/spt-follow-dialog.h"
#include "ui/spt-position-page.h"
#include "ui/spt-positions-page.h"
#include "ui/spt-positions-work.h"
#include "ui/spt-resend-page.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-submission-page.h"
#include "user-data.h"

#define UPLOAD "77777777777_77777777777_0123456789abcdef0123456789abcdef"

/* --- the archive, as a service would have left it ------------------------------------------------------- */

typedef struct
{
  gint64      id;
  SptState    from;
  SptState    state;
  const char *code;
  const char *refused; /* (nullable): key of the one that was refused; the others are done */
  gboolean    ends;
} Step;

static gboolean
step_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Step *step = data;
  g_autoptr (GPtrArray) keys = spt_db_list_item_keys (db, step->id, error);
  g_autofree SptItemChange *items = NULL;
  SptStateChange change = {
    .expected = step->from, .state = step->state, .code = step->code, .outcome = "pending",
    .set_remote_id = TRUE, .remote_id = UPLOAD,
    .progress_done = step->ends ? -1 : 0, .progress_total = step->ends ? -1 : 3,
    .rest_state = step->state, .event_kind = "answer", .event_text = "test",
  };
  gboolean is_new;

  if (keys == NULL)
    return FALSE;
  items = g_new0 (SptItemChange, keys->len);
  for (guint i = 0; i < keys->len; i++)
    {
      gboolean refused = g_strcmp0 (keys->pdata[i], step->refused) == 0;

      items[i] = (SptItemChange) {
        keys->pdata[i], refused ? SPT_STATE_REFUSED : SPT_STATE_DONE, refused ? "gpd-409-create" : i == 0 ? "gpd-both" : NULL,
        refused ? "409 - there" : "201 - Debt position CREATED", i == 0 && !refused ? "409 - twice" : NULL
      };
    }
  if (step->ends)
    {
      change.items = items;
      change.n_items = keys->len;
    }
  else
    {
      change.next_check = G_GINT64_CONSTANT (4000000000000);
    }

  return spt_db_change_submission (db, step->id, &change, NULL, error) &&
         (step->code == NULL || step->ends ||
          spt_db_note_attention (db, step->id, step->code, &is_new, error));
}

static void
go (Office *office,
    Step    step)
{
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, SPT_STORE_WRITE, step_job, &step, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
begin_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return spt_db_order_submission (db, *(gint64 *) data, "Rosa", error) &&
         spt_db_begin_attempt (db, *(gint64 *) data, error) != 0;
}

/* The three good positions, on their way; practice needs no question before sending. */
static gint64
send_three (Office     *office,
            const char *operation)
{
  static gint64 account_id;
  SptPrepareOptions options = { .operation = operation, .who = "Rosa", .title = "TARI 2026" };
  SptPrepareResult *prepared;
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (g_str_equal (operation, "gpd.create"))
    account_id = add_account (office, "comune", SPT_ENVIRONMENT_PRACTICE);
  options.account_id = account_id;
  prepared = spt_prepare (office->store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (prepared->submissions->len, ==, 1);
  id = g_array_index (prepared->submissions, gint64, 0);
  spt_prepare_result_free (prepared);
  spt_store_run_sync (office->store, SPT_STORE_WRITE, begin_job, &id, NULL, &error);
  g_assert_no_error (error);

  return id;
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *words)
{
  GtkWidget *label;

  assert_label (widget, words);
  label = find_label (widget, words);

  return gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON);
}

static gboolean
page_is (gpointer user_data)
{
  gpointer *pair = user_data;

  return G_TYPE_CHECK_INSTANCE_TYPE (spt_window_get_page (pair[0]), GPOINTER_TO_SIZE (pair[1]));
}

static SptPage *
await_page (SptWindow *window,
            GType      type)
{
  gpointer pair[] = { window, GSIZE_TO_POINTER (type) };

  g_assert_true (spt_test_wait (page_is, pair, SPT_TEST_TIMEOUT_MS));
  settle ();

  return spt_window_get_page (window);
}

/* --- stuck ------------------------------------------------------------------------------------------------ */

static void
test_stuck (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 id = send_three (office, "gpd.create");
  SptPage *page;

  go (office, (Step) { id, SPT_STATE_SENDING, SPT_STATE_WAITING, NULL, NULL, FALSE });
  spt_window_open_submission (window, id);
  page = await_page (window, SPT_TYPE_SUBMISSION_PAGE);
  assert_label (page, "The service has taken it in charge and is working on it.");
  assert_no_label (page, "Upload stuck");

  go (office, (Step) { id, SPT_STATE_WAITING, SPT_STATE_WAITING, "stuck", NULL, FALSE });
  assert_label (page, "Upload stuck");
  assert_label (page, "For more than 30 minutes pagoPA has not processed any position");
  assert_label (page, "Report it to pagoPA's support");
  /* The number to give, and a way out by a person's word. */
  gtk_widget_activate (find_button (GTK_WIDGET (page), "Copy the Number of the Upload"));
  settle ();
  assert_label (page, "Say What Was Seen");
  tab_walk_assert_free (GTK_WIDGET (page));

  /* It moves on: as if nothing had been. */
  go (office, (Step) { id, SPT_STATE_WAITING, SPT_STATE_WAITING, NULL, NULL, FALSE });
  assert_no_label (page, "Upload stuck");
}

typedef struct
{
  gint64     id;
  GPtrArray *keys; /* (out) (transfer full) */
} KeysWork;

static gboolean
keys_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  KeysWork *work = data;

  work->keys = spt_db_list_item_keys (db, work->id, error);
  return work->keys != NULL;
}

static gboolean
account_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  *(SptAccount **) data = spt_db_get_account (db, 1, error);
  return *(SptAccount **) data != NULL;
}

typedef struct
{
  const char *words;
  GtkWindow  *dialog;
} Question;

static gboolean
is_question_shown (gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (ADW_IS_MESSAGE_DIALOG (at->data) && gtk_widget_get_mapped (at->data) &&
        strstr (adw_message_dialog_get_body (at->data), question->words) != NULL)
      question->dialog = at->data;

  return question->dialog != NULL;
}

static void
assert_question (const char *words)
{
  Question question = { words, NULL };

  g_assert_true (spt_test_wait (is_question_shown, &question, SPT_TEST_TIMEOUT_MS));
  close_dialog (question.dialog);
}

/* --- sent again --------------------------------------------------------------------------------------------- */

static gboolean
is_link_shown (gpointer user_data)
{
  return find_label (user_data, "was sent again in submission") != NULL;
}

static void
test_resend (Office        *office,
             gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 id = send_three (office, "gpd.create");
  g_autofree char *refused = NULL;
  SptPage *page;
  GtkWidget *view;
  GtkSelectionModel *model;

  go (office, (Step) { id, SPT_STATE_SENDING, SPT_STATE_WAITING, NULL, NULL, FALSE });
  {
    /* Whatever the order of the file: one of those sent. */
    SptRowList *list = new_list (office, 1u << SPT_STATE_WAITING);
    g_autoptr (SptDebtPosition) row = NULL;

    settle ();
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
    row = g_list_model_get_item (G_LIST_MODEL (list), 1);
    settle ();
    g_object_get (row, "iupd", &refused, NULL);
    g_clear_object (&row);
    settle ();
    g_assert_finalize_object (list);
  }
  go (office, (Step) { id, SPT_STATE_WAITING, SPT_STATE_PARTLY_DONE, NULL, refused, TRUE });
  spt_window_open_submission (window, id);
  page = await_page (window, SPT_TYPE_SUBMISSION_PAGE);
  /* The sheet goes back with the outcomes. */
  assert_label (page, "Export the original sheet with the outcomes (");
  /* Both words about the first are there. */
  assert_label (page, "Also said: 409 - twice");
  /* Places within the body are nobody's rows. */
  assert_no_label (page, "(row ");
  gtk_widget_activate (find_button (GTK_WIDGET (page), "Fix and Send 1 Again…"));

  page = await_page (window, SPT_TYPE_RESEND_PAGE);
  assert_label (page, "1 record to send again");
  assert_label (page, refused);
  assert_label (page, "Send 1 Again in Practice");
  tab_walk_assert_free (GTK_WIDGET (page));

  /* Its row leads to the position, whose work queue ends with it. */
  view = find_type (GTK_WIDGET (page), GTK_TYPE_LIST_VIEW);
  model = gtk_list_view_get_model (GTK_LIST_VIEW (view));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  g_signal_emit_by_name (view, "activate", 0);
  page = await_page (window, SPT_TYPE_POSITION_PAGE);
  {
    /* The service says "there already": what is to be changed has the focus. */
    SptFormRow *iuv = find_row (GTK_WIDGET (page), "iuv");

    g_assert_nonnull (iuv);
    g_assert_true (spt_test_wait (has_focus_in_sight, iuv, SPT_TEST_TIMEOUT_MS));
  }
  /* Why it was refused, and what comes next, stands there before anything is mended. */
  assert_label (page, "IUPD, IUV or notice number exist at pagoPA already for this body. If the position was");
  /* It was the last one: what follows is to send them. */
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save-next", NULL);
  page = await_page (window, SPT_TYPE_RESEND_PAGE);

  gtk_widget_activate (find_button (GTK_WIDGET (page), "Send 1 Again in Practice"));
  page = await_page (window, SPT_TYPE_SUBMISSION_PAGE);
  assert_label (page, "Sends again what failed in submission");
  g_assert_cmpint (spt_submission_page_get_id (SPT_SUBMISSION_PAGE (page)), !=, id);

  /* Back is the first, which leads to the second and has nothing left to send. */
  spt_window_back (window);
  page = await_page (window, SPT_TYPE_SUBMISSION_PAGE);
  g_assert_cmpint (spt_submission_page_get_id (SPT_SUBMISSION_PAGE (page)), ==, id);
  g_assert_true (spt_test_wait (is_link_shown, page, SPT_TEST_TIMEOUT_MS));
  assert_no_label (page, "Fix and Send");
  tab_walk_assert_free (GTK_WIDGET (page));
}

/* --- the report once more ----------------------------------------------------------------------------------- */

static gboolean
point_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return spt_db_exec (db, error, "UPDATE account SET base_url = ?1", "t", data);
}

/* A report of the service's in which all that was sent is there. */
static char *
dup_report (Office *office,
            gint64  id)
{
  g_autoptr (GError) error = NULL;
  KeysWork work = { id, NULL };
  g_autofree char *names = NULL;
  char *report;

  spt_store_run_sync (office->store, SPT_STORE_READ, keys_job, &work, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (work.keys, NULL);
  names = g_strjoinv ("\",\"", (char **) work.keys->pdata);
  report = g_strdup_printf ("{\"fileId\":\"" UPLOAD "\",\"processedItem\":3,\"submittedItem\":3,\"responses\":[{\"statusCode\":201,"
                            "\"statusMessage\":\"201 - Debt position CREATED\",\"iupds\":[\"%s\"]}]}", names);
  g_ptr_array_unref (work.keys);

  return report;
}

static gboolean
asks_are_over (gpointer user_data)
{
  return gtk_widget_get_sensitive (user_data);
}

/* By a person's hand, and seen: the refusal is a success after all; the same report says nothing new; what is no report changes
 * nothing. */
static void
test_again (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 id = send_three (office, "gpd.create");
  g_autoptr (SptTestServer) server = spt_test_server_new (NULL);
  g_autofree char *url = g_strconcat (spt_test_server_get_url (server), "/gpd", NULL);
  g_autofree char *report = NULL;
  g_autoptr (SptAccount) account = NULL;
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;
  KeysWork work = { id, NULL };
  SptPage *page;
  GtkWidget *button;
  const char *status = "{\"fileId\":\"" UPLOAD "\",\"processingStatus\":\"COMPLETED\",\"processedItem\":3,\"submittedItem\":3}";

  spt_store_run_sync (office->store, SPT_STORE_WRITE, point_job, url, NULL, &error);
  g_assert_no_error (error);
  spt_store_run_sync (office->store, SPT_STORE_READ, account_job, &account, NULL, &error);
  g_assert_no_error (error);
  spt_keyring_store_async (office->keyring, spt_account_get_credential (account), "subscription-key", "key", "open sesame", NULL,
                           spt_test_async_cb, &pending);
  stored = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  spt_keyring_store_finish (office->keyring, stored, &error);
  g_assert_no_error (error);
  spt_store_run_sync (office->store, SPT_STORE_READ, keys_job, &work, NULL, &error);
  g_assert_no_error (error);

  go (office, (Step) { id, SPT_STATE_SENDING, SPT_STATE_WAITING, NULL, NULL, FALSE });
  spt_window_open_submission (window, id);
  page = await_page (window, SPT_TYPE_SUBMISSION_PAGE);
  assert_label (page, "The service has taken it in charge");
  assert_no_label (page, "Ask for the report again");
  go (office, (Step) { id, SPT_STATE_WAITING, SPT_STATE_PARTLY_DONE, NULL, work.keys->pdata[1], TRUE });
  g_ptr_array_unref (work.keys);
  assert_label (page, "Fix and Send 1 Again");

  /* Not a whole report: a word about it, and nothing else. */
  spt_test_server_push (server, SPT_TEST_ANSWER, 200, "Content-Type: application/json\r\n", status);
  spt_test_server_push (server, SPT_TEST_ANSWER, 425, NULL, "");
  button = find_button (GTK_WIDGET (page), "Ask for the report again");
  gtk_widget_activate (button);
  g_assert_true (spt_test_server_wait_requests (server, 2));
  g_assert_true (spt_test_wait (asks_are_over, button, SPT_TEST_TIMEOUT_MS));
  settle ();
  assert_question ("What is known stays as it is.");
  assert_label (page, "Fix and Send 1 Again");

  report = dup_report (office, id);
  for (guint i = 0; i < 2; i++)
    {
      spt_test_server_push (server, SPT_TEST_ANSWER, 200, "Content-Type: application/json\r\n", status);
      spt_test_server_push (server, SPT_TEST_ANSWER, 200, "Content-Type: application/json\r\n", report);
      gtk_widget_activate (find_button (GTK_WIDGET (page), "Ask for the report again"));
      assert_label (window, i == 0 ? "The report corrects 1 row" : "The report says what it said before");
      assert_no_label (page, "Fix and Send");
      /* Both words are there, and the better one counts. */
      assert_label (page, "Also said: 409 - there");
      g_assert_true (spt_test_wait (asks_are_over, find_button (GTK_WIDGET (page), "Ask for the report again"),
                                    SPT_TEST_TIMEOUT_MS));
    }
  g_assert_cmpuint (spt_test_server_get_n_requests (server), ==, 6);
  tab_walk_assert_free (GTK_WIDGET (page));
}

typedef struct
{
  gint64 first;  /* what one upload carries */
  gint64 id;     /* position of the second */
  gint64 second; /* out: the second */
} Sister;

/* As a service with a limit of two would have it: what is over goes into a second upload. */
static gboolean
add_sister_job (SptDb         *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  Sister *sister = data;
  const char *key = "sister";
  const guint row = 1;
  g_autoptr (SptSubmission) first = spt_db_get_submission (db, sister->first, error);
  SptNewSubmission submission = {
    .service = "gpd", .operation = "gpd.create", .lane = "account:1", .method = "POST", .path = "/",
    .record_kind = SPT_KIND_POSITIONS, .n_items = 1, .keys = &key, .rows = &row,
    .record_ids = &sister->id,
  };

  if (first == NULL)
    return FALSE;
  g_object_get (first, "job", &submission.job_id, "account", &submission.account_id, NULL);
  sister->second = spt_db_add_submission (db, &submission, "Rosa", error);

  return sister->second != 0;
}

/* One order in two uploads: what failed in both is one piece of work, and leaves as one. */
static void
test_whole_job (Office        *office,
                gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 ids[3];
  gint64 account_id = add_account (office, "comune", SPT_ENVIRONMENT_PRACTICE);
  SptPrepareOptions options = {
    .operation = "gpd.create", .who = "Rosa", .account_id = account_id, .ids = ids, .n_ids = 2
  };
  SptPrepareResult *prepared;
  Sister sister = { 0 };
  SptRowList *list = new_list (office, 1u << SPT_STATE_READY);
  g_autoptr (GError) error = NULL;
  gint64 both[2];
  SptPage *page;

  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
  for (guint i = 0; i < 3; i++)
    ids[i] = spt_row_list_get_id (list, i);
  settle ();
  g_assert_finalize_object (list);
  prepared = spt_prepare (office->store, &options, NULL, &error);
  g_assert_no_error (error);
  sister.first = g_array_index (prepared->submissions, gint64, 0);
  sister.id = ids[2];
  spt_prepare_result_free (prepared);
  spt_store_run_sync (office->store, SPT_STORE_WRITE, add_sister_job, &sister, NULL, &error);
  g_assert_no_error (error);
  both[0] = sister.first;
  both[1] = sister.second;
  for (guint i = 0; i < 2; i++)
    {
      spt_store_run_sync (office->store, SPT_STORE_WRITE, begin_job, &both[i], NULL, &error);
      g_assert_no_error (error);
      go (office, (Step) { both[i], SPT_STATE_SENDING, SPT_STATE_REFUSED, "gpd-409-create", NULL, FALSE });
    }

  /* They are told apart, and named as the sheet. */
  spt_window_open_submission (window, sister.second);
  page = await_page (window, SPT_TYPE_SUBMISSION_PAGE);
  assert_label (page, "file 2 of 2");
  assert_label (page, "rows.csv");
  gtk_widget_activate (find_button (GTK_WIDGET (page), "Fix and Send 3 of the Whole Order Again…"));
  page = await_page (window, SPT_TYPE_RESEND_PAGE);
  assert_label (page, "3 records to send again");
  gtk_widget_activate (find_button (GTK_WIDGET (page), "Send 3 Again in Practice"));
  page = await_page (window, SPT_TYPE_SUBMISSION_PAGE);
  assert_label (page, "Sends again what failed in submission");
  assert_label (page, "3 records");

  /* Nothing is left of either, and both lead to what went in their place. */
  for (guint i = 0; i < 2; i++)
    {
      spt_window_open_submission (window, both[i]);
      page = await_page (window, SPT_TYPE_SUBMISSION_PAGE);
      assert_label (page, "3 were sent again in submission");
      assert_no_label (page, "Fix and Send");
    }
}

/* In the work queue of what was refused: what still stands as refused comes next, and nothing beyond it. */
static void
test_queue (Office        *office,
            gconstpointer  data)
{
  gint64 id = send_three (office, "gpd.create");
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (gint64));
  SptRowList *list;
  GAsyncResult *pending = NULL;
  g_autoptr (GError) error = NULL;

  go (office, (Step) { id, SPT_STATE_SENDING, SPT_STATE_REFUSED, "gpd-409-create", NULL, FALSE });
  list = new_list (office, 1u << SPT_STATE_REFUSED);
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
  for (guint i = 0; i < 2; i++)
    {
      gint64 position = spt_row_list_get_id (list, i);

      g_array_append_val (queue, position);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      spt_record_next_async (office->store, &spt_positions_kind, g_array_index (queue, gint64, i), queue, SPT_QUEUE_REFUSED, NULL,
                             spt_test_async_cb, &pending);
      result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
      g_assert_cmpint (spt_record_next_finish (office->store, result, &error), ==,
                       g_array_index (queue, gint64, 1 - i));
      g_assert_no_error (error);
      pending = NULL;
    }
  /* One alone: no next, although three others are to be fixed. */
  g_array_set_size (queue, 1);
  {
    g_autoptr (GAsyncResult) result = NULL;

    spt_record_next_async (office->store, &spt_positions_kind, g_array_index (queue, gint64, 0), queue, SPT_QUEUE_REFUSED, NULL,
                           spt_test_async_cb, &pending);
    result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
    g_assert_cmpint (spt_record_next_finish (office->store, result, &error), ==, 0);
  }
  settle ();
  g_assert_finalize_object (list);
}

/* The last one to fix of an import: it goes back to the list, which says that nothing is left and leads to what is ready;
 * what another import left to fix is nobody's business here. */
static void
test_import_queue (Office        *office,
                   gconstpointer  data)
{
  SptWindow *window = show_window (office);
  g_autofree char *file = g_build_filename (spt_test_make_dir (), "more.csv", NULL);
  SptImportOptions options = { .kind = SPT_KIND_POSITIONS, .path = file, .who = "Rosa" };
  SptImportResult *imported;
  g_autoptr (GError) error = NULL;
  SptPage *page;

  g_assert_true (g_file_set_contents (file, HEAD
                                      "N-1;RSSMRA80A01H501U;Gialli;false;Comune di Esempio;02000000000099050;10,00" TAIL
                                      "N-2;RSSMRA80A01H501U;;false;Comune di Esempio;02000000000099151;10,00" TAIL,
                                      -1, NULL));
  imported = spt_import_file (office->store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported->n_good, ==, 1);
  g_assert_cmpuint (imported->n_faulty, ==, 1);

  spt_window_open_records (window, "debt-positions", &(const SptRecordFilter) { .states = 1u << SPT_STATE_TO_FIX, .import_id = imported->import_id });
  spt_import_result_free (imported);
  page = await_page (window, SPT_TYPE_POSITIONS_PAGE);
  assert_label (page, "Only the positions of one import");
  g_signal_emit_by_name (find_type (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW), "activate", 0);
  page = await_page (window, SPT_TYPE_POSITION_PAGE);
  g_assert_nonnull (find_row (GTK_WIDGET (page), "fullName"));
  spt_form_field_set_text (spt_form_row_get_field (find_row (GTK_WIDGET (page), "fullName")), "Viola");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save-next", NULL);
  page = await_page (window, SPT_TYPE_POSITIONS_PAGE);
  assert_label (window, "Nothing left to correct");
  assert_label (page, "Nothing Left to Correct");
  gtk_widget_activate (find_button (GTK_WIDGET (page), "Show Ready"));
  assert_label (page, "Only the positions of one import");
  assert_label (page, "Gialli");
  assert_label (page, "Viola");
}

/* --- deleted, replaced ------------------------------------------------------------------------------------- */

static gboolean
response_is_enabled (gpointer user_data)
{
  return adw_message_dialog_get_response_enabled (user_data, "mark");
}

static AdwMessageDialog *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) widget = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (widget))
        return ADW_MESSAGE_DIALOG (widget);
    }

  return NULL;
}

static gboolean
has_question (gpointer user_data)
{
  return find_question () != NULL;
}

static gint64
accept_three (Office *office)
{
  gint64 id = send_three (office, "gpd.create");
  SptRowList *list;
  gint64 position;

  go (office, (Step) { id, SPT_STATE_SENDING, SPT_STATE_DONE, NULL, NULL, TRUE });
  list = new_list (office, 1u << SPT_STATE_DONE);
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
  position = spt_row_list_get_id (list, 0);
  settle ();
  g_assert_finalize_object (list);

  return position;
}

static void
test_delete (Office        *office,
             gconstpointer  data)
{
  gint64 position = accept_three (office);
  SptWindow *window = show_window (office);
  AdwMessageDialog *question;
  GtkWidget *entry;
  GtkWidget *check;
  SptPage *page;

  spt_window_open_record (window, "debt-positions", position, NULL);
  page = await_page (window, SPT_TYPE_POSITION_PAGE);
  gtk_widget_activate_action (GTK_WIDGET (page), "record.delete", NULL);
  g_assert_true (spt_test_wait (has_question, NULL, SPT_TEST_TIMEOUT_MS));
  question = find_question ();
  assert_label (question, "the service may not take its code again");
  g_assert_false (adw_message_dialog_get_response_enabled (question, "mark"));

  /* "Something else" wants words. */
  check = find_type (gtk_widget_get_ancestor (find_label (GTK_WIDGET (question), "Something else"), ADW_TYPE_ACTION_ROW),
                     GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_false (adw_message_dialog_get_response_enabled (question, "mark"));
  entry = find_type (GTK_WIDGET (question), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (entry), "sentenza n. 7");
  g_assert_true (spt_test_wait (response_is_enabled, question, SPT_TEST_TIMEOUT_MS));
  check = find_type (gtk_widget_get_ancestor (find_label (GTK_WIDGET (question), "The debt is annulled"), ADW_TYPE_ACTION_ROW),
                     GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  adw_message_dialog_response (question, "mark");
  gtk_window_destroy (GTK_WINDOW (question));

  assert_label (page, "Marked for deletion at the service (The debt is annulled or not owed: sentenza n. 7).");

  /* Kept after all, the reason is forgotten. */
  gtk_widget_activate_action (GTK_WIDGET (page), "position.unmark", NULL);
  assert_no_label (page, "sentenza n. 7");
}

/* From the list: what the service has is not said to be deleted before the deletion was sent. */
static void
test_mark (Office        *office,
           gconstpointer  data)
{
  SptWindow *window;
  GtkWidget *check;
  SptPage *page;

  accept_three (office);
  window = show_window (office);
  spt_window_open_records (window, "debt-positions", &(const SptRecordFilter) { .states = 1u << SPT_STATE_DONE });
  page = await_page (window, SPT_TYPE_POSITIONS_PAGE);
  assert_label (page, "Accepted");
  settle ();
  gtk_widget_activate_action (GTK_WIDGET (page), "records.select-all", NULL);
  assert_label (page, "3 selected");
  gtk_widget_activate_action (GTK_WIDGET (page), "records.delete", NULL);
  g_assert_true (spt_test_wait (has_question, NULL, SPT_TEST_TIMEOUT_MS));
  check = find_type (gtk_widget_get_ancestor (find_label (GTK_WIDGET (find_question ()), "The debt is annulled"),
                                              ADW_TYPE_ACTION_ROW), GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  adw_message_dialog_response (find_question (), "mark");
  gtk_window_close (GTK_WINDOW (find_question ()));
  assert_label (window, "3 positions marked for deletion");
}

/* The reason travels with the deletion: outcomes, history. */
static void
test_deleted (Office        *office,
              gconstpointer  data)
{
  gint64 position = accept_three (office);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  SptWindow *window = show_window (office);
  GAsyncResult *pending = NULL;
  g_autoptr (GError) error = NULL;
  SptPage *page;
  gint64 id;

  g_array_append_val (ids, position);
  spt_positions_mark_async (office->store, ids, "Loaded by mistake", NULL, spt_test_async_cb, &pending);
  {
    g_autoptr (GAsyncResult) result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);

    g_assert_nonnull (spt_positions_remove_finish (office->store, result, &error));
    g_assert_no_error (error);
  }
  id = send_three (office, "gpd.delete");
  go (office, (Step) { id, SPT_STATE_SENDING, SPT_STATE_DONE, NULL, NULL, TRUE });
  spt_window_open_submission (window, id);
  page = await_page (window, SPT_TYPE_SUBMISSION_PAGE);
  assert_label (page, "Also said: 409 - twice");
  spt_window_open_record (window, "debt-positions", position, NULL);
  page = await_page (window, SPT_TYPE_POSITION_PAGE);
  {
    GtkWidget *stack = find_type (GTK_WIDGET (page), ADW_TYPE_VIEW_STACK);

    g_assert_nonnull (stack);
    adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), "history");
  }
  assert_label (page, "Reason of the deletion: Loaded by mistake");
}

static void
test_update (Office        *office,
             gconstpointer  data)
{
  gint64 position = accept_three (office);
  SptService *service = spt_services_find_kind (SPT_KIND_POSITIONS);
  SptSchema *schema = SPT_SERVICE_GET_CLASS (service)->get_record_schema (service);
  SptRecord *record = spt_record_new (schema);
  SptWindow *window = show_window (office);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GAsyncResult *pending = NULL;
  g_autoptr (GError) error = NULL;
  GtkWindow *dialog;
  SptPositionLoad *loaded;
  const SptSaveOptions options = { .who = "Rosa" };

  /* A larger amount. */
  spt_position_load_async (office->store, position, NULL, spt_test_async_cb, &pending);
  {
    g_autoptr (GAsyncResult) result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
    SptNode *option;
    SptNode *transfer;

    loaded = spt_position_load_finish (office->store, result, &error);
    g_assert_no_error (error);
    g_assert_true (spt_record_read (record, loaded->record.doc, -1, &error));
    g_assert_no_error (error);
    option = spt_node_get_child (spt_record_get_root (record), 0, 0);
    transfer = spt_node_get_child (option, 0, 0);
    spt_node_set (option, spt_group_def_find_field (spt_node_get_def (option), "amount")->index, "777,00", -1);
    spt_node_set (transfer, spt_group_def_find_field (spt_node_get_def (transfer), "amount")->index, "777,00", -1);
  }
  pending = NULL;
  spt_record_save_async (office->store, SPT_KIND_POSITIONS, position, record, &options, NULL, spt_test_async_cb,
                         &pending);
  {
    g_autoptr (GAsyncResult) result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);

    g_assert_cmpint (spt_record_save_finish (office->store, result, &error), ==, position);
    g_assert_no_error (error);
  }

  g_array_append_val (ids, position);
  dialog = spt_send_dialog_new (GTK_WIDGET (window), office->desk, SPT_KIND_POSITIONS, ids);
  gtk_window_present (dialog);
  assert_label (dialog, "2 amounts change.");
  {
    GtkWidget *row = gtk_widget_get_ancestor (find_label (GTK_WIDGET (dialog), "What it replaces"), ADW_TYPE_ACTION_ROW);

    gtk_widget_activate (find_button (row, "Show"));
  }
  assert_label (dialog, "→ 777,00 €");
  assert_label (dialog, "The amount changes also for who has received the notice.");
  settle ();
  /* One step back is the plan. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "send.escape", NULL);
  assert_label (dialog, "What Leaves");
  close_dialog (dialog);
}

/* --- uploads made elsewhere --------------------------------------------------------------------------------- */

/* Its word stands in the title as well, and entries have such a button of their own: it is the last one. */
static GtkWidget *
find_suggested (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "suggested-action"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_prev_sibling (child))
    found = find_suggested (child);

  return found;
}

static gboolean
can_follow (gpointer user_data)
{
  return gtk_widget_get_sensitive (find_suggested (user_data));
}

static void
test_follow (Office        *office,
             gconstpointer  data)
{
  SptWindow *window = show_window (office);
  GtkWindow *dialog;
  GtkWidget *entry;
  SptPage *page;
  gint64 id;
  g_autoptr (GError) error = NULL;

  add_account (office, "comune", SPT_ENVIRONMENT_TEST);
  spt_window_go (window, "outbox");
  settle ();
  dialog = spt_follow_dialog_new (GTK_WIDGET (spt_window_get_page (window)), office->desk);
  gtk_window_present (dialog);
  assert_label (dialog, "comune · Test");
  assert_label (dialog, "Nothing is sent, and no position here changes its state.");
  entry = find_type (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (entry), "not a number?");
  assert_label (dialog, "That is not the number of an upload");
  g_assert_false (can_follow (dialog));
  gtk_editable_set_text (GTK_EDITABLE (entry), "file/123_456_abc/status");
  g_assert_true (spt_test_wait (can_follow, dialog, SPT_TEST_TIMEOUT_MS));
  assert_no_label (dialog, "That is not the number of an upload");
  tab_walk_assert_free (gtk_window_get_child (dialog) != NULL ? gtk_window_get_child (dialog) : GTK_WIDGET (dialog));
  gtk_widget_activate (find_suggested (GTK_WIDGET (dialog)));

  page = await_page (window, SPT_TYPE_SUBMISSION_PAGE);
  assert_label (page, "Upload made with other software");
  assert_label (page, "123_456_abc");
  assert_label (page, "Upload of unknown kind");
  id = spt_submission_page_get_id (SPT_SUBMISSION_PAGE (page));
  settle ();
  g_assert_cmpint (id, >, 0);

  /* Once is enough. */
  g_assert_cmpint (spt_follow_upload (office->store, 1, NULL, "123_456_abc", "x", "Rosa", &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  user_data_init ();
  adw_init ();
  spt_services_register_all ();

  g_test_add ("/after/stuck", Office, NULL, set_up, test_stuck, tear_down);
  g_test_add ("/after/resend", Office, NULL, set_up, test_resend, tear_down);
  g_test_add ("/after/again", Office, NULL, set_up, test_again, tear_down);
  g_test_add ("/after/whole-job", Office, NULL, set_up, test_whole_job, tear_down);
  g_test_add ("/after/queue", Office, NULL, set_up, test_queue, tear_down);
  g_test_add ("/after/import-queue", Office, NULL, set_up, test_import_queue, tear_down);
  g_test_add ("/after/delete", Office, NULL, set_up, test_delete, tear_down);
  g_test_add ("/after/mark", Office, NULL, set_up, test_mark, tear_down);
  g_test_add ("/after/deleted", Office, NULL, set_up, test_deleted, tear_down);
  g_test_add ("/after/update", Office, NULL, set_up, test_update, tear_down);
  g_test_add ("/after/follow", Office, NULL, set_up, test_follow, tear_down);

  status = g_test_run ();
  user_data_finish ();

  return status;
}
