/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a plant: who and where, what may be sent, what waits, its libretto, what became of it. */
#pragma once

#include "ui/spt-read-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_PLANT_PAGE (spt_plant_page_get_type ())

G_DECLARE_FINAL_TYPE (SptPlantPage, spt_plant_page, SPT, PLANT_PAGE, SptReadPage)

SptPage *spt_plant_page_new (SptDesk *desk,
                             gint64   id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
