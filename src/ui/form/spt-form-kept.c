/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document has that no form shows: said in a row, never hidden. */
#define G_LOG_DOMAIN "spt-form-kept"

#include "config.h"

#include "spt-form-view-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ui/spt-ui.h"

#define MOST_NAMES 6
#define MOST_TEXT 40 /* characters of a value */

static void
start_element_cb (GMarkupParseContext  *context,
                  const char           *element_name,
                  const char          **attribute_names,
                  const char          **attribute_values,
                  gpointer              user_data,
                  GError              **error)
{
  GPtrArray *names = user_data;
  const GSList *stack = g_markup_parse_context_get_element_stack (context);
  const char *colon = strrchr (element_name, ':');
  guint depth = g_slist_length ((GSList *) stack);

  /* Attributes stand at the element around all. */
  for (guint i = 0; depth == 1 && attribute_names[i] != NULL; i++)
    {
      if (!g_str_has_prefix (attribute_names[i], "xmlns"))
        g_ptr_array_add (names, g_strdup (attribute_names[i]));
    }
  if (depth == 2 && !g_ptr_array_find_with_equal_func (names, colon != NULL ? colon + 1 : element_name,
                                                       g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (colon != NULL ? colon + 1 : element_name));
}

/* What a simple element holds stands behind its name: whoever has to write it elsewhere now can read it. */
static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  GPtrArray *names = user_data;
  guint depth = g_slist_length ((GSList *) g_markup_parse_context_get_element_stack (context));
  g_autofree char *value = depth == 2 && names->len > 0 ? g_strstrip (g_strndup (text, length)) : NULL;
  g_autofree char *cut = NULL;

  if (value == NULL || *value == '\0' || strchr (g_ptr_array_index (names, names->len - 1), ' ') != NULL)
    return;
  if (g_utf8_strlen (value, -1) > MOST_TEXT)
    {
      cut = g_utf8_substring (value, 0, MOST_TEXT);
      g_free (value);
      value = g_strconcat (cut, "…", NULL);
    }
  g_ptr_array_add (names, g_strdup_printf ("%s (%s)", (char *) g_ptr_array_index (names, names->len - 1), value));
  g_ptr_array_remove_index (names, names->len - 2);
}

/* (transfer full): "noteInstallatore (da rivedere), extra" */
static char *
dup_names (const char *text)
{
  static const GMarkupParser parser = { .start_element = start_element_cb, .text = text_cb };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, names, NULL);

  g_markup_parse_context_parse (context, text, -1, NULL);
  if (names->len > MOST_NAMES)
    {
      g_ptr_array_set_size (names, MOST_NAMES);
      g_ptr_array_add (names, g_strdup ("…"));
    }
  g_ptr_array_add (names, NULL);

  return g_strjoinv (", ", (char **) names->pdata);
}

static void
update (GtkWidget *row)
{
  SptFormField *field = g_object_get_data (G_OBJECT (row), "spt-field");
  const char *text = spt_form_field_get_text (field);
  g_autofree char *names = dup_names (text);
  /* Translators: %s are names of elements, such as "note, extra" */
  g_autofree char *subtitle = g_strdup_printf (_("Not shown here, kept and sent as it is: %s"),
                                               *names != '\0' ? names : "…");

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_visible (row, *text != '\0');
}

/**
 * _spt_form_kept_row_new:
 * @field: of kind %SPT_FIELD_XML
 *
 * Makes a row that is there as long as @field holds anything, and says so.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
_spt_form_kept_row_new (SptFormField *field)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-information-symbolic");
  GtkWidget *row = spt_ui_new_row (_("Content That the Form Does Not Show"), NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_add_css_class (row, "spt-kept");
  g_object_set_data_full (G_OBJECT (row), "spt-field", g_object_ref (field), g_object_unref);
  g_signal_connect_object (field, "notify::text", G_CALLBACK (update), row, G_CONNECT_SWAPPED);
  update (row);

  return row;
}
