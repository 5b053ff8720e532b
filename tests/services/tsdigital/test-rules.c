/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is found in an item, each rule broken alone (services facts 2.3, 2.6). */
#include "config.h"

#include <string.h>

#include "services/tsdigital/spt-tsdigital-record.h"
#include "tsdigital-test.h"

#define EIGHTY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SIXTY  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

/* With a personal key in the test environment. */
static const struct
{
  gboolean    person;
  const char *changes;
  const char *found;
} rules[] = {
  { FALSE, NULL, "" },
  { TRUE, NULL, "" },
  /* The document's own. */
  { FALSE, "certified=true", "E certified-alone certified\nO role-missing certified" },
  { FALSE, "certified=true\nvalidated=true",
    "O role-missing validated\nO role-missing certified" },
  { FALSE, "validated=true", "O role-missing validated" },
  { FALSE, "noOwnership=true", "O role-missing noOwnership" },
  { FALSE, "noOwnership=false\nvalidated=false\ncertified=false", "" },
  { FALSE, "noOwnership=true\nowners[0].id=u",
    "E owners-and-none noOwnership\nO role-missing noOwnership\nW owners-backoffice owners[0].id" },
  { FALSE, "noOwnership=false\nowners[0].id=u", "W owners-backoffice owners[0].id" },
  { FALSE, "noOwnership=true\nowners[0]=", "O role-missing noOwnership" },
  /* Codes. */
  { FALSE, "taxId=\nvatNumber=", "O codes-missing taxId" },
  { FALSE, "taxId=", "" },
  { FALSE, "vatNumber=", "" },
  { FALSE, "taxId=00743110158", "W bad-fiscal-check taxId" },
  { FALSE, "taxId=XYZ", "O bad-fiscal-code taxId" },
  { FALSE, "vatNumber=RSSMRA80A01H501U", "W vat-not-digits vatNumber" },
  { FALSE, "taxRegion=DE\ntaxId=DE123\nvatNumber=129273398", "N codes-foreign taxRegion" },
  { FALSE, "taxRegion=Italia", "N codes-foreign taxRegion\nW country-form taxRegion" },
  { FALSE, "taxRegion=", "" },
  { FALSE, "description=", "W name-missing description" },
  { FALSE, "description=  \nlastName=Rossi", "N not-sent lastName" },
  { TRUE, "lastName=Bianchi", "W code-surname lastName" },
  { TRUE, "firstName=Anna", "W code-name firstName" },
  { TRUE, "gender=F", "W code-sex gender" },
  { TRUE, "gender=X", "N unlisted-value gender" },
  { TRUE, "birthDate=1981-01-01", "W code-birth-date birthDate" },
  { TRUE, "birthDate=31/02/1980", "E date-impossible birthDate" },
  { TRUE, "taxId=00743110157\nbirthDate=2030-01-01", "W date-future birthDate" },
  { TRUE, "taxId=00743110157\nbirthDate=2026-11-21", "" },
  { FALSE, "economics.registrationDate=2027-01-01", "W date-future economics.registrationDate" },
  { FALSE, "economics.balanceSheetDate=2027-01-01", "" },
  /* Shapes that nobody demands. */
  { FALSE, "description=" EIGHTY, "" },
  { FALSE, "description=" EIGHTY "a", "W text-long description" },
  { TRUE, "lastName=" SIXTY "a\ntaxId=00743110157", "W text-long lastName" },
  { FALSE, "economics.rea=123456789012345678901", "W text-long economics.rea" },
  { FALSE, "economics.cciaa=Milano", "W province-form economics.cciaa" },
  { FALSE, "economics.mainActivity=62", "" },
  { FALSE, "economics.mainActivity=620100", "" },
  { FALSE, "economics.mainActivity=J62", "W ateco-form economics.mainActivity" },
  { FALSE, "economics.capitalStock=tanto", "W capital-form economics.capitalStock" },
  { FALSE, "economics.capitalStock=10000,00", "" },
  { FALSE, "studioId=7", "W studio-form studioId" },
  { FALSE, "studioId=01234567-89ab-cdef-0123-456789ABCDEF", "" },
  { FALSE, "addresses[0].zipCode=2012", "W zip-form addresses[0].zipCode" },
  { FALSE, "addresses[0].province=Milano", "W province-form addresses[0].province" },
  { FALSE, "addresses[0].country=Italia", "W country-form addresses[0].country" },
  { FALSE, "addresses[0].country=DE\naddresses[0].zipCode=D-1\naddresses[0].province=Bayern", "" },
  { FALSE, "addresses[0].city=", "W address-part addresses[0].city" },
  { FALSE, "addresses[0].types=OTHER", "N unlisted-value addresses[0].types" },
  { FALSE, "addresses[0].types=REGISTERED_OFFICE, REGISTERED_OFFICE", "" },
  { FALSE, "addresses[0].types=REGISTERED_OFFICE OTHER", "N unlisted-value addresses[0].types" },
  { FALSE, "contacts[0].type=PHONE", "W contact-empty contacts[0].value" },
  { FALSE, "contacts[0].type=FAX\ncontacts[0].value=1", "N unlisted-value contacts[0].type" },
  { FALSE, "contacts[0]=", "" },
  { FALSE, "classifier=OTHER", "N unlisted-value classifier" },
  { FALSE, "economics.taxRegime=RF19", "" },
  { FALSE, "economics.taxRegime=RF99", "N unlisted-value economics.taxRegime" },
  { FALSE, "noKeys=forse", "E bad-boolean noKeys" },
  { FALSE, "subjectType=", "E required subjectType" },
  { FALSE, "subjectType=cane", "E bad-choice subjectType" },
};

static char *
check (SptAccount *account,
       gboolean    person,
       const char *changes)
{
  g_autoptr (SptRecord) record = tsdigital_test_record (person, changes);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  spt_tsdigital_check (account, SPT_TSDIGITAL_OPERATION, record, 1, SERVICE_TEST_NOW, issues);
  service_test_words (issues);

  return service_test_describe (issues);
}

static void
test_rules (void)
{
  g_autoptr (SptAccount) account = tsdigital_test_account (SPT_ENVIRONMENT_TEST);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *found = check (account, rules[i].person, rules[i].changes);

      g_test_message ("%s", rules[i].changes);
      g_assert_cmpstr (found, ==, rules[i].found);
    }
}

/* Nobody is there to say which key it is; and one with the role may. */
static void
test_roles (void)
{
  g_autoptr (SptAccount) account = tsdigital_test_account (SPT_ENVIRONMENT_TEST);
  g_autofree char *without = check (NULL, FALSE, "validated=true");
  g_autofree char *half = NULL;
  g_autofree char *with = NULL;

  g_assert_cmpstr (without, ==, "");
  spt_account_set_setting (account, "special-role", "true");
  half = check (account, FALSE, "validated=true");
  g_assert_cmpstr (half, ==, "O role-missing validated");
  spt_account_set_setting (account, "key-kind", "application");
  with = check (account, FALSE, "validated=true\ncertified=true\nnoOwnership=true");
  g_assert_cmpstr (with, ==, "");
}

/* Made-up codes are the rule but for production. */
static void
test_strict (void)
{
  g_autoptr (SptAccount) account = tsdigital_test_account (SPT_ENVIRONMENT_PRODUCTION);
  g_autofree char *found = check (account, FALSE, "taxId=00743110158");

  g_assert_cmpstr (found, ==, "O bad-fiscal-check taxId");
}

static const struct
{
  const char *key;
  const char *value;
  const char *found;
} settings[] = {
  { "app-name", "x", "" },
  { "item-path", "api/v3/items", "E bad-path item-path" },
  { "item-path", "/api?x=1", "E bad-path item-path" },
  { "auth-url", "http://auth.example.invalid", "E auth-url auth-url" },
  { "auth-url", "", "E key-half auth-url" },
  { "key-id", "", "E key-half key-id" },
  { "key-kind", "application", "W key-application key-kind" },
  { "special-role", "true", "W role-personal special-role" },
};

static void
test_account (void)
{
  g_autoptr (SptAccount) bare = spt_account_new ("tsdigital", "prova", SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autofree char *all = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (SptAccount) account = tsdigital_test_account (SPT_ENVIRONMENT_TEST);
      g_autoptr (SptIssueList) found = spt_issue_list_new (0);
      g_autofree char *text = NULL;

      spt_account_set_setting (account, settings[i].key, settings[i].value);
      spt_service_check_account (tsdigital_test_service (), account, found);
      service_test_words (found);
      text = service_test_describe (found);
      g_assert_cmpstr (text, ==, settings[i].found);
    }

  /* Services facts 2.2: in production nothing is proposed, and without an address nothing leaves. */
  g_assert_null (spt_service_get_default_base_url (tsdigital_test_service (),
                                                   SPT_ENVIRONMENT_PRODUCTION));
  spt_service_check_account (tsdigital_test_service (), bare, issues);
  all = service_test_describe (issues);
  g_assert_nonnull (strstr (all, "item-path"));
  g_assert_nonnull (strstr (all, "base-url"));
  g_assert_nonnull (strstr (all, "N key-none key-id"));
}

static const struct
{
  gboolean    person;
  const char *changes;
  const char *columns; /* key|name|given name|type|detail|place|next */
} columns[] = {
  { FALSE, NULL, "00743110157|Ditta di Prova S.r.l.||company|00743110157|Milano|create-item" },
  { TRUE, NULL, "RSSMRA80A01H501U|Rossi|Mario|person||Milano|create-item" },
  { TRUE, "description=Studio", "RSSMRA80A01H501U|Studio||person||Milano|create-item" },
  { FALSE, "taxId=", "00743110157|Ditta di Prova S.r.l.||company|00743110157|Milano|create-item" },
  { FALSE, "taxId=XYZ", "|Ditta di Prova S.r.l.||company|00743110157|Milano|create-item" },
  { FALSE, "taxId=XYZ\ntaxRegion=DE", "XYZ|Ditta di Prova S.r.l.||company|00743110157|Milano|create-item" },
};

static void
test_columns (void)
{
  SptService *service = tsdigital_test_service ();
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (SptRecord) record = tsdigital_test_record (columns[i].person, columns[i].changes);
      SptDossierColumns found = { 0 };
      g_autofree char *text = NULL;

      klass->get_dossier_columns (service, record, "", &found);
      text = g_strjoin ("|", found.key, found.name, found.given_name, found.type, found.detail,
                        found.place, found.next_operation, NULL);
      g_assert_cmpstr (text, ==, columns[i].columns);
      klass->get_dossier_columns (service, record, "presa in carico", &found);
      g_assert_null (found.next_operation);
    }
}

static void
step_cb (const SptStep *step,
         gpointer       user_data)
{
  GString *out = user_data;

  g_string_append_printf (out, "%s %u %s", step->operation, step->kind,
                          step->reason != NULL ? "why" : "-");
}

static void
test_steps (void)
{
  SptService *service = tsdigital_test_service ();
  SptDossierData dossier = { .phase = "" };
  g_autoptr (GString) text = g_string_new (NULL);

  SPT_SERVICE_GET_CLASS (service)->list_steps (service, NULL, &dossier, step_cb, text);
  dossier.phase = "presa in carico";
  g_string_append (text, ", ");
  SPT_SERVICE_GET_CLASS (service)->list_steps (service, NULL, &dossier, step_cb, text);
  g_assert_cmpstr (text->str, ==, "tsdigital.create-item 0 -, tsdigital.create-item 3 why");
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  tsdigital_test_service ();
  g_test_add_func ("/tsdigital/rules/each", test_rules);
  g_test_add_func ("/tsdigital/rules/roles", test_roles);
  g_test_add_func ("/tsdigital/rules/strict", test_strict);
  g_test_add_func ("/tsdigital/rules/account", test_account);
  g_test_add_func ("/tsdigital/rules/columns", test_columns);
  g_test_add_func ("/tsdigital/rules/steps", test_steps);
  result = g_test_run ();
  tsdigital_test_clear ();

  return result;
}
