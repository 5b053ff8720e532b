/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers after what their service said: checked again where they stand now, rid of what was done,
 * its number kept. */
#define G_LOG_DOMAIN "spt-dossiers-follow"

#include "config.h"

#include "outbox/spt-dossiers-private.h"
#include "outbox/spt-subjects.h"
#include "store/spt-store-submissions.h"

/**
 * spt_dossier_recheck:
 * @db: a writing connection
 * @id: a dossier
 * @now_utc_ms: now
 * @error: (out) (optional): why not
 *
 * Finds out again what a dossier asks for where it stands now. What is in a submission that goes on is
 * left alone.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_dossier_recheck (SptDb   *db,
                     gint64   id,
                     gint64   now_utc_ms,
                     GError **error)
{
  const SptDossierKind *kind;
  g_autofree char *doc = NULL;
  g_autoptr (SptRecord) record = NULL;
  gint64 open;

  if (!_spt_dossier_find_kind (db, id, &kind, error))
    return FALSE;
  if (kind == NULL || _spt_dossiers_get_schema (kind) == NULL)
    return TRUE;
  open = spt_db_find_open_submission (db, kind->id, id, error);
  if (open != 0)
    return open > 0;
  doc = spt_db_get_dossier_doc (db, id, NULL, error);
  record = spt_record_new (_spt_dossiers_get_schema (kind));

  return doc != NULL && spt_record_read (record, doc, -1, error) &&
         _spt_dossiers_recheck (db, id, record, now_utc_ms, NULL, error);
}

static gboolean
recheck_moved (SptDb                 *db,
               const SptDossierKind  *kind,
               gint64                 last_fact,
               gint64                 now_utc_ms,
               GError               **error)
{
  g_autoptr (GArray) ids = spt_db_list_moved (db, kind->id, last_fact, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      if (!spt_dossier_recheck (db, g_array_index (ids, gint64, i), now_utc_ms, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_dossiers_recheck_moved:
 * @db: a writing connection
 * @last_fact: of spt_db_get_last_fact(), before the news
 * @now_utc_ms: now
 * @error: (out) (optional): why not
 *
 * Checks again what is prepared, or was to fix, where news brought it elsewhere.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_dossiers_recheck_moved (SptDb   *db,
                            gint64   last_fact,
                            gint64   now_utc_ms,
                            GError **error)
{
  for (guint i = 0; _spt_dossier_kinds[i] != NULL; i++)
    {
      if (_spt_dossiers_get_schema (_spt_dossier_kinds[i]) != NULL &&
          !recheck_moved (db, _spt_dossier_kinds[i], last_fact, now_utc_ms, error))
        return FALSE;
    }

  return TRUE;
}

/* Takes the parts out that were done in the submissions before. */
static gboolean
drop_done_parts (SptDb                 *db,
                 const SptDossierKind  *kind,
                 gint64                 id,
                 gint64                 submission_id,
                 SptRecord             *record,
                 guint                 *n_dropped,
                 GError               **error)
{
  SptNode *root = spt_record_get_root (record);
  const SptGroupDef *def = spt_node_get_def (root);

  for (guint g = 0; g < def->n_groups; g++)
    {
      const SptOperationInfo *info = _spt_dossiers_find_operation (kind, def->groups[g]->name);
      gboolean done;

      if (info == NULL || spt_node_get_n_children (root, g) == 0)
        continue;
      if (!spt_db_was_done (db, id, info->record_operation, NULL, submission_id, &done, error))
        return FALSE;
      for (; done && spt_node_get_n_children (root, g) > 0; (*n_dropped)++)
        spt_node_remove_child (root, g, 0);
    }

  return TRUE;
}

/* What comes next of itself where a part brought it, as a look-up after it was cancelled. */
static gboolean
follow_part (SptDb      *db,
             gint64      id,
             SptRecord  *record,
             gint64      now_utc_ms,
             GError    **error)
{
  gboolean asks;

  return _spt_dossiers_asks_next (db, id, record, &asks, error) &&
         (!asks || _spt_dossiers_recheck (db, id, record, now_utc_ms, NULL, error));
}

/* The service's number goes to the person or company that it is about, for that account. */
static gboolean
keep_id (SptDb                   *db,
         gint64                   id,
         const SptOperationInfo  *info,
         gint64                   now_utc_ms,
         GError                 **error)
{
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, error);
  const SptDossierData *data = dossier != NULL ? spt_dossier_get_data (dossier) : NULL;
  g_auto (GStrv) words = g_strsplit (info->id, ".", 2);

  if (data == NULL)
    return FALSE;
  if (data->subject_id == 0 || data->remote_id == NULL || *data->remote_id == '\0')
    return TRUE;

  return spt_subject_keep_registry_id (db, data->subject_id, words[0], data->account_name,
                                       data->remote_id, now_utc_ms, error);
}

/**
 * spt_dossiers_follow_accepted:
 * @db: a writing connection
 * @submission_id: a submission that is done
 * @operation: its operation
 * @now_utc_ms: now
 * @error: (out) (optional): why not
 *
 * Makes the document of a dossier follow what was accepted: one that begins anew loses the parts that
 * were done before; what they were stays in their submissions. The service's number is kept where the
 * kind says so.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_dossiers_follow_accepted (SptDb       *db,
                              gint64       submission_id,
                              const char  *operation,
                              gint64       now_utc_ms,
                              GError     **error)
{
  const SptOperationInfo *info = NULL;
  SptService *service = spt_services_find_operation (operation, &info);
  const SptDossierKind *kind = service != NULL ? _spt_dossier_kind_find (info->record_kind) : NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GString) doc = NULL;
  g_autofree char *before = NULL;
  guint n_dropped = 0;
  gint64 id;

  if (kind == NULL || info->record_operation == NULL || _spt_dossiers_get_schema (kind) == NULL)
    return TRUE;
  if (!spt_db_find_submitted_dossier (db, submission_id, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  if (kind->keeps_id && !keep_id (db, id, info, now_utc_ms, error))
    return FALSE;

  before = spt_db_get_dossier_doc (db, id, NULL, error);
  record = spt_record_new (_spt_dossiers_get_schema (kind));
  if (before == NULL || !spt_record_read (record, before, -1, error))
    return FALSE;
  if (_spt_dossiers_has_part (kind, info))
    return follow_part (db, id, record, now_utc_ms, error);
  if (!drop_done_parts (db, kind, id, submission_id, record, &n_dropped, error))
    return FALSE;
  if (n_dropped == 0)
    return TRUE;
  doc = g_string_new (NULL);
  spt_record_write (record, doc);

  return _spt_dossiers_recheck (db, id, record, now_utc_ms, doc->str, error);
}
