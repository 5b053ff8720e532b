/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new position begins with its creditor body: the only one there is, or the one that lists show.
 */
#pragma once

#include "form/spt-form.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

/* Fills what is still empty, a moment later, and leaves @form as little modified as it was. */
void spt_position_fill_body (SptForm      *form,
                             SptStore     *store,
                             GCancellable *cancellable);

G_END_DECLS
