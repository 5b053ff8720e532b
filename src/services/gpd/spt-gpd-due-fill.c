/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A kind of due fills what is still empty in a position. */

#define G_LOG_DOMAIN "spt-gpd-due-fill"

#include "config.h"

#include "services/gpd/spt-gpd-due.h"

#include <string.h>

#define INSTALMENT_SUFFIX " - rata {rata} di {rate}"

typedef struct
{
  const SptGpdFields *fields;
  SptNode            *root;      /* of the position */
  SptRecord          *kind;
  const SptNode      *due;       /* root of @kind */
  const SptGroupDef  *quota;
  SptDatetime         today;
} Filling;

static void
set_if_empty (SptNode    *node,
              guint       index,
              const char *text)
{
  if (*spt_node_get (node, index) == '\0' && *text != '\0')
    spt_node_set (node, index, text, -1);
}

static void
fill_root (Filling *filling)
{
  const guint *index = filling->fields->position_index;

  if (filling->fields->organization >= 0)
    set_if_empty (filling->root, (guint) filling->fields->organization,
                  spt_node_get_named (filling->due, "organization"));
  set_if_empty (filling->root, index[GPD_COMPANY_NAME],
                spt_node_get_named (filling->due, "companyName"));
  set_if_empty (filling->root, index[GPD_OFFICE_NAME],
                spt_node_get_named (filling->due, "officeName"));
  set_if_empty (filling->root, index[GPD_PAY_STAND_IN],
                spt_node_get_named (filling->due, "payStandIn"));
  set_if_empty (filling->root, index[GPD_PAY_STAND_IN], "true");
  set_if_empty (filling->root, index[GPD_SWITCH_TO_EXPIRED],
                spt_node_get_named (filling->due, "switchToExpired"));
  set_if_empty (filling->root, index[GPD_SWITCH_TO_EXPIRED], "false");
}

/* --- transfers --------------------------------------------------------------------------------- */

static gboolean
read_shares (Filling     *filling,
             SptGpdShare *shares,
             guint        n)
{
  for (guint i = 0; i < n; i++)
    {
      const SptNode *node = spt_node_get_child (filling->due, filling->quota->index, i);
      const char *kind = spt_node_get_named (node, "share");

      if (strcmp (kind, "fixed") == 0)
        {
          shares[i].kind = SPT_GPD_SHARE_FIXED;
          if (!spt_money_parse_euro (spt_node_get_named (node, "amount"), &shares[i].value, NULL) ||
              shares[i].value < 0)
            return FALSE;
        }
      else
        {
          shares[i].kind = strcmp (kind, "percent-net") == 0 ? SPT_GPD_SHARE_PERCENT_NET
                                                              : SPT_GPD_SHARE_PERCENT;
          if (!spt_gpd_due_parse_percent (spt_node_get_named (node, "percent"), &shares[i].value))
            return FALSE;
        }
    }

  return TRUE;
}

/* @from: what says where the money goes: the kind itself, or one of its shares. */
static void
fill_transfer (Filling           *filling,
               SptNode           *transfer,
               const SptNode     *from,
               const SptGpdWords *words,
               const char        *reason)
{
  const guint *index = filling->fields->transfer_index;
  gboolean is_share = from != filling->due;
  const char *remittance = spt_node_get_named (from, "remittance");
  g_autofree char *text = NULL;

  if (*remittance == '\0')
    remittance = spt_node_get_named (filling->due, "remittance");
  text = *remittance != '\0' ? spt_gpd_due_expand (remittance, words) : g_strdup (reason);
  set_if_empty (transfer, index[GPD_TR_REMITTANCE], text);
  set_if_empty (transfer, index[GPD_TR_CATEGORY], spt_node_get_named (from, "category"));
  if (is_share)
    {
      set_if_empty (transfer, index[GPD_TR_ORGANIZATION],
                    spt_node_get_named (from, "organizationFiscalCode"));
      set_if_empty (transfer, index[GPD_TR_COMPANY_NAME], spt_node_get_named (from, "companyName"));
    }
  /* A stamp goes to no account. */
  if (*spt_node_get (transfer, index[GPD_TR_STAMP_TYPE]) == '\0' &&
      *spt_node_get (transfer, index[GPD_TR_STAMP_HASH]) == '\0')
    {
      set_if_empty (transfer, index[GPD_TR_IBAN], spt_node_get_named (from, "iban"));
      set_if_empty (transfer, index[GPD_TR_POSTAL_IBAN], spt_node_get_named (from, "postalIban"));
    }
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
fill_transfers (Filling           *filling,
                SptNode           *option,
                const SptGpdWords *words,
                const char        *reason)
{
  const SptGpdFields *fields = filling->fields;
  guint group = fields->transfer->index;
  guint n_shares = spt_node_get_n_children (filling->due, filling->quota->index);
  g_autofree SptGpdShare *shares = g_new0 (SptGpdShare, n_shares + 1);
  g_autofree gint64 *amounts = g_new0 (gint64, n_shares + 1);
  gint64 total = 0;
  gboolean known;

  for (guint i = spt_node_get_n_children (option, group); i > 0; i--)
    {
      if (spt_node_is_empty (spt_node_get_child (option, group, i - 1)))
        spt_node_remove_child (option, group, i - 1);
    }
  if (spt_node_get_n_children (option, group) > 0)
    {
      /* Whoever said how the amount is divided is not overruled. */
      fill_transfer (filling, spt_node_get_child (option, group, 0), filling->due, words, reason);
      return;
    }

  known = spt_node_get_money (option, fields->option_index[GPD_AMOUNT], &total) && total > 0 &&
          total <= SPT_MONEY_MAX_CENTS && read_shares (filling, shares, n_shares) &&
          spt_gpd_due_split (total, shares, n_shares, amounts);
  for (guint i = 0; i <= n_shares; i++)
    {
      SptNode *transfer;

      if (known && amounts[i] == 0)
        continue; /* less than half a cent */
      transfer = spt_node_add_child (option, group);
      if (known)
        set_amount (transfer, fields->transfer_index[GPD_TR_AMOUNT], amounts[i]);
      fill_transfer (filling, transfer, i == 0 ? filling->due
                     : spt_node_get_child (filling->due, filling->quota->index, i - 1), words,
                     reason);
    }
}

/* --- payments ---------------------------------------------------------------------------------- */

static void
fill_option (Filling *filling,
             SptNode *option,
             guint    number,
             guint    n_options)
{
  const SptGpdFields *fields = filling->fields;
  const guint *index = fields->option_index;
  const char *pattern = spt_node_get_named (filling->due, "description");
  g_autofree char *extended = NULL;
  g_autofree char *reason = NULL;
  gboolean is_partial = FALSE;
  SptDatetime date;
  SptGpdWords words = {
    .year = filling->today.year,
    .iupd = spt_gpd_position_get (fields, filling->root, GPD_IUPD),
    .body = spt_gpd_position_get (fields, filling->root, GPD_COMPANY_NAME),
    .debtor = spt_gpd_position_get (fields, filling->root, GPD_FULL_NAME),
    .debtor_code = spt_gpd_position_get (fields, filling->root, GPD_FISCAL_CODE),
  };

  if (n_options == 1)
    set_if_empty (option, index[GPD_IS_PARTIAL], "false");
  if (*spt_node_get (option, index[GPD_DUE_DATE]) == '\0' &&
      spt_gpd_due_date (filling->kind, &filling->today, &date))
    {
      g_autofree char *text = spt_datetime_to_italian (&date, FALSE);

      spt_node_set (option, index[GPD_DUE_DATE], text, -1);
    }
  if (spt_node_get_datetime (option, index[GPD_DUE_DATE], &date))
    words.due = &date;

  if (spt_node_get_boolean (option, index[GPD_IS_PARTIAL], &is_partial) && is_partial)
    {
      words.instalment = number;
      words.instalments = n_options;
      if (*spt_node_get_named (filling->due, "instalment-description") != '\0')
        {
          pattern = spt_node_get_named (filling->due, "instalment-description");
        }
      else
        {
          extended = g_strconcat (pattern, INSTALMENT_SUFFIX, NULL);
          pattern = extended;
        }
    }
  reason = spt_gpd_due_expand (pattern, &words);
  set_if_empty (option, index[GPD_DESCRIPTION], reason);
  fill_transfers (filling, option, &words, reason);
}

/**
 * spt_gpd_due_apply:
 * @fields: where the fields stand
 * @due: a kind of due
 * @record: a position; only what is empty in it is filled
 * @now_utc_ms: what day it is
 *
 * Fills a position from its kind: body, reason, taxonomy, account, shares to the cent, due date.
 * Instalments that a file brought are counted among themselves.
 */
void
spt_gpd_due_apply (const SptGpdFields *fields,
                   SptRecord          *due,
                   SptRecord          *record,
                   gint64              now_utc_ms)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_utc_ms / 1000);
  Filling filling = {
    .fields = fields,
    .root = spt_record_get_root (record),
    .kind = due,
    .due = spt_record_get_root (due),
    .today = {
      .year = (gint16) g_date_time_get_year (now), .month = (gint8) g_date_time_get_month (now),
      .day = (gint8) g_date_time_get_day_of_month (now),
    },
  };
  guint group = fields->option->index;
  guint n_partial = 0;
  guint number = 0;
  guint n;

  filling.quota = spt_group_def_find_group (spt_node_get_def (filling.due), "quota");
  g_return_if_fail (filling.quota != NULL);

  fill_root (&filling);
  if (spt_node_get_n_children (filling.root, group) == 0)
    spt_node_add_child (filling.root, group);
  n = spt_node_get_n_children (filling.root, group);
  for (guint i = 0; i < n; i++)
    {
      gboolean is_partial;

      if (spt_node_get_boolean (spt_node_get_child (filling.root, group, i),
                                fields->option_index[GPD_IS_PARTIAL], &is_partial) && is_partial)
        n_partial++;
    }
  for (guint i = 0; i < n; i++)
    {
      SptNode *option = spt_node_get_child (filling.root, group, i);
      gboolean is_partial = FALSE;

      if (spt_node_get_boolean (option, fields->option_index[GPD_IS_PARTIAL], &is_partial) &&
          is_partial)
        fill_option (&filling, option, ++number, n_partial);
      else
        fill_option (&filling, option, 0, n);
    }
}
