/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schemas out of a test's own text: what stands in one file, and what stands beside. */
#pragma once

#include <string.h>

#include "form/spt-xsd.h"

#define XSD_HEAD \
  "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='t' targetNamespace='t'" \
  " elementFormDefault='qualified'>"
#define XSD_END "</xs:schema>"

/* Pairs of a name and a text, NULL at the end; the first is where it begins. */
static inline GBytes *
xsd_test_fetch (const char  *name,
                gpointer     user_data,
                GError     **error)
{
  const char *const *files = user_data;

  for (guint i = 0; files[i] != NULL; i += 2)
    {
      if (strcmp (files[i], name) == 0)
        return g_bytes_new (files[i + 1], strlen (files[i + 1]));
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no such file");

  return NULL;
}

static inline SptXsd *
xsd_test_new (const char *const  *files,
              GError            **error)
{
  return spt_xsd_new (files[0], xsd_test_fetch, (gpointer) files, NULL, "base", error);
}

/* A schema of one file, of which all is well. */
static inline SptXsd *
xsd_test_make (const char *body)
{
  g_autofree char *text = g_strconcat (XSD_HEAD, body, XSD_END, NULL);
  const char *files[] = { "main.xsd", text, NULL };
  g_autoptr (GError) error = NULL;
  SptXsd *xsd = xsd_test_new (files, &error);

  g_assert_no_error (error);

  return xsd;
}
