/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codecs: positions byte for byte, addresses, and answers good, old, odd and broken (GPD
 * facts 1, 3, 6, 9, 10). */
#include "config.h"

#include <string.h>

#include "base/spt-json.h"
#include "gpd-test.h"
#include "services/gpd/spt-gpd-answer.h"
#include "services/gpd/spt-gpd-json.h"
#include "services/gpd/spt-gpd-wire.h"
#include "spt-test.h"

static char *
write_position (SptRecord *record)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  spt_gpd_wire_write_position (gpd_test_fields (), record, out, &error);
  g_assert_no_error (error);

  return g_string_free (out, FALSE);
}

/* Each has what it takes to show one thing of the wire; what is read and written again is the
 * same to the byte. */
static void
test_golden (gconstpointer data)
{
  g_autofree char *golden = gpd_test_fixture (data);
  g_autoptr (SptRecord) record = NULL;
  g_autofree char *written = NULL;

  g_strchomp (golden);
  record = gpd_test_record (golden);
  written = write_position (record);
  g_assert_cmpstr (written, ==, golden);
}

/* What people type becomes what the service wants (design 4). */
static void
test_typed (void)
{
  g_autofree char *position = gpd_test_position ("A", "02123456789012356");
  g_autoptr (SptRecord) record = gpd_test_record (position);
  const SptGpdFields *fields = gpd_test_fields ();
  SptNode *root = spt_record_get_root (record);
  SptNode *option = spt_node_get_child (root, fields->option->index, 0);
  g_autofree char *written = NULL;

  spt_node_set (root, fields->position_index[GPD_TYPE], "", -1);
  spt_node_set (root, fields->position_index[GPD_PAY_STAND_IN], "", -1);
  spt_node_set (root, fields->position_index[GPD_SWITCH_TO_EXPIRED], "Sì", -1);
  spt_node_set (root, fields->position_index[GPD_VALIDITY_DATE], "1/12/2026", -1);
  spt_node_set (option, fields->option_index[GPD_AMOUNT], "1.234,50 €", -1);
  spt_node_set (option, fields->option_index[GPD_DUE_DATE], "16/12/2026", -1);
  spt_node_set (option, fields->option_index[GPD_RETENTION_DATE], "2026-12-31", -1);
  written = write_position (record);
  g_assert_nonnull (strstr (written, "\"type\":\"F\",\"payStandIn\":true,"));
  g_assert_nonnull (strstr (written, "\"switchToExpired\":true"));
  g_assert_nonnull (strstr (written, "\"validityDate\":\"2026-12-01T00:00:00\""));
  g_assert_nonnull (strstr (written, "\"amount\":123450,"));
  g_assert_nonnull (strstr (written,
                            "\"dueDate\":\"2026-12-16T23:59:59\",\"retentionDate\":\"2026-12-31T23:59:59\""));

  spt_node_set (root, fields->position_index[GPD_FISCAL_CODE], "12345678903", -1);
  g_assert_cmpstr (spt_gpd_wire_get_type (fields, record), ==, "G");
  spt_node_set (root, fields->position_index[GPD_FISCAL_CODE], "ANONIMO", -1);
  g_assert_cmpstr (spt_gpd_wire_get_type (fields, record), ==, "F");
  spt_node_set (root, fields->position_index[GPD_FISCAL_CODE], "?", -1);
  g_assert_null (spt_gpd_wire_get_type (fields, record));
}

/* The caller has checked; what slips through is an error that names the field, never a wrong
 * file. */
static void
test_unwritable (void)
{
  g_autofree char *position = gpd_test_position ("A", "02123456789012356");
  static const struct
  {
    SptGpdOptionField field;
    const char       *text;
  } bad[] = {
    { GPD_AMOUNT, "12,5o" }, { GPD_AMOUNT, "" }, { GPD_IS_PARTIAL,
                                                   "forse" }, { GPD_IS_PARTIAL, "" },
    { GPD_DUE_DATE, "31/02/2026" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (SptRecord) record = gpd_test_record (position);
      const SptGpdFields *fields = gpd_test_fields ();
      SptNode *option = spt_node_get_child (spt_record_get_root (record), fields->option->index, 0);
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      spt_node_set (option, fields->option_index[bad[i].field], bad[i].text, -1);
      g_assert_false (spt_gpd_wire_write_position (fields, record, out, &error));
      g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT);
      g_assert_nonnull (strstr (error->message, "paymentOption[0]."));
    }
}

/* A position of any shape survives the way out and back. */
static void
test_round_trip (void)
{
  const SptGpdFields *fields = gpd_test_fields ();
  g_autoptr (SptRecord) record = spt_record_new (fields->schema);

  for (guint n = 0; n < 500; n++)
    {
      SptNode *root;
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;
      g_autoptr (SptRecord) back = NULL;
      guint n_options = (guint) g_test_rand_int_range (1, 4);

      spt_record_reset (record);
      root = spt_record_get_root (record);
      for (guint i = 0; i < GPD_N_POSITION; i++)
        {
          g_autofree char *text = g_strdup_printf ("v%d à \"€\\ \xf0\x9f\x8e\x88",
                                                   g_test_rand_int ());

          if (g_test_rand_bit ())
            spt_node_set (root, fields->position_index[i], text, -1);
        }
      spt_node_set (root, fields->position_index[GPD_TYPE], g_test_rand_bit () ? "F" : "G", -1);
      spt_node_set (root, fields->position_index[GPD_PAY_STAND_IN],
                    g_test_rand_bit () ? "true" : "false", -1);
      spt_node_set (root, fields->position_index[GPD_SWITCH_TO_EXPIRED],
                    g_test_rand_bit () ? "true" : "false", -1);
      spt_node_set (root, fields->position_index[GPD_VALIDITY_DATE],
                    g_test_rand_bit () ? "2027-01-01T10:11:12.345" : "", -1);
      for (guint i = 0; i < n_options; i++)
        {
          SptNode *option = spt_node_add_child (root, fields->option->index);
          guint n_transfers = (guint) g_test_rand_int_range (1, 6);
          g_autofree char *amount = g_strdup_printf ("%d,%02d", g_test_rand_int_range (0, 1000000),
                                                     g_test_rand_int_range (0, 100));

          spt_node_set (option, fields->option_index[GPD_IUV], "02123456789012356", -1);
          spt_node_set (option, fields->option_index[GPD_AMOUNT], amount, -1);
          spt_node_set (option, fields->option_index[GPD_IS_PARTIAL], "false", -1);
          spt_node_set (option, fields->option_index[GPD_DUE_DATE], "2027-02-28T23:59:59", -1);
          for (guint j = 0; j < n_transfers; j++)
            {
              SptNode *transfer = spt_node_add_child (option, fields->transfer->index);
              SptNode *entry;

              spt_node_set (transfer, fields->transfer_index[GPD_TR_AMOUNT], amount, -1);
              if (g_test_rand_bit ())
                spt_node_set (transfer, fields->transfer_index[GPD_TR_STAMP_TYPE], "01", -1);
              if (g_test_rand_bit ())
                {
                  entry = spt_node_add_child (transfer, fields->transfer_metadata->index);
                  spt_node_set (entry, fields->transfer_key, "k", -1);
                  spt_node_set (entry, fields->transfer_value, "\t/ \xe2\x80\xa8", -1);
                }
            }
        }

      once = write_position (record);
      back = gpd_test_record (once);
      twice = write_position (back);
      g_assert_cmpstr (once, ==, twice);
    }
}

static void
test_estimate (void)
{
  g_autofree char *position = gpd_test_position ("A", "02123456789012356");
  g_autoptr (SptRecord) record = gpd_test_record (position);
  gsize estimate = spt_gpd_wire_estimate (gpd_test_fields (), record);

  /* One option, two transfers: about 1,295 + 375 (GPD facts 13, T2), from above. */
  g_assert_cmpuint (estimate, >=, 1600);
  g_assert_cmpuint (estimate, <=, 2000);
}

static void
test_file_id (void)
{
  static const struct
  {
    const char *location;
    const char *id;
  } cases[] = {
    { "brokers/1/organizations/2/debtpositions/file/a_b_c/status", "a_b_c" },
    { "/brokers/1/organizations/2/debtpositions/file/a_b_c/status", "a_b_c" },
    { "https://x/v2/brokers/1/organizations/2/debtpositions/file/a_b_c/status?x=1", "a_b_c" },
    { "file/a/status", "a" },
    { "profile/a/status", NULL },
    { "file//status", NULL },
    { "file/a", NULL },
    { "file/a/report", NULL },
    { "file/a b/status", NULL },
    { "file/a?b/status", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = spt_gpd_wire_dup_file_id (cases[i].location);

      g_assert_cmpstr (id, ==, cases[i].id);
    }
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *base;
    const char *version;
    const char *flavour;
    const char *url; /* of an upload */
  } cases[] = {
    { "https://h/upload/gpd/s/v2", NULL, NULL,
      "https://h/upload/gpd/s/v2/brokers/B/organizations/O/debtpositions/file" },
    { "https://h/upload/gpd/s/v2/", "v1", NULL,
      "https://h/upload/gpd/s/v2/brokers/B/organizations/O/debtpositions/file" },
    { "https://h/upload/gpd/s", NULL, NULL,
      "https://h/upload/gpd/s/v2/brokers/B/organizations/O/debtpositions/file" },
    { "https://h/upload/gpd/s/", "v1", "gpd",
      "https://h/upload/gpd/s/v1/brokers/B/organizations/O/debtpositions/file" },
    { "https://h/upload/gpd/s/v2/brokers", NULL, NULL,
      "https://h/upload/gpd/s/v2/brokers/B/organizations/O/debtpositions/file" },
    { "https://h/upload/gpd/s/brokers/", "v2", NULL,
      "https://h/upload/gpd/s/v2/brokers/B/organizations/O/debtpositions/file" },
    { "https://h/upload/gpd/s/v2", NULL, "aca",
      "https://h/upload/aca/s/v2/brokers/B/organizations/O/debtpositions/file" },
    { "https://h/upload/aca/s/v2", NULL, "aca",
      "https://h/upload/aca/s/v2/brokers/B/organizations/O/debtpositions/file" },
    { "http://127.0.0.1:1234", "", NULL,
      "http://127.0.0.1:1234/v2/brokers/B/organizations/O/debtpositions/file" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = spt_gpd_wire_dup_path (cases[i].base, cases[i].version, "B", "O");
      g_autofree char *base = spt_gpd_wire_dup_base (cases[i].base, cases[i].version,
                                                     cases[i].flavour, path);
      g_autofree char *url = g_strconcat (base, path, NULL);

      g_assert_cmpstr (url, ==, cases[i].url);
    }
}

/* Whoever leaves the address as it is proposed gets what the settings say (GPD facts 1). */
static void
test_proposed_addresses (void)
{
  static const SptEnvironment environments[] = { SPT_ENVIRONMENT_TEST, SPT_ENVIRONMENT_PRODUCTION };
  static const struct
  {
    const char *version;
    const char *flavour;
    const char *end;
    gboolean    is_said; /* ACA has v2 alone: a warning */
  } cases[] = {
    { NULL, NULL, "/upload/gpd/debt-positions-service/v2", FALSE },
    { "", "gpd", "/upload/gpd/debt-positions-service/v2", FALSE },
    { "v2", "gpd", "/upload/gpd/debt-positions-service/v2", FALSE },
    { "v1", "gpd", "/upload/gpd/debt-positions-service/v1", FALSE },
    { "v2", "aca", "/upload/aca/debt-positions-service/v2", FALSE },
    { NULL, "aca", "/upload/aca/debt-positions-service/v2", FALSE },
    { "v1", "aca", "/upload/aca/debt-positions-service/v1", TRUE },
  };
  SptService *service = gpd_test_service ();

  for (guint i = 0; i < G_N_ELEMENTS (cases) * G_N_ELEMENTS (environments); i++)
    {
      SptEnvironment environment = environments[i / G_N_ELEMENTS (cases)];
      guint n = i % G_N_ELEMENTS (cases);
      const char *url = spt_service_get_default_base_url (service, environment);
      g_autoptr (SptAccount) account = gpd_test_account (url, environment);
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      g_autofree char *path = spt_gpd_wire_dup_path (url, cases[n].version, "B", "O");
      g_autofree char *base = spt_gpd_wire_dup_base (url, cases[n].version, cases[n].flavour, path);
      g_autofree char *upload = g_strconcat (base, path, NULL);
      g_autofree char *end =
        g_strconcat (cases[n].end, "/brokers/B/organizations/O/debtpositions/file", NULL);
      g_autofree char *said = NULL;

      g_assert_true (g_str_has_prefix (upload, "https://"));
      g_assert_true (g_str_has_suffix (upload, end));

      spt_account_set_setting (account, "api-version", cases[n].version);
      spt_account_set_setting (account, "flavour", cases[n].flavour);
      spt_service_check_account (service, account, issues);
      said = gpd_test_describe (issues);
      g_assert_cmpint (strstr (said, "aca-version") != NULL, ==, cases[n].is_said);
    }
}

static void
test_rome (void)
{
  static const struct
  {
    gint64      utc_s;
    int         days;
    const char *date;
  } cases[] = {
    { 1795262400, 0, "2026-11-21" }, /* 2026-11-21T12:00Z */
    { 1795302000, 0, "2026-11-22" }, /* 2026-11-21T23:00Z, midnight in winter */
    { 1795301999, 0, "2026-11-21" },
    { 1795302000, -1, "2026-11-21" },
    { 1782856800, 0, "2026-07-01" }, /* 2026-06-30T22:00Z, midnight in summer */
    { 1782856799, 0, "2026-06-30" },
    { 1774746000, 0, "2026-03-29" }, /* the hour summer begins */
    { 1767222000, 0, "2026-01-01" }, /* 2025-12-31T23:00Z */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *date = spt_gpd_wire_dup_rome_date (cases[i].utc_s * 1000, cases[i].days);

      g_assert_cmpstr (date, ==, cases[i].date);
    }
}

static void
test_shapes (void)
{
  static const struct
  {
    const char  *body;
    SptGpdShape  shape;
    const char  *title;
    const char  *text;
  } cases[] = {
    { "", SPT_GPD_SHAPE_EMPTY, NULL, NULL },
    { " \r\n", SPT_GPD_SHAPE_EMPTY, NULL, NULL },
    { "{}", SPT_GPD_SHAPE_EMPTY, NULL, NULL },
    { "{\"title\":\"INVALID JSON\",\"status\":400,\"detail\":\"d\"}", SPT_GPD_SHAPE_PROBLEM,
      "INVALID JSON", "d" },
    { "{\"title\":\"Too Early\"}", SPT_GPD_SHAPE_PROBLEM, "Too Early", "Too Early" },
    { "{\"statusCode\":429,\"message\":\"m\"}", SPT_GPD_SHAPE_GATEWAY, NULL, "m" },
    { "{\"statusCode\":401}", SPT_GPD_SHAPE_GATEWAY, NULL, NULL },
    { "{\"message\":\"m\",\"_links\":{}}", SPT_GPD_SHAPE_FRAMEWORK, NULL, "m" },
    { "{\"message\":\"m\",\"_embedded\":{\"errors\":[{\"message\":\"e\"}]}}",
      SPT_GPD_SHAPE_FRAMEWORK, NULL, "e" },
    { "{\"message\":\"m\",\"_embedded\":{\"errors\":[]}}", SPT_GPD_SHAPE_FRAMEWORK, NULL, "m" },
    { "{\"message\":\"m\",\"_embedded\":3}", SPT_GPD_SHAPE_FRAMEWORK, NULL, "m" },
    { "{\"a\":1}", SPT_GPD_SHAPE_JSON, NULL, NULL },
    { "[1]", SPT_GPD_SHAPE_JSON, NULL, "[1]" },
    { "{\"title\":3}", SPT_GPD_SHAPE_JSON, NULL, NULL },
    { "<html/>", SPT_GPD_SHAPE_OTHER, NULL, "<html/>" },
    { "{\"title\":\"cut", SPT_GPD_SHAPE_OTHER, NULL, "{\"title\":\"cut" },
    { "\xff\xfe\x01", SPT_GPD_SHAPE_OTHER, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      g_auto (SptGpdProblem) problem = { 0 };

      spt_gpd_wire_parse_problem (body, &problem);
      g_assert_cmpint (problem.shape, ==, cases[i].shape);
      g_assert_cmpstr (problem.title, ==, cases[i].title);
      if (problem.shape != SPT_GPD_SHAPE_OTHER || cases[i].text != NULL)
        g_assert_cmpstr (problem.text, ==, cases[i].text);
    }
  {
    g_auto (SptGpdProblem) problem = { 0 };

    spt_gpd_wire_parse_problem (NULL, &problem);
    g_assert_cmpint (problem.shape, ==, SPT_GPD_SHAPE_EMPTY);
  }
}

static void
test_statuses (void)
{
  static const struct
  {
    const char  *body;
    gboolean     good;
    gint64       processed;
    gint64       submitted;
    SptGpdState  state;
  } cases[] = {
    { "{\"fileId\":\"a\",\"processedItem\":0,\"submittedItem\":2,\"operationStatus\":\"IN_PROGRESS\"}", TRUE, 0, 2, SPT_GPD_STATE_IN_PROGRESS },
    { "{\"uploadID\":\"a\",\"processedItem\":2,\"submittedItem\":2}", TRUE, 2, 2,
      SPT_GPD_STATE_NONE },
    { "{\"processedItem\":2,\"submittedItem\":2,\"operationStatus\":\"COMPLETED\"}", TRUE, 2, 2,
      SPT_GPD_STATE_COMPLETED },
    { "{\"processedItem\":2,\"submittedItem\":2,\"operationStatus\":\"COMPLETED_WITH_WARNINGS\"}",
      TRUE, 2, 2, SPT_GPD_STATE_COMPLETED },
    { "{\"processedItem\":2,\"submittedItem\":2,\"operationStatus\":\"COMPLETED_UNSUCESSFULLY\"}",
      TRUE, 2, 2, SPT_GPD_STATE_COMPLETED },
    { "{\"processedItem\":2,\"submittedItem\":2,\"operationStatus\":\"PAUSED\"}", TRUE, 2, 2,
      SPT_GPD_STATE_OTHER },
    { "{\"processedItem\":null,\"submittedItem\":2,\"operationStatus\":null}", TRUE, -1, 2,
      SPT_GPD_STATE_NONE },
    { "{\"submittedItem\":2,\"new\":{\"x\":[1]}}", TRUE, -1, 2, SPT_GPD_STATE_NONE },
    { "{}", FALSE, 0, 0, 0 },
    { "[]", FALSE, 0, 0, 0 },
    { "", FALSE, 0, 0, 0 },
    { "<html>", FALSE, 0, 0, 0 },
    { "{\"processedItem\":\"two\"}", FALSE, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      g_auto (SptGpdStatus) status = { 0 };
      g_autoptr (GError) error = NULL;
      gboolean good = spt_gpd_wire_parse_status (body, &status, &error);

      g_assert_cmpint (good, ==, cases[i].good);
      g_assert_true (good == (error == NULL));
      if (!good)
        continue;
      g_assert_cmpint (status.processed, ==, cases[i].processed);
      g_assert_cmpint (status.submitted, ==, cases[i].submitted);
      g_assert_cmpint (status.state, ==, cases[i].state);
    }
}

static void
test_reports (void)
{
  static const struct
  {
    const char *body;
    int         n_groups; /* -1 = no report */
    guint       n_iupds;
  } cases[] = {
    { "{\"processedItem\":0,\"submittedItem\":2}", 0, 0 },
    { "{\"processedItem\":1,\"submittedItem\":1,\"responses\":null}", 0, 0 },
    { "{\"responses\":[{\"statusCode\":201,\"iupds\":[\"a\",\"b\"]},{\"statusCode\":400,\"statusMessage\":\"x\"}]}", 2, 2 },
    { "{\"responses\":[{\"statusCode\":201,\"requestIDs\":[\"a\",null]}],\"endTime\":\"t\"}", 1,
      1 },
    { "{\"responses\":[{\"statusCode\":\"201\",\"iupds\":null}]}", 1, 0 },
    { "{\"responses\":[{\"iupds\":[\"a\"]}]}", 1, 1 },
    { "{\"responses\":[{\"statusCode\":201,\"iupds\":[1]}]}", 1, 1 },
    { "{\"responses\":[{\"statusCode\":201,\"iupds\":[true]}]}", -1, 0 },
    { "{\"responses\":[{\"statusCode\":201,\"iupds\":{}}]}", -1, 0 },
    { "{\"responses\":{}}", -1, 0 },
    { "{\"responses\":[[]]}", -1, 0 },
    { "{\"responses\":[{\"statusCode\":99999999999999999999}]}", 1, 0 },
    { "{\"processedItem\":[]}", -1, 0 },
    { "{}", -1, 0 },
    { "[]", -1, 0 },
    { "", -1, 0 },
    { "{\"processedItem\":1} {}", -1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      g_autoptr (GError) error = NULL;
      g_autoptr (SptGpdReport) report = spt_gpd_wire_parse_report (body, &error);

      g_assert_true ((report != NULL) == (error == NULL));
      g_assert_cmpint (report != NULL ? (int) report->groups->len : -1, ==, cases[i].n_groups);
      if (report != NULL)
        g_assert_cmpuint (report->n_iupds, ==, cases[i].n_iupds);
    }
}

/* Codes of rows, titles and uploads all come from the table (GPD facts 10, 12). */
static void
test_codes (void)
{
  g_assert_cmpstr (spt_gpd_answer_find_title ("Upload blob not found"), ==, "gpd-report-not-found");
  g_assert_cmpstr (spt_gpd_answer_find_title ("Internal Server Error"), ==, "gpd-internal-error");
  g_assert_null (spt_gpd_answer_find_title ("42"));
  g_assert_null (spt_gpd_answer_find_title (NULL));
  g_assert_null (spt_gpd_answer_find_row ("gpd.create", 201));
  g_assert_null (spt_gpd_answer_find_row ("gpd.delete", 200));
  g_assert_cmpstr (spt_gpd_answer_find_row ("gpd.create", 409), ==, "gpd-409-create");
  g_assert_cmpstr (spt_gpd_answer_find_row ("gpd.update", 409), ==, "gpd-409-update");
  g_assert_cmpstr (spt_gpd_answer_find_row ("gpd.delete", 404), ==, "gpd-404-delete");
  g_assert_cmpstr (spt_gpd_answer_find_row ("gpd.update", 400), ==, "gpd-400");
  g_assert_cmpstr (spt_gpd_answer_find_row ("gpd.update", 418), ==, "gpd-4xx");
  g_assert_cmpstr (spt_gpd_answer_find_row ("gpd.update", 503), ==, "gpd-5xx");
  g_assert_cmpstr (spt_gpd_answer_find_row (NULL, 302), ==, "gpd-other");
  g_assert_cmpstr (spt_gpd_answer_find_upload (413), ==, "gpd-413-upload");
  g_assert_cmpstr (spt_gpd_answer_find_upload (499), ==, "gpd-4xx-upload");
}

/* Follows "$ref" and "items" to the object a value is of. */
static JsonObject *
resolve_schema (JsonObject *components,
                JsonObject *schema)
{
  while (schema != NULL)
    {
      if (json_object_has_member (schema, "$ref"))
        schema = json_object_get_object_member (components,
                                                strrchr (json_object_get_string_member (schema, "$ref"), '/') + 1);
      else if (json_object_has_member (schema, "items"))
        schema = json_object_get_object_member (schema, "items");
      else
        break;
    }

  return schema;
}

static void
assert_declared (JsonObject *components,
                 JsonObject *schema,
                 JsonNode   *value)
{
  JsonObject *resolved = resolve_schema (components, schema);

  if (JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *array = json_node_get_array (value);

      for (guint i = 0; i < json_array_get_length (array); i++)
        assert_declared (components, schema, json_array_get_element (array, i));
    }
  else if (JSON_NODE_HOLDS_OBJECT (value))
    {
      JsonObject *properties = json_object_get_object_member (resolved, "properties");
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      g_assert_nonnull (properties);
      json_object_iter_init (&iter, json_node_get_object (value));
      while (json_object_iter_next (&iter, &name, &member))
        {
          if (!json_object_has_member (properties, name))
            g_error ("the official contract has no property “%s”", name);
          assert_declared (components, json_object_get_object_member (properties, name), member);
        }
    }
}

/* The core's official contract declares everything that our files say. */
static void
test_contract (void)
{
  g_autofree char *path = spt_test_shared ("contracts/gpd/gpd-core-external-v2.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *golden = gpd_test_fixture ("position-full.json");
  g_autoptr (JsonNode) position = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *components;
  const char *name = "PaymentPositionModel";

  if (path == NULL)
    {
      g_test_skip ("the official contracts are not here");
      return;
    }
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  components = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)),
                                              "components");
  components = json_object_get_object_member (components, "schemas");
  g_assert_true (json_object_has_member (components, name));
  position = spt_json_parse (golden, strlen (golden), SPT_JSON_MAX_TREE, &error);
  g_assert_no_error (error);
  assert_declared (components, json_object_get_object_member (components, name), position);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const goldens[] = { "position-minimal.json", "position-full.json",
                                         "position-stamp.json" };
  int status;

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (goldens); i++)
    {
      g_autofree char *path = g_strconcat ("/gpd/wire/golden/", goldens[i], NULL);

      g_test_add_data_func (path, goldens[i], test_golden);
    }
  g_test_add_func ("/gpd/wire/typed", test_typed);
  g_test_add_func ("/gpd/wire/unwritable", test_unwritable);
  g_test_add_func ("/gpd/wire/round-trip", test_round_trip);
  g_test_add_func ("/gpd/wire/estimate", test_estimate);
  g_test_add_func ("/gpd/wire/file-id", test_file_id);
  g_test_add_func ("/gpd/wire/addresses", test_addresses);
  g_test_add_func ("/gpd/wire/proposed-addresses", test_proposed_addresses);
  g_test_add_func ("/gpd/wire/rome", test_rome);
  g_test_add_func ("/gpd/wire/shapes", test_shapes);
  g_test_add_func ("/gpd/wire/statuses", test_statuses);
  g_test_add_func ("/gpd/wire/reports", test_reports);
  g_test_add_func ("/gpd/wire/codes", test_codes);
  g_test_add_func ("/gpd/wire/contract", test_contract);

  status = g_test_run ();
  gpd_test_free_fields ();

  return status;
}
