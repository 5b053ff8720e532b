/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the setters of the model's objects share: compare, then set and notify. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

static inline void
spt_object_set_string (gpointer     object,
                       char       **slot,
                       const char  *value,
                       GParamSpec  *pspec)
{
  char *copy;

  if (g_strcmp0 (*slot, value) == 0)
    return;

  copy = g_strdup (value);
  g_free (*slot);
  *slot = copy;
  g_object_notify_by_pspec (object, pspec);
}

static inline void
spt_object_set_int64 (gpointer    object,
                      gint64     *slot,
                      gint64      value,
                      GParamSpec *pspec)
{
  if (*slot == value)
    return;

  *slot = value;
  g_object_notify_by_pspec (object, pspec);
}

static inline void
spt_object_set_uint (gpointer    object,
                     guint      *slot,
                     guint       value,
                     GParamSpec *pspec)
{
  if (*slot == value)
    return;

  *slot = value;
  g_object_notify_by_pspec (object, pspec);
}

static inline void
spt_object_set_boolean (gpointer    object,
                        gboolean   *slot,
                        gboolean    value,
                        GParamSpec *pspec)
{
  value = !!value;
  if (*slot == value)
    return;

  *slot = value;
  g_object_notify_by_pspec (object, pspec);
}

G_END_DECLS
