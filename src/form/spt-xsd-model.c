/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a content and the table of its form, walked out of a schema's own documents. */

#define G_LOG_DOMAIN "spt-xsd-model"

#include "config.h"

#include "form/spt-xsd-private.h"

#include <string.h>

/* The table of a form holds 16 groups in one another. */
#define MAX_DEPTH 14
#define MAX_PARTS 8000
/* Definitions that name others, which make no group. */
#define MAX_NESTING 100

typedef struct
{
  SptXsd    *xsd;
  SptXsdSet *set;
  GPtrArray *open; /* (owned) (element-type xmlNode): definitions that we are in */
  guint      depth;
  guint      n_parts;
} Builder;

/* Where parts are put. */
typedef struct
{
  SptXsdBox  *box;
  const char *show_if;  /* (nullable) */
  gboolean    optional; /* what is required here is so only together with the rest */
} Spot;

static SptXsdPart *build_particle (Builder          *builder,
                                   const SptXsdView *view,
                                   xmlNodePtr        node,
                                   Spot              spot);

void
spt_xsd_part_free (SptXsdPart *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->attributes, g_ptr_array_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self);
}

static const char *
keep_text (Builder    *builder,
           const char *text)
{
  return g_string_chunk_insert_const (builder->set->strings, text);
}

static SptXsdPart *
new_part (Builder        *builder,
          SptXsdPartKind  kind)
{
  SptXsdPart *self = g_new0 (SptXsdPart, 1);

  self->kind = kind;
  self->label = "";
  self->ns = "";
  self->field = self->group = self->text = self->rest = SPT_XSD_NONE;
  builder->n_parts++;

  return self;
}

static void
add_part (SptXsdPart *self,
          SptXsdPart *part)
{
  if (part == NULL)
    return;
  if (self->parts == NULL)
    self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_xsd_part_free);
  g_ptr_array_add (self->parts, part);
}

/* @code is a message of data/messages.json. */
static SptXsdPart *
keep_part (Builder    *builder,
           const char *name,
           const char *ns,
           const char *shown_name,
           const char *code)
{
  SptXsdPart *self = new_part (builder, SPT_XSD_PART_KEPT);
  SptXsdKept kept = { keep_text (builder, shown_name), code };

  if (name != NULL)
    self->name = keep_text (builder, name);
  self->ns = keep_text (builder, ns);
  self->label = kept.name;
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

static gboolean
is_true (xmlNodePtr  node,
         const char *attribute)
{
  g_autofree char *text = spt_xsd_dup_attribute (node, attribute);

  return text != NULL && (g_str_equal (text, "true") || g_str_equal (text, "1"));
}

static void
set_occurs (JsonObject *object,
            guint       min,
            guint       max)
{
  if (min > 0)
    json_object_set_int_member (object, "min", min);
  if (max != G_MAXUINT)
    json_object_set_int_member (object, "max", max);
}

static void
add_rest (SptXsdPart *part,
          SptXsdBox  *box)
{
  const SptXsdValue value = { .kind = SPT_FIELD_TEXT };
  JsonObject *object = spt_xsd_field_new ("XML", NULL, NULL, &value, NULL, FALSE);

  json_object_set_string_member (object, "kind", "xml");
  json_object_set_boolean_member (object, "advanced", TRUE);
  part->rest = spt_xsd_box_add_field (box, "#rest", object);
}

static void
read_value (Builder          *builder,
            const SptXsdView *view,
            xmlNodePtr        node,
            SptXsdValue      *value,
            xmlNodePtr       *type)
{
  g_autofree char *builtin = NULL;
  const SptXsdGlobal *global = spt_xsd_set_resolve (builder->set, view, node, "type", "type",
                                                    &builtin);
  xmlNodePtr own = spt_xsd_first_child (node, "simpleType");

  *type = global != NULL ? global->node : own;
  spt_xsd_value_read (builder->set, global != NULL ? global->view : view, *type, builtin, 0, value);
}

/* Where a union, a list or a bare string admits the empty text, leaving it out says the same. */
static void
build_attribute (Builder          *builder,
                 const SptXsdView *view,
                 xmlNodePtr        use,
                 SptXsdPart       *part,
                 SptXsdBox        *box)
{
  const SptXsdGlobal *global = spt_xsd_set_resolve (builder->set, view, use, "ref", "attribute",
                                                    NULL);
  xmlNodePtr node = global != NULL ? global->node : use;
  g_autofree char *name = spt_xsd_dup_attribute (node, "name");
  g_autofree char *needed = spt_xsd_dup_attribute (use, "use");
  g_autofree char *form = spt_xsd_dup_attribute (use, "form");
  g_autofree char *fixed = spt_xsd_dup_attribute (use, "fixed");
  g_autofree char *initial = spt_xsd_dup_attribute (use, "default");
  g_autofree char *field_name = NULL;
  g_autofree char *label = NULL;
  g_autofree char *help = NULL;
  SptXsdAttribute *attribute;
  SptXsdValue value;
  xmlNodePtr type;

  if (global != NULL)
    view = global->view;
  if (name == NULL || g_strcmp0 (needed, "prohibited") == 0)
    return;
  if (fixed == NULL)
    fixed = spt_xsd_dup_attribute (node, "fixed");
  for (guint i = 0; part->attributes != NULL && i < part->attributes->len; i++)
    {
      SptXsdAttribute *known = g_ptr_array_index (part->attributes, i);

      if (g_str_equal (known->name, name))
        return;
    }

  attribute = g_new0 (SptXsdAttribute, 1);
  attribute->name = keep_text (builder, name);
  attribute->ns = global != NULL || g_strcmp0 (form, "qualified") == 0 ||
                  (form == NULL && view->attributes_qualified) ? view->ns : "";
  attribute->required = g_strcmp0 (needed, "required") == 0;
  attribute->fixed = fixed != NULL ? keep_text (builder, fixed) : NULL;
  attribute->field = SPT_XSD_NONE;
  if (part->attributes == NULL)
    part->attributes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (part->attributes, attribute);
  if (attribute->required && fixed != NULL)
    return;

  read_value (builder, view, node, &value, &type);
  label = spt_xsd_dup_label (node, type, name, &help);
  field_name = g_strconcat ("@", name, NULL);
  attribute->field = spt_xsd_box_add_field (box, field_name,
                                            spt_xsd_field_new (label, help, NULL, &value, initial,
                                                               attribute->required));
  spt_xsd_value_clear (&value);
}

static void
build_attributes (Builder          *builder,
                  const SptXsdView *view,
                  xmlNodePtr        parent,
                  SptXsdPart       *part,
                  SptXsdBox        *box,
                  guint             nesting)
{
  for (xmlNodePtr node = spt_xsd_next (parent->children); node != NULL && nesting < MAX_NESTING;
       node = spt_xsd_next (node->next))
    {
      if (spt_xsd_is (node, "attribute"))
        build_attribute (builder, view, node, part, box);
      else if (spt_xsd_is (node, "attributeGroup"))
        {
          const SptXsdGlobal *global = spt_xsd_set_resolve (builder->set, view, node, "ref",
                                                            "attributeGroup", NULL);

          if (global != NULL && !g_ptr_array_find (builder->open, global->node, NULL))
            {
              g_ptr_array_add (builder->open, global->node);
              build_attributes (builder, global->view, global->node, part, box, nesting + 1);
              g_ptr_array_remove_index (builder->open, builder->open->len - 1);
            }
        }
    }
}

static void
build_members (Builder          *builder,
               const SptXsdView *view,
               xmlNodePtr        parent,
               SptXsdPart       *part,
               Spot              spot)
{
  for (xmlNodePtr node = spt_xsd_next (parent->children); node != NULL;
       node = spt_xsd_next (node->next))
    add_part (part, build_particle (builder, view, node, spot));
  if (part->parts != NULL && part->parts->len > 0)
    part->label = ((SptXsdPart *) g_ptr_array_index (part->parts, 0))->label;
}

/* What @node is called as an alternative, before it is built: its fields need that as a condition. */
static char *
peek_name (Builder          *builder,
           const SptXsdView *view,
           xmlNodePtr        node,
           guint             nesting)
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
  for (xmlNodePtr child = spt_xsd_next (node->children); child != NULL && nesting < MAX_NESTING;
       child = spt_xsd_next (child->next))
    {
      if (!spt_xsd_is (child, "annotation"))
        return peek_name (builder, view, child, nesting + 1);
    }

  return g_strdup ("#xml");
}

static SptXsdPart *
build_choice (Builder          *builder,
              const SptXsdView *view,
              xmlNodePtr        node,
              Spot              spot,
              gboolean          optional)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *help = NULL;
  g_autofree char *label = spt_xsd_dup_label (node, NULL, "#choice", &help);
  JsonObject *object = spt_xsd_object_new ("?", help, spot.show_if);
  JsonArray *choices = json_array_new ();
  g_autoptr (GString) names = g_string_new (NULL);
  SptXsdPart *self = new_part (builder, SPT_XSD_PART_CHOICE);
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
      Spot inner = spot;
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
      part->alternative = keep_text (builder, unique);
      if (part->optional)
        self->optional = TRUE;
      choice = json_object_new ();
      json_object_set_string_member (choice, "value", unique);
      spt_xsd_object_set_text (choice, "label", *part->label != '\0' ? part->label : unique);
      json_array_add_object_element (choices, choice);
      if (names->len > 0)
        g_string_append (names, " / ");
      if (names->len < 60)
        g_string_append (names, *part->label != '\0' ? part->label : unique);
      else if (!g_str_has_suffix (names->str, "…"))
        g_string_append (names, "…");
      add_part (self, part);
    }

  if (spt_xsd_first_child (node, "annotation") == NULL)
    {
      g_free (label);
      label = g_strdup (names->len > 0 ? names->str : "–");
    }
  self->label = keep_text (builder, label);
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
build_model (Builder          *builder,
             const SptXsdView *view,
             xmlNodePtr        node,
             xmlNodePtr        occurs,
             Spot              spot)
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
      self = new_part (builder, SPT_XSD_PART_SEQUENCE);
      self->optional = min == 0;
      spot.optional = spot.optional || min == 0;
      build_members (builder, view, node, self, spot);
      return self;
    }
  if (max == 1)
    return build_choice (builder, view, node, spot, min == 0);

  if (builder->depth >= MAX_DEPTH)
    return keep_part (builder, NULL, view->ns, (const char *) node->name, "xsd-kept-deep");
  turn = new_part (builder, SPT_XSD_PART_TURN);
  turn->optional = min == 0;
  {
    SptXsdBox *box = spt_xsd_box_new ();
    Spot inner = { box, NULL, FALSE };
    JsonObject *object;

    builder->depth++;
    if (is_choice)
      self = build_choice (builder, view, node, inner, FALSE);
    else
      {
        self = new_part (builder, SPT_XSD_PART_SEQUENCE);
        build_members (builder, view, node, self, inner);
      }
    builder->depth--;
    add_part (turn, self);
    add_rest (turn, box);
    turn->label = self != NULL && *self->label != '\0' ? self->label : "–";
    object = spt_xsd_object_new (turn->label, NULL, spot.show_if);
    set_occurs (object, spot.optional ? 0 : min, max);
    turn->group = spt_xsd_box_add_group (spot.box, "#turn", object, box);
    spt_xsd_box_free (box);
  }

  return turn;
}

static gboolean
is_type_mixed (xmlNodePtr type)
{
  return is_true (type, "mixed") || is_true (spt_xsd_first_child (type, "complexContent"), "mixed");
}

/* Content and attributes of a complex type, those it extends first. */
static void
build_type (Builder          *builder,
            const SptXsdView *view,
            xmlNodePtr        type,
            SptXsdPart       *part,
            SptXsdBox        *box,
            SptXsdValue      *text,
            gboolean         *has_text,
            guint             nesting)
{
  xmlNodePtr simple = spt_xsd_first_child (type, "simpleContent");
  xmlNodePtr complex = spt_xsd_first_child (type, "complexContent");
  xmlNodePtr derived = simple != NULL ? simple : complex;
  xmlNodePtr extension = spt_xsd_first_child (derived, "extension");
  xmlNodePtr own = derived == NULL ? type : extension != NULL ? extension
                                          : spt_xsd_first_child (derived, "restriction");
  const Spot spot = { box, NULL, FALSE };
  g_autofree char *builtin = NULL;
  const SptXsdGlobal *base = NULL;

  if (own == NULL || nesting > MAX_NESTING)
    return;
  if (derived != NULL)
    {
      base = spt_xsd_set_resolve (builder->set, view, own, "base", "type", &builtin);
      if (base != NULL && spt_xsd_is (base->node, "complexType") && base->node != type)
        {
          /* A restriction has a content of its own; its base gives text and attributes only. */
          if (extension != NULL || simple != NULL)
            build_type (builder, base->view, base->node, part, box, text, has_text, nesting + 1);
        }
      else if (simple != NULL && base != NULL)
        {
          spt_xsd_value_read (builder->set, base->view, base->node, NULL, 0, text);
          *has_text = TRUE;
        }
      else if (simple != NULL && builtin != NULL)
        {
          spt_xsd_value_read (builder->set, view, NULL, builtin, 0, text);
          *has_text = TRUE;
        }
      if (simple != NULL && extension == NULL && *has_text)
        spt_xsd_value_restrict (own, text);
    }
  if (simple == NULL)
    build_members (builder, view, own, part, spot);
  build_attributes (builder, view, own, part, box, 0);
  if (extension == NULL && base != NULL && simple == NULL &&
      base->node != type)
    build_attributes (builder, base->view, base->node, part, box, 0);
}

static gboolean
has_constant_parts_only (const SptXsdPart *self)
{
  for (guint i = 0; self->parts != NULL && i < self->parts->len; i++)
    {
      const SptXsdPart *part = g_ptr_array_index (self->parts, i);

      if (part->kind == SPT_XSD_PART_SEQUENCE && !part->optional && has_constant_parts_only (part))
        continue;
      if (part->kind != SPT_XSD_PART_ELEMENT || part->optional ||
          (part->fixed == NULL && !part->is_constant))
        return FALSE;
    }

  return TRUE;
}

/* An element with content or attributes. */
static SptXsdPart *
build_complex (Builder          *builder,
               const SptXsdView *view,
               xmlNodePtr        type,
               SptXsdPart       *self,
               const char       *label,
               const char       *help,
               guint             min,
               guint             max,
               Spot              spot)
{
  SptXsdBox *box = spt_xsd_box_new ();
  SptXsdValue text = { 0 };
  gboolean has_text = FALSE;
  gboolean is_constant;

  g_ptr_array_add (builder->open, type);
  builder->depth++;
  build_type (builder, view, type, self, box, &text, &has_text, 0);
  builder->depth--;
  g_ptr_array_remove_index (builder->open, builder->open->len - 1);
  if (has_text)
    {
      self->text = spt_xsd_box_add_field (box, "#text",
                                          spt_xsd_field_new (label, help, NULL, &text, NULL,
                                                             text.kind != SPT_FIELD_TEXT));
      spt_xsd_value_clear (&text);
    }
  is_constant = json_array_get_length (box->fields) == 0 && json_array_get_length (box->groups) == 0 &&
                has_constant_parts_only (self);
  self->only_empty = !has_text && self->parts == NULL;
  self->is_constant = is_constant;
  if (!is_constant || min == 0 || max > 1)
    {
      JsonObject *object = spt_xsd_object_new (label, NULL, spot.show_if);

      add_rest (self, box);
      set_occurs (object, spot.optional ? 0 : min, max);
      self->group = spt_xsd_box_add_group (spot.box, self->name, object, box);
    }
  spt_xsd_box_free (box);

  return self;
}

static SptXsdPart *
build_simple (Builder          *builder,
              const SptXsdView *view,
              xmlNodePtr        node,
              SptXsdPart       *self,
              const char       *label,
              const char       *help,
              guint             min,
              guint             max,
              Spot              spot)
{
  g_autofree char *fixed = spt_xsd_dup_attribute (node, "fixed");
  g_autofree char *initial = spt_xsd_dup_attribute (node, "default");
  gboolean required = min > 0 && !spot.optional;
  SptXsdValue value;
  xmlNodePtr type;

  if (fixed != NULL && min > 0 && max == 1)
    {
      self->fixed = keep_text (builder, fixed);
      return self;
    }

  read_value (builder, view, node, &value, &type);
  if (max > 1)
    {
      SptXsdBox *box = spt_xsd_box_new ();
      JsonObject *object = spt_xsd_object_new (label, NULL, spot.show_if);

      self->text = spt_xsd_box_add_field (box, "#text",
                                          spt_xsd_field_new (label, help, NULL, &value, initial,
                                                             TRUE));
      add_rest (self, box);
      set_occurs (object, required ? min : 0, max);
      self->group = spt_xsd_box_add_group (spot.box, self->name, object, box);
      spt_xsd_box_free (box);
    }
  else
    {
      self->field = spt_xsd_box_add_field (spot.box, self->name,
                                           spt_xsd_field_new (label, help, spot.show_if, &value,
                                                              min > 0 ? initial : NULL, required));
    }
  spt_xsd_value_clear (&value);

  return self;
}

static SptXsdPart *
build_element (Builder          *builder,
               const SptXsdView *view,
               xmlNodePtr        use,
               guint             min,
               guint             max,
               Spot              spot)
{
  const SptXsdGlobal *global = spt_xsd_set_resolve (builder->set, view, use, "ref", "element", NULL);
  xmlNodePtr node = global != NULL ? global->node : use;
  gboolean is_global = global != NULL || node->parent == xmlDocGetRootElement (node->doc);
  g_autofree char *name = spt_xsd_dup_attribute (node, "name");
  g_autofree char *form = spt_xsd_dup_attribute (use, "form");
  g_autofree char *builtin = NULL;
  g_autofree char *label = NULL;
  g_autofree char *help = NULL;
  const SptXsdGlobal *named;
  const char *ns;
  xmlNodePtr type;
  SptXsdPart *self;

  if (global != NULL)
    view = global->view;
  if (name == NULL || max == 0)
    return NULL;
  ns = is_global || g_strcmp0 (form, "qualified") == 0 || (form == NULL && view->qualified)
       ? view->ns : "";

  if (is_global && g_hash_table_contains (builder->set->heads, name))
    {
      self = keep_part (builder, NULL, ns, name, "xsd-kept-substitution");
      self->members = g_hash_table_lookup (builder->set->heads, name);
      self->optional = min == 0;
      return self;
    }
  if (is_true (node, "abstract"))
    return keep_part (builder, name, ns, name, "xsd-kept-abstract");

  named = spt_xsd_set_resolve (builder->set, view, node, "type", "type", &builtin);
  type = named != NULL ? named->node : spt_xsd_first_child (node, "complexType");
  if (named == NULL && builtin == NULL && type == NULL &&
      spt_xsd_first_child (node, "simpleType") == NULL)
    return keep_part (builder, name, ns, name, "xsd-kept-any");
  if (builtin != NULL && g_str_equal (builtin, "anyType"))
    return keep_part (builder, name, ns, name, "xsd-kept-any");
  if (builder->n_parts > MAX_PARTS)
    return keep_part (builder, name, ns, name, "xsd-kept-large");

  label = spt_xsd_dup_label (node, type, name, &help);
  if (spt_xsd_is (type, "complexType"))
    {
      if (is_type_mixed (type))
        return keep_part (builder, name, ns, name, "xsd-kept-mixed");
      if (is_true (type, "abstract"))
        return keep_part (builder, name, ns, name, "xsd-kept-abstract");
      if (g_ptr_array_find (builder->open, type, NULL))
        return keep_part (builder, name, ns, name, "xsd-kept-recursive");
      if (builder->depth >= MAX_DEPTH)
        return keep_part (builder, name, ns, name, "xsd-kept-deep");
    }

  self = new_part (builder, SPT_XSD_PART_ELEMENT);
  self->name = keep_text (builder, name);
  self->ns = keep_text (builder, ns);
  self->label = keep_text (builder, label);
  self->optional = min == 0;
  if (spt_xsd_is (type, "complexType"))
    return build_complex (builder, named != NULL ? named->view : view, type, self, label, help, min,
                          max, spot);

  return build_simple (builder, view, node, self, label, help, min, max, spot);
}

static SptXsdPart *
build_particle (Builder          *builder,
                const SptXsdView *view,
                xmlNodePtr        node,
                Spot              spot)
{
  guint min;
  guint max;

  read_occurs (node, &min, &max);
  if (spt_xsd_is (node, "element"))
    return build_element (builder, view, node, min, max, spot);
  if (spt_xsd_is (node, "any"))
    return keep_part (builder, NULL, view->ns, "xs:any", "xsd-kept-any");
  if (spt_xsd_is (node, "sequence") || spt_xsd_is (node, "choice") || spt_xsd_is (node, "all"))
    {
      SptXsdPart *self = NULL;

      if (builder->open->len < MAX_NESTING)
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
      if (g_ptr_array_find (builder->open, model, NULL) || builder->open->len >= MAX_NESTING)
        return keep_part (builder, NULL, view->ns, (const char *) node->name, "xsd-kept-recursive");
      g_ptr_array_add (builder->open, model);
      self = build_model (builder, global->view, model, node, spot);
      g_ptr_array_remove_index (builder->open, builder->open->len - 1);
      return self;
    }

  return NULL;
}

/* Pages are what is called a scheda, else what the first branching has. */
static gboolean
mark_level (JsonArray *groups,
            gboolean   only_schede)
{
  gboolean marked = FALSE;

  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      JsonObject *group = json_array_get_object_element (groups, i);
      g_autofree char *name = g_ascii_strdown (json_object_get_string_member (group, "name"), -1);

      if (only_schede && strstr (name, "scheda") == NULL)
        continue;
      json_object_set_boolean_member (group, "page", TRUE);
      marked = TRUE;
    }

  return marked;
}

static gboolean
mark_schede (JsonArray *groups)
{
  gboolean marked = mark_level (groups, TRUE);

  for (guint i = 0; !marked && i < json_array_get_length (groups); i++)
    {
      JsonObject *group = json_array_get_object_element (groups, i);

      marked = mark_schede (json_object_get_array_member (group, "groups"));
    }

  return marked;
}

static void
mark_pages (JsonArray *groups)
{
  if (mark_schede (groups))
    return;
  while (json_array_get_length (groups) == 1)
    {
      JsonArray *inner = json_object_get_array_member (json_array_get_object_element (groups, 0),
                                                       "groups");

      if (json_array_get_length (inner) == 0)
        break;
      groups = inner;
    }
  mark_level (groups, FALSE);
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

/*
 * spt_xsd_model_build:
 * @self: its set is there
 * @root: the root element
 * @domain: message domain of the form's checks
 * @error: return location for a #GError
 *
 * Makes parts and schema.
 *
 * Returns: %FALSE with %SPT_XSD_ERROR where the root element is none that a form can show
 */
gboolean
spt_xsd_model_build (SptXsd              *self,
                     const SptXsdGlobal  *root,
                     const char          *domain,
                     GError             **error)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  g_autoptr (JsonObject) table = json_object_new ();
  g_autoptr (JsonNode) table_node = json_node_new (JSON_NODE_OBJECT);
  Builder builder = { self, self->set, open, 0, 0 };
  SptXsdBox *box = spt_xsd_box_new ();
  const Spot spot = { box, NULL, FALSE };
  JsonArray *groups = box->groups;
  JsonObject *object = NULL;

  self->root = build_element (&builder, root->view, root->node, 1, 1, spot);
  if (self->root != NULL && self->root->kind == SPT_XSD_PART_ELEMENT && self->root->group == 0)
    object = json_array_get_object_element (groups, 0);
  if (object == NULL)
    {
      g_set_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_ROOT,
                   "the root element has nothing that a form can show");
      spt_xsd_box_free (box);
      return FALSE;
    }
  json_object_remove_member (object, "min");
  json_object_remove_member (object, "max");
  mark_pages (json_object_get_array_member (object, "groups"));
  json_object_set_object_member (table, "root", json_object_ref (object));
  json_node_set_object (table_node, table);
  spt_xsd_box_free (box);

  self->schema = spt_schema_new (table_node, domain, error);

  return self->schema != NULL;
}
