/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is looked at in a person or company: names and birth beside the codice fiscale, codes,
 * places, the PEC's source. Only what makes a record useless is an error (services facts 5.1). */
#define G_LOG_DOMAIN "spt-subject-rules"

#include "config.h"

#include "outbox/spt-subjects-private.h"

#include <string.h>

#include "base/spt-datetime.h"
#include "base/spt-fiscal-code.h"
#include "base/spt-text.h"

#define DOMAIN "subject"

/* Provinces of today and, for a place of birth, those that were. EE stands for abroad. */
static const char provinces[] =
  " AG AL AN AO AP AQ AR AT AV BA BG BI BL BN BO BR BS BT BZ CA CB CE CH CL CN CO CR CS CT CZ EN "
  "FC FE FG FI FM FR GE GO GR IM IS KR LC LE LI LO LT LU MB MC ME MI MN MO MS MT NA NO NU OR PA "
  "PC PD PE PG PI PN PO PR PT PU PV PZ RA RC RE RG RI RM RN RO SA SI SO SP SR SS SU SV TA TE TN "
  "TO TP TR TS TV UD VA VB VC VE VI VR VS VT VV CI OG OT MD FO PS EE ";
static const char old_provinces[] = " PL FU ZA ";

typedef struct
{
  SptRecord    *record;
  SptNode      *root;
  SptIssueList *issues;
  guint         row;
} Look;

const char *
_spt_subject_get (SptNode    *node,
                  const char *name)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);

  return field != NULL ? spt_node_get (node, field->index) : "";
}

void
_spt_subject_set (SptNode    *node,
                  const char *name,
                  const char *text)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);

  if (field != NULL)
    spt_node_set (node, field->index, text, -1);
}

static void
report_at (Look          *look,
           SptNode       *node,
           SptIssueLevel  level,
           const char    *code,
           const char    *name,
           const char    *value,
           const char    *limit)
{
  const SptFieldDef *field =
    name != NULL ? spt_group_def_find_field (spt_node_get_def (node), name) : NULL;

  spt_node_add_issue (node, field, look->issues, level, DOMAIN, code, look->row, value, limit);
}

static void
warn (Look       *look,
      const char *code,
      const char *name,
      const char *limit)
{
  report_at (look, look->root, SPT_ISSUE_WARNING, code, name, _spt_subject_get (look->root, name),
             limit);
}

gboolean
_spt_subject_is_person (SptNode *root)
{
  return strcmp (_spt_subject_get (root, "type"), "G") != 0;
}

/* --- who --------------------------------------------------------------------------------------- */

static void
check_name (Look *look)
{
  const char *name = _spt_subject_get (look->root, "name");
  const char *surname = _spt_subject_get (look->root, "surname");

  if (_spt_subject_is_person (look->root) ? spt_text_is_blank (surname) && spt_text_is_blank (name)
                             : spt_text_is_blank (_spt_subject_get (look->root, "companyName")))
    report_at (look, look->root, SPT_ISSUE_ERROR, "no-name",
               _spt_subject_is_person (look->root) ? "surname" : "companyName", NULL, NULL);
}

static void
check_codes (Look *look)
{
  const char *code = _spt_subject_get (look->root, "fiscalCode");
  const char *vat = _spt_subject_get (look->root, "vatNumber");

  if (*code == '\0' && *vat == '\0')
    report_at (look, look->root, SPT_ISSUE_WARNING, "no-code", "fiscalCode", NULL, NULL);
  if (_spt_subject_is_person (look->root) && strlen (code) == 11 &&
      spt_fiscal_code_check_vat (code) == SPT_FISCAL_CODE_OK)
    warn (look, "code-provisional", "fiscalCode", NULL);
  if (!_spt_subject_is_person (look->root) && strlen (code) == 16)
    warn (look, "code-of-person", "fiscalCode", NULL);
  /* A form that is nobody's is told by the field's own check. */
  if (strlen (vat) == 16 && spt_fiscal_code_check (vat) != SPT_FISCAL_CODE_BAD_FORM)
    report_at (look, look->root, SPT_ISSUE_ERROR, "vat-form", "vatNumber", vat, NULL);
}

/* --- the code beside the rest -------------------------------------------------------------------- */

static void
check_birth_date (Look                     *look,
                  const SptFiscalCodeParts *parts)
{
  const SptFieldDef *field =
    spt_group_def_find_field (spt_node_get_def (look->root), "birthDate");
  g_autofree char *expected = NULL;
  SptDatetime date;

  if (*spt_node_get (look->root, field->index) == '\0' ||
      !spt_node_get_datetime (look->root, field->index, &date))
    return;
  /* The century is not in the code: there are people over a hundred. */
  if (date.year % 100 == parts->year && date.month == parts->month && date.day == parts->day)
    return;

  expected = g_strdup_printf ("%02d/%02d/…%02d", parts->day, parts->month, parts->year);
  warn (look, "code-birth-date", "birthDate", expected);
}

/* No table of municipalities is asked: whether it is Italy or abroad shows in the letter. */
static void
check_birth_place (Look                     *look,
                   const SptFiscalCodeParts *parts)
{
  const char *province = _spt_subject_get (look->root, "birthProvince");
  const char *country = _spt_subject_get (look->root, "birthCountry");
  gboolean abroad = g_ascii_strcasecmp (province, "EE") == 0 ||
                    (*country != '\0' && strcmp (country, "IT") != 0);
  gboolean italy = strcmp (country, "IT") == 0 || (*province != '\0' && !abroad);

  if (parts->place[0] > 'M' && parts->place[0] != 'Z')
    report_at (look, look->root, SPT_ISSUE_WARNING, "code-birth-place", "fiscalCode",
               _spt_subject_get (look->root, "birthPlace"), parts->place);
  else if ((parts->place[0] == 'Z' && italy) || (parts->place[0] != 'Z' && abroad))
    report_at (look, look->root, SPT_ISSUE_WARNING, "code-birth-place",
               *province != '\0' ? "birthProvince" : "birthCountry",
               *province != '\0' ? province : country, parts->place);
}

static void
check_code_beside (Look *look)
{
  const char *surname = _spt_subject_get (look->root, "surname");
  const char *name = _spt_subject_get (look->root, "name");
  const char *sex = _spt_subject_get (look->root, "sex");
  SptFiscalCodeParts parts;

  if (!_spt_subject_is_person (look->root) ||
      !spt_fiscal_code_read_person (_spt_subject_get (look->root, "fiscalCode"), &parts))
    return;

  if (!spt_text_is_blank (surname) && !spt_fiscal_code_fits_surname (&parts, surname))
    warn (look, "code-surname", "surname", parts.surname);
  if (!spt_text_is_blank (name) && !spt_fiscal_code_fits_name (&parts, name))
    warn (look, "code-name", "name", parts.name);
  if (strlen (sex) == 1 && (*sex == 'F') != parts.female)
    warn (look, "code-sex", "sex", parts.female ? "F" : "M");
  check_birth_date (look, &parts);
  check_birth_place (look, &parts);
}

/* --- places and the PEC -------------------------------------------------------------------------- */

static gboolean
is_province (const char *text,
             gboolean    of_birth)
{
  g_autofree char *upper = g_ascii_strup (text, -1);
  g_autofree char *word = g_strdup_printf (" %s ", upper);

  return strlen (text) == 2 &&
         (strstr (provinces, word) != NULL || (of_birth && strstr (old_provinces, word) != NULL));
}

static void
check_address (Look    *look,
               SptNode *node)
{
  const char *province = _spt_subject_get (node, "province");
  const char *country = _spt_subject_get (node, "country");
  const char *code = _spt_subject_get (node, "postalCode");

  if (*country != '\0' && strcmp (country, "IT") != 0)
    return;
  if (*province != '\0' && !is_province (province, FALSE))
    report_at (look, node, SPT_ISSUE_WARNING, "province-unknown", "province", province, NULL);
  if (*code != '\0' && (strlen (code) != 5 || strspn (code, "0123456789") != 5))
    report_at (look, node, SPT_ISSUE_WARNING, "postal-code-form", "postalCode", code, NULL);
}

/**
 * spt_subject_check:
 * @record: a person or company
 * @row: of the file, from 1; 0 = none
 * @issues: takes what is found
 *
 * Checks all that needs no archive. What the codice fiscale says beside what is written is a
 * warning that tells what does not agree, never an error (services facts 5.1).
 */
void
spt_subject_check (SptRecord    *record,
                   guint         row,
                   SptIssueList *issues)
{
  Look look = { record, spt_record_get_root (record), issues, row };
  const char *birth_province = _spt_subject_get (look.root, "birthProvince");
  guint n_others = spt_node_get_n_children (look.root, 0);

  spt_record_check (record, row, FALSE, issues);
  check_name (&look);
  check_codes (&look);
  check_code_beside (&look);
  if (*birth_province != '\0' && !is_province (birth_province, TRUE))
    warn (&look, "province-unknown", "birthProvince", NULL);
  check_address (&look, look.root);
  for (guint i = 0; i < n_others; i++)
    check_address (&look, spt_node_get_child (look.root, 0, i));

  if (*_spt_subject_get (look.root, "pec") != '\0' &&
      (*_spt_subject_get (look.root, "pecDate") == '\0' ||
       *_spt_subject_get (look.root, "pecSource") == '\0'))
    report_at (&look, look.root, SPT_ISSUE_NOTE, "pec-unsourced", "pec", NULL, NULL);
}

/* --- names ---------------------------------------------------------------------------------------- */

/**
 * spt_subject_dup_name:
 * @record: a person or company
 *
 * Writes the name as lists show it: surname and first name, or the company's.
 *
 * Returns: (transfer full): the name, "" where there is none
 */
char *
spt_subject_dup_name (SptRecord *record)
{
  SptNode *root = spt_record_get_root (record);
  g_autofree char *text = NULL;

  if (!_spt_subject_is_person (root))
    return spt_text_strip (_spt_subject_get (root, "companyName"));
  text = g_strdup_printf ("%s %s", _spt_subject_get (root, "surname"),
                          _spt_subject_get (root, "name"));

  return spt_text_strip (text);
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Words folded and sorted, without points and legal forms: "Rossi S.r.l." and "ROSSI SRL" are
 * alike, and so are "Rossi Mario" and "Mario Rossi". */
char *
_spt_subject_dup_key (const char *name)
{
  g_autofree char *folded = spt_text_fold (name);
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_auto (GStrv) parts = NULL;
  GString *key = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (plain, c);
      else if (c != '.' && c != '\'')
        g_string_append_c (plain, ' ');
    }
  parts = g_strsplit (plain->str, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      static const char *const forms[] = { "srl", "srls", "spa", "snc", "sas", "sapa", "scarl",
                                           "scrl", "arl", NULL };

      if (*parts[i] != '\0' && !g_strv_contains (forms, parts[i]))
        g_ptr_array_add (words, parts[i]);
    }
  g_ptr_array_sort (words, compare_words);
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (key, "%s%s", i > 0 ? " " : "", (char *) g_ptr_array_index (words, i));

  return g_string_free (key, FALSE);
}
