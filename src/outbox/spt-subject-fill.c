/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is filled into a person or company: out of its own codes, from a position, from what a service found; and out of it
 * into a position. */
#define G_LOG_DOMAIN "spt-subject-fill"

#include "config.h"

#include "outbox/spt-subjects-private.h"

#include <string.h>

#include "base/spt-datetime.h"
#include "base/spt-fiscal-code.h"
#include "base/spt-text.h"

/* --- filling in ------------------------------------------------------------------------------------ */

/* What a file leaves out and everything else says. @full_name: "" = none. */
void
_spt_subject_complete (SptRecord  *record,
                       const char *full_name)
{
  SptNode *root = spt_record_get_root (record);
  const char *code = _spt_subject_get (root, "fiscalCode");
  g_autofree char *whole = spt_text_strip (full_name);
  g_autofree char *surname = NULL;
  g_autofree char *name = NULL;
  SptFiscalCodeParts parts;

  if (*_spt_subject_get (root, "type") == '\0')
    {
      gboolean named = *_spt_subject_get (root, "surname") != '\0' ||
                       *_spt_subject_get (root, "name") != '\0';
      gboolean company = strlen (code) == 11 || (*code == '\0' && !named &&
                                                 *_spt_subject_get (root, "vatNumber") != '\0') ||
                         (*code == '\0' && *_spt_subject_get (root, "companyName") != '\0');

      _spt_subject_set (root, "type", company ? "G" : "F");
    }

  if (*whole == '\0')
    return;
  if (!_spt_subject_is_person (root))
    {
      if (*_spt_subject_get (root, "companyName") == '\0')
        _spt_subject_set (root, "companyName", whole);
    }
  else if (*_spt_subject_get (root, "surname") == '\0' && *_spt_subject_get (root, "name") == '\0')
    {
      if (spt_fiscal_code_read_person (code, &parts) &&
          spt_fiscal_code_split_name (&parts, whole, &surname, &name))
        {
          _spt_subject_set (root, "surname", surname);
          _spt_subject_set (root, "name", name);
        }
      else
        {
          /* Which word is which cannot be told: nothing is guessed. */
          _spt_subject_set (root, "surname", whole);
        }
    }
}

/**
 * spt_subject_derive:
 * @record: a person
 * @now_utc_ms: today: whoever would not be of age is taken for a hundred years older
 *
 * Fills sex and date of birth from the codice fiscale, where they are empty.
 *
 * Returns: whether anything was filled
 */
gboolean
spt_subject_derive (SptRecord *record,
                    gint64     now_utc_ms)
{
  SptNode *root = spt_record_get_root (record);
  const char *code = _spt_subject_get (root, "fiscalCode");
  SptFiscalCodeParts parts;
  SptDatetime now;
  gboolean filled = FALSE;

  if (!_spt_subject_is_person (root) || spt_fiscal_code_check_person (code) != SPT_FISCAL_CODE_OK ||
      !spt_fiscal_code_read_person (code, &parts))
    return FALSE;

  if (*_spt_subject_get (root, "sex") == '\0')
    {
      _spt_subject_set (root, "sex", parts.female ? "F" : "M");
      filled = TRUE;
    }
  if (*_spt_subject_get (root, "birthDate") == '\0')
    {
      g_autofree char *date = NULL;

      spt_datetime_from_utc_ms (&now, now_utc_ms);
      date = spt_fiscal_code_dup_birth_date (&parts, now.year);
      _spt_subject_set (root, "birthDate", date);
      filled = TRUE;
    }

  return filled;
}

/* Same names in both tables; what differs stands in the functions. */
static const char *const shared_fields[] = {
  "streetName", "civicNumber", "postalCode", "city", "province", "country", "email", "phone", NULL
};

/**
 * spt_subject_fill_from_debtor:
 * @record: a new record of a person or company
 * @position: a debt position
 *
 * Takes over what a position says of its debtor. Surname and first name are told apart by the
 * codice fiscale; where it does not help, the whole name is the surname.
 *
 * Returns: %FALSE when it has neither name nor code
 */
gboolean
spt_subject_fill_from_debtor (SptRecord *record,
                              SptRecord *position)
{
  SptNode *root;
  SptNode *from = spt_record_get_root (position);
  const char *code = _spt_subject_get (from, "fiscalCode");

  spt_record_reset (record);
  root = spt_record_get_root (record);
  if (strcmp (code, "ANONIMO") == 0 ||
      (*code == '\0' && spt_text_is_blank (_spt_subject_get (from, "fullName"))))
    return FALSE;

  for (guint i = 0; shared_fields[i] != NULL; i++)
    _spt_subject_set (root, shared_fields[i], _spt_subject_get (from, shared_fields[i]));
  _spt_subject_set (root, "fiscalCode", code);
  _spt_subject_set (root, "type", _spt_subject_get (from, "type"));
  _spt_subject_complete (record, _spt_subject_get (from, "fullName"));
  /* Of a company the number in a notice is either; the first digit of a VAT number is below 8. */
  if (!_spt_subject_is_person (root) && strlen (code) == 11 && *code < '8')
    _spt_subject_set (root, "vatNumber", code);

  return TRUE;
}

/**
 * spt_subject_dup_debtor:
 * @record: a person or company
 *
 * Says what a position takes over of its debtor.
 *
 * Returns: (transfer full) (element-type utf8 utf8): names of fields of a position and their texts
 */
GHashTable *
spt_subject_dup_debtor (SptRecord *record)
{
  SptNode *root = spt_record_get_root (record);
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  const char *code = _spt_subject_get (root, "fiscalCode");

  for (guint i = 0; shared_fields[i] != NULL; i++)
    g_hash_table_insert (fields, (gpointer) shared_fields[i],
                         g_strdup (_spt_subject_get (root, shared_fields[i])));
  if (*_spt_subject_get (root, "phone") == '\0')
    g_hash_table_insert (fields, (gpointer) "phone",
                         g_strdup (_spt_subject_get (root, "mobile")));
  g_hash_table_insert (fields, (gpointer) "type", g_strdup (_spt_subject_is_person (root) ? "F" : "G"));
  g_hash_table_insert (fields, (gpointer) "fiscalCode",
                       g_strdup (*code != '\0' ? code : _spt_subject_get (root, "vatNumber")));
  if (_spt_subject_is_person (root))
    {
      g_autofree char *text = g_strdup_printf ("%s %s", _spt_subject_get (root, "name"),
                                               _spt_subject_get (root, "surname"));

      g_hash_table_insert (fields, (gpointer) "fullName", spt_text_strip (text));
    }
  else
    {
      g_hash_table_insert (fields, (gpointer) "fullName", spt_subject_dup_name (record));
    }

  return fields;
}

/* --- what services found --------------------------------------------------------------------------- */

static char *
dup_day (gint64 utc_ms)
{
  SptDatetime date;

  spt_datetime_from_utc_ms (&date, utc_ms);

  return g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
}

/**
 * spt_subject_set_pec:
 * @record: a person or company
 * @address: (nullable): the address; %NULL = none was found, what is known stays
 * @source: where it was found: one of the choices of "pecSource"
 * @utc_ms: when
 *
 * Keeps a certified address with its date and source, and when it was looked up, also in vain: asking may cost money
 * (services facts 3.6).
 */
void
spt_subject_set_pec (SptRecord  *record,
                     const char *address,
                     const char *source,
                     gint64      utc_ms)
{
  SptNode *root = spt_record_get_root (record);
  g_autofree char *day = dup_day (utc_ms);

  _spt_subject_set (root, "pecSearched", day);
  if (address == NULL)
    return;
  _spt_subject_set (root, "pec", address);
  _spt_subject_set (root, "pecDate", day);
  _spt_subject_set (root, "pecSource", source);
}

/**
 * spt_subject_knows_pec:
 * @record: a person or company
 * @now_utc_ms: now
 * @max_age_ms: how long a dated address counts
 *
 * Finds out whether a certified address is known without paying for it. One that its owner declared counts however old it
 * is, and so does one that nobody dated: somebody wrote it.
 *
 * Returns: whether one is known
 */
gboolean
spt_subject_knows_pec (SptRecord *record,
                       gint64     now_utc_ms,
                       gint64     max_age_ms)
{
  SptNode *root = spt_record_get_root (record);
  const char *day = _spt_subject_get (root, "pecDate");
  g_autofree char *oldest = NULL;
  SptDatetime date;

  if (*_spt_subject_get (root, "pec") == '\0')
    return FALSE;
  if (*day == '\0' || strcmp (_spt_subject_get (root, "pecSource"), "declared") == 0)
    return TRUE;
  spt_datetime_from_utc_ms_in_italy (&date, now_utc_ms - max_age_ms, NULL);
  oldest = g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);

  return strcmp (day, oldest) >= 0;
}

/* The entry of an account of a service; %NULL = none. */
static SptNode *
find_entry (SptRecord  *record,
            const char *service,
            const char *account,
            guint      *group)
{
  SptNode *root = spt_record_get_root (record);
  const SptGroupDef *def = spt_group_def_find_group (spt_node_get_def (root), "registry");

  if (def == NULL)
    return NULL; /* the user's own table may lack it */
  *group = def->index;
  for (guint i = 0; i < spt_node_get_n_children (root, def->index); i++)
    {
      SptNode *node = spt_node_get_child (root, def->index, i);

      if (strcmp (_spt_subject_get (node, "service"), service) == 0 &&
          strcmp (_spt_subject_get (node, "account"), account) == 0)
        return node;
    }

  return NULL;
}

/**
 * spt_subject_get_registry_id:
 * @record: a person or company
 * @service: the id of a service
 * @account: the name of the account with which it was entered
 *
 * Says under which identifier a service keeps the subject.
 *
 * Returns: (nullable): the identifier, as long as @record is not changed; %NULL = it was not entered from here
 */
const char *
spt_subject_get_registry_id (SptRecord  *record,
                             const char *service,
                             const char *account)
{
  guint group;
  SptNode *node = find_entry (record, service, account, &group);

  return node != NULL && *_spt_subject_get (node, "id") != '\0' ? _spt_subject_get (node, "id") : NULL;
}

/**
 * spt_subject_set_registry_id:
 * @record: a person or company
 * @service: the id of a service
 * @account: the name of the account with which it was entered
 * @id: the identifier that the service gave
 * @utc_ms: when
 *
 * Keeps under which identifier a service has the subject.
 *
 * Returns: %FALSE when there is no room for one more
 */
gboolean
spt_subject_set_registry_id (SptRecord  *record,
                             const char *service,
                             const char *account,
                             const char *id,
                             gint64      utc_ms)
{
  SptNode *root = spt_record_get_root (record);
  guint group = G_MAXUINT;
  SptNode *node = find_entry (record, service, account, &group);
  g_autofree char *day = dup_day (utc_ms);

  if (node == NULL)
    {
      if (group == G_MAXUINT ||
          spt_node_get_n_children (root, group) >= spt_node_get_def (root)->groups[group]->max)
        return FALSE;
      node = spt_node_add_child (root, group);
    }
  _spt_subject_set (node, "service", service);
  _spt_subject_set (node, "account", account);
  _spt_subject_set (node, "id", id);
  _spt_subject_set (node, "date", day);

  return TRUE;
}
