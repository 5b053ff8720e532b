/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the service said of an item that it refused, part by part, at the fields that are meant. */
#pragma once

#include "model/spt-issue.h"
#include "store/spt-store-views.h"
#include "ui/form/spt-form-view.h"

G_BEGIN_DECLS

/**
 * SptRegistrySaid:
 * @path: (nullable): of the field; %NULL = no field is meant for certain
 * @words: in the service's words
 * @value: (nullable): what the field had then
 *
 * One part of a refusal. Strings are owned.
 */
typedef struct
{
  char *path;
  char *words;
  char *value;
} SptRegistrySaid;

void       spt_registry_said_free (SptRegistrySaid        *self);
/* (element-type SptRegistrySaid): of the last submission, if that was refused. */
GPtrArray *spt_registry_said_list (GPtrArray              *history) G_GNUC_WARN_UNUSED_RESULT;
gboolean   spt_registry_said_is_mended (GPtrArray         *said,
                                        SptForm           *form);
/* Adds those that hold still to @issues: a field that was changed since is no matter any more. */
void       spt_registry_said_add  (GPtrArray              *said,
                                   SptForm                *form,
                                   SptIssueList           *issues);

G_END_DECLS
