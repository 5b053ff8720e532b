/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codice fiscale and partita IVA: form and check characters (services facts 5.1, 5.2). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SPT_FISCAL_CODE_OK,
  SPT_FISCAL_CODE_BAD_FORM,  /* neither 16 characters of the right kinds nor 11 digits */
  SPT_FISCAL_CODE_BAD_CHECK, /* the check character or digit does not fit */
  SPT_FISCAL_CODE_BAD_DATE   /* the day or month inside it does not exist */
} SptFiscalCodeResult;

/* Upper case, blanks removed. */
char                *spt_fiscal_code_normalize    (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* 16 characters, omocodia included. */
SptFiscalCodeResult  spt_fiscal_code_check_person (const char *code);
/* 11 digits with the Luhn-like check digit; partita IVA and the numeric codice fiscale of
 * bodies. */
SptFiscalCodeResult  spt_fiscal_code_check_vat    (const char *code);
/* Either of the two, by length. */
SptFiscalCodeResult  spt_fiscal_code_check        (const char *code);

/* spt-fiscal-find.c: (element-type utf8): the codes in any text, each once, in their order, as they are sent. */
GPtrArray           *spt_fiscal_codes_find        (const char *text,
                                                   guint      *n_again) G_GNUC_WARN_UNUSED_RESULT;

/**
 * SptFiscalCodeParts:
 * @surname: three letters; @name: three letters
 * @year: of birth, its last two digits
 * @month: 1 to 12
 * @day: 1 to 31
 * @female: the sex
 * @place: cadastral code of the place of birth, "H501"; "Z…" = abroad
 *
 * What the codice fiscale of a person says of its owner.
 */
typedef struct
{
  char     surname[4];
  char     name[4];
  int      year;
  int      month;
  int      day;
  gboolean female;
  char     place[5];
} SptFiscalCodeParts;

/* spt-fiscal-parts.c */
gboolean             spt_fiscal_code_read_person  (const char               *code,
                                                   SptFiscalCodeParts       *parts);
/* ISO; the code has two digits of the year: whoever would not be of age in @this_year is taken for
 * a hundred years older. */
char                *spt_fiscal_code_dup_birth_date (const SptFiscalCodeParts *parts,
                                                     int                       this_year) G_GNUC_WARN_UNUSED_RESULT;
gboolean             spt_fiscal_code_fits_surname (const SptFiscalCodeParts *parts,
                                                   const char               *surname);
gboolean             spt_fiscal_code_fits_name    (const SptFiscalCodeParts *parts,
                                                   const char               *name);
/* Which words of a full name are the surname; FALSE when no division fits. */
gboolean             spt_fiscal_code_split_name   (const SptFiscalCodeParts  *parts,
                                                   const char                *full_name,
                                                   char                     **surname,
                                                   char                     **name);

G_END_DECLS
