/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every page works with: the archive, the outbox, secrets, time; made by the composition root.
 */
#pragma once

#include "outbox/spt-outbox.h"
#include "secrets/spt-keyring.h"
#include "store/spt-store.h"
#include "ui/spt-summary.h"

G_BEGIN_DECLS

#define SPT_TYPE_DESK (spt_desk_get_type ())

/* Properties: practice (boolean), who (string, read-write: the clerk's name, kept in the archive's
 * settings), who-kept (boolean: somebody has said it), loaded (boolean: the archive has been asked
 * for it). */
G_DECLARE_FINAL_TYPE (SptDesk, spt_desk, SPT, DESK, GObject)

SptDesk    *spt_desk_new         (SptStore   *store,
                                  SptOutbox  *outbox,
                                  SptKeyring *keyring,
                                  SptClock   *clock,
                                  gboolean    practice) G_GNUC_WARN_UNUSED_RESULT;
SptStore   *spt_desk_get_store   (SptDesk    *self);
SptOutbox  *spt_desk_get_outbox  (SptDesk    *self);
SptKeyring *spt_desk_get_keyring (SptDesk    *self);
SptClock   *spt_desk_get_clock   (SptDesk    *self);
/* What that says, in UTC milliseconds. */
gint64      spt_desk_get_now     (SptDesk    *self);
SptSummary *spt_desk_get_summary (SptDesk    *self);
gboolean    spt_desk_get_practice (SptDesk   *self);
const char *spt_desk_get_who     (SptDesk    *self);
void        spt_desk_set_who     (SptDesk    *self,
                                  const char *who);
/* Where the practice services listen, by account flavour; NULL outside practice mode or before they
 * are up. */
const char *spt_desk_get_practice_url (SptDesk    *self,
                                       const char *service);
void        spt_desk_set_practice_url (SptDesk    *self,
                                       const char *service,
                                       const char *url);

G_END_DECLS
