/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries of a registry as a kind of dossiers: what a row of a file leaves out, and what was entered
 * from here before. */
#define G_LOG_DOMAIN "spt-dossiers-registry"

#include "config.h"

#include <string.h>

#include "base/spt-text.h"
#include "outbox/spt-dossiers-private.h"

#define SUBJECT "subjectType"
#define COMPANY "company"
#define PERSON  "person"
#define TAX_ID  "taxId"
#define VAT     "vatNumber"
#define REGION  "taxRegion"

static SptSchema *
registry_items_get_schema (void)
{
  return _spt_dossiers_get_schema (&spt_dossier_kind_registry_items);
}

/* "IT00743110157": the country stands in a field of its own. */
static void
split_region (SptRecord *record)
{
  const char *number = _spt_dossiers_get (record, VAT);
  const char *region = _spt_dossiers_get (record, REGION);
  g_autofree char *rest = NULL;

  if (strlen (number) != 13 || !g_str_has_prefix (number, "IT") ||
      strspn (number + 2, "0123456789") != 11 || (*region != '\0' && strcmp (region, "IT") != 0))
    return;
  rest = g_strdup (number + 2);
  _spt_dossiers_set (record, VAT, rest);
}

/* What the names or the length of the code say, where the file does not. */
static void
complete_row (SptRecord         *record,
              const char *const *extra_texts)
{
  static const char *const personal[] = { "lastName", "firstName", "gender", "birthDate" };
  gboolean person = strlen (_spt_dossiers_get (record, TAX_ID)) == 16;

  split_region (record);
  if (!spt_text_is_blank (_spt_dossiers_get (record, SUBJECT)))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (personal); i++)
    person = person || !spt_text_is_blank (_spt_dossiers_get (record, personal[i]));
  _spt_dossiers_set (record, SUBJECT, person ? PERSON : COMPANY);
}

static const char *
refuse_row (SptRecord          *record,
            const char *const  *extra_texts,
            const char        **value)
{
  return spt_text_is_blank (_spt_dossiers_get (record, TAX_ID)) &&
         spt_text_is_blank (_spt_dossiers_get (record, VAT)) ? "row-nobody" : NULL;
}

/* Nobody knows what the service does with a code it has already (services facts 2.8): what was
 * entered from here, or may have been, is worth a word before it is asked again. */
static gboolean
check_twice (SptDb         *db,
             gint64         id,
             SptRecord     *record,
             SptAccount    *account,
             guint          row,
             SptIssueList  *issues,
             GError       **error)
{
  const char *codes[] = { _spt_dossiers_get (record, TAX_ID), _spt_dossiers_get (record, VAT) };
  const char *environment =
    account != NULL ? spt_environment_to_string (spt_account_get_environment (account)) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *with = NULL;
      gboolean is_created;
      gint64 twin;

      if (spt_text_is_blank (codes[i]) || (i > 0 && strcmp (codes[0], codes[i]) == 0))
        continue;
      twin = spt_db_find_dossier_twin (db, SPT_KIND_REGISTRY_ITEMS, id, codes[i], environment,
                                       &is_created, &with, error);
      if (twin < 0)
        return FALSE;
      if (twin > 0)
        spt_issue_list_add (issues, SPT_ISSUE_WARNING,
                            _spt_dossiers_get_domain (&spt_dossier_kind_registry_items),
                            is_created ? "twin-created" : "twin-uncertain", row,
                            i == 0 ? TAX_ID : VAT, codes[i], with);
    }

  return TRUE;
}

const SptDossierKind spt_dossier_kind_registry_items = {
  .id = SPT_KIND_REGISTRY_ITEMS,
  .keeps_id = TRUE,
  .csv = {
    .get_schema = registry_items_get_schema,
    .complete = complete_row,
    .refuse = refuse_row,
  },
  .check = check_twice,
};

SPT_DEFINE_DOSSIER_KIND (registry_items, SPT_KIND_REGISTRY_ITEMS, TAX_ID);
