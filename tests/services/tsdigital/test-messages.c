/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every code that the room can give has its words in both languages, and every word a code that is
 * given. */
#include "config.h"

#include "service-test.h"

/* What looks like a code in the sources and is none: settings, headers, operations. */
static const char *const no_codes[] = {
  "app-name", "base-url", "bearer-token", "date-zone", "item-path", "key-id", "key-kind", "key-secret",
  "special-role", "studio-id", "create-item", "registry-items", NULL
};

static const char *const sources[] = {
  "services/tsdigital", "service/spt-record-service.c", NULL
};

/* Of the shared table, and told here in words of the registry's own: there is no look-up to be used
 * after a lost answer. Given by HTTP, by the engine or by the page of an item. */
static const char *const also[] = {
  "answer-truncated", "found-sending", "row-nobody", "service-said", "twin-created", "twin-prepared", "twin-uncertain", NULL
};

static const ServiceTestWords words = {
  .domain = "tsdigital",
  .sources = sources,
  .no_codes = no_codes,
  .also = also,
  .bare = "redirect|proxy|settings",
};

static void
test_given (void)
{
  service_test_words_given (&words, 50);
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
  g_test_add_func ("/tsdigital/messages/given", test_given);
  g_test_add_func ("/tsdigital/messages/needed", test_needed);
  g_test_add_func ("/tsdigital/messages/next", test_next);

  return g_test_run ();
}
