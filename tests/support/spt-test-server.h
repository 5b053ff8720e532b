/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A web server for tests, on loopback, with a script of behaviours, good and bad; it counts what
 * really reached it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SptTestFault:
 * @SPT_TEST_ANSWER: no fault: the whole answer
 * @SPT_TEST_DROP_BEFORE_READING: closes the connection without reading a byte
 * @SPT_TEST_RESET_BEFORE_READING: the same with a reset
 * @SPT_TEST_READ_THEN_DROP: reads the whole request, then closes without a byte of answer
 * @SPT_TEST_READ_THEN_RESET: the same with a reset
 * @SPT_TEST_READ_HALF_THEN_RESET: reads the head and a little of the body, then resets
 * @SPT_TEST_HANG: reads the request and never answers, until the server is stopped
 * @SPT_TEST_HANG_BEFORE_READING: accepts and does nothing at all
 * @SPT_TEST_GARBAGE: answers with what is not HTTP
 * @SPT_TEST_CUT_HEAD: closes in the middle of the answer's head
 * @SPT_TEST_CUT_BODY: Content-Length says the whole, half of the body comes, then the end
 * @SPT_TEST_CUT_BODY_CLOSE: the same with "Connection: close" said
 * @SPT_TEST_CUT_CHUNKED: a chunked body without its end
 * @SPT_TEST_CHUNKED: a chunked body, complete
 * @SPT_TEST_UNTIL_CLOSE: no length at all: the end of the connection is the end of the body
 * @SPT_TEST_DRIP: the body one byte at a time, with pauses, without end until the server is stopped
 * @SPT_TEST_HUGE: a body that goes on until the other side has enough
 * @SPT_TEST_EARLY_HINTS: a "103" head before the real one
 *
 * What the server does with one request.
 */
typedef enum
{
  SPT_TEST_ANSWER,
  SPT_TEST_DROP_BEFORE_READING,
  SPT_TEST_RESET_BEFORE_READING,
  SPT_TEST_READ_THEN_DROP,
  SPT_TEST_READ_THEN_RESET,
  SPT_TEST_READ_HALF_THEN_RESET,
  SPT_TEST_HANG,
  SPT_TEST_HANG_BEFORE_READING,
  SPT_TEST_GARBAGE,
  SPT_TEST_CUT_HEAD,
  SPT_TEST_CUT_BODY,
  SPT_TEST_CUT_BODY_CLOSE,
  SPT_TEST_CUT_CHUNKED,
  SPT_TEST_CHUNKED,
  SPT_TEST_UNTIL_CLOSE,
  SPT_TEST_DRIP,
  SPT_TEST_HUGE,
  SPT_TEST_EARLY_HINTS
} SptTestFault;

typedef struct _SptTestServer SptTestServer;

/* Listens on 127.0.0.1, port 0. @certificate_pem: certificate and key in one PEM text; NULL = plain
 * http. */
SptTestServer *spt_test_server_new             (const char    *certificate_pem) G_GNUC_WARN_UNUSED_RESULT;
/* Stops every thread, also those that hang on purpose. */
void           spt_test_server_free            (SptTestServer *self);
/* "http://127.0.0.1:PORT", or "https://localhost:PORT" with a certificate; no slash at the end. */
const char    *spt_test_server_get_url         (SptTestServer *self);
guint16        spt_test_server_get_port        (SptTestServer *self);

/* Adds one step to the script: the next request without a step gets it. @headers: (nullable) whole
 * lines with "\r\n"; Content-Length is added where the fault does not forbid it. Beyond the end of
 * the script every request is answered 200 "ok". */
void           spt_test_server_push            (SptTestServer *self,
                                                SptTestFault   fault,
                                                guint          status,
                                                const char    *headers,
                                                const char    *body);
/* The same for a body of any bytes. */
void           spt_test_server_push_bytes      (SptTestServer *self,
                                                SptTestFault   fault,
                                                guint          status,
                                                const char    *headers,
                                                GBytes        *body);

/* Requests whose head came whole (the body too, but where a fault reads less), and connections
 * accepted. */
guint          spt_test_server_get_n_requests  (SptTestServer *self);
guint          spt_test_server_get_n_connections (SptTestServer *self);
/* Bytes of body that SPT_TEST_DRIP wrote so far. */
guint          spt_test_server_get_n_dripped   (SptTestServer *self);
/* Run the default main context, where the client lives, until that many came; FALSE when they had
 * not after 20 s. */
gboolean       spt_test_server_wait_requests   (SptTestServer *self,
                                                guint          n_requests);
gboolean       spt_test_server_wait_connections (SptTestServer *self,
                                                guint          n_connections);
gboolean       spt_test_server_wait_dripped    (SptTestServer *self,
                                                guint          n_bytes);
/* Request line and headers as they came, and the body; @index from 0. */
char          *spt_test_server_get_head        (SptTestServer *self,
                                                guint          index) G_GNUC_WARN_UNUSED_RESULT;
GBytes        *spt_test_server_get_body        (SptTestServer *self,
                                                guint          index) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptTestServer, spt_test_server_free)

G_END_DECLS
