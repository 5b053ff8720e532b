/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants in the window: the list, the page of one with its queue, what may be sent, its libretto, its history. */
#include "config.h"

#include "office.h"

#include <locale.h>
#include <string.h>

#include "outbox/spt-plants.h"
#include "services/spt-services-table.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-submissions.h"
#include "tab-walk.h"
#include "ui/catasto/spt-catasto-pages.h"
#include "ui/catasto/spt-plant-dues-dialog.h"
#include "ui/catasto/spt-plant-page.h"
#include "ui/catasto/spt-plant-words.h"
#include "ui/catasto/spt-plants-page.h"
#include "ui/form/spt-form-pages.h"
#include "ui/spt-import-dialog.h"
#include "ui/spt-list-page.h"
#include "user-data.h"

#define CODE  "PROVA0001"
#define OTHER "PROVA0002"

/* --- helpers --------------------------------------------------------------------------------------- */

typedef struct
{
  Office     *office;
  const char *code;
  const char *type;
  const char *find; /* (nullable): in the libretto, and what stands there instead */
  const char *put;
  gint64      plant;
  gint64      id;
  char       *text; /* (owned) (nullable) */
} Work;

static void
run (Office       *office,
     SptStoreFunc  func,
     Work         *work)
{
  g_autoptr (GError) error = NULL;

  work->office = office;
  spt_store_run_sync (office->store, SPT_STORE_WRITE, func, work, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
libretto_job (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Work *work = data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "services", "catasto", "plants", "rich.xml", NULL);
  g_autofree char *plain = NULL;
  g_autoptr (GString) doc = NULL;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  if (!g_file_get_contents (path, &plain, NULL, error))
    return FALSE;
  doc = g_string_new (plain);
  g_string_replace (doc, CODE, work->code, 0);
  if (work->find != NULL)
    g_assert_cmpuint (g_string_replace (doc, work->find, work->put, 0), >, 0);
  work->plant = spt_plant_save_libretto (db, 0, doc->str, doc->len, 0, 0, 0, "Rosa", spt_desk_get_now (work->office->desk),
                                         issues, NULL, error);

  return work->plant != 0;
}

static gint64
add_plant (Office     *office,
           const char *code)
{
  Work work = { .code = code };

  run (office, libretto_job, &work);
  return work.plant;
}

static gboolean
intervention_job (SptDb         *db,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  Work *work = data;
  gint64 now = spt_desk_get_now (work->office->desk);
  SptInterventionSave save = { .plant_id = work->plant, .type = work->type, .who = "Rosa" };
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = spt_intervention_begin (db, work->plant, work->type, NULL, now, &xsd, error);

  if (record == NULL || !spt_intervention_save (db, &save, record, now, issues, error))
    return FALSE;
  work->id = save.id;

  return TRUE;
}

static gint64
add_intervention (Office     *office,
                  gint64      plant,
                  const char *type)
{
  Work work = { .plant = plant, .type = type };

  run (office, intervention_job, &work);
  return work.id;
}

static gboolean
present_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Work *work = data;

  return spt_plants_mark_present (db, &work->plant, 1, "2024-03-01", "Visura del portale", "Rosa",
                                  spt_desk_get_now (work->office->desk), NULL, error);
}

static gboolean
dismiss_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Work *work = data;

  return spt_db_set_plant_standing (db, work->plant, SPT_PLANT_DISMISSED, error);
}

static gboolean
note_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;

  return spt_db_get_plant_note (db, work->plant, &work->text, error);
}

static void
click (gpointer    root,
       const char *words)
{
  GtkWidget *button;

  assert_label (root, words);
  button = gtk_widget_get_ancestor (find_label (GTK_WIDGET (root), words), GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  if (GTK_IS_TOGGLE_BUTTON (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  else
    g_signal_emit_by_name (button, "clicked");
}

static void
click_row (gpointer    root,
           const char *words)
{
  GtkWidget *row;

  assert_label (root, words);
  row = gtk_widget_get_ancestor (find_label (GTK_WIDGET (root), words), ADW_TYPE_ACTION_ROW);
  g_signal_emit_by_name (row, "activate");
}

static gboolean
has_row (GtkWidget  *widget,
         const char *title)
{
  if (ADW_IS_ACTION_ROW (widget) && gtk_widget_get_mapped (widget) &&
      strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (has_row (child, title))
        return TRUE;
    }
  return FALSE;
}

static SptPage *
open_plant (SptWindow *window,
            gint64     id)
{
  spt_window_open_record (window, SPT_KIND_PLANTS, id, NULL);
  assert_label (window, "Via di Prova");

  return spt_window_get_page (window);
}

static void
show_view (SptPage    *page,
           const char *name)
{
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (find_type (GTK_WIDGET (page), ADW_TYPE_VIEW_STACK)), name);
}

/* Nothing of the columns stands beyond the window's edge. */
static gboolean
late_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;
  g_autoptr (GPtrArray) dues = g_ptr_array_new ();
  SptPlantDue due = { SPT_DUE_REPORT, (char *) "GT1", (char *) "2020-03-01", NULL, TRUE, "catasto.84" };

  g_ptr_array_add (dues, &due);
  return spt_db_set_plant_dues (db, work->plant, dues, error);
}

static gboolean
press (GtkWidget       *widget,
       guint            keyval,
       GdkModifierType  state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; !handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }

  return handled;
}

static gboolean
is_in_row (gpointer user_data)
{
  return spt_list_page_get_focused (user_data) > 0;
}

static gboolean
fits (gpointer user_data)
{
  GtkAdjustment *across = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (user_data));
  double room = gtk_adjustment_get_page_size (across);

  return room > 300 && room < 730 && gtk_adjustment_get_upper (across) <= room;
}

/* --- the list -------------------------------------------------------------------------------------- */

static void
test_list (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Work work = { 0 };
  SptPage *page;
  GtkWidget *grid, *menu;

  spt_window_go (window, "plants");
  assert_label (window, "No Plants");
  assert_label (window, "Import from a File…");
  tab_walk_assert_free (GTK_WIDGET (spt_window_get_page (window)));

  work.plant = add_plant (office, CODE);
  add_plant (office, OTHER);
  page = spt_window_get_page (window);
  assert_label (page, CODE);
  assert_label (page, "Via di Prova 10, Bari (BA)");
  assert_label (page, "Never sent  2");
  assert_label (page, "Not dismissed  2");
  tab_walk_assert_free (GTK_WIDGET (page));

  /* As many columns as a small screen has room for: nothing is cut, nothing is to be scrolled to. */
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 700);
  grid = find_type (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW);
  g_assert_true (spt_test_wait (fits, grid, SPT_TEST_TIMEOUT_MS));

  /* What is late is marked, not only dated. */
  run (office, late_job, &work);
  assert_label (page, "01/03/2020");
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_parent (find_label (grid, "01/03/2020")), "state-error"));

  /* Who comes by the key goes on with the arrows. */
  spt_window_go (window, "overview");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.go", "s", "plants");
  g_assert_true (spt_test_wait (is_in_row, page, SPT_TEST_TIMEOUT_MS));
  g_assert_true (press (grid, GDK_KEY_Menu, 0));
  menu = find_type (GTK_WIDGET (page), GTK_TYPE_POPOVER_MENU);
  g_assert_nonnull (menu);
  g_assert_true (gtk_widget_get_visible (menu));
  gtk_popover_popdown (GTK_POPOVER (menu));
  g_assert_true (spt_test_wait (is_in_row, page, SPT_TEST_TIMEOUT_MS));

  run (office, present_job, &work);
  assert_label (page, "Already present  1");
  click (page, "Already present");
  assert_no_label (page, OTHER);
  click (page, "Not dismissed");
  assert_label (page, OTHER);

  /* What is prepared is said in the row, and what is wrong in it is counted. */
  add_intervention (office, work.plant, "10");
  assert_label (page, "To fix  1");

  /* Both go, and come back together. */
  gtk_widget_activate_action (GTK_WIDGET (page), "records.select-all", NULL);
  assert_label (page, "2 plants selected");
  gtk_widget_activate_action (GTK_WIDGET (page), "records.delete", NULL);
  assert_label (window, "2 plants removed");
  assert_label (page, "No Plants");
  click (window, "Undo");
  assert_label (page, "Not dismissed  2");
}

/* --- the page -------------------------------------------------------------------------------------- */

static GtkWindow *
find_xml (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (g_strcmp0 (gtk_window_get_title (at->data), "Document in XML") == 0)
        return at->data;
    }
  return NULL;
}

static void
test_page (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Work work = { .plant = add_plant (office, CODE) };
  SptPage *page = open_plant (window, work.plant);
  g_autofree char *written = NULL;
  GtkWindow *xml;
  GtkTextView *text;

  g_assert_true (SPT_IS_PLANT_PAGE (page));
  g_assert_cmpint (spt_page_get_record (page), ==, work.plant);
  assert_label (page, CODE);
  assert_label (page, "Never sent");
  assert_label (page, "Not decided yet with which account it goes");

  /* The first submission is a libretto: that may be sent, the rest says why not. */
  assert_label (page, "What May Be Sent");
  assert_label (page, "Existing libretto");
  assert_no_label (page, "Decommission a plant");
  assert_no_label (page, "Change the responsible person");
  click (page, "Not Possible");
  assert_label (page, "Decommission a plant");

  /* By number, with what it serves for. */
  assert_label (page, "Services and Generators");
  assert_label (page, "winter heating 54 kW");
  assert_label (page, "GT1");
  assert_label (page, "GF1");
  tab_walk_assert_free (GTK_WIDGET (page));

  /* As a file for others. */
  gtk_widget_activate_action (GTK_WIDGET (page), "plant.xml-libretto", NULL);
  xml = find_xml ();
  g_assert_nonnull (xml);
  text = GTK_TEXT_VIEW (find_type (GTK_WIDGET (xml), GTK_TYPE_TEXT_VIEW));
  g_object_get (gtk_text_view_get_buffer (text), "text", &written, NULL);
  g_assert_true (g_str_has_prefix (written, "<?xml"));
  g_assert_nonnull (strstr (written, "<L1_codice_impianto>" CODE "</L1_codice_impianto>"));
  close_dialog (xml);

  show_view (page, "libretto");
  g_assert_nonnull (find_type (GTK_WIDGET (page), SPT_TYPE_FORM_PAGES));
  tab_walk_assert_free (GTK_WIDGET (page));

  /* Other software sent it: source, day and who says so stand there, and it can be taken back. */
  run (office, present_job, &work);
  show_view (page, "plant");
  assert_label (page, "Already present in the register");
  assert_label (page, "Visura del portale");
  assert_label (page, "01/03/2024");
  /* That was its first sending: it is not begun as a new plant again, and the list says why. */
  assert_label (page, "The plant is marked as already present in the register: that counts as its first sending.");
  g_assert_null (find_label (GTK_WIDGET (page), "Prepare Anyway…"));
  show_view (page, "history");
  assert_label (page, "Marked as already present");
  show_view (page, "plant");
  click (page, "Revoke");
  assert_label (page, "Never sent");
  show_view (page, "history");
  assert_label (page, "was revoked");

  /* A note stays. */
  gtk_widget_activate_action (GTK_WIDGET (page), "plant.note", "s", " Chiavi dal portiere ");
  assert_label (window, "Note kept");
  run (office, note_job, &work);
  g_assert_cmpstr (work.text, ==, "Chiavi dal portiere");
  g_free (work.text);

  /* Gone, and there is a way back. */
  gtk_widget_activate_action (GTK_WIDGET (page), "plant.delete", NULL);
  assert_label (window, "Plant removed");
  click (window, "Undo");
  spt_window_go (window, "plants");
  assert_label (window, CODE);
}

#define UNIT "<unita_immobiliare><L1_2foglio>9</L1_2foglio><L1_2particella>8</L1_2particella><L1_2sub>7</L1_2sub></unita_immobiliare>"

/* What the place is known by, each by its name, and copied alone; what is empty is not there, of many units the first. */
static void
test_units (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Work bare = { .code = OTHER, .find = "<L1_2pdr>01234567890123</L1_2pdr>\n      </unita_immobiliare>",
                .put = "</unita_immobiliare>" UNIT UNIT UNIT UNIT UNIT UNIT };
  SptPage *page = open_plant (window, add_plant (office, CODE));
  GtkWidget *row;
  GdkContentProvider *copied;
  g_auto (GValue) value = G_VALUE_INIT;

  assert_label (page, "Foglio 12 · Particella 34 · Subalterno 5");
  assert_label (page, "01234567890123");
  row = gtk_widget_get_ancestor (find_label (GTK_WIDGET (page), "IT001E12345678"), ADW_TYPE_ACTION_ROW);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "POD");
  g_signal_emit_by_name (find_type (row, GTK_TYPE_BUTTON), "clicked");
  assert_label (window, "Copied");
  copied = gdk_clipboard_get_content (gtk_widget_get_clipboard (row));
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (copied, &value, NULL));
  g_assert_cmpstr (g_value_get_string (&value), ==, "IT001E12345678");
  tab_walk_assert_free (GTK_WIDGET (page));

  run (office, libretto_job, &bare);
  page = open_plant (window, bare.plant);
  assert_label (page, "Foglio 9 · Particella 8 · Subalterno 7");
  g_assert_true (has_row (GTK_WIDGET (page), "POD"));
  g_assert_false (has_row (GTK_WIDGET (page), "PDR"));
  click_row (page, "2 more units in the libretto");
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (find_type (GTK_WIDGET (page), ADW_TYPE_VIEW_STACK))), ==,
                   "libretto");
}

/* Of what is dismissed little may be sent: that stands there at once, and what is likely to be refused is told apart. */
static void
test_dismissed (Office        *office,
                gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Work work = { .plant = add_plant (office, CODE) };
  SptPage *page;

  run (office, dismiss_job, &work);
  page = open_plant (window, work.plant);
  assert_label (page, "Outcome of an inspection");
  assert_no_label (page, "More Task");
  assert_no_label (page, "Prepare Anyway…");
  click (page, "Doubtful Tasks");
  assert_label (page, "Prepare Anyway…");
  assert_label (page, "Change the responsible person");
  tab_walk_assert_free (GTK_WIDGET (page));
}

/* What makes a plant one to correct stands on its page, and leads to where it stands in the libretto. */
static void
test_findings (Office        *office,
               gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Work work = { .code = CODE, .find = "<L1_2cap>70121</L1_2cap>", .put = "<L1_2cap>7012</L1_2cap>" };
  Work sound = { .plant = add_plant (office, OTHER) };
  SptPage *page;
  GtkWidget *row;
  SptFormRow *cap;

  run (office, libretto_job, &work);
  page = open_plant (window, work.plant);
  assert_label (page, "To fix");
  assert_label (page, "To Correct in the Libretto");
  assert_label (page, "CAP");
  tab_walk_assert_free (GTK_WIDGET (page));
  row = gtk_widget_get_ancestor (find_label (GTK_WIDGET (page), "CAP"), ADW_TYPE_ACTION_ROW);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "plant.show-place", "s",
                                             g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (row)),
                                                                   NULL)));
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (find_type (GTK_WIDGET (page),
                                                                                     ADW_TYPE_VIEW_STACK))), ==, "libretto");
  cap = find_row (GTK_WIDGET (page), "L1_2cap");
  g_assert_nonnull (cap);
  g_assert_true (spt_test_wait (has_focus_in_sight, cap, SPT_TEST_TIMEOUT_MS));

  /* Of a sound one nothing is to be corrected. */
  page = open_plant (window, sound.plant);
  assert_label (page, OTHER);
  g_assert_null (find_label (GTK_WIDGET (page), "To Correct in the Libretto"));
}

static GtkWidget *
find_dues_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (SPT_IS_PLANT_DUES_DIALOG (at->data))
        return at->data;
    }
  return NULL;
}

static gboolean
has_contract_form (gpointer user_data)
{
  return spt_sheet_get_parts (SPT_SHEET (user_data))->form != NULL;
}

static gboolean
contract_job (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Work *work = data;

  return spt_db_set_plant_contract (db, work->plant, work->find, work->put, "Rosa", error);
}

/* The dates of the plant stand on its page, and lead to the sheet and to the contract, which its history tells. */
static void
test_dues (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Work work = { .plant = add_plant (office, CODE), .find = "2039-01-01", .put = "2039-12-31" };
  SptPage *page = open_plant (window, work.plant);
  GtkWidget *dialog;
  const SptSheetParts *parts;

  assert_label (page, "Deadlines");
  assert_label (page, "No end of the office’s contract is noted");
  gtk_widget_activate_action (GTK_WIDGET (page), "plant.dues", NULL);
  settle ();
  dialog = find_dues_dialog ();
  g_assert_nonnull (dialog);
  assert_label (dialog, "GT1");
  close_dialog (GTK_WINDOW (dialog));

  run (office, contract_job, &work);
  assert_label (page, "31/12/2039");
  g_assert_null (find_label (GTK_WIDGET (page), "No end of the office’s contract"));
  tab_walk_assert_free (GTK_WIDGET (page));

  /* What was noted stands in the form, although the sheet has only just been opened. */
  gtk_widget_activate_action (GTK_WIDGET (page), "plant.contract", NULL);
  dialog = find_dues_dialog ();
  g_assert_nonnull (dialog);
  g_assert_true (spt_test_wait (has_contract_form, dialog, SPT_TEST_TIMEOUT_MS));
  parts = spt_sheet_get_parts (SPT_SHEET (dialog));
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (parts->form, "since")), ==, "2039-01-01");
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (parts->form, "until")), ==, "2039-12-31");
  close_dialog (GTK_WINDOW (dialog));

  show_view (page, "history");
  assert_label (page, "The end of the contract was noted");
  assert_label (page, "from 01/01/2039 to 31/12/2039");
  work.put = "2040-12-31";
  run (office, contract_job, &work);
  assert_label (page, "The end of the contract was changed");
  assert_label (page, "from 01/01/2039 to 31/12/2040, before: from 01/01/2039 to 31/12/2039");
  work.put = NULL;
  run (office, contract_job, &work);
  assert_label (page, "The end of the contract was taken away");
}

static void
test_queue (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Work work = { .plant = add_plant (office, CODE) };
  SptPage *page;

  run (office, present_job, &work);
  add_intervention (office, work.plant, "10");
  add_intervention (office, work.plant, "84");
  page = open_plant (window, work.plant);

  assert_label (page, "In Preparation and on Its Way");
  assert_label (page, "Add or replace a generator: GT4");
  assert_label (page, "Efficiency report (RCEE): GT1, GT3");
  assert_label (page, "things to fix");
  tab_walk_assert_free (GTK_WIDGET (page));

  /* Out of the queue, and back. */
  work.id = add_intervention (office, work.plant, "87");
  assert_label (page, "Consumption");
  gtk_widget_activate_action (GTK_WIDGET (page), "plant.abandon", "x", work.id);
  assert_label (window, "Taken out of the queue");
  show_view (page, "history");
  assert_label (page, "Taken out of the queue");
  click (window, "Undo");
  assert_label (page, "Put back into the queue");
}

/* --- what is dropped ---------------------------------------------------------------------------------- */

static char *
write_document (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "practice", "catasto", name, NULL);
  g_autofree char *plain = NULL;
  g_autoptr (GString) doc = NULL;
  g_autoptr (GError) error = NULL;
  char *written = g_build_filename (spt_test_make_dir (), name, NULL);

  g_file_get_contents (path, &plain, NULL, &error);
  g_assert_no_error (error);
  doc = g_string_new (plain);
  g_string_replace (doc, "@CODE@", CODE, 0);
  g_file_set_contents (written, doc->str, (gssize) doc->len, &error);
  g_assert_no_error (error);

  return written;
}

/* Whether what takes files that are dropped took these. */
static gboolean
drop_files (gpointer           widget,
            const char *const *paths)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (widget));
  g_auto (GValue) value = G_VALUE_INIT;
  GSList *files = NULL;
  gboolean taken = FALSE;

  for (guint i = 0; paths[i] != NULL; i++)
    files = g_slist_append (files, g_file_new_for_path (paths[i]));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, files);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 0.0, 0.0, &taken);
    }
  g_slist_free_full (files, g_object_unref);

  return taken;
}

static gboolean
find_import (gpointer user_data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWindow **found = user_data;

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (SPT_IS_IMPORT_DIALOG (at->data) && gtk_widget_get_mapped (at->data))
        *found = at->data;
    }

  return *found != NULL;
}

/* A libretto and two reports, dropped together, are one import; what is no document is told, and nothing comes in. */
static void
test_several (Office        *office,
              gconstpointer  data)
{
  SptWindow *window = show_window (office);
  g_autofree char *report = write_document ("84-rcee-1.xml");
  g_autofree char *other = write_document ("84-rcee-2.xml");
  g_autofree char *libretto = write_document ("09-libretto.xml");
  g_autofree char *table = g_build_filename (spt_test_make_dir (), "t.csv", NULL);
  const char *mixed[] = { report, table, NULL };
  const char *all[] = { report, other, libretto, NULL };
  GtkWindow *dialog = NULL;

  g_assert_true (g_file_set_contents (table, "codice\n" CODE "\n", -1, NULL));
  spt_window_open_records (window, SPT_KIND_PLANTS, &(const SptRecordFilter) { 0 });
  settle ();
  g_assert_true (drop_files (window, mixed));
  g_assert_true (spt_test_wait (find_import, &dialog, SPT_TEST_TIMEOUT_MS));
  assert_label (dialog, "These are not imported together");
  g_assert_true (drop_files (dialog, all));
  assert_label (dialog, "84-rcee-1.xml and 2 more");
  click (dialog, "Import 3 Rows or Documents");
  assert_label (dialog, "3 Rows or Documents Imported");
  close_dialog (dialog);
  assert_label (window, CODE);
}

/* --- what was sent --------------------------------------------------------------------------------- */

typedef struct
{
  gint64 account;
  gint64 plant;
  gint64 submission;
  gint64 now;
} Sent;

static gboolean
account_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Sent *sent = data;
  g_autoptr (SptAccount) account = spt_account_new ("catasto", "studio", SPT_ENVIRONMENT_TEST);

  g_object_set (account, "base-url", "https://example.invalid/catasto", NULL);
  spt_account_set_setting (account, "authorization", "none");
  if (!spt_db_save_account (db, account, error))
    return FALSE;
  sent->account = spt_account_get_id (account);

  return TRUE;
}

static gboolean
accept_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Sent *sent = data;
  const SptStateChange change = {
    .expected = SPT_STATE_SENDING,
    .state = SPT_STATE_DONE,
    .attempt_id = spt_db_begin_attempt (db, sent->submission, error),
    .outcome = "accepted",
    .http_status = 200,
    .rest_state = SPT_STATE_DONE,
    .event_kind = "state",
    .event_text = "prova",
    .actor = "",
  };

  return change.attempt_id != 0 && spt_db_change_submission (db, sent->submission, &change, NULL, error) &&
         spt_plants_follow_accepted (db, sent->submission, "", sent->now, error);
}

static void
test_sent (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Sent sent = { .plant = add_plant (office, CODE), .now = spt_desk_get_now (office->desk) };
  gint64 libretto = add_intervention (office, sent.plant, "9");
  SptPrepareOptions options = { .operation = "catasto.9", .ids = &libretto, .n_ids = 1, .who = "Rosa", .order = TRUE };
  g_autoptr (GError) error = NULL;
  SptPrepareResult *prepared;
  SptPage *page;

  spt_store_run_sync (office->store, SPT_STORE_WRITE, account_job, &sent, NULL, &error);
  g_assert_no_error (error);
  page = open_plant (window, sent.plant);
  assert_label (page, "Ready");

  options.account_id = sent.account;
  prepared = spt_prepare (office->store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (prepared->submissions->len, ==, 1);
  sent.submission = g_array_index (prepared->submissions, gint64, 0);
  spt_prepare_result_free (prepared);
  assert_label (page, "studio");

  /* What is behind it says what it waits for, and the rest counts on what is ahead. */
  add_intervention (office, sent.plant, "10");
  assert_label (page, "Waits for: Existing libretto (");
  assert_label (page, "Counted on from what is in preparation");

  spt_store_run_sync (office->store, SPT_STORE_WRITE, accept_job, &sent, NULL, &error);
  g_assert_no_error (error);
  assert_label (page, "Active");
  assert_no_label (page, "Waits for: Existing libretto (");
  show_view (page, "history");
  assert_label (page, "The libretto has what was accepted");
  assert_label (page, "Accepted");
  tab_walk_assert_free (GTK_WIDGET (page));
}

/* A bare machine has no Italian locale: one is made, where its description is there. */
static gboolean
make_italian (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "locales", NULL);
  g_autofree char *name = g_build_filename (folder, "it_IT.UTF-8", NULL);
  const char *arguments[] = { "localedef", "-i", "it_IT", "-f", "UTF-8", name, NULL };

  if (setlocale (LC_NUMERIC, "it_IT.UTF-8") != NULL)
    return TRUE;
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_setenv ("LOCPATH", folder, TRUE);

  return g_spawn_sync (NULL, (char **) arguments, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                       NULL, NULL) &&
         setlocale (LC_NUMERIC, "it_IT.UTF-8") != NULL;
}

/* Numbers as people write them, in their locale. */
static void
test_measure (void)
{
  static const struct
  {
    const char *text;
    const char *plain;
    const char *italian;
  } cases[] = {
    { "30.5 kW", "30.5 kW", "30,5 kW" },
    { "30.50 kW, gas naturale", "30.5 kW, gas naturale", "30,5 kW, gas naturale" },
    { "24.00", "24", "24" },
    { "18 l", "18 l", "18 l" },
    { "Metano 5.5", "Metano 5.5", "Metano 5.5" },
    { "", "", "" },
    { NULL, "", "" },
  };
  g_autofree char *before = g_strdup (setlocale (LC_NUMERIC, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = spt_plant_dup_measure (cases[i].text);

      g_assert_cmpstr (shown, ==, cases[i].plain);
    }
  if (!make_italian ())
    {
      g_test_skip ("no Italian locale, and none could be made");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = spt_plant_dup_measure (cases[i].text);

      g_assert_cmpstr (shown, ==, cases[i].italian);
    }
  setlocale (LC_NUMERIC, before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  user_data_init ();
  adw_init ();
  spt_services_register_all ();
  spt_catasto_pages_register ();

  g_test_add_func ("/plants/measure", test_measure);
  g_test_add ("/plants/list", Office, NULL, set_up, test_list, tear_down);
  g_test_add ("/plants/page", Office, NULL, set_up, test_page, tear_down);
  g_test_add ("/plants/units", Office, NULL, set_up, test_units, tear_down);
  g_test_add ("/plants/dismissed", Office, NULL, set_up, test_dismissed, tear_down);
  g_test_add ("/plants/findings", Office, NULL, set_up, test_findings, tear_down);
  g_test_add ("/plants/dues", Office, NULL, set_up, test_dues, tear_down);
  g_test_add ("/plants/queue", Office, NULL, set_up, test_queue, tear_down);
  g_test_add ("/plants/several", Office, NULL, set_up, test_several, tear_down);
  g_test_add ("/plants/sent", Office, NULL, set_up, test_sent, tear_down);

  return g_test_run ();
}
