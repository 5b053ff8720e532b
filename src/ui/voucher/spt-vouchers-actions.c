/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done in the list of vouchers. */
#define G_LOG_DOMAIN "spt-vouchers-actions"

#include "config.h"

#include "ui/voucher/spt-vouchers-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-dossiers-remove.h"
#include "ui/spt-send-dialog.h"
#include "ui/voucher/spt-vouchers-same.h"

/* The selection; without one all that is ready, which the sheet looks for itself. */
static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptListPage *self = SPT_LIST_PAGE (widget);
  g_autoptr (GArray) ids = spt_id_selection_dup_ids (spt_list_page_get_selection (self));

  spt_list_page_present (self, spt_send_dialog_new (widget, spt_page_get_desk (SPT_PAGE (self)), SPT_KIND_VOUCHERS,
                                                    ids->len > 0 ? ids : NULL));
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
    spt_list_page_present (self, spt_send_dialog_new (widget, spt_page_get_desk (SPT_PAGE (self)), SPT_KIND_VOUCHERS,
                                                      ids));
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
                        spt_list_page_get_cancellable (SPT_LIST_PAGE (widget)));
}

/* --- taking away ------------------------------------------------------------------------------------ */

static char *
dup_removed (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("%s voucher removed", "%s vouchers removed", n), number);
}

/* What was sent, or is at the service, stays. */
void
_spt_vouchers_page_remove (SptListPage *page,
                           GArray      *ids,
                           gboolean     restore)
{
  spt_dossiers_remove (page, ids, restore, dup_removed);
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
    { "vouchers.send", send_action },
    { "vouchers.send-these", send_these_action },
    { "vouchers.update", update_action },
    { "vouchers.add-account", add_account_action },
    { "vouchers.compare", compare_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
}
