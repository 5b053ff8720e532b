/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A libretto with every scheda filled, in a window: from its XML to the first frame with the list of pages and a page, and from a
 * key to the frame that shows what it was checked for. */
#include "config.h"

#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench-session.h"
#include "bench.h"
#include "form/spt-xsd.h"
#include "ui/form/spt-form-pages.h"
#include "ui/spt-ui.h"

#define EXAMPLE  SOURCE "/tests/services/catasto/examples/api_call_2-full.xml"
#define FIELD    "impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[0].L4_1gruppoTermico[0].L4_1modello"
#define ROUNDS   11
#define N_KEYS   60
#define OPEN_BAR 0.3
#define KEY_BAR  0.016

typedef struct
{
  SptXsd    *xsd;
  SptForm   *form;
  GtkWidget *window;
  gboolean   painted;
  double     check; /* seconds of the last one, with what it shows */
} Bench;

static double
since (gint64 begun)
{
  return (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC;
}

static void
check (Bench *bench)
{
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (SptRecord) record = spt_form_dup_record (bench->form);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  spt_xsd_check (bench->xsd, record, SPT_XSD_CHECK_NO_EMPTY, 0, issues, NULL);
  spt_form_set_issues (bench->form, issues);
  bench->check = since (begun);
}

static void
after_paint_cb (GdkFrameClock *clock,
                Bench         *bench)
{
  bench->painted = TRUE;
}

static void
paint (Bench *bench)
{
  bench->painted = FALSE;
  gtk_widget_queue_draw (bench->window);
  while (!bench->painted)
    g_main_context_iteration (NULL, TRUE);
}

static void
idle (void)
{
  gint64 until = g_get_monotonic_time () + 50 * 1000;

  while (g_get_monotonic_time () < until)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static double
get_worst (const double *values,
           guint         n)
{
  double worst = 0;

  for (guint i = 0; i < n; i++)
    worst = MAX (worst, values[i]);

  return worst;
}

static gboolean
print (const char *name,
       double     *values,
       guint       n,
       double      bar)
{
  double worst = get_worst (values, n);
  double median = bench_median (values, n);

  printf ("bench %s: median %.1f ms, worst %.1f ms, bar %.0f ms%s\n", name, median * 1000, worst * 1000, bar * 1000,
          median > bar ? " (missed)" : "");
  return median <= bar;
}

/* The schema is compiled once for the whole program. */
static SptFormPages *
open_form (Bench      *bench,
           const char *text,
           const char *place)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (bench->xsd));
  g_autoptr (GError) error = NULL;
  SptFormPages *pages = SPT_FORM_PAGES (spt_form_pages_new ());

  if (!spt_xsd_read (bench->xsd, text, strlen (text), record, NULL, &error))
    g_error ("%s", error->message);
  g_clear_object (&bench->form);
  bench->form = spt_form_new (spt_xsd_get_schema (bench->xsd));
  spt_form_load (bench->form, record);
  spt_form_pages_set_form (pages, bench->xsd, bench->form, NULL);
  check (bench);
  adw_window_set_content (ADW_WINDOW (bench->window), GTK_WIDGET (pages));
  if (place != NULL)
    spt_form_pages_show_place (pages, place);
  paint (bench);

  return pages;
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  double opened[2][ROUNDS];
  double turned[ROUNDS];
  double typed[N_KEYS];
  double checked[N_KEYS];
  SptFormPages *pages = NULL;
  gboolean met = TRUE;

  session_enter (&argc, &argv, "form");
  adw_init ();
  spt_ui_init ();
  if (!g_file_get_contents (EXAMPLE, &text, NULL, &error))
    g_error ("%s", error->message);
  bench.xsd = spt_xsd_load_data ("catasto/xsd", "api_call_2.xsd", "catasto", &error);
  if (bench.xsd == NULL)
    g_error ("%s", error->message);
  bench.window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1280, 900);
  gtk_window_present (GTK_WINDOW (bench.window));
  while (!gtk_widget_get_mapped (bench.window))
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect (gtk_widget_get_frame_clock (bench.window), "after-paint", G_CALLBACK (after_paint_cb), &bench);
  idle ();

  /* With what every field needs to be shown in memory, as in a program that runs. */
  for (guint i = 0; i <= ROUNDS; i++)
    {
      gint64 begun = g_get_monotonic_time ();

      open_form (&bench, text, NULL);
      opened[0][i > 0 ? i - 1 : 0] = since (begun);
      idle ();
      begun = g_get_monotonic_time ();
      pages = open_form (&bench, text, FIELD);
      opened[1][i > 0 ? i - 1 : 0] = since (begun);
      idle ();
      begun = g_get_monotonic_time ();
      spt_form_pages_show_page (pages, "impianto.scheda_4_4_gruppi_frigo");
      paint (&bench);
      turned[i > 0 ? i - 1 : 0] = since (begun);
      idle ();
    }
  met = print ("form opened", opened[0], ROUNDS, OPEN_BAR) && met;
  met = print ("form opened at a field", opened[1], ROUNDS, OPEN_BAR) && met;
  print ("form page turned", turned, ROUNDS, OPEN_BAR);

  g_signal_connect_swapped (bench.form, "changed", G_CALLBACK (check), &bench);
  spt_form_pages_show_place (pages, FIELD);
  idle ();
  for (guint i = 0; i < N_KEYS; i++)
    {
      SptFormField *field = spt_form_find_field (bench.form, FIELD);
      /* Each second one is empty: an error comes and goes, with its marks. */
      g_autofree char *words = i % 2 == 0 ? g_strdup_printf ("Modello %u", i) : g_strdup ("");
      gint64 begun = g_get_monotonic_time ();

      spt_form_field_set_text (field, words);
      typed[i] = since (begun);
      checked[i] = bench.check;
      idle ();
    }
  met = print ("form key", typed, N_KEYS, KEY_BAR) && met;
  print ("form key, the check alone", checked, N_KEYS, KEY_BAR);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_clear_object (&bench.form);
  spt_xsd_unref (bench.xsd);

  return met ? EXIT_SUCCESS : EXIT_FAILURE;
}
