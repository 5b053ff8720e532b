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
  GtkStringList     *choices;    /* (unowned) (nullable): labels, as the drop-down shows them */
  GPtrArray         *values;     /* (owned) (nullable): the values of choices */

  /* Template */
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
  guint              shown_once    : 1; /* an advanced field stays, once it was to be seen */
};

/* spt-form-editor.c */
void _spt_form_row_make_editor (SptFormRow *self);
void _spt_form_row_fill_editor (SptFormRow *self);

G_END_DECLS
