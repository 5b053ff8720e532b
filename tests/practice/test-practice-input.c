/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the upload refuses at once: envelope, zip, JSON and field constraints (GPD facts 3 to 6). */
#define G_LOG_DOMAIN "spt-test-practice"

/* gcc says it one way, clang the other. */
#if defined(__has_feature)
#if __has_feature (address_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif

#include "practice-harness.h"

#include <string.h>

static Practice *practice;

static void
check (Answer     *answer,
       guint       status,
       const char *title,
       const char *what)
{
  g_autofree char *text = NULL;

  if (answer->status != 202)
    text = answer_text (answer, "title");
  if (answer->status != status || g_strcmp0 (text, title) != 0)
    g_error ("%.100s: %u %s, wanted %u %s (%.300s)", what, answer->status, text, status, title,
             answer->body->str);
}

static void
check_zip (GString    *zip,
           guint       status,
           const char *title,
           const char *what)
{
  static const char *const methods[] = { "POST", "PUT", "DELETE" };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (Answer) answer = practice_post_zip (practice, methods[i], BASE "/file", "a.zip",
                                                     zip);

      check (answer, status, title, what);
    }
  g_string_free (zip, TRUE);
}

/* An archive that unzips well gets as far as the JSON, which is empty. */
#define EMPTY_JSON 400, "INVALID JSON"

static void
test_zip (void)
{
  static const Entry good = { "a.json", "", 0, 8 };
  static const Entry described = { "a.json", "", 0, 8, 8 };
  static const Entry stored = { "a.json", "", 0, 0 };
  static const Entry folder = { "dir/", "", 0, 0 };
  static const Entry text = { "a.txt", "{}", 2, 8 };
  static const Entry upper = { "a.JSON", "{}", 2, 8 };
  static const Entry locked = { "a.json", "{}", 2, 8, 1 };
  static const Entry bzip = { "a.json", "{}", 2, 12 };
  static const Entry stored_described = { "a.json", "{}", 2, 0, 8 };
  static const Entry crc = { "a.json", "{}", 2, 8, 0, FALSE, TRUE };
  static const Entry size = { "a.json", "{}", 2, 8, 0, FALSE, FALSE, TRUE };
  static const Entry wide = { "a.json", "{}", 2, 8, 8, TRUE };
  static const Entry path = { "dir/a.json", "", 0, 8 };
  GString *zip;

  check_zip (zip_entry (NULL, &good), EMPTY_JSON, "deflate");
  check_zip (zip_entry (NULL, &described), EMPTY_JSON, "deflate with descriptor");
  check_zip (zip_entry (NULL, &stored), EMPTY_JSON, "stored");
  check_zip (zip_entry (NULL, &path), EMPTY_JSON, "with a path");
  check_zip (zip_entry (zip_entry (NULL, &good), &good), 400, "INVALID FILE", "two entries");
  check_zip (zip_entry (zip_entry (NULL, &folder), &good), 400, "INVALID FILE", "folder first");
  check_zip (zip_entry (NULL, &folder), 400, "INVALID FILE", "only a folder");
  check_zip (zip_entry (NULL, &text), 400, "INVALID FILE", "extension");
  check_zip (zip_entry (NULL, &upper), 400, "INVALID FILE", "extension in capitals");
  check_zip (g_string_new ("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), 400, "INVALID FILE",
             "no entry");
  check_zip (g_string_new (""), 400, "INVALID FILE", "zero bytes");
  check_zip (g_string_new ("non sono uno zip"), 400, "INVALID FILE", "not a zip");
  zip = zip_entry (g_string_new ("x"), &good);
  check_zip (zip, 400, "INVALID FILE", "junk first");
  check_zip (zip_entry (NULL, &locked), 500, "UNZIP ERROR", "encrypted");
  check_zip (zip_entry (NULL, &bzip), 500, "UNZIP ERROR", "bzip2");
  check_zip (zip_entry (NULL, &stored_described), 500, "UNZIP ERROR", "stored with descriptor");
  check_zip (zip_entry (NULL, &crc), 500, "UNZIP ERROR", "bad crc");
  check_zip (zip_entry (NULL, &size), 500, "UNZIP ERROR", "bad size");
  check_zip (zip_entry (NULL, &wide), 500, "UNZIP ERROR", "64-bit descriptor");
  zip = zip_json ("{\"paymentPositions\":[]}");
  g_string_truncate (zip, 30 + strlen ("payment-positions.json") + 10);
  check_zip (zip, 400, "UNZIP ERROR", "cut in the data");
  zip = zip_json ("{\"paymentPositions\":[]}");
  memset (zip->str + 30 + strlen ("payment-positions.json"), 0xff, 8);
  check_zip (zip, 500, "UNZIP ERROR", "not deflate data");
}

static void
test_envelope (void)
{
  g_autofree char *document = make_one ("E", "0100");
  g_autoptr (GString) zip = zip_json (document);
  g_autoptr (Answer) tar = practice_post_zip (practice, "POST", BASE "/file", "a.tar", zip);
  g_autoptr (Answer) upper = practice_post_zip (practice, "POST", BASE "/file", "a.ZIP", zip);
  g_autoptr (Answer) bare = practice_post_zip (practice, "POST", BASE "/file", "zip", zip);
  g_autoptr (Answer) type = practice_call (practice, "POST", BASE "/file",
                                           "Content-Type: application/json\r\n", "{}", 2);
  static const char other[] = "--sep\r\nContent-Disposition: form-data; name=\"altro\"; "
                              "filename=\"a.zip\"\r\n"
                              "\r\nx\r\n--sep--\r\n";
  static const char plain[] = "--sep\r\nContent-Disposition: form-data; "
                              "name=\"file\"\r\n\r\nx\r\n--sep--\r\n";
  static const char cut[] = "--sep\r\nContent-Disposition: form-data; name=\"file\"; "
                            "filename=\"a.zip\"\r\n\r\nx";
  const char *bodies[] = { other, plain, cut, "--sep", "--sep\r\n", "", "\r\n\r\n\r\n--sep" };
  guint i;

  check (tar, 400, "NOT A ZIP FILE", "tar");
  check (upper, 400, "NOT A ZIP FILE", "upper case");
  check (bare, 400, "NOT A ZIP FILE", "no dot");
  g_assert_cmpuint (type->status, ==, 415);
  for (i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (Answer) answer = practice_call (practice, "DELETE", BASE "/file",
                                                 "Content-Type: multipart/form-data; "
                                                 "boundary=sep\r\n", bodies[i], strlen (bodies[i]));

      g_assert_cmpuint (answer->status, ==, 400);
      g_assert_nonnull (strstr (answer->body->str, "_embedded"));
    }
}

static void
test_too_large (void)
{
  static const char *const methods[] = { "POST", "PUT", "DELETE" };
  g_autoptr (GString) big = g_string_sized_new (105 * 1024 * 1024);
  gint64 ledger = practice_ledger (practice);
  guint i;

  g_string_set_size (big, 105 * 1024 * 1024);
  memset (big->str, 'x', big->len);
  for (i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (Answer) answer = practice_post_zip (practice, methods[i], BASE "/file", "a.zip",
                                                     big);

      g_assert_cmpuint (answer->status, ==, 413);
      g_assert_cmpstr (answer_header (answer, "content-type"), ==, "text/html");
    }
  /* The limit is on the whole body: one byte over is refused, exactly at it is read. */
  for (i = 0; i < 2; i++)
    {
      g_autoptr (Answer) answer = practice_call (practice, "POST", BASE "/file",
                                                 "Content-Type: multipart/form-data; "
                                                 "boundary=sep\r\n", big->str, 5 * 1024 * 1024 + i);

      g_assert_cmpuint (answer->status, ==, i == 0 ? 400 : 413);
    }
  g_assert_cmpint (practice_ledger (practice), ==, ledger);
}

static void
test_bomb (void)
{
  gsize length = 101 * 1024 * 1024;
  g_autofree char *spaces = g_malloc (length);
  Entry entry = { "a.json", spaces, length, 8 };
  GString *zip;

  memset (spaces, ' ', length);
  entry.length = 100 * 1024 * 1024;
  zip = zip_entry (NULL, &entry);
  check_zip (zip, EMPTY_JSON, "100 MiB of blanks");
  entry.length++;
  zip = zip_entry (NULL, &entry);
  check_zip (zip, 400, "INVALID FILE", "one byte over 100 MiB");
}

static void
check_json (const char *method,
            const char *json,
            guint       status,
            const char *title)
{
  g_autoptr (Answer) answer = practice_upload (practice, method, json);

  check (answer, status, title, json);
}

static void
check_position (const char *position_extra,
                const char *option_extra,
                const char *transfer_extra,
                guint       status,
                const char *title)
{
  static guint serial;
  g_autofree char *iupd = g_strdup_printf ("J-%u", ++serial);
  g_autofree char *iuv = g_strdup_printf ("99%u", serial);
  g_autofree char *position = make_position (iupd, iuv, position_extra, option_extra,
                                             transfer_extra);
  g_autofree char *document = make_document (position, NULL);

  check_json ("POST", document, status, title);
}

static void
test_json_root (void)
{
  g_autofree char *valid = make_one ("ROOT", "0200");
  g_autofree char *bom = g_strconcat ("\xef\xbb\xbf", valid, NULL);
  g_autofree char *tail = g_strconcat (valid, " e altro {[", NULL);
  g_autofree char *twice = g_strdup_printf ("{\"paymentPositions\":[],%s", valid + 1);
  g_autofree char *operation = g_strdup_printf ("{\"operation\":\"CREATE\",%s", valid + 1);
  g_autofree char *comma = g_strndup (valid, strlen (valid) - 1);
  g_autofree char *trailing = g_strconcat (comma, ",}", NULL);
  g_autofree char *deletion = make_deletion ("A", NULL);

  check_json ("POST", "", 400, "INVALID JSON");
  check_json ("POST", "  \n", 400, "INVALID JSON");
  check_json ("POST", "ciao", 500, "INTERNAL SERVER ERROR");
  check_json ("POST", "{", 500, "INTERNAL SERVER ERROR");
  check_json ("POST", comma, 500, "INTERNAL SERVER ERROR");
  check_json ("POST", trailing, 500, "INTERNAL SERVER ERROR");
  check_json ("POST", "/* no */ {\"paymentPositions\":[]}", 500, "INTERNAL SERVER ERROR");
  check_json ("POST", "{'paymentPositions':[]}", 500, "INTERNAL SERVER ERROR");
  check_json ("POST", "[]", 400, "INVALID JSON");
  check_json ("POST", "\"testo\"", 400, "INVALID JSON");
  check_json ("POST", "{}", 500, "Internal Server Error");
  check_json ("PUT", "{\"paymentPositions\":null}", 500, "Internal Server Error");
  check_json ("POST", "{\"paymentPositions\":[]}", 400, "INVALID DEBT POSITIONS");
  check_json ("POST", "{\"paymentPositions\":{}}", 400, "INVALID JSON");
  check_json ("POST", "{\"paymentPositions\":[[]]}", 400, "INVALID JSON");
  check_json ("POST", "{\"paymentPositions\":[1]}", 400, "INVALID JSON");
  check_json ("POST", "{\"paymentpositions\":[]}", 400, "INVALID JSON");
  check_json ("POST", operation, 400, "INVALID JSON");
  check_json ("POST", deletion, 400, "INVALID JSON");
  check_json ("DELETE", valid, 400, "INVALID JSON");
  check_json ("POST", bom, 202, NULL);
  check_json ("PUT", tail, 202, NULL);
  check_json ("PUT", twice, 202, NULL);
}

static void
test_json_nested (void)
{
  static const struct
  {
    const char *position;
    const char *option;
    const char *transfer;
    guint       status;
  } rows[] = {
    { "\"aca\":false", NULL, NULL, 400 },
    { NULL, "\"aca\":false", NULL, 400 },
    { NULL, NULL, "\"aca\":false", 400 },
    { NULL, NULL, "\"stamp\":{\"altro\":1}", 400 },
    { NULL, "\"paymentOptionMetadata\":[{\"chiave\":\"k\"}]", NULL, 400 },
    { "\"IUPD\":\"X\"", NULL, NULL, 400 },
    { "\"status\":\"VALID\",\"paymentDate\":[{\"x\":[1,{}]}]", "\"notificationFee\":7", NULL, 202 },
    { "\"type\":\"f\"", NULL, NULL, 400 },
    { "\"type\":\"\"", NULL, NULL, 400 },
    { "\"type\":\"G\"", NULL, NULL, 202 },
    { NULL, "\"amount\":1000.9", NULL, 202 },
    { NULL, "\"amount\":\"1000\"", "\"amount\":1000.0", 202 },
    { NULL, "\"amount\":\"1,00\"", NULL, 400 },
    { NULL, "\"amount\":true", NULL, 400 },
    { NULL, "\"amount\":99999999999999999999", NULL, 400 },
    { NULL, "\"amount\":1e300", NULL, 400 },
    { "\"payStandIn\":\"true\",\"switchToExpired\":1", NULL, NULL, 202 },
    { "\"payStandIn\":null", "\"fee\":null", NULL, 202 },
    { "\"payStandIn\":\"si\"", NULL, NULL, 400 },
    { "\"fullName\":[\"x\"]", NULL, NULL, 400 },
    { "\"fullName\":{}", NULL, NULL, 400 },
    { "\"paymentOption\":{}", NULL, NULL, 400 },
    { "\"fullName\":\"a\tb\"", NULL, NULL, 400 },
    { "\"fullName\":\"Nicol\xf2\"", NULL, NULL, 400 },
    { "\"fullName\":\"Nicol\xc3\xb2 \\u00f2 \\ud83d\\ude00\"", NULL, NULL, 202 },
    { "\"fullName\":\"\\ud83d\"", NULL, NULL, 202 },
    { "\"fullName\":\"\\x\"", NULL, NULL, 400 },
    { "\"fullName\":nulla", NULL, NULL, 400 },
    { "\"paymentOption\":[1,]", NULL, NULL, 400 },
    { "\"region\":01", NULL, NULL, 400 },
    { "\"region\":\"x\",", NULL, NULL, 400 },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    check_position (rows[i].position, rows[i].option, rows[i].transfer, rows[i].status,
                    rows[i].status == 202 ? NULL : "INVALID JSON");
}

static void
test_json_dates (void)
{
  static const struct
  {
    const char *value;
    guint       status;
  } rows[] = {
    { "\"2099-12-16T23:59\"", 202 }, { "\"2099-12-16T23:59:59.1\"", 202 },
    { "\"2099-12-16T23:59:59.123456789\"", 202 }, { "\"2099-12-16T23:59:59Z\"", 202 },
    { "[2099,12,16,23,59,59]", 202 }, { "[2099,12,16,23,59]", 202 }, { "\"2096-02-29T00:00:00\"",
                                                                       202 },
    { "\"2099-12-16\"", 400 }, { "\"2099-12-16T23:59:59+02:00\"", 400 },
    { "\"2099-12-16 23:59:59\"", 400 },
    { "\"2099-12-16T24:00:00\"", 400 }, { "\"2099-02-30T00:00:00\"", 400 },
    { "\"2099-02-29T00:00:00\"", 400 }, { "\"2099-12-16T3:59:59\"", 400 },
    { "\"2099-12-16T23:59:59.1234567890\"", 400 }, { "\"16/12/2099\"", 400 }, { "4102444800", 400 },
    { "[2099,13,1,0,0]", 400 }, { "[2099,12]", 400 }, { "true", 400 },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *member = g_strdup_printf ("\"dueDate\":%s", rows[i].value);

      check_position (NULL, member, NULL, rows[i].status,
                      rows[i].status == 202 ? NULL : "INVALID JSON");
    }
}

static void
test_constraints (void)
{
  g_autofree char *filler = g_strnfill (141, 'a');
  static const char *const position_rows[] = {
    "\"iupd\":null", "\"iupd\":\" \"", "\"type\":null", "\"fiscalCode\":\"\"", "\"fullName\":null",
    "\"switchToExpired\":null", "\"companyName\":null", "\"country\":\"\"", "\"country\":\"it\"",
    "\"email\":\"mario\"", "\"email\":\"mario@\"", "\"email\":\"a b@c.it\"",
  };
  static const char *const option_rows[] = {
    "\"iuv\":null", "\"amount\":0", "\"amount\":null", "\"amount\":-1", "\"amount\":0.9",
    "\"description\":\"\"", "\"isPartialPayment\":null", "\"dueDate\":null", "\"dueDate\":\"\"",
    "\"paymentOptionMetadata\":[{\"key\":\" \"}]",
  };
  static const char *const transfer_rows[] = {
    "\"idTransfer\":null", "\"amount\":0", "\"remittanceInformation\":null", "\"category\":\"\"",
  };
  static const char *const good_rows[] = {
    "\"country\":null", "\"email\":\"\"", "\"email\":\"mario.rossi@esempio.example\"",
    "\"validityDate\":\"\"",
  };
  g_autofree char *company = g_strdup_printf ("\"companyName\":\"%s\"", filler);
  g_autofree char *description = g_strdup_printf ("\"description\":\"%s\"", filler);
  g_autofree char *a = make_position ("DUE", "0300", NULL, NULL, NULL);
  g_autofree char *b = make_position ("TRE", "0301", "\"fullName\":null,\"country\":\"it\"", NULL,
                                      NULL);
  g_autofree char *equal = make_document (a, a, NULL);
  g_autofree char *mixed = make_document (a, b, NULL);
  g_autoptr (Answer) answer = NULL;
  g_autofree char *detail = NULL;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (position_rows); i++)
    check_position (position_rows[i], NULL, NULL, 400, "INVALID DEBT POSITIONS");
  for (i = 0; i < G_N_ELEMENTS (option_rows); i++)
    check_position (NULL, option_rows[i], NULL, 400, "INVALID DEBT POSITIONS");
  for (i = 0; i < G_N_ELEMENTS (transfer_rows); i++)
    check_position (NULL, NULL, transfer_rows[i], 400, "INVALID DEBT POSITIONS");
  for (i = 0; i < G_N_ELEMENTS (good_rows); i++)
    check_position (good_rows[i], NULL, NULL, 202, NULL);
  check_position (company, NULL, NULL, 400, "INVALID DEBT POSITIONS");
  check_position (NULL, description, NULL, 400, "INVALID DEBT POSITIONS");
  check_json ("POST", equal, 400, "INVALID DEBT POSITIONS");

  /* A set of messages in brackets, and no hint of the row (trap T5). */
  answer = practice_upload (practice, "POST", mixed);
  detail = answer_text (answer, "detail");
  g_assert_true (g_regex_match_simple ("\\[(full name is required, must match \"\\[A-Z\\]\\{2\\}\""
                                       "|must match \"\\[A-Z\\]\\{2\\}\", full name is "
                                       "required)\\]$", detail, 0, 0));
  g_assert_null (strstr (detail, "TRE"));
}

static void
test_deletion_list (void)
{
  g_autofree char *twice = make_deletion ("A", "A", NULL);
  g_autoptr (GString) many = g_string_new ("{\"paymentPositionIUPDs\":[\"a\"");
  guint i;

  check_json ("DELETE", twice, 400, "INVALID DEBT POSITIONS");
  check_json ("DELETE", "{\"paymentPositionIUPDs\":[]}", 400, "INVALID DEBT POSITIONS");
  check_json ("DELETE", "{}", 400, "INVALID DEBT POSITIONS");
  check_json ("DELETE", "{\"paymentPositionIUPDs\":\"a\"}", 400, "INVALID JSON");
  check_json ("DELETE", "{\"paymentPositionIUPDs\":[[]]}", 400, "INVALID JSON");
  check_json ("DELETE", "{\"altro\":[]}", 400, "INVALID JSON");
  for (i = 1; i < 100000; i++)
    g_string_append_printf (many, ",\"%u\"", i);
  {
    g_autofree char *most = g_strconcat (many->str, "]}", NULL);
    g_autofree char *over = g_strconcat (many->str, ",\"b\"]}", NULL);

    check_json ("DELETE", over, 400, "INVALID DEBT POSITIONS");
    check_json ("DELETE", most, 202, NULL);
  }
}

/* Nothing of this may end the process. */
static void
test_hostile (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"paymentPositions\":[{\"status\":");
  g_autofree char *valid = make_one ("H", "0400");
  g_autoptr (GString) zip = zip_json (valid);
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  guint i;

  g_string_set_size (deep, deep->len + 2000000);
  memset (deep->str + deep->len - 2000000, '[', 2000000);
  check_json ("POST", deep->str, 400, "INVALID JSON");
  g_string_assign (deep, "");
  g_string_set_size (deep, 2000000);
  memset (deep->str, '[', deep->len);
  check_json ("POST", deep->str, 400, "INVALID JSON");
  for (i = 0; i < 300; i++)
    {
      g_autoptr (GString) broken = g_string_new_len (zip->str, (gssize) zip->len);
      g_autoptr (Answer) answer = NULL;
      guint j;

      for (j = 0; j < 3; j++)
        broken->str[g_rand_int_range (rand, 0, (gint32) broken->len)] = (char) g_rand_int (rand);
      if (i % 3 == 0)
        g_string_truncate (broken, (gsize) g_rand_int_range (rand, 0, (gint32) broken->len));
      answer = practice_post_zip (practice, "PUT", BASE "/file", "a.zip", broken);
      g_assert_cmpuint (answer->status, >=, 202);
    }
  for (i = 0; i < 300; i++)
    {
      g_autofree char *copy = g_strdup (valid);
      g_autoptr (Answer) answer = NULL;
      Entry entry = { "a.json", copy, strlen (valid), 8 };
      g_autoptr (GString) broken = NULL;

      copy[g_rand_int_range (rand, 0, (gint32) entry.length)] = (char) g_rand_int (rand);
      if (i % 3 == 0)
        entry.length = (gsize) g_rand_int_range (rand, 0, (gint32) entry.length);
      broken = zip_entry (NULL, &entry);
      answer = practice_post_zip (practice, "PUT", BASE "/file", "a.zip", broken);
      g_assert_cmpuint (answer->status, >=, 202);
    }
  for (i = 0; i < 50; i++)
    {
      g_autoptr (GString) noise = g_string_new (i % 2 == 0 ? "GET / HTTP/1.1\r\n" : "");
      g_autoptr (Answer) answer = NULL;
      guint j;

      for (j = 0; j < 200; j++)
        g_string_append_c (noise, (char) g_rand_int (rand));
      g_string_append (noise, "\r\n\r\n\r\n\r\n");
      if (i % 2 == 0)
        answer = practice_raw (practice, noise);
    }
  {
    g_autoptr (Answer) odd = practice_get (practice, "/gpd/v2/brokers/%00/organizations/%ff/"
                                           "debtpositions/files");
    g_autoptr (Answer) alive = practice_get (practice, "/gpd/v2/info");

    g_assert_cmpuint (odd->status, >=, 400);
    g_assert_cmpuint (alive->status, ==, 200);
  }
}

/* 100 MiB of JSON in one file. */
static void
test_big (void)
{
  g_autoptr (GString) big = g_string_sized_new (101 * 1024 * 1024);
  g_autofree char *padding = g_strnfill (1500, ' ');
  g_autofree char *memory_path = NULL;
  g_autofree char *memory = NULL;
  g_autoptr (Answer) answer = NULL;
  const char *peak;
  guint i;

  g_string_append (big, "{\"paymentPositions\":[");
  for (i = 0; big->len < 99 * 1024 * 1024; i++)
    {
      g_autofree char *iupd = g_strdup_printf ("BIG-%u", i);
      g_autofree char *iuv = g_strdup_printf ("5%u", i);
      g_autofree char *position = make_position (iupd, iuv, NULL, NULL, NULL);

      g_string_append_printf (big, "%s%s%s", i > 0 ? "," : "", position, padding);
    }
  g_string_append (big, "]}");
  answer = practice_upload (practice, "POST", big->str);
  g_assert_cmpuint (answer->status, ==, 202);
  memory_path = g_strdup_printf ("/proc/%s/status",
                                 g_subprocess_get_identifier (practice->process));
  g_assert_true (g_file_get_contents (memory_path, &memory, NULL, NULL));
  peak = strstr (memory, "VmHWM:");
  g_assert_nonnull (peak);
  g_test_message ("peak: %.*s", 24, peak);
#ifndef SANITIZED
  g_assert_cmpuint (g_ascii_strtoull (g_strchug ((char *) peak + 6), NULL, 10), <, 500 * 1024);
#endif
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  practice = practice_start (NULL, NULL);
  g_test_add_func ("/practice/input/zip", test_zip);
  g_test_add_func ("/practice/input/envelope", test_envelope);
  g_test_add_func ("/practice/input/too-large", test_too_large);
  g_test_add_func ("/practice/input/bomb", test_bomb);
  g_test_add_func ("/practice/input/json-root", test_json_root);
  g_test_add_func ("/practice/input/json-nested", test_json_nested);
  g_test_add_func ("/practice/input/json-dates", test_json_dates);
  g_test_add_func ("/practice/input/constraints", test_constraints);
  g_test_add_func ("/practice/input/deletion-list", test_deletion_list);
  g_test_add_func ("/practice/input/hostile", test_hostile);
  g_test_add_func ("/practice/input/big", test_big);
  return practice_run (practice);
}
