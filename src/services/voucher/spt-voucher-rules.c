/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the service would refuse of a voucher, and what is likely to be wrong in it (services facts
 * 4.5, 4.6). */

#define G_LOG_DOMAIN "spt-voucher-rules"

#include "config.h"

#include <string.h>

#include "base/spt-comuni.h"
#include "base/spt-fiscal-code.h"
#include "base/spt-text.h"
#include "services/voucher/spt-voucher-flow.h"
#include "services/voucher/spt-voucher-record.h"

#define MIN_SPEED 30

typedef struct
{
  SptAccount   *account;  /* (nullable) */
  SptRecord    *record;
  SptNode      *root;
  SptIssueList *issues;
  SptDatetime   today;
  guint         row;
  gboolean      send_dates;
} Look;

static void
report (Look          *look,
        SptNode       *node,
        SptIssueLevel  level,
        const char    *code,
        const char    *name,
        const char    *limit)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);

  spt_node_add_issue (node, field, look->issues, level, SPT_VOUCHER_DOMAIN, code, look->row,
                      field != NULL ? spt_node_get (node, field->index) : NULL, limit);
}

static const char *
get (Look       *look,
     const char *name)
{
  return spt_node_get_named (look->root, name);
}

/* FALSE for an empty text, and for one that is no date, which is told by the field's own check. */
static gboolean
get_date (SptNode     *node,
          const char  *name,
          SptDatetime *date)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);

  return field != NULL && *spt_node_get (node, field->index) != '\0' &&
         spt_node_get_datetime (node, field->index, date);
}

static int
compare_days (const SptDatetime *a,
              const SptDatetime *b)
{
  int left = (a->year * 12 + a->month) * 31 + a->day;
  int right = (b->year * 12 + b->month) * 31 + b->day;

  return left - right;
}

/* --- who ------------------------------------------------------------------------------------- */

static void
check_code_beside (Look *look)
{
  SptFiscalCodeParts parts;
  SptDatetime birth;
  g_autofree char *expected = NULL;

  if (!spt_fiscal_code_read_person (get (look, "famiglia.codiceFiscale"), &parts))
    return;

  if (!spt_text_is_blank (get (look, "famiglia.cognome")) &&
      !spt_fiscal_code_fits_surname (&parts, get (look, "famiglia.cognome")))
    report (look, look->root, SPT_ISSUE_WARNING, "code-surname", "famiglia.cognome", parts.surname);
  if (!spt_text_is_blank (get (look, "famiglia.nome")) &&
      !spt_fiscal_code_fits_name (&parts, get (look, "famiglia.nome")))
    report (look, look->root, SPT_ISSUE_WARNING, "code-name", "famiglia.nome", parts.name);
  if (strlen (get (look, "famiglia.sesso")) == 1 &&
      (*get (look, "famiglia.sesso") == 'F') != parts.female)
    report (look, look->root, SPT_ISSUE_WARNING, "code-sex", "famiglia.sesso",
            parts.female ? "F" : "M");
  if (get_date (look->root, "famiglia.dataDiNascita", &birth) &&
      (birth.year % 100 != parts.year || birth.month != parts.month || birth.day != parts.day))
    {
      expected = g_strdup_printf ("%02d/%02d/…%02d", parts.day, parts.month, parts.year);
      report (look, look->root, SPT_ISSUE_WARNING, "code-birth-date", "famiglia.dataDiNascita",
              expected);
    }
}

/* A relative is a code of exactly 16 characters, told once (services facts 4.5). */
static void
check_relatives (Look *look)
{
  const SptGroupDef *root = spt_node_get_def (look->root);
  guint group = spt_group_def_find_group (root, "famigliari")->index;
  guint n = spt_node_get_n_children (look->root, group);
  const char *own = get (look, "famiglia.codiceFiscale");
  g_autofree char *limit = g_strdup_printf ("%u", n + 1);
  guint64 members;

  for (guint i = 0; i < n; i++)
    {
      SptNode *node = spt_node_get_child (look->root, group, i);
      const char *code = spt_node_get_named (node, "codiceFiscale");
      gboolean twice = FALSE;

      if (*code == '\0')
        continue;
      /* A provisional code fits nowhere here; what is no code at all the field's check says too. */
      if (g_utf8_strlen (code, -1) != 16)
        report (look, node, SPT_ISSUE_ERROR, "relative-form", "codiceFiscale", "16");
      if (g_ascii_strcasecmp (code, own) == 0)
        report (look, node, SPT_ISSUE_ERROR, "relative-self", "codiceFiscale", NULL);
      for (guint j = 0; j < i && !twice; j++)
        {
          const SptNode *other = spt_node_get_child (look->root, group, j);

          twice = g_ascii_strcasecmp (code, spt_node_get_named (other, "codiceFiscale")) == 0;
        }
      if (twice)
        report (look, node, SPT_ISSUE_ERROR, "relative-twice", "codiceFiscale", NULL);
    }

  if (!g_ascii_string_to_unsigned (get (look, "famiglia.numeroComponentiNucleoFamigliare"), 10, 1,
                                   G_MAXINT32, &members, NULL))
    return;
  if (members < n + 1)
    report (look, look->root, SPT_ISSUE_ERROR, "household-fewer",
            "famiglia.numeroComponentiNucleoFamigliare", limit);
  else if (members > n + 1)
    report (look, look->root, SPT_ISSUE_WARNING, "household-more",
            "famiglia.numeroComponentiNucleoFamigliare", limit);
}

static void
check_family (Look *look)
{
  static const char *const needed[] = { "tipoDocumento", "numeroDocumento" };
  const char *code = get (look, "famiglia.codiceFiscale");
  SptDatetime date;

  /* A firm may send these, a family must. */
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      if (spt_text_is_blank (get (look, needed[i])))
        report (look, look->root, SPT_ISSUE_ERROR, "required", needed[i], NULL);
    }
  /* A provisional code of eleven digits is a person's for six months at most. */
  if (strlen (code) == 11)
    report (look, look->root, SPT_ISSUE_WARNING, "code-provisional", "famiglia.codiceFiscale",
            NULL);
  check_code_beside (look);
  check_relatives (look);
  if (get_date (look->root, "famiglia.dataDiNascita", &date) &&
      compare_days (&date, &look->today) > 0)
    report (look, look->root, SPT_ISSUE_ERROR, "birth-future", "famiglia.dataDiNascita", NULL);
  if (get_date (look->root, "dataScadenzaDocumento", &date) &&
      compare_days (&date, &look->today) < 0)
    report (look, look->root, SPT_ISSUE_WARNING, "document-expired", "dataScadenzaDocumento", NULL);
}

static void
check_firm (Look *look)
{
  const char *ateco = get (look, "impresa.codiceAteco");

  if (strlen (get (look, "impresa.partitaIva")) == 16)
    report (look, look->root, SPT_ISSUE_ERROR, "vat-form", "impresa.partitaIva", NULL);
  if (*ateco != '\0' &&
      !g_regex_match_simple ("^[0-9]{2}([.]?[0-9]|[.]?[0-9]{2}([.]?[0-9]{1,2})?)?$", ateco, G_REGEX_DOLLAR_ENDONLY, 0))
    report (look, look->root, SPT_ISSUE_WARNING, "ateco-form", "impresa.codiceAteco", NULL);
}

/* --- what and where ---------------------------------------------------------------------------- */

/* The domain has labels of letters, digits and inner hyphens, two at least (services facts 5.6); all
 * else of an address is the field's own check. */
static void
check_email (Look       *look,
             const char *name)
{
  const char *text = get (look, name);
  const char *at = strrchr (text, '@');

  if (at != NULL && at != text && at[1] != '\0' &&
      !g_regex_match_simple ("^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)+$",
                             at + 1, G_REGEX_CASELESS | G_REGEX_DOLLAR_ENDONLY, 0))
    report (look, look->root, SPT_ISSUE_WARNING, "email-domain", name, at + 1);
}

static void
check_offer (Look *look)
{
  const char *cell = get (look, "codiceUnivocoCella");
  SptDatetime date;
  guint64 speed;

  if (g_ascii_string_to_unsigned (get (look, "velocitaDownloadMbit"), 10, 0, 99999, &speed, NULL) &&
      speed < MIN_SPEED)
    report (look, look->root, SPT_ISSUE_ERROR, "speed-low", "velocitaDownloadMbit", "30");
  if (*cell != '\0' &&
      !g_regex_match_simple ("^(20|100)MN[0-9]{7}E[0-9]{7}$", cell, G_REGEX_DOLLAR_ENDONLY, 0))
    report (look, look->root, SPT_ISSUE_ERROR, "cell-form", "codiceUnivocoCella", NULL);
  if (look->send_dates && *get (look, "operatore.dataPrenotazione") == '\0')
    report (look, look->root, SPT_ISSUE_ERROR, "date-asked", "operatore.dataPrenotazione", NULL);
  if (look->send_dates && get_date (look->root, "operatore.dataPrenotazione", &date) &&
      compare_days (&date, &look->today) > 0)
    report (look, look->root, SPT_ISSUE_WARNING, "date-future", "operatore.dataPrenotazione", NULL);
}

/* Which municipalities are enabled only the service knows: its answer is 001. */
static void
check_place (Look *look)
{
  const char *code = get (look, "indirizzoInstallazione.codiceIstatComune");
  const char *name = get (look, "comune");
  const SptComune *comune = spt_comuni_find (code);

  if (strlen (code) != 6)
    return;
  if (comune == NULL)
    report (look, look->root, SPT_ISSUE_WARNING, "municipality-unknown",
            "indirizzoInstallazione.codiceIstatComune", NULL);
  else if (*name != '\0' && spt_comuni_find_name (name, comune->province) != comune)
    report (look, look->root, SPT_ISSUE_WARNING, "municipality-other", "comune", comune->name);
}

/* --- the operations ------------------------------------------------------------------------------ */

/* Lengths count characters composed, and composed they are sent (services facts 4.5): what is too
 * long only because its accents stand apart is not. */
static gboolean
is_grave (Look           *look,
          const SptIssue *issue)
{
  SptNode *node;
  const SptFieldDef *field;
  g_autofree char *composed = NULL;

  if (strcmp (issue->code, "too-long") != 0 || issue->path == NULL ||
      !spt_record_find_path (look->record, issue->path, &node, &field) || field == NULL)
    return TRUE;
  composed = g_utf8_normalize (spt_node_get (node, field->index), -1, G_NORMALIZE_NFC);

  return composed == NULL || spt_text_length (composed) > field->max_error;
}

/* What a reservation does not send is not its business: the other kind of beneficiary, and the steps
 * that come later. */
static gboolean
is_of_reservation (Look           *look,
                   const SptIssue *issue)
{
  SptNode *node;
  const SptFieldDef *field;

  if (issue->path == NULL || !spt_record_find_path (look->record, issue->path, &node, &field))
    return TRUE;
  if (node == look->root)
    return field != NULL ? spt_node_is_visible (node, field->index)
                         : strcmp (issue->path, "famigliari") == 0 &&
           !spt_voucher_is_firm (look->record);

  return strcmp (spt_node_get_def (node)->name, "famigliari") == 0 &&
         !spt_voucher_is_firm (look->record);
}

/* What is filled in and does not count, because the beneficiary is of the other kind. */
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

static void
check_reservation (Look     *look,
                   gboolean  strict)
{
  g_autoptr (SptIssueList) all = spt_issue_list_new (0);

  spt_record_check (look->record, look->row, strict, all);
  for (guint i = 0; i < spt_issue_list_get_n (all); i++)
    {
      const SptIssue *issue = spt_issue_list_get (all, i);

      if (is_of_reservation (look, issue) && is_grave (look, issue))
        spt_issue_list_add_copy (look->issues, issue, look->row);
    }
  if (spt_voucher_is_firm (look->record))
    check_firm (look);
  else
    check_family (look);
  check_email (look, "email");
  check_email (look, "pec");
  check_offer (look);
  check_place (look);
  tell_unsent (look);
}

/* Of all that is wrong with a record, what an operation sends: its own part, and whose it is. */
static void
check_part (Look       *look,
            const char *part,
            gboolean    strict)
{
  g_autoptr (SptIssueList) all = spt_issue_list_new (0);
  const char *key = spt_voucher_is_firm (look->record) ? "impresa.partitaIva"
                                                       : "famiglia.codiceFiscale";

  spt_record_check (look->record, look->row, strict, all);
  for (guint i = 0; i < spt_issue_list_get_n (all); i++)
    {
      const SptIssue *issue = spt_issue_list_get (all, i);

      if (issue->path != NULL && is_grave (look, issue) &&
          (strcmp (issue->path, "tipo") == 0 || strcmp (issue->path, key) == 0 ||
           g_str_has_prefix (issue->path, part)))
        spt_issue_list_add_copy (look->issues, issue, look->row);
    }
}

static void
check_step (Look       *look,
            const char *part,
            const char *date_name,
            gboolean    strict)
{
  SptNode *node = spt_node_get_first (spt_record_get_root (look->record), part);
  const SptFieldDef *field;
  SptDatetime date;

  check_part (look, part, strict);
  if (node == NULL)
    {
      spt_issue_list_add (look->issues, SPT_ISSUE_ERROR, SPT_VOUCHER_DOMAIN, "part-missing",
                          look->row, part, NULL, NULL);
      return;
    }
  field = spt_group_def_find_field (spt_node_get_def (node), date_name);
  if (!field->required && !look->send_dates)
    return;
  if (!field->required && *spt_node_get (node, field->index) == '\0')
    report (look, node, SPT_ISSUE_ERROR, "date-asked", date_name, NULL);
  else if (get_date (node, date_name, &date) && compare_days (&date, &look->today) > 0)
    report (look, node, SPT_ISSUE_WARNING, "date-future", date_name, NULL);
}

/**
 * spt_voucher_check:
 * @account: (nullable): which it goes with: but for production a wrong check character is a warning
 *   (services facts 4.11, 9)
 * @operation: "voucher.prenotazione" and its like
 * @record: a voucher
 * @row: of the file, from 1; 0 = none
 * @now_utc_ms: what dates are compared with, UTC milliseconds
 * @issues: takes what is found
 *
 * Checks what an operation would send of a voucher.
 */
void
spt_voucher_check (SptAccount   *account,
                   const char   *operation,
                   SptRecord    *record,
                   guint         row,
                   gint64        now_utc_ms,
                   SptIssueList *issues)
{
  Look look = { account, record, spt_record_get_root (record), issues, .row = row };
  const char *verb = spt_voucher_get_verb (operation);
  gboolean strict = account == NULL ||
                    spt_account_get_environment (account) == SPT_ENVIRONMENT_PRODUCTION;

  spt_datetime_from_utc_ms_in_italy (&look.today, now_utc_ms, NULL);
  look.send_dates = account != NULL &&
                    g_strcmp0 (spt_account_get_setting (account, "send-dates"), "true") == 0;

  if (strcmp (verb, "prenotazione") == 0)
    check_reservation (&look, strict);
  else if (strcmp (verb, "attivazione") == 0)
    check_step (&look, verb, "dataAttivazione", strict);
  else if (strcmp (verb, "cessazione") == 0)
    check_step (&look, verb, "dataCessazione", strict);
  else if (strcmp (verb, "disdetta") == 0)
    check_step (&look, verb, "dataDisdetta", strict);
}
