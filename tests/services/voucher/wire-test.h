/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the voucher service's calls share: two scripted servers, an account on them, a
 * call. */
#pragma once

#include "call-test.h"
#include "services/voucher/spt-voucher-flow.h"

G_BEGIN_DECLS

#define WIRE_KEY     "0123456789abcdef-not-a-key"
/* What percent-encoding is for. */
#define WIRE_SECRET  "n0t~a+secret/at=all&really %zz"
#define WIRE_TOKEN   "tok.not-a-real-one_1"
#define WIRE_TOKEN_2 "tok.not-a-real-one_2"
#define WIRE_SCOPE   "https://example.invalid/app/.default"
#define WIRE_VAT     "12345678903"
#define WIRE_CODE    "RSSMRA80A01H501U"
#define WIRE_FIRM    "00743110157"
#define WIRE_JSON    "Content-Type: application/json; charset=utf-8\r\n"

#define WIRE_TOKEN_BODY(token, life) \
        "{\"token_type\":\"Bearer\",\"expires_in\":" life ",\"ext_expires_in\":3599," \
        "\"access_token\":\"" token "\"}"
#define WIRE_REPLY(phase, esito, words) \
        "{\"partitaIvaOperatore\":\"" WIRE_VAT "\",\"dataOperazione\":\"2026-11-21T11:59:58.1234567Z\"," \
        "\"dataResponse\":\"2026-11-21T12:00:00Z\",\"faseOperativa\":\"" phase "\"," \
        "\"esito\":\"" esito "\",\"descrizione\":\"" words "\"}"
#define WIRE_GATEWAY(status, words) "{\"statusCode\":" #status ",\"message\":\"" words "\"}"

/* A reservation of WIRE_CODE that was sent ten seconds ago; no service has a token yet. */
CallTest   *wire_call_new       (SptEnvironment  environment) G_GNUC_WARN_UNUSED_RESULT;

void        wire_push_token     (CallTest       *self,
                                 const char     *token,
                                 const char     *life);
/* Registered, borrowed; made anew by wire_call_new(). */
SptService *wire_service        (void);
void        wire_assert_clean   (const char     *text);
/* How many requests the gateway got whose line begins with @prefix ("POST "). */
guint       wire_count          (CallTest       *self,
                                 const char     *prefix);

G_END_DECLS
