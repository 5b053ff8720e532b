/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account: one way to reach one service. */

#define G_LOG_DOMAIN "spt-account"

#include "config.h"

#include "model/spt-account.h"

#include <string.h>

#include "base/spt-json.h"
#include "model/spt-object-private.h"

#define MAX_NAME_LENGTH    64
#define MAX_SETTINGS_BYTES (64 * 1024)

struct _SptAccount
{
  GObject         parent_instance;

  char           *uuid;           /* (owned) (not nullable) */
  char           *service;        /* (owned) (nullable) */
  char           *name;           /* (owned) (nullable) */
  char           *base_url;       /* (owned) (nullable) */
  char           *credential;     /* (owned) (not nullable) */
  char           *last_test_code; /* (owned) (nullable) */
  GTree          *settings;       /* (owned) (element-type utf8 utf8): sorted by key */

  gint64          id;
  gint64          last_success;
  gint64          last_test;
  SptEnvironment  environment;
};

G_DEFINE_FINAL_TYPE (SptAccount, spt_account, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_UUID,
  PROP_SERVICE,
  PROP_NAME,
  PROP_ENVIRONMENT,
  PROP_BASE_URL,
  PROP_CREDENTIAL,
  PROP_LAST_SUCCESS,
  PROP_LAST_TEST,
  PROP_LAST_TEST_CODE
} SptAccountProperty;

static GParamSpec *properties[PROP_LAST_TEST_CODE + 1];

static const char *const environment_names[] = {
  [SPT_ENVIRONMENT_PRACTICE] = "practice",
  [SPT_ENVIRONMENT_TEST] = "test",
  [SPT_ENVIRONMENT_PRODUCTION] = "production",
};

G_DEFINE_ENUM_TYPE (SptEnvironment, spt_environment,
                    G_DEFINE_ENUM_VALUE (SPT_ENVIRONMENT_PRACTICE, "practice"),
                    G_DEFINE_ENUM_VALUE (SPT_ENVIRONMENT_TEST, "test"),
                    G_DEFINE_ENUM_VALUE (SPT_ENVIRONMENT_PRODUCTION, "production"))

static GTree *
settings_new (void)
{
  return g_tree_new_full ((GCompareDataFunc) (GCallback) strcmp, NULL, g_free, g_free);
}

static void
spt_account_constructed (GObject *object)
{
  SptAccount *self = SPT_ACCOUNT (object);

  G_OBJECT_CLASS (spt_account_parent_class)->constructed (object);

  if (self->uuid == NULL)
    self->uuid = g_uuid_string_random ();
  if (self->credential == NULL)
    self->credential = g_strdup (self->uuid);
}

static void
spt_account_finalize (GObject *object)
{
  SptAccount *self = SPT_ACCOUNT (object);

  g_free (self->uuid);
  g_free (self->service);
  g_free (self->name);
  g_free (self->base_url);
  g_free (self->credential);
  g_free (self->last_test_code);
  g_tree_unref (self->settings);

  G_OBJECT_CLASS (spt_account_parent_class)->finalize (object);
}

static void
spt_account_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  SptAccount *self = SPT_ACCOUNT (object);

  switch ((SptAccountProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_UUID:
      g_value_set_string (value, self->uuid);
      break;
    case PROP_SERVICE:
      g_value_set_string (value, self->service);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ENVIRONMENT:
      g_value_set_enum (value, self->environment);
      break;
    case PROP_BASE_URL:
      g_value_set_string (value, self->base_url);
      break;
    case PROP_CREDENTIAL:
      g_value_set_string (value, self->credential);
      break;
    case PROP_LAST_SUCCESS:
      g_value_set_int64 (value, self->last_success);
      break;
    case PROP_LAST_TEST:
      g_value_set_int64 (value, self->last_test);
      break;
    case PROP_LAST_TEST_CODE:
      g_value_set_string (value, self->last_test_code);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_account_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  SptAccount *self = SPT_ACCOUNT (object);

  switch ((SptAccountProperty) prop_id)
    {
    case PROP_ID:
      spt_object_set_int64 (self, &self->id, g_value_get_int64 (value), pspec);
      break;
    case PROP_UUID:
      self->uuid = g_value_dup_string (value);
      break;
    case PROP_SERVICE:
      self->service = g_value_dup_string (value);
      break;
    case PROP_NAME:
      spt_object_set_string (self, &self->name, g_value_get_string (value), pspec);
      break;
    case PROP_ENVIRONMENT:
      if (self->environment != (SptEnvironment) g_value_get_enum (value))
        {
          self->environment = g_value_get_enum (value);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    case PROP_BASE_URL:
      spt_object_set_string (self, &self->base_url, g_value_get_string (value), pspec);
      break;
    case PROP_CREDENTIAL:
      /* No credential means one of its own: its uuid, which construction fills in. */
      spt_object_set_string (self, &self->credential,
                             g_value_get_string (value) != NULL ? g_value_get_string (value)
                                                                : self->uuid,
                             pspec);
      break;
    case PROP_LAST_SUCCESS:
      spt_object_set_int64 (self, &self->last_success, g_value_get_int64 (value), pspec);
      break;
    case PROP_LAST_TEST:
      spt_object_set_int64 (self, &self->last_test, g_value_get_int64 (value), pspec);
      break;
    case PROP_LAST_TEST_CODE:
      spt_object_set_string (self, &self->last_test_code, g_value_get_string (value), pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_account_class_init (SptAccountClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags fixed = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_CONSTRUCT_ONLY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = spt_account_constructed;
  object_class->finalize = spt_account_finalize;
  object_class->get_property = spt_account_get_property;
  object_class->set_property = spt_account_set_property;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_UUID] = g_param_spec_string ("uuid", NULL, NULL, NULL, fixed);
  properties[PROP_SERVICE] = g_param_spec_string ("service", NULL, NULL, NULL, fixed);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_ENVIRONMENT] =
    g_param_spec_enum ("environment", NULL, NULL, SPT_TYPE_ENVIRONMENT, SPT_ENVIRONMENT_PRACTICE,
                       flags);
  properties[PROP_BASE_URL] = g_param_spec_string ("base-url", NULL, NULL, NULL, flags);
  properties[PROP_CREDENTIAL] = g_param_spec_string ("credential", NULL, NULL, NULL, flags);
  properties[PROP_LAST_SUCCESS] =
    g_param_spec_int64 ("last-success", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_LAST_TEST] =
    g_param_spec_int64 ("last-test", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_LAST_TEST_CODE] = g_param_spec_string ("last-test-code", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
spt_account_init (SptAccount *self)
{
  self->settings = settings_new ();
}

/**
 * spt_environment_to_string:
 * @environment: an environment
 *
 * Gets the word that the archive and the command line use.
 *
 * Returns: (transfer none): "practice", "test" or "production"
 */
const char *
spt_environment_to_string (SptEnvironment environment)
{
  g_return_val_if_fail ((guint) environment < G_N_ELEMENTS (environment_names), NULL);

  return environment_names[environment];
}

/**
 * spt_environment_from_string:
 * @text: (nullable): a word of spt_environment_to_string()
 * @environment: (out): the environment
 *
 * Reads an environment back.
 *
 * Returns: %FALSE, with @environment untouched, when @text is no such word
 */
gboolean
spt_environment_from_string (const char     *text,
                             SptEnvironment *environment)
{
  g_return_val_if_fail (environment != NULL, FALSE);

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (environment_names); i++)
    {
      if (g_str_equal (text, environment_names[i]))
        {
          *environment = (SptEnvironment) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * spt_account_new:
 * @service: service id ("gpd")
 * @name: a valid name, see spt_account_name_is_valid()
 * @environment: which of the service's environments it reaches
 *
 * Makes an account that is not saved yet: id 0, a fresh uuid, a credential of its own.
 *
 * Returns: (transfer full): the account
 */
SptAccount *
spt_account_new (const char     *service,
                 const char     *name,
                 SptEnvironment  environment)
{
  g_return_val_if_fail (service != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_object_new (SPT_TYPE_ACCOUNT,
                       "service", service,
                       "name", name,
                       "environment", environment,
                       NULL);
}

/**
 * spt_account_name_is_valid:
 * @name: (nullable): a name
 *
 * Says whether an account may be called so: `[A-Za-z0-9._-]{1,64}` (design 5), so that it can be
 * part of a file's name.
 *
 * Returns: %TRUE if it may
 */
gboolean
spt_account_name_is_valid (const char *name)
{
  gsize length;

  if (name == NULL)
    return FALSE;
  for (length = 0; name[length] != '\0'; length++)
    {
      if (!g_ascii_isalnum (name[length]) && strchr ("._-", name[length]) == NULL)
        return FALSE;
    }

  return length >= 1 && length <= MAX_NAME_LENGTH;
}

/**
 * spt_account_get_id:
 * @self: an account
 *
 * Gets the row id in the archive.
 *
 * Returns: the id, 0 = not saved
 */
gint64
spt_account_get_id (SptAccount *self)
{
  g_return_val_if_fail (SPT_IS_ACCOUNT (self), 0);

  return self->id;
}

/**
 * spt_account_get_uuid:
 * @self: an account
 *
 * Gets what names the account for ever, whatever it is called.
 *
 * Returns: (transfer none): the uuid
 */
const char *
spt_account_get_uuid (SptAccount *self)
{
  g_return_val_if_fail (SPT_IS_ACCOUNT (self), NULL);

  return self->uuid;
}

/**
 * spt_account_get_service:
 * @self: an account
 *
 * Gets the service that it reaches.
 *
 * Returns: (transfer none): the service id
 */
const char *
spt_account_get_service (SptAccount *self)
{
  g_return_val_if_fail (SPT_IS_ACCOUNT (self), NULL);

  return self->service;
}

/**
 * spt_account_get_name:
 * @self: an account
 *
 * Gets what the user calls it.
 *
 * Returns: (transfer none): the name
 */
const char *
spt_account_get_name (SptAccount *self)
{
  g_return_val_if_fail (SPT_IS_ACCOUNT (self), NULL);

  return self->name;
}

/**
 * spt_account_get_environment:
 * @self: an account
 *
 * Gets the environment that it reaches.
 *
 * Returns: the environment
 */
SptEnvironment
spt_account_get_environment (SptAccount *self)
{
  g_return_val_if_fail (SPT_IS_ACCOUNT (self), SPT_ENVIRONMENT_PRACTICE);

  return self->environment;
}

/**
 * spt_account_get_base_url:
 * @self: an account
 *
 * Gets the part of the address before the paths that the service's document gives.
 *
 * Returns: (transfer none) (nullable): the address, %NULL when not set
 */
const char *
spt_account_get_base_url (SptAccount *self)
{
  g_return_val_if_fail (SPT_IS_ACCOUNT (self), NULL);

  return self->base_url;
}

/**
 * spt_account_get_credential:
 * @self: an account
 *
 * Gets the uuid under which the keyring keeps the secrets; accounts of one broker share it.
 *
 * Returns: (transfer none): the uuid
 */
const char *
spt_account_get_credential (SptAccount *self)
{
  g_return_val_if_fail (SPT_IS_ACCOUNT (self), NULL);

  return self->credential;
}

/**
 * spt_account_get_setting:
 * @self: an account
 * @key: a setting key of the service ("broker-code")
 *
 * Gets a setting.
 *
 * Returns: (transfer none) (nullable): its value, %NULL when not set
 */
const char *
spt_account_get_setting (SptAccount *self,
                         const char *key)
{
  g_return_val_if_fail (SPT_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return g_tree_lookup (self->settings, key);
}

static const char *
get_filled (SptAccount *self,
            const char *key)
{
  const char *value = g_tree_lookup (self->settings, key);

  return value != NULL && *value != '\0' ? value : NULL;
}

/**
 * spt_account_get_body:
 * @self: an account
 *
 * Gets the creditor body that it answers for.
 *
 * Returns: (transfer none) (nullable): its tax code
 */
const char *
spt_account_get_body (SptAccount *self)
{
  g_return_val_if_fail (SPT_IS_ACCOUNT (self), NULL);

  return get_filled (self, SPT_ACCOUNT_BODY);
}

/**
 * spt_account_get_body_name:
 * @self: an account
 *
 * Gets what people call that body.
 *
 * Returns: (transfer none) (nullable): its name
 */
const char *
spt_account_get_body_name (SptAccount *self)
{
  g_return_val_if_fail (SPT_IS_ACCOUNT (self), NULL);

  return get_filled (self, SPT_ACCOUNT_BODY_NAME);
}

/**
 * spt_account_set_setting:
 * @self: an account
 * @key: a setting key of the service
 * @value: (nullable): its value, never a secret; %NULL takes the setting away
 *
 * Sets a setting. Whether the service knows @key is for the service to say.
 */
void
spt_account_set_setting (SptAccount *self,
                         const char *key,
                         const char *value)
{
  g_return_if_fail (SPT_IS_ACCOUNT (self));
  g_return_if_fail (key != NULL && *key != '\0');

  if (value != NULL)
    g_tree_replace (self->settings, g_strdup (key), g_strdup (value));
  else
    g_tree_remove (self->settings, key);
}

static gboolean
write_setting (gpointer key,
               gpointer value,
               gpointer data)
{
  SptJsonWriter *writer = data;

  spt_json_writer_put_string (writer, key, value);

  return FALSE;
}

/**
 * spt_account_dup_settings:
 * @self: an account
 *
 * Makes the text that the archive keeps of the settings: a JSON object of strings, sorted by key.
 *
 * Returns: (transfer full): the text
 */
char *
spt_account_dup_settings (SptAccount *self)
{
  GString *out;
  SptJsonWriter writer;

  g_return_val_if_fail (SPT_IS_ACCOUNT (self), NULL);

  out = g_string_new (NULL);
  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  g_tree_foreach (self->settings, write_setting, &writer);
  spt_json_writer_end_object (&writer);

  return g_string_free (out, FALSE);
}

/**
 * spt_account_load_settings:
 * @self: an account
 * @json: what spt_account_dup_settings() made
 * @error: return location for a #GError
 *
 * Puts the settings in place of those there are.
 *
 * Returns: %FALSE with %SPT_JSON_ERROR when @json is not an object of strings; the settings are
 * then as before
 */
gboolean
spt_account_load_settings (SptAccount  *self,
                           const char  *json,
                           GError     **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GTree) settings = NULL;
  JsonObject *object;
  JsonObjectIter iter;
  const char *key;

  g_return_val_if_fail (SPT_IS_ACCOUNT (self), FALSE);
  g_return_val_if_fail (json != NULL, FALSE);

  root = spt_json_parse (json, strlen (json), MAX_SETTINGS_BYTES, error);
  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, SPT_JSON_ERROR, SPT_JSON_ERROR_TYPE, "settings: an object is expected");
      return FALSE;
    }

  settings = settings_new ();
  object = json_node_get_object (root);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, NULL))
    {
      const char *value;

      if (!spt_json_get_string (object, key, "", &value, error))
        return FALSE;
      g_tree_replace (settings, g_strdup (key), g_strdup (value));
    }

  g_tree_unref (self->settings);
  self->settings = g_steal_pointer (&settings);

  return TRUE;
}

static gboolean
copy_setting (gpointer key,
              gpointer value,
              gpointer data)
{
  g_tree_replace (data, g_strdup (key), g_strdup (value));

  return FALSE;
}

/**
 * spt_account_copy:
 * @self: an account
 *
 * Makes a second object of the same account, id, uuid and all: a dialog changes the copy, and what
 * it saves is the account itself.
 *
 * Returns: (transfer full): the copy
 */
SptAccount *
spt_account_copy (SptAccount *self)
{
  SptAccount *copy;

  g_return_val_if_fail (SPT_IS_ACCOUNT (self), NULL);

  copy = g_object_new (SPT_TYPE_ACCOUNT,
                       "id", self->id,
                       "uuid", self->uuid,
                       "service", self->service,
                       "name", self->name,
                       "environment", self->environment,
                       "base-url", self->base_url,
                       "credential", self->credential,
                       "last-success", self->last_success,
                       "last-test", self->last_test,
                       "last-test-code", self->last_test_code,
                       NULL);
  g_tree_foreach (self->settings, copy_setting, copy->settings);

  return copy;
}
