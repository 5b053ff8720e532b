/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody means who types "1.000". */
#define G_LOG_DOMAIN "spt-number"

#include "config.h"

#include "form/spt-number.h"

#include <string.h>

#include "form/spt-form-private.h"

#define DIGITS "0123456789"

/* "12.500", not "0.500": where its digits begin, how many stand before the point, and after it. */
static gboolean
may_be_thousands (const char  *text,
                  const char **whole)
{
  gsize n;

  text += strspn (text, " ");
  text += *text == '-' || *text == '+';
  *whole = text;
  n = strspn (text, DIGITS);
  if (n == 0 || n > 3 || *text == '0' || text[n] != '.' || strspn (text + n + 1, DIGITS) != 3)
    return FALSE;
  text += n + 4;

  return text[strspn (text, " ")] == '\0';
}

static guint
get_fraction (SptFormField *field)
{
  SptFormGroup *group = spt_form_field_get_group (field);
  const SptFieldDef *def = spt_form_field_get_def (field);
  const SptGroupDef *of = group != NULL ? spt_form_group_get_def (group) : NULL;

  for (guint i = 0; of != NULL && i < of->n_fields; i++)
    {
      if (&of->fields[i] == def)
        return spt_group_def_get_extra (of, i)->fraction;
    }

  return 0;
}

/**
 * spt_number_read_point:
 * @text: a number as somebody wrote it
 * @decimal: (out) (transfer full) (nullable): what it is if the point divides: "1.5"
 * @thousands: (out) (transfer full) (nullable): what it is if the point groups: "1500"
 *
 * Reads a number with three digits behind its only point in both ways.
 *
 * Returns: %FALSE where @text is no such number
 */
gboolean
spt_number_read_point (const char  *text,
                       char       **decimal,
                       char       **thousands)
{
  const char *whole;
  const char *sign;
  gsize n;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (decimal != NULL && thousands != NULL, FALSE);

  *decimal = *thousands = NULL;
  if (!may_be_thousands (text, &whole))
    return FALSE;

  n = strspn (whole, DIGITS);
  sign = strchr (text, '-') != NULL ? "-" : "";
  *thousands = g_strdup_printf ("%s%.*s%.3s", sign, (int) n, whole, whole + n + 1);
  *decimal = g_strdup_printf ("%s%.*s.%.3s", sign, (int) n, whole, whole + n + 1);
  while (g_str_has_suffix (*decimal, "0"))
    (*decimal)[strlen (*decimal) - 1] = '\0';
  if (g_str_has_suffix (*decimal, "."))
    (*decimal)[strlen (*decimal) - 1] = '\0';

  return TRUE;
}

/**
 * spt_number_read_typed:
 * @field: a field
 * @text: what a person typed into it
 * @read: (out) (transfer full) (nullable): the number meant, as the record has it
 * @other: (out) (transfer full) (nullable): the other that may be meant; %NULL where @field can hold whole numbers only
 *
 * Understands a number with three digits behind its only point. Where the field has fewer decimals than three, or none, only
 * thousands fit; elsewhere it stays what XML means by it, and may be the thousands all the same. What comes out of a document
 * is never to be read so.
 *
 * Returns: %FALSE where @text is no such number
 */
gboolean
spt_number_read_typed (SptFormField  *field,
                       const char    *text,
                       char         **read,
                       char         **other)
{
  SptFieldKind kind;
  g_autofree char *decimal = NULL;
  g_autofree char *thousands = NULL;
  guint fraction;

  g_return_val_if_fail (SPT_IS_FORM_FIELD (field), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (read != NULL && other != NULL, FALSE);

  *read = *other = NULL;
  kind = spt_form_field_get_def (field)->kind;
  if ((kind != SPT_FIELD_DECIMAL && kind != SPT_FIELD_INTEGER) || !spt_number_read_point (text, &decimal, &thousands))
    return FALSE;

  fraction = get_fraction (field);
  if (kind == SPT_FIELD_INTEGER || (fraction > 0 && fraction - 1 < 3))
    {
      *read = g_steal_pointer (&thousands);
      if (kind == SPT_FIELD_DECIMAL)
        *other = g_steal_pointer (&decimal);
    }
  else
    {
      *read = g_steal_pointer (&decimal);
      *other = g_steal_pointer (&thousands);
    }

  return TRUE;
}
