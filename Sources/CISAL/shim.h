#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

/* Swift does not import a macro that is an expression. */
enum { HAE_ISAL_LEVEL_1_BYTES = ISAL_DEF_LVL1_DEFAULT };
