/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets with a display: what the send sheet says before the click, and their long lists. */
#include "config.h"

#include "office.h"

#include "services/spt-services-table.h"
#include "store/spt-store-plants.h"
#include "store/spt-store-positions.h"
#include "ui/spt-finding-view.h"
#include "ui/spt-position-page.h"
#include "ui/spt-send-dialog.h"
#include "user-data.h"

/* --- findings ------------------------------------------------------------------------------------------ */

static gboolean
is_named (gpointer user_data)
{
  g_autofree char *heading = NULL;

  g_object_get (user_data, "heading", &heading, NULL);
  return strcmp (heading, "…") != 0;
}

/* A hundred thousand findings are a list at once; its rows are made where one looks, and say row, column, value, what and what to do. */
static void
test_findings (Office        *office,
               gconstpointer  data)
{
  SptService *service = spt_services_find_kind (SPT_KIND_POSITIONS);
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);
  SptSchema *schema = klass->get_record_schema (service);
  SptRowList *positions = new_list (office, 0);
  SptIssueList *issues = spt_issue_list_new (0);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) faulty = NULL;
  SptFindingList *list;
  SptIssueRow *row;
  g_autofree char *text = NULL;
  g_autofree char *next = NULL;
  g_autofree char *place = NULL;
  g_autofree char *heading = NULL;

  for (guint i = 1; i <= 100000; i++)
    spt_issue_list_add (issues, i % 50000 == 0 ? SPT_ISSUE_ERROR : SPT_ISSUE_WARNING, "gpd", "due-far",
                        i, "paymentOption[0].transfer[1].iban", "2039", NULL);
  list = spt_finding_list_new_issues (NULL, SPT_KIND_POSITIONS, schema, issues, SPT_ISSUE_WARNING, NULL,
                                      (SptColumnFunc) klass->dup_csv_column, service);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 100000);
  row = g_list_model_get_item (G_LIST_MODEL (list), 1); /* errors come first */
  g_object_get (row, "heading", &heading, "text", &text, "next", &next, "place", &place, NULL);
  g_assert_cmpstr (heading, ==, "Row 100,000");
  g_assert_cmpstr (place, ==, "Payment 1 › Transfer 2 › IBAN to be credited · transfer.2.iban · 2039");
  g_assert_cmpstr (text, !=, "");
  g_assert_cmpstr (next, !=, "");
  g_object_unref (row);
  /* What is far away is made anew as often as one looks; nothing is kept of all one ever passed. */
  for (guint i = 0; i < 100000; i += 500)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), i));
  g_assert_finalize_object (list);

  /* A row that became no record has its faults at the table's columns, which have names for people too. */
  issues = spt_issue_list_new (0);
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "catasto", "row-no-code", 3, "codice", NULL, NULL);
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "catasto", "E-CF:controllo", 4, "responsabile.codiceFiscale", "X", NULL);
  list = spt_finding_list_new_issues (NULL, SPT_KIND_PLANTS, schema, issues, SPT_ISSUE_WARNING, NULL, NULL, NULL);
  row = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_free (place);
  g_object_get (row, "place", &place, NULL);
  g_assert_cmpstr (place, ==, "Codice impianto"); /* the schema has it in Italian only */
  g_object_unref (row);
  row = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_free (place);
  g_object_get (row, "place", &place, NULL);
  g_assert_cmpstr (place, ==, "Responsible › Codice fiscale · X");
  g_object_unref (row);
  g_assert_finalize_object (list);

  /* Of several files each is named instead: a row says nothing of them. */
  issues = spt_issue_list_new (0);
  spt_issue_list_set_file (issues, "Libretto & rapporto.xml");
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "catasto", "row-no-code", 3, "codice", NULL, NULL);
  list = spt_finding_list_new_issues (NULL, SPT_KIND_PLANTS, schema, issues, SPT_ISSUE_WARNING, NULL, NULL, NULL);
  row = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_free (heading);
  g_object_get (row, "heading", &heading, NULL);
  g_assert_cmpstr (heading, ==, "Libretto & rapporto.xml");
  g_object_unref (row);
  g_assert_finalize_object (list);

  /* With records: the name comes from the archive, and the faulty ones can be told. */
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (positions)); i++)
    {
      gint64 id = spt_row_list_get_id (positions, i);

      g_array_append_val (ids, id);
    }
  issues = spt_issue_list_new (0);
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "gpd", "due-past", 2, "paymentOption[0].dueDate", "2021", NULL);
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "gpd", "due-past", 2, "paymentOption[1].dueDate", "2021", NULL);
  list = spt_finding_list_new_issues (office->store, SPT_KIND_POSITIONS, schema, issues, SPT_ISSUE_ERROR, ids, NULL, NULL);
  faulty = spt_finding_list_dup_faulty (list);
  g_assert_cmpuint (faulty->len, ==, 1);
  g_assert_cmpint (g_array_index (faulty, gint64, 0), ==, g_array_index (ids, gint64, 1));
  row = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpint (spt_issue_row_get_record_id (row), ==, g_array_index (ids, gint64, 1));
  g_assert_true (spt_test_wait (is_named, row, SPT_TEST_TIMEOUT_MS));
  g_free (heading);
  g_object_get (row, "heading", &heading, NULL);
  g_assert_cmpstr (heading, ==, "Tizio <caio> & Sempronio");
  g_object_unref (row);
  settle ();
  g_assert_finalize_object (list);
  g_assert_finalize_object (positions);
}

static void
test_field_path (void)
{
  SptService *service = spt_services_find_kind (SPT_KIND_POSITIONS);
  SptSchema *schema = SPT_SERVICE_GET_CLASS (service)->get_record_schema (service);
  static const char *const cases[][2] = {
    { "paymentOption[1].transfer[0].iban", "paymentOption[1].transfer[0].iban" },
    { "iupd", "iupd" },
    { "unknown", NULL },
    { "paymentOption[0].unknown", NULL },
  };
  g_autofree char *group = spt_issue_dup_field_path (schema, "paymentOption[1]");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = spt_issue_dup_field_path (schema, cases[i][0]);

      g_assert_cmpstr (path, ==, cases[i][1]);
    }
  g_assert_true (g_str_has_prefix (group, "paymentOption[1]."));
}

/* --- the send sheet ------------------------------------------------------------------------------------ */

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
  return gtk_widget_get_sensitive (find_button (user_data, "Send 3"));
}

/* Before the click: how many records, in how many files, how many of them before; all that is worth a look, one opens at its field. */
static void
test_send_sheet (Office        *office,
                 gconstpointer  data)
{
  SptWindow *window = show_window (office);
  GtkWindow *dialog;
  GtkWidget *view;
  GtkSelectionModel *model;
  SptPage *page;
  SptFormRow *row;

  add_account (office, "comune.test", SPT_ENVIRONMENT_TEST);
  dialog = spt_send_dialog_new (GTK_WIDGET (window), office->desk, SPT_KIND_POSITIONS, NULL);
  gtk_window_present (dialog);
  assert_label (dialog, "3 new positions");
  assert_label (dialog, "In 1 file");
  assert_label (dialog, "None of these positions was sent before");
  g_assert_true (spt_test_wait (send_is_enabled, dialog, SPT_TEST_TIMEOUT_MS));

  gtk_widget_activate (find_button (GTK_WIDGET (dialog), "Show"));
  assert_label (dialog, "Mario Rossi");
  view = find_type (find_type (GTK_WIDGET (dialog), SPT_TYPE_FINDING_VIEW), GTK_TYPE_LIST_VIEW);
  model = gtk_list_view_get_model (GTK_LIST_VIEW (view));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 3);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (dialog), view) ||
                 gtk_window_get_focus (dialog) == view);

  /* Back by Escape, and the focus where one came from. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "send.escape", NULL);
  assert_label (dialog, "In 1 file");
  g_assert_nonnull (find_label (gtk_window_get_focus (dialog), "Show"));

  gtk_widget_activate (find_button (GTK_WIDGET (dialog), "Show"));
  assert_label (dialog, "Mario Rossi");
  g_signal_emit_by_name (view, "activate", 0);
  assert_label (window, "Mario Rossi");
  page = spt_window_get_page (window);
  g_assert_true (SPT_IS_POSITION_PAGE (page));
  assert_label (page, "very far off");
  row = find_row (GTK_WIDGET (page), "dueDate");
  g_assert_true (spt_test_wait (has_focus_in_sight, row, SPT_TEST_TIMEOUT_MS));
}

static gboolean
expire (SptDb         *db,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  gint64 *id = data;
  SptPositionColumns columns = { .iupd = "P-1", .debtor_name = "Mario Rossi", .amount = 12000 };
  g_autoptr (SptIssueList) none = spt_issue_list_new (0);
  g_autofree char *doc = spt_db_get_position_doc (db, *id, NULL, error);
  g_autoptr (GString) changed = g_string_new (doc);

  g_assert_cmpuint (g_string_replace (changed, "2039-12-16", "2021-12-16", 0), >, 0);
  /* As it is when a date passes while the position waits: nobody has checked it since. */
  return spt_db_save_position (db, *id, changed->str, &columns, none, 0, 0, "Rosa", error) != 0;
}

/* What the service would refuse shows before the click, and can stay while the others leave. */
static void
test_send_leaves_out (Office        *office,
                      gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptRowList *list = new_list (office, 1u << SPT_STATE_READY);
  gint64 id = spt_row_list_get_id (list, 0);
  GtkWindow *dialog;
  GError *error = NULL;

  add_account (office, "comune.test", SPT_ENVIRONMENT_TEST);
  g_assert_true (spt_store_run_sync (office->store, SPT_STORE_WRITE, expire, &id, NULL, &error));
  g_assert_no_error (error);
  dialog = spt_send_dialog_new (GTK_WIDGET (window), office->desk, SPT_KIND_POSITIONS, NULL);
  gtk_window_present (dialog);
  assert_label (dialog, "The service would refuse 1 of these positions");
  g_assert_false (gtk_widget_get_sensitive (find_button (GTK_WIDGET (dialog), "Send 3")));
  gtk_widget_activate (find_button (GTK_WIDGET (dialog), "Show"));
  assert_label (dialog, "Mario Rossi");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "send.leave-out", NULL);
  assert_label (dialog, "2 new positions");
  assert_label (dialog, "In 1 file");
  assert_label (dialog, "Left out, still to correct: 1");
  assert_label (dialog, "Send 2 Positions to Test");
  close_dialog (dialog);
  g_assert_finalize_object (list);
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

  g_test_add ("/sheets/findings/list", Office, NULL, set_up, test_findings, tear_down);
  g_test_add_func ("/sheets/findings/field-path", test_field_path);
  g_test_add ("/sheets/send/sheet", Office, NULL, set_up, test_send_sheet, tear_down);
  g_test_add ("/sheets/send/leaves-out", Office, NULL, set_up, test_send_leaves_out, tear_down);

  status = g_test_run ();
  user_data_finish ();
  return status;
}
