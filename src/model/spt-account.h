/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account: one way to reach one service (environment, address, settings); its secrets are
 * elsewhere. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  SPT_ENVIRONMENT_PRACTICE,
  SPT_ENVIRONMENT_TEST,
  SPT_ENVIRONMENT_PRODUCTION
} SptEnvironment;

#define SPT_TYPE_ENVIRONMENT (spt_environment_get_type ())
GType       spt_environment_get_type    (void);
const char *spt_environment_to_string   (SptEnvironment   environment);
gboolean    spt_environment_from_string (const char      *text,
                                         SptEnvironment  *environment);

#define SPT_TYPE_ACCOUNT (spt_account_get_type ())

/* Properties: id (int64, 0 = not saved), uuid, service, name, environment, base-url, credential
 * (the uuid under which the keyring keeps the secrets; shared by accounts of one broker),
 * last-success (UTC ms, 0 = never), last-test (UTC ms), last-test-code (nullable; NULL = the last
 * test was good). uuid and service are construct-only; the others can be set, and notify. */
G_DECLARE_FINAL_TYPE (SptAccount, spt_account, SPT, ACCOUNT, GObject)

SptAccount     *spt_account_new             (const char     *service,
                                             const char     *name,
                                             SptEnvironment  environment) G_GNUC_WARN_UNUSED_RESULT;
/* [A-Za-z0-9._-]{1,64} (design 5). */
gboolean        spt_account_name_is_valid   (const char     *name);

gint64          spt_account_get_id          (SptAccount     *self);
const char     *spt_account_get_uuid        (SptAccount     *self);
const char     *spt_account_get_service     (SptAccount     *self);
const char     *spt_account_get_name        (SptAccount     *self);
SptEnvironment  spt_account_get_environment (SptAccount     *self);
const char     *spt_account_get_base_url    (SptAccount     *self);
const char     *spt_account_get_credential  (SptAccount     *self);
/* Settings: never secrets. NULL when not set. */
const char     *spt_account_get_setting     (SptAccount     *self,
                                             const char     *key);
void            spt_account_set_setting     (SptAccount     *self,
                                             const char     *key,
                                             const char     *value);
/* The creditor body that it answers for: its tax code and, for people, its name. NULL when the
 * service has none, or it is not set. */
#define SPT_ACCOUNT_BODY      "organization-fiscal-code"
#define SPT_ACCOUNT_BODY_NAME "organization-name"
const char     *spt_account_get_body        (SptAccount     *self);
const char     *spt_account_get_body_name   (SptAccount     *self);
/* JSON object of strings, keys sorted; what the archive keeps. */
char           *spt_account_dup_settings    (SptAccount     *self);
gboolean        spt_account_load_settings   (SptAccount     *self,
                                             const char     *json,
                                             GError        **error);
SptAccount     *spt_account_copy            (SptAccount     *self);

G_END_DECLS
