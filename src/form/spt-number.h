/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "1.000" as somebody typed it: one thousand, as Italians write it, or one, as XML does. */
#pragma once

#include "form/spt-form.h"

G_BEGIN_DECLS

/* "1.500": one and a half, and one thousand five hundred. FALSE: there is no doubt, both are %NULL. */
gboolean spt_number_read_point (const char    *text,
                                char         **decimal,
                                char         **thousands);
/* @read: what it stands for in @field, as the record has it; @other: (nullable): the other reading. FALSE: there is
 * no doubt, both are %NULL. */
gboolean spt_number_read_typed (SptFormField  *field,
                                const char    *text,
                                char         **read,
                                char         **other);

G_END_DECLS
