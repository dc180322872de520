import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { compareLayout, compareVersion, structs } from "../library.js";
import { layout } from "../generated.js";

function loadedWith(path) {
  const index = new URL("../index.js", import.meta.url).href;
  return spawnSync(process.execPath, ["--input-type=module", "-e", `import ${JSON.stringify(index)}`], {
    env: { ...process.env, DISPUTE_LIB: path }, encoding: "utf8",
  });
}

test("another version is refused", () => {
  for (const [ours, theirs] of [[0x000100, 0x000200], [0x000100, 0x010100], [0x010203, 0x020203]])
    assert.throws(() => compareVersion(ours, theirs), /is libdispute \d\.\d\.\d, and this package was made for .*Install libdispute/);
  for (const [ours, theirs] of [[0x000100, 0x000107], [0x010203, 0x010900]]) compareVersion(ours, theirs);
});

test("another layout is refused", () => {
  for (const [struct, fields] of Object.entries(layout)) {
    compareLayout(struct, fields, structs[struct].fields);
    for (const [name, [offset, bytes, kind]] of Object.entries(fields)) {
      const wrong = [{ [name]: [offset + 4, bytes, kind] }, { [`${name}_`]: [offset, bytes, kind] }];
      if (kind !== "terms" && kind !== "outcome") wrong.push({ [name]: [offset, 2 * bytes, kind] }, { [name]: [offset, bytes, "sum"] });
      for (const other of wrong)
        assert.throws(() => compareLayout(struct, other, structs[struct].fields), /wrong library: .* has no field .*Install/);
    }
  }
});

test("a file that is no library, and a library that is another one", () => {
  const nowhere = loadedWith("/nowhere/libdispute.so");
  assert.notEqual(nowhere.status, 0);
  assert.match(nowhere.stderr, /\/nowhere\/libdispute\.so cannot be loaded .*DISPUTE_LIB/);
  const noLibrary = loadedWith(fileURLToPath(import.meta.url));
  assert.match(noLibrary.stderr, /cannot be loaded/);
});
