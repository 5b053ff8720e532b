/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of the request out of an item (services facts 2.6). Pure. */

#define G_LOG_DOMAIN "spt-tsdigital-build"

#include "config.h"

#include "services/tsdigital/spt-tsdigital-record.h"

#include <string.h>

#include "base/spt-json.h"
#include "base/spt-text.h"

typedef struct
{
  SptJsonWriter  writer;
  SptAccount    *account; /* (nullable) */
  GPtrArray     *open;    /* (owned) (element-type utf8): the objects that are open */
} Builder;

/* Opens the objects around a member, and closes those that are not. */
static void
open_around (Builder    *builder,
             const char *wire)
{
  g_auto (GStrv) parts = g_strsplit (wire, ".", -1);
  guint n_parts = MAX (g_strv_length (parts), 1) - 1;
  guint n_same = 0;

  while (n_same < n_parts && n_same < builder->open->len &&
         strcmp (parts[n_same], g_ptr_array_index (builder->open, n_same)) == 0)
    n_same++;
  while (builder->open->len > n_same)
    {
      g_ptr_array_remove_index (builder->open, builder->open->len - 1);
      spt_json_writer_end_object (&builder->writer);
    }
  for (guint i = n_same; i < n_parts; i++)
    {
      spt_json_writer_key (&builder->writer, parts[i]);
      spt_json_writer_begin_object (&builder->writer);
      g_ptr_array_add (builder->open, g_strdup (parts[i]));
    }
}

static const char *
get_name (const SptTsdigitalMember *member)
{
  const char *dot = strrchr (member->wire, '.');

  return dot != NULL ? dot + 1 : member->wire;
}

static char *
dup_composed (const char *text)
{
  return g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
}

/* What is no amount leaves as it is: the document asks for a text (services facts 2.6). */
static char *
dup_amount (const SptNode *node,
            guint          index)
{
  gint64 cents;

  if (!spt_node_get_money (node, index, &cents))
    return dup_composed (spt_node_get (node, index));

  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", cents / 100, (int) (cents % 100));
}

static void
write_words (Builder    *builder,
             const char *name,
             const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,;", -1);

  spt_json_writer_key (&builder->writer, name);
  spt_json_writer_begin_array (&builder->writer);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        spt_json_writer_string (&builder->writer, words[i]);
    }
  spt_json_writer_end_array (&builder->writer);
}

/* Nothing for what is empty, or does not apply; no empty texts leave (services facts 2.6, traps). */
static gboolean
is_sent (const SptNode     *node,
         const SptFieldDef *field)
{
  return spt_node_is_visible (node, field->index) &&
         (!spt_text_is_blank (spt_node_get (node, field->index)) ||
          (field->kind == SPT_FIELD_BOOLEAN && field->default_value != NULL));
}

static void
write_field (Builder                  *builder,
             const SptNode            *node,
             const SptTsdigitalMember *member)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), member->field);
  const char *name = get_name (member);
  const char *text;
  g_autofree char *value = NULL;
  SptDatetime date;
  gboolean flag;

  if (field == NULL || !is_sent (node, field))
    return;
  text = spt_node_get (node, field->index);
  /* What does not read was told by the check: nothing is prepared then. */
  if ((member->form == SPT_TSDIGITAL_DATE && !spt_node_get_datetime (node, field->index, &date)) ||
      (member->form == SPT_TSDIGITAL_BOOLEAN && !spt_node_get_boolean (node, field->index, &flag)))
    return;

  open_around (builder, member->wire);
  switch (member->form)
    {
    case SPT_TSDIGITAL_DATE:
      spt_json_writer_key (&builder->writer, name);
      spt_json_writer_int (&builder->writer,
                           spt_tsdigital_date_to_ms (&date,
                                                     spt_tsdigital_is_rome (builder->account)));
      return;
    case SPT_TSDIGITAL_BOOLEAN:
      spt_json_writer_put_bool (&builder->writer, name, flag);
      return;
    case SPT_TSDIGITAL_WORDS:
      write_words (builder, name, text);
      return;
    case SPT_TSDIGITAL_MONEY:
      value = dup_amount (node, field->index);
      break;
    case SPT_TSDIGITAL_TEXT:
    case SPT_TSDIGITAL_OBJECTS:
    case SPT_TSDIGITAL_TEXTS:
    default:
      value = dup_composed (text);
      break;
    }
  spt_json_writer_opt_string (&builder->writer, name, value);
}

/* Of an array's elements only those that say something; and then only is it there. */
static void
write_group (Builder                  *builder,
             const SptNode            *root,
             const SptTsdigitalMember *member)
{
  const SptGroupDef *group = spt_group_def_find_group (spt_node_get_def (root), member->field);
  guint n = group != NULL ? spt_node_get_n_children (root, group->index) : 0;
  gboolean began = FALSE;

  for (guint i = 0; i < n; i++)
    {
      const SptNode *child = spt_node_get_child (root, group->index, i);
      Builder inner = { .account = builder->account };

      if (spt_node_is_empty (child))
        continue;
      if (!began)
        {
          open_around (builder, member->wire);
          spt_json_writer_key (&builder->writer, get_name (member));
          spt_json_writer_begin_array (&builder->writer);
          began = TRUE;
        }
      if (member->form == SPT_TSDIGITAL_TEXTS)
        {
          g_autofree char *text =
            dup_composed (spt_node_get_named (child, member->members[0].field));

          spt_json_writer_string (&builder->writer, text);
          continue;
        }
      spt_json_writer_begin_object (&builder->writer);
      inner.writer = builder->writer;
      inner.open = g_ptr_array_new_with_free_func (g_free);
      for (guint j = 0; j < member->n_members; j++)
        write_field (&inner, child, &member->members[j]);
      g_ptr_array_unref (inner.open);
      builder->writer = inner.writer;
      spt_json_writer_end_object (&builder->writer);
    }
  if (began)
    spt_json_writer_end_array (&builder->writer);
}

/* The account's own office stands in for an item's that names none. */
static void
write_studio (Builder                  *builder,
              const SptNode            *root,
              const SptTsdigitalMember *member)
{
  const char *studio = builder->account != NULL
                       ? spt_account_get_setting (builder->account, "studio-id") : NULL;

  if (studio == NULL || *studio == '\0' ||
      !spt_text_is_blank (spt_node_get_named (root, "studioId")))
    {
      write_field (builder, root, member);
      return;
    }
  open_around (builder, member->wire);
  spt_json_writer_opt_string (&builder->writer, get_name (member), studio);
}

/**
 * spt_tsdigital_build:
 * @account: (nullable): which it goes with: the zone of dates, the office
 * @record: an item without errors
 *
 * Writes the body of the request, its members in the order of the document. Empty fields, and those
 * that do not apply, are left out.
 *
 * Returns: (transfer full): the JSON text
 */
GBytes *
spt_tsdigital_build (SptAccount *account,
                     SptRecord  *record)
{
  SptNode *root = spt_record_get_root (record);
  GString *out = g_string_new (NULL);
  Builder builder = { .account = account };
  const SptTsdigitalMember *members;
  guint n_members;

  members = spt_tsdigital_list_members (&n_members);
  builder.open = g_ptr_array_new_with_free_func (g_free);
  spt_json_writer_init (&builder.writer, out);
  spt_json_writer_begin_object (&builder.writer);
  /* The item is there always. */
  open_around (&builder, "item.");
  for (guint i = 0; i < n_members; i++)
    {
      if (members[i].n_members > 0)
        write_group (&builder, root, &members[i]);
      else if (strcmp (members[i].field, "studioId") == 0)
        write_studio (&builder, root, &members[i]);
      else
        write_field (&builder, root, &members[i]);
    }
  open_around (&builder, "");
  spt_json_writer_end_object (&builder.writer);
  g_ptr_array_unref (builder.open);

  return g_string_free_to_bytes (out);
}
