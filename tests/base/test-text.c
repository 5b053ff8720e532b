/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lengths, stripping, printable text, folding, filling in, sums. */
#include "config.h"

#include <string.h>

#include "base/spt-sha256.h"
#include "base/spt-text.h"
#include "spt-test.h"

static void
test_length (void)
{
  g_assert_cmpuint (spt_text_length (NULL), ==, 0);
  g_assert_cmpuint (spt_text_length (""), ==, 0);
  g_assert_cmpuint (spt_text_length ("città"), ==, 5);
  g_assert_cmpuint (spt_text_length ("€😀"), ==, 2);
}

static void
test_strip (void)
{
  static const char *const rows[][2] = {
    { "", "" }, { "a", "a" }, { "  a b\t\r\n", "a b" },
    { "\xc2\xa0 è \xc2\xa0", "è" }, { " \xc2\xa0\t", "" },
    { "\xe2\x80\x83x", "x" },
  };
  guint i;

  g_assert_null (spt_text_strip (NULL));
  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *stripped = spt_text_strip (rows[i][0]);

      g_assert_cmpstr (stripped, ==, rows[i][1]);
      g_assert_cmpint (spt_text_is_blank (rows[i][0]), ==, rows[i][1][0] == '\0');
    }
  g_assert_true (spt_text_is_blank (NULL));
}

static void
test_control (void)
{
  g_assert_false (spt_text_has_control (NULL));
  g_assert_false (spt_text_has_control ("a\tb\r\nè"));
  g_assert_true (spt_text_has_control ("a\x01"));
  g_assert_true (spt_text_has_control ("\x1b[0m"));
  g_assert_true (spt_text_has_control ("\x7f"));
  g_assert_true (spt_text_has_control ("\xc2\x85"));
}

static void
test_printable (void)
{
  static const struct
  {
    const char *data;
    gssize      length;
    gsize       max_chars;
    const char *expected;
  } rows[] = {
    { NULL, -1, 0, "" },
    { "città\n", -1, 0, "città\n" },
    { "Niccol\xf2", -1, 0, "Niccol\xef\xbf\xbd" },
    { "\xe2\x82", -1, 0, "\xef\xbf\xbd\xef\xbf\xbd" },
    { "a\0b", 3, 0, "a\xef\xbf\xbd" "b" },
    { "a\x1b[0m", -1, 0, "a\xef\xbf\xbd[0m" },
    { "a\xe2\x80\xae" "b", -1, 0, "a\xef\xbf\xbd" "b" },
    { "èèèè", -1, 4, "èèèè" },
    { "èèèèè", -1, 4, "èèèè…" },
    { "abc", 2, 0, "ab" },
    { "", 0, 0, "" },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = spt_text_make_printable (rows[i].data, rows[i].length,
                                                       rows[i].max_chars);

      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

static void
test_fold (void)
{
  static const char *const rows[][2] = {
    { "NICOLÒ  D’Angelo ", "nicolo d'angelo" }, { "Nicolo\xcc\x80", "nicolo" }, { " \t", "" },
    { "Straße", "strasse" }, { "È\xc2\xa0VERO\n", "e vero" },
  };
  guint i;

  g_assert_null (spt_text_fold (NULL));
  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folded = spt_text_fold (rows[i][0]);
      g_autofree char *again = spt_text_fold (folded);

      g_assert_cmpstr (folded, ==, rows[i][1]);
      g_assert_cmpstr (again, ==, folded);
    }
}

static void
test_fill (void)
{
  static const char *const rows[][2] = {
    { "no place", "no place" }, { "{name}", "Rossi" }, { "a {name}, {n}.", "a Rossi, {name}." },
    { "{other} {name", "{other} {name" }, { "{{name}}", "{Rossi}" },
    { "{nam}{}", "{nam}{}" }, { "{none}|", "|" },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = spt_text_fill (rows[i][0], "name", "Rossi", "n", "{name}", "none",
                                             NULL, NULL);

      g_assert_cmpstr (text, ==, rows[i][1]);
    }
}

/* At every length around a block, whole and given in pieces. */
static void
test_sha256_long (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint8 data[700];

  for (gsize i = 0; i < sizeof data; i++)
    data[i] = (guint8) g_rand_int (rand);
  for (gsize length = 0; length <= sizeof data; length += length < 200 ? 1 : 83)
    {
      g_autofree char *wanted = g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, length);
      g_autofree char *whole = spt_text_sha256_hex (data, length);
      g_autofree char *pieces = NULL;
      g_autoptr (SptSha256) sum = spt_sha256_new ();
      gsize done = 0;

      while (done < length)
        {
          gsize n = (gsize) g_rand_int_range (rand, 1, 150);

          n = MIN (n, length - done);
          spt_sha256_update (sum, data + done, n);
          done += n;
        }
      pieces = spt_sha256_dup_hex (sum);
      g_assert_cmpstr (whole, ==, wanted);
      g_assert_cmpstr (pieces, ==, wanted);
    }
}

static void
test_sha256 (void)
{
  g_autofree char *empty = spt_text_sha256_hex (NULL, 0);
  g_autofree char *abc = spt_text_sha256_hex ("abc", 3);

  g_assert_cmpstr (empty, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_cmpstr (abc, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/length", test_length);
  g_test_add_func ("/text/strip", test_strip);
  g_test_add_func ("/text/control", test_control);
  g_test_add_func ("/text/printable", test_printable);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fill", test_fill);
  g_test_add_func ("/text/sha256", test_sha256);
  g_test_add_func ("/text/sha256-long", test_sha256_long);

  return g_test_run ();
}
