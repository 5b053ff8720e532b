/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plant is, and what it will be once everything before in its queue has been accepted. */
#define G_LOG_DOMAIN "spt-plants-outbox"

#include "config.h"

#include "outbox/spt-plants-private.h"

#include <string.h>

#include "outbox/spt-deadlines.h"

/* --- operations ------------------------------------------------------------------------------------ */

const SptOperationInfo *
_spt_intervention_find_info (const char *type)
{
  SptService *service = spt_plants_get_service (NULL);
  const SptServiceInfo *info = service != NULL ? spt_service_get_info (service) : NULL;

  for (guint i = 0; info != NULL && i < info->n_operations; i++)
    {
      if (g_strcmp0 (info->operations[i].record_kind, SPT_KIND_INTERVENTIONS) == 0 &&
          (type == NULL || g_strcmp0 (info->operations[i].record_operation, type) == 0))
        return &info->operations[i];
    }

  return NULL;
}

/**
 * spt_intervention_find_operation:
 * @type: "84"
 *
 * Finds the operation of a type of interventions.
 *
 * Returns: (nullable): "catasto.84"; %NULL for one that is sent nowhere
 */
const char *
spt_intervention_find_operation (const char *type)
{
  const SptOperationInfo *info;

  g_return_val_if_fail (type != NULL, NULL);

  info = _spt_intervention_find_info (type);

  return info != NULL ? info->id : NULL;
}

/**
 * spt_intervention_get_type:
 * @operation: "catasto.84"
 *
 * Gets the type of interventions that an operation sends.
 *
 * Returns: "84"
 */
const char *
spt_intervention_get_type (const char *operation)
{
  const char *dot;

  g_return_val_if_fail (operation != NULL, NULL);

  dot = strrchr (operation, '.');

  return dot != NULL ? dot + 1 : operation;
}

const SptPlantOps *
_spt_plants_get_ops (SptService **service,
                     GError     **error)
{
  const SptPlantOps *ops;

  *service = spt_plants_get_service (&ops);
  if (*service == NULL)
    g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                 "No service of this build knows plants");

  return *service != NULL ? ops : NULL;
}

/**
 * spt_intervention_ref_xsd:
 * @type: "84", or %SPT_INTERVENTION_LOCAL
 * @error: return location for an error: a set that cannot be read
 *
 * Gets the form of a type of interventions, by the set of schemas in force.
 *
 * Returns: (transfer full) (nullable): the form
 */
SptXsd *
spt_intervention_ref_xsd (const char  *type,
                          GError     **error)
{
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, error);
  const char *operation;

  g_return_val_if_fail (type != NULL, NULL);

  if (ops == NULL)
    return NULL;
  operation = strcmp (type, SPT_INTERVENTION_LOCAL) == 0 ? type : spt_intervention_find_operation (type);
  if (operation == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED, "There is no intervention “%s”",
                   type);
      return NULL;
    }

  return ops->ref_xsd (service, operation, error);
}

/* --- the projection -------------------------------------------------------------------------------- */

/**
 * spt_plant_projection_free:
 * @self: (transfer full) (nullable): a projection
 *
 * Frees it.
 */
void
spt_plant_projection_free (SptPlantProjection *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_free (self->libretto);
  g_free (self->standing);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->firms, g_ptr_array_unref);
  g_free (self);
}

static void
take_data (SptPlantProjection *self)
{
  self->data.code = self->code;
  self->data.libretto = self->libretto;
  self->data.standing = self->standing;
  self->data.documents = self->documents;
  self->data.parts = self->parts;
  self->data.firms = self->firms;
}

static SptPlantProjection *
projection_new (void)
{
  SptPlantProjection *self = g_new0 (SptPlantProjection, 1);

  self->code = g_strdup ("");
  self->standing = g_strdup (SPT_PLANT_UNKNOWN);
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_document_free);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_part_free);
  take_data (self);

  return self;
}

/* What a person says that other software sent is there. */
const char *
_spt_plant_get_standing_before (const char *standing,
                                gboolean    is_present)
{
  return *standing == '\0' && is_present ? SPT_PLANT_ACTIVE : standing;
}

/* The parts that a libretto has; NULL when it cannot be read. */
GPtrArray *
_spt_plant_list_parts (const char *libretto)
{
  g_autoptr (GError) error = NULL;
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, NULL);
  g_autofree char *operation = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;

  if (ops == NULL)
    return NULL;
  if (!ops->read (service, libretto, strlen (libretto), &operation, &xsd, &record, &error))
    {
      g_warning ("a libretto of the archive cannot be read: %s", error->message);
      return NULL;
    }

  return ops->list_parts (service, record);
}

/* One more is accepted. What cannot be applied changes nothing but what the register thinks of the plant. */
static gboolean
project_document (SptPlantProjection     *self,
                  const SptPlantDocument *document)
{
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *standing = NULL;
  char *libretto;

  if (ops == NULL)
    return FALSE;
  standing = g_steal_pointer (&self->standing);
  self->standing = g_strdup (ops->get_standing (service, document->operation,
                                                _spt_plant_get_standing_before (standing,
                                                                                self->data.is_present)));
  libretto = ops->apply (service, document->operation, self->libretto, document->doc, &error);
  if (libretto == NULL)
    {
      g_message ("intervention %" G_GINT64_FORMAT " cannot be looked ahead at: %s", document->id,
                 error != NULL ? error->message : "no reason");
      return FALSE;
    }
  g_free (self->libretto);
  self->libretto = libretto;

  return TRUE;
}

static gboolean
is_among (GArray *ids,
          gint64  id)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      if (g_array_index (ids, gint64, i) == id)
        return TRUE;
    }

  return FALSE;
}

static gboolean
counts (const SptInterventionRow *row,
        gint64                    until,
        SptPlantHorizon           horizon,
        GArray                   *also)
{
  if (row->is_accepted || horizon == SPT_PLANT_AS_IT_IS || (until != 0 && row->id >= until))
    return FALSE;
  if (row->is_queued || is_among (also, row->id))
    return TRUE;

  return horizon == SPT_PLANT_PLANNED && row->n_errors == 0;
}

static gboolean
load_documents (SptPlantProjection  *self,
                SptDb               *db,
                gint64               until,
                SptPlantHorizon      horizon,
                GArray              *also,
                GError             **error)
{
  g_autoptr (GPtrArray) rows = spt_db_list_plant_interventions (db, self->plant_id, error);
  gboolean has_changed = FALSE;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      SptInterventionRow *row = g_ptr_array_index (rows, i);
      const char *operation = spt_intervention_find_operation (row->type);
      SptPlantDocument *document;

      if (operation == NULL || row->id == until || (!row->is_accepted && until != 0 && row->id > until))
        continue;
      document = g_new0 (SptPlantDocument, 1);
      document->id = row->id;
      document->operation = g_strdup (operation);
      document->doc = g_strdup (row->doc);
      document->state = row->state;
      document->utc = row->utc;
      document->is_accepted = row->is_accepted;
      g_ptr_array_add (self->documents, document);
      if (counts (row, until, horizon, also))
        has_changed |= project_document (self, document);
    }
  if (has_changed && self->libretto != NULL)
    {
      g_autoptr (GPtrArray) now = _spt_plant_list_parts (self->libretto);

      if (now != NULL)
        {
          GPtrArray *all = spt_plant_parts_merge (self->parts, now);

          g_ptr_array_unref (self->parts);
          self->parts = all;
        }
    }

  return TRUE;
}

/**
 * spt_plant_data_load:
 * @db: a connection
 * @plant_id: the plant; 0 = a new one, of which nothing is known
 * @until: only what stands before this intervention in the queue; 0 = all
 * @horizon: how far to look ahead
 * @also: (nullable) (element-type gint64): interventions that count as queued, whatever the archive says
 * @error: return location for an error of the archive
 *
 * Loads a plant as it is, or as it will be once what stands before in its queue has been accepted: what checks
 * and prefilled beginnings hold a document against.
 *
 * Returns: (transfer full) (nullable): the plant
 */
SptPlantProjection *
spt_plant_data_load (SptDb            *db,
                     gint64            plant_id,
                     gint64            until,
                     SptPlantHorizon   horizon,
                     GArray           *also,
                     GError          **error)
{
  g_autoptr (SptPlantProjection) self = projection_new ();
  g_auto (SptPlantBrief) brief = { 0 };

  if (plant_id == 0)
    {
      self->firms = spt_plant_firms_load (db, 0, error);
      take_data (self);
      return self->firms != NULL ? g_steal_pointer (&self) : NULL;
    }

  if (!spt_db_get_plant_brief (db, plant_id, &brief, error))
    return NULL;
  self->plant_id = plant_id;
  self->account_id = brief.account_id;
  g_free (self->code);
  self->code = g_steal_pointer (&brief.code);
  g_free (self->standing);
  self->standing = g_steal_pointer (&brief.standing);
  self->libretto = *brief.doc != '\0' ? g_steal_pointer (&brief.doc) : NULL;
  self->data.is_present = brief.is_present;
  g_ptr_array_unref (self->parts);
  self->parts = spt_db_list_plant_parts (db, plant_id, error);
  self->firms = self->parts != NULL ? spt_plant_firms_load (db, brief.account_id, error) : NULL;
  if (self->firms == NULL || !load_documents (self, db, until, horizon, also, error))
    return NULL;
  take_data (self);

  return g_steal_pointer (&self);
}

/**
 * spt_plant_list_steps:
 * @db: a connection
 * @plant_id: the plant; 0 = a new one
 * @account: (nullable): with which it goes
 * @func: (scope call): takes each
 * @user_data: for @func
 * @error: return location for an error
 *
 * Lists what may be begun for a plant, where it will stand once what is planned was accepted.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_plant_list_steps (SptDb        *db,
                      gint64        plant_id,
                      SptAccount   *account,
                      SptStepFunc   func,
                      gpointer      user_data,
                      GError      **error)
{
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, error);
  g_autoptr (SptPlantProjection) plant = NULL;

  if (ops == NULL)
    return FALSE;
  plant = spt_plant_data_load (db, plant_id, 0, SPT_PLANT_PLANNED, NULL, error);
  if (plant == NULL)
    return FALSE;
  ops->list_steps (service, account, &plant->data, func, user_data);

  return TRUE;
}

/* --- one intervention ------------------------------------------------------------------------------ */

/**
 * spt_intervention_load:
 * @db: a connection
 * @id: an intervention
 * @xsd: (out) (transfer full): its form, by the set in force; the record lives no longer
 * @issues: (out) (optional) (transfer full): what its last check found
 * @error: return location for an error
 *
 * Loads an intervention in its form. What the set in force does not have of it is kept in its place.
 *
 * Returns: (transfer full) (nullable): what it says
 */
SptRecord *
spt_intervention_load (SptDb         *db,
                       gint64         id,
                       SptXsd       **xsd,
                       SptIssueList **issues,
                       GError       **error)
{
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, error);
  g_autoptr (SptXsd) form = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptIssueList) found = NULL;
  g_autofree char *doc = NULL;

  g_return_val_if_fail (xsd != NULL, NULL);

  *xsd = NULL;
  if (dossier == NULL)
    return NULL;
  form = spt_intervention_ref_xsd (spt_dossier_get_data (dossier)->type, error);
  if (form == NULL)
    return NULL;
  doc = spt_db_get_dossier_doc (db, id, &found, error);
  record = spt_record_new (spt_xsd_get_schema (form));
  if (doc == NULL || !spt_record_read (record, doc, -1, error))
    return NULL;
  *xsd = g_steal_pointer (&form);
  if (issues != NULL)
    *issues = g_steal_pointer (&found);

  return g_steal_pointer (&record);
}

/**
 * spt_intervention_begin:
 * @db: a connection
 * @plant_id: of which plant; 0 = a new one
 * @type: "84"; %SPT_INTERVENTION_LOCAL: its libretto as it is
 * @wish: (nullable): what a person chose before
 * @now_utc_ms: now
 * @xsd: (out) (transfer full): its form; the record lives no longer
 * @error: return location for an error
 *
 * Begins an intervention with all that is known already. Nothing is kept yet.
 *
 * Returns: (transfer full) (nullable): what it says
 */
SptRecord *
spt_intervention_begin (SptDb              *db,
                        gint64              plant_id,
                        const char         *type,
                        const SptPlantWish *wish,
                        gint64              now_utc_ms,
                        SptXsd            **xsd,
                        GError            **error)
{
  static const SptPlantWish no_wish;
  gboolean is_local = g_strcmp0 (type, SPT_INTERVENTION_LOCAL) == 0;
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, error);
  g_autoptr (SptXsd) form = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptPlantProjection) plant = NULL;

  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (xsd != NULL, NULL);

  *xsd = NULL;
  if (ops == NULL)
    return NULL;
  form = spt_intervention_ref_xsd (type, error);
  plant = form != NULL ? spt_plant_data_load (db, plant_id, 0, is_local ? SPT_PLANT_AS_IT_IS : SPT_PLANT_PLANNED,
                                              NULL, error) : NULL;
  if (plant == NULL)
    return NULL;
  record = spt_record_new (spt_xsd_get_schema (form));
  if (is_local ? plant->libretto != NULL && !spt_record_read (record, plant->libretto, -1, error)
               : !ops->begin (service, spt_intervention_find_operation (type), &plant->data,
                              wish != NULL ? wish : &no_wish, now_utc_ms, record, error))
    return NULL;
  *xsd = g_steal_pointer (&form);

  return g_steal_pointer (&record);
}

typedef struct
{
  const char *operation;
  gboolean    is_closed;
  char       *reason; /* (owned) (nullable) */
} StepLook;

static void
step_cb (const SptStep *step,
         gpointer       user_data)
{
  StepLook *look = user_data;

  if (strcmp (step->operation, look->operation) != 0)
    return;
  look->is_closed = step->kind == SPT_STEP_CLOSED;
  g_free (look->reason);
  look->reason = g_strdup (step->reason);
}

static gboolean
has_code (SptIssueList *issues,
          const char   *code)
{
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      if (g_strcmp0 (spt_issue_list_get (issues, i)->code, code) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Nothing but what begins a plant may be sent of one that the register does not have, and nothing of one that it
 * dismissed: said here and not there. What else closes a step the service's own rules say. */
static void
check_step (SptService               *service,
            const SptPlantOps        *ops,
            const SptPlantProjection *plant,
            SptAccount               *account,
            const char               *operation,
            SptIssueList             *issues)
{
  const char *standing = _spt_plant_get_standing_before (plant->standing, plant->data.is_present);
  const char *code = *standing == '\0' ? "E-PRIMO-INVIO" : "E-IMPIANTO-DISMESSO";
  StepLook look = { operation, FALSE, NULL };

  if (strcmp (standing, SPT_PLANT_ACTIVE) == 0)
    return;
  ops->list_steps (service, account, &plant->data, step_cb, &look);
  if (look.is_closed && !has_code (issues, code))
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, spt_service_get_info (service)->id, code, 0, NULL, NULL,
                        look.reason);
  g_free (look.reason);
}

/**
 * spt_intervention_check:
 * @plant: what it is held against: spt_plant_data_load() until this one
 * @account: (nullable): with which it goes
 * @type: "84", or %SPT_INTERVENTION_LOCAL
 * @xsd: its form
 * @record: what it says, of @xsd
 * @now_utc_ms: what dates are compared with
 * @issues: takes what is found
 *
 * Checks an intervention: schema, every rule, and whether it may be sent where its plant will stand. A local one
 * is only held against the schema and what a libretto has to be by itself.
 */
void
spt_intervention_check (const SptPlantProjection *plant,
                        SptAccount               *account,
                        const char               *type,
                        SptXsd                   *xsd,
                        SptRecord                *record,
                        gint64                    now_utc_ms,
                        SptIssueList             *issues)
{
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, NULL);
  const char *operation;

  g_return_if_fail (plant != NULL);
  g_return_if_fail (record != NULL);

  if (ops == NULL)
    return;
  operation = spt_intervention_find_operation (type);
  ops->check (service, account, operation != NULL ? operation : type, xsd, record, &plant->data, now_utc_ms, issues);
  if (operation != NULL)
    check_step (service, ops, plant, account, operation, issues);
}

void
_spt_intervention_check_document (const SptPlantProjection *plant,
                                  SptAccount               *account,
                                  const char               *type,
                                  SptXsdDocument           *document,
                                  gint64                    now_utc_ms,
                                  SptIssueList             *issues)
{
  SptService *service;
  const SptPlantOps *ops = _spt_plants_get_ops (&service, NULL);
  const char *operation;

  if (ops == NULL)
    return;
  operation = spt_intervention_find_operation (type);
  ops->check_document (service, account, operation != NULL ? operation : type, document, &plant->data, now_utc_ms,
                       issues);
  if (operation != NULL)
    check_step (service, ops, plant, account, operation, issues);
}
