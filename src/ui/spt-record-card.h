/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a kind of record has to say on the first page, and which of its records a list is to show.
 * Knows no widget. */
#pragma once

#include "store/spt-store-list.h"
#include "store/spt-store.h"
#include "ui/spt-count-text.h"

G_BEGIN_DECLS

/* What is due within so many days is shown on the first page. */
#define SPT_DUE_SOON_DAYS 14

/**
 * SptRecordFilter:
 * @states: bit set of 1 << SptState; 0 = all
 * @stage: (nullable): for records that are followed, where they stand
 * @import_id: 0 = any
 * @submission_id: 0 = any
 * @found: only what was not made here
 * @due_soon: only what is due within SPT_DUE_SOON_DAYS
 *
 * What a list is to show.
 */
typedef struct
{
  guint       states;
  const char *stage;
  gint64      import_id;
  gint64      submission_id;
  gboolean    found;
  gboolean    due_soon;
} SptRecordFilter;

/* What "win.open-dues" takes: kind, how it begins. */
#define SPT_DUES_TARGET "(ss)"

/* What "win.open-records" and "app.open-records" take: kind, states, stage, found, due soon. */
#define SPT_RECORDS_TARGET "(susbb)"

typedef enum
{
  SPT_CARD_TO_FIX,
  SPT_CARD_DUE,
  SPT_CARD_NEWS,
  SPT_N_CARD_GROUPS
} SptCardGroup;

/**
 * SptRecordCard:
 * @kind: of which records; static
 * @group: where it stands
 * @title: what there is
 * @subtitle: what to do about it
 * @icon_name: static
 * @css_class: static
 * @n: how many records
 * @filter: which; its stage is static
 * @dues: (nullable): it leads to what is due (SptRecordPages.dues_dialog), which begins with that; static
 *
 * One line on the first page, which leads to the list.
 */
typedef struct
{
  const char      *kind;
  SptCardGroup     group;
  char            *title;
  char            *subtitle;
  const char      *icon_name;
  const char      *css_class;
  guint            n;
  SptRecordFilter  filter;
  const char      *dues;
} SptRecordCard;

/**
 * SptRecordLook:
 * @last_look: since when there are news, UTC milliseconds
 * @now: UTC milliseconds
 * @n_records: (out): how many there are
 * @cards: (element-type SptRecordCard) (out): added to
 *
 * A look at all records of a kind.
 */
typedef struct
{
  gint64     last_look;
  gint64     now;
  guint      n_records;
  GPtrArray *cards;
} SptRecordLook;

/**
 * SptStateCard:
 * @states: bit set of 1 << SptState: of which it tells
 * @look: the state whose icon and colour it has
 * @title: what there is, and how many
 * @subtitle: what to do about it, untranslated
 *
 * A line on the first page about records of a state.
 */
typedef struct
{
  guint        states;
  SptState     look;
  SptCountText title;
  const char  *subtitle;
} SptStateCard;

/* Takes @title and @subtitle. */
void      spt_record_look_add     (SptRecordLook         *self,
                                   SptCardGroup           group,
                                   guint                  n,
                                   const char            *icon_name,
                                   const char            *css_class,
                                   const SptRecordFilter *filter,
                                   char                  *title,
                                   char                  *subtitle);
/* How many records there are, and a line for each of @cards of whose states there are some; on the store's thread. */
gboolean  spt_record_look_add_states (SptRecordLook       *self,
                                      SptDb               *db,
                                      const SptListKind   *rows,
                                      const SptStateCard  *cards,
                                      guint                n_cards,
                                      GError             **error);
/* The same of dates: it leads to the kind's list of what is due, not to that of its records. */
void      spt_record_look_add_due (SptRecordLook         *self,
                                   guint                  n,
                                   const char            *icon_name,
                                   const char            *css_class,
                                   const char            *dues,
                                   char                  *title,
                                   char                  *subtitle);
void      spt_record_card_free    (SptRecordCard         *self);
/* (transfer floating): a value of type SPT_RECORDS_TARGET. */
GVariant *spt_record_filter_pack  (const SptRecordFilter *self,
                                   const char            *kind);
/* Strings are borrowed from @target. */
void      spt_record_filter_unpack (GVariant             *target,
                                    SptRecordFilter      *self,
                                    const char          **kind);

G_END_DECLS
