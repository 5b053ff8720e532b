/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What plants have to say outside their list: on the first page, when they are found by words. */
#pragma once

#include "ui/spt-record-pages.h"

G_BEGIN_DECLS

gboolean spt_plants_look     (SptDb          *db,
                              SptRecordLook  *look,
                              GError        **error);
gboolean spt_plants_dup_code_name (SptDb       *db,
                                   const char  *text,
                                   char       **name,
                                   GError     **error);
void     spt_plants_describe (SptRow         *row,
                              char          **title,
                              char          **subtitle,
                              const char    **icon_name);

G_END_DECLS
