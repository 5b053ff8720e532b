/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every code that the room can give, and every code of the register's document, has its words in both
 * languages, and every word a code that is given. */
#include "config.h"

#include "service-test.h"

/* What looks like a code in the sources and is none: settings, data, words of the tables. */
static const char *const no_codes[] = {
  "base-url", "header-name", "api-id", "anno-prima", "one-of", "send-days", "remind-days", "co-limit-ppm",
  "draught-least-pa", "efficiency-uncertainty-percent", "measures-from-kw", "flue-loss", "low-temperature",
  "warm-air", "minimum-power-cap-kw", "over-kw", "from-kw", "below-kw", "direct-fired", "xsd-empty", "xsd-filler", "xsd-fixed", "xsd-too-short",
  "accepted-plain", "api-ids", "documented-refusals", "present-import", "no-generator", "no-report", "no-part", "marked-present",
  "2026-01-01", "dim-label", "state-error", "state-warning", "view-more-symbolic", NULL
};

/* Of the room, and of what the house does with plants. */
static const char *const sources[] = {
  "services/catasto", "outbox/spt-import-store.c", "outbox/spt-plants-csv.c", "outbox/spt-plants-import.c",
  "ui/catasto/spt-plant-catalogue-work.c", "ui/catasto/spt-plant-dues-dialog.c", NULL
};

/* Only the register knows these (catasto facts 11); answers lost are HTTP's to tell. One word has no hyphen. */
static const char *const also[] = { "E-COMPETENZA", "E-MANUTENTORE", "E-PRIMO-INVIO", "E-RCEE-LIBRETTO",
                                    "completed", NULL };

static const char *const plain[] = { "catasto-accepted", NULL };

static const ServiceTestWords words = {
  .domain = "catasto",
  .sources = sources,
  .no_codes = no_codes,
  .also = also,
  .bare = "[EW](?:-[A-Z0-9]+)+(?::[a-z-]+)?|redirect|proxy|settings|forbidden",
  .plain = plain,
};

static void
test_given (void)
{
  service_test_words_given (&words, 120);
}

static void
test_needed (void)
{
  service_test_words_needed (&words);
}

static void
test_next (void)
{
  service_test_words_next (&words);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catasto/messages/given", test_given);
  g_test_add_func ("/catasto/messages/needed", test_needed);
  g_test_add_func ("/catasto/messages/next", test_next);

  return g_test_run ();
}
