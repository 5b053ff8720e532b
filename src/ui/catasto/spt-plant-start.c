/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beginning something for a plant, from wherever it is asked. */
#define G_LOG_DOMAIN "spt-plant-start"

#include "config.h"

#include "ui/catasto/spt-plant-start.h"

#include "store/spt-store-dossiers.h"
#include "ui/catasto/spt-intervention-start.h"
#include "ui/spt-record-pages.h"

/**
 * spt_plant_can_start:
 *
 * Returns: whether something can be begun here
 */
gboolean
spt_plant_can_start (void)
{
  return spt_plant_can_open ();
}

/**
 * spt_plant_start:
 * @parent: where it is asked for
 * @desk: what it works with
 * @plant_id: the plant; 0 = a new one
 * @type: what: "84"
 *
 * Opens the sheet that asks what the operation needs before its page opens.
 */
void
spt_plant_start (GtkWidget  *parent,
                 SptDesk    *desk,
                 gint64      plant_id,
                 const char *type)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (type != NULL);

  spt_intervention_start (parent, desk, plant_id, type);
}

/**
 * spt_plant_can_open:
 *
 * Returns: whether interventions have a page
 */
gboolean
spt_plant_can_open (void)
{
  return spt_record_pages_find (SPT_KIND_INTERVENTIONS) != NULL;
}

/**
 * spt_plant_open_intervention:
 * @widget: where it is asked for
 * @id: an intervention
 *
 * Shows its page.
 */
void
spt_plant_open_intervention (GtkWidget *widget,
                             gint64     id)
{
  if (spt_plant_can_open ())
    spt_window_open_record (spt_window_of (widget), SPT_KIND_INTERVENTIONS, id, NULL);
}
