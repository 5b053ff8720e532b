/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a record is about out of the directory: suggestions while one types a code or a name, the
 * link that is kept, a new subject saved. */
#pragma once

#include <gtk/gtk.h>

#include "form/spt-form.h"
#include "store/spt-store.h"
#include "ui/spt-desk.h"

G_BEGIN_DECLS

/**
 * SptPickerKind:
 * @actions: prefix of the actions that its page gets: PREFIX.open, PREFIX.save
 * @watched: (array zero-terminated=1): the fields in which typing suggests
 * @get_code: the code of whom the form is about; borrowed
 * @dup_name: his name
 * @derive: (nullable): fills what is empty and what the code says by itself
 * @fill_form: takes over what the directory knows of @subject
 * @fill_subject: the other way; %FALSE when @record has neither name nor code
 * @get_link: whom a record in the archive was taken from; 0 = nobody, -1 on error
 * @set_link: keeps that
 *
 * How a kind of records names whom it is about.
 */
typedef struct
{
  const char        *actions;
  const char *const *watched;
  const char *(*get_code)     (SptForm   *form);
  char       *(*dup_name)     (SptForm   *form);
  void        (*derive)       (SptForm   *form,
                               gint64     now_utc_ms);
  void        (*fill_form)    (SptForm   *form,
                               SptRecord *subject,
                               gint64     now_utc_ms);
  gboolean    (*fill_subject) (SptRecord *subject,
                               SptRecord *record);
  gint64      (*get_link)     (SptDb     *db,
                               gint64     record_id,
                               GError   **error);
  gboolean    (*set_link)     (SptDb     *db,
                               gint64     record_id,
                               gint64     subject_id,
                               GError   **error);
} SptPickerKind;

extern const SptPickerKind spt_picker_debtors;

#define SPT_TYPE_SUBJECT_PICKER (spt_subject_picker_get_type ())

G_DECLARE_FINAL_TYPE (SptSubjectPicker, spt_subject_picker, SPT, SUBJECT_PICKER, GObject)

/* Belongs to @page, which gets the actions of @kind; its rows show @form. */
SptSubjectPicker *spt_subject_picker_attach     (GtkWidget           *page,
                                                 const SptPickerKind *kind,
                                                 SptForm             *form,
                                                 SptDesk             *desk);
/* Borrowed; NULL when none was attached. */
SptSubjectPicker *spt_subject_picker_of         (GtkWidget           *page);
/* The form shows that record now (0 = a new one): asks whom it is linked to. */
void              spt_subject_picker_set_record (SptSubjectPicker    *self,
                                                 gint64               record_id);
/* The record is saved: keeps the link. */
void              spt_subject_picker_keep       (SptSubjectPicker    *self,
                                                 gint64               record_id);
/* Fills the form from a subject. */
void              spt_subject_picker_choose     (SptSubjectPicker    *self,
                                                 gint64               subject_id);

G_END_DECLS
