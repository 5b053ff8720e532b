/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer means: the kind of outcome by a fixed table, the message code by the table in
 * data/gpd/answers.json. */
#pragma once

#include "net/spt-http.h"
#include "service/spt-outcome.h"
#include "services/gpd/spt-gpd-wire.h"

G_BEGIN_DECLS

/* The code of a problem's title; NULL for a title that is not in the table. Any thread. */
const char *spt_gpd_answer_find_title  (const char          *title);
/* The code of a refused upload without a known title. Never NULL. */
const char *spt_gpd_answer_find_upload (guint                status);
/* The code of a row of a report; NULL for success. */
const char *spt_gpd_answer_find_row    (const char          *operation,
                                        gint64               status);
/* Every code the table can give, for the test that walks them; free with g_strfreev(). */
char      **spt_gpd_answer_list_codes  (void);

/* The outcome of an upload that was not answered 202. */
SptOutcome *spt_gpd_answer_to_upload   (const SptHttpAnswer *answer) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a request that was not sent for this reason may go by itself later. */
gboolean    spt_gpd_answer_is_transient (const char         *code);
/* What kept a call that changes nothing from being answered: UNKNOWN or NOT_SENT with its code;
 * NULL when it was answered with @wanted. */
SptOutcome *spt_gpd_answer_to_trouble  (const SptHttpAnswer *answer,
                                        guint                wanted) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
