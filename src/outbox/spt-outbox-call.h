/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside outbox: one call, which two files work on. */
#pragma once

#include "outbox/spt-outbox-private.h"

G_BEGIN_DECLS

struct _SptOutboxCall
{
  SptOutbox         *outbox;      /* (owned) */
  SptCallKind        kind;
  gint64             id;
  GCancellable      *cancellable; /* (owned) (nullable) */
  SptOutboxCallDone  done;

  SptSubmissionRow  *row;         /* (owned) */
  SptAccount        *account;     /* (owned) */
  SptService        *service;     /* borrowed: services live as long as the process */
  GHashTable        *secrets;     /* (owned) */
  GBytes            *body;        /* (owned) (nullable) */
  char              *account_note; /* (owned) (nullable): what the service wanted back with the account */
  GPtrArray         *keys;        /* (owned) (nullable) */
  GPtrArray         *known;       /* (owned) (nullable) */
  GArray            *others;      /* (owned) (nullable) (element-type SptOtherSend) */
  GPtrArray         *said_done;   /* (owned) (nullable): keys that an earlier word called done */
  SptOutcome        *outcome;     /* (owned) (nullable) */

  SptState           state;       /* where the submission stands, as far as this call knows */
  gint64             attempt_id;
  SptNewsSum         news;        /* what its outcome brought of dossiers */
  char              *attention;   /* (owned) (nullable): code that a person has not been told yet */
  SptReportAgain     report;      /* of a poll of what is final; its code is borrowed of the outcome */
  guint              asking : 1;
  guint              again  : 1;  /* a poll of what is final */
  guint              answered : 1; /* a poll brought what a dossier waited for */
};

/* spt-outbox-outcome.c */
/* "3 changed, 1 found"; NULL where there is nothing of it. */
char       *_spt_outbox_news_words         (const SptNewsSum *sum) G_GNUC_WARN_UNUSED_RESULT;
/* Others' dossiers are in the account's list as well: the test environment is everybody's. */
gboolean    _spt_outbox_is_shared          (SptAccount     *account);
/* (element-type SptDossierNews) into the archive, of one account, with their event; @submission_id: 0 =
 * nobody ordered it. */
gboolean    _spt_outbox_apply_news         (SptDb          *db,
                                            SptAccount     *account,
                                            GPtrArray      *news,
                                            gint64          now_utc_ms,
                                            gint64          submission_id,
                                            SptNewsSum     *sum,
                                            GError        **error);
const char *_spt_outbox_call_kind_word     (SptCallKind     kind);
gboolean    _spt_outbox_call_store_outcome (SptDb          *db,
                                            SptOutboxCall  *call,
                                            SptState       *state,
                                            GError        **error);

G_END_DECLS
