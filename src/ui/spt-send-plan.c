/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a send sheet is about: which records leave, by operation and account, with which doubts. Without GTK. */
#define G_LOG_DOMAIN "spt-send-plan"

#include "config.h"

#include "spt-send-plan.h"

#include "model/spt-debt-position.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-submissions.h"

typedef struct
{
  SptSendPlan *plan;    /* (owned) */
  SptService  *service; /* (unowned): of the process */
  GArray      *ids;     /* (owned) (nullable) */
  GHashTable  *out;     /* (owned) (element-type gint64): what is to stay */
  int          environment;
} PlanWork;

static void
group_free (SptSendGroup *group)
{
  g_array_unref (group->ids);
  g_ptr_array_unref (group->fitting);
  g_free (group);
}

/**
 * spt_send_plan_free:
 * @self: (transfer full): a plan
 *
 * Frees a plan.
 */
void
spt_send_plan_free (SptSendPlan *self)
{
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->doubts, g_ptr_array_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->bodies, g_ptr_array_unref);
  g_clear_pointer (&self->astray, g_array_unref);
  g_free (self);
}

static void
plan_work_free (PlanWork *work)
{
  g_clear_pointer (&work->plan, spt_send_plan_free);
  g_clear_pointer (&work->ids, g_array_unref);
  g_hash_table_unref (work->out);
  g_free (work);
}

static gboolean
is_there (SptAccount *account,
          int         environment)
{
  return environment == SPT_SEND_NO_ENVIRONMENT ||
         (int) spt_account_get_environment (account) == environment;
}

/* The accounts that unbound records of @organization may go with: those of their body; of any body where they name none. */
static GPtrArray *
find_fitting (SptSendPlan *plan,
              const char  *organization)
{
  GPtrArray *fitting = g_ptr_array_new ();

  for (guint i = 0; i < plan->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (plan->accounts, i);

      if (is_there (account, plan->environment) &&
          (organization == NULL || g_strcmp0 (spt_account_get_body (account), organization) == 0))
        g_ptr_array_add (fitting, account);
    }
  return fitting;
}

static SptSendGroup *
find_group (SptSendPlan      *plan,
            const SptPlanRow *row,
            gint64            account_id)
{
  for (guint i = 0; i < plan->groups->len; i++)
    {
      SptSendGroup *group = g_ptr_array_index (plan->groups, i);

      if ((group->operation == row->operation || plan->any_operation) && group->account_id == account_id &&
          (account_id != 0 || group->organization == row->organization))
        return group;
    }
  return NULL;
}

static SptSendGroup *
add_group (SptSendPlan      *plan,
           const SptPlanRow *row,
           gint64            account_id)
{
  SptSendGroup *group = g_new0 (SptSendGroup, 1);

  group->operation = row->operation;
  group->account_id = account_id;
  group->organization = account_id == 0 ? row->organization : NULL;
  group->fitting = find_fitting (plan, row->organization);
  group->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_ptr_array_add (plan->groups, group);
  return group;
}

static void
add_astray (SptSendPlan *plan,
            const char  *organization)
{
  SptSendAstray astray = { organization, 1 };

  for (guint i = 0; i < plan->astray->len; i++)
    {
      SptSendAstray *known = &g_array_index (plan->astray, SptSendAstray, i);

      if (known->organization == organization)
        {
          known->n++;
          return;
        }
    }
  g_array_append_val (plan->astray, astray);
}

/**
 * Route:
 * @account_id: 0 = a person has to choose
 * @fits: whether there is any account
 * @environments: bit set of those of the accounts that fit
 *
 * Where unbound records of one body go. There are as many of these as bodies.
 */
typedef struct
{
  gint64   account_id;
  gboolean fits;
  guint    environments;
} Route;

static const Route *
find_route (SptSendPlan *plan,
            GHashTable  *routes,
            const char  *organization)
{
  Route *route = g_hash_table_lookup (routes, organization != NULL ? organization : "");
  g_autoptr (GPtrArray) fitting = NULL;

  if (route != NULL)
    return route;

  route = g_new0 (Route, 1);
  fitting = find_fitting (plan, organization);
  route->fits = fitting->len > 0;
  if (fitting->len == 1)
    route->account_id = spt_account_get_id (g_ptr_array_index (fitting, 0));
  for (guint i = 0; i < fitting->len; i++)
    route->environments |= 1u << spt_account_get_environment (g_ptr_array_index (fitting, i));
  g_hash_table_insert (routes, (gpointer) (organization != NULL ? organization : ""), route);
  return route;
}

static gboolean
leaves (const SptPlanRow *row)
{
  return row->open_submission == 0 && row->state == SPT_STATE_READY && row->operation != NULL;
}

/* Where what is to leave could go; where that is one environment only, it is settled. */
static void
find_environments (SptSendPlan *plan,
                   GArray      *rows)
{
  g_autoptr (GHashTable) routes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  int wanted = plan->environment;

  plan->environment = SPT_SEND_NO_ENVIRONMENT;
  for (guint i = 0; i < rows->len; i++)
    {
      const SptPlanRow *row = &g_array_index (rows, SptPlanRow, i);
      SptAccount *account;

      if (!leaves (row))
        continue;
      account = row->account_id != 0 ? spt_send_plan_find_account (plan, row->account_id) : NULL;
      if (account != NULL)
        plan->environments |= 1u << spt_account_get_environment (account);
      else if (row->account_id == 0)
        plan->environments |= find_route (plan, routes, row->organization)->environments;
    }

  if (wanted != SPT_SEND_NO_ENVIRONMENT && (plan->environments & (1u << wanted)) != 0)
    plan->environment = wanted;
  else if (plan->environments != 0 && (plan->environments & (plan->environments - 1)) == 0)
    plan->environment = g_bit_nth_lsf (plan->environments, -1);
}

/* The group that a record leaves in; NULL: it stays, and is counted. */
static SptSendGroup *
route_row (SptSendPlan      *plan,
           GHashTable       *routes,
           const SptPlanRow *row)
{
  gint64 account_id = row->account_id;
  SptSendGroup *group;

  if (account_id != 0)
    {
      SptAccount *account = spt_send_plan_find_account (plan, account_id);

      if (account != NULL && !is_there (account, plan->environment))
        {
          plan->n_elsewhere[spt_account_get_environment (account)]++;
          return NULL;
        }
    }
  else
    {
      const Route *route = find_route (plan, routes, row->organization);

      if (!route->fits)
        {
          add_astray (plan, row->organization);
          return NULL;
        }
      account_id = route->account_id;
    }

  group = find_group (plan, row, account_id);
  if (group == NULL)
    group = add_group (plan, row, account_id);
  group->bound = group->bound || row->account_id != 0;
  return group;
}

static guint
get_rank (const SptServiceInfo *info,
          const char           *operation)
{
  for (guint i = 0; i < info->n_operations; i++)
    {
      if (g_strcmp0 (info->operations[i].record_operation, operation) == 0)
        return i;
    }
  return info->n_operations;
}

/* As the service has them: what is new first, what is taken away last. */
static int
compare_groups (gconstpointer a,
                gconstpointer b,
                gpointer      info)
{
  const SptSendGroup *x = *(SptSendGroup *const *) a;
  const SptSendGroup *y = *(SptSendGroup *const *) b;
  guint rx = get_rank (info, x->operation);
  guint ry = get_rank (info, y->operation);

  if (rx != ry)
    return rx < ry ? -1 : 1;
  return (x->account_id > y->account_id) - (x->account_id < y->account_id);
}

static void
sort_rows (SptSendPlan          *plan,
           const SptServiceInfo *info,
           GArray               *rows,
           GHashTable           *out,
           GArray               *leaving)
{
  g_autoptr (GHashTable) routes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < rows->len; i++)
    {
      const SptPlanRow *row = &g_array_index (rows, SptPlanRow, i);
      SptSendGroup *group;

      if (row->open_submission != 0)
        {
          plan->n_under_way++;
          plan->under_way = row->open_submission;
        }
      else if (row->state == SPT_STATE_TO_FIX)
        {
          plan->n_to_fix++;
        }
      else if (row->state != SPT_STATE_READY || row->operation == NULL)
        {
          plan->n_nothing++;
        }
      else if (g_hash_table_contains (out, &row->id))
        {
          plan->n_left_out++;
        }
      else if ((group = route_row (plan, routes, row)) != NULL)
        {
          g_array_append_val (group->ids, row->id);
          group->sum += MAX (row->amount, 0);
          if (row->n_warnings > 0)
            g_array_append_val (leaving, row->id);
        }
    }
  g_ptr_array_sort_with_data (plan->groups, compare_groups, (gpointer) info);
}

/* What stands before them, in this order or in one before it. */
static gboolean
look_at_queues (SptDb         *db,
                SptSendPlan   *plan,
                GCancellable  *cancellable,
                GError       **error)
{
  for (guint i = 0; plan->any_operation && i < plan->groups->len; i++)
    {
      SptSendGroup *group = g_ptr_array_index (plan->groups, i);

      if (!spt_db_sum_queues (db, (const gint64 *) (void *) group->ids->data, group->ids->len, &group->queues, cancellable,
                              error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
count_sent (SptDb         *db,
            const char    *kind,
            SptSendPlan   *plan,
            GCancellable  *cancellable,
            GError       **error)
{
  for (guint i = 0; i < plan->groups->len; i++)
    {
      SptSendGroup *group = g_ptr_array_index (plan->groups, i);

      if (!spt_db_count_sent (db, kind, (const gint64 *) (void *) group->ids->data,
                              group->ids->len, &group->n_sent, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* A tax code alone says nothing to whom it asks "send?". */
static gboolean
name_bodies (SptDb        *db,
             SptSendPlan  *plan,
             GError      **error)
{
  for (guint i = 0; i < plan->groups->len; i++)
    {
      SptSendGroup *group = g_ptr_array_index (plan->groups, i);
      SptAccount *account = spt_send_plan_find_account (plan, group->account_id);
      const char *code = group->organization != NULL || account == NULL ? group->organization
                                                                        : spt_account_get_body (account);

      if (code != NULL && group->ids->len > 0 &&
          !spt_db_name_body (db, plan->bodies, code, g_array_index (group->ids, gint64, 0), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_plan (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  PlanWork *work = data;
  const SptServiceInfo *info = spt_service_get_info (work->service);
  SptSendPlan *plan = g_new0 (SptSendPlan, 1);
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) leaving = g_array_new (FALSE, FALSE, sizeof (gint64));

  work->plan = plan;
  plan->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
  plan->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  plan->astray = g_array_new (FALSE, FALSE, sizeof (SptSendAstray));
  plan->environment = work->environment;
  plan->any_operation = g_strcmp0 (info->record_kind, SPT_KIND_INTERVENTIONS) == 0;

  accounts = spt_db_list_accounts (db, error);
  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (accounts, i);

      if (strcmp (spt_account_get_service (account), info->id) == 0)
        g_ptr_array_add (plan->accounts, g_object_ref (account));
    }

  rows = spt_db_plan_records (db, info->record_kind,
                              work->ids != NULL ? (const gint64 *) (void *) work->ids->data : NULL,
                              work->ids != NULL ? work->ids->len : 0, cancellable, error);
  if (rows == NULL)
    return FALSE;
  plan->bodies = spt_db_list_bodies (db, error);
  if (plan->bodies == NULL)
    return FALSE;
  find_environments (plan, rows);
  sort_rows (plan, info, rows, work->out, leaving);
  if (!name_bodies (db, plan, error))
    return FALSE;
  plan->doubts = spt_db_list_issue_kinds (db, info->record_kind, SPT_ISSUE_WARNING,
                                          (const gint64 *) (void *) leaving->data, leaving->len,
                                          cancellable, error);
  return plan->doubts != NULL && count_sent (db, info->record_kind, plan, cancellable, error) &&
         look_at_queues (db, plan, cancellable, error);
}

/**
 * spt_send_plan_async:
 * @store: the archive
 * @service: (transfer none): whose records they are
 * @environment: where to; %SPT_SEND_NO_ENVIRONMENT = the only one that is possible, if it is
 * @ids: (nullable) (element-type gint64): records; %NULL = all that is ready
 * @left_out: (nullable) (element-type gint64): records that are to stay
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Finds out what would leave, where to and with which doubts. Changes nothing.
 */
void
spt_send_plan_async (SptStore            *store,
                     SptService          *service,
                     int                  environment,
                     GArray              *ids,
                     GArray              *left_out,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  PlanWork *work = g_new0 (PlanWork, 1);

  work->out = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; left_out != NULL && i < left_out->len; i++)
    g_hash_table_add (work->out, g_memdup2 (&g_array_index (left_out, gint64, i), sizeof (gint64)));
  work->service = service;
  work->environment = environment;
  work->ids = ids != NULL ? g_array_copy (ids) : NULL;
  spt_store_run_async (store, SPT_STORE_READ, make_plan, work, (GDestroyNotify) plan_work_free,
                       cancellable, callback, user_data);
}

/**
 * spt_send_plan_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_send_plan_async().
 *
 * Returns: (transfer full) (nullable): the plan
 */
SptSendPlan *
spt_send_plan_finish (SptStore      *store,
                      GAsyncResult  *result,
                      GError       **error)
{
  PlanWork *work = spt_store_run_finish (store, result, error);

  return work != NULL ? g_steal_pointer (&work->plan) : NULL;
}

/**
 * spt_send_plan_find_account:
 * @self: a plan
 * @id: an account
 *
 * Finds one of the plan's accounts.
 *
 * Returns: (transfer none) (nullable): the account
 */
SptAccount *
spt_send_plan_find_account (SptSendPlan *self,
                            gint64       id)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (self->accounts, i);

      if (spt_account_get_id (account) == id)
        return account;
    }
  return NULL;
}

/**
 * spt_send_plan_count:
 * @self: a plan
 *
 * How many records would leave.
 *
 * Returns: the number
 */
guint
spt_send_plan_count (SptSendPlan *self)
{
  guint n = 0;

  for (guint i = 0; i < self->groups->len; i++)
    n += ((SptSendGroup *) g_ptr_array_index (self->groups, i))->ids->len;
  return n;
}

/**
 * spt_send_plan_dup_body:
 * @self: a plan
 * @code: (nullable): the tax code of a creditor body
 *
 * Says which body it is.
 *
 * Returns: (transfer full) (nullable): "Comune di Esempio · 77777777777", or the code alone
 */
char *
spt_send_plan_dup_body (SptSendPlan *self,
                        const char  *code)
{
  SptBody *body = spt_body_find (self->bodies, code);

  return code != NULL ? spt_body_dup_label (code, body != NULL ? body->name : NULL) : NULL;
}
