/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of the account assistant: its fields into the account and back, what is wrong in them, where secrets are. */
#define G_LOG_DOMAIN "spt-account-form"

#include "config.h"

#include "spt-account-dialog-private.h"

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "service/spt-expiry.h"
#include "ui/spt-account-groups.h"

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

/**
 * _spt_account_form_dup_secrets:
 * @self: the dialog, with its form
 *
 * The secrets that were typed, by key.
 *
 * Returns: (nullable) (transfer full): a table that wipes them when it goes; %NULL where none was typed: then the kept
 *   ones count
 */
GHashTable *
_spt_account_form_dup_secrets (SptAccountDialog *self)
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

/**
 * _spt_account_form_set_fault:
 * @self: the dialog
 * @fault: (nullable): what is wrong, %NULL = nothing
 * @row: (nullable): the row of name or address that it is about
 *
 * Shows a fault of what is no field of the service's, in the place of the note about names.
 */
void
_spt_account_form_set_fault (SptAccountDialog *self,
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

/* When a secret ends, as far as it was noted; in words where it is time. */
static void
show_expiry (SptAccountDialog *self)
{
  g_autofree char *words = spt_account_groups_dup_expiry (self->account,
                                                          spt_desk_get_now (self->desk));

  gtk_label_set_text (self->expiry, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->expiry), words != NULL);
}

/* Which errors a person may take upon himself. */
static void
set_overridable (SptAccountDialog *self,
                 SptIssueList     *issues)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      SptFormField *field = issue->overridable && issue->path != NULL
                            ? spt_form_find_field (self->form, issue->path) : NULL;

      if (field != NULL)
        g_ptr_array_add (fields, field);
    }
  spt_form_view_set_overridable (self->form_view, fields);
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
  set_overridable (self, issues);
  _spt_account_form_set_fault (self, NULL, NULL);

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      if (issue->level != SPT_ISSUE_ERROR)
        continue;
      good = FALSE;
      if (g_strcmp0 (issue->path, "base-url") == 0)
        _spt_account_form_set_fault (self, _("The address begins with https:// and has no blanks; http is only for this computer."),
                                     GTK_WIDGET (self->url_row));
    }
  if (!spt_account_name_is_valid (name))
    {
      _spt_account_form_set_fault (self, *name == '\0'
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

/**
 * _spt_account_form_try:
 * @self: the dialog, with its form
 *
 * Mends the name, writes what stands on the page into the account and marks what is wrong, the first of which gets the
 * focus.
 *
 * Returns: %TRUE where it can be saved
 */
gboolean
_spt_account_form_try (SptAccountDialog *self)
{
  mend_name (self);
  self->shown_issues = TRUE;
  if (check (self))
    return TRUE;
  focus_first_fault (self);
  return FALSE;
}

/**
 * _spt_account_form_find_missing:
 * @self: the dialog, with its form
 *
 * The first secret that has to be typed: required, shown, empty, and kept nowhere that is known.
 *
 * Returns: (nullable) (transfer none): its field
 */
SptFormField *
_spt_account_form_find_missing (SptAccountDialog *self)
{
  const SptGroupDef *root = get_root (self);

  for (guint i = 0; i < root->n_fields; i++)
    if (root->fields[i].kind == SPT_FIELD_SECRET && root->fields[i].required &&
        spt_form_field_get_visible (get_field (self, i)) &&
        *spt_form_field_get_text (get_field (self, i)) == '\0' &&
        !g_hash_table_contains (self->kept, root->fields[i].name))
      return get_field (self, i);
  return NULL;
}

/**
 * _spt_account_form_find_refused:
 * @self: the dialog, with its form
 * @code: (nullable): what came of a test
 * @message: (nullable): what is said of it
 *
 * What has to be written anew: the field that the message names; of a credential that was not accepted the first secret.
 *
 * Returns: (nullable) (transfer none): its field
 */
SptFormField *
_spt_account_form_find_refused (SptAccountDialog *self,
                                const char       *code,
                                const SptMessage *message)
{
  const SptGroupDef *root = get_root (self);
  const char *name = message != NULL ? message->field : NULL;

  for (guint i = 0; i < root->n_fields; i++)
    if (spt_form_field_get_visible (get_field (self, i)) &&
        (name != NULL ? strcmp (root->fields[i].name, name) == 0
                      : root->fields[i].kind == SPT_FIELD_SECRET && g_strcmp0 (code, "auth-rejected") == 0))
      return get_field (self, i);
  return NULL;
}

/**
 * _spt_account_form_show_refused:
 * @self: the dialog, with its form
 * @field: of _spt_account_form_find_refused()
 * @code: what came of a test
 *
 * Says it at the field, where it is written anew: the words of the test stand at the end of a long form. With the next key
 * that is typed it goes away.
 */
void
_spt_account_form_show_refused (SptAccountDialog *self,
                                SptFormField     *field,
                                const char       *code)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  spt_issue_list_add (issues, SPT_ISSUE_ERROR, spt_account_get_service (self->account), code, 0,
                      spt_form_field_get_def (field)->name, NULL, NULL);
  self->shown_issues = TRUE;
  spt_form_set_issues (self->form, issues);
  spt_form_view_focus_field (self->form_view, field);
}

/**
 * _spt_account_form_find_stale:
 * @self: the dialog, with its form
 *
 * The day on which a secret ends, where another secret was typed and the day is still the old one's. It is the day of the
 * secret that stands before it in the account's table.
 *
 * Returns: (nullable) (transfer none): its field
 */
SptFormField *
_spt_account_form_find_stale (SptAccountDialog *self)
{
  const SptGroupDef *root = get_root (self);
  gboolean typed = FALSE;

  if (self->original == NULL)
    return NULL;
  for (guint i = 0; i < root->n_fields; i++)
    {
      const char *text = spt_form_field_get_text (get_field (self, i));

      if (root->fields[i].kind == SPT_FIELD_SECRET)
        typed = *text != '\0';
      else if (typed && *text != '\0' && g_strcmp0 (root->fields[i].role, SPT_EXPIRY_ROLE) == 0 &&
               g_strcmp0 (text, spt_account_get_setting (self->original, root->fields[i].name)) == 0)
        return get_field (self, i);
    }
  return NULL;
}

/* Before the first try to save, only what does not stop it: nobody would see that afterwards. */
static void
show_warnings (SptAccountDialog *self)
{
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);
  g_autoptr (SptIssueList) warnings = spt_issue_list_new (0);

  collect (self);
  spt_service_check_account (self->service, self->account, found);
  for (guint i = 0; i < spt_issue_list_get_n (found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (found, i);

      if (issue->level != SPT_ISSUE_ERROR)
        spt_issue_list_add (warnings, issue->level, issue->domain, issue->code, issue->row,
                            issue->path, issue->value, issue->limit);
    }
  spt_form_set_issues (self->form, warnings);
}

static void show_accepted (SptAccountDialog *self);

static void
form_changed_cb (SptAccountDialog *self)
{
  gtk_widget_hide (GTK_WIDGET (self->test_label));
  if (self->shown_issues)
    check (self);
  else
    show_warnings (self);
  show_expiry (self);
  show_accepted (self);
}

static const char *
get_accepted (SptAccountDialog *self,
              const char       *what,
              const char       *name)
{
  g_autofree char *key = g_strconcat (what, name, NULL);

  return spt_account_get_setting (self->account, key);
}

static void
set_accepted (SptAccountDialog *self,
              const char       *what,
              const char       *text)
{
  g_autofree char *key = g_strconcat (what, spt_form_field_get_def (self->overriding)->name, NULL);

  spt_account_set_setting (self->account, key, text);
}

/* What a person took upon himself stays said, as long as it holds. */
static void
show_accepted (SptAccountDialog *self)
{
  const SptGroupDef *root = get_root (self);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < root->n_fields; i++)
    {
      const char *why = get_accepted (self, SPT_SETTING_ACCEPTED_WHY, root->fields[i].name);
      const char *who = get_accepted (self, SPT_SETTING_ACCEPTED_WHO, root->fields[i].name);
      const char *when = get_accepted (self, SPT_SETTING_ACCEPTED_WHEN, root->fields[i].name);
      g_autofree char *day = NULL;

      if (why == NULL ||
          g_strcmp0 (get_accepted (self, SPT_SETTING_ACCEPTED, root->fields[i].name),
                     spt_form_field_get_text (get_field (self, i))) != 0)
        continue;
      day = spt_ui_format_time (when != NULL ? g_ascii_strtoll (when, NULL, 10) : 0,
                                spt_desk_get_now (self->desk));
      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: a field, a person, a day and time, a reason */
      g_string_append_printf (text, _("%1$s: accepted by %2$s %3$s although its check fails. %4$s"),
                              root->fields[i].label, who != NULL ? who : "–", day, why);
    }
  gtk_label_set_text (self->accepted, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->accepted), text->len > 0);
}

static void
override_answer_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autofree char *answer = spt_ui_ask_finish (result, NULL);
  g_autoptr (GtkWidget) entry = user_data;
  g_autofree char *reason = NULL;
  g_autofree char *when = NULL;
  SptAccountDialog *self;

  if (g_strcmp0 (answer, "override") != 0)
    return;
  self = SPT_ACCOUNT_DIALOG (object);
  reason = spt_text_strip (gtk_editable_get_text (GTK_EDITABLE (entry)));
  if (self->form == NULL || self->overriding == NULL || *reason == '\0')
    return;
  when = g_strdup_printf ("%" G_GINT64_FORMAT, spt_desk_get_now (self->desk));
  set_accepted (self, SPT_SETTING_ACCEPTED, spt_form_field_get_text (self->overriding));
  set_accepted (self, SPT_SETTING_ACCEPTED_WHY, reason);
  set_accepted (self, SPT_SETTING_ACCEPTED_WHO, spt_desk_get_who (self->desk));
  set_accepted (self, SPT_SETTING_ACCEPTED_WHEN, when);
  check (self);
  show_accepted (self);
}

/* Without a reason there is nothing to accept. */
static void
reason_changed_cb (GtkWidget *entry)
{
  GtkRoot *root = gtk_widget_get_root (entry);
  g_autofree char *reason = spt_text_strip (gtk_editable_get_text (GTK_EDITABLE (entry)));

  if (ADW_IS_MESSAGE_DIALOG (root))
    adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (root), "override",
                                             *reason != '\0');
}

/**
 * _spt_account_form_override_clicked_cb:
 * @self: the dialog
 * @field: has an error that a person may take upon himself
 *
 * Asks why, then keeps the very value as accepted, with the reason, the name and the time, as for a code of a record;
 * another value is checked again.
 */
void
_spt_account_form_override_clicked_cb (SptAccountDialog *self,
                                       SptFormField     *field)
{
  const char *responses[] = { "cancel", _("_Cancel"), "override", _("_Accept Anyway"), NULL };
  GtkWidget *entry = g_object_ref_sink (gtk_entry_new ());

  self->overriding = field;
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Seen on the company register…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Reason"), -1);
  g_signal_connect (entry, "changed", G_CALLBACK (reason_changed_cb), NULL);
  spt_ui_ask_async (GTK_WIDGET (self), _("Accept this value although its check fails?"),
                    _("It goes out with every request of this account. The reason is kept with the account, with name and time. "
                      "It holds as long as the value stays the same."),
                    entry, responses, self->cancellable, override_answer_cb, entry);
  reason_changed_cb (entry);
}

void
_spt_account_form_name_changed_cb (SptAccountDialog *self)
{
  if (self->shown_issues && self->form != NULL)
    check (self);
}

void
_spt_account_form_url_changed_cb (SptAccountDialog *self)
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

/**
 * _spt_account_form_begin:
 * @self: the dialog, with an account
 * @schema: what its service asks of an account
 *
 * Shows the account's fields, and looks which secrets are kept already.
 */
void
_spt_account_form_begin (SptAccountDialog *self,
                         SptSchema        *schema)
{
  const char *url = spt_account_get_base_url (self->account);
  const SptGroupDef *root;

  self->overriding = NULL;
  self->expiry_said = FALSE;
  g_clear_object (&self->form);
  g_hash_table_remove_all (self->kept);
  self->place = spt_desk_get_practice (self->desk) ? SPT_PLACE_PRACTICE : SPT_PLACE_KEYRING;
  self->form = spt_form_new (schema);
  root = get_root (self);
  for (guint i = 0; i < root->n_fields; i++)
    {
      const char *value = spt_account_get_setting (self->account, root->fields[i].name);
      g_autofree char *secret = NULL;

      /* Where any text is good, one is there; elsewhere nothing is proposed. */
      if (root->fields[i].kind == SPT_FIELD_SECRET && self->original == NULL)
        value = secret = spt_service_dup_proposal (self->service,
                                                   spt_account_get_environment (self->account),
                                                   root->fields[i].name, url);
      if (value != NULL && (root->fields[i].kind != SPT_FIELD_SECRET || secret != NULL))
        spt_form_field_set_text (get_field (self, i), value);
    }
  spt_form_set_modified (self->form, FALSE);
  spt_form_view_set_form (self->form_view, self->form);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_editable_set_text (GTK_EDITABLE (self->name_row), spt_account_get_name (self->account));
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), url != NULL ? url : "");
  _spt_account_form_set_fault (self, NULL, NULL);
  update_place (self);
  look_for_secrets (self);
  show_warnings (self);
  show_expiry (self);
  show_accepted (self);
}
