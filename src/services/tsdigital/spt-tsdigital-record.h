/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A registry item as a record: where its fields stand in the service's document, its rules, the
 * request that is made of it. Pure. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

#define SPT_TSDIGITAL_DOMAIN    "tsdigital"
#define SPT_TSDIGITAL_OPERATION "tsdigital.create-item"

/* What the document of an item consists of (data/tsdigital/item.json); loaded once. NULL when the
 * user's own table is broken. */
SptSchema  *spt_tsdigital_get_schema (void);
/* Codice fiscale, else partita IVA; "" where there is neither. */
const char *spt_tsdigital_get_key    (SptRecord     *record);
/* Whether the codes are Italian ones: no country, or Italy. */
gboolean    spt_tsdigital_is_italian (SptRecord     *record);
/* Whether dates leave as Italian midnight. */
gboolean    spt_tsdigital_is_rome    (SptAccount    *account);

/* --- spt-tsdigital-members.c -------------------------------------------------------------------- */

typedef enum
{
  SPT_TSDIGITAL_TEXT,
  SPT_TSDIGITAL_BOOLEAN,
  SPT_TSDIGITAL_DATE,    /* milliseconds since 1970 on the wire */
  SPT_TSDIGITAL_MONEY,   /* "10000.00" on the wire */
  SPT_TSDIGITAL_WORDS,   /* one text of several words here, an array of texts there */
  SPT_TSDIGITAL_OBJECTS, /* a group here, an array of objects there */
  SPT_TSDIGITAL_TEXTS    /* a group of one field here, an array of texts there */
} SptTsdigitalForm;

/**
 * SptTsdigitalMember:
 * @wire: where it is in the service's document, or in an element of its array, with dots
 * @field: our field, or our group
 * @form: how one becomes the other
 * @members: (nullable): of a group
 * @n_members: how many
 *
 * A member of the service's document.
 */
typedef struct _SptTsdigitalMember SptTsdigitalMember;

struct _SptTsdigitalMember
{
  const char               *wire;
  const char               *field;
  SptTsdigitalForm          form;
  const SptTsdigitalMember *members;
  guint                     n_members;
};

/* All members of the document, in its order; borrowed. */
const SptTsdigitalMember *spt_tsdigital_list_members (guint      *n_members);
/* The field of a record that a name in the service's words means ("item.base.identifier.taxId",
 * "addresses[0].zipCode", "taxId"): NULL when none, or several, have it. */
char                     *spt_tsdigital_dup_path     (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* --- spt-tsdigital-date.c ----------------------------------------------------------------------- */

/* Midnight of that day; @rome: in Italy, else UTC. */
gint64      spt_tsdigital_date_to_ms   (const SptDatetime *date,
                                        gboolean           rome);
/* FALSE when no calendar has that day. */
gboolean    spt_tsdigital_date_from_ms (gint64             ms,
                                        gboolean           rome,
                                        SptDatetime       *date);

/* --- spt-tsdigital-rules.c ---------------------------------------------------------------------- */

void        spt_tsdigital_check        (SptAccount    *account,
                                        const char    *operation,
                                        SptRecord     *record,
                                        guint          row,
                                        gint64         now_utc_ms,
                                        SptIssueList  *issues);
void        spt_tsdigital_check_account (SptService   *service,
                                         SptAccount   *account,
                                         SptIssueList *issues);

/* --- spt-tsdigital-build.c, -read.c ------------------------------------------------------------- */

/* The body of the request, exactly. */
GBytes     *spt_tsdigital_build         (SptAccount    *account,
                                         SptRecord     *record) G_GNUC_WARN_UNUSED_RESULT;
/* The service's own document into @record; what is wrong with the document as such goes to @issues. */
gboolean    spt_tsdigital_read_document (SptAccount    *account,
                                         const char    *operation,
                                         const char    *text,
                                         gsize          length,
                                         SptRecord     *record,
                                         SptIssueList  *issues,
                                         GError       **error);

G_END_DECLS
