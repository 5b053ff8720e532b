/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interventions of many plants in the window: their list, what waits for what, a year's consumption in one sheet, and all of it
 * in one order. */
#include "config.h"

#include "office.h"

#include <string.h>

#include "outbox/spt-consumption.h"
#include "outbox/spt-plants.h"
#include "services/spt-services-table.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"
#include "tab-walk.h"
#include "ui/catasto/spt-catasto-pages.h"
#include "ui/catasto/spt-consumption-item.h"
#include "ui/catasto/spt-consumption-sheet.h"
#include "ui/catasto/spt-day-reports.h"
#include "ui/catasto/spt-interventions-page.h"
#include "ui/catasto/spt-interventions-words.h"
#include "ui/spt-send-dialog.h"
#include "user-data.h"

#define CODE "PROVA0001"

typedef struct
{
  const char       *libretto;
  guint             n;       /* plants */
  gboolean          present; /* other software sent them */
  gint64            now;
  GArray           *plants;  /* (owned) (nullable) */
  GPtrArray        *lines;   /* (owned) (nullable) */
  SptConsumptionSum sum;
  SptQueueSum       queues;
  gint64            account;
  char             *states;  /* (owned) (nullable): "ready ready to-fix" */
} Work;

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->plants, g_array_unref);
  g_clear_pointer (&work->lines, g_ptr_array_unref);
  g_clear_pointer (&work->sum.ids, g_array_unref);
  g_clear_pointer (&work->states, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static void
run (Office       *office,
     SptStoreMode  mode,
     SptStoreFunc  func,
     Work         *work)
{
  g_autoptr (GError) error = NULL;

  work->now = spt_desk_get_now (office->desk);
  spt_store_run_sync (office->store, mode, func, work, NULL, &error);
  g_assert_no_error (error);
}

/* --- an archive with plants ---------------------------------------------------------------------------- */

static gboolean
plants_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Work *work = data;

  work->plants = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 1; i <= work->n; i++)
    {
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      g_autoptr (GString) doc = g_string_new (work->libretto);
      g_autofree char *code = g_strdup_printf ("PROVA%04u", i);
      gint64 id;

      g_string_replace (doc, CODE, code, 0);
      id = spt_plant_save_libretto (db, 0, doc->str, doc->len, 0, 0, 0, "Rosa", work->now, issues, NULL, error);
      if (id == 0)
        return FALSE;
      g_array_append_val (work->plants, id);
    }
  return !work->present ||
         spt_plants_mark_present (db, (const gint64 *) (void *) work->plants->data, work->n, "2024-01-01", "portale", "Rosa",
                                  work->now, NULL, error);
}

static void
add_plants (Office   *office,
            Work     *work,
            guint     n,
            gboolean  present)
{
  g_autofree char *path = g_build_filename (PLANTS, "rich.xml", NULL);
  g_autofree char *libretto = NULL;

  g_assert_true (g_file_get_contents (path, &libretto, NULL, NULL));
  work->libretto = libretto;
  work->n = n;
  work->present = present;
  run (office, SPT_STORE_WRITE, plants_job, work);
  work->libretto = NULL;
}

static gboolean
account_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Work *work = data;
  g_autoptr (SptAccount) account = spt_account_new ("catasto", "regione", SPT_ENVIRONMENT_TEST);

  g_object_set (account, "base-url", "https://example.invalid/catasto", NULL);
  spt_account_set_setting (account, "authorization", "none");
  if (!spt_db_save_account (db, account, error))
    return FALSE;
  work->account = spt_account_get_id (account);
  return TRUE;
}

static gboolean
list_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;

  g_clear_pointer (&work->lines, g_ptr_array_unref);
  work->lines = spt_consumption_list (db, NULL, 0, work->now, NULL, error);
  return work->lines != NULL;
}

static gboolean
save_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;

  if (work->sum.ids == NULL)
    work->sum.ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return spt_consumption_save (db, work->lines, "Rosa", work->now, &work->sum, error);
}

static gboolean
states_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Work *work = data;
  const SptListQuery query = { .sort = SPT_DOSSIER_SORT_KEY };
  g_autoptr (GArray) ids = spt_db_query_list (db, &spt_interventions_kind, &query, NULL, error);
  g_autoptr (GString) states = g_string_new (NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, g_array_index (ids, gint64, i), error);
      const SptDossierData *row = spt_dossier_get_data (dossier);

      g_string_append_printf (states, "%s%s %s %s", i > 0 ? ", " : "", row->key, row->type, spt_state_to_string (row->state));
    }
  g_free (work->states);
  work->states = g_string_free (g_steal_pointer (&states), FALSE);
  return ids != NULL;
}

static void
assert_states (Office     *office,
               Work       *work,
               const char *states)
{
  run (office, SPT_STORE_READ, states_job, work);
  g_assert_cmpstr (work->states, ==, states);
}

static void
set_text (char       **text,
          const char  *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* What is metered of a plant; the lines of the first @n plants are typed. */
static void
add_consumption (Office *office,
                 Work   *work,
                 guint   n)
{
  run (office, SPT_STORE_READ, list_job, work);
  for (guint i = 0; i < work->lines->len; i++)
    {
      SptConsumptionLine *line = g_ptr_array_index (work->lines, i);

      if (i / 2 >= n)
        continue;
      set_text (&line->last, line->n == 0 ? "2.500,5" : "300");
    }
  run (office, SPT_STORE_WRITE, save_job, work);
}

/* --- without a window ---------------------------------------------------------------------------------- */

/* Season after season, from where the meter stood; what stays empty is not made, nor what is open made twice. */
static void
test_lines (Office        *office,
            gconstpointer  data)
{
  g_auto (Work) work = { 0 };
  const SptConsumptionLine *line;
  g_autofree char *used = NULL;

  add_plants (office, &work, 3, TRUE);
  run (office, SPT_STORE_READ, list_job, &work);
  g_assert_cmpuint (work.lines->len, ==, 6);
  line = g_ptr_array_index (work.lines, 0);
  g_assert_cmpstr (line->code, ==, "PROVA0001");
  g_assert_cmpstr (line->from, ==, "2025");
  g_assert_cmpstr (line->to, ==, "2026");
  g_assert_cmpstr (line->first, ==, "1800.5");
  g_assert_cmpstr (line->last, ==, "");
  g_assert_false (line->in_stock);
  line = g_ptr_array_index (work.lines, 1);
  g_assert_cmpstr (line->unit, ==, "kWh");
  g_assert_cmpstr (line->first, ==, "120");

  /* Only the meter of the first, both of the second, nothing of the third. */
  line = g_ptr_array_index (work.lines, 0);
  set_text (&((SptConsumptionLine *) line)->last, "2.500,5");
  used = spt_consumption_line_dup_used (line);
  g_assert_cmpstr (used, ==, "700");
  set_text (&((SptConsumptionLine *) g_ptr_array_index (work.lines, 2))->last, "molto");
  set_text (&((SptConsumptionLine *) g_ptr_array_index (work.lines, 3))->used, "33");
  run (office, SPT_STORE_WRITE, save_job, &work);
  g_assert_cmpuint (work.sum.n_made, ==, 2);
  g_assert_cmpuint (work.sum.n_to_fix, ==, 1);
  assert_states (office, &work, "PROVA0001 87 ready, PROVA0002 87 to-fix");

  run (office, SPT_STORE_READ, list_job, &work);
  g_assert_cmpint (((SptConsumptionLine *) g_ptr_array_index (work.lines, 0))->open_id, !=, 0);
  g_assert_cmpint (((SptConsumptionLine *) g_ptr_array_index (work.lines, 4))->open_id, ==, 0);
  set_text (&((SptConsumptionLine *) g_ptr_array_index (work.lines, 0))->last, "3000");
  run (office, SPT_STORE_WRITE, save_job, &work);
  g_assert_cmpuint (work.sum.n_made, ==, 2);
}

/* A table fills lines as if they were typed; what fits nowhere is said. */
static void
test_table (Office        *office,
            gconstpointer  data)
{
  static const char table[] = "Contatore;CODICE;finale;consumo;altro\n"
                              "gas;prova0001;2.500,5;;x\n"
                              "ELECTR;PROVA0001;;33;\n"
                              ";PROVA0002;1;;\n"
                              "gas;PROVA0002;2000;;\n"
                              "gas;PROVA0002;2001;;\n"
                              "gas;PROVA0009;1;;\n";
  static const char *const reasons[] = { "no-meter", "taken", "no-plant" };
  g_auto (Work) work = { 0 };
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (table, -1, NULL);
  g_autoptr (GInputStream) other = g_memory_input_stream_new_from_data ("nome;finale\nx;1\n", -1, NULL);
  g_autoptr (GPtrArray) misfits = NULL;
  g_autoptr (GError) error = NULL;
  guint n_filled;

  add_plants (office, &work, 2, TRUE);
  run (office, SPT_STORE_READ, list_job, &work);
  g_assert_true (spt_consumption_fill (work.lines, stream, &n_filled, &misfits, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_filled, ==, 3);
  g_assert_cmpuint (misfits->len, ==, G_N_ELEMENTS (reasons));
  for (guint i = 0; i < misfits->len; i++)
    g_assert_cmpstr (((SptConsumptionMisfit *) g_ptr_array_index (misfits, i))->reason, ==, reasons[i]);
  g_assert_cmpuint (((SptConsumptionMisfit *) g_ptr_array_index (misfits, 0))->row, ==, 4);
  run (office, SPT_STORE_WRITE, save_job, &work);
  assert_states (office, &work, "PROVA0001 87 ready, PROVA0002 87 ready");
  g_assert_false (spt_consumption_fill (work.lines, other, &n_filled, &misfits, NULL, &error));
  g_assert_nonnull (error);
}

static void
assert_used (const char *first,
             const char *bought,
             const char *last,
             gboolean    in_stock,
             const char *used)
{
  const SptConsumptionLine line = { .is_metered = TRUE, .in_stock = in_stock, .first = (char *) first, .bought = (char *) bought,
                                    .last = (char *) last, .used = (char *) "" };
  g_autofree char *computed = spt_consumption_line_dup_used (&line);

  g_assert_cmpstr (computed, ==, used);
}

static void
test_used (void)
{
  assert_used ("100", "", "250,5", FALSE, "150.5");
  assert_used ("100", "1.000,00", "250.25", TRUE, "849.75");
  assert_used ("100", "", "40", FALSE, "-60");
  assert_used ("0", "", "0", FALSE, "0");
  assert_used ("0.0001", "", "0.0002", FALSE, "0.0001");
  assert_used ("", "", "40", FALSE, NULL);
  assert_used ("1", "", "x", FALSE, NULL);
  assert_used ("1", "y", "2", TRUE, NULL);
  assert_used ("-1", "", "2", FALSE, NULL);
  assert_used ("1", "", "99999999999999999999", FALSE, NULL);
}

static void
test_words (void)
{
  g_autofree char *report = spt_interventions_dup_what ("84", "GF2");
  g_autofree char *libretto = spt_interventions_dup_what ("9", "");
  g_autofree char *unknown = spt_interventions_dup_what ("123", "GT1");
  g_autofree char *wait = spt_interventions_dup_wait ("4", "refused");
  g_autofree char *none = spt_interventions_dup_wait (NULL, NULL);

  g_assert_cmpstr (report, ==, "RCEE report, type 2 · GF2");
  g_assert_cmpstr (libretto, ==, "Existing libretto");
  g_assert_cmpstr (unknown, ==, "123 · GT1");
  g_assert_cmpstr (wait, ==, "New plant (refused)");
  g_assert_cmpstr (none, ==, "");
}

/* --- the list ------------------------------------------------------------------------------------------ */

static GtkWidget *
find_chip (GtkWidget  *page,
           const char *words)
{
  GtkWidget *label = find_label (page, words);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_TOGGLE_BUTTON) : NULL;
}

static gboolean
has_chip (gpointer user_data)
{
  Look *look = user_data;

  return find_chip (look->root, look->text) != NULL;
}

static void
choose_chip (SptPage    *page,
             const char *words)
{
  Look look = { GTK_WIDGET (page), words };

  g_assert_true (spt_test_wait (has_chip, &look, SPT_TEST_TIMEOUT_MS));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_chip (GTK_WIDGET (page), words)), TRUE);
}

static void
test_list (Office        *office,
           gconstpointer  data)
{
  g_auto (Work) work = { 0 };
  SptWindow *window = show_window (office);
  SptPage *page;

  spt_window_go (window, "interventions");
  page = spt_window_get_page (window);
  assert_label (page, "No Interventions");
  assert_label (page, "an account of the register is needed");

  run (office, SPT_STORE_WRITE, account_job, &work);
  add_plants (office, &work, 3, TRUE);
  add_consumption (office, &work, 2);
  assert_label (page, "Consumption · 2025/2026, 2026/2026");
  assert_label (page, "PROVA0001");
  assert_label (page, "Rossi Mario");
  assert_label (page, "Send 2 Ready Documents");
  tab_walk_assert_free (GTK_WIDGET (page));
  choose_chip (page, "Consumption");
  assert_label (page, "PROVA0002");
  choose_chip (page, "To correct");
  assert_label (page, "Nothing to Correct");
}

/* --- sending ------------------------------------------------------------------------------------------- */

static gboolean
queue_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Work *work = data;

  return spt_db_sum_queues (db, (const gint64 *) (void *) work->sum.ids->data, work->sum.ids->len, &work->queues, NULL, error);
}

/* A correction kept here begins a queue as well; it is of no operation and does not leave. */
static gboolean
another_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Work *work = data;
  SptInterventionSave save = { .plant_id = g_array_index (work->plants, gint64, 0), .type = "8", .who = "Rosa" };
  const SptPlantWish wish = { .day = "2026-01-02" };
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = spt_intervention_begin (db, save.plant_id, "8", &wish, work->now, &xsd, error);

  if (record == NULL || !spt_intervention_save (db, &save, record, work->now, issues, error))
    return FALSE;
  g_array_append_val (work->sum.ids, save.id);
  return TRUE;
}

/* Two operations of one plant are one order, in its order, and the sheet says what waits. */
static void
test_sheet (Office        *office,
            gconstpointer  data)
{
  g_auto (Work) work = { 0 };
  SptWindow *window = show_window (office);
  GtkWindow *dialog;

  run (office, SPT_STORE_WRITE, account_job, &work);
  add_plants (office, &work, 3, TRUE);
  add_consumption (office, &work, 3);
  run (office, SPT_STORE_WRITE, another_job, &work);
  run (office, SPT_STORE_READ, queue_job, &work);
  g_assert_cmpuint (work.queues.n_plants, ==, 3);
  g_assert_cmpuint (work.queues.n_behind, ==, 1);
  g_assert_cmpuint (work.queues.n_held, ==, 0);

  dialog = spt_send_dialog_new (GTK_WIDGET (window), office->desk, SPT_KIND_INTERVENTIONS, work.sum.ids);
  gtk_window_present (dialog);
  assert_label (dialog, "4 documents");
  assert_label (dialog, "1 waits for an earlier one of its plant");
  assert_label (dialog, "4 requests, one at a time");
  assert_label (dialog, "Send 4 Documents to Test");
  assert_no_label (dialog, "each leaves as an order of its own");
  close_dialog (dialog);
}

/* Of a plant that the register does not know the reason is said, and the way. */
static void
test_first (Office        *office,
            gconstpointer  data)
{
  g_auto (Work) work = { 0 };
  SptWindow *window = show_window (office);
  GtkWindow *dialog;

  run (office, SPT_STORE_WRITE, account_job, &work);
  add_plants (office, &work, 2, FALSE);
  add_consumption (office, &work, 2);
  g_assert_cmpuint (work.sum.n_to_fix, ==, 2);
  dialog = spt_send_dialog_new (GTK_WIDGET (window), office->desk, SPT_KIND_INTERVENTIONS, work.sum.ids);
  gtk_window_present (dialog);
  assert_label (dialog, "With something to correct: 2");
  assert_label (dialog, "Nothing can leave now");
  close_dialog (dialog);
}

/* --- the sheet of the year ----------------------------------------------------------------------------- */

static GtkEditable *
find_entry (GtkWidget *widget,
            guint      field,
            guint     *skip)
{
  if (GTK_IS_ENTRY (widget) && gtk_widget_get_mapped (widget) &&
      GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "spt-field")) == field && (*skip)-- == 0)
    return GTK_EDITABLE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkEditable *found = find_entry (child, field, skip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  GtkWidget *sheet;
  guint      field;
  guint      nth;
} Place;

static gboolean
has_entry (gpointer user_data)
{
  Place *place = user_data;
  guint skip = place->nth;

  return find_entry (place->sheet, place->field, &skip) != NULL;
}

static GtkEditable *
wait_entry (GtkWindow *sheet,
            guint      field,
            guint      nth)
{
  Place place = { GTK_WIDGET (sheet), field, nth };

  g_assert_true (spt_test_wait (has_entry, &place, SPT_TEST_TIMEOUT_MS));
  return find_entry (GTK_WIDGET (sheet), field, &nth);
}

static void
test_year (Office        *office,
           gconstpointer  data)
{
  g_auto (Work) work = { 0 };
  SptWindow *window = show_window (office);
  GtkWindow *sheet;
  GtkEditable *entry;
  GtkEditable *used;

  run (office, SPT_STORE_WRITE, account_job, &work);
  add_plants (office, &work, 2, TRUE);
  sheet = spt_consumption_sheet_new (GTK_WIDGET (window), office->desk, NULL);
  gtk_window_present (sheet);
  assert_label (sheet, "PROVA0001 · ");
  assert_label (sheet, "Nothing typed yet");
  entry = wait_entry (sheet, SPT_CONSUMPTION_LAST, 0);
  gtk_editable_set_text (entry, "2000");
  assert_label (sheet, "Prepare 1 Document");
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (wait_entry (sheet, SPT_CONSUMPTION_USED, 0))), ==, "199.5");
  gtk_editable_set_text (entry, "1000");
  assert_label (sheet, "was the meter replaced?");
  gtk_editable_set_text (entry, "2000");
  assert_no_label (sheet, "was the meter replaced?");

  /* Another amount than the readings give stays, and theirs stands beside it until somebody takes it over. */
  used = wait_entry (sheet, SPT_CONSUMPTION_USED, 0);
  gtk_editable_set_text (used, "199,50");
  settle ();
  assert_no_label (sheet, "By the readings");
  gtk_editable_set_text (used, "190");
  assert_label (sheet, "By the readings 199.5 m³");
  g_assert_cmpstr (gtk_editable_get_text (used), ==, "190");
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_label (GTK_WIDGET (sheet), "Use"), GTK_TYPE_BUTTON), "clicked");
  g_assert_cmpstr (gtk_editable_get_text (used), ==, "199.5");
  assert_no_label (sheet, "By the readings");
  gtk_editable_set_text (wait_entry (sheet, SPT_CONSUMPTION_LAST, 2), "1900");
  assert_label (sheet, "Prepare 2 Documents");
  tab_walk_assert_free (adw_window_get_content (ADW_WINDOW (sheet)));
  gtk_widget_activate_action (GTK_WIDGET (sheet), "consumption.make", NULL);
  settle ();
  assert_states (office, &work, "PROVA0001 87 ready, PROVA0002 87 ready");
}

/* --- a day's reports ----------------------------------------------------------------------------------- */

static gboolean
has_day (gpointer user_data)
{
  return spt_day_reports_get_ids (user_data) != NULL;
}

/* Plant after plant by a few letters; drafts of all of them, gone through and then sent together. */
static void
test_day (Office        *office,
          gconstpointer  data)
{
  g_auto (Work) work = { 0 };
  SptWindow *window = show_window (office);
  GtkWindow *sheet;
  GtkWidget *search;

  run (office, SPT_STORE_WRITE, account_job, &work);
  add_plants (office, &work, 3, TRUE);
  spt_window_go (window, "interventions");
  sheet = spt_day_reports_new (GTK_WIDGET (window), office->desk, NULL);
  gtk_window_present (sheet);
  assert_label (sheet, "Choose the plants one by one");
  search = find_type (GTK_WIDGET (sheet), GTK_TYPE_SEARCH_ENTRY);
  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *code = g_strdup_printf ("prova000%u", i);
      g_autofree char *found = g_strdup_printf ("PROVA000%u · GT1", i);

      gtk_editable_set_text (GTK_EDITABLE (search), code);
      assert_label (sheet, found);
      g_signal_emit_by_name (search, "activate");
    }
  assert_label (sheet, "Begin 2 Reports");
  tab_walk_assert_free (adw_window_get_content (ADW_WINDOW (sheet)));
  gtk_widget_activate_action (GTK_WIDGET (sheet), "reports.begin", NULL);
  g_assert_true (spt_test_wait (has_day, office->desk, SPT_TEST_TIMEOUT_MS));
  assert_states (office, &work, "PROVA0001 84 to-fix, PROVA0002 84 to-fix");
  /* The first of them opens. */
  assert_label (window, "PROVA0001");
  settle ();
  spt_window_go (window, "interventions");
  settle ();
  assert_label (spt_window_get_page (window), "2 of 2 still to be filled in");
  assert_label (spt_window_get_page (window), "RCEE report, type 1 · GT1");
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

  g_test_add_func ("/interventions/words", test_words);
  g_test_add_func ("/interventions/used", test_used);
  g_test_add ("/interventions/lines", Office, NULL, set_up, test_lines, tear_down);
  g_test_add ("/interventions/table", Office, NULL, set_up, test_table, tear_down);
  g_test_add ("/interventions/list", Office, NULL, set_up, test_list, tear_down);
  g_test_add ("/interventions/sheet", Office, NULL, set_up, test_sheet, tear_down);
  g_test_add ("/interventions/first", Office, NULL, set_up, test_first, tear_down);
  g_test_add ("/interventions/day", Office, NULL, set_up, test_day, tear_down);
  g_test_add ("/interventions/year", Office, NULL, set_up, test_year, tear_down);

  return g_test_run ();
}
