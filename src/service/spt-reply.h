/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server's JSON answer says, read for people and for their support. Pure. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a server said, fit to be shown: printable, without line breaks, secrets masked; NULL for nothing. */
char     *spt_reply_dup_shown   (const char        *text,
                                 const char *const *secrets) G_GNUC_WARN_UNUSED_RESULT;
/* A member of @object, whatever the case of its name. (nullable), borrowed. */
JsonNode *spt_reply_find_member (JsonObject        *object,
                                 const char        *name);
/* A text member of @object, whatever the case of its name; numbers as their digits. */
char     *spt_reply_dup_member  (JsonObject        *object,
                                 const char        *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
