/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the catalogue of offers share. */
#pragma once

#include "ui/form/spt-form-view.h"
#include "ui/spt-ui.h"
#include "ui/voucher/spt-offers-dialog.h"
#include "ui/voucher/spt-offers-work.h"

G_BEGIN_DECLS

struct _SptOffersDialog
{
  AdwWindow           parent_instance;

  SptDesk            *desk;        /* (owned) */
  gint64              account_id;
  SptOffers          *offers;      /* (owned) (nullable) */
  GCancellable       *cancellable; /* (owned) */
  gint64              removed;     /* what "Undo" brings back */

  /* The form */
  SptForm            *form;        /* (owned) (nullable): of the offer being edited */
  gint64              id;          /* of it; 0 = a new one */
  char               *said_technology; /* (owned) (nullable): what its code seemed to say */
  char               *said_speed;      /* (owned) (nullable) */
  guint               saving  : 1;
  guint               tried   : 1; /* what is missing is marked once saving was tried */
  guint               filling : 1;

  /* Many at once */
  GPtrArray          *read;        /* (owned) (nullable) (element-type SptVoucherOffer) */
  guint               timer;

  /* Template */
  AdwWindowTitle     *title;
  GtkWidget          *back_button;
  GtkWidget          *new_button;
  GtkWidget          *many_button;
  GtkWidget          *save_button;
  AdwToastOverlay    *toasts;
  GtkStack           *stack;
  GtkWidget          *tools;
  GtkWidget          *search_entry;
  GtkDropDown        *sort;
  GtkBox             *list_box;
  SptFormView        *form_view;
  GtkTextView        *table;
  GtkLabel           *table_label;
  GtkWidget          *fault_box;
};

/* spt-offers-dialog.c */
void     _spt_offers_dialog_show_page  (SptOffersDialog *self,
                                        const char      *name);
void     _spt_offers_dialog_load       (SptOffersDialog *self);
void     _spt_offers_dialog_say_error  (SptOffersDialog *self,
                                        const GError    *error);
void     _spt_offers_dialog_say        (SptOffersDialog *self,
                                        const char      *text,
                                        gboolean         undo);
void     _spt_offers_dialog_edit       (SptOffersDialog *self,
                                        SptVoucherOffer *offer);

/* spt-offers-list.c */
void     _spt_offers_dialog_show_list  (SptOffersDialog *self);

/* spt-offers-many.c */
void     _spt_offers_many_class_init   (GtkWidgetClass  *widget_class);
void     _spt_offers_many_init         (SptOffersDialog *self);
gboolean _spt_offers_many_save         (SptOffersDialog *self);
gboolean _spt_offers_many_has_text     (SptOffersDialog *self);
void     _spt_offers_many_clear        (SptOffersDialog *self);

G_END_DECLS
