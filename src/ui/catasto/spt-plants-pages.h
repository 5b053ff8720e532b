/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How plants are shown: their list in the sidebar, their page. */
#pragma once

#include "ui/spt-record-pages.h"

G_BEGIN_DECLS

extern const SptRecordPages spt_plants_pages;

G_END_DECLS
