/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants as the register's service knows them (spt-plants.h): documents that begin, what an accepted one makes of
 * a libretto, parts, dates, steps. Pure but for the schema set. */
#pragma once

#include "service/spt-plants.h"
#include "services/catasto/spt-catasto-plant-tree.h"

G_BEGIN_DECLS

extern const SptPlantOps spt_catasto_plant_ops;

/* What the libretto is a document of (catasto facts 4). */
#define SPT_CATASTO_LIBRETTO_CALL 2

/* "libretto", whatever stands before it: a correction that stays here, a document of call 2 that nobody sends. */
gboolean    spt_catasto_is_local                (const char            *operation);

/**
 * SptCatastoBegin:
 * @operation: what begins
 * @plant: the plant
 * @wish: what was chosen
 * @libretto: (owned) (nullable): of the plant
 * @out: (owned): the document
 * @today: ISO, in Italy
 *
 * A document that begins.
 */
typedef struct
{
  const SptCatastoOperation *operation;
  const SptPlantData        *plant;
  const SptPlantWish        *wish;
  SptCatastoTree            *libretto;
  SptCatastoTree            *out;
  char                      *today;
} SptCatastoBegin;

/* spt-catasto-plant-begin.c */
gboolean    spt_catasto_plant_begin             (SptService            *service,
                                                 const char            *operation,
                                                 const SptPlantData    *plant,
                                                 const SptPlantWish    *wish,
                                                 gint64                 now_utc_ms,
                                                 SptRecord             *record,
                                                 GError               **error);
/* "" for nothing. */
const char *spt_catasto_wish_get                (GHashTable            *fields,
                                                 const char            *name);
const char *spt_catasto_wish_get_day            (const SptPlantWish    *wish);

/* spt-catasto-plant-begin-people.c: schede 1.6 and 3 */
void        spt_catasto_begin_responsible       (SptCatastoBegin       *begin);
void        spt_catasto_begin_third             (SptCatastoBegin       *begin);

/* spt-catasto-plant-begin-parts.c: calls 4 to 7 */
void        spt_catasto_begin_parts             (SptCatastoBegin       *begin);
/* The greatest that a component ever had; @libretto may be NULL. 0 = there was none. */
guint       spt_catasto_plant_get_last_number   (const SptPlantData    *plant,
                                                 SptCatastoTree        *libretto,
                                                 const SptCatastoKind  *kind);
void        spt_catasto_begin_dismissals        (SptCatastoBegin       *begin);

/* spt-catasto-plant-begin-report.c and -begin-test.c: calls 8 and 9 */
void        spt_catasto_begin_report            (SptCatastoBegin       *begin);
void        spt_catasto_begin_test              (SptCatastoBegin       *begin);
/* The tree of an earlier document of the same call; NULL = none was chosen, or it cannot be read. */
SptCatastoTree *spt_catasto_begin_load_previous (SptCatastoBegin       *begin);
/* (element-type guint): numbers of the components of @kind that it is about: those wished for, else all in use. */
GArray     *spt_catasto_begin_list_numbers      (SptCatastoBegin       *begin,
                                                 const SptCatastoKind  *kind);

/* spt-catasto-plant-begin-consumption.c: call 10 */
void        spt_catasto_begin_consumption       (SptCatastoBegin       *begin);

/* spt-catasto-plant-apply.c */
char       *spt_catasto_plant_apply             (SptService            *service,
                                                 const char            *operation,
                                                 const char            *libretto,
                                                 const char            *document,
                                                 GError               **error);

/* XML in the order of the schema, nothing empty, what it does not know in its place. */
char       *spt_catasto_write_libretto          (SptCatastoTree        *libretto,
                                                 GError               **error);

/* spt-catasto-plant-table.c, spt-catasto-plant-complete.c: rows of a table, files from elsewhere */
extern const SptPlantTable spt_catasto_plant_table;
char       *spt_catasto_plant_complete          (SptService            *service,
                                                 const char            *libretto,
                                                 const char            *row_libretto,
                                                 guint                  row,
                                                 SptIssueList          *issues,
                                                 GError               **error);

/* spt-catasto-plant-merge.c: parts of two documents */
void        spt_catasto_merge_scheda            (SptCatastoTree        *libretto,
                                                 SptCatastoTree        *document,
                                                 xmlNodePtr             scheda);

/* spt-catasto-plant-rows.c: what a report adds to schede 12 and 13 */
void        spt_catasto_add_report_row          (SptCatastoTree        *libretto,
                                                 SptCatastoTree        *document);
void        spt_catasto_add_test_row            (SptCatastoTree        *libretto,
                                                 SptCatastoTree        *document);

/* spt-catasto-plant-power.c: what generators can do and burn */
/**
 * SptCatastoGenerator:
 * @kind: its kind
 * @number: its number
 * @item: what stands there
 * @power: useful power in ten-thousandths of kW; 0 = not known
 * @heat: the same of heat alone, of a cogenerator too
 * @cadence: what annex A goes by: of a cogenerator the electric power
 * @fuel: number of the fuel; "" = none
 * @machine: of a chiller or heat pump
 *
 * A generator in use.
 */
typedef struct
{
  const SptCatastoKind *kind;
  guint                 number;
  xmlNodePtr            item;
  gint64                power;
  gint64                heat;
  gint64                cadence;
  const char           *fuel;
  SptCatastoMachine     machine;
} SptCatastoGenerator;

/* (element-type SptCatastoGenerator): those in use, by kind and as they stand there. @libretto may be NULL. */
GArray     *spt_catasto_list_generators         (SptCatastoTree        *libretto);
/* The type of efficiency report of a kind of generators, 1 to 4 (catasto facts 8.1); 0 = it has none. */
guint       spt_catasto_get_report_type         (const SptCatastoKind  *kind);
const SptCatastoKind *spt_catasto_get_report_kind (guint                type);
/* "A_E_numGT" and so on. */
const char *spt_catasto_get_report_number       (guint                  type);
/* The report in a document of call 8; @type: (out): 0 and NULL where there is none. */
xmlNodePtr  spt_catasto_find_report             (SptCatastoTree        *document,
                                                 guint                 *type);
char       *spt_catasto_dup_today               (gint64                 now_utc_ms);

/* spt-catasto-plant-describe.c, spt-catasto-plant-parts.c */
void        spt_catasto_plant_describe          (SptService            *service,
                                                 SptRecord             *libretto,
                                                 gint64                 now_utc_ms,
                                                 GString               *scratch,
                                                 SptPlantColumns       *columns);
void        spt_catasto_plant_describe_document (SptService            *service,
                                                 const char            *operation,
                                                 SptRecord             *record,
                                                 GString               *scratch,
                                                 SptDossierColumns     *columns);
GPtrArray  *spt_catasto_plant_list_parts        (SptService            *service,
                                                 SptRecord             *libretto);
/* "24", "7.5", with the decimal sign of the user's language. */
void        spt_catasto_append_decimal          (GString               *out,
                                                 gint64                 value);
/* The label of what was chosen in a field, in the user's language; the text itself where the schema has none. */
const char *spt_catasto_get_label               (const SptNode         *node,
                                                 const char            *name);
/* The same of an alternative that was chosen. */
const char *spt_catasto_get_choice_label        (const SptNode         *node,
                                                 const char *const     *alternatives);

/* spt-catasto-plant-meters.c */
GPtrArray  *spt_catasto_plant_list_meters       (SptService            *service,
                                                 SptRecord             *record);

/* spt-catasto-plant-dues.c */
GPtrArray  *spt_catasto_plant_list_dues         (SptService            *service,
                                                 const SptPlantData    *plant,
                                                 gint64                 now_utc_ms);
/* Generators whose first report after an accepted document has not been accepted yet. */
gboolean    spt_catasto_awaits_report           (const SptPlantData    *plant,
                                                 SptCatastoTree        *libretto);

/* spt-catasto-plant-steps.c */
GArray     *spt_catasto_plant_list_schede       (SptService            *service,
                                                 const char            *operation);
void        spt_catasto_plant_list_steps        (SptService            *service,
                                                 SptAccount            *account,
                                                 const SptPlantData    *plant,
                                                 SptStepFunc            func,
                                                 gpointer               user_data);
const char *spt_catasto_plant_get_standing      (SptService            *service,
                                                 const char            *operation,
                                                 const char            *before);

/* spt-catasto-plant-check.c */
void        spt_catasto_plant_check             (SptService            *service,
                                                 SptAccount            *account,
                                                 const char            *operation,
                                                 SptXsd                *xsd,
                                                 SptRecord             *record,
                                                 const SptPlantData    *plant,
                                                 gint64                 now_utc_ms,
                                                 SptIssueList          *issues);
void        spt_catasto_plant_check_document    (SptService            *service,
                                                 SptAccount            *account,
                                                 const char            *operation,
                                                 SptXsdDocument        *document,
                                                 const SptPlantData    *plant,
                                                 gint64                 now_utc_ms,
                                                 SptIssueList          *issues);

/* spt-catasto-plant-prepare.c: what is held against the schema are the very bytes that leave. */
gboolean    spt_catasto_give_document           (const SptCatastoOperation *operation,
                                                 SptXsd                *xsd,
                                                 const char            *code,
                                                 GBytes                *bytes,
                                                 guint                  row,
                                                 const gint64          *record_id,
                                                 SptPreparedFunc        func,
                                                 gpointer               user_data,
                                                 GError               **error);
gboolean    spt_catasto_fail_issues             (GError               **error);
gboolean    spt_catasto_plant_prepare           (SptService            *service,
                                                 const char            *operation,
                                                 SptXsdDocument        *document,
                                                 gint64                 record_id,
                                                 guint                  row,
                                                 SptPreparedFunc        func,
                                                 gpointer               user_data,
                                                 SptIssueList          *issues,
                                                 GError               **error);

/* spt-catasto-plant-history.c */
void        spt_catasto_plant_check_history     (const SptCatastoOperation *operation,
                                                 SptRecord             *record,
                                                 SptRecord             *libretto,
                                                 const SptPlantData    *plant,
                                                 SptIssueList          *issues);

/* spt-catasto-states.c: data/catasto/matrix.json, "states" (catasto facts 5) */
typedef enum
{
  SPT_CATASTO_TAKEN,          /* as far as anybody knows */
  SPT_CATASTO_TAKEN_UNUSUALLY,
  SPT_CATASTO_DOUBTFUL,       /* it was concluded that it is refused */
  SPT_CATASTO_REFUSED_BY_RULE /* the service's own document says so */
} SptCatastoVerdict;

/* What the register does with an operation on a plant of @standing; @code: (out) (optional): of the refusal. */
SptCatastoVerdict spt_catasto_states_judge      (const char            *standing,
                                                 const char            *api_id,
                                                 const char           **code);
/* A sentence of the table's "reasons"; NULL = it has none. */
const char *spt_catasto_states_get_reason       (const char            *id);
/* What it makes of it; NULL = nothing. */
const char *spt_catasto_states_get_next         (const char            *standing,
                                                 const char            *api_id);
/* Accepted by a plant that other software sent is as good as one that was sent here. */
const char *spt_catasto_get_standing_of         (const SptPlantData    *plant);

G_END_DECLS
