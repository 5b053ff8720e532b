/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Voucher BUL twin: its two environments, paths and life. */
#define G_LOG_DOMAIN "spt-practice"

#include "voucher.h"

#include <string.h>

extern const PrcRoom prc_room_voucher;

static PrcVoucher *twin;

static const PrcMount mounts[] = {
  { "voucher", "/voucher" },
  { "voucher-test", "/voucher-test" },
};

/* The APIs of the test environment have the prefix "col" (document, appendix B). */
static const struct
{
  const char *operation;
  const char *method;
  const char *path;
} routes[] = {
  { "prenotazione", "POST", "apitibcoprenotazione/v1/prenotazione" },
  { "attivazione", "POST", "apitibcoattivazione/v1/attivazione" },
  { "cessazione", "POST", "apitibcocessazione/v1/cessazione" },
  { "disdetta", "POST", "apitibcodisdetta/v1/disdetta" },
  { "isee", "GET", "esitoiseeprenotazioni/getprenotazioni" },
};

#define TOKEN_PATH "/oauth2/v2.0/token"

/* /{tenant}/oauth2/v2.0/token */
static char *
find_tenant (const char *path)
{
  gsize length = strlen (path);
  g_autofree char *tenant = NULL;

  if (path[0] != '/' || length <= strlen (TOKEN_PATH) + 1 || !g_str_has_suffix (path, TOKEN_PATH))
    return NULL;
  tenant = g_strndup (path + 1, length - strlen (TOKEN_PATH) - 1);
  return strchr (tenant, '/') == NULL ? g_steal_pointer (&tenant) : NULL;
}

/* The index in routes, or -1. */
static gint
find_route (const PrcMount   *mount,
            const PrcRequest *request)
{
  const char *prefix = g_str_equal (mount->id, "voucher-test") ? "/col" : "/";
  guint i;

  for (i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (g_str_has_prefix (request->path, prefix) &&
          g_str_equal (request->path + strlen (prefix), routes[i].path))
        return (gint) i;
    }
  return -1;
}

static const char *
voucher_operation (const PrcMount   *mount,
                   const PrcRequest *request)
{
  g_autofree char *tenant = find_tenant (request->path);
  gint route = find_route (mount, request);

  if (tenant != NULL)
    return "token";
  if (route < 0 || !g_str_equal (request->method, routes[route].method))
    return "other";
  return routes[route].operation;
}

static gboolean
is_json (const PrcRequest *request)
{
  const char *type = soup_message_headers_get_content_type (request->headers, NULL);

  return type != NULL && g_ascii_strcasecmp (type, "application/json") == 0;
}

static void
voucher_handle (PrcContext       *context,
                const PrcMount   *mount,
                const PrcRequest *request,
                PrcReply         *reply)
{
  g_autofree char *tenant = find_tenant (request->path);
  g_autofree char *client = NULL;
  gint route;

  if (tenant != NULL)
    {
      prc_voucher_token (twin, mount->id, tenant, request, reply);
      return;
    }
  if (!prc_voucher_admit (twin, mount->id, request, &client, reply))
    return;
  route = find_route (mount, request);
  if (route < 0 || !g_str_equal (request->method, routes[route].method))
    prc_voucher_gateway (reply, 404, "Resource not found");
  else if (g_str_equal (request->method, "GET"))
    prc_voucher_list (twin, mount->id, client, request, reply);
  else if (request->too_large)
    prc_reply_html (reply, 413);
  else if (!is_json (request))
    prc_voucher_gateway (reply, 400, "Content-Type must be application/json");
  else
    prc_voucher_submit (twin, mount->id, (PrcVoucherOp) route, client, request, reply);
}

static gboolean
voucher_control (PrcContext       *context,
                 const PrcRequest *request,
                 PrcReply         *reply)
{
  return prc_voucher_control (twin, request, reply);
}

static void
voucher_close (PrcContext *context)
{
  if (twin == NULL)
    return;
  g_hash_table_unref (twin->rates);
  g_hash_table_unref (twin->tokens);
  g_hash_table_unref (twin->locks);
  g_clear_pointer (&twin, g_free);
}

static gboolean
voucher_open (PrcContext  *context,
              GError     **error)
{
  twin = g_new0 (PrcVoucher, 1);
  twin->context = context;
  twin->db = context->db;
  twin->rates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  twin->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  twin->locks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (prc_voucher_store_open (twin, error))
    return TRUE;
  voucher_close (context);
  return FALSE;
}

const PrcRoom prc_room_voucher = {
  .mounts = mounts,
  .n_mounts = G_N_ELEMENTS (mounts),
  .open = voucher_open,
  .close = voucher_close,
  .operation = voucher_operation,
  .handle = voucher_handle,
  .refuse = prc_voucher_refuse,
  .control = voucher_control,
};
