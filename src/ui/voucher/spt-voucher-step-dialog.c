/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One step of one voucher before it is asked of the service: only the fields that it needs. */
#define G_LOG_DOMAIN "spt-voucher-step-dialog"

#include "config.h"

#include "ui/voucher/spt-voucher-step-dialog.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "base/spt-text.h"
#include "form/spt-form.h"
#include "outbox/spt-dossiers.h"
#include "service/spt-service.h"
#include "ui/form/spt-form-row.h"
#include "ui/spt-ui.h"
#include "ui/voucher/spt-offer-row.h"
#include "ui/voucher/spt-voucher-step-words.h"
#include "ui/voucher/spt-voucher-work.h"

#define CHECK_DELAY_MS 50

struct _SptVoucherStepDialog
{
  AdwWindow            parent_instance;

  SptDesk             *desk;        /* (owned) */
  SptService          *service;     /* (unowned) */
  SptForm             *form;        /* (owned) */
  SptDossier          *dossier;     /* (owned) (nullable) */
  SptAccount          *account;     /* (owned) (nullable) */
  guint                done;        /* operations that the service accepted */
  const char          *operation;   /* interned */
  const char          *part;        /* borrowed of the service: the group of the record */
  gint64               id;
  gint64               account_id;
  GCancellable        *cancellable; /* (owned) */
  guint                check_timeout;
  guint                n_errors;
  guint                insists : 1;
  guint                saving  : 1;
  guint                send    : 1;

  /* Template */
  AdwWindowTitle      *title;
  AdwPreferencesGroup *group;
  GtkWidget           *reason_group;
  AdwPreferencesGroup *warning_group;
  AdwEntryRow         *reason_row;
  GtkLabel            *loose_label;
  GtkWidget           *first;       /* (unowned) (nullable): the row that gets the focus */
};

enum
{
  SIGNAL_PREPARED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (SptVoucherStepDialog, spt_voucher_step_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

/* --- the fields ------------------------------------------------------------------------------------ */

static void
set_empty (SptFormGroup *group,
           const char   *name,
           const char   *text)
{
  SptFormField *field = spt_form_group_find_field (group, name);

  if (field != NULL && *spt_form_field_get_text (field) == '\0')
    spt_form_field_set_text (field, text);
}

/* What is likely, where nothing is written yet: today, and what was reserved. */
static void
propose (SptVoucherStepDialog *self,
         SptFormGroup         *group)
{
  const SptGroupDef *def = spt_form_group_get_def (group);
  SptDatetime today;
  g_autofree char *date = NULL;

  spt_datetime_from_utc_ms_in_italy (&today, spt_desk_get_now (self->desk), NULL);
  date = g_strdup_printf ("%04d-%02d-%02d", today.year, today.month, today.day);
  for (guint i = 0; i < def->n_fields; i++)
    {
      if (def->fields[i].kind == SPT_FIELD_DATETIME)
        set_empty (group, def->fields[i].name, date);
    }
  set_empty (group, "codiceUnivocoOfferta",
             spt_form_get_text (self->form, "operatore.codiceUnivocoOfferta"));
  set_empty (group, "tecnologiaAttivata",
             spt_form_get_text (self->form, "operatore.tecnologiaPrenotata"));
}

static SptFormGroup *
get_part (SptVoucherStepDialog *self,
          const char           *name,
          gboolean              make)
{
  SptFormGroup *root = spt_form_get_root (self->form);
  const SptGroupDef *def = spt_group_def_find_group (spt_form_group_get_def (root), name);
  GListModel *parts = def != NULL ? spt_form_group_get_children (root, def->index) : NULL;
  g_autoptr (SptFormGroup) part = NULL;

  if (parts == NULL)
    return NULL;
  if (g_list_model_get_n_items (parts) == 0)
    return make ? spt_form_group_add (root, def->index) : NULL;
  part = g_list_model_get_item (parts, 0);

  return part; /* the form holds it */
}

/* What was prepared for later steps, and never asked, would be asked in place of this one. */
static void
drop_later_parts (SptVoucherStepDialog *self)
{
  static const char *const order[] = { "attivazione", "cessazione", "disdetta" };
  SptFormGroup *root = spt_form_get_root (self->form);
  gboolean later = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const SptGroupDef *def = spt_group_def_find_group (spt_form_group_get_def (root), order[i]);

      if (later && def != NULL && get_part (self, order[i], FALSE) != NULL)
        spt_form_group_remove (root, def->index, 0);
      later = later || strcmp (order[i], self->part) == 0;
    }
}

static void
add_rows (SptVoucherStepDialog *self)
{
  SptFormGroup *part = get_part (self, self->part, TRUE);
  const SptVoucherStepWords *words = spt_voucher_step_words (self->operation);
  const SptGroupDef *def = spt_form_group_get_def (part);

  propose (self, part);
  for (guint i = 0; i < def->n_fields; i++)
    {
      GtkWidget *row = spt_form_row_new (spt_form_group_get_field (part, i));

      adw_preferences_group_add (self->group, row);
      if (self->first == NULL)
        self->first = row;
    }
  if (words->when != NULL)
    adw_preferences_group_set_description (self->group, _(words->when));
}

/* --- the check ------------------------------------------------------------------------------------- */

static void
update_actions (SptVoucherStepDialog *self)
{
  gboolean reasoned = !self->insists ||
                      !spt_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->reason_row)));
  gboolean ready = self->n_errors == 0 && reasoned && !self->saving;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "step.prepare", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "step.send", ready);
}

/* What has no row here is said in words: whose voucher it is may be wrong too. */
static void
check (SptVoucherStepDialog *self)
{
  g_autoptr (SptRecord) record = spt_form_dup_record (self->form);
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);
  g_autoptr (SptIssueList) shown = spt_issue_list_new (0);
  g_autoptr (GString) loose = g_string_new (NULL);

  spt_dossier_check (record, self->dossier != NULL ? spt_dossier_get_data (self->dossier) : NULL,
                     self->account, self->done, spt_desk_get_now (self->desk), found);
  self->n_errors = 0;
  for (guint i = 0; i < spt_issue_list_get_n (found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (found, i);
      SptFormField *field = issue->path != NULL ? spt_form_find_field (self->form, issue->path)
                                                : NULL;

      /* That is what the reason is for. */
      if (self->insists && g_str_has_prefix (issue->code, "step-"))
        continue;
      if (issue->level == SPT_ISSUE_ERROR)
        self->n_errors++;
      spt_issue_list_add_copy (shown, issue, 0);
      if (field == NULL || !g_str_has_prefix (issue->path, self->part))
        {
          g_autofree char *text =
            spt_issue_dup_message (issue, field != NULL ? spt_form_field_get_def (field)->label : NULL);

          g_string_append_printf (loose, "%s%s", loose->len > 0 ? "\n" : "", text);
        }
    }
  spt_form_set_issues (self->form, shown);
  gtk_label_set_text (self->loose_label, loose->str);
  gtk_widget_set_visible (GTK_WIDGET (self->loose_label), loose->len > 0);
  update_actions (self);
}

static void
check_cb (gpointer user_data)
{
  SptVoucherStepDialog *self = user_data;

  self->check_timeout = 0;
  check (self);
}

static void
form_changed_cb (SptVoucherStepDialog *self)
{
  g_clear_handle_id (&self->check_timeout, g_source_remove);
  self->check_timeout = g_timeout_add_once (CHECK_DELAY_MS, check_cb, self);
}

/* --- keeping --------------------------------------------------------------------------------------- */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = spt_voucher_save_finish (SPT_STORE (object), result, &error);
  SptVoucherStepDialog *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  self->saving = FALSE;
  if (id == 0)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      update_actions (self);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_PREPARED], 0, (gboolean) self->send);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save (SptVoucherStepDialog *self,
      gboolean              send)
{
  g_autofree char *reason = spt_text_strip (gtk_editable_get_text (GTK_EDITABLE (self->reason_row)));
  const SptVoucherSave how = {
    .id = self->id,
    .account_id = self->account_id,
    .step = self->operation,
    .reason = self->insists ? reason : NULL,
    .who = spt_desk_get_who (self->desk),
  };

  /* What was typed within the last moment counts as well. */
  check (self);
  if (self->n_errors > 0 || self->saving || (self->insists && *reason == '\0'))
    return;
  self->saving = TRUE;
  self->send = send;
  update_actions (self);
  spt_voucher_save_async (spt_desk_get_store (self->desk), spt_form_dup_record (self->form), &how,
                          self->cancellable, saved_cb, self);
}

static void
prepare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  save (SPT_VOUCHER_STEP_DIALOG (widget), FALSE);
}

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  save (SPT_VOUCHER_STEP_DIALOG (widget), TRUE);
}

/* --- the window ------------------------------------------------------------------------------------ */

static void
shown_cb (SptVoucherStepDialog *self)
{
  if (self->insists)
    gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
  else if (self->first != NULL)
    spt_form_row_focus (SPT_FORM_ROW (self->first));
}

static void
spt_voucher_step_dialog_dispose (GObject *object)
{
  SptVoucherStepDialog *self = SPT_VOUCHER_STEP_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->check_timeout, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_VOUCHER_STEP_DIALOG);
  g_clear_object (&self->form);
  g_clear_object (&self->dossier);
  g_clear_object (&self->account);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (spt_voucher_step_dialog_parent_class)->dispose (object);
}

static void
spt_voucher_step_dialog_finalize (GObject *object)
{
  g_clear_object (&SPT_VOUCHER_STEP_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (spt_voucher_step_dialog_parent_class)->finalize (object);
}

static void
spt_voucher_step_dialog_class_init (SptVoucherStepDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_voucher_step_dialog_dispose;
  object_class->finalize = spt_voucher_step_dialog_finalize;

  signals[SIGNAL_PREPARED] =
    g_signal_new ("prepared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH
                                               "/ui/voucher/spt-voucher-step-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptVoucherStepDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherStepDialog, group);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherStepDialog, warning_group);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherStepDialog, reason_group);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherStepDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherStepDialog, loose_label);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);

  gtk_widget_class_install_action (widget_class, "step.prepare", NULL, prepare_action);
  gtk_widget_class_install_action (widget_class, "step.send", NULL, send_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "step.prepare", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "step.prepare",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spt_voucher_step_dialog_init (SptVoucherStepDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
step_cb (const SptStep *step,
         gpointer       user_data)
{
  SptVoucherStepDialog *self = user_data;
  g_autofree char *escaped = NULL;

  if (strcmp (step->operation, self->operation) != 0 || step->reason == NULL)
    return;
  escaped = g_markup_escape_text (step->reason, -1);
  adw_preferences_group_set_title (self->warning_group, escaped);
}

/* Why it is unusual, and that somebody answers for it. */
static void
show_warning (SptVoucherStepDialog *self)
{
  const SptDossierData none = { .kind = SPT_KIND_VOUCHERS, .phase = "", .stage = "" };
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (self->service);

  gtk_widget_set_visible (self->reason_group, self->insists);
  if (self->insists && klass->list_steps != NULL)
    klass->list_steps (self->service, self->account,
                       self->dossier != NULL ? spt_dossier_get_data (self->dossier) : &none, step_cb,
                       self);
}

/**
 * spt_voucher_step_dialog_new:
 * @parent: a widget of the window
 * @desk: what it works with
 * @record: of the voucher; copied
 * @plan: what is to be prepared; copied
 *
 * Makes the dialog of a step; the caller presents it.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_voucher_step_dialog_new (GtkWidget                *parent,
                             SptDesk                  *desk,
                             SptRecord                *record,
                             const SptVoucherStepPlan *plan)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  SptVoucherStepDialog *self = g_object_new (SPT_TYPE_VOUCHER_STEP_DIALOG, "transient-for",
                                             GTK_IS_WINDOW (root) ? root : NULL, NULL);
  const SptOperationInfo *info;

  self->desk = g_object_ref (desk);
  self->service = spt_services_find_operation (plan->operation, &info);
  self->operation = g_intern_string (plan->operation);
  self->part = info->record_operation;
  self->id = plan->id;
  self->account_id = plan->account_id;
  self->insists = plan->insists;
  self->done = plan->done;
  g_set_object (&self->account, plan->account);
  g_set_object (&self->dossier, plan->dossier);
  self->form = spt_form_new (spt_record_get_schema (record));
  spt_form_load (self->form, record);
  drop_later_parts (self);
  add_rows (self);
  spt_offer_picker_set_account (spt_offer_picker_attach (GTK_WIDGET (self), self->form, desk),
                                self->account_id);
  adw_window_title_set_title (self->title, _(spt_voucher_step_words (self->operation)->title));
  adw_window_title_set_subtitle (self->title, self->dossier != NULL
                                 ? spt_dossier_get_data (self->dossier)->name : "");
  show_warning (self);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self,
                           G_CONNECT_SWAPPED);
  check (self);
  spt_ui_fit_sheet (GTK_WINDOW (self));

  return GTK_WINDOW (self);
}
