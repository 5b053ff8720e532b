/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small office with a window for the tests of the working pages: six positions, a real service, and what looks at widgets. */
#pragma once

#include <adwaita.h>

#include "net/spt-http.h"
#include "outbox/spt-intake.h"
#include "settle.h"
#include "spt-test.h"
#include "store/spt-row-list.h"
#include "ui/form/spt-form-row.h"
#include "ui/spt-position-work.h"
#include "ui/spt-window.h"

G_BEGIN_DECLS

#define HEAD "iupd;fiscalCode;fullName;switchToExpired;companyName;iuv;amount;description;isPartialPayment;dueDate;" \
  "transfer.1.remittanceInformation;transfer.1.category;transfer.1.iban\n"
#define TAIL ";TARI 2026;false;2039-12-16;TARI 2026;9/0101100TS/;IT60X0542811101000000123456\n"

typedef struct
{
  SptClock   *clock;
  SptStore   *store;
  SptKeyring *keyring;
  SptHttp    *http;
  SptOutbox  *outbox;
  SptDesk    *desk;
  SptWindow  *window; /* borrowed */
} Office;

typedef struct
{
  GtkWidget  *root;
  const char *text;
} Look;

void        set_up             (Office         *office,
                                gconstpointer   data);
/* Everything of the office has to be finalised. */
void        tear_down          (Office         *office,
                                gconstpointer   data);
SptWindow  *show_window        (Office         *office);
void        close_dialog       (GtkWindow      *dialog);
/* A label in sight whose text has @text; NULL for none. */
GtkWidget  *find_label         (GtkWidget      *widget,
                                const char     *text);
GtkWidget  *find_type          (GtkWidget      *widget,
                                GType           type);
/* The row of the field of that wire name. */
SptFormRow *find_row           (GtkWidget      *widget,
                                const char     *name);
SptRowList *new_list           (Office         *office,
                                guint           states);
gint64      add_account        (Office         *office,
                                const char     *name,
                                SptEnvironment  environment);
/* Conditions for spt_test_wait(). */
gboolean    has_label          (gpointer        user_data); /* a Look */
gboolean    has_no_label       (gpointer        user_data); /* a Look */
gboolean    has_focus_in_sight (gpointer        user_data); /* a row */
gboolean    flag_is_set        (gpointer        user_data); /* a gboolean */
void        raise_flag         (gboolean       *flag);

#define assert_label(widget, words) \
  G_STMT_START { \
    Look look_ = { GTK_WIDGET (widget), words }; \
    if (!spt_test_wait (has_label, &look_, SPT_TEST_TIMEOUT_MS)) \
    g_error ("no label “%s”", words); \
  } G_STMT_END

#define assert_no_label(widget, words) \
  G_STMT_START { \
    Look look_ = { GTK_WIDGET (widget), words }; \
    if (!spt_test_wait (has_no_label, &look_, SPT_TEST_TIMEOUT_MS)) \
    g_error ("there is a label “%s”", words); \
  } G_STMT_END

G_END_DECLS
