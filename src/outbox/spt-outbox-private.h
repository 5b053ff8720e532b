/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine's files share: the scheduler and the life of one call. */
#pragma once

#include "outbox/spt-outbox.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-submissions.h"

G_BEGIN_DECLS

struct _SptOutbox
{
  GObject       parent_instance;

  SptStore     *store;       /* (owned) */
  SptKeyring   *keyring;     /* (owned) */
  SptHttp      *http;        /* (owned) */
  SptClock     *clock;       /* (owned) */
  GCancellable *cancellable; /* (owned): cancels looks, never what changes something */

  GHashTable   *given;       /* (owned): "credential key" -> secret; this session only */
  GHashTable   *asking;      /* (owned): credentials somebody is being asked for */
  GHashTable   *declined;    /* (owned): credentials whose question was declined, until it is said to what waits */
  GHashTable   *busy;        /* (owned): credentials with a call under way */
  GHashTable   *next_call;   /* (owned): credential -> gint64* boot ms of the earliest next call */
  GHashTable   *calls;       /* (owned): submission id -> credential of the call under way */
  GHashTable   *settling;    /* (owned): submission id -> GTask of a person's settle, or of asking again */
  GHashTable   *watching;    /* (owned): account id -> SptOutboxWatch, wanted or under way */
  GHashTable   *answers;     /* (owned) (nullable): account id -> SptNewsSum that nobody was told yet */
  GTask        *stop_task;   /* (owned) (nullable) */

  gint64        next_due;    /* UTC ms, 0 = none */
  gint64        answers_since; /* boot ms: the first of @answers */
  guint         counts[SPT_N_STATES];
  guint         n_ordered;
  guint         n_sending_here;
  guint         timer;
  guint         answers_timer;
  gulong        changed_id;

  gboolean      driving;
  gboolean      online;
  gboolean      stopped;
  guint         looking_only : 1;
  guint         started  : 1;
  guint         stopping : 1;
  guint         loading  : 1;
  guint         again    : 1;
};

typedef enum
{
  PROP_DRIVING = 1,
  PROP_ONLINE,
  PROP_STOPPED,
  PROP_N_ORDERED,
  PROP_N_SENDING,
  PROP_N_WAITING,
  PROP_N_UNCERTAIN,
  PROP_NEXT_DUE
} SptOutboxProperty;

typedef struct _SptOutboxCall SptOutboxCall;

/* Called once when a call has ended, whatever came of it. @state: the submission's state now;
 * @error: the archive or the keyring failed. */
typedef void (*SptOutboxCallDone) (SptOutbox     *outbox,
                                   SptOutboxCall *call,
                                   gint64         id,
                                   SptState       state,
                                   const GError  *error);

/* The flag and its notification, only when it changes. */
void        _spt_outbox_set_flag         (SptOutbox           *self,
                                          gboolean            *flag,
                                          gboolean             value,
                                          SptOutboxProperty    property);
void        _spt_outbox_notify           (SptOutbox           *self,
                                          SptOutboxProperty    property);
void        _spt_outbox_emit_finished    (SptOutbox           *self,
                                          gint64               id,
                                          SptState             state);
void        _spt_outbox_emit_news        (SptOutbox           *self,
                                          gint64               account_id,
                                          const SptNewsSum    *sum);
/* What a service answered later to one request of ours; told as "news", with what comes within seconds of it. */
void        _spt_outbox_gather_answer    (SptOutbox           *self,
                                          gint64               account_id,
                                          const char          *stage);
void        _spt_outbox_drop_answers     (SptOutbox           *self);
/* Emits "trouble", but not for a state that has moved on: somebody else was quicker. */
void        _spt_outbox_report_trouble   (SptOutbox           *self,
                                          const GError        *error);

/* The scheduler: reads the list of work and starts what is due. */
void        _spt_outbox_look_for_work    (SptOutbox           *self);
/* @credential "" = a person's order, which does not wait for its turn. */
void        _spt_outbox_start_call       (SptOutbox           *self,
                                          SptCallKind          kind,
                                          gint64               id,
                                          const char          *credential);
/* One poll of what is final, see spt_outbox_ask_again_async(). */
void        _spt_outbox_start_again      (SptOutbox           *self,
                                          gint64               id);
/* For a call of a person's that has to wait as well, because a key's limits do not ask who calls:
 * how long, milliseconds. What comes after it waits for it. */
gint64      _spt_outbox_take_turn        (SptOutbox           *self,
                                          SptAccount          *account);
/* What an answer says about the network and about pacing. */
void        _spt_outbox_learn_from       (SptOutbox           *self,
                                          const SptOutcome    *outcome,
                                          SptAccount          *account,
                                          SptCallKind          kind);
/* Nothing with this credential before so long, milliseconds. */
void        _spt_outbox_pause            (SptOutbox           *self,
                                          const char          *credential,
                                          gint64               pause_ms);
/* How long until a call with the account's credential may begin, milliseconds; -1 = one is under
 * way, or its secret is being asked for. */
gint64      _spt_outbox_get_wait         (SptOutbox           *self,
                                          SptAccount          *account);
/* Starts the looks at dossiers that are due (element-type SptWatch); how long until the next,
 * milliseconds, G_MAXINT64 = there is none. */
gint64      _spt_outbox_dispatch_watches (SptOutbox           *self,
                                          GPtrArray           *watches,
                                          GHashTable          *accounts);
typedef struct _SptOutboxWatch SptOutboxWatch;
void        _spt_outbox_watch_free       (SptOutboxWatch      *watch);
void        _spt_outbox_drop_watches     (SptOutbox           *self);
/* For spt_store_run_async() with a reference to the outbox: says what went wrong, and looks. */
void        _spt_outbox_written_cb       (GObject             *object,
                                          GAsyncResult        *result,
                                          gpointer             user_data);
/* Answers a stop that waits for nothing more. */
void        _spt_outbox_finish_stop      (SptOutbox           *self);

/* From "needs-secret"; NULL when not given in this session. Borrowed. */
const char *_spt_outbox_get_given_secret (SptOutbox           *self,
                                          const char          *credential,
                                          const char          *key);
/* TRUE when somebody is being asked. */
gboolean    _spt_outbox_ask_secret       (SptOutbox           *self,
                                          SptAccount          *account,
                                          const char          *key);

/* Something goes on, but not as it should: said once for each code. */
void        _spt_outbox_emit_attention   (SptOutbox           *self,
                                          gint64               id,
                                          const char          *code);

/* One call about one submission, from the keyring to the archive. Frees itself after @done.
 * @again: a poll of what is final. */
void        _spt_outbox_call_start       (SptOutbox           *self,
                                          SptCallKind          kind,
                                          gboolean             again,
                                          gint64               id,
                                          GCancellable        *cancellable,
                                          SptOutboxCallDone    done);
/* What the last answer said about the network and about pacing. */
const SptOutcome *_spt_outbox_call_get_outcome (SptOutboxCall *call);
SptAccount *_spt_outbox_call_get_account (SptOutboxCall       *call);
SptCallKind _spt_outbox_call_get_kind    (SptOutboxCall       *call);
/* What it brought of dossiers; all zero where it brought nothing. */
const SptNewsSum *_spt_outbox_call_get_news (SptOutboxCall    *call);
/* The stage to which a later answer brought the dossier that it is about; NULL = it is none. */
const char *_spt_outbox_call_get_answer  (SptOutboxCall       *call);
/* (nullable): of a poll of what is final; nobody's before it has an outcome. */
const SptReportAgain *_spt_outbox_call_get_again (SptOutboxCall *call);
gboolean    _spt_outbox_call_has_changed (SptOutboxCall       *call);
/* (nullable): what a person is to be told of a submission that goes on. */
const char *_spt_outbox_call_get_attention (SptOutboxCall     *call);
/* The person is being asked for a secret: the call ended without touching the submission. */
gboolean    _spt_outbox_call_is_asking   (SptOutboxCall       *call);

/* The message code of an error of _spt_outbox_get_secrets_finish(). */
const char *_spt_outbox_code_of_secret_error (const GError    *error);
/* Secrets of an account, one after the other. The finish gives key -> secret, NULL with an
 * SptKeyringError; code (out) is the message code. */
void        _spt_outbox_get_secrets_async  (SptOutbox           *self,
                                            SptAccount          *account,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
GHashTable *_spt_outbox_get_secrets_finish (SptOutbox           *self,
                                            GAsyncResult        *result,
                                            const char         **missing_key,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
