/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the page of one record share. */
#pragma once

#include "ui/spt-official-watch.h"
#include "ui/spt-record-page.h"

G_BEGIN_DECLS

/* A place that the service named when it refused the record last. */
typedef struct
{
  char *path;  /* (owned): as issues have it */
  char *words; /* (owned): the service's */
  char *value; /* (owned) (nullable): what the field held then; NULL = not known yet, or no field */
} SptRecordRefused;

typedef struct
{
  SptRecordParts   parts;
  SptIssueList    *stored_issues;   /* (owned) (nullable): of the archive: what was overridden */
  GPtrArray       *refused;         /* (owned) (element-type SptRecordRefused) */
  gint64           refused_by;      /* the submission that @refused is of */
  char            *doc;             /* (owned) (nullable): as loaded */
  char            *place;           /* (owned) (nullable): path that gets the focus when loaded */
  SptIssue         overridden;      /* being taken upon oneself; path and value are owned */
  char            *reason;          /* (owned) (nullable): why */
  GArray          *queue;           /* (owned) (nullable): ids of the list one came from */
  SptQueueKind     queue_kind;
  SptRecordAfter   after;
  guint            check_timeout;
  SptOfficialWatch *sets;           /* (owned) (nullable): of the schemas on the disk */
  guint            follow_timeout;
  guint            n_loading;   /* answers of the archive that are yet to come */
  guint            saved_until; /* how many of them until what was saved is what is shown; 0 = that is said */
  guint            fresh       : 1; /* another record is shown from the next answer on */
  guint            lost_focus  : 1; /* what had it went away: it goes on as soon as that can be said */
  guint            focus_first : 1; /* when loaded, the first fault gets the focus */
  guint            keeps_refused : 1; /* the same refusal as before: what is known of it stays */

  /* Template */
  GtkButton       *save_button;
  GtkMenuButton   *menu_button;
  SptAdaptiveBin  *adaptive;
  GtkWidget       *outer;
  AdwClamp        *head_clamp;
  GtkWidget       *head;
  GtkLabel        *name_label;
  GtkLabel        *what_label;
  SptStateLabel   *state_label;
  GtkWidget       *switcher;
  GtkWidget       *strips;
  SptStrip        *closed_strip;
  SptStrip        *schema_strip;
  SptStrip        *refused_strip;
  SptStrip        *issues_strip;
  AdwBin          *data_bin;
  GtkWidget       *data_box;
  GtkListBox      *loose_list;
  GtkStack        *history_stack;
  AdwStatusPage   *history_empty;
  AdwBin          *history_bin;
  GtkWidget       *history_box;
} SptRecordPagePrivate;

#define KIND(self) (SPT_RECORD_PAGE_GET_CLASS (self)->kind)

/* spt-record-page.c */
SptRecordPagePrivate *_spt_record_page_get             (SptRecordPage  *self);
/* Another record is shown in place of this one. */
void                  _spt_record_page_show_other      (SptRecordPage  *self,
                                                        gint64          id);
/* An edit: it is checked by and by. */
void                  _spt_record_page_form_changed_cb (SptRecordPage  *self);

/* spt-record-page-form.c */
gboolean              _spt_record_page_focus_field     (SptRecordPage  *self,
                                                        SptFormField   *field);
void                  _spt_record_page_focus_first     (SptRecordPage  *self);
/* The next error. */
void                  _spt_record_page_focus_error     (SptRecordPage  *self,
                                                        gboolean        further);
gboolean              _spt_record_page_has_error       (SptRecordPage  *self);
void                  _spt_record_page_show_errors     (SptRecordPage  *self);
void                  _spt_record_page_set_read_only   (SptRecordPage  *self,
                                                        gboolean        read_only);
void                  _spt_record_page_set_overridable (SptRecordPage  *self,
                                                        GPtrArray      *fields);
/* What is removed can be brought back, an error can be taken upon oneself. */
void                  _spt_record_page_follow_form     (SptRecordPage  *self);
/* A form of that schema, in place of the one before. */
void                  _spt_record_page_take_schema     (SptRecordPage  *self,
                                                        SptSchema      *schema,
                                                        SptXsd         *xsd);
/* Another set in force is read while the page is there. */
void                  _spt_record_page_follow_sets     (SptRecordPage  *self);
/* That the form follows another schema than when it was opened. */
void                  _spt_record_page_note_schema     (SptRecordPage  *self,
                                                        gboolean        changed);
/* FALSE: the set that the record is of is broken. */
gboolean              _spt_record_page_learn_schema    (SptRecordPage  *self,
                                                        SptRecordLoad  *loaded,
                                                        gboolean        fresh,
                                                        GError        **error);

/* spt-record-page-layout.c */
/* As the kind says: where it scrolls, and what it is called. */
void                  _spt_record_page_lay_out         (SptRecordPage  *self);

/* spt-record-page-save.c */
void                  _spt_record_page_can_leave_async (SptPage             *page,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
/* That what stands there is in the archive, and the page shows what became of it there. */
void                  _spt_record_page_say_saved       (SptRecordPage  *self);
void                  _spt_record_page_go_on           (SptRecordPage  *self);
void                  _spt_record_page_override        (SptRecordPage  *self,
                                                        SptFormField   *field);
void                  _spt_record_page_forget_override (SptRecordPage  *self);

/* spt-record-page-history.c */
void                  _spt_record_page_show_history    (SptRecordPage  *self,
                                                        SptRecordLoad  *loaded);
void                  _spt_record_page_add_submissions (SptRecordPage  *self,
                                                        SptRecordLoad  *loaded);
/* Around SptRecordPageClass.show: what was refused before is forgotten, and what the history says is taken. */
void                  _spt_record_page_begin_refused   (SptRecordPage  *self,
                                                        SptRecordLoad  *loaded,
                                                        gboolean        fresh);
void                  _spt_record_page_end_refused     (SptRecordPage  *self,
                                                        SptRecordLoad  *loaded);
/* Adds what the service said and still holds: before what is found here, for that is not in doubt. */
void                  _spt_record_page_add_refused     (SptRecordPage  *self,
                                                        SptIssueList   *issues);
void                  _spt_record_refused_free         (SptRecordRefused *self);
/* (nullable): the path of the field that the last refusal is about. */
char                 *_spt_record_page_dup_refused_place (SptRecordPage *self,
                                                          GPtrArray     *history);
void                  _spt_record_page_open_entry      (SptRecordPage  *self,
                                                        GtkListBoxRow  *row);

/* spt-record-page-actions.c */
void                  _spt_record_page_remove          (SptRecordPage  *self);
void                  _spt_record_page_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
