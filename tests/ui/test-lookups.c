/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Look-ups of certified addresses in the window: the list, pasted codes, the send sheet, the page of one, the subject. */
#include "config.h"

#include "office.h"

#include "outbox/spt-subjects.h"
#include "services/spt-services-table.h"
#include "services/trovapec/spt-trovapec-note.h"
#include "store/spt-db.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-submissions.h"
#include "tab-walk.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-account-dialog.h"
#include "ui/spt-finder.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-subject-page.h"
#include "ui/trovapec/spt-lookup-dialog.h"
#include "ui/trovapec/spt-lookup-page.h"
#include "ui/trovapec/spt-lookup-pages.h"
#include "ui/trovapec/spt-lookups-page.h"
#include "user-data.h"

#define ROSSI "RSSMRA80A01H501U"
#define DITTA "00743110157" /* VAT number */
#define FISCO "00354730392" /* and the same firm's tax code */
#define CONTE "CNTCHR83T41D969D"

typedef struct
{
  gint64 account_id;
  gint64 rossi; /* subjects */
  gint64 ditta;
  gint64 id;    /* of a look-up */
} Case;

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
act (gpointer    widget,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (widget), action, NULL));
}

static gboolean
find_dialog (gpointer user_data)
{
  GType *type = user_data;
  GList *windows = gtk_window_list_toplevels ();
  gboolean found = FALSE;

  for (GList *at = windows; at != NULL; at = at->next)
    found = found || (G_OBJECT_TYPE (at->data) == *type && gtk_widget_get_visible (at->data));
  g_list_free (windows);

  return found;
}

/* The sheet of that class, as soon as it is there. */
static GtkWindow *
wait_for_dialog (GType type)
{
  GList *windows;
  GtkWindow *dialog = NULL;

  g_assert_true (spt_test_wait (find_dialog, &type, SPT_TEST_TIMEOUT_MS));
  windows = gtk_window_list_toplevels ();
  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (G_OBJECT_TYPE (at->data) == type && gtk_widget_get_visible (at->data))
        dialog = at->data;
    }
  g_list_free (windows);

  return dialog;
}

/* --- what there is ----------------------------------------------------------------------------------- */

static gboolean
account_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Case *self = data;
  g_autoptr (SptAccount) account = spt_account_new ("trovapec", "pec", SPT_ENVIRONMENT_PRODUCTION);
  g_autofree char *note = NULL;

  g_object_set (account, "base-url", "https://example.invalid/index_ws.php", NULL);
  spt_account_set_setting (account, "price", "0,50");
  if (!spt_db_save_account (db, account, error))
    return FALSE;
  self->account_id = spt_account_get_id (account);
  note = spt_trovapec_balances_add (NULL, spt_db_now (db), 1250);

  return spt_db_set_account_note (db, self->account_id, note, error);
}

static gint64
save_record (Office     *office,
             const char *kind,
             SptSchema  *schema,
             const char *doc)
{
  g_autoptr (SptRecord) record = spt_record_new (schema);
  g_autoptr (GError) error = NULL;
  gint64 id;

  spt_record_read (record, doc, -1, &error);
  g_assert_no_error (error);
  id = spt_save_record (office->store, kind, 0, record, "Anna", NULL, &error);
  g_assert_no_error (error);

  return id;
}

static void
fill (Office *office,
      Case   *self)
{
  run (office, SPT_STORE_WRITE, account_job, self);
  self->rossi = save_record (office, SPT_KIND_BENEFICIARIES, spt_subject_get_schema (),
                             "{\"type\":\"F\",\"fiscalCode\":\"" ROSSI "\",\"surname\":\"Rossi\",\"name\":\"Mario\"}");
  self->ditta = save_record (office, SPT_KIND_BENEFICIARIES, spt_subject_get_schema (),
                             "{\"type\":\"G\",\"vatNumber\":\"" DITTA "\",\"fiscalCode\":\"" FISCO "\",\"companyName\":"
                             "\"Ditta di Prova\",\"pec\":\"propria@pec.example\",\"pecSource\":\"declared\"}");
}

static gint64
add_lookup (Office     *office,
            const char *code)
{
  SptService *service = spt_services_find_kind (SPT_KIND_LOOKUPS);
  g_autofree char *doc = g_strdup_printf ("{\"codice\":\"%s\"}", code);

  return save_record (office, SPT_KIND_LOOKUPS, SPT_SERVICE_GET_CLASS (service)->get_record_schema (service), doc);
}

/* As the engine leaves one that was answered. */
typedef struct
{
  gint64      id;
  gint64      account_id;
  const char *stage;
  const char *phase;
  const char *result;
} Answer;

static gboolean
answer_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Answer *answer = data;

  return spt_db_exec (db, error, "UPDATE dossier SET account_id = ?2, stage = ?3, phase = ?4, result = ?5, phase_since = ?6, "
                      "is_over = 1, state = 'done', next_operation = NULL WHERE id = ?1", "iittti", answer->id,
                      answer->account_id, answer->stage, answer->phase, answer->result, spt_db_now (db)) &&
         spt_db_set_dossier_note (db, answer->id, "", error); /* tells the window */
}

static gint64
add_answered (Office     *office,
              Case       *self,
              const char *code,
              const char *stage,
              const char *phase,
              const char *result)
{
  Answer answer = { add_lookup (office, code), self->account_id, stage, phase, result };

  run (office, SPT_STORE_WRITE, answer_job, &answer);

  return answer.id;
}

/* --- the list ---------------------------------------------------------------------------------------- */

/* Nothing there yet: what is possible is offered, first what is missing. */
static void
test_first_steps (Office        *office,
                  gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Case self = { 0 };
  GtkWindow *dialog;
  SptPage *page;

  spt_window_go (window, "lookups");
  assert_label (window, "No Certified Address Looked Up Yet");
  page = spt_window_get_page (window);
  assert_label (page, "It takes a key that comes with a contract");
  tab_walk_assert_free (GTK_WIDGET (page));
  click (page, "Add an Account…");
  dialog = wait_for_dialog (SPT_TYPE_ACCOUNT_DIALOG);
  assert_label (dialog, "The real service: what is sent there counts.");
  /* There is no test environment. */
  g_assert_null (find_label (GTK_WIDGET (dialog), "The service's own place for trying out"));
  close_dialog (dialog);

  run (office, SPT_STORE_WRITE, account_job, &self);
  g_signal_emit_by_name (office->store, "changed", SPT_CHANGED_ACCOUNTS);
  assert_label (page, "Choose among the Subjects");
  assert_no_label (page, "Add an Account…");
  click (page, "Paste Codes…");
  dialog = wait_for_dialog (SPT_TYPE_LOOKUP_DIALOG);
  close_dialog (dialog);
}

static void
test_list (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Case self = { 0 };
  SptPage *page;

  fill (office, &self);
  add_answered (office, &self, DITTA, "found", "pec trovata", "trovata@pec.example");
  add_answered (office, &self, CONTE, "not-found", "pec non trovata", "");
  add_lookup (office, ROSSI);
  spt_window_go (window, "lookups");
  assert_label (window, "All  3");
  page = spt_window_get_page (window);
  g_assert_true (SPT_IS_LOOKUPS_PAGE (page));
  assert_label (page, "To send  1");
  assert_label (page, "Found  1");
  assert_label (page, "Not found  1");
  assert_label (page, "trovata@pec.example");
  assert_label (page, "Pec trovata");
  assert_label (page, "Ditta di Prova");
  assert_label (page, "Not among the subjects");
  assert_label (page, "Ready");
  assert_label (page, "Send 1 Look-up…");
  tab_walk_assert_free (GTK_WIDGET (page));

  click (page, "Found");
  assert_no_label (page, CONTE);
  act (page, "records.select-all");
  assert_label (page, "1 look-up selected");
  act (page, "lookups.copy");
  assert_label (window, "1 address copied");
  act (page, "records.unselect-all");
  act (page, "records.clear-filter");
  assert_label (page, CONTE);

  /* What a card and a piece of news lead to. */
  spt_window_open_records (window, SPT_KIND_LOOKUPS, &(SptRecordFilter) { .stage = "not-found" });
  assert_label (page, CONTE);
  assert_no_label (page, "trovata@pec.example");
  act (page, "records.clear-filter");
  assert_label (page, "trovata@pec.example");
  assert_label (page, "Rossi Mario");

  /* Only what was not asked goes, and comes back. */
  act (page, "records.select-all");
  assert_label (page, "3 look-ups selected");
  act (page, "records.delete");
  assert_label (window, "removed");
  click (window, "Undo");
  assert_label (page, "Rossi Mario");
}

/* --- codes ------------------------------------------------------------------------------------------- */

static void
type_text (GtkWindow  *dialog,
           const char *text)
{
  GtkWidget *view = find_type (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

/* Any text; each code once; what is known, what is wrong, one code of a firm; a name stays here. */
static void
test_paste (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Case self = { 0 };
  GtkWindow *dialog;
  GtkWidget *check;

  fill (office, &self);
  add_answered (office, &self, ROSSI, "found", "pec trovata", "rossi@pec.example");
  dialog = spt_lookup_dialog_new (GTK_WIDGET (window), office->desk, NULL);
  gtk_window_present (dialog);
  type_text (dialog, "Da cercare: " CONTE ", IT " DITTA " e " FISCO "\n" ROSSI "; " CONTE "\n00743110158 tel. 0612345678");
  assert_label (dialog, "1 to look up, 2 known already, 1 with a wrong check character, 1 repeated");
  assert_label (dialog, CONTE);
  assert_label (dialog, "rossi@pec.example · TrovaPEC · ");
  assert_label (dialog, "propria@pec.example · declared by the subject · without a date");
  assert_label (dialog, "The same firm as " DITTA);
  assert_label (dialog, "00743110158");
  assert_label (dialog, "Look Up 1 Code…");
  tab_walk_assert_free (adw_window_get_content (ADW_WINDOW (dialog)));

  /* What is known is asked on a yes alone. */
  check = find_type (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  assert_label (dialog, "Look Up 2 Codes…");
  act (dialog, "lookup-codes.make");
  dialog = wait_for_dialog (SPT_TYPE_SEND_DIALOG);
  assert_label (dialog, "2 codes to look up");
  assert_label (dialog, "About 1,00 €: 2 look-ups at 0,50 € each");
  assert_label (dialog, "Last known balance: 12,50 €");
  assert_label (dialog, "each look-up is paid for");
  assert_label (dialog, "Send 2 Requests to Production");
  close_dialog (dialog);

  /* A name is looked for among the subjects. */
  dialog = spt_lookup_dialog_new (GTK_WIDGET (window), office->desk, NULL);
  gtk_window_present (dialog);
  type_text (dialog, "Ditta di Prova");
  assert_label (dialog, "“Ditta di Prova” among the Subjects");
  click (dialog, "Add");
  /* What was prepared is not made once more. */
  assert_label (dialog, "Prepared before, it has not left yet");
  type_text (dialog, "Nessuno Conosciuto");
  assert_label (dialog, "The service looks up codes only.");
  close_dialog (dialog);
}

/* From the subjects: a selection, the menu of one, the button at the field. */
static void
test_subjects (Office        *office,
               gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Case self = { 0 };
  GtkWindow *dialog;
  SptPage *page;

  fill (office, &self);
  spt_window_go (window, "subjects");
  page = spt_window_get_page (window);
  assert_label (page, "Rossi Mario");
  act (page, "records.select-all");
  assert_label (page, "2 subjects selected");
  assert_label (page, "More");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "subjects.for-many", "s", SPT_KIND_LOOKUPS));
  dialog = wait_for_dialog (SPT_TYPE_LOOKUP_DIALOG);
  assert_label (dialog, "1 to look up, 1 known already");
  assert_label (dialog, ROSSI " · Rossi Mario");
  assert_label (dialog, DITTA " · Ditta di Prova");
  tab_walk_assert_free (adw_window_get_content (ADW_WINDOW (dialog)));
  close_dialog (dialog);

  spt_window_open_record (window, SPT_KIND_BENEFICIARIES, self.rossi, NULL);
  page = spt_window_get_page (window);
  assert_label (page, ROSSI);
  click (page, "Look Up…");
  dialog = wait_for_dialog (SPT_TYPE_LOOKUP_DIALOG);
  assert_label (dialog, "1 to look up");
  act (dialog, "lookup-codes.make");
  dialog = wait_for_dialog (SPT_TYPE_SEND_DIALOG);
  assert_label (dialog, "1 code to look up");
  close_dialog (dialog);
}

/* --- one look-up ------------------------------------------------------------------------------------- */

static SptPage *
open_lookup (SptWindow *window,
             gint64     id)
{
  SptPage *page;

  spt_window_open_record (window, SPT_KIND_LOOKUPS, id, NULL);
  page = spt_window_get_page (window);
  g_assert_true (SPT_IS_LOOKUP_PAGE (page));
  g_assert_cmpint (spt_page_get_record (page), ==, id);

  return page;
}

/* An address that differs from one that was written by hand: both are seen, the person decides. */
static void
test_found (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Case self = { 0 };
  SptPage *page;

  fill (office, &self);
  self.id = add_answered (office, &self, DITTA, "found", "pec trovata", "trovata@pec.example");
  page = open_lookup (window, self.id);
  assert_label (page, "trovata@pec.example");
  assert_label (page, "propria@pec.example · declared by the subject");
  assert_label (page, "The subject has another address");
  assert_label (page, "Goes to: Debt positions");
  tab_walk_assert_free (GTK_WIDGET (page));
  act (page, "lookup.copy");
  assert_label (window, "Address copied");
  click (page, "Use the One Found");
  assert_label (page, "trovata@pec.example · TrovaPEC");
  assert_no_label (page, "The subject has another address");
  assert_no_label (page, "propria@pec.example");
}

/* Not found: the other code is asked on a click alone. */
static gboolean
has_address (gpointer user_data)
{
  SptRecordPage *page = user_data;
  SptForm *form = spt_record_page_get_parts (page)->form;

  return strcmp (spt_form_get_text (form, "pec"), "trovata@pec.example") == 0 && !spt_form_get_modified (form) &&
         !spt_record_page_get_parts (page)->saving;
}

/* On the page of whom it is about as well: the other address is said there, and one click takes it. */
static void
test_other_address (Office        *office,
                    gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Case self = { 0 };
  SptPage *page;

  fill (office, &self);
  add_answered (office, &self, DITTA, "found", "pec trovata", "trovata@pec.example");
  spt_window_open_record (window, SPT_KIND_BENEFICIARIES, self.ditta, NULL);
  page = spt_window_get_page (window);
  assert_label (page, "TrovaPEC found another address on ");
  assert_label (page, ": trovata@pec.example");
  tab_walk_assert_free (GTK_WIDGET (page));
  click (page, "Use This One");
  g_assert_true (spt_test_wait (has_address, page, SPT_TEST_TIMEOUT_MS));
  g_assert_cmpstr (spt_form_get_text (spt_record_page_get_parts (SPT_RECORD_PAGE (page))->form, "pecSource"), ==,
                   "trovapec");
  assert_no_label (page, "found another address");
}

static void
test_not_found (Office        *office,
                gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Case self = { 0 };
  GtkWindow *dialog;
  SptPage *page;

  fill (office, &self);
  self.id = add_answered (office, &self, DITTA, "not-found", "pec non trovata", "");
  page = open_lookup (window, self.id);
  assert_label (page, "No certified address was found");
  assert_label (page, "The firm has another code: " FISCO);
  tab_walk_assert_free (GTK_WIDGET (page));
  click (page, "Look It Up…");
  dialog = wait_for_dialog (SPT_TYPE_LOOKUP_DIALOG);
  assert_label (dialog, FISCO);
  close_dialog (dialog);
}

/* Sent, and no answer came: as the engine leaves it. */
static gboolean
lose_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Case *self = data;
  const char *key = DITTA;
  const guint row = 0;
  gint64 job = spt_db_add_job (db, "trovapec", "trovapec.lookup", self->account_id, NULL, "Anna", error);
  const SptNewSubmission submission = {
    .job_id = job, .account_id = self->account_id, .service = "trovapec", .operation = "trovapec.lookup",
    .lane = "account:1", .method = "POST", .path = "", .record_kind = SPT_KIND_LOOKUPS, .n_items = 1, .keys = &key,
    .rows = &row, .record_ids = &self->id,
  };
  gint64 id = job != 0 ? spt_db_add_submission (db, &submission, "Anna", error) : 0;

  return id != 0 && spt_db_order_submission (db, id, "Anna", error) && spt_db_begin_attempt (db, id, error) != 0 &&
         spt_db_recover_sending (db, NULL, error) >= 0;
}

/* Three sentences; nothing is asked again but on order, with what it may cost said. */
static void
test_uncertain (Office        *office,
                gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Case self = { 0 };
  GtkWindow *dialog;
  SptPage *page;

  fill (office, &self);
  self.id = add_lookup (office, DITTA);
  run (office, SPT_STORE_WRITE, lose_job, &self);
  page = open_lookup (window, self.id);
  assert_label (page, "The request left, and no answer came");
  assert_label (page, "Last known balance: 12,50 €");
  assert_label (page, "Compare the Balance");
  assert_label (page, "It Did Not Arrive");
  tab_walk_assert_free (GTK_WIDGET (page));
  click (page, "Cancel and Ask Again…");
  dialog = wait_for_dialog (ADW_TYPE_MESSAGE_DIALOG);
  assert_label (dialog, "That costs another 0,50 €");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "give-up");
  dialog = wait_for_dialog (SPT_TYPE_SEND_DIALOG);
  assert_label (dialog, "1 cancellation");
  assert_label (dialog, "What a cancellation costs is not known");
  close_dialog (dialog);
  assert_label (page, "Send the Cancellation…");
}

/* Beside a long answer a state keeps its word, and every look-up takes notes. */
static void
test_history (Office        *office,
              gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Case self = { 0 };
  SptPage *page;
  GtkWidget *state;
  GtkWidget *list;
  GtkWidget *note;
  int min, natural;

  fill (office, &self);
  self.id = add_lookup (office, ROSSI);
  run (office, SPT_STORE_WRITE, lose_job, &self);
  page = open_lookup (window, self.id);
  assert_label (page, "History");
  list = gtk_widget_get_ancestor (find_label (GTK_WIDGET (page), "History"), ADW_TYPE_PREFERENCES_GROUP);
  state = find_type (list, SPT_TYPE_STATE_LABEL);
  g_assert_nonnull (state);
  gtk_widget_measure (state, GTK_ORIENTATION_HORIZONTAL, -1, &min, &natural, NULL, NULL);
  g_assert_cmpint (min, ==, natural);

  assert_label (page, "Add a note");
  note = gtk_widget_get_ancestor (find_label (GTK_WIDGET (page), "Add a note"), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (note), "Chiesto alla ditta");
  g_signal_emit_by_name (note, "apply");
  assert_label (page, "Chiesto alla ditta");
  tab_walk_assert_free (GTK_WIDGET (page));
}

/* --- what it costs ----------------------------------------------------------------------------------- */

typedef struct
{
  gint64 account_id;
  gint64 job;
  gint64 now;
  gint64 lookups[3];
} Spent;

/* An order of three, of which two were taken and one refused; the balance was seen a minute before. */
static gboolean
spend_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Spent *spent = data;
  const char *codes[] = { DITTA, ROSSI, CONTE };
  const guint row = 0;
  g_autofree char *note = spt_trovapec_balances_add (NULL, spt_db_now (db) - 60000, 1250);

  spent->now = spt_db_now (db);
  spent->job = spt_db_add_job (db, "trovapec", "trovapec.lookup", spent->account_id, NULL, "Anna", error);
  if (spent->job == 0 || !spt_db_set_account_note (db, spent->account_id, note, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *lane = g_strdup_printf ("lane-%u", i);
      const SptNewSubmission submission = {
        .job_id = spent->job, .account_id = spent->account_id, .service = "trovapec", .operation = "trovapec.lookup",
        .lane = lane, .method = "POST", .path = "", .record_kind = SPT_KIND_LOOKUPS, .n_items = 1, .keys = &codes[i],
        .rows = &row, .record_ids = &spent->lookups[i],
      };
      gint64 id = spt_db_add_submission (db, &submission, "Anna", error);
      gint64 attempt = id != 0 && spt_db_order_submission (db, id, "Anna", error) ? spt_db_begin_attempt (db, id, error) : 0;
      SptState state = i < 2 ? SPT_STATE_DONE : SPT_STATE_REFUSED;
      const SptStateChange change = {
        .expected = SPT_STATE_SENDING, .state = state, .attempt_id = attempt, .outcome = i < 2 ? "accepted" : "refused",
        .http_status = 200, .code = i < 2 ? NULL : "trovapec-present", .rest_state = state, .event_kind = "state",
        .event_text = "answered", .actor = "",
      };

      if (attempt == 0 || !spt_db_change_submission (db, id, &change, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
see_balance_job (SptDb         *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  Spent *spent = data;
  g_autofree char *note = NULL;
  g_autofree char *more = NULL;

  if (!spt_db_dup_account_note (db, spent->account_id, &note, error))
    return FALSE;
  more = spt_trovapec_balances_add (note, spent->now + 60000, 1150);

  return spt_db_set_account_note (db, spent->account_id, more, error);
}

/* An order says what it cost so far, and the balance before it and after. */
static void
test_spent (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Case self = { 0 };
  Spent spent = { 0 };
  SptPage *page;

  fill (office, &self);
  spent.account_id = self.account_id;
  spent.lookups[0] = add_lookup (office, DITTA);
  spent.lookups[1] = add_lookup (office, ROSSI);
  spent.lookups[2] = add_lookup (office, CONTE);
  run (office, SPT_STORE_WRITE, spend_job, &spent);
  spt_window_open_order (window, spent.job, 0);
  page = spt_window_get_page (window);
  assert_label (page, "About 1,00 € so far: 2 look-ups taken, at 0,50 € each");
  assert_label (page, "Balance before: 12,50 € (");
  assert_label (page, "not asked for since");
  spt_window_go (window, "overview");

  run (office, SPT_STORE_WRITE, see_balance_job, &spent);
  spt_window_open_order (window, spent.job, 0);
  page = spt_window_get_page (window);
  assert_label (page, "About 1,00 € so far: 2 look-ups taken, at 0,50 € each");
  assert_label (page, "after: 11,50 € (");
  tab_walk_assert_free (GTK_WIDGET (page));

  /* One that the service has already is asked again at a price, which is said before. */
  page = open_lookup (window, spent.lookups[2]);
  assert_label (page, "A request for this code is at the service already");
  assert_label (page, "About 0,50 €: 1 look-up at 0,50 €");
  assert_label (page, "Last known balance: 11,50 €");
}

/* --- what is said elsewhere -------------------------------------------------------------------------- */

static void
test_news (Office        *office,
           gconstpointer  data)
{
  const SptRecordPages *pages = spt_record_pages_find (SPT_KIND_LOOKUPS);
  g_autoptr (GHashTable) stages = g_hash_table_new (g_str_hash, g_str_equal);
  SptWindow *window = show_window (office);
  Case self = { 0 };
  SptRecordFilter filter = { 0 };
  g_autofree char *text = NULL;

  g_assert_null (pages->dup_news (0, stages, &filter));
  g_hash_table_insert (stages, (gpointer) "found", GUINT_TO_POINTER (12));
  g_hash_table_insert (stages, (gpointer) "not-found", GUINT_TO_POINTER (1));
  text = pages->dup_news (0, stages, &filter);
  g_assert_cmpstr (text, ==, "12 certified addresses found; 1 code without a certified address");
  g_assert_cmpstr (filter.stage, ==, "found");

  fill (office, &self);
  self.id = add_lookup (office, DITTA);
  run (office, SPT_STORE_WRITE, lose_job, &self);
  spt_window_go (window, "overview");
  assert_label (window, "Outcome uncertain");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  user_data_init ();
  adw_init ();
  spt_services_register_all ();
  spt_lookup_pages_register ();

  g_test_add ("/lookups/first-steps", Office, NULL, set_up, test_first_steps, tear_down);
  g_test_add ("/lookups/list", Office, NULL, set_up, test_list, tear_down);
  g_test_add ("/lookups/paste", Office, NULL, set_up, test_paste, tear_down);
  g_test_add ("/lookups/subjects", Office, NULL, set_up, test_subjects, tear_down);
  g_test_add ("/lookups/found", Office, NULL, set_up, test_found, tear_down);
  g_test_add ("/lookups/other-address", Office, NULL, set_up, test_other_address, tear_down);
  g_test_add ("/lookups/not-found", Office, NULL, set_up, test_not_found, tear_down);
  g_test_add ("/lookups/uncertain", Office, NULL, set_up, test_uncertain, tear_down);
  g_test_add ("/lookups/history", Office, NULL, set_up, test_history, tear_down);
  g_test_add ("/lookups/spent", Office, NULL, set_up, test_spent, tear_down);
  g_test_add ("/lookups/news", Office, NULL, set_up, test_news, tear_down);

  return g_test_run ();
}
