/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules on a document (catasto facts 11): tables by topic, one function a rule. Pure. */
#pragma once

#include "form/spt-record.h"
#include "services/catasto/spt-catasto-node.h"
#include "services/catasto/spt-catasto-norms.h"
#include "services/catasto/spt-catasto-operations.h"

G_BEGIN_DECLS

/* Codes are those of the service's document, so that a finding of ours and one of theirs have the same
 * words; where one code stands for several troubles, what follows a colon tells them apart. */

/**
 * SptCatastoCheck:
 * @operation: what the document is for
 * @plant: the "impianto" that is looked at
 * @libretto: (nullable): the "impianto" of the plant's libretto as far as it is known here
 * @today: g_date_get_julian() of the day in Italy
 *
 * What a rule may look at.
 */
typedef struct
{
  const SptCatastoOperation *operation;
  SptNode                   *root;
  SptNode                   *plant;
  SptNode                   *libretto;
  guint                      today;
  guint                      row;
  SptIssueList              *issues;
} SptCatastoCheck;

typedef void (*SptCatastoRuleFunc) (SptCatastoCheck *check,
                                    SptNode         *node);

/**
 * SptCatastoRule:
 * @code: what it gives, without what follows a colon
 * @scope: the groups it is asked about, by name: "impianto", "" = the root, "*" = each
 * @section: of catasto facts
 * @func: the rule
 */
typedef struct
{
  const char         *code;
  const char         *scope;
  const char         *section;
  SptCatastoRuleFunc  func;
} SptCatastoRule;

/* Each ends with a rule without a func. */
extern const SptCatastoRule spt_catasto_rules_header[];
extern const SptCatastoRule spt_catasto_rules_plant[];
extern const SptCatastoRule spt_catasto_rules_people[];
extern const SptCatastoRule spt_catasto_rules_parts[];
extern const SptCatastoRule spt_catasto_rules_libretto[];
extern const SptCatastoRule spt_catasto_rules_rcee[];
extern const SptCatastoRule spt_catasto_rules_exchange[];
extern const SptCatastoRule spt_catasto_rules_measures[];
extern const SptCatastoRule spt_catasto_rules_checks[];
extern const SptCatastoRule spt_catasto_rules_consumption[];

/* NULL-terminated: all of the above. */
extern const SptCatastoRule *const spt_catasto_rule_tables[];

/* Every rule on @record, of the schema of the operation's call, at a moment. @libretto: (nullable): the
 * record of a call 2 or 11 of the same plant. @row: (0 = none) goes into each finding. */
void     spt_catasto_rules_check  (const SptCatastoOperation *operation,
                                   SptRecord                 *record,
                                   SptRecord                 *libretto,
                                   gint64                     now_utc_ms,
                                   guint                      row,
                                   SptIssueList              *issues);

/* A finding at @name, a field or a group of @node; NULL = the node itself. */
void     spt_catasto_say          (SptCatastoCheck *check,
                                   SptIssueLevel    level,
                                   const SptNode   *node,
                                   const char      *name,
                                   const char      *code,
                                   const char      *value,
                                   const char      *limit);
void     spt_catasto_say_error    (SptCatastoCheck *check,
                                   const SptNode   *node,
                                   const char      *name,
                                   const char      *code,
                                   const char      *value);
void     spt_catasto_say_warning  (SptCatastoCheck *check,
                                   const SptNode   *node,
                                   const char      *name,
                                   const char      *code,
                                   const char      *value);

/**
 * SptCatastoKind:
 * @kind: "GT"
 * @scheda: "scheda_4_1_gruppi_termici"
 * @group: "L4_1GT"
 * @number: "L4_1numero"
 * @item: (nullable): "L4_1gruppoTermico": what stands there now
 * @prefix: "L4_1", before the names of dates and serial numbers
 * @is_generator: it counts as one of those that a libretto must have
 *
 * A kind of components (catasto facts 7).
 */
typedef struct
{
  const char *kind;
  const char *scheda;
  const char *group;
  const char *number;
  const char *item;
  const char *prefix;
  gboolean    is_generator;
} SptCatastoKind;

#define SPT_CATASTO_N_KINDS 20
extern const SptCatastoKind spt_catasto_kinds[SPT_CATASTO_N_KINDS];

const SptCatastoKind *spt_catasto_kind_find      (const char *kind);
/* The component of that kind and number in an "impianto"; NULL for none. */
SptNode  *spt_catasto_find_component  (SptNode              *plant,
                                       const SptCatastoKind *kind,
                                       const char           *number);
/* The item that stood there on @day: the present one, or a replaced one. NULL for none. */
SptNode  *spt_catasto_find_item       (SptNode              *component,
                                       const SptCatastoKind *kind,
                                       guint                 day);
/* The present item. */
SptNode  *spt_catasto_get_item        (SptNode              *component,
                                       const SptCatastoKind *kind);
/* Where the GT of a number is known from: the document itself, else the libretto that is known. */
SptNode  *spt_catasto_find_known      (SptCatastoCheck      *check,
                                       const char           *kind,
                                       const char           *number);
/* The document says all of the plant, so what it does not have is not there. */
gboolean  spt_catasto_is_whole        (SptCatastoCheck      *check);
/* A day of an item: "dataInstallazione", "dataDismissione". */
gboolean  spt_catasto_item_get_day    (SptNode              *item,
                                       const SptCatastoKind *kind,
                                       const char           *suffix,
                                       guint                *day);

G_END_DECLS
