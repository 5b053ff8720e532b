/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Follows an upload that was made with other software: by its number, or out of the service's list,
 * a week at a time. */
#define G_LOG_DOMAIN "spt-follow-dialog"

#include "config.h"

#include "ui/spt-follow-dialog.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "outbox/spt-follow.h"
#include "service/spt-service.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-after.h"
#include "ui/spt-submission-words.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

#define DAY_MS    G_GINT64_CONSTANT (86400000)
#define WEEK_DAYS 7
/* How far back the window leads; the service itself says when it remembers no more. */
#define MAX_WEEKS 9

struct _SptFollowDialog
{
  AdwWindow     parent_instance;

  AdwComboRow  *account_row;
  AdwEntryRow  *number_row;
  GtkLabel     *number_error;
  AdwComboRow  *operation_row;
  GtkLabel     *week;
  GtkWidget    *look_button;
  GtkSpinner   *spinner;
  GtkStack     *list_stack;
  GtkLabel     *list_text;
  GtkListView  *list;
  GtkWidget    *follow_button;

  SptDesk      *desk;        /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray    *accounts;    /* (owned) (element-type SptAccount) */
  GPtrArray    *operations;  /* (owned) (element-type utf8): of the combo row, after "not known" */
  GHashTable   *known;       /* (owned): number -> GINT of the submission that has it */
  guint         weeks_back;
  guint         working : 1;
};

G_DEFINE_FINAL_TYPE (SptFollowDialog, spt_follow_dialog, ADW_TYPE_WINDOW)

static SptAccount *
get_account (SptFollowDialog * self)
{
  guint selected = adw_combo_row_get_selected (self->account_row);

  return selected < self->accounts->len ? g_ptr_array_index (self->accounts, selected) : NULL;
}

static void
update (SptFollowDialog *self)
{
  g_autofree char *id = spt_follow_dup_id (gtk_editable_get_text (GTK_EDITABLE (self->number_row)));
  gboolean ready = id != NULL && get_account (self) != NULL && !self->working;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "follow.go", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "follow.look",
                                 get_account (self) != NULL && !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "follow.earlier",
                                 self->weeks_back + 1 < MAX_WEEKS && !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "follow.later",
                                 self->weeks_back > 0 && !self->working);
}

static void
set_error (SptFollowDialog *self,
           const char      *text)
{
  gtk_label_set_label (self->number_error, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->number_error), text != NULL);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->number_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->number_row), "error");
}

/* --- accounts and operations ------------------------------------------------------------------ */

static void
fill_operations (SptFollowDialog *self)
{
  SptAccount *account = get_account (self);
  SptService *service = account != NULL ? spt_services_find (spt_account_get_service (account))
                                        : NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->operations, 0);
  gtk_string_list_append (names, _("Not known: its outcomes may tell"));
  for (guint i = 0; service != NULL && i < spt_service_get_info (service)->n_operations; i++)
    {
      const SptOperationInfo *info = &spt_service_get_info (service)->operations[i];

      if (!info->changes_something)
        continue;
      g_ptr_array_add (self->operations, (gpointer) info->id);
      gtk_string_list_append (names, _(info->label));
    }
  adw_combo_row_set_model (self->operation_row, G_LIST_MODEL (names));
}

static void
forget_list (SptFollowDialog *self)
{
  gtk_list_view_set_model (self->list, NULL);
  gtk_label_set_label (self->list_text, _("The list shows the numbers of all uploads of the account’s body, "
                                          "whatever software made them."));
  gtk_stack_set_visible_child_name (self->list_stack, "text");
}

static void
account_chosen_cb (SptFollowDialog *self)
{
  fill_operations (self);
  forget_list (self);
  update (self);
}

typedef struct
{
  GPtrArray *accounts; /* (owned) */
} AccountsJob;

static void
accounts_job_free (gpointer data)
{
  g_clear_pointer (&((AccountsJob *) data)->accounts, g_ptr_array_unref);
  g_free (data);
}

static gboolean
accounts_job (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  AccountsJob *job = data;

  job->accounts = spt_db_list_accounts (db, error);

  return job->accounts != NULL;
}

static void
accounts_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  AccountsJob *job = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptFollowDialog *self = user_data;
  g_autoptr (GtkStringList) names = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (job == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  names = gtk_string_list_new (NULL);
  for (guint i = 0; i < job->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (job->accounts, i);
      SptService *service = spt_services_find (spt_account_get_service (account));
      g_autofree char *name = NULL;

      if (service == NULL || !spt_service_can_call (service, SPT_CALL_LIST))
        continue;
      name = g_strdup_printf ("%s · %s", spt_account_get_name (account),
                              spt_ui_environment_word (spt_account_get_environment (account)));
      gtk_string_list_append (names, name);
      g_ptr_array_add (self->accounts, g_object_ref (account));
    }
  adw_combo_row_set_model (self->account_row, G_LIST_MODEL (names));
  account_chosen_cb (self);
  if (self->accounts->len == 0)
    gtk_label_set_label (self->list_text, _("An account is needed first: add one under Accounts."));
}

/* --- the list --------------------------------------------------------------------------------- */

static gint64
get_week_end (SptFollowDialog *self)
{
  return spt_desk_get_now (self->desk) -
         (gint64) self->weeks_back * WEEK_DAYS * DAY_MS;
}

static void
show_week (SptFollowDialog *self)
{
  gint64 to = get_week_end (self);
  gint64 from = to - (WEEK_DAYS - 1) * DAY_MS;
  g_autoptr (GDateTime) first = g_date_time_new_from_unix_local (from / 1000);
  g_autoptr (GDateTime) last = g_date_time_new_from_unix_local (to / 1000);
  /* Translators: strftime: a day */
  g_autofree char *a = g_date_time_format (first, _("%d/%m/%Y"));
  g_autofree char *b = g_date_time_format (last, _("%d/%m/%Y"));
  g_autofree char *text = g_strdup_printf ("%s\u00a0– %s", a, b);

  gtk_label_set_label (self->week, text);
  update (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *number = gtk_label_new (NULL);
  GtkWidget *known = gtk_label_new (NULL);

  /* A row has room of its own only in a sidebar. */
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);
  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_label_set_ellipsize (GTK_LABEL (number), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (number, "monospace");
  gtk_label_set_xalign (GTK_LABEL (known), 0);
  gtk_widget_add_css_class (known, "caption");
  gtk_widget_add_css_class (known, "dim-label");
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), known);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  SptFollowDialog *self = user_data;
  GtkWidget *number = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *known = gtk_widget_get_next_sibling (number);
  const char *id = gtk_string_object_get_string (gtk_list_item_get_item (item));
  int submission = GPOINTER_TO_INT (g_hash_table_lookup (self->known, id));
  g_autofree char *text = NULL;
  g_autofree char *spoken = NULL;

  if (submission != 0)
    /* Translators: %d is the number of a submission */
    text = g_strdup_printf (_("Known already: submission %d"), submission);
  gtk_label_set_label (GTK_LABEL (number), id);
  gtk_label_set_label (GTK_LABEL (known), text != NULL ? text : "");
  gtk_widget_set_visible (known, text != NULL);
  spoken = g_strdup_printf ("%s %s", id, text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_list_item_get_child (item)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
row_activate_cb (SptFollowDialog *self,
                 guint            position)
{
  g_autoptr (GtkStringObject) row =
    g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)), position);

  if (row != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->number_row), gtk_string_object_get_string (row));
      gtk_widget_grab_focus (self->follow_button);
    }
}

typedef struct
{
  char       *service;
  GPtrArray  *uploads; /* (owned) */
  GHashTable *known;   /* (owned) */
  char       *code;    /* (nullable) */
} KnownJob;

static void
known_job_free (gpointer data)
{
  KnownJob *job = data;

  g_free (job->service);
  g_ptr_array_unref (job->uploads);
  g_hash_table_unref (job->known);
  g_free (job->code);
  g_free (job);
}

static gboolean
known_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  KnownJob *job = data;

  for (guint i = 0; i < job->uploads->len; i++)
    {
      const char *id = g_ptr_array_index (job->uploads, i);
      gint64 submission = spt_db_find_remote (db, job->service, id, error);

      if (submission < 0)
        return FALSE;
      if (submission > 0)
        g_hash_table_insert (job->known, g_strdup (id), GINT_TO_POINTER ((int) submission));
    }

  return TRUE;
}

static void
set_working (SptFollowDialog *self,
             gboolean         working)
{
  self->working = working;
  if (working)
    gtk_spinner_start (self->spinner);
  else
    gtk_spinner_stop (self->spinner);
  update (self);
}

static void
known_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  KnownJob *job = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptFollowDialog *self = user_data;
  SptAccount *account;
  GtkStringList *numbers;
  const SptMessage *message;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_working (self, FALSE);
  if (job == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  account = get_account (self);
  message = job->code != NULL && account != NULL
    ? spt_messages_find (spt_account_get_service (account), job->code) : NULL;
  g_hash_table_unref (self->known);
  self->known = g_hash_table_ref (job->known);
  if (job->uploads->len == 0)
    {
      gtk_label_set_label (self->list_text, message != NULL ? message->text
                           : _("No upload in these days."));
      gtk_stack_set_visible_child_name (self->list_stack, "text");
      return;
    }

  numbers = gtk_string_list_new (NULL);
  for (guint i = 0; i < job->uploads->len; i++)
    gtk_string_list_append (numbers, g_ptr_array_index (job->uploads, i));
  {
    g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (G_LIST_MODEL (numbers));

    gtk_single_selection_set_autoselect (selection, FALSE);
    gtk_single_selection_set_can_unselect (selection, TRUE);
    gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  }
  gtk_stack_set_visible_child_name (self->list_stack, "list");
  if (message != NULL)
    set_error (self, message->text);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptOutcome) outcome = spt_outbox_list_finish (SPT_OUTBOX (object), result, &error);
  SptFollowDialog *self = user_data;
  KnownJob *job = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (outcome == NULL || outcome->kind != SPT_OUTCOME_ACCEPTED)
    {
      SptAccount *account = get_account (self);
      const SptMessage *message = outcome != NULL && outcome->code != NULL && account != NULL
        ? spt_messages_find (spt_account_get_service (account), outcome->code) : NULL;

      set_working (self, FALSE);
      if (error != NULL)
        {
          g_autofree char *text = spt_ui_dup_explanation (error, NULL);

          gtk_label_set_label (self->list_text, text);
        }
      else
        {
          g_autofree char *text = message == NULL ? g_strdup (_("The service did not give its list."))
                                  : g_strdup_printf ("%s %s", message->text,
                                                     message->next != NULL ? message->next : "");

          gtk_label_set_label (self->list_text, text);
        }
      gtk_stack_set_visible_child_name (self->list_stack, "text");
      return;
    }

  job = g_new0 (KnownJob, 1);
  job->service = g_strdup (spt_account_get_service (get_account (self)));
  job->uploads = g_ptr_array_ref (outcome->uploads);
  job->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  job->code = g_strdup (outcome->code);
  spt_store_run_async (spt_desk_get_store (self->desk), SPT_STORE_READ, known_job, job,
                       known_job_free, self->cancellable, known_cb, self);
}

static void
look_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptFollowDialog *self = SPT_FOLLOW_DIALOG (widget);
  gint64 to = get_week_end (self);

  set_error (self, NULL);
  set_working (self, TRUE);
  spt_outbox_list_async (spt_desk_get_outbox (self->desk), get_account (self),
                         to - (WEEK_DAYS - 1) * DAY_MS, to, self->cancellable, listed_cb, self);
}

static void
week_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptFollowDialog *self = SPT_FOLLOW_DIALOG (widget);

  self->weeks_back += g_str_equal (name, "follow.earlier") ? 1 : -1;
  show_week (self);
  look_action (widget, NULL, NULL);
}

/* --- following -------------------------------------------------------------------------------- */

typedef struct
{
  SptStore   *store;
  gint64      account_id;
  const char *operation; /* (nullable), static */
  char       *number;
  char       *who;
} Follow;

static void
follow_free (gpointer data)
{
  Follow *follow = data;

  g_object_unref (follow->store);
  g_free (follow->number);
  g_free (follow->who);
  g_free (follow);
}

static void
follow_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Follow *follow = task_data;
  GError *error = NULL;
  gint64 id = spt_follow_upload (follow->store, follow->account_id, follow->operation,
                                 follow->number, _("Upload made with other software"), follow->who,
                                 &error);

  if (id != 0)
    g_task_return_int (task, id);
  else
    g_task_return_error (task, error);
}

static void
followed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptFollowDialog *self = SPT_FOLLOW_DIALOG (object);
  gint64 id = g_task_propagate_int (G_TASK (result), &error);
  SptWindow *window = spt_window_of (GTK_WIDGET (self));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_working (self, FALSE);
  if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT))
    {
      set_error (self, _("This upload is in the list of submissions already."));
      return;
    }
  if (error != NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  spt_outbox_wake (spt_desk_get_outbox (self->desk));
  gtk_window_close (GTK_WINDOW (self));
  if (window != NULL)
    spt_window_open_submission (window, id);
}

static void
go_action (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  SptFollowDialog *self = SPT_FOLLOW_DIALOG (widget);
  guint operation = adw_combo_row_get_selected (self->operation_row);
  Follow *follow = g_new0 (Follow, 1);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, followed_cb, NULL);

  follow->store = g_object_ref (spt_desk_get_store (self->desk));
  follow->account_id = spt_account_get_id (get_account (self));
  follow->operation = operation > 0 && operation <= self->operations->len
    ? g_ptr_array_index (self->operations, operation - 1) : NULL;
  follow->number = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->number_row)));
  follow->who = g_strdup (spt_desk_get_who (self->desk));
  g_task_set_source_tag (task, go_action);
  g_task_set_task_data (task, follow, follow_free);
  set_error (self, NULL);
  set_working (self, TRUE);
  g_task_run_in_thread (task, follow_thread);
}

static void
number_changed_cb (SptFollowDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->number_row));
  g_autofree char *id = spt_follow_dup_id (text);

  set_error (self, *text != '\0' && id == NULL
             ? _("That is not the number of an upload: letters, digits and _ only.") : NULL);
  update (self);
}

/* --- the window ------------------------------------------------------------------------------- */

static void
spt_follow_dialog_dispose (GObject *object)
{
  SptFollowDialog *self = SPT_FOLLOW_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_FOLLOW_DIALOG);

  G_OBJECT_CLASS (spt_follow_dialog_parent_class)->dispose (object);
}

static void
spt_follow_dialog_finalize (GObject *object)
{
  SptFollowDialog *self = SPT_FOLLOW_DIALOG (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->operations);
  g_hash_table_unref (self->known);

  G_OBJECT_CLASS (spt_follow_dialog_parent_class)->finalize (object);
}

static void
spt_follow_dialog_class_init (SptFollowDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_follow_dialog_dispose;
  object_class->finalize = spt_follow_dialog_finalize;

  g_type_ensure (SPT_TYPE_LIST_BIN);
  gtk_widget_class_install_action (widget_class, "follow.go", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "follow.look", NULL, look_action);
  gtk_widget_class_install_action (widget_class, "follow.earlier", NULL, week_action);
  gtk_widget_class_install_action (widget_class, "follow.later", NULL, week_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-follow-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptFollowDialog, account_row);
  gtk_widget_class_bind_template_child (widget_class, SptFollowDialog, number_row);
  gtk_widget_class_bind_template_child (widget_class, SptFollowDialog, number_error);
  gtk_widget_class_bind_template_child (widget_class, SptFollowDialog, operation_row);
  gtk_widget_class_bind_template_child (widget_class, SptFollowDialog, week);
  gtk_widget_class_bind_template_child (widget_class, SptFollowDialog, look_button);
  gtk_widget_class_bind_template_child (widget_class, SptFollowDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, SptFollowDialog, list_stack);
  gtk_widget_class_bind_template_child (widget_class, SptFollowDialog, list_text);
  gtk_widget_class_bind_template_child (widget_class, SptFollowDialog, list);
  gtk_widget_class_bind_template_child (widget_class, SptFollowDialog, follow_button);
}

static void
spt_follow_dialog_init (SptFollowDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  self->cancellable = g_cancellable_new ();
  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  self->operations = g_ptr_array_new ();
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (row_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->number_row, "changed", G_CALLBACK (number_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->account_row, "notify::selected", G_CALLBACK (account_chosen_cb),
                           self, G_CONNECT_SWAPPED);
}

/**
 * spt_follow_dialog_new:
 * @parent: a widget of the window
 * @desk: what it works with
 *
 * Makes the dialog; the caller presents it.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_follow_dialog_new (GtkWidget *parent,
                       SptDesk   *desk)
{
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  SptFollowDialog *self = g_object_new (SPT_TYPE_FOLLOW_DIALOG, "transient-for",
                                        GTK_IS_WINDOW (root) ? root : NULL, NULL);

  spt_ui_fit_sheet (GTK_WINDOW (self));
  self->desk = g_object_ref (desk);
  forget_list (self);
  show_week (self);
  spt_store_run_async (spt_desk_get_store (desk), SPT_STORE_READ, accounts_job,
                       g_new0 (AccountsJob, 1), accounts_job_free, self->cancellable, accounts_cb,
                       self);
  return GTK_WINDOW (self);
}
