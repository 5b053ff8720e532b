/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interventions on their way out: held once more against what their plant will be when it is their turn. */
#define G_LOG_DOMAIN "spt-plants-prepare"

#include "config.h"

#include <string.h>

#include "outbox/spt-plants-private.h"
#include "store/spt-store-submissions.h"

static void
add_error (SptIssueList *issues,
           const char   *code,
           guint         row,
           const char   *value,
           const char   *limit)
{
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "base", code, row, NULL, value, limit);
}

/* What was taken upon somebody is a warning in the archive; of what is checked anew it stays one. */
static gboolean
is_known (SptIssueList   *stored,
          const SptIssue *issue)
{
  for (guint i = 0; i < spt_issue_list_get_n (stored); i++)
    {
      const SptIssue *other = spt_issue_list_get (stored, i);

      if (other->overridable && other->level == SPT_ISSUE_WARNING && strcmp (other->code, issue->code) == 0 &&
          g_strcmp0 (other->path, issue->path) == 0 && g_strcmp0 (other->value, issue->value) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_document (SptDb                   *db,
                const SptDossierData    *data,
                gint64                   id,
                SptAccount              *account,
                GArray                  *also,
                gint64                   now_utc_ms,
                guint                    row,
                SptIssueList            *issues,
                SptPreparedIntervention *out,
                GError                 **error)
{
  g_autoptr (SptPlantProjection) plant = spt_plant_data_load (db, data->plant_id, id, SPT_PLANT_QUEUED, also, error);
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptIssueList) stored = NULL;
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);
  const char *name;

  record = plant != NULL ? spt_intervention_load (db, id, &xsd, &stored, error) : NULL;
  if (record == NULL)
    return FALSE;
  if (plant->account_id != 0 && plant->account_id != spt_account_get_id (account))
    add_error (issues, "plant-other-account", row, data->key, NULL);
  spt_intervention_check (plant, account, data->type, xsd, record, now_utc_ms, found);
  for (guint i = 0; i < spt_issue_list_get_n (found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (found, i);
      gboolean is_overridden = issue->level == SPT_ISSUE_ERROR && issue->overridable && is_known (stored, issue);

      spt_issue_list_add (issues, is_overridden ? SPT_ISSUE_WARNING : issue->level, issue->domain, issue->code, row,
                          issue->path, issue->value, issue->limit);
    }

  name = *plant->code != '\0' ? plant->code : data->key;
  out->lane = *name != '\0' ? g_strdup_printf ("plant:%" G_GINT64_FORMAT ":%s", spt_account_get_id (account), name)
                            : g_strdup_printf ("plant:%" G_GINT64_FORMAT ":#%" G_GINT64_FORMAT,
                                               spt_account_get_id (account), data->plant_id);
  /* As the archive has it: the service writes what leaves, by the set in force, which @record was read by too. */
  out->doc = spt_db_get_dossier_doc (db, id, NULL, error);

  return out->doc != NULL;
}

void
_spt_prepared_intervention_clear (SptPreparedIntervention *self)
{
  g_clear_pointer (&self->lane, g_free);
  g_clear_pointer (&self->doc, g_free);
}

gboolean
_spt_intervention_prepare (SptDb                   *db,
                           gint64                   id,
                           const SptOperationInfo  *info,
                           SptAccount              *account,
                           GArray                  *also,
                           gint64                   now_utc_ms,
                           guint                    row,
                           SptIssueList            *issues,
                           SptPreparedIntervention *out,
                           GError                 **error)
{
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, error);
  const SptDossierData *data = dossier != NULL ? spt_dossier_get_data (dossier) : NULL;
  gint64 open;

  if (data == NULL)
    return FALSE;
  out->info = _spt_intervention_find_info (data->type);
  out->plant_id = data->plant_id;
  open = spt_db_find_open_submission (db, SPT_KIND_INTERVENTIONS, id, error);
  if (open < 0)
    return FALSE;
  /* What is under way the archive refuses by itself, and says where. */
  if (open == 0 &&
      (out->info == NULL || (info != NULL && info != out->info) || data->is_over ||
       g_strcmp0 (data->next_operation, data->type) != 0))
    {
      add_error (issues, "not-prepared", row, data->key, NULL);
      return TRUE;
    }
  if (out->info == NULL)
    out->info = info;

  return check_document (db, data, id, account, also, now_utc_ms, row, issues, out, error);
}

gboolean
_spt_intervention_bind (SptDb   *db,
                        gint64   plant_id,
                        gint64   account_id,
                        GError **error)
{
  g_autoptr (SptPlant) plant = spt_db_get_plant (db, plant_id, error);

  if (plant == NULL)
    return FALSE;

  return spt_plant_get_row (plant)->account_id != 0 || spt_db_bind_plant (db, plant_id, account_id, error);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

GArray *
_spt_interventions_list_ready (SptDb                  *db,
                               const SptOperationInfo *info,
                               gint64                  account_id,
                               const gint64           *ids,
                               guint                   n_ids,
                               GCancellable           *cancellable,
                               GError                **error)
{
  SptService *service = spt_plants_get_service (NULL);
  const SptServiceInfo *all = spt_service_get_info (service);
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (ids != NULL)
    g_array_append_vals (list, ids, n_ids);
  for (guint i = 0; ids == NULL && i < all->n_operations; i++)
    {
      g_autoptr (GArray) some = NULL;

      if (all->operations[i].record_operation == NULL || (info != NULL && info != &all->operations[i]))
        continue;
      some = spt_db_list_ready_dossiers (db, SPT_KIND_INTERVENTIONS, all->operations[i].record_operation, account_id,
                                         cancellable, error);
      if (some == NULL)
        return NULL;
      g_array_append_vals (list, some->data, some->len);
    }
  /* The order of a plant's queue. */
  g_array_sort (list, compare_ids);

  return g_steal_pointer (&list);
}
