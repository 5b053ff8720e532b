/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's frame with a display: every template, words and errors, moving between pages,
 * what stands on them. */
#include "config.h"

#include <adwaita.h>

#include "desk.h"
#include "net/spt-http.h"
#include "settle.h"
#include "store/spt-store-accounts.h"
#include "ui/catasto/spt-plants-present-dialog.h"
#include "ui/spt-account-dialog.h"
#include "ui/spt-account-duplicate.h"
#include "ui/spt-accounts-page.h"
#include "ui/spt-archive-trouble.h"
#include "ui/spt-bulk-edit-dialog.h"
#include "ui/spt-dues-dialog.h"
#include "ui/spt-errors.h"
#include "ui/spt-exchanges.h"
#include "ui/spt-finder.h"
#include "ui/spt-follow-dialog.h"
#include "ui/spt-import-check.h"
#include "ui/spt-import-choose.h"
#include "ui/spt-import-columns.h"
#include "ui/spt-import-dialog.h"
#include "ui/spt-import-done.h"
#include "ui/spt-imports-dialog.h"
#include "ui/spt-item-list.h"
#include "ui/spt-item-view.h"
#include "ui/spt-navigator.h"
#include "ui/spt-outbox-page.h"
#include "ui/spt-overview-page.h"
#include "ui/spt-plan-dialog.h"
#include "ui/spt-position-page.h"
#include "ui/spt-positions-page.h"
#include "ui/spt-preferences.h"
#include "ui/spt-resend-page.h"
#include "ui/spt-same-page.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-send-words.h"
#include "ui/spt-sidebar.h"
#include "ui/spt-subject-page.h"
#include "ui/spt-subjects-page.h"
#include "ui/spt-submission-page.h"
#include "ui/spt-submission-row-widget.h"
#include "ui/spt-submission-words.h"
#include "ui/spt-timeline.h"
#include "ui/spt-ui.h"
#include "ui/spt-window-private.h"
#include "tab-walk.h"
#include "user-data.h"

typedef struct
{
  Desk      *office;
  SptDesk   *desk;
  SptWindow *window; /* borrowed */
} Frame;

static void
frame_set_up (Frame         *frame,
              gconstpointer  data)
{
  forgive_gtk ();
  frame->office = desk_new ();
  desk_start (frame->office);
  frame->desk = spt_desk_new (frame->office->store, frame->office->outbox, frame->office->keyring,
                              SPT_CLOCK (frame->office->clock), FALSE);
  /* Who works here is not what these tests ask. */
  spt_desk_set_who (frame->desk, "Rosa Spina");
}

static void
let_go (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
frame_tear_down (Frame         *frame,
                 gconstpointer  data)
{
  if (frame->window != NULL)
    {
      g_object_ref (frame->window);
      gtk_window_destroy (GTK_WINDOW (frame->window));
      desk_settle_down (frame->office);
      let_go ();
      g_assert_finalize_object (frame->window);
    }
  desk_settle_down (frame->office);
  g_object_run_dispose (G_OBJECT (frame->desk));
  g_assert_finalize_object (frame->desk);
  desk_free (frame->office);
}

static SptWindow *
show_window (Frame *frame)
{
  frame->window = spt_window_new (NULL, frame->desk);
  gtk_window_present (GTK_WINDOW (frame->window));
  desk_settle_down (frame->office);
  return frame->window;
}

/* --- waiting ---------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget  *root;
  const char *text;
} Look;

static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return widget;
  for (GtkWidget *child =
         gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_label (gpointer user_data)
{
  Look *look = user_data;

  return find_label (look->root, look->text) != NULL;
}

/* *INDENT-OFF* */
#define assert_label(widget, words) \
  G_STMT_START { \
    Look look_ = { GTK_WIDGET (widget), words }; \
    if (!spt_test_wait (has_label, &look_, SPT_TEST_TIMEOUT_MS)) \
      g_error ("no label “%s”", words); \
  } G_STMT_END
/* *INDENT-ON* */

/* --- words ------------------------------------------------------------------------------------ */

static void
test_states (void)
{
  for (guint state = 0; state < SPT_N_STATES; state++)
    {
      g_assert_cmpstr (spt_ui_state_word (state, FALSE), !=, "");
      g_assert_cmpstr (spt_ui_state_word (state, TRUE), !=, "");
      g_assert_true (g_str_has_suffix (spt_ui_state_icon (state), "-symbolic"));
      g_assert_true (g_str_has_prefix (spt_ui_state_css_class (state), "state-"));
    }
  g_assert_cmpstr (spt_ui_environment_word (SPT_ENVIRONMENT_PRACTICE), ==, "Practice");
  g_assert_cmpstr (spt_ui_environment_word (SPT_ENVIRONMENT_PRODUCTION), ==, "Production");
}

/* Each icon that we name exists in the theme, or the state would be a broken picture. */
static void
test_icons (void)
{
  static const char *const others[] = { "applications-science-symbolic",
                                        "x-office-calendar-symbolic", "mail-send-symbolic",
                                        "go-next-symbolic", "go-previous-symbolic", "open-menu-symbolic", "avatar-default-symbolic",
                                        "dialog-information-symbolic", "io.github.sportello.Sportello-symbolic" };
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  for (guint state = 0; state < SPT_N_STATES; state++)
    if (!gtk_icon_theme_has_icon (theme, spt_ui_state_icon (state)))
      g_error ("no icon %s", spt_ui_state_icon (state));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (!gtk_icon_theme_has_icon (theme, others[i]))
      g_error ("no icon %s", others[i]);
}

static void
assert_count (gint64      count,
              const char *want)
{
  g_autofree char *text = spt_ui_format_count (count);

  g_assert_cmpstr (text, ==, want);
}

static void
assert_time (gint64      utc_ms,
             gint64      now,
             const char *want)
{
  g_autofree char *text = spt_ui_format_time (utc_ms, now);

  g_assert_cmpstr (text, ==, want);
}

static void
test_numbers (void)
{
  const gint64 now = G_GINT64_CONSTANT (1795300000000); /* 2026-11-21 22:26:40 UTC */
  const gint64 hour = 60 * 60 * 1000;

  assert_count (0, "0");
  assert_count (999, "999");
  assert_count (1000, "1,000");
  assert_count (9688, "9,688");
  assert_count (1234567, "1,234,567");
  assert_count (-1000, "-1,000");

  assert_time (0, now, "");
  assert_time (now, now, "today 22:26");
  assert_time (now + 2 * hour, now, "tomorrow 00:26");
  assert_time (now - 23 * hour, now, "yesterday 23:26");
  assert_time (now - 48 * hour, now, "19/11/2026 22:26");
}

static void
assert_said (char       *said, /* (transfer full) */
             const char *want)
{
  g_autofree char *text = said;

  g_assert_cmpstr (text, ==, want);
}

/* What tables say of a number: the sentence of one or of many, and nothing left to be filled in. */
static void
test_sentences (void)
{
  static const SptCountText items = NN_("%s item", "%s items");
  const SptSendWords *positions = &spt_send_words_positions;

  assert_said (spt_count_text_dup (&items, 1), "1 item");
  assert_said (spt_count_text_dup (&items, 0), "0 items");
  assert_said (spt_count_text_dup (&items, 1200), "1,200 items");

  assert_said (spt_send_words_dup_title (positions, "create", 2), "2 new positions");
  assert_said (spt_send_words_dup_title (positions, "delete", 1), "1 deletion");
  assert_said (spt_send_words_dup_subtitle (positions, "create", 123456), "1.234,56 €");
  assert_said (spt_send_words_dup_subtitle (positions, "delete", 50), "0,50 € · their notices can no longer be paid");
  g_assert_null (spt_send_words_get_warning (positions, "delete"));
  assert_said (spt_send_words_dup_button (positions, 1, 0, NULL), "Send 1 Position");
  assert_said (spt_send_words_dup_button (positions, 1200, 1, "Test"), "Send 1,200 Positions to Test");
  assert_said (spt_send_words_dup_button (positions, 3, 2, "Test"), "Send 3 Positions of 2 Bodies to Test");
  assert_said (spt_send_words_dup_sent_before (positions, 0), "None of these positions was sent before");
  assert_said (spt_send_words_dup_sent_before (positions, 1), "1 of these positions was already sent before");
  assert_said (spt_send_words_dup_prepared (positions, 30, 2), "30 positions in 2 files");
}

static void
assert_known (GQuark domain,
              int    n_codes)
{
  for (int code = 0; code < n_codes; code++)
    {
      g_autoptr (GError) error = g_error_new (domain, code, "English for the log");
      g_autofree char *title = NULL;
      g_autofree char *text = NULL;
      g_autofree char *next = NULL;

      if (!spt_ui_error_is_known (error))
        g_error ("no words for %s %d", g_quark_to_string (domain), code);
      spt_ui_explain_error (error, &title, &text, &next);
      {
        g_autofree char *same_title = NULL;
        g_autofree char *both = spt_ui_dup_explanation (error, &same_title);

        g_assert_cmpstr (same_title, ==, title);
        g_assert_true (g_str_has_prefix (both, text));
        g_assert_true (next == NULL || g_str_has_suffix (both, next));
      }
      g_assert_cmpstr (title, !=, "");
      g_assert_cmpstr (text, !=, "");
      g_assert_null (strstr (text, "English for the log"));
    }
}

/* The answer to ladders of ifs: a code without words fails here. */
static void
test_errors (void)
{
  g_autoptr (GError) strange = g_error_new (g_quark_from_static_string ("strange"), 1,
                                            "strange words");
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *next = NULL;
  g_autofree char *details = spt_ui_error_details (strange);

  assert_known (SPT_STORE_ERROR, SPT_STORE_ERROR_FAILED + 1);
  assert_known (SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_FAILED + 1);
  assert_known (SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES + 1);
  assert_known (SPT_HTTP_ERROR, SPT_HTTP_ERROR_INSECURE + 1);
  assert_known (SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_KEEP + 1);

  g_assert_false (spt_ui_error_is_known (strange));
  spt_ui_explain_error (strange, &title, &text, &next);
  g_assert_null (strstr (text, "strange words"));
  g_assert_nonnull (strstr (details, "strange words"));
}

/* --- small widgets ---------------------------------------------------------------------------- */

static void
test_state_label (void)
{
  GtkWidget *label = g_object_ref_sink (g_object_new (SPT_TYPE_STATE_LABEL, "state",
                                                      SPT_STATE_REFUSED, "of-record", TRUE,
                                                      "detail", "row 3", NULL));

  g_assert_nonnull (find_label (label, "Refused"));
  g_assert_nonnull (find_label (label, "row 3"));
  g_assert_true (gtk_widget_has_css_class (label, "state-error"));
  g_object_set (label, "state", SPT_STATE_DONE, "detail", NULL, NULL);
  g_assert_nonnull (find_label (label, "Accepted"));
  g_assert_null (find_label (label, "row 3"));
  g_assert_false (gtk_widget_has_css_class (label, "state-error"));
  g_assert_true (gtk_widget_has_css_class (label, "state-success"));
  g_assert_finalize_object (label);
}

static void
test_strip (void)
{
  GtkWidget *strip = g_object_ref_sink (g_object_new (SPT_TYPE_STRIP, "text", "a < b & c", "kind",
                                                      "warning", NULL));

  gboolean revealed = TRUE;

  /* What is not shown is not built. */
  g_assert_null (gtk_widget_get_first_child (strip));
  g_object_get (strip, "revealed", &revealed, NULL);
  g_assert_false (revealed);
  g_object_set (strip, "revealed", TRUE, "button-label", "Go", NULL);
  g_assert_nonnull (find_label (gtk_widget_get_first_child (strip), "a < b & c"));
  g_assert_nonnull (find_label (gtk_widget_get_first_child (strip), "Go"));
  g_object_set (strip, "text", "d", NULL);
  g_assert_nonnull (find_label (gtk_widget_get_first_child (strip), "d"));
  g_object_set (strip, "revealed", FALSE, NULL);
  g_object_get (strip, "revealed", &revealed, NULL);
  g_assert_false (revealed);
  g_assert_finalize_object (strip);
}

static gboolean
is_narrow (gpointer user_data)
{
  gboolean narrow = FALSE;

  g_object_get (user_data, "narrow", &narrow, NULL);
  return narrow;
}

static gboolean
is_wide (gpointer user_data)
{
  gboolean wide = FALSE;

  g_object_get (user_data, "wide", &wide, NULL);
  return wide;
}

static void
test_adaptive_bin (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi = 0;
  GtkWidget *bin = g_object_ref_sink (g_object_new (SPT_TYPE_ADAPTIVE_BIN, "child",
                                                    gtk_label_new ("x"), NULL));

  g_assert_false (is_narrow (bin));
  g_assert_false (is_wide (bin));
  gtk_widget_size_allocate (bin, &(GtkAllocation) { 0, 0, 500, 100 }, -1);
  g_assert_true (spt_test_wait (is_narrow, bin, SPT_TEST_TIMEOUT_MS));
  gtk_widget_size_allocate (bin, &(GtkAllocation) { 0, 0, 1200, 100 }, -1);
  g_assert_true (spt_test_wait (is_wide, bin, SPT_TEST_TIMEOUT_MS));
  g_assert_false (is_narrow (bin));

  /* What is wide for usual text is narrow for text of twice the size. */
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_assert_finalize_object (bin);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  bin = g_object_ref_sink (g_object_new (SPT_TYPE_ADAPTIVE_BIN, NULL));
  g_assert_cmpfloat (spt_ui_get_text_scale (bin), >=, 1.8);
  gtk_widget_size_allocate (bin, &(GtkAllocation) { 0, 0, 2400, 100 }, -1);
  g_assert_true (spt_test_wait (is_wide, bin, SPT_TEST_TIMEOUT_MS));
  gtk_widget_size_allocate (bin, &(GtkAllocation) { 0, 0, 1000, 100 }, -1);
  g_assert_true (spt_test_wait (is_narrow, bin, SPT_TEST_TIMEOUT_MS));
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  g_assert_finalize_object (bin);
}

static GtkWidget *
find_type (GtkWidget *widget,
           GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child =
         gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_archive_trouble (void)
{
  for (int code = 0; code <= SPT_STORE_ERROR_FAILED; code++)
    {
      g_autoptr (GError) error = g_error_new (SPT_STORE_ERROR, code, "details of <%d> & more",
                                              code);
      SptWindow *window = spt_window_new (NULL, NULL);
      g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
      g_autoptr (GSimpleAction) again = g_simple_action_new ("open-archive-again", NULL);
      GtkWidget *focus = NULL;

      g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (again));
      gtk_widget_insert_action_group (GTK_WIDGET (window), "app", G_ACTION_GROUP (actions));
      spt_window_set_archive_error (window, error, "/nowhere/sportello.db");
      gtk_window_present (GTK_WINDOW (window));
      g_assert_nonnull (find_label (GTK_WIDGET (window), "Show the Folder"));
      g_assert_nonnull (find_label (GTK_WIDGET (window), "/nowhere/sportello.db"));
      g_assert_cmpint (find_label (GTK_WIDGET (window), "Restore a Backup") != NULL, ==,
                       code == SPT_STORE_ERROR_DAMAGED || code == SPT_STORE_ERROR_NOT_OURS ||
                       code == SPT_STORE_ERROR_IO);
      /* Nothing was changed, for there was nothing to change yet. */
      g_assert_null (find_label (GTK_WIDGET (window), "was not saved"));
      /* Return does what helps. */
      focus = gtk_root_get_focus (GTK_ROOT (window));
      g_assert_nonnull (focus);
      g_assert_nonnull (find_label (focus, code == SPT_STORE_ERROR_DAMAGED ? "Restore a Backup"
                                           : code == SPT_STORE_ERROR_NEWER ? "Show the Folder"
                                           : "Try Again"));
      tab_walk_assert_free (find_type (GTK_WIDGET (window), SPT_TYPE_ARCHIVE_TROUBLE));
      g_object_ref (window);
      gtk_window_destroy (GTK_WINDOW (window));
      let_go ();
      g_assert_finalize_object (window);
    }
}

/* A typo in a template aborts at its first use: this is it. */
static void
test_templates (Frame         *frame,
                gconstpointer  data)
{
  const GType types[] = {
    SPT_TYPE_ACCOUNTS_PAGE, SPT_TYPE_ARCHIVE_TROUBLE, SPT_TYPE_EXCHANGES, SPT_TYPE_IMPORT_CHECK,
    SPT_TYPE_IMPORT_CHOOSE, SPT_TYPE_IMPORT_COLUMNS, SPT_TYPE_IMPORT_DONE, SPT_TYPE_ITEM_VIEW,
    SPT_TYPE_NAVIGATOR, SPT_TYPE_POSITIONS_PAGE, SPT_TYPE_POSITION_PAGE, SPT_TYPE_RESEND_PAGE,
    SPT_TYPE_SAME_PAGE, SPT_TYPE_SIDEBAR, SPT_TYPE_SUBJECTS_PAGE, SPT_TYPE_SUBJECT_PAGE,
    SPT_TYPE_SUBMISSION_ROW_WIDGET, SPT_TYPE_TIMELINE,
  };
  const GType windows[] = {
    SPT_TYPE_ACCOUNT_DIALOG, SPT_TYPE_ACCOUNT_DUPLICATE, SPT_TYPE_BULK_EDIT_DIALOG,
    SPT_TYPE_DUES_DIALOG, SPT_TYPE_FINDER, SPT_TYPE_FOLLOW_DIALOG, SPT_TYPE_IMPORT_DIALOG,
    SPT_TYPE_IMPORTS_DIALOG, SPT_TYPE_PLAN_DIALOG, SPT_TYPE_PLANTS_PRESENT_DIALOG, SPT_TYPE_PREFERENCES_WINDOW, SPT_TYPE_SEND_DIALOG,
  };
  SptPage *pages[] = { spt_overview_page_new (frame->desk), spt_outbox_page_new (frame->desk),
                       spt_submission_page_new (frame->desk, 1) };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (types[i], NULL));

      g_assert_finalize_object (widget);
    }
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    {
      GtkWindow *window = g_object_ref (g_object_new (windows[i], NULL));

      gtk_window_destroy (window);
      g_assert_finalize_object (window);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_object_ref_sink (pages[i]);
      g_assert_nonnull (spt_page_get_title (pages[i]));
      g_assert_finalize_object (pages[i]);
    }
}

/* --- the window ------------------------------------------------------------------------------- */

static void
test_empty_archive (Frame         *frame,
                    gconstpointer  data)
{
  SptWindow *window = show_window (frame);

  /* The small office has an account, so that step is done. */
  assert_label (window, "Import debt positions");
  g_assert_nonnull (find_label (GTK_WIDGET (window), "Welcome to Sportello"));
  g_assert_nonnull (find_label (GTK_WIDGET (window), "followed from here: Debt positions"));
}

static void
test_navigation (Frame         *frame,
                 gconstpointer  data)
{
  g_autoptr (GArray) ids = desk_prepare (frame->office, "fake.write", "a\nb\n", FALSE);
  SptWindow *window = show_window (frame);
  SptPage *overview = spt_window_get_page (window);

  g_assert_true (SPT_IS_OVERVIEW_PAGE (overview));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.go", "s", "outbox"));
  g_assert_true (SPT_IS_OUTBOX_PAGE (spt_window_get_page (window)));

  spt_window_open_submission (window, g_array_index (ids, gint64, 0));
  g_assert_true (SPT_IS_SUBMISSION_PAGE (spt_window_get_page (window)));
  g_assert_cmpint (spt_submission_page_get_id (SPT_SUBMISSION_PAGE (spt_window_get_page (window))),
                   ==, g_array_index (ids, gint64, 0));
  assert_label (spt_window_get_page (window), "It is checked and ready");

  /* What is marked at the side is the page that is shown, wherever the keyboard goes. */
  {
    GtkListBox *pages = GTK_LIST_BOX (find_type (find_type (GTK_WIDGET (window), SPT_TYPE_SIDEBAR), GTK_TYPE_LIST_BOX));
    GtkListBoxRow *marked = gtk_list_box_get_selected_row (pages);

    gtk_list_box_select_row (pages, gtk_list_box_get_row_at_index (pages, 0));
    g_assert_nonnull (marked);
    g_assert_true (gtk_list_box_get_selected_row (pages) == marked);
  }

  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_true (SPT_IS_OUTBOX_PAGE (spt_window_get_page (window)));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.forward", NULL);
  g_assert_true (SPT_IS_SUBMISSION_PAGE (spt_window_get_page (window)));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_true (spt_window_get_page (window) == overview);

  /* An unknown page is nowhere to go; one may go on from there. */
  spt_window_go (window, "nowhere");
  g_assert_true (spt_window_get_page (window) == overview);
  for (guint i = 0; i < 50; i++)
    spt_window_open_submission (window, g_array_index (ids, gint64, i % 2));
  g_assert_true (SPT_IS_SUBMISSION_PAGE (spt_window_get_page (window)));
  desk_settle_down (frame->office);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.refresh", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.find", NULL);
  desk_settle_down (frame->office);
}

static void
test_toasts (Frame         *frame,
             gconstpointer  data)
{
  SptWindow *window = show_window (frame);
  g_autoptr (GError) error = g_error_new (SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT, "x");
  g_autoptr (GError) cancelled = g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");

  spt_window_toast (window, "Rossi & Figli <srl>", NULL, NULL, NULL);
  assert_label (window, "Rossi & Figli <srl>");
  spt_ui_report_error (GTK_WIDGET (spt_window_get_page (window)), cancelled);
  spt_ui_report_error (GTK_WIDGET (spt_window_get_page (window)), error);
}

static gboolean
lacks_label (gpointer user_data)
{
  return !has_label (user_data);
}

/* What failed does not wait for what was said before it, and stays until something else is said. */
static void
test_toast_error (Frame         *frame,
                  gconstpointer  data)
{
  SptWindow *window = show_window (frame);
  g_autoptr (GError) error = g_error_new (SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT, "x");
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *next = NULL;
  Look saved = { GTK_WIDGET (window), "Saved" };
  Look failed;

  spt_ui_explain_error (error, &title, &text, &next);
  failed = (Look) { GTK_WIDGET (window), title };
  spt_window_toast (window, saved.text, NULL, NULL, NULL);
  assert_label (window, saved.text);
  spt_ui_report_error (GTK_WIDGET (spt_window_get_page (window)), error);
  assert_label (window, title);
  g_assert_true (spt_test_wait (lacks_label, &saved, SPT_TEST_TIMEOUT_MS));
  g_assert_cmpuint (adw_toast_get_timeout (window->last_toast), ==, 0);

  spt_window_toast (window, saved.text, NULL, NULL, NULL);
  assert_label (window, saved.text);
  g_assert_true (spt_test_wait (lacks_label, &failed, SPT_TEST_TIMEOUT_MS));
}

static void
test_stop_sending (Frame         *frame,
                   gconstpointer  data)
{
  SptWindow *window = show_window (frame);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.stop-sending", NULL);
  assert_label (spt_window_get_page (window), "All sending is stopped.");
  g_assert_true (spt_outbox_get_stopped (frame->office->outbox));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.stop-sending", NULL);
  desk_settle_down (frame->office);
  g_assert_false (spt_outbox_get_stopped (frame->office->outbox));
}

/* A lost answer, from the order to the clerk's decision, as the page shows it. */
static void
test_uncertain (Frame         *frame,
                gconstpointer  data)
{
  g_autoptr (GArray) ids = desk_prepare (frame->office, "fake.write", "a\nb\n", FALSE);
  gint64 id = g_array_index (ids, gint64, 0);
  SptWindow *window = show_window (frame);
  SptOutcome *lost = spt_outcome_new (SPT_OUTCOME_UNKNOWN, "answer-lost");
  SptPage *page = NULL;

  lost->message = g_strdup ("Connection reset");
  fake_service_script (frame->office->service, SPT_CALL_SEND, lost);
  spt_window_open_submission (window, id);
  page = spt_window_get_page (window);
  assert_label (page, "It is checked and ready");
  gtk_widget_activate_action (GTK_WIDGET (page), "submission.send", NULL);
  desk_wait_state (frame->office, id, SPT_STATE_UNCERTAIN, 60000);
  assert_label (page, "Not known: whether the service recorded it");
  assert_label (page, "Say What Was Seen");
  g_assert_null (find_label (GTK_WIDGET (page), "_Send "));
  assert_label (page, "Original Message");
  tab_walk_assert_free (GTK_WIDGET (page));

  fake_service_script (frame->office->service, SPT_CALL_SETTLE,
                       spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  gtk_widget_activate_action (GTK_WIDGET (page), "submission.settle", NULL);
  desk_wait_state (frame->office, id, SPT_STATE_DONE, 60000);
  assert_label (page, "The service has accepted everything.");
  g_assert_cmpuint (fake_service_get_n (frame->office->service, SPT_CALL_SEND), ==, 1);
}

static void
test_dialogs (Frame         *frame,
              gconstpointer  data)
{
  SptWindow *window = show_window (frame);
  static const char *const actions[] = { "win.preferences", "win.show-help-overlay", "win.about",
                                         "win.find-anything", "win.menu" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
      guint before = g_list_model_get_n_items (windows);

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), actions[i], NULL));
      desk_settle_down (frame->office);
      g_assert_cmpuint (g_list_model_get_n_items (windows), ==,
                        before + (g_str_equal (actions[i], "win.menu") ? 0 : 1));
      for (guint j = g_list_model_get_n_items (windows); j > 0; j--)
        {
          g_autoptr (GtkWindow) other = g_list_model_get_item (windows, j - 1);

          if (other != GTK_WINDOW (window))
            gtk_window_destroy (other);
        }
      let_go ();
    }
}

/* --- questions -------------------------------------------------------------------------------- */

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

static gboolean
has_dialog (gpointer user_data)
{
  return find_dialog () != NULL;
}

static void
answer (Frame      *frame,
        const char *response)
{
  AdwMessageDialog *dialog = NULL;

  g_assert_true (spt_test_wait (has_dialog, NULL, SPT_TEST_TIMEOUT_MS));
  dialog = find_dialog ();
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  desk_settle_down (frame->office);
}

static void
forget_key (Frame *frame)
{
  GAsyncResult *pending_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  spt_keyring_clear_async (frame->office->keyring,
                           spt_account_get_credential (frame->office->account), "key", NULL,
                           spt_test_async_cb, &pending_result);
  result = spt_test_await (&pending_result, SPT_TEST_TIMEOUT_MS);
  g_assert_true (spt_keyring_clear_finish (frame->office->keyring, result, &error));
  g_assert_no_error (error);
}

/* A secret that no keyring has is asked for once, used, and kept nowhere. */
static void
test_secret (Frame         *frame,
             gconstpointer  data)
{
  g_autoptr (GArray) ids = NULL;
  GAsyncResult *pending_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *kept = NULL;

  forget_key (frame);
  show_window (frame);
  fake_service_script (frame->office->service, SPT_CALL_SEND,
                       spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  ids = desk_prepare (frame->office, "fake.write", "a\n", TRUE);
  spt_outbox_wake (frame->office->outbox);
  g_assert_true (spt_test_wait (has_dialog, NULL, SPT_TEST_TIMEOUT_MS));
  g_assert_nonnull (find_label (GTK_WIDGET (find_dialog ()), "Credential of “desk”"));
  gtk_editable_set_text (GTK_EDITABLE (find_type (GTK_WIDGET (find_dialog ()),
                                                  ADW_TYPE_PASSWORD_ENTRY_ROW)), "one time only");
  answer (frame, "use");
  desk_wait_state (frame->office, g_array_index (ids, gint64, 0), SPT_STATE_DONE, 60000);

  spt_keyring_lookup_async (frame->office->keyring,
                            spt_account_get_credential (frame->office->account), "key", NULL,
                            spt_test_async_cb, &pending_result);
  result = spt_test_await (&pending_result, SPT_TEST_TIMEOUT_MS);
  kept = spt_keyring_lookup_finish (frame->office->keyring, result, NULL);
  g_assert_null (kept);
}

/* Declined: nothing leaves, and the submission says so. */
static void
test_secret_declined (Frame         *frame,
                      gconstpointer  data)
{
  g_autoptr (GArray) ids = NULL;

  forget_key (frame);
  show_window (frame);
  ids = desk_prepare (frame->office, "fake.write", "a\n", TRUE);
  spt_outbox_wake (frame->office->outbox);
  answer (frame, "decline");
  desk_wait_state (frame->office, g_array_index (ids, gint64, 0), SPT_STATE_NOT_SENT, 60000);
  g_assert_cmpuint (fake_service_get_n (frame->office->service, SPT_CALL_SEND), ==, 0);
}

/* Closing while something waits says what goes on, and closes only when told to. */
static void
test_close (Frame         *frame,
            gconstpointer  data)
{
  g_autoptr (GArray) ids = NULL;
  SptWindow *window = show_window (frame);
  g_autoptr (SptWindow) kept = g_object_ref (window);

  fake_service_script (frame->office->service, SPT_CALL_SEND,
                       spt_outcome_new (SPT_OUTCOME_PENDING, NULL));
  ids = desk_prepare (frame->office, "fake.write", "a\n", TRUE);
  spt_outbox_wake (frame->office->outbox);
  desk_wait_state (frame->office, g_array_index (ids, gint64, 0), SPT_STATE_WAITING, 60000);

  gtk_window_close (GTK_WINDOW (window));
  answer (frame, "stay");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));

  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (spt_test_wait (has_dialog, NULL, SPT_TEST_TIMEOUT_MS));
  g_assert_nonnull (find_label (GTK_WIDGET (find_dialog ()), "1 submission waits for its outcome"));
  answer (frame, "close");
  let_go ();
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window)));
  frame->window = NULL;
  desk_settle_down (frame->office);
  g_assert_finalize_object (g_steal_pointer (&kept));
}

/* The decision dialog decides nothing by itself: no choice, no record. */
static void
test_decide (Frame         *frame,
             gconstpointer  data)
{
  g_autoptr (GArray) ids = NULL;
  SptWindow *window = show_window (frame);
  GtkWidget *check = NULL;
  SptPage *page = NULL;

  fake_service_script (frame->office->service, SPT_CALL_SEND,
                       spt_outcome_new (SPT_OUTCOME_UNKNOWN, "answer-lost"));
  ids = desk_prepare (frame->office, "fake.write", "a\n", TRUE);
  spt_outbox_wake (frame->office->outbox);
  desk_wait_state (frame->office, g_array_index (ids, gint64, 0), SPT_STATE_UNCERTAIN, 60000);
  spt_window_open_submission (window, g_array_index (ids, gint64, 0));
  page = spt_window_get_page (window);
  assert_label (page, "Not known: whether the service recorded it");

  gtk_widget_activate_action (GTK_WIDGET (page), "submission.decide", NULL);
  g_assert_true (spt_test_wait (has_dialog, NULL, SPT_TEST_TIMEOUT_MS));
  g_assert_false (adw_message_dialog_get_response_enabled (find_dialog (), "record"));
  check = find_type (GTK_WIDGET (find_dialog ()), GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (adw_message_dialog_get_response_enabled (find_dialog (), "record"));
  answer (frame, "record");
  desk_wait_state (frame->office, g_array_index (ids, gint64, 0), SPT_STATE_DONE, 60000);
  assert_label (page, "The service has accepted everything.");
}

/* --- the summary ------------------------------------------------------------------------------ */

static guint
get_n_news (SptSummary *summary)
{
  guint n = 0;

  spt_summary_get_lines (summary, SPT_LINES_ENDED, &n);
  return n;
}

/* The summary counts what needs a person and forgets what was seen. */
static void
test_summary (Frame         *frame,
              gconstpointer  data)
{
  g_autoptr (GArray) ids = NULL;
  SptSummary *summary = spt_desk_get_summary (frame->desk);

  fake_service_script (frame->office->service, SPT_CALL_SEND,
                       spt_outcome_new (SPT_OUTCOME_REFUSED, "forbidden"));
  ids = desk_prepare (frame->office, "fake.write", "a\n", TRUE);
  spt_outbox_wake (frame->office->outbox);
  desk_wait_state (frame->office, g_array_index (ids, gint64, 0), SPT_STATE_REFUSED, 60000);
  spt_summary_refresh (summary);
  desk_settle_down (frame->office);
  g_assert_cmpuint (spt_summary_get_n_refusals (summary), ==, 1);
  g_assert_cmpuint (get_n_news (summary), ==, 1);
  g_assert_cmpuint (spt_summary_get_n_accounts (summary), ==, 1);

  spt_summary_mark_seen (summary);
  desk_settle_down (frame->office);
  g_assert_cmpuint (spt_summary_get_n_refusals (summary), ==, 0);
  g_assert_cmpuint (get_n_news (summary), ==, 0);
}

typedef void (*FrameTest)(Frame         *frame,
                          gconstpointer  data);

static void
add (const char *path,
     FrameTest   test)
{
  g_test_add (path, Frame, NULL, frame_set_up, test, frame_tear_down);
}

int
main (int    argc,
      char **argv)
{
  user_data_init ();
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  spt_ui_init ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    APPLICATION_PATH "/icons");

  g_test_add_func ("/ui/words/states", test_states);
  g_test_add_func ("/ui/words/icons", test_icons);
  g_test_add_func ("/ui/words/numbers", test_numbers);
  g_test_add_func ("/ui/words/sentences", test_sentences);
  g_test_add_func ("/ui/words/errors", test_errors);
  g_test_add_func ("/ui/state-label", test_state_label);
  g_test_add_func ("/ui/strip", test_strip);
  g_test_add_func ("/ui/adaptive-bin", test_adaptive_bin);
  g_test_add_func ("/ui/archive-trouble", test_archive_trouble);
  add ("/ui/templates", test_templates);
  add ("/ui/window/empty-archive", test_empty_archive);
  add ("/ui/window/navigation", test_navigation);
  add ("/ui/window/toasts", test_toasts);
  add ("/ui/window/toast-error", test_toast_error);
  add ("/ui/window/stop-sending", test_stop_sending);
  add ("/ui/window/dialogs", test_dialogs);
  add ("/ui/submission/uncertain", test_uncertain);
  add ("/ui/questions/secret", test_secret);
  add ("/ui/questions/secret-declined", test_secret_declined);
  add ("/ui/questions/close", test_close);
  add ("/ui/questions/decide", test_decide);
  add ("/ui/summary", test_summary);
  return g_test_run ();
}
