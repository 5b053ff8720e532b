/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the services' calls share: two scripted servers, an account on them, a call. */
#define G_LOG_DOMAIN "call-test"

#include "config.h"

#include "call-test.h"

#include <string.h>

#include "base/spt-messages.h"
#include "spt-test.h"

static const char *const *hidden;

static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      g_autofree char *value = fields[i].length < 0 ? g_strdup (fields[i].value)
                                                    : g_strndup (fields[i].value,
                                                                 (gsize) fields[i].length);

      call_test_assert_clean (value);
    }

  return g_log_writer_default (level, fields, n_fields, user_data);
}

void
call_test_hide (const char *const *texts)
{
  if (hidden == NULL)
    g_log_set_writer_func (write_log, NULL, NULL);
  hidden = texts;
}

void
call_test_assert_clean (const char *text)
{
  g_assert_nonnull (hidden);
  for (guint i = 0; text != NULL && hidden[i] != NULL; i++)
    {
      g_autofree char *escaped = g_uri_escape_string (hidden[i], NULL, FALSE);

      g_assert_null (strstr (text, hidden[i]));
      g_assert_null (strstr (text, escaped));
    }
}

CallTest *
call_test_new (GType           type,
               const char     *operation,
               SptEnvironment  environment,
               const char     *path,
               const char     *content_type,
               const char     *body)
{
  const GType types[] = { type, G_TYPE_INVALID };
  g_auto (GStrv) words = g_strsplit (operation, ".", 2);
  CallTest *self = g_new0 (CallTest, 1);

  self->registered = type != G_TYPE_INVALID;
  if (self->registered)
    {
      spt_services_set_types (NULL);
      spt_services_set_types (types);
    }
  self->server = spt_test_server_new (NULL);
  self->auth = spt_test_server_new (NULL);
  self->clock = spt_clock_new_system ();
  self->fake_clock = spt_fake_clock_new (CALL_TEST_NOW);
  self->http = spt_http_new (self->clock, "sportello-test");
  self->account = spt_account_new (words[0], "prova", environment);
  g_object_set (self->account, "base-url", spt_test_server_get_url (self->server), NULL);
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->known = g_ptr_array_new_with_free_func (g_free);
  self->body = g_bytes_new_static (body, strlen (body));
  self->call = (SptCall) {
    .http = self->http,
    .clock = SPT_CLOCK (self->fake_clock),
    .account = self->account,
    .secrets = self->secrets,
    .uuid = "00000000-0000-0000-0000-000000000000",
    .operation = operation,
    .method = "POST",
    .path = path,
    .content_type = content_type,
    .body = self->body,
    .keys = self->keys,
    .known_remote_ids = self->known,
    .sent_utc_ms = CALL_TEST_NOW - 10000,
    .ended_utc_ms = CALL_TEST_NOW - 9000,
  };

  return self;
}

static gboolean
is_gone (gpointer user_data)
{
  return *(GObject **) user_data == NULL;
}

void
call_test_free (CallTest *self)
{
  GObject *http = G_OBJECT (self->http);

  /* A request that was given up still has to come back. */
  g_object_add_weak_pointer (http, (gpointer *) &http);
  g_object_unref (self->http);
  g_assert_true (spt_test_wait (is_gone, &http, SPT_TEST_TIMEOUT_MS));
  spt_test_server_free (self->server);
  spt_test_server_free (self->auth);
  g_object_unref (self->clock);
  g_assert_finalize_object (self->fake_clock);
  g_object_unref (self->account);
  g_hash_table_unref (self->secrets);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->known);
  g_bytes_unref (self->body);
  g_free (self->url);
  g_clear_object (&self->cancellable);
  if (self->registered)
    spt_services_set_types (NULL);
  g_free (self);
}

void
call_test_set_secret (CallTest   *self,
                      const char *name,
                      const char *value)
{
  g_hash_table_insert (self->secrets, g_strdup (name), g_strdup (value));
}

void
call_test_push (CallTest   *self,
                guint       status,
                const char *headers,
                const char *body)
{
  spt_test_server_push (self->server, SPT_TEST_ANSWER, status, headers, body);
}

SptOutcome *
call_test_try (CallTest     *self,
               SptCallKind   kind,
               GError      **error)
{
  const char *id = spt_account_get_service (self->account);
  SptService *service = spt_services_find (id);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  SptOutcome *outcome;

  spt_service_call_async (service, kind, &self->call, self->cancellable, spt_test_async_cb, &slot);
  result = spt_test_await (&slot, SPT_TEST_TIMEOUT_MS);
  g_assert_nonnull (result);
  outcome = spt_service_call_finish (service, result, error);
  if (outcome == NULL)
    return NULL;

  call_test_assert_clean (outcome->exchange);
  call_test_assert_clean (outcome->message);
  call_test_assert_clean (outcome->note);
  call_test_assert_clean (outcome->account_note);
  call_test_assert_clean (outcome->remote_id);
  if (outcome->kind != SPT_OUTCOME_ACCEPTED && outcome->kind != SPT_OUTCOME_PENDING)
    g_assert_nonnull (outcome->code);
  if (outcome->code != NULL)
    g_assert_nonnull (spt_messages_find (id, outcome->code));
  if (outcome->message != NULL)
    g_assert_true (g_utf8_validate (outcome->message, -1, NULL));

  return outcome;
}

SptOutcome *
call_test_run (CallTest    *self,
               SptCallKind  kind)
{
  g_autoptr (GError) error = NULL;
  SptOutcome *outcome = call_test_try (self, kind, &error);

  g_assert_no_error (error);

  return outcome;
}
