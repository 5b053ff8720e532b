/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions under the field of a form that one types in: one popover, one way to use it by
 * keyboard, for whoever knows what to suggest. */
#pragma once

#include "ui/form/spt-form-row.h"

G_BEGIN_DECLS

#define SPT_TYPE_SUGGEST (spt_suggest_get_type ())

/* Signals: "typed" (SptFormField, boolean: asked for with the Down key): somebody types into one of
 * the fields and paused: to be answered, now or later, with spt_suggest_begin(), _add() and
 * _show(). "chosen" (SptFormField, string: the id of what was chosen). Down and Up choose, Return
 * takes, Escape puts away, Tab leaves. */
G_DECLARE_FINAL_TYPE (SptSuggest, spt_suggest, SPT, SUGGEST, GObject)

/* @page holds the rows (or is one) and outlives what is made here; @names: wire names of the fields
 * of @form, in whatever group, ended by NULL, static; @label: what the list is called. */
SptSuggest   *spt_suggest_new           (GtkWidget          *page,
                                         SptForm            *form,
                                         const char *const  *names,
                                         const char         *label) G_GNUC_WARN_UNUSED_RESULT;
/* Whether the Down key asks for suggestions where none are shown. */
void          spt_suggest_set_on_demand (SptSuggest         *self,
                                         gboolean            on_demand);
/* While it is filling nobody types: what changes is our own doing. */
void          spt_suggest_set_filling   (SptSuggest         *self,
                                         gboolean            filling);
/* The field that is typed in; NULL when the focus is elsewhere. Borrowed. */
SptFormField *spt_suggest_get_field     (SptSuggest         *self);
/* An empty list, at the row that is typed in; FALSE when the focus is elsewhere by now. */
gboolean      spt_suggest_begin         (SptSuggest         *self);
void          spt_suggest_add           (SptSuggest         *self,
                                         const char         *id,
                                         const char         *title,
                                         const char         *subtitle);
/* Shows what was added; nothing: the list goes. */
void          spt_suggest_show          (SptSuggest         *self);
void          spt_suggest_drop          (SptSuggest         *self);
/* Nothing more is asked for what was typed up to now. */
void          spt_suggest_cancel        (SptSuggest         *self);

G_END_DECLS
