/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In how many files an order leaves: a rehearsal of the preparation itself, so that the sheet says before the click what it will
 * do. */
#define G_LOG_DOMAIN "spt-send-count"

#include "config.h"

#include "spt-send-dialog-private.h"

#include <glib/gi18n.h>

/* What takes less needs no bar. */
#define BAR_AFTER_MS 500
#define BAR_EVERY_MS 100

/* Findings kept: one for each of 100,000 records, with room. */
#define MAX_FINDINGS 200000

struct _SptSendRehearsal
{
  SptSendDialog *dialog;      /* (owned) */
  GCancellable  *cancellable; /* (owned) */
  SptSendOrder  *order;       /* (unowned) (nullable): NULL once nobody waits for it */
  SptSendGroup  *group;       /* (unowned): valid as long as @order */
  GtkWidget     *bar;         /* (unowned): valid as long as @order */
  gint64         started;
  gint           done;        /* atomic: from the store's thread */
  gint           total;       /* atomic */
};

static void
rehearsal_free (SptSendRehearsal *run)
{
  g_object_unref (run->dialog);
  g_object_unref (run->cancellable);
  g_free (run);
}

/* --- what the row says --------------------------------------------------------------------------------- */

static void
set_row (SptSendOrder *order,
         const char   *title,
         const char   *subtitle)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (order->row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (order->row), subtitle != NULL ? subtitle : "");
}

static char *
dup_refusal (SptSendDialog *self,
             SptSendOrder  *order)
{
  g_autoptr (GArray) faulty = spt_finding_list_dup_faulty (order->findings);

  if (faulty->len == 0)
    return g_strdup (_("The service would refuse this order"));
  return spt_count_text_dup (&self->words->refusal, faulty->len);
}

static void
update_row (SptSendDialog *self,
            guint          index)
{
  SptSendGroup *group = g_ptr_array_index (self->plan->groups, index);
  SptSendOrder *order = g_ptr_array_index (self->orders, index);
  g_autofree char *sent = spt_send_words_dup_sent_before (self->words, group->n_sent);
  g_autofree char *title = NULL;

  gtk_widget_set_visible (order->button, order->count == COUNT_FAULTY);
  if (order->count != COUNT_RUNNING)
    gtk_widget_hide (order->bar);

  switch (order->count)
    {
    case COUNT_NEEDED:
      if (_spt_send_get_account (self, index) == NULL)
        set_row (order, spt_send_words_get_choose (self->words), sent);
      else
        set_row (order, spt_send_words_get_counting (self->words), sent);
      break;
    case COUNT_RUNNING:
      set_row (order, spt_send_words_get_counting (self->words), sent);
      break;
    case COUNT_DONE:
      title = spt_send_words_dup_requests (self->words, order->n_files);
      set_row (order, title, sent);
      break;
    case COUNT_FAULTY:
      title = dup_refusal (self, order);
      set_row (order, title, sent);
      break;
    case COUNT_FAILED:
      break;
    default:
      g_warn_if_reached ();
      break;
    }
}

static void
show_failure (SptSendOrder *order,
              const GError *error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = spt_ui_dup_explanation (error, &title);

  set_row (order, title, text);
  gtk_widget_hide (order->bar);
}

static void
show_faults_cb (GtkWidget     *button,
                SptSendDialog *self)
{
  SptSendOrder *order = g_object_get_data (G_OBJECT (button), "spt-order");

  _spt_send_show_faults (self, order->findings, button);
}

void
_spt_send_add_count (SptSendDialog *self,
                     SptSendOrder  *order,
                     GtkWidget     *box)
{
  order->row = spt_ui_new_row ("", NULL);
  order->bar = gtk_progress_bar_new ();
  order->button = gtk_button_new_with_mnemonic (_("_Show"));

  gtk_widget_set_valign (order->bar, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (order->bar, 96, -1);
  gtk_widget_hide (order->bar);
  gtk_accessible_update_property (GTK_ACCESSIBLE (order->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Counting"), -1);
  gtk_widget_set_valign (order->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (order->button, "flat");
  gtk_widget_hide (order->button);
  g_object_set_data (G_OBJECT (order->button), "spt-order", order);
  g_signal_connect_object (order->button, "clicked", G_CALLBACK (show_faults_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (order->row), order->bar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (order->row), order->button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (order->row), order->button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (box), order->row);
}

/* --- counting ------------------------------------------------------------------------------------------ */

/* On the store's thread. */
static void
progress_cb (gint64   done,
             gint64   total,
             gpointer user_data)
{
  SptSendRehearsal *run = user_data;

  g_atomic_int_set (&run->done, (gint) MIN (done, G_MAXINT));
  g_atomic_int_set (&run->total, (gint) MIN (total, G_MAXINT));
}

static gboolean
bar_cb (gpointer user_data)
{
  SptSendDialog *self = user_data;
  SptSendRehearsal *run = self->rehearsal;
  gint total = g_atomic_int_get (&run->total);

  if (g_get_monotonic_time () - run->started < BAR_AFTER_MS * 1000)
    return G_SOURCE_CONTINUE;
  gtk_widget_show (run->bar);
  if (total > 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (run->bar),
                                   (double) g_atomic_int_get (&run->done) / total);
  return G_SOURCE_CONTINUE;
}

static void
take_result (SptSendDialog    *self,
             SptSendRehearsal *run,
             SptPrepareResult *result)
{
  SptSendOrder *order = run->order;

  if (result->n_requests > 0)
    {
      order->count = COUNT_DONE;
      order->n_files = result->n_requests;
    }
  else
    {
      SptSchema *schema = SPT_SERVICE_GET_CLASS (self->service)->get_record_schema (self->service);

      order->count = COUNT_FAULTY;
      order->findings = spt_finding_list_new_issues (spt_desk_get_store (self->desk), self->kind, schema,
                                                     g_steal_pointer (&result->issues),
                                                     SPT_ISSUE_ERROR, run->group->ids, NULL, NULL);
    }
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  SptSendRehearsal *run = user_data;
  SptSendDialog *self = run->dialog;
  g_autoptr (GError) error = NULL;
  SptPrepareResult *counted = spt_prepare_finish (result, &error);
  guint index;

  if (run->order != NULL)
    {
      self->rehearsal = NULL;
      g_clear_handle_id (&self->bar_timer, g_source_remove);
      if (counted != NULL)
        take_result (self, run, counted);
      else
        run->order->count = COUNT_FAILED;
      g_ptr_array_find (self->orders, run->order, &index);
      update_row (self, index);
      if (counted == NULL)
        show_failure (run->order, error);
      _spt_send_count (self);
      _spt_send_update_button (self);
    }

  g_clear_pointer (&counted, spt_prepare_result_free);
  rehearsal_free (run);
}

/* Nobody waits for the answer any more; the other thread ends soon. */
void
_spt_send_stop_counting (SptSendDialog *self)
{
  SptSendRehearsal *run = g_steal_pointer (&self->rehearsal);

  g_clear_handle_id (&self->bar_timer, g_source_remove);
  if (run == NULL)
    return;
  run->order->count = COUNT_NEEDED;
  run->order = NULL;
  g_cancellable_cancel (run->cancellable);
}

static void
start (SptSendDialog *self,
       guint          index,
       SptAccount    *account)
{
  SptSendGroup *group = g_ptr_array_index (self->plan->groups, index);
  SptSendOrder *order = g_ptr_array_index (self->orders, index);
  SptSendRehearsal *run = g_new0 (SptSendRehearsal, 1);
  SptPrepareOptions options = { 0, };

  run->dialog = g_object_ref (self);
  run->cancellable = g_cancellable_new ();
  run->order = order;
  run->group = group;
  run->bar = order->bar;
  run->started = g_get_monotonic_time ();
  self->rehearsal = run;
  self->bar_timer = g_timeout_add (BAR_EVERY_MS, bar_cb, self);

  order->count = COUNT_RUNNING;
  order->account_id = spt_account_get_id (account);
  g_clear_object (&order->findings);
  update_row (self, index);

  options.operation = _spt_send_find_operation (self, group->operation);
  options.any_operation = self->plan->any_operation;
  options.account_id = order->account_id;
  options.ids = (const gint64 *) (void *) group->ids->data;
  options.n_ids = group->ids->len;
  options.who = spt_desk_get_who (self->desk);
  options.dry_run = TRUE;
  options.max_issues = MAX_FINDINGS;
  options.progress = progress_cb;
  options.progress_data = run;
  spt_prepare_async (spt_desk_get_store (self->desk), &options, run->cancellable, counted_cb, run);
}

/* Counts what is not counted yet for the account that is chosen, one order after the other. */
void
_spt_send_count (SptSendDialog *self)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      SptSendOrder *order = g_ptr_array_index (self->orders, i);
      SptAccount *account = _spt_send_get_account (self, i);
      gint64 account_id = account != NULL ? spt_account_get_id (account) : 0;

      if (order->count != COUNT_NEEDED && order->account_id != account_id)
        {
          if (order->count == COUNT_RUNNING)
            _spt_send_stop_counting (self);
          order->count = COUNT_NEEDED;
          g_clear_object (&order->findings);
        }
      if (order->count == COUNT_NEEDED)
        {
          update_row (self, i);
          if (account != NULL && self->rehearsal == NULL)
            start (self, i, account);
        }
    }
}
