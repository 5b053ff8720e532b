/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Masking of secrets before anything is written down or shown. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SPT_REDACTED "•••"

/* TRUE for header names whose value is a secret (Authorization, Ocp-Apim-Subscription-Key, Cookie,
 * ...). */
gboolean  spt_redact_is_secret_header (const char *name);
/* Every occurrence of each of @secrets (%NULL-terminated, empty strings and texts under 4
 * characters ignored), plain, percent-encoded or Base64, replaced by %SPT_REDACTED. */
char     *spt_redact_text             (const char        *text,
                                       const char *const *secrets) G_GNUC_WARN_UNUSED_RESULT;
/* A URL with the values of query parameters that look like keys masked, and user:password
 * removed. */
char     *spt_redact_url              (const char *url) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
