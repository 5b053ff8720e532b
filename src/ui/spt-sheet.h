/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dialog with a list of small records and a page that edits one of them. */
#pragma once

#include "ui/form/spt-form-view.h"
#include "ui/spt-desk.h"
#include "ui/spt-ui.h"

G_BEGIN_DECLS

/**
 * SptSheetKind:
 * @title: of the list
 * @taken_title: where a name is there already
 * @taken: the same, what to do
 * @removed: one was taken away
 * @unsaved: what is lost when the form is left
 * @late: (nullable): a code that is no fault before saving was tried, as "required" is none
 * @remove: takes one away or brings it back; ends in spt_record_work_finish()
 *
 * What it says and takes away.
 */
typedef struct
{
  const char *title;
  const char *taken_title;
  const char *taken;
  const char *removed;
  const char *unsaved;
  const char *late;
  void       (*remove) (SptStore            *store,
                        gint64               id,
                        gboolean             restore,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data);
} SptSheetKind;

/**
 * SptSheetParts:
 * @desk: what it works with
 * @cancellable: stops what runs when it is closed
 * @form: (nullable): of the record that is edited
 * @id: of it; 0 = a new one
 * @title: in the header
 * @stack: the pages "list", "form", and those of the class: "empty", …
 * @list_box: what the class fills
 * @save_button: in the header
 *
 * What a class works with; borrowed, to be read.
 */
typedef struct
{
  SptDesk        *desk;
  GCancellable   *cancellable;
  SptForm        *form;
  gint64          id;
  AdwWindowTitle *title;
  GtkStack       *stack;
  GtkBox         *list_box;
  GtkButton      *save_button;
} SptSheetParts;

#define SPT_TYPE_SHEET (spt_sheet_get_type ())

/* Its template has children of type "start" (in the header, beside the list), "tools" (above it), and
 * pages, whose type is their name. Actions: "sheet.new", "sheet.back", "sheet.save". */
G_DECLARE_DERIVABLE_TYPE (SptSheet, spt_sheet, SPT, SHEET, AdwWindow)

/**
 * SptSheetClass:
 * @kind: what it says
 * @read: reads the list
 * @show_list: shows it, once it was read, on its page or that for none
 * @begin: goes to the form of a new one
 * @edited: (nullable): after an edit, before it is checked
 * @check: what is wrong with @record
 * @keep: saves it; ends in spt_record_work_finish()
 * @has_text: (nullable): whether something stands on the class's own page
 * @keep_page: (nullable): saves that; whether there was something
 * @left: (nullable): the form, or that page, was left
 */
struct _SptSheetClass
{
  AdwWindowClass      parent_class;

  const SptSheetKind *kind;
  void     (*read)      (SptSheet            *self);
  void     (*show_list) (SptSheet            *self);
  void     (*begin)     (SptSheet            *self);
  void     (*edited)    (SptSheet            *self);
  void     (*check)     (SptSheet            *self,
                         SptRecord           *record,
                         SptIssueList        *issues);
  void     (*keep)      (SptSheet            *self,
                         SptRecord           *record,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data);
  gboolean (*has_text)  (SptSheet            *self);
  gboolean (*keep_page) (SptSheet            *self);
  void     (*left)      (SptSheet            *self);
};

void                 spt_sheet_class_set_kind (SptSheetClass      *klass,
                                               const SptSheetKind *kind,
                                               const char         *resource);
/* @parent: a widget of the window it belongs to. */
gpointer             spt_sheet_new            (GType               type,
                                               GtkWidget          *parent,
                                               SptDesk            *desk);
const SptSheetParts *spt_sheet_get_parts      (SptSheet           *self);
gboolean             spt_sheet_is_on          (SptSheet           *self,
                                               const char         *page);
/* @title: (nullable): NULL = that of the list. */
void                 spt_sheet_show_page      (SptSheet           *self,
                                               const char         *page,
                                               const char         *title);
/* Said here, not in the window behind. */
void                 spt_sheet_say_error      (SptSheet           *self,
                                               const GError       *error);
void                 spt_sheet_say            (SptSheet           *self,
                                               const char         *text);
/* With a way to have it again. */
void                 spt_sheet_remove         (SptSheet           *self,
                                               gint64              id);
/* @form: (transfer full): filled; the field @first gets the focus. */
void                 spt_sheet_edit           (SptSheet           *self,
                                               SptForm            *form,
                                               gint64              id,
                                               const char         *title,
                                               const char         *first);

G_END_DECLS
