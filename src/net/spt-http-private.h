/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the net room share among themselves. */
#pragma once

#include <libsoup/soup.h>

#include "net/spt-http.h"

G_BEGIN_DECLS

#define SPT_HTTP_URI_FLAGS SOUP_HTTP_URI_FLAGS

gboolean        spt_http_host_is_loopback (const char          *host);
GUri           *spt_http_parse_url        (const char          *url,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* Never a proxy for loopback; else what @inner says, %NULL = the system's resolver. */
GProxyResolver *spt_proxy_resolver_new    (GProxyResolver      *inner) G_GNUC_WARN_UNUSED_RESULT;

/* The text of SptHttpAnswer.exchange; @answer has everything but that. */
char           *spt_http_record_exchange  (SoupMessage         *message,
                                           GBytes              *request_body,
                                           const char          *request_type,
                                           const char *const   *secrets,
                                           const SptHttpAnswer *answer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
