/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of offers, and the rows that choose out of it and out of the municipalities. */
#include "config.h"

#include "office.h"

#include <string.h>

#include "services/spt-services-table.h"
#include "services/voucher/spt-voucher-record.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-account-dialog.h"
#include "ui/spt-account-work.h"
#include "ui/spt-summary.h"
#include "ui/spt-suggest.h"
#include "ui/voucher/spt-comune-row.h"
#include "ui/voucher/spt-offer-row.h"
#include "ui/voucher/spt-offers-dialog-private.h"
#include "ui/voucher/spt-voucher-pages.h"
#include "user-data.h"

#define OFFER "operatore.codiceUnivocoOfferta"
#define TECHNOLOGY "operatore.tecnologiaPrenotata"
#define SPEED "velocitaDownloadMbit"
#define CODE "indirizzoInstallazione.codiceIstatComune"

static gboolean
save_account (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return spt_db_save_account (db, data, error);
}

static gint64
add_operator_called (Office         *office,
                     const char     *name,
                     SptEnvironment  environment,
                     const char     *expiry)
{
  g_autoptr (SptAccount) account = spt_account_new ("voucher", name, environment);
  GError *error = NULL;

  g_object_set (account, "base-url", "https://example.invalid", NULL);
  spt_account_set_setting (account, "partita-iva-operatore", "12345678900");
  spt_account_set_setting (account, "token-url", "https://example.invalid/token");
  spt_account_set_setting (account, "client-id", "c");
  spt_account_set_setting (account, "scope", "s/.default");
  spt_account_set_setting (account, "secret-expiry", expiry);
  spt_store_run_sync (office->store, SPT_STORE_WRITE, save_account, account, NULL, &error);
  g_assert_no_error (error);
  return spt_account_get_id (account);
}

static gint64
add_operator (Office         *office,
              SptEnvironment  environment,
              const char     *expiry)
{
  return add_operator_called (office, "bul", environment, expiry);
}

typedef struct
{
  gint64      account_id;
  const char *offer;
  const char *technology;
  const char *speed;
} Voucher;

static gboolean
save_voucher (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Voucher *voucher = data;
  g_autofree char *doc = g_strdup_printf ("{\"" OFFER "\":\"%s\",\"" TECHNOLOGY "\":\"%s\",\"" SPEED
                                          "\":\"%s\"}", voucher->offer, voucher->technology,
                                          voucher->speed);
  SptDossierColumns columns = {
    .key = "RSSMRA80A01H501U", .name = "Rossi", .given_name = "Mario", .type = "FAM1",
    .detail = voucher->offer, .place = "", .next_operation = "prenotazione",
  };
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  gint64 id = spt_db_save_dossier (db, SPT_KIND_VOUCHERS, 0, doc, &columns, issues, 0, 0, "Rosa",
                                   error);

  return id != 0 && spt_db_set_dossier_account (db, id, voucher->account_id, error);
}

static void
add_voucher (Office     *office,
             gint64      account_id,
             const char *offer,
             const char *technology,
             const char *speed)
{
  Voucher voucher = { account_id, offer, technology, speed };
  GError *error = NULL;

  spt_store_run_sync (office->store, SPT_STORE_WRITE, save_voucher, &voucher, NULL, &error);
  g_assert_no_error (error);
}

static void
add_offers (Office     *office,
            gint64      account_id,
            const char *table)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (table, -1, NULL);
  g_autoptr (GPtrArray) offers = spt_voucher_offers_read (stream, NULL, NULL);
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  spt_offers_save_async (office->store, account_id, offers, "Rosa", NULL, spt_test_async_cb,
                         &pending);
  result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  g_assert_true (spt_offers_save_finish (office->store, result, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* A window of the fields of a voucher. */
static GtkWindow *
show_form (Office  *office,
           SptForm *form)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = spt_form_view_new ();

  spt_form_view_set_form (SPT_FORM_VIEW (view), form);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), 500, 700);
  gtk_window_present (GTK_WINDOW (window));
  settle ();
  return GTK_WINDOW (window);
}

/* What the keyboard would say to whoever suggests at the row that has the focus. */
static gboolean
press (GtkWidget *page,
       guint      keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (page);
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &taken);
    }
  settle ();
  return taken;
}

static void
type (GtkWidget  *page,
      const char *name,
      const char *text)
{
  SptFormRow *row = find_row (page, name);

  g_assert_nonnull (row);
  spt_form_row_focus (row);
  settle ();
  spt_form_field_set_text (spt_form_row_get_field (row), text);
  settle ();
}

typedef struct
{
  SptForm    *form;
  const char *name;
  const char *text;
} Text;

static gboolean
has_text (gpointer user_data)
{
  Text *text = user_data;

  return strcmp (spt_form_get_text (text->form, text->name), text->text) == 0;
}

#define assert_text(form, name, text) \
  g_assert_cmpstr (spt_form_get_text (form, name), ==, text)

/* --- rows ----------------------------------------------------------------------------------------- */

static void
test_offer (Office        *office,
            gconstpointer  data)
{
  g_autoptr (SptForm) form = spt_form_new (spt_voucher_get_schema ());
  gint64 account = add_operator (office, SPT_ENVIRONMENT_TEST, NULL);
  GtkWindow *window = show_form (office, form);
  GtkWidget *page = gtk_window_get_child (window);
  SptOfferPicker *picker = spt_offer_picker_attach (page, form, office->desk);

  add_offers (office, account,
              "OPE-FTTH-100-1;FTTH;100;Fibra casa\nOPE-MULTI-200-2;MULTI;200\nOPE-FWA-30-3;FWA;30\n");
  spt_offer_picker_set_account (picker, account);
  settle ();

  /* Words of the note find it too; arrows and Return take it. */
  type (page, OFFER, "casa");
  assert_label (page, "OPE-FTTH-100-1");
  assert_no_label (page, "OPE-FWA-30-3");
  g_assert_false (press (page, GDK_KEY_Return)); /* nothing is chosen yet */
  g_assert_true (press (page, GDK_KEY_Down));
  g_assert_true (press (page, GDK_KEY_Return));
  assert_text (form, OFFER, "OPE-FTTH-100-1");
  assert_text (form, TECHNOLOGY, "FTTH");
  assert_text (form, SPEED, "100");
  assert_no_label (page, "Fibra casa");

  /* Escape puts the list away and leaves what was typed. */
  type (page, OFFER, "ope");
  assert_label (page, "OPE-FWA-30-3");
  g_assert_true (press (page, GDK_KEY_Escape));
  assert_no_label (page, "OPE-FWA-30-3");
  assert_text (form, OFFER, "ope");
  assert_text (form, TECHNOLOGY, "FTTH");

  /* Tab leaves the field as it always does. */
  type (page, OFFER, "op");
  assert_label (page, "OPE-FWA-30-3");
  g_assert_false (press (page, GDK_KEY_Tab));
  assert_no_label (page, "OPE-FWA-30-3");

  /* Asked for where nothing is typed: all; a multi-technology offer leaves the technology open. */
  type (page, OFFER, "");
  g_assert_true (press (page, GDK_KEY_Down));
  assert_label (page, "Catalogue of Offers…");
  assert_label (page, "OPE-MULTI-200-2");
  press (page, GDK_KEY_Down);
  press (page, GDK_KEY_Down);
  press (page, GDK_KEY_Down);
  press (page, GDK_KEY_Return);
  assert_text (form, OFFER, "OPE-MULTI-200-2");
  assert_text (form, TECHNOLOGY, "");
  assert_text (form, SPEED, "200");
  {
    GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

    g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (find_row (page, TECHNOLOGY))));
  }

  /* A code typed whole fills what is empty, and nothing else. */
  spt_form_field_set_text (spt_form_find_field (form, TECHNOLOGY), "SAT");
  spt_form_field_set_text (spt_form_find_field (form, SPEED), "");
  type (page, OFFER, "OPE-FWA-30-3");
  {
    Text speed = { form, SPEED, "30" };

    g_assert_true (spt_test_wait (has_text, &speed, SPT_TEST_TIMEOUT_MS));
  }
  assert_text (form, TECHNOLOGY, "SAT");

  /* The one of an activation. */
  spt_form_group_add (spt_form_get_root (form), spt_group_def_find_group (
                        spt_schema_get_root (spt_voucher_get_schema ()), "attivazione")->index);
  settle ();
  type (page, "codiceUnivocoOfferta", "casa");
  assert_label (page, "Fibra casa");
  press (page, GDK_KEY_Down);
  press (page, GDK_KEY_Return);
  assert_text (form, "attivazione[0].codiceUnivocoOfferta", "OPE-FTTH-100-1");
  assert_text (form, "attivazione[0].tecnologiaAttivata", "FTTH");
  assert_text (form, TECHNOLOGY, "SAT");
  gtk_window_destroy (window);
  settle ();
}

static void
test_comune (Office        *office,
             gconstpointer  data)
{
  g_autoptr (SptForm) form = spt_form_new (spt_voucher_get_schema ());
  GtkWindow *window = show_form (office, form);
  GtkWidget *page = gtk_window_get_child (window);

  spt_comune_picker_attach (page, form);
  type (page, "comune", "forl");
  assert_label (page, "Forlì (FC)");
  press (page, GDK_KEY_Down);
  press (page, GDK_KEY_Return);
  g_assert_cmpuint (strlen (spt_form_get_text (form, CODE)), ==, 6);

  /* Typed whole, with the province, in any case. */
  type (page, "comune", "roma (rm)");
  assert_text (form, CODE, "058091");
  /* Another name: the code of Rome would be sent without anybody seeing it. */
  type (page, "comune", "Romallo");
  assert_text (form, CODE, "");
  /* The code itself, or the cadastral one. */
  type (page, CODE, "058091");
  assert_text (form, "comune", "Roma");
  type (page, "comune", "H501");
  assert_text (form, CODE, "058091");
  type (page, CODE, "999999");
  assert_text (form, CODE, "999999");
  gtk_window_destroy (window);
  settle ();
}

static void
test_rows (Office        *office,
           gconstpointer  data)
{
  g_autoptr (SptForm) form = spt_form_new (spt_voucher_get_schema ());
  gint64 account = add_operator (office, SPT_ENVIRONMENT_TEST, NULL);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  add_offers (office, account, "OPE-FTTH-100-1;FTTH;100\n");
  gtk_list_box_append (GTK_LIST_BOX (list), spt_offer_row_new (office->desk, form, account));
  gtk_list_box_append (GTK_LIST_BOX (list), spt_comune_row_new (form));
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_present (GTK_WINDOW (window));
  settle ();

  type (list, OFFER, "ope");
  assert_label (list, "FTTH · 100 Mbit/s");
  press (GTK_WIDGET (find_row (list, OFFER)), GDK_KEY_Down);
  press (GTK_WIDGET (find_row (list, OFFER)), GDK_KEY_Return);
  assert_text (form, OFFER, "OPE-FTTH-100-1");
  assert_text (form, SPEED, "100");
  type (list, "comune", "Milano");
  assert_text (form, CODE, "015146");
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

/* --- the catalogue -------------------------------------------------------------------------------- */

static SptOffersDialog *
open_catalogue (Office *office,
                gint64  account)
{
  SptWindow *window = office->window != NULL ? office->window : show_window (office);
  GtkWindow *dialog = spt_offers_dialog_new (GTK_WIDGET (window), office->desk, account);

  gtk_window_present (dialog);
  settle ();
  return SPT_OFFERS_DIALOG (dialog);
}

static void
test_catalogue (Office        *office,
                gconstpointer  data)
{
  gint64 account = add_operator (office, SPT_ENVIRONMENT_TEST, NULL);
  SptOffersDialog *dialog = open_catalogue (office, account);
  GtkWidget *widget = GTK_WIDGET (dialog);
  SptFormField *field;

  assert_label (dialog, "No Offer Yet");
  gtk_widget_activate_action (widget, "sheet.new", NULL);
  settle ();
  field = spt_form_find_field (dialog->sheet->form, "code");

  /* What the code seems to say is proposed, and follows it while nobody said otherwise. */
  spt_form_field_set_text (field, "OPE040-FAM1-FTTH-100");
  assert_text (dialog->sheet->form, "technology", "FTTH");
  assert_text (dialog->sheet->form, "speed", "100");
  spt_form_field_set_text (field, "OPE040-FAM1-FWA-1000-1");
  assert_text (dialog->sheet->form, "technology", "FWA");
  assert_text (dialog->sheet->form, "speed", "1000");
  spt_form_field_set_text (spt_form_find_field (dialog->sheet->form, "speed"), "20");
  spt_form_field_set_text (field, "OPE040-FAM1-FTTH-100-1");
  assert_text (dialog->sheet->form, "speed", "20");

  /* Too slow for the service: said, and not kept. */
  gtk_widget_activate_action (widget, "sheet.save", NULL);
  assert_label (dialog, "30 Mbit/s");
  spt_form_field_set_text (spt_form_find_field (dialog->sheet->form, "speed"), "100");
  spt_form_field_set_text (spt_form_find_field (dialog->sheet->form, "note"), "Fibra & <casa>");
  gtk_widget_activate_action (widget, "sheet.save", NULL);
  assert_label (dialog, "1 offer");
  assert_label (dialog, "OPE040-FAM1-FTTH-100-1");
  assert_label (dialog, "FTTH · 100 Mbit/s · Fibra & <casa>");

  /* The same code again. */
  gtk_widget_activate_action (widget, "sheet.new", NULL);
  settle ();
  spt_form_field_set_text (spt_form_find_field (dialog->sheet->form, "code"), "OPE040-FAM1-FTTH-100-1");
  gtk_widget_activate_action (widget, "sheet.save", NULL);
  settle ();
  {
    g_autoptr (GList) windows = gtk_window_list_toplevels ();
    GtkWindow *said = NULL;

    for (GList *at = windows; at != NULL; at = at->next)
      {
        if (ADW_IS_MESSAGE_DIALOG (at->data))
          said = at->data;
      }
    g_assert_nonnull (said);
    assert_label (said, "This Code Is There Already");
    gtk_window_close (GTK_WINDOW (said));
    settle ();
  }
  spt_form_set_modified (dialog->sheet->form, FALSE);
  gtk_widget_activate_action (widget, "sheet.back", NULL);
  assert_label (dialog, "1 offer");

  /* Removed and brought back. */
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_type (
                                                    gtk_widget_get_ancestor (find_label (widget, "OPE040-FAM1-FTTH-100-1"), ADW_TYPE_ACTION_ROW),
                                                    GTK_TYPE_BUTTON), GTK_TYPE_BUTTON), "clicked");
  assert_label (dialog, "Offer removed");
  assert_label (dialog, "No Offer Yet");
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_label (widget, "Undo"), GTK_TYPE_BUTTON),
                         "clicked");
  assert_label (dialog, "OPE040-FAM1-FTTH-100-1");
  close_dialog (GTK_WINDOW (dialog));
}

static void
test_many (Office        *office,
           gconstpointer  data)
{
  gint64 account = add_operator (office, SPT_ENVIRONMENT_TEST, NULL);
  SptOffersDialog *dialog;
  GtkWidget *widget;
  g_autoptr (GString) table = g_string_new ("codice;tecnologia;velocità\nB-1;FWA;50\nB-2;ADSL;50\n");

  add_offers (office, account, "B-1;FTTH;100\n");
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (table, "C-%03u;FTTH;100\n", i);
  dialog = open_catalogue (office, account);
  widget = GTK_WIDGET (dialog);
  assert_label (dialog, "1 offer");
  gtk_widget_activate_action (widget, "catalogue.many", NULL);
  settle ();
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (dialog->table), table->str, -1);
  assert_label (dialog, "300 new, 1 that replaces the one there, 1 with errors, which stays out");
  assert_label (dialog, "Row 3 · B-2");
  gtk_widget_activate_action (widget, "sheet.save", NULL);
  assert_label (dialog, "301 offers");
  assert_label (dialog, "FWA · 50 Mbit/s");
  assert_label (dialog, "The first 200 are shown");
  gtk_editable_set_text (GTK_EDITABLE (dialog->search_entry), "c-299");
  assert_label (dialog, "1 offer");
  assert_label (dialog, "C-299");
  gtk_editable_set_text (GTK_EDITABLE (dialog->search_entry), "nobody");
  assert_label (dialog, "No offer is like that");
  close_dialog (GTK_WINDOW (dialog));
}

/* What vouchers were made with is offered; one click keeps it. */
static void
test_used (Office        *office,
           gconstpointer  data)
{
  gint64 account = add_operator (office, SPT_ENVIRONMENT_TEST, NULL);
  SptOffersDialog *dialog;
  GtkWidget *widget;

  add_voucher (office, account, "V-1", "FTTH", "100");
  add_voucher (office, account, "V-2", "", "");
  dialog = open_catalogue (office, account);
  widget = GTK_WIDGET (dialog);
  assert_label (dialog, "From the Vouchers");
  g_signal_emit_by_name (find_type (gtk_widget_get_ancestor (find_label (widget, "V-1"),
                                                             ADW_TYPE_ACTION_ROW),
                                    GTK_TYPE_BUTTON), "clicked");
  assert_label (dialog, "Added to the catalogue");
  assert_label (dialog, "1 offer");

  /* What is not known of it is asked for. */
  g_signal_emit_by_name (find_type (gtk_widget_get_ancestor (find_label (widget, "V-2"),
                                                             ADW_TYPE_ACTION_ROW),
                                    GTK_TYPE_BUTTON), "clicked");
  settle ();
  g_assert_nonnull (dialog->sheet->form);
  assert_text (dialog->sheet->form, "code", "V-2");
  close_dialog (GTK_WINDOW (dialog));
}

/* --- the account ---------------------------------------------------------------------------------- */

static SptAccount *
get_account (Office *office,
             gint64  id)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) accounts = NULL;

  spt_accounts_list_async (office->store, NULL, spt_test_async_cb, &pending);
  result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  accounts = spt_accounts_list_finish (office->store, result, NULL);
  for (guint i = 0; i < accounts->len; i++)
    {
      if (spt_account_get_id (g_ptr_array_index (accounts, i)) == id)
        return g_object_ref (g_ptr_array_index (accounts, i));
    }
  return NULL;
}

typedef struct
{
  SptSummary *summary;
  guint       n;
} Urgent;

static gboolean
is_urgent (gpointer user_data)
{
  Urgent *urgent = user_data;

  return spt_summary_get_n_urgent_secrets (urgent->summary) == urgent->n;
}

/* A day some days from now, as people write it. */
static char *
dup_day (int days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) day = g_date_time_add_days (now, days);

  return g_date_time_format (day, "%d/%m/%Y");
}

/* What ends soon is said where the day begins, among the accounts and at the account itself. */
static void
test_expiry (Office        *office,
             gconstpointer  data)
{
  g_autofree char *soon = dup_day (20);
  g_autofree char *past = dup_day (-3);
  gint64 id = add_operator (office, SPT_ENVIRONMENT_TEST, soon);
  SptWindow *window = show_window (office);
  g_autoptr (SptAccount) account = get_account (office, id);
  GError *error = NULL;
  GtkWindow *dialog;

  assert_label (window, "The secret expires in");
  g_assert_cmpuint (spt_summary_get_n_urgent_secrets (spt_desk_get_summary (office->desk)), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.go", "s", "accounts");
  settle ();
  assert_label (spt_window_get_page (window), soon);

  dialog = spt_account_dialog_new (GTK_WIDGET (spt_window_get_page (window)), office->desk, account,
                                   1);
  gtk_window_present (dialog);
  settle ();
  assert_label (dialog, "The secret expires in");
  assert_label (dialog, "All operators use this environment: no data of real people.");
  /* The shared number of the test environment fails its check, and may be used. */
  assert_label (dialog, "12345678900 fails the check of VAT numbers");
  g_assert_cmpint (spt_form_field_get_issue_level (spt_form_row_get_field (
                                                     find_row (GTK_WIDGET (dialog), "partita-iva-operatore"))), ==,
                   SPT_ISSUE_WARNING);
  close_dialog (dialog);

  spt_account_set_setting (account, "secret-expiry", past);
  spt_store_run_sync (office->store, SPT_STORE_WRITE, save_account, account, NULL, &error);
  g_assert_no_error (error);
  assert_label (spt_window_get_page (window), "The secret expired on");
  {
    Urgent urgent = { spt_desk_get_summary (office->desk), 1 };

    g_assert_true (spt_test_wait (is_urgent, &urgent, SPT_TEST_TIMEOUT_MS));
  }
}

static GtkWidget *
find_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWidget *asked = NULL;

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (at->data))
        asked = at->data;
    }
  g_assert_nonnull (asked);
  return asked;
}

static void
activate_row (GtkWidget  *widget,
              const char *title)
{
  if (ADW_IS_ACTION_ROW (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    {
      g_signal_emit_by_name (gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX), "row-activated",
                             widget);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    activate_row (child, title);
}

/* A setting of an account in the archive. */
typedef struct
{
  Office     *office;
  gint64      id;
  const char *name;
  const char *text;
} Kept;

static gboolean
is_kept (gpointer user_data)
{
  Kept *kept = user_data;
  g_autoptr (SptAccount) account = get_account (kept->office, kept->id);

  return g_strcmp0 (spt_account_get_setting (account, kept->name), kept->text) == 0;
}

static gboolean
is_closed (gpointer user_data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  return g_list_find (windows, user_data) == NULL;
}

/* In production it is an error that a person may take upon himself, for that very number. */
static void
test_override (Office        *office,
               gconstpointer  data)
{
  gint64 id = add_operator (office, SPT_ENVIRONMENT_PRODUCTION, NULL);
  SptWindow *window = show_window (office);
  g_autoptr (SptAccount) account = get_account (office, id);
  GtkWindow *dialog = spt_account_dialog_new (GTK_WIDGET (window), office->desk, account, 1);
  GtkWidget *asked;
  SptFormRow *row;

  gtk_window_present (dialog);
  settle ();
  assert_no_label (dialog, "no data of real people");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "account.save", NULL);
  settle ();
  row = find_row (GTK_WIDGET (dialog), "partita-iva-operatore");
  g_assert_cmpint (spt_form_field_get_issue_level (spt_form_row_get_field (row)), ==,
                   SPT_ISSUE_ERROR);
  g_signal_emit_by_name (row, "override-clicked");
  settle ();
  asked = find_question ();
  /* Without a reason there is nothing to accept. */
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (asked), "override"));
  gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (asked))),
                         "  ");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (asked), "override"));
  gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (asked))),
                         "visura del 3 marzo ");
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (asked), "override"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (asked), "override");
  gtk_window_destroy (GTK_WINDOW (asked));
  settle ();
  g_assert_cmpint (spt_form_field_get_issue_level (spt_form_row_get_field (row)), ==,
                   SPT_ISSUE_WARNING);
  assert_label (dialog, "although its check fails. visura del 3 marzo");
  spt_form_field_set_text (spt_form_row_get_field (row), "12345678901");
  g_assert_cmpint (spt_form_field_get_issue_level (spt_form_row_get_field (row)), ==,
                   SPT_ISSUE_ERROR);
  settle ();
  assert_no_label (dialog, "visura del 3 marzo");
  spt_form_field_set_text (spt_form_row_get_field (row), "12345678900");
  assert_label (dialog, "visura del 3 marzo");
  /* It is on record: in the archive, with the name and the time. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "account.save", NULL);
  {
    Kept kept = { office, id, "accepted-why:partita-iva-operatore", "visura del 3 marzo" };

    g_assert_true (spt_test_wait (is_kept, &kept, SPT_TEST_TIMEOUT_MS));
    kept.name = "accepted-who:partita-iva-operatore";
    kept.text = spt_desk_get_who (office->desk);
    g_assert_true (is_kept (&kept));
  }
  settle ();
}

/* The day noted is that of the old secret: another secret asks for another day. */
static void
test_rotation (Office        *office,
               gconstpointer  data)
{
  static const struct
  {
    const char *answer;
    const char *typed; /* afterwards */
    const char *kept;
  } rows[] = {
    { "right", NULL, "2027-05-01" },
    { "none", NULL, NULL },
    { "cancel", "2028-05-01", "2028-05-01" },
  };
  SptWindow *window = show_window (office);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strdup_printf ("bul-%u", i);
      gint64 id = add_operator_called (office, name, SPT_ENVIRONMENT_TEST, "2027-05-01");
      g_autoptr (SptAccount) account = get_account (office, id);
      GtkWindow *dialog = spt_account_dialog_new (GTK_WIDGET (window), office->desk, account, 1);
      Kept kept = { office, id, "secret-expiry", rows[i].kept };
      GtkWidget *asked;
      SptFormRow *date;

      gtk_window_present (dialog);
      settle ();
      date = find_row (GTK_WIDGET (dialog), "secret-expiry");
      /* Of the other secret no day is noted. */
      spt_form_field_set_text (spt_form_row_get_field (find_row (GTK_WIDGET (dialog), "subscription-key")),
                               "k2");
      spt_form_field_set_text (spt_form_row_get_field (find_row (GTK_WIDGET (dialog), "client-secret")),
                               "s2");
      gtk_widget_activate_action (GTK_WIDGET (dialog), "account.save", NULL);
      settle ();
      asked = find_question ();
      assert_label (asked, "that of the old secret");
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (asked), rows[i].answer);
      gtk_window_destroy (GTK_WINDOW (asked));
      settle ();
      if (rows[i].typed != NULL)
        {
          g_assert_cmpstr (spt_form_field_get_text (spt_form_row_get_field (date)), ==, "");
          spt_form_field_set_text (spt_form_row_get_field (date), rows[i].typed);
          gtk_widget_activate_action (GTK_WIDGET (dialog), "account.save", NULL);
        }
      g_assert_true (spt_test_wait (is_kept, &kept, SPT_TEST_TIMEOUT_MS));
      g_assert_true (spt_test_wait (is_closed, dialog, SPT_TEST_TIMEOUT_MS));
    }
}

/* The other secret alone, or no day noted: nothing to ask. */
static void
test_no_rotation (Office        *office,
                  gconstpointer  data)
{
  gint64 id = add_operator (office, SPT_ENVIRONMENT_TEST, "2027-05-01");
  SptWindow *window = show_window (office);
  g_autoptr (SptAccount) account = get_account (office, id);
  GtkWindow *dialog = spt_account_dialog_new (GTK_WIDGET (window), office->desk, account, 1);

  gtk_window_present (dialog);
  settle ();
  spt_form_field_set_text (spt_form_row_get_field (find_row (GTK_WIDGET (dialog), "subscription-key")),
                           "k2");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "account.save", NULL);
  g_assert_true (spt_test_wait (is_closed, dialog, SPT_TEST_TIMEOUT_MS));
}

/* What the document says of the test environment stands there; the rest is said where to find. */
static void
test_proposals (Office        *office,
                gconstpointer  data)
{
  SptWindow *window = show_window (office);
  GtkWindow *dialog = spt_account_dialog_new_of (GTK_WIDGET (window), office->desk,
                                                 spt_services_find ("voucher"));
  SptFormField *field;

  gtk_window_present (dialog);
  settle ();
  assert_label (dialog, "The real service: what is sent there counts.");
  gtk_widget_child_focus (GTK_WIDGET (dialog), GTK_DIR_TAB_FORWARD);
  activate_row (GTK_WIDGET (dialog), "Test");
  settle ();
  assert_label (dialog, "the developer portal has it");
  field = spt_form_row_get_field (find_row (GTK_WIDGET (dialog), "token-url"));
  g_assert_true (g_str_has_suffix (spt_form_field_get_text (field), "/oauth2/v2.0/token"));
  field = spt_form_row_get_field (find_row (GTK_WIDGET (dialog), "partita-iva-operatore"));
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "12345678900");
  field = spt_form_row_get_field (find_row (GTK_WIDGET (dialog), "client-secret"));
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "");
  /* Another environment, other fields. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "account.back", NULL);
  activate_row (GTK_WIDGET (dialog), "Production");
  settle ();
  assert_label (dialog, "that of the document of 2021");
  field = spt_form_row_get_field (find_row (GTK_WIDGET (dialog), "token-url"));
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "");
  field = spt_form_row_get_field (find_row (GTK_WIDGET (dialog), "partita-iva-operatore"));
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "");
  close_dialog (dialog);
}

static gboolean
is_narrow (gpointer user_data)
{
  return gtk_widget_get_width (user_data) == 360;
}

/* Over a window of 360 px the assistant is no wider, whatever it asks; over a wide one it is as wide as it wants. */
static void
test_narrow (Office        *office,
             gconstpointer  data)
{
  gint64 id = add_operator (office, SPT_ENVIRONMENT_TEST, NULL);
  g_autoptr (SptAccount) account = get_account (office, id);
  SptWindow *window = show_window (office);
  GtkWidget *over;
  int width, height, minimum;
  GtkWindow *dialog = spt_account_dialog_new (GTK_WIDGET (window), office->desk, account, 1);

  gtk_window_get_default_size (dialog, &width, &height);
  g_assert_cmpint (width, ==, 600);
  gtk_window_destroy (dialog);

  over = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (over), 360, 700);
  gtk_window_present (GTK_WINDOW (over));
  g_assert_true (spt_test_wait (is_narrow, over, SPT_TEST_TIMEOUT_MS));
  for (guint i = 0; i < 2; i++)
    {
      dialog = spt_account_dialog_new (over, office->desk, i == 0 ? account : NULL, 1);
      gtk_window_get_default_size (dialog, &width, &height);
      g_assert_cmpint (width, ==, 360);
      gtk_window_present (dialog);
      assert_label (dialog, i == 0 ? "Save" : "Which service?");
      gtk_widget_measure (GTK_WIDGET (dialog), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
      settle ();
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (dialog)), <=, 360);
      close_dialog (dialog);
    }
  gtk_window_destroy (GTK_WINDOW (over));
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

  g_test_add ("/offers/offer", Office, NULL, set_up, test_offer, tear_down);
  g_test_add ("/offers/comune", Office, NULL, set_up, test_comune, tear_down);
  g_test_add ("/offers/rows", Office, NULL, set_up, test_rows, tear_down);
  g_test_add ("/offers/catalogue", Office, NULL, set_up, test_catalogue, tear_down);
  g_test_add ("/offers/many", Office, NULL, set_up, test_many, tear_down);
  g_test_add ("/offers/used", Office, NULL, set_up, test_used, tear_down);
  g_test_add ("/offers/expiry", Office, NULL, set_up, test_expiry, tear_down);
  g_test_add ("/offers/override", Office, NULL, set_up, test_override, tear_down);
  g_test_add ("/offers/rotation", Office, NULL, set_up, test_rotation, tear_down);
  g_test_add ("/offers/no-rotation", Office, NULL, set_up, test_no_rotation, tear_down);
  g_test_add ("/offers/account/narrow", Office, NULL, set_up, test_narrow, tear_down);
  g_test_add ("/offers/proposals", Office, NULL, set_up, test_proposals, tear_down);

  return g_test_run ();
}
