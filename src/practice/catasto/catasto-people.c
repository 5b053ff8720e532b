/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on people and firms: check characters and the third responsible (facts 6, 7, 11). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <string.h>

static const char *const tax_codes[] = { "L1_6cf", "L3codiceFiscale", "L13codiceFiscale",
                                         "codiceFiscale", "codiceFiscaleIspettore", NULL };
static const char *const vat_numbers[] = { "L1_6piva", "L3piva", "L3pivaDitta", NULL };

static gboolean
is_vat (const char *text)
{
  guint sum = 0, i;

  if (strlen (text) != 11)
    return FALSE;
  for (i = 0; i < 10; i++)
    {
      guint digit = (guint) (text[i] - '0') * (1 + i % 2);

      sum += digit > 9 ? digit - 9 : digit;
    }
  return (10 - sum % 10) % 10 == (guint) (text[10] - '0');
}

static gboolean
is_tax_code (const char *text)
{
  /* Values of 0 to 9 and of A to J in odd places are the same. */
  static const guint8 odd[] = { 1,  0,  5, 7,  9,  13, 15, 17, 19, 21, 2,  4,  18,
                                20, 11, 3, 6,  8,  12, 14, 16, 10, 22, 25, 24, 23 };
  guint sum = 0, i;

  if (strlen (text) == 11)
    return is_vat (text);
  if (strlen (text) != 16)
    return FALSE;
  for (i = 0; i < 15; i++)
    {
      guint value = g_ascii_isdigit (text[i]) ? (guint) (text[i] - '0') : (guint) (text[i] - 'A');

      if (value > 25)
        return FALSE;
      sum += i % 2 == 0 ? odd[value] : value;
    }
  return text[15] == (char) ('A' + sum % 26);
}

static void
visit_tax_code (PrcCatastoCheck *check,
                xmlNode         *node)
{
  if (g_strv_contains (tax_codes, (const char *) node->name) &&
      !is_tax_code (prc_catasto_own (check, node)))
    prc_catasto_blame (check, node, NULL);
}

static void
check_tax_codes (PrcCatastoCheck *check)
{
  prc_catasto_walk (check, check->root, visit_tax_code);
}

static void
visit_vat (PrcCatastoCheck *check,
           xmlNode         *node)
{
  if (g_strv_contains (vat_numbers, (const char *) node->name) &&
      !is_vat (prc_catasto_own (check, node)))
    prc_catasto_blame (check, node, NULL);
}

static void
check_vat (PrcCatastoCheck *check)
{
  prc_catasto_walk (check, check->root, visit_vat);
}

/* One appointment, given or on the register. */
typedef struct
{
  xmlNode    *node;
  gboolean    given;
  const char *firm;
  const char *from;
  const char *to;        /* the contract's end, or when it ceased before */
  GHashTable *parts;     /* "GT1"; empty: the whole plant */
} Appointment;

static void
appointment_free (gpointer data)
{
  Appointment *self = data;

  g_hash_table_unref (self->parts);
  g_free (self);
}

/* "GT-1, GF 2 e SC3" → GT1, GF2, SC3. */
static GHashTable *
read_parts (const char *text)
{
  GHashTable *parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) regex = g_regex_new ("\\b([A-Z]{2,3})[- ]?0*([1-9][0-9]{0,2})\\b", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *word = g_match_info_fetch (match, 1);
      g_autofree char *number = g_match_info_fetch (match, 2);

      if (prc_catasto_kind (word) != NULL)
        g_hash_table_add (parts, g_strconcat (word, number, NULL));
    }
  return parts;
}

static void
read_appointments (PrcCatastoCheck *check,
                   const xmlNode   *sheet,
                   gboolean         given,
                   GPtrArray       *list)
{
  xmlNode *node;

  prc_catasto_each (node, sheet)
  {
    Appointment *self = g_new0 (Appointment, 1);
    const char *ceased = prc_catasto_text (check, prc_catasto_child (node, "L3cessazione"), "data");

    self->node = node;
    self->given = given;
    self->firm = prc_catasto_text (check, node, "L3cciaa");
    self->from = prc_catasto_text (check, node, "L3dataValiditaContrattoDal");
    self->to = prc_catasto_text (check, node, "L3dataValiditaContrattoAl");
    if (ceased != NULL && strcmp (ceased, self->to) < 0)
      self->to = ceased;
    self->parts = read_parts (prc_catasto_text (check, node, "L3apparecchiature"));
    g_ptr_array_add (list, self);
  }
}

static gboolean
share_parts (const Appointment *one,
             const Appointment *other)
{
  GHashTableIter iter;
  gpointer key;

  if (g_hash_table_size (one->parts) == 0 || g_hash_table_size (other->parts) == 0)
    return TRUE;
  g_hash_table_iter_init (&iter, one->parts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (g_hash_table_contains (other->parts, key))
        return TRUE;
    }
  return FALSE;
}

static void
check_overlap (PrcCatastoCheck *check,
               GPtrArray       *list,
               guint            at)
{
  const Appointment *one = g_ptr_array_index (list, at);
  guint i;

  for (i = 0; i < list->len; i++)
    {
      const Appointment *other = g_ptr_array_index (list, i);
      gboolean same = g_str_equal (one->firm, other->firm) && g_str_equal (one->from, other->from);

      /* The same firm from the same day is a new version of what is on the register. */
      if ((other->given ? i >= at : same) || strcmp (one->from, other->to) > 0 ||
          strcmp (other->from, one->to) > 0 || !share_parts (one, other))
        continue;
      prc_catasto_blame (check, one->node, "La nomina si sovrappone a un'altra sugli stessi componenti.");
      return;
    }
}

static void
check_parts (PrcCatastoCheck   *check,
             const Appointment *one)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, one->parts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const char *word = key;
      gsize length = strcspn (word, "0123456789");
      g_autofree char *kind = g_strndup (word, length);

      if (prc_catasto_item_at (check->after, prc_catasto_kind (kind),
                               g_ascii_strtoll (word + length, NULL, 10), one->from) == NULL)
        prc_catasto_blame (check, prc_catasto_child (one->node, "L3apparecchiature"),
                           "%s non è attivo alla data di inizio.", word);
    }
}

static void
check_third (PrcCatastoCheck *check)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (appointment_free);
  xmlNode *sheet = prc_catasto_given (check, "scheda_3_terzo_responsabile");
  xmlNode *owner = prc_catasto_sheet (check, "scheda_1_6_responsabile");
  xmlDoc *kept = NULL;
  guint i;

  if (sheet == NULL)
    return;
  read_appointments (check, sheet, TRUE, list);
  if ((PRC_CATASTO_CALL (check->call) & PRC_CATASTO_WHOLE) == 0)
    kept = prc_catasto_load_sheet (check->twin, check->code, "scheda_3_terzo_responsabile");
  if (kept != NULL)
    read_appointments (check, xmlDocGetRootElement (kept), FALSE, list);
  if (prc_catasto_whole (check, owner, "L1_6titolo") == 2)
    prc_catasto_blame (check, sheet, "Un occupante non può nominare il terzo responsabile.");
  for (i = 0; i < list->len; i++)
    {
      const Appointment *one = g_ptr_array_index (list, i);

      if (!one->given)
        continue;
      if (strcmp (one->to, one->from) < 0)
        prc_catasto_blame (check, one->node, "Il contratto finisce prima di cominciare.");
      check_overlap (check, list, i);
      check_parts (check, one);
    }
  xmlFreeDoc (kept);
}

static void
check_dwelling (PrcCatastoCheck *check)
{
  xmlNode *sheet = prc_catasto_given (check, "scheda_3_terzo_responsabile");

  if (sheet != NULL && prc_catasto_truth (check, prc_catasto_sheet (check, "scheda_1_2_ubicazione"),
                                          "L1_2flagUnitaImmSingle"))
    prc_catasto_blame (check, sheet, NULL);
}

static const PrcCatastoRule rules[] = {
  { "E-CAP", PRC_CATASTO_SHEETS, 0, NULL, "Il CAP ha cinque cifre." },
  { "E-POD", PRC_CATASTO_SHEETS, 0, NULL, "Il POD non ha la forma prevista." },
  { "E-PDR", PRC_CATASTO_SHEETS, 0, NULL, "Il PDR ha quattordici cifre." },
  { "E-CF", PRC_CATASTO_SHEETS, PRC_CATASTO_ALL, check_tax_codes,
    "Il codice fiscale ha un carattere di controllo errato." },
  { "E-PIVA", PRC_CATASTO_SHEETS, PRC_CATASTO_ALL, check_vat,
    "La partita IVA ha una cifra di controllo errata." },
  { "E-TERZO-RESP", PRC_CATASTO_COMPONENTS, PRC_CATASTO_ALL, check_third,
    "La nomina del terzo responsabile non è valida." },
  { "W-TERZO-RESP", PRC_CATASTO_COMPONENTS, PRC_CATASTO_ALL, check_dwelling,
    "Per una singola unità il terzo responsabile vuole un locale tecnico dedicato." },
};

/**
 * prc_catasto_people_rules:
 *
 * Returns: the rules on people and firms
 */
PrcCatastoRules
prc_catasto_people_rules (void)
{
  return (PrcCatastoRules) { rules, G_N_ELEMENTS (rules) };
}
