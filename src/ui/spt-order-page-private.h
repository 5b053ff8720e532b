/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of an order's page share. */
#pragma once

#include "store/spt-store-orders.h"
#include "ui/spt-item-view.h"
#include "ui/spt-order-page.h"

G_BEGIN_DECLS

#define BIT(state) (1u << (state))
#define LEFT     (BIT (SPT_STATE_READY) | BIT (SPT_STATE_SENDING) | BIT (SPT_STATE_WAITING))
#define PROBLEMS (BIT (SPT_STATE_UNCERTAIN) | BIT (SPT_STATE_REFUSED) | BIT (SPT_STATE_NOT_SENT))
#define ENDED    (BIT (SPT_STATE_DONE) | BIT (SPT_STATE_PARTLY_DONE))

/* A filter above the requests; @title has a %s for their number. */
typedef struct
{
  const char *title; /* N_() */
  guint       states;
} SptOrderFilter;

#define N_ORDER_FILTERS 8

struct _SptOrderPage
{
  SptReadPage     parent_instance;

  GtkWidget      *state_label;
  GtkLabel       *heading;
  GtkLabel       *summary;
  GtkLabel       *counts;
  GtkProgressBar *progress;
  GtkLabel       *note;
  GtkWidget      *cost_group;
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

  const SptReadParts *parts; /* (unowned): the base's */
  const SptOrder *order;    /* (unowned) (nullable): until it was read */
  guint           n_failed; /* what is to be sent again, nobody took care of it since */
  gint64          failed;   /* one of the submissions of these */
  GtkWidget      *chips[N_ORDER_FILTERS]; /* (unowned) */
  GtkWidget      *cost;     /* (unowned) (nullable): what it cost, where each request is paid for */
  guint           states;   /* shown; 0 = all */
  guint           n_doubts; /* being looked up; 0 = none */
  guint           doubt;    /* which of them */
  gint64          last_doubt; /* the submission that was looked up last */
  guint           working : 1;
};

/* spt-order-page.c */
extern const SptOrderFilter _spt_order_filters[N_ORDER_FILTERS];

/* spt-order-show.c */
guint _spt_order_count                (const SptOrder *order,
                                       guint           states);
void  _spt_order_page_show            (SptOrderPage   *self);
void  _spt_order_page_show_buttons    (SptOrderPage   *self);
/* Only what the chosen filter lets through. */
void  _spt_order_page_show_filtered   (SptOrderPage   *self);

/* spt-order-actions.c: stop, go on, send again */
void  _spt_order_page_install_actions (GtkWidgetClass *widget_class);

/* spt-order-settle.c: what is uncertain */
void  _spt_order_settle_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
