/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stretch of code in which a library takes text for UTF-8, whatever the locale is: started by cron it is "C". */
#define G_LOG_DOMAIN "spt-utf8-locale"

#include "config.h"

#include "base/spt-utf8-locale.h"

/**
 * spt_utf8_locale_enter:
 *
 * Makes UTF-8 what this thread's text is in, until spt_utf8_locale_leave(); g_auto (SptUtf8Locale) leaves by itself. Where the
 * system has no such locale nothing changes.
 *
 * Returns: what the thread had before
 */
SptUtf8Locale
spt_utf8_locale_enter (void)
{
  static gsize made = 0;
  static locale_t utf8;

  /* Kept for good: threads may have it. */
  if (g_once_init_enter (&made))
    {
      utf8 = newlocale (LC_CTYPE_MASK, "C.UTF-8", (locale_t) 0);
      if (utf8 == (locale_t) 0)
        g_warning ("This system has no locale C.UTF-8: names in archives may be unreadable");
      g_once_init_leave (&made, 1);
    }

  return uselocale (utf8);
}

/**
 * spt_utf8_locale_leave:
 * @before: what spt_utf8_locale_enter() returned
 *
 * Gives the thread back what it had.
 */
void
spt_utf8_locale_leave (SptUtf8Locale before)
{
  uselocale (before);
}
