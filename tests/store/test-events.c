/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain of events: good as it is, and any change to it found. */
#include "config.h"

#include "fixture.h"

#include "store/spt-store-chain.h"

static gint64
add_payload (SptDb      *db,
             const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  gint64 id = spt_db_add_payload (db, bytes, &error);

  g_assert_no_error (error);

  return id;
}

static void
add_event (SptDb      *db,
           const char *kind,
           gint64      submission_id,
           gint64      payload_id,
           const char *text)
{
  g_autoptr (GError) error = NULL;

  spt_db_add_event (db, kind, submission_id, 0, payload_id, "Anna", text, &error);
  g_assert_no_error (error);
}

/* Five events, three payloads, one of them used by two. */
static void
fill (Fixture *f)
{
  gint64 first;

  begin (f->db);
  first = add_payload (f->db, "{\"fiscalCode\":\"RSSMRA80A01F205X\"}");
  add_event (f->db, "ordered", 1, first, "sample.create");
  spt_fake_clock_advance (f->clock, 1000);
  add_event (f->db, "attempt", 1, first, "try 1");
  add_event (f->db, "answer", 1, add_payload (f->db, ""), "accepted");
  add_event (f->db, "stopped", 0, 0, "");
  add_event (f->db, "report", 1, add_payload (f->db, "report"), "");
  commit (f->db);
}

static char *
verify (SptDb  *db,
        gint64 *seq)
{
  g_autoptr (GError) error = NULL;
  SptVerifyResult result;
  char *problem;

  spt_db_verify (db, &result, NULL, &error);
  g_assert_no_error (error);
  problem = g_steal_pointer (&result.problem);
  *seq = result.first_bad_seq;
  spt_verify_result_clear (&result);

  return problem;
}

static void
test_good (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SptVerifyResult result;
  const SptEvent *event;

  fixture_init (&f);
  spt_db_verify (f.db, &result, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (result.problem);
  g_assert_cmpint (result.n_events, ==, 0);
  spt_verify_result_clear (&result);

  fill (&f);
  spt_db_verify (f.reader, &result, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (result.problem, ==, NULL);
  g_assert_cmpint (result.first_bad_seq, ==, 0);
  g_assert_cmpint (result.n_events, ==, 5);
  g_assert_cmpint (result.n_payloads, ==, 3);
  g_assert_cmpint (result.n_erased, ==, 0);
  g_assert_cmpuint (strlen (result.head), ==, 64);
  spt_verify_result_clear (&result);

  events = spt_db_list_events (f.db, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 4);
  event = events->pdata[1];
  g_assert_cmpint (event->seq, ==, 2);
  g_assert_cmpint (event->utc, ==, FIXTURE_START_MS + 1000);
  g_assert_cmpstr (event->kind, ==, "attempt");
  g_assert_cmpstr (event->actor, ==, "Anna");
  g_assert_cmpstr (event->text, ==, "try 1");
  bytes = spt_db_get_payload (f.db, ((SptEvent *) events->pdata[2])->payload_id, &error);
  g_assert_no_error (error);
  g_assert_nonnull (bytes);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 0);

  g_assert_false (spt_db_add_event (f.db, "ordered", 0, 0, 4711, NULL, NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (spt_db_get_payload (f.db, 4711, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  fixture_clear (&f);
}

/* The layout is a promise to other programs: here it is written down a second time, byte by
 * byte. */
static void
test_layout (void)
{
  static const guint8 prev[SPT_CHAIN_SIZE] = { 1, 2, 3 };
  static const guint8 digest[SPT_CHAIN_SIZE] = { 9, 8, 7 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *expected = NULL;
  GString *hex = g_string_new (NULL);
  guint8 hash[SPT_CHAIN_SIZE];
  SptChainEvent event = {
    .seq = 258, .utc = 1795000000000, .kind = "ordered", .submission_id = 7, .actor = "Niccolò",
    .text = "", .payload_digest = digest, .prev = prev,
  };

#define ADD(data, n) g_byte_array_append (bytes, (const guint8 *) (data), n)
  ADD ("\0\0\0\0\0\0\0\x11" "sportello-event-1", 25);
  ADD ("\0\0\0\0\0\0\0\x08" "\0\0\0\0\0\0\x01\x02", 16);
  ADD ("\0\0\0\0\0\0\0\x08" "\x00\x00\x01\xA1\xEE\x56\x5E\x00", 16);
  ADD ("\0\0\0\0\0\0\0\x07" "ordered", 15);
  ADD ("\0\0\0\0\0\0\0\x08" "\0\0\0\0\0\0\0\x07", 16);
  ADD ("\xff\xff\xff\xff\xff\xff\xff\xff", 8);
  ADD ("\0\0\0\0\0\0\0\x08" "Niccol\xc3\xb2", 16);
  ADD ("\0\0\0\0\0\0\0\0", 8);
  ADD ("\0\0\0\0\0\0\0\x20", 8);
  ADD (digest, SPT_CHAIN_SIZE);
  ADD ("\0\0\0\0\0\0\0\x20", 8);
  ADD (prev, SPT_CHAIN_SIZE);
#undef ADD
  expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes->data, bytes->len);

  spt_chain_hash_event (&event, hash);
  for (guint i = 0; i < SPT_CHAIN_SIZE; i++)
    g_string_append_printf (hex, "%02x", hash[i]);
  g_assert_cmpstr (hex->str, ==, expected);
  g_string_free (hex, TRUE);
}

/* Each of these, alone, is found; @seq is where. */
static const struct
{
  const char *sql;
  gint64      seq;
} forgeries[] = {
  { "UPDATE event SET utc = utc + 1 WHERE seq = 2", 2 },
  { "UPDATE event SET kind = 'attempu' WHERE seq = 2", 2 },
  { "UPDATE event SET submission_id = 2 WHERE seq = 3", 3 },
  { "UPDATE event SET submission_id = NULL WHERE seq = 3", 3 },
  { "UPDATE event SET attempt_id = 1 WHERE seq = 1", 1 },
  { "UPDATE event SET actor = 'Bnna' WHERE seq = 4", 4 },
  { "UPDATE event SET text = 'accepteD' WHERE seq = 3", 3 },
  { "UPDATE event SET text = 'x' WHERE seq = 4", 4 },
  /* The border between two fields. */
  { "UPDATE event SET kind = 'ordere', actor = 'dAnna' WHERE seq = 1", 1 },
  { "UPDATE event SET hash = zeroblob (32) WHERE seq = 2", 2 },
  { "UPDATE event SET hash = x'00' WHERE seq = 5", 5 },
  { "UPDATE event SET prev = zeroblob (32) WHERE seq = 2", 2 },
  { "UPDATE event SET payload_digest = zeroblob (32) WHERE seq = 2", 2 },
  { "UPDATE event SET payload_digest = NULL WHERE seq = 2", 2 },
  { "UPDATE event SET payload_digest = x'01' WHERE seq = 2", 2 },
  { "UPDATE event SET payload_id = NULL WHERE seq = 2", 2 },
  { "UPDATE event SET payload_id = 2 WHERE seq = 2", 2 },
  { "UPDATE event SET payload_id = 2, payload_digest = (SELECT digest FROM payload WHERE id = 2) "
    "WHERE seq = 2", 2 },
  { "DELETE FROM event WHERE seq = 1", 2 },
  { "DELETE FROM event WHERE seq = 3", 4 },
  { "DELETE FROM event WHERE seq = 3; UPDATE event SET seq = seq - 1 WHERE seq > 3", 3 },
  { "UPDATE event SET seq = 7 WHERE seq = 5", 7 },
  { "UPDATE event SET seq = 99 WHERE seq = 2; UPDATE event SET seq = 2 WHERE seq = 3; UPDATE event "
    "SET seq = 3 WHERE seq = 99", 2 },
  { "UPDATE payload SET data = CAST (replace (CAST (data AS TEXT), 'F205', 'F206') AS BLOB) WHERE "
    "id = 1", 1 },
  { "UPDATE payload SET data = x'00' WHERE id = 2", 3 },
  { "UPDATE payload SET data = x'' WHERE id = 3", 5 },
  { "UPDATE payload SET salt = zeroblob (32) WHERE id = 3", 5 },
  { "UPDATE payload SET digest = zeroblob (32) WHERE id = 3", 5 },
  { "UPDATE payload SET digest = zeroblob (32), data = NULL WHERE id = 3", 5 },
};

static void
test_forgeries (void)
{
  Fixture f;

  fixture_init (&f);
  fill (&f);

  for (guint i = 0; i < G_N_ELEMENTS (forgeries); i++)
    {
      g_autofree char *problem = NULL;
      gint64 seq;

      begin (f.db);
      run (f.db, forgeries[i].sql);
      problem = verify (f.db, &seq);
      g_test_message ("%s: %s", forgeries[i].sql, problem);
      g_assert_nonnull (problem);
      g_assert_cmpint (seq, ==, forgeries[i].seq);
      spt_db_rollback (f.db);
    }

  {
    gint64 seq;

    g_assert_null (verify (f.db, &seq));
  }
  fixture_clear (&f);
}

/* Every single byte of every payload. */
static void
test_every_byte (void)
{
  Fixture f;
  gint64 n;

  fixture_init (&f);
  fill (&f);
  n = query (f.db, "SELECT length (data) FROM payload WHERE id = 1");
  for (gint64 i = 0; i < n; i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE payload SET data = CAST (substr (data, 1, "
                                              "%d) || x'01' || substr (data, %d) AS BLOB) "
                                              "WHERE id = 1", (int) i, (int) i + 2);
      g_autofree char *problem = NULL;
      gint64 seq;

      begin (f.db);
      run (f.db, sql);
      g_assert_cmpint (query (f.db, "SELECT length (data) FROM payload WHERE id = 1"), ==, n);
      problem = verify (f.db, &seq);
      g_assert_nonnull (problem);
      spt_db_rollback (f.db);
    }
  fixture_clear (&f);
}

static void
test_erased (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  SptVerifyResult result;
  gint64 account;
  gint64 record;
  gint64 id;

  fixture_init (&f);
  fill (&f);
  begin (f.db);
  g_assert_true (spt_db_erase_payload (f.db, 1, &error));
  g_assert_no_error (error);
  g_assert_false (spt_db_erase_payload (f.db, 4711, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  commit (f.db);

  spt_db_verify (f.db, &result, NULL, &error);
  g_assert_null (result.problem);
  g_assert_cmpint (result.n_erased, ==, 1);
  g_assert_cmpint (result.n_payloads, ==, 2);
  spt_verify_result_clear (&result);
  g_assert_null (spt_db_get_payload (f.db, 1, &error));
  g_assert_no_error (error);
  g_assert_cmpint (query (f.db, "SELECT length (salt) FROM payload WHERE id = 1"), ==, 0);

  /* What has still to leave cannot be erased. */
  begin (f.db);
  account = add_account (f.db, "comune");
  record = add_position (f.db, 1, 0, 0);
  id = add_submission (f.db, account, "sample.create", &record, 1);
  g_assert_false (spt_db_erase_payload (f.db, query (f.db, "SELECT body_id FROM submission"),
                                        &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_true (spt_db_cancel_submission (f.db, id, FALSE, "Anna", &error));
  g_assert_true (spt_db_erase_payload (f.db, query (f.db, "SELECT body_id FROM submission"),
                                       &error));
  commit (f.db);
  fixture_clear (&f);
}

/* The same payload twice never has the same digest: nobody can compare, or try out what it was. */
static void
test_salt (void)
{
  Fixture f;

  fixture_init (&f);
  begin (f.db);
  for (guint i = 0; i < 100; i++)
    add_payload (f.db, "RSSMRA80A01F205X");
  g_assert_cmpint (query (f.db,
                          "SELECT count (DISTINCT digest) + count (DISTINCT salt) FROM payload"),
                   ==, 200);
  g_assert_cmpint (query (f.db, "SELECT count (*) FROM payload WHERE length (salt) = 32"), ==, 100);
  commit (f.db);
  fixture_clear (&f);
}

/* What a chain cannot show by itself, and what its head is for. */
static void
test_cut_tail (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autofree char *head = NULL;
  SptVerifyResult result;

  fixture_init (&f);
  fill (&f);
  spt_db_verify (f.db, &result, NULL, &error);
  head = g_strdup (result.head);
  spt_verify_result_clear (&result);

  run (f.db, "DELETE FROM event WHERE seq > 3");
  spt_db_verify (f.db, &result, NULL, &error);
  g_assert_null (result.problem);
  g_assert_cmpint (result.n_events, ==, 3);
  g_assert_cmpstr (result.head, !=, head);
  spt_verify_result_clear (&result);
  fixture_clear (&f);
}

static void
test_cancelled (void)
{
  Fixture f;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  SptVerifyResult result;

  fixture_init (&f);
  fill (&f);
  g_cancellable_cancel (cancellable);
  g_assert_false (spt_db_verify (f.db, &result, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (result.head);
  fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/events/good", test_good);
  g_test_add_func ("/store/events/layout", test_layout);
  g_test_add_func ("/store/events/forgeries", test_forgeries);
  g_test_add_func ("/store/events/every-byte", test_every_byte);
  g_test_add_func ("/store/events/erased", test_erased);
  g_test_add_func ("/store/events/salt", test_salt);
  g_test_add_func ("/store/events/cut-tail", test_cut_tail);
  g_test_add_func ("/store/events/cancelled", test_cancelled);

  return g_test_run ();
}
