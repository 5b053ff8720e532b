/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done in the list of look-ups. */
#define G_LOG_DOMAIN "spt-lookups-actions"

#include "config.h"

#include "ui/trovapec/spt-lookups-page-private.h"

#include <glib/gi18n.h>

#include "ui/trovapec/spt-lookup-dialog.h"

static void
paste_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SptListPage *self = SPT_LIST_PAGE (widget);

  spt_list_page_present (self, spt_lookup_dialog_new (widget, spt_page_get_desk (SPT_PAGE (self)), NULL));
}

static void
show_subjects_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  spt_window_go (spt_window_of (widget), "subjects");
}

static GdkClipboard *
get_clipboard (GtkWidget *widget)
{
  return gtk_widget_get_clipboard (widget);
}

/* The addresses of the selection, one a line. */
static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = spt_store_run_finish (SPT_STORE (object), result, &error);
  GtkWidget *self = user_data;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;
  guint n = 0;

  if (spt_ui_is_cancelled (error))
    return;
  if (found == NULL)
    {
      spt_ui_report_error (self, error);
      return;
    }
  for (guint i = 1; i < found->len; i++)
    {
      const char *address = g_ptr_array_index (found, i);

      if (*address != '\0' && n++ > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, address);
    }
  if (n > 0)
    gdk_clipboard_set_text (get_clipboard (self), text->str);
  number = spt_ui_format_count (n);
  words = n == 0 ? g_strdup (_("No address was found for these"))
                 : g_strdup_printf (ngettext ("%s address copied", "%s addresses copied", n), number);
  spt_window_toast (spt_window_of (self), words, NULL, NULL, NULL);
}

/* The first element are the ids. */
static gboolean
list_addresses (SptDb         *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  GPtrArray *found = data;
  GArray *ids = g_ptr_array_index (found, 0);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, g_array_index (ids, gint64, i), error);

      if (dossier == NULL)
        return FALSE;
      g_ptr_array_add (found, g_strdup (spt_dossier_get_data (dossier)->result));
    }

  return TRUE;
}

static void
free_addresses (gpointer data)
{
  GPtrArray *found = data;

  g_array_unref (g_ptr_array_index (found, 0));
  for (guint i = 1; i < found->len; i++)
    g_free (g_ptr_array_index (found, i));
  g_ptr_array_unref (found);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptListPage *self = SPT_LIST_PAGE (widget);
  GArray *ids = spt_list_page_dup_targets (self);
  GPtrArray *found = g_ptr_array_new ();

  g_ptr_array_add (found, ids);
  spt_store_run_async (spt_page_get_store (SPT_PAGE (self)), SPT_STORE_READ, list_addresses, found, free_addresses,
                       spt_list_page_get_cancellable (self), copied_cb, self);
}

void
_spt_lookups_page_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "lookups.paste", paste_action },
    { "lookups.copy", copy_action },
    { "lookups.show-subjects", show_subjects_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
}
