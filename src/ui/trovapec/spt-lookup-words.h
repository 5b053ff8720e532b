/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of look-ups: in the send sheet, of what is known, of where one stands. */
#pragma once

#include "model/spt-dossier.h"
#include "ui/spt-send-words.h"

G_BEGIN_DECLS

extern const SptSendWords spt_lookup_send_words;

/* "TrovaPEC", "declared by the subject"; @source is one of the directory's, NULL = a look-up of ours. */
const char *spt_lookup_source_word (const char *source);
/* "16/12/2026"; "" for none. */
char       *spt_lookup_dup_day     (const char *day) G_GNUC_WARN_UNUSED_RESULT;
/* "a@pec.example · TrovaPEC · 16/12/2026"; "" as address = nothing was found. */
char       *spt_lookup_dup_known   (const char *address,
                                    const char *source,
                                    const char *day) G_GNUC_WARN_UNUSED_RESULT;
/* Where one stands: the service's words, else ours. */
char       *spt_lookup_dup_phase   (const char *phase,
                                    SptState    state) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
