/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the forms from schemas: files of a set, parts of a content, what is kept of a type. */
#pragma once

#include <json-glib/json-glib.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

#include "form/spt-record-private.h"
#include "form/spt-xsd.h"

G_BEGIN_DECLS

#define SPT_XSD_NS  ((const xmlChar *) "http://www.w3.org/2001/XMLSchema")
#define SPT_XSI_NS  ((const xmlChar *) "http://www.w3.org/2001/XMLSchema-instance")
#define SPT_XSD_MAX_BYTES (4 * 1024 * 1024) /* of a whole set */
#define SPT_XSD_MAX_DOCUMENT (5 * 1024 * 1024) /* catasto facts 12.2 */
#define SPT_XSD_NONE G_MAXUINT

/* One file as one namespace sees it: what has no namespace of its own is seen by each that
 * includes it. */
typedef struct
{
  xmlDocPtr    document;  /* (unowned) */
  const char  *ns;        /* (not nullable): "" is none */
  gboolean     qualified; /* elements that are not global stand in the namespace */
  gboolean     attributes_qualified;
} SptXsdView;

/* A global definition. */
typedef struct _SptXsdGlobal SptXsdGlobal;
struct _SptXsdGlobal
{
  xmlNodePtr          node;
  const SptXsdView   *view;   /* (unowned) */
  const SptXsdGlobal *before; /* (unowned) (nullable): what it redefines (xs:redefine), and names as itself */
};

typedef struct
{
  GHashTable *bytes;     /* (owned) (element-type utf8 GBytes): by name and by address */
  GPtrArray  *names;     /* (owned) (element-type utf8): sorted at the end */
  GHashTable *documents; /* (owned) (element-type utf8 xmlDoc) */
  GHashTable *views;     /* (owned) (element-type utf8 SptXsdView): by "ns name" */
  GHashTable *globals;   /* (owned) (element-type utf8 SptXsdGlobal): by "kind ns name" */
  GHashTable *heads;     /* (owned) (element-type utf8 GHashTable): names of substitutes, by that of
                          * the element in whose place they may stand */
  const SptXsdView *main; /* (unowned) */
  char       *main_name; /* (owned) */
  char       *hash;      /* (owned) */
  GStringChunk *strings; /* (owned) */
} SptXsdSet;

/* What is known of a simple type. */
typedef struct
{
  SptFieldKind  kind;
  guint         max_length; /* 0 = none */
  guint         fraction;   /* one more than the decimals at most; 0 = any */
  GPtrArray    *choices;    /* (owned) (nullable) (element-type xmlNode): xs:enumeration */
  gboolean      empty;      /* an empty text may be valid: nothing is known against it */
} SptXsdValue;

typedef enum
{
  SPT_XSD_PART_ELEMENT,
  SPT_XSD_PART_SEQUENCE,
  SPT_XSD_PART_CHOICE,
  SPT_XSD_PART_TURN, /* a sequence or choice that repeats */
  SPT_XSD_PART_KEPT
} SptXsdPartKind;

typedef struct
{
  const char *name;
  const char *ns;    /* "" is none */
  const char *fixed; /* (nullable) */
  gboolean    required;
  guint       field; /* SPT_XSD_NONE: written by itself */
} SptXsdAttribute;

typedef struct _SptXsdPart SptXsdPart;
struct _SptXsdPart
{
  SptXsdPartKind  kind;
  const char     *name;        /* (nullable): of an element; NULL of a KEPT: any */
  const char     *ns;
  gboolean        optional;
  guint           field;       /* in the group around: of an element that is a field, of a choice */
  guint           group;       /* in the group around: of an element or turn that is a group */
  GHashTable     *members;     /* (unowned) (nullable): names of a KEPT without one */
  const char     *label;
  const char     *alternative; /* (nullable): what the choice around calls it */
  const char     *code;        /* (nullable): of a KEPT: why */
  const char     *fixed;       /* (nullable): the one text it may have, without a field */
  guint           text;        /* in its own group: "#text" */
  guint           rest;        /* in its own group: "#rest" */
  gboolean        only_empty;  /* an element that may have no content */
  gboolean        is_constant; /* nothing in it is anybody's to fill in */
  GPtrArray      *attributes;  /* (owned) (nullable) (element-type SptXsdAttribute) */
  GPtrArray      *parts;       /* (owned) (nullable) (element-type SptXsdPart) */
};

struct _SptXsd
{
  gatomicrefcount      ref_count;

  SptXsdSet           *set;      /* (owned) */
  SptXsdPart          *root;     /* (owned) */
  SptSchema           *schema;   /* (owned) */
  GArray              *kept;     /* (owned) (element-type SptXsdKept) */

  GMutex               lock;     /* of all below */
  xmlSchemaPtr         compiled; /* (owned) */
  xmlSchemaValidCtxtPtr context; /* (owned) */
  gboolean             has_tried_lenient;
  xmlSchemaPtr         lenient;  /* (owned) (nullable): the same with nothing required */
  xmlSchemaValidCtxtPtr lenient_context; /* (owned) (nullable) */
};

/* What a node of a document was read into, or written from; @field NULL: the group's own element. */
typedef struct
{
  SptNode           *node;
  const SptFieldDef *field;
} SptXsdPlace;

/* spt-xsd-set.c */
SptXsdSet          *spt_xsd_set_new          (const char        *main_name,
                                              SptXsdFetchFunc    fetch,
                                              gpointer           user_data,
                                              GError           **error);
void                spt_xsd_set_free         (SptXsdSet         *self);
xmlSchemaPtr        spt_xsd_set_compile      (SptXsdSet         *self,
                                              const char        *main_name,
                                              GError           **error);
xmlSchemaPtr        spt_xsd_set_compile_lenient (SptXsdSet      *self,
                                                 const char     *main_name);
const SptXsdGlobal *spt_xsd_set_find         (SptXsdSet         *self,
                                              const char        *kind,
                                              const char        *ns,
                                              const char        *name);
/* The global that attribute @attribute of @node names; NULL also for what XML Schema itself defines,
 * whose name goes into @builtin. */
const SptXsdGlobal *spt_xsd_set_resolve      (SptXsdSet         *self,
                                              const SptXsdView  *view,
                                              xmlNodePtr         node,
                                              const char        *attribute,
                                              const char        *kind,
                                              char             **builtin);

/* spt-xsd-type.c */
gboolean            spt_xsd_is               (xmlNodePtr         node,
                                              const char        *name);
xmlNodePtr          spt_xsd_first_child      (xmlNodePtr         node,
                                              const char        *name);
/* The next element of XML Schema's among @node and its siblings. */
xmlNodePtr          spt_xsd_next             (xmlNodePtr         node);
char               *spt_xsd_dup_attribute    (xmlNodePtr         node,
                                              const char        *name);
void                spt_xsd_value_clear      (SptXsdValue       *value);
/* @type: a simpleType, or NULL and @builtin. */
void                spt_xsd_value_read       (SptXsdSet         *set,
                                              const SptXsdView  *view,
                                              xmlNodePtr         type,
                                              const char        *builtin,
                                              guint              depth,
                                              SptXsdValue       *value);
void                spt_xsd_value_restrict   (xmlNodePtr         restriction,
                                              SptXsdValue       *value);
char               *spt_xsd_dup_label        (xmlNodePtr         node,
                                              xmlNodePtr         type,
                                              const char        *name,
                                              char             **help);
char               *spt_xsd_dup_words        (const char        *name);

/* spt-xsd-field.c */
typedef struct
{
  JsonArray  *fields; /* (owned) */
  JsonArray  *groups; /* (owned) */
  GHashTable *names;  /* (owned) (element-type utf8) */
  guint       n_choices;
} SptXsdBox;

SptXsdBox          *spt_xsd_box_new          (void);
void                spt_xsd_box_free         (SptXsdBox         *self);
/* Both give the index. @object: (transfer full) */
guint               spt_xsd_box_add_field    (SptXsdBox         *self,
                                              const char        *name,
                                              JsonObject        *object);
guint               spt_xsd_box_add_group    (SptXsdBox         *self,
                                              const char        *name,
                                              JsonObject        *object,
                                              SptXsdBox         *inner);
JsonObject         *spt_xsd_object_new       (const char        *label,
                                              const char        *help,
                                              const char        *show_if);
JsonObject         *spt_xsd_field_new        (const char        *label,
                                              const char        *help,
                                              const char        *show_if,
                                              const SptXsdValue *value,
                                              const char        *initial,
                                              gboolean           required);
void                spt_xsd_object_set_text  (JsonObject        *object,
                                              const char        *name,
                                              const char        *text);

/* The table of a form holds 16 groups in one another. */
#define SPT_XSD_MAX_DEPTH 14
/* Definitions that name others, which make no group. */
#define SPT_XSD_MAX_NESTING 100

/* While the parts of a schema are made. */
typedef struct
{
  SptXsd    *xsd;
  SptXsdSet *set;
  GPtrArray *open; /* (owned) (element-type xmlNode): definitions that we are in */
  guint      depth;
  guint      n_parts;
} SptXsdBuilder;

/* Where parts are put. */
typedef struct
{
  SptXsdBox  *box;
  const char *show_if;  /* (nullable) */
  gboolean    optional; /* what is required here is so only together with the rest */
} SptXsdSpot;

/* spt-xsd-content.c */
const char         *spt_xsd_keep_text        (SptXsdBuilder     *builder,
                                              const char        *text);
SptXsdPart         *spt_xsd_part_new         (SptXsdBuilder     *builder,
                                              SptXsdPartKind     kind);
void                spt_xsd_part_add         (SptXsdPart        *self,
                                              SptXsdPart        *part);
/* @code is a message of data/messages.json. */
SptXsdPart         *spt_xsd_keep_part        (SptXsdBuilder     *builder,
                                              const char        *name,
                                              const char        *ns,
                                              const char        *shown_name,
                                              const char        *code);
void                spt_xsd_set_occurs       (JsonObject        *object,
                                              guint              min,
                                              guint              max);
void                spt_xsd_add_rest         (SptXsdPart        *part,
                                              SptXsdBox         *box);
void                spt_xsd_build_members    (SptXsdBuilder     *builder,
                                              const SptXsdView  *view,
                                              xmlNodePtr         parent,
                                              SptXsdPart        *part,
                                              SptXsdSpot         spot);

/* spt-xsd-model.c */
SptXsdPart         *spt_xsd_build_element    (SptXsdBuilder     *builder,
                                              const SptXsdView  *view,
                                              xmlNodePtr         use,
                                              guint              min,
                                              guint              max,
                                              SptXsdSpot         spot);
gboolean            spt_xsd_model_build      (SptXsd            *self,
                                              const SptXsdGlobal *root,
                                              const char        *domain,
                                              GError           **error);
void                spt_xsd_part_free        (SptXsdPart        *self);
/* Whether an element of this name has a place of its own somewhere in a content. */
gboolean            spt_xsd_part_claims      (const SptXsdPart  *self,
                                              xmlNodePtr         node);

/* spt-xsd-ask.c */
typedef struct
{
  int         code;
  xmlNodePtr  node;  /* (nullable) */
  char       *words; /* (owned) */
} SptXsdObjection;

GArray             *spt_xsd_ask              (SptXsd            *self,
                                              xmlDocPtr          document);
/* What is wrong with an element without elements in it; @text: (out) (nullable): of @element. */
const char         *spt_xsd_get_empty_code   (xmlNodePtr         element,
                                              const char       **text);
gboolean            spt_xsd_has_empty        (xmlNodePtr         element);

/* spt-xsd-codec.c */
void                spt_xsd_set_codec        (SptXsd            *self,
                                              gboolean           is_set);
/* Whether a plain form stands behind the document, of this set or of another. */
gboolean            spt_xsd_has_draft        (const char        *text,
                                              gsize              length);

/* spt-xsd-check.c */
/* What spt_xsd_check() would say of a record whose document libxml2 has nothing against: nothing. */
gboolean            spt_xsd_lacks_nothing    (SptRecord         *record);

/* spt-xsd-read.c */
gboolean            spt_xsd_read_tree        (SptXsd            *self,
                                              xmlDocPtr          document,
                                              SptRecord         *record,
                                              GHashTable        *places,
                                              gboolean          *disordered,
                                              gboolean          *altered,
                                              GError           **error);

/* spt-xsd-write.c */
xmlDocPtr           spt_xsd_write_tree       (SptXsd            *self,
                                              SptRecord         *record,
                                              GHashTable        *places);

G_END_DECLS
