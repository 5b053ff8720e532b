/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of a call to a service. */

#define G_LOG_DOMAIN "spt-outcome"

#include "config.h"

#include "service/spt-outcome.h"

/* A report says the same of 100,000 items: its words are kept once. */
static const char *
keep_words (SptOutcome *self,
            const char *words)
{
  return words != NULL ? g_string_chunk_insert_const (self->texts, words) : NULL;
}

/**
 * spt_outcome_new:
 * @kind: what became of the call
 * @code: (nullable): code for the message table
 *
 * Makes an outcome that says no more than that: no answer, no progress, no results.
 *
 * Returns: (transfer full): the outcome
 */
SptOutcome *
spt_outcome_new (SptOutcomeKind  kind,
                 const char     *code)
{
  SptOutcome *self = g_new0 (SptOutcome, 1);

  self->kind = kind;
  self->code = g_strdup (code);
  self->progress_done = -1;
  self->progress_total = -1;
  self->retry_after_ms = -1;
  self->results = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_string_chunk_new (4096);

  return self;
}

/**
 * spt_outcome_free:
 * @self: (transfer full) (nullable): an outcome
 *
 * Frees @self and all it holds.
 */
void
spt_outcome_free (SptOutcome *self)
{
  if (self == NULL)
    return;

  g_free (self->remote_id);
  g_free (self->code);
  g_free (self->message);
  g_free (self->phase);
  g_ptr_array_unref (self->results);
  g_string_chunk_free (self->texts);
  g_free (self->exchange);
  g_clear_pointer (&self->report, g_bytes_unref);
  g_free (self->operation);
  g_clear_pointer (&self->uploads, g_ptr_array_unref);
  g_clear_pointer (&self->news, g_ptr_array_unref);
  g_free (self->note);
  g_free (self->account_note);
  g_free (self);
}

/**
 * spt_outcome_add_result:
 * @self: an outcome
 * @key: the item's key, as the service gave it
 * @state: what became of the item: done, refused or uncertain
 * @code: (nullable): code for the message table
 * @message: (nullable): the service's own words
 *
 * Adds what became of one item. All texts are copied.
 */
void
spt_outcome_add_result (SptOutcome *self,
                        const char *key,
                        SptState    state,
                        const char *code,
                        const char *message)
{
  SptItemResult *result;

  g_return_if_fail (self != NULL);
  g_return_if_fail (key != NULL);
  g_return_if_fail (state == SPT_STATE_DONE || state == SPT_STATE_REFUSED ||
                    state == SPT_STATE_UNCERTAIN);

  result = g_new0 (SptItemResult, 1);
  result->key = g_string_chunk_insert (self->texts, key);
  result->state = state;
  result->code = keep_words (self, code);
  result->message = keep_words (self, message);
  g_ptr_array_add (self->results, result);
}

/**
 * spt_outcome_add_news:
 * @self: an outcome
 * @news: where a dossier stands
 *
 * Adds what was learnt of one dossier. All is copied.
 */
void
spt_outcome_add_news (SptOutcome           *self,
                      const SptDossierNews *news)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (news != NULL);

  if (self->news == NULL)
    self->news = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_dossier_news_free);
  g_ptr_array_add (self->news, spt_dossier_news_new (news));
}

/**
 * spt_outcome_set_also:
 * @self: an outcome with a result
 * @also: (nullable): what else the service said of it
 *
 * Keeps, with the result that was added last, the words that did not win (GPD facts 13 T11).
 */
void
spt_outcome_set_also (SptOutcome *self,
                      const char *also)
{
  SptItemResult *result;

  g_return_if_fail (self != NULL && self->results->len > 0);

  result = g_ptr_array_index (self->results, self->results->len - 1);
  result->also = keep_words (self, also);
}

/**
 * spt_outcome_add_exchange:
 * @self: an outcome
 * @exchange: (nullable): the record of one exchange, secrets already masked
 *
 * Appends one more exchange to the evidence; a call may need several.
 */
void
spt_outcome_add_exchange (SptOutcome *self,
                          const char *exchange)
{
  g_return_if_fail (self != NULL);

  if (exchange == NULL)
    return;
  if (self->exchange == NULL)
    {
      self->exchange = g_strdup (exchange);
    }
  else
    {
      g_autofree char *before = self->exchange;

      self->exchange = g_strconcat (before, "\n\n", exchange, NULL);
    }
}
