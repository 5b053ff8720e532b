/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a registry item is about, and the directory: what each takes over of the other. */
#define G_LOG_DOMAIN "spt-registry-subject"

#include "config.h"

#include "ui/tsdigital/spt-registry-subject.h"

#include <string.h>

#include "base/spt-text.h"
#include "outbox/spt-registry-fill.h"
#include "store/spt-store-dossiers.h"

#define TYPE    "subjectType"
#define PERSON  "person"
#define TAX_ID  "taxId"
#define VAT     "vatNumber"

typedef struct
{
  const char *subject;
  const char *item;
} Pair;

static const Pair person_pairs[] = {
  { "fiscalCode", TAX_ID },
  { "vatNumber", VAT },
  { "surname", "lastName" },
  { "name", "firstName" },
  { "sex", "gender" },
  { "birthDate", "birthDate" },
  { "tradeName", "description" },
  { "ateco", "economics.mainActivity" },
};

static const Pair company_pairs[] = {
  { "fiscalCode", TAX_ID },
  { "vatNumber", VAT },
  { "companyName", "description" },
  { "legalForm", "legalForm.code" },
  { "ateco", "economics.mainActivity" },
};

static const Pair address_pairs[] = {
  { "streetName", "streetName" },
  { "civicNumber", "streetNumber" },
  { "postalCode", "zipCode" },
  { "city", "city" },
  { "province", "province" },
  { "country", "country" },
};

static const char *
get (const SptNode *node,
     const char    *name)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);

  return field != NULL ? spt_node_get (node, field->index) : "";
}

static void
set (SptNode    *node,
     const char *name,
     const char *text)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);

  if (field != NULL)
    spt_node_set (node, field->index, text, -1);
}

static void
take (SptNode       *subject,
      const SptNode *item,
      const Pair    *pairs,
      guint          n_pairs)
{
  for (guint i = 0; i < n_pairs; i++)
    set (subject, pairs[i].subject, get (item, pairs[i].item));
}

/* --- the form -------------------------------------------------------------------------------------- */

static gboolean
is_person (SptForm *form)
{
  return strcmp (spt_form_get_text (form, TYPE), PERSON) == 0;
}

static const char *
get_code (SptForm *form)
{
  const char *tax_id = spt_form_get_text (form, TAX_ID);

  return *tax_id != '\0' ? tax_id : spt_form_get_text (form, VAT);
}

static char *
dup_name (SptForm *form)
{
  const char *description = spt_form_get_text (form, "description");
  g_autofree char *name = NULL;

  if (!is_person (form) || !spt_text_is_blank (description))
    return g_strdup (description);
  name = g_strdup_printf ("%s %s", spt_form_get_text (form, "lastName"), spt_form_get_text (form, "firstName"));

  return g_strdup (g_strstrip (name));
}

/* Through a record: the same as from the command line and for many at once. */
static void
fill_form (SptForm   *form,
           SptRecord *subject,
           gint64     now_utc_ms)
{
  g_autoptr (SptRecord) item = spt_form_dup_record (form);

  spt_registry_fill_from_subject (item, subject, now_utc_ms);
  spt_form_load (form, item);
  spt_form_set_modified (form, TRUE);
}

/* --- the directory --------------------------------------------------------------------------------- */

static gboolean
fill_subject (SptRecord *subject,
              SptRecord *item)
{
  SptNode *from = spt_record_get_root (item);
  SptNode *to = spt_record_get_root (subject);
  const SptGroupDef *addresses = spt_group_def_find_group (spt_node_get_def (from), "addresses");
  gboolean person = strcmp (get (from, TYPE), PERSON) == 0;

  spt_record_reset (subject);
  if (spt_text_is_blank (get (from, TAX_ID)) && spt_text_is_blank (get (from, VAT)) &&
      spt_text_is_blank (get (from, person ? "lastName" : "description")))
    return FALSE;

  set (to, "type", person ? "F" : "G");
  if (person)
    take (to, from, person_pairs, G_N_ELEMENTS (person_pairs));
  else
    take (to, from, company_pairs, G_N_ELEMENTS (company_pairs));
  if (addresses != NULL && spt_node_get_n_children (from, addresses->index) > 0)
    take (to, spt_node_get_child (from, addresses->index, 0), address_pairs, G_N_ELEMENTS (address_pairs));

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

static const char *const watched[] = { TAX_ID, VAT, "description", "lastName", NULL };

const SptPickerKind spt_picker_registered = {
  .actions = "registered",
  .watched = watched,
  .get_code = get_code,
  .dup_name = dup_name,
  .fill_form = fill_form,
  .fill_subject = fill_subject,
  .get_link = get_link,
  .set_link = spt_db_set_dossier_subject,
};
