/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds records by what is typed or pasted; says what kind of code it is. */
#define G_LOG_DOMAIN "spt-finder"

#include "config.h"

#include "ui/spt-finder.h"

#include <glib/gi18n.h>

#include "base/spt-fiscal-code.h"
#include "base/spt-iuv.h"
#include "base/spt-text.h"
#include "store/spt-store-positions.h"
#include "store/spt-store-subjects.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-ui.h"

#define MAX_FOUND 20
#define MAX_SUBJECTS 6
#define MAX_OTHERS   10 /* of each other kind of record */
#define DELAY_MS 120

struct _SptFinder
{
  AdwWindow       parent_instance;

  GtkSearchEntry *entry;
  GtkLabel       *kind;
  GtkListBox     *list;

  SptWindow      *window; /* (owned) */
  GCancellable   *cancellable;
  guint           timer;
  gboolean        searching;
  gboolean        open_found; /* Return was pressed before the search was over */
};

G_DEFINE_FINAL_TYPE (SptFinder, spt_finder, ADW_TYPE_WINDOW)

typedef struct
{
  char      *text;
  GPtrArray *found; /* (element-type SptDebtPosition) */
  GPtrArray *subjects; /* (element-type SptSubject) */
  GPtrArray *others; /* (element-type Other): records of kinds that describe themselves */
  char      *known; /* (owned) (nullable): what the code is, where a kind of record says it */
  guint      n_all;
} Search;

typedef struct
{
  const SptRecordPages *kind;
  SptRow               *row; /* (owned) */
} Other;

static void
other_free (gpointer data)
{
  Other *other = data;

  g_object_unref (other->row);
  g_free (other);
}

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->text);
  g_free (search->known);
  g_ptr_array_unref (search->found);
  g_ptr_array_unref (search->subjects);
  g_ptr_array_unref (search->others);
  g_free (search);
}

static gboolean
find_subjects (SptDb         *db,
               Search        *search,
               GCancellable  *cancellable,
               GError       **error)
{
  const SptListQuery query = { .search = search->text, .sort = SPT_SUBJECT_SORT_NAME };
  g_autoptr (GArray) ids = spt_db_query_list (db, &spt_subjects_kind, &query, cancellable, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len && i < MAX_SUBJECTS; i++)
    {
      SptSubject *subject = spt_db_get_subject (db, g_array_index (ids, gint64, i), error);

      if (subject == NULL)
        return FALSE;
      g_ptr_array_add (search->subjects, subject);
    }
  return TRUE;
}

static gboolean
find_others (SptDb         *db,
             Search        *search,
             GCancellable  *cancellable,
             GError       **error)
{
  const SptListQuery query = { .search = search->text, .descending = TRUE };
  GPtrArray *kinds = spt_record_pages_list ();

  for (guint i = 0; i < kinds->len; i++)
    {
      const SptRecordPages *kind = g_ptr_array_index (kinds, i);
      g_autoptr (GArray) ids = NULL;

      if (kind->rows == NULL || kind->describe == NULL)
        continue;
      ids = spt_db_query_list (db, kind->rows, &query, cancellable, error);
      if (ids == NULL)
        return FALSE;
      for (guint j = 0; j < ids->len && j < MAX_OTHERS; j++)
        {
          SptRow *row = spt_db_get_row (db, kind->rows, g_array_index (ids, gint64, j), error);
          Other *other;

          if (row == NULL)
            return FALSE;
          other = g_new0 (Other, 1);
          other->kind = kind;
          other->row = row;
          g_ptr_array_add (search->others, other);
        }
    }
  return TRUE;
}

/* What a code is that only the archive, or a service's room, knows. */
static gboolean
name_known (SptDb   *db,
            Search  *search,
            GError **error)
{
  GPtrArray *kinds = spt_record_pages_list ();

  for (guint i = 0; i < kinds->len && search->known == NULL; i++)
    {
      const SptRecordPages *kind = g_ptr_array_index (kinds, i);

      if (kind->dup_code_name != NULL && !kind->dup_code_name (db, search->text, &search->known, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find (SptDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Search *search = data;
  SptPositionQuery query = { .search = search->text, .sort = SPT_POSITION_SORT_UPDATED,
                             .descending = TRUE };
  g_autoptr (GArray) ids = spt_db_query_positions (db, &query, cancellable, error);

  if (ids == NULL)
    return FALSE;
  search->n_all = ids->len;
  for (guint i = 0; i < ids->len && i < MAX_FOUND; i++)
    {
      SptDebtPosition *position = spt_db_get_position (db, g_array_index (ids, gint64, i), error);

      if (position == NULL)
        return FALSE;
      g_ptr_array_add (search->found, position);
    }
  return find_subjects (db, search, cancellable, error) &&
         find_others (db, search, cancellable, error) && name_known (db, search, error);
}

/* What the text is, where it can be told; %NULL = plain words. */
static const char *
name_kind (const char *text)
{
  g_autofree char *code = spt_fiscal_code_normalize (text);

  if (code == NULL || *code == '\0')
    return NULL;
  if (spt_iuv_check (code) == SPT_IUV_OK)
    return _("An IUV: the payment it belongs to");
  if (spt_nav_check (code) == SPT_IUV_OK)
    return _("A notice number: the payment it belongs to");
  if (strlen (code) == 16 && spt_fiscal_code_check (code) == SPT_FISCAL_CODE_OK)
    return _("The fiscal code of a person");
  if (strlen (code) == 11 && spt_fiscal_code_check (code) == SPT_FISCAL_CODE_OK)
    return _("The fiscal code or VAT number of a body");
  if (strlen (code) == 16 && spt_fiscal_code_check (code) == SPT_FISCAL_CODE_BAD_CHECK)
    return _("It looks like a fiscal code, but the last letter does not fit");
  return NULL;
}

static GtkWidget *
add_row (SptFinder  *self,
         const char *title,
         const char *subtitle,
         const char *icon)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *row = spt_ui_new_row (title, subtitle);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->list, row);
  return row;
}

static void
clear_list (SptFinder *self)
{
  GtkListBoxRow *row = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

/* Pages and actions whose title holds the words. */
static void
add_places (SptFinder  *self,
            const char *text)
{
  g_autofree char *folded = spt_text_fold (text);
  const SptPageInfo *pages = NULL;
  guint n_pages = 0;

  pages = spt_pages_list (&n_pages);
  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *title = spt_text_fold (_(pages[i].title));

      if (*folded == '\0' || strstr (title, folded) != NULL)
        {
          GtkWidget *row = add_row (self, _(pages[i].title), NULL, pages[i].icon_name);

          g_object_set_data (G_OBJECT (row), "spt-page", (gpointer) pages[i].name);
        }
    }
}

static void
add_position (SptFinder       *self,
              SptDebtPosition *position)
{
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *iupd = NULL;
  g_autofree char *subtitle = NULL;
  GtkWidget *row = NULL;
  gint64 *id = g_new (gint64, 1);

  g_object_get (position, "debtor-name", &name, "description", &description, "amount-text", &amount,
                "iupd", &iupd, NULL);
  subtitle = g_strdup_printf ("%s%s%s · %s", amount == NULL ? "" : amount,
                              amount == NULL || *amount == '\0' ? "" : " € · ",
                              description == NULL ? "" : description,
                              spt_ui_state_word (spt_debt_position_get_state (position), TRUE));
  row = add_row (self, name != NULL && *name != '\0' ? name : (iupd == NULL ? "–" : iupd), subtitle,
                 spt_ui_state_icon (spt_debt_position_get_state (position)));
  *id = spt_debt_position_get_id (position);
  g_object_set_data_full (G_OBJECT (row), "spt-id", id, g_free);
}

static void
set_id (GtkWidget  *row,
        const char *what,
        gint64      id)
{
  g_object_set_data_full (G_OBJECT (row), what, g_memdup2 (&id, sizeof id), g_free);
}

static void
add_other (SptFinder   *self,
           const Other *other)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  const char *icon_name;
  GtkWidget *row;

  other->kind->describe (other->row, &title, &subtitle, &icon_name);
  row = add_row (self, title, subtitle, icon_name);
  set_id (row, "spt-other", spt_row_get_id (other->row));
  g_object_set_data (G_OBJECT (row), "spt-kind", (gpointer) other->kind->kind);
}

/* Of each kind of record that is about somebody. */
static void
add_new_for (SptFinder  *self,
             SptSubject *subject)
{
  GPtrArray *kinds = spt_record_pages_list ();

  for (guint i = 0; i < kinds->len; i++)
    {
      const SptRecordPages *kind = g_ptr_array_index (kinds, i);
      g_autoptr (GString) title = NULL;
      GtkWidget *row;

      if (kind->new_for != NULL)
        {
          title = g_string_new (_(kind->new_for));
          g_string_replace (title, "%s", spt_subject_get_name (subject), 1);
          row = add_row (self, title->str, NULL, "list-add-symbolic");
          set_id (row, "spt-for", spt_subject_get_id (subject));
          g_object_set_data (G_OBJECT (row), "spt-kind", (gpointer) kind->kind);
        }
      if (kind->new_for_many != NULL)
        {
          g_auto (GStrv) around = g_strsplit (_(kind->new_for_many), "_", 2); /* a row has no mnemonic */
          g_autofree char *label = g_strjoinv ("", around);

          row = add_row (self, label, spt_subject_get_name (subject), kind->list.icon_name);
          set_id (row, "spt-for-many", spt_subject_get_id (subject));
          g_object_set_data (G_OBJECT (row), "spt-kind", (gpointer) kind->kind);
        }
    }
}

/* Whom a whole code belongs to, and what can be done with it. */
static void
add_subjects (SptFinder *self,
              Search    *search)
{
  gboolean is_code = spt_fiscal_code_check (search->text) == SPT_FISCAL_CODE_OK;

  for (guint i = 0; i < search->subjects->len; i++)
    {
      SptSubject *subject = g_ptr_array_index (search->subjects, i);
      g_autofree char *city = NULL;
      g_autofree char *subtitle = NULL;
      GtkWidget *row;

      g_object_get (subject, "city", &city, NULL);
      subtitle = g_strdup_printf ("%s%s%s", spt_subject_get_code (subject),
                                  city != NULL && *city != '\0' ? " · " : "",
                                  city != NULL ? city : "");
      row = add_row (self, spt_subject_get_name (subject), subtitle, "avatar-default-symbolic");
      set_id (row, "spt-subject", spt_subject_get_id (subject));
    }
  if (is_code && search->subjects->len == 1)
    add_new_for (self, g_ptr_array_index (search->subjects, 0));
  if (is_code && search->subjects->len == 0)
    g_object_set_data_full (G_OBJECT (add_row (self, _("New Subject with This Code"), search->text,
                                               "list-add-symbolic")), "spt-code",
                            g_strdup (search->text), g_free);
}

static void
show_kind (SptFinder  *self,
           const char *text,
           const char *known,
           guint       n_all,
           guint       n_found)
{
  const char *own = name_kind (text);
  const char *kind = own != NULL ? own : known;
  g_autofree char *all = NULL;

  if (kind != NULL)
    gtk_label_set_label (self->kind, kind);
  else if (n_all > n_found)
    {
      g_autofree char *count = spt_ui_format_count (n_all);

      all = g_strdup_printf (_("The newest of %s debt positions"), count);
      gtk_label_set_label (self->kind, all);
    }
  else
    gtk_label_set_label (self->kind, "");
  gtk_widget_set_visible (GTK_WIDGET (self->kind), *gtk_label_get_label (self->kind) != '\0');
}

static void
open_row (SptFinder     *self,
          GtkListBoxRow *row)
{
  const char *page = g_object_get_data (G_OBJECT (row), "spt-page");
  const gint64 *id = g_object_get_data (G_OBJECT (row), "spt-id");
  const gint64 *subject = g_object_get_data (G_OBJECT (row), "spt-subject");
  const gint64 *whom = g_object_get_data (G_OBJECT (row), "spt-for");
  const gint64 *whom_too = g_object_get_data (G_OBJECT (row), "spt-for-many");
  const gint64 *other = g_object_get_data (G_OBJECT (row), "spt-other");
  const char *kind = g_object_get_data (G_OBJECT (row), "spt-kind");
  const char *code = g_object_get_data (G_OBJECT (row), "spt-code");

  if (page != NULL)
    spt_window_go (self->window, page);
  else if (subject != NULL)
    spt_window_open_record (self->window, "beneficiaries", *subject, NULL);
  else if (whom != NULL)
    spt_window_new_record_for (self->window, kind, *whom);
  else if (whom_too != NULL)
    gtk_window_present (spt_record_pages_new_for_one (kind, GTK_WIDGET (self->window),
                                                      spt_window_get_desk (self->window), *whom_too));
  else if (other != NULL)
    spt_window_open_record (self->window, kind, *other, NULL);
  else if (code != NULL)
    spt_window_new_subject (self->window, code);
  else if (id != NULL)
    spt_window_open_record (self->window, "debt-positions", *id, NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Search *search = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptFinder *self = user_data;
  GtkListBoxRow *first = NULL;
  gboolean open;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->searching = FALSE;
  if (search == NULL)
    {
      self->open_found = FALSE;
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  clear_list (self);
  add_places (self, search->text);
  add_subjects (self, search);
  for (guint i = 0; i < search->found->len; i++)
    add_position (self, g_ptr_array_index (search->found, i));
  for (guint i = 0; i < search->others->len; i++)
    add_other (self, g_ptr_array_index (search->others, i));
  first = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), first != NULL);
  if (first != NULL)
    gtk_list_box_select_row (self->list, first);
  show_kind (self, search->text, search->known, search->n_all, search->found->len);
  if (first == NULL && name_kind (search->text) == NULL && search->known == NULL)
    {
      gtk_label_set_label (self->kind, _("Nothing found"));
      gtk_widget_set_visible (GTK_WIDGET (self->kind), TRUE);
    }
  open = self->open_found && first != NULL;
  self->open_found = FALSE;
  if (open)
    open_row (self, first); /* and the finder is gone */
}

static void
begin_search (SptFinder *self)
{
  SptDesk *desk = spt_window_get_desk (self->window);
  g_autofree char *text = spt_text_strip (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  Search *search = NULL;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->searching = *text != '\0';

  if (*text == '\0')
    {
      clear_list (self);
      add_places (self, "");
      gtk_widget_set_visible (GTK_WIDGET (self->list), TRUE);
      show_kind (self, "", NULL, 0, 0);
      self->open_found = FALSE;
      return;
    }

  search = g_new0 (Search, 1);
  /* A pasted code may have blanks in it; in the archive it has none. */
  search->text = name_kind (text) != NULL ? spt_fiscal_code_normalize (text) : g_strdup (text);
  search->found = g_ptr_array_new_with_free_func (g_object_unref);
  search->subjects = g_ptr_array_new_with_free_func (g_object_unref);
  search->others = g_ptr_array_new_with_free_func (other_free);
  spt_store_run_async (spt_desk_get_store (desk), SPT_STORE_READ, find, search, search_free,
                       self->cancellable, found_cb, self);
}

static gboolean
timer_cb (gpointer user_data)
{
  SptFinder *self = user_data;

  self->timer = 0;
  begin_search (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (GtkEditable *entry,
            gpointer     user_data)
{
  SptFinder *self = user_data;

  self->open_found = FALSE;
  if (self->timer == 0)
    self->timer = g_timeout_add (DELAY_MS, timer_cb, self);
}

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  gpointer       user_data)
{
  open_row (user_data, row);
}

static void
activate_cb (GtkSearchEntry *entry,
             gpointer        user_data)
{
  SptFinder *self = user_data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  /* What is shown belongs to the words before: quick fingers wait for what they typed. */
  if (self->timer != 0 || self->searching)
    self->open_found = TRUE;
  else if (row != NULL)
    open_row (self, row);
}

static void
stop_cb (GtkSearchEntry *entry,
         gpointer        user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));
}

/* The arrow keys move in the list while the typing goes on. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        gpointer               user_data)
{
  SptFinder *self = user_data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int next = 0;

  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up)
    return FALSE;
  next = row == NULL ? 0 : gtk_list_box_row_get_index (row) + (keyval == GDK_KEY_Down ? 1 : -1);
  row = next < 0 ? NULL : gtk_list_box_get_row_at_index (self->list, next);
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  return TRUE;
}

static void
spt_finder_dispose (GObject *object)
{
  SptFinder *self = SPT_FINDER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_FINDER);
  g_clear_object (&self->window);

  G_OBJECT_CLASS (spt_finder_parent_class)->dispose (object);
}

static void
spt_finder_finalize (GObject *object)
{
  g_object_unref (SPT_FINDER (object)->cancellable);

  G_OBJECT_CLASS (spt_finder_parent_class)->finalize (object);
}

static void
spt_finder_class_init (SptFinderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spt_finder_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_finder_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, SptFinder, entry);
  gtk_widget_class_bind_template_child (widget_class, SptFinder, kind);
  gtk_widget_class_bind_template_child (widget_class, SptFinder, list);
}

static void
spt_finder_init (SptFinder *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect (self->entry, "stop-search", G_CALLBACK (stop_cb), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

/**
 * spt_finder_new:
 * @window: the main window, with an open archive
 *
 * Returns: (transfer none): the finder, owned by GTK until it is closed
 */
GtkWindow *
spt_finder_new (SptWindow *window)
{
  SptFinder *self = NULL;

  g_return_val_if_fail (SPT_IS_WINDOW (window), NULL);
  g_return_val_if_fail (spt_window_get_desk (window) != NULL, NULL);

  self = g_object_new (SPT_TYPE_FINDER, "transient-for", window, NULL);
  self->window = g_object_ref (window);
  begin_search (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  spt_ui_fit_sheet (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}
