/* extract/byte_table.h - a table with a number for each byte, worked out by the compiler: what would be a few
 * jumps that nobody foresees is one look-up. */
#ifndef EXTRACT_BYTE_TABLE_H
#define EXTRACT_BYTE_TABLE_H

#define DLP_TABLE_4(of, c) of(c), of((c) + 1), of((c) + 2), of((c) + 3)
#define DLP_TABLE_16(of, c)                                                                        \
  DLP_TABLE_4(of, c), DLP_TABLE_4(of, (c) + 4), DLP_TABLE_4(of, (c) + 8), DLP_TABLE_4(of, (c) + 12)
#define DLP_TABLE_64(of, c)                                                                        \
  DLP_TABLE_16(of, c), DLP_TABLE_16(of, (c) + 16), DLP_TABLE_16(of, (c) + 32),                     \
      DLP_TABLE_16(of, (c) + 48)
/** The 256 numbers of `of`, a macro of a byte. */
#define DLP_BYTE_TABLE(of)                                                                         \
  DLP_TABLE_64(of, 0), DLP_TABLE_64(of, 64), DLP_TABLE_64(of, 128), DLP_TABLE_64(of, 192)

/** Is the byte between these two? */
#define DLP_BYTE_IN(c, first, last) ((c) >= (first) && (c) <= (last))
#define DLP_BYTE_IS_LETTER(c) (DLP_BYTE_IN(c, 'a', 'z') || DLP_BYTE_IN(c, 'A', 'Z'))
#endif
