/* SPDX-License-Identifier: GPL-3.0-or-later */
/* account add, list, show, remove, test. */
#define G_LOG_DOMAIN "spt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "base/spt-messages.h"
#include "cli/spt-cli-private.h"
#include "cli/spt-cli-table.h"
#include "store/spt-store-accounts.h"

/* --- saving --------------------------------------------------------------------------------- */

static gboolean
save_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return spt_db_save_account (db, data, error);
}

/* KEY=VALUE lines; FALSE after saying what is wrong. The values never reach a message. */
static gboolean
read_secrets (const SptGroupDef *root,
              GHashTable        *secrets)
{
  char *line = NULL;
  size_t size = 0;
  gboolean ok = TRUE;
  guint number = 0;

  while (ok && getline (&line, &size, stdin) > 0)
    {
      char *value = strchr (line, '=');
      const SptFieldDef *field = NULL;

      number++;
      line[strcspn (line, "\r\n")] = '\0';
      if (*line == '\0')
        continue;
      if (value != NULL)
        {
          *value++ = '\0';
          field = spt_group_def_find_field (root, line);
        }
      if (field == NULL || field->kind != SPT_FIELD_SECRET || *value == '\0')
        {
          spt_cli_complain (_("line %u of standard input is no secret of this service"), number);
          ok = FALSE;
        }
      else
        {
          g_hash_table_replace (secrets, g_strdup (line), g_strdup (value));
        }
    }
  if (line != NULL)
    explicit_bzero (line, size);
  free (line);

  return ok;
}

static void
ask_secrets (const SptGroupDef *root,
             GHashTable        *secrets)
{
  for (guint i = 0; i < root->n_fields; i++)
    {
      const SptFieldDef *field = &root->fields[i];
      g_autofree char *prompt = NULL;
      char *secret;

      if (field->kind != SPT_FIELD_SECRET)
        continue;
      prompt = g_strdup_printf ("%s (%s): ", field->label, field->name);
      secret = spt_cli_ask_secret (prompt);
      if (secret != NULL)
        g_hash_table_replace (secrets, g_strdup (field->name), secret);
    }
}

static gboolean
is_held (SptCli     *cli,
         SptAccount *account,
         const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  char *secret;
  gboolean held;

  spt_keyring_lookup_async (cli->keyring, spt_account_get_credential (account), key, NULL,
                            spt_cli_take_result, &result);
  spt_cli_wait_result (&result);
  secret = spt_keyring_lookup_finish (cli->keyring, result, NULL);
  held = secret != NULL;
  spt_secret_free (secret);

  return held;
}

/* The systemd directory wins over the keyring: what it holds needs no keeping. */
static SptExit
keep_secrets (SptCli            *cli,
              SptAccount        *account,
              const SptGroupDef *root,
              GHashTable        *secrets)
{
  SptService *service = spt_services_find (spt_account_get_service (account));
  SptExit status = SPT_EXIT_OK;

  if (cli->credentials != NULL)
    spt_keyring_credentials_set_name (cli->credentials, spt_account_get_credential (account),
                                      spt_account_get_name (account));

  for (guint i = 0; i < root->n_fields; i++)
    {
      const SptFieldDef *field = &root->fields[i];
      const char *secret = g_hash_table_lookup (secrets, field->name);
      g_autoptr (GError) error = NULL;

      if (field->kind != SPT_FIELD_SECRET)
        continue;
      if (secret != NULL)
        {
          g_autoptr (GAsyncResult) result = NULL;
          g_autofree char *label = g_strdup_printf ("Sportello – %s: %s",
                                                    spt_account_get_name (account), field->name);

          spt_keyring_store_async (cli->keyring, spt_account_get_credential (account), field->name,
                                   label, secret, NULL, spt_cli_take_result, &result);
          spt_cli_wait_result (&result);
          if (spt_keyring_store_finish (cli->keyring, result, &error))
            continue;
        }
      if (!is_held (cli, account, field->name) &&
          (secret != NULL || spt_service_needs (service, account, field->name)))
        {
          spt_cli_complain (_("the account is saved, but its secret “%s” was not kept%s%s"),
                            field->name, error != NULL ? ": " : "",
                            error != NULL ? error->message : "");
          status = SPT_EXIT_NOT_SENT;
        }
    }

  return status;
}

static gboolean
apply_settings (SptAccount        *account,
                const SptGroupDef *root,
                char             **settings)
{
  for (guint i = 0; settings != NULL && settings[i] != NULL; i++)
    {
      const char *value = strchr (settings[i], '=');
      g_autofree char *key = value != NULL ? g_strndup (settings[i], value - settings[i]) : NULL;
      const SptFieldDef *field = key != NULL ? spt_group_def_find_field (root, key) : NULL;

      if (field == NULL)
        {
          spt_cli_complain (_("this service has no setting “%s”"),
                            key != NULL ? key : settings[i]);
          return FALSE;
        }
      if (field->kind == SPT_FIELD_SECRET)
        {
          spt_cli_complain (_("“%s” is a secret: it goes through --secrets-stdin or the prompt"),
                            key);
          return FALSE;
        }
      spt_account_set_setting (account, key, value + 1);
    }

  return TRUE;
}

/* A broker's key is one for all its bodies, but another in each environment. FALSE after saying
 * what is wrong. */
static gboolean
share_credential (SptCli     *cli,
                  SptAccount *account,
                  const char *of,
                  SptExit    *status)
{
  g_autoptr (SptAccount) other = spt_cli_find_account (cli, of);

  *status = SPT_EXIT_USAGE;
  if (other == NULL)
    return FALSE;
  if (strcmp (spt_account_get_service (other), spt_account_get_service (account)) != 0 ||
      spt_account_get_environment (other) != spt_account_get_environment (account))
    {
      spt_cli_complain (_("“%s” is of another service or environment, where another key counts"), of);
      return FALSE;
    }
  g_object_set (account, "credential", spt_account_get_credential (other), NULL);

  return TRUE;
}

/* What does not stop the account, on standard error: standard output is for who reads it with a program. */
static void
complain_of_warnings (SptIssueList *issues)
{
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      g_autofree char *message = spt_issue_dup_message (issue, issue->path);

      spt_cli_complain ("%s: %s [%s]", issue->path != NULL ? issue->path : "", message, issue->code);
    }
}

static SptExit
add_account (SptCli     *cli,
             SptService *service,
             const char *name,
             const char *environment_word,
             const char *base_url,
             char      **settings,
             gboolean    from_stdin,
             const char *share_with)
{
  SptEnvironment environment = SPT_ENVIRONMENT_TEST;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptAccount) account = NULL;
  g_autoptr (GHashTable) secrets = NULL;
  g_autoptr (GError) error = NULL;
  SptSchema *schema = spt_service_get_account_schema (service, &error);
  const SptGroupDef *root;
  SptExit status;

  if (schema == NULL)
    return spt_cli_fail (cli, error);
  root = spt_schema_get_root (schema);
  if (share_with != NULL && from_stdin)
    {
      spt_cli_complain (_("--share-credential-of takes the secrets of that account: --secrets-stdin does not go with it"));
      return SPT_EXIT_USAGE;
    }
  if (!spt_account_name_is_valid (name))
    {
      spt_cli_complain (_("an account's name has 1 to 64 letters, digits, points, hyphens or underscores"));
      return SPT_EXIT_USAGE;
    }
  if (environment_word != NULL && !spt_environment_from_string (environment_word, &environment))
    {
      spt_cli_complain (_("the environment is practice, test or production"));
      return SPT_EXIT_USAGE;
    }

  account = spt_account_new (spt_service_get_info (service)->id, name, environment);
  if (base_url == NULL)
    base_url = spt_service_get_default_base_url (service, environment);
  g_object_set (account, "base-url", base_url != NULL ? base_url : "", NULL);
  if (!apply_settings (account, root, settings))
    return SPT_EXIT_USAGE;
  spt_service_check_account (service, account, issues);
  if (spt_issue_list_get_n_errors (issues) > 0)
    {
      spt_cli_print_issues (issues);
      return SPT_EXIT_REFUSED;
    }
  complain_of_warnings (issues);

  secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                   (GDestroyNotify) spt_secret_free);
  if (from_stdin && !read_secrets (root, secrets))
    return SPT_EXIT_USAGE;
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  if (share_with != NULL && !share_credential (cli, account, share_with, &status))
    return status;
  if (!from_stdin && share_with == NULL)
    ask_secrets (root, secrets);
  if (!spt_store_run_sync (cli->store, SPT_STORE_WRITE, save_job, account, NULL, &error))
    {
      if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT))
        {
          spt_cli_complain (_("there is an account “%s” already"), name);
          return SPT_EXIT_REFUSED;
        }
      return spt_cli_fail (cli, error);
    }

  return keep_secrets (cli, account, root, secrets);
}

static SptExit
run_add (SptCli  *cli,
         char   **argv)
{
  g_autofree char *environment = NULL;
  g_autofree char *base_url = NULL;
  g_autofree char *share_with = NULL;
  g_auto (GStrv) settings = NULL;
  gboolean from_stdin = FALSE;
  GOptionEntry entries[] = {
    { "environment", 0, 0, G_OPTION_ARG_STRING, &environment, NULL, NULL },
    { "base-url", 0, 0, G_OPTION_ARG_STRING, &base_url, NULL, NULL },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &settings, NULL, NULL },
    { "secrets-stdin", 0, 0, G_OPTION_ARG_NONE, &from_stdin, NULL, NULL },
    { "share-credential-of", 0, 0, G_OPTION_ARG_STRING, &share_with, NULL, NULL },
    { NULL }
  };
  SptService *service;
  SptExit status;

  if (!spt_cli_parse (&argv, entries, 2, 2))
    return SPT_EXIT_USAGE;

  service = spt_services_find (argv[1]);
  if (service == NULL)
    {
      spt_cli_complain (_("there is no service “%s”"), argv[1]);
      status = SPT_EXIT_USAGE;
    }
  else
    {
      status = add_account (cli, service, argv[2], environment, base_url, settings, from_stdin,
                            share_with);
    }
  g_strfreev (argv);

  return status;
}

/* --- showing -------------------------------------------------------------------------------- */

static gboolean
shares (SptAccount *account,
        SptAccount *other)
{
  return spt_account_get_id (account) != spt_account_get_id (other) &&
         strcmp (spt_account_get_credential (account), spt_account_get_credential (other)) == 0;
}

/* @all: (element-type SptAccount): every account, to say which have the same secrets. */
static void
write_account (SptJsonWriter *writer,
               SptAccount    *account,
               GPtrArray     *all)
{
  g_autofree char *settings = spt_account_dup_settings (account);
  g_autofree char *test_code = NULL;
  gint64 last_success, last_test;

  g_object_get (account, "last-success", &last_success, "last-test", &last_test,
                "last-test-code", &test_code, NULL);
  spt_json_writer_begin_object (writer);
  spt_json_writer_put_string (writer, "name", spt_account_get_name (account));
  spt_json_writer_put_string (writer, "service", spt_account_get_service (account));
  spt_json_writer_put_string (writer, "environment",
                              spt_environment_to_string (spt_account_get_environment (account)));
  spt_json_writer_put_string (writer, "base_url", spt_account_get_base_url (account));
  spt_json_writer_key (writer, "settings");
  spt_json_writer_raw (writer, settings);
  spt_json_writer_put_time (writer, "last_success", last_success);
  spt_json_writer_put_time (writer, "last_test", last_test);
  spt_json_writer_put_string (writer, "last_test_code", test_code);
  spt_json_writer_key (writer, "shares_credential_with");
  spt_json_writer_begin_array (writer);
  for (guint i = 0; i < all->len; i++)
    {
      SptAccount *other = g_ptr_array_index (all, i);

      if (shares (account, other))
        spt_json_writer_string (writer, spt_account_get_name (other));
    }
  spt_json_writer_end_array (writer);
  spt_json_writer_end_object (writer);
}

static gboolean
list_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  GPtrArray **accounts = data;

  *accounts = spt_db_list_accounts (db, error);
  return *accounts != NULL;
}

static SptExit
run_list (SptCli  *cli,
          char   **argv)
{
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;

  if (!spt_cli_parse (&argv, NULL, 0, 0))
    return SPT_EXIT_USAGE;
  g_strfreev (argv);
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, list_job, &accounts, NULL, &error))
    return spt_cli_fail (cli, error);

  if (cli->json)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      SptJsonWriter writer;

      spt_json_writer_init (&writer, out);
      spt_json_writer_begin_object (&writer);
      spt_json_writer_key (&writer, "accounts");
      spt_json_writer_begin_array (&writer);
      for (guint i = 0; i < accounts->len; i++)
        write_account (&writer, g_ptr_array_index (accounts, i), accounts);
      spt_json_writer_end_array (&writer);
      spt_json_writer_end_object (&writer);
      spt_cli_print_json (out);
    }
  else
    {
      SptCliTable *table = spt_cli_table_new ("llll");

      spt_cli_table_add (table, _("Account"), _("Service"), _("Environment"), _("Address"), NULL);
      for (guint i = 0; i < accounts->len; i++)
        {
          SptAccount *account = g_ptr_array_index (accounts, i);

          spt_cli_table_add (table, spt_account_get_name (account),
                             spt_account_get_service (account),
                             spt_environment_to_string (spt_account_get_environment (account)),
                             spt_account_get_base_url (account), NULL);
        }
      if (accounts->len > 0)
        spt_cli_table_print (table);
      spt_cli_table_free (table);
    }

  return SPT_EXIT_OK;
}

typedef SptExit (*AccountFunc) (SptCli     *cli,
                                SptAccount *account);

static SptExit
with_account (SptCli       *cli,
              char        **argv,
              AccountFunc   use)
{
  g_autoptr (SptAccount) account = NULL;
  g_auto (GStrv) words = NULL;

  if (!spt_cli_parse (&argv, NULL, 1, 1))
    return SPT_EXIT_USAGE;
  words = argv;
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  account = spt_cli_find_account (cli, words[1]);
  if (account == NULL)
    return SPT_EXIT_USAGE;

  return use (cli, account);
}

/* Settings in the order of the service's table; what was never set shows what counts then. */
static void
add_settings (SptCliTable *table,
              SptAccount  *account)
{
  SptService *service = spt_services_find (spt_account_get_service (account));
  SptSchema *schema = service != NULL ? spt_service_get_account_schema (service, NULL) : NULL;
  const SptGroupDef *root = schema != NULL ? spt_schema_get_root (schema) : NULL;

  for (guint i = 0; root != NULL && i < root->n_fields; i++)
    {
      const SptFieldDef *field = &root->fields[i];
      const char *value = spt_account_get_setting (account, field->name);

      if (field->kind != SPT_FIELD_SECRET)
        spt_cli_table_add (table, field->name,
                           value != NULL && *value != '\0' ? value
                           : field->default_value != NULL ? field->default_value : "", NULL);
    }
}

static char *
dup_sharing (SptAccount *account,
             GPtrArray  *all)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      SptAccount *other = g_ptr_array_index (all, i);

      if (shares (account, other))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                                spt_account_get_name (other));
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
print_account (SptAccount *account,
               GPtrArray  *all)
{
  g_autofree char *sharing = dup_sharing (account, all);
  SptCliTable *table = spt_cli_table_new ("ll");
  g_autofree char *test_code = NULL;
  g_autofree char *success = NULL;
  g_autofree char *test = NULL;
  gint64 last_success, last_test;

  g_object_get (account, "last-success", &last_success, "last-test", &last_test,
                "last-test-code", &test_code, NULL);
  success = spt_cli_dup_local_time (last_success);
  test = spt_cli_dup_local_time (last_test);

  spt_cli_table_add (table, _("Account"), spt_account_get_name (account), NULL);
  spt_cli_table_add (table, _("Service"), spt_account_get_service (account), NULL);
  spt_cli_table_add (table, _("Environment"),
                     spt_environment_to_string (spt_account_get_environment (account)), NULL);
  spt_cli_table_add (table, _("Address"), spt_account_get_base_url (account), NULL);
  add_settings (table, account);
  if (*sharing != '\0')
    spt_cli_table_add (table, _("Key shared with"), sharing, NULL);
  spt_cli_table_add (table, _("Last success"), success, NULL);
  spt_cli_table_add (table, _("Last test"), test, NULL);
  if (test_code != NULL)
    spt_cli_table_add (table, _("It failed with"), test_code, NULL);
  spt_cli_table_print (table);
  spt_cli_table_free (table);
}

static SptExit
show_account (SptCli     *cli,
              SptAccount *account)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, list_job, &all, NULL, &error))
    return spt_cli_fail (cli, error);
  if (cli->json)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      SptJsonWriter writer;

      spt_json_writer_init (&writer, out);
      write_account (&writer, account, all);
      spt_cli_print_json (out);
    }
  else
    {
      print_account (account, all);
    }

  return SPT_EXIT_OK;
}

static SptExit
run_show (SptCli  *cli,
          char   **argv)
{
  return with_account (cli, argv, show_account);
}

/* --- removing ------------------------------------------------------------------------------- */

typedef struct
{
  gint64   id;
  gboolean credential_unused;
} RemoveJob;

static gboolean
remove_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  RemoveJob *job = data;

  return spt_db_remove_account (db, job->id, &job->credential_unused, error);
}

static SptExit
remove_account (SptCli     *cli,
                SptAccount *account)
{
  SptService *service = spt_services_find (spt_account_get_service (account));
  RemoveJob job = { .id = spt_account_get_id (account) };
  g_autoptr (GError) error = NULL;
  const SptGroupDef *root;
  SptSchema *schema;

  if (!spt_store_run_sync (cli->store, SPT_STORE_WRITE, remove_job, &job, NULL, &error))
    return spt_cli_fail (cli, error);
  if (!job.credential_unused || service == NULL)
    return SPT_EXIT_OK;

  /* No other account uses these secrets: they do not stay behind in the keyring. */
  schema = spt_service_get_account_schema (service, &error);
  if (schema == NULL)
    return spt_cli_fail (cli, error);
  root = spt_schema_get_root (schema);
  for (guint i = 0; i < root->n_fields; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) clear_error = NULL;

      if (root->fields[i].kind != SPT_FIELD_SECRET)
        continue;
      spt_keyring_clear_async (cli->keyring, spt_account_get_credential (account),
                               root->fields[i].name, NULL, spt_cli_take_result, &result);
      spt_cli_wait_result (&result);
      if (!spt_keyring_clear_finish (cli->keyring, result, &clear_error) &&
          !g_error_matches (clear_error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_MISSING))
        spt_cli_complain (_("the account is removed, but its secret may still be in the keyring: %s"),
                          clear_error->message);
    }

  return SPT_EXIT_OK;
}

static SptExit
run_remove (SptCli  *cli,
            char   **argv)
{
  return with_account (cli, argv, remove_account);
}

/* --- testing -------------------------------------------------------------------------------- */

static SptExit
test_account (SptCli     *cli,
              SptAccount *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SptOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  const SptMessage *message = NULL;
  gboolean good;

  spt_outbox_test_async (cli->outbox, account, NULL, NULL, spt_cli_take_result, &result);
  spt_cli_wait_result (&result);
  outcome = spt_outbox_test_finish (cli->outbox, result, &error);
  if (outcome == NULL)
    return spt_cli_fail (cli, error);

  good = outcome->kind == SPT_OUTCOME_ACCEPTED;
  if (outcome->code != NULL)
    message = spt_messages_find (spt_account_get_service (account), outcome->code);
  if (cli->json)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      SptJsonWriter writer;

      spt_json_writer_init (&writer, out);
      spt_json_writer_begin_object (&writer);
      spt_json_writer_put_string (&writer, "account", spt_account_get_name (account));
      spt_json_writer_put_bool (&writer, "ok", good);
      spt_json_writer_put_int (&writer, "http_status", outcome->http_status);
      spt_json_writer_put_string (&writer, "code", outcome->code);
      spt_json_writer_put_string (&writer, "message", message != NULL ? message->text : outcome->message);
      spt_json_writer_end_object (&writer);
      spt_cli_print_json (out);
    }
  else
    {
      printf ("%s\n", good ? _("The connection works.")
                           : message != NULL ? message->text
                           : outcome->message != NULL ? outcome->message : _("No answer."));
      if (!good && message != NULL && message->next != NULL)
        printf ("%s\n", message->next);
    }

  return good ? SPT_EXIT_OK : SPT_EXIT_NOT_SENT;
}

static SptExit
run_test (SptCli  *cli,
          char   **argv)
{
  return with_account (cli, argv, test_account);
}

const SptCliCommand spt_cli_account_commands[] = {
  { "account add",
    "SERVICE NAME [--environment practice|test|production] [--base-url URL] [--set KEY=VALUE]... [--secrets-stdin | --share-credential-of NAME]",
    N_("adds an account; secrets are asked for, read as KEY=VALUE lines, or those of another account"), run_add },
  { "account list", "", N_("the accounts"), run_list },
  { "account show", "NAME", N_("one account with its settings"), run_show },
  { "account iuv", "NAME [--next NUMBER]",
    N_("how the notice numbers of its body stand; --next confirms which one comes next"), spt_cli_run_iuv },
  { "account remove", "NAME", N_("removes an account and its secrets"), run_remove },
  { "account test", "NAME", N_("tries the connection with a call that changes nothing"), run_test },
  { NULL }
};
