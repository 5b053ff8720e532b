/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field under editing, and the choices it may offer. */

#define G_LOG_DOMAIN "spt-form-field"

#include "config.h"

#include "form/spt-form-private.h"

struct _SptFormChoice
{
  GObject          parent_instance;

  SptSchema       *schema; /* (owned): keeps @choice */
  const SptChoice *choice; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (SptFormChoice, spt_form_choice, G_TYPE_OBJECT)

typedef enum
{
  CHOICE_PROP_VALUE = 1,
  CHOICE_PROP_LABEL
} SptFormChoiceProperty;

static GParamSpec *choice_properties[CHOICE_PROP_LABEL + 1];

struct _SptFormField
{
  GObject              parent_instance;

  SptSchema           *schema;  /* (owned): keeps @def and @extra */
  const SptFieldDef   *def;     /* (unowned) */
  const SptFieldExtra *extra;   /* (unowned) */
  SptFormGroup        *group;   /* (unowned) (nullable): cleared when it lets go of the field */
  GListStore          *choices; /* (owned) (nullable) (element-type SptFormChoice) */

  char                *text;    /* (owned) (not nullable) */
  char                *parked;  /* (owned) (nullable): what it held before a choice ruled it out */
  char                *issue;   /* (owned) (nullable) */
  const SptIssue      *offered; /* (unowned) (nullable): only while issues are spread */
  SptIssueLevel        level;
  gboolean             is_refused;
  gboolean             visible;
};

G_DEFINE_FINAL_TYPE (SptFormField, spt_form_field, G_TYPE_OBJECT)

typedef enum
{
  PROP_NAME = 1,
  PROP_LABEL,
  PROP_HELP,
  PROP_KIND,
  PROP_TEXT,
  PROP_ISSUE,
  PROP_ISSUE_LEVEL,
  PROP_REQUIRED,
  PROP_VISIBLE,
  PROP_ADVANCED,
  PROP_CHOICES
} SptFormFieldProperty;

static GParamSpec *properties[PROP_CHOICES + 1];

static void
spt_form_choice_finalize (GObject *object)
{
  SptFormChoice *self = SPT_FORM_CHOICE (object);

  spt_schema_unref (self->schema);

  G_OBJECT_CLASS (spt_form_choice_parent_class)->finalize (object);
}

static void
spt_form_choice_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SptFormChoice *self = SPT_FORM_CHOICE (object);

  switch ((SptFormChoiceProperty) prop_id)
    {
    case CHOICE_PROP_VALUE:
      g_value_set_string (value, self->choice->value);
      break;
    case CHOICE_PROP_LABEL:
      g_value_set_string (value, self->choice->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_form_choice_class_init (SptFormChoiceClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = spt_form_choice_finalize;
  object_class->get_property = spt_form_choice_get_property;

  choice_properties[CHOICE_PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, flags);
  choice_properties[CHOICE_PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (choice_properties),
                                     choice_properties);
}

static void
spt_form_choice_init (SptFormChoice *self)
{
}

static GListStore *
make_choices (SptSchema         *schema,
              const SptFieldDef *def)
{
  GListStore *choices = g_list_store_new (SPT_TYPE_FORM_CHOICE);

  for (guint i = 0; i < def->n_choices; i++)
    {
      g_autoptr (SptFormChoice) choice = g_object_new (SPT_TYPE_FORM_CHOICE, NULL);

      choice->schema = spt_schema_ref (schema);
      choice->choice = &def->choices[i];
      g_list_store_append (choices, choice);
    }

  return choices;
}

/* Whether the field's own condition is met where it stands now. */
static gboolean
meets_condition (SptFormField *self)
{
  SptFormGroup *group = self->group;
  SptFormField *other;

  if (self->extra->show_values == NULL)
    return TRUE;

  for (guint i = 0; i < self->extra->show_up && group != NULL; i++)
    group = spt_form_group_get_parent (group);
  if (group == NULL)
    return self->visible;
  other = spt_form_group_get_field (group, self->extra->show_index);

  /* Fields of one group are made one after the other. */
  return spt_field_condition_is_met (self->extra, other != NULL ? other->text : "");
}

static gboolean
change_text (SptFormField *self,
             const char   *text)
{
  char *copy;

  if (text == NULL)
    text = "";
  if (g_str_equal (self->text, text))
    return FALSE;

  copy = g_strdup (text);
  g_free (self->text);
  self->text = copy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);

  return TRUE;
}

static void
spt_form_field_finalize (GObject *object)
{
  SptFormField *self = SPT_FORM_FIELD (object);

  g_clear_object (&self->choices);
  g_free (self->text);
  g_free (self->parked);
  g_free (self->issue);
  spt_schema_unref (self->schema);

  G_OBJECT_CLASS (spt_form_field_parent_class)->finalize (object);
}

static void
spt_form_field_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SptFormField *self = SPT_FORM_FIELD (object);

  switch ((SptFormFieldProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->def->name);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->def->label);
      break;
    case PROP_HELP:
      g_value_set_string (value, self->def->help);
      break;
    case PROP_KIND:
      g_value_set_int (value, self->def->kind);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_ISSUE:
      g_value_set_string (value, self->issue);
      break;
    case PROP_ISSUE_LEVEL:
      g_value_set_int (value, self->level);
      break;
    case PROP_REQUIRED:
      g_value_set_boolean (value, self->def->required);
      break;
    case PROP_VISIBLE:
      g_value_set_boolean (value, self->visible);
      break;
    case PROP_ADVANCED:
      g_value_set_boolean (value, self->def->advanced);
      break;
    case PROP_CHOICES:
      g_value_set_object (value, self->choices);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_form_field_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  if (prop_id == PROP_TEXT)
    spt_form_field_set_text (SPT_FORM_FIELD (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_form_field_class_init (SptFormFieldClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = spt_form_field_finalize;
  object_class->get_property = spt_form_field_get_property;
  object_class->set_property = spt_form_field_set_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_HELP] = g_param_spec_string ("help", NULL, NULL, NULL, flags);
  properties[PROP_KIND] =
    g_param_spec_int ("kind", NULL, NULL, SPT_FIELD_TEXT, SPT_FIELD_SECRET, SPT_FIELD_TEXT, flags);
  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, "", flags | G_PARAM_WRITABLE);
  properties[PROP_ISSUE] = g_param_spec_string ("issue", NULL, NULL, NULL, flags);
  properties[PROP_ISSUE_LEVEL] =
    g_param_spec_int ("issue-level", NULL, NULL, SPT_ISSUE_NOTE, SPT_ISSUE_ERROR, SPT_ISSUE_NOTE,
                      flags);
  properties[PROP_REQUIRED] = g_param_spec_boolean ("required", NULL, NULL, FALSE, flags);
  properties[PROP_VISIBLE] = g_param_spec_boolean ("visible", NULL, NULL, TRUE, flags);
  properties[PROP_ADVANCED] = g_param_spec_boolean ("advanced", NULL, NULL, FALSE, flags);
  properties[PROP_CHOICES] =
    g_param_spec_object ("choices", NULL, NULL, G_TYPE_LIST_MODEL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
spt_form_field_init (SptFormField *self)
{
  self->text = g_strdup ("");
  self->visible = TRUE;
}

SptFormField *
spt_form_field_new (SptSchema         *schema,
                    SptFormGroup      *group,
                    const SptGroupDef *def,
                    guint              index)
{
  SptFormField *self = g_object_new (SPT_TYPE_FORM_FIELD, NULL);

  self->schema = spt_schema_ref (schema);
  self->group = group;
  self->def = &def->fields[index];
  self->extra = spt_group_def_get_extra (def, index);
  if (self->def->n_choices > 0)
    self->choices = make_choices (schema, self->def);

  return self;
}

void
spt_form_field_detach (SptFormField *self)
{
  self->group = NULL;
}

void
spt_form_field_load_text (SptFormField *self,
                          const char   *text)
{
  change_text (self, text);
}

/* What is filled is shown whatever its condition says: it would be sent, and may have an issue. */
void
spt_form_field_update_visible (SptFormField *self)
{
  gboolean visible = *self->text != '\0' || meets_condition (self);

  if (self->visible == visible)
    return;

  self->visible = visible;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VISIBLE]);
}

/* What a choice rules out is empty, not hidden and sent; it comes back with the choice. */
void
spt_form_field_follow_choice (SptFormField *self)
{
  gboolean wanted;

  if (self->extra->show_values == NULL)
    return;

  wanted = meets_condition (self);
  if (!wanted && *self->text != '\0')
    {
      g_free (self->parked);
      self->parked = g_strdup (self->text);
      change_text (self, "");
    }
  else if (wanted && *self->text == '\0' && self->parked != NULL)
    {
      g_autofree char *parked = g_steal_pointer (&self->parked);

      change_text (self, parked);
    }
}

void
spt_form_field_offer_issue (SptFormField   *self,
                            const SptIssue *issue)
{
  if (self->offered == NULL || issue->level > self->offered->level)
    self->offered = issue;
}

void
spt_form_field_commit_issue (SptFormField *self)
{
  const SptIssue *issue = g_steal_pointer (&self->offered);
  g_autofree char *sentence = NULL;
  SptIssueLevel level = SPT_ISSUE_NOTE;

  if (issue != NULL)
    {
      sentence = spt_issue_dup_message (issue, self->def->label);
      level = issue->level;
    }

  g_object_freeze_notify (G_OBJECT (self));
  self->is_refused = issue != NULL && strcmp (issue->code, SPT_ISSUE_SERVICE_SAID) == 0;
  if (g_strcmp0 (self->issue, sentence) != 0)
    {
      g_free (self->issue);
      self->issue = g_steal_pointer (&sentence);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ISSUE]);
    }
  if (self->level != level)
    {
      self->level = level;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ISSUE_LEVEL]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * spt_form_field_get_def:
 * @self: a field
 *
 * Gets the definition.
 *
 * Returns: (transfer none): the definition, alive as long as @self
 */
const SptFieldDef *
spt_form_field_get_def (SptFormField *self)
{
  g_return_val_if_fail (SPT_IS_FORM_FIELD (self), NULL);

  return self->def;
}

/**
 * spt_form_field_get_group:
 * @self: a field
 *
 * Gets the group it stands in.
 *
 * Returns: (transfer none) (nullable): the group, %NULL once it is gone
 */
SptFormGroup *
spt_form_field_get_group (SptFormField *self)
{
  g_return_val_if_fail (SPT_IS_FORM_FIELD (self), NULL);

  return self->group;
}

/**
 * spt_form_field_get_text:
 * @self: a field
 *
 * Gets the text as it was typed or loaded.
 *
 * Returns: (transfer none) (not nullable): the text
 */
const char *
spt_form_field_get_text (SptFormField *self)
{
  g_return_val_if_fail (SPT_IS_FORM_FIELD (self), "");

  return self->text;
}

/**
 * spt_form_field_set_text:
 * @self: a field
 * @text: (nullable): the text; %NULL is empty
 *
 * Sets the text as an edit: what depends on it is shown or hidden (and emptied, where the choice is exclusive), what goes along with it (#SptFieldDef.with) is set too, and
 * the form says "changed". The same text again is no edit. The issue stays until the owner has checked anew.
 */
void
spt_form_field_set_text (SptFormField *self,
                         const char   *text)
{
  g_autofree char *before = NULL;

  g_return_if_fail (SPT_IS_FORM_FIELD (self));

  before = g_strdup (self->text);
  if (change_text (self, text) && self->group != NULL)
    spt_form_group_note_edit (self->group, self, before);
}

/**
 * spt_form_field_get_issue:
 * @self: a field
 *
 * Gets the sentence to show at the field.
 *
 * Returns: (transfer none) (nullable): the sentence, plain text; %NULL when all is well
 */
const char *
spt_form_field_get_issue (SptFormField *self)
{
  g_return_val_if_fail (SPT_IS_FORM_FIELD (self), NULL);

  return self->issue;
}

/**
 * spt_form_field_get_issue_level:
 * @self: a field
 *
 * Gets how grave the issue is; without one it means nothing.
 *
 * Returns: the level
 */
SptIssueLevel
spt_form_field_get_issue_level (SptFormField *self)
{
  g_return_val_if_fail (SPT_IS_FORM_FIELD (self), SPT_ISSUE_NOTE);

  return self->level;
}

/**
 * spt_form_field_get_refused:
 * @self: the field
 *
 * Tells whether its issue is what the service said of it when it refused the record, and it still holds what was
 * refused.
 *
 * Returns: %TRUE if it is
 */
gboolean
spt_form_field_get_refused (SptFormField *self)
{
  g_return_val_if_fail (SPT_IS_FORM_FIELD (self), FALSE);

  return self->is_refused;
}

/**
 * spt_form_field_get_visible:
 * @self: a field
 *
 * Says whether the field is to be seen: its condition is met, or it is filled.
 *
 * Returns: %TRUE if it is
 */
gboolean
spt_form_field_get_visible (SptFormField *self)
{
  g_return_val_if_fail (SPT_IS_FORM_FIELD (self), FALSE);

  return self->visible;
}

/**
 * spt_form_choice_get_value:
 * @self: a choice
 *
 * Gets what the record keeps.
 *
 * Returns: (transfer none): the value
 */
const char *
spt_form_choice_get_value (SptFormChoice *self)
{
  g_return_val_if_fail (SPT_IS_FORM_CHOICE (self), NULL);

  return self->choice->value;
}

/**
 * spt_form_choice_get_label:
 * @self: a choice
 *
 * Gets what people read.
 *
 * Returns: (transfer none): the label
 */
const char *
spt_form_choice_get_label (SptFormChoice *self)
{
  g_return_val_if_fail (SPT_IS_FORM_CHOICE (self), NULL);

  return self->choice->label;
}
