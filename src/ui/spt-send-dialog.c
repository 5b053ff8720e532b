/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet before anything leaves: what, where, with which doubts; afterwards how far it is. */
#define G_LOG_DOMAIN "spt-send-dialog"

#include "config.h"

#include "spt-send-dialog.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "outbox/spt-intake.h"
#include "service/spt-service.h"
#include "ui/spt-issue-row.h"
#include "ui/spt-position-work.h"
#include "ui/spt-send-plan.h"
#include "ui/spt-send-words.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

#define ISSUES_SHOWN 50
#define LOOK_DELAY_MS 200

typedef enum
{
  STAGE_PREPARE, /* check and preparation are one pass over the records */
  STAGE_SEND,
  STAGE_TAKEN,
  STAGE_OUTCOMES,
  N_STAGES
} Stage;

typedef enum
{
  LOOK_WAITING,
  LOOK_RUNNING,
  LOOK_DONE,
  LOOK_TROUBLE
} StageLook;

struct _SptSendDialog
{
  AdwWindow      parent_instance;

  SptDesk       *desk;        /* (owned) */
  SptService    *service;     /* (unowned) */
  SptSendPlan   *plan;        /* (owned) (nullable) */
  GPtrArray     *choosers;    /* (owned): AdwComboRow for each group, NULL where the account is settled */
  GArray        *submissions; /* (owned): what was ordered */
  GCancellable  *cancellable; /* (owned) */
  guint          group;       /* the one being prepared */
  GtkWidget     *parent;      /* (weak): what the sheet was opened from */
  guint          look_timer;
  guint          ordering : 1;
  GtkWidget     *stage_rows[N_STAGES]; /* (unowned) */
  GtkWidget     *stage_icons[N_STAGES];
  GtkWidget     *stage_spinners[N_STAGES];

  /* Template */
  GtkStack      *stack;
  SptStrip      *environment_strip;
  GtkBox        *plan_box;
  GtkWidget     *cancel_button;
  GtkLabel      *send_label;
  GtkLabel      *progress_title;
  GtkListBox    *stages;
  GtkListBox    *outcomes;
  GtkWidget     *stop_button;
  GtkButton     *close_button;
  GtkListBox    *issues_list;
  AdwStatusPage *message_page;
  GtkButton     *message_button;
};

G_DEFINE_FINAL_TYPE (SptSendDialog, spt_send_dialog, ADW_TYPE_WINDOW)

static void prepare_next (SptSendDialog *self);

/* --- small helpers ------------------------------------------------------------------------------------- */

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static GtkWidget *
new_row (const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static GtkWidget *
new_group (SptSendDialog *self,
           const char    *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  gtk_box_append (self->plan_box, group);
  return group;
}

static GtkWidget *
new_environment_tag (SptEnvironment environment)
{
  GtkWidget *tag = gtk_label_new (spt_ui_environment_word (environment));

  gtk_widget_add_css_class (tag, "environment-tag");
  gtk_widget_add_css_class (tag, spt_environment_to_string (environment));
  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  return tag;
}

static const char *
find_operation (SptSendDialog *self,
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

static void
show_message (SptSendDialog *self,
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
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
show_error (SptSendDialog *self,
            const GError  *error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *next = NULL;
  g_autofree char *both = NULL;

  spt_ui_explain_error (error, &title, &text, &next);
  both = next != NULL ? g_strdup_printf ("%s\n%s", text, next) : g_strdup (text);
  show_message (self, "dialog-error-symbolic", title, both, _("_Close"), "window.close");
}

/* Leaves the sheet for somewhere else in the window. */
static SptWindow *
leave (SptSendDialog *self)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));

  gtk_window_close (GTK_WINDOW (self));
  return window;
}

/* --- the plan ------------------------------------------------------------------------------------------ */

static SptAccount *
get_account (SptSendDialog *self,
             guint          index)
{
  SptSendGroup *group = g_ptr_array_index (self->plan->groups, index);
  AdwComboRow *chooser = g_ptr_array_index (self->choosers, index);
  guint selected;

  if (chooser == NULL)
    return spt_send_plan_find_account (self->plan, group->account_id);
  selected = adw_combo_row_get_selected (chooser);
  if (selected == 0 || selected > self->plan->accounts->len)
    return NULL;
  return g_ptr_array_index (self->plan->accounts, selected - 1);
}

static void
update_button (SptSendDialog *self)
{
  guint n = spt_send_plan_count (self->plan);
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *text = NULL;
  gboolean complete = TRUE;
  gboolean any_test = FALSE;
  gboolean any_production = FALSE;
  const char *where = NULL;
  gboolean mixed = FALSE;

  for (guint i = 0; i < self->plan->groups->len; i++)
    {
      SptAccount *account = get_account (self, i);
      SptEnvironment environment;
      const char *word;

      if (account == NULL)
        {
          complete = FALSE;
          continue;
        }
      environment = spt_account_get_environment (account);
      word = spt_ui_environment_word (environment);
      mixed = mixed || (where != NULL && strcmp (where, word) != 0);
      where = word;
      any_test = any_test || environment == SPT_ENVIRONMENT_TEST;
      any_production = any_production || environment == SPT_ENVIRONMENT_PRODUCTION;
    }

  if (where != NULL && !mixed)
    /* Translators: %2$s is an environment: "Production", "Test", "Practice" */
    text = g_strdup_printf (ngettext ("Send %1$s Position to %2$s", "Send %1$s Positions to %2$s",
                                      n), number, where);
  else
    text = g_strdup_printf (ngettext ("Send %s Position", "Send %s Positions", n), number);
  gtk_label_set_text (self->send_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "send.go", complete && n > 0);

  if (any_test && any_production)
    g_object_set (self->environment_strip, "text",
                  _("Some of these positions go to Test and some to Production."), NULL);
  else if (any_test)
    g_object_set (self->environment_strip, "text",
                  _("The test environment is shared with other operators: no data of real people."),
                  NULL);
  g_object_set (self->environment_strip, "revealed", any_test, NULL);
}

static GtkWidget *
new_account_chooser (SptSendDialog *self,
                     SptSendGroup  *group)
{
  GtkWidget *row = adw_combo_row_new ();
  GtkStringList *names = gtk_string_list_new (NULL);
  g_autofree char *subtitle = NULL;
  guint selected = 0;

  gtk_string_list_append (names, _("Choose…"));
  for (guint i = 0; i < self->plan->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (self->plan->accounts, i);
      g_autofree char *name = g_strdup_printf ("%s · %s", spt_account_get_name (account),
                                               spt_ui_environment_word (
                                                 spt_account_get_environment (account)));

      gtk_string_list_append (names, name);
      if (spt_account_get_id (account) == group->account_id)
        selected = i + 1;
    }

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Account"));
  if (group->organization != NULL)
    {
      /* Translators: %s is a tax code */
      subtitle = g_strdup_printf (_("Creditor body %s"), group->organization);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_object_unref (names);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (update_button), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static void
show_groups (SptSendDialog *self)
{
  for (guint i = 0; i < self->plan->groups->len; i++)
    {
      SptSendGroup *group = g_ptr_array_index (self->plan->groups, i);
      g_autofree char *title = spt_send_dup_title (group);
      g_autofree char *subtitle = spt_send_dup_subtitle (group);
      GtkWidget *box = new_group (self, i == 0 ? _("What Leaves") : "");
      GtkWidget *row = new_row (title, subtitle);
      gboolean choose = !group->bound && (self->plan->accounts->len > 1 || group->account_id == 0);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), row);
      if (choose)
        {
          GtkWidget *chooser = new_account_chooser (self, group);

          adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), chooser);
          g_ptr_array_add (self->choosers, chooser);
        }
      else
        {
          SptAccount *account = spt_send_plan_find_account (self->plan, group->account_id);
          GtkWidget *where = new_row (_("Account"), account != NULL ? spt_account_get_name (account)
                                                                    : _("The account was removed"));

          if (account != NULL)
            adw_action_row_add_suffix (ADW_ACTION_ROW (where), new_environment_tag (
                                         spt_account_get_environment (account)));
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), where);
          g_ptr_array_add (self->choosers, NULL);
        }
    }
}

static void
doubt_row_activated_cb (AdwActionRow  *row,
                        SptSendDialog *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "spt-id");
  gint64 position = *id;
  SptWindow *window = leave (self);

  if (window != NULL)
    spt_window_open_position (window, position);
}

static void
show_doubts (SptSendDialog *self)
{
  GtkWidget *box;

  if (self->plan->doubts->len == 0)
    return;

  box = new_group (self, _("Worth a Look"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (box),
                                         _("None of this stops the sending."));
  for (guint i = 0; i < self->plan->doubts->len; i++)
    {
      SptSendDoubt *doubt = g_ptr_array_index (self->plan->doubts, i);
      const SptMessage *message = spt_messages_find (doubt->kind->domain, doubt->kind->code);
      g_autofree char *number = spt_ui_format_count (doubt->kind->n_positions);
      GtkWidget *row = adw_expander_row_new ();
      GtkWidget *count = gtk_label_new (number);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     message != NULL ? message->title : doubt->kind->code);
      gtk_widget_add_css_class (count, "numeric");
      gtk_widget_add_css_class (count, "dim-label");
      adw_expander_row_add_action (ADW_EXPANDER_ROW (row), count);
      for (guint j = 0; j < doubt->names->len; j++)
        {
          SptSendName *name = g_ptr_array_index (doubt->names, j);
          GtkWidget *line = new_row (name->name != NULL && *name->name != '\0'
                                     ? name->name : _("Position without a debtor"), NULL);

          g_object_set_data_full (G_OBJECT (line), "spt-id",
                                  g_memdup2 (&name->id, sizeof name->id), g_free);
          gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (line), TRUE);
          adw_action_row_add_suffix (ADW_ACTION_ROW (line),
                                     gtk_image_new_from_icon_name ("go-next-symbolic"));
          g_signal_connect_object (line, "activated", G_CALLBACK (doubt_row_activated_cb), self, 0);
          adw_expander_row_add_row (ADW_EXPANDER_ROW (row), line);
        }
      if (doubt->kind->n_positions > doubt->names->len)
        {
          guint n_more = doubt->kind->n_positions - doubt->names->len;
          g_autofree char *more = spt_ui_format_count (n_more);
          g_autofree char *text = g_strdup_printf (ngettext ("and %s other", "and %s others",
                                                             n_more), more);

          adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_row (text, NULL));
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), row);
    }
}

static void
add_left_out (SptSendDialog *self,
              GtkWidget     *box,
              const char    *title,
              const char    *action)
{
  GtkWidget *row = new_row (title, NULL);

  if (action != NULL)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_("_Show"));

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), row);
}

static void
show_left_out (SptSendDialog *self)
{
  SptSendPlan *plan = self->plan;
  GtkWidget *box;

  if (plan->n_under_way + plan->n_to_fix + plan->n_nothing == 0)
    return;

  box = new_group (self, _("What Stays"));
  if (plan->n_under_way > 0)
    {
      g_autofree char *number = spt_ui_format_count (plan->n_under_way);
      g_autofree char *text = g_strdup_printf (_("Already under way: %s"), number);

      add_left_out (self, box, text, "send.show-under-way");
    }
  if (plan->n_to_fix > 0)
    {
      g_autofree char *number = spt_ui_format_count (plan->n_to_fix);
      g_autofree char *text = g_strdup_printf (_("With something to correct: %s"), number);

      add_left_out (self, box, text, "send.show-to-fix");
    }
  if (plan->n_nothing > 0)
    {
      g_autofree char *number = spt_ui_format_count (plan->n_nothing);
      g_autofree char *text = g_strdup_printf (_("Nothing new to send: %s"), number);

      add_left_out (self, box, text, NULL);
    }
}

static void
planned_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptSendPlan *plan = spt_send_plan_finish (SPT_STORE (object), result, &error);
  SptSendDialog *self = user_data;

  if (is_cancelled (error))
    return;
  if (plan == NULL)
    {
      show_error (self, error);
      return;
    }

  self->plan = plan;
  if (plan->accounts->len == 0)
    {
      show_message (self, "dialog-password-symbolic", _("An Account Is Needed"),
                    _("To send, Sportello has to know which service to reach and with which key."),
                    _("Go to _Accounts"), "send.show-accounts");
      return;
    }
  show_groups (self);
  show_doubts (self);
  show_left_out (self);
  if (spt_send_plan_count (plan) == 0)
    new_group (self, _("Nothing can leave now"));
  update_button (self);
  gtk_stack_set_visible_child_name (self->stack, "plan");
  /* Never on the button that sends (ui.md). */
  gtk_window_set_focus (GTK_WINDOW (self), self->cancel_button);
}

/* --- progress ------------------------------------------------------------------------------------------ */

static void
set_stage (SptSendDialog *self,
           Stage          stage,
           StageLook      look,
           const char    *subtitle)
{
  static const char *const icons[] = { "content-loading-symbolic", NULL, "object-select-symbolic",
                                       "dialog-warning-symbolic" };
  GtkWidget *icon = self->stage_icons[stage];
  GtkWidget *spinner = self->stage_spinners[stage];
  GtkWidget *row = self->stage_rows[stage];

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (icon, look != LOOK_RUNNING);
  gtk_widget_set_visible (spinner, look == LOOK_RUNNING);
  gtk_spinner_set_spinning (GTK_SPINNER (spinner), look == LOOK_RUNNING);
  if (look != LOOK_RUNNING)
    gtk_image_set_from_icon_name (GTK_IMAGE (icon), icons[look]);
  gtk_widget_remove_css_class (icon, "success");
  gtk_widget_remove_css_class (icon, "warning");
  gtk_widget_remove_css_class (icon, "dim-label");
  gtk_widget_add_css_class (icon, look == LOOK_DONE ? "success"
                            : look == LOOK_TROUBLE ? "warning" : "dim-label");
}

static void
add_outcome (SptSendDialog *self,
             SptState       state,
             guint          n)
{
  GtkWidget *row;
  GtkWidget *label;
  g_autofree char *number = spt_ui_format_count (n);

  if (n == 0)
    return;

  row = new_row ("", NULL);
  label = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", TRUE, "state", state, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), number);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "spt-state", GUINT_TO_POINTER (state));
  gtk_list_box_append (self->outcomes, row);
}

static void
show_outcomes (SptSendDialog      *self,
               const SptSendState *state)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->outcomes))) != NULL)
    gtk_list_box_remove (self->outcomes, row);
  add_outcome (self, SPT_STATE_UNCERTAIN, state->n_uncertain);
  add_outcome (self, SPT_STATE_REFUSED, state->n_refused);
  add_outcome (self, SPT_STATE_NOT_SENT, state->n_not_sent);
  add_outcome (self, SPT_STATE_CANCELLED, state->n_cancelled);
  add_outcome (self, SPT_STATE_DONE, state->n_done);
  gtk_widget_set_visible (GTK_WIDGET (self->outcomes),
                          gtk_widget_get_first_child (GTK_WIDGET (self->outcomes)) != NULL);
}

static void
show_state (SptSendDialog      *self,
            const SptSendState *state)
{
  guint n_left = state->n_files - state->n_ready - state->n_sending;
  gboolean ended = state->n_ended == state->n_files;
  gboolean trouble = state->n_refused + state->n_uncertain + state->n_not_sent > 0;
  g_autofree char *items = spt_ui_format_count (state->n_items);
  g_autofree char *prepared = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *outcomes = NULL;
  g_autofree char *title = NULL;

  /* Translators: %1$s positions in %2$u files */
  prepared = g_strdup_printf (ngettext ("%1$s positions in %2$u file", "%1$s positions in %2$u files",
                                        state->n_files), items, state->n_files);
  set_stage (self, STAGE_PREPARE, LOOK_DONE, prepared);

  sent = g_strdup_printf (_("%1$u of %2$u"), n_left, state->n_files);
  set_stage (self, STAGE_SEND, n_left == state->n_files
             ? state->n_not_sent > 0 ? LOOK_TROUBLE : LOOK_DONE : LOOK_RUNNING, sent);
  set_stage (self, STAGE_TAKEN, state->n_ready + state->n_sending > 0 ? LOOK_WAITING
             : state->n_uncertain + state->n_not_sent > 0 ? LOOK_TROUBLE : LOOK_DONE, NULL);

  if (ended)
    {
      set_stage (self, STAGE_OUTCOMES, trouble ? LOOK_TROUBLE : LOOK_DONE, NULL);
    }
  else if (state->n_waiting > 0)
    {
      gint64 now = spt_clock_get_utc_ms (spt_desk_get_clock (self->desk));
      g_autofree char *when = spt_ui_format_time (state->next_check, now);

      if (state->progress_total > 0)
        {
          g_autofree char *done = spt_ui_format_count (state->progress_done);
          g_autofree char *total = spt_ui_format_count (state->progress_total);

          /* Translators: how many positions the service has gone through, and when it is asked again */
          outcomes = g_strdup_printf (_("%1$s of %2$s worked through, next check %3$s"), done, total,
                                      when);
        }
      else if (state->next_check > 0)
        {
          outcomes = g_strdup_printf (_("Next check %s"), when);
        }
      set_stage (self, STAGE_OUTCOMES, LOOK_RUNNING, outcomes);
    }
  else
    {
      set_stage (self, STAGE_OUTCOMES, LOOK_WAITING, NULL);
    }

  show_outcomes (self, state);
  if (!ended)
    title = g_strdup (state->n_waiting > 0 && state->n_ready + state->n_sending == 0
                      ? _("Waiting for the Outcomes") : _("Sending"));
  else
    title = g_strdup (state->n_uncertain > 0 ? _("Something Is Uncertain")
                      : state->n_refused > 0 ? _("Something Was Refused")
                      : state->n_not_sent > 0 ? _("Something Was Not Sent")
                      : state->n_cancelled > 0 ? _("Stopped") : _("All Accepted"));
  gtk_label_set_text (self->progress_title, title);
  gtk_button_set_label (self->close_button, ended ? _("_Close") : _("_Continue in Background"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "send.stop", state->n_ready > 0);
  gtk_widget_set_visible (self->stop_button, !ended);
}

static void
state_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptSendState *state = spt_send_state_finish (SPT_STORE (object), result, &error);
  SptSendDialog *self = user_data;

  if (is_cancelled (error))
    return;
  if (state == NULL)
    show_error (self, error);
  else
    show_state (self, state);
}

static void
look_cb (gpointer user_data)
{
  SptSendDialog *self = user_data;

  self->look_timer = 0;
  spt_send_state_async (spt_desk_get_store (self->desk), self->submissions, self->cancellable,
                        state_cb, self);
}

static void
look (SptSendDialog *self)
{
  if (self->submissions->len > 0 && !self->ordering && self->look_timer == 0)
    self->look_timer = g_timeout_add_once (LOOK_DELAY_MS, look_cb, self);
}

static void
store_changed_cb (SptSendDialog *self,
                  guint          what)
{
  if ((what & (SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ELSEWHERE)) != 0)
    look (self);
}

/* --- ordering ------------------------------------------------------------------------------------------ */

static void
show_issues (SptSendDialog    *self,
             SptPrepareResult *prepared)
{
  SptSchema *schema = SPT_SERVICE_GET_CLASS (self->service)->get_record_schema (self->service);
  g_autoptr (GListStore) rows = spt_issue_row_new_list (prepared->issues, schema, ISSUES_SHOWN);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      g_autoptr (SptIssueRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);
      g_autofree char *text = NULL;
      g_autofree char *field = NULL;
      g_autofree char *value = NULL;
      g_autofree char *subtitle = NULL;

      g_object_get (row, "text", &text, "field", &field, "value", &value, NULL);
      subtitle = *value != '\0' ? g_strdup_printf ("%s: %s", field, value) : g_strdup (field);
      gtk_list_box_append (self->issues_list, new_row (text, subtitle));
    }
  gtk_stack_set_visible_child_name (self->stack, "issues");
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SptSendDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  SptPrepareResult *prepared = spt_prepare_finish (result, &error);

  gboolean closed = g_cancellable_is_cancelled (self->cancellable);

  /* Ordered is ordered, whether anybody still looks or not: a closed sheet goes on with its other groups. */
  spt_outbox_wake (spt_desk_get_outbox (self->desk));
  if (prepared == NULL)
    {
      self->ordering = FALSE;
      if (!closed)
        show_error (self, error);
      else if (self->parent != NULL)
        spt_ui_report_error (self->parent, error);
      else
        g_warning ("Part of what was ordered could not be prepared: %s", error->message);
      return;
    }
  if (prepared->job_id == 0)
    {
      self->ordering = FALSE;
      if (!closed)
        show_issues (self, prepared);
      else if (self->parent != NULL)
        spt_window_toast (spt_window_of (self->parent),
                          _("Part was not sent: the check found something to correct"), NULL, NULL,
                          NULL);
      spt_prepare_result_free (prepared);
      return;
    }

  g_array_append_vals (self->submissions, prepared->submissions->data, prepared->submissions->len);
  spt_prepare_result_free (prepared);
  self->group++;
  prepare_next (self);
}

static void
prepare_next (SptSendDialog *self)
{
  SptSendGroup *group;
  SptPrepareOptions options = { 0, };

  if (self->group >= self->plan->groups->len)
    {
      self->ordering = FALSE;
      if (!g_cancellable_is_cancelled (self->cancellable))
        look (self);
      return;
    }

  group = g_ptr_array_index (self->plan->groups, self->group);
  options.operation = find_operation (self, group->operation);
  options.account_id = group->account_id;
  options.ids = (const gint64 *) (void *) group->ids->data;
  options.n_ids = group->ids->len;
  options.who = spt_desk_get_who (self->desk);
  options.order = TRUE;
  /* Not with our cancellable: closing the sheet withdraws nothing that was ordered; "Stop" does. */
  spt_prepare_async (spt_desk_get_store (self->desk), &options, NULL, prepared_cb,
                     g_object_ref (self));
}

static void
go_action (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  SptSendDialog *self = SPT_SEND_DIALOG (widget);

  if (self->ordering || self->submissions->len > 0)
    return;

  self->ordering = TRUE;
  for (guint i = 0; i < self->plan->groups->len; i++)
    {
      SptSendGroup *group = g_ptr_array_index (self->plan->groups, i);

      group->account_id = spt_account_get_id (get_account (self, i));
    }
  gtk_label_set_text (self->progress_title, _("Preparing"));
  set_stage (self, STAGE_PREPARE, LOOK_RUNNING, NULL);
  for (guint i = STAGE_SEND; i < N_STAGES; i++)
    set_stage (self, i, LOOK_WAITING, NULL);
  gtk_widget_action_set_enabled (widget, "send.stop", FALSE);
  gtk_stack_set_visible_child_name (self->stack, "progress");
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->close_button));
  prepare_next (self);
}

static void
stopped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  guint n_stopped = 0;
  gboolean done = spt_send_stop_finish (SPT_STORE (object), result, &n_stopped, &error);
  SptSendDialog *self = user_data;

  if (is_cancelled (error))
    return;
  if (!done)
    show_error (self, error);
  else
    look (self);
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptSendDialog *self = SPT_SEND_DIALOG (widget);

  spt_send_stop_async (spt_desk_get_store (self->desk), self->submissions,
                       spt_desk_get_who (self->desk), self->cancellable, stopped_cb, self);
}

/* --- ways out ------------------------------------------------------------------------------------------ */

static void
outcome_activated_cb (SptSendDialog *self,
                      GtkListBoxRow *row)
{
  guint state = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "spt-state"));
  gint64 submission = g_array_index (self->submissions, gint64, 0);
  gboolean single = self->submissions->len == 1;
  SptWindow *window = leave (self);

  if (window == NULL)
    return;
  if (single)
    spt_window_open_submission (window, submission);
  else
    spt_window_open_positions (window, 1u << state, 0, 0);
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
  SptWindow *window = leave (SPT_SEND_DIALOG (widget));

  if (window != NULL)
    spt_window_open_positions (window, 1u << SPT_STATE_TO_FIX, 0, 0);
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

/* --- the window ---------------------------------------------------------------------------------------- */

static void
add_stage (SptSendDialog *self,
           Stage          stage,
           const char    *title)
{
  GtkWidget *row = new_row (title, NULL);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), spinner);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_append (self->stages, row);
  self->stage_rows[stage] = row;
  self->stage_icons[stage] = icon;
  self->stage_spinners[stage] = spinner;
  set_stage (self, stage, LOOK_WAITING, NULL);
}

static void
spt_send_dialog_dispose (GObject *object)
{
  SptSendDialog *self = SPT_SEND_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->look_timer, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_SEND_DIALOG);

  G_OBJECT_CLASS (spt_send_dialog_parent_class)->dispose (object);
}

static void
spt_send_dialog_finalize (GObject *object)
{
  SptSendDialog *self = SPT_SEND_DIALOG (object);

  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, spt_send_plan_free);
  g_clear_pointer (&self->choosers, g_ptr_array_unref);
  g_clear_pointer (&self->submissions, g_array_unref);

  G_OBJECT_CLASS (spt_send_dialog_parent_class)->finalize (object);
}

static void
spt_send_dialog_class_init (SptSendDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_send_dialog_dispose;
  object_class->finalize = spt_send_dialog_finalize;

  g_type_ensure (SPT_TYPE_STRIP);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-send-dialog.ui");
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
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, issues_list);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, message_page);
  gtk_widget_class_bind_template_child (widget_class, SptSendDialog, message_button);
  gtk_widget_class_bind_template_callback (widget_class, outcome_activated_cb);

  gtk_widget_class_install_action (widget_class, "send.go", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "send.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "send.show-under-way", NULL,
                                   show_under_way_action);
  gtk_widget_class_install_action (widget_class, "send.show-to-fix", NULL, show_to_fix_action);
  gtk_widget_class_install_action (widget_class, "send.show-accounts", NULL, show_accounts_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spt_send_dialog_init (SptSendDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->choosers = g_ptr_array_new ();
  self->submissions = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));

  add_stage (self, STAGE_PREPARE, _("Check and preparation"));
  add_stage (self, STAGE_SEND, _("Sending"));
  add_stage (self, STAGE_TAKEN, _("Taken in charge"));
  add_stage (self, STAGE_OUTCOMES, _("Outcomes"));
}

/**
 * spt_send_dialog_new:
 * @parent: a widget of the window
 * @desk: what it works with
 * @ids: (nullable) (element-type gint64): positions; %NULL = all that is ready
 *
 * Makes the sheet, the only gate through which anything leaves; the caller presents it.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_send_dialog_new (GtkWidget *parent,
                     SptDesk   *desk,
                     GArray    *ids)
{
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  SptSendDialog *self = g_object_new (SPT_TYPE_SEND_DIALOG, "transient-for",
                                      GTK_IS_WINDOW (root) ? root : NULL, NULL);

  self->desk = g_object_ref (desk);
  g_set_weak_pointer (&self->parent, parent);
  self->service = spt_services_find_kind (SPT_KIND_POSITIONS);
  g_signal_connect_object (spt_desk_get_store (desk), "changed", G_CALLBACK (store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  spt_send_plan_async (spt_desk_get_store (desk), spt_service_get_info (self->service)->id, ids,
                       self->cancellable, planned_cb, self);
  return GTK_WINDOW (self);
}
