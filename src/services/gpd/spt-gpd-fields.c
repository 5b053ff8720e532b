/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a debt position's schema by name, looked up once. */

#define G_LOG_DOMAIN "spt-gpd-fields"

#include "config.h"

#include "services/gpd/spt-gpd-fields.h"

#include "service/spt-service.h"

static const char *const position_names[GPD_N_POSITION] = {
  [GPD_IUPD] = "iupd",
  [GPD_TYPE] = "type",
  [GPD_PAY_STAND_IN] = "payStandIn",
  [GPD_FISCAL_CODE] = "fiscalCode",
  [GPD_FULL_NAME] = "fullName",
  [GPD_STREET_NAME] = "streetName",
  [GPD_CIVIC_NUMBER] = "civicNumber",
  [GPD_POSTAL_CODE] = "postalCode",
  [GPD_CITY] = "city",
  [GPD_PROVINCE] = "province",
  [GPD_REGION] = "region",
  [GPD_COUNTRY] = "country",
  [GPD_EMAIL] = "email",
  [GPD_PHONE] = "phone",
  [GPD_SWITCH_TO_EXPIRED] = "switchToExpired",
  [GPD_COMPANY_NAME] = "companyName",
  [GPD_OFFICE_NAME] = "officeName",
  [GPD_VALIDITY_DATE] = "validityDate",
};

static const char *const option_names[GPD_N_OPTION] = {
  [GPD_NAV] = "nav",
  [GPD_IUV] = "iuv",
  [GPD_AMOUNT] = "amount",
  [GPD_DESCRIPTION] = "description",
  [GPD_IS_PARTIAL] = "isPartialPayment",
  [GPD_DUE_DATE] = "dueDate",
  [GPD_RETENTION_DATE] = "retentionDate",
};

static const char *const transfer_names[GPD_N_TRANSFER] = {
  [GPD_TR_AMOUNT] = "amount",
  [GPD_TR_ORGANIZATION] = "organizationFiscalCode",
  [GPD_TR_COMPANY_NAME] = "companyName",
  [GPD_TR_REMITTANCE] = "remittanceInformation",
  [GPD_TR_CATEGORY] = "category",
  [GPD_TR_IBAN] = "iban",
  [GPD_TR_POSTAL_IBAN] = "postalIban",
  [GPD_TR_STAMP_HASH] = "stamp.hashDocument",
  [GPD_TR_STAMP_TYPE] = "stamp.stampType",
  [GPD_TR_STAMP_PROVINCE] = "stamp.provincialResidence",
};

static gboolean
find_fields (const SptGroupDef  *group,
             const char *const  *names,
             guint               n_names,
             guint              *indices,
             GError            **error)
{
  for (guint i = 0; i < n_names; i++)
    {
      const SptFieldDef *field = spt_group_def_find_field (group, names[i]);

      if (field == NULL)
        {
          g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                       "the table of positions lacks the field “%s” in “%s”", names[i],
                       group->name);
          return FALSE;
        }
      indices[i] = field->index;
    }

  return TRUE;
}

static const SptGroupDef *
find_group (const SptGroupDef  *parent,
            const char         *name,
            GError            **error)
{
  const SptGroupDef *group = spt_group_def_find_group (parent, name);

  if (group == NULL)
    g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                 "the table of positions lacks the group “%s”", name);

  return group;
}

/**
 * spt_gpd_fields_new:
 * @schema: the schema of data/gpd/position.json, or a user's newer copy
 * @error: return location for an error
 *
 * Looks up every field that rules and codecs name.
 *
 * Returns: (transfer full) (nullable): the indices; %NULL with @error set when the table lacks one
 */
SptGpdFields *
spt_gpd_fields_new (SptSchema  *schema,
                    GError    **error)
{
  static const char *const metadata_names[] = { "key", "value" };
  g_autoptr (SptGpdFields) self = g_new0 (SptGpdFields, 1);
  const SptFieldDef *organization;
  guint metadata[2];

  self->schema = spt_schema_ref (schema);
  self->root = spt_schema_get_root (schema);
  if (!find_fields (self->root, position_names, GPD_N_POSITION, self->position_index, error))
    return NULL;
  organization = spt_group_def_find_field (self->root, "organization");
  self->organization = organization != NULL ? (int) organization->index : -1;

  self->option = find_group (self->root, "paymentOption", error);
  if (self->option == NULL ||
      !find_fields (self->option, option_names, GPD_N_OPTION, self->option_index, error))
    return NULL;
  self->transfer = find_group (self->option, "transfer", error);
  if (self->transfer == NULL ||
      !find_fields (self->transfer, transfer_names, GPD_N_TRANSFER, self->transfer_index, error))
    return NULL;

  self->option_metadata = find_group (self->option, "paymentOptionMetadata", error);
  if (self->option_metadata == NULL ||
      !find_fields (self->option_metadata, metadata_names, 2, metadata, error))
    return NULL;
  self->option_key = metadata[0];
  self->option_value = metadata[1];
  self->transfer_metadata = find_group (self->transfer, "transferMetadata", error);
  if (self->transfer_metadata == NULL ||
      !find_fields (self->transfer_metadata, metadata_names, 2, metadata, error))
    return NULL;
  self->transfer_key = metadata[0];
  self->transfer_value = metadata[1];

  return g_steal_pointer (&self);
}

/**
 * spt_gpd_fields_free:
 * @self: (transfer full) (nullable): the indices
 *
 * Frees @self.
 */
void
spt_gpd_fields_free (SptGpdFields *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->schema, spt_schema_unref);
  g_free (self);
}
