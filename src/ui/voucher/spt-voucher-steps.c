/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be asked of the service for one voucher now: the next step lit, the others with why not. */
#define G_LOG_DOMAIN "spt-voucher-steps"

#include "config.h"

#include "store/spt-store-dossiers.h"
#include "ui/voucher/spt-voucher-page-private.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "outbox/spt-dossiers.h"
#include "ui/spt-window.h"
#include "ui/voucher/spt-voucher-step-dialog.h"
#include "ui/voucher/spt-voucher-step-words.h"

/* --- doing ----------------------------------------------------------------------------------------- */

static void
prepared_cb (SptVoucherPage *self,
             gboolean        send)
{
  spt_record_page_load (SPT_RECORD_PAGE (self));
  if (send)
    spt_record_page_save_first (SPT_RECORD_PAGE (self), SPT_RECORD_SEND);
  else
    spt_window_toast (spt_window_of (GTK_WIDGET (self)), _("Prepared"), NULL, NULL, NULL);
}

void
_spt_voucher_steps_open_dialog (SptVoucherPage *self)
{
  const SptVoucherStepPlan plan = {
    .id = self->record->id,
    .account_id = self->account_id,
    .account = _spt_voucher_page_get_account (self),
    .dossier = self->dossier,
    .done = self->done,
    .operation = self->step,
    .insists = self->insists,
  };
  g_autoptr (SptRecord) record = spt_form_dup_record (self->record->form);
  GtkWindow *dialog = spt_voucher_step_dialog_new (GTK_WIDGET (self),
                                                   spt_page_get_desk (SPT_PAGE (self)), record,
                                                   &plan);

  g_signal_connect_object (dialog, "prepared", G_CALLBACK (prepared_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static gboolean
is_prepared (SptVoucherPage *self,
             const char     *operation)
{
  const SptOperationInfo *info = spt_service_find_operation (self->service, operation);

  return info != NULL && self->next_operation != NULL &&
         g_strcmp0 (info->record_operation, self->next_operation) == 0;
}

typedef struct
{
  char        *operation; /* (owned) */
  char        *reason;    /* (owned) (nullable) */
  SptStepKind  kind;
  gboolean     inferred;
} Step;

/* What the service accepted is history, but where the table says that it comes next once more. */
static gboolean
is_over_with (SptVoucherPage *self,
              const Step     *step)
{
  return step->kind != SPT_STEP_NEXT && spt_dossier_is_done (self->done, step->operation);
}

/* A reservation is the first step of a voucher; one that has another one behind it begins anew. */
static gboolean
is_first (const char *operation)
{
  return strcmp (operation, VOUCHER_RESERVE) == 0;
}

static void
begin (SptVoucherPage *self,
       const char     *operation,
       gboolean        insists)
{
  if (is_first (operation))
    {
      if (is_prepared (self, operation))
        spt_record_page_save_first (SPT_RECORD_PAGE (self), SPT_RECORD_SEND);
      else
        spt_record_page_open_copy (SPT_RECORD_PAGE (self));
      return;
    }
  self->step = g_intern_string (operation);
  self->insists = insists;
  /* With what was typed; saved first, so that the step is one with it. */
  spt_record_page_save_first (SPT_RECORD_PAGE (self), VOUCHER_AFTER_STEP);
}

static void
step_clicked_cb (SptVoucherPage *self,
                 GtkWidget      *button)
{
  begin (self, g_object_get_data (G_OBJECT (button), "spt-operation"), FALSE);
}

static void
insist_clicked_cb (SptVoucherPage *self,
                   GtkWidget      *button)
{
  begin (self, g_object_get_data (G_OBJECT (button), "spt-operation"), TRUE);
}

static void
send_clicked_cb (SptVoucherPage *self)
{
  spt_record_page_save_first (SPT_RECORD_PAGE (self), SPT_RECORD_SEND);
}

/* --- showing --------------------------------------------------------------------------------------- */

static void
step_free (Step *step)
{
  g_free (step->operation);
  g_free (step->reason);
  g_free (step);
}

static void
collect_cb (const SptStep *step,
            gpointer       user_data)
{
  GPtrArray *steps = user_data;
  Step *copy = g_new0 (Step, 1);

  copy->operation = g_strdup (step->operation);
  copy->reason = g_strdup (step->reason);
  copy->kind = step->kind;
  copy->inferred = step->inferred;
  g_ptr_array_add (steps, copy);
}

static GPtrArray *
list_steps (SptVoucherPage *self)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (self->service);
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);

  if (klass->list_steps != NULL)
    klass->list_steps (self->service, _spt_voucher_page_get_account (self),
                       _spt_voucher_page_get_data (self), collect_cb, steps);

  return steps;
}

/* What stands in the way of it now; NULL = nothing. */
static char *
dup_obstacle (SptVoucherPage *self,
              const Step     *step)
{
  guint n_errors = spt_issue_list_get_n_errors (self->record->issues);

  if (self->record->closed)
    return g_strdup (_("A request for this voucher is under way."));
  if (is_prepared (self, step->operation))
    {
      /* Where it stands changed since: nobody has answered for that yet. */
      if (n_errors > 0 && !is_first (step->operation) && step->reason != NULL)
        return g_strdup (step->reason);
      if (n_errors > 0)
        return g_strdup_printf (ngettext ("%u thing is to be completed or corrected first.",
                                          "%u things are to be completed or corrected first.",
                                          n_errors), n_errors);
      return NULL;
    }
  if (is_over_with (self, step))
    return g_strdup (_("The service has accepted it already."));
  if (step->kind == SPT_STEP_CLOSED || step->kind == SPT_STEP_DOUBTFUL)
    return g_strdup (step->reason != NULL ? step->reason
                     : _("The service is likely to refuse it where the voucher stands."));

  return NULL;
}

static char *
dup_words (SptVoucherPage *self,
           const Step     *step,
           const char     *obstacle)
{
  const SptVoucherStepWords *words = spt_voucher_step_words (step->operation);
  g_autoptr (GString) text = g_string_new (NULL);

  if (obstacle != NULL)
    g_string_append (text, obstacle);
  else if (is_prepared (self, step->operation) && !is_first (step->operation))
    g_string_append (text, _("Prepared, not sent yet."));
  else if (is_first (step->operation) && !is_prepared (self, step->operation))
    g_string_append (text, _("As a new voucher for the same beneficiary."));
  else
    g_string_append (text, _(words->what));
  /* Whoever insists wants to know who says so. */
  if (step->kind != SPT_STEP_NEXT || step->inferred)
    g_string_append_printf (text, "\n%s", step->inferred
                            ? _("Concluded by Sportello, not in the service's document")
                            : _("From the service's document"));

  return g_strdup (text->str);
}

static GtkWidget *
add_button (SptVoucherPage *self,
            GtkWidget      *row,
            const Step     *step,
            const char     *label,
            GCallback       callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_autofree char *plain = NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);

  plain = g_strjoinv ("", parts);
  name = g_strdup_printf ("%s: %s", plain, _(spt_voucher_step_words (step->operation)->title));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "spt-operation", g_strdup (step->operation), g_free);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  spt_voucher_row_add (SPT_VOUCHER_ROW (row), button);

  return button;
}

static void
add_buttons (SptVoucherPage *self,
             GtkWidget      *row,
             const Step     *step,
             gboolean        blocked)
{
  gboolean prepared = is_prepared (self, step->operation);
  gboolean ready = !self->record->closed && !self->record->saving;
  GtkWidget *button;

  if (prepared && !is_first (step->operation))
    {
      button = add_button (self, row, step, _("_Change…"), step->kind == SPT_STEP_DOUBTFUL
                           ? G_CALLBACK (insist_clicked_cb) : G_CALLBACK (step_clicked_cb));
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_sensitive (button, ready);
      button = add_button (self, row, step, _("_Send…"), G_CALLBACK (send_clicked_cb));
    }
  else
    {
      if (step->kind == SPT_STEP_DOUBTFUL && !is_first (step->operation) && self->record->id != 0 &&
          !is_over_with (self, step))
        {
          button = add_button (self, row, step, _("_Go On Anyway…"), G_CALLBACK (insist_clicked_cb));
          gtk_widget_add_css_class (button, "flat");
          gtk_widget_set_sensitive (button, ready);
        }
      button = add_button (self, row, step, _(spt_voucher_step_words (step->operation)->verb),
                           G_CALLBACK (step_clicked_cb));
    }
  gtk_widget_set_sensitive (button, ready && !blocked);
  if (ready && !blocked && (prepared || (step->kind == SPT_STEP_NEXT && self->next_operation == NULL)))
    gtk_widget_add_css_class (button, "suggested-action");
}

static GtkWidget *
new_row (SptVoucherPage *self,
         const Step     *step)
{
  g_autofree char *obstacle = dup_obstacle (self, step);
  g_autofree char *words = dup_words (self, step, obstacle);
  GtkWidget *row = spt_voucher_row_new (_(spt_voucher_step_words (step->operation)->title), words);

  add_buttons (self, row, step, obstacle != NULL);
  spt_voucher_row_set_narrow (SPT_VOUCHER_ROW (row), self->record->narrow);

  return row;
}

/* Where nothing was reserved, what follows a reservation is out of the way. */
static gboolean
is_for_now (SptVoucherPage *self,
            const Step     *step)
{
  return *_spt_voucher_page_get_data (self)->phase != '\0' || is_prepared (self, step->operation) ||
         is_first (step->operation);
}

static char *
dup_key (SptVoucherPage *self,
         GPtrArray      *steps)
{
  g_autoptr (GString) key = g_string_new (NULL);

  g_string_append_printf (key, "%s %u %d%d%d%d%d", _spt_voucher_page_get_data (self)->phase,
                          spt_issue_list_get_n_errors (self->record->issues), self->record->closed, self->record->saving,
                          self->all_steps, self->record->narrow, self->record->id != 0);
  g_string_append_printf (key, " %u %s", self->done, self->next_operation != NULL ? self->next_operation : "");
  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = g_ptr_array_index (steps, i);

      g_string_append_printf (key, " %d%d", (int) step->kind, step->inferred);
    }

  return g_strdup (key->str);
}

/* The operation and the number of the button of the steps that has the focus; NULL = none has. */
static const char *
get_focused (SptVoucherPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->steps_list))
         ? g_object_get_data (G_OBJECT (focus), "spt-operation") : NULL;
}

static gboolean
focus_operation (GtkWidget  *widget,
                 const char *operation)
{
  if (g_strcmp0 (g_object_get_data (G_OBJECT (widget), "spt-operation"), operation) == 0 &&
      gtk_widget_get_sensitive (widget))
    return gtk_widget_grab_focus (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (focus_operation (child, operation))
        return TRUE;
    }

  return FALSE;
}

/**
 * _spt_voucher_steps_update:
 * @self: the page
 *
 * Lists what may be asked of the service, where that has changed.
 */
void
_spt_voucher_steps_update (SptVoucherPage *self)
{
  g_autoptr (GPtrArray) steps = list_steps (self);
  g_autofree char *key = dup_key (self, steps);
  g_autofree char *focused = NULL;
  gboolean some_left = FALSE;
  GtkWidget *row;

  if (g_strcmp0 (key, self->steps_key) == 0)
    return;
  g_free (self->steps_key);
  self->steps_key = g_steal_pointer (&key);
  focused = g_strdup (get_focused (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->steps_list))) != NULL)
    gtk_list_box_remove (self->steps_list, row);
  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = g_ptr_array_index (steps, i);

      if (!self->all_steps && !is_for_now (self, step))
        some_left = TRUE;
      else
        gtk_list_box_append (self->steps_list, new_row (self, step));
    }
  gtk_widget_set_visible (self->steps_button, some_left);
  if (focused != NULL && !focus_operation (GTK_WIDGET (self->steps_list), focused))
    gtk_widget_child_focus (GTK_WIDGET (self->steps_list), GTK_DIR_TAB_FORWARD);
}

/* --- actions --------------------------------------------------------------------------------------- */

static void
all_steps_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (widget);

  self->all_steps = TRUE;
  _spt_voucher_steps_update (self);
  /* The button went away under the focus. */
  gtk_widget_child_focus (GTK_WIDGET (self->steps_list), GTK_DIR_TAB_FORWARD);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_auto (SptNewsSum) sum = { 0 };
  g_autofree char *code = NULL;
  gboolean done = spt_outbox_watch_finish (SPT_OUTBOX (object), result, &sum, &code, &error);
  SptVoucherPage *self = user_data;
  const SptMessage *message;

  if (spt_ui_is_cancelled (error))
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "voucher.ask", TRUE);
  if (!done)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  message = code != NULL ? spt_messages_find (spt_service_get_info (self->service)->id, code) : NULL;
  spt_window_toast (spt_window_of (GTK_WIDGET (self)),
                    message != NULL ? message->title
                    : code != NULL ? _("The service said nothing new")
                    : sum.n_changed + sum.n_found + sum.n_joined > 0
                    ? _("The list of the service brought news")
                    : _("The list of the service is as it was"), NULL, NULL, NULL);
}

static void
ask_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (widget);
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));

  if (self->account_id == 0)
    return;
  gtk_widget_action_set_enabled (widget, "voucher.ask", FALSE);
  spt_outbox_watch_async (spt_desk_get_outbox (desk), self->account_id, self->record->cancellable, asked_cb,
                          self);
}

/**
 * _spt_voucher_steps_install_actions:
 * @widget_class: the class of the page
 *
 * Installs what shows more of the steps.
 */
void
_spt_voucher_steps_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "voucher.all-steps", NULL, all_steps_action);
  gtk_widget_class_install_action (widget_class, "voucher.ask", NULL, ask_action);
}
