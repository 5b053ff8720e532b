/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a list of records share. */
#pragma once

#include "ui/spt-list-page.h"

G_BEGIN_DECLS

typedef struct
{
  SptRowList         *list;              /* (owned) */
  SptIdSelection     *selection;         /* (owned) */
  GSimpleActionGroup *column_actions;    /* (owned) */
  GCancellable       *cancellable;       /* (owned): everything of this page */
  GCancellable       *count_cancellable; /* (owned) (nullable): the count under way */
  GtkWindow          *dialog;            /* (weak): the sheet over this page */
  char               *search;            /* (owned) (nullable): never empty */
  char               *due_until;         /* (owned) (nullable): what a query borrows */
  guint               chip;
  guint               states;            /* where no chip says it; 0 = any */
  gint64              import_id;         /* 0 = any */
  gint64              submission_id;     /* 0 = any */
  SptListEmpty        empty;             /* as the page says it; all %NULL at first */
  guint              *counts;            /* (owned) (nullable): of each chip */
  GtkWidget         **chip_buttons;      /* (owned), of unowned ones */
  GtkWidget          *filter;            /* (unowned) (nullable): of bodies or accounts */
  guint               count_timeout;
  guint               n_before;          /* rows when the sheet opened */
  guint               filling    : 1;    /* the chips follow the filter, not the other way round */
  guint               loaded     : 1;
  guint               led_here   : 1;    /* by a card, a toast, a dialog: the list has not answered yet */
  guint               to_top     : 1;
  guint               has_some   : 1;
  guint               has_bottom : 1;    /* the kind has something there */

  /* Template */
  GtkWidget          *new_button;
  GtkWidget          *import_button;
  GtkWidget          *header;
  GtkMenuButton      *menu_button;
  SptAdaptiveBin     *adaptive;
  GtkSearchBar       *search_bar;
  GtkEditable        *search_entry;
  GtkWidget          *chips;
  GtkWidget          *scope_box;
  GtkLabel           *scope_label;
  GtkButton          *show_all_button;
  GtkWidget          *strips;
  GtkStack           *stack;
  GtkColumnView      *grid;
  GtkListView        *list_view;
  AdwStatusPage      *empty_page;
  GtkWidget          *empty_buttons;
  AdwStatusPage      *nothing_page;
  GtkButton          *nothing_button;
  GtkWidget          *bottom;
  GtkWidget          *selection_box;
  GtkLabel           *selection_label;
  GtkWidget          *selection_buttons;
  GtkWidget          *show_hidden_button;
  GtkButton          *select_all_button;
  GtkWidget          *unselect_button;
} SptListPagePrivate;

#define KIND(self) (SPT_LIST_PAGE_GET_CLASS (self)->kind)

/* spt-list-page.c */
SptListPagePrivate *_spt_list_page_get          (SptListPage        *self);
void                _spt_list_page_ask          (SptListPage        *self);

/* spt-list-page-filter.c */
void                _spt_list_page_add_chips    (SptListPage        *self);
void                _spt_list_page_search_changed_cb (SptListPage   *self);
void                _spt_list_page_search_mode_cb (SptListPage      *self);
/* Everything, of every body and account, also at the next start. */
void                _spt_list_page_clear_filter (SptListPage        *self);

/* spt-list-page-says.c */
gboolean            _spt_list_page_is_narrow    (SptListPage        *self);
/* All that never changes. */
void                _spt_list_page_say_words    (SptListPage        *self);
void                _spt_list_page_say_counts   (SptListPage        *self);
void                _spt_list_page_say_scope    (SptListPage        *self);
/* Lays out what is below for the width. */
void                _spt_list_page_turn         (SptListPage        *self);

/* spt-list-page-actions.c */
void                _spt_list_page_install_actions (GtkWidgetClass  *widget_class);

/* spt-list-count.c: what a class counts that does not say otherwise */
void                _spt_list_page_count_chips  (SptListPage        *self,
                                                 const SptListQuery *query,
                                                 GCancellable       *cancellable);

G_END_DECLS
