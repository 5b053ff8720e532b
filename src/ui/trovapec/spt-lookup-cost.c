/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that says what look-ups cost, and what the balance is: before they leave, and of an order that was given. */
#define G_LOG_DOMAIN "spt-lookup-cost"

#include "config.h"

#include "ui/trovapec/spt-lookup-cost.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "base/spt-money.h"
#include "outbox/spt-intake.h"
#include "services/trovapec/spt-trovapec-document.h"
#include "services/trovapec/spt-trovapec-note.h"
#include "services/trovapec/spt-trovapec-answer.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-submissions.h"
#include "ui/spt-ui.h"

struct _SptLookupCost
{
  AdwActionRow  parent_instance;

  SptDesk      *desk;        /* (owned) */
  GtkWidget    *icon;
  GtkButton    *button;
  GtkWidget    *spinner;
  GArray       *balances;    /* (owned) (nullable) (element-type SptTrovapecBalance) */
  SptAccount   *account;     /* (owned) (nullable) */
  gint64        account_id;
  gint64        since;       /* of an order that was given; 0 = it is about to be */
  guint         n;
  char         *trouble;     /* (owned) (nullable): why the balance could not be asked */
  gint64        submission;  /* that asks for it; 0 = none */
  GCancellable *cancellable; /* (owned) */
  guint         cancels : 1; /* it is about cancellations */
  guint         asking : 1;
};

G_DEFINE_FINAL_TYPE (SptLookupCost, spt_lookup_cost, ADW_TYPE_ACTION_ROW)

/* --- what is said ------------------------------------------------------------------------------------ */

static gboolean
get_price (SptAccount *account,
           gint64     *cents)
{
  const char *text = account != NULL ? spt_account_get_setting (account, "price") : NULL;

  return text != NULL && *text != '\0' && spt_money_parse_euro (text, cents, NULL) && *cents > 0;
}

/* Of those seen before @until (0 = all), or the last after @after. */
static const SptTrovapecBalance *
find_balance (GArray *balances,
              gint64  after,
              gint64  until)
{
  for (guint i = balances != NULL ? balances->len : 0; i > 0; i--)
    {
      const SptTrovapecBalance *balance = &g_array_index (balances, SptTrovapecBalance, i - 1);

      if (balance->utc >= after && (until == 0 || balance->utc < until))
        return balance;
    }

  return NULL;
}

static char *
dup_euro (gint64 cents)
{
  g_autofree char *amount = spt_money_format (cents);

  return g_strdup_printf ("%s €", amount);
}

static char *
dup_balance (SptLookupCost            *self,
             const SptTrovapecBalance *balance)
{
  g_autofree char *amount = dup_euro (balance->cents);
  g_autofree char *when = spt_ui_format_time (balance->utc, spt_desk_get_now (self->desk));

  /* Translators: an amount and when it was seen: "98,50 € (today 10:32)" */
  return g_strdup_printf (_("%1$s (%2$s)"), amount, when);
}

static char *
dup_title (SptLookupCost *self)
{
  g_autofree char *number = spt_ui_format_count (self->n);
  g_autofree char *each = NULL;
  g_autofree char *sum = NULL;
  gint64 price;

  if (self->cancels)
    return g_strdup (_("What a cancellation costs is not known"));
  if (!get_price (self->account, &price))
    return self->since == 0 ? g_strdup_printf (ngettext ("%s look-up to pay for", "%s look-ups to pay for", self->n), number)
                            : g_strdup_printf (ngettext ("%s look-up taken so far", "%s look-ups taken so far", self->n),
                                               number);
  each = dup_euro (price);
  sum = dup_euro (price * (gint64) self->n);
  if (self->since == 0)
    /* Translators: "About 9,00 €: 18 look-ups at 0,50 € each" */
    return g_strdup_printf (ngettext ("About %1$s: %2$s look-up at %3$s", "About %1$s: %2$s look-ups at %3$s each", self->n),
                            sum, number, each);
  /* Translators: the same of what left already */
  return g_strdup_printf (ngettext ("About %1$s so far: %2$s look-up taken, at %3$s",
                                    "About %1$s so far: %2$s look-ups taken, at %3$s each", self->n), sum, number, each);
}

static char *
dup_subtitle (SptLookupCost *self,
              gboolean      *is_short)
{
  const SptTrovapecBalance *before = find_balance (self->balances, 0, self->since);
  const SptTrovapecBalance *after = self->since > 0 ? find_balance (self->balances, self->since, 0) : NULL;
  g_autofree char *then = before != NULL ? dup_balance (self, before) : NULL;
  g_autofree char *now = after != NULL ? dup_balance (self, after) : NULL;
  gint64 price;

  *is_short = FALSE;
  if (self->trouble != NULL)
    return g_strdup (self->trouble);
  if (then != NULL && now != NULL)
    /* Translators: amounts, each with its time */
    return g_strdup_printf (_("Balance before: %1$s; after: %2$s"), then, now);
  if (now != NULL)
    return g_strdup_printf (_("Balance after: %s"), now);
  if (then == NULL)
    return g_strdup (_("The balance has not been asked for yet"));
  if (self->since > 0)
    return g_strdup_printf (_("Balance before: %s; not asked for since"), then);
  *is_short = get_price (self->account, &price) && !self->cancels && before->cents < price * (gint64) self->n;

  return g_strdup_printf (*is_short ? _("The last known balance is not enough: %s") : _("Last known balance: %s"), then);
}

static void
update (SptLookupCost *self)
{
  gboolean is_short;
  g_autofree char *title = dup_title (self);
  g_autofree char *subtitle = dup_subtitle (self, &is_short);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  /* With the place it stands in: the row would be indented otherwise. */
  gtk_widget_set_visible (gtk_widget_get_parent (self->icon), is_short || self->trouble != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->button), self->account_id != 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !self->asking);
  gtk_widget_set_visible (self->spinner, self->asking);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->asking);
}

/* --- loading ----------------------------------------------------------------------------------------- */

typedef struct
{
  gint64      account_id;
  gint64      submission;
  SptAccount *account;  /* (owned) (nullable) */
  GArray     *balances; /* (owned) (nullable) */
  SptState    state;    /* of the submission */
  char       *code;     /* (owned) (nullable) */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_object (&load->account);
  g_clear_pointer (&load->balances, g_array_unref);
  g_free (load->code);
  g_free (load);
}

static gboolean
load_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Load *load = data;
  g_autofree char *note = NULL;
  g_autoptr (SptSubmissionRow) row = NULL;

  g_clear_object (&load->account);
  g_clear_pointer (&load->balances, g_array_unref);
  load->account = spt_db_get_account (db, load->account_id, error);
  if (load->account == NULL || !spt_db_dup_account_note (db, load->account_id, &note, error))
    return FALSE;
  load->balances = spt_trovapec_balances_load (note);
  if (load->submission == 0)
    return TRUE;
  row = spt_db_get_submission_row (db, load->submission, error);
  if (row == NULL)
    return FALSE;
  load->state = row->state;
  g_free (load->code);
  load->code = g_strdup (row->code);

  return TRUE;
}

/* What the service, or the way there, says; "Sportello" has no other words for it. */
static char *
dup_trouble (const char *code)
{
  const SptMessage *message = code != NULL ? spt_messages_find (SPT_TROVAPEC_DOMAIN, code) : NULL;

  if (message == NULL)
    return g_strdup (_("The balance could not be asked for."));
  return g_strdup_printf ("%s %s%s%s", _("The balance could not be asked for."), message->text,
                          message->next != NULL ? " " : "", message->next != NULL ? message->next : "");
}

static void
take_answer (SptLookupCost *self,
             const Load    *load)
{
  if (load->submission == 0 || load->submission != self->submission || load->state == SPT_STATE_READY ||
      load->state == SPT_STATE_SENDING)
    return;
  self->asking = FALSE;
  self->submission = 0;
  g_clear_pointer (&self->trouble, g_free);
  if (load->state != SPT_STATE_DONE)
    self->trouble = dup_trouble (load->code);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Load *load = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptLookupCost *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (load == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  if (load->account_id != self->account_id)
    return;
  g_set_object (&self->account, load->account);
  g_clear_pointer (&self->balances, g_array_unref);
  self->balances = g_steal_pointer (&load->balances);
  take_answer (self, load);
  update (self);
}

static void
begin_load (SptLookupCost *self)
{
  Load *load;

  if (self->account_id == 0)
    return;
  load = g_new0 (Load, 1);
  load->account_id = self->account_id;
  load->submission = self->submission;
  spt_store_run_async (spt_desk_get_store (self->desk), SPT_STORE_READ, load_job, load, load_free, self->cancellable,
                       loaded_cb, self);
}

/* --- asking ------------------------------------------------------------------------------------------ */

static void
finished_cb (SptLookupCost *self,
             gint64         id,
             SptState       state)
{
  if (self->submission != 0 && id == self->submission)
    begin_load (self);
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SptLookupCost) self = user_data;
  g_autoptr (GError) error = NULL;
  SptPrepareResult *prepared = spt_prepare_finish (result, &error);

  if (!g_cancellable_is_cancelled (self->cancellable))
    {
      if (prepared == NULL || prepared->submissions->len == 0)
        {
          self->asking = FALSE;
          if (error != NULL)
            spt_ui_report_error (GTK_WIDGET (self), error);
        }
      else
        {
          self->submission = g_array_index (prepared->submissions, gint64, 0);
          spt_outbox_wake (spt_desk_get_outbox (self->desk));
          begin_load (self);
        }
      update (self);
    }
  g_clear_pointer (&prepared, spt_prepare_result_free);
}

static void
ask_cb (SptLookupCost *self)
{
  const SptPrepareOptions options = {
    .operation = SPT_TROVAPEC_BALANCE,
    .account_id = self->account_id,
    .who = spt_desk_get_who (self->desk),
    .order = TRUE,
  };

  if (self->asking || self->account_id == 0)
    return;
  self->asking = TRUE;
  g_clear_pointer (&self->trouble, g_free);
  update (self);
  spt_prepare_async (spt_desk_get_store (self->desk), &options, self->cancellable, prepared_cb, g_object_ref (self));
}

/* --- the row ----------------------------------------------------------------------------------------- */

static void
spt_lookup_cost_dispose (GObject *object)
{
  SptLookupCost *self = SPT_LOOKUP_COST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (spt_lookup_cost_parent_class)->dispose (object);
}

static void
spt_lookup_cost_finalize (GObject *object)
{
  SptLookupCost *self = SPT_LOOKUP_COST (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->balances, g_array_unref);
  g_free (self->trouble);

  G_OBJECT_CLASS (spt_lookup_cost_parent_class)->finalize (object);
}

static void
spt_lookup_cost_class_init (SptLookupCostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = spt_lookup_cost_dispose;
  object_class->finalize = spt_lookup_cost_finalize;
}

static void
spt_lookup_cost_init (SptLookupCost *self)
{
  self->cancellable = g_cancellable_new ();
  self->icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  self->spinner = gtk_spinner_new ();
  self->button = GTK_BUTTON (gtk_button_new_with_mnemonic (_("_Update the Balance")));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_add_css_class (self->icon, "warning");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_hide (self->icon);
  gtk_widget_hide (self->spinner);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (ask_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->spinner);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
}

/**
 * spt_lookup_cost_new:
 * @desk: what it works with
 *
 * Returns: (transfer floating): a row that says nothing yet
 */
GtkWidget *
spt_lookup_cost_new (SptDesk *desk)
{
  SptLookupCost *self = g_object_new (SPT_TYPE_LOOKUP_COST, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (spt_desk_get_outbox (desk), "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

static void
show (SptLookupCost *self,
      gint64         account_id,
      gint64         since,
      guint          n)
{
  self->since = since;
  self->n = n;
  if (account_id != self->account_id)
    {
      self->account_id = account_id;
      self->submission = 0;
      self->asking = FALSE;
      g_clear_object (&self->account);
      g_clear_pointer (&self->balances, g_array_unref);
      g_clear_pointer (&self->trouble, g_free);
      begin_load (self);
    }
  update (self);
}

/**
 * spt_lookup_cost_show:
 * @row: the row
 * @account: (nullable): with which they would leave
 * @operation: the last word of it: "lookup", "cancel"
 * @n: how many requests
 *
 * Says what they would cost, by the price that the account has, against the last balance that was seen.
 */
void
spt_lookup_cost_show (GtkWidget  *row,
                      SptAccount *account,
                      const char *operation,
                      guint       n)
{
  SptLookupCost *self = SPT_LOOKUP_COST (row);

  self->cancels = strcmp (operation, "cancel") == 0;
  show (self, account != NULL ? spt_account_get_id (account) : 0, 0, n);
}

/**
 * spt_lookup_cost_show_spent:
 * @row: the row
 * @operation: the last word of it
 * @account_id: with which they left
 * @since: when they were ordered, UTC milliseconds
 * @n: how many were taken
 *
 * Says what an order cost so far, and the balances before and after it.
 */
void
spt_lookup_cost_show_spent (GtkWidget  *row,
                            const char *operation,
                            gint64      account_id,
                            gint64      since,
                            guint       n)
{
  SptLookupCost *self = SPT_LOOKUP_COST (row);

  self->cancels = strcmp (operation, "cancel") == 0;
  show (self, account_id, since, n);
}
