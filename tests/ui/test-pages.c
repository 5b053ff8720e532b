/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The working pages with a display: selection, form view, positions, a record, sending; over an archive with a few positions. */
#include "config.h"

#include "office.h"

#include "services/spt-services-table.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-account-dialog.h"
#include "ui/spt-accounts-page.h"
#include "ui/spt-id-selection.h"
#include "ui/spt-import-dialog.h"
#include "ui/spt-issue-row.h"
#include "ui/spt-position-page.h"
#include "ui/spt-list-columns.h"
#include "ui/spt-positions-page.h"
#include "ui/spt-positions-work.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-send-plan.h"
#include "ui/voucher/spt-voucher-pages.h"
#include "tab-walk.h"
#include "user-data.h"

/* --- selection ----------------------------------------------------------------------------------------- */

static void
requery (SptRowList *list,
         guint       states)
{
  SptPositionQuery query = { .states = states, .sort = SPT_POSITION_SORT_IUPD };
  gboolean refreshed = FALSE;
  gulong handler = g_signal_connect_swapped (list, "refreshed", G_CALLBACK (raise_flag),
                                             &refreshed);

  spt_row_list_set_query (list, &query);
  g_assert_true (spt_test_wait (flag_is_set, &refreshed, SPT_TEST_TIMEOUT_MS));
  g_signal_handler_disconnect (list, handler);
}

static void
test_selection_survives_the_filter (Office        *office,
                                    gconstpointer  data)
{
  SptRowList *list = new_list (office, 0);
  SptIdSelection *selection = spt_id_selection_new (list);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (selection);
  g_autoptr (GArray) ids = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 6);
  gtk_selection_model_select_item (model, 0, FALSE);
  gtk_selection_model_select_item (model, 3, FALSE);
  g_assert_cmpuint (spt_id_selection_get_n_selected (selection), ==, 2);
  g_assert_cmpuint (spt_id_selection_get_n_hidden (selection), ==, 0);

  requery (list, 1u << SPT_STATE_TO_FIX);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 3);
  g_assert_cmpuint (spt_id_selection_get_n_selected (selection), ==, 2);
  g_assert_cmpuint (spt_id_selection_get_n_hidden (selection), ==, 1);
  g_assert_true (gtk_selection_model_is_selected (model, 0));
  g_assert_false (gtk_selection_model_is_selected (model, 1));

  gtk_selection_model_select_all (model);
  g_assert_cmpuint (spt_id_selection_get_n_selected (selection), ==, 4);
  requery (list, 0);
  g_assert_cmpuint (spt_id_selection_get_n_hidden (selection), ==, 0);
  ids = spt_id_selection_dup_ids (selection);
  g_assert_cmpuint (ids->len, ==, 4);
  g_assert_cmpint (g_array_index (ids, gint64, 0), <, g_array_index (ids, gint64, 1));

  spt_id_selection_clear (selection);
  g_assert_cmpuint (spt_id_selection_get_n_selected (selection), ==, 0);
  g_assert_finalize_object (selection);
  g_assert_finalize_object (list);
}

static void
test_selection_by_shift (Office        *office,
                         gconstpointer  data)
{
  SptRowList *list = new_list (office, 0);
  SptIdSelection *selection = spt_id_selection_new (list);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (selection);

  /* A plain click leaves the set alone. */
  gtk_selection_model_select_item (model, 5, FALSE);
  gtk_selection_model_select_item (model, 0, TRUE);
  g_assert_cmpuint (spt_id_selection_get_n_selected (selection), ==, 1);

  /* Shift forward and back: only what it brought leaves again. */
  gtk_selection_model_select_range (model, 1, 4, TRUE);
  g_assert_cmpuint (spt_id_selection_get_n_selected (selection), ==, 5);
  gtk_selection_model_select_range (model, 1, 2, TRUE);
  g_assert_cmpuint (spt_id_selection_get_n_selected (selection), ==, 3);
  g_assert_true (gtk_selection_model_is_selected (model, 5));
  g_assert_false (gtk_selection_model_is_selected (model, 3));

  gtk_selection_model_unselect_item (model, 5);
  g_assert_cmpuint (spt_id_selection_get_n_selected (selection), ==, 2);
  g_assert_finalize_object (selection);
  g_assert_finalize_object (list);
}

/* --- places and plans ---------------------------------------------------------------------------------- */

static void
test_place (void)
{
  SptService *service = spt_services_find_kind (SPT_KIND_POSITIONS);
  SptSchema *schema = SPT_SERVICE_GET_CLASS (service)->get_record_schema (service);
  g_autofree char *iban = spt_issue_dup_place (schema, "paymentOption[1].transfer[0].iban");
  g_autofree char *name = spt_issue_dup_place (schema, "fullName");
  g_autofree char *none = spt_issue_dup_place (schema, NULL);
  g_autofree char *stamp = spt_issue_dup_place (schema, "paymentOption[0].transfer[0].stamp.stampType");
  g_autofree char *unknown = spt_issue_dup_place (schema, "somewhere[3].else");

  g_assert_cmpstr (iban, ==, "Payment 2 › Transfer 1 › IBAN to be credited");
  g_assert_cmpstr (name, ==, "Full name or company name");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (stamp, ==, "Payment 1 › Transfer 1 › Kind of transfer");
  g_assert_cmpstr (unknown, ==, "somewhere[3].else");
}

static void
test_plan (Office        *office,
           gconstpointer  data)
{
  gint64 account = add_account (office, "test", SPT_ENVIRONMENT_TEST);
  SptRowList *list = new_list (office, 0);
  guint n_ids = 0;
  const gint64 *all = spt_row_list_get_ids (list, &n_ids);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SptSendPlan) plan = NULL;
  GError *error = NULL;
  SptSendGroup *group;

  g_array_append_vals (ids, all, n_ids);
  spt_send_plan_async (office->store, spt_services_find ("gpd"), SPT_SEND_NO_ENVIRONMENT, ids, NULL, NULL, spt_test_async_cb, &pending);
  result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  plan = spt_send_plan_finish (office->store, result, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (plan->groups->len, ==, 1);
  group = g_ptr_array_index (plan->groups, 0);
  g_assert_cmpstr (group->operation, ==, "create");
  g_assert_cmpuint (group->ids->len, ==, 3);
  g_assert_cmpint (group->sum, ==, 12000 + 1 + G_GINT64_CONSTANT (99999999999));
  g_assert_cmpint (group->account_id, ==, account);
  g_assert_false (group->bound);
  g_assert_cmpuint (plan->n_to_fix, ==, 3);
  g_assert_cmpuint (plan->n_under_way, ==, 0);
  g_assert_cmpuint (spt_send_plan_count (plan), ==, 3);
  g_assert_cmpint (plan->environment, ==, SPT_ENVIRONMENT_TEST);
  g_assert_finalize_object (list);
}

static SptPositionsTally *
tally (Office                  *office,
       const SptPositionQuery  *query,
       GArray                  *selected,
       GArray                  *shown,
       GAsyncResult           **result)
{
  GAsyncResult *pending = NULL;
  GError *error = NULL;
  SptPositionsTally *numbers;

  spt_positions_tally_async (office->store, query, selected, shown, NULL, spt_test_async_cb, &pending);
  *result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  numbers = spt_positions_tally_finish (office->store, *result, &error);
  g_assert_no_error (error);

  return numbers;
}

static void
test_tally (Office        *office,
            gconstpointer  data)
{
  SptRowList *list = new_list (office, 0);
  guint n_ids = 0;
  const gint64 *all = spt_row_list_get_ids (list, &n_ids);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) selected = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GAsyncResult) result = NULL;
  SptPositionQuery query = { 0, };
  SptPositionsTally *numbers;

  g_array_append_vals (selected, all, 2);
  g_array_append_vals (shown, all + 1, n_ids - 1);
  numbers = tally (office, &query, selected, shown, &result);
  g_assert_cmpuint (numbers->counts[SPT_STATE_READY], ==, 3);
  g_assert_cmpuint (numbers->counts[SPT_STATE_TO_FIX], ==, 3);
  g_assert_cmpuint (numbers->n_sendable, ==, 2);
  g_assert_cmpstr (numbers->operation, ==, "create");
  g_assert_cmpint (numbers->sum, ==, 12001);
  g_assert_cmpuint (numbers->n_new, ==, 1);
  g_assert_cmpuint (numbers->n_gone, ==, 0);
  g_assert_null (numbers->scope);
  g_clear_object (&result);

  numbers = tally (office, &query, none, NULL, &result);
  g_assert_cmpuint (numbers->n_sendable, ==, 3);
  g_assert_null (numbers->scope);
  g_clear_object (&result);

  /* Looked for, whatever state the chips show: that is what a button without a selection would send. */
  query.search = "bianchi";
  query.states = 1u << SPT_STATE_TO_FIX;
  numbers = tally (office, &query, none, NULL, &result);
  g_assert_cmpuint (numbers->n_sendable, ==, 1);
  g_assert_cmpuint (numbers->scope->len, ==, 1);
  g_assert_finalize_object (list);
}

/* --- the form view ------------------------------------------------------------------------------------- */

static SptForm *
new_form (void)
{
  SptService *service = spt_services_find_kind (SPT_KIND_POSITIONS);

  return spt_form_new (SPT_SERVICE_GET_CLASS (service)->get_record_schema (service));
}

static void
test_form_view (void)
{
  SptForm *form = new_form ();
  GtkWidget *view = spt_form_view_new ();
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GPtrArray) overridable = g_ptr_array_new ();
  SptFormField *name;
  SptFormRow *row;
  GtkWidget *entry;

  g_object_ref_sink (view);
  spt_form_view_set_form (SPT_FORM_VIEW (view), form);

  /* Text goes both ways, markup is only text. */
  row = find_row (view, "fullName");
  entry = find_type (GTK_WIDGET (row), GTK_TYPE_ENTRY);
  name = spt_form_row_get_field (row);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Rossi & <Figli>");
  g_assert_cmpstr (spt_form_field_get_text (name), ==, "Rossi & <Figli>");
  g_assert_true (spt_form_get_modified (form));
  spt_form_field_set_text (name, "Bianchi");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Bianchi");

  /* An issue stands at its row. */
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "base", "required", 0, "fullName", NULL, NULL);
  spt_issue_list_set_overridable (issues);
  spt_form_set_issues (form, issues);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
  g_assert_null (find_label (GTK_WIDGET (row), "Accept anyway"));
  g_ptr_array_add (overridable, name);
  spt_form_view_set_overridable (SPT_FORM_VIEW (view), overridable);
  g_assert_nonnull (find_label (GTK_WIDGET (row), "Accept anyway"));
  spt_issue_list_reset (issues);
  spt_form_set_issues (form, issues);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));

  /* What is rarely wanted is not shown until it is filled. */
  row = find_row (view, "validityDate");
  g_assert_false (spt_form_row_get_shown (row));
  spt_form_field_set_text (spt_form_row_get_field (row), "2039-05-01");
  g_assert_true (spt_form_row_get_shown (row));
  entry = find_type (GTK_WIDGET (row), GTK_TYPE_ENTRY);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "01/05/2039");
  g_assert_cmpstr (spt_form_field_get_text (spt_form_row_get_field (row)), ==, "2039-05-01");

  g_assert_finalize_object (view);
  g_assert_finalize_object (form);
}

static void
test_form_view_repeats (void)
{
  SptForm *form = new_form ();
  GtkWidget *view = spt_form_view_new ();
  SptFormGroup *root = spt_form_get_root (form);
  GListModel *payments;
  SptFormGroup *second;

  g_object_ref_sink (view);
  spt_form_view_set_form (SPT_FORM_VIEW (view), form);
  payments = spt_form_group_get_children (root, 0);
  g_assert_cmpuint (g_list_model_get_n_items (payments), ==, 1);
  g_assert_nonnull (find_label (view, "Payment 1"));
  g_assert_null (find_label (view, "Payment 2"));

  second = spt_form_group_add (root, 0);
  spt_form_field_set_text (spt_form_group_find_field (second, "description"), "second");
  spt_form_field_set_text (spt_form_find_field (form, "paymentOption[0].description"), "first");
  spt_form_field_set_text (spt_form_find_field (form, "paymentOption[0].transfer[0].iban"), "IT60");
  g_assert_nonnull (find_label (view, "Payment 2"));

  /* The first one's button; then back in its place with all it held. */
  {
    GtkWidget *title = find_label (view, "Payment 1");
    GtkWidget *group = gtk_widget_get_ancestor (title, ADW_TYPE_PREFERENCES_GROUP);
    GtkWidget *remove = adw_preferences_group_get_header_suffix (ADW_PREFERENCES_GROUP (group));

    g_assert_true (gtk_widget_get_visible (remove));
    g_signal_emit_by_name (remove, "clicked");
  }
  g_assert_cmpuint (g_list_model_get_n_items (payments), ==, 1);
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (form, "paymentOption[0].description")),
                   ==, "second");
  g_assert_true (spt_form_view_undo_remove (SPT_FORM_VIEW (view)));
  g_assert_false (spt_form_view_undo_remove (SPT_FORM_VIEW (view)));
  g_assert_cmpuint (g_list_model_get_n_items (payments), ==, 2);
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (form, "paymentOption[0].description")),
                   ==, "first");
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (form, "paymentOption[0].transfer[0].iban")),
                   ==, "IT60");
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (form, "paymentOption[1].description")),
                   ==, "second");

  spt_form_view_set_read_only (SPT_FORM_VIEW (view), TRUE);
  g_assert_null (find_label (view, "Add payment"));

  g_assert_finalize_object (view);
  g_assert_finalize_object (form);
}

/* --- pages --------------------------------------------------------------------------------------------- */

static gboolean
has_focus_inside (gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (user_data));

  return focus != NULL && gtk_widget_is_ancestor (focus, user_data);
}

/* The Tab key, pressed until it comes to @target or has gone round. */
static gboolean
tab_reaches (GtkWidget *page,
             GtkWidget *target)
{
  for (guint i = 0; i < 40; i++)
    {
      GtkWidget *focus;

      if (!gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD))
        return FALSE;
      focus = gtk_root_get_focus (gtk_widget_get_root (page));
      if (focus != NULL && gtk_widget_is_ancestor (focus, target))
        return TRUE;
    }
  return FALSE;
}

static AdwMessageDialog *
find_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (at->data) && gtk_widget_get_mapped (at->data))
        return at->data;
    }
  return NULL;
}

static gboolean
has_question (gpointer user_data)
{
  return (find_question () != NULL) == GPOINTER_TO_INT (user_data);
}

static void
answer_question (const char *words,
                 const char *response)
{
  AdwMessageDialog *question;

  g_assert_true (spt_test_wait (has_question, GINT_TO_POINTER (TRUE), SPT_TEST_TIMEOUT_MS));
  question = find_question ();
  assert_label (question, words);
  adw_message_dialog_response (question, response);
  gtk_window_close (GTK_WINDOW (question));
  g_assert_true (spt_test_wait (has_question, GINT_TO_POINTER (FALSE), SPT_TEST_TIMEOUT_MS));
}

/* By keyboard into the grid, and out of it without going through its rows, to what can be done with them. */
static void
assert_tab_passes_grid (SptPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *grid = find_type (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW);

  settle ();
  gtk_root_set_focus (root, NULL);
  g_assert_true (tab_reaches (GTK_WIDGET (page), grid));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD));
  g_assert_true (GTK_IS_BUTTON (gtk_root_get_focus (root)));
  tab_walk_assert_free (GTK_WIDGET (page));
}

static void
test_positions_page (Office        *office,
                     gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *page;

  spt_window_open_records (window, "debt-positions", &(const SptRecordFilter) { .states = 0, .import_id = 0 });
  assert_label (window, "Tizio <caio> & Sempronio");
  assert_label (window, "999.999.999,99");
  assert_label (window, "Send 3 Ready…");
  page = spt_window_get_page (window);
  g_assert_true (SPT_IS_POSITIONS_PAGE (page));
  g_assert_true (spt_test_wait (has_focus_inside,
                                find_type (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW),
                                SPT_TEST_TIMEOUT_MS));

  spt_list_page_set_filter (SPT_LIST_PAGE (page), &(SptRecordFilter) { .states = 1u << SPT_STATE_TO_FIX });
  assert_label (page, "Verdi");
  assert_no_label (page, "Tizio <caio> & Sempronio");
  gtk_widget_activate_action (GTK_WIDGET (page), "records.select-all", NULL);
  assert_label (page, "3 selected");
  assert_label (page, "20,00 €");

  spt_list_page_set_filter (SPT_LIST_PAGE (page), &(SptRecordFilter) { .states = 1u << SPT_STATE_READY });
  assert_label (page, "3 selected, 3 hidden by the filter");

  /* What is not seen does not go by a key alone. */
  gtk_widget_activate_action (GTK_WIDGET (page), "records.delete", NULL);
  answer_question ("3 of the selected ones are hidden by the filter.", "cancel");
  assert_label (page, "3 selected, 3 hidden by the filter");
  gtk_widget_activate_action (GTK_WIDGET (page), "records.delete", NULL);
  answer_question ("3 of the selected ones are hidden by the filter.", "delete");
  assert_no_label (page, "selected");
  assert_label (window, "3 positions deleted");
  gtk_widget_activate_action (GTK_WIDGET (window), "undo.n1", NULL);
  spt_list_page_set_filter (SPT_LIST_PAGE (page), &(SptRecordFilter) { .states = 1u << SPT_STATE_TO_FIX });
  assert_label (page, "Verdi");

  spt_list_page_set_filter (SPT_LIST_PAGE (page), &(SptRecordFilter) { .states = 1u << SPT_STATE_REFUSED });
  assert_label (page, "Nothing Found");
  assert_label (page, "Clear Filter");

  /* By a click on a heading: the archive sorts; what has no valid amount comes first. A sorted page goes away in peace. */
  spt_list_page_set_filter (SPT_LIST_PAGE (page), &(SptRecordFilter) { .states = 0 });
  assert_label (page, "Mario Rossi");
  settle ();
  assert_tab_passes_grid (page);
  gtk_widget_activate_action (GTK_WIDGET (page), "records.select-all", NULL);
  assert_label (page, "6 selected");
  assert_tab_passes_grid (page);
  {
    GtkColumnView *grid = GTK_COLUMN_VIEW (find_type (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW));
    g_autoptr (GtkColumnViewColumn) amount =
      g_list_model_get_item (gtk_column_view_get_columns (grid), 3);
    GtkSelectionModel *model = gtk_column_view_get_model (grid);
    SptRowList *list = spt_id_selection_get_model (SPT_ID_SELECTION (model));
    gint64 first;

    gtk_column_view_sort_by_column (grid, amount, GTK_SORT_ASCENDING);
    settle ();
    first = spt_row_list_get_id (list, 0);
    gtk_column_view_sort_by_column (grid, amount, GTK_SORT_DESCENDING);
    settle ();
    g_assert_cmpint (spt_row_list_get_id (list, 5), ==, first);
    g_assert_cmpint (spt_row_list_get_id (list, 0), !=, first);
  }
}

#define N_MANY_ROWS 40

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

static gboolean
has_all_rows (gpointer list)
{
  return count_children (list) == N_MANY_ROWS + 6;
}

static gboolean
has_three_rows (gpointer list)
{
  return count_children (list) == 3;
}

static gboolean
is_unset (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

/* Rows that a filter takes away leave the grid at once; their widgets are unmade soon after. */
static void
test_positions_rows_go (Office        *office,
                        gconstpointer  data)
{
  g_autofree char *file = g_build_filename (spt_test_make_dir (), "many.csv", NULL);
  g_autoptr (GString) csv = g_string_new ("iupd;fullName\n");
  g_autoptr (GError) error = NULL;
  SptImportOptions options = { .kind = SPT_KIND_POSITIONS, .path = file, .who = "Rosa" };
  SptImportResult *imported;
  SptWindow *window;
  SptPage *page;
  GtkWidget *list;
  gpointer row;
  gpointer cell;
  gpointer inside;

  for (guint i = 0; i < N_MANY_ROWS; i++)
    g_string_append_printf (csv, "MANY-%u;Molti\n", i);
  g_assert_true (g_file_set_contents (file, csv->str, -1, NULL));
  imported = spt_import_file (office->store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported->n_faulty, ==, N_MANY_ROWS);
  spt_import_result_free (imported);

  window = show_window (office);
  spt_window_open_records (window, "debt-positions", &(const SptRecordFilter) { .states = 0, .import_id = 0 });
  assert_label (window, "Molti");
  page = spt_window_get_page (window);
  list = find_type (find_type (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW), GTK_TYPE_LIST_VIEW);
  g_assert_true (spt_test_wait (has_all_rows, list, SPT_TEST_TIMEOUT_MS));
  row = gtk_widget_get_last_child (list);
  cell = gtk_widget_get_first_child (row);
  inside = gtk_widget_get_first_child (cell);
  g_object_add_weak_pointer (row, &row);
  g_object_add_weak_pointer (cell, &cell);
  g_object_add_weak_pointer (inside, &inside);

  spt_list_page_set_filter (SPT_LIST_PAGE (page), &(SptRecordFilter) { .states = 1u << SPT_STATE_READY });
  g_assert_true (spt_test_wait (has_three_rows, list, SPT_TEST_TIMEOUT_MS));
  g_assert_true (row == NULL || gtk_widget_get_parent (row) == NULL);
  g_assert_true (cell == NULL || !gtk_widget_get_visible (cell));
  g_assert_true (spt_test_wait (is_unset, &row, SPT_TEST_TIMEOUT_MS));
  g_assert_true (spt_test_wait (is_unset, &cell, SPT_TEST_TIMEOUT_MS));
  g_assert_true (spt_test_wait (is_unset, &inside, SPT_TEST_TIMEOUT_MS));

  /* They come back as others, and may be waiting when the page goes. */
  spt_list_page_set_filter (SPT_LIST_PAGE (page), &(SptRecordFilter) { .states = 0 });
  g_assert_true (spt_test_wait (has_all_rows, list, SPT_TEST_TIMEOUT_MS));
  spt_list_page_set_filter (SPT_LIST_PAGE (page), &(SptRecordFilter) { .states = 1u << SPT_STATE_READY });
  g_assert_true (spt_test_wait (has_three_rows, list, SPT_TEST_TIMEOUT_MS));
}

static void
test_position_page (Office        *office,
                    gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptRowList *list = new_list (office, 1u << SPT_STATE_TO_FIX);
  gint64 id = spt_row_list_get_id (list, 0);
  SptPage *page;
  SptFormRow *row;
  GtkWidget *entry;

  spt_window_open_record (window, "debt-positions", id, NULL);
  assert_label (window, "things to correct");
  page = spt_window_get_page (window);
  g_assert_cmpint (spt_record_page_get_id (SPT_RECORD_PAGE (page)), ==, id);

  /* Mended, checked as one types, kept; then the next one. */
  row = find_row (GTK_WIDGET (page), "amount");
  entry = find_type (GTK_WIDGET (row), GTK_TYPE_ENTRY);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "12,5o");
  g_assert_true (spt_test_wait (has_focus_in_sight, row, SPT_TEST_TIMEOUT_MS));
  tab_walk_assert_free (GTK_WIDGET (page));
  spt_form_field_set_text (spt_form_row_get_field (row), "12,50");
  {
    SptFormView *view = SPT_FORM_VIEW (find_type (GTK_WIDGET (page), SPT_TYPE_FORM_VIEW));
    SptForm *form = spt_form_view_get_form (view);

    spt_form_field_set_text (spt_form_find_field (form, "paymentOption[0].transfer[0].amount"),
                             "12,50");
  }
  assert_no_label (page, "to correct");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save-next", NULL);
  assert_label (page, "Position without a debtor");
  g_assert_cmpint (spt_record_page_get_id (SPT_RECORD_PAGE (page)), !=, id);
  requery (list, 1u << SPT_STATE_TO_FIX);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_finalize_object (list);
  settle ();
}

/* An error is taken upon oneself with a reason, and only with one. */
static void
test_position_override (Office        *office,
                        gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptRowList *list = new_list (office, 1u << SPT_STATE_READY);
  GtkWidget *page;
  SptFormView *view;
  SptFormField *code;

  spt_window_open_record (window, "debt-positions", spt_row_list_get_id (list, 0), NULL);
  assert_label (window, "Ready");
  page = GTK_WIDGET (spt_window_get_page (window));
  view = SPT_FORM_VIEW (find_type (page, SPT_TYPE_FORM_VIEW));
  code = spt_form_find_field (spt_form_view_get_form (view), "fiscalCode");
  spt_form_field_set_text (code, "RSSMRA80A01H501A");
  assert_label (page, "1 thing to correct");

  g_signal_emit_by_name (view, "override-clicked", code);
  answer_question ("Accept this code although its check fails?", "override");
  assert_label (window, "A reason is needed");
  assert_label (page, "1 thing to correct");

  g_signal_emit_by_name (view, "override-clicked", code);
  g_assert_true (spt_test_wait (has_question, GINT_TO_POINTER (TRUE), SPT_TEST_TIMEOUT_MS));
  gtk_editable_set_text (GTK_EDITABLE (find_type (GTK_WIDGET (find_question ()), GTK_TYPE_ENTRY)),
                         " Seen on the card ");
  answer_question ("The reason is kept with the position", "override");
  assert_no_label (page, "thing to correct");
  g_assert_cmpint (spt_form_field_get_issue_level (code), !=, SPT_ISSUE_ERROR);
  g_assert_finalize_object (list);
  settle ();
}

static void
test_accounts_page (Office        *office,
                    gconstpointer  data)
{
  SptWindow *window = show_window (office);

  spt_window_go (window, "accounts");
  assert_label (window, "No Accounts");
  add_account (office, "comune.test", SPT_ENVIRONMENT_TEST);
  assert_label (window, "comune.test");
  assert_label (window, "Never tested");
}

/* A code of the central services is said at the field while it is typed, and does not stop the saving. */
static void
test_account_warning (Office        *office,
                      gconstpointer  data)
{
  SptWindow *window = show_window (office);
  g_autoptr (SptAccount) account = spt_account_new ("gpd", "comune.test", SPT_ENVIRONMENT_TEST);
  GtkWindow *dialog;
  SptFormField *code;

  dialog = spt_account_dialog_new (GTK_WIDGET (window), office->desk, account, 1);
  gtk_window_present (dialog);
  settle ();
  code = spt_form_row_get_field (find_row (GTK_WIDGET (dialog), "iuv-segregation"));
  g_assert_null (spt_form_field_get_issue (code));
  spt_form_field_set_text (code, "47");
  settle ();
  g_assert_cmpint (spt_form_field_get_issue_level (code), ==, SPT_ISSUE_WARNING);
  assert_label (dialog, "The code 47 is of a central service");
  spt_form_field_set_text (code, "12");
  settle ();
  g_assert_null (spt_form_field_get_issue (code));
  close_dialog (dialog);
}

static void
test_dialogs (Office        *office,
              gconstpointer  data)
{
  SptWindow *window = show_window (office);
  GtkWindow *dialog = spt_import_dialog_new (GTK_WIDGET (window), office->desk, NULL);

  gtk_window_present (dialog);
  assert_label (dialog, "Choose or Drop a File");
  close_dialog (dialog);

  dialog = spt_send_dialog_new (GTK_WIDGET (window), office->desk, SPT_KIND_POSITIONS, NULL);
  gtk_window_present (dialog);
  assert_label (dialog, "An Account Is Needed");
  close_dialog (dialog);

  dialog = spt_account_dialog_new (GTK_WIDGET (window), office->desk, NULL, 1);
  gtk_window_present (dialog);
  assert_label (dialog, "Which service?");
  gtk_widget_activate (gtk_widget_get_ancestor (find_label (GTK_WIDGET (dialog),
                                                            "pagoPA debt positions (GPD)"),
                                                GTK_TYPE_LIST_BOX_ROW));
  assert_label (dialog, "Which environment?");
  close_dialog (dialog);

  add_account (office, "comune.test", SPT_ENVIRONMENT_TEST);
  dialog = spt_send_dialog_new (GTK_WIDGET (window), office->desk, SPT_KIND_POSITIONS, NULL);
  gtk_window_present (dialog);
  assert_label (dialog, "Send 3 Positions to Test");
  assert_label (dialog, "no data of real people");
  /* A code says nothing to people. */
  assert_label (dialog, "Comune di Esempio · 77777777777");
  /* Never on the button that sends (ui.md). */
  g_assert_nonnull (find_label (gtk_window_get_focus (dialog), "Cancel"));
  close_dialog (dialog);
}

/* The order by a heading is there again at the next start; without one it is the list's own. */
static void
test_positions_order (Office        *office,
                      gconstpointer  data)
{
  SptWindow *window = show_window (office);
  GtkColumnView *grid;
  SptPositionSort sort;
  gboolean descending;

  spt_window_go (window, "positions");
  assert_label (spt_window_get_page (window), "Mario Rossi");
  grid = GTK_COLUMN_VIEW (find_type (GTK_WIDGET (spt_window_get_page (window)), GTK_TYPE_COLUMN_VIEW));
  {
    g_autoptr (GtkColumnViewColumn) amount =
      g_list_model_get_item (gtk_column_view_get_columns (grid), 3);

    gtk_column_view_sort_by_column (grid, amount, GTK_SORT_DESCENDING);
  }
  settle ();
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();

  window = show_window (office);
  spt_window_go (window, "positions");
  assert_label (spt_window_get_page (window), "Mario Rossi");
  grid = GTK_COLUMN_VIEW (find_type (GTK_WIDGET (spt_window_get_page (window)), GTK_TYPE_COLUMN_VIEW));
  spt_list_columns_get_sort (grid, &sort, &descending);
  g_assert_cmpint (sort, ==, SPT_POSITION_SORT_AMOUNT);
  g_assert_true (descending);

  gtk_column_view_sort_by_column (grid, NULL, GTK_SORT_ASCENDING);
  settle ();
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
  window = show_window (office);
  spt_window_go (window, "positions");
  assert_label (spt_window_get_page (window), "Mario Rossi");
  grid = GTK_COLUMN_VIEW (find_type (GTK_WIDGET (spt_window_get_page (window)), GTK_TYPE_COLUMN_VIEW));
  spt_list_columns_get_sort (grid, &sort, &descending);
  g_assert_cmpint (sort, ==, SPT_POSITION_SORT_UPDATED);
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

  g_test_add ("/pages/selection/filter", Office, NULL, set_up, test_selection_survives_the_filter,
              tear_down);
  g_test_add ("/pages/selection/shift", Office, NULL, set_up, test_selection_by_shift, tear_down);
  g_test_add_func ("/pages/issues/place", test_place);
  g_test_add ("/pages/send/plan", Office, NULL, set_up, test_plan, tear_down);
  g_test_add ("/pages/positions/tally", Office, NULL, set_up, test_tally, tear_down);
  g_test_add_func ("/pages/form/view", test_form_view);
  g_test_add_func ("/pages/form/repeats", test_form_view_repeats);
  g_test_add ("/pages/positions/page", Office, NULL, set_up, test_positions_page, tear_down);
  g_test_add ("/pages/positions/rows-go", Office, NULL, set_up, test_positions_rows_go, tear_down);
  g_test_add ("/pages/position/page", Office, NULL, set_up, test_position_page, tear_down);
  g_test_add ("/pages/position/override", Office, NULL, set_up, test_position_override, tear_down);
  g_test_add ("/pages/accounts/page", Office, NULL, set_up, test_accounts_page, tear_down);
  g_test_add ("/pages/accounts/warning", Office, NULL, set_up, test_account_warning, tear_down);
  g_test_add ("/pages/positions/order", Office, NULL, set_up, test_positions_order, tear_down);
  g_test_add ("/pages/dialogs", Office, NULL, set_up, test_dialogs, tear_down);

  status = g_test_run ();
  user_data_finish ();
  return status;
}
