#include "CSQLiteShim.h"

#include <sqlite3.h>
#include <stddef.h>

int hae_sqlite_no_checkpoint_on_close(struct sqlite3 *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

int hae_sqlite_system_errno(struct sqlite3 *connection) {
    int code = sqlite3_system_errno(connection);
    /* SQLite 3.40 forgets it when a commit fails; the files remember. */
    sqlite3_file *log = NULL;
    if (code == 0
        && sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK
        && log != NULL && log->pMethods != NULL) {
        log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &code);
    }
    if (code == 0) {
        sqlite3_file_control(connection, "main", SQLITE_FCNTL_LAST_ERRNO, &code);
    }
    return code;
}

const char *hae_sqlite_version(void) {
    return sqlite3_libversion();
}
