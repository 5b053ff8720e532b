/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as it would be sent, to be read, copied or saved. */
#define G_LOG_DOMAIN "spt-intervention-xml"

#include "config.h"

#include "ui/catasto/spt-intervention-xml.h"

#include <glib/gi18n.h>

#include "ui/spt-ui.h"
#include "ui/spt-window.h"

#define DATA "spt-intervention-xml"

typedef struct
{
  GBytes *document; /* (owned) */
  char   *name;     /* (owned) */
} Shown;

static void
shown_free (gpointer data)
{
  Shown *shown = data;

  g_bytes_unref (shown->document);
  g_free (shown->name);
  g_free (shown);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWindow) window = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    spt_ui_report_error (GTK_WIDGET (window), error);
  else
    spt_window_toast (spt_window_of (GTK_WIDGET (window)), _("Document saved. It holds personal data: whoever has the file can read them"),
                      NULL, NULL, NULL);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);
  const Shown *shown = g_object_get_data (G_OBJECT (window), DATA);

  if (error != NULL)
    spt_ui_report_error (GTK_WIDGET (window), error);
  if (file != NULL)
    g_file_replace_contents_bytes_async (file, shown->document, NULL, FALSE,
                                         G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, written_cb,
                                         g_object_ref (window));
}

static void
save_clicked_cb (GtkWindow *window)
{
  const Shown *shown = g_object_get_data (G_OBJECT (window), DATA);

  spt_ui_save_file_async (GTK_WIDGET (window), _("Save the Document"), shown->name, NULL, chosen_cb,
                          g_object_ref (window));
}

static void
copy_clicked_cb (GtkWindow *window)
{
  const Shown *shown = g_object_get_data (G_OBJECT (window), DATA);
  gsize length;
  const char *data = g_bytes_get_data (shown->document, &length);
  g_autofree char *text = g_strndup (data, length);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)), text);
  spt_window_toast (spt_window_of (GTK_WIDGET (window)), _("Document copied"), NULL, NULL, NULL);
}

static GtkWidget *
new_button (GtkWindow  *window,
            const char *label,
            GCallback   callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", callback, window);

  return button;
}

static GtkWidget *
new_text (GBytes *document)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();
  gsize length;
  const char *data = g_bytes_get_data (document, &length);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), data, (int) MIN (length, G_MAXINT));
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Document"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}

/**
 * spt_intervention_xml_new:
 * @parent: a widget of the window
 * @document: XML
 * @name: of the file that is proposed
 *
 * Makes the window that shows a document as it would be sent.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_intervention_xml_new (GtkWidget  *parent,
                          GBytes     *document,
                          const char *name)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkWindow *window = g_object_new (ADW_TYPE_WINDOW, "title", _("Document in XML"), "modal", TRUE, "transient-for",
                                    GTK_IS_WINDOW (root) ? root : NULL, "default-width", 800, "default-height", 600,
                                    "destroy-with-parent", TRUE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkShortcutController *keys = GTK_SHORTCUT_CONTROLLER (gtk_shortcut_controller_new ());
  Shown *shown = g_new0 (Shown, 1);

  shown->document = g_bytes_ref (document);
  shown->name = g_strdup (name);
  g_object_set_data_full (G_OBJECT (window), DATA, shown, shown_free);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), new_button (window, _("_Copy"), G_CALLBACK (copy_clicked_cb)));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), new_button (window, _("_Save…"), G_CALLBACK (save_clicked_cb)));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), new_text (document));
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_shortcut_controller_add_shortcut (keys, gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                                gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (keys));
  spt_ui_fit_sheet (window);

  return window;
}
