/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One item of TeamSystem's registry: where it stands, its data, what happened to it. */
#pragma once

#include "ui/spt-record-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_REGISTRY_ITEM_PAGE (spt_registry_item_page_get_type ())

G_DECLARE_FINAL_TYPE (SptRegistryItemPage, spt_registry_item_page, SPT, REGISTRY_ITEM_PAGE, SptRecordPage)

/* @id 0 = a new one. */
SptPage *spt_registry_item_page_new (SptDesk *desk,
                                     gint64   id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
