/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many bodies in one archive: whose a position is, lists of one body, a key that several accounts have. */
#include "config.h"

#include "fixture.h"
#include "store/spt-store-bodies.h"

#define ONE   "00000000018"
#define OTHER "00000000026"
#define THIRD "00000000034"

static gint64
add_body_account (SptDb      *db,
                  const char *name,
                  const char *body,
                  const char *body_name,
                  const char *credential)
{
  g_autoptr (SptAccount) account = spt_account_new ("sample", name, SPT_ENVIRONMENT_TEST);
  g_autoptr (GError) error = NULL;

  if (credential != NULL)
    g_object_set (account, "credential", credential, NULL);
  spt_account_set_setting (account, SPT_ACCOUNT_BODY, body);
  spt_account_set_setting (account, SPT_ACCOUNT_BODY_NAME, body_name);
  spt_db_save_account (db, account, &error);
  g_assert_no_error (error);

  return spt_account_get_id (account);
}

static gint64
add_of_body (SptDb      *db,
             const char *iupd,
             const char *organization,
             const char *doc,
             guint       n_errors)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  const SptPositionColumns columns = {
    .iupd = iupd, .organization = organization, .iuv = "01000000000000144", .amount = 100,
    .n_options = 1,
  };
  gint64 id;

  for (guint i = 0; i < n_errors; i++)
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, "base", "required", 0, "fullName", NULL, NULL);
  id = spt_db_save_position (db, 0, doc, &columns, issues, 0, 0, "Rosa", &error);
  g_assert_no_error (error);

  return id;
}

static guint
count_of_body (SptDb      *db,
               const char *organization,
               guint       states)
{
  SptPositionQuery query = { .organization = organization, .states = states };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = spt_db_query_positions (db, &query, NULL, &error);
  guint counts[SPT_N_STATES];

  g_assert_no_error (error);
  g_assert_true (spt_db_count_positions (db, &query, counts, &error));
  if (states == 1u << SPT_STATE_TO_FIX)
    g_assert_cmpuint (counts[SPT_STATE_TO_FIX], ==, ids->len);

  return ids->len;
}

static void
test_bodies (void)
{
  Fixture self;
  g_autoptr (GPtrArray) bodies = NULL;
  g_autoptr (GError) error = NULL;
  gint64 account, bound;
  SptBody *body;

  fixture_init (&self);
  begin (self.db);
  account = add_body_account (self.db, "uno", ONE, "Comune di Esempio", NULL);
  add_body_account (self.db, "due", OTHER, NULL, NULL);
  add_of_body (self.db, "A", ONE, "{}", 0);
  add_of_body (self.db, "B", ONE, "{}", 1);
  add_of_body (self.db, "C", OTHER, "{}", 0);
  add_of_body (self.db, "D", THIRD, "{}", 0);
  add_of_body (self.db, "E", NULL, "{}", 0);
  bound = add_of_body (self.db, "F", NULL, "{}", 0);
  add_submission (self.db, account, "create", &bound, 1);
  commit (self.db);

  /* What names no body of its own goes to that of its account; what has neither to none. */
  g_assert_cmpuint (count_of_body (self.db, ONE, 0), ==, 3);
  g_assert_cmpuint (count_of_body (self.db, ONE, 1u << SPT_STATE_TO_FIX), ==, 1);
  g_assert_cmpuint (count_of_body (self.db, OTHER, 0), ==, 1);
  g_assert_cmpuint (count_of_body (self.db, THIRD, 0), ==, 1);
  g_assert_cmpuint (count_of_body (self.db, "99999999999", 0), ==, 0);

  bodies = spt_db_list_bodies (self.db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bodies->len, ==, 3);
  body = g_ptr_array_index (bodies, 0);
  g_assert_cmpstr (body->code, ==, ONE);
  g_assert_cmpstr (body->name, ==, "Comune di Esempio");
  g_assert_cmpuint (body->n_positions, ==, 3);
  body = g_ptr_array_index (bodies, 2);
  g_assert_cmpstr (body->code, ==, THIRD);
  g_assert_null (body->name);
  g_assert_null (spt_body_find (bodies, "99999999999"));
  fixture_clear (&self);
}

static void
test_labels (void)
{
  g_autofree char *named = spt_body_dup_label (ONE, "Comune di Esempio");
  g_autofree char *bare = spt_body_dup_label (ONE, NULL);

  g_assert_cmpstr (named, ==, "Comune di Esempio · " ONE);
  g_assert_cmpstr (bare, ==, ONE);
}

/* The key stays as long as any account has it. */
static void
test_shared_credential (void)
{
  Fixture self;
  g_autoptr (GError) error = NULL;
  gboolean unused = TRUE;
  gint64 one, other;

  fixture_init (&self);
  begin (self.db);
  one = add_body_account (self.db, "uno", ONE, NULL, "the-one-key");
  other = add_body_account (self.db, "due", OTHER, NULL, "the-one-key");
  g_assert_true (spt_db_remove_account (self.db, one, &unused, &error));
  g_assert_no_error (error);
  g_assert_false (unused);
  g_assert_true (spt_db_remove_account (self.db, other, &unused, &error));
  g_assert_no_error (error);
  g_assert_true (unused);
  commit (self.db);
  fixture_clear (&self);
}

/* What no column has comes out of the document; a document that is none shows nothing. */
static void
test_rows (void)
{
  Fixture self;
  g_autoptr (SptDebtPosition) whole = NULL;
  g_autoptr (SptDebtPosition) bare = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *nav = NULL;
  g_autofree char *own_nav = NULL;
  g_autofree char *city = NULL;
  g_autofree char *type = NULL;
  g_autofree char *validity = NULL;
  g_autofree char *body_name = NULL;
  gint64 id, other;

  fixture_init (&self);
  begin (self.db);
  add_body_account (self.db, "uno", ONE, "Comune di Esempio", NULL);
  id = add_of_body (self.db, "A", ONE, "{\"type\":\"G\",\"city\":\"Esempio\",\"validityDate\":"
                    "\"30/11/2026\",\"paymentOption\":[{\"nav\":\"302000000000000122\"}]}", 0);
  other = add_of_body (self.db, "B", NULL, "what is no document", 0);
  commit (self.db);

  whole = spt_db_get_position (self.db, id, &error);
  g_assert_no_error (error);
  g_object_get (whole, "nav", &own_nav, "city", &city, "type", &type, "validity-date-text",
                &validity, "body-name", &body_name, NULL);
  g_assert_cmpstr (own_nav, ==, "302000000000000122");
  g_assert_cmpstr (city, ==, "Esempio");
  g_assert_cmpstr (type, ==, "G");
  g_assert_cmpstr (validity, ==, "30/11/2026");
  g_assert_cmpstr (body_name, ==, "Comune di Esempio");
  g_clear_pointer (&city, g_free);

  bare = spt_db_get_position (self.db, other, &error);
  g_assert_no_error (error);
  g_object_get (bare, "nav", &nav, "city", &city, NULL);
  g_assert_cmpstr (nav, ==, "301000000000000144"); /* what its IUV makes it (GPD facts 7bis) */
  g_assert_null (city);
  fixture_clear (&self);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/bodies/list", test_bodies);
  g_test_add_func ("/store/bodies/labels", test_labels);
  g_test_add_func ("/store/bodies/shared-credential", test_shared_credential);
  g_test_add_func ("/store/bodies/rows", test_rows);

  return g_test_run ();
}
