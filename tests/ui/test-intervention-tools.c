/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one does on an intervention's page beside filling it in: overriding, going from one to the next, its XML, its papers. */
#include "config.h"

#include "intervention-office.h"

#include <glib/gstdio.h>
#include <string.h>

#include "outbox/spt-plants.h"
#include "services/spt-services-table.h"
#include "tab-walk.h"
#include "ui/catasto/spt-catasto-pages.h"
#include "ui/catasto/spt-intervention-page.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-submission-words.h"
#include "user-data.h"

#define OWNER "impianto[0].scheda_1_6_responsabile[0].L1_6cf"

/* --- interventions in the archive ---------------------------------------------------------------------- */

typedef struct
{
  const char *type;
  gint64      plant_id;
  gint64      id;
  gint64      now;
} Work;

static gboolean
keep_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;
  SptInterventionSave save = { .plant_id = work->plant_id, .type = work->type, .who = "Rosa" };
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;

  if (work->plant_id == 0)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "services", "catasto", "plants", "rich.xml", NULL);
      g_autofree char *text = NULL;

      xsd = spt_intervention_ref_xsd (work->type, error);
      if (xsd == NULL || !g_file_get_contents (path, &text, NULL, error))
        return FALSE;
      record = spt_record_new (spt_xsd_get_schema (xsd));
      if (!spt_xsd_read (xsd, text, strlen (text), record, NULL, error))
        return FALSE;
    }
  else
    {
      g_autoptr (GPtrArray) components = g_ptr_array_new ();
      const SptPlantWish wish = { .components = components };

      if (strcmp (work->type, "84") == 0)
        g_ptr_array_add (components, (gpointer) "GT1");
      record = spt_intervention_begin (db, work->plant_id, work->type, &wish, work->now, &xsd, error);
      if (record == NULL)
        return FALSE;
    }
  if (!spt_intervention_save (db, &save, record, work->now, issues, error))
    return FALSE;
  work->id = save.id;
  work->plant_id = save.plant_id;

  return TRUE;
}

/* A libretto of a new plant, or something after it, with nothing to correct. */
static gint64
keep (Office     *office,
      const char *type,
      gint64     *plant_id)
{
  Work work = { type, *plant_id, 0, spt_clock_get_utc_ms (office->clock) };
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, SPT_STORE_WRITE, keep_job, &work, NULL, &error);
  g_assert_no_error (error);
  settle ();
  *plant_id = work.plant_id;

  return work.id;
}

/* --- the page -------------------------------------------------------------------------------------- */

typedef struct
{
  SptWindow *window;
  gint64     id;
} Shown;

static gboolean
is_shown (gpointer user_data)
{
  const Shown *shown = user_data;
  SptPage *page = spt_window_get_page (shown->window);
  const SptRecordParts *parts = SPT_IS_INTERVENTION_PAGE (page) ? spt_record_page_get_parts (SPT_RECORD_PAGE (page)) : NULL;

  return parts != NULL && parts->id == shown->id && parts->loaded && parts->form != NULL;
}

static SptRecordPage *
wait_for_page (SptWindow *window,
               gint64     id)
{
  Shown shown = { window, id };

  g_assert_true (spt_test_wait (is_shown, &shown, SPT_TEST_TIMEOUT_MS));
  settle ();
  return SPT_RECORD_PAGE (spt_window_get_page (window));
}

static SptRecordPage *
open_page (SptWindow *window,
           gint64     id)
{
  spt_window_open_record (window, SPT_KIND_INTERVENTIONS, id, NULL);
  return wait_for_page (window, id);
}

static SptRecordPage *
open_libretto (Office *office)
{
  gint64 plant_id = 0;

  show_window (office);
  return open_page (office->window, keep (office, "9", &plant_id));
}

/* --- suggestions ------------------------------------------------------------------------------------- */

static void
assert_text (SptRecordPage *page,
             const char    *name,
             const char    *wanted)
{
  g_autofree char *path = g_strconcat (FLUE, name, NULL);

  g_assert_cmpstr (spt_form_get_text (get_form (page), path), ==, wanted);
}

/* What the analyser printed stays, whatever formulas say: CO corrected, efficiency, least efficiency stand beside it. */
static void
test_hints (Office        *office,
            gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 plant_id = 0;
  SptRecordPage *page;
  GtkWidget *bar;
  GtkWidget *row;

  keep (office, "9", &plant_id);
  page = open_page (window, keep (office, "84", &plant_id));
  g_assert_true (spt_form_pages_focus_field (spt_record_page_get_parts (page)->pages,
                                             spt_form_find_field (get_form (page), FLUE "A_E_COcorretto")));
  type_in (page, FLUE "A_E_COfumiSecchi", "50");
  type_in (page, FLUE "A_E_O2", "5,0");
  type_in (page, FLUE "A_E_tempFumi", "63");
  type_in (page, FLUE "A_E_tempAria", "20");
  assert_label (page, "Computed 65.6");
  assert_label (page, "Computed 97.8");
  assert_text (page, "A_E_COcorretto", "");
  assert_text (page, "A_E_rendimCombu", "");
  bar = gtk_widget_get_ancestor (find_label (GTK_WIDGET (page), "Class of the boiler"), ADW_TYPE_CLAMP);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_type (bar, GTK_TYPE_DROP_DOWN)), 3); /* condensing */
  assert_label (page, "By annex B 91.76");
  assert_text (page, "A_E_rendimentoLegge", "");

  type_in (page, FLUE "A_E_COcorretto", "70");
  type_in (page, FLUE "A_E_rendimCombu", "95.1");
  type_in (page, FLUE "A_E_rendimentoLegge", "90");
  settle ();
  save (page);
  assert_label (page, "Computed 65.6");
  assert_label (page, "Computed 97.8");
  assert_label (page, "By annex B 91.76");
  assert_text (page, "A_E_COcorretto", "70");
  assert_text (page, "A_E_rendimCombu", "95.1");
  assert_text (page, "A_E_rendimentoLegge", "90");

  /* Other readings, other suggestions; what is taken over is no suggestion any more, and nothing else is written. */
  type_in (page, FLUE "A_E_COfumiSecchi", "40");
  assert_label (page, "Computed 52.5");
  row = GTK_WIDGET (find_row (GTK_WIDGET (page), "A_E_COcorretto"));
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_label (row, "Use"), GTK_TYPE_BUTTON), "clicked");
  assert_no_label (page, "Computed 52.5");
  assert_text (page, "A_E_COcorretto", "52.5");
  assert_text (page, "A_E_rendimCombu", "95.1");
  save (page);
}

static void
type_line (SptRecordPage *page,
           const char    *line,
           const char    *name,
           const char    *text)
{
  g_autofree char *path = g_strconcat (line, name, NULL);

  type_in (page, path, text);
}

static void
assert_line (SptRecordPage *page,
             const char    *line,
             const char    *name,
             const char    *wanted)
{
  g_autofree char *path = g_strconcat (line, name, NULL);

  g_assert_cmpstr (spt_form_get_text (get_form (page), path), ==, wanted);
}

/* What the readings of a season give stands beside the consumption, with its unit; what is typed stays. */
static void
test_readings (Office        *office,
               gconstpointer  data)
{
  const char *gas = "impianto[0].scheda_14_1_combustibile[0].L14_1blocco[0].L14_1riga[0].L14_1";
  g_autofree char *used = g_strconcat (gas, "consumo", NULL);
  SptWindow *window = show_window (office);
  gint64 plant_id = 0;
  SptRecordPage *page;
  GtkWidget *row;

  keep (office, "9", &plant_id);
  page = open_page (window, keep (office, "87", &plant_id));
  g_assert_true (spt_form_pages_focus_field (spt_record_page_get_parts (page)->pages, spt_form_find_field (get_form (page), used)));
  type_line (page, gas, "letturaIniziale", "1000,5");
  type_line (page, gas, "letturaFinale", "1900");
  assert_label (page, "By the readings 899.5 m³");
  assert_line (page, gas, "consumo", "");
  type_line (page, gas, "consumo", "900");
  assert_label (page, "By the readings 899.5 m³");
  assert_line (page, gas, "consumo", "900");
  row = GTK_WIDGET (find_row (GTK_WIDGET (page), "L14_1consumo"));
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_label (row, "Use"), GTK_TYPE_BUTTON), "clicked");
  assert_no_label (page, "By the readings");
  assert_line (page, gas, "consumo", "899.5");

  /* A meter that was replaced tells nothing by itself. */
  type_line (page, gas, "letturaFinale", "10");
  settle ();
  assert_no_label (page, "By the readings");
  type_line (page, gas, "letturaFinale", "1900");
  settle ();
  save (page);
}

/* --- what is said of a record that was just saved --- */

typedef struct
{
  GMutex   lock;
  GCond    changed;
  gboolean is_there;
  gboolean may_go;
} Hold;

/* The archive's reader is busy with something long. */
static gboolean
hold_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Hold *hold = data;

  g_mutex_lock (&hold->lock);
  hold->is_there = TRUE;
  g_cond_broadcast (&hold->changed);
  while (!hold->may_go)
    g_cond_wait (&hold->changed, &hold->lock);
  g_mutex_unlock (&hold->lock);

  return TRUE;
}

static void
held_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_assert_nonnull (spt_store_run_finish (SPT_STORE (object), result, NULL));
}

static guint
get_state (SptRecordPage *page)
{
  GtkWidget *label = find_type (GTK_WIDGET (page), SPT_TYPE_STATE_LABEL);
  SptState state;

  g_object_get (label, "state", &state, NULL);

  return state;
}

static void
dismiss_toast (SptWindow  *window,
               const char *words)
{
  GtkWidget *toast = find_label (GTK_WIDGET (window), words);

  while (toast != NULL && strcmp (G_OBJECT_TYPE_NAME (toast), "AdwToastWidget") != 0)
    toast = gtk_widget_get_parent (toast);
  g_assert_nonnull (toast);
  g_signal_emit_by_name (gtk_widget_get_last_child (toast), "clicked");
  assert_no_label (window, words);
}

/* “Saved” is not said beside the state from before: the archive may take a while to tell the new one. */
static void
test_saved_state (Office        *office,
                  gconstpointer  data)
{
  SptWindow *window = show_window (office);
  Hold hold = { 0 };
  gint64 plant_id = 0;
  SptRecordPage *page = open_page (window, keep (office, "9", &plant_id));

  type_in (page, PLACE "L1_2comune", "");
  save (page);
  assert_label (window, "Saved");
  g_assert_cmpuint (get_state (page), ==, SPT_STATE_TO_FIX);
  dismiss_toast (window, "Saved");

  type_in (page, PLACE "L1_2comune", "Bari");
  settle ();
  g_mutex_init (&hold.lock);
  g_cond_init (&hold.changed);
  spt_store_run_async (office->store, SPT_STORE_READ, hold_job, &hold, NULL, NULL, held_cb, NULL);
  g_mutex_lock (&hold.lock);
  while (!hold.is_there)
    g_cond_wait (&hold.changed, &hold.lock);
  g_mutex_unlock (&hold.lock);
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save", NULL);
  g_assert_true (spt_test_wait (is_saved, page, SPT_TEST_TIMEOUT_MS));
  g_assert_cmpuint (get_state (page), ==, SPT_STATE_TO_FIX);
  g_assert_null (find_label (GTK_WIDGET (window), "Saved"));
  g_mutex_lock (&hold.lock);
  hold.may_go = TRUE;
  g_cond_broadcast (&hold.changed);
  g_mutex_unlock (&hold.lock);
  assert_label (window, "Saved");
  g_assert_cmpuint (get_state (page), ==, SPT_STATE_READY);
  settle ();
  g_cond_clear (&hold.changed);
  g_mutex_clear (&hold.lock);
}

/* --- overriding, one after another, papers --------------------------------------------------------------- */

typedef struct
{
  GType       type;
  const char *title;
  GtkWidget  *window;
} Toplevel;

static gboolean
has_toplevel (gpointer user_data)
{
  Toplevel *look = user_data;
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (all, i);

      if (gtk_widget_get_mapped (window) && g_type_is_a (G_OBJECT_TYPE (window), look->type) &&
          g_strcmp0 (gtk_window_get_title (GTK_WINDOW (window)), look->title) == 0)
        look->window = window;
    }
  return look->window != NULL;
}

static GtkWidget *
wait_for_toplevel (GType       type,
                   const char *title)
{
  Toplevel look = { type, title, NULL };

  if (!spt_test_wait (has_toplevel, &look, SPT_TEST_TIMEOUT_MS))
    g_error ("no window “%s”", title);
  settle ();
  return look.window;
}

/* What the key does on the page, as its class has it. */
static void
press (SptRecordPage *page,
       const char    *key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (page));
  g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (key);
  gboolean done = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !done; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && j < g_list_model_get_n_items (G_LIST_MODEL (controller)) && !done; j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), trigger))
            done = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, GTK_WIDGET (page), NULL);
        }
    }
  if (!done)
    g_error ("“%s” does nothing", key);
}

static void
answer_override (SptRecordPage *page,
                 SptFormField  *field,
                 const char    *reason)
{
  GtkWindow *question = NULL;

  g_signal_emit_by_name (spt_record_page_get_parts (page)->pages, "override-clicked", field);
  g_assert_true (spt_test_wait (has_question, &question, SPT_TEST_TIMEOUT_MS));
  assert_label (question, "Accept this finding although it is an error?");
  gtk_editable_set_text (GTK_EDITABLE (find_type (GTK_WIDGET (question), GTK_TYPE_ENTRY)), reason);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "override");
  gtk_window_destroy (question);
}

/* An error that may be accepted, and is: with a reason, as long as the value stays the same; then it may be sent. */
static void
test_override (Office        *office,
               gconstpointer  data)
{
  SptRecordPage *page;
  SptFormField *code;

  page = open_libretto (office);
  code = spt_form_find_field (get_form (page), OWNER);
  spt_form_field_set_text (code, "RSSMRA80A01H501A");
  save (page);
  assert_label (page, "1 thing to complete or correct");
  answer_override (page, code, "  ");
  assert_label (office->window, "A reason is needed");
  assert_label (page, "1 thing to complete or correct");
  answer_override (page, code, "Letto sulla tessera");
  assert_label (page, "Nothing left to correct: the document can be sent.");
  spt_form_field_set_text (spt_form_find_field (get_form (page), OWNER), "RSSMRA80A01H501B");
  save (page);
  assert_label (page, "1 thing to complete or correct");
}

static gboolean
present_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const Work *work = data;

  return spt_plants_mark_present (db, &work->plant_id, 1, "2026-01-10", "Ricevuta", "Rosa", work->now, NULL, error);
}

/* Ctrl+Return saves and goes to the next one to correct, at its first fault; behind the last one it stays. */
static void
test_through (Office        *office,
              gconstpointer  data)
{
  SptWindow *window = show_window (office);
  gint64 plant_id = 0;
  gint64 first = keep (office, "9", &plant_id);
  gint64 second = keep (office, "1", &plant_id);
  Work work = { NULL, plant_id, 0, spt_clock_get_utc_ms (office->clock) };
  g_autoptr (GError) error = NULL;
  SptRecordPage *page;

  /* So that either may be sent, whichever goes first. */
  spt_store_run_sync (office->store, SPT_STORE_WRITE, present_job, &work, NULL, &error);
  g_assert_no_error (error);
  page = open_page (window, second);
  type_in (page, PLACE "L1_2cap", "7012");
  save (page);
  page = open_page (window, first);
  type_in (page, GT "L4_1potenza", "-1");
  press (page, "<Control>Return");
  page = wait_for_page (window, second);
  assert_at (page, "L1_2cap");
  type_in (page, PLACE "L1_2cap", "70121");
  press (page, "<Control>Return");
  page = wait_for_page (window, first);
  assert_at (page, "L4_1potenza");
  type_in (page, GT "L4_1potenza", "24,00");
  press (page, "<Control>Return");
  assert_label (page, "Nothing left to correct: the document can be sent.");
  g_assert_true (spt_test_wait (is_saved, page, SPT_TEST_TIMEOUT_MS));
  wait_for_page (window, first);
}

static void
text_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static gboolean
has_text (gpointer user_data)
{
  return *(char **) user_data != NULL;
}

static gboolean
is_written (gpointer user_data)
{
  return g_file_test (user_data, G_FILE_TEST_EXISTS);
}

/* Chooses where to in the question that is open; @name is proposed. */
static char *
save_as (const char *title,
         const char *name)
{
  const char *folder = spt_test_make_dir ();
  g_autoptr (GFile) where = g_file_new_for_path (folder);
  GtkWidget *dialog = wait_for_toplevel (GTK_TYPE_FILE_CHOOSER_DIALOG, title);
  g_autofree char *proposed = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (dialog));
  char *path = g_build_filename (folder, name, NULL);
  GStatBuf info;

  g_assert_cmpstr (proposed, ==, name);
  g_assert_true (gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), where, NULL));
  settle ();
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  g_assert_true (spt_test_wait (is_written, path, SPT_TEST_TIMEOUT_MS));
  settle ();
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600); /* there are people in it */

  return path;
}

/* The document as it would be sent, to be read, copied, saved; Escape closes it. */
static void
test_xml (Office        *office,
          gconstpointer  data)
{
  SptRecordPage *page;
  GtkWidget *view;
  GtkWidget *text;
  GtkTextBuffer *buffer;
  GtkTextIter from, to;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *path = NULL;
  g_autofree char *saved = NULL;

  page = open_libretto (office);
  record = spt_form_dup_record (get_form (page));
  bytes = spt_xsd_write (spt_record_page_get_parts (page)->xsd, record);
  gtk_widget_activate_action (GTK_WIDGET (page), "intervention.view-xml", NULL);
  view = wait_for_toplevel (ADW_TYPE_WINDOW, "Document in XML");
  text = find_type (view, GTK_TYPE_TEXT_VIEW);
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (text)));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  gtk_text_buffer_get_bounds (buffer, &from, &to);
  shown = gtk_text_buffer_get_text (buffer, &from, &to, FALSE);
  g_assert_cmpmem (shown, strlen (shown), g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (strstr (shown, "<L1_codice_impianto>" CODE "<"));

  g_signal_emit_by_name (gtk_widget_get_ancestor (find_label (view, "Copy"), GTK_TYPE_BUTTON), "clicked");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (view), NULL, text_cb, &copied);
  g_assert_true (spt_test_wait (has_text, &copied, SPT_TEST_TIMEOUT_MS));
  g_assert_cmpstr (copied, ==, shown);
  assert_label (office->window, "Document copied");

  g_signal_emit_by_name (gtk_widget_get_ancestor (find_label (view, "Save"), GTK_TYPE_BUTTON), "clicked");
  path = save_as ("Save the Document", CODE "-9.xml");
  assert_label (office->window, "Document saved");
  g_assert_true (g_file_get_contents (path, &saved, NULL, NULL));
  g_assert_cmpstr (saved, ==, shown);
  tab_walk_assert_free (gtk_window_get_child (GTK_WINDOW (view)));
  close_dialog (GTK_WINDOW (view));
}

/* From the page into a PDF, and to a printer that somebody thinks better of. */
static void
test_papers (Office        *office,
             gconstpointer  data)
{
  SptRecordPage *page;
  GtkWidget *dialog;
  g_autofree char *path = NULL;
  g_autofree char *pdf = NULL;
  gsize length;

  page = open_libretto (office);
  gtk_widget_activate_action (GTK_WIDGET (page), "intervention.save-pdf", NULL);
  path = save_as ("Save as PDF", "plant-logbook-for-heating-and-cooling-" CODE ".pdf");
  assert_label (office->window, "PDF saved");
  g_assert_true (g_file_get_contents (path, &pdf, &length, NULL));
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  g_assert_nonnull (memmem (pdf, length, "%%EOF", strlen ("%%EOF")));

  press (page, "<Control>p");
  dialog = wait_for_toplevel (GTK_TYPE_DIALOG, "Print");
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog)) == GTK_WINDOW (office->window));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  settle ();
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (page)));
  assert_no_label (office->window, "printed");
}

/* The next number is one that nothing had; where two lack theirs, one after the other. */
static void
test_numbers (Office        *office,
              gconstpointer  data)
{
  SptRecordPage *page;
  SptFormGroup *scheda;
  SptFormField *first, *second;

  page = open_libretto (office);
  scheda = spt_form_group_get_parent (spt_form_group_get_parent (
                                        spt_form_field_get_group (spt_form_find_field (get_form (page), GT "L4_1matricola"))));
  {
    const SptGroupDef *def = spt_group_def_find_group (spt_form_group_get_def (scheda), "L4_1GT");
    GListModel *all = spt_form_group_get_children (scheda, def->index);
    guint n = g_list_model_get_n_items (all);
    g_autofree char *path = g_strdup_printf ("impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[%u].L4_1numero", n);
    g_autofree char *next = g_strdup_printf ("impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[%u].L4_1numero", n + 1);

    spt_form_group_add (scheda, def->index);
    spt_form_group_add (scheda, def->index);
    first = spt_form_find_field (get_form (page), path);
    second = spt_form_find_field (get_form (page), next);
  }
  spt_form_pages_focus_field (spt_record_page_get_parts (page)->pages, second);
  assert_label (page, "First number never used 5");
  spt_form_pages_focus_field (spt_record_page_get_parts (page)->pages, first);
  assert_label (page, "First number never used 4");
  g_assert_cmpstr (spt_form_field_get_text (first), ==, "");
  spt_form_field_set_text (first, "7");
  assert_label (page, "First number never used 8");
  assert_no_label (page, "First number never used 4");
}

typedef struct
{
  GtkWidget *window;
  int        width;
} Wide;

static gboolean
is_wide (gpointer user_data)
{
  const Wide *look = user_data;

  /* The screen may have no more than this and a frame. */
  return ABS (gtk_widget_get_width (look->window) - look->width) <= 10;
}

static GtkWidget *
find_in_sight (GtkWidget *widget,
               GType      type)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_in_sight (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static int
get_edge (GtkWidget *widget,
          GtkWidget *page,
          gboolean   right)
{
  graphene_rect_t bounds;

  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_compute_bounds (widget, page, &bounds));

  return (int) (bounds.origin.x + (right ? bounds.size.width : 0));
}

/* What stands above the list of pages begins where that begins, and goes to the page's other edge. */
static void
test_head (Office        *office,
           gconstpointer  data)
{
  static const int widths[] = { 1280, 720, 360 };
  SptRecordPage *page = open_libretto (office);
  GtkWidget *state;

  state = find_type (GTK_WIDGET (page), SPT_TYPE_STATE_LABEL);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      Wide look = { GTK_WIDGET (office->window), widths[i] };
      GtkWidget *pages = GTK_WIDGET (spt_record_page_get_parts (page)->pages);
      gboolean narrow = FALSE;
      int left;

      gtk_window_set_default_size (GTK_WINDOW (office->window), widths[i], 720);
      g_assert_true (spt_test_wait (is_wide, &look, SPT_TEST_TIMEOUT_MS));
      settle ();
      left = get_edge (find_label (GTK_WIDGET (page), "No account chosen"), GTK_WIDGET (page), FALSE);
      g_object_get (pages, "narrow", &narrow, NULL);
      if (narrow)
        g_assert_cmpint (left, ==, get_edge (find_in_sight (pages, SPT_TYPE_FORM_VIEW), GTK_WIDGET (page), FALSE));
      else
        g_assert_cmpint (left, ==, get_edge (find_in_sight (pages, GTK_TYPE_IMAGE), GTK_WIDGET (page), FALSE));
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (page)) - get_edge (state, GTK_WIDGET (page), TRUE), ==, 12);
    }
}

/* A document is masculine in Italian, on its page and in what is said of it, as it is in the list; a request is not. */
static void
test_nouns (Office        *office,
            gconstpointer  data)
{
  SptRecordPage *page;
  gboolean of_record = TRUE;
  GtkWidget *row;
  const SptRecordHistory entry = { .operation = (char *) "catasto.9", .account_name = (char *) "catasto-collaudo", .state = SPT_STATE_DONE };
  const SptSendWords *words = spt_record_pages_find (SPT_KIND_INTERVENTIONS)->send;
  g_autofree char *one = spt_count_text_dup (&words->accepted, 1);
  g_autofree char *many = spt_count_text_dup (&words->accepted, 2);

  page = open_libretto (office);
  g_object_get (find_type (GTK_WIDGET (page), SPT_TYPE_STATE_LABEL), "of-record", &of_record, NULL);
  g_assert_false (of_record);
  row = g_object_ref_sink (spt_record_page_new_sent_row (page, &entry, NULL));
  of_record = TRUE;
  g_object_get (find_type (row, SPT_TYPE_STATE_LABEL), "of-record", &of_record, NULL);
  g_assert_false (of_record);
  g_object_unref (row);
  g_assert_cmpstr (one, ==, "Document Accepted");
  g_assert_cmpstr (many, ==, "All Documents Accepted");
  g_assert_false (spt_operation_is_feminine ("catasto.84"));
  g_assert_true (spt_operation_is_feminine (NULL));
  g_assert_true (spt_record_pages_is_feminine ("debt-positions"));
}

/* One colour at a time, whatever it was before; of the real service none. */
static void
test_environment (void)
{
  GtkLabel *label = g_object_ref_sink (GTK_LABEL (gtk_label_new (NULL)));
  g_autoptr (SptAccount) account = spt_account_new ("catasto", "catasto-prova", SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptAccount) other = spt_account_new ("catasto", "catasto-collaudo", SPT_ENVIRONMENT_TEST);

  spt_ui_tag_account (label, account);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (label), "practice"));
  spt_ui_tag_account (label, other);
  g_assert_cmpstr (gtk_label_get_text (label), ==, "Test");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (label), "test"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (label), "practice"));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (label)));
  spt_ui_tag_account (label, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (label)));
  g_object_unref (label);
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

  g_test_add ("/ui/intervention-tools/hints", Office, NULL, set_up, test_hints, tear_down);
  g_test_add ("/ui/intervention-tools/readings", Office, NULL, set_up, test_readings, tear_down);
  g_test_add ("/ui/intervention-tools/saved-state", Office, NULL, set_up, test_saved_state, tear_down);
  g_test_add ("/ui/intervention-tools/override", Office, NULL, set_up, test_override, tear_down);
  g_test_add ("/ui/intervention-tools/through", Office, NULL, set_up, test_through, tear_down);
  g_test_add ("/ui/intervention-tools/xml", Office, NULL, set_up, test_xml, tear_down);
  g_test_add ("/ui/intervention-tools/papers", Office, NULL, set_up, test_papers, tear_down);
  g_test_add ("/ui/intervention-tools/numbers", Office, NULL, set_up, test_numbers, tear_down);
  g_test_add ("/ui/intervention-tools/head", Office, NULL, set_up, test_head, tear_down);
  g_test_add ("/ui/intervention-tools/nouns", Office, NULL, set_up, test_nouns, tear_down);
  g_test_add_func ("/ui/intervention-tools/environment", test_environment);

  status = g_test_run ();
  user_data_finish ();
  return status;
}
