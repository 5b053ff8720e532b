/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is typed into the search is a search and never a syntax error; and a record is found
 * by its own words. */
#include "config.h"

#include "fuzz.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store/spt-store-positions.h"
#include "store/spt-store-private.h"

/* Beyond so many words of one search the rest is left out, so the record must still be found. */
#define MAX_NAME 400

static SptDb *writer;
static SptDb *reader;

static void
open_once (void)
{
  g_autoptr (SptClock) clock = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  if (writer != NULL)
    return;

  clock = spt_clock_new_system ();
  folder = g_dir_make_tmp ("fuzz-search-XXXXXX", &error);
  FUZZ_ASSERT (folder != NULL);
  path = g_build_filename (folder, "sportello.db", NULL);
  FUZZ_ASSERT (spt_store_open_connections (path, clock, &writer, &reader, &error));

  /* The connections hold the files; nobody needs their names any more. */
  {
    static const char *const suffixes[] = { "", "-wal", "-shm" };

    for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
      {
        g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

        g_unlink (file);
      }
    g_rmdir (folder);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *typed = g_strndup ((const char *) data, size);
  g_autofree char *valid = g_utf8_make_valid (typed, -1);
  g_autofree char *name = g_utf8_strlen (valid, -1) > MAX_NAME
    ? g_utf8_substring (valid, 0, MAX_NAME) : g_strdup (valid);
  SptPositionColumns columns = { .debtor_name = name, .amount = -1 };
  SptPositionQuery any = { .search = typed };
  SptPositionQuery own = { .search = name };
  g_autoptr (GArray) found = NULL;
  g_autoptr (GArray) itself = NULL;
  g_autoptr (GError) error = NULL;
  guint counts[SPT_N_STATES];

  open_once ();
  FUZZ_ASSERT (spt_db_begin (writer, &error));

  found = spt_db_query_positions (writer, &any, NULL, &error);
  FUZZ_ASSERT (found != NULL && found->len == 0);
  FUZZ_ASSERT (spt_db_count_positions (writer, &any, counts, &error));

  FUZZ_ASSERT (spt_db_save_position (writer, 0, "{}", &columns, NULL, 0, 0, NULL, &error) > 0);
  itself = spt_db_query_positions (writer, &own, NULL, &error);
  FUZZ_ASSERT (itself != NULL && itself->len == 1);

  spt_db_rollback (writer);

  return 0;
}
