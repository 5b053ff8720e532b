/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of plants: where they stand at the register, what a date is about, what was done. */
#define G_LOG_DOMAIN "spt-plant-words"

#include "config.h"

#include "ui/catasto/spt-plant-words.h"

#include <langinfo.h>
#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "outbox/spt-plants.h"

typedef struct
{
  const char *id;
  const char *word;
} Word;

static const char *
find_word (const Word *words,
           gsize       n_words,
           const char *id)
{
  for (gsize i = 0; i < n_words; i++)
    {
      if (g_strcmp0 (words[i].id, id) == 0)
        return g_dpgettext2 (NULL, "plant", words[i].word);
    }
  return "";
}

/**
 * spt_plant_stage_word:
 * @stage: (nullable): %SPT_PLANT_STAGE_NEVER_SENT and so on
 *
 * Returns: where a plant stands at the register, in the user's language; "" of what nobody knows
 */
const char *
spt_plant_stage_word (const char *stage)
{
  static const Word words[] = {
    { SPT_PLANT_STAGE_NEVER_SENT, NC_ ("plant", "Never sent") },
    { SPT_PLANT_STAGE_PRESENT, NC_ ("plant", "Already present") },
    { SPT_PLANT_STAGE_ACTIVE, NC_ ("plant", "Active") },
    { SPT_PLANT_STAGE_DISMISSED, NC_ ("plant", "Dismissed") },
  };

  return find_word (words, G_N_ELEMENTS (words), stage);
}

/**
 * spt_plant_due_word:
 * @kind: (nullable): %SPT_DUE_REPORT and so on
 *
 * Returns: what a date is about, in the user's language
 */
const char *
spt_plant_due_word (const char *kind)
{
  static const Word words[] = {
    { SPT_DUE_REPORT, NC_ ("plant", "RCEE") },
    { SPT_DUE_FIRST_REPORT, NC_ ("plant", "First RCEE") },
    { SPT_DUE_SEND, NC_ ("plant", "Send the report") },
    { SPT_DUE_THIRD, NC_ ("plant", "Third responsible") },
    { SPT_DUE_CONTRACT, NC_ ("plant", "Contract") },
  };

  return find_word (words, G_N_ELEMENTS (words), kind);
}

/**
 * spt_plant_type_word:
 * @type: (nullable): "84", or %SPT_INTERVENTION_LOCAL
 *
 * Returns: what such an intervention is, in the user's language
 */
const char *
spt_plant_type_word (const char *type)
{
  const char *operation = type != NULL ? spt_intervention_find_operation (type) : NULL;
  const SptOperationInfo *info = NULL;

  if (operation != NULL && spt_services_find_operation (operation, &info) != NULL)
    return _(info->label);
  return g_strcmp0 (type, SPT_INTERVENTION_LOCAL) == 0 ? C_("plant", "Correction of the libretto") : "";
}

/**
 * spt_plant_dup_measure:
 * @text: (nullable): begins with a number as documents have it, "30.50", or has none; "30.5 kW, gas naturale"
 *
 * Returns: (transfer full): the same with the number as people write it, without decimals that say nothing
 */
char *
spt_plant_dup_measure (const char *text)
{
  gsize whole = text != NULL ? strspn (text, "0123456789") : 0;
  gsize decimals = whole > 0 && text[whole] == '.' ? strspn (text + whole + 1, "0123456789") : 0;
  const char *rest;

  if (decimals == 0)
    return g_strdup (text != NULL ? text : "");
  rest = text + whole + 1 + decimals;
  while (decimals > 0 && text[whole + decimals] == '0')
    decimals--;

  return g_strdup_printf ("%.*s%s%.*s%s", (int) whole, text, decimals > 0 ? nl_langinfo (RADIXCHAR) : "", (int) decimals,
                          text + whole + 1, rest);
}

/**
 * spt_plant_dup_date:
 * @iso: (nullable): a date
 *
 * Returns: (transfer full): the date as people write it
 */
char *
spt_plant_dup_date (const char *iso)
{
  SptDatetime date;

  if (iso == NULL || !spt_datetime_parse (iso, &date, NULL))
    return g_strdup (iso != NULL ? iso : "");

  return spt_datetime_to_italian (&date, FALSE);
}
