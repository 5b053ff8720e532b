/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "intervention-office.h"

#include <string.h>

#include "spt-test.h"
#include "ui/form/spt-form-row.h"

SptForm *
get_form (SptRecordPage *page)
{
  return spt_record_page_get_parts (page)->form;
}

void
type_in (SptRecordPage *page,
         const char    *path,
         const char    *text)
{
  SptFormField *field = spt_form_find_field (get_form (page), path);

  if (field == NULL)
    g_error ("no field “%s”", path);
  spt_form_field_set_text (field, text);
}

gboolean
is_saved (gpointer user_data)
{
  const SptRecordParts *parts = spt_record_page_get_parts (user_data);

  return parts->id != 0 && parts->loaded && !parts->saving && !spt_form_get_modified (parts->form);
}

void
save (SptRecordPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save", NULL);
  g_assert_true (spt_test_wait (is_saved, page, SPT_TEST_TIMEOUT_MS));
  settle ();
}

typedef struct
{
  SptRecordPage *page;
  const char    *name;
} Focus;

static gboolean
is_at_field (gpointer user_data)
{
  const Focus *look = user_data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (look->page)));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, SPT_TYPE_FORM_ROW) : NULL;

  return row != NULL &&
         strcmp (spt_form_field_get_def (spt_form_row_get_field (SPT_FORM_ROW (row)))->name, look->name) == 0;
}

void
assert_at (SptRecordPage *page,
           const char    *name)
{
  Focus look = { page, name };

  if (!spt_test_wait (is_at_field, &look, SPT_TEST_TIMEOUT_MS))
    {
      GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (page)));
      GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, SPT_TYPE_FORM_ROW) : NULL;

      g_error ("the focus is not at “%s”, but at “%s” (%s)", name,
               row != NULL ? spt_form_field_get_def (spt_form_row_get_field (SPT_FORM_ROW (row)))->name : "",
               focus != NULL ? G_OBJECT_TYPE_NAME (focus) : "nothing");
    }
}

gboolean
has_question (gpointer user_data)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          *(GtkWindow **) user_data = window;
          return TRUE;
        }
    }
  return FALSE;
}
