/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small office for the engine's tests: an archive, an account with its key, submissions, a clock
 * that stands still. */
#pragma once

#include "fake-service.h"
#include "outbox/spt-intake.h"
#include "outbox/spt-outbox.h"
#include "spt-fake-clock.h"
#include "spt-test.h"
#include "store/spt-store-submissions.h"

G_BEGIN_DECLS

typedef struct
{
  FakeService  *service; /* borrowed */
  SptFakeClock *clock;   /* (owned) */
  SptStore     *store;   /* (owned) */
  SptKeyring   *keyring; /* (owned) */
  SptOutbox    *outbox;  /* (owned) (nullable) */
  char         *path;    /* (owned) */
  gint64        account_id;
  SptAccount   *account; /* (owned) */
  guint         n_trouble;
} Desk;

Desk     *desk_new          (void);
void      desk_free         (Desk       *desk);
/* Another process would see the archive so: closes it without the engine's good-bye and opens it
 * anew. */
void      desk_crash        (Desk       *desk);
void      desk_start        (Desk       *desk);
void      desk_stop         (Desk       *desk);
/* Keeps the account's key in the keyring. */
void      desk_give_key     (Desk       *desk,
                             const char *key);
/* One submission a line of @lines; the ids, which the caller frees. Ordered when @order. */
GArray   *desk_prepare      (Desk       *desk,
                             const char *operation,
                             const char *lines,
                             gboolean    order);
void      desk_order        (Desk       *desk,
                             gint64      id);
gboolean  desk_try_order    (Desk       *desk,
                             gint64      id,
                             GError    **error);
void      desk_cancel       (Desk       *desk,
                             gint64      id);
SptState  desk_get_state    (Desk       *desk,
                             gint64      id);
/* Free with g_free(). */
char     *desk_get_code     (Desk       *desk,
                             gint64      id);
/* Moves the clock until the submission is in @state, at most @max_ms. */
void      desk_wait_state   (Desk       *desk,
                             gint64      id,
                             SptState    state,
                             gint64      max_ms);
/* Lets everything that is under way come to rest, without moving the clock. */
void      desk_settle_down  (Desk       *desk);
/* The same for what a second process, with an archive object of its own, has under way. */
void      desk_settle_store (SptStore   *store);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

G_END_DECLS
