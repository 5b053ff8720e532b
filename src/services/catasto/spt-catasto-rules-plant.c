/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on schede 1.2 to 1.5: where a plant is, what it serves, what makes it go (catasto facts 7). */

#define G_LOG_DOMAIN "spt-catasto-rules-plant"

#include "config.h"

#include <string.h>

#include "base/spt-comuni.h"
#include "base/spt-text.h"
#include "services/catasto/spt-catasto-rules.h"

#define PLACE    "scheda_1_2_ubicazione"
#define SERVICES "scheda_1_3_servizi"
#define CARRIER  "scheda_1_4_fluido_vettore"
#define KINDS    "scheda_1_5_tipologia_generatori"
#define UNIT     "unita_immobiliare"
#define WINTER   "L1_3servizioClimaInv"
#define SUMMER   "L1_3servizioClimaEst"
#define GAS      "2"

/* --- place ------------------------------------------------------------------------------------------- */

static gboolean
is_digits (const char *text,
           gsize       length)
{
  return strlen (text) == length && strspn (text, "0123456789") == length;
}

static void
check_cap (SptCatastoCheck *check,
           SptNode         *node)
{
  static const char *const names[] = { "L1_2cap", "L1_6cap" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *cap = spt_catasto_node_get (node, names[i]);

      if (*cap != '\0' && !is_digits (cap, 5))
        spt_catasto_say_error (check, node, names[i], "E-CAP", cap);
    }
}

static void
check_comune (SptCatastoCheck *check,
              SptNode         *node)
{
  const char *name = spt_catasto_node_get (node, "L1_2comune");
  const char *province = spt_catasto_node_get (node, "L1_2prov");
  const char *code = spt_catasto_node_get (node, "L1_2codiceComune");
  const SptComune *comune;
  const SptComune *coded = NULL;

  if (*province != '\0' && !spt_catasto_has_province (province))
    {
      spt_catasto_say_error (check, node, "L1_2prov", "E-COMUNE:regione", province);
      spt_issue_list_set_overridable (check->issues);
    }
  comune = *name != '\0' ? spt_comuni_find_name (name, *province != '\0' ? province : NULL) : NULL;
  if (*name != '\0' && comune == NULL)
    {
      comune = spt_comuni_find_name (name, NULL);
      spt_catasto_say (check, SPT_ISSUE_ERROR, node, comune != NULL ? "L1_2prov" : "L1_2comune",
                       comune != NULL ? "E-COMUNE:provincia" : "E-COMUNE",
                       comune != NULL ? province : name, comune != NULL ? comune->province : NULL);
      spt_issue_list_set_overridable (check->issues);
    }
  if (*code == '\0')
    return;
  coded = g_ascii_isdigit (*code) ? spt_comuni_find (code) : spt_comuni_find_cadastral (code);
  if (coded == NULL || (comune != NULL && strcmp (coded->istat, comune->istat) != 0))
    {
      spt_catasto_say (check, SPT_ISSUE_ERROR, node, "L1_2codiceComune", "E-COMUNE:codice", code,
                       coded != NULL ? coded->name : "?");
      spt_issue_list_set_overridable (check->issues);
    }
}

static gboolean
is_pod (const char *text)
{
  return g_regex_match_simple ("^IT[0-9]{3}E[0-9]{8}[0-9A-Z]?$", text, G_REGEX_DOLLAR_ENDONLY, 0);
}

static void
check_unit (SptCatastoCheck *check,
            SptNode         *node)
{
  static const char *const wanted[] = { "L1_2foglio", "L1_2particella", "L1_2sub" };
  const char *pod = spt_catasto_node_get (node, "L1_2pod");
  const char *pdr = spt_catasto_node_get (node, "L1_2pdr");

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      if (!spt_catasto_node_has (node, wanted[i]))
        spt_catasto_say_error (check, node, wanted[i], "E-CATASTO", NULL);
    }
  if (*pod != '\0' && !is_pod (pod))
    spt_catasto_say_error (check, node, "L1_2pod", "E-POD", pod);
  if (*pdr != '\0' && !is_digits (pdr, 14))
    spt_catasto_say_error (check, node, "L1_2pdr", "E-PDR", pdr);
}

static void
check_units (SptCatastoCheck *check,
             SptNode         *node)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = spt_catasto_node_count (node, UNIT);

  for (guint i = 0; i < n; i++)
    {
      SptNode *unit = spt_catasto_node_child (node, UNIT, i);
      g_autofree char *key = NULL;

      if (!spt_catasto_node_has (unit, "L1_2foglio"))
        continue;
      key = g_strjoin ("/", spt_catasto_node_get (unit, "L1_2sezione"),
                       spt_catasto_node_get (unit, "L1_2foglio"),
                       spt_catasto_node_get (unit, "L1_2particella"),
                       spt_catasto_node_get (unit, "L1_2sub"), NULL);
      if (!g_hash_table_add (seen, g_ascii_strup (key, -1)))
        spt_catasto_say_error (check, unit, NULL, "E-CATASTO:doppia", key);
      g_clear_pointer (&key, g_free);
    }
  if (n > 1 && spt_catasto_node_is_true (node, "L1_2flagUnitaImmSingle"))
    spt_catasto_say_warning (check, node, "L1_2flagUnitaImmSingle", "E-CATASTO:unica", NULL);
}

/* --- services ---------------------------------------------------------------------------------------- */

static void
check_services (SptCatastoCheck *check,
                SptNode         *node)
{
  if (!spt_catasto_node_has (node, "L1_3servizioACS") && !spt_catasto_node_has (node, WINTER) &&
      !spt_catasto_node_has (node, SUMMER) && !spt_catasto_node_has (node, "L1_3servizioAltro"))
    spt_catasto_say_error (check, node, NULL, "E-SERVIZI", NULL);
}

static void
check_carrier (SptCatastoCheck *check,
               SptNode         *node)
{
  if (!spt_catasto_node_is_true (node, "L1_4fluidoAcqua") && !spt_catasto_node_is_true (node, "L1_4fluidoAria") &&
      !spt_catasto_node_has (node, "L1_4fluidoAltro"))
    spt_catasto_say_error (check, node, NULL, "E-SERVIZI:fluido", NULL);
}

static gboolean
has_kind (SptNode *node)
{
  static const char *const names[] = {
    "L1_5tipoGeneratore", "L1_5tipoPompa", "L1_5tipoFrigo", "L1_5tipoTelerisc", "L1_5tipoTeleraff",
    "L1_5tipoCogen"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (spt_catasto_node_is_true (node, names[i]))
        return TRUE;
    }

  return spt_catasto_node_has (node, "L1_5tipoAltro");
}

static void
check_kinds (SptCatastoCheck *check,
             SptNode         *node)
{
  if (!has_kind (node))
    spt_catasto_say_error (check, node, NULL, "E-SERVIZI:generatori", NULL);
}

/* A service that 1.3 or 1.5 names wants its volume in 1.2, and its power. */
static void
check_volume (SptCatastoCheck *check,
              SptNode         *plant)
{
  static const struct
  {
    const char *service;
    const char *use;
    const char *volume;
  } services[] = {
    { WINTER, "L1_5tipoPerClimaInv", "L1_2volLordoRisc" },
    { SUMMER, "L1_5tipoPerClimaEst", "L1_2volLordoRaffr" },
  };
  SptNode *place = spt_catasto_node_first (plant, PLACE);
  SptNode *served = spt_catasto_node_first (plant, SERVICES);
  SptNode *kinds = spt_catasto_node_first (plant, KINDS);

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      gboolean has_power = served != NULL && spt_catasto_node_has (served, services[i].service);

      if (has_power && place != NULL && !spt_catasto_node_has (place, services[i].volume))
        spt_catasto_say_error (check, place, services[i].volume, "E-VOLUME", NULL);
      if (served != NULL && !has_power && kinds != NULL &&
          spt_catasto_node_is_true (kinds, services[i].use))
        spt_catasto_say_error (check, served, services[i].service, "E-VOLUME:potenza", NULL);
    }
}

/* --- 1.5 and 4, 1.3 and 4 ------------------------------------------------------------------------------ */

static SptNode *
get_present (SptNode              *component,
             const SptCatastoKind *kind)
{
  SptNode *item = spt_catasto_get_item (component, kind);
  guint day;

  return item != NULL && !spt_catasto_item_get_day (item, kind, "dataDismissione", &day) ? item : NULL;
}

static gboolean
has_present (SptNode    *plant,
             const char *word)
{
  const SptCatastoKind *kind = spt_catasto_kind_find (word);
  SptNode *scheda = spt_catasto_node_first (plant, kind->scheda);

  for (guint i = 0; scheda != NULL && i < spt_catasto_node_count (scheda, kind->group); i++)
    {
      if (get_present (spt_catasto_node_child (scheda, kind->group, i), kind) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
check_coherence (SptCatastoCheck *check,
                 SptNode         *plant)
{
  static const struct
  {
    const char *ticks[2];
    const char *kind;
  } pairs[] = {
    { { "L1_5tipoGeneratore", NULL }, "GT" },
    { { "L1_5tipoPompa", "L1_5tipoFrigo" }, "GF" },
    { { "L1_5tipoTelerisc", "L1_5tipoTeleraff" }, "SC" },
    { { "L1_5tipoCogen", NULL }, "CG" },
    { { "L1_5tipoIntegrazionePannelli", NULL }, "CS" },
    { { "L1_5tipoAltro", NULL }, "AG" },
  };
  SptNode *kinds = spt_catasto_node_first (plant, KINDS);

  if (kinds == NULL || !spt_catasto_is_whole (check))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      gboolean said = FALSE;
      gboolean is_there = has_present (plant, pairs[i].kind);

      for (guint j = 0; j < G_N_ELEMENTS (pairs[i].ticks) && pairs[i].ticks[j] != NULL; j++)
        {
          const char *text = spt_catasto_node_get (kinds, pairs[i].ticks[j]);

          said |= spt_catasto_node_is_false (kinds, pairs[i].ticks[j]) ? FALSE : *text != '\0';
        }
      if (said != is_there)
        spt_catasto_say_warning (check, kinds, pairs[i].ticks[0],
                                 said ? "W-COERENZA-15-4" : "W-COERENZA-15-4:tipo", pairs[i].kind);
    }
}

static gint64
get_power (SptNode              *item,
           const SptCatastoKind *kind)
{
  static const char *const names[] = {
    "L4_1potenza", "L4_4riscPotenzaNominale", "L4_4raffPotenzaNominale", "L4_5potenzaNominaleTotale",
    "L4_6potenzaTermicaNominale", "L4_8potenzaNominaleTotale"
  };
  gint64 most = 0;
  gint64 power;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_has_prefix (names[i], kind->prefix) && spt_catasto_node_get_decimal (item, names[i], &power))
        most = MAX (most, power);
    }

  return most;
}

/* Solar fields have no power: where there is one nothing can be said. */
static void
check_power (SptCatastoCheck *check,
             SptNode         *plant)
{
  static const char *const services[] = { "L1_3servizioACS", WINTER, SUMMER };
  SptNode *served = spt_catasto_node_first (plant, SERVICES);
  gint64 sum = 0;

  if (served == NULL || !spt_catasto_is_whole (check) || has_present (plant, "CS"))
    return;
  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      const SptCatastoKind *kind = &spt_catasto_kinds[i];
      SptNode *scheda = kind->is_generator ? spt_catasto_node_first (plant, kind->scheda) : NULL;

      for (guint j = 0; scheda != NULL && j < spt_catasto_node_count (scheda, kind->group); j++)
        {
          SptNode *item = get_present (spt_catasto_node_child (scheda, kind->group, j), kind);

          if (item != NULL)
            sum += get_power (item, kind);
        }
    }
  for (guint i = 0; sum > 0 && i < G_N_ELEMENTS (services); i++)
    {
      gint64 power;

      if (spt_catasto_node_get_decimal (served, services[i], &power) && power > sum)
        spt_catasto_say_warning (check, served, services[i], "W-POTENZA-SERVIZIO",
                                 spt_catasto_node_get (served, services[i]));
    }
}

/* --- meters ------------------------------------------------------------------------------------------ */

static gboolean
any_unit_has (SptNode    *place,
              const char *name)
{
  for (guint i = 0; i < spt_catasto_node_count (place, UNIT); i++)
    {
      if (spt_catasto_node_has (spt_catasto_node_child (place, UNIT, i), name))
        return TRUE;
    }

  return FALSE;
}

static gboolean
burns_gas (SptNode *plant)
{
  const SptCatastoKind *kind = spt_catasto_kind_find ("GT");
  SptNode *scheda = spt_catasto_node_first (plant, kind->scheda);

  for (guint i = 0; scheda != NULL && i < spt_catasto_node_count (scheda, kind->group); i++)
    {
      SptNode *item = get_present (spt_catasto_node_child (scheda, kind->group, i), kind);

      if (item != NULL && strcmp (spt_catasto_node_get (item, "L4_1combustibile"), GAS) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
check_meters (SptCatastoCheck *check,
              SptNode         *plant)
{
  SptNode *place = spt_catasto_node_first (plant, PLACE);
  SptNode *kinds = spt_catasto_node_first (plant, KINDS);

  if (place == NULL)
    return;
  if (burns_gas (plant) && !any_unit_has (place, "L1_2pdr"))
    spt_catasto_say_warning (check, place, UNIT, "W-PDR-GAS", NULL);
  if (kinds != NULL && spt_catasto_node_is_true (kinds, "L1_5tipoPompa") && !any_unit_has (place, "L1_2pod"))
    spt_catasto_say_warning (check, place, UNIT, "W-PDR-GAS:pod", NULL);
}

const SptCatastoRule spt_catasto_rules_plant[] = {
  { "E-CAP", "*", "6", check_cap },
  { "E-COMUNE", PLACE, "6", check_comune },
  { "E-CATASTO", UNIT, "7", check_unit },
  { "E-CATASTO", PLACE, "7", check_units },
  { "E-SERVIZI", SERVICES, "7", check_services },
  { "E-SERVIZI", CARRIER, "7", check_carrier },
  { "E-SERVIZI", KINDS, "7", check_kinds },
  { "E-VOLUME", "impianto", "7", check_volume },
  { "W-COERENZA-15-4", "impianto", "7", check_coherence },
  { "W-POTENZA-SERVIZIO", "impianto", "7", check_power },
  { "W-PDR-GAS", "impianto", "7", check_meters },
  { NULL, NULL, NULL, NULL }
};
