/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The archive cannot be used: the reason in words, and the actions that fit it. */
#define G_LOG_DOMAIN "spt-archive-trouble"

#include "config.h"

#include "ui/spt-archive-trouble.h"

#include <glib/gi18n.h>

#include "store/spt-store.h"
#include "ui/spt-errors.h"

struct _SptArchiveTrouble
{
  AdwBin         parent_instance;

  AdwStatusPage *status;
  GtkWidget     *again_button;
  GtkWidget     *restore_button;
  GtkWidget     *folder_button;
  GtkLabel      *details;

  GCancellable  *cancellable;
  char          *path; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SptArchiveTrouble, spt_archive_trouble, ADW_TYPE_BIN)

static void
backup_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);

  if (file == NULL || g_file_peek_path (file) == NULL)
    return;

  gtk_widget_activate_action (GTK_WIDGET (object), "app.restore", "s", g_file_peek_path (file));
}

static void
restore_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  const char *filters[] = { _("Backups of the archive"), "*.db;*.backup", _("All files"), "*",
                            NULL };

  spt_ui_open_file_async (widget, _("Restore a Backup"), filters,
                          SPT_ARCHIVE_TROUBLE (widget)->cancellable,
                          backup_chosen_cb, NULL);
}

static void
show_folder_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  SptArchiveTrouble *self = SPT_ARCHIVE_TROUBLE (widget);
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (uri != NULL)
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}

static void
spt_archive_trouble_dispose (GObject *object)
{
  g_cancellable_cancel (SPT_ARCHIVE_TROUBLE (object)->cancellable);
  adw_bin_set_child (ADW_BIN (object), NULL); /* the bin would let go of it a second time */
  gtk_widget_dispose_template (GTK_WIDGET (object), SPT_TYPE_ARCHIVE_TROUBLE);

  G_OBJECT_CLASS (spt_archive_trouble_parent_class)->dispose (object);
}

static void
spt_archive_trouble_finalize (GObject *object)
{
  SptArchiveTrouble *self = SPT_ARCHIVE_TROUBLE (object);

  g_object_unref (self->cancellable);
  g_free (self->path);

  G_OBJECT_CLASS (spt_archive_trouble_parent_class)->finalize (object);
}

static void
spt_archive_trouble_class_init (SptArchiveTroubleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spt_archive_trouble_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_archive_trouble_finalize;

  gtk_widget_class_install_action (widget_class, "trouble.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "trouble.show-folder", NULL, show_folder_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-archive-trouble.ui");
  gtk_widget_class_bind_template_child (widget_class, SptArchiveTrouble, status);
  gtk_widget_class_bind_template_child (widget_class, SptArchiveTrouble, again_button);
  gtk_widget_class_bind_template_child (widget_class, SptArchiveTrouble, restore_button);
  gtk_widget_class_bind_template_child (widget_class, SptArchiveTrouble, folder_button);
  gtk_widget_class_bind_template_child (widget_class, SptArchiveTrouble, details);
}

static void
spt_archive_trouble_init (SptArchiveTrouble *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_archive_trouble_set_error:
 * @self: the page
 * @error: why the archive cannot be used
 * @archive_path: where it is
 *
 * Says it, with the actions that can help: a damaged archive can be replaced by a backup, a
 * locked one tried again.
 */
void
spt_archive_trouble_set_error (SptArchiveTrouble *self,
                               const GError      *error,
                               const char        *archive_path)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *next = NULL;
  g_autofree char *all = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *details = NULL;
  gboolean damaged = g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED);

  g_return_if_fail (SPT_IS_ARCHIVE_TROUBLE (self));
  g_return_if_fail (error != NULL);
  g_return_if_fail (archive_path != NULL);

  g_free (self->path);
  self->path = g_strdup (archive_path);

  spt_ui_explain_error (error, &title, &text, &next);
  all = next == NULL ? g_strdup (text) : g_strconcat (text, "\n", next, NULL);
  escaped = g_markup_escape_text (all, -1);
  details = spt_ui_error_details (error);

  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, escaped);
  gtk_label_set_label (self->details, details);
  gtk_widget_set_visible (self->restore_button, damaged);
  gtk_widget_set_visible (self->again_button,
                          !g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NEWER));
}
