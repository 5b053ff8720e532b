/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that starts an intervention, and the page that it opens. */
#pragma once

#include "office.h"
#include "ui/spt-record-page.h"

G_BEGIN_DECLS

typedef struct
{
  SptWindow *window;
  gpointer   before; /* that it is not */
} Next;

/* An account of the register. */
gint64         add_register  (Office     *office);
/* Waits for an intervention's page with its form. */
SptRecordPage *wait_for_page (SptWindow  *window);
/* For spt_test_wait(). @user_data: a Next */
gboolean       is_another    (gpointer    user_data);
/* For spt_test_wait(). @user_data: (out): the GtkWindow; borrowed */
gboolean       has_sheet     (gpointer    user_data);
/* The sheet, once it has something to ask; it fits a telephone. */
GtkWindow     *start         (Office     *office,
                              gint64      plant_id,
                              const char *type);
/* A row in sight, by the beginning of its title; NULL = there is none. */
GtkWidget     *find_titled   (GtkWidget  *widget,
                              const char *title);
void           fill_row      (GtkWindow  *window,
                              const char *title,
                              const char *text);

G_END_DECLS
