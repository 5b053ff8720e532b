/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An office that looks addresses up: the engine with a scripted server and a clock that is moved. */
#pragma once

#include "outbox/spt-outbox.h"
#include "spt-fake-clock.h"
#include "spt-test-server.h"

#define START_UTC_MS G_GINT64_CONSTANT (1772438400000)
#define UKEY         "n0t~a+real/key"
#define ROSSI        "RSSMRA80A01H501U"
#define DITTA        "00743110157"
#define DAY_MS       G_GINT64_CONSTANT (86400000)

typedef struct
{
  SptTestServer *server;
  SptClock      *system;   /* of the http */
  SptFakeClock  *clock;
  SptHttp       *http;
  SptKeyring    *keyring;
  SptStore      *store;
  SptOutbox     *outbox;
  SptAccount    *account;
  const char    *folder;
  char          *archive;
  gint64         rossi;    /* subjects */
  gint64         ditta;
} Office;

void    run          (Office       *office,
                      SptStoreMode  mode,
                      SptStoreFunc  func,
                      gpointer      data);
void    open_store   (Office       *office);
Office *office_new   (void);
void    start        (Office       *office);
void    stop         (Office       *office);
void    crash        (Office       *office);
void    office_free  (Office       *self);
/* What the server answers next. */
void    push         (Office       *office,
                      const char   *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Office, office_free)
