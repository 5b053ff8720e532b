/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One payment becomes a plan of instalments whose cents add up, for every beneficiary. */

#define G_LOG_DOMAIN "spt-gpd-plan"

#include "config.h"

#include "services/gpd/spt-gpd-due.h"

#include <string.h>

#define INSTALMENT_SUFFIX " - rata {rata} di {rate}"

/**
 * spt_gpd_plan_amounts:
 * @total: cents
 * @n: how many instalments, at least 1
 * @rest_last: whether the cents that do not divide go to the last one instead of the first
 * @amounts: (out caller-allocates): @n amounts
 *
 * Divides an amount into equal instalments that sum to it exactly.
 *
 * Returns: %FALSE when there is less than a cent for each
 */
gboolean
spt_gpd_plan_amounts (gint64    total,
                      guint     n,
                      gboolean  rest_last,
                      gint64   *amounts)
{
  g_return_val_if_fail (n > 0, FALSE);

  if (total < n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    amounts[i] = total / n;
  amounts[rest_last ? n - 1 : 0] += total % n;

  return TRUE;
}

/**
 * spt_gpd_plan_date:
 * @first: a date
 * @months: how many months on
 * @date: (out): the same day of that month, or its last
 *
 * Counts months from the first date, so that the 31st comes back after a February.
 */
void
spt_gpd_plan_date (const SptDatetime *first,
                   guint              months,
                   SptDatetime       *date)
{
  guint month = (guint) first->month - 1 + months;

  *date = *first;
  date->year = (gint16) (first->year + month / 12);
  date->month = (gint8) (month % 12 + 1);
  date->day = MIN (first->day, (gint8) g_date_get_days_in_month (date->month, date->year));
}

static void
copy_node (SptNode       *to,
           const SptNode *from)
{
  const SptGroupDef *def = spt_node_get_def (from);

  for (guint i = 0; i < def->n_fields; i++)
    {
      const char *text = spt_node_get (from, i);

      if (*text != '\0')
        spt_node_set (to, i, text, -1);
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      for (guint j = 0; j < spt_node_get_n_children (from, i); j++)
        copy_node (spt_node_add_child (to, i), spt_node_get_child (from, i, j));
    }
}

typedef struct
{
  const SptGpdFields   *fields;
  const SptInstalments *how;
  const SptNode        *single;
  guint                 n_transfers;
  gint64               *shares;   /* (owned): of each transfer */
  gboolean             *is_stamp; /* (owned) */
  gint64                stamps;   /* their sum */
  gint64                rest;     /* what is divided */
  gint64               *amounts;  /* (owned): of each instalment, of @rest alone */
  gint64               *parts;    /* (owned): of each instalment and transfer */
} Plan;

static void
plan_clear (Plan *plan)
{
  g_free (plan->shares);
  g_free (plan->is_stamp);
  g_free (plan->amounts);
  g_free (plan->parts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static const char *
read_single (Plan * plan)
{
  const SptGpdFields *fields = plan->fields;
  gint64 amount;
  gint64 sum = 0;

  plan->n_transfers = spt_node_get_n_children (plan->single, fields->transfer->index);
  plan->shares = g_new0 (gint64, plan->n_transfers);
  plan->is_stamp = g_new0 (gboolean, plan->n_transfers);
  if (plan->n_transfers == 0 ||
      !spt_node_get_money (plan->single, fields->option_index[GPD_AMOUNT], &amount) ||
      amount <= 0 || amount > SPT_MONEY_MAX_CENTS)
    return "plan-amounts";

  for (guint i = 0; i < plan->n_transfers; i++)
    {
      const SptNode *transfer = spt_node_get_child (plan->single, fields->transfer->index, i);

      if (!spt_node_get_money (transfer, fields->transfer_index[GPD_TR_AMOUNT], &plan->shares[i]) ||
          plan->shares[i] <= 0 || plan->shares[i] > amount)
        return "plan-amounts";
      plan->is_stamp[i] = *spt_gpd_transfer_get (fields, transfer, GPD_TR_STAMP_TYPE) != '\0' ||
                          *spt_gpd_transfer_get (fields, transfer, GPD_TR_STAMP_HASH) != '\0';
      if (plan->is_stamp[i])
        plan->stamps += plan->shares[i];
      else
        plan->rest += plan->shares[i];
      sum += plan->shares[i];
    }

  return sum == amount ? NULL : "plan-amounts";
}

/* What each transfer has come to after each instalment is rounded down, and the first that is no
 * stamp takes what is left: so every instalment sums to its amount, and every beneficiary gets his
 * share to the cent. A stamp cannot be divided: it goes with the first instalment. */
static const char *
divide_shares (Plan *plan)
{
  guint n = plan->how->n;
  gint64 so_far = 0;
  guint own = 0;

  while (own < plan->n_transfers && plan->is_stamp[own])
    own++;
  if (own == plan->n_transfers)
    return "plan-small";

  plan->amounts = g_new0 (gint64, n);
  plan->parts = g_new0 (gint64, (gsize) n * plan->n_transfers);
  if (!spt_gpd_plan_amounts (plan->rest, n, plan->how->rest_last, plan->amounts))
    return "plan-small";

  for (guint i = 0; i < n; i++)
    {
      gint64 *parts = plan->parts + (gsize) i * plan->n_transfers;
      gint64 left = plan->amounts[i];
      gint64 before = so_far;

      so_far += plan->amounts[i];
      for (guint k = 0; k < plan->n_transfers; k++)
        {
          if (plan->is_stamp[k])
            {
              parts[k] = i == 0 ? plan->shares[k] : 0;
              continue;
            }
          if (k == own)
            continue;
          /* At most 10^11 times 10^11: beyond 64 bits. */
          parts[k] = (gint64) ((unsigned __int128) plan->shares[k] * so_far / plan->rest) -
                     (gint64) ((unsigned __int128) plan->shares[k] * before / plan->rest);
          left -= parts[k];
        }
      if (left < 0)
        return "plan-small";
      parts[own] = left;
    }

  return NULL;
}

static const char *
check_dates (const SptInstalments *how)
{
  SptDatetime last = { 0 };

  for (guint i = 0; i < how->n; i++)
    {
      SptDatetime date = how->dates != NULL && how->months == 0 ? how->dates[i] : how->first;

      if (how->months == 0 && how->dates == NULL)
        return "plan-dates";
      if (how->months > 0)
        spt_gpd_plan_date (&how->first, i * how->months, &date);
      if (date.month < 1 || date.month > 12 || date.year < 1 || date.year > 9999 ||
          !g_date_valid_dmy (date.day, date.month, date.year) ||
          (i > 0 && spt_datetime_compare (&last, &date) >= 0))
        return "plan-dates";
      last = date;
    }

  return NULL;
}

static void
set_amount (SptNode *node,
            guint    index,
            gint64   cents)
{
  g_autofree char *text = spt_money_format_plain (cents);

  spt_node_set (node, index, text, -1);
}

static void
write_instalment (Plan          *plan,
                  const SptNode *root,
                  SptNode       *option,
                  guint          number,
                  guint          year)
{
  const SptGpdFields *fields = plan->fields;
  const SptInstalments *how = plan->how;
  const guint *index = fields->option_index;
  const gint64 *parts = plan->parts + (gsize) number * plan->n_transfers;
  guint group = fields->transfer->index;
  g_autofree char *pattern = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *iso = NULL;
  SptDatetime date = how->months == 0 ? how->dates[number] : how->first;
  SptGpdWords words = {
    .year = year,
    .due = &date,
    .instalment = number + 1,
    .instalments = how->n,
    .iupd = spt_gpd_position_get (fields, root, GPD_IUPD),
    .body = spt_gpd_position_get (fields, root, GPD_COMPANY_NAME),
    .debtor = spt_gpd_position_get (fields, root, GPD_FULL_NAME),
    .debtor_code = spt_gpd_position_get (fields, root, GPD_FISCAL_CODE),
  };

  if (how->months > 0)
    spt_gpd_plan_date (&how->first, number * how->months, &date);
  date.hour = 23;
  date.minute = 59;
  date.second = 59;
  date.ms = 0;
  date.has_time = TRUE;
  iso = spt_datetime_to_iso (&date);

  copy_node (option, plan->single);
  spt_node_set (option, index[GPD_IUV], "", -1);
  spt_node_set (option, index[GPD_NAV], "", -1);
  spt_node_set (option, index[GPD_RETENTION_DATE], "", -1);
  spt_node_set (option, index[GPD_IS_PARTIAL], "true", -1);
  spt_node_set (option, index[GPD_DUE_DATE], iso, -1);
  set_amount (option, index[GPD_AMOUNT], plan->amounts[number] + (number == 0 ? plan->stamps : 0));

  /* The reason of the payment is not a pattern: only what is added to it is. */
  if (how->description != NULL && *how->description != '\0')
    {
      reason = spt_gpd_due_expand (how->description, &words);
    }
  else
    {
      pattern = spt_gpd_due_expand (INSTALMENT_SUFFIX, &words);
      reason = g_strconcat (spt_node_get (plan->single, index[GPD_DESCRIPTION]), pattern, NULL);
    }
  spt_node_set (option, index[GPD_DESCRIPTION], reason, -1);

  for (guint k = plan->n_transfers; k > 0; k--)
    {
      SptNode *transfer = spt_node_get_child (option, group, k - 1);

      if (parts[k - 1] == 0)
        {
          spt_node_remove_child (option, group, k - 1);
          continue;
        }
      set_amount (transfer, fields->transfer_index[GPD_TR_AMOUNT], parts[k - 1]);
    }
}

/**
 * spt_gpd_plan_apply:
 * @fields: where the fields stand
 * @how: how to divide
 * @record: a position with one payment
 * @now_utc_ms: what year it is
 *
 * Divides the payment: amounts, shares of every beneficiary and due dates; notice numbers are left
 * empty. With the payment in one sum beside them, the two are alternatives (GPD facts 12).
 *
 * Returns: (nullable): the code of what stands in the way, and then nothing changed
 */
const char *
spt_gpd_plan_apply (const SptGpdFields   *fields,
                    const SptInstalments *how,
                    SptRecord            *record,
                    gint64                now_utc_ms)
{
  g_auto (Plan) plan = { .fields = fields, .how = how };
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_utc_ms / 1000);
  SptNode *root = spt_record_get_root (record);
  guint group = fields->option->index;
  gboolean is_partial = FALSE;
  const char *code;

  if (spt_node_get_n_children (root, group) != 1)
    return "plan-not-single";
  plan.single = spt_node_get_child (root, group, 0);
  if ((spt_node_get_boolean (plan.single, fields->option_index[GPD_IS_PARTIAL], &is_partial) &&
       is_partial) || how->n < 2 || how->n > SPT_INSTALMENTS_MAX)
    return "plan-not-single";

  code = read_single (&plan);
  if (code == NULL)
    code = divide_shares (&plan);
  if (code == NULL)
    code = check_dates (how);
  if (code != NULL)
    return code;

  for (guint i = 0; i < how->n; i++)
    write_instalment (&plan, root, spt_node_add_child (root, group), i,
                      (guint) g_date_time_get_year (now));
  if (!how->keep_single)
    spt_node_remove_child (root, group, 0);

  return NULL;
}
