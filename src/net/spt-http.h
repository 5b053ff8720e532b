/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One HTTP exchange on one session: what left, what came back, and which of four kinds of outcome
 * that is. */
#pragma once

#include <gio/gio.h>

#include "base/spt-clock.h"

G_BEGIN_DECLS

#define SPT_TYPE_HTTP (spt_http_get_type ())

G_DECLARE_FINAL_TYPE (SptHttp, spt_http, SPT, HTTP, GObject)

/**
 * SptHttpResult:
 * @SPT_HTTP_ANSWERED: a complete answer came (any status)
 * @SPT_HTTP_NOT_SENT: provably no byte of the request reached the service
 * @SPT_HTTP_UNKNOWN: request bytes left and no complete answer came
 * @SPT_HTTP_CANCELLED: given up by us before a byte left; after that it is UNKNOWN
 */
typedef enum
{
  SPT_HTTP_ANSWERED,
  SPT_HTTP_NOT_SENT,
  SPT_HTTP_UNKNOWN,
  SPT_HTTP_CANCELLED
} SptHttpResult;

/**
 * SptHttpRequest:
 * @method: "POST"
 * @url: absolute; https, or http on loopback only
 * @headers: (nullable): name, value, name, value, ..., %NULL
 * @secrets: (nullable): %NULL-terminated texts to mask in everything recorded
 * @content_type: (nullable)
 * @body: (nullable)
 * @changes_something: fresh connection, no redirects, never repeated by the library (design 3)
 * @timeout_s: whole exchange, 0 = 30
 * @connect_timeout_s: 0 = 10
 * @max_answer: most bytes of answer body kept, 0 = 1 MiB; more makes the outcome "answer-too-large"
 */
typedef struct
{
  const char        *method;
  const char        *url;
  const char *const *headers;
  const char *const *secrets;
  const char        *content_type;
  GBytes            *body;
  gboolean           changes_something;
  guint              timeout_s;
  guint              connect_timeout_s;
  gsize              max_answer;
} SptHttpRequest;

/**
 * SptHttpAnswer:
 * @result: see SptHttpResult
 * @status: HTTP status, 0 without an answer
 * @reason: (nullable)
 * @headers: (element-type utf8 utf8): lower-case names; repeated ones joined by ", "
 * @body: (nullable): as received, possibly cut
 * @body_complete: FALSE when the body ended early or was cut
 * @code: (nullable): message code when not ANSWERED, or when the answer is unusable: "offline",
 *   "dns", "refused-connection", "timeout", "tls", "proxy", "answer-lost", "answer-truncated",
 *   "answer-too-large", "stopped-by-user"
 * @detail: (nullable): the library's own words, English, redacted
 * @retry_after_ms: -1 when not said; parses "120", "2000 ms", an HTTP date
 * @exchange: the record of the exchange as text, secrets masked: request line, headers, a note on
 *   the body, answer head and body (printable, at most 64 KiB)
 * @bytes_sent: request bytes written to the connection, as far as known
 * @started_utc_ms, @ended_utc_ms: wall clock
 */
typedef struct
{
  SptHttpResult  result;
  guint          status;
  char          *reason;
  GHashTable    *headers;
  GBytes        *body;
  gboolean       body_complete;
  char          *code;
  char          *detail;
  gint64         retry_after_ms;
  char          *exchange;
  goffset        bytes_sent;
  gint64         started_utc_ms;
  gint64         ended_utc_ms;
} SptHttpAnswer;

/* One per process, made and used on the main thread. The system's proxy is used, never for
 * loopback. */
SptHttp       *spt_http_new            (SptClock             *clock,
                                        const char           *user_agent) G_GNUC_WARN_UNUSED_RESULT;
/* For tests: an additional trusted certificate (PEM); NULL = the system's alone. */
void           spt_http_set_test_ca    (SptHttp              *self,
                                        const char           *pem);
/* For tests: asks @resolver instead of the system for the proxy of hosts that are not loopback. */
void           spt_http_set_test_proxy (SptHttp              *self,
                                        GProxyResolver       *resolver);
void           spt_http_send_async     (SptHttp              *self,
                                        const SptHttpRequest *request,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
/* An HTTP failure is an answer, not a GError: NULL only for a request that was never valid (bad
 * URL, http outside loopback). */
SptHttpAnswer *spt_http_send_finish    (SptHttp              *self,
                                        GAsyncResult         *result,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void           spt_http_answer_free    (SptHttpAnswer        *self);
const char    *spt_http_answer_get_header (SptHttpAnswer     *self,
                                           const char        *lower_case_name);
/* https anywhere, http on loopback only; sets an SptHttp error otherwise. */
gboolean       spt_http_check_url      (const char           *url,
                                        GError              **error);
gboolean       spt_http_url_is_loopback (const char          *url);

#define SPT_HTTP_ERROR (spt_http_error_quark ())
typedef enum
{
  SPT_HTTP_ERROR_URL,
  SPT_HTTP_ERROR_INSECURE,
  SPT_HTTP_ERROR_HEADER /* a method or header that HTTP cannot carry (a line break in a pasted key) */
} SptHttpError;
GQuark         spt_http_error_quark    (void);

/* "120" (seconds), "2000 ms" (GPD facts 3), or an HTTP date, of which @now_utc_ms is taken off; -1
 * when it is none of them. */
gint64         spt_http_parse_retry_after (const char        *text,
                                           gint64             now_utc_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptHttpAnswer, spt_http_answer_free)

/* multipart/form-data with one file part; @boundary is fixed by the caller so that the body is the
 * same each time it is built. */
GBytes        *spt_multipart_build     (const char           *boundary,
                                        const char           *field,
                                        const char           *file_name,
                                        const char           *content_type,
                                        GBytes               *content) G_GNUC_WARN_UNUSED_RESULT;
/* The same in two parts, for a file that is not to be copied. */
char          *spt_multipart_dup_head  (const char           *boundary,
                                        const char           *field,
                                        const char           *file_name,
                                        const char           *content_type) G_GNUC_WARN_UNUSED_RESULT;
char          *spt_multipart_dup_tail  (const char           *boundary) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
