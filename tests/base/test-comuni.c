/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Municipalities by code, by name, while somebody types. */
#include "config.h"

#include "base/spt-comuni.h"

static void
test_codes (void)
{
  g_assert_cmpstr (spt_comuni_find ("058091")->name, ==, "Roma");
  g_assert_cmpstr (spt_comuni_find ("058091")->cadastral, ==, "H501");
  g_assert_cmpstr (spt_comuni_find ("058091")->province, ==, "RM");
  g_assert_cmpstr (spt_comuni_find_cadastral ("F205")->istat, ==, "015146");
  /* Younger than the list of cadastral codes. */
  g_assert_cmpstr (spt_comuni_find ("012144")->cadastral, ==, "");
  g_assert_null (spt_comuni_find ("000000"));
  g_assert_null (spt_comuni_find (""));
  g_assert_null (spt_comuni_find (NULL));
  g_assert_null (spt_comuni_find_cadastral ("Z114"));
  g_assert_null (spt_comuni_find_cadastral (""));
}

static void
test_names (void)
{
  g_assert_cmpstr (spt_comuni_find_name ("MILANO", NULL)->istat, ==, "015146");
  g_assert_cmpstr (spt_comuni_find_name ("agliè", "to")->istat, ==, "001001");
  g_assert_cmpstr (spt_comuni_find_name ("Aglie", NULL)->istat, ==, "001001");
  /* Either of two names, or both. */
  g_assert_cmpstr (spt_comuni_find_name ("Bozen", NULL)->istat, ==, "021008");
  g_assert_cmpstr (spt_comuni_find_name ("Bolzano", NULL)->istat, ==, "021008");
  g_assert_cmpstr (spt_comuni_find_name ("Bolzano/Bozen", "BZ")->istat, ==, "021008");
  /* Two of one name. */
  g_assert_null (spt_comuni_find_name ("Castro", NULL));
  g_assert_cmpstr (spt_comuni_find_name ("Castro", "BG")->province, ==, "BG");
  g_assert_cmpstr (spt_comuni_find_name ("Castro", "LE")->province, ==, "LE");
  g_assert_null (spt_comuni_find_name ("Milano", "RM"));
  g_assert_null (spt_comuni_find_name ("Mila", NULL));
  g_assert_null (spt_comuni_find_name ("", NULL));
}

static void
assert_first (const char *typed,
              const char *first)
{
  g_autoptr (GPtrArray) found = spt_comuni_search (typed, 8);

  g_assert_cmpuint (found->len, >, 0);
  g_assert_cmpuint (found->len, <=, 8);
  g_assert_cmpstr (((const SptComune *) g_ptr_array_index (found, 0))->name, ==, first);
}

static void
test_search (void)
{
  g_autoptr (GPtrArray) nothing = spt_comuni_search ("xyzzy", 8);
  g_autoptr (GPtrArray) empty = spt_comuni_search ("", 8);
  g_autoptr (GPtrArray) word = spt_comuni_search ("ezzelino", 8);

  assert_first ("mila", "Milano");
  assert_first ("roma (rm)", "Roma");
  assert_first ("castro le", "Castro");
  assert_first ("agliè", "Agliè");
  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_cmpuint (empty->len, ==, 0);
  g_assert_cmpuint (word->len, >=, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comuni/codes", test_codes);
  g_test_add_func ("/comuni/names", test_names);
  g_test_add_func ("/comuni/search", test_search);

  return g_test_run ();
}
