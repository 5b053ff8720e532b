/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a result is asked for (services facts 3.5): the service says two to three minutes. */

#define G_LOG_DOMAIN "spt-trovapec-plan"

#include "config.h"

#include "services/trovapec/spt-trovapec-plan.h"

#define PRACTICE_SPEED 60
#define END_MS         (24 * G_GINT64_CONSTANT (3600000))

/* So many looks after so long each: 120 s; to 5 minutes; to 15; to 24 hours. */
static const struct
{
  guint  n_looks;
  gint64 delay_ms;
} plan[] = {
  { 1, 120000 },
  { 6, 30000 },
  { 10, 60000 },
  { 142, 600000 },
};

static gint64
scale (gint64         delay,
       SptEnvironment environment)
{
  return environment == SPT_ENVIRONMENT_PRACTICE ? delay / PRACTICE_SPEED : delay;
}

/**
 * spt_trovapec_plan_get_delay:
 * @step: how many looks were answered WAIT
 * @environment: the practice service is faster
 *
 * Gets how long to wait before the next look: 120 s after the request was taken, every 30 s until 5
 * minutes, every 60 s until 15, every 10 minutes until 24 hours (services facts 3.5).
 *
 * Returns: milliseconds; -1 when none follows by itself
 */
gint64
spt_trovapec_plan_get_delay (guint          step,
                             SptEnvironment environment)
{
  for (guint i = 0; i < G_N_ELEMENTS (plan); i++)
    {
      if (step < plan[i].n_looks)
        return scale (plan[i].delay_ms, environment);
      step -= plan[i].n_looks;
    }

  return -1;
}

/**
 * spt_trovapec_plan_get_retry:
 * @step: how many looks were answered WAIT
 * @environment: the practice service is faster
 *
 * Gets how long to wait after a look that brought no answer: it does not count as one.
 *
 * Returns: milliseconds
 */
gint64
spt_trovapec_plan_get_retry (guint          step,
                             SptEnvironment environment)
{
  gint64 delay = spt_trovapec_plan_get_delay (MAX (step, 1), environment);

  return delay >= 0 ? delay : scale (plan[G_N_ELEMENTS (plan) - 1].delay_ms, environment);
}

/**
 * spt_trovapec_plan_get_end:
 * @environment: the practice service is faster
 *
 * Gets for how long a result is asked for by itself, whatever the number of looks: a machine may sleep.
 *
 * Returns: milliseconds since the request was taken
 */
gint64
spt_trovapec_plan_get_end (SptEnvironment environment)
{
  return scale (END_MS, environment);
}

/**
 * spt_trovapec_plan_add_jitter:
 * @delay_ms: a delay
 *
 * Makes it a tenth longer or shorter, so that many desks do not ask in step.
 *
 * Returns: milliseconds
 */
gint64
spt_trovapec_plan_add_jitter (gint64 delay_ms)
{
  return delay_ms + g_random_int_range (-(int) (delay_ms / 10), (int) (delay_ms / 10) + 1);
}
