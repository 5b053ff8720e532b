/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of dues, notice numbers, stamps and instalments as the window does them. */
#include "config.h"

#include "office.h"

#include <glib/gstdio.h>
#include <string.h>

#include "services/spt-services-table.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dues.h"
#include "store/spt-store-iuv.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-dues-dialog.h"
#include "ui/spt-plan-dialog.h"
#include "ui/spt-position-page-private.h"
#include "user-data.h"

#define BODY "77777777777"

static gboolean
set_up_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (SptAccount) account = spt_account_new ("gpd", "comune", SPT_ENVIRONMENT_TEST);
  g_autoptr (SptDueType) due = spt_due_type_new (
    0, BODY, "TARI", "{\"name\":\"TARI\",\"organization\":\"" BODY "\",\"companyName\":\"Comune di "
    "Esempio\",\"description\":\"TARI {anno}\",\"category\":\"9/0101100TS/\",\"iban\":"
    "\"IT60X0542811101000000123456\",\"due-rule\":\"days\",\"due-days\":\"30\",\"instalments\":\"3\","
    "\"quota\":[{\"share\":\"percent-net\",\"percent\":\"5\",\"organizationFiscalCode\":"
    "\"12345678903\",\"companyName\":\"Provincia\",\"category\":\"9/0201133IM/\",\"iban\":"
    "\"IT60X0542811101000000123456\"}]}");

  spt_account_set_setting (account, "organization-fiscal-code", BODY);
  spt_account_set_setting (account, "iuv-segregation", "02");
  spt_account_set_setting (account, "iuv-first", "1000");
  return spt_db_save_account (db, account, error) &&
         spt_db_save_due_type (db, due, "Rosa", error) != 0;
}

static SptPositionPage *
open_new (Office *office)
{
  SptWindow *window = show_window (office);
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, SPT_STORE_WRITE, set_up_job, NULL, NULL, &error);
  g_assert_no_error (error);
  spt_window_open_record (window, "debt-positions", 0, NULL);
  settle ();
  /* Who makes a new one begins to type. */
  g_assert_true (spt_test_wait (has_focus_in_sight, find_row (GTK_WIDGET (spt_window_get_page (window)), "fiscalCode"),
                                SPT_TEST_TIMEOUT_MS));
  return SPT_POSITION_PAGE (spt_window_get_page (window));
}

static void
type (SptPositionPage *page,
      const char      *path,
      const char      *text)
{
  SptFormField *field = spt_form_find_field (page->record->form, path);

  g_assert_nonnull (field);
  spt_form_field_set_text (field, text);
}

static const char *
read_text (SptPositionPage *page,
           const char      *path)
{
  SptFormField *field = spt_form_find_field (page->record->form, path);

  return field != NULL ? spt_form_field_get_text (field) : "(none)";
}

static gboolean
is_saved (gpointer user_data)
{
  SptPositionPage *page = user_data;

  return page->record->id != 0 && !page->record->saving && page->position != NULL &&
         !spt_form_get_modified (page->record->form);
}

static gboolean
has_kinds (gpointer user_data)
{
  SptPositionPage *page = user_data;

  return page->dues != NULL && page->dues->kinds->len == 1;
}

static void
wait_for (gboolean (*condition)(gpointer user_data),
          gpointer   data)
{
  g_assert_true (spt_test_wait (condition, data, SPT_TEST_TIMEOUT_MS));
}

/* Boxes of which nothing shows would leave their spacing. */
static gboolean
has_no_gap (gpointer user_data)
{
  GtkWidget *view = find_type (user_data, SPT_TYPE_FORM_VIEW);
  guint n_shown = 0;

  for (GtkWidget *part = gtk_widget_get_first_child (adw_bin_get_child (ADW_BIN (view))); part != NULL;
       part = gtk_widget_get_next_sibling (part))
    {
      if (!gtk_widget_get_visible (part))
        continue;
      if (gtk_widget_get_height (part) == 0)
        return FALSE;
      n_shown++;
    }
  return n_shown > 1;
}

/* Debtor, amount: the rest is there, and the number comes with the saving. */
static void
test_new_with_kind (Office        *office,
                    gconstpointer  data)
{
  SptPositionPage *page = open_new (office);
  GtkWidget *widget = GTK_WIDGET (page);
  SptFormRow *row;

  wait_for (has_kinds, page);
  g_assert_true (g_str_has_prefix (read_text (page, "iupd"), BODY "-"));
  adw_combo_row_set_selected (page->kind_row, 1);
  settle ();
  g_assert_true (g_str_has_prefix (read_text (page, "iupd"), BODY "-TARI-"));
  g_assert_true (spt_form_row_get_shown (find_row (widget, "fullName")));
  row = find_row (widget, "companyName");
  g_assert_false (spt_form_row_get_shown (row));
  wait_for (has_no_gap, page);

  type (page, "fiscalCode", "RSSMRA80A01H501U");
  type (page, "fullName", "Mario Rossi");
  type (page, "paymentOption[0].amount", "105,00");
  gtk_widget_activate_action (widget, "record.save", NULL);
  wait_for (is_saved, page);
  settle ();
  g_assert_cmpstr (read_text (page, "companyName"), ==, "Comune di Esempio");
  g_assert_cmpstr (read_text (page, "paymentOption[0].transfer[0].amount"), ==, "100,00");
  g_assert_cmpstr (read_text (page, "paymentOption[0].transfer[1].amount"), ==, "5,00");
  g_assert_true (g_str_has_prefix (read_text (page, "paymentOption[0].iuv"), "020000000001000"));
  g_assert_cmpint (spt_debt_position_get_state (page->position), ==, SPT_STATE_READY);

  /* Another amount: the shares follow; a reason of one's own stays. */
  type (page, "paymentOption[0].description", "Mia");
  type (page, "paymentOption[0].amount", "210,00");
  gtk_widget_activate_action (widget, "record.save", NULL);
  wait_for (is_saved, page);
  settle ();
  g_assert_cmpstr (read_text (page, "paymentOption[0].transfer[1].amount"), ==, "10,00");
  g_assert_cmpstr (read_text (page, "paymentOption[0].description"), ==, "Mia");

  /* All of it can be seen. */
  {
    GtkWidget *label = find_label (widget, "Other Data");

    g_assert_nonnull (label);
    g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
    settle ();
    g_assert_true (spt_form_row_get_shown (find_row (widget, "companyName")));
    g_assert_null (find_label (widget, "Other Data"));
  }
}

static gboolean
has_four (gpointer user_data)
{
  return is_saved (user_data) &&
         g_str_has_prefix (read_text (user_data, "paymentOption[3].iuv"), "02");
}

static gboolean
has_one (gpointer user_data)
{
  return is_saved (user_data) &&
         g_str_equal (read_text (user_data, "paymentOption[1].iuv"), "(none)");
}

static void
test_divide (Office        *office,
             gconstpointer  data)
{
  SptPositionPage *page = open_new (office);
  GtkWidget *widget = GTK_WIDGET (page);
  g_autoptr (GList) windows = NULL;
  GtkWindow *dialog = NULL;
  g_autofree char *first = NULL;

  wait_for (has_kinds, page);
  adw_combo_row_set_selected (page->kind_row, 1);
  type (page, "fiscalCode", "RSSMRA80A01H501U");
  type (page, "fullName", "Mario Rossi");
  type (page, "paymentOption[0].amount", "100,00");
  gtk_widget_activate_action (widget, "record.save", NULL);
  wait_for (is_saved, page);
  settle ();
  first = g_strdup (read_text (page, "paymentOption[0].iuv"));

  gtk_widget_activate_action (widget, "position.divide", NULL);
  settle ();
  windows = gtk_window_list_toplevels ();
  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (SPT_IS_PLAN_DIALOG (at->data))
        dialog = at->data;
    }
  g_assert_nonnull (dialog);
  /* As the kind proposes; what does not divide is on the first. */
  assert_label (dialog, "Instalment 3");
  assert_no_label (dialog, "Instalment 4");
  assert_label (dialog, "33,34 €");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "plan.apply", NULL);
  wait_for (has_four, page);
  g_assert_cmpstr (read_text (page, "paymentOption[0].iuv"), ==, first);
  g_assert_true (g_str_has_prefix (read_text (page, "paymentOption[3].iuv"), "020000000001003"));
  g_assert_cmpstr (read_text (page, "paymentOption[3].isPartialPayment"), ==, "true");
  g_assert_cmpint (spt_debt_position_get_state (page->position), ==, SPT_STATE_READY);

  /* Taken back: one payment again; the numbers are not given a second time. */
  assert_label (office->window, "Divided into instalments");
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_label (GTK_WIDGET (office->window), "Undo"),
                                                  GTK_TYPE_BUTTON), "clicked");
  wait_for (has_one, page);
  settle ();
  gtk_widget_activate_action (widget, "position.divide", NULL);
  settle ();
  g_clear_pointer (&windows, g_list_free);
  windows = gtk_window_list_toplevels ();
  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (SPT_IS_PLAN_DIALOG (at->data))
        gtk_widget_activate_action (at->data, "plan.apply", NULL);
    }
  wait_for (has_four, page);
  g_assert_true (g_str_has_prefix (read_text (page, "paymentOption[3].iuv"), "020000000001006"));
}

static void
test_number (Office        *office,
             gconstpointer  data)
{
  SptPositionPage *page = open_new (office);
  GtkWidget *widget = GTK_WIDGET (page);
  SptFormRow *row;

  wait_for (has_kinds, page);
  row = find_row (widget, "iuv");
  g_signal_emit_by_name (row, "action-clicked");
  settle ();
  g_assert_true (g_str_has_prefix (read_text (page, "paymentOption[0].iuv"), "020000000001000"));
  g_assert_null (find_label (GTK_WIDGET (row), "Generate"));

  /* Thrown away, it is not given again. */
  type (page, "paymentOption[0].iuv", "");
  g_assert_nonnull (find_label (GTK_WIDGET (row), "Generate"));
  g_signal_emit_by_name (row, "action-clicked");
  settle ();
  g_assert_true (g_str_has_prefix (read_text (page, "paymentOption[0].iuv"), "020000000001001"));

  /* The number of the notice in place of the IUV: one click. */
  type (page, "paymentOption[0].iuv", "302123456789012356");
  g_assert_nonnull (find_label (GTK_WIDGET (row), "Take the 3 Off"));
  g_signal_emit_by_name (row, "action-clicked");
  g_assert_cmpstr (read_text (page, "paymentOption[0].iuv"), ==, "02123456789012356");

  /* Somebody has it. */
  type (page, "paymentOption[0].iuv", "02000000000000184");
  gtk_widget_activate_action (widget, "record.save", NULL);
  wait_for (is_saved, page);
  assert_label (widget, "P-1");
  spt_form_set_modified (page->record->form, FALSE);
}

static gboolean
has_hash (gpointer user_data)
{
  return strlen (read_text (user_data, "paymentOption[0].transfer[0].stamp.hashDocument")) > 40;
}

static void
test_stamp (Office        *office,
            gconstpointer  data)
{
  SptPositionPage *page = open_new (office);
  GtkWidget *widget = GTK_WIDGET (page);
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "domanda.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  SptFormRow *hash;
  SptFormRow *iban;

  hash = find_row (widget, "stamp.hashDocument");
  iban = find_row (widget, "iban");
  g_assert_false (spt_form_row_get_shown (hash));
  g_assert_true (spt_form_row_get_shown (iban));
  type (page, "paymentOption[0].transfer[0].iban", "IT60X0542811101000000123456");
  type (page, "paymentOption[0].transfer[0].stamp.stampType", "01");
  g_assert_true (spt_form_row_get_shown (hash));
  g_assert_false (spt_form_row_get_shown (iban));
  g_assert_nonnull (find_label (GTK_WIDGET (hash), "Choose Document"));
  _spt_position_due_follow (SPT_RECORD_PAGE (page));
  g_assert_cmpstr (read_text (page, "paymentOption[0].transfer[0].amount"), ==, "16,00");

  /* FIPS 180-4: the digest of "abc". */
  g_assert_true (g_file_set_contents (path, "abc", -1, NULL));
  _spt_position_buttons_hash (page, spt_form_row_get_field (hash), file);
  wait_for (has_hash, page);
  g_assert_cmpstr (read_text (page, "paymentOption[0].transfer[0].stamp.hashDocument"), ==,
                   "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  g_assert_null (strstr (read_text (page, "iupd"), "domanda"));

  type (page, "paymentOption[0].transfer[0].stamp.stampType", "");
  g_assert_cmpstr (read_text (page, "paymentOption[0].transfer[0].iban"), ==,
                   "IT60X0542811101000000123456");
  g_assert_false (spt_form_row_get_shown (hash));
  settle ();
  spt_form_set_modified (page->record->form, FALSE);
}

static gboolean
unconfirm_job (SptDb         *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  gint64 base;

  return spt_db_take_iuvs (db, BODY, "02", 0, 1, &base, error);
}

static void
test_confirm (Office        *office,
              gconstpointer  data)
{
  SptPositionPage *page = open_new (office);
  g_autofree char *file = g_strconcat (spt_store_get_path (office->store), ".iuv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GList) windows = NULL;
  AdwMessageDialog *question = NULL;

  /* Numbers were given, and then the file beside the archive is gone. */
  spt_store_run_sync (office->store, SPT_STORE_WRITE, unconfirm_job, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (file), ==, 0);

  wait_for (has_kinds, page);
  g_signal_emit_by_name (find_row (GTK_WIDGET (page), "iuv"), "action-clicked");
  settle ();
  windows = gtk_window_list_toplevels ();
  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (at->data))
        question = at->data;
    }
  g_assert_nonnull (question);
  assert_label (question, "Which Notice Number Comes Next?");
  gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (question)), "5000");
  adw_message_dialog_response (question, "confirm");
  gtk_window_close (GTK_WINDOW (question));
  settle ();
  g_assert_true (g_str_has_prefix (read_text (page, "paymentOption[0].iuv"), "020000000005000"));
  spt_form_set_modified (page->record->form, FALSE);
}

static void
set_entry (GtkWidget  *dialog,
           const char *name,
           const char *text)
{
  spt_form_field_set_text (spt_form_row_get_field (find_row (dialog, name)), text);
}

static gboolean
add_body_job (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const char *const *words = data;
  g_autoptr (SptAccount) account = spt_account_new ("gpd", words[0], SPT_ENVIRONMENT_TEST);

  spt_account_set_setting (account, "organization-fiscal-code", words[1]);
  spt_account_set_setting (account, "organization-name", words[2]);
  return spt_db_save_account (db, account, error);
}

static void
add_body (Office     *office,
          const char *account,
          const char *code,
          const char *name)
{
  const char *words[] = { account, code, name };
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, SPT_STORE_WRITE, add_body_job, words, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_named (gpointer user_data)
{
  return g_str_equal (read_text (user_data, "companyName"), "Comune di Prova");
}

/* The only body's name, then that of the body that is typed; what the clerk wrote stays. */
static void
test_body_name (Office        *office,
                gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPositionPage *page;

  add_body (office, "uno", "12345678903", "Comune di Prova");
  spt_window_open_record (window, "debt-positions", 0, NULL);
  settle ();
  page = SPT_POSITION_PAGE (spt_window_get_page (window));
  wait_for (is_named, page);
  g_assert_false (spt_form_get_modified (page->record->form));
  spt_window_go (window, "positions");
  settle ();

  add_body (office, "due", "80000000018", "Parco di Prova");
  spt_window_open_record (window, "debt-positions", 0, NULL);
  settle ();
  page = SPT_POSITION_PAGE (spt_window_get_page (window));
  g_assert_cmpstr (read_text (page, "companyName"), ==, "");
  type (page, "organization", "80000000018");
  g_assert_cmpstr (read_text (page, "companyName"), ==, "Parco di Prova");
  type (page, "organization", "12345678903");
  g_assert_cmpstr (read_text (page, "companyName"), ==, "Comune di Prova");
  type (page, "companyName", "Il Comune");
  type (page, "organization", "80000000018");
  g_assert_cmpstr (read_text (page, "companyName"), ==, "Il Comune");
  spt_form_set_modified (page->record->form, FALSE);

  /* A kind of due begins with it too. */
  {
    GtkWidget *dialog = GTK_WIDGET (spt_dues_dialog_new (GTK_WIDGET (page), office->desk, NULL));

    gtk_window_present (GTK_WINDOW (dialog));
    settle ();
    gtk_widget_activate_action (dialog, "sheet.new", NULL);
    settle ();
    set_entry (dialog, "organization", "80000000018");
    g_assert_cmpstr (spt_form_field_get_text (spt_form_row_get_field (find_row (dialog, "companyName"))), ==, "Parco di Prova");
    set_entry (dialog, "organization", "12345678903");
    g_assert_cmpstr (spt_form_field_get_text (spt_form_row_get_field (find_row (dialog, "companyName"))), ==, "Comune di Prova");
    gtk_window_destroy (GTK_WINDOW (dialog));
    settle ();
  }
}

static gboolean
list_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  GPtrArray **list = data;

  *list = spt_db_list_due_types (db, NULL, error);
  return *list != NULL;
}

static guint
count_kinds (Office *office)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, SPT_STORE_READ, list_job, &list, NULL, &error);
  g_assert_no_error (error);
  return list->len;
}

static void
test_dialog (Office        *office,
             gconstpointer  data)
{
  SptPositionPage *page = open_new (office);
  GtkWidget *dialog = GTK_WIDGET (spt_dues_dialog_new (GTK_WIDGET (page), office->desk, BODY));

  gtk_window_present (GTK_WINDOW (dialog));
  assert_label (dialog, "TARI {anno}");
  assert_label (dialog, "Code 02, the next IUV is 020000000001000");

  gtk_widget_activate_action (dialog, "sheet.new", NULL);
  settle ();
  gtk_widget_activate_action (dialog, "sheet.save", NULL);
  settle ();
  g_assert_cmpuint (count_kinds (office), ==, 1); /* not with what is missing */
  set_entry (dialog, "name", "Mensa");
  set_entry (dialog, "companyName", "Comune di Esempio");
  set_entry (dialog, "description", "Mensa di {debitore}");
  set_entry (dialog, "category", "9/0101002IM/");
  set_entry (dialog, "iban", "IT60X0542811101000000123456");
  settle ();
  assert_label (dialog, "personal");
  set_entry (dialog, "description", "Mensa {anno}");
  gtk_widget_activate_action (dialog, "sheet.save", NULL);
  assert_label (dialog, "Mensa {anno}");
  g_assert_cmpuint (count_kinds (office), ==, 2);

  /* A removed one comes back. */
  {
    GtkWidget *row = gtk_widget_get_ancestor (find_label (dialog, "Mensa {anno}"),
                                              ADW_TYPE_ACTION_ROW);
    GtkWidget *remove = find_type (row, GTK_TYPE_BUTTON);

    g_signal_emit_by_name (remove, "clicked");
  }
  assert_label (dialog, "Kind of due removed");
  assert_no_label (dialog, "Mensa {anno}");
  g_assert_cmpuint (count_kinds (office), ==, 1);
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_label (dialog, "Undo"), GTK_TYPE_BUTTON),
                         "clicked");
  assert_label (dialog, "Mensa {anno}");
  g_assert_cmpuint (count_kinds (office), ==, 2);
  close_dialog (GTK_WINDOW (dialog));
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

  g_test_add ("/dues/new-with-kind", Office, NULL, set_up, test_new_with_kind, tear_down);
  g_test_add ("/dues/divide", Office, NULL, set_up, test_divide, tear_down);
  g_test_add ("/dues/number", Office, NULL, set_up, test_number, tear_down);
  g_test_add ("/dues/stamp", Office, NULL, set_up, test_stamp, tear_down);
  g_test_add ("/dues/confirm", Office, NULL, set_up, test_confirm, tear_down);
  g_test_add ("/dues/body-name", Office, NULL, set_up, test_body_name, tear_down);
  g_test_add ("/dues/dialog", Office, NULL, set_up, test_dialog, tear_down);

  status = g_test_run ();
  user_data_finish ();
  return status;
}
