/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vouchers in the window's shared parts: the send sheet, an order of 500 single requests as one line and one page. */
#include "config.h"

#include "voucher-office.h"

#include "services/spt-services-table.h"
#include "store/spt-db.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-orders.h"
#include "store/spt-store-submissions.h"
#include "tab-walk.h"
#include "ui/spt-account-work.h"
#include "ui/spt-item-view.h"
#include "ui/spt-order-page.h"
#include "ui/spt-outbox-page.h"
#include "ui/spt-resend-page.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-submission-page.h"
#include "ui/spt-ui.h"
#include "ui/voucher/spt-voucher-pages.h"
#include "user-data.h"

#define N_MANY 500

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *words)
{
  GtkWidget *label = find_label (widget, words);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;
}

static gboolean
send_is_enabled (gpointer user_data)
{
  GtkWidget *button = find_button (user_data, "Send ");

  return button != NULL && gtk_widget_get_sensitive (button);
}

/* --- the send sheet ------------------------------------------------------------------------------------ */

/* Before the click: how many of what, how many requests, where to, with the words of vouchers. */
static void
test_sheet (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  GtkWindow *dialog;

  add_vouchers (office, N_MANY);
  add_voucher_account (office, "bul-collaudo", SPT_ENVIRONMENT_TEST);
  dialog = spt_send_dialog_new (GTK_WIDGET (window), office->desk, SPT_KIND_VOUCHERS, NULL);
  gtk_window_present (dialog);
  assert_label (dialog, "500 reservations");
  assert_label (dialog, "bul-collaudo");
  assert_label (dialog, "500 requests, one at a time: about 9 minutes");
  assert_label (dialog, "Nothing was sent for these vouchers before");
  assert_label (dialog, "no data of real people");
  assert_label (dialog, "Send 500 Vouchers to Test");
  g_assert_null (find_label (GTK_WIDGET (dialog), "osition"));
  g_assert_true (spt_test_wait (send_is_enabled, dialog, SPT_TEST_TIMEOUT_MS));

  /* Ordered, and stopped before any of it leaves: nobody drives the outbox here. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "send.go", NULL);
  assert_label (dialog, "0 of 500");
  assert_no_label (dialog, "Taken in charge");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "send.stop", NULL);
  assert_label (dialog, "Stopped");
  g_assert_nonnull (find_label (GTK_WIDGET (dialog), "500"));
  close_dialog (dialog);
}

/* As the page of a voucher does it: an activation and a withdrawal of vouchers that the service knows of. */
static gboolean
prepare_steps (SptDb         *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  return spt_db_exec (db, error, "UPDATE dossier SET phase = 'Prenotata', stage = 'open', state = 'ready', "
                      "next_operation = CASE WHEN id % 2 = 0 THEN 'attivazione' ELSE 'disdetta' END", "");
}

/* Several operations are an order each; what cannot be taken back is said before. */
static void
test_mixed (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  GtkWindow *dialog;
  GError *error = NULL;

  add_vouchers (office, 4);
  add_voucher_account (office, "bul", SPT_ENVIRONMENT_PRODUCTION);
  g_assert_true (spt_store_run_sync (office->store, SPT_STORE_WRITE, prepare_steps, &error, NULL, &error));
  g_assert_no_error (error);
  dialog = spt_send_dialog_new (GTK_WIDGET (window), office->desk, SPT_KIND_VOUCHERS, NULL);
  gtk_window_present (dialog);
  assert_label (dialog, "2 activations");
  assert_label (dialog, "2 withdrawals");
  assert_label (dialog, "each leaves as an order of its own");
  assert_label (dialog, "Cannot be taken back");
  /* The real preparation finds that no date was given: it opens the voucher. */
  assert_label (dialog, "The service would refuse 2 of these vouchers");
  gtk_widget_activate (find_button (GTK_WIDGET (dialog), "Show"));
  assert_label (dialog, "Ditta 00");
  close_dialog (dialog);
}

/* --- an order of 500 ----------------------------------------------------------------------------------- */

/* Not the one in the drop-down of accounts. */
static GtkWidget *
find_list (SptPage *page)
{
  return find_type (find_type (GTK_WIDGET (page), SPT_TYPE_LIST_BIN), GTK_TYPE_LIST_VIEW);
}

static guint
get_n_rows (SptPage *page)
{
  GtkWidget *list = find_list (page);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
}

/* From one request of the order to the ones beside it, and back to all of them; the way back is where it was. */
static void
walk_through (SptWindow *window)
{
  SptPage *page = spt_window_get_page (window);

  assert_label (page, "Order: request 313 of 500");
  tab_walk_assert_free (GTK_WIDGET (page));
  /* The one before it is not among those that are shown. */
  gtk_widget_activate_action (GTK_WIDGET (page), "submission.previous", NULL);
  g_assert_true (spt_window_get_page (window) == page);
  gtk_widget_activate_action (GTK_WIDGET (page), "submission.next", NULL);
  page = spt_window_get_page (window);
  assert_label (page, "Order: request 314 of 500");
  assert_label (page, "Ditta 314");
  settle ();
  /* The same key once more leads further. */
  g_signal_emit_by_name (gtk_root_get_focus (GTK_ROOT (window)), "clicked");
  page = spt_window_get_page (window);
  assert_label (page, "Order: request 315 of 500");
  gtk_widget_activate_action (GTK_WIDGET (page), "submission.previous", NULL);
  page = spt_window_get_page (window);
  assert_label (page, "Order: request 314 of 500");
  g_signal_emit_by_name (find_button (GTK_WIDGET (page), "Order: request"), "clicked");
  g_assert_true (SPT_IS_ORDER_PAGE (spt_window_get_page (window)));
  spt_window_back (window);
  g_assert_true (SPT_IS_SUBMISSION_PAGE (spt_window_get_page (window)));
}

/* One line in the list, one page with counts; Stop, and the refused sent again. */
static void
test_order (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account = add_voucher_account (office, "bul", SPT_ENVIRONMENT_TEST);
  SptPage *page;
  gint64 job;

  add_vouchers (office, N_MANY);
  job = order_all (office, "voucher.prenotazione", account);
  make_answers (office, job, 0, 312, SPT_STATE_DONE, NULL);
  make_answers (office, job, 312, 4, SPT_STATE_REFUSED, "voucher-004");

  spt_window_go (window, "outbox");
  page = spt_window_get_page (window);
  assert_label (page, "500 reservations");
  assert_label (page, "312 accepted, 4 refused, 184 to send");
  assert_label (page, "vouchers.csv");
  g_assert_cmpuint (get_n_rows (page), ==, 1);

  g_signal_emit_by_name (find_list (page), "activate", 0);
  page = spt_window_get_page (window);
  g_assert_true (SPT_IS_ORDER_PAGE (page));
  assert_label (page, "312 accepted, 4 refused, 184 to send");
  assert_label (page, "All 500");
  assert_label (page, "Ditta 001");
  g_assert_cmpuint (get_n_rows (page), ==, N_MANY);
  tab_walk_assert_free (GTK_WIDGET (page));

  /* The filters count, and show what they count. */
  gtk_widget_activate (find_button (GTK_WIDGET (page), "Problems 4"));
  assert_label (page, "Ditta 313");
  assert_label (page, "not among the operator");
  g_assert_cmpuint (get_n_rows (page), ==, 4);
  g_signal_emit_by_name (find_list (page), "activate", 0);
  g_assert_true (SPT_IS_SUBMISSION_PAGE (spt_window_get_page (window)));
  walk_through (window);
  spt_window_back (window);
  page = spt_window_get_page (window);

  /* What has not left is withdrawn; what is refused can be mended and sent again, in the same order. */
  gtk_widget_activate_action (GTK_WIDGET (page), "order.stop", NULL);
  assert_label (page, "312 accepted, 4 refused, 184 stopped");
  assert_label (page, "Send the 184 Stopped");
  gtk_widget_activate_action (GTK_WIDGET (page), "order.resend", NULL);
  page = spt_window_get_page (window);
  g_assert_true (SPT_IS_RESEND_PAGE (page));
  assert_label (page, "4 records to send again");
  assert_label (page, "Send 4 Again in Test");
  gtk_widget_activate_action (GTK_WIDGET (page), "resend.go", NULL);
  settle ();
  spt_window_open_order (window, job, 0);
  page = spt_window_get_page (window);
  assert_label (page, "312 accepted, 184 stopped, 4 to send");
  make_answers (office, job, N_MANY - 4, 4, SPT_STATE_DONE, NULL);
  assert_label (page, "316 accepted, 184 stopped");
  assert_label (page, "All 500");
}

/* Those that tell how far an order is; vouchers that were refused have a card of their own. */
static guint
count_rows (GtkWidget *widget)
{
  guint n = ADW_IS_ACTION_ROW (widget) && gtk_widget_get_mapped (widget) &&
            strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)), " accepted,") != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);
  return n;
}

typedef struct
{
  GtkWidget *page;
  guint      n;
} Rows;

static gboolean
has_rows (gpointer user_data)
{
  Rows *rows = user_data;

  return count_rows (rows->page) == rows->n;
}

/* Somebody saw on the portal that those in doubt are there. */
static gboolean
settle_all (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GArray) ids = spt_db_query_submissions (db, 1u << SPT_STATE_UNCERTAIN, 0, error);

  g_assert_nonnull (ids);
  for (guint i = 0; i < ids->len; i++)
    {
      const SptStateChange change = {
        .expected = SPT_STATE_UNCERTAIN,
        .state = SPT_STATE_DONE,
        .settling = TRUE,
        .rest_state = SPT_STATE_DONE,
        .event_kind = "decision",
        .event_text = "prova",
        .actor = "Rosa",
      };

      if (!spt_db_change_submission (db, g_array_index (ids, gint64, i), &change, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* The row that says it, to be clicked. */
static void
activate_row (GtkWidget  *page,
              const char *words)
{
  GtkWidget *row = gtk_widget_get_ancestor (find_label (page, words), ADW_TYPE_ACTION_ROW);

  g_assert_nonnull (row);
  gtk_widget_activate (row);
  settle ();
}

/* The first page: one line of each group that has something of the order, which leads to its page. */
static void
test_today (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account = add_voucher_account (office, "bul", SPT_ENVIRONMENT_TEST);
  Rows rows = { NULL, 1 };
  SptPage *page;
  gint64 job;

  add_vouchers (office, 50);
  job = order_all (office, "voucher.prenotazione", account);
  make_answers (office, job, 0, 40, SPT_STATE_DONE, NULL);
  make_answers (office, job, 40, 3, SPT_STATE_REFUSED, "voucher-004");
  spt_window_go (window, "overview");
  page = spt_window_get_page (window);
  rows.page = GTK_WIDGET (page);
  assert_label (page, "40 accepted, 3 refused, 7 to send");
  assert_label (page, "Under way");
  g_assert_null (find_label (GTK_WIDGET (page), "New outcomes"));
  g_assert_true (spt_test_wait (has_rows, &rows, SPT_TEST_TIMEOUT_MS));

  make_answers (office, job, 43, 6, SPT_STATE_UNCERTAIN, "settle-possible");
  make_answers (office, job, 49, 1, SPT_STATE_DONE, NULL);
  assert_label (page, "41 accepted, 3 refused, 6 uncertain");
  assert_no_label (page, "Under way");
  g_assert_null (find_label (GTK_WIDGET (page), "New outcomes"));
  g_assert_true (spt_test_wait (has_rows, &rows, SPT_TEST_TIMEOUT_MS));
  tab_walk_assert_free (GTK_WIDGET (page));

  /* It shows of the order what the group is about. */
  activate_row (GTK_WIDGET (page), "Outcome uncertain\n41 accepted");
  page = spt_window_get_page (window);
  g_assert_true (SPT_IS_ORDER_PAGE (page));
  g_assert_cmpint (spt_order_page_get_job (SPT_ORDER_PAGE (page)), ==, job);
  assert_label (page, "Ditta 044");
  g_assert_cmpuint (get_n_rows (page), ==, 6);
  spt_window_back (window);

  /* Over, it is news; seen, it is not. */
  run (office, SPT_STORE_WRITE, settle_all, NULL);
  page = spt_window_get_page (window);
  assert_label (page, "New outcomes");
  assert_no_label (page, "6 uncertain");
  g_assert_true (spt_test_wait (has_rows, &rows, SPT_TEST_TIMEOUT_MS));
  activate_row (GTK_WIDGET (page), "Accepted in part\n47 accepted, 3 refused");
  page = spt_window_get_page (window);
  g_assert_true (SPT_IS_ORDER_PAGE (page));
  assert_label (page, "Ditta 001");
  g_assert_cmpuint (get_n_rows (page), ==, 50);
  spt_window_back (window);
  page = spt_window_get_page (window);
  gtk_widget_activate_action (GTK_WIDGET (page), "overview.mark-seen", NULL);
  assert_no_label (page, "47 accepted");
}

/* Of what is uncertain nothing is sent again: it is asked for, or said. */
static void
test_doubts (Office        *office,
             gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account = add_voucher_account (office, "bul", SPT_ENVIRONMENT_TEST);
  SptPage *page;
  gint64 job;

  add_vouchers (office, 5);
  job = order_all (office, "voucher.prenotazione", account);
  make_answers (office, job, 0, 2, SPT_STATE_UNCERTAIN, "voucher-processing");
  make_answers (office, job, 2, 1, SPT_STATE_NOT_SENT, NULL);
  make_answers (office, job, 3, 2, SPT_STATE_DONE, NULL);

  spt_window_open_order (window, job, 1u << SPT_STATE_UNCERTAIN);
  page = spt_window_get_page (window);
  assert_label (page, "2 accepted, 2 uncertain, 1 not sent");
  assert_label (page, "Check the 2 Uncertain Outcomes");
  assert_label (page, "check the outcomes before anything is sent again");
  g_assert_cmpuint (get_n_rows (page), ==, 2);
  g_assert_null (find_label (GTK_WIDGET (page), "Fix and Send"));

  gtk_widget_activate_action (GTK_WIDGET (page), "order.resume", NULL);
  assert_label (page, "2 accepted, 2 uncertain, 1 to send");
}

/* A refusal leads to its field; what may be it is a person's to say; where the words ask for the list it can be asked for. */
static void
test_single (Office        *office,
             gconstpointer  data)
{
  static const struct
  {
    const char *operation;
    const char *key;
    const char *code;
    const char *words;
    const char *path;
  } cases[] = {
    { "voucher.prenotazione", "RSSMRA80A01H501U", "voucher-001", NULL, "indirizzoInstallazione.codiceIstatComune" },
    { "voucher.prenotazione", "00010000016", "voucher-004", NULL, "operatore.codiceUnivocoOfferta" },
    { "voucher.attivazione", "00010000016", "voucher-004", NULL, "attivazione[0].codiceUnivocoOfferta" },
    { "voucher.cessazione", "00010000016", "voucher-009", NULL, "cessazione[0].dataCessazione" },
    { "voucher.prenotazione", "RSSMRA80A01H501U", "voucher-validation", "Parametri non validi: numeroDiTelefono",
      "numeroDiTelefono" },
    { "voucher.prenotazione", "RSSMRA80A01H501U", "voucher-008", "altro operatore", NULL },
  };
  SptService *service = spt_services_find_kind (SPT_KIND_VOUCHERS);
  SptWindow *window = show_window (office);
  gint64 account = add_voucher_account (office, "bul", SPT_ENVIRONMENT_TEST);
  SptPage *page;
  gint64 job;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
        SPT_SERVICE_GET_CLASS (service)->dup_answer_path (service, cases[i].operation, cases[i].key, cases[i].code,
                                                          cases[i].words);

      g_assert_cmpstr (path, ==, cases[i].path);
    }

  add_vouchers (office, 3);
  job = order_all (office, "voucher.prenotazione", account);
  make_answers (office, job, 0, 1, SPT_STATE_REFUSED, "voucher-002");
  make_answers (office, job, 1, 1, SPT_STATE_UNCERTAIN, "settle-possible");

  spt_window_open_submission (window, 1);
  page = spt_window_get_page (window);
  assert_label (page, "already has a reservation");
  assert_label (page, "Open the Voucher");
  assert_label (page, "Refresh the List");
  g_assert_null (find_label (GTK_WIDGET (page), "This Is It"));

  spt_window_open_submission (window, 2);
  page = spt_window_get_page (window);
  assert_label (page, "may be this one");
  assert_label (page, "parole del servizio");
  assert_label (page, "This Is It");
  assert_label (page, "This Is Not It");
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
  spt_voucher_pages_register ();

  g_test_add ("/vouchers-send/sheet/many", Office, NULL, set_up, test_sheet, tear_down);
  g_test_add ("/vouchers-send/sheet/mixed", Office, NULL, set_up, test_mixed, tear_down);
  g_test_add ("/vouchers-send/order/page", Office, NULL, set_up, test_order, tear_down);
  g_test_add ("/vouchers-send/order/today", Office, NULL, set_up, test_today, tear_down);
  g_test_add ("/vouchers-send/order/doubts", Office, NULL, set_up, test_doubts, tear_down);
  g_test_add ("/vouchers-send/submission/single", Office, NULL, set_up, test_single, tear_down);

  status = g_test_run ();
  user_data_finish ();
  return status;
}
