/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plants: what is to be done with them, their dates, search, selection. */
#pragma once

#include "ui/spt-send-list-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_PLANTS_PAGE (spt_plants_page_get_type ())

G_DECLARE_FINAL_TYPE (SptPlantsPage, spt_plants_page, SPT, PLANTS_PAGE, SptSendListPage)

SptPage *spt_plants_page_new (SptDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
