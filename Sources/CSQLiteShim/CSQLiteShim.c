#include "CSQLiteShim.h"

#include <sqlite3.h>
#include <stddef.h>

int hae_sqlite_no_checkpoint_on_close(struct sqlite3 *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

int hae_sqlite_system_errno(struct sqlite3 *connection) {
    return sqlite3_system_errno(connection);
}

const char *hae_sqlite_version(void) {
    return sqlite3_libversion();
}
