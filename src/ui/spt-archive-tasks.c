/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work on the whole archive from the menu: back up, restore, verify; in a thread, with a word
 * when it is done. */
#define G_LOG_DOMAIN "spt-archive-tasks"

#include "config.h"

#include <glib/gi18n.h>

#include "store/spt-store-events.h"
#include "ui/spt-ui.h"
#include "ui/spt-window-private.h"

/* --- back up ---------------------------------------------------------------------------------- */

typedef struct
{
  SptStore *store;
  char     *target;
} Backup;

static void
backup_free (gpointer data)
{
  Backup *backup = data;

  g_object_unref (backup->store);
  g_free (backup->target);
  g_free (backup);
}

static void
backup_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Backup *backup = task_data;
  g_autoptr (GError) error = NULL;

  if (spt_store_backup (backup->store, backup->target, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
backed_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptWindow *self = SPT_WINDOW (object);

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      Backup *backup = g_task_get_task_data (G_TASK (result));
      g_autofree char *name = g_filename_display_basename (backup->target);
      /* Translators: %s is a file name */
      g_autofree char *text = g_strdup_printf (_("Archive backed up as “%s”"), name);

      spt_window_toast (self, text, NULL, NULL, NULL);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    spt_ui_report_error (GTK_WIDGET (self), error);
}

static void
backup_target_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);
  g_autoptr (GTask) task = NULL;
  SptWindow *self = SPT_WINDOW (object);
  Backup *backup = NULL;

  if (file == NULL || self->desk == NULL)
    return;
  if (g_file_peek_path (file) == NULL)
    {
      spt_window_toast (self, _("The backup needs a folder of this computer"), NULL, NULL, NULL);
      return;
    }

  backup = g_new0 (Backup, 1);
  backup->store = g_object_ref (spt_desk_get_store (self->desk));
  backup->target = g_file_get_path (file);
  task = g_task_new (self, self->cancellable, backed_up_cb, NULL);
  g_task_set_source_tag (task, backup_target_cb);
  g_task_set_task_data (task, backup, backup_free);
  g_task_run_in_thread (task, backup_thread);
}

void
_spt_window_backup (SptWindow *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = NULL;

  if (self->desk == NULL)
    return;
  /* Translators: strftime: the suggested name of a backup of the archive */
  name = g_date_time_format (now, _("sportello-%Y-%m-%d.backup"));
  spt_ui_save_file_async (GTK_WIDGET (self), _("Back Up Archive"), name, self->cancellable,
                          backup_target_cb, NULL);
}

/* --- restore: the application does it, with the archive closed ----------------------------- */

static void
restore_answered_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = user_data;
  g_autofree char *response = spt_ui_ask_finish (result, &error);

  if (g_strcmp0 (response, "restore") == 0)
    gtk_widget_activate_action (GTK_WIDGET (object), "app.restore", "s", path);
}

static void
restore_source_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  const char *responses[] = { "cancel", _("_Cancel"), "!restore", _("_Restore"), NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);
  SptWindow *self = SPT_WINDOW (object);

  if (file == NULL || g_file_peek_path (file) == NULL)
    return;

  spt_ui_ask_async (GTK_WIDGET (self), _("Replace the archive by the backup?"),
                    _("What was done after the backup is not in it. The present archive is kept "
                      "beside it. "
                      "Nothing is sent until somebody has gone through the submissions."),
                    NULL, responses, self->cancellable, restore_answered_cb, g_file_get_path (file));
}

void
_spt_window_restore (SptWindow *self)
{
  const char *filters[] = { _("Backups of the archive"), "*.backup;*.db", _("All files"), "*",
                            NULL };

  spt_ui_open_file_async (GTK_WIDGET (self), _("Restore a Backup"), filters, self->cancellable,
                          restore_source_cb, NULL);
}

/* --- verify ----------------------------------------------------------------------------------- */

static gboolean
verify (SptDb         *db,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  return spt_db_verify (db, data, cancellable, error);
}

static void
verify_result_free (gpointer data)
{
  spt_verify_result_clear (data);
  g_free (data);
}

static void
verify_answered_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *head = user_data;
  g_autofree char *response = spt_ui_ask_finish (result, &error);

  if (g_strcmp0 (response, "copy") != 0)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (object)), head);
  spt_window_toast (SPT_WINDOW (object), _("Final code copied"), NULL, NULL, NULL);
}

static void
verified_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  const char *responses[] = { "close", _("_Close"), "copy", _("C_opy the Final Code"), NULL };
  g_autoptr (GError) error = NULL;
  SptVerifyResult *verified = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptWindow *self = user_data;
  g_autofree char *body = NULL;
  g_autofree char *n_events = NULL;
  GtkWidget *code = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (verified == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  if (verified->problem != NULL || verified->first_bad_seq != 0)
    {
      const char *close[] = { "close", _("_Close"), NULL };
      g_autofree char *seq = spt_ui_format_count (verified->first_bad_seq);

      /* Translators: %1$s is the number of an event, %2$s what the check said, in English */
      body = g_strdup_printf (_("From event %1$s on, the archive is not as it was written. "
                                "Restore a backup, or "
                                "ask for support with these words: %2$s"),
                              seq, verified->problem == NULL ? "–" : verified->problem);
      spt_ui_ask_async (GTK_WIDGET (self), _("The archive was altered"), body, NULL, close,
                        self->cancellable, verify_answered_cb, NULL);
      return;
    }

  n_events = spt_ui_format_count (verified->n_events);
  body = g_strdup_printf (ngettext ("%s event and what it refers to are as they were written. "
                                    "Keep the final code elsewhere: "
                                    "a later check can then prove that nothing was cut off.",
                                    "%s events and what they refer to are as they were written. "
                                    "Keep the final code elsewhere: "
                                    "a later check can then prove that nothing was cut off.", (gulong) verified->n_events),
                          n_events);
  code = gtk_label_new (verified->head);
  gtk_label_set_wrap (GTK_LABEL (code), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (code), PANGO_WRAP_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (code), 32);
  gtk_label_set_justify (GTK_LABEL (code), GTK_JUSTIFY_CENTER);
  gtk_label_set_selectable (GTK_LABEL (code), TRUE);
  gtk_widget_set_focusable (code, FALSE);
  gtk_widget_add_css_class (code, "monospace");
  gtk_widget_add_css_class (code, "caption");
  gtk_accessible_update_property (GTK_ACCESSIBLE (code), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("Final code"), -1);
  spt_ui_ask_async (GTK_WIDGET (self), _("The archive is whole"), body, code, responses,
                    self->cancellable,
                    verify_answered_cb, g_strdup (verified->head));
}

void
_spt_window_verify (SptWindow *self)
{
  if (self->desk == NULL)
    return;
  spt_window_toast (self, _("The archive is being verified…"), NULL, NULL, NULL);
  spt_store_run_async (spt_desk_get_store (self->desk), SPT_STORE_READ, verify,
                       g_new0 (SptVerifyResult, 1),
                       verify_result_free, self->cancellable, verified_cb, self);
}
