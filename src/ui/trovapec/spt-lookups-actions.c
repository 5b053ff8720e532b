/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done in the list of look-ups. */
#define G_LOG_DOMAIN "spt-lookups-actions"

#include "config.h"

#include "ui/trovapec/spt-lookups-page-private.h"

#include <glib/gi18n.h>

#include "service/spt-service.h"
#include "ui/spt-account-dialog.h"
#include "ui/spt-send-dialog.h"
#include "ui/trovapec/spt-lookup-dialog.h"

static void
present_send (SptListPage *self,
              GArray      *ids)
{
  spt_list_page_present (self, spt_send_dialog_new (GTK_WIDGET (self), spt_page_get_desk (SPT_PAGE (self)),
                                                    SPT_KIND_LOOKUPS, ids));
}

/* The selection; without one all that is ready, which the sheet looks for itself. */
static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptListPage *self = SPT_LIST_PAGE (widget);
  g_autoptr (GArray) ids = spt_id_selection_dup_ids (spt_list_page_get_selection (self));

  present_send (self, ids->len > 0 ? ids : NULL);
}

/* What the menu of a row is about. */
static void
send_these_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SptListPage *self = SPT_LIST_PAGE (widget);
  g_autoptr (GArray) ids = spt_list_page_dup_targets (self);

  if (ids->len > 0)
    present_send (self, ids);
}

static void
paste_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SptListPage *self = SPT_LIST_PAGE (widget);

  spt_list_page_present (self, spt_lookup_dialog_new (widget, spt_page_get_desk (SPT_PAGE (self)), NULL));
}

static void
add_account_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  SptListPage *self = SPT_LIST_PAGE (widget);

  spt_list_page_present (self, spt_account_dialog_new_of (widget, spt_page_get_desk (SPT_PAGE (self)),
                                                          spt_services_find_kind (SPT_KIND_LOOKUPS)));
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

/* --- taking away ------------------------------------------------------------------------------------- */

typedef struct
{
  GArray   *ids;     /* (owned) */
  GArray   *done;    /* (owned) */
  gboolean  restore;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_array_unref (removal->ids);
  g_array_unref (removal->done);
  g_free (removal);
}

static gboolean
remove_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Removal *removal = data;

  g_array_set_size (removal->done, 0);
  for (guint i = 0; i < removal->ids->len; i++)
    {
      gint64 id = g_array_index (removal->ids, gint64, i);
      guint n;

      if (!spt_db_remove_dossiers (db, &id, 1, removal->restore, &n, error))
        return FALSE;
      if (n > 0)
        g_array_append_val (removal->done, id);
    }

  return TRUE;
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Removal *removal = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptListPage *self = user_data;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  if (spt_ui_is_cancelled (error))
    return;
  if (removal == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  if (removal->restore)
    return;
  if (removal->done->len == 0)
    {
      spt_window_toast (spt_window_of (GTK_WIDGET (self)),
                        _("Nothing removed: what was asked of the service stays here"), NULL, NULL, NULL);
      return;
    }
  number = spt_ui_format_count (removal->done->len);
  text = g_strdup_printf (ngettext ("%s look-up removed", "%s look-ups removed", removal->done->len), number);
  spt_list_page_say_removed (self, removal->done, text);
}

/* What was asked stays: it was paid for. */
void
_spt_lookups_page_remove (SptListPage *page,
                          GArray      *ids,
                          gboolean     restore)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->ids = g_array_copy (ids);
  removal->done = g_array_new (FALSE, FALSE, sizeof (gint64));
  removal->restore = restore;
  spt_store_run_async (spt_page_get_store (SPT_PAGE (page)), SPT_STORE_WRITE, remove_job, removal, removal_free,
                       spt_list_page_get_cancellable (page), removed_cb, page);
}

void
_spt_lookups_page_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "lookups.send", send_action },
    { "lookups.send-these", send_these_action },
    { "lookups.paste", paste_action },
    { "lookups.copy", copy_action },
    { "lookups.add-account", add_account_action },
    { "lookups.show-subjects", show_subjects_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
}
