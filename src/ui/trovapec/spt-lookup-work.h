/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of one look-up asks of the archive: loading, decisions, preparing a cancellation. */
#pragma once

#include "store/spt-store-submissions.h"
#include "ui/spt-dossier-work.h"

G_BEGIN_DECLS

/**
 * SptLookupLoad:
 * @dossier: what every dossier has
 * @submission: (nullable): the last of its submissions
 * @subject_id: who in the directory has its code; 0 = nobody
 * @subject_name: (nullable): their name
 * @pec: (nullable): the address that the directory has of them
 * @pec_source: (nullable): where that is from
 * @pec_day: (nullable): since when, ISO
 * @other_code: (nullable): the other code of a firm
 *
 * All that the page shows, owned.
 */
typedef struct
{
  SptDossierLoad    dossier;
  SptSubmissionRow *submission;
  gint64            subject_id;
  char             *subject_name;
  char             *pec;
  char             *pec_source;
  char             *pec_day;
  char             *other_code;
} SptLookupLoad;

void           spt_lookup_load_free     (SptLookupLoad       *self);
gboolean       spt_lookup_load          (SptDb               *db,
                                         gpointer             data,
                                         GCancellable        *cancellable,
                                         GError             **error);

typedef enum
{
  SPT_LOOKUP_CHECK_NOW,    /* the result is asked for now */
  SPT_LOOKUP_NOT_ARRIVED,  /* a person says that a request whose answer was lost did not arrive */
  SPT_LOOKUP_GIVE_UP,      /* the request is given up: its cancellation is prepared, to be sent */
  SPT_LOOKUP_ASK_ANYWAY,   /* a person says that it is worth asking again although an answer is known */
  SPT_LOOKUP_TAKE_ADDRESS, /* the directory has this address from now on */
  SPT_LOOKUP_REMOVE
} SptLookupDeed;

/* Of what @loaded has; copied. */
void           spt_lookup_do_async      (SptStore            *store,
                                         SptLookupDeed        deed,
                                         const SptLookupLoad *loaded,
                                         const char          *who,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
gboolean       spt_lookup_do_finish     (SptStore            *store,
                                         GAsyncResult        *result,
                                         SptLookupDeed       *deed,
                                         GError             **error);

G_END_DECLS
