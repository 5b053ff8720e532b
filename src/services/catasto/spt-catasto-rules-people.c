/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on who answers for a plant: schede 1.6 and 3, and every code of a person or firm (catasto facts
 * 6, 7). */

#define G_LOG_DOMAIN "spt-catasto-rules-people"

#include "config.h"

#include <string.h>

#include "base/spt-fiscal-code.h"
#include "services/catasto/spt-catasto-rules.h"

#define PERSON       "scheda_1_6_responsabile"
#define APPOINTMENTS "scheda_3_terzo_responsabile"
#define APPOINTMENT  "terzo_responsabile"
#define FROM         "L3dataValiditaContrattoDal"
#define TO           "L3dataValiditaContrattoAl"
#define PARTS        "L3apparecchiature"
#define OCCUPANT     "2"
#define BODY         "2"

/* --- codes ------------------------------------------------------------------------------------------- */

static void
check_code (SptCatastoCheck     *check,
            SptNode             *node,
            const char          *name,
            const char          *bad_form,
            const char          *bad_check,
            SptFiscalCodeResult  result)
{
  const char *text = spt_catasto_node_get (node, name);

  if (result == SPT_FISCAL_CODE_OK)
    return;
  if (result == SPT_FISCAL_CODE_BAD_FORM)
    {
      spt_catasto_say_error (check, node, name, bad_form, text);
      return;
    }
  spt_catasto_say_error (check, node, name, bad_check, text);
  spt_issue_list_set_overridable (check->issues);
}

static void
check_codes (SptCatastoCheck *check,
             SptNode         *node)
{
  static const char *const people[] = {
    "L1_6cf", "L3codiceFiscale", "L13codiceFiscale", "codiceFiscale", "codiceFiscaleIspettore"
  };
  static const char *const firms[] = { "L1_6piva", "L3piva", "L3pivaDitta" };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      if (spt_catasto_node_has (node, people[i]))
        check_code (check, node, people[i], "E-CF", "E-CF:controllo",
                    spt_fiscal_code_check (spt_catasto_node_get (node, people[i])));
    }
  for (guint i = 0; i < G_N_ELEMENTS (firms); i++)
    {
      if (spt_catasto_node_has (node, firms[i]))
        check_code (check, node, firms[i], "E-PIVA", "E-PIVA:controllo",
                    spt_fiscal_code_check_vat (spt_catasto_node_get (node, firms[i])));
    }
}

/* A body is named by its name; a person has none (catasto facts 7, 1.6). */
static void
check_body (SptCatastoCheck *check,
            SptNode         *node)
{
  gboolean is_body = strcmp (spt_catasto_node_get (node, "L1_6tipoSoggetto"), BODY) == 0;

  if (is_body && !spt_catasto_node_has (node, "L1_6ragSociale"))
    spt_catasto_say_warning (check, node, "L1_6ragSociale", "W-RESPONSABILE", NULL);
}

/* --- the third responsible ------------------------------------------------------------------------------ */

static void
check_period (SptCatastoCheck *check,
              SptNode         *node)
{
  SptNode *end = spt_catasto_node_first (node, "L3cessazione");
  guint from;
  guint to;

  if (!spt_catasto_node_get_day (node, FROM, &from))
    return;
  if (spt_catasto_node_get_day (node, TO, &to) && to < from)
    spt_catasto_say_error (check, node, TO, "E-TERZO-RESP", spt_catasto_node_get (node, TO));
  if (end != NULL && spt_catasto_node_get_day (end, "data", &to) && to < from)
    spt_catasto_say_error (check, end, "data", "E-TERZO-RESP:cessazione", spt_catasto_node_get (end, "data"));
}

/* The last day that an appointment is good for. */
static gboolean
get_period (SptNode *node,
            guint   *from,
            guint   *to)
{
  SptNode *end = spt_catasto_node_first (node, "L3cessazione");
  guint ended;

  if (!spt_catasto_node_get_day (node, FROM, from) || !spt_catasto_node_get_day (node, TO, to))
    return FALSE;
  if (end != NULL && spt_catasto_node_get_day (end, "data", &ended))
    *to = MIN (*to, ended);

  return *from <= *to;
}

/* "GT-1, gt 2;GF1": kind and number of each, "GT1". */
static GPtrArray *
list_parts (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("([A-Za-z]{2,3})[ \\-]?([0-9]{1,3})(?![0-9])", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *word = g_match_info_fetch (match, 1);
      g_autofree char *number = g_match_info_fetch (match, 2);
      g_autofree char *kind = g_ascii_strup (word, -1);

      if (spt_catasto_kind_find (kind) != NULL)
        g_ptr_array_add (parts, g_strdup_printf ("%s-%" G_GUINT64_FORMAT, kind,
                                                 g_ascii_strtoull (number, NULL, 10)));
    }

  return parts;
}

/* Where nobody can tell which parts are meant nothing is said. */
static gboolean
share_part (SptNode *a,
            SptNode *b)
{
  g_autoptr (GPtrArray) parts = list_parts (spt_catasto_node_get (a, PARTS));
  g_autoptr (GPtrArray) others = list_parts (spt_catasto_node_get (b, PARTS));

  for (guint i = 0; i < parts->len; i++)
    {
      if (g_ptr_array_find_with_equal_func (others, g_ptr_array_index (parts, i), g_str_equal, NULL))
        return TRUE;
    }

  return parts->len == 0 && others->len == 0 &&
         strcmp (spt_catasto_node_get (a, PARTS), spt_catasto_node_get (b, PARTS)) == 0;
}

static void
check_overlap (SptCatastoCheck *check,
               SptNode         *node)
{
  guint n = spt_catasto_node_count (node, APPOINTMENT);
  guint from;
  guint to;
  guint other_from;
  guint other_to;

  for (guint i = 1; i < n; i++)
    {
      SptNode *appointment = spt_catasto_node_child (node, APPOINTMENT, i);

      if (!get_period (appointment, &from, &to))
        continue;
      for (guint j = 0; j < i; j++)
        {
          SptNode *other = spt_catasto_node_child (node, APPOINTMENT, j);

          if (get_period (other, &other_from, &other_to) && from <= other_to && other_from <= to &&
              share_part (appointment, other))
            {
              spt_catasto_say_error (check, appointment, FROM, "E-TERZO-RESP:sovrapposta",
                                     spt_catasto_node_get (appointment, PARTS));
              break;
            }
        }
    }
}

/* A document that tells of the same firm's from the same day has the last word on it. */
static gboolean
is_told_anew (SptCatastoCheck *check,
              SptNode         *known)
{
  SptNode *scheda = spt_catasto_node_first (check->plant, APPOINTMENTS);
  guint n = scheda != NULL ? spt_catasto_node_count (scheda, APPOINTMENT) : 0;

  for (guint i = 0; i < n; i++)
    {
      SptNode *told = spt_catasto_node_child (scheda, APPOINTMENT, i);

      if (strcmp (spt_catasto_node_get (told, "L3cciaa"), spt_catasto_node_get (known, "L3cciaa")) == 0 &&
          strcmp (spt_catasto_node_get (told, FROM), spt_catasto_node_get (known, FROM)) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Those on file stay beside those that are sent. */
static void
check_known_overlap (SptCatastoCheck *check,
                     SptNode         *appointment)
{
  SptNode *known = check->libretto != NULL && !spt_catasto_is_whole (check)
                   ? spt_catasto_node_first (check->libretto, APPOINTMENTS) : NULL;
  guint n = known != NULL ? spt_catasto_node_count (known, APPOINTMENT) : 0;
  guint from, to, other_from, other_to;

  if (n == 0 || !get_period (appointment, &from, &to))
    return;
  for (guint i = 0; i < n; i++)
    {
      SptNode *other = spt_catasto_node_child (known, APPOINTMENT, i);

      if (!get_period (other, &other_from, &other_to) || from > other_to || other_from > to ||
          !share_part (appointment, other) || is_told_anew (check, other))
        continue;
      spt_catasto_say_error (check, appointment, FROM, "E-TERZO-RESP:sovrapposta",
                             spt_catasto_node_get (appointment, PARTS));
      /* Who is on file may have left without anybody saying so here. */
      spt_issue_list_set_overridable (check->issues);
      return;
    }
}

/* What of the document, or of the libretto, says who answers for the plant. */
static void
check_who_appoints (SptCatastoCheck *check,
                    SptNode         *node)
{
  SptNode *person = spt_catasto_node_first (check->plant, PERSON);

  if (person == NULL && check->libretto != NULL)
    person = spt_catasto_node_first (check->libretto, PERSON);
  if (person == NULL)
    return;
  if (strcmp (spt_catasto_node_get (person, "L1_6titolo"), OCCUPANT) == 0)
    spt_catasto_say_error (check, node, "L3codiceFiscale", "E-TERZO-RESP:occupante", NULL);
  else if (spt_catasto_node_has (person, "L1_6cf") &&
           strcmp (spt_catasto_node_get (person, "L1_6cf"), spt_catasto_node_get (node, "L3codiceFiscale")) != 0)
    spt_catasto_say_warning (check, node, "L3codiceFiscale", "E-TERZO-RESP:altro",
                             spt_catasto_node_get (node, "L3codiceFiscale"));
}

static void
check_its_parts (SptCatastoCheck *check,
                 SptNode         *node)
{
  g_autoptr (GPtrArray) parts = list_parts (spt_catasto_node_get (node, PARTS));
  gboolean is_known = spt_catasto_is_whole (check) || check->libretto != NULL;
  guint from = 0;

  if (!is_known || !spt_catasto_node_get_day (node, FROM, &from))
    return;
  for (guint i = 0; i < parts->len; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_ptr_array_index (parts, i), "-", 2);
      const SptCatastoKind *kind = spt_catasto_kind_find (words[0]);
      SptNode *component = spt_catasto_find_known (check, words[0], words[1]);
      SptNode *item = component != NULL ? spt_catasto_get_item (component, kind) : NULL;
      guint ended;

      if (item == NULL ||
          (spt_catasto_item_get_day (item, kind, "dataDismissione", &ended) && ended < from))
        spt_catasto_say_error (check, node, PARTS, "E-TERZO-RESP:apparecchiatura",
                               g_ptr_array_index (parts, i));
    }
}

/* Whether the boiler has a room of its own nobody says in the document. */
static void
check_dwelling (SptCatastoCheck *check,
                SptNode         *plant)
{
  SptNode *place = spt_catasto_node_first (plant, "scheda_1_2_ubicazione");
  SptNode *scheda = spt_catasto_node_first (plant, APPOINTMENTS);

  if (place == NULL && check->libretto != NULL)
    place = spt_catasto_node_first (check->libretto, "scheda_1_2_ubicazione");
  if (scheda != NULL && place != NULL && spt_catasto_node_is_true (place, "L1_2flagUnitaImmSingle"))
    spt_catasto_say_warning (check, plant, APPOINTMENTS, "E-TERZO-RESP:locale", NULL);
}

const SptCatastoRule spt_catasto_rules_people[] = {
  { "E-CF", "*", "6", check_codes },
  { "W-RESPONSABILE", PERSON, "7", check_body },
  { "E-TERZO-RESP", APPOINTMENT, "7", check_period },
  { "E-TERZO-RESP", APPOINTMENTS, "7", check_overlap },
  { "E-TERZO-RESP", APPOINTMENT, "7", check_known_overlap },
  { "E-TERZO-RESP", APPOINTMENT, "7", check_who_appoints },
  { "E-TERZO-RESP", APPOINTMENT, "7", check_its_parts },
  { "E-TERZO-RESP", "impianto", "7", check_dwelling },
  { NULL, NULL, NULL, NULL }
};
