/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Is it the same?": a voucher that the service's list showed beside one of the same tax code that
 * was made here; a person says, one pair after the other. */
#define G_LOG_DOMAIN "spt-vouchers-same"

#include "config.h"

#include "ui/voucher/spt-vouchers-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ui/spt-undo.h"

#define MAX_PAIRS 1000

typedef struct
{
  SptVouchersPage *page;   /* (owned) */
  GHashTable      *later;  /* (owned): "made found" pairs that were put off */
  SptDossierPair   pair;
  guint            n_left; /* pairs that were not put off, with this one */
  SptDossier      *made;   /* (owned) (nullable): none is left */
  SptDossier      *found;  /* (owned) (nullable) */
  char            *who;    /* (owned) */
  gboolean         join;
  gboolean         undo;
} Compare;

static void
compare_free (Compare *compare)
{
  g_clear_object (&compare->page);
  g_clear_object (&compare->made);
  g_clear_object (&compare->found);
  g_hash_table_unref (compare->later);
  g_free (compare->who);
  g_free (compare);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Compare, compare_free)

static void look_next (Compare *compare);

static SptStore *
get_store (Compare *compare)
{
  return spt_desk_get_store (spt_page_get_desk (SPT_PAGE (compare->page)));
}

static char *
dup_name (const SptDossierPair *pair)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, pair->made, pair->found);
}

/* --- what a person said --------------------------------------------------------------------------- */

static gboolean
decide_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Compare *compare = data;

  if (compare->join)
    return spt_db_join_dossiers (db, compare->pair.made, compare->pair.found, compare->who, error);
  return spt_db_tell_dossiers_apart (db, compare->pair.made, compare->pair.found, compare->undo,
                                     compare->who, error);
}

static void
taken_back_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Compare) compare = user_data;
  g_autoptr (GError) error = NULL;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL)
    spt_ui_report_error (GTK_WIDGET (compare->page), error);
}

/* Only that they are two can be taken back: joined facts are one story from then on. */
static void
undo_apart (gpointer owner)
{
  SptVouchersPage *page = owner;
  const SptDossierPair *pair = g_object_get_data (G_OBJECT (page), "spt-apart");
  Compare *compare;

  if (pair == NULL)
    return;
  compare = g_new0 (Compare, 1);
  compare->page = g_object_ref (page);
  compare->later = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compare->pair = *pair;
  compare->undo = TRUE;
  compare->who = g_strdup (spt_desk_get_who (spt_page_get_desk (SPT_PAGE (page))));
  spt_store_run_async (get_store (compare), SPT_STORE_WRITE, decide_job, compare, NULL, NULL,
                       taken_back_cb, compare);
}

static void
decided_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Compare) compare = user_data;
  g_autoptr (GError) error = NULL;
  SptVouchersPage *page = compare->page;
  SptWindow *window = spt_window_of (GTK_WIDGET (page));

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (page), error);
      return;
    }
  if (window == NULL)
    return;
  if (compare->join)
    {
      spt_window_toast (window, _("Joined: they are one voucher now"), NULL, NULL, NULL);
    }
  else
    {
      g_object_set_data_full (G_OBJECT (page), "spt-apart",
                              g_memdup2 (&compare->pair, sizeof compare->pair), g_free);
      spt_undo_toast (window, _("Kept as two vouchers"), G_OBJECT (page), undo_apart);
    }
  look_next (g_steal_pointer (&compare));
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Compare) compare = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = spt_ui_ask_finish (result, &error);

  if (answer == NULL || strcmp (answer, "cancel") == 0)
    return;
  if (strcmp (answer, "next") == 0)
    {
      g_hash_table_add (compare->later, dup_name (&compare->pair));
      look_next (g_steal_pointer (&compare));
      return;
    }
  compare->join = strcmp (answer, "same") == 0;
  spt_store_run_async (get_store (compare), SPT_STORE_WRITE, decide_job, compare, NULL, NULL,
                       decided_cb, compare);
  g_steal_pointer (&compare);
}

/* --- the question ------------------------------------------------------------------------------------ */

static void
add_line (GtkGrid    *grid,
          int         row,
          const char *what,
          const char *made,
          const char *found)
{
  const char *texts[] = { what, made, found };

  for (int i = 0; i < (int) G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *label = gtk_label_new (texts[i] != NULL && *texts[i] != '\0' ? texts[i] : "–");

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      /* A question that wraps in two ways asks for all the height there is (libadwaita 1.2). */
      gtk_label_set_ellipsize (GTK_LABEL (label), i > 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
      gtk_label_set_width_chars (GTK_LABEL (label), i > 0 ? 16 : -1);
      gtk_widget_set_tooltip_text (label, texts[i]);
      gtk_widget_add_css_class (label, i == 0 ? "dim-label" : row == 0 ? "heading" : "numeric");
      gtk_grid_attach (grid, label, i, row, 1, 1);
    }
}

static char *
dup_time (gint64 utc_ms)
{
  g_autoptr (GDateTime) when = utc_ms > 0 ? g_date_time_new_from_unix_local (utc_ms / 1000) : NULL;

  return when != NULL ? g_date_time_format (when, "%d/%m/%Y %H:%M") : g_strdup ("");
}

static GtkWidget *
make_table (Compare *compare)
{
  const SptDossierData *made = spt_dossier_get_data (compare->made);
  const SptDossierData *found = spt_dossier_get_data (compare->found);
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *made_when = dup_time (made->phase_since);
  g_autofree char *found_when = dup_time (found->taken);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_set_halign (grid, GTK_ALIGN_CENTER);
  add_line (GTK_GRID (grid), 0, " ", _("Made here"), _("Found in the portal"));
  add_line (GTK_GRID (grid), 1, _("Beneficiary"), made->name, found->name);
  add_line (GTK_GRID (grid), 2, _("Tax code"), made->key, found->key);
  add_line (GTK_GRID (grid), 3, _("Phase"), *made->phase != '\0' ? made->phase
                                                                 : _("Not reserved yet"),
            found->phase);
  add_line (GTK_GRID (grid), 4, _("State"), spt_ui_state_word (made->state, FALSE), NULL);
  add_line (GTK_GRID (grid), 5, _("Reserved on"), made_when, found_when);
  add_line (GTK_GRID (grid), 6, _("PROTOCOLLO"), made->remote_id, found->remote_id);
  return grid;
}

static void
ask_about (Compare *compare)
{
  const char *one[] = { "cancel", _("_Later"), "other", _("It Is _Another"), "*same",
                        _("It Is the _Same"), NULL };
  const char *many[] = { "cancel", _("_Later"), "next", _("_Next Pair"), "other",
                         _("It Is _Another"), "*same", _("It Is the _Same"), NULL };

  spt_ui_ask_async (GTK_WIDGET (compare->page), _("Is It the Same Voucher?"),
                    _("Both are of the same tax code and the same account. If it is the same, what was written here gets the number "
                      "and the phase of the portal; that cannot be taken back."),
                    make_table (compare), compare->n_left > 1 ? many : one, spt_list_page_get_cancellable (SPT_LIST_PAGE (compare->page)), answered_cb,
                    compare);
}

/* --- the next pair ----------------------------------------------------------------------------------- */

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Compare *compare = data;
  g_autoptr (GArray) pairs =
    spt_db_list_same_dossiers (db, SPT_KIND_VOUCHERS, 0, MAX_PAIRS, error);

  if (pairs == NULL)
    return FALSE;
  for (guint i = 0; i < pairs->len; i++)
    {
      const SptDossierPair *pair = &g_array_index (pairs, SptDossierPair, i);
      g_autofree char *name = dup_name (pair);

      if (g_hash_table_contains (compare->later, name) || compare->n_left++ > 0)
        continue;
      compare->pair = *pair;
      compare->made = spt_db_get_dossier (db, pair->made, error);
      compare->found = compare->made != NULL ? spt_db_get_dossier (db, pair->found, error) : NULL;
      if (compare->found == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Compare) compare = user_data;
  g_autoptr (GError) error = NULL;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL)
    {
      if (!spt_ui_is_cancelled (error))
        spt_ui_report_error (GTK_WIDGET (compare->page), error);
      return;
    }
  if (compare->found != NULL && gtk_widget_get_root (GTK_WIDGET (compare->page)) != NULL)
    ask_about (g_steal_pointer (&compare));
}

static void
look_next (Compare *compare)
{
  g_clear_object (&compare->made);
  g_clear_object (&compare->found);
  compare->n_left = 0;
  spt_store_run_async (get_store (compare), SPT_STORE_READ, look_job, compare, NULL, NULL,
                       looked_cb, compare);
}

void
_spt_vouchers_page_compare (SptVouchersPage *self)
{
  Compare *compare = g_new0 (Compare, 1);

  compare->page = g_object_ref (self);
  compare->later = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compare->who = g_strdup (spt_desk_get_who (spt_page_get_desk (SPT_PAGE (self))));
  look_next (compare);
}
