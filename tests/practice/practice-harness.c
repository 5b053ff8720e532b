/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Process, socket, zip and document helpers of the practice tests. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "practice-harness.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <glib-unix.h>
#include <glib/gstdio.h>

#define DEADLINE_S 60

/* Starts the executable with --fast and the arguments; "--slow" first leaves --fast out. */
Practice *
practice_start (const char *argument,
                ...)
{
  Practice *self = g_new0 (Practice, 1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;

  g_ptr_array_add (argv, (gpointer) g_getenv ("PRACTICE"));
  g_assert_nonnull (g_getenv ("PRACTICE"));
  if (g_strcmp0 (argument, "--slow") != 0)
    g_ptr_array_add (argv, (gpointer) "--fast");
  va_start (args, argument);
  for (; argument != NULL; argument = va_arg (args, const char *))
    {
      if (!g_str_equal (argument, "--slow"))
        g_ptr_array_add (argv, (gpointer) argument);
    }
  va_end (args);
  g_ptr_array_add (argv, NULL);
  self->process = g_subprocess_newv ((const char *const *) argv->pdata,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                     G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->ready = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->ready);
  root = json_from_string (self->ready, &error);
  g_assert_no_error (error);
  self->port = (guint16) json_object_get_int_member (json_node_get_object (root), "port");
  g_assert_cmpuint (self->port, >, 0);
  return self;
}

/* Ends it as the desktop program does: by closing its standard input. Returns the exit status. */
int
practice_end (Practice *self)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (self->process));
  status = g_subprocess_get_exit_status (self->process);
  g_object_unref (self->process);
  g_free (self->ready);
  g_free (self);
  return status;
}

int
practice_run (Practice *self)
{
  int result = g_test_run ();

  return practice_end (self) != 0 ? 1 : result;
}

GSocketConnection *
practice_pour (Practice *self,
               GString  *requests)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *connection;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL);
  g_assert_nonnull (connection);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), requests->str,
                             requests->len, NULL, NULL, NULL);
  return connection;
}

void
answer_free (Answer *self)
{
  g_hash_table_unref (self->headers);
  g_string_free (self->body, TRUE);
  g_free (self);
}

const char *
answer_header (Answer     *self,
               const char *name)
{
  return g_hash_table_lookup (self->headers, name);
}

JsonNode *
answer_json (Answer *self)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = json_from_string (self->body->str, &error);

  g_assert_no_error (error);
  g_assert_nonnull (root);
  return root;
}

/* A text member of the answer's object, or NULL. */
char *
answer_text (Answer     *self,
             const char *member)
{
  g_autoptr (JsonNode) root = answer_json (self);

  return g_strdup (json_object_get_string_member_with_default (json_node_get_object (root), member,
                                                               NULL));
}

static void
parse_answer (Answer  *self,
              GString *raw)
{
  const char *end = g_strstr_len (raw->str, (gssize) raw->len, "\r\n\r\n");
  g_autofree char *head = end != NULL ? g_strndup (raw->str, (gsize) (end - raw->str)) : NULL;
  g_auto (GStrv) lines = head != NULL ? g_strsplit (head, "\r\n", -1) : NULL;
  const char *length;
  guint i;

  if (lines == NULL || !g_str_has_prefix (lines[0], "HTTP/1."))
    return;
  self->status = (guint) strtoul (lines[0] + strlen ("HTTP/1.1 "), NULL, 10);
  for (i = 1; lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');

      g_assert_nonnull (colon);
      *colon = '\0';
      g_hash_table_insert (self->headers, g_ascii_strdown (lines[i], -1),
                           g_strdup (g_strchug (colon + 1)));
    }
  g_string_append_len (self->body, end + 4, raw->str + raw->len - end - 4);
  length = answer_header (self, "content-length");
  self->complete = length != NULL && strtoul (length, NULL, 10) == self->body->len;
  if (self->status == 100)
    g_assert_not_reached ();
}

/* Sends bytes, reads until the other side closes. */
Answer *
practice_raw (Practice *self,
              GString  *request)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GString) raw = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *buffer = g_malloc (65536);
  Answer *answer = g_new0 (Answer, 1);
  GInputStream *input;
  gssize got;

  g_socket_client_set_timeout (client, DEADLINE_S);
  g_socket_client_set_enable_proxy (client, FALSE);
  answer->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  answer->body = g_string_new (NULL);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request->str,
                             request->len, NULL, NULL, &error);
  g_assert_no_error (error);
  input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  while ((got = g_input_stream_read (input, buffer, 65536, NULL, &error)) > 0)
    g_string_append_len (raw, buffer, got);
  /* A reset is a way to close as well; running into the deadline is not. */
  g_assert_false (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT));
  parse_answer (answer, raw);
  return answer;
}

Answer *
practice_call (Practice   *self,
               const char *method,
               const char *path,
               const char *headers,
               const void *body,
               gsize       length)
{
  g_autoptr (GString) request = g_string_new (NULL);

  g_string_append_printf (request, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n",
                          method, path, self->port);
  if (headers == NULL || strstr (headers, "Ocp-Apim") == NULL)
    g_string_append (request, "Ocp-Apim-Subscription-Key: chiave-di-prova\r\n");
  if (headers != NULL)
    g_string_append (request, headers);
  if (body != NULL)
    g_string_append_printf (request, "Content-Length: %" G_GSIZE_FORMAT "\r\n", length);
  g_string_append (request, "\r\n");
  if (body != NULL)
    g_string_append_len (request, body, (gssize) length);
  return practice_raw (self, request);
}

Answer *
practice_get (Practice   *self,
              const char *path)
{
  return practice_call (self, "GET", path, NULL, NULL, 0);
}

Answer *
practice_post_zip (Practice      *self,
                   const char    *method,
                   const char    *path,
                   const char    *filename,
                   const GString *zip)
{
  g_autoptr (GString) body = g_string_new ("--sep\r\nContent-Disposition: form-data; "
                                           "name=\"file\"; ");

  g_string_append_printf (body, "filename=\"%s\"\r\nContent-Type: application/zip\r\n\r\n",
                          filename);
  g_string_append_len (body, zip->str, (gssize) zip->len);
  g_string_append (body, "\r\n--sep--\r\n");
  return practice_call (self, method, path, "Content-Type: multipart/form-data; boundary=sep\r\n",
                        body->str, body->len);
}

Answer *
practice_upload (Practice   *self,
                 const char *method,
                 const char *json)
{
  g_autoptr (GString) zip = zip_json (json);

  return practice_post_zip (self, method, BASE "/file", "posizioni.zip", zip);
}

char *
practice_file_id (Answer *answer)
{
  const char *location = answer_header (answer, "location");
  g_autoptr (GRegex) pattern = g_regex_new ("^brokers/([^/]+)/organizations/([^/]+)/"
                                            "debtpositions/file/"
                                            "(\\1_\\2_[0-9a-f]{32})/status$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_cmpuint (answer->status, ==, 202);
  g_assert_cmpuint (answer->body->len, ==, 0);
  g_assert_nonnull (location);
  g_assert_true (g_regex_match (pattern, location, 0, &match));
  return g_match_info_fetch (match, 3);
}

/* Polls until the report is there; fails at the deadline. */
JsonNode *
practice_settle (Practice   *self,
                 const char *file_id)
{
  g_autofree char *path = g_strdup_printf (BASE "/file/%s/report", file_id);
  gint64 deadline = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < deadline)
    {
      g_autoptr (Answer) answer = practice_get (self, path);

      if (answer->status == 200)
        return answer_json (answer);
      g_assert_cmpuint (answer->status, ==, 425);
      g_usleep (5000);
    }
  g_error ("the upload did not end");
}

JsonNode *
practice_send (Practice   *self,
               const char *method,
               const char *json)
{
  g_autoptr (Answer) answer = practice_upload (self, method, json);
  g_autofree char *file_id = NULL;

  if (answer->status != 202)
    g_error ("%u: %s", answer->status, answer->body->str);
  file_id = practice_file_id (answer);
  return practice_settle (self, file_id);
}

/* A POST below /control. */
Answer *
practice_control (Practice   *self,
                  const char *path,
                  const char *body)
{
  g_autofree char *whole = g_strconcat ("/control", path, NULL);

  return practice_call (self, "POST", whole, NULL, body, strlen (body));
}

void
practice_settings (Practice   *self,
                   const char *service,
                   const char *body)
{
  g_autofree char *path = g_strdup_printf ("/%s/settings", service);
  g_autoptr (Answer) answer = practice_control (self, path, body);

  if (answer->status != 200)
    g_error ("%s: %s", body, answer->body->str);
}

/* Turns the practice clock on, or back. */
void
practice_advance (Practice *self,
                  int       seconds)
{
  g_autofree char *body = g_strdup_printf ("{\"advance_s\":%d}", seconds);
  g_autoptr (Answer) answer = practice_control (self, "/clock", body);

  g_assert_cmpuint (answer->status, ==, 200);
}

/* Ends it as a power cut would. */
void
practice_kill (Practice *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_free (self->ready);
  g_free (self);
}

/* Removes a state folder. */
void
practice_remove (const char *folder)
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

void
practice_faults (Practice   *self,
                 const char *rules)
{
  g_autoptr (Answer) answer = practice_call (self, "POST", "/control/faults", NULL, rules,
                                             strlen (rules));

  g_assert_cmpuint (answer->status, ==, 200);
}

gint64
practice_ledger (Practice *self)
{
  g_autoptr (Answer) answer = practice_get (self, "/control/ledger");
  g_autoptr (JsonNode) root = answer_json (answer);

  return json_object_get_int_member (json_node_get_object (root), "count");
}

gint64
practice_received (Practice   *self,
                   const char *operation)
{
  g_autoptr (Answer) answer = practice_get (self, "/control/requests");
  g_autoptr (JsonNode) root = answer_json (answer);
  JsonArray *array = json_object_get_array_member (json_node_get_object (root), "requests");
  gint64 count = 0;
  guint i;

  for (i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      if (g_str_equal (json_object_get_string_member (object, "operation"), operation))
        count += json_object_get_int_member (object, "received");
    }
  return count;
}

static void
put (GString *out,
     guint64  value,
     guint    bytes)
{
  for (; bytes > 0; bytes--, value >>= 8)
    g_string_append_c (out, (char) (value & 0xff));
}

static void
deflate_raw (const char *data,
             gsize       length,
             GString    *out)
{
  z_stream stream = { NULL, };
  guchar buffer[65536];
  int state;

  g_assert_cmpint (deflateInit2 (&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), ==,
                   Z_OK);
  stream.next_in = (Bytef *) data;
  stream.avail_in = (uInt) length;
  do
    {
      stream.next_out = buffer;
      stream.avail_out = sizeof buffer;
      state = deflate (&stream, Z_FINISH);
      g_string_append_len (out, (char *) buffer, (gssize) (sizeof buffer - stream.avail_out));
    }
  while (state == Z_OK);
  g_assert_cmpint (state, ==, Z_STREAM_END);
  deflateEnd (&stream);
}

/* Adds one local entry; no central directory is written, the service never reads it. */
GString *
zip_entry (GString     *zip,
           const Entry *entry)
{
  g_autoptr (GString) packed = g_string_new (NULL);
  gboolean later = (entry->flags & 8) != 0;
  guint32 crc = (guint32) crc32 (0, (const Bytef *) entry->data, (uInt) entry->length);
  guint64 size = entry->length + (entry->bad_size ? 1 : 0);

  if (zip == NULL)
    zip = g_string_new (NULL);
  if (entry->bad_crc)
    crc ^= 1;
  if (entry->method == 8)
    deflate_raw (entry->data, entry->length, packed);
  else
    g_string_append_len (packed, entry->data, (gssize) entry->length);
  g_string_append_len (zip, "PK\3\4", 4);
  put (zip, 20, 2);
  put (zip, entry->flags, 2);
  put (zip, entry->method, 2);
  put (zip, 0, 4);
  put (zip, later ? 0 : crc, 4);
  put (zip, later ? 0 : packed->len, 4);
  put (zip, later ? 0 : size, 4);
  put (zip, strlen (entry->name), 2);
  put (zip, 0, 2);
  g_string_append (zip, entry->name);
  g_string_append_len (zip, packed->str, (gssize) packed->len);
  if (later)
    {
      g_string_append_len (zip, "PK\7\10", 4);
      put (zip, crc, 4);
      put (zip, packed->len, entry->wide ? 8 : 4);
      put (zip, size, entry->wide ? 8 : 4);
    }
  return zip;
}

GString *
zip_json (const char *json)
{
  Entry entry = { "payment-positions.json", json, strlen (json), 8 };
  GString *zip = zip_entry (NULL, &entry);

  /* An end record with no entries: readers that want one find one. */
  g_string_append_len (zip, "PK\5\6", 4);
  put (zip, 0, 18);
  return zip;
}

/* A valid position; members in the extras come last, and the last one of a name counts. */
char *
make_position (const char *iupd,
               const char *iuv,
               const char *position_extra,
               const char *option_extra,
               const char *transfer_extra)
{
  return g_strdup_printf ("{\"iupd\":\"%s\",\"type\":\"F\",\"payStandIn\":true,"
                          "\"fiscalCode\":\"RSSMRA80A01H501U\",\"fullName\":\"Mario Rossi\","
                          "\"switchToExpired\":false,\"companyName\":\"Comune di Esempio\","
                          "\"paymentOption\":[{\"iuv\":\"%s\",\"amount\":1000,"
                          "\"description\":\"TARI\","
                          "\"isPartialPayment\":false,\"dueDate\":\"2099-12-16T23:59:59\","
                          "\"transfer\":[{\"idTransfer\":\"1\",\"amount\":1000,"
                          "\"remittanceInformation\":\"TARI\",\"category\":\"9/0101100IM/\","
                          "\"iban\":\"IT60X0542811101000000123456\"%s%s}]%s%s}]%s%s}", iupd, iuv,
                          transfer_extra != NULL ? "," : "",
                          transfer_extra != NULL ? transfer_extra : "",
                          option_extra != NULL ? "," : "", option_extra != NULL ? option_extra : "",
                          position_extra != NULL ? "," : "",
                          position_extra != NULL ? position_extra : "");
}

static char *
make_list (const char *name,
           const char *quote,
           const char *first,
           va_list     args)
{
  GString *out = g_string_new (NULL);
  const char *item;
  guint i = 0;

  g_string_append_printf (out, "{\"%s\":[", name);
  for (item = first; item != NULL; item = va_arg (args, const char *))
    g_string_append_printf (out, "%s%s%s%s", i++ > 0 ? "," : "", quote, item, quote);
  g_string_append (out, "]}");
  return g_string_free (out, FALSE);
}

char *
make_document (const char *position,
               ...)
{
  va_list args;
  char *text;

  va_start (args, position);
  text = make_list ("paymentPositions", "", position, args);
  va_end (args);
  return text;
}

char *
make_one (const char *iupd,
          const char *iuv)
{
  g_autofree char *position = make_position (iupd, iuv, NULL, NULL, NULL);

  return make_document (position, NULL);
}

char *
make_deletion (const char *iupd,
               ...)
{
  va_list args;
  char *text;

  va_start (args, iupd);
  text = make_list ("paymentPositionIUPDs", "\"", iupd, args);
  va_end (args);
  return text;
}

gint64
report_number (JsonNode   *report,
               const char *member)
{
  return json_object_get_int_member_with_default (json_node_get_object (report), member, -1);
}

static guint
look_up (JsonNode    *report,
         const char  *iupd,
         gint64      *code,
         char       **message)
{
  JsonObject *root = json_node_get_object (report);
  JsonArray *groups;
  guint count = 0;
  guint i, j;

  if (!json_object_has_member (root, "responses"))
    return 0;
  groups = json_object_get_array_member (root, "responses");
  for (i = 0; i < json_array_get_length (groups); i++)
    {
      JsonObject *group = json_array_get_object_element (groups, i);
      JsonArray *ids = json_object_has_member (group, "iupds")
                       ? json_object_get_array_member (group, "iupds")
                       : json_object_get_array_member (group, "requestIDs");

      for (j = 0; j < json_array_get_length (ids); j++)
        {
          if (!g_str_equal (json_array_get_string_element (ids, j), iupd))
            continue;
          if (count++ > 0)
            continue;
          if (code != NULL)
            *code = json_object_get_int_member (group, "statusCode");
          if (message != NULL)
            *message = g_strdup (json_object_get_string_member (group, "statusMessage"));
        }
    }
  return count;
}

/* The first group's code, or 0. */
gint64
report_code (JsonNode   *report,
             const char *iupd)
{
  gint64 code = 0;

  look_up (report, iupd, &code, NULL);
  return code;
}

char *
report_message (JsonNode   *report,
                const char *iupd)
{
  char *message = NULL;

  look_up (report, iupd, NULL, &message);
  return message;
}

guint
report_count (JsonNode   *report,
              const char *iupd)
{
  return look_up (report, iupd, NULL, NULL);
}
