/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors in words: what only the window's own files and the tests need; the rest is in spt-ui.h. */
#pragma once

#include "ui/spt-ui.h"

G_BEGIN_DECLS

gboolean  spt_ui_error_is_known     (const GError *error);
char     *spt_ui_error_details      (const GError *error) G_GNUC_WARN_UNUSED_RESULT;
void      spt_ui_show_error_details (GtkWidget    *parent,
                                     const char   *title,
                                     const char   *text,
                                     const char   *details);

G_END_DECLS
