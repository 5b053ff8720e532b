/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that people wait for come one by one, and are told together. */
#define G_LOG_DOMAIN "spt-outbox"

#include "config.h"

#include "outbox/spt-outbox-private.h"

/* Of an order of twenty one answer comes a second: whoever ordered them is told once, when no more come; but of an order of a
 * thousand he hears before the last. */
#define QUIET_MS   10000
#define LONGEST_MS 60000

static void
sum_free (gpointer data)
{
  SptNewsSum *sum = data;

  spt_news_sum_clear (sum);
  g_free (sum);
}

static void
tell_cb (gpointer user_data)
{
  g_autoptr (SptOutbox) self = g_object_ref (user_data);
  g_autoptr (GHashTable) answers = g_steal_pointer (&self->answers);
  GHashTableIter iter;
  gpointer account_id, sum;

  self->answers_timer = 0;
  g_hash_table_iter_init (&iter, answers);
  while (g_hash_table_iter_next (&iter, &account_id, &sum))
    _spt_outbox_emit_news (self, *(gint64 *) account_id, sum);
}

void
_spt_outbox_gather_answer (SptOutbox  *self,
                           gint64      account_id,
                           const char *stage)
{
  gint64 now = spt_clock_get_boot_ms (self->clock);
  SptNewsSum *sum;
  guint n;

  if (self->stopping)
    return;
  if (self->answers == NULL)
    {
      self->answers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, sum_free);
      self->answers_since = now;
    }
  sum = g_hash_table_lookup (self->answers, &account_id);
  if (sum == NULL)
    {
      sum = g_new0 (SptNewsSum, 1);
      sum->stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->answers, g_memdup2 (&account_id, sizeof account_id), sum);
    }
  sum->n_changed++;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (sum->stages, stage)) + 1;
  g_hash_table_insert (sum->stages, g_strdup (stage), GUINT_TO_POINTER (n));

  if (self->answers_timer != 0)
    spt_clock_remove_timer (self->clock, self->answers_timer);
  self->answers_timer = spt_clock_add_timer (self->clock, CLAMP (self->answers_since + LONGEST_MS - now, 0, QUIET_MS),
                                             tell_cb, self);
}

void
_spt_outbox_drop_answers (SptOutbox *self)
{
  if (self->answers_timer != 0)
    spt_clock_remove_timer (self->clock, self->answers_timer);
  self->answers_timer = 0;
  g_clear_pointer (&self->answers, g_hash_table_unref);
}
