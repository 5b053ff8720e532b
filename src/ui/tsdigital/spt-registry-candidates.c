/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and companies of the directory as items to be made: which the registry has or may have, making the others. */
#define G_LOG_DOMAIN "spt-registry-candidates"

#include "config.h"

#include "ui/tsdigital/spt-registry-candidates.h"

#include <string.h>

#include "outbox/spt-intake.h"
#include "outbox/spt-registry-fill.h"
#include "outbox/spt-subjects.h"
#include "service/spt-service.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"

#define KIND SPT_KIND_REGISTRY_ITEMS

static void
candidate_free (SptCandidate *self)
{
  g_free (self->name);
  g_free (self->code);
  g_free (self);
}

/**
 * spt_candidates_free:
 * @self: (transfer full): what the sheet says
 *
 * Frees it.
 */
void
spt_candidates_free (SptCandidates *self)
{
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_free (self);
}

/**
 * spt_candidates_count:
 * @self: what the sheet says
 * @kind: which of them
 *
 * Returns: how many there are
 */
guint
spt_candidates_count (const SptCandidates *self,
                      SptCandidateKind     kind)
{
  guint n = 0;

  for (guint i = 0; i < self->candidates->len; i++)
    n += ((SptCandidate *) g_ptr_array_index (self->candidates, i))->kind == kind;
  return n;
}

/* --- looking --------------------------------------------------------------------------------------- */

typedef struct
{
  GArray        *subject_ids; /* (owned) */
  gint64         account_id;
  const char    *environment; /* (nullable): static */
  SptCandidates *found;       /* (owned) (nullable) */
} Look;

static void
look_free (Look *look)
{
  g_array_unref (look->subject_ids);
  g_clear_pointer (&look->found, spt_candidates_free);
  g_free (look);
}

static const char *
get (SptRecord  *record,
     const char *name)
{
  SptNode *root = spt_record_get_root (record);
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (root), name);

  return field != NULL ? spt_node_get (root, field->index) : "";
}

static gboolean
list_accounts (SptDb   *db,
               Look    *look,
               GError **error)
{
  const char *service = spt_service_get_info (spt_services_find_kind (KIND))->id;
  g_autoptr (GPtrArray) all = spt_db_list_accounts (db, error);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      SptAccount *account = g_ptr_array_index (all, i);

      if (g_strcmp0 (spt_account_get_service (account), service) != 0)
        continue;
      g_ptr_array_add (look->found->accounts, g_object_ref (account));
      if (spt_account_get_id (account) == look->account_id)
        look->environment = spt_environment_to_string (spt_account_get_environment (account));
    }
  return TRUE;
}

/* What the service has, or may have, under this code; else what is prepared. */
static gboolean
judge_code (SptDb         *db,
            const Look    *look,
            const char    *code,
            SptCandidate  *candidate,
            GError       **error)
{
  g_autofree char *account = NULL;
  gboolean is_created;
  gint64 twin;

  if (*code == '\0' || candidate->kind == SPT_CANDIDATE_TAKEN)
    return TRUE;
  twin = spt_db_find_dossier_twin (db, KIND, 0, code, look->environment, &is_created, &account, error);
  if (twin < 0)
    return FALSE;
  if (twin > 0)
    {
      candidate->kind = is_created ? SPT_CANDIDATE_TAKEN : SPT_CANDIDATE_UNCERTAIN;
      candidate->item_id = twin;
      return TRUE;
    }
  if (candidate->kind == SPT_CANDIDATE_UNCERTAIN)
    return TRUE;
  twin = spt_db_find_dossier_prepared (db, KIND, 0, code, error);
  if (twin > 0)
    {
      candidate->kind = SPT_CANDIDATE_PREPARED;
      candidate->item_id = twin;
    }
  return twin >= 0;
}

static gboolean
judge (SptDb       *db,
       const Look  *look,
       gint64       id,
       SptRecord   *subject,
       GError     **error)
{
  g_autofree char *doc = spt_db_get_subject_doc (db, id, NULL, error);
  SptCandidate *candidate;
  const char *tax_id, *vat;

  if (doc == NULL || !spt_record_read (subject, doc, (gssize) strlen (doc), error))
    return FALSE;
  tax_id = get (subject, "fiscalCode");
  vat = get (subject, "vatNumber");
  candidate = g_new0 (SptCandidate, 1);
  g_ptr_array_add (look->found->candidates, candidate);
  candidate->subject_id = id;
  candidate->name = spt_subject_dup_name (subject);
  candidate->code = g_strdup (*tax_id != '\0' ? tax_id : vat);
  candidate->kind = *candidate->code != '\0' ? SPT_CANDIDATE_NEW : SPT_CANDIDATE_NO_CODE;

  return judge_code (db, look, tax_id, candidate, error) && judge_code (db, look, vat, candidate, error);
}

static gboolean
look (SptDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Look *self = data;
  g_autoptr (SptRecord) subject = spt_record_new (spt_subject_get_schema ());

  g_clear_pointer (&self->found, spt_candidates_free);
  self->found = g_new0 (SptCandidates, 1);
  self->found->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) candidate_free);
  self->found->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  if (!list_accounts (db, self, error))
    return FALSE;
  for (guint i = 0; i < self->subject_ids->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !judge (db, self, g_array_index (self->subject_ids, gint64, i), subject, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * spt_candidates_look_async:
 * @store: the archive
 * @subject_ids: (element-type gint64): people and companies
 * @account_id: with which the items would go; 0 = not known
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Finds out of whom an item can be made: nobody knows what the service does with a code it has (services facts 2.8).
 */
void
spt_candidates_look_async (SptStore            *store,
                           GArray              *subject_ids,
                           gint64               account_id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Look *self = g_new0 (Look, 1);

  self->subject_ids = g_array_copy (subject_ids);
  self->account_id = account_id;
  spt_store_run_async (store, SPT_STORE_READ, look, self, (GDestroyNotify) look_free, cancellable, callback, user_data);
}

/**
 * spt_candidates_look_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_candidates_look_async().
 *
 * Returns: (transfer full) (nullable): what was found
 */
SptCandidates *
spt_candidates_look_finish (SptStore      *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  Look *self = spt_store_run_finish (store, result, error);

  return self != NULL ? g_steal_pointer (&self->found) : NULL;
}

/* --- making ---------------------------------------------------------------------------------------- */

typedef struct
{
  GArray *subjects; /* (owned) (element-type gint64): 0 where there is an item */
  GArray *items;    /* (owned) (element-type gint64): 0 where there is none yet */
  gint64  account_id;
  char   *who;      /* (owned) */
} Make;

typedef struct
{
  gint64  subject_id;
  gint64  item_id;
  char   *doc;
} Link;

static void
make_free (Make *make)
{
  g_array_unref (make->subjects);
  g_array_unref (make->items);
  g_free (make->who);
  g_free (make);
}

static gboolean
read_subject (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Link *link = data;

  g_free (link->doc);
  link->doc = spt_db_get_subject_doc (db, link->subject_id, NULL, error);
  return link->doc != NULL;
}

static gboolean
keep_link (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Link *link = data;

  return spt_db_set_dossier_subject (db, link->item_id, link->subject_id, error);
}

/* The id; 0 on an error. One with errors is kept as well: it is mended where it stands. */
static gint64
make_item (SptStore    *store,
           const Make  *make,
           gint64       subject_id,
           SptRecord   *subject,
           GError     **error)
{
  const SptSaveOptions options = { .who = make->who, .account_id = make->account_id };
  SptService *service = spt_services_find_kind (KIND);
  g_autoptr (SptRecord) item = spt_record_new (SPT_SERVICE_GET_CLASS (service)->get_record_schema (service));
  g_autofree char *doc = NULL;
  Link link = { .subject_id = subject_id };
  gboolean good = spt_store_run_sync (store, SPT_STORE_READ, read_subject, &link, NULL, error);

  doc = link.doc;
  if (!good || !spt_record_read (subject, doc, (gssize) strlen (doc), error))
    return 0;
  spt_registry_fill_from_subject (item, subject, spt_clock_get_utc_ms (spt_store_get_clock (store)));
  link.item_id = spt_save_record_full (store, KIND, 0, item, &options, NULL, error);
  if (link.item_id == 0 || !spt_store_run_sync (store, SPT_STORE_WRITE, keep_link, &link, NULL, error))
    return 0;

  return link.item_id;
}

/* Stopped or failed half way, what was made is there: it is prepared, and found as such the next time. */
static void
make_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Make *make = data;
  g_autoptr (SptRecord) subject = spt_record_new (spt_subject_get_schema ());
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < make->items->len; i++)
    {
      gint64 *item = &g_array_index (make->items, gint64, i);

      if (g_task_return_error_if_cancelled (task))
        return;
      if (*item != 0)
        continue;
      *item = make_item (SPT_STORE (source), make, g_array_index (make->subjects, gint64, i), subject, &error);
      if (*item == 0)
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
    }
  g_task_return_pointer (task, g_array_ref (make->items), (GDestroyNotify) g_array_unref);
}

/**
 * spt_candidates_make_async:
 * @store: the archive
 * @candidates: (element-type SptCandidate): those that are chosen
 * @account_id: with which they are to go; 0 = not decided
 * @who: the clerk
 * @cancellable: (nullable): stops it between two of them
 * @callback: called when done
 * @user_data: for it
 *
 * Makes an item of each, filled from the directory and linked with it; nothing is sent.
 */
void
spt_candidates_make_async (SptStore            *store,
                           GPtrArray           *candidates,
                           gint64               account_id,
                           const char          *who,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Make *make = g_new0 (Make, 1);

  make->subjects = g_array_new (FALSE, FALSE, sizeof (gint64));
  make->items = g_array_new (FALSE, FALSE, sizeof (gint64));
  make->account_id = account_id;
  make->who = g_strdup (who);
  for (guint i = 0; i < candidates->len; i++)
    {
      const SptCandidate *candidate = g_ptr_array_index (candidates, i);
      gint64 item = candidate->kind == SPT_CANDIDATE_PREPARED ? candidate->item_id : 0;

      g_array_append_val (make->subjects, candidate->subject_id);
      g_array_append_val (make->items, item);
    }
  g_task_set_source_tag (task, spt_candidates_make_async);
  g_task_set_name (task, "spt-candidates-make");
  g_task_set_task_data (task, make, (GDestroyNotify) make_free);
  g_task_run_in_thread (task, make_thread);
}

/**
 * spt_candidates_make_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_candidates_make_async().
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the items
 */
GArray *
spt_candidates_make_finish (SptStore      *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, spt_candidates_make_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
