/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the form layer keeps beside the public definitions: compiled patterns, resolved conditions,
 * numbers. */
#pragma once

#include "form/spt-schema.h"

G_BEGIN_DECLS

struct _SptRecord;

/**
 * SptFieldExtra:
 * @number: of the field in the whole schema, from 0
 * @key: its name as a key of JSON, written beforehand; @key_length bytes
 * @regex: (owned) (nullable): the pattern of its definition
 * @show_values: (owned) (nullable): the values of its condition; %NULL = always visible
 * @show_up: how many groups further out the field of the condition stands
 * @show_index: its index there
 * @show_negated: whether the condition is turned round
 * @hour: of its default time; also @minute, @second
 * @fraction: of a number: one more than its decimals at most; 0 = any
 * @strip: whether blanks around the text are dropped
 * @squeeze: whether blanks inside it are dropped as well
 * @drop_hyphens: whether hyphens are dropped as well
 * @upper: whether letters become upper case
 */
typedef struct
{
  guint        number;
  guint        fraction;
  const char  *key;
  gsize        key_length;
  GRegex      *regex;
  char       **show_values;
  guint        show_up;
  guint        show_index;
  gint8        hour;
  gint8        minute;
  gint8        second;
  guint        show_negated : 1;
  guint        strip        : 1;
  guint        squeeze      : 1;
  guint        drop_hyphens : 1;
  guint        upper        : 1;
} SptFieldExtra;

/* Every SptGroupDef is the beginning of one of these. */
typedef struct _SptGroupExtra SptGroupExtra;
struct _SptGroupExtra
{
  SptGroupDef          def;

  const SptGroupExtra *parent; /* (unowned) (nullable) */
  SptFieldExtra       *extras; /* (owned) (array length=def.n_fields) */
  SptFieldExtra        shown;  /* the condition of the group itself; show_up counts from @parent */
};

/* How the archive keeps records of a schema, where not as JSON. */
typedef struct
{
  void     (*write) (struct _SptRecord *record,
                     gpointer           data,
                     GString           *out);
  gboolean (*read)  (struct _SptRecord  *record,
                     gpointer            data,
                     const char         *text,
                     gsize               length,
                     GError            **error);
} SptRecordCodec;

struct _SptSchema
{
  gatomicrefcount  ref_count;

  SptGroupExtra   *root;     /* (owned) */
  GArray          *sections; /* (owned) (element-type SptSectionDef) */
  GStringChunk    *strings;  /* (owned): every text of the definitions */
  GPtrArray       *choices;  /* (owned) (element-type SptChoice): the arrays of choices */
  const char      *domain;   /* interned */

  guint            n_fields;

  const SptRecordCodec *codec;  /* (nullable) */
  gpointer         codec_data;  /* (unowned) (nullable): whoever made the schema */
};

static inline const SptFieldExtra *
spt_group_def_get_extra (const SptGroupDef *group,
                         guint              field_index)
{
  return &((const SptGroupExtra *) group)->extras[field_index];
}

static inline const SptFieldExtra *
spt_group_def_get_condition (const SptGroupDef *group)
{
  return &((const SptGroupExtra *) group)->shown;
}

void               spt_group_extra_free       (SptGroupExtra       *group);
guint              spt_schema_get_n_fields    (SptSchema           *self);
gboolean           spt_field_condition_is_met (const SptFieldExtra *extra,
                                               const char          *text);
const SptGroupDef *spt_group_def_read_step    (const SptGroupDef   *def,
                                               const char         **path,
                                               guint64             *position);

G_END_DECLS
