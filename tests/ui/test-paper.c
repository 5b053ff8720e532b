/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers on pages: no title alone at the foot, headers of tables again at the head, everything in the PDF,
 * and a long one within bounds. */
#include "config.h"

#include <string.h>
#include <sys/resource.h>

#include "base/spt-data.h"
#include "services/catasto/spt-catasto-paper.h"
#include "services/catasto/spt-catasto-schemas.h"
#include "ui/spt-paper-pages.h"
#include "ui/spt-paper-print.h"

#include "paper-values.h"

static SptXsd *
ref_schema (guint call)
{
  g_autoptr (GError) error = NULL;
  SptXsd *xsd = spt_catasto_schemas_ref (call, &error);

  g_assert_no_error (error);

  return xsd;
}

static SptRecord *
read_text (SptXsd     *xsd,
           const char *text)
{
  SptRecord *record = spt_record_new (spt_xsd_get_schema (xsd));
  g_autoptr (GError) error = NULL;

  spt_xsd_read (xsd, text, strlen (text), record, NULL, &error);
  g_assert_no_error (error);

  return record;
}

static SptRecord *
read_example (SptXsd     *xsd,
              const char *name)
{
  g_autofree char *path = g_strdup_printf (EXAMPLES "/%s.xml", name);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return read_text (xsd, text);
}

static SptPaper *
make_paper (SptXsd    *xsd,
            SptRecord *record)
{
  SptPaperFacts facts = { SPT_PAPER_STATUS_DRAFT };
  g_autoptr (GError) error = NULL;
  SptPaper *paper = spt_catasto_paper_new (xsd, record, &facts, &error);

  g_assert_no_error (error);

  return paper;
}

static SptPaperPages *
lay_out (SptPaper *paper,
         double    height,
         gboolean  draws_boxes)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  SptPaperPages *pages;

  pango_cairo_context_set_resolution (context, 72.0);
  pages = spt_paper_pages_new (paper, context, SPT_PAPER_A4_WIDTH, height);
  g_object_unref (context);
  if (draws_boxes)
    spt_paper_pages_set_draws_boxes (pages, TRUE);
  /* A little at a time, as a printer does it. */
  while (!spt_paper_pages_lay_out (pages, 0))
    ;

  return pages;
}

/* --- where pages end ------------------------------------------------------------------------------- */

static double
get_height (const SptPaperStrip *strips,
            const SptPaperPage  *page)
{
  double height = page->header != SPT_PAPER_NONE ? strips[page->header].height : 0.0;

  for (guint i = page->first; i < page->first + page->n; i++)
    height += strips[i].height + (i > page->first ? strips[i].gap : 0.0);

  return height;
}

/* What stays together with the strip before a break: its height, from where the chain begins. */
static double
get_chain (const SptPaperStrip *strips,
           guint                n,
           guint                index)
{
  double height = 0.0;
  guint first = index;

  while (first > 0 && strips[first - 1].keep)
    first--;
  for (guint i = first; i < n; i++)
    {
      height += strips[i].height + strips[i].gap;
      if (!strips[i].keep)
        break;
    }

  return height;
}

static void
test_break (void)
{
  for (guint round = 0; round < 300; round++)
    {
      SptPaperStrip strips[200];
      guint n = (guint) g_test_rand_int_range (0, 200);
      guint header = SPT_PAPER_NONE;
      double height = 100.0;
      g_autoptr (GArray) pages = NULL;
      guint next = 0;

      for (guint i = 0; i < n; i++)
        {
          SptPaperStrip strip = { 0, i, SPT_PAPER_NONE, header, (float) g_test_rand_double_range (2, 30),
                                  (float) g_test_rand_double_range (0, 5), g_test_rand_int_range (0, 3) == 0 };

          strips[i] = strip;
          if (g_test_rand_int_range (0, 20) == 0)
            header = i;
          else if (g_test_rand_int_range (0, 20) == 0)
            header = SPT_PAPER_NONE;
        }
      pages = spt_paper_break (strips, n, height);
      g_assert_cmpuint (pages->len, >, 0);
      for (guint i = 0; i < pages->len; i++)
        {
          const SptPaperPage *page = &g_array_index (pages, SptPaperPage, i);

          g_assert_cmpuint (page->first, ==, next);
          next += page->n;
          if (n == 0)
            break;
          g_assert_cmpuint (page->n, >, 0);
          g_assert_cmpuint (page->header, ==, strips[page->first].header);
          if (page->n > 1)
            g_assert_cmpfloat (get_height (strips, page), <=, height + 0.02);
          /* Only what is too much for a page is torn. */
          if (next < n && strips[next - 1].keep)
            g_assert_cmpfloat (get_chain (strips, n, next - 1) + 30, >, height);
        }
      g_assert_cmpuint (next, ==, n);
    }
}

static void
test_break_tall (void)
{
  const SptPaperStrip strips[] = {
    { 0, 0, SPT_PAPER_NONE, SPT_PAPER_NONE, 500, 0, TRUE },
    { 0, 1, SPT_PAPER_NONE, 0, 500, 0, TRUE },
    { 0, 2, SPT_PAPER_NONE, SPT_PAPER_NONE, 10, 0, FALSE },
  };
  g_autoptr (GArray) pages = spt_paper_break (strips, G_N_ELEMENTS (strips), 100);

  g_assert_cmpuint (pages->len, ==, 3);
  g_assert_cmpuint (g_array_index (pages, SptPaperPage, 1).header, ==, SPT_PAPER_NONE);
}

/* --- real papers ----------------------------------------------------------------------------------- */

static const struct
{
  guint       call;
  const char *name;
} examples[] = {
  { 2, "api_call_2-full" },   { 8, "api_call_8-full-1" }, { 8, "api_call_8-full-2" }, { 8, "api_call_8-full-3" },
  { 8, "api_call_8-full-4" }, { 9, "api_call_9-full" },   { 10, "api_call_10-full" }, { 2, "api_call_2-minimal" },
};

static void
assert_pages (SptPaper      *paper,
              SptPaperPages *pages)
{
  guint n_strips;
  const SptPaperStrip *strips = spt_paper_pages_get_strips (pages, &n_strips);

  for (guint i = 0; i < spt_paper_pages_get_n (pages); i++)
    {
      const SptPaperPage *page = spt_paper_pages_get_page (pages, i);
      const SptPaperStrip *first = &strips[page->first];
      const SptPaperStrip *last = &strips[page->first + page->n - 1];
      const SptPaperBlock *block = spt_paper_get_block (paper, last->block);
      const SptPaperBlock *top = spt_paper_get_block (paper, first->block);

      g_assert_cmpfloat (get_height (strips, page), <=, spt_paper_pages_get_room (pages) + 0.1);
      g_assert_cmpint (block->kind, !=, SPT_PAPER_HEADING);
      g_assert_false (block->kind == SPT_PAPER_TABLE && last->row == 0);
      g_assert_false (block->kind == SPT_PAPER_TEXT && last->row == 0 && block->title != NULL);
      g_assert_cmpint (top->kind, !=, SPT_PAPER_SIGNATURES);
      if (top->kind == SPT_PAPER_TABLE && first->row > 0)
        {
          g_assert_cmpuint (page->header, !=, SPT_PAPER_NONE);
          g_assert_cmpuint (strips[page->header].block, ==, first->block);
          g_assert_cmpuint (strips[page->header].row, ==, 0);
        }
    }
}

static void
test_pages (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (SptXsd) xsd = ref_schema (examples[index].call);
  g_autoptr (SptRecord) record = read_example (xsd, examples[index].name);
  g_autoptr (SptPaper) paper = make_paper (xsd, record);

  /* Every height of paper has other page ends. */
  for (double height = 400; height < 900; height += 23)
    {
      g_autoptr (SptPaperPages) pages = lay_out (paper, height, FALSE);

      assert_pages (paper, pages);
    }
}

static GBytes *
make_pdf (SptPaper *paper)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = spt_paper_make_pdf (paper, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (bytes, NULL), "%PDF-"));

  return bytes;
}

/* The texts of a PDF without blanks, in the order in which they were drawn; NULL without the tool. */
static char *
read_pdf (GBytes *bytes)
{
  g_autofree char *tool = g_find_program_in_path ("pdftotext");
  const char *const arguments[] = { tool, "-raw", "-enc", "UTF-8", "-", "-", NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GError) error = NULL;
  GString *text;
  const char *data;
  gsize length;

  if (tool == NULL)
    return NULL;
  process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, bytes, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  text = g_string_new (NULL);
  data = g_bytes_get_data (out, &length);
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isspace (data[i]))
        g_string_append_c (text, data[i]);
    }

  return g_string_free (text, FALSE);
}

static void
test_pdf (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (SptXsd) xsd = ref_schema (examples[index].call);
  g_autoptr (SptRecord) record = read_example (xsd, examples[index].name);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SptPaper) paper = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  paper_make_unique (record, expected);
  paper = make_paper (xsd, record);
  bytes = make_pdf (paper);
  text = read_pdf (bytes);
  if (text == NULL)
    {
      g_test_skip ("pdftotext (poppler-utils) is not there");
      return;
    }
  for (guint i = 0; i < expected->len; i++)
    {
      if (strstr (text, g_ptr_array_index (expected, i)) == NULL)
        g_error ("%s: “%s” is not in the PDF:\n%s", examples[index].name, (char *) g_ptr_array_index (expected, i), text);
    }
  g_assert_nonnull (strstr (text, "Bozza:noninviato"));
}

/* Of a person there is nothing in what a PDF says of itself. */
static void
test_metadata (void)
{
  g_autofree char *tool = g_find_program_in_path ("pdfinfo");
  const char *const arguments[] = { tool, "-", NULL };
  g_autoptr (SptXsd) xsd = ref_schema (2);
  g_autoptr (SptRecord) record = read_example (xsd, "api_call_2-full");
  g_autoptr (SptPaper) paper = make_paper (xsd, record);
  g_autoptr (GBytes) bytes = make_pdf (paper);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autofree char *text = NULL;

  if (tool == NULL)
    {
      g_test_skip ("pdfinfo (poppler-utils) is not there");
      return;
    }
  process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
  g_assert_true (g_subprocess_communicate (process, bytes, NULL, &out, NULL, NULL));
  text = g_strndup (g_bytes_get_data (out, NULL), g_bytes_get_size (out));
  g_assert_nonnull (strstr (text, "Libretto di impianto"));
  g_assert_nonnull (strstr (text, "(A4)"));
  g_assert_null (strstr (text, "PROVA0001"));
  g_assert_null (strstr (text, "Rossi"));
}

/* A box that no font has is drawn: the same pages, and something on them. */
static void
test_boxes (void)
{
  g_autoptr (SptXsd) xsd = ref_schema (8);
  g_autoptr (SptRecord) record = read_example (xsd, "api_call_8-full-1");
  g_autoptr (SptPaper) paper = make_paper (xsd, record);
  g_autoptr (SptPaperPages) pages = lay_out (paper, SPT_PAPER_A4_HEIGHT, TRUE);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 600, 850);
  cairo_t *cr = cairo_create (surface);
  guint ink = 0;

  assert_pages (paper, pages);
  spt_paper_pages_draw (pages, cr, 0);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  for (int i = 0; i < 850 * cairo_image_surface_get_stride (surface); i++)
    ink += cairo_image_surface_get_data (surface)[i] > 127;
  g_assert_cmpuint (ink, >, 1000);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* --- long ones ------------------------------------------------------------------------------------- */

#define N_ROWS 10000U

static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) usage.ru_utime.tv_sec + (double) usage.ru_utime.tv_usec / 1e6;
}

static void
test_many_rows (void)
{
  g_autoptr (GString) xml = g_string_new ("<api_call_10 xmlns='api_call_10'><versione VersioneCorrente='2.2'/>"
                                          "<L1_codice_impianto>PROVA0001</L1_codice_impianto><API_ID>87</API_ID><impianto>"
                                          "<scheda_14_2_energia_elettrica>");
  g_autoptr (SptXsd) xsd = ref_schema (10);
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptPaper) paper = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SptPaperPages) pages = NULL;
  double before;
  double spent;

  for (guint i = 0; i < N_ROWS; i++)
    g_string_append_printf (xml, "<L14_2riga><L14_2esercizioDa>2023</L14_2esercizioDa><L14_2esercizioA>2024</L14_2esercizioA>"
                            "<L14_2letturaIniziale>%u.5</L14_2letturaIniziale><L14_2letturaFinale>%u.5</L14_2letturaFinale>"
                            "<L14_2consumo>1</L14_2consumo></L14_2riga>", i, i + 1);
  g_string_append (xml, "</scheda_14_2_energia_elettrica></impianto></api_call_10>");
  record = read_text (xsd, xml->str);
  before = get_cpu ();
  paper = make_paper (xsd, record);
  pages = lay_out (paper, SPT_PAPER_A4_HEIGHT, FALSE);
  assert_pages (paper, pages);
  g_assert_cmpuint (spt_paper_pages_get_n (pages), >, 150);
  g_assert_cmpuint (spt_paper_pages_get_n (pages), <, 400);
  bytes = make_pdf (paper);
  spent = get_cpu () - before;
  g_test_message ("%u rows: %u pages, %.1f s of CPU, %" G_GSIZE_FORMAT " bytes", N_ROWS, spt_paper_pages_get_n (pages), spent,
                  g_bytes_get_size (bytes));
  g_assert_cmpfloat (spent, <, 60.0);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 20 * 1000 * 1000);
}

/* A text of many pages, and a cell that is higher than a page, are divided and not lost. */
static void
test_huge_text (void)
{
  g_autoptr (SptXsd) xsd = ref_schema (9);
  g_autoptr (SptRecord) record = read_example (xsd, "api_call_9-full");
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GString) block = g_string_new (NULL);
  g_autoptr (SptPaper) paper = NULL;
  g_autoptr (SptPaperPages) pages = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  SptNode *report;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (words, "parola%05u ", i);
  for (guint i = 0; i < 9000; i++)
    g_string_append (block, "ààà");
  report = spt_node_get_first (spt_node_get_first (spt_record_get_root (record), "impianto"), "rapporto_prova");
  spt_node_set_named (report, "osservazioni", words->str);
  spt_node_set_named (report, "prescrizioni", block->str);
  paper = make_paper (xsd, record);
  pages = lay_out (paper, SPT_PAPER_A4_HEIGHT, FALSE);
  assert_pages (paper, pages);
  g_assert_cmpuint (spt_paper_pages_get_n (pages), >, 20);
  bytes = make_pdf (paper);
  text = read_pdf (bytes);
  if (text == NULL)
    {
      g_test_skip ("pdftotext (poppler-utils) is not there");
      return;
    }
  for (guint i = 0; i < 20000; i += 37)
    {
      g_autofree char *word = g_strdup_printf ("parola%05u", i);

      g_assert_nonnull (strstr (text, word));
    }
  g_assert_nonnull (strstr (text, "parola19999"));
}

static void
test_tall_cell (void)
{
  g_autoptr (SptXsd) xsd = ref_schema (10);
  g_autoptr (SptRecord) record = read_example (xsd, "api_call_10-full");
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (SptPaper) paper = NULL;
  g_autoptr (SptPaperPages) pages = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  SptNode *row;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (words, "nome%04u ", i);
  row = spt_node_get_first (spt_node_get_first (spt_node_get_first (spt_record_get_root (record), "impianto"),
                                                "scheda_14_4_prodotti_chimici"),
                            "L14_4riga");
  spt_node_set_named (row, "L14_4nomeProdotto", words->str);
  paper = make_paper (xsd, record);
  pages = lay_out (paper, SPT_PAPER_A4_HEIGHT, FALSE);
  assert_pages (paper, pages);
  bytes = make_pdf (paper);
  text = read_pdf (bytes);
  if (text == NULL)
    {
      g_test_skip ("pdftotext (poppler-utils) is not there");
      return;
    }
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *word = g_strdup_printf ("nome%04u", i);

      g_assert_nonnull (strstr (text, word));
    }
}

static void
lengthen (SptNode           *node,
          const SptFieldDef *field,
          gpointer           user_data)
{
  const char *filler = user_data;

  if (field->kind == SPT_FIELD_TEXT && *field->name != '#')
    {
      g_autofree char *text = g_strconcat (spt_node_get (node, field->index), filler, spt_node_get (node, field->index), NULL);

      spt_node_set (node, field->index, text, -1);
    }
}

/* Long texts in every place: below titles, in tables, beside each other, above signatures, at the head. */
static void
test_long_everywhere (void)
{
  const guint some[] = { 0, 1, 6 };
  g_autofree char *filler = g_strnfill (5000, 'm');

  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    {
      g_autoptr (SptXsd) xsd = ref_schema (examples[some[i]].call);
      g_autoptr (SptRecord) record = read_example (xsd, examples[some[i]].name);
      g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (SptPaper) paper = NULL;
      g_autoptr (SptPaperPages) pages = NULL;
      g_autofree char *text = NULL;
      double before = get_cpu ();

      paper_make_unique (record, expected);
      paper_walk (spt_record_get_root (record), lengthen, filler);
      paper = make_paper (xsd, record);
      pages = lay_out (paper, SPT_PAPER_A4_HEIGHT, FALSE);
      assert_pages (paper, pages);
      text = spt_paper_dup_text (paper);
      for (guint j = 0; j < expected->len; j++)
        g_assert_nonnull (strstr (text, g_ptr_array_index (expected, j)));
      g_assert_cmpfloat (get_cpu () - before, <, 60.0);
    }
}

/* --- into a file ----------------------------------------------------------------------------------- */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_save (void)
{
  g_autoptr (SptXsd) xsd = ref_schema (8);
  g_autoptr (SptRecord) record = read_example (xsd, "api_call_8-minimal");
  g_autoptr (SptPaper) paper = make_paper (xsd, record);
  g_autofree char *folder = g_dir_make_tmp ("spt-paper-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "not", "there", "a.pdf", NULL);
  g_autofree char *written = NULL;
  const char *paths[] = { path, nowhere };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (paths[i]);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      spt_paper_save_pdf_async (paper, file, NULL, saved_cb, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (spt_paper_save_pdf_finish (result, &error) == (i == 0));
      if (i == 1)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    }
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_true (g_str_has_prefix (written, "%PDF-"));
  g_assert_cmpint (remove (path), ==, 0);
  g_assert_cmpint (remove (folder), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  spt_data_set_language ("it");
  g_test_add_func ("/ui/paper/break", test_break);
  g_test_add_func ("/ui/paper/break-tall", test_break_tall);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *pages = g_strdup_printf ("/ui/paper/pages/%s", examples[i].name);
      g_autofree char *pdf = g_strdup_printf ("/ui/paper/pdf/%s", examples[i].name);

      g_test_add_data_func (pages, GUINT_TO_POINTER (i), test_pages);
      g_test_add_data_func (pdf, GUINT_TO_POINTER (i), test_pdf);
    }
  g_test_add_func ("/ui/paper/metadata", test_metadata);
  g_test_add_func ("/ui/paper/boxes", test_boxes);
  g_test_add_func ("/ui/paper/many-rows", test_many_rows);
  g_test_add_func ("/ui/paper/huge-text", test_huge_text);
  g_test_add_func ("/ui/paper/tall-cell", test_tall_cell);
  g_test_add_func ("/ui/paper/long-everywhere", test_long_everywhere);
  g_test_add_func ("/ui/paper/save", test_save);

  return g_test_run ();
}
