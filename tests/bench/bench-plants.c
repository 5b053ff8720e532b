/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 1,000 documents of 1,000 plants of the archive: built from their records, held against schema, rules and plant, queued
 * on disk; beside `xmllint --schema` over the same documents as files, in one process. The figure that counts is that of
 * efficiency reports, the smallest; the one of librettos, twice as large, is printed apart. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "outbox/spt-intake.h"
#include "outbox/spt-plants.h"
#include "plant-test.h"
#include "store/spt-store-accounts.h"

#define N_PLANTS 1000

#define BAR      1.5
/* Days of the documents: long past for whoever runs this. */
#define DAY      "2026-02-01"

typedef struct
{
  const char *type; /* of interventions */
  const char *operation;
  const char *schema;
  const char *name;
  double      bar;
} Kind;

static const Kind kinds[] = {
  { "84", "catasto.84", SOURCE "/data/catasto/xsd/api_call_8.xsd", "plants prepared", BAR },
  { "9", "catasto.9", SOURCE "/data/catasto/xsd/api_call_2.xsd", "plants prepared (librettos)", 0 },
};

typedef struct
{
  const char *kept;    /* the archive with nothing prepared yet */
  const char *archive; /* the copy that a round works on */
} Round;

typedef struct
{
  guint       n;
  gint64      now;
  const char *folder;
  const char *type;
} Make;

static SptStore *
open_desk (const char *path)
{
  g_autoptr (SptClock) clock = spt_clock_new_system ();
  g_autoptr (GError) error = NULL;
  SptStore *store;

  plant_test_get_service (NULL);
  store = spt_store_open (path, clock, &error);
  g_assert_no_error (error);

  return store;
}

static void
close_desk (SptStore *store)
{
  spt_store_close (store);
  g_object_unref (store);
}

/* --- the archive ------------------------------------------------------------------------------------------ */

static gboolean
make_document (SptDb   *db,
               Make    *make,
               gint64   plant,
               GError **error)
{
  gboolean is_report = strcmp (make->type, "84") == 0;
  g_autoptr (GPtrArray) components = g_ptr_array_new ();
  const SptPlantWish wish = { .components = components, .day = DAY };
  SptInterventionSave save = { .plant_id = plant, .type = make->type, .who = "bench" };
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;

  g_ptr_array_add (components, (gpointer) "GT1");
  record = spt_intervention_begin (db, plant, make->type, is_report ? &wish : NULL, make->now, &xsd, error);
  if (record == NULL)
    return FALSE;
  if (is_report)
    plant_test_fill (record);
  if (!spt_intervention_save (db, &save, record, make->now, issues, error))
    return FALSE;
  g_assert_cmpuint (spt_issue_list_get_n_errors (issues), ==, 0);

  return TRUE;
}

static gboolean
make_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Make *make = data;
  g_autoptr (SptAccount) account = spt_account_new ("catasto", "bench", SPT_ENVIRONMENT_TEST);

  g_object_set (account, "base-url", "https://service.invalid", NULL);
  spt_account_set_setting (account, "authorization", "none");
  if (!spt_db_save_account (db, account, error))
    return FALSE;
  plant_test_set_day (DAY);
  for (guint i = 1; i <= make->n; i++)
    {
      g_autofree char *code = g_strdup_printf ("PROVA0001=>BENCH%05u", i);
      const char *const changes[] = { code, NULL };
      g_autofree char *libretto = plant_test_load (changes);
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      gint64 plant = spt_plant_save_libretto (db, 0, libretto, strlen (libretto), 1, 0, 0, "bench", make->now, issues,
                                              NULL, error);

      /* What begins a plant is of one that the register does not have. */
      if (plant == 0 ||
          (strcmp (make->type, "84") == 0 && !spt_db_set_plant_standing (db, plant, SPT_PLANT_ACTIVE, error)) ||
          !make_document (db, make, plant, error))
        return FALSE;
    }

  return TRUE;
}

/* The same documents as files, for the peer. */
static gboolean
write_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Make *make = data;

  for (guint i = 0; i < make->n; i++)
    {
      g_autofree char *doc = spt_db_get_dossier_doc (db, i + 1, NULL, error);
      g_autofree char *name = g_strdup_printf ("%05u.xml", i);
      g_autofree char *path = g_build_filename (make->folder, name, NULL);

      if (doc == NULL || !g_file_set_contents (path, doc, -1, error))
        return FALSE;
    }

  return TRUE;
}

static int
make_archive (const Kind *kind,
              const char *path,
              const char *folder)
{
  SptStore *store = open_desk (path);
  Make make = { .n = bench_get_rows (N_PLANTS), .now = g_get_real_time () / 1000, .folder = folder,
                .type = kind->type };
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (store, SPT_STORE_WRITE, make_job, &make, NULL, &error);
  g_assert_no_error (error);
  spt_store_run_sync (store, SPT_STORE_READ, write_job, &make, NULL, &error);
  g_assert_no_error (error);
  close_desk (store);

  return 0;
}

/* --- what is measured ------------------------------------------------------------------------------------- */

/* What the child does, and nothing else: one press of "Prepare". */
static int
prepare (const Kind *kind,
         const char *path)
{
  SptStore *store = open_desk (path);
  const SptPrepareOptions options = { .operation = kind->operation, .account_id = 1, .who = "bench", .order = TRUE };
  g_autoptr (GError) error = NULL;
  SptPrepareResult *result = spt_prepare (store, &options, NULL, &error);
  gboolean ok;

  g_assert_no_error (error);
  ok = result->submissions->len == bench_get_rows (N_PLANTS);
  if (!ok)
    g_printerr ("%u submissions, %u findings: %s\n", result->submissions->len, spt_issue_list_get_n (result->issues),
                spt_issue_list_get_n (result->issues) > 0 ? spt_issue_list_get (result->issues, 0)->code : "");
  spt_prepare_result_free (result);
  close_desk (store);

  return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void
copy_archive (gpointer user_data)
{
  const Round *round = user_data;
  const char *const remove[] = { "rm", "-f", round->archive, NULL };
  const char *const copy[] = { "cp", round->kept, round->archive, NULL };
  const char *const sync[] = { "sync", round->archive, NULL };
  BenchRun run;

  bench_run (remove, &run);
  bench_run (copy, &run);
  bench_run (sync, &run);
}

static gboolean
compare (const char *program,
         const Kind *kind)
{
  g_autofree char *folder = bench_make_folder ();
  g_autofree char *kept = g_build_filename (folder, "kept.db", NULL);
  g_autofree char *archive = g_build_filename (folder, "archive.db", NULL);
  g_autoptr (GPtrArray) peer = g_ptr_array_new_with_free_func (g_free);
  const char *const make[] = { program, "--make", kind->type, kept, folder, NULL };
  const char *const ours[] = { program, "--prepare", kind->type, archive, NULL };
  Round round = { kept, archive };
  BenchRun run;
  gboolean met;

  /* In processes of their own: a child's peak begins with what its parent holds. */
  bench_run (make, &run);
  /* It says of each file that it validates; to nobody here. */
  g_ptr_array_add (peer, g_strdup ("sh"));
  g_ptr_array_add (peer, g_strdup ("-c"));
  g_ptr_array_add (peer, g_strdup ("exec \"$0\" --nonet --noout --schema \"$@\" >/dev/null 2>&1"));
  g_ptr_array_add (peer, g_strdup (XMLLINT));
  g_ptr_array_add (peer, g_strdup (kind->schema));
  for (guint i = 0; i < bench_get_rows (N_PLANTS); i++)
    g_ptr_array_add (peer, g_strdup_printf ("%s/%05u.xml", folder, i));
  g_ptr_array_add (peer, NULL);
  met = bench_compare (kind->name, ours, (const char *const *) peer->pdata, copy_archive, &round, kind->bar, 0);
  if (g_getenv ("BENCH_KEEP") == NULL)
    bench_remove_folder (folder);

  return met;
}

static const Kind *
find_kind (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (kinds[i].type, type) == 0)
        return &kinds[i];
    }
  g_error ("no kind “%s”", type);
}

int
main (int    argc,
      char **argv)
{
  gboolean met = TRUE;

  if (argc == 5 && strcmp (argv[1], "--make") == 0)
    return make_archive (find_kind (argv[2]), argv[3], argv[4]);
  if (argc == 4 && strcmp (argv[1], "--prepare") == 0)
    return prepare (find_kind (argv[2]), argv[3]);
  if (*XMLLINT == '\0')
    {
      printf ("bench plants: no xmllint here\n");
      return EXIT_SUCCESS;
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    met = compare (argv[0], &kinds[i]) && met;

  return met ? EXIT_SUCCESS : EXIT_FAILURE;
}
