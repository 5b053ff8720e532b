/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One voucher: where it stands, its next step, its data, what happened to it. */
#define G_LOG_DOMAIN "spt-voucher-page"

#include "config.h"

#include "ui/voucher/spt-voucher-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-leave.h"
#include "ui/spt-subject-picker.h"
#include "ui/spt-window.h"
#include "ui/voucher/spt-comune-row.h"
#include "ui/voucher/spt-voucher-subject.h"

#define CHECK_DELAY_MS 300

typedef enum
{
  PROP_ID = 1,
  N_PROPS
} SptVoucherPageProperty;

G_DEFINE_FINAL_TYPE (SptVoucherPage, spt_voucher_page, SPT_TYPE_PAGE)

static GParamSpec *properties[N_PROPS];

static SptDesk *
get_desk (SptVoucherPage *self)
{
  return spt_page_get_desk (SPT_PAGE (self));
}

const SptDossierData *
_spt_voucher_page_get_data (SptVoucherPage *self)
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
  return strcmp (spt_form_get_text (self->form, VOUCHER_TYPE), VOUCHER_FIRM) == 0;
}

/* --- the form -------------------------------------------------------------------------------------- */

static void
check_cb (gpointer user_data)
{
  SptVoucherPage *self = user_data;

  self->check_timeout = 0;
  _spt_voucher_page_check (self);
  _spt_voucher_page_update (self);
}

static void
form_changed_cb (SptVoucherPage *self)
{
  g_clear_handle_id (&self->check_timeout, g_source_remove);
  self->check_timeout = g_timeout_add_once (CHECK_DELAY_MS, check_cb, self);
  _spt_voucher_page_update_actions (self);
}

void
_spt_voucher_page_focus_error (SptVoucherPage *self,
                               gboolean        further)
{
  adw_view_stack_set_visible_child_name (self->views, "data");
  spt_form_view_focus_error (self->form_view, further);
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
  gtk_widget_set_visible (self->account_group, self->accounts->len > 1 && !self->closed &&
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
  spt_form_set_modified (self->form, TRUE);
  check_cb (self);
}

/* --- loading --------------------------------------------------------------------------------------- */

static void
show_record (SptVoucherPage *self,
             SptVoucherLoad *loaded,
             gboolean        fresh)
{
  if (!spt_record_form_follow (self->form_view, fresh, &self->doc, loaded->doc))
    self->closed = TRUE;
  if (!spt_form_get_modified (self->form))
    spt_subject_picker_set_record (spt_subject_picker_of (GTK_WIDGET (self)), self->id);
}

static void
focus_first (SptVoucherPage *self,
             GPtrArray      *history)
{
  if (self->place == NULL && spt_form_find_error (self->form, NULL) == NULL)
    self->place = _spt_voucher_history_dup_refused_place (self, history);
  if ((self->place == NULL || !spt_record_form_focus_place (self->form_view, self->views, &self->place)) &&
      spt_form_find_error (self->form, NULL) != NULL)
    _spt_voucher_page_focus_error (self, FALSE);
}

static void
show_loaded (SptVoucherPage *self,
             SptVoucherLoad *loaded)
{
  gboolean fresh = self->dossier == NULL || self->id != loaded->id;

  self->id = loaded->id;
  self->open_submission = loaded->open_submission;
  self->done = loaded->done;
  self->closed = loaded->open_submission != 0;
  self->was_sent = loaded->history->len > 0;
  g_set_object (&self->dossier, loaded->dossier);
  self->bound_id = spt_dossier_get_data (loaded->dossier)->account_id;
  if (fresh || !spt_form_get_modified (self->form))
    self->account_id = self->bound_id;
  g_clear_pointer (&self->stored_issues, spt_issue_list_free);
  self->stored_issues = g_steal_pointer (&loaded->issues);

  show_record (self, loaded, fresh);
  show_accounts (self);
  spt_form_view_set_read_only (self->form_view, self->closed);
  _spt_voucher_same_show (self, loaded);
  _spt_voucher_history_show (self, loaded);
  _spt_voucher_page_check (self);
  _spt_voucher_page_update (self);
  if (fresh && self->focus_first)
    focus_first (self, loaded->history);
  self->focus_first = FALSE;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptVoucherLoad *loaded = spt_voucher_load_finish (SPT_STORE (object), result, &error);
  SptVoucherPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (loaded == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      self->closed = TRUE;
      _spt_voucher_page_update_actions (self);
      return;
    }
  /* An answer about a record that was left, or saved, meanwhile. */
  if (self->id != loaded->id)
    return;

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = g_ptr_array_ref (loaded->accounts);
  if (loaded->id != 0)
    {
      show_loaded (self, loaded);
      return;
    }
  /* With one account there is nothing to choose. */
  if (self->accounts->len == 1 && self->account_id == 0)
    self->account_id = spt_account_get_id (g_ptr_array_index (self->accounts, 0));
  show_accounts (self);
  _spt_voucher_page_check (self);
  _spt_voucher_page_update (self);
}

void
_spt_voucher_page_load (SptVoucherPage *self)
{
  spt_voucher_load_async (spt_page_get_store (SPT_PAGE (self)), self->id, self->cancellable,
                          loaded_cb, self);
}

static void
store_changed_cb (SptVoucherPage *self,
                  guint           what)
{
  if (!self->saving && (what & (SPT_CHANGED_DOSSIERS | SPT_CHANGED_SUBMISSIONS |
                                SPT_CHANGED_ACCOUNTS | SPT_CHANGED_ELSEWHERE)) != 0)
    _spt_voucher_page_load (self);
}

/* --- leaving --------------------------------------------------------------------------------------- */

static void
save_and_leave (SptPage *page)
{
  _spt_voucher_page_save (SPT_VOUCHER_PAGE (page), AFTER_SAVE_LEAVE);
}

static void
spt_voucher_page_can_leave_async (SptPage             *page,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (page);

  spt_leave_ask_async (page, !self->closed && spt_form_get_modified (self->form),
                       _("A voucher can be saved however incomplete it is; without saving, the changes are lost."),
                       save_and_leave, self->cancellable, callback, user_data);
}

/* --- the page -------------------------------------------------------------------------------------- */

static void
width_changed_cb (SptVoucherPage *self)
{
  gboolean narrow = FALSE;

  g_object_get (self->adaptive, "narrow", &narrow, NULL);
  spt_record_form_turn_save (self->save_button, self->adaptive);
  g_object_set (self->line, "narrow", narrow, NULL);
  spt_voucher_row_set_narrow (self->due_row, narrow);
  self->narrow = narrow;
  if (self->form != NULL)
    _spt_voucher_steps_update (self);
}

static void
spt_voucher_page_refresh (SptPage *page)
{
  _spt_voucher_page_load (SPT_VOUCHER_PAGE (page));
}

static void
spt_voucher_page_create_new (SptPage *page)
{
  spt_window_open_record (spt_window_of (GTK_WIDGET (page)), SPT_KIND_VOUCHERS, 0, NULL);
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

  G_OBJECT_CLASS (spt_voucher_page_parent_class)->constructed (object);

  if (get_desk (self) == NULL)
    return; /* a test of the template alone */

  self->service = spt_services_find_kind (SPT_KIND_VOUCHERS);
  g_return_if_fail (self->service != NULL);
  self->form =
    spt_form_new (SPT_SERVICE_GET_CLASS (self->service)->get_record_schema (self->service));
  spt_form_view_set_form (self->form_view, self->form);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (spt_page_get_store (SPT_PAGE (self)), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);

  spt_subject_picker_attach (GTK_WIDGET (self), &spt_picker_beneficiaries, self->form,
                             get_desk (self));
  spt_comune_picker_attach (GTK_WIDGET (self), self->form);
  self->offers = spt_offer_picker_attach (GTK_WIDGET (self), self->form, get_desk (self));
  spt_form_view_set_action_func (self->form_view, label_action, self);
  g_signal_connect_object (self->form_view, "action-clicked", G_CALLBACK (action_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  self->issues = spt_issue_list_new (0);
  self->focus_first = self->id != 0;
  _spt_voucher_page_update (self);
  _spt_voucher_page_load (self);
}

static void
spt_voucher_page_dispose (GObject *object)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->check_timeout, g_source_remove);
  spt_leave_answer (SPT_PAGE (self), TRUE);
  g_clear_object (&self->form);
  g_clear_object (&self->dossier);

  G_OBJECT_CLASS (spt_voucher_page_parent_class)->dispose (object);
}

static void
spt_voucher_page_finalize (GObject *object)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->issues, spt_issue_list_free);
  g_clear_pointer (&self->stored_issues, spt_issue_list_free);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  spt_override_clear (&self->override);
  g_free (self->next_operation);
  g_free (self->steps_key);
  g_free (self->place);
  g_free (self->doc);

  G_OBJECT_CLASS (spt_voucher_page_parent_class)->finalize (object);
}

static void
spt_voucher_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((SptVoucherPageProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, SPT_VOUCHER_PAGE (object)->id);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_voucher_page_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch ((SptVoucherPageProperty) prop_id)
    {
    case PROP_ID:
      SPT_VOUCHER_PAGE (object)->id = g_value_get_int64 (value);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, adaptive);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, what_label);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, account_label);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, environment_label);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, number_box);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, number_label);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, line);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, phase_label);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, ask_button);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, closed_strip);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, found_strip);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, refused_strip);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, same_strip);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, issues_strip);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, due_group);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, due_row);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, due_tag);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, due_confirm);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, listed_row);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, steps_list);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, steps_button);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, views);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, account_group);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, account_row);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, note_label);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, loose_list);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, form_view);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, note_row);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, history_group);
  gtk_widget_class_bind_template_child (widget_class, SptVoucherPage, history_list);
}

static void
spt_voucher_page_class_init (SptVoucherPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptPageClass *page_class = SPT_PAGE_CLASS (klass);

  object_class->constructed = spt_voucher_page_constructed;
  object_class->dispose = spt_voucher_page_dispose;
  object_class->finalize = spt_voucher_page_finalize;
  object_class->get_property = spt_voucher_page_get_property;
  object_class->set_property = spt_voucher_page_set_property;
  page_class->refresh = spt_voucher_page_refresh;
  page_class->create_new = spt_voucher_page_create_new;
  page_class->can_leave_async = spt_voucher_page_can_leave_async;
  page_class->can_leave_finish = spt_leave_ask_finish;

  properties[PROP_ID] =
    g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_FORM_VIEW);
  g_type_ensure (SPT_TYPE_STATE_LABEL);
  g_type_ensure (SPT_TYPE_STRIP);
  g_type_ensure (SPT_TYPE_VOUCHER_LINE);
  g_type_ensure (SPT_TYPE_VOUCHER_ROW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/voucher/spt-voucher-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, _spt_voucher_history_open);
  gtk_widget_class_bind_template_callback (widget_class, _spt_voucher_history_add_note);
  gtk_widget_class_bind_template_callback (widget_class, account_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);

  _spt_voucher_page_install_actions (widget_class);
  _spt_voucher_same_install_actions (widget_class);
  _spt_voucher_due_install_actions (widget_class);
  _spt_voucher_steps_install_actions (widget_class);
}

static void
spt_voucher_page_init (SptVoucherPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "voucher.same", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "voucher.compare", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "voucher.part", FALSE);
  _spt_voucher_page_follow_form (self);
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

/**
 * spt_voucher_page_get_id:
 * @self: the page
 *
 * Returns: its dossier; 0 = not saved yet
 */
gint64
spt_voucher_page_get_id (SptVoucherPage *self)
{
  g_return_val_if_fail (SPT_IS_VOUCHER_PAGE (self), 0);

  return self->id;
}

/**
 * spt_voucher_page_show_place:
 * @self: the page
 * @path: where in the record, as issues have it
 *
 * Gives that field the focus, at once or when it is loaded; where there is none, the first fault.
 */
void
spt_voucher_page_show_place (SptVoucherPage *self,
                             const char     *path)
{
  g_return_if_fail (SPT_IS_VOUCHER_PAGE (self));
  g_return_if_fail (path != NULL);

  g_free (self->place);
  self->place = g_strdup (path);
  if (self->dossier != NULL)
    spt_record_form_focus_place (self->form_view, self->views, &self->place);
}

/**
 * spt_voucher_page_set_subject:
 * @self: the page of a new voucher
 * @subject_id: a person or company of the directory
 *
 * Takes over what the directory knows.
 */
void
spt_voucher_page_set_subject (SptVoucherPage *self,
                              gint64          subject_id)
{
  g_return_if_fail (SPT_IS_VOUCHER_PAGE (self));

  spt_subject_picker_choose (spt_subject_picker_of (GTK_WIDGET (self)), subject_id);
}
