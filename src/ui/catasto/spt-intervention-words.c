/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What interventions are called. */
#define G_LOG_DOMAIN "spt-intervention-words"

#include "config.h"

#include "ui/catasto/spt-intervention-words.h"

#include "ui/catasto/spt-plant-words.h"

/**
 * spt_intervention_dup_title:
 * @type: "84", or %SPT_INTERVENTION_LOCAL
 * @detail: what it is about; "" = nothing more is known
 *
 * Says what one is called.
 *
 * Returns: (transfer full): "Efficiency report (RCEE) · GT1"
 */
char *
spt_intervention_dup_title (const char *type,
                            const char *detail)
{
  const char *label = spt_plant_type_word (type);

  return *detail != '\0' ? g_strdup_printf ("%s · %s", label, detail) : g_strdup (label);
}
