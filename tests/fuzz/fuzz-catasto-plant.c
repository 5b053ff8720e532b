/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plant's libretto and documents, from any bytes: "libretto NUL document". The first byte is the operation; what
 * begins, what is applied, what lists show of it. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "services/catasto/spt-catasto-service.h"
#include "service/spt-plants.h"

#define NOW G_GINT64_CONSTANT (1795262400000)

static const char *const api_ids[] = {
  "9", "1", "2", "3", "4", "5", "8", "10", "16", "52", "58", "84", "85", "86", "87", "88", "99"
};

static void
step_cb (const SptStep *step,
         gpointer       user_data)
{
  FUZZ_ASSERT (step->operation != NULL);
}

/* What can be read can be shown, checked, and has parts and dates. */
static void
look_at (SptService        *service,
         const SptPlantOps *ops,
         SptPlantData      *plant)
{
  g_autofree char *operation = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GPtrArray) dues = NULL;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (100);
  SptPlantColumns columns = { "", "", "", "", "", "", "", "", "", "", -1 };

  if (!ops->read (service, plant->libretto, strlen (plant->libretto), &operation, &xsd, &record, NULL))
    return;
  ops->describe (service, record, NOW, scratch, &columns);
  FUZZ_ASSERT (g_utf8_validate (columns.name, -1, NULL) && g_utf8_validate (columns.generators, -1, NULL));
  parts = ops->list_parts (service, record);
  plant->parts = parts;
  dues = ops->list_dues (service, plant, NOW);
  ops->list_steps (service, NULL, plant, step_cb, NULL);
  ops->check (service, NULL, operation, xsd, record, plant, NOW, issues);
  plant->parts = NULL;
}

static void
begin (SptService         *service,
       const SptPlantOps  *ops,
       const char         *operation,
       const SptPlantData *plant,
       const char         *previous)
{
  const SptPlantWish wish = { .day = "2026-11-20", .previous = previous, .replace = TRUE };
  g_autoptr (SptXsd) xsd = ops->ref_xsd (service, operation, NULL);
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));
  g_autoptr (SptIssueList) issues = spt_issue_list_new (100);
  g_autoptr (GBytes) bytes = NULL;

  if (!ops->begin (service, operation, plant, &wish, NOW, record, NULL))
    return;
  ops->check (service, NULL, operation, xsd, record, plant, NOW, issues);
  bytes = spt_xsd_write (xsd, record);
  FUZZ_ASSERT (g_utf8_validate (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
}

/* What cannot be read of the archive is worth a warning each time, and here that is most of it. */
static void
log_cb (const char     *domain,
        GLogLevelFlags  level,
        const char     *message,
        gpointer        user_data)
{
  FUZZ_ASSERT ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL)) == 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const GType types[] = { SPT_TYPE_CATASTO_SERVICE, G_TYPE_INVALID };
  static SptService *service;
  static const SptPlantOps *ops;
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autofree char *operation = NULL;
  g_autofree char *libretto = NULL;
  g_autofree char *document = NULL;
  g_autofree char *after = NULL;
  SptPlantDocument one = { .id = 1, .state = SPT_STATE_DONE, .utc = NOW, .is_accepted = TRUE };
  SptPlantData plant = { .code = "PROVA0001", .standing = SPT_PLANT_ACTIVE, .documents = documents };
  const uint8_t *split;

  if (size < 2)
    return 0;
  if (service == NULL)
    {
      g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
      g_log_set_default_handler (log_cb, NULL);
      spt_services_set_types (types);
      service = spt_plants_get_service (&ops);
    }
  operation = g_strconcat ("catasto.", api_ids[data[0] % G_N_ELEMENTS (api_ids)], NULL);
  split = memchr (data + 1, '\0', size - 1);
  if (split == NULL)
    split = data + size;
  libretto = g_strndup ((const char *) data + 1, (gsize) (split - data - 1));
  document = split < data + size ? g_strndup ((const char *) split + 1, (gsize) (data + size - split - 1)) : g_strdup ("");

  plant.libretto = *libretto != '\0' ? libretto : NULL;
  one.operation = operation;
  one.doc = document;
  if (*document != '\0')
    g_ptr_array_add (documents, &one);
  if (plant.libretto != NULL)
    look_at (service, ops, &plant);
  begin (service, ops, operation, &plant, *document != '\0' ? document : NULL);
  after = ops->apply (service, operation, plant.libretto, document, NULL);
  if (after != NULL)
    {
      g_autofree char *twice = ops->apply (service, operation, after, document, NULL);

      FUZZ_ASSERT (g_utf8_validate (after, -1, NULL));
      FUZZ_ASSERT (twice != NULL);
      plant.libretto = after;
      look_at (service, ops, &plant);
    }

  return 0;
}
