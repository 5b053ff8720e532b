/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The creditor bodies that an archive knows, from its accounts and its positions. On the store's
 * thread. */
#pragma once

#include "store/spt-store-iuv.h"

G_BEGIN_DECLS

/**
 * SptBody:
 * @code: its tax code
 * @name: (nullable): what an account calls it
 * @n_positions: what lists show of it; only of spt_db_list_bodies()
 * @segregation: (nullable): the code its notice numbers begin with, where somebody looked for it
 * @first: the lowest number wanted
 * @state: how its counter stands; counts only with a @segregation
 *
 * A creditor body.
 */
typedef struct
{
  char        *code;
  char        *name;
  guint        n_positions;
  char        *segregation;
  gint64       first;
  SptIuvState  state;
} SptBody;

void        spt_body_free           (SptBody    *self);
/* (element-type SptBody): by name, then code. */
GPtrArray  *spt_db_list_bodies      (SptDb      *db,
                                     GError    **error) G_GNUC_WARN_UNUSED_RESULT;
/* Those of the accounts alone, in their order: no matter how many positions there are. */
GPtrArray  *spt_db_list_account_bodies (SptDb   *db,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The one of @code, added where it is missing, with @name where it has none; borrowed. */
SptBody    *spt_bodies_add          (GPtrArray  *bodies,
                                     const char *code,
                                     const char *name);
/* The one of @code among @bodies (element-type SptBody), borrowed; NULL when there is none. */
SptBody    *spt_body_find           (GPtrArray  *bodies,
                                     const char *code);
/* The body of @code among @bodies gets, where no account names it, the name that a position says. */
gboolean    spt_db_name_body        (SptDb      *db,
                                     GPtrArray  *bodies,
                                     const char *code,
                                     gint64      position_id,
                                     GError    **error);
/* "Comune di Esempio · 77777777777", or the code alone. */
char       *spt_body_dup_label      (const char *code,
                                     const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptBody, spt_body_free)

G_END_DECLS
