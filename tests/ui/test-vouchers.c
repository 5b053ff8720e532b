/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of vouchers: what it says, its filters, what the portal has, news, finding by words. */
#include "config.h"

#include "office.h"

#include "outbox/spt-subjects.h"
#include "services/spt-services-table.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"
#include "tab-walk.h"
#include "ui/spt-account-dialog.h"
#include "ui/spt-finder.h"
#include "ui/spt-record-pages.h"
#include "ui/voucher/spt-voucher-page.h"
#include "ui/voucher/spt-voucher-pages.h"
#include "ui/voucher/spt-vouchers-page.h"
#include "user-data.h"

#define ROSSI "RSSMRA80A01H501U"
#define CONTE "CNTCHR83T41D969D"

typedef struct
{
  gint64   account_id;
  char    *due;      /* (owned) in five days */
  guint    n_many;
  gint64   made;     /* Rossi's */
  gint64   found;    /* the portal's with the same code */
  char    *number;   /* (owned) (nullable): of @made */
  gboolean is_there; /* @found */
} Vouchers;

static void
run (Office       *office,
     SptStoreMode  mode,
     SptStoreFunc  func,
     gpointer      data)
{
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, mode, func, data, NULL, &error);
  g_assert_no_error (error);
}

static gint64
save (SptDb       *db,
      const char  *key,
      const char  *name,
      gboolean     faulty,
      GError     **error)
{
  g_autofree char *doc = g_strdup_printf ("{\"famiglia.codiceFiscale\":\"%s\"}", key);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  const SptDossierColumns columns = {
    .key = key, .name = name, .given_name = "", .type = "famiglia", .detail = "OFFERTA-1",
    .place = "Genova", .next_operation = "prenotazione",
  };

  if (faulty)
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, "voucher", "required", 0, "email", NULL, NULL);
  return spt_db_save_dossier (db, SPT_KIND_VOUCHERS, 0, doc, &columns, issues, 0, 0, "Rosa", error);
}

/* Two made here, one of them with an error; four of the list, one of them with the key of ours. */
static gboolean
fill_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Vouchers *vouchers = data;
  g_autoptr (SptAccount) account = spt_account_new ("voucher", "operatore", SPT_ENVIRONMENT_TEST);
  const SptDossierNews news[] = {
    { .key = CONTE, .remote_id = "BUL-0001", .name = "Conte", .phase = "Prenotata", .stage = "open",
      .due_date = vouchers->due, .doc = "{}" },
    { .key = "00743110157", .remote_id = "BUL-0002", .name = "Agricola", .phase = "Attesa controllo ISEE",
      .stage = "asked", .doc = "{}" },
    { .key = ROSSI, .remote_id = "BUL-0003", .phase = "Attesa controllo ISEE", .stage = "asked",
      .doc = "{}" },
    { .key = "VRDGPP13R10B293P", .remote_id = "BUL-0004", .name = "Verdi", .phase = "Non prenotabile ISEE",
      .stage = "over", .is_over = TRUE, .doc = "{}" },
  };
  g_auto (SptNewsSum) sum = { 0 };

  g_object_set (account, "base-url", "https://example.invalid/bul", NULL);
  if (!spt_db_save_account (db, account, error))
    return FALSE;
  vouchers->account_id = spt_account_get_id (account);
  vouchers->made = save (db, ROSSI, "Rossi Mario", FALSE, error);
  return vouchers->made != 0 && save (db, "NRENRE60A01F205X", "Neri", TRUE, error) != 0 &&
         spt_db_apply_news (db, SPT_KIND_VOUCHERS, vouchers->account_id, news, G_N_ELEMENTS (news),
                            TRUE, &sum, error);
}

static void
fill (Office   *office,
      Vouchers *vouchers)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = g_date_time_add_days (now, 5);

  vouchers->due = g_date_time_format (then, "%Y-%m-%d");
  run (office, SPT_STORE_WRITE, fill_job, vouchers);
}

static void
clear (Vouchers *vouchers)
{
  g_free (vouchers->due);
  g_free (vouchers->number);
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
act (SptWindow  *window,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (spt_window_get_page (window)), action,
                                             NULL));
}

/* --- the list ------------------------------------------------------------------------------------- */

static void
test_list (Office        *office,
           gconstpointer  data)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *by = NULL;
  Vouchers vouchers = { 0 };
  SptWindow *window = show_window (office);
  SptPage *page;

  spt_window_go (window, "vouchers");
  assert_label (window, "No Vouchers");
  fill (office, &vouchers);
  assert_label (window, "Current  5");
  page = spt_window_get_page (window);
  assert_label (page, "To fix  1");
  assert_label (page, "To send  1");
  assert_label (page, "Waiting for the ISEE  2");
  assert_label (page, "To activate  1");
  assert_label (page, "Due soon  1");
  assert_label (page, "Ended  1");
  assert_label (page, "From the portal  4");
  assert_label (page, "The service has not been asked yet");
  /* When, how sure, how long: not by colour alone. */
  parts = g_strsplit (vouchers.due, "-", 3);
  by = g_strdup_printf ("by %s/%s/%s (estimated), 5 days left", parts[2], parts[1], parts[0]);
  assert_label (page, by);
  assert_label (page, "Not reserved yet");
  assert_label (page, "Rossi Mario");
  tab_walk_assert_free (GTK_WIDGET (page));

  click (page, "To activate");
  assert_no_label (page, "Rossi Mario");
  assert_label (page, "Conte");
  assert_label (page, "Portal");
  assert_label (page, "Test");
  click (page, "Ended");
  assert_label (page, "Verdi");
  assert_no_label (page, "Conte");
  click (page, "Active");
  assert_label (page, "Nothing Found");
  act (window, "records.clear-filter");
  assert_label (page, "Rossi Mario");
  assert_no_label (page, "Verdi");

  /* What was sent or is at the service is not taken away; the others come back. */
  act (window, "records.select-all");
  assert_label (page, "5 vouchers selected");
  act (window, "records.delete");
  assert_label (window, "2 vouchers removed");
  assert_no_label (page, "Rossi Mario");
  click (window, "Undo");
  assert_label (page, "Rossi Mario");
  act (window, "records.unselect-all");

  /* No secret is kept: the service cannot be asked, and the page says what to do. */
  act (window, "vouchers.update");
  assert_label (page, "Ask Again");
  assert_label (page, "Asked in vain today");
  assert_label (page, "Where vouchers stand could not be asked.");
  clear (&vouchers);
}

static gboolean
add_account_job (SptDb         *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (SptAccount) account = spt_account_new ("voucher", "operatore", SPT_ENVIRONMENT_TEST);

  g_object_set (account, "base-url", "https://example.invalid/bul", NULL);
  return spt_db_save_account (db, account, error);
}

/* Nothing there yet: what is possible is offered, and what is not says why. */
static void
test_first_steps (Office        *office,
                  gconstpointer  data)
{
  SptWindow *window = show_window (office);
  g_autoptr (GList) windows = NULL;
  SptPage *page;
  GtkWindow *dialog = NULL;

  spt_window_go (window, "vouchers");
  assert_label (window, "No Vouchers");
  page = spt_window_get_page (window);
  assert_label (page, "an account of the service is needed");
  assert_label (page, "New Voucher");
  assert_label (page, "Import from a File…");
  assert_no_label (page, "Ask the Service What the Portal Has");
  tab_walk_assert_free (GTK_WIDGET (page));
  act (window, "vouchers.update");
  assert_label (window, "The service cannot be asked: there is no account of it yet");

  /* The assistant knows for whom. */
  click (page, "Add an Account…");
  settle ();
  windows = gtk_window_list_toplevels ();
  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (SPT_IS_ACCOUNT_DIALOG (at->data))
        dialog = at->data;
    }
  g_assert_nonnull (dialog);
  assert_label (dialog, "The real service: what is sent there counts.");
  close_dialog (dialog);

  run (office, SPT_STORE_WRITE, add_account_job, NULL);
  assert_label (page, "Ask the Service What the Portal Has");
  assert_no_label (page, "an account of the service is needed");
  assert_no_label (page, "Add an Account…");
}

/* A card, a toast, a notification lead to the list so filtered; an import's scope has a way out. */
static void
test_filter (Office        *office,
             gconstpointer  data)
{
  Vouchers vouchers = { 0 };
  SptWindow *window = show_window (office);
  SptPage *page;

  fill (office, &vouchers);
  spt_window_open_records (window, SPT_KIND_VOUCHERS, &(SptRecordFilter) { .due_soon = TRUE });
  assert_label (window, "Due soon  1");
  page = spt_window_get_page (window);
  g_assert_true (SPT_IS_VOUCHERS_PAGE (page));
  assert_label (page, "Conte");
  g_assert_null (find_label (GTK_WIDGET (page), "Agricola"));
  spt_window_open_records (window, SPT_KIND_VOUCHERS, &(SptRecordFilter) { .found = TRUE });
  assert_label (page, "Agricola");
  assert_label (page, "Verdi");
  g_assert_null (find_label (GTK_WIDGET (page), "Rossi Mario"));
  spt_window_open_records (window, SPT_KIND_VOUCHERS,
                           &(SptRecordFilter) { .states = 1u << SPT_STATE_TO_FIX });
  assert_label (page, "Neri");
  assert_no_label (page, "Agricola");
  spt_window_open_records (window, SPT_KIND_VOUCHERS, &(SptRecordFilter) { .import_id = 77 });
  assert_label (page, "Only the vouchers of one import");
  click (page, "Show All Vouchers");
  assert_label (page, "Rossi Mario");
  clear (&vouchers);
}

static gboolean
second_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (SptAccount) account = spt_account_new ("voucher", "altro", SPT_ENVIRONMENT_PRODUCTION);

  g_object_set (account, "base-url", "https://example.invalid/bul", NULL);
  return spt_db_save_account (db, account, error);
}

/* Accounts of other services are none of this list; Return opens the row with the focus. */
static void
test_accounts (Office        *office,
               gconstpointer  data)
{
  Vouchers vouchers = { 0 };
  SptWindow *window = show_window (office);
  SptPage *page;
  GtkWidget *filter;

  fill (office, &vouchers);
  add_account (office, "comune.test", SPT_ENVIRONMENT_TEST);
  spt_window_go (window, "vouchers");
  page = spt_window_get_page (window);
  assert_label (page, "Current  5");
  g_assert_null (find_label (GTK_WIDGET (page), "All Accounts"));
  run (office, SPT_STORE_WRITE, second_job, &vouchers);
  settle ();
  spt_window_go (window, "overview");
  spt_window_go (window, "vouchers");
  filter = find_type (GTK_WIDGET (page), GTK_TYPE_DROP_DOWN);
  g_signal_emit_by_name (office->store, "changed", SPT_CHANGED_ACCOUNTS);
  assert_label (page, "All Accounts");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (filter), 1);
  assert_label (page, "Nothing Found");
  act (window, "records.clear-filter");
  assert_label (page, "Rossi Mario");

  g_signal_emit_by_name (find_type (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW), "activate", 0);
  settle ();
  g_assert_true (SPT_IS_VOUCHER_PAGE (spt_window_get_page (window)));
  clear (&vouchers);
}

/* --- what the portal has ---------------------------------------------------------------------------- */

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Vouchers *vouchers = data;
  const SptListQuery found = { .search = ROSSI };
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, vouchers->made, error);
  g_autoptr (GArray) ids = spt_db_query_list (db, &spt_vouchers_kind, &found, NULL, error);

  if (dossier == NULL || ids == NULL)
    return FALSE;
  g_free (vouchers->number);
  vouchers->number = g_strdup (spt_dossier_get_data (dossier)->remote_id);
  vouchers->is_there = ids->len == 2;
  return TRUE;
}

typedef struct
{
  GtkWindow *dialog;
} Asked;

static gboolean
is_asked (gpointer user_data)
{
  Asked *asked = user_data;
  GListModel *windows = gtk_window_get_toplevels ();

  asked->dialog = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        asked->dialog = window;
    }
  return asked->dialog != NULL;
}

static void
answer (const char *words,
        const char *response)
{
  Asked asked = { NULL };

  g_assert_true (spt_test_wait (is_asked, &asked, SPT_TEST_TIMEOUT_MS));
  assert_label (asked.dialog, words);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (asked.dialog), response);
  gtk_window_close (asked.dialog);
  settle ();
}

static void
test_same (Office        *office,
           gconstpointer  data)
{
  Vouchers vouchers = { 0 };
  SptWindow *window = show_window (office);

  fill (office, &vouchers);
  spt_window_go (window, "vouchers");
  assert_label (window, "has the tax code of one made here");

  act (window, "vouchers.compare");
  answer ("BUL-0003", "other");
  assert_label (window, "Kept as two vouchers");
  assert_no_label (spt_window_get_page (window), "has the tax code of one made here");
  run (office, SPT_STORE_READ, look_job, &vouchers);
  g_assert_null (vouchers.number);
  g_assert_true (vouchers.is_there);

  click (window, "Undo");
  assert_label (window, "has the tax code of one made here");
  act (window, "vouchers.compare");
  answer ("Rossi Mario", "same");
  assert_label (window, "Joined: they are one voucher now");
  assert_no_label (spt_window_get_page (window), "has the tax code of one made here");
  run (office, SPT_STORE_READ, look_job, &vouchers);
  g_assert_cmpstr (vouchers.number, ==, "BUL-0003");
  g_assert_false (vouchers.is_there);
  clear (&vouchers);
}

/* --- news --------------------------------------------------------------------------------------------- */

static gboolean
is_active (gpointer user_data)
{
  return gtk_window_is_active (user_data);
}

static void
test_news (Office        *office,
           gconstpointer  data)
{
  g_autoptr (GHashTable) stages = g_hash_table_new (g_str_hash, g_str_equal);
  const SptRecordPages *pages = spt_record_pages_find (SPT_KIND_VOUCHERS);
  Vouchers vouchers = { 0 };
  SptWindow *window = show_window (office);
  SptRecordFilter filter;
  g_autofree char *text = NULL;
  g_autofree char *many = NULL;

  /* The first page: what is due, what is new, what waits for an answer. */
  fill (office, &vouchers);
  spt_window_go (window, "overview");
  assert_label (window, "1 voucher to activate soon");
  assert_label (window, "1 voucher is now Prenotata");
  assert_label (window, "1 voucher was closed by the service");
  assert_label (window, "1 voucher of the portal may be one of ours");
  assert_label (window, "1 voucher with errors");

  /* Who works with the window is told there; it leads to them. */
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (spt_test_wait (is_active, window, SPT_TEST_TIMEOUT_MS));
  g_hash_table_insert (stages, (gpointer) "open", GUINT_TO_POINTER (3));
  g_signal_emit_by_name (office->outbox, "news", vouchers.account_id, 3, 0, stages);
  assert_label (window, "3 vouchers are now Prenotata");
  click (window, "Show");
  assert_label (window, "To activate  1");
  g_assert_true (SPT_IS_VOUCHERS_PAGE (spt_window_get_page (window)));

  text = pages->dup_news (0, stages, &filter);
  g_assert_cmpstr (text, ==, "3 vouchers are now Prenotata");
  g_assert_cmpstr (filter.stage, ==, "open");
  g_hash_table_insert (stages, (gpointer) "held", GUINT_TO_POINTER (1));
  many = pages->dup_news (2, stages, &filter);
  g_assert_cmpstr (many, ==, "3 vouchers are now Prenotata; 1 voucher was suspended; 2 vouchers "
                   "found in the portal");
  /* That a check goes on is nothing that anybody waits for. */
  g_hash_table_remove_all (stages);
  g_hash_table_insert (stages, (gpointer) "asked", GUINT_TO_POINTER (9));
  g_assert_null (pages->dup_news (0, stages, &filter));

  spt_window_go (window, "overview");
  assert_label (window, "1 voucher to activate soon");
  gtk_widget_activate_action (GTK_WIDGET (spt_window_get_page (window)), "overview.mark-seen", NULL);
  assert_no_label (window, "1 voucher is now Prenotata");
  assert_label (window, "1 voucher to activate soon");
  clear (&vouchers);
}

/* --- finding ------------------------------------------------------------------------------------------ */

static void
test_finder (Office        *office,
             gconstpointer  data)
{
  static const char people[] = "fiscalCode;surname;name;city\n" CONTE ";Conte;Chiara;Genova\n";
  g_autofree char *file = g_build_filename (spt_test_make_dir (), "people.csv", NULL);
  const SptImportOptions options = { .kind = SPT_KIND_BENEFICIARIES, .path = file, .who = "Rosa" };
  Vouchers vouchers = { 0 };
  SptWindow *window = show_window (office);
  GtkWindow *finder;
  GtkEditable *entry;

  fill (office, &vouchers);
  g_assert_true (g_file_set_contents (file, people, -1, NULL));
  spt_import_result_free (spt_import_file (office->store, &options, NULL, NULL));

  finder = spt_finder_new (window);
  gtk_window_present (finder);
  entry = GTK_EDITABLE (find_type (GTK_WIDGET (finder), GTK_TYPE_SEARCH_ENTRY));
  gtk_editable_set_text (entry, "BUL-0002");
  assert_label (finder, "Agricola");
  assert_label (finder, "Attesa controllo ISEE");
  gtk_editable_set_text (entry, CONTE);
  assert_label (finder, "New Position for Conte Chiara");
  assert_label (finder, "New Voucher for Conte Chiara");
  assert_label (finder, "BUL-0001");
  gtk_widget_activate (gtk_widget_get_ancestor (find_label (GTK_WIDGET (finder), "BUL-0001"),
                                                GTK_TYPE_LIST_BOX_ROW));
  settle ();
  g_assert_true (SPT_IS_VOUCHER_PAGE (spt_window_get_page (window)));

  /* Whoever it is about shows it beside what they owe. */
  spt_window_go (window, "subjects");
  assert_label (window, "Conte Chiara");
  spt_window_open_record (window, "beneficiaries", 1, NULL);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (find_type (GTK_WIDGET (spt_window_get_page (window)),
                                                                    ADW_TYPE_VIEW_STACK)),
                                         "history");
  assert_label (window, "CNTCHR83T41D969D · BUL-0001 · Voucher · Prenotata");
  clear (&vouchers);
}

/* --- many --------------------------------------------------------------------------------------------- */

static gboolean
many_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Vouchers *vouchers = data;
  SptDossierNews *news = g_new0 (SptDossierNews, vouchers->n_many);
  g_autoptr (GStringChunk) texts = g_string_chunk_new (4096);
  g_auto (SptNewsSum) sum = { 0 };
  gboolean done;

  for (guint i = 0; i < vouchers->n_many; i++)
    {
      char text[32];

      g_snprintf (text, sizeof text, "MANY-%05u", i);
      news[i].remote_id = g_string_chunk_insert (texts, text);
      news[i].key = news[i].remote_id;
      news[i].name = news[i].remote_id;
      news[i].phase = i % 4 == 0 ? "Prenotata" : "Attesa controllo ISEE";
      news[i].stage = i % 4 == 0 ? "open" : "asked";
      news[i].due_date = i % 4 == 0 ? vouchers->due : NULL;
    }
  done = spt_db_apply_news (db, SPT_KIND_VOUCHERS, vouchers->account_id, news, vouchers->n_many,
                            TRUE, &sum, error);
  g_free (news);
  return done;
}

static void
test_many (Office        *office,
           gconstpointer  data)
{
  Vouchers vouchers = { .n_many = 20000 };
  SptWindow *window = show_window (office);
  gint64 begin;

  fill (office, &vouchers);
  run (office, SPT_STORE_WRITE, many_job, &vouchers);
  begin = g_get_monotonic_time ();
  spt_window_go (window, "vouchers");
  assert_label (window, "Current  20,005");
  g_test_message ("list: %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - begin) / 1000);
  begin = g_get_monotonic_time ();
  click (spt_window_get_page (window), "To activate");
  assert_label (window, "To activate  5,001");
  assert_no_label (window, "Agricola");
  g_test_message ("chip: %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - begin) / 1000);
  clear (&vouchers);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  user_data_init ();
  adw_init ();
  spt_services_register_all ();
  spt_voucher_pages_register ();

  g_test_add ("/vouchers/list", Office, NULL, set_up, test_list, tear_down);
  g_test_add ("/vouchers/first-steps", Office, NULL, set_up, test_first_steps, tear_down);
  g_test_add ("/vouchers/filter", Office, NULL, set_up, test_filter, tear_down);
  g_test_add ("/vouchers/accounts", Office, NULL, set_up, test_accounts, tear_down);
  g_test_add ("/vouchers/same", Office, NULL, set_up, test_same, tear_down);
  g_test_add ("/vouchers/news", Office, NULL, set_up, test_news, tear_down);
  g_test_add ("/vouchers/finder", Office, NULL, set_up, test_finder, tear_down);
  g_test_add ("/vouchers/many", Office, NULL, set_up, test_many, tear_down);

  return g_test_run ();
}
