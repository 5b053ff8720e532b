/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items of TeamSystem's registry: what is to be sent, what was taken, search, selection. */
#pragma once

#include "ui/spt-send-list-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_REGISTRY_ITEMS_PAGE (spt_registry_items_page_get_type ())

G_DECLARE_FINAL_TYPE (SptRegistryItemsPage, spt_registry_items_page, SPT, REGISTRY_ITEMS_PAGE, SptSendListPage)

SptPage *spt_registry_items_page_new (SptDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
