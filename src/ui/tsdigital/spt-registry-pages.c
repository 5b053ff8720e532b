/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry items' place in the window. */
#define G_LOG_DOMAIN "spt-registry-pages"

#include "config.h"

#include "ui/tsdigital/spt-registry-pages.h"

#include <glib/gi18n.h>

#include "store/spt-store-dossiers.h"
#include "ui/spt-record-pages.h"
#include "ui/tsdigital/spt-registry-item-page.h"
#include "ui/tsdigital/spt-registry-items-page.h"
#include "ui/tsdigital/spt-registry-many.h"
#include "ui/tsdigital/spt-registry-portal.h"
#include "ui/tsdigital/spt-registry-words.h"

/**
 * spt_registry_pages_register:
 *
 * Tells the window how registry items are shown. Before the first one is made.
 */
void
spt_registry_pages_register (void)
{
  static const SptRecordAid aids[] = {
    { N_("Open the Por_tal"), spt_registry_portal_open },
    { N_("_Copy Tax Code"), spt_registry_portal_copy_code },
  };
  static const SptRecordPages pages = {
    .kind = SPT_KIND_REGISTRY_ITEMS,
    .list = { "registry-items", N_("TSDigital companies"), "spt-company-symbolic", NULL, spt_registry_items_page_new },
    .get_type = spt_registry_item_page_get_type,
    .open = spt_registry_item_page_new,
    .send = &spt_registry_send_words,
    .rows = &spt_registry_items_kind,
    .new_for = N_("New TSDigital Company for %s"),
    .new_for_many = N_("Create in _TSDigital…"),
    .dialog_for_many = spt_registry_many_new,
    .describe = spt_registry_describe,
    .look = spt_registry_look,
    .aids = aids,
    .n_aids = G_N_ELEMENTS (aids),
  };

  spt_record_pages_register (&pages);
}
