/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a number of things, in tables: whole sentences for one and for many. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SptCountText:
 * @one: said of one; %NULL = nothing is said
 * @many: said of all other numbers
 *
 * A sentence with a number, untranslated. Both hold one "%s" (or "%1$s" where more is filled in), the number. A language
 * chooses among as many forms as it has: what is said of one is written out, never put together.
 */
typedef struct
{
  const char *one;
  const char *many;
} SptCountText;

/* In a table; xgettext knows it (build-aux/check-po.sh, po/meson.build). */
#define NN_(one, many) { one, many }

/* (transfer full): in the user's language, with thousands points. */
char *spt_count_text_dup (const SptCountText *self,
                          guint               n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
