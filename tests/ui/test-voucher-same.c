/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of one voucher where the service has, or may have, done what it asks for: the other one that may be the same, joined and
 * parted again; what was accepted already. */
#include "config.h"

#include "voucher-office.h"

#include "services/spt-services-table.h"
#include "tab-walk.h"
#include "ui/voucher/spt-voucher-page.h"
#include "ui/voucher/spt-voucher-pages.h"
#include "user-data.h"

#define PROPOSAL "Possible match. The portal has a voucher of the same tax code: PROTOCOLLO P1, “Prenotata”"

static void
click (gpointer    root,
       const char *words)
{
  assert_label (root, words);
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_label (GTK_WIDGET (root), words), GTK_TYPE_BUTTON), "clicked");
}

static void
show_history (SptPage *page)
{
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (find_type (GTK_WIDGET (page), ADW_TYPE_VIEW_STACK)), "history");
}

/* The page reads the archive on its own time. */
typedef struct
{
  Office     *office;
  gint64      id;
  const char *number;
  SptState    state;
} Standing;

static gboolean
stands (gpointer user_data)
{
  const Standing *wanted = user_data;
  g_auto (Ask) ask = look (wanted->office, wanted->id);
  const SptDossierData *data = spt_dossier_get_data (ask.dossier);

  return g_strcmp0 (data->remote_id, wanted->number) == 0 && data->state == wanted->state;
}

static void
assert_standing (Office     *office,
                 gint64      id,
                 const char *number,
                 SptState    state)
{
  Standing wanted = { office, id, number, state };

  g_assert_true (spt_test_wait (stands, &wanted, SPT_TEST_TIMEOUT_MS));
}

/* A family of ours whose reservation was refused because there is one already, and the one that the list shows. */
static gint64
add_refused (Office    *office,
             SptWindow *window,
             gint64     account_id)
{
  gint64 id = save_family (open_voucher (window, 0));
  gint64 job = order_all (office, "voucher.prenotazione", account_id);

  make_answers (office, job, 0, 1, SPT_STATE_REFUSED, "voucher-002");
  settle ();
  return id;
}

/* Refused because it is there already: the page asks the list, proposes what it shows, joins with one click, and takes that back. */
static void
test_refused (Office        *office,
              gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account_id = add_voucher_account (office, "prova", SPT_ENVIRONMENT_TEST);
  gint64 id = add_refused (office, window, account_id);
  SptPage *page = spt_window_get_page (window);

  assert_label (page, "already has a reservation");
  assert_label (page, "Ask Now");
  g_assert_null (find_label (GTK_WIDGET (page), "Possible match"));
  /* Not while it may still be being worked on: nothing else of this page changed. */
  say (office, account_id, "Prenotata", "open");
  assert_label (page, PROPOSAL);
  tab_walk_assert_free (GTK_WIDGET (page));

  click (page, "It Is the Same");
  assert_label (window, "Joined: they are one voucher now");
  assert_no_label (page, PROPOSAL);
  assert_no_label (page, "already has a reservation");
  assert_label (page, "P1");
  assert_standing (office, id, "P1", SPT_STATE_DONE);
  wait_for_button (page, "Activation", "Activate…", TRUE);

  click (window, "Undo");
  assert_label (page, PROPOSAL);
  assert_label (page, "already has a reservation");
  assert_standing (office, id, NULL, SPT_STATE_REFUSED);

  /* Later on, from its history. */
  click (page, "It Is the Same");
  assert_standing (office, id, "P1", SPT_STATE_DONE);
  assert_no_label (page, PROPOSAL);
  show_history (page);
  assert_label (page, "Joined with one found on the portal");
  click (page, "Undo");
  assert_label (window, "They are two vouchers again");
  assert_label (page, "Two vouchers again: the joining was taken back");
  assert_label (page, PROPOSAL);
  assert_standing (office, id, NULL, SPT_STATE_REFUSED);
}

/* The found one leads to the one made here; what leaves ends the taking back. */
static void
test_found (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account_id = add_voucher_account (office, "bul", SPT_ENVIRONMENT_PRODUCTION);
  gint64 id = add_refused (office, window, account_id);
  gint64 job;
  SptPage *page;

  say (office, account_id, "Prenotata", "open");
  page = open_voucher (window, find_found (office, id));
  assert_label (page, "A voucher of the same tax code was made here: Rossi Mario (Refused).");
  g_assert_null (find_label (GTK_WIDGET (page), "Possible match"));
  click (page, "Open It");
  settle ();
  page = spt_window_get_page (window);
  g_assert_cmpint (spt_record_page_get_id (SPT_RECORD_PAGE (page)), ==, id);
  click (page, "It Is the Same");
  assert_standing (office, id, "P1", SPT_STATE_DONE);
  show_history (page);
  assert_label (page, "Joined with one found on the portal");
  assert_label (page, "Undo");

  spt_form_group_add (spt_form_get_root (get_form (page)),
                      spt_group_def_find_group (spt_schema_get_root (spt_form_get_schema (get_form (page))),
                                                "attivazione")->index);
  type_in (get_form (page), "attivazione[0].dataAttivazione", "2026-01-10");
  type_in (get_form (page), "attivazione[0].tecnologiaAttivata", "FTTH");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save", NULL);
  assert_standing (office, id, "P1", SPT_STATE_READY);
  job = order_all (office, "voucher.attivazione", account_id);
  make_answers (office, job, 0, 1, SPT_STATE_DONE, NULL);
  settle ();
  show_history (page);
  assert_label (page, "Joined with one found on the portal");
  assert_no_label (page, "Undo");
}

/* What the service accepted is asked for no more, in the window as in the archive: whatever words come after it. */
static void
test_accepted (Office        *office,
               gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account_id = add_voucher_account (office, "prova", SPT_ENVIRONMENT_TEST);
  gint64 id = save_family (open_voucher (window, 0));
  SptPage *page = spt_window_get_page (window);
  Ask join = { .id = id };
  gint64 job;

  say (office, account_id, "Prenotata", "open");
  join.found = find_found (office, id);
  join_found (office, &join);
  settle ();
  spt_form_group_add (spt_form_get_root (get_form (page)),
                      spt_group_def_find_group (spt_schema_get_root (spt_form_get_schema (get_form (page))),
                                                "attivazione")->index);
  type_in (get_form (page), "attivazione[0].dataAttivazione", "2026-01-10");
  type_in (get_form (page), "attivazione[0].tecnologiaAttivata", "FTTH");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save", NULL);
  assert_standing (office, id, "P1", SPT_STATE_READY);
  job = order_all (office, "voucher.attivazione", account_id);
  make_answers (office, job, 0, 1, SPT_STATE_DONE, NULL);
  say (office, account_id, "Prenotazione sospesa", "held");

  assert_label (page, "The service has accepted it already.");
  wait_for_button (page, "Activation", "Activate…", FALSE);
  g_assert_null (find_button_in (page, "Activation", "Send…"));
  g_assert_null (find_button_in (page, "Activation", "Go On Anyway…"));
  {
    g_auto (Ask) ask = look (office, id);

    g_assert_cmpstr (spt_dossier_get_data (ask.dossier)->next_operation, ==, NULL);
    g_assert_cmpint (spt_dossier_get_data (ask.dossier)->state, ==, SPT_STATE_DONE);
  }
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

  g_test_add ("/voucher-same/refused", Office, NULL, set_up, test_refused, tear_down);
  g_test_add ("/voucher-same/found", Office, NULL, set_up, test_found, tear_down);
  g_test_add ("/voucher-same/accepted", Office, NULL, set_up, test_accepted, tear_down);

  status = g_test_run ();
  user_data_finish ();
  return status;
}
