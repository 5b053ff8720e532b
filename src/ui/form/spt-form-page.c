/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page of a form that has many: what it is, how far it is. */
#define G_LOG_DOMAIN "spt-form-page"

#include "config.h"

#include "spt-form-page.h"

#include <string.h>

#include <glib/gi18n.h>

struct _SptFormPage
{
  GObject               parent_instance;

  SptForm              *form;     /* (unowned): the pages go before it */
  SptFormGroup         *parent;   /* (owned) (nullable) */
  const SptGroupDef    *def;      /* (nullable) */
  const SptPlantScheda *scheda;   /* (nullable) */
  char                 *title;    /* (owned) */
  SptXsdPageState       state;
  guint                 n_errors;
  GPtrArray            *errors;   /* (owned) (element-type utf8) */
  GPtrArray            *warnings; /* (owned) (element-type utf8) */
};

typedef enum
{
  PROP_TITLE = 1,
  N_PROPS
} SptFormPageProperty;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SptFormPage, spt_form_page, G_TYPE_OBJECT)

/* --- words --------------------------------------------------------------------------------------------- */

/**
 * spt_form_page_state_word:
 * @state: how far a page is
 *
 * Returns: (transfer none): what it is called
 */
const char *
spt_form_page_state_word (SptXsdPageState state)
{
  return state == SPT_XSD_PAGE_DONE ? C_("page of a form", "Complete")
         : state == SPT_XSD_PAGE_MISSING ? C_("page of a form", "To complete")
         : C_("page of a form", "Not needed");
}

/**
 * spt_form_page_state_icon:
 * @state: how far a page is
 *
 * Returns: (transfer none): the name of its icon
 */
const char *
spt_form_page_state_icon (SptXsdPageState state)
{
  return state == SPT_XSD_PAGE_DONE ? "emblem-ok-symbolic"
         : state == SPT_XSD_PAGE_MISSING ? "document-edit-symbolic" : "list-remove-symbolic";
}

/**
 * spt_form_page_state_class:
 * @state: how far a page is
 *
 * Returns: (transfer none): the style class of its colour
 */
const char *
spt_form_page_state_class (SptXsdPageState state)
{
  return state == SPT_XSD_PAGE_DONE ? "success" : state == SPT_XSD_PAGE_MISSING ? "warning" : "dim-label";
}

/* --- the object ---------------------------------------------------------------------------------------- */

static void
spt_form_page_finalize (GObject *object)
{
  SptFormPage *self = SPT_FORM_PAGE (object);

  g_clear_object (&self->parent);
  g_ptr_array_unref (self->errors);
  g_ptr_array_unref (self->warnings);
  g_free (self->title);

  G_OBJECT_CLASS (spt_form_page_parent_class)->finalize (object);
}

static void
spt_form_page_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (prop_id == PROP_TITLE)
    g_value_set_string (value, SPT_FORM_PAGE (object)->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_form_page_class_init (SptFormPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = spt_form_page_finalize;
  object_class->get_property = spt_form_page_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
spt_form_page_init (SptFormPage *self)
{
  self->state = SPT_XSD_PAGE_DONE;
  self->errors = g_ptr_array_new_with_free_func (g_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
}

/**
 * spt_form_page_new:
 * @form: a form
 * @parent: (nullable): the instance that the page stands in
 * @def: (nullable): the page, a group of @parent
 * @scheda: (nullable): what the operation says of it; as long as the page
 * @title: what it is called
 *
 * Makes a page; without @parent and @def that of what is on no page.
 *
 * Returns: (transfer full): the page
 */
SptFormPage *
spt_form_page_new (SptForm              *form,
                   SptFormGroup         *parent,
                   const SptGroupDef    *def,
                   const SptPlantScheda *scheda,
                   const char           *title)
{
  SptFormPage *self = g_object_new (SPT_TYPE_FORM_PAGE, NULL);

  self->form = form;
  self->parent = parent != NULL ? g_object_ref (parent) : NULL;
  self->def = def;
  self->scheda = scheda;
  self->title = g_strdup (title);
  return self;
}

/**
 * spt_form_page_is:
 * @self: a page
 * @parent: (nullable): what it may stand in
 * @def: (nullable): what it may be
 *
 * Returns: whether it is that one
 */
gboolean
spt_form_page_is (SptFormPage       *self,
                  SptFormGroup      *parent,
                  const SptGroupDef *def)
{
  return self->parent == parent && self->def == def;
}

/**
 * spt_form_page_get_parent:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the instance that it stands in
 */
SptFormGroup *
spt_form_page_get_parent (SptFormPage *self)
{
  return self->parent;
}

/**
 * spt_form_page_get_def:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the group that it is
 */
const SptGroupDef *
spt_form_page_get_def (SptFormPage *self)
{
  return self->def;
}

/**
 * spt_form_page_get_scheda:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what the operation says of it
 */
const SptPlantScheda *
spt_form_page_get_scheda (SptFormPage *self)
{
  return self->scheda;
}

/**
 * spt_form_page_get_title:
 * @self: a page
 *
 * Returns: (transfer none): what it is called
 */
const char *
spt_form_page_get_title (SptFormPage *self)
{
  return self->title;
}

/**
 * spt_form_page_get_n_parts:
 * @self: a page
 *
 * Returns: how many instances of it there are; 1 for that of what is on no page
 */
guint
spt_form_page_get_n_parts (SptFormPage *self)
{
  return self->def == NULL ? 1
         : g_list_model_get_n_items (spt_form_group_get_children (self->parent, self->def->index));
}

/**
 * spt_form_page_get_state:
 * @self: a page
 *
 * Returns: how far it is
 */
SptXsdPageState
spt_form_page_get_state (SptFormPage *self)
{
  return self->state;
}

/**
 * spt_form_page_get_n_errors:
 * @self: a page
 *
 * Returns: how many errors it has
 */
guint
spt_form_page_get_n_errors (SptFormPage *self)
{
  return self->n_errors;
}

/**
 * spt_form_page_get_errors:
 * @self: a page
 *
 * Returns: (transfer none) (element-type utf8): errors that belong to no field
 */
GPtrArray *
spt_form_page_get_errors (SptFormPage *self)
{
  return self->errors;
}

/**
 * spt_form_page_get_warnings:
 * @self: a page
 *
 * Returns: (transfer none) (element-type utf8): warnings that belong to no field
 */
GPtrArray *
spt_form_page_get_warnings (SptFormPage *self)
{
  return self->warnings;
}

/* --- how far it is ------------------------------------------------------------------------------------- */

/* The page that something at @group is on. */
static gboolean
has_place (SptFormPage  *self,
           SptFormGroup *group,
           const char   *rest)
{
  SptFormGroup *inner = NULL;
  gsize length;

  for (; group != NULL; group = spt_form_group_get_parent (group))
    {
      const SptGroupDef *def = spt_form_group_get_def (group);

      if (def->page)
        return spt_form_page_is (self, spt_form_group_get_parent (group), def);
      if (inner == NULL)
        inner = group;
    }
  /* A page that is not there: its name is what is left. */
  length = strcspn (rest, "[.");
  for (guint i = 0; inner != NULL && i < spt_form_group_get_def (inner)->n_groups; i++)
    {
      const SptGroupDef *def = spt_form_group_get_def (inner)->groups[i];

      if (def->page && strlen (def->name) == length && strncmp (def->name, rest, length) == 0)
        return spt_form_page_is (self, inner, def);
    }

  return self->def == NULL;
}

static void
loose_cb (SptFormGroup  *group,
          const char    *rest,
          SptIssueLevel  level,
          const char    *sentence,
          gpointer       user_data)
{
  SptFormPage *self = user_data;

  if (has_place (self, group, rest))
    g_ptr_array_add (level == SPT_ISSUE_ERROR ? self->errors : self->warnings, g_strdup (sentence));
}

static gboolean
is_empty (SptFormGroup *group)
{
  const SptGroupDef *def = spt_form_group_get_def (group);

  for (guint i = 0; i < def->n_fields; i++)
    {
      if (*spt_form_field_get_text (spt_form_group_get_field (group, i)) != '\0')
        return FALSE;
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      GListModel *children = spt_form_group_get_children (group, i);

      for (guint j = 0; j < g_list_model_get_n_items (children); j++)
        {
          g_autoptr (SptFormGroup) child = g_list_model_get_item (children, j);

          if (!is_empty (child))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
are_parts_empty (SptFormPage *self)
{
  GListModel *children = spt_form_group_get_children (self->parent, self->def->index);

  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (SptFormGroup) child = g_list_model_get_item (children, i);

      if (!is_empty (child))
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_form_page_is_empty:
 * @self: a page
 *
 * Returns: whether nothing stands in its fields: it leaves nothing in the document
 */
gboolean
spt_form_page_is_empty (SptFormPage *self)
{
  return self->def != NULL && are_parts_empty (self);
}

static guint
count_errors (SptFormPage *self,
              guint        n_on_pages)
{
  GListModel *children;
  guint n = 0;

  if (self->def == NULL)
    {
      guint n_all = spt_form_group_get_n_errors (spt_form_get_root (self->form));

      return n_all > n_on_pages ? n_all - n_on_pages : 0;
    }
  children = spt_form_group_get_children (self->parent, self->def->index);
  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (SptFormGroup) child = g_list_model_get_item (children, i);

      n += spt_form_group_get_n_errors (child);
    }

  return n;
}

/**
 * spt_form_page_update:
 * @self: a page
 * @n_on_pages: fields with an error on all other pages; for the one of what is on no page
 *
 * Takes over how far it is, by what the form was given last.
 */
void
spt_form_page_update (SptFormPage *self,
                      guint        n_on_pages)
{
  SptXsdPageState state;

  g_ptr_array_set_size (self->errors, 0);
  g_ptr_array_set_size (self->warnings, 0);
  spt_form_foreach_loose (self->form, loose_cb, self);
  self->n_errors = count_errors (self, n_on_pages) + self->errors->len;
  state = self->def != NULL ? spt_xsd_get_part_state (self->parent, self->def) : SPT_XSD_PAGE_DONE;
  /* An empty one is there because it has to be, or because somebody added it to fill it in: no rule looks at it yet. */
  if (self->n_errors > 0 || spt_form_page_is_empty (self))
    state = SPT_XSD_PAGE_MISSING;
  self->state = state;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
