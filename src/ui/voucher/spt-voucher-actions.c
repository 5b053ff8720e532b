/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with one voucher beside its steps. */
#define G_LOG_DOMAIN "spt-voucher-actions"

#include "config.h"

#include "ui/voucher/spt-voucher-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-window.h"

static void
copy_number_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          gtk_label_get_text (self->number_label));
  spt_window_toast (spt_window_of (widget), _("Number copied"), NULL, NULL, NULL);
}

/* A copy begins before the first step. */
static void
remove_parts (SptForm *form)
{
  static const char *const parts[] = { "attivazione", "cessazione", "disdetta" };
  SptFormGroup *root = spt_form_get_root (form);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const SptGroupDef *def = spt_group_def_find_group (spt_form_group_get_def (root), parts[i]);

      if (def != NULL &&
          g_list_model_get_n_items (spt_form_group_get_children (root, def->index)) > 0)
        spt_form_group_remove (root, def->index, 0);
    }
}

void
_spt_voucher_page_copy (SptRecordPage *page,
                        SptRecordPage *copy)
{
  remove_parts (SPT_VOUCHER_PAGE (copy)->record->form);
  SPT_VOUCHER_PAGE (copy)->account_id = SPT_VOUCHER_PAGE (page)->account_id;
}

/**
 * _spt_voucher_page_install_actions:
 * @widget_class: the class of the page
 *
 * Installs what the page can do.
 */
void
_spt_voucher_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "voucher.copy-number", NULL, copy_number_action);
}
