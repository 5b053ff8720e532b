/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done in every list of records: open, import, export, take away and bring back. */
#define G_LOG_DOMAIN "spt-list-page-actions"

#include "config.h"

#include "ui/spt-list-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-export-work.h"
#include "ui/spt-import-words.h"
#include "ui/spt-imports-dialog.h"
#include "ui/spt-undo.h"

#define REMOVED_DATA "spt-removed"

/* --- what they work on -------------------------------------------------------------------------- */

/**
 * spt_list_page_dup_targets:
 * @self: a list
 *
 * Returns: (transfer full) (element-type gint64): what an action works on: the selection, else the
 *   row with the focus
 */
GArray *
spt_list_page_dup_targets (SptListPage *self)
{
  GArray *ids = spt_id_selection_dup_ids (spt_list_page_get_selection (self));
  gint64 focused = ids->len == 0 ? spt_list_page_get_focused (self) : 0;

  if (focused > 0)
    g_array_append_val (ids, focused);
  return ids;
}

/**
 * spt_list_page_dup_all:
 * @self: a list
 *
 * Returns: (transfer full) (element-type gint64): the selection, whatever the filter hides; without
 *   one all that is shown
 */
GArray *
spt_list_page_dup_all (SptListPage *self)
{
  GArray *ids = spt_id_selection_dup_ids (spt_list_page_get_selection (self));
  guint n_shown = 0;
  const gint64 *shown = spt_row_list_get_ids (spt_list_page_get_list (self), &n_shown);

  if (ids->len == 0 && n_shown > 0)
    g_array_append_vals (ids, shown, n_shown);
  return ids;
}

/* --- taking away -------------------------------------------------------------------------------- */

static void
undo_remove (gpointer owner)
{
  g_autoptr (GArray) ids = g_object_steal_data (owner, REMOVED_DATA);

  if (ids != NULL)
    SPT_LIST_PAGE_GET_CLASS (owner)->remove (owner, ids, TRUE);
}

/**
 * spt_list_page_add_button:
 * @self: a list
 * @button: (transfer floating): what does something with the selection
 *
 * Puts it behind those that the kind's table names.
 */
void
spt_list_page_add_button (SptListPage *self,
                          GtkWidget   *button)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);

  gtk_widget_insert_before (button, priv->selection_buttons, priv->unselect_button);
}

/**
 * spt_list_page_say_removed:
 * @self: a list
 * @ids: (element-type gint64): what was taken away
 * @text: what is said of it
 *
 * Takes them out of the selection too, and offers to bring them back.
 */
void
spt_list_page_say_removed (SptListPage *self,
                           GArray      *ids,
                           const char  *text)
{
  g_return_if_fail (SPT_IS_LIST_PAGE (self));
  g_return_if_fail (ids != NULL);

  g_object_set_data_full (G_OBJECT (self), REMOVED_DATA, g_array_ref (ids),
                          (GDestroyNotify) g_array_unref);
  spt_id_selection_remove (spt_list_page_get_selection (self),
                           (const gint64 *) (void *) ids->data, ids->len);
  spt_undo_toast (spt_window_of (GTK_WIDGET (self)), text, G_OBJECT (self), undo_remove);
}

/* --- actions ------------------------------------------------------------------------------------ */

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gint64 id = spt_list_page_get_focused (SPT_LIST_PAGE (widget));

  if (id > 0)
    SPT_LIST_PAGE_GET_CLASS (widget)->open (SPT_LIST_PAGE (widget), id);
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SPT_PAGE_GET_CLASS (widget)->create_new (SPT_PAGE (widget));
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SPT_PAGE_GET_CLASS (widget)->import (SPT_PAGE (widget), NULL);
}

static void
imports_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  const SptImportKind *import = spt_import_kind_find (SPT_LIST_PAGE_GET_CLASS (widget)->kind->record);

  if (import != NULL)
    spt_list_page_present (SPT_LIST_PAGE (widget),
                           spt_imports_dialog_new (widget, spt_page_get_desk (SPT_PAGE (widget)), import));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  const SptListPageKind *kind = SPT_LIST_PAGE_GET_CLASS (widget)->kind;
  g_autoptr (GArray) ids = spt_list_page_dup_all (SPT_LIST_PAGE (widget));

  if (kind->export_name != NULL)
    spt_export_offer (widget, spt_page_get_desk (SPT_PAGE (widget)), kind->record, ids,
                      _(kind->export_name));
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptListPageClass *klass = SPT_LIST_PAGE_GET_CLASS (widget);
  g_autoptr (GArray) ids = spt_list_page_dup_targets (SPT_LIST_PAGE (widget));

  if (ids->len > 0 && klass->remove != NULL)
    klass->remove (SPT_LIST_PAGE (widget), ids, FALSE);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SPT_PAGE_GET_CLASS (widget)->refresh (SPT_PAGE (widget));
}

static void
select_all_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SptIdSelection *selection = spt_list_page_get_selection (SPT_LIST_PAGE (widget));

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
}

static void
unselect_all_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  spt_id_selection_clear (spt_list_page_get_selection (SPT_LIST_PAGE (widget)));
}

static void
clear_filter_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  _spt_list_page_clear_filter (SPT_LIST_PAGE (widget));
}

/* What every list can do, and its keys. */
void
_spt_list_page_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "records.open", open_action },
    { "records.new", new_action },
    { "records.import", import_action },
    { "records.imports", imports_action },
    { "records.export", export_action },
    { "records.delete", delete_action },
    { "records.refresh", refresh_action },
    { "records.select-all", select_all_action },
    { "records.unselect-all", unselect_all_action },
    { "records.clear-filter", clear_filter_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "records.delete", NULL);
  /* Where the focus is on a button or a chip too, not on a row alone; an entry keeps the key for its text. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "records.select-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "records.unselect-all", NULL);
}
