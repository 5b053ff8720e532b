/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due: read from plants and catalogues, chosen, written; dates reckoned anew once a day and with other norms; what
 * the catalogue of firms knows. */
#include "config.h"

#include <string.h>

#include "desk.h"
#include "fake-plants.h"
#include "outbox/spt-deadlines.h"
#include "outbox/spt-plants.h"
#include "store/spt-store-accounts.h"
#include "user-data.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define NOW G_GINT64_CONSTANT (1795345200000) /* 2026-11-22 */

static SptPlantNorms norms = { "one", 45, 30 };
static guint n_reckoned;
static SptPlantOps ops;

static const SptPlantNorms *
get_norms (SptService *service)
{
  return &norms;
}

static GPtrArray *
list_dues (SptService         *service,
           const SptPlantData *plant,
           gint64              now_utc_ms)
{
  GPtrArray *dues = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_due_free);
  SptPlantDue *due = g_new0 (SptPlantDue, 1);

  n_reckoned++;
  due->kind = SPT_DUE_THIRD;
  due->component = g_strdup ("");
  due->date = g_strdup ("2026-11-30");
  due->estimated = TRUE;
  due->operation = "fake.3";
  g_ptr_array_add (dues, due);

  return dues;
}

static Desk *
new_desk (void)
{
  Desk *desk = desk_new ();

  ops = fake_plants_ops;
  ops.get_norms = get_norms;
  ops.list_dues = list_dues;
  norms.digest = "one";
  n_reckoned = 0;
  SPT_SERVICE_GET_CLASS (desk->service)->plants = &ops;

  return desk;
}

static gint64
add_plant (SptDb      *db,
           const char *code,
           const char *name,
           const char *city)
{
  g_autoptr (GError) error = NULL;
  const SptPlantColumns columns = {
    .code = code, .name = name, .name_code = "", .third = "", .third_code = "", .place = "Via Roma 1", .city = city,
    .units = "", .generators = "GT1", .fuel = "Gas", .power_w = 24500,
  };
  gint64 id = spt_db_save_plant (db, 0, NULL, &columns, NULL, NULL, 0, 0, "Anna", &error);

  g_assert_no_error (error);
  return id;
}

static void
add_due (SptDb      *db,
         gint64      plant,
         const char *kind,
         const char *date,
         gboolean    estimated)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dues = g_ptr_array_new ();
  SptPlantDue due = { kind, (char *) "GT1", (char *) date, (char *) "2026-10-01", estimated, "fake.84" };

  g_ptr_array_add (dues, &due);
  g_assert_true (spt_db_set_plant_dues (db, plant, dues, &error));
  g_assert_no_error (error);
}

static void
add_entry (SptDb      *db,
           const char *kind,
           const char *code,
           const char *doc)
{
  g_autoptr (GError) error = NULL;
  const SptCatalogueEntry entry = { .code = (char *) code, .name = (char *) code, .doc = (char *) doc };

  g_assert_cmpint (spt_db_save_catalogue (db, kind, &entry, "Anna", &error), >, 0);
}

static gboolean
fill (SptDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  add_due (db, add_plant (db, "000001", "Rossi Mario", "Bari (BA)"), SPT_DUE_REPORT, "2026-11-21", FALSE);
  add_due (db, add_plant (db, "000002", "Bianchi", "Lecce (LE)"), SPT_DUE_SEND, "2026-11-30", FALSE);
  add_due (db, add_plant (db, "000003", "=Verdi; Anna", "Bari (BA)"), SPT_DUE_FIRST_REPORT, "2027-02-22", TRUE);
  add_due (db, add_plant (db, "000004", "Neri", "Citt\u00e0 Sant'Angelo (PE)"), SPT_DUE_REPORT, "2027-02-23", FALSE);
  add_entry (db, SPT_CATALOGUE_INSTRUMENT, "A-1", "{\"maker\":\"Marca\",\"model\":\"X\",\"serial\":\"A-1\","
             "\"calibrationDue\":\"2026-12-01\"}");
  add_entry (db, SPT_CATALOGUE_TECHNICIAN, "Conte Chiara", "{\"surname\":\"Conte\",\"name\":\"Chiara\","
             "\"certificateUntil\":\"2026-12-02\"}");
  add_entry (db, SPT_CATALOGUE_FIRM, "00743110157", "{\"name\":\"Caldaie srl\",\"vatNumber\":\"00743110157\","
             "\"fgas\":\"F1\",\"fgasUntil\":\"2026-12-31\",\"validUntil\":\"2027-12-31\"}");

  return TRUE;
}

static guint
count (GPtrArray         *all,
       SptDeadlineFilter  filter)
{
  g_autoptr (GPtrArray) found = spt_deadlines_filter (all, &filter, NOW);

  return found->len;
}

static gboolean
choose (SptDb         *db,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr (GPtrArray) all = spt_deadlines_load (db, NOW, error);
  const SptDeadline *first;

  g_assert_nonnull (all);
  g_assert_cmpuint (all->len, ==, 8);
  first = g_ptr_array_index (all, 0);
  g_assert_cmpstr (first->code, ==, "000001");
  g_assert_cmpint (first->days, ==, -1);

  g_assert_cmpuint (count (all, (SptDeadlineFilter) { 0 }), ==, 8);
  g_assert_cmpuint (count (all, (SptDeadlineFilter) { .span = SPT_DEADLINES_OVERDUE }), ==, 1);
  g_assert_cmpuint (count (all, (SptDeadlineFilter) { .span = SPT_DEADLINES_MONTH }), ==, 2);
  g_assert_cmpuint (count (all, (SptDeadlineFilter) { .span = SPT_DEADLINES_THREE }), ==, 6); /* not 23/2/2027 */
  g_assert_cmpuint (count (all, (SptDeadlineFilter) { .kind = SPT_DUE_REPORT }), ==, 3);
  g_assert_cmpuint (count (all, (SptDeadlineFilter) { .kind = SPT_DUE_SEND }), ==, 1);
  g_assert_cmpuint (count (all, (SptDeadlineFilter) { .kind = SPT_DUE_OFFICE }), ==, 4);
  g_assert_cmpuint (count (all, (SptDeadlineFilter) { .place = "BA" }), ==, 2);
  g_assert_cmpuint (count (all, (SptDeadlineFilter) { .place = "Lecce (LE)" }), ==, 1);
  g_assert_cmpuint (count (all, (SptDeadlineFilter) { .text = "citta angelo" }), ==, 1);
  g_assert_cmpuint (count (all, (SptDeadlineFilter) { .text = "rossi verdi" }), ==, 0);
  g_assert_cmpuint (count (all, (SptDeadlineFilter) { .plant_id = first->plant_id }), ==, 1);

  return TRUE;
}

static void
run (Desk         *desk,
     SptStoreFunc  func,
     gpointer      data)
{
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (desk->store, SPT_STORE_WRITE, func, data, NULL, &error);
  g_assert_no_error (error);
}

static void
test_choose (void)
{
  g_autoptr (Desk) desk = new_desk ();

  run (desk, fill, NULL);
  run (desk, choose, NULL);
}

static char *
find_uid (const char *calendar,
          const char *what)
{
  const char *at = strstr (calendar, what);
  const char *uid = at != NULL ? g_strrstr_len (calendar, at - calendar, "UID:") : NULL;

  g_assert_nonnull (uid);
  return g_strndup (uid, strcspn (uid, "\r"));
}

static gboolean
write_all (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GPtrArray) all = spt_deadlines_load (db, NOW, error);
  g_autoptr (GPtrArray) later = NULL;
  g_autofree char *calendar = spt_deadlines_dup_calendar (all, FALSE, NOW);
  g_autofree char *named = spt_deadlines_dup_calendar (all, TRUE, NOW);
  g_autofree char *csv = spt_deadlines_dup_csv (all, TRUE);
  g_autofree char *before = find_uid (calendar, "· Lecce");
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;

  /* A plant's code and place, nobody's name unless it is asked for. */
  g_assert_nonnull (strstr (calendar, "000001"));
  g_assert_nonnull (strstr (calendar, "LOCATION:Via Roma 1\\, Bari (BA)"));
  g_assert_nonnull (strstr (calendar, "DTSTART;VALUE=DATE:20261121"));
  g_assert_null (strstr (calendar, "Rossi"));
  g_assert_null (strstr (calendar, "Conte"));
  g_assert_nonnull (strstr (calendar, "Marca X"));
  g_assert_nonnull (strstr (named, "Rossi Mario"));
  g_assert_nonnull (strstr (named, "Conte Chiara"));
  /* Reminded when 30 of the 45 days are over. */
  g_assert_nonnull (strstr (calendar, "TRIGGER:-P14DT15H"));
  g_assert_nonnull (strstr (calendar, "TRIGGER:-P29DT15H"));

  /* The same date again, and a moved one, is the same event. */
  again = find_uid (named, "· Lecce");
  g_assert_cmpstr (again, ==, before);
  add_due (db, ((SptDeadline *) g_ptr_array_index (all, 1))->plant_id, SPT_DUE_SEND, "2026-12-24", FALSE);
  later = spt_deadlines_load (db, NOW, error);
  g_free (calendar);
  calendar = spt_deadlines_dup_calendar (later, FALSE, NOW);
  after = find_uid (calendar, "· Lecce");
  g_assert_cmpstr (after, ==, before);
  g_assert_nonnull (strstr (calendar, "DTSTART;VALUE=DATE:20261224"));

  g_assert_nonnull (strstr (csv, "\r\n21/11/2026;no;-1;Efficiency report;GT1;000001;Via Roma 1;Bari (BA);Rossi Mario;"
                            "01/10/2026\r\n"));
  g_assert_nonnull (strstr (csv, "\"'=Verdi; Anna\""));

  return TRUE;
}

static void
test_write (void)
{
  g_autoptr (Desk) desk = new_desk ();

  run (desk, fill, NULL);
  run (desk, write_all, NULL);
}

static gboolean
add_many (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *code = g_strdup_printf ("%06u", i);

      add_plant (db, code, "Rossi", "Bari (BA)");
    }
  return TRUE;
}

static gboolean
refresh (SptDb         *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  gint64 now = *(gint64 *) data;
  gint64 after = 0;
  gboolean more = TRUE;

  n_reckoned = 0;
  while (more)
    {
      guint before = n_reckoned;

      g_assert_true (spt_plants_refresh_dues (db, now, &after, &more, error));
      g_assert_cmpuint (n_reckoned - before, <=, 50);
    }
  return TRUE;
}

/* All of them at first and with other norms, none a second time on one day, what is over the day after it. */
static void
test_refresh (void)
{
  g_autoptr (Desk) desk = new_desk ();
  gint64 now = NOW;

  run (desk, add_many, NULL);
  run (desk, refresh, &now);
  g_assert_cmpuint (n_reckoned, ==, 120);
  run (desk, refresh, &now);
  g_assert_cmpuint (n_reckoned, ==, 0);
  now += 8 * DAY_MS; /* 30 November: the day itself */
  run (desk, refresh, &now);
  g_assert_cmpuint (n_reckoned, ==, 0);
  now += DAY_MS;
  run (desk, refresh, &now);
  g_assert_cmpuint (n_reckoned, ==, 120);
  run (desk, refresh, &now);
  g_assert_cmpuint (n_reckoned, ==, 0);
  norms.digest = "two";
  run (desk, refresh, &now);
  g_assert_cmpuint (n_reckoned, ==, 120);
}

static SptPlantFirmState
judge (SptDb      *db,
       const char *code,
       const char *day,
       gboolean    needs_fgas)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) firms = spt_plant_firms_load (db, 0, &error);

  g_assert_no_error (error);
  return spt_plant_firms_judge (firms, code, day, needs_fgas);
}

static gboolean
check_firms (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_assert_cmpint (judge (db, "00743110157", "2026-11-22", FALSE), ==, SPT_PLANT_FIRM_NO_CATALOGUE);
  fill (db, NULL, NULL, NULL);
  g_assert_cmpint (judge (db, "00743110157", "2026-11-22", TRUE), ==, SPT_PLANT_FIRM_OK);
  g_assert_cmpint (judge (db, "00743110157", "2026-12-31", TRUE), ==, SPT_PLANT_FIRM_OK);
  g_assert_cmpint (judge (db, "00743110157", "2027-01-01", TRUE), ==, SPT_PLANT_FIRM_NO_FGAS);
  g_assert_cmpint (judge (db, "00743110157", "2027-01-01", FALSE), ==, SPT_PLANT_FIRM_OK);
  g_assert_cmpint (judge (db, "00743110157", "2028-01-01", FALSE), ==, SPT_PLANT_FIRM_EXPIRED);
  g_assert_cmpint (judge (db, "12345678903", "2026-11-22", FALSE), ==, SPT_PLANT_FIRM_NOT_REGISTERED);

  return TRUE;
}

static void
test_firms (void)
{
  g_autoptr (Desk) desk = new_desk ();

  run (desk, check_firms, NULL);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  user_data_init ();

  g_test_add_func ("/outbox/deadlines/choose", test_choose);
  g_test_add_func ("/outbox/deadlines/write", test_write);
  g_test_add_func ("/outbox/deadlines/refresh", test_refresh);
  g_test_add_func ("/outbox/deadlines/firms", test_firms);

  status = g_test_run ();
  user_data_finish ();
  return status;
}
