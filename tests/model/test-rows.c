/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions and submissions: an update reaches every property, and notifies what changed only. */
#include "config.h"

#include <glib.h>

#include "model/spt-debt-position.h"
#include "model/spt-submission.h"

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  GHashTable *seen = user_data;

  /* Each property at most once an update. */
  g_assert_true (g_hash_table_add (seen, (gpointer) pspec->name));
}

/* All properties as one text, in the order of their installation. */
static char *
describe (gpointer object)
{
  GString *out = g_string_new (NULL);
  guint n;
  g_autofree GParamSpec **pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      g_auto (GValue) text = G_VALUE_INIT;

      g_object_get_property (object, pspecs[i]->name, &value);
      g_value_init (&text, G_TYPE_STRING);
      if (G_VALUE_HOLDS_ENUM (&value))
        g_value_set_static_string (&text,
                                   g_enum_get_value (g_type_class_peek (G_VALUE_TYPE (&value)),
                                                     g_value_get_enum (&value))->value_nick);
      else
        g_value_transform (&value, &text);
      g_string_append_printf (out, "%s%s=%s", i > 0 ? " " : "", pspecs[i]->name,
                              g_value_get_string (&text) != NULL ? g_value_get_string (&text) : "-");
    }

  return g_string_free (out, FALSE);
}

static void
test_position (void)
{
  SptDebtPosition *position = g_object_new (SPT_TYPE_DEBT_POSITION, "id", G_GINT64_CONSTANT (42), NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *iupd = g_strdup ("P-1");
  SptDebtPositionData data = {
    .columns = { iupd, "77777777777", "RSSMRA80A01H501U", "Mario Rossi", "TARI",
                 "01000000000000144", 123450, "2026-12-16T23:59:59", 2 },
    .state = SPT_STATE_READY,
    .n_errors = 1,
    .n_warnings = 3,
    .next_operation = "create",
    .marked_delete = TRUE,
    .account_id = 9,
    .updated = 1000,
    .nav = "301000000000000144",
    .type = "F",
    .validity_date = "2026-11-30",
    .city = "Esempio",
    .import_label = "tari.csv",
    .import_row = 7,
    .account_name = "tari",
    .body_name = "Comune di Esempio",
    .due_type = "TARI",
  };
  g_autofree char *before = describe (position);
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==,
                   "id=42 loaded=FALSE iupd=- organization=- debtor-code=- debtor-name=- "
                   "description=- iuv=- amount=-1 amount-text= due-date=- due-date-text= "
                   "n-options=0 state=draft n-errors=0 n-warnings=0 next-operation=- "
                   "marked-delete=FALSE account-id=0 updated=0 nav=- type=- validity-date=- "
                   "validity-date-text= city=- import-label=- import-row=0 account-name=- "
                   "body-name=- due-type=-");

  g_signal_connect (position, "notify", G_CALLBACK (count_cb), seen);
  spt_row_update (SPT_ROW (position), &data);
  /* Everything but the id. */
  g_assert_cmpuint (g_hash_table_size (seen), ==, 29);
  iupd[0] = 'X'; /* the object has its own copy */
  after = describe (position);
  g_assert_cmpstr (after, ==,
                   "id=42 loaded=TRUE iupd=P-1 organization=77777777777 "
                   "debtor-code=RSSMRA80A01H501U debtor-name=Mario Rossi description=TARI "
                   "iuv=01000000000000144 amount=123450 amount-text=1.234,50 "
                   "due-date=2026-12-16T23:59:59 due-date-text=16/12/2026 n-options=2 "
                   "state=ready n-errors=1 n-warnings=3 next-operation=create "
                   "marked-delete=TRUE account-id=9 updated=1000 nav=301000000000000144 type=F "
                   "validity-date=2026-11-30 validity-date-text=30/11/2026 city=Esempio "
                   "import-label=tari.csv import-row=7 account-name=tari "
                   "body-name=Comune di Esempio due-type=TARI");
  g_assert_cmpint (spt_debt_position_get_id (position), ==, 42);
  g_assert_cmpint (spt_debt_position_get_state (position), ==, SPT_STATE_READY);
  iupd[0] = 'P';

  g_hash_table_remove_all (seen);
  spt_row_update (SPT_ROW (position), &data);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 0);

  data.columns.amount = -1;
  data.columns.due_date = NULL;
  data.state = SPT_STATE_TO_FIX;
  spt_row_update (SPT_ROW (position), &data);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 5);
  g_assert_true (g_hash_table_contains (seen, "amount-text"));
  g_assert_true (g_hash_table_contains (seen, "due-date-text"));
  g_assert_cmpint (spt_debt_position_get_state (position), ==, SPT_STATE_TO_FIX);

  g_assert_finalize_object (position);
}

/* When a handler runs, the whole of the update is in place. */
static void
state_cb (SptDebtPosition *position,
          GParamSpec      *pspec,
          gpointer         user_data)
{
  gint64 updated;
  gboolean *called = user_data;

  g_object_get (position, "updated", &updated, NULL);
  g_assert_cmpint (updated, ==, 5);
  *called = TRUE;
}

static void
test_position_whole (void)
{
  SptDebtPosition *position = g_object_new (SPT_TYPE_DEBT_POSITION, "id", G_GINT64_CONSTANT (1), NULL);
  SptDebtPositionData data = { .state = SPT_STATE_READY, .updated = 5 };
  gboolean called = FALSE;

  g_signal_connect (position, "notify::state", G_CALLBACK (state_cb), &called);
  spt_row_update (SPT_ROW (position), &data);
  g_assert_true (called);
  g_assert_finalize_object (position);
}

static void
test_submission (void)
{
  SptSubmission *submission = g_object_new (SPT_TYPE_SUBMISSION, "id", G_GINT64_CONSTANT (3), NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  SptSubmissionData data = {
    .uuid = "u", .job = 2, .job_title = "title", .service = "alpha", .operation = "alpha.create",
    .account = 4, .account_name = "body", .environment = SPT_ENVIRONMENT_PRODUCTION,
    .state = SPT_STATE_WAITING, .phase = "IN_PROGRESS", .remote_id = "r", .resend_of = 1,
    .created = 10, .updated = 11, .ordered_at = 12, .next_check = 13, .n_items = 20, .n_done = 21,
    .n_refused = 22, .n_open = 23, .progress_done = 30, .progress_total = 31, .code = "c",
    .message = "m", .settle_note = "s", .provisional = TRUE, .followed = TRUE,
    .part = 2, .n_parts = 3, .order_n = 40, .order_left = 41, .order_done = 42, .order_refused = 43,
    .order_uncertain = 44, .order_not_sent = 45, .order_stopped = 46, .record_name = "who",
  };
  g_autofree char *after = NULL;

  g_signal_connect (submission, "notify", G_CALLBACK (count_cb), seen);
  spt_row_update (SPT_ROW (submission), &data);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 38);
  after = describe (submission);
  g_assert_cmpstr (after, ==,
                   "id=3 loaded=TRUE uuid=u job=2 job-title=title service=alpha "
                   "operation=alpha.create account=4 account-name=body environment=production "
                   "state=waiting phase=IN_PROGRESS remote-id=r resend-of=1 created=10 updated=11 "
                   "ordered-at=12 next-check=13 n-items=20 n-done=21 n-refused=22 n-open=23 "
                   "progress-done=30 progress-total=31 code=c message=m settle-note=s "
                   "provisional=TRUE followed=TRUE part=2 n-parts=3 order-n=40 order-left=41 "
                   "order-done=42 order-refused=43 order-uncertain=44 order-not-sent=45 "
                   "order-stopped=46 record-name=who");

  g_hash_table_remove_all (seen);
  spt_row_update (SPT_ROW (submission), &data);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 0);
  data.state = SPT_STATE_DONE;
  data.n_open = 0;
  spt_row_update (SPT_ROW (submission), &data);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 2);
  g_assert_cmpint (spt_submission_get_state (submission), ==, SPT_STATE_DONE);
  g_assert_cmpint (spt_submission_get_id (submission), ==, 3);

  g_assert_finalize_object (submission);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/rows/position", test_position);
  g_test_add_func ("/model/rows/position-whole", test_position_whole);
  g_test_add_func ("/model/rows/submission", test_submission);

  return g_test_run ();
}
