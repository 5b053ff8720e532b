/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call's document as a tree of elements that is taken apart and put together by the schema's names, so that
 * what no schema of ours knows goes along. */
#pragma once

#include <libxml/tree.h>

#include "form/spt-xsd.h"
#include "services/catasto/spt-catasto-rules.h"

G_BEGIN_DECLS

#define SPT_CATASTO_PLANT     "impianto"
#define SPT_CATASTO_CODE      "L1_codice_impianto"
#define SPT_CATASTO_DAY       "L1_1dataIntervento"
#define SPT_CATASTO_SORT      "L1_1tipoIntervento"
#define SPT_CATASTO_API_ID    "API_ID"
#define SPT_CATASTO_INSTALLED "dataInstallazione"
#define SPT_CATASTO_DISMISSED "dataDismissione"

/**
 * SptCatastoTree:
 * @doc: (owned)
 * @root: "api_call_N"
 * @plant: (nullable): its first "impianto"
 * @texts: (owned): what was read of it
 *
 * A document.
 */
typedef struct
{
  xmlDocPtr     doc;
  xmlNodePtr    root;
  xmlNodePtr    plant;
  GStringChunk *texts;
} SptCatastoTree;

/* One with a root and an empty plant. */
SptCatastoTree *spt_catasto_tree_new            (guint                  call) G_GNUC_WARN_UNUSED_RESULT;
/* SPT_SERVICE_ERROR_DOCUMENT where it is no XML, or of no call. */
SptCatastoTree *spt_catasto_tree_parse          (const char            *text,
                                                 gssize                 length,
                                                 GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void            spt_catasto_tree_free           (SptCatastoTree        *self);
/* The call that the root names; 0 = none. */
guint           spt_catasto_tree_get_call       (SptCatastoTree        *self);
/* Reads it into a record of @xsd. */
gboolean        spt_catasto_tree_read           (SptCatastoTree        *self,
                                                 SptXsd                *xsd,
                                                 SptRecord             *record,
                                                 GError               **error);

/* @parent may be NULL. */
xmlNodePtr      spt_catasto_tree_first          (xmlNodePtr             parent,
                                                 const char            *name);
/* The next of the same name. */
xmlNodePtr      spt_catasto_tree_next           (xmlNodePtr             node);
/* Without blanks around it; "" for nothing, and for more than a text. As long as the tree. */
const char     *spt_catasto_tree_get_text       (SptCatastoTree        *self,
                                                 xmlNodePtr             node);
const char     *spt_catasto_tree_get            (SptCatastoTree        *self,
                                                 xmlNodePtr             parent,
                                                 const char            *name);
/* A boolean that says true. */
gboolean        spt_catasto_tree_is_true        (SptCatastoTree        *self,
                                                 xmlNodePtr             parent,
                                                 const char            *name);
guint           spt_catasto_tree_get_number     (SptCatastoTree        *self,
                                                 xmlNodePtr             parent,
                                                 const char            *name);
/* In ten-thousandths; 0 for none. */
gint64          spt_catasto_tree_get_decimal    (SptCatastoTree        *self,
                                                 xmlNodePtr             parent,
                                                 const char            *name);

xmlNodePtr      spt_catasto_tree_add            (SptCatastoTree        *self,
                                                 xmlNodePtr             parent,
                                                 const char            *name);
/* Nothing for an empty text. */
void            spt_catasto_tree_add_text       (SptCatastoTree        *self,
                                                 xmlNodePtr             parent,
                                                 const char            *name,
                                                 const char            *text);
void            spt_catasto_tree_add_number     (SptCatastoTree        *self,
                                                 xmlNodePtr             parent,
                                                 const char            *name,
                                                 guint                  number);
/* In the place of what stands there; "" takes it away. */
void            spt_catasto_tree_set_text       (SptCatastoTree        *self,
                                                 xmlNodePtr             parent,
                                                 const char            *name,
                                                 const char            *text);
/* A copy of an element of any tree, as the last of @parent; names of its call become names of this one. */
xmlNodePtr      spt_catasto_tree_copy           (SptCatastoTree        *self,
                                                 xmlNodePtr             parent,
                                                 xmlNodePtr             from);
/* Copies the fields @names (NULL-terminated) that stand in @from. */
void            spt_catasto_tree_copy_fields    (SptCatastoTree        *self,
                                                 xmlNodePtr             parent,
                                                 xmlNodePtr             from,
                                                 const char *const     *names);
void            spt_catasto_tree_remove         (xmlNodePtr             node);

/* --- components ---------------------------------------------------------------------------------- */

/* "GT1", "GT-1", "GT": what is before the number; 0 = there is none. */
const SptCatastoKind *spt_catasto_parse_component (const char          *text,
                                                   guint               *number);
/* The first component of @kind in the plant, for spt_catasto_tree_next(). */
xmlNodePtr      spt_catasto_tree_first_part     (SptCatastoTree        *self,
                                                 const SptCatastoKind  *kind);
/* @self may be NULL. */
xmlNodePtr      spt_catasto_tree_find_part      (SptCatastoTree        *self,
                                                 const SptCatastoKind  *kind,
                                                 guint                  number);
/* What stands there now; the component itself where the kind has no history. */
xmlNodePtr      spt_catasto_tree_get_item       (xmlNodePtr             part,
                                                 const SptCatastoKind  *kind);
/* "dataInstallazione" and other names that begin with the kind's own. */
const char     *spt_catasto_tree_get_own        (SptCatastoTree        *self,
                                                 xmlNodePtr             item,
                                                 const SptCatastoKind  *kind,
                                                 const char            *suffix);
void            spt_catasto_tree_set_own        (SptCatastoTree        *self,
                                                 xmlNodePtr             item,
                                                 const SptCatastoKind  *kind,
                                                 const char            *suffix,
                                                 const char            *text);
/* There is an item, and it was not dismissed. */
gboolean        spt_catasto_tree_is_in_use      (SptCatastoTree        *self,
                                                 xmlNodePtr             part,
                                                 const SptCatastoKind  *kind);
guint           spt_catasto_tree_count_in_use   (SptCatastoTree        *self,
                                                 const SptCatastoKind  *kind);
/* The greatest number of a kind; 0 = there is none. */
guint           spt_catasto_tree_get_last       (SptCatastoTree        *self,
                                                 const SptCatastoKind  *kind);
/* The present item becomes the newest of the history. */
void            spt_catasto_tree_replace_item   (SptCatastoTree        *self,
                                                 xmlNodePtr             part,
                                                 const SptCatastoKind  *kind,
                                                 const char            *dismissed);
/* The scheda of that name; it is added where it is not there. */
xmlNodePtr      spt_catasto_tree_need_scheda    (SptCatastoTree        *self,
                                                 const char            *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptCatastoTree, spt_catasto_tree_free)

G_END_DECLS
