/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place of plants, and of what is done with them, in the window. */
#define G_LOG_DOMAIN "spt-catasto-pages"

#include "config.h"

#include "ui/catasto/spt-catasto-pages.h"

#include "ui/catasto/spt-intervention-start.h"
#include "ui/catasto/spt-interventions-pages.h"
#include "ui/catasto/spt-plant-dues-dialog.h"
#include "ui/catasto/spt-plants-pages.h"

/**
 * spt_catasto_pages_register:
 *
 * Tells the window how plants are shown. Before the first one is made.
 */
void
spt_catasto_pages_register (void)
{
  spt_record_pages_register (&spt_plants_pages);
  spt_record_pages_register (&spt_interventions_pages);
  spt_plant_dues_set_start (spt_intervention_start_new);
}
