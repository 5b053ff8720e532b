/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window asks by itself: the clerk's name, a secret no keyring has, whether to close
 * now; and what it announces. */
#define G_LOG_DOMAIN "spt-window-questions"

#include "config.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "form/spt-schema.h"
#include "secrets/spt-keyring.h"
#include "service/spt-service.h"
#include "store/spt-store-submissions.h"
#include "ui/spt-news.h"
#include "ui/spt-ui.h"
#include "ui/spt-window-private.h"

/* --- the clerk's name, once per archive ------------------------------------------------------- */

static void
who_answered_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);
  g_autoptr (GtkEditable) row = user_data;
  SptWindow *self = SPT_WINDOW (object);

  if (g_strcmp0 (response, "keep") == 0 && self->desk != NULL)
    spt_desk_set_who (self->desk, gtk_editable_get_text (row));
}

static void
row_activated_cb (AdwEntryRow *row,
                  gpointer     user_data)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (row));

  if (ADW_IS_MESSAGE_DIALOG (root))
    {
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (root), user_data);
      gtk_window_close (GTK_WINDOW (root));
    }
}

/* One entry in a boxed list, as dialogs hold it. */
static GtkWidget *
make_entry (GtkWidget  *row,
            const char *title,
            const char *response)
{
  GtkWidget *list = gtk_list_box_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_signal_connect (row, "entry-activated", G_CALLBACK (row_activated_cb), (gpointer) response);
  return list;
}

static void
ask_who (SptWindow *self)
{
  const char *responses[] = { "later", _("_Later"), "*keep", _("_Keep"), NULL };
  GtkWidget *row = NULL;

  if (self->asked_who || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "main") != 0)
    return;

  self->asked_who = TRUE;
  row = adw_entry_row_new ();
  gtk_editable_set_text (GTK_EDITABLE (row), spt_desk_get_who (self->desk));
  spt_ui_ask_async (GTK_WIDGET (self), _("Who works here?"),
                    _("The name signs orders and decisions in this archive. It can be changed in "
                      "the preferences."),
                    make_entry (row, _("First and last name"),
                                "keep"), responses, self->cancellable,
                    who_answered_cb, g_object_ref (row));
}

/* Asked over a window that can be seen, when the archive is known to have no name. */
static void
consider_who (SptWindow *self)
{
  gboolean loaded = FALSE, kept = FALSE;

  if (self->desk == NULL)
    return;
  g_object_get (self->desk, "loaded", &loaded, "who-kept", &kept, NULL);
  if (loaded && !kept && !spt_desk_get_practice (self->desk) &&
      spt_summary_get_loaded (spt_desk_get_summary (self->desk)))
    ask_who (self);
}

static void
desk_loaded_cb (GObject    *object,
                GParamSpec *pspec,
                gpointer    user_data)
{
  consider_who (user_data);
}

static void
map_cb (GtkWidget *widget,
        gpointer   user_data)
{
  consider_who (SPT_WINDOW (widget));
}

/* --- a secret that no keyring has ------------------------------------------------------------- */

/* What is typed, shared by an entry and its question: either may be the last to go. */
typedef struct
{
  char *text; /* (nullable) */
} Typed;

static void
typed_clear (gpointer data)
{
  Typed *typed = data;

  g_clear_pointer (&typed->text, spt_secret_free);
}

static void
typed_release (gpointer data)
{
  g_rc_box_release_full (data, typed_clear);
}

static void
entry_gone_cb (gpointer  data,
               GClosure *closure)
{
  typed_release (data);
}

static void
follow_secret_cb (GtkEditable *row,
                  gpointer     user_data)
{
  Typed *typed = user_data;

  typed_clear (typed);
  typed->text = g_strdup (gtk_editable_get_text (row));
}

static GtkWidget *
make_secret_entry (const char *title,
                   Typed      *typed)
{
  GtkWidget *row = adw_password_entry_row_new ();

  spt_ui_guard_password (row);
  g_signal_connect_data (row, "changed", G_CALLBACK (follow_secret_cb), g_rc_box_acquire (typed),
                         entry_gone_cb, 0);
  return make_entry (row, title, "use");
}

typedef struct
{
  SptWindow *window;     /* (owned) */
  Typed     *typed;      /* (owned) */
  char      *credential;
  char      *key;
} SecretQuestion;

static void
secret_question_free (SecretQuestion *question)
{
  g_object_unref (question->window);
  typed_release (question->typed);
  g_free (question->credential);
  g_free (question->key);
  g_free (question);
}

static void
secret_answered_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);
  SecretQuestion *question = user_data;
  SptDesk *desk = question->window->desk;

  if (desk != NULL)
    {
      const char *text = question->typed->text;
      gboolean given = g_strcmp0 (response, "use") == 0 && text != NULL && *text != '\0';

      spt_outbox_give_secret (spt_desk_get_outbox (desk), question->credential, question->key,
                              given ? text : NULL);
    }
  secret_question_free (question);
}

/* The label that the account's form has for it. */
static const char *
secret_label (SptAccount *account,
              const char *key)
{
  SptService *service = spt_services_find (spt_account_get_service (account));
  SptSchema *schema = service == NULL ? NULL : spt_service_get_account_schema (service, NULL);
  const SptFieldDef *field = schema == NULL ? NULL
                             : spt_group_def_find_field (spt_schema_get_root (schema), key);

  return field != NULL && field->label != NULL ? field->label : _("Secret");
}

static gboolean
needs_secret_cb (SptOutbox  *outbox,
                 SptAccount *account,
                 const char *key,
                 gpointer    user_data)
{
  const char *responses[] = { "decline", _("_Do Not Send"), "*use", _("_Use Now"), NULL };
  SptWindow *self = user_data;
  SecretQuestion *question = NULL;
  g_autofree char *heading = NULL;

  question = g_new0 (SecretQuestion, 1);
  question->window = g_object_ref (self);
  question->credential = g_strdup (spt_account_get_credential (account));
  question->key = g_strdup (key);
  question->typed = g_rc_box_new0 (Typed);

  /* Translators: %s is the name of an account */
  heading = g_strdup_printf (_("Credential of “%s”"), spt_account_get_name (account));
  spt_ui_ask_async (GTK_WIDGET (self), heading,
                    _("No keyring has it. What is written here is used until the program is "
                      "closed and is kept nowhere; "
                      "to keep it in the system keyring, enter it in the account."),
                    make_secret_entry (secret_label (account, key), question->typed), responses,
                    self->cancellable,
                    secret_answered_cb, question);
  return TRUE;
}

/* --- the same, asked by a page ------------------------------------------------------------------ */

typedef struct
{
  SptAccount *account; /* (owned) */
  GPtrArray  *typed;   /* (owned) (element-type Typed) */
  GPtrArray  *keys;    /* (owned) (element-type utf8): of the schema, as many */
} SecretsQuestion;

static void
secrets_question_free (SecretsQuestion *question)
{
  g_object_unref (question->account);
  g_ptr_array_unref (question->typed);
  g_ptr_array_unref (question->keys);
  g_free (question);
}

static void
secrets_answered_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);
  SecretsQuestion *question = g_task_get_task_data (task);
  SptDesk *desk = SPT_WINDOW (object)->desk;
  gboolean given = FALSE;

  for (guint i = 0; i < question->typed->len; i++)
    {
      const char *text = ((Typed *) g_ptr_array_index (question->typed, i))->text;

      if (g_strcmp0 (response, "use") == 0 && text != NULL && *text != '\0' && desk != NULL)
        {
          spt_outbox_give_secret (spt_desk_get_outbox (desk),
                                  spt_account_get_credential (question->account),
                                  g_ptr_array_index (question->keys, i), text);
          given = TRUE;
        }
    }
  g_task_return_boolean (task, given);
}

/**
 * spt_window_ask_secrets_async:
 * @self: a window with a desk
 * @account: whose credentials no keyring has
 * @cancellable: (nullable): takes the question away
 * @callback: called with the answer
 * @user_data: its data
 *
 * Asks for an account's credentials; what is written is the outbox's until the program closes.
 */
void
spt_window_ask_secrets_async (SptWindow           *self,
                              SptAccount          *account,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  const char *responses[] = { "cancel", _("_Cancel"), "*use", _("_Use Now"), NULL };
  g_autofree char *heading = NULL;
  GTask *task = NULL;
  SptService *service = NULL;
  SptSchema *schema = NULL;
  const SptGroupDef *root = NULL;
  SecretsQuestion *question = NULL;
  GtkWidget *box = NULL;

  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (SPT_IS_ACCOUNT (account));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_window_ask_secrets_async);
  service = spt_services_find (spt_account_get_service (account));
  schema = service == NULL ? NULL : spt_service_get_account_schema (service, NULL);
  if (schema == NULL)
    {
      g_task_return_boolean (task, FALSE);
      g_object_unref (task);
      return;
    }

  question = g_new0 (SecretsQuestion, 1);
  question->account = g_object_ref (account);
  question->keys = g_ptr_array_new ();
  g_task_set_task_data (task, question, (GDestroyNotify) secrets_question_free);

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  root = spt_schema_get_root (schema);
  question->typed = g_ptr_array_new_with_free_func (typed_release);
  for (guint i = 0; i < root->n_fields; i++)
    if (root->fields[i].kind == SPT_FIELD_SECRET)
      {
        Typed *typed = g_rc_box_new0 (Typed);

        gtk_box_append (GTK_BOX (box), make_secret_entry (root->fields[i].label, typed));
        g_ptr_array_add (question->typed, typed);
        g_ptr_array_add (question->keys, (gpointer) root->fields[i].name);
      }

  /* Translators: %s is the name of an account */
  heading = g_strdup_printf (_("Credential of “%s”"), spt_account_get_name (account));
  spt_ui_ask_async (GTK_WIDGET (self), heading,
                    _("No keyring has it. What is written here is used until the program is "
                      "closed and is kept nowhere; "
                      "to keep it in the system keyring, enter it in the account."),
                    box, responses, cancellable, secrets_answered_cb, task);
}

/**
 * spt_window_ask_secrets_finish:
 * @self: a window
 * @result: what the callback got
 *
 * Ends spt_window_ask_secrets_async().
 *
 * Returns: whether anything was written
 */
gboolean
spt_window_ask_secrets_finish (SptWindow    *self,
                               GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/* --- closing ---------------------------------------------------------------------------------- */

static void
close_answered_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);
  SptWindow *self = SPT_WINDOW (object);

  if (g_strcmp0 (response, "close") != 0)
    return;
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

gboolean
_spt_window_ask_close (SptWindow *self)
{
  const char *responses[] = { "stay", _("_Stay Open"), "*close", _("_Close"), NULL };
  guint n_ordered = 0, n_sending = 0, n_waiting = 0;
  GString *body = NULL;

  if (self->desk == NULL || !spt_outbox_get_driving (spt_desk_get_outbox (self->desk)))
    return TRUE;

  g_object_get (spt_desk_get_outbox (self->desk), "n-ordered", &n_ordered, "n-sending", &n_sending,
                "n-waiting", &n_waiting, NULL);
  if (spt_outbox_get_stopped (spt_desk_get_outbox (self->desk)))
    n_ordered = 0;
  if (n_ordered + n_sending + n_waiting == 0)
    return TRUE;

  body = g_string_new (NULL);
  if (n_sending > 0)
    g_string_append (body, _("What is being sent now is finished first."));
  if (n_ordered > 0)
    {
      if (body->len > 0)
        g_string_append_c (body, '\n');
      g_string_append_printf (body,
                              ngettext ("%u submission was ordered and has not left: it leaves at "
                                        "the next start.",
                                        "%u submissions were ordered and have not left: "
                                        "they leave at the next start.", n_ordered),
                              n_ordered);
    }
  if (n_waiting > 0)
    {
      if (body->len > 0)
        g_string_append_c (body, '\n');
      g_string_append_printf (body,
                              ngettext ("%u submission waits for its outcome: it is looked at "
                                        "again at the next start.",
                                        "%u submissions wait for their outcome: they are "
                                        "looked at again at the next start.", n_waiting),
                              n_waiting);
    }
  spt_ui_ask_async (GTK_WIDGET (self), _("Close the window?"), body->str, NULL, responses,
                    self->cancellable, close_answered_cb, NULL);
  g_string_free (body, TRUE);
  return FALSE;
}

/* --- announcing ------------------------------------------------------------------------------- */

typedef struct
{
  gint64         id;
  SptSubmission *submission;
  char          *code; /* (owned) (nullable): what is the matter with it */
} Announcement;

static void
announcement_free (gpointer data)
{
  Announcement *announcement = data;

  g_clear_object (&announcement->submission);
  g_free (announcement->code);
  g_free (announcement);
}

static gboolean
read_announcement (SptDb         *db,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  Announcement *announcement = data;

  announcement->submission = spt_db_get_submission (db, announcement->id, error);
  return announcement->submission != NULL;
}

/* Whichever service said it: codes are the services' own. */
static const SptMessage *
find_message (const char *code)
{
  g_autoptr (GPtrArray) services = spt_services_list ();
  const SptMessage *message = NULL;

  for (guint i = 0; i < services->len && message == NULL; i++)
    message = spt_messages_find (spt_service_get_info (g_ptr_array_index (services, i))->id, code);

  return message;
}

static void
announcement_read_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Announcement *announcement = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptWindow *self = user_data;
  GtkApplication *application = NULL;
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autofree char *name = NULL;
  guint n_items = 0, n_done = 0, n_refused = 0;
  SptState state;

  if (announcement == NULL)
    return;
  application = gtk_window_get_application (GTK_WINDOW (self));
  if (application == NULL)
    return;

  state = spt_submission_get_state (announcement->submission);
  g_object_get (announcement->submission, "job-title", &title, "n-items", &n_items, "n-done",
                &n_done, "n-refused", &n_refused, NULL);
  if (announcement->code != NULL)
    {
      const SptMessage *message = find_message (announcement->code);

      body = g_strdup (message != NULL ? message->text : announcement->code);
    }
  else if (state == SPT_STATE_DONE || state == SPT_STATE_PARTLY_DONE || state == SPT_STATE_REFUSED)
    /* Translators: %1$s is a state, %2$u and %3$u numbers of records */
    body = g_strdup_printf (_("%1$s: %2$u accepted, %3$u refused"),
                            spt_ui_state_word (state, FALSE), n_done, n_refused);
  else
    body = g_strdup (spt_ui_state_word (state, FALSE));

  notification = g_notification_new (title == NULL || *title == '\0' ? "Sportello" : title);
  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.open-submission", "x",
                                                announcement->id);
  name = g_strdup_printf ("submission-%" G_GINT64_FORMAT, announcement->id);
  g_application_send_notification (G_APPLICATION (application), name, notification);
}

/* It goes on, but somebody should know: in the window if it is being used, else on the desktop. */
static void
attention_cb (SptOutbox  *outbox,
              gint64      id,
              const char *code,
              gpointer    user_data)
{
  SptWindow *self = user_data;
  Announcement *announcement = NULL;

  if (gtk_window_is_active (GTK_WINDOW (self)))
    {
      const SptMessage *message = find_message (code);

      spt_window_toast (self, message != NULL ? message->title : code, _("Show"),
                        "win.open-submission", g_variant_new_int64 (id));
      return;
    }
  if (self->settings == NULL || !g_settings_get_boolean (self->settings, "notifications"))
    return;

  announcement = g_new0 (Announcement, 1);
  announcement->id = id;
  announcement->code = g_strdup (code);
  spt_store_run_async (spt_desk_get_store (self->desk), SPT_STORE_READ, read_announcement,
                       announcement, announcement_free,
                       self->cancellable, announcement_read_cb, self);
}

static void
finished_cb (SptOutbox *outbox,
             gint64     id,
             SptState   state,
             gpointer   user_data)
{
  SptWindow *self = user_data;
  Announcement *announcement = NULL;

  /* Waiting and sending are no news; who looks at the window sees it there. */
  if ((!spt_state_is_final (state) && !spt_state_needs_person (state)) ||
      gtk_window_is_active (GTK_WINDOW (self)))
    return;
  if (self->settings == NULL || !g_settings_get_boolean (self->settings, "notifications"))
    return;

  announcement = g_new0 (Announcement, 1);
  announcement->id = id;
  spt_store_run_async (spt_desk_get_store (self->desk), SPT_STORE_READ, read_announcement,
                       announcement, announcement_free,
                       self->cancellable, announcement_read_cb, self);
}

/* --- an archive that turns out to be broken while it is open ---------------------------------- */

/* Other trouble passes and is a strip on every page; pages over a damaged archive would only
 * show holes. */
static gboolean
take_over (SptWindow    *self,
           const GError *error)
{
  if (!g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED) &&
      !g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_OURS))
    return FALSE;

  spt_window_set_archive_error (self, error, spt_store_get_path (spt_desk_get_store (self->desk)));
  return TRUE;
}

static void
trouble_cb (SptOutbox    *outbox,
            const GError *error,
            gpointer      user_data)
{
  take_over (user_data, error);
}

static void
summary_failed_cb (SptSummary   *summary,
                   const GError *error,
                   gpointer      user_data)
{
  if (!take_over (user_data, error))
    spt_ui_report_error (GTK_WIDGET (user_data), error);
}

void
_spt_window_follow_questions (SptWindow *self)
{
  SptOutbox *outbox = spt_desk_get_outbox (self->desk);

  g_signal_connect_object (outbox, "needs-secret", G_CALLBACK (needs_secret_cb), self, 0);
  g_signal_connect_object (outbox, "finished", G_CALLBACK (finished_cb), self, 0);
  g_signal_connect_object (outbox, "attention", G_CALLBACK (attention_cb), self, 0);
  g_signal_connect_object (outbox, "trouble", G_CALLBACK (trouble_cb), self, 0);
  spt_news_follow (self, self->settings);
  g_signal_connect_object (spt_desk_get_summary (self->desk), "failed",
                           G_CALLBACK (summary_failed_cb), self, 0);
  g_signal_connect_object (self->desk, "notify::loaded", G_CALLBACK (desk_loaded_cb), self, 0);
  g_signal_connect_object (spt_desk_get_summary (self->desk), "notify::loaded",
                           G_CALLBACK (desk_loaded_cb), self, 0);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
  consider_who (self);
}
