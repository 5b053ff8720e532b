/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codice fiscale, partita IVA, IBAN, IUV: the vectors of services facts 6 and GPD facts 7bis, and
 * single wrong characters. */
#include "base/spt-fiscal-code.h"
#include "base/spt-iban.h"
#include "base/spt-iuv.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  const char *text;
  int         result;
} Vector;

static const char *const good_people[] = {
  "RCCMNL83S18D969H", "MRTNTN23M02D969P", "MRSMSR81D60Z611H", "CNTCHR83T41D969D",
  "FOXDRA26C24H872Y", "MAILCU91A25F839D", "CCCFBA85D03L219P", "GMBLSN84A05G674H",
  "MRTMRA83T56A269B", "TKKYKU87B68L219F", "THDSDA95P08Z330H", "BLSLGS84C22Z145O",
  "RSSMRA68A01H501Y", "RSSMRA80A01H501U", "MRNLCU00A01H501J", "DGRFNC84T31G371E",
  "MCHFDA07A01D877A", "RSSMRA00B29H501Y", "RSSMRA80A31A000F", "RSSMRA80A01Z999Y",
  /* omocodia */
  "CCCFBA85D03L21VE", "CCCFBA85D03L2MVP", "CCCFBA85DLPLNMVL", "CCCFBAURDLPLNMVU",
  "RSSMRA45C12F205C", "RSSMRA45C12F20RX", "RSSMRA45C12F2L5N", "RSSMRAQRCMNFNLRG",
  "BNZVCN32S10E573Z", "BNZVCN32S10E57PV", "BNZVCNPNSMLERTPX", "CCHGNN67R05H1S3I",
};

static const Vector bad_people[] = {
  { NULL, SPT_FISCAL_CODE_BAD_FORM },
  { "", SPT_FISCAL_CODE_BAD_FORM },
  { "VNDLDL87D07B963G", SPT_FISCAL_CODE_BAD_CHECK },
  { "FOXDRA26C24H872A", SPT_FISCAL_CODE_BAD_CHECK },
  { "CNTCHR83T32D969H", SPT_FISCAL_CODE_BAD_DATE },
  { "CSTNGL22I10D086I", SPT_FISCAL_CODE_BAD_FORM },
  { "CCCFBA85D03L219", SPT_FISCAL_CODE_BAD_FORM },
  { "CCCFBA85D03L219PP", SPT_FISCAL_CODE_BAD_FORM },
  { "RSSMRA80B30H501X", SPT_FISCAL_CODE_BAD_DATE },
  { "RSSMRA80A72H501G", SPT_FISCAL_CODE_BAD_DATE },
  { "RSSMRA80A40H501Z", SPT_FISCAL_CODE_BAD_DATE },
  { "RSSMRA01B29H501Z", SPT_FISCAL_CODE_BAD_DATE },
  { "rssmra80a01h501u", SPT_FISCAL_CODE_BAD_FORM },
  { "RSSMRA80A01H501Ù", SPT_FISCAL_CODE_BAD_FORM },
  { "RSSMRA 80A01H501U", SPT_FISCAL_CODE_BAD_FORM },
};

static const Vector numbers[] = {
  { "00743110157", SPT_FISCAL_CODE_OK }, { "07643520567", SPT_FISCAL_CODE_OK },
  { "12485671007", SPT_FISCAL_CODE_OK }, { "00354730392", SPT_FISCAL_CODE_OK },
  { "12345671205", SPT_FISCAL_CODE_OK }, { "12345678887", SPT_FISCAL_CODE_OK },
  { "12345679992", SPT_FISCAL_CODE_OK }, { "99999991005", SPT_FISCAL_CODE_OK },
  /* The office code alone is no reason to refuse. */
  { "12345678903", SPT_FISCAL_CODE_OK }, { "12345671015", SPT_FISCAL_CODE_OK },
  { "12345670009", SPT_FISCAL_CODE_OK }, { "86334519757", SPT_FISCAL_CODE_OK },
  { "00743110158", SPT_FISCAL_CODE_BAD_CHECK }, { "12345678900", SPT_FISCAL_CODE_BAD_CHECK },
  { "00000000000", SPT_FISCAL_CODE_BAD_FORM }, { "0074311015", SPT_FISCAL_CODE_BAD_FORM },
  { "007431101570", SPT_FISCAL_CODE_BAD_FORM }, { "0074311015A", SPT_FISCAL_CODE_BAD_FORM },
  { "IT00743110157", SPT_FISCAL_CODE_BAD_FORM }, { "", SPT_FISCAL_CODE_BAD_FORM },
  { NULL, SPT_FISCAL_CODE_BAD_FORM },
};

static void
test_person (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good_people); i++)
    {
      g_test_message ("%s", good_people[i]);
      g_assert_cmpint (spt_fiscal_code_check_person (good_people[i]), ==, SPT_FISCAL_CODE_OK);
      g_assert_cmpint (spt_fiscal_code_check (good_people[i]), ==, SPT_FISCAL_CODE_OK);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad_people); i++)
    {
      g_test_message ("%s", bad_people[i].text);
      g_assert_cmpint (spt_fiscal_code_check_person (bad_people[i].text), ==, bad_people[i].result);
      g_assert_cmpint (spt_fiscal_code_check (bad_people[i].text), ==, bad_people[i].result);
    }
}

static void
test_vat (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_test_message ("%s", numbers[i].text);
      g_assert_cmpint (spt_fiscal_code_check_vat (numbers[i].text), ==, numbers[i].result);
      g_assert_cmpint (spt_fiscal_code_check (numbers[i].text), ==, numbers[i].result);
    }
}

static void
test_normalize (void)
{
  static const char *const cases[][2] = {
    { "rssmra80a01h501u", "RSSMRA80A01H501U" },
    { " RSS MRA 80A01 H501U\n", "RSSMRA80A01H501U" },
    { "RSS-MRA-80A01-H501-U", "RSSMRA80A01H501U" },
    { "RSSMRA80A01\xc2\xa0H501U", "RSSMRA80A01H501U" },
    { "IT 00743110157", "00743110157" },
    { "it00743110157", "00743110157" },
    { "IT0074311015", "IT0074311015" },
    { "ITXMRA80A01H501U", "ITXMRA80A01H501U" },
    { "anonimo", "ANONIMO" },
    { "Ù", "Ù" },
    { "", "" },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = spt_fiscal_code_normalize (cases[i][0]);

      g_assert_cmpstr (code, ==, cases[i][1]);
    }
}

typedef int (*Check) (const char *text);

static int
check_person (const char *text)
{
  return spt_fiscal_code_check_person (text);
}

static int
check_vat (const char *text)
{
  return spt_fiscal_code_check_vat (text);
}

static int
check_iban (const char *text)
{
  return spt_iban_check (text);
}

static int
check_iuv (const char *text)
{
  return spt_iuv_check (text);
}

static int
check_nav (const char *text)
{
  return spt_nav_check (text);
}

/* Puts every other digit at each digit's place and every other letter at each letter's place: all
 * must be refused. So must every prefix, and one character more. */
static void
assert_no_near_miss (const char *good,
                     Check       check)
{
  g_autofree char *text = g_strdup (good);
  g_autofree char *longer = g_strconcat (good, "0", NULL);
  guint n_tried = 0;

  g_assert_cmpint (check (good), ==, 0);
  for (gsize i = 0; text[i] != '\0'; i++)
    {
      gboolean digit = g_ascii_isdigit (good[i]);

      for (char c = digit ? '0' : 'A'; c <= (digit ? '9' : 'Z'); c++)
        {
          if (c == good[i])
            continue;
          text[i] = c;
          if (check (text) == 0)
            {
              g_test_fail_printf ("%s is taken, one character away from %s", text, good);
              return;
            }
          n_tried++;
        }
      text[i] = good[i];
    }
  g_assert_cmpuint (n_tried, >=, 9 * strlen (good));

  for (gsize n = 0; n < strlen (good); n++)
    {
      g_autofree char *shorter = g_strndup (good, n);

      g_assert_cmpint (check (shorter), !=, 0);
    }
  g_assert_cmpint (check (longer), !=, 0);
}

static void
test_near_misses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good_people); i++)
    assert_no_near_miss (good_people[i], check_person);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i].result == SPT_FISCAL_CODE_OK)
      assert_no_near_miss (numbers[i].text, check_vat);
  assert_no_near_miss ("IT60X0542811101000000123456", check_iban);
  assert_no_near_miss ("02123456789012356", check_iuv);
  assert_no_near_miss ("302123456789012356", check_nav);
}

static void
test_iban (void)
{
  static const Vector cases[] = {
    { "IT60X0542811101000000123456", SPT_IBAN_OK },
    { "IT60X0542811101000000123457", SPT_IBAN_BAD_MOD97 },
    { "IT40S0542811101000000123456", SPT_IBAN_BAD_CIN },
    /* Examples printed in the IBAN registry. */
    { "DE89370400440532013000", SPT_IBAN_OK },
    { "GB29NWBK60161331926819", SPT_IBAN_OK },
    { "NO9386011117947", SPT_IBAN_OK },
    { "MT84MALT011000012345MTLCAST001S", SPT_IBAN_OK },
    { "DE88370400440532013000", SPT_IBAN_BAD_MOD97 },
    { "IT60X054281110100000012345", SPT_IBAN_BAD_LENGTH },
    { "IT60X05428111010000001234567", SPT_IBAN_BAD_LENGTH },
    { "IT0000000000000000000000000", SPT_IBAN_BAD_FORM },
    { "IT60XA542811101000000123456", SPT_IBAN_BAD_FORM },
    { "IT60 X054 2811 1010 0000 0123 456", SPT_IBAN_BAD_FORM },
    { "it60x0542811101000000123456", SPT_IBAN_BAD_FORM },
    { "1T60X0542811101000000123456", SPT_IBAN_BAD_FORM },
    { "ITX0X0542811101000000123456", SPT_IBAN_BAD_FORM },
    { "DE89", SPT_IBAN_BAD_FORM },
    { "DE8937040044053201300012345678901234", SPT_IBAN_BAD_FORM },
    { "", SPT_IBAN_BAD_FORM },
    { NULL, SPT_IBAN_BAD_FORM },
  };
  g_autofree char *plain = spt_iban_normalize (" it60 x054 2811 1010 0000 0123 456\n");
  g_autofree char *grouped = spt_iban_format (plain);
  g_autofree char *regrouped = spt_iban_format (grouped);
  g_autofree char *wrong = spt_iban_format ("ùùùùù");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (spt_iban_check (cases[i].text), ==, cases[i].result);
    }

  g_assert_cmpstr (plain, ==, "IT60X0542811101000000123456");
  g_assert_cmpstr (grouped, ==, "IT60 X054 2811 1010 0000 0123 456");
  g_assert_cmpstr (regrouped, ==, grouped);
  g_assert_cmpstr (wrong, ==, "ùùùù ù");
  g_assert_null (spt_iban_normalize (NULL));
  g_assert_null (spt_iban_format (NULL));
}

/* Made with the definition of the standard, digit by digit of a long number: independent of the
 * code under test. */
static char *
make_iban (const char *cin_to_account,
           int         add_to_check)
{
  g_autoptr (GString) number = g_string_new (NULL);
  guint rest = 0;

  for (const char *p = cin_to_account; *p != '\0'; p++)
    g_string_append_printf (number, "%d", g_ascii_isdigit (*p) ? *p - '0' : *p - 'A' + 10);
  g_string_append (number, "182900"); /* I, T, 00 */
  for (const char *p = number->str; *p != '\0'; p++)
    rest = (rest * 10 + (*p - '0')) % 97;

  return g_strdup_printf ("IT%02d%s", 98 - (int) rest + add_to_check, cin_to_account);
}

static void
test_iban_check_digits (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (27);
  guint n_low = 0;
  guint n_ok = 0;

  for (guint i = 0; i < 26000; i++)
    {
      g_autofree char *account = g_strdup_printf ("%c%05d%05d%012u", (int) ('A' + i % 26),
                                                  g_rand_int_range (rand, 0, 100000),
                                                  g_rand_int_range (rand, 0, 100000),
                                                  g_rand_int (rand) / 4);
      g_autofree char *iban = make_iban (account, 0);
      SptIbanResult result = spt_iban_check (iban);

      /* One CIN in twenty-six is the right one. */
      g_assert_true (result == SPT_IBAN_OK || result == SPT_IBAN_BAD_CIN);
      n_ok += result == SPT_IBAN_OK;

      /* 00, 01 and 99 leave the same rest as 97, 98 and 02, and nobody ever gave them out. */
      if (atoi ((char[]) { iban[2], iban[3], '\0' }) >= 97)
        {
          g_autofree char *low = make_iban (account, -97);

          g_assert_cmpint (spt_iban_check (low), ==, SPT_IBAN_BAD_MOD97);
          n_low++;
        }
    }
  g_assert_cmpuint (n_low, >, 100);
  g_assert_cmpuint (n_ok, >, 700);
  g_assert_cmpuint (n_ok, <, 1300);
}

static void
test_iban_postal (void)
{
  g_assert_true (spt_iban_is_postal ("IT00X0760111101000000123456"));
  g_assert_false (spt_iban_is_postal ("IT60X0542811101000000123456"));
  g_assert_false (spt_iban_is_postal ("DE00X0760111101000000123456"));
  g_assert_false (spt_iban_is_postal ("IT00X07601"));
  g_assert_false (spt_iban_is_postal (""));
  g_assert_false (spt_iban_is_postal (NULL));
}

static void
test_iuv (void)
{
  static const Vector cases[] = {
    { "48175498304559315", SPT_IUV_OK },
    { "01000000000000144", SPT_IUV_OK },
    { "00000000000000003", SPT_IUV_OK },
    { "02123456789012356", SPT_IUV_OK },
    { "45999999999999975", SPT_IUV_OK },
    { "12000000000003149", SPT_IUV_OK },
    { "02123456789012357", SPT_IUV_BAD_CHECK },
    { "00000000000000096", SPT_IUV_BAD_CHECK }, /* 3 + 93: the rest is always under 93 */
    { "302123456789012356", SPT_IUV_IS_NAV },
    { "302123456789012399", SPT_IUV_IS_NAV },
    { "102123456789012356", SPT_IUV_BAD_LENGTH },
    { "0212345678901235", SPT_IUV_BAD_LENGTH },
    { "", SPT_IUV_BAD_LENGTH },
    { NULL, SPT_IUV_BAD_LENGTH },
    { "0212345678901235A", SPT_IUV_BAD_DIGITS },
    { "02123456789012356 ", SPT_IUV_BAD_DIGITS },
    { "RF18539007547034", SPT_IUV_BAD_DIGITS },
  };
  static const Vector navs[] = {
    { "302123456789012356", SPT_IUV_OK },
    { "348175498304559315", SPT_IUV_OK },
    { "302123456789012357", SPT_IUV_BAD_CHECK },
    { "002123456789012356", SPT_IUV_BAD_DIGITS },
    { "02123456789012356", SPT_IUV_BAD_LENGTH },
    { "3302123456789012356", SPT_IUV_BAD_LENGTH },
    { "30212345678901235X", SPT_IUV_BAD_DIGITS },
    { "", SPT_IUV_BAD_LENGTH },
    { NULL, SPT_IUV_BAD_LENGTH },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (spt_iuv_check (cases[i].text), ==, cases[i].result);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (navs); i++)
    {
      g_test_message ("%s", navs[i].text);
      g_assert_cmpint (spt_nav_check (navs[i].text), ==, navs[i].result);
    }
}

static void
test_iuv_make (void)
{
  static const struct
  {
    guint       segregation;
    guint64     base;
    const char *iuv;
  } cases[] = {
    { 48, G_GUINT64_CONSTANT (1754983045593), "48175498304559315" },
    { 1, 1, "01000000000000144" },
    { 0, 0, "00000000000000003" },
    { 2, G_GUINT64_CONSTANT (1234567890123), "02123456789012356" },
    { 45, G_GUINT64_CONSTANT (9999999999999), "45999999999999975" },
    { 12, 31, "12000000000003149" },
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (93);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *iuv = spt_iuv_make (cases[i].segregation, cases[i].base);
      g_autofree char *nav = spt_iuv_to_nav (iuv);

      g_assert_cmpstr (iuv, ==, cases[i].iuv);
      g_assert_cmpint (nav[0], ==, '3');
      g_assert_cmpstr (nav + 1, ==, cases[i].iuv);
    }

  for (guint i = 0; i < 500; i++)
    {
      guint segregation = g_rand_int_range (rand, 0, 100);
      guint64 base = (guint64) (g_rand_double (rand) * 9999999999999.0);
      g_autofree char *iuv = spt_iuv_make (segregation, base);
      g_autofree char *nav = spt_iuv_to_nav (iuv);
      /* The definition, in one division of the whole number. */
      guint64 whole = (300 + segregation) * G_GUINT64_CONSTANT (10000000000000) + base;

      g_assert_cmpint (atoi (iuv + 15), ==, (int) (whole % 93));
      assert_no_near_miss (iuv, check_iuv);
      g_assert_cmpint (spt_nav_check (nav), ==, SPT_IUV_OK);
      g_assert_cmpint (spt_iuv_check (nav), ==, SPT_IUV_IS_NAV);
    }
}

/* Services facts 5.1: who is meant, whatever the writing. */
static const struct
{
  const char *code;
  const char *surname;
  const char *name;
  gboolean    fits_surname;
  gboolean    fits_name;
} owners[] = {
  { "RSSMRA80A01H501U", "Rossi", "Mario", TRUE, TRUE },
  { "RSSMRA80A01H501U", "ROSSI", "Maria", TRUE, TRUE },
  { "RSSMRA80A01H501U", "Russi", "Mara", TRUE, TRUE },
  { "RSSMRA80A01H501U", "Bianchi", "Mario", FALSE, TRUE },
  { "RSSMRA80A01H501U", "Rossi", "Carlo", TRUE, FALSE },
  { "RSSMRA80A01H501U", "Rossi", "Gianfranco", TRUE, FALSE },
  /* vowels fill up, X fills up */
  { "FOXDRA26C24H872Y", "Fò", "Dario", TRUE, TRUE },
  { "TKKYKU87B68L219F", "Takaki", "Yuko", TRUE, TRUE },
  /* four consonants: first, third, fourth */
  { "DGRFNC84T31G371E", "De Gregori", "Francesco", TRUE, TRUE },
  { "CNTCHR83T41D969D", "Conte", "Chiara", TRUE, TRUE },
  /* apostrophes, hyphens, blanks, accents, dots above */
  { "DGSNCL80A01F205X", "D'Agostino", "Nicolò", TRUE, TRUE },
  { "DGSNCL80A01F205X", "D\342\200\231agostino", "Nicola", TRUE, TRUE },
  { "MLLJRG70A01Z112X", "Müller", "Jörg", TRUE, TRUE },
  { "MRSMSR81D60Z611H", "Mori Soto", "Maria Sara", TRUE, TRUE },
  /* nothing to compare */
  { "RSSMRA80A01H501U", "123", "-", FALSE, FALSE },
};

static void
test_owner (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    {
      SptFiscalCodeParts parts;

      g_test_message ("%s %s %s", owners[i].code, owners[i].surname, owners[i].name);
      if (!spt_fiscal_code_read_person (owners[i].code, &parts))
        g_error ("%s is none", owners[i].code);
      g_assert_cmpint (spt_fiscal_code_fits_surname (&parts, owners[i].surname), ==,
                       owners[i].fits_surname);
      g_assert_cmpint (spt_fiscal_code_fits_name (&parts, owners[i].name), ==,
                       owners[i].fits_name);
    }
}

static void
test_parts (void)
{
  SptFiscalCodeParts parts;
  SptFiscalCodeParts plain;

  g_assert_true (spt_fiscal_code_read_person ("CNTCHR83T41D969D", &parts));
  g_assert_cmpstr (parts.surname, ==, "CNT");
  g_assert_cmpstr (parts.name, ==, "CHR");
  g_assert_cmpint (parts.year, ==, 83);
  g_assert_cmpint (parts.month, ==, 12);
  g_assert_cmpint (parts.day, ==, 1);
  g_assert_true (parts.female);
  g_assert_cmpstr (parts.place, ==, "D969");

  /* Omocodia says the same person. */
  g_assert_true (spt_fiscal_code_read_person ("BNZVCNPNSMLERTPX", &parts));
  g_assert_true (spt_fiscal_code_read_person ("BNZVCN32S10E573Z", &plain));
  g_assert_cmpmem (&parts, sizeof parts, &plain, sizeof plain);
  /* A wrong check letter says whom it means all the same; a wrong form says nobody. */
  g_assert_true (spt_fiscal_code_read_person ("RSSMRA80A01H501A", &parts));
  g_assert_false (spt_fiscal_code_read_person ("00743110157", &parts));
  g_assert_false (spt_fiscal_code_read_person (NULL, &parts));
  g_assert_cmpint (parts.day, ==, 0);
}

static void
test_split_name (void)
{
  static const char *const names[][4] = {
    { "RSSMRA80A01H501U", "Mario Rossi", "Rossi", "Mario" },
    { "RSSMRA80A01H501U", "ROSSI  MARIO ", "ROSSI", "MARIO" },
    { "DGRFNC84T31G371E", "Francesco De Gregori", "De Gregori", "Francesco" },
    { "MRSMSR81D60Z611H", "Mori Soto Maria Sara", "Mori Soto", "Maria Sara" },
    { "RSSMRA80A01H501U", "Carlo Bianchi", NULL, NULL },
    { "RSSMRA80A01H501U", "Rossi", NULL, NULL },
    { "RSSMRA80A01H501U", "", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *surname = NULL;
      g_autofree char *name = NULL;
      SptFiscalCodeParts parts;

      g_assert_true (spt_fiscal_code_read_person (names[i][0], &parts));
      g_assert_cmpint (spt_fiscal_code_split_name (&parts, names[i][1], &surname, &name), ==,
                       names[i][2] != NULL);
      g_assert_cmpstr (surname, ==, names[i][2]);
      g_assert_cmpstr (name, ==, names[i][3]);
    }
}

/* "Incolla codici…": any text has its codes found in it, each once (issue 5, TrovaPEC 4). */
static void
test_fiscal_find (void)
{
  static const struct
  {
    const char *text;
    const char *codes;
  } texts[] = {
    { "", "" },
    { "RSSMRA80A01H501U", "RSSMRA80A01H501U" },
    { "il sig. Rossi (rssmra80a01h501u), P.IVA IT00743110157; tel. 02123456789", "RSSMRA80A01H501U 00743110157" },
    { "RSS MRA 80A01 H501U\nRSSMRA80A01H501U", "RSSMRA80A01H501U" },
    { "a;00743110157\r\nb;07643520567\r\nc;00743110157", "00743110157 07643520567" },
    { "IT 00743110157, it07643520567", "00743110157 07643520567" },
    /* The form is like nothing else, a wrong letter is for whoever checks it. */
    { "RSSMRA80A01H501A", "RSSMRA80A01H501A" },
    { "CCCFBA85D03L21VE", "CCCFBA85D03L21VE" },
    /* Not a part of something longer, and not a number that fails its check. */
    { "XRSSMRA80A01H501U RSSMRA80A01H501UX 100743110157 007431101570 00743110158", "" },
    { "IT60X0542811101000000123456 0074311015", "" },
    { "perch\xc3\xa9" "00743110157\xc3\xa9 00743110157", "00743110157" },
    { "RSS MRA 80A01 H501A", "" },
    { "00743110157-07643520567/12345670009", "00743110157 07643520567 12345670009" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) codes = spt_fiscal_codes_find (texts[i].text, NULL);
      g_autofree char *all = NULL;

      g_ptr_array_add (codes, NULL);
      all = g_strjoinv (" ", (char **) codes->pdata);
      g_assert_cmpstr (all, ==, texts[i].codes);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/fiscal-code/person", test_person);
  g_test_add_func ("/base/fiscal-code/vat", test_vat);
  g_test_add_func ("/base/fiscal-code/normalize", test_normalize);
  g_test_add_func ("/base/fiscal-code/parts", test_parts);
  g_test_add_func ("/base/fiscal-code/owner", test_owner);
  g_test_add_func ("/base/fiscal-code/split-name", test_split_name);
  g_test_add_func ("/base/fiscal-code/find", test_fiscal_find);
  g_test_add_func ("/base/identifiers/near-misses", test_near_misses);
  g_test_add_func ("/base/iban/check", test_iban);
  g_test_add_func ("/base/iban/check-digits", test_iban_check_digits);
  g_test_add_func ("/base/iban/postal", test_iban_postal);
  g_test_add_func ("/base/iuv/check", test_iuv);
  g_test_add_func ("/base/iuv/make", test_iuv_make);

  return g_test_run ();
}
