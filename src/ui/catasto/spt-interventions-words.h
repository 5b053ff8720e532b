/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What interventions have to say outside their pages: in lists, in the send sheet, on the first page, found by words. */
#pragma once

#include "ui/spt-record-pages.h"

G_BEGIN_DECLS

/* Every operation that is sent, as SptListQuery.type takes them; which of these hold a whole libretto; which change
 * parts of a plant. */
#define SPT_INTERVENTIONS_SENT      "4 9 5 1 2 3 10 16 52 58 8 84 87 88 85 86 99"
#define SPT_INTERVENTIONS_LIBRETTOS "4 9 5 85 86 99 libretto"
#define SPT_INTERVENTIONS_PARTS     "10 16 52 58"
#define SPT_INTERVENTIONS_PEOPLE    "1 2 3 8"

extern const SptSendWords spt_interventions_send_words;

/* "RCEE report"; borrowed. An operation that nobody here knows: its own word. */
const char *spt_interventions_get_word (const char     *type);
/* "RCEE report, type 1 · GT1". */
char       *spt_interventions_dup_what (const char     *type,
                                       const char     *detail) G_GNUC_WARN_UNUSED_RESULT;
/* "waits for: New plant (refused)"; "" = for nothing. @type, @state: (nullable): of the one before. */
char       *spt_interventions_dup_wait (const char     *type,
                                       const char     *state) G_GNUC_WARN_UNUSED_RESULT;

/* See SptRecordPages. */
gboolean    spt_interventions_look     (SptDb          *db,
                                       SptRecordLook  *look,
                                       GError        **error);
void        spt_interventions_describe (SptRow         *row,
                                       char          **title,
                                       char          **subtitle,
                                       const char    **icon_name);

G_END_DECLS
