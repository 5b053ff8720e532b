/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of vouchers asks of the archive, as plain data. */
#define G_LOG_DOMAIN "spt-vouchers-work"

#include "config.h"

#include "ui/voucher/spt-vouchers-work.h"

#include <glib/gi18n.h>

#include "service/spt-service.h"
#include "store/spt-store-accounts.h"

#define MAX_PAIRS 1000

#define BIT(state) (1u << SPT_STATE_##state)

/* What needs doing first, then where they stand at the service. */
/* *INDENT-OFF* */
const SptListChip spt_voucher_chips[SPT_N_VOUCHER_CHIPS] = {
  [SPT_VOUCHERS_CURRENT] = { NC_("vouchers", "Current"), 0, NULL, FALSE, FALSE, TRUE },
  [SPT_VOUCHERS_TO_FIX] = { NC_("vouchers", "To fix"), BIT (TO_FIX), NULL, FALSE, FALSE, TRUE },
  [SPT_VOUCHERS_READY] = { NC_("vouchers", "To send"), BIT (READY), NULL, FALSE, FALSE, TRUE },
  [SPT_VOUCHERS_UNCERTAIN] = { NC_("vouchers", "Outcome uncertain"), BIT (UNCERTAIN), NULL, FALSE, FALSE, FALSE },
  [SPT_VOUCHERS_REFUSED] = { NC_("vouchers", "Refused"), BIT (REFUSED), NULL, FALSE, FALSE, FALSE },
  [SPT_VOUCHERS_NOT_SENT] = { NC_("vouchers", "Not sent"), BIT (NOT_SENT), NULL, FALSE, FALSE, FALSE },
  [SPT_VOUCHERS_UNDER_WAY] = { NC_("vouchers", "Being sent"), BIT (SENDING) | BIT (WAITING), NULL, FALSE, FALSE, FALSE },
  [SPT_VOUCHERS_DUE] = { NC_("vouchers", "Due soon"), 0, NULL, TRUE, FALSE, FALSE },
  [SPT_VOUCHERS_ASKED] = { NC_("vouchers", "Waiting for the ISEE"), 0, "asked", FALSE, FALSE, TRUE },
  [SPT_VOUCHERS_OPEN] = { NC_("vouchers", "To activate"), 0, "open", FALSE, FALSE, TRUE },
  [SPT_VOUCHERS_HELD] = { NC_("vouchers", "Suspended"), 0, "held", FALSE, FALSE, FALSE },
  [SPT_VOUCHERS_ACTIVE] = { NC_("vouchers", "Active"), 0, "active", FALSE, FALSE, TRUE },
  [SPT_VOUCHERS_OVER] = { NC_("vouchers", "Ended"), 0, "over", FALSE, FALSE, TRUE },
  [SPT_VOUCHERS_FOUND] = { NC_("vouchers", "From the portal"), 0, NULL, FALSE, TRUE, FALSE },
};
/* *INDENT-ON* */

/* --- counting ---------------------------------------------------------------------------------- */

typedef struct
{
  SptListQuery      query;  /* its search is owned */
  char             *search; /* (owned) (nullable) */
  gint64            now;    /* UTC milliseconds */
  SptVouchersTally *tally;  /* (owned) (nullable) */
} Work;

static void
work_free (Work *work)
{
  g_free (work->search);
  g_clear_pointer (&work->tally, spt_vouchers_tally_free);
  g_free (work);
}

/**
 * spt_vouchers_tally_free:
 * @self: (transfer full) (nullable): a tally
 *
 * Frees it.
 */
void
spt_vouchers_tally_free (SptVouchersTally *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->account_ids);
  g_free (self->code);
  g_free (self);
}

static gboolean
count_chips (SptDb   *db,
             Work    *work,
             GError **error)
{
  const SptListQuery all = { 0 };
  guint states[SPT_N_STATES];

  if (!spt_list_count_chips (db, &spt_vouchers_kind, spt_voucher_chips, SPT_N_VOUCHER_CHIPS, &work->query, work->now,
                             work->tally->counts, error))
    return FALSE;
  if (!spt_db_count_list (db, &spt_vouchers_kind, &all, states, error))
    return FALSE;
  for (guint state = 0; state < SPT_N_STATES; state++)
    work->tally->n_all += states[state];
  return TRUE;
}

static gboolean
count_pairs (SptDb   *db,
             Work    *work,
             GError **error)
{
  g_autoptr (GArray) pairs =
    spt_db_list_same_dossiers (db, SPT_KIND_VOUCHERS, work->query.account_id, MAX_PAIRS, error);

  if (pairs == NULL)
    return FALSE;
  work->tally->n_pairs = pairs->len;
  return TRUE;
}

/* At the earliest: what fails is asked less often (docs/states.md, the look). 0 = nothing goes on
 * there. */
static gint64
get_next (GPtrArray            *watches,
          gint64                account_id,
          const SptServiceInfo *info)
{
  for (guint i = 0; i < watches->len; i++)
    {
      const SptWatch *watch = g_ptr_array_index (watches, i);

      if (watch->account_id == account_id && watch->watched > 0 && info->watch_interval_ms > 0)
        return watch->watched + ((gint64) info->watch_interval_ms << MIN (watch->n_failed, 2));
    }
  return 0;
}

/* The service that was asked longest ago is the one to speak of; nothing said is said by the one
 * that failed. */
static gboolean
add_account (SptDb            *db,
             SptAccount       *account,
             GPtrArray        *watches,
             SptVouchersTally *tally,
             GError          **error)
{
  SptService *service = spt_services_find (spt_account_get_service (account));
  const SptServiceInfo *info = service != NULL ? spt_service_get_info (service) : NULL;
  gint64 id = spt_account_get_id (account);
  g_autofree char *code = NULL;
  gint64 watched;

  if (info == NULL || g_strcmp0 (info->record_kind, SPT_KIND_VOUCHERS) != 0 ||
      !spt_service_can_call (service, SPT_CALL_WATCH))
    return TRUE;
  if (!spt_db_get_watched (db, id, &watched, &code, error))
    return FALSE;
  if (tally->account_ids->len == 0 || watched < tally->watched)
    {
      tally->watched = watched;
      tally->next = get_next (watches, id, info);
    }
  if (code != NULL && tally->code == NULL)
    {
      tally->code = g_steal_pointer (&code);
      tally->service = info->id;
    }
  g_array_append_val (tally->account_ids, id);
  return TRUE;
}

static gboolean
list_accounts (SptDb   *db,
               Work    *work,
               GError **error)
{
  g_autoptr (GPtrArray) accounts = spt_db_list_accounts (db, error);
  g_autoptr (GPtrArray) watches = NULL;

  if (accounts == NULL)
    return FALSE;
  watches = spt_db_list_watches (db, error);
  if (watches == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (accounts, i);

      if ((work->query.account_id == 0 ||
           work->query.account_id == spt_account_get_id (account)) &&
          !add_account (db, account, watches, work->tally, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
tally (SptDb         *db,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  Work *work = data;

  work->tally = g_new0 (SptVouchersTally, 1);
  work->tally->account_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return count_chips (db, work, error) && count_pairs (db, work, error) &&
         list_accounts (db, work, error);
}

/**
 * spt_vouchers_tally_async:
 * @store: the archive
 * @query: the search and the scope of the list, without its filter
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Counts what the list says beside its rows.
 */
void
spt_vouchers_tally_async (SptStore            *store,
                          const SptListQuery  *query,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Work *work = g_new0 (Work, 1);

  work->now = spt_clock_get_utc_ms (spt_store_get_clock (store));
  work->search = query->search != NULL && *query->search != '\0' ? g_strdup (query->search) : NULL;
  work->query = (SptListQuery) {
    .search = work->search,
    .account_id = query->account_id,
    .import_id = query->import_id,
    .submission_id = query->submission_id,
  };
  spt_store_run_async (store, SPT_STORE_READ, tally, work, (GDestroyNotify) work_free, cancellable,
                       callback, user_data);
}

/**
 * spt_vouchers_tally_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_vouchers_tally_async().
 *
 * Returns: (transfer full) (nullable): the numbers
 */
SptVouchersTally *
spt_vouchers_tally_finish (SptStore      *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  Work *work = spt_store_run_finish (store, result, error);

  return work != NULL ? g_steal_pointer (&work->tally) : NULL;
}
