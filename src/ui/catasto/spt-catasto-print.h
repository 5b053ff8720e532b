/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document of a plant to a printer, or into a PDF that the person chooses. */
#pragma once

#include <gtk/gtk.h>

#include "services/catasto/spt-catasto-paper.h"

G_BEGIN_DECLS

/* Asks for what it needs, and says in the window how it ended. @record and @facts are read before it
 * returns. */
void spt_catasto_paper_run (GtkWindow           *parent,
                            SptXsd              *xsd,
                            SptRecord           *record,
                            const SptPaperFacts *facts,
                            gboolean             to_pdf);

G_END_DECLS
