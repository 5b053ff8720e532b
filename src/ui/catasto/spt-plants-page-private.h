/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of plants, for the files it is made of. */
#pragma once

#include "ui/catasto/spt-plants-page.h"

G_BEGIN_DECLS

enum
{
  SPT_PLANTS_CHIP_ALL,
  SPT_PLANTS_CHIP_TO_FIX,
  SPT_PLANTS_CHIP_READY,
  SPT_PLANTS_CHIP_UNCERTAIN,
  SPT_PLANTS_CHIP_REFUSED,
  SPT_PLANTS_CHIP_NOT_SENT,
  SPT_PLANTS_CHIP_UNDER_WAY,
  SPT_PLANTS_CHIP_DUE,
  SPT_PLANTS_CHIP_NEVER_SENT,
  SPT_PLANTS_CHIP_PRESENT,
  SPT_PLANTS_CHIP_ACTIVE,
  SPT_PLANTS_CHIP_DISMISSED,
  SPT_N_PLANTS_CHIPS
};

struct _SptPlantsPage
{
  SptSendListPage parent_instance;
};

/* spt-plants-actions.c */
void _spt_plants_page_install_actions (GtkWidgetClass  *widget_class);
void _spt_plants_page_open            (SptListPage     *page,
                                       gint64           id);
void _spt_plants_page_send            (SptSendListPage *page,
                                       GArray          *plants);

extern const SptListLayout spt_plants_layout; /* spt-plants-columns.c */

G_END_DECLS
