/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sample of practice mode asks of the archive. */
#define G_LOG_DOMAIN "spt-practice-work"

#include "config.h"

#include "app/spt-practice-work.h"

#include "base/spt-data.h"
#include "outbox/spt-record-kind.h"
#include "store/spt-store-plants.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-positions.h"
#include "store/spt-store-submissions.h"

/* Of each service "2:17" = file 2 (from 0) is imported as import 17 and not prepared; "2:0" = its
 * turn; "done". Without a service "done" = all of it; there was a time of one service. */
#define SETTING       "practice-sample"
#define SETTING_OF    SETTING "-"

/**
 * spt_practice_job_free:
 * @data: (transfer full): an #SptPracticeJob
 *
 * Frees it.
 */
void
spt_practice_job_free (gpointer data)
{
  SptPracticeJob *job = data;

  g_free (job->setting);
  g_free (job->service);
  g_free (job->kind);
  g_free (job->label);
  g_clear_object (&job->account);
  g_clear_pointer (&job->ids, g_array_unref);
  g_free (job);
}

static gboolean
note (SptDb           *db,
      SptPracticeJob  *job,
      const char      *text,
      GError         **error)
{
  g_autofree char *name = g_strconcat (SETTING_OF, job->service, NULL);

  return spt_db_set_setting (db, name, text, error);
}

/**
 * spt_practice_work_look:
 * @db: the archive, on its thread
 * @data: an #SptPracticeJob with a service: its setting and account_id are set
 * @cancellable: (nullable): stops it
 * @error: an #SptStoreError
 *
 * How far an earlier start came with a service, and which account it has.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_practice_work_look (SptDb         *db,
                        gpointer       data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  SptPracticeJob *job = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autofree char *name = g_strconcat (SETTING_OF, job->service, NULL);

  job->setting = spt_db_get_setting (db, name, &local);
  if (job->setting == NULL && local == NULL && job->is_first)
    job->setting = spt_db_get_setting (db, SETTING, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  accounts = spt_db_list_accounts (db, error);
  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len && job->account_id == 0; i++)
    {
      SptAccount *account = g_ptr_array_index (accounts, i);

      if (g_str_equal (spt_account_get_service (account), job->service))
        job->account_id = spt_account_get_id (account);
    }
  return TRUE;
}

/**
 * spt_practice_work_find_leaving:
 * @db: the archive, on its thread
 * @data: an #SptPracticeJob: its ids are set
 * @cancellable: (nullable): stops it
 * @error: an #SptStoreError
 *
 * Submissions of the practice archive that are ordered and have not left.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_practice_work_find_leaving (SptDb         *db,
                                gpointer       data,
                                GCancellable  *cancellable,
                                GError       **error)
{
  SptPracticeJob *job = data;

  job->ids = spt_db_query_submissions (db, (1u << SPT_STATE_READY) | (1u << SPT_STATE_SENDING), 0,
                                       error);
  /* What waits behind something that does not go on by itself leaves when a person has seen to that. */
  for (guint i = job->ids != NULL ? job->ids->len : 0; i > 0; i--)
    {
      gboolean is_held;

      if (!spt_db_is_held (db, g_array_index (job->ids, gint64, i - 1), &is_held, error))
        return FALSE;
      if (is_held)
        g_array_remove_index (job->ids, i - 1);
    }

  return job->ids != NULL;
}

static gboolean
save_catalogue (SptDb           *db,
                SptPracticeJob  *job,
                GError         **error)
{
  for (guint i = 0; job->catalogue != NULL && i < json_array_get_length (job->catalogue); i++)
    {
      JsonObject *entry = json_array_get_object_element (job->catalogue, i);
      g_autofree char *doc = json_to_string (json_object_get_member (entry, "doc"), FALSE);
      SptCatalogueEntry row = {
        .account_id = job->account_id,
        .code = (char *) json_object_get_string_member (entry, "code"),
        .name = (char *) json_object_get_string_member (entry, "name"),
        .doc = doc,
      };

      if (spt_db_save_catalogue (db, json_object_get_string_member (entry, "kind"), &row, job->who,
                                 error) == 0)
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_practice_work_save_account:
 * @db: the archive, on its thread
 * @data: an #SptPracticeJob: with a service, an account and what it chooses from; its account_id is set
 * @cancellable: (nullable): stops it
 * @error: an #SptStoreError
 *
 * Keeps the account, and that the first file is next.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_practice_work_save_account (SptDb         *db,
                                gpointer       data,
                                GCancellable  *cancellable,
                                GError       **error)
{
  SptPracticeJob *job = data;

  if (!spt_db_save_account (db, job->account, error))
    return FALSE;
  job->account_id = spt_account_get_id (job->account);
  return save_catalogue (db, job, error) && note (db, job, "0:0", error);
}

/**
 * spt_practice_work_note:
 * @db: the archive, on its thread
 * @data: an #SptPracticeJob: with a setting, and a service; without one it is of all
 * @cancellable: (nullable): stops it
 * @error: an #SptStoreError
 *
 * Keeps how far the sample is.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_practice_work_note (SptDb         *db,
                        gpointer       data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  SptPracticeJob *job = data;

  return job->service == NULL ? spt_db_set_setting (db, SETTING, job->setting, error)
                              : note (db, job, job->setting, error);
}

/**
 * spt_practice_work_find_import:
 * @db: the archive, on its thread
 * @data: an #SptPracticeJob: with kind and label; its import_id is set, 0 = there is none
 * @cancellable: (nullable): stops it
 * @error: an #SptStoreError
 *
 * The import of a file that an interrupted start had brought in already.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_practice_work_find_import (SptDb         *db,
                               gpointer       data,
                               GCancellable  *cancellable,
                               GError       **error)
{
  SptPracticeJob *job = data;

  return spt_db_find_import (db, job->kind, job->label, &job->import_id, error);
}

/**
 * spt_practice_work_find_ready:
 * @db: the archive, on its thread
 * @data: an #SptPracticeJob: with service, kind, import_id and setting; its ids are set
 * @cancellable: (nullable): stops it
 * @error: an #SptStoreError
 *
 * The ready records of an import; keeps how far the sample is.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_practice_work_find_ready (SptDb         *db,
                              gpointer       data,
                              GCancellable  *cancellable,
                              GError       **error)
{
  SptPracticeJob *job = data;
  const SptRecordKind *kind = spt_record_kind_find (job->kind);
  SptListQuery query = { .states = 1u << SPT_STATE_READY, .import_id = job->import_id };

  if (kind == NULL)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND, "There are no \"%s\"",
                   job->kind);
      return FALSE;
    }
  query.sort = kind->sort_import;
  job->ids = spt_db_query_list (db, kind->list, &query, cancellable, error);
  return job->ids != NULL && note (db, job, job->setting, error);
}

/**
 * spt_practice_work_set_dues:
 * @db: the archive, on its thread
 * @data: an #SptPracticeJob: with kind, account_id and dues
 * @cancellable: (nullable): stops it
 * @error: an #SptStoreError
 *
 * Until when dossiers are to be gone on with, as if a clerk had read it in the portal.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_practice_work_set_dues (SptDb         *db,
                            gpointer       data,
                            GCancellable  *cancellable,
                            GError       **error)
{
  SptPracticeJob *job = data;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  JsonObjectIter iter;
  const char *key;
  JsonNode *days;

  json_object_iter_init (&iter, job->dues);
  while (json_object_iter_next (&iter, &key, &days))
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (now, (int) json_node_get_int (days));
      g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
      g_autoptr (GArray) ids = spt_db_find_dossiers (db, job->kind, key, job->account_id, error);

      if (ids == NULL)
        return FALSE;
      if (ids->len > 0 &&
          !spt_db_set_dossier_due (db, g_array_index (ids, gint64, 0), date, TRUE, job->who, error))
        return FALSE;
    }

  return TRUE;
}

/* {+45} in a file is the day 45 days from now. */
static gboolean
put_date (const GMatchInfo *match,
          GString          *out,
          gpointer          user_data)
{
  g_autofree char *days = g_match_info_fetch (match, 1);
  g_autoptr (GDateTime) day = g_date_time_add_days (user_data, atoi (days));
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  g_string_append (out, text);
  return FALSE;
}

/**
 * spt_practice_dup_secret:
 * @service: a service
 * @field: of its account table
 * @key: what the practice services take everywhere
 *
 * Says what a practice account has as a secret: what is proposed, else the key where it needs one.
 *
 * Returns: (transfer full) (nullable): the secret; %NULL = it has none, or @field is none
 */
char *
spt_practice_dup_secret (SptService        *service,
                         const SptFieldDef *field,
                         const char        *key)
{
  char *proposal;

  if (field->kind != SPT_FIELD_SECRET)
    return NULL;
  proposal = spt_service_dup_proposal (service, SPT_ENVIRONMENT_PRACTICE, field->name, NULL);

  return proposal != NULL || !field->required ? proposal : g_strdup (key);
}

/**
 * spt_practice_dup_dated:
 * @text: of the sample
 * @error: why not
 *
 * Returns: (transfer full) (nullable): it, with days counted from today
 */
char *
spt_practice_dup_dated (const char  *text,
                        GError     **error)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\{([+-][0-9]+)\\}", 0, 0, error);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return regex != NULL ? g_regex_replace_eval (regex, text, -1, 0, 0, put_date, now, error) : NULL;
}

/**
 * spt_practice_load_text:
 * @path: a file of the sample, as data
 * @error: why not
 *
 * Reads it, with days counted from today: "{+30}", "{-30}".
 *
 * Returns: (transfer full) (nullable): its text
 */
char *
spt_practice_load_text (const char  *path,
                        GError     **error)
{
  g_autoptr (GBytes) bytes = spt_data_load (path, error);
  g_autofree char *text = NULL;
  gsize size = 0;
  const char *data = NULL;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  text = g_strndup (data, size);

  return spt_practice_dup_dated (text, error);
}

/**
 * spt_practice_write_file:
 * @path: a file of the sample, as data
 * @error: why not
 *
 * Writes it where it can be imported from, with days counted from today.
 *
 * Returns: (transfer full) (nullable): where; the caller takes the file away
 */
char *
spt_practice_write_file (const char  *path,
                         GError     **error)
{
  g_autofree char *dated = spt_practice_load_text (path, error);
  g_autofree char *name = NULL;
  g_autofree char *place = NULL;

  if (dated == NULL)
    return NULL;
  name = g_strdup_printf ("sportello-sample-%u.csv", g_random_int ());
  place = g_build_filename (g_get_tmp_dir (), name, NULL);
  if (!g_file_set_contents_full (place, dated, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return NULL;

  return g_steal_pointer (&place);
}
