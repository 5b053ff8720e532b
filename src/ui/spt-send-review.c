/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet's first page: what would leave, where to, with which doubts, and what stays. */
#define G_LOG_DOMAIN "spt-send-review"

#include "config.h"

#include "spt-send-dialog-private.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "service/spt-service.h"
#include "ui/spt-send-words.h"
#include "ui/spt-window.h"

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
  GtkWidget *tag = gtk_label_new (NULL);

  spt_ui_tag_environment (GTK_LABEL (tag), environment);
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
  if (selected == 0 || selected > group->fitting->len)
    return NULL;
  return g_ptr_array_index (group->fitting, selected - 1);
}

/* What the service has to say of the environment: others' data are there too. */
static const char *
get_notice (SptSendDialog  *self,
            SptEnvironment  environment)
{
  for (guint i = 0; i < self->plan->groups->len; i++)
    {
      SptAccount *account = _spt_send_get_account (self, i);
      SptService *service = account != NULL
                            ? spt_services_find (spt_account_get_service (account)) : NULL;

      if (service != NULL)
        return spt_service_get_notice (service, environment);
    }

  return NULL;
}

void
_spt_send_update_button (SptSendDialog *self)
{
  g_autoptr (GHashTable) bodies = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = spt_send_plan_count (self->plan);
  int environment = self->plan->environment;
  gboolean settled = environment != SPT_SEND_NO_ENVIRONMENT;
  gboolean complete = n > 0 && settled;
  g_autofree char *text = NULL;
  const char *notice;

  for (guint i = 0; i < self->plan->groups->len; i++)
    {
      SptSendOrder *order = g_ptr_array_index (self->orders, i);
      SptSendGroup *group = g_ptr_array_index (self->plan->groups, i);
      SptAccount *account = _spt_send_get_account (self, i);

      if (order->count != COUNT_DONE || account == NULL)
        complete = FALSE;
      if (order->cost != NULL)
        self->words->show_cost (order->cost, account, group->operation, group->ids->len);
      if (account != NULL && spt_account_get_body (account) != NULL)
        g_hash_table_add (bodies, (gpointer) spt_account_get_body (account));
    }

  text = spt_send_words_dup_button (self->words, n, g_hash_table_size (bodies),
                                    settled ? spt_ui_environment_word ((SptEnvironment) environment) : NULL);
  gtk_label_set_text (self->send_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "send.go", complete);

  notice = settled ? get_notice (self, (SptEnvironment) environment) : NULL;
  g_object_set (self->environment_strip, "text", notice != NULL ? notice : "", "revealed",
                notice != NULL, NULL);
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
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _("Choose…"));
  for (guint i = 0; i < group->fitting->len; i++)
    {
      SptAccount *account = g_ptr_array_index (group->fitting, i);
      const char *body = spt_account_get_body_name (account);
      g_autofree char *name = body != NULL && group->organization == NULL
                              ? g_strdup_printf ("%s · %s", spt_account_get_name (account), body)
                              : g_strdup (spt_account_get_name (account));

      gtk_string_list_append (names, name);
      if (spt_account_get_id (account) == group->account_id)
        selected = i + 1;
    }

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Account"));
  /* Below the title it has the whole row: beside it, a narrow sheet leaves three letters of it. */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (account_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
new_account_row (SptAccount *account)
{
  GtkWidget *row = spt_ui_new_row (_("Account"), account != NULL ? spt_account_get_name (account)
                                                                    : _("The account was removed"));

  if (account != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               new_environment_tag (spt_account_get_environment (account)));
  return row;
}

/* What cannot be taken back is said before. */
static void
add_warning (GtkWidget  *box,
             const char *text)
{
  GtkWidget *row = spt_ui_new_row (_("Cannot be taken back"), text);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), row);
}

static void
show_before_cb (GtkWidget     *button,
                SptSendDialog *self)
{
  gint64 *before = g_object_get_data (G_OBJECT (button), "spt-before");
  SptWindow *window = spt_window_of (GTK_WIDGET (self));
  const char *kind = self->kind;
  gint64 id = *before;

  gtk_window_close (GTK_WINDOW (self));
  if (window != NULL)
    spt_window_open_record (window, kind, id, NULL);
}

/* What does not leave at once, and what will not before somebody has done something. */
static void
add_queues (SptSendDialog *self,
            SptSendGroup  *group,
            GtkWidget     *box)
{
  const SptQueueSum *sum = &group->queues;
  g_autofree char *behind = spt_ui_format_count (sum->n_behind);
  g_autofree char *held = spt_ui_format_count (sum->n_held);
  g_autofree char *behind_title = NULL;
  g_autofree char *held_title = NULL;
  GtkWidget *row, *icon, *button;

  if (sum->n_behind > 0)
    {
      behind_title = g_strdup_printf (ngettext ("%s waits for an earlier one of its plant",
                                                "%s wait for an earlier one of their plant", sum->n_behind), behind);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (box),
                                 spt_ui_new_row (behind_title, _("It leaves by itself once that one is accepted; should it be "
                                                                 "refused, what stands behind it stays")));
    }
  if (sum->n_held == 0)
    return;

  held_title = g_strdup_printf (ngettext ("%s stands behind one that does not go on by itself",
                                          "%s stand behind one that does not go on by itself", sum->n_held), held);
  row = spt_ui_new_row (held_title, _("An earlier document of the plant was refused, was not sent or has an uncertain outcome: it "
                                      "is to be settled first, or taken out of the queue"));
  icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  button = gtk_button_new_with_mnemonic (_("_Show"));
  gtk_widget_add_css_class (icon, "warning");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "spt-before", g_memdup2 (&sum->held_by, sizeof sum->held_by), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_before_cb), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), row);
}

/* One order is one operation with one account. */
static gboolean
is_mixed (SptSendPlan *plan)
{
  for (guint i = 1; i < plan->groups->len; i++)
    {
      if (((SptSendGroup *) g_ptr_array_index (plan->groups, i))->operation !=
          ((SptSendGroup *) g_ptr_array_index (plan->groups, 0))->operation)
        return TRUE;
    }
  return FALSE;
}

static void
show_group (SptSendDialog *self,
            guint          index)
{
  SptSendGroup *group = g_ptr_array_index (self->plan->groups, index);
  SptAccount *account = spt_send_plan_find_account (self->plan, group->account_id);
  gboolean settled = self->plan->environment != SPT_SEND_NO_ENVIRONMENT;
  g_autofree char *title = spt_send_words_dup_title (self->words, group->operation, group->ids->len);
  g_autofree char *subtitle = spt_send_words_dup_subtitle (self->words, group->operation, group->sum);
  g_autofree char *body =
    spt_send_plan_dup_body (self->plan, group->organization != NULL || account == NULL
                                        ? group->organization : spt_account_get_body (account));
  const char *warning = spt_send_words_get_warning (self->words, group->operation);
  GtkWidget *box = new_group (self, index == 0 ? _("What Leaves") : "");
  SptSendOrder *order = g_new0 (SptSendOrder, 1);

  if (index == 0 && is_mixed (self->plan))
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (box),
                                           _("Several operations are prepared here: each leaves as an order of its own, in this order."));
  g_ptr_array_add (self->orders, order);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), spt_ui_new_row (title, subtitle));
  if (warning != NULL)
    add_warning (box, warning);
  if (body != NULL)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (box),
                               spt_ui_new_row (_("Creditor Body"), body));
  if (settled && !group->bound && group->fitting->len > 1)
    {
      if (body == NULL && self->words->unbound != NULL)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (box),
                                   spt_ui_new_row (_("Creditor Body"), _(self->words->unbound)));
      order->chooser = ADW_COMBO_ROW (new_account_chooser (self, group));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), GTK_WIDGET (order->chooser));
    }
  else if (settled)
    {
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), new_account_row (account));
    }
  add_queues (self, group, box);
  _spt_send_add_changes (self, group, box);
  _spt_send_add_count (self, order, box);
  if (self->words->new_cost != NULL)
    {
      order->cost = self->words->new_cost (self->desk);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), order->cost);
    }
  gtk_widget_set_visible (order->row, settled);
}

static void
environment_chosen_cb (SptSendDialog *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->environment_row));
  guint n = 0;

  self->environment = SPT_SEND_NO_ENVIRONMENT;
  for (int i = SPT_ENVIRONMENT_PRACTICE; i <= SPT_ENVIRONMENT_PRODUCTION; i++)
    {
      if ((self->plan->environments & (1u << i)) != 0 && ++n == selected)
        self->environment = i;
    }
  self->choosing = TRUE;
  _spt_send_plan (self);
}

/* Test and production are never mixed: where both are possible a person says which, once for all bodies. */
static void
show_environments (SptSendDialog *self)
{
  g_autoptr (GtkStringList) names = NULL;
  GtkWidget *box;
  GtkWidget *row;
  guint selected = 0;
  guint n = 0;

  self->environment_row = NULL;
  if ((self->plan->environments & (self->plan->environments - 1)) == 0)
    return;

  names = gtk_string_list_new (NULL);
  gtk_string_list_append (names, _("Choose…"));
  for (int i = SPT_ENVIRONMENT_PRACTICE; i <= SPT_ENVIRONMENT_PRODUCTION; i++)
    {
      if ((self->plan->environments & (1u << i)) == 0)
        continue;
      gtk_string_list_append (names, spt_ui_environment_word ((SptEnvironment) i));
      n++;
      if (i == self->plan->environment)
        selected = n;
    }

  box = new_group (self, _("Where to"));
  row = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Environment"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _("Each body's account of this environment is used; the environments are never mixed"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (environment_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), row);
  self->environment_row = row;
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
      g_autofree char *number = spt_ui_format_count (kind->n_records);
      GtkWidget *row = spt_ui_new_row (title, NULL);
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
              const char    *subtitle,
              const char    *action)
{
  GtkWidget *row = spt_ui_new_row (title, subtitle);

  if (action != NULL)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (strcmp (action, "send.show-accounts") == 0
                                                        ? _("_Accounts") : _("_Show"));

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), row);
}

/* What has no account here, and what is bound to the other environment. */
static void
show_astray (SptSendDialog *self,
             GtkWidget     *box)
{
  SptSendPlan *plan = self->plan;

  for (guint i = 0; i < plan->astray->len; i++)
    {
      const SptSendAstray *astray = &g_array_index (plan->astray, SptSendAstray, i);
      g_autofree char *number = spt_ui_format_count (astray->n);
      g_autofree char *body = spt_send_plan_dup_body (plan, astray->organization);
      g_autofree char *text = NULL;

      if (plan->environment == SPT_SEND_NO_ENVIRONMENT)
        text = g_strdup_printf (_("No account answers for their body: %s"), number);
      else
        /* Translators: %1$s is an environment, %2$s a number of positions */
        text = g_strdup_printf (_("No account answers for their body in %1$s: %2$s"),
                                spt_ui_environment_word ((SptEnvironment) plan->environment),
                                number);
      add_left_out (self, box, text, body, "send.show-accounts");
    }
  for (guint i = 0; i < G_N_ELEMENTS (plan->n_elsewhere); i++)
    {
      g_autofree char *number = spt_ui_format_count (plan->n_elsewhere[i]);
      g_autofree char *text = NULL;

      if (plan->n_elsewhere[i] == 0)
        continue;
      /* Translators: %1$s is an environment, %2$s a number of positions */
      text = g_strdup_printf (_("Bound to an account in %1$s: %2$s"),
                              spt_ui_environment_word ((SptEnvironment) i), number);
      add_left_out (self, box, text, NULL, NULL);
    }
}

static gboolean
stays_anything (SptSendPlan *plan)
{
  guint n = plan->n_under_way + plan->n_to_fix + plan->n_nothing + plan->n_left_out +
            plan->astray->len;

  for (guint i = 0; i < G_N_ELEMENTS (plan->n_elsewhere); i++)
    n += plan->n_elsewhere[i];
  return n > 0;
}

static void
show_left_out (SptSendDialog *self)
{
  SptSendPlan *plan = self->plan;
  GtkWidget *box;

  if (!stays_anything (plan))
    return;

  box = new_group (self, _("What Stays"));
  show_astray (self, box);
  if (plan->n_under_way > 0)
    {
      g_autofree char *number = spt_ui_format_count (plan->n_under_way);
      g_autofree char *text = g_strdup_printf (_("Already under way: %s"), number);

      add_left_out (self, box, text, NULL, "send.show-under-way");
    }
  if (plan->n_to_fix > 0)
    {
      g_autofree char *number = spt_ui_format_count (plan->n_to_fix);
      g_autofree char *text = g_strdup_printf (_("With something to correct: %s"), number);

      add_left_out (self, box, text, NULL, "send.show-to-fix");
    }
  if (plan->n_left_out > 0)
    {
      g_autofree char *number = spt_ui_format_count (plan->n_left_out);
      g_autofree char *text = g_strdup_printf (_("Left out, still to correct: %s"), number);

      add_left_out (self, box, text, NULL, NULL);
    }
  if (plan->n_nothing > 0)
    {
      g_autofree char *number = spt_ui_format_count (plan->n_nothing);
      g_autofree char *text = g_strdup_printf (_("Nothing new to send: %s"), number);

      add_left_out (self, box, text, NULL, NULL);
    }
}

static void
take_choice (SptSendGroup *group,
             gint64        account_id)
{
  for (guint i = 0; i < group->fitting->len; i++)
    {
      if (spt_account_get_id (g_ptr_array_index (group->fitting, i)) == account_id)
        group->account_id = account_id;
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

          if (!group->bound && !before->bound && account != NULL && group->account_id == 0 &&
              group->operation == before->operation && group->organization == before->organization)
            take_choice (group, spt_account_get_id (account));
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
  show_environments (self);
  for (guint i = 0; i < plan->groups->len; i++)
    show_group (self, i);
  show_doubts (self);
  show_left_out (self);
  if (spt_send_plan_count (plan) == 0)
    new_group (self, _("Nothing can leave now"));
  _spt_send_update_button (self);
  _spt_send_go_to (self, "plan");
  /* Never on the button that sends (ui.md). */
  gtk_window_set_focus (GTK_WINDOW (self), self->choosing && self->environment_row != NULL
                                           ? self->environment_row : self->cancel_button);
  self->choosing = FALSE;
  if (plan->environment != SPT_SEND_NO_ENVIRONMENT)
    _spt_send_count (self);
}

void
_spt_send_plan (SptSendDialog *self)
{
  _spt_send_stop_counting (self);
  spt_send_plan_async (spt_desk_get_store (self->desk), self->service,
                       self->environment, self->ids, self->left_out, self->cancellable, planned_cb, self);
}
