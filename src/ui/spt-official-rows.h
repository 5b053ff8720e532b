/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that tell of a set of schemas and lists, of what is wrong with it, and of what it changes. */
#pragma once

#include <adwaita.h>

#include "ui/spt-official-work.h"

G_BEGIN_DECLS

/* One sentence: where it comes from, how many calls. */
char      *spt_official_dup_what     (SptOfficialSet        *set,
                                      gint64                 now_utc_ms);
char      *spt_official_dup_former   (const SptOfficialFormer *former,
                                      gint64                 now_utc_ms);
GtkWidget *spt_official_row_new      (const char            *title,
                                      const char            *subtitle,
                                      const char            *icon_name,
                                      const char            *css_class);
/* Rows of a list of findings, the gravest first; (nullable): a group, NULL where there is nothing. */
GtkWidget *spt_official_findings_new (const SptOfficialKind *kind,
                                      SptOfficialSet        *set);
/* Groups of changes of @document by scheda, -1: of the lists. */
void       spt_official_fill_changes (GtkBox                *box,
                                      const SptOfficialLook *look,
                                      int                    document);
/* How many of a kind; (nullable): NULL where nothing changes. */
char      *spt_official_dup_counts   (const SptOfficialLook *look,
                                      int                    document);

G_END_DECLS
