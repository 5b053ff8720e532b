/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IBAN: form, mod 97, and for Italy length, CIN and the postal bank (GPD facts 8, services facts
 * 5.7). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SPT_IBAN_OK,
  SPT_IBAN_BAD_FORM,   /* not [A-Z]{2}[0-9]{2}[A-Z0-9]{1,30} */
  SPT_IBAN_BAD_LENGTH, /* Italian and not 27 characters */
  SPT_IBAN_BAD_MOD97,
  SPT_IBAN_BAD_CIN
} SptIbanResult;

char          *spt_iban_normalize (const char *text) G_GNUC_WARN_UNUSED_RESULT;
SptIbanResult  spt_iban_check     (const char *iban);
/* ABI 07601, Poste Italiane. */
gboolean       spt_iban_is_postal (const char *iban);
/* In groups of four, for reading. */
char          *spt_iban_format    (const char *iban) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
