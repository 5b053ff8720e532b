/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exchanges of a submission: each is read from the archive when it is opened. */
#define G_LOG_DOMAIN "spt-exchanges"

#include "config.h"

#include "ui/spt-exchanges.h"

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "store/spt-store-events.h"
#include "store/spt-store-submissions.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

#define MAX_SHOWN 100000 /* characters in the view; copy and save take all */

struct _SptExchanges
{
  AdwBin        parent_instance;

  GtkStack     *stack;
  GtkListBox   *list;
  SptDesk      *desk; /* (owned) (nullable) */
  GCancellable *cancellable;
  char         *key;
};

G_DEFINE_FINAL_TYPE (SptExchanges, spt_exchanges, ADW_TYPE_BIN)

/* One payload being read for one row. */
typedef struct
{
  gint64     payload_id;
  GBytes    *data; /* (nullable): erased, or not read yet */
  GtkWidget *view;
} Read;

static void
read_free (gpointer data)
{
  Read *job = data;

  g_clear_pointer (&job->data, g_bytes_unref);
  g_object_unref (job->view);
  g_free (job);
}

static gboolean
read_payload (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Read *job = data;
  g_autoptr (GError) local = NULL;

  job->data = spt_db_get_payload (db, job->payload_id, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
payload_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Read *job = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptExchanges *self = user_data;
  g_autofree char *text = NULL;
  gsize size = 0;
  const char *bytes = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (job == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  if (job->data == NULL)
    text = g_strdup (_("Erased from the archive."));
  else
    {
      bytes = g_bytes_get_data (job->data, &size);
      text = spt_text_make_printable (bytes, (gssize) size, MAX_SHOWN);
      g_object_set_data_full (G_OBJECT (job->view), "spt-data", g_bytes_ref (job->data),
                              (GDestroyNotify) g_bytes_unref);
    }
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (job->view)), text, -1);
}

/* Opened for the first time: now it is read. */
static void
expanded_cb (AdwExpanderRow *row,
             GParamSpec     *pspec,
             gpointer        user_data)
{
  SptExchanges *self = user_data;
  GtkWidget *view = g_object_get_data (G_OBJECT (row), "spt-view");
  const gint64 *payload_id = g_object_get_data (G_OBJECT (row), "spt-payload");
  Read *job = NULL;

  if (!adw_expander_row_get_expanded (row) ||
      g_object_get_data (G_OBJECT (row), "spt-asked") != NULL)
    return;

  g_object_set_data (G_OBJECT (row), "spt-asked", row);
  job = g_new0 (Read, 1);
  job->payload_id = *payload_id;
  job->view = g_object_ref (view);
  spt_store_run_async (spt_desk_get_store (self->desk), SPT_STORE_READ, read_payload, job,
                       read_free,
                       self->cancellable, payload_read_cb, self);
}

static void
copy_cb (GtkButton *button,
         gpointer   user_data)
{
  GtkWidget *view = user_data;
  GBytes *data = g_object_get_data (G_OBJECT (view), "spt-data");
  SptWindow *window = spt_window_of (view);
  g_autofree char *text = NULL;
  gsize size = 0;
  const char *bytes = NULL;

  if (data == NULL)
    return;
  bytes = g_bytes_get_data (data, &size);
  text = spt_text_make_printable (bytes, (gssize) size, 0);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (view), text);
  if (window != NULL)
    spt_window_toast (window, _("Copied"), NULL, NULL, NULL);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) view = user_data;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  SptWindow *window = spt_window_of (view);

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    {
      spt_ui_report_error (view, error);
      return;
    }
  name = g_file_get_basename (G_FILE (object));
  /* Translators: %s is a file name */
  text = g_strdup_printf (_("Saved as “%s”"), name);
  if (window != NULL)
    spt_window_toast (window, text, NULL, NULL, NULL);
}

static void
save_target_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);
  GBytes *data = g_object_get_data (object, "spt-data");

  if (file == NULL || data == NULL)
    return;
  g_file_replace_contents_bytes_async (file, data, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, written_cb, g_object_ref (object));
}

static void
save_cb (GtkButton *button,
         gpointer   user_data)
{
  GtkWidget *view = user_data;

  if (g_object_get_data (G_OBJECT (view), "spt-data") != NULL)
    spt_ui_save_file_async (view, _("Save Request and Answer"), _("request-and-answer.txt"), NULL,
                            save_target_cb, NULL);
}

static GtkWidget *
make_button (const char *label,
             GCallback   callback,
             GtkWidget  *view)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", callback, view, 0);
  return button;
}

static GtkWidget *
make_view (GtkWidget **view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  *view = gtk_text_view_new ();
  gtk_text_view_set_editable (GTK_TEXT_VIEW (*view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (*view), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (*view), GTK_WRAP_WORD_CHAR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (*view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Request and answer"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 240);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), *view);
  gtk_widget_add_css_class (scroller, "exchange");
  gtk_box_append (GTK_BOX (buttons), make_button (_("_Copy"), G_CALLBACK (copy_cb), *view));
  gtk_box_append (GTK_BOX (buttons), make_button (_("_Save…"), G_CALLBACK (save_cb), *view));
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (box, "exchange-box");
  return box;
}

static void
add_row (SptExchanges     *self,
         const SptAttempt *attempt,
         gint64            now)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *inner = gtk_list_box_row_new ();
  GtkWidget *view = NULL;
  g_autofree char *when = spt_ui_format_time (attempt->started, now);
  g_autofree char *status = attempt->http_status == 0 ? g_strdup (_("no complete answer"))
                            : g_strdup_printf ("HTTP %u", attempt->http_status);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", when, status);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 g_str_equal (attempt->kind, "send") ? _("Sending")
                                 : g_str_equal (attempt->kind,
                                                "settle") ? _("Verification") : _("Asking for the "
                                                                                  "outcome"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (inner), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (inner), make_view (&view));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), inner);
  g_object_set_data (G_OBJECT (row), "spt-view", view);
  g_object_set_data_full (G_OBJECT (row), "spt-payload",
                          g_memdup2 (&attempt->exchange_id, sizeof attempt->exchange_id), g_free);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, 0);
  gtk_list_box_append (self->list, row);
}

/**
 * spt_exchanges_set:
 * @self: the view
 * @desk: what the page works with
 * @attempts: (element-type SptAttempt): of the submission
 *
 * Lists the exchanges there are, newest first; what is open stays open while nothing is new.
 */
void
spt_exchanges_set (SptExchanges *self,
                   SptDesk      *desk,
                   GPtrArray    *attempts)
{
  g_autoptr (GString) key = g_string_new (NULL);
  GtkListBoxRow *row = NULL;
  gint64 now = 0;

  g_return_if_fail (SPT_IS_EXCHANGES (self));
  g_return_if_fail (SPT_IS_DESK (desk));

  for (guint i = 0; i < attempts->len; i++)
    g_string_append_printf (key, "%" G_GINT64_FORMAT " ",
                            ((const SptAttempt *) g_ptr_array_index (attempts, i))->exchange_id);
  if (g_strcmp0 (key->str, self->key) == 0)
    return;

  g_free (self->key);
  self->key = g_strdup (key->str);
  g_set_object (&self->desk, desk);
  now = spt_desk_get_now (desk);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = attempts->len; i > 0; i--)
    {
      const SptAttempt *attempt = g_ptr_array_index (attempts, i - 1);

      if (attempt->exchange_id != 0)
        add_row (self, attempt, now);
    }
  gtk_stack_set_visible_child_name (self->stack,
                                    gtk_list_box_get_row_at_index (self->list, 0) != NULL ? "list"
                                      : "empty");
}

static void
spt_exchanges_dispose (GObject *object)
{
  SptExchanges *self = SPT_EXCHANGES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (spt_exchanges_parent_class)->dispose (object);
}

static void
spt_exchanges_finalize (GObject *object)
{
  SptExchanges *self = SPT_EXCHANGES (object);

  g_object_unref (self->cancellable);
  g_free (self->key);

  G_OBJECT_CLASS (spt_exchanges_parent_class)->finalize (object);
}

static void
spt_exchanges_class_init (SptExchangesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_exchanges_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_exchanges_finalize;
}

static void
spt_exchanges_init (SptExchanges *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *empty = adw_status_page_new ();

  self->cancellable = g_cancellable_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_set_margin_start (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self->list), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->list), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Request and answer"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "mail-send-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("Nothing exchanged yet"));
  gtk_widget_add_css_class (empty, "compact");

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_stack_add_named (self->stack, scroller, "list");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
