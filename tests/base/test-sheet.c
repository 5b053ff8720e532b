/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreadsheet files as CSV: cells as they are shown, and what is refused. */
#include "config.h"

#include <string.h>

#include "base/spt-sheet.h"
#include "sheet-file.h"
#include "spt-test.h"

#define BOOK \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?><workbook xmlns:r=\"x\"><sheets>" \
  "<sheet name=\"Elenco\" sheetId=\"1\" r:id=\"a\"/><sheet name=\"Altro &amp; C.\" sheetId=\"2\" r:id=\"b\"/></sheets></workbook>"
#define RELATIONS \
  "<Relationships><Relationship Id=\"a\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/>" \
  "<Relationship Id=\"b\" Type=\"http://x/worksheet\" Target=\"/xl/other.xml\"/>" \
  "<Relationship Id=\"c\" Type=\"http://x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
#define STYLES \
  "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"00000\"/>" \
  "<numFmt numFmtId=\"165\" formatCode=\"[$-410]d mmmm yyyy;@\"/>" \
  "<numFmt numFmtId=\"166\" formatCode=\"&quot;days&quot; #,##0.00_)\"/><numFmt numFmtId=\"167\" formatCode=\"General\"/>" \
  "<numFmt numFmtId=\"168\" formatCode=\"0.000\"/><numFmt numFmtId=\"169\" formatCode=\"dd/mm/yyyy hh:mm\"/></numFmts>" \
  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/>" \
  "<xf numFmtId=\"14\"/><xf numFmtId=\"4\"/><xf numFmtId=\"168\"/><xf numFmtId=\"169\"/><xf numFmtId=\"46\"/></cellXfs></styleSheet>"
#define TEXTS "<sst><si><t>uno</t></si><si><r><t>due </t></r><r><t>tre</t></r><rPh><t>x</t></rPh></si></sst>"

static char *
read_sheet (const char  *path,
            const char  *sheet,
            GError     **error)
{
  g_autoptr (GInputStream) stream = spt_sheet_open (path, sheet, NULL, error);
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[7]; /* odd, so that every seam is crossed */
  gssize n = 0;

  if (stream == NULL)
    return NULL;
  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, error)) > 0)
    g_string_append_len (text, buffer, n);

  return n == 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static char *
write_xlsx (const char *rows,
            const char *book)
{
  char *path = g_build_filename (spt_test_make_dir (), "a.xlsx", NULL);
  g_autofree char *sheet = g_strdup_printf ("<worksheet><sheetData>%s</sheetData></worksheet>", rows);
  SheetEntry entries[] = {
    { "xl/workbook.xml", book != NULL ? book : BOOK },
    { "xl/_rels/workbook.xml.rels", RELATIONS },
    { "xl/styles.xml", STYLES },
    { "xl/sharedStrings.xml", TEXTS },
    { "xl/worksheets/sheet1.xml", sheet },
    { "xl/other.xml", "<worksheet><row><c t=\"str\"><v>altro</v></c></row></worksheet>" },
  };

  sheet_file_write (path, entries, G_N_ELEMENTS (entries));

  return path;
}

static char *
write_ods (const char *rows)
{
  char *path = g_build_filename (spt_test_make_dir (), "a.ods", NULL);
  g_autofree char *content =
    g_strdup_printf ("<o:c xmlns:o=\"o\"><o:spreadsheet><t:table t:name=\"Uno\">%s</t:table>"
                     "<t:table t:name=\"Due\"><t:table-row><t:table-cell o:value-type=\"string\"><x:p>2</x:p></t:table-cell>"
                     "</t:table-row></t:table></o:spreadsheet></o:c>", rows);
  SheetEntry entries[] = {
    { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
    { "content.xml", content },
  };

  sheet_file_write (path, entries, G_N_ELEMENTS (entries));

  return path;
}

static void
test_xlsx_cells (void)
{
  static const struct
  {
    const char *cell;
    const char *text;
  } cases[] = {
    { "<c t=\"s\"><v>0</v></c>", "uno" },
    { "<c t=\"s\"><v>1</v></c>", "due tre" },
    { "<c t=\"s\"><v>99</v></c>", "" },
    { "<c t=\"inlineStr\"><is><t> a </t><rPh><t>x</t></rPh><r><t>b</t></r></is></c>", "\" a b\"" },
    { "<c t=\"str\"><f>A1</f><v>0012;x</v></c>", "\"0012;x\"" },
    { "<c t=\"inlineStr\"><is><t>a_x000D_\nb</t></is></c>", "\"a\nb\"" },
    { "<c><v>120</v></c>", "120" },
    { "<c><v>1234.5</v></c>", "1234.5" },
    { "<c><v>0.30000000000000004</v></c>", "0.3" },
    { "<c><v>1.234</v></c>", "1.2340" },
    { "<c><v>1.2345678901234001E+16</v></c>", "12345678901234000" },
    { "<c><v>02123456789012356</v></c>", "02123456789012356" },
    { "<c s=\"1\"><v>184</v></c>", "00184" },
    { "<c s=\"2\"><v>46372</v></c>", "2026-12-16" },
    { "<c s=\"5\"><v>46372.75</v></c>", "2026-12-16" },
    { "<c s=\"8\"><v>46372.75</v></c>", "2026-12-16T18:00:00" },
    { "<c s=\"8\"><v>46372</v></c>", "2026-12-16" },
    { "<c s=\"5\"><v>1</v></c>", "1900-01-01" },
    { "<c s=\"5\"><v>-3</v></c>", "-3" },
    { "<c s=\"9\"><v>0.5</v></c>", "12:00:00" },
    { "<c s=\"3\"><v>33.333333</v></c>", "33.33" },
    { "<c s=\"6\"><v>12</v></c>", "12.00" },
    { "<c s=\"4\"><v>12</v></c>", "12" },
    { "<c s=\"7\"><v>12.5</v></c>", "12.5" },
    { "<c t=\"b\"><v>1</v></c>", "true" },
    { "<c t=\"e\"><v>#N/D</v></c>", "#N/D" },
    { "<c t=\"d\"><v>2026-12-16</v></c>", "2026-12-16" },
    { "<c><v>abc</v></c>", "abc" },
    { "<c/>", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *row =
        g_strdup_printf ("<row r=\"1\">%s<c r=\"B1\" t=\"str\"><v>.</v></c></row>", cases[i].cell);
      g_autofree char *path = write_xlsx (row, NULL);
      g_autofree char *wanted = g_strdup_printf ("%s;.\r\n", cases[i].text);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = read_sheet (path, NULL, &error);

      g_test_message ("%s", cases[i].cell);
      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, wanted);
    }
}

static void
test_xlsx_rows (void)
{
  g_autofree char *path =
    write_xlsx ("<row r=\"2\"><c r=\"B2\" t=\"str\"><v>a</v></c><c r=\"XFD2\" s=\"1\"/></row>"
                "<row><c t=\"str\"><v>b</v></c></row><row r=\"5\"/><row r=\"6\"><c r=\"AA6\"><v>1</v></c></row>"
                "<row r=\"9\"><c s=\"1\"/></row>", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_sheet (path, NULL, &error);
  g_autofree char *other = NULL;
  g_auto (GStrv) names = NULL;
  gboolean is_sheet;

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "\r\n;a\r\nb\r\n\r\n\r\n;;;;;;;;;;;;;;;;;;;;;;;;;;1\r\n");
  g_assert_true (spt_sheet_probe (path, &is_sheet, &error) && is_sheet);
  names = spt_sheet_list (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[1], ==, "Altro & C.");
  other = read_sheet (path, names[1], &error);
  g_assert_cmpstr (other, ==, "altro\r\n");
  g_assert_null (read_sheet (path, "Manca", &error));
  g_assert_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_NO_SHEET);
}

static void
test_1904 (void)
{
  g_autofree char *path =
    write_xlsx ("<row><c s=\"5\"><v>0</v></c></row><row><c s=\"5\"><v>44910</v></c></row>",
                "<workbook><workbookPr date1904=\"true\"/><sheets><sheet name=\"A\" id=\"a\"/></sheets></workbook>");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_sheet (path, "A", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "0\r\n2026-12-16\r\n");
}

static void
test_ods (void)
{
  g_autofree char *path =
    write_ods ("<t:table-column/><t:table-header-rows><t:table-row><t:table-cell o:value-type=\"string\"><x:p>a</x:p>"
               "</t:table-cell><t:covered-table-cell o:value-type=\"string\"><x:p>no</x:p></t:covered-table-cell>"
               "<t:table-cell t:number-columns-repeated=\"2\" o:value-type=\"float\" o:value=\"7\"><x:p>007</x:p></t:table-cell>"
               "</t:table-row></t:table-header-rows>"
               "<t:table-row t:number-rows-repeated=\"2\"><t:table-cell/></t:table-row>"
               "<t:table-row t:number-rows-repeated=\"2\"><t:table-cell o:value-type=\"currency\" o:value=\"1234.5\">"
               "<x:p>1.234,50 €</x:p></t:table-cell><t:table-cell o:value-type=\"string\"><x:p>x<x:s x:c=\"2\"/>y</x:p><x:p>z"
               "<x:line-break/></x:p><o:annotation><x:p>nota</x:p></o:annotation><d:frame><t:table><t:table-row/></t:table></d:frame>"
               "</t:table-cell></t:table-row>"
               "<t:table-row t:number-rows-repeated=\"1048000\"><t:table-cell t:number-columns-repeated=\"16384\"/></t:table-row>");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_sheet (path, NULL, &error);
  g_autofree char *second = read_sheet (path, "Due", &error);
  g_auto (GStrv) names = spt_sheet_list (path, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "a;;007;007\r\n\r\n\r\n1234.50;\"x  y\nz\n\"\r\n1234.50;\"x  y\nz\n\"\r\n");
  g_assert_cmpstr (second, ==, "2\r\n");
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[0], ==, "Uno");
  g_assert_null (read_sheet (path, "Tre", &error));
  g_assert_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_NO_SHEET);
}

static void
test_hostile (void)
{
  static const struct
  {
    const char    *rows;
    SptSheetError  code;
  } cases[] = {
    { "<!DOCTYPE x [<!ENTITY a 'b'>]>", SPT_SHEET_ERROR_FORMAT },
    { "<row><c><v>&a;</v></c></row>", SPT_SHEET_ERROR_FORMAT },
    { "<row>", SPT_SHEET_ERROR_FORMAT },
    { "<row r=\"9\"><c><v>1</v></c></row><row r=\"8\"><c><v>1</v></c></row>", SPT_SHEET_ERROR_FORMAT },
    { "<row r=\"1048577\"><c><v>1</v></c></row>", SPT_SHEET_ERROR_SIZE },
    { "<row r=\"18446744073709551615\"><c><v>1</v></c></row>", SPT_SHEET_ERROR_SIZE },
    { "<row><c r=\"ALM1\"><v>1</v></c></row>", SPT_SHEET_ERROR_SIZE },
    { "<row><c r=\"ZZZZZZZZZZZZZZZZZZZZ1\"><v>1</v></c></row>", SPT_SHEET_ERROR_SIZE },
  };
  g_autofree char *long_text = g_strnfill (1200000, 'a');
  g_autofree char *long_row = g_strdup_printf ("<row><c t=\"str\"><v>%s</v></c></row>", long_text);
  g_autofree char *path = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean is_sheet = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bad = write_xlsx (cases[i].rows, NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].rows);
      g_assert_null (read_sheet (bad, NULL, &error));
      g_assert_error (error, SPT_SHEET_ERROR, (int) cases[i].code);
    }
  path = write_xlsx (long_row, NULL);
  g_assert_null (read_sheet (path, NULL, &failure));
  g_assert_error (failure, SPT_SHEET_ERROR, SPT_SHEET_ERROR_SIZE);
  g_clear_error (&failure);

  g_assert_true (g_file_set_contents (path, "iupd;x\n", -1, NULL));
  g_assert_true (spt_sheet_probe (path, &is_sheet, &failure));
  g_assert_false (is_sheet);
  g_assert_null (spt_sheet_list (path, NULL, &failure));
  g_assert_error (failure, SPT_SHEET_ERROR, SPT_SHEET_ERROR_FORMAT);
}

/* From nothing to all of it, and never back; a stream of something else says nothing. */
static void
test_progress (void)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GInputStream) other = g_memory_input_stream_new ();
  g_autoptr (GError) error = NULL;
  char buffer[4096];
  goffset done, total, first, last = 0;
  guint n_steps = 0;

  for (guint i = 1; i <= 20000; i++)
    g_string_append_printf (rows, "<row r=\"%u\"><c t=\"str\"><v>riga %u</v></c></row>", i, i);
  path = write_xlsx (rows->str, NULL);
  stream = spt_sheet_open (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (spt_sheet_get_progress (stream, &first, &total));
  g_assert_cmpint (total, >, (goffset) rows->len);
  while (g_input_stream_read (stream, buffer, sizeof buffer, NULL, &error) > 0)
    {
      goffset now;

      g_assert_true (spt_sheet_get_progress (stream, &done, &now));
      g_assert_cmpint (now, ==, total);
      g_assert_cmpint (done, >=, last);
      n_steps += done > last;
      last = done;
    }
  g_assert_no_error (error);
  g_assert_cmpint (first, <, total / 2);
  g_assert_cmpint (last, ==, total);
  g_assert_cmpuint (n_steps, >, 5);
  g_assert_false (spt_sheet_get_progress (other, &done, &total));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/xlsx/cells", test_xlsx_cells);
  g_test_add_func ("/sheet/xlsx/rows", test_xlsx_rows);
  g_test_add_func ("/sheet/xlsx/1904", test_1904);
  g_test_add_func ("/sheet/ods", test_ods);
  g_test_add_func ("/sheet/progress", test_progress);
  g_test_add_func ("/sheet/hostile", test_hostile);

  return g_test_run ();
}
