/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where secrets live: an interface, and the places that implement it. Secrets are never written
 * anywhere else. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SPT_KEYRING_ERROR (spt_keyring_error_quark ())

typedef enum
{
  SPT_KEYRING_ERROR_MISSING,   /* no keyring service on this session */
  SPT_KEYRING_ERROR_LOCKED,    /* there is one, but locked, and unlocking was refused or not allowed */
  SPT_KEYRING_ERROR_TIMEOUT,   /* no answer within 30 s */
  SPT_KEYRING_ERROR_READ_ONLY, /* this place cannot store */
  SPT_KEYRING_ERROR_FAILED
} SptKeyringError;

GQuark spt_keyring_error_quark (void);

#define SPT_TYPE_KEYRING (spt_keyring_get_type ())

G_DECLARE_INTERFACE (SptKeyring, spt_keyring, SPT, KEYRING, GObject)

typedef enum
{
  SPT_KEYRING_LOOKUP,
  SPT_KEYRING_STORE,
  SPT_KEYRING_CLEAR
} SptKeyringAction;

/**
 * SptKeyringCall:
 * @action: what is asked
 * @credential: the UUID of the account's credential
 * @key: which secret of it
 * @label: (nullable): to store: what a person sees
 * @secret: (nullable): to store
 *
 * One call of a keyring.
 */
typedef struct
{
  SptKeyringAction  action;
  const char       *credential;
  const char       *key;
  const char       *label;
  const char       *secret;
} SptKeyringCall;

struct _SptKeyringInterface
{
  GTypeInterface parent;

  /* Returns @task, now or later: a lookup with a text (freed by spt_secret_free()) or NULL, the
   * others with a boolean. @call is the caller's again after this. */
  void (*run) (SptKeyring           *self,
               const SptKeyringCall *call,
               GTask                *task);
};

/* @credential: the account's credential uuid; @key: "subscription-key". The finish gives NULL
 * without an error when there is none; wipe and free the secret with spt_secret_free(). */
void        spt_keyring_lookup_async         (SptKeyring           *self,
                                              const char           *credential,
                                              const char           *key,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
char       *spt_keyring_lookup_finish        (SptKeyring           *self,
                                              GAsyncResult         *result,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void        spt_keyring_store_async          (SptKeyring           *self,
                                              const char           *credential,
                                              const char           *key,
                                              const char           *label,
                                              const char           *secret,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean    spt_keyring_store_finish         (SptKeyring           *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void        spt_keyring_clear_async          (SptKeyring           *self,
                                              const char           *credential,
                                              const char           *key,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean    spt_keyring_clear_finish         (SptKeyring           *self,
                                              GAsyncResult         *result,
                                              GError              **error);
/* Any of the three, to be finished as what it is. */
void        spt_keyring_run_async            (SptKeyring           *self,
                                              const SptKeyringCall *call,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);

void        spt_secret_free                  (char                 *secret);

/* libsecret: the Secret Service, or its own encrypted file inside a Flatpak. Only
 * secret_password_* calls; 30 s at most. @allow_unlock FALSE (command line): a locked keyring is
 * SPT_KEYRING_ERROR_LOCKED at once, no prompt. */
SptKeyring *spt_keyring_new_libsecret        (gboolean              allow_unlock) G_GNUC_WARN_UNUSED_RESULT;
/* In memory: tests, and "asked each time" for this session. */
SptKeyring *spt_keyring_new_memory           (void) G_GNUC_WARN_UNUSED_RESULT;
/* Files ACCOUNT.KEY in $CREDENTIALS_DIRECTORY (systemd), read only; NULL when the variable is not
 * set. Looks up by account NAME, so the caller registers names: */
SptKeyring *spt_keyring_new_credentials      (const char           *directory) G_GNUC_WARN_UNUSED_RESULT;
void        spt_keyring_credentials_set_name (SptKeyring           *self,
                                              const char           *credential,
                                              const char           *account_name);
/* Asks each of @keyrings (NULL-terminated) in order; the first that has it wins; stores into the
 * first that can. */
SptKeyring *spt_keyring_new_chain            (SptKeyring          **keyrings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
