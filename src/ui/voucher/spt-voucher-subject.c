/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The beneficiary of a voucher and the directory: what each takes over of the other. */
#define G_LOG_DOMAIN "spt-voucher-subject"

#include "config.h"

#include "ui/voucher/spt-voucher-subject.h"

#include <string.h>

#include "base/spt-comuni.h"
#include "base/spt-datetime.h"
#include "base/spt-fiscal-code.h"
#include "base/spt-text.h"
#include "outbox/spt-subjects.h"
#include "store/spt-store-dossiers.h"

#define TYPE        "tipo"
#define FAMILY      "famiglia"
#define FIRM        "impresa"
#define FAMILY_CODE "famiglia.codiceFiscale"
#define FIRM_CODE   "impresa.partitaIva"

typedef struct
{
  const char *subject;
  const char *voucher;
} Pair;

static const Pair person_pairs[] = {
  { "fiscalCode", FAMILY_CODE },
  { "surname", "famiglia.cognome" },
  { "name", "famiglia.nome" },
  { "sex", "famiglia.sesso" },
  { "birthDate", "famiglia.dataDiNascita" },
  { "birthPlace", "famiglia.luogoDiNascita" },
};

static const Pair contact_pairs[] = {
  { "email", "email" },
  { "pec", "pec" },
};

static const Pair address_pairs[] = {
  { "streetName", "indirizzoInstallazione.via" },
  { "civicNumber", "indirizzoInstallazione.civico" },
  { "postalCode", "indirizzoInstallazione.cap" },
  { "city", "comune" },
  { "istatCode", "indirizzoInstallazione.codiceIstatComune" },
  { "building", "indirizzoInstallazione.palazzina" },
  { "staircase", "indirizzoInstallazione.scala" },
  { "floor", "indirizzoInstallazione.piano" },
  { "unit", "indirizzoInstallazione.interno" },
};

static const char *
get (SptRecord  *record,
     const char *name)
{
  return spt_node_get_named (spt_record_get_root (record), name);
}

static void
set (SptRecord  *record,
     const char *name,
     const char *text)
{
  spt_node_set_named (spt_record_get_root (record), name, text);
}

static void
fill (SptForm    *form,
      const char *name,
      const char *text)
{
  SptFormField *field = spt_form_find_field (form, name);

  if (field != NULL)
    spt_form_field_set_text (field, text);
}

/* --- the form -------------------------------------------------------------------------------------- */

static gboolean
is_firm (SptForm *form)
{
  return strcmp (spt_form_get_text (form, TYPE), FIRM) == 0;
}

static const char *
get_code (SptForm *form)
{
  return spt_form_get_text (form, is_firm (form) ? FIRM_CODE : FAMILY_CODE);
}

static char *
dup_name (SptForm *form)
{
  g_autofree char *name = NULL;

  if (is_firm (form))
    return g_strdup (spt_form_get_text (form, "impresa.ragioneSociale"));
  name = g_strdup_printf ("%s %s", spt_form_get_text (form, "famiglia.cognome"),
                          spt_form_get_text (form, "famiglia.nome"));

  return g_strdup (g_strstrip (name));
}

static void
fill_empty (SptForm    *form,
            const char *name,
            const char *text)
{
  if (*spt_form_get_text (form, name) == '\0')
    fill (form, name, text);
}

/* The town is in the code, unless it is a foreign country. */
static void
derive (SptForm *form,
        gint64   now_utc_ms)
{
  const char *code = spt_form_get_text (form, FAMILY_CODE);
  SptFiscalCodeParts parts;
  SptDatetime now;
  const SptComune *comune;
  g_autofree char *born = NULL;

  if (is_firm (form) || spt_fiscal_code_check_person (code) != SPT_FISCAL_CODE_OK ||
      !spt_fiscal_code_read_person (code, &parts))
    return;
  spt_datetime_from_utc_ms (&now, now_utc_ms);
  born = spt_fiscal_code_dup_birth_date (&parts, now.year);
  comune = spt_comuni_find_cadastral (parts.place);
  fill_empty (form, "famiglia.sesso", parts.female ? "F" : "M");
  fill_empty (form, "famiglia.dataDiNascita", born);
  if (comune != NULL)
    fill_empty (form, "famiglia.luogoDiNascita", comune->name);
}

static void
fill_person (SptForm   *form,
             SptRecord *subject,
             gint64     now_utc_ms)
{
  fill (form, TYPE, FAMILY);
  for (guint i = 0; i < G_N_ELEMENTS (person_pairs); i++)
    fill (form, person_pairs[i].voucher, get (subject, person_pairs[i].subject));
  derive (form, now_utc_ms);
}

/* A person with a VAT number is a firm where a firm was asked for. */
static void
fill_firm (SptForm   *form,
           SptRecord *subject)
{
  const char *vat = get (subject, "vatNumber");
  g_autofree char *name = NULL;

  if (*get (subject, "companyName") != '\0')
    name = g_strdup (get (subject, "companyName"));
  else if (*get (subject, "tradeName") != '\0')
    name = g_strdup (get (subject, "tradeName"));
  else
    name = spt_subject_dup_name (subject);
  fill (form, TYPE, FIRM);
  fill (form, FIRM_CODE, *vat != '\0' ? vat : get (subject, "fiscalCode"));
  fill (form, "impresa.ragioneSociale", name);
  fill (form, "impresa.codiceAteco", get (subject, "ateco"));
}

/* All of it or nothing: half of two addresses is a third one. */
static void
fill_address (SptForm   *form,
              SptRecord *subject)
{
  const SptComune *comune;

  if (spt_text_is_blank (get (subject, "streetName")) && spt_text_is_blank (get (subject, "city")))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (address_pairs); i++)
    fill (form, address_pairs[i].voucher, get (subject, address_pairs[i].subject));
  if (*get (subject, "istatCode") != '\0')
    return;
  comune = spt_comuni_find_name (get (subject, "city"), *get (subject, "province") != '\0'
                                 ? get (subject, "province") : NULL);
  if (comune != NULL)
    fill (form, "indirizzoInstallazione.codiceIstatComune", comune->istat);
}

static void
fill_form (SptForm   *form,
           SptRecord *subject,
           gint64     now_utc_ms)
{
  const char *phone = get (subject, "phone");
  gboolean person = strcmp (get (subject, "type"), "G") != 0;

  if (person && !(is_firm (form) && *get (subject, "vatNumber") != '\0'))
    fill_person (form, subject, now_utc_ms);
  else
    fill_firm (form, subject);
  for (guint i = 0; i < G_N_ELEMENTS (contact_pairs); i++)
    fill (form, contact_pairs[i].voucher, get (subject, contact_pairs[i].subject));
  fill (form, "numeroDiTelefono", *phone != '\0' ? phone : get (subject, "mobile"));
  fill_address (form, subject);
}

/* --- the directory --------------------------------------------------------------------------------- */

static void
take (SptRecord  *subject,
      SptRecord  *voucher,
      const Pair *pairs,
      guint       n_pairs)
{
  for (guint i = 0; i < n_pairs; i++)
    set (subject, pairs[i].subject, get (voucher, pairs[i].voucher));
}

static gboolean
fill_subject (SptRecord *subject,
              SptRecord *voucher)
{
  gboolean firm = strcmp (get (voucher, TYPE), FIRM) == 0;
  const char *code = get (voucher, firm ? FIRM_CODE : FAMILY_CODE);
  const char *name = get (voucher, firm ? "impresa.ragioneSociale" : "famiglia.cognome");
  const SptComune *comune;

  spt_record_reset (subject);
  if (*code == '\0' && spt_text_is_blank (name))
    return FALSE;

  set (subject, "type", firm ? "G" : "F");
  if (firm)
    {
      set (subject, "vatNumber", code);
      set (subject, "fiscalCode", code);
      set (subject, "companyName", name);
      set (subject, "ateco", get (voucher, "impresa.codiceAteco"));
    }
  else
    {
      take (subject, voucher, person_pairs, G_N_ELEMENTS (person_pairs));
    }
  take (subject, voucher, contact_pairs, G_N_ELEMENTS (contact_pairs));
  take (subject, voucher, address_pairs, G_N_ELEMENTS (address_pairs));
  set (subject, "phone", get (voucher, "numeroDiTelefono"));
  comune = spt_comuni_find (get (voucher, "indirizzoInstallazione.codiceIstatComune"));
  if (comune != NULL)
    {
      set (subject, "city", comune->name);
      set (subject, "province", comune->province);
    }

  return TRUE;
}

/* --- the link -------------------------------------------------------------------------------------- */

static gint64
get_link (SptDb   *db,
          gint64   id,
          GError **error)
{
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, error);

  return dossier != NULL ? spt_dossier_get_data (dossier)->subject_id : -1;
}

static const char *const watched[] = {
  FAMILY_CODE, "famiglia.cognome", FIRM_CODE, "impresa.ragioneSociale", NULL
};

const SptPickerKind spt_picker_beneficiaries = {
  .actions = "beneficiary",
  .watched = watched,
  .get_code = get_code,
  .dup_name = dup_name,
  .derive = derive,
  .fill_form = fill_form,
  .fill_subject = fill_subject,
  .get_link = get_link,
  .set_link = spt_db_set_dossier_subject,
};
