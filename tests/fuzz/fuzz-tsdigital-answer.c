/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the registry and its authentication may answer, from any bytes: the first is the status, the
 * second says what was asked. A token's end, and the field that a message means, with it. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "services/tsdigital/spt-tsdigital-flow.h"
#include "services/tsdigital/spt-tsdigital-record.h"

static void
check_words (const SptOutcome *outcome,
             const char       *secret)
{
  g_autofree char *path = NULL;

  if (outcome->message == NULL)
    return;
  FUZZ_ASSERT (g_utf8_validate (outcome->message, -1, NULL));
  FUZZ_ASSERT (strstr (outcome->message, secret) == NULL);
  FUZZ_ASSERT (strpbrk (outcome->message, "\r\n") == NULL);
  path = spt_tsdigital_dup_answer_path (outcome->message);
  FUZZ_ASSERT (path == NULL || *path != '\0');
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const guint statuses[] = { 200, 201, 202, 400, 401, 403, 404, 409, 418, 422, 429, 500, 502, 302 };
  static const char *const secret = "s3cret-text";
  const char *const secrets[] = { secret, NULL };
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SptOutcome) outcome = NULL;
  g_autofree char *text = NULL;
  SptHttpAnswer answer = {
    .result = SPT_HTTP_ANSWERED, .headers = headers, .body_complete = TRUE, .retry_after_ms = -1,
  };

  if (size < 2)
    return 0;
  answer.status = statuses[data[0] % G_N_ELEMENTS (statuses)];
  answer.body_complete = data[1] < 0xf0;
  body = g_bytes_new_static (data + 2, size - 2);
  answer.body = body;

  if (data[1] % 4 == 0)
    {
      outcome = spt_tsdigital_read_answer (&answer, "00743110157", secrets);
      FUZZ_ASSERT (outcome->code != NULL);
      /* Accepted is a 202 with an identifier, whole; and nothing else (services facts 2.7). */
      FUZZ_ASSERT ((outcome->kind == SPT_OUTCOME_ACCEPTED) == (outcome->remote_id != NULL));
      FUZZ_ASSERT (outcome->kind != SPT_OUTCOME_ACCEPTED ||
                   (answer.status == 202 && answer.body_complete && outcome->news->len == 1));
      FUZZ_ASSERT (outcome->kind != SPT_OUTCOME_REFUSED ||
                   (answer.status >= 400 && answer.status < 500));
      check_words (outcome, secret);
      return 0;
    }
  if (data[1] % 4 == 1 || data[1] % 4 == 2)
    {
      outcome = spt_tsdigital_login_read (&answer, data[1] % 4 == 1 ? "nonce" : "accessToken",
                                          secrets, &text);
      FUZZ_ASSERT ((outcome == NULL) == (text != NULL));
      if (outcome != NULL)
        {
          FUZZ_ASSERT (outcome->kind == SPT_OUTCOME_NOT_SENT && outcome->code != NULL);
          check_words (outcome, secret);
        }
      else
        {
          gint64 use_ms = spt_tsdigital_get_use_ms (text, G_GINT64_CONSTANT (1795262400000));

          FUZZ_ASSERT (answer.status >= 200 && answer.status < 300);
          FUZZ_ASSERT (use_ms >= 0 && use_ms <= 86400000);
          /* It goes into a header as it is. */
          for (const char *c = text; *c != '\0'; c++)
            FUZZ_ASSERT (g_ascii_isgraph (*c));
        }
      return 0;
    }

  /* A token by itself, and a message. */
  text = g_strndup ((const char *) data + 2, size - 2);
  {
    g_autofree char *bearer = spt_tsdigital_dup_bearer (text);
    g_autofree char *valid = g_utf8_make_valid (text, -1);
    g_autofree char *path = spt_tsdigital_dup_answer_path (valid);
    gint64 exp;

    FUZZ_ASSERT (bearer == NULL || strpbrk (bearer, " \t\r\n") == NULL);
    if (spt_tsdigital_read_exp (text, &exp))
      FUZZ_ASSERT (exp > 0 && exp <= G_GINT64_CONSTANT (253402300799));
    FUZZ_ASSERT (path == NULL || *path != '\0');
  }

  return 0;
}
