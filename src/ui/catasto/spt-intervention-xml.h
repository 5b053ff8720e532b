/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as it would be sent, to be read, copied or saved. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @name: of the file that is proposed. Presented by the caller. */
GtkWindow *spt_intervention_xml_new (GtkWidget  *parent,
                                     GBytes     *document,
                                     const char *name);

G_END_DECLS
