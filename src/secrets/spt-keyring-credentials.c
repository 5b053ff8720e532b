/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets that the system hands over as files ACCOUNT.KEY in a folder (systemd's convention). */
#define G_LOG_DOMAIN "spt-keyring-credentials"

#include "config.h"

#include "secrets/spt-keyring.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_SECRET (64 * 1024)

#define SPT_TYPE_KEYRING_CREDENTIALS (spt_keyring_credentials_get_type ())

G_DECLARE_FINAL_TYPE (SptKeyringCredentials, spt_keyring_credentials, SPT, KEYRING_CREDENTIALS,
                      GObject)

struct _SptKeyringCredentials
{
  GObject     parent_instance;

  char       *directory; /* (owned) */
  GHashTable *names;     /* (owned) (element-type utf8 GPtrArray): credential to accounts */
};

static gboolean
fail (GError     **error,
      const char  *path,
      const char  *words)
{
  g_set_error (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_FAILED, "%s: %s", path, words);

  return FALSE;
}

static gboolean
read_descriptor (int          descriptor,
                 const char  *path,
                 char       **secret,
                 GError     **error)
{
  struct stat status;
  char *buffer;
  gsize length = 0;
  gssize n_read;

  if (fstat (descriptor, &status) != 0)
    return fail (error, path, g_strerror (errno));
  if (!S_ISREG (status.st_mode))
    return fail (error, path, "not a file");

  /* One byte more than allowed tells a file that is too large. */
  buffer = g_malloc0 (MAX_SECRET + 2);
  while (length <= MAX_SECRET
         && (n_read = TEMP_FAILURE_RETRY (read (descriptor, buffer + length,
                                                MAX_SECRET + 1 - length))) != 0)
    {
      if (n_read < 0)
        {
          int saved_errno = errno;

          explicit_bzero (buffer, MAX_SECRET + 2);
          g_free (buffer);
          return fail (error, path, g_strerror (saved_errno));
        }
      length += (gsize) n_read;
    }

  /* An editor or "echo" ends the file with a line break that is not part of the secret. */
  if (length > 0 && length <= MAX_SECRET && buffer[length - 1] == '\n')
    {
      buffer[--length] = '\0';
      if (length > 0 && buffer[length - 1] == '\r')
        buffer[--length] = '\0';
    }

  if (length > MAX_SECRET || strlen (buffer) != length
      || !g_utf8_validate (buffer, (gssize) length, NULL))
    {
      explicit_bzero (buffer, MAX_SECRET + 2);
      g_free (buffer);
      return fail (error, path, "not a secret: too large, or not text");
    }

  *secret = g_strdup (buffer);
  explicit_bzero (buffer, MAX_SECRET + 2);
  g_free (buffer);

  return TRUE;
}

/* FALSE on an error; a file that is not there, or is empty, gives TRUE and no secret. */
static gboolean
read_secret (SptKeyringCredentials  *self,
             const char             *name,
             const char             *key,
             char                  **secret,
             GError                **error)
{
  g_autofree char *file_name = g_strconcat (name, ".", key, NULL);
  g_autofree char *path = g_build_filename (self->directory, file_name, NULL);
  int descriptor;
  gboolean good;

  *secret = NULL;
  if (strchr (file_name, '/') != NULL)
    return fail (error, path, "not the name of a secret");

  /* Not blocking: whatever stands there instead of a file must not hang the program. */
  descriptor = TEMP_FAILURE_RETRY (open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (descriptor < 0)
    {
      if (errno == ENOENT)
        return TRUE;
      return fail (error, path, g_strerror (errno));
    }
  good = read_descriptor (descriptor, path, secret, error);
  close (descriptor);
  if (good && **secret == '\0')
    g_clear_pointer (secret, spt_secret_free);

  return good;
}

static void
run (SptKeyring           *keyring,
     const SptKeyringCall *call,
     GTask                *task)
{
  SptKeyringCredentials *self = SPT_KEYRING_CREDENTIALS (keyring);
  g_autoptr (GError) error = NULL;
  GPtrArray *names = g_hash_table_lookup (self->names, call->credential);
  char *secret = NULL;

  if (call->action != SPT_KEYRING_LOOKUP)
    {
      g_task_return_new_error (task, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_READ_ONLY,
                               "The folder of credentials can only be read");
      return;
    }

  /* Small files in memory: reading them here takes less than a thread would. */
  for (guint i = 0; names != NULL && i < names->len && secret == NULL; i++)
    if (!read_secret (self, g_ptr_array_index (names, i), call->key, &secret, &error))
      {
        g_task_return_error (task, g_steal_pointer (&error));
        return;
      }

  g_task_return_pointer (task, secret, (GDestroyNotify) spt_secret_free);
}

static void
spt_keyring_credentials_iface_init (SptKeyringInterface *iface)
{
  iface->run = run;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SptKeyringCredentials, spt_keyring_credentials, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPT_TYPE_KEYRING,
                                                      spt_keyring_credentials_iface_init))

static void
spt_keyring_credentials_finalize (GObject *object)
{
  SptKeyringCredentials *self = SPT_KEYRING_CREDENTIALS (object);

  g_clear_pointer (&self->directory, g_free);
  g_clear_pointer (&self->names, g_hash_table_unref);

  G_OBJECT_CLASS (spt_keyring_credentials_parent_class)->finalize (object);
}

static void
spt_keyring_credentials_class_init (SptKeyringCredentialsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = spt_keyring_credentials_finalize;
}

static void
spt_keyring_credentials_init (SptKeyringCredentials *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_ptr_array_unref);
}

/**
 * spt_keyring_new_credentials:
 * @directory: (nullable): the folder; %NULL = what `$CREDENTIALS_DIRECTORY` says
 *
 * Makes a keyring on systemd's folder of credentials (design 5). Accounts are found by name: see
 * spt_keyring_credentials_set_name().
 *
 * Returns: (transfer full) (nullable): a keyring; %NULL when there is no folder
 */
SptKeyring *
spt_keyring_new_credentials (const char *directory)
{
  SptKeyringCredentials *self;

  if (directory == NULL)
    directory = g_getenv ("CREDENTIALS_DIRECTORY");
  if (directory == NULL || *directory == '\0')
    return NULL;

  self = g_object_new (SPT_TYPE_KEYRING_CREDENTIALS, NULL);
  self->directory = g_strdup (directory);

  return SPT_KEYRING (self);
}

/**
 * spt_keyring_credentials_set_name:
 * @self: a keyring made by spt_keyring_new_credentials()
 * @credential: the UUID of a credential
 * @account_name: the name of an account that uses it
 *
 * Says that the files of @account_name hold the secrets of @credential. Accounts may share a
 * credential: call it once
 * for each, and the files are looked for in that order.
 */
void
spt_keyring_credentials_set_name (SptKeyring *self,
                                  const char *credential,
                                  const char *account_name)
{
  SptKeyringCredentials *credentials;
  GPtrArray *names;

  g_return_if_fail (SPT_IS_KEYRING_CREDENTIALS (self));
  g_return_if_fail (credential != NULL);
  g_return_if_fail (account_name != NULL);

  credentials = SPT_KEYRING_CREDENTIALS (self);
  names = g_hash_table_lookup (credentials->names, credential);
  if (names == NULL)
    {
      names = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (credentials->names, g_strdup (credential), names);
    }
  if (!g_ptr_array_find_with_equal_func (names, account_name, g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (account_name));
}
