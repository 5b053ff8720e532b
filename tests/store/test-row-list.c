/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists by ids: what is loaded, what is announced, what lives how long. Counts only: how fast it
 * is, a benchmark says. */
#include "config.h"

#include "fixture.h"

#define N_ROWS 200000

typedef struct
{
  SptFakeClock *clock; /* (owned) */
  SptStore     *store; /* (owned) */
  SptRowList   *list;  /* (owned) */
  guint         n_refreshed;
  guint         n_changes;
  guint         position;
  guint         removed;
  guint         added;
} ListFixture;

static gboolean
fill_many (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return spt_db_exec (db, error,
                      "INSERT INTO position (id, iupd, debtor_name, description, organization, "
                      "amount, created, updated) "
                      "WITH RECURSIVE c (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c WHERE n < "
                      "?1) "
                      "SELECT n, printf ('%08d', n * 2), 'Rossi ' || n, 'TARI', '00000000018', n, "
                      "1, n FROM c", "i",
                      (gint64) GPOINTER_TO_INT (data)) &&
         spt_db_exec (db, error, "INSERT INTO import_batch (id, kind, label, created) VALUES (78, 'k', 'ten', 1)", "") &&
         spt_db_exec (db, error, "UPDATE position SET import_id = 78 WHERE id BETWEEN 300 AND 309", "") &&
         spt_db_exec (db, error, "INSERT INTO position_now (id, state, next_operation) SELECT "
                      "id, 'ready', 'create' FROM position", "") &&
         spt_db_exec (db, error, "INSERT INTO position_doc (id, doc) SELECT id, '{}' FROM position",
                      "");
}

static void
refreshed_cb (SptRowList  *list,
              ListFixture *f)
{
  f->n_refreshed++;
}

static void
items_changed_cb (GListModel  *model,
                  guint        position,
                  guint        removed,
                  guint        added,
                  ListFixture *f)
{
  f->n_changes++;
  f->position = position;
  f->removed = removed;
  f->added = added;
}

static void
list_init (ListFixture *f,
           guint        n_rows)
{
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "sportello.db", NULL);
  g_autoptr (GError) error = NULL;

  *f = (ListFixture) { 0 };
  f->clock = spt_fake_clock_new (FIXTURE_START_MS);
  f->store = spt_store_open (path, SPT_CLOCK (f->clock), &error);
  g_assert_no_error (error);
  g_assert_true (spt_store_run_sync (f->store, SPT_STORE_WRITE, fill_many, GINT_TO_POINTER (n_rows),
                                     NULL, &error));
  g_assert_no_error (error);
  f->list = spt_row_list_new_positions (f->store);
  g_signal_connect (f->list, "refreshed", G_CALLBACK (refreshed_cb), f);
  g_signal_connect (f->list, "items-changed", G_CALLBACK (items_changed_cb), f);
}

static void
list_clear (ListFixture *f)
{
  g_signal_handlers_disconnect_by_data (f->list, f);
  g_assert_finalize_object (g_steal_pointer (&f->list));
  spt_store_close (f->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (g_steal_pointer (&f->store));
  g_clear_object (&f->clock);
}

static gboolean
has_refreshed (gpointer user_data)
{
  return ((ListFixture *) user_data)->n_refreshed > 0;
}

static void
wait_refreshed (ListFixture *f)
{
  g_assert_true (spt_test_wait (has_refreshed, f, SPT_TEST_TIMEOUT_MS));
}

static void
show (ListFixture      *f,
      SptPositionQuery  position_query)
{
  f->n_refreshed = f->n_changes = 0;
  spt_row_list_set_query (f->list, &position_query);
  wait_refreshed (f);
}

static gboolean
is_loaded (gpointer user_data)
{
  gboolean loaded;

  g_object_get (user_data, "loaded", &loaded, NULL);

  return loaded;
}

static GObject *
get_loaded (ListFixture *f,
            guint        position)
{
  GObject *object = g_list_model_get_item (G_LIST_MODEL (f->list), position);

  g_assert_true (spt_test_wait (is_loaded, object, SPT_TEST_TIMEOUT_MS));

  return object;
}

static void
test_many (void)
{
  ListFixture f;
  GListModel *model;
  g_autoptr (GPtrArray) visible = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  const gint64 *ids;
  guint n_ids;
  guint n_loads;
  gboolean busy;

  list_init (&f, N_ROWS);
  model = G_LIST_MODEL (f.list);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  g_assert_true (g_list_model_get_item_type (model) == SPT_TYPE_DEBT_POSITION);
  g_assert_null (g_list_model_get_item (model, 0));

  /* All ids, no page of its own. */
  show (&f, (SptPositionQuery) { .sort = SPT_POSITION_SORT_IUPD });
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, N_ROWS);
  g_assert_cmpuint (f.n_changes, ==, 1);
  g_assert_cmpuint (f.added, ==, N_ROWS);
  g_assert_cmpuint (spt_row_list_test_get_n_loads (f.list), ==, 0);
  g_object_get (f.list, "busy", &busy, NULL);
  g_assert_false (busy);
  ids = spt_row_list_get_ids (f.list, &n_ids);
  g_assert_cmpuint (n_ids, ==, N_ROWS);
  g_assert_cmpint (ids[4711], ==, 4712);
  g_assert_cmpint (spt_row_list_get_id (f.list, 4711), ==, 4712);
  g_assert_cmpuint (spt_row_list_find (f.list, 4712), ==, 4711);
  g_assert_cmpuint (spt_row_list_find (f.list, N_ROWS + 1), ==, G_MAXUINT);

  /* What a list view shows: 205 rows in a row are four pages, however often they are asked for;
   * the first of them has come along. */
  for (guint i = 0; i < 205; i++)
    g_ptr_array_add (visible, g_list_model_get_item (model, i));
  for (guint i = 0; i < 205; i++)
    {
      g_autoptr (GObject) again = g_list_model_get_item (model, i);

      g_assert_true (again == visible->pdata[i]);
    }
  g_assert_cmpuint (spt_row_list_test_get_n_loads (f.list), ==, 3);
  for (guint i = 0; i < 205; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *expected = g_strdup_printf ("Rossi %u", i + 1);

      g_assert_true (spt_test_wait (is_loaded, visible->pdata[i], SPT_TEST_TIMEOUT_MS));
      g_object_get (visible->pdata[i], "debtor-name", &name, NULL);
      g_assert_cmpstr (name, ==, expected);
    }
  g_assert_cmpuint (spt_row_list_test_get_n_loads (f.list), ==, 3);

  /* Scrolling back costs nothing. */
  g_ptr_array_set_size (visible, 0);
  for (guint i = 205; i > 0; i--)
    {
      g_autoptr (GObject) row = g_list_model_get_item (model, i - 1);

      g_assert_true (is_loaded (row));
    }
  g_assert_cmpuint (spt_row_list_test_get_n_loads (f.list), ==, 3);

  /* Forty jumps: forty pages at most. */
  n_loads = spt_row_list_test_get_n_loads (f.list);
  for (guint i = 0; i < 40; i++)
    g_object_unref (get_loaded (&f, g_rand_int_range (rand, 1000, N_ROWS)));
  g_assert_cmpuint (spt_row_list_test_get_n_loads (f.list) - n_loads, <=, 40);

  list_clear (&f);
}

typedef struct
{
  gint64      id;
  const char *sql;
} Edit;

static gboolean
run_edit (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Edit *edit = data;

  spt_db_mark (db, SPT_CHANGED_POSITIONS);

  return spt_db_exec (db, error, edit->sql, "i", edit->id);
}

static void
edit (ListFixture *f,
      gint64       id,
      const char  *sql)
{
  g_autoptr (GError) error = NULL;
  Edit what = { id, sql };

  f->n_changes = f->n_refreshed = 0;
  f->position = f->removed = f->added = 0;
  g_assert_true (spt_store_run_sync (f->store, SPT_STORE_WRITE, run_edit, &what, NULL, &error));
  g_assert_no_error (error);
  wait_refreshed (f);
}

static gboolean
has_new_name (gpointer user_data)
{
  g_autofree char *name = NULL;

  g_object_get (user_data, "debtor-name", &name, NULL);

  return g_strcmp0 (name, "Verdi") == 0;
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *n)
{
  *n += 1;
}

static void
test_changes (void)
{
  ListFixture f;
  g_autoptr (GObject) row = NULL;
  g_autoptr (GObject) same = NULL;
  g_autoptr (GObject) other = NULL;
  guint n_notified = 0;

  list_init (&f, 1000);
  show (&f, (SptPositionQuery) { .sort = SPT_POSITION_SORT_IUPD });
  row = get_loaded (&f, 499);
  other = get_loaded (&f, 498);
  g_signal_connect (other, "notify", G_CALLBACK (count_cb), &n_notified);

  /* A row whose place stays: no change of the list at all, and only that row speaks. */
  edit (&f, 500, "UPDATE position SET debtor_name = 'Verdi' WHERE id = ?1");
  g_assert_cmpuint (f.n_changes, ==, 0);
  g_assert_true (spt_test_wait (has_new_name, row, SPT_TEST_TIMEOUT_MS));
  g_assert_cmpuint (n_notified, ==, 0);

  /* One goes, one comes: exactly that is announced. */
  edit (&f, 700, "UPDATE position SET removed = 1 WHERE id = ?1");
  g_assert_cmpuint (f.n_changes, ==, 1);
  g_assert_cmpuint (f.position, ==, 699);
  g_assert_cmpuint (f.removed, ==, 1);
  g_assert_cmpuint (f.added, ==, 0);
  edit (&f, 700, "UPDATE position SET removed = NULL WHERE id = ?1");
  g_assert_cmpuint (f.position, ==, 699);
  g_assert_cmpuint (f.removed, ==, 0);
  g_assert_cmpuint (f.added, ==, 1);

  /* One moves: what lies between, and it stays the same object. */
  edit (&f, 500, "UPDATE position SET iupd = '00001001' WHERE id = ?1");
  g_assert_cmpuint (f.n_changes, ==, 0);
  edit (&f, 500, "UPDATE position SET iupd = '00001021' WHERE id = ?1");
  g_assert_cmpuint (f.n_changes, ==, 1);
  g_assert_cmpuint (f.position, ==, 499);
  g_assert_cmpuint (f.removed, ==, 11);
  g_assert_cmpuint (f.added, ==, 11);
  same = g_list_model_get_item (G_LIST_MODEL (f.list), 509);
  g_assert_true (same == row);

  /* Another filter, another order; then nothing. */
  show (&f, (SptPositionQuery) { .search = "rossi" });
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f.list)), ==, 0);
  g_assert_cmpuint (f.removed, ==, 1000);

  /* A row may outlive its list. */
  list_clear (&f);
  g_assert_true (has_new_name (row));
}

/* What a view would have: the rows, changed as is announced, asked for where some came. */
static void
follow_cb (GListModel *model,
           guint       position,
           guint       removed,
           guint       added,
           GPtrArray  *mirror)
{
  if (removed > 0)
    g_ptr_array_remove_range (mirror, position, removed);
  for (guint i = position; i < position + added; i++)
    g_ptr_array_insert (mirror, (int) i, g_list_model_get_item (model, i));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, mirror->len);
}

static gboolean
has_own_name (gpointer user_data)
{
  g_autofree char *name = NULL;
  g_autofree char *expected = g_strdup_printf ("Rossi %" G_GINT64_FORMAT, spt_row_get_id (user_data));

  g_object_get (user_data, "debtor-name", &name, NULL);

  return g_strcmp0 (name, expected) == 0;
}

/* Each is the row of its place, and comes to show what is in it. */
static void
assert_same (ListFixture *f,
             GPtrArray   *mirror)
{
  guint n_ids = 0;
  const gint64 *ids = spt_row_list_get_ids (f->list, &n_ids);

  g_assert_cmpuint (mirror->len, ==, g_list_model_get_n_items (G_LIST_MODEL (f->list)));
  g_assert_cmpuint (mirror->len, <=, n_ids);
  for (guint i = 0; i < mirror->len; i++)
    {
      g_autoptr (GObject) again = g_list_model_get_item (G_LIST_MODEL (f->list), i);

      g_assert_true (again == mirror->pdata[i]);
      g_assert_cmpint (spt_row_get_id (mirror->pdata[i]), ==, ids[i]);
      if (!spt_row_list_has_rest (f->list) || i < 20)
        g_assert_true (spt_test_wait (has_own_name, mirror->pdata[i], SPT_TEST_TIMEOUT_MS));
    }
}

static void
test_head (void)
{
  ListFixture f;
  g_autoptr (GPtrArray) mirror = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *model;
  guint n_ids = 0;

  list_init (&f, 1000);
  model = G_LIST_MODEL (f.list);
  g_signal_connect (model, "items-changed", G_CALLBACK (follow_cb), mirror);
  spt_row_list_set_head (f.list, 20);

  /* The first rows, loaded, and what the model does not have is not found; then the rest. */
  show (&f, (SptPositionQuery) { .sort = SPT_POSITION_SORT_IUPD });
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 20);
  g_assert_null (g_list_model_get_item (model, 20));
  g_assert_true (spt_row_list_has_rest (f.list));
  spt_row_list_get_ids (f.list, &n_ids);
  g_assert_cmpuint (n_ids, ==, 1000);
  g_assert_cmpuint (spt_row_list_find (f.list, 20), ==, 19);
  g_assert_cmpuint (spt_row_list_find (f.list, 21), ==, G_MAXUINT);
  g_assert_cmpuint (spt_row_list_test_get_n_loads (f.list), ==, 0);
  spt_row_list_show_rest (f.list);
  g_assert_cmpuint (f.n_changes, ==, 2);
  g_assert_false (spt_row_list_has_rest (f.list));
  g_assert_cmpuint (spt_row_list_find (f.list, 21), ==, 20);
  assert_same (&f, mirror);

  /* Another query has the same rows say something else: as many as a view has widgets for, and those in sight at once. */
  {
    g_autoptr (GObject) first = g_object_ref (mirror->pdata[0]);
    g_autoptr (GObject) far = g_object_ref (mirror->pdata[900]);

    show (&f, (SptPositionQuery) { .sort = SPT_POSITION_SORT_IUPD, .descending = TRUE });
    g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1000);
    g_assert_cmpuint (f.n_changes, ==, 2);
    g_assert_cmpuint (f.position, ==, 256);
    g_assert_cmpint (spt_row_get_id (SPT_ROW (first)), ==, 1000);
    for (guint i = 0; i < 20; i++)
      g_assert_true (has_own_name (mirror->pdata[i]));
    g_assert_true (spt_row_list_has_rest (f.list));
    spt_row_list_show_rest (f.list);
    assert_same (&f, mirror);
    g_assert_cmpint (spt_row_get_id (SPT_ROW (far)), ==, 901);
  }

  /* Few, then many: the rest below them waits, and comes by itself when the archive changes. */
  show (&f, (SptPositionQuery) { .sort = SPT_POSITION_SORT_IUPD, .import_id = 78 });
  g_assert_cmpuint (mirror->len, ==, 10);
  show (&f, (SptPositionQuery) { .sort = SPT_POSITION_SORT_IUPD, .descending = TRUE });
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 20);
  assert_same (&f, mirror);
  edit (&f, 700, "UPDATE position SET removed = 1 WHERE id = ?1");
  g_assert_false (spt_row_list_has_rest (f.list));
  assert_same (&f, mirror);

  /* Many that move below rows that stay: not in one change, so that nobody asks for all of them. */
  edit (&f, 500, "UPDATE position SET iupd = '9' || iupd WHERE id > ?1 AND id < 900");
  g_assert_cmpuint (f.n_changes, ==, 2);
  g_assert_cmpuint (f.removed, ==, 0);
  g_assert_cmpuint (f.added, >, 20);
  assert_same (&f, mirror);

  /* Nothing, and one. */
  show (&f, (SptPositionQuery) { .import_id = 77 });
  g_assert_cmpuint (spt_row_list_get_length (f.list), ==, 0);
  spt_row_list_get_ids (f.list, &n_ids);
  g_assert_cmpuint (n_ids, ==, 0);
  g_assert_cmpuint (spt_row_list_find (f.list, spt_row_get_id (mirror->pdata[0])), ==, G_MAXUINT);
  /* Kept for the next letter, or let go. */
  g_assert_cmpuint (f.n_changes, ==, 0);
  g_assert_true (spt_row_list_has_rest (f.list));
  show (&f, (SptPositionQuery) { .sort = SPT_POSITION_SORT_IUPD, .import_id = 78 });
  assert_same (&f, mirror);
  show (&f, (SptPositionQuery) { .import_id = 77 });
  spt_row_list_show_rest (f.list);
  g_assert_cmpuint (mirror->len, ==, 0);
  g_assert_false (spt_row_list_has_rest (f.list));
  show (&f, (SptPositionQuery) { .sort = SPT_POSITION_SORT_IUPD });
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 20);
  spt_row_list_show_rest (f.list);
  assert_same (&f, mirror);

  g_signal_handlers_disconnect_by_data (model, mirror);
  list_clear (&f);
}

static gboolean
index_all (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  gboolean more = TRUE;

  if (!spt_db_exec (db, error, "UPDATE position SET updated = id * 7919 % 100", "") ||
      !spt_db_exec (db, error, "UPDATE position SET gone = 1 WHERE id % 500 = 3", "") ||
      !spt_db_exec (db, error, "UPDATE position SET removed = 1 WHERE id % 700 = 5", "") ||
      !spt_db_exec (db, error, "INSERT INTO search_pending (first, last) VALUES (1, 6000)", ""))
    return FALSE;
  while (more)
    {
      if (!spt_search_index_some (db, 1000, &more, error))
        return FALSE;
    }

  return TRUE;
}

/* Words that many rows have are found in another way: the same rows, in the same order. */
static void
test_many_found (void)
{
  ListFixture f;
  g_autoptr (GArray) walked = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  const gint64 *ids;
  gint64 first;
  gint64 second;
  guint n_ids;

  list_init (&f, 6000);
  g_assert_true (spt_store_run_sync (f.store, SPT_STORE_WRITE, index_all, NULL, NULL, &error));
  g_assert_no_error (error);

  show (&f, (SptPositionQuery) { .search = "ros", .descending = TRUE });
  ids = spt_row_list_get_ids (f.list, &n_ids);
  g_assert_cmpuint (n_ids, ==, 6000 - 9);
  g_array_append_vals (walked, ids, n_ids);
  /* All states: asked of the tables. */
  show (&f, (SptPositionQuery) { .search = "ros", .descending = TRUE, .states = (1u << SPT_N_STATES) - 1 });
  g_assert_cmpuint (f.n_changes, ==, 0);
  ids = spt_row_list_get_ids (f.list, &n_ids);
  g_assert_cmpmem (ids, n_ids * sizeof *ids, walked->data, walked->len * sizeof *ids);

  /* The order is kept: also for everything that is work still. */
  show (&f, (SptPositionQuery) { .descending = TRUE });
  ids = spt_row_list_get_ids (f.list, &n_ids);
  g_assert_cmpuint (n_ids, ==, 6000 - 9 - 12);
  for (guint i = 0; i + 1 < n_ids; i++)
    {
      gint64 time = ids[i] * 7919 % 100;
      gint64 next = ids[i + 1] * 7919 % 100;

      g_assert_true (time > next || (time == next && ids[i] > ids[i + 1]));
    }
  first = ids[0];
  second = ids[1];
  /* But not beyond the next change: here of one record's time, and of another's being there. */
  edit (&f, 17, "UPDATE position SET updated = 7000 WHERE id = ?1");
  edit (&f, first, "UPDATE position SET removed = 1 WHERE id = ?1");
  for (guint i = 0; i < 2; i++)
    {
      ids = spt_row_list_get_ids (f.list, &n_ids);
      g_assert_cmpuint (n_ids, ==, i == 0 ? 6000 - 10 - 12 : 6000 - 10);
      g_assert_cmpint (ids[0], ==, 17);
      g_assert_cmpint (ids[1], ==, second);
      show (&f, (SptPositionQuery) { .search = "ros", .descending = TRUE });
    }
  show (&f, (SptPositionQuery) { .descending = TRUE });
  ids = spt_row_list_get_ids (f.list, &n_ids);
  g_assert_cmpuint (n_ids, ==, 6000 - 10 - 12);
  g_assert_cmpint (ids[0], ==, 17);

  list_clear (&f);
}

/* Typing quickly: only the last question is answered. */
static void
test_overtaken (void)
{
  ListFixture f;
  SptPositionQuery first = { .sort = SPT_POSITION_SORT_NAME };
  SptPositionQuery last = { .states = 1u << SPT_STATE_TO_FIX };

  list_init (&f, 1000);
  for (guint i = 0; i < 5; i++)
    spt_row_list_set_query (f.list, &first);
  spt_row_list_set_query (f.list, &last);
  wait_refreshed (&f);
  spt_row_list_refresh (f.list);
  f.n_refreshed = 0;
  wait_refreshed (&f);
  g_assert_cmpuint (f.n_refreshed, ==, 1);
  g_assert_cmpuint (f.n_changes, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f.list)), ==, 0);

  /* Gone while an answer is on its way. */
  spt_row_list_set_query (f.list, &first);
  list_clear (&f);
}

/* The ring holds what was looked at last, and no more: memory does not grow with scrolling. */
static void
test_ring (void)
{
  ListFixture f;
  GObject *early;
  gpointer weak;

  list_init (&f, 20000);
  show (&f, (SptPositionQuery) { .sort = SPT_POSITION_SORT_IUPD });
  early = get_loaded (&f, 0);
  weak = early;
  g_object_add_weak_pointer (early, &weak);
  g_object_unref (early);
  g_assert_nonnull (weak);
  for (guint i = 0; i < 20000; i += 64)
    g_object_unref (get_loaded (&f, i));
  g_assert_null (weak);
  list_clear (&f);
}

static gboolean
add_one_submission (SptDb         *db,
                    gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  SptAccount *account = spt_db_find_account (db, "comune", NULL);
  gint64 id = account != NULL ? spt_account_get_id (account) : add_account (db, "comune");
  gint64 record = add_position (db, 1, 0, 0);

  g_clear_object (&account);
  *(gint64 *) data = add_submission (db, id, "sample.create", &record, 1);

  return TRUE;
}

static gboolean
has_one (gpointer user_data)
{
  return g_list_model_get_n_items (user_data) == 1;
}

static void
test_submissions (void)
{
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "sportello.db", NULL);
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
  g_autoptr (GError) error = NULL;
  g_autoptr (SptStore) store = spt_store_open (path, SPT_CLOCK (clock), &error);
  g_autoptr (SptRowList) list = spt_row_list_new_submissions (store);
  g_autoptr (GObject) row = NULL;
  g_autofree char *title = NULL;
  gint64 id;

  g_assert_no_error (error);
  spt_row_list_set_states (list, 1u << SPT_STATE_READY, 0);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == SPT_TYPE_SUBMISSION);
  g_assert_true (spt_store_run_sync (store, SPT_STORE_WRITE, add_one_submission, &id, NULL,
                                     &error));
  g_assert_true (spt_test_wait (has_one, list, SPT_TEST_TIMEOUT_MS));
  g_assert_cmpint (spt_row_list_get_id (list, 0), ==, id);
  row = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (spt_test_wait (is_loaded, row, SPT_TEST_TIMEOUT_MS));
  g_object_get (row, "job-title", &title, NULL);
  g_assert_cmpstr (title, ==, "A job");
  spt_store_close (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/row-list/many", test_many);
  g_test_add_func ("/store/row-list/changes", test_changes);
  g_test_add_func ("/store/row-list/head", test_head);
  g_test_add_func ("/store/row-list/many-found", test_many_found);
  g_test_add_func ("/store/row-list/overtaken", test_overtaken);
  g_test_add_func ("/store/row-list/ring", test_ring);
  g_test_add_func ("/store/row-list/submissions", test_submissions);

  return g_test_run ();
}
