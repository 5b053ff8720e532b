/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lists show of a libretto, and of a document: texts out of its record. */

#define G_LOG_DOMAIN "spt-catasto-plant-describe"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#include <glib/gi18n.h>

#define PLACE        "scheda_1_2_ubicazione"
#define RESPONSIBLE  "scheda_1_6_responsabile"
#define APPOINTMENTS "scheda_3_terzo_responsabile"
#define APPOINTMENT  "terzo_responsabile"

/* --- texts of its own ------------------------------------------------------------------------------------ */

/* A text that is put together stands in the scratch, which may move while it grows: offsets until all is there. */
typedef struct
{
  GString *scratch;
  gsize    start;
} Text;

static Text
begin_text (GString *scratch)
{
  return (Text) { scratch, scratch->len };
}

static gsize
end_text (Text *text)
{
  g_string_append_c (text->scratch, '\0');

  return text->start;
}

static void
append_after (Text       *text,
              const char *between,
              const char *words)
{
  if (*words == '\0')
    return;
  if (text->scratch->len > text->start)
    g_string_append (text->scratch, between);
  g_string_append (text->scratch, words);
}

/* --- who and where --------------------------------------------------------------------------------------- */

static gsize
add_name (GString *scratch,
          SptNode *person)
{
  Text text = begin_text (scratch);

  if (person != NULL && spt_catasto_node_has (person, "L1_6ragSociale"))
    append_after (&text, " ", spt_catasto_node_get (person, "L1_6ragSociale"));
  else if (person != NULL)
    {
      append_after (&text, " ", spt_catasto_node_get (person, "L1_6cognome"));
      append_after (&text, " ", spt_catasto_node_get (person, "L1_6nome"));
    }

  return end_text (&text);
}

static gsize
add_place (GString *scratch,
           SptNode *place)
{
  Text text = begin_text (scratch);

  if (place != NULL)
    {
      append_after (&text, " ", spt_catasto_node_get (place, "L1_2indirizzo"));
      append_after (&text, " ", spt_catasto_node_get (place, "L1_2civico"));
    }

  return end_text (&text);
}

static gsize
add_city (GString *scratch,
          SptNode *place)
{
  Text text = begin_text (scratch);

  if (place != NULL)
    append_after (&text, " ", spt_catasto_node_get (place, "L1_2comune"));
  if (place != NULL && spt_catasto_node_has (place, "L1_2prov"))
    g_string_append_printf (scratch, "%s(%s)", scratch->len > text.start ? " " : "", spt_catasto_node_get (place, "L1_2prov"));

  return end_text (&text);
}

static gsize
add_units (GString *scratch,
           SptNode *place)
{
  static const char *const land[] = { "L1_2sezione", "L1_2foglio", "L1_2particella", "L1_2sub" };
  static const char *const meters[] = { "L1_2pod", "L1_2pdr" };
  Text text = begin_text (scratch);

  for (guint i = 0; place != NULL && i < spt_catasto_node_count (place, "unita_immobiliare"); i++)
    {
      SptNode *unit = spt_catasto_node_child (place, "unita_immobiliare", i);
      gboolean is_first = TRUE;

      for (guint j = 0; j < G_N_ELEMENTS (land); j++)
        {
          const char *words = spt_catasto_node_get (unit, land[j]);

          append_after (&text, is_first ? " · " : "/", words);
          is_first = is_first && *words == '\0';
        }
      for (guint j = 0; j < G_N_ELEMENTS (meters); j++)
        append_after (&text, " ", spt_catasto_node_get (unit, meters[j]));
    }

  return end_text (&text);
}

static guint
get_today (gint64 now_utc_ms)
{
  g_autofree char *text = spt_catasto_dup_today (now_utc_ms);
  guint day = 0;

  spt_catasto_parse_day (text, &day);

  return day;
}

static SptNode *
find_third (SptNode *plant,
            guint    today)
{
  SptNode *scheda = plant != NULL ? spt_catasto_node_first (plant, APPOINTMENTS) : NULL;

  for (guint i = 0; scheda != NULL && i < spt_catasto_node_count (scheda, APPOINTMENT); i++)
    {
      SptNode *node = spt_catasto_node_child (scheda, APPOINTMENT, i);
      SptNode *end = spt_catasto_node_first (node, "L3cessazione");
      gboolean renews = spt_catasto_node_is_true (node, "L3tacitoRinnovo");
      guint from;
      guint to;

      if (!spt_catasto_node_get_day (node, "L3dataValiditaContrattoDal", &from) || from > today)
        continue;
      if (spt_catasto_node_get_day (node, "L3dataValiditaContrattoAl", &to) && to < today && !renews)
        continue;
      if (end == NULL || !spt_catasto_node_get_day (end, "data", &to) || to > today)
        return node;
    }

  return NULL;
}

/* --- generators -------------------------------------------------------------------------------------------- */

typedef struct
{
  gsize       names;
  const char *fuel; /* (nullable) */
  gint64      power;
} Generators;

static gint64
get_power (SptNode              *item,
           const SptCatastoKind *kind)
{
  static const struct
  {
    const char *kind;
    const char *field;
  } fields[] = {
    { "GT", "L4_1potenza" }, { "GF", "L4_4riscPotenzaNominale" }, { "GF", "L4_4raffPotenzaNominale" },
    { "SC", "L4_5potenzaNominaleTotale" }, { "CG", "L4_6potenzaTermicaNominale" }, { "AG", "L4_8potenzaNominaleTotale" }
  };
  gint64 most = -1;
  gint64 value;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (strcmp (fields[i].kind, kind->kind) == 0 && spt_catasto_node_get_decimal (item, fields[i].field, &value))
        most = MAX (most, value);
    }

  return most;
}

static const char *
get_fuel (SptNode              *item,
          const SptCatastoKind *kind)
{
  static const char *const electric[] = { "L4_4compressioneMotoreElettrico", NULL };

  if (strcmp (kind->kind, "GT") == 0)
    return strcmp (spt_catasto_node_get (item, "L4_1combustibile"), "1") == 0 && spt_catasto_node_has (item, "L4_1combustibileAltro")
           ? spt_catasto_node_get (item, "L4_1combustibileAltro") : spt_catasto_get_label (item, "L4_1combustibile");
  if (strcmp (kind->kind, "CG") == 0)
    return spt_catasto_get_label (item, "L4_6alimentazione");
  if (strcmp (kind->kind, "GF") == 0)
    return *spt_catasto_get_choice_label (item, electric) != '\0' ? _("Electricity")
           : spt_catasto_get_label (item, "L4_4combustibileAssorbimentoFiammaDiretta");

  return "";
}

static Generators
add_generators (GString *scratch,
                SptNode *plant)
{
  Text text = begin_text (scratch);
  Generators found = { .power = -1 };

  for (guint i = 0; plant != NULL && i < SPT_CATASTO_N_KINDS; i++)
    {
      const SptCatastoKind *kind = &spt_catasto_kinds[i];
      SptNode *scheda = kind->is_generator ? spt_catasto_node_first (plant, kind->scheda) : NULL;

      for (guint j = 0; scheda != NULL && j < spt_catasto_node_count (scheda, kind->group); j++)
        {
          SptNode *component = spt_catasto_node_child (scheda, kind->group, j);
          SptNode *item = spt_catasto_get_item (component, kind);
          guint day;
          gint64 power;

          if (item == NULL || spt_catasto_item_get_day (item, kind, SPT_CATASTO_DISMISSED, &day))
            continue;
          g_string_append_printf (scratch, "%s%s%s", scratch->len > text.start ? ", " : "", kind->kind,
                                  spt_catasto_node_get (component, kind->number));
          power = get_power (item, kind);
          if (power >= 0)
            found.power = MAX (found.power, 0) + power;
          if (found.fuel == NULL && *get_fuel (item, kind) != '\0')
            found.fuel = get_fuel (item, kind);
        }
    }
  found.names = end_text (&text);

  return found;
}

/**
 * spt_catasto_plant_describe:
 * @service: the service
 * @libretto: a record of call 2
 * @now_utc_ms: of which day the third responsible is
 * @scratch: where texts stand that are put together; what is in it stays
 * @columns: (out): borrowed from both
 *
 * Says what lists show of a plant.
 */
void
spt_catasto_plant_describe (SptService      *service,
                            SptRecord       *libretto,
                            gint64           now_utc_ms,
                            GString         *scratch,
                            SptPlantColumns *columns)
{
  SptNode *root = spt_record_get_root (libretto);
  SptNode *plant = spt_catasto_node_first (root, SPT_CATASTO_PLANT);
  SptNode *person = plant != NULL ? spt_catasto_node_first (plant, RESPONSIBLE) : NULL;
  SptNode *place = plant != NULL ? spt_catasto_node_first (plant, PLACE) : NULL;
  SptNode *third = find_third (plant, get_today (now_utc_ms));
  gsize name = add_name (scratch, person);
  gsize street = add_place (scratch, place);
  gsize city = add_city (scratch, place);
  gsize units = add_units (scratch, place);
  Generators generators = add_generators (scratch, plant);

  *columns = (SptPlantColumns) {
    .code = spt_catasto_node_get (root, SPT_CATASTO_CODE),
    .name = scratch->str + name,
    .name_code = person == NULL ? "" : spt_catasto_node_has (person, "L1_6cf") ? spt_catasto_node_get (person, "L1_6cf")
                 : spt_catasto_node_get (person, "L1_6piva"),
    .third = third != NULL ? spt_catasto_node_get (third, "L3ragSocialeDitta") : "",
    .third_code = third != NULL ? spt_catasto_node_get (third, "L3pivaDitta") : "",
    .place = scratch->str + street,
    .city = scratch->str + city,
    .units = scratch->str + units,
    .generators = scratch->str + generators.names,
    .fuel = generators.fuel != NULL ? generators.fuel : "",
    /* Ten-thousandths of a kilowatt are tenths of a watt. */
    .power_w = generators.power < 0 ? -1 : generators.power / 10,
  };
}

/* --- documents -------------------------------------------------------------------------------------------- */

static void
append_components (Text    *text,
                   SptNode *plant)
{
  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      const SptCatastoKind *kind = &spt_catasto_kinds[i];
      SptNode *scheda = spt_catasto_node_first (plant, kind->scheda);

      for (guint j = 0; scheda != NULL && j < spt_catasto_node_count (scheda, kind->group); j++)
        {
          const char *number = spt_catasto_node_get (spt_catasto_node_child (scheda, kind->group, j), kind->number);
          g_autofree char *name = g_strconcat (kind->kind, number, NULL);

          if (*number != '\0')
            append_after (text, ", ", name);
        }
    }
}

static void
append_dismissed (Text       *text,
                  SptNode    *plant,
                  const char *group)
{
  for (guint i = 0; i < spt_catasto_node_count (plant, group); i++)
    {
      SptNode *node = spt_catasto_node_child (plant, group, i);
      g_autofree char *name = g_strconcat (spt_catasto_node_get (node, "tipoComponente"),
                                           spt_catasto_node_get (node, "numero"), NULL);

      append_after (text, ", ", name);
    }
}

static void
append_report (Text    *text,
               SptNode *plant)
{
  for (guint type = 1; type <= 4; type++)
    {
      g_autofree char *group = g_strdup_printf ("rcee_tipo_%u", type);
      SptNode *report = spt_catasto_node_first (plant, group);

      for (guint i = 0; report != NULL && i < spt_catasto_node_count (report, "sezione_E"); i++)
        {
          SptNode *section = spt_catasto_node_child (report, "sezione_E", i);
          const char *number = spt_catasto_node_get (section, spt_catasto_get_report_number (type));
          g_autofree char *name = g_strconcat (spt_catasto_get_report_kind (type)->kind, number, NULL);

          if (*number != '\0')
            append_after (text, ", ", name);
        }
    }
}

/* The generators of an inspection stand each in its turn of a choice. */
static void
append_tested (Text    *text,
               SptNode *node)
{
  static const char *const kinds[] = { "GT", "GF" };
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *group = g_strconcat ("generatore_", kinds[i], NULL);

      for (guint j = 0; j < spt_catasto_node_count (node, group); j++)
        {
          g_autofree char *name = g_strconcat (kinds[i], spt_catasto_node_get (spt_catasto_node_child (node, group, j), "numero"),
                                               NULL);

          append_after (text, ", ", name);
        }
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      if (!g_str_has_prefix (def->groups[i]->name, "#turn") || !spt_node_shows_group (node, i))
        continue;
      for (guint j = 0; j < spt_node_get_n_children (node, i); j++)
        append_tested (text, spt_node_get_child (node, i, j));
    }
}

static void
append_season (Text    *text,
               SptNode *node)
{
  const SptGroupDef *def = spt_node_get_def (node);
  g_autofree char *prefix = g_str_has_suffix (def->name, "riga") ? g_strndup (def->name, strlen (def->name) - strlen ("riga"))
                            : NULL;

  for (guint i = 0; i < def->n_groups; i++)
    {
      for (guint j = 0; spt_node_shows_group (node, i) && j < spt_node_get_n_children (node, i); j++)
        append_season (text, spt_node_get_child (node, i, j));
    }
  if (prefix != NULL)
    {
      g_autofree char *from = g_strconcat (prefix, "esercizioDa", NULL);
      g_autofree char *to = g_strconcat (prefix, "esercizioA", NULL);
      g_autofree char *words = g_strdup_printf ("%s/%s", spt_catasto_node_get (node, from), spt_catasto_node_get (node, to));

      if (spt_catasto_node_has (node, from) && strstr (text->scratch->str + text->start, words) == NULL)
        append_after (text, ", ", words);
    }
}

static void
append_people (Text    *text,
               SptNode *plant)
{
  SptNode *person = spt_catasto_node_first (plant, RESPONSIBLE);
  SptNode *scheda = spt_catasto_node_first (plant, APPOINTMENTS);
  guint n = scheda != NULL ? spt_catasto_node_count (scheda, APPOINTMENT) : 0;
  gboolean is_body = person != NULL && spt_catasto_node_has (person, "L1_6ragSociale");

  if (person != NULL)
    append_after (text, ", ", spt_catasto_node_get (person, is_body ? "L1_6ragSociale" : "L1_6cognome"));
  if (person != NULL && !is_body)
    append_after (text, " ", spt_catasto_node_get (person, "L1_6nome"));
  /* The last one is what the document is about. */
  if (n > 0)
    append_after (text, ", ", spt_catasto_node_get (spt_catasto_node_child (scheda, APPOINTMENT, n - 1), "L3ragSocialeDitta"));
}

static void
append_what (Text                      *text,
             const SptCatastoOperation *operation,
             SptNode                   *plant)
{
  SptNode *place;

  switch (operation->call)
    {
    case 1:
      place = spt_catasto_node_first (plant, PLACE);
      append_people (text, plant);
      if (place != NULL)
        {
          append_after (text, ", ", spt_catasto_node_get (place, "L1_2indirizzo"));
          append_after (text, " ", spt_catasto_node_get (place, "L1_2civico"));
        }
      break;
    case 6:
    case 7:
      append_dismissed (text, plant, operation->call == 6 ? "generatore_dismesso" : "parte_dismessa");
      break;
    case 8:
      append_report (text, plant);
      break;
    case 9:
      if (spt_catasto_node_first (plant, "rapporto_prova") != NULL)
        append_tested (text, spt_catasto_node_first (plant, "rapporto_prova"));
      break;
    case 10:
      append_season (text, plant);
      break;
    case 3:
      break;
    case 4:
    case 5:
      append_components (text, plant);
      break;
    default:
      add_generators (text->scratch, plant);
      /* It has ended a text of its own. */
      g_string_truncate (text->scratch, text->scratch->len - 1);
      break;
    }
}

/**
 * spt_catasto_plant_describe_document:
 * @service: the service
 * @operation: what it is a document of
 * @record: the document
 * @scratch: where texts stand that are put together; what is in it stays
 * @columns: (out): borrowed from both
 *
 * Says what lists show of a document: the plant's code, and what it is about. Whose plant it is the archive knows.
 */
void
spt_catasto_plant_describe_document (SptService        *service,
                                     const char        *operation,
                                     SptRecord         *record,
                                     GString           *scratch,
                                     SptDossierColumns *columns)
{
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);
  SptNode *root = spt_record_get_root (record);
  SptNode *plant = spt_catasto_node_first (root, SPT_CATASTO_PLANT);
  Text text = begin_text (scratch);
  gsize detail;

  if (found != NULL && plant != NULL)
    append_what (&text, found, plant);
  else if (plant != NULL && spt_catasto_is_local (operation))
    append_what (&text, spt_catasto_operation_find ("catasto.9"), plant);
  detail = end_text (&text);
  *columns = (SptDossierColumns) {
    .key = spt_catasto_node_get (root, SPT_CATASTO_CODE),
    .name = "",
    .given_name = "",
    .type = found != NULL ? found->api_id : "libretto",
    .detail = scratch->str + detail,
    .place = "",
    .next_operation = found != NULL ? found->api_id : NULL,
  };
}
