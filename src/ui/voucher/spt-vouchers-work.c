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

/**
 * spt_vouchers_tally_new:
 *
 * Begins a count.
 *
 * Returns: (transfer full): nothing counted yet
 */
SptVouchersTally *
spt_vouchers_tally_new (void)
{
  SptVouchersTally *self = g_new0 (SptVouchersTally, 1);

  self->account_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
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
list_accounts (SptDb             *db,
               gint64             account_id,
               SptVouchersTally  *tally,
               GError           **error)
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

      if ((account_id == 0 || account_id == spt_account_get_id (account)) &&
          !add_account (db, account, watches, tally, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * spt_vouchers_count_more:
 * @db: a connection
 * @count: a count, with a tally as what is more
 * @error: (out) (optional): why not
 *
 * Counts what the list says beside its rows. On the store's thread.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_vouchers_count_more (SptDb             *db,
                         SptSendListCount  *count,
                         GError           **error)
{
  SptVouchersTally *tally = count->more;
  g_autoptr (GArray) pairs = NULL;

  tally->n_all = count->n_all;
  tally->watched = tally->next = 0;
  tally->service = NULL;
  g_clear_pointer (&tally->code, g_free);
  g_array_set_size (tally->account_ids, 0);
  pairs = spt_db_list_same_dossiers (db, SPT_KIND_VOUCHERS, count->query.account_id, MAX_PAIRS, error);
  if (pairs == NULL)
    return FALSE;
  tally->n_pairs = pairs->len;

  return list_accounts (db, count->query.account_id, tally, error);
}
