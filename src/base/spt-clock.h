/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time as a thing that can be handed in: wall clock, a clock that counts suspend, timers on it. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SPT_TYPE_CLOCK (spt_clock_get_type ())

G_DECLARE_DERIVABLE_TYPE (SptClock, spt_clock, SPT, CLOCK, GObject)

/**
 * SptClockClass:
 * @get_utc_ms: milliseconds since the epoch, UTC
 * @get_boot_ms: milliseconds on CLOCK_BOOTTIME, which goes on while the machine sleeps
 * @add_timer: see spt_clock_add_timer()
 * @remove_timer: see spt_clock_remove_timer()
 */
struct _SptClockClass
{
  GObjectClass parent_class;

  gint64 (*get_utc_ms)   (SptClock *self);
  gint64 (*get_boot_ms)  (SptClock *self);
  guint  (*add_timer)    (SptClock      *self,
                          gint64         delay_ms,
                          GSourceOnceFunc func,
                          gpointer       user_data);
  void   (*remove_timer) (SptClock *self,
                          guint     id);

  gpointer padding[4];
};

SptClock *spt_clock_new_system   (void) G_GNUC_WARN_UNUSED_RESULT;

gint64    spt_clock_get_utc_ms   (SptClock *self);
gint64    spt_clock_get_boot_ms  (SptClock *self);

/* Fires once, on the thread-default main context, when @delay_ms have passed on CLOCK_BOOTTIME.
 * The system clock re-arms at most 60 s ahead, so that suspend and clock jumps are noticed. */
guint     spt_clock_add_timer    (SptClock        *self,
                                  gint64           delay_ms,
                                  GSourceOnceFunc  func,
                                  gpointer         user_data);
void      spt_clock_remove_timer (SptClock *self,
                                  guint     id);

G_END_DECLS
