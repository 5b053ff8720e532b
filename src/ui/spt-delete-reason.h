/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks why something is deleted at the service: a short list, and words of one's own. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* For the extra child of a question; "response" of the dialog it stands in becomes possible once a
 * reason is chosen. */
GtkWidget *spt_delete_reason_new (const char *response);
/* What was chosen and written; NULL when nothing was. */
char      *spt_delete_reason_dup (GtkWidget  *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
