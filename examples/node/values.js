// values.js - plain JavaScript values into structs, and back. Nothing is guessed, rounded, cut or dropped.
import { groups, native, structs } from "./library.js";

const NEVER = native.never();
const utf8 = new TextEncoder();
const text8 = new TextDecoder();

export const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

export function wordNumber(group, word) {
  const number = groups[group].numbers.get(word);
  if (number === undefined)
    throw new RangeError(`${JSON.stringify(word) ?? word} is no word of ${group}: ${[...groups[group].numbers.keys()].join(", ")}`);
  return number;
}

export function instantNumber(what, at) {
  if (!(at instanceof Date) && typeof at?.getTime !== "function")
    throw new TypeError(`${what} must be a Date, and is ${at === null ? "null" : typeof at}`);
  const ms = at.getTime();
  if (!Number.isInteger(ms)) throw new RangeError(`${what} is an invalid Date`);
  return BigInt(ms || -1); // 0 would be "not given": the first instant of 1970 is none
}

export function bytesOf(what, bytes) {
  if (!(bytes instanceof Uint8Array)) throw new TypeError(`${what} must be a Uint8Array, such as a Buffer`);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes to hand over: none have an address, too. */
const NOTHING = new Uint8Array(1);
export const lend = (bytes) => (bytes.length > 0 ? bytes : NOTHING);

export function textBytes(what, text) {
  if (typeof text !== "string") throw new TypeError(`${what} must be a string, and is ${text === null ? "null" : typeof text}`);
  if (/\p{Surrogate}/u.test(text)) throw new RangeError(`${what} has half a character in it`);
  return utf8.encode(text);
}

// ---- into structs: one function for each kind of field ----

const puts = {
  word: (f) => {
    const group = Object.keys(groups).find((name) => groups[name] === f.group);
    return (view, at, value) => view.setInt32(at, wordNumber(group, value), true);
  },
  yes_no: (f) => (view, at, value, what) => {
    if (typeof value !== "boolean") throw new TypeError(`${what} must be true or false`);
    view.setInt32(at, value ? 1 : 0, true);
  },
  instant: () => (view, at, value, what) => view.setBigInt64(at, instantNumber(what, value), true),
  money: () => (view, at, value, what) => {
    if (typeof value !== "bigint") throw new TypeError(`${what} must be a bigint, such as 2000n for 20.00`);
    if (BigInt.asIntN(64, value) !== value) throw new RangeError(`${what} is larger than 64 bits`);
    view.setBigInt64(at, value, true);
  },
  number: (f) => f.bytes === 8 ? puts.money(f) : (view, at, value, what) => {
    if (!Number.isInteger(value) || value !== (value | 0)) throw new TypeError(`${what} must be a whole number`);
    view.setInt32(at, value, true);
  },
  text: (f) => (view, at, value, what) => {
    const bytes = textBytes(what, value);
    if (bytes.includes(0)) throw new RangeError(`${what} has a NUL in it`);
    if (bytes.length >= f.bytes) throw new RangeError(`${what} has ${bytes.length} bytes, at most ${f.bytes - 1} fit`);
    new Uint8Array(view.buffer, view.byteOffset + at, f.bytes).set(bytes);
  },
  bytes: (f) => (view, at, value, what) => {
    if (bytesOf(what, value).length !== f.bytes) throw new RangeError(`${what} must be ${f.bytes} bytes`);
    new Uint8Array(view.buffer, view.byteOffset + at, f.bytes).set(value);
  },
};

// ---- out of structs ----

const gets = {
  word: (f) => (view, at) => f.group.names.get(view.getInt32(at, true)) ?? null,
  set: (f) => (view, at) => {
    const bits = view.getInt32(at, true);
    return [...f.group.names].filter(([number]) => (bits >> number) & 1).map(([, word]) => word);
  },
  yes_no: () => (view, at) => view.getInt32(at, true) !== 0,
  instant: () => (view, at) => {
    const ms = view.getBigInt64(at, true);
    return ms > 0n && ms !== NEVER ? new Date(Number(ms)) : null;
  },
  money: () => (view, at) => view.getBigInt64(at, true),
  number: (f) => f.bytes === 8 ? gets.money(f) : (view, at) => view.getInt32(at, true),
  text: (f) => (view, at) => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at, f.bytes);
    let end = bytes.indexOf(0);
    if (end < 0) end = f.bytes;
    return end > 60 ? text8.decode(bytes.subarray(0, end)) : latin(bytes, end);
  },
  bytes: (f) => (view, at) => new Uint8Array(view.buffer, view.byteOffset + at, f.bytes).slice(),
};

/** Short texts are nearly always ASCII: faster than a decoder. */
function latin(bytes, end) {
  let text = "";
  for (let i = 0; i < end; i++) {
    if (bytes[i] > 127) return text8.decode(bytes.subarray(0, end));
    text += String.fromCharCode(bytes[i]);
  }
  return text;
}

/** A kind that this package does not know yet is a number. */
const getOne = (f) => (gets[f.kind] ?? gets.number)(f);
const putOne = (f) => (puts[f.kind] ?? puts.number)(f);

function getArray(f) {
  const get = getOne(f);
  if (f.by) { // by permanent number: view.due.response
    return (view, at) => {
      const found = {};
      for (const [number, word] of f.by.names) {
        const value = number < f.elements ? get(view, at + number * f.bytes) : null;
        if (value !== null) found[word] = value;
      }
      return found;
    };
  }
  return (view, at) => { // a list, as long as what is in it
    const found = [];
    for (let i = 0; i < f.elements; i++) found.push(get(view, at + i * f.bytes));
    return found.filter((value) => value !== null && value !== 0 && value !== 0n);
  };
}

// ---- a struct ----

/** What a transition says in other ways, and counts that lists have themselves. */
const LEFT_OUT = { transition: ["effects", "record_size", "first_effect"], edge: ["nexts"] };

function shapeOf(name) {
  const shape = { name, size: structs[name].size, puts: new Map(), gets: [], raw: new Map() };
  for (const f of structs[name].fields) {
    const [head, ...inside] = f.name.split(".");
    shape.raw.set(f.name, f.offset);
    if (inside.length > 0 || head === "size" || head === "reserved") continue;
    if (f.elements === 1 && f.kind !== "set") shape.puts.set(camel(head), { at: f.offset, put: putOne(f) });
    if (!LEFT_OUT[name]?.includes(head))
      shape.gets.push({ name: camel(head), at: f.offset, get: f.elements > 1 ? getArray(f) : getOne(f) });
  }
  return shape;
}

/** `terms.kind`, `terms.amount`, ... are one member, of the struct that has these fields. */
function fold(name) {
  const heads = new Map();
  for (const f of structs[name].fields) {
    const [head, tail] = f.name.split(".");
    if (tail) heads.set(head, [...(heads.get(head) ?? []), { ...f, name: tail }]);
  }
  for (const [head, fields] of heads) {
    const at = fields[0].offset;
    const same = (other) => other.fields.length === fields.length &&
      other.fields.every((f, i) => f.name === fields[i].name && f.offset === fields[i].offset - at);
    const inner = shapes[Object.keys(structs).find((other) => same(structs[other]))];
    shapes[name].puts.set(camel(head), { at, inner });
    shapes[name].gets.push({ name: camel(head), at, get: (view, base) => readAt(inner, view, base) });
  }
}

export const shapes = Object.create(null);
for (const name of Object.keys(structs)) shapes[name] = shapeOf(name);
for (const name of Object.keys(structs)) fold(name);

function putAt(shape, view, base, values, prefix) {
  if (typeof values !== "object" || values === null)
    throw new TypeError(`${prefix ? prefix.slice(0, -1) : shape.name} must be an object`);
  for (const key of Object.keys(values)) {
    const value = values[key];
    const field = shape.puts.get(key);
    if (!field) throw new TypeError(`${shape.name} has no field ${prefix}${key}, but ${[...shape.puts.keys()].join(", ")}`);
    if (value === undefined || value === null) continue; // not given
    if (field.inner) putAt(field.inner, view, base + field.at, value, `${prefix}${key}.`);
    else field.put(view, base + field.at, value, prefix + key);
  }
}

function readAt(shape, view, base) {
  const value = {};
  for (const field of shape.gets) value[field.name] = field.get(view, base + field.at);
  return value;
}

/** A struct with these values: bytes to hand to the library. */
export function put(name, values = {}) {
  const bytes = new Uint8Array(shapes[name].size);
  putInto(name, bytes, 0, values);
  return bytes;
}

export function putInto(name, bytes, at, values) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (shapes[name].raw.get("size") === 0) view.setUint32(at, shapes[name].size, true);
  putAt(shapes[name], view, at, values, "");
}

export const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The values of struct `index` of what came from the library. */
export function get(name, view, index = 0) {
  return readAt(shapes[name], view, index * shapes[name].size);
}

/** Reads one number of struct `index`, unsigned. */
export function counter(name, field) {
  const { size, raw } = shapes[name];
  const at = raw.get(field);
  return (view, index) => view.getUint32(index * size + at, true);
}
