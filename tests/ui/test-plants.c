/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants in the window: the list, the page of one with its queue, what may be sent, its libretto, its history. */
#include "config.h"

#include "office.h"

#include <string.h>

#include "outbox/spt-plants.h"
#include "services/spt-services-table.h"
#include "tab-walk.h"
#include "ui/catasto/spt-catasto-pages.h"
#include "ui/catasto/spt-plant-page.h"
#include "ui/catasto/spt-plants-page.h"
#include "ui/form/spt-form-pages.h"
#include "user-data.h"

#define CODE  "PROVA0001"
#define OTHER "PROVA0002"

/* --- helpers --------------------------------------------------------------------------------------- */

typedef struct
{
  Office     *office;
  const char *code;
  const char *type;
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
  g_auto (GStrv) halves = NULL;
  g_autofree char *doc = NULL;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  if (!g_file_get_contents (path, &plain, NULL, error))
    return FALSE;
  halves = g_strsplit (plain, CODE, -1);
  doc = g_strjoinv (work->code, halves);
  work->plant = spt_plant_save_libretto (db, 0, doc, strlen (doc), 0, 0, 0, "Rosa", spt_desk_get_now (work->office->desk),
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
  for (guint i=0;i<spt_issue_list_get_n(issues)&&i<20;i++) g_printerr ("ISSUE %s: %s %s\n", work->type, spt_issue_list_get(issues,i)->code, spt_issue_list_get(issues,i)->path);

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

/* --- the list -------------------------------------------------------------------------------------- */

static void
test_list (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Work work = { 0 };
  SptPage *page;

  spt_window_go (window, "plants");
  assert_label (window, "No Plants");
  assert_label (window, "Import from a File…");
  tab_walk_assert_free (GTK_WIDGET (spt_window_get_page (window)));

  work.plant = add_plant (office, CODE);
  add_plant (office, OTHER);
  page = spt_window_get_page (window);
  assert_label (page, CODE);
  assert_label (page, "Bari (BA)");
  assert_label (page, "Never sent  2");
  assert_label (page, "All  2");
  tab_walk_assert_free (GTK_WIDGET (page));

  run (office, present_job, &work);
  assert_label (page, "Already present  1");
  click (page, "Already present");
  assert_no_label (page, OTHER);
  click (page, "All");
  assert_label (page, OTHER);

  /* What is prepared is said in the row, and what is wrong in it is counted. */
  add_intervention (office, work.plant, "10");
  assert_label (page, "To fix  1");
  assert_label (page, "Add or replace a generator");

  /* Both go, and come back together. */
  gtk_widget_activate_action (GTK_WIDGET (page), "records.select-all", NULL);
  assert_label (page, "2 plants selected");
  gtk_widget_activate_action (GTK_WIDGET (page), "records.delete", NULL);
  assert_label (window, "2 plants removed");
  assert_label (page, "No Plants");
  click (window, "Undo");
  assert_label (page, "All  2");
}

/* --- the page -------------------------------------------------------------------------------------- */

static void
test_page (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Work work = { .plant = add_plant (office, CODE) };
  SptPage *page = open_plant (window, work.plant);

  g_assert_true (SPT_IS_PLANT_PAGE (page));
  g_assert_cmpint (spt_page_get_record (page), ==, work.plant);
  assert_label (page, CODE);
  assert_label (page, "Never sent");
  assert_label (page, "Not decided yet with which account it goes");

  /* The first submission is a libretto: that may be sent, the rest says why not. */
  assert_label (page, "What May Be Sent");
  assert_label (page, "Existing libretto");
  assert_no_label (page, "Decommission a plant");
  click (page, "Not Possible");
  assert_label (page, "Decommission a plant");

  /* By number, with what it serves for. */
  assert_label (page, "Services and Generators");
  assert_label (page, "winter heating 54 kW");
  assert_label (page, "GT1");
  assert_label (page, "GF1");
  tab_walk_assert_free (GTK_WIDGET (page));

  show_view (page, "libretto");
  g_assert_nonnull (find_type (GTK_WIDGET (page), SPT_TYPE_FORM_PAGES));
  tab_walk_assert_free (GTK_WIDGET (page));

  /* Other software sent it: source, day and who says so stand there, and it can be taken back. */
  run (office, present_job, &work);
  show_view (page, "plant");
  assert_label (page, "Already present in the register");
  assert_label (page, "Visura del portale");
  assert_label (page, "01/03/2024");
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
  add_intervention (office, work.plant, "52"); add_intervention (office, work.plant, "8"); add_intervention(office,work.plant,"9"); add_intervention(office,work.plant,"2");
  work.id = add_intervention (office, work.plant, "87");
  assert_label (page, "Consumption");
  gtk_widget_activate_action (GTK_WIDGET (page), "plant.abandon", "x", work.id);
  assert_label (window, "Taken out of the queue");
  show_view (page, "history");
  assert_label (page, "Taken out of the queue");
  click (window, "Undo");
  assert_label (page, "Put back into the queue");
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

  g_test_add ("/plants/list", Office, NULL, set_up, test_list, tear_down);
  g_test_add ("/plants/page", Office, NULL, set_up, test_page, tear_down);
  g_test_add ("/plants/queue", Office, NULL, set_up, test_queue, tear_down);

  return g_test_run ();
}
