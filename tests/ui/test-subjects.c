/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and companies in the window: list, page, two side by side, the debtor of a position. */
#include "config.h"

#include "office.h"

#include "outbox/spt-subjects.h"
#include "services/spt-services-table.h"
#include "tab-walk.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-subject-picker.h"
#include "ui/spt-position-page.h"
#include "ui/spt-subject-page.h"
#include "user-data.h"

static const char people[] =
  "fiscalCode;surname;name;companyName;city\n"
  "RSSMRA80A01H501U;Rossi;Mario;;Roma\n"
  "CNTCHR83T41D969D;Conte;Chiara;;Genova\n"
  "00743110157;;;Società <Agricola> & Figli;Mantova\n"
  ";Mario;Rossi;;Pisa\n";

static void
add_people (Office *office)
{
  g_autofree char *file = g_build_filename (spt_test_make_dir (), "people.csv", NULL);
  const SptImportOptions options = { .kind = SPT_KIND_BENEFICIARIES, .path = file, .who = "Rosa" };
  g_autoptr (GError) error = NULL;
  SptImportResult *imported;

  g_assert_true (g_file_set_contents (file, people, -1, NULL));
  imported = spt_import_file (office->store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported->n_good, ==, 4);
  spt_import_result_free (imported);
}

typedef struct
{
  const char *search;
  gint64      id;
  guint       n;
  gint64      position;
  gint64      linked;
} Ask;

static gboolean
ask_job (SptDb         *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Ask *ask = data;
  const SptListQuery query = { .search = ask->search };
  g_autoptr (GArray) ids = spt_db_query_list (db, &spt_subjects_kind, &query, NULL, error);

  if (ids == NULL)
    return FALSE;
  ask->n = ids->len;
  ask->id = ids->len > 0 ? g_array_index (ids, gint64, 0) : 0;
  if (ask->position != 0)
    ask->linked = spt_db_get_position_subject (db, ask->position, error);
  return TRUE;
}

static Ask
ask (Office     *office,
     const char *search,
     gint64      position)
{
  Ask data = { .search = search, .position = position };
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, SPT_STORE_READ, ask_job, &data, NULL, &error);
  g_assert_no_error (error);
  return data;
}

static void
click (SptWindow  *window,
       const char *words)
{
  GtkWidget *button;

  assert_label (window, words);
  button = gtk_widget_get_ancestor (find_label (GTK_WIDGET (window), words), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
}

static void
test_list (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);

  spt_window_go (window, "subjects");
  assert_label (window, "No People or Companies");
  add_people (office);
  assert_label (window, "Società <Agricola> & Figli");
  assert_label (window, "All  4");
  assert_label (window, "may be the same subject twice");
  tab_walk_assert_free (GTK_WIDGET (spt_window_get_page (window)));

  gtk_widget_activate_action (GTK_WIDGET (spt_window_get_page (window)), "records.select-all",
                              NULL);
  assert_label (window, "4 subjects selected");
  spt_window_open_records (window, "beneficiaries",
                           &(SptRecordFilter) { .states = 1u << SPT_STATE_TO_FIX });
  assert_label (window, "of them hidden by the filter");
  gtk_widget_activate_action (GTK_WIDGET (spt_window_get_page (window)), "records.clear-filter",
                              NULL);
  assert_no_label (window, "hidden by the filter");
  gtk_widget_activate_action (GTK_WIDGET (spt_window_get_page (window)), "records.delete", NULL);
  assert_label (window, "4 subjects removed");
  assert_label (window, "No People or Companies");
  click (window, "Undo");
  assert_label (window, "Conte Chiara");
}

static void
test_page (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *page;
  SptForm *form;

  add_people (office);
  spt_window_open_record (window, "beneficiaries", ask (office, "conte", 0).id, NULL);
  page = spt_window_get_page (window);
  assert_label (page, "CNTCHR83T41D969D · Genova");
  tab_walk_assert_free (GTK_WIDGET (page));

  form = spt_form_view_get_form (SPT_FORM_VIEW (find_type (GTK_WIDGET (page), SPT_TYPE_FORM_VIEW)));
  gtk_widget_activate_action (GTK_WIDGET (page), "subject.derive", NULL);
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (form, "birthDate")), ==,
                   "1983-12-01");
  spt_form_field_set_text (spt_form_find_field (form, "surname"), "Bianchi");
  assert_label (page, "a surname with the letters CNT");
  gtk_widget_activate_action (GTK_WIDGET (page), "subject.save", NULL);
  assert_label (window, "Saved");
  g_assert_cmpuint (ask (office, "bianchi", 0).n, ==, 1);

  /* Who owes something shows it; a new position is begun from here. */
  spt_window_open_record (window, "beneficiaries", ask (office, "rossi roma", 0).id, NULL);
  settle ();
  page = spt_window_get_page (window);
  assert_label (page, "RSSMRA80A01H501U · Roma");
  gtk_widget_activate_action (GTK_WIDGET (page), "subject.new-position", NULL);
  settle ();
  page = spt_window_get_page (window);
  g_assert_true (SPT_IS_POSITION_PAGE (page));
  assert_label (page, "Mario Rossi");
  form = spt_form_view_get_form (SPT_FORM_VIEW (find_type (GTK_WIDGET (page), SPT_TYPE_FORM_VIEW)));
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (form, "fiscalCode")), ==,
                   "RSSMRA80A01H501U");
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (form, "city")), ==, "Roma");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save", NULL);
  assert_label (window, "Saved");
  settle ();
  {
    Ask found = ask (office, "rossi roma", spt_record_page_get_id (SPT_RECORD_PAGE (page)));

    g_assert_cmpint (found.linked, ==, found.id);
  }
}

static void
test_same (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *page;

  add_people (office);
  spt_window_go (window, "subjects");
  assert_label (window, "may be the same subject twice");
  gtk_widget_activate_action (GTK_WIDGET (spt_window_get_page (window)), "subjects.find-same",
                              NULL);
  settle ();
  page = spt_window_get_page (window);
  assert_label (page, "Two subjects with the same name");
  tab_walk_assert_free (GTK_WIDGET (page));
  gtk_widget_activate_action (GTK_WIDGET (page), "same.merge", NULL);
  assert_label (page, "Nothing to Compare");
  g_assert_cmpuint (ask (office, "rossi", 0).n, ==, 1);
  click (window, "Undo");
  assert_label (window, "Taken back");
  g_assert_cmpuint (ask (office, "rossi", 0).n, ==, 2);
}

/* What is typed where the debtor stands finds people; who is new is kept. */
static void
test_debtor (Office        *office,
             gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *page;
  SptFormRow *row;

  add_people (office);
  spt_window_open_record (window, "debt-positions", 0, NULL);
  settle ();
  page = spt_window_get_page (window);
  row = find_row (GTK_WIDGET (page), "fullName");
  spt_form_row_focus (row);
  settle ();
  spt_form_field_set_text (spt_form_row_get_field (row), "cont");
  assert_label (row, "CNTCHR83T41D969D · Genova");
  spt_form_field_set_text (spt_form_row_get_field (row), "nobody of that name");
  assert_no_label (row, "CNTCHR83T41D969D");

  row = find_row (GTK_WIDGET (page), "fiscalCode");
  spt_form_field_set_text (spt_form_row_get_field (row), "DGRFNC84T31G371E");
  row = find_row (GTK_WIDGET (page), "fullName");
  spt_form_field_set_text (spt_form_row_get_field (row), "Francesco De Gregori");
  assert_label (row, "Save among the Subjects");
  gtk_widget_activate_action (GTK_WIDGET (page), "debtor.save", NULL);
  assert_label (window, "is among the subjects now");
  g_assert_cmpuint (ask (office, "gregori DGRFNC84T31G371E", 0).n, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  user_data_init ();
  adw_init ();
  spt_services_register_all ();

  g_test_add ("/subjects/list", Office, NULL, set_up, test_list, tear_down);
  g_test_add ("/subjects/page", Office, NULL, set_up, test_page, tear_down);
  g_test_add ("/subjects/same", Office, NULL, set_up, test_same, tear_down);
  g_test_add ("/subjects/debtor", Office, NULL, set_up, test_debtor, tear_down);

  return g_test_run ();
}
