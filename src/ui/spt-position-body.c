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

/* What the form's body was when it was looked at last. */
typedef struct
{
  GPtrArray *bodies; /* (owned) (element-type SptBody) */
  char      *code;   /* (owned) */
  char      *name;   /* (owned) (nullable): what we filled in */
} Follow;

static void
follow_free (Follow   *follow,
             GClosure *closure)
{
  g_ptr_array_unref (follow->bodies);
  g_free (follow->code);
  g_free (follow->name);
  g_free (follow);
}

/* Another body has another name; what the clerk wrote stays. */
static void
form_changed_cb (SptForm *form,
                 Follow  *follow)
{
  const char *code = spt_form_get_text (form, FIELD_BODY);
  const char *name = spt_form_get_text (form, FIELD_BODY_NAME);
  SptBody *body;

  if (g_strcmp0 (code, follow->code) == 0)
    return;
  g_free (follow->code);
  follow->code = g_strdup (code);
  body = *code == '\0' && follow->bodies->len == 1 ? g_ptr_array_index (follow->bodies, 0)
                                                   : spt_body_find (follow->bodies, code);
  if (body == NULL || body->name == NULL || (*name != '\0' && g_strcmp0 (name, follow->name) != 0))
    return;
  g_free (follow->name);
  follow->name = g_strdup (body->name);
  spt_form_field_set_text (spt_form_group_find_field (spt_form_get_root (form), FIELD_BODY_NAME),
                           body->name);
}

/**
 * spt_form_follow_body:
 * @form: a form with the tax code and the name of a creditor body
 * @bodies: (element-type SptBody): the bodies that are known; a reference is kept
 *
 * Fills the name where it is empty, now and whenever the code becomes another; what was written by hand stays.
 */
void
spt_form_follow_body (SptForm   *form,
                      GPtrArray *bodies)
{
  Follow *follow = g_new0 (Follow, 1);

  follow->bodies = g_ptr_array_ref (bodies);
  form_changed_cb (form, follow); /* the first look: nothing was seen before */
  g_signal_connect_data (form, "changed", G_CALLBACK (form_changed_cb), follow,
                         (GClosureNotify) follow_free, 0);
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

  if (bodies == NULL)
    {
      /* A convenience: without it the clerk writes the name. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("The bodies could not be listed: %s", error->message);
      return;
    }

  /* Where there is one body only its code says nothing. */
  if (bodies->len > 1)
    {
      g_autofree char *chosen = spt_body_filter_dup_remembered ();

      if (chosen != NULL && spt_body_find (bodies, chosen) != NULL)
        fill (form, FIELD_BODY, chosen);
    }
  spt_form_follow_body (form, bodies);
  spt_form_set_modified (form, modified);
}

/**
 * spt_position_fill_body:
 * @form: of a new position
 * @store: the archive
 * @cancellable: (nullable): stops it
 *
 * Fills the body's name, and its code where there are several bodies, a moment later and where they are still empty: with the
 * only body that the archive knows, or with the one that lists show. Afterwards the name follows the code, unless it was written
 * by hand.
 */
void
spt_position_fill_body (SptForm      *form,
                        SptStore     *store,
                        GCancellable *cancellable)
{
  spt_bodies_list_async (store, cancellable, listed_cb, g_object_ref (form));
}
