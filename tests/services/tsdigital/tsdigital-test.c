/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the tsdigital service's rules share: a company's and a person's item, an account. */
#define G_LOG_DOMAIN "tsdigital-test"

#include "config.h"

#include "tsdigital-test.h"

#include "services/tsdigital/spt-tsdigital-record.h"
#include "services/tsdigital/spt-tsdigital-service.h"

static const char *const company[] = {
  "subjectType=company", "description=Ditta di Prova S.r.l.", "taxId=00743110157",
  "vatNumber=00743110157", "taxRegion=IT",
};
static const char *const person[] = {
  "subjectType=person", "lastName=Rossi", "firstName=Mario", "gender=M", "birthDate=1980-01-01",
  "taxId=RSSMRA80A01H501U", "taxRegion=IT",
};
static const char *const address[] = {
  "addresses[0].types=REGISTERED_OFFICE", "addresses[0].streetName=Via di Prova",
  "addresses[0].streetNumber=1", "addresses[0].zipCode=20121", "addresses[0].city=Milano",
  "addresses[0].province=MI", "addresses[0].country=IT",
};

SptService *
tsdigital_test_service (void)
{
  static gboolean registered;

  if (!registered)
    {
      const GType types[] = { SPT_TYPE_TSDIGITAL_SERVICE, G_TYPE_INVALID };

      spt_services_set_types (types);
      registered = TRUE;
    }

  return spt_services_find ("tsdigital");
}

void
tsdigital_test_clear (void)
{
  spt_services_set_types (NULL);
}

SptAccount *
tsdigital_test_account (SptEnvironment environment)
{
  SptAccount *account = spt_account_new ("tsdigital", "prova", environment);

  g_object_set (account, "base-url", "https://example.invalid", NULL);
  spt_account_set_setting (account, "item-path", "/api/v3/items");
  spt_account_set_setting (account, "auth-url", "https://auth.example.invalid");
  spt_account_set_setting (account, "key-id", "chiave-di-prova");

  return account;
}

SptRecord *
tsdigital_test_record (gboolean    is_person,
                       const char *changes)
{
  SptRecord *record = spt_record_new (spt_tsdigital_get_schema ());

  for (guint i = 0; is_person && i < G_N_ELEMENTS (person); i++)
    service_test_apply (record, person[i]);
  for (guint i = 0; !is_person && i < G_N_ELEMENTS (company); i++)
    service_test_apply (record, company[i]);
  for (guint i = 0; i < G_N_ELEMENTS (address); i++)
    service_test_apply (record, address[i]);
  service_test_apply_lines (record, changes);

  return record;
}
