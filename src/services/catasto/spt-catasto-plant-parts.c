/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbered parts of a libretto, as people know them: at present and before (catasto facts 7). */

#define G_LOG_DOMAIN "spt-catasto-plant-parts"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#define REPLACED "Sostituito"

/* --- words -------------------------------------------------------------------------------------------- */

void
spt_catasto_append_decimal (GString *out,
                            gint64   value)
{
  guint digits = value % SPT_CATASTO_ONE == 0 ? 0 : value % (SPT_CATASTO_ONE / 10) == 0 ? 1 : 2;

  g_string_append_printf (out, "%.*f", (int) digits, (double) value / (double) SPT_CATASTO_ONE);
}

const char *
spt_catasto_get_label (const SptNode *node,
                       const char    *name)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);
  const char *text = spt_catasto_node_get (node, name);

  for (guint i = 0; field != NULL && i < field->n_choices; i++)
    {
      if (strcmp (field->choices[i].value, text) == 0)
        return field->choices[i].label;
    }

  return text;
}

const char *
spt_catasto_get_choice_label (const SptNode     *node,
                              const char *const *alternatives)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      const SptFieldDef *field = &def->fields[i];
      const char *chosen = spt_node_get (node, i);

      if (!g_str_has_prefix (field->name, "#choice") || !g_strv_contains (alternatives, chosen))
        continue;
      for (guint j = 0; j < field->n_choices; j++)
        {
          if (strcmp (field->choices[j].value, chosen) == 0)
            return field->choices[j].label;
        }
    }

  return "";
}

/* --- details ------------------------------------------------------------------------------------------ */

/**
 * Measure:
 * @kind: of the component
 * @field: a decimal
 * @unit: behind it
 *
 * What a component is told by, the first that is filled in.
 */
typedef struct
{
  const char *kind;
  const char *field;
  const char *unit;
} Measure;

static const Measure measures[] = {
  { "GT", "L4_1potenza", "kW" },
  { "BR", "L4_2portataMaxNominale", "kW" },
  { "RC", "L4_3potenzaNominaleTotale", "kW" },
  { "GF", "L4_4riscPotenzaNominale", "kW" },
  { "GF", "L4_4raffPotenzaNominale", "kW" },
  { "SC", "L4_5potenzaNominaleTotale", "kW" },
  { "CG", "L4_6potenzaTermicaNominale", "kW" },
  { "CS", "L4_7supTotaleApertura", "m²" },
  { "AG", "L4_8potenzaNominaleTotale", "kW" },
  { "VX", "L6_3capacita", "l" },
  { "PO", "L6_4potenzaNominale", "kW" },
  { "AC", "L8_1capacita", "l" },
  { "TE", "L9_1capacita", "l" },
  { "CI", "L9_4lunghezzaCircuito", "m" },
  { "UT", "L9_5portataMandata", "l/s" },
  { "VM", "L10_1portataMax", "m³/h" },
};

static const char *const machines[] = {
  "L4_4assorbimentoPerRecupero", "L4_4combustibileAssorbimentoFiammaDiretta", "L4_4compressioneMotoreElettrico",
  "L4_4compressioneMotoreEndotermico", NULL
};

static void
append_words (GString    *out,
              const char *words)
{
  if (*words != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", words);
}

static char *
dup_detail (SptNode              *item,
            const SptCatastoKind *kind)
{
  g_autoptr (GString) detail = g_string_new (NULL);
  static const char *const sorts[] = { "L4_1combustibile", "L4_2tipologia", "L4_6alimentazione", "L4_8tipologia", "L9_6tipologia" };

  for (guint i = 0; i < G_N_ELEMENTS (measures) && detail->len == 0; i++)
    {
      gint64 value;

      if (strcmp (measures[i].kind, kind->kind) != 0 ||
          !spt_catasto_node_get_decimal (item, measures[i].field, &value))
        continue;
      spt_catasto_append_decimal (detail, value);
      g_string_append_printf (detail, " %s", measures[i].unit);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      if (g_str_has_prefix (sorts[i], kind->prefix))
        append_words (detail, spt_catasto_get_label (item, sorts[i]));
    }
  if (strcmp (kind->kind, "GF") == 0)
    append_words (detail, spt_catasto_get_choice_label (item, machines));

  return g_string_free (g_steal_pointer (&detail), FALSE);
}

static const char *
get_own (SptNode              *item,
         const SptCatastoKind *kind,
         const char           *suffix)
{
  g_autofree char *name = g_strconcat (kind->prefix, suffix, NULL);

  return spt_catasto_node_get (item, name);
}

static char *
dup_own_day (SptNode              *item,
             const SptCatastoKind *kind,
             const char           *suffix)
{
  GDate date;
  guint day;

  if (!spt_catasto_item_get_day (item, kind, suffix, &day) || !g_date_valid_julian (day))
    return NULL;
  g_date_set_julian (&date, day);

  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
}

/* --- all of them ---------------------------------------------------------------------------------------- */

static void
add_part (GPtrArray            *parts,
          SptNode              *item,
          const SptCatastoKind *kind,
          guint                 number,
          guint                 turn)
{
  SptPlantPart *part = g_new0 (SptPlantPart, 1);
  g_autoptr (GString) path = g_string_new (NULL);

  spt_node_append_path (item, NULL, path);
  part->kind = kind->kind;
  part->number = number;
  part->turn = turn;
  part->title = g_strstrip (g_strdup_printf ("%s %s", get_own (item, kind, "fabbricante"), get_own (item, kind, "modello")));
  part->serial = g_strdup (get_own (item, kind, "matricola"));
  part->detail = dup_detail (item, kind);
  part->installed = dup_own_day (item, kind, SPT_CATASTO_INSTALLED);
  part->removed = dup_own_day (item, kind, SPT_CATASTO_DISMISSED);
  part->is_generator = kind->is_generator;
  part->path = g_string_free (g_steal_pointer (&path), FALSE);
  g_ptr_array_add (parts, part);
}

static void
add_component (GPtrArray            *parts,
               SptNode              *component,
               const SptCatastoKind *kind)
{
  g_autofree char *replaced = kind->item != NULL ? g_strconcat (kind->item, REPLACED, NULL) : NULL;
  SptNode *item = spt_catasto_get_item (component, kind);
  gint64 number;

  if (!spt_catasto_node_get_integer (component, kind->number, &number) || number <= 0 || number > G_MAXINT)
    return;
  if (item != NULL)
    add_part (parts, item, kind, (guint) number, 0);
  for (guint i = 0; replaced != NULL && i < spt_catasto_node_count (component, replaced); i++)
    add_part (parts, spt_catasto_node_child (component, replaced, i), kind, (guint) number, i + 1);
}

/**
 * spt_catasto_plant_list_parts:
 * @service: the service
 * @libretto: a record of call 2, or of any with components
 *
 * Lists what stands there now and what stood there before, by kind.
 *
 * Returns: (transfer full) (element-type SptPlantPart): the parts
 */
GPtrArray *
spt_catasto_plant_list_parts (SptService *service,
                              SptRecord  *libretto)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_part_free);
  SptNode *plant = spt_catasto_node_first (spt_record_get_root (libretto), SPT_CATASTO_PLANT);

  for (guint i = 0; plant != NULL && i < SPT_CATASTO_N_KINDS; i++)
    {
      const SptCatastoKind *kind = &spt_catasto_kinds[i];
      SptNode *scheda = spt_catasto_node_first (plant, kind->scheda);

      for (guint j = 0; scheda != NULL && j < spt_catasto_node_count (scheda, kind->group); j++)
        add_component (parts, spt_catasto_node_child (scheda, kind->group, j), kind);
    }

  return parts;
}
