/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written is what the services read, the same bytes every time; what is read is checked. */
#include "config.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/spt-zip.h"
#include "spt-test.h"

/* @data, written in pieces of @piece bytes. */
static GBytes *
pack (const char *data,
      gsize       length,
      gsize       piece)
{
  g_autoptr (SptZipWriter) writer = spt_zip_writer_new ("payment-positions.json", 0, 0);
  g_autoptr (GError) error = NULL;
  GByteArray *zip;
  gsize i;

  for (i = 0; i < length; i += piece)
    {
      g_assert_true (spt_zip_writer_write (writer, data + i, MIN (piece, length - i), &error));
      g_assert_no_error (error);
    }
  g_assert_cmpuint (spt_zip_writer_get_data_size (writer), ==, length);
  zip = spt_zip_writer_finish (writer, &error);
  g_assert_no_error (error);

  return g_byte_array_free_to_bytes (zip);
}

static GString *
make_data (guint n_lines)
{
  GString *data = g_string_new (NULL);
  guint i;

  for (i = 0; i < n_lines; i++)
    g_string_append_printf (data, "{\"iupd\":\"IUPD-%u\",\"nav\":\"3%017u\"}\n", i,
                            i * 2654435761u);

  return data;
}

static void
test_round_trip (void)
{
  static const guint counts[] = { 0, 1, 1000, 60000 };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (GString) data = make_data (counts[i]);
      g_autoptr (GBytes) zip = pack (data->str, data->len, 65536);
      g_autoptr (GBytes) back = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *name = NULL;

      g_assert_true (spt_zip_is_zip (g_bytes_get_data (zip, NULL), g_bytes_get_size (zip)));
      back = spt_zip_read_single (zip, data->len, &name, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (name, ==, "payment-positions.json");
      g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), data->str,
                       data->len);
    }
}

/* GPD facts 4 and 14.2: no matter how it is cut into pieces, in which time zone, on which day. */
static void
test_same_bytes (void)
{
  g_autoptr (GString) data = make_data (20000);
  g_autoptr (GBytes) first = pack (data->str, data->len, data->len);
  g_autoptr (GBytes) second = pack (data->str, data->len, 777);
  g_autoptr (GBytes) third = NULL;
  g_autofree char *zone = g_strdup (g_getenv ("TZ"));

  g_assert_true (g_bytes_equal (first, second));
  g_setenv ("TZ", "Asia/Tokyo", TRUE);
  tzset ();
  third = pack (data->str, data->len, 10000);
  if (zone != NULL)
    g_setenv ("TZ", zone, TRUE);
  else
    g_unsetenv ("TZ");
  tzset ();
  g_assert_true (g_bytes_equal (first, third));
}

static guint
get_16 (const guchar *p)
{
  return p[0] | ((guint) p[1] << 8);
}

static guint
get_32 (const guchar *p)
{
  return get_16 (p) | (get_16 (p + 2) << 16);
}

/* What Java's ZipInputStream needs of the local header and of what follows the data (GPD facts
 * 4.4): deflate, no encryption, and a data descriptor of 32 bits, which a 64-bit extra field or
 * version 4.5 would contradict. */
static void
test_layout (void)
{
  g_autoptr (GString) data = make_data (5000);
  g_autoptr (GBytes) zip = pack (data->str, data->len, 4096);
  gsize length;
  const guchar *bytes = g_bytes_get_data (zip, &length);
  const guchar *end = bytes + length - 22;
  const guchar *directory = bytes + get_32 (end + 16);
  const guchar *descriptor = directory - 16;
  gsize name_length = get_16 (bytes + 26);
  gsize extra_length = get_16 (bytes + 28);
  gsize i;

  g_assert_cmpmem (bytes, 4, "PK\3\4", 4);
  g_assert_cmpuint (get_16 (bytes + 4), ==, 20);
  g_assert_cmpuint (get_16 (bytes + 6) & 1, ==, 0);
  g_assert_cmpuint (get_16 (bytes + 6) & 8, ==, 8);
  g_assert_cmpuint (get_16 (bytes + 8), ==, 8);
  g_assert_cmpuint (get_32 (bytes + 10), ==, 0x00210000); /* 1980-01-01 00:00:00 */
  g_assert_cmpmem (bytes + 30, name_length, "payment-positions.json", 22);
  for (i = 0; i + 4 <= extra_length; i += 4 + get_16 (bytes + 30 + name_length + i + 2))
    g_assert_cmpuint (get_16 (bytes + 30 + name_length + i), !=, 0x0001);

  g_assert_cmpmem (end, 4, "PK\5\6", 4);
  g_assert_cmpuint (get_16 (end + 10), ==, 1);
  g_assert_cmpmem (directory, 4, "PK\1\2", 4);
  g_assert_cmpuint (get_32 (directory + 24), ==, data->len);
  g_assert_cmpmem (descriptor, 4, "PK\7\10", 4);
  g_assert_cmpuint (get_32 (descriptor + 4), ==, get_32 (directory + 16));
  g_assert_cmpuint (get_32 (descriptor + 8), ==, get_32 (directory + 20));
  g_assert_cmpuint (get_32 (descriptor + 12), ==, data->len);
  g_assert_cmpuint (30 + name_length + extra_length + get_32 (descriptor + 8) + 16, ==,
                    (gsize) (directory - bytes));
}

static void
test_sizes (void)
{
  g_autoptr (GString) data = make_data (50000);
  g_autoptr (SptZipWriter) writer = spt_zip_writer_new ("a", 0, 0);
  g_autoptr (GByteArray) array = NULL;
  g_autoptr (GBytes) zip = NULL;
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  gsize before;

  spt_zip_writer_write (writer, data->str, data->len, &error);
  g_assert_no_error (error);
  before = spt_zip_writer_get_zip_size (writer);
  array = spt_zip_writer_finish (writer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (before, ==, array->len);

  zip = g_bytes_new (array->data, array->len);
  back = spt_zip_read_single (zip, data->len - 1, NULL, &error);
  g_assert_null (back);
  g_assert_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_SIZE);
}

/* Data that do not shrink, and data that do. */
static char *
make_noise (gsize length)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  char *noise = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    noise[i] = (char) g_rand_int_range (rand, 0, 256);

  return noise;
}

/* What is measured is what it becomes; a byte less and it does not go in, and nothing has changed. */
static void
test_try (void)
{
  const gsize length = 300000;
  g_autofree char *noise = make_noise (length);
  g_autoptr (GString) lines = make_data (10000);
  const char *const texts[] = { noise, lines->str };
  const gsize lengths[] = { length, lines->len };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SptZipWriter) writer = spt_zip_writer_new ("a", 100, 0);
      g_autoptr (GByteArray) array = NULL;
      g_autoptr (GBytes) zip = NULL;
      g_autoptr (GBytes) back = NULL;
      g_autoptr (GError) error = NULL;
      gboolean fits;
      gsize empty = spt_zip_writer_get_zip_size (writer);
      gsize size = spt_zip_writer_measure (writer, texts[i], lengths[i]);

      g_assert_cmpuint (size, >, empty);
      g_assert_cmpuint (spt_zip_writer_get_zip_size (writer), ==, empty);
      g_assert_true (spt_zip_writer_try (writer, texts[i], lengths[i], size - 1, &fits, &error));
      g_assert_false (fits);
      g_assert_cmpuint (spt_zip_writer_get_data_size (writer), ==, 0);
      g_assert_true (spt_zip_writer_try (writer, texts[i], lengths[i], size, &fits, &error));
      g_assert_true (fits);
      array = spt_zip_writer_finish (writer, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (array->len, ==, 100 + size);
      zip = g_bytes_new (array->data + 100, array->len - 100);
      back = spt_zip_read_single (zip, lengths[i], NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), texts[i],
                       lengths[i]);
    }
}

/* One that is freed half-way: its threads come to an end first. */
static void
test_given_up (void)
{
  g_autoptr (GString) data = make_data (60000);
  g_autoptr (SptZipWriter) writer = spt_zip_writer_new ("a", 0, 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (spt_zip_writer_write (writer, data->str, data->len, &error));
}

/* Every cut of a small file, and every byte of its compressed data turned: an error or the right
 * data, never wrong data. */
static void
test_damaged (void)
{
  g_autoptr (GString) data = make_data (20);
  g_autoptr (GBytes) zip = pack (data->str, data->len, 100);
  gsize length;
  const guchar *bytes = g_bytes_get_data (zip, &length);
  guint n_refused = 0;
  gsize i;

  for (i = 0; i < length; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (bytes, i);
      g_autoptr (GBytes) back = NULL;
      g_autoptr (GError) error = NULL;

      back = spt_zip_read_single (cut, 100000, NULL, &error);
      g_assert_null (back);
      g_assert_true (g_error_matches (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_FORMAT));
    }

  for (i = 0; i < length; i++)
    {
      g_autofree guchar *copy = g_memdup2 (bytes, length);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (GBytes) back = NULL;
      g_autoptr (GError) error = NULL;

      copy[i] ^= 0x10;
      damaged = g_bytes_new_take (g_steal_pointer (&copy), length);
      back = spt_zip_read_single (damaged, 100000, NULL, &error);
      n_refused += back == NULL ? 1 : 0;
      if (back == NULL)
        g_assert_true (error != NULL && error->domain == SPT_ZIP_ERROR);
      else
        g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), data->str,
                         data->len);
    }
  g_assert_cmpuint (n_refused, >, length / 2);
}

typedef struct
{
  const char *name;
  int         code; /* -1 for readable */
} Sample;

/* Files of the fuzz corpus, made by another program. */
static const Sample samples[] = {
  { "deflated", -1 },
  { "stored", -1 },
  { "two", SPT_ZIP_ERROR_ENTRIES },
  { "none", SPT_ZIP_ERROR_ENTRIES },
  { "folder", SPT_ZIP_ERROR_ENTRIES },
  { "truncated", SPT_ZIP_ERROR_FORMAT },
  { "encrypted", SPT_ZIP_ERROR_FORMAT },
  { "bad-crc", SPT_ZIP_ERROR_FORMAT },
  { "bomb", SPT_ZIP_ERROR_SIZE },
  { "not-zip", SPT_ZIP_ERROR_FORMAT },
  { "empty", SPT_ZIP_ERROR_FORMAT },
  { "header-only", SPT_ZIP_ERROR_FORMAT },
  { "damaged", SPT_ZIP_ERROR_FORMAT },
};

static void
test_sample (gconstpointer user_data)
{
  const Sample *sample = user_data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", "zip", sample->name,
                                                 NULL);
  g_autoptr (GBytes) zip = NULL;
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  zip = g_bytes_new_take (data, length);
  back = spt_zip_read_single (zip, 1000000, NULL, &error);
  if (sample->code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SPT_ZIP_ERROR, sample->code);
}

static gboolean
wants_all (const char *name,
           gpointer    user_data)
{
  return TRUE;
}

/* Several files are one and come back as they were, whatever they are called; the same are the same bytes. */
static void
test_many (void)
{
  static const char *const names[] = { "a.xml", "in/b (2).xml", "empty.xml" };
  g_autoptr (GBytes) first = g_bytes_new_static ("<a/>", 4);
  g_autoptr (GBytes) second = g_bytes_new_take (g_strnfill (100000, 'x'), 100000);
  g_autoptr (GBytes) third = g_bytes_new_static ("", 0);
  GBytes *files[] = { first, second, third };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) zip = spt_zip_write_files (names, files, G_N_ELEMENTS (names), &error);
  g_autoptr (GBytes) again = spt_zip_write_files (names, files, G_N_ELEMENTS (names), NULL);
  g_autoptr (GHashTable) back = NULL;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (zip, again));
  g_assert_cmpuint (g_bytes_get_size (zip), <, 2000);
  back = spt_zip_read_files (zip, 1000000, 10, wants_all, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (back), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (g_bytes_equal (g_hash_table_lookup (back, names[i]), files[i]));
}

/* Started by cron the locale is "C": names in UTF-8 are read as they are, one by one, and alone. */
static void
test_c_locale (void)
{
  static const char *const names[] = { "libretto-è.xml", "libretto-ò.xml" };
  g_autoptr (GBytes) file = g_bytes_new_static ("<a/>", 4);
  GBytes *const files[] = { file, file };
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) zip = NULL;
  g_autoptr (GBytes) single = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GHashTable) read = NULL;

  /* As others write it, in a locale of today. */
  g_assert_nonnull (setlocale (LC_ALL, "C.UTF-8"));
  zip = spt_zip_write_files (names, files, 2, &error);
  g_assert_no_error (error);
  single = spt_zip_write_files (names, files, 1, &error);
  g_assert_no_error (error);

  g_assert_nonnull (setlocale (LC_ALL, "C"));
  read = spt_zip_read_files (zip, 1000, 10, wants_all, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (read), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (g_hash_table_contains (read, names[i]));
  content = spt_zip_read_single (single, 1000, &name, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, names[0]);
  /* The program's own locale is as it was. */
  g_assert_cmpstr (setlocale (LC_ALL, NULL), ==, "C");
  g_assert_true (uselocale ((locale_t) 0) == LC_GLOBAL_LOCALE);
  g_assert_nonnull (setlocale (LC_ALL, before));
}

int
main (int    argc,
      char **argv)
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/zip/round-trip", test_round_trip);
  g_test_add_func ("/zip/same-bytes", test_same_bytes);
  g_test_add_func ("/zip/layout", test_layout);
  g_test_add_func ("/zip/sizes", test_sizes);
  g_test_add_func ("/zip/try", test_try);
  g_test_add_func ("/zip/given-up", test_given_up);
  g_test_add_func ("/zip/damaged", test_damaged);
  g_test_add_func ("/zip/many", test_many);
  g_test_add_func ("/zip/c-locale", test_c_locale);
  for (i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strconcat ("/zip/sample/", samples[i].name, NULL);

      g_test_add_data_func (path, &samples[i], test_sample);
    }

  return g_test_run ();
}
