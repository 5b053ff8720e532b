/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTTP server: finds the twin, applies transport faults, answers. */
#pragma once

#include "prc-context.h"
#include "prc-room.h"

G_BEGIN_DECLS

typedef struct _PrcServer PrcServer;

PrcServer *prc_server_new   (PrcContext   *context,
                             guint         port,
                             GError      **error);
void       prc_server_free  (PrcServer    *self);
char      *prc_server_ready (PrcServer    *self);

/* prc-control.c */
void       prc_control_handle (PrcContext            *context,
                               const PrcRoom *const  *rooms,
                               const PrcRequest      *request,
                               PrcReply              *reply);

/* prc-wire.c: answers written byte by byte on a connection taken from the server */
void       prc_wire_close   (SoupServerMessage *message);
void       prc_wire_write   (SoupServerMessage *message,
                             const PrcReply    *reply,
                             gsize              send,
                             gsize              step,
                             guint              pause_ms);

G_END_DECLS
