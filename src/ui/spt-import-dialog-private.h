/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the assistant that imports share. */
#pragma once

#include "ui/spt-import-check.h"
#include "ui/spt-import-choose.h"
#include "ui/spt-import-columns.h"
#include "ui/spt-import-dialog.h"
#include "ui/spt-import-done.h"
#include "ui/spt-import-work.h"
#include "ui/spt-ui.h"

G_BEGIN_DECLS

struct _SptImportDialog
{
  AdwWindow         parent_instance;

  SptImportWork    *work;           /* (owned) */
  GCancellable     *cancellable;    /* (owned) (nullable): of the run under way */
  GCancellable     *life;           /* (owned): of the window */
  SptImportRun      run;
  const char       *from;           /* the page that it was begun on; static */
  gboolean          is_quiet;       /* its page stays while it runs */
  gboolean          is_stale;       /* a cell was mended since it began */
  gboolean          keeps_page;     /* the look was for the page that is shown */
  guint             progress_timer;
  guint             patience_timer;

  /* Template */
  GtkWidget        *back_button;
  SptStrip         *strip;
  SptAdaptiveBin   *bin;
  GtkStack         *stack;
  SptImportChoose  *choose;
  SptImportColumns *columns;
  AdwStatusPage    *working_page;
  GtkProgressBar   *progress;
  GtkWidget        *stop_button;
  SptImportCheck   *check;
  SptImportDone    *done;
  AdwStatusPage    *failed_page;
  GtkWidget        *retry_button;
  GtkWidget        *another_button;
};

/* spt-import-dialog.c: its pages, and what runs */
void        _spt_import_dialog_say             (SptImportDialog *self,
                                                const char      *text);
const char *_spt_import_dialog_page_before     (SptImportDialog *self,
                                                const char      *page);
void        _spt_import_dialog_show_choose     (SptImportDialog *self);
void        _spt_import_dialog_show_columns    (SptImportDialog *self);
void        _spt_import_dialog_show_failed     (SptImportDialog *self,
                                                const GError    *error);
void        _spt_import_dialog_run             (SptImportDialog *self,
                                                SptImportRun     what,
                                                gboolean         quiet);
void        _spt_import_dialog_take_paths      (SptImportDialog *self,
                                                const char *const *paths);

/* spt-import-dialog-actions.c */
void        _spt_import_dialog_install_actions (GtkWidgetClass  *widget_class);

G_END_DECLS
