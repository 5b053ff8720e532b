/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the register may answer, from any bytes: the first is the status, the second says whether it is
 * settled, or the bytes are a document that is looked at. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "services/catasto/spt-catasto-answer.h"
#include "services/catasto/spt-catasto-document.h"

#define NOW G_GINT64_CONSTANT (1795262400000)

static void
check_document (const char *text,
                gsize       length,
                guint       which)
{
  static const char *const operations[] = { "catasto.9", "catasto.84", "catasto.87", "catasto.88", "catasto.52", "catasto.3" };
  const SptCatastoOperation *operation = spt_catasto_operation_find (operations[which % G_N_ELEMENTS (operations)]);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_auto (SptCatastoDocument) document = { NULL };

  FUZZ_ASSERT (spt_catasto_document_read (&document, operation, text, length, NOW, issues, NULL));
  /* What is looked at has a plant; what has none has an error. */
  FUZZ_ASSERT (document.record != NULL || spt_issue_list_get_n_errors (issues) > 0);
  FUZZ_ASSERT (spt_issue_list_get_n_errors (issues) > 0 || *document.code != '\0');
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      g_autofree char *said = spt_issue_dup_message (issue, NULL);

      FUZZ_ASSERT (*said != '\0' && g_utf8_validate (said, -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const guint statuses[] = { 200, 201, 400, 401, 403, 404, 409, 413, 418, 422, 429, 500, 502, 503, 302 };
  static const char *const secret = "s3cret-text";
  const char *const secrets[] = { secret, NULL };
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SptOutcome) outcome = NULL;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  SptHttpAnswer answer = {
    .result = SPT_HTTP_ANSWERED, .headers = headers, .body_complete = TRUE, .retry_after_ms = -1,
  };
  SptCatastoQuestion question = {
    .operation = spt_catasto_operation_find ("catasto.9"), .plant = "PROVA0001", .secrets = secrets,
  };

  if (size < 2)
    return 0;
  if (data[1] % 4 == 3)
    {
      check_document ((const char *) data + 2, size - 2, data[0]);
      return 0;
    }
  answer.status = statuses[data[0] % G_N_ELEMENTS (statuses)];
  answer.body_complete = data[1] < 0xf0;
  question.settles = data[1] % 4 == 1;
  body = g_bytes_new_static (data + 2, size - 2);
  answer.body = body;
  outcome = spt_catasto_read_answer (&answer, &question);

  FUZZ_ASSERT (outcome->code != NULL);
  FUZZ_ASSERT (outcome->kind != SPT_OUTCOME_ACCEPTED || (answer.status < 300 && answer.body_complete));
  FUZZ_ASSERT (outcome->kind != SPT_OUTCOME_REFUSED || answer.status < 300 ||
               (answer.status >= 400 && answer.status < 500));
  FUZZ_ASSERT (!question.settles || outcome->kind != SPT_OUTCOME_NOT_SENT);
  FUZZ_ASSERT (outcome->remote_id == NULL || outcome->kind == SPT_OUTCOME_ACCEPTED);
  if (outcome->message != NULL)
    {
      FUZZ_ASSERT (g_utf8_validate (outcome->message, -1, NULL));
      FUZZ_ASSERT (strstr (outcome->message, secret) == NULL);
      FUZZ_ASSERT (strpbrk (outcome->message, "\r\n") == NULL);
    }
  if (outcome->note != NULL)
    {
      g_autoptr (GPtrArray) rcee = spt_catasto_note_list_rcee (outcome->note);

      FUZZ_ASSERT (strstr (outcome->note, secret) == NULL);
      FUZZ_ASSERT (rcee != NULL);
      spt_catasto_note_add_issues (outcome->note, question.operation, issues);
    }

  return 0;
}
