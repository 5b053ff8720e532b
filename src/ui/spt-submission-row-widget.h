/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One submission in the list of submissions; the first of a day carries the day. */
#pragma once

#include <gtk/gtk.h>

#include "base/spt-clock.h"
#include "model/spt-submission.h"

G_BEGIN_DECLS

#define SPT_TYPE_SUBMISSION_ROW_WIDGET (spt_submission_row_widget_get_type ())

G_DECLARE_FINAL_TYPE (SptSubmissionRowWidget, spt_submission_row_widget, SPT, SUBMISSION_ROW_WIDGET, GtkWidget)

GtkWidget *spt_submission_row_widget_new    (SptClock               *clock) G_GNUC_WARN_UNUSED_RESULT;
/* @submission NULL: shows nothing any more. @before: the one above in the list, NULL for the first.
 */
void       spt_submission_row_widget_set    (SptSubmissionRowWidget *self,
                                             SptSubmission          *submission,
                                             SptSubmission          *before);
void       spt_submission_row_widget_update (SptSubmissionRowWidget *self);

G_END_DECLS
