/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Already in the register" for one plant and for a selection: marked with day, source and name, shown, taken back. */
#include "config.h"

#include <string.h>

#include "office.h"
#include "outbox/spt-plants.h"
#include "services/spt-services-table.h"
#include "ui/catasto/spt-plants-present-dialog.h"
#include "user-data.h"

#define WAIT_MS 20000

typedef struct
{
  GArray *ids; /* (owned) (element-type gint64) */
  char   *said; /* (owned) */
} Plants;

static gboolean
add_job (SptDb         *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  static const char *const codes[] = { "PROVA0001", "PROVA0002" };
  Plants *plants = data;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      const SptPlantColumns columns = { codes[i], "Rossi Mario", "", "", "", "Via di Prova 1", "Bari (BA)", "", "", "", -1 };
      gint64 id = spt_db_save_plant (db, 0, NULL, &columns, NULL, NULL, 0, 0, "Anna", error);

      if (id == 0)
        return FALSE;
      g_array_append_val (plants->ids, id);
    }

  return TRUE;
}

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Plants *plants = data;
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < plants->ids->len; i++)
    {
      g_autoptr (SptPlant) plant = spt_db_get_plant (db, g_array_index (plants->ids, gint64, i), error);
      const SptPlantRow *row;

      if (plant == NULL)
        {
          g_string_free (said, TRUE);
          return FALSE;
        }
      row = spt_plant_get_row (plant);
      g_string_append_printf (said, "%s%s", i > 0 ? " " : "", row->is_present ? "" : "-");
      if (row->is_present)
        g_string_append_printf (said, "%s/%s/%s", row->present_date != NULL ? row->present_date : "", row->present_source,
                                row->present_who);
    }
  g_free (plants->said);
  plants->said = g_string_free (said, FALSE);

  return TRUE;
}

static void
run (Office       *office,
     SptStoreMode  mode,
     SptStoreFunc  func,
     Plants       *plants)
{
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, mode, func, plants, NULL, &error);
  g_assert_no_error (error);
}

static void
done_cb (GtkWindow *dialog,
         guint      n_changed,
         guint      n_asked,
         gpointer   user_data)
{
  guint *told = user_data;

  *told = n_changed * 10 + n_asked;
}

static gboolean
is_told (gpointer data)
{
  return *(guint *) data != 0;
}

static gboolean
has_text (gpointer data)
{
  Look *look = data;

  return find_label (look->root, look->text) != NULL;
}

static GtkWindow *
open_dialog (Office     *office,
             GArray     *ids,
             const char *text,
             guint      *told)
{
  GtkWindow *dialog = spt_plants_present_dialog_new (GTK_WIDGET (office->window), office->desk, ids);
  Look look = { GTK_WIDGET (dialog), text };

  *told = 0;
  g_signal_connect (dialog, "done", G_CALLBACK (done_cb), told);
  gtk_window_present (dialog);
  g_assert_true (spt_test_wait (has_text, &look, WAIT_MS));

  return dialog;
}

/* Rows in their order: day, source, name. */
static void
write_rows (GtkWidget         *widget,
            const char *const *texts,
            guint             *n)
{
  if (ADW_IS_ENTRY_ROW (widget))
    {
      if (texts[*n] != NULL)
        gtk_editable_set_text (GTK_EDITABLE (widget), texts[*n]);
      *n += 1;
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    write_rows (child, texts, n);
}

static void
test_present (Office        *office,
              gconstpointer  data)
{
  static const char *const first[] = { "32/13/2020", "Portale", "Anna" };
  static const char *const mended[] = { "1/2/2020", NULL, NULL };
  Plants plants = { g_array_new (FALSE, FALSE, sizeof (gint64)), NULL };
  GtkWindow *dialog;
  guint told;
  guint n = 0;

  show_window (office);
  run (office, SPT_STORE_WRITE, add_job, &plants);

  /* A day that is none keeps it from being marked. */
  dialog = open_dialog (office, plants.ids, "2 plants already", &told);
  write_rows (GTK_WIDGET (dialog), first, &n);
  g_assert_cmpuint (n, ==, 3);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "present.mark", NULL);
  settle ();
  run (office, SPT_STORE_READ, look_job, &plants);
  g_assert_cmpstr (plants.said, ==, "- -");

  n = 0;
  write_rows (GTK_WIDGET (dialog), mended, &n);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "present.mark", NULL);
  g_assert_true (spt_test_wait (is_told, &told, WAIT_MS));
  g_assert_cmpuint (told, ==, 22);
  settle ();
  run (office, SPT_STORE_READ, look_job, &plants);
  g_assert_cmpstr (plants.said, ==, "2020-02-01/Portale/Anna 2020-02-01/Portale/Anna");

  /* One of them shows what was said, and it can be taken back. */
  g_array_set_size (plants.ids, 1);
  dialog = open_dialog (office, plants.ids, "1 plant is marked", &told);
  g_assert_nonnull (find_label (GTK_WIDGET (dialog), "PROVA0001"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "present.revoke", NULL);
  g_assert_true (spt_test_wait (is_told, &told, WAIT_MS));
  settle ();
  run (office, SPT_STORE_READ, look_job, &plants);
  g_assert_cmpstr (plants.said, ==, "-");
  g_array_unref (plants.ids);
  g_free (plants.said);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  user_data_init ();
  adw_init ();
  spt_services_register_all ();

  g_test_add ("/ui/plants-present/dialog", Office, NULL, set_up, test_present, tear_down);

  status = g_test_run ();
  user_data_finish ();

  return status;
}
