/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new position begins with its creditor body: the only one there is, or the one that lists show. */
#define G_LOG_DOMAIN "spt-position-body"

#include "config.h"

#include "spt-position-body.h"

#include "ui/spt-account-work.h"
#include "ui/spt-body-filter.h"

#define FIELD_BODY      "organization"
#define FIELD_BODY_NAME "companyName"

static void
fill (SptForm    *form,
      const char *name,
      const char *text)
{
  SptFormField *field = spt_form_group_find_field (spt_form_get_root (form), name);

  if (field != NULL && text != NULL && *spt_form_field_get_text (field) == '\0')
    spt_form_field_set_text (field, text);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SptForm) form = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) bodies = spt_bodies_list_finish (SPT_STORE (object), result, &error);
  gboolean modified = spt_form_get_modified (form);
  SptBody *body = NULL;

  if (bodies == NULL)
    {
      /* A convenience: without it the clerk writes the name. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("The bodies could not be listed: %s", error->message);
      return;
    }

  if (bodies->len == 1)
    {
      body = g_ptr_array_index (bodies, 0);
    }
  else if (bodies->len > 1)
    {
      g_autofree char *chosen = spt_body_filter_dup_remembered ();

      body = chosen != NULL ? spt_body_find (bodies, chosen) : NULL;
      /* Where there is one body only its code says nothing. */
      if (body != NULL)
        fill (form, FIELD_BODY, body->code);
    }
  if (body != NULL)
    fill (form, FIELD_BODY_NAME, body->name);
  spt_form_set_modified (form, modified);
}

/**
 * spt_position_fill_body:
 * @form: of a new position
 * @store: the archive
 * @cancellable: (nullable): stops it
 *
 * Fills the body's name, and its code where there are several bodies, a moment later and where they are still empty: with the
 * only body that the archive knows, or with the one that lists show.
 */
void
spt_position_fill_body (SptForm      *form,
                        SptStore     *store,
                        GCancellable *cancellable)
{
  spt_bodies_list_async (store, cancellable, listed_cb, g_object_ref (form));
}
