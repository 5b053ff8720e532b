/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service that answers by script: what it was asked is counted, what it says is said
 * beforehand. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

#define FAKE_WATCH_MS     (15 * 60 * 1000)
#define TYPE_FAKE_SERVICE (fake_service_get_type ())

G_DECLARE_FINAL_TYPE (FakeService, fake_service, FAKE, SERVICE, SptService)

/* Makes it the only service there is. Writes its account table: call user_data_init() before. */
FakeService *fake_service_install  (void);
/* The next answer to a call of @kind; takes @outcome. NULL = the call never ends (until
 * fake_service_release()). */
void         fake_service_script   (FakeService *self,
                                    SptCallKind  kind,
                                    SptOutcome  *outcome);
/* Ends the call that never ends. */
void         fake_service_release  (FakeService *self,
                                    SptOutcome  *outcome);
guint        fake_service_get_n    (FakeService *self,
                                    SptCallKind  kind);
/* Called when a call begins: to look at what is on disk by then. */
typedef void (*FakeServiceHook) (const SptCall *call,
                                 SptCallKind    kind,
                                 gpointer       user_data);
void         fake_service_set_hook (FakeService     *self,
                                    FakeServiceHook  hook,
                                    gpointer         user_data);
/* What the last send carried. */
const char  *fake_service_get_body (FakeService *self);
/* "uuid" of each send, in order. */
GPtrArray   *fake_service_get_sent (FakeService *self);

G_END_DECLS
