/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a twin can be set while it runs: a table of words and numbers kept in the state. */
#pragma once

#include "prc-context.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *values;   /* the words it may have, the first is the default; NULL: a number */
  gint64      normal;   /* the default of a number */
  gint64      fast;     /* the same with --fast */
} PrcSetting;

typedef struct _PrcSettings PrcSettings;

PrcSettings *prc_settings_new    (PrcContext        *context,
                                  const char        *prefix,
                                  const PrcSetting  *table,
                                  guint              count);
void         prc_settings_free   (PrcSettings       *self);
const char  *prc_settings_text   (PrcSettings       *self,
                                  const char        *name);
gint64       prc_settings_number (PrcSettings       *self,
                                  const char        *name);
gboolean     prc_settings_is     (PrcSettings       *self,
                                  const char        *name,
                                  const char        *value);
const char  *prc_settings_change (PrcSettings       *self,
                                  JsonObject        *wanted);
void         prc_settings_dump   (PrcSettings       *self,
                                  GString           *out);

G_END_DECLS
