/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the list of look-ups share. */
#pragma once

#include "store/spt-store-dossiers.h"
#include "ui/trovapec/spt-lookups-page.h"

G_BEGIN_DECLS

enum
{
  SPT_LOOKUPS_ALL,
  SPT_LOOKUPS_TO_FIX,
  SPT_LOOKUPS_READY,
  SPT_LOOKUPS_UNCERTAIN,
  SPT_LOOKUPS_REFUSED,
  SPT_LOOKUPS_NOT_SENT,
  SPT_LOOKUPS_WAITING,
  SPT_LOOKUPS_LOST,
  SPT_LOOKUPS_FOUND,
  SPT_LOOKUPS_NOT_FOUND,
  SPT_LOOKUPS_CHECK,
  SPT_LOOKUPS_CANCELLED,
  SPT_N_LOOKUP_CHIPS
};

struct _SptLookupsPage
{
  SptSendListPage parent_instance;
};

extern const SptListLayout spt_lookups_layout; /* spt-lookups-columns.c */

/* spt-lookups-actions.c */
void _spt_lookups_page_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
