/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of the request, byte for byte (services facts 2.6), and dates as numbers. */
#include "config.h"

#include <string.h>

#include "services/tsdigital/spt-tsdigital-record.h"
#include "tsdigital-test.h"

static void
assert_body (SptAccount *account,
             gboolean    is_person,
             const char *changes,
             const char *expected)
{
  g_autoptr (SptRecord) record = tsdigital_test_record (is_person, changes);
  g_autoptr (GBytes) body = spt_tsdigital_build (account, record);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  g_assert_cmpstr (text, ==, expected);
}

#define ADDRESS \
  "\"addresses\":[{\"city\":\"Milano\",\"country\":\"IT\",\"province\":\"MI\",\"streetName\":" \
  "\"Via di Prova\",\"streetNumber\":\"1\",\"types\":[\"REGISTERED_OFFICE\"],\"zipCode\":" \
  "\"20121\"}]"
#define COMPANY_CODES \
  "\"identifier\":{\"taxId\":\"00743110157\",\"taxRegion\":\"IT\",\"vatNumber\":\"00743110157\"}"

static void
test_company (void)
{
  assert_body (NULL, FALSE, NULL,
               "{\"item\":{\"base\":{\"details\":{" ADDRESS ",\"description\":\"Ditta di Prova S.r.l."
               "\"}," COMPANY_CODES "}},\"noKeys\":true}");
}

static void
test_person (void)
{
  assert_body (NULL, TRUE, "description=Studio Rossi\nnoKeys=false\npreferences.hidden=false",
               "{\"item\":{\"base\":{\"details\":{" ADDRESS ",\"birthDate\":315532800000,"
               "\"description\":\"Studio Rossi\",\"firstName\":\"Mario\",\"gender\":\"M\","
               "\"lastName\":\"Rossi\"},\"identifier\":{\"taxId\":\"RSSMRA80A01H501U\",\"taxRegion\":"
               "\"IT\"}},\"preferences\":{\"hidden\":false}},\"noKeys\":false}");
}

/* Every member of the document, in its order. */
static const char whole_changes[] =
  "description=Studio & Figli\nlastName=Bianchi\nfirstName=Ada\ngender=F\nbirthDate=01/01/1968\n"
  "classifier=INTERMEDIARY\nlegalClass=X\nlegalForm.code=1320\ngovCode=ABC123\n"
  "taxId=RSSMRA80A01H501U\nvatNumber=00743110157\neconomics.balanceSheetDate=2025-12-31\n"
  "economics.capitalStock=10.000,50\neconomics.cciaa=MI\neconomics.mainActivity=62.01.00\n"
  "economics.liquidationState=LN\neconomics.rea=0012345\neconomics.registrationDate=1970-01-01\n"
  "economics.soleShareholder=SM\neconomics.taxRegime=RF01\nprofessionalRegister.code=A\n"
  "professionalRegister.description=Albo\nprofessionalRegister.province=MI\n"
  "professionalRegister.registrationDate=2000-02-29\npreferences.hidden=true\n"
  "preferences.language=it\nnoKeys=true\nnoOwnership=false\nowners[0].id=u-1\nowners[1].id=u-2\n"
  "studioId=s-1\nvalidated=true\ncertified=true\ncontacts[0].type=PHONE\ncontacts[0].label=Ufficio\n"
  "contacts[0].value=02 000000\ncontacts[1].value=x@example.org\naddresses[0].types=REGISTERED_OFFICE, OTHER";
static const char whole_body[] =
  "{\"item\":{\"base\":{\"details\":{\"addresses\":[{\"city\":\"Milano\",\"country\":\"IT\","
  "\"province\":\"MI\",\"streetName\":\"Via di Prova\",\"streetNumber\":\"1\",\"types\":"
  "[\"REGISTERED_OFFICE\",\"OTHER\"],\"zipCode\":\"20121\"}],\"birthDate\":-63158400000,"
  "\"classifier\":\"INTERMEDIARY\",\"contacts\":[{\"label\":\"Ufficio\",\"type\":\"PHONE\","
  "\"value\":\"02 000000\"},{\"value\":\"x@example.org\"}],\"description\":\"Studio & Figli\","
  "\"economics\":{\"balanceSheetDate\":1767139200000,\"capitalStock\":\"10000.50\",\"cciaa\":\"MI\","
  "\"economicActivities\":{\"mainActivity\":{\"code\":\"62.01.00\"}},\"liquidationState\":\"LN\","
  "\"rea\":\"0012345\",\"registrationDate\":0,\"soleShareholder\":\"SM\",\"taxRegime\":\"RF01\"},"
  "\"firstName\":\"Ada\",\"gender\":\"F\",\"lastName\":\"Bianchi\",\"legalClass\":\"X\",\"legalForm\":"
  "{\"code\":\"1320\"},\"professionalRegister\":{\"code\":\"A\",\"description\":\"Albo\","
  "\"province\":\"MI\",\"registrationDate\":951782400000}},\"identifier\":{\"govCode\":\"ABC123\","
  "\"taxId\":\"RSSMRA80A01H501U\",\"taxRegion\":\"IT\",\"vatNumber\":\"00743110157\"}},"
  "\"preferences\":{\"hidden\":true,\"language\":\"it\"}},\"noKeys\":true,\"noOwnership\":false,"
  "\"ownerIds\":[\"u-1\",\"u-2\"],\"studioId\":\"s-1\",\"validated\":true,\"certified\":true}";

static void
test_whole (void)
{
  assert_body (NULL, TRUE, whole_changes, whole_body);
}

/* What was read and written again is the same to the byte. */
static void
test_round (void)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_tsdigital_get_schema ());
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *found = NULL;

  g_assert_true (spt_tsdigital_read_document (NULL, SPT_TSDIGITAL_OPERATION, whole_body, strlen (whole_body), record, issues,
                                              &error));
  g_assert_no_error (error);
  found = service_test_describe (issues);
  /* Its registration is on the day that placeholders name. */
  g_assert_cmpstr (found, ==, "W date-zero economics.registrationDate");
  body = spt_tsdigital_build (NULL, record);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), whole_body,
                   strlen (whole_body));
}

/* Italian midnight is an hour or two before UTC's; and it is the same date again. */
static void
test_rome (void)
{
  g_autoptr (SptAccount) account = tsdigital_test_account (SPT_ENVIRONMENT_TEST);

  spt_account_set_setting (account, "date-zone", "rome");
  assert_body (account, TRUE, "birthDate=1990-07-01\naddresses[0]=",
               "{\"item\":{\"base\":{\"details\":{" ADDRESS ",\"birthDate\":646783200000,"
               "\"firstName\":\"Mario\",\"gender\":\"M\",\"lastName\":\"Rossi\"},\"identifier\":"
               "{\"taxId\":\"RSSMRA80A01H501U\",\"taxRegion\":\"IT\"}}},\"noKeys\":true}");
}

/* The account's office stands in for none, and never for another. */
static void
test_studio (void)
{
  g_autoptr (SptAccount) account = tsdigital_test_account (SPT_ENVIRONMENT_TEST);

  spt_account_set_setting (account, "studio-id", "studio-1");
  assert_body (account, FALSE, "addresses[0].types=",
               "{\"item\":{\"base\":{\"details\":{\"addresses\":[{\"city\":\"Milano\",\"country\":"
               "\"IT\",\"province\":\"MI\",\"streetName\":\"Via di Prova\",\"streetNumber\":\"1\","
               "\"zipCode\":\"20121\"}],\"description\":\"Ditta di Prova S.r.l.\"}," COMPANY_CODES
               "}},\"noKeys\":true,\"studioId\":\"studio-1\"}");
  assert_body (account, FALSE, "studioId=studio-2\ndescription=x",
               "{\"item\":{\"base\":{\"details\":{" ADDRESS ",\"description\":\"x\"}," COMPANY_CODES
               "}},\"noKeys\":true,\"studioId\":\"studio-2\"}");
}

/* Empty texts, empty groups, fields of the other sort, amounts that do not read. */
static void
test_empty (void)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_tsdigital_get_schema ());
  g_autoptr (GBytes) body = spt_tsdigital_build (NULL, record);

  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                   "{\"item\":{},\"noKeys\":true}", 25);
  assert_body (NULL, FALSE, "description=  \nlastName=Rossi\nbirthDate=1980-01-01\n"
               "contacts[0]=\nowners[0]=\neconomics.capitalStock=diecimila",
               "{\"item\":{\"base\":{\"details\":{" ADDRESS ",\"economics\":{\"capitalStock\":"
               "\"diecimila\"}}," COMPANY_CODES "}},\"noKeys\":true}");
}

static const struct
{
  int    year;
  int    month;
  int    day;
  gint64 utc;
  gint64 rome;
} dates[] = {
  /* services facts 2.6, 6.5 */
  { 1968, 1, 1, G_GINT64_CONSTANT (-63158400000), G_GINT64_CONSTANT (-63162000000) },
  { 1970, 1, 1, 0, -3600000 },
  { 1970, 1, 2, 86400000, 82800000 },
  { 2019, 1, 1, G_GINT64_CONSTANT (1546300800000), G_GINT64_CONSTANT (1546297200000) },
  { 2026, 7, 15, G_GINT64_CONSTANT (1784073600000), G_GINT64_CONSTANT (1784066400000) },
  { 2000, 2, 29, G_GINT64_CONSTANT (951782400000), G_GINT64_CONSTANT (951778800000) },
  { 1, 1, 1, G_GINT64_CONSTANT (-62135596800000), G_MAXINT64 },
  { 9999, 12, 31, G_GINT64_CONSTANT (253402214400000), G_MAXINT64 },
};

static void
test_dates (void)
{
  SptDatetime date;

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      const SptDatetime day = { (gint16) dates[i].year, (gint8) dates[i].month,
                                (gint8) dates[i].day };

      for (gboolean rome = FALSE; rome <= TRUE; rome++)
        {
          gint64 ms = spt_tsdigital_date_to_ms (&day, rome);

          if (rome && dates[i].rome == G_MAXINT64)
            continue;
          g_assert_cmpint (ms, ==, rome ? dates[i].rome : dates[i].utc);
          g_assert_true (spt_tsdigital_date_from_ms (ms, rome, &date));
          g_assert_cmpint (date.year, ==, dates[i].year);
          g_assert_cmpint (date.month, ==, dates[i].month);
          g_assert_cmpint (date.day, ==, dates[i].day);
        }
    }
  /* The last millisecond of a day is that day, before 1970 too. */
  g_assert_true (spt_tsdigital_date_from_ms (-1, FALSE, &date));
  g_assert_cmpint (date.year * 10000 + date.month * 100 + date.day, ==, 19691231);
  g_assert_true (spt_tsdigital_date_from_ms (86399999, FALSE, &date));
  g_assert_cmpint (date.year * 10000 + date.month * 100 + date.day, ==, 19700101);
  for (gboolean rome = FALSE; rome <= TRUE; rome++)
    {
      g_assert_false (spt_tsdigital_date_from_ms (G_MAXINT64, rome, &date));
      g_assert_false (spt_tsdigital_date_from_ms (G_MININT64, rome, &date));
      g_assert_false (spt_tsdigital_date_from_ms (G_GINT64_CONSTANT (253402300800000), rome, &date));
    }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  tsdigital_test_service ();
  g_test_add_func ("/tsdigital/build/company", test_company);
  g_test_add_func ("/tsdigital/build/person", test_person);
  g_test_add_func ("/tsdigital/build/whole", test_whole);
  g_test_add_func ("/tsdigital/build/round", test_round);
  g_test_add_func ("/tsdigital/build/rome", test_rome);
  g_test_add_func ("/tsdigital/build/studio", test_studio);
  g_test_add_func ("/tsdigital/build/empty", test_empty);
  g_test_add_func ("/tsdigital/build/dates", test_dates);
  result = g_test_run ();
  tsdigital_test_clear ();

  return result;
}
