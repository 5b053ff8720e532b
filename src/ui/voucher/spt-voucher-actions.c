/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with one voucher beside its steps: save, override, copy, take away. */
#define G_LOG_DOMAIN "spt-voucher-actions"

#include "config.h"

#include "ui/voucher/spt-voucher-page-private.h"

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "ui/form/spt-form-row.h"
#include "ui/spt-undo.h"
#include "ui/spt-window.h"

#define LAST_REMOVED "spt-last-removed-voucher"

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  _spt_voucher_page_save (SPT_VOUCHER_PAGE (widget), AFTER_SAVE_STAY);
}

static void
save_next_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (widget);

  if (spt_form_get_modified (self->form) || self->id == 0)
    {
      _spt_voucher_page_save (self, AFTER_SAVE_NEXT);
    }
  else
    {
      self->after_save = AFTER_SAVE_NEXT;
      _spt_voucher_page_go_on (self);
    }
}

/* --- overriding ------------------------------------------------------------------------------------ */

static void
save_overridden (GtkWidget *page)
{
  _spt_voucher_page_save (SPT_VOUCHER_PAGE (page), AFTER_SAVE_OVERRIDE);
}

static void
override_clicked_cb (SptVoucherPage *self,
                     SptFormField   *field)
{
  spt_override_ask (&self->override, GTK_WIDGET (self), self->form, field, self->issues,
                    _("The reason is kept with the voucher, with name and time. It holds as long as the code stays the same."),
                    self->cancellable, save_overridden);
}

/* --- other actions --------------------------------------------------------------------------------- */

static void
next_error_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  _spt_voucher_page_focus_error (SPT_VOUCHER_PAGE (widget), TRUE);
}

static void
open_submission_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (widget);

  if (self->open_submission != 0)
    spt_window_open_submission (spt_window_of (widget), self->open_submission);
}

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
_spt_voucher_page_open_copy (SptVoucherPage *self)
{
  g_autoptr (SptRecord) record = spt_form_dup_record (self->form);
  SptVoucherPage *copy =
    SPT_VOUCHER_PAGE (spt_voucher_page_new (spt_page_get_desk (SPT_PAGE (self)), 0));

  spt_form_load (copy->form, record);
  remove_parts (copy->form);
  copy->account_id = self->account_id;
  spt_form_set_modified (copy->form, TRUE);
  _spt_voucher_page_check (copy);
  _spt_voucher_page_update (copy);
  spt_window_push (spt_window_of (GTK_WIDGET (self)), SPT_PAGE (copy));
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  _spt_voucher_page_open_copy (SPT_VOUCHER_PAGE (widget));
}

/* The page goes away with the record: what brings it back holds on to the archive instead. */
static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!spt_voucher_work_finish (SPT_STORE (object), result, &error))
    g_warning ("The voucher was not brought back: %s", error->message);
}

static void
undo_delete (gpointer owner)
{
  SptStore *store = owner;
  const gint64 *id = g_object_get_data (G_OBJECT (store), LAST_REMOVED);

  if (id != NULL)
    spt_voucher_remove_async (store, *id, TRUE, NULL, restored_cb, NULL);
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_voucher_work_finish (SPT_STORE (object), result, &error);
  SptVoucherPage *self = user_data;
  SptWindow *window;

  if (spt_ui_is_cancelled (error))
    return;
  self->saving = FALSE;
  if (!done)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      _spt_voucher_page_load (self);
      return;
    }

  window = spt_window_of (GTK_WIDGET (self));
  g_object_set_data_full (object, LAST_REMOVED, g_memdup2 (&self->id, sizeof self->id), g_free);
  spt_form_set_modified (self->form, FALSE);
  spt_undo_toast (window, _("Voucher deleted"), object, undo_delete);
  spt_window_back (window);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (widget);

  self->saving = TRUE; /* it is not looked for again meanwhile */
  _spt_voucher_page_update_actions (self);
  spt_voucher_remove_async (spt_page_get_store (SPT_PAGE (self)), self->id, FALSE,
                            self->cancellable, deleted_cb, self);
}

/* --- form view ------------------------------------------------------------------------------------- */

/**
 * _spt_voucher_page_follow_form:
 * @self: the page
 *
 * Answers what the form view asks: an override, an undo.
 */
void
_spt_voucher_page_follow_form (SptVoucherPage *self)
{
  g_signal_connect_object (self->form_view, "override-clicked", G_CALLBACK (override_clicked_cb),
                           self, G_CONNECT_SWAPPED);
  spt_undo_follow_form_view (self->form_view);
}

/**
 * _spt_voucher_page_install_actions:
 * @widget_class: the class of the page
 *
 * Installs what the page can do and its keys.
 */
void
_spt_voucher_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "voucher.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "voucher.save-next", NULL, save_next_action);
  gtk_widget_class_install_action (widget_class, "voucher.next-error", NULL, next_error_action);
  gtk_widget_class_install_action (widget_class, "voucher.open-submission", NULL,
                                   open_submission_action);
  gtk_widget_class_install_action (widget_class, "voucher.copy-number", NULL, copy_number_action);
  gtk_widget_class_install_action (widget_class, "voucher.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "voucher.delete", NULL, delete_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "voucher.save",
                                       NULL);
  /* The one added last is the one that a menu shows. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "voucher.save-next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "voucher.save-next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "voucher.next-error", NULL);
}
