/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a content and the table of its form, walked out of a schema's own documents. */

#define G_LOG_DOMAIN "spt-xsd-model"

#include "config.h"

#include "form/spt-xsd-private.h"

#include <string.h>

#define MAX_PARTS 8000

static gboolean
is_true (xmlNodePtr  node,
         const char *attribute)
{
  g_autofree char *text = spt_xsd_dup_attribute (node, attribute);

  return text != NULL && (g_str_equal (text, "true") || g_str_equal (text, "1"));
}

static void
read_value (SptXsdBuilder          *builder,
            const SptXsdView       *view,
            xmlNodePtr              node,
            SptXsdValue            *value,
            xmlNodePtr             *type)
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
build_attribute (SptXsdBuilder          *builder,
                 const SptXsdView       *view,
                 xmlNodePtr              use,
                 SptXsdPart             *part,
                 SptXsdBox              *box)
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
  attribute->name = spt_xsd_keep_text (builder, name);
  attribute->ns = global != NULL || g_strcmp0 (form, "qualified") == 0 ||
                  (form == NULL && view->attributes_qualified) ? view->ns : "";
  attribute->required = g_strcmp0 (needed, "required") == 0;
  attribute->fixed = fixed != NULL ? spt_xsd_keep_text (builder, fixed) : NULL;
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
build_attributes (SptXsdBuilder          *builder,
                  const SptXsdView       *view,
                  xmlNodePtr              parent,
                  SptXsdPart             *part,
                  SptXsdBox              *box,
                  guint                   nesting)
{
  for (xmlNodePtr node = spt_xsd_next (parent->children); node != NULL && nesting < SPT_XSD_MAX_NESTING;
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

static gboolean
is_type_mixed (xmlNodePtr type)
{
  return is_true (type, "mixed") || is_true (spt_xsd_first_child (type, "complexContent"), "mixed");
}

/* Content and attributes of a complex type, those it extends first. */
static void
build_type (SptXsdBuilder          *builder,
            const SptXsdView       *view,
            xmlNodePtr              type,
            SptXsdPart             *part,
            SptXsdBox              *box,
            SptXsdValue            *text,
            gboolean               *has_text,
            guint                   nesting)
{
  xmlNodePtr simple = spt_xsd_first_child (type, "simpleContent");
  xmlNodePtr complex = spt_xsd_first_child (type, "complexContent");
  xmlNodePtr derived = simple != NULL ? simple : complex;
  xmlNodePtr extension = spt_xsd_first_child (derived, "extension");
  xmlNodePtr own = derived == NULL ? type : extension != NULL ? extension
                                          : spt_xsd_first_child (derived, "restriction");
  const SptXsdSpot spot = { box, NULL, FALSE };
  g_autofree char *builtin = NULL;
  const SptXsdGlobal *base = NULL;

  if (own == NULL || nesting > SPT_XSD_MAX_NESTING)
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
    spt_xsd_build_members (builder, view, own, part, spot);
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
build_complex (SptXsdBuilder          *builder,
               const SptXsdView       *view,
               xmlNodePtr              type,
               SptXsdPart             *self,
               const char             *label,
               const char             *help,
               guint                   min,
               guint                   max,
               SptXsdSpot              spot)
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

      spt_xsd_add_rest (self, box);
      spt_xsd_set_occurs (object, spot.optional ? 0 : min, max);
      self->group = spt_xsd_box_add_group (spot.box, self->name, object, box);
    }
  spt_xsd_box_free (box);

  return self;
}

static SptXsdPart *
build_simple (SptXsdBuilder          *builder,
              const SptXsdView       *view,
              xmlNodePtr              node,
              SptXsdPart             *self,
              const char             *label,
              const char             *help,
              guint                   min,
              guint                   max,
              SptXsdSpot              spot)
{
  g_autofree char *fixed = spt_xsd_dup_attribute (node, "fixed");
  g_autofree char *initial = spt_xsd_dup_attribute (node, "default");
  gboolean required = min > 0 && !spot.optional;
  SptXsdValue value;
  xmlNodePtr type;

  if (fixed != NULL && min > 0 && max == 1)
    {
      self->fixed = spt_xsd_keep_text (builder, fixed);
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
      spt_xsd_add_rest (self, box);
      spt_xsd_set_occurs (object, required ? min : 0, max);
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

SptXsdPart *
spt_xsd_build_element (SptXsdBuilder          *builder,
                       const SptXsdView       *view,
                       xmlNodePtr              use,
                       guint                   min,
                       guint                   max,
                       SptXsdSpot              spot)
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
      self = spt_xsd_keep_part (builder, NULL, ns, name, "xsd-kept-substitution");
      self->members = g_hash_table_lookup (builder->set->heads, name);
      self->optional = min == 0;
      return self;
    }
  if (is_true (node, "abstract"))
    return spt_xsd_keep_part (builder, name, ns, name, "xsd-kept-abstract");

  named = spt_xsd_set_resolve (builder->set, view, node, "type", "type", &builtin);
  type = named != NULL ? named->node : spt_xsd_first_child (node, "complexType");
  if (named == NULL && builtin == NULL && type == NULL &&
      spt_xsd_first_child (node, "simpleType") == NULL)
    return spt_xsd_keep_part (builder, name, ns, name, "xsd-kept-any");
  if (builtin != NULL && g_str_equal (builtin, "anyType"))
    return spt_xsd_keep_part (builder, name, ns, name, "xsd-kept-any");
  if (builder->n_parts > MAX_PARTS)
    return spt_xsd_keep_part (builder, name, ns, name, "xsd-kept-large");

  label = spt_xsd_dup_label (node, type, name, &help);
  if (spt_xsd_is (type, "complexType"))
    {
      if (is_type_mixed (type))
        return spt_xsd_keep_part (builder, name, ns, name, "xsd-kept-mixed");
      if (is_true (type, "abstract"))
        return spt_xsd_keep_part (builder, name, ns, name, "xsd-kept-abstract");
      if (g_ptr_array_find (builder->open, type, NULL))
        return spt_xsd_keep_part (builder, name, ns, name, "xsd-kept-recursive");
      if (builder->depth >= SPT_XSD_MAX_DEPTH)
        return spt_xsd_keep_part (builder, name, ns, name, "xsd-kept-deep");
    }

  self = spt_xsd_part_new (builder, SPT_XSD_PART_ELEMENT);
  self->name = spt_xsd_keep_text (builder, name);
  self->ns = spt_xsd_keep_text (builder, ns);
  self->label = spt_xsd_keep_text (builder, label);
  self->optional = min == 0;
  if (spt_xsd_is (type, "complexType"))
    return build_complex (builder, named != NULL ? named->view : view, type, self, label, help, min,
                          max, spot);

  return build_simple (builder, view, node, self, label, help, min, max, spot);
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
  SptXsdBuilder builder = { self, self->set, open, 0, 0 };
  SptXsdBox *box = spt_xsd_box_new ();
  const SptXsdSpot spot = { box, NULL, FALSE };
  JsonArray *groups = box->groups;
  JsonObject *object = NULL;

  self->root = spt_xsd_build_element (&builder, root->view, root->node, 1, 1, spot);
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
