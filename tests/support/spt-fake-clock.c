/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock that stands still until a test moves it. */
#define G_LOG_DOMAIN "spt-fake-clock"

#include "config.h"

#include "spt-fake-clock.h"

/* As on a machine that has been up for a while: code that takes 0 for "never" shows. */
#define START_BOOT_MS 86400000

/* Sources that keep themselves ready for ever would hang a test here. */
#define MAX_ITERATIONS 100000

typedef struct
{
  guint           id;
  gint64          due_ms;
  GSourceOnceFunc func;
  gpointer        user_data;
} Timer;

struct _SptFakeClock
{
  SptClock  parent_instance;

  GThread  *thread;  /* the only one that may use this clock's timers */
  GArray   *timers;  /* (owned) (element-type Timer) */
  gint64    utc_ms;
  gint64    boot_ms;
  guint     last_id;
};

G_DEFINE_FINAL_TYPE (SptFakeClock, spt_fake_clock, SPT_TYPE_CLOCK)

static void
run_main_context (void)
{
  guint i;

  for (i = 0; g_main_context_iteration (NULL, FALSE); i++)
    g_assert_cmpuint (i, <, MAX_ITERATIONS);
}

/* The timer due first, of equals the one added first; -1 when there is none. */
static int
find_next (SptFakeClock *self)
{
  int best = -1;
  guint i;

  for (i = 0; i < self->timers->len; i++)
    {
      if (best < 0 || g_array_index (self->timers, Timer, i).due_ms <
          g_array_index (self->timers, Timer, best).due_ms)
        best = (int) i;
    }

  return best;
}

static gint64
spt_fake_clock_get_utc_ms (SptClock *clock)
{
  return SPT_FAKE_CLOCK (clock)->utc_ms;
}

static gint64
spt_fake_clock_get_boot_ms (SptClock *clock)
{
  return SPT_FAKE_CLOCK (clock)->boot_ms;
}

static guint
spt_fake_clock_add_timer (SptClock        *clock,
                          gint64           delay_ms,
                          GSourceOnceFunc  func,
                          gpointer         user_data)
{
  SptFakeClock *self = SPT_FAKE_CLOCK (clock);
  Timer timer = { 0 };

  g_assert_true (g_thread_self () == self->thread);

  timer.id = ++self->last_id;
  timer.due_ms = delay_ms > G_MAXINT64 - self->boot_ms ? G_MAXINT64 : self->boot_ms + delay_ms;
  timer.func = func;
  timer.user_data = user_data;
  g_array_append_val (self->timers, timer);

  return timer.id;
}

static void
spt_fake_clock_remove_timer (SptClock *clock,
                             guint     id)
{
  SptFakeClock *self = SPT_FAKE_CLOCK (clock);
  guint i;

  g_assert_true (g_thread_self () == self->thread);

  for (i = 0; i < self->timers->len; i++)
    {
      if (g_array_index (self->timers, Timer, i).id == id)
        {
          g_array_remove_index (self->timers, i);
          return;
        }
    }
}

static void
spt_fake_clock_finalize (GObject *object)
{
  SptFakeClock *self = SPT_FAKE_CLOCK (object);

  g_array_unref (self->timers);

  G_OBJECT_CLASS (spt_fake_clock_parent_class)->finalize (object);
}

static void
spt_fake_clock_class_init (SptFakeClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SptClockClass *clock_class = SPT_CLOCK_CLASS (klass);

  object_class->finalize = spt_fake_clock_finalize;

  clock_class->get_utc_ms = spt_fake_clock_get_utc_ms;
  clock_class->get_boot_ms = spt_fake_clock_get_boot_ms;
  clock_class->add_timer = spt_fake_clock_add_timer;
  clock_class->remove_timer = spt_fake_clock_remove_timer;
}

static void
spt_fake_clock_init (SptFakeClock *self)
{
  self->thread = g_thread_self ();
  self->timers = g_array_new (FALSE, FALSE, sizeof (Timer));
  self->boot_ms = START_BOOT_MS;
}

/**
 * spt_fake_clock_new:
 * @utc_ms: what the wall clock shows, milliseconds since the epoch
 *
 * Makes a clock for the calling thread: its timers fire inside spt_fake_clock_advance() and nowhere
 * else.
 *
 * Returns: (transfer full): a clock
 */
SptFakeClock *
spt_fake_clock_new (gint64 utc_ms)
{
  SptFakeClock *self = g_object_new (SPT_TYPE_FAKE_CLOCK, NULL);

  self->utc_ms = utc_ms;

  return self;
}

/**
 * spt_fake_clock_advance:
 * @self: a clock
 * @ms: how far; 0 fires what is due now
 *
 * Moves both clocks on. A timer that a callback adds fires too if it falls due within @ms.
 */
void
spt_fake_clock_advance (SptFakeClock *self,
                        gint64        ms)
{
  g_autoptr (SptFakeClock) keep = NULL;
  gint64 target;

  g_return_if_fail (SPT_IS_FAKE_CLOCK (self));
  g_return_if_fail (ms >= 0);

  keep = g_object_ref (self);
  target = self->boot_ms + ms;
  run_main_context ();

  for (;;)
    {
      int next = find_next (self);
      Timer timer;

      if (next < 0)
        break;
      timer = g_array_index (self->timers, Timer, next);
      if (timer.due_ms > target)
        break;

      g_array_remove_index (self->timers, (guint) next);
      self->utc_ms += timer.due_ms - self->boot_ms;
      self->boot_ms = timer.due_ms;
      timer.func (timer.user_data);
      run_main_context ();
    }

  self->utc_ms += target - self->boot_ms;
  self->boot_ms = target;
  run_main_context ();
}

/**
 * spt_fake_clock_jump_utc:
 * @self: a clock
 * @ms: how far; may be negative
 *
 * Lets the wall clock jump, as when somebody sets it or a suspended machine finds out the time.
 */
void
spt_fake_clock_jump_utc (SptFakeClock *self,
                         gint64        ms)
{
  g_return_if_fail (SPT_IS_FAKE_CLOCK (self));

  self->utc_ms += ms;
}

/**
 * spt_fake_clock_get_next_due:
 * @self: a clock
 *
 * Returns: when the next timer fires, as spt_clock_get_boot_ms() counts; -1 when none is pending
 */
gint64
spt_fake_clock_get_next_due (SptFakeClock *self)
{
  int next;

  g_return_val_if_fail (SPT_IS_FAKE_CLOCK (self), -1);

  next = find_next (self);

  return next < 0 ? -1 : g_array_index (self->timers, Timer, next).due_ms;
}

/**
 * spt_fake_clock_get_n_timers:
 * @self: a clock
 *
 * Returns: how many timers are pending
 */
guint
spt_fake_clock_get_n_timers (SptFakeClock *self)
{
  g_return_val_if_fail (SPT_IS_FAKE_CLOCK (self), 0);

  return self->timers->len;
}
