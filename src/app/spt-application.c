/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application: opens the archive behind a window that is already there, and ends after the
 * last byte has left. */
#define G_LOG_DOMAIN "spt-application"

#include "config.h"

#include "app/spt-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "app/spt-practice.h"
#include "app/spt-session.h"
#include "base/spt-text.h"
#include "services/spt-services-table.h"
#include "store/spt-store.h"
#include "ui/spt-errors.h"
#include "ui/spt-preferences.h"
#include "ui/spt-window.h"
#include "ui/catasto/spt-catasto-pages.h"
#include "ui/trovapec/spt-lookup-pages.h"
#include "ui/tsdigital/spt-registry-pages.h"
#include "ui/voucher/spt-voucher-pages.h"

/* Most archives are open sooner: then the first frame has what is in them. */
#define PRESENT_DELAY_MS 120

struct _SptApplication
{
  AdwApplication  parent_instance;

  char           *archive;
  gboolean        practice;

  SptSession     *session; /* (owned) (nullable) */
  SptPractice    *rehearsal; /* (owned) (nullable): only in practice mode */
  SptWindow      *window;  /* (nullable) */
  char           *restore_from; /* (nullable): once the archive is closed */
  /* a submission that a notification asked for before the archive was open */
  gint64          open_later;
  GVariant       *records_later; /* (owned) (nullable): a list, likewise */
  gboolean        opening;
  gboolean        reopen; /* once the archive is closed */
  gboolean        ending;
  guint           present_timer;
  guint           sigterm;
  guint           sigint;
};

G_DEFINE_FINAL_TYPE (SptApplication, spt_application, ADW_TYPE_APPLICATION)

static void open_archive (SptApplication *self);
static void close_archive (SptApplication *self);

/* --- opening ---------------------------------------------------------------------------------- */

static void
practice_trouble_cb (SptPractice  *rehearsal,
                     const GError *error,
                     gpointer      user_data)
{
  SptApplication *self = user_data;

  if (self->window != NULL)
    spt_ui_report_error (GTK_WIDGET (self->window), error);
}

static void
present (SptApplication *self)
{
  g_clear_handle_id (&self->present_timer, g_source_remove);
  if (self->window != NULL)
    gtk_window_present (GTK_WINDOW (self->window));
}

static void
present_cb (gpointer user_data)
{
  SptApplication *self = user_data;

  self->present_timer = 0;
  present (self);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptApplication) self = user_data;
  SptSession *session = NULL;

  self->opening = FALSE;
  g_application_release (G_APPLICATION (self));
  if (g_application_get_is_remote (G_APPLICATION (self)))
    {
      /* Another process has this window, and was told to show it. */
      spt_session_open_discard (result);
      return;
    }
  session = spt_session_open_finish (result, &error);
  if (session == NULL)
    {
      g_message ("%s: %s", self->archive, error->message);
      if (self->window != NULL)
        spt_window_set_archive_error (self->window, error, self->archive);
      present (self);
      return;
    }

  self->session = session;
  if (self->window == NULL)
    {
      /* The window was closed before the archive was open. */
      close_archive (self);
      return;
    }
  spt_window_set_desk (self->window, spt_session_get_desk (session));
  present (self);
  if (self->open_later != 0)
    spt_window_open_submission (self->window, self->open_later);
  self->open_later = 0;
  if (self->records_later != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self->window), "win.open-records",
                                        self->records_later);
  g_clear_pointer (&self->records_later, g_variant_unref);

  if (self->practice)
    {
      self->rehearsal = spt_practice_new (session);
      g_signal_connect (self->rehearsal, "trouble", G_CALLBACK (practice_trouble_cb), self);
      spt_practice_start (self->rehearsal);
    }
  else
    spt_session_start (session);
}

static void
open_archive (SptApplication *self)
{
  if (self->opening || self->session != NULL)
    return;

  self->opening = TRUE;
  g_application_hold (G_APPLICATION (self));
  spt_session_open_async (self->archive, self->practice, NULL, opened_cb, g_object_ref (self));
}

static void
make_window (SptApplication *self)
{
  self->window = spt_window_new (GTK_APPLICATION (self),
                                 self->session == NULL ? NULL
                                   : spt_session_get_desk (self->session));
  if (self->opening)
    self->present_timer = g_timeout_add_once (PRESENT_DELAY_MS, present_cb, self);
  else
    present (self);
}

/* --- closing ---------------------------------------------------------------------------------- */

typedef struct
{
  SptApplication *application; /* (owned) */
  char           *path;
  char           *backup;
  char           *kept;        /* (nullable) */
} Restore;

static void
restore_free (gpointer data)
{
  Restore *job = data;

  g_object_unref (job->application);
  g_free (job->path);
  g_free (job->backup);
  g_free (job->kept);
  g_free (job);
}

static void
restore_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Restore *job = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptClock) clock = spt_clock_new_system ();

  if (spt_store_restore (job->path, job->backup, clock, &job->kept, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Which of the two is damaged, or not ours, has to be said: it is the backup. */
static void
tell_not_restored (SptApplication *self,
                   const GError   *error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *next = NULL;
  g_autofree char *words = NULL;
  g_autofree char *details = spt_ui_error_details (error);

  g_message ("%s", details);
  if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED) ||
      g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_OURS) ||
      g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NEWER))
    words = g_strdup (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED)
                      ? _("The chosen backup is damaged. The archive is as it was: choose another backup.")
                      : g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NEWER)
                      ? _("The chosen backup was made by a newer version of Sportello. The archive is as it was: update "
                          "Sportello first.")
                      : _("The chosen file is no backup of Sportello. The archive is as it was: choose another file."));
  else
    {
      spt_ui_explain_error (error, &title, &text, &next);
      words = next == NULL ? g_strdup (text) : g_strconcat (text, " ", next, NULL);
    }
  spt_window_toast (self->window, _("The backup was not restored"), _("Details"),
                    "win.error-details",
                    g_variant_new ("(sss)", _("The backup was not restored"), words, details));
}

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptApplication *self = SPT_APPLICATION (object);
  gboolean restored = g_task_propagate_boolean (G_TASK (result), &error);
  Restore *job = g_task_get_task_data (G_TASK (result));

  if (self->window == NULL)
    make_window (self);
  open_archive (self);
  if (!restored)
    tell_not_restored (self, error);
  else if (job->kept != NULL)
    {
      g_autofree char *name = g_filename_display_basename (job->kept);
      /* Translators: %s is a file name */
      g_autofree char *text = g_strdup_printf (_("Restored. The former archive is kept as “%s”"),
                                               name);

      spt_window_toast (self->window, text, NULL, NULL, NULL);
    }
  g_application_release (G_APPLICATION (self));
}

static void
begin_restore (SptApplication *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, restored_cb, NULL);
  Restore *job = g_new0 (Restore, 1);

  job->application = g_object_ref (self);
  job->path = g_strdup (self->archive);
  job->backup = g_steal_pointer (&self->restore_from);
  g_task_set_source_tag (task, begin_restore);
  g_task_set_task_data (task, job, restore_free);
  g_application_hold (G_APPLICATION (self));
  g_task_run_in_thread (task, restore_thread);
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SptApplication) self = user_data;

  spt_session_close_finish (SPT_SESSION (object), result);
  self->ending = FALSE;
  if (self->restore_from != NULL)
    begin_restore (self);
  else if (self->window != NULL)
    open_archive (self); /* opened again meanwhile */
  else if (self->reopen)
    g_application_activate (G_APPLICATION (self));
  self->reopen = FALSE;
  g_application_release (G_APPLICATION (self));
}

static void
close_archive (SptApplication *self)
{
  g_autoptr (SptSession) session = g_steal_pointer (&self->session);

  if (self->rehearsal != NULL)
    spt_practice_stop (self->rehearsal);
  g_clear_object (&self->rehearsal);
  if (session == NULL)
    {
      if (self->restore_from != NULL)
        begin_restore (self);
      return;
    }

  /* What is on the wire is finished first. */
  self->ending = TRUE;
  g_application_hold (G_APPLICATION (self));
  spt_session_close_async (session, closed_cb, g_object_ref (self));
}

static void
spt_application_window_removed (GtkApplication *application,
                                GtkWindow      *window)
{
  SptApplication *self = SPT_APPLICATION (application);

  if (window == GTK_WINDOW (self->window))
    {
      self->window = NULL;
      g_clear_handle_id (&self->present_timer, g_source_remove);
      /* Held for a moment: the base class ends the program with its last window. */
      close_archive (self);
    }
  GTK_APPLICATION_CLASS (spt_application_parent_class)->window_removed (application, window);
}

static gboolean
terminate_cb (gpointer user_data)
{
  SptApplication *self = user_data;

  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
  return G_SOURCE_CONTINUE;
}

/* --- actions ---------------------------------------------------------------------------------- */

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  SptApplication *self = user_data;

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
}

static void
open_submission_action (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  SptApplication *self = user_data;

  g_application_activate (G_APPLICATION (self));
  if (self->session != NULL && self->window != NULL)
    spt_window_open_submission (self->window, g_variant_get_int64 (parameter));
  else
    self->open_later = g_variant_get_int64 (parameter);
}

static void
open_records_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  SptApplication *self = user_data;

  g_application_activate (G_APPLICATION (self));
  if (self->session != NULL && self->window != NULL)
    {
      gtk_widget_activate_action_variant (GTK_WIDGET (self->window), "win.open-records", parameter);
      return;
    }
  g_clear_pointer (&self->records_later, g_variant_unref);
  self->records_later = g_variant_ref (parameter);
}

static void
open_again_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  SptApplication *self = user_data;

  if (self->session == NULL)
    {
      open_archive (self);
      return;
    }
  /* It broke while it was open. */
  self->reopen = TRUE;
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
restore_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  SptApplication *self = user_data;

  if (self->opening || self->ending || self->restore_from != NULL)
    return;

  self->restore_from = g_variant_dup_string (parameter, NULL);
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
}

/* A process of its own: practice and real records never share one. */
static void
practice_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  SptApplication *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *self_path = g_file_read_link ("/proc/self/exe", NULL);

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error,
                              self_path == NULL ? "sportello" : self_path, "--practice", NULL);
  if (process == NULL && self->window != NULL)
    spt_ui_report_error (GTK_WIDGET (self->window), error);
}

/* --- overrides -------------------------------------------------------------------------------- */

static void
spt_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { "quit", quit_action },
    { "open-submission", open_submission_action, "x" },
    { "open-records", open_records_action, SPT_RECORDS_TARGET },
    { "open-archive-again", open_again_action },
    { "restore", restore_action, "s" },
  };
  static const GActionEntry practice_entries[] = { { "practice", practice_action } };
  SptApplication *self = SPT_APPLICATION (application);
  const char *quit_keys[] = { "<Control>q", NULL };

  G_APPLICATION_CLASS (spt_application_parent_class)->startup (application);

  spt_services_register_all ();
  spt_ui_init ();
  spt_catasto_pages_register ();
  spt_voucher_pages_register ();
  spt_lookup_pages_register ();
  spt_registry_pages_register ();
  spt_preferences_apply ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  if (!self->practice)
    g_action_map_add_action_entries (G_ACTION_MAP (self), practice_entries,
                                     G_N_ELEMENTS (practice_entries), self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", quit_keys);
  spt_window_set_accels (GTK_APPLICATION (self));
  gtk_window_set_default_icon_name (APPLICATION_ID);

  self->sigterm = g_unix_signal_add (SIGTERM, terminate_cb, self);
  self->sigint = g_unix_signal_add (SIGINT, terminate_cb, self);
}

static void
spt_application_activate (GApplication *application)
{
  SptApplication *self = SPT_APPLICATION (application);

  if (self->window != NULL)
    {
      present (self);
      return;
    }
  if (!self->ending)
    open_archive (self);
  make_window (self);
}

static void
spt_application_shutdown (GApplication *application)
{
  SptApplication *self = SPT_APPLICATION (application);

  g_clear_handle_id (&self->present_timer, g_source_remove);
  g_clear_handle_id (&self->sigterm, g_source_remove);
  g_clear_handle_id (&self->sigint, g_source_remove);
  g_clear_object (&self->rehearsal);
  g_clear_object (&self->session);

  G_APPLICATION_CLASS (spt_application_parent_class)->shutdown (application);
}

static void
spt_application_finalize (GObject *object)
{
  SptApplication *self = SPT_APPLICATION (object);

  g_clear_pointer (&self->records_later, g_variant_unref);
  g_free (self->archive);
  g_free (self->restore_from);

  G_OBJECT_CLASS (spt_application_parent_class)->finalize (object);
}

static void
spt_application_class_init (SptApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = spt_application_finalize;
  application_class->startup = spt_application_startup;
  application_class->activate = spt_application_activate;
  application_class->shutdown = spt_application_shutdown;
  GTK_APPLICATION_CLASS (klass)->window_removed = spt_application_window_removed;
}

static void
spt_application_init (SptApplication *self)
{
}

/* One name on the session bus for each archive: a second start finds the first. */
static char *
make_id (const char *archive,
         gboolean    practice)
{
  g_autofree char *absolute = NULL;
  g_autofree char *digest = NULL;

  if (archive == NULL)
    return g_strdup (practice ? APPLICATION_ID ".Practice" : APPLICATION_ID);

  absolute = g_canonicalize_filename (archive, NULL);
  digest = spt_text_sha256_hex (absolute, strlen (absolute));
  digest[16] = '\0';
  return g_strdup_printf ("%s%s.Archive%s", APPLICATION_ID, practice ? ".Practice" : "", digest);
}

/**
 * spt_application_new:
 * @archive: (nullable): a path; %NULL = the usual one of the mode
 * @practice: practice mode: another archive, services of our own on this computer
 *
 * Returns: (transfer full): the application
 */
SptApplication *
spt_application_new (const char *archive,
                     gboolean    practice)
{
  g_autofree char *id = make_id (archive, practice);
  SptApplication *self = g_object_new (SPT_TYPE_APPLICATION, "application-id", id,
                                       "resource-base-path", APPLICATION_PATH, NULL);

  self->practice = practice;
  if (archive != NULL)
    self->archive = g_canonicalize_filename (archive, NULL);
  else
    self->archive = g_build_filename (g_get_user_data_dir (), "sportello",
                                      practice ? "practice.db" : "sportello.db", NULL);
  return self;
}

/**
 * spt_application_begin:
 * @self: an application that does not run yet
 *
 * Begins to open the archive while GTK is being started. Whoever finds then that another process has the window lets go of it
 * again.
 */
void
spt_application_begin (SptApplication *self)
{
  g_return_if_fail (SPT_IS_APPLICATION (self));

  open_archive (self);
}
