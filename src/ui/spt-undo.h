/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A toast with "Undo" whose action outlives the page that it was made on, but not its owner. */
#pragma once

#include "ui/form/spt-form-pages.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-window.h"

G_BEGIN_DECLS

typedef void (*SptUndoFunc) (gpointer owner);

/* @func is called with @owner, once, if the button is pressed while @owner lives. */
void spt_undo_toast (SptWindow   *window,
                     const char  *text,
                     GObject     *owner,
                     SptUndoFunc  func);

/* Says of each part of the form that was removed or moved that it was, and takes it back. */
void spt_undo_follow_form_view  (SptFormView  *view);
void spt_undo_follow_form_pages (SptFormPages *pages);

G_END_DECLS
