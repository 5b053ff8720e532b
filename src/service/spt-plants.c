/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a service knows of plants: which service it is, and the ends of what it lists. */
#define G_LOG_DOMAIN "spt-plants"

#include "config.h"

#include "service/spt-plants.h"

/**
 * spt_plants_get_service:
 * @ops: (out) (optional): what it can do
 *
 * The service whose records are about plants.
 *
 * Returns: (nullable): borrowed
 */
SptService *
spt_plants_get_service (const SptPlantOps **ops)
{
  g_autoptr (GPtrArray) services = spt_services_list ();

  for (guint i = 0; i < services->len; i++)
    {
      SptService *service = g_ptr_array_index (services, i);
      const SptPlantOps *plants = SPT_SERVICE_GET_CLASS (service)->plants;

      if (plants == NULL)
        continue;
      if (ops != NULL)
        *ops = plants;
      return service;
    }

  if (ops != NULL)
    *ops = NULL;
  return NULL;
}

/**
 * spt_plant_document_free:
 * @self: (transfer full): a document
 *
 * Frees it.
 */
void
spt_plant_document_free (SptPlantDocument *self)
{
  g_free (self->operation);
  g_free (self->doc);
  g_free (self);
}

/**
 * spt_plant_meter_free:
 * @self: (transfer full): a line of a year's consumption
 *
 * Frees it.
 */
void
spt_plant_meter_free (SptPlantMeter *self)
{
  g_free (self->path);
  g_free (self->what);
  g_free (self->unit);
  g_free (self->from);
  g_free (self->to);
  g_free (self->first);
  g_free (self->bought);
  g_free (self->last);
  g_free (self->used);
  g_free (self);
}
