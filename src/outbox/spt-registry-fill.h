/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A registry item out of a person or company of the directory. Pure. */
#pragma once

#include "form/spt-record.h"

G_BEGIN_DECLS

/* Takes over what the directory knows; the rest of @item stays as it is. @now_utc_ms: see
 * spt_subject_derive(). */
void spt_registry_fill_from_subject (SptRecord *item,
                                     SptRecord *subject,
                                     gint64     now_utc_ms);

G_END_DECLS
