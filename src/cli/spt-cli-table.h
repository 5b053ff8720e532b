/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns for people: as wide as what stands in them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SptCliTable SptCliTable;

/* @alignment: one letter a column, l or r. */
SptCliTable *spt_cli_table_new   (const char  *alignment) G_GNUC_WARN_UNUSED_RESULT;
void         spt_cli_table_free  (SptCliTable *self);
/* As many cells as columns; copied, made printable. */
void         spt_cli_table_add   (SptCliTable *self,
                                  ...) G_GNUC_NULL_TERMINATED;
void         spt_cli_table_print (SptCliTable *self);

G_END_DECLS
