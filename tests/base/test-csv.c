/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV as offices make it, the same at every buffer boundary; what is no CSV is refused with the
 * line. */
#include "config.h"

#include <string.h>

#include "base/spt-csv-rows.h"
#include "spt-test.h"

typedef struct
{
  const char     *name;
  const char     *text;
  gsize           length;   /* 0: up to the NUL */
  char            separator;
  const char     *expected; /* "row/line:field|field…" and a line end for each row */
  int             code;     /* -1: no error */
  char            detected;
  SptCsvEncoding  encoding;
  const char     *message;
} Case;

#define OK -1
#define U8 SPT_CSV_UTF8
#define W2 SPT_CSV_WINDOWS_1252

static const Case cases[] = {
  { "semicolon", "a;b\r\n1;2,5\r\n", 0, 0, "1/1:a|b\n2/2:1|2,5\n", OK, ';' },
  { "comma", "a,b\n1,2.5\n", 0, 0, "1/1:a|b\n2/2:1|2.5\n", OK, ',' },
  { "tab", "a\tb\n1\t2\n", 0, 0, "1/1:a|b\n2/2:1|2\n", OK, '\t' },
  { "bar", "a|b\n1|2\n", 0, 0, "1/1:a|b\n2/2:1|2\n", OK, '|' },
  { "given", "a;b,c\n", 0, ',', "1/1:a;b|c\n", OK, ',' },
  { "comma-in-header", "name, surname;amount\nRossi, M;1,20\n", 0, 0,
    "1/1:name, surname|amount\n2/2:Rossi, M|1,20\n", OK, ';' },
  { "comma-in-quotes", "a;\"b,c,d,e\"\n1;\"x,y,z,w\"\n", 0, 0, "1/1:a|b,c,d,e\n2/2:1|x,y,z,w\n", OK,
    ';' },
  { "one-column", "name\nRossi\n", 0, 0, "1/1:name\n2/2:Rossi\n", OK, ';' },
  { "no-last-line-end", "a;b\n1;2", 0, 0, "1/1:a|b\n2/2:1|2\n", OK, ';' },
  { "cr", "a;b\r1;2\r", 0, 0, "1/1:a|b\n2/2:1|2\n", OK, ';' },
  { "mixed-ends", "a;b\r\n1;2\n3;4\r5;6", 0, 0, "1/1:a|b\n2/2:1|2\n3/3:3|4\n4/4:5|6\n", OK, ';' },
  { "empty-fields", ";;\n;;\n", 0, 0, "1/1:||\n2/2:||\n", OK, ';' },
  { "ragged", "a;b\n1\n1;2;3\n", 0, 0, "1/1:a|b\n2/2:1\n3/3:1|2|3\n", OK, ';' },
  { "quotes", "a;b\n\"x\";\"y \"\"z\"\"\"\n\"\";\"\"\"\"\n", 0, 0,
    "1/1:a|b\n2/2:x|y \"z\"\n3/3:|\"\n", OK, ';' },
  { "quote-at-end", "a;\"b\"", 0, 0, "1/1:a|b\n", OK, ';' },
  { "quoted-separator", "a;b\n\"1;2\";3\n", 0, 0, "1/1:a|b\n2/2:1;2|3\n", OK, ';' },
  { "quoted-lines", "a;b\n\"x\ny\r\nz\rw\";2\n3;4\n", 0, 0,
    "1/1:a|b\n2/2:x\ny\r\nz\rw|2\n3/6:3|4\n", OK, ';' },
  { "text-behind-quote", "a;b\n\"x\"y;\"z\" \n", 0, 0, "1/1:a|b\n2/2:xy|z \n", OK, ';' },
  { "quote-inside", "a;b\n12\";x\"y\"\n", 0, 0, "1/1:a|b\n2/2:12\"|x\"y\"\n", OK, ';' },
  { "blank-before-quote", "a;b\n1; \"x\"\n", 0, 0, "1/1:a|b\n2/2:1| \"x\"\n", OK, ';' },
  { "blank-lines", "\n\na;b\r\n\r\n \t\n1;2\n\n", 0, 0, "3/3:a|b\n6/6:1|2\n", OK, ';' },
  { "quoted-blank", "a\n\"\"\n\" \"\n", 0, 0, "1/1:a\n2/2:\n3/3: \n", OK, ';' },
  { "tab-row", "a\tb\n\t\n", 0, 0, "1/1:a|b\n2/2:|\n", OK, '\t' },
  { "sep-line", "sep=|\r\na;x|b\r\n", 0, 0, "1/2:a;x|b\n", OK, '|' },
  { "sep-line-case", "SEP=;\na;b,c,d\n", 0, 0, "1/2:a|b,c,d\n", OK, ';' },
  { "sep-line-quoted", "\"sep=,\"\na,b\n", 0, 0, "1/2:a|b\n", OK, ',' },
  { "sep-line-tab", "sep=\t\na\tb\n", 0, 0, "1/2:a|b\n", OK, '\t' },
  { "sep-line-given", "sep=,\na;b\n", 0, ';', "1/2:a|b\n", OK, ';' },
  { "sep-line-bom", "\xef\xbb\xbfsep=,\na,b\n", 0, 0, "1/2:a|b\n", OK, ',' },
  { "sep-column", "sep=x;b\n1;2\n", 0, 0, "1/1:sep=x|b\n2/2:1|2\n", OK, ';' },
  { "sep-column-long", "sep=;b\n1;2\n", 0, 0, "1/1:sep=|b\n2/2:1|2\n", OK, ';' },
  { "sep-line-alone", "sep=;", 0, 0, "", SPT_CSV_ERROR_EMPTY, ';' },
  { "bom", "\xef\xbb\xbf" "a;b\nè;€\n", 0, 0, "1/1:a|b\n2/2:è|€\n", OK, ';', U8 },
  { "utf8", "città;b\n\"è\";😀\n", 0, 0, "1/1:città|b\n2/2:è|😀\n", OK, ';', U8 },
  { "windows-1252", "citt\xe0;b\n\x80 12;\"\x93x\x94\"\n", 0, 0, "1/1:città|b\n2/2:€ 12|“x”\n", OK,
    ';', W2 },
  { "cut-utf8", "a;\xc3", 0, 0, "1/1:a|Ã\n", OK, ';', W2 },
  { "empty", "", 0, 0, "", SPT_CSV_ERROR_EMPTY, ';' },
  { "only-bom", "\xef\xbb\xbf", 0, 0, "", SPT_CSV_ERROR_EMPTY, ';' },
  { "only-blank", "\n \r\n\t\n", 0, 0, "", SPT_CSV_ERROR_EMPTY, 0 },
  { "nul", "a;b\n1\0;2\n", 9, 0, "1/1:a|b\n", SPT_CSV_ERROR_ENCODING, ';', U8,
    "Line 2 holds a NUL" },
  { "nul-quoted", "a;b\n\"1\n\0\";2\n", 12, 0, "1/1:a|b\n", SPT_CSV_ERROR_ENCODING, ';', U8,
    "Line 3 holds a NUL" },
  { "nul-last", "a;b\n\0", 5, 0, "1/1:a|b\n", SPT_CSV_ERROR_ENCODING, ';', U8,
    "Line 2 holds a NUL" },
  { "utf16", "\xff\xfe" "a\0;\0", 6, 0, "", SPT_CSV_ERROR_ENCODING, 0, U8, "The file is UTF-16" },
  { "utf16-be", "\xfe\xff\0a", 4, 0, "", SPT_CSV_ERROR_ENCODING, 0, U8, "The file is UTF-16" },
  { "undefined-1252", "a;b\n1;\xe0\n2;\x81\n", 0, 0, "1/1:a|b\n2/2:1|à\n", SPT_CSV_ERROR_ENCODING,
    ';', W2,
    "Line 3: byte 0x81" },
  { "bom-not-utf8", "\xef\xbb\xbf" "a;b\n1;\xe0\n", 0, 0, "1/1:a|b\n", SPT_CSV_ERROR_ENCODING, ';',
    U8,
    "Line 2: byte 0xE0 is not valid in UTF-8, as which" },
  { "open-quote", "a;b\n1;2\n3;\"x\ny\n", 0, 0, "1/1:a|b\n2/2:1|2\n", SPT_CSV_ERROR_QUOTE, ';', U8,
    "The quote opened on line 3 is not closed" },
  { "open-quote-second", "a;b\n\"x\ny\";\"z\n", 0, 0, "1/1:a|b\n", SPT_CSV_ERROR_QUOTE, ';', U8,
    "The quote opened on line 3 is not closed" },
  { "only-quote", "\"", 0, 0, "", SPT_CSV_ERROR_QUOTE, ';', U8,
    "The quote opened on line 1 is not closed" },
};

static GInputStream *
make_stream (const char *data,
             gsize       length,
             gsize       size)
{
  GInputStream *stream = g_memory_input_stream_new ();
  gsize i;

  for (i = 0; i < length; i += size)
    {
      gsize n = MIN (size, length - i);

      g_memory_input_stream_add_data (G_MEMORY_INPUT_STREAM (stream), g_memdup2 (data + i, n),
                                      (gssize) n, g_free);
    }

  return stream;
}

static char *
describe_rows (SptCsvReader  *reader,
               GError       **error)
{
  GString *out = g_string_new (NULL);

  while (spt_csv_reader_next (reader, NULL, error))
    {
      guint i;

      g_string_append_printf (out, "%u/%u:", spt_csv_reader_get_row (reader),
                              spt_csv_reader_get_line (reader));
      for (i = 0; i < spt_csv_reader_get_n_fields (reader); i++)
        g_string_append_printf (out, "%s%s", i > 0 ? "|" : "",
                                spt_csv_reader_get_field (reader, i));
      g_string_append_c (out, '\n');
    }

  return g_string_free (out, FALSE);
}

static void
test_case (gconstpointer data)
{
  static const gsize pieces[] = { 1000, 1, 2, 3, 5 };
  const Case *test = data;
  gsize length = test->length > 0 ? test->length : strlen (test->text);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GInputStream) stream = make_stream (test->text, length, pieces[i]);
      g_autoptr (SptCsvReader) reader = spt_csv_reader_new (stream, test->separator);
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = describe_rows (reader, &error);

      g_assert_cmpstr (rows, ==, test->expected);
      if (test->code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, SPT_CSV_ERROR, test->code);
      if (test->message != NULL && !g_str_has_prefix (error->message, test->message))
        g_test_fail_printf ("“%s” does not begin “%s”", error->message, test->message);
      if (test->detected != 0)
        g_assert_cmpint (spt_csv_reader_get_separator (reader), ==, test->detected);
      g_assert_cmpint (spt_csv_reader_get_encoding (reader), ==, test->encoding);
      g_assert_cmpuint (spt_csv_reader_get_n_fields (reader), ==, 0);
      g_assert_null (spt_csv_reader_get_field (reader, 0));

      /* The end and an error stay. */
      g_clear_error (&error);
      g_assert_false (spt_csv_reader_next (reader, NULL, &error));
      g_assert_cmpint (error != NULL, ==, test->code >= 0);

      g_assert_true (spt_csv_reader_can_rewind (reader));
      if (test->code < 0)
        {
          g_autofree char *again = NULL;

          g_assert_true (spt_csv_reader_rewind (reader, NULL, &error));
          again = describe_rows (reader, &error);
          g_assert_no_error (error);
          g_assert_cmpstr (again, ==, test->expected);
        }
      else
        {
          g_clear_error (&error);
          g_assert_false (spt_csv_reader_rewind (reader, NULL, &error));
          g_assert_error (error, SPT_CSV_ERROR, test->code);
        }
    }
}

static void
test_raw (void)
{
  static const char text[] = "a;b\r\n\"x \"\"y\"\"\nz\";\xe0 \r\n \n3;4";
  g_autoptr (GInputStream) stream = make_stream (text, strlen (text), 4);
  g_autoptr (SptCsvReader) reader = spt_csv_reader_new (stream, '\0');
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (spt_csv_reader_get_raw (reader), ==, "");
  g_assert_true (spt_csv_reader_next (reader, NULL, &error));
  g_assert_cmpstr (spt_csv_reader_get_raw (reader), ==, "a;b");
  g_assert_cmpint (spt_csv_reader_get_offset (reader), ==, 5);
  g_assert_true (spt_csv_reader_next (reader, NULL, &error));
  g_assert_cmpstr (spt_csv_reader_get_raw (reader), ==, "\"x \"\"y\"\"\nz\";à ");
  g_assert_cmpstr (spt_csv_reader_get_raw (reader), ==, "\"x \"\"y\"\"\nz\";à ");
  g_assert_cmpstr (spt_csv_reader_get_field (reader, 1), ==, "à ");
  g_assert_true (spt_csv_reader_next (reader, NULL, &error));
  g_assert_cmpstr (spt_csv_reader_get_raw (reader), ==, "3;4");
  g_assert_cmpint (spt_csv_reader_get_offset (reader), ==, (goffset) strlen (text));
  g_assert_false (spt_csv_reader_next (reader, NULL, &error));
  g_assert_cmpstr (spt_csv_reader_get_raw (reader), ==, "");
  g_assert_no_error (error);
}

/* Rows over every block boundary, and a file whose encoding shows behind the first MiB. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new ("n;text;x\r\n");
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (SptCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  const guint n_rows = 60000;
  guint turned = n_rows * 9 / 10;
  guint i;

  for (i = 0; i < n_rows; i++)
    {
      g_string_append_printf (text, "%u;\"%.*s\r\n%s\";", i, (int) (i % 31),
                              "abcdefghijklmnopqrstuvwxyzabcde",
                              i < turned ? "è" : "\xe8");
      g_string_append (text, i % 7 == 0 ? "\"a\"\"b\"\r\n" : "€\r\n");
    }
  g_assert_cmpuint (text->len, >, 1500000);

  stream = make_stream (text->str, text->len, text->len);
  reader = spt_csv_reader_new (stream, '\0');
  g_assert_true (spt_csv_reader_next (reader, NULL, &error));
  for (i = 0; i < n_rows; i++)
    {
      g_autofree char *expected = g_strdup_printf ("%.*s\r\nè", (int) (i % 31),
                                                   "abcdefghijklmnopqrstuvwxyzabcde");

      g_assert_true (spt_csv_reader_next (reader, NULL, &error));
      g_assert_cmpuint (spt_csv_reader_get_n_fields (reader), ==, 3);
      g_assert_cmpint (g_ascii_strtoll (spt_csv_reader_get_field (reader, 0), NULL, 10), ==, i);
      g_assert_cmpstr (spt_csv_reader_get_field (reader, 1), ==, expected);
      g_assert_cmpstr (spt_csv_reader_get_field (reader, 2), ==,
                       i % 7 == 0 ? "a\"b" : i < turned ? "€" : "â‚¬");
      g_assert_cmpuint (spt_csv_reader_get_row (reader), ==, i + 2);
      g_assert_cmpuint (spt_csv_reader_get_line (reader), ==, 2 + 2 * i);
      g_assert_cmpint (spt_csv_reader_get_encoding (reader), ==,
                       i < turned ? SPT_CSV_UTF8 : SPT_CSV_WINDOWS_1252);
    }
  g_assert_false (spt_csv_reader_next (reader, NULL, &error));
  g_assert_no_error (error);
}

/* @prefix, @n times @c, @suffix. */
static void
assert_size (const char *prefix,
             char        c,
             gsize       n,
             const char *suffix,
             int         code,
             const char *message)
{
  g_autofree char *middle = g_strnfill (n, c);
  g_autofree char *text = g_strconcat (prefix, middle, suffix, NULL);
  g_autoptr (GInputStream) stream = make_stream (text, strlen (text), 100000);
  g_autoptr (SptCsvReader) reader = spt_csv_reader_new (stream, ';');
  g_autoptr (GError) error = NULL;

  while (spt_csv_reader_next (reader, NULL, &error))
    ;
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SPT_CSV_ERROR, code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

static void
test_sizes (void)
{
  const gsize mib = 1024 * 1024;
  g_autoptr (GString) wide = g_string_new ("h\n");
  guint i;

  assert_size ("a;b\n1;", 'x', mib, "\n", OK, NULL);
  assert_size ("a;b\n1;", 'x', mib + 1, "\n", SPT_CSV_ERROR_SIZE,
               "The row on line 2 holds a field of more than 1 MiB");
  assert_size ("a;b\n1;\"", 'x', mib, "\"\n", OK, NULL);
  assert_size ("a;b\n1;\"", 'x', mib + 1, "\"\n", SPT_CSV_ERROR_SIZE, NULL);
  assert_size ("a;b\n1;", 'x', 20 * mib, "\n", SPT_CSV_ERROR_SIZE, NULL);
  /* The quote that swallows the rest of a large file is named, not only the size of what it
   * swallowed. */
  assert_size ("a;b\n1;2\n\"", '\n', 5 * mib, "x;y\n", SPT_CSV_ERROR_QUOTE,
               "The quote opened on line 3 is not closed");
  assert_size ("a;b\n", ';', 999, "\n", OK, NULL);
  assert_size ("a;b\n", ';', 1000, "\n", SPT_CSV_ERROR_SIZE,
               "The row on line 2 has more than 1000 columns");

  for (i = 0; i < 10; i++)
    {
      g_autofree char *field = g_strnfill (mib - 1, 'x');

      g_string_append (wide, field);
      g_string_append_c (wide, ';');
    }
  assert_size (wide->str, 'x', 1, "\n", SPT_CSV_ERROR_SIZE,
               "The row on line 2 has more than 8 MiB");
}

static void
test_cancelled (void)
{
  g_autoptr (GInputStream) stream = make_stream ("a;b\n", 4, 1);
  g_autoptr (SptCsvReader) reader = spt_csv_reader_new (stream, '\0');
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (spt_csv_reader_next (reader, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_append (void)
{
  static const struct
  {
    const char *text;
    char        separator;
    gboolean    for_spreadsheet;
    const char *expected;
  } rows[] = {
    { NULL, ';', FALSE, "" },
    { "", ';', TRUE, "" },
    { "a b", ';', FALSE, "a b" },
    { "a;b", ';', FALSE, "\"a;b\"" },
    { "a;b", ',', FALSE, "a;b" },
    { "a\"b\"\"c", ';', FALSE, "\"a\"\"b\"\"\"\"c\"" },
    { "\"", ';', FALSE, "\"\"\"\"" },
    { "a\nb", ';', FALSE, "\"a\nb\"" },
    { "a\rb", ';', FALSE, "\"a\rb\"" },
    { " a", ';', FALSE, "\" a\"" },
    { "a\t", ';', FALSE, "\"a\t\"" },
    { "a\tb", '\t', FALSE, "\"a\tb\"" },
    { "=1+1", ';', FALSE, "=1+1" },
    { "=1+1", ';', TRUE, "'=1+1" },
    { "-12,00", ';', TRUE, "'-12,00" },
    { "+39 011", ';', TRUE, "'+39 011" },
    { "@x", ';', TRUE, "'@x" },
    { "\tx", ';', TRUE, "\"'\tx\"" },
    { "\rx", ';', TRUE, "\"'\rx\"" },
    { "=A1;\"x\"", ';', TRUE, "\"'=A1;\"\"x\"\"\"" },
    { "1=2", ';', TRUE, "1=2" },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      spt_csv_append_field (out, rows[i].text, rows[i].separator, rows[i].for_spreadsheet);
      g_assert_cmpstr (out->str, ==, rows[i].expected);
    }
}

/* Enough rows for a file behind the buffer; each is found again, in any order. */
static void
test_rows (void)
{
  g_autoptr (GString) text = g_string_new ("n;word\n");
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (SptCsvReader) reader = NULL;
  g_autoptr (SptCsvRows) rows = spt_csv_rows_new ();
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (SptCsvPlace));
  g_autoptr (GError) error = NULL;
  gboolean was_reset = FALSE;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "%u;\"parola %u\"\n", i, i * 7);
  stream = g_memory_input_stream_new_from_data (text->str, (gssize) text->len, NULL);
  reader = spt_csv_reader_new (stream, ';');
  g_assert_true (spt_csv_reader_next (reader, NULL, &error));
  while (spt_csv_reader_next (reader, NULL, &error))
    {
      SptCsvPlace place;

      /* What was there before leaves nothing behind, wherever it was kept. */
      if (places->len == 15000 && !was_reset)
        {
          was_reset = TRUE;
          spt_csv_rows_reset (rows);
          g_array_set_size (places, 0);
          g_assert_true (spt_csv_reader_rewind (reader, NULL, &error));
          g_assert_true (spt_csv_reader_next (reader, NULL, &error));
          continue;
        }
      g_assert_true (spt_csv_rows_add (rows, reader, &place, &error));
      g_array_append_val (places, place);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (places->len, ==, 20000);

  for (guint i = 0; i < places->len; i++)
    {
      guint n = (places->len - 1 - i) * 7 % places->len;
      g_autofree char *number = g_strdup_printf ("%u", n);
      g_autofree char *word = g_strdup_printf ("parola %u", n * 7);
      g_autofree char *raw = g_strdup_printf ("%u;\"parola %u\"", n, n * 7);
      const char *p =
        spt_csv_rows_load (rows, &g_array_index (places, SptCsvPlace, n), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (p, ==, number);
      p += strlen (p) + 1;
      g_assert_cmpstr (p, ==, word);
      p += strlen (p) + 1;
      g_assert_cmpstr (p, ==, raw);
    }
}

/* A row made longer or shorter is kept as it then is. */
static void
test_fit (void)
{
  static const char text[] = "a;b;c\n1\n1;2;3;;\n1;2;3;4\n";
  static const char *const kept[] = { "a|b|c|||a;b;c|", "1|||||1|", "1|2|3|||1;2;3;;|" };
  g_autoptr (GInputStream) stream = make_stream (text, strlen (text), 100);
  g_autoptr (SptCsvReader) reader = spt_csv_reader_new (stream, ';');
  g_autoptr (SptCsvRows) rows = spt_csv_rows_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      SptCsvPlace place;
      const char *p;

      g_assert_true (spt_csv_reader_next (reader, NULL, &error));
      g_assert_true (spt_csv_reader_fit (reader, 5));
      g_assert_cmpuint (spt_csv_reader_get_n_fields (reader), ==, 5);
      g_assert_cmpstr (spt_csv_reader_get_field (reader, 4), ==, "");
      g_assert_true (spt_csv_rows_add (rows, reader, &place, &error));
      p = spt_csv_rows_load (rows, &place, &error);
      for (guint f = 0; f < 6; f++, p += strlen (p) + 1)
        g_string_append_printf (out, "%s|", p);
      g_assert_cmpstr (out->str, ==, kept[i]);
    }

  g_assert_true (spt_csv_reader_next (reader, NULL, &error));
  g_assert_false (spt_csv_reader_fit (reader, 3));
  g_assert_cmpuint (spt_csv_reader_get_n_fields (reader), ==, 4);
  /* Far more than the row took. */
  g_assert_true (spt_csv_reader_fit (reader, 1000));
  g_assert_cmpstr (spt_csv_reader_get_field (reader, 999), ==, "");
  g_assert_cmpstr (spt_csv_reader_get_field (reader, 3), ==, "4");
}

int
main (int    argc,
      char **argv)
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/case/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/csv/raw", test_raw);
  g_test_add_func ("/csv/long", test_long);
  g_test_add_func ("/csv/sizes", test_sizes);
  g_test_add_func ("/csv/cancelled", test_cancelled);
  g_test_add_func ("/csv/append", test_append);
  g_test_add_func ("/csv/rows", test_rows);
  g_test_add_func ("/csv/fit", test_fit);

  return g_test_run ();
}
