/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a grid of records: cells, sorting by header, which are shown, remembered widths. A
 * kind of record is a table (spt-positions-columns.c). */
#pragma once

#include <gtk/gtk.h>

#include "base/spt-clock.h"
#include "ui/spt-id-selection.h"

G_BEGIN_DECLS

/**
 * SptListColumn:
 * @id: for the settings and the action
 * @title: its heading, untranslated
 * @property: of the rows; %NULL = the state
 * @sort: what a click on the heading orders by, -1 = nothing
 * @width: as shipped, -1 = natural
 * @shown: as shipped
 * @expand: takes what is left
 * @css_class: (nullable): of its labels
 * @end: stands at the end of its cell: amounts
 * @dup_text: (nullable): what the property looks like, where it is not text: a function of the list
 *   item, the property's value and user data; (transfer full)
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *property;
  int         sort;
  int         width;
  gboolean    shown;
  gboolean    expand;
  const char *css_class;
  gboolean    end;
  GCallback   dup_text;
} SptListColumn;

/**
 * SptListLayout:
 * @name: for the settings
 * @get_type: of the rows, an [class@Row] with a state
 * @columns: the first is always there: what tells rows apart
 * @n_columns: their number
 * @default_sort: the order when no heading says one
 * @default_descending: its direction
 * @name_property: who or what a row is
 * @name_dup_text: (nullable): as in a column
 * @state_shown_property: a boolean or a number: whether the state is worth a word
 * @beside_property: in a narrow window at the end of the first line
 * @beside_dup_text: (nullable): as in a column
 * @below_property: in a narrow window at the end of the second line, behind the state
 * @below_dup_text: (nullable): as in a column
 * @make_cell: (nullable): what shows a column, or in a narrow window "row-name", "row-beside" and "row-state", where that is more
 *   than text; %NULL for all that is not
 */
typedef struct
{
  const char          *name;
  GType              (*get_type) (void);
  const SptListColumn *columns;
  guint                n_columns;
  guint                default_sort;
  gboolean             default_descending;
  const char          *name_property;
  GCallback            name_dup_text;
  const char          *state_shown_property;
  const char          *beside_property;
  GCallback            beside_dup_text;
  const char          *below_property;
  GCallback            below_dup_text;
  GtkWidget         *(*make_cell) (const char *id, GtkListItem *item);
} SptListLayout;

extern const SptListLayout spt_positions_layout; /* spt-positions-columns.c */
extern const SptListLayout spt_subjects_layout;  /* spt-subjects-page.c */

/* Adds the columns to @view. The check boxes work on @selection. Actions "columns.ID" (boolean) go
 * into @actions, their items into @menu. */
void         spt_list_columns_add           (GtkColumnView       *view,
                                             const SptListLayout *layout,
                                             SptIdSelection      *selection,
                                             GSimpleActionGroup  *actions,
                                             GMenu               *menu);
/* What the header says now. */
void         spt_list_columns_get_sort      (GtkColumnView       *view,
                                             guint               *sort,
                                             gboolean            *descending);
/* Keeps that for the next start. */
void         spt_list_columns_remember_sort (GtkColumnView       *view);
/* Two lines a row, for a narrow window. */
GtkListItemFactory *spt_list_columns_new_row_factory (const SptListLayout *layout,
                                                      SptIdSelection      *selection) G_GNUC_WARN_UNUSED_RESULT;
/* Lets the list begin with as many rows as the window can have in sight, once @view is in one. */
void         spt_list_columns_follow_window (GtkWidget           *view,
                                             SptRowList          *list);
/* The others, after a frame with those. */
void         spt_list_columns_show_rest     (GtkWidget           *view,
                                             SptRowList          *list);
/* The list item whose row @widget stands in, or is; NULL for none. Borrowed. */
GtkListItem *spt_list_columns_find_item     (GtkWidget           *widget);
/* The record whose row has the focus, somewhere in @around; 0 = none. */
gint64       spt_list_columns_get_focused   (GtkWidget           *around);
/* The space bar ticks the row with the focus, the second button of the mouse opens @menu on the row
 * under the pointer, the Menu key on that with the focus. The menu hangs on @parent, which is around @view and no GtkStack: GTK 4.8
 * crashes where one tells a screen reader of a child that is no page of it. */
void         spt_list_columns_listen        (GtkWidget           *view,
                                             SptIdSelection      *selection,
                                             GtkWidget           *parent,
                                             GMenuModel          *menu);
/* Before @parent goes. */
void         spt_list_columns_drop_menu     (GtkWidget           *parent);

/* For SptListColumn.dup_text and spt_list_cells_bind(); what is 0 has no words. Time and day of UTC milliseconds, local. */
char        *spt_list_cells_dup_time        (gpointer             item,
                                             gint64               utc_ms,
                                             gpointer             user_data);
char        *spt_list_cells_dup_day         (gpointer             item,
                                             gint64               utc_ms,
                                             gpointer             user_data);
char        *spt_list_cells_dup_number      (gpointer             item,
                                             guint                number,
                                             gpointer             user_data);
/* Cells have no desk: one process has one clock. */
void         spt_list_cells_set_clock       (SptClock            *clock);
/* Days from today until @date (ISO), local time; G_MININT = it is none. */
int          spt_list_cells_count_days      (const char          *date);
/* For cells that a date stands in: within SPT_DUE_SOON_DAYS, or past; and how it looks then. */
gboolean     spt_list_cells_is_soon         (gpointer             item,
                                             const char          *date,
                                             gpointer             user_data);
GStrv        spt_list_cells_dup_due_classes (gpointer             item,
                                             const char          *date,
                                             gpointer             user_data);
/* A cell follows its row: @func ((nullable): the first as it is) makes it of the properties of @row_type that are named, ended
 * by NULL, after the list item. */
void         spt_list_cells_bind            (GType                row_type,
                                             GtkListItem         *item,
                                             gpointer             target,
                                             const char          *target_property,
                                             GType                type,
                                             GCallback            func,
                                             const char          *first,
                                             ...) G_GNUC_NULL_TERMINATED;
/* One line, cut at its end. */
GtkWidget   *spt_list_cells_make_label      (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
