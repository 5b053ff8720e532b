/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words, icons, questions and errors that all pages share. */
#pragma once

#include <adwaita.h>

#include "model/spt-account.h"
#include "model/spt-state.h"

G_BEGIN_DECLS

/* Makes the window's templates known; the composition root and tests call it once, before anything
 * of ui. */
void        spt_ui_init             (void);

/* States: one table of word, icon, style class (ui.md). The word agrees with the noun: records are
 * feminine ("posizione"), submissions masculine ("invio"). */
const char *spt_ui_state_word       (SptState        state,
                                     gboolean        of_record);
const char *spt_ui_state_icon       (SptState        state);
const char *spt_ui_state_css_class  (SptState        state);
const char *spt_ui_environment_word (SptEnvironment  environment);
/* The word with its colour, in the place of another; of an account only where it is not the real one (NULL = nothing). */
void        spt_ui_tag_environment  (GtkLabel       *label,
                                     SptEnvironment  environment);
void        spt_ui_tag_account      (GtkLabel       *label,
                                     SptAccount     *account);
/* Count with thousands points; local times as people say them: "oggi 14:20", "ieri 9:05",
 * "16/12/2026 14:20". */
char       *spt_ui_format_count     (gint64          count);
char       *spt_ui_format_time      (gint64          utc_ms,
                                     gint64          now_utc_ms);

/* A decision: AdwMessageDialog as an async call (libadwaita 1.2 has no choose). The finish gives
 * the chosen id, "cancel" when closed.
 * @responses: id, label, id, label, ..., NULL; an id that starts with "!" is destructive, with "*"
 * suggested. The first is the default and close response. */
void        spt_ui_ask_async        (GtkWidget           *parent,
                                     const char          *heading,
                                     const char          *body,
                                     GtkWidget           *extra_child,
                                     const char *const   *responses,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
char       *spt_ui_ask_finish       (GAsyncResult        *result,
                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* A menu that is built when it is opened first. */
void        spt_ui_set_menu         (GtkMenuButton       *button,
                                     GMenuModel          *model);

/* Every password entry of ours: one that goes away while a key is being handled in it would be
 * written to after its end (GTK 4.8). */
void        spt_ui_guard_password   (GtkWidget           *entry);

/* One table maps (domain, code) to words; cancelled is silent. Shows a strip or toast with
 * "Details" (redacted, copyable). */
void        spt_ui_report_error     (GtkWidget           *widget,
                                     const GError        *error);
/* Whether an error says only that nobody waits for the answer any more. */
gboolean    spt_ui_is_cancelled     (const GError        *error);
/* Title, sentence and next step of an error; all allocated; @next may come back NULL. */
void        spt_ui_explain_error    (const GError        *error,
                                     char               **title,
                                     char               **text,
                                     char               **next);
/* The same with what happened and what to do in one text; plain, not markup. */
char       *spt_ui_dup_explanation  (const GError        *error,
                                     char               **title) G_GNUC_WARN_UNUSED_RESULT;

/* A file chooser as an async call (GtkFileChooserNative kept alive). @filters: "Name",
 * "*.csv;*.txt", ..., NULL. */
void        spt_ui_open_file_async  (GtkWidget           *parent,
                                     const char          *title,
                                     const char *const   *filters,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
void        spt_ui_save_file_async  (GtkWidget           *parent,
                                     const char          *title,
                                     const char          *suggested_name,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
/* NULL without error = the person gave up. */
GFile      *spt_ui_file_finish      (GAsyncResult        *result,
                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same as a path; a file that is on no disk of this computer is G_IO_ERROR_NOT_SUPPORTED. */
char       *spt_ui_path_finish      (GAsyncResult        *result,
                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* Several files at once; the finish gives their paths (element-type filename), NULL without error = the person gave up. */
void        spt_ui_open_files_async (GtkWidget           *parent,
                                     const char          *title,
                                     const char *const   *filters,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
GPtrArray  *spt_ui_paths_finish     (GAsyncResult        *result,
                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;

#define SPT_TYPE_STATE_LABEL (spt_state_label_get_type ())
/* Icon + word in the state's colour, with an accessible name. Properties: state (SptState),
 * of-record (boolean), whole (boolean: the word is never cut), detail (string, NULL: small text
 * behind, e.g. next check). For use in .ui with <lookup>. */
G_DECLARE_FINAL_TYPE (SptStateLabel, spt_state_label, SPT, STATE_LABEL, GtkWidget)

#define SPT_TYPE_LIST_BIN (spt_list_bin_get_type ())
/* Goes around the scrolled window of a GtkListView or GtkColumnView: the Tab key comes into the
 * list. For use in .ui. */
G_DECLARE_FINAL_TYPE (SptListBin, spt_list_bin, SPT, LIST_BIN, AdwBin)
/* Puts the focus on the first row in sight of the list below @widget, as soon as there is one. */
void        spt_list_bin_focus_row  (GtkWidget *widget);
/* The same with the row that is selected. */
void        spt_list_bin_focus_selected (GtkWidget *widget);

/* An action row with plain words; @subtitle may be NULL. The words wrap, as of all action rows. */
GtkWidget  *spt_ui_new_row          (const char  *title,
                                     const char  *subtitle) G_GNUC_WARN_UNUSED_RESULT;
/* An action row that leads somewhere: by @action on @target (floating), or, NULL, by what its list does. */
void        spt_ui_lead_row         (GtkWidget   *row,
                                     const char  *action,
                                     GVariant    *target);

/* Lets a screen reader say what a drop-down is for, and what is chosen in it. */
void        spt_ui_name_drop_down   (GtkDropDown *drop_down,
                                     const char  *name);

/* How much larger than usual a widget's text is, 1 or more: all widths at which a layout changes
 * are multiplied by it. */
double      spt_ui_get_text_scale   (GtkWidget *widget);

/* A sheet is made no wider than the window that it opens over. */
void        spt_ui_fit_sheet        (GtkWindow *sheet);

#define SPT_TYPE_ADAPTIVE_BIN (spt_adaptive_bin_get_type ())
typedef enum { SPT_WIDTH_NARROW, SPT_WIDTH_MEDIUM, SPT_WIDTH_WIDE } SptWidth;
#define SPT_TYPE_WIDTH (spt_width_get_type ())
GType spt_width_get_type (void);
/* Publishes a width class from its allocation. Properties: width-class (SptWidth: narrow < 600,
 * medium < 1100, wide), narrow (boolean), wide (boolean), orientation (vertical when narrow), child. */
G_DECLARE_FINAL_TYPE (SptAdaptiveBin, spt_adaptive_bin, SPT, ADAPTIVE_BIN, GtkWidget)

#define SPT_TYPE_STRIP (spt_strip_get_type ())
/* Our banner (libadwaita 1.2 has none). Properties: text, button-label, action-name, revealed
 * (boolean), kind (string: "info", "warning", "error", "practice"). Role alert. */
G_DECLARE_FINAL_TYPE (SptStrip, spt_strip, SPT, STRIP, GtkWidget)

G_END_DECLS
