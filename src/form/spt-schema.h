/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record consists of: groups, fields and repeats, read from a table in data/ (later also
 * from an XSD). */
#pragma once

#include <json-glib/json-glib.h>

#include "base/spt-money.h"
#include "base/spt-datetime.h"
#include "model/spt-issue.h"

G_BEGIN_DECLS

#define SPT_SCHEMA_ERROR (spt_schema_error_quark ())

typedef enum
{
  SPT_SCHEMA_ERROR_INVALID /* the table is not what a table may be; the message names the place */
} SptSchemaError;

/* Of all but text and secrets, blanks around the text are dropped when it enters a record; fiscal
 * codes and IBANs lose all blanks and become upper case, IUV and NAV lose all blanks: a valid one
 * is what goes on the wire. */
typedef enum
{
  SPT_FIELD_TEXT,        /* kept as typed, blanks too */
  SPT_FIELD_CODE,        /* text in a monospace face */
  SPT_FIELD_MONEY,       /* euro text, more than zero; cents on the wire */
  SPT_FIELD_BOOLEAN,     /* true or false; also vero, falso, sì, si, no, 1, 0 in any case */
  SPT_FIELD_CHOICE,      /* one of the choices */
  SPT_FIELD_DATETIME,    /* see SptFieldDef.default_time */
  SPT_FIELD_INTEGER,
  SPT_FIELD_FISCAL_CODE,
  SPT_FIELD_IBAN,
  SPT_FIELD_IUV,
  SPT_FIELD_NAV,
  SPT_FIELD_EMAIL,
  SPT_FIELD_SECRET,      /* account dialogs: never stored with the rest */
  SPT_FIELD_DATE,        /* a day, ISO or Italian; on the wire ISO */
  SPT_FIELD_DECIMAL,     /* a number with a point or a comma; on the wire a point */
  SPT_FIELD_XML          /* parts of a document that no form shows, kept as they are: not edited */
} SptFieldKind;

typedef struct _SptSchema   SptSchema;
typedef struct _SptGroupDef SptGroupDef;

/**
 * SptChoice:
 * @value: as the wire has it
 * @label: as people read it, in the user's language
 * @words: how people and their spreadsheets write it: the value, the labels of all languages and the table's own "words", folded,
 * each between newlines
 *
 * One choice of a field, immutable.
 */
typedef struct
{
  const char *value;
  const char *label;
  const char *words;
} SptChoice;

/**
 * SptFieldDef:
 * @name: wire name; a dot means a member of a sub-object ("stamp.hashDocument")
 * @label: in the user's language
 * @help: (nullable): one sentence, in the user's language
 * @section: id of the section of the page it stands in
 * @kind: what the text is
 * @index: position within its group's fields
 * @required: may not be empty
 * @max_error: longest text in code points, 0 = no limit; beyond it the service refuses
 * @max_warning: longest text that also works later on (GPD gate P), 0 = no limit
 * @choices: (nullable): for SPT_FIELD_CHOICE; a first one of value "" names the empty text; with
 * @pattern others may be too
 * @open: the choices are a list that people may change, what is usual: others pass, with a note
 * @default_value: (nullable): what an empty text stands for (payStandIn: "true"); a new record
 *   starts with it too
 * @initial_value: (nullable): what a new record starts with where an empty text stands for nothing;
 *   never put into what a file left empty
 * @default_time: (nullable): "23:59:59" or "00:00:00" for a date that comes alone
 * @pattern: (nullable): a regular expression of PCRE kind the whole text must match
 * @also: (nullable): one text that passes in place of what @kind asks ("ANONIMO"), with a note
 * @advanced: shown only when asked for, or filled
 * @exclusive: another choice empties what @show_if then hides of its group; choosing back brings it
 * again
 * @with: (nullable): a field of the group around: an edit of it goes here too, as long as this
 * instance is the only one and
 *   holds what that field held, or nothing
 * @show_if: (nullable): "field=value|value2": visible only then; a leading "!" negates; "field=" is
 *   true while that field is empty. The field is one of the same group or of a group around it
 * @role: (nullable): what the window is to see in it, whatever its name: "secret-expiry": the day on
 *   which a secret of the account ends
 *
 * One field, immutable.
 */
typedef struct
{
  const char      *name;
  const char      *label;
  const char      *help;
  const char      *section;
  SptFieldKind     kind;
  guint            index;
  gboolean         required;
  guint            max_error;
  guint            max_warning;
  const SptChoice *choices;
  guint            n_choices;
  gboolean         open;
  const char      *default_value;
  const char      *initial_value;
  const char      *default_time;
  const char      *pattern;
  const char      *also;
  gboolean         advanced;
  gboolean         exclusive;
  const char      *with;
  const char      *show_if;
  const char      *role;
} SptFieldDef;

/**
 * SptGroupDef:
 * @name: wire name of the repeated member ("paymentOption"), "" for the root
 * @label: of one instance ("Rata"), in the user's language
 * @label_plural: of all of them
 * @index: position within the parent's groups
 * @min: fewest instances a valid record has
 * @max: most instances, 0 = no limit
 * @show_if: (nullable): as SptFieldDef.show_if, of a field of a group around: another choice hides
 *   the instances there are, and they are not stored
 * @page: a form shows it as a page of its own
 * @automatic: the program fills it: a form has no button for it, and shows nothing while there is none
 * @fields: the fields, in the order of the wire
 * @groups: child groups
 *
 * One group, immutable.
 */
struct _SptGroupDef
{
  const char         *name;
  const char         *label;
  const char         *label_plural;
  guint               index;
  guint               min;
  guint               max;
  const char         *show_if;
  gboolean            page;
  gboolean            automatic;
  const SptFieldDef  *fields;
  guint               n_fields;
  const SptGroupDef **groups;
  guint               n_groups;
};

/* A titled part of a page. */
typedef struct
{
  const char *id;
  const char *title;
  const char *description; /* (nullable) */
} SptSectionDef;

/* Where spt_schema_load_once() keeps what it read. */
typedef struct
{
  gsize      once;
  SptSchema *schema;
} SptSchemaOnce;

GQuark               spt_schema_error_quark    (void);

/* Reads data table @path ("gpd/position.json"); @domain is the message domain of its checks
 * ("gpd"). */
SptSchema           *spt_schema_load           (const char   *path,
                                                const char   *domain,
                                                GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same once for the whole process: @once is static and starts as {}. NULL when the table is
 * broken, which is logged. */
SptSchema           *spt_schema_load_once      (SptSchemaOnce *once,
                                                const char    *path,
                                                const char    *domain);
/* The same from a table that is already read. */
SptSchema           *spt_schema_new            (JsonNode     *table,
                                                const char   *domain,
                                                GError      **error) G_GNUC_WARN_UNUSED_RESULT;
SptSchema           *spt_schema_ref            (SptSchema    *self);
void                 spt_schema_unref          (SptSchema    *self);
const SptGroupDef   *spt_schema_get_root       (SptSchema    *self);
const char          *spt_schema_get_domain     (SptSchema    *self);
const SptSectionDef *spt_schema_get_sections   (SptSchema    *self,
                                                guint        *n_sections);
/* By wire name; NULL if there is none. Callers look their fields up once, at start. */
const SptFieldDef   *spt_group_def_find_field  (const SptGroupDef *group,
                                                const char        *name);
const SptGroupDef   *spt_group_def_find_group  (const SptGroupDef *group,
                                                const char        *name);
/* The value of the choice that a person's word names. */
const char          *spt_field_def_read_choice (const SptFieldDef *field,
                                                const char        *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptSchema, spt_schema_unref)

G_END_DECLS
