/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document of each operation that needs only its values changed (data/catasto/templates). */

#define G_LOG_DOMAIN "spt-catasto-template"

#include "config.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-datetime.h"
#include "base/spt-text.h"
#include "services/catasto/spt-catasto-operations.h"
#include "services/catasto/spt-catasto-service.h"

#define FOLDER "catasto/templates/"

/* Operations of one call share a document, where what they say is the same. */
static const char *
get_name (const char *api_id)
{
  static const char *const libretto[] = { "4", "5", "9", "85", NULL };

  return g_strv_contains (libretto, api_id) ? "libretto" : api_id;
}

/**
 * spt_catasto_dup_template:
 * @service: the service
 * @operation: an operation of it
 * @now_utc_ms: the day that stands in it
 * @error: return location for an error
 *
 * Makes an example document that has no errors.
 *
 * Returns: (transfer full): XML, or %NULL
 */
char *
spt_catasto_dup_template (SptService  *service,
                          const char  *operation,
                          gint64       now_utc_ms,
                          GError     **error)
{
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);
  const SptCatastoRow *row = found != NULL ? spt_catasto_matrix_get (found->api_id) : NULL;
  g_autofree char *path = NULL;
  g_autofree char *pattern = NULL;
  g_autofree char *today = NULL;
  g_autofree char *year = NULL;
  g_autofree char *last_year = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SptDatetime now;
  gsize length;
  const char *data;

  if (found == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED, "no operation “%s”", operation);
      return NULL;
    }
  path = g_strconcat (FOLDER, get_name (found->api_id), ".xml", NULL);
  bytes = spt_data_load (path, error);
  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  pattern = g_strndup (data, length);
  spt_datetime_from_utc_ms_in_italy (&now, now_utc_ms, NULL);
  today = g_strdup_printf ("%04d-%02d-%02d", now.year, now.month, now.day);
  year = g_strdup_printf ("%d", now.year);
  last_year = g_strdup_printf ("%d", now.year - 1);

  return spt_text_fill (g_strchomp (pattern), "oggi", today, "anno", year, "anno-prima", last_year,
                        "api-id", found->api_id,
                        "tipo", row != NULL && row->intervention != NULL ? row->intervention : "4", NULL);
}
