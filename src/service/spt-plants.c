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

void
spt_plant_document_free (SptPlantDocument *self)
{
  g_free (self->operation);
  g_free (self->doc);
  g_free (self);
}

void
spt_plant_part_free (SptPlantPart *self)
{
  g_free (self->title);
  g_free (self->serial);
  g_free (self->detail);
  g_free (self->installed);
  g_free (self->removed);
  g_free (self->path);
  g_free (self);
}

void
spt_plant_due_free (SptPlantDue *self)
{
  g_free (self->component);
  g_free (self->date);
  g_free (self->since);
  g_free (self);
}
