/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interventions' place in the window. */
#pragma once

#include "ui/spt-record-pages.h"

G_BEGIN_DECLS

/* For spt_catasto_pages_register (), behind the plants. */
extern const SptRecordPages spt_interventions_pages;

G_END_DECLS
