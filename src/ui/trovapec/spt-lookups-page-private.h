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
  SptListPage  parent_instance;

  guint        n_ready;      /* that would leave */
  guint        n_accounts;   /* of the service */
  guint        counted : 1;

  /* Template */
  GtkButton   *send_button;
};

extern const SptListLayout spt_lookups_layout; /* spt-lookups-columns.c */

/* spt-lookups-actions.c */
void _spt_lookups_page_install_actions (GtkWidgetClass *widget_class);
void _spt_lookups_page_remove          (SptListPage    *page,
                                        GArray         *ids,
                                        gboolean        restore);

G_END_DECLS
