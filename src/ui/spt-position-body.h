/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new position begins with its creditor body: the only one there is, or the one that lists show.
 */
#pragma once

#include "form/spt-form.h"
#include "store/spt-store-bodies.h"

G_BEGIN_DECLS

/* Fills what is still empty, a moment later, and leaves @form as little modified as it was. */
void spt_position_fill_body (SptForm      *form,
                             SptStore     *store,
                             GCancellable *cancellable);

/* The body's name follows its code among @bodies (element-type SptBody), unless it was written by hand. */
void spt_form_follow_body   (SptForm      *form,
                             GPtrArray    *bodies);

G_END_DECLS
