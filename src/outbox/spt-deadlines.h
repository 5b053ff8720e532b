/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due of plants, and of the firms and instruments that look after them: chosen, and written for other
 * programs. On the store's thread unless it says otherwise. */
#pragma once

#include "service/spt-plants.h"
#include "store/spt-store-plants.h"

G_BEGIN_DECLS

/* The catalogues of an office that looks after plants. */
#define SPT_CATALOGUE_FIRM       "plant.firm"
#define SPT_CATALOGUE_TECHNICIAN "plant.technician"
#define SPT_CATALOGUE_INSTRUMENT "plant.instrument"

/* Beside SPT_DUE_REPORT and so on: what the catalogues tell. */
#define SPT_DUE_CALIBRATION  "calibration"  /* of an instrument */
#define SPT_DUE_CERTIFICATE  "certificate"  /* F-gas, of a firm or a technician */
#define SPT_DUE_REGISTRATION "registration" /* a firm's registration or mandate */
/* All three of them, to choose by. */
#define SPT_DUE_OFFICE       "office"

typedef enum
{
  SPT_DEADLINES_ALL,
  SPT_DEADLINES_OVERDUE,
  SPT_DEADLINES_MONTH, /* until this month ends, and what is late */
  SPT_DEADLINES_THREE  /* until three months from today, and what is late */
} SptDeadlineSpan;

/**
 * SptDeadlineFilter:
 * @span: how far ahead
 * @kind: (nullable): SPT_DUE_REPORT and so on; "report" also finds first reports, "office" all that is of
 *   the catalogues
 * @text: (nullable): words that are all in code, place, town, responsible or component, in any order; accents and
 *   capitals do not count
 * @place: (nullable): a town as it stands there, or a province, two letters
 * @account_id: of plants of that account, and those with none; 0 = of any
 * @plant_id: of one plant; 0 = of all
 *
 * Which ones.
 */
typedef struct
{
  SptDeadlineSpan  span;
  const char      *kind;
  const char      *text;
  const char      *place;
  gint64           account_id;
  gint64           plant_id;
} SptDeadlineFilter;

/**
 * SptDeadline:
 * @kind: what it is about; static
 * @plant_id: 0 = it is of the catalogue
 * @account_id: of the plant; 0 = none
 * @entry_id: of the catalogue; 0 = it is of a plant
 * @entry_kind: (nullable): SPT_CATALOGUE_FIRM and so on; static
 * @code: the plant's; a VAT number, a serial number
 * @name: whoever is responsible; the firm, technician, instrument
 * @place: where it is
 * @city: town with its province
 * @component: "GT1"; "" = all of it
 * @date: ISO
 * @since: (nullable): from when it is reckoned, ISO
 * @estimated: guessed, as something it depends on is not known
 * @operation: (nullable): what puts an end to it; static
 * @uid: what a calendar knows it by
 * @days: from today on; less than 0 = late
 *
 * Something with a date. Strings that are not static are owned.
 */
typedef struct
{
  const char *kind;
  gint64      plant_id;
  gint64      account_id;
  gint64      entry_id;
  const char *entry_kind;
  char       *code;
  char       *name;
  char       *place;
  char       *city;
  char       *component;
  char       *date;
  char       *since;
  gboolean    estimated;
  const char *operation;
  char       *uid;
  int         days;
} SptDeadline;

void        spt_deadline_free          (SptDeadline *self);
/* "The next efficiency report of GT1", in the user's language; anywhere. */
char       *spt_deadline_dup_title     (const SptDeadline *self) G_GNUC_WARN_UNUSED_RESULT;
/* What a kind is called: "Efficiency report"; anywhere. */
const char *spt_deadline_name_kind     (const char *kind);

/* (element-type SptDeadline): all of them, the next first. */
GPtrArray  *spt_deadlines_load         (SptDb    *db,
                                        gint64    now_utc_ms,
                                        GError  **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type SptDeadline) (transfer container): those of @all that @filter lets through; anywhere. */
GPtrArray  *spt_deadlines_filter       (GPtrArray               *all,
                                        const SptDeadlineFilter *filter,
                                        gint64                   now_utc_ms);
/* For a spreadsheet, and for a calendar; anywhere. @with_names: who is responsible is said too. */
char       *spt_deadlines_dup_csv      (GPtrArray *deadlines,
                                        gboolean   for_spreadsheet) G_GNUC_WARN_UNUSED_RESULT;
char       *spt_deadlines_dup_calendar (GPtrArray *deadlines,
                                        gboolean   with_names,
                                        gint64     now_utc_ms) G_GNUC_WARN_UNUSED_RESULT;
/* How many days before its date one is reminded; anywhere. */
guint       spt_deadline_get_reminder  (const char *kind);

/* Dates of plants once more, where the day, or the norms, make others of them; some plants a call. FALSE in @more:
 * all are done. */
gboolean    spt_plants_refresh_dues    (SptDb     *db,
                                        gint64     now_utc_ms,
                                        gint64    *after, /* (inout): the last plant that was done; 0 = begin */
                                        gboolean  *more,
                                        GError   **error);

/* --- who may look after a plant --------------------------------------------------------------------- */

/* (element-type SptPlantFirm): the firms of the catalogue: of @account_id (0 = none) and of all. */
GPtrArray  *spt_plant_firms_load       (SptDb    *db,
                                        gint64    account_id,
                                        GError  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
