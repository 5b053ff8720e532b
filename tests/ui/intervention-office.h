/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An intervention's page in the small office: typed into, saved, asked where its focus is. */
#pragma once

#include "office.h"
#include "ui/spt-record-page.h"

G_BEGIN_DECLS

#define CODE  "PROVA0001"
#define PLACE "impianto[0].scheda_1_2_ubicazione[0]."
#define GT    "impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[0].L4_1gruppoTermico[0]."
#define FLUE  "impianto[0].rcee_tipo_1[0].sezione_E[0].rowFumi[0]."

/* Borrowed. */
SptForm  *get_form     (SptRecordPage *page);
void      type_in      (SptRecordPage *page,
                        const char    *path,
                        const char    *text);
/* For spt_test_wait(): whether the archive has what stands on the page. @user_data: an SptRecordPage */
gboolean  is_saved     (gpointer       user_data);
/* Waits for that. */
void      save         (SptRecordPage *page);
/* Waits for the focus in the field of that name. */
void      assert_at    (SptRecordPage *page,
                        const char    *name);
/* For spt_test_wait(). @user_data: (out): the GtkWindow that asks something; borrowed. */
gboolean  has_question (gpointer       user_data);

G_END_DECLS
