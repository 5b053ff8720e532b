/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import has read goes to the archive: new, mended, or refused. */
#define G_LOG_DOMAIN "spt-import-store"

#include "config.h"

#include "outbox/spt-import-private.h"

#include <string.h>

/* A bit for each hash of a key: half a MiB, and with 100,000 keys one new row in forty asks the
 * archive in vain. */
#define KEY_BITS    (1u << 22)

/* Reading all keys of the archive pays when there is a row for every twenty of them; a row has
 * about so many bytes. */
#define KEYS_A_ROW  20
#define ROW_BYTES   300

static void
keep_issues (SptImportJob         *job,
             const SptImportItem  *item,
             SptIssueList         *issues)
{
  spt_issue_list_set_file (job->result->issues, item->file);
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      spt_issue_list_add_copy (job->result->issues, issue, issue->row != 0 ? issue->row : item->row);
    }
}

static const SptIssue *
find_error (SptIssueList *issues)
{
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      if (issue->level == SPT_ISSUE_ERROR)
        return issue;
    }

  return NULL;
}

/* Notes what became of rows, for the day the sheet goes back with its outcomes. The first row of a record that came in is noted
 * with the record. */
static gboolean
note_rows (SptImportJob             *job,
           const SptImportItem      *item,
           const SptImportJoined    *joined,
           SptIssueList             *rejected,
           gint64                    mended_id,
           GError                  **error)
{
  gint64 import_id = job->result->import_id;
  gboolean ok = TRUE;

  if (job->keeper == NULL || job->options->dry_run)
    return TRUE;
  if (rejected != NULL || mended_id != 0)
    ok = spt_db_add_import_row (job->db, import_id, item->row, 0, 0, mended_id,
                                rejected != NULL ? find_error (rejected) : NULL, error);
  for (guint i = 0; ok && i < item->n_joined; i++)
    ok = spt_db_add_import_row (job->db, import_id, joined[i].row, joined[i].first_row,
                                joined[i].part, 0, NULL, error);

  return ok && _spt_import_keeper_drain (job->keeper, job->db, import_id, error);
}

/* Twice in the file, or in the archive already. */
static gboolean
is_duplicate (SptIssueList *issues)
{
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      if (spt_issue_list_get (issues, i)->rejects == SPT_ISSUE_DUPLICATE)
        return TRUE;
    }

  return FALSE;
}

static gboolean
flush_pending (SptImportJob  *job,
               GError       **error)
{
  guint n = job->n_pending;

  job->n_pending = 0;

  return n == 0 || spt_db_add_positions (job->db, job->pending, n, job->result->import_id,
                                         job->options->who, error);
}

static gboolean
is_pending (SptImportJob                *job,
            const SptPositionColumns    *columns)
{
  for (guint i = 0; i < job->n_pending; i++)
    {
      if (g_strcmp0 (job->pending[i].columns.iupd, columns->iupd) == 0 &&
          g_strcmp0 (job->pending[i].columns.organization, columns->organization) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
note_key_cb (const char *iupd,
             gpointer    user_data)
{
  SptImportJob *job = user_data;
  guint bit = g_str_hash (iupd) % KEY_BITS;

  job->known[bit / 8] |= (guint8) (1u << bit % 8);
}

static gboolean
may_be_known (SptImportJob  *job,
              const char    *iupd)
{
  guint bit = g_str_hash (iupd) % KEY_BITS;

  return job->known == NULL || (job->known[bit / 8] & (1u << bit % 8)) != 0;
}

/* Nearly every row is new, which a bit for the hash of its key tells without asking the archive. */
gboolean
_spt_import_note_keys (SptImportJob  *job,
                       GError       **error)
{
  guint64 n_rows = (guint64) job->size / ROW_BYTES;
  gboolean all;

  if (job->kind->match == NULL)
    return TRUE;
  job->known = g_malloc0 (KEY_BITS / 8);
  if (!spt_db_foreach_iupd (job->db, n_rows * KEYS_A_ROW, note_key_cb, job, &all, error))
    return FALSE;
  if (!all)
    g_clear_pointer (&job->known, g_free);

  return TRUE;
}

static gboolean
find_in_archive (SptImportJob       *job,
                 SptImportItem      *item,
                 SptRecordEntry     *entry,
                 SptIssueList       *issues,
                 GError            **error)
{
  if (job->kind->match == NULL)
    {
      if (!spt_record_read (job->stored, item->doc, -1, error))
        return FALSE;
      entry->record = job->stored;
      return job->kind->find (job->db, entry, issues, error);
    }

  entry->columns.position = item->columns;
  entry->key = item->columns.iupd;
  if (entry->key != NULL && may_be_known (job, entry->key))
    {
      entry->is_there = is_pending (job, &item->columns);
      if (!entry->is_there && !job->kind->match (job->db, entry, error))
        return FALSE;
    }
  if (!item->has_known_numbers || entry->is_there || (entry->id != 0 && !entry->may_mend))
    return TRUE;

  return spt_record_read (job->stored, item->doc, -1, error) &&
         spt_unique_check (job->unique, job->stored, entry->id, FALSE, item->row, issues, error);
}

/* Puts a record that comes in into the archive, or among those that go there together. */
static gboolean
keep_record (SptImportJob       *job,
             SptImportItem      *item,
             SptRecordEntry     *entry,
             SptIssueList       *issues,
             GError            **error)
{
  if (entry->id != 0)
    {
      gint64 *id = g_new (gint64, 1);

      *id = entry->id;
      g_hash_table_add (job->mended, id);
      if (job->kind->match != NULL)
        return spt_db_save_position (job->db, entry->id, item->doc, &item->columns, issues,
                                     entry->import_id, item->row, entry->who, error) != 0;
    }
  if (job->kind->match == NULL)
    return job->kind->save (job->db, entry, issues, error) != 0;

  if (job->known != NULL && entry->key != NULL)
    note_key_cb (entry->key, job);
  /* What was found just now has to stay until all are saved. */
  if (item->issues == NULL && spt_issue_list_get_n (issues) > 0)
    item->issues = spt_issue_list_steal (issues);
  job->pending[job->n_pending++] = (SptNewPosition) {
    item->doc, item->columns, item->issues, item->row
  };

  return TRUE;
}

/* In the words of its kind. */
static void
refuse (SptImportJob         *job,
        const SptImportItem  *item,
        const SptRecordEntry *entry,
        SptIssueList         *issues)
{
  const char *domain = spt_schema_get_domain (job->kind->get_schema ());

  if (entry->refused != NULL)
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, domain, entry->refused, item->row,
                        entry->refused_path, entry->refused_value, entry->refused_limit);
  else
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, domain, "row-in-archive", item->row,
                        job->kind->key_path, entry->key, NULL);
  spt_issue_list_set_rejects (issues, entry->refused != NULL ? SPT_ISSUE_UNREADABLE
                                                             : SPT_ISSUE_DUPLICATE);
}

static gboolean
store_entry (SptImportJob              *job,
             SptImportItem             *item,
             const SptImportJoined     *joined,
             SptRecordEntry            *entry,
             GError                   **error)
{
  SptIssueList *issues = item->issues;
  gboolean rejected = item->doc == NULL;

  if (issues == NULL)
    {
      spt_issue_list_reset (job->none);
      issues = job->none;
    }

  /* Something said of the file as a whole, which is no row. */
  if (item->doc == NULL && spt_issue_list_get_n_errors (issues) == 0)
    {
      keep_issues (job, item, issues);
      return TRUE;
    }
  job->result->n_rows++;
  if (item->doc != NULL)
    {
      if (!find_in_archive (job, item, entry, issues, error))
        return FALSE;
      if (entry->refused != NULL || entry->is_there || (entry->id != 0 && !entry->may_mend))
        {
          refuse (job, item, entry, issues);
          rejected = TRUE;
        }
      else if (job->rejects != NULL && spt_issue_list_get_n_errors (issues) > 0)
        {
          rejected = TRUE;
        }
    }

  if (!note_rows (job, item, joined, rejected ? issues : NULL, rejected ? 0 : entry->id, error))
    return FALSE;
  if (rejected)
    {
      keep_issues (job, item, issues);
      job->result->n_rejected++;
      job->result->n_duplicates += is_duplicate (issues) ? 1 : 0;
      return job->rejects == NULL || item->raw == NULL ||
             _spt_import_write_reject (job, item->raw, issues, "", error);
    }

  if (spt_issue_list_get_n_errors (issues) > 0)
    job->result->n_faulty++;
  else
    job->result->n_good++;
  job->result->n_mended += entry->id != 0 ? 1 : 0;
  if (!keep_record (job, item, entry, issues, error))
    return FALSE;
  /* Only now: saving may have found more. */
  keep_issues (job, item, item->issues != NULL ? item->issues : issues);

  return TRUE;
}

static gboolean
store_item (SptImportJob              *job,
            SptImportItem             *item,
            const SptImportJoined     *joined,
            GError                   **error)
{
  SptRecordEntry entry = {
    .row = item->row,
    .now_utc_ms = job->now,
    .import_id = job->result->import_id,
    .account_id = job->options->account_id,
    .who = job->options->who,
    .present_date = job->options->present_date,
    .present_source = job->options->present_source,
    .as_draft = job->options->as_drafts,
    .mended = job->mended,
    .unique = job->unique,
    .doc = job->scratch,
    .aside = item->aside,
  };
  gboolean ok = store_entry (job, item, joined, &entry, error);

  g_free (entry.scratch);
  return ok;
}

/* Empties @batch into the archive. */
gboolean
_spt_import_store_batch (SptImportJob       *job,
                         SptImportBatch     *batch,
                         GError            **error)
{
  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return FALSE;
  for (guint i = 0; i < batch->n; i++)
    {
      const SptImportJoined *joined =
        &g_array_index (batch->joined, SptImportJoined, batch->items[i].joined);

      if (!store_item (job, &batch->items[i], joined, error))
        return FALSE;
    }
  if (!flush_pending (job, error))
    return FALSE;
  if (job->options->progress != NULL)
    job->options->progress (batch->offset, job->total, job->options->progress_data);

  return TRUE;
}
