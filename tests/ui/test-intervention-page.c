/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of an intervention and the sheet that starts one: a plant's first libretto, what is wrong with it, what became of it,
 * the report after it. */
#include "config.h"

#include "intervention-office.h"
#include "intervention-sheet.h"

#include <glib/gstdio.h>
#include <string.h>

#include "outbox/spt-plants.h"
#include "service/spt-official.h"
#include "services/spt-services-table.h"
#include "store/spt-store-submissions.h"
#include "tab-walk.h"
#include "ui/catasto/spt-catasto-pages.h"
#include "ui/catasto/spt-intervention-page.h"
#include "ui/catasto/spt-intervention-start.h"
#include "ui/catasto/spt-plants-page.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-send-dialog.h"
#include "user-data.h"

#define WAIT "Existing libretto (refused)"

typedef struct
{
  gint64      id;
  gint64      submission;
  gint64      plant_id;
  SptState    state;
  const char *message;
  const char *note;
  char       *text; /* (owned) (nullable) */
} Ask;

static void
run (Office       *office,
     SptStoreFunc  func,
     Ask          *ask)
{
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, SPT_STORE_WRITE, func, ask, NULL, &error);
  g_assert_no_error (error);
  settle ();
}

/* --- the page -------------------------------------------------------------------------------------- */

/* The page that the sheet opens on top of @before. */
static SptRecordPage *
begin (SptWindow     *window,
       GtkWindow     *sheet,
       SptRecordPage *before)
{
  Next next = { window, before };

  gtk_widget_activate_action (GTK_WIDGET (sheet), "start.begin", NULL);
  g_assert_true (spt_test_wait (is_another, &next, SPT_TEST_TIMEOUT_MS));
  return wait_for_page (window);
}

typedef struct
{
  SptRecordPage *page;
  const char    *name;
  const char    *said; /* (nullable): what stands below it in red */
} Mark;

static gboolean
is_marked (gpointer user_data)
{
  const Mark *look = user_data;
  GtkWidget *row = GTK_WIDGET (find_row (GTK_WIDGET (look->page), look->name));

  if (row == NULL || gtk_widget_has_css_class (row, "error") != (look->said != NULL))
    return FALSE;
  return look->said == NULL || find_label (row, look->said) != NULL;
}

static void
assert_marked (SptRecordPage *page,
               const char    *name,
               const char    *said)
{
  Mark look = { page, name, said };

  if (!spt_test_wait (is_marked, &look, SPT_TEST_TIMEOUT_MS))
    g_error ("“%s” is not marked with “%s”", name, said != NULL ? said : "nothing");
}

/* The whole libretto of an example, as somebody would type it. */
static void
fill_libretto (SptRecordPage *page)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "services", "catasto", "plants", "rich.xml", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  SptXsd *xsd = spt_record_page_get_parts (page)->xsd;
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (spt_xsd_read (xsd, text, strlen (text), record, NULL, &error));
  g_assert_no_error (error);
  spt_form_load (get_form (page), record);
  spt_record_page_note_edit (page);
}

/* --- what became of it ------------------------------------------------------------------------------- */

static gint64
order (Office     *office,
       gint64      account,
       const char *operation,
       gint64      id)
{
  const SptPrepareOptions options = {
    .operation = operation, .account_id = account, .ids = &id, .n_ids = 1, .who = "Rosa", .order = TRUE,
    .any_operation = TRUE,
  };
  GError *error = NULL;
  SptPrepareResult *prepared = spt_prepare (office->store, &options, NULL, &error);
  gint64 submission;

  g_assert_no_error (error);
  g_assert_cmpuint (spt_issue_list_get_n_errors (prepared->issues), ==, 0);
  g_assert_cmpuint (prepared->submissions->len, ==, 1);
  submission = g_array_index (prepared->submissions, gint64, 0);
  spt_prepare_result_free (prepared);
  settle ();
  return submission;
}

static gboolean
answer_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Ask *ask = data;
  gint64 attempt = spt_db_begin_attempt (db, ask->submission, error);
  const SptStateChange change = {
    .expected = SPT_STATE_SENDING,
    .state = ask->state,
    .attempt_id = attempt,
    .outcome = ask->state == SPT_STATE_REFUSED ? "refused" : "unknown",
    .http_status = 400,
    .code = ask->state == SPT_STATE_REFUSED ? "E-XSD" : "timeout",
    .message = ask->message,
    .rest_state = ask->state,
    .rest_code = ask->state == SPT_STATE_REFUSED ? "E-XSD" : "timeout",
    .rest_message = ask->message,
    .note = ask->note,
    .event_kind = "state",
    .event_text = "prova",
    .actor = "",
  };

  return attempt != 0 && spt_db_change_submission (db, ask->submission, &change, NULL, error);
}

static void
make_answer (Office     *office,
             gint64      submission,
             SptState    state,
             const char *message)
{
  Ask ask = { .submission = submission, .state = state, .message = message };

  run (office, answer_job, &ask);
}

static void
refuse (Office     *office,
        gint64      submission,
        const char *note)
{
  Ask ask = { .submission = submission, .state = SPT_STATE_REFUSED, .message = "no", .note = note };

  run (office, answer_job, &ask);
}

/* Somebody saw that the register has it. */
static void
accept_it (Office *office,
           gint64  submission)
{
  GError *error = NULL;

  make_answer (office, submission, SPT_STATE_UNCERTAIN, NULL);
  spt_decide (office->store, submission, "accepted", "visto", "Rosa", &error);
  g_assert_no_error (error);
  settle ();
}

static gboolean
plant_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Ask *ask = data;
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, ask->id, error);
  g_autoptr (SptPlant) plant = NULL;

  if (dossier == NULL)
    return FALSE;
  ask->plant_id = spt_dossier_get_data (dossier)->plant_id;
  plant = spt_db_get_plant (db, ask->plant_id, error);
  if (plant == NULL)
    return FALSE;
  ask->text = g_strdup_printf ("%s %s [%s]", spt_plant_get_row (plant)->code, spt_plant_get_row (plant)->stage,
                               spt_plant_get_row (plant)->generators);
  return TRUE;
}

static gint64
assert_plant (Office     *office,
              gint64      intervention,
              const char *wanted)
{
  Ask ask = { .id = intervention };

  run (office, plant_job, &ask);
  g_assert_cmpstr (ask.text, ==, wanted);
  g_free (ask.text);
  return ask.plant_id;
}

/* A new plant whose libretto stands in the archive. */
static SptRecordPage *
begin_plant (Office *office)
{
  GtkWindow *sheet = start (office, 0, "9");
  SptRecordPage *page;

  fill_row (sheet, "Code of the plant", CODE);
  page = begin (office->window, sheet, NULL);
  g_assert_cmpstr (spt_form_get_text (get_form (page), "L1_codice_impianto"), ==, CODE);
  g_assert_cmpstr (spt_form_get_text (get_form (page), "API_ID"), ==, "9");
  assert_label (page, "Existing libretto");
  assert_no_label (page, "New plant"); /* which is another operation */
  assert_label (page, "Plant " CODE);
  fill_libretto (page);
  return page;
}

static void
take_hint (SptRecordPage *page,
           const char    *name)
{
  GtkWidget *row = GTK_WIDGET (find_row (GTK_WIDGET (page), name));
  GtkWidget *label = find_label (row, "Use");

  g_assert_nonnull (label);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

/* What formulas give stands beside the fields, and is written only when somebody takes it over. */
static void
assert_hints (SptRecordPage *page)
{
  SptFormPages *pages = spt_record_page_get_parts (page)->pages;

  g_assert_cmpstr (spt_form_get_text (get_form (page), FLUE "A_E_COcorretto"), ==, "");
  g_assert_true (spt_form_pages_focus_field (pages, spt_form_find_field (get_form (page), FLUE "A_E_COcorretto")));
  assert_label (page, "Computed 65.6");
  assert_label (page, "Mean 63.00");
  assert_label (page, "Class of the boiler");
  take_hint (page, "A_E_COcorretto");
  g_assert_cmpstr (spt_form_get_text (get_form (page), FLUE "A_E_COcorretto"), ==, "65.6");
  assert_no_label (page, "Computed 65.6");
  save (page);
}

/* --- tests --------------------------------------------------------------------------------------------- */

/* A new plant: three mistakes, each opened at its field; kept as it is, and shown again as it was. */
static void
test_mistakes (Office        *office,
               gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptRecordPage *page;
  gint64 id;

  add_register (office);
  page = begin_plant (office);
  type_in (page, PLACE "L1_2cap", "7012");
  type_in (page, GT "L4_1potenza", "-1");
  type_in (page, "impianto[0].scheda_1_6_responsabile[0].L1_6cognome", "");
  save (page);
  id = spt_page_get_record (SPT_PAGE (page));
  assert_label (page, "things to complete or correct");
  assert_label (page, "Plant " CODE);
  assert_label (page, "catasto-collaudo");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.next-error", NULL);
  assert_at (page, "L1_2cap");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.next-error", NULL);
  assert_at (page, "L1_6cognome");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.next-error", NULL);
  assert_at (page, "L4_1potenza");

  /* From the archive again: nothing is lost, though it is not valid. */
  spt_window_back (window);
  settle ();
  spt_window_open_record (window, SPT_KIND_INTERVENTIONS, id, NULL);
  page = wait_for_page (window);
  assert_at (page, "L1_2cap");
  g_assert_cmpstr (spt_form_get_text (get_form (page), PLACE "L1_2cap"), ==, "7012");
  g_assert_cmpstr (spt_form_get_text (get_form (page), GT "L4_1potenza"), ==, "-1");
  g_assert_cmpstr (spt_form_get_text (get_form (page), GT "L4_1matricola"), ==, "PRV-0001");
  type_in (page, PLACE "L1_2cap", "70121");
  type_in (page, GT "L4_1potenza", "24,00");
  type_in (page, "impianto[0].scheda_1_6_responsabile[0].L1_6cognome", "Rossi");
  save (page);
  assert_no_label (page, "thing to complete or correct");
  assert_label (page, "Nothing left to correct: the document can be sent.");
  g_assert_true (gtk_widget_is_sensitive (gtk_widget_get_ancestor (find_label (GTK_WIDGET (page), "Send"), GTK_TYPE_BUTTON)));
}

static gboolean
has_dialog (gpointer user_data)
{
  g_autoptr (GListModel) all = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);

      if (SPT_IS_SEND_DIALOG (window))
        {
          *(GtkWindow **) user_data = window;
          return TRUE;
        }
    }
  return FALSE;
}

/* Sent, refused at a field, corrected, accepted: the libretto is the plant's. Then the report, and the one after it. */
static void
test_life (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account = add_register (office);
  SptRecordPage *page = begin_plant (office);
  GtkWindow *sheet = NULL;
  gint64 id, plant_id, submission;

  save (page);
  id = spt_page_get_record (SPT_PAGE (page));
  gtk_widget_activate_action (GTK_WIDGET (page), "intervention.send", NULL);
  g_assert_true (spt_test_wait (has_dialog, &sheet, SPT_TEST_TIMEOUT_MS));
  assert_label (sheet, "catasto-collaudo");
  close_dialog (sheet);

  /* Refused: it opens at the place that the register named. */
  submission = order (office, account, "catasto.9", id);
  assert_label (page, "in a submission that is not finished");
  /* Whatever is in the words, the places are those of the findings. */
  refuse (office, submission,
          "{\"findings\": [{\"error\": true, \"code\": \"E-XSD\", \"message\": \"CAP errato; [/api_call_2] vedi l'elenco\", "
          "\"xpath\": \"/c:api_call_2/c:impianto[1]/c:scheda_1_2_ubicazione/c:L1_2cap\"}, {\"error\": true, \"message\": "
          "\"via ignota\", \"xpath\": \"/c:api_call_2/c:impianto[1]/c:scheda_1_2_ubicazione/c:L1_2indirizzo\"}]}");
  assert_label (page, "CAP errato; [/api_call_2] vedi l'elenco; via ignota");
  spt_window_back (window);
  settle ();
  spt_window_open_record (window, SPT_KIND_INTERVENTIONS, id, NULL);
  page = wait_for_page (window);
  assert_at (page, "L1_2cap");
  assert_label (page, "Correct");
  assert_marked (page, "L1_2cap", "Refused by the service: “CAP errato; [/api_call_2] vedi l'elenco”.");
  assert_marked (page, "L1_2indirizzo", "Refused by the service: “via ignota”.");
  /* The mark is not in the way of sending, goes with the value, and comes back with it. */
  type_in (page, PLACE "L1_2cap", "7012");
  assert_label (page, "1 thing to complete or correct");
  type_in (page, PLACE "L1_2cap", "70122");
  assert_marked (page, "L1_2cap", NULL);
  assert_marked (page, "L1_2indirizzo", "Refused by the service: “via ignota”.");
  type_in (page, PLACE "L1_2cap", "70121");
  assert_marked (page, "L1_2cap", "Refused by the service: “CAP errato; [/api_call_2] vedi l'elenco”.");
  assert_no_label (page, "thing to complete or correct");
  type_in (page, PLACE "L1_2cap", "70122");
  save (page);
  assert_marked (page, "L1_2cap", NULL);
  assert_marked (page, "L1_2indirizzo", "Refused by the service: “via ignota”.");

  /* Nobody knows, then somebody saw it. */
  submission = order (office, account, "catasto.9", id);
  assert_marked (page, "L1_2indirizzo", NULL);
  make_answer (office, submission, SPT_STATE_UNCERTAIN, NULL);
  assert_label (page, "the same document once more with the same number");
  assert_label (page, "Verify the Outcome");
  {
    GError *error = NULL;

    spt_decide (office->store, submission, "accepted", "visto", "Rosa", &error);
    g_assert_no_error (error);
  }
  assert_label (page, "The plant’s libretto says so since then.");
  assert_no_label (page, "Accepted on .");
  assert_no_label (page, "Verify the Outcome");
  plant_id = assert_plant (office, id, CODE " active [GT1, GT3, GF1]");

  /* The report begins with what is known. */
  sheet = start (office, plant_id, "84");
  assert_label (sheet, "GT1");
  assert_label (sheet, "GF1");
  fill_row (sheet, "Day of the check", "20/11/2026");
  page = begin (window, sheet, page);
  assert_label (page, "Efficiency report");
  g_assert_cmpstr (spt_form_get_text (get_form (page), "impianto[0].rcee_tipo_1[0].A_F_dataControllo"), ==, "2026-11-20");
  g_assert_cmpstr (spt_form_get_text (get_form (page), "impianto[0].rcee_tipo_1[0].sezione_E[0].A_E_numGT"), ==, "1");
  type_in (page, "impianto[0].rcee_tipo_1[0].sezione_E[0].A_E_potenzaFocolare", "26,00");
  type_in (page, FLUE "A_E_COfumiSecchi", "50");
  type_in (page, FLUE "A_E_O2", "5");
  type_in (page, FLUE "A_E_tempFumi", "62 63 64");
  save (page);
  assert_hints (page);
  id = spt_page_get_record (SPT_PAGE (page));

  /* The next one takes over what lasts, and no measure. */
  sheet = start (office, plant_id, "84");
  assert_label (sheet, "Take over from");
  page = begin (window, sheet, page);
  g_assert_cmpint (spt_page_get_record (SPT_PAGE (page)), ==, 0);
  g_assert_cmpstr (spt_form_get_text (get_form (page), "impianto[0].rcee_tipo_1[0].sezione_E[0].A_E_potenzaFocolare"), ==,
                   "26.00");
  g_assert_cmpstr (spt_form_get_text (get_form (page), FLUE "A_E_COfumiSecchi"), ==, "");
}

/* What needs no question opens at once; what stays here becomes the libretto. */
static void
test_local (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account = add_register (office);
  SptRecordPage *page = begin_plant (office);
  gint64 id, plant_id;

  save (page);
  id = spt_page_get_record (SPT_PAGE (page));
  accept_it (office, order (office, account, "catasto.9", id));
  plant_id = assert_plant (office, id, CODE " active [GT1, GT3, GF1]");
  spt_window_back (window);
  settle ();

  spt_intervention_start (GTK_WIDGET (window), office->desk, plant_id, SPT_INTERVENTION_LOCAL);
  page = wait_for_page (window);
  assert_label (page, "Correction of the libretto");
  type_in (page, "impianto[0].scheda_2_2_durezza[0].L2_2durezzaAcqua", "22,00");
  gtk_widget_activate_action (GTK_WIDGET (page), "intervention.apply", NULL);
  assert_label (page, "Part of the plant’s libretto since");
  assert_no_label (page, "Save in the Libretto");
}

/* What is behind waits and says for what; a refused one is taken out, and put back. */
static void
test_queue (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account = add_register (office);
  SptRecordPage *page = begin_plant (office);
  Next next = { window, page };
  GtkWindow *question = NULL;
  GtkWidget *wait;
  gint64 id, plant_id, submission;

  save (page);
  id = spt_page_get_record (SPT_PAGE (page));
  plant_id = assert_plant (office, id, CODE " never-sent [GT1, GT3, GF1]");
  submission = order (office, account, "catasto.9", id);

  /* Nothing to ask: at once. */
  spt_intervention_start (GTK_WIDGET (window), office->desk, plant_id, "1");
  g_assert_true (spt_test_wait (is_another, &next, SPT_TEST_TIMEOUT_MS));
  page = wait_for_page (window);
  g_assert_cmpstr (spt_form_get_text (get_form (page), PLACE "L1_2comune"), ==, "Bari");
  save (page);
  order (office, account, "catasto.1", spt_page_get_record (SPT_PAGE (page)));
  assert_label (page, "Waiting for: Existing libretto");
  make_answer (office, submission, SPT_STATE_REFUSED, "[/api_call_2/impianto[1]/scheda_1_2_ubicazione/L1_2cap] no");
  assert_label (page, "Waiting for: Existing libretto (Refused");

  /* The list says it whole where the window is as wide as an office's screen. */
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  spt_window_go (window, "interventions");
  assert_label (window, WAIT);
  settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), >, 1200); /* less what the frame takes */
  wait = find_label (GTK_WIDGET (spt_window_get_page (window)), WAIT);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (wait))));
  spt_window_back (window);
  settle ();

  gtk_widget_activate_action (GTK_WIDGET (page), "intervention.open-before", NULL);
  next.before = page;
  g_assert_true (spt_test_wait (is_another, &next, SPT_TEST_TIMEOUT_MS));
  page = wait_for_page (window);
  g_assert_cmpint (spt_page_get_record (SPT_PAGE (page)), ==, id);
  gtk_widget_activate_action (GTK_WIDGET (page), "intervention.abandon", NULL);
  g_assert_true (spt_test_wait (has_question, &question, SPT_TEST_TIMEOUT_MS));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "take-out");
  gtk_window_destroy (question);
  assert_label (page, "Taken out of the queue");
  gtk_widget_activate_action (GTK_WIDGET (page), "intervention.reopen", NULL);
  assert_no_label (page, "Taken out of the queue:");
}

/* A code that is there already leads to its plant. */
static void
test_existing (Office        *office,
               gconstpointer  data)
{
  SptRecordPage *page;
  GtkWindow *sheet;

  show_window (office);
  add_register (office);
  page = begin_plant (office);
  save (page);
  sheet = start (office, 0, "4");
  fill_row (sheet, "Code of the plant", CODE);
  gtk_widget_activate_action (GTK_WIDGET (sheet), "start.begin", NULL);
  assert_label (sheet, "There is a plant with this code already.");
  fill_row (sheet, "Code of the plant", CODE "9");
  assert_no_label (sheet, "There is a plant with this code already.");
  close_dialog (sheet);
}

static const SptOfficialKind *
get_official (void)
{
  return SPT_SERVICE_GET_CLASS (spt_services_find_kind (SPT_KIND_INTERVENTIONS))->official;
}

/* The supplied schemas, in which the serial number of a boiler is called otherwise. */
static void
take_set (void)
{
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, "..", "..", "data", "catasto", "xsd", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (from, 0, &error);
  g_autofree char *folder = g_dir_make_tmp ("spt-set-XXXXXX", &error);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SptOfficialSet) set = NULL;
  const char *file;

  g_assert_no_error (error);
  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, file, NULL);
      g_autofree char *text = NULL;
      g_auto (GStrv) parts = NULL;
      g_autofree char *whole = NULL;

      g_file_get_contents (source, &text, NULL, &error);
      g_assert_no_error (error);
      parts = g_strsplit (text, "name=\"L4_1matricola\"", -1);
      whole = g_strjoinv ("name=\"L4_1numeroFabbrica\"", parts);
      g_ptr_array_add (paths, g_build_filename (folder, file, NULL));
      g_file_set_contents (g_ptr_array_index (paths, paths->len - 1), whole, -1, &error);
      g_assert_no_error (error);
    }
  set = spt_official_set_read (get_official (), paths, &error);
  g_assert_no_error (error);
  spt_official_take (get_official (), set, "prova", 1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < paths->len; i++)
    g_assert_cmpint (g_unlink (g_ptr_array_index (paths, i)), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

typedef struct
{
  SptRecordPage *page;
  SptForm       *before;
} Swap;

static gboolean
is_another_form (gpointer user_data)
{
  const Swap *look = user_data;

  return get_form (look->page) != look->before;
}

/* Another set comes into use under what nobody has saved yet, and goes again. */
static void
test_schemas (Office        *office,
              gconstpointer  data)
{
  SptRecordPage *page;
  Swap swap;
  g_autoptr (GError) error = NULL;

  show_window (office);
  add_register (office);
  page = begin_plant (office);
  type_in (page, PLACE "L1_2cap", "7012");
  swap = (Swap) { page, get_form (page) };
  take_set ();
  g_assert_true (spt_test_wait (is_another_form, &swap, SPT_TEST_TIMEOUT_MS));
  assert_label (page, "Other schemas came into use while this was open");
  g_assert_true (spt_form_get_modified (get_form (page)));
  g_assert_cmpstr (spt_form_get_text (get_form (page), PLACE "L1_2cap"), ==, "7012");
  g_assert_null (spt_form_find_field (get_form (page), GT "L4_1matricola"));
  g_assert_nonnull (strstr (spt_form_get_text (get_form (page), GT "#rest"), "PRV-0001"));

  swap.before = get_form (page);
  spt_official_restore (get_official (), NULL, 2, &error);
  g_assert_no_error (error);
  g_assert_true (spt_test_wait (is_another_form, &swap, SPT_TEST_TIMEOUT_MS));
  g_assert_cmpstr (spt_form_get_text (get_form (page), GT "L4_1matricola"), ==, "PRV-0001");
  g_assert_cmpstr (spt_form_get_text (get_form (page), PLACE "L1_2cap"), ==, "7012");
  save (page);
  assert_no_label (page, "Other schemas came into use");
}

typedef struct
{
  GtkWindow  *window;
  const char *title;
} At;

static gboolean
is_at_row (gpointer user_data)
{
  const At *look = user_data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (look->window));
  GtkWidget *row = find_titled (GTK_WIDGET (look->window), look->title);

  return focus != NULL && row != NULL && (focus == row || gtk_widget_is_ancestor (focus, row));
}

static gboolean
is_in_form (gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (user_data));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, SPT_TYPE_FORM_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, user_data);
}

/* By keyboard alone: the sheet begins in its first field, Return in the last one goes on, and the form waits for typing. */
static void
test_keys (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptRecordPage *page;
  GtkWindow *sheet;
  At look = { NULL, "Code of the plant" };
  Next next = { window, NULL };
  gint64 id;

  add_register (office);
  sheet = start (office, 0, "9");
  look.window = sheet;
  g_assert_true (spt_test_wait (is_at_row, &look, SPT_TEST_TIMEOUT_MS));
  g_signal_emit_by_name (find_titled (GTK_WIDGET (sheet), "Responsible person"), "entry-activated");
  g_assert_true (spt_test_wait (is_another, &next, SPT_TEST_TIMEOUT_MS));
  page = wait_for_page (window);
  g_assert_true (spt_test_wait (is_in_form, page, SPT_TEST_TIMEOUT_MS));
  assert_label (page, "Plant not saved yet");
  type_in (page, "L1_codice_impianto", CODE);
  assert_label (page, "Plant " CODE);
  fill_libretto (page);
  type_in (page, "L1_codice_impianto", CODE);
  save (page);
  assert_no_label (page, "to complete or correct");
  id = spt_page_get_record (SPT_PAGE (page));
  spt_window_back (window);
  settle ();
  spt_window_open_record (window, SPT_KIND_INTERVENTIONS, id, NULL);
  page = wait_for_page (window);
  g_assert_true (spt_test_wait (is_in_form, page, SPT_TEST_TIMEOUT_MS));
}

static gboolean
is_closed (gpointer user_data)
{
  return spt_record_page_get_parts (user_data)->closed;
}

static gboolean
is_open (gpointer user_data)
{
  return !is_closed (user_data);
}

static gboolean
has_question_gone (gpointer user_data)
{
  GtkWindow *question = NULL;

  return !has_question (&question);
}

/* Files that somebody put there by hand are followed at once; where they cannot be read the form is closed, and what was
 * typed into it is not lost without a question. */
static void
test_hand_made_schemas (Office        *office,
                        gconstpointer  data)
{
  SptWindow *window = show_window (office);
  g_autofree char *folder = spt_official_dup_folder (get_official ());
  g_autofree char *xsd = g_build_filename (folder, "xsd", NULL);
  g_autofree char *broken = g_build_filename (xsd, "api_call_2.xsd", NULL);
  g_autoptr (GError) error = NULL;
  GtkWindow *question = NULL;
  SptRecordPage *page;

  g_assert_cmpint (g_mkdir_with_parents (xsd, 0700), ==, 0);
  add_register (office);
  page = begin_plant (office);
  type_in (page, PLACE "L1_2cap", "7012");
  g_file_set_contents (broken, "<nothing/>", -1, &error);
  g_assert_no_error (error);
  g_assert_true (spt_test_wait (is_closed, page, SPT_TEST_TIMEOUT_MS));
  g_assert_true (spt_form_get_modified (get_form (page)));

  spt_window_back (window);
  g_assert_true (spt_test_wait (has_question, &question, SPT_TEST_TIMEOUT_MS));
  assert_label (question, "cannot be saved");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "cancel");
  gtk_window_destroy (question);
  g_assert_true (spt_test_wait (has_question_gone, NULL, SPT_TEST_TIMEOUT_MS));
  g_assert_true (spt_window_get_page (window) == SPT_PAGE (page));

  /* Taken away again: the form goes on with what was typed. */
  g_assert_cmpint (g_unlink (broken), ==, 0);
  g_assert_true (spt_test_wait (is_open, page, SPT_TEST_TIMEOUT_MS));
  g_assert_cmpstr (spt_form_get_text (get_form (page), PLACE "L1_2cap"), ==, "7012");
  save (page);
  g_assert_cmpint (g_rmdir (xsd), ==, 0);
}

static void
test_templates (Office        *office,
                gconstpointer  data)
{
  GtkWidget *page = g_object_ref_sink (g_object_new (SPT_TYPE_INTERVENTION_PAGE, NULL));
  GtkWindow *window = g_object_ref (g_object_new (SPT_TYPE_INTERVENTION_START, NULL));

  g_assert_finalize_object (page);
  gtk_window_destroy (window);
  g_assert_finalize_object (window);
}

static void
test_keyboard (Office        *office,
               gconstpointer  data)
{
  SptRecordPage *page;

  show_window (office);
  add_register (office);
  page = begin_plant (office);
  save (page);
  tab_walk_assert_free (GTK_WIDGET (page));
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

  g_test_add ("/ui/intervention-page/mistakes", Office, NULL, set_up, test_mistakes, tear_down);
  g_test_add ("/ui/intervention-page/life", Office, NULL, set_up, test_life, tear_down);
  g_test_add ("/ui/intervention-page/local", Office, NULL, set_up, test_local, tear_down);
  g_test_add ("/ui/intervention-page/queue", Office, NULL, set_up, test_queue, tear_down);
  g_test_add ("/ui/intervention-page/existing", Office, NULL, set_up, test_existing, tear_down);
  g_test_add ("/ui/intervention-page/schemas", Office, NULL, set_up, test_schemas, tear_down);
  g_test_add ("/ui/intervention-page/keys", Office, NULL, set_up, test_keys, tear_down);
  g_test_add ("/ui/intervention-page/hand-made-schemas", Office, NULL, set_up, test_hand_made_schemas, tear_down);
  g_test_add ("/ui/intervention-page/templates", Office, NULL, set_up, test_templates, tear_down);
  g_test_add ("/ui/intervention-page/keyboard", Office, NULL, set_up, test_keyboard, tear_down);

  status = g_test_run ();
  user_data_finish ();
  return status;
}
