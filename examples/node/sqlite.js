// sqlite.js - SQLite of Node itself where it has one (node:sqlite, from 22.13 on), else of the package better-sqlite3.
// Both have exec, prepare, run, all and close; numbers come as bigint.

async function driver() {
  try {
    const { DatabaseSync } = await import("node:sqlite");
    return (file) => {
      const db = new DatabaseSync(file);
      const prepare = db.prepare.bind(db);
      db.prepare = (sql) => {
        const statement = prepare(sql);
        statement.setReadBigInts(true);
        return statement;
      };
      return db;
    };
  } catch {
    const { default: Database } = await import("better-sqlite3");
    return (file) => new Database(file).defaultSafeIntegers(true);
  }
}

export const openDatabase = await driver();
