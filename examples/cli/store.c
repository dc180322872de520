/* store.c - the SQLite file: opened without harm to what is not ours; transactions; a sentence for each trouble. */
#include "store.h"
#include "output.h"
#include "store_policy.h"
#include "system_error.h"
#include "wording.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const int APPLICATION = 0x44535054; /* "DSPT" */
static const int SCHEMA = 2;               /* user_version; a later one is left alone */
enum { WAIT_MS = 5000 };

static const char schema[] =
    "create table policies(" /* each case, and each record, finds its rules again */
    "    digest blob primary key,"
    "    name text not null,"
    "    keys text not null" /* the canonical text that the digest is made of */
    ") without rowid;"
    "create table cases("
    "    id text primary key,"
    "    policy blob not null references policies,"
    "    sequence integer not null,"
    "    state text not null,"
    "    next_due integer," /* null: nothing is armed */
    "    snapshot blob not null"
    ") without rowid;"
    "create index cases_by_next_due on cases(next_due, id) where next_due is not null;"
    "create table journal("
    "    case_id text not null references cases,"
    "    sequence integer not null,"
    "    at integer not null,"
    "    event_id text,"
    "    record blob not null,"
    "    primary key(case_id, sequence)"
    ") without rowid;"
    "create unique index journal_by_event on journal(case_id, event_id) where event_id is not null;"
    "create table outbox("
    "    id text primary key," /* the idempotency key: an effect is here once, whatever is tried again */
    "    case_id text not null references cases,"
    "    sequence integer not null,"
    "    position integer not null,"
    "    at integer not null,"
    "    kind text not null,"
    "    from_account text, to_account text, why text,"
    "    to_party text, topic text, tally text,"
    "    currency text, amount integer, due integer,"
    "    outcome text,"                     /* of `closed`: as in the lines of replay */
    "    times integer not null default 1," /* how often it was sent out */
    "    done_at integer"                   /* null: pending */
    ") without rowid;"
    "create index outbox_by_case on outbox(case_id, sequence, position);"
    "create index outbox_pending on outbox(at, case_id, sequence, position) where done_at is null;";

/* ---- trouble ---- */

static const char *reason(int code, int extended) {
    if (extended == SQLITE_CANTOPEN_ISDIR)
        return spoken("is a directory, not a database", "是目录，不是数据库", "是目錄，不是資料庫");
    if (extended == SQLITE_READONLY_DIRECTORY || extended == SQLITE_READONLY_CANTINIT)
        return spoken("lies in a directory that is read-only", "所在的目录是只读的", "所在的目錄是唯讀的");
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return spoken("is locked by another program, try again in a moment", "正被其他程序占用，请稍后再试",
                      "正被其他程式占用，請稍後再試");
    case SQLITE_READONLY: return spoken("is read-only", "是只读的", "是唯讀的");
    case SQLITE_FULL: return spoken("cannot grow, the disk is full", "无法增大，磁盘已满", "無法增大，磁碟已滿");
    case SQLITE_NOTADB: return spoken("is not a database", "不是数据库", "不是資料庫");
    case SQLITE_CORRUPT: return spoken("is damaged", "已损坏", "已損壞");
    case SQLITE_NOMEM: return spoken("needs more memory than there is", "所需内存不足", "所需記憶體不足");
    case SQLITE_PERM:
    case SQLITE_AUTH: return spoken("may not be used by this user", "当前用户无权使用", "目前使用者無權使用");
    default: return NULL;
    }
}

int store_wrong(store *s) {
    int code = s->db ? sqlite3_errcode(s->db) & 0xFF : SQLITE_NOMEM;
    int extended = s->db ? sqlite3_extended_errcode(s->db) : SQLITE_NOMEM;
    int error = s->db ? sqlite3_system_errno(s->db) : 0;
    const char *known = reason(code, extended);
    char number[16];
    snprintf(number, sizeof number, "SQLite %d", extended);
    const char *said_by_sqlite = language() == DISPUTE_LANGUAGE_EN && s->db ? sqlite3_errmsg(s->db) : number;
    const char *what = error ? system_error(error) : said_by_sqlite;
    if (known)
        complain(spoken("%s %s; nothing was changed", "%s %s；没有作任何改动", "%s %s；沒有作任何改動"), s->name,
                 known);
    else if (code == SQLITE_IOERR && error == EFBIG)
        complain(spoken("%s cannot grow: %s; nothing was changed", "%s 无法增大：%s；没有作任何改动",
                        "%s 無法增大：%s；沒有作任何改動"),
                 s->name, what);
    else if (code == SQLITE_IOERR)
        complain(spoken("%s cannot be read or written: %s; nothing was changed", "无法读写 %s：%s；没有作任何改动",
                        "無法讀寫 %s：%s；沒有作任何改動"),
                 s->name, what);
    else if (code == SQLITE_CANTOPEN)
        complain(spoken("%s cannot be opened: %s; nothing was changed", "无法打开 %s：%s；没有作任何改动",
                        "無法開啟 %s：%s；沒有作任何改動"),
                 s->name, what);
    else
        complain(spoken("%s: %s; nothing was changed", "%s：%s；没有作任何改动", "%s：%s；沒有作任何改動"), s->name,
                 said_by_sqlite);
    return -1;
}

int store_prepare(store *s, sqlite3_stmt **statement, const char *sql) {
    return sqlite3_prepare_v2(s->db, sql, -1, statement, NULL) == SQLITE_OK ? 0 : store_wrong(s);
}

int store_step(store *s, sqlite3_stmt *statement) {
    int code = sqlite3_step(statement);
    return code == SQLITE_ROW ? 1 : code == SQLITE_DONE ? 0 : store_wrong(s);
}

const char *column_text(sqlite3_stmt *statement, int column) {
    const char *string = (const char *)sqlite3_column_text(statement, column);
    return string ? string : "";
}

static int execute(store *s, const char *sql) {
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : store_wrong(s);
}

/* ---- opening ---- */

static int read_number(store *s, const char *sql, int64_t *number) {
    sqlite3_stmt *statement = NULL;
    int row = store_prepare(s, &statement, sql) == 0 ? store_step(s, statement) : -1;
    *number = row > 0 ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return row < 0 ? -1 : 0;
}

/* 1: ours; 0: empty; -1: not to be touched (said). */
static int look_at(store *s) {
    int64_t application = 0, version = 0, tables = 0;
    if (read_number(s, "pragma application_id", &application) != 0
        || read_number(s, "pragma user_version", &version) != 0
        || read_number(s, "select count(*) from sqlite_master", &tables) != 0)
        return -1;
    if (application == 0 && version == 0 && tables == 0) return 0;
    if (application != APPLICATION)
        complain(spoken("%s is a database of another program; nothing was changed",
                        "%s 是其他程序的数据库；没有作任何改动", "%s 是其他程式的資料庫；沒有作任何改動"),
                 s->name);
    else if (version > SCHEMA)
        complain(spoken("%s was made by a newer version of this program (its format is %d, this program knows %d); "
                        "nothing was changed",
                        "%s 由更新版本的程序创建（格式 %d，本程序只识别到 %d）；没有作任何改动",
                        "%s 由更新版本的程式建立（格式 %d，本程式只辨識到 %d）；沒有作任何改動"),
                 s->name, (int)version, SCHEMA);
    else if (version < SCHEMA)
        complain(
            spoken(
                "%s has format %d, of before the first release, which this program does not read; nothing was changed",
                "%s 的格式 %d 早于首个正式版本，本程序无法读取；没有作任何改动",
                "%s 的格式 %d 早於首個正式版本，本程式無法讀取；沒有作任何改動"),
            s->name, (int)version);
    else
        return 1;
    return -1;
}

static int make(store *s) { /* inside a transaction: two that begin at once make it once */
    text numbers = {NULL, 0, 0};
    if (store_begin(s) != 0) return -1;
    int ours = look_at(s);
    int wrong = ours < 0;
    if (ours == 0) {
        text_print(&numbers, "pragma application_id = %d; pragma user_version = %d", APPLICATION, SCHEMA);
        wrong = execute(s, schema) != 0 || execute(s, text_string(&numbers)) != 0;
        text_free(&numbers);
    }
    if (!wrong) return store_commit(s);
    store_rollback(s);
    return -1;
}

static int write_ahead(store *s) { /* kept in the file; where another program just holds it, a later opening does it */
    sqlite3_stmt *statement = NULL;
    if (store_prepare(s, &statement, "pragma journal_mode = wal") != 0) return -1;
    int code = sqlite3_step(statement);
    sqlite3_finalize(statement);
    return code == SQLITE_ROW || code == SQLITE_BUSY ? 0 : store_wrong(s);
}

static int has_log(const store *s) { /* somebody's changes, which are not in the file yet */
    struct stat log;
    text name = {NULL, 0, 0};
    text_print(&name, "%s-wal", s->name);
    int has = stat(text_string(&name), &log) == 0 && log.st_size > 0;
    text_free(&name);
    return has;
}

static int settle(store *s, enum store_for what_for) {
    int on = 0;
    sqlite3_busy_timeout(s->db, WAIT_MS);
    /* Until it is known to be ours, not even closing it may change the file. */
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, has_log(s), &on);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, &on);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &on);
    s->only_reads = what_for == STORE_TO_READ;
    if (s->only_reads && execute(s, "pragma query_only = on") != 0) return -1;
    if (execute(s, "pragma foreign_keys = on") != 0 || execute(s, "begin") != 0) return -1;
    int ours = look_at(s); /* as of one moment: another program may just be making it */
    if (ours < 0) return -1;
    if (ours == 0 && what_for != STORE_TO_MAKE) {
        complain(spoken("%s is empty: `dispute open` puts the first case into it",
                        "%s 是空的：请先用 dispute open 发起第一个纠纷",
                        "%s 是空的：請先用 dispute open 提出第一個爭議"),
                 s->name);
        return -1;
    }
    if (what_for != STORE_TO_READ && sqlite3_db_readonly(s->db, "main") == 1) {
        complain(spoken("%s is read-only; nothing was changed", "%s 是只读的；没有作任何改动",
                        "%s 是唯讀的；沒有作任何改動"),
                 s->name);
        return -1;
    }
    if (what_for != STORE_TO_READ) store_rollback(s); /* else all is read as of that moment */
    if (ours == 0 && make(s) != 0) return -1;
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, &on);
    return what_for == STORE_TO_READ ? 0 : write_ahead(s);
}

int store_open(store *s, const arguments *a, enum store_for what_for) {
    text path = {NULL, 0, 0};
    memset(s, 0, sizeof *s);
    s->name = a->value[OPTION_DB] ? a->value[OPTION_DB] : "dispute.db";
    if (!s->name[0]) {
        complain(spoken("--db needs the name of a file", "--db 后面要有文件名", "--db 後面要有檔名"));
        return -1;
    }
    if (what_for != STORE_TO_MAKE && access(s->name, F_OK) != 0 && errno == ENOENT) {
        complain(spoken("there is no database %s; `dispute open` makes one", "没有数据库 %s；dispute open 会创建它",
                        "沒有資料庫 %s；dispute open 會建立它"),
                 s->name);
        return -1;
    }
    if (dispute_case_new(NULL, &s->c) != DISPUTE_DONE || dispute_answer_new(NULL, 0, &s->answer) != DISPUTE_DONE) {
        complain_no_memory();
        return -1;
    }
    text_print(&path, "%s%s", s->name[0] == ':' ? "./" : "", s->name); /* ":memory:" would be forgotten at once */
    int flags = SQLITE_OPEN_READWRITE | (what_for == STORE_TO_MAKE ? SQLITE_OPEN_CREATE : 0);
    int wrong = sqlite3_open_v2(text_string(&path), &s->db, flags, NULL) != SQLITE_OK ? store_wrong(s) : 0;
    text_free(&path);
    return wrong ? -1 : settle(s, what_for);
}

void store_close(store *s) {
    int on = 0;
    /* What others left in the log stays there, for whoever changes the file next. */
    if (s->db && s->only_reads) sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, has_log(s), &on);
    sqlite3_close(s->db);
    dispute_answer_free(s->answer);
    dispute_case_free(s->c);
    store_forget_policies(s);
}

/* ---- transactions ---- */

int store_begin(store *s) { return execute(s, "begin immediate"); }

int store_commit(store *s) {
    if (execute(s, "commit") == 0) return 0;
    store_rollback(s);
    return -1;
}

void store_rollback(store *s) {
    if (!sqlite3_get_autocommit(s->db)) sqlite3_exec(s->db, "rollback", NULL, NULL, NULL);
}
