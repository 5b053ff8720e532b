/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A registry item out of a person or company of the directory. Pure. */
#define G_LOG_DOMAIN "spt-registry-fill"

#include "config.h"

#include "outbox/spt-registry-fill.h"

#include <string.h>

#include "base/spt-text.h"
#include "outbox/spt-subjects.h"

#define ADDRESSES "addresses"
#define CONTACTS  "contacts"

typedef struct
{
  const char *subject;
  const char *item;
} Pair;

static const Pair shared_pairs[] = {
  { "fiscalCode", "taxId" },
  { "vatNumber", "vatNumber" },
  { "ateco", "economics.mainActivity" },
};

static const Pair person_pairs[] = {
  { "surname", "lastName" },
  { "name", "firstName" },
  { "sex", "gender" },
  { "birthDate", "birthDate" },
  { "tradeName", "description" },
};

static const Pair company_pairs[] = {
  { "companyName", "description" },
  { "legalForm", "legalForm.code" },
};

static const Pair address_pairs[] = {
  { "streetName", "streetName" },
  { "civicNumber", "streetNumber" },
  { "postalCode", "zipCode" },
  { "city", "city" },
  { "province", "province" },
  { "country", "country" },
};

/* The word by which the list of kinds names what each is sent as: which words the service takes nobody
 * documents but for the telephone, so that list decides. */
static const Pair contact_pairs[] = {
  { "phone", "phone" },
  { "mobile", "phone" },
  { "email", "email" },
  { "pec", "pec" },
};

/* What the directory does not know stays. */
static void
take (SptNode       *item,
      const SptNode *subject,
      const Pair    *pairs,
      guint          n_pairs)
{
  for (guint i = 0; i < n_pairs; i++)
    {
      if (!spt_text_is_blank (spt_node_get_named (subject, pairs[i].subject)))
        spt_node_set_named (item, pairs[i].item, spt_node_get_named (subject, pairs[i].subject));
    }
}

static void
fill_initial (SptNode *node)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      if (def->fields[i].initial_value != NULL && spt_text_is_blank (spt_node_get (node, i)))
        spt_node_set (node, i, def->fields[i].initial_value, -1);
    }
}

/* All of it or nothing: half of two addresses is a third one. */
static void
fill_address (SptNode       *item,
              const SptNode *subject)
{
  const SptGroupDef *group = spt_group_def_find_group (spt_node_get_def (item), ADDRESSES);
  SptNode *address;

  if (group == NULL ||
      (spt_text_is_blank (spt_node_get_named (subject, "streetName")) &&
       spt_text_is_blank (spt_node_get_named (subject, "city"))))
    return;
  address = spt_node_get_n_children (item, group->index) > 0
            ? spt_node_get_child (item, group->index, 0) : spt_node_add_child (item, group->index);
  for (guint i = 0; i < G_N_ELEMENTS (address_pairs); i++)
    spt_node_set_named (address, address_pairs[i].item, spt_node_get_named (subject, address_pairs[i].subject));
  fill_initial (address);
}

static gboolean
has_contact (const SptNode *item,
             guint          group,
             const char    *value)
{
  for (guint i = 0; i < spt_node_get_n_children (item, group); i++)
    {
      if (strcmp (spt_node_get_named (spt_node_get_child (item, group, i), "value"), value) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
fill_contacts (SptNode       *item,
               const SptNode *subject)
{
  const SptGroupDef *group = spt_group_def_find_group (spt_node_get_def (item), CONTACTS);
  const SptFieldDef *type = group != NULL ? spt_group_def_find_field (group, "type") : NULL;

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (contact_pairs); i++)
    {
      const char *value = spt_node_get_named (subject, contact_pairs[i].subject);
      const char *word = spt_field_def_read_choice (type, contact_pairs[i].item);
      SptNode *contact;

      /* It comes back as it is where no choice has that word. */
      if (spt_text_is_blank (value) || word == contact_pairs[i].item || has_contact (item, group->index, value) ||
          (group->max > 0 && spt_node_get_n_children (item, group->index) >= group->max))
        continue;
      contact = spt_node_add_child (item, group->index);
      spt_node_set_named (contact, "type", word);
      spt_node_set_named (contact, "value", value);
    }
}

/**
 * spt_registry_fill_from_subject:
 * @item: a registry item
 * @subject: a person or company
 * @now_utc_ms: today: whoever would not be of age is taken for a hundred years older
 *
 * Takes over what the directory knows: who it is, codes, the address as the first one, contacts that
 * are not there yet. What it does not know stays as it is.
 */
void
spt_registry_fill_from_subject (SptRecord *item,
                                SptRecord *subject,
                                gint64     now_utc_ms)
{
  SptNode *to = spt_record_get_root (item);
  SptNode *from = spt_record_get_root (subject);
  gboolean person = strcmp (spt_node_get_named (from, "type"), "G") != 0;

  g_return_if_fail (item != NULL);
  g_return_if_fail (subject != NULL);

  if (person)
    spt_subject_derive (subject, now_utc_ms);
  spt_node_set_named (to, "subjectType", person ? "person" : "company");
  take (to, from, shared_pairs, G_N_ELEMENTS (shared_pairs));
  if (person)
    take (to, from, person_pairs, G_N_ELEMENTS (person_pairs));
  else
    take (to, from, company_pairs, G_N_ELEMENTS (company_pairs));
  fill_initial (to);
  fill_address (to, from);
  fill_contacts (to, from);
}
