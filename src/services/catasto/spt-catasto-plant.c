/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of what the register's service can do with plants; a document from anywhere is known by what it says itself. */

#define G_LOG_DOMAIN "spt-catasto-plant"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#include "services/catasto/spt-catasto-schemas.h"

static SptXsd *
ref_xsd (SptService  *service,
         const char  *operation,
         GError     **error)
{
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);

  if (found != NULL)
    return spt_catasto_schemas_ref (found->call, error);
  /* A correction that stays here is one of the libretto. */
  if (spt_catasto_is_local (operation))
    return spt_catasto_schemas_ref (SPT_CATASTO_LIBRETTO_CALL, error);
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED, "no operation “%s”", operation);

  return NULL;
}

/* The only operation of a call, where it has but one. */
static const SptCatastoOperation *
find_only (SptService *service,
           guint       call)
{
  const SptServiceInfo *info = spt_service_get_info (service);
  const SptCatastoOperation *only = NULL;

  for (guint i = 0; i < info->n_operations; i++)
    {
      const SptCatastoOperation *operation = spt_catasto_operation_find (info->operations[i].id);

      if (operation == NULL || operation->call != call)
        continue;
      if (only != NULL)
        return NULL;
      only = operation;
    }

  return only;
}

static const SptCatastoOperation *
find_operation (SptService      *service,
                SptCatastoTree  *tree,
                GError         **error)
{
  guint call = spt_catasto_tree_get_call (tree);
  const char *api_id = spt_catasto_tree_get (tree, tree->root, SPT_CATASTO_API_ID);
  const char *reason = spt_catasto_why_not_invokable (api_id);
  const SptCatastoOperation *found = *api_id != '\0' ? spt_catasto_operation_find_api_id (api_id) : find_only (service, call);

  if (found != NULL && found->call == call)
    return found;
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT, "API_ID “%s” is none of api_call_%u%s%s", api_id, call,
               reason != NULL ? ": " : "", reason != NULL ? reason : "");

  return NULL;
}

/**
 * read_document:
 * @service: the service
 * @data: (array length=length): XML
 * @length: in bytes
 * @operation: (out) (transfer full): what it is a document of
 * @xsd: (out) (transfer full): its schema
 * @record: (out) (transfer full): what it says
 * @error: return location for an error
 *
 * Reads a document from here or elsewhere, valid or not.
 *
 * Returns: %FALSE with %SPT_SERVICE_ERROR_DOCUMENT where it is none of the service's
 */
static gboolean
read_document (SptService  *service,
               const char  *data,
               gsize        length,
               char       **operation,
               SptXsd     **xsd,
               SptRecord  **record,
               GError     **error)
{
  g_autoptr (SptCatastoTree) tree = spt_catasto_tree_parse (data, (gssize) length, error);
  const SptCatastoOperation *found = tree != NULL ? find_operation (service, tree, error) : NULL;
  g_autoptr (SptXsd) schema = found != NULL ? spt_catasto_schemas_ref (found->call, error) : NULL;
  g_autoptr (SptRecord) read = NULL;

  if (schema == NULL)
    return FALSE;
  read = spt_record_new (spt_xsd_get_schema (schema));
  if (!spt_xsd_read (schema, data, length, read, NULL, error))
    return FALSE;
  *operation = g_strdup (found->id);
  *xsd = g_steal_pointer (&schema);
  *record = g_steal_pointer (&read);

  return TRUE;
}

static const SptPlantNorms *
get_norms (SptService *service)
{
  static SptPlantNorms norms;
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      norms.digest = spt_catasto_get_norms_digest ();
      norms.send_days = spt_catasto_get_limits ()->send_days;
      norms.remind_days = spt_catasto_get_limits ()->remind_days;
      g_once_init_leave (&once, 1);
    }

  return &norms;
}

const SptPlantOps spt_catasto_plant_ops = {
  .ref_xsd = ref_xsd,
  .list_schede = spt_catasto_plant_list_schede,
  .begin = spt_catasto_plant_begin,
  .check = spt_catasto_plant_check,
  .check_document = spt_catasto_plant_check_document,
  .prepare = spt_catasto_plant_prepare,
  .apply = spt_catasto_plant_apply,
  .describe = spt_catasto_plant_describe,
  .describe_document = spt_catasto_plant_describe_document,
  .list_parts = spt_catasto_plant_list_parts,
  .list_dues = spt_catasto_plant_list_dues,
  .list_steps = spt_catasto_plant_list_steps,
  .get_standing = spt_catasto_plant_get_standing,
  .consumption = "87",
  .list_meters = spt_catasto_plant_list_meters,
  .read = read_document,
  .get_norms = get_norms,
  .table = &spt_catasto_plant_table,
};
