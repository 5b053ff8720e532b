/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on efficiency reports of all types (catasto facts 8.1 to 8.5, 11). */

#define G_LOG_DOMAIN "spt-catasto-rules-rcee"

#include "config.h"

#include <string.h>

#include "services/catasto/spt-catasto-rules.h"

#define YES     "1"
#define NO      "0"
#define CONTROL "A_F_dataControllo"
#define SECTION "sezione_E"

/* What the numbers of a report's types mean. */
static const struct
{
  const char *group;
  const char *number;
  const char *kind;
  gboolean    has_service;
} types[] = {
  { "rcee_tipo_1", "A_E_numGT", "GT", TRUE },
  { "rcee_tipo_2", "A_E_numGF", "GF", FALSE },
  { "rcee_tipo_3", "A_E_numSC", "SC", TRUE },
  { "rcee_tipo_4", "A_E_numCG", "CG", FALSE },
};

static guint
get_type (SptNode *report)
{
  const char *name = spt_node_get_def (report)->name;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (strcmp (types[i].group, name) == 0)
        return i;
    }

  return 0;
}

static void
check_type (SptCatastoCheck *check,
            SptNode         *plant)
{
  guint n = 0;

  if (check->operation->call != 8)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    n += spt_catasto_node_count (plant, types[i].group) > 0;
  if (n != 1)
    spt_catasto_say_error (check, plant, NULL, "E-RCEE-TIPO", NULL);
}

/* --- days and hours -------------------------------------------------------------------------------------- */

static void
check_restored (SptCatastoCheck *check,
                SptNode         *section,
                guint            control)
{
  for (guint i = 0; i < spt_catasto_node_count (section, "rowFumi"); i++)
    {
      SptNode *row = spt_catasto_node_child (section, "rowFumi", i);
      guint day;

      if (spt_catasto_node_get_day (row, "A_E_dataRipristino", &day) && day <= control)
        spt_catasto_say_error (check, row, "A_E_dataRipristino", "E-RCEE-DATE:ripristino",
                               spt_catasto_node_get (row, "A_E_dataRipristino"));
      else if (spt_catasto_node_is_false (row, "A_E_Verifica") &&
               !spt_catasto_node_has (row, "A_E_dataRipristino"))
        spt_catasto_say_error (check, row, "A_E_dataRipristino", "E-RCEE-DATE:ripristino-manca", NULL);
    }
}

static void
check_dates (SptCatastoCheck *check,
             SptNode         *report)
{
  SptNode *end = spt_catasto_node_first (report, "sezione_F");
  guint control = 0;
  guint next;
  guint arrived;
  guint left;

  if (end != NULL && spt_catasto_node_get_minute (end, "A_F_orarioArrivo", &arrived) &&
      spt_catasto_node_get_minute (end, "A_F_orarioPartenza", &left) && left < arrived)
    spt_catasto_say_error (check, end, "A_F_orarioPartenza", "E-RCEE-DATE:orario",
                           spt_catasto_node_get (end, "A_F_orarioPartenza"));
  if (!spt_catasto_node_get_day (report, CONTROL, &control))
    return;
  if (end != NULL && spt_catasto_node_get_day (end, "A_F_dataIntervento", &next) && next <= control)
    spt_catasto_say_error (check, end, "A_F_dataIntervento", "E-RCEE-DATE",
                           spt_catasto_node_get (end, "A_F_dataIntervento"));
  for (guint i = 0; i < spt_catasto_node_count (report, SECTION); i++)
    check_restored (check, spt_catasto_node_child (report, SECTION, i), control);
}

/* Puglia: so many days from the check (catasto facts 9.2). */
static void
check_term (SptCatastoCheck *check,
            SptNode         *report)
{
  guint most = spt_catasto_get_limits ()->send_days;
  g_autofree char *limit = g_strdup_printf ("%u", most);
  guint control;

  if (spt_catasto_node_get_day (report, CONTROL, &control) && control <= check->today &&
      check->today - control > most)
    spt_catasto_say (check, SPT_ISSUE_WARNING, report, CONTROL, "W-RCEE-TERMINE",
                     spt_catasto_node_get (report, CONTROL), limit);
}

static void
check_sticker (SptCatastoCheck *check,
               SptNode         *node)
{
  const char *sticker = spt_catasto_node_get (node, "codiceBollino");

  if (*sticker != '\0' && !g_regex_match_simple ("^[A-Z]{2}[0-9]{1,11}$", sticker, G_REGEX_DOLLAR_ENDONLY, 0))
    spt_catasto_say_error (check, node, "codiceBollino", "E-BOLLINO", sticker);
}

/* --- components ------------------------------------------------------------------------------------------ */

/* The number of modules or circuits that the libretto gives; 0 = it does not. */
static guint
get_n_rows (SptNode *item,
            guint    type)
{
  gint64 n;

  if (type == 0 && spt_catasto_node_get_integer (item, "L4_1numeroAnalisiFumi", &n))
    return (guint) CLAMP (n, 0, 999);
  if (type == 0 && spt_catasto_node_has (item, "L4_1tipoGruppoTermico"))
    return 1;
  if (type == 1 && spt_catasto_node_get_integer (item, "L4_4numCircuiti", &n))
    return (guint) CLAMP (n, 0, 999);

  return 0;
}

static void
check_known (SptCatastoCheck *check,
             SptNode         *report,
             SptNode         *section,
             guint            type)
{
  const SptCatastoKind *kind = spt_catasto_kind_find (types[type].kind);
  const char *number = spt_catasto_node_get (section, types[type].number);
  SptNode *component = spt_catasto_find_component (check->libretto, kind, number);
  guint n = spt_catasto_node_count (section, "rowFumi");
  g_autofree char *name = g_strdup_printf ("%s-%s", kind->kind, number);
  g_autofree char *limit = NULL;
  guint control;
  SptNode *item;
  guint wanted;

  if (component == NULL)
    {
      spt_catasto_say_error (check, section, types[type].number, "E-RCEE-COMP", name);
      return;
    }
  if (!spt_catasto_node_get_day (report, CONTROL, &control))
    return;
  item = spt_catasto_find_item (component, kind, control);
  if (item == NULL)
    {
      spt_catasto_say_error (check, section, types[type].number, "E-RCEE-COMP:dismesso", name);
      return;
    }
  wanted = get_n_rows (item, type);
  limit = g_strdup_printf ("%u", wanted);
  if (wanted > 0 && n > 0 && n != wanted)
    spt_catasto_say (check, SPT_ISSUE_ERROR, section, "rowFumi", "E-RCEE-COMP:righe", name, limit);
}

static void
check_rows (SptCatastoCheck *check,
            SptNode         *section,
            guint            type)
{
  const char *name = type == 0 ? "A_E_moduloTermico" : "A_E_numCircuito";
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < spt_catasto_node_count (section, "rowFumi"); i++)
    {
      SptNode *row = spt_catasto_node_child (section, "rowFumi", i);
      gint64 number;

      if (spt_catasto_node_get_integer (row, name, &number) && number > 0 && number <= G_MAXINT &&
          !g_hash_table_add (seen, GINT_TO_POINTER ((int) number)))
        spt_catasto_say_error (check, row, name, "E-RCEE-COMP:ripetuto", spt_catasto_node_get (row, name));
    }
}

static void
check_components (SptCatastoCheck *check,
                  SptNode         *report)
{
  guint type = get_type (report);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < spt_catasto_node_count (report, SECTION); i++)
    {
      SptNode *section = spt_catasto_node_child (report, SECTION, i);
      gint64 number;

      if (!spt_catasto_node_get_integer (section, types[type].number, &number) || number <= 0 ||
          number > G_MAXINT)
        continue;
      if (!g_hash_table_add (seen, GINT_TO_POINTER ((int) number)))
        spt_catasto_say_error (check, section, types[type].number, "E-NUMERO-COMP",
                               spt_catasto_node_get (section, types[type].number));
      if (type < 2)
        check_rows (check, section, type);
      if (check->libretto != NULL)
        check_known (check, report, section, type);
    }
}

/* --- what it serves, draught ------------------------------------------------------------------------------- */

static void
check_service (SptCatastoCheck *check,
               SptNode         *report)
{
  if (!types[get_type (report)].has_service)
    return;
  for (guint i = 0; i < spt_catasto_node_count (report, SECTION); i++)
    {
      SptNode *section = spt_catasto_node_child (report, SECTION, i);

      if (!spt_catasto_node_is_true (section, "A_E_flagClimatizInv") &&
          !spt_catasto_node_is_true (section, "A_E_flagProduzACS"))
        spt_catasto_say_error (check, section, "A_E_flagClimatizInv", "E-RCEE-SERVIZIO", NULL);
    }
}

/* A minus or none: at least so many Pa of draught (catasto facts 8.3). */
static void
check_draught (SptCatastoCheck *check,
               SptNode         *report)
{
  gint64 least = spt_catasto_get_limits ()->draught_least_pa;

  for (guint i = 0; i < spt_catasto_node_count (report, SECTION); i++)
    {
      SptNode *section = spt_catasto_node_child (report, SECTION, i);
      gint64 draught;

      if (strcmp (spt_catasto_node_get (section, "A_E_flagEvacFumi"), "N") != 0)
        continue;
      if (!spt_catasto_node_has (section, "A_E_depressCanaleFumo"))
        spt_catasto_say_error (check, section, "A_E_depressCanaleFumo", "E-RCEE-TIRAGGIO", NULL);
      else if (spt_catasto_node_get_decimal (section, "A_E_depressCanaleFumo", &draught) &&
               ABS (draught) < least)
        spt_catasto_say_warning (check, section, "A_E_depressCanaleFumo", "E-RCEE-TIRAGGIO:debole",
                                 spt_catasto_node_get (section, "A_E_depressCanaleFumo"));
    }
}

/* --- notes ----------------------------------------------------------------------------------------------- */

/* A No that calls for a word: Sì in "riflusso" is the bad answer (catasto facts 8.3). */
static const char *
find_complaint (SptNode *node)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      const char *name = def->fields[i].name;
      const char *text = spt_catasto_node_get (node, name);
      gboolean is_backflow = strcmp (name, "A_E_flagRiflusso") == 0;

      if (def->fields[i].kind == SPT_FIELD_CHOICE && *name != '#' &&
          strcmp (text, is_backflow ? YES : NO) == 0)
        return name;
    }

  return NULL;
}

static void
check_notes (SptCatastoCheck *check,
             SptNode         *report)
{
  SptNode *end = spt_catasto_node_first (report, "sezione_F");
  SptNode *general = spt_catasto_node_first (report, "sezione_D");
  SptNode *where = general;
  const char *name;

  if (end == NULL)
    return;
  if (spt_catasto_node_has (end, "A_F_prescrizioni") && spt_catasto_node_is_true (end, "A_F_flagFunzImp"))
    spt_catasto_say_warning (check, end, "A_F_flagFunzImp", "W-RCEE-PRESCR", NULL);
  if (spt_catasto_node_has (end, "A_F_osservazioni") || spt_catasto_node_has (end, "A_F_raccomandazioni") ||
      spt_catasto_node_has (end, "A_F_prescrizioni"))
    return;
  name = general != NULL ? find_complaint (general) : NULL;
  for (guint i = 0; name == NULL && i < spt_catasto_node_count (report, SECTION); i++)
    {
      where = spt_catasto_node_child (report, SECTION, i);
      name = find_complaint (where);
    }
  if (name != NULL)
    spt_catasto_say_warning (check, where, name, "W-RCEE-PRESCR:nota", NULL);
}

#define ALL_TYPES(code, section, func) \
  { code, "rcee_tipo_1", section, func }, { code, "rcee_tipo_2", section, func }, \
  { code, "rcee_tipo_3", section, func }, { code, "rcee_tipo_4", section, func }

/* *INDENT-OFF* */
const SptCatastoRule spt_catasto_rules_rcee[] = {
  { "E-RCEE-TIPO", "impianto", "8.1", check_type },
  ALL_TYPES ("E-RCEE-DATE", "8.2", check_dates),
  ALL_TYPES ("W-RCEE-TERMINE", "9.2", check_term),
  ALL_TYPES ("E-RCEE-COMP", "11", check_components),
  ALL_TYPES ("W-RCEE-PRESCR", "8.3", check_notes),
  { "E-BOLLINO", "*", "9.2", check_sticker },
  { "E-RCEE-SERVIZIO", "rcee_tipo_1", "8.3", check_service },
  { "E-RCEE-SERVIZIO", "rcee_tipo_3", "8.5", check_service },
  { "E-RCEE-TIRAGGIO", "rcee_tipo_1", "8.3", check_draught },
  { NULL, NULL, NULL, NULL }
};
/* *INDENT-ON* */
