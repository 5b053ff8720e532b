/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Italian municipalities, out of data/comuni.tsv: found by their codes or by what somebody types. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SptComune:
 * @istat: six digits (services facts 5.3)
 * @cadastral: a letter and three digits; "" where the table has none
 * @name: "Bolzano/Bozen" where there are two
 * @province: two letters
 *
 * One municipality. Immutable, lasts as long as the process.
 */
typedef struct
{
  const char *istat;
  const char *cadastral;
  const char *name;
  const char *province;
} SptComune;

/* Any thread. NULL when there is none of this code, now. */
const SptComune *spt_comuni_find           (const char *istat);
const SptComune *spt_comuni_find_cadastral (const char *cadastral);
/* The one of exactly this name, either of two, whatever the case and the accents; NULL for none, and
 * for several unless @province ((nullable): two letters) tells them apart. */
const SptComune *spt_comuni_find_name      (const char *name,
                                            const char *province);
/* (element-type SptComune) (transfer container): at most @max whose name, or the name behind a blank,
 * hyphen or slash, begins with @typed; "roma rm" and "roma (rm)" ask for the province too. Those that begin with it
 * come first, then by name. */
GPtrArray       *spt_comuni_search         (const char *typed,
                                            guint       max) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
