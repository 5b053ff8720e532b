/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stretch of code in which a library takes text for UTF-8, whatever the locale is: started by cron it is "C". */
#pragma once

#include <glib.h>
#include <locale.h>

G_BEGIN_DECLS

/* What the thread had before. */
typedef locale_t SptUtf8Locale;

SptUtf8Locale spt_utf8_locale_enter (void) G_GNUC_WARN_UNUSED_RESULT;
void          spt_utf8_locale_leave (SptUtf8Locale before);

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (SptUtf8Locale, spt_utf8_locale_leave, (locale_t) 0)

G_END_DECLS
