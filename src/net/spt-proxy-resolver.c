/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system's proxy settings, and above them: this machine is never reached through a proxy. */
#define G_LOG_DOMAIN "spt-proxy-resolver"

#include "config.h"

#include "net/spt-http-private.h"

#define SPT_TYPE_PROXY_RESOLVER (spt_proxy_resolver_get_type ())

G_DECLARE_FINAL_TYPE (SptProxyResolver, spt_proxy_resolver, SPT, PROXY_RESOLVER, GObject)

struct _SptProxyResolver
{
  GObject         parent_instance;

  GProxyResolver *inner; /* (owned) */
};

static const char *const direct[] = { "direct://", NULL };

static gboolean
uri_is_loopback (const char *uri)
{
  g_autofree char *host = NULL;

  /* GIO also asks with schemes of its own ("none://host:port"). */
  if (!g_uri_split_network (uri, SPT_HTTP_URI_FLAGS, NULL, &host, NULL, NULL))
    return FALSE;

  return spt_http_host_is_loopback (host);
}

static gboolean
is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
lookup (GProxyResolver  *resolver,
        const char      *uri,
        GCancellable    *cancellable,
        GError         **error)
{
  SptProxyResolver *self = SPT_PROXY_RESOLVER (resolver);

  if (uri_is_loopback (uri))
    return g_strdupv ((char **) direct);

  return g_proxy_resolver_lookup (self->inner, uri, cancellable, error);
}

static void
inner_lookup_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  char **proxies;

  proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (object), result, &error);
  if (proxies == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
}

static void
lookup_async (GProxyResolver      *resolver,
              const char          *uri,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  SptProxyResolver *self = SPT_PROXY_RESOLVER (resolver);
  g_autoptr (GTask) task = NULL;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lookup_async);

  if (uri_is_loopback (uri))
    g_task_return_pointer (task, g_strdupv ((char **) direct), (GDestroyNotify) g_strfreev);
  else
    g_proxy_resolver_lookup_async (self->inner, uri, cancellable, inner_lookup_cb,
                                   g_steal_pointer (&task));
}

static char **
lookup_finish (GProxyResolver  *resolver,
               GAsyncResult    *result,
               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, resolver), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
spt_proxy_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = is_supported;
  iface->lookup = lookup;
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SptProxyResolver, spt_proxy_resolver, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      spt_proxy_resolver_iface_init))

static void
spt_proxy_resolver_finalize (GObject *object)
{
  SptProxyResolver *self = SPT_PROXY_RESOLVER (object);

  g_clear_object (&self->inner);

  G_OBJECT_CLASS (spt_proxy_resolver_parent_class)->finalize (object);
}

static void
spt_proxy_resolver_class_init (SptProxyResolverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = spt_proxy_resolver_finalize;
}

static void
spt_proxy_resolver_init (SptProxyResolver *self)
{
}

/**
 * spt_proxy_resolver_new:
 * @inner: (nullable): %NULL = the system's resolver
 *
 * Makes a resolver that names no proxy for loopback, and else what @inner says.
 *
 * Returns: (transfer full): the resolver
 */
GProxyResolver *
spt_proxy_resolver_new (GProxyResolver *inner)
{
  SptProxyResolver *self = g_object_new (SPT_TYPE_PROXY_RESOLVER, NULL);

  self->inner = g_object_ref (inner != NULL ? inner : g_proxy_resolver_get_default ());

  return G_PROXY_RESOLVER (self);
}
