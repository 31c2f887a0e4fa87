internal import GRDB

/// The tables of `outbox.db`. Source: section 3 of the outbox reference.
///
/// Beside what stands there: `message.row` keeps messages and attempts in the order in which they came; a message's receipt has
/// the same number, and `identity` is the one index of ids, of 16 bytes, that both need: ids come in no order, so that each
/// index of them costs a page of its own for every message. `live`, `blocks` and `run.waiting` say of counters and states what
/// indexes ask for, so that a change which leaves them alone leaves the indexes alone. `last_…` repeats the last attempt, so
/// that lists and filters need no join; `tally` and `lane.memory` are what the rules of section 9 count. `request` is what is
/// frozen of a request, see ``RequestRow``. The checks are spelt out, because for `IN` with more than two values SQLite builds
/// a table of them at every row.
enum Schema {
    /// "haeo".
    static let applicationID: Int32 = 0x6861_656F
    /// 1 was that of programs in development; nothing reads it any more.
    static let version: Int32 = 2

    /// Makes the tables of an empty database; within one transaction.
    static func bringUp(_ db: Database) throws {
        guard try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0 == 0 else { return }
        try db.execute(sql: tables)
        try db.execute(sql: indexes)
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(version)")
    }

    private static let tables = """
        CREATE TABLE meta (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE run (
            ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            automation TEXT NOT NULL,
            automation_name TEXT NOT NULL,
            kind TEXT NOT NULL,
            store_id TEXT NOT NULL,
            generation INTEGER NOT NULL,
            range_from INTEGER,
            range_to INTEGER,
            config_digest BLOB NOT NULL,
            body_limit INTEGER,
            no_encoding INTEGER NOT NULL DEFAULT 0,
            cursor BLOB,
            next_part INTEGER NOT NULL DEFAULT 1,
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            ending TEXT CHECK (ending = 'complete' OR ending = 'closed' OR ending = 'failed'),
            owner TEXT NOT NULL,
            counts TEXT NOT NULL DEFAULT '{}',
            error TEXT,
            requests INTEGER NOT NULL DEFAULT 0,
            unfinished INTEGER NOT NULL DEFAULT 0,
            dead INTEGER NOT NULL DEFAULT 0,
            delivered INTEGER NOT NULL DEFAULT 0,
            discarded INTEGER NOT NULL DEFAULT 0,
            waiting INTEGER NOT NULL DEFAULT 0,
            records INTEGER NOT NULL DEFAULT 0,
            bytes INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE event (
            row INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES run (ordinal) ON DELETE CASCADE,
            at INTEGER NOT NULL,
            level TEXT NOT NULL,
            text TEXT NOT NULL,
            data TEXT NOT NULL
        ) STRICT;

        CREATE TABLE passage (
            run INTEGER NOT NULL REFERENCES run (ordinal) ON DELETE CASCADE,
            stream TEXT NOT NULL,
            automation TEXT NOT NULL,
            position BLOB NOT NULL,
            PRIMARY KEY (automation, run, stream)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE checkpoint (
            automation TEXT NOT NULL,
            stream TEXT NOT NULL,
            store_id TEXT NOT NULL,
            enqueued_through BLOB NOT NULL,
            delivered_through BLOB,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (automation, stream)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sent (
            automation TEXT NOT NULL,
            stream TEXT NOT NULL,
            day INTEGER NOT NULL,
            digest INTEGER NOT NULL,
            PRIMARY KEY (automation, stream, day)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE lane (
            name TEXT PRIMARY KEY,
            state TEXT NOT NULL,
            reason TEXT,
            resume_at INTEGER,
            concurrency INTEGER NOT NULL,
            largest_ok INTEGER,
            smallest_refused INTEGER,
            no_expect INTEGER NOT NULL,
            no_encoding INTEGER NOT NULL,
            failures_in_row INTEGER NOT NULL,
            last_ok_at INTEGER,
            last_error TEXT,
            memory TEXT,
            live_messages INTEGER NOT NULL,
            live_bytes INTEGER NOT NULL,
            discarded TEXT
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE identity (
            id BLOB PRIMARY KEY CHECK (length(id) = 16),
            row INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE message (
            row INTEGER PRIMARY KEY,
            id BLOB NOT NULL CHECK (length(id) = 16),
            automation TEXT NOT NULL,
            run INTEGER NOT NULL REFERENCES run (ordinal),
            part TEXT NOT NULL,
            seq INTEGER NOT NULL,
            lane TEXT NOT NULL,
            stream TEXT,
            state TEXT NOT NULL CHECK (state = 'ready' OR state = 'inflight' OR state = 'delivered'
                OR state = 'held' OR state = 'dead' OR state = 'split' OR state = 'corrupt'
                OR state = 'cancelled'),
            live INTEGER NOT NULL DEFAULT 1,
            blocks INTEGER NOT NULL DEFAULT 1,
            version INTEGER NOT NULL DEFAULT 1,
            content_encoding TEXT,
            body_len INTEGER NOT NULL,
            body_sha256 BLOB NOT NULL CHECK (length(body_sha256) = 32),
            body_at TEXT NOT NULL CHECK (body_at = 'row' OR body_at = 'blob' OR body_at = 'gone'),
            records INTEGER NOT NULL,
            range_from INTEGER,
            range_to INTEGER,
            template_version INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            due_by TEXT NOT NULL,
            expires_at INTEGER,
            life INTEGER,
            attempts INTEGER NOT NULL DEFAULT 0,
            retrying INTEGER NOT NULL GENERATED ALWAYS AS (attempts > 0) VIRTUAL,
            tries INTEGER NOT NULL DEFAULT 0,
            unfinished INTEGER NOT NULL DEFAULT 0,
            maybe_delivered INTEGER NOT NULL DEFAULT 0,
            lease_epoch INTEGER,
            wish TEXT CHECK (wish IN ('hold', 'cancel')),
            reason TEXT,
            parent_id BLOB,
            tally TEXT,
            finished_at INTEGER,
            last_at INTEGER,
            last_status INTEGER,
            last_curl INTEGER,
            last_class TEXT,
            last_retry_after REAL,
            last_error TEXT
        ) STRICT;

        CREATE TABLE request (
            message INTEGER PRIMARY KEY REFERENCES message (row) ON DELETE CASCADE,
            method TEXT NOT NULL,
            content_type TEXT NOT NULL,
            headers TEXT NOT NULL,
            bytes BLOB
        ) STRICT;

        CREATE TABLE attempt (
            message INTEGER NOT NULL REFERENCES message (row) ON DELETE CASCADE,
            n INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            phase TEXT NOT NULL,
            http_status INTEGER,
            connect_status INTEGER,
            curl_code INTEGER,
            os_errno INTEGER,
            class TEXT,
            retry_after_s REAL,
            retry_after_clamped INTEGER NOT NULL DEFAULT 0,
            remote_ip TEXT,
            bytes_sent INTEGER NOT NULL DEFAULT 0,
            bytes_received INTEGER NOT NULL DEFAULT 0,
            resp_sha256 BLOB,
            resp_excerpt TEXT,
            summary TEXT,
            PRIMARY KEY (message, n)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE receipt (
            row INTEGER PRIMARY KEY,
            message_id BLOB NOT NULL CHECK (length(message_id) = 16),
            automation TEXT NOT NULL,
            run TEXT NOT NULL,
            part TEXT NOT NULL,
            seq INTEGER NOT NULL,
            lane TEXT NOT NULL,
            stream TEXT,
            records INTEGER NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome = 'delivered' OR outcome = 'cancelled'
                OR outcome = 'split' OR outcome = 'replaced'),
            body_sha256 BLOB NOT NULL,
            body_len INTEGER NOT NULL,
            range_from INTEGER,
            range_to INTEGER,
            created_at INTEGER NOT NULL,
            at INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            maybe_duplicate INTEGER NOT NULL,
            http_status INTEGER,
            resp_sha256 BLOB,
            reason TEXT
        ) STRICT;

        CREATE TABLE activity (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            target TEXT NOT NULL,
            detail TEXT NOT NULL
        ) STRICT;
        """

    /// Not finished.
    static let live = "live = 1"

    /// What the next run of an automation waits for: not finished, and not dead.
    static let blocking = "blocks = 1"

    /// Of runs: whether one of their messages blocks.
    static let waiting = "waiting = 1"

    private static let indexes = """
        CREATE INDEX message_run ON message (run, blocks, seq);
        CREATE INDEX message_ready ON message (run, retrying, due_at, seq, lane)
            WHERE state = 'ready';
        CREATE INDEX message_expiring ON message (expires_at)
            WHERE state = 'ready' AND expires_at IS NOT NULL;
        CREATE INDEX message_live_age ON message (created_at, seq) WHERE \(live);
        CREATE INDEX message_inflight ON message (lane) WHERE state = 'inflight';
        CREATE INDEX message_held ON message (automation, created_at, seq) WHERE state = 'held';
        CREATE INDEX message_dead ON message (automation, run, seq) WHERE state = 'dead';
        CREATE INDEX message_corrupt ON message (automation, created_at, seq) WHERE state = 'corrupt';
        CREATE INDEX message_blob ON message (body_sha256) WHERE body_at = 'blob';
        CREATE INDEX message_finished ON message (finished_at) WHERE finished_at IS NOT NULL;
        CREATE INDEX receipt_order ON receipt (automation, seq);
        CREATE INDEX receipt_at ON receipt (at, row);
        CREATE INDEX run_automation ON run (automation, ordinal);
        CREATE INDEX run_unfinished ON run (automation, ordinal) WHERE ended_at IS NULL;
        CREATE INDEX run_waiting ON run (automation, ordinal) WHERE \(waiting);
        CREATE INDEX event_run ON event (run, row);
        CREATE INDEX activity_at ON activity (at);
        """
}
