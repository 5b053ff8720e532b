/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page with a list of records of one kind: chips, search, selection and what is done with it. A
 * kind is a table and a small class (HACKING.md, "Adding things"). */
#pragma once

#include "store/spt-row-list.h"
#include "ui/spt-count-text.h"
#include "ui/spt-id-selection.h"
#include "ui/spt-list-columns.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

G_BEGIN_DECLS

/**
 * SptListChip:
 * @label: untranslated, in the context of the page
 * @states: bit set of 1 << SptState; 0 = all
 * @stage: (nullable): where dossiers stand
 * @due: only what is due soon
 * @found: only what was not made here
 * @always: shown even when nothing is in it
 * @type: (nullable): of what sort, in the service's words: "84"; of several: "4 5 9"
 *
 * One filter of a list. The first of them is how a list begins.
 */
typedef struct
{
  const char *label;
  guint       states;
  const char *stage;
  gboolean    due;
  gboolean    found;
  gboolean    always;
  const char *type;
} SptListChip;

/* What a list says of a number of its records. */
typedef enum
{
  SPT_LIST_SAYS_SELECTED,        /* n are selected */
  SPT_LIST_SAYS_HIDDEN,          /* n of them the filter hides */
  SPT_LIST_SAYS_SELECT_FILTERED, /* button: the n that the filter shows */
  SPT_LIST_SAYS_SELECT_ALL,      /* button: all n there are */
  SPT_N_LIST_PHRASES
} SptListPhrase;

/* What a list can be narrowed down to beside its chips; out of sight while there is one only. */
typedef enum
{
  SPT_LIST_OF_ALL,
  SPT_LIST_OF_BODY,   /* a creditor body */
  SPT_LIST_OF_ACCOUNT /* an account of a service of such records */
} SptListBy;

/**
 * SptListButton:
 * @label: untranslated, with a mnemonic
 * @action: what it does
 */
typedef struct
{
  const char *label;
  const char *action;
} SptListButton;

#define SPT_LIST_N_BUTTONS 3

/**
 * SptListEmpty:
 * @icon_name: static
 * @title: what is not there
 * @text: what it is for, and where it comes from
 * @buttons: how to come by the first; the first of them is the one to press
 *
 * What stands in the place of a list of which there is nothing at all; texts are static, untranslated.
 */
typedef struct
{
  const char   *icon_name;
  const char   *title;
  const char   *text;
  SptListButton buttons[SPT_LIST_N_BUTTONS];
} SptListEmpty;

/**
 * SptListNothing:
 * @icon_name: static
 * @title: what is not there
 * @text: why, and what to do
 * @button: what leads on
 *
 * What stands in the place of a list that its filter and search leave without rows; texts are
 * static, untranslated.
 */
typedef struct
{
  const char   *icon_name;
  const char   *title;
  const char   *text;
  SptListButton button;
} SptListNothing;

/**
 * SptListPageKind:
 * @record: the kind: SPT_KIND_POSITIONS
 * @rows: how the archive lists them
 * @layout: their columns
 * @chips: the filters
 * @n_chips: their number
 * @context: of the chips' labels, for gettext
 * @changed: the notices after which it is looked at anew (SptChanged)
 * @by: what else they are chosen by
 * @new_label: "New Position"
 * @list_label: what a screen reader calls the list: "Debt positions"
 * @search_hint: what can be looked for: "Debtor, tax code…"
 * @search_label: what a screen reader calls that: "Search debt positions"
 * @chips_label: the same of the chips: "Filter by state"
 * @only_import: why it does not show all: "Only the positions of one import"
 * @only_submission: (nullable): the same of a submission
 * @show_all: the button beside: "Show All"
 * @show_hidden: what the button beside hidden ones does
 * @nothing: that none answers to filter and search
 * @empty: where there are none at all
 * @selection_buttons: what is done with those that are selected
 * @export_name: (nullable): of the file that is proposed; %NULL = nothing is exported
 * @phrases: what is said of a number of them
 *
 * One kind of list. All texts are untranslated.
 */
typedef struct
{
  const char          *record;
  const SptListKind   *rows;
  const SptListLayout *layout;
  const SptListChip   *chips;
  guint                n_chips;
  const char          *context;
  guint                changed;
  SptListBy            by;
  const char          *new_label;
  const char          *list_label;
  const char          *search_hint;
  const char          *search_label;
  const char          *chips_label;
  const char          *only_import;
  const char          *only_submission;
  const char          *show_all;
  const char          *show_hidden;
  const char          *nothing;
  SptListEmpty         empty;
  SptListButton        selection_buttons[SPT_LIST_N_BUTTONS];
  const char          *export_name;
  SptCountText         phrases[SPT_N_LIST_PHRASES];
} SptListPageKind;

#define SPT_TYPE_LIST_PAGE (spt_list_page_get_type ())

/* Its template holds what all lists have; that of a kind has the menus "row_menu" and "page_menu",
 * and children of type "header" (stands there while the page is wide, is in the menu too), "strip"
 * and "bottom". The actions of all are "records.open", "…new", "…import", "…export", "…delete",
 * "…imports", "…refresh", "…select-all", "…unselect-all" and "…clear-filter". */
G_DECLARE_DERIVABLE_TYPE (SptListPage, spt_list_page, SPT, LIST_PAGE, SptPage)

/**
 * SptListPageClass:
 * @kind: set with spt_list_page_class_set_kind()
 * @open: opens a record, 0 = a new one; as spt_window_open_record() does
 * @fill_query: what the table does not say of what is asked
 * @count: counts what the chips and the class itself say, and calls spt_list_page_show_counts();
 *   by itself each chip is counted as the table has it. @query is borrowed.
 * @changed: the archive changed; by itself the list follows
 * @update: says what is the class's own
 * @say_empty: how to come by the first, where that depends
 * @say_nothing: why the list shows nothing, where that can be said better
 * @remove: takes records away and calls spt_list_page_say_removed(), or brings them back with
 *   @restore; (element-type gint64)
 *
 * All but the first may be left as they are; without @remove nothing is taken away.
 */
struct _SptListPageClass
{
  SptPageClass           parent_class;

  const SptListPageKind *kind;

  void (*open)        (SptListPage        *self,
                       gint64              id);
  void (*fill_query)  (SptListPage        *self,
                       SptListQuery       *query);
  void (*count)       (SptListPage        *self,
                       const SptListQuery *query,
                       GCancellable       *cancellable);
  void (*changed)     (SptListPage        *self);
  void (*update)      (SptListPage        *self);
  void (*say_empty)   (SptListPage        *self,
                       SptListEmpty       *empty);
  void (*say_nothing) (SptListPage        *self,
                       const SptListQuery *query,
                       SptListNothing     *nothing);
  void (*remove)      (SptListPage        *self,
                       GArray             *ids,
                       gboolean            restore);

  gpointer padding[4];
};

/* In the class's initialisation; @resource: its template. */
void            spt_list_page_class_set_kind  (SptListPageClass      *klass,
                                               const SptListPageKind *kind,
                                               const char            *resource);

/* What it works with; borrowed. */
SptRowList     *spt_list_page_get_list        (SptListPage           *self);
SptIdSelection *spt_list_page_get_selection   (SptListPage           *self);
GCancellable   *spt_list_page_get_cancellable (SptListPage           *self);
/* Which of the kind's chips. */
guint           spt_list_page_get_chip        (SptListPage           *self);
/* What the list is asked now; strings are borrowed until the next call. */
SptListQuery    spt_list_page_get_query       (SptListPage           *self);
/* Whether the archive has answered once. */
gboolean        spt_list_page_is_loaded       (SptListPage           *self);
/* Whether a sheet of the page's own is over it. */
gboolean        spt_list_page_is_covered      (SptListPage           *self);

/* Goes on with the keyboard in its rows, where it has any. */
void            spt_list_page_focus_rows      (SptListPage           *self);
/* The row with the focus, 0 = none. */
gint64          spt_list_page_get_focused     (SptListPage           *self);
/* (element-type gint64): the selection, else the row with the focus. */
GArray         *spt_list_page_dup_targets     (SptListPage           *self) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type gint64): the selection, whatever the filter hides; without one all that is shown. */
GArray         *spt_list_page_dup_all         (SptListPage           *self) G_GNUC_WARN_UNUSED_RESULT;

/* Counts anew in a moment. */
void            spt_list_page_count           (SptListPage           *self);
/* One number a chip; and whether there are any records at all, which a filter may hide. */
void            spt_list_page_show_counts     (SptListPage           *self,
                                               const guint           *counts,
                                               gboolean               has_some);
/* Says again what depends on the list, the selection and the counts. */
void            spt_list_page_update          (SptListPage           *self);
/* The list is asked again and follows at once. @to_top: it begins with its first row. */
void            spt_list_page_follow          (SptListPage           *self,
                                               gboolean               to_top);
/* Shows what a card, a toast, a dialog leads to, of all bodies and accounts, with the focus on the
 * first of them. The selection stays. */
void            spt_list_page_set_filter      (SptListPage           *self,
                                               const SptRecordFilter *filter);
/* The same of the present search and scope. */
void            spt_list_page_choose_states   (SptListPage           *self,
                                               guint                  states);
/* A sheet of the page's own. */
void            spt_list_page_present         (SptListPage           *self,
                                               GtkWindow             *dialog);
/* @ids are gone: out of the selection, with a way back. */
void            spt_list_page_say_removed     (SptListPage           *self,
                                               GArray                *ids,
                                               const char            *text);

/* Something that is done with the selection and that the kind's table does not name. */
void            spt_list_page_add_button      (SptListPage           *self,
                                               GtkWidget             *button);

/* The last day that is due soon, ISO; of local time. */
char           *spt_list_dup_due_until        (gint64                 now_utc_ms) G_GNUC_WARN_UNUSED_RESULT;
/* Narrows @query down to a chip; @due_until is borrowed. */
void            spt_list_chip_apply           (const SptListChip     *chip,
                                               SptListQuery          *query,
                                               const char            *due_until);
/* How many it shows, of one number a state. */
guint           spt_list_chip_sum             (const SptListChip     *chip,
                                               const guint           *states);
/* How many each chip would show of a search and scope, on the store's thread. */
gboolean        spt_list_count_chips          (SptDb                 *db,
                                               const SptListKind     *rows,
                                               const SptListChip     *chips,
                                               guint                  n_chips,
                                               const SptListQuery    *query,
                                               gint64                 now_utc_ms,
                                               guint                 *counts,
                                               GError               **error);

G_END_DECLS
