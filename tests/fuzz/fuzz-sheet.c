/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreadsheets: any file, or any XML in a container that is in order. The first byte says which. */
#include "config.h"

#include "fuzz.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/spt-csv.h"
#include "base/spt-sheet.h"
#include "sheet-file.h"

static void
write_container (const char *path,
                 char        which,
                 const char *data,
                 gsize       size)
{
  SheetEntry xlsx[] = {
    { "xl/workbook.xml", "<workbook><sheets><sheet name=\"A\" id=\"a\"/></sheets></workbook>" },
    { "xl/_rels/workbook.xml.rels",
      "<Relationships><Relationship Id=\"a\" Type=\"/worksheet\" Target=\"s.xml\"/></Relationships>" },
    { "xl/styles.xml", "<s><cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"4\"/></cellXfs></s>" },
    { "xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>" },
    { "xl/s.xml", "<worksheet><row><c t=\"s\"><v>0</v></c><c s=\"0\"><v>46000</v></c></row></worksheet>" },
  };
  SheetEntry ods[] = {
    { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
    { "content.xml", NULL },
  };
  guint place = (guint) (which - '1');

  if (which == '6')
    {
      ods[1].data = data;
      ods[1].length = size;
      sheet_file_write (path, ods, G_N_ELEMENTS (ods));
      return;
    }
  if (place < G_N_ELEMENTS (xlsx) && size > 0)
    {
      xlsx[place].data = data;
      xlsx[place].length = size;
    }
  sheet_file_write (path, xlsx, G_N_ELEMENTS (xlsx));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *path = g_strdup_printf ("%s/sportello-fuzz-sheet-%d", g_get_tmp_dir (), getpid ());
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (SptCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL;
  gboolean is_sheet;

  if (size < 2)
    return 0;
  if (data[0] >= '1' && data[0] <= '6')
    write_container (path, (char) data[0], (const char *) data + 1, size - 1);
  else
    FUZZ_ASSERT (g_file_set_contents (path, (const char *) data + 1, (gssize) size - 1, NULL));

  if (spt_sheet_probe (path, &is_sheet, NULL) && is_sheet)
    {
      names = spt_sheet_list (path, NULL, &error);
      FUZZ_ASSERT ((names == NULL) == (error != NULL));
      g_clear_error (&error);
      stream = spt_sheet_open (path, NULL, NULL, &error);
      FUZZ_ASSERT ((stream == NULL) == (error != NULL));
    }
  if (stream != NULL)
    {
      guint last = 0;

      /* Whatever comes out is CSV that our own reader takes, in UTF-8, row after row. */
      reader = spt_csv_reader_new (stream, ';');
      while (spt_csv_reader_next (reader, NULL, &error))
        {
          FUZZ_ASSERT (spt_csv_reader_get_row (reader) > last);
          FUZZ_ASSERT (spt_csv_reader_get_encoding (reader) == SPT_CSV_UTF8);
          last = spt_csv_reader_get_row (reader);
        }
      FUZZ_ASSERT (error == NULL || error->domain == SPT_SHEET_ERROR || error->domain == SPT_CSV_ERROR);
    }
  g_unlink (path);

  return 0;
}
