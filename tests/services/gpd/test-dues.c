/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of dues and instalments: cents that add up, dates, placeholders, what is filled and what is
 * left alone. */
#include "config.h"

#include <string.h>

#include "base/spt-messages.h"
#include "gpd-test.h"
#include "services/gpd/spt-gpd-due.h"

#define DUE \
  "{\"name\":\"TARI\",\"organization\":\"77777777777\",\"companyName\":\"Comune di Esempio\"," \
  "\"officeName\":\"Tributi\",\"description\":\"TARI {anno} entro {scadenza}\"," \
  "\"category\":\"9/0101100TS/\",\"iban\":\"IT60X0542811101000000123456\",\"due-rule\":\"days\"," \
  "\"due-days\":\"30\",\"switchToExpired\":\"true\",\"quota\":[{\"share\":\"percent-net\"," \
  "\"percent\":\"5\",\"organizationFiscalCode\":\"12345678903\",\"companyName\":\"Provincia\"," \
  "\"remittance\":\"TEFA {anno}\",\"category\":\"9/0201133IM/\",\"iban\":" \
  "\"IT60X0542811101000000123456\"}]}"

static const SptDuesTable *
dues (void)
{
  SptService *service = gpd_test_service ();

  return SPT_SERVICE_GET_CLASS (service)->get_dues (service);
}

static SptRecord *
make_due (const char *doc)
{
  SptRecord *due = spt_record_new (dues ()->get_schema (gpd_test_service ()));
  g_autoptr (GError) error = NULL;

  g_assert_true (spt_record_read (due, doc, -1, &error));
  g_assert_no_error (error);

  return due;
}

static SptRecord *
make_position (const char *doc)
{
  SptRecord *record = spt_record_new (gpd_test_fields ()->schema);
  g_autoptr (GError) error = NULL;

  g_assert_true (spt_record_read (record, doc, -1, &error));
  g_assert_no_error (error);

  return record;
}

static char *
get (SptRecord  *record,
     const char *path)
{
  SptNode *node;
  const SptFieldDef *field;

  if (!spt_record_find_path (record, path, &node, &field) || field == NULL)
    return g_strdup ("(none)");

  return g_strdup (spt_node_get (node, field->index));
}

#define assert_text(record, path, expected) \
  G_STMT_START { \
    g_autofree char *text_ = get (record, path); \
    g_assert_cmpstr (text_, ==, expected); \
  } G_STMT_END

static gint64
cents (SptRecord  *record,
       const char *path)
{
  g_autofree char *text = get (record, path);
  gint64 value = -1;

  g_assert_true (spt_money_parse_euro (text, &value, NULL));

  return value;
}

static void
test_percent (void)
{
  static const struct
  {
    const char *text;
    gint64      value;
  } table[] = {
    { "5", 50000 }, { "4,7619", 47619 }, { "0.5", 5000 }, { "100", 1000000 }, { "100,0", 1000000 },
    { "0", 0 }, { "", -1 }, { "101", -1 }, { "100,0001", -1 }, { "5,", -1 }, { ",5", -1 },
    { "4,76191", -1 }, { "5%", -1 }, { "-5", -1 }, { "1000", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      gint64 value = -1;
      gboolean ok = spt_gpd_due_parse_percent (table[i].text, &value);

      g_assert_cmpint (ok ? value : -1, ==, table[i].value);
    }
}

/* Every amount up to 30 euro and some large ones: nothing is lost, nothing is made. */
static void
test_split (void)
{
  static const SptGpdShare shares[] = {
    { SPT_GPD_SHARE_PERCENT_NET, 50000 }, { SPT_GPD_SHARE_FIXED, 7 },
    { SPT_GPD_SHARE_PERCENT, 33333 }, { SPT_GPD_SHARE_PERCENT_NET, 12345 },
  };
  static const SptGpdShare tefa = { SPT_GPD_SHARE_PERCENT_NET, 50000 };
  static const SptGpdShare all = { SPT_GPD_SHARE_PERCENT, 1000000 };
  gint64 amounts[5];

  g_assert_true (spt_gpd_due_split (10500, &tefa, 1, amounts));
  g_assert_cmpint (amounts[0], ==, 10000);
  g_assert_cmpint (amounts[1], ==, 500);
  g_assert_true (spt_gpd_due_split (12000, &tefa, 1, amounts));
  g_assert_cmpint (amounts[0], ==, 11429);
  g_assert_cmpint (amounts[1], ==, 571);
  g_assert_false (spt_gpd_due_split (100, &all, 1, amounts));
  g_assert_false (spt_gpd_due_split (7, shares, 4, amounts));

  for (gint64 total = 20; total <= SPT_MONEY_MAX_CENTS; total += total < 3000 ? 1 : total / 3)
    {
      gint64 sum = 0;

      g_assert_true (spt_gpd_due_split (total, shares, 4, amounts));
      for (guint i = 0; i < 5; i++)
        {
          g_assert_cmpint (amounts[i], >=, 0);
          sum += amounts[i];
        }
      g_assert_cmpint (sum, ==, total);
    }
}

static void
test_expand (void)
{
  const SptDatetime date = { .year = 2026, .month = 12, .day = 16 };
  const SptGpdWords words = {
    .year = 2026, .due = &date, .instalment = 2, .instalments = 4, .iupd = "X-1", .body = "Comune",
    .debtor = "Rossi", .debtor_code = "C",
  };
  const SptGpdWords single = { .year = 2026, .iupd = "", .body = "", .debtor = "", .debtor_code = "" };
  g_autofree char *all = spt_gpd_due_expand (
    "{anno} {scadenza} {rata}/{rate} {iupd} {ente} {debitore} {boh} {} { {anno", &words);
  g_autofree char *one = spt_gpd_due_expand ("rata {rata} di {rate}{scadenza}", &single);

  g_assert_cmpstr (all, ==, "2026 16/12/2026 2/4 X-1 Comune Rossi {boh} {} { {anno");
  g_assert_cmpstr (one, ==, "rata unica di 1");
}

static void
test_date (void)
{
  static const struct
  {
    const char *rule;
    const char *today;
    const char *date; /* NULL = none */
  } table[] = {
    { "\"due-rule\":\"days\",\"due-days\":\"30\"", "2026-11-21", "2026-12-21" },
    { "\"due-rule\":\"days\",\"due-days\":\"0\"", "2026-11-21", "2026-11-21" },
    { "\"due-rule\":\"days\"", "2026-11-21", NULL },
    { "\"due-rule\":\"day\",\"due-day\":\"16/12\"", "2026-11-21", "2026-12-16" },
    { "\"due-rule\":\"day\",\"due-day\":\"16/12\"", "2026-12-16", "2026-12-16" },
    { "\"due-rule\":\"day\",\"due-day\":\"16/6\"", "2026-11-21", "2027-06-16" },
    { "\"due-rule\":\"day\",\"due-day\":\"31/2\"", "2026-11-21", "2027-02-28" },
    { "\"due-rule\":\"day\",\"due-day\":\"29/2\"", "2027-11-21", "2028-02-29" },
    { "\"due-rule\":\"month-end\",\"due-months\":\"0\"", "2026-11-21", "2026-11-30" },
    { "\"due-rule\":\"month-end\",\"due-months\":\"3\"", "2026-11-30", "2027-02-28" },
    { "\"due-rule\":\"month-end\"", "2026-12-31", "2026-12-31" },
    { "\"name\":\"x\"", "2026-12-31", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *doc = g_strdup_printf ("{%s}", table[i].rule);
      g_autoptr (SptRecord) due = make_due (doc);
      g_autofree char *text = NULL;
      SptDatetime today;
      SptDatetime date;

      g_test_message ("%s", table[i].rule);
      g_assert_true (spt_datetime_parse (table[i].today, &today, NULL));
      if (spt_gpd_due_date (due, &today, &date))
        text = g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
      g_assert_cmpstr (text, ==, table[i].date);
    }
}

static void
test_check (void)
{
  g_autoptr (SptRecord) good = make_due (DUE);
  g_autoptr (SptRecord) bad = make_due (
    "{\"name\":\"x\",\"organization\":\"77777777777\",\"companyName\":\"C\",\"description\":"
    "\"{nome} {debitore} per RSSMRA80A01H501U\",\"category\":\"9/0101100TS/\",\"iban\":"
    "\"IT60X0542811101000000123456\",\"quota\":[{\"share\":\"fixed\",\"organizationFiscalCode\":"
    "\"12345678903\",\"companyName\":\"P\",\"category\":\"9/0201133IM/\",\"iban\":"
    "\"IT60X0542811101000000123456\"}]}");
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autofree char *said = NULL;

  dues ()->check (gpd_test_service (), good, issues);
  g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 0);
  dues ()->check (gpd_test_service (), bad, issues);
  said = gpd_test_describe (issues);
  g_assert_cmpstr (said, ==,
                   "E due-placeholder 0 description\nW due-personal 0 description\n"
                   "W due-personal 0 description\nE due-share 0 quota[0].amount");
}

static void
test_apply (void)
{
  g_autoptr (SptRecord) due = make_due (DUE);
  g_autoptr (SptRecord) record = make_position (
    "{\"iupd\":\"A\",\"fiscalCode\":\"RSSMRA80A01H501U\",\"fullName\":\"Mario Rossi\","
    "\"paymentOption\":[{\"iuv\":\"02123456789012356\",\"amount\":\"120,00\",\"transfer\":[{}]}]}");
  g_autoptr (SptRecord) own = make_position (
    "{\"companyName\":\"Altro\",\"switchToExpired\":\"false\",\"paymentOption\":[{\"amount\":\"10\","
    "\"description\":\"Mia\",\"dueDate\":\"2026-12-01\",\"transfer\":[{\"amount\":\"4\"},"
    "{\"amount\":\"6\",\"iban\":\"IT\"}]}]}");
  g_autoptr (SptRecord) parts = make_position (
    "{\"paymentOption\":[{\"amount\":\"60\",\"isPartialPayment\":\"true\"},{\"amount\":\"60\","
    "\"isPartialPayment\":\"true\"}]}");
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autofree char *said = NULL;

  dues ()->apply (gpd_test_service (), due, record, GPD_TEST_NOW);
  assert_text (record, "companyName", "Comune di Esempio");
  assert_text (record, "organization", "77777777777");
  assert_text (record, "switchToExpired", "true");
  assert_text (record, "payStandIn", "true");
  assert_text (record, "paymentOption[0].description", "TARI 2026 entro 21/12/2026");
  assert_text (record, "paymentOption[0].isPartialPayment", "false");
  assert_text (record, "paymentOption[0].transfer[0].remittanceInformation",
               "TARI 2026 entro 21/12/2026");
  assert_text (record, "paymentOption[0].transfer[1].remittanceInformation", "TEFA 2026");
  assert_text (record, "paymentOption[0].transfer[1].organizationFiscalCode", "12345678903");
  g_assert_cmpint (cents (record, "paymentOption[0].transfer[0].amount"), ==, 11429);
  g_assert_cmpint (cents (record, "paymentOption[0].transfer[1].amount"), ==, 571);

  /* Nothing else has to be typed. */
  SPT_SERVICE_GET_CLASS (gpd_test_service ())->check_record (
    gpd_test_service (), NULL, "gpd.create", record, 0, GPD_TEST_NOW, issues);
  said = gpd_test_describe (issues);
  g_assert_cmpstr (said, ==, "");

  /* What is there stays. */
  dues ()->apply (gpd_test_service (), due, own, GPD_TEST_NOW);
  assert_text (own, "companyName", "Altro");
  assert_text (own, "switchToExpired", "false");
  assert_text (own, "paymentOption[0].description", "Mia");
  assert_text (own, "paymentOption[0].dueDate", "2026-12-01");
  g_assert_cmpint (cents (own, "paymentOption[0].transfer[0].amount"), ==, 400);
  assert_text (own, "paymentOption[0].transfer[0].category", "9/0101100TS/");
  assert_text (own, "paymentOption[0].transfer[1].iban", "IT");
  assert_text (own, "paymentOption[0].transfer[1].category", "");

  dues ()->apply (gpd_test_service (), due, parts, GPD_TEST_NOW);
  assert_text (parts, "paymentOption[1].description",
               "TARI 2026 entro 21/12/2026 - rata 2 di 2");
}

/* --- instalments ------------------------------------------------------------------------------- */

static void
test_amounts (void)
{
  gint64 amounts[SPT_INSTALMENTS_MAX];

  g_assert_true (spt_gpd_plan_amounts (10000, 3, FALSE, amounts));
  g_assert_cmpint (amounts[0], ==, 3334);
  g_assert_cmpint (amounts[2], ==, 3333);
  g_assert_true (spt_gpd_plan_amounts (10000, 3, TRUE, amounts));
  g_assert_cmpint (amounts[0], ==, 3333);
  g_assert_cmpint (amounts[2], ==, 3334);
  g_assert_false (spt_gpd_plan_amounts (2, 3, FALSE, amounts));

  for (guint n = 2; n <= SPT_INSTALMENTS_MAX; n++)
    {
      for (gint64 total = n; total < 100000; total += 97)
        {
          gint64 sum = 0;

          g_assert_true (spt_gpd_plan_amounts (total, n, n % 2 == 0, amounts));
          for (guint i = 0; i < n; i++)
            sum += amounts[i];
          g_assert_cmpint (sum, ==, total);
        }
    }
}

static void
test_dates (void)
{
  const SptDatetime first = { .year = 2026, .month = 12, .day = 31 };
  static const char *const expected[] = {
    "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30",
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *text = NULL;
      SptDatetime date;

      spt_gpd_plan_date (&first, i, &date);
      text = g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
      g_assert_cmpstr (text, ==, expected[i]);
    }
}

#define SINGLE \
  "{\"iupd\":\"A\",\"fullName\":\"Mario Rossi\",\"paymentOption\":[{\"nav\":\"302123456789012356\"," \
  "\"iuv\":\"02123456789012356\",\"amount\":\"%s\",\"description\":\"TARI {2026}\"," \
  "\"isPartialPayment\":\"false\",\"dueDate\":\"2026-12-16\",\"transfer\":[%s]}]}"

static SptRecord *
make_single (const char *amount,
             const char *transfers)
{
  g_autofree char *doc = g_strdup_printf (SINGLE, amount, transfers);

  return make_position (doc);
}

static void
test_divide (void)
{
  const SptInstalments how = {
    .n = 4, .first = { .year = 2027, .month = 1, .day = 31 }, .months = 1, .keep_single = TRUE,
  };
  g_autoptr (SptRecord) record = make_single (
    "100,01", "{\"amount\":\"95,25\",\"iban\":\"A\"},{\"amount\":\"4,76\",\"iban\":\"B\"}");
  gint64 own = 0;
  gint64 other = 0;

  g_assert_null (dues ()->divide (gpd_test_service (), &how, record, GPD_TEST_NOW));
  assert_text (record, "paymentOption[0].iuv", "02123456789012356");
  assert_text (record, "paymentOption[0].isPartialPayment", "false");
  assert_text (record, "paymentOption[1].iuv", "");
  assert_text (record, "paymentOption[1].nav", "");
  assert_text (record, "paymentOption[1].description", "TARI {2026} - rata 1 di 4");
  assert_text (record, "paymentOption[2].dueDate", "2027-02-28T23:59:59");
  assert_text (record, "paymentOption[4].dueDate", "2027-04-30T23:59:59");
  assert_text (record, "paymentOption[5].dueDate", "(none)");
  g_assert_cmpint (cents (record, "paymentOption[1].amount"), ==, 2501);
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *amount = g_strdup_printf ("paymentOption[%u].amount", i);
      g_autofree char *first = g_strdup_printf ("paymentOption[%u].transfer[0].amount", i);
      g_autofree char *second = g_strdup_printf ("paymentOption[%u].transfer[1].amount", i);

      g_assert_cmpint (cents (record, amount), ==, cents (record, first) + cents (record, second));
      own += cents (record, first);
      other += cents (record, second);
    }
  g_assert_cmpint (own, ==, 9525);
  g_assert_cmpint (other, ==, 476);
}

static void
test_divide_stamp (void)
{
  const SptInstalments how = {
    .n = 2, .first = { .year = 2027, .month = 1, .day = 10 }, .months = 2, .rest_last = TRUE,
    .description = "Rata {rata}/{rate} del {scadenza}",
  };
  g_autoptr (SptRecord) record = make_single (
    "26,01", "{\"amount\":\"16\",\"stamp.hashDocument\":\"x\",\"stamp.stampType\":\"01\"},"
    "{\"amount\":\"10,01\",\"iban\":\"A\"}");

  g_assert_null (dues ()->divide (gpd_test_service (), &how, record, GPD_TEST_NOW));
  assert_text (record, "paymentOption[2].iuv", "(none)"); /* the single one went */
  assert_text (record, "paymentOption[0].isPartialPayment", "true");
  assert_text (record, "paymentOption[1].description", "Rata 2/2 del 10/03/2027");
  g_assert_cmpint (cents (record, "paymentOption[0].amount"), ==, 2100);
  g_assert_cmpint (cents (record, "paymentOption[0].transfer[0].amount"), ==, 1600);
  g_assert_cmpint (cents (record, "paymentOption[1].amount"), ==, 501);
  assert_text (record, "paymentOption[1].transfer[0].iban", "A");
  assert_text (record, "paymentOption[1].transfer[1].amount", "(none)");
}

static void
assert_refused (const SptInstalments *how,
                SptRecord            *taken,
                const char           *code)
{
  g_autoptr (SptRecord) record = taken;
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);

  spt_record_write (record, before);
  g_assert_cmpstr (dues ()->divide (gpd_test_service (), how, record, GPD_TEST_NOW), ==, code);
  spt_record_write (record, after);
  g_assert_cmpstr (before->str, ==, after->str);
  g_assert_nonnull (spt_messages_find ("gpd", code));
}

static void
test_refused (void)
{
  static const SptDatetime dates[] = {
    { .year = 2027, .month = 1, .day = 10 }, { .year = 2027, .month = 1, .day = 10 },
  };
  SptInstalments how = { .n = 3, .first = dates[0], .months = 1 };

  assert_refused (&how, make_position ("{\"iupd\":\"A\"}"), "plan-not-single");
  assert_refused (&how, make_single ("10", ""), "plan-amounts");
  assert_refused (&how, make_single ("x", "{\"amount\":\"10\"}"), "plan-amounts");
  assert_refused (&how, make_single ("10", "{\"amount\":\"9\"}"), "plan-amounts");
  assert_refused (&how, make_single ("0,02", "{\"amount\":\"0,02\"}"), "plan-small");
  assert_refused (&how, make_single ("16", "{\"amount\":\"16\",\"stamp.stampType\":\"01\"}"),
                  "plan-small");
  how.n = 1;
  assert_refused (&how, make_single ("10", "{\"amount\":\"10\"}"), "plan-not-single");
  how.n = 2;
  how.months = 0;
  assert_refused (&how, make_single ("10", "{\"amount\":\"10\"}"), "plan-dates");
  how.dates = dates;
  assert_refused (&how, make_single ("10", "{\"amount\":\"10\"}"), "plan-dates");
}

/* Cents of hard cases: a tiny share, many instalments, the largest amount there is. */
static void
test_divide_all (void)
{
  static const struct
  {
    gint64 own;
    gint64 other;
    guint  n;
  } table[] = {
    { 9999, 1, 12 }, { 1200, 7, 72 }, { 99999999998, 1, 72 }, { 50000000000, 49999999999, 71 },
    { 333, 333, 5 }, { 100000, 99999, 7 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const SptInstalments how = {
        .n = table[i].n, .first = { .year = 2027, .month = 1, .day = 31 }, .months = 1,
        .rest_last = i % 2 == 0,
      };
      g_autofree char *amount = spt_money_format_plain (table[i].own + table[i].other);
      g_autofree char *own = spt_money_format_plain (table[i].own);
      g_autofree char *other = spt_money_format_plain (table[i].other);
      g_autofree char *transfers = g_strdup_printf (
        "{\"amount\":\"%s\",\"iban\":\"A\"},{\"amount\":\"%s\",\"iban\":\"B\"}", own, other);
      g_autoptr (SptRecord) record = make_single (amount, transfers);
      gint64 sums[2] = { 0 };

      g_assert_null (dues ()->divide (gpd_test_service (), &how, record, GPD_TEST_NOW));
      for (guint k = 0; k < table[i].n; k++)
        {
          g_autofree char *whole = g_strdup_printf ("paymentOption[%u].amount", k);
          gint64 sum = 0;

          for (guint t = 0; t < 2; t++)
            {
              g_autofree char *path = g_strdup_printf ("paymentOption[%u].transfer[%u].amount", k, t);
              g_autofree char *iban = g_strdup_printf ("paymentOption[%u].transfer[%u].iban", k, t);
              g_autofree char *which = get (record, iban);

              if (g_str_equal (which, "(none)"))
                continue;
              g_assert_cmpint (cents (record, path), >, 0);
              sums[which[0] - 'A'] += cents (record, path);
              sum += cents (record, path);
            }
          g_assert_cmpint (cents (record, whole), ==, sum);
        }
      g_assert_cmpint (sums[0], ==, table[i].own);
      g_assert_cmpint (sums[1], ==, table[i].other);
    }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/gpd/dues/percent", test_percent);
  g_test_add_func ("/gpd/dues/split", test_split);
  g_test_add_func ("/gpd/dues/expand", test_expand);
  g_test_add_func ("/gpd/dues/date", test_date);
  g_test_add_func ("/gpd/dues/check", test_check);
  g_test_add_func ("/gpd/dues/apply", test_apply);
  g_test_add_func ("/gpd/plan/amounts", test_amounts);
  g_test_add_func ("/gpd/plan/dates", test_dates);
  g_test_add_func ("/gpd/plan/divide", test_divide);
  g_test_add_func ("/gpd/plan/stamp", test_divide_stamp);
  g_test_add_func ("/gpd/plan/refused", test_refused);
  g_test_add_func ("/gpd/plan/divide-all", test_divide_all);

  status = g_test_run ();
  gpd_test_free_fields ();

  return status;
}
