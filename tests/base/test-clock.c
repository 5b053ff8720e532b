/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system clock's timers, and the clock that tests move. */
#include "config.h"

#include "spt-fake-clock.h"
#include "spt-test.h"

static void
count_cb (gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

static gboolean
is_counted (gpointer user_data)
{
  return *(guint *) user_data > 0;
}

static void
test_system_time (void)
{
  g_autoptr (SptClock) clock = spt_clock_new_system ();
  gint64 before = g_get_real_time () / 1000;
  gint64 utc = spt_clock_get_utc_ms (clock);
  gint64 boot = spt_clock_get_boot_ms (clock);

  g_assert_cmpint (utc, >=, before);
  g_assert_cmpint (utc, <=, g_get_real_time () / 1000 + 1);
  g_assert_cmpint (boot, >, 0);
  g_assert_cmpint (spt_clock_get_boot_ms (clock), >=, boot);
}

static void
test_system_timer (void)
{
  g_autoptr (SptClock) clock = spt_clock_new_system ();
  gint64 begun = spt_clock_get_boot_ms (clock);
  guint n_fired = 0;
  guint n_removed = 0;
  guint id;

  id = spt_clock_add_timer (clock, 10, count_cb, &n_removed);
  g_assert_cmpuint (id, >, 0);
  spt_clock_remove_timer (clock, id);
  spt_clock_remove_timer (clock, id);
  spt_clock_remove_timer (clock, 0);

  id = spt_clock_add_timer (clock, 30, count_cb, &n_fired);
  g_assert_cmpuint (n_fired, ==, 0);
  if (!spt_test_wait (is_counted, &n_fired, SPT_TEST_TIMEOUT_MS))
    return;

  g_assert_cmpint (spt_clock_get_boot_ms (clock) - begun, >=, 30);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_fired, ==, 1);
  g_assert_cmpuint (n_removed, ==, 0);
  spt_clock_remove_timer (clock, id);
}

/* Late and negative delays: the sums must not overflow, and a timer never fires from inside the
 * call. */
static void
test_system_extremes (void)
{
  g_autoptr (SptClock) clock = spt_clock_new_system ();
  guint n_never = 0;
  guint n_now = 0;

  spt_clock_add_timer (clock, G_MAXINT64, count_cb, &n_never);
  spt_clock_add_timer (clock, -5, count_cb, &n_now);
  g_assert_cmpuint (n_now, ==, 0);
  spt_test_wait (is_counted, &n_now, SPT_TEST_TIMEOUT_MS);
  g_assert_cmpuint (n_never, ==, 0);
}

static void
test_system_dies_with_clock (void)
{
  g_autoptr (SptClock) other = spt_clock_new_system ();
  SptClock *clock = spt_clock_new_system ();
  guint n_dead = 0;
  guint n_later = 0;

  spt_clock_add_timer (clock, 0, count_cb, &n_dead);
  g_assert_finalize_object (clock);

  spt_clock_add_timer (other, 5, count_cb, &n_later);
  spt_test_wait (is_counted, &n_later, SPT_TEST_TIMEOUT_MS);
  g_assert_cmpuint (n_dead, ==, 0);
}

static void
unref_clock_cb (gpointer user_data)
{
  SptClock **clock = user_data;

  g_clear_object (clock);
}

static gboolean
is_cleared (gpointer user_data)
{
  return *(SptClock **) user_data == NULL;
}

static void
test_system_released_by_timer (void)
{
  SptClock *clock = spt_clock_new_system ();

  spt_clock_add_timer (clock, 0, unref_clock_cb, &clock);
  spt_test_wait (is_cleared, &clock, SPT_TEST_TIMEOUT_MS);
}

static void
test_system_own_context (void)
{
  g_autoptr (SptClock) clock = spt_clock_new_system ();
  g_autoptr (GMainContext) context = g_main_context_new ();
  guint n_own = 0;
  guint n_default = 0;

  g_main_context_push_thread_default (context);
  spt_clock_add_timer (clock, 0, count_cb, &n_own);
  g_main_context_pop_thread_default (context);

  spt_clock_add_timer (clock, 5, count_cb, &n_default);
  spt_test_wait (is_counted, &n_default, SPT_TEST_TIMEOUT_MS);
  g_assert_cmpuint (n_own, ==, 0);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_assert_cmpuint (n_own, ==, 1);
}

typedef struct
{
  SptFakeClock *clock;
  GString      *log;
  gint64        begun;
} Fake;

static void
log_a_cb (gpointer user_data)
{
  Fake *fake = user_data;

  g_string_append_printf (fake->log, "a%d ",
                          (int) (spt_clock_get_boot_ms (SPT_CLOCK (fake->clock)) - fake->begun));
}

static void
log_b_cb (gpointer user_data)
{
  Fake *fake = user_data;

  g_string_append_printf (fake->log, "b%d ",
                          (int) (spt_clock_get_boot_ms (SPT_CLOCK (fake->clock)) - fake->begun));
  spt_clock_add_timer (SPT_CLOCK (fake->clock), 5, log_a_cb, fake);
}

static void
test_fake (void)
{
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (1000000);
  g_autoptr (GString) log = g_string_new (NULL);
  SptClock *base = SPT_CLOCK (clock);
  Fake fake = { clock, log, spt_clock_get_boot_ms (base) };
  guint id;

  g_assert_cmpint (spt_fake_clock_get_next_due (clock), ==, -1);
  spt_clock_add_timer (base, 30, log_a_cb, &fake);
  spt_clock_add_timer (base, 10, log_b_cb, &fake);
  id = spt_clock_add_timer (base, 12, log_a_cb, &fake);
  spt_clock_add_timer (base, 10, log_a_cb, &fake);
  spt_clock_remove_timer (base, id);
  g_assert_cmpuint (spt_fake_clock_get_n_timers (clock), ==, 3);
  g_assert_cmpint (spt_fake_clock_get_next_due (clock), ==, fake.begun + 10);

  spt_fake_clock_jump_utc (clock, 3600000);
  g_assert_cmpstr (log->str, ==, "");
  g_assert_cmpint (spt_clock_get_boot_ms (base), ==, fake.begun);
  spt_fake_clock_advance (clock, 9);
  g_assert_cmpstr (log->str, ==, "");
  spt_fake_clock_advance (clock, 20);
  g_assert_cmpstr (log->str, ==, "b10 a10 a15 ");
  spt_fake_clock_advance (clock, 1);
  g_assert_cmpstr (log->str, ==, "b10 a10 a15 a30 ");
  g_assert_cmpint (spt_clock_get_utc_ms (base), ==, 1000000 + 3600000 + 30);
  spt_clock_add_timer (base, 0, log_a_cb, &fake);
  spt_fake_clock_advance (clock, 0);
  g_assert_cmpstr (log->str, ==, "b10 a10 a15 a30 a30 ");
  g_assert_cmpint (spt_fake_clock_get_next_due (clock), ==, -1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/system/time", test_system_time);
  g_test_add_func ("/clock/system/timer", test_system_timer);
  g_test_add_func ("/clock/system/extremes", test_system_extremes);
  g_test_add_func ("/clock/system/dies-with-clock", test_system_dies_with_clock);
  g_test_add_func ("/clock/system/released-by-timer", test_system_released_by_timer);
  g_test_add_func ("/clock/system/own-context", test_system_own_context);
  g_test_add_func ("/clock/fake", test_fake);

  return g_test_run ();
}
