/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the core says row by row: rules, states, dates, traps (GPD facts 6, 7, 12, 13). */
#define G_LOG_DOMAIN "spt-test-practice"

#include "practice-harness.h"

#include <string.h>

static Practice *practice;
static guint serial;

static void
check_row (const char *method,
           const char *iupd,
           const char *iuv,
           const char *position_extra,
           const char *option_extra,
           const char *transfer_extra,
           gint64      code)
{
  g_autofree char *position = make_position (iupd, iuv, position_extra, option_extra,
                                             transfer_extra);
  g_autofree char *document = make_document (position, NULL);
  g_autoptr (JsonNode) report = practice_send (practice, method, document);
  g_autofree char *message = report_message (report, iupd);
  g_autofree char *prefix = g_strdup_printf ("%" G_GINT64_FORMAT " - ", code);

  if (report_code (report, iupd) != code)
    g_error ("%s %s %s %s: %s", method, position_extra, option_extra, transfer_extra, message);
  g_assert_true (g_str_has_prefix (message, prefix));
  g_assert_cmpint (report_number (report, "processedItem"), ==, 1);
}

static void
check_create (const char *position_extra,
              const char *option_extra,
              const char *transfer_extra,
              gint64      code)
{
  g_autofree char *iupd = g_strdup_printf ("C-%u", ++serial);
  g_autofree char *iuv = g_strdup_printf ("7%u", serial);

  check_row ("POST", iupd, iuv, position_extra, option_extra, transfer_extra, code);
}

static char *
moment (gint64      seconds,
        const char *member)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_seconds (now, (gdouble) seconds);
  g_autofree char *text = g_date_time_format (then, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("\"%s\":\"%s\"", member, text);
}

static void
set_clock (gint64 offset)
{
  g_autofree char *body = g_strdup_printf ("{\"offset_s\":%" G_GINT64_FORMAT "}", offset);
  g_autoptr (Answer) answer = practice_call (practice, "POST", "/control/clock", NULL, body,
                                             strlen (body));

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
pay (const char *iupd,
     const char *state)
{
  g_autofree char *body = g_strdup_printf ("{\"ec\":\"" EC "\",\"iupd\":\"%s\",\"state\":\"%s\"}",
                                           iupd, state);
  g_autoptr (Answer) answer = practice_call (practice, "POST", "/control/pay", NULL, body,
                                             strlen (body));

  g_assert_cmpuint (answer->status, ==, 200);
}

/* One member of the position as the control endpoint shows it, as JSON text. */
static char *
stored (const char *iupd,
        const char *path)
{
  g_autofree char *url = g_strdup_printf ("/control/positions?ec=" EC "&iupd=%s", iupd);
  g_autoptr (Answer) answer = practice_get (practice, url);
  g_autoptr (JsonNode) root = answer_json (answer);
  g_autoptr (JsonNode) found = json_path_query (path, root, NULL);

  g_assert_nonnull (found);
  return json_to_string (found, FALSE);
}

static void
check_stored (const char *iupd,
              const char *path,
              const char *wanted)
{
  g_autofree char *text = stored (iupd, path);

  g_assert_cmpstr (text, ==, wanted);
}

#define STAMP "\"stamp\":{\"hashDocument\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"," \
  "\"stampType\":\"01\",\"provincialResidence\":\"RM\"}"
#define TRANSFER(id, amount) "{\"idTransfer\":\"" id "\",\"amount\":" amount "," \
  "\"remittanceInformation\":\"x\",\"category\":\"9/0101100IM/\",\"iban\":\"IT0\""
#define OTHER ",\"organizationFiscalCode\":\"80000000000\"}"

static void
test_fields (void)
{
  g_autofree char *long_text = g_strnfill (141, 'x');
  g_autofree char *longer_text = g_strnfill (256, 'x');
  g_autofree char *remittance = g_strdup_printf ("\"remittanceInformation\":\"%s\"", long_text);
  g_autofree char *company = g_strdup_printf ("\"companyName\":\"%s\"", long_text);
  g_autofree char *street = g_strdup_printf ("\"streetName\":\"%s\"", longer_text);
  static const struct
  {
    const char *option;
    const char *transfer;
    gint64      code;
  } rows[] = {
    { NULL, "\"iban\":\"IT00 0000\"", 400 }, { NULL, "\"iban\":\"\"", 400 },
    { NULL, "\"iban\":\"IT0000000000000000000000000\"", 201 },
    { NULL, "\"iban\":null", 400 }, { NULL, "\"postalIban\":\"IT11\"", 201 },
    { NULL, "\"postalIban\":\"\"", 400 }, { NULL, "\"iban\":null,\"postalIban\":\"IT11\"", 400 },
    { NULL, "\"iban\":null," STAMP, 201 }, { NULL, STAMP, 400 },
    { NULL, "\"iban\":null,\"postalIban\":\"IT11\"," STAMP, 400 },
    { NULL, "\"iban\":null,\"stamp\":{\"hashDocument\":\"x\",\"stampType\":\"0\","
      "\"provincialResidence\":\"RM\"}", 400 },
    { NULL, "\"iban\":null,\"stamp\":{\"hashDocument\":\"x\",\"stampType\":\"01\"}", 400 },
    { NULL, "\"idTransfer\":\"6\"", 400 }, { NULL, "\"idTransfer\":\"01\"", 400 },
    { "\"amount\":999", NULL, 400 }, { NULL, "\"amount\":1001", 400 }, { "\"transfer\":[]", NULL,
                                                                         400 },
    { "\"amount\":1000.9", "\"amount\":\"1000\"", 201 },
    { "\"paymentOptionMetadata\":null", "\"transferMetadata\":null", 201 },
    { "\"paymentOptionMetadata\":[{\"key\":\"k\"}]", NULL, 400 },
    { "\"paymentOptionMetadata\":[{\"key\":\"k\",\"value\":\"v\"}]", NULL, 201 },
    { "\"paymentOptionMetadata\":[{\"key\":\"k\",\"value\":\"v\"},{\"key\":\"k\",\"value\":\"w\"}]",
      NULL, 409 },
    { "\"paymentOptionMetadata\":[{\"key\":\"NOTIFICATION_FEE\",\"value\":\"v\"}]", NULL, 409 },
    { NULL,
      "\"transferMetadata\":[{\"key\":\"k\",\"value\":\"v\"},{\"key\":\"k\",\"value\":\"w\"}]",
      409 },
    { "\"transfer\":[" TRANSFER ("1", "400") "}," TRANSFER ("2", "600") OTHER "]", NULL, 201 },
    { "\"transfer\":[" TRANSFER ("1", "400") "}," TRANSFER ("1", "600") "}]", NULL, 409 },
    { "\"transfer\":[" TRANSFER ("1", "400") "}," TRANSFER ("1", "600") OTHER "]", NULL, 201 },
    { "\"transfer\":[" TRANSFER ("1", "100") "}," TRANSFER ("2", "100") "}," TRANSFER ("3",
                                                                                       "100") "},"
      TRANSFER ("4", "100") "}," TRANSFER ("5", "100") "}," TRANSFER ("5", "500") OTHER "]", NULL,
      400 },
    { "\"paymentOptionMetadata\":[{\"key\":\"k\",\"value\":\"\"}]", NULL, 400 },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    check_create (NULL, rows[i].option, rows[i].transfer, rows[i].code);
  check_create (NULL, NULL, remittance, 400);
  check_create (NULL, NULL, company, 400);
  /* Texts over the column, and nulls that break the core: 500 after its retries. */
  check_create (street, NULL, NULL, 500);
  check_create ("\"city\":\"a\\u0000b\"", NULL, NULL, 500);
  check_create ("\"paymentOption\":null", NULL, NULL, 500);
  check_row ("POST", "SENZA", "0", "\"paymentOption\":[]", NULL, NULL, 201);
  check_stored ("SENZA", "$.positions[0].status", "[\"PUBLISHED\"]");
}

static void
test_pay_stand_in (void)
{
  g_autofree char *document = NULL;
  g_autofree char *position = make_position ("T3", "0103", NULL, NULL, NULL);
  g_auto (GStrv) parts = g_strsplit (position, "\"payStandIn\":true,", -1);
  g_autofree char *without = g_strjoinv ("", parts);
  g_autoptr (JsonNode) report = NULL;

  document = make_document (without, NULL);
  report = practice_send (practice, "POST", document);
  g_assert_row (report, "T3", 201);
  check_stored ("T3", "$.positions[0].document.payStandIn", "[false]");
}

static void
test_dates (void)
{
  g_autofree char *past = moment (-3600, "dueDate");
  g_autofree char *due = moment (86400, "dueDate");
  g_autofree char *valid_past = moment (-60, "validityDate");
  g_autofree char *valid_soon = moment (3600, "validityDate");
  g_autofree char *valid_late = moment (2 * 86400, "validityDate");
  g_autofree char *retention_before = moment (3600, "retentionDate");
  g_autofree char *retention_after = moment (3 * 86400, "retentionDate");
  g_autofree char *bad_retention = g_strdup_printf ("%s,%s", due, retention_before);
  g_autofree char *good_retention = g_strdup_printf ("%s,%s", due, retention_after);
  g_autofree char *expiring = g_strdup_printf ("\"switchToExpired\":true");
  g_autofree char *valid_expiring = g_strdup_printf ("\"switchToExpired\":true,%s", valid_soon);

  check_create (NULL, past, NULL, 400);
  check_create (valid_past, due, NULL, 400);
  check_create (valid_late, due, NULL, 400);
  check_create (NULL, bad_retention, NULL, 400);
  check_create (NULL, good_retention, NULL, 201);

  /* Published now, valid in an hour, expired the day after, alive again by update. */
  check_row ("POST", "D-1", "0110", valid_expiring, due, NULL, 201);
  check_stored ("D-1", "$.positions[0].status", "[\"PUBLISHED\"]");
  set_clock (7200);
  check_stored ("D-1", "$.positions[0].status", "[\"VALID\"]");
  set_clock (2 * 86400);
  check_stored ("D-1", "$.positions[0].status", "[\"EXPIRED\"]");
  check_row ("PUT", "D-1", "0110", expiring, due, NULL, 400);
  check_row ("PUT", "D-1", "0110", expiring, NULL, NULL, 200);
  check_stored ("D-1", "$.positions[0].status", "[\"VALID\"]");
  set_clock (0);

  /* A valid position without switch may be updated with a due date gone by. */
  check_row ("POST", "D-2", "0111", NULL, due, NULL, 201);
  set_clock (3 * 86400);
  check_row ("PUT", "D-2", "0111", NULL, due, NULL, 200);
  check_row ("PUT", "D-2", "0111", "\"switchToExpired\":true", due, NULL, 400);
  set_clock (0);
}

static void
test_unique (void)
{
  check_row ("POST", "U-1", "0120", NULL, NULL, NULL, 201);
  check_row ("POST", "U-1", "0121", NULL, NULL, NULL, 409);
  check_row ("POST", "U-2", "0120", NULL, NULL, NULL, 409);
  check_row ("POST", "U-3", "0122", NULL, "\"nav\":\"30120\"", NULL, 409);
  check_row ("POST", "U-4", "0123", NULL, "\"nav\":\"999\"", NULL, 201);
  check_stored ("U-1", "$.positions[0].options[0].nav", "[\"30120\"]");
  /* A custom notice number is lost when an update does not repeat it. */
  check_row ("PUT", "U-4", "0123", NULL, NULL, NULL, 200);
  check_stored ("U-4", "$.positions[0].options[0].nav", "[\"30123\"]");
  check_row ("PUT", "U-4", "0120", NULL, NULL, NULL, 409);
  check_stored ("U-4", "$.positions[0].options[0].iuv", "[\"0123\"]");
}

static void
check_delete (const char *iupd,
              gint64      code)
{
  g_autofree char *document = make_deletion (iupd, NULL);
  g_autoptr (JsonNode) report = practice_send (practice, "DELETE", document);

  g_assert_row (report, iupd, code);
}

static void
test_states (void)
{
  static const struct
  {
    const char *state;
    gint64      update;
    gint64      deletion;
  } rows[] = {
    { "PAID", 409, 409 }, { "PARTIALLY_PAID", 409, 409 }, { "REPORTED", 409, 409 },
    { "INVALID", 409, 200 }, { "VALID", 200, 200 },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *iupd = g_strdup_printf ("S-%u", i);
      g_autofree char *iuv = g_strdup_printf ("013%u", i);

      check_row ("POST", iupd, iuv, NULL, NULL, NULL, 201);
      pay (iupd, rows[i].state);
      check_row ("PUT", iupd, iuv, NULL, NULL, NULL, rows[i].update);
      check_delete (iupd, rows[i].deletion);
    }
  /* Deleted ids are free again. */
  check_row ("POST", "S-4", "0134", NULL, NULL, NULL, 201);
}

#define OPTION(iuv, amount) "{\"iuv\":\"" iuv "\",\"amount\":" amount "," \
  "\"description\":\"rata\",\"isPartialPayment\":true,\"dueDate\":\"2099-01-01T00:00:00\"," \
  "\"transfer\":[" TRANSFER ("1", amount) "}]"

static void
test_update (void)
{
  check_row ("POST", "M-1", "0140", "\"city\":\"Roma\",\"paymentOption\":["
             OPTION ("0141", "10") ",\"paymentOptionMetadata\":[{\"key\":\"a\",\"value\":\"1\"}]},"
             OPTION ("0142", "20") "}]", NULL, NULL, 201);
  /* Replacement: one option kept, one gone, one new; the city gone; old metadata values stay. */
  check_row ("PUT", "M-1", "0140", "\"paymentOption\":["
             OPTION ("0141", "15") ",\"paymentOptionMetadata\":[{\"key\":\"a\",\"value\":\"2\"},"
             "{\"key\":\"b\",\"value\":\"3\"}]}," OPTION ("0143", "30") "}]", NULL, NULL, 200);
  check_stored ("M-1", "$.positions[0].options[*].iuv", "[\"0141\",\"0143\"]");
  check_stored ("M-1", "$.positions[0].document.city", "[null]");
  check_stored ("M-1", "$.positions[0].document.paymentOption[0].amount", "[15]");
  check_stored ("M-1", "$.positions[0].document.paymentOption[0].paymentOptionMetadata[*].value",
                "[\"1\",\"3\"]");
  /* 0142 is free again. */
  check_row ("POST", "M-2", "0142", NULL, NULL, NULL, 201);
}

static void
test_fee (void)
{
  static const char fee[] = "{\"ec\":\"" EC "\",\"iupd\":\"N-1\",\"iuv\":\"0150\",\"amount\":200}";
  g_autoptr (Answer) answer = NULL;

  check_row ("POST", "N-1", "0150", NULL, NULL, NULL, 201);
  answer = practice_call (practice, "POST", "/control/fee", NULL, fee, strlen (fee));
  g_assert_cmpuint (answer->status, ==, 200);
  check_row ("PUT", "N-1", "0150", NULL, NULL, NULL, 200);
  check_stored ("N-1", "$.positions[0].document.paymentOption[0].amount", "[1200]");
  check_row ("PUT", "N-1", "0150", NULL, NULL, "\"organizationFiscalCode\":\"80000000000\"", 422);
}

static char *
status_of (const char *file_id)
{
  g_autofree char *path = g_strdup_printf (BASE "/file/%s/status", file_id);
  g_autoptr (Answer) answer = practice_get (practice, path);

  return g_strndup (answer->body->str, answer->body->len);
}

/* Waits until the v1 report, which is never refused, shows the row. */
static JsonNode *
wait_for_row (const char *file_id,
              const char *iupd)
{
  g_autofree char *path = g_strdup_printf ("/gpd/v1/brokers/" BROKER "/organizations/" EC
                                           "/debtpositions/file/%s/report", file_id);
  gint64 deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < deadline)
    {
      g_autoptr (Answer) answer = practice_get (practice, path);
      g_autoptr (JsonNode) report = answer_json (answer);

      if (report_code (report, iupd) != 0)
        return g_steal_pointer (&report);
      g_usleep (5000);
    }
  g_error ("the row did not come");
}

/* T1: one IUPD twice in a chunk counts once, and the upload never ends. */
static void
test_duplicate_iupd (void)
{
  g_autofree char *a = make_position ("T1", "0160", NULL, NULL, NULL);
  g_autofree char *b = make_position ("T1", "0161", NULL, NULL, NULL);
  g_autofree char *document = make_document (a, b, NULL);
  g_autoptr (Answer) answer = practice_upload (practice, "POST", document);
  g_autofree char *id = practice_file_id (answer);
  g_autoptr (JsonNode) report = wait_for_row (id, "T1");
  g_autofree char *status = status_of (id);
  g_autofree char *path = g_strdup_printf (BASE "/file/%s/report", id);
  g_autoptr (Answer) early = NULL;

  g_assert_cmpuint (report_count (report, "T1"), ==, 1);
  g_assert_nonnull (strstr (status, "\"processedItem\":1,\"submittedItem\":2"));
  g_assert_nonnull (strstr (status, "IN_PROGRESS"));
  early = practice_get (practice, path);
  g_assert_cmpuint (early->status, ==, 425);
}

/* T2: what the worker finds too big it drops without a word. */
static void
test_silent_drop (void)
{
  g_autoptr (GString) many = g_string_sized_new (60 * 1024 * 1024);
  g_autoptr (Answer) answer = NULL;
  g_autofree char *id = NULL;
  g_autofree char *status = NULL;
  guint i;

  g_string_append (many, "{\"paymentPositions\":[");
  for (i = 0; i < 79000; i++)
    {
      g_autofree char *iupd = g_strdup_printf ("77777777777-2026-TARI-%u", 100000 + i);
      g_autofree char *iuv = g_strdup_printf ("02%015u", i);
      g_autofree char *position = make_position (iupd, iuv, NULL, NULL, NULL);

      g_string_append_printf (many, "%s%s", i > 0 ? "," : "", position);
    }
  g_string_append (many, "]}");
  answer = practice_upload (practice, "POST", many->str);
  id = practice_file_id (answer);
  g_usleep (50000);
  status = status_of (id);
  g_assert_nonnull (strstr (status, "\"processedItem\":0,\"submittedItem\":79000"));
  g_assert_nonnull (strstr (status, "IN_PROGRESS"));
}

static void
test_chunks (void)
{
  g_autoptr (GString) many = g_string_new ("{\"paymentPositions\":[");
  g_autoptr (JsonNode) report = NULL;
  JsonArray *groups;
  guint i;

  /* 45 rows in three chunks, one bad in the second: its neighbours do not suffer. */
  for (i = 0; i < 45; i++)
    {
      g_autofree char *iupd = g_strdup_printf ("K-%u", i);
      g_autofree char *iuv = g_strdup_printf ("017%u", i);
      g_autofree char *position = make_position (iupd, iuv, NULL, i == 25 ? "\"amount\":7" : NULL,
                                                 NULL);

      g_string_append_printf (many, "%s%s", i > 0 ? "," : "", position);
    }
  g_string_append (many, "]}");
  report = practice_send (practice, "POST", many->str);
  groups = json_object_get_array_member (json_node_get_object (report), "responses");
  g_assert_cmpuint (json_array_get_length (groups), ==, 2);
  for (i = 0; i < 45; i++)
    {
      g_autofree char *iupd = g_strdup_printf ("K-%u", i);

      g_assert_row (report, iupd, i == 25 ? 400 : 201);
      g_assert_cmpuint (report_count (report, iupd), ==, 1);
    }
}

static void
test_odd_segments (void)
{
  static const char *const paths[] = {
    "/gpd/v2/brokers/a-b-c/organizations/" EC, "/gpd/v2/brokers/ABC/organizations/" EC,
    "/gpd/v2/brokers/ab/organizations/" EC, "/gpd/v2/brokers/" BROKER "/organizations/1-2",
  };
  g_autofree char *document = make_one ("O-1", "0180");
  guint i;

  for (i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GString) zip = zip_json (document);
      g_autofree char *path = g_strconcat (paths[i], "/debtpositions/file", NULL);
      g_autoptr (Answer) answer = practice_post_zip (practice, "POST", path, "a.zip", zip);
      g_autofree char *id = practice_file_id (answer);
      g_autofree char *status_path = g_strdup_printf ("%s/debtpositions/file/%s/status", paths[i],
                                                      id);
      g_autoptr (Answer) status = NULL;

      g_usleep (20000);
      status = practice_get (practice, status_path);
      g_assert_nonnull (strstr (status->body->str, "\"processedItem\":0"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  practice = practice_start (NULL, NULL);
  g_test_add_func ("/practice/rows/fields", test_fields);
  g_test_add_func ("/practice/rows/pay-stand-in", test_pay_stand_in);
  g_test_add_func ("/practice/rows/dates", test_dates);
  g_test_add_func ("/practice/rows/unique", test_unique);
  g_test_add_func ("/practice/rows/states", test_states);
  g_test_add_func ("/practice/rows/update", test_update);
  g_test_add_func ("/practice/rows/fee", test_fee);
  g_test_add_func ("/practice/rows/duplicate-iupd", test_duplicate_iupd);
  g_test_add_func ("/practice/rows/silent-drop", test_silent_drop);
  g_test_add_func ("/practice/rows/chunks", test_chunks);
  g_test_add_func ("/practice/rows/odd-segments", test_odd_segments);
  return practice_run (practice);
}
