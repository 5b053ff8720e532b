/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in the desktop's own keyring, or inside a Flatpak in libsecret's encrypted file. */
#define G_LOG_DOMAIN "spt-keyring-libsecret"

#include "config.h"

#include "secrets/spt-keyring-private.h"

#include <libsecret/secret.h>
#include <string.h>

/* Long enough for a person to type the password of the keyring, short enough not to look dead. */
#define TIMEOUT_MS 30000

/* libsecret makes its connection once for all calls: one that was given up takes those down that begin right behind it, which are
 * tried again. Where a prompt is possible only at once: no person has dismissed it by then. */
#define RETRIES          5
#define RETRY_AFTER_MS   20
#define NO_PERSON_SO_FAR (300 * G_TIME_SPAN_MILLISECOND)

#define SPT_TYPE_KEYRING_LIBSECRET (spt_keyring_libsecret_get_type ())

G_DECLARE_FINAL_TYPE (SptKeyringLibsecret, spt_keyring_libsecret, SPT, KEYRING_LIBSECRET, GObject)

struct _SptKeyringLibsecret
{
  GObject  parent_instance;

  guint    timeout_ms;
  gboolean allow_unlock;
};

static const SecretSchema schema = {
  .name = "io.github.sportello.Secret",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "credential", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "key", SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

/* One call under way: the data of its task. libsecret's lookup, store and clear unlock by
 * themselves, which prompts. Where no prompt may appear, the item (to look up, to clear) or the
 * default collection (to store) is looked at first. */
typedef struct
{
  GTask            *task;         /* (unowned): owns this struct */
  SptKeyringAction  action;
  gboolean          allow_unlock;
  GHashTable       *attributes;   /* (owned) */
  char             *label;        /* (owned) (nullable) */
  SecretValue      *value;        /* (owned) (nullable) */
  GCancellable     *stop;         /* (owned): what libsecret sees */
  GCancellable     *cancellable;  /* (owned) (nullable): the caller's */
  gulong            cancelled_id;
  GSource          *timer;        /* (owned) (nullable) */
  GSource          *retry;        /* (owned) (nullable) */
  gint64            started;      /* monotonic µs */
  guint             n_retries;
  GList            *items;        /* (owned) (element-type SecretRetrievable) */
  gboolean          timed_out;
} Operation;

static void
operation_stop_watching (Operation *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  if (self->retry != NULL)
    g_source_destroy (self->retry);
  g_clear_pointer (&self->retry, g_source_unref);
  if (self->cancelled_id != 0)
    g_signal_handler_disconnect (self->cancellable, self->cancelled_id);
  self->cancelled_id = 0;
}

static void
operation_free (Operation *self)
{
  operation_stop_watching (self);
  g_clear_pointer (&self->attributes, g_hash_table_unref);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->value, secret_value_unref);
  g_clear_object (&self->stop);
  g_clear_object (&self->cancellable);
  g_list_free_full (self->items, g_object_unref);
  g_free (self);
}

/* Endings ------------------------------------------------------------------------------------- */

static gboolean
is_no_service (const GError *error)
{
  if (error->domain == G_DBUS_ERROR)
    switch (error->code)
      {
      case G_DBUS_ERROR_SERVICE_UNKNOWN:
      case G_DBUS_ERROR_NAME_HAS_NO_OWNER:
      case G_DBUS_ERROR_NO_SERVER:
      case G_DBUS_ERROR_NO_NETWORK:
      case G_DBUS_ERROR_BAD_ADDRESS:
      case G_DBUS_ERROR_DISCONNECTED:
      case G_DBUS_ERROR_FILE_NOT_FOUND:
      case G_DBUS_ERROR_SPAWN_EXEC_FAILED:
      case G_DBUS_ERROR_SPAWN_FORK_FAILED:
      case G_DBUS_ERROR_SPAWN_CHILD_EXITED:
      case G_DBUS_ERROR_SPAWN_CHILD_SIGNALED:
      case G_DBUS_ERROR_SPAWN_FAILED:
      case G_DBUS_ERROR_SPAWN_SETUP_FAILED:
      case G_DBUS_ERROR_SPAWN_CONFIG_INVALID:
      case G_DBUS_ERROR_SPAWN_SERVICE_INVALID:
      case G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND:
      case G_DBUS_ERROR_SPAWN_PERMISSIONS_INVALID:
      case G_DBUS_ERROR_SPAWN_FILE_INVALID:
      case G_DBUS_ERROR_SPAWN_NO_MEMORY:
        return TRUE;
      default:
        return FALSE;
      }

  /* What the way to the bus itself says: no address, no socket, nobody behind it. */
  return error->domain == G_IO_ERROR;
}

static gboolean
is_timeout (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

static void operation_start (Operation *self);

static gboolean
retry_cb (gpointer user_data)
{
  Operation *self = user_data;

  g_clear_pointer (&self->retry, g_source_unref);
  g_list_free_full (g_steal_pointer (&self->items), g_object_unref);
  operation_start (self);

  return G_SOURCE_REMOVE;
}

static gboolean
operation_try_again (Operation    *self,
                     const GError *error)
{
  gboolean at_once = g_get_monotonic_time () - self->started < NO_PERSON_SO_FAR;

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (self->stop) || self->n_retries == RETRIES ||
      (self->allow_unlock && !at_once))
    return FALSE;

  self->n_retries++;
  self->retry = g_timeout_source_new (RETRY_AFTER_MS);
  g_source_set_callback (self->retry, retry_cb, self, NULL);
  g_source_attach (self->retry, g_task_get_context (self->task));

  return TRUE;
}

/* @error: (transfer full) */
static void
operation_fail (Operation *self,
                GError    *error)
{
  GTask *task = self->task;
  int code;

  if (operation_try_again (self, error))
    {
      g_error_free (error);
      return;
    }

  operation_stop_watching (self);
  g_dbus_error_strip_remote_error (error);

  if (!self->timed_out && self->cancellable != NULL
      && g_cancellable_is_cancelled (self->cancellable))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
      g_error_free (error);
      g_object_unref (task);
      return;
    }

  if (self->timed_out || is_timeout (error))
    code = SPT_KEYRING_ERROR_TIMEOUT;
  else if (error->domain == SPT_KEYRING_ERROR)
    code = error->code;
  else if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
           || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    code = SPT_KEYRING_ERROR_LOCKED; /* cancelled, and not by us: a prompt was dismissed */
  else if (is_no_service (error))
    code = SPT_KEYRING_ERROR_MISSING;
  else
    code = SPT_KEYRING_ERROR_FAILED;

  g_task_return_new_error (task, SPT_KEYRING_ERROR, code, "%s",
                           self->timed_out ? "The keyring did not answer in time" : error->message);
  g_error_free (error);
  g_object_unref (task);
}

static void
operation_fail_locked (Operation *self)
{
  operation_fail (self, g_error_new_literal (SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_LOCKED,
                                             "The keyring is locked"));
}

/* @secret: (transfer full) (nullable) */
static void
operation_return_secret (Operation *self,
                         char      *secret)
{
  GTask *task = self->task;

  operation_stop_watching (self);
  g_task_return_pointer (task, secret, (GDestroyNotify) spt_secret_free);
  g_object_unref (task);
}

static void
operation_return_true (Operation *self)
{
  GTask *task = self->task;

  operation_stop_watching (self);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* A copy that spt_secret_free() can free; NULL for what is no text. */
static char *
copy_secret (const char *text,
             gsize       length)
{
  if (memchr (text, '\0', length) != NULL || !g_utf8_validate (text, (gssize) length, NULL))
    return NULL;

  return g_strndup (text, length);
}

/* Without unlocking --------------------------------------------------------------------------- */

static void
retrieved_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Operation *self = user_data;
  g_autoptr (GError) error = NULL;
  SecretValue *value;
  const char *text;
  gsize length = 0;
  char *secret;

  value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (object), result, &error);
  if (value == NULL)
    {
      if (error != NULL)
        operation_fail (self, g_steal_pointer (&error));
      else
        operation_fail_locked (self);
      return;
    }

  text = secret_value_get (value, &length);
  secret = copy_secret (text, length);
  secret_value_unref (value);
  if (secret == NULL)
    operation_fail (self, g_error_new_literal (SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_FAILED,
                                               "What the keyring holds is no text"));
  else
    operation_return_secret (self, secret);
}

static void operation_clear (Operation *self);

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Operation *self = user_data;
  g_autoptr (GError) error = NULL;
  SecretRetrievable *open_item = NULL;
  gboolean any_locked = FALSE;

  self->items = secret_password_search_finish (result, &error);
  if (error != NULL)
    {
      operation_fail (self, g_steal_pointer (&error));
      return;
    }

  for (GList *l = self->items; l != NULL; l = l->next)
    {
      /* The items of the file back end cannot be locked. */
      if (SECRET_IS_ITEM (l->data) && secret_item_get_locked (l->data))
        any_locked = TRUE;
      else if (open_item == NULL)
        open_item = l->data;
    }

  if (self->action == SPT_KEYRING_CLEAR)
    {
      if (any_locked)
        operation_fail_locked (self);
      else if (open_item != NULL)
        operation_clear (self);
      else
        operation_return_true (self);
      return;
    }

  if (open_item != NULL && !(self->allow_unlock && any_locked))
    secret_retrievable_retrieve_secret (open_item, self->stop, retrieved_cb, self);
  else if (any_locked)
    operation_fail_locked (self);
  else
    operation_return_secret (self, NULL);
}

static void
operation_search (Operation *self)
{
  secret_password_searchv (&schema, self->attributes, SECRET_SEARCH_ALL, self->stop, searched_cb,
                           self);
}

static void operation_store (Operation *self);

static void
collection_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  Operation *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretCollection) collection = NULL;

  collection = secret_collection_for_alias_finish (result, &error);
  if (error != NULL)
    operation_fail (self, g_steal_pointer (&error));
  else if (collection == NULL)
    operation_fail (self, g_error_new_literal (SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_LOCKED,
                                               "There is no keyring yet"));
  else if (secret_collection_get_locked (collection))
    operation_fail_locked (self);
  else
    operation_store (self);
}

/* libsecret does not say which of its back ends it takes; this is how 0.20 chooses. Its file has
 * no lock to look at. */
static gboolean
is_file_back_end (void)
{
  const char *chosen = g_getenv ("SECRET_BACKEND");

  if (chosen != NULL && *chosen != '\0')
    return strcmp (chosen, "file") == 0;

  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("SNAP_NAME") != NULL;
}

/* The calls that may prompt ------------------------------------------------------------------- */

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Operation *self = user_data;
  g_autoptr (GError) error = NULL;
  char *password;
  char *secret;

  password = secret_password_lookup_nonpageable_finish (result, &error);
  if (error != NULL)
    {
      operation_fail (self, g_steal_pointer (&error));
      return;
    }
  if (password == NULL)
    {
      /* There is none, or a person refused to unlock it: libsecret says the same for both. */
      operation_search (self);
      return;
    }

  secret = copy_secret (password, strlen (password));
  secret_password_free (password);
  if (secret == NULL)
    operation_fail (self, g_error_new_literal (SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_FAILED,
                                               "What the keyring holds is no text"));
  else
    operation_return_secret (self, secret);
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Operation *self = user_data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    operation_return_true (self);
  else if (error != NULL)
    operation_fail (self, g_steal_pointer (&error));
  else
    operation_fail_locked (self);
}

static void
operation_store (Operation *self)
{
  secret_password_storev_binary (&schema, self->attributes, SECRET_COLLECTION_DEFAULT, self->label,
                                 self->value, self->stop, stored_cb, self);
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Operation *self = user_data;
  g_autoptr (GError) error = NULL;

  /* FALSE without an error: there was nothing. */
  secret_password_clear_finish (result, &error);
  if (error != NULL)
    operation_fail (self, g_steal_pointer (&error));
  else
    operation_return_true (self);
}

static void
operation_clear (Operation *self)
{
  secret_password_clearv (&schema, self->attributes, self->stop, cleared_cb, self);
}

/* Calls --------------------------------------------------------------------------------------- */

static gboolean
timeout_cb (gpointer user_data)
{
  Operation *self = user_data;

  self->timed_out = TRUE;
  g_cancellable_cancel (self->stop);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

static Operation *
operation_new (SptKeyringLibsecret  *keyring,
               const SptKeyringCall *call,
               GTask                *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Operation *self = g_new0 (Operation, 1);

  self->action = call->action;
  self->allow_unlock = keyring->allow_unlock;
  self->attributes = secret_attributes_build (&schema, "credential", call->credential, "key",
                                              call->key, NULL);
  self->started = g_get_monotonic_time ();
  self->stop = g_cancellable_new ();
  if (cancellable != NULL)
    {
      self->cancellable = g_object_ref (cancellable);
      self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                  g_object_ref (self->stop), g_object_unref);
    }
  self->timer = g_timeout_source_new (keyring->timeout_ms);
  g_source_set_callback (self->timer, timeout_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());

  g_task_set_task_data (task, self, (GDestroyNotify) operation_free);
  /* What was stored is stored, whatever was cancelled after it. */
  g_task_set_check_cancellable (task, FALSE);
  /* The operation keeps its task alive until it returns it. */
  self->task = g_object_ref (task);

  return self;
}

static void
operation_start (Operation *self)
{
  if (self->action == SPT_KEYRING_STORE)
    {
      if (self->allow_unlock || is_file_back_end ())
        operation_store (self);
      else
        secret_collection_for_alias (NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                                     self->stop, collection_cb, self);
    }
  else if (!self->allow_unlock)
    {
      operation_search (self);
    }
  else if (self->action == SPT_KEYRING_CLEAR)
    {
      operation_clear (self);
    }
  else
    {
      secret_password_lookupv (&schema, self->attributes, self->stop, looked_up_cb, self);
    }
}

static void
run (SptKeyring           *keyring,
     const SptKeyringCall *call,
     GTask                *task)
{
  Operation *self = operation_new (SPT_KEYRING_LIBSECRET (keyring), call, task);

  if (call->action == SPT_KEYRING_STORE)
    {
      self->label = g_strdup (call->label);
      self->value = secret_value_new (call->secret, -1, "text/plain");
    }
  operation_start (self);
}

static void
spt_keyring_libsecret_iface_init (SptKeyringInterface *iface)
{
  iface->run = run;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SptKeyringLibsecret, spt_keyring_libsecret, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPT_TYPE_KEYRING,
                                                      spt_keyring_libsecret_iface_init))

static void
spt_keyring_libsecret_class_init (SptKeyringLibsecretClass *klass)
{
}

static void
spt_keyring_libsecret_init (SptKeyringLibsecret *self)
{
  self->timeout_ms = TIMEOUT_MS;
}

/**
 * spt_keyring_new_libsecret:
 * @allow_unlock: whether a locked keyring may ask for its password (the window); %FALSE: it is
 *   %SPT_KEYRING_ERROR_LOCKED at once (the command line)
 *
 * Makes the keyring of the desktop: the Secret Service, or inside a Flatpak libsecret's encrypted
 * file. No call takes
 * longer than 30 s.
 *
 * Returns: (transfer full): a keyring
 */
SptKeyring *
spt_keyring_new_libsecret (gboolean allow_unlock)
{
  SptKeyringLibsecret *self = g_object_new (SPT_TYPE_KEYRING_LIBSECRET, NULL);

  self->allow_unlock = allow_unlock;

  return SPT_KEYRING (self);
}

/**
 * spt_keyring_libsecret_set_timeout:
 * @self: a keyring made by spt_keyring_new_libsecret()
 * @timeout_ms: instead of 30 s
 *
 * Sets the time after which a keyring that does not answer is given up. For tests.
 */
void
spt_keyring_libsecret_set_timeout (SptKeyring *self,
                                   guint       timeout_ms)
{
  g_return_if_fail (SPT_IS_KEYRING_LIBSECRET (self));

  SPT_KEYRING_LIBSECRET (self)->timeout_ms = timeout_ms;
}
