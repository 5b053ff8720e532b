/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person's codice fiscale says of its owner: name, birth, sex, place (services facts 5.1). */
#define G_LOG_DOMAIN "spt-fiscal-parts"

#include "config.h"

#include "base/spt-fiscal-code.h"

#include <string.h>

#include "base/spt-text.h"

/* The value of a digit, also when omocodia wrote it as a letter; the code was checked before. */
static int
get_digit (char c)
{
  static const char letters[] = "LMNPQRSTUV";

  return g_ascii_isdigit (c) ? c - '0' : (int) (strchr (letters, c) - letters);
}

/**
 * spt_fiscal_code_read_person:
 * @code: (nullable): a code in normal form
 * @parts: (out): what it says
 *
 * Takes the codice fiscale of a person apart, omocodia undone. The check letter is not looked at:
 * a code with one wrong letter still says whom it means. Services facts 5.1.
 *
 * Returns: %FALSE when it has not the form of one
 */
gboolean
spt_fiscal_code_read_person (const char         *code,
                             SptFiscalCodeParts *parts)
{
  static const char months[] = "ABCDEHLMPRST";

  memset (parts, 0, sizeof *parts);
  if (spt_fiscal_code_check_person (code) == SPT_FISCAL_CODE_BAD_FORM)
    return FALSE;

  memcpy (parts->surname, code, 3);
  memcpy (parts->name, code + 3, 3);
  parts->year = get_digit (code[6]) * 10 + get_digit (code[7]);
  parts->month = (int) (strchr (months, code[8]) - months) + 1;
  parts->day = get_digit (code[9]) * 10 + get_digit (code[10]);
  parts->female = parts->day > 40;
  if (parts->female)
    parts->day -= 40;
  parts->place[0] = code[11];
  for (int i = 1; i < 4; i++)
    parts->place[i] = (char) ('0' + get_digit (code[11 + i]));

  return TRUE;
}

/* Latin capitals alone. @umlauts: ä, ö, ü become AE, OE, UE, as the Revenue writes them since
 * 2011; before they lost their dots. */
static char *
to_letters (const char *text,
            gboolean    umlauts)
{
  g_autoptr (GString) spelt = g_string_new (NULL);
  g_autofree char *folded = NULL;
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));

      if (c == 0xdf)
        g_string_append (spelt, "ss");
      else if (c == 0xe6)
        g_string_append (spelt, "ae");
      else if (umlauts && (c == 0xe4 || c == 0xf6 || c == 0xfc))
        g_string_append (spelt, c == 0xe4 ? "ae" : c == 0xf6 ? "oe" : "ue");
      else
        g_string_append_unichar (spelt, c);
    }

  folded = spt_text_fold (spelt->str);
  for (const char *p = folded; *p != '\0'; p++)
    {
      if (g_ascii_isalpha (*p))
        g_string_append_c (out, g_ascii_toupper (*p));
    }

  return g_string_free (out, FALSE);
}

static void
make_code (const char *letters,
           gboolean    is_name,
           char        code[4])
{
  g_autoptr (GString) consonants = g_string_new (NULL);
  g_autoptr (GString) vowels = g_string_new (NULL);

  for (const char *p = letters; *p != '\0'; p++)
    g_string_append_c (strchr ("AEIOU", *p) != NULL ? vowels : consonants, *p);

  /* A name with four consonants or more leaves out the second. */
  if (is_name && consonants->len >= 4)
    g_string_erase (consonants, 1, 1);
  g_string_append (consonants, vowels->str);
  g_string_append (consonants, "XXX");
  memcpy (code, consonants->str, 3);
  code[3] = '\0';
}

static gboolean
fits (const char *code,
      const char *text,
      gboolean    is_name)
{
  for (int umlauts = 0; umlauts < 2; umlauts++)
    {
      g_autofree char *letters = to_letters (text, umlauts != 0);
      char made[4];

      if (*letters == '\0')
        return FALSE;
      make_code (letters, is_name, made);
      if (strcmp (made, code) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * spt_fiscal_code_fits_surname:
 * @parts: what a code says
 * @surname: a surname as written
 *
 * Says whether the first three letters come from @surname. Services facts 5.1.
 *
 * Returns: whether they do
 */
gboolean
spt_fiscal_code_fits_surname (const SptFiscalCodeParts *parts,
                              const char               *surname)
{
  return fits (parts->surname, surname, FALSE);
}

/**
 * spt_fiscal_code_fits_name:
 * @parts: what a code says
 * @name: a first name as written
 *
 * Says whether the fourth to sixth letters come from @name. Services facts 5.1.
 *
 * Returns: whether they do
 */
gboolean
spt_fiscal_code_fits_name (const SptFiscalCodeParts *parts,
                           const char               *name)
{
  return fits (parts->name, name, TRUE);
}

/**
 * spt_fiscal_code_split_name:
 * @parts: what a code says
 * @full_name: "Mario Rossi" or "Rossi Mario"
 * @surname: (out) (transfer full): the surname
 * @name: (out) (transfer full): the first name
 *
 * Finds which words are the surname: those that the code has in its place.
 *
 * Returns: %FALSE when no division fits
 */
gboolean
spt_fiscal_code_split_name (const SptFiscalCodeParts  *parts,
                            const char                *full_name,
                            char                     **surname,
                            char                     **name)
{
  g_auto (GStrv) words = g_strsplit_set (full_name, " \t", -1);
  g_autoptr (GPtrArray) filled = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_ptr_array_add (filled, words[i]);
    }

  for (guint cut = 1; cut < filled->len; cut++)
    {
      g_autoptr (GString) head = g_string_new (NULL);
      g_autoptr (GString) tail = g_string_new (NULL);

      for (guint i = 0; i < filled->len; i++)
        {
          GString *part = i < cut ? head : tail;

          if (part->len > 0)
            g_string_append_c (part, ' ');
          g_string_append (part, g_ptr_array_index (filled, i));
        }
      for (int turned = 0; turned < 2; turned++)
        {
          GString *first = turned ? tail : head;
          GString *second = turned ? head : tail;

          if (spt_fiscal_code_fits_surname (parts, first->str) &&
              spt_fiscal_code_fits_name (parts, second->str))
            {
              *surname = g_strdup (first->str);
              *name = g_strdup (second->str);
              return TRUE;
            }
        }
    }

  return FALSE;
}

/**
 * spt_fiscal_code_dup_birth_date:
 * @parts: what the code says
 * @this_year: today's
 *
 * The date of birth. The code has two digits of the year only: whoever would not be of age is taken
 * for a hundred years older.
 *
 * Returns: (transfer full): ISO
 */
char *
spt_fiscal_code_dup_birth_date (const SptFiscalCodeParts *parts,
                                int                       this_year)
{
  int year = this_year - this_year % 100 + parts->year;

  if (year > this_year - 18)
    year -= 100;
  return g_strdup_printf ("%04d-%02d-%02d", year, parts->month, parts->day);
}
