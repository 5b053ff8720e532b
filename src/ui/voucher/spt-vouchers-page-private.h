/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the list of vouchers share. */
#pragma once

#include "store/spt-row-list.h"
#include "store/spt-store-dossiers.h"
#include "ui/spt-account-filter.h"
#include "ui/spt-id-selection.h"
#include "ui/spt-list-columns.h"
#include "ui/spt-ui.h"
#include "ui/voucher/spt-vouchers-page.h"
#include "ui/voucher/spt-vouchers-work.h"

G_BEGIN_DECLS

struct _SptVouchersPage
{
  SptPage             parent_instance;

  SptRowList         *list;              /* (owned) */
  SptIdSelection     *selection;         /* (owned) */
  GSimpleActionGroup *column_actions;    /* (owned) */
  GCancellable       *cancellable;       /* (owned): everything of this page */
  GCancellable       *count_cancellable; /* (owned) (nullable): the count under way */
  GArray             *removed;           /* (owned) (nullable): ids that "undo" brings back */
  GtkWindow          *dialog;            /* (weak): the sheet over this page */
  char               *search;            /* (owned) (nullable) */
  guint               chip;              /* of spt_voucher_chips */
  gint64              import_id;         /* 0 = any */
  gint64              submission_id;     /* 0 = any */
  guint               states;            /* where no chip says it; 0 = any */
  SptVouchersTally   *tally;             /* (owned) (nullable): the last count */
  guint               n_asking;          /* services that are being asked where vouchers stand */
  SptNewsSum          brought;           /* what they said so far */
  char               *trouble;           /* (owned) (nullable): why one of them could not be asked */
  guint               count_timeout;
  guint               filling  : 1;      /* the chips follow the filter, not the other way round */
  guint               loaded   : 1;
  guint               led_here : 1;
  GtkWidget          *chip_buttons[SPT_N_VOUCHER_CHIPS]; /* (unowned) */

  /* Template */
  GtkWidget          *import_button;
  GtkWidget          *update_button;
  SptAdaptiveBin     *adaptive;
  GtkSearchBar       *search_bar;
  GtkEditable        *search_entry;
  SptAccountFilter   *account_filter;
  GtkWidget          *chips;
  GtkWidget          *scope_box;
  GtkLabel           *scope_label;
  SptStrip           *same_strip;
  SptStrip           *watch_strip;
  GtkWidget          *watch_box;
  GtkSpinner         *watch_spinner;
  GtkLabel           *watch_label;
  GtkStack           *stack;
  AdwStatusPage      *nothing_page;
  GtkColumnView      *grid;
  GtkListView        *list_view;
  AdwStatusPage      *empty_page;
  GtkWidget          *empty_account;
  GtkWidget          *empty_new;
  GtkWidget          *empty_ask;
  GtkWidget          *bottom;
  GtkWidget          *selection_box;
  GtkLabel           *selection_label;
  GtkWidget          *show_hidden_button;
  GtkButton          *select_all_button;
  GtkButton          *export_button;
  GtkButton          *send_button;
  GtkMenuButton      *menu_button;
  GMenuModel         *page_menu;
  GMenu              *columns_menu;
  GMenuModel         *row_menu;
};

extern const SptListLayout spt_vouchers_layout; /* spt-vouchers-columns.c */
/* What "days left" is counted from. Kept weakly. */
void _spt_vouchers_columns_set_clock    (SptClock        *clock);

/* spt-vouchers-page.c */
/* Counts anew in a moment. */
void _spt_vouchers_page_count           (SptVouchersPage *self);
void _spt_vouchers_page_filter          (SptVouchersPage *self,
                                         guint            chip);

/* spt-vouchers-actions.c */
void _spt_vouchers_page_install_actions (GtkWidgetClass  *widget_class);
void _spt_vouchers_page_open            (SptVouchersPage *self,
                                         gint64           id);
void _spt_vouchers_page_import          (SptPage         *page,
                                         GFile           *file);

/* spt-vouchers-watch.c: where they stand at their service */
void _spt_vouchers_page_ask             (SptVouchersPage *self);
/* Makes an account, without which nobody can be asked. */
void _spt_vouchers_page_add_account     (SptVouchersPage *self);
/* Says when the services were asked last; after each count. */
void _spt_vouchers_page_show_watch      (SptVouchersPage *self);

G_END_DECLS
