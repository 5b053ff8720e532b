/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the net room share among themselves. */
#pragma once

#include <libsoup/soup.h>

#include "net/spt-http.h"

G_BEGIN_DECLS

#define SPT_HTTP_URI_FLAGS SOUP_HTTP_URI_FLAGS

/* One exchange under way: the data of its task, which lives until the library has called back. */
typedef struct
{
  SptHttp       *http;          /* (unowned): the task holds it */
  SptClock      *clock;         /* (unowned): of http */
  GTask         *task;          /* (unowned): owns this struct */
  SoupMessage   *message;       /* (owned) */
  GCancellable  *stop;          /* (owned): what the library sees; ours to cancel */
  GCancellable  *cancellable;   /* (owned) (nullable): the caller's */
  gulong         cancelled_id;
  guint          total_timer;
  guint          connect_timer;

  GBytes        *request_body;  /* (owned) (nullable) */
  char          *request_type;  /* (owned) (nullable) */
  char         **secrets;       /* (owned) (nullable) */
  guint          timeout_s;
  guint          connect_timeout_s;
  gsize          max_answer;

  GIOStream     *connection;    /* (owned) (nullable): what carries it, when it was made for it */
  GInputStream  *stream;        /* (owned) (nullable): the answer's body */
  GByteArray    *body;          /* (owned) */
  SptHttpAnswer *answer;        /* (owned) until returned */

  int            phase;         /* the last GSocketClientEvent, -1 before the first */
  guint          via_proxy : 1;
  guint          started   : 1; /* the library began to write: from here on nothing is provably unsent */
  guint          timed_out : 1;
  guint          once      : 1; /* it changes something: must not leave twice */
  guint          repeated  : 1; /* the library was about to send it again */
} SptHttpExchange;

gboolean        spt_http_host_is_loopback (const char          *host);
GUri           *spt_http_parse_url        (const char          *url,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* Never a proxy for loopback; else what @inner says, %NULL = the system's resolver. */
GProxyResolver *spt_proxy_resolver_new    (GProxyResolver      *inner) G_GNUC_WARN_UNUSED_RESULT;

/* Ends an exchange without an answer, or with one that is of no use. @code and @words_after, or the
 * library's own ones in @error, count once the request was begun; before that the cause is looked
 * for in @error. Our own reasons to stop come before both. */
void            spt_http_exchange_fail    (SptHttpExchange     *self,
                                           const char          *code,
                                           const char          *words_after,
                                           const GError        *error);
/* Status and headers of the answer. */
void            spt_http_exchange_read_head (SptHttpExchange   *self);
goffset         spt_http_exchange_count_sent (SptHttpExchange  *self);
/* At the end of a body, before its stream is closed: whether something is missing. */
gboolean        spt_http_exchange_body_is_short (SptHttpExchange *self);

/* The text of SptHttpAnswer.exchange; @answer has everything but that. */
char           *spt_http_record_exchange  (SoupMessage         *message,
                                           GBytes              *request_body,
                                           const char          *request_type,
                                           const char *const   *secrets,
                                           const SptHttpAnswer *answer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
