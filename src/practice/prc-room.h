/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the twin of one service gives to the common server. */
#pragma once

#include "prc-context.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;        /* the word in "services", the ledger and fault rules */
  const char *path;      /* "/gpd": the base URL's path */
} PrcMount;

typedef struct
{
  const PrcMount *mounts;
  guint           n_mounts;

  gboolean      (*open)      (PrcContext        *context,
                              GError           **error);
  void          (*close)     (PrcContext        *context);
  /* A constant word for the fault rules and the counts; never NULL. */
  const char   *(*operation) (const PrcMount    *mount,
                              const PrcRequest  *request);
  void          (*handle)    (PrcContext        *context,
                              const PrcMount    *mount,
                              const PrcRequest  *request,
                              PrcReply          *reply);
  /* The service's own way to say 401, 403, 404, 429 to a call of one operation. */
  void          (*refuse)    (const char        *operation,
                              PrcReply          *reply,
                              guint              status);
  /* What is below /control/ and belongs to the service; FALSE: not mine. */
  gboolean      (*control)   (PrcContext        *context,
                              const PrcRequest  *request,
                              PrcReply          *reply);
} PrcRoom;

G_END_DECLS
