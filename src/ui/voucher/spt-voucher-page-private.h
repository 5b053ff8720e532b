/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the page of one voucher share. */
#pragma once

#include "service/spt-service.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-record-form.h"
#include "ui/spt-ui.h"
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

/* What goes on when the record is saved. */
typedef enum
{
  AFTER_SAVE_STAY,
  AFTER_SAVE_NEXT,     /* the next one to mend */
  AFTER_SAVE_LEAVE,    /* the window is waiting for our word */
  AFTER_SAVE_OVERRIDE, /* the error that is being taken upon oneself */
  AFTER_SAVE_SEND,
  AFTER_SAVE_STEP      /* the dialog of one step */
} AfterSave;

struct _SptVoucherPage
{
  SptPage         parent_instance;

  gint64          id;             /* 0 = not in the archive yet */
  SptService     *service;        /* (unowned) */
  SptForm        *form;           /* (owned) */
  SptIssueList   *issues;         /* (owned) (nullable): as the form shows them */
  SptIssueList   *stored_issues;  /* (owned) (nullable): of the archive: what was overridden */
  char           *doc;            /* (owned) (nullable): as loaded */
  SptDossier     *dossier;        /* (owned) (nullable) */
  GPtrArray      *accounts;       /* (owned) (nullable) (element-type SptAccount) */
  gint64          account_id;     /* with which it goes; 0 = not decided */
  gint64          bound_id;       /* the same, as the archive has it */
  gint64          open_submission;
  char           *next_operation; /* (owned) (nullable): what the form asks for next */
  guint           done;           /* operations that the service accepted: spt_dossier_is_done() */
  SptDossierPair  pair;           /* it and the one that may be the same; zeros = there is none */
  gint64          joined;         /* with it by a person, which can be taken back; 0 = none */
  SptOfferPicker *offers;         /* (unowned): the page owns it */
  GCancellable   *cancellable;    /* (owned) */
  SptOverride     override;       /* being taken upon oneself */
  char           *place;          /* (owned) (nullable): path that gets the focus when loaded */
  const char     *step;           /* static: the operation that is being prepared */
  char           *steps_key;      /* (owned) (nullable): what the rows of steps show */
  AfterSave       after_save;
  guint           check_timeout;
  guint           saving      : 1;
  guint           closed      : 1; /* under way: read-only */
  guint           was_sent    : 1;
  guint           insists     : 1; /* the step is asked although it is doubtful */
  guint           all_steps   : 1; /* those that are nothing for now as well */
  guint           focus_first : 1; /* when loaded, the first fault gets the focus */
  guint           narrow      : 1;
  guint           choosing    : 1; /* the accounts are being listed, not chosen */

  /* Template */
  SptAdaptiveBin *adaptive;
  GtkButton      *save_button;
  GtkLabel       *name_label;
  GtkLabel       *what_label;
  GtkLabel       *account_label;
  GtkLabel       *environment_label;
  SptStateLabel  *state_label;
  GtkWidget      *number_box;
  GtkLabel       *number_label;
  SptVoucherLine *line;
  GtkLabel       *phase_label;
  GtkWidget      *ask_button;
  SptStrip       *closed_strip;
  SptStrip       *found_strip;
  SptStrip       *refused_strip;
  SptStrip       *same_strip;
  SptStrip       *issues_strip;
  GtkWidget      *due_group;
  SptVoucherRow  *due_row;
  GtkWidget      *due_tag;
  GtkWidget      *due_confirm;
  SptVoucherRow  *listed_row;
  GtkListBox     *steps_list;
  GtkWidget      *steps_button;
  AdwViewStack   *views;
  GtkWidget      *account_group;
  AdwComboRow    *account_row;
  GtkWidget      *note_label;
  GtkListBox     *loose_list;
  SptFormView    *form_view;
  AdwEntryRow    *note_row;
  GtkWidget      *history_group;
  GtkListBox     *history_list;
};

/* spt-voucher-save.c */
void                  _spt_voucher_page_save            (SptVoucherPage *self,
                                                         AfterSave       after);
void                  _spt_voucher_page_go_on           (SptVoucherPage *self);

/* spt-voucher-page.c */
void                  _spt_voucher_page_load            (SptVoucherPage *self);
/* The first error behind @after, all of them in a ring. */
void                  _spt_voucher_page_focus_error     (SptVoucherPage *self,
                                                         gboolean        further);
/* Never NULL: of a new one that the service does not know. */
const SptDossierData *_spt_voucher_page_get_data        (SptVoucherPage *self);
SptAccount           *_spt_voucher_page_get_account     (SptVoucherPage *self);
gboolean              _spt_voucher_page_is_firm         (SptVoucherPage *self);

/* spt-voucher-head.c */
void                  _spt_voucher_page_update          (SptVoucherPage *self);
void                  _spt_voucher_page_update_actions  (SptVoucherPage *self);

/* spt-voucher-due.c */
void                  _spt_voucher_due_update           (SptVoucherPage *self);
void                  _spt_voucher_due_install_actions  (GtkWidgetClass *widget_class);

/* spt-voucher-check.c */
void                  _spt_voucher_page_check           (SptVoucherPage *self);

/* spt-voucher-steps.c */
void                  _spt_voucher_steps_update         (SptVoucherPage *self);
void                  _spt_voucher_steps_open_dialog    (SptVoucherPage *self);
/* The sheet for this voucher alone: the one place where it is opened. */
void                  _spt_voucher_steps_send           (SptVoucherPage *self);
void                  _spt_voucher_steps_install_actions (GtkWidgetClass *widget_class);

/* spt-voucher-history.c; after spt-voucher-same.c */
void                  _spt_voucher_history_show         (SptVoucherPage *self,
                                                         SptVoucherLoad *loaded);
void                  _spt_voucher_history_open         (SptVoucherPage *self,
                                                         GtkListBoxRow  *row);
void                  _spt_voucher_history_add_note     (SptVoucherPage *self);
/* (nullable): the path of the field that the last refusal is about. */
char                 *_spt_voucher_history_dup_refused_place (SptVoucherPage *self,
                                                              GPtrArray      *history);

/* spt-voucher-same.c */
void                  _spt_voucher_same_show            (SptVoucherPage *self,
                                                         SptVoucherLoad *loaded);
void                  _spt_voucher_same_install_actions (GtkWidgetClass *widget_class);

/* spt-voucher-actions.c */
void                  _spt_voucher_page_follow_form     (SptVoucherPage *self);
/* A page of a new voucher for the same beneficiary. */
void                  _spt_voucher_page_open_copy       (SptVoucherPage *self);
void                  _spt_voucher_page_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
