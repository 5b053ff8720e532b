/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readings of a document's record by the names of the schema: texts, numbers, days, what was chosen. */
#pragma once

#include "form/spt-record.h"

G_BEGIN_DECLS

/* Decimals have four fraction digits at most (catasto facts 6): all of them are whole numbers of
 * ten-thousandths, so limits are compared exactly. */
#define SPT_CATASTO_ONE G_GINT64_CONSTANT (10000)

/* What stands there and is shown: "" for nothing, for a field that the schema does not have, and for
 * an alternative that is not the chosen one. */
const char *spt_catasto_node_get         (const SptNode *node,
                                          const char    *name);
gboolean    spt_catasto_node_has         (const SptNode *node,
                                          const char    *name);
/* A boolean that is true; an alternative of fixed content that was chosen. */
gboolean    spt_catasto_node_is_true     (const SptNode *node,
                                          const char    *name);
/* A boolean that is there and false. */
gboolean    spt_catasto_node_is_false    (const SptNode *node,
                                          const char    *name);
gboolean    spt_catasto_node_chose       (const SptNode *node,
                                          const char    *alternative);
/* FALSE for what is not there or is no number; in ten-thousandths. */
gboolean    spt_catasto_node_get_decimal (const SptNode *node,
                                          const char    *name,
                                          gint64        *out);
gboolean    spt_catasto_node_get_integer (const SptNode *node,
                                          const char    *name,
                                          gint64        *out);
/* Days since 0001-01-01 (g_date_get_julian()); FALSE for what is not there or is no day. */
gboolean    spt_catasto_node_get_day     (const SptNode *node,
                                          const char    *name,
                                          guint         *day);
/* Minutes since midnight. */
gboolean    spt_catasto_node_get_minute  (const SptNode *node,
                                          const char    *name,
                                          guint         *minute);
/* NULL also where the group is hidden. */
SptNode    *spt_catasto_node_first       (const SptNode *node,
                                          const char    *name);
guint       spt_catasto_node_count       (const SptNode *node,
                                          const char    *name);
SptNode    *spt_catasto_node_child       (const SptNode *node,
                                          const char    *name,
                                          guint          position);
gboolean    spt_catasto_parse_decimal    (const char    *text,
                                          gint64        *out);
gboolean    spt_catasto_parse_day        (const char    *text,
                                          guint         *day);

G_END_DECLS
