/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window's own files share. */
#pragma once

#include "ui/spt-archive-trouble.h"
#include "ui/spt-navigator.h"
#include "ui/spt-sidebar.h"
#include "ui/spt-window.h"

G_BEGIN_DECLS

/* What is done on a page once one is there. */
typedef void (*SptPageThen) (SptPage  *page,
                             gpointer  user_data);

struct _SptWindow
{
  AdwApplicationWindow  parent_instance;

  SptDesk              *desk; /* (owned) (nullable): not open yet, or not to be opened */
  GCancellable         *cancellable;
  GSettings            *settings; /* (owned) (nullable) */

  /* template */
  GtkWidget            *practice_handle;
  AdwToastOverlay      *toasts;
  AdwToast             *last_toast; /* (unowned) (weak) (nullable) */
  GtkStack             *views;
  GtkWidget            *opening_box;
  GtkSpinner           *spinner;
  SptNavigator         *navigator;
  GtkStack             *pages;
  SptSidebar           *sidebar; /* (nullable): made with the desk */
  SptArchiveTrouble    *archive_trouble; /* (nullable): made with the error */

  /* history */
  GHashTable           *roots;   /* name -> SptPage (owned): made at first use, kept */
  GPtrArray            *history; /* (element-type SptPage) (owned) */
  guint                 present; /* index in it */
  gboolean              leaving; /* a page is being asked whether it may be left */

  guint                 opening_timer;
  gboolean              may_close; /* asked, and the answer was yes */
  gboolean              asked_who;
};

/* spt-window-actions.c */
void  _spt_window_install_actions (GtkWidgetClass *widget_class,
                                   GObjectClass   *object_class);
void  _spt_window_follow_desk     (SptWindow      *self);
/* spt-window-questions.c: the clerk's name, missing secrets, closing */
void  _spt_window_follow_questions (SptWindow     *self);
/* TRUE = it may close now; else it has been asked. */
gboolean _spt_window_ask_close    (SptWindow      *self);
/* spt-archive-tasks.c */
void  _spt_window_backup          (SptWindow      *self);
void  _spt_window_restore         (SptWindow      *self);
void  _spt_window_verify          (SptWindow      *self);
/* spt-window.c */
void  _spt_window_move            (SptWindow      *self,
                                   int             by);
void  _spt_window_go_and          (SptWindow      *self,
                                   const char     *name,
                                   SptPageThen     then,
                                   gpointer        user_data,
                                   GDestroyNotify  destroy);

G_END_DECLS
