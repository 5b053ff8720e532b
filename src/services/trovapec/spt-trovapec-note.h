/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is remembered between two calls: of a request how often its result was asked for, of an
 * account what its balances were. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SptTrovapecNote:
 * @step: how many looks were answered WAIT
 * @since: when the request was taken, UTC milliseconds; 0 = not known
 * @last: when its result was asked for last; 0 = never
 *
 * Kept with a submission.
 */
typedef struct
{
  guint  step;
  gint64 since;
  gint64 last;
} SptTrovapecNote;

void  spt_trovapec_note_load     (SptTrovapecNote       *self,
                                  const char            *text);
char *spt_trovapec_note_dup_text (const SptTrovapecNote *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * SptTrovapecBalance:
 * @utc: when it was asked for, UTC milliseconds
 * @cents: what it was
 *
 * A balance that was seen.
 */
typedef struct
{
  gint64 utc;
  gint64 cents;
} SptTrovapecBalance;

/* (element-type SptTrovapecBalance), oldest first: what the account's note has. */
GArray   *spt_trovapec_balances_load (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* The note with one more, the oldest of too many dropped. */
char     *spt_trovapec_balances_add  (const char *text,
                                      gint64      utc,
                                      gint64      cents) G_GNUC_WARN_UNUSED_RESULT;
/* The last one seen before @utc; FALSE when there is none. */
gboolean  spt_trovapec_balances_find (const char         *text,
                                      gint64              utc,
                                      SptTrovapecBalance *out);

G_END_DECLS
