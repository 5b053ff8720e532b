/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents against their schema, beside `xmllint --schema` over the same files in one process; a whole
 * libretto as a form, and a key typed in it. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "form/spt-xsd.h"

#define N_DOCUMENTS 1000
#define EXAMPLES SOURCE "/tests/services/catasto/examples/"
#define SCHEMAS  SOURCE "/data/catasto/xsd/"

#define BAR      1.5
#define OPEN_BAR 0.3
#define KEY_BAR  0.016
#define N_KEYS   50

static SptXsd *
load_schema (const char *name)
{
  g_autoptr (GError) error = NULL;
  SptXsd *xsd = spt_xsd_load_data ("catasto/xsd", name, "catasto", &error);

  g_assert_no_error (error);

  return xsd;
}

static char *
load_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* The child: every file checked, the empty tags that xmllint does not mind too. */
static int
validate (const char        *schema,
          const char *const *paths)
{
  g_autoptr (SptXsd) xsd = load_schema (schema);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *text = load_text (paths[i]);

      if (!spt_xsd_validate (xsd, text, strlen (text), SPT_XSD_CHECK_NO_EMPTY, issues, NULL))
        g_error ("%s is not valid", paths[i]);
    }

  return 0;
}

static void
write_documents (const char *folder,
                 const char *example,
                 guint       n,
                 GPtrArray  *paths)
{
  g_autofree char *source = g_strconcat (EXAMPLES, example, NULL);
  g_autofree char *text = load_text (source);
  g_auto (GStrv) halves = g_strsplit (text, "PROVA0001", 2);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%05u.xml", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *document = g_strdup_printf ("%sPROVA%05u%s", halves[0], i, halves[1]);

      g_file_set_contents (path, document, -1, &error);
      g_assert_no_error (error);
      g_ptr_array_add (paths, g_steal_pointer (&path));
    }
}

static gboolean
compare (const char *program,
         const char *name,
         const char *schema,
         const char *example,
         guint       n)
{
  g_autofree char *folder = bench_make_folder ();
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) ours = g_ptr_array_new ();
  g_autoptr (GPtrArray) peer = g_ptr_array_new ();
  g_autofree char *schema_path = g_strconcat (SCHEMAS, schema, NULL);
  gboolean met;

  write_documents (folder, example, n, paths);
  g_ptr_array_add (ours, (gpointer) program);
  g_ptr_array_add (ours, (gpointer) "--validate");
  g_ptr_array_add (ours, (gpointer) schema);
  /* It says of each file that it validates; to nobody here. */
  g_ptr_array_add (peer, (gpointer) "sh");
  g_ptr_array_add (peer, (gpointer) "-c");
  g_ptr_array_add (peer, (gpointer) "exec \"$0\" --nonet --noout --schema \"$@\" >/dev/null 2>&1");
  g_ptr_array_add (peer, (gpointer) XMLLINT);
  g_ptr_array_add (peer, schema_path);
  for (guint i = 0; i < paths->len; i++)
    {
      g_ptr_array_add (ours, g_ptr_array_index (paths, i));
      g_ptr_array_add (peer, g_ptr_array_index (paths, i));
    }
  g_ptr_array_add (ours, NULL);
  g_ptr_array_add (peer, NULL);
  met = bench_compare (name, (const char *const *) ours->pdata, (const char *const *) peer->pdata, NULL,
                       NULL, BAR, 0);
  bench_remove_folder (folder);

  return met;
}

static double
since (gint64 begun)
{
  return (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC;
}

static void
check (SptXsd  *xsd,
       SptForm *form)
{
  g_autoptr (SptRecord) record = spt_form_dup_record (form);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  spt_xsd_check (xsd, record, SPT_XSD_CHECK_NO_EMPTY, 0, issues, NULL);
  spt_form_set_issues (form, issues);
}

static gboolean
open_libretto (void)
{
  static const char path[] =
    "impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[0].L4_1gruppoTermico[0].L4_1modello";
  g_autofree char *text = load_text (EXAMPLES "api_call_2-full.xml");
  double opened[BENCH_ROUNDS];
  double keys[N_KEYS];
  gboolean met;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptForm) form = NULL;

  for (guint i = 0; i < BENCH_ROUNDS; i++)
    {
      gint64 begun = g_get_monotonic_time ();
      g_autoptr (SptRecord) record = NULL;
      g_autoptr (GError) error = NULL;

      g_clear_pointer (&xsd, spt_xsd_unref);
      g_clear_object (&form);
      xsd = load_schema ("api_call_2.xsd");
      record = spt_record_new (spt_xsd_get_schema (xsd));
      spt_xsd_read (xsd, text, strlen (text), record, NULL, &error);
      g_assert_no_error (error);
      form = spt_form_new (spt_xsd_get_schema (xsd));
      spt_form_load (form, record);
      check (xsd, form);
      opened[i] = since (begun);
    }
  met = bench_print_alone ("libretto opened", bench_median (opened, BENCH_ROUNDS), bench_get_peak (),
                           OPEN_BAR);

  for (guint i = 0; i < N_KEYS; i++)
    {
      SptFormField *field = spt_form_find_field (form, path);
      g_autofree char *typed = g_strdup_printf ("Modello %u", i);
      gint64 begun = g_get_monotonic_time ();

      spt_form_field_set_text (field, typed);
      check (xsd, form);
      keys[i] = since (begun);
    }

  return bench_print_alone ("libretto key", bench_median (keys, N_KEYS), bench_get_peak (), KEY_BAR) &&
         met;
}

int
main (int    argc,
      char **argv)
{
  gboolean met;

  if (argc > 3 && strcmp (argv[1], "--validate") == 0)
    return validate (argv[2], (const char *const *) argv + 3);

  met = open_libretto ();
  if (*XMLLINT == '\0')
    {
      printf ("bench schema: no xmllint here\n");
      return met ? EXIT_SUCCESS : EXIT_FAILURE;
    }
  met = compare (argv[0], "schema RCEE", "api_call_8.xsd", "api_call_8-full-1.xml",
                 bench_get_rows (N_DOCUMENTS)) && met;
  met = compare (argv[0], "schema libretto", "api_call_2.xsd", "api_call_2-full.xml",
                 bench_get_rows (N_DOCUMENTS) / 4) && met;

  return met ? EXIT_SUCCESS : EXIT_FAILURE;
}
