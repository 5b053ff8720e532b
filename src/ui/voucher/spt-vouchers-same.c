/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Is it the same?": a voucher that the service's list showed beside one of the same tax code that
 * was made here; a person says, one pair after the other, and may take it back. */
#define G_LOG_DOMAIN "spt-vouchers-same"

#include "config.h"

#include "ui/voucher/spt-vouchers-same.h"

#include <string.h>

#include <glib/gi18n.h>

#include "outbox/spt-dossiers.h"
#include "store/spt-store-dossiers.h"
#include "ui/spt-ui.h"
#include "ui/spt-undo.h"

#define MAX_PAIRS 1000

#define SAID "spt-said-of-pair"

typedef enum
{
  SAY_SAME,
  SAY_OTHER,
  SAY_PERHAPS, /* takes SAY_OTHER back */
  SAY_PARTED   /* takes SAY_SAME back */
} Said;

/* What a person says of a pair. */
typedef struct
{
  SptDesk        *desk;   /* (owned) */
  SptDossierPair  pair;
  Said            said;
  char           *who;    /* (owned) */
  gint64          now;
  GtkWidget      *window; /* (unowned) (nullable): says why it cannot be taken back */
} Saying;

static Saying *
saying_new (SptDesk              *desk,
            const SptDossierPair *pair,
            Said                  said)
{
  Saying *saying = g_new0 (Saying, 1);

  saying->desk = g_object_ref (desk);
  saying->pair = *pair;
  saying->said = said;
  saying->who = g_strdup (spt_desk_get_who (desk));
  saying->now = spt_desk_get_now (desk);

  return saying;
}

static void
saying_free (Saying *saying)
{
  g_object_unref (saying->desk);
  g_free (saying->who);
  g_free (saying);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saying, saying_free)

typedef struct
{
  GtkWidget      *widget;      /* (owned): a page; what is asked stands over it */
  SptDesk        *desk;        /* (owned) */
  GCancellable   *cancellable; /* (owned) */
  GHashTable     *later;       /* (owned): "made found" pairs that were put off */
  SptDossierPair  pair;
  gint64          only;        /* pairs with this one alone; 0 = all */
  guint           n_left;      /* pairs that were not put off, with this one */
  SptDossier     *made;        /* (owned) (nullable): none is left */
  SptDossier     *found;       /* (owned) (nullable) */
  Saying         *saying;      /* (owned) (nullable): while it is written */
} Compare;

static void
compare_free (Compare *compare)
{
  g_clear_object (&compare->widget);
  g_clear_object (&compare->desk);
  g_clear_object (&compare->cancellable);
  g_clear_object (&compare->made);
  g_clear_object (&compare->found);
  g_clear_pointer (&compare->saying, saying_free);
  g_hash_table_unref (compare->later);
  g_free (compare);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Compare, compare_free)

static void look_next (Compare *compare);

static char *
dup_name (const SptDossierPair *pair)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, pair->made, pair->found);
}

/* --- what a person said --------------------------------------------------------------------------- */

static gboolean
say_job (SptDb         *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Saying *saying = data;
  const SptDossierPair *pair = &saying->pair;

  switch (saying->said)
    {
    case SAY_SAME:
      return spt_dossiers_join (db, pair->made, pair->found, saying->who, saying->now, error);

    case SAY_PARTED:
      return spt_dossiers_part (db, pair->made, saying->who, saying->now, error) != 0;

    case SAY_OTHER:
    case SAY_PERHAPS:
    default:
      return spt_db_tell_dossiers_apart (db, pair->made, pair->found, saying->said == SAY_PERHAPS,
                                         saying->who, error);
    }
}

static void
say_async (Saying              *saying,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  spt_store_run_async (spt_desk_get_store (saying->desk), SPT_STORE_WRITE, say_job, saying, NULL, NULL,
                       callback, user_data);
}

/* The page may be gone. */
static void
taken_back_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Saying) saying = user_data;
  g_autoptr (GtkWidget) window = saying->window;
  g_autoptr (GError) error = NULL;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL)
    spt_ui_report_error (window, error);
}

static void
take_back (gpointer owner)
{
  const Saying *said = g_object_get_data (owner, SAID);
  Saying *saying = saying_new (said->desk, &said->pair,
                               said->said == SAY_SAME ? SAY_PARTED : SAY_PERHAPS);

  saying->window = g_object_ref (said->window);
  say_async (saying, taken_back_cb, saying);
}

/* Each toast takes back what it is about, for as long as there is the window. */
static void
toast (SptWindow *window,
       Saying    *saying)
{
  g_autofree char *name = dup_name (&saying->pair);
  g_autofree char *key = g_strconcat (SAID " ", name, NULL);
  GObject *owner = g_object_new (G_TYPE_OBJECT, NULL);

  saying->window = GTK_WIDGET (window);
  g_object_set_data_full (owner, SAID, saying, (GDestroyNotify) saying_free);
  g_object_set_data_full (G_OBJECT (window), key, owner, g_object_unref);
  spt_undo_toast (window, saying->said == SAY_SAME ? _("Joined: they are one voucher now")
                                                   : _("Kept as two vouchers"), owner, take_back);
}

static void
said_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Compare) compare = user_data;
  g_autoptr (Saying) saying = g_steal_pointer (&compare->saying);
  g_autoptr (GError) error = NULL;
  SptWindow *window = spt_window_of (compare->widget);

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL)
    {
      spt_ui_report_error (compare->widget, error);
      return;
    }
  if (window == NULL)
    return;
  toast (window, g_steal_pointer (&saying));
  if (compare->only == 0)
    look_next (g_steal_pointer (&compare));
}

static void
say (Compare *compare,
     Said     said)
{
  compare->saying = saying_new (compare->desk, &compare->pair, said);
  say_async (compare->saying, said_cb, compare);
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
  say (g_steal_pointer (&compare), strcmp (answer, "same") == 0 ? SAY_SAME : SAY_OTHER);
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

  spt_ui_ask_async (compare->widget, _("Is It the Same Voucher?"),
                    _("Both are of the same tax code and the same account. If it is the same, what was written here gets the number "
                      "and the phase of the portal. That can be taken back as long as nothing is sent for it."),
                    make_table (compare), compare->n_left > 1 ? many : one, compare->cancellable, answered_cb,
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

      if ((compare->only != 0 && pair->made != compare->only && pair->found != compare->only) ||
          g_hash_table_contains (compare->later, name) || compare->n_left++ > 0)
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
        spt_ui_report_error (compare->widget, error);
      return;
    }
  if (compare->found != NULL && gtk_widget_get_root (compare->widget) != NULL)
    ask_about (g_steal_pointer (&compare));
}

static void
look_next (Compare *compare)
{
  g_clear_object (&compare->made);
  g_clear_object (&compare->found);
  compare->n_left = 0;
  spt_store_run_async (spt_desk_get_store (compare->desk), SPT_STORE_READ, look_job, compare, NULL, NULL,
                       looked_cb, compare);
}

static Compare *
compare_new (GtkWidget    *widget,
             SptDesk      *desk,
             GCancellable *cancellable)
{
  Compare *compare = g_new0 (Compare, 1);

  compare->widget = g_object_ref (widget);
  compare->desk = g_object_ref (desk);
  compare->cancellable = g_object_ref (cancellable);
  compare->later = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return compare;
}

/**
 * spt_vouchers_compare:
 * @widget: a page; the question stands over it
 * @desk: the desk
 * @id: a voucher; 0 = all
 * @cancellable: stops asking
 *
 * Shows pairs that may be one, until there are none or the clerk has enough.
 */
void
spt_vouchers_compare (GtkWidget    *widget,
                      SptDesk      *desk,
                      gint64        id,
                      GCancellable *cancellable)
{
  Compare *compare = compare_new (widget, desk, cancellable);

  compare->only = id;
  look_next (compare);
}

/**
 * spt_vouchers_join:
 * @widget: a page
 * @desk: the desk
 * @pair: one made here and one that the list showed
 * @cancellable: of the page
 *
 * Makes one of two, as a person says who has seen both; a toast takes it back.
 */
void
spt_vouchers_join (GtkWidget            *widget,
                   SptDesk              *desk,
                   const SptDossierPair *pair,
                   GCancellable         *cancellable)
{
  Compare *compare = compare_new (widget, desk, cancellable);

  compare->pair = *pair;
  compare->only = pair->made;
  say (compare, SAY_SAME);
}

static void
parted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Saying) saying = user_data;
  g_autoptr (GtkWidget) widget = saying->window;
  g_autoptr (GError) error = NULL;
  SptWindow *window = spt_window_of (widget);

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL)
    spt_ui_report_error (widget, error);
  else if (window != NULL)
    spt_window_toast (window, _("They are two vouchers again"), NULL, NULL, NULL);
}

/**
 * spt_vouchers_part:
 * @widget: a page
 * @desk: the desk
 * @made: a voucher that was joined with one of the list
 *
 * Makes two of one again.
 */
void
spt_vouchers_part (GtkWidget *widget,
                   SptDesk   *desk,
                   gint64     made)
{
  const SptDossierPair pair = { .made = made };
  Saying *saying = saying_new (desk, &pair, SAY_PARTED);

  saying->window = g_object_ref (widget);
  say_async (saying, parted_cb, saying);
}
