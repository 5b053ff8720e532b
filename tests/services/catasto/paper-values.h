/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records whose every text stands nowhere else, to look for on paper. */
#pragma once

#include "form/spt-record.h"

G_BEGIN_DECLS

typedef void (*PaperFieldFunc) (SptNode           *node,
                                const SptFieldDef *field,
                                gpointer           user_data);

/* Each field that is filled and shown. */
void paper_walk        (SptNode        *node,
                        PaperFieldFunc  func,
                        gpointer        user_data);
/* Every text becomes one of its own; what is to be read of it goes into @expected (element-type utf8). */
void paper_make_unique (SptRecord      *record,
                        GPtrArray      *expected);

G_END_DECLS
