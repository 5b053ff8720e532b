/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the page of one position share. */
#pragma once

#include "service/spt-service.h"
#include "ui/spt-due-work.h"
#include "ui/spt-position-page.h"
#include "ui/spt-position-work.h"

G_BEGIN_DECLS

/* What the page knows by name in the schema of a position. */
#define POSITION_OPTION     "paymentOption"
#define POSITION_STAMP_TYPE "stamp.stampType"

/* After saving: into instalments, which can be taken back. */
#define POSITION_AFTER_DIVIDED ((SptRecordAfter) SPT_RECORD_OWN)

struct _SptPositionPage
{
  SptRecordPage         parent_instance;

  const SptRecordParts *record;        /* (unowned): what all pages have */
  SptService           *service;       /* (owned): our own; the registry's may be at work elsewhere */
  SptDebtPosition      *position;      /* (owned) (nullable) */
  SptDuesList          *dues;          /* (owned) (nullable): bodies and kinds there are */
  SptRecord            *due;           /* (owned) (nullable): the kind that fills the form */
  gint64                due_id;        /* of it, or of where the position is from; 0 = none */
  SptRecord            *due_base;      /* (owned) (nullable): the form before the kind filled it */
  SptRecord            *due_filled;    /* (owned) (nullable): with it */
  char                 *proposed_iupd; /* (owned) (nullable) */
  char                 *undivided;     /* (owned) (nullable): before it became instalments */
  guint                 accepted   : 1;
  guint                 assign_iuv : 1; /* notice numbers come with the saving */
  guint                 choosing   : 1; /* the kinds are being listed, not chosen */

  /* Template */
  GtkWidget            *step_button;
  SptStrip             *marked_strip;
  GtkWidget            *kind_group;
  AdwComboRow          *kind_row;
};

/* spt-position-head.c */
char               *_spt_position_page_dup_name          (SptRecordPage   *page);
char               *_spt_position_page_dup_what          (SptRecordPage   *page);
void                _spt_position_page_update            (SptRecordPage   *page);
void                _spt_position_page_update_actions    (SptRecordPage   *page);
void                _spt_position_page_show_reason       (SptPositionPage *self,
                                                          const char      *reason);

/* spt-position-due.c */
void                _spt_position_due_start              (SptPositionPage *self);
void                _spt_position_due_stop               (SptPositionPage *self);
/* After each edit: what the kind of due fills follows it. */
void                _spt_position_due_follow             (SptRecordPage   *page);
void                _spt_position_due_choose_kind        (SptPositionPage *self);
const SptDuesTable *_spt_position_due_get_table          (SptPositionPage *self);
SptBody            *_spt_position_due_find_body          (SptPositionPage *self);
SptRecord          *_spt_position_due_read_record        (SptSchema       *schema,
                                                          const char      *doc);
void                _spt_position_due_install_actions    (GtkWidgetClass  *widget_class);

/* spt-position-buttons.c */
void                _spt_position_buttons_start          (SptPositionPage *self);
/* Whether an issue is none because saving will mend it. */
gboolean            _spt_position_buttons_will_mend      (SptRecordPage   *page,
                                                          const SptIssue  *issue);
/* TRUE: a person was asked for the next notice number, and saving goes on by itself. */
gboolean            _spt_position_buttons_ask            (SptRecordPage   *page,
                                                          const GError    *error,
                                                          SptRecordAfter   after);
void                _spt_position_buttons_hash           (SptPositionPage *self,
                                                          SptFormField    *field,
                                                          GFile           *file);

/* spt-position-divide.c */
gboolean            _spt_position_divide_is_possible     (SptPositionPage *self);
void                _spt_position_divide_done            (SptPositionPage *self);
void                _spt_position_divide_install_actions (GtkWidgetClass  *widget_class);

/* spt-position-actions.c */
void                _spt_position_page_copy              (SptRecordPage   *page,
                                                          SptRecordPage   *copy);
void                _spt_position_page_remove            (SptRecordPage   *page);
void                _spt_position_page_install_actions   (GtkWidgetClass  *widget_class);

G_END_DECLS
