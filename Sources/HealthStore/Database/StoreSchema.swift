internal import GRDB

/// The tables of `health.db`. The version rises whenever they change.
enum StoreSchema {
    /// "haeS"; tells our file from another program's.
    static let applicationID: Int = 0x6861_6553
    static let version = 1

    /// Rows that last longer than this are found through an index of their own, so that one sample of ten
    /// years does not make every window read ten years.
    static let longSeconds: Int64 = 86_400

    /// Texts that rows name by number; number 0 is the empty text. They are found by a hash, which takes less room than
    /// an index over the texts.
    static let nameTables = ["type", "source", "unit", "device", "kind"]
    /// Sets of metadata, which are not found by their text; see ``NameTable``.
    static let metadataTable = "metadata"

    static func create(in database: Database, storeID: String) throws {
        for table in nameTables {
            // `longest`: the longest duration in seconds of the type's samples, up to `longSeconds`.
            try database.execute(
                sql: """
                    CREATE TABLE \(table)(
                        id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, text TEXT NOT NULL
                        \(table == "type" ? ", longest INTEGER NOT NULL DEFAULT 0" : ""));
                    CREATE INDEX \(table)_hash ON \(table)(hash);
                    INSERT INTO \(table)(id, hash, text) VALUES (0, \(NameTable.hash([])), '');
                    """)
        }
        try database.execute(
            sql: """
                CREATE TABLE \(metadataTable)(id INTEGER PRIMARY KEY, text TEXT NOT NULL);
                INSERT INTO \(metadataTable)(id, text) VALUES (0, '');
                """)
        try database.execute(sql: tables)
        try database.execute(
            sql: "INSERT INTO meta(key, value) VALUES ('store_id', ?)", arguments: [storeID])
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }

    private static let tables = """
        CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        -- One row an import. Nobody sees its rows before `visible` is set.
        CREATE TABLE generation(
            number INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, digest BLOB,
            reader_version INTEGER NOT NULL, export_date INTEGER, add_only INTEGER NOT NULL,
            visible INTEGER NOT NULL DEFAULT 0, began INTEGER NOT NULL,
            inserted INTEGER NOT NULL DEFAULT 0, duplicates INTEGER NOT NULL DEFAULT 0,
            near_duplicates INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0,
            gone INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX generation_digest ON generation(digest, reader_version) WHERE digest IS NOT NULL;
        CREATE INDEX generation_hidden ON generation(number) WHERE visible = 0;

        -- Times in seconds UTC. `value` has no affinity: REAL for numbers, TEXT for everything else.
        -- `gone`: the generation in which the row left. Several versions of one row differ in `generation`.
        CREATE TABLE sample(
            type INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            source INTEGER NOT NULL, value NOT NULL, generation INTEGER NOT NULL,
            unit INTEGER NOT NULL, device INTEGER NOT NULL, metadata INTEGER NOT NULL, gone INTEGER,
            PRIMARY KEY(type, start, "end", source, value, generation)) WITHOUT ROWID;
        CREATE INDEX sample_long ON sample(type, start, "end", source, value, generation)
            WHERE "end" - start > \(longSeconds);

        -- Where in time the rows lie that arrived or left with a generation, by UTC day of their start: what an
        -- index over `generation` would say, at the cost of one row a day instead of one a sample.
        CREATE TABLE arrival(
            type INTEGER NOT NULL, generation INTEGER NOT NULL, day INTEGER NOT NULL,
            earliest INTEGER NOT NULL, latest INTEGER NOT NULL,
            PRIMARY KEY(type, generation, day)) WITHOUT ROWID;

        -- How many rows of a source came and left with a generation.
        CREATE TABLE holding(
            type INTEGER NOT NULL, source INTEGER NOT NULL, generation INTEGER NOT NULL,
            arrived INTEGER NOT NULL, left INTEGER NOT NULL,
            PRIMARY KEY(type, source, generation)) WITHOUT ROWID;

        -- `aliases`: texts joined by U+001F. The body stands last, so that a scan does not read it.
        CREATE TABLE document(
            id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, form TEXT NOT NULL, key TEXT NOT NULL,
            start INTEGER, "end" INTEGER, source INTEGER NOT NULL, generation INTEGER NOT NULL,
            gone INTEGER, aliases TEXT NOT NULL, body BLOB NOT NULL);
        CREATE UNIQUE INDEX document_key ON document(kind, form, key, generation);
        CREATE INDEX document_time ON document(kind, start, key, id, generation, gone);
        CREATE INDEX document_generation ON document(generation, kind, start, "end");
        CREATE INDEX document_gone ON document(gone, kind, start, "end") WHERE gone IS NOT NULL;
        CREATE INDEX document_source ON document(kind, source, start);

        CREATE TABLE series(
            id INTEGER PRIMARY KEY, document INTEGER NOT NULL, name TEXT NOT NULL,
            position INTEGER NOT NULL, points INTEGER NOT NULL, bytes BLOB NOT NULL);
        CREATE INDEX series_position ON series(document, name, position, points);

        CREATE TABLE reject(
            id INTEGER PRIMARY KEY, generation INTEGER NOT NULL, kind TEXT NOT NULL,
            reason TEXT NOT NULL, file TEXT NOT NULL, position INTEGER NOT NULL, hash INTEGER NOT NULL,
            raw BLOB NOT NULL);
        CREATE INDEX reject_hash ON reject(hash);
        CREATE INDEX reject_generation ON reject(generation, kind, reason);
        """
}
