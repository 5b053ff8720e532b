/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every service must keep, whichever it is: abilities as said, sane outcomes for every
 * fault, no secret on record. */
#include "config.h"

#include <string.h>

#include "base/spt-messages.h"
#include "service/spt-service.h"
#include "services/spt-services-table.h"
#include "spt-test-server.h"
#include "spt-test.h"

#define SECRET "contract-test-secret-0123456789"

/* Enough of an account for any service: each required setting has a value its table allows. What
 * makes tokens, where a service needs one, is at @token_url. */
static SptAccount *
make_account (SptService *service,
              const char *base_url,
              const char *token_url,
              GHashTable *secrets)
{
  SptAccount *account = spt_account_new (spt_service_get_info (service)->id, "prova",
                                         SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (GError) error = NULL;
  SptSchema *schema = spt_service_get_account_schema (service, &error);
  const SptGroupDef *root;

  g_assert_no_error (error);
  root = spt_schema_get_root (schema);
  g_object_set (account, "base-url", base_url, NULL);
  for (guint i = 0; i < root->n_fields; i++)
    {
      const SptFieldDef *field = &root->fields[i];

      if (field->kind == SPT_FIELD_SECRET)
        g_hash_table_insert (secrets, g_strdup (field->name), g_strdup (SECRET));
      else if (field->default_value != NULL)
        spt_account_set_setting (account, field->name, field->default_value);
      else if (g_str_equal (field->name, "token-url"))
        spt_account_set_setting (account, field->name, token_url);
      else if (g_str_equal (field->name, "scope"))
        spt_account_set_setting (account, field->name, "contract/.default");
      else if (field->required && g_str_has_suffix (field->name, "-path"))
        spt_account_set_setting (account, field->name, "/v2/contract");
      else if (field->required)
        spt_account_set_setting (account, field->name, "12345678903");
    }

  return account;
}

#define N_TOKENS 4

typedef struct
{
  SptTestServer *server;
  SptTestServer *tokens; /* makes one for whoever asks */
  SptClock      *clock;
  SptHttp       *http;
  SptAccount    *account;
  GHashTable    *secrets;
  GPtrArray     *keys;
  GBytes        *body;
  SptCall        call;
} Desk;

static void
desk_init (Desk       *desk,
           SptService *service,
           const char *operation)
{
  memset (desk, 0, sizeof *desk);
  desk->server = spt_test_server_new (NULL);
  desk->tokens = spt_test_server_new (NULL);
  for (guint i = 0; i < N_TOKENS; i++)
    spt_test_server_push (desk->tokens, SPT_TEST_ANSWER, 200, "Content-Type: application/json\r\n",
                          "{\"token_type\":\"Bearer\",\"expires_in\":3599,"
                          "\"access_token\":\"contract-token\"}");
  desk->clock = spt_clock_new_system ();
  desk->http = spt_http_new (desk->clock, "sportello-test");
  desk->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  desk->account = make_account (service, spt_test_server_get_url (desk->server),
                                spt_test_server_get_url (desk->tokens), desk->secrets);
  desk->keys = g_ptr_array_new ();
  g_ptr_array_add (desk->keys, (gpointer) "A");
  desk->body = g_bytes_new_static ("body", 4);
  desk->call = (SptCall) {
    .http = desk->http,
    .clock = desk->clock,
    .account = desk->account,
    .secrets = desk->secrets,
    .uuid = "00000000-0000-0000-0000-000000000000",
    .operation = operation,
    .method = "POST",
    .path = "/v2/contract",
    .content_type = "text/plain",
    .body = desk->body,
    .remote_id = "remote-1",
    .keys = desk->keys,
    .sent_utc_ms = spt_clock_get_utc_ms (desk->clock) - 10000,
    .ended_utc_ms = spt_clock_get_utc_ms (desk->clock) - 9000,
  };
}

static void
desk_clear (Desk *desk)
{
  g_object_unref (desk->http);
  spt_test_server_free (desk->server);
  spt_test_server_free (desk->tokens);
  g_object_unref (desk->clock);
  g_object_unref (desk->account);
  g_hash_table_unref (desk->secrets);
  g_ptr_array_unref (desk->keys);
  g_bytes_unref (desk->body);
}

static SptOutcome *
run (Desk          *desk,
     SptService    *service,
     SptCallKind    kind,
     GCancellable  *cancellable,
     GError       **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  spt_service_call_async (service, kind, &desk->call, cancellable, spt_test_async_cb, &slot);
  result = spt_test_await (&slot, SPT_TEST_TIMEOUT_MS);

  return spt_service_call_finish (service, result, error);
}

/* What an outcome may be, whatever happened. */
static void
assert_sane (SptService  *service,
             SptCallKind  kind,
             SptOutcome  *outcome)
{
  const char *id = spt_service_get_info (service)->id;

  if (outcome->code != NULL)
    g_assert_nonnull (spt_messages_find (id, outcome->code));
  if (outcome->kind == SPT_OUTCOME_UNKNOWN || outcome->kind == SPT_OUTCOME_NOT_SENT ||
      outcome->kind == SPT_OUTCOME_REFUSED)
    g_assert_nonnull (outcome->code);
  if (outcome->transient && kind == SPT_CALL_SEND)
    g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_NOT_SENT);
  if (outcome->provisional)
    g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_PENDING);
  if (outcome->exchange != NULL)
    g_assert_null (strstr (outcome->exchange, SECRET));
  if (outcome->message != NULL)
    {
      g_assert_null (strstr (outcome->message, SECRET));
      g_assert_true (g_utf8_validate (outcome->message, -1, NULL));
    }
  for (guint i = 0; i < outcome->results->len; i++)
    {
      const SptItemResult *result = g_ptr_array_index (outcome->results, i);

      g_assert_nonnull (result->key);
      if (result->code != NULL)
        g_assert_nonnull (spt_messages_find (id, result->code));
    }
}

static void
test_info (gconstpointer data)
{
  SptService *service = spt_services_find (data);
  const SptServiceInfo *info = spt_service_get_info (service);
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);

  g_assert_cmpstr (info->id, ==, data);
  g_assert_nonnull (info->name);
  g_assert_nonnull (info->description);
  g_assert_cmpuint (info->n_operations, >, 0);
  for (guint i = 0; i < info->n_operations; i++)
    {
      const SptOperationInfo *operation = &info->operations[i];
      const SptOperationInfo *found = NULL;
      g_autofree char *prefix = g_strconcat (info->id, ".", NULL);

      g_assert_true (g_str_has_prefix (operation->id, prefix));
      g_assert_nonnull (operation->label);
      g_assert_true (spt_services_find_operation (operation->id, &found) == service);
      g_assert_true (found == operation);
      /* Records need what prepares and checks them. */
      g_assert_true (operation->record_kind == NULL || klass->prepare_records != NULL ||
                     klass->plants != NULL);
      g_assert_true (!operation->takes_document || (klass->prepare_document != NULL &&
                                                    klass->check_document != NULL));
      /* What may become uncertain can be looked up, or a person decides; a template always
       * helps. */
      g_assert_true (!operation->takes_document || klass->dup_template != NULL);
    }
  if (info->record_kind != NULL)
    {
      g_assert_true (spt_services_find_kind (info->record_kind) == service);
    }
  /* Of plants each operation has a form of its own (spt-plants.h). */
  if (info->record_kind != NULL && klass->plants == NULL)
    {
      g_assert_nonnull (klass->get_record_schema);
      g_assert_nonnull (klass->get_record_schema (service));
      g_assert_nonnull (klass->check_record);
      /* Positions are read by their service, dossiers by their record kind; both say what a list shows. */
      g_assert_true ((klass->get_position_columns != NULL) == (klass->read_csv != NULL));
      g_assert_true (klass->get_position_columns != NULL || klass->get_dossier_columns != NULL);
    }
  g_assert_true (spt_service_can_call (service, SPT_CALL_SEND));
  g_assert_null (spt_service_find_operation (service, "nobody.nothing"));
}

/* What the table of accounts proposes is enough with what it requires: nobody has to mend it. */
static void
test_account (gconstpointer data)
{
  SptService *service = spt_services_find (data);
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);
  g_autoptr (GHashTable) secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptAccount) account =
    make_account (service, "http://127.0.0.1:9/x", "http://127.0.0.1:9/token", secrets);

  if (klass->check_account != NULL)
    klass->check_account (service, account, issues);
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      g_test_message ("%s: %s", spt_issue_list_get (issues, i)->path,
                      spt_issue_list_get (issues, i)->code);
      g_assert_cmpint (spt_issue_list_get (issues, i)->level, ==, SPT_ISSUE_NOTE);
    }
  g_assert_cmpuint (g_hash_table_size (secrets), >, 0);
}

static void
test_template (gconstpointer data)
{
  SptService *service = spt_services_find (data);
  const SptServiceInfo *info = spt_service_get_info (service);
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);
  g_autoptr (SptClock) clock = spt_clock_new_system ();
  gint64 now = spt_clock_get_utc_ms (clock);

  for (guint i = 0; i < info->n_operations; i++)
    {
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      if (!info->operations[i].takes_document)
        continue;
      text = klass->dup_template (service, info->operations[i].id, now, &error);
      g_assert_no_error (error);
      stream = g_memory_input_stream_new_from_data (text, -1, NULL);
      g_assert_true (klass->check_document (service, NULL, info->operations[i].id, stream, now,
                                            issues, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (spt_issue_list_get_n_errors (issues), ==, 0);
    }
}

/* Of these an empty answer may be the whole one. */
static gboolean
may_be_empty (const SptOperationInfo *operation,
              SptCallKind             kind)
{
  return kind == SPT_CALL_TEST || kind == SPT_CALL_WATCH ||
         (kind == SPT_CALL_SEND && !operation->changes_something);
}

/* Every way to fail, for every call of every operation: an upload whose bytes left is unknown or refused, never
 * "not sent" and never done. */
static void
test_faults (gconstpointer data)
{
  static const struct
  {
    SptTestFault  fault;
    guint         status;
    const char   *body;
    gboolean      is_lost; /* the request was read, and no answer says what came of it */
  } faults[] = {
    { SPT_TEST_READ_THEN_DROP, 200, "", TRUE },
    { SPT_TEST_READ_THEN_RESET, 200, "", TRUE },
    { SPT_TEST_GARBAGE, 200, "", TRUE },
    { SPT_TEST_CUT_HEAD, 200, "", TRUE },
    { SPT_TEST_CUT_BODY, 200, "{\"a\":1}", TRUE },
    { SPT_TEST_HUGE, 200, "x", TRUE },
    { SPT_TEST_ANSWER, 500, "", TRUE },
    { SPT_TEST_ANSWER, 502, "<html>", TRUE },
    { SPT_TEST_ANSWER, 200, "", TRUE },
    { SPT_TEST_ANSWER, 200, "<html>", TRUE },
    { SPT_TEST_ANSWER, 200, "{", TRUE },
    { SPT_TEST_ANSWER, 204, "", TRUE },
    { SPT_TEST_ANSWER, 302, "", FALSE },
    { SPT_TEST_ANSWER, 401, "", FALSE },
    { SPT_TEST_ANSWER, 403, "", FALSE },
    { SPT_TEST_ANSWER, 404, "", FALSE },
    { SPT_TEST_ANSWER, 429, "", FALSE },
  };
  SptService *service = spt_services_find (data);
  const SptServiceInfo *info = spt_service_get_info (service);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      for (guint j = 0; j < info->n_operations * SPT_N_CALLS; j++)
        {
          const SptOperationInfo *operation = &info->operations[j / SPT_N_CALLS];
          SptCallKind kind = (SptCallKind) (j % SPT_N_CALLS);
          g_autoptr (GError) error = NULL;
          g_autoptr (SptOutcome) outcome = NULL;
          Desk desk;

          if (!spt_service_can_call (service, kind))
            continue;
          desk_init (&desk, service, operation->id);
          spt_test_server_push (desk.server, faults[i].fault, faults[i].status, NULL,
                                faults[i].body);
          /* With another token it is tried once more: refused at the gate, nothing was done. (The first
           * may be one of a desk before, whose server had the same port.) */
          if (faults[i].status == 401)
            spt_test_server_push (desk.server, faults[i].fault, faults[i].status, NULL,
                                  faults[i].body);
          outcome = run (&desk, service, kind, NULL, &error);
          g_assert_no_error (error);
          assert_sane (service, kind, outcome);
          /* Nothing was proven by any of these, but that a list may be empty; a test may have
           * nothing to ask there. */
          if ((!may_be_empty (operation, kind) || faults[i].status != 204) &&
              (kind != SPT_CALL_TEST || spt_test_server_get_n_requests (desk.server) > 0))
            g_assert_cmpint (outcome->kind, !=, SPT_OUTCOME_ACCEPTED);
          if (kind == SPT_CALL_SEND && operation->changes_something)
            {
              /* Whoever may not ask at all is turned away, or refused. */
              if (faults[i].status != 403 || outcome->kind != SPT_OUTCOME_REFUSED)
                g_assert_cmpint (outcome->kind, ==,
                                 faults[i].is_lost ? SPT_OUTCOME_UNKNOWN : SPT_OUTCOME_NOT_SENT);
              g_assert_cmpuint (spt_test_server_get_n_requests (desk.server), ==,
                                faults[i].status == 401 &&
                                spt_test_server_get_n_requests (desk.tokens) > 0 ? 2 : 1);
            }
          if (kind == SPT_CALL_POLL)
            g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_PENDING);
          if (kind == SPT_CALL_SETTLE)
            g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
          desk_clear (&desk);
        }
    }
}

/* There may be no call that could be tried without changing something. */
static gboolean
test_asks (SptService *service)
{
  g_autoptr (SptOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  gboolean asks;
  Desk desk;

  desk_init (&desk, service, spt_service_get_info (service)->operations[0].id);
  outcome = run (&desk, service, SPT_CALL_TEST, NULL, &error);
  g_assert_no_error (error);
  asks = spt_test_server_get_n_requests (desk.server) > 0;
  desk_clear (&desk);

  return asks;
}

static gboolean
has_request (gpointer user_data)
{
  return spt_test_server_get_n_requests (user_data) > 0;
}

/* Given up before the first byte: an error. Afterwards: whatever is known, which for a change is
 * "unknown". */
static void
test_cancel (gconstpointer data)
{
  SptService *service = spt_services_find (data);
  const SptServiceInfo *info = spt_service_get_info (service);

  for (guint kind = SPT_CALL_SEND; kind < SPT_N_CALLS; kind++)
    {
      g_autoptr (GCancellable) before = g_cancellable_new ();
      g_autoptr (GCancellable) after = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (SptOutcome) outcome = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      GAsyncResult *slot = NULL;
      Desk desk;

      if (!spt_service_can_call (service, (SptCallKind) kind) ||
          (kind == SPT_CALL_TEST && !test_asks (service)))
        continue;
      desk_init (&desk, service, info->operations[0].id);
      g_cancellable_cancel (before);
      outcome = run (&desk, service, (SptCallKind) kind, before, &error);
      g_assert_null (outcome);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_assert_cmpuint (spt_test_server_get_n_requests (desk.server), ==, 0);

      spt_test_server_push (desk.server, SPT_TEST_HANG, 200, NULL, "");
      spt_service_call_async (service, (SptCallKind) kind, &desk.call, after, spt_test_async_cb,
                              &slot);
      g_assert_true (spt_test_wait (has_request, desk.server, SPT_TEST_TIMEOUT_MS));
      g_cancellable_cancel (after);
      result = spt_test_await (&slot, SPT_TEST_TIMEOUT_MS);
      outcome = spt_service_call_finish (service, result, &error);
      g_assert_no_error (error);
      assert_sane (service, (SptCallKind) kind, outcome);
      if (kind == SPT_CALL_SEND && info->operations[0].changes_something)
        g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
      g_assert_cmpint (outcome->kind, !=, SPT_OUTCOME_ACCEPTED);
      desk_clear (&desk);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char    *name;
    GTestDataFunc  func;
  } tests[] = {
    { "info", test_info },
    { "account", test_account },
    { "template", test_template },
    { "faults", test_faults },
    { "cancel", test_cancel },
  };
  g_autoptr (GPtrArray) services = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  spt_services_register_all ();
  services = spt_services_list ();
  g_assert_cmpuint (services->len, >, 0);
  for (guint i = 0; i < services->len; i++)
    {
      const char *id = spt_service_get_info (g_ptr_array_index (services, i))->id;

      for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
        {
          g_autofree char *path = g_strdup_printf ("/contract/%s/%s", id, tests[j].name);

          g_test_add_data_func (path, id, tests[j].func);
        }
    }

  status = g_test_run ();
  spt_services_set_types (NULL);

  return status;
}
