/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the grid of positions share. */
#pragma once

#include "ui/spt-positions-page.h"
#include "ui/spt-positions-work.h"

G_BEGIN_DECLS

struct _SptPositionsPage
{
  SptListPage       parent_instance;

  SptPositionsTally tally;       /* its scope is owned */
  guint             compare : 1; /* the next count also compares the list with the archive */

  /* Template */
  SptStrip         *updates_strip;
  GtkLabel         *sum_label;
  GtkButton        *edit_button;
  GtkButton        *send_button;
};

/* spt-positions-actions.c */
void _spt_positions_page_install_actions (GtkWidgetClass *widget_class);
void _spt_positions_page_remove          (SptListPage    *page,
                                          GArray         *ids,
                                          gboolean        restore);

G_END_DECLS
