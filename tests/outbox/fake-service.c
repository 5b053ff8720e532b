/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service that answers by script. */
#include "fake-service.h"

#include <string.h>

#include "user-data.h"

struct _FakeService
{
  SptService      parent_instance;

  GQueue          scripts[SPT_N_CALLS]; /* (element-type SptOutcome) (nullable elements as NONE) */
  guint           counts[SPT_N_CALLS];
  GPtrArray      *sent;
  char           *body;
  GTask          *held;
  FakeServiceHook hook;
  gpointer        hook_data;
};

G_DEFINE_FINAL_TYPE (FakeService, fake_service, SPT_TYPE_SERVICE)

static int none;

static const char account_table[] =
  "{\"sections\": [{\"id\": \"access\", \"title\": {\"it\": \"Accesso\", \"en\": \"Access\"}}],"
  " \"root\": {\"label\": {\"it\": \"Account\", \"en\": \"Account\"}, \"fields\": ["
  "{\"name\": \"desk\", \"label\": {\"it\": \"Banco\", \"en\": \"Desk\"}, \"section\": \"access\", \"kind\": \"text\"},"
  "{\"name\": \"key\", \"label\": {\"it\": \"Chiave\", \"en\": \"Key\"}, \"section\": \"access\", \"kind\": \"secret\","
  " \"required\": true}]}}";

static const SptOperationInfo operations[] = {
  { .id = "fake.write", .label = "Write", .takes_document = TRUE, .changes_something = TRUE },
  { .id = "fake.look", .label = "Look", .takes_document = TRUE, .changes_something = FALSE },
  { .id = "fake.list", .label = "List" },
  { .id = "fake.ask", .label = "Ask", .record_kind = "vouchers", .record_operation = "ask",
    .changes_something = TRUE },
  /* About plants, where a test sets SptServiceClass.plants (fake-plants.h). */
  { .id = "fake.9", .label = "Begin", .record_kind = "interventions", .record_operation = "9", .changes_something = TRUE },
  { .id = "fake.10", .label = "Bring", .record_kind = "interventions", .record_operation = "10", .changes_something = TRUE },
  { .id = "fake.84", .label = "Report", .record_kind = "interventions", .record_operation = "84", .changes_something = TRUE },
  { .id = "fake.8", .label = "End", .record_kind = "interventions", .record_operation = "8", .changes_something = TRUE },
};

static const SptServiceInfo service_info = {
  .id = "fake",
  .name = "Fake",
  .description = "Does what the script says.",
  .operations = operations,
  .n_operations = G_N_ELEMENTS (operations),
  .account_table = "fake/account.json",
  .record_kind = "vouchers",
  .watch_interval_ms = FAKE_WATCH_MS,
  .min_interval_ms = 1000,
  .send_interval_ms = 1000,
  .settle_grace_ms = 1000,
};

/* One line, one request; one word, one item: enough of a document to freeze. */
static gboolean
prepare_document (SptService       *service,
                  SptAccount       *account,
                  const char       *operation,
                  GInputStream     *document,
                  gint64            now_utc_ms,
                  SptPreparedFunc   func,
                  gpointer          user_data,
                  SptIssueList     *issues,
                  GCancellable     *cancellable,
                  GError          **error)
{
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  guint row = 0;

  if (document == NULL)
    {
      const SptPreparedRequest request = { .method = "GET", .path = "/list" };

      return func (&request, user_data, error);
    }
  lines = g_data_input_stream_new (document);

  while ((line = g_data_input_stream_read_line (lines, NULL, cancellable, error)) != NULL)
    {
      g_autoptr (GBytes) body = g_bytes_new (line, strlen (line));
      g_auto (GStrv) words = g_strsplit (line, " ", 4);
      guint rows[] = { row + 1, row + 1, row + 1, row + 1 };
      SptPreparedRequest request = {
        .method = "POST", .path = "/write", .content_type = "text/plain", .body = body,
        .n_items = g_strv_length (words), .keys = (const char *const *) words, .rows = rows,
      };

      row++;
      if (strcmp (line, "bad") == 0)
        {
          spt_issue_list_add (issues, SPT_ISSUE_ERROR, "base", "bad-pattern", row, NULL, line, NULL);
          g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES, "bad line");
          return FALSE;
        }
      if (!func (&request, user_data, error))
        return FALSE;
      g_clear_pointer (&line, g_free);
    }

  return *error == NULL;
}

/* One record, one request: its key is the body. */
static gboolean
prepare_records (SptService       *service,
                 SptAccount       *account,
                 const char       *operation,
                 SptRecordSource   source,
                 gpointer          source_data,
                 gint64            now_utc_ms,
                 SptPreparedFunc   func,
                 gpointer          user_data,
                 SptIssueList     *issues,
                 GCancellable     *cancellable,
                 GError          **error)
{
  g_autoptr (GString) doc = g_string_new (NULL);
  GError *local = NULL;
  gint64 id;
  guint row;

  while (source (doc, &id, &row, source_data, &local))
    {
      g_autoptr (GBytes) body = g_bytes_new (doc->str, doc->len);
      const char *key = doc->str;
      const SptPreparedRequest request = {
        .method = "POST", .path = "/ask", .content_type = "text/plain", .body = body,
        .n_items = 1, .keys = &key, .rows = &row, .record_ids = &id,
      };

      if (spt_issue_list_get_n_errors (issues) == 0 && !func (&request, user_data, error))
        return FALSE;
      g_string_truncate (doc, 0);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (spt_issue_list_get_n_errors (issues) > 0)
    g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES, "errors");

  return spt_issue_list_get_n_errors (issues) == 0;
}

/* The words of a body whose numbers are wanted, as a document of one line. */
static GBytes *
dup_document (SptService  *service,
              const char  *operation,
              GBytes      *body,
              GHashTable  *items,
              GError     **error)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autofree char *text = g_strndup (data, length);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_hash_table_contains (items, GUINT_TO_POINTER (i)))
        g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", words[i]);
    }

  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static void
call (FakeService   *self,
      SptCallKind    kind,
      const SptCall *parameters,
      GTask         *task)
{
  gpointer outcome = g_queue_pop_head (&self->scripts[kind]);

  self->counts[kind]++;
  if (kind == SPT_CALL_SEND)
    {
      gsize length;
      const char *data = parameters->body != NULL ? g_bytes_get_data (parameters->body, &length)
                                                  : NULL;

      g_ptr_array_add (self->sent, g_strdup (parameters->uuid));
      g_free (self->body);
      self->body = data != NULL ? g_strndup (data, length) : NULL;
    }
  if (self->hook != NULL)
    self->hook (parameters, kind, self->hook_data);

  g_assert_nonnull (outcome); /* a call that the script did not foresee */
  if (outcome == &none)
    {
      g_assert_null (self->held);
      self->held = g_object_ref (task);
    }
  else
    {
      g_task_return_pointer (task, outcome, (GDestroyNotify) spt_outcome_free);
    }
}

static void
call_send (SptService    *service,
           const SptCall *parameters,
           GTask         *task)
{
  call (FAKE_SERVICE (service), SPT_CALL_SEND, parameters, task);
}

static void
call_poll (SptService    *service,
           const SptCall *parameters,
           GTask         *task)
{
  call (FAKE_SERVICE (service), SPT_CALL_POLL, parameters, task);
}

static void
call_settle (SptService    *service,
             const SptCall *parameters,
             GTask         *task)
{
  call (FAKE_SERVICE (service), SPT_CALL_SETTLE, parameters, task);
}

static void
call_test (SptService    *service,
           const SptCall *parameters,
           GTask         *task)
{
  call (FAKE_SERVICE (service), SPT_CALL_TEST, parameters, task);
}

static void
call_watch (SptService    *service,
            const SptCall *parameters,
            GTask         *task)
{
  call (FAKE_SERVICE (service), SPT_CALL_WATCH, parameters, task);
}

static void
fake_service_finalize (GObject *object)
{
  FakeService *self = FAKE_SERVICE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->scripts); i++)
    {
      gpointer outcome;

      while ((outcome = g_queue_pop_head (&self->scripts[i])) != NULL)
        {
          if (outcome != &none)
            spt_outcome_free (outcome);
        }
    }
  g_ptr_array_unref (self->sent);
  g_free (self->body);
  G_OBJECT_CLASS (fake_service_parent_class)->finalize (object);
}

static void
fake_service_class_init (FakeServiceClass *klass)
{
  SptServiceClass *service_class = SPT_SERVICE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fake_service_finalize;
  service_class->info = &service_info;
  service_class->prepare_document = prepare_document;
  service_class->prepare_records = prepare_records;
  service_class->dup_document = dup_document;
  service_class->call[SPT_CALL_SEND] = call_send;
  service_class->call[SPT_CALL_POLL] = call_poll;
  service_class->call[SPT_CALL_SETTLE] = call_settle;
  service_class->call[SPT_CALL_TEST] = call_test;
  service_class->call[SPT_CALL_WATCH] = call_watch;
}

static void
fake_service_init (FakeService *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->scripts); i++)
    g_queue_init (&self->scripts[i]);
  self->sent = g_ptr_array_new_with_free_func (g_free);
}

FakeService *
fake_service_install (void)
{
  const GType types[] = { TYPE_FAKE_SERVICE, G_TYPE_INVALID };

  user_data_write ("fake/account.json", account_table, -1);
  spt_services_set_types (types);

  return FAKE_SERVICE (spt_services_find ("fake"));
}

void
fake_service_script (FakeService *self,
                     SptCallKind  kind,
                     SptOutcome  *outcome)
{
  g_queue_push_tail (&self->scripts[kind], outcome != NULL ? (gpointer) outcome : &none);
}

void
fake_service_release (FakeService *self,
                      SptOutcome  *outcome)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->held);

  g_assert_nonnull (task);
  g_task_return_pointer (task, outcome, (GDestroyNotify) spt_outcome_free);
}

guint
fake_service_get_n (FakeService *self,
                    SptCallKind  kind)
{
  return self->counts[kind];
}

void
fake_service_set_hook (FakeService     *self,
                       FakeServiceHook  hook,
                       gpointer         user_data)
{
  self->hook = hook;
  self->hook_data = user_data;
}

GPtrArray *
fake_service_get_sent (FakeService *self)
{
  return self->sent;
}

const char *
fake_service_get_body (FakeService *self)
{
  return self->body;
}
