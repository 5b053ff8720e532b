/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The content of an element: sequences, choices, what repeats, what is kept. */

#define G_LOG_DOMAIN "spt-xsd-content"

#include "config.h"

#include "form/spt-xsd-private.h"

#include <string.h>

#define LONGEST_LABELS 60 /* bytes: what stands in one line is cut behind that */

static SptXsdPart *build_particle (SptXsdBuilder    *builder,
                                   const SptXsdView *view,
                                   xmlNodePtr        node,
                                   SptXsdSpot        spot);

void
spt_xsd_part_free (SptXsdPart *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->attributes, g_ptr_array_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self);
}

const char *
spt_xsd_keep_text (SptXsdBuilder    *builder,
                   const char       *text)
{
  return g_string_chunk_insert_const (builder->set->strings, text);
}

SptXsdPart *
spt_xsd_part_new (SptXsdBuilder        *builder,
                  SptXsdPartKind        kind)
{
  SptXsdPart *self = g_new0 (SptXsdPart, 1);

  self->kind = kind;
  self->label = "";
  self->ns = "";
  self->field = self->group = self->text = self->rest = SPT_XSD_NONE;
  builder->n_parts++;

  return self;
}

void
spt_xsd_part_add (SptXsdPart *self,
                  SptXsdPart *part)
{
  if (part == NULL)
    return;
  if (self->parts == NULL)
    self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_xsd_part_free);
  g_ptr_array_add (self->parts, part);
}

/* @code is a message of data/messages.json. */
SptXsdPart *
spt_xsd_keep_part (SptXsdBuilder    *builder,
                   const char       *name,
                   const char       *ns,
                   const char       *shown_name,
                   const char       *code)
{
  SptXsdPart *self = spt_xsd_part_new (builder, SPT_XSD_PART_KEPT);
  SptXsdKept kept = { spt_xsd_keep_text (builder, shown_name), code };

  if (name != NULL)
    self->name = spt_xsd_keep_text (builder, name);
  self->ns = spt_xsd_keep_text (builder, ns);
  self->label = kept.name;
  self->code = code;
  for (guint i = 0; i < builder->xsd->kept->len; i++)
    {
      const SptXsdKept *known = &g_array_index (builder->xsd->kept, SptXsdKept, i);

      if (g_str_equal (known->name, kept.name) && g_str_equal (known->code, code))
        return self;
    }
  g_array_append_val (builder->xsd->kept, kept);

  return self;
}

static void
read_occurs (xmlNodePtr  node,
             guint      *min,
             guint      *max)
{
  g_autofree char *least = spt_xsd_dup_attribute (node, "minOccurs");
  g_autofree char *most = spt_xsd_dup_attribute (node, "maxOccurs");

  *min = least != NULL ? (guint) MIN (g_ascii_strtoull (least, NULL, 10), G_MAXINT) : 1;
  if (most == NULL)
    *max = 1;
  else if (g_str_equal (most, "unbounded"))
    *max = G_MAXUINT;
  else
    *max = (guint) MIN (g_ascii_strtoull (most, NULL, 10), G_MAXINT);
}

void
spt_xsd_set_occurs (JsonObject *object,
                    guint       min,
                    guint       max)
{
  if (min > 0)
    json_object_set_int_member (object, "min", min);
  if (max != G_MAXUINT)
    json_object_set_int_member (object, "max", max);
}

void
spt_xsd_add_rest (SptXsdPart *part,
                  SptXsdBox  *box)
{
  const SptXsdValue value = { .kind = SPT_FIELD_TEXT };
  JsonObject *object = spt_xsd_field_new ("XML", NULL, NULL, &value, NULL, FALSE);

  json_object_set_string_member (object, "kind", "xml");
  json_object_set_boolean_member (object, "advanced", TRUE);
  part->rest = spt_xsd_box_add_field (box, "#rest", object);
}

void
spt_xsd_build_members (SptXsdBuilder          *builder,
                       const SptXsdView       *view,
                       xmlNodePtr              parent,
                       SptXsdPart             *part,
                       SptXsdSpot              spot)
{
  for (xmlNodePtr node = spt_xsd_next (parent->children); node != NULL;
       node = spt_xsd_next (node->next))
    spt_xsd_part_add (part, build_particle (builder, view, node, spot));
  /* An element has its own. */
  if (part->kind != SPT_XSD_PART_ELEMENT && part->parts != NULL && part->parts->len > 0)
    part->label = ((SptXsdPart *) g_ptr_array_index (part->parts, 0))->label;
}

/* What @node is called as an alternative, before it is built: its fields need that as a condition. */
static char *
peek_name (SptXsdBuilder          *builder,
           const SptXsdView       *view,
           xmlNodePtr              node,
           guint                   nesting)
{
  const SptXsdGlobal *global;
  char *name;

  if (spt_xsd_is (node, "element"))
    {
      global = spt_xsd_set_resolve (builder->set, view, node, "ref", "element", NULL);
      name = spt_xsd_dup_attribute (global != NULL ? global->node : node, "name");
      return name != NULL ? name : g_strdup ("#xml");
    }
  if (spt_xsd_is (node, "group"))
    {
      global = spt_xsd_set_resolve (builder->set, view, node, "ref", "group", NULL);
      if (global != NULL)
        {
          view = global->view;
          node = global->node;
        }
    }
  for (xmlNodePtr child = spt_xsd_next (node->children); child != NULL && nesting < SPT_XSD_MAX_NESTING;
       child = spt_xsd_next (child->next))
    {
      if (!spt_xsd_is (child, "annotation"))
        return peek_name (builder, view, child, nesting + 1);
    }

  return g_strdup ("#xml");
}

/* What it holds: "Filtration, softening…". */
static void
append_labels (const SptXsdPart *part,
               GString          *labels)
{
  for (guint i = 0; part->parts != NULL && i < part->parts->len; i++)
    {
      const SptXsdPart *inner = g_ptr_array_index (part->parts, i);

      if (inner->kind != SPT_XSD_PART_ELEMENT)
        append_labels (inner, labels);
      else if (labels->len < LONGEST_LABELS)
        g_string_append_printf (labels, "%s%s", labels->len > 0 ? ", " : "", inner->label);
      else if (!g_str_has_suffix (labels->str, "…"))
        g_string_append (labels, "…");
    }
}

/* People read an alternative below what the choice is called: "Treatment: absent" of "Treatment" is "Absent", and what is called as the
 * choice is says what it holds. */
static char *
dup_alternative (const SptXsdPart *part,
                 const char       *unique,
                 const char       *choice)
{
  const char *label = *part->label != '\0' ? part->label : unique;
  gsize length = strlen (choice);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *rest;

  if (length == 0 || strncmp (label, choice, length) != 0)
    return g_strdup (label);
  rest = label + length;
  if (*rest == '\0')
    {
      append_labels (part, text);
      return g_strdup (text->len > 0 ? text->str : label);
    }
  rest += strspn (rest, " ");
  if (*rest != ':' && *rest != ',' && !g_str_has_prefix (rest, "–"))
    return g_strdup (label);
  rest = g_utf8_next_char (rest);
  rest += strspn (rest, " ");
  if (*rest == '\0')
    return g_strdup (label);
  g_string_append_unichar (text, g_unichar_toupper (g_utf8_get_char (rest)));
  g_string_append (text, g_utf8_next_char (rest));

  return g_strdup (text->str);
}

static SptXsdPart *
build_choice (SptXsdBuilder          *builder,
              const SptXsdView       *view,
              xmlNodePtr              node,
              SptXsdSpot              spot,
              gboolean                optional)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *help = NULL;
  g_autofree char *label = spt_xsd_dup_label (node, NULL, "#choice", &help);
  JsonObject *object = spt_xsd_object_new ("?", help, spot.show_if);
  JsonArray *choices = json_array_new ();
  g_autoptr (GString) names = g_string_new (NULL);
  SptXsdPart *self = spt_xsd_part_new (builder, SPT_XSD_PART_CHOICE);
  gboolean is_named = spt_xsd_first_child (node, "annotation") != NULL;
  const char *selector;

  self->optional = optional;
  self->field = spt_xsd_box_add_field (spot.box, "#choice", object);
  selector = json_object_get_string_member (object, "name");
  for (xmlNodePtr child = spt_xsd_next (node->children); child != NULL;
       child = spt_xsd_next (child->next))
    {
      g_autofree char *name = peek_name (builder, view, child, 0);
      g_autofree char *unique = g_strdup (name);
      g_autofree char *show_if = NULL;
      g_autofree char *alternative = NULL;
      SptXsdSpot inner = spot;
      SptXsdPart *part;
      JsonObject *choice;

      if (spt_xsd_is (child, "annotation"))
        continue;
      for (guint i = 2; g_hash_table_contains (seen, unique); i++)
        {
          g_free (unique);
          unique = g_strdup_printf ("%s~%u", name, i);
        }
      show_if = g_strdup_printf ("%s=%s", selector, unique);
      inner.show_if = show_if;
      inner.optional = FALSE;
      part = build_particle (builder, view, child, inner);
      if (part == NULL)
        continue;
      g_hash_table_add (seen, g_strdup (unique));
      part->alternative = spt_xsd_keep_text (builder, unique);
      if (part->optional)
        self->optional = TRUE;
      choice = json_object_new ();
      json_object_set_string_member (choice, "value", unique);
      alternative = dup_alternative (part, unique, is_named ? label : "");
      spt_xsd_object_set_text (choice, "label", alternative);
      json_array_add_object_element (choices, choice);
      if (names->len > 0)
        g_string_append (names, " / ");
      if (names->len < LONGEST_LABELS)
        g_string_append (names, *part->label != '\0' ? part->label : unique);
      else if (!g_str_has_suffix (names->str, "…"))
        g_string_append (names, "…");
      spt_xsd_part_add (self, part);
    }

  if (!is_named)
    {
      g_free (label);
      label = g_strdup (names->len > 0 ? names->str : "–");
    }
  self->label = spt_xsd_keep_text (builder, label);
  spt_xsd_object_set_text (object, "label", label);
  if (json_array_get_length (choices) > 0)
    {
      json_object_set_string_member (object, "kind", "choice");
      json_object_set_array_member (object, "choices", choices);
    }
  else
    json_array_unref (choices);
  json_object_set_boolean_member (object, "exclusive", TRUE);
  if (!self->optional && !spot.optional && self->parts != NULL)
    json_object_set_boolean_member (object, "required", TRUE);

  return self;
}

/* A sequence, choice or all. */
static SptXsdPart *
build_model (SptXsdBuilder          *builder,
             const SptXsdView       *view,
             xmlNodePtr              node,
             xmlNodePtr              occurs,
             SptXsdSpot              spot)
{
  gboolean is_choice = spt_xsd_is (node, "choice");
  SptXsdPart *self;
  SptXsdPart *turn = NULL;
  guint min;
  guint max;

  read_occurs (occurs, &min, &max);
  if (max == 0)
    return NULL;
  if (max == 1 && !is_choice)
    {
      self = spt_xsd_part_new (builder, SPT_XSD_PART_SEQUENCE);
      self->optional = min == 0;
      spot.optional = spot.optional || min == 0;
      spt_xsd_build_members (builder, view, node, self, spot);
      return self;
    }
  if (max == 1)
    return build_choice (builder, view, node, spot, min == 0);

  if (builder->depth >= SPT_XSD_MAX_DEPTH)
    return spt_xsd_keep_part (builder, NULL, view->ns, (const char *) node->name, "xsd-kept-deep");
  turn = spt_xsd_part_new (builder, SPT_XSD_PART_TURN);
  turn->optional = min == 0;
  {
    SptXsdBox *box = spt_xsd_box_new ();
    SptXsdSpot inner = { box, NULL, FALSE };
    JsonObject *object;

    builder->depth++;
    if (is_choice)
      self = build_choice (builder, view, node, inner, FALSE);
    else
      {
        self = spt_xsd_part_new (builder, SPT_XSD_PART_SEQUENCE);
        spt_xsd_build_members (builder, view, node, self, inner);
      }
    builder->depth--;
    spt_xsd_part_add (turn, self);
    spt_xsd_add_rest (turn, box);
    turn->label = self != NULL && *self->label != '\0' ? self->label : "–";
    object = spt_xsd_object_new (turn->label, NULL, spot.show_if);
    spt_xsd_set_occurs (object, spot.optional ? 0 : min, max);
    turn->group = spt_xsd_box_add_group (spot.box, "#turn", object, box);
    spt_xsd_box_free (box);
  }

  return turn;
}

static SptXsdPart *
build_particle (SptXsdBuilder          *builder,
                const SptXsdView       *view,
                xmlNodePtr              node,
                SptXsdSpot              spot)
{
  guint min;
  guint max;

  read_occurs (node, &min, &max);
  if (spt_xsd_is (node, "element"))
    return spt_xsd_build_element (builder, view, node, min, max, spot);
  if (spt_xsd_is (node, "any"))
    return spt_xsd_keep_part (builder, NULL, view->ns, "xs:any", "xsd-kept-any");
  if (spt_xsd_is (node, "sequence") || spt_xsd_is (node, "choice") || spt_xsd_is (node, "all"))
    {
      SptXsdPart *self = NULL;

      if (builder->open->len < SPT_XSD_MAX_NESTING)
        {
          g_ptr_array_add (builder->open, node);
          self = build_model (builder, view, node, node, spot);
          g_ptr_array_remove_index (builder->open, builder->open->len - 1);
        }
      return self;
    }
  if (spt_xsd_is (node, "group"))
    {
      const SptXsdGlobal *global = spt_xsd_set_resolve (builder->set, view, node, "ref", "group",
                                                        NULL);
      xmlNodePtr model = global != NULL ? spt_xsd_next (global->node->children) : NULL;
      SptXsdPart *self;

      while (model != NULL && spt_xsd_is (model, "annotation"))
        model = spt_xsd_next (model->next);
      if (model == NULL)
        return NULL;
      if (g_ptr_array_find (builder->open, model, NULL) || builder->open->len >= SPT_XSD_MAX_NESTING)
        return spt_xsd_keep_part (builder, NULL, view->ns, (const char *) node->name, "xsd-kept-recursive");
      g_ptr_array_add (builder->open, model);
      self = build_model (builder, global->view, model, node, spot);
      g_ptr_array_remove_index (builder->open, builder->open->len - 1);
      return self;
    }

  return NULL;
}

gboolean
spt_xsd_part_claims (const SptXsdPart *self,
                     xmlNodePtr        node)
{
  if (self->name != NULL)
    return strcmp (self->name, (const char *) node->name) == 0 &&
           strcmp (self->ns, node->ns != NULL ? (const char *) node->ns->href : "") == 0;
  if (self->members != NULL)
    return g_hash_table_contains (self->members, node->name);
  for (guint i = 0; self->parts != NULL && i < self->parts->len; i++)
    {
      if (spt_xsd_part_claims (g_ptr_array_index (self->parts, i), node))
        return TRUE;
    }

  return FALSE;
}
