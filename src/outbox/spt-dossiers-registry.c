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

static void
fill_initial (SptNode *node)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      if (def->fields[i].initial_value != NULL && spt_text_is_blank (spt_node_get (node, i)))
        spt_node_set (node, i, def->fields[i].initial_value, -1);
    }
}

/* A file leaves out what a form begins with: the country, the language, of the first address its
 * kind. */
static void
fill_beginning (SptRecord *record)
{
  SptNode *root = spt_record_get_root (record);
  const SptGroupDef *addresses = spt_group_def_find_group (spt_node_get_def (root), "addresses");

  fill_initial (root);
  if (addresses != NULL && spt_node_get_n_children (root, addresses->index) > 0)
    fill_initial (spt_node_get_child (root, addresses->index, 0));
}

/* What the names or the length of the code say, where the file does not. */
static void
complete_row (SptRecord         *record,
              const char *const *extra_texts)
{
  static const char *const personal[] = { "lastName", "firstName", "gender", "birthDate" };
  gboolean person = strlen (_spt_dossiers_get (record, TAX_ID)) == 16;

  split_region (record);
  for (guint i = 0; i < G_N_ELEMENTS (personal); i++)
    person = person || !spt_text_is_blank (_spt_dossiers_get (record, personal[i]));
  if (spt_text_is_blank (_spt_dossiers_get (record, SUBJECT)))
    _spt_dossiers_set (record, SUBJECT, person ? PERSON : COMPANY);
  fill_beginning (record);
}

static const char *
refuse_row (SptRecord          *record,
            const char *const  *extra_texts,
            const char        **value)
{
  return spt_text_is_blank (_spt_dossiers_get (record, TAX_ID)) &&
         spt_text_is_blank (_spt_dossiers_get (record, VAT)) ? "row-nobody" : NULL;
}

gboolean
_spt_dossiers_warn_of_twin (const SptDossierKind  *kind,
                            SptDb                 *db,
                            gint64                 id,
                            const char            *path,
                            const char            *code,
                            SptAccount            *account,
                            guint                  row,
                            SptIssueList          *issues,
                            GError               **error)
{
  const char *environment =
    account != NULL ? spt_environment_to_string (spt_account_get_environment (account)) : NULL;
  g_autofree char *with = NULL;
  gboolean is_created;
  gint64 twin;

  if (spt_text_is_blank (code))
    return TRUE;
  twin = spt_db_find_dossier_twin (db, kind->id, id, code, environment, &is_created, &with, error);
  /* What was sent as a document of its own left no dossier. */
  if (twin == 0)
    {
      const SptOperationInfo *info = _spt_dossiers_find_operation (kind, _spt_dossiers_get_beginning (kind));

      twin = info == NULL ? 0 : spt_db_find_sent_key (db, info->id, code, environment, &is_created, &with, error);
    }
  if (twin > 0)
    spt_issue_list_add (issues, SPT_ISSUE_WARNING, _spt_dossiers_get_domain (kind),
                        is_created ? "twin-created" : "twin-uncertain", row, path, code, with);

  return twin >= 0;
}

/* Two that are prepared would be two entries. */
static gboolean
warn_of_prepared (SptDb         *db,
                  gint64         id,
                  const char    *path,
                  const char    *code,
                  guint          row,
                  SptIssueList  *issues,
                  GError       **error)
{
  const SptDossierKind *kind = &spt_dossier_kind_registry_items;
  gint64 twin = *code != '\0' ? spt_db_find_dossier_prepared (db, kind->id, id, code, error) : 0;

  if (twin > 0)
    spt_issue_list_add (issues, SPT_ISSUE_WARNING, _spt_dossiers_get_domain (kind), "twin-prepared", row, path, code,
                        NULL);

  return twin >= 0;
}

/* What was entered from here under either code, or may have been (services facts 2.8). */
static gboolean
check_twice (SptDb         *db,
             gint64         id,
             SptRecord     *record,
             SptAccount    *account,
             guint          row,
             SptIssueList  *issues,
             GError       **error)
{
  const char *tax_id = _spt_dossiers_get (record, TAX_ID);
  const char *vat = _spt_dossiers_get (record, VAT);
  const SptDossierKind *kind = &spt_dossier_kind_registry_items;

  return _spt_dossiers_warn_of_twin (kind, db, id, TAX_ID, tax_id, account, row, issues, error) &&
         warn_of_prepared (db, id, TAX_ID, tax_id, row, issues, error) &&
         (strcmp (tax_id, vat) == 0 ||
          (_spt_dossiers_warn_of_twin (kind, db, id, VAT, vat, account, row, issues, error) &&
           warn_of_prepared (db, id, VAT, vat, row, issues, error)));
}

const SptDossierKind spt_dossier_kind_registry_items = {
  .id = SPT_KIND_REGISTRY_ITEMS,
  .keeps_id = TRUE,
  .code = TAX_ID,
  .key_path = TAX_ID,
  .warns_of_twins = TRUE,
  .csv = {
    .get_schema = registry_items_get_schema,
    .complete = complete_row,
    .refuse = refuse_row,
  },
  .check = check_twice,
};

SPT_DEFINE_DOSSIER_KIND (registry_items, SPT_KIND_REGISTRY_ITEMS, TAX_ID);
