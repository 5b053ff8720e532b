/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom an intervention is about, asked by the sheet that starts it: nobody of that name, somebody put into the directory on the way. */
#include "config.h"

#include "intervention-office.h"
#include "intervention-sheet.h"

#include "services/spt-services-table.h"
#include "ui/catasto/spt-catasto-pages.h"
#include "ui/catasto/spt-intervention-start.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-subject-page.h"
#include "user-data.h"

#define NARROW 360

static gboolean
sheet_is_gone (gpointer user_data)
{
  GtkWindow *window = NULL;

  return !has_sheet (&window);
}

/* The narrowest there is. */
static void
assert_fits (GtkWindow *window)
{
  int minimum = 0;

  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, NARROW);
}

/* Who is looked for and is nobody is said, with what to do: on without, by Return, or a new subject. */
static void
test_nobody (Office        *office,
             gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Next next = { window, NULL };
  GtkWindow *sheet;
  GtkWidget *row;
  int width, height;

  add_register (office);
  sheet = start (office, 0, "9");
  row = find_titled (GTK_WIDGET (sheet), "Responsible person");
  assert_no_label (sheet, "Nobody found");
  gtk_editable_set_text (GTK_EDITABLE (row), "Nessuno Davvero");
  assert_label (sheet, "Nobody found");
  gtk_editable_set_text (GTK_EDITABLE (row), "Ne");
  assert_no_label (sheet, "Nobody found");
  gtk_editable_set_text (GTK_EDITABLE (row), "Nessuno Davvero");
  assert_label (sheet, "Nobody found");
  g_signal_emit_by_name (row, "entry-activated");
  g_assert_true (spt_test_wait (is_another, &next, SPT_TEST_TIMEOUT_MS));
  wait_for_page (window);
  spt_window_back (window);
  settle ();

  /* Over a telephone's window it is no wider, whatever is said in it. */
  gtk_window_set_default_size (GTK_WINDOW (window), NARROW, 700);
  settle ();
  sheet = start (office, 0, "9");
  gtk_window_get_default_size (sheet, &width, &height);
  g_assert_cmpint (width, <=, NARROW);
  gtk_editable_set_text (GTK_EDITABLE (find_titled (GTK_WIDGET (sheet), "Responsible person")), "Nessuno Davvero");
  assert_label (sheet, "Nobody found");
  assert_fits (sheet);
  close_dialog (sheet);
}

static gboolean
is_new_subject (gpointer user_data)
{
  return SPT_IS_SUBJECT_PAGE (spt_window_get_page (user_data));
}

/* The page of a new subject, which the sheet waits for out of sight. */
static SptRecordPage *
begin_subject (SptWindow *window,
               GtkWindow *sheet)
{
  gtk_widget_activate_action (GTK_WIDGET (sheet), "start.new-person", NULL);
  g_assert_true (spt_test_wait (is_new_subject, window, SPT_TEST_TIMEOUT_MS));
  g_assert_true (spt_test_wait (sheet_is_gone, NULL, SPT_TEST_TIMEOUT_MS));
  return SPT_RECORD_PAGE (spt_window_get_page (window));
}

/* Who is not in the directory is put there on the way; what was chosen before stays, whether somebody was made or not. */
static void
test_new_subject (Office        *office,
                  gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *origin = spt_window_get_page (window);
  Next next = { window, NULL };
  GtkWindow *sheet, *again = NULL;
  SptRecordPage *page;
  SptForm *form;

  add_register (office);
  sheet = start (office, 0, "9");
  g_object_add_weak_pointer (G_OBJECT (sheet), (gpointer *) &sheet);
  fill_row (sheet, "Code of the plant", CODE);
  fill_row (sheet, "Responsible person", "RSSMRA80A01F205X");
  assert_label (sheet, "Nobody found");

  /* Nobody was made after all. */
  page = begin_subject (window, sheet);
  form = spt_record_page_get_parts (page)->form;
  g_assert_cmpstr (spt_form_get_text (form, "fiscalCode"), ==, "RSSMRA80A01F205X");
  spt_form_set_modified (form, FALSE);
  spt_window_back (window);
  g_assert_true (spt_test_wait (has_sheet, &again, SPT_TEST_TIMEOUT_MS));
  g_assert_true (again == sheet);
  assert_label (sheet, "Nobody found");

  /* Saved is chosen, and one is back. */
  page = begin_subject (window, sheet);
  form = spt_record_page_get_parts (page)->form;
  spt_form_field_set_text (spt_form_find_field (form, "name"), "Mario");
  spt_form_field_set_text (spt_form_find_field (form, "surname"), "Rossi Prova");
  spt_record_page_save (page, SPT_RECORD_STAY);
  g_assert_true (spt_test_wait (has_sheet, &again, SPT_TEST_TIMEOUT_MS));
  g_assert_true (again == sheet);
  g_assert_true (spt_window_get_page (window) == origin);
  settle ();
  g_assert_nonnull (find_titled (GTK_WIDGET (sheet), "Rossi Prova Mario"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_titled (GTK_WIDGET (sheet), "Code of the plant"))), ==, CODE);
  gtk_widget_activate_action (GTK_WIDGET (sheet), "start.begin", NULL);
  g_assert_true (spt_test_wait (is_another, &next, SPT_TEST_TIMEOUT_MS));
  page = wait_for_page (window);
  g_assert_null (sheet);
  g_assert_cmpstr (spt_form_get_text (get_form (page), "L1_codice_impianto"), ==, CODE);
  spt_form_set_modified (get_form (page), FALSE);
  spt_window_back (window);
  settle ();

  /* Whoever takes the way of another page does not find it in his way. */
  sheet = start (office, 0, "9");
  g_object_add_weak_pointer (G_OBJECT (sheet), (gpointer *) &sheet);
  begin_subject (window, sheet);
  spt_window_go (window, "submissions");
  settle ();
  g_assert_false (has_sheet (&again));
  gtk_window_destroy (sheet);
  g_assert_true (spt_test_wait (sheet_is_gone, NULL, SPT_TEST_TIMEOUT_MS));
  g_assert_null (sheet);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  user_data_init ();
  adw_init ();
  spt_ui_init ();
  spt_services_register_all ();
  spt_catasto_pages_register ();

  g_test_add ("/ui/intervention-start/nobody", Office, NULL, set_up, test_nobody, tear_down);
  g_test_add ("/ui/intervention-start/new-subject", Office, NULL, set_up, test_new_subject, tear_down);

  status = g_test_run ();
  user_data_finish ();
  return status;
}
