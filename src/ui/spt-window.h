/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: sidebar, one page at a time with history, strips above it, toasts. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"
#include "ui/spt-page.h"
#include "ui/spt-record-card.h"

G_BEGIN_DECLS

#define SPT_TYPE_WINDOW (spt_window_get_type ())

G_DECLARE_FINAL_TYPE (SptWindow, spt_window, SPT, WINDOW, AdwApplicationWindow)

/* @desk may be NULL: the archive is still being opened; spt_window_set_desk() or
 * spt_window_set_archive_error() follows. Made and presented by the caller. */
SptWindow *spt_window_new            (GtkApplication *application,
                                      SptDesk        *desk) G_GNUC_WARN_UNUSED_RESULT;
void       spt_window_set_desk       (SptWindow      *self,
                                      SptDesk        *desk);
void       spt_window_set_archive_error (SptWindow    *self,
                                         const GError *error,
                                         const char   *archive_path);
/* The keys of all pages, and those of the menu (shown there too). Once per application. */
void       spt_window_set_accels     (GtkApplication *application);
/* Asks for credentials that no keyring has; TRUE = some were given to the outbox for this session.
 */
void       spt_window_ask_secrets_async  (SptWindow           *self,
                                          SptAccount          *account,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
gboolean   spt_window_ask_secrets_finish (SptWindow           *self,
                                          GAsyncResult        *result) G_GNUC_WARN_UNUSED_RESULT;
/* The window a widget is in, or that its dialog belongs to; NULL outside one. */
SptWindow *spt_window_of             (GtkWidget      *widget);
SptDesk   *spt_window_get_desk       (SptWindow      *self);
/* "overview", "positions", "subjects", "outbox", "accounts": a page of the sidebar. Asks the
 * present page first. */
void       spt_window_go             (SptWindow      *self,
                                      const char     *name);
/* Puts a page on top of the present one (a record, a submission); back returns. Takes @page
 * (floating). */
void       spt_window_push           (SptWindow      *self,
                                      SptPage        *page);
/* The same in place of the present one: the one before or after it in a row of many. */
void       spt_window_swap           (SptWindow      *self,
                                      SptPage        *page);
void       spt_window_back           (SptWindow      *self);
/* The page in view; NULL before the archive is open. */
SptPage   *spt_window_get_page       (SptWindow      *self);
/* Text is plain: markup is escaped here. @action_label, @action_name, @target may be NULL. */
void       spt_window_toast          (SptWindow      *self,
                                      const char     *text,
                                      const char     *action_label,
                                      const char     *action_name,
                                      GVariant       *target);
/* What failed; stays until it is closed. "Details" shows the rest. */
void       spt_window_toast_error    (SptWindow      *self,
                                      const char     *text,
                                      const char     *title,
                                      const char     *sentence,
                                      const char     *details);
/* The toast that says @text, if it is the last one, goes: another one with the same words follows. */
void       spt_window_drop_toast     (SptWindow      *self,
                                      const char     *text);

/* Pages made by type name, so that the window's file knows no page: each page's file registers at
 * start. */
typedef SptPage *(*SptPageFunc) (SptDesk *desk);
typedef struct
{
  const char *name;
  const char *title;      /* N_() */
  const char *icon_name;
  const char *heading;    /* (nullable) N_(): section of the sidebar above it */
  SptPageFunc create;
} SptPageInfo;
/* In the order of the sidebar. Table in spt-pages.c. */
const SptPageInfo *spt_pages_list    (guint *n_pages);

/* Things to open from anywhere (a toast, a card, a row), once there is a desk. */
void       spt_window_open_submission (SptWindow *self, gint64 id);
/* An order of many single requests; @states: which of them, 0 = all. */
void       spt_window_open_order      (SptWindow *self, gint64 job_id, guint states);
/* A record of a kind of spt-record-pages.h, 0 = a new one; @path ((nullable)): the field that gets
 * the focus. */
void       spt_window_open_record     (SptWindow  *self,
                                       const char *kind,
                                       gint64      id,
                                       const char *path);
/* A new record about that subject. */
void       spt_window_new_record_for  (SptWindow  *self,
                                       const char *kind,
                                       gint64      subject_id);
/* A new subject, with @code ((nullable)) in it. */
void       spt_window_new_subject     (SptWindow *self, const char *code);
/* The list of a kind, so filtered. */
void       spt_window_open_records    (SptWindow             *self,
                                       const char            *kind,
                                       const SptRecordFilter *filter);

G_END_DECLS
