#ifndef CSQLITESHIM_H
#define CSQLITESHIM_H

struct sqlite3;

/// Keeps a connection from checkpointing when it closes (SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE).
///
/// sqlite3_db_config is variadic, so Swift cannot call it. Only the holder of a store's lock may checkpoint.
/// Returns SQLITE_OK, or SQLite's error code.
int hae_sqlite_no_checkpoint_on_close(struct sqlite3 *connection);

/// The errno of the last failed call of the system on a connection (sqlite3_system_errno): it tells a full quota from a
/// dying disk.
int hae_sqlite_system_errno(struct sqlite3 *connection);

/// Lets every commit of a connection write the number of pages in the write-ahead log to `pages`, which has to live as long as
/// the connection. Takes the place of SQLite's own checkpoints, so call it after PRAGMA wal_autocheckpoint.
void hae_sqlite_count_log_pages(struct sqlite3 *connection, int *pages);

/// What the last commit wrote there; may be asked for on any thread.
int hae_sqlite_log_pages(const int *pages);

/// After a checkpoint there are none, until the next commit.
void hae_sqlite_forget_log_pages(int *pages);

/// The version of the library in use, for example "3.40.1".
const char *hae_sqlite_version(void);

#endif
