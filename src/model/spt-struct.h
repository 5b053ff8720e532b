/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain structs described by a table of their members: what reads them from the archive, frees them
 * and shows them as properties needs no code of its own for each. */
#pragma once

#include "model/spt-account.h"
#include "model/spt-state.h"

G_BEGIN_DECLS

typedef enum
{
  SPT_MEMBER_TEXT,        /* char *, NULL = none */
  SPT_MEMBER_INT,         /* gint64 */
  SPT_MEMBER_UINT,        /* guint */
  SPT_MEMBER_BOOLEAN,     /* gboolean */
  SPT_MEMBER_STATE,       /* SptState */
  SPT_MEMBER_ENVIRONMENT, /* SptEnvironment */
  SPT_MEMBER_BYTES,       /* GBytes *, NULL = none; no property */
  SPT_MEMBER_SHOWN        /* no member: the one before in the table, in words */
} SptMemberKind;

/**
 * SptMember:
 * @name: as in C; a property's has hyphens
 * @kind: its type
 * @offset: where it is in the struct
 * @dup_text: for SPT_MEMBER_SHOWN: what is shown; (transfer full)
 */
typedef struct
{
  const char     *name;
  SptMemberKind   kind;
  gsize           offset;
  char         *(*dup_text) (gconstpointer data);
} SptMember;

typedef struct
{
  gsize            size;
  const SptMember *members;
  guint            n_members;
} SptStruct;

/* Does not compile where the member is of another type. */
#define SPT_MEMBER_IS_TEXT(m)        _Generic ((m), char *: 0, const char *: 0)
#define SPT_MEMBER_IS_INT(m)         _Generic ((m), gint64: 0)
#define SPT_MEMBER_IS_UINT(m)        _Generic ((m), guint: 0)
#define SPT_MEMBER_IS_BOOLEAN(m)     _Generic ((m), gboolean: 0)
#define SPT_MEMBER_IS_STATE(m)       _Generic ((m), SptState: 0)
#define SPT_MEMBER_IS_ENVIRONMENT(m) _Generic ((m), SptEnvironment: 0)
#define SPT_MEMBER_IS_BYTES(m)       _Generic ((m), GBytes *: 0)

#define SPT_MEMBER_AT(Type, KIND, name, member) \
  { name, SPT_MEMBER_##KIND, \
    G_STRUCT_OFFSET (Type, member) + SPT_MEMBER_IS_##KIND (((Type *) NULL)->member), NULL }
#define SPT_MEMBER(Type, KIND, member) SPT_MEMBER_AT (Type, KIND, #member, member)
#define SPT_SHOWN(name, dup_text) { name, SPT_MEMBER_SHOWN, 0, dup_text }
#define SPT_STRUCT(Type, members) { sizeof (Type), members, G_N_ELEMENTS (members) }

/* Frees what the members own and zeroes them. */
void     spt_struct_clear (const SptStruct *self,
                           gpointer         data);
/* Clears and frees; @data (nullable). */
void     spt_struct_free  (const SptStruct *self,
                           gpointer         data);
/* Whether @to was different; texts and bytes are copied. */
gboolean spt_member_copy  (const SptMember *self,
                           gpointer         to,
                           gconstpointer    from);

G_END_DECLS
