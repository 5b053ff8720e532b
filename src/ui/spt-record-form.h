/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages with the form of one record share: it follows the archive, leads to a field, takes
 * an error upon oneself. */
#pragma once

#include "ui/form/spt-form-view.h"
#include "ui/spt-ui.h"

G_BEGIN_DECLS

/* Puts @loaded into the form, unless somebody is typing in it and it is not @fresh; @doc is what it
 * had. FALSE: it cannot be read, which was said. */
gboolean spt_record_form_follow      (SptFormView     *view,
                                      gboolean         fresh,
                                      char           **doc,
                                      const char      *loaded);
/* The focus on what @place ((transfer full)) is about. FALSE: the form has no such field. */
gboolean spt_record_form_focus_place (SptFormView     *view,
                                      AdwViewStack    *views,
                                      char           **place);
/* A telephone's header bar has no room for two verbs. */
void     spt_record_form_turn_save   (GtkButton       *button,
                                      SptAdaptiveBin  *adaptive);

typedef void (*SptOverrideFunc) (GtkWidget *page);

/**
 * SptOverride:
 * @issue: with its own path and value; without a code there is none
 * @reason: (owned) (nullable): why it holds all the same
 * @done: goes on when the reason was written
 *
 * An error that somebody is taking upon themselves. Part of a page.
 */
typedef struct
{
  SptIssue        issue;
  char           *reason;
  SptOverrideFunc done;
} SptOverride;

void     spt_override_clear          (SptOverride     *self);
/* Asks for the reason to accept what is wrong in @field. @body: what is kept, and how long. */
void     spt_override_ask            (SptOverride     *self,
                                      GtkWidget       *page,
                                      SptForm         *form,
                                      SptFormField    *field,
                                      SptIssueList    *issues,
                                      const char      *body,
                                      GCancellable    *cancellable,
                                      SptOverrideFunc  done);

G_END_DECLS
