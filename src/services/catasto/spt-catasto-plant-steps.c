/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be sent of a plant where it stands, what comes of it, and the pages of a form (catasto facts 4, 5). */

#define G_LOG_DOMAIN "spt-catasto-plant-steps"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#include "base/spt-data.h"
#include "services/catasto/spt-catasto-schemas.h"

/* --- pages ---------------------------------------------------------------------------------------------- */

static const SptCatastoCell *
find_cell (const SptCatastoRow *row,
           const char          *element)
{
  for (guint i = 0; row != NULL && i < row->cells->len; i++)
    {
      const SptCatastoCell *cell = &g_array_index (row->cells, SptCatastoCell, i);

      if (g_strcmp0 (cell->element, element) == 0)
        return cell;
    }

  return NULL;
}

static const SptGroupDef *
find_group (SptXsd     *xsd,
            const char *page)
{
  g_auto (GStrv) steps = g_strsplit (page, ".", -1);
  const SptGroupDef *group = spt_schema_get_root (spt_xsd_get_schema (xsd));

  for (guint i = 0; group != NULL && steps[i] != NULL; i++)
    group = spt_group_def_find_group (group, steps[i]);

  return group;
}

/* An operation's own content, which the table of schede does not have. */
static void
add_own (GArray            *schede,
         const SptGroupDef *group,
         const char        *page)
{
  SptPlantScheda scheda = { .page = g_intern_string (page), .title = g_intern_string (group->label) };

  scheda.one_of = group->show_if != NULL;
  scheda.mandatory = group->min > 0 && !scheda.one_of;
  g_array_append_val (schede, scheda);
}

/**
 * spt_catasto_plant_list_schede:
 * @service: the service
 * @operation: an operation
 *
 * Lists the pages of its form that may be in use, by the table of schede. What it must not have is left out.
 *
 * Returns: (transfer container) (element-type SptPlantScheda): the pages, in the order of the form
 */
GArray *
spt_catasto_plant_list_schede (SptService *service,
                               const char *operation)
{
  GArray *schede = g_array_new (FALSE, FALSE, sizeof (SptPlantScheda));
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);
  const SptCatastoRow *row = found != NULL ? spt_catasto_matrix_get (found->api_id) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptXsd) xsd = found != NULL ? spt_catasto_schemas_ref (found->call, &error) : NULL;
  g_autoptr (GPtrArray) pages = NULL;

  if (xsd == NULL)
    {
      if (error != NULL)
        g_warning ("schema of %s: %s", operation, error->message);
      return schede;
    }
  pages = spt_xsd_list_pages (xsd);
  for (guint i = 0; i < pages->len; i++)
    {
      const char *page = g_ptr_array_index (pages, i);
      const SptGroupDef *group = find_group (xsd, page);
      const SptCatastoCell *cell = group != NULL ? find_cell (row, group->name) : NULL;
      SptPlantScheda scheda = { .page = g_intern_string (page) };

      if (cell == NULL && group != NULL)
        add_own (schede, group, page);
      if (cell == NULL || cell->need == SPT_CATASTO_ABSENT)
        continue;
      scheda.title = cell->title;
      scheda.mandatory = cell->need == SPT_CATASTO_MANDATORY;
      scheda.one_of = cell->need == SPT_CATASTO_ONE_OF;
      scheda.documented = cell->documented;
      scheda.hint = cell->hint;
      g_array_append_val (schede, scheda);
    }

  return schede;
}

/* --- steps ---------------------------------------------------------------------------------------------- */

typedef struct
{
  const SptPlantData *plant;
  const char         *standing;
  SptCatastoTree     *libretto; /* (owned) (nullable): read when a step depends on it */
  gboolean            is_read;
} Where;

static SptCatastoTree *
need_libretto (Where *where)
{
  if (!where->is_read && where->plant->libretto != NULL)
    where->libretto = spt_catasto_tree_parse (where->plant->libretto, -1, NULL);
  where->is_read = TRUE;

  return where->libretto;
}

static gboolean
has_part (SptCatastoTree *libretto,
          gboolean        is_generator,
          gboolean        is_reported)
{
  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      const SptCatastoKind *kind = &spt_catasto_kinds[i];

      if (kind->is_generator == is_generator && (!is_reported || spt_catasto_get_report_type (kind) > 0) &&
          spt_catasto_tree_count_in_use (libretto, kind) > 0)
        return TRUE;
    }

  return FALSE;
}

/* There is nothing that it could be done on, as far as the libretto says. */
static const char *
find_lack (Where      *where,
           const char *api_id)
{
  static const struct
  {
    const char *api_id;
    gboolean    is_generator;
    gboolean    is_reported;
    const char *lack;
  } needs[] = {
    { "52", TRUE, FALSE, "no-generator" },
    { "84", TRUE, TRUE, "no-report" },
    { "58", FALSE, FALSE, "no-part" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    {
      if (strcmp (api_id, needs[i].api_id) == 0 && need_libretto (where) != NULL &&
          !has_part (where->libretto, needs[i].is_generator, needs[i].is_reported))
        return needs[i].lack;
    }

  return NULL;
}

static gboolean
is_natural (Where      *where,
            const char *api_id)
{
  if (*where->standing == '\0')
    return strcmp (api_id, "4") == 0 || strcmp (api_id, "9") == 0;

  return strcmp (api_id, "84") == 0 && spt_catasto_awaits_report (where->plant, need_libretto (where));
}

/* A plant has one first sending; what other software sent, or a person says the register has, counts as that. */
static gboolean
is_second_first (const char *code)
{
  return g_strcmp0 (code, "E-GIA-PRESENTE") == 0;
}

static void
judge (Where      *where,
       const char *api_id,
       SptStep    *step)
{
  const char *code;
  const char *lack;

  switch (spt_catasto_states_judge (where->standing, api_id, &code))
    {
    case SPT_CATASTO_REFUSED_BY_RULE:
      step->kind = SPT_STEP_CLOSED;
      step->inferred = FALSE;
      step->reason = spt_catasto_states_get_reason (code);
      return;
    case SPT_CATASTO_DOUBTFUL:
      if (is_second_first (code))
        {
          gboolean is_marked = where->plant->standing == NULL || *where->plant->standing == '\0';

          step->kind = SPT_STEP_CLOSED;
          step->reason = spt_catasto_states_get_reason (is_marked ? "marked-present" : code);
          return;
        }
      step->kind = SPT_STEP_DOUBTFUL;
      step->reason = spt_catasto_states_get_reason (*where->standing == '\0' ? "switched" : code);
      return;
    case SPT_CATASTO_TAKEN_UNUSUALLY:
      step->reason = spt_catasto_states_get_reason ("unusual");
      break;
    case SPT_CATASTO_TAKEN:
    default:
      break;
    }
  lack = find_lack (where, api_id);
  if (lack != NULL)
    {
      step->kind = SPT_STEP_CLOSED;
      step->reason = spt_catasto_states_get_reason (lack);
    }
  else if (is_natural (where, api_id))
    step->kind = SPT_STEP_NEXT;
}

/* What stands in the document's table and in no call: 6 and 7 (catasto facts 3). */
static void
tell_not_invokable (SptStepFunc func,
                    gpointer    user_data)
{
  JsonArray *rows = json_object_get_array_member (spt_catasto_matrix_get_json (), "operations");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      const char *api_id = json_object_get_string_member_with_default (row, "api-id", "");
      const char *why = spt_catasto_why_not_invokable (api_id);
      SptStep step = { .kind = SPT_STEP_CLOSED };
      g_autofree char *operation = NULL;
      g_autofree char *reason = NULL;

      if (why == NULL)
        continue;
      /* The service has no operation of that name: the sentence says which one it is. */
      operation = g_strconcat (SPT_CATASTO_DOMAIN ".", api_id, NULL);
      reason = g_strdup_printf ("%s. %s", spt_data_text (row, "task"), why);
      step.operation = operation;
      step.reason = reason;
      func (&step, user_data);
    }
}

/**
 * spt_catasto_plant_list_steps:
 * @service: the service
 * @account: (nullable): whose it is
 * @plant: the plant
 * @func: is told of each
 * @user_data: for @func
 *
 * Tells of every operation of the document's table what speaks for it or against it where the plant stands.
 */
void
spt_catasto_plant_list_steps (SptService         *service,
                              SptAccount         *account,
                              const SptPlantData *plant,
                              SptStepFunc         func,
                              gpointer            user_data)
{
  const SptServiceInfo *info = spt_service_get_info (service);
  Where where = { .plant = plant, .standing = spt_catasto_get_standing_of (plant) };

  for (guint i = 0; i < info->n_operations; i++)
    {
      const SptCatastoOperation *operation = spt_catasto_operation_find (info->operations[i].id);
      SptStep step = { .operation = info->operations[i].id, .kind = SPT_STEP_POSSIBLE, .inferred = TRUE };

      judge (&where, operation->api_id, &step);
      func (&step, user_data);
    }
  tell_not_invokable (func, user_data);
  g_clear_pointer (&where.libretto, spt_catasto_tree_free);
}

/**
 * spt_catasto_plant_get_standing:
 * @service: the service
 * @operation: what was accepted; one that is none of the service's changes nothing
 * @before: where the plant stood
 *
 * Says where a plant stands once an operation was accepted. What the register takes of a plant it has.
 *
 * Returns: (transfer none): %SPT_PLANT_ACTIVE and so on
 */
const char *
spt_catasto_plant_get_standing (SptService *service,
                                const char *operation,
                                const char *before)
{
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);
  const char *standing = before != NULL && *before != '\0' ? before : SPT_PLANT_UNKNOWN;
  const char *next;

  if (found == NULL)
    return standing;
  if (*standing == '\0' && spt_catasto_states_get_next (standing, found->api_id) == NULL)
    standing = SPT_PLANT_ACTIVE;
  next = spt_catasto_states_get_next (standing, found->api_id);

  return g_intern_string (next != NULL ? next : standing);
}
