/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines: an order of single requests once, files one by one, and what of 20,000 is looked at. */
#include "config.h"

#include "fixture.h"
#include "store/spt-store-orders.h"

#define MAX_LINES 20

/* A job of @n vouchers, of which the first @n_done are accepted, the next @n_refused refused, then
 * uncertain ones; the rest is ordered. */
static gint64
add_order (SptDb *db,
           guint  n,
           guint  n_done,
           guint  n_refused,
           guint  n_uncertain)
{
  gint64 job = query (db, "SELECT IFNULL (max (id), 0) + 1 FROM job");
  g_autofree char *head =
    g_strdup_printf ("INSERT INTO job (id, uuid, service, operation, account_id, title, created, "
                     "created_by) VALUES (%" G_GINT64_FORMAT ", 'j%" G_GINT64_FORMAT "', 'voucher', "
                     "'voucher.prenotazione', 1, '', 1, 'Anna')", job, job);
  g_autofree char *rows =
    g_strdup_printf ("INSERT INTO submission (uuid, job_id, account_id, service, operation, lane, "
                     "state, state_since, ordered_at, method, path, body_sha256, n_items, n_done, "
                     "n_refused, created, updated) WITH RECURSIVE c (i) AS (SELECT 0 UNION ALL "
                     "SELECT i + 1 FROM c WHERE i + 1 < %u) SELECT %" G_GINT64_FORMAT " || '-' || i, "
                     "%" G_GINT64_FORMAT ", 1, 'voucher', 'voucher.prenotazione', 'l', CASE WHEN i < "
                     "%u THEN 'done' WHEN i < %u THEN 'refused' WHEN i < %u THEN 'uncertain' ELSE "
                     "'ready' END, 1, 1, 'POST', '/', '', 1, i < %u, i >= %u AND i < %u, 1, 1000 + "
                     "%" G_GINT64_FORMAT " FROM c", n, job, job, n_done, n_done + n_refused,
                     n_done + n_refused + n_uncertain, n_done, n_done, n_done + n_refused, job);
  g_autofree char *items =
    g_strdup_printf ("INSERT INTO item (submission_id, n, key, row, record_kind, record_id, state) "
                     "SELECT id, 0, id, 1, 'vouchers', id, 'draft' FROM submission WHERE job_id = %"
                     G_GINT64_FORMAT, job);

  run (db, head);
  run (db, rows);
  run (db, items);

  return job;
}

static GPtrArray *
list (SptDb    *db,
      SptLines  which,
      gint64    after,
      guint    *n)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = spt_db_list_lines (db, which, after, MAX_LINES, n, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, MIN (*n, MAX_LINES));

  return lines;
}

#define assert_lines(db, which, after, expected) \
  G_STMT_START { \
    guint n_; \
    g_autoptr (GPtrArray) lines_ = list (db, which, after, &n_); \
    g_assert_cmpuint (n_, ==, expected); \
    g_assert_nonnull (lines_); \
  } G_STMT_END

static guint
count_refused (SptDb  *db,
               gint64  after)
{
  g_autoptr (GError) error = NULL;
  guint n;

  spt_db_count_refused_lines (db, after, &n, &error);
  g_assert_no_error (error);

  return n;
}

static guint
count_accepted (SptDb  *db,
                gint64  after)
{
  g_autoptr (GError) error = NULL;
  guint n;

  spt_db_count_accepted (db, after, &n, &error);
  g_assert_no_error (error);

  return n;
}

/* An order is one line in each group that has something of it, with the counts of all of it. */
static void
test_lines (void)
{
  Fixture f;
  g_autoptr (GPtrArray) lines = NULL;
  guint n, n_order, n_done, n_refused, n_uncertain;
  gint64 job;

  fixture_init (&f);
  begin (f.db);
  add_account (f.db, "bul");
  add_order (f.db, 500, 480, 15, 5);
  add_order (f.db, 1, 1, 0, 0);
  add_order (f.db, 10, 3, 1, 0);
  add_order (f.db, 20, 18, 2, 0);

  lines = list (f.db, SPT_LINES_UNCERTAIN, 0, &n);
  g_assert_cmpuint (n, ==, 1);
  g_object_get (g_ptr_array_index (lines, 0), "order-n", &n_order, "order-done", &n_done,
                "order-refused", &n_refused, "order-uncertain", &n_uncertain, "job", &job, NULL);
  g_assert_cmpuint (n_order, ==, 500);
  g_assert_cmpuint (n_done, ==, 480);
  g_assert_cmpuint (n_refused, ==, 15);
  g_assert_cmpuint (n_uncertain, ==, 5);
  g_assert_cmpint (job, ==, 1);
  g_assert_cmpint (spt_submission_get_id (g_ptr_array_index (lines, 0)), ==, 1);

  /* Of the first one some are in doubt, of the third one more is on its way: they are no news yet. */
  assert_lines (f.db, SPT_LINES_UNDER_WAY, 0, 1);
  assert_lines (f.db, SPT_LINES_PREPARED, 0, 0);
  assert_lines (f.db, SPT_LINES_NOT_SENT, 0, 0);
  g_clear_pointer (&lines, g_ptr_array_unref);
  lines = list (f.db, SPT_LINES_ENDED, 0, &n);
  g_assert_cmpuint (n, ==, 2);
  g_object_get (g_ptr_array_index (lines, 0), "order-n", &n_order, NULL);
  g_assert_cmpuint (n_order, ==, 20);
  g_object_get (g_ptr_array_index (lines, 1), "order-n", &n_order, NULL);
  g_assert_cmpuint (n_order, ==, 0);
  assert_lines (f.db, SPT_LINES_ENDED, 1002, 1);
  g_assert_cmpuint (count_refused (f.db, 0), ==, 3);
  g_assert_cmpuint (count_refused (f.db, 1001), ==, 2);
  g_assert_cmpuint (count_accepted (f.db, 1001), ==, 1 + 3 + 18);

  /* What nobody ordered is ready to be. */
  run (f.db, "UPDATE submission SET ordered_at = NULL WHERE job_id = 3 AND state = 'ready'");
  assert_lines (f.db, SPT_LINES_UNDER_WAY, 0, 0);
  assert_lines (f.db, SPT_LINES_PREPARED, 0, 1);
  assert_lines (f.db, SPT_LINES_ENDED, 0, 2);

  /* The files of one order of positions are a line each. */
  run (f.db, "DELETE FROM item WHERE submission_id IN (SELECT id FROM submission WHERE job_id = 3)");
  assert_lines (f.db, SPT_LINES_PREPARED, 0, 6);
  assert_lines (f.db, SPT_LINES_ENDED, 1002, 4 + 1);
  commit (f.db);
  fixture_clear (&f);
}

/* What was refused and sent again is nobody's work any more; part of an order is the order's. */
static void
test_resent (void)
{
  Fixture f;

  fixture_init (&f);
  begin (f.db);
  add_account (f.db, "bul");
  add_order (f.db, 3, 1, 2, 0);
  g_assert_cmpuint (count_refused (f.db, 0), ==, 1);

  /* Both refused ones again, the first under its own number; the second went well since. */
#define RESEND(uuid, of, state, record) \
  "INSERT INTO submission (uuid, job_id, account_id, service, operation, lane, state, state_since, " \
  "ordered_at, method, path, body_sha256, n_items, resend_of, created, updated) VALUES ('" uuid "', 1, 1, " \
  "'voucher', 'voucher.prenotazione', 'l', '" state "', 1, 1, 'POST', '/', '', 1, " of ", 1, 5000)"
  run (f.db, RESEND ("r1", "2", "done", "2"));
  run (f.db, "INSERT INTO item (submission_id, n, key, row, record_kind, record_id, state) VALUES (4, 0, "
       "'2', 1, 'vouchers', 2, 'draft')");
  g_assert_cmpuint (count_refused (f.db, 0), ==, 1);
  run (f.db, RESEND ("r2", "2", "done", "3"));
  run (f.db, "INSERT INTO item (submission_id, n, key, row, record_kind, record_id, state) VALUES (5, 0, "
       "'3', 1, 'vouchers', 3, 'draft')");
  g_assert_cmpuint (count_refused (f.db, 0), ==, 0);
  assert_lines (f.db, SPT_LINES_ENDED, 0, 1);
  commit (f.db);
  fixture_clear (&f);
}

/* 20,000 requests, in many orders or in few: counted by job, and only the lines shown are read. */
static void
test_many (void)
{
  for (guint round = 0; round < 3; round++)
    {
      static const struct { guint n_jobs, n_each; } shapes[] = { { 20000, 1 }, { 40, 500 }, { 1, 20000 } };
      Fixture f;
      gint64 started, took;

      fixture_init (&f);
      begin (f.db);
      add_account (f.db, "bul");
      for (guint i = 0; i < shapes[round].n_jobs; i++)
        add_order (f.db, shapes[round].n_each, shapes[round].n_each, 0, 0);
      commit (f.db);
      add_order (f.db, 500, 480, 15, 5);

      started = g_get_monotonic_time ();
      assert_lines (f.reader, SPT_LINES_UNCERTAIN, 0, 1);
      assert_lines (f.reader, SPT_LINES_UNDER_WAY, 0, 0);
      assert_lines (f.reader, SPT_LINES_ENDED, G_MAXINT64 / 2, 0);
      g_assert_cmpuint (count_refused (f.reader, 0), ==, 1);
      took = g_get_monotonic_time () - started;
      g_test_message ("%u jobs of %u: %" G_GINT64_FORMAT " µs", shapes[round].n_jobs,
                      shapes[round].n_each, took);
      started = g_get_monotonic_time ();
      assert_lines (f.reader, SPT_LINES_ENDED, 0, shapes[round].n_jobs);
      g_test_message ("never looked at before: %" G_GINT64_FORMAT " µs",
                      g_get_monotonic_time () - started);
      /* Milliseconds; what went through an order once for each of its requests would take minutes. */
      g_assert_cmpint (g_get_monotonic_time () - started, <, 5 * G_USEC_PER_SEC);
      g_assert_cmpint (took, <, 5 * G_USEC_PER_SEC);
      fixture_clear (&f);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/orders/lines", test_lines);
  g_test_add_func ("/store/orders/resent", test_resent);
  g_test_add_func ("/store/orders/many", test_many);

  return g_test_run ();
}
