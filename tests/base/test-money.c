/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Euro text: what is read, what is refused and why, and that what is written is read back. */
#include "base/spt-money.h"

#define OK -1

static const struct
{
  const char *text;
  int         code; /* OK or an SptMoneyError */
  gint64      cents;
} vectors[] = {
  { "120", OK, 12000 },
  { "120,00", OK, 12000 },
  { "120.00", OK, 12000 },
  { "120,5", OK, 12050 },
  { "0,01", OK, 1 },
  { "0.01", OK, 1 },
  { "0", OK, 0 },
  { "000120,00", OK, 12000 },
  { "1.234,50", OK, 123450 },
  { "1 234,50", OK, 123450 },
  { "1\xc2\xa0" "234,50", OK, 123450 },
  { "1\xe2\x80\xaf" "234,50", OK, 123450 },
  { "1 234.50", OK, 123450 },
  { "1,234.50", OK, 123450 },
  { "1,234,567", OK, 123456700 },
  { "1.234.567", OK, 123456700 },
  { "1.234.567,8", OK, 123456780 },
  { "1,234,567.89", OK, 123456789 },
  { "1.234", OK, 123400 },
  { "12.345", OK, 1234500 },
  { "123.456", OK, 12345600 },
  { "1.2", OK, 120 },
  { "1234.5", OK, 123450 },
  { " 12,00 ", OK, 1200 },
  { "\t12,00\r\n", OK, 1200 },
  { "€ 12,00", OK, 1200 },
  { "12,00 €", OK, 1200 },
  { "12,00€", OK, 1200 },
  { "EUR 12,00", OK, 1200 },
  { "12,00 eur", OK, 1200 },
  { "12 euro", OK, 1200 },
  { "-12,00", OK, -1200 },
  { "- 12,00", OK, -1200 },
  { "\xe2\x88\x92" "12,00", OK, -1200 },
  { "+12,00", OK, 1200 },
  { "€ -12,00", OK, -1200 },
  { "-€ 12,00", OK, -1200 },
  { "-0,00", OK, 0 },
  { "999.999.999,99", OK, SPT_MONEY_MAX_CENTS },
  { "-999999999,99", OK, -SPT_MONEY_MAX_CENTS },

  { NULL, SPT_MONEY_ERROR_EMPTY, 0 },
  { "", SPT_MONEY_ERROR_EMPTY, 0 },
  { " \xc2\xa0\t", SPT_MONEY_ERROR_EMPTY, 0 },
  { "12,5o", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "dodici", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "€", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "-", SPT_MONEY_ERROR_SYNTAX, 0 },
  { ",", SPT_MONEY_ERROR_SYNTAX, 0 },
  { ".", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "12,", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "12.", SPT_MONEY_ERROR_SYNTAX, 0 },
  { ",50", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "--12", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "12-", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "€ 12 €", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "12 $", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "1,2,3", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "12.34.567", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "1234.567.890", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "1..234", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "1.234,50,00", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "1.234 567,00", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "1 2", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "1e3", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "0x10", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "\xd9\xa1\xd9\xa2", SPT_MONEY_ERROR_SYNTAX, 0 }, /* Arabic digits */
  { "12\xff", SPT_MONEY_ERROR_SYNTAX, 0 },
  { "12,345", SPT_MONEY_ERROR_DECIMALS, 0 },
  { "12,000", SPT_MONEY_ERROR_DECIMALS, 0 },
  { "0.123", SPT_MONEY_ERROR_DECIMALS, 0 },
  { "1234.567", SPT_MONEY_ERROR_DECIMALS, 0 },
  { "1.234,567", SPT_MONEY_ERROR_DECIMALS, 0 },
  { "1.000.000.000", SPT_MONEY_ERROR_RANGE, 0 },
  { "1000000000,00", SPT_MONEY_ERROR_RANGE, 0 },
  { "99999999999999999999999999999999", SPT_MONEY_ERROR_RANGE, 0 },
  { "-99999999999999999999999999999999", SPT_MONEY_ERROR_RANGE, 0 },
  { "1111111111111111111111111111111111111111111111111111111111111111111111111111",
    SPT_MONEY_ERROR_SYNTAX, 0 },
};

static void
test_vectors (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      const char *text = vectors[i].text != NULL ? vectors[i].text : "";
      g_autofree char *shown = g_strescape (text, NULL);
      g_autoptr (GError) error = NULL;
      gint64 cents = 4711;
      gboolean ok;

      g_test_message ("<%s>", shown);
      ok = spt_money_parse_euro (vectors[i].text, &cents, &error);
      if (vectors[i].code == OK)
        {
          g_assert_no_error (error);
          g_assert_true (ok);
          g_assert_cmpint (cents, ==, vectors[i].cents);
        }
      else
        {
          g_assert_false (ok);
          g_assert_error (error, SPT_MONEY_ERROR, vectors[i].code);
          g_assert_cmpint (cents, ==, 4711);
          /* The hot path hands in no error. */
          g_assert_false (spt_money_parse_euro (vectors[i].text, &cents, NULL));
        }
    }
}

static void
test_format (void)
{
  static const struct
  {
    gint64      cents;
    const char *plain;
    const char *grouped;
  } cases[] = {
    { 0, "0,00", "0,00" },
    { 1, "0,01", "0,01" },
    { -1, "-0,01", "-0,01" },
    { 99999, "999,99", "999,99" },
    { 100000, "1000,00", "1.000,00" },
    { -123450, "-1234,50", "-1.234,50" },
    { SPT_MONEY_MAX_CENTS, "999999999,99", "999.999.999,99" },
    { G_MAXINT64, "92233720368547758,07", "92.233.720.368.547.758,07" },
    { G_MININT64, "-92233720368547758,08", "-92.233.720.368.547.758,08" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = spt_money_format_plain (cases[i].cents);
      g_autofree char *grouped = spt_money_format (cases[i].cents);

      g_assert_cmpstr (plain, ==, cases[i].plain);
      g_assert_cmpstr (grouped, ==, cases[i].grouped);
    }
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261216);

  for (guint i = 0; i < 20000; i++)
    {
      /* All sizes, not only the large ones that a plain draw would give. */
      gint64 limit = 1;
      gint64 cents;
      gint64 back;
      g_autofree char *plain = NULL;
      g_autofree char *grouped = NULL;

      for (gint32 n = g_rand_int_range (rand, 0, 12); n > 0; n--)
        limit *= 10;
      cents = (gint64) (g_rand_double (rand) * MIN (limit, SPT_MONEY_MAX_CENTS));
      if (i % 2 == 1)
        cents = -cents;
      plain = spt_money_format_plain (cents);
      grouped = spt_money_format (cents);
      g_assert_true (spt_money_parse_euro (plain, &back, NULL));
      g_assert_cmpint (back, ==, cents);
      g_assert_true (spt_money_parse_euro (grouped, &back, NULL));
      g_assert_cmpint (back, ==, cents);
    }
}

/* Whatever the bytes, an answer comes, and an amount stays in range. */
static void
test_noise (void)
{
  static const char alphabet[] = "0123456789.,, -+€EURO\xc2\xa0\xe2\x80\xaf";
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint n_read = 0;

  for (guint i = 0; i < 50000; i++)
    {
      char text[80] = { 0 };
      gint64 cents;

      for (gint32 n = g_rand_int_range (rand, 0, i % 10 == 0 ? 79 : 9), j = 0; j < n; j++)
        text[j] = alphabet[g_rand_int_range (rand, 0, sizeof (alphabet) - 1)];
      if (spt_money_parse_euro (text, &cents, NULL))
        {
          n_read++;
          g_assert_cmpint (ABS (cents), <=, SPT_MONEY_MAX_CENTS);
        }
    }
  g_assert_cmpuint (n_read, >, 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/money/vectors", test_vectors);
  g_test_add_func ("/base/money/format", test_format);
  g_test_add_func ("/base/money/round-trip", test_round_trip);
  g_test_add_func ("/base/money/noise", test_noise);

  return g_test_run ();
}
