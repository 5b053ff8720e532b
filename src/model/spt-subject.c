/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person or company of the directory as lists and page headers show it. */

#define G_LOG_DOMAIN "spt-subject"

#include "config.h"

#include "model/spt-subject.h"

#include "base/spt-datetime.h"

struct _SptSubject
{
  SptRow         parent_instance;

  SptSubjectData data;
};

G_DEFINE_FINAL_TYPE (SptSubject, spt_subject, SPT_TYPE_ROW)

static char *
dup_birth_date_text (gconstpointer data)
{
  const SptSubjectData *subject = data;
  SptDatetime date;

  if (subject->birth_date == NULL || !spt_datetime_parse (subject->birth_date, &date, NULL))
    return g_strdup ("");

  return spt_datetime_to_italian (&date, FALSE);
}

/* *INDENT-OFF* */
#define MEMBER(KIND, member) SPT_MEMBER (SptSubjectData, KIND, member)

static const SptMember members[] = {
  MEMBER (TEXT, kind),
  MEMBER (TEXT, fiscal_code),
  MEMBER (TEXT, vat_number),
  MEMBER (TEXT, code),
  MEMBER (TEXT, name),
  MEMBER (TEXT, birth_date),
  SPT_SHOWN ("birth_date_text", dup_birth_date_text),
  MEMBER (TEXT, city),
  MEMBER (TEXT, email),
  MEMBER (TEXT, pec),
  MEMBER (STATE, state),
  MEMBER (UINT, n_errors),
  MEMBER (UINT, n_warnings),
  MEMBER (INT, updated),
};
/* *INDENT-ON* */

const SptStruct spt_subject_struct = SPT_STRUCT (SptSubjectData, members);

static void
spt_subject_class_init (SptSubjectClass *klass)
{
  spt_row_class_set_struct (SPT_ROW_CLASS (klass), &spt_subject_struct,
                            G_STRUCT_OFFSET (SptSubject, data));
}

static void
spt_subject_init (SptSubject *self)
{
}

/**
 * spt_subject_get_id:
 * @self: a subject
 *
 * Gets the row id in the archive.
 *
 * Returns: the id
 */
gint64
spt_subject_get_id (SptSubject *self)
{
  return spt_row_get_id (SPT_ROW (self));
}

/**
 * spt_subject_get_state:
 * @self: a subject
 *
 * Gets the state; draft until it is loaded.
 *
 * Returns: the state
 */
SptState
spt_subject_get_state (SptSubject *self)
{
  g_return_val_if_fail (SPT_IS_SUBJECT (self), SPT_STATE_DRAFT);

  return self->data.state;
}

/**
 * spt_subject_get_name:
 * @self: a subject
 *
 * Gets the name as lists show it.
 *
 * Returns: (transfer none): the name, "" where it has none
 */
const char *
spt_subject_get_name (SptSubject *self)
{
  g_return_val_if_fail (SPT_IS_SUBJECT (self), "");

  return self->data.name != NULL ? self->data.name : "";
}

/**
 * spt_subject_get_code:
 * @self: a subject
 *
 * Gets what identifies it: the codice fiscale, else the partita IVA.
 *
 * Returns: (transfer none): the code, "" where it has neither
 */
const char *
spt_subject_get_code (SptSubject *self)
{
  g_return_val_if_fail (SPT_IS_SUBJECT (self), "");

  return self->data.code != NULL ? self->data.code : "";
}
