/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gate U: the field constraints checked while the client waits; only messages, never a row. */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd.h"

#include <string.h>

/**
 * prc_text_blank:
 * @text: (nullable): a text
 *
 * Says whether a text is missing, empty or only white space.
 *
 * Returns: %TRUE if so
 */
gboolean
prc_text_blank (const char *text)
{
  if (text == NULL)
    return TRUE;
  while (*text != '\0' && (guchar) *text <= ' ')
    text++;
  return *text == '\0';
}

/**
 * prc_text_length:
 * @text: (nullable): a text
 *
 * Counts as Java does: UTF-16 units.
 *
 * Returns: the length, 0 for %NULL
 */
glong
prc_text_length (const char *text)
{
  glong length = 0;

  for (; text != NULL && *text != '\0'; text++)
    {
      if (((guchar) *text & 0xc0) != 0x80)
        length += (guchar) *text >= 0xf0 ? 2 : 1;
    }
  return length;
}

/**
 * prc_country_code:
 * @text: (nullable): a text
 *
 * Checks `[A-Z]{2}`; nothing is fine, an empty text is not.
 *
 * Returns: %TRUE if it passes
 */
gboolean
prc_country_code (const char *text)
{
  return text == NULL ||
         (g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]) && text[2] == '\0');
}

/**
 * prc_email_like:
 * @text: (nullable): a text
 *
 * The permissive e-mail check: something, one at-sign, labels with no empty one; empty passes.
 *
 * Returns: %TRUE if it passes
 */
gboolean
prc_email_like (const char *text)
{
  const char *at, *p;

  if (text == NULL || *text == '\0')
    return TRUE;
  at = strrchr (text, '@');
  if (at == NULL || at == text || at - text > 64 || at[1] == '\0' || strlen (at + 1) > 255)
    return FALSE;
  if (text[0] == '.' || at[-1] == '.')
    return FALSE;
  for (p = text; *p != '\0'; p++)
    {
      if ((guchar) *p <= ' ' || (p != at && strchr ("@()<>[]\\,;:\"", *p) != NULL))
        return FALSE;
      if (*p == '.' && (p[1] == '.' || p[1] == '\0' || (p > text && p[-1] == '@')))
        return FALSE;
    }
  return TRUE;
}

static void
add (GHashTable *messages,
     const char *message)
{
  g_hash_table_add (messages, (gpointer) message);
}

static void
required (GHashTable *messages,
          const char *text,
          const char *message)
{
  if (prc_text_blank (text))
    add (messages, message);
}

static void
up_to_140 (GHashTable *messages,
           const char *text)
{
  if (prc_text_length (text) > 140)
    add (messages, "size must be between 0 and 140");
}

static void
check_amount (GHashTable *messages,
              gint64      amount)
{
  if (amount == PRC_NO_NUMBER)
    add (messages, "amount is required");
  else if (amount < 1)
    add (messages, "minimum amount is 1 eurocent");
}

static void
check_metadata (GHashTable    *messages,
                const PrcList *list)
{
  guint i;

  if (list->length > 10)
    add (messages, "size must be between 0 and 10");
  for (i = 0; i < list->length; i++)
    {
      const PrcMeta *meta = list->items[i];

      required (messages, meta->key, "key is required");
      up_to_140 (messages, meta->key);
    }
}

static void
check_option (GHashTable      *messages,
              const PrcOption *option)
{
  guint i;

  required (messages, option->iuv, "iuv is required");
  check_amount (messages, option->amount);
  required (messages, option->description, "payment option description is required");
  up_to_140 (messages, option->description);
  if (option->partial == PRC_NO_BOOL)
    add (messages, "is partial payment is required");
  if (option->due_date == PRC_NO_DATE)
    add (messages, "due date is required");
  check_metadata (messages, &option->metadata);
  for (i = 0; i < option->transfers.length; i++)
    {
      const PrcTransfer *transfer = option->transfers.items[i];

      required (messages, transfer->id_transfer, "id transfer is required");
      check_amount (messages, transfer->amount);
      required (messages, transfer->remittance, "remittance information is required");
      required (messages, transfer->category, "category is required");
      check_metadata (messages, &transfer->metadata);
    }
}

/**
 * prc_validate_position:
 * @position: one position of the file
 * @messages: (element-type utf8): a set to which constant messages are added
 *
 * Checks the constraints of the upload service (GPD facts 6, column U). Stamps are not looked at.
 */
void
prc_validate_position (const PrcPosition *position,
                       GHashTable        *messages)
{
  guint i;

  required (messages, position->iupd, "iupd is required");
  if (position->type == 0)
    add (messages, "type is required");
  required (messages, position->fiscal_code, "fiscal code is required");
  required (messages, position->full_name, "full name is required");
  if (position->switch_to_expired == PRC_NO_BOOL)
    add (messages, "switch to expired value is required");
  required (messages, position->company_name, "company name is required");
  up_to_140 (messages, position->company_name);
  up_to_140 (messages, position->office_name);
  if (!prc_country_code (position->country))
    add (messages, "must match \"[A-Z]{2}\"");
  if (!prc_email_like (position->email))
    add (messages, "Please provide a valid email address");
  for (i = 0; i < position->options.length; i++)
    check_option (messages, position->options.items[i]);
}
