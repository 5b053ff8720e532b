/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a debt position: single fields, fields against each other, positions against each
 * other. */

#define G_LOG_DOMAIN "spt-gpd-rules"

#include "config.h"

#include "services/gpd/spt-gpd-rules.h"

#include <string.h>

#include "base/spt-fiscal-code.h"
#include "base/spt-iban.h"
#include "services/gpd/spt-gpd-wire.h"

#define ANONYMOUS         "ANONIMO"
#define RESERVED_KEY      "NOTIFICATION_FEE"
#define IUPD_CHARACTERS   "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
#define DIGITS            "0123456789"
#define STAMP_TYPE        "01"
#define MAX_STAMP_HASH    72
#define SHA256_BASE64     44
#define LAST_SEGREGATION  45
/* Both metadata lists of an option end up in one list of the payment message (GPD facts 6.3). */
#define MAX_SOAP_METADATA 15

/**
 * spt_gpd_rules_add:
 * @check: a check under way
 * @node: the node
 * @field_index: index of the field in its group
 * @level: how grave
 * @code: code in the room's message table
 * @limit: (nullable): what was expected
 *
 * Adds a finding with the field's text as its value.
 */
void
spt_gpd_rules_add (SptGpdCheck   *check,
                   const SptNode *node,
                   guint          field_index,
                   SptIssueLevel  level,
                   const char    *code,
                   const char    *limit)
{
  const char *value = spt_node_get (node, field_index);

  spt_node_add_issue (node, &spt_node_get_def (node)->fields[field_index], check->issues, level,
                      SPT_GPD_DOMAIN, code, check->row, *value != '\0' ? value : NULL, limit);
}

/* An error in earnest, a remark where made-up codes are the rule; a person may insist. */
static void
add_style (SptGpdCheck   *check,
           const SptNode *node,
           guint          field_index,
           const char    *code,
           const char    *limit)
{
  spt_gpd_rules_add (check, node, field_index, check->strict ? SPT_ISSUE_ERROR : SPT_ISSUE_WARNING,
                     code, limit);
  if (check->strict)
    spt_issue_list_set_overridable (check->issues);
}

/* Blank, as Java's validators see it, where a text was meant to be. */
static gboolean
is_blank (const char *text)
{
  return *text != '\0' && strspn (text, " \t\r\n\v\f") == strlen (text);
}

/* --- across records -------------------------------------------------------------------------- */

/* Where it stood before, 0 for the first time. */
static guint
see (SptGpdCheck *check,
     char         kind,
     const char  *text)
{
  return check->seen != NULL && *text != '\0' ? spt_gpd_seen_add (check->seen, kind, text,
                                                                  check->row) : 0;
}

static void
add_duplicate (SptGpdCheck   *check,
               const SptNode *node,
               guint          field_index,
               const char    *code,
               guint          first)
{
  char limit[16];

  g_snprintf (limit, sizeof limit, "%u", first);
  spt_gpd_rules_add (check, node, field_index, SPT_ISSUE_ERROR, code, limit);
}

/* The earlier one of two rows, 0 meaning none. */
static guint
get_earlier (guint a,
             guint b)
{
  return a == 0 || (b != 0 && b < a) ? b : a;
}

/* An IUV is remembered with the NAV that the core makes of it, "3" and the IUV, unless the option
 * has a NAV of its own: two kinds of IUV, and one entry for nearly every option. */
static void
say_seen_option (SptGpdCheck   *check,
                 const SptNode *option,
                 guint          first_iuv,
                 guint          first_nav)
{
  const SptGpdFields *fields = check->fields;
  const char *nav = spt_gpd_option_get (fields, option, GPD_NAV);

  if (first_iuv != 0)
    add_duplicate (check, option, fields->option_index[GPD_IUV], "duplicate-iuv", first_iuv);
  /* Where the IUV is the same, so is the NAV that follows from it. */
  if (first_nav != 0 && (first_iuv == 0 || *nav != '\0'))
    add_duplicate (check, option, fields->option_index[*nav != '\0' ? GPD_NAV : GPD_IUV],
                   "duplicate-nav", first_nav);
}

static gboolean
nav_is_derived (const char *iuv,
                const char *nav)
{
  return *nav == '\0' || (*nav == '3' && g_str_equal (nav + 1, iuv));
}

static void
check_seen_option (SptGpdCheck   *check,
                   const SptNode *option)
{
  const SptGpdFields *fields = check->fields;
  const char *iuv = spt_gpd_option_get (fields, option, GPD_IUV);
  const char *nav = spt_gpd_option_get (fields, option, GPD_NAV);
  gboolean derived = nav_is_derived (iuv, nav);
  guint first_iuv = 0;
  guint first_nav = 0;

  if (check->seen == NULL)
    return;

  if (*iuv != '\0')
    {
      char kind = derived ? 'd' : 'i';
      guint with_nav = spt_gpd_seen_find (check->seen, derived ? 'i' : 'd', iuv);

      first_nav = see (check, kind, iuv);
      first_iuv = get_earlier (first_nav, with_nav);
      if (!derived)
        first_nav = 0;
    }
  if (!derived)
    {
      first_nav = see (check, 'n', nav);
      if (*nav == '3' && nav[1] != '\0')
        first_nav = get_earlier (first_nav, spt_gpd_seen_find (check->seen, 'd', nav + 1));
    }
  else if (*iuv != '\0')
    {
      char text[64] = "3";

      g_strlcpy (text + 1, iuv, sizeof text - 1);
      first_nav = get_earlier (first_nav, spt_gpd_seen_find (check->seen, 'n', text));
    }

  say_seen_option (check, option, first_iuv, first_nav);
}

/* --- the position ---------------------------------------------------------------------------- */

static void
check_iupd (SptGpdCheck *check)
{
  const SptGpdFields *fields = check->fields;
  const SptNode *root = spt_record_get_root (check->record);
  const char *iupd = spt_gpd_position_get (fields, root, GPD_IUPD);
  guint index = fields->position_index[GPD_IUPD];
  guint first;

  /* What is not in this set cannot be read back, nor asked for by its address (GPD facts 6.1). */
  if (iupd[strspn (iupd, IUPD_CHARACTERS)] != '\0')
    add_style (check, root, index, "iupd-characters", "A-Z a-z 0-9 _ -");
  first = see (check, 'p', iupd);
  if (first != 0)
    add_duplicate (check, root, index, "duplicate-iupd", first);
}

static void
check_debtor (SptGpdCheck *check)
{
  const SptGpdFields *fields = check->fields;
  const SptNode *root = spt_record_get_root (check->record);
  const char *code = spt_gpd_position_get (fields, root, GPD_FISCAL_CODE);
  const char *type = spt_gpd_position_get (fields, root, GPD_TYPE);
  guint type_index = fields->position_index[GPD_TYPE];
  gsize length = strlen (code);

  if (*type == '\0')
    {
      if (*code != '\0' && spt_gpd_wire_get_type (fields, check->record) == NULL)
        spt_gpd_rules_add (check, root, type_index, SPT_ISSUE_ERROR, "type-unknown", "F, G");
    }
  else if (g_str_equal (type, "G") && length == 16)
    {
      spt_gpd_rules_add (check, root, type_index, SPT_ISSUE_WARNING, "type-body-with-person", code);
    }
  /* Bodies and a few persons with a provisional code have 11 digits; of the latter the first is
   * 0 to 7 as well, so this stays a remark. */
  else if (g_str_equal (type, "F") && length == 11)
    {
      spt_gpd_rules_add (check, root, type_index, SPT_ISSUE_WARNING, "type-person-with-body", code);
    }

  if (length == 1)
    spt_gpd_rules_add (check, root, fields->position_index[GPD_FISCAL_CODE], SPT_ISSUE_WARNING,
                       "fiscal-code-short", "2");
}

/* --- payment options ------------------------------------------------------------------------- */

static void
check_metadata (SptGpdCheck       *check,
                const SptNode     *node,
                const SptGroupDef *group,
                guint              key_index,
                gboolean           is_option)
{
  guint n = spt_node_get_n_children (node, group->index);

  for (guint i = 0; i < n; i++)
    {
      const SptNode *entry = spt_node_get_child (node, group->index, i);
      const char *key = spt_node_get (entry, key_index);

      if (*key == '\0')
        continue;
      if (is_option && g_str_equal (key, RESERVED_KEY))
        spt_gpd_rules_add (check, entry, key_index, SPT_ISSUE_ERROR, "metadata-reserved", NULL);
      for (guint j = 0; j < i; j++)
        {
          if (g_str_equal (spt_node_get (spt_node_get_child (node, group->index, j), key_index),
                           key))
            {
              spt_gpd_rules_add (check, entry, key_index, SPT_ISSUE_ERROR, "metadata-duplicate",
                                 NULL);
              break;
            }
        }
    }
}

/* "[6789]/ddddddd(IM|TS|SP|SA|AP)/" (GPD facts 8), by hand: a regular expression per transfer
 * costs too much. */
static gboolean
category_is_valid (const char *text)
{
  return strchr ("6789", *text) != NULL && *text != '\0' && text[1] == '/' &&
         strspn (text + 2, DIGITS) == 7 &&
         (memcmp (text + 9, "IM/", 4) == 0 || memcmp (text + 9, "TS/", 4) == 0 ||
          memcmp (text + 9, "SP/", 4) == 0 || memcmp (text + 9, "SA/", 4) == 0 ||
          memcmp (text + 9, "AP/", 4) == 0);
}

static gboolean
category_lacks_prefix (const char *text)
{
  char with_prefix[20] = "9/";

  if (strlen (text) > 12)
    return FALSE;
  g_strlcpy (with_prefix + 2, text, sizeof with_prefix - 2);

  return strlen (with_prefix) == 12 && category_is_valid (with_prefix);
}

static void
check_category (SptGpdCheck   *check,
                const SptNode *transfer)
{
  guint index = check->fields->transfer_index[GPD_TR_CATEGORY];
  const char *text = spt_node_get (transfer, index);

  if (*text == '\0')
    return;
  if (strlen (text) == 12 && category_is_valid (text))
    {
      if (*text != '9')
        spt_gpd_rules_add (check, transfer, index, SPT_ISSUE_NOTE, "category-no-rtp", NULL);
      return;
    }
  add_style (check, transfer, index,
             category_lacks_prefix (text) ? "category-prefix" : "category-syntax", "9/0101002IM/");
}

static void
check_stamp (SptGpdCheck   *check,
             const SptNode *transfer)
{
  const SptGpdFields *fields = check->fields;
  const guint *index = fields->transfer_index;
  const char *hash = spt_gpd_transfer_get (fields, transfer, GPD_TR_STAMP_HASH);
  const char *type = spt_gpd_transfer_get (fields, transfer, GPD_TR_STAMP_TYPE);
  const char *province = spt_gpd_transfer_get (fields, transfer, GPD_TR_STAMP_PROVINCE);

  if (*hash == '\0')
    spt_gpd_rules_add (check, transfer, index[GPD_TR_STAMP_HASH], SPT_ISSUE_ERROR,
                       "stamp-incomplete", NULL);
  if (*type == '\0')
    spt_gpd_rules_add (check, transfer, index[GPD_TR_STAMP_TYPE], SPT_ISSUE_ERROR,
                       "stamp-incomplete", NULL);
  if (*province == '\0')
    spt_gpd_rules_add (check, transfer, index[GPD_TR_STAMP_PROVINCE], SPT_ISSUE_ERROR,
                       "stamp-incomplete", NULL);

  if (*type != '\0' && !g_str_equal (type, STAMP_TYPE))
    spt_gpd_rules_add (check, transfer, index[GPD_TR_STAMP_TYPE], SPT_ISSUE_WARNING, "stamp-type",
                       STAMP_TYPE);
  if (*hash != '\0' && strlen (hash) <= MAX_STAMP_HASH)
    {
      gsize length = strlen (hash);
      gsize n = strspn (hash, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
      gsize padding = strspn (hash + n, "=");

      if (n + padding != length || padding > 2 || length % 4 != 0 || length != SHA256_BASE64)
        spt_gpd_rules_add (check, transfer, index[GPD_TR_STAMP_HASH], SPT_ISSUE_WARNING,
                           "stamp-hash", "44");
    }
}

/* Exactly one of an IBAN and a whole stamp; a postal IBAN only beside an IBAN (GPD facts 6.3). */
static void
check_where_to (SptGpdCheck   *check,
                const SptNode *transfer)
{
  const SptGpdFields *fields = check->fields;
  const guint *index = fields->transfer_index;
  const char *iban = spt_gpd_transfer_get (fields, transfer, GPD_TR_IBAN);
  const char *postal = spt_gpd_transfer_get (fields, transfer, GPD_TR_POSTAL_IBAN);
  gboolean has_stamp = *spt_gpd_transfer_get (fields, transfer, GPD_TR_STAMP_HASH) != '\0' ||
                       *spt_gpd_transfer_get (fields, transfer, GPD_TR_STAMP_TYPE) != '\0' ||
                       *spt_gpd_transfer_get (fields, transfer, GPD_TR_STAMP_PROVINCE) != '\0';

  if (*iban == '\0' && !has_stamp)
    spt_gpd_rules_add (check, transfer, index[GPD_TR_IBAN], SPT_ISSUE_ERROR, "iban-or-stamp", NULL);
  else if (*iban != '\0' && has_stamp)
    spt_gpd_rules_add (check, transfer, index[GPD_TR_IBAN], SPT_ISSUE_ERROR, "iban-and-stamp",
                       NULL);
  if (*postal != '\0' && *iban == '\0')
    spt_gpd_rules_add (check, transfer, index[GPD_TR_POSTAL_IBAN], SPT_ISSUE_ERROR,
                       "postal-iban-alone", NULL);
  else if (*postal != '\0' && spt_iban_check (postal) == SPT_IBAN_OK &&
           !spt_iban_is_postal (postal))
    spt_gpd_rules_add (check, transfer, index[GPD_TR_POSTAL_IBAN], SPT_ISSUE_WARNING,
                       "postal-iban-not-postal", NULL);

  if (has_stamp)
    check_stamp (check, transfer);
}

/* Personal data has no place in a reason for payment (GPD facts 8). */
static gboolean
names_debtor (SptGpdCheck *check,
              const char  *text)
{
  const char *code = spt_gpd_position_get (check->fields, spt_record_get_root (check->record),
                                           GPD_FISCAL_CODE);
  gsize length = strlen (code);
  char first = g_ascii_toupper (*code);

  /* A body's code is public. */
  if (length != 16)
    return FALSE;
  for (; *text != '\0'; text++)
    {
      if (g_ascii_toupper (*text) == first && g_ascii_strncasecmp (text, code, length) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
check_reason (SptGpdCheck   *check,
              const SptNode *node,
              guint          index)
{
  const char *text = spt_node_get (node, index);

  if (names_debtor (check, text))
    spt_gpd_rules_add (check, node, index, SPT_ISSUE_WARNING, "personal-data", NULL);
}

static void
check_transfer (SptGpdCheck   *check,
                const SptNode *transfer)
{
  const SptGpdFields *fields = check->fields;
  const guint *index = fields->transfer_index;
  const char *organization = spt_gpd_transfer_get (fields, transfer, GPD_TR_ORGANIZATION);

  check_category (check, transfer);
  check_where_to (check, transfer);
  check_reason (check, transfer, index[GPD_TR_REMITTANCE]);
  check_metadata (check, transfer, fields->transfer_metadata, fields->transfer_key, FALSE);
  if (strlen (organization) == 11 && spt_fiscal_code_check_vat (organization) != SPT_FISCAL_CODE_OK)
    spt_gpd_rules_add (check, transfer, index[GPD_TR_ORGANIZATION], SPT_ISSUE_WARNING,
                       "organization-check", NULL);
}

/* The sum in exact cents (GPD facts 12). */
static void
check_sum (SptGpdCheck   *check,
           const SptNode *option)
{
  const SptGpdFields *fields = check->fields;
  guint n = spt_node_get_n_children (option, fields->transfer->index);
  gint64 amount;
  gint64 sum = 0;

  if (!spt_node_get_money (option, fields->option_index[GPD_AMOUNT], &amount) || n == 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      gint64 part;

      if (!spt_node_get_money (spt_node_get_child (option, fields->transfer->index, i),
                               fields->transfer_index[GPD_TR_AMOUNT], &part))
        return;
      /* Each is at most 999.999.999,99: no overflow below nine million transfers. */
      sum += part;
    }

  if (sum != amount)
    {
      g_autofree char *text = spt_money_format (sum);

      spt_gpd_rules_add (check, option, fields->option_index[GPD_AMOUNT], SPT_ISSUE_ERROR,
                         "amount-sum", text);
    }
  if (amount > SPT_MONEY_MAX_CENTS)
    spt_gpd_rules_add (check, option, fields->option_index[GPD_AMOUNT], SPT_ISSUE_WARNING,
                       "amount-too-large", "999.999.999,99");
}

static void
check_nav (SptGpdCheck   *check,
           const SptNode *option)
{
  const SptGpdFields *fields = check->fields;
  const char *iuv = spt_gpd_option_get (fields, option, GPD_IUV);
  const char *nav = spt_gpd_option_get (fields, option, GPD_NAV);
  guint index = fields->option_index[GPD_NAV];

  if (*nav != '\0' && *iuv != '\0' && (nav[0] != '3' || !g_str_equal (nav + 1, iuv)))
    spt_gpd_rules_add (check, option, index, SPT_ISSUE_WARNING, "nav-not-iuv", iuv);
}

static void
check_postal_everywhere (SptGpdCheck   *check,
                         const SptNode *option)
{
  const SptGpdFields *fields = check->fields;
  guint n = spt_node_get_n_children (option, fields->transfer->index);
  guint n_postal = 0;

  for (guint i = 0; i < n; i++)
    {
      const SptNode *transfer = spt_node_get_child (option, fields->transfer->index, i);

      if (*spt_gpd_transfer_get (fields, transfer, GPD_TR_POSTAL_IBAN) != '\0')
        n_postal++;
    }
  if (n_postal > 0 && n_postal < n)
    spt_node_add_issue (option, NULL, check->issues, SPT_ISSUE_WARNING, SPT_GPD_DOMAIN,
                        "postal-iban-some", check->row, NULL, NULL);
}

/**
 * spt_gpd_segregation_is_central:
 * @text: what begins with a segregation code: the code itself, or an IUV
 *
 * Tells whether the code is one of the central services, which no body may use (GPD facts 7bis).
 *
 * Returns: %FALSE also where there are no two digits
 */
gboolean
spt_gpd_segregation_is_central (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) &&
         (text[0] - '0') * 10 + text[1] - '0' > LAST_SEGREGATION;
}

static void
check_option (SptGpdCheck   *check,
              const SptNode *option)
{
  const SptGpdFields *fields = check->fields;
  const char *iuv = spt_gpd_option_get (fields, option, GPD_IUV);
  guint n_transfers = spt_node_get_n_children (option, fields->transfer->index);
  guint n_metadata = spt_node_get_n_children (option, fields->option_metadata->index);

  check_seen_option (check, option);
  check_nav (check, option);
  check_sum (check, option);
  check_reason (check, option, fields->option_index[GPD_DESCRIPTION]);
  check_metadata (check, option, fields->option_metadata, fields->option_key, TRUE);
  check_postal_everywhere (check, option);
  if (strlen (iuv) == 17 && strspn (iuv, DIGITS) == 17 && spt_gpd_segregation_is_central (iuv))
    spt_gpd_rules_add (check, option, fields->option_index[GPD_IUV], SPT_ISSUE_WARNING,
                       "segregation-central", SPT_GPD_SEGREGATIONS);

  for (guint i = 0; i < n_transfers; i++)
    {
      const SptNode *transfer = spt_node_get_child (option, fields->transfer->index, i);

      check_transfer (check, transfer);
      n_metadata += spt_node_get_n_children (transfer, fields->transfer_metadata->index);
    }
  if (n_metadata > MAX_SOAP_METADATA)
    spt_node_add_issue (option, NULL, check->issues, SPT_ISSUE_WARNING, SPT_GPD_DOMAIN,
                        "metadata-many", check->row, NULL, "15");
}

/* Single payments are alternatives; instalments make one plan, which should add up to them (GPD
 * facts 12). */
static void
check_plan (SptGpdCheck *check)
{
  const SptGpdFields *fields = check->fields;
  const SptNode *root = spt_record_get_root (check->record);
  guint n = spt_node_get_n_children (root, fields->option->index);
  const SptNode *single = NULL;
  const char *first_iuv = NULL;
  guint n_parts = 0;
  guint n_singles = 0;
  gint64 full = 0;
  gint64 parts = 0;
  gboolean readable = TRUE;

  for (guint i = 0; i < n; i++)
    {
      const SptNode *option = spt_node_get_child (root, fields->option->index, i);
      const char *iuv = spt_gpd_option_get (fields, option, GPD_IUV);
      gboolean is_partial;
      gint64 amount;

      if (strlen (iuv) == 17)
        {
          if (first_iuv == NULL)
            first_iuv = iuv;
          else if (memcmp (first_iuv, iuv, 2) != 0)
            {
              char limit[3] = { first_iuv[0], first_iuv[1], '\0' };

              spt_gpd_rules_add (check, option, fields->option_index[GPD_IUV], SPT_ISSUE_WARNING,
                                 "segregation-differs", limit);
            }
        }

      if (!spt_node_get_boolean (option, fields->option_index[GPD_IS_PARTIAL], &is_partial) ||
          !spt_node_get_money (option, fields->option_index[GPD_AMOUNT], &amount))
        {
          readable = FALSE;
          continue;
        }
      if (is_partial)
        {
          n_parts++;
          parts += amount;
        }
      else
        {
          n_singles++;
          if (single == NULL)
            {
              single = option;
              full = amount;
            }
          else if (amount != full)
            {
              spt_gpd_rules_add (check, option, fields->option_index[GPD_AMOUNT], SPT_ISSUE_WARNING,
                                 "singles-differ", NULL);
            }
        }
    }

  if (!readable)
    return;
  if (n_parts == 1)
    spt_node_add_issue (root, NULL, check->issues, SPT_ISSUE_WARNING, SPT_GPD_DOMAIN,
                        "one-instalment", check->row, NULL, NULL);
  if (n_parts > 0 && n_singles > 0 && parts != full)
    {
      g_autofree char *text = spt_money_format (parts);

      spt_gpd_rules_add (check, single, fields->option_index[GPD_AMOUNT], SPT_ISSUE_WARNING,
                         "plan-sum", text);
    }
}

/* A text of blanks alone passes no "not blank"; the fields' own check sees plain text fields
 * alone. */
static void
check_blanks (SptGpdCheck *check)
{
  static const SptGpdPositionField optional[] = {
    GPD_STREET_NAME, GPD_CIVIC_NUMBER, GPD_CITY, GPD_PROVINCE, GPD_REGION, GPD_PHONE,
    GPD_OFFICE_NAME
  };
  const SptNode *root = spt_record_get_root (check->record);

  for (guint i = 0; i < G_N_ELEMENTS (optional); i++)
    {
      guint index = check->fields->position_index[optional[i]];

      if (is_blank (spt_node_get (root, index)))
        spt_gpd_rules_add (check, root, index, SPT_ISSUE_WARNING, "blank-text", NULL);
    }
}

static void
check_organization (SptGpdCheck *check,
                    SptAccount  *account)
{
  const SptNode *root = spt_record_get_root (check->record);
  const char *ours = account != NULL ? spt_account_get_setting (account,
                                                                "organization-fiscal-code") : NULL;
  const char *theirs;

  if (check->fields->organization < 0)
    return;
  theirs = spt_node_get (root, (guint) check->fields->organization);
  if (ours != NULL && *ours != '\0' && *theirs != '\0' && !g_str_equal (ours, theirs))
    spt_gpd_rules_add (check, root, (guint) check->fields->organization, SPT_ISSUE_ERROR,
                       "other-organization", ours);
}

/**
 * spt_gpd_rules_check_late:
 * @fields: where the fields stand
 * @seen: what was seen, after spt_gpd_seen_compare()
 * @operation: (nullable): as for spt_gpd_rules_check()
 * @record: the position
 * @row: its row
 * @issues: takes the findings
 *
 * Says what only the comparison of all identifiers has found: what spt_gpd_rules_check() would have
 * said had it remembered everything.
 */
void
spt_gpd_rules_check_late (const SptGpdFields *fields,
                          SptGpdSeen         *seen,
                          const char         *operation,
                          SptRecord          *record,
                          guint               row,
                          SptIssueList       *issues)
{
  const SptNode *root = spt_record_get_root (record);
  const char *iupd = spt_gpd_position_get (fields, root, GPD_IUPD);
  SptGpdCheck check = { .fields = fields, .record = record, .issues = issues, .row = row };
  guint first = *iupd != '\0' ? spt_gpd_seen_get_late (seen, 'p', iupd, row, NULL) : 0;

  if (first != 0)
    add_duplicate (&check, root, fields->position_index[GPD_IUPD], "duplicate-iupd", first);
  if (g_strcmp0 (operation, "gpd.delete") == 0)
    return;

  for (guint i = 0; i < spt_node_get_n_children (root, fields->option->index); i++)
    {
      const SptNode *option = spt_node_get_child (root, fields->option->index, i);
      const char *iuv = spt_gpd_option_get (fields, option, GPD_IUV);
      const char *nav = spt_gpd_option_get (fields, option, GPD_NAV);
      gboolean derived = nav_is_derived (iuv, nav);
      guint first_nav = 0;

      first = *iuv != '\0' ? spt_gpd_seen_get_late (seen, derived ? 'd' : 'i', iuv, row, &first_nav)
                           : 0;
      if (!derived)
        spt_gpd_seen_get_late (seen, 'n', nav, row, &first_nav);
      say_seen_option (&check, option, first, first_nav);
    }
}

/**
 * spt_gpd_rules_check:
 * @fields: where the fields stand
 * @seen: (nullable): what was seen in this session
 * @account: (nullable): the account it is for
 * @operation: (nullable): "gpd.create" (also when %NULL), "gpd.update" or "gpd.delete"
 * @record: the position
 * @row: its row
 * @now_utc_ms: what dates are compared with
 * @issues: takes the findings
 *
 * Applies every rule. A delete knows nothing but the IUPD. Check characters, category and IUPD
 * syntax are errors (to be overridden) in production and without an account, else warnings (GPD
 * facts 8).
 */
void
spt_gpd_rules_check (const SptGpdFields *fields,
                     SptGpdSeen         *seen,
                     SptAccount         *account,
                     const char         *operation,
                     SptRecord          *record,
                     guint               row,
                     gint64              now_utc_ms,
                     SptIssueList       *issues)
{
  const SptNode *root = spt_record_get_root (record);
  SptGpdCheck check = {
    .fields = fields,
    .seen = seen,
    .record = record,
    .issues = issues,
    .row = row,
    .strict = account == NULL ||
              spt_account_get_environment (account) == SPT_ENVIRONMENT_PRODUCTION,
    .is_update = g_strcmp0 (operation, "gpd.update") == 0,
  };

  if (g_strcmp0 (operation, "gpd.delete") == 0)
    {
      if (*spt_gpd_position_get (fields, root, GPD_IUPD) == '\0')
        spt_gpd_rules_add (&check, root, fields->position_index[GPD_IUPD], SPT_ISSUE_ERROR,
                           "required", NULL);
      check_iupd (&check);
      check_organization (&check, account);
      return;
    }

  spt_datetime_from_utc_ms (&check.now, now_utc_ms);
  spt_record_check (record, row, check.strict, issues);
  check_iupd (&check);
  check_organization (&check, account);
  check_debtor (&check);
  check_blanks (&check);
  for (guint i = 0; i < spt_node_get_n_children (root, fields->option->index); i++)
    check_option (&check, spt_node_get_child (root, fields->option->index, i));
  check_plan (&check);
  spt_gpd_rules_check_dates (&check);
}
