/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where each field of an item stands in the service's document (services facts 2.6). */

#define G_LOG_DOMAIN "spt-tsdigital-members"

#include "config.h"

#include "services/tsdigital/spt-tsdigital-record.h"

#include <string.h>

#define DETAILS    "item.base.details."
#define ECONOMICS  DETAILS "economics."
#define REGISTER   DETAILS "professionalRegister."
#define IDENTIFIER "item.base.identifier."

/* *INDENT-OFF* */
static const SptTsdigitalMember address[] = {
  { "city", "city", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { "country", "country", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { "province", "province", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { "streetName", "streetName", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { "streetNumber", "streetNumber", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { "types", "types", SPT_TSDIGITAL_WORDS, NULL, 0 },
  { "zipCode", "zipCode", SPT_TSDIGITAL_TEXT, NULL, 0 },
};
static const SptTsdigitalMember contact[] = {
  { "label", "label", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { "type", "type", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { "value", "value", SPT_TSDIGITAL_TEXT, NULL, 0 },
};
static const SptTsdigitalMember owner[] = {
  { "id", "id", SPT_TSDIGITAL_TEXT, NULL, 0 },
};

/* In the order of the document. */
static const SptTsdigitalMember members[] = {
  { DETAILS "addresses", "addresses", SPT_TSDIGITAL_OBJECTS, address, G_N_ELEMENTS (address) },
  { DETAILS "birthDate", "birthDate", SPT_TSDIGITAL_DATE, NULL, 0 },
  { DETAILS "classifier", "classifier", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { DETAILS "contacts", "contacts", SPT_TSDIGITAL_OBJECTS, contact, G_N_ELEMENTS (contact) },
  { DETAILS "description", "description", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { ECONOMICS "balanceSheetDate", "economics.balanceSheetDate", SPT_TSDIGITAL_DATE, NULL, 0 },
  { ECONOMICS "capitalStock", "economics.capitalStock", SPT_TSDIGITAL_MONEY, NULL, 0 },
  { ECONOMICS "cciaa", "economics.cciaa", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { ECONOMICS "economicActivities.mainActivity.code", "economics.mainActivity", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { ECONOMICS "liquidationState", "economics.liquidationState", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { ECONOMICS "rea", "economics.rea", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { ECONOMICS "registrationDate", "economics.registrationDate", SPT_TSDIGITAL_DATE, NULL, 0 },
  { ECONOMICS "soleShareholder", "economics.soleShareholder", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { ECONOMICS "taxRegime", "economics.taxRegime", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { DETAILS "firstName", "firstName", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { DETAILS "gender", "gender", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { DETAILS "lastName", "lastName", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { DETAILS "legalClass", "legalClass", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { DETAILS "legalForm.code", "legalForm.code", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { REGISTER "code", "professionalRegister.code", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { REGISTER "description", "professionalRegister.description", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { REGISTER "province", "professionalRegister.province", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { REGISTER "registrationDate", "professionalRegister.registrationDate", SPT_TSDIGITAL_DATE, NULL, 0 },
  { IDENTIFIER "govCode", "govCode", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { IDENTIFIER "taxId", "taxId", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { IDENTIFIER "taxRegion", "taxRegion", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { IDENTIFIER "vatNumber", "vatNumber", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { "item.preferences.hidden", "preferences.hidden", SPT_TSDIGITAL_BOOLEAN, NULL, 0 },
  { "item.preferences.language", "preferences.language", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { "noKeys", "noKeys", SPT_TSDIGITAL_BOOLEAN, NULL, 0 },
  { "noOwnership", "noOwnership", SPT_TSDIGITAL_BOOLEAN, NULL, 0 },
  { "ownerIds", "owners", SPT_TSDIGITAL_TEXTS, owner, G_N_ELEMENTS (owner) },
  { "studioId", "studioId", SPT_TSDIGITAL_TEXT, NULL, 0 },
  { "validated", "validated", SPT_TSDIGITAL_BOOLEAN, NULL, 0 },
  { "certified", "certified", SPT_TSDIGITAL_BOOLEAN, NULL, 0 },
};
/* *INDENT-ON* */

/**
 * spt_tsdigital_list_members:
 * @n_members: (out): how many
 *
 * Lists what the service's document consists of.
 *
 * Returns: (transfer none) (array length=n_members): the members, in the order of the document
 */
const SptTsdigitalMember *
spt_tsdigital_list_members (guint *n_members)
{
  *n_members = G_N_ELEMENTS (members);

  return members;
}

/* --- names that the service says --------------------------------------------------------------- */

/* What a name was matched with so far. */
typedef struct
{
  const char *name;     /* with dots, without numbers */
  guint       index;    /* the first number in it */
  guint       n_found;
  char       *path;     /* (owned) (nullable) */
} Match;

/* Whether the name is @wire or its end from a dot on. */
static gboolean
ends_with (const char *wire,
           const char *name)
{
  gsize whole = strlen (wire);
  gsize length = strlen (name);

  return length <= whole && g_ascii_strcasecmp (wire + whole - length, name) == 0 &&
         (length == whole || wire[whole - length - 1] == '.');
}

static void
look_at (Match                    *match,
         const SptTsdigitalMember *member,
         const SptTsdigitalMember *part)
{
  g_autofree char *wire = part == NULL || member->form == SPT_TSDIGITAL_TEXTS
                          ? g_strdup (member->wire)
                          : g_strconcat (member->wire, ".", part->wire, NULL);

  if (!ends_with (wire, match->name))
    return;
  match->n_found++;
  if (match->path != NULL)
    return;
  if (part != NULL)
    match->path = g_strdup_printf ("%s[%u].%s", member->field, match->index, part->field);
  else
    match->path = g_strdup (member->field);
}

/* "addresses[0].zipCode" and "/addresses/0/zipCode" become "addresses.zipCode" and 0. */
static char *
dup_plain (const char *name,
           guint      *index)
{
  g_autofree char *dotted = g_strdelimit (g_strdup (name), "[]/", '.');
  g_auto (GStrv) parts = g_strsplit (dotted, ".", -1);
  g_autoptr (GString) plain = g_string_new (NULL);
  gboolean has_index = FALSE;

  *index = 0;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint64 number;

      if (*parts[i] == '\0')
        continue;
      if (g_ascii_string_to_unsigned (parts[i], 10, 0, 999, &number, NULL))
        {
          if (!has_index)
            *index = (guint) number;
          has_index = TRUE;
          continue;
        }
      g_string_append_printf (plain, "%s%s", plain->len > 0 ? "." : "", parts[i]);
    }

  return g_strdup (plain->str);
}

/**
 * spt_tsdigital_dup_path:
 * @name: what the service calls a field: the whole way to it, or the end of it
 *
 * Finds the field that is meant. What shape names have in an answer nobody documents (services facts
 * 2.7): dots, brackets and slashes are all understood.
 *
 * Returns: (transfer full) (nullable): the path of a field; %NULL when no member, or more than one,
 *   has that name
 */
char *
spt_tsdigital_dup_path (const char *name)
{
  guint index;
  g_autofree char *plain = dup_plain (name, &index);
  Match match = { plain, index, 0, NULL };

  if (*plain == '\0')
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      look_at (&match, &members[i], members[i].form == SPT_TSDIGITAL_TEXTS ? &owner[0] : NULL);
      for (guint j = 0; members[i].form == SPT_TSDIGITAL_OBJECTS && j < members[i].n_members; j++)
        look_at (&match, &members[i], &members[i].members[j]);
    }
  if (match.n_found != 1)
    g_clear_pointer (&match.path, g_free);

  return match.path;
}
