/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain structs described by a table of their members. */
#define G_LOG_DOMAIN "spt-struct"

#include "config.h"

#include "model/spt-struct.h"

static gboolean
copy_text (char       **to,
           const char  *from)
{
  char *copy;

  if (g_strcmp0 (*to, from) == 0)
    return FALSE;

  copy = g_strdup (from);
  g_free (*to);
  *to = copy;

  return TRUE;
}

static gboolean
copy_bytes (GBytes **to,
            GBytes  *from)
{
  if (*to == from)
    return FALSE;

  if (from != NULL)
    g_bytes_ref (from);
  g_clear_pointer (to, g_bytes_unref);
  *to = from;

  return TRUE;
}

static gboolean
copy_int (gint64 *to,
          gint64  from)
{
  gboolean changed = *to != from;

  *to = from;

  return changed;
}

/* Booleans and enums have the size of a number. */
static gboolean
copy_uint (guint *to,
           guint  from)
{
  gboolean changed = *to != from;

  *to = from;

  return changed;
}

/**
 * spt_member_copy:
 * @self: a member
 * @to: a struct that owns its texts and bytes
 * @from: another of its type
 *
 * Copies one member, if it is another.
 *
 * Returns: whether @to was different
 */
gboolean
spt_member_copy (const SptMember *self,
                 gpointer         to,
                 gconstpointer    from)
{
  gpointer slot = G_STRUCT_MEMBER_P (to, self->offset);

  switch (self->kind)
    {
    case SPT_MEMBER_TEXT:
      return copy_text (slot, G_STRUCT_MEMBER (const char *, from, self->offset));
    case SPT_MEMBER_INT:
      return copy_int (slot, G_STRUCT_MEMBER (gint64, from, self->offset));
    case SPT_MEMBER_BOOLEAN:
      return copy_uint (slot, !!G_STRUCT_MEMBER (guint, from, self->offset));
    case SPT_MEMBER_UINT:
    case SPT_MEMBER_STATE:
    case SPT_MEMBER_ENVIRONMENT:
      return copy_uint (slot, G_STRUCT_MEMBER (guint, from, self->offset));
    case SPT_MEMBER_BYTES:
      return copy_bytes (slot, G_STRUCT_MEMBER (GBytes *, from, self->offset));
    case SPT_MEMBER_SHOWN:
      return FALSE;
    default:
      g_assert_not_reached ();
    }
}

/**
 * spt_struct_clear:
 * @self: what it is
 * @data: a struct that owns its texts and bytes
 *
 * Frees what the members own and zeroes the struct.
 */
void
spt_struct_clear (const SptStruct *self,
                  gpointer         data)
{
  for (guint i = 0; i < self->n_members; i++)
    {
      const SptMember *member = &self->members[i];
      gpointer slot = G_STRUCT_MEMBER_P (data, member->offset);

      if (member->kind == SPT_MEMBER_TEXT)
        copy_text (slot, NULL);
      else if (member->kind == SPT_MEMBER_BYTES)
        copy_bytes (slot, NULL);
    }

  memset (data, 0, self->size);
}

/**
 * spt_struct_free:
 * @self: what it is
 * @data: (transfer full) (nullable): a struct that owns its texts and bytes
 *
 * Frees a struct with all that it owns.
 */
void
spt_struct_free (const SptStruct *self,
                 gpointer         data)
{
  if (data == NULL)
    return;

  spt_struct_clear (self, data);
  g_free (data);
}
