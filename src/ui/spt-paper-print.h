/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paper to a printer, or into a PDF. */
#pragma once

#include <gtk/gtk.h>

#include "form/spt-paper.h"

G_BEGIN_DECLS

/* Asks for a printer (with a preview) and prints. Finishes with FALSE and no error when the person
 * thinks better of it. */
void     spt_paper_print_async     (GtkWindow            *parent,
                                    SptPaper             *paper,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean spt_paper_print_finish    (GtkWindow            *parent,
                                    GAsyncResult         *result,
                                    GError              **error);
/* What the above runs; its margins are the paper's own. */
GtkPrintOperation *spt_paper_print_operation_new (SptPaper      *paper) G_GNUC_WARN_UNUSED_RESULT;
/* A PDF on A4, made in a thread of its own; @file is whole or as it was before. */
void     spt_paper_save_pdf_async  (SptPaper             *paper,
                                    GFile                *file,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean spt_paper_save_pdf_finish (GAsyncResult         *result,
                                    GError              **error);
/* The bytes of it, in this thread. */
GBytes  *spt_paper_make_pdf        (SptPaper             *paper,
                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
