/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The TSDigital twin: two addresses, paths and life. */
#define G_LOG_DOMAIN "spt-practice"

#include "tsdigital.h"

#include <string.h>

extern const PrcRoom prc_room_tsdigital;

static PrcTsdigital *twin;

/* The platform logs in at a host of its own; the registry's answers there as well, so that an
 * account with one address works. */
static const PrcMount mounts[] = {
  { PRC_TSDIGITAL, "/tsdigital" },
  { "tsdigital-auth", "/tsdigital-auth" },
};

static const PrcSetting settings[] = {
  { "token_s", NULL, 3600, 3600 },
  { "clock_ahead_s", NULL, 0, 0 },      /* how far the clock that writes exp is ahead, or behind */
  { "clock_behind_s", NULL, 0, 0 },
  { "nonce_ms", NULL, 60000, 60000 },
  { "nonces", "latest any", 0, 0 },     /* which of a key's nonces are good */
  { "lockout", NULL, 5, 5 },            /* failures in a row that lock a key; 0: never */
  { "headers", "needed strict", 0, 0 },
  { "unknown", "refuse ignore", 0, 0 }, /* members that the page does not show */
  { "empty", "refuse accept", 0, 0 },   /* empty texts */
  { "duplicates", "new same refuse", 0, 0 },
  { "visible", "yes never", 0, 0 },
  { "visible_ms", NULL, 5000, 0 },
};

#define API "/api/v3/"

static const char *
tsdigital_operation (const PrcMount   *mount,
                     const PrcRequest *request)
{
  gboolean post = g_str_equal (request->method, "POST");
  gboolean get = g_str_equal (request->method, "GET");

  if (g_str_equal (request->path, API "nonces") && post)
    return "nonce";
  if (g_str_equal (request->path, API "tokens") && post)
    return "token";
  if (!g_str_equal (mount->id, PRC_TSDIGITAL))
    return "other";
  if (g_str_equal (request->path, API "items"))
    return post ? "create-item" : get ? "find" : "other";
  if (g_str_has_prefix (request->path, API "items/") && get)
    return "read";
  return g_str_equal (request->path, "/portale") && get ? "portal" : "other";
}

static void
refuse_place (const PrcMount   *mount,
              const PrcRequest *request,
              PrcReply         *reply)
{
  gboolean known = g_str_equal (request->path, API "nonces") ||
                   g_str_equal (request->path, API "tokens") ||
                   (g_str_equal (mount->id, PRC_TSDIGITAL) &&
                    g_str_equal (request->path, API "items"));

  prc_tsdigital_error (twin, request, reply, known ? 405 : 404,
                       known ? "Metodo non ammesso" : "Risorsa non trovata", NULL);
}

static void
tsdigital_handle (PrcContext       *context,
                  const PrcMount   *mount,
                  const PrcRequest *request,
                  PrcReply         *reply)
{
  const char *operation = tsdigital_operation (mount, request);

  if (request->too_large)
    prc_reply_html (reply, 413);
  else if (g_str_equal (operation, "nonce"))
    prc_tsdigital_nonce (twin, request, reply);
  else if (g_str_equal (operation, "token"))
    prc_tsdigital_token (twin, request, reply);
  else if (g_str_equal (operation, "create-item"))
    prc_tsdigital_create (twin, request, reply);
  else if (g_str_equal (operation, "find"))
    prc_tsdigital_read (twin, NULL, request, reply);
  else if (g_str_equal (operation, "read"))
    prc_tsdigital_read (twin, request->path + strlen (API "items/"), request, reply);
  else if (g_str_equal (operation, "portal"))
    prc_tsdigital_portal (twin, request, reply);
  else
    refuse_place (mount, request, reply);
}

static gboolean
tsdigital_control (PrcContext       *context,
                   const PrcRequest *request,
                   PrcReply         *reply)
{
  return prc_tsdigital_control (twin, request, reply);
}

static void
tsdigital_close (PrcContext *context)
{
  if (twin == NULL)
    return;
  g_clear_pointer (&twin->settings, prc_settings_free);
  g_clear_pointer (&twin, g_free);
}

static gboolean
tsdigital_open (PrcContext  *context,
                GError     **error)
{
  twin = g_new0 (PrcTsdigital, 1);
  twin->context = context;
  twin->db = context->db;
  twin->settings = prc_settings_new (context, "tsdigital-", settings, G_N_ELEMENTS (settings));
  if (prc_tsdigital_store_open (twin, error))
    return TRUE;
  tsdigital_close (context);
  return FALSE;
}

const PrcRoom prc_room_tsdigital = {
  .mounts = mounts,
  .n_mounts = G_N_ELEMENTS (mounts),
  .open = tsdigital_open,
  .close = tsdigital_close,
  .operation = tsdigital_operation,
  .handle = tsdigital_handle,
  .refuse = prc_tsdigital_refuse,
  .control = tsdigital_control,
};
