/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gate G: what the core checks on one position (GPD facts 6 column G, 7, 12). */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd.h"

#include <stdarg.h>
#include <string.h>

/**
 * prc_outcome:
 * @outcome: what to fill
 * @code: the status code of the report
 * @format: the text after "code - "
 * @...: its parameters
 *
 * Notes the outcome of one row in the form of the report.
 *
 * Returns: %TRUE if the code is a success
 */
gboolean
prc_outcome (PrcOutcome *outcome,
             gint        code,
             const char *format,
             ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_free (outcome->message);
  outcome->code = code;
  outcome->message = g_strdup_printf ("%d - %s", code, text);
  return code < 400;
}

static void
complain (GString    *out,
          const char *path,
          const char *field,
          const char *reason)
{
  g_string_append_printf (out, "%spaymentPositions[0].%s%s: %s", out->len > 0 ? ", " : "", path,
                          field, reason);
}

static void
size_140 (GString    *out,
          const char *path,
          const char *field,
          const char *text)
{
  if (prc_text_length (text) > 140)
    complain (out, path, field, "size must be between 0 and 140");
}

static void
account_code (GString    *out,
              const char *path,
              const char *field,
              const char *text)
{
  gsize length = text != NULL ? strlen (text) : 1;
  gsize i;

  for (i = 0; text != NULL && i < length && g_ascii_isalnum (text[i]); i++)
    ;
  if (length < 1 || length > 35 || (text != NULL && i < length))
    complain (out, path, field, "must match \"[a-zA-Z0-9]{1,35}\"");
}

static void
check_metadata (GString       *out,
                const char    *path,
                const char    *field,
                const PrcList *list)
{
  guint i;

  if (list->length > 10)
    complain (out, path, field, "size must be between 0 and 10");
  for (i = 0; i < list->length; i++)
    {
      const PrcMeta *meta = list->items[i];
      g_autofree char *at = g_strdup_printf ("%s%s[%u].", path, field, i);

      if (prc_text_blank (meta->key))
        complain (out, at, "key", "must not be blank");
      if (prc_text_blank (meta->value))
        complain (out, at, "value", "must not be blank");
      size_140 (out, at, "key", meta->key);
      size_140 (out, at, "value", meta->value);
    }
}

static void
check_transfer (GString           *out,
                const char        *path,
                const PrcTransfer *transfer)
{
  const PrcStamp *stamp = transfer->stamp;

  size_140 (out, path, "companyName", transfer->company_name);
  size_140 (out, path, "remittanceInformation", transfer->remittance);
  account_code (out, path, "iban", transfer->iban);
  account_code (out, path, "postalIban", transfer->postal_iban);
  check_metadata (out, path, "transferMetadata", &transfer->metadata);
  if (stamp == NULL)
    return;
  if (prc_text_blank (stamp->hash_document))
    complain (out, path, "stamp.hashDocument", "must not be blank");
  if (prc_text_length (stamp->hash_document) > 72)
    complain (out, path, "stamp.hashDocument", "size must be between 0 and 72");
  if (prc_text_length (stamp->stamp_type) != 2)
    complain (out, path, "stamp.stampType", "size must be between 2 and 2");
  if (stamp->province == NULL || !prc_country_code (stamp->province))
    complain (out, path, "stamp.provincialResidence", "must match \"[A-Z]{2}\"");
}

static gboolean
unique_keys (const PrcList *list,
             gboolean       reserved,
             PrcOutcome    *outcome)
{
  guint i, j;

  for (i = 0; i < list->length; i++)
    {
      const PrcMeta *meta = list->items[i];

      if (reserved && g_str_equal (meta->key, "NOTIFICATION_FEE"))
        return prc_outcome (outcome, 409, "Reserved payment option metadata key [%s]", meta->key);
      for (j = 0; j < i; j++)
        {
          if (g_str_equal (((PrcMeta *) list->items[j])->key, meta->key))
            return prc_outcome (outcome, 409, "Duplicate metadata key [%s]", meta->key);
        }
    }
  return TRUE;
}

/**
 * prc_rules_fields:
 * @position: a position that passed gate U
 * @outcome: filled on refusal
 *
 * Checks single fields and metadata keys.
 *
 * Returns: %TRUE if nothing is wrong
 */
gboolean
prc_rules_fields (const PrcPosition *position,
                  PrcOutcome        *outcome)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint i, j;

  for (i = 0; i < position->options.length; i++)
    {
      const PrcOption *option = position->options.items[i];
      g_autofree char *path = g_strdup_printf ("paymentOption[%u].", i);

      size_140 (out, path, "description", option->description);
      check_metadata (out, path, "paymentOptionMetadata", &option->metadata);
      for (j = 0; j < option->transfers.length; j++)
        {
          g_autofree char *at = g_strdup_printf ("%stransfer[%u].", path, j);

          check_transfer (out, at, option->transfers.items[j]);
        }
    }
  if (out->len > 0)
    return prc_outcome (outcome, 400, "%s", out->str);

  for (i = 0; i < position->options.length; i++)
    {
      const PrcOption *option = position->options.items[i];

      if (!unique_keys (&option->metadata, TRUE, outcome))
        return FALSE;
      for (j = 0; j < option->transfers.length; j++)
        {
          if (!unique_keys (&((PrcTransfer *) option->transfers.items[j])->metadata, FALSE,
                            outcome))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
refuse_dates (PrcOutcome *outcome,
              const char *text,
              gint64      first,
              gint64      second)
{
  g_autoptr (GString) values = g_string_new (NULL);

  prc_date_append (values, first, "T", TRUE);
  g_string_append (values, "; ");
  prc_date_append (values, second, "T", TRUE);
  return prc_outcome (outcome, 400, "Dates congruence error: %s [%s]", text, values->str);
}

/**
 * prc_rules_dates:
 * @position: the position
 * @update: whether it is an update
 * @validity: the validity date in force: given, preserved, or %PRC_NO_DATE
 * @now: the practice clock, microseconds UTC
 * @outcome: filled on refusal
 *
 * Checks the dates against each other and the clock (GPD facts 7).
 *
 * Returns: %TRUE if nothing is wrong
 */
gboolean
prc_rules_dates (const PrcPosition *position,
                 gboolean           update,
                 gint64             validity,
                 gint64             now,
                 PrcOutcome        *outcome)
{
  guint i;

  if (!update && validity != PRC_NO_DATE && validity <= now)
    return refuse_dates (outcome, "validity_date must be after current_date", validity, now);
  for (i = 0; i < position->options.length; i++)
    {
      const PrcOption *option = position->options.items[i];
      gint64 due = option->due_date;

      if ((!update || position->switch_to_expired == 1) && due < now)
        return refuse_dates (outcome, "due_date must not be before current_date", due, now);
      if (update && validity == PRC_NO_DATE && due < now)
        return refuse_dates (outcome, "due_date must not be before validity_date", due, now);
      if (validity != PRC_NO_DATE && due < validity)
        return refuse_dates (outcome, "due_date must not be before validity_date", due, validity);
      if (option->retention_date != PRC_NO_DATE && option->retention_date < due)
        return refuse_dates (outcome, "retention_date must not be before due_date",
                             option->retention_date, due);
    }
  return TRUE;
}

static gboolean
given (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
check_accredit (const PrcOption   *option,
                const PrcTransfer *transfer,
                PrcOutcome        *outcome)
{
  const PrcStamp *stamp = transfer->stamp;
  gboolean stamped = stamp != NULL && given (stamp->hash_document) && given (stamp->stamp_type) &&
                     given (stamp->province);

  if (given (transfer->iban) == stamped)
    return prc_outcome (outcome, 400, "Transfer must have either an iban or a stamp "
                        "[iuv=%s, idTransfer=%s]", option->iuv, transfer->id_transfer);
  if (given (transfer->postal_iban) && !given (transfer->iban))
    return prc_outcome (outcome, 400, "postalIban is allowed only with an iban "
                        "[iuv=%s, idTransfer=%s]", option->iuv, transfer->id_transfer);
  return TRUE;
}

/**
 * prc_rules_amounts:
 * @position: the position
 * @outcome: filled on refusal
 *
 * Checks number, ids, accounts and sum of the transfers of every option.
 *
 * Returns: %TRUE if nothing is wrong
 */
gboolean
prc_rules_amounts (const PrcPosition *position,
                   PrcOutcome        *outcome)
{
  guint i, j;

  for (i = 0; i < position->options.length; i++)
    {
      const PrcOption *option = position->options.items[i];
      gint64 sum = 0;

      if (option->transfers.length > 5)
        return prc_outcome (outcome, 400, "The maximum number of transfers is 5 [iuv=%s, "
                            "transfers=%u]", option->iuv, option->transfers.length);
      for (j = 0; j < option->transfers.length; j++)
        {
          const PrcTransfer *transfer = option->transfers.items[j];
          const char *id = transfer->id_transfer;

          if (id[0] < '1' || id[0] > '5' || id[1] != '\0')
            return prc_outcome (outcome, 400, "Invalid idTransfer [iuv=%s, idTransfer=%s]",
                                option->iuv, id);
          if (!check_accredit (option, transfer, outcome))
            return FALSE;
          if (!g_uint64_checked_add ((guint64 *) &sum, (guint64) sum, (guint64) transfer->amount) ||
              sum < 0)
            return prc_outcome (outcome, 400, "The amounts are too large [iuv=%s]", option->iuv);
        }
      if (sum != option->amount)
        return prc_outcome (outcome, 400, "The total amount of the transfers must match the amount "
                            "of the payment option [iuv=%s, amount=%" G_GINT64_FORMAT ", "
                            "transfers=%"
                            G_GINT64_FORMAT "]", option->iuv, option->amount, sum);
    }
  return TRUE;
}
