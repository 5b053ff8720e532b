/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger (one line per accepted write) and the tally (what arrived). */
#pragma once

#include "prc-context.h"

G_BEGIN_DECLS

PrcLedger *prc_ledger_open   (const char  *path,
                              gboolean     durable,
                              GError     **error);
void       prc_ledger_close  (PrcLedger   *self);
gboolean   prc_ledger_append (PrcLedger   *self,
                              const char  *line,
                              gsize        length,
                              GError     **error);
gboolean   prc_ledger_dump   (PrcLedger   *self,
                              const char  *service,
                              GString     *out,
                              GError     **error);

/* prc-pending.c */
gboolean   prc_pending_open   (PrcContext  *context,
                               GError     **error);
GString   *prc_pending_line   (PrcContext  *context,
                               const char  *service,
                               const char  *operation);
gboolean   prc_pending_add    (PrcContext  *context,
                               GString     *line);
gboolean   prc_pending_flush  (PrcContext  *context,
                               GError     **error);
gboolean   prc_pending_commit (PrcContext  *context,
                               gboolean     good);

PrcTally  *prc_tally_new     (void);
void       prc_tally_free    (PrcTally    *self);
void       prc_tally_reset   (PrcTally    *self);
void       prc_tally_count   (PrcTally    *self,
                              const char  *service,
                              const char  *method,
                              const char  *operation);
void       prc_tally_answer  (PrcTally    *self,
                              gint64       now_us,
                              const char  *service,
                              const char  *method,
                              const char  *operation,
                              guint        status,
                              const char  *fault);
void       prc_tally_dump    (PrcTally    *self,
                              GString     *out);

G_END_DECLS
