/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a service for somebody and then followed, as lists and page headers show it. */

#define G_LOG_DOMAIN "spt-dossier"

#include "config.h"

#include "model/spt-dossier.h"

#include "base/spt-datetime.h"

struct _SptDossier
{
  SptRow         parent_instance;

  SptDossierData data;
};

G_DEFINE_FINAL_TYPE (SptDossier, spt_dossier, SPT_TYPE_ROW)

static char *
dup_due_date_text (gconstpointer data)
{
  const SptDossierData *dossier = data;
  SptDatetime date;

  if (dossier->due_date == NULL || !spt_datetime_parse (dossier->due_date, &date, NULL))
    return g_strdup ("");

  return spt_datetime_to_italian (&date, FALSE);
}

/* *INDENT-OFF* */
#define MEMBER(KIND, member) SPT_MEMBER (SptDossierData, KIND, member)

static const SptMember members[] = {
  MEMBER (TEXT, kind),
  MEMBER (TEXT, key),
  MEMBER (TEXT, name),
  MEMBER (TEXT, type),
  MEMBER (TEXT, detail),
  MEMBER (TEXT, place),
  MEMBER (TEXT, result),
  MEMBER (TEXT, remote_id),
  MEMBER (TEXT, phase),
  MEMBER (TEXT, stage),
  MEMBER (INT, phase_since),
  MEMBER (INT, taken),
  MEMBER (INT, listed),
  MEMBER (TEXT, due_date),
  SPT_SHOWN ("due_date_text", dup_due_date_text),
  MEMBER (BOOLEAN, due_confirmed),
  MEMBER (BOOLEAN, is_found),
  MEMBER (BOOLEAN, is_over),
  MEMBER (STATE, state),
  MEMBER (UINT, n_errors),
  MEMBER (UINT, n_warnings),
  MEMBER (TEXT, next_operation),
  MEMBER (INT, account_id),
  MEMBER (TEXT, account_name),
  MEMBER (TEXT, environment),
  MEMBER (INT, subject_id),
  MEMBER (INT, plant_id),
  MEMBER (INT, applied),
  MEMBER (TEXT, waits_type),
  MEMBER (TEXT, waits_state),
  MEMBER (TEXT, import_label),
  MEMBER (UINT, import_row),
  MEMBER (INT, updated),
};
/* *INDENT-ON* */

const SptStruct spt_dossier_struct = SPT_STRUCT (SptDossierData, members);

static void
spt_dossier_class_init (SptDossierClass *klass)
{
  spt_row_class_set_struct (SPT_ROW_CLASS (klass), &spt_dossier_struct,
                            G_STRUCT_OFFSET (SptDossier, data));
}

static void
spt_dossier_init (SptDossier *self)
{
}

/**
 * spt_dossier_get_data:
 * @self: a dossier
 *
 * Gets everything that it shows.
 *
 * Returns: (transfer none): the data, zeros until it is loaded
 */
const SptDossierData *
spt_dossier_get_data (SptDossier *self)
{
  g_return_val_if_fail (SPT_IS_DOSSIER (self), NULL);

  return &self->data;
}

/* --- what a service says --------------------------------------------------------------------- */

/* *INDENT-OFF* */
static const SptMember news_members[] = {
  SPT_MEMBER (SptDossierNews, TEXT, key),
  SPT_MEMBER (SptDossierNews, TEXT, remote_id),
  SPT_MEMBER (SptDossierNews, TEXT, name),
  SPT_MEMBER (SptDossierNews, TEXT, phase),
  SPT_MEMBER (SptDossierNews, TEXT, stage),
  SPT_MEMBER (SptDossierNews, INT, taken),
  SPT_MEMBER (SptDossierNews, TEXT, due_date),
  SPT_MEMBER (SptDossierNews, BOOLEAN, is_over),
  SPT_MEMBER (SptDossierNews, TEXT, doc),
  SPT_MEMBER (SptDossierNews, TEXT, result),
  SPT_MEMBER (SptDossierNews, TEXT, fills),
};
/* *INDENT-ON* */

static const SptStruct news_struct = SPT_STRUCT (SptDossierNews, news_members);

/**
 * spt_dossier_news_new:
 * @news: (nullable): what to copy
 *
 * Makes a copy that owns its strings.
 *
 * Returns: (transfer full): the copy; free it with spt_dossier_news_free()
 */
SptDossierNews *
spt_dossier_news_new (const SptDossierNews *news)
{
  SptDossierNews *self = g_new0 (SptDossierNews, 1);

  for (guint i = 0; news != NULL && i < G_N_ELEMENTS (news_members); i++)
    spt_member_copy (&news_members[i], self, news);

  return self;
}

/**
 * spt_dossier_news_free:
 * @self: (transfer full) (nullable): news of spt_dossier_news_new()
 *
 * Frees them.
 */
void
spt_dossier_news_free (SptDossierNews *self)
{
  spt_struct_free (&news_struct, self);
}
