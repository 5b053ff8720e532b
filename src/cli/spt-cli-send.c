/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outbox send and settle: driving the outbox, or watching the process that does. */
#define G_LOG_DOMAIN "spt-cli"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/spt-messages.h"
#include "cli/spt-cli-private.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-events.h"
#include "store/spt-store-plants.h"

/* How often the command line looks where things stand while another process sends. */
#define LOOK_EVERY_MS 200

/* A settle that comes too early, or finds the upload still being worked on, goes on for this
 * long before it answers. */
#define SETTLE_FOR_S 20

#define STATE_BIT(state) (1u << (state))
#define UNDER_WAY        (STATE_BIT (SPT_STATE_SENDING) | STATE_BIT (SPT_STATE_WAITING))

/* --- where things stand --------------------------------------------------------------------- */

typedef struct
{
  GArray     *ids;        /* borrowed (element-type gint64) */
  gboolean    settling;   /* what is uncertain, and looked at again soon, is under way as well */
  GPtrArray  *submissions; /* (owned) (nullable) (element-type SptSubmission) */
  GHashTable *held;       /* (owned) (nullable) (element-type SptSubmission): of those, what waits for a person */
  gboolean    stopped;
} Watch;

static void
clear_watch (Watch *watch)
{
  g_clear_pointer (&watch->held, g_hash_table_unref);
  g_clear_pointer (&watch->submissions, g_ptr_array_unref);
}

static gboolean
get_flag (SptDb       *db,
          const char  *key,
          gboolean    *flag,
          GError     **error)
{
  GError *local = NULL;
  g_autofree char *value = spt_db_get_setting (db, key, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  *flag = g_strcmp0 (value, "1") == 0;

  return TRUE;
}

static gboolean
watch_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Watch *watch = data;

  clear_watch (watch);
  watch->submissions = spt_cli_get_submissions (db, watch->ids, error);
  watch->held = g_hash_table_new (NULL, NULL);
  for (guint i = 0; watch->submissions != NULL && i < watch->submissions->len; i++)
    {
      SptSubmission *submission = g_ptr_array_index (watch->submissions, i);
      gboolean is_held;

      if (spt_submission_get_state (submission) != SPT_STATE_READY)
        continue;
      if (!spt_db_is_held (db, spt_submission_get_id (submission), &is_held, error))
        return FALSE;
      if (is_held)
        g_hash_table_add (watch->held, submission);
    }

  return watch->submissions != NULL && get_flag (db, SPT_SETTING_STOPPED, &watch->stopped, error);
}

/* Whether there is still something to wait for: to the end, or only until all has left. What was
 * tried in vain has had its chance, when nobody said how long to wait. */
static gboolean
is_under_way (Watch    *watch,
              gboolean  to_the_end)
{
  for (guint i = 0; i < watch->submissions->len; i++)
    {
      SptSubmission *submission = g_ptr_array_index (watch->submissions, i);
      SptState state = spt_submission_get_state (submission);
      g_autofree char *code = NULL;
      gint64 next_check;

      /* Nothing but a person brings it on. */
      if (g_hash_table_contains (watch->held, submission))
        continue;
      g_object_get (submission, "code", &code, "next-check", &next_check, NULL);
      if (state == SPT_STATE_UNCERTAIN && watch->settling && next_check != 0)
        return TRUE;
      if (state == SPT_STATE_SENDING || (state == SPT_STATE_WAITING && to_the_end))
        return TRUE;
      if (state == SPT_STATE_READY && (to_the_end || (code == NULL && !watch->stopped)))
        return TRUE;
    }

  return FALSE;
}

/* --- driving -------------------------------------------------------------------------------- */

typedef struct
{
  guint    n_signals;
  gboolean ticked;
} Drive;

static gboolean
tick_cb (gpointer user_data)
{
  ((Drive *) user_data)->ticked = TRUE;
  return G_SOURCE_CONTINUE;
}

/* The first time: nothing new leaves, what is on its way is heard out. The second time: that as
 * well is left, in doubt. */
static gboolean
signal_cb (gpointer user_data)
{
  Drive *drive = user_data;

  drive->ticked = TRUE;
  if (drive->n_signals++ > 0)
    {
      signal (SIGINT, SIG_DFL);
      raise (SIGINT);
    }

  return G_SOURCE_CONTINUE;
}

/* Drives the outbox, or watches the process that does, until what is watched has left (or has
 * ended, with @wait_s >= 0), time is up, or somebody interrupts. */
static gboolean
drive_outbox (SptCli    *cli,
              Watch     *watch,
              int        wait_s,
              gboolean  *interrupted,
              GError   **error)
{
  gint64 end = spt_clock_get_boot_ms (cli->clock) + (gint64) MAX (wait_s, 0) * 1000;
  g_autoptr (GAsyncResult) stopped = NULL;
  Drive drive = { 0 };
  guint sources[3];
  gboolean ok;

  sources[0] = g_unix_signal_add (SIGINT, signal_cb, &drive);
  sources[1] = g_unix_signal_add (SIGTERM, signal_cb, &drive);
  sources[2] = g_timeout_add (LOOK_EVERY_MS, tick_cb, &drive);
  spt_store_watch (cli->store);
  spt_outbox_start (cli->outbox);
  while ((ok = spt_store_run_sync (cli->store, SPT_STORE_READ, watch_job, watch, NULL, error)) &&
         is_under_way (watch, wait_s >= 0) && drive.n_signals == 0 &&
         (wait_s < 0 || spt_clock_get_boot_ms (cli->clock) < end))
    {
      drive.ticked = FALSE;
      while (!drive.ticked)
        g_main_context_iteration (NULL, TRUE);
    }

  if (drive.n_signals > 0 && spt_outbox_get_sending (cli->outbox))
    spt_cli_complain (_("a request is on its way and is heard out; a second interruption leaves it in doubt"));
  spt_outbox_stop_async (cli->outbox, spt_cli_take_result, &stopped);
  spt_cli_wait_result (&stopped);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  *interrupted = drive.n_signals > 0;

  return spt_outbox_stop_finish (cli->outbox, stopped, ok ? error : NULL) && ok;
}

static gboolean
recover_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  GArray *found = data;
  g_autoptr (GArray) ids =
    spt_db_query_submissions (db, STATE_BIT (SPT_STATE_SENDING), 0, error);

  if (ids == NULL || !spt_outbox_recover (db, error))
    return FALSE;
  g_array_append_vals (found, ids->data, ids->len);

  return TRUE;
}

/* What a sender that is gone left in "sending" is in doubt; its ids are added to @found. While
 * another process sends, it is that one's business. */
static gboolean
recover (SptCli  *cli,
         GArray  *found,
         GError **error)
{
  GError *local = NULL;
  gboolean ok;

  if (!spt_store_lock_sender (cli->store, &local))
    {
      if (local != NULL)
        g_propagate_error (error, local);
      return local == NULL;
    }

  ok = spt_store_run_sync (cli->store, SPT_STORE_WRITE, recover_job, found, NULL, error);
  spt_store_unlock_sender (cli->store);

  return ok;
}

/* --- ordering ------------------------------------------------------------------------------- */

typedef struct
{
  GArray     *ids;       /* borrowed (element-type gint64) */
  const char *who;
  gboolean    all;       /* order everything that is ready, follow everything that is under way */
  const char *code;      /* what explains that it is given up, when nothing better is known */
  gboolean    in_review; /* (out): restored, and not gone through */
  gboolean    in_doubt;  /* (out): one of those named has to be settled first */
} Order;

static gboolean
contains (GArray *ids,
          gint64  id)
{
  for (guint i = 0; i < ids->len; i++)
    {
      if (g_array_index (ids, gint64, i) == id)
        return TRUE;
    }

  return FALSE;
}

/* After a restore what is ready may have left already. Whoever names or cancels each one has
 * gone through the list (design 3). */
static gboolean
review (SptDb   *db,
        Order   *order,
        GError **error)
{
  g_autoptr (GArray) ready = NULL;

  if (!get_flag (db, SPT_SETTING_REVIEW, &order->in_review, error))
    return FALSE;
  if (!order->in_review)
    return TRUE;

  ready = spt_db_query_submissions (db, STATE_BIT (SPT_STATE_READY), 0, error);
  if (ready == NULL)
    return FALSE;
  for (guint i = 0; i < ready->len; i++)
    {
      if (order->all || !contains (order->ids, g_array_index (ready, gint64, i)))
        return TRUE;
    }
  if (order->all)
    return TRUE;

  order->in_review = FALSE;
  return spt_db_set_setting (db, SPT_SETTING_REVIEW, "0", error) &&
         spt_db_add_event (db, "reviewed", 0, 0, 0, order->who, "each submission was named", error);
}

static gboolean
find_all (SptDb   *db,
          Order   *order,
          GError **error)
{
  g_autoptr (GArray) found =
    spt_db_query_submissions (db, STATE_BIT (SPT_STATE_READY) | UNDER_WAY, 0, error);

  if (found == NULL)
    return FALSE;
  /* Newest first is for people; what was prepared first leaves first. */
  for (guint i = found->len; i > 0; i--)
    g_array_append_val (order->ids, g_array_index (found, gint64, i - 1));

  return TRUE;
}

static gboolean
order_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Order *order = data;

  if (!review (db, order, error))
    return FALSE;
  if (order->all && !find_all (db, order, error))
    return FALSE;
  if (order->in_review)
    return TRUE;

  for (guint i = 0; i < order->ids->len; i++)
    {
      gint64 id = g_array_index (order->ids, gint64, i);
      g_autoptr (SptSubmissionRow) row = spt_db_get_submission_row (db, id, error);

      if (row == NULL)
        return FALSE;
      /* On its way already: it is followed. */
      if ((STATE_BIT (row->state) & UNDER_WAY) != 0)
        continue;
      order->in_doubt = row->state == SPT_STATE_UNCERTAIN;
      if (!spt_db_order_submission (db, id, order->who, error))
        return FALSE;
    }

  return TRUE;
}

/* What is still ready when the command ends has nobody to send it: it is said, not left to
 * chance (design 3). */
static gboolean
give_up_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Order *order = data;

  for (guint i = 0; i < order->ids->len; i++)
    {
      gint64 id = g_array_index (order->ids, gint64, i);
      g_autoptr (SptSubmission) submission = spt_db_get_submission (db, id, error);
      g_autofree char *code = NULL;
      g_autofree char *message = NULL;
      gboolean is_held;
      SptStateChange change = {
        .expected = SPT_STATE_READY,
        .state = SPT_STATE_NOT_SENT,
        .progress_done = -1,
        .progress_total = -1,
        .clear_order = TRUE,
        .rest_state = SPT_STATE_NOT_SENT,
        .event_kind = "not-sent",
        .actor = order->who,
      };

      if (submission == NULL)
        return FALSE;
      if (spt_submission_get_state (submission) != SPT_STATE_READY)
        continue;

      /* Why the last try failed says more than that time is up, and what it waits for more than either. */
      if (!spt_db_is_held (db, id, &is_held, error))
        return FALSE;
      g_object_get (submission, "code", &code, "message", &message, NULL);
      change.code = change.rest_code = change.event_text = is_held ? "plant-waits" : code != NULL ? code : order->code;
      change.message = code != NULL ? message : NULL;
      if (!spt_db_change_submission (db, id, &change, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* --- send ----------------------------------------------------------------------------------- */

static SptExit
print_and_judge (SptCli    *cli,
                 GPtrArray *submissions)
{
  SptExit status = SPT_EXIT_OK;

  spt_cli_print_submissions (cli, submissions);
  for (guint i = 0; i < submissions->len; i++)
    {
      SptState state = spt_submission_get_state (g_ptr_array_index (submissions, i));

      status = spt_cli_worst (status, spt_cli_exit_of_state (state));
    }

  return status;
}

static SptExit
refuse_before_review (SptCli *cli)
{
  const SptMessage *message = spt_messages_find ("base", "restored");

  spt_cli_complain ("%s", message != NULL ? message->text : "restored");
  fprintf (stderr, _("Name each submission that is ready with “outbox send ID...”, or withdraw it with “outbox cancel ID”.\n"));

  return SPT_EXIT_NOT_SENT;
}

static SptExit
send_all (SptCli *cli,
          Order  *order,
          int     wait_s)
{
  g_autoptr (GArray) doubtful = g_array_new (FALSE, FALSE, sizeof (gint64));
  Watch watch = { .ids = order->ids };
  g_autoptr (GError) error = NULL;
  gboolean interrupted = FALSE;
  SptExit status;

  if (!recover (cli, doubtful, &error) ||
      !spt_store_run_sync (cli->store, SPT_STORE_WRITE, order_job, order, NULL, &error))
    {
      status = spt_cli_fail (cli, error);
      return order->in_doubt ? SPT_EXIT_UNCERTAIN : status;
    }
  if (order->all)
    g_array_prepend_vals (order->ids, doubtful->data, doubtful->len);

  if (order->ids->len > 0 && !order->in_review)
    {
      gboolean ok = drive_outbox (cli, &watch, wait_s, &interrupted, &error);

      order->code = interrupted ? "stopped-by-user" : watch.stopped ? "stopped-all" : "wait-ended";
      if (!ok || !spt_store_run_sync (cli->store, SPT_STORE_WRITE, give_up_job, order, NULL, &error))
        {
          clear_watch (&watch);
          return spt_cli_fail (cli, error);
        }
    }

  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, watch_job, &watch, NULL, &error))
    return spt_cli_fail (cli, error);
  status = print_and_judge (cli, watch.submissions);
  if (order->in_review && watch.submissions->len > 0)
    status = refuse_before_review (cli);
  clear_watch (&watch);

  return status;
}

/**
 * spt_cli_run_send:
 * @cli: the command line
 * @argv: the command's words
 *
 * Orders submissions and drives the outbox until they have left, or ended.
 *
 * Returns: the exit status
 */
SptExit
spt_cli_run_send (SptCli  *cli,
                  char   **argv)
{
  g_autofree char *wait = NULL;
  GOptionEntry entries[] = {
    { "wait", 0, 0, G_OPTION_ARG_STRING, &wait, NULL, NULL },
    { NULL }
  };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (GStrv) words = NULL;
  guint64 wait_s = 0;
  Order order = { .ids = ids };

  if (!spt_cli_parse (&argv, entries, 0, G_MAXUINT))
    return SPT_EXIT_USAGE;
  words = argv;
  if (wait != NULL && !g_ascii_string_to_unsigned (wait, 10, 0, G_MAXINT32, &wait_s, NULL))
    {
      spt_cli_complain (_("--wait takes a number of seconds"));
      return SPT_EXIT_USAGE;
    }
  for (guint i = 1; words[i] != NULL; i++)
    {
      gint64 id;

      if (!spt_cli_parse_id (words[i], &id))
        return SPT_EXIT_USAGE;
      if (!contains (ids, id))
        g_array_append_val (ids, id);
    }
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;

  order.who = cli->who;
  order.all = ids->len == 0;

  return send_all (cli, &order, wait != NULL ? (int) wait_s : -1);
}

/* --- settle --------------------------------------------------------------------------------- */

static gboolean
look_up (SptCli    *cli,
         gint64     id,
         SptState  *state,
         GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  spt_outbox_settle_async (cli->outbox, id, NULL, spt_cli_take_result, &result);
  spt_cli_wait_result (&result);

  return spt_outbox_settle_finish (cli->outbox, result, state, error);
}

/* One after the other: what the service gives for one answers those behind it too. */
static gboolean
look_all_up (SptCli    *cli,
             GArray    *ids,
             gboolean  *goes_on,
             GError   **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      SptState state = SPT_STATE_UNCERTAIN;

      if (!look_up (cli, g_array_index (ids, gint64, i), &state, error))
        return FALSE;
      *goes_on = *goes_on || state == SPT_STATE_WAITING || state == SPT_STATE_UNCERTAIN;
    }

  return TRUE;
}

static SptExit
settle (SptCli     *cli,
        GArray     *ids,
        const char *saw,
        const char *note)
{
  g_autoptr (GArray) doubtful = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  Watch watch = { .ids = ids, .settling = TRUE };
  gboolean goes_on = FALSE;
  gboolean interrupted, ok;
  SptExit status;

  ok = recover (cli, doubtful, &error);
  if (ok && saw != NULL)
    ok = spt_decide (cli->store, g_array_index (ids, gint64, 0), saw, note, cli->who, &error);
  else if (ok)
    ok = look_all_up (cli, ids, &goes_on, &error);

  /* A moment's patience often gives the whole answer. Nothing is sent meanwhile. */
  if (ok && goes_on)
    {
      spt_outbox_set_looking_only (cli->outbox, TRUE);
      ok = drive_outbox (cli, &watch, SETTLE_FOR_S, &interrupted, &error);
    }

  if (!ok || !spt_store_run_sync (cli->store, SPT_STORE_READ, watch_job, &watch, NULL, &error))
    {
      clear_watch (&watch);
      return spt_cli_fail (cli, error);
    }
  status = print_and_judge (cli, watch.submissions);
  clear_watch (&watch);

  return status;
}

/**
 * spt_cli_run_settle:
 * @cli: the command line
 * @argv: the command's words
 *
 * Finds out what became of uncertain submissions, or keeps what a person saw of one.
 *
 * Returns: the exit status
 */
SptExit
spt_cli_run_settle (SptCli  *cli,
                    char   **argv)
{
  g_autofree char *saw = NULL;
  g_autofree char *note = NULL;
  GOptionEntry entries[] = {
    { "saw", 0, 0, G_OPTION_ARG_STRING, &saw, NULL, NULL },
    { "note", 0, 0, G_OPTION_ARG_STRING, &note, NULL, NULL },
    { NULL }
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!spt_cli_parse (&argv, entries, 1, G_MAXUINT))
    return SPT_EXIT_USAGE;
  words = argv;
  for (guint i = 1; words[i] != NULL; i++)
    {
      gint64 id;

      if (!spt_cli_parse_id (words[i], &id))
        return SPT_EXIT_USAGE;
      g_array_append_val (ids, id);
    }
  if (saw != NULL && ids->len > 1)
    {
      spt_cli_complain (_("--saw is said of one submission"));
      return SPT_EXIT_USAGE;
    }
  if (saw != NULL && strcmp (saw, "accepted") != 0 && strcmp (saw, "refused") != 0 &&
      strcmp (saw, "nothing") != 0)
    {
      spt_cli_complain (_("--saw is accepted, refused or nothing"));
      return SPT_EXIT_USAGE;
    }
  if (note != NULL && saw == NULL)
    {
      spt_cli_complain (_("--note goes with --saw"));
      return SPT_EXIT_USAGE;
    }
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;

  return settle (cli, ids, saw, note);
}

/* --- ask again ------------------------------------------------------------------------------ */

static SptReportAgain *
ask_again (SptCli  *cli,
           gint64   id,
           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  spt_outbox_ask_again_async (cli->outbox, id, NULL, spt_cli_take_result, &result);
  spt_cli_wait_result (&result);

  return spt_outbox_ask_again_finish (cli->outbox, result, error);
}

/* Why no report came: what is known stays as it is. */
static void
complain_of_no_report (SptSubmission *submission,
                       const char    *code)
{
  g_autofree char *service = NULL;
  g_autofree char *text = NULL;
  const SptMessage *message;

  g_object_get (submission, "service", &service, NULL);
  message = code != NULL ? spt_messages_find (service, code) : NULL;
  if (message != NULL)
    text = spt_message_dup_sentence (message, NULL);
  spt_cli_complain ("%s", text != NULL ? text : _("The service gives no whole report at the moment."));
}

/* What waits still is asked about once more, also where nobody asks any more by itself. */
static SptExit
check_now (SptCli *cli,
           GArray *ids)
{
  Watch watch = { .ids = ids };
  g_autoptr (GError) error = NULL;
  gboolean interrupted = FALSE;
  SptExit status;

  if (!spt_check_now (cli->store, g_array_index (ids, gint64, 0), &error) ||
      !drive_outbox (cli, &watch, SETTLE_FOR_S, &interrupted, &error) ||
      !spt_store_run_sync (cli->store, SPT_STORE_READ, watch_job, &watch, NULL, &error))
    {
      clear_watch (&watch);
      return spt_cli_fail (cli, error);
    }
  status = print_and_judge (cli, watch.submissions);
  clear_watch (&watch);

  return status;
}

/**
 * spt_cli_run_ask_again:
 * @cli: the command line
 * @argv: the command's words
 *
 * Asks once more for the report of a submission that has ended, and takes in what it says better; what
 * waits still is asked about now.
 *
 * Returns: the exit status; %SPT_EXIT_NOT_SENT when no report came
 */
SptExit
spt_cli_run_ask_again (SptCli  *cli,
                       char   **argv)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SptReportAgain) again = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  Watch watch = { .ids = ids };
  SptExit status;
  gboolean waits;
  gint64 id;

  if (!spt_cli_parse (&argv, NULL, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  if (!spt_cli_parse_id (words[1], &id))
    return SPT_EXIT_USAGE;
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;

  g_array_append_val (ids, id);
  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, watch_job, &watch, NULL, &error))
    {
      clear_watch (&watch);
      return spt_cli_fail (cli, error);
    }
  waits = spt_submission_get_state (g_ptr_array_index (watch.submissions, 0)) == SPT_STATE_WAITING;
  clear_watch (&watch);
  if (waits)
    return check_now (cli, ids);
  again = ask_again (cli, id, &error);
  if (again == NULL ||
      !spt_store_run_sync (cli->store, SPT_STORE_READ, watch_job, &watch, NULL, &error))
    {
      clear_watch (&watch);
      return spt_cli_fail (cli, error);
    }
  status = print_and_judge (cli, watch.submissions);
  if (!again->answered)
    {
      complain_of_no_report (g_ptr_array_index (watch.submissions, 0), again->code);
      status = SPT_EXIT_NOT_SENT;
    }
  clear_watch (&watch);

  return status;
}
