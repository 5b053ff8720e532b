/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes into the archive of practice mode: a service's account, then files and plants. */
#define G_LOG_DOMAIN "spt-practice-sample-intake"

#include "config.h"

#include "app/spt-practice-sample-private.h"

#include <glib/gstdio.h>

#include "app/spt-practice-plants.h"
#include "base/spt-data.h"
#include "outbox/spt-intake.h"

static void
account_saved_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  SptPracticeSample *self = user_data;
  SptPracticeJob *job = _spt_practice_sample_finish_job (object, result, self);

  if (job == NULL)
    return;
  self->account_id = job->account_id;
  _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_BATCH);
}

static void
key_kept_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!spt_keyring_store_finish (SPT_KEYRING (object), result, &error))
    g_warning ("The sample's key was not kept: %s", error->message);
}

void
_spt_practice_sample_make_account (SptPracticeSample *self)
{
  JsonObject *given = json_object_get_object_member (json_node_get_object (self->table), "account");
  JsonObject *settings = json_object_get_object_member (given, "settings");
  SptDesk *desk = spt_session_get_desk (self->session);
  SptService *service = spt_services_find (self->service);
  SptSchema *schema = spt_service_get_account_schema (service, NULL);
  const SptGroupDef *root = schema == NULL ? NULL : spt_schema_get_root (schema);
  const char *url = spt_desk_get_practice_url (desk, self->service);
  SptPracticeJob *job = _spt_practice_sample_new_job (self);
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *value = NULL;

  job->account = spt_account_new (self->service, json_object_get_string_member (given, "name"),
                                  SPT_ENVIRONMENT_PRACTICE);
  g_object_set (job->account, "base-url", url, NULL);
  if (json_object_has_member (json_node_get_object (self->table), "catalogue"))
    job->catalogue = json_object_get_array_member (json_node_get_object (self->table), "catalogue");
  for (guint i = 0; root != NULL && i < root->n_fields; i++)
    {
      g_autofree char *text = NULL;

      if (root->fields[i].kind != SPT_FIELD_SECRET)
        text = spt_service_dup_proposal (service, SPT_ENVIRONMENT_PRACTICE, root->fields[i].name, url);
      if (text != NULL)
        spt_account_set_setting (job->account, root->fields[i].name, text);
    }
  json_object_iter_init (&iter, settings);
  while (json_object_iter_next (&iter, &name, &value))
    spt_account_set_setting (job->account, name, json_node_get_string (value));
  for (guint i = 0; root != NULL && i < root->n_fields; i++)
    {
      g_autofree char *text = spt_practice_dup_secret (service, &root->fields[i], self->key);

      if (text != NULL)
        spt_keyring_store_async (spt_desk_get_keyring (desk),
                                 spt_account_get_credential (job->account), root->fields[i].name,
                                 "Sportello", text, self->cancellable, key_kept_cb, NULL);
    }
  _spt_practice_sample_start_job (self, SPT_STORE_WRITE, spt_practice_work_save_account, job, account_saved_cb);
}

void
_spt_practice_sample_drop_file (SptPracticeSample *self)
{
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_clear_pointer (&self->temporary, g_free);
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SptPracticeSample) self = user_data;
  g_autoptr (GError) error = NULL;
  SptImportResult *imported = spt_import_file_finish (result, &error);

  _spt_practice_sample_drop_file (self);
  if (imported == NULL)
    {
      _spt_practice_sample_give_up (self, error);
      return;
    }
  self->import_id = imported->import_id;
  spt_import_result_free (imported);
  if (!g_cancellable_is_cancelled (self->cancellable))
    _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_NOTE_IMPORT);
}

void
_spt_practice_sample_import_batch (SptPracticeSample *self,
                                   JsonObject        *batch)
{
  SptImportOptions options = { 0 };
  g_autoptr (GError) error = NULL;

  g_free (self->temporary);
  self->temporary = spt_practice_write_file (json_object_get_string_member (batch, "file"), &error);
  if (self->temporary == NULL)
    {
      _spt_practice_sample_give_up (self, error);
      return;
    }
  options.kind = json_object_get_string_member (batch, "kind");
  options.path = self->temporary;
  options.label = spt_data_text (batch, "label");
  options.who = SPT_PRACTICE_WHO;
  spt_import_file_async (_spt_practice_sample_get_store (self), &options, self->cancellable, imported_cb,
                         g_object_ref (self));
}

static void
ready_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  SptPracticeSample *self = user_data;
  SptPracticeJob *job = _spt_practice_sample_finish_job (object, result, self);

  if (job == NULL)
    return;
  g_clear_pointer (&self->ids, g_array_unref);
  self->ids = g_steal_pointer (&job->ids);
  _spt_practice_sample_go_on (self, self->ids->len > 0 &&
                              json_object_has_member (_spt_practice_sample_get_batch (self), "operation")
                                    ? SPT_PRACTICE_STEP_FAULTS : SPT_PRACTICE_STEP_LEAVE);
}

/* What comes in no file: librettos and what is to be done with them. */
void
_spt_practice_sample_make_plants (SptPracticeSample *self)
{
  SptPracticeJob *job = _spt_practice_sample_new_job (self);

  job->batch = _spt_practice_sample_get_batch (self);
  job->account_id = self->account_id;
  _spt_practice_sample_start_job (self, SPT_STORE_WRITE, spt_practice_work_make_plants, job, ready_found_cb);
}

static void
import_found_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  SptPracticeSample *self = user_data;
  SptPracticeJob *job = _spt_practice_sample_finish_job (object, result, self);

  if (job == NULL)
    return;
  self->import_id = job->import_id;
  _spt_practice_sample_go_on (self, self->import_id == 0 ? SPT_PRACTICE_STEP_IMPORT : SPT_PRACTICE_STEP_NOTE_IMPORT);
}

/* Interrupted between an import and its note: the file is there, and once more would bring nothing
 * to send. */
void
_spt_practice_sample_look_for_import (SptPracticeSample *self,
                                      JsonObject        *batch)
{
  SptPracticeJob *job = _spt_practice_sample_new_job (self);

  job->kind = g_strdup (json_object_get_string_member (batch, "kind"));
  job->label = g_strdup (spt_data_text (batch, "label"));
  _spt_practice_sample_start_job (self, SPT_STORE_READ, spt_practice_work_find_import, job, import_found_cb);
}

void
_spt_practice_sample_note_import (SptPracticeSample *self)
{
  SptPracticeJob *job = _spt_practice_sample_new_job (self);

  job->kind = g_strdup (json_object_get_string_member (_spt_practice_sample_get_batch (self), "kind"));
  job->setting = g_strdup_printf ("%u:%" G_GINT64_FORMAT, self->batch, self->import_id);
  job->import_id = self->import_id;
  _spt_practice_sample_start_job (self, SPT_STORE_WRITE, spt_practice_work_find_ready, job, ready_found_cb);
}
