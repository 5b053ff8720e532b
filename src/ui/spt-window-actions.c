/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window can do by menu, button and key. */
#define G_LOG_DOMAIN "spt-window-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "store/spt-store-accounts.h"
#include "ui/spt-errors.h"
#include "ui/spt-finder.h"
#include "ui/spt-list-page.h"
#include "ui/spt-preferences.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-window-private.h"

/* *INDENT-OFF* */
static const struct
{
  const char *action;
  const char *accels[4];
} keys[] = {
  { "win.find", { "<Control>f" } },
  { "win.find-anything", { "<Control>k" } },
  { "win.refresh", { "F5", "<Control>r" } },
  { "win.new", { "<Control>n" } },
  { "win.import", { "<Control>i" } },
  { "win.back", { "<Alt>Left" } },
  { "win.forward", { "<Alt>Right" } },
  { "win.menu", { "F10" } },
  { "win.show-help-overlay", { "<Control>question", "<Control>F1" } },
  { "win.preferences", { "<Control>comma" } },
  { "window.close", { "<Control>w" } },
};
/* *INDENT-ON* */

enum
{
  PROP_STOP_SENDING = 1
};

/* --- what the page in view does --------------------------------------------------------------- */

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptPage *page = spt_window_get_page (SPT_WINDOW (widget));

  if (page != NULL && SPT_PAGE_GET_CLASS (page)->find != NULL)
    SPT_PAGE_GET_CLASS (page)->find (page);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SptWindow *self = SPT_WINDOW (widget);
  SptPage *page = spt_window_get_page (self);

  if (self->desk == NULL)
    return;
  spt_summary_refresh (spt_desk_get_summary (self->desk));
  spt_outbox_wake (spt_desk_get_outbox (self->desk));
  if (page != NULL && SPT_PAGE_GET_CLASS (page)->refresh != NULL)
    SPT_PAGE_GET_CLASS (page)->refresh (page);
}

static void
create_there (SptPage  *page,
              gpointer  user_data)
{
  if (SPT_PAGE_GET_CLASS (page)->create_new != NULL)
    SPT_PAGE_GET_CLASS (page)->create_new (page);
}

static void
import_there (SptPage  *page,
              gpointer  user_data)
{
  if (SPT_PAGE_GET_CLASS (page)->import != NULL)
    SPT_PAGE_GET_CLASS (page)->import (page, user_data);
}

/* A page that makes nothing itself stands aside for the debt positions. */
static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SptWindow *self = SPT_WINDOW (widget);
  SptPage *page = spt_window_get_page (self);

  if (page != NULL && SPT_PAGE_GET_CLASS (page)->create_new != NULL)
    SPT_PAGE_GET_CLASS (page)->create_new (page);
  else
    _spt_window_go_and (self, "positions", create_there, NULL, NULL);
}

static void
new_on_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  _spt_window_go_and (SPT_WINDOW (widget), g_variant_get_string (parameter, NULL), create_there,
                      NULL, NULL);
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptWindow *self = SPT_WINDOW (widget);
  SptPage *page = spt_window_get_page (self);

  if (page != NULL && SPT_PAGE_GET_CLASS (page)->import != NULL)
    SPT_PAGE_GET_CLASS (page)->import (page, NULL);
  else
    _spt_window_go_and (self, "positions", import_there, NULL, NULL);
}

static void
import_on_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  _spt_window_go_and (SPT_WINDOW (widget), g_variant_get_string (parameter, NULL), import_there,
                      NULL, NULL);
}

/* --- going places ----------------------------------------------------------------------------- */

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  _spt_window_move (SPT_WINDOW (widget), -1);
}

static void
forward_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  _spt_window_move (SPT_WINDOW (widget), 1);
}

static void
focus_there (SptPage  *page,
             gpointer  user_data)
{
  if (SPT_IS_LIST_PAGE (page))
    spt_list_page_focus_rows (SPT_LIST_PAGE (page));
}

/* By its key, or from a card: what one wants there are the rows, not the first button of the head. */
static void
go_action (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  _spt_window_go_and (SPT_WINDOW (widget), g_variant_get_string (parameter, NULL), focus_there, NULL, NULL);
}

static void
open_submission_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  if (SPT_WINDOW (widget)->desk != NULL)
    spt_window_open_submission (SPT_WINDOW (widget), g_variant_get_int64 (parameter));
}

/* A job of single requests, and in which states. */
static void
open_order_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  gint64 job_id;
  guint states;

  g_variant_get (parameter, "(xu)", &job_id, &states);
  if (SPT_WINDOW (widget)->desk != NULL)
    spt_window_open_order (SPT_WINDOW (widget), job_id, states);
}

static void
open_records_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  SptRecordFilter filter;
  const char *kind;

  spt_record_filter_unpack (parameter, &filter, &kind);
  if (SPT_WINDOW (widget)->desk != NULL && spt_record_pages_find (kind) != NULL)
    spt_window_open_records (SPT_WINDOW (widget), kind, &filter);
}

/* What is due of a kind of records. */
static void
open_dues_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptWindow *self = SPT_WINDOW (widget);
  const SptRecordPages *pages;
  const char *kind;
  const char *which;

  g_variant_get (parameter, "(&s&s)", &kind, &which);
  pages = spt_record_pages_find (kind);
  if (self->desk != NULL && pages != NULL && pages->dues_dialog != NULL)
    gtk_window_present (pages->dues_dialog (widget, self->desk, 0, *which != '\0' ? which : NULL));
}

/* What records of a kind choose from, for all accounts. */
static void
open_catalogue_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  SptWindow *self = SPT_WINDOW (widget);
  const SptRecordPages *pages = spt_record_pages_find (g_variant_get_string (parameter, NULL));

  if (self->desk != NULL && pages != NULL && pages->account_dialog != NULL)
    gtk_window_present (pages->account_dialog (widget, self->desk, 0));
}

static void
find_anything_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  SptWindow *self = SPT_WINDOW (widget);

  if (self->desk != NULL)
    gtk_window_present (spt_finder_new (self));
}

/* --- the rest --------------------------------------------------------------------------------- */

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptWindow *self = SPT_WINDOW (widget);

  if (self->sidebar == NULL)
    return;
  if (spt_navigator_get_folded (self->navigator))
    spt_navigator_set_show_content (self->navigator, FALSE);
  spt_sidebar_popup_menu (self->sidebar);
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SptWindow *self = SPT_WINDOW (widget);

  if (self->desk != NULL)
    spt_outbox_network_changed (spt_desk_get_outbox (self->desk));
}

static gboolean
write_reviewed (SptDb         *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  return spt_db_set_setting (db, SPT_SETTING_REVIEW, "0", error);
}

static void
reviewed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptWindow *self = user_data;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) != NULL)
    {
      spt_outbox_wake (spt_desk_get_outbox (self->desk));
      return;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    spt_ui_report_error (GTK_WIDGET (self), error);
}

static void
review_answered_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);
  SptWindow *self = SPT_WINDOW (object);

  if (error != NULL || self->desk == NULL)
    return;
  if (g_str_equal (response, "look"))
    spt_window_go (self, "outbox");
  else if (g_str_equal (response, "done"))
    spt_store_run_async (spt_desk_get_store (self->desk), SPT_STORE_WRITE, write_reviewed,
                         g_strdup (""), g_free,
                         self->cancellable, reviewed_cb, self);
}

static void
review_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  const char *responses[] = { "later", _("_Not Yet"), "look", _("_Show Submissions"), "done",
                              _("I Have _Gone Through Them"), NULL };
  SptWindow *self = SPT_WINDOW (widget);

  if (self->desk == NULL)
    return;
  spt_ui_ask_async (widget, _("Have the submissions been gone through?"),
                    _("The backup may be older than what was sent. Orders were taken off, and "
                      "what was being sent is uncertain: "
                      "check each such submission before it is sent again."),
                    NULL, responses, self->cancellable, review_answered_cb, NULL);
}

static void
error_details_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  const char *title = NULL, *text = NULL, *details = NULL;

  g_variant_get (parameter, "(&s&s&s)", &title, &text, &details);
  spt_ui_show_error_details (widget, title, text, details);
}

static void
backup_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  _spt_window_backup (SPT_WINDOW (widget));
}

static void
restore_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  _spt_window_restore (SPT_WINDOW (widget));
}

static void
verify_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  _spt_window_verify (SPT_WINDOW (widget));
}

static void
preferences_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  SptWindow *self = SPT_WINDOW (widget);

  if (self->desk != NULL)
    gtk_window_present (spt_preferences_window_new (GTK_WINDOW (self), self->desk));
}

static void
shortcuts_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource (APPLICATION_PATH "/ui/spt-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, GTK_WINDOW (widget));
  gtk_window_present (window);
}

static void
about_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  /* Not AdwAboutWindow: its words are not in the Italian catalogue of libadwaita 1.2. */
  GtkWindow *about = g_object_new (GTK_TYPE_ABOUT_DIALOG,
                                   "program-name", "Sportello",
                                   "logo-icon-name", APPLICATION_ID,
                                   "version", VERSION,
                                   "copyright", _("The Sportello authors"),
                                   "license-type", GTK_LICENSE_GPL_3_0,
                                   "comments", _("One desk for every submission"),
                                   "transient-for", widget,
                                   "modal", TRUE,
                                   "destroy-with-parent", TRUE,
                                   NULL);

  gtk_window_present (about);
  gtk_window_set_focus (about, NULL); /* else the name is selected */
}

/* --- "Stop all sending" is a check in the menu: a property of the window that follows the
 * outbox --- */

static void
get_property (GObject    *object,
              guint       prop_id,
              GValue     *value,
              GParamSpec *pspec)
{
  SptWindow *self = SPT_WINDOW (object);

  if (prop_id == PROP_STOP_SENDING)
    g_value_set_boolean (value,
                         self->desk != NULL &&
                         spt_outbox_get_stopped (spt_desk_get_outbox (self->desk)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
set_property (GObject      *object,
              guint         prop_id,
              const GValue *value,
              GParamSpec   *pspec)
{
  SptWindow *self = SPT_WINDOW (object);

  if (prop_id != PROP_STOP_SENDING)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  else if (self->desk != NULL)
    spt_outbox_set_stopped (spt_desk_get_outbox (self->desk), g_value_get_boolean (value));
}

static void
stopped_cb (GObject    *outbox,
            GParamSpec *pspec,
            gpointer    user_data)
{
  g_object_notify (G_OBJECT (user_data), "stop-sending");
}

void
_spt_window_install_actions (GtkWidgetClass *widget_class,
                             GObjectClass   *object_class)
{
  object_class->get_property = get_property;
  object_class->set_property = set_property;
  /**
   * SptWindow:stop-sending:
   *
   * Whether nothing may leave, in any process (design 3).
   */
  g_object_class_install_property (object_class, PROP_STOP_SENDING,
                                   g_param_spec_boolean ("stop-sending", NULL, NULL, FALSE,
                                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY));

  gtk_widget_class_install_property_action (widget_class, "win.stop-sending", "stop-sending");
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.find-anything", NULL, find_anything_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "win.new-on", "s", new_on_action);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.import-on", "s", import_on_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.forward", NULL, forward_action);
  gtk_widget_class_install_action (widget_class, "win.go", "s", go_action);
  gtk_widget_class_install_action (widget_class, "win.open-submission", "x",
                                   open_submission_action);
  gtk_widget_class_install_action (widget_class, "win.open-order", "(xu)", open_order_action);
  gtk_widget_class_install_action (widget_class, "win.open-records", SPT_RECORDS_TARGET,
                                   open_records_action);
  gtk_widget_class_install_action (widget_class, "win.open-dues", SPT_DUES_TARGET, open_dues_action);
  gtk_widget_class_install_action (widget_class, "win.open-catalogue", "s", open_catalogue_action);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "win.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "win.review", NULL, review_action);
  gtk_widget_class_install_action (widget_class, "win.error-details", "(sss)",
                                   error_details_action);
  gtk_widget_class_install_action (widget_class, "win.backup", NULL, backup_action);
  gtk_widget_class_install_action (widget_class, "win.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "win.verify", NULL, verify_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, about_action);
}

void
_spt_window_follow_desk (SptWindow *self)
{
  g_signal_connect_object (spt_desk_get_outbox (self->desk), "notify::stopped",
                           G_CALLBACK (stopped_cb), self, 0);
  g_object_notify (G_OBJECT (self), "stop-sending");
}

/**
 * spt_window_set_accels:
 * @application: the program
 *
 * The keys of ui.md; the menu shows those of its own entries. Sending has none. Alt with a digit is
 * a page of the sidebar, in its order; 0 is the tenth.
 */
void
spt_window_set_accels (GtkApplication *application)
{
  const SptPageInfo *pages;
  guint n_pages = 0;

  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (application, keys[i].action, keys[i].accels);
  pages = spt_pages_list (&n_pages);
  for (guint i = 0; i < n_pages && i < 10; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.go('%s')", pages[i].name);
      g_autofree char *accel = g_strdup_printf ("<Alt>%u", (i + 1) % 10);
      const char *accels[] = { accel, NULL };

      gtk_application_set_accels_for_action (application, action, accels);
    }
}
