/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many bodies and many rows in the window: accounts with one key, sending to each body, lists of one body, edits of many positions. */
#include "config.h"

#include "office.h"
#include "services/spt-services-table.h"
#include "tab-walk.h"
#include "ui/spt-account-duplicate.h"
#include "ui/spt-account-work.h"
#include "ui/spt-body-filter.h"
#include "ui/spt-bulk-edit-dialog.h"
#include "ui/spt-id-selection.h"
#include "ui/spt-list-columns.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-send-plan.h"
#include "user-data.h"

#define ONE   "77777777777"
#define OTHER "80000000000"
#define THIRD "80000000018"

static gint64
add_body (Office         *office,
          const char     *name,
          SptEnvironment  environment,
          const char     *body,
          const char     *body_name,
          const char     *credential)
{
  g_autoptr (SptAccount) account = spt_account_new ("gpd", name, environment);
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  /* Nobody listens there. */
  g_object_set (account, "base-url", "http://127.0.0.1:9/gpd", NULL);
  if (credential != NULL)
    g_object_set (account, "credential", credential, NULL);
  spt_account_set_setting (account, "broker-code", ONE);
  spt_account_set_setting (account, SPT_ACCOUNT_BODY, body);
  spt_account_set_setting (account, SPT_ACCOUNT_BODY_NAME, body_name);
  spt_account_save_async (office->store, account, NULL, spt_test_async_cb, &pending);
  result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  g_assert_true (spt_account_save_finish (office->store, result, &error));
  g_assert_no_error (error);
  return spt_account_get_id (account);
}

static void
keep_key (Office     *office,
          const char *credential)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  spt_keyring_store_async (office->keyring, credential, "subscription-key", "key", "open sesame",
                           NULL, spt_test_async_cb, &pending);
  result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  g_assert_true (spt_keyring_store_finish (office->keyring, result, NULL));
}

/* Two positions of one body, one of a second, one of a third. */
static GArray *
import_bodies (Office *office)
{
  static const char text[] =
    "organization;" HEAD
    ONE ";O-1;RSSMRA80A01H501U;Mario Rossi;false;Comune di Esempio;02000000000000790;120,00" TAIL
    ONE ";O-2;RSSMRA80A01H501U;Anna Bianchi;false;Comune di Esempio;02000000000000891;10,00" TAIL
    OTHER ";O-3;RSSMRA80A01H501U;Rosa Verdi;false;Provincia di Esempio;02000000000000992;10,00" TAIL
    THIRD ";O-4;RSSMRA80A01H501U;Ugo Neri;false;Parco di Esempio;02000000000001000;10,00" TAIL;
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "bodies.csv", NULL);
  SptImportOptions options = { .kind = SPT_KIND_POSITIONS, .path = path, .who = "Rosa" };
  SptImportResult *imported;
  SptRowList *list;
  SptPositionQuery query = { .sort = SPT_POSITION_SORT_IUPD };
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean refreshed = FALSE;
  guint n = 0;
  const gint64 *found;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  imported = spt_import_file (office->store, &options, NULL, NULL);
  g_assert_nonnull (imported);
  g_assert_cmpuint (imported->n_good, ==, 4);
  query.import_id = imported->import_id;
  spt_import_result_free (imported);

  list = spt_row_list_new_positions (office->store);
  g_signal_connect_swapped (list, "refreshed", G_CALLBACK (raise_flag), &refreshed);
  spt_row_list_set_query (list, &query);
  g_assert_true (spt_test_wait (flag_is_set, &refreshed, SPT_TEST_TIMEOUT_MS));
  found = spt_row_list_get_ids (list, &n);
  g_assert_cmpuint (n, ==, 4);
  g_array_append_vals (ids, found, n);
  g_assert_finalize_object (list);
  return ids;
}

/* --- accounts ------------------------------------------------------------------------------------------ */

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

static GtkWidget *
child (GtkWindow  *dialog,
       GType       type,
       const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (dialog), type, name));
}

static gboolean
is_closed (gpointer user_data)
{
  return find_window (*(GType *) user_data) == NULL;
}

/* One key, three bodies: they stand together, are tested together, and a fourth is a matter of three fields. */
static void
test_accounts (Office        *office,
               gconstpointer  data)
{
  SptWindow *window = show_window (office);
  GType type = SPT_TYPE_ACCOUNT_DUPLICATE;
  GtkWidget *page;
  GtkWindow *dialog;
  GtkWidget *code, *body, *name;
  gint64 id;

  spt_window_go (window, "accounts");
  id = add_body (office, "comune", SPT_ENVIRONMENT_TEST, ONE, "Comune di Esempio", "key");
  add_body (office, "provincia", SPT_ENVIRONMENT_TEST, OTHER, NULL, "key");
  add_body (office, "ente", SPT_ENVIRONMENT_TEST, ONE, NULL, NULL);
  keep_key (office, "key");
  assert_label (window, "Key shared by 2 accounts");
  assert_label (window, "Never tested");
  assert_label (window, "With a Key of Their Own");
  assert_label (window, "Comune di Esempio · " ONE);
  page = GTK_WIDGET (spt_window_get_page (window));
  tab_walk_assert_free (page);

  gtk_widget_activate_action (page, "accounts.duplicate", "x", id);
  dialog = find_window (type);
  g_assert_nonnull (dialog);
  assert_label (dialog, "Broker, settings and key are those of comune");
  tab_walk_assert_free (find_type (GTK_WIDGET (dialog), GTK_TYPE_SCROLLED_WINDOW));
  code = child (dialog, type, "code_row");
  body = child (dialog, type, "body_row");
  name = child (dialog, type, "name_row");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "duplicate.add", NULL);
  assert_label (dialog, "11 digits");
  gtk_editable_set_text (GTK_EDITABLE (code), OTHER);
  gtk_editable_set_text (GTK_EDITABLE (body), "Città di Forlì");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "Citta-di-Forli");
  settle ();
  gtk_widget_activate_action (GTK_WIDGET (dialog), "duplicate.add", NULL);
  assert_label (dialog, "The account provincia answers for this body already.");
  gtk_editable_set_text (GTK_EDITABLE (code), THIRD);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "duplicate.add", NULL);
  g_assert_true (spt_test_wait (is_closed, &type, SPT_TEST_TIMEOUT_MS));
  assert_label (window, "Key shared by 3 accounts");
  assert_label (window, "Città di Forlì · " THIRD);

  /* Nobody answers: said of each body, and once in all. */
  gtk_widget_activate_action (page, "accounts.test-key", "s", "key");
  assert_label (window, "The key answers for 0 of");
  assert_label (window, "It answers for 0 of 3");
}

static void
test_search (Office        *office,
             gconstpointer  data)
{
  SptWindow *window = show_window (office);
  GtkWidget *entry;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("ente-%02u", i);
      g_autofree char *body = g_strdup_printf ("%011u", i);
      g_autofree char *body_name = g_strdup_printf ("Comune numero %u", i);

      add_body (office, name, SPT_ENVIRONMENT_TEST, body, body_name, "key");
    }
  spt_window_go (window, "accounts");
  assert_label (window, "Key shared by 40 accounts");
  entry = find_type (GTK_WIDGET (spt_window_get_page (window)), GTK_TYPE_SEARCH_ENTRY);
  g_assert_true (gtk_widget_get_visible (entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), "numero 17");
  assert_no_label (window, "ente-16");
  assert_label (window, "ente-17");
  assert_label (window, "Key shared by 40 accounts");
  gtk_editable_set_text (GTK_EDITABLE (entry), "niente");
  assert_label (window, "No account answers to this search.");
}

/* --- sending ------------------------------------------------------------------------------------------- */

static SptSendPlan *
make_plan (Office *office,
           GArray *ids,
           int     environment)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  SptSendPlan *plan;
  GError *error = NULL;

  spt_send_plan_async (office->store, spt_services_find ("gpd"), environment, ids, NULL, NULL, spt_test_async_cb,
                       &pending);
  result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  plan = spt_send_plan_finish (office->store, result, &error);
  g_assert_no_error (error);
  return plan;
}

/* Each body by its own account, all in one environment; what has none there stays. */
static void
test_routing (Office        *office,
              gconstpointer  data)
{
  gint64 one = add_body (office, "comune-test", SPT_ENVIRONMENT_TEST, ONE, "Comune di Esempio", "key");
  gint64 other = add_body (office, "provincia-test", SPT_ENVIRONMENT_TEST, OTHER, NULL, "key");
  gint64 real = add_body (office, "comune", SPT_ENVIRONMENT_PRODUCTION, ONE, NULL, NULL);
  g_autoptr (GArray) ids = import_bodies (office);
  g_autoptr (SptSendPlan) open = make_plan (office, ids, SPT_SEND_NO_ENVIRONMENT);
  g_autoptr (SptSendPlan) test = make_plan (office, ids, SPT_ENVIRONMENT_TEST);
  g_autoptr (SptSendPlan) production = make_plan (office, ids, SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptSendPlan) twice = NULL;
  SptSendGroup *group;

  g_assert_cmpint (open->environment, ==, SPT_SEND_NO_ENVIRONMENT);
  g_assert_cmpuint (open->environments, ==,
                    1u << SPT_ENVIRONMENT_TEST | 1u << SPT_ENVIRONMENT_PRODUCTION);

  g_assert_cmpuint (test->groups->len, ==, 2);
  group = g_ptr_array_index (test->groups, 0);
  g_assert_cmpint (group->account_id, ==, one);
  g_assert_cmpuint (group->ids->len, ==, 2);
  group = g_ptr_array_index (test->groups, 1);
  g_assert_cmpint (group->account_id, ==, other);
  g_assert_cmpuint (group->ids->len, ==, 1);
  g_assert_cmpuint (test->astray->len, ==, 1);
  g_assert_cmpstr (g_array_index (test->astray, SptSendAstray, 0).organization, ==, THIRD);

  g_assert_cmpuint (production->groups->len, ==, 1);
  group = g_ptr_array_index (production->groups, 0);
  g_assert_cmpint (group->account_id, ==, real);
  g_assert_cmpuint (production->astray->len, ==, 2);

  /* Two accounts of one body and environment: a person chooses, for that body alone. */
  add_body (office, "comune-test-2", SPT_ENVIRONMENT_TEST, ONE, NULL, "key");
  twice = make_plan (office, ids, SPT_ENVIRONMENT_TEST);
  g_assert_cmpuint (twice->groups->len, ==, 2);
  group = g_ptr_array_index (twice->groups, 0);
  g_assert_cmpint (group->account_id, ==, 0);
  g_assert_cmpstr (group->organization, ==, ONE);
  g_assert_cmpuint (group->fitting->len, ==, 2);
  g_assert_cmpint (((SptSendGroup *) g_ptr_array_index (twice->groups, 1))->account_id, ==, other);
}

static gboolean
may_send (gpointer user_data)
{
  GtkWidget *label = find_label (user_data, "Send 3");
  GtkWidget *button = label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;

  return button != NULL && gtk_widget_get_sensitive (button);
}

static void
test_sheet (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  g_autoptr (GArray) ids = import_bodies (office);
  GtkWindow *dialog;
  GtkWidget *chooser;

  add_body (office, "comune-test", SPT_ENVIRONMENT_TEST, ONE, "Comune di Esempio", "key");
  add_body (office, "provincia-test", SPT_ENVIRONMENT_TEST, OTHER, NULL, "key");
  add_body (office, "comune", SPT_ENVIRONMENT_PRODUCTION, ONE, NULL, NULL);
  dialog = spt_send_dialog_new (GTK_WIDGET (window), office->desk, SPT_KIND_POSITIONS, ids);
  gtk_window_present (dialog);
  assert_label (dialog, "Where to");
  assert_label (dialog, "the environments are never mixed");
  assert_label (dialog, "Send 3 Positions");
  g_assert_false (may_send (dialog));

  chooser = find_type (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (chooser), 1);
  assert_label (dialog, "Send 3 Positions of 2 Bodies to Test");
  assert_label (dialog, "Comune di Esempio · " ONE);
  assert_label (dialog, "provincia-test");
  assert_label (dialog, "No account answers for their body in Test: 1");
  assert_label (dialog, "In 1 file");
  g_assert_true (spt_test_wait (may_send, dialog, SPT_TEST_TIMEOUT_MS));
  tab_walk_assert_free (find_type (GTK_WIDGET (dialog), GTK_TYPE_STACK));

  /* One click, one job for each account. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "send.go", NULL);
  assert_label (dialog, "3 positions in 2 files");
  close_dialog (dialog);
}

/* --- the list ------------------------------------------------------------------------------------------ */

static gboolean
filter_is_seen (gpointer user_data)
{
  return gtk_widget_get_visible (user_data);
}

static gboolean
has_body_name (gpointer user_data)
{
  return strcmp (spt_form_field_get_text (user_data), "Comune di Esempio") == 0;
}

static void
test_filter (Office        *office,
             gconstpointer  data)
{
  SptWindow *window = show_window (office);
  g_autoptr (GArray) ids = NULL;
  GtkWidget *filter;
  GtkWidget *drop_down;
  SptBodyFilter *again;
  SptFormRow *fresh;

  spt_window_go (window, "positions");
  assert_label (window, "All  6");
  filter = find_type (GTK_WIDGET (spt_window_get_page (window)), SPT_TYPE_BODY_FILTER);
  settle ();
  g_assert_false (gtk_widget_get_visible (filter));

  ids = import_bodies (office);
  add_body (office, "comune", SPT_ENVIRONMENT_TEST, ONE, "Comune di Esempio", NULL);
  g_assert_true (spt_test_wait (filter_is_seen, filter, SPT_TEST_TIMEOUT_MS));
  assert_label (window, "All  10");
  settle ();
  drop_down = find_type (filter, GTK_TYPE_DROP_DOWN);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 1); /* the one with a name comes first */
  g_assert_cmpstr (spt_body_filter_get (SPT_BODY_FILTER (filter)), ==, ONE);
  assert_label (window, "All  2");
  assert_label (window, "Send 2 Ready");
  tab_walk_assert_free (GTK_WIDGET (spt_window_get_page (window)));

  /* Remembered; but who is led to the list sees what he was led to. */
  again = g_object_ref_sink (g_object_new (SPT_TYPE_BODY_FILTER, NULL));
  spt_body_filter_set_store (again, office->store);
  g_assert_cmpstr (spt_body_filter_get (again), ==, ONE);
  settle ();
  g_assert_finalize_object (again);
  spt_window_open_records (window, "debt-positions", &(const SptRecordFilter) { .states = 1u << SPT_STATE_TO_FIX, .import_id = 0 });
  assert_label (window, "To fix  3");
  /* A new position begins with the body that lists show. */
  gtk_widget_activate_action (GTK_WIDGET (spt_window_get_page (window)), "records.new", NULL);
  fresh = find_row (GTK_WIDGET (spt_window_get_page (window)), "companyName");
  g_assert_true (spt_test_wait (has_body_name, spt_form_row_get_field (fresh), SPT_TEST_TIMEOUT_MS));
}

static void
test_bulk (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  GType type = SPT_TYPE_BULK_EDIT_DIALOG;
  GtkWidget *page;
  GtkWindow *dialog;
  GtkWidget *text;

  spt_window_go (window, "positions");
  assert_label (window, "To fix  3");
  page = GTK_WIDGET (spt_window_get_page (window));
  gtk_widget_activate_action (page, "records.select-all", NULL);
  assert_label (window, "6 selected");
  gtk_widget_activate_action (page, "positions.edit", NULL);
  dialog = find_window (type);
  g_assert_nonnull (dialog);
  assert_label (dialog, "Payment › Due date");
  text = child (dialog, type, "text_row");

  /* A value that is none: tried, and said before anything changes. */
  gtk_editable_set_text (GTK_EDITABLE (text), "domani");
  assert_label (dialog, "Of these then to fix: 3");
  assert_label (dialog, "16/12/2039 → domani");
  tab_walk_assert_free (find_type (GTK_WIDGET (dialog), GTK_TYPE_STACK));
  gtk_editable_set_text (GTK_EDITABLE (text), "2038-01-31");
  assert_no_label (dialog, "then to fix");
  assert_label (dialog, "Change 6 Positions");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "bulk.apply", NULL);
  g_assert_true (spt_test_wait (is_closed, &type, SPT_TEST_TIMEOUT_MS));
  assert_label (window, "6 positions changed");
  assert_label (window, "31/01/2038");

  gtk_widget_activate (gtk_widget_get_ancestor (find_label (GTK_WIDGET (window), "Undo"),
                                                GTK_TYPE_BUTTON));
  assert_label (window, "Taken back in 6 positions");
  assert_no_label (window, "31/01/2038");
  assert_label (window, "To fix  3");
  g_assert_true (spt_test_wait (is_closed, &type, SPT_TEST_TIMEOUT_MS));
}

/* --- columns ------------------------------------------------------------------------------------------- */

static char *
dup_titles (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 1; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_visible (column))
        g_string_append_printf (titles, "%s|", gtk_column_view_column_get_title (column));
    }
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static GtkColumnView *
new_grid (Office             *office,
          GSimpleActionGroup *actions,
          SptRowList        **list)
{
  GtkColumnView *view = g_object_ref_sink (GTK_COLUMN_VIEW (gtk_column_view_new (NULL)));
  g_autoptr (SptIdSelection) selection = NULL;
  g_autoptr (GMenu) menu = g_menu_new ();

  *list = spt_row_list_new_positions (office->store);
  selection = spt_id_selection_new (*list);
  spt_list_columns_add (view, &spt_positions_layout, selection, actions, menu);
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (menu)), ==, 21);
  return view;
}

static void
test_columns (Office        *office,
              gconstpointer  data)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  SptRowList *list;
  GtkColumnView *view = new_grid (office, actions, &list);
  g_autofree char *shipped = dup_titles (view);
  g_autofree char *changed = NULL;
  g_autofree char *moved = NULL;
  g_autoptr (GtkColumnViewColumn) last = NULL;

  g_assert_cmpstr (shipped, ==, "Debtor|Description|Amount|Due Date|State|");
  g_action_group_activate_action (G_ACTION_GROUP (actions), "nav", NULL);
  g_action_group_activate_action (G_ACTION_GROUP (actions), "description", NULL);
  last = g_list_model_get_item (gtk_column_view_get_columns (view), 5);
  g_assert_cmpstr (gtk_column_view_column_get_title (last), ==, "State");
  /* As dragging a heading does. */
  gtk_column_view_insert_column (view, 1, last);
  g_object_unref (view);
  g_clear_object (&list);

  view = new_grid (office, actions, &list);
  changed = dup_titles (view);
  g_assert_cmpstr (changed, ==, "State|Debtor|Amount|Due Date|Notice Number|");

  /* By keyboard, from the menu: past what is hidden, never over the edge or before the check boxes, and remembered. */
  for (guint i = 0; i < 9; i++)
    g_action_group_activate_action (G_ACTION_GROUP (actions), "move-right", g_variant_new_string ("state"));
  g_action_group_activate_action (G_ACTION_GROUP (actions), "move-left", g_variant_new_string ("debtor"));
  g_action_group_activate_action (G_ACTION_GROUP (actions), "move-left", g_variant_new_string ("amount"));
  g_action_group_activate_action (G_ACTION_GROUP (actions), "move-left", g_variant_new_string ("description"));
  g_object_unref (view);
  g_clear_object (&list);
  view = new_grid (office, actions, &list);
  moved = dup_titles (view);
  g_assert_cmpstr (moved, ==, "Amount|Debtor|Due Date|Notice Number|State|");
  g_action_group_activate_action (G_ACTION_GROUP (actions), "nav", NULL);
  g_action_group_activate_action (G_ACTION_GROUP (actions), "description", NULL);
  g_object_unref (view);
  g_clear_object (&list);
  settle ();
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

  g_test_add ("/bodies/accounts", Office, NULL, set_up, test_accounts, tear_down);
  g_test_add ("/bodies/search", Office, NULL, set_up, test_search, tear_down);
  g_test_add ("/bodies/routing", Office, NULL, set_up, test_routing, tear_down);
  g_test_add ("/bodies/sheet", Office, NULL, set_up, test_sheet, tear_down);
  g_test_add ("/bodies/filter", Office, NULL, set_up, test_filter, tear_down);
  g_test_add ("/bodies/bulk-edit", Office, NULL, set_up, test_bulk, tear_down);
  g_test_add ("/bodies/columns", Office, NULL, set_up, test_columns, tear_down);

  status = g_test_run ();
  user_data_finish ();
  return status;
}
