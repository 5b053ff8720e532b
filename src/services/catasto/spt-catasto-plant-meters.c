/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a year's consumption: what is metered, in what, and which fields say it (catasto facts 7, 8.7). */
#define G_LOG_DOMAIN "spt-catasto-plant-meters"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#include <glib/gi18n.h>

#include "services/catasto/spt-catasto-norms.h"
#include "services/catasto/spt-catasto-operations.h"
#include "services/catasto/spt-catasto-schemas.h"

#define LINE "riga"

static char *
dup_field (SptNode    *line,
           const char *prefix,
           const char *suffix)
{
  g_autofree char *name = g_strconcat (prefix, suffix, NULL);

  return spt_group_def_find_field (spt_node_get_def (line), name) != NULL ? g_steal_pointer (&name) : NULL;
}

/* A line has it itself, or what stands around it. */
static const char *
find_label (SptNode    *line,
            const char *prefix,
            const char *suffix)
{
  g_autofree char *name = g_strconcat (prefix, suffix, NULL);

  for (SptNode *node = line; node != NULL; node = spt_node_get_parent (node))
    {
      if (spt_catasto_node_has (node, name))
        return spt_catasto_get_label (node, name);
    }

  return "";
}

static gboolean
is_in_stock (SptNode *line)
{
  for (SptNode *node = line; node != NULL; node = spt_node_get_parent (node))
    {
      if (spt_catasto_node_has (node, "L14_1combustibile"))
        {
          SptCatastoFuel fuel = spt_catasto_fuel_from_code (spt_catasto_node_get (node, "L14_1combustibile"));

          return fuel == SPT_CATASTO_FUEL_LIQUID || fuel == SPT_CATASTO_FUEL_SOLID;
        }
    }

  return FALSE;
}

static void
append_name (GString    *names,
             const char *name)
{
  if (name != NULL && *name != '\0')
    g_string_append_printf (names, "%s%s", names->len > 0 ? "\n" : "", name);
}

/* Tables come from people, whose words need not be those of the window. */
static void
append_fuel (GString *names,
             SptNode *line)
{
  g_autoptr (SptOfficialSet) set = spt_official_ref_in_force (&spt_catasto_official, NULL);
  g_autofree char *labels = NULL;

  for (SptNode *node = line; node != NULL && set != NULL && labels == NULL; node = spt_node_get_parent (node))
    {
      if (spt_catasto_node_has (node, "L14_1combustibile"))
        labels = spt_official_set_dup_labels (set, "combustibile", spt_catasto_node_get (node, "L14_1combustibile"));
    }
  append_name (names, labels);
}

/* The titles of the page that the line stands on. */
static void
append_titles (GString    *names,
               const char *scheda)
{
  JsonArray *schede = json_object_get_array_member (spt_catasto_matrix_get_json (), "schede");

  for (guint i = 0; i < json_array_get_length (schede); i++)
    {
      JsonObject *row = json_array_get_object_element (schede, i);
      g_autoptr (GList) titles = NULL;

      if (g_strcmp0 (json_object_get_string_member_with_default (row, "id", NULL), scheda) != 0 ||
          !json_object_has_member (row, "title"))
        continue;
      titles = json_object_get_values (json_object_get_object_member (row, "title"));
      for (GList *at = titles; at != NULL; at = at->next)
        append_name (names, json_node_get_string (at->data));
    }
}

static char *
dup_names (const SptPlantMeter *meter,
           SptNode             *line,
           const char          *prefix)
{
  g_autoptr (GString) names = g_string_new (meter->what);

  if (strcmp (prefix, "L14_1") == 0)
    append_fuel (names, line);
  else if (strcmp (prefix, "L14_2") == 0)
    append_titles (names, "14.2");
  else if (strcmp (prefix, "L14_3") == 0)
    append_titles (names, "14.3");

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
add_meter (GPtrArray  *meters,
           SptNode    *line,
           const char *prefix)
{
  SptPlantMeter *meter = g_new0 (SptPlantMeter, 1);
  g_autoptr (GString) path = g_string_new (NULL);

  spt_node_append_path (line, NULL, path);
  meter->path = g_string_free (g_steal_pointer (&path), FALSE);
  meter->from = dup_field (line, prefix, "esercizioDa");
  meter->to = dup_field (line, prefix, "esercizioA");
  meter->first = dup_field (line, prefix, "letturaIniziale");
  meter->last = dup_field (line, prefix, "letturaFinale");
  meter->used = dup_field (line, prefix, "consumo");
  meter->unit = g_strdup (find_label (line, prefix, "unitaMisura"));
  if (strcmp (prefix, "L14_1") == 0)
    {
      meter->what = g_strdup (find_label (line, prefix, "combustibile"));
      meter->in_stock = is_in_stock (line);
      meter->bought = meter->in_stock ? dup_field (line, prefix, "acquisti") : NULL;
    }
  else if (strcmp (prefix, "L14_2") == 0)
    {
      meter->what = g_strdup (_("Electricity"));
      g_free (meter->unit);
      meter->unit = g_strdup ("kWh");
    }
  else if (strcmp (prefix, "L14_3") == 0)
    {
      meter->what = g_strdup (_("Make-up water"));
    }
  else
    {
      meter->what = g_strdup (find_label (line, prefix, "nomeProdotto"));
    }

  meter->names = dup_names (meter, line, prefix);

  /* Another set, with other names: that line is the page's. */
  if (meter->from == NULL || meter->to == NULL || meter->used == NULL)
    spt_plant_meter_free (meter);
  else
    g_ptr_array_add (meters, meter);
}

static void
add_meters (GPtrArray *meters,
            SptNode   *node)
{
  const SptGroupDef *def = spt_node_get_def (node);

  if (g_str_has_suffix (def->name, LINE) && g_str_has_prefix (def->name, "L14_"))
    {
      g_autofree char *prefix = g_strndup (def->name, strlen (def->name) - strlen (LINE));

      add_meter (meters, node, prefix);
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      for (guint j = 0; spt_node_shows_group (node, i) && j < spt_node_get_n_children (node, i); j++)
        add_meters (meters, spt_node_get_child (node, i, j));
    }
}

/**
 * spt_catasto_plant_list_meters:
 * @service: the service
 * @record: a document of call 10
 *
 * Lists its lines, for whoever fills in those of many plants.
 *
 * Returns: (transfer full) (element-type SptPlantMeter): the lines, in the document's order
 */
GPtrArray *
spt_catasto_plant_list_meters (SptService *service,
                               SptRecord  *record)
{
  GPtrArray *meters = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_meter_free);

  add_meters (meters, spt_record_get_root (record));

  return meters;
}
