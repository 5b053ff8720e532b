/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An order of many single requests: how far it is, what became of each, and what can be done. */
#define G_LOG_DOMAIN "spt-order-page"

#include "config.h"

#include <glib/gi18n.h>

#include "store/spt-store-after.h"
#include "ui/spt-order-page-private.h"
#include "ui/spt-ui.h"

/* While many leave one after the other the archive changes all the time. */
#define LOOK_DELAY_MS 200

/* %s is a number. */
const SptOrderFilter _spt_order_filters[N_ORDER_FILTERS] = {
  { N_("All %s"), 0 },
  { N_("Problems %s"), PROBLEMS },
  { N_("Uncertain %s"), BIT (SPT_STATE_UNCERTAIN) },
  { N_("Refused %s"), BIT (SPT_STATE_REFUSED) },
  { N_("Not sent %s"), BIT (SPT_STATE_NOT_SENT) },
  { N_("Accepted %s"), ENDED },
  { N_("To send %s"), LEFT },
  { N_("Stopped %s"), BIT (SPT_STATE_CANCELLED) },
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
  _spt_order_page_show (self);
  if (self->again)
    _spt_order_page_refresh (self);
}

void
_spt_order_page_refresh (SptOrderPage *self)
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
  _spt_order_page_refresh (self);
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

/* --- filters ------------------------------------------------------------------------------------ */

static void
chip_toggled_cb (GtkToggleButton *button,
                 gpointer         user_data)
{
  SptOrderPage *self = user_data;

  if (!gtk_toggle_button_get_active (button))
    return;
  self->states = _spt_order_filters[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "spt-chip"))].states;
  if (self->order != NULL)
    _spt_order_page_show_filtered (self);
}

static void
make_chips (SptOrderPage *self)
{
  for (guint i = 0; i < N_ORDER_FILTERS; i++)
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

  for (guint i = 1; i < N_ORDER_FILTERS && states != 0; i++)
    {
      if (_spt_order_filters[i].states == states)
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

  for (guint i = 0; i < N_ORDER_FILTERS; i++)
    {
      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->chips[i])))
        gtk_widget_grab_focus (self->chips[i]);
    }
}

static void
spt_order_page_refresh (SptPage *page)
{
  _spt_order_page_refresh (SPT_ORDER_PAGE (page));
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

  _spt_order_page_install_actions (widget_class);
  _spt_order_settle_install_actions (widget_class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-order-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, adaptive);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, heading);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, summary);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, counts);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, progress);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, note);
  gtk_widget_class_bind_template_child (widget_class, SptOrderPage, cost_group);
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
  _spt_order_page_refresh (self);
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
