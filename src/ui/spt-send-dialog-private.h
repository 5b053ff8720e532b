/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the send sheet share. */
#pragma once

#include "outbox/spt-intake.h"
#include "ui/spt-finding-view.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-send-plan.h"
#include "ui/spt-send-words.h"
#include "ui/spt-ui.h"

G_BEGIN_DECLS

typedef enum
{
  STAGE_PREPARE, /* check and preparation are one pass over the records */
  STAGE_SEND,
  STAGE_TAKEN,
  STAGE_OUTCOMES,
  N_STAGES
} SptSendStage;

typedef enum
{
  COUNT_NEEDED,
  COUNT_RUNNING,
  COUNT_DONE,
  COUNT_FAULTY, /* the service would refuse something */
  COUNT_FAILED
} SptSendCount;

typedef struct _SptSendRehearsal SptSendRehearsal;

/**
 * SptSendOrder:
 * @chooser: (unowned) (nullable): %NULL where the account is settled
 * @row: (unowned): says in how many files it leaves
 * @bar: (unowned): how far the counting is
 * @cost: (unowned) (nullable): what it costs
 * @button: (unowned): shows @findings
 * @count: what is known of the files
 * @n_files: requests, once known
 * @findings: (owned) (nullable): what the service would refuse
 * @account_id: whose settings @n_files was counted with
 *
 * What the sheet shows of one group of the plan.
 */
typedef struct
{
  AdwComboRow    *chooser;
  GtkWidget      *row;
  GtkWidget      *bar;
  GtkWidget      *cost;
  GtkWidget      *button;
  SptSendCount    count;
  guint           n_files;
  SptFindingList *findings;
  gint64          account_id;
} SptSendOrder;

struct _SptSendDialog
{
  AdwWindow         parent_instance;

  SptDesk          *desk;        /* (owned) */
  SptService       *service;     /* (unowned) */
  const char       *kind;        /* (unowned): of its records */
  const SptSendWords *words;     /* (unowned) */
  GArray           *ids;         /* (owned) (nullable): what was chosen */
  GArray           *left_out;    /* (owned): what is to stay */
  SptSendPlan      *plan;        /* (owned) (nullable) */
  GPtrArray        *orders;      /* (owned) (element-type SptSendOrder): for each group of the plan */
  GArray           *submissions; /* (owned): what was ordered */
  GArray           *jobs;        /* (owned): the orders they are of */
  GCancellable     *cancellable; /* (owned) */
  SptSendRehearsal *rehearsal;   /* (unowned) (nullable): the counting under way */
  guint             group;       /* the one being prepared */
  int               environment; /* chosen; SPT_SEND_NO_ENVIRONMENT = not yet, or no choice */
  GtkWidget        *environment_row; /* (unowned) (nullable): where it is chosen */
  GtkWidget        *parent;      /* (weak): what the sheet was opened from */
  GtkWidget        *shown_from;  /* (weak): what led to the findings */
  GArray           *faulty;      /* (owned) (nullable): records of the findings that are shown */
  guint             look_timer;
  guint             bar_timer;
  guint             ordering : 1;
  guint             choosing : 1; /* the plan is made anew because the environment was chosen */
  GtkWidget        *stage_rows[N_STAGES]; /* (unowned) */
  GtkWidget        *stage_icons[N_STAGES];
  GtkWidget        *stage_spinners[N_STAGES];

  /* Template */
  GtkWidget        *back_button;
  GtkStack         *stack;
  SptStrip         *environment_strip;
  GtkBox           *plan_box;
  GtkWidget        *cancel_button;
  GtkLabel         *send_label;
  GtkLabel         *progress_title;
  GtkListBox       *stages;
  GtkListBox       *outcomes;
  GtkWidget        *stop_button;
  GtkButton        *close_button;
  GtkLabel         *findings_title;
  GtkLabel         *findings_text;
  SptFindingView   *findings_view;
  GtkButton        *leave_out_button;
  GtkWidget        *to_fix_button;
  GtkLabel         *changes_text;
  GtkListView      *changes_list;
  AdwStatusPage    *message_page;
  GtkButton        *message_button;
};

/* spt-send-dialog.c */
const char *_spt_send_find_operation   (SptSendDialog    *self,
                                        const char       *record_operation);
void        _spt_send_show_message     (SptSendDialog    *self,
                                        const char       *icon,
                                        const char       *title,
                                        const char       *text,
                                        const char       *button,
                                        const char       *action);
void        _spt_send_show_error       (SptSendDialog    *self,
                                        const GError     *error);
void        _spt_send_go_to            (SptSendDialog    *self,
                                        const char       *page);

/* spt-send-review.c: what would leave */
void        _spt_send_plan             (SptSendDialog    *self);
SptAccount *_spt_send_get_account      (SptSendDialog    *self,
                                        guint             index);
void        _spt_send_update_button    (SptSendDialog    *self);
void        _spt_send_order_free       (SptSendOrder     *order);

/* spt-send-changes.c: what updates replace */
void        _spt_send_add_changes      (SptSendDialog    *self,
                                        SptSendGroup     *group,
                                        GtkWidget        *box);
void        _spt_send_init_changes     (SptSendDialog    *self);

/* spt-send-count.c: in how many files */
void        _spt_send_add_count        (SptSendDialog    *self,
                                        SptSendOrder     *order,
                                        GtkWidget        *box);
void        _spt_send_count            (SptSendDialog    *self);
void        _spt_send_stop_counting    (SptSendDialog    *self);

/* spt-send-findings.c: the lists that the sheet leads to */
void        _spt_send_show_kind        (SptSendDialog    *self,
                                        SptIssueKind     *kind,
                                        GtkWidget        *from);
void        _spt_send_show_faults      (SptSendDialog    *self,
                                        SptFindingList   *findings,
                                        GtkWidget        *from);
/* After the click: @issues are taken. */
void        _spt_send_show_refused     (SptSendDialog    *self,
                                        SptIssueList     *issues,
                                        GArray           *ids);
void        _spt_send_install_findings (GtkWidgetClass   *widget_class);

/* spt-send-progress.c: how far it is */
void        _spt_send_add_stages       (SptSendDialog    *self);
void        _spt_send_look             (SptSendDialog    *self);
void        _spt_send_install_order    (GtkWidgetClass   *widget_class);

G_END_DECLS
