/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the TSDigital twin share: log-in and calls with the standard headers. */
#pragma once

#include "practice-harness.h"

G_BEGIN_DECLS

#define TS "/tsdigital"
#define TS_ITEMS TS "/api/v3/items"
#define TS_SECRET "segreto-di-prova"
#define TS_HEADERS "User-Agent: prova/1 (linux) test/1\r\nX-App-Name: prova\r\nX-App-Version: 1.0\r\n"
#define TS_JSON "Content-Type: application/json\r\n"

Answer *ts_call    (Practice   *practice,
                    const char *method,
                    const char *path,
                    const char *token,
                    const char *headers,
                    const char *body);
char   *ts_digest  (const char *id,
                    const char *secret,
                    const char *nonce);
char   *ts_nonce   (Practice   *practice,
                    const char *base,
                    const char *id);
Answer *ts_log_in  (Practice   *practice,
                    const char *base,
                    const char *id,
                    const char *digest);
char   *ts_token   (Practice   *practice,
                    const char *id);
char   *ts_item    (const char *tax_id,
                    const char *name);
Answer *ts_create  (Practice   *practice,
                    const char *token,
                    const char *body);
char   *ts_read    (Practice   *practice,
                    const char *token,
                    const char *path,
                    guint       status);

G_END_DECLS
