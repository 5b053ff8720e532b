/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control endpoints of a twin as a table: what each does with the object that was posted. */
#pragma once

#include "prc-context.h"

G_BEGIN_DECLS

typedef struct
{
  const char *path;   /* below /control */

  /* POST; NULL if all is well, otherwise why not. Without another answer it is "ok". */
  const char *(*change) (gpointer          twin,
                         JsonObject       *object,
                         PrcReply         *reply);
  /* GET */
  void        (*show)   (gpointer          twin,
                         const PrcRequest *request,
                         PrcReply         *reply);
} PrcControl;

gboolean    prc_control_serve (gpointer          twin,
                               const PrcControl *controls,
                               guint             count,
                               const PrcRequest *request,
                               PrcReply         *reply);
const char *prc_control_query (const PrcRequest *request,
                               const char       *name);
guint64     prc_control_limit (const PrcRequest *request);

G_END_DECLS
