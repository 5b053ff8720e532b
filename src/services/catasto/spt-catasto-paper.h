/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents of plants on paper: by data/catasto/paper.json, with what the archive knows beside them. */
#pragma once

#include "form/spt-paper.h"

G_BEGIN_DECLS

typedef enum
{
  SPT_PAPER_STATUS_DRAFT,    /* nothing of it was sent */
  SPT_PAPER_STATUS_SENT,     /* on its way, or nobody knows what became of it */
  SPT_PAPER_STATUS_REFUSED,
  SPT_PAPER_STATUS_ACCEPTED,
  SPT_PAPER_STATUS_KEPT      /* a libretto as the archive has it */
} SptPaperStatus;

/**
 * SptPaperFacts:
 * @status: what became of the document
 * @time_utc_ms: since when; 0 = now
 * @submission_id: (nullable): the register's number of it ("id_invio")
 * @plant_code: (nullable): else as the document says
 * @place: (nullable): where the plant is, else as the document or @libretto says
 * @responsible: (nullable): the same
 * @libretto_xsd: (nullable): the schema of @libretto
 * @libretto: (nullable): the plant's: what a report leaves to it, but people expect on the paper (where,
 *   who, which machine), is put there from it
 *
 * What a document itself does not say.
 */
typedef struct
{
  SptPaperStatus  status;
  gint64          time_utc_ms;
  const char     *submission_id;
  const char     *plant_code;
  const char     *place;
  const char     *responsible;
  SptXsd         *libretto_xsd;
  SptRecord      *libretto;
} SptPaperFacts;

/* NULL only when no layout can be read. */
SptPaper *spt_catasto_paper_new      (SptXsd              *xsd,
                                      SptRecord           *record,
                                      const SptPaperFacts *facts,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* "rapporto-di-controllo-PROVA0001.pdf", for a file dialog. */
char     *spt_catasto_paper_dup_name (SptPaper            *paper,
                                      const char          *plant_code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
