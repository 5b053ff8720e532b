/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every code that the room can give has its words in both languages, and every word a code that is
 * given. */
#include "config.h"

#include "service-test.h"

/* What looks like a code in the sources and is none: settings, stages, parameters. */
static const char *const no_codes[] = { "again-days", "base-url", "cf-delete", "not-found", NULL };

static const char *const sources[] = {
  "services/trovapec/spt-trovapec-answer.c", "services/trovapec/spt-trovapec-calls.c",
  "services/trovapec/spt-trovapec-document.c", "services/trovapec/spt-trovapec-service.c",
  "outbox/spt-dossiers.c", "outbox/spt-dossiers-lookups.c", NULL
};

static const char *const plain[] = { "trovapec-found", "trovapec-balance", NULL };

static const ServiceTestWords words = {
  .domain = "trovapec",
  .sources = sources,
  .no_codes = no_codes,
  .bare = "redirect|proxy|settings",
  .plain = plain,
};

static void
test_given (void)
{
  service_test_words_given (&words, 25);
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
  g_test_add_func ("/trovapec/messages/given", test_given);
  g_test_add_func ("/trovapec/messages/needed", test_needed);
  g_test_add_func ("/trovapec/messages/next", test_next);

  return g_test_run ();
}
