/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a voucher may stand and what may be asked then: data/voucher/phases.json, which an office may
 * change without a compiler (services facts 4.9). */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

/**
 * SptVoucherPhase:
 * @name: as the service spells it; those the document does not name as we do
 * @stage: "asked" (inviata, attesa ISEE), "open" (prenotata: may be activated), "held" (sospesa), "active", "over"
 * @is_over: nothing follows
 * @starts_deadline: the days to activate run from the day it is first seen here
 * @is_documented: the document names it
 *
 * One phase, immutable.
 */
typedef struct
{
  const char *name;
  const char *stage;
  gboolean    is_over;
  gboolean    starts_deadline;
  gboolean    is_documented;
} SptVoucherPhase;

/* Whatever the case and the blanks; NULL for words that the table does not have. */
const SptVoucherPhase *spt_voucher_phase_find      (const char *text);
/* Where a voucher is once @operation ("voucher.attivazione") was accepted and the answer's faseOperativa says nothing known. */
const SptVoucherPhase *spt_voucher_phase_after     (const char *operation);
/* The news of a voucher in phase @text, known or not (unknown: stage ""): phase, stage, is_over and due_date are set, the latter from
 * the account's settings activation-days and @now_utc_ms. What it points to lasts as long as @buffer and @text. */
void                   spt_voucher_phase_make_news (const char     *text,
                                                    SptAccount     *account,
                                                    gint64          now_utc_ms,
                                                    char            buffer[16],
                                                    SptDossierNews *news);
/* list_steps of the service. */
void                   spt_voucher_list_steps      (SptService           *service,
                                                    SptAccount           *account,
                                                    const SptDossierData *dossier,
                                                    SptStepFunc           func,
                                                    gpointer              user_data);

G_END_DECLS
