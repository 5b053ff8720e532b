/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that shows and edits one record: it follows the archive, checks as one types, saves, leads
 * to what is to be mended, asks before it is left. A kind is a table and a class (HACKING.md, "Adding
 * things"). */
#pragma once

#include "ui/form/spt-form-pages.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-record-work.h"
#include "ui/spt-subject-picker.h"
#include "ui/spt-ui.h"
#include "ui/spt-undo.h"
#include "ui/spt-window.h"

G_BEGIN_DECLS

/* What goes on when the record is saved. */
typedef enum
{
  SPT_RECORD_STAY,
  SPT_RECORD_NEXT,     /* the next one to mend */
  SPT_RECORD_LEAVE,    /* the window is waiting for our word */
  SPT_RECORD_OVERRIDE, /* the error that is being taken upon oneself */
  SPT_RECORD_SEND,
  SPT_RECORD_OWN       /* from here on the kind's own: SptRecordPageClass.go_on */
} SptRecordAfter;

/**
 * SptRecordPageKind:
 * @record: the kind: SPT_KIND_VOUCHERS
 * @changed: the notices after which it is read anew (SptChanged)
 * @load: asks the archive for an #SptRecordLoad, with spt_store_run_async()
 * @loads_new: a new one asks as well, with 0
 * @override: (nullable): keeps that an error is taken upon oneself
 * @remove: (nullable): takes one away, or brings it back
 * @rows: (nullable): among which the next one to mend is looked for
 * @scrolls_whole: what stands above the form scrolls with it
 * @paged: its form is shown in pages (SptFormPages)
 * @picker: (nullable): how it names whom it is about
 * @states: bit set of 1 << SptState: those that are said; 0 = all
 * @first: (nullable): the path of the field in which a new one begins; %NULL = the first that is typed in
 * @ask_action: (nullable): what asks its service where it stands
 * @menu_label: "Voucher Menu"
 * @new_name: "New Voucher"
 * @nameless: "Voucher without a beneficiary"
 * @removed: "Voucher deleted"
 * @loose_label: what a screen reader calls what is about no field: "What concerns the whole voucher"
 * @history_title: (nullable): "History" by itself
 * @history_icon: (nullable): static
 * @history_label: what a screen reader calls its list
 * @history_empty: (nullable): "Never Sent"; %NULL = an empty list says nothing
 * @history_empty_text: (nullable): what would be there
 * @leave_body: what is lost if it is left unsaved
 * @override_title: (nullable): the question; %NULL = about a code
 * @override_hint: (nullable): a reason, as an example; %NULL = of a code
 * @override_body: (nullable): what is kept of an override, and how long it holds
 * @closed: (nullable): why it cannot be changed while it is under way
 * @uncertain: (nullable): the same while an outcome is uncertain
 *
 * One kind of page. All texts are untranslated.
 */
typedef struct
{
  const char          *record;
  guint                changed;
  void               (*load)       (SptStore            *store,
                                    gint64               id,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
  SptRecordOverrideFunc override;
  SptRecordRemoveFunc   remove;
  const SptListKind    *rows;
  gboolean             loads_new;
  gboolean             scrolls_whole;
  gboolean             paged;
  const SptPickerKind *picker;
  guint                states;
  const char          *first;
  const char          *ask_action;
  const char          *menu_label;
  const char          *new_name;
  const char          *nameless;
  const char          *removed;
  const char          *loose_label;
  const char          *history_title;
  const char          *history_icon;
  const char          *history_label;
  const char          *history_empty;
  const char          *history_empty_text;
  const char          *leave_body;
  const char          *override_title;
  const char          *override_hint;
  const char          *override_body;
  const char          *closed;
  const char          *uncertain;
} SptRecordPageKind;

/**
 * SptRecordParts:
 * @id: the record; 0 = not in the archive yet
 * @form: what is typed in; %NULL without a desk, and as long as its schema is not known (SptRecordPageClass.ref_xsd);
 *   becomes another one when another schema set came into force
 * @xsd: (nullable): of a kind with such a schema: the one that @form is of
 * @form_view: shows it
 * @pages: (nullable): shows it in place of @form_view, where the kind is in pages
 * @views: the views "data" and "history"
 * @history: the page of the latter
 * @history_list: its list
 * @issues: what the last check found, as the form shows it
 * @cancellable: is cancelled when the page goes
 * @state: as the archive has it
 * @open_submission: what it is in, 0 = none
 * @loaded: the archive has answered about this record
 * @closed: read-only: under way, gone, or not to be read
 * @saving: is being written
 * @narrow: there is little room
 *
 * What the class of a kind works with; borrowed, to be read.
 */
typedef struct
{
  gint64        id;
  SptForm      *form;
  SptXsd       *xsd;
  SptFormView  *form_view;
  SptFormPages *pages;
  AdwViewStack *views;
  AdwViewStackPage *history;
  GtkListBox   *history_list;
  SptIssueList *issues;
  GCancellable *cancellable;
  SptState      state;
  gint64        open_submission;
  guint         loaded : 1;
  guint         closed : 1;
  guint         saving : 1;
  guint         narrow : 1;
} SptRecordParts;

#define SPT_TYPE_RECORD_PAGE (spt_record_page_get_type ())

/* Properties: id (int64, construct-only). Its template holds what all pages have; that of a kind has
 * the menu "record_menu" and children of type "head" (below the name), "strip", "data" (above the
 * form) and "history" (above its list). The actions of all are "record.save", "…save-next",
 * "…next-error", "…open-submission", "…duplicate" and "…delete". */
G_DECLARE_DERIVABLE_TYPE (SptRecordPage, spt_record_page, SPT, RECORD_PAGE, SptPage)

/**
 * SptRecordPageClass:
 * @kind: set with spt_record_page_class_set_kind()
 * @get_schema: of its records; by itself its service's
 * @ref_xsd: in place of @get_schema, where only what was loaded says what its records are: the schema in force, asked
 *   before @show each time; a new record's kind has loads_new. Fails when a set is broken
 * @list_schede: (element-type SptPlantScheda) (transfer container): the pages that it may have; by itself all
 * @show: takes over what the archive has, before the form does; @loaded is what the kind's load
 *   makes of it, borrowed, and @fresh: it is another record than before
 * @add_history: fills the list of the view "history", which is empty; by itself with the submissions
 * @edited: after an edit, before it is checked
 * @check: what is wrong with @record
 * @skips_issue: whether that is none
 * @dup_errors: "3 things to correct"
 * @dup_name: what it is called; empty = nothing yet
 * @dup_what: the line below
 * @update: says what is the class's own, also what can be done
 * @update_actions: the latter alone, after each key that is typed
 * @can_remove: whether it can be taken away; by itself it can
 * @remove: takes it away; by itself as the kind says, with a way to have it again
 * @copy: makes @copy, which has all that is in the form, one of its own
 * @fill_options: what the saving is told beside who saves
 * @save_failed: whether it is dealt with
 * @saved: before it is read anew
 * @go_on: what comes after saving, from SPT_RECORD_OWN on
 * @width_changed: there is little room, or again enough
 * @focus_step: gives the focus to the natural next step; FALSE = there is none
 *
 * What has no "by itself" and is not there is not done.
 */
struct _SptRecordPageClass
{
  SptPageClass             parent_class;

  const SptRecordPageKind *kind;

  SptSchema *(*get_schema)     (SptRecordPage       *self);
  void       (*show)           (SptRecordPage       *self,
                                SptRecordLoad       *loaded,
                                gboolean             fresh);
  void       (*add_history)    (SptRecordPage       *self,
                                SptRecordLoad       *loaded);
  void       (*edited)         (SptRecordPage       *self);
  void       (*check)          (SptRecordPage       *self,
                                SptRecord           *record,
                                SptIssueList        *issues);
  gboolean   (*skips_issue)    (SptRecordPage       *self,
                                const SptIssue      *issue);
  char      *(*dup_errors)     (guint                n);
  char      *(*dup_name)       (SptRecordPage       *self);
  char      *(*dup_what)       (SptRecordPage       *self);
  void       (*update)         (SptRecordPage       *self);
  void       (*update_actions) (SptRecordPage       *self);
  gboolean   (*can_remove)     (SptRecordPage       *self);
  void       (*remove)         (SptRecordPage       *self);
  void       (*copy)           (SptRecordPage       *self,
                                SptRecordPage       *copy);
  void       (*fill_options)   (SptRecordPage       *self,
                                SptSaveOptions      *options);
  gboolean   (*save_failed)    (SptRecordPage       *self,
                                const GError        *error,
                                SptRecordAfter       after);
  void       (*saved)          (SptRecordPage       *self);
  void       (*go_on)          (SptRecordPage       *self,
                                SptRecordAfter       after);
  void       (*width_changed)  (SptRecordPage       *self);
  gboolean   (*focus_step)     (SptRecordPage       *self);

  SptXsd    *(*ref_xsd)        (SptRecordPage       *self,
                                SptRecordLoad       *loaded,
                                GError             **error);
  GArray    *(*list_schede)    (SptRecordPage       *self);

  gpointer padding[2];
};

/* In the class's initialisation; @resource: its template. */
void                  spt_record_page_class_set_kind (SptRecordPageClass      *klass,
                                                      const SptRecordPageKind *kind,
                                                      const char              *resource);

/* What it works with; borrowed, as long as the page. */
const SptRecordParts *spt_record_page_get_parts      (SptRecordPage           *self);
/* 0 = not in the archive yet. */
/* Gives the field that @path names the focus, at once or when it is loaded; where there is none, the
 * first fault. */
void                  spt_record_page_show_place     (SptRecordPage           *self,
                                                      const char              *path);
/* The list that one came from, in its order (element-type gint64): what "save and next" goes through. */
void                  spt_record_page_set_queue      (SptRecordPage           *self,
                                                      GArray                  *ids,
                                                      SptQueueKind             kind);
/* Opens a record in a window, and then the others of its list. */
void                  spt_record_page_go_through     (SptWindow               *window,
                                                      const char              *kind,
                                                      gint64                   id,
                                                      GArray                  *ids,
                                                      SptQueueKind             queue);
/* A new one is about this person or company of the directory. */
void                  spt_record_page_set_subject    (SptRecordPage           *self,
                                                      gint64                   subject_id);
/* Its account was chosen, or the like: something is to be saved. */
void                  spt_record_page_note_edit      (SptRecordPage           *self);

/* In the class's show(): the service named that place when it refused the record as the archive has it. The field is
 * marked with @words as long as it holds the same. What the messages know of a code (their "field") is marked by itself. */
void                  spt_record_page_add_refused    (SptRecordPage           *self,
                                                      const char              *path,
                                                      const char              *words);

/* Which pages it may have, anew. */
void                  spt_record_page_update_schede  (SptRecordPage           *self);

/* Asks the archive again. */
void                  spt_record_page_load           (SptRecordPage           *self);
/* Checks what stands in the form, and shows what that finds at the fields, above them and in the strip. */
void                  spt_record_page_check          (SptRecordPage           *self);
/* An edit that was made by the page itself is not checked by and by. */
void                  spt_record_page_drop_check     (SptRecordPage           *self);
/* Says anew what stands above the form, and what can be done. */
void                  spt_record_page_update         (SptRecordPage           *self);
void                  spt_record_page_update_actions (SptRecordPage           *self);

/* Saves, and then… */
void                  spt_record_page_save           (SptRecordPage           *self,
                                                      SptRecordAfter           after);
/* The same, but what is saved already is not saved again. */
void                  spt_record_page_save_first     (SptRecordPage           *self,
                                                      SptRecordAfter           after);
/* It is being written, or taken away: not to be touched meanwhile. */
void                  spt_record_page_set_saving     (SptRecordPage           *self,
                                                      gboolean                 saving);
/* A page of a new one with the same data. */
void                  spt_record_page_open_copy      (SptRecordPage           *self);

/* One submission that it was in, for the history. */
GtkWidget            *spt_record_page_new_sent_row   (SptRecordPage           *self,
                                                      const SptRecordHistory  *entry,
                                                      const char              *title);
/* @row of the history leads to a record. */
void                  spt_record_page_lead_to        (GtkWidget               *row,
                                                      const char              *kind,
                                                      gint64                   id);

G_END_DECLS
