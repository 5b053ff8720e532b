/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the Voucher BUL twin share. */
#pragma once

#include "../prc-context.h"
#include "../prc-db.h"
#include "../prc-room.h"

G_BEGIN_DECLS

#define PRC_VOUCHER_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define PRC_VOUCHER_NO_DATE G_MININT64
/* Appendix B of the document: what everybody uses in the test environment. */
#define PRC_VOUCHER_TEST_OPERATOR "12345678900"

/* The five states of the list (document, "recupero stato voucher"), then those without a documented
 * name. PRC_VOUCHER_OTHER is a state that only its label names. */
typedef enum
{
  PRC_VOUCHER_INVIATA,
  PRC_VOUCHER_ATTESA,
  PRC_VOUCHER_NON_PRENOTABILE,
  PRC_VOUCHER_PRENOTATA,
  PRC_VOUCHER_SOSPESA,
  PRC_VOUCHER_ATTIVATA,
  PRC_VOUCHER_CESSATA,
  PRC_VOUCHER_DISDETTA,
  PRC_VOUCHER_DECADUTA,
  PRC_VOUCHER_OTHER,
} PrcVoucherState;

typedef enum
{
  PRC_VOUCHER_PRENOTAZIONE,
  PRC_VOUCHER_ATTIVAZIONE,
  PRC_VOUCHER_CESSAZIONE,
  PRC_VOUCHER_DISDICI,
} PrcVoucherOp;

/* What to do with dataPrenotazione and dataDisdetta, starred in the tables and removed by revision 6. */
typedef enum
{
  PRC_VOUCHER_DATES_IGNORE,
  PRC_VOUCHER_DATES_REJECT,
  PRC_VOUCHER_DATES_REQUIRE,
} PrcVoucherDates;

typedef enum
{
  PRC_VOUCHER_ZONE_OFFSET,   /* 2026-03-01T10:00:00.1234567+01:00 */
  PRC_VOUCHER_ZONE_LOCAL,    /* the same without its offset */
  PRC_VOUCHER_ZONE_UTC,      /* 2026-03-01T09:00:00.1234567Z */
} PrcVoucherZone;

typedef struct
{
  PrcVoucherDates dates;
  PrcVoucherZone  zone;      /* of the dates in the list */
  gboolean        manual;    /* the ISEE robot waits for the control endpoint */
  gint64          first_us;  /* sent → waiting for INPS */
  gint64          second_us; /* waiting → answered */
  gint64          lapse_us;  /* bookable → lapsed */
} PrcVoucherSettings;

typedef struct
{
  PrcContext         *context;
  PrcDb              *db;
  GHashTable         *rates;    /* key → calls in this second */
  GHashTable         *tokens;   /* client → tokens in this minute */
  GHashTable         *locks;    /* service|beneficiary → until when */
  PrcVoucherSettings  settings;
} PrcVoucher;

/* One voucher as stored. */
typedef struct
{
  gint64           id;
  gboolean         firm;
  char            *operator;   /* NULL: of whoever touches it first */
  char            *protocol;
  PrcVoucherState  state;
  char            *label;      /* the state as the list shows it */
  char            *magic;      /* the word that decides the operations after the reservation */
  gint64           reserved;
  gint64           activated;  /* PRC_VOUCHER_NO_DATE: not yet */
} PrcVoucherRow;

/* A request that passed the checks of its fields, or the names of those that did not. */
typedef struct
{
  PrcVoucherOp  op;
  gboolean      firm;
  char         *subject;      /* codice fiscale or partita IVA, upper case */
  char         *operator;
  char         *offer;        /* may be NULL in an activation */
  char         *technology;
  char         *municipality;
  char         *word;         /* last word of cognome or ragioneSociale */
  char         *later_word;   /* last word of nome */
  gint64        speed;
  gint64        date;         /* PRC_VOUCHER_NO_DATE: none that counts */
  GPtrArray    *relatives;    /* char *, upper case */
  GPtrArray    *faulty;       /* const char *: names of the parameters */
} PrcVoucherForm;

/* voucher-state.c */
const char      *prc_voucher_state_name   (PrcVoucherState       state);
PrcVoucherState  prc_voucher_state_parse  (const char           *text);
gboolean         prc_voucher_state_open   (PrcVoucherState       state);
gboolean         prc_voucher_state_allows (PrcVoucherState       state,
                                           PrcVoucherOp          op);
void             prc_voucher_refresh      (PrcVoucher           *self);
gint64           prc_voucher_advance      (PrcVoucher           *self,
                                           const char           *service,
                                           const char           *subject,
                                           const char           *state);

/* voucher-dates.c */
gboolean         prc_voucher_date         (const char           *text);
gboolean         prc_voucher_date_time    (const char           *text,
                                           gint64               *us);
gint64           prc_voucher_day          (gint64                us);
void             prc_voucher_append_time  (GString              *out,
                                           gint64                us,
                                           PrcVoucherZone        zone);

/* voucher-invent.c */
char            *prc_voucher_invent       (guint                 index);

/* voucher-check.c */
const char      *prc_voucher_op_name      (PrcVoucherOp          op);
void             prc_voucher_form_init    (PrcVoucherForm       *self,
                                           PrcVoucherOp          op);
void             prc_voucher_form_clear   (PrcVoucherForm       *self);
void             prc_voucher_check        (PrcVoucherForm       *self,
                                           GBytes               *body,
                                           PrcVoucherDates       dates);

/* voucher-rules.c */
void             prc_voucher_submit       (PrcVoucher           *self,
                                           const char           *service,
                                           PrcVoucherOp          op,
                                           const char           *client,
                                           const PrcRequest     *request,
                                           PrcReply             *reply);

/* voucher-list.c */
void             prc_voucher_list         (PrcVoucher           *self,
                                           const char           *service,
                                           const char           *client,
                                           const PrcRequest     *request,
                                           PrcReply             *reply);

/* voucher-gateway.c */
void             prc_voucher_gateway      (PrcReply             *reply,
                                           guint                 status,
                                           const char           *message);
void             prc_voucher_refuse       (const char           *operation,
                                           PrcReply             *reply,
                                           guint                 status);
gboolean         prc_voucher_admit        (PrcVoucher           *self,
                                           const char           *service,
                                           const PrcRequest     *request,
                                           char                **client,
                                           PrcReply             *reply);

/* voucher-token.c */
void             prc_voucher_token        (PrcVoucher           *self,
                                           const char           *service,
                                           const char           *tenant,
                                           const PrcRequest     *request,
                                           PrcReply             *reply);

/* voucher-store.c */
gboolean         prc_voucher_store_open   (PrcVoucher           *self,
                                           GError              **error);
void             prc_voucher_save_setting (PrcVoucher           *self,
                                           const char           *name,
                                           const char           *value);
void             prc_voucher_row_free     (gpointer              row);
GPtrArray       *prc_voucher_find         (PrcVoucher           *self,
                                           const char           *service,
                                           const char           *subject);
char            *prc_voucher_operator     (PrcVoucher           *self,
                                           const char           *service,
                                           const char           *client);
gboolean         prc_voucher_insert       (PrcVoucher           *self,
                                           const char           *service,
                                           const PrcVoucherForm *form,
                                           const PrcVoucherRow  *row,
                                           const char           *origin,
                                           gint                  outcome,
                                           const char           *outcome_label,
                                           gint64                due);
char            *prc_voucher_protocol     (PrcVoucher           *self,
                                           const char           *service);
void             prc_voucher_offer        (PrcVoucher           *self,
                                           const char           *service,
                                           const char           *code,
                                           gboolean             *known,
                                           char                **technology);

/* voucher-control.c */
gboolean         prc_voucher_control      (PrcVoucher           *self,
                                           const PrcRequest     *request,
                                           PrcReply             *reply);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PrcVoucherForm, prc_voucher_form_clear)

G_END_DECLS
