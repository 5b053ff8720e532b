/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the token's address may answer, from any bytes: the first is the status. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "services/voucher/spt-voucher-token.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const guint statuses[] = { 200, 400, 401, 429, 500, 503, 302, 407, 404 };
  static const char *const secret = "s3cret-text";
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SptOutcome) trouble = NULL;
  g_autofree char *token = NULL;
  gint64 life_ms;
  SptHttpAnswer answer = {
    .result = SPT_HTTP_ANSWERED, .headers = headers, .body_complete = TRUE, .retry_after_ms = -1,
  };

  if (size < 1)
    return 0;
  answer.status = statuses[data[0] % G_N_ELEMENTS (statuses)];
  body = g_bytes_new_static (data + 1, size - 1);
  answer.body = body;

  trouble = spt_voucher_token_read (&answer, secret, &token, &life_ms);
  FUZZ_ASSERT ((trouble == NULL) == (token != NULL));
  if (token != NULL)
    {
      FUZZ_ASSERT (answer.status == 200 && *token != '\0');
      FUZZ_ASSERT (life_ms >= 1000 && life_ms <= 86400000);
      FUZZ_ASSERT (spt_voucher_token_get_use_ms (life_ms) > 0);
      FUZZ_ASSERT (spt_voucher_token_get_use_ms (life_ms) < life_ms);
      /* It goes into a header as it is. */
      for (const char *c = token; *c != '\0'; c++)
        FUZZ_ASSERT (g_ascii_isgraph (*c));
      return 0;
    }
  FUZZ_ASSERT (trouble->kind == SPT_OUTCOME_NOT_SENT && trouble->code != NULL);
  FUZZ_ASSERT (trouble->message == NULL || (g_utf8_validate (trouble->message, -1, NULL) &&
                                            strstr (trouble->message, secret) == NULL));

  return 0;
}
