/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks of the fields: every faulty parameter is named (facts 4.5, 4.6). */
#define G_LOG_DOMAIN "spt-practice"

#include "voucher.h"

#include <string.h>

typedef enum
{
  KIND_TEXT,        /* at most so many characters */
  KIND_EXACT,       /* exactly so many */
  KIND_CHOICE,
  KIND_DATE,
  KIND_DATE_TIME,
  KIND_INT,         /* 0 to 99999: whether it is enough is the business of the rules */
  KIND_CELL,
  KIND_OBJECT,
} Kind;

typedef struct
{
  const char *name;
  Kind        kind;
  gboolean    required;
  guint       length;
  const char *choices;   /* between blanks */
} Field;

#define TECHNOLOGIES " FWA FTTH FTTC FTTB SAT "

/* Each list ends with an entry without a name. */
static const Field family_top[] = {
  { "operatore", KIND_OBJECT, TRUE, 0, NULL },
  { "famiglia", KIND_OBJECT, TRUE, 0, NULL },
  { "tipoDocumento", KIND_CHOICE, TRUE, 0, " CI PP PT " },
  { "dataScadenzaDocumento", KIND_DATE, TRUE, 0, NULL },
  { "numeroDocumento", KIND_TEXT, TRUE, 25, NULL },
  { "numeroDiTelefono", KIND_TEXT, TRUE, 20, NULL },
  { "email", KIND_TEXT, TRUE, 40, NULL },
  { "pec", KIND_TEXT, FALSE, 40, NULL },
  { "indirizzoInstallazione", KIND_OBJECT, TRUE, 0, NULL },
  { "velocitaDownloadMbit", KIND_INT, TRUE, 0, NULL },
  { "codiceUnivocoCella", KIND_CELL, FALSE, 0, NULL },
  { NULL, KIND_TEXT, FALSE, 0, NULL }
};

static const Field firm_top[] = {
  { "operatore", KIND_OBJECT, TRUE, 0, NULL },
  { "impresa", KIND_OBJECT, TRUE, 0, NULL },
  { "tipoDocumento", KIND_CHOICE, FALSE, 0, " CI PP PT " },
  { "numeroDocumento", KIND_TEXT, FALSE, 25, NULL },
  { "numeroDiTelefono", KIND_TEXT, TRUE, 20, NULL },
  { "email", KIND_TEXT, TRUE, 40, NULL },
  { "pec", KIND_TEXT, FALSE, 40, NULL },
  { "indirizzoInstallazione", KIND_OBJECT, TRUE, 0, NULL },
  { "velocitaDownloadMbit", KIND_INT, TRUE, 0, NULL },
  { "codiceUnivocoCella", KIND_CELL, FALSE, 0, NULL },
  { NULL, KIND_TEXT, FALSE, 0, NULL }
};

static const Field operator_fields[] = {
  { "partitaIvaOperatore", KIND_TEXT, TRUE, 11, NULL },
  { "codiceUnivocoOfferta", KIND_TEXT, TRUE, 100, NULL },
  { "owner", KIND_TEXT, FALSE, 100, NULL },
  { "tecnologiaPrenotata", KIND_CHOICE, TRUE, 0, TECHNOLOGIES },
  { NULL, KIND_TEXT, FALSE, 0, NULL }
};

static const Field family_fields[] = {
  { "codiceFiscale", KIND_TEXT, TRUE, 16, NULL },
  { "cognome", KIND_TEXT, TRUE, 100, NULL },
  { "nome", KIND_TEXT, TRUE, 100, NULL },
  { "sesso", KIND_CHOICE, TRUE, 0, " M F " },
  { "dataDiNascita", KIND_DATE, TRUE, 0, NULL },
  { "luogoDiNascita", KIND_TEXT, TRUE, 40, NULL },
  { "tipologia", KIND_CHOICE, TRUE, 0, " FAM1 FAM2 " },
  { NULL, KIND_TEXT, FALSE, 0, NULL }
};

static const Field firm_fields[] = {
  { "partitaIva", KIND_TEXT, TRUE, 11, NULL },
  { "ragioneSociale", KIND_TEXT, TRUE, 80, NULL },
  { "codiceAteco", KIND_TEXT, FALSE, 8, NULL },
  { "tipologia", KIND_CHOICE, TRUE, 0, " IMP1 IMP2 " },
  { NULL, KIND_TEXT, FALSE, 0, NULL }
};

static const Field address_fields[] = {
  { "via", KIND_TEXT, TRUE, 150, NULL },
  { "civico", KIND_TEXT, TRUE, 10, NULL },
  { "cap", KIND_TEXT, TRUE, 5, NULL },
  { "palazzina", KIND_TEXT, FALSE, 10, NULL },
  { "scala", KIND_TEXT, FALSE, 10, NULL },
  { "piano", KIND_TEXT, FALSE, 10, NULL },
  { "interno", KIND_TEXT, FALSE, 10, NULL },
  { "codiceIstatComune", KIND_EXACT, TRUE, 6, NULL },
  { "tipo", KIND_CHOICE, FALSE, 0, " RESIDENZA DOMICILIO " },
  { NULL, KIND_TEXT, FALSE, 0, NULL }
};

static const Field activation_fields[] = {
  { "dataAttivazione", KIND_DATE_TIME, TRUE, 0, NULL },
  { "codiceUnivocoOfferta", KIND_TEXT, FALSE, 100, NULL },
  { "partitaIvaOperatore", KIND_TEXT, TRUE, 11, NULL },
  { "owner", KIND_TEXT, FALSE, 100, NULL },
  { "tecnologiaAttivata", KIND_CHOICE, TRUE, 0, TECHNOLOGIES },
  { NULL, KIND_TEXT, FALSE, 0, NULL }
};

static const Field end_fields[] = {
  { "dataCessazione", KIND_DATE_TIME, TRUE, 0, NULL },
  { "partitaIvaOperatore", KIND_TEXT, TRUE, 11, NULL },
  { "owner", KIND_TEXT, FALSE, 100, NULL },
  { NULL, KIND_TEXT, FALSE, 0, NULL }
};

static const Field withdrawal_fields[] = {
  { "partitaIvaOperatore", KIND_TEXT, TRUE, 11, NULL },
  { "owner", KIND_TEXT, FALSE, 100, NULL },
  { NULL, KIND_TEXT, FALSE, 0, NULL }
};

static const char *const op_names[] = { "prenotazione", "attivazione", "cessazione", "disdetta" };

/**
 * prc_voucher_op_name:
 * @op: an operation
 *
 * Names it for paths, ledger and rules.
 *
 * Returns: (transfer none): the name
 */
const char *
prc_voucher_op_name (PrcVoucherOp op)
{
  return op_names[op];
}

/**
 * prc_voucher_form_init:
 * @self: a form
 * @op: the operation
 *
 * Makes an empty form.
 */
void
prc_voucher_form_init (PrcVoucherForm *self,
                       PrcVoucherOp    op)
{
  memset (self, 0, sizeof *self);
  self->op = op;
  self->date = PRC_VOUCHER_NO_DATE;
  self->relatives = g_ptr_array_new_with_free_func (g_free);
  self->faulty = g_ptr_array_new ();
}

/**
 * prc_voucher_form_clear:
 * @self: a form
 *
 * Empties it.
 */
void
prc_voucher_form_clear (PrcVoucherForm *self)
{
  g_free (self->subject);
  g_free (self->operator);
  g_free (self->offer);
  g_free (self->technology);
  g_free (self->municipality);
  g_free (self->word);
  g_free (self->later_word);
  g_ptr_array_unref (self->relatives);
  g_ptr_array_unref (self->faulty);
}

static void
blame (PrcVoucherForm *self,
       const char     *name)
{
  guint i;

  for (i = 0; i < self->faulty->len; i++)
    {
      if (g_str_equal (g_ptr_array_index (self->faulty, i), name))
        return;
    }
  g_ptr_array_add (self->faulty, (gpointer) name);
}

/* A member that is there; null is as good as missing. */
static JsonNode *
member (JsonObject *object,
        const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

static const char *
text_of (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static const char *
text_member (JsonObject *object,
             const char *name)
{
  return object != NULL ? text_of (member (object, name)) : NULL;
}

static gboolean
int_of (JsonNode *node,
        gint64   *value)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_int (node);
  return TRUE;
}

static JsonObject *
object_member (JsonObject *object,
               const char *name)
{
  JsonNode *node = member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if (!g_unichar_isspace (g_utf8_get_char (text)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
one_of (const char *text,
        const char *choices)
{
  g_autofree char *word = g_strdup_printf (" %s ", text);

  return *text != '\0' && strchr (text, ' ') == NULL && strstr (choices, word) != NULL;
}

/* 20MN and 100MN, seven digits, E, seven digits: 19 or 20 characters. */
static gboolean
cell_like (const char *text)
{
  gsize head;
  gsize i;

  if (g_str_has_prefix (text, "20MN"))
    head = 4;
  else if (g_str_has_prefix (text, "100MN"))
    head = 5;
  else
    return FALSE;
  if (strlen (text) != head + 15)
    return FALSE;
  for (i = head; i < head + 15; i++)
    {
      if (i == head + 7 ? text[i] != 'E' : !g_ascii_isdigit (text[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
text_fits (const Field *field,
           const char  *text)
{
  gint64 us;

  switch (field->kind)
    {
    case KIND_TEXT:
      return g_utf8_strlen (text, -1) <= (glong) field->length &&
             !(field->required && blank (text));
    case KIND_EXACT:
      return g_utf8_strlen (text, -1) == (glong) field->length && !blank (text);
    case KIND_CHOICE:
      return one_of (text, field->choices);
    case KIND_DATE:
      return prc_voucher_date (text);
    case KIND_DATE_TIME:
      return prc_voucher_date_time (text, &us);
    case KIND_CELL:
      return cell_like (text);
    case KIND_INT:
    case KIND_OBJECT:
    default:
      return FALSE;
    }
}

static gboolean
fits (const Field *field,
      JsonNode    *node)
{
  const char *text;
  gint64 number;

  if (node == NULL)
    return !field->required;
  if (field->kind == KIND_OBJECT)
    return JSON_NODE_HOLDS_OBJECT (node);
  if (field->kind == KIND_INT)
    return int_of (node, &number) && number >= 0 && number <= 99999;
  text = text_of (node);
  return text != NULL && text_fits (field, text);
}

static void
check_fields (PrcVoucherForm *self,
              JsonObject     *object,
              const Field    *fields)
{
  for (; fields->name != NULL; fields++)
    {
      if (!fits (fields, member (object, fields->name)))
        blame (self, fields->name);
    }
}

/* The two dates that the tables star and revision 6 took away. */
static void
check_date (PrcVoucherForm  *self,
            JsonObject      *object,
            const char      *name,
            PrcVoucherDates  dates)
{
  const char *text = text_member (object, name);

  if (dates == PRC_VOUCHER_DATES_IGNORE)
    return;
  if (dates == PRC_VOUCHER_DATES_REJECT ? member (object, name) != NULL
      : text == NULL || !prc_voucher_date_time (text, &self->date))
    blame (self, name);
}

static void
check_relatives (PrcVoucherForm *self,
                 JsonObject     *family)
{
  JsonNode *list = member (family, "codiciFiscaliFamigliari");
  JsonNode *number = member (family, "numeroComponentiNucleoFamigliare");
  gboolean good = list == NULL || JSON_NODE_HOLDS_ARRAY (list);
  gint64 count = 0;
  guint i, j;

  for (i = 0; good && list != NULL && i < json_array_get_length (json_node_get_array (list)); i++)
    {
      const char *text = text_of (json_array_get_element (json_node_get_array (list), i));

      good = i < 10 && text != NULL && g_utf8_strlen (text, -1) == 16;
      if (good)
        g_ptr_array_add (self->relatives, g_utf8_strup (text, -1));
      for (j = 0; good && j < i; j++)
        good = !g_str_equal (g_ptr_array_index (self->relatives, j),
                             g_ptr_array_index (self->relatives, i));
    }
  if (number == NULL || !int_of (number, &count) || count < 1 || count > 99 ||
      (good && self->relatives->len == 0 && count != 1) ||
      (good && count < (gint64) self->relatives->len + 1))
    blame (self, "numeroComponentiNucleoFamigliare");
  if (!good)
    blame (self, "codiciFiscaliFamigliari");
}

static char *
last_word (const char *text)
{
  g_autofree char *bare = text != NULL ? g_strstrip (g_strdup (text)) : NULL;
  const char *space = bare != NULL ? strrchr (bare, ' ') : NULL;

  if (bare == NULL)
    return NULL;
  return g_utf8_casefold (space != NULL ? space + 1 : bare, -1);
}

static char *
upper (const char *text)
{
  return text != NULL ? g_utf8_strup (text, -1) : NULL;
}

static void
check_reservation (PrcVoucherForm  *self,
                   JsonObject      *root,
                   PrcVoucherDates  dates)
{
  JsonObject *operator = object_member (root, "operatore");
  JsonObject *address = object_member (root, "indirizzoInstallazione");
  JsonNode *family_node = member (root, "famiglia");
  JsonNode *firm_node = member (root, "impresa");
  JsonObject *party;

  self->firm = firm_node != NULL && family_node == NULL;
  party = object_member (root, self->firm ? "impresa" : "famiglia");
  if ((firm_node != NULL) == (family_node != NULL))
    {
      blame (self, "famiglia");
      blame (self, "impresa");
    }
  if (operator != NULL)
    {
      check_fields (self, operator, operator_fields);
      check_date (self, operator, "dataPrenotazione", dates);
    }
  if (party != NULL)
    {
      check_fields (self, party, self->firm ? firm_fields : family_fields);
      if (!self->firm)
        check_relatives (self, party);
    }
  if (address != NULL)
    check_fields (self, address, address_fields);
  check_fields (self, root, self->firm ? firm_top : family_top);

  self->subject = upper (text_member (party, self->firm ? "partitaIva" : "codiceFiscale"));
  self->operator = g_strdup (text_member (operator, "partitaIvaOperatore"));
  self->offer = g_strdup (text_member (operator, "codiceUnivocoOfferta"));
  self->technology = g_strdup (text_member (operator, "tecnologiaPrenotata"));
  self->municipality = g_strdup (text_member (address, "codiceIstatComune"));
  self->word = last_word (text_member (party, self->firm ? "ragioneSociale" : "cognome"));
  self->later_word = last_word (text_member (party, "nome"));
  if (member (root, "velocitaDownloadMbit") != NULL)
    int_of (member (root, "velocitaDownloadMbit"), &self->speed);
}

static void
check_step (PrcVoucherForm  *self,
            JsonObject      *root,
            PrcVoucherDates  dates)
{
  static const Field person = { "codiceFiscale", KIND_TEXT, TRUE, 16, NULL };
  static const Field firm = { "partitaIva", KIND_TEXT, TRUE, 11, NULL };
  JsonNode *person_node = member (root, person.name);
  JsonNode *firm_node = member (root, firm.name);

  self->firm = firm_node != NULL && person_node == NULL;
  if ((firm_node != NULL) == (person_node != NULL))
    {
      blame (self, person.name);
      blame (self, firm.name);
    }
  else if (!fits (self->firm ? &firm : &person, self->firm ? firm_node : person_node))
    {
      blame (self, self->firm ? firm.name : person.name);
    }
  if (self->op == PRC_VOUCHER_ATTIVAZIONE)
    check_fields (self, root, activation_fields);
  else if (self->op == PRC_VOUCHER_CESSAZIONE)
    check_fields (self, root, end_fields);
  else
    check_fields (self, root, withdrawal_fields);
  if (self->op == PRC_VOUCHER_DISDICI)
    check_date (self, root, "dataDisdetta", dates);

  self->subject = upper (text_of (self->firm ? firm_node : person_node));
  self->operator = g_strdup (text_member (root, "partitaIvaOperatore"));
  if (self->op == PRC_VOUCHER_ATTIVAZIONE)
    {
      self->offer = g_strdup (text_member (root, "codiceUnivocoOfferta"));
      self->technology = g_strdup (text_member (root, "tecnologiaAttivata"));
    }
  if (self->faulty->len == 0 && self->op != PRC_VOUCHER_DISDICI)
    prc_voucher_date_time (text_member (root, self->op == PRC_VOUCHER_ATTIVAZIONE
                                        ? "dataAttivazione" : "dataCessazione"), &self->date);
}

/**
 * prc_voucher_check:
 * @self: a form made for the operation
 * @body: the body of the request
 * @dates: what to do with the dates that revision 6 removed
 *
 * Reads the body and checks every field; `faulty` names what is wrong, and "body" when it is no JSON
 * object at all. Lengths count characters as they are sent.
 */
void
prc_voucher_check (PrcVoucherForm  *self,
                   GBytes          *body,
                   PrcVoucherDates  dates)
{
  g_autoptr (JsonNode) root = prc_parse_strict (body);

  if (root == NULL)
    {
      blame (self, "body");
      return;
    }
  if (self->op == PRC_VOUCHER_PRENOTAZIONE)
    check_reservation (self, json_node_get_object (root), dates);
  else
    check_step (self, json_node_get_object (root), dates);
}
