/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a request may have come to and what may be asked then, out of data/trovapec/phases.json. The
 * service's words are free, so the table goes by our own. */

#define G_LOG_DOMAIN "spt-trovapec-phases"

#include "config.h"

#include "services/trovapec/spt-trovapec-phases.h"

#include <string.h>

#include "base/spt-data.h"

#define TABLE "trovapec/phases.json"

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = object != NULL && name != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* For good: the table lasts as long as the process. */
static JsonObject *
get_table (void)
{
  static JsonNode *table;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      g_autoptr (GError) error = NULL;

      table = spt_data_load_json (TABLE, &error);
      if (table == NULL)
        g_warning (TABLE ": %s", error->message);
      g_once_init_leave (&once, 1);
    }

  return table != NULL && JSON_NODE_HOLDS_OBJECT (table) ? json_node_get_object (table) : NULL;
}

static JsonObject *
get_stage (const char *stage)
{
  return get_object (get_object (get_table (), "stages"), stage);
}

/**
 * spt_trovapec_phase_make_news:
 * @stage: where it came to, in our words
 * @words: (nullable): the same in the service's
 * @news: phase, stage and is_over are set
 *
 * Makes news of a request. The words are the service's own where it said some.
 */
void
spt_trovapec_phase_make_news (const char     *stage,
                              const char     *words,
                              SptDossierNews *news)
{
  JsonObject *object = get_stage (stage);
  const char *phase = object != NULL
                      ? json_object_get_string_member_with_default (object, "phase", stage) : stage;

  news->phase = words != NULL && *words != '\0' ? words : phase;
  news->stage = stage;
  news->is_over = object != NULL && json_object_get_boolean_member_with_default (object, "over", FALSE);
}

/**
 * spt_trovapec_list_steps:
 * @service: the service
 * @account: (nullable): the account
 * @dossier: the request
 * @func: is given each operation
 * @user_data: for @func
 *
 * Says what may be asked for a request where it stands.
 */
void
spt_trovapec_list_steps (SptService           *service,
                         SptAccount           *account,
                         const SptDossierData *dossier,
                         SptStepFunc           func,
                         gpointer              user_data)
{
  JsonObject *steps = get_object (get_stage (dossier->stage), "steps");
  const SptServiceInfo *info = spt_service_get_info (service);

  for (guint i = 0; i < info->n_operations; i++)
    {
      const char *operation = info->operations[i].id;
      SptStep step;

      if (info->operations[i].record_operation == NULL)
        continue;
      spt_step_load (&step, operation, get_object (steps, operation));
      func (&step, user_data);
    }
}
