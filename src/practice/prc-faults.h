/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fault rules: which call of which operation misbehaves, and how. */
#pragma once

#include "prc-context.h"

G_BEGIN_DECLS

PrcFaults *prc_faults_new   (const char  *path);
void       prc_faults_free  (PrcFaults   *self);
gboolean   prc_faults_set   (PrcFaults   *self,
                             const char  *json,
                             gssize       length,
                             gboolean     append,
                             GError     **error);
GPtrArray *prc_faults_match (PrcFaults   *self,
                             const char  *service,
                             const char  *operation);
char      *prc_faults_dump  (PrcFaults   *self);

G_END_DECLS
