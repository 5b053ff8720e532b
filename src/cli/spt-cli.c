/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all commands need: opening, options, waiting, words, exit status. */
#define G_LOG_DOMAIN "spt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/spt-messages.h"
#include "base/spt-text.h"
#include "cli/spt-cli.h"
#include "outbox/spt-intake.h"
#include "outbox/spt-submission-json.h"
#include "store/spt-store-accounts.h"

#define USER_AGENT "Sportello/" VERSION

/**
 * spt_cli_complain:
 * @format: what is wrong
 * @...: its arguments
 *
 * Says on standard error what is wrong.
 */
void
spt_cli_complain (const char *format,
                  ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "sportello-cli: %s\n", text);
}

static const char *
code_of_error (const GError *error)
{
  static const struct
  {
    int         code;
    const char *message;
  } keyring_codes[] = {
    { SPT_KEYRING_ERROR_MISSING, "keyring-missing" },
    { SPT_KEYRING_ERROR_LOCKED, "keyring-locked" },
    { SPT_KEYRING_ERROR_TIMEOUT, "keyring-locked" },
    { SPT_KEYRING_ERROR_FAILED, "no-credentials" },
  };

  static const char *const official_codes[] = {
    "set-unreadable", "set-too-large", "set-nothing", "set-broken", "set-absent", "set-keep"
  };

  if (error->domain == SPT_STORE_ERROR)
    return spt_store_error_get_message_code (error);
  if (error->domain == SPT_KEYRING_ERROR)
    {
      for (guint i = 0; i < G_N_ELEMENTS (keyring_codes); i++)
        {
          if (keyring_codes[i].code == error->code)
            return keyring_codes[i].message;
        }
    }
  if (error->domain == SPT_OFFICIAL_ERROR)
    return official_codes[CLAMP (error->code, 0, SPT_OFFICIAL_ERROR_KEEP)];
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return "disk-full";

  return spt_import_error_get_message_code (error);
}

/**
 * spt_cli_fail:
 * @cli: the command line
 * @error: what went wrong
 *
 * Says an error in people's words where the table has them, and always in the library's.
 *
 * Returns: the exit status that fits it
 */
SptExit
spt_cli_fail (SptCli       *cli,
              const GError *error)
{
  const char *code = code_of_error (error);
  const SptMessage *message = code != NULL ? spt_messages_find ("base", code) : NULL;

  if (message != NULL)
    {
      g_autofree char *text = spt_text_fill (message->text, "detail", error->message, NULL);

      spt_cli_complain ("%s", text);
      /* What the table says is done in the window. */
      if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_UNCONFIRMED))
        fprintf (stderr, "%s\n", _("Confirm the next number: sportello-cli account iuv NAME --next NUMBER"));
      else if (message->next != NULL)
        fprintf (stderr, "%s\n", message->next);
      fprintf (stderr, "(%s)\n", error->message);
    }
  else
    {
      spt_cli_complain ("%s", error->message);
    }

  return error->domain == SPT_KEYRING_ERROR ? SPT_EXIT_NOT_SENT : SPT_EXIT_REFUSED;
}

/**
 * spt_cli_worst:
 * @a: an exit status
 * @b: another
 *
 * Of two exit statuses the one that counts: usage first, then 3, 4, 1, 5, 0 (design 5).
 *
 * Returns: @a or @b
 */
SptExit
spt_cli_worst (SptExit a,
               SptExit b)
{
  static const SptExit order[] = {
    SPT_EXIT_USAGE, SPT_EXIT_UNCERTAIN, SPT_EXIT_NOT_SENT, SPT_EXIT_REFUSED, SPT_EXIT_WAITING,
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (a == order[i] || b == order[i])
        return order[i];
    }

  return SPT_EXIT_OK;
}

/**
 * spt_cli_exit_of_state:
 * @state: where a submission stands
 *
 * The exit status that one submission alone would give.
 *
 * Returns: the status
 */
SptExit
spt_cli_exit_of_state (SptState state)
{
  switch (state)
    {
    case SPT_STATE_DONE:
      return SPT_EXIT_OK;
    case SPT_STATE_PARTLY_DONE:
    case SPT_STATE_REFUSED:
    case SPT_STATE_TO_FIX:
      return SPT_EXIT_REFUSED;
    case SPT_STATE_UNCERTAIN:
      return SPT_EXIT_UNCERTAIN;
    case SPT_STATE_NOT_SENT:
    case SPT_STATE_CANCELLED:
      return SPT_EXIT_NOT_SENT;
    case SPT_STATE_DRAFT:
    case SPT_STATE_READY:
    case SPT_STATE_SENDING:
    case SPT_STATE_WAITING:
    default:
      return SPT_EXIT_WAITING;
    }
}

/* --- opening -------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *accounts; /* (owned) */
  char      *who;      /* (owned) (nullable) */
} OpenJob;

static gboolean
open_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  OpenJob *job = data;
  GError *local = NULL;

  job->accounts = spt_db_list_accounts (db, error);
  if (job->accounts == NULL)
    return FALSE;
  job->who = spt_db_get_setting (db, SPT_SETTING_CLERK, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  return TRUE;
}

static gboolean
ask_for_secret_later (gpointer user_data)
{
  gpointer *question = user_data;
  SptOutbox *outbox = question[0];
  SptAccount *account = question[1];
  const char *key = question[2];
  g_autofree char *prompt = g_strdup_printf ("%s, %s: ", spt_account_get_name (account), key);
  char *secret = spt_cli_ask_secret (prompt);

  spt_outbox_give_secret (outbox, spt_account_get_credential (account), key, secret);
  spt_secret_free (secret);

  return G_SOURCE_REMOVE;
}

static void
question_free (gpointer user_data)
{
  gpointer *question = user_data;

  g_object_unref (question[0]);
  g_object_unref (question[1]);
  g_free (question[2]);
  g_free (question);
}

/* The terminal is asked last, and only where a person sits at it. */
static gboolean
needs_secret_cb (SptOutbox  *outbox,
                 SptAccount *account,
                 const char *key,
                 gpointer    user_data)
{
  gpointer *question;

  if (!isatty (STDIN_FILENO))
    return FALSE;

  question = g_new (gpointer, 3);
  question[0] = g_object_ref (outbox);
  question[1] = g_object_ref (account);
  question[2] = g_strdup (key);
  g_idle_add_full (G_PRIORITY_DEFAULT, ask_for_secret_later, question, question_free);

  return TRUE;
}

static void
trouble_cb (SptOutbox    *outbox,
            const GError *error,
            gpointer      user_data)
{
  spt_cli_fail (user_data, error);
}

static void
make_keyring (SptCli    *cli,
              GPtrArray *accounts)
{
  const char *directory = g_getenv ("CREDENTIALS_DIRECTORY");
  g_autoptr (SptKeyring) system = spt_keyring_new_libsecret (FALSE);
  SptKeyring *chain[3] = { NULL, NULL, NULL };
  guint n = 0;

  if (directory != NULL && *directory != '\0')
    {
      cli->credentials = spt_keyring_new_credentials (directory);
      for (guint i = 0; cli->credentials != NULL && i < accounts->len; i++)
        {
          SptAccount *account = g_ptr_array_index (accounts, i);

          spt_keyring_credentials_set_name (cli->credentials, spt_account_get_credential (account),
                                            spt_account_get_name (account));
        }
      if (cli->credentials != NULL)
        chain[n++] = cli->credentials;
    }
  chain[n++] = system;
  cli->keyring = spt_keyring_new_chain (chain);
}

/**
 * spt_cli_open:
 * @cli: the command line
 *
 * Opens the archive, the keyring and the outbox, once.
 *
 * Returns: %FALSE after saying what is in the way
 */
gboolean
spt_cli_open (SptCli *cli)
{
  g_autoptr (GError) error = NULL;
  OpenJob job = { 0 };

  if (cli->store != NULL)
    return TRUE;

  cli->store = spt_store_open (cli->archive_path, cli->clock, &error);
  if (cli->store == NULL || !spt_store_run_sync (cli->store, SPT_STORE_READ, open_job, &job, NULL,
                                                 &error))
    {
      g_clear_pointer (&job.accounts, g_ptr_array_unref);
      spt_cli_fail (cli, error);
      return FALSE;
    }

  cli->who = g_strdup (job.who != NULL && *job.who != '\0' ? job.who : g_get_real_name ());
  g_free (job.who);
  make_keyring (cli, job.accounts);
  g_ptr_array_unref (job.accounts);
  cli->http = spt_http_new (cli->clock, USER_AGENT);
  cli->outbox = spt_outbox_new (cli->store, cli->keyring, cli->http, cli->clock);
  g_signal_connect (cli->outbox, "needs-secret", G_CALLBACK (needs_secret_cb), cli);
  g_signal_connect (cli->outbox, "trouble", G_CALLBACK (trouble_cb), cli);

  return TRUE;
}

/* --- options -------------------------------------------------------------------------------- */

/**
 * spt_cli_parse:
 * @argv: (inout): the command's words, its name first; replaced by what is left, to be freed with
 *   g_strfreev()
 * @entries: (nullable): its options
 * @n_min: least number of words after the name
 * @n_max: most
 *
 * Parses the options of a command, strictly.
 *
 * Returns: %FALSE after saying what is wrong
 */
gboolean
spt_cli_parse (char               ***argv,
               const GOptionEntry   *entries,
               guint                 n_min,
               guint                 n_max)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  char **words = g_strdupv (*argv);
  guint n;

  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &words, &error))
    {
      spt_cli_complain ("%s", error->message);
      g_strfreev (words);
      return FALSE;
    }

  n = g_strv_length (words) - 1;
  if (n < n_min || n > n_max)
    {
      spt_cli_complain ("%s", n < n_min ? _("something is missing") : _("there are too many words"));
      g_strfreev (words);
      return FALSE;
    }

  *argv = words;
  return TRUE;
}

/**
 * spt_cli_parse_id:
 * @text: what was typed
 * @id: (out): the number
 *
 * Reads a positive whole number.
 *
 * Returns: %FALSE after saying that it is none
 */
gboolean
spt_cli_parse_id (const char *text,
                  gint64     *id)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &value, NULL))
    {
      spt_cli_complain (_("“%s” is no identifier"), text);
      return FALSE;
    }

  *id = value;
  return TRUE;
}

/* --- output --------------------------------------------------------------------------------- */

/**
 * spt_cli_dup_printable:
 * @text: (nullable): text from anywhere
 *
 * Makes text fit for a terminal, on one line: what came from outside must neither steer it nor
 * break a table.
 *
 * Returns: (transfer full): the text
 */
char *
spt_cli_dup_printable (const char *text)
{
  char *printable = spt_text_make_printable (text, -1, 0);

  return g_strdelimit (printable, "\t\r\n", ' ');
}

/**
 * spt_cli_dup_local_time:
 * @utc_ms: UTC milliseconds, 0 = none
 *
 * Writes a point in time for people, by the wall clock here.
 *
 * Returns: (transfer full): the text
 */
char *
spt_cli_dup_local_time (gint64 utc_ms)
{
  g_autoptr (GDateTime) time = utc_ms != 0 ? g_date_time_new_from_unix_local (utc_ms / 1000) : NULL;

  return time != NULL ? g_date_time_format (time, "%d/%m/%Y %H:%M") : g_strdup ("");
}

/**
 * spt_cli_print_json:
 * @json: a document
 *
 * Prints the one document of a command's standard output.
 */
void
spt_cli_print_json (GString *json)
{
  printf ("%s\n", json->str);
}

/**
 * spt_cli_write_issues:
 * @writer: a writer
 * @issues: findings
 *
 * Writes the array "issues" (design 5): level, code, row, path, value, message; of several files at once also "file".
 */
void
spt_cli_write_issues (SptJsonWriter *writer,
                      SptIssueList  *issues)
{
  spt_json_writer_key (writer, "issues");
  spt_json_writer_begin_array (writer);
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      g_autofree char *message = spt_issue_dup_message (issue, issue->path);

      spt_json_writer_begin_object (writer);
      spt_json_writer_put_string (writer, "level", spt_issue_level_to_string (issue->level));
      spt_json_writer_put_string (writer, "code", issue->code);
      spt_json_writer_put_int (writer, "row", issue->row);
      if (issue->file != NULL)
        spt_json_writer_put_string (writer, "file", issue->file);
      spt_json_writer_put_string (writer, "path", issue->path);
      spt_json_writer_put_string (writer, "value", issue->value);
      spt_json_writer_put_string (writer, "message", message);
      spt_json_writer_end_object (writer);
    }
  spt_json_writer_end_array (writer);
}

/**
 * spt_cli_print_issues:
 * @issues: findings
 *
 * Prints findings for people, one a line.
 */
void
spt_cli_print_issues (SptIssueList *issues)
{
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      g_autofree char *message = spt_issue_dup_message (issue, issue->path);
      g_autofree char *printable = spt_cli_dup_printable (message);
      g_autofree char *path = spt_cli_dup_printable (issue->path);
      g_autofree char *file = spt_cli_dup_printable (issue->file);

      printf ("%s", spt_issue_level_to_string (issue->level));
      if (issue->file != NULL)
        printf (", %s", file);
      else if (issue->row != 0)
        printf (_(", row %u"), issue->row);
      if (issue->path != NULL)
        printf (", %s", path);
      printf (": %s [%s]\n", printable, issue->code);
    }
}

/* --- waiting and asking --------------------------------------------------------------------- */

/**
 * spt_cli_take_result:
 * @object: (nullable): the source
 * @result: what came
 * @user_data: a #GAsyncResult pointer, set to @result
 *
 * The callback to give to an async call; then spt_cli_wait_result().
 */
void
spt_cli_take_result (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GAsyncResult **out = user_data;

  *out = g_object_ref (result);
}

/**
 * spt_cli_wait_result:
 * @result: what spt_cli_take_result() sets
 *
 * Runs the main context until the call has ended.
 */
void
spt_cli_wait_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * spt_cli_ask_secret:
 * @prompt: what is asked
 *
 * Asks the terminal for a secret, without echo.
 *
 * Returns: (nullable): the secret, for spt_secret_free(); %NULL without a terminal or an answer
 */
char *
spt_cli_ask_secret (const char *prompt)
{
  struct termios before, silent;
  char buffer[1024];
  char *secret = NULL;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, &before) != 0)
    return NULL;

  silent = before;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  if (tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent) != 0)
    return NULL;
  fprintf (stderr, "%s", prompt);
  if (fgets (buffer, sizeof buffer, stdin) != NULL)
    {
      buffer[strcspn (buffer, "\r\n")] = '\0';
      if (buffer[0] != '\0')
        secret = g_strdup (buffer);
    }
  fprintf (stderr, "\n");
  explicit_bzero (buffer, sizeof buffer);
  if (tcsetattr (STDIN_FILENO, TCSAFLUSH, &before) != 0)
    spt_cli_complain (_("the terminal could not be set back: type “reset”"));

  return secret;
}

typedef struct
{
  const char *name;
  SptAccount *account; /* (owned) */
} FindJob;

static gboolean
find_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  FindJob *job = data;

  job->account = spt_db_find_account (db, job->name, error);
  return job->account != NULL;
}

/**
 * spt_cli_find_account:
 * @cli: the command line
 * @name: the account's name
 *
 * Looks an account up.
 *
 * Returns: (transfer full) (nullable): the account; %NULL after saying that there is none
 */
SptAccount *
spt_cli_find_account (SptCli     *cli,
                      const char *name)
{
  g_autoptr (GError) error = NULL;
  FindJob job = { .name = name };

  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, find_job, &job, NULL, &error))
    {
      if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND))
        spt_cli_complain (_("there is no account “%s”"), name);
      else
        spt_cli_fail (cli, error);
      return NULL;
    }

  return job.account;
}
