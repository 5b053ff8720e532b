/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock that stands still until a test moves it. */
#pragma once

#include "base/spt-clock.h"

G_BEGIN_DECLS

#define SPT_TYPE_FAKE_CLOCK (spt_fake_clock_get_type ())

G_DECLARE_FINAL_TYPE (SptFakeClock, spt_fake_clock, SPT, FAKE_CLOCK, SptClock)

SptFakeClock *spt_fake_clock_new           (gint64        utc_ms) G_GNUC_WARN_UNUSED_RESULT;
/* Moves both clocks on; timers fire in the order of their due time, each at its own time, and the
 * main context runs until it is idle before the first, after each and at the end. */
void          spt_fake_clock_advance       (SptFakeClock *self,
                                            gint64        ms);
/* The wall clock alone jumps, forward or back: no timer fires. */
void          spt_fake_clock_jump_utc      (SptFakeClock *self,
                                            gint64        ms);
/* On CLOCK_BOOTTIME of this clock; -1 when no timer is pending. */
gint64        spt_fake_clock_get_next_due  (SptFakeClock *self);
guint         spt_fake_clock_get_n_timers  (SptFakeClock *self);

G_END_DECLS
