/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A toast with "Undo" whose action outlives the page that it was made on, but not its owner. */
#define G_LOG_DOMAIN "spt-undo"

#include "config.h"

#include "spt-undo.h"

#include <glib/gi18n.h>

#define GROUP "undo"
#define KEPT 20 /* more toasts than this are never in the queue */

typedef struct
{
  GWeakRef    owner;
  SptUndoFunc func;
} Undo;

static void
undo_free (gpointer  data,
           GClosure *closure)
{
  Undo *undo = data;

  g_weak_ref_clear (&undo->owner);
  g_free (undo);
}

static void
activate_cb (GSimpleAction *action,
             GVariant      *parameter,
             Undo          *undo)
{
  g_autoptr (GObject) owner = g_weak_ref_get (&undo->owner);

  g_simple_action_set_enabled (action, FALSE);
  if (owner != NULL)
    undo->func (owner);
}

/**
 * spt_undo_toast:
 * @window: the window
 * @text: what was done, plain text
 * @owner: what @func works on; kept weakly
 * @func: takes it back
 *
 * Says what was done, with a button that takes it back (ui.md: an undo toast rather than a question).
 */
void
spt_undo_toast (SptWindow   *window,
                const char  *text,
                GObject     *owner,
                SptUndoFunc  func)
{
  static guint counter;
  GSimpleActionGroup *group;
  g_autoptr (GSimpleAction) action = NULL;
  g_autofree char *name = NULL;
  g_autofree char *old = NULL;
  g_autofree char *full = NULL;
  Undo *undo;

  g_return_if_fail (SPT_IS_WINDOW (window));
  g_return_if_fail (G_IS_OBJECT (owner));

  group = g_object_get_data (G_OBJECT (window), "spt-undo-group");
  if (group == NULL)
    {
      group = g_simple_action_group_new ();
      g_object_set_data_full (G_OBJECT (window), "spt-undo-group", group, g_object_unref);
      gtk_widget_insert_action_group (GTK_WIDGET (window), GROUP, G_ACTION_GROUP (group));
    }

  counter++;
  name = g_strdup_printf ("n%u", counter);
  old = g_strdup_printf ("n%u", counter - KEPT);
  full = g_strdup_printf (GROUP ".%s", name);
  g_action_map_remove_action (G_ACTION_MAP (group), old);

  undo = g_new0 (Undo, 1);
  g_weak_ref_init (&undo->owner, owner);
  undo->func = func;
  action = g_simple_action_new (name, NULL);
  g_signal_connect_data (action, "activate", G_CALLBACK (activate_cb), undo, undo_free, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  spt_window_toast (window, text, _("_Undo"), full, NULL);
}

static void
undo_edit (gpointer owner)
{
  if (SPT_IS_FORM_PAGES (owner))
    spt_form_pages_undo (owner);
  else
    spt_form_view_undo_remove (owner);
}

static void
instance_removed_cb (GtkWidget  *view,
                     const char *title,
                     gpointer    user_data)
{
  SptWindow *window = spt_window_of (view);
  /* Translators: %s is a numbered part of a form, such as "Payment 2" */
  g_autofree char *text = g_strdup_printf (_("%s removed"), title);

  if (window != NULL)
    spt_undo_toast (window, text, G_OBJECT (view), undo_edit);
}

/* Step after step of one part is one toast: nobody waits for five. */
static void
instance_moved_cb (GtkWidget  *view,
                   const char *title,
                   gpointer    user_data)
{
  SptWindow *window = spt_window_of (view);
  /* Translators: %s is a numbered part of a form, such as "Payment 2" */
  g_autofree char *text = g_strdup_printf (_("%s moved"), title);

  if (window == NULL)
    return;
  spt_window_drop_toast (window, text);
  spt_undo_toast (window, text, G_OBJECT (view), undo_edit);
}

static void
follow (gpointer view)
{
  g_signal_connect (view, "instance-removed", G_CALLBACK (instance_removed_cb), NULL);
  g_signal_connect (view, "instance-moved", G_CALLBACK (instance_moved_cb), NULL);
}

/**
 * spt_undo_follow_form_view:
 * @view: shows a form with parts that can be removed
 *
 * A part that is removed or moved can be brought back from a toast.
 */
void
spt_undo_follow_form_view (SptFormView *view)
{
  g_return_if_fail (SPT_IS_FORM_VIEW (view));

  follow (view);
}

/**
 * spt_undo_follow_form_pages:
 * @pages: shows a form in pages
 *
 * The same, of pages as well.
 */
void
spt_undo_follow_form_pages (SptFormPages *pages)
{
  g_return_if_fail (SPT_IS_FORM_PAGES (pages));

  follow (pages);
}
