/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record under editing. */

#define G_LOG_DOMAIN "spt-form"

#include "config.h"

#include "form/spt-form-private.h"

/* What belongs to no field. */
typedef struct
{
  SptFormGroup *group;    /* (owned) */
  char         *rest;     /* (owned) */
  char         *sentence; /* (owned) */
  SptIssueLevel level;
} Loose;

struct _SptForm
{
  GObject       parent_instance;

  SptSchema    *schema;         /* (owned) */
  SptFormGroup *root;           /* (owned) */
  GArray       *loose;          /* (owned) (element-type Loose) */

  guint         n_errors;
  guint         n_warnings;
  gboolean      modified;
};

G_DEFINE_FINAL_TYPE (SptForm, spt_form, G_TYPE_OBJECT)

typedef enum
{
  PROP_MODIFIED = 1,
  PROP_N_ERRORS,
  PROP_N_WARNINGS
} SptFormProperty;

enum
{
  CHANGED,
  ISSUES_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[PROP_N_WARNINGS + 1];
static guint signals[N_SIGNALS];

static void
set_counts (SptForm *self,
            guint    n_errors,
            guint    n_warnings)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->n_errors != n_errors)
    {
      self->n_errors = n_errors;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ERRORS]);
    }
  if (self->n_warnings != n_warnings)
    {
      self->n_warnings = n_warnings;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WARNINGS]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/* The group that @path leads to and what is left of the path there: a field's name, a group's, or
 * nothing. */
static SptFormGroup *
walk_path (SptForm     *self,
           const char **path)
{
  SptFormGroup *group = self->root;
  const SptGroupDef *step;
  guint64 position;

  while ((step = spt_group_def_read_step (spt_form_group_get_def (group), path, &position)) != NULL)
    {
      GListModel *children = spt_form_group_get_children (group, step->index);
      g_autoptr (SptFormGroup) child = NULL;

      if (position >= g_list_model_get_n_items (children))
        return NULL;
      child = g_list_model_get_item (children, (guint) position);
      group = child; /* the list holds it */
    }

  return group;
}

static void
clear_loose (gpointer data)
{
  Loose *loose = data;

  g_clear_object (&loose->group);
  g_free (loose->rest);
  g_free (loose->sentence);
}

static void
add_loose (SptForm        *self,
           const SptIssue *issue,
           SptFormGroup   *group,
           const char     *rest)
{
  g_autofree char *sentence = NULL;
  g_autofree char *title = NULL;
  Loose loose = { .level = issue->level };

  if (issue->level == SPT_ISSUE_NOTE)
    return;
  sentence = spt_issue_dup_message (issue, NULL);
  if (group != NULL && group != self->root)
    {
      g_object_get (group, "title", &title, NULL);
      loose.sentence = g_strdup_printf ("%s: %s", title, sentence);
    }
  else
    loose.sentence = g_steal_pointer (&sentence);
  loose.group = g_object_ref (group != NULL ? group : self->root);
  loose.rest = g_strdup (group != NULL ? rest : "");
  g_array_append_val (self->loose, loose);
}

static void
spt_form_dispose (GObject *object)
{
  SptForm *self = SPT_FORM (object);

  g_array_set_size (self->loose, 0);
  if (self->root != NULL)
    spt_form_group_detach (self->root);
  g_clear_object (&self->root);

  G_OBJECT_CLASS (spt_form_parent_class)->dispose (object);
}

static void
spt_form_finalize (GObject *object)
{
  SptForm *self = SPT_FORM (object);

  g_array_unref (self->loose);
  spt_schema_unref (self->schema);

  G_OBJECT_CLASS (spt_form_parent_class)->finalize (object);
}

static void
spt_form_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  SptForm *self = SPT_FORM (object);

  switch ((SptFormProperty) prop_id)
    {
    case PROP_MODIFIED:
      g_value_set_boolean (value, self->modified);
      break;
    case PROP_N_ERRORS:
      g_value_set_uint (value, self->n_errors);
      break;
    case PROP_N_WARNINGS:
      g_value_set_uint (value, self->n_warnings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_form_class_init (SptFormClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = spt_form_dispose;
  object_class->finalize = spt_form_finalize;
  object_class->get_property = spt_form_get_property;

  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags);
  properties[PROP_N_ERRORS] = g_param_spec_uint ("n-errors", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_WARNINGS] =
    g_param_spec_uint ("n-warnings", NULL, NULL, 0, G_MAXUINT, 0, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * SptForm::changed:
   *
   * A text was edited, or a group added or removed. The owner checks, at once or a little later.
   */
  signals[CHANGED] = g_signal_new ("changed", SPT_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  /**
   * SptForm::issues-changed:
   *
   * New issues are in place, those without a field too.
   */
  signals[ISSUES_CHANGED] = g_signal_new ("issues-changed", SPT_TYPE_FORM, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
spt_form_init (SptForm *self)
{
  self->loose = g_array_new (FALSE, FALSE, sizeof (Loose));
  g_array_set_clear_func (self->loose, clear_loose);
}

/**
 * spt_form_new:
 * @schema: what a record consists of
 *
 * Makes a form as a new record begins: initial values, the fewest instances of each group. It is
 * not modified.
 *
 * Returns: (transfer full): the form
 */
SptForm *
spt_form_new (SptSchema *schema)
{
  SptForm *self;

  g_return_val_if_fail (schema != NULL, NULL);

  self = g_object_new (SPT_TYPE_FORM, NULL);
  self->schema = spt_schema_ref (schema);
  self->root = spt_form_group_new (self, NULL, spt_schema_get_root (schema));
  spt_form_group_fill_new (self->root);

  return self;
}

void
spt_form_note_edit (SptForm *self)
{
  spt_form_set_modified (self, TRUE);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * spt_form_get_schema:
 * @self: a form
 *
 * Gets what its records consist of.
 *
 * Returns: (transfer none): the schema
 */
SptSchema *
spt_form_get_schema (SptForm *self)
{
  g_return_val_if_fail (SPT_IS_FORM (self), NULL);

  return self->schema;
}

/**
 * spt_form_get_root:
 * @self: a form
 *
 * Gets the group that stands for the record itself; it stays the same for the life of the form.
 *
 * Returns: (transfer none): the root
 */
SptFormGroup *
spt_form_get_root (SptForm *self)
{
  g_return_val_if_fail (SPT_IS_FORM (self), NULL);

  return self->root;
}

/**
 * spt_form_load:
 * @self: a form
 * @record: a record of the same schema
 *
 * Fills @self from @record, keeping the groups and fields there are; the issues go, and it is not
 * modified. No "changed".
 */
void
spt_form_load (SptForm   *self,
               SptRecord *record)
{
  g_autoptr (SptIssueList) none = NULL;

  g_return_if_fail (SPT_IS_FORM (self));
  g_return_if_fail (record != NULL);
  g_return_if_fail (spt_record_get_schema (record) == self->schema);

  spt_form_group_load (self->root, spt_record_get_root (record));
  none = spt_issue_list_new (0);
  spt_form_set_issues (self, none);
  spt_form_set_modified (self, FALSE);
}

/**
 * spt_form_store:
 * @self: a form
 * @record: a record of the same schema
 *
 * Resets @record and writes the texts into it.
 */
void
spt_form_store (SptForm   *self,
                SptRecord *record)
{
  g_return_if_fail (SPT_IS_FORM (self));
  g_return_if_fail (record != NULL);
  g_return_if_fail (spt_record_get_schema (record) == self->schema);

  spt_record_reset (record);
  spt_form_group_store (self->root, spt_record_get_root (record));
}

/**
 * spt_form_dup_record:
 * @self: a form
 *
 * Writes the texts into a record of their own.
 *
 * Returns: (transfer full): the record
 */
SptRecord *
spt_form_dup_record (SptForm *self)
{
  SptRecord *record;

  g_return_val_if_fail (SPT_IS_FORM (self), NULL);

  record = spt_record_new (self->schema);
  spt_form_store (self, record);
  return record;
}

/**
 * spt_form_get_text:
 * @self: a form
 * @path: which field, as issues have it
 *
 * The text that stands in one field.
 *
 * Returns: (transfer none): the text; "" also where the form has no such field
 */
const char *
spt_form_get_text (SptForm    *self,
                   const char *path)
{
  SptFormField *field = spt_form_find_field (self, path);

  return field != NULL ? spt_form_field_get_text (field) : "";
}

/**
 * spt_form_set_issues:
 * @self: a form
 * @issues: the findings of a check of what spt_form_store() gave; copied
 *
 * Puts the issues in place of those before: each at the field its path names, the gravest, and of
 * those the first; the rest stays with the form, see spt_form_dup_loose_issues(). Fields notify
 * only what became different.
 */
void
spt_form_set_issues (SptForm      *self,
                     SptIssueList *issues)
{
  g_return_if_fail (SPT_IS_FORM (self));
  g_return_if_fail (issues != NULL);

  g_array_set_size (self->loose, 0);
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      const char *rest = issue->path != NULL ? issue->path : "";
      SptFormGroup *group = walk_path (self, &rest);
      SptFormField *field = group != NULL ? spt_form_group_find_field (group, rest) : NULL;

      if (field != NULL)
        spt_form_field_offer_issue (field, issue);
      else
        add_loose (self, issue, group, rest);
    }

  spt_form_group_commit_issues (self->root);
  set_counts (self, spt_issue_list_get_n_errors (issues), spt_issue_list_get_n_warnings (issues));
  g_signal_emit (self, signals[ISSUES_CHANGED], 0);
}

/**
 * spt_form_find_field:
 * @self: a form
 * @path: a path as issues have it
 *
 * Finds the field that @path names.
 *
 * Returns: (transfer none) (nullable): the field
 */
SptFormField *
spt_form_find_field (SptForm    *self,
                     const char *path)
{
  SptFormGroup *group;

  g_return_val_if_fail (SPT_IS_FORM (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  group = walk_path (self, &path);

  return group != NULL ? spt_form_group_find_field (group, path) : NULL;
}

/**
 * spt_form_find_error:
 * @self: a form
 * @after: (nullable): a field of the form, where the search begins; %NULL = at the top
 *
 * Finds the next field that has an error: group after group, in each the sections in their order, behind the last one from the
 * top again.
 *
 * Returns: (transfer none) (nullable): the field, which may be @after
 */
SptFormField *
spt_form_find_error (SptForm      *self,
                     SptFormField *after)
{
  SptFormField *left = after;
  SptFormField *found;

  g_return_val_if_fail (SPT_IS_FORM (self), NULL);
  g_return_val_if_fail (after == NULL || SPT_IS_FORM_FIELD (after), NULL);

  found = spt_form_group_find_error (self->root, &left);
  if (found == NULL && after != NULL)
    {
      left = NULL;
      found = spt_form_group_find_error (self->root, &left);
    }

  return found;
}

/**
 * spt_form_dup_loose_issues:
 * @self: a form
 *
 * Lists the errors and warnings that belong to no field, as sentences; one about a group begins
 * with its title.
 *
 * Returns: (transfer full): the sentences, errors first; free with g_strfreev()
 */
char **
spt_form_dup_loose_issues (SptForm *self)
{
  g_autoptr (GStrvBuilder) builder = NULL;

  g_return_val_if_fail (SPT_IS_FORM (self), NULL);

  builder = g_strv_builder_new ();
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < self->loose->len; i++)
        {
          const Loose *loose = &g_array_index (self->loose, Loose, i);

          if ((loose->level == SPT_ISSUE_ERROR) == (pass == 0))
            g_strv_builder_add (builder, loose->sentence);
        }
    }

  return g_strv_builder_end (builder);
}

/**
 * spt_form_foreach_loose:
 * @self: a form
 * @func: (scope call): takes one
 * @user_data: for @func
 *
 * Goes through the errors and warnings that belong to no field, in the order in which they were found:
 * each with the innermost group on its way that is there.
 */
void
spt_form_foreach_loose (SptForm          *self,
                        SptFormLooseFunc  func,
                        gpointer          user_data)
{
  g_return_if_fail (SPT_IS_FORM (self));

  for (guint i = 0; i < self->loose->len; i++)
    {
      const Loose *loose = &g_array_index (self->loose, Loose, i);

      func (loose->group, loose->rest, loose->level, loose->sentence, user_data);
    }
}

/**
 * spt_form_get_modified:
 * @self: a form
 *
 * Says whether there was an edit since it was loaded or marked as saved.
 *
 * Returns: %TRUE if there was
 */
gboolean
spt_form_get_modified (SptForm *self)
{
  g_return_val_if_fail (SPT_IS_FORM (self), FALSE);

  return self->modified;
}

/**
 * spt_form_set_modified:
 * @self: a form
 * @modified: whether there is something to save
 *
 * Marks the form; with %FALSE after it was saved.
 */
void
spt_form_set_modified (SptForm  *self,
                       gboolean  modified)
{
  g_return_if_fail (SPT_IS_FORM (self));

  modified = !!modified;
  if (self->modified == modified)
    return;

  self->modified = modified;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}
