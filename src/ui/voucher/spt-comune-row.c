/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The municipality of a voucher by its name, its ISTAT code by itself; or the other way round. */
#define G_LOG_DOMAIN "spt-comune-row"

#include "config.h"

#include "ui/voucher/spt-comune-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/spt-comuni.h"
#include "base/spt-text.h"
#include "ui/spt-suggest.h"

#define DATA "spt-comune-picker"
#define MAX_SHOWN 8
#define MIN_TYPED 2
#define NAME "comune"
#define CODE "indirizzoInstallazione.codiceIstatComune"

static const char *const names[] = { NAME, CODE, NULL };

struct _SptComunePicker
{
  GObject     parent_instance;

  SptForm    *form;    /* (owned) */
  SptSuggest *suggest; /* (owned) */
};

G_DEFINE_FINAL_TYPE (SptComunePicker, spt_comune_picker, G_TYPE_OBJECT)

static const char *
get_text (SptComunePicker * self,
          const char      *name)
{
  return spt_form_get_text (self->form, name);
}

static void
set_text (SptComunePicker *self,
          const char      *name,
          const char      *text)
{
  SptFormField *field = spt_form_find_field (self->form, name);

  if (field == NULL || strcmp (spt_form_field_get_text (field), text) == 0)
    return;
  spt_suggest_set_filling (self->suggest, TRUE);
  spt_form_field_set_text (field, text);
  spt_suggest_set_filling (self->suggest, FALSE);
}

/* --- what is typed -------------------------------------------------------------------------------- */

/* "Roma", "roma (RM)", "058091" and "H501" all mean one. */
static const SptComune *
find_exact (const char *typed)
{
  g_autofree char *text = spt_text_strip (typed);
  g_autofree char *upper = g_utf8_strup (text, -1);
  gsize length = strlen (upper);
  const SptComune *comune = spt_comuni_find (upper);

  if (comune == NULL)
    comune = spt_comuni_find_cadastral (upper);
  if (comune == NULL)
    comune = spt_comuni_find_name (text, NULL);
  if (comune == NULL && length > 5 && upper[length - 1] == ')' && upper[length - 4] == '(')
    {
      g_autofree char *province = g_strndup (upper + length - 3, 2);

      text[strlen (text) - 4] = '\0';
      comune = spt_comuni_find_name (g_strchomp (text), province);
    }

  return comune;
}

/* A code that belongs to another name would be sent without anybody seeing it. */
static void
follow_name (SptComunePicker *self,
             const char      *typed)
{
  const SptComune *exact = find_exact (typed);
  const SptComune *present = spt_comuni_find (get_text (self, CODE));

  if (exact != NULL)
    set_text (self, CODE, exact->istat);
  else if (present != NULL && spt_comuni_find_name (typed, present->province) != present)
    set_text (self, CODE, "");
}

static void
follow_code (SptComunePicker *self,
             const char      *typed)
{
  g_autofree char *text = spt_text_strip (typed);
  const SptComune *comune = spt_comuni_find (text);

  if (comune != NULL && spt_comuni_find_name (get_text (self, NAME), comune->province) != comune)
    set_text (self, NAME, comune->name);
}

static void
suggest (SptComunePicker *self,
         const char      *typed,
         gboolean         asked)
{
  g_autofree char *text = spt_text_strip (typed);
  const SptComune *exact = find_exact (text);
  const SptComune *present = spt_comuni_find (get_text (self, CODE));
  g_autoptr (GPtrArray) found = NULL;

  /* The one that is chosen already needs no choosing. */
  if (spt_text_length (text) < MIN_TYPED || (exact != NULL && exact == present && !asked) ||
      !spt_suggest_begin (self->suggest))
    {
      spt_suggest_drop (self->suggest);
      return;
    }

  found = spt_comuni_search (text, MAX_SHOWN);
  if (found->len == 0 && exact != NULL)
    g_ptr_array_add (found, (gpointer) exact);
  for (guint i = 0; i < found->len; i++)
    {
      const SptComune *comune = g_ptr_array_index (found, i);
      /* Translators: a municipality and its province: "Roma (RM)" */
      g_autofree char *title = g_strdup_printf (_("%1$s (%2$s)"), comune->name, comune->province);
      /* Translators: %s is a code of six digits */
      g_autofree char *more = g_strdup_printf (_("ISTAT code %s"), comune->istat);

      spt_suggest_add (self->suggest, comune->istat, title, more);
    }
  spt_suggest_show (self->suggest);
}

static void
typed_cb (SptComunePicker *self,
          SptFormField    *field,
          gboolean         asked)
{
  const char *text = spt_form_field_get_text (field);

  if (strcmp (spt_form_field_get_def (field)->name, CODE) == 0)
    {
      follow_code (self, text);
      if (asked)
        suggest (self, text, TRUE);
      return;
    }
  suggest (self, text, asked);
}

/* At once, not after a pause: whoever saves right after typing saves the code too. */
static void
name_changed_cb (SptComunePicker *self)
{
  if (spt_suggest_get_field (self->suggest) != NULL &&
      spt_suggest_get_field (self->suggest) == spt_form_find_field (self->form, NAME))
    follow_name (self, get_text (self, NAME));
}

static void
code_changed_cb (SptComunePicker *self)
{
  if (spt_suggest_get_field (self->suggest) != NULL &&
      spt_suggest_get_field (self->suggest) == spt_form_find_field (self->form, CODE))
    follow_code (self, get_text (self, CODE));
}

static void
chosen_cb (SptComunePicker *self,
           SptFormField    *field,
           const char      *id)
{
  const SptComune *comune = spt_comuni_find (id);

  if (comune == NULL)
    return;
  /* The name first: its row would take the code for another one's. */
  set_text (self, NAME, comune->name);
  set_text (self, CODE, comune->istat);
}

/* --- the object ----------------------------------------------------------------------------------- */

static void
spt_comune_picker_dispose (GObject *object)
{
  SptComunePicker *self = SPT_COMUNE_PICKER (object);

  g_clear_object (&self->suggest);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (spt_comune_picker_parent_class)->dispose (object);
}

static void
spt_comune_picker_class_init (SptComunePickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_comune_picker_dispose;
}

static void
spt_comune_picker_init (SptComunePicker *self)
{
}

static void
watch (SptComunePicker *self,
       const char      *name,
       GCallback        callback)
{
  SptFormField *field = spt_form_find_field (self->form, name);

  if (field != NULL)
    g_signal_connect_object (field, "notify::text", callback, self, G_CONNECT_SWAPPED);
}

/**
 * spt_comune_picker_attach:
 * @page: what the form stands in; owns the picker
 * @form: of a voucher
 *
 * Lets a municipality be found by its name, by its ISTAT code or by its cadastral one.
 *
 * Returns: (transfer none): the picker
 */
SptComunePicker *
spt_comune_picker_attach (GtkWidget *page,
                          SptForm   *form)
{
  SptComunePicker *self = g_object_new (SPT_TYPE_COMUNE_PICKER, NULL);

  self->form = g_object_ref (form);
  self->suggest = spt_suggest_new (page, form, names, _("Municipalities found"));
  spt_suggest_set_on_demand (self->suggest, TRUE);
  g_signal_connect_object (self->suggest, "typed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->suggest, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  watch (self, NAME, G_CALLBACK (name_changed_cb));
  watch (self, CODE, G_CALLBACK (code_changed_cb));
  g_object_set_data_full (G_OBJECT (page), DATA, self, g_object_unref);
  return self;
}

/**
 * spt_comune_row_new:
 * @form: of a voucher
 *
 * Makes a row for the municipality's name; its ISTAT code follows in the form's own field.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
spt_comune_row_new (SptForm *form)
{
  SptFormField *field = spt_form_find_field (form, NAME);
  GtkWidget *row;

  g_return_val_if_fail (field != NULL, NULL);

  row = spt_form_row_new (field);
  spt_comune_picker_attach (row, form);
  return row;
}
