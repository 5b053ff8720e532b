/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of the grid of positions share. */
#pragma once

#include "store/spt-row-list.h"
#include "ui/spt-body-filter.h"
#include "ui/spt-id-selection.h"
#include "ui/spt-positions-page.h"
#include "ui/spt-positions-work.h"
#include "ui/spt-ui.h"

G_BEGIN_DECLS

#define SPT_N_CHIPS 8

struct _SptPositionsPage
{
  SptPage             parent_instance;

  SptRowList         *list;          /* (owned) */
  SptIdSelection     *selection;     /* (owned) */
  GSimpleActionGroup *column_actions; /* (owned) */
  GCancellable       *cancellable;   /* (owned): everything of this page */
  GCancellable       *tally_cancellable; /* (owned) (nullable): the count under way */
  GArray             *removed;       /* (owned) (nullable): ids that "undo" brings back */
  GtkWindow          *dialog;        /* (weak): the sheet over this page */
  SptPositionsTally   tally; /* its scope is owned */

  guint               states;
  gint64              import_id;
  gint64              submission_id;
  char               *search;        /* (owned) (nullable) */
  GtkWidget          *chip_buttons[SPT_N_CHIPS]; /* (unowned) */
  guint               tally_timeout;
  guint               filling   : 1; /* the chips follow the filter, not the other way round */
  guint               compare   : 1; /* the next count also compares the list with the archive */
  guint               loaded    : 1;
  guint               led_here  : 1; /* by a card, a toast, a dialog: the list has not answered yet */
  guint               to_top    : 1;

  /* Template */
  GtkWidget          *import_button;
  SptAdaptiveBin     *adaptive;
  GtkSearchBar       *search_bar;
  GtkEditable        *search_entry;
  SptBodyFilter      *body_filter;
  GtkWidget          *chips;
  GtkWidget          *scope_box;
  GtkLabel           *scope_label;
  SptStrip           *updates_strip;
  GtkStack           *stack;
  AdwStatusPage      *nothing_page;
  GtkWidget          *nothing_button;
  GtkColumnView      *grid;
  GtkListView        *list_view;
  GtkWidget          *bottom;
  GtkWidget          *selection_box;
  GtkLabel           *selection_label;
  GtkWidget          *show_hidden_button;
  GtkButton          *select_all_button;
  GtkLabel           *sum_label;
  GtkButton          *edit_button;
  GtkButton          *send_button;
  GtkMenuButton      *menu_button;
  GMenuModel         *page_menu;
  GMenu              *columns_menu;
  GMenuModel         *row_menu;
};

/* spt-positions-page.c */
void     _spt_positions_page_count           (SptPositionsPage *self,
                                              gboolean          compare);
gboolean _spt_positions_page_is_narrow       (SptPositionsPage *self);
/* What spt_positions_page_set_filter() shows, of the chosen body. */
void     _spt_positions_page_filter          (SptPositionsPage *self,
                                              guint             states,
                                              gint64            import_id,
                                              gint64            submission_id);

/* spt-positions-actions.c */
void     _spt_positions_page_install_actions (GtkWidgetClass   *widget_class);
void     _spt_positions_page_open            (SptPositionsPage *self,
                                              gint64            id);
void     _spt_positions_page_present         (SptPositionsPage *self,
                                              GtkWindow        *dialog);
/* The row with the focus, 0 = none. */
gint64   _spt_positions_page_get_focused     (SptPositionsPage *self);

G_END_DECLS
