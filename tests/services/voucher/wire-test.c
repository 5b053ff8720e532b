/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the voucher service's calls share: two scripted servers, an account on them, a
 * call. */
#define G_LOG_DOMAIN "wire-test"

#include "config.h"

#include "wire-test.h"

#include <string.h>

#include "base/spt-messages.h"
#include "services/voucher/spt-voucher-service.h"
#include "spt-test.h"

SptService *
wire_service (void)
{
  return spt_services_find ("voucher");
}

/* Nothing that is logged, by whatever library, holds a secret. */
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

      wire_assert_clean (value);
    }

  return g_log_writer_default (level, fields, n_fields, user_data);
}

static void
watch_log (void)
{
  static gboolean watched;

  if (!watched)
    g_log_set_writer_func (write_log, NULL, NULL);
  watched = TRUE;
}

WireCall *
wire_call_new (SptEnvironment environment)
{
  const GType types[] = { SPT_TYPE_VOUCHER_SERVICE, G_TYPE_INVALID };
  WireCall *self = g_new0 (WireCall, 1);

  watch_log ();
  /* Another instance, without the tokens of the test before. */
  spt_services_set_types (NULL);
  spt_services_set_types (types);

  self->auth = spt_test_server_new (NULL);
  self->gateway = spt_test_server_new (NULL);
  self->clock = spt_clock_new_system ();
  self->fake_clock = spt_fake_clock_new (WIRE_NOW);
  self->http = spt_http_new (self->clock, "sportello-test");
  self->account = spt_account_new ("voucher", "prova", environment);
  self->token_url = g_strconcat (spt_test_server_get_url (self->auth), "/tenant/oauth2/v2.0/token",
                                 NULL);
  g_object_set (self->account, "base-url", spt_test_server_get_url (self->gateway), NULL);
  spt_account_set_setting (self->account, "token-url", self->token_url);
  spt_account_set_setting (self->account, "client-id", "client-1");
  spt_account_set_setting (self->account, "scope", WIRE_SCOPE);
  spt_account_set_setting (self->account, "partita-iva-operatore", WIRE_VAT);
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (self->secrets, g_strdup ("subscription-key"), g_strdup (WIRE_KEY));
  g_hash_table_insert (self->secrets, g_strdup ("client-secret"), g_strdup (WIRE_SECRET));
  self->keys = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->keys, g_strdup (WIRE_CODE));
  self->known = g_ptr_array_new_with_free_func (g_free);
  self->body = g_bytes_new_static ("{\"a\":1}", 7);

  self->call.http = self->http;
  self->call.clock = SPT_CLOCK (self->fake_clock);
  self->call.account = self->account;
  self->call.secrets = self->secrets;
  self->call.uuid = "00000000-0000-0000-0000-000000000000";
  self->call.operation = "voucher.prenotazione";
  self->call.method = "POST";
  self->call.path = "/apitibcoprenotazione/v1/prenotazione";
  self->call.content_type = "application/json";
  self->call.body = self->body;
  self->call.keys = self->keys;
  self->call.known_remote_ids = self->known;
  self->call.sent_utc_ms = WIRE_NOW - 10000;
  self->call.ended_utc_ms = WIRE_NOW - 9000;

  return self;
}

static gboolean
is_gone (gpointer user_data)
{
  GObject **object = user_data;

  return *object == NULL;
}

void
wire_call_free (WireCall *self)
{
  GObject *http = G_OBJECT (self->http);

  /* A request that was given up still has to come back. */
  g_object_add_weak_pointer (http, (gpointer *) &http);
  g_object_unref (self->http);
  g_assert_true (spt_test_wait (is_gone, &http, SPT_TEST_TIMEOUT_MS));
  spt_test_server_free (self->auth);
  spt_test_server_free (self->gateway);
  g_object_unref (self->clock);
  g_assert_finalize_object (self->fake_clock);
  g_object_unref (self->account);
  g_hash_table_unref (self->secrets);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->known);
  g_bytes_unref (self->body);
  g_free (self->token_url);
  g_clear_object (&self->cancellable);
  g_free (self);
  spt_services_set_types (NULL);
}

void
wire_push_token (WireCall   *self,
                 const char *token,
                 const char *life)
{
  g_autofree char *body = g_strdup_printf ("{\"token_type\":\"Bearer\",\"expires_in\":%s,"
                                           "\"access_token\":\"%s\"}", life, token);

  spt_test_server_push (self->auth, SPT_TEST_ANSWER, 200, WIRE_JSON, body);
}

void
wire_push (WireCall   *self,
           guint       status,
           const char *headers,
           const char *body)
{
  spt_test_server_push (self->gateway, SPT_TEST_ANSWER, status, headers, body);
}

void
wire_assert_clean (const char *text)
{
  g_autofree char *escaped = g_uri_escape_string (WIRE_SECRET, NULL, FALSE);

  if (text == NULL)
    return;
  g_assert_null (strstr (text, WIRE_KEY));
  g_assert_null (strstr (text, WIRE_SECRET));
  g_assert_null (strstr (text, escaped));
  g_assert_null (strstr (text, "not-a-real-one"));
}

SptOutcome *
wire_run (WireCall    *self,
          SptCallKind  kind)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  SptOutcome *outcome;

  spt_service_call_async (wire_service (), kind, &self->call, self->cancellable, spt_test_async_cb,
                          &slot);
  result = spt_test_await (&slot, SPT_TEST_TIMEOUT_MS);
  g_assert_nonnull (result);
  outcome = spt_service_call_finish (wire_service (), result, &error);
  g_assert_no_error (error);

  wire_assert_clean (outcome->exchange);
  wire_assert_clean (outcome->message);
  wire_assert_clean (outcome->note);
  if (outcome->kind != SPT_OUTCOME_ACCEPTED)
    g_assert_nonnull (outcome->code);
  if (outcome->code != NULL)
    g_assert_nonnull (spt_messages_find ("voucher", outcome->code));
  if (outcome->message != NULL)
    g_assert_true (g_utf8_validate (outcome->message, -1, NULL));

  return outcome;
}

guint
wire_count (WireCall   *self,
            const char *prefix)
{
  guint n = 0;

  for (guint i = 0; i < spt_test_server_get_n_requests (self->gateway); i++)
    {
      g_autofree char *head = spt_test_server_get_head (self->gateway, i);

      n += g_str_has_prefix (head, prefix);
    }

  return n;
}
