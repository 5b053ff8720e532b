/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person who fills in forms has to know of a change from one schema to another. */
#pragma once

#include "form/spt-xsd.h"

G_BEGIN_DECLS

typedef enum
{
  SPT_XSD_CHANGE_ADDED,
  SPT_XSD_CHANGE_REMOVED,
  SPT_XSD_CHANGE_CHANGED
} SptXsdChangeKind;

/**
 * SptXsdChange:
 * @kind: what became of it
 * @code: of data/messages.json: "set-field-added", "set-choice-removed", …; its text has {field} {value} {limit}
 * @page: (nullable): the scheda that it is in, as people read it
 * @label: of what it is about
 * @path: as definitions: "impianto.scheda_1_2_ubicazione.L1_2cap"; of a rule of values the type's name
 * @before: (nullable): as it was
 * @after: (nullable): as it is now
 *
 * One change. All borrowed, for as long as the call.
 */
typedef struct
{
  SptXsdChangeKind kind;
  const char      *code;
  const char      *page;
  const char      *label;
  const char      *path;
  const char      *before;
  const char      *after;
} SptXsdChange;

typedef void (*SptXsdChangeFunc) (const SptXsdChange *change,
                                  gpointer            user_data);

/* All changes, in the order of the forms; of what came or went as a whole nothing below. */
void spt_xsd_compare (SptXsd           *before,
                      SptXsd           *after,
                      SptXsdChangeFunc  func,
                      gpointer          user_data);

G_END_DECLS
