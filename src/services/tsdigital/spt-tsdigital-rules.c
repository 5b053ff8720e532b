/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the service's document forbids of an item, and what is likely to be wrong in it (services
 * facts 2.3, 2.6): the first are errors, the second are worth a word. */

#define G_LOG_DOMAIN "spt-tsdigital-rules"

#include "config.h"

#include <string.h>

#include "base/spt-fiscal-code.h"
#include "base/spt-text.h"
#include "services/tsdigital/spt-tsdigital-record.h"

typedef struct
{
  SptAccount   *account; /* (nullable) */
  SptRecord    *record;
  SptNode      *root;
  SptIssueList *issues;
  SptDatetime   today;
  guint         row;
  gboolean      is_italian;
} Look;

static void
report (Look          *look,
        const SptNode *node,
        SptIssueLevel  level,
        const char    *code,
        const char    *name,
        const char    *limit)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);

  spt_node_add_issue (node, field, look->issues, level, SPT_TSDIGITAL_DOMAIN, code, look->row,
                      field != NULL ? spt_node_get (node, field->index) : NULL, limit);
}

static const char *
get (Look       *look,
     const char *name)
{
  return spt_node_get_named (look->root, name);
}

static gboolean
is_true (Look       *look,
         const char *name)
{
  gboolean flag;

  return spt_record_parse_boolean (get (look, name), &flag) && flag;
}

static gboolean
matches (const char *text,
         const char *pattern)
{
  return g_regex_match_simple (pattern, text, G_REGEX_CASELESS | G_REGEX_DOLLAR_ENDONLY, 0);
}

/* --- shapes that nobody demands ---------------------------------------------------------------- */

/* FatturaPA's own limits and forms are likely to be the registry's (services facts 2.6). */
static const struct
{
  const char *name;
  guint       max;     /* characters; 0 = any */
  const char *pattern; /* (nullable) */
  const char *code;    /* of the pattern */
} shapes[] = {
  { "description", 80, NULL, NULL },
  { "lastName", 60, NULL, NULL },
  { "firstName", 60, NULL, NULL },
  { "taxRegion", 0, "^[A-Z]{2}$", "country-form" },
  { "studioId", 0, "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
    "studio-form" },
  { "economics.cciaa", 0, "^[A-Z]{2}$", "province-form" },
  { "economics.rea", 20, NULL, NULL },
  { "economics.mainActivity", 0, "^[0-9]{2}([.]?[0-9]|[.]?[0-9]{2}([.]?[0-9]{1,2})?)?$",
    "ateco-form" },
  { "professionalRegister.province", 0, "^[A-Z]{2}$", "province-form" },
};

static void
check_shape (Look          *look,
             const SptNode *node,
             const char    *name,
             guint          max,
             const char    *pattern,
             const char    *code)
{
  const char *text = spt_node_get_named (node, name);
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  g_autofree char *limit = g_strdup_printf ("%u", max);

  if (spt_text_is_blank (text))
    return;
  if (max > 0 && composed != NULL && spt_text_length (composed) > max)
    report (look, node, SPT_ISSUE_WARNING, "text-long", name, limit);
  if (pattern != NULL && !matches (text, pattern))
    report (look, node, SPT_ISSUE_WARNING, code, name, NULL);
}

static void
check_shapes (Look *look)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    check_shape (look, look->root, shapes[i].name, shapes[i].max, shapes[i].pattern,
                 shapes[i].code);
}

static const SptNode *
get_child (Look       *look,
           const char *group,
           guint       position)
{
  const SptGroupDef *def = spt_group_def_find_group (spt_node_get_def (look->root), group);

  return def != NULL && position < spt_node_get_n_children (look->root, def->index)
         ? spt_node_get_child (look->root, def->index, position) : NULL;
}

static void
check_addresses (Look *look)
{
  const SptNode *node;
  guint n;

  for (n = 0; (node = get_child (look, "addresses", n)) != NULL; n++)
    {
      const char *country = spt_node_get_named (node, "country");
      gboolean italian = *country == '\0' || g_ascii_strcasecmp (country, "IT") == 0;

      check_shape (look, node, "country", 0, "^[A-Z]{2}$", "country-form");
      if (italian)
        {
          check_shape (look, node, "zipCode", 0, "^[0-9]{5}$", "zip-form");
          check_shape (look, node, "province", 0, "^[A-Z]{2}$", "province-form");
        }
      if (spt_text_is_blank (spt_node_get_named (node, "streetName")) ||
          spt_text_is_blank (spt_node_get_named (node, "city")))
        report (look, node, SPT_ISSUE_WARNING, "address-part", "city", NULL);
    }
  if (n == 0)
    spt_issue_list_add (look->issues, SPT_ISSUE_WARNING, SPT_TSDIGITAL_DOMAIN, "address-missing",
                        look->row, "addresses", NULL, NULL);
}

static void
check_contacts (Look *look)
{
  const SptNode *node;

  for (guint n = 0; (node = get_child (look, "contacts", n)) != NULL; n++)
    {
      if (spt_text_is_blank (spt_node_get_named (node, "value")) && !spt_node_is_empty (node))
        report (look, node, SPT_ISSUE_WARNING, "contact-empty", "value", NULL);
    }
}

/* --- who --------------------------------------------------------------------------------------- */

static void
check_codes (Look *look)
{
  const char *vat = get (look, "vatNumber");

  if (*spt_tsdigital_get_key (look->record) == '\0')
    {
      report (look, look->root, SPT_ISSUE_ERROR, "codes-missing", "taxId", NULL);
      spt_issue_list_set_overridable (look->issues);
    }
  if (look->is_italian && strlen (vat) == 16)
    report (look, look->root, SPT_ISSUE_WARNING, "vat-not-digits", "vatNumber", NULL);
  if (!look->is_italian)
    report (look, look->root, SPT_ISSUE_NOTE, "codes-foreign", "taxRegion", NULL);
  if (spt_text_is_blank (get (look, "description")) && spt_text_is_blank (get (look, "lastName")))
    report (look, look->root, SPT_ISSUE_WARNING, "name-missing", "description", NULL);
}

static gboolean
get_date (Look        *look,
          const char  *name,
          SptDatetime *date)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (look->root), name);

  return field != NULL && *spt_node_get (look->root, field->index) != '\0' &&
         spt_node_is_visible (look->root, field->index) &&
         spt_node_get_datetime (look->root, field->index, date);
}

static void
check_person (Look *look)
{
  SptFiscalCodeParts parts;
  SptDatetime birth;

  if (strcmp (get (look, "subjectType"), "person") != 0 || !look->is_italian ||
      !spt_fiscal_code_read_person (get (look, "taxId"), &parts))
    return;

  if (!spt_text_is_blank (get (look, "lastName")) &&
      !spt_fiscal_code_fits_surname (&parts, get (look, "lastName")))
    report (look, look->root, SPT_ISSUE_WARNING, "code-surname", "lastName", parts.surname);
  if (!spt_text_is_blank (get (look, "firstName")) &&
      !spt_fiscal_code_fits_name (&parts, get (look, "firstName")))
    report (look, look->root, SPT_ISSUE_WARNING, "code-name", "firstName", parts.name);
  if (strlen (get (look, "gender")) == 1 && (*get (look, "gender") == 'F') != parts.female)
    report (look, look->root, SPT_ISSUE_WARNING, "code-sex", "gender", parts.female ? "F" : "M");
  if (get_date (look, "birthDate", &birth) &&
      (birth.year % 100 != parts.year || birth.month != parts.month || birth.day != parts.day))
    {
      g_autofree char *expected = g_strdup_printf ("%02d/%02d/…%02d", parts.day, parts.month,
                                                   parts.year);

      report (look, look->root, SPT_ISSUE_WARNING, "code-birth-date", "birthDate", expected);
    }
}

static void
check_dates (Look *look)
{
  static const char *const past[] = {
    "birthDate", "economics.registrationDate", "professionalRegister.registrationDate"
  };
  SptDatetime end = look->today;

  end.hour = 23;
  end.minute = end.second = 59;
  for (guint i = 0; i < G_N_ELEMENTS (past); i++)
    {
      SptDatetime date;

      if (get_date (look, past[i], &date) && spt_datetime_compare (&date, &end) > 0)
        report (look, look->root, SPT_ISSUE_WARNING, "date-future", past[i], NULL);
    }
}

/* --- what not every key may ask ----------------------------------------------------------------- */

/* The document forbids two combinations; three flags and the owners are for special callers (services
 * facts 2.3, 2.6). Whether the account is one a setting says, which a person may know better. */
static void
check_flags (Look *look)
{
  static const char *const special[] = { "noOwnership", "validated", "certified" };
  gboolean has_role = look->account != NULL &&
                      g_strcmp0 (spt_account_get_setting (look->account, "special-role"),
                                 "true") == 0;
  gboolean is_application = look->account != NULL &&
                            g_strcmp0 (spt_account_get_setting (look->account, "key-kind"),
                                       "application") == 0;
  const SptNode *owner = get_child (look, "owners", 0);

  if (is_true (look, "noOwnership") && owner != NULL && !spt_node_is_empty (owner))
    report (look, look->root, SPT_ISSUE_ERROR, "owners-and-none", "noOwnership", NULL);
  if (is_true (look, "certified") && !is_true (look, "validated"))
    report (look, look->root, SPT_ISSUE_ERROR, "certified-alone", "certified", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (special); i++)
    {
      if (!is_true (look, special[i]) || look->account == NULL || (has_role && is_application))
        continue;
      report (look, look->root, SPT_ISSUE_ERROR, "role-missing", special[i], NULL);
      spt_issue_list_set_overridable (look->issues);
    }
  if (owner != NULL && !spt_node_is_empty (owner))
    report (look, owner, SPT_ISSUE_WARNING, "owners-backoffice", "id", NULL);
}

/* --- the whole ----------------------------------------------------------------------------------- */

/* What is filled in and does not leave, because the subject is a company. */
static void
tell_unsent (Look *look)
{
  const SptGroupDef *def = spt_node_get_def (look->root);

  for (guint i = 0; i < def->n_fields; i++)
    {
      if (*spt_node_get (look->root, i) != '\0' && !spt_node_is_visible (look->root, i))
        report (look, look->root, SPT_ISSUE_NOTE, "not-sent", def->fields[i].name, NULL);
    }
}

/* Of the findings on single fields those that hold here: of what does not leave none; codes of other
 * countries have other forms; an amount is a text on the wire. */
static void
take (Look           *look,
      const SptIssue *issue)
{
  const SptFieldDef *field;
  SptNode *node;

  if (issue->path == NULL || !spt_record_find_path (look->record, issue->path, &node, &field) ||
      field == NULL)
    {
      spt_issue_list_add_copy (look->issues, issue, look->row);
      return;
    }
  if (!spt_node_is_visible (node, field->index) ||
      (field->kind == SPT_FIELD_FISCAL_CODE && !look->is_italian &&
       g_str_has_prefix (issue->code, "bad-fiscal-")))
    return;
  if (field->kind == SPT_FIELD_MONEY && issue->level == SPT_ISSUE_ERROR)
    report (look, node, SPT_ISSUE_WARNING, "capital-form", field->name, NULL);
  else
    spt_issue_list_add_copy (look->issues, issue, look->row);
}

/* Of several words each is looked up. */
static gboolean
all_listed (const SptIssue *issue,
            Look           *look)
{
  const SptFieldDef *field;
  SptNode *node;
  g_auto (GStrv) words = NULL;

  if (strcmp (issue->code, "unlisted-value") != 0 || issue->path == NULL ||
      !spt_record_find_path (look->record, issue->path, &node, &field) || field == NULL ||
      strcmp (field->name, "types") != 0)
    return FALSE;
  words = g_strsplit_set (spt_node_get (node, field->index), " ,;", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean found = *words[i] == '\0';

      for (guint j = 0; j < field->n_choices && !found; j++)
        found = strcmp (field->choices[j].value, words[i]) == 0;
      if (!found)
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_tsdigital_check:
 * @account: (nullable): which it goes with: what its key may ask; but for production a wrong check
 *   character is a warning
 * @operation: the only one
 * @record: an item
 * @row: of the file, from 1; 0 = none
 * @now_utc_ms: what dates are compared with, UTC milliseconds
 * @issues: takes what is found
 *
 * Checks an item as it would leave.
 */
void
spt_tsdigital_check (SptAccount   *account,
                     const char   *operation,
                     SptRecord    *record,
                     guint         row,
                     gint64        now_utc_ms,
                     SptIssueList *issues)
{
  Look look = { account, record, spt_record_get_root (record), issues, .row = row };
  g_autoptr (SptIssueList) all = spt_issue_list_new (0);
  gboolean strict = account == NULL ||
                    spt_account_get_environment (account) == SPT_ENVIRONMENT_PRODUCTION;

  look.is_italian = spt_tsdigital_is_italian (record);
  spt_datetime_from_utc_ms_in_italy (&look.today, now_utc_ms, NULL);
  spt_record_check (record, row, strict, all);
  for (guint i = 0; i < spt_issue_list_get_n (all); i++)
    {
      if (!all_listed (spt_issue_list_get (all, i), &look))
        take (&look, spt_issue_list_get (all, i));
    }
  check_codes (&look);
  check_person (&look);
  check_dates (&look);
  check_shapes (&look);
  check_addresses (&look);
  check_contacts (&look);
  check_flags (&look);
  tell_unsent (&look);
}

/**
 * spt_tsdigital_check_account:
 * @service: the service
 * @account: an account
 * @issues: takes what is found
 *
 * Checks what the account's table cannot say: addresses and paths, a key without its other half, a
 * key that may not create by itself (services facts 2.2, 2.3).
 */
void
spt_tsdigital_check_account (SptService   *service,
                             SptAccount   *account,
                             SptIssueList *issues)
{
  const char *auth_url = spt_account_get_setting (account, "auth-url");
  const char *key_id = spt_account_get_setting (account, "key-id");
  const char *path = spt_account_get_setting (account, "item-path");
  gboolean has_url = auth_url != NULL && *auth_url != '\0';
  gboolean has_key = key_id != NULL && *key_id != '\0';
  gboolean is_application = g_strcmp0 (spt_account_get_setting (account, "key-kind"),
                                       "application") == 0;

  /* It is put behind the base URL as it is. */
  if (path != NULL && *path != '\0' && (*path != '/' || strpbrk (path, " ?#") != NULL))
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_TSDIGITAL_DOMAIN, "bad-path", 0, "item-path",
                        path, NULL);
  if (has_url && !spt_http_check_url (auth_url, NULL))
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_TSDIGITAL_DOMAIN, "auth-url", 0, "auth-url",
                        auth_url, NULL);
  if (has_url != has_key)
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_TSDIGITAL_DOMAIN, "key-half", 0,
                        has_url ? "key-id" : "auth-url", NULL, NULL);
  else if (!has_url)
    spt_issue_list_add (issues, SPT_ISSUE_NOTE, SPT_TSDIGITAL_DOMAIN, "key-none", 0, "key-id", NULL,
                        NULL);
  if (is_application)
    spt_issue_list_add (issues, SPT_ISSUE_WARNING, SPT_TSDIGITAL_DOMAIN, "key-application", 0,
                        "key-kind", NULL, NULL);
  else if (g_strcmp0 (spt_account_get_setting (account, "special-role"), "true") == 0)
    spt_issue_list_add (issues, SPT_ISSUE_WARNING, SPT_TSDIGITAL_DOMAIN, "role-personal", 0,
                        "special-role", NULL, NULL);
}
