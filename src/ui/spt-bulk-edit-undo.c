/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a change of many positions, and the question whether the last one shall be taken back. */
#define G_LOG_DOMAIN "spt-bulk-edit-undo"

#include "config.h"

#include "spt-bulk-edit-undo.h"

#include <glib/gi18n.h>

#include "store/spt-store-bulk.h"
#include "ui/spt-bulk-edit-dialog.h"
#include "ui/spt-ui.h"
#include "ui/spt-undo.h"
#include "ui/spt-window.h"

/* --- what was done ------------------------------------------------------------------------------------- */

static void
undo_cb (gpointer owner)
{
  gint64 *change_id = g_object_get_data (owner, "spt-change");

  spt_bulk_edit_dialog_undo (g_object_get_data (owner, "spt-window"),
                             g_object_get_data (owner, "spt-desk"), *change_id);
}

/* What the toast's button works on: one for each change, as long as the window. */
static GObject *
new_undo (SptWindow *window,
          SptDesk   *desk,
          gint64     change_id)
{
  g_autofree char *name = g_strdup_printf ("spt-bulk-undo-%" G_GINT64_FORMAT, change_id);
  GObject *owner = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data (owner, "spt-window", window);
  g_object_set_data_full (owner, "spt-desk", g_object_ref (desk), g_object_unref);
  g_object_set_data_full (owner, "spt-change", g_memdup2 (&change_id, sizeof change_id), g_free);
  g_object_set_data_full (G_OBJECT (window), name, owner, g_object_unref);
  return owner;
}

/**
 * spt_bulk_edit_say_changed:
 * @parent: a widget of the window
 * @desk: what it works with
 * @result: what became of the positions
 *
 * Says in a toast what a change did, and offers to take it back.
 */
void
spt_bulk_edit_say_changed (GtkWidget           *parent,
                           SptDesk             *desk,
                           const SptBulkResult *result)
{
  SptWindow *window = spt_window_of (parent);
  g_autofree char *number = spt_ui_format_count (result->n_changed);
  g_autofree char *text = NULL;

  if (window == NULL)
    return;
  if (result->change_id == 0)
    {
      spt_window_toast (window, _("Nothing had to be changed"), NULL, NULL, NULL);
      return;
    }
  if (result->n_under_way > 0)
    text = g_strdup_printf (ngettext ("%s position changed, those under way left as they are",
                                      "%s positions changed, those under way left as they are",
                                      result->n_changed), number);
  else
    text = g_strdup_printf (ngettext ("%s position changed", "%s positions changed",
                                      result->n_changed), number);
  spt_undo_toast (window, text, new_undo (window, desk, result->change_id), undo_cb);
}

/**
 * spt_bulk_edit_say_taken_back:
 * @parent: a widget of the window
 * @result: what became of the positions
 *
 * Says in a toast what taking a change back did.
 */
void
spt_bulk_edit_say_taken_back (GtkWidget           *parent,
                              const SptBulkResult *result)
{
  SptWindow *window = spt_window_of (parent);
  guint n_left = result->n_edited + result->n_under_way;
  g_autofree char *number = spt_ui_format_count (result->n_changed);
  g_autofree char *left = spt_ui_format_count (n_left);
  g_autofree char *text = NULL;

  if (window == NULL)
    return;
  if (n_left > 0)
    /* Translators: numbers of positions */
    text = g_strdup_printf (_("Taken back in %1$s; %2$s edited since or under way stay as they are"),
                            number, left);
  else
    text = g_strdup_printf (ngettext ("Taken back in %s position", "Taken back in %s positions",
                                      result->n_changed), number);
  spt_window_toast (window, text, NULL, NULL, NULL);
}

/* --- what can be taken back ---------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget     *parent; /* (owned) */
  SptDesk       *desk;   /* (owned) */
  SptBulkChange  change;
} AskUndo;

static void
ask_undo_free (AskUndo *ask)
{
  g_object_unref (ask->parent);
  g_object_unref (ask->desk);
  spt_bulk_change_clear (&ask->change);
  g_free (ask);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AskUndo, ask_undo_free)

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (AskUndo) ask = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = spt_ui_ask_finish (result, &error);

  if (g_strcmp0 (answer, "undo") == 0)
    spt_bulk_edit_dialog_undo (ask->parent, ask->desk, ask->change.id);
}

static void
change_free (SptBulkChange *change)
{
  spt_bulk_change_clear (change);
  g_free (change);
}

static gboolean
last_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return spt_db_get_last_bulk_change (db, data, error);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (AskUndo) ask = user_data;
  g_autoptr (GError) error = NULL;
  SptBulkChange *last = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptWindow *window = spt_window_of (ask->parent);
  const char *responses[] = { "cancel", _("_Cancel"), "undo", _("_Take Back"), NULL };
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  GtkWidget *parent = ask->parent;

  if (window == NULL)
    return;
  if (last == NULL)
    {
      spt_ui_report_error (ask->parent, error);
      return;
    }
  if (last->id == 0)
    {
      spt_window_toast (window, _("There is no change to take back"), NULL, NULL, NULL);
      return;
    }
  ask->change.id = last->id;
  ask->change.label = g_steal_pointer (&last->label);
  number = spt_ui_format_count (last->n);
  /* Translators: %1$s is a change such as "Due date: 30 days later" */
  text = g_strdup_printf (ngettext ("%1$s, in %2$s position. What was edited since, or is under way, stays as it is.",
                                    "%1$s, in %2$s positions. What was edited since, or is under way, stays as it is.",
                                    last->n), ask->change.label, number);
  spt_ui_ask_async (parent, _("Take the last change back?"), text, NULL, responses, NULL, answered_cb,
                    g_steal_pointer (&ask));
}

/**
 * spt_bulk_edit_ask_undo:
 * @parent: a widget of the window
 * @desk: what it works with
 *
 * Asks whether the last change that can be taken back shall be, also one of an earlier session.
 */
void
spt_bulk_edit_ask_undo (GtkWidget *parent,
                        SptDesk   *desk)
{
  AskUndo *ask = g_new0 (AskUndo, 1);

  ask->parent = g_object_ref (parent);
  ask->desk = g_object_ref (desk);
  spt_store_run_async (spt_desk_get_store (desk), SPT_STORE_READ, last_job,
                       g_new0 (SptBulkChange, 1), (GDestroyNotify) change_free, NULL, found_cb, ask);
}
