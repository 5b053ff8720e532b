/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the catalogue of offers share. */
#pragma once

#include "ui/voucher/spt-offers-dialog.h"
#include "ui/voucher/spt-offers-work.h"

G_BEGIN_DECLS

struct _SptOffersDialog
{
  SptSheet             parent_instance;

  const SptSheetParts *sheet;           /* (unowned): what all such dialogs have */
  gint64               account_id;
  SptOffers           *offers;          /* (owned) (nullable) */
  char                *said_technology; /* (owned) (nullable): what the code in the form seemed to say */
  char                *said_speed;      /* (owned) (nullable) */

  /* Many at once */
  GPtrArray           *read;            /* (owned) (nullable) (element-type SptVoucherOffer) */
  guint                timer;

  /* Template */
  GtkWidget           *tools;
  GtkWidget           *search_entry;
  GtkDropDown         *sort;
  GtkTextView         *table;
  GtkLabel            *table_label;
  GtkWidget           *fault_box;
};

/* spt-offers-dialog.c */
void     _spt_offers_dialog_read        (SptSheet        *sheet);
void     _spt_offers_dialog_edit        (SptOffersDialog *self,
                                         SptVoucherOffer *offer);

/* spt-offers-list.c */
void     _spt_offers_dialog_show_list   (SptSheet        *sheet);

/* spt-offers-many.c */
void     _spt_offers_many_install       (SptSheetClass   *klass);
void     _spt_offers_many_init          (SptOffersDialog *self);
void     _spt_offers_many_clear         (SptSheet        *sheet);

G_END_DECLS
