/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is JSON and what is not, the same at every buffer boundary; typed members; the writer. */
#include "config.h"

#include <string.h>

#include "base/spt-json.h"
#include "spt-test.h"

typedef struct
{
  const char *name;
  const char *text;
  int         code;    /* -1 for valid; of the tree */
  gboolean    streams; /* the tokenizer takes what the tree refuses */
  const char *message; /* start of the error's message, or NULL */
} Case;

static const Case cases[] = {
  { "object", "{\"a\":1,\"b\":[true,false,null,\"x\",{}],\"c\":-1.5e+3}", -1 },
  { "spaces", " \t\r\n{ \"a\" : [ ] } \n", -1 },
  { "scalar-root", "\"x\"", -1 },
  { "number-root", "-0", -1 },
  { "literal-root", "null", -1 },
  { "bom", "\xef\xbb\xbf[1]", -1 },
  { "numbers", "[0,-0,10,0.5,1e5,1E-5,-1.25e+2]", -1 },
  { "limits", "[9223372036854775807,-9223372036854775808]", -1 },
  { "escapes", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e8\\ud83d\\ude00\"]", -1 },
  { "utf8", "[\"\xc3\xa8\xe2\x82\xac\xf0\x9f\x98\x80\"]", -1 },
  { "delete-character", "[\"\x7f\"]", -1 },
  { "empty-key", "{\"\":1}", -1 },

  { "empty", "", SPT_JSON_ERROR_EMPTY, FALSE, "line 1, column 1: " },
  { "only-space", " \n\t", SPT_JSON_ERROR_EMPTY, FALSE, "line 2, column 2: " },
  { "only-bom", "\xef\xbb\xbf", SPT_JSON_ERROR_EMPTY },
  { "half-bom", "\xef\xbb", SPT_JSON_ERROR_SYNTAX },

  /* What json-glib 1.6.6 takes (style 4.3). */
  { "single-quotes", "{'a':1}", SPT_JSON_ERROR_SYNTAX, FALSE, "line 1, column 2: “'”" },
  { "leading-zero", "{\"a\":01}", SPT_JSON_ERROR_SYNTAX, FALSE, "line 1, column 6: " },
  { "hex", "{\"a\":0x10}", SPT_JSON_ERROR_SYNTAX },
  { "two-roots", "{}\n{}", SPT_JSON_ERROR_SYNTAX, FALSE,
    "line 2, column 1: “{” stands where the end" },
  { "two-scalars", "1 2", SPT_JSON_ERROR_SYNTAX },
  { "comment", "/* x */{}", SPT_JSON_ERROR_SYNTAX },
  { "line-comment", "{} // x", SPT_JSON_ERROR_SYNTAX },
  { "var", "var a = {};", SPT_JSON_ERROR_SYNTAX },
  { "raw-newline", "[\"a\nb\"]", SPT_JSON_ERROR_SYNTAX, FALSE, "line 1, column 4: byte 0x0A" },
  { "raw-tab", "[\"a\tb\"]", SPT_JSON_ERROR_SYNTAX },
  { "duplicate", "{\"a\":1,\n\"a\":2}", SPT_JSON_ERROR_DUPLICATE, TRUE, "line 2, column 1: " },
  { "duplicate-escaped", "{\"a\":1,\"\\u0061\":2}", SPT_JSON_ERROR_DUPLICATE, TRUE },
  { "too-large", "[9223372036854775808]", SPT_JSON_ERROR_SIZE, TRUE, "line 1, column 2: " },
  { "too-small", "[-9223372036854775809]", SPT_JSON_ERROR_SIZE, TRUE },
  { "too-large-double", "[1e999]", SPT_JSON_ERROR_SIZE, TRUE },

  { "trailing-comma", "[1,]", SPT_JSON_ERROR_SYNTAX },
  { "trailing-comma-object", "{\"a\":1,}", SPT_JSON_ERROR_SYNTAX },
  { "leading-comma", "[,1]", SPT_JSON_ERROR_SYNTAX },
  { "no-comma", "[1 2]", SPT_JSON_ERROR_SYNTAX },
  { "no-colon", "{\"a\" 1}", SPT_JSON_ERROR_SYNTAX },
  { "no-value", "{\"a\":}", SPT_JSON_ERROR_SYNTAX },
  { "key-unquoted", "{a:1}", SPT_JSON_ERROR_SYNTAX },
  { "key-number", "{1:1}", SPT_JSON_ERROR_SYNTAX },
  { "wrong-end", "[1}", SPT_JSON_ERROR_SYNTAX, FALSE,
    "line 1, column 3: “}” stands where “,” or “]”" },
  { "wrong-end-object", "{\"a\":1]", SPT_JSON_ERROR_SYNTAX },
  { "extra-end", "[]]", SPT_JSON_ERROR_SYNTAX },
  { "only-end", "]", SPT_JSON_ERROR_SYNTAX },
  { "cut-array", "[1,", SPT_JSON_ERROR_SYNTAX, FALSE, "line 1, column 4: the document ends" },
  { "cut-object", "{\"a\":1", SPT_JSON_ERROR_SYNTAX },
  { "cut-string", "[\"abc", SPT_JSON_ERROR_SYNTAX },
  { "cut-escape", "[\"abc\\", SPT_JSON_ERROR_SYNTAX },
  { "cut-unicode", "[\"\\u00", SPT_JSON_ERROR_SYNTAX },
  { "cut-utf8", "[\"\xc3", SPT_JSON_ERROR_ENCODING },
  { "cut-word", "[tru", SPT_JSON_ERROR_SYNTAX },
  { "cut-number", "-", SPT_JSON_ERROR_SYNTAX },
  { "case", "[True]", SPT_JSON_ERROR_SYNTAX },
  { "word-tail", "[truex]", SPT_JSON_ERROR_SYNTAX },
  { "nan", "[NaN]", SPT_JSON_ERROR_SYNTAX },
  { "infinity", "[-Infinity]", SPT_JSON_ERROR_SYNTAX },
  { "plus", "[+1]", SPT_JSON_ERROR_SYNTAX },
  { "dot-first", "[.5]", SPT_JSON_ERROR_SYNTAX },
  { "dot-last", "[5.]", SPT_JSON_ERROR_SYNTAX },
  { "exponent-empty", "[5e]", SPT_JSON_ERROR_SYNTAX },
  { "exponent-sign", "[5e+]", SPT_JSON_ERROR_SYNTAX },
  { "minus-minus", "[--1]", SPT_JSON_ERROR_SYNTAX },
  { "escape-unknown", "[\"\\a\"]", SPT_JSON_ERROR_SYNTAX },
  { "escape-hex", "[\"\\x41\"]", SPT_JSON_ERROR_SYNTAX },
  { "escape-short", "[\"\\u12g4\"]", SPT_JSON_ERROR_SYNTAX },
  { "escape-nul", "[\"\\u0000\"]", SPT_JSON_ERROR_SYNTAX },
  { "surrogate-high", "[\"\\ud83d\"]", SPT_JSON_ERROR_ENCODING },
  { "surrogate-low", "[\"\\ude00\"]", SPT_JSON_ERROR_ENCODING },
  { "surrogate-pair-wrong", "[\"\\ud83d\\u0041\"]", SPT_JSON_ERROR_ENCODING },
  { "surrogate-pair-twice", "[\"\\ud83d\\ud83d\"]", SPT_JSON_ERROR_ENCODING },
  { "bad-utf8", "[\"\xc3\x28\"]", SPT_JSON_ERROR_ENCODING, FALSE, "line 1, column 3: byte 0xC3" },
  { "latin1", "[\"Niccol\xf2\"]", SPT_JSON_ERROR_ENCODING },
  { "overlong", "[\"\xc0\xaf\"]", SPT_JSON_ERROR_ENCODING },
  { "utf8-surrogate", "[\"\xed\xa0\x80\"]", SPT_JSON_ERROR_ENCODING },
  { "beyond-unicode", "[\"\xf4\x90\x80\x80\"]", SPT_JSON_ERROR_ENCODING },
  { "form-feed", "[1,\f2]", SPT_JSON_ERROR_SYNTAX },
  { "no-break-space", "[1,\xc2\xa0" "2]", SPT_JSON_ERROR_SYNTAX },
  /* Columns count characters, also behind others than ASCII. */
  { "column", "{\"città\":\n \"è\",x}", SPT_JSON_ERROR_SYNTAX, FALSE, "line 2, column 6: “x”" },
};

/* A stream that gives @size bytes at a time. */
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

/* Everything the tokenizer gives, in a text of its own; @error ends it. */
static char *
tokenize (const char  *data,
          gsize        length,
          gsize        piece,
          GError     **error)
{
  static const char marks[] = "E{}[]ksntf0";
  g_autoptr (GInputStream) stream = make_stream (data, length, piece);
  g_autoptr (SptJsonTokenizer) tokenizer = spt_json_tokenizer_new (stream, G_MAXSIZE);
  GString *out = g_string_new (NULL);
  SptJsonTokenType type = SPT_JSON_TOKEN_NULL;

  while (type != SPT_JSON_TOKEN_END && spt_json_tokenizer_next (tokenizer, &type, NULL, error))
    {
      const char *text = spt_json_tokenizer_get_text (tokenizer, NULL);

      g_string_append_printf (out, "%c%u:%u(%s)", marks[type],
                              spt_json_tokenizer_get_line (tokenizer),
                              spt_json_tokenizer_get_column (tokenizer), text != NULL ? text : "");
    }

  return g_string_free (out, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  gsize length = strlen (test->text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) first_error = NULL;
  g_autoptr (JsonNode) node = spt_json_parse (test->text, length, 1000, &error);
  g_autofree char *whole = NULL;
  gsize piece;

  if (test->code < 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (node);
    }
  else
    {
      g_assert_error (error, SPT_JSON_ERROR, test->code);
      g_assert_null (node);
      g_assert_true (g_str_has_prefix (error->message, "line "));
      if (test->message != NULL && !g_str_has_prefix (error->message, test->message))
        g_test_fail_printf ("“%s” does not begin “%s”", error->message, test->message);
    }

  whole = tokenize (test->text, length, 1000, &first_error);
  if (test->code < 0 || test->streams)
    g_assert_no_error (first_error);
  else
    g_assert_error (first_error, SPT_JSON_ERROR, test->code);

  for (piece = 1; piece <= 13; piece++)
    {
      g_autoptr (GError) piece_error = NULL;
      g_autofree char *pieces = tokenize (test->text, length, piece, &piece_error);

      g_assert_cmpstr (pieces, ==, whole);
      g_assert_cmpstr (piece_error != NULL ? piece_error->message : NULL, ==,
                       first_error != NULL ? first_error->message : NULL);
    }
}

static void
test_tokens (void)
{
  static const char text[] = "{ \"è\\n\" : [1.50, \"\\ud83d\\ude00\"],\n\"b\":{}, \"c\":null}";
  g_autoptr (GError) error = NULL;
  g_autofree char *tokens = tokenize (text, strlen (text), 3, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tokens, ==,
                   "{1:1()k1:3(è\n)[1:11()n1:12(1.50)s1:18(😀)]1:32()"
                   "k2:1(b){2:5()}2:6()k2:9(c)02:13()}2:17()E2:18()");
}

static void
test_nul_bytes (void)
{
  static const char *const texts[] = { "[1]\0", "[\"a\0\"]", "\0[1]", "[1,\0]" };
  static const gsize lengths[] = { 4, 6, 4, 5 };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (spt_json_parse (texts[i], lengths[i], 1000, &error));
      g_assert_error (error, SPT_JSON_ERROR, SPT_JSON_ERROR_SYNTAX);
    }
}

/* @n times @open, then @n times @close. */
static char *
nest (const char *open,
      const char *close,
      gsize       n)
{
  GString *out = g_string_new (NULL);
  gsize i;

  for (i = 0; i < n; i++)
    g_string_append (out, open);
  for (i = 0; i < n && close != NULL; i++)
    g_string_append (out, close);

  return g_string_free (out, FALSE);
}

static void
test_depth (void)
{
  g_autofree char *allowed = nest ("[", "]", SPT_JSON_MAX_DEPTH);
  g_autofree char *refused = nest ("[", "]", SPT_JSON_MAX_DEPTH + 1);
  g_autofree char *bomb = nest ("[", NULL, 100000);
  g_autofree char *objects = nest ("{\"a\":", NULL, 100000);
  const char *texts[] = { refused, bomb, objects };
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) none = NULL;
  guint i;

  node = spt_json_parse (allowed, strlen (allowed), G_MAXSIZE, &none);
  g_assert_no_error (none);
  g_assert_nonnull (node);

  for (i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (spt_json_parse (texts[i], strlen (texts[i]), G_MAXSIZE, &error));
      g_assert_error (error, SPT_JSON_ERROR, SPT_JSON_ERROR_DEPTH);
    }
}

static void
test_sizes (void)
{
  g_autoptr (GString) text = g_string_new ("[\"");
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GInputStream) short_stream = NULL;
  g_autoptr (SptJsonTokenizer) tokenizer = NULL;
  g_autoptr (SptJsonTokenizer) bounded = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  SptJsonTokenType type;
  gsize i;

  g_assert_null (spt_json_parse ("[1,2]", 5, 4, &error));
  g_assert_error (error, SPT_JSON_ERROR, SPT_JSON_ERROR_SIZE);
  g_clear_error (&error);

  for (i = 0; i < 1200000; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\"]");

  /* A tree is as large as its caller allows, a token of a stream at most 1 MiB. */
  node = spt_json_parse (text->str, text->len, G_MAXSIZE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (json_array_get_string_element (json_node_get_array (node), 0)), ==,
                    1200000);

  stream = make_stream (text->str, text->len, 1000);
  tokenizer = spt_json_tokenizer_new (stream, G_MAXSIZE);
  g_assert_true (spt_json_tokenizer_next (tokenizer, &type, NULL, &error));
  g_assert_false (spt_json_tokenizer_next (tokenizer, &type, NULL, &error));
  g_assert_error (error, SPT_JSON_ERROR, SPT_JSON_ERROR_SIZE);
  g_clear_error (&error);
  g_assert_false (spt_json_tokenizer_next (tokenizer, &type, NULL, &error));
  g_assert_error (error, SPT_JSON_ERROR, SPT_JSON_ERROR_SIZE);
  g_clear_error (&error);

  short_stream = make_stream ("[1,2,3]", 7, 2);
  bounded = spt_json_tokenizer_new (short_stream, 5);
  while (spt_json_tokenizer_next (bounded, &type, NULL, &error))
    g_assert_cmpint (type, !=, SPT_JSON_TOKEN_END);
  g_assert_error (error, SPT_JSON_ERROR, SPT_JSON_ERROR_SIZE);
}

/* Texts long enough to wander over every block boundary. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (SptJsonTokenizer) tokenizer = NULL;
  g_autoptr (GError) error = NULL;
  SptJsonWriter writer;
  SptJsonTokenType type;
  guint i;

  spt_json_writer_init (&writer, text);
  spt_json_writer_begin_array (&writer);
  for (i = 0; i < 60000; i++)
    {
      g_autofree char *value = g_strdup_printf ("%u è\n€😀 \"%.*s", i, (int) (i % 23),
                                                "abcdefghijklmnopqrstuvw");

      spt_json_writer_string (&writer, value);
      spt_json_writer_int (&writer, (gint64) i * 1000003);
    }
  spt_json_writer_end_array (&writer);

  stream = make_stream (text->str, text->len, text->len);
  tokenizer = spt_json_tokenizer_new (stream, G_MAXSIZE);
  g_assert_true (spt_json_tokenizer_next (tokenizer, &type, NULL, &error));
  for (i = 0; i < 60000; i++)
    {
      g_autofree char *value = g_strdup_printf ("%u è\n€😀 \"%.*s", i, (int) (i % 23),
                                                "abcdefghijklmnopqrstuvw");

      g_assert_true (spt_json_tokenizer_next (tokenizer, &type, NULL, &error));
      g_assert_cmpstr (spt_json_tokenizer_get_text (tokenizer, NULL), ==, value);
      g_assert_true (spt_json_tokenizer_next (tokenizer, &type, NULL, &error));
      g_assert_cmpint (type, ==, SPT_JSON_TOKEN_NUMBER);
      g_assert_cmpint (g_ascii_strtoll (spt_json_tokenizer_get_text (tokenizer, NULL), NULL, 10),
                       ==,
                       (gint64) i * 1000003);
    }
  g_assert_true (spt_json_tokenizer_next (tokenizer, &type, NULL, &error));
  g_assert_cmpint (type, ==, SPT_JSON_TOKEN_ARRAY_END);
  g_assert_true (spt_json_tokenizer_next (tokenizer, &type, NULL, &error));
  g_assert_cmpint (type, ==, SPT_JSON_TOKEN_END);
  g_assert_true (spt_json_tokenizer_next (tokenizer, &type, NULL, &error));
  g_assert_cmpint (type, ==, SPT_JSON_TOKEN_END);
  g_assert_cmpint (spt_json_tokenizer_get_offset (tokenizer), ==, (goffset) text->len);
}

static void
test_skip (void)
{
  static const char text[] = "{\"a\":[1,{\"b\":[]},[[2]]],\"c\":3}";
  g_autoptr (GInputStream) stream = make_stream (text, strlen (text), 4);
  g_autoptr (SptJsonTokenizer) tokenizer = spt_json_tokenizer_new (stream, G_MAXSIZE);
  g_autoptr (GError) error = NULL;
  SptJsonTokenType type;

  spt_json_tokenizer_next (tokenizer, &type, NULL, &error);
  g_assert_cmpuint (spt_json_tokenizer_get_depth (tokenizer), ==, 1);
  spt_json_tokenizer_next (tokenizer, &type, NULL, &error);
  spt_json_tokenizer_next (tokenizer, &type, NULL, &error);
  g_assert_cmpint (type, ==, SPT_JSON_TOKEN_ARRAY_START);
  g_assert_true (spt_json_tokenizer_skip (tokenizer, NULL, &error));
  g_assert_cmpuint (spt_json_tokenizer_get_depth (tokenizer), ==, 1);
  spt_json_tokenizer_next (tokenizer, &type, NULL, &error);
  g_assert_cmpint (type, ==, SPT_JSON_TOKEN_KEY);
  g_assert_cmpstr (spt_json_tokenizer_get_text (tokenizer, NULL), ==, "c");
  spt_json_tokenizer_next (tokenizer, &type, NULL, &error);
  g_assert_true (spt_json_tokenizer_skip (tokenizer, NULL, &error));
  spt_json_tokenizer_next (tokenizer, &type, NULL, &error);
  g_assert_cmpint (type, ==, SPT_JSON_TOKEN_OBJECT_END);
  g_assert_cmpuint (spt_json_tokenizer_get_depth (tokenizer), ==, 0);
  g_assert_no_error (error);
}

static void
test_stream_error (void)
{
  g_autoptr (GInputStream) stream = make_stream ("[1", 2, 1);
  g_autoptr (SptJsonTokenizer) tokenizer = spt_json_tokenizer_new (stream, G_MAXSIZE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  SptJsonTokenType type;

  g_cancellable_cancel (cancellable);
  g_assert_false (spt_json_tokenizer_next (tokenizer, &type, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (spt_json_tokenizer_next (tokenizer, &type, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_members (void)
{
  static const char text[] = "{\"s\":\"x\",\"i\":-7,"
                             "\"d\":1.0,\"b\":true,\"n\":null,\"o\":{\"k\":1},\"a\":[1,2]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = spt_json_parse (text, strlen (text), 1000, &error);
  JsonObject *object = json_node_get_object (root);
  JsonObject *inner = NULL;
  JsonArray *array = NULL;
  const char *string = NULL;
  gboolean boolean = FALSE;
  gint64 integer = 0;

  g_assert_true (spt_json_get_string (object, "s", NULL, &string, &error));
  g_assert_cmpstr (string, ==, "x");
  g_assert_true (spt_json_get_int (object, "i", NULL, &integer, &error));
  g_assert_cmpint (integer, ==, -7);
  g_assert_true (spt_json_get_bool (object, "b", NULL, &boolean, &error));
  g_assert_true (boolean);
  g_assert_true (spt_json_get_object (object, "o", NULL, &inner, &error));
  g_assert_cmpint (spt_json_opt_int (inner, "k", 0), ==, 1);
  g_assert_true (spt_json_get_array (object, "a", NULL, &array, &error));
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  g_assert_no_error (error);

  g_assert_cmpstr (spt_json_opt_string (object, "s"), ==, "x");
  g_assert_null (spt_json_opt_string (object, "n"));
  g_assert_null (spt_json_opt_string (object, "i"));
  g_assert_null (spt_json_opt_string (object, "a"));
  g_assert_null (spt_json_opt_string (object, "absent"));
  g_assert_cmpint (spt_json_opt_int (object, "s", 5), ==, 5);
  g_assert_cmpint (spt_json_opt_int (object, "d", 5), ==, 5);
  g_assert_cmpint (spt_json_opt_int (object, "absent", 5), ==, 5);

#define ASSERT_REFUSED(call, expected)                            \
  G_STMT_START {                                                  \
    g_assert_false (call);                                        \
    g_assert_error (error, SPT_JSON_ERROR, SPT_JSON_ERROR_TYPE);  \
    g_assert_cmpstr (error->message, ==, expected);               \
    g_clear_error (&error);                                       \
  } G_STMT_END

  ASSERT_REFUSED (spt_json_get_int (object, "s", "/items/3", &integer, &error),
                  "/items/3/s: integer expected, it is something else");
  ASSERT_REFUSED (spt_json_get_int (object, "d", NULL, &integer, &error),
                  "/d: integer expected, it is something else");
  ASSERT_REFUSED (spt_json_get_string (object, "n", "", &string, &error),
                  "/n: string expected, it is null");
  ASSERT_REFUSED (spt_json_get_string (object, "a", "", &string, &error),
                  "/a: string expected, it is something else");
  ASSERT_REFUSED (spt_json_get_bool (object, "i", "", &boolean, &error),
                  "/i: true or false expected, it is something else");
  ASSERT_REFUSED (spt_json_get_object (object, "a", "", &inner, &error),
                  "/a: object expected, it is something else");
  ASSERT_REFUSED (spt_json_get_array (object, "gone", "", &array, &error),
                  "/gone: array expected, it is missing");
#undef ASSERT_REFUSED
  g_assert_cmpint (integer, ==, -7);
}

static void
test_writer (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_opt_string (&writer, "left out", NULL);
  spt_json_writer_key (&writer, "s");
  spt_json_writer_string (&writer, "a\"b\\c/\b\f\n\r\t\x01\x1f\x7f è€😀");
  spt_json_writer_key (&writer, "n");
  spt_json_writer_string (&writer, NULL);
  spt_json_writer_opt_string (&writer, "k\"ey", "12345678");
  spt_json_writer_key (&writer, "a");
  spt_json_writer_begin_array (&writer);
  spt_json_writer_int (&writer, 0);
  spt_json_writer_int (&writer, G_MAXINT64);
  spt_json_writer_int (&writer, G_MININT64);
  spt_json_writer_bool (&writer, TRUE);
  spt_json_writer_bool (&writer, FALSE);
  spt_json_writer_null (&writer);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_end_object (&writer);
  spt_json_writer_begin_array (&writer);
  spt_json_writer_end_array (&writer);
  spt_json_writer_string (&writer, "");
  spt_json_writer_end_array (&writer);
  spt_json_writer_end_object (&writer);

  g_assert_cmpstr (out->str, ==,
                   "{\"s\":\"a\\\"b\\\\c/\\u0008\\u000c\\n\\r\\t\\u0001\\u001f\x7f è€😀\","
                   "\"n\":null,"
                   "\"k\\\"ey\":\"12345678\","
                   "\"a\":[0,9223372036854775807,-9223372036854775808,true,false,null,"
                   "{},[],\"\"]}");
}

static void
test_writer_invalid (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  g_test_expect_message ("spt-json-writer", G_LOG_LEVEL_CRITICAL, "*not UTF-8*");
  spt_json_writer_string (&writer, "Niccol\xf2 x");
  g_test_assert_expected_messages ();
  g_assert_cmpstr (out->str, ==, "\"Niccol\xef\xbf\xbd x\"");
}

/* Every ASCII character and texts of every length: the eight-byte steps must not differ from the
 * single ones. */
static void
test_round_trip (void)
{
  guint length;
  guint position;
  guint c;

  for (length = 1; length < 20; length++)
    for (position = 0; position < length; position++)
      for (c = 1; c < 0x80; c++)
        {
          g_autofree char *text = g_strnfill (length, 'a');
          g_autoptr (GString) out = g_string_new (NULL);
          g_autoptr (GError) error = NULL;
          g_autoptr (JsonNode) node = NULL;
          SptJsonWriter writer;

          text[position] = (char) c;
          spt_json_writer_init (&writer, out);
          spt_json_writer_string (&writer, text);
          node = spt_json_parse (out->str, out->len, 1000, &error);
          g_assert_no_error (error);
          g_assert_cmpstr (json_node_get_string (node), ==, text);
        }
}

int
main (int    argc,
      char **argv)
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/json/case/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/json/tokens", test_tokens);
  g_test_add_func ("/json/nul-bytes", test_nul_bytes);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/sizes", test_sizes);
  g_test_add_func ("/json/long", test_long);
  g_test_add_func ("/json/skip", test_skip);
  g_test_add_func ("/json/stream-error", test_stream_error);
  g_test_add_func ("/json/members", test_members);
  g_test_add_func ("/json/writer", test_writer);
  g_test_add_func ("/json/writer-invalid", test_writer_invalid);
  g_test_add_func ("/json/round-trip", test_round_trip);

  return g_test_run ();
}
