/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A debt position as lists and page headers show it. */

#define G_LOG_DOMAIN "spt-debt-position"

#include "config.h"

#include "model/spt-debt-position.h"

#include "base/spt-datetime.h"
#include "base/spt-money.h"
#include "model/spt-object-private.h"

#define READ_FLAGS (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)

struct _SptDebtPosition
{
  GObject  parent_instance;

  gint64   id;
  char    *iupd;           /* (owned) (nullable) */
  char    *organization;   /* (owned) (nullable) */
  char    *debtor_code;    /* (owned) (nullable) */
  char    *debtor_name;    /* (owned) (nullable) */
  char    *description;    /* (owned) (nullable) */
  char    *iuv;            /* (owned) (nullable) */
  char    *due_date;       /* (owned) (nullable) */
  char    *next_operation; /* (owned) (nullable) */

  gboolean loaded;
  gint64   amount;
  guint    n_options;
  SptState state;
  guint    n_errors;
  guint    n_warnings;
  gboolean marked_delete;
  gint64   account_id;
  gint64   updated;
};

G_DEFINE_FINAL_TYPE (SptDebtPosition, spt_debt_position, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_LOADED,
  PROP_IUPD,
  PROP_ORGANIZATION,
  PROP_DEBTOR_CODE,
  PROP_DEBTOR_NAME,
  PROP_DESCRIPTION,
  PROP_IUV,
  PROP_AMOUNT,
  PROP_AMOUNT_TEXT,
  PROP_DUE_DATE,
  PROP_DUE_DATE_TEXT,
  PROP_N_OPTIONS,
  PROP_STATE,
  PROP_N_ERRORS,
  PROP_N_WARNINGS,
  PROP_NEXT_OPERATION,
  PROP_MARKED_DELETE,
  PROP_ACCOUNT_ID,
  PROP_UPDATED
} SptDebtPositionProperty;

static GParamSpec *properties[PROP_UPDATED + 1];

/* Made when asked for: most rows are loaded and scrolled past before anybody reads them. */
static char *
dup_amount_text (SptDebtPosition *self)
{
  return self->amount >= 0 ? spt_money_format (self->amount) : g_strdup ("");
}

static char *
dup_due_date_text (SptDebtPosition *self)
{
  SptDatetime due_date;

  if (self->due_date == NULL || !spt_datetime_parse (self->due_date, &due_date, NULL))
    return g_strdup ("");

  return spt_datetime_to_italian (&due_date, FALSE);
}

static void
spt_debt_position_finalize (GObject *object)
{
  SptDebtPosition *self = SPT_DEBT_POSITION (object);

  g_free (self->iupd);
  g_free (self->organization);
  g_free (self->debtor_code);
  g_free (self->debtor_name);
  g_free (self->description);
  g_free (self->iuv);
  g_free (self->due_date);
  g_free (self->next_operation);

  G_OBJECT_CLASS (spt_debt_position_parent_class)->finalize (object);
}

static void
spt_debt_position_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SptDebtPosition *self = SPT_DEBT_POSITION (object);

  switch ((SptDebtPositionProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_IUPD:
      g_value_set_string (value, self->iupd);
      break;
    case PROP_ORGANIZATION:
      g_value_set_string (value, self->organization);
      break;
    case PROP_DEBTOR_CODE:
      g_value_set_string (value, self->debtor_code);
      break;
    case PROP_DEBTOR_NAME:
      g_value_set_string (value, self->debtor_name);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    case PROP_IUV:
      g_value_set_string (value, self->iuv);
      break;
    case PROP_AMOUNT:
      g_value_set_int64 (value, self->amount);
      break;
    case PROP_AMOUNT_TEXT:
      g_value_take_string (value, dup_amount_text (self));
      break;
    case PROP_DUE_DATE:
      g_value_set_string (value, self->due_date);
      break;
    case PROP_DUE_DATE_TEXT:
      g_value_take_string (value, dup_due_date_text (self));
      break;
    case PROP_N_OPTIONS:
      g_value_set_uint (value, self->n_options);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_N_ERRORS:
      g_value_set_uint (value, self->n_errors);
      break;
    case PROP_N_WARNINGS:
      g_value_set_uint (value, self->n_warnings);
      break;
    case PROP_NEXT_OPERATION:
      g_value_set_string (value, self->next_operation);
      break;
    case PROP_MARKED_DELETE:
      g_value_set_boolean (value, self->marked_delete);
      break;
    case PROP_ACCOUNT_ID:
      g_value_set_int64 (value, self->account_id);
      break;
    case PROP_UPDATED:
      g_value_set_int64 (value, self->updated);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_debt_position_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SptDebtPosition *self = SPT_DEBT_POSITION (object);

  if (prop_id == PROP_ID)
    self->id = g_value_get_int64 (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_debt_position_class_init (SptDebtPositionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = spt_debt_position_finalize;
  object_class->get_property = spt_debt_position_get_property;
  object_class->set_property = spt_debt_position_set_property;

  properties[PROP_ID] =
    g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, READ_FLAGS);
  properties[PROP_IUPD] = g_param_spec_string ("iupd", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_ORGANIZATION] =
    g_param_spec_string ("organization", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_DEBTOR_CODE] = g_param_spec_string ("debtor-code", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_DEBTOR_NAME] = g_param_spec_string ("debtor-name", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_IUV] = g_param_spec_string ("iuv", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_AMOUNT] =
    g_param_spec_int64 ("amount", NULL, NULL, -1, G_MAXINT64, -1, READ_FLAGS);
  properties[PROP_AMOUNT_TEXT] = g_param_spec_string ("amount-text", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_DUE_DATE] = g_param_spec_string ("due-date", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_DUE_DATE_TEXT] =
    g_param_spec_string ("due-date-text", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_N_OPTIONS] =
    g_param_spec_uint ("n-options", NULL, NULL, 0, G_MAXUINT, 0, READ_FLAGS);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SPT_TYPE_STATE, SPT_STATE_DRAFT, READ_FLAGS);
  properties[PROP_N_ERRORS] =
    g_param_spec_uint ("n-errors", NULL, NULL, 0, G_MAXUINT, 0, READ_FLAGS);
  properties[PROP_N_WARNINGS] =
    g_param_spec_uint ("n-warnings", NULL, NULL, 0, G_MAXUINT, 0, READ_FLAGS);
  properties[PROP_NEXT_OPERATION] =
    g_param_spec_string ("next-operation", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_MARKED_DELETE] =
    g_param_spec_boolean ("marked-delete", NULL, NULL, FALSE, READ_FLAGS);
  properties[PROP_ACCOUNT_ID] =
    g_param_spec_int64 ("account-id", NULL, NULL, 0, G_MAXINT64, 0, READ_FLAGS);
  properties[PROP_UPDATED] =
    g_param_spec_int64 ("updated", NULL, NULL, 0, G_MAXINT64, 0, READ_FLAGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
spt_debt_position_init (SptDebtPosition *self)
{
  self->amount = -1;
}

/**
 * spt_debt_position_new:
 * @id: the row id in the archive
 *
 * Makes a position that knows only its id.
 *
 * Returns: (transfer full): the object
 */
SptDebtPosition *
spt_debt_position_new (gint64 id)
{
  return g_object_new (SPT_TYPE_DEBT_POSITION, "id", id, NULL);
}

/**
 * spt_debt_position_update:
 * @self: a position
 * @data: all that there is to show; strings are copied where they differ
 *
 * Takes @data over and marks @self as loaded. Only what changed is notified, after all of it is in
 * place.
 */
void
spt_debt_position_update (SptDebtPosition           *self,
                          const SptDebtPositionData *data)
{
  g_return_if_fail (SPT_IS_DEBT_POSITION (self));
  g_return_if_fail (data != NULL);

  g_object_freeze_notify (G_OBJECT (self));

  spt_object_set_boolean (self, &self->loaded, TRUE, properties[PROP_LOADED]);
  spt_object_set_string (self, &self->iupd, data->columns.iupd, properties[PROP_IUPD]);
  spt_object_set_string (self, &self->organization, data->columns.organization,
                         properties[PROP_ORGANIZATION]);
  spt_object_set_string (self, &self->debtor_code, data->columns.debtor_code,
                         properties[PROP_DEBTOR_CODE]);
  spt_object_set_string (self, &self->debtor_name, data->columns.debtor_name,
                         properties[PROP_DEBTOR_NAME]);
  spt_object_set_string (self, &self->description, data->columns.description,
                         properties[PROP_DESCRIPTION]);
  spt_object_set_string (self, &self->iuv, data->columns.iuv, properties[PROP_IUV]);
  if (self->amount != data->columns.amount)
    {
      self->amount = data->columns.amount;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AMOUNT]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AMOUNT_TEXT]);
    }
  if (g_strcmp0 (self->due_date, data->columns.due_date) != 0)
    {
      g_free (self->due_date);
      self->due_date = g_strdup (data->columns.due_date);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DUE_DATE]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DUE_DATE_TEXT]);
    }
  spt_object_set_uint (self, &self->n_options, data->columns.n_options, properties[PROP_N_OPTIONS]);
  if (self->state != data->state)
    {
      self->state = data->state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  spt_object_set_uint (self, &self->n_errors, data->n_errors, properties[PROP_N_ERRORS]);
  spt_object_set_uint (self, &self->n_warnings, data->n_warnings, properties[PROP_N_WARNINGS]);
  spt_object_set_string (self, &self->next_operation, data->next_operation,
                         properties[PROP_NEXT_OPERATION]);
  spt_object_set_boolean (self, &self->marked_delete, data->marked_delete,
                          properties[PROP_MARKED_DELETE]);
  spt_object_set_int64 (self, &self->account_id, data->account_id, properties[PROP_ACCOUNT_ID]);
  spt_object_set_int64 (self, &self->updated, data->updated, properties[PROP_UPDATED]);

  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * spt_debt_position_get_id:
 * @self: a position
 *
 * Gets the row id in the archive.
 *
 * Returns: the id
 */
gint64
spt_debt_position_get_id (SptDebtPosition *self)
{
  g_return_val_if_fail (SPT_IS_DEBT_POSITION (self), 0);

  return self->id;
}

/**
 * spt_debt_position_get_state:
 * @self: a position
 *
 * Gets the state; draft until it is loaded.
 *
 * Returns: the state
 */
SptState
spt_debt_position_get_state (SptDebtPosition *self)
{
  g_return_val_if_fail (SPT_IS_DEBT_POSITION (self), SPT_STATE_DRAFT);

  return self->state;
}
