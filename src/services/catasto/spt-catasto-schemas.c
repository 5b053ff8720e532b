/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schemas of the calls in force: the user's set before the shipped one, each compiled once. */

#define G_LOG_DOMAIN "spt-catasto-schemas"

#include "config.h"

#include "services/catasto/spt-catasto-schemas.h"

#include <glib/gi18n.h>

#include "services/catasto/spt-catasto-operations.h"

/* Catasto facts 3: what is sent by each call. */
static const SptOfficialDocument documents[] = {
  { "api_call_1", N_("Changes of data and people (call 1)") },
  { "api_call_2", N_("Libretto of a plant (call 2)") },
  { "api_call_3", N_("Decommissioning of a plant (call 3)") },
  { "api_call_4", N_("Added or replaced generators (call 4)") },
  { "api_call_5", N_("Added or replaced accessory parts (call 5)") },
  { "api_call_6", N_("Decommissioned generators (call 6)") },
  { "api_call_7", N_("Decommissioned accessory parts (call 7)") },
  { "api_call_8", N_("Efficiency reports, RCEE (call 8)") },
  { "api_call_9", N_("Inspection test reports (call 9)") },
  { "api_call_10", N_("Consumption (call 10)") },
  { "api_call_11", N_("Simplified libretto (call 11)") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (documents) == SPT_CATASTO_N_CALLS);

const SptOfficialKind spt_catasto_official = {
  .folder = "catasto",
  .schemas = "xsd",
  .lists = "lists.json",
  .domain = SPT_CATASTO_DOMAIN,
  .documents = documents,
  .n_documents = G_N_ELEMENTS (documents),
};

/**
 * spt_catasto_schemas_ref:
 * @call: 1 to 11
 * @error: return location for an error
 *
 * Gets the schema in force of a call (catasto facts 2), now: after another set was put in force, that one's.
 *
 * Returns: (transfer full): the schema, or %NULL with %SPT_OFFICIAL_ERROR
 */
SptXsd *
spt_catasto_schemas_ref (guint    call,
                         GError **error)
{
  g_return_val_if_fail (call >= 1 && call <= SPT_CATASTO_N_CALLS, NULL);

  return spt_official_ref_schema (&spt_catasto_official, documents[call - 1].root, error);
}

/**
 * spt_catasto_schemas_forget:
 *
 * Lets go of all schemas: the next one asked for is read anew.
 */
void
spt_catasto_schemas_forget (void)
{
  spt_official_forget ();
}

/**
 * spt_catasto_schemas_dup_path:
 * @call: 1 to 11
 * @error: return location for an error
 *
 * Gets the schema in force as a file, for tools that want one (design 5), see spt_official_dup_path().
 *
 * Returns: (transfer full): the path, or %NULL
 */
char *
spt_catasto_schemas_dup_path (guint    call,
                              GError **error)
{
  g_return_val_if_fail (call >= 1 && call <= SPT_CATASTO_N_CALLS, NULL);

  return spt_official_dup_path (&spt_catasto_official, documents[call - 1].root, error);
}
