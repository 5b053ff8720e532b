/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The twin of the register of heating plants: paths, settings and life. */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <string.h>

extern const PrcRoom prc_room_catasto;

static PrcCatasto *twin;

static const PrcMount mounts[] = {
  { PRC_CATASTO, "/catasto" },
};

static const PrcSetting settings[] = {
  { "authorization", "any none basic bearer header", 0, 0 },
  { "credentials", "valid expired", 0, 0 },
  { "primo_invio_accetta_11", "no si", 0, 0 },
  { "impianti_multipli", "no si", 0, 0 },
  { "warnings", "lenient strict", 0, 0 },      /* strict: what is only a warning refuses */
  { "request_id", "required optional", 0, 0 },
  { "repeats", "all accepted", 0, 0 },         /* which answers a request id keeps */
  { "service", "normal busy html", 0, 0 },
  { "retry_after_s", NULL, 60, 1 },
  { "cut", "no after", 0, 0 },                 /* the connection, once a call is stored */
  { "slow_ms", NULL, 0, 0 },
};

static const char *const call_names[] = {
  "other", "api_call_1", "api_call_2", "api_call_3", "api_call_4", "api_call_5", "api_call_6",
  "api_call_7", "api_call_8", "api_call_9", "api_call_10", "api_call_11",
};

/* 0: no call */
static guint
call_number (const PrcRequest *request)
{
  guint i;

  for (i = 1; i < G_N_ELEMENTS (call_names); i++)
    {
      if (*request->path == '/' && g_str_equal (request->path + 1, call_names[i]))
        return i;
    }
  return 0;
}

static const char *
catasto_operation (const PrcMount   *mount,
                   const PrcRequest *request)
{
  guint call = call_number (request);

  if (g_str_equal (request->method, "POST"))
    return call_names[call];
  return g_str_equal (request->method, "GET") && call == 0 ? "read" : "other";
}

static void
catasto_handle (PrcContext       *context,
                const PrcMount   *mount,
                const PrcRequest *request,
                PrcReply         *reply)
{
  guint call = call_number (request);
  gboolean post = g_str_equal (request->method, "POST");

  if (post && call > 0)
    prc_catasto_call (twin, call, request, reply);
  else if (g_str_equal (request->method, "GET") && call == 0)
    prc_catasto_read (twin, request, reply);
  else if (call > 0)
    prc_catasto_refusal (reply, 405, "E-METODO", call, prc_now_us (context));
  else
    prc_catasto_refusal (reply, 404, "E-CHIAMATA", 0, prc_now_us (context));
}

static gboolean
catasto_control (PrcContext       *context,
                 const PrcRequest *request,
                 PrcReply         *reply)
{
  return prc_catasto_control (twin, request, reply);
}

static void
catasto_close (PrcContext *context)
{
  if (twin == NULL)
    return;
  g_clear_pointer (&twin->schemas, prc_catasto_schemas_free);
  g_clear_pointer (&twin->settings, prc_settings_free);
  g_clear_pointer (&twin, g_free);
}

static gboolean
catasto_open (PrcContext  *context,
              GError     **error)
{
  twin = g_new0 (PrcCatasto, 1);
  twin->context = context;
  twin->db = context->db;
  twin->settings = prc_settings_new (context, "catasto-", settings, G_N_ELEMENTS (settings));
  twin->schemas = prc_catasto_schemas_new (error);
  if (twin->schemas != NULL && prc_catasto_store_open (twin, error))
    return TRUE;
  catasto_close (context);
  return FALSE;
}

const PrcRoom prc_room_catasto = {
  .mounts = mounts,
  .n_mounts = G_N_ELEMENTS (mounts),
  .open = catasto_open,
  .close = catasto_close,
  .operation = catasto_operation,
  .handle = catasto_handle,
  .refuse = prc_catasto_refuse,
  .control = catasto_control,
};
