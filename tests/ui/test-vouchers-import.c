/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vouchers out of files, in the window: what the rows ask for, which voucher they mean, sending what came in, the way back. */
#include "config.h"

#include "office.h"

#include "outbox/spt-subjects.h"
#include "services/spt-services-table.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-imports.h"
#include "tab-walk.h"
#include "ui/spt-import-check.h"
#include "ui/spt-import-choose.h"
#include "ui/spt-import-columns.h"
#include "ui/spt-import-column-row.h"
#include "ui/spt-import-dialog.h"
#include "ui/spt-import-done.h"
#include "ui/spt-import-mend.h"
#include "ui/spt-imports-dialog.h"
#include "ui/spt-send-dialog.h"
#include "ui/voucher/spt-voucher-pages.h"
#include "user-data.h"

#define ROSSI   "RSSMRA80A01H501U"
#define BIANCHI "BNCLGU75B02F205K"
#define DITTA   "00743110157"

/* As the service's list leaves them. */
#define DOC_ROSSI "{\"tipo\":\"famiglia\",\"famiglia.codiceFiscale\":\"" ROSSI "\"}"
#define DOC_DITTA "{\"tipo\":\"impresa\",\"impresa.partitaIva\":\"" DITTA "\"}"

/* As an office writes them. */
#define THEIRS \
  "CF;Cognome;Nome;Sesso;Data di nascita;Luogo di nascita;Componenti;Tipologia;Tipo documento;Scadenza documento;N. documento;" \
  "Telefono;E-mail;Codice offerta;Tecnologia;Velocità;Via;Civico;CAP;Comune\n"
#define TAIL_OF_THEIRS \
  ";M;01/01/1980;Roma;1;FAM1;CI;01/01/2035;CA00000AA;0600000000;m.rossi@example.org;OFFERTA-FAM1-FTTH-100;FTTH;100;Via di Prova;" \
  "1;00184;Roma\n"

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

static GFile *
write_file (const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (spt_test_make_dir (), name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static GtkWindow *
open_dialog (Office *office,
             GFile  *file)
{
  SptWindow *window = office->window != NULL ? office->window : show_window (office);
  GSList files = { .data = file };
  GtkWindow *dialog = spt_import_dialog_new_for_kind (GTK_WIDGET (window), office->desk, SPT_KIND_VOUCHERS, file != NULL ? &files : NULL);

  gtk_window_present (dialog);
  return dialog;
}

/* Two vouchers that the service has, of one account: Rossi's reserved, the firm's active. */
static gboolean
fill_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (SptAccount) account = spt_account_new ("voucher", "operatore", SPT_ENVIRONMENT_TEST);
  const SptDossierNews news[] = {
    { .key = ROSSI, .remote_id = "BUL-0001", .phase = "Prenotata", .stage = "open", .doc = DOC_ROSSI },
    { .key = DITTA, .remote_id = "BUL-0002", .phase = "Attivata", .stage = "active", .doc = DOC_DITTA },
  };
  g_auto (SptNewsSum) sum = { 0 };

  g_object_set (account, "base-url", "https://example.invalid/bul", NULL);
  return spt_db_save_account (db, account, error) &&
         spt_db_apply_news (db, SPT_KIND_VOUCHERS, spt_account_get_id (account), news, G_N_ELEMENTS (news), FALSE, &sum,
                            error);
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

typedef struct
{
  const char *key;
  char       *next; /* (owned) (nullable) */
  char       *doc;  /* (owned) (nullable) */
  guint       n;
} Standing;

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Standing *standing = data;
  g_autoptr (GArray) ids = spt_db_find_dossiers (db, SPT_KIND_VOUCHERS, standing->key, 0, error);
  g_autoptr (SptDossier) dossier = NULL;

  if (ids == NULL)
    return FALSE;
  standing->n = ids->len;
  if (ids->len == 0)
    return TRUE;
  dossier = spt_db_get_dossier (db, g_array_index (ids, gint64, 0), error);
  if (dossier == NULL)
    return FALSE;
  standing->next = g_strdup (spt_dossier_get_data (dossier)->next_operation);
  standing->doc = spt_db_get_dossier_doc (db, g_array_index (ids, gint64, 0), NULL, error);
  return standing->doc != NULL;
}

static void
assert_standing (Office     *office,
                 const char *key,
                 guint       n,
                 const char *next)
{
  Standing standing = { .key = key };

  run (office, SPT_STORE_READ, look_job, &standing);
  g_assert_cmpuint (standing.n, ==, n);
  g_assert_cmpstr (standing.next, ==, next);
  g_free (standing.next);
  g_free (standing.doc);
}

static AdwComboRow *
find_operation (GtkWindow *dialog)
{
  return ADW_COMBO_ROW (gtk_widget_get_ancestor (find_label (GTK_WIDGET (dialog), "What the rows ask for"),
                                                 ADW_TYPE_COMBO_ROW));
}

static SptImportColumnRow *
find_column (GtkWidget  *widget,
             const char *name)
{
  if (SPT_IS_IMPORT_COLUMN_ROW (widget) &&
      strcmp (spt_import_column_row_get_column (SPT_IMPORT_COLUMN_ROW (widget))->name, name) == 0)
    return SPT_IMPORT_COLUMN_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      SptImportColumnRow *found = find_column (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
find_send_sheet (gpointer user_data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWindow **found = user_data;

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (SPT_IS_SEND_DIALOG (at->data) && gtk_widget_get_mapped (at->data))
        *found = at->data;
    }
  return *found != NULL;
}

/* --- reservations -------------------------------------------------------------------------------------- */

/* An office's own names are known, nothing is missing, and the words are of vouchers from the first page to the last. */
static void
test_reservations (Office        *office,
                   gconstpointer  data)
{
  g_autoptr (GFile) file = write_file ("clienti.csv", THEIRS ROSSI ";Rossi;Mario" TAIL_OF_THEIRS
                                       BIANCHI ";Bianchi;Luigi" TAIL_OF_THEIRS
                                       "RSSMRA80A01H501X;Verdi;Ugo" TAIL_OF_THEIRS);
  GtkWindow *sheet = NULL;
  GtkWindow *dialog;
  GtkWidget *page;

  run (office, SPT_STORE_WRITE, second_job, NULL);
  dialog = open_dialog (office, file);

  /* Straight to the columns: they say what the rows ask for, and nothing is left to be said. */
  assert_label (dialog, "Check the File");
  page = find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_COLUMNS);
  g_assert_null (find_label (page, "Still missing"));
  assert_label (find_column (page, "famiglia.codiceFiscale"), "CF");
  assert_label (find_column (page, "comune"), "Comune");
  g_assert_null (find_column (page, "operazione"));
  tab_walk_assert_free (page);

  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  assert_label (dialog, "The rows ask for: Reservation");
  assert_label (dialog, "Import 3 Vouchers");
  assert_label (dialog, "Import Only the 2 Correct");
  tab_walk_assert_free (find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_CHECK));

  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  assert_label (dialog, "3 Vouchers Imported");
  assert_label (dialog, "Correct the 1 Voucher");
  assert_label (dialog, "Send the 2 Ready Vouchers");
  tab_walk_assert_free (find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_DONE));
  assert_standing (office, ROSSI, 1, "prenotazione");

  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.send", NULL);
  g_assert_true (spt_test_wait (find_send_sheet, &sheet, SPT_TEST_TIMEOUT_MS));
  assert_label (sheet, "2 reservations");
  close_dialog (sheet);
}

/* The page of what is to be fixed shows only what this file brought. */
static void
test_to_fix (Office        *office,
             gconstpointer  data)
{
  g_autoptr (GFile) file = write_file ("clienti.csv", THEIRS ROSSI ";Rossi;Mario" TAIL_OF_THEIRS
                                       "RSSMRA80A01H501X;Verdi;Ugo" TAIL_OF_THEIRS);
  GtkWindow *dialog = open_dialog (office, file);

  assert_label (dialog, "Check the File");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  assert_label (dialog, "Import 2 Vouchers");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  assert_label (dialog, "2 Vouchers Imported");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.show-to-fix", NULL);
  assert_label (office->window, "Only the vouchers of one import");
  assert_label (office->window, "Verdi Ugo");
  assert_no_label (office->window, "Rossi Mario");
}

/* --- steps --------------------------------------------------------------------------------------------- */

/* Columns that do not say what is asked: the likely one is preselected, what it means stands below, and another choice fits
 * the columns to it. */
static void
test_asks (Office        *office,
           gconstpointer  data)
{
  g_autoptr (GFile) file = write_file ("elenco.csv", "Codice fiscale;Data;Tecnologia\n" ROSSI ";02/11/2026;FTTH\n");
  GtkWindow *dialog;
  GtkWidget *page;

  run (office, SPT_STORE_WRITE, fill_job, NULL);
  dialog = open_dialog (office, file);
  assert_label (dialog, "What the rows ask for");
  g_assert_cmpuint (adw_combo_row_get_selected (find_operation (dialog)), ==, 1);
  assert_label (dialog, "Each row says since when, and with which technology, a reserved voucher is in service.");
  tab_walk_assert_free (find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_CHOOSE));
  gtk_window_set_default_size (dialog, 360, 600);
  settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (dialog)), <=, 372);

  adw_combo_row_set_selected (find_operation (dialog), 2);
  assert_label (dialog, "Each row says since when the service of an activated voucher has ended.");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.continue", NULL);
  assert_label (dialog, "Check the File");
  page = find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_COLUMNS);
  assert_label (find_column (page, "cessazione.1.dataCessazione"), "Data");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.back", NULL);
  assert_label (dialog, "What the rows ask for");
  adw_combo_row_set_selected (find_operation (dialog), 1);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.continue", NULL);
  assert_label (dialog, "Check the File");
  page = find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_COLUMNS);
  assert_label (find_column (page, "attivazione.1.dataAttivazione"), "Data");
  assert_label (find_column (page, "attivazione.1.tecnologiaAttivata"), "Tecnologia");
  g_assert_null (find_label (page, "Still missing"));
  tab_walk_assert_free (page);

  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  assert_label (dialog, "The rows ask for: Activation");
  assert_label (dialog, "Import 1 Voucher");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  assert_label (dialog, "Send 1 Ready Voucher");
  assert_standing (office, ROSSI, 1, "attivazione");

  /* The step goes, the voucher stays. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.undo", NULL);
  assert_label (office->window, "Taken back");
  assert_standing (office, ROSSI, 1, NULL);
  settle ();

  /* Remembered with its layout: the next file of that shape needs nobody. */
  dialog = open_dialog (office, file);
  assert_label (dialog, "The rows ask for: Activation");
  close_dialog (dialog);
}

/* A list of codes alone can be a withdrawal, also in our own layout. */
static void
test_withdrawals (Office        *office,
                  gconstpointer  data)
{
  g_autoptr (GFile) file = write_file ("disdette-novembre.csv", "famiglia.codiceFiscale;famiglia.cognome\n" ROSSI ";Rossi\n");
  GtkWindow *dialog;

  run (office, SPT_STORE_WRITE, fill_job, NULL);
  dialog = open_dialog (office, file);
  assert_label (dialog, "What the rows ask for");
  g_assert_cmpuint (adw_combo_row_get_selected (find_operation (dialog)), ==, 3);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.continue", NULL);
  assert_label (dialog, "The rows ask for: Withdrawal");
  assert_label (dialog, "Import 1 Voucher");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  assert_label (dialog, "Send 1 Ready Voucher");
  assert_standing (office, ROSSI, 1, "disdetta");
  close_dialog (dialog);
}

static gboolean
another_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GPtrArray) accounts = spt_db_list_accounts (db, error);
  const SptDossierNews news = {
    .key = ROSSI, .remote_id = "BUL-0003", .phase = "Prenotata", .stage = "open", .doc = DOC_ROSSI,
  };
  g_auto (SptNewsSum) sum = { 0 };

  return accounts != NULL &&
         spt_db_apply_news (db, SPT_KIND_VOUCHERS, spt_account_get_id (g_ptr_array_index (accounts, 0)), &news, 1, FALSE,
                            &sum, error);
}

static gboolean
is_open (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data);
}

/* Two may be meant: the row says what to write, there and then, and it comes in. */
static void
test_ambiguous (Office        *office,
                gconstpointer  data)
{
  g_autoptr (GFile) file = write_file ("attivazioni.csv", "Codice fiscale;Data attivazione;Tecnologia attivata\n"
                                       ROSSI ";02/11/2026;FTTH\n" DITTA ";02/11/2026;FTTH\n");
  GtkWidget *view, *mend, *entry;
  GtkWindow *dialog;

  run (office, SPT_STORE_WRITE, fill_job, NULL);
  run (office, SPT_STORE_WRITE, another_job, NULL);
  dialog = open_dialog (office, file);
  assert_label (dialog, "Check the File");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  assert_label (dialog, "write the number of the right one into the column “protocollo”");
  assert_label (dialog, "unusable");
  assert_label (dialog, "Import 1 Voucher");

  view = find_type (GTK_WIDGET (dialog), GTK_TYPE_COLUMN_VIEW);
  mend = find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_MEND);
  g_signal_emit_by_name (view, "activate", 0);
  g_assert_true (spt_test_wait (is_open, mend, SPT_TEST_TIMEOUT_MS));
  entry = find_type (mend, GTK_TYPE_ENTRY);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  gtk_editable_set_text (GTK_EDITABLE (entry), "BUL-0003");
  g_signal_emit_by_name (entry, "activate");
  assert_label (dialog, "Import 2 Vouchers");
  close_dialog (dialog);
}

/* --- accounts ------------------------------------------------------------------------------------------ */

/* With two accounts of the service it is asked whose they are, in words of vouchers. */
static void
test_accounts (Office        *office,
               gconstpointer  data)
{
  g_autoptr (GFile) file = write_file ("clienti.csv", THEIRS BIANCHI ";Bianchi;Luigi" TAIL_OF_THEIRS);
  GtkWindow *dialog;

  run (office, SPT_STORE_WRITE, fill_job, NULL);
  run (office, SPT_STORE_WRITE, second_job, NULL);
  dialog = open_dialog (office, file);
  assert_label (dialog, "The vouchers of the file are of this account, and are sent with it");
  assert_label (dialog, "altro · Production");
  g_assert_null (find_label (GTK_WIDGET (dialog), "Creditor body"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.continue", NULL);
  assert_label (dialog, "Check the File");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  assert_label (dialog, "Import 1 Voucher");
  close_dialog (dialog);
}

/* --- from where, and back ------------------------------------------------------------------------------ */

static gboolean
import_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GPtrArray) entries = spt_db_list_imports (db, SPT_KIND_VOUCHERS, error);

  if (entries == NULL)
    return FALSE;
  *(gint64 *) data = entries->len > 0 ? ((SptImportEntry *) g_ptr_array_index (entries, 0))->id : 0;
  return TRUE;
}

static gint64
get_import (Office *office)
{
  gint64 id = 0;

  run (office, SPT_STORE_READ, import_job, &id);
  return id;
}

static gboolean
find_question (gpointer user_data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWindow **found = user_data;

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (at->data) && gtk_widget_get_mapped (at->data))
        *found = at->data;
    }
  return *found != NULL;
}

/* The list's menu has the imports; what came in is shown and taken back there; the step goes, the voucher stays. */
static void
test_list (Office        *office,
           gconstpointer  data)
{
  g_autoptr (GFile) file = write_file ("attivazioni.csv", "Codice fiscale;Data attivazione;Tecnologia attivata\n"
                                       ROSSI ";02/11/2026;FTTH\n");
  SptWindow *window = show_window (office);
  g_autoptr (GList) windows = NULL;
  GtkWindow *question = NULL;
  GtkWindow *dialog;

  spt_window_go (window, "vouchers");
  assert_label (window, "No Vouchers");
  assert_label (window, "Import from a File");
  run (office, SPT_STORE_WRITE, fill_job, NULL);
  dialog = open_dialog (office, file);
  assert_label (dialog, "Check the File");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  assert_label (dialog, "Import 1 Voucher");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  assert_label (dialog, "1 Voucher Imported");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.show", NULL);
  assert_label (window, "Only the vouchers of one import");
  assert_label (window, ROSSI);
  assert_no_label (window, DITTA);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (spt_window_get_page (window)), "records.imports", NULL));
  settle ();
  windows = gtk_window_list_toplevels ();
  dialog = NULL;
  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (SPT_IS_IMPORTS_DIALOG (at->data))
        dialog = at->data;
    }
  g_assert_nonnull (dialog);
  assert_label (dialog, "attivazioni.csv");
  assert_label (dialog, "1 correct");
  g_assert_cmpint (get_import (office), >, 0);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "imports.undo", "x", get_import (office));
  g_assert_true (spt_test_wait (find_question, &question, SPT_TEST_TIMEOUT_MS));
  assert_label (question, "Of vouchers that were there already only what the file prepared goes");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "undo");
  gtk_window_close (question);
  assert_label (dialog, "Taken back");
  assert_label (dialog, "· taken back");
  close_dialog (dialog);
  assert_standing (office, ROSSI, 1, NULL);
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

  g_test_add ("/vouchers-import/reservations", Office, NULL, set_up, test_reservations, tear_down);
  g_test_add ("/vouchers-import/to-fix", Office, NULL, set_up, test_to_fix, tear_down);
  g_test_add ("/vouchers-import/asks", Office, NULL, set_up, test_asks, tear_down);
  g_test_add ("/vouchers-import/withdrawals", Office, NULL, set_up, test_withdrawals, tear_down);
  g_test_add ("/vouchers-import/ambiguous", Office, NULL, set_up, test_ambiguous, tear_down);
  g_test_add ("/vouchers-import/accounts", Office, NULL, set_up, test_accounts, tear_down);
  g_test_add ("/vouchers-import/list", Office, NULL, set_up, test_list, tear_down);

  status = g_test_run ();
  user_data_finish ();
  return status;
}
