/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the service may answer to each of its calls, and any list of codes, from any bytes: the first two
 * are the status and the call. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "services/trovapec/spt-trovapec-answer.h"
#include "services/trovapec/spt-trovapec-document.h"
#include "services/trovapec/spt-trovapec-note.h"
#include "services/trovapec/spt-trovapec-reply.h"

#define SECRET "s3cret-text"

static void
check_outcome (const SptOutcome *outcome)
{
  FUZZ_ASSERT (outcome->message == NULL || (g_utf8_validate (outcome->message, -1, NULL) &&
                                            strstr (outcome->message, SECRET) == NULL));
  FUZZ_ASSERT (outcome->remote_id == NULL || outcome->kind == SPT_OUTCOME_PENDING);
  FUZZ_ASSERT (outcome->kind == SPT_OUTCOME_ACCEPTED || outcome->kind == SPT_OUTCOME_PENDING ||
               outcome->code != NULL);
}

/* The one documented way, and no other. */
static void
check_lookup (const SptHttpAnswer *answer,
              const SptOutcome    *outcome)
{
  FUZZ_ASSERT (outcome->kind != SPT_OUTCOME_ACCEPTED);
  FUZZ_ASSERT ((outcome->kind == SPT_OUTCOME_PENDING) == (outcome->remote_id != NULL));
  FUZZ_ASSERT (outcome->kind != SPT_OUTCOME_PENDING || answer->status == 200);
  FUZZ_ASSERT (outcome->kind != SPT_OUTCOME_REFUSED || answer->status == 200);
  FUZZ_ASSERT (outcome->remote_id == NULL || (*outcome->remote_id != '\0' &&
                                              strchr (outcome->remote_id, '\n') == NULL));
}

static void
check_result (const SptHttpAnswer *answer,
              const SptOutcome    *outcome)
{
  const SptDossierNews *news;

  FUZZ_ASSERT (outcome->kind != SPT_OUTCOME_UNKNOWN && outcome->kind != SPT_OUTCOME_NOT_SENT);
  if (outcome->kind != SPT_OUTCOME_ACCEPTED)
    return;
  FUZZ_ASSERT (answer->status == 200);
  FUZZ_ASSERT (outcome->news != NULL && outcome->news->len == 1);
  news = g_ptr_array_index (outcome->news, 0);
  FUZZ_ASSERT (news->result != NULL && *news->phase != '\0');
  FUZZ_ASSERT ((*news->result == '\0') == (strcmp (news->stage, "not-found") == 0));
  FUZZ_ASSERT ((news->fills != NULL) == (strcmp (news->stage, "found") == 0));
  FUZZ_ASSERT (news->fills == NULL || spt_trovapec_is_address (news->result) ||
               strstr (news->result, "•••") != NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const guint statuses[] = { 200, 201, 302, 400, 401, 403, 404, 407, 429, 500, 502 };
  static const char *const secrets[] = { SECRET, NULL };
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SptOutcome) outcome = NULL;
  g_autoptr (GPtrArray) codes = NULL;
  g_autofree char *note = NULL;
  SptTrovapecBalance balance;
  SptHttpAnswer answer = {
    .result = SPT_HTTP_ANSWERED, .headers = headers, .body_complete = TRUE, .retry_after_ms = -1,
  };
  gint64 cents;

  if (size < 2)
    return 0;
  /* Mostly 200: the others say little. */
  answer.status = data[0] < 128 ? 200 : statuses[data[0] % G_N_ELEMENTS (statuses)];
  body = g_bytes_new_static (data + 2, size - 2);
  answer.body = body;

  switch (data[1] % 4)
    {
    case 0:
      outcome = spt_trovapec_answer_to_lookup (&answer, secrets);
      check_lookup (&answer, outcome);
      break;
    case 1:
      outcome = spt_trovapec_answer_to_result (&answer, "RSSMRA80A01H501U", "token", secrets);
      check_result (&answer, outcome);
      break;
    case 2:
      outcome = spt_trovapec_answer_to_cancel (&answer, "RSSMRA80A01H501U", secrets);
      FUZZ_ASSERT (outcome->kind != SPT_OUTCOME_PENDING);
      FUZZ_ASSERT (outcome->kind != SPT_OUTCOME_ACCEPTED || answer.status == 200);
      break;
    default:
      outcome = spt_trovapec_answer_to_balance (&answer, secrets, &cents);
      FUZZ_ASSERT (outcome->kind != SPT_OUTCOME_PENDING);
      break;
    }
  check_outcome (outcome);

  codes = spt_trovapec_read_codes (NULL, data + 2, size - 2, issues);
  for (guint i = 0; i < codes->len; i++)
    {
      const SptTrovapecCode *code = g_ptr_array_index (codes, i);

      FUZZ_ASSERT (strlen (code->code) == 11 || strlen (code->code) == 16);
      FUZZ_ASSERT (code->row > 0);
    }
  FUZZ_ASSERT (codes->len > 0 || spt_issue_list_get_n_errors (issues) > 0);

  note = g_strndup ((const char *) data + 2, size - 2);
  spt_trovapec_balances_find (note, G_MAXINT64, &balance);

  return 0;
}
