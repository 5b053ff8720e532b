/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a service for somebody and then followed, such as a voucher, as lists and page
 * headers show it; editing goes through forms, never through this object. */
#pragma once

#include "model/spt-row.h"

G_BEGIN_DECLS

/**
 * SptDossierColumns:
 * @key: what the service knows it by; "" as long as it is not valid
 * @name: whom it is about: a surname, a company
 * @given_name: what stands behind it; "" = nothing
 * @type: of what sort, in the service's own word
 * @detail: what it is about: an offer
 * @place: where
 * @next_operation: (nullable): what the document asks for next, the last word of the operation's id
 *
 * What an archive keeps in columns of a dossier's document. Strings are borrowed by whoever
 * receives the struct; none but the last is %NULL.
 */
typedef struct
{
  const char *key;
  const char *name;
  const char *given_name;
  const char *type;
  const char *detail;
  const char *place;
  const char *next_operation;
} SptDossierColumns;

/**
 * SptDossierData:
 * @kind: "vouchers"
 * @key: what the service knows it by
 * @name: whom it is about
 * @type: of what sort, in the service's own word
 * @detail: what it is about
 * @place: where
 * @result: what the service found: an address; "" = nothing yet
 * @remote_id: (nullable): the service's own number
 * @phase: where it stands, in the service's own words; "" = the service does not know of it
 * @stage: the same in ours, for filters
 * @phase_since: when it was first seen there, UTC milliseconds; 0 = never
 * @taken: when the service took it, as it says itself; 0 = not said
 * @listed: when the service's list last had it; 0 = never
 * @due_date: (nullable): until when the next step is to be made, ISO
 * @due_confirmed: %FALSE = estimated
 * @is_found: not made here: the service's list showed it
 * @is_over: nothing follows
 * @state: to-fix, ready, or where its last submission stands
 * @n_errors: errors of its last check
 * @n_warnings: warnings of its last check
 * @next_operation: (nullable): what is prepared
 * @account_id: 0 = not bound to one
 * @account_name: (nullable): that account
 * @environment: (nullable): where that leads: "test"
 * @subject_id: 0 = taken from nobody in the directory
 * @plant_id: 0 = it is about no plant
 * @applied: when its document became part of the plant's libretto, UTC milliseconds; 0 = never
 * @waits_type: (nullable): of what sort the one is that stands before it in its plant's queue; %NULL = nothing does
 * @waits_state: (nullable): where that one stands
 * @import_label: (nullable): the file it came from
 * @import_row: its row there; 0 = none
 * @updated: milliseconds since the epoch, UTC
 *
 * Everything that a row shows. Strings are borrowed by whoever receives the struct.
 */
typedef struct
{
  const char *kind;
  const char *key;
  const char *name;
  const char *type;
  const char *detail;
  const char *place;
  const char *result;
  const char *remote_id;
  const char *phase;
  const char *stage;
  gint64      phase_since;
  gint64      taken;
  gint64      listed;
  const char *due_date;
  gboolean    due_confirmed;
  gboolean    is_found;
  gboolean    is_over;
  SptState    state;
  guint       n_errors;
  guint       n_warnings;
  const char *next_operation;
  gint64      account_id;
  const char *account_name;
  const char *environment;
  gint64      subject_id;
  gint64      plant_id;
  gint64      applied;
  const char *waits_type;
  const char *waits_state;
  const char *import_label;
  guint       import_row;
  gint64      updated;
} SptDossierData;

#define SPT_TYPE_DOSSIER (spt_dossier_get_type ())

/* Properties, all readable, all notifying (id is construct-only): id (int64), loaded (boolean), and
 * the members of SptDossierData with hyphens; due-date-text ("16/12/2026" or ""). */
G_DECLARE_FINAL_TYPE (SptDossier, spt_dossier, SPT, DOSSIER, SptRow)

/* What a row shows, in this order: its properties, and the columns that the archive reads. */
extern const SptStruct spt_dossier_struct;

/* Borrowed, and only as long as the row lives; what it points to changes with the row. */
const SptDossierData *spt_dossier_get_data (SptDossier *self);

/**
 * SptDossierNews:
 * @key: (nullable): what the service knows it by
 * @remote_id: (nullable): the service's own number for it
 * @name: (nullable): whom it is about, where the service says so
 * @phase: where it stands, in the service's own words
 * @stage: the same in ours; "" for words that nobody here knows
 * @taken: when the service took it, UTC milliseconds; 0 = not said
 * @due_date: (nullable): what the next step's date would be if it came into this phase now, ISO
 * @is_over: nothing follows
 * @doc: (nullable): for one that was not made here: the document of a record with its key alone
 * @result: (nullable): what was found: an address, "" = nothing was; %NULL leaves what is there
 * @fills: (nullable): the field of the person or company that @result is good for: "pec"
 *
 * What a service says of one dossier, in its list or in an answer. Strings are owned where it came
 * from spt_dossier_news_new().
 */
typedef struct
{
  const char *key;
  const char *remote_id;
  const char *name;
  const char *phase;
  const char *stage;
  gint64      taken;
  const char *due_date;
  gboolean    is_over;
  const char *doc;
  const char *result;
  const char *fills;
} SptDossierNews;

/* A copy of @news (nullable: all empty) that owns its strings. */
SptDossierNews *spt_dossier_news_new  (const SptDossierNews *news) G_GNUC_WARN_UNUSED_RESULT;
void            spt_dossier_news_free (SptDossierNews       *self);

G_END_DECLS
