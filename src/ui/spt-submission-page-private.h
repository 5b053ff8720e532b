/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the submission's page share. */
#pragma once

#include "store/spt-store-orders.h"
#include "ui/spt-exchanges.h"
#include "ui/spt-item-view.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-submission-page.h"
#include "ui/spt-timeline.h"

G_BEGIN_DECLS

/* All that the page shows but the items. */
typedef struct
{
  gint64         id;
  SptSubmission *submission;
  GPtrArray     *attempts;
  GPtrArray     *events;
  GPtrArray     *resends;   /* (element-type SptSubmission) */
  char          *note;      /* what the service remembers of it */
  GArray        *originals; /* (element-type gint64): imports whose file is kept */
  GPtrArray     *labels;    /* (element-type utf8): what they are called */
  guint          n_failed;  /* what is still to be sent again, of the whole job */
  guint          n_own;     /* what of that is in this one */
  gint64         record;    /* where it has only one; 0 = none */
  char          *key;       /* (nullable): what the service knows that by */
  SptOrderPlace  place;
  guint          order_states;
} SptSubmissionLook;

struct _SptSubmissionPage
{
  SptReadPage     parent_instance;

  GtkWidget      *state_label;
  GtkWidget      *order_bar;
  GtkWidget      *order_button;
  GtkLabel       *order_label;
  GtkWidget      *previous_button;
  GtkWidget      *next_button;
  GtkLabel       *heading;
  GtkLabel       *summary;
  GtkLabel       *remote_id;
  GtkLabel       *sentence;
  GtkLabel       *next_step;
  GtkLabel       *service_words;
  GtkLabel       *checked;
  GtkProgressBar *progress;
  GtkWidget      *uncertain_pane;
  GtkLabel       *known;
  GtkLabel       *unknown;
  GtkLabel       *verify;
  GtkWidget      *attention_pane;
  GtkLabel       *attention_title;
  GtkLabel       *attention_text;
  GtkLabel       *attention_next;
  GtkBox         *links;
  GtkWidget      *copy_button;
  GtkBox         *buttons;
  GtkWidget      *send_button;
  GtkWidget      *settle_button;
  GtkSpinner     *settle_spinner;
  GtkWidget      *match_button;
  GtkWidget      *no_match_button;
  GtkWidget      *record_button;
  GtkWidget      *watch_button; /* the aids come after it */
  GtkWidget      *decide_button;
  GtkWidget      *resend_button;
  GtkWidget      *cancel_button;
  GtkWidget      *switcher;
  GtkStack       *tabs;
  SptItemView    *item_view;
  SptTimeline    *timeline;
  SptExchanges   *exchanges;

  const SptReadParts *parts;      /* (unowned): the base's */
  const SptSubmissionLook *look;  /* (unowned) (nullable): until it was read */
  SptSubmission  *submission; /* (unowned) (nullable): of that */
  gint64          last_sent;  /* UTC ms; 0 = never */
  guint           tick;
  GPtrArray      *aids;     /* (owned) (element-type GtkWidget): buttons of what helps to look for its record */
  SptOrderPlace   place;    /* in an order of many single requests */
  guint           order_states; /* its neighbours there are among those; 0 = all */
  int             walked;   /* it came in place of the one before (1) or after it (-1); 0 = neither */
  gboolean        working; /* one of the actions below is under way */
};

/* spt-submission-page.c */
/* How its one record is shown; NULL where there is none, or it holds many. */
const SptRecordPages *_spt_submission_page_find_pages (SptSubmissionPage *self);
void _spt_submission_page_set_working     (SptSubmissionPage *self,
                                           gboolean           working);
/* spt-submission-show.c */
void _spt_submission_show_buttons         (SptSubmissionPage *self);
void _spt_submission_show_header          (SptSubmissionPage *self);
void _spt_submission_show_checked         (SptSubmissionPage *self,
                                           const char        *note);
void _spt_submission_show_links           (SptSubmissionPage       *self,
                                           const SptSubmissionLook *look);
/* spt-submission-order.c */
void _spt_submission_order_show           (SptSubmissionPage   *self,
                                           const SptOrderPlace *place);
/* FALSE: it was not reached by walking through an order. */
gboolean _spt_submission_order_focus      (SptSubmissionPage   *self);
void _spt_submission_order_install_actions (GtkWidgetClass     *widget_class);
/* spt-submission-actions.c */
void _spt_submission_page_install_actions (GtkWidgetClass    *widget_class);
void _spt_submission_page_toast           (SptSubmissionPage *self,
                                           const char        *text);
/* spt-submission-decide.c */
void _spt_submission_decide_install_actions (GtkWidgetClass  *widget_class);
/* spt-submission-files.c */
void _spt_submission_files_install_actions (GtkWidgetClass   *widget_class);

G_END_DECLS
