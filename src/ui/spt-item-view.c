/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outcomes of one submission: key, row, state, one plain sentence; the service's own words
 * one click away. */
#define G_LOG_DOMAIN "spt-item-view"

#include "config.h"

#include "ui/spt-item-view.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "ui/spt-item-list.h"
#include "service/spt-service.h"
#include "ui/spt-position-page.h"
#include "ui/spt-submission-page.h"
#include "ui/spt-submission-words.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

struct _SptItemView
{
  AdwBin          parent_instance;

  GtkCheckButton *only_problems;
  GtkStack       *stack;
  GtkListView    *list;
  AdwStatusPage  *empty;

  SptItemList    *items;   /* (owned) (nullable) */
  char           *service; /* (nullable): whose message table */
  SptState        state;
  guint           n_items;
  guint           n_problems;
  guint           n_failed;
  GArray         *queue; /* (owned) (nullable): records to go through */
  guint           order_states; /* of the order: those that are shown; 0 = all */
  guint           failed : 1;
  guint           is_feminine : 1; /* what its states agree with */
  guint           order  : 1; /* a job of single requests */
};

G_DEFINE_FINAL_TYPE (SptItemView, spt_item_view, ADW_TYPE_BIN)

enum
{
  PROP_ONLY_PROBLEMS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* The widgets of one row, kept with its box. */
typedef struct
{
  SptItemView *view;
  SptItemRow  *row; /* (owned) (nullable) */
  gulong       changed_id;
  GtkWidget   *box;
  GtkWidget   *who;
  GtkWidget   *key;
  GtkWidget   *sentence;
  GtkWidget   *also;
  GtkWidget   *state;
  GtkWidget   *words;
  GtkWidget   *words_label;
} RowWidgets;

/* --- rows ------------------------------------------------------------------------------------- */

static char *
item_sentence (SptItemView   *self,
               const SptItem *item)
{
  const SptMessage *message = NULL;

  if (item->state == SPT_STATE_DONE || item->code == NULL)
    return g_strdup ("");
  message = spt_messages_find (self->service == NULL ? "base" : self->service, item->code);
  if (message != NULL)
    return spt_message_dup_sentence (message, item->message);
  return g_strdup (item->message == NULL ? item->code : item->message);
}

/* Where the record stands now, once it was mended; else what became of the item. */
static SptState
shown_state (SptItemView   *self,
             const SptItem *item)
{
  SptState state;

  if (self->failed && item->record_state != NULL &&
      spt_state_from_string (item->record_state, &state))
    return state;

  return item->state;
}

/* Words that did not win, and why a record was deleted. */
static char *
also_words (const SptItem *item)
{
  if (item->also != NULL)
    /* Translators: the service said two things of one record; %s is the one that does not count */
    return g_strdup_printf (_("Also said: %s"), item->also);
  if (item->reason != NULL)
    return g_strdup_printf (_("Reason of the deletion: %s"), item->reason);

  return NULL;
}

static void
show_row (RowWidgets *widgets)
{
  const SptItem *item = widgets->row == NULL ? NULL : spt_item_row_get (widgets->row);
  g_autofree char *key = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *words = NULL;
  g_autofree char *also = NULL;
  g_autofree char *spoken = NULL;

  gtk_widget_set_visible (widgets->state, item != NULL);
  if (item == NULL)
    {
      gtk_widget_set_visible (widgets->who, FALSE);
      gtk_label_set_label (GTK_LABEL (widgets->key), " ");
      gtk_label_set_label (GTK_LABEL (widgets->sentence), "");
      gtk_widget_set_visible (widgets->also, FALSE);
      gtk_widget_set_visible (widgets->words, FALSE);
      return;
    }

  /* A record's row counts within the body: it is no row of the sheet that it came from. */
  /* Translators: an item: its key and its row in the file */
  key = item->row == 0 || item->record_id != 0 ? g_strdup (item->key)
        : g_strdup_printf (_("%1$s (row %2$u)"), item->key, item->row);
  sentence = item_sentence (widgets->view, item);
  gtk_label_set_label (GTK_LABEL (widgets->who), item->who == NULL ? "" : item->who);
  gtk_widget_set_visible (widgets->who, item->who != NULL);
  gtk_label_set_label (GTK_LABEL (widgets->key), key);
  gtk_label_set_label (GTK_LABEL (widgets->sentence), sentence);
  gtk_widget_set_visible (widgets->sentence, *sentence != '\0');
  also = also_words (item);
  gtk_label_set_label (GTK_LABEL (widgets->also), also == NULL ? "" : also);
  gtk_widget_set_visible (widgets->also, also != NULL);
  g_object_set (widgets->state, "of-record", (gboolean) widgets->view->is_feminine,
                "state", shown_state (widgets->view, item), NULL);

  words = item->message == NULL && item->code == NULL ? NULL
          : g_strdup_printf ("%s%s%s", item->code == NULL ? "" : item->code,
                             item->message == NULL || item->code == NULL ? "" : "\n",
                             item->message == NULL ? "" : item->message);
  gtk_label_set_label (GTK_LABEL (widgets->words_label), words == NULL ? "" : words);
  gtk_widget_set_visible (widgets->words, words != NULL &&
                          (item->state != SPT_STATE_DONE || item->also != NULL));

  spoken = g_strdup_printf ("%s%s%s, %s. %s %s", item->who == NULL ? "" : item->who,
                            item->who == NULL ? "" : ", ", key,
                            spt_ui_state_word (shown_state (widgets->view, item), widgets->view->is_feminine), sentence,
                            also == NULL ? "" : also);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widgets->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
row_changed_cb (SptItemRow *row,
                gpointer    user_data)
{
  show_row (user_data);
}

static void
forget_row (RowWidgets *widgets)
{
  if (widgets->row != NULL)
    g_clear_signal_handler (&widgets->changed_id, widgets->row);
  g_clear_object (&widgets->row);
}

static void
row_widgets_free (gpointer data)
{
  forget_row (data);
  g_free (data);
}

static GtkWidget *
make_words_button (RowWidgets *widgets)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();

  widgets->words_label = gtk_label_new (NULL);
  gtk_label_set_selectable (GTK_LABEL (widgets->words_label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (widgets->words_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (widgets->words_label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (widgets->words_label), 40);
  gtk_widget_add_css_class (widgets->words_label, "monospace");
  gtk_popover_set_child (GTK_POPOVER (popover), widgets->words_label);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "dialog-information-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("What the Service Said"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What the Service Said"), -1);
  return button;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  RowWidgets *widgets = g_new0 (RowWidgets, 1);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  widgets->view = user_data;
  widgets->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (widgets->box, "item-row");
  widgets->who = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (widgets->who), 0);
  gtk_label_set_ellipsize (GTK_LABEL (widgets->who), PANGO_ELLIPSIZE_END);
  widgets->key = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (widgets->key), 0);
  gtk_label_set_ellipsize (GTK_LABEL (widgets->key), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (widgets->key, "monospace");
  gtk_widget_add_css_class (widgets->key, "item-key");
  widgets->sentence = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (widgets->sentence), 0);
  gtk_label_set_wrap (GTK_LABEL (widgets->sentence), TRUE);
  gtk_label_set_lines (GTK_LABEL (widgets->sentence), 3);
  gtk_label_set_ellipsize (GTK_LABEL (widgets->sentence), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (widgets->sentence, "caption");
  gtk_box_append (GTK_BOX (texts), widgets->who);
  gtk_box_append (GTK_BOX (texts), widgets->key);
  gtk_box_append (GTK_BOX (texts), widgets->sentence);
  widgets->also = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (widgets->also), 0);
  gtk_label_set_wrap (GTK_LABEL (widgets->also), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (widgets->also), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (widgets->also, "caption");
  gtk_widget_add_css_class (widgets->also, "dim-label");
  gtk_box_append (GTK_BOX (texts), widgets->also);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  widgets->state = g_object_new (SPT_TYPE_STATE_LABEL, "valign", GTK_ALIGN_CENTER, NULL);
  widgets->words = make_words_button (widgets);
  gtk_box_append (GTK_BOX (widgets->box), texts);
  gtk_box_append (GTK_BOX (widgets->box), widgets->state);
  gtk_box_append (GTK_BOX (widgets->box), widgets->words);
  g_object_set_data_full (G_OBJECT (widgets->box), "spt-widgets", widgets, row_widgets_free);
  gtk_list_item_set_child (item, widgets->box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  RowWidgets *widgets = g_object_get_data (G_OBJECT (gtk_list_item_get_child (item)),
                                           "spt-widgets");

  widgets->row = g_object_ref (gtk_list_item_get_item (item));
  widgets->changed_id = g_signal_connect (widgets->row, "changed", G_CALLBACK (row_changed_cb),
                                          widgets);
  show_row (widgets);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  user_data)
{
  forget_row (g_object_get_data (G_OBJECT (gtk_list_item_get_child (item)), "spt-widgets"));
}

static void
activate_cb (GtkListView *list,
             guint        position,
             gpointer     user_data)
{
  SptItemView *self = user_data;
  g_autoptr (SptItemRow) row = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  const SptItem *item = row == NULL ? NULL : spt_item_row_get (row);
  SptWindow *window = spt_window_of (GTK_WIDGET (self));
  SptService *service = self->service != NULL ? spt_services_find (self->service) : NULL;
  const char *kind = service != NULL ? spt_service_get_info (service)->record_kind : NULL;

  if (item == NULL || window == NULL)
    return;
  /* Of many requests each has its own page, with what the service said. */
  if (self->order)
    {
      spt_window_push (window, spt_submission_page_new_filtered (spt_window_get_desk (window), item->submission_id,
                                                                 self->order_states));
      return;
    }
  if (item->record_id == 0 || kind == NULL)
    return;
  if (self->queue != NULL)
    spt_record_page_go_through (window, kind, item->record_id, self->queue, SPT_QUEUE_REFUSED);
  else
    spt_window_open_record (window, kind, item->record_id, NULL);
}

/* --- what is listed --------------------------------------------------------------------------- */

static void
update (SptItemView *self)
{
  gboolean only = gtk_check_button_get_active (self->only_problems);
  guint n = only ? self->n_problems : self->n_items;

  if (self->items == NULL || self->order)
    return;
  if (self->failed)
    {
      spt_item_list_set (self->items, SPT_ITEMS_FAILED, self->n_failed);
      gtk_widget_set_visible (GTK_WIDGET (self->only_problems), FALSE);
      adw_status_page_set_title (self->empty, _("Nothing left to send again"));
      gtk_stack_set_visible_child_name (self->stack, self->n_failed > 0 ? "list" : "empty");
      return;
    }
  spt_item_list_set (self->items, only ? SPT_ITEMS_PROBLEMS : SPT_ITEMS_ALL, n);
  gtk_widget_set_visible (GTK_WIDGET (self->only_problems),
                          only || (self->n_problems > 0 && self->n_problems < self->n_items));
  adw_status_page_set_title (self->empty, only ? _("None refused") : _("No records"));
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
}

static void
toggled_cb (GtkCheckButton *button,
            gpointer        user_data)
{
  update (user_data);
  g_object_notify_by_pspec (G_OBJECT (user_data), properties[PROP_ONLY_PROBLEMS]);
}

static void
spt_item_view_dispose (GObject *object)
{
  SptItemView *self = SPT_ITEM_VIEW (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL); /* the bin would let go of it a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_ITEM_VIEW);
  if (self->items != NULL)
    g_object_run_dispose (G_OBJECT (self->items));
  g_clear_object (&self->items);

  G_OBJECT_CLASS (spt_item_view_parent_class)->dispose (object);
}

static void
spt_item_view_finalize (GObject *object)
{
  g_free (SPT_ITEM_VIEW (object)->service);
  g_clear_pointer (&SPT_ITEM_VIEW (object)->queue, g_array_unref);

  G_OBJECT_CLASS (spt_item_view_parent_class)->finalize (object);
}

static void
spt_item_view_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (prop_id == PROP_ONLY_PROBLEMS)
    g_value_set_boolean (value,
                         gtk_check_button_get_active (SPT_ITEM_VIEW (object)->only_problems));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_item_view_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  if (prop_id == PROP_ONLY_PROBLEMS)
    gtk_check_button_set_active (SPT_ITEM_VIEW (object)->only_problems,
                                 g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_item_view_class_init (SptItemViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_item_view_dispose;
  object_class->finalize = spt_item_view_finalize;
  object_class->get_property = spt_item_view_get_property;
  object_class->set_property = spt_item_view_set_property;

  /**
   * SptItemView:only-problems:
   */
  properties[PROP_ONLY_PROBLEMS] = g_param_spec_boolean ("only-problems", NULL, NULL, FALSE,
                                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SPT_TYPE_LIST_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-item-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SptItemView, only_problems);
  gtk_widget_class_bind_template_child (widget_class, SptItemView, stack);
  gtk_widget_class_bind_template_child (widget_class, SptItemView, list);
  gtk_widget_class_bind_template_child (widget_class, SptItemView, empty);
}

static void
spt_item_view_init (SptItemView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->only_problems, "toggled", G_CALLBACK (toggled_cb), self);
  g_signal_connect (self->list, "activate", G_CALLBACK (activate_cb), self);
}

/**
 * spt_item_view_set_submission:
 * @self: an item view
 * @desk: what it works with
 * @id: the submission
 *
 * Says whose items are shown.
 */
void
spt_item_view_set_submission (SptItemView *self,
                              SptDesk     *desk,
                              gint64       id)
{
  GtkListItemFactory *factory = NULL;
  GtkSingleSelection *selection = NULL;

  g_return_if_fail (SPT_IS_ITEM_VIEW (self));
  g_return_if_fail (SPT_IS_DESK (desk));
  g_return_if_fail (self->items == NULL);

  self->items = spt_item_list_new (spt_desk_get_store (desk), id);
  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (factory);
  g_object_unref (selection);
}

/**
 * spt_item_view_set_failed:
 * @self: an item view
 * @n: how many
 * @queue: (nullable) (element-type gint64): the records to go through, in their order
 *
 * Shows only what failed and was not sent again since; each row says where its record stands now.
 */
void
spt_item_view_set_failed (SptItemView *self,
                          guint        n,
                          GArray      *queue)
{
  g_return_if_fail (SPT_IS_ITEM_VIEW (self));

  self->failed = TRUE;
  self->n_failed = n;
  g_clear_pointer (&self->queue, g_array_unref);
  self->queue = queue != NULL ? g_array_ref (queue) : NULL;
}

/**
 * spt_item_view_show_order:
 * @self: an item view that was set to the id of a job
 * @service: whose message table
 * @operation: what was asked
 * @states: bit set of 1 << SptState; 0 = all
 * @n: how many there are of them
 *
 * Shows the records of a job of single requests, each as its newest request stands. One that is
 * activated opens that request.
 */
void
spt_item_view_show_order (SptItemView *self,
                          const char  *service,
                          const char  *operation,
                          guint        states,
                          guint        n)
{
  g_return_if_fail (SPT_IS_ITEM_VIEW (self));

  self->is_feminine = spt_operation_is_feminine (operation);
  self->order = TRUE;
  self->order_states = states;
  if (g_strcmp0 (self->service, service) != 0)
    {
      g_free (self->service);
      self->service = g_strdup (service);
    }
  gtk_widget_hide (GTK_WIDGET (self->only_problems));
  adw_status_page_set_title (self->empty, _("None of these"));
  spt_item_list_set_order (self->items, states, n);
  spt_item_list_refresh (self->items);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
}

/**
 * spt_item_view_update:
 * @self: an item view
 * @submission: the one that was set
 *
 * Shows the submission as it is now.
 */
void
spt_item_view_update (SptItemView   *self,
                      SptSubmission *submission)
{
  guint n_refused = 0, n_open = 0;
  g_autofree char *operation = NULL;

  g_return_if_fail (SPT_IS_ITEM_VIEW (self));
  g_return_if_fail (SPT_IS_SUBMISSION (submission));

  g_free (self->service);
  g_object_get (submission, "service", &self->service, "n-items", &self->n_items, "n-refused",
                &n_refused, "n-open", &n_open, "operation", &operation, NULL);
  self->is_feminine = spt_operation_is_feminine (operation);
  self->state = spt_submission_get_state (submission);
  self->n_problems = n_refused + (self->state == SPT_STATE_UNCERTAIN ? n_open : 0);
  update (self);
  if (self->items != NULL)
    spt_item_list_refresh (self->items);
}
