/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vouchers in the small office: forms filled in, what the service says of them, orders and what became of them. */
#pragma once

#include "office.h"
#include "store/spt-store-dossiers.h"

G_BEGIN_DECLS

#define CODE "RSSMRA80A01H501U"

typedef struct
{
  gint64                id;
  gint64                account_id;
  gint64                found;      /* of the same key as @id; 0 = none yet */
  const SptDossierNews *news;
  SptDossier           *dossier;    /* (owned) */
  GPtrArray            *facts;      /* (owned) */
  GPtrArray            *overrides;  /* (owned) */
} Ask;

void       ask_clear           (Ask            *ask);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ask, ask_clear)

/* On the archive; it must succeed. */
void       run                 (Office         *office,
                                SptStoreMode    mode,
                                SptStoreFunc    func,
                                Ask            *ask);
/* The voucher, its facts, what was taken upon oneself. */
Ask        look                (Office         *office,
                                gint64          id);
/* What the service's list would say of the voucher with the number P1. */
void       say                 (Office         *office,
                                gint64          account_id,
                                const char     *phase,
                                const char     *stage);
/* One of the same key. */
gint64     find_found          (Office         *office,
                                gint64          other);
void       join_found          (Office         *office,
                                Ask            *ask);
gint64     add_voucher_account (Office         *office,
                                const char     *name,
                                SptEnvironment  environment);

/* --- the page ---------------------------------------------------------------------------------- */

SptPage   *open_voucher        (SptWindow      *window,
                                gint64          id);
SptForm   *get_form            (SptPage        *page);
void       type_in             (SptForm        *form,
                                const char     *name,
                                const char     *text);
/* A whole family; what a test leaves out it takes out. */
void       fill_family         (SptForm        *form);
gint64     save_family         (SptPage        *page);
/* The button with those words in the row of that title, when it is as sensitive as that. */
GtkWidget *wait_for_button     (SptPage        *page,
                                const char     *title,
                                const char     *words,
                                gboolean        sensitive);
/* (nullable): the same now. */
GtkWidget *find_button_in      (SptPage        *page,
                                const char     *title,
                                const char     *words);

/* --- orders ------------------------------------------------------------------------------------ */

/* Firms, ready to be reserved: "Ditta 001" and so on. */
void       add_vouchers        (Office         *office,
                                guint           n);
/* All that is ready, ordered: the job. Nobody drives the outbox. */
gint64     order_all           (Office         *office,
                                const char     *operation,
                                gint64          account);
/* What a service would have answered to those of the order. */
void       make_answers        (Office         *office,
                                gint64          job,
                                guint           first,
                                guint           n,
                                SptState        state,
                                const char     *code);

G_END_DECLS
