/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who answers for a plant, out of the directory and the libretto: schede 1.6 and 3 (catasto facts 7). */

#define G_LOG_DOMAIN "spt-catasto-plant-begin-people"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#define RESPONSIBLE   "scheda_1_6_responsabile"
#define APPOINTMENTS  "scheda_3_terzo_responsabile"
#define PERSON        "1"
#define BODY          "2"
#define ADMINISTRATOR "3"

/* --- 1.6 -------------------------------------------------------------------------------------------- */

static gboolean
is_body (GHashTable *person)
{
  return strcmp (spt_catasto_wish_get (person, "type"), "G") == 0;
}

/* Abroad a postal code and a province have another form, which the schema does not know. */
static gboolean
is_in_italy (GHashTable *person)
{
  const char *country = spt_catasto_wish_get (person, "country");

  return *country == '\0' || strcmp (country, "IT") == 0;
}

static void
add_person (SptCatastoBegin *begin,
            xmlNodePtr       scheda,
            GHashTable      *person)
{
  static const char *const address[][2] = {
    { "L1_6indirizzo", "streetName" }, { "L1_6civico", "civicNumber" }, { "L1_6cap", "postalCode" },
    { "L1_6comune", "city" }, { "L1_6prov", "province" }, { "L1_6email", "email" }, { "L1_6pec", "pec" }
  };
  SptCatastoTree *out = begin->out;
  const char *phone = spt_catasto_wish_get (person, "phone");

  spt_catasto_tree_add_text (out, scheda, "L1_6tipoSoggetto", is_body (person) ? BODY : PERSON);
  if (is_body (person))
    {
      /* Surname and name are those of whoever represents it: the directory does not have them. */
      const char *code = spt_catasto_wish_get (person, "fiscalCode");

      spt_catasto_tree_add_text (out, scheda, "L1_6cf", *code != '\0' ? code
                                 : spt_catasto_wish_get (person, "vatNumber"));
      spt_catasto_tree_add_text (out, scheda, "L1_6ragSociale", spt_catasto_wish_get (person, "companyName"));
      spt_catasto_tree_add_text (out, scheda, "L1_6piva", spt_catasto_wish_get (person, "vatNumber"));
    }
  else
    {
      spt_catasto_tree_add_text (out, scheda, "L1_6cognome", spt_catasto_wish_get (person, "surname"));
      spt_catasto_tree_add_text (out, scheda, "L1_6nome", spt_catasto_wish_get (person, "name"));
      spt_catasto_tree_add_text (out, scheda, "L1_6cf", spt_catasto_wish_get (person, "fiscalCode"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (address); i++)
    {
      gboolean is_italian = strcmp (address[i][0], "L1_6cap") == 0 || strcmp (address[i][0], "L1_6prov") == 0;

      if (!is_italian || is_in_italy (person))
        spt_catasto_tree_add_text (out, scheda, address[i][0], spt_catasto_wish_get (person, address[i][1]));
    }
  spt_catasto_tree_add_text (out, scheda, "L1_6telefono", *phone != '\0' ? phone
                             : spt_catasto_wish_get (person, "mobile"));
}

/**
 * spt_catasto_begin_responsible:
 * @begin: what begins
 *
 * Fills in 1.6 out of the directory; where nobody was chosen, as it is, to be changed.
 */
void
spt_catasto_begin_responsible (SptCatastoBegin *begin)
{
  static const char *const whole[] = { RESPONSIBLE, NULL };
  GHashTable *person = begin->wish != NULL ? begin->wish->person : NULL;

  if (person != NULL)
    {
      add_person (begin, spt_catasto_tree_add (begin->out, begin->out->plant, RESPONSIBLE), person);
      return;
    }
  if (begin->libretto != NULL)
    spt_catasto_tree_copy_fields (begin->out, begin->out->plant, begin->libretto->plant, whole);
  spt_catasto_tree_need_scheda (begin->out, RESPONSIBLE);
}

/* --- 3 ---------------------------------------------------------------------------------------------- */

/* The active responsible is who signs (catasto facts 7). */
static void
add_signer (SptCatastoBegin *begin,
            xmlNodePtr       appointment)
{
  static const char *const pairs[][2] = {
    { "L3cognome", "L1_6cognome" }, { "L3nome", "L1_6nome" }, { "L3codiceFiscale", "L1_6cf" },
    { "L3ragioneSociale", "L1_6ragSociale" }, { "L3piva", "L1_6piva" }
  };
  SptCatastoTree *from = begin->libretto;
  xmlNodePtr scheda = from != NULL ? spt_catasto_tree_first (from->plant, RESPONSIBLE) : NULL;
  const char *title;

  if (scheda == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    spt_catasto_tree_add_text (begin->out, appointment, pairs[i][0], spt_catasto_tree_get (from, scheda, pairs[i][1]));
  title = spt_catasto_tree_get (from, scheda, "L1_6titolo");
  if (*title != '\0')
    spt_catasto_tree_add_text (begin->out, appointment, strcmp (title, ADMINISTRATOR) == 0 ? "L3flagAmministratore"
                               : "L3flagProprietario", "true");
}

static char *
dup_name (GHashTable *person)
{
  const char *name = spt_catasto_wish_get (person, "companyName");

  if (*name == '\0')
    name = spt_catasto_wish_get (person, "tradeName");
  if (*name != '\0')
    return g_strdup (name);

  return g_strstrip (g_strdup_printf ("%s %s", spt_catasto_wish_get (person, "surname"),
                                      spt_catasto_wish_get (person, "name")));
}

/* Of the firm the catalogue knows more than the directory. */
static void
add_firm (SptCatastoBegin *begin,
          xmlNodePtr       appointment)
{
  GHashTable *firm = begin->wish->firm;
  GHashTable *person = begin->wish->person;
  g_autofree char *name = person != NULL ? dup_name (person) : g_strdup (spt_catasto_wish_get (firm, "name"));
  g_autofree char *rea = g_strstrip (g_strdup_printf ("%s %s", spt_catasto_wish_get (firm, "reaProvince"),
                                                      spt_catasto_wish_get (firm, "reaNumber")));
  const char *vat = spt_catasto_wish_get (person != NULL ? person : firm, "vatNumber");

  spt_catasto_tree_add_text (begin->out, appointment, "L3ragSocialeDitta", name);
  spt_catasto_tree_add_text (begin->out, appointment, "L3cciaa", rea);
  spt_catasto_tree_add_text (begin->out, appointment, "L3pivaDitta", vat);
}

/* "GT-1, GF-1": what was chosen, else every generator in use. */
static char *
dup_parts (SptCatastoBegin *begin)
{
  g_autoptr (GString) parts = g_string_new (NULL);
  GPtrArray *wished = begin->wish->components;

  for (guint i = 0; wished != NULL && i < wished->len; i++)
    {
      guint number;
      const SptCatastoKind *kind = spt_catasto_parse_component (g_ptr_array_index (wished, i), &number);

      if (kind != NULL && number > 0)
        g_string_append_printf (parts, "%s%s-%u", parts->len > 0 ? ", " : "", kind->kind, number);
    }
  if (parts->len == 0)
    {
      g_autoptr (GArray) generators = spt_catasto_list_generators (begin->libretto);

      for (guint i = 0; i < generators->len; i++)
        {
          const SptCatastoGenerator *generator = &g_array_index (generators, SptCatastoGenerator, i);

          g_string_append_printf (parts, "%s%s-%u", parts->len > 0 ? ", " : "", generator->kind->kind,
                                  generator->number);
        }
    }

  return g_string_free (g_steal_pointer (&parts), FALSE);
}

/**
 * spt_catasto_begin_third:
 * @begin: what begins
 *
 * Gives the appointments there are, so that none is lost, and a new one of the firm that was chosen. Without a firm they
 * are there to be changed or ended.
 */
void
spt_catasto_begin_third (SptCatastoBegin *begin)
{
  static const char *const whole[] = { APPOINTMENTS, NULL };
  static const SptPlantWish nothing = { NULL };
  gboolean is_chosen = begin->wish != NULL && (begin->wish->person != NULL || begin->wish->firm != NULL);
  g_autofree char *parts = NULL;
  xmlNodePtr scheda;
  xmlNodePtr appointment;

  if (begin->wish == NULL)
    begin->wish = &nothing;
  if (begin->libretto != NULL)
    spt_catasto_tree_copy_fields (begin->out, begin->out->plant, begin->libretto->plant, whole);
  scheda = spt_catasto_tree_need_scheda (begin->out, APPOINTMENTS);
  if (!is_chosen && spt_catasto_tree_first (scheda, "terzo_responsabile") != NULL)
    return;

  appointment = spt_catasto_tree_add (begin->out, scheda, "terzo_responsabile");
  add_signer (begin, appointment);
  add_firm (begin, appointment);
  spt_catasto_tree_add_text (begin->out, appointment, "L3dataValiditaContrattoDal",
                             spt_catasto_wish_get_day (begin->wish));
  parts = dup_parts (begin);
  spt_catasto_tree_add_text (begin->out, appointment, "L3apparecchiature", parts);
}
