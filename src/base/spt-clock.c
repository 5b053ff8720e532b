/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time as a thing that can be handed in; the system's own clock, with timers that count suspend. */
#define G_LOG_DOMAIN "spt-clock"

#include "config.h"

#include "base/spt-clock.h"

#include <time.h>

/* A main loop sleeps on CLOCK_MONOTONIC, which stands still while the machine is suspended: no
 * timer sleeps longer than this before it looks at CLOCK_BOOTTIME again (design 3). */
#define REARM_MS 60000

/* So that now + delay cannot overflow. */
#define MAX_DELAY_MS (G_MAXINT64 / 2)

/* The pending timers of one clock. It outlives the clock as long as a source that is just being
 * dispatched in another thread may still ask it. */
typedef struct
{
  GMutex      lock;
  GHashTable *sources; /* (owned) (element-type guint GSource) */
  guint       last_id;
} TimerTable;

typedef struct
{
  GSource          parent_source;

  TimerTable      *table; /* (owned) */
  guint            id;
  gint64           due_ms;
  GSourceOnceFunc  func;
  gpointer         user_data;
} TimerSource;

#define SPT_TYPE_SYSTEM_CLOCK (spt_system_clock_get_type ())

G_DECLARE_FINAL_TYPE (SptSystemClock, spt_system_clock, SPT, SYSTEM_CLOCK, SptClock)

struct _SptSystemClock
{
  SptClock    parent_instance;

  TimerTable *table; /* (owned) */
};

G_DEFINE_ABSTRACT_TYPE (SptClock, spt_clock, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (SptSystemClock, spt_system_clock, SPT_TYPE_CLOCK)

static gint64
read_clock_ms (clockid_t which)
{
  struct timespec now;

  /* Both clocks exist on every Linux this runs on; a failure would be a broken kernel, not a
   * condition to handle. */
  if (clock_gettime (which, &now) != 0)
    g_error ("clock_gettime failed for clock %d", (int) which);

  return (gint64) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
clear_table (gpointer data)
{
  TimerTable *table = data;

  g_hash_table_unref (table->sources);
  g_mutex_clear (&table->lock);
}

static void
unref_table (TimerTable *table)
{
  g_atomic_rc_box_release_full (table, clear_table);
}

static void
destroy_source (gpointer data)
{
  GSource *source = data;

  g_source_destroy (source);
  g_source_unref (source);
}

/* The next time the main loop has to look, as GSource wants it: microseconds of CLOCK_MONOTONIC. */
static void
arm_source (GSource *source,
            gint64   remaining_ms)
{
  gint64 wait_ms = CLAMP (remaining_ms, 0, REARM_MS);

  g_source_set_ready_time (source, g_get_monotonic_time () + wait_ms * 1000);
}

static GSource *
take_source (TimerTable *table,
             guint       id)
{
  gpointer source = NULL;

  g_mutex_lock (&table->lock);
  g_hash_table_steal_extended (table->sources, GUINT_TO_POINTER (id), NULL, &source);
  g_mutex_unlock (&table->lock);

  return source;
}

static gboolean
timer_source_dispatch (GSource     *source,
                       GSourceFunc  callback,
                       gpointer     user_data)
{
  TimerSource *timer = (TimerSource *) source;
  gint64 remaining = timer->due_ms - read_clock_ms (CLOCK_BOOTTIME);
  GSource *taken;

  if (remaining > 0)
    {
      arm_source (source, remaining);
      return G_SOURCE_CONTINUE;
    }

  taken = take_source (timer->table, timer->id);
  if (taken == NULL)
    return G_SOURCE_REMOVE; /* removed by another thread in this very moment */

  g_source_unref (taken);
  timer->func (timer->user_data);

  return G_SOURCE_REMOVE;
}

static void
timer_source_finalize (GSource *source)
{
  TimerSource *timer = (TimerSource *) source;

  g_clear_pointer (&timer->table, unref_table);
}

static GSourceFuncs timer_source_funcs = {
  .dispatch = timer_source_dispatch,
  .finalize = timer_source_finalize,
};

static gint64
spt_system_clock_get_utc_ms (SptClock *clock)
{
  return read_clock_ms (CLOCK_REALTIME);
}

static gint64
spt_system_clock_get_boot_ms (SptClock *clock)
{
  return read_clock_ms (CLOCK_BOOTTIME);
}

static guint
spt_system_clock_add_timer (SptClock        *clock,
                            gint64           delay_ms,
                            GSourceOnceFunc  func,
                            gpointer         user_data)
{
  SptSystemClock *self = SPT_SYSTEM_CLOCK (clock);
  GSource *source = g_source_new (&timer_source_funcs, sizeof (TimerSource));
  TimerSource *timer = (TimerSource *) source;
  guint id;

  timer->table = g_atomic_rc_box_acquire (self->table);
  timer->due_ms = read_clock_ms (CLOCK_BOOTTIME) + delay_ms;
  timer->func = func;
  timer->user_data = user_data;

  g_mutex_lock (&self->table->lock);
  do
    id = ++self->table->last_id;
  while (id == 0 || g_hash_table_contains (self->table->sources, GUINT_TO_POINTER (id)));
  timer->id = id;
  g_hash_table_insert (self->table->sources, GUINT_TO_POINTER (id), g_source_ref (source));
  g_mutex_unlock (&self->table->lock);

  g_source_set_static_name (source, "spt-clock timer");
  arm_source (source, delay_ms);
  g_source_attach (source, g_main_context_get_thread_default ());
  g_source_unref (source);

  return id;
}

static void
spt_system_clock_remove_timer (SptClock *clock,
                               guint     id)
{
  SptSystemClock *self = SPT_SYSTEM_CLOCK (clock);
  GSource *source = take_source (self->table, id);

  if (source != NULL)
    destroy_source (source);
}

static void
spt_system_clock_finalize (GObject *object)
{
  SptSystemClock *self = SPT_SYSTEM_CLOCK (object);
  g_autoptr (GHashTable) sources = NULL;

  /* Emptied under the lock, destroyed outside of it: destroying a source frees the table's last
   * user. */
  g_mutex_lock (&self->table->lock);
  sources = self->table->sources;
  self->table->sources = g_hash_table_new_full (NULL, NULL, NULL, destroy_source);
  g_mutex_unlock (&self->table->lock);

  g_clear_pointer (&sources, g_hash_table_unref);
  g_clear_pointer (&self->table, unref_table);

  G_OBJECT_CLASS (spt_system_clock_parent_class)->finalize (object);
}

static void
spt_system_clock_class_init (SptSystemClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SptClockClass *clock_class = SPT_CLOCK_CLASS (klass);

  object_class->finalize = spt_system_clock_finalize;

  clock_class->get_utc_ms = spt_system_clock_get_utc_ms;
  clock_class->get_boot_ms = spt_system_clock_get_boot_ms;
  clock_class->add_timer = spt_system_clock_add_timer;
  clock_class->remove_timer = spt_system_clock_remove_timer;
}

static void
spt_system_clock_init (SptSystemClock *self)
{
  self->table = g_atomic_rc_box_new0 (TimerTable);
  g_mutex_init (&self->table->lock);
  self->table->sources = g_hash_table_new_full (NULL, NULL, NULL, destroy_source);
}

static void
spt_clock_class_init (SptClockClass *klass)
{
}

static void
spt_clock_init (SptClock *self)
{
}

/**
 * spt_clock_new_system:
 *
 * Makes the clock of the machine. Timers that are pending when the last reference goes away never
 * fire; that last reference must not be dropped while another thread runs one of them.
 *
 * Returns: (transfer full): a clock
 */
SptClock *
spt_clock_new_system (void)
{
  return g_object_new (SPT_TYPE_SYSTEM_CLOCK, NULL);
}

/**
 * spt_clock_get_utc_ms:
 * @self: a clock
 *
 * What is stored: the wall clock, which may jump.
 *
 * Returns: milliseconds since the epoch, UTC
 */
gint64
spt_clock_get_utc_ms (SptClock *self)
{
  g_return_val_if_fail (SPT_IS_CLOCK (self), 0);

  return SPT_CLOCK_GET_CLASS (self)->get_utc_ms (self);
}

/**
 * spt_clock_get_boot_ms:
 * @self: a clock
 *
 * What deadlines are made of: never jumps, goes on while the machine sleeps, means nothing after a
 * reboot (design 3).
 *
 * Returns: milliseconds on CLOCK_BOOTTIME
 */
gint64
spt_clock_get_boot_ms (SptClock *self)
{
  g_return_val_if_fail (SPT_IS_CLOCK (self), 0);

  return SPT_CLOCK_GET_CLASS (self)->get_boot_ms (self);
}

/**
 * spt_clock_add_timer:
 * @self: a clock
 * @delay_ms: milliseconds from now; what is negative counts as 0
 * @func: called once, on the main context that is the thread's default now
 * @user_data: (closure): for @func; must live until it is called or the timer removed
 *
 * Calls @func when the time has passed, also if the machine slept meanwhile. Never from inside this
 * call.
 *
 * Returns: a number for spt_clock_remove_timer(), never 0
 */
guint
spt_clock_add_timer (SptClock        *self,
                     gint64           delay_ms,
                     GSourceOnceFunc  func,
                     gpointer         user_data)
{
  g_return_val_if_fail (SPT_IS_CLOCK (self), 0);
  g_return_val_if_fail (func != NULL, 0);

  return SPT_CLOCK_GET_CLASS (self)->add_timer (self, CLAMP (delay_ms, 0, MAX_DELAY_MS), func,
                                                user_data);
}

/**
 * spt_clock_remove_timer:
 * @self: a clock
 * @id: what spt_clock_add_timer() gave
 *
 * Takes a timer back. One that has fired already, or 0, is ignored.
 */
void
spt_clock_remove_timer (SptClock *self,
                        guint     id)
{
  g_return_if_fail (SPT_IS_CLOCK (self));

  SPT_CLOCK_GET_CLASS (self)->remove_timer (self, id);
}
