/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out: one code a request. A list of codes is any text file with one in each line; what
 * stands behind a separator is for people. */

#define G_LOG_DOMAIN "spt-trovapec-document"

#include "config.h"

#include "services/trovapec/spt-trovapec-document.h"

#include <string.h>

#include "base/spt-fiscal-code.h"
#include "services/trovapec/spt-trovapec-answer.h"
#include "services/trovapec/spt-trovapec-reply.h"

#define SEPARATORS ";,\t|"
#define VAT_LENGTH 11

/**
 * spt_trovapec_get_schema:
 *
 * Gets what a request consists of.
 *
 * Returns: (transfer none) (nullable): the schema; %NULL when the user's own table is broken
 */
SptSchema *
spt_trovapec_get_schema (void)
{
  static SptSchemaOnce once;

  return spt_schema_load_once (&once, "trovapec/lookup.json", SPT_TROVAPEC_DOMAIN);
}

const char *
spt_trovapec_get_code (SptRecord *record)
{
  return spt_node_get_named (spt_record_get_root (record), "codice");
}

gboolean
spt_trovapec_has_cancel (SptRecord *record)
{
  return spt_node_get_first (spt_record_get_root (record), "cancel") != NULL;
}

/* Each request is paid for: in production a code that fails its check is an error, which a person may
 * take upon himself. */
static gboolean
is_strict (SptAccount *account)
{
  return account == NULL || spt_account_get_environment (account) == SPT_ENVIRONMENT_PRODUCTION;
}

/**
 * spt_trovapec_check:
 * @account: (nullable): which it goes with
 * @operation: "trovapec.lookup" and its like
 * @record: a request
 * @row: of the file, from 1; 0 = none
 * @now_utc_ms: when; no rule looks at it
 * @issues: takes what is found
 *
 * Checks the code. A provisional one of a person, eleven digits, is taken (services facts 5.1).
 */
void
spt_trovapec_check (SptAccount   *account,
                    const char   *operation,
                    SptRecord    *record,
                    guint         row,
                    gint64        now_utc_ms,
                    SptIssueList *issues)
{
  spt_record_check (record, row, is_strict (account), issues);
}

/* --- lists ---------------------------------------------------------------------------------------- */

static void
code_free (gpointer data)
{
  SptTrovapecCode *code = data;

  g_free (code->code);
  g_free (code);
}

/* "IT00743110157" is how a partita IVA stands on an invoice. */
static char *
dup_code (const char *line)
{
  g_autofree char *first = g_strndup (line, strcspn (line, SEPARATORS));
  char *code;

  g_strdelimit (first, "\"'", ' ');
  code = spt_fiscal_code_normalize (first);
  if (g_str_has_prefix (code, "IT") && strlen (code) == VAT_LENGTH + 2 &&
      strspn (code + 2, "0123456789") == VAT_LENGTH)
    memmove (code, code + 2, VAT_LENGTH + 1);

  return code;
}

/* The first line of a table is what its column is called. */
static gboolean
is_heading (const char *code)
{
  return strpbrk (code, "0123456789") == NULL;
}

static const char *
find_fault (const char    *code,
            gboolean       strict,
            SptIssueLevel *level)
{
  *level = SPT_ISSUE_ERROR;
  switch (spt_fiscal_code_check (code))
    {
    case SPT_FISCAL_CODE_BAD_FORM:
      return "bad-fiscal-code";
    case SPT_FISCAL_CODE_BAD_CHECK:
      *level = strict ? SPT_ISSUE_ERROR : SPT_ISSUE_WARNING;
      return "bad-fiscal-check";
    case SPT_FISCAL_CODE_BAD_DATE:
      *level = strict ? SPT_ISSUE_ERROR : SPT_ISSUE_WARNING;
      return "bad-fiscal-date";
    case SPT_FISCAL_CODE_OK:
    default:
      return NULL;
    }
}

/**
 * spt_trovapec_read_codes:
 * @account: (nullable): which they go with
 * @data: (array length=length): a text file, one code a line
 * @length: its bytes
 * @issues: takes what is found, by line
 *
 * Reads a list of codes: UTF-8 or Windows-1252, blank lines and those that begin with # left aside,
 * a heading too. A code that comes again is told, and asked for once.
 *
 * Returns: (transfer full) (element-type SptTrovapecCode): the codes
 */
GPtrArray *
spt_trovapec_read_codes (SptAccount   *account,
                         const void   *data,
                         gsize         length,
                         SptIssueList *issues)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func (code_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *text = spt_trovapec_decode (data, length);
  g_auto (GStrv) lines = NULL;
  gboolean strict = is_strict (account);
  gboolean is_first = TRUE;

  /* Windows ends a line in two characters, an old Mac in the other one. */
  if (strchr (text, '\n') == NULL)
    g_strdelimit (text, "\r", '\n');
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *code = dup_code (lines[i]);
      SptTrovapecCode *entry;
      SptIssueLevel level;
      const char *fault;
      const SptTrovapecCode *before;
      guint row = i + 1;

      if (*code == '\0' || *code == '#' || (is_first && is_heading (code)))
        {
          is_first = is_first && *code == '\0';
          continue;
        }
      is_first = FALSE;
      fault = find_fault (code, strict, &level);
      if (fault != NULL)
        spt_issue_list_add (issues, level, SPT_TROVAPEC_DOMAIN, fault, row, "codice", code, NULL);
      if (fault != NULL && level == SPT_ISSUE_ERROR)
        continue;
      before = g_hash_table_lookup (seen, code);
      if (before != NULL)
        {
          g_autofree char *where = g_strdup_printf ("%u", before->row);

          spt_issue_list_add (issues, SPT_ISSUE_NOTE, SPT_TROVAPEC_DOMAIN, "code-twice", row, "codice",
                              code, where);
          continue;
        }

      entry = g_new0 (SptTrovapecCode, 1);
      entry->code = g_steal_pointer (&code);
      entry->row = row;
      g_ptr_array_add (codes, entry);
      g_hash_table_insert (seen, entry->code, entry);
    }
  if (codes->len == 0 && spt_issue_list_get_n_errors (issues) == 0)
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_TROVAPEC_DOMAIN, "no-codes", 0, NULL, NULL, NULL);

  return codes;
}

/* --- forms ---------------------------------------------------------------------------------------- */

/**
 * spt_trovapec_build:
 * @operation: "trovapec.lookup" and its like
 * @code: (nullable): whom it is about; %NULL for the balance
 *
 * Makes the form of an operation. What it asks for is told by the one parameter it has (services
 * facts 3.2); the key is put in front when it leaves.
 *
 * Returns: (transfer full): the form
 */
GBytes *
spt_trovapec_build (const char *operation,
                    const char *code)
{
  g_autofree char *escaped = g_uri_escape_string (code != NULL ? code : "", NULL, FALSE);
  const char *name = g_strcmp0 (operation, SPT_TROVAPEC_LOOKUP) == 0 ? "cf"
                     : g_strcmp0 (operation, SPT_TROVAPEC_CANCEL) == 0 ? "cf-delete" : "saldo";
  char *text = g_strconcat (name, "=", escaped, NULL);

  return g_bytes_new_take (text, strlen (text));
}
