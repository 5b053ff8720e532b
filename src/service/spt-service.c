/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The abstract service: its account table, and wrappers that answer for absent abilities. */

#define G_LOG_DOMAIN "spt-service"

#include "config.h"

#include "service/spt-service.h"

#include <string.h>

#include "base/spt-data.h"

typedef struct
{
  GMutex     lock;                /* the table is asked for on the main thread and on workers */
  SptSchema *account_schema;      /* (owned) (nullable) (mutex lock) */
  JsonNode  *account_table;       /* (owned) (nullable) (mutex lock) */
  GError    *account_error;       /* (owned) (nullable) (mutex lock) */
  char      *base_urls[SPT_ENVIRONMENT_PRODUCTION + 1]; /* (owned) (nullable) (mutex lock) */
  char      *notices[SPT_ENVIRONMENT_PRODUCTION + 1];   /* (owned) (nullable) (mutex lock) */
  char      *address_helps[SPT_ENVIRONMENT_PRODUCTION + 1]; /* (owned) (nullable) (mutex lock) */
  JsonNode  *proposals; /* (owned) (nullable) (mutex lock): environment -> name -> text */
} SptServicePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SptService, spt_service, G_TYPE_OBJECT)

G_DEFINE_QUARK (spt_service_error_quark, spt_service_error)

#define GET_PRIVATE(self) ((SptServicePrivate *) spt_service_get_instance_private (self))

/**
 * spt_step_load:
 * @self: a step
 * @operation: what is asked
 * @cell: (nullable): what a table says of it; %NULL = nothing
 *
 * Reads a cell of a table of phases. A word that nobody knows is "possible".
 */
void
spt_step_load (SptStep    *self,
               const char *operation,
               JsonObject *cell)
{
  static const char *const kinds[] = { "next", "possible", "doubtful", "closed" };
  const char *kind;

  *self = (SptStep) { .operation = operation, .kind = SPT_STEP_POSSIBLE, .inferred = TRUE };
  if (cell == NULL)
    return;

  kind = json_object_get_string_member_with_default (cell, "kind", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (kind, kinds[i]) == 0)
        self->kind = (SptStepKind) i;
    }
  self->inferred = json_object_get_boolean_member_with_default (cell, "inferred", FALSE);
  self->reason = spt_data_text (cell, "reason");
}

/* Takes "base-urls" out of the table, for the schema knows fields alone. */
static gboolean
take_base_urls (SptServicePrivate  *priv,
                JsonObject         *table,
                const char         *path,
                GError            **error)
{
  JsonNode *node = json_object_get_member (table, "base-urls");
  JsonObjectIter iter;
  const char *name;
  JsonNode *url;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_SETTINGS,
                   "%s: “base-urls” must be an object", path);
      return FALSE;
    }

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &url))
    {
      SptEnvironment environment;

      if (!spt_environment_from_string (name, &environment) ||
          json_node_get_value_type (url) != G_TYPE_STRING)
        {
          g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_SETTINGS,
                       "%s: “%s” in “base-urls” is no environment with an address", path,
                       name);
          return FALSE;
        }
      g_free (priv->base_urls[environment]);
      priv->base_urls[environment] = g_strdup (json_node_get_string (url));
    }
  json_object_remove_member (table, "base-urls");

  return TRUE;
}

/* Takes @member out of the table: for some environments a text for people. */
static gboolean
take_texts (JsonObject  *table,
            const char  *member,
            const char  *path,
            char       **texts,
            GError     **error)
{
  JsonNode *node = json_object_get_member (table, member);
  JsonObjectIter iter;
  const char *name;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_SETTINGS,
                   "%s: “%s” must be an object", path, member);
      return FALSE;
    }

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, NULL))
    {
      const char *text = spt_data_text (json_node_get_object (node), name);
      SptEnvironment environment;

      if (!spt_environment_from_string (name, &environment) || text == NULL)
        {
          g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_SETTINGS,
                       "%s: “%s” in “%s” is no environment with a text", path, name, member);
          return FALSE;
        }
      g_free (texts[environment]);
      texts[environment] = g_strdup (text);
    }
  json_object_remove_member (table, member);

  return TRUE;
}

static gboolean
holds_texts (JsonNode *node)
{
  g_autoptr (GList) values = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  values = json_object_get_values (json_node_get_object (node));
  for (GList *l = values; l != NULL; l = l->next)
    {
      if (json_node_get_value_type (l->data) != G_TYPE_STRING)
        return FALSE;
    }

  return TRUE;
}

/* Takes "proposals" out of the table: what a new account's fields start with. */
static gboolean
take_proposals (SptServicePrivate  *priv,
                JsonObject         *table,
                const char         *path,
                GError            **error)
{
  JsonNode *node = json_object_get_member (table, "proposals");
  JsonObjectIter iter;
  const char *name;
  JsonNode *texts;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_SETTINGS,
                   "%s: “proposals” must be an object", path);
      return FALSE;
    }

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &texts))
    {
      SptEnvironment environment;

      if (!spt_environment_from_string (name, &environment) || !holds_texts (texts))
        {
          g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_SETTINGS,
                       "%s: “%s” in “proposals” is no environment with texts", path, name);
          return FALSE;
        }
    }
  priv->proposals = json_node_copy (node);
  json_object_remove_member (table, "proposals");

  return TRUE;
}

/* Call with the lock held. A broken table stays broken until the next start: its error is given
 * each time. */
static void
load_account_table (SptService *self)
{
  SptServicePrivate *priv = GET_PRIVATE (self);
  const SptServiceInfo *info = spt_service_get_info (self);
  JsonObject *table;

  if (priv->account_schema != NULL || priv->account_error != NULL)
    return;

  priv->account_table = spt_data_load_json (info->account_table, &priv->account_error);
  if (priv->account_table == NULL)
    return;
  if (!JSON_NODE_HOLDS_OBJECT (priv->account_table))
    {
      g_set_error (&priv->account_error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_SETTINGS,
                   "%s: an object is expected", info->account_table);
      return;
    }
  table = json_node_get_object (priv->account_table);
  if (!take_base_urls (priv, table, info->account_table, &priv->account_error) ||
      !take_texts (table, "notices", info->account_table, priv->notices, &priv->account_error) ||
      !take_texts (table, "address-helps", info->account_table, priv->address_helps,
                   &priv->account_error) ||
      !take_proposals (priv, table, info->account_table, &priv->account_error))
    return;
  priv->account_schema = spt_schema_new (priv->account_table, info->id, &priv->account_error);
  g_prefix_error (&priv->account_error, "%s: ", info->account_table);
}

static void
spt_service_finalize (GObject *object)
{
  SptService *self = SPT_SERVICE (object);
  SptServicePrivate *priv = GET_PRIVATE (self);

  g_clear_pointer (&priv->account_schema, spt_schema_unref);
  g_clear_pointer (&priv->account_table, json_node_unref);
  g_clear_error (&priv->account_error);
  for (guint i = 0; i < G_N_ELEMENTS (priv->base_urls); i++)
    {
      g_free (priv->base_urls[i]);
      g_free (priv->notices[i]);
      g_free (priv->address_helps[i]);
    }
  g_clear_pointer (&priv->proposals, json_node_unref);
  g_mutex_clear (&priv->lock);

  G_OBJECT_CLASS (spt_service_parent_class)->finalize (object);
}

static void
spt_service_class_init (SptServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spt_service_finalize;
}

static void
spt_service_init (SptService *self)
{
  g_mutex_init (&GET_PRIVATE (self)->lock);
}

/**
 * spt_service_get_info:
 * @self: a service
 *
 * Gets what the service is and offers.
 *
 * Returns: (transfer none): static information
 */
const SptServiceInfo *
spt_service_get_info (SptService *self)
{
  g_return_val_if_fail (SPT_IS_SERVICE (self), NULL);

  return SPT_SERVICE_GET_CLASS (self)->info;
}

/**
 * spt_service_find_operation:
 * @self: a service
 * @operation: (nullable): an operation id ("gpd.create")
 *
 * Finds an operation of @self.
 *
 * Returns: (transfer none) (nullable): the operation, %NULL if @self has none of that id
 */
const SptOperationInfo *
spt_service_find_operation (SptService *self,
                            const char *operation)
{
  const SptServiceInfo *info;

  g_return_val_if_fail (SPT_IS_SERVICE (self), NULL);

  info = spt_service_get_info (self);
  for (guint i = 0; operation != NULL && i < info->n_operations; i++)
    {
      if (g_str_equal (info->operations[i].id, operation))
        return &info->operations[i];
    }

  return NULL;
}

/**
 * spt_service_get_account_schema:
 * @self: a service
 * @error: return location for an error
 *
 * Gets the fields of an account of this service: settings and secrets. The table is read at the
 * first call. Any thread.
 *
 * Returns: (transfer none) (nullable): the schema, %NULL with @error set when the table cannot be
 *   used
 */
SptSchema *
spt_service_get_account_schema (SptService  *self,
                                GError     **error)
{
  SptServicePrivate *priv;
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = NULL;

  g_return_val_if_fail (SPT_IS_SERVICE (self), NULL);

  priv = GET_PRIVATE (self);
  locker = g_mutex_locker_new (&priv->lock);
  load_account_table (self);
  if (priv->account_schema == NULL && error != NULL)
    *error = g_error_copy (priv->account_error);

  return priv->account_schema;
}

/**
 * spt_service_get_default_base_url:
 * @self: a service
 * @environment: test or production
 *
 * Gets the address that a new account of @environment starts with, from the account table. Any
 * thread.
 *
 * Returns: (transfer none) (nullable): the address; %NULL for practice, whose address the
 *   practice service says
 */
const char *
spt_service_get_default_base_url (SptService     *self,
                                  SptEnvironment  environment)
{
  SptServicePrivate *priv;
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = NULL;

  g_return_val_if_fail (SPT_IS_SERVICE (self), NULL);
  g_return_val_if_fail (environment < G_N_ELEMENTS (priv->base_urls), NULL);

  priv = GET_PRIVATE (self);
  locker = g_mutex_locker_new (&priv->lock);
  load_account_table (self);

  return priv->base_urls[environment];
}

/**
 * spt_service_has_environment:
 * @self: a service
 * @environment: where
 *
 * Says whether an account of @self may lead there: not every service has one for tests.
 *
 * Returns: whether there is such an environment
 */
gboolean
spt_service_has_environment (SptService     *self,
                             SptEnvironment  environment)
{
  g_return_val_if_fail (SPT_IS_SERVICE (self), FALSE);

  return environment != SPT_ENVIRONMENT_TEST || !spt_service_get_info (self)->has_no_test;
}

/**
 * spt_service_get_notice:
 * @self: a service
 * @environment: where
 *
 * Gets what people have to know before they work in @environment, from the account table: that
 * others use it too, and no real people's data belong there (services facts 4.2). Any thread.
 *
 * Returns: (transfer none) (nullable): a sentence in the user's language; %NULL = nothing
 */
const char *
spt_service_get_notice (SptService     *self,
                        SptEnvironment  environment)
{
  SptServicePrivate *priv;
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = NULL;

  g_return_val_if_fail (SPT_IS_SERVICE (self), NULL);
  g_return_val_if_fail (environment < G_N_ELEMENTS (priv->notices), NULL);

  priv = GET_PRIVATE (self);
  locker = g_mutex_locker_new (&priv->lock);
  load_account_table (self);

  return priv->notices[environment];
}

/**
 * spt_service_get_address_help:
 * @self: a service
 * @environment: where
 *
 * Gets where people find the address of @environment that the account table does not know. Any
 * thread.
 *
 * Returns: (transfer none) (nullable): a sentence in the user's language; %NULL = nothing
 */
const char *
spt_service_get_address_help (SptService     *self,
                              SptEnvironment  environment)
{
  SptServicePrivate *priv;
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = NULL;

  g_return_val_if_fail (SPT_IS_SERVICE (self), NULL);
  g_return_val_if_fail (environment < G_N_ELEMENTS (priv->address_helps), NULL);

  priv = GET_PRIVATE (self);
  locker = g_mutex_locker_new (&priv->lock);
  load_account_table (self);

  return priv->address_helps[environment];
}

/**
 * spt_service_dup_proposal:
 * @self: a service
 * @environment: where
 * @name: a setting or secret of the account table
 * @base_url: (nullable): the account's address, which "{base-url}" in the table stands for
 *
 * Gets what a field of a new account starts with: what the service's document says of an
 * environment that all share, or what the practice service takes. Any thread.
 *
 * Returns: (transfer full) (nullable): the text; %NULL = nobody but the user knows
 */
char *
spt_service_dup_proposal (SptService     *self,
                          SptEnvironment  environment,
                          const char     *name,
                          const char     *base_url)
{
  SptServicePrivate *priv;
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = NULL;
  const char *word = spt_environment_to_string (environment);
  JsonObject *all, *texts;
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (SPT_IS_SERVICE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  priv = GET_PRIVATE (self);
  locker = g_mutex_locker_new (&priv->lock);
  load_account_table (self);
  if (priv->proposals == NULL)
    return NULL;
  all = json_node_get_object (priv->proposals);
  texts = json_object_has_member (all, word) ? json_object_get_object_member (all, word) : NULL;
  if (texts == NULL || !json_object_has_member (texts, name))
    return NULL;

  parts = g_strsplit (json_object_get_string_member (texts, name), "{base-url}", -1);
  if (parts[1] != NULL && (base_url == NULL || *base_url == '\0'))
    return NULL;

  return g_strjoinv (base_url != NULL ? base_url : "", parts);
}

/* An error that a person took upon himself, as long as the value is the one he saw. */
static SptIssueLevel
get_level (SptAccount     *account,
           const SptIssue *issue)
{
  const char *value = issue->path != NULL ? spt_account_get_setting (account, issue->path) : NULL;
  g_autofree char *key = NULL;

  if (!issue->overridable || issue->level != SPT_ISSUE_ERROR || value == NULL)
    return issue->level;
  key = g_strconcat (SPT_SETTING_ACCEPTED, issue->path, NULL);

  return g_strcmp0 (spt_account_get_setting (account, key), value) == 0 ? SPT_ISSUE_WARNING
                                                                        : issue->level;
}

static void
check_rules (SptService   *self,
             SptAccount   *account,
             SptIssueList *issues)
{
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);

  if (SPT_SERVICE_GET_CLASS (self)->check_account == NULL)
    return;
  SPT_SERVICE_GET_CLASS (self)->check_account (self, account, found);
  for (guint i = 0; i < spt_issue_list_get_n (found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (found, i);

      SptIssueLevel level = get_level (account, issue);

      spt_issue_list_add (issues, level, issue->domain, issue->code, issue->row, issue->path,
                          issue->value, issue->limit);
      if (issue->overridable && level == SPT_ISSUE_ERROR)
        spt_issue_list_set_overridable (issues);
    }
}

/* The settings as a record, which says what is shown beside what. */
static SptRecord *
make_record (SptSchema  *schema,
             SptAccount *account)
{
  const SptGroupDef *root = spt_schema_get_root (schema);
  SptRecord *record = spt_record_new (schema);

  for (guint i = 0; i < root->n_fields; i++)
    {
      if (root->fields[i].kind != SPT_FIELD_SECRET)
        spt_node_set (spt_record_get_root (record), i,
                      spt_account_get_setting (account, root->fields[i].name), -1);
    }

  return record;
}

/**
 * spt_service_needs:
 * @self: a service
 * @account: an account of it
 * @name: a setting or secret
 *
 * Says whether an account with these settings has to have it: a password is for whoever logs in with
 * one.
 *
 * Returns: whether it is required, and asked for
 */
gboolean
spt_service_needs (SptService *self,
                   SptAccount *account,
                   const char *name)
{
  SptSchema *schema = spt_service_get_account_schema (self, NULL);
  const SptFieldDef *field = schema != NULL ? spt_group_def_find_field (spt_schema_get_root (schema), name)
                                            : NULL;
  g_autoptr (SptRecord) record = NULL;

  if (field == NULL || !field->required)
    return FALSE;
  record = make_record (schema, account);

  return spt_node_is_visible (spt_record_get_root (record), field->index);
}

/**
 * spt_service_check_account:
 * @self: a service
 * @account: an account of it
 * @issues: takes the findings; their path is the setting's key, "base-url" for the address
 *
 * Checks the settings against the account table, and the address: https, or http on loopback.
 * Secrets are not looked at. An overridable error is a warning while the setting
 * %SPT_SETTING_ACCEPTED and its key has the very value.
 */
void
spt_service_check_account (SptService   *self,
                           SptAccount   *account,
                           SptIssueList *issues)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptIssueList) found = NULL;
  const SptGroupDef *root;
  const char *base_url;
  const char *domain;
  SptSchema *schema;

  g_return_if_fail (SPT_IS_SERVICE (self));
  g_return_if_fail (SPT_IS_ACCOUNT (account));
  g_return_if_fail (issues != NULL);

  domain = spt_service_get_info (self)->id;
  base_url = spt_account_get_base_url (account);
  if (base_url == NULL || *base_url == '\0')
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, domain, "required", 0, "base-url", NULL, NULL);
  else if (!spt_http_check_url (base_url, &error))
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, domain, "bad-base-url", 0, "base-url", base_url,
                        NULL);
  g_clear_error (&error);
  if (!spt_service_has_environment (self, spt_account_get_environment (account)))
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, domain, "no-environment", 0, "environment",
                        spt_environment_to_string (spt_account_get_environment (account)), NULL);

  schema = spt_service_get_account_schema (self, &error);
  if (schema == NULL)
    {
      spt_issue_list_add (issues, SPT_ISSUE_ERROR, domain, "settings", 0, NULL, error->message,
                          NULL);
      return;
    }

  check_rules (self, account, issues);

  record = make_record (schema, account);
  root = spt_schema_get_root (schema);

  found = spt_issue_list_new (0);
  spt_record_check (record, 0, FALSE, found);
  for (guint i = 0; i < spt_issue_list_get_n (found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (found, i);
      const SptFieldDef *field = issue->path == NULL ? NULL
                                                     : spt_group_def_find_field (root, issue->path);

      if (field != NULL && field->kind == SPT_FIELD_SECRET)
        continue;
      spt_issue_list_add (issues, issue->level, issue->domain, issue->code, issue->row, issue->path,
                          issue->value, issue->limit);
    }
}

/**
 * spt_service_can_call:
 * @self: a service
 * @kind: a kind of call
 *
 * Says whether the service has that ability.
 *
 * Returns: %TRUE if spt_service_call_async() can do it
 */
gboolean
spt_service_can_call (SptService  *self,
                      SptCallKind  kind)
{
  g_return_val_if_fail (SPT_IS_SERVICE (self), FALSE);
  g_return_val_if_fail (kind < SPT_N_CALLS, FALSE);

  return SPT_SERVICE_GET_CLASS (self)->call[kind] != NULL;
}

/**
 * spt_service_call_async:
 * @self: a service
 * @kind: which call
 * @call: what it works on; what it points to is borrowed until @callback, the struct itself is
 *   copied by the service
 * @cancellable: (nullable): gives up; after a byte left the outcome is unknown, not an error
 * @callback: called on the main context, once
 * @user_data: for @callback
 *
 * Calls the service. Main thread only.
 */
void
spt_service_call_async (SptService          *self,
                        SptCallKind          kind,
                        const SptCall       *call,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SPT_IS_SERVICE (self));
  g_return_if_fail (call != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_service_call_async);
  /* What became of bytes that left counts more than the wish to stop. */
  g_task_set_check_cancellable (task, FALSE);

  if (!spt_service_can_call (self, kind))
    {
      g_task_return_new_error (task, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                               "“%s” has no such call", spt_service_get_info (self)->id);
      return;
    }
  if (!g_task_return_error_if_cancelled (task))
    SPT_SERVICE_GET_CLASS (self)->call[kind] (self, call, task);
}

/**
 * spt_service_call_finish:
 * @self: a service
 * @result: as the callback had it
 * @error: return location for an error
 *
 * Finishes spt_service_call_async().
 *
 * Returns: (transfer full) (nullable): what came of it; %NULL with @error set for misuse, or when
 *   it was cancelled before a byte left
 */
SptOutcome *
spt_service_call_finish (SptService    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (SPT_IS_SERVICE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
