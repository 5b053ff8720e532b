/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: which page is in view, how one got there, and what is said in passing. */
#define G_LOG_DOMAIN "spt-window"

#include "config.h"

#include <glib/gi18n.h>

#include "ui/spt-preferences.h"
#include "ui/spt-record-page.h"
#include "ui/spt-ui.h"
#include "ui/spt-window-private.h"

#define MAX_HISTORY 20

/* A toast's time in seconds: one with a button has to be read and reached. */
#define WORDS_SECONDS  5
#define ACTION_SECONDS 10

G_DEFINE_FINAL_TYPE (SptWindow, spt_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- moving between pages --------------------------------------------------------------------- */

/* One wish to go somewhere, waiting for the page in view to let go. */
typedef struct
{
  SptWindow      *window; /* (owned) */
  SptPage        *page;   /* (owned) (nullable): where to; NULL = by steps */
  int             by;
  gboolean        swaps;  /* the present one goes */
  SptPageThen     then;
  gpointer        user_data;
  GDestroyNotify  destroy;
} Move;

static void
move_free (Move *move)
{
  if (move->destroy != NULL)
    move->destroy (move->user_data);
  g_clear_object (&move->page);
  g_object_unref (move->window);
  g_free (move);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Move, move_free)

static gboolean
is_root (SptPage *page)
{
  gboolean root = FALSE;

  g_object_get (page, "root", &root, NULL);
  return root;
}

static SptPage *
page_in_view (SptWindow *self)
{
  return self->history->len == 0 ? NULL : g_ptr_array_index (self->history, self->present);
}

static const char *
root_name (SptWindow *self,
           SptPage   *page)
{
  return page == NULL ? NULL : g_object_get_data (G_OBJECT (page), "spt-name");
}

static void
update_title (SptWindow *self)
{
  SptPage *page = page_in_view (self);
  const char *title = page == NULL ? NULL : spt_page_get_title (page);
  g_autofree char *both = NULL;

  if (title == NULL || *title == '\0')
    {
      gtk_window_set_title (GTK_WINDOW (self), "Sportello");
      return;
    }
  /* Translators: the window's name in the list of windows: page, program */
  both = g_strdup_printf (_("%s — Sportello"), title);
  gtk_window_set_title (GTK_WINDOW (self), both);
}

static void
page_title_cb (SptPage    *page,
               GParamSpec *pspec,
               gpointer    user_data)
{
  update_title (user_data);
}

static void
update_navigation (SptWindow *self)
{
  gboolean folded = spt_navigator_get_folded (self->navigator);
  SptPage *page = page_in_view (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", self->present > 0 || folded);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.forward",
                                 self->present + 1 < self->history->len);
  if (page != NULL)
    g_object_set (page, "folded", folded, NULL);
  if (self->sidebar != NULL)
    g_object_set (self->sidebar, "folded", folded, NULL);
}

static gboolean
is_in_history (SptWindow *self,
               SptPage   *page)
{
  return g_ptr_array_find (self->history, page, NULL);
}

/* Drops an entry; its page goes when no other entry shows it. */
static void
drop_entry (SptWindow *self,
            guint      index)
{
  g_autoptr (SptPage) page = g_ptr_array_steal_index (self->history, index);

  if (!is_root (page) && !is_in_history (self, page) &&
      gtk_widget_get_parent (GTK_WIDGET (page)) != NULL)
    gtk_stack_remove (self->pages, GTK_WIDGET (page));
}

static gboolean
shows_same (SptPage *a,
            SptPage *b)
{
  return a == b || (G_OBJECT_TYPE (a) == G_OBJECT_TYPE (b) && spt_page_get_record (a) != 0 &&
                    spt_page_get_record (a) == spt_page_get_record (b));
}

/* Nobody is led back to what is not there any more, nor from a page to what it shows itself. */
static void
drop_gone (SptWindow *self)
{
  for (guint i = self->history->len; i-- > 0;)
    {
      SptPage *page = g_ptr_array_index (self->history, i);
      gboolean again = i > 0 && shows_same (page, g_ptr_array_index (self->history, i - 1));

      if (!again && (i == self->present || !spt_page_get_gone (page)))
        continue;
      /* The page in view stays. */
      drop_entry (self, i == self->present ? i - 1 : i);
      if (i <= self->present)
        self->present--;
    }
  update_navigation (self);
}

static void
page_gone_cb (SptPage    *page,
              GParamSpec *pspec,
              gpointer    user_data)
{
  drop_gone (user_data);
}

/* Puts the page at the present place of the history into view. */
static void
show_present (SptWindow *self)
{
  SptPage *page = page_in_view (self);
  const char *name = NULL;

  if (gtk_widget_get_parent (GTK_WIDGET (page)) == NULL)
    {
      gtk_stack_add_child (self->pages, GTK_WIDGET (page));
      g_signal_connect_object (page, "notify::title", G_CALLBACK (page_title_cb), self, 0);
      g_signal_connect_object (page, "notify::gone", G_CALLBACK (page_gone_cb), self, 0);
    }
  update_navigation (self);
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (page));
  spt_navigator_set_show_content (self->navigator, TRUE);

  /* A record belongs to the page of the sidebar that it was opened from. */
  for (guint i = self->present + 1; i > 0 && name == NULL; i--)
    name = root_name (self, g_ptr_array_index (self->history, i - 1));
  if (name != NULL && self->sidebar != NULL)
    spt_sidebar_select (self->sidebar, name);
  if (root_name (self, page) != NULL && self->settings != NULL)
    g_settings_set_string (self->settings, "last-page", root_name (self, page));

  update_title (self);
  spt_page_note_shown (page);
}

static void
unref_cb (gpointer user_data)
{
  g_object_unref (user_data);
}

static void
make_move (Move *move)
{
  SptWindow *self = move->window;

  if (move->page == NULL)
    self->present = (guint) CLAMP ((int) self->present + move->by, 0, (int) self->history->len - 1);
  else if (move->page != page_in_view (self))
    {
      while (self->history->len > self->present + 1)
        drop_entry (self, self->history->len - 1);
      g_ptr_array_add (self->history, g_object_ref (move->page));
      if (move->swaps && !is_root (page_in_view (self)))
        {
          /* A button of its own may have asked for that: it goes once that is over. */
          g_idle_add_once (unref_cb, g_object_ref (page_in_view (self)));
          drop_entry (self, self->present);
        }
      if (self->history->len > MAX_HISTORY)
        drop_entry (self, 0);
      self->present = self->history->len - 1;
    }
  show_present (self);
  drop_gone (self);
  if (move->then != NULL)
    move->then (page_in_view (self), move->user_data);
}

static void
can_leave_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Move) move = user_data;
  SptPage *page = SPT_PAGE (object);
  gboolean may = SPT_PAGE_GET_CLASS (page)->can_leave_finish (page, result, &error);

  move->window->leaving = FALSE;
  if (may && gtk_widget_get_root (GTK_WIDGET (move->window)) != NULL)
    make_move (move);
}

/* @move is taken over. */
static void
begin_move (Move *move)
{
  SptWindow *self = move->window;
  SptPage *page = page_in_view (self);

  if (self->leaving)
    {
      move_free (move);
      return;
    }
  if (page == NULL || page == move->page || SPT_PAGE_GET_CLASS (page)->can_leave_async == NULL)
    {
      make_move (move);
      move_free (move);
      return;
    }
  self->leaving = TRUE;
  SPT_PAGE_GET_CLASS (page)->can_leave_async (page, can_leave_cb, move);
}

static SptPage *
find_root (SptWindow  *self,
           const char *name)
{
  SptPage *page = g_hash_table_lookup (self->roots, name);
  const SptPageInfo *pages = NULL;
  guint n_pages = 0;

  if (page != NULL)
    return page;

  pages = spt_pages_list (&n_pages);
  for (guint i = 0; i < n_pages; i++)
    if (g_str_equal (pages[i].name, name))
      {
        page = g_object_ref_sink (pages[i].create (self->desk));
        g_object_set_data (G_OBJECT (page), "spt-name", (gpointer) pages[i].name);
        g_object_set (page, "root", TRUE, NULL);
        if (spt_page_get_title (page) == NULL)
          spt_page_set_title (page, _(pages[i].title));
        g_hash_table_insert (self->roots, (gpointer) pages[i].name, page);
        return page;
      }
  return NULL;
}

/* --- callbacks -------------------------------------------------------------------------------- */

static void
folded_cb (GObject    *navigator,
           GParamSpec *pspec,
           gpointer    user_data)
{
  update_navigation (user_data);
}

static void
chosen_cb (SptSidebar *sidebar,
           const char *name,
           gpointer    user_data)
{
  spt_window_go (user_data, name);
}

/* Most archives are open before anyone can see that they were not. */
static gboolean
opening_cb (gpointer user_data)
{
  SptWindow *self = user_data;

  self->opening_timer = 0;
  gtk_widget_set_visible (self->opening_box, TRUE);
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
stop_opening (SptWindow *self)
{
  g_clear_handle_id (&self->opening_timer, g_source_remove);
  gtk_spinner_stop (self->spinner);
}

static void
make_trouble (SptWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header_bar = adw_header_bar_new ();

  gtk_widget_add_css_class (header_bar, "flat");
  gtk_box_append (GTK_BOX (box), header_bar);
  self->archive_trouble = g_object_new (SPT_TYPE_ARCHIVE_TROUBLE, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->archive_trouble));
  gtk_stack_add_named (self->views, box, "error");
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         gpointer       user_data)
{
  SptWindow *self = user_data;
  SptPage *page = page_in_view (self);

  if (page == NULL || !G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) || g_value_get_boxed (value) == NULL ||
      SPT_PAGE_GET_CLASS (page)->import == NULL)
    return FALSE;

  SPT_PAGE_GET_CLASS (page)->import (page, g_value_get_boxed (value));
  return TRUE;
}

/* --- overrides -------------------------------------------------------------------------------- */

static void
save_size (SptWindow *self)
{
  int width = 0, height = 0;

  if (self->settings == NULL)
    return;

  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  if (gtk_window_is_maximized (GTK_WINDOW (self)))
    return;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (width >= 360 && height >= 294)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
}

static gboolean
spt_window_close_request (GtkWindow *window)
{
  SptWindow *self = SPT_WINDOW (window);

  if (!self->may_close && !_spt_window_ask_close (self))
    return TRUE;

  save_size (self);
  return GTK_WINDOW_CLASS (spt_window_parent_class)->close_request (window);
}

static void
spt_window_dispose (GObject *object)
{
  SptWindow *self = SPT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->opening_timer, g_source_remove);
  g_ptr_array_set_size (self->history, 0);
  g_hash_table_remove_all (self->roots);
  if (self->navigator != NULL)
    g_signal_handlers_disconnect_by_data (self->navigator, self);
  g_clear_weak_pointer (&self->last_toast);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_WINDOW);
  self->sidebar = NULL;
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (spt_window_parent_class)->dispose (object);
}

static void
spt_window_finalize (GObject *object)
{
  SptWindow *self = SPT_WINDOW (object);

  g_ptr_array_unref (self->history);
  g_hash_table_unref (self->roots);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (spt_window_parent_class)->finalize (object);
}

static void
spt_window_class_init (SptWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_window_dispose;
  object_class->finalize = spt_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = spt_window_close_request;

  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_STRIP);
  g_type_ensure (SPT_TYPE_NAVIGATOR);

  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SptWindow, practice_handle);
  gtk_widget_class_bind_template_child (widget_class, SptWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SptWindow, views);
  gtk_widget_class_bind_template_child (widget_class, SptWindow, opening_box);
  gtk_widget_class_bind_template_child (widget_class, SptWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SptWindow, navigator);
  gtk_widget_class_bind_template_child (widget_class, SptWindow, pages);

  _spt_window_install_actions (widget_class, object_class);
}

static void
spt_window_init (SptWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  self->roots = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->history = g_ptr_array_new_with_free_func (g_object_unref);
  self->settings = spt_preferences_get ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->navigator, "notify::folded", G_CALLBACK (folded_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  if (self->settings != NULL)
    {
      gtk_window_set_default_size (GTK_WINDOW (self),
                                   g_settings_get_int (self->settings, "window-width"),
                                   g_settings_get_int (self->settings, "window-height"));
      if (g_settings_get_boolean (self->settings, "window-maximized"))
        gtk_window_maximize (GTK_WINDOW (self));
    }
  else
    gtk_window_set_default_size (GTK_WINDOW (self), 1120, 720);

  update_navigation (self);
  self->opening_timer = g_timeout_add (300, opening_cb, self);
}

/**
 * spt_window_new:
 * @application: the program
 * @desk: (nullable): what pages work with; %NULL while the archive is being opened
 *
 * Makes the main window; the caller presents it.
 *
 * Returns: (transfer none): the window, owned by GTK until it is closed
 */
SptWindow *
spt_window_new (GtkApplication *application,
                SptDesk        *desk)
{
  SptWindow *self = NULL;

  g_return_val_if_fail (application == NULL || GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (desk == NULL || SPT_IS_DESK (desk), NULL);

  self = g_object_new (SPT_TYPE_WINDOW, "application", application, NULL);
  if (desk != NULL)
    spt_window_set_desk (self, desk);
  return self;
}

/**
 * spt_window_set_desk:
 * @self: a window that has none
 * @desk: what pages work with
 *
 * The archive is open: shows the page that was in view when the window was last closed.
 */
void
spt_window_set_desk (SptWindow *self,
                     SptDesk   *desk)
{
  g_autofree char *last = NULL;

  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (SPT_IS_DESK (desk));
  g_return_if_fail (self->desk == NULL);

  stop_opening (self);
  self->desk = g_object_ref (desk);
  gtk_widget_set_visible (self->practice_handle, spt_desk_get_practice (desk));
  if (spt_desk_get_practice (desk))
    gtk_widget_add_css_class (GTK_WIDGET (self), "practice");

  self->sidebar = SPT_SIDEBAR (spt_sidebar_new (spt_desk_get_summary (desk)));
  g_signal_connect (self->sidebar, "chosen", G_CALLBACK (chosen_cb), self);
  g_object_set (self->navigator, "sidebar", self->sidebar, NULL);
  gtk_stack_set_visible_child_name (self->views, "main");

  if (self->settings != NULL)
    last = g_settings_get_string (self->settings, "last-page");
  spt_window_go (self, last != NULL && find_root (self, last) != NULL ? last : "overview");
  _spt_window_follow_desk (self);
  _spt_window_follow_questions (self);
}

/**
 * spt_window_set_archive_error:
 * @self: a window that has no desk
 * @error: why the archive cannot be used
 * @archive_path: where it is
 *
 * Says over the whole window what is wrong with the archive and what can be done.
 */
void
spt_window_set_archive_error (SptWindow    *self,
                              const GError *error,
                              const char   *archive_path)
{
  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (error != NULL);
  g_return_if_fail (archive_path != NULL);

  stop_opening (self);
  if (self->archive_trouble == NULL)
    make_trouble (self);
  spt_archive_trouble_set_error (self->archive_trouble, error, archive_path);
  gtk_stack_set_visible_child_name (self->views, "error");
  spt_archive_trouble_focus_first (self->archive_trouble);
}

/**
 * spt_window_of:
 * @widget: (nullable): a widget
 *
 * Finds the window that a widget is in, or that its dialog belongs to.
 *
 * Returns: (transfer none) (nullable): %NULL outside one
 */
SptWindow *
spt_window_of (GtkWidget *widget)
{
  GtkRoot *root = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  root = gtk_widget_get_root (widget);
  while (GTK_IS_WINDOW (root) && !SPT_IS_WINDOW (root))
    root = (GtkRoot *) gtk_window_get_transient_for (GTK_WINDOW (root));
  return SPT_IS_WINDOW (root) ? SPT_WINDOW (root) : NULL;
}

/**
 * spt_window_get_desk:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): what it works with; %NULL before the archive is open
 */
SptDesk *
spt_window_get_desk (SptWindow *self)
{
  g_return_val_if_fail (SPT_IS_WINDOW (self), NULL);
  return self->desk;
}

/**
 * spt_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the page in view; %NULL before the archive is open
 */
SptPage *
spt_window_get_page (SptWindow *self)
{
  g_return_val_if_fail (SPT_IS_WINDOW (self), NULL);
  return page_in_view (self);
}

/* Goes to a page of the sidebar and does something there. @user_data is destroyed in any case. */
void
_spt_window_go_and (SptWindow      *self,
                    const char     *name,
                    SptPageThen     then,
                    gpointer        user_data,
                    GDestroyNotify  destroy)
{
  SptPage *page = self->desk == NULL ? NULL : find_root (self, name);
  Move *move = NULL;

  if (page == NULL)
    {
      if (destroy != NULL)
        destroy (user_data);
      return;
    }

  move = g_new0 (Move, 1);
  move->window = g_object_ref (self);
  move->page = g_object_ref (page);
  move->then = then;
  move->user_data = user_data;
  move->destroy = destroy;
  begin_move (move);
}

void
_spt_window_move (SptWindow *self,
                  int        by)
{
  Move *move = NULL;

  if (self->history->len == 0)
    return;

  /* Narrow: from a page of the sidebar the way back is the sidebar. */
  if (by < 0 && spt_navigator_get_folded (self->navigator) && is_root (page_in_view (self)))
    {
      spt_navigator_set_show_content (self->navigator, FALSE);
      return;
    }
  if ((int) self->present + by < 0 || (int) self->present + by >= (int) self->history->len)
    return;

  move = g_new0 (Move, 1);
  move->window = g_object_ref (self);
  move->by = by;
  begin_move (move);
}

/**
 * spt_window_go:
 * @self: a window
 * @name: a page of the sidebar
 *
 * Shows it, after asking the page in view whether it may be left; an unknown name does nothing.
 */
void
spt_window_go (SptWindow  *self,
               const char *name)
{
  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (name != NULL);

  _spt_window_go_and (self, name, NULL, NULL, NULL);
}

/**
 * spt_window_push:
 * @self: a window
 * @page: (transfer floating): a record's or submission's page
 *
 * Puts it after the page in view; Back returns.
 */
void
spt_window_push (SptWindow *self,
                 SptPage   *page)
{
  Move *move = NULL;

  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (SPT_IS_PAGE (page));

  move = g_new0 (Move, 1);
  move->window = g_object_ref (self);
  move->page = g_object_ref_sink (page);
  begin_move (move);
}

/**
 * spt_window_swap:
 * @self: a window
 * @page: (transfer floating): a record's or submission's page
 *
 * Puts it in place of the page in view; Back returns to where that one was opened.
 */
void
spt_window_swap (SptWindow *self,
                 SptPage   *page)
{
  Move *move = NULL;

  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (SPT_IS_PAGE (page));

  move = g_new0 (Move, 1);
  move->window = g_object_ref (self);
  move->page = g_object_ref_sink (page);
  move->swaps = TRUE;
  begin_move (move);
}

/**
 * spt_window_back:
 * @self: a window
 *
 * Goes back to the page before, where the one in view may be left.
 */
void
spt_window_back (SptWindow *self)
{
  g_return_if_fail (SPT_IS_WINDOW (self));
  _spt_window_move (self, -1);
}

/* Toasts come one after the other. One that stays until it is closed gives way to what is said next. */
static void
add_toast (SptWindow  *self,
           const char *text,
           const char *action_label,
           const char *action_name,
           GVariant   *target,
           gboolean    stays)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autoptr (GVariant) kept = target == NULL ? NULL : g_variant_ref_sink (target);
  AdwToast *toast = adw_toast_new (escaped);

  if (action_label != NULL)
    {
      adw_toast_set_button_label (toast, action_label);
      adw_toast_set_action_name (toast, action_name);
      if (kept != NULL)
        adw_toast_set_action_target_value (toast, kept);
    }
  if (self->last_toast != NULL && (stays || adw_toast_get_timeout (self->last_toast) == 0))
    adw_toast_dismiss (self->last_toast);
  if (stays)
    adw_toast_set_timeout (toast, 0);
  else
    adw_toast_set_timeout (toast, action_label != NULL ? ACTION_SECONDS : WORDS_SECONDS);
  g_set_weak_pointer (&self->last_toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * spt_window_toast:
 * @self: a window
 * @text: plain text; markup is escaped here, the one place that makes toasts
 * @action_label: (nullable): the verb of its button
 * @action_name: (nullable): what the button does
 * @target: (nullable): the action's target; floating is taken
 *
 * Says something in passing.
 */
void
spt_window_toast (SptWindow  *self,
                  const char *text,
                  const char *action_label,
                  const char *action_name,
                  GVariant   *target)
{
  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (text != NULL);

  add_toast (self, text, action_label, action_name, target, FALSE);
}

/**
 * spt_window_toast_error:
 * @self: a window
 * @text: plain text: what failed
 * @title: of the window behind "Details"
 * @sentence: what happened and what to do next
 * @details: the service's or the system's own words
 *
 * Says that something failed, at once. Whoever looked elsewhere still finds it: it stays until it is closed or something
 * else is said.
 */
void
spt_window_toast_error (SptWindow  *self,
                        const char *text,
                        const char *title,
                        const char *sentence,
                        const char *details)
{
  g_return_if_fail (SPT_IS_WINDOW (self));
  g_return_if_fail (text != NULL && title != NULL && sentence != NULL && details != NULL);

  add_toast (self, text, _("Details"), "win.error-details", g_variant_new ("(sss)", title, sentence, details), TRUE);
}

/**
 * spt_window_drop_toast:
 * @self: a window
 * @text: plain text
 *
 * Takes the last toast away if it says @text, before another one says it again.
 */
void
spt_window_drop_toast (SptWindow  *self,
                       const char *text)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (SPT_IS_WINDOW (self));

  escaped = g_markup_escape_text (text, -1);
  if (self->last_toast != NULL && g_strcmp0 (adw_toast_get_title (self->last_toast), escaped) == 0)
    adw_toast_dismiss (self->last_toast);
}
