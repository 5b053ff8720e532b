/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the voucher service's calls share: two scripted servers, an account on them, a
 * call. */
#define G_LOG_DOMAIN "wire-test"

#include "config.h"

#include "wire-test.h"

#include "services/voucher/spt-voucher-service.h"

static const char *const hidden[] = { WIRE_KEY, WIRE_SECRET, "not-a-real-one", NULL };

SptService *
wire_service (void)
{
  return spt_services_find ("voucher");
}

CallTest *
wire_call_new (SptEnvironment environment)
{
  CallTest *self = call_test_new (SPT_TYPE_VOUCHER_SERVICE, "voucher.prenotazione", environment,
                                  "/apitibcoprenotazione/v1/prenotazione", "application/json",
                                  "{\"a\":1}");

  call_test_hide (hidden);
  self->url = g_strconcat (spt_test_server_get_url (self->auth), "/tenant/oauth2/v2.0/token", NULL);
  spt_account_set_setting (self->account, "token-url", self->url);
  spt_account_set_setting (self->account, "client-id", "client-1");
  spt_account_set_setting (self->account, "scope", WIRE_SCOPE);
  spt_account_set_setting (self->account, "partita-iva-operatore", WIRE_VAT);
  call_test_set_secret (self, "subscription-key", WIRE_KEY);
  call_test_set_secret (self, "client-secret", WIRE_SECRET);
  g_ptr_array_add (self->keys, g_strdup (WIRE_CODE));

  return self;
}

void
wire_push_token (CallTest   *self,
                 const char *token,
                 const char *life)
{
  g_autofree char *body = g_strdup_printf ("{\"token_type\":\"Bearer\",\"expires_in\":%s,"
                                           "\"access_token\":\"%s\"}", life, token);

  spt_test_server_push (self->auth, SPT_TEST_ANSWER, 200, WIRE_JSON, body);
}

void
wire_assert_clean (const char *text)
{
  call_test_hide (hidden);
  call_test_assert_clean (text);
}

guint
wire_count (CallTest   *self,
            const char *prefix)
{
  guint n = 0;

  for (guint i = 0; i < spt_test_server_get_n_requests (self->server); i++)
    {
      g_autofree char *head = spt_test_server_get_head (self->server, i);

      n += g_str_has_prefix (head, prefix);
    }

  return n;
}
