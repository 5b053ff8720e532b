/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An order of many single requests: how far it is, what became of each, and what can be done. */
#define G_LOG_DOMAIN "spt-order-page"

#include "config.h"

#include "ui/spt-order-page.h"

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "service/spt-service.h"
#include "store/spt-store-after.h"
#include "store/spt-store-orders.h"
#include "ui/spt-item-view.h"
#include "ui/spt-order-export.h"
#include "ui/spt-resend-page.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-submission-words.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

#define BIT(state) (1u << (state))
#define LEFT     (BIT (SPT_STATE_READY) | BIT (SPT_STATE_SENDING) | BIT (SPT_STATE_WAITING))
#define PROBLEMS (BIT (SPT_STATE_UNCERTAIN) | BIT (SPT_STATE_REFUSED) | BIT (SPT_STATE_NOT_SENT))
#define ENDED    (BIT (SPT_STATE_DONE) | BIT (SPT_STATE_PARTLY_DONE))

/* While many leave one after the other the archive changes all the time. */
#define LOOK_DELAY_MS 200

/* Below so many requests a pace says nothing. */
#define MIN_PACE 3

/* %s is a number. */
static const struct
{
  const char *title; /* N_() */
  guint       states;
} filters[] = {
  { N_("All %s"), 0 },
  { N_("Problems %s"), PROBLEMS },
  { N_("Uncertain %s"), BIT (SPT_STATE_UNCERTAIN) },
  { N_("Refused %s"), BIT (SPT_STATE_REFUSED) },
  { N_("Not sent %s"), BIT (SPT_STATE_NOT_SENT) },
  { N_("Accepted %s"), ENDED },
  { N_("To send %s"), LEFT },
  { N_("Stopped %s"), BIT (SPT_STATE_CANCELLED) },
};

struct _SptOrderPage
{
  SptPage         parent_instance;

  GtkWidget      *adaptive;
  GtkWidget      *state_label;
  GtkLabel       *heading;
  GtkLabel       *summary;
  GtkLabel       *counts;
  GtkProgressBar *progress;
  GtkLabel       *note;
  GtkBox         *buttons;
  GtkWidget      *stop_button;
  GtkWidget      *settle_button;
  GtkSpinner     *settle_spinner;
  GtkLabel       *settle_label;
  GtkWidget      *resend_button;
  GtkWidget      *resume_button;
  GtkWidget      *again_button;
  GtkBox         *filters;
  SptItemView    *item_view;

  gint64          job_id;
  SptOrder       *order;    /* (owned) (nullable): until it was read */
  guint           n_failed; /* what is to be sent again, nobody took care of it since */
  gint64          failed;   /* one of the submissions of these */
  GtkWidget      *chips[G_N_ELEMENTS (filters)]; /* (unowned) */
  guint           states;   /* shown; 0 = all */
  GArray         *doubts;   /* (owned) (nullable) (element-type gint64): being looked up */
  guint           doubt;
  guint           n_cleared;
  GCancellable   *cancellable;
  guint           look_timer;
  guint           reading : 1;
  guint           again   : 1;
  guint           working : 1;
};

G_DEFINE_FINAL_TYPE (SptOrderPage, spt_order_page, SPT_TYPE_PAGE)

/* --- reading ---------------------------------------------------------------------------------- */

typedef struct
{
  gint64    job_id;
  SptOrder *order;    /* (owned) */
  guint     n_failed;
  gint64    failed;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_pointer (&look->order, spt_order_free);
  g_free (look);
}

static gboolean
take_look (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Look *look = data;
  g_autoptr (GArray) refused = NULL;
  guint n_faulty = 0;

  look->order = spt_db_get_order (db, look->job_id, error);
  if (look->order == NULL)
    return FALSE;
  refused = spt_db_list_order_ids (db, look->job_id, BIT (SPT_STATE_REFUSED), FALSE, error);
  if (refused == NULL)
    return FALSE;
  if (refused->len == 0)
    return TRUE;
  look->failed = g_array_index (refused, gint64, 0);

  return spt_db_count_failed (db, look->failed, TRUE, &look->n_failed, &n_faulty, error);
}

/* --- showing ---------------------------------------------------------------------------------- */

static guint
count (const SptOrder *order,
       guint           states)
{
  guint n = 0;

  for (guint state = 0; state < SPT_N_STATES; state++)
    {
      if (states == 0 || (states & BIT (state)) != 0)
        n += order->counts[state];
    }
  return n;
}

static SptState
get_state (const SptOrder *order)
{
  if (spt_order_count_left (order) > 0)
    return SPT_STATE_SENDING;
  if (order->counts[SPT_STATE_READY] > 0)
    return SPT_STATE_READY;
  if (order->counts[SPT_STATE_UNCERTAIN] > 0)
    return SPT_STATE_UNCERTAIN;
  if (order->counts[SPT_STATE_REFUSED] > 0)
    return count (order, ENDED) > 0 ? SPT_STATE_PARTLY_DONE : SPT_STATE_REFUSED;
  if (order->counts[SPT_STATE_NOT_SENT] > 0)
    return SPT_STATE_NOT_SENT;
  return count (order, ENDED) > 0 ? SPT_STATE_DONE : SPT_STATE_CANCELLED;
}

/* Until when, by the pace of the last requests. */
static char *
dup_note (SptOrderPage *self)
{
  const SptOrder *order = self->order;
  guint left = spt_order_count_left (order);
  gint64 minutes;

  if (self->doubts != NULL)
    {
      g_autofree char *done = spt_ui_format_count (self->doubt + 1);
      g_autofree char *all = spt_ui_format_count (self->doubts->len);

      /* Translators: %1$s of %2$s uncertain requests */
      return g_strdup_printf (_("Looking up %1$s of %2$s: the service is asked, nothing is sent."),
                              done, all);
    }
  if (left == 0)
    {
      if (order->counts[SPT_STATE_UNCERTAIN] > 0)
        return g_strdup (_("Of what is uncertain the service may have recorded it or not: check the outcomes before anything is sent again."));
      if (order->counts[SPT_STATE_CANCELLED] > 0)
        return g_strdup (_("What was stopped never left. It can be sent with a new order."));
      return NULL;
    }
  if (order->each_ms == 0 || order->n - left < MIN_PACE)
    return g_strdup (_("They leave one at a time. This page may be closed, sending goes on."));
  minutes = (left * order->each_ms + 59999) / 60000;
  if (minutes <= 1)
    return g_strdup (_("They leave one at a time: about a minute is left. This page may be closed, sending goes on."));
  return g_strdup_printf (ngettext ("They leave one at a time: about %u minute is left. This page may be closed, sending goes on.",
                                    "They leave one at a time: about %u minutes are left. This page may be closed, sending goes on.",
                                    (gulong) minutes), (guint) minutes);
}

static void
set_button (GtkWidget  *button,
            gboolean    visible,
            const char *format,
            guint       n)
{
  gtk_widget_set_visible (button, visible);
  if (format != NULL)
    {
      g_autofree char *number = spt_ui_format_count (n);
      g_autofree char *label = spt_text_fill (format, "n", number, NULL);

      gtk_button_set_label (GTK_BUTTON (button), label);
    }
}

static void
show_buttons (SptOrderPage *self)
{
  const SptOrder *order = self->order;
  guint n_ready = order->counts[SPT_STATE_READY] - order->n_unordered;
  guint n_resume = order->counts[SPT_STATE_NOT_SENT] + order->n_unordered;
  guint n_uncertain = order->counts[SPT_STATE_UNCERTAIN];
  guint n_stopped = order->counts[SPT_STATE_CANCELLED];
  g_autofree char *uncertain = spt_ui_format_count (n_uncertain);
  g_autofree char *settle = g_strdup_printf (ngettext ("_Check the Uncertain Outcome",
                                                       "_Check the %s Uncertain Outcomes",
                                                       n_uncertain), uncertain);

  gtk_label_set_label (self->settle_label, settle);
  gtk_widget_set_visible (self->settle_button, n_uncertain > 0 || self->doubts != NULL);
  gtk_widget_set_visible (self->stop_button, n_ready > 0);
  /* Translators: {n} is a number of records */
  set_button (self->resend_button, self->n_failed > 0, _("_Fix and Send {n} Again…"), self->n_failed);
  /* Translators: {n} is a number of records that did not get away */
  set_button (self->resume_button, n_resume > 0, _("Send the {n} _Not Sent"), n_resume);
  /* Translators: {n} is a number of records */
  set_button (self->again_button, n_stopped > 0, _("Send the {n} S_topped…"), n_stopped);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.stop", n_ready > 0 && !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.resume", n_resume > 0 && !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.settle",
                                 n_uncertain > 0 && self->doubts == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.resend", self->n_failed > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.again", n_stopped > 0);
}

static void
show_chips (SptOrderPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      guint n = count (self->order, filters[i].states);
      g_autofree char *number = spt_ui_format_count (n);
      g_autoptr (GString) label = g_string_new (_(filters[i].title));

      g_string_replace (label, "%s", number, 1);
      gtk_button_set_label (GTK_BUTTON (self->chips[i]), label->str);
      gtk_widget_set_visible (self->chips[i], i == 0 || n > 0 || filters[i].states == self->states);
    }
}

static void
show_items (SptOrderPage *self)
{
  spt_item_view_show_order (self->item_view, self->order->service, self->states,
                            count (self->order, self->states));
}

static void
show_order (SptOrderPage *self)
{
  const SptOrder *order = self->order;
  gint64 now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self)));
  guint left = count (order, LEFT);
  g_autofree char *what = spt_order_dup_title (order->operation, order->n);
  gboolean is_named = !spt_text_is_blank (order->title);
  g_autofree char *when = spt_ui_format_time (order->created, now);
  g_autofree char *counts =
    spt_order_dup_counts (count (order, ENDED), order->counts[SPT_STATE_REFUSED],
                          order->counts[SPT_STATE_UNCERTAIN], order->counts[SPT_STATE_NOT_SENT],
                          order->counts[SPT_STATE_CANCELLED], left);
  g_autofree char *summary =
    g_strdup_printf ("%s%s%s (%s) · %s", is_named ? what : "", is_named ? " · " : "",
                     order->account_name, spt_ui_environment_word (order->environment), when);
  g_autofree char *note = dup_note (self);

  spt_page_set_title (SPT_PAGE (self), is_named ? order->title : what);
  gtk_label_set_label (self->heading, is_named ? order->title : what);
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->counts, counts);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  g_object_set (self->state_label, "state", get_state (order), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), left > 0);
  gtk_progress_bar_set_fraction (self->progress, order->n > 0 ? (double) (order->n - left) / order->n
                                                             : 0);
  show_chips (self);
  show_buttons (self);
  show_items (self);
}

static void refresh (SptOrderPage *self);

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Look *look = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptOrderPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  self->reading = FALSE;
  if (look == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  g_clear_pointer (&self->order, spt_order_free);
  self->order = g_steal_pointer (&look->order);
  self->n_failed = look->n_failed;
  self->failed = look->failed;
  show_order (self);
  if (self->again)
    refresh (self);
}

static void
refresh (SptOrderPage *self)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));
  Look *look = NULL;

  self->again = self->reading;
  if (self->reading || desk == NULL)
    return;
  self->reading = TRUE;
  look = g_new0 (Look, 1);
  look->job_id = self->job_id;
  spt_store_run_async (spt_desk_get_store (desk), SPT_STORE_READ, take_look, look, look_free,
                       self->cancellable, looked_cb, self);
}

static void
look_cb (gpointer user_data)
{
  SptOrderPage *self = user_data;

  self->look_timer = 0;
  refresh (self);
}

static void
store_changed_cb (SptStore *store,
                  guint     what,
                  gpointer  user_data)
{
  SptOrderPage *self = user_data;

  if ((what & (SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ELSEWHERE)) != 0 && self->look_timer == 0)
    self->look_timer = g_timeout_add_once (LOOK_DELAY_MS, look_cb, self);
}

/* --- stopping, going on ------------------------------------------------------------------------ */

typedef struct
{
  gint64    job_id;
  gboolean  stop;
  char     *who;
  guint     n;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->who);
  g_free (change);
}

static gboolean
make_change (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Change *change = data;

  return change->stop ? spt_db_stop_order (db, change->job_id, change->who, &change->n, error)
                      : spt_db_resume_order (db, change->job_id, change->who, &change->n, error);
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Change *change = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptOrderPage *self = user_data;
  SptWindow *window;

  if (spt_ui_is_cancelled (error))
    return;
  self->working = FALSE;
  window = spt_window_of (GTK_WIDGET (self));
  if (change == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
    }
  else
    {
      g_autofree char *number = spt_ui_format_count (change->n);
      g_autofree char *text =
        change->stop ? g_strdup_printf (ngettext ("%s request stopped: it does not leave",
                                                  "%s requests stopped: they do not leave",
                                                  change->n), number)
                     : g_strdup_printf (ngettext ("%s request ordered", "%s requests ordered",
                                                  change->n), number);

      spt_outbox_wake (spt_desk_get_outbox (spt_page_get_desk (SPT_PAGE (self))));
      if (window != NULL)
        spt_window_toast (window, text, NULL, NULL, NULL);
    }
  refresh (self);
}

static void
change_order (SptOrderPage *self,
              gboolean      stop)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));
  Change *change = g_new0 (Change, 1);

  change->job_id = self->job_id;
  change->stop = stop;
  change->who = g_strdup (spt_desk_get_who (desk));
  self->working = TRUE;
  show_buttons (self);
  spt_store_run_async (spt_desk_get_store (desk), SPT_STORE_WRITE, make_change, change,
                       change_free, self->cancellable, changed_cb, self);
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  change_order (SPT_ORDER_PAGE (widget), TRUE);
}

static void
resume_answered_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);

  if (g_strcmp0 (response, "send") == 0)
    change_order (SPT_ORDER_PAGE (object), FALSE);
}

/* The one gate for what is real; tests and practice need no second question. */
static void
resume_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  const char *responses[] = { "cancel", _("_Cancel"), "*send", _("_Send"), NULL };
  SptOrderPage *self = SPT_ORDER_PAGE (widget);
  guint n = self->order->counts[SPT_STATE_NOT_SENT] + self->order->n_unordered;
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *body = NULL;

  if (self->order->environment != SPT_ENVIRONMENT_PRODUCTION)
    {
      change_order (self, FALSE);
      return;
    }
  /* Translators: %1$s records, %2$s an account */
  body = g_strdup_printf (ngettext ("%1$s record leaves for the real service with the account "
                                    "“%2$s”.",
                                    "%1$s records leave for the real service with the account "
                                    "“%2$s”.", n), number, self->order->account_name);
  spt_ui_ask_async (widget, _("Send in Production?"), body, NULL, responses, self->cancellable,
                    resume_answered_cb, NULL);
}

/* What was withdrawn is the records' again: it leaves by the one gate. */
typedef struct
{
  gint64  job_id;
  GArray *records; /* (owned) */
} Again;

static void
again_free (gpointer data)
{
  Again *again = data;

  g_clear_pointer (&again->records, g_array_unref);
  g_free (again);
}

static gboolean
list_stopped (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Again *again = data;

  again->records = spt_db_list_order_ids (db, again->job_id, BIT (SPT_STATE_CANCELLED), TRUE, error);
  return again->records != NULL;
}

static void
stopped_listed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Again *again = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptOrderPage *self = user_data;
  SptService *service;

  if (spt_ui_is_cancelled (error))
    return;
  service = spt_services_find (self->order->service);
  if (again == NULL)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else if (service != NULL && again->records->len > 0)
    gtk_window_present (spt_send_dialog_new (GTK_WIDGET (self), spt_page_get_desk (SPT_PAGE (self)),
                                             spt_service_get_info (service)->record_kind,
                                             again->records));
}

static void
again_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SptOrderPage *self = SPT_ORDER_PAGE (widget);
  Again *again = g_new0 (Again, 1);

  again->job_id = self->job_id;
  spt_store_run_async (spt_page_get_store (SPT_PAGE (self)), SPT_STORE_READ, list_stopped, again,
                       again_free, self->cancellable, stopped_listed_cb, self);
}

static void
resend_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptOrderPage *self = SPT_ORDER_PAGE (widget);
  SptWindow *window = spt_window_of (widget);

  if (window != NULL && self->failed != 0)
    spt_window_push (window, spt_resend_page_new (spt_page_get_desk (SPT_PAGE (self)),
                                                  self->failed));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptOrderPage *self = SPT_ORDER_PAGE (widget);

  spt_order_export_offer (widget, spt_page_get_desk (SPT_PAGE (self)), self->job_id, self->states);
}

/* --- what is uncertain -------------------------------------------------------------------------- */

static void settle_next (SptOrderPage *self);

static void
settle_ended (SptOrderPage *self)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));
  guint n = self->doubts->len;
  g_autofree char *all = spt_ui_format_count (n);
  g_autofree char *cleared = spt_ui_format_count (self->n_cleared);
  /* Translators: %1$s of %2$s uncertain requests */
  g_autofree char *text = g_strdup_printf (_("Checked: of %1$s of %2$s the outcome is known now"),
                                           cleared, all);

  g_clear_pointer (&self->doubts, g_array_unref);
  gtk_spinner_stop (self->settle_spinner);
  if (window != NULL)
    spt_window_toast (window, text, NULL, NULL, NULL);
  refresh (self);
}

static void
settled_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptOrderPage *self = user_data;
  SptState state = SPT_STATE_UNCERTAIN;
  gboolean known = spt_outbox_settle_finish (SPT_OUTBOX (object), result, &state, &error);

  if (spt_ui_is_cancelled (error))
    return;
  if (!known)
    {
      /* What stands in the way of one stands in the way of all. */
      g_clear_pointer (&self->doubts, g_array_unref);
      gtk_spinner_stop (self->settle_spinner);
      spt_ui_report_error (GTK_WIDGET (self), error);
      refresh (self);
      return;
    }
  self->n_cleared += state != SPT_STATE_UNCERTAIN;
  self->doubt++;
  settle_next (self);
}

static void
settle_next (SptOrderPage *self)
{
  if (self->doubt >= self->doubts->len)
    {
      settle_ended (self);
      return;
    }
  if (self->order != NULL)
    show_order (self);
  spt_outbox_settle_async (spt_desk_get_outbox (spt_page_get_desk (SPT_PAGE (self))),
                           g_array_index (self->doubts, gint64, self->doubt), self->cancellable,
                           settled_cb, self);
}

typedef struct
{
  gint64  job_id;
  GArray *ids; /* (owned) */
} Doubts;

static void
doubts_free (gpointer data)
{
  Doubts *doubts = data;

  g_clear_pointer (&doubts->ids, g_array_unref);
  g_free (doubts);
}

static gboolean
list_doubts (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Doubts *doubts = data;

  doubts->ids = spt_db_list_order_ids (db, doubts->job_id, BIT (SPT_STATE_UNCERTAIN), FALSE, error);
  return doubts->ids != NULL;
}

static void
doubts_listed_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Doubts *doubts = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptOrderPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (doubts == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  if (self->doubts != NULL)
    return;
  self->doubts = g_steal_pointer (&doubts->ids);
  self->doubt = 0;
  self->n_cleared = 0;
  gtk_spinner_start (self->settle_spinner);
  settle_next (self);
}

/* Each is looked up, none is sent again by it (facts 4.10). */
static void
settle_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptOrderPage *self = SPT_ORDER_PAGE (widget);
  Doubts *doubts = g_new0 (Doubts, 1);

  doubts->job_id = self->job_id;
  spt_store_run_async (spt_page_get_store (SPT_PAGE (self)), SPT_STORE_READ, list_doubts, doubts,
                       doubts_free, self->cancellable, doubts_listed_cb, self);
}

/* --- filters ------------------------------------------------------------------------------------ */

static void
chip_toggled_cb (GtkToggleButton *button,
                 gpointer         user_data)
{
  SptOrderPage *self = user_data;

  if (!gtk_toggle_button_get_active (button))
    return;
  self->states = filters[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "spt-chip"))].states;
  if (self->order != NULL)
    {
      show_chips (self);
      show_items (self);
    }
}

static void
make_chips (SptOrderPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      GtkWidget *chip = gtk_toggle_button_new ();

      gtk_widget_add_css_class (chip, "filter");
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), GTK_TOGGLE_BUTTON (self->chips[0]));
      gtk_widget_set_visible (chip, i == 0);
      g_object_set_data (G_OBJECT (chip), "spt-chip", GUINT_TO_POINTER (i));
      gtk_box_append (self->filters, chip);
      g_signal_connect_object (chip, "toggled", G_CALLBACK (chip_toggled_cb), self, 0);
      self->chips[i] = chip;
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[0]), TRUE);
}

/**
 * spt_order_page_show_states:
 * @self: an order's page
 * @states: bit set of 1 << SptState; 0 = all
 *
 * Shows only the requests in one of these states: with the filter that is nearest.
 */
void
spt_order_page_show_states (SptOrderPage *self,
                            guint         states)
{
  guint found = 0;

  g_return_if_fail (SPT_IS_ORDER_PAGE (self));

  for (guint i = 1; i < G_N_ELEMENTS (filters) && states != 0; i++)
    {
      if (filters[i].states == states)
        found = i;
    }
  /* What a list of other pages calls "to look at". */
  if (found == 0 && states != 0 && (states & PROBLEMS) == PROBLEMS)
    found = 1;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[found]), TRUE);
}

/* --- overrides -------------------------------------------------------------------------------- */

static gboolean
narrow_to_orientation (GBinding     *binding,
                       const GValue *from,
                       GValue       *to,
                       gpointer      user_data)
{
  g_value_set_enum (to, g_value_get_boolean (from) ? GTK_ORIENTATION_VERTICAL
                                                   : GTK_ORIENTATION_HORIZONTAL);
  return TRUE;
}

/* Not a button: a key pressed too much must send nothing. */
static void
spt_order_page_shown (SptPage *page)
{
  SptOrderPage *self = SPT_ORDER_PAGE (page);

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->chips[i])))
        gtk_widget_grab_focus (self->chips[i]);
    }
}

static void
spt_order_page_refresh (SptPage *page)
{
  refresh (SPT_ORDER_PAGE (page));
}

static void
spt_order_page_dispose (GObject *object)
{
  SptOrderPage *self = SPT_ORDER_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->look_timer, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL); /* the bin would let go of it a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_ORDER_PAGE);

  G_OBJECT_CLASS (spt_order_page_parent_class)->dispose (object);
}

static void
spt_order_page_finalize (GObject *object)
{
  SptOrderPage *self = SPT_ORDER_PAGE (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->order, spt_order_free);
  g_clear_pointer (&self->doubts, g_array_unref);

  G_OBJECT_CLASS (spt_order_page_parent_class)->finalize (object);
}

static void
spt_order_page_class_init (SptOrderPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_order_page_dispose;
  object_class->finalize = spt_order_page_finalize;
  SPT_PAGE_CLASS (klass)->refresh = spt_order_page_refresh;
  SPT_PAGE_CLASS (klass)->shown = spt_order_page_shown;

  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_STATE_LABEL);
  g_type_ensure (SPT_TYPE_ITEM_VIEW);

  gtk_widget_class_install_action (widget_class, "order.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "order.resume", NULL, resume_action);
  gtk_widget_class_install_action (widget_class, "order.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "order.resend", NULL, resend_action);
  gtk_widget_class_install_action (widget_class, "order.settle", NULL, settle_action);
  gtk_widget_class_install_action (widget_class, "order.export", NULL, export_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-order-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, adaptive);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, heading);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, summary);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, counts);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, progress);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, note);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, settle_button);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, settle_spinner);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, settle_label);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, resend_button);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, resume_button);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, again_button);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, filters);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, item_view);
}

static void
spt_order_page_init (SptOrderPage *self)
{
  static const char *const actions[] = { "order.stop", "order.resume", "order.again",
                                         "order.resend", "order.settle" };

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], FALSE);
  g_object_bind_property_full (self->adaptive, "narrow", self->buttons, "orientation",
                               G_BINDING_SYNC_CREATE, narrow_to_orientation, NULL, NULL, NULL);
  make_chips (self);
}

/**
 * spt_order_page_new:
 * @desk: what it works with
 * @job_id: a job of single requests
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_order_page_new (SptDesk *desk,
                    gint64   job_id)
{
  SptOrderPage *self = NULL;

  g_return_val_if_fail (SPT_IS_DESK (desk), NULL);

  self = g_object_new (SPT_TYPE_ORDER_PAGE, "desk", desk, NULL);
  self->job_id = job_id;
  spt_item_view_set_submission (self->item_view, desk, job_id);
  g_signal_connect_object (spt_desk_get_store (desk), "changed", G_CALLBACK (store_changed_cb),
                           self, 0);
  refresh (self);
  return SPT_PAGE (self);
}

/**
 * spt_order_page_get_job:
 * @self: an order's page
 *
 * Returns: the job it shows
 */
gint64
spt_order_page_get_job (SptOrderPage *self)
{
  g_return_val_if_fail (SPT_IS_ORDER_PAGE (self), 0);
  return self->job_id;
}
