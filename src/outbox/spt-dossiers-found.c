/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a service found for a dossier goes to the person or company that it is about. */
#define G_LOG_DOMAIN "spt-dossiers-found"

#include "config.h"

#include <string.h>

#include "outbox/spt-dossiers-private.h"
#include "outbox/spt-subjects-private.h"
#include "store/spt-store-subjects.h"

/* A person's own word counts more than what a service finds. */
static gboolean
may_fill (SptRecord  *subject,
          const char *field,
          const char *source_field,
          const char *service)
{
  const char *there = _spt_dossiers_get (subject, field);

  return *there == '\0' || strcmp (_spt_dossiers_get (subject, source_field), service) == 0;
}

static gboolean
keep_found (SptDb                 *db,
            gint64                 subject_id,
            SptAccount            *account,
            const SptDossierNews  *news,
            gint64                 now_utc_ms,
            gboolean              *is_other,
            GError               **error)
{
  g_autofree char *before = spt_db_get_subject_doc (db, subject_id, NULL, error);
  g_autoptr (SptRecord) subject = NULL;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GString) doc = g_string_new (NULL);
  const char *address = news->fills != NULL && news->result != NULL && *news->result != '\0' ? news->result
                                                                                             : NULL;

  *is_other = FALSE;
  if (before == NULL)
    return FALSE;
  subject = spt_record_new (spt_subject_get_schema ());
  if (!spt_record_read (subject, before, -1, error))
    return FALSE;
  if (address != NULL && !may_fill (subject, "pec", "pecSource", spt_account_get_service (account)))
    {
      *is_other = g_ascii_strcasecmp (_spt_dossiers_get (subject, "pec"), address) != 0;
      address = NULL;
    }
  spt_subject_set_pec (subject, address, spt_account_get_service (account), now_utc_ms);
  spt_subject_check (subject, 0, issues);

  return _spt_subject_keep (db, subject_id, subject, issues, 0, 0, "", doc, error) != 0;
}

/**
 * spt_dossiers_fill_subject:
 * @db: a writing connection
 * @submission_id: a submission that was accepted
 * @account: with which it went
 * @news: what the answer says of its dossier
 * @now_utc_ms: now
 * @error: (out) (optional): why not
 *
 * Keeps what was found on the person or company that the dossier is about: with its date and its
 * source, where nothing was known or the same service had found it; and that it was looked up. What
 * another source says stays, and the difference is told in the dossier's timeline.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_dossiers_fill_subject (SptDb                 *db,
                           gint64                 submission_id,
                           SptAccount            *account,
                           const SptDossierNews  *news,
                           gint64                 now_utc_ms,
                           GError               **error)
{
  g_autoptr (SptDossier) dossier = NULL;
  gint64 subject_id;
  gboolean live;
  gboolean is_other;
  gint64 id;

  if (news->result == NULL)
    return TRUE;
  if (!spt_db_find_submitted_dossier (db, submission_id, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  dossier = spt_db_get_dossier (db, id, error);
  if (dossier == NULL)
    return FALSE;
  subject_id = spt_dossier_get_data (dossier)->subject_id;
  if (subject_id == 0)
    return TRUE;
  /* One that was made part of another, or taken away meanwhile. */
  for (live = FALSE; !live && subject_id != 0;)
    {
      gint64 merged_into;

      if (!spt_db_get_subject_is_live (db, subject_id, &live, &merged_into, error))
        return FALSE;
      if (!live)
        subject_id = merged_into;
    }
  if (subject_id == 0 || spt_subject_get_schema () == NULL)
    return TRUE;

  return keep_found (db, subject_id, account, news, now_utc_ms, &is_other, error) &&
         (!is_other ||
          spt_db_add_dossier_fact (db, id, "kept", NULL, news->result, NULL, error));
}
