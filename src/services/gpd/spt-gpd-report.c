/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report spread over the positions that were sent. */

#define G_LOG_DOMAIN "spt-gpd-report"

#include "config.h"

#include "services/gpd/spt-gpd-report.h"

#include <string.h>

#include "services/gpd/spt-gpd-answer.h"

/* What the groups say about one IUPD. */
typedef struct
{
  const SptGpdReportGroup *done;    /* (nullable) the first of its kind, and so the next two */
  const SptGpdReportGroup *refused; /* (nullable) */
  const SptGpdReportGroup *unclear; /* (nullable) a code that says neither */
  const SptGpdReportGroup *more;    /* (nullable) another of any kind, with other words */
} Verdict;

/* One who is named and is not ours. */
typedef struct
{
  const char *key; /* the report's */
  Verdict     verdict;
} Stranger;

/* What the report says, of ours and of others. */
typedef struct
{
  guint       n_keys;
  Verdict    *own;       /* (owned): one for each of our keys, in their order */
  GHashTable *by_key;    /* (owned) (element-type utf8 Verdict) */
  GPtrArray  *strangers; /* (owned) (element-type Stranger): as they first came */
} Verdicts;

static void
clear_verdicts (Verdicts *self)
{
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->strangers, g_ptr_array_unref);
  g_clear_pointer (&self->own, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Verdicts, clear_verdicts)

static gboolean
is_success (gint64 code)
{
  return code >= 200 && code < 300;
}

static gboolean
is_refusal (gint64 code)
{
  return code >= 400 && code < 600;
}

static void
note_group (Verdict                 *verdict,
            const SptGpdReportGroup *group)
{
  const SptGpdReportGroup **slot = is_success (group->code) ? &verdict->done
                                   : is_refusal (group->code) ? &verdict->refused
                                   : &verdict->unclear;

  if (*slot == NULL)
    *slot = group;
  else if (verdict->more == NULL &&
           ((*slot)->code != group->code || g_strcmp0 ((*slot)->message, group->message) != 0))
    verdict->more = group;
}

/* What a group says, and at least its code. */
static void
append_words (GString                 *text,
              const SptGpdReportGroup *group)
{
  if (text->len > 0)
    g_string_append (text, "; ");
  if (group->message != NULL)
    g_string_append (text, group->message);
  else
    g_string_append_printf (text, "%" G_GINT64_FORMAT, group->code);
}

/**
 * spt_gpd_report_is_final:
 * @report: a report
 *
 * Says whether a report is the last word: v1 gives unfinished ones too (GPD facts 9).
 *
 * Returns: %TRUE if so
 */
gboolean
spt_gpd_report_is_final (const SptGpdReport *report)
{
  return report->has_end || (report->submitted > 0 && report->processed >= report->submitted);
}

/**
 * spt_gpd_report_has_code:
 * @report: a report
 * @code: an HTTP status of a group
 *
 * Says whether a group of that code names anybody.
 *
 * Returns: %TRUE if so
 */
gboolean
spt_gpd_report_has_code (const SptGpdReport *report,
                         gint64              code)
{
  for (guint i = 0; i < report->groups->len; i++)
    {
      const SptGpdReportGroup *group = g_ptr_array_index (report->groups, i);

      if (group->code == code && group->iupds->len > 0)
        return TRUE;
    }

  return FALSE;
}

/* The verdict of a key that a group names; a group names ours in their order, mostly: @next, the
 * number of the one that should follow, is tried first. */
static Verdict *
get_verdict (Verdicts   *verdicts,
             GPtrArray  *keys,
             const char *key,
             guint      *next)
{
  Verdict *verdict;
  Stranger *stranger;

  if (*next < verdicts->n_keys && strcmp (g_ptr_array_index (keys, *next), key) == 0)
    {
      /* Of a key that stands twice the table has the last. */
      verdict = g_hash_table_size (verdicts->by_key) - verdicts->strangers->len == verdicts->n_keys
                  ? &verdicts->own[*next] : g_hash_table_lookup (verdicts->by_key, key);
      *next += 1;
      return verdict;
    }

  verdict = g_hash_table_lookup (verdicts->by_key, key);
  if (verdict == NULL)
    {
      stranger = g_new0 (Stranger, 1);
      stranger->key = key;
      g_ptr_array_add (verdicts->strangers, stranger);
      g_hash_table_insert (verdicts->by_key, (gpointer) key, &stranger->verdict);
      return &stranger->verdict;
    }
  if (verdict >= verdicts->own && verdict < verdicts->own + verdicts->n_keys)
    *next = (guint) (verdict - verdicts->own) + 1;

  return verdict;
}

static void
collect (const SptGpdReport *report,
         GPtrArray          *keys,
         Verdicts           *verdicts)
{
  verdicts->n_keys = keys != NULL ? keys->len : 0;
  verdicts->own = g_new0 (Verdict, verdicts->n_keys + 1);
  verdicts->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  verdicts->strangers = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < verdicts->n_keys; i++)
    g_hash_table_insert (verdicts->by_key, g_ptr_array_index (keys, i), &verdicts->own[i]);

  for (guint i = 0; i < report->groups->len; i++)
    {
      const SptGpdReportGroup *group = g_ptr_array_index (report->groups, i);
      guint next = 0;

      for (guint j = 0; j < group->iupds->len; j++)
        note_group (get_verdict (verdicts, keys, g_ptr_array_index (group->iupds, j), &next),
                    group);
    }
}

/* 201 is said for a create alone, 200 for update and delete (GPD facts 12). */
static gboolean
is_other_operation (const SptGpdReport *report,
                    const char         *operation)
{
  gboolean is_create = g_strcmp0 (operation, "gpd.create") == 0;

  for (guint i = 0; i < report->groups->len; i++)
    {
      const SptGpdReportGroup *group = g_ptr_array_index (report->groups, i);

      if ((group->code == 201 && !is_create) || (group->code == 200 && is_create))
        return TRUE;
    }

  return FALSE;
}

/**
 * spt_gpd_report_compare:
 * @report: a report
 * @operation: what we sent
 * @keys: (element-type utf8) (nullable): the IUPDs we sent
 *
 * Says whether the report can be about our upload.
 *
 * Returns: how much of it is ours
 */
SptGpdLikeness
spt_gpd_report_compare (const SptGpdReport *report,
                        const char         *operation,
                        GPtrArray          *keys)
{
  g_auto (Verdicts) verdicts = { 0 };
  GHashTableIter iter;
  gpointer value;
  guint n_told = 0;
  guint n_strangers;
  guint n_both;

  if (is_other_operation (report, operation))
    return SPT_GPD_LIKENESS_NONE;

  collect (report, keys, &verdicts);
  g_hash_table_iter_init (&iter, verdicts.by_key);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Verdict *verdict = value;

      n_told += verdict->done != NULL || verdict->refused != NULL || verdict->unclear != NULL;
    }
  n_strangers = verdicts.strangers->len;
  n_both = n_told - n_strangers;

  if (n_both == 0)
    return SPT_GPD_LIKENESS_NONE;

  if (n_strangers > 0)
    return SPT_GPD_LIKENESS_MIXED;

  return n_told < g_hash_table_size (verdicts.by_key) ? SPT_GPD_LIKENESS_PART
                                                      : SPT_GPD_LIKENESS_ALL;
}

/* The better word wins, whatever their order; the others are kept beside it (GPD facts 13 T11). */
static void
tell (const char    *key,
      const Verdict *verdict,
      const char    *operation,
      SptOutcome    *outcome)
{
  const SptGpdReportGroup *group = verdict->done != NULL ? verdict->done
                                   : verdict->refused != NULL ? verdict->refused
                                   : verdict->unclear;
  const SptGpdReportGroup *const all[] = {
    verdict->done, verdict->refused, verdict->unclear, verdict->more
  };
  g_autoptr (GString) also = NULL;

  if (group == NULL)
    {
      spt_outcome_add_result (outcome, key, SPT_STATE_UNCERTAIN, "not-in-report", NULL);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if (all[i] == NULL || all[i] == group)
        continue;
      if (also == NULL)
        also = g_string_new (NULL);
      append_words (also, all[i]);
    }
  if (group == verdict->done)
    spt_outcome_add_result (outcome, key, SPT_STATE_DONE,
                            verdict->refused != NULL ? "gpd-both" : NULL, group->message);
  else if (group == verdict->refused)
    spt_outcome_add_result (outcome, key, SPT_STATE_REFUSED,
                            spt_gpd_answer_find_row (operation, group->code), group->message);
  else
    {
      g_autoptr (GString) words = g_string_new (NULL);

      /* Nobody knows what such a code means: it is shown as it came. */
      if (group->code > 0)
        g_string_append_printf (words, "%" G_GINT64_FORMAT "%s", group->code,
                                group->message != NULL ? ": " : "");
      g_string_append (words, group->message != NULL ? group->message : "");
      spt_outcome_add_result (outcome, key, SPT_STATE_UNCERTAIN, "gpd-other",
                              words->len > 0 ? words->str : NULL);
    }
  if (also != NULL)
    spt_outcome_set_also (outcome, also->str);
}

/**
 * spt_gpd_report_spread:
 * @report: a report
 * @operation: what we sent
 * @keys: (element-type utf8) (nullable): the IUPDs we sent, in order
 * @outcome: gets the results
 *
 * Says what became of each position. A success wins over a refusal of the same IUPD (T11); what the
 * report does not mention is uncertain; strangers follow as they are.
 */
void
spt_gpd_report_spread (const SptGpdReport *report,
                       const char         *operation,
                       GPtrArray          *keys,
                       SptOutcome         *outcome)
{
  g_auto (Verdicts) verdicts = { 0 };

  collect (report, keys, &verdicts);
  for (guint i = 0; i < verdicts.n_keys; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      const Verdict *verdict = &verdicts.own[i];

      /* A key that stands twice. */
      if (verdict->done == NULL && verdict->refused == NULL && verdict->unclear == NULL)
        verdict = g_hash_table_lookup (verdicts.by_key, key);
      tell (key, verdict, operation, outcome);
    }
  for (guint i = 0; i < verdicts.strangers->len; i++)
    {
      const Stranger *stranger = g_ptr_array_index (verdicts.strangers, i);

      tell (stranger->key, &stranger->verdict, operation, outcome);
    }
}
