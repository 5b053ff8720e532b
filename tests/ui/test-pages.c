/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The working pages with a display: selection, form view, positions, a record, sending; over an archive with a few positions. */
#include "config.h"

#include <adwaita.h>

#include "net/spt-http.h"
#include "outbox/spt-intake.h"
#include "services/spt-services-table.h"
#include "store/spt-store-accounts.h"
#include "ui/form/spt-form-row.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-account-dialog.h"
#include "ui/spt-account-work.h"
#include "ui/spt-accounts-page.h"
#include "ui/spt-finding-view.h"
#include "ui/spt-id-selection.h"
#include "ui/spt-import-dialog.h"
#include "ui/spt-issue-row.h"
#include "ui/spt-position-page.h"
#include "ui/spt-position-work.h"
#include "ui/spt-positions-columns.h"
#include "ui/spt-positions-page.h"
#include "ui/spt-positions-work.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-send-plan.h"
#include "ui/spt-window.h"
#include "user-data.h"
#include "spt-test.h"

#define HEAD "iupd;fiscalCode;fullName;switchToExpired;companyName;iuv;amount;description;isPartialPayment;dueDate;" \
  "transfer.1.remittanceInformation;transfer.1.category;transfer.1.iban\n"
#define TAIL ";TARI 2026;false;2039-12-16;TARI 2026;9/0101100TS/;IT60X0542811101000000123456\n"

/* Three in order, one with an amount that is none, one without a name, one with a wrong check character. */
static const char csv[] =
  HEAD
  "P-1;RSSMRA80A01H501U;Mario Rossi;false;Comune di Esempio;02000000000000184;120,00" TAIL
  "P-2;RSSMRA80A01H501U;Tizio <caio> & Sempronio;false;Comune di Esempio;02000000000000285;0,01" TAIL
  "P-3;RSSMRA80A01H501U;Bianchi;false;Comune di Esempio;02000000000000386;999.999.999,99" TAIL
  "P-4;RSSMRA80A01H501U;Verdi;false;Comune di Esempio;02000000000000487;12,5o" TAIL
  "P-5;RSSMRA80A01H501U;;false;Comune di Esempio;02000000000000588;10,00" TAIL
  "P-6;RSSMRA80A01H501X;Neri;false;Comune di Esempio;02000000000000689;10,00" TAIL;

typedef struct
{
  SptClock   *clock;
  SptStore   *store;
  SptKeyring *keyring;
  SptHttp    *http;
  SptOutbox  *outbox;
  SptDesk    *desk;
  SptWindow  *window; /* borrowed */
} Office;

static void
settle (void)
{
  /* Idle sources and those of the store's threads: as long as something comes within a moment. */
  gint64 quiet_until = g_get_monotonic_time () + 150000;
  gint64 deadline = g_get_monotonic_time () + SPT_TEST_TIMEOUT_MS * 1000;

  while (g_get_monotonic_time () < quiet_until && g_get_monotonic_time () < deadline)
    {
      if (g_main_context_iteration (NULL, FALSE))
        quiet_until = g_get_monotonic_time () + 150000;
      else
        g_usleep (2000);
    }
}

static void
set_up (Office        *office,
        gconstpointer  data)
{
  g_autofree char *file = g_build_filename (spt_test_make_dir (), "rows.csv", NULL);
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "archive.db", NULL);
  SptImportOptions options = { .kind = SPT_KIND_POSITIONS, .path = file, .who = "Rosa" };
  SptImportResult *imported;
  GError *error = NULL;

  office->clock = spt_clock_new_system ();
  office->store = spt_store_open (path, office->clock, &error);
  g_assert_no_error (error);
  office->keyring = spt_keyring_new_memory ();
  office->http = spt_http_new (office->clock, "test");
  office->outbox = spt_outbox_new (office->store, office->keyring, office->http, office->clock);

  g_assert_true (g_file_set_contents (file, csv, -1, NULL));
  imported = spt_import_file (office->store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported->n_good, ==, 3);
  g_assert_cmpuint (imported->n_faulty, ==, 3);
  spt_import_result_free (imported);

  office->desk = spt_desk_new (office->store, office->outbox, office->keyring, office->clock,
                               FALSE);
  spt_desk_set_who (office->desk, "Rosa");
  settle ();
}

static void
tear_down (Office        *office,
           gconstpointer  data)
{
  if (office->window != NULL)
    {
      g_object_ref (office->window);
      gtk_window_destroy (GTK_WINDOW (office->window));
      settle ();
      g_assert_finalize_object (office->window);
    }
  settle ();
  g_object_run_dispose (G_OBJECT (office->desk));
  g_assert_finalize_object (office->desk);
  g_object_run_dispose (G_OBJECT (office->outbox));
  g_assert_finalize_object (office->outbox);
  g_clear_object (&office->http);
  g_clear_object (&office->keyring);
  spt_store_close (office->store);
  g_assert_finalize_object (office->store);
  g_clear_object (&office->clock);
}

static SptWindow *
show_window (Office *office)
{
  office->window = spt_window_new (NULL, office->desk);
  gtk_window_present (GTK_WINDOW (office->window));
  settle ();
  return office->window;
}

/* --- looking ------------------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget  *root;
  const char *text;
} Look;

static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_label (gpointer user_data)
{
  Look *look = user_data;

  return find_label (look->root, look->text) != NULL;
}

static gboolean
has_no_label (gpointer user_data)
{
  return !has_label (user_data);
}

#define assert_label(widget, words) \
  G_STMT_START { \
    Look look_ = { GTK_WIDGET (widget), words }; \
    if (!spt_test_wait (has_label, &look_, SPT_TEST_TIMEOUT_MS)) \
    g_error ("no label “%s”", words); \
  } G_STMT_END

#define assert_no_label(widget, words) \
  G_STMT_START { \
    Look look_ = { GTK_WIDGET (widget), words }; \
    if (!spt_test_wait (has_no_label, &look_, SPT_TEST_TIMEOUT_MS)) \
    g_error ("there is a label “%s”", words); \
  } G_STMT_END

static GtkWidget *
find_type (GtkWidget *widget,
           GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
flag_is_set (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
raise_flag (gboolean *flag)
{
  *flag = TRUE;
}

/* --- selection ----------------------------------------------------------------------------------------- */

static SptRowList *
new_list (Office *office,
          guint   states)
{
  SptRowList *list = spt_row_list_new_positions (office->store);
  SptPositionQuery query = { .states = states, .sort = SPT_POSITION_SORT_IUPD };
  gboolean refreshed = FALSE;
  gulong handler = g_signal_connect_swapped (list, "refreshed", G_CALLBACK (raise_flag),
                                             &refreshed);

  spt_row_list_set_query (list, &query);
  g_assert_true (spt_test_wait (flag_is_set, &refreshed, SPT_TEST_TIMEOUT_MS));
  g_signal_handler_disconnect (list, handler);
  return list;
}

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
  g_assert_cmpstr (stamp, ==, "Payment 1 › Transfer 1 › Revenue stamp: type");
  g_assert_cmpstr (unknown, ==, "somewhere[3].else");
}

static gint64
add_account (Office         *office,
             const char     *name,
             SptEnvironment  environment)
{
  g_autoptr (SptAccount) account = spt_account_new ("gpd", name, environment);
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  g_object_set (account, "base-url", "https://example.invalid/gpd", NULL);
  spt_account_set_setting (account, "broker-code", "77777777777");
  spt_account_set_setting (account, "organization-fiscal-code", "77777777777");
  spt_account_save_async (office->store, account, NULL, spt_test_async_cb, &pending);
  result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  g_assert_true (spt_account_save_finish (office->store, result, &error));
  g_assert_no_error (error);
  return spt_account_get_id (account);
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
  spt_send_plan_async (office->store, "gpd", ids, NULL, NULL, spt_test_async_cb, &pending);
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
  g_assert_finalize_object (list);
}

static void
test_tally (Office        *office,
            gconstpointer  data)
{
  SptRowList *list = new_list (office, 0);
  guint n_ids = 0;
  const gint64 *all = spt_row_list_get_ids (list, &n_ids);
  g_autoptr (GArray) selected = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (gint64));
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  SptPositionQuery query = { 0, };
  SptPositionsTally *tally;
  GError *error = NULL;

  g_array_append_vals (selected, all, 2);
  g_array_append_vals (shown, all + 1, n_ids - 1);
  spt_positions_tally_async (office->store, &query, selected, shown, NULL, spt_test_async_cb,
                             &pending);
  result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  tally = spt_positions_tally_finish (office->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tally->counts[SPT_STATE_READY], ==, 3);
  g_assert_cmpuint (tally->counts[SPT_STATE_TO_FIX], ==, 3);
  g_assert_cmpuint (tally->n_sendable, ==, 2);
  g_assert_cmpstr (tally->operation, ==, "create");
  g_assert_cmpint (tally->sum, ==, 12001);
  g_assert_cmpuint (tally->n_new, ==, 1);
  g_assert_cmpuint (tally->n_gone, ==, 0);
  g_assert_finalize_object (list);
}

/* --- the form view ------------------------------------------------------------------------------------- */

static SptForm *
new_form (void)
{
  SptService *service = spt_services_find_kind (SPT_KIND_POSITIONS);

  return spt_form_new (SPT_SERVICE_GET_CLASS (service)->get_record_schema (service));
}

static SptFormRow *
find_row (GtkWidget  *widget,
          const char *name)
{
  if (SPT_IS_FORM_ROW (widget) &&
      strcmp (spt_form_field_get_def (spt_form_row_get_field (SPT_FORM_ROW (widget)))->name,
              name) == 0)
    return SPT_FORM_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      SptFormRow *found = find_row (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
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
}

static void
test_positions_page (Office        *office,
                     gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *page;

  spt_window_open_positions (window, 0, 0, 0);
  assert_label (window, "Tizio <caio> & Sempronio");
  assert_label (window, "999.999.999,99");
  assert_label (window, "Send 3 Ready…");
  page = spt_window_get_page (window);
  g_assert_true (SPT_IS_POSITIONS_PAGE (page));

  spt_positions_page_set_filter (SPT_POSITIONS_PAGE (page), 1u << SPT_STATE_TO_FIX, 0, 0);
  assert_label (page, "Verdi");
  assert_no_label (page, "Tizio <caio> & Sempronio");
  gtk_widget_activate_action (GTK_WIDGET (page), "positions.select-all", NULL);
  assert_label (page, "3 selected");
  assert_label (page, "20,00 €");

  spt_positions_page_set_filter (SPT_POSITIONS_PAGE (page), 1u << SPT_STATE_READY, 0, 0);
  assert_label (page, "3 selected, 3 hidden by the filter");

  gtk_widget_activate_action (GTK_WIDGET (page), "positions.delete", NULL);
  assert_no_label (page, "selected");
  assert_label (window, "3 positions deleted");
  gtk_widget_activate_action (GTK_WIDGET (window), "undo.n1", NULL);
  spt_positions_page_set_filter (SPT_POSITIONS_PAGE (page), 1u << SPT_STATE_TO_FIX, 0, 0);
  assert_label (page, "Verdi");

  spt_positions_page_set_filter (SPT_POSITIONS_PAGE (page), 1u << SPT_STATE_REFUSED, 0, 0);
  assert_label (page, "Nothing Found");

  /* By a click on a heading: the archive sorts; what has no valid amount comes first. A sorted page goes away in peace. */
  spt_positions_page_set_filter (SPT_POSITIONS_PAGE (page), 0, 0, 0);
  assert_label (page, "Mario Rossi");
  settle ();
  assert_tab_passes_grid (page);
  gtk_widget_activate_action (GTK_WIDGET (page), "positions.select-all", NULL);
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

/* The focus is in @row, and the whole row in sight. */
static gboolean
has_focus_in_sight (gpointer user_data)
{
  GtkWidget *row = user_data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (row));
  GtkWidget *scroller = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  return focus != NULL && gtk_widget_is_ancestor (focus, row) &&
         gtk_widget_compute_bounds (row, scroller, &bounds) && bounds.size.height > 0 &&
         bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= gtk_widget_get_height (scroller);
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

  spt_window_open_position (window, id);
  assert_label (window, "things to correct");
  page = spt_window_get_page (window);
  g_assert_cmpint (spt_position_page_get_id (SPT_POSITION_PAGE (page)), ==, id);

  /* Mended, checked as one types, kept; then the next one. */
  row = find_row (GTK_WIDGET (page), "amount");
  entry = find_type (GTK_WIDGET (row), GTK_TYPE_ENTRY);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "12,5o");
  g_assert_true (spt_test_wait (has_focus_in_sight, row, SPT_TEST_TIMEOUT_MS));
  spt_form_field_set_text (spt_form_row_get_field (row), "12,50");
  {
    SptFormView *view = SPT_FORM_VIEW (find_type (GTK_WIDGET (page), SPT_TYPE_FORM_VIEW));
    SptForm *form = spt_form_view_get_form (view);

    spt_form_field_set_text (spt_form_find_field (form, "paymentOption[0].transfer[0].amount"),
                             "12,50");
  }
  assert_no_label (page, "to correct");
  gtk_widget_activate_action (GTK_WIDGET (page), "position.save-next", NULL);
  assert_label (page, "Position without a debtor");
  g_assert_cmpint (spt_position_page_get_id (SPT_POSITION_PAGE (page)), !=, id);
  requery (list, 1u << SPT_STATE_TO_FIX);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
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

static void
close_dialog (GtkWindow *dialog)
{
  GtkWindow *gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &gone);
  gtk_window_destroy (dialog);
  settle ();
  g_assert_null (gone);
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

  dialog = spt_send_dialog_new (GTK_WIDGET (window), office->desk, NULL);
  gtk_window_present (dialog);
  assert_label (dialog, "An Account Is Needed");
  close_dialog (dialog);

  dialog = spt_account_dialog_new (GTK_WIDGET (window), office->desk, NULL, FALSE);
  gtk_window_present (dialog);
  assert_label (dialog, "Which environment?");
  close_dialog (dialog);

  add_account (office, "comune.test", SPT_ENVIRONMENT_TEST);
  dialog = spt_send_dialog_new (GTK_WIDGET (window), office->desk, NULL);
  gtk_window_present (dialog);
  assert_label (dialog, "Send 3 Positions to Test");
  assert_label (dialog, "no data of real people");
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
  spt_positions_columns_get_sort (grid, &sort, &descending);
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
  spt_positions_columns_get_sort (grid, &sort, &descending);
  g_assert_cmpint (sort, ==, SPT_POSITION_SORT_UPDATED);
}

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
  list = spt_finding_list_new_issues (NULL, schema, issues, SPT_ISSUE_WARNING, NULL,
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

  /* With records: the name comes from the archive, and the faulty ones can be told. */
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (positions)); i++)
    {
      gint64 id = spt_row_list_get_id (positions, i);

      g_array_append_val (ids, id);
    }
  issues = spt_issue_list_new (0);
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "gpd", "due-past", 2, "paymentOption[0].dueDate", "2021", NULL);
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "gpd", "due-past", 2, "paymentOption[1].dueDate", "2021", NULL);
  list = spt_finding_list_new_issues (office->store, schema, issues, SPT_ISSUE_ERROR, ids, NULL, NULL);
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
  dialog = spt_send_dialog_new (GTK_WIDGET (window), office->desk, NULL);
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
  dialog = spt_send_dialog_new (GTK_WIDGET (window), office->desk, NULL);
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

/* --- the import's check -------------------------------------------------------------------------------- */

static void
test_import_check (Office        *office,
                   gconstpointer  data)
{
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "more.csv", NULL);
  g_autoptr (GString) text = g_string_new (HEAD);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  SptWindow *window = show_window (office);
  GtkWindow *dialog;
  GtkWidget *table;

  /* More than the list used to show. */
  for (guint i = 0; i < 1500; i++)
    g_string_append_printf (text, "M-%u;RSSMRA80A01H501U;Rossi;false;Comune di Esempio;02000000000000184;12,5o" TAIL, i);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  dialog = spt_import_dialog_new (GTK_WIDGET (window), office->desk, file);
  gtk_window_present (dialog);
  assert_label (dialog, "Import 1,500 Positions");
  assert_label (dialog, "12,5o");
  assert_label (dialog, "amount");
  assert_label (dialog, "Write for example");
  table = find_type (GTK_WIDGET (dialog), GTK_TYPE_COLUMN_VIEW);
  g_assert_cmpuint (g_list_model_get_n_items (
                      G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)))), >=, 3000);
  assert_no_label (dialog, "findings.");

  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  assert_label (dialog, "Correct the 1,500 Positions");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.show-to-fix", NULL);
  assert_label (window, "Only the positions of one import");
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

  g_test_add ("/pages/selection/filter", Office, NULL, set_up, test_selection_survives_the_filter,
              tear_down);
  g_test_add ("/pages/selection/shift", Office, NULL, set_up, test_selection_by_shift, tear_down);
  g_test_add_func ("/pages/issues/place", test_place);
  g_test_add ("/pages/send/plan", Office, NULL, set_up, test_plan, tear_down);
  g_test_add ("/pages/positions/tally", Office, NULL, set_up, test_tally, tear_down);
  g_test_add_func ("/pages/form/view", test_form_view);
  g_test_add_func ("/pages/form/repeats", test_form_view_repeats);
  g_test_add ("/pages/positions/page", Office, NULL, set_up, test_positions_page, tear_down);
  g_test_add ("/pages/position/page", Office, NULL, set_up, test_position_page, tear_down);
  g_test_add ("/pages/accounts/page", Office, NULL, set_up, test_accounts_page, tear_down);
  g_test_add ("/pages/positions/order", Office, NULL, set_up, test_positions_order, tear_down);
  g_test_add ("/pages/findings/list", Office, NULL, set_up, test_findings, tear_down);
  g_test_add_func ("/pages/findings/field-path", test_field_path);
  g_test_add ("/pages/send/sheet", Office, NULL, set_up, test_send_sheet, tear_down);
  g_test_add ("/pages/send/leaves-out", Office, NULL, set_up, test_send_leaves_out, tear_down);
  g_test_add ("/pages/import/check", Office, NULL, set_up, test_import_check, tear_down);
  g_test_add ("/pages/dialogs", Office, NULL, set_up, test_dialogs, tear_down);

  status = g_test_run ();
  user_data_finish ();
  return status;
}
