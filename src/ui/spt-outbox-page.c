/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All submissions: a list over the id spine; the filter says what is expected of a person. */
#define G_LOG_DOMAIN "spt-outbox-page"

#include "config.h"

#include "ui/spt-outbox-page.h"

#include <glib/gi18n.h>

#include "store/spt-row-list.h"
#include "store/spt-store-orders.h"
#include "ui/spt-follow-dialog.h"
#include "ui/spt-account-filter.h"
#include "ui/spt-submission-row-widget.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

#define BIT(state) (1u << (state))

struct _SptOutboxPage
{
  SptPage           parent_instance;

  GtkBox           *filters;
  GtkStack         *stack;
  GtkListView      *list;
  AdwStatusPage    *empty;

  SptRowList       *rows; /* (owned) (nullable): none without a desk */
  /* (element-type SptSubmissionRowWidget), borrowed: those that show something */
  GPtrArray        *shown_rows;
  SptAccountFilter *account_filter; /* (unowned) */
  guint             filter;
  guint             tick;
};

G_DEFINE_FINAL_TYPE (SptOutboxPage, spt_outbox_page, SPT_TYPE_PAGE)

static const struct
{
  const char *title; /* N_() */
  guint       states;
  const char *empty; /* N_() */
} filters[] = {
  { N_("All"), 0, N_("What is sent to a service appears here, with its outcome.") },
  { N_("To look at"),
    BIT (SPT_STATE_UNCERTAIN) | BIT (SPT_STATE_NOT_SENT) | BIT (SPT_STATE_REFUSED) | BIT (SPT_STATE_PARTLY_DONE),
    N_("No submission needs a decision.") },
  { N_("Under way"), BIT (SPT_STATE_READY) | BIT (SPT_STATE_SENDING) | BIT (SPT_STATE_WAITING),
    N_("Nothing is waiting to leave or for an outcome.") },
  { N_("Ended"), BIT (SPT_STATE_DONE) | BIT (SPT_STATE_CANCELLED), N_("Nothing has ended yet.") },
};

static void
update_empty (SptOutboxPage *self)
{
  gboolean any = self->rows != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0;

  if (!any)
    {
      adw_status_page_set_title (self->empty,
                                 self->filter == 0 && spt_account_filter_get (self->account_filter) == 0
                                 ? _("No submissions") : _("None of these"));
      adw_status_page_set_description (self->empty, _(filters[self->filter].empty));
    }
  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "empty");
}

/* --- rows ------------------------------------------------------------------------------------- */

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (user_data));

  gtk_list_item_set_child (item, spt_submission_row_widget_new (spt_desk_get_clock (desk)));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  SptOutboxPage *self = user_data;
  SptSubmissionRowWidget *row = SPT_SUBMISSION_ROW_WIDGET (gtk_list_item_get_child (item));
  guint position = gtk_list_item_get_position (item);
  g_autoptr (SptSubmission) before = NULL;

  if (position > 0)
    before = g_list_model_get_item (G_LIST_MODEL (self->rows), position - 1);
  spt_submission_row_widget_set (row, gtk_list_item_get_item (item), before);
  g_ptr_array_add (self->shown_rows, row);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  user_data)
{
  SptOutboxPage *self = user_data;
  SptSubmissionRowWidget *row = SPT_SUBMISSION_ROW_WIDGET (gtk_list_item_get_child (item));

  g_ptr_array_remove_fast (self->shown_rows, row);
  spt_submission_row_widget_set (row, NULL, NULL);
}

static void
activate_cb (GtkListView *list,
             guint        position,
             gpointer     user_data)
{
  SptOutboxPage *self = user_data;
  SptWindow *window = spt_window_of (GTK_WIDGET (self));
  g_autoptr (SptSubmission) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);
  guint order_n = 0;
  gint64 job = 0;

  if (window == NULL || row == NULL)
    return;
  g_object_get (row, "order-n", &order_n, "job", &job, NULL);
  if (order_n > 0)
    spt_window_open_order (window, job, filters[self->filter].states);
  else
    spt_window_open_submission (window, spt_submission_get_id (row));
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  update_empty (user_data);
}

static gboolean
tick_cb (gpointer user_data)
{
  SptOutboxPage *self = user_data;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    for (guint i = 0; i < self->shown_rows->len; i++)
      spt_submission_row_widget_update (g_ptr_array_index (self->shown_rows, i));
  return G_SOURCE_CONTINUE;
}

/* --- filter ----------------------------------------------------------------------------------- */

static void
show_filtered (SptOutboxPage *self)
{
  spt_row_list_set_states (self->rows, filters[self->filter].states,
                           spt_account_filter_get (self->account_filter));
}

static void
filter_toggled_cb (GtkToggleButton *button,
                   gpointer         user_data)
{
  SptOutboxPage *self = user_data;

  if (!gtk_toggle_button_get_active (button))
    return;
  self->filter = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "spt-filter"));
  if (self->rows != NULL)
    show_filtered (self);
  update_empty (self);
}

static void
account_chosen_cb (SptOutboxPage *self)
{
  show_filtered (self);
  update_empty (self);
}

static void
make_filters (SptOutboxPage *self)
{
  GtkToggleButton *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_(filters[i].title));

      gtk_widget_add_css_class (button, "filter");
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      g_object_set_data (G_OBJECT (button), "spt-filter", GUINT_TO_POINTER (i));
      gtk_box_append (self->filters, button);
      g_signal_connect_object (button, "toggled", G_CALLBACK (filter_toggled_cb), self, 0);
    }
  self->account_filter = g_object_new (SPT_TYPE_ACCOUNT_FILTER, NULL);
  gtk_box_append (self->filters, GTK_WIDGET (self->account_filter));
  g_signal_connect_object (self->account_filter, "chosen", G_CALLBACK (account_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_toggle_button_set_active (first, TRUE);
}

static void
follow_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  gtk_window_present (spt_follow_dialog_new (widget, spt_page_get_desk (SPT_PAGE (widget))));
}

/* --- overrides -------------------------------------------------------------------------------- */

static void
spt_outbox_page_refresh (SptPage *page)
{
  SptOutboxPage *self = SPT_OUTBOX_PAGE (page);

  if (self->rows != NULL)
    spt_row_list_refresh (self->rows);
}

static void
spt_outbox_page_find (SptPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "win.find-anything", NULL);
}

static void
spt_outbox_page_shown (SptPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (SPT_OUTBOX_PAGE (page)->list));
}

static void
spt_outbox_page_constructed (GObject *object)
{
  SptOutboxPage *self = SPT_OUTBOX_PAGE (object);
  SptDesk *desk = NULL;
  GtkListItemFactory *factory = NULL;
  GtkSingleSelection *selection = NULL;

  G_OBJECT_CLASS (spt_outbox_page_parent_class)->constructed (object);

  desk = spt_page_get_desk (SPT_PAGE (self));
  if (desk == NULL)
    return;

  self->rows = spt_row_list_new (spt_desk_get_store (desk), &spt_orders_kind);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (items_changed_cb), self, 0);
  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (factory);
  g_object_unref (selection);
  spt_account_filter_set_store (self->account_filter, spt_desk_get_store (desk));
  show_filtered (self);
}

static void
spt_outbox_page_dispose (GObject *object)
{
  SptOutboxPage *self = SPT_OUTBOX_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL); /* the bin would let go of it a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_OUTBOX_PAGE);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (spt_outbox_page_parent_class)->dispose (object);
}

static void
spt_outbox_page_finalize (GObject *object)
{
  g_ptr_array_unref (SPT_OUTBOX_PAGE (object)->shown_rows);

  G_OBJECT_CLASS (spt_outbox_page_parent_class)->finalize (object);
}

static void
spt_outbox_page_class_init (SptOutboxPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptPageClass *page_class = SPT_PAGE_CLASS (klass);

  object_class->constructed = spt_outbox_page_constructed;
  object_class->dispose = spt_outbox_page_dispose;
  object_class->finalize = spt_outbox_page_finalize;
  page_class->refresh = spt_outbox_page_refresh;
  page_class->find = spt_outbox_page_find;
  page_class->shown = spt_outbox_page_shown;

  gtk_widget_class_install_action (widget_class, "outbox.follow", NULL, follow_action);
  g_type_ensure (SPT_TYPE_LIST_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-outbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptOutboxPage, filters);
  gtk_widget_class_bind_template_child (widget_class, SptOutboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SptOutboxPage, list);
  gtk_widget_class_bind_template_child (widget_class, SptOutboxPage, empty);
}

static void
spt_outbox_page_init (SptOutboxPage *self)
{
  self->shown_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->list, "activate", G_CALLBACK (activate_cb), self);
  make_filters (self);
  self->tick = g_timeout_add_seconds (20, tick_cb, self);
}

/**
 * spt_outbox_page_new:
 * @desk: what it works with
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_outbox_page_new (SptDesk *desk)
{
  return g_object_new (SPT_TYPE_OUTBOX_PAGE, "desk", desk, NULL);
}
