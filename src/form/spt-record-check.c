/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every check that a single field can have by its definition. */

#define G_LOG_DOMAIN "spt-record-check"

#include "config.h"

#include "form/spt-record-private.h"

#include <string.h>

#include "base/spt-fiscal-code.h"
#include "base/spt-iban.h"
#include "base/spt-iuv.h"
#include "base/spt-text.h"

typedef struct
{
  SptRecord    *record;
  SptIssueList *issues;
  const char   *domain;
  guint         row;
  gboolean      strict;
  guint         n_reports;
} Check;

/* One text under check. */
typedef struct
{
  Check             *check;
  const SptNode     *node;
  const SptFieldDef *field;
  const char        *text;
} Place;

static void
report (const Place   *place,
        SptIssueLevel  level,
        const char    *code,
        const char    *limit)
{
  Check *check = place->check;
  const char *value = place->field->kind != SPT_FIELD_SECRET ? place->text : NULL;

  check->n_reports++;
  spt_node_add_issue (place->node, place->field, check->issues, level, check->domain, code,
                      check->row, value, limit);
}

/* An identifier that a person may insist on: an error, to be overridden on record (design 4). */
static void
report_identifier (const Place *place,
                   const char  *code)
{
  report (place, SPT_ISSUE_ERROR, code, NULL);
  spt_issue_list_set_overridable (place->check->issues);
}

/* A check character that does not fit: grave in earnest, a remark where made-up codes are the
 * rule. */
static void
report_check_character (const Place *place,
                        const char  *code)
{
  if (place->check->strict)
    report_identifier (place, code);
  else
    report (place, SPT_ISSUE_WARNING, code, NULL);
}

static void
check_length (const Place *place)
{
  const SptFieldDef *field = place->field;
  gsize bytes = strlen (place->text);
  gsize length;
  char limit[16];

  /* There are never more characters than bytes: most texts need no counting. */
  if ((field->max_error == 0 || bytes <= field->max_error) &&
      (field->max_warning == 0 || bytes <= field->max_warning))
    return;

  length = spt_text_length (place->text);
  if (field->max_error > 0 && length > field->max_error)
    {
      g_snprintf (limit, sizeof limit, "%u", field->max_error);
      report (place, SPT_ISSUE_ERROR, "too-long", limit);
    }
  else if (field->max_warning > 0 && length > field->max_warning)
    {
      g_snprintf (limit, sizeof limit, "%u", field->max_warning);
      report (place, SPT_ISSUE_WARNING, "long-text", limit);
    }
}

static void
check_pattern (const Place *place)
{
  const SptFieldExtra *extra = spt_group_def_get_extra (place->node->def, place->field->index);

  if (extra->regex != NULL && !g_regex_match (extra->regex, place->text, 0, NULL))
    report (place, SPT_ISSUE_ERROR, "bad-pattern", NULL);
}

static void
check_money (const Place *place)
{
  g_autoptr (GError) error = NULL;
  gint64 cents;

  if (spt_money_parse_euro (place->text, &cents, &error))
    {
      if (cents <= 0)
        report (place, SPT_ISSUE_ERROR, "negative-or-zero", NULL);
      return;
    }

  if (g_error_matches (error, SPT_MONEY_ERROR, SPT_MONEY_ERROR_DECIMALS))
    report (place, SPT_ISSUE_ERROR, "too-many-decimals", NULL);
  else if (g_error_matches (error, SPT_MONEY_ERROR, SPT_MONEY_ERROR_RANGE))
    report (place, SPT_ISSUE_ERROR, "amount-too-large", NULL);
  else
    report (place, SPT_ISSUE_ERROR, "bad-money", NULL);
}

static void
check_datetime (const Place *place)
{
  g_autoptr (GError) error = NULL;
  SptDatetime datetime;

  if (spt_datetime_parse (place->text, &datetime, &error))
    return;

  if (g_error_matches (error, SPT_DATETIME_ERROR, SPT_DATETIME_ERROR_ZONE))
    report (place, SPT_ISSUE_ERROR, "date-zone", NULL);
  else if (g_error_matches (error, SPT_DATETIME_ERROR, SPT_DATETIME_ERROR_RANGE))
    report (place, SPT_ISSUE_ERROR, "date-impossible", NULL);
  else
    report (place, SPT_ISSUE_ERROR, "bad-date", NULL);
}

static void
check_choice (const Place *place)
{
  const SptFieldDef *field = place->field;
  g_autoptr (GString) values = NULL;

  for (guint i = 0; i < field->n_choices; i++)
    {
      if (g_str_equal (field->choices[i].value, place->text))
        return;
    }

  /* With a pattern the choices are what is usual, and the pattern says what may be. */
  if (field->pattern != NULL)
    return;
  if (field->open)
    {
      report (place, SPT_ISSUE_NOTE, "unlisted-value", NULL);
      return;
    }

  values = g_string_new (NULL);
  for (guint i = 0; i < field->n_choices; i++)
    g_string_append_printf (values, "%s%s", i > 0 ? ", " : "", field->choices[i].value);
  report (place, SPT_ISSUE_ERROR, "bad-choice", values->str);
}

static void
check_integer (const Place *place)
{
  const char *digit = place->text + (*place->text == '-');
  gsize length = strlen (digit);

  /* 18 digits always fit into 64 bits. */
  if (length == 0 || length > 18 || strspn (digit, "0123456789") != length)
    report (place, SPT_ISSUE_ERROR, "bad-number", NULL);
}

static void
check_date (const Place *place)
{
  SptDatetime datetime;

  if (spt_datetime_parse (place->text, &datetime, NULL) && datetime.has_time)
    report (place, SPT_ISSUE_ERROR, "bad-date", NULL);
  else
    check_datetime (place);
}

static void
check_decimal (const Place *place)
{
  g_autofree char *number = spt_record_dup_decimal (place->text);

  if (number == NULL)
    report (place, SPT_ISSUE_ERROR, "bad-number", NULL);
}

static void
check_fiscal_code (const Place *place)
{
  switch (spt_fiscal_code_check (place->text))
    {
    case SPT_FISCAL_CODE_OK:
      break;
    case SPT_FISCAL_CODE_BAD_CHECK:
      report_check_character (place, "bad-fiscal-check");
      break;
    case SPT_FISCAL_CODE_BAD_DATE:
      report_check_character (place, "bad-fiscal-date");
      break;
    case SPT_FISCAL_CODE_BAD_FORM:
    default:
      report_identifier (place, "bad-fiscal-code");
      break;
    }
}

static void
check_iban (const Place *place)
{
  switch (spt_iban_check (place->text))
    {
    case SPT_IBAN_OK:
      break;
    case SPT_IBAN_BAD_LENGTH:
      report_identifier (place, "bad-iban");
      break;
    case SPT_IBAN_BAD_MOD97:
      report_check_character (place, "bad-iban");
      break;
    case SPT_IBAN_BAD_CIN:
      report_check_character (place, "bad-iban-cin");
      break;
    case SPT_IBAN_BAD_FORM:
    default:
      /* What has not even the characters of an IBAN, the services refuse whoever insists (GPD facts
       * 6.3). */
      report (place, SPT_ISSUE_ERROR, "bad-iban", NULL);
      break;
    }
}

static void
check_notice_number (const Place  *place,
                     SptIuvResult  result)
{
  gboolean nav = place->field->kind == SPT_FIELD_NAV;

  switch (result)
    {
    case SPT_IUV_OK:
      break;
    case SPT_IUV_IS_NAV:
      /* Never to be insisted on: the notice would get 19 digits and could not be paid (GPD facts
       * 7bis). */
      report (place, SPT_ISSUE_ERROR, "iuv-is-nav", NULL);
      break;
    case SPT_IUV_BAD_CHECK:
      report_check_character (place, nav ? "bad-nav-check" : "bad-iuv-check");
      break;
    case SPT_IUV_BAD_LENGTH:
    case SPT_IUV_BAD_DIGITS:
    default:
      report_identifier (place, nav ? "bad-nav" : "bad-iuv");
      break;
    }
}

static gsize
span_of_plain (const char *text,
               const char *more)
{
  gsize n = 0;

  while (g_ascii_isalnum (text[n]) || (text[n] != '\0' && strchr (more, text[n]) != NULL))
    n++;

  return n;
}

/* An address that payment messages can carry: [A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*,
 * which is also the plain form nearly all addresses have (GPD facts 6.1). */
static gboolean
is_plain_email (const char *text)
{
  gsize n = span_of_plain (text, "_.+-");

  if (n == 0 || text[n] != '@')
    return FALSE;

  do
    {
      text += n + 1;
      n = span_of_plain (text, "-");
    }
  while (n > 0 && text[n] == '.');

  return n > 0 && text[n] == '\0';
}

static void
check_email (const Place *place)
{
  const char *at;

  if (is_plain_email (place->text))
    return;

  at = strchr (place->text, '@');
  if (at == NULL || at == place->text || at[1] == '\0' || strchr (at + 1, '@') != NULL ||
      strpbrk (place->text, " \t\r\n,;:<>()[]\"") != NULL ||
      at[-1] == '.' || at[1] == '.' || place->text[0] == '.' ||
      strstr (place->text, "..") != NULL || g_str_has_suffix (place->text, "."))
    report (place, SPT_ISSUE_ERROR, "bad-email", NULL);
  else
    report (place, SPT_ISSUE_WARNING, "unusual-email", NULL);
}

static void
check_kind (const Place *place)
{
  gboolean answer;

  switch (place->field->kind)
    {
    case SPT_FIELD_MONEY:
      check_money (place);
      break;
    case SPT_FIELD_BOOLEAN:
      if (!spt_record_parse_boolean (place->text, &answer))
        report (place, SPT_ISSUE_ERROR, "bad-boolean", NULL);
      break;
    case SPT_FIELD_CHOICE:
      check_choice (place);
      break;
    case SPT_FIELD_DATETIME:
      check_datetime (place);
      break;
    case SPT_FIELD_INTEGER:
      check_integer (place);
      break;
    case SPT_FIELD_DATE:
      check_date (place);
      break;
    case SPT_FIELD_DECIMAL:
      check_decimal (place);
      break;
    case SPT_FIELD_FISCAL_CODE:
      check_fiscal_code (place);
      break;
    case SPT_FIELD_IBAN:
      check_iban (place);
      break;
    case SPT_FIELD_IUV:
      check_notice_number (place, spt_iuv_check (place->text));
      break;
    case SPT_FIELD_NAV:
      check_notice_number (place, spt_nav_check (place->text));
      break;
    case SPT_FIELD_EMAIL:
      check_email (place);
      break;
    case SPT_FIELD_TEXT:
    case SPT_FIELD_CODE:
    case SPT_FIELD_SECRET:
    case SPT_FIELD_XML:
    default:
      break;
    }
}

static void
check_field (Check         *check,
             const SptNode *node,
             guint          field_index)
{
  const SptFieldDef *field = &node->def->fields[field_index];
  const Place place = { check, node, field, node->texts[field_index] };
  guint number = spt_group_def_get_extra (node->def, field_index)->number;
  guint n_before = check->n_reports;

  if (*place.text == '\0' || (field->kind == SPT_FIELD_TEXT && spt_text_is_blank (place.text)))
    {
      if (field->required && field->default_value == NULL &&
          spt_node_is_visible (node, field_index))
        report (&place, SPT_ISSUE_ERROR, "required", NULL);
      return;
    }
  if (field->also != NULL && g_str_equal (field->also, place.text))
    {
      report (&place, SPT_ISSUE_NOTE, "special-value", NULL);
      return;
    }

  /* Most columns hold one text over and over. What nothing was said of is right whoever asks:
   * strictness only makes a remark an error. */
  if (spt_record_has_passed (check->record, number, place.text))
    return;

  if (field->kind != SPT_FIELD_XML && spt_text_has_control (place.text))
    report (&place, SPT_ISSUE_ERROR, "control-characters", NULL);
  check_length (&place);
  check_kind (&place);
  check_pattern (&place);
  if (check->n_reports == n_before && field->kind != SPT_FIELD_SECRET)
    spt_record_remember_passed (check->record, number, place.text);
}

static void
report_count (Check             *check,
              const SptNode     *node,
              const SptGroupDef *group,
              const char        *code,
              guint              limit)
{
  g_autoptr (GString) path = g_string_new (NULL);
  char number[16];

  spt_node_append_path (node, NULL, path);
  if (path->len > 0)
    g_string_append_c (path, '.');
  g_string_append (path, group->name);
  g_snprintf (number, sizeof number, "%u", limit);
  spt_issue_list_add (check->issues, SPT_ISSUE_ERROR, check->domain, code, check->row, path->str,
                      group->label_plural, number);
}

static void
check_node (Check         *check,
            const SptNode *node)
{
  for (guint i = 0; i < node->def->n_fields; i++)
    check_field (check, node, i);

  for (guint i = 0; i < node->def->n_groups; i++)
    {
      const SptGroupDef *group = node->def->groups[i];
      guint n = node->children[i].n;

      /* What another choice rules out is not asked for. */
      if (!spt_node_shows_group (node, i))
        continue;
      if (n < group->min)
        report_count (check, node, group, "too-few", group->min);
      if (group->max > 0 && n > group->max)
        report_count (check, node, group, "too-many", group->max);
      for (guint j = 0; j < n; j++)
        check_node (check, node->children[i].items[j]);
    }
}

/**
 * spt_record_check:
 * @self: a record
 * @row: its row, for the issues
 * @strict: whether a wrong check character is an (overridable) error instead of a warning: accounts
 *   in production
 * @issues: where the findings go
 *
 * Checks each text by its definition and the numbers of instances by theirs, in the order of the
 * schema. An issue about a number of instances has the bare name of the group as its path and the
 * group's label as its value.
 */
void
spt_record_check (SptRecord    *self,
                  guint         row,
                  gboolean      strict,
                  SptIssueList *issues)
{
  Check check;

  g_return_if_fail (self != NULL);
  g_return_if_fail (issues != NULL);

  check = (Check) {
    self, issues, spt_schema_get_domain (spt_record_get_schema (self)), row, strict, 0
  };
  check_node (&check, spt_record_get_root (self));
}

/**
 * spt_node_add_issue:
 * @node: a node
 * @field: (nullable): a field of its group, %NULL for the node itself
 * @issues: where the finding goes
 * @level: how grave
 * @domain: message table
 * @code: code in that table
 * @row: the record's row
 * @value: (nullable): the offending text
 * @limit: (nullable): what was expected
 *
 * Adds an issue whose path is that of @field of @node.
 */
void
spt_node_add_issue (const SptNode     *node,
                    const SptFieldDef *field,
                    SptIssueList      *issues,
                    SptIssueLevel      level,
                    const char        *domain,
                    const char        *code,
                    guint              row,
                    const char        *value,
                    const char        *limit)
{
  g_autoptr (GString) path = NULL;

  g_return_if_fail (node != NULL);
  g_return_if_fail (issues != NULL);

  path = g_string_new (NULL);
  spt_node_append_path (node, field, path);
  spt_issue_list_add (issues, level, domain, code, row, path->len > 0 ? path->str : NULL, value,
                      limit);
}
