/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where dossiers stand at their service: what its list and its answers say, what a person says, and
 * when it was last asked. */
#define G_LOG_DOMAIN "spt-store-dossiers-news"

#include "config.h"

#include "store/spt-store-dossiers.h"

#include <string.h>

#include "store/spt-store-private.h"

/* Clocks differ: what the service took so long before we sent it may be ours still (facts 4.10). */
#define CLOCK_SLACK_MS (5 * G_GINT64_CONSTANT (60000))

/* Who brought it there: the service of its own accord, or what we asked for. */
#define FACT_PHASE "phase"
#define FACT_STEP  "step"

/* --- the timeline -------------------------------------------------------------------------------- */

/* *INDENT-OFF* */
static const SptMember fact_members[] = {
  SPT_MEMBER (SptDossierFact, INT, utc),
  SPT_MEMBER (SptDossierFact, TEXT, kind),
  SPT_MEMBER (SptDossierFact, TEXT, who),
  SPT_MEMBER (SptDossierFact, TEXT, before),
  SPT_MEMBER (SptDossierFact, TEXT, after),
};
/* *INDENT-ON* */

static const SptStruct fact_struct = SPT_STRUCT (SptDossierFact, fact_members);

/**
 * spt_dossier_fact_free:
 * @self: (transfer full) (nullable): a fact
 *
 * Frees it.
 */
void
spt_dossier_fact_free (SptDossierFact *self)
{
  spt_struct_free (&fact_struct, self);
}

/**
 * spt_db_add_dossier_fact:
 * @db: a writing connection
 * @id: a dossier
 * @kind: found, joined, parted, apart, together, phase, due, step, insisted, result, kept or
 *   note
 * @before: (nullable): what it was
 * @after: (nullable): what it is
 * @who: (nullable): who says so; %NULL = the service
 * @error: (out) (optional): why not
 *
 * Adds to the timeline of a dossier.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_add_dossier_fact (SptDb       *db,
                         gint64       id,
                         const char  *kind,
                         const char  *before,
                         const char  *after,
                         const char  *who,
                         GError     **error)
{
  spt_db_mark (db, SPT_CHANGED_DOSSIERS);

  return spt_db_exec (db, error,
                      "INSERT INTO dossier_fact (dossier_id, utc, kind, who, before, after) VALUES "
                      "(?1, ?2, ?3, ?4, ?5, ?6)", "iitttt", id, spt_db_now (db), kind,
                      who != NULL ? who : "", before, after);
}

/**
 * spt_db_list_dossier_facts:
 * @db: a connection
 * @id: a dossier
 * @error: (out) (optional): why not
 *
 * Lists what became known of a dossier beside its submissions.
 *
 * Returns: (transfer full) (element-type SptDossierFact) (nullable): the facts, oldest first
 */
GPtrArray *
spt_db_list_dossier_facts (SptDb   *db,
                           gint64   id,
                           GError **error)
{
  return spt_db_list_structs (db, &fact_struct, (GDestroyNotify) spt_dossier_fact_free, error,
                              "SELECT utc, kind, who, before, after FROM dossier_fact WHERE "
                              "dossier_id = ?1 ORDER BY id", "i", id);
}

static GHashTable *
count_stages (SptDb       *db,
              const char  *sql,
              const char  *kind,
              gint64       since_utc_ms,
              GError     **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "ti", kind, since_utc_ms))
    return NULL;

  for (;;)
    {
      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&counts);
      g_hash_table_insert (counts, spt_db_dup_text (stmt, 0),
                           GUINT_TO_POINTER ((guint) sqlite3_column_int64 (stmt, 1)));
    }
}

/**
 * spt_db_count_news:
 * @db: a connection
 * @kind: "vouchers"
 * @since_utc_ms: from when on, UTC milliseconds
 * @error: (out) (optional): why not
 *
 * Counts the dossiers that a service brought somewhere of its own accord, by where they stand now.
 * What an answer to a request of ours said is no news.
 *
 * Returns: (transfer full) (element-type utf8 guint) (nullable): stage -> how many
 */
GHashTable *
spt_db_count_news (SptDb       *db,
                   const char  *kind,
                   gint64       since_utc_ms,
                   GError     **error)
{
  return count_stages (db, "SELECT stage, count (*) FROM dossier WHERE kind = ?1 AND removed IS NULL AND listed >= phase_since "
                       "AND id IN (SELECT dossier_id FROM dossier_fact WHERE utc > ?2 AND who = '' AND kind IN ('phase', "
                       "'found')) GROUP BY stage", kind, since_utc_ms, error);
}

/**
 * spt_db_count_answers:
 * @db: a connection
 * @kind: "lookups"
 * @since_utc_ms: from when on, UTC milliseconds
 * @error: (out) (optional): why not
 *
 * Counts the dossiers that came where they stand by a service's answer to a request of ours: of a kind whose answers come
 * later, that is what somebody waits for.
 *
 * Returns: (transfer full) (element-type utf8 guint) (nullable): stage -> how many
 */
GHashTable *
spt_db_count_answers (SptDb       *db,
                      const char  *kind,
                      gint64       since_utc_ms,
                      GError     **error)
{
  return count_stages (db, "SELECT stage, count (*) FROM dossier WHERE kind = ?1 AND removed IS NULL AND phase_since > ?2 AND "
                       "id IN (SELECT dossier_id FROM dossier_fact WHERE utc > ?2 AND who = '' AND kind = 'step') GROUP BY "
                       "stage", kind, since_utc_ms, error);
}

/* --- what a service says ------------------------------------------------------------------------- */

/**
 * spt_news_sum_clear:
 * @self: a sum
 *
 * Frees what it holds.
 */
void
spt_news_sum_clear (SptNewsSum *self)
{
  g_clear_pointer (&self->stages, g_hash_table_unref);
  memset (self, 0, sizeof *self);
}

static void
count_stage (SptNewsSum *sum,
             const char *stage)
{
  if (sum->stages == NULL)
    sum->stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (sum->stages, g_strdup (stage),
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (sum->stages,
                                                                                stage)) + 1));
}

/* Where it stood before. */
typedef struct
{
  char     *phase;         /* (owned) */
  gboolean  has_due;
  gboolean  due_confirmed;
} Standing;

static gboolean
load_standing (SptDb     *db,
               gint64     id,
               Standing  *standing,
               GError   **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT phase, due_date NOT NULL, due_confirmed FROM dossier WHERE id = ?1",
                    error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (!row)
    return spt_db_set_not_found ("dossier", id, error);

  standing->phase = spt_db_dup_text (stmt, 0);
  standing->has_due = sqlite3_column_int64 (stmt, 1) != 0;
  standing->due_confirmed = sqlite3_column_int64 (stmt, 2) != 0;
  sqlite3_reset (stmt);

  return TRUE;
}

/* Whether a list shows an older picture: where the dossier already was before a request of ours, or a
 * person, brought it to where it is, and that is not long ago. Later on it is a change like any. */
static gboolean
shows_the_past (SptDb       *db,
                gint64       id,
                const char  *phase,
                gboolean    *is_past,
                GError     **error)
{
  gint64 found;

  if (!spt_db_query_int (db, 0, &found, error,
                         "SELECT 1 FROM dossier_fact AS s WHERE s.dossier_id = ?1 AND s.kind = "
                         "'" FACT_STEP "' AND s.utc BETWEEN ?3 - ?4 AND ?3 AND NOT EXISTS (SELECT 1 FROM "
                         "dossier_fact AS l WHERE l.dossier_id = ?1 AND l.kind = '" FACT_PHASE "' AND l.id > "
                         "s.id) AND (s.before = ?2 OR EXISTS (SELECT 1 FROM dossier_fact AS e WHERE "
                         "e.dossier_id = ?1 AND e.id < s.id AND e.kind IN ('" FACT_PHASE "', '" FACT_STEP
                         "') AND ?2 IN (e.before, e.after))) LIMIT 1", "itii", id, phase,
                         spt_db_now (db), SPT_DOSSIER_LAG_MS))
    return FALSE;
  *is_past = found != 0;

  return TRUE;
}

/* The phase of a dossier, and all that hangs on it. A date that a person confirmed stays.
 * @fact: FACT_PHASE of a list, FACT_STEP of what was asked for. */
static gboolean
set_phase (SptDb                 *db,
           gint64                 id,
           const SptDossierNews  *news,
           const char            *fact,
           const char            *who,
           gboolean              *changed,
           GError               **error)
{
  Standing before = { NULL };
  g_autofree char *phase = NULL;
  g_autofree char *words = NULL;

  *changed = FALSE;
  if (!load_standing (db, id, &before, error))
    return FALSE;
  phase = before.phase;
  if (g_str_equal (phase, news->phase))
    return TRUE;

  words = spt_db_dup_dossier_words (db, id, error);
  if (words == NULL ||
      !spt_db_exec (db, error,
                    "UPDATE dossier SET phase = ?2, stage = ?3, phase_since = ?4, is_over = ?5 "
                    "WHERE id = ?1", "ittii", id, news->phase, news->stage, spt_db_now (db),
                    (gint64) news->is_over) ||
      !spt_db_add_dossier_fact (db, id, fact, phase, news->phase, who, error) ||
      !spt_db_index_dossier (db, id, words, error))
    return FALSE;
  *changed = TRUE;

  if (before.due_confirmed && news->due_date != NULL)
    return TRUE;

  return spt_db_exec (db, error,
                      "UPDATE dossier SET due_date = ?2, due_confirmed = 0 WHERE id = ?1", "it", id,
                      news->due_date);
}

/* What was found; what was found before stays in the timeline. */
static gboolean
set_result (SptDb                 *db,
            gint64                 id,
            const SptDossierNews  *news,
            const char            *who,
            GError               **error)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autofree char *words = NULL;
  const char *old;

  if (news->result == NULL)
    return TRUE;
  before = spt_db_list_texts (db, error, "SELECT result FROM dossier WHERE id = ?1", id);
  if (before == NULL)
    return FALSE;
  if (before->len == 0)
    return spt_db_set_not_found ("dossier", id, error);
  old = g_ptr_array_index (before, 0);
  if (strcmp (old, news->result) == 0)
    return TRUE;

  words = spt_db_dup_dossier_words (db, id, error);

  return words != NULL &&
         spt_db_exec (db, error, "UPDATE dossier SET result = ?2 WHERE id = ?1", "it", id,
                      news->result) &&
         spt_db_add_dossier_fact (db, id, "result", *old != '\0' ? old : NULL, news->result, who,
                                  error) &&
         spt_db_index_dossier (db, id, words, error);
}

static gboolean
set_number (SptDb                 *db,
            gint64                 id,
            const SptDossierNews  *news,
            gboolean              *joined,
            GError               **error)
{
  g_autofree char *words = NULL;

  *joined = FALSE;
  if (news->remote_id != NULL)
    {
      words = spt_db_dup_dossier_words (db, id, error);
      if (words == NULL ||
          !spt_db_exec (db, error,
                        "UPDATE dossier SET remote_id = ?2 WHERE id = ?1 AND remote_id IS NULL",
                        "it", id, news->remote_id))
        return FALSE;
      *joined = spt_db_n_changed (db) > 0;
      if (*joined &&
          (!spt_db_add_dossier_fact (db, id, "joined", NULL, news->remote_id, NULL, error) ||
           !spt_db_index_dossier (db, id, words, error)))
        return FALSE;
    }

  return news->taken == 0 ||
         spt_db_exec (db, error, "UPDATE dossier SET taken = ?2 WHERE id = ?1", "ii", id,
                      news->taken);
}

/* The one that @news is about; 0 = none; -1 = error. By its number; else the only one of the key
 * that was sent with this account, not after the service took it, and has no number. */
static gint64
find_dossier (SptDb                 *db,
              const char            *kind,
              gint64                 account_id,
              const SptDossierNews  *news,
              gboolean               shared,
              GError               **error)
{
  g_autoptr (GArray) ids = NULL;
  sqlite3_stmt *stmt;
  gint64 id = 0;

  if (news->remote_id != NULL &&
      !spt_db_query_int (db, 0, &id, error,
                         "SELECT id FROM dossier WHERE kind = ?1 AND remote_id = ?2 AND account_id "
                         "= ?3 AND removed IS NULL", "tti", kind, news->remote_id, account_id))
    return -1;
  if (id != 0 || shared || news->key == NULL)
    return id;

  stmt = spt_db_prepare (db, "SELECT d.id FROM dossier AS d JOIN item AS i ON i.record_kind = "
                         "d.kind AND i.record_id = d.id JOIN attempt AS a ON a.submission_id = "
                         "i.submission_id WHERE d.kind = ?1 AND d.key = ?2 AND d.account_id = ?3 "
                         "AND d.removed IS NULL AND d.is_over = 0 AND d.phase <> '' AND d.remote_id "
                         "IS NULL AND a.kind = 'send' GROUP BY d.id HAVING ?4 = 0 OR min (a.started) "
                         "<= ?4 + ?5 LIMIT 2", error);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "ttiii", kind, news->key, account_id,
                                    news->taken, CLOCK_SLACK_MS))
    return -1;
  ids = spt_db_list_ids (db, stmt, error);
  if (ids == NULL)
    return -1;

  return ids->len == 1 ? g_array_index (ids, gint64, 0) : 0;
}

/* Whether one of the same key was asked for and nobody knows what became of that: then the list may
 * show just that one, and whoever looks it up finds out. Another page of it would be one too many. */
static gboolean
is_in_doubt (SptDb       *db,
             const char  *kind,
             gint64       account_id,
             const char  *key,
             gboolean    *in_doubt,
             GError     **error)
{
  gint64 found;

  if (!spt_db_query_int (db, 0, &found, error,
                         "SELECT 1 FROM dossier AS d JOIN item AS i ON i.record_kind = d.kind AND "
                         "i.record_id = d.id JOIN submission AS s ON s.id = i.submission_id WHERE "
                         "d.kind = ?1 AND d.key = ?2 AND d.account_id = ?3 AND d.removed IS NULL AND "
                         "d.remote_id IS NULL AND s.state IN ('sending', 'waiting', 'uncertain') LIMIT "
                         "1", "tti", kind, key, account_id))
    return FALSE;
  *in_doubt = found != 0;

  return TRUE;
}

/* Made with other means: what the list says of it is all there is. */
static gint64
add_found (SptDb                 *db,
           const char            *kind,
           gint64                 account_id,
           const SptDossierNews  *news,
           GError               **error)
{
  gint64 id;

  if (!spt_db_exec (db, error,
                    "INSERT INTO dossier (kind, account_id, key, name, remote_id, taken, is_found, "
                    "state, created, updated) VALUES (?1, ?2, ?3, ?4, ?5, NULLIF (?6, 0), 1, 'done', "
                    "?7, ?7)", "titttii", kind, account_id, news->key != NULL ? news->key : "",
                    news->name != NULL ? news->name : "", news->remote_id, news->taken,
                    spt_db_now (db)))
    return 0;
  id = spt_db_last_id (db);

  if (!spt_db_exec (db, error, "INSERT INTO dossier_doc (id, doc) VALUES (?1, ?2)", "it", id,
                    news->doc != NULL ? news->doc : "{}") ||
      !spt_db_index_dossier (db, id, NULL, error) ||
      !spt_db_add_dossier_fact (db, id, "found", NULL, news->remote_id, NULL, error))
    return 0;

  return id;
}

/**
 * spt_db_apply_news:
 * @db: a writing connection
 * @kind: "vouchers"
 * @account_id: whose list it is
 * @news: (array length=n_news): what it says
 * @n_news: how many
 * @shared: others' are in it too: nothing joins by its key alone
 * @sum: what it brought, added to
 * @error: (out) (optional): why not
 *
 * Applies a service's list (services facts 4.10). What it does not name stays as it is.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_apply_news (SptDb                 *db,
                   const char            *kind,
                   gint64                 account_id,
                   const SptDossierNews  *news,
                   guint                  n_news,
                   gboolean               shared,
                   SptNewsSum            *sum,
                   GError               **error)
{
  spt_db_mark (db, SPT_CHANGED_DOSSIERS);

  for (guint i = 0; i < n_news; i++)
    {
      gint64 id = find_dossier (db, kind, account_id, &news[i], shared, error);
      gboolean changed;
      gboolean joined;
      gboolean is_past;
      gboolean in_doubt = FALSE;

      if (id < 0 || (id == 0 && !shared && news[i].key != NULL &&
                     !is_in_doubt (db, kind, account_id, news[i].key, &in_doubt, error)))
        return FALSE;
      if (in_doubt)
        continue;
      /* What has neither a number nor a dossier could not be told from itself the next time. */
      if (id == 0 && news[i].remote_id == NULL)
        continue;
      if (id == 0)
        {
          id = add_found (db, kind, account_id, &news[i], error);
          if (id == 0)
            return FALSE;
          sum->n_found++;
        }

      if (!set_number (db, id, &news[i], &joined, error) ||
          !shows_the_past (db, id, news[i].phase, &is_past, error))
        return FALSE;
      sum->n_joined += joined;
      if (is_past)
        continue;
      if (!set_phase (db, id, &news[i], FACT_PHASE, NULL, &changed, error) ||
          !spt_db_exec (db, error, "UPDATE dossier SET listed = ?2 WHERE id = ?1", "ii", id,
                        spt_db_now (db)))
        return FALSE;
      sum->n_changed += changed;
      if (changed)
        count_stage (sum, news[i].stage);
    }

  return TRUE;
}

/**
 * spt_db_find_submitted_dossier:
 * @db: a connection
 * @submission_id: a submission
 * @id: (out): the dossier of its only item; 0 = it was sent without one
 * @error: (out) (optional): why not
 *
 * Finds the dossier that a submission is about.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_find_submitted_dossier (SptDb   *db,
                               gint64   submission_id,
                               gint64  *id,
                               GError **error)
{
  return spt_db_query_int (db, 0, id, error,
                           "SELECT i.record_id FROM item AS i JOIN dossier AS d ON d.id = "
                           "i.record_id AND d.kind = i.record_kind WHERE i.submission_id = ?1 AND "
                           "i.n = 1", "i", submission_id);
}

static gboolean
has_number (SptDb       *db,
            gint64       id,
            const char  *remote_id,
            gboolean    *has,
            GError     **error)
{
  gint64 found;

  if (!spt_db_query_int (db, 0, &found, error,
                         "SELECT 1 FROM dossier WHERE id = ?1 AND remote_id = ?2", "it", id,
                         remote_id))
    return FALSE;
  *has = found != 0;

  return TRUE;
}

/**
 * spt_db_apply_answer:
 * @db: a writing connection
 * @submission_id: a submission of one dossier, just accepted
 * @news: what that says; its key counts for nothing
 * @who: (nullable): the person who says that it was accepted; %NULL = the service
 * @error: (out) (optional): why not
 *
 * Applies what an accepted request says of its dossier. What was sent without one is left alone.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_apply_answer (SptDb                 *db,
                     gint64                 submission_id,
                     const SptDossierNews  *news,
                     const char            *who,
                     GError               **error)
{
  gboolean changed;
  gint64 id;

  if (!spt_db_find_submitted_dossier (db, submission_id, &id, error))
    return FALSE;

  return id == 0 || (set_number (db, id, news, &changed, error) &&
                     set_result (db, id, news, who, error) &&
                     set_phase (db, id, news, FACT_STEP, who, &changed, error));
}

/**
 * spt_db_apply_look:
 * @db: a writing connection
 * @submission_id: a submission of one dossier that was looked up, and not found done
 * @news: what the service's list shows of the beneficiary
 * @error: (out) (optional): why not
 *
 * Applies what a look shows beside what it looked for, as far as it is proven to be of that dossier:
 * by the service's number.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_apply_look (SptDb                 *db,
                   gint64                 submission_id,
                   const SptDossierNews  *news,
                   GError               **error)
{
  gboolean is_same = FALSE;
  gboolean is_past = FALSE;
  gboolean changed;
  gint64 id;

  if (news->remote_id == NULL)
    return TRUE;
  if (!spt_db_find_submitted_dossier (db, submission_id, &id, error) ||
      (id != 0 && (!has_number (db, id, news->remote_id, &is_same, error) ||
                   !shows_the_past (db, id, news->phase, &is_past, error))))
    return FALSE;

  return !is_same || is_past || set_phase (db, id, news, FACT_PHASE, NULL, &changed, error);
}

/**
 * spt_db_set_dossier_due:
 * @db: a writing connection
 * @id: the dossier
 * @due_date: (nullable): until when the next step is to be made, ISO; %NULL = nobody knows
 * @confirmed: a person has looked; %FALSE = an estimate
 * @who: the clerk
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Keeps what a person says about a date.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_dossier_due (SptDb       *db,
                        gint64       id,
                        const char  *due_date,
                        gboolean     confirmed,
                        const char  *who,
                        GError     **error)
{
  g_autoptr (GPtrArray) before =
    spt_db_list_texts (db, error, "SELECT IFNULL (due_date, '') FROM dossier WHERE id = ?1", id);

  if (before == NULL)
    return FALSE;
  if (before->len == 0)
    return spt_db_set_not_found ("dossier", id, error);

  return spt_db_exec (db, error,
                      "UPDATE dossier SET due_date = ?2, due_confirmed = ?3 WHERE id = ?1", "iti",
                      id, due_date, (gint64) confirmed) &&
         spt_db_add_dossier_fact (db, id, "due", g_ptr_array_index (before, 0), due_date, who,
                                  error);
}

/* --- asking ---------------------------------------------------------------------------------------- */

/* *INDENT-OFF* */
static const SptMember watch_members[] = {
  SPT_MEMBER (SptWatch, INT, account_id),
  SPT_MEMBER (SptWatch, TEXT, service),
  SPT_MEMBER (SptWatch, INT, watched),
  SPT_MEMBER (SptWatch, UINT, n_failed),
};
/* *INDENT-ON* */

static const SptStruct watch_struct = SPT_STRUCT (SptWatch, watch_members);

/**
 * spt_watch_free:
 * @self: (transfer full) (nullable): a watch
 *
 * Frees it.
 */
void
spt_watch_free (SptWatch *self)
{
  spt_struct_free (&watch_struct, self);
}

/**
 * spt_db_list_watches:
 * @db: a connection
 * @error: (out) (optional): why not
 *
 * Lists the accounts that have something at their service that goes on by itself.
 *
 * Returns: (transfer full) (element-type SptWatch) (nullable): the accounts
 */
GPtrArray *
spt_db_list_watches (SptDb   *db,
                     GError **error)
{
  return spt_db_list_structs (db, &watch_struct, (GDestroyNotify) spt_watch_free, error,
                              "SELECT id, service, watched, watched_failed FROM account AS a WHERE "
                              "removed IS NULL AND EXISTS (SELECT 1 FROM dossier AS d WHERE "
                              "d.account_id = a.id AND d.removed IS NULL AND d.phase <> '' AND d.is_over = 0) ORDER BY id",
                              "");
}

/**
 * spt_db_note_watched:
 * @db: a writing connection
 * @account_id: an account
 * @code: (nullable): why nothing was learnt
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Notes that a service was asked about an account's dossiers now.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_note_watched (SptDb       *db,
                     gint64       account_id,
                     const char  *code,
                     GError     **error)
{
  if (!spt_db_exec (db, error,
                    "UPDATE account SET watched = ?2, watched_code = ?3, watched_failed = CASE "
                    "WHEN ?3 NOT NULL THEN watched_failed + 1 ELSE 0 END WHERE id = ?1", "iit",
                    account_id, spt_db_now (db), code))
    return FALSE;
  if (spt_db_n_changed (db) == 0)
    return spt_db_set_not_found ("account", account_id, error);
  spt_db_mark (db, SPT_CHANGED_DOSSIERS);

  return TRUE;
}

/**
 * spt_db_get_watched:
 * @db: a connection
 * @account_id: an account
 * @watched: (out): when its service was last asked, UTC milliseconds; 0 = never
 * @code: (out) (nullable) (transfer full): why nothing was learnt then
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Says when a service was last asked about an account's dossiers.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_watched (SptDb   *db,
                    gint64   account_id,
                    gint64  *watched,
                    char   **code,
                    GError **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT watched, watched_code FROM account WHERE id = ?1", error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", account_id) ||
      !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (!row)
    return spt_db_set_not_found ("account", account_id, error);

  *watched = sqlite3_column_int64 (stmt, 0);
  *code = spt_db_dup_text (stmt, 1);
  sqlite3_reset (stmt);

  return TRUE;
}
