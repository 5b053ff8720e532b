/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet after the click: preparing in earnest, then how far each file is, and stopping what has not left. */
#define G_LOG_DOMAIN "spt-send-progress"

#include "config.h"

#include "spt-send-dialog-private.h"

#include <glib/gi18n.h>

#include "ui/spt-window.h"

#define LOOK_DELAY_MS 200

typedef enum
{
  LOOK_WAITING,
  LOOK_RUNNING,
  LOOK_DONE,
  LOOK_TROUBLE
} StageLook;

static void prepare_next (SptSendDialog *self);

/* --- stages -------------------------------------------------------------------------------------------- */

static void
set_stage (SptSendDialog *self,
           SptSendStage   stage,
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
  g_autofree char *spoken = g_strdup_printf ("%s: %s", spt_ui_state_word (state, !self->words->is_masculine), number);

  if (n == 0)
    return;

  row = spt_ui_new_row ("", NULL);
  label = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", !self->words->is_masculine, "state", state, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), number);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), label);
  spt_ui_lead_row (row, NULL, NULL);
  /* Its title alone would be the bare number. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
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

/* Single requests leave one at a time: until when, by the pace of the last ones. */
static char *
dup_sent (SptSendDialog      *self,
          const SptSendState *state,
          guint               n_left)
{
  g_autofree char *left = spt_ui_format_count (n_left);
  g_autofree char *all = spt_ui_format_count (state->n_files);
  guint waiting = state->n_files - n_left;
  guint minutes = (guint) ((waiting * state->each_ms + 59999) / 60000);

  if (!self->words->is_single || waiting == 0 || n_left < 3 || minutes == 0)
    /* Translators: how many of how many files or requests have left */
    return g_strdup_printf (_("%1$s of %2$s"), left, all);
  /* Translators: how many of how many requests have left */
  return g_strdup_printf (ngettext ("%1$s of %2$s, about %3$u minute is left",
                                    "%1$s of %2$s, about %3$u minutes are left", minutes),
                          left, all, minutes);
}

static void
show_state (SptSendDialog      *self,
            const SptSendState *state)
{
  guint n_left = state->n_files - state->n_ready - state->n_sending;
  gboolean ended = state->n_ended == state->n_files;
  gboolean trouble = state->n_refused + state->n_uncertain + state->n_not_sent > 0;
  g_autofree char *prepared = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *outcomes = NULL;
  g_autofree char *title = NULL;

  prepared = spt_send_words_dup_prepared (self->words, state->n_items, state->n_files);
  set_stage (self, STAGE_PREPARE, LOOK_DONE, prepared);

  sent = dup_sent (self, state, n_left);
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
      gint64 now = spt_desk_get_now (self->desk);
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
    title = state->n_uncertain > 0 ? g_strdup (_("Something Is Uncertain"))
            : state->n_refused > 0 ? g_strdup (_("Something Was Refused"))
            : state->n_not_sent > 0 ? g_strdup (_("Something Was Not Sent"))
            : state->n_cancelled > 0 ? g_strdup (_("Stopped")) : spt_count_text_dup (&self->words->accepted, state->n_items);
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

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (state == NULL)
    _spt_send_show_error (self, error);
  else
    show_state (self, state);
}

static void
look_cb (gpointer user_data)
{
  SptSendDialog *self = user_data;

  self->look_timer = 0;
  spt_send_state_async (spt_desk_get_store (self->desk),
                        self->words->is_single ? self->jobs : self->submissions,
                        self->words->is_single, self->cancellable, state_cb, self);
}

void
_spt_send_look (SptSendDialog *self)
{
  if (self->submissions->len > 0 && !self->ordering && self->look_timer == 0)
    self->look_timer = g_timeout_add_once (LOOK_DELAY_MS, look_cb, self);
}

/* --- ordering ------------------------------------------------------------------------------------------ */

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
        _spt_send_show_error (self, error);
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
        _spt_send_show_refused (self, g_steal_pointer (&prepared->issues),
                                ((SptSendGroup *) g_ptr_array_index (self->plan->groups,
                                                                     self->group))->ids);
      else if (self->parent != NULL)
        spt_window_toast (spt_window_of (self->parent),
                          _("Part was not sent: the check found something to correct"), NULL, NULL,
                          NULL);
      spt_prepare_result_free (prepared);
      return;
    }

  g_array_append_val (self->jobs, prepared->job_id);
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
        _spt_send_look (self);
      return;
    }

  group = g_ptr_array_index (self->plan->groups, self->group);
  options.operation = _spt_send_find_operation (self, group->operation);
  options.any_operation = self->plan->any_operation;
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

      group->account_id = spt_account_get_id (_spt_send_get_account (self, i));
    }
  gtk_label_set_text (self->progress_title, _("Preparing"));
  set_stage (self, STAGE_PREPARE, LOOK_RUNNING, NULL);
  for (guint i = STAGE_SEND; i < N_STAGES; i++)
    set_stage (self, i, LOOK_WAITING, NULL);
  /* A single request is answered at once. */
  gtk_widget_set_visible (self->stage_rows[STAGE_TAKEN], !self->words->is_single);
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

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!done)
    _spt_send_show_error (self, error);
  else
    _spt_send_look (self);
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptSendDialog *self = SPT_SEND_DIALOG (widget);

  spt_send_stop_async (spt_desk_get_store (self->desk),
                       self->words->is_single ? self->jobs : self->submissions,
                       self->words->is_single,
                       spt_desk_get_who (self->desk), self->cancellable, stopped_cb, self);
}

/* --- the page ------------------------------------------------------------------------------------------ */

static void
outcome_activated_cb (SptSendDialog *self,
                      GtkListBoxRow *row)
{
  guint state = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "spt-state"));
  gint64 submission = g_array_index (self->submissions, gint64, 0);
  gboolean single = self->submissions->len == 1;
  gint64 order = self->words->is_single && self->jobs->len == 1
                 ? g_array_index (self->jobs, gint64, 0) : 0;
  const SptRecordFilter filter = { .states = 1u << state };
  SptWindow *window = spt_window_of (GTK_WIDGET (self));

  gtk_window_close (GTK_WINDOW (self));
  if (window == NULL)
    return;
  if (single)
    spt_window_open_submission (window, submission);
  else if (order != 0)
    spt_window_open_order (window, order, filter.states);
  else
    spt_window_open_records (window, self->kind, &filter);
}

static void
add_stage (SptSendDialog *self,
           SptSendStage   stage,
           const char    *title)
{
  GtkWidget *row = spt_ui_new_row (title, NULL);
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

void
_spt_send_add_stages (SptSendDialog *self)
{
  add_stage (self, STAGE_PREPARE, _("Check and preparation"));
  add_stage (self, STAGE_SEND, _("Sending"));
  add_stage (self, STAGE_TAKEN, _("Taken in charge"));
  add_stage (self, STAGE_OUTCOMES, _("Outcomes"));
}

void
_spt_send_install_order (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, outcome_activated_cb);
  gtk_widget_class_install_action (widget_class, "send.go", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "send.stop", NULL, stop_action);
}
