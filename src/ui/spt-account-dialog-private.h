/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of the account assistant share. */
#pragma once

#include "base/spt-messages.h"
#include "service/spt-service.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-account-dialog.h"
#include "ui/spt-ui.h"

G_BEGIN_DECLS

typedef enum
{
  SPT_PLACE_KEYRING,
  SPT_PLACE_LOCKED,
  SPT_PLACE_MEMORY,
  SPT_PLACE_PRACTICE
} SptPlace;

struct _SptAccountDialog
{
  AdwWindow      parent_instance;

  SptDesk       *desk;         /* (owned) */
  SptService    *service;      /* (unowned) (nullable): chosen */
  SptAccount    *original;     /* (owned) (nullable): what is edited */
  SptAccount    *account;      /* (owned) (nullable): what is being put together */
  SptForm       *form;         /* (owned) (nullable) */
  GHashTable    *to_store;     /* (owned) (nullable): key -> secret still to go to the keyring */
  char          *storing;      /* (owned) (nullable): the key on its way to the keyring */
  GCancellable  *cancellable;  /* (owned) */
  SptPlace       place;        /* where secrets go here, as far as known */
  GHashTable    *kept;         /* (owned): keys that a keyring has already */
  GtkWidget     *parent;       /* (weak): the accounts page, as a rule */
  guint          n_sharing;    /* accounts with this key; 0 and 1 = it alone */
  SptFormField  *overriding;   /* (unowned) (nullable): whose error a person is asked about */
  guint          new_key    : 1; /* a secret was typed */
  guint          saving     : 1;
  guint          expiry_said : 1; /* a person has said until when the new secret is good */
  guint          shown_issues : 1; /* faults are marked once saving was tried */

  /* Template */
  GtkWidget     *back_button;
  GtkWidget     *save_button;
  GtkStack      *stack;
  GtkListBox    *service_list;
  GtkListBox    *environment_list;
  AdwActionRow  *service_row;
  GtkLabel      *environment_tag;
  AdwEntryRow   *name_row;
  AdwEntryRow   *url_row;
  GtkLabel      *general_note;
  GtkLabel      *address_help;
  GtkLabel      *notice;
  GtkLabel      *expiry;
  GtkLabel      *accepted;
  SptFormView   *form_view;
  GtkWidget     *place_group;
  AdwActionRow  *place_row;
  GtkSpinner    *test_spinner;
  GtkLabel      *test_label;
};

/* spt-account-form.c */
void          _spt_account_form_begin           (SptAccountDialog *self,
                                                 SptSchema        *schema);
gboolean      _spt_account_form_try             (SptAccountDialog *self);
GHashTable   *_spt_account_form_dup_secrets     (SptAccountDialog *self);
SptFormField *_spt_account_form_find_missing    (SptAccountDialog *self);
SptFormField *_spt_account_form_find_refused    (SptAccountDialog *self,
                                                 const char       *code,
                                                 const SptMessage *message);
void          _spt_account_form_show_refused    (SptAccountDialog *self,
                                                 SptFormField     *field,
                                                 const char       *code);
SptFormField *_spt_account_form_find_stale      (SptAccountDialog *self);
void          _spt_account_form_set_fault       (SptAccountDialog *self,
                                                 const char       *fault,
                                                 GtkWidget        *row);
void          _spt_account_form_override_clicked_cb (SptAccountDialog *self,
                                                     SptFormField     *field);
void          _spt_account_form_name_changed_cb (SptAccountDialog *self);
void          _spt_account_form_url_changed_cb  (SptAccountDialog *self);

G_END_DECLS
