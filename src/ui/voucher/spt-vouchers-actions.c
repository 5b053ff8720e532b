/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done in the list of vouchers. */
#define G_LOG_DOMAIN "spt-vouchers-actions"

#include "config.h"

#include "ui/voucher/spt-vouchers-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-export-work.h"
#include "ui/spt-import-dialog.h"
#include "ui/spt-imports-dialog.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-undo.h"
#include "ui/voucher/spt-voucher-page.h"
#include "ui/voucher/spt-vouchers-same.h"

static SptDesk *
get_desk (SptVouchersPage *self)
{
  return spt_page_get_desk (SPT_PAGE (self));
}

static SptStore *
get_store (SptVouchersPage *self)
{
  return spt_desk_get_store (get_desk (self));
}

static void
present (SptVouchersPage *self,
         GtkWindow       *dialog)
{
  g_set_weak_pointer (&self->dialog, dialog);
  gtk_window_present (dialog);
}

void
_spt_vouchers_page_open (SptVouchersPage *self,
                         gint64           id)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));

  if (window != NULL)
    spt_window_open_record (window, SPT_KIND_VOUCHERS, id, NULL);
}

void
_spt_vouchers_page_import (SptPage *page,
                           GFile   *file)
{
  present (SPT_VOUCHERS_PAGE (page),
           spt_import_dialog_new_for_kind (GTK_WIDGET (page), spt_page_get_desk (page),
                                           SPT_KIND_VOUCHERS, file));
}

/* The row with the focus, 0 = none. */
static gint64
get_focused (SptVouchersPage *self)
{
  return spt_list_columns_get_focused (GTK_WIDGET (self->stack));
}

/* What an action works on: the selection, else the row with the focus. */
static GArray *
dup_targets (SptVouchersPage *self)
{
  GArray *ids = spt_id_selection_dup_ids (self->selection);
  gint64 focused = get_focused (self);

  if (ids->len == 0 && focused > 0)
    g_array_append_val (ids, focused);
  return ids;
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gint64 id = get_focused (SPT_VOUCHERS_PAGE (widget));

  if (id > 0)
    _spt_vouchers_page_open (SPT_VOUCHERS_PAGE (widget), id);
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  _spt_vouchers_page_open (SPT_VOUCHERS_PAGE (widget), 0);
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  _spt_vouchers_page_import (SPT_PAGE (widget), NULL);
}

static void
imports_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SptVouchersPage *self = SPT_VOUCHERS_PAGE (widget);

  present (self, spt_imports_dialog_new (widget, get_desk (self),
                                         spt_import_kind_find (SPT_KIND_VOUCHERS)));
}

/* The selection, whatever the filter hides; without one all that the list shows. */
static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptVouchersPage *self = SPT_VOUCHERS_PAGE (widget);
  g_autoptr (GArray) ids = spt_id_selection_dup_ids (self->selection);

  if (ids->len == 0)
    {
      guint n_shown = 0;
      const gint64 *shown = spt_row_list_get_ids (self->list, &n_shown);

      if (n_shown > 0)
        g_array_append_vals (ids, shown, n_shown);
    }
  /* Translators: name of a file. Nothing of whom it is about may stand in it. */
  spt_export_offer (widget, get_desk (self), SPT_KIND_VOUCHERS, ids, _("vouchers.csv"));
}

/* The selection; without one all that is ready, which the sheet looks for itself. */
static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptVouchersPage *self = SPT_VOUCHERS_PAGE (widget);
  g_autoptr (GArray) ids = spt_id_selection_dup_ids (self->selection);

  present (self, spt_send_dialog_new (widget, get_desk (self), SPT_KIND_VOUCHERS,
                                      ids->len > 0 ? ids : NULL));
}

/* What the menu of a row is about. */
static void
send_these_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SptVouchersPage *self = SPT_VOUCHERS_PAGE (widget);
  g_autoptr (GArray) ids = dup_targets (self);

  if (ids->len > 0)
    present (self, spt_send_dialog_new (widget, get_desk (self), SPT_KIND_VOUCHERS, ids));
}

static void
update_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  _spt_vouchers_page_ask (SPT_VOUCHERS_PAGE (widget));
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  spt_vouchers_compare (widget, spt_page_get_desk (SPT_PAGE (widget)), 0,
                        SPT_VOUCHERS_PAGE (widget)->cancellable);
}

static void
select_all_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (SPT_VOUCHERS_PAGE (widget)->selection));
}

static void
unselect_all_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  spt_id_selection_clear (SPT_VOUCHERS_PAGE (widget)->selection);
}

static void
clear_filter_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  _spt_vouchers_page_filter (SPT_VOUCHERS_PAGE (widget), SPT_VOUCHERS_CURRENT);
}

/* --- taking away ------------------------------------------------------------------------------------ */

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;

  if (!spt_vouchers_remove_finish (SPT_STORE (object), result, &ids, &error) &&
      !spt_ui_is_cancelled (error))
    spt_ui_report_error (GTK_WIDGET (user_data), error);
}

static void
undo_remove (gpointer owner)
{
  SptVouchersPage *self = owner;
  g_autoptr (GArray) ids = g_steal_pointer (&self->removed);

  if (ids != NULL)
    spt_vouchers_remove_async (get_store (self), ids, TRUE, self->cancellable, restored_cb, self);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  SptVouchersPage *self;

  if (!spt_vouchers_remove_finish (SPT_STORE (object), result, &ids, &error))
    {
      if (!spt_ui_is_cancelled (error))
        spt_ui_report_error (GTK_WIDGET (user_data), error);
      return;
    }
  self = user_data;
  if (ids->len == 0)
    {
      spt_window_toast (spt_window_of (GTK_WIDGET (self)),
                        _("Nothing removed: what was sent, or is at the service, stays here"), NULL,
                        NULL, NULL);
      return;
    }
  number = spt_ui_format_count (ids->len);
  text = g_strdup_printf (ngettext ("%s voucher removed", "%s vouchers removed", ids->len), number);
  spt_id_selection_remove (self->selection, (const gint64 *) (void *) ids->data, ids->len);
  g_clear_pointer (&self->removed, g_array_unref);
  self->removed = g_steal_pointer (&ids);
  spt_undo_toast (spt_window_of (GTK_WIDGET (self)), text, G_OBJECT (self), undo_remove);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptVouchersPage *self = SPT_VOUCHERS_PAGE (widget);
  g_autoptr (GArray) ids = dup_targets (self);

  if (ids->len > 0)
    spt_vouchers_remove_async (get_store (self), ids, FALSE, self->cancellable, removed_cb, self);
}

static void
add_account_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  _spt_vouchers_page_add_account (SPT_VOUCHERS_PAGE (widget));
}

void
_spt_vouchers_page_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "vouchers.open", open_action },
    { "vouchers.new", new_action },
    { "vouchers.import", import_action },
    { "vouchers.imports", imports_action },
    { "vouchers.export", export_action },
    { "vouchers.send", send_action },
    { "vouchers.send-these", send_these_action },
    { "vouchers.remove", remove_action },
    { "vouchers.update", update_action },
    { "vouchers.add-account", add_account_action },
    { "vouchers.compare", compare_action },
    { "vouchers.select-all", select_all_action },
    { "vouchers.unselect-all", unselect_all_action },
    { "vouchers.clear-filter", clear_filter_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "vouchers.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "vouchers.unselect-all", NULL);
}
