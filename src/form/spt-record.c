/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as a tree of texts in one arena. */

#define G_LOG_DOMAIN "spt-record"

#include "config.h"

#include "form/spt-record-private.h"

#include <string.h>

#define CHUNK_SIZE 8192
#define ALIGNMENT  sizeof (gpointer)

/* Digits of a partita IVA, which some write with "IT" before it. */
#define VAT_LENGTH 11

/* Longest text that the memory of a field's check keeps. */
#define MAX_PASSED 31

typedef struct _Chunk Chunk;
struct _Chunk
{
  Chunk *next; /* (owned) (nullable) */
  gsize  size;
  char   data[] __attribute__ ((aligned (sizeof (gpointer))));
};

typedef char Passed[MAX_PASSED + 1];

struct _SptRecord
{
  SptSchema *schema;  /* (owned) */
  Chunk     *first;   /* (owned) */
  Chunk     *current; /* (unowned): the chunk being filled; those after it are empty */
  gsize      used;    /* of current */
  SptNode   *root;    /* (unowned): in the arena */
  Passed    *passed;  /* (owned) (nullable): by field number, the text of which there was nothing to say last */
};

const char spt_record_unset[] = "";

static Chunk *
chunk_new (gsize size)
{
  Chunk *chunk = g_malloc (sizeof (Chunk) + size);

  chunk->next = NULL;
  chunk->size = size;

  return chunk;
}

/*
 * spt_record_alloc:
 * @self: a record
 * @size: in bytes
 *
 * Takes room from the arena, aligned for pointers.
 *
 * Returns: (transfer none): uninitialised memory, valid until the next reset
 */
char *
spt_record_alloc (SptRecord *self,
                  gsize      size)
{
  char *memory;

  size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  while (self->current->size - self->used < size)
    {
      if (self->current->next == NULL || self->current->next->size < size)
        {
          Chunk *chunk = chunk_new (MAX (size, CHUNK_SIZE));

          chunk->next = self->current->next;
          self->current->next = chunk;
        }
      self->current = self->current->next;
      self->used = 0;
    }

  memory = self->current->data + self->used;
  self->used += size;

  return memory;
}

static SptNode *
node_new (SptRecord         *record,
          SptNode           *parent,
          const SptGroupDef *def)
{
  gsize size = sizeof (SptNode) + def->n_fields * sizeof (const char *);
  gsize lists_size = def->n_groups * sizeof (SptNodeList);
  SptNode *node = (SptNode *) (gpointer) spt_record_alloc (record, size + lists_size);

  node->record = record;
  node->parent = parent;
  node->def = def;
  node->children = (SptNodeList *) (gpointer) ((char *) node + size);
  memset (node->children, 0, lists_size);
  for (guint i = 0; i < def->n_fields; i++)
    node->texts[i] = spt_record_unset;

  return node;
}

/**
 * spt_record_new:
 * @schema: what it consists of
 *
 * Makes an empty record: no text, no instance of any group. It belongs to one thread at a time.
 *
 * Returns: (transfer full): the record
 */
SptRecord *
spt_record_new (SptSchema *schema)
{
  SptRecord *self;

  g_return_val_if_fail (schema != NULL, NULL);

  self = g_new0 (SptRecord, 1);
  self->schema = spt_schema_ref (schema);
  self->first = chunk_new (CHUNK_SIZE);
  spt_record_reset (self);

  return self;
}

/**
 * spt_record_free:
 * @self: (transfer full) (nullable): a record
 *
 * Frees @self with all its nodes.
 */
void
spt_record_free (SptRecord *self)
{
  if (self == NULL)
    return;

  while (self->first != NULL)
    {
      Chunk *next = self->first->next;

      g_free (self->first);
      self->first = next;
    }
  g_free (self->passed);
  spt_schema_unref (self->schema);
  g_free (self);
}

/**
 * spt_record_reset:
 * @self: a record
 *
 * Empties @self and keeps its memory for what comes next. Every node and text got from it before is
 * invalid.
 */
void
spt_record_reset (SptRecord *self)
{
  g_return_if_fail (self != NULL);

  self->current = self->first;
  self->used = 0;
  self->root = node_new (self, NULL, spt_schema_get_root (self->schema));
}

static void
fill_new_node (SptNode *node)
{
  for (guint i = 0; i < node->def->n_fields; i++)
    {
      const SptFieldDef *field = &node->def->fields[i];
      const char *text = field->initial_value != NULL ? field->initial_value : field->default_value;

      if (text != NULL && *node->texts[i] == '\0')
        spt_node_set (node, i, text, -1);
    }
  for (guint i = 0; i < node->def->n_groups; i++)
    {
      while (spt_node_shows_group (node, i) &&
             spt_node_get_n_children (node, i) < node->def->groups[i]->min)
        fill_new_node (spt_node_add_child (node, i));
    }
}

/**
 * spt_record_fill_new:
 * @self: a record
 *
 * Gives @self what a new record starts with: initial values where a text is empty, and the fewest
 * instances of each group. For records that a person begins; a file's empty text stays empty.
 */
void
spt_record_fill_new (SptRecord *self)
{
  g_return_if_fail (self != NULL);

  fill_new_node (self->root);
}

/**
 * spt_record_get_schema:
 * @self: a record
 *
 * Gets what @self consists of.
 *
 * Returns: (transfer none): the schema
 */
SptSchema *
spt_record_get_schema (SptRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->schema;
}

/**
 * spt_record_get_root:
 * @self: a record
 *
 * Gets the node that stands for the record itself.
 *
 * Returns: (transfer none): the root, valid until the next reset
 */
SptNode *
spt_record_get_root (SptRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->root;
}

/**
 * spt_node_get_def:
 * @node: a node
 *
 * Gets the group that @node is an instance of.
 *
 * Returns: (transfer none): the group
 */
const SptGroupDef *
spt_node_get_def (const SptNode *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  return node->def;
}

/**
 * spt_node_get:
 * @node: a node
 * @field_index: index of a field of its group
 *
 * Gets a text.
 *
 * Returns: (transfer none) (not nullable): the text, "" when absent; valid until the next reset
 */
const char *
spt_node_get (const SptNode *node,
              guint          field_index)
{
  g_return_val_if_fail (node != NULL, "");
  g_return_val_if_fail (field_index < node->def->n_fields, "");

  return node->texts[field_index];
}

/* Bytes of white space at @text: ASCII blanks and U+00A0, which spreadsheets and PDFs leave behind;
 * 0 if none. */
static inline gsize
blank_length (const char *text,
              gsize       length)
{
  if (length > 0 && g_ascii_isspace (*text))
    return 1;
  if (length > 1 && (guchar) text[0] == 0xc2 && (guchar) text[1] == 0xa0)
    return 2;

  return 0;
}

/* ASCII that is seen: no blank, and no part of one. */
static inline gboolean
is_dark (char c)
{
  return (guchar) c > 0x20 && (guchar) c < 0x80;
}

/* As spt_fiscal_code_normalize() and spt_iban_normalize() do, but in place. */
static gsize
squeeze (char                *text,
         gsize                length,
         const SptFieldExtra *extra)
{
  gsize in = 0;
  gsize out;

  /* What is written as it should be stays where it is. */
  while (in < length && ((text[in] >= '0' && text[in] <= '9') ||
                         (text[in] >= 'A' && text[in] <= 'Z')))
    in++;
  out = in;

  while (in < length)
    {
      gsize blank = blank_length (text + in, length - in);

      if (blank == 0 && extra->drop_hyphens && text[in] == '-')
        blank = 1;
      if (blank > 0)
        in += blank;
      else
        {
          text[out++] = extra->upper ? g_ascii_toupper (text[in]) : text[in];
          in++;
        }
    }

  return out;
}

/*
 * spt_node_take_text:
 * @node: a node
 * @field_index: index of a field
 * @text: a text in the arena with room for a terminator
 * @length: in bytes
 *
 * Puts @text in its place, freed of the blanks that its kind does not want.
 */
void
spt_node_take_text (SptNode *node,
                    guint    field_index,
                    char    *text,
                    gsize    length)
{
  const SptFieldExtra *extra = spt_group_def_get_extra (node->def, field_index);

  if (extra->squeeze)
    {
      length = squeeze (text, length, extra);
      if (extra->drop_hyphens && length == VAT_LENGTH + 2 && memcmp (text, "IT", 2) == 0 &&
          g_ascii_isdigit (text[2]))
        {
          text += 2;
          length -= 2;
        }
    }
  else if (extra->strip && length > 0 && !(is_dark (text[0]) && is_dark (text[length - 1])))
    {
      gsize blank;

      while ((blank = blank_length (text, length)) > 0)
        {
          text += blank;
          length -= blank;
        }
      while (length > 0)
        {
          if (blank_length (text + length - 1, 1) > 0)
            length--;
          else if (length > 1 && blank_length (text + length - 2, 2) == 2)
            length -= 2;
          else
            break;
        }
    }
  text[length] = '\0';
  node->texts[field_index] = text;
}

/**
 * spt_node_set:
 * @node: a node
 * @field_index: index of a field of its group
 * @text: (nullable): valid UTF-8; %NULL is empty
 * @length: in bytes, -1 = NUL-terminated
 *
 * Sets a text. It is copied, without the blanks that its kind does not want (see #SptFieldKind).
 * The former text stays valid, and its memory taken, until the next reset.
 */
void
spt_node_set (SptNode    *node,
              guint       field_index,
              const char *text,
              gssize      length)
{
  gsize n;
  char *copy;

  g_return_if_fail (node != NULL);
  g_return_if_fail (field_index < node->def->n_fields);
  g_return_if_fail (text != NULL || length <= 0);

  n = length >= 0 ? (gsize) length : text != NULL ? strlen (text) : 0;
  if (n == 0)
    {
      node->texts[field_index] = spt_record_unset;
      return;
    }

  copy = spt_record_alloc (node->record, n + 1);
  memcpy (copy, text, n);
  spt_node_take_text (node, field_index, copy, n);
}

/**
 * spt_node_read:
 * @node: a node
 * @field_index: index of a field of its group
 * @text: valid UTF-8: what somebody wrote in a table
 *
 * Sets a text as spt_node_set() does, with the label of a choice understood as its value, see spt_field_def_read_choice().
 */
void
spt_node_read (SptNode    *node,
               guint       field_index,
               const char *text)
{
  const SptFieldDef *field;

  g_return_if_fail (node != NULL);
  g_return_if_fail (field_index < node->def->n_fields);
  g_return_if_fail (text != NULL);

  field = &node->def->fields[field_index];
  spt_node_set (node, field_index,
                field->n_choices > 0 ? spt_field_def_read_choice (field, text) : text, -1);
}

/**
 * spt_node_get_named:
 * @node: a node
 * @name: a field
 *
 * Gets the text of a field by its name, see spt_node_get().
 *
 * Returns: (transfer none): the text; "" where it is empty, or the user's own table has no such field
 */
const char *
spt_node_get_named (const SptNode *node,
                    const char    *name)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);

  return field != NULL ? spt_node_get (node, field->index) : "";
}

/**
 * spt_node_set_named:
 * @node: a node
 * @name: a field
 * @text: (nullable): its text
 *
 * Sets the text of a field by its name, see spt_node_set(); nothing where there is no such field.
 */
void
spt_node_set_named (SptNode    *node,
                    const char *name,
                    const char *text)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);

  if (field != NULL)
    spt_node_set (node, field->index, text, -1);
}

/**
 * spt_node_get_first:
 * @node: a node
 * @name: a group in it
 *
 * Gets the first instance of a group.
 *
 * Returns: (transfer none) (nullable): the instance; %NULL when there is none
 */
SptNode *
spt_node_get_first (const SptNode *node,
                    const char    *name)
{
  const SptGroupDef *group = spt_group_def_find_group (spt_node_get_def (node), name);

  return group != NULL && spt_node_get_n_children (node, group->index) > 0
         ? spt_node_get_child (node, group->index, 0) : NULL;
}

/**
 * spt_node_get_n_children:
 * @node: a node
 * @group_index: index of a child group
 *
 * Counts the instances of a group inside @node.
 *
 * Returns: the number
 */
guint
spt_node_get_n_children (const SptNode *node,
                         guint          group_index)
{
  g_return_val_if_fail (node != NULL, 0);
  g_return_val_if_fail (group_index < node->def->n_groups, 0);

  return node->children[group_index].n;
}

/**
 * spt_node_get_child:
 * @node: a node
 * @group_index: index of a child group
 * @position: from 0
 *
 * Gets one instance of a group inside @node.
 *
 * Returns: (transfer none) (nullable): the instance, %NULL past the last
 */
SptNode *
spt_node_get_child (const SptNode *node,
                    guint          group_index,
                    guint          position)
{
  g_return_val_if_fail (node != NULL, NULL);
  g_return_val_if_fail (group_index < node->def->n_groups, NULL);

  if (position >= node->children[group_index].n)
    return NULL;

  return node->children[group_index].items[position];
}

/**
 * spt_node_get_parent:
 * @node: a node
 *
 * Gets the node around @node.
 *
 * Returns: (transfer none) (nullable): the parent, %NULL for the root
 */
SptNode *
spt_node_get_parent (const SptNode *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  return node->parent;
}

/**
 * spt_node_get_position:
 * @node: a node
 *
 * Counts the instances of its group that stand before @node.
 *
 * Returns: the position from 0; 0 for the root
 */
guint
spt_node_get_position (const SptNode *node)
{
  const SptNodeList *list;
  guint i = 0;

  g_return_val_if_fail (node != NULL, 0);

  if (node->parent == NULL)
    return 0;
  list = &node->parent->children[node->def->index];
  while (i < list->n && list->items[i] != node)
    i++;
  g_assert (i < list->n);

  return i;
}

/**
 * spt_node_add_child:
 * @node: a node
 * @group_index: index of a child group
 *
 * Adds an empty instance after the others; more than the definition allows is for the check to say.
 *
 * Returns: (transfer none): the new instance
 */
SptNode *
spt_node_add_child (SptNode *node,
                    guint    group_index)
{
  SptNodeList *list;
  SptNode *child;

  g_return_val_if_fail (node != NULL, NULL);
  g_return_val_if_fail (group_index < node->def->n_groups, NULL);

  list = &node->children[group_index];
  if (list->n == list->capacity)
    {
      guint capacity = MAX (4, list->capacity * 2);
      SptNode **items = (SptNode **) (gpointer) spt_record_alloc (node->record,
                                                                  capacity * sizeof (SptNode *));

      if (list->n > 0)
        memcpy (items, list->items, list->n * sizeof (SptNode *));
      list->items = items;
      list->capacity = capacity;
    }
  child = node_new (node->record, node, node->def->groups[group_index]);
  list->items[list->n++] = child;

  return child;
}

/**
 * spt_node_remove_child:
 * @node: a node
 * @group_index: index of a child group
 * @position: from 0
 *
 * Takes one instance out; those after it move up.
 */
void
spt_node_remove_child (SptNode *node,
                       guint    group_index,
                       guint    position)
{
  SptNodeList *list;

  g_return_if_fail (node != NULL);
  g_return_if_fail (group_index < node->def->n_groups);
  g_return_if_fail (position < node->children[group_index].n);

  list = &node->children[group_index];
  list->n--;
  memmove (list->items + position, list->items + position + 1,
           (list->n - position) * sizeof (SptNode *));
}

/**
 * spt_node_is_empty:
 * @node: a node
 *
 * Says whether there is nothing in @node: no text, and no text in any instance inside it.
 *
 * Returns: %TRUE if every text is empty
 */
gboolean
spt_node_is_empty (const SptNode *node)
{
  g_return_val_if_fail (node != NULL, TRUE);

  for (guint i = 0; i < node->def->n_fields; i++)
    {
      if (*node->texts[i] != '\0')
        return FALSE;
    }
  for (guint i = 0; i < node->def->n_groups; i++)
    {
      for (guint j = 0; j < node->children[i].n; j++)
        {
          if (!spt_node_is_empty (node->children[i].items[j]))
            return FALSE;
        }
    }

  return TRUE;
}

/**
 * spt_node_is_visible:
 * @node: a node
 * @field_index: index of a field of its group
 *
 * Says whether the field's condition (#SptFieldDef.show_if) is met. A field without one always is.
 *
 * Returns: %TRUE if it is to be seen
 */
gboolean
spt_node_is_visible (const SptNode *node,
                     guint          field_index)
{
  const SptFieldExtra *extra;

  g_return_val_if_fail (node != NULL, FALSE);
  g_return_val_if_fail (field_index < node->def->n_fields, FALSE);

  extra = spt_group_def_get_extra (node->def, field_index);
  if (extra->show_values == NULL)
    return TRUE;
  for (guint i = 0; i < extra->show_up; i++)
    node = node->parent;

  return spt_field_condition_is_met (extra, node->texts[extra->show_index]);
}

/**
 * spt_node_shows_group:
 * @node: a node
 * @group_index: index of a child group of its group
 *
 * Says whether the condition of a child group is met. A group without one always is to be seen.
 *
 * Returns: %TRUE if it is
 */
gboolean
spt_node_shows_group (const SptNode *node,
                      guint          group_index)
{
  const SptFieldExtra *extra;

  g_return_val_if_fail (node != NULL, FALSE);
  g_return_val_if_fail (group_index < node->def->n_groups, FALSE);

  extra = spt_group_def_get_condition (node->def->groups[group_index]);
  if (extra->show_values == NULL)
    return TRUE;
  for (guint i = 0; i < extra->show_up; i++)
    node = node->parent;

  return spt_field_condition_is_met (extra, node->texts[extra->show_index]);
}

gboolean
spt_record_has_passed (SptRecord  *self,
                       guint       number,
                       const char *text)
{
  if (self->passed == NULL)
    return *text == '\0';

  return *self->passed[number] == *text && strcmp (self->passed[number], text) == 0;
}

void
spt_record_remember_passed (SptRecord  *self,
                            guint       number,
                            const char *text)
{
  gsize length = strlen (text);

  if (length > MAX_PASSED)
    return;
  /* Most records are never checked field by field. */
  if (self->passed == NULL)
    self->passed = g_new0 (Passed, spt_schema_get_n_fields (self->schema));
  memcpy (self->passed[number], text, length + 1);
}
