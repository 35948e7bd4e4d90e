// The demo province is made once; every test file then starts from its own copy.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export default function makeProvince() {
  const folder = mkdtempSync(join(tmpdir(), "lachan-browser-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const data = join(folder, "province");
  try {
    process.env.LACHAN_PROVINCE_PRINTED = execFileSync(program(), ["demo", "--data", data], {
      encoding: "utf8",
      env: { ...process.env, DATABASE_URL: undefined },
    });
  } catch (error) {
    remove();
    throw error;
  }
  process.env.LACHAN_PROVINCE = data;
  return remove;
}

export function program(): string {
  const path = process.env.LACHAN_BIN;
  if (!path) throw new Error("LACHAN_BIN is not set: run `cargo xtask test`");
  return path;
}
