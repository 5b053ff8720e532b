/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deadlines of plants and the office's catalogues as the window does them. */
#include "config.h"

#include "office.h"

#include <string.h>

#include "outbox/spt-plants.h"
#include "services/spt-services-table.h"
#include "store/spt-store-accounts.h"
#include "tab-walk.h"
#include "ui/catasto/spt-catasto-pages.h"
#include "ui/catasto/spt-plant-catalogue-dialog.h"
#include "ui/catasto/spt-plant-dues-dialog.h"
#include "ui/catasto/spt-plants-page.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-finder.h"
#include "ui/spt-record-card.h"
#include "ui/spt-summary.h"
#include "user-data.h"

typedef struct
{
  gint64 now;   /* UTC milliseconds */
  gint64 first;
  char  *until; /* (owned) (nullable) */
  guint  n;
} Ask;

static char *
dup_day (gint64 now_utc_ms,
         int    days)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_utc_ms / 1000 + 3600);
  g_autoptr (GDateTime) day = g_date_time_add_days (now, days);

  return g_date_time_format (day, "%Y-%m-%d");
}

static gboolean
set_up_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Ask *ask = data;
  gint64 after = 0;
  gboolean more;

  /* These plants have no libretto to reckon from: today's reckoning is over before they come. */
  if (!spt_plants_refresh_dues (db, ask->now, &after, &more, error))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    {
      static const char *const kinds[] = { SPT_DUE_REPORT, SPT_DUE_SEND, SPT_DUE_THIRD };
      static const int days[] = { -12, 5, 200 };
      static const char *const names[] = { "Rossi <Mario> & figli", "Bianchi Anna", "Verdi Carlo" };
      g_autofree char *code = g_strdup_printf ("00000%u", i);
      g_autofree char *date = dup_day (ask->now, days[i]);
      g_autoptr (GPtrArray) dues = g_ptr_array_new ();
      SptPlantDue due = { kinds[i], (char *) "GT1", date, NULL, i == 0, "catasto.84" };
      const SptPlantColumns columns = {
        .code = code, .name = names[i], .name_code = "", .third = "", .third_code = "", .place = "Via Roma 1",
        .city = i == 0 ? "Bari (BA)" : "Lecce (LE)", .units = "", .generators = "GT1", .fuel = "Gas", .power_w = 24500,
      };
      gint64 id = spt_db_save_plant (db, 0, NULL, &columns, NULL, NULL, 0, 0, "Rosa", error);

      g_ptr_array_add (dues, &due);
      if (id == 0 || !spt_db_set_plant_dues (db, id, dues, error))
        return FALSE;
      if (i == 0)
        ask->first = id;
    }

  return TRUE;
}

static gboolean
ask_job (SptDb         *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Ask *ask = data;
  g_autofree char *since = NULL;
  g_autoptr (GPtrArray) firms = spt_db_list_catalogue (db, SPT_CATALOGUE_FIRM, 0, error);

  g_clear_pointer (&ask->until, g_free);
  ask->n = firms != NULL ? firms->len : 0;
  return firms != NULL && spt_db_get_plant_contract (db, ask->first, &since, &ask->until, error);
}

static void
run (Office       *office,
     SptStoreFunc  func,
     Ask          *ask)
{
  g_autoptr (GError) error = NULL;

  ask->now = spt_clock_get_utc_ms (office->clock);
  spt_store_run_sync (office->store, SPT_STORE_WRITE, func, ask, NULL, &error);
  g_assert_no_error (error);
}

static void
type (GtkWidget  *dialog,
      const char *name,
      const char *text)
{
  const SptSheetParts *parts = spt_sheet_get_parts (SPT_SHEET (dialog));
  SptFormField *field = spt_form_find_field (parts->form, name);

  g_assert_nonnull (field);
  spt_form_field_set_text (field, text);
}

static gboolean
has_form (gpointer user_data)
{
  return spt_sheet_get_parts (SPT_SHEET (user_data))->form != NULL;
}

static gboolean
has_no_form (gpointer user_data)
{
  return !has_form (user_data);
}

static void
wait_for (gboolean (*condition)(gpointer user_data),
          gpointer   data)
{
  g_assert_true (spt_test_wait (condition, data, SPT_TEST_TIMEOUT_MS));
}

/* (transfer full) (nullable): what an item of a menu hands to its action. */
static GVariant *
find_target (GMenuModel *menu,
             const char *action)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autofree char *name = NULL;
      GVariant *target = NULL;

      if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &name) && strcmp (name, action) == 0)
        return g_menu_model_get_item_attribute_value (menu, i, G_MENU_ATTRIBUTE_TARGET, NULL);
      if (section != NULL && (target = find_target (section, action)) != NULL)
        return target;
    }

  return NULL;
}

/* An item whose target is of another type than its action's is grey, and nothing says so. */
static void
test_menu (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  g_autoptr (GVariant) target = NULL;
  GObject *menu;

  spt_window_go (window, "plants");
  settle ();
  menu = gtk_widget_get_template_child (GTK_WIDGET (spt_window_get_page (window)), SPT_TYPE_PLANTS_PAGE, "page_menu");
  target = find_target (G_MENU_MODEL (menu), "win.open-dues");
  g_assert_nonnull (target);
  g_assert_cmpstr (g_variant_get_type_string (target), ==, SPT_DUES_TARGET);
}

static void
test_list (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Ask ask = { 0 };
  GtkWidget *dialog;
  GtkWidget *search;

  run (office, set_up_job, &ask);
  dialog = GTK_WIDGET (spt_plant_dues_dialog_new (GTK_WIDGET (window), office->desk, 0, NULL));
  gtk_window_present (GTK_WINDOW (dialog));
  assert_label (dialog, "Efficiency report of GT1");
  assert_label (dialog, "12 days late");
  assert_label (dialog, "In 5 days");
  assert_label (dialog, "Rossi <Mario> & figli");
  assert_label (dialog, "estimated");
  tab_walk_assert_free (gtk_window_get_child (GTK_WINDOW (dialog)));

  search = find_type (dialog, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (search), "bianchi");
  assert_no_label (dialog, "12 days late");
  assert_label (dialog, "In 5 days");
  gtk_editable_set_text (GTK_EDITABLE (search), "nobody");
  assert_label (dialog, "Nothing is due like that");
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  assert_label (dialog, "12 days late");
  close_dialog (GTK_WINDOW (dialog));

  dialog = GTK_WIDGET (spt_plant_dues_dialog_new (GTK_WIDGET (window), office->desk, 0, "overdue"));
  gtk_window_present (GTK_WINDOW (dialog));
  assert_label (dialog, "12 days late");
  assert_no_label (dialog, "In 5 days");
  close_dialog (GTK_WINDOW (dialog));

  dialog = GTK_WIDGET (spt_plant_dues_dialog_new (GTK_WIDGET (window), office->desk, 0, SPT_DUE_SEND));
  gtk_window_present (GTK_WINDOW (dialog));
  assert_label (dialog, "Report of GT1 to be sent");
  assert_no_label (dialog, "12 days late");
  close_dialog (GTK_WINDOW (dialog));
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (SPT_IS_PLANT_DUES_DIALOG (at->data))
        return at->data;
    }
  return NULL;
}

/* The first page counts them, and leads to the list of those that it counted. */
static void
test_today (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Ask ask = { 0 };

  run (office, set_up_job, &ask);
  spt_window_go (window, "overview");
  assert_label (window, "1 deadline of plants has passed");
  assert_label (window, "1 efficiency report is still to be sent");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-dues", "(ss)", "plants", "overdue");
  settle ();
  g_assert_nonnull (find_dialog ());
  assert_label (find_dialog (), "12 days late");
  assert_no_label (find_dialog (), "In 5 days");
  close_dialog (GTK_WINDOW (find_dialog ()));
}

static gboolean
stale_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Ask *ask = data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "services", "catasto", "plants", "rich.xml", NULL);
  g_autofree char *doc = NULL;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GPtrArray) dues = g_ptr_array_new ();
  SptPlantDue guess = { SPT_DUE_THIRD, (char *) "", (char *) "2020-01-01", NULL, TRUE, "catasto.3" };

  if (!g_file_get_contents (path, &doc, NULL, error))
    return FALSE;
  ask->first = spt_plant_save_libretto (db, 0, doc, strlen (doc), 0, 0, 0, "Rosa", ask->now, issues, NULL, error);
  g_ptr_array_add (dues, &guess);

  /* As an archive is that was reckoned by last on another day. */
  return ask->first != 0 && spt_db_set_plant_dues (db, ask->first, dues, error) &&
         spt_db_set_setting (db, "plants-dates", "", error);
}

/* What the first page counts follows the day without anybody opening the list. */
static void
test_new_day (Office        *office,
              gconstpointer  data)
{
  SptWindow *window;
  Ask ask = { 0 };
  g_autoptr (SptSummary) summary = NULL;

  run (office, stale_job, &ask);
  window = show_window (office);
  spt_window_go (window, "overview");
  /* The program starts. */
  summary = spt_summary_new (office->store);
  assert_label (window, "3 deadlines of plants have passed");
}

/* What is found by words and codes says what it is. */
static void
test_finder (Office        *office,
             gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Ask ask = { 0 };
  GtkWidget *finder;
  GtkWidget *entry;

  run (office, set_up_job, &ask);
  finder = GTK_WIDGET (spt_finder_new (window));
  gtk_window_present (GTK_WINDOW (finder));
  settle ();
  entry = find_type (finder, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "bianchi");
  assert_label (finder, "Via Roma 1, Lecce (LE)");
  assert_label (finder, "000001");
  gtk_editable_set_text (GTK_EDITABLE (entry), "000001");
  assert_label (finder, "The code of a plant");
  gtk_editable_set_text (GTK_EDITABLE (entry), "it001e12345678");
  assert_label (finder, "A POD");
  gtk_editable_set_text (GTK_EDITABLE (entry), "12345678901234");
  assert_label (finder, "A PDR");
  close_dialog (GTK_WINDOW (finder));
}

/* A contract's end is noted, stands in the list, is taken away and brought back. */
static void
test_contract (Office        *office,
               gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Ask ask = { 0 };
  GtkWidget *dialog;

  run (office, set_up_job, &ask);
  dialog = GTK_WIDGET (spt_plant_dues_dialog_new (GTK_WIDGET (window), office->desk, ask.first, NULL));
  gtk_window_present (GTK_WINDOW (dialog));
  assert_label (dialog, "12 days late");
  assert_no_label (dialog, "In 5 days");

  gtk_widget_activate_action (dialog, "dues.contract", "x", ask.first);
  wait_for (has_form, dialog);
  type (dialog, "since", "2039-12-31");
  type (dialog, "until", "2039-01-01");
  gtk_widget_activate_action (dialog, "sheet.save", NULL);
  settle ();
  g_assert_true (has_form (dialog)); /* it ends before it begins */
  type (dialog, "since", "2039-01-01");
  type (dialog, "until", "2039-12-31");
  gtk_widget_activate_action (dialog, "sheet.save", NULL);
  wait_for (has_no_form, dialog);
  assert_label (dialog, "End of the contract");
  run (office, ask_job, &ask);
  g_assert_cmpstr (ask.until, ==, "2039-12-31");

  gtk_widget_activate_action (dialog, "dues.remove", "x", ask.first);
  assert_label (dialog, "Date removed");
  assert_no_label (dialog, "End of the contract");
  run (office, ask_job, &ask);
  g_assert_null (ask.until);
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_label (dialog, "Undo"), GTK_TYPE_BUTTON), "clicked");
  assert_label (dialog, "End of the contract");
  run (office, ask_job, &ask);
  g_assert_cmpstr (ask.until, ==, "2039-12-31");
  g_free (ask.until);
  close_dialog (GTK_WINDOW (dialog));
}

static void
test_catalogue (Office        *office,
                gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Ask ask = { 0 };
  GtkWidget *dialog;
  GtkWidget *stack;

  run (office, set_up_job, &ask);
  dialog = GTK_WIDGET (spt_plant_catalogue_dialog_new (GTK_WIDGET (window), office->desk, 0));
  stack = GTK_WIDGET (spt_sheet_get_parts (SPT_SHEET (dialog))->stack);
  gtk_window_present (GTK_WINDOW (dialog));
  assert_label (dialog, "No firm yet");
  tab_walk_assert_free (gtk_window_get_child (GTK_WINDOW (dialog)));
  gtk_widget_activate_action (dialog, "sheet.new", NULL);
  wait_for (has_form, dialog);
  type (dialog, "name", "Caldaie <& figli> srl");
  type (dialog, "vatNumber", "00743110158"); /* the last digit is wrong */
  type (dialog, "reaProvince", "BA");
  type (dialog, "reaNumber", "123456");
  gtk_widget_activate_action (dialog, "sheet.save", NULL);
  settle ();
  g_assert_true (has_form (dialog));
  type (dialog, "vatNumber", "00743110157");
  type (dialog, "validUntil", "2020-01-31"); /* over: said, and kept */
  gtk_widget_activate_action (dialog, "sheet.save", NULL);
  wait_for (has_no_form, dialog);
  assert_label (dialog, "Caldaie <& figli> srl");
  assert_label (dialog, "over since 31/01/2020");
  tab_walk_assert_free (gtk_window_get_child (GTK_WINDOW (dialog)));
  run (office, ask_job, &ask);
  g_assert_cmpuint (ask.n, ==, 1);

  g_signal_emit_by_name (find_type (gtk_widget_get_ancestor (find_label (dialog, "Caldaie <& figli> srl"),
                                                             ADW_TYPE_ACTION_ROW), GTK_TYPE_BUTTON), "clicked");
  assert_label (dialog, "Removed from the catalogue");
  assert_label (dialog, "No firm yet");
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_label (dialog, "Undo"), GTK_TYPE_BUTTON), "clicked");
  assert_label (dialog, "Caldaie <& figli> srl");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_ancestor (find_label (stack, "Instruments"),
                                                                            GTK_TYPE_TOGGLE_BUTTON)), TRUE);
  assert_label (dialog, "No instrument yet");
  close_dialog (GTK_WINDOW (dialog));
  g_free (ask.until);
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
  spt_catasto_pages_register ();

  g_test_add ("/plant-dues/menu", Office, NULL, set_up, test_menu, tear_down);
  g_test_add ("/plant-dues/list", Office, NULL, set_up, test_list, tear_down);
  g_test_add ("/plant-dues/today", Office, NULL, set_up, test_today, tear_down);
  g_test_add ("/plant-dues/new-day", Office, NULL, set_up, test_new_day, tear_down);
  g_test_add ("/plant-dues/finder", Office, NULL, set_up, test_finder, tear_down);
  g_test_add ("/plant-dues/contract", Office, NULL, set_up, test_contract, tear_down);
  g_test_add ("/plant-dues/catalogue", Office, NULL, set_up, test_catalogue, tear_down);

  status = g_test_run ();
  user_data_finish ();
  return status;
}
