/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A submission as lists and its page show it. */

#define G_LOG_DOMAIN "spt-submission"

#include "config.h"

#include "model/spt-submission.h"

#include "model/spt-object-private.h"

#define READ_FLAGS (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)

struct _SptSubmission
{
  GObject        parent_instance;

  gint64         id;
  char          *uuid;         /* (owned) (nullable) */
  char          *job_title;    /* (owned) (nullable) */
  char          *service;      /* (owned) (nullable) */
  char          *operation;    /* (owned) (nullable) */
  char          *account_name; /* (owned) (nullable) */
  char          *phase;        /* (owned) (nullable) */
  char          *remote_id;    /* (owned) (nullable) */
  char          *code;         /* (owned) (nullable) */
  char          *message;      /* (owned) (nullable) */
  char          *settle_note;  /* (owned) (nullable) */

  gboolean       loaded;
  gint64         job;
  gint64         account;
  SptEnvironment environment;
  SptState       state;
  gint64         resend_of;
  gint64         created;
  gint64         updated;
  gint64         ordered_at;
  gint64         next_check;
  guint          n_items;
  guint          n_done;
  guint          n_refused;
  guint          n_open;
  gint64         progress_done;
  gint64         progress_total;
  gboolean       provisional;
};

G_DEFINE_FINAL_TYPE (SptSubmission, spt_submission, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_LOADED,
  PROP_UUID,
  PROP_JOB,
  PROP_JOB_TITLE,
  PROP_SERVICE,
  PROP_OPERATION,
  PROP_ACCOUNT,
  PROP_ACCOUNT_NAME,
  PROP_ENVIRONMENT,
  PROP_STATE,
  PROP_PHASE,
  PROP_REMOTE_ID,
  PROP_RESEND_OF,
  PROP_CREATED,
  PROP_UPDATED,
  PROP_ORDERED_AT,
  PROP_NEXT_CHECK,
  PROP_N_ITEMS,
  PROP_N_DONE,
  PROP_N_REFUSED,
  PROP_N_OPEN,
  PROP_PROGRESS_DONE,
  PROP_PROGRESS_TOTAL,
  PROP_CODE,
  PROP_MESSAGE,
  PROP_SETTLE_NOTE,
  PROP_PROVISIONAL
} SptSubmissionProperty;

static GParamSpec *properties[PROP_PROVISIONAL + 1];

static void
spt_submission_finalize (GObject *object)
{
  SptSubmission *self = SPT_SUBMISSION (object);

  g_free (self->uuid);
  g_free (self->job_title);
  g_free (self->service);
  g_free (self->operation);
  g_free (self->account_name);
  g_free (self->phase);
  g_free (self->remote_id);
  g_free (self->code);
  g_free (self->message);
  g_free (self->settle_note);

  G_OBJECT_CLASS (spt_submission_parent_class)->finalize (object);
}

static void
spt_submission_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SptSubmission *self = SPT_SUBMISSION (object);

  switch ((SptSubmissionProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_UUID:
      g_value_set_string (value, self->uuid);
      break;
    case PROP_JOB:
      g_value_set_int64 (value, self->job);
      break;
    case PROP_JOB_TITLE:
      g_value_set_string (value, self->job_title);
      break;
    case PROP_SERVICE:
      g_value_set_string (value, self->service);
      break;
    case PROP_OPERATION:
      g_value_set_string (value, self->operation);
      break;
    case PROP_ACCOUNT:
      g_value_set_int64 (value, self->account);
      break;
    case PROP_ACCOUNT_NAME:
      g_value_set_string (value, self->account_name);
      break;
    case PROP_ENVIRONMENT:
      g_value_set_enum (value, self->environment);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PHASE:
      g_value_set_string (value, self->phase);
      break;
    case PROP_REMOTE_ID:
      g_value_set_string (value, self->remote_id);
      break;
    case PROP_RESEND_OF:
      g_value_set_int64 (value, self->resend_of);
      break;
    case PROP_CREATED:
      g_value_set_int64 (value, self->created);
      break;
    case PROP_UPDATED:
      g_value_set_int64 (value, self->updated);
      break;
    case PROP_ORDERED_AT:
      g_value_set_int64 (value, self->ordered_at);
      break;
    case PROP_NEXT_CHECK:
      g_value_set_int64 (value, self->next_check);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->n_items);
      break;
    case PROP_N_DONE:
      g_value_set_uint (value, self->n_done);
      break;
    case PROP_N_REFUSED:
      g_value_set_uint (value, self->n_refused);
      break;
    case PROP_N_OPEN:
      g_value_set_uint (value, self->n_open);
      break;
    case PROP_PROGRESS_DONE:
      g_value_set_int64 (value, self->progress_done);
      break;
    case PROP_PROGRESS_TOTAL:
      g_value_set_int64 (value, self->progress_total);
      break;
    case PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_SETTLE_NOTE:
      g_value_set_string (value, self->settle_note);
      break;
    case PROP_PROVISIONAL:
      g_value_set_boolean (value, self->provisional);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_submission_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  SptSubmission *self = SPT_SUBMISSION (object);

  if (prop_id == PROP_ID)
    self->id = g_value_get_int64 (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_submission_class_init (SptSubmissionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = spt_submission_finalize;
  object_class->get_property = spt_submission_get_property;
  object_class->set_property = spt_submission_set_property;

  properties[PROP_ID] =
    g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, READ_FLAGS);
  properties[PROP_UUID] = g_param_spec_string ("uuid", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_JOB] = g_param_spec_int64 ("job", NULL, NULL, 0, G_MAXINT64, 0, READ_FLAGS);
  properties[PROP_JOB_TITLE] = g_param_spec_string ("job-title", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_SERVICE] = g_param_spec_string ("service", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_OPERATION] = g_param_spec_string ("operation", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_ACCOUNT] =
    g_param_spec_int64 ("account", NULL, NULL, 0, G_MAXINT64, 0, READ_FLAGS);
  properties[PROP_ACCOUNT_NAME] =
    g_param_spec_string ("account-name", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_ENVIRONMENT] =
    g_param_spec_enum ("environment", NULL, NULL, SPT_TYPE_ENVIRONMENT, SPT_ENVIRONMENT_PRACTICE,
                       READ_FLAGS);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SPT_TYPE_STATE, SPT_STATE_DRAFT, READ_FLAGS);
  properties[PROP_PHASE] = g_param_spec_string ("phase", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_REMOTE_ID] = g_param_spec_string ("remote-id", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_RESEND_OF] =
    g_param_spec_int64 ("resend-of", NULL, NULL, 0, G_MAXINT64, 0, READ_FLAGS);
  properties[PROP_CREATED] =
    g_param_spec_int64 ("created", NULL, NULL, 0, G_MAXINT64, 0, READ_FLAGS);
  properties[PROP_UPDATED] =
    g_param_spec_int64 ("updated", NULL, NULL, 0, G_MAXINT64, 0, READ_FLAGS);
  properties[PROP_ORDERED_AT] =
    g_param_spec_int64 ("ordered-at", NULL, NULL, 0, G_MAXINT64, 0, READ_FLAGS);
  properties[PROP_NEXT_CHECK] =
    g_param_spec_int64 ("next-check", NULL, NULL, 0, G_MAXINT64, 0, READ_FLAGS);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, READ_FLAGS);
  properties[PROP_N_DONE] = g_param_spec_uint ("n-done", NULL, NULL, 0, G_MAXUINT, 0, READ_FLAGS);
  properties[PROP_N_REFUSED] =
    g_param_spec_uint ("n-refused", NULL, NULL, 0, G_MAXUINT, 0, READ_FLAGS);
  properties[PROP_N_OPEN] = g_param_spec_uint ("n-open", NULL, NULL, 0, G_MAXUINT, 0, READ_FLAGS);
  properties[PROP_PROGRESS_DONE] =
    g_param_spec_int64 ("progress-done", NULL, NULL, 0, G_MAXINT64, 0, READ_FLAGS);
  properties[PROP_PROGRESS_TOTAL] =
    g_param_spec_int64 ("progress-total", NULL, NULL, 0, G_MAXINT64, 0, READ_FLAGS);
  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_SETTLE_NOTE] = g_param_spec_string ("settle-note", NULL, NULL, NULL, READ_FLAGS);
  properties[PROP_PROVISIONAL] =
    g_param_spec_boolean ("provisional", NULL, NULL, FALSE, READ_FLAGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
spt_submission_init (SptSubmission *self)
{
}

/**
 * spt_submission_new:
 * @id: the row id in the archive
 *
 * Makes a submission that knows only its id.
 *
 * Returns: (transfer full): the object
 */
SptSubmission *
spt_submission_new (gint64 id)
{
  return g_object_new (SPT_TYPE_SUBMISSION, "id", id, NULL);
}

/**
 * spt_submission_update:
 * @self: a submission
 * @data: all that there is to show; strings are copied where they differ
 *
 * Takes @data over and marks @self as loaded. Only what changed is notified, after all of it is in
 * place.
 */
void
spt_submission_update (SptSubmission           *self,
                       const SptSubmissionData *data)
{
  g_return_if_fail (SPT_IS_SUBMISSION (self));
  g_return_if_fail (data != NULL);

  g_object_freeze_notify (G_OBJECT (self));

  spt_object_set_boolean (self, &self->loaded, TRUE, properties[PROP_LOADED]);
  spt_object_set_string (self, &self->uuid, data->uuid, properties[PROP_UUID]);
  spt_object_set_int64 (self, &self->job, data->job, properties[PROP_JOB]);
  spt_object_set_string (self, &self->job_title, data->job_title, properties[PROP_JOB_TITLE]);
  spt_object_set_string (self, &self->service, data->service, properties[PROP_SERVICE]);
  spt_object_set_string (self, &self->operation, data->operation, properties[PROP_OPERATION]);
  spt_object_set_int64 (self, &self->account, data->account, properties[PROP_ACCOUNT]);
  spt_object_set_string (self, &self->account_name, data->account_name,
                         properties[PROP_ACCOUNT_NAME]);
  if (self->environment != data->environment)
    {
      self->environment = data->environment;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENVIRONMENT]);
    }
  if (self->state != data->state)
    {
      self->state = data->state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  spt_object_set_string (self, &self->phase, data->phase, properties[PROP_PHASE]);
  spt_object_set_string (self, &self->remote_id, data->remote_id, properties[PROP_REMOTE_ID]);
  spt_object_set_int64 (self, &self->resend_of, data->resend_of, properties[PROP_RESEND_OF]);
  spt_object_set_int64 (self, &self->created, data->created, properties[PROP_CREATED]);
  spt_object_set_int64 (self, &self->updated, data->updated, properties[PROP_UPDATED]);
  spt_object_set_int64 (self, &self->ordered_at, data->ordered_at, properties[PROP_ORDERED_AT]);
  spt_object_set_int64 (self, &self->next_check, data->next_check, properties[PROP_NEXT_CHECK]);
  spt_object_set_uint (self, &self->n_items, data->n_items, properties[PROP_N_ITEMS]);
  spt_object_set_uint (self, &self->n_done, data->n_done, properties[PROP_N_DONE]);
  spt_object_set_uint (self, &self->n_refused, data->n_refused, properties[PROP_N_REFUSED]);
  spt_object_set_uint (self, &self->n_open, data->n_open, properties[PROP_N_OPEN]);
  spt_object_set_int64 (self, &self->progress_done, data->progress_done,
                        properties[PROP_PROGRESS_DONE]);
  spt_object_set_int64 (self, &self->progress_total, data->progress_total,
                        properties[PROP_PROGRESS_TOTAL]);
  spt_object_set_string (self, &self->code, data->code, properties[PROP_CODE]);
  spt_object_set_string (self, &self->message, data->message, properties[PROP_MESSAGE]);
  spt_object_set_string (self, &self->settle_note, data->settle_note, properties[PROP_SETTLE_NOTE]);
  spt_object_set_boolean (self, &self->provisional, data->provisional,
                          properties[PROP_PROVISIONAL]);

  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * spt_submission_get_id:
 * @self: a submission
 *
 * Gets the row id in the archive.
 *
 * Returns: the id
 */
gint64
spt_submission_get_id (SptSubmission *self)
{
  g_return_val_if_fail (SPT_IS_SUBMISSION (self), 0);

  return self->id;
}

/**
 * spt_submission_get_state:
 * @self: a submission
 *
 * Gets the state; draft until it is loaded.
 *
 * Returns: the state
 */
SptState
spt_submission_get_state (SptSubmission *self)
{
  g_return_val_if_fail (SPT_IS_SUBMISSION (self), SPT_STATE_DRAFT);

  return self->state;
}
