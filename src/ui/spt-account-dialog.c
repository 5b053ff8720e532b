/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account assistant: service, environment, settings, secrets, live test. */
#define G_LOG_DOMAIN "spt-account-dialog"

#include "config.h"

#include "spt-account-dialog-private.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "service/spt-service.h"
#include "ui/spt-account-work.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

G_DEFINE_FINAL_TYPE (SptAccountDialog, spt_account_dialog, ADW_TYPE_WINDOW)

static void store_next_secret (SptAccountDialog *self);

/**
 * spt_account_dup_outcome:
 * @account: what was tested
 * @outcome: what came of it
 *
 * Says what came of a live test and what to do next.
 *
 * Returns: (transfer full): the words
 */
char *
spt_account_dup_outcome (SptAccount *account,
                         SptOutcome *outcome)
{
  const SptMessage *message;

  message = outcome->code != NULL
            ? spt_messages_find (spt_account_get_service (account), outcome->code) : NULL;
  if (outcome->kind == SPT_OUTCOME_ACCEPTED || outcome->kind == SPT_OUTCOME_PENDING)
    {
      SptService *service = spt_services_find (spt_account_get_service (account));
      const char *works = message != NULL ? message->text : _("The connection works.");
      const char *notice = service == NULL ? NULL
        : spt_service_get_notice (service, spt_account_get_environment (account));

      return notice != NULL ? g_strdup_printf ("%s %s", works, notice) : g_strdup (works);
    }

  /* The table's next step is a submission's, which goes on by itself; a test does not. */
  if (message != NULL && outcome->kind != SPT_OUTCOME_REFUSED &&
      (outcome->retry_after_ms > 0 || message->action == NULL))
    return g_strdup_printf ("%s %s", message->text,
                            _("Test again later; if it stays so, check the address."));
  if (message != NULL && message->next != NULL)
    return g_strdup_printf ("%s %s", message->text, message->next);
  if (message != NULL)
    return g_strdup (message->text);
  if (outcome->message != NULL)
    /* Translators: %s is what the service said */
    return g_strdup_printf (_("The service answered: %s"), outcome->message);
  return g_strdup (_("The service could not be reached. Check the address and the network."));
}

/* --- pages --------------------------------------------------------------------------------------------- */

static GtkWidget *
new_choice (const char *title,
            const char *subtitle)
{
  GtkWidget *row = spt_ui_new_row (title, subtitle);

  spt_ui_lead_row (row, NULL, NULL);
  return row;
}

static void
go_to (SptAccountDialog *self,
       const char       *page)
{
  gboolean form = strcmp (page, "form") == 0;
  gboolean several = gtk_list_box_get_row_at_index (self->service_list, 1) != NULL;
  gboolean practice = spt_desk_get_practice (self->desk);

  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->save_button, form);
  gtk_widget_set_visible (self->back_button,
                          self->original == NULL &&
                          ((form && (!practice || several)) ||
                           (strcmp (page, "environment") == 0 && several)));
}

static void
show_form (SptAccountDialog *self)
{
  SptEnvironment environment = spt_account_get_environment (self->account);
  const SptServiceInfo *info = spt_service_get_info (self->service);
  g_autoptr (GError) error = NULL;
  SptSchema *schema = spt_service_get_account_schema (self->service, &error);
  const char *notice;
  const char *help;

  if (schema == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  adw_action_row_set_subtitle (self->service_row, _(info->name));
  spt_ui_tag_environment (self->environment_tag, environment);
  notice = spt_service_get_notice (self->service, environment);
  gtk_label_set_text (self->notice, notice != NULL ? notice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), notice != NULL);
  help = spt_service_get_address_help (self->service, environment);
  gtk_label_set_text (self->address_help, help != NULL ? help : "");
  gtk_widget_set_visible (GTK_WIDGET (self->address_help), help != NULL);
  _spt_account_form_begin (self, schema);
  go_to (self, "form");
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

/* What the service's document, or the practice service, says that it is. */
static void
propose_settings (SptAccountDialog *self,
                  SptEnvironment    environment,
                  const char       *url)
{
  SptSchema *schema = spt_service_get_account_schema (self->service, NULL);
  const SptGroupDef *root = schema != NULL ? spt_schema_get_root (schema) : NULL;

  for (guint i = 0; root != NULL && i < root->n_fields; i++)
    {
      g_autofree char *text = NULL;

      if (root->fields[i].kind == SPT_FIELD_SECRET)
        continue;
      text = spt_service_dup_proposal (self->service, environment, root->fields[i].name, url);
      if (text != NULL)
        spt_account_set_setting (self->account, root->fields[i].name, text);
    }
}

static void
begin_account (SptAccountDialog *self,
               SptEnvironment    environment)
{
  const char *service = spt_service_get_info (self->service)->id;
  const char *url = environment == SPT_ENVIRONMENT_PRACTICE
                    ? spt_desk_get_practice_url (self->desk, service)
                    : spt_service_get_default_base_url (self->service, environment);

  g_clear_object (&self->account);
  self->account = spt_account_new (service, "", environment);
  g_object_set (self->account, "base-url", url != NULL ? url : "", NULL);
  propose_settings (self, environment, url);
  show_form (self);
}

static void
choose_service (SptAccountDialog *self,
                SptService       *service)
{
  self->service = service;
  if (spt_desk_get_practice (self->desk))
    begin_account (self, SPT_ENVIRONMENT_PRACTICE);
  else
    {
      GtkListBoxRow *test = gtk_list_box_get_row_at_index (self->environment_list, 0);

      gtk_widget_set_visible (GTK_WIDGET (test), spt_service_has_environment (service, SPT_ENVIRONMENT_TEST));
      go_to (self, "environment");
    }
}

static void
service_activated_cb (SptAccountDialog *self,
                      GtkListBoxRow    *row)
{
  choose_service (self, g_object_get_data (G_OBJECT (row), "spt-service"));
}

static void
environment_activated_cb (SptAccountDialog *self,
                          GtkListBoxRow    *row)
{
  begin_account (self, gtk_list_box_row_get_index (row) == 0 ? SPT_ENVIRONMENT_TEST
                                                             : SPT_ENVIRONMENT_PRODUCTION);
}

static void
fill_choices (SptAccountDialog *self)
{
  g_autoptr (GPtrArray) services = spt_services_list ();

  for (guint i = 0; i < services->len; i++)
    {
      SptService *service = g_ptr_array_index (services, i);
      const SptServiceInfo *info = spt_service_get_info (service);
      GtkWidget *row;

      /* What nobody can look at here yet is the command line's alone. */
      if (info->record_kind != NULL && spt_record_pages_find (info->record_kind) == NULL &&
          (info->about_kind == NULL || spt_record_pages_find (info->about_kind) == NULL))
        continue;
      row = new_choice (_(info->name), _(info->description));
      g_object_set_data (G_OBJECT (row), "spt-service", service);
      gtk_list_box_append (self->service_list, row);
    }
  gtk_list_box_append (self->environment_list,
                       new_choice (spt_ui_environment_word (SPT_ENVIRONMENT_TEST),
                                   _("The service's own place for trying out, shared with other operators: no data of real "
                                     "people.")));
  gtk_list_box_append (self->environment_list,
                       new_choice (spt_ui_environment_word (SPT_ENVIRONMENT_PRODUCTION),
                                   _("The real service: what is sent there counts.")));
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptAccountDialog *self = SPT_ACCOUNT_DIALOG (widget);
  const char *page = gtk_stack_get_visible_child_name (self->stack);

  if (strcmp (page, "form") == 0 && !spt_desk_get_practice (self->desk))
    go_to (self, "environment");
  else
    go_to (self, "service");
}

/* --- test ---------------------------------------------------------------------------------------------- */

static void
set_testing (SptAccountDialog *self,
             gboolean          testing)
{
  gtk_widget_set_visible (GTK_WIDGET (self->test_spinner), testing);
  gtk_spinner_set_spinning (self->test_spinner, testing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "account.test", !testing);
}

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptOutcome) outcome = spt_outbox_test_finish (SPT_OUTBOX (object), result, &error);
  g_autoptr (SptAccountDialog) self = user_data;
  SptFormField *refused = NULL;
  gboolean good = FALSE;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  set_testing (self, FALSE);
  if (spt_ui_is_cancelled (error))
    return;
  if (outcome == NULL && error->domain == SPT_KEYRING_ERROR)
    {
      SptFormField *missing = _spt_account_form_find_missing (self);

      /* Nothing was typed, and no place that can be read has one. */
      gtk_label_set_text (self->test_label,
                          g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_LOCKED)
                          ? _("The keyring is locked, so nothing was tried. Unlock it, or write the key into its field; then test "
                              "again.")
                          : _("There is no key yet, so nothing was tried. Write it into its field, then test again."));
      if (missing != NULL)
        spt_form_view_focus_field (self->form_view, missing);
    }
  else if (outcome == NULL)
    {
      g_autofree char *title = NULL;
      g_autofree char *text = NULL;
      g_autofree char *next = NULL;
      g_autofree char *all = NULL;

      spt_ui_explain_error (error, &title, &text, &next);
      all = next != NULL ? g_strdup_printf ("%s %s", text, next) : g_strdup (text);
      gtk_label_set_text (self->test_label, all);
    }
  else
    {
      g_autofree char *words = spt_account_dup_outcome (self->account, outcome);
      const SptMessage *message = outcome->code != NULL
                                  ? spt_messages_find (spt_account_get_service (self->account), outcome->code) : NULL;

      good = outcome->kind == SPT_OUTCOME_ACCEPTED || outcome->kind == SPT_OUTCOME_PENDING;
      gtk_label_set_text (self->test_label, words);
      if (!good)
        refused = _spt_account_form_find_refused (self, outcome->code, message);
      if (refused != NULL)
        _spt_account_form_show_refused (self, refused, outcome->code);
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->test_label), good ? "error" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->test_label), good ? "success" : "error");
  gtk_widget_show (GTK_WIDGET (self->test_label));
}

static void
test_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptAccountDialog *self = SPT_ACCOUNT_DIALOG (widget);
  g_autoptr (GHashTable) secrets = NULL;
  g_autoptr (SptAccount) copy = NULL;

  if (!_spt_account_form_try (self))
    return;
  secrets = _spt_account_form_dup_secrets (self);
  copy = spt_account_copy (self->account);
  set_testing (self, TRUE);
  gtk_widget_hide (GTK_WIDGET (self->test_label));
  spt_outbox_test_async (spt_desk_get_outbox (self->desk), copy, secrets, self->cancellable,
                         tested_cb, g_object_ref (self));
}

/* --- save ---------------------------------------------------------------------------------------------- */

/* A keyring may ask for its password first: until then the dialog stands, and says so. */
static void
set_saving (SptAccountDialog *self,
            gboolean          saving)
{
  self->saving = saving;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "account.save", !saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "account.test", !saving);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form_view), !saving);
}

static void
finish (SptAccountDialog *self,
        const char       *text)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));

  spt_outbox_wake (spt_desk_get_outbox (self->desk));
  if (window != NULL && text != NULL)
    spt_window_toast (window, text, NULL, NULL, NULL);
  /* Changed once, tested once: with the accounts of all its bodies. */
  if (self->new_key && self->n_sharing > 1 && self->parent != NULL)
    gtk_widget_activate_action (self->parent, "accounts.test-key", "s",
                                spt_account_get_credential (self->account));
  gtk_window_close (GTK_WINDOW (self));
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SptAccountDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer key, secret;

  if (spt_keyring_store_finish (SPT_KEYRING (object), result, &error))
    {
      g_hash_table_remove (self->to_store, self->storing);
      store_next_secret (self);
      return;
    }

  /* Nowhere to keep it: for this session the engine holds it in memory, and that is said. */
  g_message ("A secret was not kept in the keyring: %s", error->message);
  g_hash_table_iter_init (&iter, self->to_store);
  while (g_hash_table_iter_next (&iter, &key, &secret))
    spt_outbox_give_secret (spt_desk_get_outbox (self->desk),
                            spt_account_get_credential (self->account), key, secret);
  g_clear_pointer (&self->to_store, g_hash_table_unref);
  if (!g_cancellable_is_cancelled (self->cancellable))
    finish (self, _("Saved. No keyring took the key: it is kept only until the program closes"));
}

static void
store_next_secret (SptAccountDialog *self)
{
  GHashTableIter iter;
  gpointer key, secret;
  g_autofree char *label = NULL;

  if (self->to_store != NULL && g_hash_table_size (self->to_store) > 0)
    {
      g_hash_table_iter_init (&iter, self->to_store);
      g_hash_table_iter_next (&iter, &key, &secret);
      g_free (self->storing);
      self->storing = g_strdup (key);
      label = g_strdup_printf ("Sportello: %s (%s)", spt_account_get_name (self->account),
                               self->storing);
      spt_keyring_store_async (spt_desk_get_keyring (self->desk),
                               spt_account_get_credential (self->account), key, label, secret,
                               NULL, stored_cb, g_object_ref (self));
      return;
    }
  g_clear_pointer (&self->to_store, g_hash_table_unref);
  if (!g_cancellable_is_cancelled (self->cancellable))
    finish (self, self->original == NULL && self->place != SPT_PLACE_PRACTICE &&
            _spt_account_form_find_missing (self) != NULL
            ? _("Account saved without a key: it is asked for when something is sent")
            : _("Account saved"));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SptAccountDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = spt_account_save_finish (SPT_STORE (object), result, &error);

  if (done)
    {
      /* What the engine was given for this session is older than what was typed now. */
      if (self->to_store != NULL)
        spt_outbox_forget_secrets (spt_desk_get_outbox (self->desk),
                                   spt_account_get_credential (self->account));
      store_next_secret (self);
      return;
    }
  set_saving (self, FALSE);
  g_clear_pointer (&self->to_store, g_hash_table_unref);
  if (g_cancellable_is_cancelled (self->cancellable) || spt_ui_is_cancelled (error))
    return;
  if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT))
    {
      _spt_account_form_set_fault (self, _("There is an account with this name already."),
                                   GTK_WIDGET (self->name_row));
      gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
    }
  else
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
    }
}

static void save (SptAccountDialog *self);

static void
expiry_answer_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = spt_ui_ask_finish (result, &error);
  SptAccountDialog *self;
  SptFormField *field;

  if (answer == NULL)
    return;
  self = SPT_ACCOUNT_DIALOG (object);
  field = self->form != NULL ? _spt_account_form_find_stale (self) : NULL;
  if (field == NULL)
    return;
  if (g_str_equal (answer, "right"))
    {
      self->expiry_said = TRUE;
      save (self);
      return;
    }
  spt_form_field_set_text (field, "");
  if (g_str_equal (answer, "none"))
    save (self);
  else
    spt_form_view_focus_field (self->form_view, field);
}

/* A reminder of the old secret's day would come too soon, and none when it is time. How long a new one is good no
 * document says, so nothing is proposed. */
static void
ask_expiry (SptAccountDialog *self,
            SptFormField     *field)
{
  const char *responses[] = { "cancel", _("_Write It"), "none", _("_Not Known"), "right", _("_It Is Right"), NULL };
  g_autofree char *text =
    /* Translators: %s is a day */
    g_strdup_printf (_("The day noted, %s, is that of the old secret: the reminder would come on the wrong day. The service's "
                       "portal shows the new one's beside the secret."), spt_form_field_get_text (field));

  spt_ui_ask_async (GTK_WIDGET (self), _("When does the new secret expire?"), text, NULL, responses,
                    self->cancellable, expiry_answer_cb, NULL);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  save (SPT_ACCOUNT_DIALOG (widget));
}

static void
save (SptAccountDialog *self)
{
  SptFormField *stale;

  if (self->saving || self->form == NULL)
    return;
  if (!_spt_account_form_try (self))
    return;
  stale = self->expiry_said ? NULL : _spt_account_form_find_stale (self);
  if (stale != NULL)
    {
      ask_expiry (self, stale);
      return;
    }
  set_saving (self, TRUE);
  g_clear_pointer (&self->to_store, g_hash_table_unref);
  self->to_store = _spt_account_form_dup_secrets (self);
  self->new_key = self->to_store != NULL;
  spt_account_save_async (spt_desk_get_store (self->desk), self->account, NULL, saved_cb,
                          g_object_ref (self));
}

/* --- the window ---------------------------------------------------------------------------------------- */

static void
spt_account_dialog_dispose (GObject *object)
{
  SptAccountDialog *self = SPT_ACCOUNT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->parent);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_ACCOUNT_DIALOG);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (spt_account_dialog_parent_class)->dispose (object);
}

static void
spt_account_dialog_finalize (GObject *object)
{
  SptAccountDialog *self = SPT_ACCOUNT_DIALOG (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->original);
  g_clear_object (&self->account);
  g_clear_pointer (&self->to_store, g_hash_table_unref);
  g_clear_pointer (&self->storing, g_free);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (spt_account_dialog_parent_class)->finalize (object);
}

static void
spt_account_dialog_class_init (SptAccountDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_account_dialog_dispose;
  object_class->finalize = spt_account_dialog_finalize;

  g_type_ensure (SPT_TYPE_FORM_VIEW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-account-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, service_list);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, environment_list);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, service_row);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, environment_tag);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, url_row);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, general_note);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, address_help);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, notice);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, expiry);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, accepted);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, form_view);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, place_group);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, place_row);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, test_spinner);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, test_label);
  gtk_widget_class_bind_template_callback (widget_class, service_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, environment_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, _spt_account_form_override_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, _spt_account_form_name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, _spt_account_form_url_changed_cb);

  gtk_widget_class_install_action (widget_class, "account.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "account.test", NULL, test_action);
  gtk_widget_class_install_action (widget_class, "account.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "account.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spt_account_dialog_init (SptAccountDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_account_dialog_new:
 * @parent: a widget of the window
 * @desk: what it works with
 * @account: (nullable): what to edit
 * @n_sharing: how many accounts have @account's key, itself counted
 *
 * Makes the assistant; the caller presents it.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_account_dialog_new (GtkWidget  *parent,
                        SptDesk    *desk,
                        SptAccount *account,
                        guint       n_sharing)
{
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  SptAccountDialog *self = g_object_new (SPT_TYPE_ACCOUNT_DIALOG, "transient-for",
                                         GTK_IS_WINDOW (root) ? root : NULL, NULL);

  spt_ui_fit_sheet (GTK_WINDOW (self));
  self->desk = g_object_ref (desk);
  g_set_weak_pointer (&self->parent, parent);
  fill_choices (self);
  if (account != NULL)
    {
      self->original = g_object_ref (account);
      self->service = spt_services_find (spt_account_get_service (account));
      self->account = spt_account_copy (account);
      self->n_sharing = n_sharing;
      gtk_window_set_title (GTK_WINDOW (self), _("Edit Account"));
      if (self->service != NULL)
        show_form (self);
    }
  else if (gtk_list_box_get_row_at_index (self->service_list, 1) == NULL)
    {
      GtkListBoxRow *only = gtk_list_box_get_row_at_index (self->service_list, 0);

      if (only != NULL)
        choose_service (self, g_object_get_data (G_OBJECT (only), "spt-service"));
    }
  else
    {
      go_to (self, "service");
    }
  return GTK_WINDOW (self);
}

/**
 * spt_account_dialog_new_of:
 * @parent: a widget of the window
 * @desk: what it works with
 * @service: of whom
 *
 * Makes the assistant for a new account of a service, which is not asked for; the caller presents it.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_account_dialog_new_of (GtkWidget  *parent,
                           SptDesk    *desk,
                           SptService *service)
{
  GtkWindow *window = spt_account_dialog_new (parent, desk, NULL, 0);

  choose_service (SPT_ACCOUNT_DIALOG (window), service);
  return window;
}
