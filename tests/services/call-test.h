/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the services' calls share: two scripted servers, an account on them, a call. */
#pragma once

#include "service/spt-service.h"
#include "spt-fake-clock.h"
#include "spt-test-server.h"

G_BEGIN_DECLS

/* 2026-11-21T12:00:00Z */
#define CALL_TEST_NOW G_GINT64_CONSTANT (1795262400000)

typedef struct
{
  SptTestServer *server;      /* the account's address */
  SptTestServer *auth;        /* makes tokens, where a service needs some */
  SptClock      *clock;       /* of the http */
  SptFakeClock  *fake_clock;  /* of the call */
  SptHttp       *http;
  SptAccount    *account;
  GHashTable    *secrets;
  GPtrArray     *keys;
  GPtrArray     *known;
  GBytes        *body;
  char          *url;         /* (nullable): of the test's own */
  GCancellable  *cancellable; /* (nullable) */
  gboolean       registered;
  SptCall        call;
} CallTest;

/* A POST of @body to @path that was sent ten seconds ago. @type: the service is registered anew, without
 * what the test before left in it; %G_TYPE_INVALID = it is registered already. */
CallTest   *call_test_new          (GType              type,
                                    const char        *operation,
                                    SptEnvironment     environment,
                                    const char        *path,
                                    const char        *content_type,
                                    const char        *body) G_GNUC_WARN_UNUSED_RESULT;
void        call_test_free         (CallTest          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CallTest, call_test_free)

void        call_test_set_secret   (CallTest          *self,
                                    const char        *name,
                                    const char        *value);
void        call_test_push         (CallTest          *self,
                                    guint              status,
                                    const char        *headers,
                                    const char        *body);
/* Runs one call to its end; asserts that nothing in it shows what is hidden. */
SptOutcome *call_test_run          (CallTest          *self,
                                    SptCallKind        kind) G_GNUC_WARN_UNUSED_RESULT;
SptOutcome *call_test_try          (CallTest          *self,
                                    SptCallKind        kind,
                                    GError           **error) G_GNUC_WARN_UNUSED_RESULT;

/* Static texts, NULL-terminated, that nothing may show, nor log by whatever library, as they are or
 * percent-encoded. */
void        call_test_hide         (const char *const *texts);
void        call_test_assert_clean (const char        *text);

G_END_DECLS
