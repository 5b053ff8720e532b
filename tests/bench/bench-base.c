/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast the lowest layer reads CSV, writes and reads JSON, and packs a zip file. */
#include "config.h"

#include <gio/gio.h>
#include <stdio.h>

#include "base/spt-csv.h"
#include "base/spt-json.h"
#include "base/spt-zip.h"

#define N_ROWS    100000
#define N_COLUMNS 35
#define N_ROUNDS  5

static void
report (const char *name,
        double      seconds,
        gsize       bytes)
{
  printf ("bench %s: %.3f s (%.0f MB/s, %.1f MB)\n", name, seconds, (double) bytes / seconds / 1e6,
          (double) bytes / 1e6);
  fflush (stdout);
}

/* About 38 MB, as an office's list of debts would be: short fields, many empty ones, some quotes
 * and accents. */
static GBytes *
make_csv (void)
{
  GString *out = g_string_sized_new (N_ROWS * 400);
  guint i;
  guint j;

  for (j = 0; j < N_COLUMNS; j++)
    g_string_append_printf (out, "%scolumn.%u", j > 0 ? ";" : "", j);
  g_string_append (out, "\r\n");

  for (i = 0; i < N_ROWS; i++)
    {
      g_string_append_printf (out, "IUPD-2030-%06u;true;F;RSSMRA80A01H%03uU;", i, i % 1000);
      g_string_append (out, i % 4 == 0 ? "Niccolò \"il Bello\" Dell’Acqua;" :
                       "Maria Antonietta Bianchi;");
      g_string_append_printf (out,
                              "\"Via Giuseppe Garibaldi, %u\";%u/A;%05u;Reggio nell’Emilia;RE;;IT;",
                              i % 300, i % 90, 40000 + i % 9999);
      g_string_append_printf (out, "persona%06u@example.org;;;Comune di Esempio;Ufficio Tributi;;",
                              i);
      g_string_append_printf (out,
                              "%017u;3%017u;%u,%02u;Canone unico patrimoniale 2030, rata %u;"
                              "false;", i, i, 10 + i % 900,
                              i % 100, 1 + i % 4);
      g_string_append (out, "2030-01-31T23:59:59;31/12/2031;120,00;01234567890;Comune di Esempio;");
      g_string_append (out,
                       "Canone unico patrimoniale;0201133IM;IT60X0542811101000000123456;;;;\r\n");
    }

  return g_string_free_to_bytes (out);
}

static void
bench_csv (GBytes     *csv,
           const char *name)
{
  double best = G_MAXDOUBLE;
  guint round;

  for (round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (csv);
      g_autoptr (SptCsvReader) reader = spt_csv_reader_new (stream, '\0');
      g_autoptr (GError) error = NULL;
      gint64 begun = g_get_monotonic_time ();
      guint n_rows = 0;
      gsize n_fields = 0;

      while (spt_csv_reader_next (reader, NULL, &error))
        {
          n_rows++;
          n_fields += spt_csv_reader_get_n_fields (reader);
        }
      best = MIN (best, (double) (g_get_monotonic_time () - begun) / 1e6);
      g_assert_no_error (error);
      g_assert_cmpuint (n_rows, ==, N_ROWS + 1);
      g_assert_cmpuint (n_fields, >=, (gsize) N_ROWS * N_COLUMNS);
    }

  report (name, best, g_bytes_get_size (csv));
}

static void
write_position (SptJsonWriter *writer,
                guint          i)
{
  char number[32];

  g_snprintf (number, sizeof number, "IUPD-2030-%06u", i);
  spt_json_writer_begin_object (writer);
  spt_json_writer_key (writer, "iupd");
  spt_json_writer_string (writer, number);
  spt_json_writer_key (writer, "payStandIn");
  spt_json_writer_bool (writer, TRUE);
  spt_json_writer_opt_string (writer, "type", "F");
  spt_json_writer_opt_string (writer, "fiscalCode", "RSSMRA80A01H501U");
  spt_json_writer_opt_string (writer, "fullName", i % 4 == 0 ? "Niccolò \"il Bello\" Dell’Acqua" :
                              "Maria Bianchi");
  spt_json_writer_opt_string (writer, "streetName", "Via Giuseppe Garibaldi");
  spt_json_writer_opt_string (writer, "city", "Reggio nell’Emilia");
  spt_json_writer_opt_string (writer, "region", NULL);
  spt_json_writer_opt_string (writer, "email", "persona@example.org");
  spt_json_writer_key (writer, "paymentOption");
  spt_json_writer_begin_array (writer);
  spt_json_writer_begin_object (writer);
  spt_json_writer_key (writer, "amount");
  spt_json_writer_int (writer, 12050 + i);
  spt_json_writer_opt_string (writer, "description", "Canone unico patrimoniale 2030, prima rata");
  spt_json_writer_key (writer, "isPartialPayment");
  spt_json_writer_bool (writer, FALSE);
  spt_json_writer_opt_string (writer, "dueDate", "2030-01-31T23:59:59");
  spt_json_writer_key (writer, "transfer");
  spt_json_writer_begin_array (writer);
  spt_json_writer_begin_object (writer);
  spt_json_writer_opt_string (writer, "idTransfer", "1");
  spt_json_writer_key (writer, "amount");
  spt_json_writer_int (writer, 12050 + i);
  spt_json_writer_opt_string (writer, "remittanceInformation", "Canone unico patrimoniale");
  spt_json_writer_opt_string (writer, "category", "0201133IM");
  spt_json_writer_opt_string (writer, "iban", "IT60X0542811101000000123456");
  spt_json_writer_end_object (writer);
  spt_json_writer_end_array (writer);
  spt_json_writer_end_object (writer);
  spt_json_writer_end_array (writer);
  spt_json_writer_end_object (writer);
}

static GBytes *
bench_json_write (void)
{
  g_autoptr (GBytes) written = NULL;
  double best = G_MAXDOUBLE;
  guint round;

  for (round = 0; round < N_ROUNDS; round++)
    {
      GString *out = g_string_sized_new (64 * 1024 * 1024);
      gint64 begun = g_get_monotonic_time ();
      SptJsonWriter writer;
      guint i;

      spt_json_writer_init (&writer, out);
      spt_json_writer_begin_object (&writer);
      spt_json_writer_key (&writer, "paymentPositions");
      spt_json_writer_begin_array (&writer);
      for (i = 0; i < N_ROWS; i++)
        write_position (&writer, i);
      spt_json_writer_end_array (&writer);
      spt_json_writer_end_object (&writer);
      best = MIN (best, (double) (g_get_monotonic_time () - begun) / 1e6);

      g_clear_pointer (&written, g_bytes_unref);
      written = g_string_free_to_bytes (out);
    }

  report ("json-write", best, g_bytes_get_size (written));

  return g_steal_pointer (&written);
}

static void
bench_json_tokenize (GBytes *json)
{
  double best = G_MAXDOUBLE;
  guint round;

  for (round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (json);
      g_autoptr (SptJsonTokenizer) tokenizer = spt_json_tokenizer_new (stream, G_MAXSIZE);
      g_autoptr (GError) error = NULL;
      gint64 begun = g_get_monotonic_time ();
      SptJsonTokenType type;

      do
        {
          spt_json_tokenizer_next (tokenizer, &type, NULL, &error);
          g_assert_no_error (error);
        }
      while (type != SPT_JSON_TOKEN_END);
      best = MIN (best, (double) (g_get_monotonic_time () - begun) / 1e6);
    }

  report ("json-tokenize", best, g_bytes_get_size (json));
}

static void
bench_zip (GBytes *json)
{
  g_autoptr (SptZipWriter) writer = spt_zip_writer_new ("payment-positions.json", 0, 0);
  g_autoptr (GBytes) zip = NULL;
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begun = g_get_monotonic_time ();
  GByteArray *array;
  const char *data;
  gsize length;

  data = g_bytes_get_data (json, &length);
  spt_zip_writer_write (writer, data, length, &error);
  g_assert_no_error (error);
  array = spt_zip_writer_finish (writer, &error);
  g_assert_no_error (error);
  zip = g_byte_array_free_to_bytes (array);
  report ("zip-write", (double) (g_get_monotonic_time () - begun) / 1e6, length);
  printf ("bench zip-size: %.2f MB\n", (double) g_bytes_get_size (zip) / 1e6);

  begun = g_get_monotonic_time ();
  back = spt_zip_read_single (zip, length, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (back, json));
  report ("zip-read", (double) (g_get_monotonic_time () - begun) / 1e6, length);
}

int
main (void)
{
  g_autoptr (GBytes) csv = make_csv ();
  g_autoptr (GBytes) json = NULL;

  bench_csv (csv, "csv-read");
  json = bench_json_write ();
  bench_json_tokenize (json);
  bench_zip (json);

  return 0;
}
