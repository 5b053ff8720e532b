/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of dues: shares in exact cents, placeholders, due dates, and what can be wrong with one. */

#define G_LOG_DOMAIN "spt-gpd-due"

#include "config.h"

#include "services/gpd/spt-gpd-due.h"

#include <string.h>

#include "base/spt-fiscal-code.h"
#include "services/gpd/spt-gpd-rules.h"

/* A per cent in ten-thousandths. */
#define PER_CENT     G_GINT64_CONSTANT (10000)
#define HUNDRED      (100 * PER_CENT)
#define PLACEHOLDERS "{anno} {scadenza} {rata} {rate} {iupd} {ente}"

/**
 * spt_gpd_due_parse_percent:
 * @text: a percentage as people write it
 * @value: (out): in ten-thousandths of a per cent
 *
 * Reads a percentage with up to four decimals, never as a floating point number.
 *
 * Returns: %FALSE for anything else, and above 100
 */
gboolean
spt_gpd_due_parse_percent (const char *text,
                           gint64     *value)
{
  gint64 whole = 0;
  gint64 part = 0;
  gint64 unit = PER_CENT;
  const char *at = text;

  for (; g_ascii_isdigit (*at) && at - text < 3; at++)
    whole = whole * 10 + g_ascii_digit_value (*at);
  if (at == text)
    return FALSE;
  if (*at == ',' || *at == '.')
    {
      const char *decimals = ++at;

      for (; g_ascii_isdigit (*at) && at - decimals < 4; at++)
        {
          unit /= 10;
          part += g_ascii_digit_value (*at) * unit;
        }
      if (at == decimals)
        return FALSE;
    }
  *value = whole * PER_CENT + part;

  return *at == '\0' && *value <= HUNDRED;
}

/* Rounded half up; @total is at most 10^11 and @per 10^6, so nothing overflows. */
static gint64
take_part (gint64 total,
           gint64 per,
           gint64 of)
{
  return (total * per + of / 2) / of;
}

/**
 * spt_gpd_due_split:
 * @total: cents
 * @shares: (array length=n_shares): what others get
 * @n_shares: how many
 * @amounts: (out caller-allocates): @n_shares + 1 amounts in cents; the first is the body's own
 *
 * Splits an amount to the cent: each share is rounded, the remainder goes to the first. A share
 * "of the body's own" is what TEFA is to TARI: 5 per cent on top of it, within the total.
 *
 * Returns: %FALSE when nothing would be left to the first
 */
gboolean
spt_gpd_due_split (gint64             total,
                   const SptGpdShare *shares,
                   guint              n_shares,
                   gint64            *amounts)
{
  gint64 net = HUNDRED;
  gint64 whole = total;
  gint64 left = total;

  for (guint i = 0; i < n_shares; i++)
    {
      if (shares[i].kind == SPT_GPD_SHARE_PERCENT_NET)
        net += shares[i].value;
      else if (shares[i].kind == SPT_GPD_SHARE_FIXED)
        amounts[i + 1] = shares[i].value;
      else
        amounts[i + 1] = take_part (total, shares[i].value, HUNDRED);
      if (shares[i].kind != SPT_GPD_SHARE_PERCENT_NET)
        whole -= amounts[i + 1];
    }
  if (whole <= 0)
    return FALSE;

  left = whole;
  for (guint i = 0; i < n_shares; i++)
    {
      if (shares[i].kind != SPT_GPD_SHARE_PERCENT_NET)
        continue;
      amounts[i + 1] = take_part (whole, shares[i].value, net);
      left -= amounts[i + 1];
    }
  amounts[0] = left;

  return left > 0;
}

/* --- placeholders ------------------------------------------------------------------------------ */

/* NULL = no such placeholder. */
static char *
dup_word (const char        *name,
          gsize              length,
          const SptGpdWords *words)
{
  g_autofree char *key = g_strndup (name, length);

  if (strcmp (key, "anno") == 0)
    return g_strdup_printf ("%u", words->year);
  if (strcmp (key, "scadenza") == 0)
    return words->due != NULL ? spt_datetime_to_italian (words->due, FALSE) : g_strdup ("");
  if (strcmp (key, "rata") == 0)
    return words->instalment > 0 ? g_strdup_printf ("%u", words->instalment) : g_strdup ("unica");
  if (strcmp (key, "rate") == 0)
    return g_strdup_printf ("%u", MAX (words->instalments, 1));
  if (strcmp (key, "iupd") == 0)
    return g_strdup (words->iupd);
  if (strcmp (key, "ente") == 0)
    return g_strdup (words->body);
  if (strcmp (key, "debitore") == 0)
    return g_strdup (words->debtor);
  if (strcmp (key, "codice-fiscale") == 0)
    return g_strdup (words->debtor_code);

  return NULL;
}

/* The closing brace of a placeholder that begins at @at; NULL = it is none. */
static const char *
find_end (const char *at)
{
  const char *end;

  if (*at != '{')
    return NULL;
  for (end = at + 1; g_ascii_islower (*end) || *end == '-'; end++)
    ;

  return *end == '}' && end > at + 1 ? end : NULL;
}

/**
 * spt_gpd_due_expand:
 * @text: a reason with placeholders
 * @words: what they stand for
 *
 * Puts the position's values in; what is none of the placeholders stays as it is.
 *
 * Returns: (transfer full): the reason
 */
char *
spt_gpd_due_expand (const char        *text,
                    const SptGpdWords *words)
{
  g_autoptr (GString) out = g_string_new (NULL);

  while (*text != '\0')
    {
      const char *end = find_end (text);
      g_autofree char *word = end != NULL ? dup_word (text + 1, end - text - 1, words) : NULL;

      if (word == NULL)
        {
          g_string_append_c (out, *text++);
          continue;
        }
      g_string_append (out, word);
      text = end + 1;
    }

  return g_strdup (out->str);
}

/* --- the due date ------------------------------------------------------------------------------ */

static void
take_date (const GDate *date,
           SptDatetime *out)
{
  *out = (SptDatetime) {
    .year = g_date_get_year (date), .month = g_date_get_month (date), .day = g_date_get_day (date),
  };
}

/**
 * spt_gpd_due_date:
 * @due: a kind of due
 * @today: the day it is counted from
 * @date: (out): the due date, without a time
 *
 * The due date that a new position of this kind begins with.
 *
 * Returns: %FALSE where the kind has no rule, or half of one
 */
gboolean
spt_gpd_due_date (SptRecord         *due,
                  const SptDatetime *today,
                  SptDatetime       *date)
{
  const SptNode *root = spt_record_get_root (due);
  const char *rule = spt_node_get_named (root, "due-rule");
  GDate at;

  g_date_clear (&at, 1);
  g_date_set_dmy (&at, today->day, today->month, today->year);

  if (strcmp (rule, "days") == 0)
    {
      guint64 days;

      if (!g_ascii_string_to_unsigned (spt_node_get_named (root, "due-days"), 10, 0, 9999, &days,
                                       NULL))
        return FALSE;
      g_date_add_days (&at, (guint) days);
    }
  else if (strcmp (rule, "day") == 0)
    {
      g_auto (GStrv) parts = g_strsplit (spt_node_get_named (root, "due-day"), "/", -1);
      guint64 day, month;
      GDateYear year = g_date_get_year (&at);
      GDate fixed;

      if (g_strv_length (parts) != 2 ||
          !g_ascii_string_to_unsigned (parts[0], 10, 1, 31, &day, NULL) ||
          !g_ascii_string_to_unsigned (parts[1], 10, 1, 12, &month, NULL))
        return FALSE;
      g_date_clear (&fixed, 1);
      for (guint i = 0; i < 2; i++, year++)
        {
          guint8 last = g_date_get_days_in_month (month, year);

          g_date_set_dmy (&fixed, MIN ((guint8) day, last), month, year);
          if (g_date_compare (&fixed, &at) >= 0)
            break;
        }
      at = fixed;
    }
  else if (strcmp (rule, "month-end") == 0)
    {
      const char *text = spt_node_get_named (root, "due-months");
      guint64 months = 0;

      if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 0, 99, &months, NULL))
        return FALSE;
      g_date_set_day (&at, 1);
      g_date_add_months (&at, (guint) months);
      g_date_set_day (&at, g_date_get_days_in_month (g_date_get_month (&at),
                                                     g_date_get_year (&at)));
    }
  else
    {
      return FALSE;
    }
  take_date (&at, date);

  return TRUE;
}

/* --- what can be wrong ------------------------------------------------------------------------- */

static void
check_text (const SptNode *node,
            const char    *name,
            SptIssueList  *issues)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);
  const SptGpdWords words = { .iupd = "", .body = "", .debtor = "", .debtor_code = "" };
  const char *text = field != NULL ? spt_node_get (node, field->index) : "";
  const char *word = text;

  for (const char *at = text; *at != '\0'; at++)
    {
      const char *end = find_end (at);
      g_autofree char *known = end != NULL ? dup_word (at + 1, end - at - 1, &words) : NULL;
      g_autofree char *whole = end != NULL ? g_strndup (at, end - at + 1) : NULL;

      if (end == NULL)
        continue;
      if (known == NULL)
        spt_node_add_issue (node, field, issues, SPT_ISSUE_ERROR, SPT_GPD_DOMAIN, "due-placeholder",
                            0, whole, PLACEHOLDERS);
      else if (strcmp (whole, "{debitore}") == 0 || strcmp (whole, "{codice-fiscale}") == 0)
        spt_node_add_issue (node, field, issues, SPT_ISSUE_WARNING, SPT_GPD_DOMAIN, "due-personal",
                            0, whole, NULL);
    }

  /* A person's code typed into what all positions of the kind will say. */
  while (*word != '\0')
    {
      gsize length = strcspn (word, " ,;:/()");
      g_autofree char *one = g_ascii_strup (word, (gssize) length);

      if (length == 16 && spt_fiscal_code_check (one) == SPT_FISCAL_CODE_OK)
        spt_node_add_issue (node, field, issues, SPT_ISSUE_WARNING, SPT_GPD_DOMAIN, "due-personal",
                            0, one, NULL);
      word += length;
      word += strspn (word, " ,;:/()");
    }
}

/**
 * spt_gpd_due_check:
 * @due: a kind of due
 * @issues: takes the findings
 *
 * Checks its fields, its placeholders, that no reason has personal data (GPD facts 8), and that the
 * shares leave something.
 */
void
spt_gpd_due_check (SptRecord    *due,
                   SptIssueList *issues)
{
  const SptNode *root = spt_record_get_root (due);
  const SptGroupDef *quota = spt_group_def_find_group (spt_node_get_def (root), "quota");
  guint n = quota != NULL ? spt_node_get_n_children (root, quota->index) : 0;
  gint64 percent = 0;

  spt_record_check (due, 0, FALSE, issues);
  check_text (root, "description", issues);
  check_text (root, "remittance", issues);
  check_text (root, "instalment-description", issues);

  for (guint i = 0; i < n; i++)
    {
      const SptNode *node = spt_node_get_child (root, quota->index, i);
      gboolean is_fixed = strcmp (spt_node_get_named (node, "share"), "fixed") == 0;
      const char *name = is_fixed ? "amount" : "percent";
      gint64 value;

      check_text (node, "remittance", issues);
      if (*spt_node_get_named (node, name) == '\0')
        spt_node_add_issue (node, spt_group_def_find_field (quota, name), issues, SPT_ISSUE_ERROR,
                            SPT_GPD_DOMAIN, "due-share", 0, NULL, NULL);
      else if (!is_fixed &&
               spt_gpd_due_parse_percent (spt_node_get_named (node, "percent"), &value) &&
               strcmp (spt_node_get_named (node, "share"), "percent") == 0)
        percent += value;
      if (percent >= HUNDRED)
        {
          spt_node_add_issue (node, spt_group_def_find_field (quota, "percent"), issues,
                              SPT_ISSUE_ERROR, SPT_GPD_DOMAIN, "due-shares-sum", 0, NULL, NULL);
          percent = 0;
        }
    }
}
