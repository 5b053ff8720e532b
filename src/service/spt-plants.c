/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a service knows of plants: which service it is, whom the office has in its catalogue, and the ends of what it lists. */
#define G_LOG_DOMAIN "spt-plants"

#include "config.h"

#include "service/spt-plants.h"

#include <string.h>

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
  g_free (self->names);
  g_free (self->unit);
  g_free (self->from);
  g_free (self->to);
  g_free (self->first);
  g_free (self->bought);
  g_free (self->last);
  g_free (self->used);
  g_free (self);
}

/**
 * spt_plant_firm_free:
 * @self: (transfer full): a firm
 *
 * Frees it.
 */
void
spt_plant_firm_free (SptPlantFirm *self)
{
  g_free (self->vat_number);
  g_free (self->fiscal_code);
  g_free (self->valid_until);
  g_free (self->fgas);
  g_free (self->fgas_until);
  g_free (self);
}

static gboolean
is_over (const char *until,
         const char *day)
{
  return *until != '\0' && strcmp (until, day) < 0;
}

/**
 * spt_plant_firms_judge:
 * @firms: (nullable) (element-type SptPlantFirm): the office's own catalogue
 * @code: a firm's VAT number or fiscal code
 * @day: when it worked, ISO
 * @needs_fgas: whether that takes an F-gas certificate
 *
 * Asks the office's own catalogue, nobody else: a reason to warn, not to stop (catasto facts 9.5; 11: E-MANUTENTORE).
 *
 * Returns: what the catalogue knows
 */
SptPlantFirmState
spt_plant_firms_judge (GPtrArray  *firms,
                       const char *code,
                       const char *day,
                       gboolean    needs_fgas)
{
  g_return_val_if_fail (code != NULL && day != NULL, SPT_PLANT_FIRM_NO_CATALOGUE);

  if (firms == NULL || firms->len == 0)
    return SPT_PLANT_FIRM_NO_CATALOGUE;
  for (guint i = 0; i < firms->len; i++)
    {
      const SptPlantFirm *firm = g_ptr_array_index (firms, i);

      if (*code == '\0' || (strcmp (firm->vat_number, code) != 0 && strcmp (firm->fiscal_code, code) != 0))
        continue;
      if (is_over (firm->valid_until, day))
        return SPT_PLANT_FIRM_EXPIRED;
      return needs_fgas && (*firm->fgas == '\0' || is_over (firm->fgas_until, day)) ? SPT_PLANT_FIRM_NO_FGAS
             : SPT_PLANT_FIRM_OK;
    }

  return SPT_PLANT_FIRM_NOT_REGISTERED;
}
