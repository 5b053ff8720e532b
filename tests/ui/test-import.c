/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant with a display: each step of it, over a small office. */
#include "config.h"

#include "office.h"

#include "services/spt-services-table.h"
#include "store/spt-db.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-imports.h"
#include "store/spt-store-dues.h"
#include "store/spt-store-positions.h"
#include "tab-walk.h"
#include "ui/spt-import-check.h"
#include "ui/spt-import-choice.h"
#include "ui/spt-import-choose.h"
#include "ui/spt-import-column-row.h"
#include "ui/spt-import-columns.h"
#include "ui/spt-import-dialog.h"
#include "ui/spt-import-done.h"
#include "ui/spt-import-mend.h"
#include "ui/spt-import-picker.h"
#include "ui/spt-import-layouts.h"
#include "ui/spt-imports-dialog.h"
#include "user-data.h"

/* Somebody else's names; "Chiave", and what has no column of theirs, is left to a person. */
#define THEIRS "Chiave;Cognome;Nome;CF;Codice IUV;Importo;Causale;Scadenza;Tassonomia;IBAN;Note\n"
#define TAIL_OF_THEIRS "TARI 2026;16/12/2039;9/0101100TS/;IT60X0542811101000000123456;x\n"

/* --- choices ------------------------------------------------------------------------------------------- */

static void
test_choice (void)
{
  static const struct
  {
    const char          *template_text;
    SptImportChoiceKind  kind;
    guint                first, second;
    const char          *text;
  } cases[] = {
    { NULL, SPT_IMPORT_NOTHING, 0, 0, NULL },
    { "{Cognome}", SPT_IMPORT_COLUMN, 0, 0, NULL },
    { "{a}}b {{c}", SPT_IMPORT_COLUMN, 2, 0, NULL },
    { "{Cognome} {Nome}", SPT_IMPORT_JOINED, 0, 1, NULL },
    { "TARI {{2026}}", SPT_IMPORT_FIXED, 0, 0, "TARI {2026}" },
    { "{Cognome}, {Nome}", SPT_IMPORT_TEMPLATE, 0, 0, "{Cognome}, {Nome}" },
    { "{Altro}", SPT_IMPORT_TEMPLATE, 0, 0, "{Altro}" },
    { "{Cognome", SPT_IMPORT_TEMPLATE, 0, 0, "{Cognome" },
  };
  g_autoptr (GPtrArray) header = g_ptr_array_new ();
  g_autoptr (GArray) columns = NULL;
  g_autofree char *unknown = NULL;

  g_ptr_array_add (header, (gpointer) "Cognome");
  g_ptr_array_add (header, (gpointer) "Nome");
  g_ptr_array_add (header, (gpointer) "a}b {c");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (SptImportChoice) choice = { 0 };
      g_autofree char *again = NULL;

      spt_import_choice_read (&choice, cases[i].template_text, header);
      g_assert_cmpint (choice.kind, ==, cases[i].kind);
      g_assert_cmpuint (choice.first, ==, cases[i].first);
      g_assert_cmpuint (choice.second, ==, cases[i].second);
      g_assert_cmpstr (choice.text, ==, cases[i].text);
      again = spt_import_choice_dup_template (&choice, header);
      g_assert_cmpstr (again, ==, cases[i].template_text);
    }
  columns = spt_import_template_get_columns ("{Nome}-{Altro}-{Cognome}", header, &unknown);
  g_assert_cmpuint (columns->len, ==, 2);
  g_assert_cmpuint (g_array_index (columns, guint, 0), ==, 1);
  g_assert_cmpstr (unknown, ==, "Altro");
}

/* --- what the tests do --------------------------------------------------------------------------------- */

static GFile *
write_file (const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (spt_test_make_dir (), name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

/* @n rows; of the third the tax code is wrong, of the fourth the amount, the sixth is in the archive already. */
static GFile *
write_theirs (const char *name,
              guint       n)
{
  g_autoptr (GString) text = g_string_new (THEIRS);

  for (guint i = 1; i <= n; i++)
    {
      guint number = 900 + i;
      char base[17];
      char key[16];
      guint64 check = 0;

      g_snprintf (base, sizeof base, "302%013u", number);
      for (const char *p = base; *p != '\0'; p++)
        check = (check * 10 + (guint64) (*p - '0')) % 93;
      g_snprintf (key, sizeof key, i == 6 ? "P-1" : "X-%u", i);
      g_string_append_printf (text, "%s;Rossi;Mario %u;%s;02%013u%02u;%s;" TAIL_OF_THEIRS, key, i,
                              i == 3 ? "RSSMRA80A01H501X" : "RSSMRA80A01H501U", number, (guint) check,
                              i == 4 ? "12o,00" : "1.120,50");
    }
  return write_file (name, text->str);
}

static GtkWindow *
open_dialog (Office *office,
             GFile  *file)
{
  SptWindow *window = office->window != NULL ? office->window : show_window (office);
  GtkWindow *dialog = spt_import_dialog_new (GTK_WIDGET (window), office->desk, file);

  gtk_window_present (dialog);
  return dialog;
}

static SptImportColumnRow *
find_column (GtkWidget  *widget,
             const char *name)
{
  if (SPT_IS_IMPORT_COLUMN_ROW (widget) &&
      strcmp (spt_import_column_row_get_column (SPT_IMPORT_COLUMN_ROW (widget))->name, name) == 0)
    return SPT_IMPORT_COLUMN_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      SptImportColumnRow *found = find_column (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
pick (GtkWindow           *dialog,
      const char          *name,
      SptImportChoiceKind  kind,
      guint                column)
{
  spt_import_column_row_pick (find_column (GTK_WIDGET (dialog), name), FALSE, kind, column);
}

static guint
count_findings (GtkWindow *dialog)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (find_type (GTK_WIDGET (dialog), GTK_TYPE_COLUMN_VIEW));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view)));
}

static void
finish_columns (GtkWindow *dialog)
{
  pick (dialog, "iupd", SPT_IMPORT_COLUMN, 0);
  pick (dialog, "switchToExpired", SPT_IMPORT_FIXED, 0);
  pick (dialog, "isPartialPayment", SPT_IMPORT_FIXED, 0);
  pick (dialog, "companyName", SPT_IMPORT_FIXED, 0);
  gtk_editable_set_text (GTK_EDITABLE (find_type (GTK_WIDGET (find_column (GTK_WIDGET (dialog), "companyName")),
                                                  GTK_TYPE_ENTRY)), "Comune di Esempio");
}

typedef struct
{
  GtkWindow *dialog;
  guint      n;
} Count;

static gboolean
has_findings (gpointer user_data)
{
  Count *count = user_data;

  return count_findings (count->dialog) == count->n;
}

static void
assert_findings (GtkWindow *dialog,
                 guint      n)
{
  Count count = { dialog, n };

  if (!spt_test_wait (has_findings, &count, SPT_TEST_TIMEOUT_MS))
    g_error ("%u findings instead of %u", count_findings (dialog), n);
}

static GtkWidget *
find_toggle (GtkWindow  *dialog,
             const char *word)
{
  GtkWidget *label = find_label (find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_CHECK), word);

  return gtk_widget_get_ancestor (label, GTK_TYPE_TOGGLE_BUTTON);
}

static gboolean
count_positions (SptDb         *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  guint *n = data;
  g_autoptr (GArray) ids = NULL;
  SptPositionQuery query = { 0 };

  ids = spt_db_query_positions (db, &query, cancellable, error);
  *n = ids != NULL ? ids->len : 0;
  return ids != NULL;
}

static guint
get_n_positions (Office *office)
{
  guint n = 0;

  g_assert_true (spt_store_run_sync (office->store, SPT_STORE_READ, count_positions, &n, NULL, NULL));
  return n;
}

/* --- the steps ----------------------------------------------------------------------------------------- */

/* Their columns are found by their names; what is missing is said; the samples are those of the row looked at. */
static void
test_columns (Office        *office,
              gconstpointer  data)
{
  g_autoptr (GFile) file = write_theirs ("Estrazione_TARI_2026-03.csv", 8);
  GtkWindow *dialog = open_dialog (office, file);
  GtkWidget *page;
  GtkWidget *row;

  assert_label (dialog, "Still missing: Position identifier (IUPD)");
  assert_label (dialog, "Estrazione_TARI_2026-03.csv · CSV, UTF-8, separated by semicolons");
  page = find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_COLUMNS);
  tab_walk_assert_free (page);

  /* Surname and name were joined by themselves. */
  row = GTK_WIDGET (find_column (page, "fullName"));
  assert_label (row, "Cognome");
  assert_label (row, "Rossi Mario 1");
  gtk_widget_activate_action (page, "columns.next", NULL);
  assert_label (row, "Rossi Mario 2");
  assert_label (page, "Row 3");

  /* What is used is not among the unused any more. */
  assert_label (page, "Chiave · Note");
  pick (dialog, "iupd", SPT_IMPORT_COLUMN, 0);
  assert_label (find_column (page, "iupd"), "X-2");
  assert_no_label (page, "Chiave · Note");
  assert_no_label (page, "Position identifier (IUPD),");

  /* A template for who knows how; what is no column of theirs is said at once. */
  pick (dialog, "description", SPT_IMPORT_TEMPLATE, 0);
  row = GTK_WIDGET (find_column (page, "description"));
  gtk_editable_set_text (GTK_EDITABLE (find_type (row, GTK_TYPE_ENTRY)), "{Causale}: {Notte}");
  assert_label (row, "The file has no column “Notte”");
  gtk_editable_set_text (GTK_EDITABLE (find_type (row, GTK_TYPE_ENTRY)), "{Causale}, {Note}");
  assert_label (row, "TARI 2026, x");
  g_assert_null (find_label (row, "The file has no column"));

  /* The rest comes on demand. */
  assert_label (page, "Add “Transfer 2”");
  gtk_widget_activate_action (page, "columns.add-group", NULL);
  assert_label (page, "Transfer 2");
  assert_label (page, "Add “Transfer 3”");
  tab_walk_assert_free (page);

  gtk_window_set_default_size (dialog, 360, 600);
  settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (dialog)), <=, 372);
  tab_walk_assert_free (page);
  close_dialog (dialog);
}

static gboolean
picker_is_open (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data);
}

/* Typing finds a column anywhere in its name; Return takes it, and the focus is where it was. */
static void
test_picker (Office        *office,
             gconstpointer  data)
{
  g_autoptr (GFile) file = write_theirs ("theirs.csv", 2);
  GtkWindow *dialog = open_dialog (office, file);
  GtkWidget *button, *picker, *search;

  assert_label (dialog, "Still missing:");
  button = find_type (GTK_WIDGET (find_column (GTK_WIDGET (dialog), "iupd")), GTK_TYPE_BUTTON);
  picker = find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_PICKER);
  gtk_widget_activate (button);
  g_assert_true (spt_test_wait (picker_is_open, picker, SPT_TEST_TIMEOUT_MS));
  search = find_type (picker, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (search), "no such");
  assert_label (picker, "The file has no such column");
  gtk_editable_set_text (GTK_EDITABLE (search), "HIAVE");
  assert_no_label (picker, "The file has no such column");
  g_signal_emit_by_name (search, "activate");
  assert_label (find_column (GTK_WIDGET (dialog), "iupd"), "X-1");
  g_assert_false (gtk_widget_get_mapped (picker));
  g_assert_true (gtk_window_get_focus (dialog) == button);
  close_dialog (dialog);
}

/* What was found is counted, filtered, and mended where it stands; what stays does not move. */
static void
test_check (Office        *office,
            gconstpointer  data)
{
  g_autoptr (GFile) file = write_theirs ("theirs.csv", 8);
  GtkWindow *dialog = open_dialog (office, file);
  GtkWidget *page, *view, *mend, *entry;
  guint n_all;

  assert_label (dialog, "Still missing:");
  finish_columns (dialog);
  assert_no_label (dialog, "Still missing:");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  assert_label (dialog, "Import 7 Positions");
  assert_label (dialog, "Import Only the 5 Correct");
  assert_label (dialog, "Layout: theirs");
  page = find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_CHECK);
  tab_walk_assert_free (page);

  /* Each count shows its rows; again, all. */
  n_all = count_findings (dialog);
  g_assert_cmpuint (n_all, >, 3);
  gtk_widget_activate (find_toggle (dialog, "to correct"));
  assert_findings (dialog, 4);
  gtk_widget_activate (find_toggle (dialog, "duplicate"));
  assert_findings (dialog, 2);
  gtk_widget_activate (find_toggle (dialog, "unusable"));
  assert_label (dialog, "Nothing to look at in these rows.");
  gtk_widget_activate (find_toggle (dialog, "unusable"));
  assert_findings (dialog, n_all);

  /* Their name of the column stands beside ours. */
  assert_label (dialog, "CF");
  view = find_type (GTK_WIDGET (dialog), GTK_TYPE_COLUMN_VIEW);
  mend = find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_MEND);
  g_signal_emit_by_name (view, "activate", 0);
  g_assert_true (spt_test_wait (picker_is_open, mend, SPT_TEST_TIMEOUT_MS));
  entry = find_type (mend, GTK_TYPE_ENTRY);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "RSSMRA80A01H501X");
  gtk_editable_set_text (GTK_EDITABLE (entry), "RSSMRA80A01H501U");
  g_signal_emit_by_name (entry, "activate");
  assert_label (dialog, "Import Only the 6 Correct");
  assert_no_label (dialog, "RSSMRA80A01H501X");
  g_assert_cmpuint (get_n_positions (office), ==, 6);

  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  assert_label (dialog, "7 Positions Imported");
  tab_walk_assert_free (find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_DONE));
  g_assert_cmpuint (get_n_positions (office), ==, 13);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.undo", NULL);
  assert_label (office->window, "7 positions removed");
  g_assert_cmpuint (get_n_positions (office), ==, 6);
  settle ();

  /* The next file of this kind needs nobody: its columns are known. */
  dialog = open_dialog (office, file);
  assert_label (dialog, "Layout already known: theirs");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.columns", NULL);
  assert_label (find_column (GTK_WIDGET (dialog), "iupd"), "Chiave");
  close_dialog (dialog);
}

/* Closed at the check, or killed there: the columns were said once, and stay said. */
static void
test_kept (Office        *office,
           gconstpointer  data)
{
  g_autoptr (GFile) file = write_theirs ("theirs.csv", 8);
  GtkWindow *dialog = open_dialog (office, file);

  assert_label (dialog, "Still missing:");
  finish_columns (dialog);
  assert_no_label (dialog, "Still missing:");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  assert_label (dialog, "Import 7 Positions");
  settle ();
  close_dialog (dialog);
  g_assert_cmpuint (get_n_positions (office), ==, 6);

  dialog = open_dialog (office, file);
  assert_label (dialog, "Layout already known: theirs");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.columns", NULL);
  assert_label (find_column (GTK_WIDGET (dialog), "iupd"), "Chiave");
  close_dialog (dialog);
}

/* A file of our own layout with a fault in each row: straight to the check, and on a telephone's width. */
static void
test_plain (Office        *office,
            gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (HEAD);
  g_autoptr (GFile) file = NULL;
  GtkWindow *dialog;

  for (guint i = 0; i < 1500; i++)
    g_string_append_printf (text, "M-%u;RSSMRA80A01H501U;Rossi;false;Comune di Esempio;02000000000000184;12,5o" TAIL, i);
  file = write_file ("more.csv", text->str);
  dialog = open_dialog (office, file);
  assert_label (dialog, "Import 1,500 Positions");
  assert_label (dialog, "12,5o");
  assert_label (dialog, "amount");
  assert_label (dialog, "Write for example");
  g_assert_cmpuint (count_findings (dialog), >=, 3000);
  assert_no_label (dialog, "findings.");

  gtk_window_set_default_size (dialog, 360, 600);
  assert_label (dialog, "Row 2");
  settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (dialog)), <=, 372);
  tab_walk_assert_free (find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_CHECK));

  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  assert_label (dialog, "Correct the 1,500 Positions");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.show-to-fix", NULL);
  assert_label (office->window, "Only the positions of one import");
}

/* With several bodies, a file that does not say whose its rows are asks for it; the answer is there the next time. */
static void
test_accounts (Office        *office,
               gconstpointer  data)
{
  g_autoptr (GFile) file = write_theirs ("theirs.csv", 2);
  GtkWindow *dialog;
  GtkWidget *page, *row;

  add_account (office, "comune.primo", SPT_ENVIRONMENT_TEST);
  add_account (office, "comune.secondo", SPT_ENVIRONMENT_TEST);
  dialog = open_dialog (office, file);
  assert_label (dialog, "Creditor body");
  assert_label (dialog, "comune.primo · 77777777777");
  page = find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_CHOOSE);
  tab_walk_assert_free (page);
  g_assert_null (find_label (page, "Generate missing IUVs"));
  row = gtk_widget_get_ancestor (find_label (page, "Creditor body"), ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.continue", NULL);
  assert_label (dialog, "Still missing:");
  finish_columns (dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  assert_label (dialog, "comune.secondo · 77777777777");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  assert_label (dialog, "2 Positions Imported");
  close_dialog (dialog);

  dialog = open_dialog (office, file);
  assert_label (dialog, "Creditor body");
  row = gtk_widget_get_ancestor (find_label (GTK_WIDGET (dialog), "Creditor body"), ADW_TYPE_COMBO_ROW);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 1);
  close_dialog (dialog);
}

/* Which body: by its name, not by its tax code. */
static void
test_body (Office        *office,
           gconstpointer  data)
{
  g_autoptr (GFile) file = write_theirs ("theirs.csv", 2);
  GtkWindow *dialog;
  SptImportColumnRow *row;
  GtkWidget *bodies;

  add_account (office, "comune.primo", SPT_ENVIRONMENT_TEST);
  dialog = open_dialog (office, file);
  assert_label (dialog, "Still missing:");
  pick (dialog, "organization", SPT_IMPORT_FIXED, 0);
  row = find_column (GTK_WIDGET (dialog), "organization");
  bodies = find_type (GTK_WIDGET (row), GTK_TYPE_DROP_DOWN);
  assert_label (bodies, "comune.primo · 77777777777");
  g_assert_cmpstr (spt_import_column_row_get_choice (row)->text, ==, "77777777777");
  g_assert_false (gtk_widget_get_visible (find_type (GTK_WIDGET (row), GTK_TYPE_ENTRY)));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (bodies), 1);
  g_assert_true (gtk_widget_get_visible (find_type (GTK_WIDGET (row), GTK_TYPE_ENTRY)));
  gtk_editable_set_text (GTK_EDITABLE (find_type (GTK_WIDGET (row), GTK_TYPE_ENTRY)), "00000000000");
  g_assert_cmpstr (spt_import_column_row_get_choice (row)->text, ==, "00000000000");
  close_dialog (dialog);
}

static gboolean
save_due_job (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (SptDueType) due = spt_due_type_new (
    0, "77777777777", "TARI", "{\"name\":\"TARI\",\"organization\":\"77777777777\",\"companyName\":\"Comune di "
    "Esempio\",\"description\":\"TARI {anno}\",\"category\":\"9/0101100TS/\",\"iban\":"
    "\"IT60X0542811101000000123456\",\"due-rule\":\"days\",\"due-days\":\"30\"}");

  return spt_db_save_due_type (db, due, "Rosa", error) != 0;
}

/* A sheet of names and amounts: the rest is what every position of that kind has. */
static void
test_due (Office        *office,
          gconstpointer  data)
{
  g_autoptr (GFile) file = write_file ("bare.csv", "Chiave;Cognome;CF;Codice IUV;Importo\n"
                                       "D-1;Rossi;RSSMRA80A01H501U;02000000000099050;10,00\n");
  GtkWindow *dialog;
  GtkWidget *row;
  g_autoptr (GError) error = NULL;

  add_account (office, "comune", SPT_ENVIRONMENT_TEST);
  spt_store_run_sync (office->store, SPT_STORE_WRITE, save_due_job, NULL, NULL, &error);
  g_assert_no_error (error);
  dialog = open_dialog (office, file);
  assert_label (dialog, "Still missing:");
  pick (dialog, "iupd", SPT_IMPORT_COLUMN, 0);
  pick (dialog, "fullName", SPT_IMPORT_COLUMN, 1);
  pick (dialog, "fiscalCode", SPT_IMPORT_COLUMN, 2);
  pick (dialog, "iuv", SPT_IMPORT_COLUMN, 3);
  pick (dialog, "amount", SPT_IMPORT_COLUMN, 4);
  pick (dialog, "switchToExpired", SPT_IMPORT_FIXED, 0);
  assert_label (dialog, "Still missing:");
  row = gtk_widget_get_ancestor (find_label (GTK_WIDGET (dialog), "What the file lacks comes from"), ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  assert_no_label (dialog, "Still missing:");
  assert_label (find_column (GTK_WIDGET (dialog), "companyName"), "From the kind of due");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  assert_label (dialog, "Import 1 Position");
  assert_no_label (dialog, "Import Only");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  assert_label (dialog, "1 Position Imported");
  close_dialog (dialog);
}

/* Stopped in the midst of it: nothing has come in, and it is said. */
static void
test_stop (Office        *office,
           gconstpointer  data)
{
  g_autoptr (GFile) file = write_theirs ("theirs.csv", 20000);
  GtkWindow *dialog = open_dialog (office, file);

  assert_label (dialog, "Still missing:");
  finish_columns (dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.stop", NULL);
  assert_label (dialog, "Stopped: nothing has changed.");
  g_assert_nonnull (find_label (GTK_WIDGET (dialog), "Check the File"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
  assert_label (dialog, "Import 19,999 Positions");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.stop", NULL);
  assert_label (dialog, "The import was stopped: no position came in.");
  g_assert_nonnull (find_label (GTK_WIDGET (dialog), "Import 19,999 Positions"));
  g_assert_cmpuint (get_n_positions (office), ==, 6);
  close_dialog (dialog);
}

static gboolean
accept_one_job (SptDb         *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  return spt_db_exec (db, error, "UPDATE position_now SET accepted = 1 WHERE id IN (SELECT id FROM position WHERE iupd = 'X-1' "
                      "AND removed IS NULL)", "");
}

static gboolean
newest_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GPtrArray) entries = spt_db_list_imports (db, SPT_KIND_POSITIONS, error);

  if (entries == NULL)
    return FALSE;
  *(gint64 *) data = ((SptImportEntry *) g_ptr_array_index (entries, 0))->id;
  return TRUE;
}

static gint64
get_newest (Office *office)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  spt_store_run_sync (office->store, SPT_STORE_READ, newest_job, &id, NULL, &error);
  g_assert_no_error (error);
  return id;
}

static GtkWindow *
open_list (Office *office)
{
  GtkWindow *list = spt_imports_dialog_new (GTK_WIDGET (spt_window_get_page (office->window)), office->desk,
                                            spt_import_kind_find (SPT_KIND_POSITIONS));

  gtk_window_present (list);
  return list;
}

static AdwMessageDialog *
find_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (at->data) && gtk_widget_get_mapped (at->data))
        return at->data;
    }
  return NULL;
}

static gboolean
has_question (gpointer user_data)
{
  return find_question () != NULL;
}

static guint
count_buttons (GtkWidget  *widget,
               const char *action)
{
  const char *name = GTK_IS_ACTIONABLE (widget) ? gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) : NULL;
  guint n = g_strcmp0 (name, action) == 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_buttons (child, action);
  return n;
}

static void
import_theirs (Office   *office,
               GFile    *file,
               gboolean  is_known)
{
  GtkWindow *dialog = open_dialog (office, file);

  if (!is_known)
    {
      assert_label (dialog, "Still missing:");
      finish_columns (dialog);
      gtk_widget_activate_action (GTK_WIDGET (dialog), "import.check", NULL);
    }
  assert_label (dialog, "Import 4 Positions");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  assert_label (dialog, "4 Positions Imported");
  close_dialog (dialog);
}

/* Long after the assistant was closed: what came in when, the sheet to be had again, and the way back until something was sent. */
static void
test_list (Office        *office,
           gconstpointer  data)
{
  g_autoptr (GFile) file = write_theirs ("theirs.csv", 4);
  g_autoptr (GError) error = NULL;
  GtkWindow *list;
  guint n_exports, n_undos;

  spt_window_go (show_window (office), "positions");
  settle ();
  list = open_list (office);
  assert_label (list, "The newest first.");
  n_exports = count_buttons (GTK_WIDGET (list), "imports.export");
  n_undos = count_buttons (GTK_WIDGET (list), "imports.undo");
  close_dialog (list);

  import_theirs (office, file, FALSE);
  list = open_list (office);
  assert_label (list, "theirs.csv");
  assert_label (list, "2 correct · 2 came in with errors");
  g_assert_cmpuint (count_buttons (GTK_WIDGET (list), "imports.export"), ==, n_exports + 1);
  tab_walk_assert_free (find_type (GTK_WIDGET (list), GTK_TYPE_STACK));
  gtk_window_set_default_size (list, 360, 600);
  settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (list)), <=, 372);

  gtk_widget_activate_action (GTK_WIDGET (list), "imports.undo", "x", get_newest (office));
  g_assert_true (spt_test_wait (has_question, NULL, SPT_TEST_TIMEOUT_MS));
  assert_label (find_question (), "Take the Import Back?");
  g_assert_cmpuint (get_n_positions (office), ==, 10);
  adw_message_dialog_response (find_question (), "undo");
  gtk_window_close (GTK_WINDOW (find_question ()));
  assert_label (list, "4 positions removed");
  assert_label (list, "· taken back");
  g_assert_cmpuint (count_buttons (GTK_WIDGET (list), "imports.undo"), ==, n_undos);
  g_assert_cmpuint (count_buttons (GTK_WIDGET (list), "imports.export"), ==, n_exports);
  g_assert_cmpuint (get_n_positions (office), ==, 6);
  close_dialog (list);

  /* Once the service has something of it, the way back is not offered. */
  import_theirs (office, file, TRUE);
  spt_store_run_sync (office->store, SPT_STORE_WRITE, accept_one_job, NULL, NULL, &error);
  g_assert_no_error (error);
  list = open_list (office);
  assert_label (list, "2 correct · 2 came in with errors");
  g_assert_cmpuint (count_buttons (GTK_WIDGET (list), "imports.undo"), ==, n_undos);
  g_assert_cmpuint (count_buttons (GTK_WIDGET (list), "imports.export"), ==, n_exports + 1);
  gtk_widget_activate_action (GTK_WIDGET (list), "imports.show", "x", get_newest (office));
  settle ();
  assert_label (office->window, "Only the positions of one import");
}

/* A layout that was remembered can be forgotten: the next file with its columns is asked about again. */
static void
test_forget (Office        *office,
             gconstpointer  data)
{
  g_autoptr (GFile) file = write_theirs ("theirs.csv", 4);
  g_autoptr (GFile) again = write_theirs ("theirs.csv", 5);
  GtkWindow *list;

  spt_window_go (show_window (office), "positions");
  settle ();
  import_theirs (office, file, FALSE);

  list = open_list (office);
  assert_label (list, "Remembered Layouts");
  g_assert_cmpuint (count_buttons (GTK_WIDGET (list), "layouts.forget"), ==, 1);
  gtk_widget_activate_action (find_type (GTK_WIDGET (list), SPT_TYPE_IMPORT_LAYOUTS), "layouts.forget", "s", "theirs");
  g_assert_true (spt_test_wait (has_question, NULL, SPT_TEST_TIMEOUT_MS));
  assert_label (find_question (), "Forget the Layout “theirs”?");
  adw_message_dialog_response (find_question (), "forget");
  gtk_window_close (GTK_WINDOW (find_question ()));
  assert_label (list, "Forgotten: theirs");
  settle ();
  g_assert_cmpuint (count_buttons (GTK_WIDGET (list), "layouts.forget"), ==, 0);
  close_dialog (list);

  list = open_dialog (office, again);
  assert_label (list, "Still missing:");
  close_dialog (list);
}

/* A dialog without a file, and one whose file is none. */
static void
test_file (Office        *office,
           gconstpointer  data)
{
  g_autoptr (GFile) file = write_file ("nothing.csv", "");
  GtkWindow *dialog = open_dialog (office, NULL);

  assert_label (dialog, "Choose or Drop a File");
  tab_walk_assert_free (find_type (GTK_WIDGET (dialog), SPT_TYPE_IMPORT_CHOOSE));
  close_dialog (dialog);

  dialog = open_dialog (office, file);
  assert_label (dialog, "Choose Another File…");
  close_dialog (dialog);
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

  g_test_add_func ("/import/choice", test_choice);
  g_test_add ("/import/file", Office, NULL, set_up, test_file, tear_down);
  g_test_add ("/import/columns", Office, NULL, set_up, test_columns, tear_down);
  g_test_add ("/import/picker", Office, NULL, set_up, test_picker, tear_down);
  g_test_add ("/import/check", Office, NULL, set_up, test_check, tear_down);
  g_test_add ("/import/kept", Office, NULL, set_up, test_kept, tear_down);
  g_test_add ("/import/plain", Office, NULL, set_up, test_plain, tear_down);
  g_test_add ("/import/accounts", Office, NULL, set_up, test_accounts, tear_down);
  g_test_add ("/import/list", Office, NULL, set_up, test_list, tear_down);
  g_test_add ("/import/forget", Office, NULL, set_up, test_forget, tear_down);
  g_test_add ("/import/body", Office, NULL, set_up, test_body, tear_down);
  g_test_add ("/import/due", Office, NULL, set_up, test_due, tear_down);
  g_test_add ("/import/stop", Office, NULL, set_up, test_stop, tear_down);

  status = g_test_run ();
  user_data_finish ();
  return status;
}
