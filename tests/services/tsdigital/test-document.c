/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service's own document, read: what is refused of it, what is told (services facts 2.6). */
#include "config.h"

#include <string.h>

#include "services/tsdigital/spt-tsdigital-record.h"
#include "tsdigital-test.h"

static const struct
{
  const char *document;
  const char *found;
} documents[] = {
  { "{}", "" },
  { "{\"item\":null,\"noKeys\":null}", "" },
  { "{\"item\":{\"base\":{\"details\":{\"description\":\"x\"}}}}", "" },
  { "{\"item\":[]}", "E member-type item" },
  { "{\"item\":{\"base\":7}}", "E member-type item.base" },
  { "{\"itm\":{}}", "E member-unknown itm" },
  { "{\"item\":{\"base\":{\"details\":{\"ragione\":\"x\"}}}}",
    "E member-unknown item.base.details.ragione" },
  { "{\"taxId\":\"x\"}", "E member-unknown taxId" },
  { "{\"noKeys\":\"true\"}", "E member-type noKeys" },
  { "{\"noKeys\":1}", "E member-type noKeys" },
  { "{\"studioId\":7}", "E member-type studioId" },
  { "{\"ownerIds\":\"x\"}", "E member-type owners" },
  { "{\"ownerIds\":[\"a\",7]}", "E member-type owners[1]" },
  { "{\"item\":{\"base\":{\"details\":{\"birthDate\":\"1980-01-01\"}}}}", "E member-type birthDate" },
  { "{\"item\":{\"base\":{\"details\":{\"birthDate\":1.5}}}}", "E member-type birthDate" },
  { "{\"item\":{\"base\":{\"details\":{\"birthDate\":9223372036854775807}}}}",
    "E date-range birthDate" },
  { "{\"item\":{\"base\":{\"details\":{\"birthDate\":0}}}}", "W date-zero birthDate" },
  { "{\"item\":{\"base\":{\"details\":{\"birthDate\":315532800001}}}}",
    "W date-no-midnight birthDate" },
  { "{\"item\":{\"base\":{\"details\":{\"birthDate\":-63158400000}}}}", "" },
  { "{\"item\":{\"base\":{\"details\":{\"addresses\":{}}}}}", "E member-type addresses" },
  { "{\"item\":{\"base\":{\"details\":{\"addresses\":[7]}}}}", "E member-type addresses[0]" },
  { "{\"item\":{\"base\":{\"details\":{\"addresses\":[{},{\"cap\":\"1\"}]}}}}",
    "E member-unknown addresses[1].cap" },
  { "{\"item\":{\"base\":{\"details\":{\"addresses\":[{\"types\":\"A\"}]}}}}",
    "E member-type addresses[0].types" },
  { "{\"item\":{\"base\":{\"details\":{\"addresses\":[{\"types\":[\"A B\"]}]}}}}",
    "E member-type addresses[0].types" },
  { "{\"item\":{\"base\":{\"details\":{\"contacts\":[{\"type\":7}]}}}}",
    "E member-type contacts[0].type" },
  { "{\"item\":{\"base\":{\"details\":{\"economics\":{\"capitalStock\":10}}}}}",
    "E member-type economics.capitalStock" },
};

static void
test_found (void)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_tsdigital_get_schema ());

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      g_autoptr (GError) error = NULL;
      g_autofree char *found = NULL;

      g_test_message ("%s", documents[i].document);
      g_assert_true (spt_tsdigital_read_document (NULL, SPT_TSDIGITAL_OPERATION, documents[i].document,
                                                  strlen (documents[i].document), record, issues,
                                                  &error));
      g_assert_no_error (error);
      found = service_test_describe (issues);
      g_assert_cmpstr (found, ==, documents[i].found);
      service_test_words (issues);
    }
}

static void
test_no_document (void)
{
  static const char *const texts[] = {
    "", " ", "[]", "7", "{", "{\"noKeys\":true,\"noKeys\":false}", "{} {}", "{'a':1}"
  };
  g_autoptr (SptRecord) record = spt_record_new (spt_tsdigital_get_schema ());

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      g_autoptr (GError) error = NULL;

      g_assert_false (spt_tsdigital_read_document (NULL, SPT_TSDIGITAL_OPERATION, texts[i], strlen (texts[i]), record, issues,
                                                   &error));
      g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT);
    }
}

/* Which of the two it is the document does not say; a date is that of the account's zone. */
static void
test_taken (void)
{
  static const char text[] =
    "{\"item\":{\"base\":{\"details\":{\"lastName\":\"Rossi\",\"birthDate\":646783200000,"
    "\"addresses\":[{\"types\":[\"A\",\"B\"]}]}}},\"ownerIds\":[\"u\"],\"validated\":false}";
  g_autoptr (SptAccount) account = tsdigital_test_account (SPT_ENVIRONMENT_TEST);
  g_autoptr (SptRecord) record = spt_record_new (spt_tsdigital_get_schema ());
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autofree char *doc = NULL;

  spt_account_set_setting (account, "date-zone", "rome");
  g_assert_true (spt_tsdigital_read_document (account, SPT_TSDIGITAL_OPERATION, text, strlen (text), record, issues, NULL));
  g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 0);
  doc = spt_record_dup_doc (record);
  g_assert_cmpstr (doc, ==,
                   "{\"subjectType\":\"person\",\"lastName\":\"Rossi\",\"birthDate\":\"1990-07-01\","
                   "\"validated\":\"false\",\"addresses\":[{\"types\":\"A, B\"}],\"owners\":[{\"id\":"
                   "\"u\"}]}");
}

/* What is shown as an example is right. */
static void
test_template (void)
{
  SptService *service = tsdigital_test_service ();
  g_autofree char *text =
    SPT_SERVICE_GET_CLASS (service)->dup_template (service, SPT_TSDIGITAL_OPERATION,
                                                   SERVICE_TEST_NOW, NULL);
  g_autoptr (SptRecord) record = spt_record_new (spt_tsdigital_get_schema ());
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GBytes) body = NULL;

  g_assert_true (spt_tsdigital_read_document (NULL, SPT_TSDIGITAL_OPERATION, text, strlen (text), record, issues, NULL));
  spt_tsdigital_check (NULL, SPT_TSDIGITAL_OPERATION, record, 1, SERVICE_TEST_NOW, issues);
  g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 0);
  body = spt_tsdigital_build (NULL, record);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), g_strchomp (text),
                   strlen (text));
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  tsdigital_test_service ();
  g_test_add_func ("/tsdigital/document/found", test_found);
  g_test_add_func ("/tsdigital/document/no-document", test_no_document);
  g_test_add_func ("/tsdigital/document/taken", test_taken);
  g_test_add_func ("/tsdigital/document/template", test_template);
  result = g_test_run ();
  tsdigital_test_clear ();

  return result;
}
