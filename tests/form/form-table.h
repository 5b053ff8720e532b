/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small table with a field of every kind and two levels of groups. */
#pragma once

#include "form/spt-record.h"

G_BEGIN_DECLS

/* The table's text; what single quotes enclose in the source has double ones here. */
char       *form_table_dup_text (void) G_GNUC_WARN_UNUSED_RESULT;
SptSchema  *form_table_new      (void) G_GNUC_WARN_UNUSED_RESULT;
/* A table of root fields only, @fields with single quotes; fails the test if it does not load. */
SptSchema  *form_table_of       (const char *fields) G_GNUC_WARN_UNUSED_RESULT;
SptSchema  *form_table_parse    (const char  *text,
                                 GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
