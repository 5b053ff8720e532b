/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year's consumption of many plants: one line for each thing that is metered, which become an intervention for each
 * plant. On the store's thread. */
#pragma once

#include "outbox/spt-plants.h"

G_BEGIN_DECLS

/**
 * SptConsumptionLine:
 * @plant_id: of which plant
 * @n: which of its lines, from 0
 * @code: the plant's
 * @name: who is responsible for it
 * @place: where it is
 * @what: what is metered
 * @names: (nullable): what that is called in any language, one a line
 * @unit: in what
 * @in_stock: what was bought counts
 * @is_metered: it has a beginning and an end
 * @open_id: an intervention with the plant's consumption that is open already: none is made; 0 = there is none
 * @id: the intervention that was made; 0 = none
 * @n_errors: what is to be corrected in that
 * @from: the season's first year, as typed
 * @to: its last year
 * @first: the amount at its beginning
 * @bought: what was bought
 * @last: the amount at its end
 * @used: what was used; "" = as it follows from the others
 *
 * One line. Strings are owned.
 */
typedef struct
{
  gint64    plant_id;
  guint     n;
  char     *code;
  char     *name;
  char     *place;
  char     *what;
  char     *names;
  char     *unit;
  gboolean  in_stock;
  gboolean  is_metered;
  gint64    open_id;
  gint64    id;
  guint     n_errors;
  char     *from;
  char     *to;
  char     *first;
  char     *bought;
  char     *last;
  char     *used;
} SptConsumptionLine;

/**
 * SptConsumptionSum:
 * @n_made: interventions that were made
 * @n_to_fix: how many of them have something to correct
 * @ids: (element-type gint64): those
 *
 * What became of lines.
 */
typedef struct
{
  guint   n_made;
  guint   n_to_fix;
  GArray *ids;
} SptConsumptionSum;

void        spt_consumption_line_free   (SptConsumptionLine        *self);
/* Nothing was typed: no line is made of it. */
gboolean    spt_consumption_line_is_empty (const SptConsumptionLine *self);
/* What was used by what was metered, as XML has it; NULL = that cannot be said. */
char       *spt_consumption_line_dup_used (const SptConsumptionLine *self) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type SptConsumptionLine), by plant. @ids: (nullable): of those plants, else of all in use whose libretto is
 * known. */
GPtrArray  *spt_consumption_list        (SptDb         *db,
                                         const gint64  *ids,
                                         guint          n_ids,
                                         gint64         now_utc_ms,
                                         GCancellable  *cancellable,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/**
 * SptConsumptionMisfit:
 * @row: of the file, as a spreadsheet counts
 * @code: (owned): the plant that it names
 * @what: (owned): what it says is metered
 * @reason: "no-plant", "no-meter", "open" (an intervention is), "taken" (another row filled the line)
 *
 * A row of a file that fills nothing.
 */
typedef struct
{
  guint       row;
  char       *code;
  char       *what;
  const char *reason;
} SptConsumptionMisfit;

void        spt_consumption_misfit_free (SptConsumptionMisfit      *self);
/* Why, in the user's language; static, anywhere. */
const char *spt_consumption_misfit_explain (const SptConsumptionMisfit *self);
/* Fills @lines by a table (docs/csv.md, consumption). @misfits: (out) (element-type SptConsumptionMisfit) (transfer full). */
gboolean    spt_consumption_fill        (GPtrArray     *lines,
                                         GInputStream  *table,
                                         guint         *n_filled,
                                         GPtrArray    **misfits,
                                         GCancellable  *cancellable,
                                         GError       **error);
/* Makes an intervention for each plant of which something was typed. @lines (element-type SptConsumptionLine), by plant:
 * id and n_errors are set. */
gboolean    spt_consumption_save        (SptDb              *db,
                                         GPtrArray          *lines,
                                         const char         *who,
                                         gint64              now_utc_ms,
                                         SptConsumptionSum  *sum,
                                         GError            **error);

G_END_DECLS
