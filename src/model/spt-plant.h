/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plant that a register knows, as lists and page headers show it, and what is kept beside its libretto: its
 * parts, its dates. */
#pragma once

#include "model/spt-row.h"

G_BEGIN_DECLS

/* What a plant is at the register, as far as it is known here. */
#define SPT_PLANT_UNKNOWN   ""          /* nothing of it was accepted */
#define SPT_PLANT_ACTIVE    "active"
#define SPT_PLANT_DISMISSED "dismissed"

/* What a date of a plant is about. */
#define SPT_DUE_REPORT         "report"         /* the next efficiency report of a generator */
#define SPT_DUE_FIRST_REPORT   "first-report"   /* a report that belongs to what was just sent */
#define SPT_DUE_SEND           "send"           /* a report that was made and not sent */
#define SPT_DUE_THIRD          "third"          /* the third responsible's appointment ends */
#define SPT_DUE_CONTRACT       "contract"       /* a contract that the office noted ends */

/* What lists tell plants apart by (SptListQuery.stage): standing, or what stands for it. */
#define SPT_PLANT_STAGE_NEVER_SENT "never-sent"
#define SPT_PLANT_STAGE_PRESENT    "present"
#define SPT_PLANT_STAGE_ACTIVE     SPT_PLANT_ACTIVE
#define SPT_PLANT_STAGE_DISMISSED  SPT_PLANT_DISMISSED

/**
 * SptPlantPart:
 * @kind: "GT"
 * @number: 1: never given again, whatever becomes of it
 * @turn: 0 = what stands there now; 1, 2, … = replaced, the oldest first
 * @title: (owned): maker and model; "" = not known
 * @serial: (owned): its serial number
 * @detail: (owned): what else people know it by: "24 kW, natural gas", in the user's language
 * @installed: (owned) (nullable): ISO
 * @removed: (owned) (nullable): ISO
 * @is_generator: it counts as one of those that a libretto must have
 * @path: (owned): where it stands in the libretto's record, for a click
 *
 * One numbered part of a plant, at present or before.
 */
typedef struct
{
  const char *kind;
  guint       number;
  guint       turn;
  char       *title;
  char       *serial;
  char       *detail;
  char       *installed;
  char       *removed;
  gboolean    is_generator;
  char       *path;
} SptPlantPart;

/**
 * SptPlantDue:
 * @kind: SPT_DUE_REPORT and so on
 * @component: (owned): "GT1"; "" = the whole plant
 * @date: (owned): ISO
 * @since: (owned) (nullable): from when it counts, ISO: the last report
 * @estimated: it was counted from the installation, or by a table that may not hold
 * @operation: what puts an end to it: "catasto.84"
 *
 * A date of a plant.
 */
typedef struct
{
  const char *kind;
  char       *component;
  char       *date;
  char       *since;
  gboolean    estimated;
  const char *operation;
} SptPlantDue;

/**
 * SptPlantColumns:
 * @code: the register's code
 * @name: the responsible person or company, as lists show it
 * @name_code: its codice fiscale, or partita IVA
 * @third: the third responsible in charge on the day; "" = none
 * @third_code: its code
 * @place: street and number
 * @city: town, with its province: "Bari (BA)"
 * @units: all that a plant is looked for by beside: cadastral data, POD, PDR
 * @generators: "GT1, GF1", those in use
 * @fuel: of the first generator, in the user's language
 * @power_w: useful power of all generators in use, watts; -1 = not known
 *
 * What the archive keeps in columns of a libretto. Strings are borrowed, none is %NULL.
 */
typedef struct
{
  const char *code;
  const char *name;
  const char *name_code;
  const char *third;
  const char *third_code;
  const char *place;
  const char *city;
  const char *units;
  const char *generators;
  const char *fuel;
  gint64      power_w;
} SptPlantColumns;

/**
 * SptPlantRow:
 * @code: the register's code; "" = not known yet
 * @name: the responsible person or company
 * @name_code: its codice fiscale, or partita IVA
 * @third: the third responsible in charge; "" = none
 * @third_code: its code
 * @place: street and number
 * @city: town, with its province
 * @units: cadastral data, POD, PDR
 * @generators: "GT1, GF1", those in use
 * @fuel: of the first
 * @power_w: watts; -1 = not known
 * @standing: SPT_PLANT_UNKNOWN and so on
 * @stage: SPT_PLANT_STAGE_NEVER_SENT and so on
 * @is_present: a person says that other software sent it
 * @present_date: (nullable): since when, ISO
 * @present_source: (nullable): how that is known
 * @present_who: (nullable): who says so
 * @due_date: (nullable): its next date, ISO
 * @due_kind: (nullable): what that is about: SPT_DUE_REPORT and so on
 * @state: of its first open intervention; else to-fix, done, or draft where nothing was sent
 * @n_errors: of its libretto
 * @n_warnings: of its libretto
 * @has_libretto: something is known of it
 * @n_open: interventions that are not over
 * @open_type: (nullable): of the first of them: the last word of its operation
 * @schema_sha256: (nullable): of the schema that the libretto was checked with
 * @account_id: 0 = not bound to one
 * @account_name: (nullable): that account
 * @environment: (nullable): where that leads: "test"
 * @subject_id: 0 = nobody in the directory
 * @third_id: the same of the third responsible
 * @import_label: (nullable): the file it came from
 * @import_row: its row there; 0 = none
 * @updated: milliseconds since the epoch, UTC
 *
 * Everything that a row shows. Strings are borrowed by whoever receives the struct.
 */
typedef struct
{
  const char *code;
  const char *name;
  const char *name_code;
  const char *third;
  const char *third_code;
  const char *place;
  const char *city;
  const char *units;
  const char *generators;
  const char *fuel;
  gint64      power_w;
  const char *standing;
  const char *stage;
  gboolean    is_present;
  const char *present_date;
  const char *present_source;
  const char *present_who;
  const char *due_date;
  const char *due_kind;
  SptState    state;
  guint       n_errors;
  guint       n_warnings;
  gboolean    has_libretto;
  guint       n_open;
  const char *open_type;
  const char *schema_sha256;
  gint64      account_id;
  const char *account_name;
  const char *environment;
  gint64      subject_id;
  gint64      third_id;
  const char *import_label;
  guint       import_row;
  gint64      updated;
} SptPlantRow;

#define SPT_TYPE_PLANT (spt_plant_get_type ())

/* Properties, all readable, all notifying (id is construct-only): id (int64), loaded (boolean), and the members of
 * SptPlantRow with hyphens; power-text ("24,5 kW" or ""), due-date-text ("16/12/2026" or ""). */
G_DECLARE_FINAL_TYPE (SptPlant, spt_plant, SPT, PLANT, SptRow)

/* What a row shows, in this order: its properties, and the columns that the archive reads. */
extern const SptStruct spt_plant_struct;

/* Borrowed, and only as long as the row lives; what it points to changes with the row. */
const SptPlantRow *spt_plant_get_row  (SptPlant     *self);

/* (element-type SptPlantPart) (transfer full): @now as the libretto has them, and behind them what was @before and is
 * not there any more: replaced where its number has another part now. */
GPtrArray         *spt_plant_parts_merge (GPtrArray *before,
                                          GPtrArray *now) G_GNUC_WARN_UNUSED_RESULT;
void               spt_plant_part_free (SptPlantPart *self);
void               spt_plant_due_free  (SptPlantDue  *self);

G_END_DECLS
