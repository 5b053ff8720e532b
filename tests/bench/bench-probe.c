/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loaded before a program (LD_PRELOAD), so that the very program that is installed is measured and has no line for it: says
 * when a frame was painted, and types. */
#include <gtk/gtk.h>

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* What it is told. BENCH_PROBE: "frame", the first frame of all; "list", the first with a filled list, and the first with
 * one of BENCH_ROWS rows; "search", that and then BENCH_KEYS: "KEY=ROWS …", what is typed and how many rows the list has
 * after it; "+WORD=ROWS" is typed fast, and the last key counts. */
#define SETTLE_MS  400   /* after each key: what comes behind the list */
#define FAST_MS    "40"  /* between the keys of a word */
#define LIMIT_S    20    /* for one step */
#define MIN_CELLS  3     /* with words, of a row that is filled */

typedef struct
{
  GtkWindow *window;
  gboolean   list;
  char     **keys;    /* (nullable) */
  guint      key;     /* the next */
  guint      rows;    /* that the list will have */
  guint      before;  /* that it had */
  gint64     pressed; /* 0 = not yet */
  gint64     cpu;     /* of the window's thread, then */
  guint      n_keys;  /* still to be pressed */
  guint      had;     /* rows that the list had then */
  guint      said;    /* what they said, as a number */
  gboolean   typing;
  gboolean   started;
  guint      whole;   /* rows of the whole list */
  guint      limit;
} Probe;

static Probe probe;

/* --- looking ------------------------------------------------------------------------------------- */

static GtkWidget *
find_mapped (GtkWidget *widget,
             GType      type)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_mapped (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What shows words: a label, or what has them in a property. */
static guint
count_words (GtkWidget *widget)
{
  static const char *const names[] = { "label", "text" };
  guint n = 0;

  if (!gtk_widget_get_mapped (widget))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), names[i]);
      g_autofree char *text = NULL;

      if (pspec == NULL || pspec->value_type != G_TYPE_STRING)
        continue;
      g_object_get (widget, names[i], &text, NULL);
      if (text != NULL && *text != '\0')
        return 1;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_words (child);
  return n;
}

static guint
count_rows (GtkWidget *view)
{
  GtkSelectionModel *model = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));

  return model == NULL ? 0 : g_list_model_get_n_items (G_LIST_MODEL (model));
}

/* What the rows in sight say, as a number. */
static guint
hash_words (GtkWidget *widget,
            guint      hash)
{
  if (widget == NULL || !gtk_widget_get_mapped (widget))
    return hash;
  if (GTK_IS_LABEL (widget))
    return hash * 33 + g_str_hash (gtk_label_get_text (GTK_LABEL (widget)));
  if (strcmp (gtk_widget_get_css_name (widget), "row") == 0)
    {
      graphene_rect_t bounds;
      GtkWidget *list = gtk_widget_get_parent (widget);

      if (!gtk_widget_compute_bounds (widget, list, &bounds) || bounds.origin.y >= gtk_widget_get_height (list))
        return hash;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    hash = hash_words (child, hash);
  return hash;
}

/* Whether some word of a row begins as @typed. */
static gboolean
has_word (GtkWidget  *widget,
          const char *typed)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    {
      g_autofree char *text = g_utf8_strdown (gtk_label_get_text (GTK_LABEL (widget)), -1);
      g_auto (GStrv) found = g_strsplit_set (text, " '-", -1);

      for (guint i = 0; found[i] != NULL; i++)
        {
          if (g_str_has_prefix (found[i], typed))
            return TRUE;
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (has_word (child, typed))
        return TRUE;
    }
  return FALSE;
}

/* Whether the rows in sight fill the list's place, or are all there are, show what is in them, and are those that were
 * looked for. */
static gboolean
is_filled (guint rows)
{
  GtkWidget *focus = gtk_window_get_focus (probe.window);
  g_auto (GStrv) typed = g_strsplit (GTK_IS_TEXT (focus) ? gtk_editable_get_text (GTK_EDITABLE (focus)) : "", " ", -1);
  GtkWidget *view = find_mapped (GTK_WIDGET (probe.window), GTK_TYPE_COLUMN_VIEW);
  GtkWidget *list = view == NULL ? NULL : find_mapped (view, GTK_TYPE_LIST_VIEW);
  GtkAdjustment *adjustment = NULL;
  double bottom = 0;
  guint n = 0;

  if (list == NULL || count_rows (view) != rows)
    return FALSE;
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      graphene_rect_t bounds;

      if (!gtk_widget_get_mapped (row) || !gtk_widget_compute_bounds (row, list, &bounds) ||
          bounds.origin.y + bounds.size.height <= 0 ||
          bounds.origin.y >= gtk_widget_get_height (list))
        continue;
      if (count_words (row) < MIN_CELLS)
        return FALSE;
      for (guint i = 0; typed[i] != NULL; i++)
        {
          if (*typed[i] != '\0' && !has_word (row, typed[i]))
            return FALSE;
        }
      bottom = MAX (bottom, bounds.origin.y + bounds.size.height);
      n++;
    }
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  if (n < rows && (bottom < gtk_widget_get_height (list) ||
                   gtk_adjustment_get_upper (adjustment) <= gtk_adjustment_get_page_size (adjustment)))
    return FALSE;
  return n > 0;
}

/* --- typing -------------------------------------------------------------------------------------- */

static gint64
get_cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

G_GNUC_NORETURN static gboolean
limit_cb (gpointer user_data)
{
  GtkWidget *view = find_mapped (GTK_WIDGET (probe.window), GTK_TYPE_COLUMN_VIEW);

  fprintf (stderr, "bench-probe: step %u did not end: %u rows, %u expected\n", probe.key,
           view == NULL ? 0 : count_rows (view), probe.rows);
  _exit (3);
}

/* The rows below those in sight may follow later: but it is another list than when the key was pressed, and the right one. */
static gboolean
is_found (void)
{
  GtkWidget *view = find_mapped (GTK_WIDGET (probe.window), GTK_TYPE_COLUMN_VIEW);
  guint n = view == NULL ? 0 : count_rows (view);

  if (probe.rows == 0)
    return view == NULL;
  return n > 0 && n <= probe.rows && (n == probe.rows || n != probe.had || hash_words (view, 0) != probe.said) &&
         is_filled (n);
}

static void
set_limit (void)
{
  g_clear_handle_id (&probe.limit, g_source_remove);
  probe.limit = g_timeout_add_seconds (LIMIT_S, limit_cb, NULL);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                gpointer               user_data)
{
  if (probe.typing && probe.n_keys > 0 && --probe.n_keys == 0)
    {
      GtkWidget *view = find_mapped (GTK_WIDGET (probe.window), GTK_TYPE_COLUMN_VIEW);

      probe.pressed = g_get_monotonic_time ();
      probe.cpu = get_cpu_time ();
      probe.had = view == NULL ? 0 : count_rows (view);
      probe.said = hash_words (view, 0);
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
type_cb (gpointer user_data)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GError) error = NULL;
  const char *one[] = { "xdotool", "key", NULL, NULL };
  const char *many[] = { "xdotool", "type", "--delay", FAST_MS, NULL, NULL };
  gboolean fast;

  if (probe.keys[probe.key] == NULL)
    {
      struct rusage usage;

      getrusage (RUSAGE_SELF, &usage);
      printf ("peak %.1f\n", (double) usage.ru_maxrss / 1024);
      fflush (stdout);
      gtk_window_destroy (probe.window);
      return G_SOURCE_REMOVE;
    }
  parts = g_strsplit (probe.keys[probe.key], "=", 2);
  probe.before = probe.rows;
  probe.rows = (guint) atoi (parts[1]);
  fast = *parts[0] == '+';
  probe.n_keys = fast ? (guint) strlen (parts[0] + 1) : 1;
  probe.pressed = 0;
  probe.typing = TRUE;
  set_limit ();
  one[2] = parts[0];
  many[4] = parts[0] + 1;
  if (!g_spawn_async (NULL, (char **) (fast ? many : one), NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &error))
    {
      fprintf (stderr, "bench-probe: %s\n", error->message);
      _exit (3);
    }
  return G_SOURCE_REMOVE;
}

/* The entry has the focus, and the program nothing left to do. */
static gboolean
begin_typing_cb (gpointer user_data)
{
  GtkWidget *focus = gtk_window_get_focus (probe.window);

  if (focus == NULL || !GTK_IS_TEXT (focus) || !gtk_window_is_active (probe.window))
    return G_SOURCE_CONTINUE;
  g_timeout_add (SETTLE_MS, type_cb, NULL);
  return G_SOURCE_REMOVE;
}

/* --- frames -------------------------------------------------------------------------------------- */

static void
say_frame (const char *what)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  printf ("%s %" G_GINT64_FORMAT " %.6f %.1f\n", what, g_get_monotonic_time (),
          (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
          (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
          (double) usage.ru_maxrss / 1024);
  fflush (stdout);
}

/* The frame is on the screen, not only on its way: its pictures have been given to the display. */
static void
after_paint_cb (GdkFrameClock *frame_clock,
                gpointer       user_data)
{
  if (!probe.started)
    {
      if (probe.list)
        {
          GtkWidget *view = find_mapped (GTK_WIDGET (probe.window), GTK_TYPE_COLUMN_VIEW);

          probe.rows = view == NULL ? 0 : count_rows (view);
          if (probe.rows == 0 || !is_filled (probe.rows))
            return;
        }
      gdk_display_sync (gtk_widget_get_display (GTK_WIDGET (probe.window)));
      probe.started = TRUE;
      say_frame ("frame");
      if (!probe.list)
        {
          gtk_window_destroy (probe.window);
          return;
        }
    }
  if (probe.whole != 0)
    {
      if (!is_filled (probe.whole))
        return;
      gdk_display_sync (gtk_widget_get_display (GTK_WIDGET (probe.window)));
      say_frame ("whole");
      probe.rows = probe.whole;
      probe.whole = 0;
      if (probe.keys == NULL)
        {
          gtk_window_destroy (probe.window);
          return;
        }
      set_limit ();
      gtk_widget_activate_action (GTK_WIDGET (probe.window), "win.find", NULL);
      g_timeout_add (20, begin_typing_cb, NULL);
      return;
    }

  if (probe.typing && probe.pressed != 0)
    {
      gint64 now;
      gint64 cpu;

      gdk_display_sync (gtk_widget_get_display (GTK_WIDGET (probe.window)));
      now = g_get_monotonic_time ();
      cpu = get_cpu_time ();
      if (!is_found ())
        return;
      printf ("key %s %" G_GINT64_FORMAT " %s %s %" G_GINT64_FORMAT "\n", probe.keys[probe.key], now - probe.pressed,
              probe.rows == probe.before ? "same" : "new",
              *gtk_editable_get_text (GTK_EDITABLE (gtk_window_get_focus (probe.window))) == '\0' ? "-"
              : gtk_editable_get_text (GTK_EDITABLE (gtk_window_get_focus (probe.window))), cpu - probe.cpu);
      fflush (stdout);
      probe.typing = FALSE;
      probe.key++;
      g_timeout_add (SETTLE_MS, type_cb, NULL);
    }
}

static void
realize_cb (GtkWidget *widget,
            gpointer   user_data)
{
  g_signal_connect (gtk_widget_get_frame_clock (widget), "after-paint",
                    G_CALLBACK (after_paint_cb), NULL);
}

/* Stands before GTK's own. */
void
gtk_window_present (GtkWindow *window)
{
  void (*present) (GtkWindow *) = (void (*)(GtkWindow *))dlsym (RTLD_NEXT, "gtk_window_present");
  const char *what = getenv ("BENCH_PROBE");

  if (what != NULL && probe.window == NULL)
    {
      GtkEventController *keys = gtk_event_controller_key_new ();

      probe.window = window;
      probe.list = strcmp (what, "frame") != 0;
      if (probe.list)
        probe.whole = (guint) atoi (getenv ("BENCH_ROWS"));
      if (strcmp (what, "search") == 0)
        probe.keys = g_strsplit (getenv ("BENCH_KEYS"), " ", -1);
      gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
      g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), NULL);
      gtk_widget_add_controller (GTK_WIDGET (window), keys);
      g_signal_connect (window, "realize", G_CALLBACK (realize_cb), NULL);
      set_limit ();
    }
  present (window);
}
