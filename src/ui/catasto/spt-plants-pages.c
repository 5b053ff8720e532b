/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How plants are shown: their list in the sidebar, their page. */
#define G_LOG_DOMAIN "spt-plants-pages"

#include "config.h"

#include "ui/catasto/spt-plants-pages.h"

#include <glib/gi18n.h>

#include "outbox/spt-deadlines.h"
#include "store/spt-store-plants.h"
#include "ui/catasto/spt-plant-catalogue-dialog.h"
#include "ui/catasto/spt-plant-dues-dialog.h"
#include "ui/catasto/spt-plant-page.h"
#include "ui/catasto/spt-plants-look.h"
#include "ui/catasto/spt-plants-page.h"

const SptRecordPages spt_plants_pages = {
  .kind = SPT_KIND_PLANTS,
  .list = { "plants", N_("Plants"), "spt-plant-symbolic", NULL, spt_plants_page_new },
  .get_type = spt_plant_page_get_type,
  .open = spt_plant_page_new,
  .rows = &spt_plants_kind,
  .dup_code_name = spt_plants_dup_code_name,
  .describe = spt_plants_describe,
  .look = spt_plants_look,
  .freshen = spt_plants_refresh_dues,
  .dues_dialog = spt_plant_dues_dialog_new,
  .account_label = N_("_Firms, Technicians, Instruments…"),
  .account_dialog = spt_plant_catalogue_dialog_new,
};
