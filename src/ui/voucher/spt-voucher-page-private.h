/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the page of one voucher share. */
#pragma once

#include "service/spt-service.h"
#include "ui/spt-dossier-history.h"
#include "ui/voucher/spt-offer-row.h"
#include "ui/voucher/spt-voucher-line.h"
#include "ui/voucher/spt-voucher-page.h"
#include "ui/voucher/spt-voucher-row.h"
#include "ui/voucher/spt-voucher-work.h"

G_BEGIN_DECLS

/* What the page knows by name: the fields that say whom a voucher is for, and operations. */
#define VOUCHER_TYPE        "tipo"
#define VOUCHER_FIRM        "impresa"
#define VOUCHER_FAMILY_CODE "famiglia.codiceFiscale"
#define VOUCHER_FIRM_CODE   "impresa.partitaIva"
#define VOUCHER_RESERVE     "voucher.prenotazione"

/* After saving: the dialog of one step. */
#define VOUCHER_AFTER_STEP ((SptRecordAfter) SPT_RECORD_OWN)

struct _SptVoucherPage
{
  SptRecordPage         parent_instance;

  const SptRecordParts *record;         /* (unowned): what all pages have */
  SptService           *service;        /* (unowned) */
  SptDossier           *dossier;        /* (owned) (nullable) */
  GPtrArray            *accounts;       /* (owned) (nullable) (element-type SptAccount) */
  gint64                account_id;     /* with which it goes; 0 = not decided */
  gint64                bound_id;       /* the same, as the archive has it */
  char                 *next_operation; /* (owned) (nullable): what the form asks for next */
  guint                 done;           /* operations that the service accepted: spt_dossier_is_done() */
  const SptDossierFact *joining;        /* (unowned) (nullable): that can be taken back, while it is listed */
  SptDossierPair        pair;           /* it and the one that may be the same; zeros = there is none */
  gint64                joined;         /* with it by a person, which can be taken back; 0 = none */
  SptOfferPicker       *offers;         /* (unowned): the page owns it */
  const char           *step;           /* static: the operation that is being prepared */
  char                 *steps_key;      /* (owned) (nullable): what the rows of steps show */
  guint                 was_sent  : 1;
  guint                 asking    : 1;
  guint                 insists   : 1;  /* the step is asked although it is doubtful */
  guint                 all_steps : 1;  /* those that are nothing for now as well */
  guint                 choosing  : 1;  /* the accounts are being listed, not chosen */

  /* Template */
  GtkLabel             *account_label;
  GtkLabel             *environment_label;
  GtkWidget            *number_box;
  GtkLabel             *number_label;
  SptVoucherLine       *line;
  GtkLabel             *phase_label;
  GtkWidget            *ask_button;
  SptStrip             *found_strip;
  SptStrip             *same_strip;
  GtkWidget            *due_group;
  SptVoucherRow        *due_row;
  GtkWidget            *due_tag;
  GtkWidget            *due_confirm;
  SptVoucherRow        *listed_row;
  GtkListBox           *steps_list;
  GtkWidget            *steps_button;
  GtkWidget            *account_group;
  AdwComboRow          *account_row;
  GtkWidget            *note_label;
};

/* spt-voucher-page.c */
/* Never NULL: of a new one that the service does not know. */
const SptDossierData *_spt_voucher_page_get_data        (SptVoucherPage *self);
SptAccount           *_spt_voucher_page_get_account     (SptVoucherPage *self);
gboolean              _spt_voucher_page_is_firm         (SptVoucherPage *self);

/* spt-voucher-head.c */
char                 *_spt_voucher_page_dup_name        (SptRecordPage  *page);
char                 *_spt_voucher_page_dup_what        (SptRecordPage  *page);
void                  _spt_voucher_page_update          (SptRecordPage  *page);

/* spt-voucher-due.c */
void                  _spt_voucher_due_update           (SptVoucherPage *self);
void                  _spt_voucher_due_install_actions  (GtkWidgetClass *widget_class);

/* spt-voucher-steps.c */
void                  _spt_voucher_steps_update         (SptVoucherPage *self);
gboolean              _spt_voucher_steps_focus          (SptRecordPage  *page);
void                  _spt_voucher_steps_open_dialog    (SptVoucherPage *self);
void                  _spt_voucher_steps_install_actions (GtkWidgetClass *widget_class);

/* spt-voucher-history.c; after spt-voucher-same.c */
void                  _spt_voucher_history_add          (SptRecordPage  *page,
                                                         SptRecordLoad  *loaded);

/* spt-voucher-same.c */
void                  _spt_voucher_same_show            (SptVoucherPage *self,
                                                         SptVoucherLoad *loaded);
void                  _spt_voucher_same_install_actions (GtkWidgetClass *widget_class);

/* spt-voucher-actions.c */
void                  _spt_voucher_page_copy            (SptRecordPage  *page,
                                                         SptRecordPage  *copy);
void                  _spt_voucher_page_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
