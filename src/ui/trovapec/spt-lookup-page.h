/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look-up of a certified address. */
#pragma once

#include "ui/spt-read-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_LOOKUP_PAGE (spt_lookup_page_get_type ())

G_DECLARE_FINAL_TYPE (SptLookupPage, spt_lookup_page, SPT, LOOKUP_PAGE, SptReadPage)

SptPage *spt_lookup_page_new    (SptDesk       *desk,
                                 gint64         id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
