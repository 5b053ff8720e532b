/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet's first page: what would leave, where to, with which doubts, and what stays. */
#define G_LOG_DOMAIN "spt-send-review"

#include "config.h"

#include "spt-send-dialog-private.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "service/spt-service.h"
#include "ui/spt-send-words.h"

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

SptAccount *
_spt_send_get_account (SptSendDialog *self,
                       guint          index)
{
  SptSendGroup *group = g_ptr_array_index (self->plan->groups, index);
  SptSendOrder *order = g_ptr_array_index (self->orders, index);
  guint selected;

  if (order->chooser == NULL)
    return spt_send_plan_find_account (self->plan, group->account_id);
  selected = adw_combo_row_get_selected (order->chooser);
  if (selected == 0 || selected > self->plan->accounts->len)
    return NULL;
  return g_ptr_array_index (self->plan->accounts, selected - 1);
}

void
_spt_send_update_button (SptSendDialog *self)
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
      SptSendOrder *order = g_ptr_array_index (self->orders, i);
      SptAccount *account = _spt_send_get_account (self, i);
      SptEnvironment environment;
      const char *word;

      if (order->count != COUNT_DONE)
        complete = FALSE;
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

static void
account_chosen_cb (SptSendDialog *self)
{
  /* The address is part of a request and its size of the file's: another account is counted anew. */
  _spt_send_count (self);
  _spt_send_update_button (self);
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
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (account_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static void
show_group (SptSendDialog *self,
            guint          index)
{
  SptSendGroup *group = g_ptr_array_index (self->plan->groups, index);
  g_autofree char *title = spt_send_dup_title (group);
  g_autofree char *subtitle = spt_send_dup_subtitle (group);
  GtkWidget *box = new_group (self, index == 0 ? _("What Leaves") : "");
  SptSendOrder *order = g_new0 (SptSendOrder, 1);

  g_ptr_array_add (self->orders, order);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), _spt_send_new_row (title, subtitle));
  if (!group->bound && (self->plan->accounts->len > 1 || group->account_id == 0))
    {
      order->chooser = ADW_COMBO_ROW (new_account_chooser (self, group));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), GTK_WIDGET (order->chooser));
    }
  else
    {
      SptAccount *account = spt_send_plan_find_account (self->plan, group->account_id);
      GtkWidget *where = _spt_send_new_row (_("Account"),
                                            account != NULL ? spt_account_get_name (account)
                                                            : _("The account was removed"));

      if (account != NULL)
        adw_action_row_add_suffix (ADW_ACTION_ROW (where), new_environment_tag (
                                     spt_account_get_environment (account)));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), where);
    }
  _spt_send_add_changes (self, group, box);
  _spt_send_add_count (self, order, box);
}

void
_spt_send_order_free (SptSendOrder *order)
{
  g_clear_object (&order->findings);
  g_free (order);
}

static void
show_doubt_cb (GtkWidget     *button,
               SptSendDialog *self)
{
  _spt_send_show_kind (self, g_object_get_data (G_OBJECT (button), "spt-kind"), button);
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
      SptIssueKind *kind = g_ptr_array_index (self->plan->doubts, i);
      const SptMessage *message = spt_messages_find (kind->domain, kind->code);
      const char *title = message != NULL ? message->title : kind->code;
      g_autofree char *number = spt_ui_format_count (kind->n_positions);
      GtkWidget *row = _spt_send_new_row (title, NULL);
      GtkWidget *count = gtk_label_new (number);
      GtkWidget *button = gtk_button_new_with_mnemonic (_("_Show"));

      gtk_widget_add_css_class (count, "numeric");
      gtk_widget_add_css_class (count, "dim-label");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      g_object_set_data (G_OBJECT (button), "spt-kind", kind);
      g_signal_connect_object (button, "clicked", G_CALLBACK (show_doubt_cb), self, 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), count);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      /* The row's title is part of the button's name then. */
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), row);
    }
}

static void
add_left_out (SptSendDialog *self,
              GtkWidget     *box,
              const char    *title,
              const char    *action)
{
  GtkWidget *row = _spt_send_new_row (title, NULL);

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

  if (plan->n_under_way + plan->n_to_fix + plan->n_nothing + plan->n_left_out == 0)
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
  if (plan->n_left_out > 0)
    {
      g_autofree char *number = spt_ui_format_count (plan->n_left_out);
      g_autofree char *text = g_strdup_printf (_("Left out, still to correct: %s"), number);

      add_left_out (self, box, text, NULL);
    }
  if (plan->n_nothing > 0)
    {
      g_autofree char *number = spt_ui_format_count (plan->n_nothing);
      g_autofree char *text = g_strdup_printf (_("Nothing new to send: %s"), number);

      add_left_out (self, box, text, NULL);
    }
}

/* What a person has chosen stays chosen when the plan is made anew. */
static void
keep_choices (SptSendDialog *self,
              SptSendPlan   *plan)
{
  for (guint i = 0; self->plan != NULL && i < self->plan->groups->len; i++)
    {
      SptSendGroup *before = g_ptr_array_index (self->plan->groups, i);
      SptAccount *account = _spt_send_get_account (self, i);

      for (guint j = 0; j < plan->groups->len; j++)
        {
          SptSendGroup *group = g_ptr_array_index (plan->groups, j);

          if (!group->bound && !before->bound && account != NULL &&
              group->operation == before->operation && group->organization == before->organization)
            group->account_id = spt_account_get_id (account);
        }
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
  GtkWidget *child;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (plan == NULL)
    {
      _spt_send_show_error (self, error);
      return;
    }

  keep_choices (self, plan);
  g_ptr_array_set_size (self->orders, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->plan_box))) != NULL)
    gtk_box_remove (self->plan_box, child);
  g_clear_pointer (&self->plan, spt_send_plan_free);
  self->plan = plan;
  if (plan->accounts->len == 0)
    {
      _spt_send_show_message (self, "dialog-password-symbolic", _("An Account Is Needed"),
                              _("To send, Sportello has to know which service to reach and with which key."),
                              _("Go to _Accounts"), "send.show-accounts");
      return;
    }
  for (guint i = 0; i < plan->groups->len; i++)
    show_group (self, i);
  show_doubts (self);
  show_left_out (self);
  if (spt_send_plan_count (plan) == 0)
    new_group (self, _("Nothing can leave now"));
  _spt_send_update_button (self);
  _spt_send_go_to (self, "plan");
  /* Never on the button that sends (ui.md). */
  gtk_window_set_focus (GTK_WINDOW (self), self->cancel_button);
  _spt_send_count (self);
}

void
_spt_send_plan (SptSendDialog *self)
{
  _spt_send_stop_counting (self);
  spt_send_plan_async (spt_desk_get_store (self->desk), spt_service_get_info (self->service)->id,
                       self->ids, self->left_out, self->cancellable, planned_cb, self);
}
