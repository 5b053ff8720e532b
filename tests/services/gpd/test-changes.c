/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an update replaces and takes away, told before it leaves (GPD facts 12, 13 T14). */
#include "config.h"

#include <string.h>

#include "base/spt-messages.h"
#include "gpd-test.h"
#include "services/gpd/spt-gpd-changes.h"

#define IUV      "02123456789012356"
#define OPTION(iuv, amount, more) \
  "{\"iuv\":\"" iuv "\",\"amount\":" amount ",\"description\":\"TARI 2026\",\"isPartialPayment\":false," \
  "\"dueDate\":\"2026-12-16T23:59:59\"," more "\"transfer\":[{\"idTransfer\":\"1\",\"amount\":" amount "," \
  "\"remittanceInformation\":\"TARI 2026\",\"category\":\"9/0101100IM/\"," \
  "\"iban\":\"IT60X0542811101000000123456\"}]}"
#define POSITION(more, options) \
  "{\"iupd\":\"A\",\"type\":\"F\",\"payStandIn\":true,\"fiscalCode\":\"RSSMRA80A01H501U\"," \
  "\"fullName\":\"Mario Rossi\",\"switchToExpired\":false,\"companyName\":\"Comune di Esempio\"," more \
  "\"paymentOption\":[" options "]}"

static void
write_change (const SptChange *change,
              gpointer         user_data)
{
  const SptMessage *message = spt_messages_find ("gpd", change->code);

  g_assert_nonnull (message);
  g_string_append_printf (user_data, "%s %u %s: %s -> %s\n", change->code, change->weight,
                          change->group != NULL ? change->group : "-",
                          change->before != NULL ? change->before : "-",
                          change->after != NULL ? change->after : "-");
}

static void
assert_changes (const char *before,
                const char *after,
                const char *wanted)
{
  g_autoptr (SptRecord) a = gpd_test_record (before);
  g_autoptr (SptRecord) b = gpd_test_record (after);
  g_autoptr (GString) said = g_string_new (NULL);

  spt_gpd_changes_list (gpd_test_fields (), a, b, write_change, said);
  g_assert_cmpstr (said->str, ==, wanted);
}

static void
test_nothing (void)
{
  assert_changes (POSITION ("", OPTION (IUV, "12000", "")), POSITION ("", OPTION (IUV, "12000", "")),
                  "");
}

/* A notice left out is deleted: that is said first, whatever else changes. */
static void
test_option_removed (void)
{
  assert_changes (POSITION ("", OPTION (IUV, "12000", "") "," OPTION ("01000000000000144", "6000", "")),
                  POSITION ("", OPTION (IUV, "12100", "")),
                  "replace-removed 2 301000000000000144: 60,00 € -> -\n"
                  "replace-amount 1 3" IUV ": 120,00 € -> 121,00 €\n"
                  "replace-amount 1 3" IUV " · Transfer 1: 120,00 € -> 121,00 €\n");
}

static void
test_option_added (void)
{
  assert_changes (POSITION ("", OPTION (IUV, "12000", "")),
                  POSITION ("", OPTION (IUV, "12000", "") "," OPTION ("01000000000000144", "6000", "")),
                  "replace-added 1 301000000000000144: - -> 60,00 €\n");
}

static void
test_nav (void)
{
  static const char plain[] = POSITION ("", OPTION (IUV, "12000", ""));
  static const char own[] = POSITION ("", OPTION (IUV, "12000", "\"nav\":\"301000000000000144\","));

  /* Left out it becomes 3 and the IUV, and what the payer holds is worth nothing. */
  assert_changes (own, plain, "replace-nav 2 301000000000000144: 301000000000000144 -> 3" IUV "\n");
  assert_changes (own, own,
                  "replace-nav-kept 0 301000000000000144: 301000000000000144 -> 301000000000000144\n");
  /* To write out what it is anyway changes nothing. */
  assert_changes (plain, POSITION ("", OPTION (IUV, "12000", "\"nav\":\"3" IUV "\",")), "");
}

static void
test_fields (void)
{
  assert_changes (POSITION ("\"validityDate\":\"2026-12-01T00:00:00\",\"city\":\"Roma\",",
                            OPTION (IUV, "12000", "")),
                  POSITION ("\"email\":\"a@example.invalid\",", OPTION (IUV, "12000", "")),
                  "replace-field 0 -: Roma -> -\n"
                  "replace-field 0 -: - -> a@example.invalid\n"
                  "replace-validity-kept 0 -: 2026-12-01T00:00:00 -> -\n");
}

static void
test_metadata (void)
{
  assert_changes (POSITION ("", OPTION (IUV, "12000", "\"paymentOptionMetadata\":[{\"key\":\"K\",\"value\":\"1\"}],")),
                  POSITION ("", OPTION (IUV, "12000", "\"paymentOptionMetadata\":[{\"key\":\"K\",\"value\":\"2\"},"
                                        "{\"key\":\"L\",\"value\":\"3\"}],")),
                  "replace-metadata-kept 1 3" IUV ": 1 -> 2\n"
                  "replace-field 0 3" IUV ": - -> 3\n");
}

static void
test_transfers (void)
{
  g_autofree char *two = gpd_test_position ("A", IUV);
  g_autofree char *one = g_strdup (POSITION ("", OPTION (IUV, "12000", "")));

  assert_changes (two, one,
                  "replace-amount 1 3" IUV " · Transfer 1: 100,00 € -> 120,00 €\n"
                  "replace-transfer-removed 1 3" IUV " · Transfer 2: 20,00 € -> -\n");
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gpd/changes/nothing", test_nothing);
  g_test_add_func ("/gpd/changes/option-removed", test_option_removed);
  g_test_add_func ("/gpd/changes/option-added", test_option_added);
  g_test_add_func ("/gpd/changes/nav", test_nav);
  g_test_add_func ("/gpd/changes/fields", test_fields);
  g_test_add_func ("/gpd/changes/metadata", test_metadata);
  g_test_add_func ("/gpd/changes/transfers", test_transfers);
  status = g_test_run ();
  gpd_test_free_fields ();

  return status;
}
