/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the TrovaPEC twin share. */
#pragma once

#include "../prc-context.h"
#include "../prc-db.h"
#include "../prc-room.h"
#include "../prc-settings.h"

G_BEGIN_DECLS

#define PRC_TROVAPEC "trovapec"
#define PRC_TROVAPEC_NEVER G_MAXINT64

typedef struct
{
  PrcContext  *context;
  PrcDb       *db;
  PrcSettings *settings;
} PrcTrovapec;

/* Whoever has a user key. */
typedef struct
{
  gint64    id;
  gint64    balance;    /* cents; below zero when paid afterwards */
  gint64    price;      /* cents a request */
  gboolean  postpaid;
  gboolean  active;
} PrcTrovapecAccount;

typedef enum
{
  PRC_TROVAPEC_PENDING,
  PRC_TROVAPEC_DONE,
  PRC_TROVAPEC_CANCELLED,
} PrcTrovapecState;

/* What a code will get, or what a request got. */
typedef struct
{
  gint64            id;        /* of the request */
  PrcTrovapecState  state;
  char             *code;
  char             *token;
  gint64            due;       /* when the result is there, us; PRC_TROVAPEC_NEVER */
  char             *address;   /* empty: not found */
  char             *words;     /* the service's state, "pec trovata" */
  char             *failure;   /* NULL: none; otherwise the text after ERROR| */
  char             *form;      /* "full", or "bare": one field only */
  char             *trick;     /* NULL, "drop" or "500": what happens to the answer of the request */
  gint64            price;     /* cents charged */
} PrcTrovapecRequest;

/* trovapec-answer.c */
void                prc_trovapec_say           (PrcTrovapec              *self,
                                                const PrcRequest         *request,
                                                PrcReply                 *reply,
                                                const char               *keyword,
                                                const char               *rest);
void                prc_trovapec_amount        (PrcTrovapec              *self,
                                                const PrcRequest         *request,
                                                PrcReply                 *reply,
                                                gint64                    cents);
const char         *prc_trovapec_mode          (PrcTrovapec              *self,
                                                const PrcRequest         *request,
                                                const char               *name);

/* trovapec-requests.c */
void                prc_trovapec_lookup        (PrcTrovapec              *self,
                                                PrcTrovapecAccount       *account,
                                                const char               *code,
                                                const PrcRequest         *request,
                                                PrcReply                 *reply);
void                prc_trovapec_cancel        (PrcTrovapec              *self,
                                                PrcTrovapecAccount       *account,
                                                const char               *code,
                                                const PrcRequest         *request,
                                                PrcReply                 *reply);
void                prc_trovapec_result        (PrcTrovapec              *self,
                                                PrcTrovapecAccount       *account,
                                                const char               *token,
                                                const PrcRequest         *request,
                                                PrcReply                 *reply);

/* trovapec-store.c */
gboolean            prc_trovapec_store_open    (PrcTrovapec              *self,
                                                GError                  **error);
gboolean            prc_trovapec_account       (PrcTrovapec              *self,
                                                const char               *key,
                                                PrcTrovapecAccount       *account);
PrcTrovapecRequest *prc_trovapec_foresee       (PrcTrovapec              *self,
                                                const char               *code);
PrcTrovapecRequest *prc_trovapec_find          (PrcTrovapec              *self,
                                                const PrcTrovapecAccount *account,
                                                const char               *code,
                                                const char               *token);
gboolean            prc_trovapec_insert        (PrcTrovapec              *self,
                                                gint64                    account,
                                                const PrcTrovapecRequest *what);
gboolean            prc_trovapec_set_key       (PrcTrovapec              *self,
                                                const char               *key,
                                                gint64                    balance,
                                                gint64                    price,
                                                gboolean                  postpaid,
                                                gboolean                  active);
void                prc_trovapec_request_free  (PrcTrovapecRequest       *self);

/* trovapec-control.c */
gboolean            prc_trovapec_control       (PrcTrovapec              *self,
                                                const PrcRequest         *request,
                                                PrcReply                 *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PrcTrovapecRequest, prc_trovapec_request_free)

G_END_DECLS
