/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to one dossier: requests, phases, what people said and took upon themselves. */
#pragma once

#include "ui/spt-dossier-work.h"
#include "ui/spt-record-page.h"

G_BEGIN_DECLS

/**
 * SptDossierHistory:
 * @kind: of the records
 * @new_sent_row: makes the row of a request
 * @new_fact_row: makes the row of what the service or a person said
 * @dup_reason: (nullable): why an error was taken upon oneself; %NULL = with the value it was about
 *
 * How a kind of dossiers tells it.
 */
typedef struct
{
  const char *kind;
  GtkWidget  *(*new_sent_row) (SptPage                *page,
                               const SptRecordHistory *sent);
  GtkWidget  *(*new_fact_row) (SptPage                *page,
                               const SptDossierFact   *fact);
  char       *(*dup_reason)   (const SptDossierOverride *override);
} SptDossierHistory;

/* Newest first. */
void       spt_dossier_history_fill     (const SptDossierHistory *self,
                                         GtkListBox              *list,
                                         SptPage                 *page,
                                         SptDossierLoad          *loaded);
GtkWidget *spt_dossier_history_new_row  (const char              *title,
                                         const char              *subtitle,
                                         const char              *icon_name);
/* @who: "" = the service. @text: (nullable). */
GtkWidget *spt_dossier_history_new_said (SptPage                 *page,
                                         const SptDossierFact    *fact,
                                         const char              *title,
                                         const char              *text);
void       spt_dossier_history_add_note (SptPage                 *page,
                                         gint64                   id,
                                         AdwEntryRow             *row,
                                         GCancellable            *cancellable);
/* Callback of the signal "apply" of an entry row, in the template of the page of a dossier. */
void       spt_dossier_history_note_cb  (SptRecordPage           *page,
                                         AdwEntryRow             *row);

G_END_DECLS
