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

static int count_pages(void *pages, struct sqlite3 *connection, const char *name, int count) {
    (void)connection;
    (void)name;
    __atomic_store_n((int *)pages, count, __ATOMIC_RELAXED);
    return SQLITE_OK;
}

void hae_sqlite_count_log_pages(struct sqlite3 *connection, int *pages) {
    sqlite3_wal_hook(connection, count_pages, pages);
}

int hae_sqlite_log_pages(const int *pages) {
    return __atomic_load_n(pages, __ATOMIC_RELAXED);
}

void hae_sqlite_forget_log_pages(int *pages) {
    __atomic_store_n(pages, 0, __ATOMIC_RELAXED);
}

const char *hae_sqlite_version(void) {
    return sqlite3_libversion();
}
