/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every fault, seen from the wire, with the ledger telling what really happened. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "practice-harness.h"

#include <string.h>

#include <glib/gstdio.h>

static Practice *practice;
static guint serial;

/* Sends one fresh position under one fault and says what reached the ledger. */
static Answer *
under_fault (const char *fault,
             const char *more,
             gint64     *committed)
{
  g_autofree char *rules = g_strdup_printf ("[{\"service\":\"gpd\",\"operation\":\"create\","
                                            "\"call\":1,"
                                            "\"fault\":\"%s\"%s}]", fault, more);
  g_autofree char *iupd = g_strdup_printf ("F-%u", ++serial);
  g_autofree char *iuv = g_strdup_printf ("03%u", serial);
  g_autofree char *document = make_one (iupd, iuv);
  gint64 before = practice_ledger (practice);
  gint64 received = practice_received (practice, "create");
  Answer *answer;

  practice_faults (practice, rules);
  answer = practice_upload (practice, "POST", document);
  *committed = practice_ledger (practice) - before;
  g_assert_cmpint (practice_received (practice, "create") - received, ==, 1);
  return answer;
}

static void
test_transport (void)
{
  static const struct
  {
    const char *fault;
    const char *more;
    guint       status;
    gint64      committed;
    gboolean    complete;
    const char *type;
  } rows[] = {
    { "drop-before", "", 0, 0, FALSE, NULL },
    { "drop-after", "", 0, 1, FALSE, NULL },
    { "commit-500", "", 500, 1, TRUE, "text/html" },
    { "truncated", "", 0, 1, FALSE, NULL },
    { "garbage", "", 202, 1, TRUE, "application/json" },
    { "html-502", "", 502, 0, TRUE, "text/html" },
    { "html-502", ",\"commit\":true", 502, 1, TRUE, "text/html" },
    { "empty", "", 202, 1, TRUE, NULL },
    { "no-location", "", 202, 1, TRUE, NULL },
    { "wrong-type", "", 202, 1, TRUE, "text/html; charset=utf-8" },
    { "redirect", "", 302, 0, TRUE, NULL },
    { "429", ",\"retry-after\":7", 429, 0, TRUE, "application/json" },
    { "401", "", 401, 0, TRUE, "application/json" },
    { "403", "", 403, 0, TRUE, "application/json" },
    { "junk", ",\"bytes\":3000000", 202, 1, TRUE, "application/json" },
    { "deep", ",\"bytes\":100000", 202, 1, TRUE, "application/json" },
    { "http", ",\"status\":503,\"body\":\"in pausa\"", 503, 0, TRUE, "text/plain" },
    { "delay", ",\"ms\":30", 202, 1, TRUE, NULL },
    { "delay", ",\"ms\":30,\"before\":true", 202, 1, TRUE, NULL },
    { "mai-sentito", "", 202, 1, TRUE, NULL },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 committed;
      g_autoptr (Answer) answer = under_fault (rows[i].fault, rows[i].more, &committed);

      g_test_message ("%s: %u", rows[i].fault, answer->status);
      g_assert_cmpuint (answer->status, ==, rows[i].status);
      g_assert_cmpint (committed, ==, rows[i].committed);
      g_assert_true (answer->complete == rows[i].complete);
      g_assert_cmpstr (answer_header (answer, "content-type"), ==, rows[i].type);
      if (g_str_equal (rows[i].fault, "429"))
        g_assert_cmpstr (answer_header (answer, "retry-after"), ==, "7");
      if (g_str_equal (rows[i].fault, "redirect"))
        g_assert_nonnull (answer_header (answer, "location"));
      if (g_str_equal (rows[i].fault, "empty") || g_str_equal (rows[i].fault, "no-location"))
        g_assert_null (answer_header (answer, "location"));
      if (g_str_equal (rows[i].fault, "junk"))
        g_assert_cmpuint (answer->body->len, ==, 3000000);
    }
}

static void
test_delay_time (void)
{
  gint64 committed;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (Answer) answer = under_fault ("delay", ",\"ms\":300", &committed);

  g_assert_cmpuint (answer->status, ==, 202);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 300000);
}

static Answer *
get_report (const char *file_id,
            const char *rules)
{
  g_autofree char *path = g_strdup_printf (BASE "/file/%s/report", file_id);

  practice_faults (practice, rules);
  return practice_get (practice, path);
}

static void
test_reading (void)
{
  g_autofree char *document = make_one ("RD", "0400");
  g_autoptr (Answer) answer = NULL;
  g_autoptr (Answer) truncated = NULL;
  g_autoptr (Answer) drip = NULL;
  g_autoptr (Answer) normal = NULL;
  g_autofree char *id = NULL;
  gint64 start;

  practice_faults (practice, "[]");
  answer = practice_upload (practice, "POST", document);
  id = practice_file_id (answer);
  json_node_unref (practice_settle (practice, id));
  normal = get_report (id, "[]");
  truncated = get_report (id, "[{\"operation\":\"report\",\"fault\":\"truncated\"}]");
  g_assert_cmpuint (truncated->status, ==, 200);
  g_assert_false (truncated->complete);
  g_assert_cmpuint (truncated->body->len, ==, normal->body->len / 2);
  start = g_get_monotonic_time ();
  drip = get_report (id,
                     "[{\"operation\":\"report\",\"fault\":\"slow-drip\",\"bytes\":50,\"ms\":20}]");
  g_assert_true (drip->complete);
  g_assert_cmpstr (drip->body->str, ==, normal->body->str);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 100000);
}

static void
test_calls (void)
{
  guint statuses[5];
  guint i;

  practice_faults (practice, "[{\"operation\":\"info\",\"call\":[2,4],\"fault\":\"429\"},"
                   "{\"service\":\"voucher\",\"fault\":\"drop-before\"}]");
  for (i = 0; i < 5; i++)
    {
      g_autoptr (Answer) answer = practice_get (practice, "/gpd/v2/info");

      statuses[i] = answer->status;
    }
  g_assert_cmpuint (statuses[0], ==, 200);
  g_assert_cmpuint (statuses[1], ==, 429);
  g_assert_cmpuint (statuses[2], ==, 200);
  g_assert_cmpuint (statuses[3], ==, 429);
  g_assert_cmpuint (statuses[4], ==, 200);
  practice_faults (practice,
                   "[{\"operation\":\"any\",\"call\":\"all\",\"fault\":\"drop-before\"}]");
  for (i = 0; i < 3; i++)
    {
      g_autoptr (Answer) answer = practice_get (practice, "/gpd/v2/info");

      g_assert_cmpuint (answer->status, ==, 0);
    }
  answer_free (practice_call (practice, "DELETE", "/control/faults", NULL, NULL, 0));
  {
    g_autoptr (Answer) answer = practice_get (practice, "/gpd/v2/info");

    g_assert_cmpuint (answer->status, ==, 200);
  }
  {
    static const char *const bad[] = { "", "{}", "[1]", "[{}]", "[{\"fault\":1}]", "non json" };

    for (i = 0; i < G_N_ELEMENTS (bad); i++)
      {
        g_autoptr (Answer) answer = practice_call (practice, "POST", "/control/faults", NULL,
                                                   bad[i], strlen (bad[i]));

        g_assert_cmpuint (answer->status, ==, 400);
      }
  }
}

static char *
send_two (const char *rules,
          const char *first,
          const char *second)
{
  g_autofree char *first_iuv = g_strdup_printf ("04%u", ++serial);
  g_autofree char *second_iuv = g_strdup_printf ("04%u", ++serial);
  g_autofree char *a = make_position (first, first_iuv, NULL, NULL, NULL);
  g_autofree char *b = make_position (second, second_iuv, NULL, NULL, NULL);
  g_autofree char *document = make_document (a, b, NULL);
  g_autoptr (Answer) answer = NULL;

  practice_faults (practice, rules);
  answer = practice_upload (practice, "POST", document);
  return practice_file_id (answer);
}

static void
test_processing (void)
{
  g_autofree char *twice = send_two ("[{\"operation\":\"create\",\"fault\":\"double\"}]", "P-1",
                                     "P-2");
  g_autoptr (JsonNode) twice_report = practice_settle (practice, twice);
  g_autofree char *sick = send_two ("[{\"operation\":\"create\",\"fault\":\"row-500\","
                                    "\"iupds\":[\"P-4\"]}]", "P-3", "P-4");
  g_autoptr (JsonNode) sick_report = practice_settle (practice, sick);
  g_autofree char *cured = send_two ("[{\"operation\":\"create\",\"fault\":\"row-500\",\"times\":1,"
                                     "\"iupds\":[\"P-6\"]}]", "P-5", "P-6");
  g_autoptr (JsonNode) cured_report = practice_settle (practice, cured);
  g_autofree char *plain = send_two ("[{\"operation\":\"create\",\"fault\":\"old-messages\"}]",
                                     "P-7", "P-8");
  g_autoptr (JsonNode) plain_report = practice_settle (practice, plain);
  g_autofree char *message = report_message (plain_report, "P-7");
  g_autofree char *less = send_two ("[{\"operation\":\"create\",\"fault\":\"report-missing\","
                                    "\"iupds\":[\"P-10\"]},{\"operation\":\"create\","
                                    "\"fault\":\"report-foreign\",\"iupds\":[\"ALTRUI\"]}]", "P-9",
                                    "P-10");
  g_autoptr (JsonNode) less_report = practice_settle (practice, less);

  g_assert_cmpuint (report_count (twice_report, "P-1"), ==, 2);
  g_assert_row (twice_report, "P-1", 201);
  g_assert_cmpint (report_number (twice_report, "processedItem"), ==, 2);
  g_assert_row (sick_report, "P-3", 201);
  g_assert_row (sick_report, "P-4", 500);
  g_assert_row (cured_report, "P-6", 201);
  g_assert_cmpstr (message, ==, "Debt position CREATED");
  g_assert_row (less_report, "P-9", 201);
  g_assert_row (less_report, "P-10", 0);
  g_assert_row (less_report, "ALTRUI", 201);
  g_assert_cmpint (report_number (less_report, "processedItem"), ==, 2);
}

static void
turn_clock (int seconds)
{
  g_autofree char *body = g_strdup_printf ("{\"advance_s\":%d}", seconds);
  g_autoptr (Answer) answer = practice_call (practice, "POST", "/control/clock", NULL, body,
                                             strlen (body));

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
test_gap (void)
{
  g_autofree char *id = send_two ("[{\"operation\":\"create\",\"fault\":\"completed-gap\","
                                  "\"ms\":3600000}]", "G-1", "G-2");
  g_autofree char *status_path = g_strdup_printf (BASE "/file/%s/status", id);
  g_autofree char *report_path = g_strdup_printf (BASE "/file/%s/report", id);
  gint64 deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  gboolean gap = FALSE;

  while (!gap && g_get_monotonic_time () < deadline)
    {
      g_autoptr (Answer) status = practice_get (practice, status_path);
      g_autoptr (Answer) report = practice_get (practice, report_path);

      gap = strstr (status->body->str, "\"COMPLETED\"") != NULL && report->status == 425;
    }
  g_assert_true (gap);
  /* The gap is an hour of the practice clock. */
  turn_clock (3600);
  json_node_unref (practice_settle (practice, id));
  turn_clock (-3600);
}

static void
test_magic (void)
{
  g_autofree char *id = send_two ("[]", "Z-RIGA500", "Z-RIGA500-UNA");
  g_autoptr (JsonNode) report = practice_settle (practice, id);
  g_autofree char *more = send_two ("[]", "Z-OMESSO", "Z-DOPPIO");
  g_autoptr (JsonNode) more_report = practice_settle (practice, more);
  g_autofree char *stuck = send_two ("[]", "Z", "Z-BLOCCATO");
  g_autofree char *path = g_strdup_printf (BASE "/file/%s/status", stuck);
  g_autoptr (Answer) status = NULL;

  g_assert_row (report, "Z-RIGA500", 500);
  g_assert_row (report, "Z-RIGA500-UNA", 201);
  g_assert_row (more_report, "Z-OMESSO", 0);
  g_assert_cmpuint (report_count (more_report, "Z-DOPPIO"), ==, 2);
  g_usleep (30000);
  status = practice_get (practice, path);
  g_assert_nonnull (strstr (status->body->str, "\"processedItem\":0"));
}

static void
test_lenient (void)
{
  g_autofree char *document = make_one ("LE", "0500");
  Entry first = { "a.json", document, strlen (document), 8 };
  g_autoptr (GString) zip = zip_entry (zip_entry (NULL, &first), &first);
  g_autoptr (Answer) answer = NULL;
  g_autofree char *id = NULL;

  practice_faults (practice, "[{\"operation\":\"create\",\"fault\":\"lenient-entries\"}]");
  answer = practice_post_zip (practice, "POST", BASE "/file", "a.zip", zip);
  id = practice_file_id (answer);
}

/* A client that goes away while its answer is being held back. */
static void
test_impatient (void)
{
  guint i;

  practice_faults (practice, "[{\"operation\":\"info\",\"fault\":\"delay\",\"ms\":100},"
                   "{\"operation\":\"files\",\"fault\":\"delay\",\"ms\":100,\"before\":true},"
                   "{\"operation\":\"status\",\"fault\":\"delay\",\"ms\":100},"
                   "{\"operation\":\"status\",\"fault\":\"drop-after\"}]");
  for (i = 0; i < 12; i++)
    {
      g_autoptr (GSocketClient) client = g_socket_client_new ();
      g_autoptr (GSocketConnection) connection = NULL;
      g_autofree char *request = NULL;
      GOutputStream *output;

      request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: x\r\nOcp-Apim-Subscription-Key: "
                                 "k\r\n\r\n",
                                 i % 3 == 0 ? "/gpd/v2/info" : i % 3 == 1 ? BASE "/files"
                                 : BASE "/file/x/status");
      connection = g_socket_client_connect_to_host (client, "127.0.0.1", practice->port, NULL,
                                                    NULL);
      g_assert_nonnull (connection);
      output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
      g_assert_true (g_output_stream_write_all (output, request, strlen (request), NULL, NULL,
                                                NULL));
      g_usleep (10000);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
    }
  g_usleep (300000);
  practice_faults (practice, "[]");
  {
    g_autoptr (Answer) answer = practice_get (practice, "/gpd/v2/info");

    g_assert_cmpuint (answer->status, ==, 200);
  }
}

/* Held back for an hour, before the work and after it, and let go. */
static void
test_release (void)
{
  static const char *const paths[] = { "/gpd/v2/info", BASE "/files" };
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (Answer) refused = NULL;
  g_autoptr (Answer) released = NULL;
  gint64 deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  gint64 before = practice_received (practice, "info") + practice_received (practice, "files");
  guint i;

  practice_faults (practice, "[{\"operation\":\"info\",\"fault\":\"delay\",\"ms\":3600000},"
                   "{\"operation\":\"files\",\"fault\":\"delay\",\"ms\":3600000,\"before\":true}]");
  g_socket_client_set_timeout (client, 30);
  for (i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: x\r\n"
                                                  "Ocp-Apim-Subscription-Key: k\r\n\r\n", paths[i]);
      GSocketConnection *connection;

      connection = g_socket_client_connect_to_host (client, "127.0.0.1", practice->port, NULL,
                                                    NULL);
      g_assert_nonnull (connection);
      g_ptr_array_add (connections, connection);
      g_assert_true (g_output_stream_write_all (
                       g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                       strlen (request), NULL, NULL, NULL));
    }
  while (practice_received (practice, "info") + practice_received (practice, "files") < before + 2 &&
         g_get_monotonic_time () < deadline)
    g_usleep (5000);

  refused = practice_call (practice, "POST", "/control/release",
                           "Origin: http://esempio.example\r\n", NULL, 0);
  g_assert_cmpuint (refused->status, ==, 403);
  released = practice_call (practice, "POST", "/control/release", NULL, NULL, 0);
  g_assert_cmpuint (released->status, ==, 200);
  g_assert_cmpstr (released->body->str, ==, "{\"released\":2}");
  for (i = 0; i < connections->len; i++)
    {
      GInputStream *input = g_io_stream_get_input_stream (g_ptr_array_index (connections, i));
      g_autoptr (GError) error = NULL;
      char start[13] = "";

      g_input_stream_read_all (input, start, sizeof start - 1, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (start, ==, "HTTP/1.1 200");
    }
  practice_faults (practice, "[]");
}

/* On a connection already used once, where a client may be tempted to repeat by itself. */
static void
test_reused_connection (void)
{
  static const char *const rules[] = { "[]", "[{\"operation\":\"info\",\"call\":2,"
                                       "\"fault\":\"drop-after\"}]" };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GString) two = g_string_new (NULL);
      g_autoptr (Answer) answer = NULL;
      gint64 before;

      practice_faults (practice, rules[i]);
      before = practice_received (practice, "info");
      g_string_append (two, "GET /gpd/v2/info HTTP/1.1\r\nHost: x\r\n"
                       "Ocp-Apim-Subscription-Key: k\r\n\r\n");
      g_string_append (two, "GET /gpd/v2/info HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                       "Ocp-Apim-Subscription-Key: k\r\n\r\n");
      answer = practice_raw (practice, two);
      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_true ((strstr (answer->body->str, "HTTP/1.1 200") != NULL) == (i == 0));
      g_assert_cmpint (practice_received (practice, "info") - before, ==, 2);
    }
  practice_faults (practice, "[]");
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("practice-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "faults.json", NULL);
  Practice *other = practice_start ("--faults", path, NULL);
  g_autoptr (Answer) before = practice_get (other, "/gpd/v2/info");
  g_autoptr (Answer) during = NULL;
  g_autoptr (Answer) after = NULL;

  g_assert_cmpuint (before->status, ==, 200);
  g_assert_true (g_file_set_contents (path, "[{\"service\":\"gpd\",\"fault\":\"html-502\"}]", -1,
                                      NULL));
  during = practice_get (other, "/gpd/v2/info");
  g_assert_cmpuint (during->status, ==, 502);
  g_assert_true (g_file_set_contents (path, "[]", -1, NULL));
  after = practice_get (other, "/gpd/v2/info");
  g_assert_cmpuint (after->status, ==, 200);
  practice_end (other);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  practice = practice_start (NULL, NULL);
  g_test_add_func ("/practice/faults/transport", test_transport);
  g_test_add_func ("/practice/faults/delay-time", test_delay_time);
  g_test_add_func ("/practice/faults/reading", test_reading);
  g_test_add_func ("/practice/faults/calls", test_calls);
  g_test_add_func ("/practice/faults/processing", test_processing);
  g_test_add_func ("/practice/faults/gap", test_gap);
  g_test_add_func ("/practice/faults/magic", test_magic);
  g_test_add_func ("/practice/faults/lenient", test_lenient);
  g_test_add_func ("/practice/faults/impatient", test_impatient);
  g_test_add_func ("/practice/faults/release", test_release);
  g_test_add_func ("/practice/faults/reused-connection", test_reused_connection);
  g_test_add_func ("/practice/faults/file", test_file);
  return practice_run (practice);
}
