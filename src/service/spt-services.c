/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry of services: which types there are is said from outside, so this layer names
 * none. */

#define G_LOG_DOMAIN "spt-services"

#include "config.h"

#include "service/spt-service.h"

static GMutex registry_lock;
static GPtrArray *services; /* (owned) (nullable) (element-type SptService) (mutex registry_lock) */
static GArray *types;       /* (owned) (nullable) (element-type GType) (mutex registry_lock) */

/* Call with the lock held. */
static GPtrArray *
ensure_services (void)
{
  if (services != NULL)
    return services;

  services = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; types != NULL && i < types->len; i++)
    g_ptr_array_add (services, g_object_new (g_array_index (types, GType, i), NULL));

  return services;
}

/**
 * spt_services_set_types:
 * @new_types: (array) (nullable): types derived from #SptService, %G_TYPE_INVALID at the end;
 *   %NULL for none
 *
 * Says which services there are. The composition root calls it once with the table that meson made;
 * tests may replace the table, which frees the former instances.
 */
void
spt_services_set_types (const GType *new_types)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&registry_lock);

  g_clear_pointer (&services, g_ptr_array_unref);
  g_clear_pointer (&types, g_array_unref);
  if (new_types == NULL)
    return;

  types = g_array_new (FALSE, FALSE, sizeof (GType));
  for (guint i = 0; new_types[i] != G_TYPE_INVALID; i++)
    {
      g_return_if_fail (g_type_is_a (new_types[i], SPT_TYPE_SERVICE));
      g_array_append_val (types, new_types[i]);
    }
}

/**
 * spt_services_list:
 *
 * Lists the services, in the order of the table. Any thread.
 *
 * Returns: (transfer container) (element-type SptService): the services
 */
GPtrArray *
spt_services_list (void)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&registry_lock);
  GPtrArray *all = ensure_services ();
  GPtrArray *list = g_ptr_array_sized_new (all->len);

  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (list, g_ptr_array_index (all, i));

  return list;
}

/**
 * spt_services_find:
 * @id: (nullable): "gpd"
 *
 * Finds a service by its id. Any thread.
 *
 * Returns: (transfer none) (nullable): the service
 */
SptService *
spt_services_find (const char *id)
{
  g_autoptr (GPtrArray) list = spt_services_list ();

  for (guint i = 0; id != NULL && i < list->len; i++)
    {
      SptService *service = g_ptr_array_index (list, i);

      if (g_str_equal (spt_service_get_info (service)->id, id))
        return service;
    }

  return NULL;
}

/**
 * spt_services_find_operation:
 * @operation: (nullable): an operation id ("gpd.create")
 * @info: (out) (optional) (transfer none): the operation
 *
 * Finds the service that has an operation. Any thread.
 *
 * Returns: (transfer none) (nullable): the service
 */
SptService *
spt_services_find_operation (const char              *operation,
                             const SptOperationInfo **info)
{
  g_autoptr (GPtrArray) list = spt_services_list ();

  for (guint i = 0; i < list->len; i++)
    {
      SptService *service = g_ptr_array_index (list, i);
      const SptOperationInfo *found = spt_service_find_operation (service, operation);

      if (found != NULL)
        {
          if (info != NULL)
            *info = found;
          return service;
        }
    }

  return NULL;
}

/**
 * spt_services_find_kind:
 * @record_kind: (nullable): "debt-positions"
 *
 * Finds the service whose records are of a kind, or about what is of that kind. Any thread.
 *
 * Returns: (transfer none) (nullable): the service
 */
SptService *
spt_services_find_kind (const char *record_kind)
{
  g_autoptr (GPtrArray) list = spt_services_list ();

  for (guint i = 0; record_kind != NULL && i < list->len; i++)
    {
      SptService *service = g_ptr_array_index (list, i);

      const SptServiceInfo *info = spt_service_get_info (service);

      if (g_strcmp0 (info->record_kind, record_kind) == 0 || g_strcmp0 (info->about_kind, record_kind) == 0)
        return service;
    }

  return NULL;
}
