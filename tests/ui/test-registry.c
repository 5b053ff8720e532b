/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registry items in the window: fields with known values, list, page, twins, refusals, many at once. */
#include "config.h"

#include "office.h"

#include <string.h>

#include "outbox/spt-subjects.h"
#include "services/spt-services-table.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-submissions.h"
#include "tab-walk.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-account-dialog.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-send-dialog.h"
#include "ui/tsdigital/spt-registry-item-page.h"
#include "ui/tsdigital/spt-registry-items-page.h"
#include "ui/tsdigital/spt-registry-many.h"
#include "ui/tsdigital/spt-registry-pages.h"
#include "ui/tsdigital/spt-registry-said.h"
#include "user-data.h"

#define DITTA "00743110157"
#define ALTRA "12345671205"
#define ROSSI "RSSMRA80A01H501U"

/* --- helpers --------------------------------------------------------------------------------------- */

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
import_rows (Office     *office,
             const char *kind,
             const char *text)
{
  g_autofree char *file = g_build_filename (spt_test_make_dir (), "rows.csv", NULL);
  const SptImportOptions options = { .kind = kind, .path = file, .who = "Rosa" };
  g_autoptr (GError) error = NULL;
  SptImportResult *imported;

  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  imported = spt_import_file (office->store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported->n_rejected, ==, 0);
  spt_import_result_free (imported);
}

typedef struct
{
  const char *name;    /* of an account */
  const char *role;    /* (nullable): what its key may do */
  gint64      account;
  const char *code;
  gint64      item;
  guint       n;
  gint64      subject;
  SptState    state;
} Ask;

static gboolean
account_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Ask *ask = data;
  g_autoptr (SptAccount) account = spt_account_new ("tsdigital", ask->name, SPT_ENVIRONMENT_TEST);

  g_object_set (account, "base-url", "https://example.invalid/ts", NULL);
  spt_account_set_setting (account, "item-path", "/api/v3/items");
  spt_account_set_setting (account, "auth-url", "https://example.invalid/auth");
  spt_account_set_setting (account, "key-id", "chiave");
  if (ask->role != NULL)
    spt_account_set_setting (account, "special-role", ask->role);
  if (ask->role != NULL)
    spt_account_set_setting (account, "key-kind", "application");
  if (!spt_db_save_account (db, account, error))
    return FALSE;
  ask->account = spt_account_get_id (account);
  return TRUE;
}

static gint64
add_registry_account (Office     *office,
                      const char *name,
                      const char *role)
{
  Ask ask = { .name = name, .role = role };

  run (office, SPT_STORE_WRITE, account_job, &ask);
  return ask.account;
}

static gboolean
find_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Ask *ask = data;
  const SptListQuery query = { .search = ask->code };
  g_autoptr (GArray) ids = spt_db_query_list (db, &spt_registry_items_kind, &query, NULL, error);
  g_autoptr (SptDossier) dossier = NULL;

  if (ids == NULL)
    return FALSE;
  ask->n = ids->len;
  ask->item = ids->len > 0 ? g_array_index (ids, gint64, 0) : 0;
  if (ask->item == 0)
    return TRUE;
  dossier = spt_db_get_dossier (db, ask->item, error);
  if (dossier == NULL)
    return FALSE;
  ask->subject = spt_dossier_get_data (dossier)->subject_id;
  ask->state = spt_dossier_get_data (dossier)->state;
  return TRUE;
}

static Ask
find (Office     *office,
      const char *code)
{
  Ask ask = { .code = code };

  run (office, SPT_STORE_READ, find_job, &ask);
  return ask;
}

typedef struct
{
  gint64      submission;
  SptState    state;
  const char *code;
  const char *message;
} Answer;

static gboolean
answer_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Answer *answer = data;
  gint64 attempt = spt_db_begin_attempt (db, answer->submission, error);
  const SptDossierNews news = {
    .remote_id = "ID-0001", .phase = "presa in carico", .stage = "taken",
  };
  const SptStateChange change = {
    .expected = SPT_STATE_SENDING,
    .state = answer->state,
    .attempt_id = attempt,
    .outcome = answer->state == SPT_STATE_DONE ? "accepted" : answer->state == SPT_STATE_REFUSED ? "refused"
               : answer->state == SPT_STATE_NOT_SENT ? "not-sent" : "unknown",
    .http_status = answer->state == SPT_STATE_DONE ? 202 : 400,
    .code = answer->code,
    .message = answer->message,
    .rest_state = answer->state,
    .rest_code = answer->code,
    .rest_message = answer->message,
    .event_kind = "state",
    .event_text = "prova",
    .actor = "",
  };

  return attempt != 0 && spt_db_change_submission (db, answer->submission, &change, NULL, error) &&
         (answer->state != SPT_STATE_DONE || spt_db_apply_answer (db, answer->submission, &news, NULL, error));
}

/* Sent, and what the service would have answered. */
static gint64
answer (Office     *office,
        const char *code,
        gint64      account,
        SptState    state,
        const char *said,
        const char *message)
{
  gint64 item = find (office, code).item;
  const SptPrepareOptions options = {
    .operation = "tsdigital.create-item", .account_id = account, .ids = &item, .n_ids = 1, .who = "Rosa", .order = TRUE,
  };
  g_autoptr (GError) error = NULL;
  SptPrepareResult *prepared = spt_prepare (office->store, &options, NULL, &error);
  Answer given = { .state = state, .code = said, .message = message };

  g_assert_no_error (error);
  g_assert_cmpuint (prepared->submissions->len, ==, 1);
  given.submission = g_array_index (prepared->submissions, gint64, 0);
  spt_prepare_result_free (prepared);
  run (office, SPT_STORE_WRITE, answer_job, &given);
  return given.submission;
}

static void
take_in_charge (Office     *office,
                const char *code,
                gint64      account)
{
  answer (office, code, account, SPT_STATE_DONE, "tsdigital-taken", NULL);
}

#define ITEMS "taxId;vatNumber;description;addresses.1.streetName;addresses.1.zipCode;addresses.1.city\n"

static void
add_items (Office *office)
{
  import_rows (office, SPT_KIND_REGISTRY_ITEMS,
               ITEMS DITTA ";" DITTA ";Ditta <Uno> & Figli;Via di Prova;20121;Milano\n"
               ALTRA ";;Altra ditta;Via di Prova;20121;Milano\n"
               "00743110158;;Sbagliata;Via di Prova;20121;Milano\n");
}

static SptForm *
get_form (gpointer page)
{
  return spt_form_view_get_form (SPT_FORM_VIEW (find_type (GTK_WIDGET (page), SPT_TYPE_FORM_VIEW)));
}

static void
type_in (gpointer    page,
         const char *path,
         const char *text)
{
  spt_form_field_set_text (spt_form_find_field (get_form (page), path), text);
}

static gboolean
is_clean (gpointer user_data)
{
  return !spt_form_get_modified (user_data);
}

static gboolean
has_focus_on_send (gpointer user_data)
{
  GtkWidget *focus = gtk_window_get_focus (user_data);

  return focus != NULL && GTK_IS_BUTTON (focus) && find_label (focus, "Send…") != NULL;
}

static gboolean
is_saved (gpointer user_data)
{
  return spt_page_get_record (user_data) != 0;
}

typedef struct
{
  SptWindow *window;
  gint64     id;
} Shown;

/* A page is left when it says so. */
static gboolean
is_shown (gpointer user_data)
{
  Shown *shown = user_data;
  SptPage *page = spt_window_get_page (shown->window);

  return SPT_IS_REGISTRY_ITEM_PAGE (page) && spt_page_get_record (page) == shown->id &&
         (shown->id == 0 || spt_record_page_get_parts (SPT_RECORD_PAGE (page))->loaded);
}

static gboolean
is_other_page (gpointer user_data)
{
  return !SPT_IS_REGISTRY_ITEM_PAGE (spt_window_get_page (user_data));
}

static SptPage *
wait_for_item (SptWindow *window,
               gint64     id)
{
  Shown shown = { window, id };

  g_assert_true (spt_test_wait (is_shown, &shown, SPT_TEST_TIMEOUT_MS));
  return spt_window_get_page (window);
}

static SptPage *
open_item (SptWindow *window,
           gint64     id)
{
  spt_window_open_record (window, SPT_KIND_REGISTRY_ITEMS, id, NULL);
  return wait_for_item (window, id);
}

/* --- fields with known values ---------------------------------------------------------------------- */

static GtkWidget *
get_entry (gpointer    page,
           const char *name)
{
  return find_type (GTK_WIDGET (find_row (GTK_WIDGET (page), name)), GTK_TYPE_ENTRY);
}

static gboolean
press (GtkWidget *root,
       guint      keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (root);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, (GdkModifierType) 0, &handled);
    }
  return handled;
}

static void
test_known_values (Office        *office,
                   gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *page = open_item (window, 0);
  GtkWidget *view = find_type (GTK_WIDGET (page), SPT_TYPE_FORM_VIEW);
  SptFormField *field = spt_form_find_field (get_form (page), "economics.taxRegime");
  GtkWidget *entry = get_entry (page, "economics.taxRegime");

  /* By words, while one types. */
  assert_label (page, "Tax");
  spt_form_row_focus (find_row (GTK_WIDGET (page), "economics.taxRegime"));
  g_assert_true (spt_test_wait (has_focus_in_sight, find_row (GTK_WIDGET (page), "economics.taxRegime"), SPT_TEST_TIMEOUT_MS));
  gtk_editable_set_text (GTK_EDITABLE (entry), "agric");
  assert_label (page, "RF04,");
  assert_no_label (page, "RF02,");
  g_assert_true (press (view, GDK_KEY_Down));
  g_assert_true (press (view, GDK_KEY_Return));
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "RF04");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "RF04");
  /* What it means stands below. */
  assert_label (find_row (GTK_WIDGET (page), "economics.taxRegime"), "RF04,");

  /* The Down key shows all; Escape puts them away and nothing else. */
  g_assert_true (press (view, GDK_KEY_Down));
  assert_label (page, "RF19,");
  g_assert_true (press (view, GDK_KEY_Escape));
  assert_no_label (page, "RF19,");
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "RF04");

  /* Anything else is taken, with a note that is no error. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "RF99");
  assert_label (find_row (GTK_WIDGET (page), "economics.taxRegime"), "RF99");
  assert_label (find_row (GTK_WIDGET (page), "economics.taxRegime"), "not one of the values known");
  g_assert_cmpint (spt_form_field_get_issue_level (field), ==, SPT_ISSUE_NOTE);

  /* A word for a known value becomes that value when the field is left. */
  entry = get_entry (page, "preferences.language");
  spt_form_row_focus (find_row (GTK_WIDGET (page), "preferences.language"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Italiano");
  spt_form_row_focus (find_row (GTK_WIDGET (page), "taxId"));
  g_assert_cmpstr (spt_form_get_text (get_form (page), "preferences.language"), ==, "it");
  spt_form_set_modified (get_form (page), FALSE);
}

/* --- the list -------------------------------------------------------------------------------------- */

/* An "anagrafica" is feminine in Italian: each state shown agrees with it. */
static guint
count_states (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gboolean of_record = FALSE;

      n += count_states (child);
      if (!SPT_IS_STATE_LABEL (child))
        continue;
      g_object_get (child, "of-record", &of_record, NULL);
      g_assert_true (of_record);
      n++;
    }
  return n;
}

static void
test_list (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account;
  SptPage *page;

  spt_window_go (window, "registry-items");
  assert_label (window, "No Companies in TSDigital");
  assert_label (window, "Add an Account…");
  account = add_registry_account (office, "studio", NULL);
  assert_no_label (window, "Add an Account…");
  assert_label (window, "Choose from the Subjects");

  add_items (office);
  page = spt_window_get_page (window);
  assert_label (page, "Ditta <Uno> & Figli");
  assert_label (page, "All  3");
  assert_label (page, "To fix  1");
  assert_label (page, "Send 2 Items…");
  g_assert_cmpuint (count_states (GTK_WIDGET (page)), >=, 3);
  tab_walk_assert_free (GTK_WIDGET (page));

  take_in_charge (office, DITTA, account);
  assert_label (page, "Taken in charge  1");
  assert_label (page, "ID-0001");
  click (page, "Taken in charge");
  assert_label (page, "Presa in carico");
  assert_no_label (page, "Altra ditta");

  /* What is at the service stays; the way back is a click. */
  click (page, "All");
  assert_label (page, "Altra ditta");
  gtk_widget_activate_action (GTK_WIDGET (page), "records.select-all", NULL);
  assert_label (page, "3 registry items selected");
  gtk_widget_activate_action (GTK_WIDGET (page), "records.delete", NULL);
  assert_label (window, "2 registry items removed");
  assert_label (page, "All  1");
  click (window, "Undo");
  assert_label (page, "All  3");
}

/* --- the page -------------------------------------------------------------------------------------- */

static void
test_page (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *page;

  add_registry_account (office, "studio", NULL);
  page = open_item (window, 0);
  assert_label (page, "New Registry Item");
  assert_label (page, "studio");
  tab_walk_assert_free (GTK_WIDGET (page));

  type_in (page, "description", "Ditta nuova");
  type_in (page, "taxId", DITTA);
  type_in (page, "vatNumber", DITTA);
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save", NULL);
  g_assert_true (spt_test_wait (is_saved, page, SPT_TEST_TIMEOUT_MS));
  assert_label (page, "Company · " DITTA);
  g_assert_cmpint (find (office, DITTA).state, ==, SPT_STATE_READY);

  /* A person born before 1970 keeps the day. */
  type_in (page, "subjectType", "person");
  type_in (page, "lastName", "Rossi");
  type_in (page, "birthDate", "31/12/1968");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (page, "birthDate"))), ==, "31/12/1968");
  assert_label (page, "Person · " DITTA);

  /* Two things that exclude each other are an error at their field, before anything leaves. */
  type_in (page, "certified", "true");
  assert_label (page, "VALIDATED");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save", NULL);
  assert_label (page, "to complete or correct");
  spt_form_set_modified (get_form (page), FALSE);
}

/* What the key cannot use is folded away; what it can stands open. */
static void
test_special (Office        *office,
              gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *page;

  add_registry_account (office, "semplice", NULL);
  page = open_item (window, 0);
  assert_label (page, "semplice");
  assert_label (page, "Options for keys with a special role");
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (find_row (GTK_WIDGET (page), "noOwnership"))));
  spt_window_back (window);
  g_assert_true (spt_test_wait (is_other_page, window, SPT_TEST_TIMEOUT_MS));

  add_registry_account (office, "speciale", "true");
  add_items (office);
  page = open_item (window, find (office, ALTRA).item);
  {
    AdwComboRow *row = ADW_COMBO_ROW (find_type (GTK_WIDGET (page), ADW_TYPE_COMBO_ROW));

    g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (find_row (GTK_WIDGET (page), "noOwnership"))));
    adw_combo_row_set_selected (row, 2);
  }
  assert_label (page, "speciale");
  assert_label (find_row (GTK_WIDGET (page), "noOwnership"), "noOwnership");
  spt_form_set_modified (get_form (page), FALSE);
}

/* --- twins ----------------------------------------------------------------------------------------- */

static void
test_twins (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account = add_registry_account (office, "studio", NULL);
  SptPage *page;

  add_items (office);
  page = open_item (window, 0);
  assert_label (page, "studio");
  type_in (page, "description", "Ancora lei");
  type_in (page, "vatNumber", DITTA);
  assert_label (page, "is prepared here");
  take_in_charge (office, DITTA, account);
  type_in (page, "taxId", DITTA);
  assert_label (page, "TSDigital has taken in charge another item with " DITTA);
  spt_form_set_modified (get_form (page), FALSE);
  click (page, "Open");
  page = wait_for_item (window, find (office, DITTA).item);
  assert_label (page, "ID-0001");
  assert_label (page, "Open the Portal");
  assert_label (page, "Copy Tax Code");
  assert_label (page, "“presa in carico”,");
  tab_walk_assert_free (GTK_WIDGET (page));

  /* Without an address there is none to open, and it says so. */
  click (page, "Open the Portal");
  assert_label (window, "The account does not have the address of the portal");
  click (page, "Copy Tax Code");
  assert_label (window, "Code copied");
}

/* --- refusals -------------------------------------------------------------------------------------- */

static void
test_said (void)
{
  g_autoptr (GPtrArray) history = g_ptr_array_new ();
  g_autoptr (GPtrArray) said = NULL;
  SptRecordHistory entry = {
    .operation = (char *) "tsdigital.create-item", .state = SPT_STATE_REFUSED, .code = (char *) "tsdigital-bad-request",
    .message = (char *) "Richiesta errata; [item.base.details.addresses[0].zipCode] valore non ammesso; [nessuno] boh",
  };
  const SptRegistrySaid *part;

  g_ptr_array_add (history, &entry);
  said = spt_registry_said_list (history);
  g_assert_cmpuint (said->len, ==, 3);
  part = g_ptr_array_index (said, 0);
  g_assert_null (part->path);
  g_assert_cmpstr (part->words, ==, "Richiesta errata");
  part = g_ptr_array_index (said, 1);
  g_assert_cmpstr (part->path, ==, "addresses[0].zipCode");
  g_assert_cmpstr (part->words, ==, "valore non ammesso");
  part = g_ptr_array_index (said, 2);
  g_assert_null (part->path);
  g_assert_cmpstr (part->words, ==, "[nessuno] boh");

  entry.state = SPT_STATE_DONE;
  g_ptr_array_unref (said);
  said = spt_registry_said_list (history);
  g_assert_cmpuint (said->len, ==, 0);
}

/* The words stand at the field, which has the focus; what is about no field stands above. */
static void
test_refused (Office        *office,
              gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account = add_registry_account (office, "studio", NULL);
  SptFormRow *row;
  SptPage *page;

  add_items (office);
  answer (office, DITTA, account, SPT_STATE_REFUSED, "tsdigital-bad-request",
          "Richiesta errata; [item.base.details.addresses[0].zipCode] valore non ammesso; [item.base.identifier.vatNumber] ignota");
  page = open_item (window, find (office, DITTA).item);
  assert_label (page, "Richiesta errata");
  row = find_row (GTK_WIDGET (page), "zipCode");
  assert_label (row, "valore non ammesso");
  assert_label (find_row (GTK_WIDGET (page), "vatNumber"), "ignota");
  g_assert_true (spt_test_wait (has_focus_in_sight, row, SPT_TEST_TIMEOUT_MS));

  /* What was changed since is no matter any more. */
  type_in (page, "addresses[0].zipCode", "20122");
  assert_no_label (row, "valore non ammesso");
  assert_label (find_row (GTK_WIDGET (page), "vatNumber"), "ignota");
  assert_no_label (page, "Nothing left to correct");

  /* The button is far above: what comes after the last correction is at hand, and a key leads there too. */
  type_in (page, "vatNumber", ALTRA);
  assert_label (page, "Nothing left to correct: the item can be sent.");
  import_rows (office, SPT_KIND_REGISTRY_ITEMS, ITEMS "12345678887;;Terza;Via di Prova;20121;Milano\n");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save", NULL);
  g_assert_true (spt_test_wait (is_clean, get_form (page), SPT_TEST_TIMEOUT_MS));
  assert_label (page, "Nothing left to correct: the item can be sent.");
  g_assert_cmpint (find (office, DITTA).state, ==, SPT_STATE_READY);
}

/* The last one that was to be corrected leads on to sending it. */
static void
test_next (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptPage *page;

  add_registry_account (office, "studio", NULL);
  import_rows (office, SPT_KIND_REGISTRY_ITEMS, ITEMS "00743110158;;Sbagliata;Via di Prova;20121;Milano\n");
  page = open_item (window, find (office, "00743110158").item);
  assert_label (page, "to complete or correct");
  type_in (page, "taxId", DITTA);
  assert_label (page, "Nothing left to correct: the item can be sent.");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save-next", NULL);
  assert_label (window, "Nothing left to correct");
  g_assert_true (spt_test_wait (has_focus_on_send, window, SPT_TEST_TIMEOUT_MS));
  g_assert_cmpint (find (office, DITTA).state, ==, SPT_STATE_READY);
}

/* Each says in the clerk's words what happened, and what to do about it. */
static void
test_answers (Office        *office,
              gconstpointer  data)
{
  static const struct
  {
    const char *code;
    SptState    state;
    const char *words;
    const char *next;
  } answers[] = {
    { "tsdigital-token-rejected", SPT_STATE_NOT_SENT, "did not take the token", "are of the same environment" },
    { "tsdigital-forbidden", SPT_STATE_REFUSED, "valid but may not create", "ask TeamSystem for the right" },
    { "server-error", SPT_STATE_UNCERTAIN, "which may have been recorded", "then say what was seen" },
    { "tsdigital-dependency", SPT_STATE_UNCERTAIN, "a service that it depends on", "then say what was seen" },
  };
  gint64 account = add_registry_account (office, "studio", NULL);
  SptWindow *window = show_window (office);

  import_rows (office, SPT_KIND_REGISTRY_ITEMS,
               ITEMS DITTA ";;Uno;Via di Prova;20121;Milano\n" ALTRA ";;Due;Via di Prova;20121;Milano\n"
               "12345678887;;Tre;Via di Prova;20121;Milano\n" ROSSI ";;Quattro;Via di Prova;20121;Milano\n");
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      static const char *const codes[] = { DITTA, ALTRA, "12345678887", ROSSI };
      gint64 submission = answer (office, codes[i], account, answers[i].state, answers[i].code, NULL);

      spt_window_open_submission (window, submission);
      assert_label (spt_window_get_page (window), answers[i].words);
      if (answers[i].state == SPT_STATE_UNCERTAIN)
        g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (find_label (GTK_WIDGET (spt_window_get_page (window)),
                                                                             "Known: "))),
                                  answers[i].words));
      assert_label (spt_window_get_page (window), answers[i].next);
    }
}

/* What excludes itself does not leave: neither from the page nor from the sheet. */
static void
test_owners (Office        *office,
             gconstpointer  data)
{
  gint64 account = add_registry_account (office, "speciale", "true");
  SptWindow *window = show_window (office);
  SptPrepareOptions options = {
    .operation = "tsdigital.create-item", .account_id = account, .n_ids = 1, .who = "Rosa", .order = TRUE,
  };
  const SptGroupDef *owners;
  SptPage *page;
  gint64 item;

  page = open_item (window, 0);
  assert_label (page, "speciale");
  type_in (page, "description", "Ditta nuova");
  type_in (page, "taxId", DITTA);
  type_in (page, "noOwnership", "true");
  owners = spt_group_def_find_group (spt_form_group_get_def (spt_form_get_root (get_form (page))), "owners");
  spt_form_group_add (spt_form_get_root (get_form (page)), owners->index);
  type_in (page, "owners[0].id", "u-1");
  assert_label (find_row (GTK_WIDGET (page), "noOwnership"), "the service does not take both");
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save", NULL);
  g_assert_true (spt_test_wait (is_saved, page, SPT_TEST_TIMEOUT_MS));
  g_assert_false (gtk_widget_is_sensitive (gtk_widget_get_ancestor (find_label (GTK_WIDGET (page), "Send…"),
                                                                    GTK_TYPE_BUTTON)));
  item = find (office, DITTA).item;
  g_assert_cmpint (find (office, DITTA).state, ==, SPT_STATE_TO_FIX);
  {
    g_autoptr (GError) error = NULL;
    SptPrepareResult *prepared;

    options.ids = &item;
    prepared = spt_prepare (office->store, &options, NULL, &error);
    g_assert_true (prepared == NULL || prepared->submissions == NULL || prepared->submissions->len == 0);
    if (prepared != NULL)
      spt_prepare_result_free (prepared);
  }
  /* One of the two taken out, it may go. */
  type_in (page, "noOwnership", "");
  assert_label (page, "Nothing left to correct");
  spt_form_set_modified (get_form (page), FALSE);
}

static GtkWidget *
find_button (gpointer    root,
             const char *words)
{
  GtkWidget *button;

  assert_label (root, words);
  button = gtk_widget_get_ancestor (find_label (GTK_WIDGET (root), words), GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  return button;
}

static gboolean
stands_before (GtkWidget *one,
               GtkWidget *other)
{
  g_assert_true (gtk_widget_get_parent (one) == gtk_widget_get_parent (other));
  while (one != NULL && one != other)
    one = gtk_widget_get_next_sibling (one);

  return one != NULL;
}

/* A person looks, and says. Nothing is sent again by itself, and a second one is warned of. */
static void
test_uncertain (Office        *office,
                gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account = add_registry_account (office, "studio", NULL);
  SptPage *page;

  add_items (office);
  answer (office, DITTA, account, SPT_STATE_UNCERTAIN, "answer-lost", NULL);
  page = open_item (window, find (office, DITTA).item);
  assert_label (page, "look for its code on the portal");
  assert_label (page, "Open the Portal");
  assert_no_label (page, "Send…");
  tab_walk_assert_free (GTK_WIDGET (page));
  click (page, "Say What Was Seen…");
  g_assert_true (spt_test_wait (is_other_page, window, SPT_TEST_TIMEOUT_MS));

  /* Where it is said, the way to look is there too. */
  page = spt_window_get_page (window);
  assert_label (page, "Open the Portal");
  tab_walk_assert_free (GTK_WIDGET (page));
  /* In the order in which it is done, the end of it suggested; and called by whom it is about, not by the sheet. */
  g_assert_true (stands_before (find_button (page, "Open the Portal"), find_button (page, "Copy Tax Code")));
  g_assert_true (stands_before (find_button (page, "Copy Tax Code"), find_button (page, "Say What Was Seen…")));
  g_assert_true (stands_before (find_button (page, "Say What Was Seen…"), find_button (page, "Open the Item")));
  g_assert_true (gtk_widget_has_css_class (find_button (page, "Say What Was Seen…"), "suggested-action"));
  assert_label (page, "Create registry items · studio");
  g_assert_cmpstr (spt_page_get_title (page), ==, "Ditta <Uno> & Figli");
  click (page, "Copy Tax Code");
  assert_label (window, "Code copied");
  click (page, "Open the Portal");
  assert_label (window, "The account does not have the address of the portal");
}

/* --- many at once ---------------------------------------------------------------------------------- */

typedef struct
{
  GArray *ids; /* (owned) */
} Subjects;

static gboolean
subjects_job (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const SptListQuery query = { 0 };

  ((Subjects *) data)->ids = spt_db_query_list (db, &spt_subjects_kind, &query, NULL, error);
  return ((Subjects *) data)->ids != NULL;
}

static gboolean
is_sending (gpointer user_data)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (SPT_IS_SEND_DIALOG (window))
        {
          *(GtkWindow **) user_data = window;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
note_order_cb (GtkWindow *sheet,
               gboolean  *send_was_open)
{
  GtkWindow *send = NULL;

  *send_was_open = is_sending (&send);
  return FALSE;
}

static void
test_many (Office        *office,
           gconstpointer  data)
{
  gboolean send_was_open = -1;
  SptWindow *window = show_window (office);
  gint64 account = add_registry_account (office, "studio", NULL);
  Subjects subjects = { NULL };
  GtkWindow *sheet;
  GtkWindow *send = NULL;

  import_rows (office, SPT_KIND_BENEFICIARIES,
               "type;fiscalCode;vatNumber;surname;name;companyName;streetName;city\n"
               "F;" ROSSI ";;Rossi;Mario;;Via Roma;Roma\n"
               "G;" DITTA ";" DITTA ";;;Ditta Uno;Via di Prova;Milano\n"
               "G;" ALTRA ";;;;Altra ditta;Via di Prova;Milano\n"
               "G;;;;;Senza codici;Via di Prova;Milano\n");
  add_items (office);
  take_in_charge (office, DITTA, account);
  run (office, SPT_STORE_READ, subjects_job, &subjects);
  g_assert_cmpuint (subjects.ids->len, ==, 4);

  sheet = spt_registry_many_new (GTK_WIDGET (window), office->desk, subjects.ids);
  gtk_window_present (sheet);
  assert_label (sheet, "2 items will be prepared");
  assert_label (sheet, "TSDigital has taken one in charge");
  assert_label (sheet, "Prepared before");
  assert_label (sheet, "Without a tax code and a VAT number");
  tab_walk_assert_free (gtk_window_get_child (sheet) != NULL ? gtk_window_get_child (sheet)
                                                             : adw_window_get_content (ADW_WINDOW (sheet)));
  g_signal_connect (sheet, "close-request", G_CALLBACK (note_order_cb), &send_was_open);
  click (sheet, "Prepare 2 Items");
  g_assert_true (spt_test_wait (is_sending, &send, SPT_TEST_TIMEOUT_MS));
  g_assert_cmpint (send_was_open, ==, FALSE); /* one that closes over it would give the keyboard to the window */
  assert_label (send, "2 registry items");
  g_assert_cmpuint (find (office, ALTRA).n, ==, 1);
  g_assert_cmpuint (find (office, ROSSI).n, ==, 1);
  g_assert_cmpint (find (office, ROSSI).subject, !=, 0);
  g_assert_cmpint (find (office, ROSSI).state, ==, SPT_STATE_READY);
  close_dialog (send);
  g_array_unref (subjects.ids);
}

/* The sheet says of which ones there is one already, before they leave. */
static void
test_sheet (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 account = add_registry_account (office, "studio", NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkWindow *send;
  gint64 id;

  add_items (office);
  take_in_charge (office, DITTA, account);
  import_rows (office, SPT_KIND_REGISTRY_ITEMS, ITEMS "12345678887;" DITTA ";Terza;Via di Prova;20121;Milano\n");
  id = find (office, "12345678887").item;
  g_array_append_val (ids, id);
  send = spt_send_dialog_new (GTK_WIDGET (window), office->desk, SPT_KIND_REGISTRY_ITEMS, ids);
  gtk_window_present (send);
  assert_label (send, "Send 1 Registry Item");
  assert_label (send, "Already created from here");
  close_dialog (send);
}

/* --- the account ----------------------------------------------------------------------------------- */

static void
test_account (Office        *office,
              gconstpointer  data)
{
  SptWindow *window = show_window (office);
  g_autoptr (SptAccount) account = spt_account_new ("tsdigital", "studio", SPT_ENVIRONMENT_TEST);
  GtkWindow *dialog = spt_account_dialog_new (GTK_WIDGET (window), office->desk, account, 1);

  gtk_window_present (dialog);
  assert_label (dialog, "Identifier of the technical key");
  assert_label (dialog, "Address of the portal");
  tab_walk_assert_free (adw_window_get_content (ADW_WINDOW (dialog)));
  /* Half a log-in is none, and a path begins as one: that is said at the fields, and nothing is kept. */
  spt_form_field_set_text (spt_form_row_get_field (find_row (GTK_WIDGET (dialog), "key-id")), "chiave");
  spt_form_field_set_text (spt_form_row_get_field (find_row (GTK_WIDGET (dialog), "item-path")), "items");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "account.save", NULL);
  assert_label (dialog, "one is missing");
  assert_label (dialog, "one begins with /");
  close_dialog (dialog);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  user_data_init ();
  adw_init ();
  spt_services_register_all ();
  spt_registry_pages_register ();

  g_test_add_func ("/registry/said", test_said);
  g_test_add ("/registry/known-values", Office, NULL, set_up, test_known_values, tear_down);
  g_test_add ("/registry/list", Office, NULL, set_up, test_list, tear_down);
  g_test_add ("/registry/page", Office, NULL, set_up, test_page, tear_down);
  g_test_add ("/registry/special", Office, NULL, set_up, test_special, tear_down);
  g_test_add ("/registry/twins", Office, NULL, set_up, test_twins, tear_down);
  g_test_add ("/registry/refused", Office, NULL, set_up, test_refused, tear_down);
  g_test_add ("/registry/uncertain", Office, NULL, set_up, test_uncertain, tear_down);
  g_test_add ("/registry/next", Office, NULL, set_up, test_next, tear_down);
  g_test_add ("/registry/answers", Office, NULL, set_up, test_answers, tear_down);
  g_test_add ("/registry/owners", Office, NULL, set_up, test_owners, tear_down);
  g_test_add ("/registry/sheet", Office, NULL, set_up, test_sheet, tear_down);
  g_test_add ("/registry/account", Office, NULL, set_up, test_account, tear_down);
  g_test_add ("/registry/many", Office, NULL, set_up, test_many, tear_down);

  return g_test_run ();
}
