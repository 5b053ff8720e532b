/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account assistant: service, environment, settings, secrets, live test. */
#define G_LOG_DOMAIN "spt-account-dialog"

#include "config.h"

#include "spt-account-dialog.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "service/spt-service.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-account-work.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

typedef enum
{
  SPT_PLACE_KEYRING,
  SPT_PLACE_LOCKED,
  SPT_PLACE_MEMORY,
  SPT_PLACE_PRACTICE
} SptPlace;

struct _SptAccountDialog
{
  AdwWindow      parent_instance;

  SptDesk       *desk;         /* (owned) */
  SptService    *service;      /* (unowned) (nullable): chosen */
  SptAccount    *original;     /* (owned) (nullable): what is edited */
  SptAccount    *account;      /* (owned) (nullable): what is being put together */
  SptForm       *form;         /* (owned) (nullable) */
  GHashTable    *to_store;     /* (owned) (nullable): key -> secret still to go to the keyring */
  char          *storing;      /* (owned) (nullable): the key on its way to the keyring */
  GCancellable  *cancellable;  /* (owned) */
  SptPlace       place;        /* where secrets go here, as far as known */
  GHashTable    *kept;         /* (owned): keys that a keyring has already */
  GtkWidget     *parent;       /* (weak): the accounts page, as a rule */
  guint          n_sharing;    /* accounts with this key; 0 and 1 = it alone */
  guint          new_key    : 1; /* a secret was typed */
  guint          saving     : 1;
  guint          shown_issues : 1; /* faults are marked once saving was tried */

  /* Template */
  GtkWidget     *back_button;
  GtkWidget     *save_button;
  GtkStack      *stack;
  GtkListBox    *service_list;
  GtkListBox    *environment_list;
  AdwActionRow  *service_row;
  GtkLabel      *environment_tag;
  AdwEntryRow   *name_row;
  AdwEntryRow   *url_row;
  GtkLabel      *general_note;
  SptFormView   *form_view;
  GtkWidget     *place_group;
  AdwActionRow  *place_row;
  GtkSpinner    *test_spinner;
  GtkLabel      *test_label;
};

G_DEFINE_FINAL_TYPE (SptAccountDialog, spt_account_dialog, ADW_TYPE_WINDOW)

static void store_next_secret (SptAccountDialog *self);

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

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

  if (outcome->kind == SPT_OUTCOME_ACCEPTED || outcome->kind == SPT_OUTCOME_PENDING)
    return g_strdup (_("The connection works."));

  message = outcome->code != NULL
            ? spt_messages_find (spt_account_get_service (account), outcome->code) : NULL;
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

/* --- the form ------------------------------------------------------------------------------------------ */

static const SptGroupDef *
get_root (SptAccountDialog *self)
{
  return spt_schema_get_root (spt_form_get_schema (self->form));
}

static SptFormField *
get_field (SptAccountDialog *self,
           guint             index)
{
  return spt_form_group_get_field (spt_form_get_root (self->form), index);
}

/* Writes what stands on the page into the account; secrets stay where they are. */
static void
collect (SptAccountDialog *self)
{
  const SptGroupDef *root = get_root (self);
  g_autofree char *url = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->url_row)));

  g_object_set (self->account, "name", gtk_editable_get_text (GTK_EDITABLE (self->name_row)),
                "base-url", g_strstrip (url), NULL);
  for (guint i = 0; i < root->n_fields; i++)
    {
      const char *text;

      if (root->fields[i].kind == SPT_FIELD_SECRET)
        continue;
      text = spt_form_field_get_text (get_field (self, i));
      spt_account_set_setting (self->account, root->fields[i].name, *text != '\0' ? text : NULL);
    }
}

/* NULL where none was typed: then the kept ones count. */
static GHashTable *
collect_secrets (SptAccountDialog *self)
{
  const SptGroupDef *root = get_root (self);
  GHashTable *secrets = NULL;

  for (guint i = 0; i < root->n_fields; i++)
    {
      const char *text;

      if (root->fields[i].kind != SPT_FIELD_SECRET)
        continue;
      text = spt_form_field_get_text (get_field (self, i));
      if (*text == '\0')
        continue;
      if (secrets == NULL)
        secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) spt_secret_free);
      g_hash_table_insert (secrets, g_strdup (root->fields[i].name), g_strdup (text));
    }
  return secrets;
}

static void
set_general_note (SptAccountDialog *self,
                  const char       *fault,
                  GtkWidget        *row)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->name_row), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->url_row), "error");
  if (fault == NULL)
    {
      gtk_label_set_text (self->general_note,
                          _("The name is for you and for scripts: letters without accents, digits, point, hyphen and "
                            "underscore; 64 at most."));
      gtk_widget_add_css_class (GTK_WIDGET (self->general_note), "dim-label");
      gtk_widget_remove_css_class (GTK_WIDGET (self->general_note), "error");
      return;
    }
  gtk_label_set_text (self->general_note, fault);
  gtk_widget_remove_css_class (GTK_WIDGET (self->general_note), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->general_note), "error");
  gtk_widget_add_css_class (row, "error");
}

/* "Comune di Forlì " is a name to people: it becomes "Comune-di-Forli" by itself. */
static void
mend_name (SptAccountDialog *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->name_row));
  g_autofree char *name = NULL;

  if (*typed == '\0' || spt_account_name_is_valid (typed))
    return;

  name = g_strstrip (g_str_to_ascii (typed, NULL));
  g_strdelimit (name, " '/", '-');
  if (spt_account_name_is_valid (name))
    gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
}

/* Marks what is wrong; TRUE where it can be saved. */
static gboolean
check (SptAccountDialog *self)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name_row));
  gboolean good = TRUE;

  collect (self);
  spt_service_check_account (self->service, self->account, issues);
  spt_form_set_issues (self->form, issues);
  set_general_note (self, NULL, NULL);

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      if (issue->level != SPT_ISSUE_ERROR)
        continue;
      good = FALSE;
      if (g_strcmp0 (issue->path, "base-url") == 0)
        set_general_note (self, _("The address begins with https:// and has no blanks; http is only for this computer."),
                          GTK_WIDGET (self->url_row));
    }
  if (!spt_account_name_is_valid (name))
    {
      set_general_note (self, *name == '\0'
                        ? _("The account needs a name.")
                        : _("Only letters without accents, digits, point, hyphen and underscore; 64 at most."),
                        GTK_WIDGET (self->name_row));
      good = FALSE;
    }
  return good;
}

static void
focus_first_fault (SptAccountDialog *self)
{
  SptFormField *field = spt_form_find_error (self->form, NULL);

  if (gtk_widget_has_css_class (GTK_WIDGET (self->name_row), "error"))
    gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  else if (gtk_widget_has_css_class (GTK_WIDGET (self->url_row), "error"))
    gtk_widget_grab_focus (GTK_WIDGET (self->url_row));
  else if (field != NULL)
    spt_form_view_focus_field (self->form_view, field);
}

/* The first that has to be typed: required, empty, and kept nowhere that is known. */
static SptFormField *
find_missing_secret (SptAccountDialog *self)
{
  const SptGroupDef *root = get_root (self);

  for (guint i = 0; i < root->n_fields; i++)
    if (root->fields[i].kind == SPT_FIELD_SECRET && root->fields[i].required &&
        *spt_form_field_get_text (get_field (self, i)) == '\0' &&
        !g_hash_table_contains (self->kept, root->fields[i].name))
      return get_field (self, i);
  return NULL;
}

static void
focus_missing_secret (SptAccountDialog *self)
{
  SptFormField *field = find_missing_secret (self);

  if (field != NULL)
    spt_form_view_focus_field (self->form_view, field);
}

static void
form_changed_cb (SptAccountDialog *self)
{
  gtk_widget_hide (GTK_WIDGET (self->test_label));
  if (self->shown_issues)
    check (self);
}

static void
name_changed_cb (SptAccountDialog *self)
{
  if (self->shown_issues && self->form != NULL)
    check (self);
}

static void
url_changed_cb (SptAccountDialog *self)
{
  gtk_widget_hide (GTK_WIDGET (self->test_label));
  if (self->shown_issues && self->form != NULL)
    check (self);
}

/* --- secrets ------------------------------------------------------------------------------------------- */

static guint
count_secrets (SptAccountDialog *self)
{
  const SptGroupDef *root = get_root (self);
  guint n = 0;

  for (guint i = 0; i < root->n_fields; i++)
    n += root->fields[i].kind == SPT_FIELD_SECRET;
  return n;
}

/* Says where what is typed above will be. */
static void
update_place (SptAccountDialog *self)
{
  const struct { const char *title; const char *text; } words[] = {
    [SPT_PLACE_KEYRING] = { N_("In the system's keyring"),
                            N_("Never in the archive and never in a backup.") },
    [SPT_PLACE_LOCKED] = { N_("Only in memory while the keyring is locked"),
                           N_("Unlock the system's keyring to keep them there. Otherwise they are asked for again after the "
                              "program was closed; they are never written to the disk.") },
    [SPT_PLACE_MEMORY] = { N_("Only in memory"),
                           N_("This session has no keyring: they stay until the program closes and are then asked for again. "
                              "They are never written to the disk.") },
    [SPT_PLACE_PRACTICE] = { N_("Only in memory"),
                             N_("Practice needs no real key: any text will do.") },
  };
  const char *text;
  g_autofree char *shared = NULL;
  g_autofree char *both = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->place_row),
                                 _(words[self->place].title));
  text = self->place == SPT_PLACE_KEYRING && g_hash_table_size (self->kept) > 0
         ? _("One is there already; what is typed above replaces it. Never in the archive and never in "
             "a backup.")
         : _(words[self->place].text);
  if (self->n_sharing > 1)
    {
      g_autofree char *number = spt_ui_format_count (self->n_sharing);

      shared = g_strdup_printf (ngettext ("The key is shared by %s account: changed here, it is changed for all and tested with all.",
                                          "The key is shared by %s accounts: changed here, it is changed for all and tested with "
                                          "all.", self->n_sharing), number);
      both = g_strdup_printf ("%s\n%s", shared, text);
    }
  adw_action_row_set_subtitle (self->place_row, both != NULL ? both : text);
  gtk_widget_set_visible (self->place_group, count_secrets (self) > 0);
}

typedef struct
{
  SptAccountDialog *dialog; /* (owned) */
  guint             index;
} Lookup;

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  char *secret = spt_keyring_lookup_finish (SPT_KEYRING (object), result, &error);
  Lookup *lookup = user_data;
  g_autoptr (SptAccountDialog) self = lookup->dialog;
  guint index = lookup->index;
  gboolean kept = secret != NULL;

  g_free (lookup);
  /* That there is one is all that is asked; it is not shown. */
  g_clear_pointer (&secret, spt_secret_free);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (self->form == NULL)
    return;

  if (g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_MISSING))
    self->place = SPT_PLACE_MEMORY;
  else if (g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_LOCKED) ||
           g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_TIMEOUT))
    self->place = SPT_PLACE_LOCKED;
  if (kept)
    {
      g_hash_table_add (self->kept, g_strdup (get_root (self)->fields[index].name));
      spt_form_view_set_placeholder (self->form_view, get_field (self, index),
                                     _("Kept. Type to replace it"));
    }
  update_place (self);
}

static void
look_for_secrets (SptAccountDialog *self)
{
  const SptGroupDef *root = get_root (self);

  for (guint i = 0; i < root->n_fields; i++)
    {
      Lookup *lookup;

      if (root->fields[i].kind != SPT_FIELD_SECRET)
        continue;
      lookup = g_new0 (Lookup, 1);
      lookup->dialog = g_object_ref (self);
      lookup->index = i;
      spt_keyring_lookup_async (spt_desk_get_keyring (self->desk),
                                spt_account_get_credential (self->account), root->fields[i].name,
                                self->cancellable, looked_up_cb, lookup);
    }
}

/* --- pages --------------------------------------------------------------------------------------------- */

static GtkWidget *
new_choice (const char *title,
            const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
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
  const SptGroupDef *root;
  const char *classes[] = { "environment-tag", spt_environment_to_string (environment), NULL };

  if (schema == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  g_clear_object (&self->form);
  g_hash_table_remove_all (self->kept);
  self->place = spt_desk_get_practice (self->desk) ? SPT_PLACE_PRACTICE : SPT_PLACE_KEYRING;
  self->form = spt_form_new (schema);
  root = get_root (self);
  for (guint i = 0; i < root->n_fields; i++)
    {
      const char *value = spt_account_get_setting (self->account, root->fields[i].name);

      if (value != NULL && root->fields[i].kind != SPT_FIELD_SECRET)
        spt_form_field_set_text (get_field (self, i), value);
    }
  spt_form_set_modified (self->form, FALSE);
  spt_form_view_set_form (self->form_view, self->form);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self,
                           G_CONNECT_SWAPPED);

  adw_action_row_set_subtitle (self->service_row, _(info->name));
  gtk_label_set_text (self->environment_tag, spt_ui_environment_word (environment));
  gtk_widget_set_css_classes (GTK_WIDGET (self->environment_tag), classes);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), spt_account_get_name (self->account));
  gtk_editable_set_text (GTK_EDITABLE (self->url_row),
                         spt_account_get_base_url (self->account) != NULL
                         ? spt_account_get_base_url (self->account) : "");
  set_general_note (self, NULL, NULL);
  update_place (self);
  look_for_secrets (self);
  go_to (self, "form");
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
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
    go_to (self, "environment");
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
      GtkWidget *row = new_choice (_(info->name), _(info->description));

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
  gboolean good = FALSE;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  set_testing (self, FALSE);
  if (is_cancelled (error))
    return;
  if (outcome == NULL && error->domain == SPT_KEYRING_ERROR)
    {
      /* Nothing was typed, and no place that can be read has one. */
      gtk_label_set_text (self->test_label,
                          g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_LOCKED)
                          ? _("The keyring is locked, so nothing was tried. Unlock it, or write the key into its field; then test "
                              "again.")
                          : _("There is no key yet, so nothing was tried. Write it into its field, then test again."));
      focus_missing_secret (self);
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

      good = outcome->kind == SPT_OUTCOME_ACCEPTED || outcome->kind == SPT_OUTCOME_PENDING;
      gtk_label_set_text (self->test_label, words);
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

  mend_name (self);
  self->shown_issues = TRUE;
  if (!check (self))
    {
      focus_first_fault (self);
      return;
    }
  secrets = collect_secrets (self);
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
    finish (self, find_missing_secret (self) != NULL && self->place != SPT_PLACE_PRACTICE && self->original == NULL
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
  if (g_cancellable_is_cancelled (self->cancellable) || is_cancelled (error))
    return;
  if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT))
    {
      set_general_note (self, _("There is an account with this name already."),
                        GTK_WIDGET (self->name_row));
      gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
    }
  else
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
    }
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptAccountDialog *self = SPT_ACCOUNT_DIALOG (widget);

  if (self->saving || self->form == NULL)
    return;
  mend_name (self);
  self->shown_issues = TRUE;
  if (!check (self))
    {
      focus_first_fault (self);
      return;
    }
  set_saving (self, TRUE);
  g_clear_pointer (&self->to_store, g_hash_table_unref);
  self->to_store = collect_secrets (self);
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
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, form_view);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, place_group);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, place_row);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, test_spinner);
  gtk_widget_class_bind_template_child (widget_class, SptAccountDialog, test_label);
  gtk_widget_class_bind_template_callback (widget_class, service_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, environment_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, url_changed_cb);

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
