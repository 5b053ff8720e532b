/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year's consumption of many plants: one line for each thing that is metered, which become an intervention for each
 * plant. */
#define G_LOG_DOMAIN "spt-consumption"

#include "config.h"

#include "outbox/spt-consumption.h"

#include <string.h>

#include "outbox/spt-plants-private.h"

/* Amounts are compared in ten-thousandths: no register takes more digits. */
#define ONE    G_GINT64_CONSTANT (10000)
#define DIGITS 4
#define MOST   (G_MAXINT64 / ONE / 100)

/**
 * spt_consumption_line_free:
 * @self: (transfer full): a line
 *
 * Frees it.
 */
void
spt_consumption_line_free (SptConsumptionLine *self)
{
  char *texts[] = { self->code, self->name, self->place, self->what, self->names, self->unit, self->from, self->to, self->first, self->bought,
                    self->last, self->used };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_free (self);
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " ")] == '\0';
}

/**
 * spt_consumption_line_is_empty:
 * @self: a line
 *
 * Where the meter stood at the beginning is known by itself: that alone is nothing that somebody typed.
 *
 * Returns: whether no line is made of it
 */
gboolean
spt_consumption_line_is_empty (const SptConsumptionLine *self)
{
  return is_blank (self->last) && is_blank (self->used) && is_blank (self->bought);
}

/* --- amounts --------------------------------------------------------------------------------------- */

static gboolean
parse_amount (const char *text,
              gint64     *out)
{
  g_autofree char *plain = is_blank (text) ? NULL : spt_record_dup_decimal (text);
  const char *at = plain;
  gint64 value = 0;
  guint n_after = 0;
  gboolean after = FALSE;

  if (plain == NULL || *at == '-')
    return FALSE;
  for (at += *at == '+'; *at != '\0'; at++)
    {
      if (*at == '.' && !after)
        after = TRUE;
      else if (!g_ascii_isdigit (*at) || value > MOST || (after && ++n_after > DIGITS && *at != '0'))
        return FALSE;
      else if (n_after <= DIGITS)
        value = (value * 10) + g_ascii_digit_value (*at);
    }
  for (n_after = MIN (n_after, DIGITS); n_after < DIGITS; n_after++)
    value *= 10;
  *out = value;

  return TRUE;
}

static char *
format_amount (gint64 value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "%s%" G_GINT64_FORMAT, value < 0 ? "-" : "", ABS (value) / ONE);
  if (value % ONE != 0)
    {
      g_string_append_printf (text, ".%04" G_GINT64_FORMAT, ABS (value) % ONE);
      while (text->str[text->len - 1] == '0')
        g_string_truncate (text, text->len - 1);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * spt_consumption_line_dup_used:
 * @self: a line
 *
 * Says what was used: of a meter the end less the beginning; of what is kept in stock the beginning and what was
 * bought, less the end (catasto facts 7).
 *
 * Returns: (transfer full) (nullable): the amount as XML has it; %NULL = that cannot be said
 */
char *
spt_consumption_line_dup_used (const SptConsumptionLine *self)
{
  gint64 first;
  gint64 last;
  gint64 bought = 0;

  if (!self->is_metered || !parse_amount (self->first, &first) || !parse_amount (self->last, &last) ||
      (!is_blank (self->bought) && !parse_amount (self->bought, &bought)))
    return NULL;

  return format_amount (self->in_stock ? first + bought - last : last - first);
}

/* --- listing --------------------------------------------------------------------------------------- */

static const SptPlantOps *
get_ops (SptService **service,
         GError     **error)
{
  const SptPlantOps *ops = _spt_plants_get_ops (service, error);

  if (ops != NULL && ops->consumption == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED, "The register takes no consumption");
      return NULL;
    }

  return ops;
}

static char *
dup_field (SptNode    *node,
           const char *name)
{
  return g_strdup (name != NULL ? spt_node_get_named (node, name) : "");
}

static gboolean
find_open (SptDb       *db,
           gint64       plant_id,
           const char  *type,
           gint64      *id,
           GError     **error)
{
  g_autoptr (GPtrArray) rows = spt_db_list_plant_interventions (db, plant_id, error);

  *id = 0;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const SptInterventionRow *row = g_ptr_array_index (rows, i);

      if (!row->is_accepted && strcmp (row->type, type) == 0)
        *id = row->id;
    }

  return rows != NULL;
}

static SptNode *
find_line (SptRecord           *record,
           const SptPlantMeter *meter)
{
  const SptFieldDef *field;
  SptNode *node;

  return spt_record_find_path (record, meter->path, &node, &field) ? node : NULL;
}

static gboolean
list_plant (SptDb       *db,
            gint64       plant_id,
            gboolean     is_named,
            gint64       now_utc_ms,
            GPtrArray   *lines,
            GError     **error)
{
  SptService *service;
  const SptPlantOps *ops = get_ops (&service, error);
  g_autoptr (SptPlant) plant = ops != NULL ? spt_db_get_plant (db, plant_id, error) : NULL;
  const SptPlantRow *row;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GPtrArray) meters = NULL;
  gint64 open;

  if (plant == NULL)
    return FALSE;
  row = spt_plant_get_row (plant);
  if (!is_named && (!row->has_libretto || g_strcmp0 (row->standing, SPT_PLANT_DISMISSED) == 0))
    return TRUE;
  record = spt_intervention_begin (db, plant_id, ops->consumption, NULL, now_utc_ms, &xsd, error);
  if (record == NULL || !find_open (db, plant_id, ops->consumption, &open, error))
    return FALSE;
  meters = ops->list_meters (service, record);
  for (guint i = 0; i < meters->len; i++)
    {
      const SptPlantMeter *meter = g_ptr_array_index (meters, i);
      SptNode *node = find_line (record, meter);
      SptConsumptionLine *line = g_new0 (SptConsumptionLine, 1);

      line->plant_id = plant_id;
      line->n = i;
      line->code = g_strdup (row->code);
      line->name = g_strdup (row->name);
      line->place = *row->city != '\0' ? g_strdup_printf ("%s, %s", row->place, row->city) : g_strdup (row->place);
      line->what = g_strdup (meter->what);
      line->names = g_strdup (meter->names);
      line->unit = g_strdup (meter->unit);
      line->in_stock = meter->in_stock;
      line->is_metered = meter->first != NULL && meter->last != NULL;
      line->open_id = open;
      line->from = dup_field (node, meter->from);
      line->to = dup_field (node, meter->to);
      line->first = dup_field (node, meter->first);
      line->bought = dup_field (node, meter->bought);
      line->last = dup_field (node, meter->last);
      line->used = dup_field (node, meter->used);
      g_ptr_array_add (lines, line);
    }

  return TRUE;
}

/**
 * spt_consumption_list:
 * @db: a connection
 * @ids: (array length=n_ids) (nullable): plants; %NULL = all in use whose libretto is known
 * @n_ids: their number
 * @now_utc_ms: now
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Lists what is metered of plants, each with the season that is next and where its meter stood (catasto facts 8.7).
 *
 * Returns: (transfer full) (element-type SptConsumptionLine) (nullable): the lines, by plant
 */
GPtrArray *
spt_consumption_list (SptDb         *db,
                      const gint64  *ids,
                      guint          n_ids,
                      gint64         now_utc_ms,
                      GCancellable  *cancellable,
                      GError       **error)
{
  const SptListQuery query = { .sort = SPT_PLANT_SORT_CODE };
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_consumption_line_free);
  g_autoptr (GArray) all = NULL;

  if (ids == NULL)
    {
      all = spt_db_query_list (db, &spt_plants_kind, &query, cancellable, error);
      if (all == NULL)
        return NULL;
    }
  for (guint i = 0; i < (all != NULL ? all->len : n_ids); i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !list_plant (db, all != NULL ? g_array_index (all, gint64, i) : ids[i], all == NULL, now_utc_ms, lines, error))
        return NULL;
    }

  return g_steal_pointer (&lines);
}

/* --- making ---------------------------------------------------------------------------------------- */

static void
set_amount (SptNode    *node,
            const char *name,
            const char *text)
{
  g_autofree char *plain = is_blank (text) ? NULL : spt_record_dup_decimal (text);

  if (name != NULL)
    spt_node_set_named (node, name, plain != NULL ? plain : is_blank (text) ? "" : text);
}

static void
fill_line (SptNode                  *node,
           const SptPlantMeter      *meter,
           const SptConsumptionLine *line)
{
  g_autofree char *used = is_blank (line->used) ? spt_consumption_line_dup_used (line) : NULL;

  spt_node_set_named (node, meter->from, line->from);
  spt_node_set_named (node, meter->to, line->to);
  set_amount (node, meter->first, line->first);
  set_amount (node, meter->bought, line->bought);
  set_amount (node, meter->last, line->last);
  set_amount (node, meter->used, used != NULL ? used : line->used);
}

static gboolean
has_children (SptNode *node)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_groups; i++)
    {
      if (spt_node_get_n_children (node, i) > 0)
        return TRUE;
    }

  return FALSE;
}

/* With the fuel around it whose only line it was, and the scheda of that. */
static void
remove_line (SptNode *node)
{
  SptNode *parent = spt_node_get_parent (node);

  while (parent != NULL && spt_node_get_parent (parent) != NULL)
    {
      spt_node_remove_child (parent, spt_node_get_def (node)->index, spt_node_get_position (node));
      if (has_children (parent))
        return;
      node = parent;
      parent = spt_node_get_parent (node);
    }
}

/* Those of one plant. */
static gboolean
save_plant (SptDb               *db,
            SptConsumptionLine **lines,
            guint                n_lines,
            const char          *who,
            gint64               now_utc_ms,
            SptConsumptionSum   *sum,
            GError             **error)
{
  SptService *service;
  const SptPlantOps *ops = get_ops (&service, error);
  SptInterventionSave save = { .plant_id = lines[0]->plant_id, .who = who };
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GPtrArray) meters = NULL;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  if (ops == NULL)
    return FALSE;
  save.type = ops->consumption;
  record = spt_intervention_begin (db, save.plant_id, save.type, NULL, now_utc_ms, &xsd, error);
  if (record == NULL)
    return FALSE;
  meters = ops->list_meters (service, record);
  /* From the end: what goes moves what comes behind it. */
  for (guint i = meters->len; i-- > 0;)
    {
      const SptPlantMeter *meter = g_ptr_array_index (meters, i);
      const SptConsumptionLine *line = NULL;

      for (guint j = 0; j < n_lines; j++)
        line = lines[j]->n == i && !spt_consumption_line_is_empty (lines[j]) ? lines[j] : line;
      if (line != NULL)
        fill_line (find_line (record, meter), meter, line);
      else
        remove_line (find_line (record, meter));
    }
  if (!spt_intervention_save (db, &save, record, now_utc_ms, issues, error))
    return FALSE;

  for (guint i = 0; i < n_lines; i++)
    {
      lines[i]->id = save.id;
      lines[i]->n_errors = spt_issue_list_get_n_errors (issues);
    }
  sum->n_made++;
  sum->n_to_fix += spt_issue_list_get_n_errors (issues) > 0;
  if (sum->ids != NULL)
    g_array_append_val (sum->ids, save.id);

  return TRUE;
}

/**
 * spt_consumption_save:
 * @db: a writing connection
 * @lines: (element-type SptConsumptionLine): what was typed, by plant
 * @who: (nullable): the clerk
 * @now_utc_ms: now
 * @sum: what became of them; adds to what is there
 * @error: return location for an error of the archive
 *
 * Makes an intervention for each plant of which something was typed, checked as every other. What was left empty is not
 * made; nor is what is in one that is open already.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_consumption_save (SptDb              *db,
                      GPtrArray          *lines,
                      const char         *who,
                      gint64              now_utc_ms,
                      SptConsumptionSum  *sum,
                      GError            **error)
{
  SptConsumptionLine **all = (SptConsumptionLine **) lines->pdata;
  guint end;

  for (guint start = 0; start < lines->len; start = end)
    {
      gboolean is_empty = TRUE;

      for (end = start; end < lines->len && all[end]->plant_id == all[start]->plant_id; end++)
        is_empty = is_empty && spt_consumption_line_is_empty (all[end]);
      if (is_empty || all[start]->open_id != 0 || all[start]->id != 0)
        continue;
      if (!save_plant (db, all + start, end - start, who, now_utc_ms, sum, error))
        return FALSE;
    }

  return TRUE;
}
