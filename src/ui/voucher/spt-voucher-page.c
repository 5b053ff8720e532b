/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One voucher: where it stands, its next step, its data, what happened to it. */
#define G_LOG_DOMAIN "spt-voucher-page"

#include "config.h"

#include "ui/voucher/spt-voucher-page-private.h"

#include <glib/gi18n.h>

#include "outbox/spt-dossiers.h"
#include "ui/voucher/spt-comune-row.h"
#include "ui/voucher/spt-voucher-subject.h"

G_DEFINE_FINAL_TYPE (SptVoucherPage, spt_voucher_page, SPT_TYPE_RECORD_PAGE)

const SptDossierData *
_spt_voucher_page_get_data (SptVoucherPage * self)
{
  static const SptDossierData none = {
    .kind = SPT_KIND_VOUCHERS, .key = "", .name = "", .type = "", .detail = "", .place = "",
    .phase = "", .stage = "", .state = SPT_STATE_DRAFT,
  };

  return self->dossier != NULL ? spt_dossier_get_data (self->dossier) : &none;
}

SptAccount *
_spt_voucher_page_get_account (SptVoucherPage *self)
{
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (self->accounts, i);

      if (spt_account_get_id (account) == self->account_id)
        return account;
    }

  return NULL;
}

gboolean
_spt_voucher_page_is_firm (SptVoucherPage *self)
{
  return strcmp (spt_form_get_text (self->record->form, VOUCHER_TYPE), VOUCHER_FIRM) == 0;
}

/* --- accounts -------------------------------------------------------------------------------------- */

static char *
dup_account_label (SptAccount *account)
{
  if (spt_account_get_environment (account) == SPT_ENVIRONMENT_PRODUCTION)
    return g_strdup (spt_account_get_name (account));

  return g_strdup_printf ("%s (%s)", spt_account_get_name (account),
                          spt_ui_environment_word (spt_account_get_environment (account)));
}

/* A voucher that was sent stays with the account that sent it. */
static void
show_accounts (SptVoucherPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _("Not decided yet"));
  for (guint i = 0; i < self->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (self->accounts, i);
      g_autofree char *label = dup_account_label (account);

      gtk_string_list_append (names, label);
      if (spt_account_get_id (account) == self->account_id)
        selected = i + 1;
    }
  self->choosing = TRUE;
  adw_combo_row_set_model (self->account_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->account_row, selected);
  self->choosing = FALSE;
  spt_offer_picker_set_account (self->offers, self->account_id);
  gtk_widget_set_visible (self->account_group, self->accounts->len > 1 && !self->record->closed &&
                          !self->was_sent && *_spt_voucher_page_get_data (self)->phase == '\0');
}

static void
account_chosen_cb (SptVoucherPage *self)
{
  guint selected = adw_combo_row_get_selected (self->account_row);

  if (self->choosing || self->accounts == NULL || selected > self->accounts->len)
    return;
  self->account_id = selected == 0 ? 0
                     : spt_account_get_id (g_ptr_array_index (self->accounts, selected - 1));
  spt_offer_picker_set_account (self->offers, self->account_id);
  spt_record_page_note_edit (SPT_RECORD_PAGE (self));
}

/* --- the record ------------------------------------------------------------------------------------ */

static void
spt_voucher_page_show (SptRecordPage *page,
                       SptRecordLoad *loaded,
                       gboolean       fresh)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (page);
  SptDossierLoad *voucher = (SptDossierLoad *) loaded;

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = g_ptr_array_ref (voucher->accounts);
  if (voucher->dossier != NULL)
    {
      self->done = voucher->done;
      self->was_sent = loaded->history->len > 0;
      g_set_object (&self->dossier, voucher->dossier);
      self->bound_id = spt_dossier_get_data (voucher->dossier)->account_id;
      if (fresh || !spt_form_get_modified (self->record->form))
        self->account_id = self->bound_id;
      _spt_voucher_same_show (self, (SptVoucherLoad *) loaded);
    }
  /* With one account there is nothing to choose. */
  else if (self->accounts->len == 1 && self->account_id == 0)
    {
      self->account_id = spt_account_get_id (g_ptr_array_index (self->accounts, 0));
    }
  show_accounts (self);
}

/* What the form would ask of the service next. */
static void
spt_voucher_page_check (SptRecordPage *page,
                        SptRecord     *record,
                        SptIssueList  *issues)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (page);

  g_free (self->next_operation);
  self->next_operation =
    g_strdup (spt_dossier_check (record, _spt_voucher_page_get_data (self),
                                 _spt_voucher_page_get_account (self), self->done,
                                 spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self))), issues));
}

static char *
spt_voucher_page_dup_errors (guint n)
{
  return g_strdup_printf (ngettext ("%u thing to complete or correct", "%u things to complete or correct", n),
                          n);
}

static gboolean
spt_voucher_page_can_remove (SptRecordPage *page)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (page);

  return !self->was_sent && *_spt_voucher_page_get_data (self)->phase == '\0';
}

static void
spt_voucher_page_fill_options (SptRecordPage  *page,
                               SptSaveOptions *options)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (page);

  options->account_id = self->account_id;
  options->rebind = self->account_id != self->bound_id;
}

static void
spt_voucher_page_saved (SptRecordPage *page)
{
  SPT_VOUCHER_PAGE (page)->bound_id = SPT_VOUCHER_PAGE (page)->account_id;
}

static void
spt_voucher_page_go_on (SptRecordPage  *page,
                        SptRecordAfter  after)
{
  _spt_voucher_steps_open_dialog (SPT_VOUCHER_PAGE (page));
}

/* --- the page -------------------------------------------------------------------------------------- */

static void
spt_voucher_page_width_changed (SptRecordPage *page)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (page);

  g_object_set (self->line, "narrow", self->record->narrow, NULL);
  spt_voucher_row_set_narrow (self->due_row, self->record->narrow);
  if (self->record->form != NULL)
    _spt_voucher_steps_update (self);
}

static const char *
label_action (SptFormField *field,
              gpointer      user_data)
{
  return spt_offer_picker_get_action (field);
}

static void
action_clicked_cb (SptVoucherPage *self,
                   SptFormField   *field)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "offers.catalogue", NULL);
}

static void
spt_voucher_page_constructed (GObject *object)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (object);
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));
  SptForm *form;

  self->service = spt_services_find_kind (SPT_KIND_VOUCHERS);
  G_OBJECT_CLASS (spt_voucher_page_parent_class)->constructed (object);

  if (desk == NULL)
    return; /* a test of the template alone */

  form = self->record->form;
  spt_comune_picker_attach (GTK_WIDGET (self), form);
  self->offers = spt_offer_picker_attach (GTK_WIDGET (self), form, desk);
  spt_form_view_set_action_func (self->record->form_view, label_action, self);
  g_signal_connect_object (self->record->form_view, "action-clicked", G_CALLBACK (action_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  spt_record_page_update (SPT_RECORD_PAGE (self));
}

static void
spt_voucher_page_dispose (GObject *object)
{
  g_clear_object (&SPT_VOUCHER_PAGE (object)->dossier);

  G_OBJECT_CLASS (spt_voucher_page_parent_class)->dispose (object);
}

static void
spt_voucher_page_finalize (GObject *object)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (object);

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_free (self->next_operation);
  g_free (self->steps_key);

  G_OBJECT_CLASS (spt_voucher_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, account_label);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, environment_label);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, number_box);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, number_label);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, line);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, phase_label);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, ask_button);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, found_strip);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, same_strip);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, due_group);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, due_row);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, due_tag);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, due_confirm);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, listed_row);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, steps_list);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, steps_button);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, account_group);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, account_row);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, note_label);
}

static const SptRecordPageKind page_kind = {
  .record = SPT_KIND_VOUCHERS,
  .changed = SPT_CHANGED_DOSSIERS | SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ACCOUNTS,
  .load = spt_voucher_load_async,
  .override = spt_db_override_dossier,
  .remove = spt_db_remove_dossiers,
  .rows = &spt_vouchers_kind,
  .loads_new = TRUE,
  .scrolls_whole = TRUE,
  .picker = &spt_picker_beneficiaries,
  .ask_action = "voucher.ask",
  .menu_label = N_("Voucher Menu"),
  .new_name = N_("New Voucher"),
  .nameless = N_("Voucher without a beneficiary"),
  .removed = N_("Voucher deleted"),
  .loose_label = N_("What concerns the whole voucher"),
  .history_label = N_("History of this voucher"),
  .leave_body = N_("A voucher can be saved however incomplete it is; without saving, the changes are lost."),
  .override_body = N_("The reason is kept with the voucher, with name and time. It holds as long as the code stays the same."),
  .closed = N_("This voucher is in a submission that is not finished. It can be changed when the outcome is known."),
  .uncertain = N_("The outcome of a request for this voucher is uncertain. It goes on once that is settled."),
};

static void
spt_voucher_page_class_init (SptVoucherPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptRecordPageClass *record_class = SPT_RECORD_PAGE_CLASS (klass);

  object_class->constructed = spt_voucher_page_constructed;
  object_class->dispose = spt_voucher_page_dispose;
  object_class->finalize = spt_voucher_page_finalize;
  record_class->show = spt_voucher_page_show;
  record_class->add_history = _spt_voucher_history_add;
  record_class->check = spt_voucher_page_check;
  record_class->dup_errors = spt_voucher_page_dup_errors;
  record_class->dup_name = _spt_voucher_page_dup_name;
  record_class->dup_what = _spt_voucher_page_dup_what;
  record_class->update = _spt_voucher_page_update;
  record_class->can_remove = spt_voucher_page_can_remove;
  record_class->copy = _spt_voucher_page_copy;
  record_class->fill_options = spt_voucher_page_fill_options;
  record_class->saved = spt_voucher_page_saved;
  record_class->go_on = spt_voucher_page_go_on;
  record_class->focus_step = _spt_voucher_steps_focus;
  record_class->width_changed = spt_voucher_page_width_changed;

  g_type_ensure (SPT_TYPE_VOUCHER_LINE);
  g_type_ensure (SPT_TYPE_VOUCHER_ROW);

  spt_record_page_class_set_kind (record_class, &page_kind, APPLICATION_PATH "/ui/voucher/spt-voucher-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, spt_dossier_history_note_cb);
  gtk_widget_class_bind_template_callback (widget_class, account_chosen_cb);

  _spt_voucher_page_install_actions (widget_class);
  _spt_voucher_same_install_actions (widget_class);
  _spt_voucher_due_install_actions (widget_class);
  _spt_voucher_steps_install_actions (widget_class);
}

static void
spt_voucher_page_init (SptVoucherPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->record = spt_record_page_get_parts (SPT_RECORD_PAGE (self));
  gtk_widget_init_template (widget);
  gtk_widget_action_set_enabled (widget, "voucher.same", FALSE);
  gtk_widget_action_set_enabled (widget, "voucher.compare", FALSE);
  gtk_widget_action_set_enabled (widget, "voucher.part", FALSE);
}

/**
 * spt_voucher_page_new:
 * @desk: the desk
 * @id: a dossier; 0 = a new voucher
 *
 * Returns: (transfer floating): its page
 */
SptPage *
spt_voucher_page_new (SptDesk *desk,
                      gint64   id)
{
  return g_object_new (SPT_TYPE_VOUCHER_PAGE, "desk", desk, "id", id, NULL);
}
