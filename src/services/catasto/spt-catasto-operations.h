/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seventeen operations and their calls, and which schede each may have (data/catasto/matrix.json). */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SPT_CATASTO_DOMAIN  "catasto"
#define SPT_CATASTO_N_CALLS 11

/**
 * SptCatastoOperation:
 * @id: "catasto.9"
 * @api_id: "9"
 * @call: 1 to 11: the endpoint api_call_N, the schema, the root element
 */
typedef struct
{
  const char *id;
  const char *api_id;
  guint       call;
} SptCatastoOperation;

/* NULL for what is none. */
const SptCatastoOperation *spt_catasto_operation_find        (const char *id);
const SptCatastoOperation *spt_catasto_operation_find_api_id (const char *api_id);
/* In the document's table, but in no call: 6 and 7 (catasto facts 3). The reason in the user's
 * language; NULL for all others. */
const char                *spt_catasto_why_not_invokable     (const char *api_id);

typedef enum
{
  SPT_CATASTO_ABSENT,
  SPT_CATASTO_OPTIONAL,
  SPT_CATASTO_CONDITIONAL, /* where there is something to say: first verifications */
  SPT_CATASTO_ONE_OF,      /* at least one of these */
  SPT_CATASTO_MANDATORY
} SptCatastoNeed;

/**
 * SptCatastoCell:
 * @scheda: "4.1"
 * @element: (nullable): "scheda_4_1_gruppi_termici"; %NULL for 1.1, which is the header's
 * @title: in the user's language
 * @documented: the service's own document says that it may be there; else it was concluded
 * @warned: it may be there, but is nothing that such an office has
 * @hint: (nullable): what to know before one fills it in
 *
 * One scheda in one operation.
 */
typedef struct
{
  const char     *scheda;
  const char     *element;
  const char     *title;
  SptCatastoNeed  need;
  gboolean        documented;
  gboolean        warned;
  const char     *hint;
} SptCatastoCell;

/**
 * SptCatastoRow:
 * @cells: (element-type SptCatastoCell): every scheda, in order
 * @intervention: (nullable): the L1_1tipoIntervento that belongs to it
 * @has_squares: the document's row has squares at all
 * @is_rcee_due: an RCEE is the next thing to send
 *
 * What an operation may have.
 */
typedef struct
{
  GArray     *cells;
  const char *intervention;
  gboolean    has_squares;
  gboolean    is_rcee_due;
} SptCatastoRow;

/* NULL for an operation that the table does not have. Lasts as long as the process. */
const SptCatastoRow       *spt_catasto_matrix_get            (const char *api_id);
/* The whole table, for what stands in it beside the schede. */
JsonObject                *spt_catasto_matrix_get_json       (void);

G_END_DECLS
