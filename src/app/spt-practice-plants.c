/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants of the sample of practice mode: librettos from a template, what a person says of them, interventions that begin from
 * them. Made again after an interruption, nothing comes twice. */
#define G_LOG_DOMAIN "spt-practice-plants"

#include "config.h"

#include "app/spt-practice-plants.h"

#include <string.h>

#include "base/spt-data.h"
#include "outbox/spt-plants.h"

static char *
dup_libretto (JsonObject  *plant,
              GError     **error)
{
  JsonObject *replace = json_object_get_object_member (plant, "replace");
  g_autofree char *template_text = spt_practice_load_text (json_object_get_string_member (plant, "template"), error);
  g_autoptr (GString) text = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (template_text == NULL)
    return NULL;
  text = g_string_new (template_text);
  json_object_iter_init (&iter, replace);
  while (json_object_iter_next (&iter, &name, &value))
    g_string_replace (text, name, json_node_get_string (value), 0);

  return spt_practice_dup_dated (text->str, error);
}

static gboolean
make_plant (SptDb           *db,
            SptPracticeJob  *job,
            JsonObject      *plant,
            gint64           now,
            GError         **error)
{
  gint64 id = spt_db_find_plant (db, json_object_get_string_member (plant, "code"), job->account_id, error);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autofree char *libretto = NULL;
  JsonObject *present;

  if (id != 0)
    return id > 0;
  libretto = dup_libretto (plant, error);
  if (libretto == NULL)
    return FALSE;
  id = spt_plant_save_libretto (db, 0, libretto, strlen (libretto), job->account_id, 0, 0, job->who, now, issues, NULL, error);
  if (id == 0 || !json_object_has_member (plant, "present"))
    return id != 0;
  present = json_object_get_object_member (plant, "present");

  return spt_plants_mark_present (db, &id, 1, json_object_get_string_member (present, "date"), spt_data_text (present, "source"),
                                  job->who, now, NULL, error);
}

/* The one of that type which the plant has already. */
static gboolean
find_task (SptDb       *db,
           gint64       plant_id,
           const char  *type,
           gint64      *id,
           gboolean    *is_open,
           GError     **error)
{
  g_autoptr (GPtrArray) rows = spt_db_list_plant_interventions (db, plant_id, error);

  *id = 0;
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const SptInterventionRow *row = g_ptr_array_index (rows, i);

      if (strcmp (row->type, type) != 0)
        continue;
      *id = row->id;
      *is_open = row->state == SPT_STATE_READY && !row->is_under_way && !row->is_queued;
    }

  return TRUE;
}

static gboolean
fill_in (SptRecord   *record,
         JsonObject  *fields,
         GError     **error)
{
  JsonObjectIter iter;
  const char *path;
  JsonNode *value;

  json_object_iter_init (&iter, fields);
  while (json_object_iter_next (&iter, &path, &value))
    {
      g_autofree char *text = spt_practice_dup_dated (json_node_get_string (value), error);
      const SptFieldDef *field = NULL;
      SptNode *node = NULL;

      if (text == NULL)
        return FALSE;
      if (spt_record_find_path (record, path, &node, &field) && field != NULL)
        spt_node_set (node, field->index, text, -1);
      else
        g_warning ("The sample's field \"%s\" is none of the form", path);
    }

  return TRUE;
}

static gboolean
make_task (SptDb           *db,
           SptPracticeJob  *job,
           JsonObject      *task,
           gint64           now,
           GError         **error)
{
  const char *type = json_object_get_string_member (task, "type");
  gint64 plant_id = spt_db_find_plant (db, json_object_get_string_member (task, "code"), job->account_id, error);
  SptInterventionSave save = { .plant_id = plant_id, .type = type, .account_id = job->account_id, .who = job->who };
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  gboolean is_open = TRUE;

  if (plant_id <= 0 || !find_task (db, plant_id, type, &save.id, &is_open, error))
    return plant_id == 0;
  if (save.id == 0)
    {
      record = spt_intervention_begin (db, plant_id, type, NULL, now, &xsd, error);
      if (record == NULL ||
          (json_object_has_member (task, "set") && !fill_in (record, json_object_get_object_member (task, "set"), error)) ||
          !spt_intervention_save (db, &save, record, now, issues, error))
        return FALSE;
      if (spt_issue_list_get_n_errors (issues) > 0)
        {
          const SptIssue *issue = spt_issue_list_get (issues, 0);

          g_warning ("An intervention of the sample, of type %s, has faults: %s at \"%s\"", type, issue->code, issue->path);
          is_open = FALSE;
        }
    }
  if (is_open)
    g_array_append_val (job->ids, save.id);

  return TRUE;
}

/**
 * spt_practice_work_make_plants:
 * @db: the archive, on its thread
 * @data: an #SptPracticeJob: with batch and account_id; its ids are set
 * @cancellable: (nullable): stops it
 * @error: why not
 *
 * Makes the plants of a batch and what is to be done with them, as far as it is not there.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_practice_work_make_plants (SptDb         *db,
                               gpointer       data,
                               GCancellable  *cancellable,
                               GError       **error)
{
  SptPracticeJob *job = data;
  JsonArray *plants = json_object_get_array_member (job->batch, "plants");
  JsonArray *tasks = json_object_get_array_member (job->batch, "tasks");
  gint64 now = g_get_real_time () / 1000;

  job->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < json_array_get_length (plants); i++)
    {
      if (!make_plant (db, job, json_array_get_object_element (plants, i), now, error))
        return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (tasks); i++)
    {
      if (!make_task (db, job, json_array_get_object_element (tasks, i), now, error))
        return FALSE;
    }

  return TRUE;
}
