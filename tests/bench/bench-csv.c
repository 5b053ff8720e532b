/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets of debt positions as an office would have them, the same at every run. */
#include "config.h"

#include "bench-csv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/spt-iban.h"
#include "base/spt-italian-check.h"
#include "base/spt-iuv.h"

#define N_IBANS 40

typedef struct
{
  FILE   *file;
  guint64 state; /* of the numbers that look like chance */
  char    ibans[N_IBANS][32];
} Maker;

static const char header[] =
  "iupd,type,fiscalCode,fullName,streetName,civicNumber,postalCode,city,province,country,email,"
  "phone,switchToExpired,companyName,officeName,iuv,amount,description,isPartialPayment,dueDate,"
  "retentionDate,transfer.1.remittanceInformation,transfer.1.category,transfer.1.iban\n";

static guint
draw (Maker *self,
      guint  below)
{
  self->state ^= self->state << 13;
  self->state ^= self->state >> 7;
  self->state ^= self->state << 17;

  return (guint) ((self->state >> 20) % below);
}

static void
make_ibans (Maker *self)
{
  for (guint i = 0; i < N_IBANS; i++)
    {
      guint abi = 1000 + draw (self, 8000);
      guint cab = 10000 + draw (self, 80000);
      guint account = draw (self, 999999);
      gboolean found = FALSE;

      for (char cin = 'A'; !found && cin <= 'Z'; cin++)
        {
          for (guint check = 2; !found && check < 99; check++)
            {
              g_snprintf (self->ibans[i], sizeof self->ibans[i], "IT%02u%c%05u%05u000000%06u",
                          check, cin, abi, cab, account);
              found = spt_iban_check (self->ibans[i]) == SPT_IBAN_OK;
            }
        }
      g_assert (found);
    }
}

/* A codice fiscale whose letters follow @seed. */
static void
make_fiscal_code (char    *out,
                  guint64  seed)
{
  static const char consonants[] = "BCDFGLMNPRSTVZ";
  static const char months[] = "ABCDEHLMPRST";

  for (guint i = 0; i < 6; i++)
    {
      out[i] = consonants[seed % 14];
      seed /= 14;
    }
  g_snprintf (out + 6, 11, "%02u%c%02u%c%03u", 40 + (guint) (seed % 60),
              months[seed / 60 % 12], 1 + (guint) (seed / 720 % 28) + (seed % 2 ? 40 : 0),
              'A' + (int) (seed / 20160 % 12), (guint) (seed / 7 % 1000));
  out[15] = spt_italian_check_letter (out, 15);
  out[16] = '\0';
}

static void
make_word (Maker *self,
           char  *out,
           guint  n_syllables)
{
  static const char *const syllables[] = {
    "ba", "ca", "co", "da", "de", "di", "fa", "fe", "ga", "gia", "la", "le", "li", "lo", "ma", "me",
    "mi", "na", "ni", "no", "pa", "pe", "ra", "re", "ri", "ro", "sa", "se", "si", "so", "ta", "te",
    "ti", "to", "va", "ve", "vi", "zi", "zo", "sc", "ch", "tta", "llo", "nni", "sso", "cci", "è",
    "ò", "à"
  };

  *out = '\0';
  for (guint i = 0; i < n_syllables; i++)
    strcat (out, syllables[draw (self, i == 0 ? 40 : G_N_ELEMENTS (syllables))]);
  *out = g_ascii_toupper (*out);
}

static void
write_plain_row (Maker *self,
                 guint  i)
{
  static const char *const names[] = { "Mario Rossi", "Maria Antonietta Bianchi",
                                       "Giuseppe Esposito", "Niccolò D'Amico",
                                       "Anna Ferrari", "Francesco Greco" };
  g_autofree char *iuv = spt_iuv_make (2, i + 1);
  char code[17];

  make_fiscal_code (code, 1000000 + i % 997);
  fprintf (self->file,
           "COMUNE-TARI-2026-%07u,F,%s,%s,Via Giuseppe Garibaldi,%u,%05u,Reggio nell'Emilia,RE,IT,"
           "contribuente%07u@example.org,0522000000,false,Comune di Esempio,Ufficio Tributi,%s,"
           "%u.%02u,TARI 2026 prima rata,false,2030-12-16,2031-06-30,TARI 2026 prima rata,"
           "9/0101100IM/,%s\n",
           i + 1, code, names[i % G_N_ELEMENTS (names)], i % 300 + 1, 42121 + i % 3, i + 1, iuv,
           80 + i % 400, i % 100, self->ibans[0]);
}

static void
write_noisy_row (Maker    *self,
                 guint     i,
                 gboolean  is_faulty)
{
  g_autofree char *iuv = spt_iuv_make (7, (guint64) i * 7919 + 104729);
  char code[17];
  char words[7][32];
  guint cents = draw (self, 100);

  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    make_word (self, words[w], 2 + draw (self, 3));
  make_fiscal_code (code, ((guint64) draw (self, 1000000) << 20) + draw (self, 1 << 20));
  if (is_faulty)
    code[15] = code[15] == 'A' ? 'B' : 'A';

  fprintf (self->file,
           "%08x-%05u-%07u,F,%s,\"%s, %s %s\",\"Via %s %s, %u\",%u/%c,%05u,%s,%c%c,IT,%s.%u@%s.example,"
           "+39 %u %u,%s,Comune di %s,Ufficio %u,%s,%u.%02u,",
           draw (self, G_MAXUINT), draw (self, 100000), i, code, words[0], words[1], words[2],
           words[3], words[4], draw (self, 300), draw (self, 99), 'A' + (int) draw (self, 8),
           10 + draw (self, 99000), words[5], 'A' + (int) draw (self, 26),
           'A' + (int) draw (self, 26), code, draw (self, 10000), "posta", 300 + draw (self, 99),
           draw (self, 10000000), draw (self, 2) ? "false" : "no", words[6], draw (self, 12), iuv,
           1 + draw (self, 2000), cents);
  fprintf (self->file,
           "\"TARI 2026, immobile %u %s\",false,%s%02u/%02u/2030,2031-12-%02u,"
           "\"TARI 2026, immobile %u\",9/0101%03uIM/,%s\n",
           draw (self, 1000000), words[5], is_faulty ? "3" : "", 1 + draw (self, 28),
           1 + draw (self, 12), 1 + draw (self, 28), draw (self, 1000000), draw (self, 300),
           self->ibans[draw (self, N_IBANS)]);
}

void
bench_csv_write (const char   *path,
                 BenchCsvKind  kind,
                 guint         n)
{
  Maker self = { .state = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) };

  self.file = fopen (path, "we");
  if (self.file == NULL)
    g_error ("%s: %s", path, g_strerror (errno));
  make_ibans (&self);
  fputs (header, self.file);
  for (guint i = 0; i < n; i++)
    {
      if (kind == BENCH_CSV_PLAIN)
        write_plain_row (&self, i);
      else
        write_noisy_row (&self, i, kind == BENCH_CSV_FAULTY);
    }
  if (fclose (self.file) != 0)
    g_error ("%s: %s", path, g_strerror (errno));
}
