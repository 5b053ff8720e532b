/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What interventions are called. */
#define G_LOG_DOMAIN "spt-intervention-words"

#include "config.h"

#include "ui/catasto/spt-intervention-words.h"

#include <glib/gi18n.h>

#include "outbox/spt-plants.h"
#include "ui/spt-submission-words.h"

/**
 * spt_intervention_get_label:
 * @type: "84", or %SPT_INTERVENTION_LOCAL
 *
 * Says what a type of interventions is called.
 *
 * Returns: (transfer none): in the user's language
 */
const char *
spt_intervention_get_label (const char *type)
{
  const char *operation;

  g_return_val_if_fail (type != NULL, "");

  if (g_strcmp0 (type, SPT_INTERVENTION_LOCAL) == 0)
    return _("Correction of the libretto");
  operation = spt_intervention_find_operation (type);

  return operation != NULL ? spt_operation_label (operation) : type;
}

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
  const char *label = spt_intervention_get_label (type);

  return *detail != '\0' ? g_strdup_printf ("%s · %s", label, detail) : g_strdup (label);
}
