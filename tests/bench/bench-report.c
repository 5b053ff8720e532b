/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report of 100,000 positions applied by the outbox, from the service's answer to the commit,
 * with a list of positions looking on, beside a Python script. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench-desk.h"
#include "bench.h"
#include "outbox/spt-outbox.h"
#include "store/spt-row-list.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-submissions.h"

#define N_POSITIONS 100000u
#define BAR         0.6
#define MAX_STALL   0.016
#define DEADLINE_S  60
#define REFUSED     100 /* one in so many */

static gint64 asked_us;       /* when the report was asked for; any thread, once */
static double asked_cpu;      /* seconds of the processor that were spent by then */
static gint64 woken_us;
static gint64 longest_us;     /* that the main thread was away from its poll since then */
static char *report_path;
static gboolean finished;
static double finished_cpu;

/* What a run prints, and what is read of it. */
typedef struct
{
  double seconds;
  double cpu_seconds;
  double stall;     /* seconds: the longest dispatch; ours alone */
  double megabytes; /* ours alone */
} Figures;

/* Of this process, all its threads. */
static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

/* The most this process ever held, MB: getrusage() would tell what its parent held before it. */
static double
get_peak (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmHWM:");

  return line != NULL ? g_ascii_strtod (line + strlen ("VmHWM:"), NULL) / 1024 : 0;
}

/* --- the service ----------------------------------------------------------------------------- */

static gboolean
serve_cb (GThreadedSocketService *service,
          GSocketConnection      *connection,
          GObject                *source,
          gpointer                user_data)
{
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GString) request = g_string_new (NULL);
  g_autofree char *body = NULL;
  g_autofree char *head = NULL;
  gsize length;
  char byte;

  while (strstr (request->str, "\r\n\r\n") == NULL &&
         g_input_stream_read (in, &byte, 1, NULL, NULL) == 1)
    g_string_append_c (request, byte);

  if (strstr (request->str, "/report") != NULL)
    {
      if (!g_file_get_contents (report_path, &body, &length, NULL))
        g_error ("%s is not there", report_path);
      asked_cpu = get_cpu ();
      __atomic_store_n (&asked_us, g_get_monotonic_time (), __ATOMIC_SEQ_CST);
    }
  else
    {
      body = g_strdup_printf ("{\"fileId\":\"bench\",\"processedItem\":%u,\"submittedItem\":%u,"
                              "\"operationStatus\":\"COMPLETED\",\"startTime\":\"2026-01-01T00:00:00\"}",
                              N_POSITIONS, N_POSITIONS);
      length = strlen (body);
    }
  head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %"
                          G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n", length);
  g_output_stream_write_all (out, head, strlen (head), NULL, NULL, NULL);
  g_output_stream_write_all (out, body, length, NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return TRUE;
}

/* --- the archive ----------------------------------------------------------------------------- */

typedef struct
{
  GArray    *ids;
  GPtrArray *keys;
} Waiting;

static gboolean
list_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Waiting *waiting = data;

  const SptReadyPositions ready = { "create", 1, NULL, 0 };
  g_autoptr (GString) docs = g_string_new (NULL);
  gint64 ids[128];
  gsize ends[G_N_ELEMENTS (ids)];
  guint n = 0;

  waiting->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  do
    {
      g_string_truncate (docs, 0);
      if (!spt_db_read_ready_positions (db, &ready, n > 0 ? ids[n - 1] : 0, G_N_ELEMENTS (ids), ids,
                                        docs, ends, &n, error))
        return FALSE;
      g_array_append_vals (waiting->ids, ids, n);
    }
  while (n > 0);

  return TRUE;
}

static gboolean
send_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Waiting *waiting = data;
  g_autoptr (GBytes) body = g_bytes_new_static ("body", 4);
  SptNewSubmission submission = {
    .account_id = 1, .service = "gpd", .operation = "gpd.create", .lane = "account:1",
    .method = "POST", .path = "/v2/brokers/12345678903/organizations/77777777777/debtpositions/file",
    .body = body, .record_kind = "debt-positions", .n_items = waiting->ids->len,
    .keys = (const char *const *) waiting->keys->pdata,
    .record_ids = (const gint64 *) (gpointer) waiting->ids->data,
  };
  SptStateChange change = {
    .expected = SPT_STATE_SENDING, .state = SPT_STATE_WAITING, .outcome = "pending",
    .set_remote_id = TRUE, .remote_id = "bench", .progress_done = -1, .progress_total = -1,
    .next_check = 1, .rest_state = SPT_STATE_WAITING, .event_kind = "answer", .event_text = "",
  };
  gint64 id;

  submission.job_id = spt_db_add_job (db, "gpd", "gpd.create", 1, "bench", "bench", error);
  id = submission.job_id != 0 ? spt_db_add_submission (db, &submission, "bench", error) : 0;
  if (id == 0 || !spt_db_order_submission (db, id, "bench", error))
    return FALSE;
  change.attempt_id = spt_db_begin_attempt (db, id, error);

  return change.attempt_id != 0 && spt_db_change_submission (db, id, &change, NULL, error);
}

/* One upload of all positions that the service has taken, and its report. */
static void
make_waiting (const char *path,
              const char *report)
{
  SptStore *store = bench_desk_open (path);
  g_autoptr (GString) done = g_string_new (NULL);
  g_autoptr (GString) refused = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  Waiting waiting = { NULL, g_ptr_array_new_with_free_func (g_free) };

  spt_store_run_sync (store, SPT_STORE_READ, list_job, &waiting, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waiting.ids->len, ==, N_POSITIONS);
  for (guint i = 0; i < N_POSITIONS; i++)
    {
      GString *group = i % REFUSED == 0 ? refused : done;
      char *key = g_strdup_printf ("2026-TARI-%06u", i);

      g_string_append_printf (group, "%s\"%s\"", group->len > 0 ? "," : "", key);
      g_ptr_array_add (waiting.keys, key);
    }
  spt_store_run_sync (store, SPT_STORE_WRITE, send_job, &waiting, NULL, &error);
  g_assert_no_error (error);
  bench_desk_close (store);
  g_array_unref (waiting.ids);
  g_ptr_array_unref (waiting.keys);

  text = g_strdup_printf ("{\"fileId\":\"bench\",\"processedItem\":%u,\"submittedItem\":%u,"
                          "\"startTime\":\"2026-01-01T00:00:00\",\"endTime\":\"2026-01-01T00:10:00\","
                          "\"responses\":[{\"statusCode\":201,\"statusMessage\":\"201 - Debt position "
                          "CREATED\",\"iupds\":[%s]},{\"statusCode\":409,\"statusMessage\":\"409 - not "
                          "unique\",\"iupds\":[%s]}]}", N_POSITIONS, N_POSITIONS, done->str, refused->str);
  g_file_set_contents (report, text, -1, &error);
  g_assert_no_error (error);
}

/* --- the child ------------------------------------------------------------------------------- */

/* The main thread's poll: between two of these lies all that our sources did. */
static gint
poll_cb (GPollFD *fds,
         guint    n_fds,
         gint     timeout)
{
  gint64 now = g_get_monotonic_time ();
  gint n;

  if (__atomic_load_n (&asked_us, __ATOMIC_SEQ_CST) != 0 && woken_us != 0)
    longest_us = MAX (longest_us, now - woken_us);
  n = g_poll (fds, n_fds, timeout);
  woken_us = g_get_monotonic_time ();

  return n;
}

static void
finished_cb (SptOutbox *outbox,
             gint64     id,
             guint      state,
             gpointer   user_data)
{
  gint64 *end = user_data;

  if (state != SPT_STATE_PARTLY_DONE)
    g_error ("state %u", state);
  *end = g_get_monotonic_time ();
  finished_cpu = get_cpu ();
  finished = TRUE;
}

G_GNUC_NORETURN static void
trouble_cb (SptOutbox    *outbox,
            const GError *error,
            gpointer      user_data)
{
  g_error ("%s", error->message);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(gboolean *) user_data = TRUE;
}

static gboolean
account_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  SptAccount **account = data;

  *account = spt_db_get_account (db, 1, error);

  return *account != NULL;
}

static void
give_key (SptStore   *store,
          SptKeyring *keyring)
{
  g_autoptr (SptAccount) account = NULL;
  gboolean done = FALSE;

  spt_store_run_sync (store, SPT_STORE_READ, account_job, &account, NULL, NULL);
  spt_keyring_store_async (keyring, spt_account_get_credential (account), "subscription-key",
                           "bench", "bench", NULL, done_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
late_cb (gpointer user_data)
{
  g_error ("nothing happened for %d s", DEADLINE_S);

  return G_SOURCE_REMOVE;
}

static void
stopped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  spt_outbox_stop_finish (SPT_OUTBOX (object), result, NULL);
  *(gboolean *) user_data = TRUE;
}

static gboolean
look_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static int
apply_report (const char *path,
              const char *report)
{
  SptStore *store = bench_desk_open (path);
  g_autoptr (SptClock) clock = spt_clock_new_system ();
  g_autoptr (SptKeyring) keyring = spt_keyring_new_memory ();
  g_autoptr (SptHttp) http = spt_http_new (clock, "bench");
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (2);
  g_autoptr (SptRowList) list = spt_row_list_new_positions (store);
  SptListQuery query = { .sort = SPT_POSITION_SORT_UPDATED, .descending = TRUE };
  SptOutbox *outbox;
  gboolean stopped = FALSE;
  gboolean looked = FALSE;
  gint64 end = 0;

  report_path = g_strdup (report);
  g_signal_connect (service, "run", G_CALLBACK (serve_cb), NULL);
  if (!g_socket_listener_add_inet_port (G_SOCKET_LISTENER (service),
                                        (guint16) atoi (g_getenv ("BENCH_PORT")), NULL, NULL))
    g_error ("no port");
  g_socket_service_start (service);
  g_main_context_set_poll_func (NULL, poll_cb);
  spt_row_list_set_query (list, &query);

  give_key (store, keyring);
  outbox = spt_outbox_new (store, keyring, http, clock);
  g_signal_connect (outbox, "finished", G_CALLBACK (finished_cb), &end);
  g_signal_connect (outbox, "trouble", G_CALLBACK (trouble_cb), NULL);
  g_timeout_add_seconds (DEADLINE_S, late_cb, NULL);
  spt_outbox_start (outbox);
  while (!finished)
    g_main_context_iteration (NULL, TRUE);
  /* The list follows. */
  g_timeout_add (1000, look_cb, &looked);
  while (!looked)
    g_main_context_iteration (NULL, TRUE);

  printf ("%.6f %.6f %.6f %.3f\n", (double) (end - asked_us) / G_USEC_PER_SEC,
          finished_cpu - asked_cpu, (double) longest_us / G_USEC_PER_SEC, get_peak ());
  spt_outbox_stop_async (outbox, stopped_cb, &stopped);
  while (!stopped)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (outbox);
  g_clear_object (&list);
  bench_desk_close (store);

  return 0;
}

/* --- both ------------------------------------------------------------------------------------ */

static void
run_and_read (const char *const *argv,
              Figures           *figures)
{
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  guint n;
  int status;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL,
                     &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", argv[0], error->message);
  words = g_strsplit (g_strstrip (output), " ", 4);
  n = g_strv_length (words);
  if (n < 2)
    g_error ("%s: %s", argv[0], output);
  figures->seconds = g_ascii_strtod (words[0], NULL);
  figures->cpu_seconds = g_ascii_strtod (words[1], NULL);
  figures->stall = n > 2 ? g_ascii_strtod (words[2], NULL) : 0;
  figures->megabytes = n > 3 ? g_ascii_strtod (words[3], NULL) : 0;
}

static double
get_median (const Figures *figures,
            gsize          offset)
{
  double values[BENCH_ROUNDS];

  for (guint i = 0; i < BENCH_ROUNDS; i++)
    values[i] = G_STRUCT_MEMBER (double, &figures[i], offset);

  return bench_median (values, BENCH_ROUNDS);
}

static void
copy_file (const char *from,
           const char *to)
{
  const char *const copy[] = { "cp", from, to, NULL };
  const char *const sync[] = { "sync", to, NULL };
  BenchRun run;

  bench_run (copy, &run);
  bench_run (sync, &run);
}

static guint16
find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);

  return port;
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *archive = NULL;
  g_autofree char *report = NULL;
  g_autofree char *kept_table = NULL;
  g_autofree char *table = NULL;
  g_autofree char *script = NULL;
  g_autofree char *port = NULL;
  g_autofree char *url = NULL;
  Figures ours[BENCH_ROUNDS];
  Figures peer[BENCH_ROUNDS];
  double peak = 0;

  if (argc == 4 && strcmp (argv[1], "--ours") == 0)
    return apply_report (argv[2], argv[3]);

  folder = bench_make_folder ();
  csv = g_build_filename (folder, "positions.csv", NULL);
  kept = g_build_filename (folder, "kept.db", NULL);
  archive = g_build_filename (folder, "archive.db", NULL);
  report = g_build_filename (folder, "report.json", NULL);
  kept_table = g_build_filename (folder, "kept-table.db", NULL);
  table = g_build_filename (folder, "table.db", NULL);
  script = g_build_filename (g_getenv ("BENCH_SRCDIR"), "peer-report.py", NULL);
  port = g_strdup_printf ("%u", find_port ());
  url = g_strdup_printf ("http://127.0.0.1:%s", port);
  g_setenv ("BENCH_PORT", port, TRUE);
  bench_write_csv (csv, N_POSITIONS, FALSE);
  bench_desk_make (csv, kept, N_POSITIONS, url);
  make_waiting (kept, report);
  {
    const char *const make_table[] = { "python3", script, "table", csv, kept_table, NULL };
    BenchRun run;

    bench_run (make_table, &run);
  }

  for (guint i = 0; i < BENCH_ROUNDS; i++)
    {
      const char *const our_argv[] = { argv[0], "--ours", archive, report, NULL };
      const char *const peer_argv[] = { "python3", script, "apply", report, table, NULL };

      copy_file (kept, archive);
      copy_file (kept_table, table);
      run_and_read (our_argv, &ours[i]);
      run_and_read (peer_argv, &peer[i]);
      peak = MAX (peak, ours[i].megabytes);
    }
  {
    double our_median = get_median (ours, G_STRUCT_OFFSET (Figures, seconds));
    double peer_median = get_median (peer, G_STRUCT_OFFSET (Figures, seconds));
    double our_cpu = get_median (ours, G_STRUCT_OFFSET (Figures, cpu_seconds));
    double peer_cpu = get_median (peer, G_STRUCT_OFFSET (Figures, cpu_seconds));
    double stall = get_median (ours, G_STRUCT_OFFSET (Figures, stall));
    double ratio = our_median / peer_median;

    printf ("bench report: ours %.3f s, peer %.3f s, ratio %.3f, peak %.1f MB, bar %.2f%s\n",
            our_median, peer_median, ratio, peak, BAR, ratio > BAR ? " (missed)" : "");
    printf ("bench report-cpu: ours %.3f s, peer %.3f s, ratio %.3f\n", our_cpu, peer_cpu,
            our_cpu / peer_cpu);
    printf ("bench report-stall: %.1f ms (longest dispatch of a round, median; bar %.0f ms)%s\n",
            stall * 1000, MAX_STALL * 1000, stall > MAX_STALL ? " (missed)" : "");
    if (g_getenv ("BENCH_KEEP") == NULL)
      bench_remove_folder (folder);

    return ratio <= BAR && stall <= MAX_STALL ? 0 : 1;
  }
}
