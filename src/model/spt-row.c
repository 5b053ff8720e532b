/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a list: an object whose properties are the members of a plain struct. */
#define G_LOG_DOMAIN "spt-row"

#include "config.h"

#include "model/spt-row.h"

typedef struct
{
  gint64   id;
  gboolean loaded;
} SptRowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SptRow, spt_row, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_LOADED,
  N_PROPS,
  PROP_MEMBER = N_PROPS /* the first member's */
} SptRowProperty;

static GParamSpec *properties[N_PROPS];

static gpointer
get_data (gpointer self)
{
  return G_STRUCT_MEMBER_P (self, SPT_ROW_GET_CLASS (self)->offset);
}

static void
spt_row_finalize (GObject *object)
{
  spt_struct_clear (SPT_ROW_GET_CLASS (object)->type, get_data (object));

  G_OBJECT_CLASS (spt_row_parent_class)->finalize (object);
}

static void
get_member (SptRow *self,
            guint   n,
            GValue *value)
{
  const SptMember *member = &SPT_ROW_GET_CLASS (self)->type->members[n];
  gpointer data = get_data (self);

  switch (member->kind)
    {
    case SPT_MEMBER_TEXT:
      g_value_set_string (value, G_STRUCT_MEMBER (const char *, data, member->offset));
      break;
    case SPT_MEMBER_INT:
      g_value_set_int64 (value, G_STRUCT_MEMBER (gint64, data, member->offset));
      break;
    case SPT_MEMBER_UINT:
      g_value_set_uint (value, G_STRUCT_MEMBER (guint, data, member->offset));
      break;
    case SPT_MEMBER_BOOLEAN:
      g_value_set_boolean (value, G_STRUCT_MEMBER (gboolean, data, member->offset));
      break;
    case SPT_MEMBER_STATE:
    case SPT_MEMBER_ENVIRONMENT:
      g_value_set_enum (value, G_STRUCT_MEMBER (gint, data, member->offset));
      break;
    case SPT_MEMBER_SHOWN:
      /* Made when asked for: most rows are loaded and scrolled past before anybody reads them. */
      g_value_take_string (value, member->dup_text (data));
      break;
    case SPT_MEMBER_BYTES:
    default:
      g_assert_not_reached ();
    }
}

static void
spt_row_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  SptRow *self = SPT_ROW (object);
  SptRowPrivate *priv = spt_row_get_instance_private (self);

  if (prop_id == PROP_ID)
    g_value_set_int64 (value, priv->id);
  else if (prop_id == PROP_LOADED)
    g_value_set_boolean (value, priv->loaded);
  else if (prop_id - PROP_MEMBER < SPT_ROW_GET_CLASS (self)->type->n_members)
    get_member (self, prop_id - PROP_MEMBER, value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_row_set_property (GObject      *object,
                      guint         prop_id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  SptRowPrivate *priv = spt_row_get_instance_private (SPT_ROW (object));

  if (prop_id == PROP_ID)
    priv->id = g_value_get_int64 (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_row_class_init (SptRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = spt_row_finalize;
  object_class->get_property = spt_row_get_property;
  object_class->set_property = spt_row_set_property;

  properties[PROP_ID] =
    g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADED] =
    g_param_spec_boolean ("loaded", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
spt_row_init (SptRow *self)
{
}

/* NULL for what is no property. */
static GParamSpec *
make_property (const SptMember *member)
{
  /* No static name: an underscore becomes a hyphen. */
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY;

  switch (member->kind)
    {
    case SPT_MEMBER_TEXT:
    case SPT_MEMBER_SHOWN:
      return g_param_spec_string (member->name, NULL, NULL, NULL, flags);
    case SPT_MEMBER_INT:
      return g_param_spec_int64 (member->name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case SPT_MEMBER_UINT:
      return g_param_spec_uint (member->name, NULL, NULL, 0, G_MAXUINT, 0, flags);
    case SPT_MEMBER_BOOLEAN:
      return g_param_spec_boolean (member->name, NULL, NULL, FALSE, flags);
    case SPT_MEMBER_STATE:
      return g_param_spec_enum (member->name, NULL, NULL, SPT_TYPE_STATE, SPT_STATE_DRAFT, flags);
    case SPT_MEMBER_ENVIRONMENT:
      return g_param_spec_enum (member->name, NULL, NULL, SPT_TYPE_ENVIRONMENT,
                                SPT_ENVIRONMENT_PRACTICE, flags);
    case SPT_MEMBER_BYTES:
      return NULL;
    default:
      g_assert_not_reached ();
    }
}

/**
 * spt_row_class_set_struct:
 * @klass: the class of a kind of row
 * @type: what its data are; static
 * @offset: where the instance has them
 *
 * Makes a property of each member. To be called in class_init.
 */
void
spt_row_class_set_struct (SptRowClass     *klass,
                          const SptStruct *type,
                          gsize            offset)
{
  klass->type = type;
  klass->offset = offset;
  klass->properties = g_new0 (GParamSpec *, type->n_members);
  /* A class does not inherit its parent's. */
  G_OBJECT_CLASS (klass)->get_property = spt_row_get_property;

  for (guint i = 0; i < type->n_members; i++)
    {
      klass->properties[i] = make_property (&type->members[i]);
      if (klass->properties[i] != NULL)
        g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_MEMBER + i,
                                         klass->properties[i]);
    }
}

/**
 * spt_row_update:
 * @self: a row
 * @data: all that there is to show, of the struct of its class; strings are copied where they
 *   differ
 *
 * Takes @data over and marks @self as loaded. Only what changed is notified, after all of it is in
 * place.
 */
void
spt_row_update (SptRow        *self,
                gconstpointer  data)
{
  SptRowPrivate *priv = spt_row_get_instance_private (self);
  SptRowClass *klass;
  gboolean changed = FALSE;

  g_return_if_fail (SPT_IS_ROW (self));
  g_return_if_fail (data != NULL);

  klass = SPT_ROW_GET_CLASS (self);
  g_object_freeze_notify (G_OBJECT (self));

  if (!priv->loaded)
    {
      priv->loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
    }
  for (guint i = 0; i < klass->type->n_members; i++)
    {
      const SptMember *member = &klass->type->members[i];

      /* What is shown of a member changes with it. */
      if (member->kind != SPT_MEMBER_SHOWN)
        changed = spt_member_copy (member, get_data (self), data);
      if (changed && klass->properties[i] != NULL)
        g_object_notify_by_pspec (G_OBJECT (self), klass->properties[i]);
    }

  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * spt_row_turn:
 * @self: a row
 * @id: of another record
 *
 * Makes @self the row of another record, whose data spt_row_update() brings: until then it shows those it has. Only for a list
 * that owns its rows.
 */
void
spt_row_turn (SptRow *self,
              gint64  id)
{
  SptRowPrivate *priv = spt_row_get_instance_private (self);

  g_return_if_fail (SPT_IS_ROW (self));

  if (priv->id == id)
    return;

  priv->id = id;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}

/**
 * spt_row_get_id:
 * @self: a row
 *
 * Gets the row id in the archive.
 *
 * Returns: the id
 */
gint64
spt_row_get_id (SptRow *self)
{
  SptRowPrivate *priv = spt_row_get_instance_private (self);

  g_return_val_if_fail (SPT_IS_ROW (self), 0);

  return priv->id;
}
