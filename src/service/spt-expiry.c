/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a secret of an account ends, as somebody noted it, and whether it is time to say so. */
#define G_LOG_DOMAIN "spt-expiry"

#include "config.h"

#include "service/spt-expiry.h"

/**
 * spt_expiry_days_from:
 * @from: a day
 * @to: another
 *
 * Returns: how many days @to is after @from; less than 0 when it is before
 */
int
spt_expiry_days_from (const SptDatetime *from,
                      const SptDatetime *to)
{
  GDate first, last;

  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  g_date_set_dmy (&first, (GDateDay) from->day, (GDateMonth) from->month, (GDateYear) from->year);
  g_date_set_dmy (&last, (GDateDay) to->day, (GDateMonth) to->month, (GDateYear) to->year);
  return g_date_days_between (&first, &last);
}

static const char *
find_setting (SptService *service,
              SptAccount *account)
{
  SptSchema *schema = spt_service_get_account_schema (service, NULL);
  const SptGroupDef *root = schema != NULL ? spt_schema_get_root (schema) : NULL;

  for (guint i = 0; root != NULL && i < root->n_fields; i++)
    {
      if (g_strcmp0 (root->fields[i].role, SPT_EXPIRY_ROLE) == 0)
        return spt_account_get_setting (account, root->fields[i].name);
    }

  return NULL;
}

/**
 * spt_expiry_of:
 * @service: the account's service
 * @account: an account
 * @now_utc_ms: now
 * @days: (out) (optional): days left, 0 = today, less than 0 = over
 * @date: (out) (optional): the day
 *
 * Looks at the setting whose field has the role "secret-expiry" in the service's account table. Any
 * thread.
 *
 * Returns: whether it is time to say something; with %SPT_EXPIRY_NONE @days and @date say nothing
 */
SptExpiryKind
spt_expiry_of (SptService  *service,
               SptAccount  *account,
               gint64       now_utc_ms,
               int         *days,
               SptDatetime *date)
{
  const char *text;
  SptDatetime noted;
  SptDatetime today;
  int left;

  g_return_val_if_fail (SPT_IS_SERVICE (service), SPT_EXPIRY_NONE);
  g_return_val_if_fail (SPT_IS_ACCOUNT (account), SPT_EXPIRY_NONE);

  text = find_setting (service, account);
  if (text == NULL || *text == '\0' || !spt_datetime_parse (text, &noted, NULL))
    return SPT_EXPIRY_NONE;
  spt_datetime_from_utc_ms_in_italy (&today, now_utc_ms, NULL);
  left = spt_expiry_days_from (&today, &noted);
  if (left > SPT_EXPIRY_SOON_DAYS)
    return SPT_EXPIRY_NONE;

  if (days != NULL)
    *days = left;
  if (date != NULL)
    *date = noted;
  return left <= 0 ? SPT_EXPIRY_OVER
         : left <= SPT_EXPIRY_URGENT_DAYS ? SPT_EXPIRY_URGENT : SPT_EXPIRY_SOON;
}
