/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of one voucher: drafts, the line of steps, what may follow, deadlines, the directory. */
#include "config.h"

#include "voucher-office.h"

#include "outbox/spt-subjects.h"
#include "services/spt-services-table.h"
#include "store/spt-store-dossiers.h"
#include "tab-walk.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-account-work.h"
#include "ui/spt-page.h"
#include "ui/spt-ui.h"
#include "ui/voucher/spt-voucher-page.h"
#include "ui/voucher/spt-voucher-pages.h"
#include "ui/voucher/spt-voucher-step-dialog.h"
#include "user-data.h"

/* One of ours that the service knows: it has the number P1 and is in that phase. */
static gint64
add_known (Office     *office,
           SptWindow  *window,
           gint64      account_id,
           const char *phase,
           const char *stage)
{
  SptPage *page = open_voucher (window, 0);
  gint64 id = save_family (page);
  Ask ask = { .id = id };

  say (office, account_id, phase, stage);
  ask.found = find_found (office, id);
  join_found (office, &ask);
  settle ();
  return id;
}

static SptVoucherStepDialog *
find_step_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (SPT_IS_VOUCHER_STEP_DIALOG (window))
        return SPT_VOUCHER_STEP_DIALOG (window);
    }
  return NULL;
}

static gboolean
has_step_dialog (gpointer user_data)
{
  return find_step_dialog () != NULL;
}

static gboolean
has_no_step_dialog (gpointer user_data)
{
  return find_step_dialog () == NULL;
}

static SptVoucherStepDialog *
click_step (SptPage    *page,
            const char *title,
            const char *words)
{
  GtkWidget *button = wait_for_button (page, title, words, TRUE);

  g_signal_emit_by_name (button, "clicked");
  g_assert_true (spt_test_wait (has_step_dialog, NULL, SPT_TEST_TIMEOUT_MS));
  settle ();
  return find_step_dialog ();
}

static void
prepare (SptVoucherStepDialog *dialog)
{
  gtk_widget_activate_action (GTK_WIDGET (dialog), "step.prepare", NULL);
  g_assert_true (spt_test_wait (has_no_step_dialog, NULL, SPT_TEST_TIMEOUT_MS));
  settle ();
}

/* --- tests ----------------------------------------------------------------------------------------- */

/* Whatever is missing it is kept; when nothing is missing it can be reserved. */
static void
test_new (Office        *office,
          gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account_id = add_voucher_account (office, "prova", SPT_ENVIRONMENT_TEST);
  SptPage *page = open_voucher (window, 0);
  SptForm *form = get_form (page);
  GtkWidget *button;
  gint64 id;

  assert_label (page, "New Voucher");
  assert_label (page, "prova");
  assert_label (page, spt_ui_environment_word (SPT_ENVIRONMENT_TEST));
  fill_family (form);
  type_in (form, "famiglia.cognome", "");
  type_in (form, "email", "");
  settle ();
  button = wait_for_button (page, "Reservation", "Reserve…", FALSE);
  assert_label (page, "2 things are to be completed or corrected first.");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save", NULL);
  assert_label (window, "Saved");
  assert_label (page, "2 things to complete or correct");
  id = spt_record_page_get_id (SPT_RECORD_PAGE (page));
  {
    g_auto (Ask) ask = look (office, id);

    g_assert_cmpint (spt_dossier_get_data (ask.dossier)->state, ==, SPT_STATE_TO_FIX);
    g_assert_cmpint (spt_dossier_get_data (ask.dossier)->account_id, ==, account_id);
  }
  tab_walk_assert_free (GTK_WIDGET (page));

  gtk_widget_activate_action (GTK_WIDGET (page), "record.next-error", NULL);
  settle ();
  type_in (form, "famiglia.cognome", "Rossi");
  type_in (form, "email", "mario@example.com");
  settle ();
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save", NULL);
  settle ();
  {
    g_auto (Ask) ask = look (office, id);

    g_assert_cmpint (spt_dossier_get_data (ask.dossier)->state, ==, SPT_STATE_READY);
    g_assert_cmpstr (spt_dossier_get_data (ask.dossier)->next_operation, ==, "prenotazione");
  }
  button = wait_for_button (page, "Reservation", "Reserve…", TRUE);
  g_assert_true (gtk_widget_has_css_class (button, "suggested-action"));

  /* What comes after a reservation is out of the way until it is asked for. */
  g_assert_null (find_label (GTK_WIDGET (page), "Withdraw…"));
  gtk_widget_activate_action (GTK_WIDGET (page), "voucher.all-steps", NULL);
  assert_label (page, "Withdraw…");
  wait_for_button (page, "Withdrawal", "Withdraw…", FALSE);
}

/* Only what applies to a firm is asked of a firm; with several accounts one chooses. */
static void
test_firm (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *page;
  SptForm *form;
  GtkWidget *row;

  add_voucher_account (office, "prova", SPT_ENVIRONMENT_TEST);
  add_voucher_account (office, "seconda", SPT_ENVIRONMENT_TEST);
  page = open_voucher (window, 0);
  form = get_form (page);
  assert_label (page, "No account chosen");
  row = find_type (GTK_WIDGET (page), ADW_TYPE_COMBO_ROW);
  g_assert_true (gtk_widget_is_visible (row));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  assert_no_label (page, "No account chosen");

  assert_label (page, "Add relative");
  assert_label (page, "Household");
  type_in (form, "tipo", "impresa");
  settle ();
  g_assert_false (spt_form_row_get_shown (find_row (GTK_WIDGET (page), "famiglia.cognome")));
  g_assert_true (spt_form_row_get_shown (find_row (GTK_WIDGET (page), "impresa.ragioneSociale")));
  assert_no_label (page, "Add relative");
  assert_no_label (page, "Household");
  assert_label (page, "Taken in charge");
  assert_no_label (page, "ISEE check");
  /* Steps that nobody prepared have no part in the form. */
  assert_no_label (page, "Add activation");
  type_in (form, "tipo", "famiglia");
  assert_label (page, "Add relative");
  spt_form_set_modified (form, FALSE);
}

/* Each phase lights its step and says why the others are closed. */
static void
test_phases (Office        *office,
             gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account_id = add_voucher_account (office, "prova", SPT_ENVIRONMENT_TEST);
  gint64 id = add_known (office, window, account_id, "Attesa controllo ISEE", "asked");
  SptPage *page = spt_window_get_page (window);
  GtkWidget *button;

  assert_label (page, "Attesa controllo ISEE");
  assert_label (page, "P1");
  assert_label (page, "Ask Now");
  assert_label (page, "INPS is checking the ISEE");
  wait_for_button (page, "Activation", "Activate…", FALSE);
  /* What the document itself says nobody may insist on. */
  g_assert_null (find_button_in (page, "Activation", "Go On Anyway…"));
  wait_for_button (page, "Withdrawal", "Withdraw…", TRUE);
  assert_label (page, "The service shows this voucher until");
  tab_walk_assert_free (GTK_WIDGET (page));

  say (office, account_id, "Prenotata", "open");
  assert_label (page, "Prenotata");
  button = wait_for_button (page, "Activation", "Activate…", TRUE);
  g_assert_true (gtk_widget_has_css_class (button, "suggested-action"));
  assert_label (page, "estimated");
  assert_label (page, "To be activated by 16/12/2039");

  say (office, account_id, "Attivata", "active");
  assert_label (page, "Attivata");
  wait_for_button (page, "End of service", "End…", TRUE);
  assert_no_label (page, "estimated");

  say (office, account_id, "In volo", "");
  assert_label (page, "These words of the service are not known here");
  wait_for_button (page, "Activation", "Activate…", TRUE);

  say (office, account_id, "Decaduta", "over");
  assert_label (page, "Decaduta");
  assert_label (page, "As a new voucher for the same beneficiary.");
  {
    g_auto (Ask) ask = look (office, id);

    g_assert_true (spt_dossier_get_data (ask.dossier)->is_over);
  }
}

/* A step asks only for what it needs, and is prepared with it. */
static void
test_step (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account_id = add_voucher_account (office, "prova", SPT_ENVIRONMENT_TEST);
  gint64 id = add_known (office, window, account_id, "Prenotata", "open");
  SptPage *page = spt_window_get_page (window);
  SptVoucherStepDialog *dialog = click_step (page, "Activation", "Activate…");
  SptFormRow *row = find_row (GTK_WIDGET (dialog), "tecnologiaAttivata");
  SptFormField *field = spt_form_row_get_field (row);

  /* What was reserved is what is likely to be activated. */
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "FTTH");
  g_assert_null (find_row (GTK_WIDGET (dialog), "famiglia.cognome"));
  spt_form_field_set_text (field, "");
  settle ();
  gtk_widget_activate_action (GTK_WIDGET (dialog), "step.prepare", NULL);
  settle ();
  g_assert_true (find_step_dialog () == dialog);
  g_assert_nonnull (spt_form_field_get_issue (field));
  spt_form_field_set_text (field, "FWA");
  settle ();
  prepare (dialog);

  assert_label (page, "Prepared, not sent yet.");
  wait_for_button (page, "Activation", "Change…", TRUE);
  g_assert_true (gtk_widget_has_css_class (find_button_in (page, "Activation", "Send…"),
                                           "suggested-action"));
  {
    g_auto (Ask) ask = look (office, id);

    g_assert_cmpstr (spt_dossier_get_data (ask.dossier)->next_operation, ==, "attivazione");
    g_assert_cmpint (spt_dossier_get_data (ask.dossier)->state, ==, SPT_STATE_READY);
    g_assert_cmpuint (ask.overrides->len, ==, 0);
  }
  /* It stands in the form, where it can be taken away and brought back. */
  assert_label (page, "Activated technology");
  spt_window_open_record (window, SPT_KIND_VOUCHERS, id, "attivazione.tecnologiaAttivata");
  settle ();
  row = find_row (GTK_WIDGET (page), "tecnologiaAttivata");
  g_assert_nonnull (row);
  spt_record_page_show_place (SPT_RECORD_PAGE (page), "attivazione[0].tecnologiaAttivata");
  g_assert_true (spt_test_wait (has_focus_in_sight, row, SPT_TEST_TIMEOUT_MS));
}

/* What the service is likely to refuse may be asked all the same, on record. */
static void
test_insist (Office        *office,
             gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account_id = add_voucher_account (office, "prova", SPT_ENVIRONMENT_TEST);
  gint64 id = add_known (office, window, account_id, "Prenotata", "open");
  SptPage *page = spt_window_get_page (window);
  SptVoucherStepDialog *dialog;
  GtkWidget *entry;

  wait_for_button (page, "End of service", "End…", FALSE);
  dialog = click_step (page, "End of service", "Go On Anyway…");
  assert_label (dialog, "this voucher is not known to be activated");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "step.prepare", NULL);
  settle ();
  g_assert_true (find_step_dialog () == dialog); /* not without a reason */
  entry = find_type (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Seen active on the portal");
  settle ();
  prepare (dialog);
  {
    g_auto (Ask) ask = look (office, id);
    const SptDossierFact *fact = g_ptr_array_index (ask.facts, ask.facts->len - 1);
    const SptDossierOverride *override;

    g_assert_cmpint (spt_dossier_get_data (ask.dossier)->state, ==, SPT_STATE_READY);
    g_assert_cmpstr (spt_dossier_get_data (ask.dossier)->next_operation, ==, "cessazione");
    g_assert_cmpuint (ask.overrides->len, ==, 1);
    override = g_ptr_array_index (ask.overrides, 0);
    g_assert_cmpstr (override->code, ==, "step-doubtful");
    g_assert_cmpstr (override->value, ==, "Prenotata");
    g_assert_cmpstr (override->reason, ==, "Seen active on the portal");
    g_assert_cmpstr (override->who, ==, "Rosa");
    g_assert_cmpstr (fact->kind, ==, "insisted");
    g_assert_cmpstr (fact->after, ==, "Seen active on the portal");
  }
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (find_type (GTK_WIDGET (page),
                                                                    ADW_TYPE_VIEW_STACK)),
                                         "history");
  assert_label (page, "End of service prepared although unusual");
  assert_label (page, "Reason: Seen active on the portal");
  tab_walk_assert_free (GTK_WIDGET (page));
}

/* What was prepared may be overtaken by what the service says: it waits until somebody insists. */
static void
test_overtaken (Office        *office,
                gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account_id = add_voucher_account (office, "prova", SPT_ENVIRONMENT_TEST);
  gint64 id = add_known (office, window, account_id, "Prenotata", "open");
  SptPage *page = spt_window_get_page (window);
  SptVoucherStepDialog *dialog = click_step (page, "Activation", "Activate…");

  prepare (dialog);
  assert_label (page, "Prepared, not sent yet.");
  say (office, account_id, "Decaduta", "over");
  assert_label (page, "This request is closed.");
  wait_for_button (page, "Activation", "Send…", FALSE);
  dialog = click_step (page, "Activation", "Change…");
  gtk_editable_set_text (GTK_EDITABLE (find_type (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW)),
                         "The portal still shows it");
  settle ();
  prepare (dialog);
  wait_for_button (page, "Activation", "Send…", TRUE);
  {
    g_auto (Ask) ask = look (office, id);

    g_assert_cmpuint (ask.overrides->len, ==, 1);
    g_assert_cmpint (spt_dossier_get_data (ask.dossier)->state, ==, SPT_STATE_READY);
  }
}

/* The date is an estimate until a person has looked. */
static void
test_due (Office        *office,
          gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account_id = add_voucher_account (office, "prova", SPT_ENVIRONMENT_TEST);
  gint64 id = add_known (office, window, account_id, "Prenotata", "open");
  SptPage *page = spt_window_get_page (window);
  GtkWidget *entry;

  assert_label (page, "estimated");
  gtk_widget_activate_action (GTK_WIDGET (page), "voucher.confirm-due", NULL);
  assert_label (window, "Date confirmed");
  assert_no_label (page, "estimated");
  {
    g_auto (Ask) ask = look (office, id);

    g_assert_true (spt_dossier_get_data (ask.dossier)->due_confirmed);
    g_assert_cmpstr (spt_dossier_get_data (ask.dossier)->due_date, ==, "2039-12-16");
  }
  entry = find_type (GTK_WIDGET (page), ADW_TYPE_ENTRY_ROW);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (find_type (GTK_WIDGET (page),
                                                                    ADW_TYPE_VIEW_STACK)),
                                         "history");
  assert_label (page, "Activation deadline confirmed: 16/12/2039");
  gtk_editable_set_text (GTK_EDITABLE (entry), "Called: they move in May");
  g_signal_emit_by_name (entry, "apply");
  assert_label (page, "Called: they move in May");
}

/* What is known of a voucher of the portal is enough to activate it. */
static void
test_found (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account_id = add_voucher_account (office, "prova", SPT_ENVIRONMENT_TEST);
  SptVoucherStepDialog *dialog;
  SptPage *page;
  gint64 id;

  say (office, account_id, "Prenotata", "open");
  id = find_found (office, 0);
  page = open_voucher (window, id);
  assert_label (page, "Found on the portal");
  assert_label (page, CODE);
  assert_no_label (page, "to complete or correct");
  dialog = click_step (page, "Activation", "Activate…");
  spt_form_field_set_text (spt_form_row_get_field (find_row (GTK_WIDGET (dialog),
                                                             "tecnologiaAttivata")), "FTTC");
  settle ();
  prepare (dialog);
  {
    g_auto (Ask) ask = look (office, id);

    g_assert_cmpint (spt_dossier_get_data (ask.dossier)->state, ==, SPT_STATE_READY);
    g_assert_cmpstr (spt_dossier_get_data (ask.dossier)->next_operation, ==, "attivazione");
  }
}

static const char people[] =
  "fiscalCode;vatNumber;surname;name;companyName;city;streetName;civicNumber;postalCode;email;pec;phone;ateco\n"
  "CNTCHR83T41D969D;;Conte;Chiara;;Genova;Via Balbi;5;16126;chiara@example.com;;010000000;\n"
  ";00743110157;;;Società <Agricola> & Figli;Mantova;Via Po;1;46100;info@example.com;pec@example.com;0376000;01.11.10\n";

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
  g_assert_cmpuint (imported->n_good, ==, 2);
  spt_import_result_free (imported);
}

typedef struct
{
  const char *search;
  gint64      id;
} Person;

static gboolean
person_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Person *person = data;
  const SptListQuery query = { .search = person->search };
  g_autoptr (GArray) ids = spt_db_query_list (db, &spt_subjects_kind, &query, NULL, error);

  if (ids == NULL)
    return FALSE;
  person->id = ids->len > 0 ? g_array_index (ids, gint64, 0) : 0;
  return TRUE;
}

static gint64
find_person (Office     *office,
             const char *search)
{
  Person person = { search, 0 };
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, SPT_STORE_READ, person_job, &person, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (person.id, !=, 0);
  return person.id;
}

/* A person or a company of the directory fills what applies, and stays linked. */
static void
test_directory (Office        *office,
                gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *page;
  SptForm *form;
  gint64 person;

  add_voucher_account (office, "prova", SPT_ENVIRONMENT_TEST);
  add_people (office);
  person = find_person (office, "conte");
  spt_window_new_record_for (window, SPT_KIND_VOUCHERS, person);
  settle ();
  page = spt_window_get_page (window);
  form = get_form (page);
  assert_label (page, "Conte Chiara");
  g_assert_cmpstr (spt_form_get_text (form, "tipo"), ==, "famiglia");
  g_assert_cmpstr (spt_form_get_text (form, "famiglia.codiceFiscale"), ==, "CNTCHR83T41D969D");
  g_assert_cmpstr (spt_form_get_text (form, "famiglia.sesso"), ==, "F");
  g_assert_cmpstr (spt_form_get_text (form, "famiglia.dataDiNascita"), ==, "1983-12-01");
  g_assert_cmpstr (spt_form_get_text (form, "famiglia.luogoDiNascita"), ==, "Genova");
  g_assert_cmpstr (spt_form_get_text (form, "indirizzoInstallazione.via"), ==, "Via Balbi");
  g_assert_cmpstr (spt_form_get_text (form, "indirizzoInstallazione.codiceIstatComune"), ==,
                   "010025");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save", NULL);
  assert_label (window, "Saved");
  settle ();
  {
    g_auto (Ask) ask = look (office, spt_record_page_get_id (SPT_RECORD_PAGE (page)));

    g_assert_cmpint (spt_dossier_get_data (ask.dossier)->subject_id, ==, person);
  }

  page = open_voucher (window, 0);
  form = get_form (page);
  spt_record_page_set_subject (SPT_RECORD_PAGE (page), find_person (office, "agricola"));
  assert_label (page, "Società <Agricola> & Figli");
  g_assert_cmpstr (spt_form_get_text (form, "tipo"), ==, "impresa");
  g_assert_cmpstr (spt_form_get_text (form, "impresa.partitaIva"), ==, "00743110157");
  g_assert_cmpstr (spt_form_get_text (form, "impresa.codiceAteco"), ==, "01.11.10");
  g_assert_cmpstr (spt_form_get_text (form, "pec"), ==, "pec@example.com");
  spt_form_set_modified (form, FALSE);
}

/* A codice fiscale that is typed says sex and birth by itself; what stands there stays. */
static void
test_code (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *page;
  SptForm *form;

  add_voucher_account (office, "prova", SPT_ENVIRONMENT_TEST);
  page = open_voucher (window, 0);
  form = get_form (page);
  type_in (form, "famiglia.codiceFiscale", "CNTCHR83T41D969D");
  g_assert_cmpstr (spt_form_get_text (form, "famiglia.sesso"), ==, ""); /* loaded, not typed */

  type_in (form, "famiglia.codiceFiscale", "");
  type_in (form, "famiglia.luogoDiNascita", "Recco");
  gtk_widget_child_focus (GTK_WIDGET (find_row (GTK_WIDGET (page), "famiglia.codiceFiscale")),
                          GTK_DIR_TAB_FORWARD);
  type_in (form, "famiglia.codiceFiscale", "CNTCHR83T41D969X"); /* a wrong check letter says nothing */
  g_assert_cmpstr (spt_form_get_text (form, "famiglia.sesso"), ==, "");
  type_in (form, "famiglia.codiceFiscale", "CNTCHR83T41D969D");
  g_assert_cmpstr (spt_form_get_text (form, "famiglia.sesso"), ==, "F");
  g_assert_cmpstr (spt_form_get_text (form, "famiglia.dataDiNascita"), ==, "1983-12-01");
  g_assert_cmpstr (spt_form_get_text (form, "famiglia.luogoDiNascita"), ==, "Recco");
  spt_form_set_modified (form, FALSE);
}

/* An issue's path leads to its field; a fresh page shows the first fault. */
static void
test_place (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *page;
  gint64 id;

  add_voucher_account (office, "prova", SPT_ENVIRONMENT_TEST);
  page = open_voucher (window, 0);
  fill_family (get_form (page));
  type_in (get_form (page), "velocitaDownloadMbit", "20");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save", NULL);
  assert_label (window, "Saved");
  settle ();
  id = spt_record_page_get_id (SPT_RECORD_PAGE (page));
  spt_window_go (window, "overview");
  settle ();

  page = open_voucher (window, id);
  g_assert_true (spt_test_wait (has_focus_in_sight,
                                find_row (GTK_WIDGET (page), "velocitaDownloadMbit"),
                                SPT_TEST_TIMEOUT_MS));
  spt_window_go (window, "overview");
  settle ();
  spt_window_open_record (window, SPT_KIND_VOUCHERS, id, "indirizzoInstallazione.cap");
  settle ();
  page = spt_window_get_page (window);
  g_assert_true (spt_test_wait (has_focus_in_sight,
                                find_row (GTK_WIDGET (page), "indirizzoInstallazione.cap"),
                                SPT_TEST_TIMEOUT_MS));
}

/* A draft that never left can be taken away, and brought back. */
static void
test_delete (Office        *office,
             gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *page = open_voucher (window, 0);
  gint64 id = save_family (page);

  gtk_widget_activate_action (GTK_WIDGET (page), "record.delete", NULL);
  assert_label (window, "Voucher deleted");
  settle ();
  g_assert_false (SPT_IS_VOUCHER_PAGE (spt_window_get_page (window)));
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_label (GTK_WIDGET (window), "Undo"),
                                                  GTK_TYPE_BUTTON), "clicked");
  settle ();
  page = open_voucher (window, id);
  assert_label (page, "Rossi Mario");
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

  g_test_add ("/voucher-page/new", Office, NULL, set_up, test_new, tear_down);
  g_test_add ("/voucher-page/firm", Office, NULL, set_up, test_firm, tear_down);
  g_test_add ("/voucher-page/phases", Office, NULL, set_up, test_phases, tear_down);
  g_test_add ("/voucher-page/step", Office, NULL, set_up, test_step, tear_down);
  g_test_add ("/voucher-page/insist", Office, NULL, set_up, test_insist, tear_down);
  g_test_add ("/voucher-page/overtaken", Office, NULL, set_up, test_overtaken, tear_down);
  g_test_add ("/voucher-page/due", Office, NULL, set_up, test_due, tear_down);
  g_test_add ("/voucher-page/found", Office, NULL, set_up, test_found, tear_down);
  g_test_add ("/voucher-page/directory", Office, NULL, set_up, test_directory, tear_down);
  g_test_add ("/voucher-page/code", Office, NULL, set_up, test_code, tear_down);
  g_test_add ("/voucher-page/place", Office, NULL, set_up, test_place, tear_down);
  g_test_add ("/voucher-page/delete", Office, NULL, set_up, test_delete, tear_down);

  return g_test_run ();
}
