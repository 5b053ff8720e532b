/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the gateway may answer to a request, from any bytes: the first two are the status. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "services/voucher/spt-voucher-answer.h"
#include "services/voucher/spt-voucher-service.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const char *const operations[] = {
    "voucher.prenotazione", "voucher.attivazione", "voucher.cessazione", "voucher.disdetta",
  };
  static const guint statuses[] = { 200, 400, 401, 403, 404, 429, 500, 502, 302, 201, 422, 405 };
  static const char *const secrets[] = { "s3cret-text", NULL };
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;
  g_autoptr (SptOutcome) outcome = NULL;
  g_autoptr (SptOutcome) trouble = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  SptVoucherInstant instant;
  SptHttpAnswer answer = {
    .result = SPT_HTTP_ANSWERED, .headers = headers, .body_complete = TRUE, .retry_after_ms = -1,
  };
  const char *operation;

  if (size < 2)
    return 0;
  answer.status = statuses[data[0] % G_N_ELEMENTS (statuses)];
  operation = operations[data[1] % G_N_ELEMENTS (operations)];
  body = g_bytes_new_static (data + 2, size - 2);
  text = g_strndup ((const char *) data + 2, size - 2);
  answer.body = body;

  outcome = spt_voucher_answer_to_request (&answer, operation, NULL, "RSSMRA80A01H501U", 0, secrets);
  FUZZ_ASSERT (outcome->kind != SPT_OUTCOME_PENDING);
  /* The one documented way, and no other. */
  FUZZ_ASSERT (outcome->kind != SPT_OUTCOME_ACCEPTED || answer.status == 200);
  FUZZ_ASSERT ((outcome->kind == SPT_OUTCOME_ACCEPTED) == (outcome->code == NULL));
  FUZZ_ASSERT ((outcome->kind == SPT_OUTCOME_ACCEPTED) == (outcome->news != NULL));
  FUZZ_ASSERT (answer.status < 500 || outcome->kind == SPT_OUTCOME_UNKNOWN);
  FUZZ_ASSERT (outcome->message == NULL || (g_utf8_validate (outcome->message, -1, NULL) &&
                                            strstr (outcome->message, secrets[0]) == NULL));

  trouble = spt_voucher_answer_to_trouble (&answer, secrets);
  FUZZ_ASSERT ((trouble == NULL) == (answer.status == 200));
  FUZZ_ASSERT (trouble == NULL || trouble->code != NULL);

  fields = spt_voucher_answer_list_fields (operation, data[0] > 127, text);
  for (guint i = 0; i < fields->len; i++)
    {
      const SptVoucherField *field = g_ptr_array_index (fields, i);

      FUZZ_ASSERT ((field->path != NULL) != (field->setting != NULL));
    }
  FUZZ_ASSERT (!spt_voucher_read_instant (text, &instant) || instant.from <= instant.to);

  return 0;
}
