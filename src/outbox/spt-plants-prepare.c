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

void
_spt_prepared_intervention_free (SptPreparedIntervention *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->dossier);
  g_clear_pointer (&self->plant, spt_plant_projection_free);
  g_clear_pointer (&self->xsd, spt_xsd_unref);
  g_free (self->doc);
  g_clear_pointer (&self->stored, spt_issue_list_free);
  g_clear_pointer (&self->document, spt_xsd_document_free);
  g_clear_pointer (&self->found, spt_issue_list_free);
  g_clear_error (&self->error);
  g_free (self->lane);
  g_free (self);
}

SptPreparedIntervention *
_spt_prepared_intervention_load (SptDb                   *db,
                                 SptDossier              *dossier,
                                 guint                    row,
                                 const SptOperationInfo  *info,
                                 GArray                  *also,
                                 GError                 **error)
{
  g_autoptr (SptPreparedIntervention) self = g_new0 (SptPreparedIntervention, 1);
  const SptDossierData *data = spt_dossier_get_data (dossier);
  SptService *service;
  gint64 id = spt_row_get_id (SPT_ROW (dossier));
  gint64 open;

  self->ops = _spt_plants_get_ops (&service, error);
  if (self->ops == NULL)
    return NULL;
  self->id = id;
  self->row = row;
  self->dossier = g_object_ref (dossier);
  self->info = _spt_intervention_find_info (data->type);
  open = spt_db_find_open_submission (db, SPT_KIND_INTERVENTIONS, id, error);
  if (open < 0)
    return NULL;
  /* What is under way the archive refuses by itself, and says where. */
  if (open == 0 &&
      (self->info == NULL || (info != NULL && info != self->info) || data->is_over ||
       g_strcmp0 (data->next_operation, data->type) != 0))
    return g_steal_pointer (&self);
  self->is_prepared = TRUE;
  if (self->info == NULL)
    self->info = info;

  self->plant = spt_plant_data_load (db, data->plant_id, id, SPT_PLANT_QUEUED, also, error);
  self->xsd = self->plant != NULL ? spt_intervention_ref_xsd (data->type, error) : NULL;
  self->doc = self->xsd != NULL ? spt_db_get_dossier_doc (db, id, &self->stored, error) : NULL;

  return self->doc != NULL ? g_steal_pointer (&self) : NULL;
}

void
_spt_prepared_intervention_read (SptPreparedIntervention *self,
                                 SptAccount              *account,
                                 gint64                   now_utc_ms)
{
  if (!self->is_prepared)
    return;
  self->document = spt_xsd_document_new (self->xsd, self->doc, &self->error);
  if (self->document == NULL)
    return;
  self->found = spt_issue_list_new (0);
  _spt_intervention_check_document (self->plant, account, spt_dossier_get_data (self->dossier)->type, self->document,
                                    now_utc_ms, self->found);
}

gboolean
_spt_prepared_intervention_check (SptPreparedIntervention  *self,
                                  SptAccount               *account,
                                  SptIssueList             *issues,
                                  GError                  **error)
{
  const SptDossierData *data = spt_dossier_get_data (self->dossier);
  const char *name;

  if (!self->is_prepared)
    {
      add_error (issues, "not-prepared", self->row, data->key, NULL);
      return TRUE;
    }
  if (self->document == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (self->plant->account_id != 0 && self->plant->account_id != spt_account_get_id (account))
    add_error (issues, "plant-other-account", self->row, data->key, NULL);
  for (guint i = 0; i < spt_issue_list_get_n (self->found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (self->found, i);
      gboolean is_overridden = issue->level == SPT_ISSUE_ERROR && issue->overridable && is_known (self->stored, issue);

      spt_issue_list_add (issues, is_overridden ? SPT_ISSUE_WARNING : issue->level, issue->domain, issue->code,
                          self->row, issue->path, issue->value, issue->limit);
    }

  name = *self->plant->code != '\0' ? self->plant->code : data->key;
  self->lane = *name != '\0' ? g_strdup_printf ("plant:%" G_GINT64_FORMAT ":%s", spt_account_get_id (account), name)
                             : g_strdup_printf ("plant:%" G_GINT64_FORMAT ":#%" G_GINT64_FORMAT,
                                                spt_account_get_id (account), data->plant_id);

  return TRUE;
}

gboolean
_spt_prepared_intervention_bind (SptPreparedIntervention  *self,
                                 SptDb                    *db,
                                 gint64                    account_id,
                                 GError                  **error)
{
  /* Nothing else was put into the archive of this plant since it was loaded. */
  return self->plant->account_id != 0 || spt_db_bind_plant (db, self->plant->plant_id, account_id, error);
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
