/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IUV and NAV: the identifiers of a payable notice, their check digits and their making (GPD facts
 * 7bis). */
#define G_LOG_DOMAIN "spt-iuv"

#include "config.h"

#include "base/spt-iuv.h"

#include <string.h>

#define IUV_LENGTH  17
#define NAV_LENGTH  18
#define BASE_LENGTH 13
#define MAX_BASE    G_GUINT64_CONSTANT (9999999999999)
#define MODULUS     93
/* The only auxiliary digit that is still given out; it stands before the IUV in the check and in
 * the NAV. */
#define AUX_DIGIT   3

/* Check of 15 digits (segregation code and base) with the auxiliary digit before them. */
static guint
check_of (const char *digits)
{
  guint rest = AUX_DIGIT;

  for (gsize i = 0; i < IUV_LENGTH - 2; i++)
    rest = (rest * 10 + (digits[i] - '0')) % MODULUS;

  return rest;
}

/**
 * spt_iuv_check:
 * @iuv: (nullable): the digits, without blanks
 *
 * Checks an IUV: seventeen digits, of which the last two are the rest modulo 93 (GPD facts 7bis).
 * GPD itself takes any string, and a wrong one cannot be paid.
 *
 * Returns: what is wrong first
 */
SptIuvResult
spt_iuv_check (const char *iuv)
{
  gsize length;

  if (iuv == NULL)
    return SPT_IUV_BAD_LENGTH;
  for (length = 0; iuv[length] != '\0'; length++)
    if (!g_ascii_isdigit (iuv[length]))
      return SPT_IUV_BAD_DIGITS;

  if (length == NAV_LENGTH && iuv[0] == '0' + AUX_DIGIT)
    return SPT_IUV_IS_NAV;
  if (length != IUV_LENGTH)
    return SPT_IUV_BAD_LENGTH;
  if (check_of (iuv) != (guint) ((iuv[15] - '0') * 10 + (iuv[16] - '0')))
    return SPT_IUV_BAD_CHECK;

  return SPT_IUV_OK;
}

/**
 * spt_nav_check:
 * @nav: (nullable): the digits, without blanks
 *
 * Checks a notice number: "3" and an IUV, eighteen digits. Another first digit is
 * %SPT_IUV_BAD_DIGITS: the other auxiliary digits are withdrawn (GPD facts 7bis).
 *
 * Returns: what is wrong first; never %SPT_IUV_IS_NAV
 */
SptIuvResult
spt_nav_check (const char *nav)
{
  gsize length;

  if (nav == NULL)
    return SPT_IUV_BAD_LENGTH;
  for (length = 0; nav[length] != '\0'; length++)
    if (!g_ascii_isdigit (nav[length]))
      return SPT_IUV_BAD_DIGITS;

  if (length != NAV_LENGTH)
    return SPT_IUV_BAD_LENGTH;
  if (nav[0] != '0' + AUX_DIGIT)
    return SPT_IUV_BAD_DIGITS;

  return spt_iuv_check (nav + 1);
}

/**
 * spt_iuv_make:
 * @segregation: the body's segregation code, 0 to 99
 * @base: the free number, 0 to 9,999,999,999,999
 *
 * Makes an IUV with its check digits. That the number was never used before is the caller's
 * business: an IUV can never be used again (GPD facts 7bis).
 *
 * Returns: (transfer full): seventeen digits
 */
char *
spt_iuv_make (guint   segregation,
              guint64 base)
{
  char digits[IUV_LENGTH - 2 + 1];

  g_return_val_if_fail (segregation <= 99, NULL);
  g_return_val_if_fail (base <= MAX_BASE, NULL);

  g_snprintf (digits, sizeof (digits), "%02u%0*" G_GUINT64_FORMAT, segregation, BASE_LENGTH, base);

  return g_strdup_printf ("%s%02u", digits, check_of (digits));
}

/**
 * spt_iuv_to_nav:
 * @iuv: an IUV
 *
 * Makes the notice number that the payer sees: "3" before the IUV (GPD facts 7bis).
 *
 * Returns: (transfer full): the notice number
 */
char *
spt_iuv_to_nav (const char *iuv)
{
  g_return_val_if_fail (iuv != NULL, NULL);

  return g_strdup_printf ("%d%s", AUX_DIGIT, iuv);
}
