/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The archive cannot be used: the reason in words, and the actions that fit it. */
#define G_LOG_DOMAIN "spt-archive-trouble"

#include "config.h"

#include "ui/spt-archive-trouble.h"

#include <glib/gi18n.h>
#include <string.h>

#include "store/spt-store.h"
#include "ui/spt-errors.h"
#include "ui/spt-window.h"

typedef enum
{
  AGAIN   = 1 << 0,
  RESTORE = 1 << 1,
  FIRST_RESTORE = 1 << 2 /* the backup is what helps; trying again only sometimes does */
} Ways;

/* What an archive that does not open is told by; the words of data/messages.json are for a change
 * that failed while it was open. */
typedef struct
{
  int         code;
  Ways        ways;
  const char *icon;
  const char *title; /* N_() */
  const char *text;  /* N_() */
  const char *next;  /* N_() */
} TroubleWords;

/* *INDENT-OFF* */
static const TroubleWords table[] = {
  { SPT_STORE_ERROR_DAMAGED, AGAIN | RESTORE | FIRST_RESTORE, "dialog-warning-symbolic",
    N_("Archive damaged"),
    N_("The file of the archive is damaged. Nothing in it was changed."),
    N_("Restore the latest backup: the damaged file is kept beside it.") },
  { SPT_STORE_ERROR_NEWER, 0, "software-update-available-symbolic",
    N_("Archive newer than the program"),
    N_("The archive was used with a newer version of Sportello. It was not opened and not "
       "changed."),
    N_("Close this window, update Sportello, then open it again.") },
  { SPT_STORE_ERROR_NOT_OURS, AGAIN | RESTORE, "dialog-question-symbolic",
    N_("Not an archive of Sportello"),
    N_("In the archive's place there is a file of something else. It was not changed."),
    N_("Move that file elsewhere and try again, or restore a backup: the file is kept beside "
       "it.") },
  { SPT_STORE_ERROR_READ_ONLY, AGAIN, "changes-prevent-symbolic",
    N_("Archive not writable"),
    N_("This user may not write the archive or its folder, so it was not opened. Nothing was "
       "changed."),
    N_("Ask whoever runs this computer for the permission to write both, then try again.") },
  { SPT_STORE_ERROR_LOCKED, AGAIN, "system-lock-screen-symbolic",
    N_("Archive in use"),
    N_("Another window of Sportello or another program has the archive open. Nothing was "
       "changed."),
    N_("Go on in the other window, or close it and try again.") },
  { SPT_STORE_ERROR_NETWORK_FS, AGAIN, "folder-remote-symbolic",
    N_("Archive on a network drive"),
    N_("On a network drive two computers could write the archive at once, so it was not opened. "
       "Nothing was changed."),
    N_("Move the archive to a disk of this computer, then try again.") },
  { SPT_STORE_ERROR_FULL, AGAIN, "drive-harddisk-symbolic",
    N_("Disk full"),
    N_("There is no room left on the disk, so the archive cannot be opened. What it holds is "
       "untouched."),
    N_("Make room on the disk, then try again.") },
  { SPT_STORE_ERROR_IO, AGAIN | RESTORE, "drive-harddisk-symbolic",
    N_("Archive cannot be read"),
    N_("The disk or the folder of the archive gives an error."),
    N_("Check the disk and try again; if the error stays, restore a backup.") },
};
/* *INDENT-ON* */

struct _SptArchiveTrouble
{
  AdwBin         parent_instance;

  AdwStatusPage *status;
  GtkWidget     *again_button;
  GtkWidget     *restore_button;
  GtkWidget     *folder_button;
  GtkLabel      *path_label;
  GtkLabel      *details;
  GtkWidget     *first; /* (unowned) (nullable): the button that helps most */

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
folder_shown_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (SptArchiveTrouble) self = user_data;
  g_autoptr (GError) error = NULL;
  SptWindow *window = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (object), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_message ("The folder could not be shown: %s", error->message);
  window = spt_window_of (GTK_WIDGET (self));
  if (window != NULL)
    spt_window_toast (window, _("No program here shows folders: the path stands below the text"),
                      NULL, NULL, NULL);
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

  if (uri != NULL && GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, self->cancellable,
                       folder_shown_cb, g_object_ref (self));
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
  gtk_widget_class_bind_template_child (widget_class, SptArchiveTrouble, path_label);
  gtk_widget_class_bind_template_child (widget_class, SptArchiveTrouble, details);
}

static void
spt_archive_trouble_init (SptArchiveTrouble *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const TroubleWords *
find_words (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_error_matches (error, SPT_STORE_ERROR, table[i].code))
      return &table[i];
  return NULL;
}

/* The home folder as people write it: the path is shorter, and a picture of it names nobody. */
static char *
dup_short_path (const char *path)
{
  const char *home = g_get_home_dir ();
  gsize length = strlen (home);
  g_autofree char *shown = g_filename_display_name (path);

  if (length > 1 && strncmp (path, home, length) == 0 && path[length] == G_DIR_SEPARATOR)
    return g_strconcat ("~", shown + length, NULL);
  return g_steal_pointer (&shown);
}

static void
set_first (GtkWidget *button,
           gboolean   first)
{
  if (first)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
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
  const TroubleWords *words = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *next = NULL;
  g_autofree char *all = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *details = NULL;
  g_autofree char *path = NULL;
  Ways ways = AGAIN;

  g_return_if_fail (SPT_IS_ARCHIVE_TROUBLE (self));
  g_return_if_fail (error != NULL);
  g_return_if_fail (archive_path != NULL);

  g_free (self->path);
  self->path = g_strdup (archive_path);

  words = find_words (error);
  if (words != NULL)
    {
      ways = words->ways;
      title = g_strdup (_(words->title));
      text = g_strdup (_(words->text));
      next = g_strdup (_(words->next));
    }
  else
    spt_ui_explain_error (error, &title, &text, &next);
  all = next == NULL ? g_strdup (text) : g_strconcat (text, "\n", next, NULL);
  escaped = g_markup_escape_text (all, -1);
  details = spt_ui_error_details (error);
  path = dup_short_path (archive_path);

  adw_status_page_set_icon_name (self->status, words != NULL ? words->icon
                                                             : "dialog-warning-symbolic");
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, escaped);
  gtk_label_set_label (self->path_label, path);
  gtk_label_set_label (self->details, details);

  gtk_widget_set_visible (self->restore_button, (ways & RESTORE) != 0);
  gtk_widget_set_visible (self->again_button, (ways & AGAIN) != 0);
  set_first (self->restore_button, (ways & FIRST_RESTORE) != 0);
  set_first (self->again_button, (ways & AGAIN) != 0 && (ways & FIRST_RESTORE) == 0);
  gtk_box_reorder_child_after (GTK_BOX (gtk_widget_get_parent (self->restore_button)),
                               self->restore_button,
                               (ways & FIRST_RESTORE) != 0 ? NULL : self->again_button);
  self->first = (ways & FIRST_RESTORE) != 0 ? self->restore_button
                : (ways & AGAIN) != 0 ? self->again_button : self->folder_button;
}

/**
 * spt_archive_trouble_focus_first:
 * @self: the page
 *
 * Puts the focus on the button that helps most.
 */
void
spt_archive_trouble_focus_first (SptArchiveTrouble *self)
{
  g_return_if_fail (SPT_IS_ARCHIVE_TROUBLE (self));

  if (self->first != NULL)
    gtk_widget_grab_focus (self->first);
}
