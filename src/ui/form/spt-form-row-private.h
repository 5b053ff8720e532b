/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of a form's row share. */
#pragma once

#include "ui/form/spt-form-row.h"

G_BEGIN_DECLS

struct _SptFormRow
{
  AdwPreferencesRow  parent_instance;

  SptFormField      *field;      /* (owned) */
  GtkWidget         *editor;     /* (unowned): what the keyboard goes to */
  GtkWidget         *calendar;   /* (unowned) (nullable): in the popover, once opened */
  GtkWidget         *action;     /* (unowned) (nullable): a button of its own */
  GtkWidget         *hint_box;   /* (unowned) (nullable): what is suggested */
  GtkWidget         *hint;       /* (unowned) (nullable) */
  GtkWidget         *use;        /* (unowned) (nullable): takes it over */
  char              *hint_value; /* (owned) (nullable) */
  GtkWidget         *info;       /* (unowned) (nullable): long help opens from here */
  GtkStringList     *choices;    /* (unowned) (nullable): labels, as the drop-down shows them */
  GPtrArray         *values;     /* (owned) (nullable): the values of choices */

  /* Template */
  GtkWidget         *box;
  GtkWidget         *title_box;
  GtkWidget         *title;
  GtkWidget         *required;
  GtkWidget         *editor_box;
  GtkWidget         *issue_box;
  GtkWidget         *issue_icon;
  GtkWidget         *issue;
  GtkWidget         *override;
  GtkWidget         *help;

  guint              updating      : 1; /* the editor is being filled, not edited */
  guint              read_only     : 1;
  guint              overridable   : 1;
  guint              show_advanced : 1;
  guint              quiet         : 1; /* not among what is asked for now */
  guint              pristine      : 1; /* nobody was in it yet: that it is empty is no fault */
  guint              compact       : 1; /* a form of many: one line where that will do */
  guint              shown_once    : 1; /* an advanced field stays, once it was to be seen */
  guint              is_typed      : 1; /* what it holds somebody typed, since the focus came */
  guint              in_doubt      : 1; /* that it may be read otherwise is said below it */
};

/* spt-form-compact.c */
/* One line, the unit behind it, what is long behind a button: before the editor, and with it. */
void _spt_form_row_begin_compact (SptFormRow *self);
void _spt_form_row_end_compact   (SptFormRow *self);
gboolean _spt_form_row_has_toggles (SptFormRow *self);
/* What stands below; the rest is behind the button. */
const char *_spt_form_row_get_short_help (SptFormRow *self,
                                          const char *help);
void _spt_form_row_update_required (SptFormRow *self);
/* The button whether or not there still is something to take over. */
void _spt_form_row_update_hint (SptFormRow *self);

/* spt-form-editor.c */
void _spt_form_row_make_editor (SptFormRow *self);
void _spt_form_row_fill_editor (SptFormRow *self);
/* What was typed is done: "1.000" is taken for what it is in this field, and both readings are said. */
void _spt_form_row_read_number (SptFormRow *self);

G_END_DECLS
