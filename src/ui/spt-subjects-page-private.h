/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of the directory of people and companies share. */
#pragma once

#include "store/spt-row-list.h"
#include "ui/spt-id-selection.h"
#include "ui/spt-subjects-page.h"
#include "ui/spt-ui.h"

G_BEGIN_DECLS

#define SPT_N_SUBJECT_CHIPS 2

struct _SptSubjectsPage
{
  SptPage             parent_instance;

  SptRowList         *list;           /* (owned) */
  SptIdSelection     *selection;      /* (owned) */
  GSimpleActionGroup *column_actions; /* (owned) */
  GCancellable       *cancellable;    /* (owned): everything of this page */
  GCancellable       *count_cancellable; /* (owned) (nullable): the count under way */
  char               *search;         /* (owned) (nullable) */
  guint               states;
  gint64              import_id;      /* 0 = any */
  guint               count_timeout;
  guint               filling : 1;    /* the chips follow the filter, not the other way round */
  guint               loaded  : 1;
  guint               led_here : 1;
  guint               count_same : 1; /* the archive changed since doubles were looked for */
  GtkWidget          *chip_buttons[SPT_N_SUBJECT_CHIPS]; /* (unowned) */

  /* Template */
  GtkWidget          *import_button;
  SptAdaptiveBin     *adaptive;
  GtkSearchBar       *search_bar;
  GtkEditable        *search_entry;
  GtkWidget          *chips;
  GtkWidget          *scope_box;
  GtkLabel           *scope_label;
  SptStrip           *same_strip;
  GtkStack           *stack;
  GtkColumnView      *grid;
  GtkListView        *list_view;
  GtkWidget          *bottom;
  GtkWidget          *selection_box;
  GtkLabel           *selection_label;
  GtkWidget          *show_hidden_button;
  GtkButton          *export_button;
  GtkButton          *select_all_button;
  GtkMenuButton      *menu_button;
  GMenuModel         *page_menu;
  GMenu              *columns_menu;
  GMenuModel         *row_menu;
};

/* spt-subjects-page.c */
void _spt_subjects_page_filter          (SptSubjectsPage *self,
                                         guint            states,
                                         gint64           import_id);
void _spt_subjects_page_forget_search   (SptSubjectsPage *self);
void _spt_subjects_page_refresh         (SptSubjectsPage *self);

/* spt-subjects-actions.c */
void _spt_subjects_page_install_actions (GtkWidgetClass  *widget_class);
void _spt_subjects_page_open            (SptSubjectsPage *self,
                                         gint64           id);
void _spt_subjects_page_import          (SptPage         *page,
                                         GFile           *file);

G_END_DECLS
