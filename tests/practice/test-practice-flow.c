/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The flows of the reference's own tests (GPD facts 17), versions, list, state, keys. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "practice-harness.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>

#include <glib-unix.h>
#include <glib/gstdio.h>

static void
test_ready_line (void)
{
  Practice *practice = practice_start (NULL, NULL);
  g_autofree char *wanted = NULL;
  gint64 now;

  wanted = g_strdup_printf ("{\"port\":%u,\"services\":{\"gpd\":\"http://127.0.0.1:%u/gpd\","
                            "\"gpd-aca\":\"http://127.0.0.1:%u/aca\","
                            "\"trovapec\":\"http://127.0.0.1:%u/trovapec/index_ws.php\","
                            "\"tsdigital\":\"http://127.0.0.1:%u/tsdigital\","
                            "\"tsdigital-auth\":\"http://127.0.0.1:%u/tsdigital-auth\","
                            "\"voucher\":\"http://127.0.0.1:%u/voucher\","
                            "\"voucher-test\":\"http://127.0.0.1:%u/voucher-test\","
                            "\"catasto\":\"http://127.0.0.1:%u/catasto\"},"
                            "\"control\":\"http://127.0.0.1:%u/control\"}", practice->port,
                            practice->port, practice->port, practice->port, practice->port,
                            practice->port, practice->port, practice->port, practice->port,
                            practice->port);
  g_assert_cmpstr (practice->ready, ==, wanted);
  now = g_get_monotonic_time ();
  g_assert_cmpint (practice_end (practice), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - now, <, 10 * G_USEC_PER_SEC);
}

static void
test_sigterm (void)
{
  Practice *practice = practice_start (NULL, NULL);

  g_subprocess_send_signal (practice->process, SIGTERM);
  g_subprocess_wait (practice->process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (practice->process));
  g_assert_cmpint (practice_end (practice), ==, 0);
}

static void
test_parent_pipe (void)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  int ends[2];

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, &error));
  g_subprocess_launcher_take_fd (launcher, ends[0], 9);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("PRACTICE"), "--fast",
                                         "--parent-pipe", "9", NULL);
  g_assert_no_error (error);
  g_close (ends[1], NULL);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static void
test_info (void)
{
  Practice *practice = practice_start (NULL, NULL);
  static const char *const paths[] = { "/gpd/v1/info", "/gpd/v2/info", "/aca/v2/info" };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (Answer) answer = practice_get (practice, paths[i]);
      g_autofree char *name = answer_text (answer, "name");
      g_autofree char *version = answer_text (answer, "version");
      g_autofree char *environment = answer_text (answer, "environment");

      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_nonnull (name);
      g_assert_nonnull (version);
      g_assert_nonnull (environment);
    }
  practice_end (practice);
}

static void
test_accepted (void)
{
  static const char *const methods[] = { "POST", "PUT" };
  Practice *practice = practice_start (NULL, NULL);
  g_autofree char *a = make_position ("A", "01", NULL, NULL, NULL);
  g_autofree char *b = make_position ("B", "02", NULL, NULL, NULL);
  g_autofree char *document = make_document (a, b, NULL);
  g_autofree char *deletion = make_deletion ("A", "B", NULL);
  g_autofree char *id = NULL;
  g_autoptr (Answer) deleted = NULL;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (Answer) answer = practice_upload (practice, methods[i], document);
      g_autofree char *file_id = practice_file_id (answer);

      g_assert_cmpstr (answer_header (answer, "retry-after"), ==, "50 ms");
      json_node_unref (practice_settle (practice, file_id));
    }
  deleted = practice_upload (practice, "DELETE", deletion);
  id = practice_file_id (deleted);
  g_assert_cmpint (practice_ledger (practice), ==, 3);
  practice_end (practice);
}

static void
test_flows (void)
{
  Practice *practice = practice_start (NULL, NULL);
  g_autofree char *document = make_one ("FLUSSO", "0100");
  g_autofree char *deletion = make_deletion ("FLUSSO", NULL);
  static const struct
  {
    const char *method;
    gint64      code;
    const char *message;   /* NULL: not fixed */
  } steps[] = {
    { "PUT", 404, NULL }, { "DELETE", 404, NULL },
    { "POST", 201, "201 - Debt position CREATED" }, { "POST", 409, NULL },
    { "PUT", 200, "200 - Debt position operation OK" },
    { "DELETE", 200, "200 - Debt position operation OK" }, { "DELETE", 404, NULL },
    { "POST", 201, "201 - Debt position CREATED" },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (JsonNode) report = NULL;
      g_autofree char *message = NULL;

      report = practice_send (practice, steps[i].method,
                              g_str_equal (steps[i].method, "DELETE") ? deletion : document);
      message = report_message (report, "FLUSSO");
      g_assert_row (report, "FLUSSO", steps[i].code);
      g_assert_cmpint (report_number (report, "processedItem"), ==, 1);
      if (steps[i].message != NULL)
        g_assert_cmpstr (message, ==, steps[i].message);
      else
        g_assert_nonnull (strstr (message, EC));
    }
  practice_end (practice);
}

static void
test_versions (void)
{
  Practice *practice = practice_start (NULL, NULL);
  g_autofree char *document = make_one ("V", "0101");
  g_autoptr (Answer) answer = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GString) zip = zip_json (document);
  static const struct
  {
    const char *version;
    const char *what;
    const char *pattern;
  } wanted[] = {
    { "v1", "status", "^\\{\"uploadID\":\"[^\"]+\",\"processedItem\":1,\"submittedItem\":1,"
      "\"startTime\":\"\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\"\\}$" },
    { "v2", "status", "^\\{\"fileId\":\"[^\"]+\",\"processedItem\":1,\"submittedItem\":1,"
      "\"startTime\":\"\\d{4}-\\d\\d-\\d\\d "
      "\\d\\d:\\d\\d:\\d\\d\",\"operationStatus\":\"COMPLETED\"\\}$" },
    { "v1", "report",
      "^\\{\"uploadID\":.*\"requestIDs\":\\[\"V\"\\].*\"startTime\":\"[-0-9]+T[:0-9]+"
      "\\.\\d{3}\",\"endTime\":\"[-0-9]+T[:0-9]+\\.\\d{3}\"\\}$" },
    { "v2", "report",
      "^\\{\"fileId\":.*\"iupds\":\\[\"V\"\\].*\"startTime\":\"[-0-9]+T[:0-9]+\\.\\d{3}\","
      "\"endTime\":\"[-0-9]+T[:0-9]+\\.\\d{3}\"\\}$" },
  };
  guint i;

  /* Uploaded through v1, seen through both. */
  answer = practice_post_zip (practice, "POST", "/gpd/v1/brokers/" BROKER "/organizations/" EC
                              "/debtpositions/file", "a.zip", zip);
  id = practice_file_id (answer);
  json_node_unref (practice_settle (practice, id));
  for (i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *url = g_strdup_printf ("/gpd/%s/brokers/" BROKER "/organizations/" EC
                                              "/debtpositions/file/%s/%s", wanted[i].version, id,
                                              wanted[i].what);
      g_autoptr (Answer) got = practice_get (practice, url);

      g_assert_cmpuint (got->status, ==, 200);
      g_assert_true (g_regex_match_simple (wanted[i].pattern, got->body->str, 0, 0));
    }
  practice_end (practice);
}

static void
test_in_progress (void)
{
  Practice *practice = practice_start (NULL, NULL);
  g_autofree char *document = make_one ("P", "0102");
  g_autoptr (Answer) answer = NULL;
  g_autoptr (Answer) status = NULL;
  g_autoptr (Answer) early = NULL;
  g_autoptr (Answer) old = NULL;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autofree char *status_path = NULL;
  g_autofree char *report_path = NULL;
  g_autofree char *old_path = NULL;

  practice_faults (practice, "[{\"operation\":\"create\",\"fault\":\"stuck\"}]");
  answer = practice_upload (practice, "POST", document);
  id = practice_file_id (answer);
  status_path = g_strdup_printf (BASE "/file/%s/status", id);
  report_path = g_strdup_printf (BASE "/file/%s/report", id);
  old_path = g_strdup_printf ("/gpd/v1/brokers/" BROKER "/organizations/" EC
                              "/debtpositions/file/%s/report",
                              id);
  status = practice_get (practice, status_path);
  text = answer_text (status, "operationStatus");
  g_assert_cmpstr (text, ==, "IN_PROGRESS");
  early = practice_get (practice, report_path);
  g_assert_cmpuint (early->status, ==, 425);
  g_clear_pointer (&text, g_free);
  text = answer_text (early, "title");
  g_assert_cmpstr (text, ==, "Too Early");
  /* Version 1 never says 425, and leaves out what it does not have. */
  old = practice_get (practice, old_path);
  g_assert_cmpuint (old->status, ==, 200);
  g_assert_null (strstr (old->body->str, "endTime"));
  g_assert_null (strstr (old->body->str, "responses"));
  practice_end (practice);
}

static void
test_operation_status (void)
{
  Practice *practice = practice_start (NULL, NULL);
  g_autofree char *a = make_position ("A", "01", NULL, NULL, NULL);
  g_autofree char *b = make_position ("B", "02", NULL, NULL, NULL);
  g_autofree char *first = make_document (a, NULL);
  g_autofree char *both = make_document (a, b, NULL);
  const char *documents[] = { first, both, both };
  static const char *const wanted[] = { "COMPLETED", "COMPLETED_WITH_WARNINGS",
                                        "COMPLETED_UNSUCCESSFULLY" };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (Answer) answer = practice_upload (practice, "POST", documents[i]);
      g_autofree char *id = practice_file_id (answer);
      g_autofree char *path = g_strdup_printf (BASE "/file/%s/status", id);
      g_autoptr (Answer) status = NULL;
      g_autofree char *text = NULL;

      json_node_unref (practice_settle (practice, id));
      status = practice_get (practice, path);
      text = answer_text (status, "operationStatus");
      g_assert_cmpstr (text, ==, wanted[i]);
    }
  practice_end (practice);
}

/* ACA, another body, another broker: not theirs. */
static void
test_invisible (void)
{
  Practice *practice = practice_start (NULL, NULL);
  g_autofree char *document = make_one ("X", "0103");
  g_autoptr (Answer) answer = practice_upload (practice, "POST", document);
  g_autofree char *id = practice_file_id (answer);
  static const char *const bases[] = {
    ("/aca/v2/brokers/" BROKER "/organizations/" EC),
    ("/gpd/v2/brokers/" BROKER "/organizations/88888888888"),
    ("/gpd/v2/brokers/99999999999/organizations/" EC),
  };
  guint i;

  json_node_unref (practice_settle (practice, id));
  for (i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autofree char *status_path = g_strdup_printf ("%s/debtpositions/file/%s/status", bases[i],
                                                      id);
      g_autofree char *report_path = g_strdup_printf ("%s/debtpositions/file/%s/report", bases[i],
                                                      id);
      g_autofree char *files_path = g_strdup_printf ("%s/debtpositions/files", bases[i]);
      g_autoptr (Answer) status = practice_get (practice, status_path);
      g_autoptr (Answer) report = practice_get (practice, report_path);
      g_autoptr (Answer) files = practice_get (practice, files_path);
      g_autofree char *status_title = answer_text (status, "title");
      g_autofree char *report_title = answer_text (report, "title");

      g_assert_cmpuint (status->status, ==, 404);
      g_assert_cmpstr (status_title, ==, "STATUS NOT FOUND");
      g_assert_cmpuint (report->status, ==, 404);
      g_assert_cmpstr (report_title, ==, "Upload blob not found");
      g_assert_cmpstr (files->body->str, ==, "{\"size\":0,\"hasMore\":false}");
    }
  practice_end (practice);
}

static void
set_clock (Practice *practice,
           gint64    offset)
{
  g_autofree char *body = g_strdup_printf ("{\"offset_s\":%" G_GINT64_FORMAT "}", offset);
  g_autoptr (Answer) answer = practice_call (practice, "POST", "/control/clock", NULL, body,
                                             strlen (body));

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
check_files (Practice   *practice,
             const char *query,
             guint       status,
             const char *title)
{
  g_autofree char *path = g_strconcat (BASE "/files", query, NULL);
  g_autoptr (Answer) answer = practice_get (practice, path);

  g_assert_cmpuint (answer->status, ==, status);
  if (title != NULL)
    {
      g_autofree char *text = answer_text (answer, "title");

      g_assert_cmpstr (text, ==, title);
    }
}

static char *
day (gint offset)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Rome");
  g_autoptr (GDateTime) now = g_date_time_new_now (zone);
  g_autoptr (GDateTime) other = g_date_time_add_days (now, offset);

  return g_date_time_format (other, "%Y-%m-%d");
}

static void
check_range (Practice   *practice,
             gint        from,
             gint        to,
             guint       status,
             const char *title)
{
  g_autofree char *first = day (from);
  g_autofree char *last = day (to);
  g_autofree char *query = g_strdup_printf ("?from=%s&to=%s", first, last);

  check_files (practice, query, status, title);
}

static void
test_files (void)
{
  Practice *practice = practice_start (NULL, NULL);
  g_autofree char *deletion = make_deletion ("NESSUNO", NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *token = NULL;
  g_autofree char *newest = NULL;
  guint pages = 0;
  guint i;

  for (i = 0; i < 105; i++)
    {
      g_autoptr (Answer) answer = practice_upload (practice, "DELETE", deletion);

      g_free (newest);
      newest = practice_file_id (answer);
    }
  do
    {
      g_autofree char *headers = token != NULL ? g_strdup_printf ("x-continuation-token: %s\r\n",
                                                                  token)
                                 : NULL;
      g_autoptr (Answer) answer = practice_call (practice, "GET", BASE "/files?size=100", headers,
                                                 NULL, 0);
      g_autoptr (JsonNode) root = answer_json (answer);
      JsonArray *ids = json_object_get_array_member (json_node_get_object (root), "fileIds");

      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpint (report_number (root, "size"), ==, (gint64) json_array_get_length (ids));
      if (pages == 0)
        g_assert_cmpstr (json_array_get_string_element (ids, 0), ==, newest);
      for (i = 0; i < json_array_get_length (ids); i++)
        g_assert_true (g_hash_table_add (seen, g_strdup (json_array_get_string_element (ids, i))));
      g_free (token);
      token = g_strdup (answer_header (answer, "x-continuation-token"));
      g_assert_true ((token != NULL) ==
                     json_object_get_boolean_member (json_node_get_object (root), "hasMore"));
      pages++;
    }
  while (token != NULL);
  g_assert_cmpuint (pages, ==, 2);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 105);

  check_files (practice, "?size=99", 400, "BAD_REQUEST");
  check_files (practice, "?size=501", 400, "BAD_REQUEST");
  check_files (practice, "?size=500", 200, NULL);
  check_files (practice, "?size=x", 400, "BAD_REQUEST");
  check_files (practice, "?from=2026-13-01", 400, "BAD_REQUEST");
  check_files (practice, "?to=ieri", 400, "BAD_REQUEST");
  check_range (practice, -6, 0, 200, NULL);
  check_range (practice, -7, 0, 400, "BAD_REQUEST");
  check_range (practice, 0, -1, 400, "BAD_REQUEST");
  check_range (practice, -62, -60, 410, "GONE");
  check_range (practice, -61, -58, 400, "BAD_REQUEST");
  check_range (practice, -59, -58, 200, NULL);
  set_clock (practice, 61 * 86400);
  {
    g_autofree char *path = g_strdup_printf (BASE "/file/%s/status", newest);
    g_autoptr (Answer) gone = practice_get (practice, path);

    g_assert_cmpuint (gone->status, ==, 404);
  }
  practice_end (practice);
}

static void
check_key (Practice   *practice,
           const char *key,
           guint       status,
           const char *body)
{
  g_autofree char *headers = g_strdup_printf ("Ocp-Apim-Subscription-Key: %s\r\n", key);
  g_autoptr (Answer) answer = practice_call (practice, "GET", BASE "/files", headers, NULL, 0);

  g_assert_cmpuint (answer->status, ==, status);
  if (body != NULL)
    g_assert_cmpstr (answer->body->str, ==, body);
}

static void
test_keys (void)
{
  Practice *practice = practice_start (NULL, NULL);
  g_autoptr (Answer) none = practice_call (practice, "GET", BASE "/files",
                                           "X-Ocp-Apim-Other: 1\r\n", NULL, 0);
  g_autoptr (Answer) query = practice_call (practice, "GET", BASE "/files?subscription-key=k",
                                            "X-Ocp-Apim-Other: 1\r\n", NULL, 0);
  static const char limits[] = "{\"key\":\"k1\",\"organizations\":[\"88888888888\"]}";
  static const char own[] = "{\"key\":\"k2\",\"organizations\":[\"" EC "\"]}";
  static const char off[] = "{\"key\":\"k3\",\"enabled\":false}";
  g_autoptr (JsonNode) root = answer_json (none);

  g_assert_cmpuint (none->status, ==, 401);
  g_assert_cmpint (report_number (root, "statusCode"), ==, 401);
  g_assert_cmpuint (query->status, ==, 200);
  check_key (practice, "chiave-errata", 401, NULL);
  check_key (practice, "chiave-401-vuota", 401, "");
  check_key (practice, "chiave-senza-ente", 403,
             "{ \"statusCode\": 403, \"message\": \"You are not allowed to access this "
             "resource.\" }");
  answer_free (practice_call (practice, "POST", "/control/keys", NULL, limits, strlen (limits)));
  answer_free (practice_call (practice, "POST", "/control/keys", NULL, own, strlen (own)));
  answer_free (practice_call (practice, "POST", "/control/keys", NULL, off, strlen (off)));
  check_key (practice, "k1", 403, NULL);
  check_key (practice, "k2", 200, NULL);
  check_key (practice, "k3", 401, NULL);
  practice_end (practice);
}

static void
test_rates (void)
{
  Practice *practice = practice_start ("--slow", NULL);
  g_autofree char *deletion = make_deletion ("X", NULL);
  g_autoptr (Answer) first = practice_upload (practice, "DELETE", deletion);
  g_autoptr (Answer) second = practice_upload (practice, "DELETE", deletion);
  guint refused = 0;
  guint i;

  g_assert_cmpuint (first->status, ==, 202);
  g_assert_cmpstr (answer_header (first, "retry-after"), ==, "2000 ms");
  g_assert_cmpuint (second->status, ==, 429);
  g_assert_cmpstr (second->body->str, ==, "{ \"statusCode\": 429, \"message\": "
                   "\"Rate limit is exceeded. Try again in 1 seconds.\" }");
  g_assert_cmpstr (answer_header (second, "retry-after"), ==, "1");
  /* Thirty calls cannot fit in a window of ten unless they take three seconds. */
  for (i = 0; i < 30; i++)
    {
      g_autoptr (Answer) answer = practice_get (practice, BASE "/files");

      refused += answer->status == 429;
    }
  g_assert_cmpuint (refused, >, 0);
  g_assert_cmpint (practice_ledger (practice), ==, 1);
  practice_end (practice);
}

static void
test_unknown_paths (void)
{
  Practice *practice = practice_start (NULL, NULL);
  g_autoptr (Answer) unknown = practice_get (practice, "/gpd/v3/brokers/x");
  g_autoptr (Answer) method = practice_call (practice, "PATCH", BASE "/file", NULL, "", 0);
  g_autoptr (Answer) outside = practice_get (practice, "/altro");
  g_autoptr (Answer) control = practice_get (practice, "/control/altro");
  g_autoptr (Answer) web = practice_call (practice, "GET", "/control/ledger",
                                          "Origin: http://esempio.example\r\n", NULL, 0);
  g_autoptr (JsonNode) root = answer_json (unknown);

  g_assert_cmpuint (unknown->status, ==, 404);
  g_assert_cmpint (report_number (root, "statusCode"), ==, 404);
  g_assert_cmpuint (method->status, ==, 405);
  g_assert_nonnull (strstr (method->body->str, "_embedded"));
  g_assert_cmpuint (outside->status, ==, 404);
  g_assert_cmpuint (control->status, ==, 404);
  g_assert_cmpuint (web->status, ==, 403);
  practice_end (practice);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_restart (void)
{
  g_autofree char *folder = g_dir_make_tmp ("practice-test-XXXXXX", NULL);
  g_autoptr (GString) many = g_string_new ("{\"paymentPositions\":[");
  Practice *practice = practice_start ("--state", folder, NULL);
  g_autoptr (GSubprocess) rival = NULL;
  g_autoptr (JsonNode) report = NULL;
  g_autoptr (JsonNode) second = NULL;
  g_autoptr (Answer) answer = NULL;
  g_autofree char *id = NULL;
  g_autofree char *last = make_one ("R-59", "0159");
  guint i;

  for (i = 0; i < 60; i++)
    {
      g_autofree char *iupd = g_strdup_printf ("R-%u", i);
      g_autofree char *iuv = g_strdup_printf ("01%u", i);
      g_autofree char *position = make_position (iupd, iuv, NULL, NULL, NULL);

      g_string_append_printf (many, "%s%s", i > 0 ? "," : "", position);
    }
  g_string_append (many, "]}");
  /* Killed in the middle of its three chunks, it goes on where it was. */
  practice_faults (practice,
                   "[{\"operation\":\"create\",\"fault\":\"slow-processing\",\"ms\":400}]");
  answer = practice_upload (practice, "POST", many->str);
  id = practice_file_id (answer);
  rival = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, g_getenv ("PRACTICE"),
                            "--state", folder, NULL);
  g_subprocess_wait (rival, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (rival), ==, 1);
  g_subprocess_force_exit (practice->process);
  g_subprocess_wait (practice->process, NULL, NULL);
  g_object_unref (practice->process);
  g_free (practice->ready);
  g_free (practice);

  practice = practice_start ("--state", folder, NULL);
  g_assert_cmpint (practice_ledger (practice), ==, 1);
  report = practice_settle (practice, id);
  g_assert_cmpint (report_number (report, "processedItem"), ==, 60);
  for (i = 0; i < 60; i++)
    {
      g_autofree char *iupd = g_strdup_printf ("R-%u", i);

      g_assert_row (report, iupd, 201);
      g_assert_cmpuint (report_count (report, iupd), ==, 1);
    }
  second = practice_send (practice, "POST", last);
  g_assert_row (second, "R-59", 409);
  g_assert_cmpint (practice_ledger (practice), ==, 2);
  practice_end (practice);
  remove_folder (folder);
}

static void
test_ledger (void)
{
  Practice *practice = practice_start (NULL, NULL);
  g_autofree char *document = make_one ("L-1", "0104");
  g_autoptr (JsonNode) report = practice_send (practice, "POST", document);
  g_autoptr (Answer) refused = practice_upload (practice, "POST", "{\"paymentPositions\":[]}");
  g_autoptr (Answer) answer = practice_get (practice, "/control/ledger");
  g_autoptr (JsonNode) root = answer_json (answer);
  JsonObject *line = json_array_get_object_element (
    json_object_get_array_member (json_node_get_object (root), "entries"), 0);

  g_assert_row (report, "L-1", 201);
  g_assert_cmpuint (refused->status, ==, 400);
  g_assert_cmpint (report_number (root, "count"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (line, "service"), ==, "gpd");
  g_assert_cmpstr (json_object_get_string_member (line, "operation"), ==, "create");
  g_assert_cmpstr (json_object_get_string_member (line, "ec"), ==, EC);
  g_assert_cmpstr (json_object_get_string_member (line, "broker"), ==, BROKER);
  g_assert_cmpint (json_object_get_int_member (line, "positions"), ==, 1);
  g_assert_cmpuint (strlen (json_object_get_string_member (line, "sha256")), ==, 64);
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (line, "iupds"), 0),
                   ==, "L-1");
  g_assert_cmpint (practice_received (practice, "create"), ==, 2);
  practice_end (practice);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/flow/ready-line", test_ready_line);
  g_test_add_func ("/practice/flow/sigterm", test_sigterm);
  g_test_add_func ("/practice/flow/parent-pipe", test_parent_pipe);
  g_test_add_func ("/practice/flow/info", test_info);
  g_test_add_func ("/practice/flow/accepted", test_accepted);
  g_test_add_func ("/practice/flow/flows", test_flows);
  g_test_add_func ("/practice/flow/versions", test_versions);
  g_test_add_func ("/practice/flow/in-progress", test_in_progress);
  g_test_add_func ("/practice/flow/operation-status", test_operation_status);
  g_test_add_func ("/practice/flow/invisible", test_invisible);
  g_test_add_func ("/practice/flow/files", test_files);
  g_test_add_func ("/practice/flow/keys", test_keys);
  g_test_add_func ("/practice/flow/rates", test_rates);
  g_test_add_func ("/practice/flow/unknown-paths", test_unknown_paths);
  g_test_add_func ("/practice/flow/restart", test_restart);
  g_test_add_func ("/practice/flow/ledger", test_ledger);
  return g_test_run ();
}
