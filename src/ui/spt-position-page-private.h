/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the page of one position share. */
#pragma once

#include "service/spt-service.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-record-form.h"
#include "ui/spt-due-work.h"
#include "ui/spt-position-page.h"
#include "ui/spt-position-work.h"
#include "ui/spt-ui.h"

G_BEGIN_DECLS

/* What the page knows by name in the schema of a position. */
#define POSITION_OPTION     "paymentOption"
#define POSITION_STAMP_TYPE "stamp.stampType"

/* What goes on when the record is saved. */
typedef enum
{
  AFTER_SAVE_STAY,
  AFTER_SAVE_NEXT,      /* the next one to mend */
  AFTER_SAVE_LEAVE,     /* the window is waiting for our word */
  AFTER_SAVE_OVERRIDE,  /* the error that is being taken upon oneself */
  AFTER_SAVE_SEND,
  AFTER_SAVE_DIVIDED    /* into instalments: that can be taken back */
} AfterSave;

struct _SptPositionPage
{
  SptPage          parent_instance;

  gint64           id;                /* 0 = not in the archive yet */
  SptService      *service;           /* (owned): our own; the registry's may be at work elsewhere */
  SptForm         *form;              /* (owned) */
  SptIssueList    *issues;            /* (owned) (nullable): as the form shows them */
  SptIssueList    *stored_issues;     /* (owned) (nullable): of the archive: what was overridden */
  char            *doc;               /* (owned) (nullable): as loaded */
  SptDebtPosition *position;          /* (owned) (nullable) */
  gint64           open_submission;
  GArray          *queue;             /* (owned) (nullable): ids of the list one came from */
  SptQueueKind     queue_kind;
  GCancellable    *cancellable;       /* (owned) */
  SptOverride      override;          /* being taken upon oneself */
  char            *place;             /* (owned) (nullable): path that gets the focus when loaded */
  SptDuesList     *dues;              /* (owned) (nullable): bodies and kinds there are */
  SptRecord       *due;               /* (owned) (nullable): the kind that fills the form */
  gint64           due_id;            /* of it, or of where the position is from; 0 = none */
  SptRecord       *due_base;          /* (owned) (nullable): the form before the kind filled it */
  SptRecord       *due_filled;        /* (owned) (nullable): with it */
  char            *proposed_iupd;     /* (owned) (nullable) */
  char            *undivided;         /* (owned) (nullable): before it became instalments */
  SptState         state;
  AfterSave        after_save;
  guint            check_timeout;
  guint            saving     : 1;
  guint            accepted   : 1;
  guint            closed     : 1;    /* under way: read-only */
  guint            focus_first : 1;   /* when loaded, the first fault gets the focus */
  guint            assign_iuv : 1;    /* notice numbers come with the saving */
  guint            choosing   : 1;    /* the kinds are being listed, not chosen */

  /* Template */
  SptAdaptiveBin  *adaptive;
  GtkButton       *save_button;
  GtkWidget       *step_button;
  GtkLabel        *name_label;
  GtkLabel        *what_label;
  SptStateLabel   *state_label;
  SptStrip        *closed_strip;
  SptStrip        *marked_strip;
  SptStrip        *refused_strip;
  SptStrip        *issues_strip;
  AdwViewStack    *views;
  GtkWidget       *kind_group;
  AdwComboRow     *kind_row;
  GtkListBox      *loose_list;
  SptFormView     *form_view;
  GtkStack        *history_stack;
  GtkListBox      *history_list;
};

/* spt-position-page.c */
void                _spt_position_page_save              (SptPositionPage *self,
                                                          AfterSave        after);
void                _spt_position_page_go_on             (SptPositionPage *self);
void                _spt_position_page_load              (SptPositionPage *self);
/* The first error behind @after, all of them in a ring. */
void                _spt_position_page_focus_error       (SptPositionPage *self,
                                                          gboolean         further);

/* spt-position-head.c */
void                _spt_position_page_update            (SptPositionPage *self);
void                _spt_position_page_update_actions    (SptPositionPage *self);
void                _spt_position_page_show_reason       (SptPositionPage *self,
                                                          const char      *reason);

/* spt-position-check.c */
void                _spt_position_page_check             (SptPositionPage *self);

/* spt-position-history.c */
void                _spt_position_page_show_history      (SptPositionPage *self,
                                                          GPtrArray       *history);
/* (nullable): the path of the field that the last refusal is about. */
char               *_spt_position_page_dup_refused_place (SptPositionPage *self,
                                                          GPtrArray       *history);
void                _spt_position_page_open_entry        (SptPositionPage *self,
                                                          GtkListBoxRow   *row);

/* spt-position-due.c */
void                _spt_position_due_start              (SptPositionPage *self);
void                _spt_position_due_stop               (SptPositionPage *self);
/* After each edit: what the kind of due fills follows it. */
void                _spt_position_due_follow             (SptPositionPage *self);
void                _spt_position_due_choose_kind        (SptPositionPage *self);
const SptDuesTable *_spt_position_due_get_table          (SptPositionPage *self);
SptBody            *_spt_position_due_find_body          (SptPositionPage *self);
SptRecord          *_spt_position_due_read_record        (SptSchema       *schema,
                                                          const char      *doc);
void                _spt_position_due_install_actions    (GtkWidgetClass  *widget_class);

/* spt-position-buttons.c */
void                _spt_position_buttons_start          (SptPositionPage *self);
/* Whether an issue is none because saving will mend it. */
gboolean            _spt_position_buttons_will_mend      (SptPositionPage *self,
                                                          const SptIssue  *issue);
/* TRUE: a person was asked for the next notice number, and saving goes on by itself. */
gboolean            _spt_position_buttons_ask            (SptPositionPage *self,
                                                          const GError    *error,
                                                          AfterSave        after);
void                _spt_position_buttons_hash           (SptPositionPage *self,
                                                          SptFormField    *field,
                                                          GFile           *file);

/* spt-position-divide.c */
gboolean            _spt_position_divide_is_possible     (SptPositionPage *self);
void                _spt_position_divide_done            (SptPositionPage *self);
void                _spt_position_divide_install_actions (GtkWidgetClass  *widget_class);

/* spt-position-actions.c */
void                _spt_position_page_follow_form       (SptPositionPage *self);
void                _spt_position_page_install_actions   (GtkWidgetClass  *widget_class);

G_END_DECLS
