/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CSV reader over any bytes, in one piece and in small ones; what is read and written again
 * reads the same. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "base/spt-csv.h"

/* All rows, each field behind a unit separator and each row behind a record separator. */
static char *
read_all (GInputStream *stream,
          char          separator,
          GString      *rewritten,
          gboolean     *failed)
{
  g_autoptr (SptCsvReader) reader = spt_csv_reader_new (stream, separator);
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);
  guint last_row = 0;
  guint last_line = 0;

  while (spt_csv_reader_next (reader, NULL, &error))
    {
      guint n = spt_csv_reader_get_n_fields (reader);
      guint i;

      FUZZ_ASSERT (n > 0 && n <= 1000);
      FUZZ_ASSERT (spt_csv_reader_get_row (reader) > last_row);
      FUZZ_ASSERT (spt_csv_reader_get_line (reader) > last_line);
      FUZZ_ASSERT (g_utf8_validate (spt_csv_reader_get_raw (reader), -1, NULL));
      FUZZ_ASSERT (spt_csv_reader_get_field (reader, n) == NULL);
      last_row = spt_csv_reader_get_row (reader);
      last_line = spt_csv_reader_get_line (reader);

      for (i = 0; i < n; i++)
        {
          const char *field = spt_csv_reader_get_field (reader, i);

          FUZZ_ASSERT (g_utf8_validate (field, -1, NULL));
          g_string_append_c (out, '\x1f');
          g_string_append (out, field);
          if (i > 0)
            g_string_append_c (rewritten, ';');
          spt_csv_append_field (rewritten, field, ';', FALSE);
        }
      g_string_append_c (out, '\x1e');
      g_string_append_c (rewritten, '\n');
    }

  *failed = error != NULL;
  if (error != NULL)
    {
      FUZZ_ASSERT (error->domain == SPT_CSV_ERROR);
      FUZZ_ASSERT (!spt_csv_reader_next (reader, NULL, NULL));
      g_string_append_printf (out, "error %d", error->code);
    }

  return g_string_free (out, FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GInputStream) whole = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GInputStream) pieces = g_memory_input_stream_new ();
  g_autoptr (GInputStream) again = NULL;
  g_autoptr (GString) rewritten = g_string_new ("x;y\n");
  g_autoptr (GString) ignored = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new ("\x1fx\x1fy\x1e");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  gboolean failed;
  size_t i;

  first = read_all (whole, '\0', rewritten, &failed);
  for (i = 0; i < size; i += 7)
    g_memory_input_stream_add_data (G_MEMORY_INPUT_STREAM (pieces),
                                    g_memdup2 (data + i, MIN (7, size - i)),
                                    (gssize) MIN (7, size - i), g_free);
  second = read_all (pieces, '\0', ignored, &failed);
  FUZZ_ASSERT (strcmp (first, second) == 0);

  /* The two separators below must not stand in the text itself. */
  if (!failed && memchr (data, '\x1e', size) == NULL && memchr (data, '\x1f', size) == NULL)
    {
      g_auto (GStrv) rows = g_strsplit (first, "\x1e", -1);

      for (i = 0; rows[i] != NULL; i++)
        {
          /* A row of one empty field is a blank line when written: the only thing that does not
           * come back. */
          if (rows[i][0] == '\0' || strcmp (rows[i], "\x1f") == 0)
            continue;
          g_string_append (expected, rows[i]);
          g_string_append_c (expected, '\x1e');
        }

      again = g_memory_input_stream_new_from_data (rewritten->str, (gssize) rewritten->len, NULL);
      third = read_all (again, ';', ignored, &failed);
      FUZZ_ASSERT (!failed);
      FUZZ_ASSERT (strcmp (expected->str, third) == 0);
    }

  return 0;
}
