/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import is the same whichever way its rows take: read on a thread of its own or not, streamed
 * where a position's rows are neighbours or kept aside where they are not. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/spt-iuv.h"
#include "outbox/spt-intake-private.h"
#include "services/spt-services-table.h"
#include "spt-fake-clock.h"
#include "spt-test.h"
#include "store/spt-db.h"
#include "store/spt-store-private.h"

/* 2026-11-21T12:00:00Z */
#define NOW    G_GINT64_CONSTANT (1795262400000)
#define N_ROWS 700

static const char header[] =
  "iupd;organization;type;fiscalCode;fullName;country;email;switchToExpired;companyName;iuv;amount;"
  "description;isPartialPayment;dueDate;transfer.1.amount;transfer.1.remittanceInformation;"
  "transfer.1.category;transfer.1.iban;transfer.2.amount;transfer.2.iban\r\n";

typedef struct
{
  char     *folder; /* (owned) */
  SptStore *store;  /* (owned) */
} Office;

static Office *
office_new (void)
{
  Office *office = g_new0 (Office, 1);
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (NOW);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  office->folder = g_strdup (spt_test_make_dir ());
  path = g_build_filename (office->folder, "test.db", NULL);
  office->store = spt_store_open (path, SPT_CLOCK (clock), &error);
  g_assert_no_error (error);

  return office;
}

static void
office_free (Office *office)
{
  spt_store_close (office->store);
  g_assert_finalize_object (office->store);
  g_free (office->folder);
  g_free (office);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Office, office_free)

/* --- what came of it ------------------------------------------------------------------------ */

static gboolean
dump_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  static const char *const queries[] = {
    "SELECT * FROM import_batch ORDER BY id", "SELECT * FROM position ORDER BY id",
    "SELECT * FROM position_now ORDER BY id", "SELECT * FROM position_doc ORDER BY id",
    "SELECT * FROM position_issue ORDER BY 1, 2",
  };
  GString *out = data;

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      sqlite3_stmt *stmt = spt_db_prepare (db, queries[i], error);
      gboolean row;

      while (stmt != NULL && spt_db_step (db, stmt, &row, error) && row)
        {
          for (int c = 0; c < sqlite3_column_count (stmt); c++)
            {
              const char *text = (const char *) sqlite3_column_text (stmt, c);

              g_string_append_printf (out, "%s|", text != NULL ? text : "NULL");
            }
          g_string_append_c (out, '\n');
        }
      if (stmt == NULL || *error != NULL)
        return FALSE;
    }

  return TRUE;
}

static void
append_archive (Office  *office,
                GString *out)
{
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, SPT_STORE_READ, dump_job, out, NULL, &error);
  g_assert_no_error (error);
}

static void
append_result (SptImportResult *result,
               GString         *out)
{
  g_string_append_printf (out, "rows %u good %u faulty %u rejected %u errors %u warnings %u\n",
                          result->n_rows, result->n_good, result->n_faulty, result->n_rejected,
                          spt_issue_list_get_n_errors (result->issues),
                          spt_issue_list_get_n_warnings (result->issues));
  for (guint i = 0; i < spt_issue_list_get_n (result->issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (result->issues, i);

      g_string_append_printf (out, "%s %s %s row %u path %s value %s limit %s%s\n",
                              spt_issue_level_to_string (issue->level), issue->domain, issue->code,
                              issue->row, issue->path, issue->value, issue->limit,
                              issue->overridable ? " overridable" : "");
    }
}

/* Everything that an import of @path, and then of the same again, leaves behind. */
static char *
describe (const char *path,
          gboolean    dry_run,
          gboolean    with_rejects)
{
  g_autoptr (Office) office = office_new ();
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("rejects-%u.csv", i);
      g_autofree char *rejects = g_build_filename (office->folder, name, NULL);
      g_autofree char *rejected = NULL;
      g_autoptr (GError) error = NULL;
      SptImportOptions options = { .kind = "debt-positions", .path = path, .who = "Anna",
                                   .label = "nasty", .dry_run = dry_run,
                                   .rejects_path = with_rejects ? rejects : NULL };
      SptImportResult *result = spt_import_file (office->store, &options, NULL, &error);

      g_assert_no_error (error);
      append_result (result, out);
      spt_import_result_free (result);
      if (with_rejects)
        {
          g_assert_true (g_file_get_contents (rejects, &rejected, NULL, NULL));
          g_string_append (out, rejected);
        }
      append_archive (office, out);
    }

  return g_string_free (out, FALSE);
}

/* --- a nasty file --------------------------------------------------------------------------- */

static guint
draw (guint64 *state,
      guint    below)
{
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;

  return (guint) ((*state >> 20) % below);
}

/* One of @n texts; mostly the first, which is right. */
static const char *
pick (guint64           *state,
      const char *const *texts,
      guint              n)
{
  return texts[draw (state, 5) != 0 ? 0 : draw (state, n)];
}

#define PICK(...) pick (&state, (const char *const []) { __VA_ARGS__ }, \
                        G_N_ELEMENTS (((const char *const []) { __VA_ARGS__ })))

static char *
make_nasty (gboolean is_scattered)
{
  GString *out = g_string_new (header);
  guint64 state = G_GUINT64_CONSTANT (0x123456789abcdef1);

  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *iuv = spt_iuv_make (2, draw (&state, 4) != 0 ? i : i / 2);
      guint key = i - i % 3;

      if (is_scattered && draw (&state, 10) == 0)
        key = draw (&state, N_ROWS);
      /* Blanks that matter to the file, not to the position; those of Unicode make another key in the
       * file and the same IUPD. */
      if (is_scattered)
        g_string_append (out, PICK ("", " ", "\xc2\xa0", "A "));
      else if (i % 150 < 3 && i > 3)
        {
          key -= 3;
          g_string_append (out, "\xc2\xa0");
        }
      g_string_append_printf (out, "K-%04u%s;", key, PICK ("", " ", "", "\t"));
      if (draw (&state, 60) == 0)
        {
          g_string_append (out, "too;few\r\n");
          continue;
        }
      if (draw (&state, 60) == 0)
        {
          g_string_append (out, "\r\n;;;;;;;;;;;;;;;;;;;\r\n");
          continue;
        }
      g_string_append_printf (out, "%s;%s;%s;%s;%s;%s;%s;%s;", PICK ("", "00000000018", "123"),
                              PICK ("F", "G", "", "X"),
                              PICK ("RSSMRA80A01H501U", "rssmra80a01h501u", "RSSMRA80A01H501A",
                                    "00000000018", "", "ANONIMO", "RSSMRA80A99H501U", "x"),
                              PICK ("Mario Rossi", "Niccolò  D'Amico", "\"Rossi; Mario\"",
                                    "\"riga\r\nspezzata \"\"così\"\"\"", "", "a\tb", "a\x01" "b",
                                    "Un nome che è molto più lungo dei settanta caratteri che le "
                                    "lettere di pagamento sanno stampare"),
                              PICK ("IT", "it", "ITA"),
                              PICK ("mario@example.org", "mario", "m..r@example.org", "m@è.it"),
                              PICK ("false", "sì", "", "forse"),
                              PICK ("Comune di Esempio", "", "   ", "\xe2\x80\x83"));
      g_string_append_printf (out, "%s;%s;%s;%s;%s;%s;%s;%s;%s;%s;%s\r\n",
                              draw (&state, 20) == 0 ? PICK ("1", "", "302123456789012356") : iuv,
                              PICK ("120,00", "1.234,50 €", "-5", "0", "12,345", "abc", "",
                                    "99999999999,00"),
                              PICK ("TARI 2026", "per RSSMRA80A01H501U", "", "=HYPERLINK(1)"),
                              PICK ("false", "true", "", "no"),
                              PICK ("16/12/2026", "2026-12-16", "31/02/2027", "2020-01-01",
                                    "2026-11-21", "2099-01-01", "domani", "2026-12-16T10:00:00Z"),
                              PICK ("", "120,00", "100,00", "x"),
                              PICK ("TARI 2026", "", "RSSMRA80A01H501U"),
                              PICK ("9/0101100IM/", "0101100IM", "", "9/x/"),
                              PICK ("IT60X0542811101000000123456", "IT60X0542811101000000123457",
                                    "", "IT6"),
                              PICK ("", "20,00"),
                              PICK ("", "IT60X0542811101000000123456"));
    }

  return g_string_free (out, FALSE);
}

static char *
write_file (const char *text,
            gssize      length)
{
  char *path = g_build_filename (spt_test_make_dir (), "nasty.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);

  return path;
}

/* --- cases ---------------------------------------------------------------------------------- */

static char *
describe_in_line (const char *path,
                  gboolean    dry_run,
                  gboolean    with_rejects)
{
  char *text;

  _spt_import_in_line = TRUE;
  text = describe (path, dry_run, with_rejects);
  _spt_import_in_line = FALSE;

  return text;
}

static void
compare_texts (const char *a,
               const char *b)
{
  g_auto (GStrv) lines_a = NULL;
  g_auto (GStrv) lines_b = NULL;

  if (g_str_equal (a, b))
    return;

  lines_a = g_strsplit (a, "\n", -1);
  lines_b = g_strsplit (b, "\n", -1);
  for (guint i = 0; lines_a[i] != NULL && lines_b[i] != NULL; i++)
    g_assert_cmpstr (lines_a[i], ==, lines_b[i]);
  g_assert_not_reached ();
}

typedef struct
{
  GString *log;
  guint    n;
} Log;

static gboolean
log_record (SptRecord     *record,
            guint          row,
            SptIssueList  *issues,
            const char    *raw,
            gpointer       user_data,
            GError       **error)
{
  Log *log = user_data;

  log->n++;
  g_string_append_printf (log->log, "row %u raw %s\n", row, raw);
  if (record != NULL)
    spt_record_write (record, log->log);
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      g_string_append_printf (log->log, "\n%s row %u path %s value %s limit %s\n", issue->code,
                              issue->row, issue->path, issue->value, issue->limit);
    }

  return TRUE;
}

/* What @stream is read as. */
static char *
log_stream (GInputStream *stream,
            gboolean      can_rewind,
            gboolean      is_ragged,
            guint        *n)
{
  SptService *service = spt_services_find_kind ("debt-positions");
  g_autoptr (SptCsvReader) reader = spt_csv_reader_new (stream, 0);
  g_autoptr (GError) error = NULL;
  const SptReadOptions options = { .now_utc_ms = NOW, .is_ragged = is_ragged };
  Log log = { g_string_new (NULL), 0 };

  g_assert_cmpint (spt_csv_reader_can_rewind (reader), ==, can_rewind);
  SPT_SERVICE_GET_CLASS (service)->read_csv (service, reader, &options, log_record, &log, NULL,
                                             &error);
  g_assert_no_error (error);
  *n = log.n;

  return g_string_free (log.log, FALSE);
}

/* Read once with the rows kept aside or twice with the records built as they come: the same. */
static void
test_neighbours (void)
{
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *nasty = make_nasty ((i & 1) != 0);
      /* From some row on in Windows-1252. */
      gsize length = (i & 2) != 0 ? strlen (nasty) : strlen (nasty) * 3 / 4;
      g_autoptr (GConverter) pack = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 1));
      g_autoptr (GConverter) unpack = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW));
      g_autoptr (GString) text = g_string_new_len (nasty, (gssize) length);
      g_autoptr (GInputStream) twice = NULL;
      g_autoptr (GInputStream) again = NULL;
      g_autoptr (GInputStream) packed = NULL;
      g_autoptr (GInputStream) once = NULL;
      g_autofree char *one = NULL;
      g_autofree char *two = NULL;
      guint n_one;
      guint n_two;

      if ((i & 2) != 0)
        g_string_append (text, "K-9999;;F;RSSMRA80A01H501U;Nicol\xf2 Citt\xe0;;;;;;;;;;;;;;;\r\n");
      twice = g_memory_input_stream_new_from_data (text->str, (gssize) text->len, NULL);
      again = g_memory_input_stream_new_from_data (text->str, (gssize) text->len, NULL);
      packed = g_converter_input_stream_new (again, pack);
      once = g_converter_input_stream_new (packed, unpack);

      one = log_stream (once, FALSE, (i & 4) != 0, &n_one);
      two = log_stream (twice, TRUE, (i & 4) != 0, &n_two);
      g_assert_cmpuint (n_one, ==, n_two);
      g_assert_cmpuint (n_one, >, 150);
      compare_texts (one, two);
    }
}

/* One thread or two: the same records, columns, issues and rejected rows in the same order. */
static void
test_threads (void)
{
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *nasty = make_nasty ((i & 1) != 0);
      g_autofree char *path = write_file (nasty, -1);
      g_autofree char *one = describe_in_line (path, (i & 2) != 0, (i & 4) != 0);
      g_autofree char *two = describe (path, (i & 2) != 0, (i & 4) != 0);

      g_assert_cmpuint (strlen (one), >, (i & 2) != 0 ? 1000 : 200000);
      compare_texts (one, two);
    }
}

typedef struct
{
  GCancellable *cancellable;
  guint         n_calls;
  gint64        cancelled; /* monotonic */
} Stop;

static void
stop_soon (gint64   done,
           gint64   total,
           gpointer user_data)
{
  Stop *stop = user_data;

  g_assert_cmpint (done, <=, total);
  if (++stop->n_calls == 3)
    {
      stop->cancelled = g_get_monotonic_time ();
      g_cancellable_cancel (stop->cancellable);
    }
}

/* Cancelling ends both threads at once and leaves nothing. */
static void
test_cancel (void)
{
  g_autoptr (Office) office = office_new ();
  g_autofree char *nasty = make_nasty (FALSE);
  g_autoptr (GString) text = g_string_new (nasty);
  g_autoptr (GString) archive = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Stop stop = { .cancellable = cancellable };
  SptImportOptions options = { .kind = "debt-positions", .progress = stop_soon,
                               .progress_data = &stop };

  for (guint i = 0; i < 8; i++)
    g_string_append (text, nasty + strlen (header));
  path = write_file (text->str, (gssize) text->len);
  options.path = path;

  for (guint i = 0; i < 2; i++)
    {
      _spt_import_in_line = i == 1;
      g_cancellable_reset (cancellable);
      stop.n_calls = 0;
      g_assert_null (spt_import_file (office->store, &options, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      /* As much as a busy machine may take; the user is promised 100 ms. */
      g_assert_cmpint (g_get_monotonic_time () - stop.cancelled, <, 2 * G_USEC_PER_SEC);
      append_archive (office, archive);
      g_assert_cmpstr (archive->str, ==, "");
    }
  _spt_import_in_line = FALSE;
}

/* What fails while storing ends the reading as well, and is what the caller hears. */
static void
test_failing_archive (void)
{
  g_autofree char *nasty = make_nasty (FALSE);
  g_autofree char *path = write_file (nasty, -1);
  SptImportOptions options = { .kind = "debt-positions", .path = path };

  for (guint i = 1; i < 1000; i += 97)
    {
      g_autoptr (Office) office = office_new ();
      g_autoptr (GString) archive = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      spt_store_test_fail_step (office->store, i);
      g_assert_null (spt_import_file (office->store, &options, NULL, &error));
      g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_IO);
      append_archive (office, archive);
      g_assert_cmpstr (archive->str, ==, "");
    }
}

/* What cannot be read past some row undoes what came before it. */
static void
test_failing_file (void)
{
  g_autoptr (Office) office = office_new ();
  g_autofree char *nasty = make_nasty (FALSE);
  g_autoptr (GString) text = g_string_new (nasty);
  g_autoptr (GString) archive = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  SptImportOptions options = { .kind = "debt-positions" };

  g_string_append (text, "K-9999;\"never closed\r\n");
  path = write_file (text->str, (gssize) text->len);
  options.path = path;
  g_assert_null (spt_import_file (office->store, &options, NULL, &error));
  g_assert_error (error, SPT_CSV_ERROR, SPT_CSV_ERROR_QUOTE);
  append_archive (office, archive);
  g_assert_cmpstr (archive->str, ==, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spt_services_register_all ();

  /* Prints what an import leaves, to be compared with another build's. */
  if (argc == 3 && g_str_equal (argv[1], "--describe"))
    {
      for (guint i = 0; i < 8; i++)
        {
          g_autofree char *nasty = make_nasty (i & 1);
          g_autofree char *path = g_str_equal (argv[2], "nasty") ? write_file (nasty, -1)
            : g_strdup (argv[2]);
          g_autofree char *text = describe (path, (i & 2) != 0, (i & 4) != 0);

          g_print ("%s", text);
        }
      return 0;
    }

  g_test_add_func ("/import/neighbours", test_neighbours);
  g_test_add_func ("/import/threads", test_threads);
  g_test_add_func ("/import/cancel", test_cancel);
  g_test_add_func ("/import/failing-archive", test_failing_archive);
  g_test_add_func ("/import/failing-file", test_failing_file);

  return g_test_run ();
}
