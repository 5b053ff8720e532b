/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet before anything leaves: what, where, with which doubts; afterwards how far it is. */
#define G_LOG_DOMAIN "spt-send-dialog"

#include "config.h"

#include "spt-send-dialog-private.h"

#include <glib/gi18n.h>

#include "ui/spt-record-pages.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

G_DEFINE_FINAL_TYPE (SptSendDialog, spt_send_dialog, ADW_TYPE_WINDOW)

/* --- what its files share ------------------------------------------------------------------------------ */

void
_spt_send_show_message (SptSendDialog *self,
                        const char    *icon,
                        const char    *title,
                        const char    *text,
                        const char    *button,
                        const char    *action)
{
  g_autofree char *plain_title = g_markup_escape_text (title, -1);
  g_autofree char *plain_text = g_markup_escape_text (text, -1);

  adw_status_page_set_icon_name (self->message_page, icon);
  adw_status_page_set_title (self->message_page, plain_title);
  adw_status_page_set_description (self->message_page, plain_text);
  gtk_button_set_label (self->message_button, button);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->message_button), action);
  _spt_send_go_to (self, "message");
}

void
_spt_send_show_error (SptSendDialog *self,
                      const GError  *error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = spt_ui_dup_explanation (error, &title);

  _spt_send_show_message (self, "dialog-error-symbolic", title, text, _("_Close"),
                          "window.close");
}

/* One can go back from the lists that the plan leads to, before anything was ordered. */
void
_spt_send_go_to (SptSendDialog *self,
                 const char    *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->back_button,
                          (strcmp (page, "findings") == 0 || strcmp (page, "changes") == 0) && self->submissions->len == 0 &&
                          !self->ordering);
}

const char *
_spt_send_find_operation (SptSendDialog *self,
                          const char    *record_operation)
{
  const SptServiceInfo *info = spt_service_get_info (self->service);

  for (guint i = 0; i < info->n_operations; i++)
    {
      if (g_strcmp0 (info->operations[i].record_operation, record_operation) == 0)
        return info->operations[i].id;
    }
  return NULL;
}

/* --- ways out ------------------------------------------------------------------------------------------ */

/* Leaves the sheet for somewhere else in the window. */
static SptWindow *
leave (SptSendDialog *self)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));

  gtk_window_close (GTK_WINDOW (self));
  return window;
}

static void
show_under_way_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  SptSendDialog *self = SPT_SEND_DIALOG (widget);
  gint64 submission = self->plan->under_way;
  SptWindow *window = leave (self);

  if (window != NULL)
    spt_window_open_submission (window, submission);
}

static void
show_to_fix_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  const SptRecordFilter filter = { .states = 1u << SPT_STATE_TO_FIX };
  SptSendDialog *self = SPT_SEND_DIALOG (widget);
  SptWindow *window = leave (self);

  if (window != NULL)
    spt_window_open_records (window, self->kind, &filter);
}

static void
show_accounts_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  SptWindow *window = leave (SPT_SEND_DIALOG (widget));

  if (window != NULL)
    spt_window_go (window, "accounts");
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptSendDialog *self = SPT_SEND_DIALOG (widget);

  _spt_send_go_to (self, "plan");
  gtk_window_set_focus (GTK_WINDOW (self),
                        self->shown_from != NULL ? self->shown_from : self->cancel_button);
}

/* Escape goes one step back, from the sheet's first page out of it. */
static void
escape_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  if (gtk_widget_get_visible (SPT_SEND_DIALOG (widget)->back_button))
    back_action (widget, NULL, NULL);
  else
    gtk_window_close (GTK_WINDOW (widget));
}

/* --- the window ---------------------------------------------------------------------------------------- */

static void
store_changed_cb (SptSendDialog *self,
                  guint          what)
{
  if ((what & (SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ELSEWHERE)) != 0)
    _spt_send_look (self);
}

static void
spt_send_dialog_dispose (GObject *object)
{
  SptSendDialog *self = SPT_SEND_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->look_timer, g_source_remove);
  _spt_send_stop_counting (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_SEND_DIALOG);

  G_OBJECT_CLASS (spt_send_dialog_parent_class)->dispose (object);
}

static void
spt_send_dialog_finalize (GObject *object)
{
  SptSendDialog *self = SPT_SEND_DIALOG (object);

  g_clear_weak_pointer (&self->parent);
  g_clear_weak_pointer (&self->shown_from);
  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, spt_send_plan_free);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->left_out, g_array_unref);
  g_clear_pointer (&self->faulty, g_array_unref);
  g_clear_pointer (&self->submissions, g_array_unref);
  g_clear_pointer (&self->jobs, g_array_unref);

  G_OBJECT_CLASS (spt_send_dialog_parent_class)->finalize (object);
}

static void
spt_send_dialog_class_init (SptSendDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_send_dialog_dispose;
  object_class->finalize = spt_send_dialog_finalize;

  g_type_ensure (SPT_TYPE_FINDING_VIEW);
  g_type_ensure (SPT_TYPE_LIST_BIN);
  g_type_ensure (SPT_TYPE_STRIP);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-send-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, environment_strip);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, plan_box);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, send_label);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, progress_title);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, stages);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, outcomes);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, close_button);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, findings_title);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, findings_text);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, findings_view);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, leave_out_button);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, to_fix_button);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, changes_text);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, changes_list);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, message_page);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, message_button);

  _spt_send_install_order (widget_class);
  _spt_send_install_findings (widget_class);
  gtk_widget_class_install_action (widget_class, "send.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "send.escape", NULL, escape_action);
  gtk_widget_class_install_action (widget_class, "send.show-under-way", NULL,
                                   show_under_way_action);
  gtk_widget_class_install_action (widget_class, "send.show-to-fix", NULL, show_to_fix_action);
  gtk_widget_class_install_action (widget_class, "send.show-accounts", NULL, show_accounts_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "send.escape", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "send.back", NULL);
}

static void
spt_send_dialog_init (SptSendDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) _spt_send_order_free);
  self->environment = SPT_SEND_NO_ENVIRONMENT;
  self->left_out = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->submissions = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->jobs = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));

  _spt_send_init_changes (self);
  _spt_send_add_stages (self);
}

/**
 * spt_send_dialog_new:
 * @parent: a widget of the window
 * @desk: what it works with
 * @kind: of records: "debt-positions", "vouchers"
 * @ids: (nullable) (element-type gint64): those; %NULL = all that is ready
 *
 * Makes the sheet, the only gate through which anything leaves; the caller presents it.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_send_dialog_new (GtkWidget  *parent,
                     SptDesk    *desk,
                     const char *kind,
                     GArray     *ids)
{
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  SptService *service = spt_services_find_kind (kind);
  const SptRecordPages *pages = spt_record_pages_find (kind);
  SptSendDialog *self;

  g_return_val_if_fail (service != NULL, NULL);
  g_return_val_if_fail (pages != NULL && pages->send != NULL, NULL);

  self = g_object_new (SPT_TYPE_SEND_DIALOG, "transient-for",
                       GTK_IS_WINDOW (root) ? root : NULL, NULL);

  spt_ui_fit_sheet (GTK_WINDOW (self));
  self->desk = g_object_ref (desk);
  g_set_weak_pointer (&self->parent, parent);
  self->service = service;
  self->kind = pages->kind;
  self->words = pages->send;
  self->ids = ids != NULL ? g_array_copy (ids) : NULL;
  g_signal_connect_object (spt_desk_get_store (desk), "changed", G_CALLBACK (store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  _spt_send_plan (self);
  return GTK_WINDOW (self);
}

/**
 * spt_send_dialog_replace:
 * @sheet: a window in which records were made
 * @parent: (nullable): a widget of the window below it; %NULL = that is gone, and nothing opens
 * @desk: what it works with
 * @kind: of records
 * @ids: (element-type gint64): those
 *
 * Goes on from a sheet to the one before anything leaves. First away with @sheet: a window that closes gives the keyboard to the
 * window below it, not to the one that opened meanwhile.
 */
void
spt_send_dialog_replace (GtkWindow  *sheet,
                         GtkWidget  *parent,
                         SptDesk    *desk,
                         const char *kind,
                         GArray     *ids)
{
  g_autoptr (GtkWidget) below = NULL;
  g_autoptr (SptDesk) kept = NULL;
  g_autoptr (GArray) those = NULL;

  g_return_if_fail (GTK_IS_WINDOW (sheet));

  /* They may be the sheet's own. */
  below = parent != NULL ? g_object_ref (parent) : NULL;
  kept = g_object_ref (desk);
  those = g_array_ref (ids);
  gtk_window_close (sheet);
  if (below != NULL)
    gtk_window_present (spt_send_dialog_new (below, kept, kind, those));
}
