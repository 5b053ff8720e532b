/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the window: a widget with a title, header-bar parts of its own, and what shortcuts do
 * on it. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_PAGE (spt_page_get_type ())

/* Properties: title (string), desk (SptDesk, construct-only), header-start, header-end (GtkWidget,
 * NULL: packed into the window's header bar while the page is shown), root (boolean: reached from
 * the sidebar; others get a back button), gone (boolean). Signal: shown. Subclasses are templates. */
G_DECLARE_DERIVABLE_TYPE (SptPage, spt_page, SPT, PAGE, AdwBin)

/**
 * SptPageClass:
 * @find: Ctrl+F
 * @refresh: F5
 * @create_new: Ctrl+N
 * @import: Ctrl+I, or files dropped on the window (element-type GFile)
 * @can_leave_async: asks before unsaved work is left; absent = always
 * @shown: the page has come into view
 *
 * All may be absent.
 */
struct _SptPageClass
{
  AdwBinClass parent_class;

  void     (*find)             (SptPage *self);
  void     (*refresh)          (SptPage *self);
  void     (*create_new)       (SptPage *self);
  void     (*import)           (SptPage *self, GSList *files);
  void     (*can_leave_async)  (SptPage *self, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*can_leave_finish) (SptPage *self, GAsyncResult *result, GError **error);
  void     (*shown)            (SptPage *self);
  gint64   (*get_record)       (SptPage *self); /* (nullable) */

  gpointer padding[4];
};

/* What it shows is not there any more: nobody is led back to it, once he has left it. */
gboolean    spt_page_get_gone     (SptPage    *self);
void        spt_page_set_gone     (SptPage    *self,
                                   gboolean    gone);
/* It has come into view: what the window says. */
void        spt_page_note_shown   (SptPage    *self);
/* The record that it shows; 0 = none, or one that is not saved yet. */
gint64      spt_page_get_record   (SptPage    *self);
SptDesk    *spt_page_get_desk     (SptPage    *self);
SptStore   *spt_page_get_store    (SptPage    *self);
const char *spt_page_get_title    (SptPage    *self);
void        spt_page_set_title    (SptPage    *self,
                                   const char *title);
void        spt_page_set_header_start (SptPage *self, GtkWidget *widget);
void        spt_page_set_header_end   (SptPage *self, GtkWidget *widget);

G_END_DECLS
