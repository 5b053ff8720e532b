/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of this room share: a position, an account, a fake server with a call under
 * way. */
#define G_LOG_DOMAIN "gpd-test"

#include "config.h"

#include "gpd-test.h"

#include <string.h>

#include "services/gpd/spt-gpd-json.h"
#include "services/gpd/spt-gpd-service.h"
#include "spt-test.h"

static SptGpdFields *the_fields;

SptService *
gpd_test_service (void)
{
  static gboolean registered;

  if (!registered)
    {
      const GType types[] = { SPT_TYPE_GPD_SERVICE, G_TYPE_INVALID };

      spt_services_set_types (types);
      registered = TRUE;
    }

  return spt_services_find ("gpd");
}

const SptGpdFields *
gpd_test_fields (void)
{
  if (the_fields == NULL)
    {
      g_autoptr (GError) error = NULL;
      SptSchema *schema = SPT_SERVICE_GET_CLASS (gpd_test_service ())->get_record_schema (gpd_test_service ());

      the_fields = spt_gpd_fields_new (schema, &error);
      g_assert_no_error (error);
    }

  return the_fields;
}

void
gpd_test_free_fields (void)
{
  g_clear_pointer (&the_fields, spt_gpd_fields_free);
  spt_services_set_types (NULL);
}

static void
set_account (SptAccount *account,
             const char *base_url)
{
  g_object_set (account, "base-url", base_url, NULL);
  spt_account_set_setting (account, "broker-code", "12345678903");
  spt_account_set_setting (account, "organization-fiscal-code", "77777777777");
}

SptAccount *
gpd_test_account (const char     *base_url,
                  SptEnvironment  environment)
{
  SptAccount *account = spt_account_new ("gpd", "prova", environment);

  set_account (account, base_url);

  return account;
}

char *
gpd_test_position (const char *iupd,
                   const char *iuv)
{
  return g_strdup_printf ("{\"iupd\":\"%s\",\"type\":\"F\",\"payStandIn\":true,\"fiscalCode\":\"RSSMRA80A01H501U\","
                          "\"fullName\":\"Mario Rossi\",\"switchToExpired\":false,"
                          "\"companyName\":\"Comune di Esempio\","
                          "\"paymentOption\":[{\"iuv\":\"%s\",\"amount\":12000,\"description\":\"TARI 2026\","
                          "\"isPartialPayment\":false,\"dueDate\":\"2026-12-16T23:59:59\",\"transfer\":["
                          "{\"idTransfer\":\"1\",\"amount\":10000,\"remittanceInformation\":\"TARI 2026\","
                          "\"category\":\"9/0101100IM/\",\"iban\":\"IT60X0542811101000000123456\"},"
                          "{\"idTransfer\":\"2\",\"amount\":2000,\"organizationFiscalCode\":\"12345678903\","
                          "\"companyName\":\"Provincia di Esempio\",\"remittanceInformation\":\"TEFA 2026\","
                          "\"category\":\"9/0201133IM/\",\"iban\":\"IT60X0542811101000000123456\"}]}]}",
                          iupd, iuv);
}

char *
gpd_test_document (const char *from,
                   const char *to)
{
  g_autofree char *position = gpd_test_position ("77777777777-2026-TARI-000001",
                                                 "02123456789012356");
  GString *document = g_string_new ("{\"paymentPositions\":[");

  g_string_append (document, position);
  g_string_append (document, "]}");
  if (from != NULL)
    {
      g_assert_nonnull (strstr (document->str, from));
      g_string_replace (document, from, to, 1);
    }

  return g_string_free (document, FALSE);
}

static gboolean
copy_record (SptRecord  *record,
             guint       row,
             gpointer    user_data,
             GError    **error)
{
  SptRecord **out = user_data;
  GString *text = g_string_new (NULL);

  g_assert_nonnull (record);
  g_assert_null (*out);
  spt_record_write (record, text);
  *out = spt_record_new (gpd_test_fields ()->schema);
  g_assert_true (spt_record_read (*out, text->str, (gssize) text->len, NULL));
  g_string_free (text, TRUE);

  return TRUE;
}

SptRecord *
gpd_test_record (const char *position)
{
  g_autofree char *document = g_strdup_printf ("{\"paymentPositions\":[%s]}", position);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (document, -1, NULL);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  SptRecord *record = NULL;

  spt_gpd_json_read (gpd_test_fields (), stream, FALSE, copy_record, &record, issues, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (spt_issue_list_get_n_errors (issues), ==, 0);
  g_assert_nonnull (record);

  return record;
}

char *
gpd_test_describe (SptIssueList *issues)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      const char level = issue->overridable ? 'O' : "NWE"[issue->level];

      g_string_append_printf (out, "%s%c %s %u", i > 0 ? "\n" : "", level, issue->code, issue->row);
      if (issue->path != NULL)
        g_string_append_printf (out, " %s", issue->path);
    }

  return g_string_free (out, FALSE);
}

char *
gpd_test_fixture (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "services", "gpd", "fixtures", name,
                                                 NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

CallTest *
gpd_test_call_new (void)
{
  static const char *const hidden[] = { GPD_TEST_KEY, NULL };
  CallTest *self = call_test_new (G_TYPE_INVALID, "gpd.create", SPT_ENVIRONMENT_PRACTICE,
                                  "/v2/brokers/12345678903/organizations/77777777777/"
                                  "debtpositions/file", "multipart/form-data; boundary=x", "body");

  gpd_test_service ();
  call_test_hide (hidden);
  set_account (self->account, spt_test_server_get_url (self->server));
  call_test_set_secret (self, "subscription-key", GPD_TEST_KEY);

  return self;
}

void
gpd_test_call_add_key (CallTest   *self,
                       const char *key)
{
  g_ptr_array_add (self->keys, g_strdup (key));
}

SptOutcome *
gpd_test_call_run (CallTest      *self,
                   SptCallKind    kind,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_set_object (&self->cancellable, cancellable);

  return call_test_try (self, kind, error);
}
