/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records come back in order, all of them, whether they fit into memory or not. */
#include "config.h"

#include <string.h>

#include "base/spt-sorter.h"

typedef struct
{
  guint8 key[8];
  guint8 rest[4];
} Record;

/* @n records, in order or in none, with room for @room of them. */
static void
assert_sorted (guint    n,
               guint    room,
               gboolean rising)
{
  g_autoptr (SptSorter) sorter = spt_sorter_new (sizeof (Record), room * sizeof (Record));
  g_autoptr (GRand) rand = g_rand_new_with_seed (n);
  g_autoptr (GError) error = NULL;
  guint64 sum = 0;

  for (guint i = 0; i < n; i++)
    {
      Record record = { { 0 }, { 0 } };
      guint64 key = GUINT64_TO_BE ((guint64) (rising ? i : g_rand_int (rand) % 5000));
      guint32 rest = GUINT32_TO_BE (i);

      memcpy (record.key, &key, sizeof key);
      memcpy (record.rest, &rest, sizeof rest);
      sum += i;
      g_assert_true (spt_sorter_add (sorter, &record, &error));
    }
  g_assert_cmpuint (spt_sorter_get_n (sorter), ==, n);

  /* And again from the start. */
  for (guint round = 0; round < 2; round++)
    {
      Record before = { { 0 }, { 0 } };
      guint64 rest_sum = 0;
      gboolean found;
      guint i;

      g_assert_true (spt_sorter_rewind (sorter, &error));
      for (i = 0;; i++)
        {
          Record record;
          guint32 rest;

          g_assert_true (spt_sorter_next (sorter, &record, &found, &error));
          g_assert_no_error (error);
          if (!found)
            break;
          g_assert_cmpint (memcmp (&before, &record, sizeof record), <=, 0);
          memcpy (&rest, record.rest, sizeof rest);
          rest_sum += GUINT32_FROM_BE (rest);
          before = record;
        }
      g_assert_cmpuint (i, ==, n);
      g_assert_cmpuint (rest_sum, ==, sum);
    }
}

static void
test_memory (void)
{
  assert_sorted (0, 100, FALSE);
  assert_sorted (1, 100, FALSE);
  assert_sorted (100, 100, FALSE);
  assert_sorted (100, 100, TRUE);
}

static void
test_file (void)
{
  assert_sorted (101, 100, FALSE);
  assert_sorted (200, 100, TRUE);
  assert_sorted (20000, 300, FALSE);
  assert_sorted (20000, 7000, FALSE);
  assert_sorted (20000, 5000, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sorter/memory", test_memory);
  g_test_add_func ("/sorter/file", test_file);

  return g_test_run ();
}
