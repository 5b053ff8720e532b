/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An order of many single requests: how far it is, what became of each, and what can be done. */
#define G_LOG_DOMAIN "spt-order-page"

#include "config.h"

#include <glib/gi18n.h>

#include "store/spt-store-after.h"
#include "ui/spt-order-page-private.h"
#include "ui/spt-ui.h"

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

G_DEFINE_FINAL_TYPE (SptOrderPage, spt_order_page, SPT_TYPE_READ_PAGE)

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
spt_order_page_show (SptReadPage *page,
                     gpointer     loaded)
{
  SptOrderPage *self = SPT_ORDER_PAGE (page);
  const Look *look = loaded;

  self->order = look->order;
  self->n_failed = look->n_failed;
  self->failed = look->failed;
  _spt_order_page_show (self);
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
spt_order_page_class_init (SptOrderPageClass *klass)
{
  static const SptReadPageKind kind = {
    .changed = SPT_CHANGED_SUBMISSIONS,
    .gather_ms = 200, /* while many leave one after the other the archive changes all the time */
    .size = sizeof (Look),
    .read = take_look,
    .free = look_free,
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  SPT_PAGE_CLASS (klass)->shown = spt_order_page_shown;
  SPT_READ_PAGE_CLASS (klass)->show = spt_order_page_show;
  spt_read_page_class_set_kind (SPT_READ_PAGE_CLASS (klass), &kind, APPLICATION_PATH "/ui/spt-order-page.ui");

  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_STATE_LABEL);
  g_type_ensure (SPT_TYPE_ITEM_VIEW);

  _spt_order_page_install_actions (widget_class);
  _spt_order_settle_install_actions (widget_class);

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

  self->parts = spt_read_page_get_parts (SPT_READ_PAGE (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], FALSE);
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
  spt_item_view_set_submission (self->item_view, desk, job_id);
  spt_read_page_begin (SPT_READ_PAGE (self), job_id);
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
  return self->parts->id;
}
