/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every code that the room can give has its words in both languages, and every word a code that is
 * given. */
#include "config.h"

#include "service-test.h"

/* What looks like a code in the sources and is none: settings, headers, stages. */
static const char *const no_codes[] = {
  "activation-days", "base-url", "client-id", "client-secret", "content-type", "date-zone",
  "partita-iva-operatore", "send-dates", "subscription-key", "www-authenticate", "x-source", "00-45",
  "path-", "secret-expiry", "multi-technology", "multi-tecnologia", NULL
};

/* Of the room, and of the records that an order is made of. */
static const char *const sources[] = {
  "services/voucher", "service/spt-record-service.c", "outbox/spt-dossiers.c",
  "outbox/spt-dossiers-vouchers.c", "outbox/spt-import-store.c", NULL
};

static const char *const plain[] = { "settled-found", NULL };

static const ServiceTestWords words = {
  .domain = "voucher",
  .sources = sources,
  .no_codes = no_codes,
  .bare = "redirect|proxy|settings",
  .plain = plain,
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
  g_test_add_func ("/voucher/messages/given", test_given);
  g_test_add_func ("/voucher/messages/needed", test_needed);
  g_test_add_func ("/voucher/messages/next", test_next);

  return g_test_run ();
}
