/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The strips that every page has: stopped, no network, another process sends, archive trouble,
 * look after a restore. */
#define G_LOG_DOMAIN "spt-strips"

#include "config.h"

#include "ui/spt-strips.h"

#include <glib/gi18n.h>

#include "store/spt-store-accounts.h"
#include "ui/spt-ui.h"

struct _SptStrips
{
  GtkWidget     parent_instance;

  SptDesk      *desk;
  GCancellable *cancellable;
  GtkWidget    *trouble;
  GtkWidget    *review;
  GtkWidget    *stopped;
  GtkWidget    *offline;
  GtkWidget    *watching;
};

G_DEFINE_FINAL_TYPE (SptStrips, spt_strips, GTK_TYPE_WIDGET)

static void
reveal (GtkWidget *strip,
        gboolean   revealed)
{
  g_object_set (strip, "revealed", revealed, NULL);
}

static GtkWidget *
add_strip (SptStrips  *self,
           const char *kind,
           const char *text,
           const char *button_label,
           const char *action_name)
{
  GtkWidget *strip = g_object_new (SPT_TYPE_STRIP, "kind", kind, "text", text,
                                   "button-label", button_label, "action-name", action_name, NULL);

  gtk_widget_set_parent (strip, GTK_WIDGET (self));
  return strip;
}

static void
update (SptStrips *self)
{
  SptOutbox *outbox = spt_desk_get_outbox (self->desk);
  gboolean online = TRUE, stopped = FALSE, driving = TRUE;
  guint n_ordered = 0;
  gint64 next_due = 0;

  g_object_get (outbox, "online", &online, "stopped", &stopped, "driving", &driving, "next-due", &next_due, "n-ordered", &n_ordered, NULL);

  reveal (self->stopped, stopped);
  reveal (self->watching, spt_outbox_get_started (outbox) && !driving && !stopped);

  if (!online && !stopped && driving)
    {
      g_autofree char *text = NULL;

      if (next_due == 0)
        text =
          g_strdup (_("No network. What was ordered leaves by itself when the network is back."));
      else
        {
          g_autofree char *when = spt_ui_format_time (next_due,
                                                      spt_desk_get_now (self->desk));

          /* Translators: %s is a time: "today 14:20" */
          text = g_strdup_printf (_("No network. What was ordered stays ready; next try %s."),
                                  when);
        }
      g_object_set (self->offline, "text", text, NULL);
    }
  reveal (self->offline, !online && !stopped && driving);
}

static void
outbox_notify_cb (GObject    *outbox,
                  GParamSpec *pspec,
                  gpointer    user_data)
{
  update (user_data);
}

static void
trouble_cb (SptOutbox    *outbox,
            const GError *error,
            gpointer      user_data)
{
  SptStrips *self = user_data;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *next = NULL;
  g_autofree char *sentence = NULL;

  spt_ui_explain_error (error, &title, &text, &next);
  sentence = next == NULL ? g_strdup (text) : g_strconcat (text, " ", next, NULL);
  g_object_set (self->trouble, "text", sentence, "revealed", TRUE, NULL);
}

/* --- the look after a restore ----------------------------------------------------------------- */

static gboolean
read_review (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = spt_db_get_setting (db, SPT_SETTING_REVIEW, &local);
  gboolean *review = data;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *review = g_strcmp0 (text, "1") == 0;
  return TRUE;
}

static void
review_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *review = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptStrips *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (review != NULL)
    reveal (self->review, *review);
}

static void
store_changed_cb (SptStore *store,
                  guint     what,
                  gpointer  user_data)
{
  SptStrips *self = user_data;

  /* A change got through: the archive can be written again. */
  reveal (self->trouble, FALSE);
  if ((what & (SPT_CHANGED_SETTINGS | SPT_CHANGED_ELSEWHERE)) != 0)
    spt_store_run_async (store, SPT_STORE_READ, read_review, g_new0 (gboolean, 1), g_free,
                         self->cancellable, review_read_cb, self);
}

/* --- overrides -------------------------------------------------------------------------------- */

static void
spt_strips_dispose (GObject *object)
{
  SptStrips *self = SPT_STRIPS (object);
  GtkWidget *child = NULL;

  g_cancellable_cancel (self->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (spt_strips_parent_class)->dispose (object);
}

static void
spt_strips_finalize (GObject *object)
{
  g_object_unref (SPT_STRIPS (object)->cancellable);

  G_OBJECT_CLASS (spt_strips_parent_class)->finalize (object);
}

static void
spt_strips_class_init (SptStripsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_strips_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_strips_finalize;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
spt_strips_init (SptStrips *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->cancellable = g_cancellable_new ();
  self->trouble = add_strip (self, "error", "", _("Try Again"), "win.retry");
  self->review = add_strip (self, "warning",
                            _("The archive was restored from a backup: nothing leaves until "
                              "somebody has gone through the submissions."),
                            _("Look Through…"), "win.review");
  self->stopped = add_strip (self, "warning", _("All sending is stopped."), _("Resume"),
                             "win.stop-sending");
  self->offline = add_strip (self, "warning", "", _("Try Now"), "win.retry");
  self->watching = add_strip (self, "info",
                              _("Another Sportello is sending from this archive; this window "
                                "follows along."), NULL, NULL);
}

/**
 * spt_strips_new:
 * @desk: what the page works with
 *
 * Strips that follow the outbox and the archive.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
spt_strips_new (SptDesk *desk)
{
  static const char *const names[] = { "notify::online", "notify::stopped", "notify::driving",
                                       "notify::next-due" };
  SptStrips *self = NULL;
  SptOutbox *outbox = NULL;

  g_return_val_if_fail (SPT_IS_DESK (desk), NULL);

  self = g_object_new (SPT_TYPE_STRIPS, NULL);
  self->desk = g_object_ref (desk);
  outbox = spt_desk_get_outbox (desk);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_connect_object (outbox, names[i], G_CALLBACK (outbox_notify_cb), self, 0);
  g_signal_connect_object (outbox, "trouble", G_CALLBACK (trouble_cb), self, 0);
  g_signal_connect_object (spt_desk_get_store (desk), "changed", G_CALLBACK (store_changed_cb),
                           self, 0);
  store_changed_cb (spt_desk_get_store (desk), SPT_CHANGED_SETTINGS, self);
  update (self);
  return GTK_WIDGET (self);
}
