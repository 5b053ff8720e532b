/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The GPD twin and its sister ACA: paths, error shapes, control endpoints. */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd.h"

#include "../prc-control.h"

#include <string.h>

extern const PrcRoom prc_room_gpd;

static PrcGpd *twin;

static const PrcMount mounts[] = {
  { "gpd", "/gpd" },
  { "gpd-aca", "/aca" },
};

static const char *const op_names[] = { "create", "update", "delete" };

/**
 * prc_op_name:
 * @op: an operation
 *
 * Names an operation for ledger, rules and state.
 *
 * Returns: (transfer none): the name
 */
const char *
prc_op_name (PrcOp op)
{
  return op_names[op];
}

/**
 * prc_op_parse:
 * @name: (nullable): from prc_op_name()
 * @op: (out): the operation
 *
 * The reverse of prc_op_name().
 *
 * Returns: %FALSE if there is no such operation
 */
gboolean
prc_op_parse (const char *name,
              PrcOp      *op)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (op_names); i++)
    {
      if (g_strcmp0 (name, op_names[i]) == 0)
        {
          *op = (PrcOp) i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * prc_problem:
 * @reply: the answer to fill
 * @status: HTTP status
 * @title: title
 * @detail: detail
 *
 * Answers with the service's problem JSON, sent as application/json (GPD facts 10).
 */
void
prc_problem (PrcReply   *reply,
             guint       status,
             const char *title,
             const char *detail)
{
  prc_reply_set (reply, status, "application/json", "{\"title\":");
  prc_append_json (reply->body, title);
  g_string_append_printf (reply->body, ",\"status\":%u,\"detail\":", status);
  prc_append_json (reply->body, detail);
  g_string_append_c (reply->body, '}');
}

/**
 * prc_micronaut_error:
 * @reply: the answer to fill
 * @status: HTTP status
 * @message: what is wrong
 *
 * Answers in the framework's own shape: missing part, wrong method, wrong content type.
 */
void
prc_micronaut_error (PrcReply   *reply,
                     guint       status,
                     const char *message)
{
  prc_reply_set (reply, status, "application/json", "{\"message\":");
  prc_append_json (reply->body, soup_status_get_phrase (status));
  g_string_append (reply->body, ",\"_links\":{\"self\":{\"href\":\"/\",\"templated\":false}},"
                   "\"_embedded\":{\"errors\":[{\"message\":");
  prc_append_json (reply->body, message);
  g_string_append (reply->body, "}]}}");
}

typedef enum
{
  ROUTE_NONE,
  ROUTE_INFO,
  ROUTE_FILE,
  ROUTE_STATUS,
  ROUTE_REPORT,
  ROUTE_FILES,
} Route;

static void
call_clear (PrcCall *call)
{
  g_free (call->broker);
  g_free (call->ec);
  g_free (call->file_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PrcCall, call_clear)

static gboolean
segment (const char  *text,
         char       **out)
{
  g_free (*out);
  *out = g_uri_unescape_string (text, NULL);
  return *out != NULL && !prc_text_blank (*out) && g_utf8_validate (*out, -1, NULL);
}

/* /v2/brokers/{broker}/organizations/{ec}/debtpositions/file/{fileId}/status */
static Route
route (const PrcMount   *mount,
       const PrcRequest *request,
       PrcCall          *call)
{
  g_auto (GStrv) parts = g_strsplit (request->path, "/", 12);
  guint count = g_strv_length (parts);

  call->service = mount->id;
  if (count < 3 || !(g_str_equal (parts[1], "v1") || g_str_equal (parts[1], "v2")))
    return ROUTE_NONE;
  call->version = parts[1][1] == '1' ? 1 : 2;
  if (count == 3 && g_str_equal (parts[2], "info"))
    return ROUTE_INFO;
  if (count < 8 || !g_str_equal (parts[2], "brokers") || !segment (parts[3], &call->broker) ||
      !g_str_equal (parts[4], "organizations") || !segment (parts[5], &call->ec) ||
      !g_str_equal (parts[6], "debtpositions"))
    return ROUTE_NONE;
  if (count == 8 && g_str_equal (parts[7], "file"))
    return ROUTE_FILE;
  if (count == 8 && g_str_equal (parts[7], "files"))
    return ROUTE_FILES;
  if (count != 10 || !g_str_equal (parts[7], "file") || !segment (parts[8], &call->file_id))
    return ROUTE_NONE;
  if (g_str_equal (parts[9], "status"))
    return ROUTE_STATUS;
  return g_str_equal (parts[9], "report") ? ROUTE_REPORT : ROUTE_NONE;
}

static gboolean
file_op (const char *method,
         PrcOp      *op)
{
  if (g_str_equal (method, "POST"))
    *op = PRC_OP_CREATE;
  else if (g_str_equal (method, "PUT"))
    *op = PRC_OP_UPDATE;
  else if (g_str_equal (method, "DELETE"))
    *op = PRC_OP_DELETE;
  else
    return FALSE;
  return TRUE;
}

static const char *
gpd_operation (const PrcMount   *mount,
               const PrcRequest *request)
{
  g_auto (PrcCall) call = { 0, };
  PrcOp op;

  switch (route (mount, request, &call))
    {
    case ROUTE_INFO:
      return "info";
    case ROUTE_FILE:
      return file_op (request->method, &op) ? prc_op_name (op) : "other";
    case ROUTE_STATUS:
      return "status";
    case ROUTE_REPORT:
      return "report";
    case ROUTE_FILES:
      return "files";
    case ROUTE_NONE:
    default:
      return "other";
    }
}

static void
gpd_handle (PrcContext       *context,
            const PrcMount   *mount,
            const PrcRequest *request,
            PrcReply         *reply)
{
  g_auto (PrcCall) call = { 0, };
  Route to = route (mount, request, &call);
  PrcOp op = PRC_OP_CREATE;
  gboolean method = to == ROUTE_FILE ? file_op (request->method, &op)
                    : g_str_equal (request->method, "GET");

  if (to == ROUTE_NONE)
    {
      prc_gateway_error (reply, 404);
      return;
    }
  if (!prc_gateway_admit (twin, request, call.ec, to == ROUTE_FILE, reply))
    return;
  if (!method)
    {
      g_autofree char *message = g_strdup_printf ("Method [%s] not allowed for this URI",
                                                  request->method);

      prc_micronaut_error (reply, 405, message);
      return;
    }
  switch (to)
    {
    case ROUTE_INFO:
      prc_reply_set (reply, 200, "application/json", "{\"name\":\"sportello-practice\","
                     "\"version\":\"0.5.3\",\"environment\":\"practice\"}");
      break;
    case ROUTE_FILE:
      prc_upload_handle (twin, &call, op, request, reply);
      break;
    case ROUTE_STATUS:
      prc_status_handle (twin, &call, request, reply);
      break;
    case ROUTE_REPORT:
      prc_report_handle (twin, &call, request, reply);
      break;
    case ROUTE_FILES:
      prc_files_handle (twin, &call, request, reply);
      break;
    case ROUTE_NONE:
    default:
      break;
    }
}

static const char *
pay (gpointer    data,
     JsonObject *object,
     PrcReply   *reply)
{
  return prc_store_pay (data, object);
}

static const char *
add_fee (gpointer    data,
         JsonObject *object,
         PrcReply   *reply)
{
  return prc_store_fee (data, object);
}

static const char *
set_key (gpointer    data,
         JsonObject *object,
         PrcReply   *reply)
{
  return prc_gateway_set_key (data, object) ? NULL : "a text member \"key\" is expected";
}

static void
show_positions (gpointer          data,
                const PrcRequest *request,
                PrcReply         *reply)
{
  prc_store_positions (data, prc_control_query (request, "service"), prc_control_query (request, "ec"),
                       prc_control_query (request, "iupd"), (gint64) prc_control_limit (request),
                       reply->body);
}

static const PrcControl controls[] = {
  { "/pay", pay, NULL },
  { "/fee", add_fee, NULL },
  { "/keys", set_key, NULL },
  { "/positions", NULL, show_positions },
};

static gboolean
gpd_control (PrcContext       *context,
             const PrcRequest *request,
             PrcReply         *reply)
{
  return prc_control_serve (twin, controls, G_N_ELEMENTS (controls), request, reply);
}

static void
gpd_refuse (const char *operation,
            PrcReply   *reply,
            guint       status)
{
  prc_gateway_error (reply, status);
}

static void
gpd_close (PrcContext *context)
{
  if (twin == NULL)
    return;
  g_clear_pointer (&twin->work, g_hash_table_unref);
  prc_gateway_close (twin);
  g_clear_pointer (&twin, g_free);
}

static gboolean
gpd_open (PrcContext  *context,
          GError     **error)
{
  twin = g_new0 (PrcGpd, 1);
  twin->context = context;
  twin->db = context->db;
  /* The key lives in the value. */
  twin->work = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, prc_worker_free);
  prc_gateway_open (twin);
  if (!prc_store_open (twin, error))
    {
      gpd_close (context);
      return FALSE;
    }
  prc_worker_resume (twin);
  return TRUE;
}

const PrcRoom prc_room_gpd = {
  .mounts = mounts,
  .n_mounts = G_N_ELEMENTS (mounts),
  .open = gpd_open,
  .close = gpd_close,
  .operation = gpd_operation,
  .handle = gpd_handle,
  .refuse = gpd_refuse,
  .control = gpd_control,
};
